//! The journal (台账日志): events as JSON lines, one event a line, each line chained to the one before.

use std::collections::BTreeMap;

use super::error::StoreError;
use super::raw_lines::RawLines;
use super::verdict;
use super::walk::{FaultKind, State, Walk};
use super::{Head, line};
use crate::finding::{Code, Finding, Place, Span, Text};
use crate::ledger::{Event, EventId};
use crate::read::{Source, json};

/// A journal as read, all of it in memory.
///
/// The format is specified in [`docs::journal`](crate::docs::journal): one event a line, each line with the SHA-256 of
/// what stands above it and of itself. Whoever changes, removes, repeats or moves a line breaks the chain at that line.
/// Acts cut off at the end leave a shorter chain that is whole: only a [`Journal::head`] kept elsewhere, in a report or
/// a mail, shows that; see [`verify`](super::verify()).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Journal {
    /// The events, in the order of their lines.
    pub events: Vec<Event>,
    /// What was found in the lines.
    pub findings: Vec<Finding>,
    /// How many lines hold something; what is torn at the end does not count.
    pub line_count: u64,
    /// The chain of the last line; `None` if the journal is empty or not chained, or the chain breaks.
    pub head: Option<Head>,
    name: String,
    /// For each act that has events, the index behind its last one.
    act_ends: Vec<usize>,
    lines: BTreeMap<EventId, (u32, Span)>,
}

impl Journal {
    /// Reads a journal; a line that cannot be read is a finding, and the lines after it are read all the same.
    ///
    /// What an interrupted append has left at the end is never taken for data, and of an act of several lines either
    /// all events are used or none. After a break of the chain the lines are read on, for what they are worth; from a
    /// version of the format that is not known, nothing is.
    ///
    /// # Findings
    ///
    /// `journal-line`, `member-invalid`, `duplicate-key` and the findings of JSON with the place in the file;
    /// `journal-chain-broken` names the first line that does not fit the one above it; `journal-torn`,
    /// `journal-act-broken`, `journal-version`, `journal-not-chained`.
    ///
    /// # Examples
    ///
    /// ```
    /// use landledger::read::Source;
    /// use landledger::store::Journal;
    ///
    /// let line = r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{"space-vacated":{"space":"S1"}}}"#;
    /// let journal = Journal::read(&Source::new("ledger.jsonl", format!("{line}\n")));
    /// assert_eq!(journal.events.len(), 1);
    /// assert_eq!(journal.findings[0].code.id(), "journal-not-chained");
    /// ```
    #[must_use]
    pub fn read(source: &Source) -> Journal {
        let mut journal = Journal { name: source.name().to_owned(), ..Journal::default() };
        // Reading bytes that are in memory cannot fail.
        let Ok(walk) = Walk::new().all(&mut RawLines::at(source.bytes(), 0), |_, _| {}) else {
            return journal;
        };
        let Some(torn) = walk.torn() else {
            journal.read_lines(source, &walk);
            return journal;
        };
        if walk.whole.acts > 0 {
            // Torn bytes need not even be text, and must not keep the others from being read.
            let whole = usize::try_from(walk.whole.end).unwrap_or(usize::MAX);
            let whole = source.bytes().get(..whole).unwrap_or_default();
            journal.read_lines(&Source::new(source.name(), whole), &walk);
            journal.head = Some(walk.whole.head);
        }
        journal.findings.push(verdict::torn_finding(&torn, source.name()));
        journal
    }

    /// The acts: what was appended together, in order. An act of several events holds as a whole.
    pub fn acts(&self) -> impl Iterator<Item = &[Event]> {
        let starts = std::iter::once(0).chain(self.act_ends.iter().copied());
        let ranges = starts.zip(&self.act_ends);
        ranges.map(|(start, end)| self.events.get(start..*end).unwrap_or_default())
    }

    /// Where an event stands in the file.
    #[must_use]
    pub fn place(&self, event: &EventId) -> Option<Place> {
        let (line, span) = self.lines.get(event)?;
        let mut place = Place::file(&self.name);
        (place.line, place.column, place.span) = (Some(*line), Some(1), Some(*span));
        Some(place)
    }

    /// Gives a finding about an event, named by its first subject, the place of the event; a finding that has a
    /// place keeps it.
    pub(super) fn locate(&self, finding: &mut Finding) {
        if !finding.place.is_unknown() {
            return;
        }
        let event = finding.subjects.first().and_then(|subject| subject.parse::<EventId>().ok());
        if let Some(place) = event.and_then(|event| self.place(&event)) {
            finding.place = place;
        }
    }

    /// Writes events as a chained journal, each an act of its own.
    ///
    /// # Errors
    ///
    /// If an event cannot be written as JSON, or is longer than a line may be.
    pub fn write(events: &[Event]) -> Result<Vec<u8>, StoreError> {
        Journal::write_acts(events.chunks(1))
    }

    /// Writes acts as a chained journal.
    ///
    /// # Errors
    ///
    /// As [`Journal::write`].
    pub fn write_acts<'a>(
        acts: impl IntoIterator<Item = &'a [Event]>,
    ) -> Result<Vec<u8>, StoreError> {
        let mut out = Vec::new();
        let mut head = Head::EMPTY;
        for act in acts {
            head = line::write_act(head, act, &mut out)?;
        }
        Ok(out)
    }

    /// Reads the lines of a text on which the chain was followed.
    fn read_lines(&mut self, source: &Source, walk: &Walk) {
        if let Err(finding) = source.text() {
            self.findings.push(*finding);
            return;
        }
        self.findings.extend(source.byte_order_mark());
        let fault = walk.fault.as_ref().filter(|_| walk.torn().is_none());
        if let Some(fault) = fault.filter(|fault| matches!(fault.kind, FaultKind::Version(_))) {
            self.findings.push(verdict::fault_finding(fault, source.name()));
            return;
        }
        // The lines that no act holds are found below, with or without a chain.
        let fault = fault.filter(|fault| match fault.kind {
            FaultKind::More { .. } => false,
            FaultKind::NoJournal => walk.is_chained(),
            _ => true,
        });
        let mut act = OpenAct::default();
        for line in json::lines(source) {
            let text = source.slice(line.span);
            if text.trim_matches([' ', '\t', '\r']).is_empty() {
                continue;
            }
            self.line_count += 1;
            let more = line::more_of(text.as_bytes());
            if act.more.is_some_and(|open| open - 1 != more) {
                self.give_up(source, std::mem::take(&mut act));
            }
            act.count += 1;
            match line::event(source, line.span, self.line_count == 1) {
                Ok(event) => act.events.push((event, line)),
                Err(findings) => {
                    self.findings.extend(findings);
                    act.unusable = true;
                }
            }
            if fault.is_some_and(|fault| fault.at.number == u64::from(line.number)) {
                self.findings
                    .extend(fault.map(|fault| verdict::fault_finding(fault, source.name())));
            }
            act.first.get_or_insert(line);
            act.more = (more > 0).then_some(more);
            if more == 0 {
                self.close(source, std::mem::take(&mut act));
            }
        }
        if act.more.is_some() {
            self.give_up(source, act);
        }
        if fault.is_none() && !walk.is_chained() {
            self.findings.push(verdict::not_chained(source.name()));
        }
        let whole = walk.fault.is_none() && walk.state() == State::Chained;
        self.head = whole.then_some(walk.whole.head);
    }

    /// Takes over an act that has all its lines.
    fn close(&mut self, source: &Source, act: OpenAct) {
        if act.unusable && act.count > 1 {
            self.give_up(source, act);
            return;
        }
        for (event, line) in act.events {
            self.lines.entry(event.id.clone()).or_insert((line.number, line.span));
            self.events.push(event);
        }
        if self.act_ends.last() != Some(&self.events.len()) && !self.events.is_empty() {
            self.act_ends.push(self.events.len());
        }
    }

    /// Says that an act is not whole; none of its events is used.
    fn give_up(&mut self, source: &Source, act: OpenAct) {
        let Some(first) = act.first else { return };
        let (zh, en) = match act.more {
            Some(more) => (
                format!("其后应还有 {more} 行"),
                format!("expected {more} more lines of the act that begins here, found its end"),
            ),
            None => (
                "其中有不能使用的行".to_owned(),
                "expected lines that can all be used in the act that begins here, found one that \
                 cannot"
                    .to_owned(),
            ),
        };
        let count = act.count;
        let message = Text::new(
            format!("自本行起的一批事项残缺（读到 {count} 行，{zh}），整批未采用"),
            format!("{en}: none of its {count} lines is used"),
        );
        let finding = Finding::new(Code::JournalActBroken, message).at(source.place(first.span));
        self.findings.push(finding);
    }
}

/// The lines of an act so far.
#[derive(Default)]
struct OpenAct {
    first: Option<json::Line>,
    count: u64,
    /// How many must follow.
    more: Option<u64>,
    events: Vec<(Event, json::Line)>,
    /// Whether a line of it cannot be used.
    unusable: bool,
}
