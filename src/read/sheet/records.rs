//! CSV: text to records of located fields.
//!
//! RFC 4180, with any of the separators, and with LF, CR LF or CR at the end of a record. Our own because every field
//! carries its bytes, and because broken quotes are named and do not swallow the rows behind them; the CSV crates give
//! neither.

use std::borrow::Cow;

use crate::finding::Span;

/// A field: what it says, and where it stands, quotes included.
#[derive(Debug, Clone)]
pub(super) struct RawField<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) span: Span,
}

/// What is wrong with the quotes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteFault {
    /// A quote opens a field and nothing closes it.
    Open,
    /// Text follows the quote that closes a field.
    TextBehind,
}

/// A record, and the first thing that is wrong with its quotes.
#[derive(Debug, Clone)]
pub(super) struct Record<'a> {
    pub(super) fields: Vec<RawField<'a>>,
    pub(super) fault: Option<(QuoteFault, Span)>,
}

impl Record<'_> {
    /// Whether no field says anything.
    pub(super) fn is_blank(&self) -> bool {
        self.fault.is_none() && self.fields.iter().all(|field| field.text.trim().is_empty())
    }
}

/// The records of a text, one after another; spans count from the start of the text.
pub(super) struct Records<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
}

impl<'a> Records<'a> {
    pub(super) const fn new(text: &'a str, from: usize, separator: u8) -> Records<'a> {
        Records { text, separator, at: from }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The first separator or end of line from `at` on.
    fn end_of_plain(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let ends = |byte: &u8| *byte == self.separator || matches!(byte, b'\n' | b'\r');
        at + rest.iter().position(ends).unwrap_or(rest.len())
    }

    /// A field that starts with a quote; `None` if nothing closes it.
    fn quoted(&self, start: usize) -> Option<(Cow<'a, str>, usize)> {
        let mut text = Cow::Borrowed("");
        let mut from = start + 1;
        loop {
            let rest = self.text.as_bytes().get(from..)?;
            let quote = from + rest.iter().position(|byte| *byte == b'"')?;
            let piece = self.slice(from, quote);
            if text.is_empty() {
                text = Cow::Borrowed(piece);
            } else {
                text.to_mut().push_str(piece);
            }
            if self.byte(quote + 1) != Some(b'"') {
                return Some((text, quote + 1));
            }
            text.to_mut().push('"');
            from = quote + 2;
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        self.byte(self.at)?;
        let mut record = Record { fields: Vec::new(), fault: None };
        loop {
            let start = self.at;
            let (text, end) = match self.byte(start) {
                Some(b'"') => match self.quoted(start) {
                    Some((text, close)) => {
                        let end = self.end_of_plain(close);
                        if end > close {
                            let fault = (QuoteFault::TextBehind, Span::new(close, end));
                            record.fault.get_or_insert(fault);
                        }
                        (text, end)
                    }
                    // No quote in the rest of the text closes it, so that this happens once: what follows is read
                    // as if the quote were a character.
                    None => {
                        let end = self.end_of_plain(start);
                        record.fault.get_or_insert((QuoteFault::Open, Span::new(start, end)));
                        (Cow::Borrowed(self.slice(start, end)), end)
                    }
                },
                _ => {
                    let end = self.end_of_plain(start);
                    (Cow::Borrowed(self.slice(start, end)), end)
                }
            };
            record.fields.push(RawField { text, span: Span::new(start, end) });
            match self.byte(end) {
                Some(byte) if byte == self.separator => self.at = end + 1,
                Some(b'\r') if self.byte(end + 1) == Some(b'\n') => self.at = end + 2,
                Some(_) => self.at = end + 1,
                None => self.at = end,
            }
            if self.byte(end) != Some(self.separator) {
                return Some(record);
            }
        }
    }
}
