//! Indicators (指标): figures derived from the state of the ledger and the zone, each with its formula, its
//! inputs, and honest bounds or `Unknown` where facts are missing. A missing fact never becomes 0.
//!
//! ```
//! use jiff::civil::date;
//! use landledger::indicator::{
//!     BaseQuantities, DeclaredLand, EvaluationInputs, MeasuredLand, Stated, kind_of_zone, zone_indicators,
//! };
//! use landledger::law::Document;
//! use landledger::ledger::{AsOf, replay};
//! use landledger::zone::{NonParcelKind, NonParcelState};
//!
//! // Roads only: 3 000 m² built, 1 000 m² supplied and not built, of 10 000 m².
//! let road = |id: &str, state, area: &str| {
//!     Ok::<_, landledger::units::QuantityError>(DeclaredLand::new(id, NonParcelKind::Road, Some(state), area.parse()?))
//! };
//! let mut land = MeasuredLand::default();
//! land.approved = Some("10000".parse()?);
//! land.declared.push(road("R1", NonParcelState::Built, "3000")?);
//! land.declared.push(road("R2", NonParcelState::SuppliedNotBuilt, "1000")?);
//! // B21, which no ledger knows: 5 000 m² not built are ready for supply.
//! let mut inputs = EvaluationInputs::default();
//! let report = Document::numbered("2023年度评价填报表");
//! inputs.ready_unbuilt.push(Stated::new("5000".parse()?, date(2023, 12, 31), report));
//!
//! let state = replay(&[], AsOf::day(date(2024, 6, 30))).state;
//! let base = BaseQuantities::with_inputs(&state, &land, &inputs);
//! let rates = zone_indicators(&base);
//! let value = |id: &str| rates.iter().find(|rate| rate.id == id).map(|rate| rate.value);
//! use landledger::indicator::IndicatorValue::{Known, Unknown};
//! assert_eq!(value("development-rate"), Some(Known("80.00".parse()?))); // 8 000 / 10 000
//! assert_eq!(value("supply-rate"), Some(Known("50.00".parse()?))); // 4 000 / 8 000
//! assert_eq!(value("built-rate"), Some(Known("75.00".parse()?))); // 3 000 / 4 000
//! assert_eq!(value("population-density"), Some(Unknown)); // nobody stated who lives there
//! assert_eq!(kind_of_zone(&base).possible.len(), 2); // industry-led if it is a bonded zone, else other
//! # Ok::<(), landledger::units::QuantityError>(())
//! ```

mod base;
mod base_parts;
mod bounds;
mod built_use;
pub mod control;
mod declared_land;
mod evaluation;
mod evaluation_inputs;
mod explain;
mod kind_of_zone;
mod measured_land;
mod parcel_part;
mod plan_coverage;
mod potentials;
mod quotient;
mod series;
mod simulation;
mod summary;
mod uncertainty;
mod vacancy;
mod zone_contradictions;
mod zone_indicators;
mod zone_score;

pub use base::BaseQuantities;
pub use bounds::{Bounds, Missing};
pub(crate) use built_use::BuiltUse;
pub use declared_land::DeclaredLand;
pub use evaluation::{KindEvaluation, ZoneEvaluation};
pub use evaluation_inputs::{EvaluationInputs, Stated, UsedInput};
pub use explain::{
    Account, AccountPoint, ChangeGroup, ChangeInput, ChangeOutcome, ChangePoint, ChangeReason,
    ChangeSubject, Contribution, ExactFigure, ExplainedChange, ExplainedEnd, Unexplained, ValueEnd,
    explain_change, explain_changes,
};
pub use kind_of_zone::{KindOfZone, kind_of_zone};
pub use measured_land::MeasuredLand;
pub(crate) use measured_land::plane_of;
pub use plan_coverage::PlanCoverage;
pub use potentials::{land_potentials, standard_potentials};
pub use series::{IndicatorSeriesRow, indicator_series};
pub use simulation::{Assumption, Simulation, simulate, simulate_with_inputs};
pub use summary::{Group, LedgerSummary, SummaryRow, ledger_summary};
pub use uncertainty::{
    Distinction, LandPart, LandRates, RankOrder, RankedRow, RateMember, RateShares, Uncertain,
    area_uncertainty, floor_area_ratio_uncertainty, land_rates, limit_in_mean_errors, point_error,
    rank, ratio_uncertainty,
};
pub use vacancy::vacancy_rates;
pub use zone_contradictions::{ZoneContradiction, ZoneRelation, zone_contradictions};
pub use zone_indicators::zone_indicators;
pub use zone_score::{GoalScore, IndicatorScore, SubgoalScore, ZoneScore, zone_score};

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::units::Figure;
use quotient::{Overlap, Range};

/// The value of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IndicatorValue {
    /// Every input is known, or the value is the same whatever the missing ones are.
    Known(Figure),
    /// Inputs are missing, but the value lies between these two (both included).
    Bounded {
        /// The least that it can be.
        low: Figure,
        /// The most that it can be.
        high: Figure,
    },
    /// Inputs are missing; the value is at least this, and nothing bounds it from above.
    AtLeast(Figure),
    /// Inputs are missing, and nothing bounds the value; or its denominator is zero.
    Unknown,
}

/// An indicator (指标) with everything that is needed to check it by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Indicator {
    /// Stable id, as `idle-rate`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Unit of the value: `%`, `1` (a bare number), `10000 yuan/hm2`, `10000 yuan/mu`, `people/hm2` or, of a potential,
    /// `m2`.
    pub unit: String,
    /// The value, rounded half away from zero to the usual places.
    pub value: IndicatorValue,
    /// The formula in words.
    pub formula: Text,
    /// What went into the formula: of a quotient the numerator and the denominator.
    pub inputs: Vec<Input>,
    /// What is missing, and for how many subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// What the formula rests on.
    pub basis: Text,
}

/// One input of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Input {
    /// What it is.
    pub name: Text,
    /// Its unit: `m2` (land), `m2 floor`, `yuan`, `people`, `1` (a number of things), or that of an ideal value.
    pub unit: String,
    /// Its value, exactly as it went into the formula.
    pub value: IndicatorValue,
}

/// Which indicator it is and how its value is written.
pub(crate) struct Definition {
    pub(crate) id: &'static str,
    pub(crate) name: Text,
    pub(crate) formula: Text,
    pub(crate) basis: Text,
    pub(crate) scale: quotient::Scale,
}

/// A named input with its unit.
pub(crate) struct Term<'a> {
    pub(crate) name: Text,
    pub(crate) unit: &'static str,
    pub(crate) bounds: &'a Bounds,
}

impl Term<'_> {
    /// Whether missing parts can only add to the sum: areas are never below zero, money can be (a refund of tax).
    fn has_least(&self) -> bool {
        self.unit != "yuan"
    }
}

impl Indicator {
    /// The indicator `numerator / denominator`, of terms that have nothing to do with each other.
    pub(crate) fn quotient(
        definition: Definition,
        numerator: Term,
        denominator: Term,
    ) -> Indicator {
        Indicator::quotient_within(definition, numerator, denominator, None).0
    }

    /// The same, of terms that have land in common where `overlap` says which; with the exact bounds of the value.
    pub(crate) fn quotient_within(
        definition: Definition,
        numerator: Term,
        denominator: Term,
        overlap: Option<Overlap>,
    ) -> (Indicator, Range) {
        let mut range = Range::of(numerator.bounds, denominator.bounds);
        if let Some(overlap) = overlap {
            range = range.within(&overlap.range());
        }
        let value = definition.scale.value(range, numerator.has_least());
        let mut all = numerator.bounds.clone();
        all.lacks(&denominator.bounds.missing);
        let indicator = Indicator {
            id: definition.id.to_owned(),
            name: definition.name,
            unit: definition.scale.unit().to_owned(),
            value,
            formula: definition.formula,
            inputs: [numerator, denominator].into_iter().map(Input::from).collect(),
            missing: all.missing,
            basis: definition.basis,
        };
        (indicator, range)
    }
}

impl From<Term<'_>> for Input {
    fn from(term: Term<'_>) -> Input {
        let value = match (term.bounds.value(), Figure::from_number(term.bounds.low)) {
            (IndicatorValue::Unknown, Ok(low)) if term.has_least() => IndicatorValue::AtLeast(low),
            (value, _) => value,
        };
        Input { name: term.name, unit: term.unit.to_owned(), value }
    }
}
