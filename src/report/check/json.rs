//! Reads a report that was written as JSON.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::CheckReport;
use crate::error::{Error, Result};
use crate::finding::{Finding, Place, Severity};
use crate::read::{Source, json};

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
