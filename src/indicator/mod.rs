//! Indicators (指标): figures derived from the state of the ledger and the zone, each with its formula, its
//! inputs, and honest bounds or `Unknown` where facts are missing. A missing fact never becomes 0.

mod base;
mod bounds;
pub mod control;
mod declared_land;
mod industrial_use;
mod measured_land;
mod parcel_part;
mod summary;
mod zone_indicators;

pub use base::BaseQuantities;
pub use bounds::{Bounds, Missing};
pub use declared_land::DeclaredLand;
pub use measured_land::MeasuredLand;
pub use summary::{Group, LedgerSummary, SummaryRow, ledger_summary};
pub use zone_indicators::zone_indicators;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::units::{Figure, Ratio};

/// The value of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IndicatorValue {
    /// Every input is known.
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
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Indicator {
    /// Stable id, as `idle-rate`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Unit of the value: `%`, `1` (a bare number), `10000 yuan/hm2` or `10000 yuan/mu`.
    pub unit: String,
    /// The value, rounded half away from zero to the usual places.
    pub value: IndicatorValue,
    /// The formula in words.
    pub formula: Text,
    /// The numerator and the denominator, and what they are.
    pub inputs: Vec<Input>,
    /// What is missing, and for how many subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// What the formula rests on.
    pub basis: Text,
}

/// One input of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Input {
    /// What it is.
    pub name: Text,
    /// Its unit: `m2` (land), `m2 floor` or `yuan`.
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
    pub(crate) scale: Scale,
}

/// How a quotient is written.
#[derive(Clone, Copy)]
pub(crate) enum Scale {
    /// Per cent, two decimals.
    Percent,
    /// A bare number, two decimals.
    Number,
    /// Yuan per m² → 10 000 yuan per hm² (the same number), two decimals.
    TenThousandYuanPerHectare,
    /// Yuan per m² → 10 000 yuan per mu, two decimals.
    TenThousandYuanPerMu,
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
    /// The indicator `numerator / denominator`.
    pub(crate) fn quotient(
        definition: Definition,
        numerator: Term,
        denominator: Term,
    ) -> Indicator {
        let value = quotient(&numerator, denominator.bounds, definition.scale);
        let mut all = numerator.bounds.clone();
        all.lacks(&denominator.bounds.missing);
        let missing = all.missing;
        let unit = match definition.scale {
            Scale::Percent => "%",
            Scale::Number => "1",
            Scale::TenThousandYuanPerHectare => "10000 yuan/hm2",
            Scale::TenThousandYuanPerMu => "10000 yuan/mu",
        };
        Indicator {
            id: definition.id.to_owned(),
            name: definition.name,
            unit: unit.to_owned(),
            value,
            formula: definition.formula,
            inputs: [numerator, denominator].into_iter().map(Input::from).collect(),
            missing,
            basis: definition.basis,
        }
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

/// The quotient; the denominator is an extent, never below zero, the numerator may be (a refund of tax).
fn quotient(term: &Term, denominator: &Bounds, scale: Scale) -> IndicatorValue {
    let numerator = term.bounds;
    let divide = |over: Decimal, under: Decimal| -> Option<Figure> {
        let ratio = |under| Ratio::new(over, under);
        // Divided exactly and rounded once.
        let value = match scale {
            Scale::Percent => ratio(under)?.percent(2),
            Scale::Number | Scale::TenThousandYuanPerHectare => ratio(under)?.rounded(2),
            // 1 mu = 10 000/15 m²: yuan/m² × 10 000/15 / 10 000 = yuan/m² / 15.
            Scale::TenThousandYuanPerMu => ratio(under.checked_mul(Decimal::from(15))?)?.rounded(2),
        };
        Figure::from_number(value).ok()
    };
    let (least, most) = (denominator.low, denominator.high);
    if numerator.high == Some(numerator.low) && most == Some(least) {
        return divide(numerator.low, least).map_or(IndicatorValue::Unknown, IndicatorValue::Known);
    }
    // Over a denominator that nothing bounds, the quotient comes as near to zero as one likes.
    let over_most =
        |over| most.map_or_else(|| Some(Figure::ZERO.rounded(2)), |most| divide(over, most));
    let low = if numerator.low.is_sign_negative() {
        divide(numerator.low, least)
    } else {
        over_most(numerator.low)
    };
    let high = numerator.high.and_then(|over| {
        if over.is_sign_negative() { over_most(over) } else { divide(over, least) }
    });
    match (low, high) {
        (Some(low), Some(high)) => IndicatorValue::Bounded { low, high },
        (Some(low), None) if term.has_least() => IndicatorValue::AtLeast(low),
        _ => IndicatorValue::Unknown,
    }
}
