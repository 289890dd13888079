//! `landledger ledger DIR close`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::Result;
use landledger::finding::Language;
use landledger::ledger::Act;

use super::record::{self, Recording};
use crate::cli::{FormatArgument, day};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Last day of the period that is closed, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    through: Date,
    #[command(flatten)]
    recording: Recording,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let act = Act::PeriodClosed { through: arguments.through };
    record::run(folder, &arguments.recording, act, arguments.format, language)
}
