//! Roll-forwards in another unit, rounded so that they still add up (强制调平).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::RollForward;
use crate::units::rounding::round_half_up;
use crate::units::{AreaChange, AreaUnit, Figure, FloorAreaChange, round_to_total};

/// The areas of a [`RollForward`] in a unit: `opening + Σ lines = closing` to the last digit shown.
///
/// Opening and closing are rounded by themselves, so that the closing of a period is the opening of the next; the lines
/// between them take up what rounding leaves, none by more than one unit of the last place. For tables only: what is
/// registered is never touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RoundedRollForward {
    /// The unit.
    pub unit: AreaUnit,
    /// The stock before the first day.
    pub opening: Figure,
    /// The movements, in the order of the lines of the table.
    pub lines: Vec<Figure>,
    /// The stock at the end of the last day.
    pub closing: Figure,
}

impl<K> RollForward<K, AreaChange> {
    /// The land areas in a unit, with so many decimals; `None` if a number is larger than a decimal can be.
    #[must_use]
    pub fn rounded(&self, unit: AreaUnit, places: u32) -> Option<RoundedRollForward> {
        let lines = self.lines.iter().map(|line| line.change.area.square_metres());
        let (opening, closing) = (self.opening.area, self.closing.area);
        rounded(unit, places, opening.square_metres(), lines, closing.square_metres())
    }
}

impl<K> RollForward<K, FloorAreaChange> {
    /// The floor areas in a unit, with so many decimals; `None` if a number is larger than a decimal can be.
    #[must_use]
    pub fn rounded(&self, unit: AreaUnit, places: u32) -> Option<RoundedRollForward> {
        let lines = self.lines.iter().map(|line| line.change.area.square_metres());
        let (opening, closing) = (self.opening.area, self.closing.area);
        rounded(unit, places, opening.square_metres(), lines, closing.square_metres())
    }
}

fn rounded(
    unit: AreaUnit,
    places: u32,
    opening: Decimal,
    lines: impl Iterator<Item = Decimal>,
    closing: Decimal,
) -> Option<RoundedRollForward> {
    let of = |number: Decimal| number.checked_mul(unit.per_square_metre());
    let opening = round_half_up(of(opening)?, places);
    let closing = round_half_up(of(closing)?, places);
    let lines: Vec<Decimal> = lines.map(of).collect::<Option<_>>()?;
    let lines = round_to_total(&lines, closing.checked_sub(opening)?, places)?;
    let figure = |number| Figure::from_number(number).ok();
    let (opening, closing) = (figure(opening)?, figure(closing)?);
    let lines = lines.into_iter().map(figure).collect::<Option<_>>()?;
    Some(RoundedRollForward { unit, opening, lines, closing })
}
