//! [`overlaps`]: the pairs of parcels that cover the same land.

use crate::Workers;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::super::{MultiPolygon, Plane, PlanePosition, Unlisted};
use super::boxes::for_each_meeting;
use super::candidates::{Copies, candidates};
use super::cover::{Covers, Levels, Rings};
use super::ground::{Extent, crossing};
use super::land::{Residuals, ZoneLand, chains};
use super::parcels::{MapLand, ParcelShape, Parcels};
use super::piece::Piece;
use super::tangle::Tangle;
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};
use super::width::{inscribed_circle, is_wider};

/// How two parcels lie that cover the same land.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OverlapClass {
    /// What they have in common is nowhere wider than the limit for slivers (狭长重叠).
    Sliver,
    /// Each has land of its own (部分重叠).
    Partial,
    /// The first lies wholly in the second (前者位于后者之内).
    FirstInSecond,
    /// The second lies wholly in the first (后者位于前者之内).
    SecondInFirst,
    /// Both cover the same land (完全重复).
    Duplicate,
}

/// Two parcels that cover the same land (宗地重叠).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Overlap {
    /// The parcels, the lower number first.
    pub parcels: [usize; 2],
    /// How they lie.
    pub class: OverlapClass,
    /// The common land, slivers within the coincidence limit left out.
    pub pieces: Vec<Piece>,
    /// Its area, m².
    pub area: f64,
    /// Its width at the widest place, metres.
    pub width: f64,
    /// How many parcels lie over one another where most do, these two included.
    ///
    /// With more than 8 parcels near, they are counted at the widest place of each piece, and of what each of up to 64
    /// parcels has in common with it: then it may be more. The latter is left out where it takes more than 300 000
    /// comparisons for all pairs together. Of more than 1 000 parcels near, 1 000 are counted.
    pub depth: usize,
}

/// Limits that tell overlaps apart, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct OverlapLimits {
    /// Common land nowhere wider than this is that of two borders that mean the same line: no overlap. 2 mm: the
    /// tolerance of XPlanung 2.2.1.1.
    pub coincidence: f64,
    /// Overlaps nowhere wider than this are slivers. Our choice: 0.1 m, twice the mean error of a boundary point.
    pub sliver_width: f64,
    /// At most so many pairs are looked at, or [`pairs_for_each`](OverlapLimits::pairs_for_each) times the parcels if
    /// that is more; [`Overlaps::unexamined`] says how many more there are. Our choice: 50 000, a stack of 316 parcels.
    pub pairs: usize,
    /// So many pairs for each parcel are looked at in any case. Our choice: 10, more than a layer has that was read
    /// twice and moved a little.
    pub pairs_for_each: usize,
}

impl Default for OverlapLimits {
    fn default() -> Self {
        OverlapLimits { coincidence: 0.002, sliver_width: 0.1, pairs: 50_000, pairs_for_each: 10 }
    }
}

/// The result of [`overlaps`].
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Overlaps {
    /// The pairs, in order of their numbers.
    pub pairs: Vec<Overlap>,
    /// Pairs beyond the limit, which were not looked at: their boxes meet where land is covered twice. They are counted
    /// up to 5 000 000, and copies of parcels beyond. With them, pairs whose borders are a [`Tangle`].
    pub unexamined: Unlisted,
}

/// Every pair of parcels that cover the same land (宗地重叠检查): parts, parcels within parcels, and repetitions.
///
/// **Method.** Edges shared by two neighbours are struck out; what is left winds around the land that is covered
/// twice or more, wherever that is. Only parcels whose boxes meet there are overlaid, two by two, in their own
/// coordinates: a pair has the same digits alone or among others. On a clean coverage no pair is looked at.
///
/// **Accuracy.** Whether land is covered twice is decided by the numbers as they stand; crossing points are rounded to
/// an `f64`.
///
/// ```
/// use landledger::geometry::coverage::{OverlapClass, OverlapLimits, ZoneLand, overlaps};
/// use landledger::geometry::{GridPoint, MultiPolygon, Plane};
///
/// let block = |west: f64, east: f64| {
///     MultiPolygon::from_exterior([
///         GridPoint::new(0.0, west),
///         GridPoint::new(0.0, east),
///         GridPoint::new(100.0, east),
///         GridPoint::new(100.0, west),
///     ])
/// };
/// let (a, b) = (block(0.0, 101.0), block(100.0, 200.0));
/// let land = ZoneLand { parcels: &[&a, &b], declared: &[], zone: None, plane: Plane::Metres };
/// let found = overlaps(&land, &OverlapLimits::default());
/// assert_eq!(found.pairs[0].class, OverlapClass::Partial);
/// assert_eq!((found.pairs[0].area, found.pairs[0].depth), (100.0, 2));
/// ```
#[must_use]
pub fn overlaps<P: PlanePosition>(land: &ZoneLand<'_, P>, limits: &OverlapLimits) -> Overlaps {
    let repeated = super::balance::repeated(land.parcels);
    let repeats: Vec<usize> = repeated.iter().map(|[parcel, _]| *parcel).collect();
    let only_parcels = ZoneLand { declared: &[], zone: None, ..*land };
    let residuals = Residuals::of(&only_parcels, &[], &repeats, Workers::ONE);
    overlaps_left(&land.map(), limits, &residuals, &repeated)
}

/// The same from the edges that are left and the parcels that repeat others.
pub(super) fn overlaps_left<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    limits: &OverlapLimits,
    residuals: &Residuals,
    repeated: &[[usize; 2]],
) -> Overlaps {
    let covers = Covers { residuals, plane: land.plane, workers: Workers::ONE };
    let twice = covers.twice(&residuals.parcels);
    overlaps_within(land, limits, &twice.twice(), repeated, Workers::ONE)
}

/// The same with what is there already: where land is covered twice, and the parcels that repeat others.
pub(super) fn overlaps_within<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    limits: &OverlapLimits,
    twice: &[Rings],
    repeated: &[[usize; 2]],
    workers: Workers,
) -> Overlaps {
    let boxes = land.boxes();
    let copies = Copies::new(repeated);
    let limit = limits.pairs.max(limits.pairs_for_each.saturating_mul(boxes.len()));
    let candidates = candidates(twice, &boxes, &copies, limit);
    let mut found = Overlaps { pairs: Vec::new(), unexamined: candidates.beyond };
    let mut known: BTreeMap<[usize; 2], Option<Option<Overlap>>> = BTreeMap::new();
    // Each pair by itself, but for those of copies, of which one look does for many.
    let looked = workers.map(&candidates.pairs, |_, [a, b]| {
        let originals = [copies.original(*a), copies.original(*b)];
        let alone = originals[0] < originals[1] && !copies.is_any(originals);
        if !alone {
            return None;
        }
        let (first, second) = (land.parcels.shape(*a)?, land.parcels.shape(*b)?);
        Some(common(&first, &second, land.plane, limits).ok())
    });
    for ([a, b], looked) in candidates.pairs.into_iter().zip(looked) {
        let look = |one: usize, other: usize| {
            let (one, other) = (land.parcels.shape(one)?, land.parcels.shape(other)?);
            common(&one, &other, land.plane, limits).ok()
        };
        // Copies overlap others as their originals do.
        let originals = [copies.original(a), copies.original(b)];
        let overlap = if let Some(looked) = looked {
            looked
        } else if originals[0] <= originals[1] {
            known.entry(originals).or_insert_with(|| look(a, b)).clone()
        } else {
            let [second, first] = originals;
            let turned = known.entry([first, second]).or_insert_with(|| look(first, second));
            let known = turned.clone();
            let turn = |overlap: Overlap| Overlap { class: overlap.class.turned(), ..overlap };
            known.map(|overlap| overlap.map(turn))
        };
        match overlap {
            Some(Some(overlap)) => found.pairs.push(Overlap { parcels: [a, b], ..overlap }),
            Some(None) => {}
            None => found.unexamined = found.unexamined.and_one_more(),
        }
    }
    let originals: Vec<Option<Extent>> = boxes
        .iter()
        .enumerate()
        .map(|(parcel, own)| own.filter(|_| copies.original(parcel) == parcel))
        .collect();
    let shape = |parcel: usize| land.parcels.shape(parcel);
    count_depths(&mut found.pairs, &originals, shape, &copies, (land.plane, limits.coincidence));
    found
}

/// Comparisons of a pair's land with parcels near it, beyond which depth is counted at the widest places only.
const COMPARISONS: usize = 300_000;

/// Parcels near pairs that are counted to know how many comparisons that is: more are a deep stack.
const MEETINGS: usize = 50_000_000;

/// Parcels near a pair that are counted.
const NEAR: usize = 1_000;

/// Pairs whose surroundings are looked up together.
const PLACES: usize = 4096;

/// Counts how many parcels lie over one another in each pair's land.
fn count_depths<'a, P: PlanePosition + 'a>(
    pairs: &mut [Overlap],
    originals: &[Option<Extent>],
    shape: impl Fn(usize) -> Option<ParcelShape<'a, P>>,
    copies: &Copies,
    (plane, coincidence): (Plane, f64),
) {
    let places: Vec<Option<Extent>> = pairs.iter().map(Overlap::extent).collect();
    let is_near = |place: Option<&Option<Extent>>, parcel: usize| {
        let own = originals.get(parcel).copied().flatten();
        place.copied().flatten().zip(own).is_some_and(|(place, own)| reaches(&own, &place))
    };
    let mut counts = vec![0_usize; pairs.len()];
    let mut meetings: usize = 0;
    let counted = for_each_meeting(&places, originals, |[pair, parcel]| {
        meetings = meetings.saturating_add(1);
        if meetings > MEETINGS {
            return ControlFlow::Break(());
        }
        if is_near(places.get(pair), parcel)
            && let Some(count) = counts.get_mut(pair)
        {
            *count = count.saturating_add(1);
        }
        ControlFlow::Continue(())
    });
    let comparisons = counts.iter().filter(|count| (OVERLAID + 1..=SAMPLED).contains(*count)).sum();
    let is_deep = counted.is_break() || COMPARISONS < comparisons;
    let sampled = if is_deep { 0 } else { SAMPLED };
    // Some at a time: in a deep stack, very many parcels are near each pair.
    for (pairs, places) in pairs.chunks_mut(PLACES).zip(places.chunks(PLACES)) {
        let mut near: Vec<Vec<usize>> = vec![Vec::new(); pairs.len()];
        let _ = for_each_meeting(places, originals, |[pair, parcel]| {
            if let Some(near) = near.get_mut(pair)
                && near.len() < NEAR
                && is_near(places.get(pair), parcel)
            {
                near.push(parcel);
            }
            ControlFlow::Continue(())
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

impl OverlapClass {
    /// The same with the two parcels exchanged.
    const fn turned(self) -> OverlapClass {
        match self {
            OverlapClass::FirstInSecond => OverlapClass::SecondInFirst,
            OverlapClass::SecondInFirst => OverlapClass::FirstInSecond,
            OverlapClass::Sliver | OverlapClass::Partial | OverlapClass::Duplicate => self,
        }
    }
}

impl Overlap {
    /// The box around the common land.
    pub(super) fn extent(&self) -> Option<Extent> {
        let pieces = self.pieces.iter().flat_map(|piece| &piece.region.rings);
        Extent::of(pieces.flatten().copied())
    }
}

/// The overlap of two shapes, as if of the parcels 0 and 1 and of no others; `None` if they have no land in common. A
/// tangle if their borders meet too often.
pub(super) fn common<P: PlanePosition>(
    first: &MultiPolygon<P>,
    second: &MultiPolygon<P>,
    plane: Plane,
    limits: &OverlapLimits,
) -> Result<Option<Overlap>, Tangle> {
    let edges: Vec<Directed> =
        chains(first, Operand::First).into_iter().chain(chains(second, Operand::Second)).collect();
    if let Some(tangle) = Tangle::of(&edges) {
        return Err(tangle);
    }
    let is_wide = |rings: &Rings| is_wider(plane, rings, limits.coincidence);
    let found = trace(&edges, plane, Wanted::Both);
    let rings = found.regions.iter().map(TracedRegion::rings).filter(is_wide);
    let pieces: Vec<Piece> = rings.map(|rings| Piece::from_rings(rings, plane)).collect();
    if pieces.is_empty() {
        return Ok(None);
    }
    let alone = |edges: &[Directed]| {
        let found = trace(edges, plane, Wanted::FirstWithoutSecond);
        found.regions.iter().map(TracedRegion::rings).any(|rings| is_wide(&rings))
    };
    let swapped: Vec<Directed> = edges.iter().map(swap).collect();
    let (first_alone, second_alone) = (alone(&edges), alone(&swapped));
    let width = pieces.iter().map(|piece| piece.width).fold(0.0, f64::max);
    let class = match (first_alone, second_alone) {
        (false, false) => OverlapClass::Duplicate,
        (false, true) => OverlapClass::FirstInSecond,
        (true, false) => OverlapClass::SecondInFirst,
        (true, true) if width <= limits.sliver_width => OverlapClass::Sliver,
        (true, true) => OverlapClass::Partial,
    };
    let area = pieces.iter().map(|piece| piece.area).sum();
    Ok(Some(Overlap { parcels: [0, 1], class, area, width, depth: 2, pieces }))
}

fn swap(edge: &Directed) -> Directed {
    let side = match edge.side {
        Operand::First => Operand::Second,
        Operand::Second => Operand::First,
    };
    Directed { side, ..*edge }
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
