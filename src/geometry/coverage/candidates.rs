//! [`candidates`]: pairs of parcels that may overlap, up to a limit.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::super::Unlisted;
use super::boxes::{for_each_meeting, meeting};
use super::cover::Rings;
use super::ground::Extent;

/// Parcels that repeat an earlier one, edge for edge.
pub(super) struct Copies {
    /// The earlier one of each.
    original: BTreeMap<usize, usize>,
    /// The repetitions of each.
    copies: BTreeMap<usize, Vec<usize>>,
}

impl Copies {
    pub(super) fn new(repeated: &[[usize; 2]]) -> Copies {
        let mut copies: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for [copy, of] in repeated {
            copies.entry(*of).or_default().push(*copy);
        }
        Copies { original: repeated.iter().map(|[copy, of]| (*copy, *of)).collect(), copies }
    }

    pub(super) fn original(&self, parcel: usize) -> usize {
        self.original.get(&parcel).copied().unwrap_or(parcel)
    }

    /// A parcel and those that repeat it.
    fn all(&self, original: usize) -> impl Iterator<Item = usize> + '_ {
        let copies = self.copies.get(&original).into_iter().flatten().copied();
        std::iter::once(original).chain(copies)
    }

    /// How many that is.
    fn count(&self, original: usize) -> usize {
        self.copies.get(&original).map_or(0, Vec::len).saturating_add(1)
    }

    /// Whether any of two originals is repeated.
    pub(super) fn is_any(&self, originals: [usize; 2]) -> bool {
        originals.iter().any(|original| self.copies.contains_key(original))
    }

    /// How many more parcels lie here than the covers that count copies as one.
    pub(super) fn more(&self, [a, b]: [usize; 2]) -> usize {
        let copies = |original| self.copies.get(&original).map_or(0, Vec::len);
        let (a, b) = (self.original(a), self.original(b));
        if a == b { copies(a) } else { copies(a).saturating_add(copies(b)) }
    }
}

/// Pairs that may overlap.
pub(super) struct Candidates {
    /// The pairs, in order.
    pub(super) pairs: Vec<[usize; 2]>,
    /// Pairs beyond the limit.
    pub(super) beyond: Unlisted,
}

/// Pairs of originals that are held at once; with more than these, they are no longer counted.
const COUNTED: usize = 5_000_000;

/// The pairs whose boxes meet where land is covered twice, and those of repeated parcels.
///
/// Each pair counts once, however many places its boxes meet at.
pub(super) fn candidates(
    twice: &[Rings],
    boxes: &[Option<Extent>],
    copies: &Copies,
    limit: usize,
) -> Candidates {
    let twice: Vec<Option<Extent>> =
        twice.iter().map(|rings| Extent::of(rings.iter().flatten().copied())).collect();
    let mut originals = Distinct { pairs: Vec::new(), is_cut: false };
    let near = meeting(&twice, boxes);
    for own in near.chunk_by(|[one, _], [other, _]| one == other) {
        let region = own.first().and_then(|[region, _]| twice.get(*region).copied().flatten());
        let Some(region) = region else { continue };
        let here: Vec<(usize, Option<Extent>)> = own
            .iter()
            .filter(|[_, parcel]| copies.original(*parcel) == *parcel)
            .filter_map(|[_, parcel]| {
                Some((*parcel, boxes.get(*parcel)?.as_ref()?.common(&region)))
            })
            .collect();
        let within: Vec<Option<Extent>> = here.iter().map(|(_, own)| *own).collect();
        let found = for_each_meeting(&within, &within, |[a, b]| match (here.get(a), here.get(b)) {
            (Some((a, _)), Some((b, _))) if a < b => originals.push([*a, *b]),
            _ => ControlFlow::Continue(()),
        });
        if found.is_break() {
            break;
        }
    }
    originals.settle();
    // A copy goes with what its original goes with, and with its original.
    let mut pairs = Vec::new();
    let mut all: usize = 0;
    for [a, b] in &originals.pairs {
        all = all.saturating_add(copies.count(*a).saturating_mul(copies.count(*b)));
        for one in copies.all(*a) {
            if pairs.len() >= limit {
                break;
            }
            let others = copies.all(*b).take(limit.saturating_sub(pairs.len()));
            pairs.extend(others.map(|other| [one.min(other), one.max(other)]));
        }
    }
    for original in copies.copies.keys() {
        let group: Vec<usize> = copies.all(*original).collect();
        for (at, one) in group.iter().enumerate() {
            let rest = group.get(at.saturating_add(1)..).unwrap_or_default();
            all = all.saturating_add(rest.len());
            let listed = rest.iter().take(limit.saturating_sub(pairs.len()));
            pairs.extend(listed.map(|other| [*one.min(other), *one.max(other)]));
        }
    }
    pairs.sort_unstable();
    let beyond = match (all.saturating_sub(pairs.len()), originals.is_cut) {
        (0, false) => Unlisted::None,
        (more, false) => Unlisted::Exactly(more),
        (more, true) => Unlisted::AtLeast(more),
    };
    Candidates { pairs, beyond }
}

/// Pairs, each once.
struct Distinct {
    pairs: Vec<[usize; 2]>,
    is_cut: bool,
}

impl Distinct {
    fn push(&mut self, pair: [usize; 2]) -> ControlFlow<()> {
        self.pairs.push(pair);
        if self.pairs.len() < 2 * COUNTED {
            return ControlFlow::Continue(());
        }
        self.settle();
        if self.pairs.len() <= COUNTED {
            return ControlFlow::Continue(());
        }
        self.is_cut = true;
        ControlFlow::Break(())
    }

    fn settle(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
    }
}
