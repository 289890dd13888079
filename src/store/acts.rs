//! [`Acts`]: the acts of a journal, one in memory at a time.

use std::io::BufRead;

use super::Head;
use super::error::StoreError;
use super::line;
use super::raw_lines::{RawLine, RawLines};
use super::verdict;
use super::walk::{State, Walk};
use crate::finding::{Finding, Span};
use crate::ledger::Event;
use crate::read::Source;

/// An act as a store keeps it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StoredAct {
    /// Its events, at least one.
    pub events: Vec<Event>,
    /// The head behind it.
    pub head: Head,
}

impl StoredAct {
    /// Events that were appended together, and the head behind them.
    #[must_use]
    pub const fn new(events: Vec<Event>, head: Head) -> StoredAct {
        StoredAct { events, head }
    }
}

/// The acts of a chained journal in order (逐批读取), read from any reader with the memory of one act.
///
/// Every act is verified before it is given. The first thing that is wrong is an error, and ends the iteration:
/// [`StoreError::Unusable`] with the finding. What stands before it has been given.
///
/// ```
/// use landledger::store::{Acts, StoreError};
///
/// let journal = concat!(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{"space-vacated":{"space":"S1"}},"#,
///     r#""chain":"656cc7d544909f890cd3e244908bd579101086255b1259b461e007599a8922a6"}"#, "\n",
///     r#"{"id":"E2","effective":"2024-0"#,
/// );
/// let mut acts = Acts::new("ledger.jsonl", journal.as_bytes());
/// assert_eq!(acts.next().unwrap()?.events[0].id.as_str(), "E1");
/// let torn = acts.next().unwrap().unwrap_err();
/// assert_eq!(torn.finding().unwrap().code.id(), "journal-torn");
/// assert!(acts.next().is_none());
/// # Ok::<(), StoreError>(())
/// ```
#[derive(Debug)]
pub struct Acts<R> {
    name: String,
    lines: RawLines<R>,
    walk: Walk,
    events: Vec<Event>,
    finished: bool,
}

impl<R: BufRead> Acts<R> {
    /// The acts of the journal that `reader` holds; `name` stands in findings.
    pub fn new(name: impl Into<String>, reader: R) -> Acts<R> {
        Acts {
            name: name.into(),
            lines: RawLines::at(reader, 0),
            walk: Walk::new(),
            events: Vec::new(),
            finished: false,
        }
    }

    fn advance(&mut self) -> Result<Option<StoredAct>, StoreError> {
        let reading = |name: &str, error| StoreError::reading(name, error);
        while let Some(line) = self.lines.next_line().map_err(|e| reading(&self.name, e))? {
            let acts = self.walk.whole.acts;
            self.walk.line(&line);
            if self.walk.fault.is_some() || self.walk.state() == State::Unchained {
                break;
            }
            if line.is_blank() {
                continue;
            }
            let first = self.walk.lines == 1;
            self.events.push(event(&self.name, &line, first).map_err(StoreError::Unusable)?);
            if self.walk.whole.acts > acts {
                let events = std::mem::take(&mut self.events);
                return Ok(Some(StoredAct::new(events, self.walk.whole.head)));
            }
        }
        // What follows says whether the append was interrupted, or the journal doctored.
        while let Some(line) = self.lines.next_line().map_err(|e| reading(&self.name, e))? {
            self.walk.line(&line);
        }
        match verdict::finding(&self.walk, &self.name) {
            Some(finding) => Err(StoreError::unusable(finding)),
            None => Ok(None),
        }
    }
}

impl<R: BufRead> Iterator for Acts<R> {
    type Item = Result<StoredAct, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.finished {
            return None;
        }
        let next = self.advance();
        self.finished = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

/// The event of a line that was read by itself; a finding gets its place in the file.
fn event(name: &str, line: &RawLine<'_>, first: bool) -> Result<Event, Box<Finding>> {
    let sound = std::str::from_utf8(line.bytes).ok();
    if let Some(event) = sound.and_then(|text| line::sound_event(text, first)) {
        return Ok(event);
    }
    let source = Source::new(name, line.bytes);
    let result = match source.text() {
        Ok(_) => line::event(&source, Span::new(0, line.bytes.len()), first),
        Err(finding) => Err(vec![*finding]),
    };
    result.map_err(|findings| {
        let nothing = || verdict::not_chained(name);
        let mut finding = findings.into_iter().next().unwrap_or_else(nothing);
        finding.place.line = Some(u32::try_from(line.number).unwrap_or(u32::MAX));
        if let Some(span) = &mut finding.place.span {
            (span.start, span.end) = (span.start + line.start, span.end + line.start);
        }
        Box::new(finding)
    })
}
