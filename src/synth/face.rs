//! Faces: a street block cut into plots, so that what two faces share is the same vertices on both sides.

/// A point of the design, millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Point {
    /// Towards the east.
    pub(super) x: i64,
    /// Towards the north.
    pub(super) y: i64,
}

impl Point {
    pub(super) const fn new(x: i64, y: i64) -> Point {
        Point { x, y }
    }

    fn toward(self, other: Point, parts_per_million: i64) -> Point {
        let part = |a: i64, b: i64| {
            let exact = i128::from(b - a) * i128::from(parts_per_million) / 1_000_000;
            // Whole centimetres where the side is not parallel to it, as a surveyor would set it out.
            a + (exact as i64) / 10 * 10
        };
        Point::new(part(self.x, other.x), part(self.y, other.y))
    }

    fn along(self, from: Point, to: Point) -> i128 {
        i128::from(self.x - from.x) * i128::from(to.x - from.x)
            + i128::from(self.y - from.y) * i128::from(to.y - from.y)
    }

    pub(super) fn distance(self, other: Point) -> f64 {
        ((self.x - other.x) as f64).hypot_exact((self.y - other.y) as f64)
    }
}

trait HypotExact {
    fn hypot_exact(self, other: f64) -> f64;
}

impl HypotExact for f64 {
    /// By `sqrt`, which is the same on every platform; `hypot` need not be.
    fn hypot_exact(self, other: f64) -> f64 {
        (self * self + other * other).sqrt()
    }
}

/// Twice the area of a ring in mm², positive if it runs counter-clockwise.
pub(super) fn twice_area(ring: &[Point]) -> i128 {
    let Some(first) = ring.first() else { return 0 };
    let next = ring.iter().skip(1).chain([first]);
    let cross = |a: &Point, b: &Point| {
        i128::from(a.x) * i128::from(b.y) - i128::from(b.x) * i128::from(a.y)
    };
    ring.iter().zip(next).map(|(a, b)| cross(a, b)).sum()
}

/// What a face becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaceKind {
    Plot,
    Green,
    Water,
}

/// A face of a street block.
#[derive(Debug, Clone)]
pub(super) struct Face {
    /// Counter-clockwise from any vertex, not closed.
    pub(super) ring: Vec<Point>,
    pub(super) kind: FaceKind,
    /// South-west, south-east, north-east, north-west: between them lie the sides.
    corners: [Point; 4],
}

/// Between which sides a cut runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// From the south side to the north side: a western and an eastern face.
    SouthNorth,
    /// From the west side to the east side: a southern and a northern face.
    WestEast,
}

/// A street block while it is cut.
#[derive(Debug, Clone)]
pub(super) struct StreetBlock {
    /// Clockwise: its edges are the opposite of the faces' outer edges.
    outer: Vec<Point>,
    corners: [Point; 4],
    pub(super) faces: Vec<Face>,
}

/// Ends of cuts closer than this to a vertex are that vertex.
const SNAP_MM: f64 = 6_000.0;

impl StreetBlock {
    pub(super) fn new(west: i64, south: i64, east: i64, north: i64) -> StreetBlock {
        let corners = [
            Point::new(west, south),
            Point::new(east, south),
            Point::new(east, north),
            Point::new(west, north),
        ];
        let ring = corners.to_vec();
        let outer = ring.iter().rev().copied().collect();
        StreetBlock { outer, corners, faces: vec![Face { ring, kind: FaceKind::Plot, corners }] }
    }

    /// The whole block counter-clockwise, with every vertex that cuts have set on its rim.
    pub(super) fn ring(&self) -> Vec<Point> {
        self.outer.iter().rev().copied().collect()
    }

    /// The vertices of one side (0 south, 1 east, 2 north, 3 west) counter-clockwise, both corners included.
    pub(super) fn side(&self, side: usize) -> Vec<Point> {
        let corner = |at: usize| self.corners.get(at % 4).copied().unwrap_or_default();
        path(&self.ring(), corner(side), corner(side + 1))
    }

    /// Length of the south and of the west side of a face.
    pub(super) fn extent(&self, face: usize) -> (f64, f64) {
        let corners = self.faces.get(face).map(|face| face.corners).unwrap_or_default();
        let [sw, se, _, nw] = corners;
        (sw.distance(se), sw.distance(nw))
    }

    /// Cuts a face in two, from `start` to `end` (parts per million of the two sides, from the west or from the
    /// south), through `via`. The western or southern part keeps the place of the face, the other is appended.
    pub(super) fn cut(&mut self, face: usize, cut: Cut, start: i64, end: i64, via: &[Point]) {
        let Some([sw, se, ne, nw]) = self.faces.get(face).map(|face| face.corners) else { return };
        let (p, q) = match cut {
            Cut::SouthNorth => {
                (self.set(face, sw, se, (sw, se), start), self.set(face, ne, nw, (nw, ne), end))
            }
            Cut::WestEast => {
                (self.set(face, nw, sw, (sw, nw), start), self.set(face, se, ne, (se, ne), end))
            }
        };
        let Some(old) = self.faces.get_mut(face) else { return };
        // Counter-clockwise from p: first what lies right of the way from p to q, then what lies left of it.
        let mut right = path(&old.ring, p, q);
        let mut left = path(&old.ring, q, p);
        right.extend(via.iter().rev());
        left.extend(via);
        let kind = old.kind;
        let (first, second) = match cut {
            Cut::SouthNorth => ((left, [sw, p, q, nw]), (right, [p, se, ne, q])),
            Cut::WestEast => ((right, [sw, se, q, p]), (left, [p, q, ne, nw])),
        };
        *old = Face { ring: first.0, kind, corners: first.1 };
        self.faces.push(Face { ring: second.0, kind, corners: second.1 });
    }

    /// Cuts a face into an L and the rectangle in its north-east (or south-east) corner.
    pub(super) fn cut_l(&mut self, face: usize, across: i64, up: i64) {
        self.cut(face, Cut::SouthNorth, across, across, &[]);
        let east = self.faces.len().saturating_sub(1);
        self.cut(east, Cut::WestEast, up, up, &[]);
        // Now `east` is its southern part and the last face its northern one.
        let Some(south_east) = self.faces.get(east).map(|face| face.ring.clone()) else { return };
        let Some(west) = self.faces.get(face) else { return };
        if let Some(ring) = joined(&west.ring, &south_east) {
            if let Some(west) = self.faces.get_mut(face) {
                west.ring = ring;
            }
            self.faces.remove(east);
        }
    }

    pub(super) fn set_kind(&mut self, face: usize, kind: FaceKind) {
        if let Some(face) = self.faces.get_mut(face) {
            face.kind = kind;
        }
    }

    /// Sets a vertex on the side of a face that runs counter-clockwise from `from` to `to`, at this part of the
    /// way between the two points of `measure`; also in the ring on the other side.
    fn set(
        &mut self,
        face: usize,
        from: Point,
        to: Point,
        measure: (Point, Point),
        part: i64,
    ) -> Point {
        let wanted = measure.0.toward(measure.1, part);
        let Some(ring) = self.faces.get(face).map(|face| &face.ring) else { return wanted };
        let side = path(ring, from, to);
        let inner = side.get(1..side.len().saturating_sub(1)).unwrap_or_default();
        if let Some(near) = inner.iter().find(|vertex| vertex.distance(wanted) < SNAP_MM) {
            return *near;
        }
        let mut edges = side.iter().zip(side.iter().skip(1));
        let holds = |(_, b): &(&Point, &Point)| wanted.along(from, to) < b.along(from, to);
        let Some((a, b)) = edges.find(holds).map(|(a, b)| (*a, *b)) else {
            return wanted;
        };
        for face in &mut self.faces {
            insert(&mut face.ring, a, b, wanted);
            insert(&mut face.ring, b, a, wanted);
        }
        insert(&mut self.outer, b, a, wanted);
        wanted
    }
}

/// The vertices of a ring from one to another, both included; empty if one of them is not there.
fn path(ring: &[Point], from: Point, to: Point) -> Vec<Point> {
    let start = ring.iter().position(|point| *point == from);
    let Some(start) = start.filter(|_| ring.contains(&to)) else { return Vec::new() };
    let mut path = Vec::new();
    for point in ring.iter().cycle().skip(start).take(ring.len()) {
        path.push(*point);
        if *point == to {
            break;
        }
    }
    path
}

/// Puts a vertex between two neighbours of a ring, if it has them in this order.
fn insert(ring: &mut Vec<Point>, a: Point, b: Point, vertex: Point) {
    let next = ring.iter().skip(1).chain(ring.first());
    let found = ring.iter().zip(next).position(|(p, q)| *p == a && *q == b);
    if let Some(at) = found {
        ring.insert(at + 1, vertex);
    }
}

/// The ring around two rings that share one run of edges.
fn joined(one: &[Point], other: &[Point]) -> Option<Vec<Point>> {
    match super::outline::around(&[one.to_vec(), other.to_vec()]).as_slice() {
        [ring] => Some(ring.clone()),
        _ => None,
    }
}
