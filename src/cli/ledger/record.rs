//! Writing one event down, as `close` and `assert` do.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::DateTime;
use landledger::calendar::{PartialDay, parse_moment};
use landledger::finding::Language;
use landledger::law::Document;
use landledger::ledger::{Act, Actor, Event, EventId};
use landledger::{Error, Result};

use super::append;
use crate::cli::FormatArgument;

/// What stands around the act of an event.
#[derive(Debug, Args)]
pub(super) struct Recording {
    /// Id of the event that is written
    #[arg(long, value_name = "ID", requires = "recorded")]
    id: Option<EventId>,
    /// When it is written down, local time, as 2024-07-05T09:30:00
    #[arg(long, value_name = "MOMENT", value_parser = moment, requires = "id")]
    recorded: Option<DateTime>,
    /// The day from which it is true [default: the day of --recorded]
    #[arg(long, value_name = "DAY", requires = "id")]
    effective: Option<PartialDay>,
    /// The document that it rests on
    #[arg(long, value_name = "NUMBER", requires = "id")]
    document: Option<String>,
    /// Who writes it down, by role
    #[arg(long, value_name = "ROLE", requires = "id")]
    actor: Option<String>,
    /// What else is to be said
    #[arg(long, value_name = "TEXT", requires = "id")]
    note: Option<String>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn moment(text: &str) -> Result<DateTime, String> {
    parse_moment(text).map_err(|error| error.to_string())
}

pub(super) fn run(
    folder: &Path,
    recording: &Recording,
    act: Act,
    format: FormatArgument,
    language: Language,
) -> Result<ExitCode> {
    let Some((id, recorded)) = recording.id.clone().zip(recording.recorded) else {
        let expected = ("事项编号和记录时间", "the id of the event and when it is written down");
        let found = ("未给出", "none");
        return Err(Error::argument("--id, --recorded", expected, found));
    };
    let effective = recording.effective.unwrap_or_else(|| recorded.date().into());
    let mut event = Event::new(id, effective, recorded, act);
    event.document = recording.document.clone().map(Document::numbered);
    event.actor = recording.actor.clone().map(Actor);
    event.note.clone_from(&recording.note);
    append::one(folder, event, recording.dry_run, format, language)
}
