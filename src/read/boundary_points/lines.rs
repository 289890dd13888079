//! The bytes of a file as decoded lines that know where they stand.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::model::{LineEnding, TextEncoding};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Span, Text, TextIndex, counted};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A line without its line end.
pub(super) struct Line<'a> {
    /// The line as it is written back; with a carriage return if the file mixes line ends.
    pub(super) raw: Cow<'a, str>,
    /// From 1.
    number: u32,
    /// Offset of the first byte of the line in the file.
    start: usize,
    bytes: &'a [u8],
}

impl Line<'_> {
    /// The line as it is read: without a carriage return at its end.
    pub(super) fn text(&self) -> &str {
        self.raw.strip_suffix('\r').unwrap_or(&self.raw)
    }
}

/// The lines of a file, and what is said about it.
pub(super) struct Document<'a> {
    name: &'a str,
    pub(super) encoding: TextEncoding,
    pub(super) line_ending: LineEnding,
    pub(super) final_newline: bool,
    pub(super) lines: Vec<Line<'a>>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Document<'a> {
    /// Decodes a file.
    pub(super) fn open(name: &'a str, bytes: &'a [u8]) -> Result<Document<'a>> {
        let mut findings = Vec::new();
        let (encoding, body) = encoding_of(name, bytes, &mut findings)?;
        let (line_ending, first_other) = line_ending_of(body);
        let mut lines = Vec::new();
        let mut start = bytes.len().saturating_sub(body.len());
        let final_newline = body.ends_with(b"\n");
        let text = body.strip_suffix(b"\n").unwrap_or(body);
        let (mut respelled, mut first_respelled) = (0_usize, None);
        let mut number = 0_u32;
        for stored in text.split(|byte| *byte == b'\n') {
            number = number.saturating_add(1);
            let last_unended = !final_newline && start.saturating_add(stored.len()) >= bytes.len();
            let content = match stored.strip_suffix(b"\r") {
                Some(content) if line_ending == LineEnding::CrLf && !last_unended => content,
                _ => stored,
            };
            let raw = match encoding {
                TextEncoding::Gb18030 => GB18030.decode_without_bom_handling(content).0,
                TextEncoding::Utf8 | TextEncoding::Utf8Bom => String::from_utf8_lossy(content),
            };
            let line = Line { raw, number, start, bytes: content };
            if encoding == TextEncoding::Gb18030 && *GB18030.encode(&line.raw).0 != *content {
                respelled = respelled.saturating_add(1);
                first_respelled.get_or_insert(lines.len());
            }
            lines.push(line);
            start = start.saturating_add(stored.len()).saturating_add(1);
        }
        let mut document = Document { name, encoding, line_ending, final_newline, lines, findings };
        document.note_line_endings(first_other);
        document.note_respelled(first_respelled, respelled);
        Ok(document)
    }

    fn note_line_endings(&mut self, first_other: Option<usize>) {
        let Some(line) = first_other else { return };
        let place = self.line_place(line);
        self.add(
            Code::TxtLineEndings,
            place,
            ("全文一种换行符", "one kind of line end throughout"),
            &("两种：CR LF 与 LF".to_owned(), "two: CR LF and LF".to_owned()),
        );
    }

    fn note_respelled(&mut self, first: Option<usize>, count: usize) {
        let Some(line) = first else { return };
        let place = self.line_place(line);
        self.add(
            Code::TxtBytesNotKept,
            place,
            ("GB18030 的标准编码字节", "the standard GB18030 bytes of each character"),
            &(
                format!("{count} 行含其他编码字节，写回时将改变"),
                format!(
                    "other bytes on {} when written back",
                    counted(count, "line, which changes", "lines, which change")
                ),
            ),
        );
    }

    /// The text of a line; empty for a line that does not exist.
    pub(super) fn text(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", Line::text)
    }

    /// The place of a whole line.
    pub(super) fn line_place(&self, line: usize) -> Place {
        self.place(line, 0, self.text(line).len())
    }

    /// The place of the characters of a line from one offset into its text to another; bytes of the file.
    pub(super) fn place(&self, line: usize, from: usize, to: usize) -> Place {
        let mut place = Place::file(self.name);
        let Some(line) = self.lines.get(line) else { return place };
        let before = line.text().get(..from).unwrap_or_default();
        place.line = Some(line.number);
        let column = before.chars().count().saturating_add(1);
        place.column = Some(u32::try_from(column).unwrap_or(u32::MAX));
        let start = line.start.saturating_add(self.stored(line, from));
        let end = line.start.saturating_add(self.stored(line, to));
        place.span = Some(Span::new(start, end));
        place
    }

    /// How many bytes of the file the first `offset` bytes of a line's text take.
    fn stored(&self, line: &Line<'_>, offset: usize) -> usize {
        if self.encoding != TextEncoding::Gb18030 {
            return offset;
        }
        let characters = line.text().get(..offset).unwrap_or_default().chars().count();
        let mut at = 0_usize;
        for _ in 0..characters {
            let width = match (line.bytes.get(at), line.bytes.get(at.saturating_add(1))) {
                (Some(0..=0x80), _) => 1,
                (_, Some(b'0'..=b'9')) => 4,
                _ => 2,
            };
            at = at.saturating_add(width);
        }
        at.min(line.bytes.len())
    }

    /// Adds a finding: what was expected and what was found, in Chinese and in English.
    pub(super) fn add(
        &mut self,
        code: Code,
        place: Place,
        expected: (&str, &str),
        found: &(String, String),
    ) {
        self.findings.push(finding(code, place, expected, found));
    }
}

/// A finding that says what was expected and what was found.
pub(super) fn finding(
    code: Code,
    place: Place,
    (zh, en): (&str, &str),
    found: &(String, String),
) -> Finding {
    let zh = format!("应为{zh}，实为{}", found.0);
    let en = format!("expected {en}, found {}", found.1);
    Finding::new(code, Text::new(zh, en)).at(place)
}

/// Given text as it appears in messages: clipped, and named when blank.
pub(super) fn quoted(text: &str) -> (String, String) {
    let text = text.trim();
    if text.is_empty() {
        return ("空".to_owned(), "nothing".to_owned());
    }
    let mut clipped: String = text.chars().take(60).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    (format!("`{clipped}`"), format!("`{clipped}`"))
}

fn encoding_of<'a>(
    name: &str,
    bytes: &'a [u8],
    findings: &mut Vec<Finding>,
) -> Result<(TextEncoding, &'a [u8])> {
    let (encoding, body) = match bytes.strip_prefix(BOM) {
        Some(body) => (TextEncoding::Utf8Bom, body),
        None => (TextEncoding::Utf8, bytes),
    };
    if body.iter().all(u8::is_ascii_whitespace) {
        let found = ("空文件".to_owned(), "an empty one".to_owned());
        let file = ("有内容的文件", "a file with content");
        return Err(Error::document(finding(Code::FileEmpty, Place::file(name), file, &found)));
    }
    let begin = bytes.len().saturating_sub(body.len());
    let at = |offset: usize, len: usize| {
        let start = begin.saturating_add(offset);
        let span = Span::new(start, start.saturating_add(len));
        Place::file(name).span(span, &TextIndex::new(bytes))
    };
    let expected = ("UTF-8 或 GB18030 文本", "text in UTF-8 or GB18030");
    if let Some(offset) = body.iter().position(|byte| *byte == 0) {
        let found = ("空字符（NUL）".to_owned(), "a NUL byte".to_owned());
        return Err(Error::document(finding(Code::NotUtf8, at(offset, 1), expected, &found)));
    }
    let Err(invalid) = std::str::from_utf8(body) else {
        if encoding == TextEncoding::Utf8Bom {
            let place = Place::file(name).span(Span::new(0, begin), &TextIndex::new(bytes));
            let found = ("字节序标记".to_owned(), "a byte order mark".to_owned());
            let text = ("无标记的文本", "text without a mark");
            findings.push(finding(Code::ByteOrderMark, place, text, &found));
        }
        return Ok((encoding, body));
    };
    if encoding == TextEncoding::Utf8 && !GB18030.decode_without_bom_handling(body).1 {
        return Ok((TextEncoding::Gb18030, body));
    }
    let found = ("其他字节".to_owned(), "other bytes".to_owned());
    let place = at(invalid.valid_up_to(), 1);
    Err(Error::document(finding(Code::NotUtf8, place, expected, &found)))
}

/// How lines end, and in a mixed file the first line that ends differently from the first.
fn line_ending_of(body: &[u8]) -> (LineEnding, Option<usize>) {
    let mut first: Option<bool> = None;
    let mut first_other = None;
    for (line, stored) in body.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if !stored.ends_with(b"\n") {
            break;
        }
        let with_return = stored.ends_with(b"\r\n");
        if *first.get_or_insert(with_return) != with_return {
            first_other = Some(line);
            break;
        }
    }
    match (first, first_other) {
        (Some(true), None) => (LineEnding::CrLf, None),
        (_, other) => (LineEnding::Lf, other),
    }
}
