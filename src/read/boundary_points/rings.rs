//! The rings of a plot: which points make one, which one contains which.

use super::model::{BoundaryPoint, GeometryKind, Plot};
use crate::geometry::{GridMultiPolygon, GridPoint, plane_area};

/// How far from an edge a position still counts as lying on it: half of the last usual digit, metres.
const ON_EDGE_M: f64 = 0.0005;

/// How the last point of a ring stands to its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// The last point lies where the first does.
    Closed,
    /// The last point has the name of the first, but lies elsewhere.
    Misplaced,
    /// The last point is another one.
    Open,
}

/// A ring: a run of points of a plot.
#[derive(Debug, Clone)]
pub(super) struct Ring {
    /// Index of its first point in the plot.
    pub(super) start: usize,
    /// Index after its last point, the closing point included.
    pub(super) end: usize,
    pub(super) closing: Closing,
}

impl Ring {
    /// The points of the ring in the plane, without a misplaced closing point.
    pub(super) fn positions<'a>(
        &self,
        points: &'a [BoundaryPoint],
    ) -> impl DoubleEndedIterator<Item = GridPoint> + use<'a> {
        let end = match self.closing {
            Closing::Misplaced => self.end.saturating_sub(1),
            Closing::Closed | Closing::Open => self.end,
        };
        let own = points.get(self.start..end).unwrap_or_default();
        own.iter().map(|point| point.point)
    }

    /// How many points the ring has without its closing point.
    pub(super) fn corners(&self) -> usize {
        let len = self.end.saturating_sub(self.start);
        match self.closing {
            Closing::Closed | Closing::Misplaced => len.saturating_sub(1),
            Closing::Open => len,
        }
    }
}

/// Whether two given positions are the same, to the last bit of what their texts say.
pub(super) fn same(a: GridPoint, b: GridPoint) -> bool {
    a.north.total_cmp(&b.north).is_eq() && a.east.total_cmp(&b.east).is_eq()
}

/// The rings of a plot in the order of the file.
///
/// A ring is a run of points with one ring number. A run is cut where its first point comes again, by
/// name and by position, and further points follow: some programs number every ring of a plot 1.
pub(super) fn rings(points: &[BoundaryPoint]) -> Vec<Ring> {
    let mut rings = Vec::new();
    let mut start = 0;
    for (at, point) in points.iter().enumerate() {
        let Some(first) = points.get(start) else { break };
        let next = points.get(at.saturating_add(1));
        let number_ends = next.is_none_or(|next| next.ring != point.ring);
        let closes = at > start.saturating_add(2)
            && point.name.trim() == first.name.trim()
            && same(point.point, first.point);
        if number_ends || closes {
            let closing = if at == start {
                Closing::Open
            } else if same(point.point, first.point) {
                Closing::Closed
            } else if point.name.trim() == first.name.trim() && !first.name.trim().is_empty() {
                Closing::Misplaced
            } else {
                Closing::Open
            };
            rings.push(Ring { start, end: at.saturating_add(1), closing });
            start = at.saturating_add(1);
        }
    }
    rings
}

/// A ring in its place among the others.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) ring: Ring,
    /// How many rings contain it: even = exterior of a part, odd = hole.
    pub(super) depth: usize,
    /// The ring that contains it directly, as an index into the same list.
    pub(super) parent: Option<usize>,
}

/// The rings with their nesting, by containment in the plane.
pub(super) fn nested(points: &[BoundaryPoint]) -> Vec<Placed> {
    let rings = rings(points);
    let outlines: Vec<Outline> =
        rings.iter().map(|ring| Outline::new(ring.positions(points).collect())).collect();
    rings
        .into_iter()
        .enumerate()
        .map(|(own, ring)| {
            let mut containers: Vec<usize> = Vec::new();
            if let Some(outline) = outlines.get(own) {
                let others = outlines.iter().enumerate().filter(|(other, _)| *other != own);
                containers.extend(others.filter(|(_, o)| o.contains(outline)).map(|(at, _)| at));
            }
            let size = |at: &usize| outlines.get(*at).map_or(f64::INFINITY, |o| o.area);
            let parent = containers.iter().copied().min_by(|a, b| size(a).total_cmp(&size(b)));
            Placed { ring, depth: containers.len(), parent }
        })
        .collect()
}

/// The polygons of a plot: for each the indices of its rings in `placed`, the exterior first.
pub(super) fn polygons(placed: &[Placed]) -> Vec<Vec<usize>> {
    let mut polygons: Vec<Vec<usize>> = Vec::new();
    let mut polygon_of = vec![None; placed.len()];
    for (at, ring) in placed.iter().enumerate() {
        if ring.depth.is_multiple_of(2) {
            if let Some(slot) = polygon_of.get_mut(at) {
                *slot = Some(polygons.len());
            }
            polygons.push(vec![at]);
        }
    }
    for (at, ring) in placed.iter().enumerate() {
        if ring.depth.is_multiple_of(2) {
            continue;
        }
        let parent = ring.parent.and_then(|parent| polygon_of.get(parent).copied().flatten());
        match parent.and_then(|polygon| polygons.get_mut(polygon)) {
            Some(polygon) => polygon.push(at),
            // Rings that cross each other can be nested inconsistently; none may get lost.
            None => polygons.push(vec![at]),
        }
    }
    polygons
}

/// A ring with its bounds.
struct Outline {
    points: Vec<GridPoint>,
    low: GridPoint,
    high: GridPoint,
    area: f64,
}

impl Outline {
    fn new(points: Vec<GridPoint>) -> Outline {
        let mut low = GridPoint::new(f64::INFINITY, f64::INFINITY);
        let mut high = GridPoint::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
        for point in &points {
            low = GridPoint::new(low.north.min(point.north), low.east.min(point.east));
            high = GridPoint::new(high.north.max(point.north), high.east.max(point.east));
        }
        let area = plane_area(&GridMultiPolygon::from_exterior(points.iter().copied()))
            .unwrap_or_default();
        Outline { points, low, high, area }
    }

    fn contains(&self, other: &Outline) -> bool {
        let in_bounds = self.low.north <= other.low.north
            && self.low.east <= other.low.east
            && self.high.north >= other.high.north
            && self.high.east >= other.high.east;
        if !in_bounds || self.area <= other.area {
            return false;
        }
        // Rings may touch: the first vertex or middle of an edge that lies off this ring's edges decides.
        // If there is none, the rings lie on each other.
        let middle = |(a, b): (GridPoint, GridPoint)| {
            GridPoint::new(a.north.midpoint(b.north), a.east.midpoint(b.east))
        };
        let vertices = other.points.iter().copied();
        let mut probes = vertices.chain(edges(&other.points).map(middle));
        probes.find_map(|point| self.side(point)).unwrap_or(true)
    }

    /// Whether a position is inside; `None` on an edge.
    fn side(&self, at: GridPoint) -> Option<bool> {
        let mut inside = false;
        for (a, b) in edges(&self.points) {
            let (an, ae) = (a.north - at.north, a.east - at.east);
            let (bn, be) = (b.north - at.north, b.east - at.east);
            let (dn, de) = (bn - an, be - ae);
            let length = dn.hypot(de);
            let cross = ae * dn - an * de;
            let along = -(an * dn + ae * de);
            let near_line = length > 0.0 && cross.abs() <= ON_EDGE_M * length;
            if near_line && along >= 0.0 && along <= length * length {
                return None;
            }
            if (an > 0.0) != (bn > 0.0) {
                let crosses_east = (cross > 0.0) == (dn > 0.0);
                inside ^= crosses_east;
            }
        }
        Some(inside)
    }
}

/// The edges of a ring, the one from its last point to its first included.
fn edges(points: &[GridPoint]) -> impl Iterator<Item = (GridPoint, GridPoint)> {
    points.iter().copied().zip(points.iter().copied().cycle().skip(1))
}

impl Plot {
    /// The polygons of the plot (面) in the plane; empty for points and lines.
    ///
    /// Which ring is a hole is decided by containment, not by ring number: a ring inside an odd number of
    /// others is a hole, any other ring is the exterior of a part. A hole belongs to the smallest ring
    /// around it. Rings keep their direction and their first vertex, and are closed only if they were
    /// given closed. A closing point that has the first point's name but lies elsewhere is left out;
    /// reading reports it as [`TxtClosingPoint`](crate::finding::Code::TxtClosingPoint).
    #[must_use]
    pub fn shape(&self) -> GridMultiPolygon {
        let mut shape = GridMultiPolygon::default();
        if matches!(self.kind, GeometryKind::Point | GeometryKind::Line) {
            return shape;
        }
        let placed = nested(&self.points);
        for polygon in polygons(&placed) {
            shape.push_polygon();
            for ring in polygon.into_iter().filter_map(|at| placed.get(at)) {
                shape.push_ring(ring.ring.positions(&self.points));
            }
        }
        shape
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::ColumnOrder;
    use super::*;

    fn points(rings: &[(u32, &[(i32, i32)])]) -> Vec<BoundaryPoint> {
        let mut points = Vec::new();
        for (number, ring) in rings {
            for (north, east) in *ring {
                let (x, y) = (north.to_string(), east.to_string());
                let name = format!("{x}-{y}");
                let columns = ColumnOrder::NorthingFirst;
                points.extend(BoundaryPoint::from_text(name, *number, x, y, columns).ok());
            }
        }
        points
    }

    #[test]
    fn nesting_follows_containment() {
        let outer: &[(i32, i32)] = &[(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)];
        let hole: &[(i32, i32)] = &[(1, 1), (1, 8), (8, 8), (8, 1), (1, 1)];
        let island: &[(i32, i32)] = &[(2, 2), (2, 3), (3, 3), (2, 2)];
        let touching: &[(i32, i32)] = &[(0, 0), (0, 9), (5, 5), (0, 0)];
        let apart: &[(i32, i32)] = &[(20, 0), (20, 9), (29, 9), (20, 0)];
        let beside: &[(i32, i32)] = &[(0, 9), (9, 9), (9, 12), (0, 9)];
        let notched: &[(i32, i32)] = &[(0, 0), (0, 9), (4, 4), (9, 9), (9, 0), (0, 0)];
        let notch: &[(i32, i32)] = &[(2, 7), (4, 4), (7, 7), (2, 7)];
        type Rings<'a> = &'a [(u32, &'a [(i32, i32)])];
        let rows: [(Rings<'_>, &[&[usize]]); 9] = [
            (&[(1, outer)], &[&[0]]),
            (&[(1, outer), (2, hole)], &[&[0, 1]]),
            (&[(1, hole), (2, outer)], &[&[1, 0]]),
            (&[(1, outer), (2, hole), (3, island)], &[&[0, 1], &[2]]),
            (&[(1, outer), (2, touching)], &[&[0, 1]]),
            (&[(1, outer), (2, apart)], &[&[0], &[1]]),
            (&[(1, outer), (2, beside)], &[&[0], &[1]]),
            (&[(1, notched), (2, notch)], &[&[0], &[1]]),
            // All rings numbered 1: cut where the first point comes again.
            (&[(1, outer), (1, hole)], &[&[0, 1]]),
        ];
        for (rings, expected) in rows {
            assert_eq!(polygons(&nested(&points(rings))), expected, "{rings:?}");
        }
    }
}
