//! Well-known binary (WKB, OGC 06-103r4 §8): little-endian, two dimensions. Longitude comes first, as in the files that carry it.

use crate::geometry::{LonLat, LonLatMultiPolygon};
use crate::report::MapGeometry;

/// The box around a geometry, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

impl Bounds {
    /// Around all positions; `None` if there is none.
    pub(super) fn of<'a>(positions: impl IntoIterator<Item = &'a LonLat>) -> Option<Bounds> {
        positions.into_iter().map(Bounds::at).reduce(Bounds::with)
    }

    pub(super) fn of_geometry(geometry: &MapGeometry) -> Option<Bounds> {
        match geometry {
            MapGeometry::Polygons(shape) => Bounds::of(shape.points()),
            MapGeometry::Point(point) => Some(Bounds::at(point)),
        }
    }

    /// Around both.
    pub(super) fn with(self, other: Bounds) -> Bounds {
        Bounds {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    fn at(point: &LonLat) -> Bounds {
        Bounds { west: point.lon, south: point.lat, east: point.lon, north: point.lat }
    }
}

/// The geometry as WKB; polygons always as a MultiPolygon, so that a column has one type. A ring that is open is closed by
/// repeating its first position, which is how WKB says a ring.
pub(super) fn wkb(geometry: &MapGeometry) -> Vec<u8> {
    let mut out = Vec::new();
    match geometry {
        MapGeometry::Point(at) => {
            header(&mut out, 1);
            position(&mut out, at);
        }
        MapGeometry::Polygons(shape) => multi_polygon(&mut out, shape),
    }
    out
}

fn multi_polygon(out: &mut Vec<u8>, shape: &LonLatMultiPolygon) {
    header(out, 6);
    count(out, shape.polygons().len());
    for polygon in shape.polygons() {
        header(out, 3);
        count(out, polygon.rings().count());
        for ring in polygon.rings() {
            let closing = ring.first().filter(|first| ring.last() != Some(*first));
            count(out, ring.len() + usize::from(closing.is_some()));
            for at in ring.iter().chain(closing) {
                position(out, at);
            }
        }
    }
}

fn header(out: &mut Vec<u8>, kind: u32) {
    out.push(1);
    out.extend(kind.to_le_bytes());
}

/// Four thousand million positions do not fit into memory: the number always does.
fn count(out: &mut Vec<u8>, count: usize) {
    out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

fn position(out: &mut Vec<u8>, at: &LonLat) {
    out.extend(at.lon.to_le_bytes());
    out.extend(at.lat.to_le_bytes());
}
