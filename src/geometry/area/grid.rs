//! Planar area (平面面积): the shoelace formula in the plane of a Gauss-Krüger zone.
//!
//! **Method.** Coordinates are taken from the ring's first point, so that eight digits of easting do not
//! use up the precision. Scale is not removed: the plane at 60 km from the central meridian is larger
//! than the ellipsoid by 9e-5 (see [`compare`](super::compare)).
//!
//! **Accuracy.** Rounding only: 17.06 km² come out with an error below 1e-8 m².

use super::super::{GridMultiPolygon, GridPoint};

/// Coordinates beyond this are no metres of a plane: eastings end with zone 120.
const MAX_COORDINATE: f64 = 1.3e8;

/// The area in the plane (平面面积), m², of a shape whose zone does not matter: [`EdgeModel::Grid`] without a zone.
///
/// `None` if a coordinate is not finite or no metres of a plane (beyond 1.3 × 10⁸).
///
/// [`EdgeModel::Grid`]: super::EdgeModel::Grid
///
/// ```
/// use landledger::geometry::{GridPoint, MultiPolygon, plane_area};
///
/// let square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)];
/// let square = MultiPolygon::from_exterior(square.map(|(north, east)| GridPoint::new(north, east)));
/// assert_eq!(plane_area(&square), Some(10_000.0));
/// ```
#[must_use]
pub fn plane_area(polygons: &GridMultiPolygon) -> Option<f64> {
    let known = |point: &GridPoint| {
        point.north.abs() <= MAX_COORDINATE && point.east.abs() <= MAX_COORDINATE
    };
    if !polygons.points().iter().all(known) {
        return None;
    }
    super::sum(polygons, |ring| Some(ring_sum(ring)))
}

/// The signed area of a ring, m²: positive if it runs counter-clockwise, with east to the right and north up.
pub(super) fn ring_sum(ring: &[GridPoint]) -> f64 {
    let Some(origin) = ring.first() else { return 0.0 };
    let local = |point: GridPoint| (point.north - origin.north, point.east - origin.east);
    super::edges(ring)
        .map(|(from, to)| {
            let ((from_north, from_east), (to_north, to_east)) = (local(from), local(to));
            from_east * to_north - to_east * from_north
        })
        .sum::<f64>()
        / 2.0
}
