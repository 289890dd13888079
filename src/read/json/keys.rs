//! [`Keys`]: the keys of one object, to notice the second of two equal ones.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// Beyond this many keys a set is cheaper than comparing.
const FEW: usize = 24;

/// The keys of one object so far.
#[derive(Debug, Default)]
pub(crate) struct Keys<'a> {
    few: Vec<Cow<'a, str>>,
    many: BTreeSet<Cow<'a, str>>,
}

impl<'a> Keys<'a> {
    /// Remembers a key; `false` when it was there before.
    pub(crate) fn insert(&mut self, key: Cow<'a, str>) -> bool {
        if self.few.len() < FEW && self.many.is_empty() {
            let new = !self.few.contains(&key);
            self.few.push(key);
            return new;
        }
        self.many.extend(self.few.drain(..));
        self.many.insert(key)
    }

    pub(crate) fn clear(&mut self) {
        self.few.clear();
        self.many.clear();
    }
}
