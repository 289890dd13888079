//! [`Tallies`]: what records add up to, while they come and go.

use std::collections::{BTreeMap, BTreeSet};

use super::Tally;

/// Records whose numbers differ in these last bits only are summed together.
const BLOCK: u32 = 9;

/// Tallies of records by their numbers, summed block by block: a change sums its own block again. Floats are not taken off a
/// sum, which would leave a trace of what is gone.
#[derive(Debug, Default)]
pub(in crate::check) struct Tallies {
    of: BTreeMap<u32, Tally>,
    sums: BTreeMap<u32, Tally>,
    stale: BTreeSet<u32>,
}

impl Tallies {
    pub(in crate::check) fn put(&mut self, record: u32, tally: Tally) {
        self.of.insert(record, tally);
        self.stale.insert(record >> BLOCK);
    }

    pub(in crate::check) fn take(&mut self, record: u32) {
        if self.of.remove(&record).is_some() {
            self.stale.insert(record >> BLOCK);
        }
    }

    /// The sum of all.
    pub(in crate::check) fn sum(&mut self) -> Tally {
        for block in std::mem::take(&mut self.stale) {
            let first = block << BLOCK;
            let members = self.of.range(first..=first | ((1 << BLOCK) - 1));
            match sum(members.map(|(_, tally)| tally)) {
                Some(sum) => self.sums.insert(block, sum),
                None => self.sums.remove(&block),
            };
        }
        sum(self.sums.values()).unwrap_or_default()
    }
}

/// `None` of nothing.
fn sum<'t>(tallies: impl Iterator<Item = &'t Tally>) -> Option<Tally> {
    tallies.fold(None, |sum, tally| {
        let mut sum = sum.unwrap_or_default();
        sum.add(tally);
        Some(sum)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 1 + 2 + 4 of three blocks, a block's last number and the next block's first among them; what comes again counts
    /// once, and what is gone not at all.
    #[test]
    fn records_count_while_they_are_there() {
        let looks = |looks| Tally { looks, ..Tally::default() };
        let mut tallies = Tallies::default();
        assert_eq!(tallies.sum().looks, 0);
        for (record, count) in [(511, 1), (512, 2), (u32::MAX, 4)] {
            tallies.put(record, looks(count));
        }
        assert_eq!(tallies.sum().looks, 7);
        tallies.put(512, looks(16));
        assert_eq!(tallies.sum().looks, 21);
        tallies.take(511);
        assert_eq!(tallies.sum().looks, 20);
        tallies.take(3);
        tallies.take(512);
        tallies.take(u32::MAX);
        assert_eq!(tallies.sum().looks, 0);
    }
}
