//! Order and fingerprints of the findings of a run.

use std::collections::BTreeMap;

use crate::Workers;
use crate::finding::Finding;

/// Puts findings in order and gives each its fingerprint; the second one with the same fingerprint gets `-2`, the
/// third `-3`.
pub(super) fn sort_and_number(findings: &mut [Finding], workers: Workers) {
    number(findings, workers, Finding::computed_fingerprint);
}

/// The same of findings that were numbered, and some that have no fingerprint yet.
pub(super) fn sort_and_number_again(findings: &mut [Finding]) {
    number(findings, Workers::ONE, |finding| match &finding.fingerprint {
        Some(print) => print.split('-').next().unwrap_or_default().to_owned(),
        None => finding.computed_fingerprint(),
    });
}

fn number(
    findings: &mut [Finding],
    workers: Workers,
    print_of: impl Fn(&Finding) -> String + Sync,
) {
    Finding::sort_by_subject(findings);
    let prints = workers.map(findings, |_, finding| print_of(finding));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (finding, print) in findings.iter_mut().zip(prints) {
        let count = seen.entry(print.clone()).or_default();
        *count += 1;
        let number = *count;
        finding.fingerprint = Some(if number == 1 { print } else { format!("{print}-{number}") });
    }
}
