//! [`NameTable`]: what belongs to a name, found without a search among all of them.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Beyond so many steps from its place a name is kept in a tree.
const STEPS: usize = 32;

/// A value for each name.
///
/// It is looked up and never walked, so that the order of hashes shows nowhere. Names that were chosen to fall on one
/// place cost what a tree costs: behind a run of [`STEPS`] taken places they go into one.
#[derive(Debug)]
pub(super) struct NameTable<K, V> {
    /// Hash and index into `names`, at the place of the hash or behind it; a power of two of them.
    places: Vec<Option<(u64, usize)>>,
    names: Vec<(K, V)>,
    crowded: BTreeMap<K, V>,
}

impl<K: Ord + Hash + Clone, V: Copy> NameTable<K, V> {
    pub(super) const fn new() -> NameTable<K, V> {
        NameTable { places: Vec::new(), names: Vec::new(), crowded: BTreeMap::new() }
    }

    /// A table with room for so many names.
    pub(super) fn with_room_for(count: usize) -> NameTable<K, V> {
        let places = vec![None; count.saturating_mul(2).next_power_of_two()];
        NameTable { places, names: Vec::with_capacity(count), crowded: BTreeMap::new() }
    }

    pub(super) fn get(&self, name: &K) -> Option<V> {
        let hash = hash(name);
        for place in self.run(hash) {
            match self.places.get(place)? {
                Some((other, at)) if *other == hash => match self.names.get(*at) {
                    Some((other, value)) if other == name => return Some(*value),
                    _ => {}
                },
                Some(_) => {}
                None => break,
            }
        }
        self.crowded.get(name).copied()
    }

    /// The value of a name; if it has none, it gets this one.
    pub(super) fn get_or_insert(&mut self, name: &K, value: impl FnOnce() -> V) -> V {
        if self.names.len().saturating_mul(2) >= self.places.len() {
            self.grow();
        }
        if let Some(value) = self.crowded.get(name) {
            return *value;
        }
        let hash = hash(name);
        for place in self.run(hash) {
            match self.places.get_mut(place) {
                Some(Some((other, at))) if *other == hash => match self.names.get(*at) {
                    Some((other, value)) if other == name => return *value,
                    _ => {}
                },
                Some(Some(_)) | None => {}
                Some(free) => {
                    let value = value();
                    *free = Some((hash, self.names.len()));
                    self.names.push((name.clone(), value));
                    return value;
                }
            }
        }
        *self.crowded.entry(name.clone()).or_insert_with(value)
    }

    /// The places where a name with this hash may stand, in the order in which they are taken.
    fn run(&self, hash: u64) -> impl Iterator<Item = usize> + use<K, V> {
        let mask = self.places.len().wrapping_sub(1);
        let first = hash as usize;
        (0..STEPS.min(self.places.len())).map(move |step| first.wrapping_add(step) & mask)
    }

    fn grow(&mut self) {
        let twice = self.places.len().saturating_mul(2).max(16);
        let old = std::mem::replace(&mut self.places, vec![None; twice]);
        for taken in old.into_iter().flatten() {
            let free = self.run(taken.0).find(|place| self.places.get(*place) == Some(&None));
            match free.and_then(|place| self.places.get_mut(place)) {
                Some(place) => *place = Some(taken),
                None => {
                    let name = self.names.get(taken.1).cloned();
                    self.crowded.extend(name);
                }
            }
        }
    }
}

fn hash(name: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name that falls where it is told to.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    struct Name(u32, u32);

    impl Hash for Name {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }

    /// Each name keeps its first value, whether few or many of them have one hash.
    #[test]
    fn a_table_is_a_tree_that_is_quicker() {
        for hashes in [1, 3, 1000, u32::MAX] {
            let mut table = NameTable::new();
            let mut tree: BTreeMap<Name, u32> = BTreeMap::new();
            for number in 0..3000_u32 {
                let drawn = number.wrapping_mul(2_654_435_761) % 2000;
                let name = Name(drawn % hashes, drawn);
                assert_eq!(table.get(&name), tree.get(&name).copied());
                let kept = *tree.entry(name.clone()).or_insert(number);
                assert_eq!(table.get_or_insert(&name, || number), kept);
            }
            assert!(tree.iter().all(|(name, value)| table.get(name) == Some(*value)));
            assert_eq!(table.get(&Name(0, 5000)), None);
        }
    }
}
