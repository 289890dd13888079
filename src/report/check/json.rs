//! Writes a report as JSON, and reads one that was written so.

use std::io::{self, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::CheckReport;
use crate::Workers;
use crate::error::{Error, Result};
use crate::finding::{Finding, Place, Severity};
use crate::read::{Source, json};

/// Findings whose text is made before any of it is written.
const BATCH: usize = 4096;

/// Writes a report (检查报告) in its JSON form: the bytes of [`serde_json::to_writer_pretty`] and a newline, the text of the
/// findings made by several threads.
///
/// # Errors
/// What the writer says.
///
/// ```
/// use landledger::Workers;
/// use landledger::check::Profile;
/// use landledger::report::check::{CheckBasis, CheckReport, write_check_report};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let report = CheckReport::new(Vec::new(), CheckBasis::new(Profile::strict()));
/// let mut bytes = Vec::new();
/// write_check_report(&report, Workers::ONE, &mut bytes)?;
/// assert_eq!(bytes, format!("{}\n", serde_json::to_string_pretty(&report)?).into_bytes());
/// # Ok(())
/// # }
/// ```
pub fn write_check_report(
    report: &CheckReport,
    workers: Workers,
    mut out: impl Write,
) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&without_findings(report))?;
    match text.strip_suffix("[]\n}") {
        Some(head) if !report.findings.is_empty() => {
            out.write_all(head.as_bytes())?;
            let mut before: &[u8] = b"[\n    ";
            for findings in report.findings.chunks(BATCH) {
                for text in workers.map(findings, |_, finding| element(finding)) {
                    out.write_all(before)?;
                    out.write_all(&text?)?;
                    before = b",\n    ";
                }
            }
            out.write_all(b"\n  ]\n}\n")
        }
        _ => {
            serde_json::to_writer_pretty(&mut out, report)?;
            out.write_all(b"\n")
        }
    }
}

/// A value as it stands in an array that is a member of the document.
fn element(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut formatter = PrettyFormatter::new();
    // Further in by the document and the array.
    formatter.begin_object(&mut io::sink())?;
    formatter.begin_array(&mut io::sink())?;
    let mut text = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut text, formatter))?;
    Ok(text)
}

/// The last member is empty.
fn without_findings(report: &CheckReport) -> CheckReport {
    CheckReport {
        version: report.version,
        files: report.files.clone(),
        as_of: report.as_of,
        profile: report.profile.clone(),
        tolerances: report.tolerances.clone(),
        summary: report.summary.clone(),
        balance: report.balance.clone(),
        fixed: report.fixed.clone(),
        rejected: report.rejected.clone(),
        not_checked: report.not_checked.clone(),
        findings: Vec::new(),
    }
}

/// Reads a report (检查报告) from its JSON form, as `check --diff` does.
///
/// # Errors
/// When the text is no report, or one of another version.
pub fn read_check_report(source: &Source) -> Result<CheckReport> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let Version { version } = decoded(source)?;
    if version != CheckReport::VERSION {
        let place = json::parse(source)
            .root
            .and_then(|root| Some(source.place(root.at("/version")?.span)))
            .unwrap_or_else(|| Place::file(source.name()));
        let expected = CheckReport::VERSION;
        return Err(Error::input(
            place.pointer("/version"),
            (
                format!("检查报告版本 {expected}（请用本程序的 check --format json 重新写出）"),
                format!(
                    "version {expected} of the report (write it again with check --format json)"
                ),
            ),
            (format!("版本 {version}"), format!("version {version}")),
        ));
    }
    decoded(source)
}

fn decoded<T: DeserializeOwned>(source: &Source) -> Result<T> {
    let bytes = source.bytes().get(source.text_start()..).unwrap_or_default();
    serde_json::from_slice(bytes).map_err(|error| fault::<T>(source, &error))
}

/// What is wrong, by the reader that knows places and Chinese; it is slower than serde_json.
fn fault<T: DeserializeOwned>(source: &Source, error: &serde_json::Error) -> Error {
    let report =
        ("check --format json 写出的检查报告", "a report as check --format json writes it");
    let parsed = json::parse(source);
    let unusable = |finding: &Finding| finding.severity == Severity::Error;
    if let Some(finding) = parsed.findings.into_iter().find(unusable) {
        return Error::document(finding);
    }
    match parsed.root.map(|root| json::decode::<T>(&root, "")) {
        Some(Err(error)) => {
            let expected = (
                format!("{}，其中应有{}", report.0, error.expected.zh),
                format!("{}, and there {}", report.1, error.expected.en),
            );
            Error::input(source.place(error.span).pointer(error.pointer), expected, error.found)
        }
        _ => Error::input(Place::file(source.name()), report, error.to_string()),
    }
}
