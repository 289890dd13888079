//! [`Rows`]: what is kept of every record.

use std::collections::BTreeMap;

use super::super::{InForce, Record};
use crate::geometry::Layer;

/// What is kept of every record, by number (记录要点): about 40 bytes beside what it is called.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// What findings call them, one after the other.
    subjects: String,
    ends: Vec<usize>,
    flags: Vec<u8>,
    /// Of those that are not always in force.
    in_force: BTreeMap<usize, InForce>,
    /// The hash of the code, or of the subject where there is none.
    called: Vec<u64>,
    /// The hashes of unit codes.
    units: Vec<(u64, usize)>,
    /// The hashes of what they were made from.
    predecessors: Vec<(u64, usize)>,
}

const HAS_CODE: u8 = 1;
const HOLDS: u8 = 2;
const IS_JUDGED: u8 = 4;

impl Rows {
    /// Takes in the next record; `holds` on the day of the check.
    pub(super) fn push<P: Copy>(&mut self, record: &Record<'_, P>, holds: Holds) {
        let number = self.ends.len();
        self.subjects.push_str(&record.subject);
        push(&mut self.ends, self.subjects.len());
        let mut flags = if holds == Holds::Yes { HOLDS } else { 0 };
        if record.code.is_some() {
            flags |= HAS_CODE;
        }
        if !record.shape.is_empty() {
            flags |= IS_JUDGED;
        }
        push(&mut self.flags, flags);
        if record.in_force != InForce::default() {
            self.in_force.insert(number, record.in_force);
        }
        push(&mut self.called, hash(record.code.as_deref().unwrap_or(&record.subject)));
        if let Some(unit) = record.facts.and_then(|facts| facts.unit) {
            self.units.push((hash(unit.as_ref()), number));
        }
        self.predecessors.extend(record.predecessors.iter().map(|code| (hash(code), number)));
    }

    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// What findings call a record.
    pub(super) fn subject(&self, record: usize) -> &str {
        let end = |record: usize| self.ends.get(record).copied();
        let start = record.checked_sub(1).map_or(Some(0), end);
        let range = start.zip(end(record));
        range.and_then(|(start, end)| self.subjects.get(start..end)).unwrap_or_default()
    }

    pub(super) fn subjects(&self) -> impl Iterator<Item = &str> {
        (0..self.count()).map(|record| self.subject(record))
    }

    /// How many have any position.
    pub(super) fn judged(&self) -> usize {
        self.flags.iter().filter(|flags| **flags & IS_JUDGED != 0).count()
    }

    /// Whether a record is in force on the day of the check.
    pub(super) fn holds(&self, record: usize) -> bool {
        self.flags.get(record).is_some_and(|flags| *flags & HOLDS != 0)
    }

    pub(super) fn in_force_together(&self, a: usize, b: usize) -> bool {
        let in_force = |record| self.in_force.get(&record).copied().unwrap_or_default();
        in_force(a).meets(&in_force(b))
    }

    /// The records that share a parcel code or a unit code with another, and a few that do not, in order.
    pub(super) fn sharing(&self) -> Vec<usize> {
        let coded = self.called.iter().zip(&self.flags).enumerate();
        let coded = coded.filter(|(_, (_, flags))| **flags & HAS_CODE != 0);
        let mut codes: Vec<(u64, usize)> =
            coded.map(|(record, (called, _))| (*called, record)).collect();
        let mut units = self.units.clone();
        let mut sharing = Vec::new();
        for keys in [&mut codes, &mut units] {
            keys.sort_unstable();
            let same = keys.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
            sharing.extend(same.flatten().map(|(_, record)| *record));
        }
        sharing.sort_unstable();
        sharing.dedup();
        sharing
    }

    /// The records that were made from others, those that they name, and a few others, in order.
    pub(super) fn lineage(&self) -> Vec<usize> {
        let mut named: Vec<u64> = self.predecessors.iter().map(|(called, _)| *called).collect();
        named.sort_unstable();
        let is_named = |called: &u64| named.binary_search(called).is_ok();
        let predecessors = self.called.iter().enumerate();
        let predecessors = predecessors.filter(|(_, called)| is_named(called));
        let mut members: Vec<usize> = predecessors.map(|(record, _)| record).collect();
        members.extend(self.predecessors.iter().map(|(_, record)| *record));
        members.sort_unstable();
        members.dedup();
        members
    }
}

/// Whether a record is in force on the day of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
}

/// Adds to a list that becomes long; what it has room for and does not need is an eighth of it at most.
pub(crate) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact((list.len() / 8).max(64));
    }
    list.push(item);
}

/// FNV-1a: what has the same hash and is not the same is told apart later.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether a right is above, at or below the surface, as the land of a map is parted.
pub(super) const OTHER_LAYERS: [Layer; 2] = [Layer::AboveGround, Layer::BelowGround];
