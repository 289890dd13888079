//! Points made from positions: the text of a coordinate, the corners of a ring.

use rust_decimal::{Decimal, RoundingStrategy};

use super::model::{BoundaryPoint, ColumnOrder};
use crate::error::{Error, Result};
use crate::geometry::GridPoint;

/// A ring without the repetition of its first point.
pub(crate) fn corners<P: PartialEq>(ring: &[P]) -> &[P] {
    match ring.split_last() {
        Some((last, rest)) if rest.first() == Some(last) => rest,
        _ => ring,
    }
}

/// A point whose texts are the position with 3 decimals.
pub(crate) fn boundary_point(
    name: String,
    ring: u32,
    position: GridPoint,
) -> Result<BoundaryPoint> {
    let (x, y) = (three_decimals(position.north)?, three_decimals(position.east)?);
    BoundaryPoint::from_text(name, ring, x, y, ColumnOrder::NorthingFirst)
}

/// Metres with 3 decimals, half away from zero, from the shortest decimal that reads as the same float.
pub(crate) fn three_decimals(metres: f64) -> Result<String> {
    let refuse = || {
        Error::argument(
            ("坐标", "coordinate"),
            ("平面坐标（米）", "metres in a plane"),
            metres.to_string(),
        )
    };
    if !metres.is_finite() || metres.abs() >= 1e12 {
        return Err(refuse());
    }
    let shortest: Decimal = metres.to_string().parse().map_err(|_| refuse())?;
    let mut rounded = shortest.round_dp_with_strategy(3, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(3);
    Ok(rounded.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_rounded_half_away_from_zero() {
        // Worked by hand; 2577363.9185 is below the tie as a float, but is the tie as it is written.
        let rows = [
            (2577363.9185, "2577363.919"),
            (38435500.0625, "38435500.063"),
            (38435500.0, "38435500.000"),
            (0.0004999, "0.000"),
            (-1.0005, "-1.001"),
            (1e-20, "0.000"),
        ];
        for (metres, expected) in rows {
            assert_eq!(three_decimals(metres).ok().as_deref(), Some(expected), "{metres}");
        }
        assert!(three_decimals(f64::NAN).is_err());
        assert!(three_decimals(1e12).is_err());
    }
}
