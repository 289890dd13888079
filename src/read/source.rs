//! [`Source`]: a file in memory, its encoding, and where its lines are.

use std::path::Path;
use std::sync::OnceLock;

use super::in_parts;
use super::lines::Lines;
use crate::Workers;
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Span, Text};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file in memory (数据源): the name the caller gave it, and its bytes.
///
/// Whether the bytes are UTF-8 is found out once. Lines and columns are worked out when the first place
/// is asked for, and cost a fixed amount for each place after that, even in a file of one long line.
#[derive(Debug)]
pub struct Source {
    name: String,
    content: Content,
    lines: OnceLock<Lines>,
}

#[derive(Debug)]
enum Content {
    Text(String),
    /// Text that ends in the middle of a character, and how much of it is whole.
    Cut(Vec<u8>, usize),
    /// Bytes that are no UTF-8, and how many of them are.
    Bytes(Vec<u8>, usize),
}

impl Source {
    /// The file at `path`, named as the path is written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Source> {
        let path = path.as_ref();
        let name = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => Ok(Source::new(name, bytes)),
            Err(error) => Err(Error::reading(name, error)),
        }
    }

    /// The same, read by as many threads at once as may be used: one core alone does not read a cached file as fast as
    /// memory can be filled.
    ///
    /// # Errors
    /// When the file cannot be read.
    ///
    /// ```
    /// use landledger::Workers;
    /// use landledger::read::Source;
    ///
    /// # fn main() -> Result<(), landledger::Error> {
    /// let source = Source::open_by("Cargo.toml", Workers::available())?;
    /// assert_eq!(source.bytes(), Source::open("Cargo.toml")?.bytes());
    /// # Ok(())
    /// # }
    /// ```
    pub fn open_by(path: impl AsRef<Path>, workers: Workers) -> Result<Source> {
        let path = path.as_ref();
        match in_parts::read(path, workers) {
            Some(bytes) => Ok(Source::new(path.display().to_string(), bytes)),
            None => Source::open(path),
        }
    }

    /// Bytes that are in memory already.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Source {
        let content = match String::from_utf8(bytes.into()) {
            Ok(text) => Content::Text(text),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let cut = error.utf8_error().error_len().is_none();
                let bytes = error.into_bytes();
                match bytes.get(..valid) {
                    Some(text) if cut && !text.trim_ascii().is_empty() => {
                        Content::Cut(bytes, valid)
                    }
                    _ => Content::Bytes(bytes, valid),
                }
            }
        };
        Source { name: name.into(), content, lines: OnceLock::new() }
    }

    /// The name that the caller gave.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Every byte, a byte order mark included: spans count from its first.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Cut(bytes, _) | Content::Bytes(bytes, _) => bytes,
        }
    }

    /// The text behind a byte order mark, if there is one; it starts at [`Source::text_start`].
    ///
    /// # Errors
    /// [`Code::NotUtf8`] with the place of the first byte that is not UTF-8, naming GB18030 when the bytes
    /// fit it; [`Code::FileEmpty`] when there is nothing but white space. Of a text that ends in the middle of a
    /// character, as a file that was cut off, the whole characters are given.
    ///
    /// ```
    /// use landledger::finding::Code;
    /// use landledger::read::Source;
    ///
    /// let source = Source::new("a.json", b"\n{\"a\": \xC9\xCF\xBD\xD6}".to_vec());
    /// let finding = source.text().unwrap_err();
    /// assert_eq!(finding.code, Code::NotUtf8);
    /// assert_eq!((finding.place.line, finding.place.column), (Some(2), Some(7)));
    /// assert!(finding.message.en.contains("GB18030"));
    /// ```
    pub fn text(&self) -> Result<&str, Box<Finding>> {
        self.whole_text().map(|text| text.get(self.text_start()..).unwrap_or_default())
    }

    /// Where the text starts: after the byte order mark, if there is one.
    #[must_use]
    pub fn text_start(&self) -> usize {
        if self.bytes().starts_with(BYTE_ORDER_MARK.as_bytes()) { BYTE_ORDER_MARK.len() } else { 0 }
    }

    /// What is worth a warning about the bytes of a text that can be read: [`Code::ByteOrderMark`].
    #[must_use]
    pub fn byte_order_mark(&self) -> Option<Finding> {
        (self.text_start() > 0).then(|| {
            let message = Text::new(
                "文件以 UTF-8 字节顺序标记（BOM）开头，JSON 不允许；已跳过",
                "the file starts with a UTF-8 byte order mark, which JSON does not allow; it was skipped",
            );
            Finding::new(Code::ByteOrderMark, message)
                .at(self.place(Span::new(0, BYTE_ORDER_MARK.len())))
        })
    }

    /// The text of a range of bytes; empty when the range does not lie within the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let offset = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let range = offset(span.start)..offset(span.end);
        match &self.content {
            Content::Text(text) => text.get(range).unwrap_or_default(),
            Content::Cut(bytes, valid) if range.end <= *valid => {
                let bytes = bytes.get(range).unwrap_or_default();
                std::str::from_utf8(bytes).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// The range as a place: file, line, column (in characters, a byte order mark not counted), bytes.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let (line, column) = self.line_and_column(span.start);
        let mut place = Place::file(self.name.clone());
        place.line = Some(line);
        place.column = Some(column);
        place.span = Some(span);
        place
    }

    /// The whole text, a byte order mark included, so that offsets are those of the file.
    pub(crate) fn whole_text(&self) -> Result<&str, Box<Finding>> {
        match &self.content {
            Content::Text(text) => {
                let start = self.text_start();
                if text.get(start..).unwrap_or_default().trim_ascii().is_empty() {
                    let message = Text::new("文件没有内容", "the file has no content");
                    let finding = Finding::new(Code::FileEmpty, message);
                    return Err(Box::new(finding.at(self.place(Span::new(start, start)))));
                }
                Ok(text)
            }
            // The readers say that the text ends too early, and keep what stands before.
            Content::Cut(bytes, valid) => bytes
                .get(..*valid)
                .and_then(|text| std::str::from_utf8(text).ok())
                .ok_or_else(|| Box::new(self.not_utf8(bytes, *valid))),
            Content::Bytes(bytes, valid) => Err(Box::new(self.not_utf8(bytes, *valid))),
        }
    }

    fn not_utf8(&self, bytes: &[u8], valid: usize) -> Finding {
        let (zh, en) = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            ("，疑似 UTF-16 编码", "; the bytes look like UTF-16")
        } else if bytes.starts_with(b"PK\x03\x04") {
            (
                "，疑似 Excel（xlsx）或 zip 压缩文件",
                "; the bytes look like an Excel workbook (xlsx) or another zip archive",
            )
        } else if encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
        {
            ("，疑似 GBK 或 GB18030 编码", "; the bytes fit GBK or GB18030")
        } else {
            ("", "")
        };
        let byte = bytes.get(valid).copied().unwrap_or_default();
        let message = Text::new(
            format!("第 {valid} 字节（0x{byte:02X}）不是 UTF-8{zh}；请另存为 UTF-8 文本"),
            format!("byte {valid} (0x{byte:02X}) is not UTF-8{en}; save the file as UTF-8 text"),
        );
        let span = Span::new(valid, valid.saturating_add(1));
        Finding::new(Code::NotUtf8, message).at(self.place(span))
    }

    /// The same bytes under another name.
    pub(crate) fn called(self, name: &str) -> Source {
        Source { name: name.to_owned(), ..self }
    }

    /// Its name and where its lines are; the text itself is let go.
    pub(crate) fn into_lines(mut self) -> (String, Lines) {
        let lines = self.lines.take();
        let lines = lines.unwrap_or_else(|| Lines::of(self.bytes(), self.text_start()));
        (self.name, lines)
    }

    /// Where its lines are; worked out once.
    pub(crate) fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(self.bytes(), self.text_start()))
    }

    fn line_and_column(&self, offset: u64) -> (u32, u32) {
        let lines = self.lines();
        let Span { start, end } = lines.in_front(offset);
        let at = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        let in_front = self.bytes().get(at(start)..at(end)).unwrap_or_default();
        lines.line_and_column(offset, in_front)
    }
}
