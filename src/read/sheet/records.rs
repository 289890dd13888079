//! CSV: text to records of located fields.
//!
//! RFC 4180, with any of the separators, and with LF, CR LF or CR at the end of a record. Our own because every field
//! carries its bytes, and because broken quotes are named and do not swallow the rows behind them; the CSV crates give
//! neither.

use std::borrow::Cow;

use super::table::At;
use crate::finding::Span;

/// A field: what it says, and where it stands, quotes included.
#[derive(Debug, Clone)]
pub(super) struct RawField<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) at: At,
    pub(super) state: FieldState,
}

/// What is known of a field beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "only workbooks know more than text"))]
pub(super) enum FieldState {
    /// It says what it says.
    #[default]
    Given,
    /// A whole number in no format of days: it may be the number of a day.
    Serial(i64),
    /// The error of a formula, as `#REF!`.
    Error,
    /// A formula whose value nobody has worked out.
    NotComputed,
    /// The first cell of a range that is merged down over other rows.
    MergedFirst(u32, u32),
    /// A cell that repeats what stands in the first row of such a range.
    MergedBelow(u32, u32),
}

impl RawField<'_> {
    /// Whether the field says something of its own.
    pub(super) fn is_own(&self) -> bool {
        !self.text.trim().is_empty() && !matches!(self.state, FieldState::MergedBelow(..))
    }
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
    pub(super) fault: Option<(QuoteFault, At)>,
}

impl Record<'_> {
    /// What each field says of its own.
    pub(super) fn own_texts(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|field| if field.is_own() { field.text.trim() } else { "" })
    }

    /// Whether no field says anything.
    pub(super) fn is_blank(&self) -> bool {
        self.fault.is_none() && !self.fields.iter().any(RawField::is_own)
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
                            let fault = (QuoteFault::TextBehind, At::Bytes(Span::new(close, end)));
                            record.fault.get_or_insert(fault);
                        }
                        (text, end)
                    }
                    // No quote in the rest of the text closes it, so that this happens once: what follows is read
                    // as if the quote were a character.
                    None => {
                        let end = self.end_of_plain(start);
                        record
                            .fault
                            .get_or_insert((QuoteFault::Open, At::Bytes(Span::new(start, end))));
                        (Cow::Borrowed(self.slice(start, end)), end)
                    }
                },
                _ => {
                    let end = self.end_of_plain(start);
                    (Cow::Borrowed(self.slice(start, end)), end)
                }
            };
            let at = At::Bytes(Span::new(start, end));
            record.fields.push(RawField { text, at, state: FieldState::Given });
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
