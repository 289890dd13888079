//! `landledger report`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use landledger::finding::Language;
use landledger::read::Source;
use landledger::report::check::{CheckRequest, check};
use landledger::report::text;
use landledger::store::District;
use landledger::{Result, Workers};

use super::{day, output, period};

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
    format: ReportFormat,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Aligned tables
    Text,
    /// One JSON document
    Json,
    /// One page with maps and charts, for a browser and for paper
    Html,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let on = arguments.on;
    let period = period(arguments.from, on)?;
    let workers = Workers::available();
    let district = District::open_with(&arguments.folder, workers)?;
    let report = district.report_with(period, workers)?;
    match arguments.format {
        ReportFormat::Text => output::print(&text::render(&report, language))?,
        ReportFormat::Json => output::print_json(&report)?,
        ReportFormat::Html => {
            let parcels = Source::open(arguments.folder.join(District::PARCELS))?;
            let zone = Source::open(arguments.folder.join(District::ZONE))?;
            let mut request = CheckRequest::new(&parcels);
            request.zone = Some(&zone);
            request.on = Some(on);
            request.workers = workers;
            let checked = check(&request);
            output::print(&district.html(&report, Some(&checked), language)?)?;
        }
    }
    let code = output::exit_code(&report.findings);
    // The program ends here: what it holds goes with it.
    std::mem::forget((district, report));
    Ok(code)
}
