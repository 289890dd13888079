//! `landledger ledger DIR history`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::Result;
use landledger::codes::ParcelCode;
use landledger::finding::Language;
use landledger::ledger::parcel_history;
use landledger::report::text;

use super::books;
use crate::cli::{FormatArgument, day, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The code of the parcel, of 19 characters
    parcel: ParcelCode,
    /// As known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let journal = books::read(folder, language)?;
    let history = parcel_history(&journal.events, &arguments.parcel, arguments.known);
    match arguments.format {
        FormatArgument::Text => {
            let place = |event: &_| journal.place(event);
            output::print(&text::render_parcel_history(&history, place, language))?;
        }
        FormatArgument::Json => output::print_json(&history)?,
    }
    Ok(books::exit_code(&journal, &[]))
}
