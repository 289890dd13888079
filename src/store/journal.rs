//! The journal (台账日志): events as JSON lines, one event a line, each line chained to the one before.

use std::collections::BTreeMap;

use hmac_sha256::Hash;

use crate::finding::{Code, Finding, Place, Span, Text};
use crate::ledger::{Event, EventId};
use crate::read::{Source, json};

const NO_LINE: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const MEMBER: &str = ",\"chain\":\"";

/// A journal as read.
///
/// # Format
///
/// UTF-8, LF at the end of every line; CR LF and a last line without LF are read too, and blank lines are passed
/// over: none of them is part of a line. A line is a JSON object: an [`Event`] and, as its last member, `chain`:
/// the SHA-256, in lower-case hexadecimal, of the chain of the line above as text (its 64 hexadecimal characters;
/// 64 times `0` for the first line) followed by the line without its `chain` member, that is, with
/// `,"chain":"…"` cut out. Whoever changes, removes, repeats or moves a line breaks the chain at that line. Lines cut off at the end of the file leave a
/// shorter chain that is whole: only a [`Journal::head`] kept elsewhere, in a report or a mail, shows that.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Journal {
    /// The events, in the order of their lines.
    pub events: Vec<Event>,
    /// What was found in the lines.
    pub findings: Vec<Finding>,
    /// How many lines hold something.
    pub line_count: u64,
    /// The chain of the last line; `None` if the journal is not chained, or the chain breaks.
    pub head: Option<String>,
    name: String,
    lines: BTreeMap<EventId, (u32, Span)>,
}

impl Journal {
    /// Reads a journal; a line that cannot be read is a finding, and the lines after it are read all the same.
    ///
    /// # Findings
    ///
    /// `journal-line`, `member-invalid`, `duplicate-key` and the findings of JSON with the place in the file;
    /// `journal-chain-broken` names the first line that does not fit the one above it; `journal-not-chained`.
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
        if let Err(finding) = source.text() {
            journal.findings.push(*finding);
            return journal;
        }
        journal.findings.extend(source.byte_order_mark());
        let mut chain = Chain::new();
        for line in json::lines(source) {
            let text = source.slice(line.span);
            if text.trim_matches([' ', '\t', '\r']).is_empty() {
                continue;
            }
            journal.line_count += 1;
            let stated = journal.read_line(source, line);
            journal.findings.extend(chain.check(source, line.span, &stated));
        }
        journal.findings.extend(chain.missing(source));
        journal.head = chain.head();
        journal
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

    /// Writes events as a chained journal.
    ///
    /// # Errors
    ///
    /// If an event cannot be written as JSON.
    pub fn write(events: &[Event]) -> Result<Vec<u8>, serde_json::Error> {
        let mut out = Vec::new();
        let mut previous = NO_LINE.to_owned();
        for event in events {
            let line = serde_json::to_string(event)?;
            let chain = link(&previous, &line);
            let open = line.strip_suffix('}').unwrap_or(&line);
            out.extend_from_slice(format!("{open}{MEMBER}{chain}\"}}\n").as_bytes());
            previous = chain;
        }
        Ok(out)
    }

    /// Reads the event of a line, and gives back what the line says of its chain.
    fn read_line<'a>(&mut self, source: &'a Source, line: json::Line) -> Stated<'a> {
        let span = line.span;
        let parsed = json::parse_at(source, span);
        let sound = parsed.findings.is_empty();
        self.findings.extend(parsed.findings);
        let stated = split(source.slice(span));
        let Some(mut node) = parsed.root.filter(|_| sound) else {
            return stated.unwrap_or(Stated::Nothing);
        };
        let json::Value::Object(members) = &mut node.value else {
            let found = node.describe();
            let message = Text::new(
                format!("日志每行应为一个 JSON 对象，实为{}", found.zh),
                format!("expected one JSON object a line, found {}", found.en),
            );
            self.findings.push(Finding::new(Code::JournalLine, message).at(source.place(span)));
            return Stated::Nothing;
        };
        let count = members.len();
        members.retain(|member| member.key != "chain");
        let malformed = members.len() < count;
        match json::decode::<Event>(&node, "") {
            Ok(event) => {
                self.lines.entry(event.id.clone()).or_insert((line.number, span));
                self.events.push(event);
            }
            Err(error) => self.findings.push(error.into_finding(source)),
        }
        stated.unwrap_or(if malformed { Stated::Malformed } else { Stated::Nothing })
    }
}

/// What a line says of its chain.
enum Stated<'a> {
    Nothing,
    /// There is a member `chain`, but it is not the last one, or is no SHA-256.
    Malformed,
    Link {
        /// The line without its chain.
        content: String,
        chain: &'a str,
    },
}

/// Follows the chain down the file until it breaks.
struct Chain {
    previous: String,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Start,
    Whole,
    /// No line so far has a chain.
    Absent,
    /// Reported once; what follows cannot be judged.
    Broken,
}

impl Chain {
    fn new() -> Chain {
        Chain { previous: NO_LINE.to_owned(), state: State::Start }
    }

    fn check(&mut self, source: &Source, span: Span, stated: &Stated<'_>) -> Option<Finding> {
        match (&self.state, stated) {
            (State::Broken, _) | (State::Absent, Stated::Nothing) => None,
            (State::Start, Stated::Nothing) => {
                self.state = State::Absent;
                None
            }
            (State::Absent, _) => {
                Some(self.broken(source, span, "以上各行没有哈希链", "no chain above this line"))
            }
            (State::Start | State::Whole, Stated::Malformed) => {
                let en = "a member \"chain\" that is not the last one or no SHA-256";
                Some(self.broken(source, span, "chain 不是末位成员或不是 SHA-256", en))
            }
            (State::Whole, Stated::Nothing) => {
                Some(self.broken(source, span, "本行没有哈希链", "no chain as the last member"))
            }
            (State::Start | State::Whole, Stated::Link { content, chain }) => {
                let computed = link(&self.previous, content);
                if computed == *chain {
                    self.previous = computed;
                    self.state = State::Whole;
                    return None;
                }
                Some(self.broken(source, span, chain, chain))
            }
        }
    }

    fn broken(&mut self, source: &Source, span: Span, zh: &str, en: &str) -> Finding {
        self.state = State::Broken;
        let message = Text::new(
            format!("日志哈希链在本行断开（{zh}）：本行或上一行被修改、删除、重复或移动"),
            format!(
                "expected the chain of the line above and this line, found {en}: this line or the one \
                 above was changed, removed, repeated or moved"
            ),
        );
        Finding::new(Code::JournalChainBroken, message).at(source.place(span))
    }

    fn missing(&self, source: &Source) -> Option<Finding> {
        if self.state != State::Absent {
            return None;
        }
        let message = Text::new(
            "日志没有哈希链，无法证明未被修改",
            "the journal carries no hash chain: changes to it cannot be detected",
        );
        Some(Finding::new(Code::JournalNotChained, message).at(Place::file(source.name())))
    }

    fn head(self) -> Option<String> {
        (self.state == State::Whole).then_some(self.previous)
    }
}

/// The line without its chain, and the chain; `None` if it does not end in one.
fn split(line: &str) -> Option<Stated<'_>> {
    let body = line.strip_suffix("\"}")?;
    let at = body.len().checked_sub(NO_LINE.len())?;
    let (head, chain) = (body.get(..at)?, body.get(at..)?);
    let hex = chain.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let content = head.strip_suffix(MEMBER).filter(|_| hex)?;
    Some(Stated::Link { content: format!("{content}}}"), chain })
}

fn link(previous: &str, line: &str) -> String {
    let mut hash = Hash::new();
    hash.update(previous.as_bytes());
    hash.update(line.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
