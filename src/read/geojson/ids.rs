//! Feature ids that stand in a collection more than once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{Hash, Hasher};

use super::feature::FeatureId;
use super::{Feature, Reading, Rejected};
use crate::finding::{Code, Finding, Place, Span, Text};
use crate::read::Source;

/// A record with an id.
#[derive(Clone, Copy)]
struct Record<'r> {
    index: usize,
    id: &'r FeatureId,
    span: Span,
}

impl<'r> Record<'r> {
    fn read(feature: &'r Feature) -> Option<Record<'r>> {
        let Feature { index, id, id_span, .. } = feature;
        Some(Record { index: (*index)?, id: id.as_ref()?, span: (*id_span)? })
    }

    fn rejected(rejected: &'r Rejected) -> Option<Record<'r>> {
        let Rejected { index, id, id_span, .. } = rejected;
        Some(Record { index: (*index)?, id: id.as_ref()?, span: (*id_span)? })
    }

    fn pointer(self) -> String {
        pointer(self.index)
    }
}

fn pointer(index: usize) -> String {
    format!("/features/{index}/id")
}

/// Reports every record whose id an earlier one has, read or rejected. Neither of the two is taken away: which one is
/// meant cannot be told.
pub(super) fn judge(source: &Source, reading: &mut Reading) {
    let read = reading.features.iter().filter_map(Record::read);
    let rejected = reading.rejected.iter().filter_map(Record::rejected);
    // Ascending strings are distinct; numbers need not be, `7` and `7.0` are one value.
    let ascending = |(a, b): (Record<'_>, Record<'_>)| match (a.id, b.id) {
        (FeatureId::Text(a), FeatureId::Text(b)) => a < b,
        _ => false,
    };
    if read.clone().zip(read.clone().skip(1)).all(ascending) && rejected.clone().count() == 0 {
        return;
    }
    let mut records: Vec<(u64, Record<'_>)> =
        read.chain(rejected).map(|record| (key(record.id), record)).collect();
    records.sort_unstable_by(|(a_key, a), (b_key, b)| {
        let ids = || Value::of(a.id).cmp(&Value::of(b.id));
        a_key.cmp(b_key).then_with(ids).then(a.index.cmp(&b.index))
    });
    let mut findings = Vec::new();
    for same in records.chunk_by(|(_, a), (_, b)| Value::of(a.id) == Value::of(b.id)) {
        if let [(_, first), later @ ..] = same {
            let line = || source.place(first.span).line.unwrap_or(1);
            let first =
                First { index: first.index, line: if later.is_empty() { 1 } else { line() } };
            let place = |record: &Record<'_>| source.place(record.span).pointer(record.pointer());
            findings
                .extend(later.iter().map(|(_, record)| repeated(first, record.id, place(record))));
        }
    }
    reading.findings.append(&mut findings);
}

/// The first record of an id.
#[derive(Debug, Clone, Copy)]
pub(super) struct First {
    pub(super) index: usize,
    pub(super) line: u32,
}

/// The ids of features that come one after the other and are not kept.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<Value<Box<str>>, First>);

impl Ids {
    /// Takes in the id of the next feature, at its place; the finding, if an earlier feature has it.
    pub(super) fn add(&mut self, index: usize, id: &FeatureId, place: Place) -> Option<Finding> {
        match self.0.entry(Value::owned(id)) {
            Entry::Vacant(entry) => {
                entry.insert(First { index, line: place.line.unwrap_or(1) });
                None
            }
            Entry::Occupied(first) => {
                Some(repeated(*first.get(), id, place.pointer(pointer(index))))
            }
        }
    }
}

fn repeated(first: First, id: &FeatureId, place: Place) -> Finding {
    let First { index, line } = first;
    let first = pointer(index);
    let message = Text::new(
        format!("每个要素应有自己的 id，{id} 重复出现（首次在第 {line} 行，{first}）"),
        format!(
            "expected every feature to have an id of its own, found {id} again (first in line {line}, {first})"
        ),
    );
    let mut finding =
        Finding::new(Code::FeatureIdRepeated, message).about(id.to_string()).at(place);
    finding.more_pointers.push(first);
    finding
}

/// What an id is compared by: numbers by value where `f64` holds it beyond doubt, and a number is never a string.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Value<T> {
    Text(T),
    Exact(u64),
    Number(T),
}

impl<'r> Value<&'r str> {
    fn of(id: &'r FeatureId) -> Value<&'r str> {
        match id {
            FeatureId::Text(text) => Value::Text(text),
            FeatureId::Number(text) => {
                let digits = text.bytes().filter(u8::is_ascii_digit).count();
                let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
                match value {
                    Some(value) if digits <= 15 => Value::Exact((value + 0.0).to_bits()),
                    _ => Value::Number(text),
                }
            }
        }
    }
}

impl Value<Box<str>> {
    fn owned(id: &FeatureId) -> Value<Box<str>> {
        match Value::of(id) {
            Value::Text(text) => Value::Text(text.into()),
            Value::Exact(bits) => Value::Exact(bits),
            Value::Number(text) => Value::Number(text.into()),
        }
    }
}

/// Equal for equal ids; only speeds up the sorting.
fn key(id: &FeatureId) -> u64 {
    let mut hasher = Fnv(0xCBF2_9CE4_8422_2325);
    Value::of(id).hash(&mut hasher);
    hasher.finish()
}

/// FNV-1a: ids are short, and a hash with a seed would differ from run to run.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}
