//! [`Cancelled`]: which edges run as often one way as the other, told without sorting them.
//!
//! **Method.** A hash table of edges by their two ends counts each source's edges, one way up and the other way down. What
//! comes to nothing is taken out at once: of parcels in the order of a map the table holds the rim of what has been read,
//! which stays in the processor's cache, and at the end the edges that do not cancel. Keys are compared, never trusted to
//! their hash, so what is struck out is struck out by proof.
//!
//! **Bound.** A number of operations that does not depend on where an edge lies, as long as the table is half empty at most
//! and no key is [`FAR`] places from home; with input made to crowd one part of the table, all edges are said to be left,
//! and sorting them tells. What is in the table at the end does not depend on the order of the edges, nor on the hash.

use super::ends::Ends;
use super::land::{Course, KeyedEdge};

/// How far from its place a key may stand before the table counts as attacked: ten times what chance brings about among
/// 10⁹ keys in a table half empty.
const FAR: usize = 512;

/// The kinds of sources that cancel among themselves only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Parcels, each set of identical ones as one.
    Parcel,
    /// Parcels that repeat an earlier one.
    Repeat,
    Declared,
    Border,
}

/// The edges that did not cancel so far.
#[derive(Debug, Default)]
pub(super) struct Cancelled {
    /// Upper half: of the hash of a key; lower half: one more than where it stands in `entries`, 0 for an empty place.
    places: Vec<u64>,
    entries: Vec<Entry>,
    /// Entries that can be used again.
    free: Vec<u32>,
    live: usize,
    /// Keys crowd in one part of the table: nothing is told any more.
    is_crowded: bool,
    /// The only edges that are counted.
    share: Share,
}

/// A share of all edges (分批), by the bits of their hashes that the places in the table do not depend on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Share {
    mask: u64,
    value: u64,
}

impl Share {
    /// The two halves of a share; `None` where it is as small as shares get.
    pub(super) fn halves(self) -> Option<[Share; 2]> {
        let mask = self.mask << 1 | 1;
        let more = self.mask.saturating_add(1);
        let half = |value| Share { mask, value };
        (mask <= SMALLEST).then(|| [half(self.value), half(self.value | more)])
    }

    fn has(self, hash: u64) -> bool {
        hash & self.mask == self.value
    }
}

/// A share of 2²⁴.
const SMALLEST: u64 = (1 << 24) - 1;

#[derive(Debug, Clone, Copy)]
struct Entry {
    ends: [u64; 4],
    /// By [`Class`]: how many more run up than down.
    surplus: [i32; 4],
}

impl Cancelled {
    /// An empty table of a share of all edges.
    pub(super) fn of_share(share: Share) -> Cancelled {
        Cancelled { share, ..Cancelled::default() }
    }

    pub(super) fn share(&self) -> Share {
        self.share
    }

    /// How many edges are held; as many as there are places once keys crowd.
    pub(super) fn len(&self) -> usize {
        if self.is_crowded { usize::MAX } else { self.live }
    }

    /// What of it belongs to a smaller share.
    pub(super) fn narrowed(&self, share: Share) -> Cancelled {
        let mut narrowed = Cancelled::of_share(share);
        narrowed.merge(self);
        narrowed
    }

    /// Counts an edge of a class.
    pub(super) fn count(&mut self, edge: &KeyedEdge, class: Class) {
        let ends = edge.bits();
        self.add(ends, hash(&ends), surplus(edge, class));
    }

    /// The same for edges in their order: quicker, where the table is larger than a cache.
    pub(super) fn count_all(&mut self, edges: &[(KeyedEdge, Class)]) {
        for edges in edges.chunks(TOGETHER) {
            let hashes = self.fetched(edges);
            for ((edge, class), hash) in edges.iter().zip(hashes) {
                self.add(edge.bits(), hash, surplus(edge, *class));
            }
        }
    }

    /// Of some edges those that [`Cancelled::holds`], in their order.
    pub(super) fn held(&self, edges: &[(KeyedEdge, Class)], held: &mut Vec<KeyedEdge>) {
        for edges in edges.chunks(TOGETHER) {
            let hashes = self.fetched(edges);
            let own = edges.iter().zip(hashes).filter(|((edge, _), hash)| self.has(edge, *hash));
            held.extend(own.map(|((edge, _), _)| *edge));
        }
    }

    /// The hashes of up to [`TOGETHER`] edges, once the processor has begun to fetch the places of all of them: it waits for
    /// many at a time then, and not for one after another.
    fn fetched(&self, edges: &[(KeyedEdge, Class)]) -> [u64; TOGETHER] {
        let mut hashes = [0; TOGETHER];
        let mask = self.places.len().wrapping_sub(1);
        let mut seen = 0;
        for (own, (edge, _)) in hashes.iter_mut().zip(edges) {
            *own = hash(&edge.bits());
            seen ^= self.places.get(home(*own) & mask).copied().unwrap_or_default();
        }
        std::hint::black_box(seen);
        hashes
    }

    /// Counts all that another table holds.
    pub(super) fn merge(&mut self, other: &Cancelled) {
        self.is_crowded |= other.is_crowded;
        let live = other.places.iter().filter_map(|place| other.entries.get(entry_of(*place)?));
        live.for_each(|entry| self.add(entry.ends, hash(&entry.ends), entry.surplus));
    }

    /// Whether edges between these ends are left, or may be.
    pub(super) fn holds(&self, edge: &KeyedEdge) -> bool {
        self.has(edge, hash(&edge.bits()))
    }

    fn has(&self, edge: &KeyedEdge, hash: u64) -> bool {
        let found = || self.find(&edge.bits(), hash);
        let is_held = || self.is_crowded || matches!(found(), Some(Found::At(..)));
        self.share.has(hash) && is_held()
    }

    /// Where the edges end that are left.
    pub(super) fn ends(&self) -> Ends {
        if self.is_crowded {
            return Ends::everywhere();
        }
        let live = self.places.iter().filter_map(|place| self.entries.get(entry_of(*place)?));
        Ends::of(live.map(|entry| entry.ends), self.live)
    }

    fn add(&mut self, ends: [u64; 4], hash: u64, surplus: [i32; 4]) {
        self.is_crowded = self.is_crowded || self.try_add(ends, hash, surplus).is_none();
    }

    /// `None` if keys crowd.
    fn try_add(&mut self, ends: [u64; 4], hash: u64, surplus: [i32; 4]) -> Option<()> {
        if !self.share.has(hash) {
            return Some(());
        }
        if self.live.saturating_mul(2) >= self.places.len() {
            self.grow()?;
        }
        match self.find(&ends, hash)? {
            Found::At(place, entry) => {
                let own = self.entries.get_mut(entry)?;
                for (sum, more) in own.surplus.iter_mut().zip(surplus) {
                    // More than 2³¹ copies of one edge do not fit into memory.
                    *sum = sum.saturating_add(more);
                }
                if own.surplus == [0; 4] {
                    self.free.push(u32::try_from(entry).ok()?);
                    self.live -= 1;
                    self.take_out(place);
                }
            }
            Found::Empty(place) => {
                let own = Entry { ends, surplus };
                let entry = match self.free.pop() {
                    Some(entry) => {
                        *self.entries.get_mut(entry as usize)? = own;
                        entry
                    }
                    None => {
                        self.entries.push(own);
                        u32::try_from(self.entries.len() - 1).ok()?
                    }
                };
                self.live += 1;
                *self.places.get_mut(place)? = hash & UPPER | (u64::from(entry) + 1);
            }
        }
        Some(())
    }

    /// The place of a key, or the empty one where it would stand.
    fn find(&self, ends: &[u64; 4], hash: u64) -> Option<Found> {
        let mask = self.places.len().checked_sub(1)?;
        let home = home(hash);
        for step in 0..FAR {
            let at = home.wrapping_add(step) & mask;
            let place = *self.places.get(at)?;
            let Some(entry) = entry_of(place) else { return Some(Found::Empty(at)) };
            if place & UPPER == hash & UPPER && self.entries.get(entry)?.ends == *ends {
                return Some(Found::At(at, entry));
            }
        }
        None
    }

    /// Empties a place, and moves up what would not be found behind an empty one.
    fn take_out(&mut self, place: usize) {
        let mask = self.places.len().wrapping_sub(1);
        let mut hole = place;
        let mut at = place;
        loop {
            at = at.wrapping_add(1) & mask;
            let here = self.places.get(at).copied().unwrap_or_default();
            if entry_of(here).is_none() {
                break;
            }
            let from_home = at.wrapping_sub(home(here)) & mask;
            let from_hole = at.wrapping_sub(hole) & mask;
            if from_home >= from_hole {
                if let Some(slot) = self.places.get_mut(hole) {
                    *slot = here;
                }
                hole = at;
            }
        }
        if let Some(slot) = self.places.get_mut(hole) {
            *slot = 0;
        }
    }

    /// Twice as many places.
    fn grow(&mut self) -> Option<()> {
        let size = self.places.len().checked_mul(2)?.max(1 << 10);
        let mask = size - 1;
        let old = std::mem::replace(&mut self.places, vec![0; size]);
        for place in old.into_iter().filter(|place| entry_of(*place).is_some()) {
            let from = home(place);
            let is_empty = |at: &usize| self.places.get(*at).is_some_and(|here| *here == 0);
            let at = (0..FAR).map(|step| from.wrapping_add(step) & mask).find(is_empty)?;
            *self.places.get_mut(at)? = place;
        }
        Some(())
    }
}

/// So many edges are looked up together.
pub(super) const TOGETHER: usize = 64;

/// What an edge adds, by class.
fn surplus(edge: &KeyedEdge, class: Class) -> [i32; 4] {
    let mut all = [0; 4];
    if let Some(own) = all.get_mut(class as usize) {
        *own = match edge.course() {
            Course::Up => 1,
            Course::Down => -1,
        };
    }
    all
}

enum Found {
    At(usize, usize),
    Empty(usize),
}

const UPPER: u64 = !0 << 32;

fn entry_of(place: u64) -> Option<usize> {
    (place as u32).checked_sub(1).map(|entry| entry as usize)
}

/// Where a key would stand in a table without end.
fn home(hash: u64) -> usize {
    (hash >> 32) as usize
}

/// Both halves of products of 128 bits, so that every bit of a key reaches every bit of the hash.
fn hash(ends: &[u64; 4]) -> u64 {
    // The fractions of π, as good as any.
    const KEYS: [u64; 4] = [
        0x243f_6a88_85a3_08d3,
        0x1319_8a2e_0370_7344,
        0xa409_3822_299f_31d0,
        0x082e_fa98_ec4e_6c89,
    ];
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product >> 64) as u64 ^ product as u64
    };
    let [x, y, u, v] = *ends;
    let [a, b, c, d] = KEYS;
    fold(fold(x ^ a, y ^ b) ^ c, fold(u ^ c, v ^ d) ^ a)
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test that fails should panic")]
mod tests {
    use std::collections::BTreeMap;

    use super::super::land::{Course, KeyedEdge, Source};
    use super::{Cancelled, Class, FAR, Share, TOGETHER, hash};

    const CLASSES: [Class; 4] = [Class::Parcel, Class::Repeat, Class::Declared, Class::Border];

    /// Numbers that look random, the same at every run (Steele, Lea and Flood 2014, SplitMix64).
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        fn below(&mut self, n: u64) -> u64 {
            self.next() % n
        }
    }

    fn edge(from: [f64; 2], to: [f64; 2]) -> KeyedEdge {
        KeyedEdge::new(from, to, Source::Border)
    }

    /// Few positions, so that edges come again and again, in both directions and of every class; held against counts in a
    /// map, after every tenth edge.
    #[test]
    fn what_is_held_is_what_does_not_come_to_nothing() {
        for seed in 0..40 {
            let mut random = Random(seed);
            // From a table that stays small to one that grows, with keys that come and go.
            let positions = [2, 5, 40][seed as usize % 3];
            let mut tables = [Cancelled::default(), Cancelled::default()];
            let mut counts: BTreeMap<[u64; 4], [i32; 4]> = BTreeMap::new();
            let mut known: Vec<KeyedEdge> = Vec::new();
            for step in 0..3000 {
                let mut at = || [random.below(positions) as f64, random.below(positions) as f64];
                let (from, to) = (at(), at());
                let own = edge(from, to);
                let class = random.below(4) as usize;
                tables[random.below(2) as usize].count(&own, CLASSES[class]);
                let sign = if own.course() == Course::Up { 1 } else { -1 };
                counts.entry(own.bits()).or_default()[class] += sign;
                known.push(own);
                if step % 1000 == 999 {
                    let mut all = Cancelled::default();
                    all.merge(&tables[1]);
                    all.merge(&tables[0]);
                    for own in &known {
                        let left = counts[&own.bits()] != [0; 4];
                        assert_eq!(all.holds(own), left, "seed {seed}, step {step}");
                    }
                    let left = counts.values().filter(|count| **count != [0; 4]).count();
                    assert_eq!(all.live, left);
                }
            }
        }
    }

    /// Halves of halves: each edge that is left is held by the table of one share, and a table narrowed while it is filled
    /// ends as one of the smaller share alone.
    #[test]
    fn shares_part_what_is_left() {
        let mut random = Random(7);
        let given: Vec<KeyedEdge> = (0..3000)
            .map(|_| {
                let mut at = || [random.below(12) as f64, random.below(12) as f64];
                edge(at(), at())
            })
            .collect();
        let count = |share: Share| {
            let mut table = Cancelled::of_share(share);
            given.iter().for_each(|own| table.count(own, Class::Parcel));
            table
        };
        let whole = count(Share::default());
        let mut shares = vec![Share::default()];
        for _ in 0..3 {
            shares = shares.into_iter().filter_map(Share::halves).flatten().collect();
        }
        let tables: Vec<Cancelled> = shares.iter().map(|share| count(*share)).collect();
        for own in &given {
            let holders = tables.iter().filter(|table| table.holds(own)).count();
            assert_eq!(holders, usize::from(whole.holds(own)));
        }
        assert_eq!(tables.iter().map(Cancelled::len).sum::<usize>(), whole.len());
        assert!(tables.iter().all(|table| table.len() > whole.len() / 16));
        for (share, table) in shares.iter().zip(&tables) {
            let mut narrowed = Cancelled::default();
            for (at, own) in given.iter().enumerate() {
                if at == 1000 {
                    narrowed = narrowed.narrowed(*share);
                }
                narrowed.count(own, Class::Parcel);
            }
            assert_eq!(narrowed.len(), table.len());
            assert!(given.iter().all(|own| narrowed.holds(own) == table.holds(own)));
        }
        // 24 times halved is as small as shares get.
        let mut smallest = Share::default();
        let mut times = 0;
        while let Some([half, _]) = smallest.halves() {
            (smallest, times) = (half, times + 1);
        }
        assert_eq!(times, 24);
    }

    /// Together or one after another, from batches of no edge to more than are looked up at once.
    #[test]
    fn edges_together_count_as_one_after_another() {
        let mut random = Random(11);
        for count in [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 3 * TOGETHER + 7, 5000] {
            let given: Vec<(KeyedEdge, Class)> = (0..count)
                .map(|_| {
                    let mut at = || [random.below(30) as f64, random.below(30) as f64];
                    (edge(at(), at()), CLASSES[random.below(4) as usize])
                })
                .collect();
            let (mut alone, mut together) = (Cancelled::default(), Cancelled::default());
            given.iter().for_each(|(edge, class)| alone.count(edge, *class));
            together.count_all(&given);
            let mut held = Vec::new();
            together.held(&given, &mut held);
            let expected: Vec<[u64; 4]> = given
                .iter()
                .filter(|(edge, _)| alone.holds(edge))
                .map(|(edge, _)| edge.bits())
                .collect();
            assert_eq!(held.iter().map(KeyedEdge::bits).collect::<Vec<_>>(), expected, "{count}");
            assert_eq!(together.len(), alone.len());
        }
    }

    /// One more key in one place than the table bears: from then on every edge counts as left; with one fewer nothing is.
    #[test]
    fn a_table_that_is_crowded_says_that_everything_is_left() {
        let mut random = Random(1);
        let mut crowd: Vec<KeyedEdge> = Vec::new();
        while crowd.len() <= FAR {
            let own = edge([random.next() as f64, 0.0], [random.next() as f64, 1.0]);
            // The same place in a table of 4096 and in smaller ones.
            if (hash(&own.bits()) >> 32).is_multiple_of(4096) {
                crowd.push(own);
            }
        }
        let stranger = edge([0.25, 0.0], [0.5, 1.0]);
        let mut table = Cancelled::default();
        for own in &crowd[..FAR] {
            table.count(own, Class::Parcel);
        }
        assert!(!table.holds(&stranger));
        for own in &crowd[..FAR] {
            assert!(table.holds(own));
        }
        table.count(&crowd[FAR], Class::Parcel);
        assert!(table.holds(&stranger));
        let mut other = Cancelled::default();
        other.merge(&table);
        assert!(other.holds(&stranger));
    }
}
