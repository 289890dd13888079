//! `landledger plan DIR list`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use landledger::Result;
use landledger::finding::Language;
use landledger::report::{PlanList, text};

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
    let list = PlanList::of(books.state(), arguments.stall.rule())?;
    match arguments.when.format {
        FormatArgument::Text => output::print(&text::render_plan_list(&list, language))?,
        FormatArgument::Json => output::print_json(&list)?,
    }
    Ok(books.exit_code())
}
