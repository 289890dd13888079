//! [`border_faults`]: vertices that two neighbours do not share although they share the border.

use std::collections::BTreeMap;

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::land::{Owner, Residuals, Source, SourcedEdge, ZoneLand};
use super::same::same;

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

/// Vertices on shared borders that the neighbour does not have (公共界线检查), by place.
///
/// A vertex is mismatched where a neighbour's vertex is no further than `coincidence` metres and is not equal, and
/// else unmatched where a neighbour's edge passes no further than that, its ends aside. Each place is named once for
/// each neighbour: of two vertices that miss each other, the one further west (then south) is the vertex. A
/// neighbour that has an equal vertex there shares it, whatever else is near.
///
/// **Method.** Only edges that no neighbour runs along can be at fault; their vertices are sorted into a grid of squares
/// as large as an edge is long on average, and each edge is held against the vertices in the squares it passes.
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
/// let faults = border_faults(&land, 0.002);
/// assert_eq!(faults.len(), 1);
/// assert_eq!((faults[0].kind, faults[0].at), (BorderFaultKind::Unmatched, [100.0, 50.0]));
/// assert_eq!(faults[0].neighbour.vertex, 3); // `right` should add it after its fourth vertex
/// ```
#[must_use]
pub fn border_faults<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    coincidence: f64,
) -> Vec<BorderFault> {
    let residuals = Residuals::of(land, &[], &[]);
    border_faults_within(land, coincidence, &residuals)
}

/// The same with residuals that are there already.
pub(super) fn border_faults_within<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    coincidence: f64,
    residuals: &Residuals,
) -> Vec<BorderFault> {
    faults_among(&residuals.land, land.plane, coincidence, |owner| shape(land, owner))
}

/// The faults of edges that no neighbour runs along.
pub(super) fn faults_among<'a, P: PlanePosition + 'a>(
    edges: &[SourcedEdge],
    plane: Plane,
    coincidence: f64,
    shape: impl Fn(Owner) -> Option<&'a MultiPolygon<P>>,
) -> Vec<BorderFault> {
    let edges: Vec<SourcedEdge> =
        edges.iter().copied().filter(|edge| !same(edge.from, edge.to)).collect();
    if edges.is_empty() || !coincidence.is_finite() || coincidence < 0.0 {
        return Vec::new();
    }
    let squares = Squares::over(&edges, plane, coincidence);
    let mut vertices = Vertices { shape, of: BTreeMap::new() };
    let mut near: BTreeMap<usize, Nearest> = BTreeMap::new();
    for edge in &edges {
        squares.near(edge, |index, at, source| {
            if source != edge.source
                && let Some(meeting) = meet(plane, at, source, edge, coincidence, &mut vertices)
            {
                near.entry(index).or_default().push(meeting);
            }
        });
    }
    let mut meetings: Vec<Meeting> = near.into_values().flat_map(Nearest::done).collect();
    meetings.sort_by(Meeting::order);
    faults(&mut vertices, &meetings)
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
        F: Fn(Owner) -> Option<&'a MultiPolygon<P>>,
    {
        let shape = &self.shape;
        let all =
            self.of.entry(owner).or_insert_with(|| shape(owner).map(listed).unwrap_or_default());
        let start = all.partition_point(|vertex| compare(vertex.at, at).is_lt());
        let rest = all.get(start..).unwrap_or_default();
        let end = rest.partition_point(|vertex| compare(vertex.at, at).is_le());
        rest.get(..end).unwrap_or_default()
    }

    /// The first vertex of a shape at a position: polygon, ring, vertex.
    fn first<'a, P>(&mut self, owner: Owner, at: [f64; 2]) -> Option<[usize; 3]>
    where
        P: PlanePosition + 'a,
        F: Fn(Owner) -> Option<&'a MultiPolygon<P>>,
    {
        self.at(owner, at).first().map(|vertex| vertex.index)
    }

    /// The vertex, in the order of the file, after which an edge of a shape runs.
    fn before<'a, P>(&mut self, owner: Owner, from: [f64; 2], to: [f64; 2]) -> Option<[usize; 3]>
    where
        P: PlanePosition + 'a,
        F: Fn(Owner) -> Option<&'a MultiPolygon<P>>,
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

fn meet<'a, P, F>(
    plane: Plane,
    at: [f64; 2],
    source: Source,
    edge: &SourcedEdge,
    coincidence: f64,
    vertices: &mut Vertices<F>,
) -> Option<Meeting>
where
    P: PlanePosition + 'a,
    F: Fn(Owner) -> Option<&'a MultiPolygon<P>>,
{
    let [sx, sy] = plane.metres_per_unit(at);
    let local = |[x, y]: [f64; 2]| [(x - at[0]) * sx, (y - at[1]) * sy];
    let (a, b) = (local(edge.from), local(edge.to));
    let meeting = |kind, start, end, on, distance| {
        Some(Meeting { at, source, other: edge.source, kind, start, end, on, distance, more: 0 })
    };
    for (end, position) in [(a, edge.from), (b, edge.to)] {
        let distance = end[0].hypot(end[1]);
        if distance <= coincidence {
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
    }
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
    if distance > coincidence {
        return None;
    }
    let on = [
        edge.from[0] + share * (edge.to[0] - edge.from[0]),
        edge.from[1] + share * (edge.to[1] - edge.from[1]),
    ];
    meeting(BorderFaultKind::Unmatched, edge.from, edge.to, on, distance)
}

/// Meetings at one place with one neighbour make one fault.
fn faults<'a, P, F>(vertices: &mut Vertices<F>, meetings: &[Meeting]) -> Vec<BorderFault>
where
    P: PlanePosition + 'a,
    F: Fn(Owner) -> Option<&'a MultiPolygon<P>>,
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

fn shape<'a, P>(land: &ZoneLand<'a, P>, owner: Owner) -> Option<&'a MultiPolygon<P>> {
    match owner {
        Owner::Parcel(index) => land.parcels.get(index).copied(),
        Owner::Declared(index) => land.declared.get(index).copied(),
    }
}

/// Vertices in squares.
struct Squares {
    /// Units of x and y that a square measures.
    size: [f64; 2],
    /// The reach of a vertex, in units, with room for the change of scale over the map.
    reach: [f64; 2],
    origin: [f64; 2],
    /// By column, then row.
    vertices: Vec<([i64; 2], [f64; 2], Source)>,
}

impl Squares {
    fn over(edges: &[SourcedEdge], plane: Plane, coincidence: f64) -> Squares {
        let count = edges.len() as f64;
        let origin = edges.first().map(|edge| edge.from).unwrap_or_default();
        let reach = reach(edges, plane, coincidence);
        let mut lengths = [0.0; 2];
        for edge in edges {
            lengths[0] += (edge.to[0] - edge.from[0]).abs();
            lengths[1] += (edge.to[1] - edge.from[1]).abs();
        }
        let size = [
            (lengths[0] / count).max(4.0 * reach[0]).max(f64::MIN_POSITIVE),
            (lengths[1] / count).max(4.0 * reach[1]).max(f64::MIN_POSITIVE),
        ];
        let mut squares =
            Squares { size, reach, origin, vertices: Vec::with_capacity(edges.len()) };
        let ends = edges.iter().flat_map(|edge| [(edge.from, edge.source), (edge.to, edge.source)]);
        squares.vertices = ends
            .map(|(at, source)| ([squares.cell(0, at[0]), squares.cell(1, at[1])], at, source))
            .collect();
        squares.vertices.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| a.1[0].total_cmp(&b.1[0]))
                .then_with(|| a.1[1].total_cmp(&b.1[1]))
                .then_with(|| a.2.cmp(&b.2))
        });
        squares.vertices.dedup();
        squares
    }

    fn cell(&self, axis: usize, value: f64) -> i64 {
        let (origin, size) =
            if axis == 0 { (self.origin[0], self.size[0]) } else { (self.origin[1], self.size[1]) };
        ((value - origin) / size).floor() as i64
    }

    /// Every vertex in the squares that an edge passes.
    fn near(&self, edge: &SourcedEdge, mut vertex: impl FnMut(usize, [f64; 2], Source)) {
        let (a, b) =
            if edge.from[0] <= edge.to[0] { (edge.from, edge.to) } else { (edge.to, edge.from) };
        let slope = if b[0] > a[0] { (b[1] - a[1]) / (b[0] - a[0]) } else { 0.0 };
        let mut at = {
            let first = self.cell(0, a[0] - self.reach[0]);
            self.vertices.partition_point(|(cell, _, _)| cell[0] < first)
        };
        let last = self.cell(0, b[0] + self.reach[0]);
        // Column by column, and only those that hold anything.
        while let Some((cell, _, _)) = self.vertices.get(at) {
            let column = cell[0];
            if column > last {
                break;
            }
            let west = self.origin[0] + column as f64 * self.size[0] - self.reach[0];
            let east = west + self.size[0] + 2.0 * self.reach[0];
            let y_at = |x: f64| {
                if b[0] > a[0] { a[1] + (x.clamp(a[0], b[0]) - a[0]) * slope } else { a[1] }
            };
            let (mut low, mut high) = (y_at(west).min(y_at(east)), y_at(west).max(y_at(east)));
            if b[0] <= a[0] {
                low = a[1].min(b[1]);
                high = a[1].max(b[1]);
            }
            let rows = [self.cell(1, low - self.reach[1]), self.cell(1, high + self.reach[1])];
            let rest = self.vertices.get(at..).unwrap_or_default();
            let end = rest.partition_point(|(cell, _, _)| cell[0] <= column);
            let column_vertices = rest.get(..end).unwrap_or_default();
            let start = column_vertices.partition_point(|(cell, _, _)| cell[1] < rows[0]);
            for (index, (cell, position, source)) in (at..).zip(column_vertices).skip(start) {
                if cell[1] > rows[1] {
                    break;
                }
                vertex(index, *position, *source);
            }
            at = at.saturating_add(end.max(1));
        }
    }
}

/// The coincidence limit in units of x and y, with room for the change of scale over the map.
pub(super) fn reach(edges: &[SourcedEdge], plane: Plane, coincidence: f64) -> [f64; 2] {
    let x = edges.first().map(|edge| edge.from[0]).unwrap_or_default();
    // The scale is least where a degree is shortest: at the latitude furthest from the equator.
    let lat = edges
        .iter()
        .map(|edge| edge.from[1])
        .fold(0.0_f64, |far, y| if y.abs() > far.abs() { y } else { far });
    let [sx, sy] = plane.metres_per_unit([x, lat]).map(|scale| scale.max(1e-3));
    [coincidence * 1.01 / sx, coincidence * 1.01 / sy]
}
