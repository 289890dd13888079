//! [`count_depths`]: how many parcels lie over one another where two overlap.

use std::ops::ControlFlow;

use crate::Workers;

use super::super::{MultiPolygon, Plane, PlanePosition, Unlisted};
use super::boxes::for_each_meeting;
use super::candidates::Copies;
use super::cover::{Covers, Levels, Rings};
use super::ground::{Extent, crossing};
use super::land::{Residuals, ZoneLand, chains};
use super::overlaps::Overlap;
use super::parcels::ParcelShape;
use super::piece::Piece;
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};
use super::width::{inscribed_circle, is_wider};

/// Comparisons of a pair's land with parcels near it, beyond which depth is counted at the widest places only.
const COMPARISONS: usize = 300_000;

/// Parcels near pairs that are gone through to know how many comparisons that is: more are a deep stack.
const MEETINGS: usize = 50_000_000;

/// Parcels near a pair that are counted.
const NEAR: usize = 1_000;

/// Pairs whose surroundings are looked up together.
const PLACES: usize = 4096;

/// Counts how many parcels lie over one another in each pair's land.
pub(super) fn count_depths<'a, P: PlanePosition + 'a>(
    pairs: &mut [Overlap],
    around: &Near<'_>,
    shape: impl Fn(usize) -> Option<ParcelShape<'a, P>>,
    (plane, coincidence): (Plane, f64),
) {
    let Near { originals, copies, .. } = around;
    let places: Vec<Option<Extent>> = pairs.iter().map(Overlap::extent).collect();
    let mut counts = vec![0_usize; pairs.len()];
    let counted = around.for_each(pairs, &places, MEETINGS, |pair, _| {
        if let Some(count) = counts.get_mut(pair) {
            *count = count.saturating_add(1);
        }
    });
    let comparisons = counts.iter().filter(|count| (OVERLAID + 1..=SAMPLED).contains(*count)).sum();
    let is_deep = counted.is_break() || COMPARISONS < comparisons;
    let sampled = if is_deep { 0 } else { SAMPLED };
    // Some at a time: in a deep stack, very many parcels are near each pair.
    for (pairs, places) in pairs.chunks_mut(PLACES).zip(places.chunks(PLACES)) {
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); pairs.len()];
        let _ = around.for_each(pairs, places, usize::MAX, |pair, parcel| {
            if let Some(near) = near.get_mut(pair).filter(|near| near.len() < NEAR) {
                near.push(parcel);
            }
        });
        for (pair, mut near) in pairs.iter_mut().zip(near) {
            near.sort_unstable();
            let shapes = near
                .iter()
                .filter_map(|parcel| Some((originals.get(*parcel).copied()??, shape(*parcel)?)));
            let shapes: Vec<(Extent, ParcelShape<'a, P>)> = shapes.collect();
            let shapes: Vec<(Extent, &MultiPolygon<P>)> =
                shapes.iter().map(|(own, shape)| (*own, &**shape)).collect();
            let covers = covers(&pair.pieces, &shapes, sampled, plane, coincidence);
            pair.depth = covers.saturating_add(copies.more(pair.parcels));
        }
    }
}

/// A box that only touches a place holds none of it.
fn reaches(own: &Extent, place: &Extent) -> bool {
    own.common(place).is_some_and(|c| c.low[0] < c.high[0] && c.low[1] < c.high[1])
}

/// Which parcels may cover the same land: those that were found to, and pairs that were not looked at.
pub(super) struct Lapping {
    /// Each parcel with each that it laps over, and with itself; sorted.
    others: Vec<[usize; 2]>,
    /// Whether there are more that were not looked at: then any may.
    all: bool,
}

impl Lapping {
    pub(super) fn new(unexamined: Unlisted) -> Lapping {
        Lapping { others: Vec::new(), all: unexamined != Unlisted::None }
    }

    pub(super) fn push(&mut self, [a, b]: [usize; 2]) {
        self.others.extend([[a, a], [a, b], [b, a], [b, b]]);
    }

    pub(super) fn settle(&mut self) {
        self.others.sort_unstable();
        self.others.dedup();
    }

    /// A parcel with each that it laps over.
    fn of(&self, parcel: usize) -> &[[usize; 2]] {
        let start = self.others.partition_point(|[one, _]| *one < parcel);
        let rest = self.others.get(start..).unwrap_or_default();
        let count = rest.partition_point(|[one, _]| *one <= parcel);
        rest.get(..count).unwrap_or_default()
    }
}

/// What lies near pairs.
pub(super) struct Near<'a> {
    /// The boxes of parcels that repeat no other.
    pub(super) originals: &'a [Option<Extent>],
    pub(super) copies: &'a Copies,
    pub(super) lapping: &'a Lapping,
}

impl Near<'_> {
    /// Each pair, by its place among them, with each parcel that may lie over or under the land that it has in common,
    /// borders within the limit of coincidence aside: only one that laps over both. Breaks after so many comparisons.
    fn for_each(
        &self,
        pairs: &[Overlap],
        places: &[Option<Extent>],
        comparisons: usize,
        mut found: impl FnMut(usize, usize),
    ) -> ControlFlow<()> {
        let mut left = comparisons;
        let mut spend = |comparisons: usize| match left.checked_sub(comparisons) {
            Some(rest) => {
                left = rest;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(()),
        };
        let is_near = |place: &Option<Extent>, parcel: usize| {
            let own = self.originals.get(parcel).copied().flatten();
            place.zip(own).is_some_and(|(place, own)| reaches(&own, &place))
        };
        if self.lapping.all {
            return for_each_meeting(places, self.originals, |[pair, parcel]| {
                spend(1)?;
                if places.get(pair).is_some_and(|place| is_near(place, parcel)) {
                    found(pair, parcel);
                }
                ControlFlow::Continue(())
            });
        }
        for (at, (pair, place)) in pairs.iter().zip(places).enumerate() {
            let [a, b] = pair.parcels.map(|one| self.lapping.of(self.copies.original(one)));
            spend(a.len().saturating_add(b.len()))?;
            let mut rest = b.iter().map(|[_, parcel]| *parcel).peekable();
            for [_, parcel] in a {
                while rest.next_if(|other| other < parcel).is_some() {}
                if rest.peek() == Some(parcel) && is_near(place, *parcel) {
                    found(at, *parcel);
                }
            }
        }
        ControlFlow::Continue(())
    }
}

/// With more shapes near than this, depth is counted at some places only.
const OVERLAID: usize = 8;

/// With more shapes near than this, depth is counted at the widest place of each piece only.
pub(super) const SAMPLED: usize = 64;

/// The most shapes that lie over one another in any of the pieces.
///
/// `near` are those whose boxes meet the box of the pieces, with their boxes: the answer does not depend on others. With
/// more than `sampled` of them, what each has in common with the pieces is not worked out.
pub(super) fn covers<P: PlanePosition>(
    pieces: &[Piece],
    near: &[(Extent, &MultiPolygon<P>)],
    sampled: usize,
    plane: Plane,
    coincidence: f64,
) -> usize {
    let corners = pieces.iter().flat_map(|piece| &piece.region.rings).flatten();
    let Some(place) = Extent::of(corners.copied()) else { return near.len() };
    let near: Vec<(Extent, &MultiPolygon<P>)> =
        near.iter().filter(|(own, _)| reaches(own, &place)).copied().collect();
    match near.len() {
        0..=2 => near.len(),
        3..=OVERLAID => {
            let shapes: Vec<&MultiPolygon<P>> = near.iter().map(|(_, shape)| *shape).collect();
            levels_over(pieces, &shapes, plane, coincidence)
        }
        _ => most_at_places(pieces, &near, sampled, plane, coincidence),
    }
}

/// By the levels of the shapes.
fn levels_over<P: PlanePosition>(
    pieces: &[Piece],
    near: &[&MultiPolygon<P>],
    plane: Plane,
    coincidence: f64,
) -> usize {
    let land = ZoneLand { parcels: near, declared: &[], zone: None, plane };
    let residuals = Residuals::of(&land, &[], &[], Workers::ONE);
    let covers = Covers { residuals: &residuals, plane, workers: Workers::ONE };
    let Levels { levels, .. } = covers.levels(&residuals.parcels);
    let box_of = |rings: &[Vec<[f64; 2]>]| Extent::of(rings.iter().flatten().copied());
    let meets = |rings: &Rings| {
        pieces.iter().any(|piece| {
            let own = &piece.region.rings;
            let near = box_of(rings).zip(box_of(own)).is_some_and(|(a, b)| a.meets(&b));
            near && {
                let mut edges = directed(rings, Operand::First);
                edges.extend(directed(own, Operand::Second));
                let found = trace(&edges, plane, Wanted::Both);
                let mut rings = found.regions.iter().map(TracedRegion::rings);
                rings.any(|rings| is_wider(plane, &rings, coincidence))
            }
        })
    };
    // Copies count as one here: two that only repeat each other are one cover.
    let deeper = levels.iter().take_while(|level| level.iter().any(meets)).count();
    deeper.saturating_add(1)
}

/// By counting at the widest place of each piece, and at that of what each shape has in common with it.
fn most_at_places<P: PlanePosition>(
    pieces: &[Piece],
    near: &[(Extent, &MultiPolygon<P>)],
    sampled: usize,
    plane: Plane,
    coincidence: f64,
) -> usize {
    let middle = |rings: &Rings| Some(inscribed_circle(plane, rings)?.centre);
    let mut places: Vec<[f64; 2]> =
        pieces.iter().filter_map(|piece| middle(&piece.region.rings)).collect();
    if near.len() <= sampled {
        let own = pieces.iter().flat_map(|piece| directed(&piece.region.rings, Operand::First));
        let own: Vec<Directed> = own.collect();
        for (_, shape) in near {
            let mut edges = own.clone();
            edges.extend(chains(shape, Operand::Second));
            let found = trace(&edges, plane, Wanted::Both);
            let rings = found.regions.iter().map(TracedRegion::rings);
            let wide = rings.filter(|rings| is_wider(plane, rings, coincidence));
            places.extend(wide.filter_map(|rings| middle(&rings)));
        }
    }
    let covers = |at: &[f64; 2]| {
        let here = Extent { low: *at, high: *at };
        near.iter().filter(|(own, shape)| own.contains(&here) && is_inside(shape, *at)).count()
    };
    places.iter().map(covers).max().unwrap_or_default().max(2)
}

fn is_inside<P: PlanePosition>(shape: &MultiPolygon<P>, at: [f64; 2]) -> bool {
    let pairs = shape.rings().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    pairs.filter(|(a, b)| crossing(a.xy(), b.xy(), at) != 0).count() % 2 == 1
}

fn directed(rings: &[Vec<[f64; 2]>], side: Operand) -> Vec<Directed> {
    let pairs = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    pairs.map(|(from, to)| Directed { from: *from, to: *to, side }).collect()
}
