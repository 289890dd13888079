//! Entries that are about the same land under several ids, because their parcels gave way to others.

use std::collections::BTreeMap;

use super::{EntryId, LedgerState};

/// Which entries took over from one another, directly and through others.
pub(super) struct Families<'s> {
    /// From each member but the first of its family towards the first.
    towards: BTreeMap<&'s EntryId, &'s EntryId>,
}

impl<'s> Families<'s> {
    pub(super) fn of(state: &'s LedgerState) -> Families<'s> {
        let mut families = Families { towards: BTreeMap::new() };
        for entry in state.entries.values() {
            for from in &entry.inherits {
                families.join(&entry.id, from);
            }
        }
        families
    }

    /// The member that stands for its family, which is the least id in it: itself where an entry stands alone.
    pub(super) fn first<'a>(&self, id: &'a EntryId) -> &'a EntryId
    where
        's: 'a,
    {
        let mut first = id;
        while let Some(next) = self.towards.get(first) {
            first = next;
        }
        first
    }

    /// Each link leads to a lesser id, so that no walk goes in a circle.
    fn join(&mut self, a: &'s EntryId, b: &'s EntryId) {
        let (a, b) = (self.first(a), self.first(b));
        if a != b {
            self.towards.insert(a.max(b), a.min(b));
        }
    }
}
