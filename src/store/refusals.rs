//! What the ledger would say to events before they are appended.

use jiff::civil::Date;

use crate::finding::Finding;
use crate::ledger::{AsOf, Event, replay};

/// What replay finds when `new` events stand behind `old` ones, and does not find in the old ones alone.
///
/// An event with an earlier effective day can make the ledger refuse an *old* event; that counts too. Whoever appends
/// must not do so if any of these is an error. Nothing is written: this is also the dry run.
///
/// # Findings
///
/// As [`replay`].
///
/// ```
/// use landledger::ledger::Event;
/// use landledger::store::refusals;
///
/// let event: Event = serde_json::from_str(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{"space-vacated":{"space":"S1"}}}"#,
/// )
/// .unwrap();
/// assert_eq!(refusals(&[], &[event])[0].code.id(), "event-unknown-space");
/// ```
#[must_use]
pub fn refusals(old: &[Event], new: &[Event]) -> Vec<Finding> {
    if new.is_empty() {
        return Vec::new();
    }
    let ever = AsOf::day(Date::MAX);
    let mut before = replay(old, ever).findings;
    // What is refused counts, not how it is said: the acts that are allowed instead may have changed.
    let same = |a: &Finding, b: &Finding| a.code == b.code && a.subjects == b.subjects;
    let both: Vec<Event> = old.iter().chain(new).cloned().collect();
    let mut found = replay(&both, ever).findings;
    found.retain(|finding| match before.iter().position(|known| same(known, finding)) {
        Some(at) => {
            before.swap_remove(at);
            false
        }
        None => true,
    });
    found
}
