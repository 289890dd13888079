//! `landledger ledger DIR change make` and `apply`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use landledger::finding::{Language, Text, counted};
use landledger::read::Source;
use landledger::store::{AppliedChange, ChangeError, ChangeFile, ChangeWrite, Head};
use landledger::{Error, Result};
use serde::Serialize;

use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: ChangeCommand,
}

#[derive(Debug, Subcommand)]
enum ChangeCommand {
    /// Write what this folder has and an earlier state of it has not (制作变更包)
    Make(Make),
    /// Make this folder what the folder is that the change was made in, or write nothing (应用变更包)
    Apply(Apply),
}

#[derive(Debug, Args)]
struct Make {
    /// The change file to write; - for standard output
    out: PathBuf,
    /// The district folder that the change is for
    #[arg(long, value_name = "FOLDER", required_unless_present = "since")]
    base: Option<PathBuf>,
    /// Instead of a folder: the head that its journal has
    #[arg(long, value_name = "HASH", conflicts_with = "base")]
    since: Option<Head>,
    /// With --since: its map; without it the change has no map
    #[arg(long, value_name = "FILE", requires = "since")]
    map_before: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Apply {
    /// The change file; - for standard input
    file: PathBuf,
    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

/// What was applied, or would be.
#[derive(Serialize)]
struct Applied {
    written: bool,
    events: usize,
    events_there: usize,
    features: usize,
    features_there: usize,
    zone: bool,
    head: Head,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    match &arguments.command {
        ChangeCommand::Make(arguments) => make(folder, arguments, language),
        ChangeCommand::Apply(arguments) => apply(folder, arguments, language),
    }
}

fn make(folder: &Path, arguments: &Make, language: Language) -> Result<ExitCode> {
    let change = match (&arguments.base, arguments.since) {
        (Some(base), _) => ChangeFile::between(base, folder)?,
        (None, since) => {
            let map = arguments.map_before.as_ref().map(Source::open).transpose()?;
            ChangeFile::since(folder, since.unwrap_or_default(), map.as_ref())?
        }
    };
    if arguments.out.as_os_str() == "-" {
        output::print(&change.to_json())?;
        return Ok(ExitCode::SUCCESS);
    }
    output::write_new("OUT", &arguments.out, change.to_json().as_bytes())?;
    let (events, features) = (change.lines.len(), change.features.len());
    let zone = change.zone.is_some();
    let said = Text::new(
        format!(
            "变更包：事项 {events} 项，要素 {features} 个{}；接在 {} 之后",
            if zone { "，开发区文件" } else { "" },
            change.base.head
        ),
        format!(
            "change: {}, {}{}; continues {}",
            counted(events, "event", "events"),
            counted(features, "feature", "features"),
            if zone { ", the zone's file" } else { "" },
            change.base.head
        ),
    );
    output::print(&format!("{}\n", said.in_language(language)))?;
    Ok(ExitCode::SUCCESS)
}

fn apply(folder: &Path, arguments: &Apply, language: Language) -> Result<ExitCode> {
    let source = if arguments.file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)
            .map_err(|error| Error::reading("standard input", error))?;
        Source::new("-", bytes)
    } else {
        Source::open(&arguments.file)?
    };
    let write = if arguments.dry_run { ChangeWrite::DryRun } else { ChangeWrite::Write };
    let applied = match ChangeFile::read(&source).and_then(|change| change.apply(folder, write)) {
        Ok(applied) => applied,
        Err(ChangeError::Refused(findings)) => {
            output::say_findings(&findings, language);
            return Ok(ExitCode::from(1));
        }
        Err(error) => {
            // The sentence of a change error says more than that of the crate's.
            output::say(&format!("landledger: {}", error.text().in_language(language)));
            return Ok(ExitCode::from(2));
        }
    };
    match arguments.format {
        FormatArgument::Json => output::print_json(&Applied {
            written: !arguments.dry_run && !applied.is_nothing(),
            events: applied.events,
            events_there: applied.events_there,
            features: applied.features,
            features_there: applied.features_there,
            zone: applied.zone,
            head: applied.head,
        })?,
        FormatArgument::Text => {
            let said = said(&applied, write);
            output::print(&format!("{}\n", said.in_language(language)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn said(applied: &AppliedChange, write: ChangeWrite) -> Text {
    let AppliedChange { events, features, zone, head, .. } = applied;
    let event_count = counted(*events, "event", "events");
    let feature_count = counted(*features, "feature", "features");
    if applied.is_nothing() {
        return Text::new(
            format!("变更包的内容均已在册，未写入；末行校验值 {head}"),
            format!("everything in the change is there already, nothing written; head {head}"),
        );
    }
    let zone_zh = if *zone { "，替换开发区文件" } else { "" };
    let zone_en = if *zone { ", the zone's file replaced" } else { "" };
    match write {
        ChangeWrite::Write => Text::new(
            format!("已追加 {events} 项事项，写入 {features} 个要素{zone_zh}；末行校验值 {head}"),
            format!("{event_count} appended, {feature_count} written{zone_en}; head {head}"),
        ),
        ChangeWrite::DryRun => Text::new(
            format!(
                "试运行，未写入：将追加 {events} 项事项，写入 {features} 个要素{zone_zh}；末行校验值将为 {head}"
            ),
            format!(
                "dry run, nothing written: {event_count} would be appended, {feature_count} written{zone_en}; the head would be {head}"
            ),
        ),
    }
}
