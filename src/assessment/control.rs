//! The industrial project on a parcel against the control indicators.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::indicator::BuiltUse;
use crate::indicator::control::{
    Contradiction, ControlFacts, ControlIndicator, control_contradictions, control_indicators,
};
use crate::law::{ControlEdition, ControlValues};
use crate::parcel::ParcelFacts;
use crate::units::Area;

/// An industrial project against the control indicators of an edition (工业项目建设用地控制指标比对).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlAssessment {
    /// The edition.
    pub edition: ControlEdition,
    /// The indicators, in the order of the edition.
    pub indicators: Vec<ControlIndicator>,
    /// Facts that contradict each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<Contradiction>,
}

/// Holds the project on a parcel against control values; `None` where the registered use is not, or not surely, industrial,
/// mining or storage, or nothing was built or begun: the indicators are for industrial projects.
#[must_use]
pub fn assess_control(
    facts: &ParcelFacts,
    values: &ControlValues,
    on: Date,
) -> Option<ControlAssessment> {
    let begun = facts.stage.is_some_and(|stage| stage.is_begun());
    let industrial =
        facts.land_use.as_ref().and_then(|land_use| BuiltUse::Industrial.holds(land_use));
    if !begun || industrial != Some(true) {
        return None;
    }
    let facts = control_facts(facts, on);
    Some(ControlAssessment {
        edition: values.edition,
        indicators: control_indicators(&facts, values),
        contradictions: control_contradictions(&facts),
    })
}

/// The facts of the industrial project on a parcel, on a day (工业项目指标事实).
///
/// - The land is the registered area; investment is the fixed-asset investment of the parcel, land price included.
/// - Structures and yards are one figure in the ledger: it stands under the structures, and the yards are none beside it.
/// - Output and tax are those of the last full calendar year before the day.
///
/// ```
/// use jiff::civil::date;
/// use landledger::assessment::control_facts;
/// use landledger::parcel::{ParcelFacts, Tenure};
///
/// let mut facts = ParcelFacts::new("A1", "410106001".parse()?, Tenure::Granted);
/// facts.registered_area = Some("10000".parse()?);
/// let project = control_facts(&facts, date(2024, 6, 30));
/// assert_eq!(project.land_area, facts.registered_area);
/// assert_eq!(project.yearly_tax, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn control_facts(facts: &ParcelFacts, on: Date) -> ControlFacts {
    let project = facts.project.clone().unwrap_or_default();
    let year = facts.year(on.year().saturating_sub(1));
    ControlFacts {
        industry: project.industry,
        land_area: facts.registered_area,
        buildings: project.buildings,
        floor_area: facts.floor_area,
        buildings_footprint: facts.building_base_area,
        structures_footprint: facts.structure_base_area,
        yards_area: facts.structure_base_area.map(|_| Area::ZERO),
        administrative_land: project.administrative_land,
        administrative_floor: project.administrative_floor,
        green_land: project.green_land,
        investment: facts.investment,
        yearly_output: year.and_then(|year| year.revenue),
        yearly_tax: year.and_then(|year| year.tax),
    }
}
