//! The rings of a shape made ready: finite, without repeats and spikes, every vertex with its place as given.

use super::predicate::{Point, same, same_direction, side};
use super::spike::Spikes;
use super::{Defect, DefectGeometry, DefectKind, RingVertex, Unlisted, ValidityLimits};
use crate::geometry::{Plane, PlanePosition, PolygonRings};

/// Beyond this, products of differences leave the range of an `f64` and no predicate is exact.
const MAX_COORDINATE: f64 = 1e100;

/// A ring in the flat arrays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ring {
    pub(super) polygon: usize,
    pub(super) ring: usize,
    /// Its vertices; vertex v begins edge v.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) low: Point,
    pub(super) high: Point,
    /// The lexically first vertex.
    pub(super) first: usize,
    /// Counter-clockwise, judged at the lexically first vertex: exact if the ring does not cross itself.
    pub(super) ccw: bool,
}

impl Ring {
    pub(super) fn edges(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    pub(super) fn is_shell(&self) -> bool {
        self.ring == 0
    }

    /// Whether the box of `other` lies in that of this ring.
    pub(super) fn may_contain(&self, other: &Ring) -> bool {
        self.low[0] <= other.low[0]
            && self.low[1] <= other.low[1]
            && self.high[0] >= other.high[0]
            && self.high[1] >= other.high[1]
    }
}

/// All rings that can be judged, in flat arrays.
#[derive(Debug, Clone, Default)]
pub(super) struct Rings {
    points: Vec<Point>,
    /// The vertex as given, of each point.
    given: Vec<u32>,
    /// The ring of each point.
    ring_of: Vec<u32>,
    pub(super) rings: Vec<Ring>,
}

impl Rings {
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.given.clear();
        self.ring_of.clear();
        self.rings.clear();
    }

    pub(super) fn point(&self, vertex: usize) -> Point {
        self.points.get(vertex).copied().unwrap_or_default()
    }

    pub(super) fn points_of(&self, ring: &Ring) -> &[Point] {
        self.points.get(ring.edges()).unwrap_or_default()
    }

    pub(super) fn ring_of(&self, vertex: usize) -> usize {
        self.ring_of.get(vertex).map_or(0, |ring| *ring as usize)
    }

    pub(super) fn ring(&self, ring: usize) -> Ring {
        self.rings.get(ring).copied().unwrap_or(Ring {
            polygon: 0,
            ring: 0,
            start: 0,
            end: 0,
            low: [0.0; 2],
            high: [0.0; 2],
            first: 0,
            ccw: true,
        })
    }

    pub(super) fn next(&self, vertex: usize) -> usize {
        match self.rings.get(self.ring_of(vertex)) {
            Some(ring) if vertex + 1 == ring.end => ring.start,
            _ => vertex + 1,
        }
    }

    pub(super) fn previous(&self, vertex: usize) -> usize {
        match self.rings.get(self.ring_of(vertex)) {
            Some(ring) if vertex == ring.start => ring.end - 1,
            _ => vertex.saturating_sub(1),
        }
    }

    pub(super) fn edge(&self, edge: usize) -> [Point; 2] {
        [self.point(edge), self.point(self.next(edge))]
    }

    /// Whether two edges follow each other in a ring.
    pub(super) fn are_neighbours(&self, a: usize, b: usize) -> bool {
        self.next(a) == b || self.next(b) == a
    }

    pub(super) fn place(&self, vertex: usize) -> RingVertex {
        let ring = self.ring(self.ring_of(vertex));
        let given = self.given.get(vertex).map_or(0, |given| *given as usize);
        RingVertex { polygon: ring.polygon, ring: ring.ring, vertex: given }
    }

    /// Adds the rings of a polygon and tells what is wrong with each by itself, vertex for vertex.
    pub(super) fn add<P: PlanePosition>(
        &mut self,
        polygon: usize,
        rings: PolygonRings<'_, P>,
        plane: Plane,
        limits: &ValidityLimits,
        defects: &mut Vec<Defect>,
    ) {
        for (ring, given) in rings.rings().enumerate() {
            let start = self.points.len();
            let mut vertices = Vertices { polygon, ring, plane, limits, defects: &mut *defects };
            if vertices.load(given, &mut self.points, &mut self.given) {
                let ring = describe(polygon, ring, start, &self.points);
                self.ring_of.resize(self.points.len(), self.rings.len() as u32);
                self.rings.push(ring);
            } else {
                self.points.truncate(start);
                self.given.truncate(start);
            }
        }
    }
}

fn describe(polygon: usize, ring: usize, start: usize, all: &[Point]) -> Ring {
    let points = all.get(start..).unwrap_or_default();
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for p in points {
        low = [low[0].min(p[0]), low[1].min(p[1])];
        high = [high[0].max(p[0]), high[1].max(p[1])];
    }
    let mut first = (0, [f64::MAX; 2]);
    for (at, p) in points.iter().enumerate() {
        if p[0] <= low[0] && p[1] < first.1[1] {
            first = (at, *p);
        }
    }
    let turn = |at: usize| points.get(at % points.len().max(1)).copied().unwrap_or_default();
    let ccw = side(turn(first.0 + points.len().max(1) - 1), first.1, turn(first.0 + 1)) > 0;
    Ring { polygon, ring, start, end: all.len(), low, high, first: start + first.0, ccw }
}

/// One ring on its way in.
struct Vertices<'a> {
    polygon: usize,
    ring: usize,
    plane: Plane,
    limits: &'a ValidityLimits,
    defects: &'a mut Vec<Defect>,
}

impl Vertices<'_> {
    fn vertex(&self, vertex: usize) -> RingVertex {
        RingVertex { polygon: self.polygon, ring: self.ring, vertex }
    }

    /// Whether a ring is left to be judged.
    fn load<P: PlanePosition>(
        &mut self,
        ring: &[P],
        points: &mut Vec<Point>,
        given: &mut Vec<u32>,
    ) -> bool {
        // Adding 0 makes one zero of the two.
        let xy = |p: &P| p.xy().map(|value| value + 0.0);
        let bad = |p: &Point| !(p[0].abs() <= MAX_COORDINATE && p[1].abs() <= MAX_COORDINATE);
        let before = self.defects.len();
        // All without a way out: nearly always there is none, and the sum is taken several positions at a time.
        if ring.iter().map(xy).fold(false, |found, p| found | bad(&p)) {
            for (at, p) in ring.iter().map(xy).enumerate().filter(|(_, p)| bad(p)) {
                let place = self.vertex(at);
                self.defects.push(defect(DefectKind::NotFinite, place, p));
            }
            return false;
        }
        let ring = match ring {
            [first, between @ .., last] if same(xy(first), xy(last)) => {
                ring.get(..=between.len()).unwrap_or_default()
            }
            _ => ring,
        };
        let start = points.len();
        points.extend(ring.iter().map(xy));
        given.extend(0..ring.len() as u32);
        let Some(near) =
            points.get(start).map(|p| Nearness::new(self.plane, *p, self.limits.near_vertex))
        else {
            return false;
        };
        if near.any(points.get(start..).unwrap_or_default()) {
            points.truncate(start);
            given.truncate(start);
            self.distinct(ring.iter().map(xy), &near, points, given);
        }
        let own = points.get(start..).unwrap_or_default();
        let Some(first) = own.first().copied() else { return false };
        let second = own.iter().find(|p| !same(**p, first));
        let third = second.and_then(|q| own.iter().find(|p| !same(**p, first) && !same(**p, *q)));
        if third.is_none() {
            // That vertices are repeated goes without saying.
            self.defects.truncate(before);
            let mut found = defect(DefectKind::TooFewDistinct, self.vertex(0), first);
            found.geometry = DefectGeometry::Line(own.iter().copied().take(2).collect());
            if second.is_none() {
                found.geometry = DefectGeometry::Point(first);
            }
            self.defects.push(found);
            return false;
        }
        self.without_spikes(start, points, given)
    }

    /// Keeps vertices that differ from the one before.
    fn distinct(
        &mut self,
        ring: impl Iterator<Item = Point>,
        near: &Nearness,
        points: &mut Vec<Point>,
        given: &mut Vec<u32>,
    ) {
        let start = points.len();
        for (at, p) in ring.enumerate() {
            let Some(before) = points.get(start..).and_then(<[Point]>::last).copied() else {
                points.push(p);
                given.push(at as u32);
                continue;
            };
            let last = given.last().map_or(0, |at| *at as usize);
            if same(before, p) {
                let mut found = defect(DefectKind::RepeatedVertex, self.vertex(at), p);
                found.other = Some(self.vertex(last));
                self.defects.push(found);
                continue;
            }
            self.near(near, [last, at], [before, p]);
            points.push(p);
            given.push(at as u32);
        }
        // From the last vertex back to the first. An unclosed ring ends unlike it begins, save by repeats.
        if let Some([first, .., last]) = points.get(start..) {
            let (first, last) = (*first, *last);
            let at = given.last().map_or(0, |at| *at as usize);
            if same(first, last) {
                let mut found = defect(DefectKind::RepeatedVertex, self.vertex(at), last);
                found.other = Some(self.vertex(0));
                self.defects.push(found);
                points.pop();
                given.pop();
            } else {
                self.near(near, [at, 0], [last, first]);
            }
        }
    }

    fn near(&mut self, near: &Nearness, [from, to]: [usize; 2], [a, b]: [Point; 2]) {
        if let Some(distance) = near.measured(a, b) {
            let mut found = defect(DefectKind::NearVertex, self.vertex(to), b);
            found.other = Some(self.vertex(from));
            found.measure = Some(distance);
            found.geometry = DefectGeometry::Line(vec![a, b]);
            self.defects.push(found);
        }
    }

    /// Takes out spikes; whether a ring is left.
    fn without_spikes(
        &mut self,
        start: usize,
        points: &mut Vec<Point>,
        given: &mut Vec<u32>,
    ) -> bool {
        let own = points.get(start..).unwrap_or_default();
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return false };
        let corner = std::iter::once(last).chain(own).zip(own);
        let clean = !corner
            .zip(own.iter().skip(1).chain(std::iter::once(first)))
            .any(|((a, b), c)| same_direction(*b, *a, *c));
        if clean {
            return true;
        }
        let spikes = Spikes::of(own, given.get(start..).unwrap_or_default());
        if spikes.rest.len() < 3 {
            let mut found = defect(DefectKind::ZeroAreaRing, self.vertex(0), *first);
            found.geometry = DefectGeometry::Ring(own.to_vec());
            self.defects.push(found);
            return false;
        }
        for spike in spikes.spikes {
            let Some(tip) = spike.path.last().copied() else { continue };
            let mut found = defect(DefectKind::Spike, self.vertex(spike.tip as usize), tip);
            found.other = Some(self.vertex(spike.base as usize));
            let steps = spike.path.iter().zip(spike.path.iter().skip(1));
            found.measure = Some(steps.map(|(a, b)| self.plane.distance(*a, *b)).sum());
            found.geometry = DefectGeometry::Line(spike.path);
            self.defects.push(found);
        }
        points.truncate(start);
        given.truncate(start);
        for (p, at) in spikes.rest {
            points.push(p);
            given.push(at);
        }
        true
    }
}

/// A quick look at whether two positions are near, before their distance is measured.
struct Nearness {
    plane: Plane,
    limit: f64,
    /// Twice the limit in units of x and of y: the scale changes little within a ring.
    reach: [f64; 2],
}

impl Nearness {
    fn new(plane: Plane, at: Point, limit: f64) -> Nearness {
        let [x, y] = plane.metres_per_unit(at);
        // At a pole a degree of longitude has no length.
        let x = if x > 1.0 || plane == Plane::Metres { x } else { 0.0 };
        Nearness { plane, limit, reach: [2.0 * limit / x, 2.0 * limit / y] }
    }

    /// Whether some vertices that follow each other in a ring are equal, or may be near.
    fn any(&self, ring: &[Point]) -> bool {
        // Whatever the limit is, equal ones are no further apart.
        let [x, y] = self.reach.map(|reach| reach.max(0.0));
        let within = |a: &Point, b: &Point| (a[0] - b[0]).abs() <= x && (a[1] - b[1]).abs() <= y;
        let closing =
            ring.last().zip(ring.first()).is_some_and(|(last, first)| within(last, first));
        let steps = ring.iter().zip(ring.iter().skip(1));
        steps.fold(closing, |found, (a, b)| found | within(a, b))
    }

    fn measured(&self, a: Point, b: Point) -> Option<f64> {
        // A comparison with a NaN (no limit at a pole) is false.
        if (a[0] - b[0]).abs() > self.reach[0] || (a[1] - b[1]).abs() > self.reach[1] {
            return None;
        }
        let distance = self.plane.distance(a, b);
        (distance < self.limit).then_some(distance)
    }
}

/// A defect of an edge and another, with its measure and geometry.
pub(super) fn defect_between(
    rings: &Rings,
    kind: DefectKind,
    [edge, other]: [usize; 2],
    at: Point,
    (measure, geometry): (Option<f64>, DefectGeometry),
) -> Defect {
    let other = Some(rings.place(other));
    Defect { other, measure, geometry, ..defect(kind, rings.place(edge), at) }
}

/// A defect at a position, the rest to be filled in.
pub(super) fn defect(kind: DefectKind, place: RingVertex, at: Point) -> Defect {
    Defect {
        kind,
        place,
        other: None,
        at,
        measure: None,
        geometry: DefectGeometry::Point(at),
        unlisted: Unlisted::None,
    }
}
