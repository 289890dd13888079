//! [`cut_overlap`]: takes what two parcels have in common out of one of them.
//!
//! **Method.** The border of what is left is the border that was given, less the stretches along the common land, and
//! with the other parcel's border there the other way round: a sum of edges, in which nothing is searched by distance
//! and what lies elsewhere keeps its numbers. Only common land wider than the coincidence limit is taken out; what is
//! narrower is no overlap.
//!
//! **Crossing points** are new corners of both parcels, rounded to so many decimals: a number of full length would be
//! more precise than any survey. One that is nearer than the limits to a corner of the other parcel, or else of the
//! parcel that is cut, is that corner. What rounding leaves of the overlap is narrower than the coincidence limit, or
//! there is no cut: the result is checked before it is given.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::cut_proof::is_sound;
use super::land::shape_area;
use super::same::same;
use super::traced::{Course, Directed, Operand, TracedRegion, Wanted, trace};
use super::width::is_wider;

/// A shape by its numbers alone.
pub(crate) type PlainShape = MultiPolygon<[f64; 2]>;

/// Limits of a cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CutLimits {
    /// Land nowhere wider than this, metres, is no overlap.
    pub(crate) coincidence: f64,
    /// Vertices of a ring nearer than this, metres, would be found.
    pub(crate) near_vertex: f64,
    /// Decimals of new corners.
    pub(crate) decimals: u32,
}

/// What a cut makes of two parcels.
#[derive(Debug)]
pub(crate) struct OverlapCut {
    /// What is left of the parcel that is cut: exterior rings counter-clockwise, interior rings clockwise, not closed.
    pub(crate) left: PlainShape,
    /// The corners that the other parcel has to add, by polygon, ring and vertex, then in the order of the ring.
    pub(crate) inserted: Vec<InsertedVertex>,
    /// New area less old area of the parcel that is cut, m².
    pub(crate) cut_by: f64,
    /// New area less old area of the other parcel, m²: rounding of the corners alone.
    pub(crate) kept_by: f64,
}

/// A corner that is added to a ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InsertedVertex {
    pub(crate) polygon: usize,
    pub(crate) ring: usize,
    /// The vertex that it stands behind.
    pub(crate) vertex: usize,
    pub(crate) at: [f64; 2],
}

/// Takes the land that `cut` has in common with `kept` out of `cut`.
///
/// `None` where they have none, where nothing would be left, and where the result would have a fault that was not
/// there before: a ring that touches itself, corners too near, an overlap still.
pub(crate) fn cut_overlap<P: PlanePosition, Q: PlanePosition>(
    cut: &MultiPolygon<P>,
    kept: &MultiPolygon<Q>,
    plane: Plane,
    limits: &CutLimits,
) -> Option<OverlapCut> {
    let plain = [cut.map(|at| at.xy().map(positive)), kept.map(|at| at.xy().map(positive))];
    let [cut, kept] = &plain;
    let edges: Vec<RingEdge> =
        ring_edges(cut, Operand::First).chain(ring_edges(kept, Operand::Second)).collect();
    let directed: Vec<Directed> = edges.iter().map(|edge| edge.directed).collect();
    let common = trace(&directed, plane, Wanted::Both);
    let pieces: Vec<&TracedRegion> = common
        .regions
        .iter()
        .filter(|region| is_wider(plane, &region.rings(), limits.coincidence))
        .collect();
    let mut seams = Seams::new(&edges);
    for piece in &pieces {
        for ring in &piece.rings {
            for (edge, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                seams.add(
                    [edge.from, next.from],
                    common
                        .labels(edge)
                        .iter()
                        .filter_map(|label| (label.course == Course::Along).then_some(label.edge)),
                );
            }
        }
    }
    if pieces.is_empty() {
        return None;
    }
    let stays = seams.stays();
    let corners = Corners::new(&seams, &stays, [cut, kept], plane, limits);
    let left = corners.left(&stays, limits.coincidence)?;
    let inserted = corners.inserted(&left);
    let widened = widened(kept, &inserted);
    let area = |shape: &PlainShape| shape_area(shape, plane);
    let found = OverlapCut {
        cut_by: area(&left) - area(cut),
        kept_by: area(&widened) - area(kept),
        left,
        inserted,
    };
    let taken: f64 = pieces.iter().map(|piece| plane.region_area(&piece.rings())).sum();
    let along: f64 = pieces.iter().map(|piece| length(plane, &piece.rings())).sum();
    let is_balanced =
        (found.cut_by + found.kept_by + taken).abs() <= limits.coincidence * along + taken * 1e-9;
    let before = [cut, kept];
    (is_balanced && is_sound(before, [&found.left, &widened], plane, limits)).then_some(found)
}

/// −0 is 0.
fn positive(number: f64) -> f64 {
    number + 0.0
}

fn length(plane: Plane, rings: &[Vec<[f64; 2]>]) -> f64 {
    let pairs = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    pairs.map(|(a, b)| plane.distance(*a, *b)).sum()
}

/// The numbers of a position as they are compared.
type Key = [u64; 2];

fn key(at: [f64; 2]) -> Key {
    at.map(|number| positive(number).to_bits())
}

/// An edge of a ring of one of the two, interior on the left.
#[derive(Debug, Clone, Copy)]
struct RingEdge {
    directed: Directed,
    polygon: usize,
    ring: usize,
    /// The vertex, in the order of the file, that it runs from.
    vertex: usize,
    /// Whether the ring runs the other way in the file.
    is_turned: bool,
}

impl RingEdge {
    /// How far along the edge a position is.
    fn share(&self, at: [f64; 2]) -> f64 {
        let Directed { from, to, .. } = self.directed;
        // The ends are exact: an edge that is hardly longer than its rounding has them in order.
        if same(at, from) {
            return 0.0;
        }
        if same(at, to) {
            return 1.0;
        }
        let along = [to[0] - from[0], to[1] - from[1]];
        let square = along[0] * along[0] + along[1] * along[1];
        let share = ((at[0] - from[0]) * along[0] + (at[1] - from[1]) * along[1]) / square;
        share.clamp(0.0, 1.0)
    }
}

fn ring_edges(shape: &PlainShape, side: Operand) -> impl Iterator<Item = RingEdge> + '_ {
    shape.polygons().enumerate().flat_map(move |(polygon, rings)| {
        rings.rings().enumerate().flat_map(move |(ring, corners)| {
            let is_turned = (turn(corners) > 0.0) != (ring == 0);
            let pairs = corners.iter().zip(corners.iter().cycle().skip(1)).enumerate();
            pairs.filter(|(_, (a, b))| !same(**a, **b)).map(move |(vertex, (a, b))| {
                let (from, to) = if is_turned { (*b, *a) } else { (*a, *b) };
                let directed = Directed { from, to, side };
                RingEdge { directed, polygon, ring, vertex, is_turned }
            })
        })
    })
}

/// Twice the area of a ring in the units of the plane, positive counter-clockwise.
pub(crate) fn turn(corners: &[[f64; 2]]) -> f64 {
    let Some([x, y]) = corners.first().copied() else { return 0.0 };
    let pairs = corners.iter().zip(corners.iter().cycle().skip(1));
    pairs.map(|(a, b)| (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y)).sum()
}

/// Where the border of the common land runs along that of the two.
#[derive(Debug)]
struct Seams<'e> {
    edges: &'e [RingEdge],
    /// By edge of the first: the corners of the common land on it.
    corners: BTreeMap<usize, Vec<[f64; 2]>>,
    /// By edge of the first: the stretches that go.
    taken: BTreeMap<usize, Vec<[[f64; 2]; 2]>>,
    /// The stretches that come, along the second the other way round.
    new: Vec<[[f64; 2]; 2]>,
    /// By corner: the edges of the second that it lies on.
    on_kept: BTreeMap<Key, BTreeSet<usize>>,
    /// By corner: the edges of the first that it lies on.
    on_cut: BTreeMap<Key, BTreeSet<usize>>,
}

impl<'e> Seams<'e> {
    fn new(edges: &'e [RingEdge]) -> Seams<'e> {
        Seams {
            edges,
            corners: BTreeMap::new(),
            taken: BTreeMap::new(),
            new: Vec::new(),
            on_kept: BTreeMap::new(),
            on_cut: BTreeMap::new(),
        }
    }

    /// An edge of the common land, and the given edges that run along it.
    fn add(&mut self, [from, to]: [[f64; 2]; 2], under: impl Iterator<Item = usize>) {
        let mut is_own = false;
        for index in under {
            let Some(edge) = self.edges.get(index) else { continue };
            let is_first = edge.directed.side == Operand::First;
            let on = if is_first { &mut self.on_cut } else { &mut self.on_kept };
            on.entry(key(from)).or_default().insert(index);
            on.entry(key(to)).or_default().insert(index);
            if is_first {
                is_own = true;
                self.corners.entry(index).or_default().extend([from, to]);
                self.taken.entry(index).or_default().push([from, to]);
            }
        }
        if !is_own {
            self.new.push([to, from]);
        }
    }

    /// The stretches of the border of the first that stay.
    fn stays(&self) -> Vec<[[f64; 2]; 2]> {
        let mut stays = Vec::new();
        for (index, edge) in self.edges.iter().enumerate() {
            let Directed { from, to, side: Operand::First } = edge.directed else { continue };
            let mut stops = vec![from, to];
            stops.extend(self.corners.get(&index).into_iter().flatten());
            stops.sort_by(|a, b| edge.share(*a).total_cmp(&edge.share(*b)));
            stops.dedup_by(|a, b| same(*a, *b));
            let is_taken = |a: [f64; 2], b: [f64; 2]| {
                let mut taken = self.taken.get(&index).into_iter().flatten();
                taken.any(|[start, end]| {
                    edge.share(*start) <= edge.share(a) && edge.share(b) <= edge.share(*end)
                })
            };
            for (a, b) in stops.iter().zip(stops.iter().skip(1)) {
                if !is_taken(*a, *b) {
                    stays.push([*a, *b]);
                }
            }
        }
        stays
    }
}

/// Where the corners of what is left are put.
struct Corners<'e> {
    seams: &'e Seams<'e>,
    plane: Plane,
    cut: BTreeSet<Key>,
    /// The corners on the border that stays.
    staying: BTreeSet<Key>,
    kept: BTreeSet<Key>,
    /// By corner of the common land.
    placed: BTreeMap<Key, [f64; 2]>,
    /// Corners nearer than this are one, metres.
    near: f64,
}

impl<'e> Corners<'e> {
    fn new(
        seams: &'e Seams<'e>,
        stays: &[[[f64; 2]; 2]],
        [cut, kept]: [&PlainShape; 2],
        plane: Plane,
        limits: &CutLimits,
    ) -> Corners<'e> {
        let keys = |shape: &PlainShape| shape.points().iter().map(|at| key(*at)).collect();
        let mut corners = Corners {
            seams,
            plane,
            cut: keys(cut),
            staying: stays.iter().flatten().map(|at| key(*at)).collect(),
            kept: keys(kept),
            placed: BTreeMap::new(),
            near: limits.coincidence.max(limits.near_vertex),
        };
        for at in seams.new.iter().flatten() {
            let place = corners.place(*at, limits.decimals);
            corners.placed.insert(key(*at), place);
        }
        corners
    }

    /// A corner of the other parcel, one of the parcel that is cut, or a new one.
    fn place(&self, at: [f64; 2], decimals: u32) -> [f64; 2] {
        let own = key(at);
        if self.kept.contains(&own) {
            return at;
        }
        let is_given = self.cut.contains(&own);
        let rounded = if is_given { at } else { at.map(|number| rounded(number, decimals)) };
        let nearest = |on: &BTreeMap<Key, BTreeSet<usize>>, stays: &dyn Fn(&[f64; 2]) -> bool| {
            let edges = on.get(&own).into_iter().flatten();
            let edges = edges.filter_map(|index| self.seams.edges.get(*index));
            let ends = edges.flat_map(|edge| [edge.directed.from, edge.directed.to]);
            let distance = |end: [f64; 2]| self.plane.distance(rounded, end);
            let near = ends.filter(stays).map(|end| (distance(end), end));
            near.filter(|(distance, _)| *distance <= self.near)
                .min_by(|(a, p), (b, q)| {
                    a.total_cmp(b).then(p[0].total_cmp(&q[0])).then(p[1].total_cmp(&q[1]))
                })
                .map(|(_, end)| end)
        };
        let of_kept = nearest(&self.seams.on_kept, &|_| true);
        // A corner that goes is in nobody's way.
        let stays = |end: &[f64; 2]| self.staying.contains(&key(*end));
        let of_cut = || (!is_given).then(|| nearest(&self.seams.on_cut, &stays)).flatten();
        of_kept.or_else(of_cut).unwrap_or(rounded)
    }

    fn placed(&self, at: [f64; 2]) -> [f64; 2] {
        self.placed.get(&key(at)).copied().unwrap_or(at)
    }

    /// What is left, within the stretches that stay and those that come; `None` if that is nothing, or has a corner
    /// that nobody gave.
    fn left(&self, stays: &[[[f64; 2]; 2]], coincidence: f64) -> Option<PlainShape> {
        let plane = self.plane;
        let edges: Vec<Directed> = stays
            .iter()
            .chain(&self.seams.new)
            .map(|ends| ends.map(|at| self.placed(at)))
            .filter(|[from, to]| !same(*from, *to))
            .map(|[from, to]| Directed { from, to, side: Operand::First })
            .collect();
        let found = trace(&edges, plane, Wanted::Positive);
        let new: BTreeSet<Key> = self.placed.values().map(|at| key(*at)).collect();
        let is_known = |at: &[f64; 2]| {
            let own = key(*at);
            self.cut.contains(&own) || self.kept.contains(&own) || new.contains(&own)
        };
        let mut left = PlainShape::default();
        for region in &found.regions {
            let rings = region.rings();
            if !is_wider(plane, &rings, coincidence) {
                continue;
            }
            left.push_polygon();
            for ring in rings {
                let ring = self.thinned(&ring, &new);
                if ring.len() < 3 || !ring.iter().all(is_known) {
                    return None;
                }
                left.push_ring(ring);
            }
        }
        (!left.is_empty()).then_some(left)
    }

    /// A ring without the corners of the parcel that is cut that stand nearer to a new neighbour than is allowed.
    fn thinned(&self, ring: &[[f64; 2]], new: &BTreeSet<Key>) -> Vec<[f64; 2]> {
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        let after = ring.iter().cycle().skip(1);
        let is_beside = |at: &[f64; 2], other: &[f64; 2]| {
            new.contains(&key(*other)) && self.plane.distance(*at, *other) <= self.near
        };
        let kept = ring.iter().zip(before.zip(after)).filter(|(at, (before, after))| {
            let own = key(**at);
            let is_needed = self.kept.contains(&own) || new.contains(&own);
            is_needed || !(is_beside(at, before) || is_beside(at, after))
        });
        kept.map(|(at, _)| *at).collect()
    }

    /// The corners of what is left that the other parcel lacks on its border.
    fn inserted(&self, left: &PlainShape) -> Vec<InsertedVertex> {
        let used: BTreeSet<Key> = left.points().iter().map(|at| key(*at)).collect();
        let mut found: Vec<(InsertedVertex, f64)> = Vec::new();
        for (from, at) in &self.placed {
            let own = key(*at);
            if self.kept.contains(&own) || !used.contains(&own) {
                continue;
            }
            let edges = self.seams.on_kept.get(from).into_iter().flatten();
            let Some(edge) = edges.filter_map(|index| self.seams.edges.get(*index)).next() else {
                continue;
            };
            let RingEdge { polygon, ring, vertex, is_turned, .. } = *edge;
            let share = edge.share(*at);
            let share = if is_turned { 1.0 - share } else { share };
            found.push((InsertedVertex { polygon, ring, vertex, at: *at }, share));
        }
        let place = |one: &InsertedVertex| (one.polygon, one.ring, one.vertex);
        found.sort_by(|(a, p), (b, q)| {
            place(a).cmp(&place(b)).then(p.total_cmp(q)).then(key(a.at).cmp(&key(b.at)))
        });
        found.dedup_by(|(a, _), (b, _)| a == b);
        found.into_iter().map(|(vertex, _)| vertex).collect()
    }
}

/// To so many decimals, half away from zero: the number that the decimal form reads back as.
fn rounded(number: f64, decimals: u32) -> f64 {
    let scale = 10_f64.powi(i32::try_from(decimals.min(15)).unwrap_or(15));
    let scaled = (number * scale).round();
    // A number too large for its decimals has none.
    if scaled.abs() < 9e15 { scaled / scale } else { number }
}

/// A shape with corners added.
fn widened(shape: &PlainShape, inserted: &[InsertedVertex]) -> PlainShape {
    let mut rest = inserted.iter().peekable();
    let mut out = PlainShape::default();
    for (polygon, rings) in shape.polygons().enumerate() {
        out.push_polygon();
        for (ring, corners) in rings.rings().enumerate() {
            let mut all = Vec::with_capacity(corners.len());
            for (vertex, at) in corners.iter().enumerate() {
                all.push(*at);
                let is_here = |one: &&InsertedVertex| {
                    (one.polygon, one.ring, one.vertex) == (polygon, ring, vertex)
                };
                while let Some(one) = rest.next_if(is_here) {
                    all.push(one.at);
                }
            }
            out.push_ring(all);
        }
    }
    out
}
