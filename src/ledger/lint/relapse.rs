//! Land that came back soon after it was struck off, under the same entry or a new one.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Subject;
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};
use crate::ledger::lineage::Lineage;
use crate::ledger::{EntryId, Movement, MovementKind, StrikeOffReason};

/// Returns within the months of the options after a strike-off; on the very day that many months later is still within.
///
/// An entry returns with its next stay. A new entry that takes over none is a return if land of its parcel, or of one that
/// this came from, was struck off before under another entry and is not back yet, unless only because parcels gave way to
/// others; it is held against the strike-off that is the last.
pub(super) fn soon(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = same_entry(subject);
    findings.extend(new_entry(subject));
    findings.sort_by(|a, b| a.subjects.cmp(&b.subjects));
    findings
}

fn same_entry(subject: &Subject<'_>) -> Vec<Finding> {
    let months = subject.options.relapse_months;
    let mut findings = Vec::new();
    for entry in subject.history.state.entries.values() {
        for pair in entry.stays.windows(2) {
            let [before, after] = pair else { continue };
            let Some(struck) = &before.struck_off else { continue };
            if !is_within(months, struck.on, after.from) {
                continue;
            }
            let reason = struck.reason.name();
            let message = Text::new(
                format!(
                    "条目 {} 于 {} 以“{}”销号，{} 又列入台账，未满 {months} 个月",
                    entry.id, struck.on, reason.zh, after.from
                ),
                format!(
                    "entry {} was struck off on {} ({}) and is back since {}, within {months} months",
                    entry.id, struck.on, reason.en, after.from
                ),
            );
            findings.push(
                Finding::new(Code::LedgerRelapse, message)
                    .about(entry.id.as_str())
                    .about(entry.parcel.to_string()),
            );
        }
    }
    findings
}

fn new_entry(subject: &Subject<'_>) -> Vec<Finding> {
    let lineage = Lineage::of(&subject.history.state);
    let mut off = StruckOff::default();
    let mut findings = Vec::new();
    for movement in &subject.history.movements {
        match movement.kind {
            MovementKind::StruckOff(StrikeOffReason::MergedOrSplit) => {}
            MovementKind::StruckOff(reason) => off.add(movement, reason),
            MovementKind::Relisted => off.remove(movement),
            MovementKind::Listed => {
                let ancestors = lineage.ancestors(&movement.parcel);
                let last = off.last(ancestors.into_iter().chain([movement.parcel]));
                let months = subject.options.relapse_months;
                if let Some((old, reason)) = last
                    && is_within(months, old.day, movement.day)
                {
                    findings.push(came_back(old, reason, movement, months));
                }
            }
            _ => {}
        }
    }
    findings
}

fn came_back(old: &Movement, reason: StrikeOffReason, new: &Movement, months: u8) -> Finding {
    let reason = reason.name();
    let (of_zh, of_en) = if old.parcel == new.parcel {
        (String::new(), String::new())
    } else {
        (format!("（宗地 {}）", old.parcel), format!(" of parcel {}", old.parcel))
    };
    let message = Text::new(
        format!(
            "条目 {}{of_zh} 于 {} 以“{}”销号，同一土地 {} 以条目 {} 列入台账，未满 {months} 个月",
            old.entry, old.day, reason.zh, new.day, new.entry
        ),
        format!(
            "entry {}{of_en} was struck off on {} ({}), and the land is back since {} as entry {}, within {months} months",
            old.entry, old.day, reason.en, new.day, new.entry
        ),
    );
    Finding::new(Code::LedgerRelapse, message)
        .about(new.entry.as_str())
        .about(old.entry.as_str())
        .about(new.parcel.to_string())
}

fn is_within(months: u8, struck: Date, back: Date) -> bool {
    let until = struck.checked_add(i32::from(months).months());
    until.is_ok_and(|until| back <= until)
}

/// The strike-offs of each parcel that no return of their entry followed yet, by their number.
#[derive(Default)]
struct StruckOff<'a> {
    on: BTreeMap<ParcelCode, BTreeMap<usize, (&'a Movement, StrikeOffReason)>>,
    numbers: BTreeMap<&'a EntryId, usize>,
    count: usize,
}

impl<'a> StruckOff<'a> {
    fn add(&mut self, movement: &'a Movement, reason: StrikeOffReason) {
        self.count = self.count.saturating_add(1);
        self.numbers.insert(&movement.entry, self.count);
        self.on.entry(movement.parcel).or_default().insert(self.count, (movement, reason));
    }

    fn remove(&mut self, movement: &Movement) {
        let number = self.numbers.remove(&movement.entry);
        if let Some((number, on)) = number.zip(self.on.get_mut(&movement.parcel)) {
            on.remove(&number);
        }
    }

    /// The last one on any of these parcels.
    fn last(
        &self,
        parcels: impl Iterator<Item = ParcelCode>,
    ) -> Option<(&'a Movement, StrikeOffReason)> {
        let last = parcels.filter_map(|code| self.on.get(&code)?.last_key_value());
        last.max_by_key(|(number, _)| **number).map(|(_, found)| *found)
    }
}
