//! `landledger ledger DIR explain`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::report::{ChangeReport, ReportInput, text};
use landledger::store::District;
use landledger::{Error, Result};

use crate::cli::{FormatArgument, day, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// First day of the period: the figure at the end of the day before it is the opening
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Date,
    /// Last day of the period: the figure at its end is the closing
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// Both as recorded by the end of this day [default: everything that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    /// The opening was published by what was recorded by the end of this day: the rest is corrections
    #[arg(long, value_name = "DAY", value_parser = day)]
    published: Option<Date>,
    /// An indicator, as idle-rate, several, or "all" [default: the usual five]
    #[arg(long, value_name = "ID")]
    indicator: Vec<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let (from, on) = (arguments.from, arguments.on);
    let period = Period::through(from, on).map_err(|error| {
        let expected = (error.expected_zh(), error.expected_en());
        let found = (format!("{from}，晚于 --on {on}"), format!("{from} after --on {on}"));
        Error::argument("--from", expected, found)
    })?;
    let named: Vec<&str> = arguments.indicator.iter().map(String::as_str).collect();
    let indicators: &[&str] = match named.as_slice() {
        [] => &ChangeReport::USUAL,
        named if named.contains(&"all") => &[],
        named => named,
    };
    let district = District::open(folder)?;
    let mut input = ReportInput::new(&district.zone, &district.parcels, &district.journal.events);
    input.findings = district.findings.clone();
    let knowledge = (arguments.known, arguments.published);
    let report = ChangeReport::build(input, period, knowledge, indicators)?;
    match arguments.format {
        FormatArgument::Text => {
            output::say_findings(&report.findings, language);
            output::print(&text::render_changes(&report, language))?;
        }
        FormatArgument::Json => output::print_json(&report)?,
    }
    Ok(output::exit_code(&report.findings))
}
