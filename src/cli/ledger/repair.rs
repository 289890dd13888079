//! `landledger ledger DIR repair`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use landledger::Result;
use landledger::finding::{Language, Text};
use landledger::store::{EventStore, Head, JournalFile, Repair};
use serde::Serialize;

use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

/// What was set aside, and where the journal stands.
#[derive(Serialize)]
struct Repaired {
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<String>,
    bytes: u64,
    head: Head,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let path = super::journal(folder);
    let mut journal = JournalFile::open(&path)?;
    let repair = journal.repair()?;
    let head = journal.head()?;
    match arguments.format {
        FormatArgument::Text => {
            let said = said(repair.as_ref(), head);
            output::print(&format!("{}\n", said.in_language(language)))?;
        }
        FormatArgument::Json => output::print_json(&Repaired {
            saved: repair.as_ref().map(|repair| repair.saved.display().to_string()),
            bytes: repair.as_ref().map_or(0, |repair| repair.bytes),
            head,
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

fn said(repair: Option<&Repair>, head: Head) -> Text {
    match repair {
        Some(repair) => {
            let (bytes, saved) = (repair.bytes, repair.saved.display());
            Text::new(
                format!("未写完的 {bytes} 字节已存入 {saved}，并从日志截去；末行校验值 {head}"),
                format!(
                    "{bytes} unfinished bytes saved as {saved} and cut off the journal; head {head}"
                ),
            )
        }
        None => Text::new(
            format!("日志末尾完整，无需修复；末行校验值 {head}"),
            format!("the end of the journal is whole, nothing to repair; head {head}"),
        ),
    }
}
