//! Scores: how well a place that is not excluded suits a need, in whole points.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Check, Outcome};
use crate::finding::Text;
use crate::plan::{Firmness, Requirement};

/// How well a place suits a need (适配得分): 0 to 1000 points, exact.
///
/// - 500 for the soft requirements: 500 · met / stated, rounded down. One that is not known is not met here. Of a
///   combination, every unit must meet it. Where none is stated, all 500.
/// - 500 for the area: 500 · smaller / larger of what is wanted (at least) and what is offered, rounded down; floor area of
///   spaces, land area of plots. Where none is wanted, all 500; where the offered one is not known, 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Score {
    /// Soft requirements that are met.
    pub soft_met: u32,
    /// Soft requirements that the need states.
    pub soft_stated: u32,
    /// Points for the area.
    pub area_points: u32,
}

const HALF: u32 = 500;

impl Score {
    /// The most points.
    pub const MOST: u32 = 2 * HALF;

    /// All points.
    #[must_use]
    pub fn points(&self) -> u32 {
        let soft = HALF.saturating_mul(self.soft_met).checked_div(self.soft_stated);
        soft.unwrap_or(HALF).saturating_add(self.area_points)
    }

    /// Where the points come from, in words.
    #[must_use]
    pub fn text(&self) -> Text {
        let points = self.points();
        let (met, stated, area) = (self.soft_met, self.soft_stated, self.area_points);
        let soft = points.saturating_sub(area);
        let (zh, en) = if stated == 0 {
            (format!("无弹性条件（{soft} 分）"), format!("no soft requirement ({soft})"))
        } else {
            (
                format!("弹性条件符合 {met}/{stated}（{soft} 分）"),
                format!("{met} of {stated} soft requirements met ({soft})"),
            )
        };
        Text::new(
            format!("{points} 分：{zh}，面积契合度 {area} 分"),
            format!("{points} points: {en}, fit of the area {area}"),
        )
    }

    pub(super) fn of(checks: &[Check], area: AreaFit) -> Score {
        let soft = |check: &&Check| check.firmness == Firmness::Soft;
        let (mut stated, mut met) = (0_u32, 0_u32);
        for requirement in Requirement::ALL {
            let mut of = checks.iter().filter(soft).filter(|c| c.requirement == *requirement);
            let Some(first) = of.next() else { continue };
            stated = stated.saturating_add(1);
            let all = first.outcome == Outcome::Met && of.all(|c| c.outcome == Outcome::Met);
            met = met.saturating_add(u32::from(all));
        }
        Score { soft_met: met, soft_stated: stated, area_points: area.points() }
    }
}

/// What is wanted and what is offered, in square metres.
#[derive(Debug, Clone, Copy)]
pub(super) enum AreaFit {
    NotAsked,
    NotKnown,
    Both { wanted: Decimal, offered: Decimal },
}

impl AreaFit {
    fn points(self) -> u32 {
        match self {
            AreaFit::NotAsked => HALF,
            AreaFit::NotKnown => 0,
            AreaFit::Both { wanted, offered } => {
                let (wanted, offered) = (millionths(wanted), millionths(offered));
                let (small, large) = (wanted.min(offered), wanted.max(offered));
                // At most 500 · 10^24.
                let points = small.saturating_mul(HALF.into()).checked_div(large);
                points.and_then(|points| u32::try_from(points).ok()).unwrap_or(HALF)
            }
        }
    }
}

/// A quantity of at most 10¹⁸ with at most six decimals, as a whole number of millionths.
pub(super) fn millionths(number: Decimal) -> i128 {
    let missing = 6_u32.saturating_sub(number.scale());
    number.mantissa().saturating_mul(10_i128.saturating_pow(missing))
}
