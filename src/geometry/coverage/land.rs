//! [`ZoneLand`]: what a zone consists of, as given, and the edges of it that do not cancel.

use super::super::{MultiPolygon, Plane, PlanePosition, PolygonRings};
use super::cancel::{Cancelled, Class, TOGETHER};
use super::ground::{Extent, Ground};
use super::same::same;
use super::traced::{Directed, Operand};
use crate::Workers;

/// The land of a zone as given: parcels, declared other land, the border.
///
/// Shapes must be valid polygons (OGC 06-103r4 §6.1.11) of one plane; those that are not are left out by the caller, who says so.
/// A shape with a coordinate that is not finite counts as empty. Direction and closing of rings do not matter. Only rights that fill the
/// surface belong here: land below a bridge deck is not covered by the deck.
#[derive(Debug, Clone, Copy)]
pub struct ZoneLand<'a, P> {
    /// The parcels (宗地).
    pub parcels: &'a [&'a MultiPolygon<P>],
    /// Land declared to be no parcel: roads, water, green (道路、水域、绿地).
    pub declared: &'a [&'a MultiPolygon<P>],
    /// The zone; parts that overlap count once. Without it, gaps are what the others shut in.
    pub zone: Option<&'a MultiPolygon<P>>,
    /// The plane of the numbers.
    pub plane: Plane,
}

/// A shape of a [`ZoneLand`], by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A parcel.
    Parcel(usize),
    /// A piece of declared land.
    Declared(usize),
}

/// Where an edge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Parcel(u32),
    Declared(u32),
    /// The border of the zone, or the frame that stands for it.
    Border,
}

impl Source {
    pub(super) fn owner(self) -> Option<Owner> {
        match self {
            Source::Parcel(index) => Some(Owner::Parcel(index as usize)),
            Source::Declared(index) => Some(Owner::Declared(index as usize)),
            Source::Border => None,
        }
    }
}

/// An edge with its source; interior of the source on the left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SourcedEdge {
    pub(super) from: [f64; 2],
    pub(super) to: [f64; 2],
    pub(super) source: Source,
}

impl SourcedEdge {
    pub(super) fn directed(&self, side: Operand) -> Directed {
        Directed { from: self.from, to: self.to, side }
    }
}

/// Edges left when those that run both ways are struck out, for some sums of coverings.
#[derive(Debug, Default)]
pub(super) struct Residuals {
    /// How often parcels cover, each set of identical parcels as one.
    pub(super) parcels: Vec<SourcedEdge>,
    /// How often declared land covers.
    pub(super) declared: Vec<SourcedEdge>,
    /// Parcels and declared land together; absent where it is what parcels cover.
    pub(super) land: Option<Vec<SourcedEdge>>,
    /// Those less the zone: negative where nothing covers the zone; absent where it is the land.
    pub(super) balance: Option<Vec<SourcedEdge>>,
}

impl Residuals {
    /// All of them, from the edges that do not cancel.
    ///
    /// `border` is the zone, interior on the left; `repeats` are the parcels that repeat an earlier one.
    pub(super) fn of<P: PlanePosition>(
        land: &ZoneLand<'_, P>,
        border: &[Directed],
        repeats: &[usize],
        workers: Workers,
    ) -> Residuals {
        let parcels = (0..).map(Source::Parcel).zip(land.parcels);
        let declared = (0..).map(Source::Declared).zip(land.declared);
        let shapes: Vec<_> =
            parcels.chain(declared).map(|(source, shape)| (source, *shape)).collect();
        Residuals::of_uncancelled(uncancelled(&shapes, border, repeats, workers), repeats)
    }

    /// The same from every edge between positions between which some edges of a class do not cancel, and any others.
    pub(super) fn of_uncancelled(mut keyed: Vec<KeyedEdge>, repeats: &[usize]) -> Residuals {
        keyed.sort_unstable_by(|a, b| a.compare(b));
        let parcel = |source| match source {
            Source::Parcel(index) => repeats.binary_search(&(index as usize)).is_err(),
            _ => false,
        };
        // The same edges are held once.
        let others = |edge: &KeyedEdge| edge.source != Source::Border && !parcel(edge.source);
        let mut residuals = Residuals {
            land: keyed.iter().any(others).then(Vec::new),
            balance: keyed.iter().any(|edge| edge.source == Source::Border).then(Vec::new),
            ..Residuals::default()
        };
        let mut rest = keyed.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|edge| edge.compare_ends(first).is_eq()).count();
            let (group, after) = rest.split_at(count);
            rest = after;
            let declared = |source| matches!(source, Source::Declared(_));
            surplus(group, parcel, &mut residuals.parcels);
            surplus(group, declared, &mut residuals.declared);
            if let Some(land) = &mut residuals.land {
                surplus(group, |source| source != Source::Border, land);
            }
            if let Some(balance) = &mut residuals.balance {
                surplus(group, |_| true, balance);
            }
        }
        residuals
    }

    /// Parcels and declared land together.
    pub(super) fn land(&self) -> &[SourcedEdge] {
        self.land.as_deref().unwrap_or(&self.parcels)
    }

    /// Those less the zone: negative where nothing covers the zone.
    pub(super) fn balance(&self) -> &[SourcedEdge] {
        self.balance.as_deref().unwrap_or(self.land())
    }
}

/// Every edge between two positions between which some edges of a class do not cancel, in no order; or, if input was made to
/// crowd the table of a [`Cancelled`], every edge.
fn uncancelled<P: PlanePosition>(
    shapes: &[(Source, &MultiPolygon<P>)],
    border: &[Directed],
    repeats: &[usize],
    workers: Workers,
) -> Vec<KeyedEdge> {
    // Against the zone: its covering is taken off.
    let border = || border.iter().map(|edge| KeyedEdge::new(edge.to, edge.from, Source::Border));
    let class = |source: Source| match source {
        Source::Parcel(index) if repeats.binary_search(&(index as usize)).is_ok() => Class::Repeat,
        Source::Parcel(_) => Class::Parcel,
        Source::Declared(_) => Class::Declared,
        Source::Border => Class::Border,
    };
    // One stretch of shapes for each thread: neighbours stand near each other in most files, and cancel there.
    let stretch = shapes.len().div_ceil(workers.count()).max(1);
    let stretches: Vec<_> = shapes.chunks(stretch).collect();
    let counted = workers.map(&stretches, |_, shapes| {
        let mut counted = Cancelled::default();
        let shapes = shapes.iter().map(|(source, shape)| (*source, class(*source), *shape));
        edges_together(shapes, |edges| counted.count_all(edges));
        counted
    });
    let mut counted = counted.into_iter();
    let mut all = counted.next().unwrap_or_default();
    counted.for_each(|more| all.merge(&more));
    border().for_each(|edge| all.count(&edge, Class::Border));
    let (all, ends) = (&all, all.ends());
    let left = workers.map(&stretches, |_, shapes| {
        let mut left = Vec::new();
        let shapes = shapes.iter().filter(|(_, shape)| ends.may_have(shape));
        let shapes = shapes.map(|(source, shape)| (*source, class(*source), *shape));
        edges_together(shapes, |edges| all.held(edges, &mut left));
        left
    });
    left.into_iter().flatten().chain(border().filter(|edge| all.holds(edge))).collect()
}

/// Every edge of some shapes with its class, so many at a time as are looked up together.
fn edges_together<'a, P: PlanePosition + 'a>(
    shapes: impl Iterator<Item = (Source, Class, &'a MultiPolygon<P>)>,
    mut take: impl FnMut(&[(KeyedEdge, Class)]),
) {
    let mut waiting = Vec::with_capacity(TOGETHER);
    for (source, class, shape) in shapes {
        for_each_edge(shape, |from, to| {
            waiting.push((KeyedEdge::new(from, to, source), class));
            if waiting.len() == TOGETHER {
                take(&waiting);
                waiting.clear();
            }
        });
    }
    take(&waiting);
}

/// Of the edges between two positions, those of the direction that has more, as many as it has more.
pub(super) fn surplus(
    group: &[KeyedEdge],
    counts: impl Fn(Source) -> bool,
    left: &mut Vec<SourcedEdge>,
) {
    let counted = || group.iter().filter(|edge| counts(edge.source));
    let forward = counted().filter(|edge| edge.course == Course::Up).count();
    let backward = counted().count() - forward;
    let course = if forward > backward { Course::Up } else { Course::Down };
    left.extend(
        counted()
            .filter(|edge| edge.course == course)
            .take(forward.abs_diff(backward))
            .map(KeyedEdge::sourced),
    );
}

/// The lower end first, so that both directions of an edge sort together.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyedEdge {
    low: [f64; 2],
    high: [f64; 2],
    source: Source,
    course: Course,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Course {
    Up,
    Down,
}

impl KeyedEdge {
    pub(super) fn new(from: [f64; 2], to: [f64; 2], source: Source) -> KeyedEdge {
        if compare(from, to).is_le() {
            KeyedEdge { low: from, high: to, source, course: Course::Up }
        } else {
            KeyedEdge { low: to, high: from, source, course: Course::Down }
        }
    }

    /// The numbers of its ends as bits: the same for edges between the same two positions.
    pub(super) fn bits(&self) -> [u64; 4] {
        let ([x, y], [u, v]) = (self.low, self.high);
        [x, y, u, v].map(f64::to_bits)
    }

    pub(super) fn source(&self) -> Source {
        self.source
    }

    pub(super) fn course(&self) -> Course {
        self.course
    }

    fn compare_ends(&self, other: &KeyedEdge) -> std::cmp::Ordering {
        compare(self.low, other.low).then(compare(self.high, other.high))
    }

    fn compare(&self, other: &KeyedEdge) -> std::cmp::Ordering {
        self.compare_ends(other)
            .then(self.source.cmp(&other.source))
            .then(self.course.cmp(&other.course))
    }

    fn sourced(&self) -> SourcedEdge {
        let (from, to) = match self.course {
            Course::Up => (self.low, self.high),
            Course::Down => (self.high, self.low),
        };
        SourcedEdge { from, to, source: self.source }
    }
}

fn compare(a: [f64; 2], b: [f64; 2]) -> std::cmp::Ordering {
    a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
}

/// The border of a shape as one operand, interior on the left.
pub(super) fn chains<P: PlanePosition>(shape: &MultiPolygon<P>, side: Operand) -> Vec<Directed> {
    let mut edges = Vec::with_capacity(shape.points().len());
    for_each_edge(shape, |from, to| edges.push(Directed { from, to, side }));
    edges
}

/// Each polygon of a shape by itself, with its box; polygons without extent are left out.
pub(super) fn polygons<P: PlanePosition>(
    shape: &MultiPolygon<P>,
) -> impl Iterator<Item = (PolygonRings<'_, P>, Extent)> + '_ {
    let usable = is_finite(shape);
    shape.polygons().filter(move |_| usable).filter_map(|polygon| {
        let positions = polygon.rings().flatten().map(|point| point.xy().map(|n| n + 0.0));
        let extent = Extent::of(positions)?;
        (!same(extent.low, extent.high)).then_some((polygon, extent))
    })
}

/// The border of a polygon as the first operand, interior on the left.
pub(super) fn polygon_chains<P: PlanePosition>(polygon: &PolygonRings<'_, P>) -> Vec<Directed> {
    let mut edges = Vec::new();
    for_each_polygon_edge(polygon, &mut |from, to| {
        edges.push(Directed { from, to, side: Operand::First });
    });
    edges
}

/// The box of a shape; `None` for an empty one, or one with a coordinate that is not finite.
pub(crate) fn extent<P: PlanePosition>(shape: &MultiPolygon<P>) -> Option<Extent> {
    if !is_finite(shape) {
        return None;
    }
    Extent::of(shape.points().iter().map(|point| point.xy()))
}

/// The area of a shape, m²: exteriors less interiors, whatever their direction.
pub(crate) fn shape_area<P: PlanePosition>(shape: &MultiPolygon<P>, plane: Plane) -> f64 {
    if !is_finite(shape) {
        return 0.0;
    }
    let mut sum = super::sum::Sum::default();
    let mut corners: Vec<[f64; 2]> = Vec::new();
    for polygon in shape.polygons() {
        for (at, ring) in polygon.rings().enumerate() {
            corners.clear();
            corners.extend(ring.iter().map(|point| point.xy()));
            let area = plane.ring_area(&corners).abs();
            sum.add(if at == 0 { area } else { -area });
        }
    }
    sum.total()
}

/// Indexed ground from a shape.
pub(super) fn ground<P: PlanePosition>(shape: &MultiPolygon<P>, plane: Plane) -> Ground {
    Ground::of(&chains(shape, Operand::First), plane)
}

fn is_finite<P: PlanePosition>(shape: &MultiPolygon<P>) -> bool {
    shape.points().iter().all(|point| point.xy().iter().all(|number| number.is_finite()))
}

pub(super) fn for_each_edge<P: PlanePosition>(
    shape: &MultiPolygon<P>,
    mut edge: impl FnMut([f64; 2], [f64; 2]),
) {
    if is_finite(shape) {
        for polygon in shape.polygons() {
            for_each_polygon_edge(&polygon, &mut edge);
        }
    }
}

fn for_each_polygon_edge<P: PlanePosition>(
    polygon: &PolygonRings<'_, P>,
    edge: &mut impl FnMut([f64; 2], [f64; 2]),
) {
    // −0 is 0: edges are compared by their bits.
    let at = |point: &P| point.xy().map(|number| number + 0.0);
    for (index, ring) in polygon.rings().enumerate() {
        let Some(start) = ring.first().map(at) else { continue };
        let turn = |a: [f64; 2], b: [f64; 2]| {
            (a[0] - start[0]) * (b[1] - start[1]) - (b[0] - start[0]) * (a[1] - start[1])
        };
        let ends = || ring.iter().skip(1).map(at).chain([start]);
        let (mut twice, mut from) = (0.0, start);
        for to in ends() {
            twice += turn(from, to);
            from = to;
        }
        let as_given = (twice > 0.0) == (index == 0);
        let mut from = start;
        for to in ends() {
            if !same(from, to) {
                if as_given { edge(from, to) } else { edge(to, from) }
            }
            from = to;
        }
    }
}
