//! Entries that came back soon after they were struck off.

use jiff::ToSpan;

use super::Subject;
use crate::finding::{Code, Finding, Text};

/// Entries whose last stay began within the months of the options after the strike-off before it; on the very day that
/// many months later is still within.
pub(super) fn soon(subject: &Subject<'_>) -> Vec<Finding> {
    let months = subject.options.relapse_months;
    let mut findings = Vec::new();
    for entry in subject.history.state.entries.values() {
        for pair in entry.stays.windows(2) {
            let [before, after] = pair else { continue };
            let Some(struck) = &before.struck_off else { continue };
            let Ok(until) = struck.on.checked_add(i32::from(months).months()) else { continue };
            if after.from > until {
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
