//! Mean errors of sums of land and of ratios of them.

use super::Uncertain;
use crate::geometry::{AreaGradient, GridMultiPolygon, plane_area};

/// A piece of land in a sum: its outline in metres, and how much of it counts.
///
/// All outlines of one computation lie in the plane of one Gauss-Krüger zone, so that a boundary point of two parcels
/// has the same numbers in both.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LandPart<'a> {
    /// The outline.
    pub shape: &'a GridMultiPolygon,
    /// The share of its area that counts; a fixed share of whatever the area is.
    pub share: f64,
}

impl<'a> LandPart<'a> {
    /// The whole of a piece of land.
    #[must_use]
    pub const fn whole(shape: &'a GridMultiPolygon) -> LandPart<'a> {
        LandPart { shape, share: 1.0 }
    }

    /// A share of a piece of land.
    #[must_use]
    pub const fn share(shape: &'a GridMultiPolygon, share: f64) -> LandPart<'a> {
        LandPart { shape, share }
    }
}

/// The sum of plane areas (面积合计) with its mean error, m²; boundary points have a mean error of `point_error` metres.
///
/// Errors of common boundary points cancel: parcels that tile a block have together the mean error of the block's
/// outline. `None` if an outline cannot be measured or `point_error` is not finite or below zero.
///
/// ```
/// use landledger::geometry::{GridPoint, MultiPolygon};
/// use landledger::indicator::{LandPart, area_uncertainty};
///
/// let square = [(0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (100.0, 0.0)];
/// let square = MultiPolygon::from_exterior(square.map(|(north, east)| GridPoint::new(north, east)));
/// let known = area_uncertainty(&[LandPart::whole(&square)], 0.05).unwrap();
/// assert_eq!((known.value, known.mean_error), (10_000.0, 5.0));
/// ```
#[must_use]
pub fn area_uncertainty(parts: &[LandPart<'_>], point_error: f64) -> Option<Uncertain> {
    let value = area_of(parts)?;
    Uncertain::new(value, gradient(parts, 1.0)?.mean_error(checked(point_error)?))
}

/// The ratio of two sums of plane areas (面积比率) with its mean error; a bare number, 0.05 for 5 %.
///
/// Land that is in both moves numerator and denominator together: the slopes are those of G/D, g_G/D − (G/D²) g_D at
/// each boundary point. `None` as for [`area_uncertainty`], or if the denominator is not above zero.
#[must_use]
pub fn ratio_uncertainty(
    numerator: &[LandPart<'_>],
    denominator: &[LandPart<'_>],
    point_error: f64,
) -> Option<Uncertain> {
    let (over, under) = (area_of(numerator)?, above_zero(area_of(denominator)?)?);
    let mut slopes = gradient(numerator, 1.0 / under)?;
    slopes.add(&gradient(denominator, over / under / under)?, -1.0);
    Uncertain::new(over / under, slopes.mean_error(checked(point_error)?))
}

/// The floor-area ratio (容积率) with its mean error: floor area, m², whose error the caller knows and which is independent
/// of the boundary points, over a sum of land. `None` as for [`ratio_uncertainty`].
#[must_use]
pub fn floor_area_ratio_uncertainty(
    floor: Uncertain,
    land: &[LandPart<'_>],
    point_error: f64,
) -> Option<Uncertain> {
    let land = area_uncertainty(land, point_error)?;
    let under = above_zero(land.value)?;
    let ratio = floor.value / under;
    Uncertain::new(ratio, (floor.mean_error / under).hypot(ratio * land.mean_error / under))
}

fn area_of(parts: &[LandPart<'_>]) -> Option<f64> {
    parts.iter().map(|part| Some(plane_area(part.shape)? * part.share)).sum()
}

fn gradient(parts: &[LandPart<'_>], weight: f64) -> Option<AreaGradient> {
    let mut sum = AreaGradient::default();
    for part in parts {
        sum.add(&AreaGradient::of(part.shape)?, part.share * weight);
    }
    Some(sum)
}

fn checked(point_error: f64) -> Option<f64> {
    (point_error.is_finite() && point_error >= 0.0).then_some(point_error)
}

fn above_zero(number: f64) -> Option<f64> {
    (number > 0.0).then_some(number)
}
