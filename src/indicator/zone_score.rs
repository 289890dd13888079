//! The score of a zone by a standard that the caller brings.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::quotient::{Range, Scale};
use super::zone_indicators::{Rate, zone_rates};
use super::{BaseQuantities, IndicatorValue};
use crate::finding::Text;
use crate::law::{EvaluationIndicator, EvaluationTable, ScoreDirection, ScoredIndicator};
use crate::units::{Figure, Ratio, rounding};

/// The score of a zone (集约利用综合分值): 0 to 100, two decimals, with the goals that it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ZoneScore {
    /// The total.
    pub score: IndicatorValue,
    /// The goals, in the order of the standard.
    pub goals: Vec<GoalScore>,
    /// Ids of indicators that nothing is known of: they count from 0 to 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// How a score is worked out, in words.
    pub formula: Text,
}

/// The score of a goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GoalScore {
    /// Its id in the standard.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Weight in the total.
    pub weight: Figure,
    /// The score.
    pub score: IndicatorValue,
    /// Its sub-goals.
    pub subgoals: Vec<SubgoalScore>,
}

/// The score of a sub-goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SubgoalScore {
    /// Its id in the standard.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Weight in the goal.
    pub weight: Figure,
    /// The score.
    pub score: IndicatorValue,
    /// Its indicators.
    pub indicators: Vec<IndicatorScore>,
}

/// The score of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct IndicatorScore {
    /// The indicator with weight, direction and ideal value, as the standard has it.
    pub standard: ScoredIndicator,
    /// Name.
    pub name: Text,
    /// Value of the indicator.
    pub value: IndicatorValue,
    /// The score.
    pub score: IndicatorValue,
}

/// Scores a zone by the table of a standard.
///
/// A forward indicator scores min(X / T, 1) × 100, a reverse one (1 − X) × 100; none below 0. Weighted sums go from indicator
/// to sub-goal to goal to total, without rounding on the way: what is no finite decimal is kept to 20 decimals, and two are
/// shown. Bounds are carried through, as every score grows or falls with its indicator; an indicator of which nothing is
/// known counts from 0 to 100 and is named.
///
/// # Basis
///
/// Forms of the scores and of the sums: recalled, not held against the text of TD/T 1029. That no score is below 0 is this
/// library's own. Weights and ideal values are the caller's.
#[must_use]
pub fn zone_score(base: &BaseQuantities, table: &EvaluationTable) -> ZoneScore {
    let rates = zone_rates(base);
    let mut unknown = Vec::new();
    let mut total = Points::ZERO;
    let goals = table.goals.iter().map(|goal| {
        let mut points = Points::ZERO;
        let subgoals = goal.subgoals.iter().map(|subgoal| {
            let mut points_of_subgoal = Points::ZERO;
            let indicators = subgoal.indicators.iter().map(|standard| {
                let (row, points) = score(standard, &rates);
                if row.value == IndicatorValue::Unknown {
                    unknown.push(standard.id.id().to_owned());
                }
                points_of_subgoal.add(points, standard.weight);
                row
            });
            let indicators = indicators.collect();
            points.add(points_of_subgoal, subgoal.weight);
            SubgoalScore {
                id: subgoal.id.clone(),
                name: subgoal.name.clone(),
                weight: subgoal.weight,
                score: points_of_subgoal.value(),
                indicators,
            }
        });
        let subgoals = subgoals.collect();
        total.add(points, goal.weight);
        GoalScore {
            id: goal.id.clone(),
            name: goal.name.clone(),
            weight: goal.weight,
            score: points.value(),
            subgoals,
        }
    });
    let goals = goals.collect();
    ZoneScore {
        score: total.value(),
        goals,
        unknown,
        formula: Text::new(
            "正向 min(X/T, 1)×100，逆向（1－X）×100，不低于 0；逐级加权求和",
            "forward min(X/T, 1) * 100, reverse (1 - X) * 100, none below 0; weighted sums level by level",
        ),
    }
}

fn score(standard: &ScoredIndicator, rates: &[Rate]) -> (IndicatorScore, Points) {
    let id = standard.id.id();
    let rate = rates.iter().find(|(indicator, _)| indicator.id == id);
    let (name, value, range) = rate.map_or_else(
        || (Text::new(id, id), IndicatorValue::Unknown, Range::UNKNOWN),
        |(indicator, range)| (indicator.name.clone(), indicator.value, *range),
    );
    let known = value != IndicatorValue::Unknown;
    let points = if known { Points::of(standard, range) } else { Points::ALL };
    (IndicatorScore { standard: standard.clone(), name, value, score: points.value() }, points)
}

/// Decimals that points are kept to.
const PLACES: u32 = 20;

/// Points between two bounds, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Points {
    low: Decimal,
    high: Decimal,
}

impl Points {
    const ZERO: Points = Points { low: Decimal::ZERO, high: Decimal::ZERO };
    const ALL: Points = Points { low: Decimal::ZERO, high: Decimal::ONE_HUNDRED };

    fn of(standard: &ScoredIndicator, range: Range) -> Points {
        let scale = scale(standard.id);
        match (standard.direction, standard.ideal) {
            (ScoreDirection::Forward, Some(ideal)) => {
                let points = |quotient: Ratio| {
                    let value = scale.in_unit(quotient)?;
                    let ideal = value.denominator().checked_mul(ideal.number())?;
                    Some(capped(Ratio::new(value.numerator(), ideal)?))
                };
                Points {
                    low: range.low.and_then(points).unwrap_or(Decimal::ZERO),
                    high: range.high.and_then(points).unwrap_or(Decimal::ONE_HUNDRED),
                }
            }
            // A standard has no forward indicator without ideal value.
            (ScoreDirection::Forward, None) => Points::ALL,
            (ScoreDirection::Reverse, _) => {
                let rest = |share: Ratio| Decimal::ONE_HUNDRED.saturating_sub(capped(share));
                Points {
                    low: range.high.map_or(Decimal::ZERO, rest),
                    high: range.low.map_or(Decimal::ONE_HUNDRED, rest),
                }
            }
        }
    }

    /// Adds points with their weight.
    fn add(&mut self, points: Points, weight: Figure) {
        let weighted = |sum: Decimal, points: Decimal| {
            sum.saturating_add(points.saturating_mul(weight.number()))
        };
        self.low = weighted(self.low, points.low);
        self.high = weighted(self.high, points.high);
    }

    fn value(self) -> IndicatorValue {
        let figure =
            |points| Figure::from_number(rounding::round_half_up(points, 2)).unwrap_or_default();
        let (low, high) = (figure(self.low), figure(self.high));
        if self.low == self.high {
            IndicatorValue::Known(high)
        } else {
            IndicatorValue::Bounded { low, high }
        }
    }
}

/// The ratio in hundredths, between 0 and 100.
fn capped(ratio: Ratio) -> Decimal {
    if ratio >= Ratio::ONE {
        Decimal::ONE_HUNDRED
    } else {
        ratio.percent(PLACES).max(Decimal::ZERO)
    }
}

fn scale(indicator: EvaluationIndicator) -> Scale {
    match indicator.unit() {
        "%" => Scale::Percent,
        "10000 yuan/hm2" => Scale::TenThousandYuanPerHectare,
        "10000 yuan/mu" => Scale::TenThousandYuanPerMu,
        "people/hm2" => Scale::PeoplePerHectare,
        _ => Scale::Number,
    }
}
