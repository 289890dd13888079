//! [`inside_point`]: a position inside a shape, for a label or a mark on a map.

use super::{LonLat, LonLatMultiPolygon};

/// Where the shape is cut, as shares of its height: the middle first.
const CUTS: [f64; 7] = [0.5, 0.375, 0.625, 0.25, 0.75, 0.125, 0.875];

/// A position inside the shape: the middle of the widest stretch of the parallel half way up, holes left out. Unlike a
/// centroid it lies inside a bent shape, too. Where that parallel meets no inside, others are tried; of a shape without
/// any inside (a line) the middle of its box is taken.
///
/// `None` for a shape without positions, or with one that is not finite.
///
/// ```
/// use landledger::geometry::{LonLat, MultiPolygon, inside_point};
///
/// // A U: its centroid lies in the gap, the mark in one of the legs.
/// let u = [(0.0, 0.0), (3.0, 0.0), (3.0, 4.0), (2.0, 4.0), (2.0, 1.0), (1.0, 1.0), (1.0, 4.0), (0.0, 4.0), (0.0, 0.0)];
/// let shape = MultiPolygon::from_exterior(u.map(|(lon, lat)| LonLat::new(lon, lat)));
/// assert_eq!(inside_point(&shape), Some(LonLat::new(0.5, 2.0)));
/// ```
#[must_use]
pub fn inside_point(shape: &LonLatMultiPolygon) -> Option<LonLat> {
    let first = shape.points().first()?;
    let (mut low, mut high) = (*first, *first);
    for point in shape.points() {
        if !(point.lon.is_finite() && point.lat.is_finite()) {
            return None;
        }
        low = LonLat::new(low.lon.min(point.lon), low.lat.min(point.lat));
        high = LonLat::new(high.lon.max(point.lon), high.lat.max(point.lat));
    }
    let mut cuts = CUTS.iter().map(|share| low.lat + (high.lat - low.lat) * share);
    let inside = cuts.find_map(|lat| widest(shape, lat).map(|lon| LonLat::new(lon, lat)));
    let middle = LonLat::new(low.lon / 2.0 + high.lon / 2.0, low.lat / 2.0 + high.lat / 2.0);
    Some(inside.unwrap_or(middle))
}

/// The middle of the widest stretch of a parallel inside the shape.
fn widest(shape: &LonLatMultiPolygon, lat: f64) -> Option<f64> {
    let mut crossings = Vec::new();
    for ring in shape.rings() {
        let next = ring.iter().skip(1).chain(ring.first());
        for (a, b) in ring.iter().zip(next) {
            // Half open, so that a vertex on the parallel counts once and an edge along it not at all.
            if (a.lat <= lat) != (b.lat <= lat) {
                crossings.push(a.lon + (b.lon - a.lon) * ((lat - a.lat) / (b.lat - a.lat)));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    let mut best: Option<(f64, f64)> = None;
    for pair in crossings.chunks_exact(2) {
        let [west, east] = pair else { continue };
        let width = east - west;
        // The first of equal ones: the same shape has the same point.
        if width > 0.0 && best.is_none_or(|(widest, _)| width > widest) {
            best = Some((width, west / 2.0 + east / 2.0));
        }
    }
    best.map(|(_, middle)| middle)
}
