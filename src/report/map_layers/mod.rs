//! [`MapLayers`]: what a map of a day shows, layer by layer, as plain values.

mod findings;
mod parcel_table;
mod parcels;
mod provenance;
mod table;
mod tables;

pub use findings::{MapFinding, MapPlace};
pub use parcels::{MapEntry, MapFloorArea, MapParcel, MapPlan, PlanTiming};
pub use provenance::provenance;
pub use table::{
    MapColumn, MapColumnKind, MapGeometry, MapGeometryKind, MapRow, MapTable, MapValue,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::assessment::ParcelAssessment;
use crate::calendar;
use crate::codes::DivisionCode;
use crate::finding::Finding;
use crate::geometry::GaussKruger;
use crate::indicator::plane_of;
use crate::ledger::LedgerState;
use crate::parcel::Parcel;
use crate::units::Area;
use crate::zone::{BoundaryVersion, NonParcelLand, Zone};

/// The layers of a map of a zone on a day (图层): boundary and blocks, declared land, parcels with their standing, findings.
/// The writers of GIS files and the drawing of a report take them from here.
///
/// Positions are degrees on CGCS2000. A figure that is not known is absent, never zero. Firms are named, as registered
/// holders are; contacts of persons are nowhere among these values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapLayers {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Name of the zone (开发区名称).
    pub name: String,
    /// The district that it lies in.
    pub division: DivisionCode,
    /// The boundary version in force, with its named blocks (区块); absent before the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<BoundaryVersion>,
    /// Area of the boundary by the rule of the land survey (图斑椭球面积), m², two decimals; absent without a boundary.
    #[serde(default, rename = "boundary_survey_area_m2", skip_serializing_if = "Option::is_none")]
    pub boundary_survey_area: Option<Area>,
    /// Declared land that is no parcel (非宗地用地), in the order of the zone's file.
    pub declared: Vec<NonParcelLand>,
    /// The parcels of the map, by code.
    pub parcels: Vec<MapParcel>,
    /// Every finding, in the order given; those that have no place on the map are among them, without a position.
    pub findings: Vec<MapFinding>,
}

impl MapLayers {
    /// The layers of the day that `state` is as of.
    ///
    /// `findings` are those to be marked: of a [`Report`](super::Report), or of a check of the parcels.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use landledger::calendar::Period;
    /// use landledger::ledger::{AsOf, replay};
    /// use landledger::report::MapLayers;
    /// use landledger::store::District;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let district = District::open("fixtures/shangjie")?;
    /// let report = district.report(Period::through(date(2024, 1, 1), date(2024, 6, 30))?)?;
    /// let history = replay(&district.journal.events, AsOf::day(report.on));
    /// let layers =
    ///     MapLayers::of(&district.zone, &district.parcels, &history.state, &report.findings);
    ///
    /// let listed = layers.parcels.iter().filter(|parcel| parcel.main_entry().is_some());
    /// assert_eq!(listed.count(), report.entries.len());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn of(
        zone: &Zone,
        parcels: &[Parcel],
        state: &LedgerState,
        findings: &[Finding],
    ) -> MapLayers {
        let on = state.as_of.effective;
        let boundary = zone.boundary_on(on);
        let plane = boundary.and_then(|version| plane_of(&version.shape));
        let parcels = parcels::of(parcels, state, plane);
        MapLayers {
            on,
            name: zone.name.clone(),
            division: zone.division,
            boundary: boundary.cloned(),
            boundary_survey_area: boundary
                .and_then(|version| parcels::survey_area(&version.shape, plane)),
            declared: zone.non_parcel.clone(),
            findings: findings::of(findings, &parcels, state),
            parcels,
        }
    }

    /// The Gauss-Krüger zone in whose plane the areas are: the 3° zone that holds the middle of the boundary; `None` without
    /// a boundary.
    #[must_use]
    pub fn plane(&self) -> Option<GaussKruger> {
        self.boundary.as_ref().and_then(|version| plane_of(&version.shape))
    }

    /// The same layers with what the law makes of the parcels ([`crate::assessment::assess_all`]).
    #[must_use]
    pub fn with_assessments(mut self, assessments: &[ParcelAssessment]) -> MapLayers {
        for assessment in assessments {
            let found = self.parcels.iter_mut().filter(|parcel| parcel.code == assessment.parcel);
            for parcel in found {
                parcel.parts.clone_from(&assessment.parts);
            }
        }
        self
    }
}
