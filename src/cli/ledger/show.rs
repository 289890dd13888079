//! `landledger ledger DIR show`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::Result;
use landledger::finding::Language;
use landledger::ledger::replay;
use landledger::report::text;

use super::books;
use crate::cli::{FormatArgument, day, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The day at whose end the ledger is shown, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// As known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let journal = books::read(folder, language)?;
    let as_of = books::as_of(arguments.on, arguments.known);
    let mut history = replay(&journal.events, as_of);
    books::locate(&mut history.findings, &journal);
    match arguments.format {
        FormatArgument::Text => {
            output::print(&text::render_state(&history.state, &history.findings, language)?)?;
        }
        FormatArgument::Json => {
            output::say_findings(&history.findings, language);
            output::print_json(&history.state)?;
        }
    }
    Ok(books::exit_code(&journal, &history.findings))
}
