//! A project against a control value, compared exactly and not as rounded.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::indicator::Bounds;
use crate::units::{Figure, Ratio};

/// How an indicator stands to its control value (是否符合控制值).
///
/// How much is wanting or too much is told in the unit of the numerator (m² of ground or floor, yuan), exactly or
/// rounded up to six decimals, so that it is never 0; where facts are missing it is the least that is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ControlVerdict {
    /// It meets the control value (符合).
    Meets,
    /// It is below a normative least value (低于控制值).
    Short {
        /// What is wanting.
        by: Figure,
    },
    /// It is above a normative most value (超过控制值).
    Exceeds {
        /// What is too much.
        by: Figure,
    },
    /// It is on the wrong side of a value that is only recommended (未达推荐值).
    OffRecommendation {
        /// What is wanting or too much.
        by: Figure,
    },
    /// Facts are missing, and the value may be on either side (两可).
    Open,
    /// Facts are missing, or the denominator is zero, and nothing can be said (不明).
    Unknown,
    /// There is no control value to hold it against (无控制值).
    NoControlValue,
}

impl ControlVerdict {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ControlVerdict::Meets => Text::new("符合", "meets"),
            ControlVerdict::Short { .. } => Text::new("低于控制值", "short"),
            ControlVerdict::Exceeds { .. } => Text::new("超过控制值", "exceeds"),
            ControlVerdict::OffRecommendation { .. } => {
                Text::new("未达推荐值", "off the recommendation")
            }
            ControlVerdict::Open => Text::new("两可", "open"),
            ControlVerdict::Unknown => Text::new("不明", "unknown"),
            ControlVerdict::NoControlValue => Text::new("未给出控制值", "no control value given"),
        }
    }
}

/// On which side of its control value an indicator should be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    AtLeast,
    AtMost,
}

/// Where a quotient lies.
pub(super) enum Outcome {
    Met,
    /// By at least so much of the numerator.
    Missed(Figure),
    Open,
    Unknown,
}

/// The quotient against `control / per`; the bounds of both terms are independent.
pub(super) fn compare(
    numerator: &Bounds,
    denominator: &Bounds,
    side: Side,
    control: Decimal,
    per: Decimal,
) -> Outcome {
    let Some(limit) = Ratio::new(control, per) else { return Outcome::Unknown };
    let ratio = |over: Option<Decimal>, under: Option<Decimal>| Ratio::new(over?, under?);
    let (least, most) = (Some(numerator.low), numerator.high);
    let (narrow, wide) = (Some(denominator.low), denominator.high);
    let (certain, missed) = match side {
        Side::AtLeast => (
            ratio(least, wide).is_some_and(|low| low >= limit),
            ratio(most, narrow).filter(|high| *high < limit),
        ),
        Side::AtMost => (
            ratio(most, narrow).is_some_and(|high| high <= limit),
            ratio(least, wide).filter(|low| *low > limit),
        ),
    };
    match missed {
        _ if certain => Outcome::Met,
        Some(missed) => distance(missed, limit).map_or(Outcome::Unknown, Outcome::Missed),
        None => Outcome::Open,
    }
}

/// How far the numerator is from what the limit wants of it.
fn distance(found: Ratio, limit: Ratio) -> Option<Figure> {
    let wanted = found.denominator().checked_mul(limit.numerator())?;
    let wanted = wanted.checked_div(limit.denominator())?;
    let by = wanted.checked_sub(found.numerator())?.abs();
    let by = by.round_dp_with_strategy(6, RoundingStrategy::AwayFromZero);
    Figure::from_number(by.normalize()).ok()
}
