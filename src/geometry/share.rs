//! How much of a parcel lies inside a boundary (落界占比).

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::overlay::FloatOverlay;

use super::{GridMultiPolygon, GridPoint};

/// From this share on, a parcel counts as inside. A default of this library (no official figure is known): a
/// boundary and a parcel digitised apart from each other never agree to the millimetre.
const INSIDE: f64 = 0.99;
/// Up to this share, a parcel counts as outside; a default of this library, as [`INSIDE`].
const OUTSIDE: f64 = 0.01;
/// Coordinates beyond this are no metres of a plane: eastings end with zone 120.
const MAX_COORDINATE: f64 = 1.3e8;
/// What covers less than this, m², covers nothing: the grid of the overlay shows in its share.
const MIN_AREA: f64 = 1e-6;
/// What is smaller than this in both directions, metres, has no area worth an overlay.
const MIN_EXTENT: f64 = 1e-6;

/// Where a parcel lies (落界关系).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Relation {
    /// At least 99 % of its area lies inside (界内).
    Inside,
    /// It crosses the boundary (跨界).
    Partial,
    /// At most 1 % of its area lies inside (界外).
    Outside,
}

impl Relation {
    /// The relation of a share: `Inside` from 0.99, `Outside` up to 0.01.
    #[must_use]
    pub fn of(share: f64) -> Relation {
        if share >= INSIDE {
            Relation::Inside
        } else if share <= OUTSIDE {
            Relation::Outside
        } else {
            Relation::Partial
        }
    }
}

/// How a parcel lies to a boundary.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ZoneShare {
    /// The planar area that the parcel covers, m²; where its polygons overlap, it counts once.
    pub parcel_area: f64,
    /// The part of it inside the boundary, m².
    pub inside_area: f64,
    /// `inside_area / parcel_area`.
    pub share: f64,
    /// What the share means.
    pub relation: Relation,
}

/// The share (占比) of a parcel inside a boundary, both in metres of the same plane.
///
/// `None` if a coordinate is not finite or beyond ±1.3 × 10⁸ m, or the parcel covers less than
/// 1 mm². Direction of rings and repeated closing
/// points do not matter. Rings that cross themselves are measured where they wind once around; whether they
/// should be measured at all is for the checks to say.
///
/// **Accuracy**: the overlay works on a 64-bit grid over both shapes, 1e-11 m for a zone of 10 km; areas come
/// out to 1e-6 m².
///
/// ```
/// use landledger::geometry::{GridPoint, MultiPolygon, Relation, share_inside};
///
/// let square = |north: f64, east: f64, side: f64| {
///     MultiPolygon::from_exterior([
///         GridPoint::new(north, east),
///         GridPoint::new(north, east + side),
///         GridPoint::new(north + side, east + side),
///         GridPoint::new(north + side, east),
///     ])
/// };
/// let zone = square(3_851_000.0, 38_433_000.0, 4_000.0);
/// let parcel = square(3_852_000.0, 38_432_950.0, 100.0);
/// let share = share_inside(&parcel, &zone).unwrap();
/// assert!((share.share - 0.5).abs() < 1e-9);
/// assert_eq!(share.relation, Relation::Partial);
/// ```
#[must_use]
pub fn share_inside(parcel: &GridMultiPolygon, boundary: &GridMultiPolygon) -> Option<ZoneShare> {
    let parcel_area = covered_area(parcel)?;
    let inside_area = intersection_area(parcel, boundary)?;
    if parcel_area < MIN_AREA {
        return None;
    }
    let share = inside_area / parcel_area;
    Some(ZoneShare { parcel_area, inside_area, share, relation: Relation::of(share) })
}

/// The planar area that two shapes have in common (重叠面积), m².
///
/// `None` if a coordinate is not finite or beyond ±1.3 × 10⁸ m.
#[must_use]
pub fn intersection_area(a: &GridMultiPolygon, b: &GridMultiPolygon) -> Option<f64> {
    let (Some(box_a), Some(box_b)) = (Extent::of(a)?, Extent::of(b)?) else { return Some(0.0) };
    if box_a.is_apart(&box_b) {
        return Some(0.0);
    }
    let joint = box_a.join(&box_b);
    let origin = joint.middle();
    if joint.is_tiny() {
        return Some(0.0);
    }
    let mut overlay =
        FloatOverlay::<[f64; 2], i64>::from_subj_and_clip(&paths(a, origin), &paths(b, origin));
    Some(total_area(&overlay.overlay(OverlayRule::Intersect, FillRule::Positive)))
}

/// The planar area that a shape covers, m²: overlapping polygons count once.
///
/// `None` if a coordinate is not finite or beyond ±1.3 × 10⁸ m.
#[must_use]
pub fn covered_area(shape: &GridMultiPolygon) -> Option<f64> {
    let Some(extent) = Extent::of(shape)? else { return Some(0.0) };
    if extent.is_tiny() {
        return Some(0.0);
    }
    let paths = paths(shape, extent.middle());
    let mut overlay = FloatOverlay::<[f64; 2], i64>::from_subj(&paths);
    Some(total_area(&overlay.overlay(OverlayRule::Subject, FillRule::Positive)))
}

/// A bounding box.
struct Extent {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl Extent {
    /// `None` if a coordinate cannot be used, `Some(None)` if there is none.
    #[allow(clippy::option_option, reason = "an unusable shape and an empty one are two outcomes")]
    fn of(shape: &GridMultiPolygon) -> Option<Option<Extent>> {
        let mut extent: Option<Extent> = None;
        for point in shape.points() {
            // A comparison with NaN is false.
            if !(point.north.abs() <= MAX_COORDINATE && point.east.abs() <= MAX_COORDINATE) {
                return None;
            }
            let own = Extent {
                south: point.north,
                north: point.north,
                west: point.east,
                east: point.east,
            };
            extent = Some(extent.map_or_else(|| own.join(&own), |before| before.join(&own)));
        }
        Some(extent)
    }

    fn join(&self, other: &Extent) -> Extent {
        Extent {
            south: self.south.min(other.south),
            north: self.north.max(other.north),
            west: self.west.min(other.west),
            east: self.east.max(other.east),
        }
    }

    fn is_apart(&self, other: &Extent) -> bool {
        self.north < other.south
            || other.north < self.south
            || self.east < other.west
            || other.east < self.west
    }

    fn is_tiny(&self) -> bool {
        self.north - self.south < MIN_EXTENT || self.east - self.west < MIN_EXTENT
    }

    fn middle(&self) -> GridPoint {
        GridPoint::new((self.south + self.north) / 2.0, (self.west + self.east) / 2.0)
    }
}

/// The rings as [east, north] from `origin`: exteriors counter-clockwise and interiors clockwise, so that a place
/// is covered where they wind around it a positive number of times.
fn paths(shape: &GridMultiPolygon, origin: GridPoint) -> Vec<Vec<[f64; 2]>> {
    let mut paths = Vec::with_capacity(shape.ring_count());
    for polygon in shape.polygons() {
        for (at, ring) in polygon.rings().enumerate() {
            let mut path: Vec<[f64; 2]> = ring
                .iter()
                .map(|point| [point.east - origin.east, point.north - origin.north])
                .collect();
            if path.len() < 3 {
                continue;
            }
            let wanted = if at == 0 { 1.0 } else { -1.0 };
            if twice_area(&path) * wanted < 0.0 {
                path.reverse();
            }
            paths.push(path);
        }
    }
    paths
}

/// The sum over exteriors and holes, which the overlay gives in opposite directions.
fn total_area(shapes: &[Vec<Vec<[f64; 2]>>]) -> f64 {
    (shapes.iter().flatten().map(|path| twice_area(path)).sum::<f64>() / 2.0).max(0.0)
}

/// Twice the signed area, from the first point: positive counter-clockwise.
fn twice_area(path: &[[f64; 2]]) -> f64 {
    let Some([x0, y0]) = path.first() else { return 0.0 };
    path.iter()
        .zip(path.iter().cycle().skip(1))
        .map(|([x1, y1], [x2, y2])| (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::Relation;

    #[test]
    fn bands() {
        // Domain sheet §8: inside from 0.99, outside up to 0.01; both sides of each threshold and on it.
        for (share, expected) in [
            (0.0, Relation::Outside),
            (0.01, Relation::Outside),
            (0.010_001, Relation::Partial),
            (0.5, Relation::Partial),
            (0.989_999, Relation::Partial),
            (0.99, Relation::Inside),
            (1.0, Relation::Inside),
        ] {
            assert_eq!(Relation::of(share), expected, "{share}");
        }
    }
}
