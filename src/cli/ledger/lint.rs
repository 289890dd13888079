//! `landledger ledger DIR lint`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::Result;
use landledger::finding::Language;
use landledger::ledger::{LintOptions, lint};
use landledger::report::text;

use super::books;
use crate::cli::{FormatArgument, day, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The day at whose end the ledger is looked at, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// As known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    /// Back on the ledger within so many months of the strike-off is a relapse
    #[arg(long, value_name = "N", default_value_t = LintOptions::default().relapse_months)]
    relapse_months: u8,
    /// From so many parcels on, the holder is named
    #[arg(long, value_name = "N", default_value_t = LintOptions::default().holder_parcels)]
    holder_parcels: u32,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let journal = books::read(folder, language)?;
    let as_of = books::as_of(arguments.on, arguments.known);
    let mut options = LintOptions::default();
    options.relapse_months = arguments.relapse_months;
    options.holder_parcels = arguments.holder_parcels;
    let mut findings = lint(&journal.events, as_of, &options)?;
    books::locate(&mut findings, &journal);
    match arguments.format {
        FormatArgument::Text => output::print(&text::render_lint(&findings, language))?,
        FormatArgument::Json => output::print_json(&findings)?,
    }
    Ok(books::exit_code(&journal, &findings))
}
