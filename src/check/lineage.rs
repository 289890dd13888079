//! Lineage (宗地沿革): parcels and those that replaced them.

use std::collections::BTreeMap;

use super::context::Context;
use crate::finding::{Code, Finding, Text};
use crate::geometry::PlanePosition;

/// Parcels that are in force on a day together with parcels made from them.
///
/// Predecessors are looked up by parcel code, else by subject; those that are not among the records are not judged.
/// A record may name its own code: the version before it.
pub(super) fn lineage<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    if context.records.iter().all(|item| item.predecessors.is_empty()) {
        return Vec::new();
    }
    let mut by_code: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (record, item) in context.records.iter().enumerate() {
        by_code.entry(item.code.as_deref().unwrap_or(&item.subject)).or_default().push(record);
    }
    let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (successor, item) in context.records.iter().enumerate() {
        let named = item.predecessors.iter().filter_map(|code| by_code.get(&**code)).flatten();
        for &predecessor in named.filter(|predecessor| **predecessor != successor) {
            let other = context.records.get(predecessor);
            if other.is_some_and(|other| other.in_force.meets(&item.in_force)) {
                together.entry(predecessor).or_default().push(successor);
            }
        }
    }
    together
        .into_iter()
        .map(|(predecessor, mut successors)| {
            successors.dedup();
            finding(context, predecessor, &successors)
        })
        .collect()
}

fn finding<P: PlanePosition>(
    context: &Context<'_, P>,
    predecessor: usize,
    successors: &[usize],
) -> Finding {
    let subject = |record: &usize| {
        context.records.get(*record).map(|item| item.subject.to_string()).unwrap_or_default()
    };
    let names: Vec<String> = successors.iter().map(subject).collect();
    let message = Text::new(
        format!(
            "宗地 {} 应在其后继宗地 {} 生效前失效，实际同时有效",
            subject(&predecessor),
            names.join("、")
        ),
        format!(
            "expected {} to end before its successors {} begin, found them in force together",
            subject(&predecessor),
            names.join(", ")
        ),
    );
    let mut finding = context.about(predecessor, Finding::new(Code::LineageInForce, message));
    finding.subjects.extend(names);
    let pointers = successors.iter().filter_map(|record| context.place(*record).pointer);
    finding.more_pointers.extend(pointers);
    finding
}
