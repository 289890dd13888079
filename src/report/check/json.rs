//! Reads a report that was written as JSON.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::CheckReport;
use crate::error::{Error, Result};
use crate::finding::Place;
use crate::read::Source;

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
        let (expected, found) = (CheckReport::VERSION, version);
        return Err(Error::input(
            Place::file(source.name()).pointer("/version"),
            (format!("检查报告版本 {expected}"), format!("version {expected} of the report")),
            (format!("版本 {found}"), format!("version {found}")),
        ));
    }
    decoded(source)
}

fn decoded<T: DeserializeOwned>(source: &Source) -> Result<T> {
    let bytes = source.bytes().get(source.text_start()..).unwrap_or_default();
    serde_json::from_slice(bytes).map_err(|error| {
        let mut place = Place::file(source.name());
        place.line = u32::try_from(error.line()).ok().filter(|line| *line > 0);
        place.column = place.line.and(u32::try_from(error.column()).ok());
        let expected =
            ("check --format json 写出的检查报告", "a report as check --format json writes it");
        Error::input(place, expected, error.to_string())
    })
}
