//! Shapes of records in the planes that a check needs them in.

use crate::geometry::{
    GaussKruger, GridMultiPolygon, GridPoint, LonLat, LonLatMultiPolygon, MultiPolygon, Plane,
    PlanePosition, ZonePrefix, ZoneWidth,
};

use super::VertexIndex;

/// Every ring with the index of its first vertex.
pub(super) fn rings<P: PlanePosition>(
    shape: &MultiPolygon<P>,
) -> impl Iterator<Item = (VertexIndex, &[P])> {
    shape.polygons().enumerate().flat_map(|(polygon, rings)| {
        rings.rings().enumerate().map(move |(ring, points)| {
            (VertexIndex { polygon: clip(polygon), ring: clip(ring), vertex: 0 }, points)
        })
    })
}

/// Every vertex with its index and its two numbers.
pub(super) fn vertices<P: PlanePosition>(
    shape: &MultiPolygon<P>,
) -> impl Iterator<Item = (VertexIndex, [f64; 2])> {
    rings(shape).flat_map(|(first, points)| {
        points
            .iter()
            .enumerate()
            .map(move |(at, point)| (VertexIndex { vertex: clip(at), ..first }, point.xy()))
    })
}

/// The vertices of a ring, a repeated closing point left out; `None` if one is not finite.
pub(super) fn open<P: PlanePosition>(ring: &[P]) -> Option<Vec<[f64; 2]>> {
    let mut points: Vec<[f64; 2]> = ring.iter().map(|point| point.xy()).collect();
    if !points.iter().all(|point| is_finite(*point)) {
        return None;
    }
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    Some(points)
}

/// Whether both numbers are finite.
pub(super) fn is_finite([x, y]: [f64; 2]) -> bool {
    x.is_finite() && y.is_finite()
}

/// A bounding box: the smallest and the largest numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub(super) min: [f64; 2],
    pub(super) max: [f64; 2],
}

impl Extent {
    /// The box around positions that are finite; `None` if there is none.
    pub(super) fn of(points: impl IntoIterator<Item = [f64; 2]>) -> Option<Extent> {
        points.into_iter().filter(|point| is_finite(*point)).fold(None, |extent, [x, y]| {
            let Extent { min, max } = extent.unwrap_or(Extent { min: [x, y], max: [x, y] });
            let ([west, south], [east, north]) = (min, max);
            Some(Extent { min: [west.min(x), south.min(y)], max: [east.max(x), north.max(y)] })
        })
    }

    /// The box around a shape.
    pub(super) fn around<P: PlanePosition>(shape: &MultiPolygon<P>) -> Option<Extent> {
        Extent::of(shape.points().iter().map(|point| point.xy()))
    }

    pub(super) fn middle(&self) -> [f64; 2] {
        let ([west, south], [east, north]) = (self.min, self.max);
        [f64::midpoint(west, east), f64::midpoint(south, north)]
    }

    pub(super) fn is_apart(&self, other: &Extent) -> bool {
        let ([west, south], [east, north]) = (self.min, self.max);
        let ([other_west, other_south], [other_east, other_north]) = (other.min, other.max);
        east < other_west || other_east < west || north < other_south || other_north < south
    }
}

/// A shape in the plane of its registration: that of the 3° Gauss-Krüger zone at its middle for degrees, its own
/// for metres. `None` where the projection has no answer.
pub(super) fn cadastral<P: PlanePosition>(
    plane: Plane,
    shape: &MultiPolygon<P>,
) -> Option<GridMultiPolygon> {
    match plane {
        Plane::Metres => Some(metres(shape)),
        Plane::Degrees => {
            let [lon, _] = Extent::around(shape)?.middle();
            let zone = GaussKruger::containing(lon, ZoneWidth::Three, ZonePrefix::Absent)?;
            shape.try_map(|point| {
                let [lon, lat] = point.xy();
                zone.forward(LonLat::new(lon, lat))
            })
        }
    }
}

/// A shape scaled to metres about `origin`, its edges as straight as they were: for shares, not for areas of law.
pub(super) fn local<P: PlanePosition>(
    plane: Plane,
    shape: &MultiPolygon<P>,
    origin: [f64; 2],
) -> GridMultiPolygon {
    let [per_x, per_y] = plane.metres_per_unit(origin);
    shape.map(|point| {
        let [x, y] = point.xy();
        GridPoint::new((y - origin[1]) * per_y, (x - origin[0]) * per_x)
    })
}

/// A shape in degrees: as it is, or out of the zone whose number its eastings carry or, failing that, out of the
/// declared one. `None` where there is neither.
pub(super) fn degrees<P: PlanePosition>(
    plane: Plane,
    declared: Option<GaussKruger>,
    shape: &MultiPolygon<P>,
) -> Option<LonLatMultiPolygon> {
    match plane {
        Plane::Degrees => Some(shape.map(|point| LonLat::from(point.xy()))),
        Plane::Metres => {
            let easting = Extent::around(shape)?.middle()[0];
            let bare = GaussKruger::prefix_of(easting).is_none();
            let declared = declared.filter(|_| bare);
            let zone = numbered_zone(easting)
                .or(declared.map(|zone| zone.with_prefix(ZonePrefix::Absent)))?;
            zone.unproject(&metres(shape))
        }
    }
}

/// The zone whose number an easting carries, among those of China.
pub(super) fn numbered_zone(easting: f64) -> Option<GaussKruger> {
    let number = GaussKruger::prefix_of(easting)?;
    let width = match number {
        13..=23 => ZoneWidth::Six,
        25..=45 => ZoneWidth::Three,
        _ => return None,
    };
    GaussKruger::new(width, number, ZonePrefix::Present)
}

fn metres<P: PlanePosition>(shape: &MultiPolygon<P>) -> GridMultiPolygon {
    shape.map(|point| {
        let [east, north] = point.xy();
        GridPoint::new(north, east)
    })
}

fn clip(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
