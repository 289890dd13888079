//! `landledger ledger DIR verify`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use landledger::Result;
use landledger::finding::Language;
use landledger::report::text;
use landledger::store::{Head, verify_file};

use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A head that was kept elsewhere, in a printed report or a mail; may be given several times
    #[arg(long = "head", value_name = "HASH")]
    heads: Vec<Head>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let verification = verify_file(super::journal(folder), &arguments.heads)?;
    match arguments.format {
        FormatArgument::Text => {
            output::print(&text::render_verification(&verification, language))?;
        }
        FormatArgument::Json => output::print_json(&verification)?,
    }
    Ok(if verification.whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
