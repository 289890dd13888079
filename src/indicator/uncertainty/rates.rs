//! Mean errors of the rates of a zone.

use super::{
    LandPart, RateShares, Uncertain, area_uncertainty, floor_area_ratio_uncertainty,
    ratio_uncertainty,
};
use crate::geometry::GridMultiPolygon;

/// A piece of land of a zone: its outline, in the plane that all outlines share, and what of it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RateMember<'a> {
    /// The outline, metres.
    pub shape: &'a GridMultiPolygon,
    /// What of it is supplied, built, built industrial and idle.
    pub shares: RateShares,
}

impl<'a> RateMember<'a> {
    /// A piece of land.
    #[must_use]
    pub const fn new(shape: &'a GridMultiPolygon, shares: RateShares) -> RateMember<'a> {
        RateMember { shape, shares }
    }
}

/// Rates of a zone as measured on the map, each with its mean error; bare numbers, 0.05 for 5 %.
///
/// A rate is absent where a share that it needs is not known, or its denominator is zero.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LandRates {
    /// G / D (土地闲置率).
    pub idle_rate: Option<Uncertain>,
    /// A / D (土地建成率).
    pub built_rate: Option<Uncertain>,
    /// A2 / A (工业用地率).
    pub industrial_land_rate: Option<Uncertain>,
    /// Floor area / A (综合容积率); absent without a floor area.
    pub floor_area_ratio: Option<Uncertain>,
    /// A, m².
    pub built: Option<Uncertain>,
    /// D, m².
    pub supplied: Option<Uncertain>,
}

/// The rates of a zone with their mean errors, from the boundary points alone.
///
/// `floor` is the floor area on built land, m², with the error that the caller knows it to have. **Accuracy**: first
/// order ([`AreaGradient`](crate::geometry::AreaGradient)); held against simulated surveys in the tests, to 3 %.
///
/// ```
/// use landledger::geometry::{GridPoint, MultiPolygon};
/// use landledger::indicator::{RateMember, RateShares, land_rates};
///
/// let square = |east: f64| {
///     let ring = [(0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (100.0, 0.0)];
///     MultiPolygon::from_exterior(ring.map(|(north, x)| GridPoint::new(north, x + east)))
/// };
/// let (built, idle) = (square(0.0), square(100.0));
/// let members = [
///     RateMember::new(&built, RateShares::new(1.0, 1.0, 1.0, 0.0)),
///     RateMember::new(&idle, RateShares::new(1.0, 0.0, 0.0, 1.0)),
/// ];
/// let rates = land_rates(&members, None, 0.05);
/// let (idle, built) = (rates.idle_rate.unwrap(), rates.built_rate.unwrap());
/// assert_eq!((idle.value, built.value), (0.5, 0.5));
/// // What is not idle is built: the same points decide about both.
/// assert!((idle.mean_error - built.mean_error).abs() < 1e-12);
/// // All built land is industrial, whatever its area is.
/// assert_eq!(rates.industrial_land_rate.unwrap().mean_error, 0.0);
/// ```
#[must_use]
pub fn land_rates(
    members: &[RateMember<'_>],
    floor: Option<Uncertain>,
    point_error: f64,
) -> LandRates {
    let parts = |share: fn(&RateShares) -> Option<f64>| -> Option<Vec<LandPart<'_>>> {
        let part = |member: &RateMember<'_>| share(&member.shares);
        let all: Option<Vec<f64>> = members.iter().map(part).collect();
        let counted = members.iter().zip(all?).filter(|(_, share)| *share != 0.0);
        Some(counted.map(|(member, share)| LandPart { shape: member.shape, share }).collect())
    };
    let supplied = parts(|shares| shares.supplied);
    let built = parts(|shares| shares.built);
    let industrial = parts(|shares| shares.built_industrial);
    let idle = parts(|shares| shares.idle);
    let rate = |over: &Option<Vec<LandPart<'_>>>, under: &Option<Vec<LandPart<'_>>>| {
        ratio_uncertainty(over.as_deref()?, under.as_deref()?, point_error)
    };
    let sum = |parts: &Option<Vec<LandPart<'_>>>| area_uncertainty(parts.as_deref()?, point_error);
    LandRates {
        idle_rate: rate(&idle, &supplied),
        built_rate: rate(&built, &supplied),
        industrial_land_rate: rate(&industrial, &built),
        floor_area_ratio: floor
            .zip(built.as_deref())
            .and_then(|(floor, built)| floor_area_ratio_uncertainty(floor, built, point_error)),
        built: sum(&built),
        supplied: sum(&supplied),
    }
}
