//! Standard output and standard error: the only places that print.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use landledger::finding::{Finding, Language, Severity};
use landledger::{Error, Result};
use serde::Serialize;

/// Writes a result to standard output. A reader that stops early (`| head`) is no error.
pub(crate) fn print(text: &str) -> Result<()> {
    print_all(std::iter::once(text))
}

/// The same for a result that comes in pieces and is never held as a whole.
pub(crate) fn print_all(pieces: impl IntoIterator<Item = impl AsRef<str>>) -> Result<()> {
    print_with(|out| {
        pieces.into_iter().try_for_each(|piece| out.write_all(piece.as_ref().as_bytes()))
    })
}

/// Writes a result as JSON, piece by piece.
pub(crate) fn print_json(value: &impl Serialize) -> Result<()> {
    print_with(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}

/// Writes a result with what writes it.
pub(crate) fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::writing("standard output", error)),
        Ok(()) => Ok(()),
    }
}

/// Says on standard error why the command could not run.
pub(crate) fn complain(error: &Error, language: Language) {
    say(&format!("landledger: {}", error.text().in_language(language)));
}

/// Says one line on standard error.
pub(crate) fn say(line: &str) {
    // Nothing can be done if standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Says findings on standard error, one a line.
pub(crate) fn say_findings(findings: &[Finding], language: Language) {
    for finding in findings {
        let severity = match (finding.severity, language) {
            (Severity::Error, Language::Zh) => "错误",
            (Severity::Warning, Language::Zh) => "警告",
            (Severity::Note, Language::Zh) => "提示",
            (Severity::Error, Language::En) => "error",
            (Severity::Warning, Language::En) => "warning",
            (Severity::Note, Language::En) => "note",
        };
        let place = finding.place.to_string();
        let separator = if place.is_empty() { "" } else { ": " };
        let message = finding.message.in_language(language);
        let line = format!("{place}{separator}{severity}: {message} [{}]", finding.code);
        // Names come from files: a control character must not reach the terminal.
        say(&line.replace(char::is_control, "\u{FFFD}"));
    }
}

/// Writes a file that is not there yet: what somebody has, a journal above all, is never written over.
pub(crate) fn write_new(name: &str, file: &Path, bytes: &[u8]) -> Result<()> {
    let mut out = create_new(name, file)?;
    out.write_all(bytes).map_err(|error| Error::writing(file.display().to_string(), error))
}

/// Opens a file that is not there yet for writing.
pub(crate) fn create_new(name: &str, file: &Path) -> Result<File> {
    let shown = file.display().to_string();
    File::create_new(file).map_err(|error| {
        if error.kind() != io::ErrorKind::AlreadyExists {
            return Error::writing(&shown, error);
        }
        taken(name, file)
    })
}

/// The name of a file that is there already, where a new one was asked for.
pub(crate) fn taken(name: &str, file: &Path) -> Error {
    let shown = file.display();
    let found = (format!("{shown}，已经存在"), format!("{shown}, which exists already"));
    Error::argument(name, ("新文件的名称", "the name of a new file"), found)
}

/// 1 if records with errors were left out, else 0.
pub(crate) fn exit_code(findings: &[Finding]) -> ExitCode {
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    if errors { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
