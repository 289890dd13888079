//! [`SortedList`]: a list that stays sorted.

/// Items that a block has at most: moving half as many takes no longer than finding the block.
const MOST: usize = 512;

/// Items in order, in blocks of some hundred: one comes or goes in the time of its block, and all are gone through as fast as
/// memory is read. A tree of the standard library needs ten times as long for that.
#[derive(Debug)]
pub(super) struct SortedList<T> {
    /// None is empty.
    blocks: Vec<Vec<T>>,
    count: usize,
}

impl<T> Default for SortedList<T> {
    fn default() -> Self {
        SortedList { blocks: Vec::new(), count: 0 }
    }
}

impl<T: Ord> SortedList<T> {
    /// Behind all that are equal.
    pub(super) fn insert(&mut self, item: T) {
        self.count += 1;
        let at = self.block_of(&item);
        let Some(block) = self.blocks.get_mut(at) else {
            self.blocks.push(vec![item]);
            return;
        };
        block.insert(block.partition_point(|other| *other <= item), item);
        if block.len() > MOST {
            let behind = block.split_off(MOST / 2);
            self.blocks.insert(at + 1, behind);
        }
    }

    /// One that is equal goes, if there is one.
    pub(super) fn remove(&mut self, item: &T) {
        let at = self.block_of(item);
        let Some(block) = self.blocks.get_mut(at) else { return };
        let Ok(place) = block.binary_search(item) else { return };
        block.remove(place);
        self.count -= 1;
        if block.is_empty() {
            self.blocks.remove(at);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flatten()
    }

    /// The last block that does not begin behind an item.
    fn block_of(&self, item: &T) -> usize {
        let begins = |block: &Vec<T>| block.first().is_some_and(|first| first <= item);
        self.blocks.partition_point(begins).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The naive twin is a set; blocks are split and emptied on the way.
    #[test]
    fn as_a_set() {
        let mut list = SortedList::default();
        let mut set = BTreeSet::new();
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state >> 33
        };
        for step in 0..30_000_u32 {
            // First mostly more, then mostly fewer.
            let is_more = next() % 10 < if step < 10_000 { 8 } else { 2 };
            let item = next() % 20_000;
            if is_more && set.insert(item) {
                list.insert(item);
            } else if !is_more {
                let item = set.range(item..).next().copied().unwrap_or(item);
                set.remove(&item);
                list.remove(&item);
            }
            if step % 500 == 0 || step == 10_000 {
                assert!(list.iter().eq(set.iter()));
                assert_eq!(list.len(), set.len());
                assert!(list.blocks.iter().all(|block| (1..=MOST).contains(&block.len())));
                assert!(step != 10_000 || list.blocks.len() > 5);
            }
        }
        set.iter().for_each(|item| list.remove(item));
        assert!(list.blocks.is_empty() && list.len() == 0);
    }
}
