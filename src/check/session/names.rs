//! [`Names`]: which records share a code, or name each other.

use std::collections::{BTreeMap, BTreeSet};

use super::record::OwnedRecord;
use crate::codes::UnitCode;

/// Records by what they are called.
#[derive(Debug, Default)]
pub(super) struct Names {
    codes: Sharing<String>,
    units: Sharing<UnitCode>,
    /// By code, or by subject where there is none: what predecessors are looked up by.
    called: Sharing<String>,
    successors: BTreeMap<u32, Vec<String>>,
}

/// Records by a key, and the keys of more than one.
#[derive(Debug)]
struct Sharing<K> {
    records: BTreeMap<K, BTreeSet<u32>>,
    shared: BTreeSet<K>,
}

impl<K> Default for Sharing<K> {
    fn default() -> Self {
        Sharing { records: BTreeMap::new(), shared: BTreeSet::new() }
    }
}

impl<K: Ord + Clone> Sharing<K> {
    fn put(&mut self, key: K, record: u32) {
        let records = self.records.entry(key.clone()).or_default();
        records.insert(record);
        if records.len() > 1 {
            self.shared.insert(key);
        }
    }

    fn take(&mut self, key: &K, record: u32) {
        let Some(records) = self.records.get_mut(key) else { return };
        records.remove(&record);
        if records.len() < 2 {
            self.shared.remove(key);
        }
        if records.is_empty() {
            self.records.remove(key);
        }
    }

    fn sharing(&self) -> impl Iterator<Item = u32> {
        self.shared.iter().filter_map(|key| self.records.get(key)).flatten().copied()
    }
}

fn called<P>(record: &OwnedRecord<P>) -> &String {
    record.code.as_ref().unwrap_or(&record.subject)
}

fn unit<P>(record: &OwnedRecord<P>) -> Option<UnitCode> {
    record.facts.as_ref().and_then(|facts| facts.unit)
}

impl Names {
    pub(super) fn put<P>(&mut self, key: u32, record: &OwnedRecord<P>) {
        if let Some(code) = &record.code {
            self.codes.put(code.clone(), key);
        }
        if let Some(unit) = unit(record) {
            self.units.put(unit, key);
        }
        self.called.put(called(record).clone(), key);
        if !record.predecessors.is_empty() {
            self.successors.insert(key, record.predecessors.clone());
        }
    }

    pub(super) fn take<P>(&mut self, key: u32, record: &OwnedRecord<P>) {
        if let Some(code) = &record.code {
            self.codes.take(code, key);
        }
        if let Some(unit) = unit(record) {
            self.units.take(&unit, key);
        }
        self.called.take(called(record), key);
        self.successors.remove(&key);
    }

    /// The records that share a parcel code or a unit code with another.
    pub(super) fn sharing(&self) -> BTreeSet<u32> {
        self.codes.sharing().chain(self.units.sharing()).collect()
    }

    /// The records that were made from others, and those that they name.
    pub(super) fn lineage(&self) -> BTreeSet<u32> {
        let named = self.successors.values().flatten();
        let named = named.filter_map(|code| self.called.records.get(code)).flatten();
        self.successors.keys().chain(named).copied().collect()
    }
}
