//! `landledger report`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::calendar::{Period, PeriodError};
use landledger::finding::Language;
use landledger::report::text;
use landledger::store::District;
use landledger::{Error, Result};

use super::{FormatArgument, day, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The district folder: zone.geojson, parcels.geojson, ledger.jsonl, and rulebook.toml and evaluation.toml if there are
    /// such
    folder: PathBuf,
    /// The day of the report, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// First day of the period of movements [default: 1 January of the year of --on]
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Date>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let on = arguments.on;
    let from = arguments.from.unwrap_or_else(|| on.first_of_year());
    let period = Period::through(from, on).map_err(|error| {
        match error {
            // The one day that no period can end with, as it has no day after it.
            PeriodError::OutOfRange => {
                let expected = ("早于 9999-12-31 的日期", "a day before 9999-12-31");
                Error::argument("--on", expected, on.to_string())
            }
            _ => {
                let expected = (error.expected_zh(), error.expected_en());
                let found = (format!("{from}，晚于 --on {on}"), format!("{from} after --on {on}"));
                Error::argument("--from", expected, found)
            }
        }
    })?;
    let district = District::open(&arguments.folder)?;
    let report = district.report(period)?;
    match arguments.format {
        FormatArgument::Text => output::print(&text::render(&report, language))?,
        FormatArgument::Json => output::print_json(&report)?,
    }
    Ok(output::exit_code(&report.findings))
}
