//! [`verify()`]: whether a journal is as it was written.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Head;
use super::raw_lines::RawLines;
use super::verdict;
use super::walk::{State, Walk};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Text};

/// What [`verify()`] found (校验结果).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Verification {
    /// Whether every line is as it was written, every act is whole, and every anchor holds.
    pub whole: bool,
    /// Lines up to the end of the last act that holds; of a journal without a chain, all its lines.
    pub lines: u64,
    /// Acts among them: appends, each of one line or of several.
    pub acts: u64,
    /// The head at the end of the last act that holds; absent if the journal has no chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// The heads that were expected, in the order given.
    pub anchors: Vec<Anchor>,
    /// The first bad line, or that there is no chain; and each anchor that does not hold.
    pub findings: Vec<Finding>,
}

/// A head that was kept elsewhere, and where it stands in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Anchor {
    /// The head.
    pub head: Head,
    /// The line whose chain it is, from 1, 0 for the head of the empty journal; absent if the journal never had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// How many lines were appended since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines_since: Option<u64>,
}

/// Verifies a journal: that no line was changed, removed, repeated or moved, and that every act is whole.
///
/// The chain shows what was done to a line that has another behind it, and to the last line; it cannot show that whole
/// acts were cut off at the end, or that everything was written anew. `anchors` can: heads that were kept elsewhere,
/// in a printed report or a mail. Each must be a head that the journal once had; what was appended since does not
/// matter.
///
/// Whether the lines are events that make sense is not looked at: [`Journal::read`](super::Journal::read) and
/// [`replay`](crate::ledger::replay) do. The reader is read once, and one line is in memory at a time.
///
/// # Findings
///
/// `journal-torn`, `journal-chain-broken`, `journal-act-broken`, `journal-version`, `journal-not-chained`: one of
/// them, at the first bad line; `journal-head-missing` for each anchor that does not hold.
///
/// # Errors
///
/// If reading fails.
///
/// ```
/// use landledger::store::{Head, verify};
///
/// let journal = concat!(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{"space-vacated":{"space":"S1"}},"#,
///     r#""chain":"656cc7d544909f890cd3e244908bd579101086255b1259b461e007599a8922a6"}"#, "\n",
/// );
/// let verification = verify("ledger.jsonl", journal.as_bytes(), &[])?;
/// assert!(verification.whole);
/// let anchor = verification.head.unwrap();
///
/// // Cut off at the end: whole in itself, but the anchor is gone.
/// assert!(verify("ledger.jsonl", "".as_bytes(), &[])?.whole);
/// let cut = verify("ledger.jsonl", "".as_bytes(), &[anchor])?;
/// assert_eq!(cut.findings[0].code.id(), "journal-head-missing");
///
/// let changed = verify("ledger.jsonl", journal.replace("S1", "S2").as_bytes(), &[anchor])?;
/// assert_eq!(changed.findings[0].place.to_string(), "ledger.jsonl:1:1");
/// # Ok::<(), landledger::Error>(())
/// ```
pub fn verify(name: &str, reader: impl BufRead, anchors: &[Head]) -> Result<Verification> {
    let mut anchors: Vec<Anchor> = anchors
        .iter()
        .map(|head| Anchor {
            head: *head,
            line: (*head == Head::EMPTY).then_some(0),
            lines_since: None,
        })
        .collect();
    let mut lines_at: Vec<Option<u64>> = anchors.iter().map(|anchor| anchor.line).collect();
    let walk = Walk::new().all(&mut RawLines::at(reader, 0), |whole, number| {
        for (anchor, lines) in anchors.iter_mut().zip(&mut lines_at) {
            if anchor.head == whole.head && anchor.line.is_none() {
                (anchor.line, *lines) = (Some(number), Some(whole.lines));
            }
        }
    });
    let walk = walk.map_err(|error| Error::reading(name, error))?;
    let chained = walk.state() != State::Unchained;
    let lines = if chained { walk.whole.lines } else { walk.lines };
    for (anchor, at) in anchors.iter_mut().zip(lines_at) {
        anchor.lines_since = at.map(|at| lines - at);
    }
    let mut findings: Vec<Finding> = verdict::finding(&walk, name).into_iter().collect();
    let missing = anchors.iter().filter(|anchor| anchor.line.is_none());
    findings.extend(missing.map(|anchor| missing_head(anchor.head, name)));
    Ok(Verification {
        whole: findings.is_empty(),
        lines,
        acts: walk.whole.acts,
        head: chained.then_some(walk.whole.head),
        anchors,
        findings,
    })
}

/// [`verify()`] of a file, named as the path is written.
///
/// # Errors
///
/// If the file cannot be read.
pub fn verify_file(path: impl AsRef<Path>, anchors: &[Head]) -> Result<Verification> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::reading(&name, error))?;
    verify(&name, BufReader::with_capacity(1 << 16, file), anchors)
}

fn missing_head(head: Head, name: &str) -> Finding {
    let message = Text::new(
        format!("日志中应有校验值 {head}，实际没有：其后的行被截去，或日志被改写"),
        format!(
            "expected the head {head} in the journal, found no line that has it: lines were cut off at \
             the end, or the journal was written anew"
        ),
    );
    Finding::new(Code::JournalHeadMissing, message).at(Place::file(name))
}
