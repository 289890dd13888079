//! The journal of a folder, for the commands that only read it.

use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use landledger::Result;
use landledger::finding::{Finding, Language, Severity};
use landledger::ledger::AsOf;
use landledger::read::Source;
use landledger::store::Journal;

use crate::cli::output;

/// Reads the journal and says on standard error what was found in it.
pub(in crate::cli) fn read(folder: &Path, language: Language) -> Result<Journal> {
    let journal = Journal::read(&Source::open(super::journal(folder))?);
    output::say_findings(&journal.findings, language);
    Ok(journal)
}

/// The end of a day, as known at the end of another if one is given.
pub(in crate::cli) fn as_of(effective: Date, known: Option<Date>) -> AsOf {
    let as_of = AsOf::day(effective);
    known.map_or(as_of, |known| as_of.known_on(known))
}

/// Gives findings about events their places in the journal.
pub(in crate::cli) fn locate(findings: &mut [Finding], journal: &Journal) {
    for finding in findings.iter_mut().filter(|finding| finding.place.is_unknown()) {
        let event = finding.subjects.first().and_then(|subject| subject.parse().ok());
        if let Some(place) = event.and_then(|event| journal.place(&event)) {
            finding.place = place;
        }
    }
}

/// 1 if something in the journal, or of these findings, is an error.
pub(in crate::cli) fn exit_code(journal: &Journal, findings: &[Finding]) -> ExitCode {
    let mut all = journal.findings.iter().chain(findings);
    let errors = all.any(|finding| finding.severity == Severity::Error);
    if errors { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
