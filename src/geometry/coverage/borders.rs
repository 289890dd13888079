//! [`border_faults`]: vertices that two neighbours do not share although they share the border.

use crate::Workers;
use std::collections::BTreeMap;

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::land::{Owner, Residuals, Source, SourcedEdge, ZoneLand};
use super::parcels::{MapLand, ParcelShape, Parcels};
use super::reach::reach;
use super::same::same;
use super::vertex_tree::VertexTree;

/// A vertex of a shape; all numbers count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct ShapeVertex {
    /// Whose.
    pub owner: Owner,
    /// Polygon of the shape.
    pub polygon: usize,
    /// Ring of the polygon.
    pub ring: usize,
    /// Vertex of the ring.
    pub vertex: usize,
}

/// What is wrong with a shared border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BorderFaultKind {
    /// The vertex lies on an edge of the neighbour, which has no vertex there (邻宗缺少界址点): the neighbour should
    /// add it after [`BorderFault::neighbour`].
    Unmatched,
    /// The vertex misses a vertex of the neighbour (界址点不重合), which is [`BorderFault::neighbour`].
    Mismatched,
}

/// A vertex that two neighbours do not share (公共界线不一致).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BorderFault {
    /// What is wrong.
    pub kind: BorderFaultKind,
    /// Where the vertex is.
    pub at: [f64; 2],
    /// The vertex; where several shapes share it, that of each, in order.
    pub vertices: Vec<ShapeVertex>,
    /// The neighbour's vertex that it misses, or the one at which the neighbour's edge begins that it lies on.
    pub neighbour: ShapeVertex,
    /// Where the neighbour's vertex is, or the nearest place on its edge.
    pub on: [f64; 2],
    /// How far apart the two are, metres.
    pub distance: f64,
    /// How many more edges of neighbours are that near: of each vertex the nearest 64 are looked at.
    pub unlisted: usize,
}

/// Edges of neighbours looked at for each vertex: more than meet at any corner that was surveyed.
const NEAREST: usize = 64;

/// Comparisons of a vertex with an edge: more than a hundred times those of a layer of a million edges.
const COMPARISONS: usize = 100_000_000;

/// The result of [`border_faults`].
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct BorderFaults {
    /// The faults, by place.
    pub faults: Vec<BorderFault>,
    /// Edges that no vertices were looked for on, after 100 000 000 comparisons.
    pub unexamined: usize,
}

/// Vertices on shared borders that the neighbour does not have (公共界线检查), by place.
///
/// A vertex is mismatched where a neighbour's vertex is no further than `coincidence` metres and is not equal, and
/// else unmatched where a neighbour's edge passes no further than that, its ends aside. Each place is named once for
/// each neighbour: of two vertices that miss each other, the one further west (then south) is the vertex. A
/// neighbour that has an equal vertex there shares it, whatever else is near.
///
/// **Method.** Only edges that no neighbour runs along can be at fault; their vertices are sorted into boxes within
/// boxes, and each edge is held against the vertices in the boxes it passes. Copies of an edge are looked at once.
///
/// **Accuracy.** Distances with the scale of the ground at the vertex, to 1e-6 of their size.
///
/// ```
/// use landledger::geometry::coverage::{BorderFaultKind, ZoneLand, border_faults};
/// use landledger::geometry::{GridPoint, MultiPolygon, Plane};
///
/// let ring = |corners: &[(f64, f64)]| {
///     MultiPolygon::from_exterior(corners.iter().map(|(e, n)| GridPoint::new(*n, *e)))
/// };
/// let left = ring(&[(0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (100.0, 100.0), (0.0, 100.0)]);
/// let right = ring(&[(100.0, 0.0), (200.0, 0.0), (200.0, 100.0), (100.0, 100.0)]);
/// let land = ZoneLand { parcels: &[&left, &right], declared: &[], zone: None, plane: Plane::Metres };
/// let faults = border_faults(&land, 0.002).faults;
/// assert_eq!(faults.len(), 1);
/// assert_eq!((faults[0].kind, faults[0].at), (BorderFaultKind::Unmatched, [100.0, 50.0]));
/// assert_eq!(faults[0].neighbour.vertex, 3); // `right` should add it after its fourth vertex
/// ```
#[must_use]
pub fn border_faults<P: PlanePosition>(land: &ZoneLand<'_, P>, coincidence: f64) -> BorderFaults {
    let residuals = Residuals::of(land, &[], &[], Workers::ONE);
    border_faults_within(&land.map(), coincidence, &residuals)
}

/// The same with residuals that are there already.
pub(super) fn border_faults_within<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    coincidence: f64,
    residuals: &Residuals,
) -> BorderFaults {
    faults_among(residuals.land(), land.plane, coincidence, |owner| match owner {
        Owner::Parcel(index) => land.parcels.shape(index),
        Owner::Declared(index) => land.declared.get(index).map(|shape| ParcelShape::Lent(shape)),
    })
}

/// The faults of edges that no neighbour runs along.
pub(super) fn faults_among<'a, P: PlanePosition + 'a>(
    edges: &[SourcedEdge],
    plane: Plane,
    coincidence: f64,
    shape: impl Fn(Owner) -> Option<ParcelShape<'a, P>>,
) -> BorderFaults {
    let edges: Vec<SourcedEdge> =
        edges.iter().copied().filter(|edge| !same(edge.from, edge.to)).collect();
    if edges.is_empty() || !coincidence.is_finite() || coincidence < 0.0 {
        return BorderFaults::default();
    }
    let reach = reach(&edges, plane, coincidence);
    let corners = Corners::of(&edges);
    let tree = VertexTree::of(&corners.positions);
    let mut vertices = Vertices { shape, of: BTreeMap::new() };
    let mut near: BTreeMap<(usize, Source), Nearest> = BTreeMap::new();
    let mut comparisons: usize = 0;
    let mut found = BorderFaults::default();
    // Copies of a shape have the same edges: each vertex is held against them once.
    let is_one = |a: &SourcedEdge, b: &SourcedEdge| same(a.from, b.from) && same(a.to, b.to);
    for copies in edges.chunk_by(is_one) {
        let Some(edge) = copies.first() else { continue };
        if comparisons > COMPARISONS {
            found.unexamined = found.unexamined.saturating_add(copies.len());
            continue;
        }
        let mut sources: Vec<Source> = copies.iter().map(|edge| edge.source).collect();
        sources.dedup();
        tree.near([edge.from, edge.to], reach, |number| {
            comparisons = comparisons.saturating_add(1);
            let Some(at) = corners.positions.get(number).copied() else { return };
            let Some(pass) = Pass::of(plane, at, edge, coincidence) else { return };
            for source in corners.sources(number) {
                comparisons = comparisons.saturating_add(1);
                let others = || sources.iter().filter(|other| *other != source);
                if others().next().is_none() {
                    continue;
                }
                let Some(meeting) = pass.meeting(*source, &mut vertices) else { continue };
                let nearest = near.entry((number, *source)).or_default();
                for other in others().take(NEAREST) {
                    nearest.push(Meeting { other: *other, ..meeting });
                }
                nearest.more = nearest.more.saturating_add(others().skip(NEAREST).count());
            }
        });
    }
    let mut meetings: Vec<Meeting> = near.into_values().flat_map(Nearest::done).collect();
    meetings.sort_by(Meeting::order);
    found.faults = faults(&mut vertices, &meetings);
    found
}

/// The nearest edges of a vertex.
#[derive(Debug, Default)]
struct Nearest {
    meetings: Vec<Meeting>,
    more: usize,
}

impl Nearest {
    fn push(&mut self, meeting: Meeting) {
        self.meetings.push(meeting);
        if self.meetings.len() > 2 * NEAREST {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let near = |a: &Meeting, b: &Meeting| a.distance.total_cmp(&b.distance).then(a.order(b));
        self.meetings.sort_by(near);
        self.meetings.dedup_by(|a, b| a.order(b).is_eq());
        self.more = self.more.saturating_add(self.meetings.len().saturating_sub(NEAREST));
        self.meetings.truncate(NEAREST);
    }

    fn done(mut self) -> impl Iterator<Item = Meeting> {
        self.cut();
        let more = self.more;
        self.meetings.into_iter().map(move |meeting| Meeting { more, ..meeting })
    }
}

/// The vertices of shapes by place, of those that are asked for.
struct Vertices<F> {
    shape: F,
    of: BTreeMap<Owner, Vec<Vertex>>,
}

struct Vertex {
    at: [f64; 2],
    /// Polygon, ring, vertex.
    index: [usize; 3],
    /// Where the vertex after it is.
    next: [f64; 2],
}

impl<F> Vertices<F> {
    fn at<'a, P>(&mut self, owner: Owner, at: [f64; 2]) -> &[Vertex]
    where
        P: PlanePosition + 'a,
        F: Fn(Owner) -> Option<ParcelShape<'a, P>>,
    {
        let shape = &self.shape;
        let all = self
            .of
            .entry(owner)
            .or_insert_with(|| shape(owner).map(|shape| listed(&shape)).unwrap_or_default());
        let start = all.partition_point(|vertex| compare(vertex.at, at).is_lt());
        let rest = all.get(start..).unwrap_or_default();
        let end = rest.partition_point(|vertex| compare(vertex.at, at).is_le());
        rest.get(..end).unwrap_or_default()
    }

    /// The first vertex of a shape at a position: polygon, ring, vertex.
    fn first<'a, P>(&mut self, owner: Owner, at: [f64; 2]) -> Option<[usize; 3]>
    where
        P: PlanePosition + 'a,
        F: Fn(Owner) -> Option<ParcelShape<'a, P>>,
    {
        self.at(owner, at).first().map(|vertex| vertex.index)
    }

    /// The vertex, in the order of the file, after which an edge of a shape runs.
    fn before<'a, P>(&mut self, owner: Owner, from: [f64; 2], to: [f64; 2]) -> Option<[usize; 3]>
    where
        P: PlanePosition + 'a,
        F: Fn(Owner) -> Option<ParcelShape<'a, P>>,
    {
        let to_next = |all: &[Vertex], next: [f64; 2]| {
            all.iter().find(|vertex| compare(vertex.next, next).is_eq()).map(|vertex| vertex.index)
        };
        let along = to_next(self.at(owner, from), to);
        let against = to_next(self.at(owner, to), from);
        along.into_iter().chain(against).min()
    }
}

fn listed<P: PlanePosition>(shape: &MultiPolygon<P>) -> Vec<Vertex> {
    // − 0 is 0.
    let place = |position: &P| position.xy().map(|number| number + 0.0);
    let mut all = Vec::with_capacity(shape.points().len());
    for (polygon, rings) in shape.polygons().enumerate() {
        for (ring, positions) in rings.rings().enumerate() {
            let ends = positions.iter().zip(positions.iter().cycle().skip(1));
            all.extend(ends.enumerate().map(|(vertex, (at, next))| Vertex {
                at: place(at),
                index: [polygon, ring, vertex],
                next: place(next),
            }));
        }
    }
    all.sort_by(|a, b| compare(a.at, b.at).then(a.index.cmp(&b.index)));
    all
}

fn compare(a: [f64; 2], b: [f64; 2]) -> std::cmp::Ordering {
    a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
}

/// A vertex near an edge of somebody else.
#[derive(Debug, Clone, Copy)]
struct Meeting {
    at: [f64; 2],
    source: Source,
    other: Source,
    kind: BorderFaultKind,
    /// The other's vertex, or the start of its edge as its ring runs counter-clockwise around its land.
    start: [f64; 2],
    end: [f64; 2],
    on: [f64; 2],
    distance: f64,
    /// Edges that near to the vertex that were left out.
    more: usize,
}

impl Meeting {
    fn order(&self, other: &Meeting) -> std::cmp::Ordering {
        let place = |m: &Meeting| [m.at[0], m.at[1], m.start[0], m.start[1], m.end[0], m.end[1]];
        let numbers = place(self).into_iter().zip(place(other));
        let numbers = numbers.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne());
        numbers
            .unwrap_or(std::cmp::Ordering::Equal)
            .then_with(|| self.kind.cmp(&other.kind))
            .then_with(|| self.other.cmp(&other.other))
            .then_with(|| self.source.cmp(&other.source))
    }
}

/// An edge that passes a position.
struct Pass<'e> {
    at: [f64; 2],
    edge: &'e SourcedEdge,
    /// Its ends within the limit, and how far they are.
    ends: [Option<([f64; 2], f64)>; 2],
    /// The nearest place on it and how far that is, if its distance is within the limit between its ends.
    foot: Option<([f64; 2], f64)>,
}

impl Pass<'_> {
    /// `None` if nobody's vertex at the position can be a fault of the edge.
    fn of(plane: Plane, at: [f64; 2], edge: &SourcedEdge, coincidence: f64) -> Option<Pass<'_>> {
        let [sx, sy] = plane.metres_per_unit(at);
        let local = |[x, y]: [f64; 2]| [(x - at[0]) * sx, (y - at[1]) * sy];
        let (a, b) = (local(edge.from), local(edge.to));
        let end = |end: [f64; 2], position| {
            let distance = end[0].hypot(end[1]);
            (distance <= coincidence).then_some((position, distance))
        };
        let ends = [end(a, edge.from), end(b, edge.to)];
        if ends.iter().flatten().next().is_some_and(|(position, _)| same(*position, at)) {
            return None;
        }
        let foot = foot(at, edge, [a, b], coincidence);
        let is_any = foot.is_some() || ends.iter().any(Option::is_some);
        is_any.then_some(Pass { at, edge, ends, foot })
    }

    /// What it is for a vertex of a shape that lies there.
    fn meeting<'a, P, F>(&self, source: Source, vertices: &mut Vertices<F>) -> Option<Meeting>
    where
        P: PlanePosition + 'a,
        F: Fn(Owner) -> Option<ParcelShape<'a, P>>,
    {
        let (at, other) = (self.at, self.edge.source);
        let meeting = |kind, start, end, on, distance| {
            Some(Meeting { at, source, other, kind, start, end, on, distance, more: 0 })
        };
        for (position, distance) in self.ends.into_iter().flatten() {
            if same(position, at) {
                return None;
            }
            // Whoever has the other vertex too does not mean it by this one.
            if source.owner().is_some_and(|owner| vertices.first(owner, position).is_some()) {
                continue;
            }
            // From west to east only, so that two vertices that miss each other are one fault.
            let forward = at[0] < position[0] || (at[0] <= position[0] && at[1] < position[1]);
            return if forward {
                meeting(BorderFaultKind::Mismatched, position, position, position, distance)
            } else {
                None
            };
        }
        let (on, distance) = self.foot?;
        meeting(BorderFaultKind::Unmatched, self.edge.from, self.edge.to, on, distance)
    }
}

/// The nearest place between the ends of an edge, and how far it is, if that is within a limit.
fn foot(
    at: [f64; 2],
    edge: &SourcedEdge,
    [a, b]: [[f64; 2]; 2],
    coincidence: f64,
) -> Option<([f64; 2], f64)> {
    let along = [b[0] - a[0], b[1] - a[1]];
    let square = along[0] * along[0] + along[1] * along[1];
    let share = -(a[0] * along[0] + a[1] * along[1]) / square;
    if !(share > 0.0 && share < 1.0) {
        return None;
    }
    let foot = [a[0] + share * along[0], a[1] + share * along[1]];
    let coord = |[x, y]: [f64; 2]| Coord { x, y };
    let distance = match RobustKernel::orient2d(coord(edge.from), coord(edge.to), coord(at)) {
        Orientation::Collinear => 0.0,
        // The foot is rounded: that it falls on the vertex does not put the vertex on the edge.
        _ => foot[0].hypot(foot[1]).max(f64::MIN_POSITIVE),
    };
    let on = [
        edge.from[0] + share * (edge.to[0] - edge.from[0]),
        edge.from[1] + share * (edge.to[1] - edge.from[1]),
    ];
    (distance <= coincidence).then_some((on, distance))
}

/// Meetings at one place with one neighbour make one fault.
fn faults<'a, P, F>(vertices: &mut Vertices<F>, meetings: &[Meeting]) -> Vec<BorderFault>
where
    P: PlanePosition + 'a,
    F: Fn(Owner) -> Option<ParcelShape<'a, P>>,
{
    let mut found: Vec<BorderFault> = Vec::new();
    let is_one = |a: &Meeting, b: &Meeting| {
        same(a.at, b.at)
            && a.kind == b.kind
            && a.other == b.other
            && same(a.start, b.start)
            && same(a.end, b.end)
    };
    for group in meetings.chunk_by(is_one) {
        let Some(first) = group.first() else { continue };
        let Some(other) = first.other.owner() else { continue };
        // A neighbour that has the vertex shares it.
        if vertices.first(other, first.at).is_some() {
            continue;
        }
        let place = match first.kind {
            BorderFaultKind::Mismatched => vertices.first(other, first.start),
            BorderFaultKind::Unmatched => vertices.before(other, first.start, first.end),
        };
        let Some([polygon, ring, vertex]) = place else { continue };
        let mut own: Vec<ShapeVertex> = group
            .iter()
            .filter_map(|meeting| {
                let owner = meeting.source.owner()?;
                let [polygon, ring, vertex] = vertices.first(owner, meeting.at)?;
                Some(ShapeVertex { owner, polygon, ring, vertex })
            })
            .collect();
        own.sort_unstable();
        own.dedup();
        found.push(BorderFault {
            kind: first.kind,
            at: first.at,
            vertices: own,
            neighbour: ShapeVertex { owner: other, polygon, ring, vertex },
            on: first.on,
            distance: first.distance,
            unlisted: group.iter().map(|meeting| meeting.more).max().unwrap_or_default(),
        });
    }
    found
}

/// Where edges begin and end, and whose they are.
struct Corners {
    positions: Vec<[f64; 2]>,
    /// Of each position; one more at the end.
    starts: Vec<usize>,
    listed: Vec<Source>,
}

impl Corners {
    fn of(edges: &[SourcedEdge]) -> Corners {
        let ends = edges.iter().flat_map(|edge| [(edge.from, edge.source), (edge.to, edge.source)]);
        let mut ends: Vec<([f64; 2], Source)> = ends.collect();
        ends.sort_unstable_by(|a, b| compare(a.0, b.0).then(a.1.cmp(&b.1)));
        ends.dedup();
        let mut corners = Corners { positions: Vec::new(), starts: vec![0], listed: Vec::new() };
        for here in ends.chunk_by(|a, b| same(a.0, b.0)) {
            corners.positions.extend(here.first().map(|(at, _)| *at));
            corners.listed.extend(here.iter().map(|(_, source)| *source));
            corners.starts.push(corners.listed.len());
        }
        corners
    }

    fn sources(&self, number: usize) -> &[Source] {
        match (self.starts.get(number), self.starts.get(number.saturating_add(1))) {
            (Some(start), Some(end)) => self.listed.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }
}
