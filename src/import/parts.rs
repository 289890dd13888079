//! Parts of one parcel: rows that state its facts must state the same, and one completes the other.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{AGREEMENT, FACTS};
use super::record::{Key, Record, Value};
use super::{Question, QuestionKind, StatedValue};
use crate::codes::ParcelCode;
use crate::read::sheet::Field;

/// Takes the facts in which rows of one parcel differ out of their values, and asks which holds, once for a parcel.
pub(super) fn set_aside(
    records: &mut [Record],
    rows: &[(ParcelCode, usize)],
    questions: &mut Vec<Question>,
) {
    for rows in by_parcel(rows).values().filter(|rows| rows.len() > 1) {
        let disputed = disputed(records, rows);
        let Some(first) = rows.first().and_then(|row| records.get(*row)) else { continue };
        if disputed.is_empty() {
            continue;
        }
        let fields: BTreeSet<Field> = disputed.iter().map(|(field, _)| *field).collect();
        let fields = fields.into_iter().collect();
        let mut question =
            Question::about(QuestionKind::PartsDiffer, Some(first.reference()), fields);
        question.stated = stated(records, rows, &disputed);
        questions.push(question);
        for row in rows {
            let Some(record) = records.get_mut(*row) else { continue };
            record.values.retain(|key, _| !disputed.contains(key));
            record.disputed.clone_from(&disputed);
        }
    }
}

/// What the rows of a parcel say of it together.
pub(super) fn together(
    records: &[Record],
    rows: &[(ParcelCode, usize)],
) -> BTreeMap<ParcelCode, BTreeMap<Key, Value>> {
    let of_parcel = |(code, rows): (ParcelCode, Vec<usize>)| {
        let mut all = BTreeMap::new();
        for record in rows.iter().filter_map(|row| records.get(*row)) {
            for (key, value) in record.values.iter().filter(|((field, _), _)| is_shared(*field)) {
                put(&mut all, *key, value);
            }
        }
        (code, all)
    };
    by_parcel(rows).into_iter().map(of_parcel).collect()
}

/// Adds a value to those of other rows: of two that agree, the finer one counts.
pub(super) fn put(values: &mut BTreeMap<Key, Value>, key: Key, value: &Value) {
    let coarser = |known: &Value| {
        let half = |value: &Value| value.value.half_last_digit();
        known.value.agrees_with(&value.value) && half(known) <= half(value)
    };
    if !values.get(&key).is_some_and(coarser) {
        values.insert(key, value.clone());
    }
}

fn by_parcel(rows: &[(ParcelCode, usize)]) -> BTreeMap<ParcelCode, Vec<usize>> {
    let mut by_parcel: BTreeMap<ParcelCode, Vec<usize>> = BTreeMap::new();
    for (parcel, row) in rows {
        by_parcel.entry(*parcel).or_default().push(*row);
    }
    by_parcel
}

/// Whether a field is about the whole parcel.
fn is_shared(field: Field) -> bool {
    FACTS.contains(&field) || AGREEMENT.contains(&field)
}

/// What two of the rows state, and not the same. A name without its code, or a code without its name, says nothing: a
/// holder is disputed as a whole.
fn disputed(records: &[Record], rows: &[usize]) -> BTreeSet<Key> {
    let mut known: BTreeMap<Key, Vec<&Value>> = BTreeMap::new();
    let mut disputed = BTreeSet::new();
    for record in rows.iter().filter_map(|row| records.get(*row)) {
        for (key, value) in record.values.iter().filter(|((field, _), _)| is_shared(*field)) {
            // Areas that are rounded agree with two that do not agree with each other.
            let known = known.entry(*key).or_default();
            if known.iter().any(|known| known.value == value.value) || disputed.contains(key) {
                continue;
            }
            if !known.iter().all(|known| known.value.agrees_with(&value.value)) {
                disputed.insert(*key);
            }
            known.push(value);
        }
    }
    if disputed.contains(&(Field::Holder, None)) && known.contains_key(&(Field::CreditCode, None)) {
        disputed.insert((Field::CreditCode, None));
    }
    disputed
}

/// The disputed values by field, each with its row.
fn stated(records: &[Record], rows: &[usize], disputed: &BTreeSet<Key>) -> Vec<StatedValue> {
    let of_row = |key: &Key, row: &usize| {
        let record = records.get(*row)?;
        let value = record.values.get(key)?;
        Some(StatedValue {
            row: record.reference(),
            field: key.0,
            year: key.1,
            value: value.value.clone(),
            place: value.place.clone(),
        })
    };
    let of_key = |key| rows.iter().filter_map(move |row| of_row(key, row));
    disputed.iter().flat_map(of_key).collect()
}
