//! `landledger plan DIR match`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use landledger::Result;
use landledger::finding::Language;
use landledger::matching::MatchingInput;
use landledger::report::text::{self, MatchingDetail};

use super::{Books, When};
use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    when: When,
    /// How much of the exclusions the text has; JSON has them all
    #[arg(long, value_enum, default_value = "summary")]
    detail: DetailArgument,
}

/// How much is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum DetailArgument {
    /// Exclusions are counted by requirement
    Summary,
    /// Every exclusion with its reasons
    Exclusions,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let books = Books::read(folder, &arguments.when, language)?;
    let matching = MatchingInput::from_state(books.state(), arguments.when.on)?.run()?;
    let detail = match arguments.detail {
        DetailArgument::Summary => MatchingDetail::Summary,
        DetailArgument::Exclusions => MatchingDetail::Exclusions,
    };
    match arguments.when.format {
        FormatArgument::Text => {
            output::print(&text::render_matching(&matching, language, detail))?;
        }
        FormatArgument::Json => output::print_json(&matching)?,
    }
    Ok(books.exit_code())
}
