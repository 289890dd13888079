//! `landledger ledger DIR import`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::{Date, DateTime};
use landledger::finding::{Finding, Language, Severity};
use landledger::import::{
    Before, Confidence, ImportRequest, Outlines, Proposal, propose, read_outlines,
};
use landledger::read::Source;
use landledger::read::sheet::{self, ColumnMap, Sheet};
use landledger::report::text;
use landledger::store::Journal;
use landledger::{Error, Result};

use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The new ledger sheet, as CSV or an Excel workbook (xlsx)
    new: PathBuf,
    /// The sheet of the quarter before; without it, the ledger as of the day
    #[arg(long, value_name = "OLD.csv")]
    old: Option<PathBuf>,
    /// The sheet of the workbook [default: 台账 or Ledger, else the one with the most known headings]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The day from which the changes hold, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    effective: Date,
    /// When they are recorded, as 2024-07-02T09:30:00; a dry run without it takes the effective day at midnight
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    recorded: Option<DateTime>,
    /// What the columns are, in JSON
    #[arg(long, value_name = "MAP.json")]
    columns: Option<PathBuf>,
    /// Outlines of the parcels of the new sheet, as GeoJSON
    #[arg(long, value_name = "NEW.geojson")]
    map: Option<PathBuf>,
    /// Outlines of the parcels before, as GeoJSON
    #[arg(long, value_name = "OLD.geojson")]
    old_map: Option<PathBuf>,
    /// How sure a match must be for its changes to become events
    #[arg(long, value_enum, default_value = "certain")]
    accept: AcceptArgument,
    /// Write the events as JSON lines for `append`; the ledger itself is never written
    #[arg(long, requires = "recorded", value_name = "OUT.jsonl")]
    events: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

/// How sure a match must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AcceptArgument {
    /// The same code, or the same id and another key
    Certain,
    /// Also where only the outline, the location, or holder and area are the same
    Probable,
}

fn day(text: &str) -> std::result::Result<Date, String> {
    landledger::calendar::parse_day(text).map_err(|error| error.to_string())
}

fn moment(text: &str) -> std::result::Result<DateTime, String> {
    landledger::calendar::parse_moment(text).map_err(|error| error.to_string())
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let mut columns = match &arguments.columns {
        Some(file) => ColumnMap::read(&Source::open(file)?)?,
        None => ColumnMap::default(),
    };
    columns.worksheet = arguments.sheet.clone().or(columns.worksheet);
    let new = read(&arguments.new, &columns)?;
    let old = arguments.old.as_deref().map(|file| read(file, &columns)).transpose()?;
    let journal = super::append::old(&super::journal(folder))?;
    if let Some(finding) = journal.findings.iter().find(|finding| is_error(finding)) {
        return Err(Error::document(finding.clone()));
    }
    let map = arguments.map.as_deref().map(outlines).transpose()?;
    let old_map = arguments.old_map.as_deref().map(outlines).transpose()?;
    let mut request = ImportRequest::new(&new, &journal.events, arguments.effective);
    request.before = old.as_ref().map_or(Before::Ledger, Before::Sheet);
    request.recorded =
        arguments.recorded.unwrap_or_else(|| recorded(arguments.effective, &journal));
    request.accept = match arguments.accept {
        AcceptArgument::Certain => Confidence::Certain,
        AcceptArgument::Probable => Confidence::Probable,
    };
    (request.new_outlines, request.old_outlines) = (map.as_ref(), old_map.as_ref());
    let proposal = propose(&request);
    if let Some(file) = &arguments.events {
        write_events(file, &proposal)?;
    }
    match arguments.format {
        FormatArgument::Json => output::print_json(&proposal)?,
        FormatArgument::Text => output::print(&text::render_import(&proposal, language))?,
    }
    let errors = proposal.findings.iter().chain(&proposal.refusals).any(is_error);
    Ok(if errors { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The effective day at midnight, but never before what the journal has.
fn recorded(effective: Date, journal: &Journal) -> DateTime {
    let last = journal.events.iter().map(|event| event.recorded).max();
    let midnight = effective.at(0, 0, 0, 0);
    last.map_or(midnight, |last| last.max(midnight))
}

fn read(file: &Path, columns: &ColumnMap) -> Result<Sheet> {
    let sheet = sheet::read(&Source::open(file)?, columns);
    match sheet.findings.iter().find(|finding| is_error(finding)) {
        // Without headings there is no sheet.
        Some(finding) if sheet.columns.is_empty() => Err(Error::document(finding.clone())),
        _ => Ok(sheet),
    }
}

fn outlines(file: &Path) -> Result<Outlines> {
    let (outlines, findings) = read_outlines(&Source::open(file)?);
    match findings.into_iter().find(is_error) {
        Some(finding) => Err(Error::document(finding)),
        None => Ok(outlines),
    }
}

fn write_events(file: &Path, proposal: &Proposal) -> Result<()> {
    let name = || file.display().to_string();
    let mut lines = String::new();
    for event in &proposal.events {
        let line = serde_json::to_string(event);
        lines.push_str(&line.map_err(|error| Error::writing(name(), error.into()))?);
        lines.push('\n');
    }
    output::write_new("--events", file, lines.as_bytes())
}

fn is_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}
