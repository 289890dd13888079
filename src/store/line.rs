//! A line of a journal: its parts as bytes, and how an act is written.

use super::Head;
use super::error::StoreError;
use crate::finding::Span;
use crate::finding::{Code, Finding, Text};
use crate::ledger::Event;
use crate::read::Source;
use crate::read::json::{self, Member, Value};

/// The longest line, without its line ending: 16 MiB.
pub(super) const LONGEST: usize = 16 << 20;

/// The version of the format that this library reads and writes.
pub(super) const VERSION: &str = "1";

const CHAIN: &[u8] = b",\"chain\":\"";
const MORE: &[u8] = b",\"more\":";
const JOURNAL: &[u8] = b"{\"journal\":";
const DIGITS: usize = 64;

/// A line that ends in a chain value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'a> {
    /// What stands in front of the member `chain`; with a closing brace it is what the chain covers.
    pub(super) open: &'a [u8],
    pub(super) chain: Head,
    /// How many lines of the same act follow.
    pub(super) more: u64,
}

impl Link<'_> {
    /// The chain value that the line must have behind `previous`.
    pub(super) fn expected(&self, previous: Head) -> Head {
        previous.next(&[self.open, b"}"])
    }
}

/// The parts of a line; `None` if `chain` is not its last member, or no SHA-256.
pub(super) fn link(line: &[u8]) -> Option<Link<'_>> {
    let body = line.strip_suffix(b"\"}")?;
    let (head, chain) = body.split_at_checked(body.len().checked_sub(DIGITS)?)?;
    let open = head.strip_suffix(CHAIN)?;
    Some(Link { open, chain: Head::from_hex(chain)?, more: more(open) })
}

/// What the member `more` in front of the closing brace or the chain says; 0 if there is none.
///
/// No nested object ends so: a closing brace would follow its digits.
fn more(open: &[u8]) -> u64 {
    let digits = open.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let Some((head, number)) = open.split_at_checked(open.len().saturating_sub(digits)) else {
        return 0;
    };
    // At most ten digits, none of them a leading zero.
    let plain = (1..=10).contains(&digits) && number.first() != Some(&b'0');
    let number = std::str::from_utf8(number).ok().filter(|_| plain && head.ends_with(MORE));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// [`more`] of a line with or without a chain.
pub(super) fn more_of(line: &[u8]) -> u64 {
    match link(line) {
        Some(link) => link.more,
        None => line.strip_suffix(b"}").map_or(0, more),
    }
}

/// The version that a first line states, as the text of the number; `None` if it states none.
pub(super) fn version(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(JOURNAL)?;
    let end = rest.iter().position(|byte| matches!(byte, b',' | b'}'));
    Some(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default())
}

/// Whether a version is the one that this library knows.
pub(super) fn is_known(version: &[u8]) -> bool {
    version == VERSION.as_bytes()
}

/// Writes an act behind `previous`, and gives back the chain value of its last line; no events, no line.
pub(super) fn write_act(
    previous: Head,
    act: &[Event],
    out: &mut Vec<u8>,
) -> Result<Head, StoreError> {
    let mut head = previous;
    for (at, event) in act.iter().enumerate() {
        let start = out.len();
        serde_json::to_writer(&mut *out, event).map_err(|error| StoreError::json(event, &error))?;
        // The brace that closes the event closes the line.
        out.pop();
        let more = act.len() - at - 1;
        if more > 0 {
            out.extend_from_slice(MORE);
            out.extend_from_slice(more.to_string().as_bytes());
        }
        head = head.next(&[out.get(start..).unwrap_or_default(), b"}"]);
        out.extend_from_slice(CHAIN);
        out.extend_from_slice(&head.hex());
        out.extend_from_slice(b"\"}");
        let length = out.len() - start;
        if length > LONGEST {
            return Err(StoreError::too_long(event, length));
        }
        out.push(b'\n');
    }
    Ok(head)
}

/// The event of a line of which there is nothing to be said; `None` of others, and of a first line with a version.
pub(super) fn sound_event(line: &str, first: bool) -> Option<Event> {
    let without = match more_of(line.as_bytes()) {
        0 => ["chain"].as_slice(),
        _ => ["chain", "more"].as_slice(),
    };
    if first && version(line.as_bytes()).is_some() {
        return None;
    }
    json::decode_directly(line, without)
}

/// The event of a line, whose members `journal` (in the first line), `more` and `chain` are the journal's own.
pub(super) fn event(source: &Source, span: Span, first: bool) -> Result<Event, Vec<Finding>> {
    let text = source.slice(span);
    if let Some(event) = sound_event(text, first) {
        return Ok(event);
    }
    let line = text.as_bytes();
    let parsed = json::parse_at(source, span);
    let (root, mut findings) = (parsed.root, parsed.findings);
    let Some(mut node) = root.filter(|_| findings.is_empty()) else { return Err(findings) };
    let Value::Object(members) = &mut node.value else {
        let found = node.describe();
        let message = Text::new(
            format!("日志每行应为一个 JSON 对象，实为{}", found.zh),
            format!("expected one JSON object a line, found {}", found.en),
        );
        findings.push(Finding::new(Code::JournalLine, message).at(source.place(span)));
        return Err(findings);
    };
    let grouped = more_of(line) > 0;
    let versioned = first && version(line).is_some();
    let own = |member: &Member<'_>| match &*member.key {
        "chain" => true,
        "more" => grouped,
        "journal" => versioned,
        _ => false,
    };
    members.retain(|member| !own(member));
    json::decode::<Event>(&node, "").map_err(|error| vec![error.into_finding(source)])
}
