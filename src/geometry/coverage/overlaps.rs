//! [`overlaps`]: the pairs of parcels that cover the same land.

use crate::Workers;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::{PlanePosition, Unlisted};
use super::candidates::{Copies, candidates};
use super::common::common;
use super::cover::{Covers, Rings};
use super::ground::Extent;
use super::land::{Residuals, ZoneLand};
use super::overlap_depth::{Lapping, Near, count_depths};
use super::parcels::{MapLand, Parcels};
use super::piece::Piece;

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
    /// With more than 8 parcels there that overlap both, they are counted at the widest place of each piece, and of what each
    /// of up to 64 parcels has in common with it: then it may be more. The latter is left out where it takes more than 300 000
    /// comparisons for all pairs together. Of more than 1 000 such parcels, 1 000 are counted. Where pairs are left
    /// [unexamined](Overlaps::unexamined), every parcel near counts as one that overlaps.
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
    /// up to 5 000 000, and copies of parcels beyond. With them, pairs whose borders are a [`Tangle`](super::Tangle).
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
    let mut lapping = Lapping::new(candidates.beyond);
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
            Some(None) => continue,
            None => found.unexamined = found.unexamined.and_one_more(),
        }
        lapping.push(originals);
    }
    lapping.settle();
    let originals: Vec<Option<Extent>> = boxes
        .iter()
        .enumerate()
        .map(|(parcel, own)| own.filter(|_| copies.original(parcel) == parcel))
        .collect();
    let shape = |parcel: usize| land.parcels.shape(parcel);
    let near = Near { originals: &originals, copies: &copies, lapping: &lapping };
    count_depths(&mut found.pairs, &near, shape, (land.plane, limits.coincidence));
    found
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
