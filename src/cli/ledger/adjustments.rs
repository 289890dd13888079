//! `landledger ledger DIR adjustments`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::calendar::{Period, parse_day};
use landledger::finding::{Finding, Language};
use landledger::ledger::adjustments_in;
use landledger::read::{Source, read_parcels};
use landledger::report::{AdjustmentReport, MovedLand, text};
use landledger::store::{District, Journal};
use landledger::units::QuantityError;
use landledger::{Error, Result};

use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// First day of the period: what was at the end of the day before it is compared
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Date,
    /// Last day of the period: with what is at its end
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Date,
    /// As recorded by the end of this day [default: everything that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    /// The map as it was before: m² gained from and lost to each neighbour up to the map in the folder
    #[arg(long, value_name = "FILE")]
    map_before: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let (from, to) = (arguments.from, arguments.to);
    let period = Period::through(from, to).map_err(|error| {
        let expected = (error.expected_zh(), error.expected_en());
        let found = (format!("{from}，晚于 --to {to}"), format!("{from} after --to {to}"));
        Error::argument("--from", expected, found)
    })?;
    let journal = Journal::read(&Source::open(super::journal(folder))?);
    let ledger = adjustments_in(&journal.events, period, arguments.known).map_err(too_large)?;
    let mut report = AdjustmentReport::new(period, ledger);
    report.findings = journal.findings;
    if let Some(before) = &arguments.map_before {
        let before = map(&Source::open(before)?, &mut report.findings);
        let after = map(&Source::open(folder.join(District::PARCELS))?, &mut report.findings);
        report.map = Some(MovedLand::between(&before, &after).map_err(too_large)?);
    }
    match arguments.format {
        FormatArgument::Text => {
            output::say_findings(&report.findings, language);
            output::print(&text::render_adjustments(&report, language))?;
        }
        FormatArgument::Json => output::print_json(&report)?,
    }
    Ok(output::exit_code(&report.findings))
}

fn map(source: &Source, findings: &mut Vec<Finding>) -> Vec<landledger::parcel::Parcel> {
    let (parcels, found) = read_parcels(source);
    findings.extend(found);
    parcels
}

fn too_large(error: QuantityError) -> Error {
    Error::argument(("面积", "areas"), ("不超过 10¹⁸ m²", "at most 10^18 m²"), error.to_string())
}

fn day(text: &str) -> Result<Date, String> {
    parse_day(text).map_err(|error| error.to_string())
}
