//! A rulebook that a command is given, or that its folder has.

use std::path::Path;

use landledger::finding::{Language, Severity};
use landledger::law::Rulebook;
use landledger::read::{Source, read_rulebook};
use landledger::store::District;
use landledger::{Error, Result};

use super::output;

/// Reads the rulebook of a file and says on standard error what was found in it.
pub(super) fn read(file: &Path, language: Language) -> Result<Rulebook> {
    decode(&Source::open(file)?, language)
}

/// Reads the rulebook of a folder; `None` where it has none.
pub(super) fn of_folder(folder: &Path, language: Language) -> Result<Option<Rulebook>> {
    let source = District::open_rulebook(folder)?;
    source.map(|source| decode(&source, language)).transpose()
}

/// One with errors cannot be used: the first ends the run, the others are said before.
fn decode(source: &Source, language: Language) -> Result<Rulebook> {
    let (rulebook, mut findings) = read_rulebook(source);
    let first = findings.iter().position(|finding| finding.severity == Severity::Error);
    let first = first.map(|at| findings.remove(at));
    output::say_findings(&findings, language);
    match (rulebook, first) {
        (Some(rulebook), None) => Ok(rulebook),
        (_, Some(finding)) => Err(Error::document(finding)),
        (None, None) => {
            let place = landledger::finding::Place::file(source.name());
            Err(Error::input(
                place,
                ("能使用的认定标准", "a rulebook that can be used"),
                ("没有", "none"),
            ))
        }
    }
}
