//! [`trace`]: overlay of directed edges on an integer grid, each edge of the result knowing the given edges it lies on.
//!
//! **Method.** Winding numbers of a closed chain of directed edges (interior on the left), worked out by `i_overlay`
//! on 64-bit integers, where orientation is decided without rounding. Every given edge is a label; where edges fall
//! together their labels are joined, and a result edge carries all of them. Neighbours and shared lengths of a gap
//! are read off the labels, so nothing is searched by distance afterwards.
//!
//! **Accuracy.** The grid is fixed by the plane, not by the extent, so that a part of the plane gives the same
//! digits alone or among others: 2⁻⁵³ degrees (1.2e-11 m) and 2⁻³⁴ m (5.8e-11 m). Corners of the result that were
//! given come back to the bit; crossing points are rounded to the grid and then to an `f64`, 1.6e-9 m at 113° east.

use i_overlay::core::edge_data::{EdgeDataMerge, OverlayEdgeData};
use i_overlay::core::edge_overlay::{EdgeOverlay, InputEdge};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::ShapeType;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::vector::edge::DataVectorEdge;

use super::super::Plane;
use super::same::same;
use super::strand::{Strand, parts};

/// A directed edge, interior on the left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Directed {
    pub(super) from: [f64; 2],
    pub(super) to: [f64; 2],
    pub(super) side: Operand,
}

/// The two operands of an overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operand {
    First,
    Second,
}

/// What part of the plane is asked for, by winding numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The first winds a positive number of times.
    Positive,
    /// The first winds a negative number of times.
    Negative,
    /// The first is positive and the second is not.
    FirstWithoutSecond,
    /// Both are positive.
    Both,
}

/// The result of [`trace`].
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub(super) regions: Vec<TracedRegion>,
    labels: Vec<Label>,
}

/// A connected region: the ring around it counter-clockwise, then its holes clockwise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TracedRegion {
    pub(super) rings: Vec<Vec<TracedEdge>>,
}

/// An edge of a region, from here to the `from` of the next one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TracedEdge {
    pub(super) from: [f64; 2],
    labels: [usize; 2],
}

/// A given edge that a result edge lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label {
    /// Index of the given edge.
    pub(super) edge: usize,
    pub(super) course: Course,
}

/// Whether the given edge runs as the result edge does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Course {
    Along,
    Against,
}

impl Trace {
    /// The given edges under a result edge, in order.
    pub(super) fn labels(&self, edge: &TracedEdge) -> &[Label] {
        let [start, end] = edge.labels;
        self.labels.get(start..end).unwrap_or_default()
    }
}

impl TracedRegion {
    /// The corners of each ring.
    pub(super) fn rings(&self) -> Vec<Vec<[f64; 2]>> {
        self.rings.iter().map(|ring| ring.iter().map(|edge| edge.from).collect()).collect()
    }
}

/// The regions with the wanted winding numbers, in order of their lowest corner.
///
/// Edges of each operand must form closed chains. Edges with a coordinate that is not finite are left out.
pub(super) fn trace(edges: &[Directed], plane: Plane, wanted: Wanted) -> Trace {
    let grid = Grid::over(edges, plane);
    let mut overlay = EdgeOverlay::<i64, Joined>::new(edges.len());
    for (index, edge) in edges.iter().enumerate() {
        let (Some(a), Some(b)) = (grid.cell(edge.from), grid.cell(edge.to)) else { continue };
        let shape = match edge.side {
            Operand::First => ShapeType::Subject,
            Operand::Second => ShapeType::Clip,
        };
        overlay.add_edge(InputEdge { a, b, data: Joined::Given(index) }, shape);
    }
    let (rule, fill) = match wanted {
        Wanted::Positive => (OverlayRule::Subject, FillRule::Positive),
        Wanted::Negative => (OverlayRule::Subject, FillRule::Negative),
        Wanted::FirstWithoutSecond => (OverlayRule::Difference, FillRule::Positive),
        Wanted::Both => (OverlayRule::Intersect, FillRule::Positive),
    };
    let shapes = overlay.build_vector_shapes(rule, fill);
    let joins = overlay.into_data_store();
    let corners = Corners::of(edges, &grid);

    let mut trace = Trace::default();
    let strand = |vector: &DataVectorEdge<i64, Joined>| Strand {
        from: vector.a,
        to: vector.b,
        data: vector.data,
    };
    let shapes = shapes
        .iter()
        .map(|shape| shape.iter().map(|contour| contour.iter().map(strand).collect()).collect());
    for part in shapes.flat_map(parts) {
        let mut rings = Vec::with_capacity(part.len());
        for contour in part {
            let mut ring = Vec::with_capacity(contour.len());
            for Strand { from, to, data } in contour {
                let (from, to) = (corners.position(from, &grid), corners.position(to, &grid));
                let start = trace.labels.len();
                push_labels(&mut trace.labels, edges, &joins, data, [from, to]);
                ring.push(TracedEdge { from, labels: [start, trace.labels.len()] });
            }
            start_at_lowest(&mut ring);
            rings.push(ring);
        }
        if let Some(holes) = rings.get_mut(1..) {
            holes.sort_by(|a, b| compare_starts(a, b));
        }
        trace.regions.push(TracedRegion { rings });
    }
    trace.regions.sort_by(|a, b| {
        let first = |region: &TracedRegion| region.rings.first().cloned().unwrap_or_default();
        compare_starts(&first(a), &first(b))
    });
    trace
}

fn compare_starts(a: &[TracedEdge], b: &[TracedEdge]) -> std::cmp::Ordering {
    let corners = |ring: &[TracedEdge]| {
        let mut corners = ring.iter().map(|edge| edge.from);
        [corners.next(), corners.next(), corners.next()].map(Option::unwrap_or_default)
    };
    let (a, b) = (corners(a), corners(b));
    let pairs = a.iter().flatten().zip(b.iter().flatten());
    pairs
        .map(|(a, b)| a.total_cmp(b))
        .find(|order| order.is_ne())
        .unwrap_or(std::cmp::Ordering::Equal)
}

/// Turns a ring so that it starts at its lowest corner: where the overlay starts is of no meaning.
fn start_at_lowest(ring: &mut [TracedEdge]) {
    let at = |edge: &TracedEdge| edge.from;
    let lowest = ring.iter().enumerate().min_by(|(_, a), (_, b)| {
        let ([ax, ay], [bx, by]) = (at(a), at(b));
        ax.total_cmp(&bx).then(ay.total_cmp(&by))
    });
    if let Some((index, _)) = lowest {
        ring.rotate_left(index);
    }
}

/// Labels of edges that fell together: a given edge, or a join of two earlier ones.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Joined {
    Given(usize),
    Join(usize),
}

impl OverlayEdgeData for Joined {
    type Store = Vec<[Joined; 2]>;

    fn merge(
        pair: EdgeDataMerge<i_overlay::segm::boolean::ShapeCountBoolean, Self>,
        joins: &mut Self::Store,
    ) -> Self {
        if pair.lhs_data == pair.rhs_data {
            return pair.lhs_data;
        }
        joins.push([pair.lhs_data, pair.rhs_data]);
        Joined::Join(joins.len() - 1)
    }
}

fn push_labels(
    labels: &mut Vec<Label>,
    edges: &[Directed],
    joins: &[[Joined; 2]],
    data: Joined,
    [from, to]: [[f64; 2]; 2],
) {
    let start = labels.len();
    let mut open = vec![data];
    while let Some(next) = open.pop() {
        match next {
            Joined::Join(join) => open.extend(joins.get(join).into_iter().flatten()),
            Joined::Given(index) => {
                let Some(edge) = edges.get(index) else { continue };
                let along = (edge.to[0] - edge.from[0]) * (to[0] - from[0])
                    + (edge.to[1] - edge.from[1]) * (to[1] - from[1]);
                let course = if along < 0.0 { Course::Against } else { Course::Along };
                labels.push(Label { edge: index, course });
            }
        }
    }
    if let Some(own) = labels.get_mut(start..) {
        own.sort_unstable();
    }
    // The same edge may come twice, through two joins.
    let mut kept = start;
    for at in start..labels.len() {
        let label = labels.get(at).copied();
        let before =
            kept.checked_sub(1).filter(|before| *before >= start).and_then(|b| labels.get(b));
        if label.as_ref() == before {
            continue;
        }
        if let (Some(slot), Some(label)) = (labels.get_mut(kept), label) {
            *slot = label;
            kept += 1;
        }
    }
    labels.truncate(kept);
}

/// Coordinates times a power of two, rounded to integers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    cells_per_unit: f64,
}

/// `i_overlay` takes coordinates below 2⁶².
const BITS: i32 = 61;

impl Grid {
    pub(super) fn over(edges: &[Directed], plane: Plane) -> Grid {
        // 2⁸ is more than 180 degrees, 2²⁷ more than any easting with its zone.
        let usual = match plane {
            Plane::Degrees => 8,
            Plane::Metres => 27,
        };
        let numbers = edges.iter().flat_map(|edge| [edge.from, edge.to]).flatten();
        let largest = numbers.filter(|n| n.is_finite()).fold(0.0_f64, |most, n| most.max(n.abs()));
        let mut exponent = usual;
        while exponent < 1023 && largest > 2.0_f64.powi(exponent) {
            exponent += 1;
        }
        Grid { cells_per_unit: 2.0_f64.powi(BITS - exponent) }
    }

    pub(super) fn cell(&self, [x, y]: [f64; 2]) -> Option<IntPoint<i64>> {
        let [x, y] = [x, y].map(|number| (number * self.cells_per_unit).round());
        let limit = 2.0_f64.powi(BITS);
        #[allow(clippy::cast_possible_truncation, reason = "below 2⁶¹, checked")]
        (x.abs() <= limit && y.abs() <= limit).then(|| IntPoint::new(x as i64, y as i64))
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "rounding to the nearest position is what is meant"
    )]
    fn position(&self, point: IntPoint<i64>) -> [f64; 2] {
        [point.x as f64 / self.cells_per_unit, point.y as f64 / self.cells_per_unit]
    }
}

/// The given positions by their cell of the grid, so that they come back to the bit.
pub(super) struct Corners(Vec<([i64; 2], [f64; 2])>);

impl Corners {
    pub(super) fn of(edges: &[Directed], grid: &Grid) -> Corners {
        let starts = edges.iter().map(|edge| edge.from);
        let mut corners: Vec<_> = starts
            .filter_map(|at| grid.cell(at).map(|cell| ([cell.x, cell.y], at)))
            // A position that the grid holds exactly needs no note.
            .filter(|([x, y], at)| !same(grid.position(IntPoint::new(*x, *y)), *at))
            .collect();
        corners.sort_by(|(a, p), (b, q)| {
            a.cmp(b).then(p[0].total_cmp(&q[0])).then(p[1].total_cmp(&q[1]))
        });
        corners.dedup_by_key(|(cell, _)| *cell);
        Corners(corners)
    }

    pub(super) fn position(&self, point: IntPoint<i64>, grid: &Grid) -> [f64; 2] {
        let found = self.0.binary_search_by_key(&[point.x, point.y], |(cell, _)| *cell);
        let exact = found.ok().and_then(|index| self.0.get(index)).map(|(_, at)| *at);
        exact.unwrap_or_else(|| grid.position(point))
    }
}
