//! Following the chain down a journal, line by line: where the last whole act ends, which line is the first bad one,
//! and whether what stands behind the last whole act is an append that was interrupted.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use serde::de::IgnoredAny;

use super::Head;
use super::line::{self, Link};
use super::raw_lines::{RawLine, RawLines};

/// Follows the chain until it breaks; then looks at the rest.
#[derive(Debug)]
pub(super) struct Walk {
    state: State,
    /// The chain value of the last line that holds.
    previous: Head,
    /// How many lines of the act that is open must follow, and its first line.
    open: Option<(u64, Lines)>,
    /// The first line, if it has no chain.
    bare: Option<Lines>,
    /// Lines that hold something.
    pub(super) lines: u64,
    /// The end of the last whole act.
    pub(super) whole: Whole,
    pub(super) fault: Option<Fault>,
    rest: Rest,
    end: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// No line yet.
    Start,
    Chained,
    /// No line so far has a chain.
    Unchained,
}

/// Everything up to the end of the last act that is whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Whole {
    /// Offset of the byte behind it and the blank lines that follow it.
    pub(super) end: u64,
    /// Whether the last line ends with LF.
    pub(super) ended: bool,
    pub(super) lines: u64,
    pub(super) acts: u64,
    pub(super) head: Head,
}

/// A line's number and bytes, line ending not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) number: u64,
    pub(super) start: u64,
    pub(super) end: u64,
}

/// The first bad line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: Lines,
    pub(super) kind: FaultKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FaultKind {
    Chain {
        expected: Head,
        found: Head,
    },
    /// The line above has a chain, this one has none.
    NoChain,
    /// There is a member `chain`, but it is not the last one, or is no SHA-256.
    Malformed,
    /// This line, the first, has no chain, but the line with this number has one.
    Late {
        chained: u64,
    },
    /// The first line is no JSON value, and no beginning of one either.
    NoJournal,
    /// The number of lines that follow in the act, as the line above has it and as this line has it.
    More {
        expected: u64,
        found: u64,
    },
    Version(String),
    TooLong,
}

/// An append that was interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Torn {
    /// The first line that does not hold; of an act that merely ends too early, its first line.
    pub(super) at: Lines,
    /// Offset of its first byte.
    pub(super) from: u64,
    /// Offset of the byte behind it: the end of the file.
    pub(super) end: u64,
}

/// What stands behind the first bad line, that line included.
#[derive(Debug, Default)]
struct Rest {
    /// The first bad line holds zero bytes: a block that never reached the disk.
    zeros: bool,
    /// A whole JSON value that an interrupted append cannot have left.
    finished: bool,
    /// Lines that end an act, and whether the last line is one.
    ends: u64,
    last_ends: bool,
}

impl Walk {
    pub(super) fn new() -> Walk {
        Walk::behind(Head::EMPTY, State::Start, 0)
    }

    /// Goes on behind a line that ends an act; `offset` is where the next line begins.
    pub(super) fn resume(link: &Link<'_>, offset: u64) -> Walk {
        Walk::behind(link.chain, State::Chained, offset)
    }

    /// Goes on behind an act of which only the head is known.
    pub(super) fn after(head: Head) -> Walk {
        let state = if head == Head::EMPTY { State::Start } else { State::Chained };
        Walk::behind(head, state, 0)
    }

    fn behind(previous: Head, state: State, offset: u64) -> Walk {
        let whole = Whole { end: offset, ended: true, head: previous, ..Whole::default() };
        let rest = Rest::default();
        let (open, bare, fault) = (None, None, None);
        Walk { state, previous, open, bare, lines: 0, whole, fault, rest, end: offset }
    }

    /// Follows every line of a reader; `ended` sees the end of each act.
    pub(super) fn all<R: BufRead>(
        mut self,
        lines: &mut RawLines<R>,
        mut ended: impl FnMut(&Whole, u64),
    ) -> io::Result<Walk> {
        while let Some(line) = lines.next_line()? {
            let acts = self.whole.acts;
            self.line(&line);
            if self.whole.acts > acts {
                ended(&self.whole, line.number);
            }
        }
        Ok(self)
    }

    /// Takes one line.
    pub(super) fn line(&mut self, line: &RawLine<'_>) {
        self.end = line.end;
        if line.is_blank() {
            if self.fault.is_none() && self.open.is_none() {
                (self.whole.end, self.whole.ended) = (line.end, line.ended);
            }
            return;
        }
        self.lines += 1;
        if self.fault.is_none() {
            let kind = self.follow(line);
            let at = match kind {
                Some(FaultKind::Late { .. }) => self.bare,
                _ => None,
            };
            self.fault = kind.map(|kind| Fault { at: at.unwrap_or_else(|| lines(line)), kind });
            self.rest.zeros = self.fault.is_some() && line.bytes.contains(&0);
        }
        if let Some(fault) = &self.fault {
            // Only the first line can be no journal at all, and that may turn out to be a journal without a chain.
            let unreadable = fault.kind == FaultKind::NoJournal && fault.at.number != line.number;
            if unreadable && line::link(line.bytes).is_none() && is_value(line.bytes) {
                self.bare = self.fault.take().map(|fault| fault.at);
                self.state = State::Unchained;
            } else {
                self.rest.take(line);
            }
        }
    }

    pub(super) fn state(&self) -> State {
        self.state
    }

    /// Whether any line ends in a chain that was followed, or would have been if the first line were sound.
    pub(super) fn is_chained(&self) -> bool {
        self.state == State::Chained || self.rest.ends > 0
    }

    /// The interrupted append at the end, once every line was taken.
    pub(super) fn torn(&self) -> Option<Torn> {
        let (from, end) = (self.whole.end, self.end);
        let first = self.open.map(|(_, first)| first);
        let Some(fault) = &self.fault else {
            return first.filter(|_| self.state == State::Chained).map(|at| Torn { at, from, end });
        };
        let interrupted = match fault.kind {
            FaultKind::Chain { .. } | FaultKind::NoChain | FaultKind::Malformed => {
                self.rest.is_interrupted()
            }
            FaultKind::TooLong => self.rest.zeros && self.rest.is_interrupted(),
            FaultKind::Late { .. }
            | FaultKind::NoJournal
            | FaultKind::More { .. }
            | FaultKind::Version(_) => false,
        };
        interrupted.then_some(Torn { at: fault.at, from, end })
    }

    fn follow(&mut self, line: &RawLine<'_>) -> Option<FaultKind> {
        if line.too_long {
            return Some(FaultKind::TooLong);
        }
        if self.lines == 1
            && self.state == State::Start
            && let Some(version) = line::version(line.bytes).filter(|found| !line::is_known(found))
            && is_value(line.bytes)
        {
            return Some(FaultKind::Version(String::from_utf8_lossy(version).into_owned()));
        }
        match (self.state, line::link(line.bytes)) {
            (State::Start, None) => self.start_without_chain(line),
            (State::Chained, None) => Some(no_chain(line)),
            (State::Unchained, None) if !names_chain(line.bytes) => None,
            (State::Unchained, _) => Some(FaultKind::Late { chained: line.number }),
            (State::Start | State::Chained, Some(link)) => self.follow_link(line, &link),
        }
    }

    fn follow_link(&mut self, line: &RawLine<'_>, link: &Link<'_>) -> Option<FaultKind> {
        let expected = link.expected(self.previous);
        if expected != link.chain {
            return Some(FaultKind::Chain { expected, found: link.chain });
        }
        if let Some((open, _)) = self.open
            && open - 1 != link.more
        {
            return Some(FaultKind::More { expected: open - 1, found: link.more });
        }
        (self.state, self.previous) = (State::Chained, expected);
        if link.more > 0 {
            let first = self.open.map_or_else(|| lines(line), |(_, first)| first);
            self.open = Some((link.more, first));
        } else {
            self.open = None;
            let acts = self.whole.acts + 1;
            let (end, ended, lines) = (line.end, line.ended, self.lines);
            self.whole = Whole { end, ended, lines, acts, head: expected };
        }
        None
    }

    /// The first line has no chain: the journal has none, or its first append was interrupted.
    fn start_without_chain(&mut self, line: &RawLine<'_>) -> Option<FaultKind> {
        if is_value(line.bytes) {
            if names_chain(line.bytes) {
                return Some(FaultKind::Malformed);
            }
            (self.state, self.bare) = (State::Unchained, Some(lines(line)));
            return None;
        }
        let begun = line.bytes.starts_with(b"{") || line.bytes.contains(&0);
        let alone = !line.ended || line.bytes.contains(&0);
        Some(if begun && alone { FaultKind::NoChain } else { FaultKind::NoJournal })
    }
}

impl Rest {
    fn take(&mut self, line: &RawLine<'_>) {
        if self.finished {
            return;
        }
        let link = line::link(line.bytes).filter(|_| !line.too_long);
        self.last_ends = link.is_some_and(|link| link.more == 0);
        self.ends += u64::from(self.last_ends);
        // Behind a block of zeros the rest of the same act may be whole.
        self.finished = is_finished(line) && !(self.zeros && link.is_some());
    }

    /// Whether one append can have left this: no line that was ever finished, or, behind zeros, none but the last.
    fn is_interrupted(&self) -> bool {
        !self.finished && (self.ends == 0 || (self.zeros && self.ends == 1 && self.last_ends))
    }
}

fn lines(line: &RawLine<'_>) -> Lines {
    let end = line.start + line.bytes.len() as u64;
    Lines { number: line.number, start: line.start, end }
}

fn no_chain(line: &RawLine<'_>) -> FaultKind {
    if names_chain(line.bytes) { FaultKind::Malformed } else { FaultKind::NoChain }
}

/// Whether the line is one whole JSON value. The beginning of a line never is: its brace is not closed.
fn is_value(line: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Whether a line was once written to its end: a whole JSON value, or one that was changed since.
fn is_finished(line: &RawLine<'_>) -> bool {
    let braces = line.bytes.starts_with(b"{") && line.bytes.ends_with(b"}");
    let written = line.ended && braces && !line.bytes.contains(&0);
    !line.too_long && (written || is_value(line.bytes))
}

/// Whether the line is an object with a member `chain`.
fn names_chain(line: &[u8]) -> bool {
    // Most lines without a chain do not even mention one.
    let mentioned = line.windows(7).any(|window| window == b"\"chain\"");
    mentioned
        && serde_json::from_slice::<BTreeMap<String, IgnoredAny>>(line)
            .is_ok_and(|members| members.contains_key("chain"))
}
