//! `landledger plan DIR show`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use landledger::Result;
use landledger::finding::Language;
use landledger::plan::PlanId;
use landledger::report::{PlanPage, text};

use super::{Books, Stall, When, unknown_plan};
use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The id of the plan
    plan: PlanId,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    stall: Stall,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let books = Books::read(folder, &arguments.when, language)?;
    let page = PlanPage::of(books.state(), &arguments.plan, arguments.stall.rule())
        .ok_or_else(|| unknown_plan(books.state(), &arguments.plan, folder))?
        .with_methods(&books.journal.events, books.state())?;
    match arguments.when.format {
        FormatArgument::Text => output::print(&text::render_plan(&page, language))?,
        FormatArgument::Json => output::print_json(&page)?,
    }
    Ok(books.exit_code())
}
