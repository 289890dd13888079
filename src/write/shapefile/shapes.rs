//! Shapes and their index: big-endian headers around little-endian records.

use super::{NewGeometry, NewRecord};
use crate::geometry::Shape;
use crate::report::MapGeometryKind;

/// Bytes of the header of both files.
const HEADER: usize = 100;
const NULL: i32 = 0;
const POINT: i32 = 1;
const POLYGON: i32 = 5;

/// A box: least x and y, largest x and y.
type Bounds = [f64; 4];

/// The main file and the index.
pub(super) fn write(kind: MapGeometryKind, records: &[NewRecord]) -> (Vec<u8>, Vec<u8>) {
    let kind = match kind {
        MapGeometryKind::Points => POINT,
        MapGeometryKind::Polygons => POLYGON,
    };
    let mut shapes = Vec::new();
    let mut index = Vec::new();
    let mut all: Option<Bounds> = None;
    for (record, number) in records.iter().zip(1_i32..) {
        let (content, bounds) = content(record.geometry.as_ref());
        let start = words(HEADER + shapes.len());
        let length = words(content.len());
        index.extend(start.to_be_bytes());
        index.extend(length.to_be_bytes());
        shapes.extend(number.to_be_bytes());
        shapes.extend(length.to_be_bytes());
        shapes.extend(content);
        if let Some(bounds) = bounds {
            all = Some(all.map_or(bounds, |all| around(all, bounds)));
        }
    }
    (with_header(kind, all, shapes), with_header(kind, all, index))
}

/// Lengths are counted in words of 16 bits; what does not fit is larger than the format allows.
fn words(bytes: usize) -> i32 {
    i32::try_from(bytes / 2).unwrap_or(i32::MAX)
}

fn with_header(kind: i32, bounds: Option<Bounds>, body: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER + body.len());
    out.extend(9994_i32.to_be_bytes());
    out.extend([0; 20]);
    out.extend(words(HEADER + body.len()).to_be_bytes());
    out.extend(1000_i32.to_le_bytes());
    out.extend(kind.to_le_bytes());
    for side in bounds.unwrap_or_default() {
        out.extend(side.to_le_bytes());
    }
    // No heights, no measures.
    out.extend([0; 32]);
    out.extend(body);
    out
}

fn content(geometry: Option<&NewGeometry>) -> (Vec<u8>, Option<Bounds>) {
    let mut out = Vec::new();
    match geometry {
        Some(NewGeometry::Point([x, y])) => {
            out.extend(POINT.to_le_bytes());
            out.extend(x.to_le_bytes());
            out.extend(y.to_le_bytes());
            (out, Some([*x, *y, *x, *y]))
        }
        Some(NewGeometry::Polygons(shape)) => {
            let rings = rings(shape);
            let Some(bounds) = bounds(&rings) else {
                out.extend(NULL.to_le_bytes());
                return (out, None);
            };
            let points: usize = rings.iter().map(Vec::len).sum();
            out.extend(POLYGON.to_le_bytes());
            for side in bounds {
                out.extend(side.to_le_bytes());
            }
            out.extend(count(rings.len()).to_le_bytes());
            out.extend(count(points).to_le_bytes());
            let mut start = 0;
            for ring in &rings {
                out.extend(count(start).to_le_bytes());
                start += ring.len();
            }
            for [x, y] in rings.iter().flatten() {
                out.extend(x.to_le_bytes());
                out.extend(y.to_le_bytes());
            }
            (out, Some(bounds))
        }
        None => {
            out.extend(NULL.to_le_bytes());
            (out, None)
        }
    }
}

fn count(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Every ring, closed, in the direction that says what it is; empty rings are left out.
fn rings(shape: &Shape) -> Vec<Vec<[f64; 2]>> {
    match shape {
        Shape::LonLat(shape) => directed(shape, |point| [point.lon, point.lat]),
        Shape::Grid { polygons, .. } => directed(polygons, |point| [point.east, point.north]),
    }
}

fn directed<P: Copy>(
    shape: &crate::geometry::MultiPolygon<P>,
    numbers: impl Fn(P) -> [f64; 2],
) -> Vec<Vec<[f64; 2]>> {
    let mut rings = Vec::new();
    for polygon in shape.polygons() {
        for (nth, ring) in polygon.rings().enumerate() {
            let mut ring: Vec<[f64; 2]> = ring.iter().map(|point| numbers(*point)).collect();
            let (Some(first), last) = (ring.first().copied(), ring.last().copied()) else {
                continue;
            };
            if last != Some(first) {
                ring.push(first);
            }
            let turn = doubled_area(&ring);
            // A ring without area runs neither way and stays as it is.
            let is_wrong = if nth == 0 { turn > 0.0 } else { turn < 0.0 };
            if is_wrong {
                ring.reverse();
            }
            rings.push(ring);
        }
    }
    rings
}

/// Twice the signed area of a closed ring, above zero where it runs counter-clockwise; from its first vertex, so that large
/// eastings cost no digits.
fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    let Some([x0, y0]) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|pair| match pair {
            [[ax, ay], [bx, by]] => (ax - x0) * (by - y0) - (bx - x0) * (ay - y0),
            _ => 0.0,
        })
        .sum()
}

fn bounds(rings: &[Vec<[f64; 2]>]) -> Option<Bounds> {
    rings.iter().flatten().map(|[x, y]| [*x, *y, *x, *y]).reduce(around)
}

fn around([a, b, c, d]: Bounds, [e, f, g, h]: Bounds) -> Bounds {
    [a.min(e), b.min(f), c.max(g), d.max(h)]
}
