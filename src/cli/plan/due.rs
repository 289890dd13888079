//! `landledger plan DIR due`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use landledger::Result;
use landledger::finding::Language;
use landledger::report::{PlansDue, text};

use super::{Books, Stall, When};
use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    stall: Stall,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let books = Books::read(folder, &arguments.when, language)?;
    let due = PlansDue::of(books.state(), arguments.stall.rule());
    match arguments.when.format {
        FormatArgument::Text => output::print(&text::render_plans_due(&due, language))?,
        FormatArgument::Json => output::print_json(&due)?,
    }
    Ok(books.exit_code())
}
