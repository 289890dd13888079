//! Which records can be used.

use std::collections::BTreeSet;

use super::Record;
use crate::finding::{Finding, Severity};

/// For each record, whether no error is about it.
pub(super) fn usable<P>(records: &[Record<'_, P>], findings: &[Finding]) -> Vec<bool> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let subjects: BTreeSet<&str> =
        errors.flat_map(|finding| finding.subjects.iter().map(String::as_str)).collect();
    records.iter().map(|record| !subjects.contains(&*record.subject)).collect()
}
