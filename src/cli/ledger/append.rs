//! `landledger ledger DIR append`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use landledger::finding::{Code, Finding, Language, Place, Severity, Text, counted};
use landledger::ledger::Event;
use landledger::read::Source;
use landledger::store::{EventStore, Head, Journal, JournalFile, StoreError, refusals};
use landledger::{Error, Result};
use serde::Serialize;

use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Events as JSON lines without chain; - for standard input
    file: PathBuf,
    /// The head that the events build on; refused if the journal has another one
    #[arg(long, value_name = "HASH")]
    base: Option<Head>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Make each line an act of its own, or lines that a member `more` holds together, and print the
    /// head of each act as soon as it is on disk
    #[arg(long)]
    each: bool,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

/// What was appended, or would be, or why it was not.
#[derive(Serialize)]
struct Appended<'a> {
    written: bool,
    events: usize,
    base: Head,
    head: Head,
    findings: &'a [Finding],
}

/// An act that is on disk.
#[derive(Serialize)]
struct Acknowledged {
    events: usize,
    head: Head,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let given = given(&arguments.file)?;
    let path = super::journal(folder);
    write(&path, &given, arguments, language)
}

/// Appends one event, or refuses it.
pub(super) fn one(
    folder: &Path,
    event: Event,
    dry_run: bool,
    format: FormatArgument,
    language: Language,
) -> Result<ExitCode> {
    let mut given = Journal::default();
    given.events.push(event);
    let arguments = Arguments { file: PathBuf::new(), base: None, dry_run, each: false, format };
    write(&super::journal(folder), &given, &arguments, language)
}

fn write(
    path: &Path,
    given: &Journal,
    arguments: &Arguments,
    language: Language,
) -> Result<ExitCode> {
    // The lock comes first: what is read below is what the events are appended to.
    let mut store = if arguments.dry_run { None } else { Some(JournalFile::open(path)?) };
    if let Some(torn) = store.as_ref().and_then(JournalFile::torn) {
        return Err(Error::document(torn.clone()));
    }
    let old = old(path)?;
    let base = old.head.unwrap_or_default();
    if let Some(expected) = arguments.base.filter(|expected| *expected != base) {
        return Err(StoreError::HeadMoved { base: expected, head: base }.into());
    }
    let mut findings: Vec<Finding> = given.findings.clone();
    findings.extend(old.findings.iter().filter(|finding| is_error(finding)).cloned());
    if !findings.iter().any(is_error) {
        for mut finding in refusals(&old.events, &given.events) {
            locate(&mut finding, given, &old);
            findings.push(finding);
        }
    }
    let refused = findings.iter().any(is_error);
    output::say_findings(&findings, language);
    let mut head = base;
    if !refused {
        let acts: Vec<_> = match arguments.each {
            true => given.acts().collect(),
            false => vec![given.events.as_slice()],
        };
        for act in acts {
            head = match &mut store {
                None => head.after(act)?,
                Some(store) => store.append(head, act)?,
            };
            if arguments.each && store.is_some() {
                acknowledge(act.len(), head, arguments.format)?;
            }
        }
    }
    if !arguments.each || store.is_none() || refused {
        let events = given.events.len();
        let written = store.is_some() && !refused;
        let appended = Appended { written, events, base, head, findings: &findings };
        match arguments.format {
            FormatArgument::Json => output::print_json(&appended)?,
            FormatArgument::Text => {
                let said = said(&appended, refused);
                output::print(&format!("{}\n", said.in_language(language)))?;
            }
        }
    }
    Ok(if refused { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn acknowledge(events: usize, head: Head, format: FormatArgument) -> Result<()> {
    match format {
        FormatArgument::Text => output::print(&format!("{head}\n")),
        FormatArgument::Json => {
            let text = serde_json::to_string(&Acknowledged { events, head })
                .map_err(|error| Error::writing("standard output", error.into()))?;
            output::print(&format!("{text}\n"))
        }
    }
}

/// The events to append, from a file or from standard input.
fn given(file: &Path) -> Result<Journal> {
    let source = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Error::reading("standard input", error))?;
        Source::new("-", bytes)
    } else {
        Source::open(file)?
    };
    let mut given = Journal::read(&source);
    let chained =
        |finding: &Finding| matches!(finding.code, Code::JournalChainBroken | Code::JournalTorn);
    if given.head.is_some() || given.findings.iter().any(chained) {
        let expected =
            ("没有 chain 成员的事项，一行一个", "events without a member chain, one a line");
        let found = ("带哈希链的日志", "a journal with its chain");
        return Err(Error::input(Place::file(source.name()), expected, found));
    }
    given.findings.retain(|finding| finding.code != Code::JournalNotChained);
    Ok(given)
}

/// The journal so far; none yet is an empty one.
pub(super) fn old(path: &Path) -> Result<Journal> {
    if !path.exists() && path.parent().is_some_and(Path::is_dir) {
        return Ok(Journal::default());
    }
    let source = Source::open(path)?;
    if source.bytes().trim_ascii().is_empty() {
        return Ok(Journal::default());
    }
    let journal = Journal::read(&source);
    match journal.findings.iter().find(|finding| finding.code == Code::JournalNotChained) {
        Some(finding) => Err(Error::document(finding.clone())),
        None => Ok(journal),
    }
}

/// Gives a finding about an event its place in the file with the new events or in the journal.
fn locate(finding: &mut Finding, given: &Journal, old: &Journal) {
    let event = finding.subjects.first().and_then(|subject| subject.parse().ok());
    let place = event.and_then(|event| given.place(&event).or_else(|| old.place(&event)));
    if let Some(place) = place.filter(|_| finding.place.is_unknown()) {
        finding.place = place;
    }
}

fn is_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}

fn said(appended: &Appended<'_>, refused: bool) -> Text {
    let Appended { events, head, base, .. } = appended;
    if refused {
        return Text::new(
            format!("未写入：{events} 项事项均未追加；末行校验值仍为 {base}"),
            format!(
                "nothing written: none of {} is appended; the head is still {base}",
                counted(*events, "event", "events")
            ),
        );
    }
    if appended.written {
        Text::new(
            format!("已追加 {events} 项事项；末行校验值 {head}"),
            format!("{} appended; head {head}", counted(*events, "event", "events")),
        )
    } else {
        Text::new(
            format!("试运行，未写入：将追加 {events} 项事项，末行校验值将为 {head}"),
            format!(
                "dry run, nothing written: {} would be appended; the head would be {head}",
                counted(*events, "event", "events")
            ),
        )
    }
}
