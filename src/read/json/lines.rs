//! JSON lines: one value a line, with the offsets of the file.

use crate::finding::Span;
use crate::read::Source;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineEnding {
    /// At the end of the file, without a line feed.
    None,
    /// With LF.
    Lf,
    /// With CR LF.
    CrLf,
}

/// One line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Number of the line, from 1.
    pub number: u32,
    /// Its bytes, without the line ending.
    pub span: Span,
    /// How it ends.
    pub ending: LineEnding,
}

/// The lines of a text, empty ones included; nothing for bytes that are not UTF-8.
///
/// ```
/// use landledger::read::{Source, json};
///
/// let source = Source::new("journal.jsonl", "{\"事项\": 1}\r\n\n{\"a\": [1, 2.50]}");
/// let lines: Vec<_> = json::lines(&source).collect();
/// assert_eq!(lines.len(), 3);
/// let third = json::parse_at(&source, lines[2].span);
/// let number = third.root.as_ref().and_then(|root| root.at("/a/1")).unwrap();
/// assert_eq!(source.slice(number.span), "2.50");
/// assert_eq!(source.place(number.span).line, Some(3));
/// ```
pub fn lines(source: &Source) -> impl Iterator<Item = Line> + '_ {
    let start = source.text_start();
    let text = source.text().unwrap_or_default();
    let mut offset = start;
    text.split_inclusive('\n').zip(1..).map(move |(line, number)| {
        let (content, ending) = match line.strip_suffix("\r\n") {
            Some(content) => (content, LineEnding::CrLf),
            None => match line.strip_suffix('\n') {
                Some(content) => (content, LineEnding::Lf),
                None => (line, LineEnding::None),
            },
        };
        let span = Span::new(offset, offset.saturating_add(content.len()));
        offset = offset.saturating_add(line.len());
        Line { number, span, ending }
    })
}
