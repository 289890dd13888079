//! Parts of one parcel: rows that state its facts must state the same.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::FACTS;
use super::record::{Key, Record};
use super::{Question, QuestionKind};
use crate::codes::ParcelCode;
use crate::read::sheet::Field;

/// Takes the facts in which rows of one parcel differ out of their values, and asks which holds.
pub(super) fn set_aside(
    records: &mut [Record],
    rows: &[(ParcelCode, usize)],
    questions: &mut Vec<Question>,
) {
    let mut by_parcel: BTreeMap<ParcelCode, Vec<usize>> = BTreeMap::new();
    for (parcel, row) in rows {
        by_parcel.entry(*parcel).or_default().push(*row);
    }
    for rows in by_parcel.values().filter(|rows| rows.len() > 1) {
        let disputed = disputed(records, rows);
        if disputed.is_empty() {
            continue;
        }
        for row in rows {
            let Some(record) = records.get_mut(*row) else { continue };
            let fields: BTreeSet<Field> = disputed.iter().map(|(field, _)| *field).collect();
            let (kind, fields) = (QuestionKind::PartsDiffer, fields.into_iter().collect());
            questions.push(Question::about(kind, Some(record.reference()), fields));
            record.values.retain(|key, _| !disputed.contains(key));
            record.disputed.clone_from(&disputed);
        }
    }
}

/// The facts that two of the rows state, and not the same.
fn disputed(records: &[Record], rows: &[usize]) -> BTreeSet<Key> {
    let mut first = BTreeMap::new();
    let mut disputed = BTreeSet::new();
    for record in rows.iter().filter_map(|row| records.get(*row)) {
        for (key, value) in record.values.iter().filter(|((field, _), _)| FACTS.contains(field)) {
            let first = first.entry(*key).or_insert(&value.value);
            if !first.agrees_with(&value.value) {
                disputed.insert(*key);
            }
        }
    }
    disputed
}
