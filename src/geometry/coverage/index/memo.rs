//! [`Memo`]: results by what they were made from.

use std::collections::BTreeMap;

/// The results of the last round, by key. Each has a number that no other result has or had.
#[derive(Debug)]
pub(super) struct Memo<T> {
    entries: BTreeMap<Vec<u64>, (u64, T)>,
    next: u64,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo { entries: BTreeMap::new(), next: 0 }
    }
}

impl<T> Memo<T> {
    /// Keeps the results of these keys, makes those that are missing, and drops the others.
    pub(super) fn renew<I>(
        &mut self,
        inputs: impl Iterator<Item = (Vec<u64>, I)>,
        mut make: impl FnMut(I) -> T,
    ) {
        let mut before = std::mem::take(&mut self.entries);
        for (key, input) in inputs {
            let entry = before.remove(&key).unwrap_or_else(|| {
                let number = self.next;
                self.next = number.wrapping_add(1);
                (number, make(input))
            });
            self.entries.insert(key, entry);
        }
    }

    /// The results with their numbers, in the order of their keys.
    pub(super) fn values(&self) -> impl Iterator<Item = (u64, &T)> + Clone {
        self.entries.values().map(|(number, value)| (*number, value))
    }
}
