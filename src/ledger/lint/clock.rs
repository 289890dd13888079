//! Idle land of which nobody can say since when.

use super::Subject;
use crate::finding::{Code, Finding, Text};
use crate::ledger::EntryClass;

/// Entries of idle land whose parcel has neither an agreed day of commencement nor a day of handover: whether land is idle
/// counts from these (Order 53, Arts. 2 and 22).
pub(super) fn missing(subject: &Subject<'_>) -> Vec<Finding> {
    let state = &subject.history.state;
    let idle = state.open_entries().filter(|entry| entry.class == EntryClass::Idle);
    let unclocked = idle.filter(|entry| {
        let agreements = state.parcels.get(&entry.parcel).map(|parcel| &parcel.facts.agreements);
        let mut agreements = agreements.into_iter().flatten();
        !agreements.any(|one| one.start_due.or(one.delivered).is_some())
    });
    unclocked
        .map(|entry| {
            let parcel = entry.parcel;
            let message = Text::new(
                format!(
                    "闲置土地条目 {} 所在宗地 {parcel} 应有约定动工日期或交地日期，各协议均未写明，闲置期间无从起算",
                    entry.id
                ),
                format!(
                    "entry {} of idle land: expected an agreed day of commencement or a day of handover of parcel \
                     {parcel}, found none in its agreements, so that no clock can start",
                    entry.id
                ),
            );
            Finding::new(Code::LedgerClockMissing, message)
                .about(entry.id.as_str())
                .about(parcel.to_string())
        })
        .collect()
}
