//! Text sequences: one document a record (RFC 8142), or a line.

use std::io::Read;
use std::sync::Arc;

use super::super::Rejected;
use super::fragment::Fragment;
use super::streamed::{StreamedFeature, reasons, split, too_large};
use super::{State, Stream};
use crate::error::Result;
use crate::finding::Span;

/// RFC 7464: stands in front of every record; no JSON text has it.
const RECORD_SEPARATOR: u8 = 0x1E;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// How many bytes tell whether there are record separators.
pub(super) const FIRST: usize = 4;

/// Whether a file that starts with these bytes has record separators.
pub(super) fn separated(start: &[u8]) -> bool {
    let start = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start);
    start.first() == Some(&RECORD_SEPARATOR)
}

/// The records so far.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    /// The byte between records, once it is known.
    separator: Option<u8>,
    /// Whether there has been a record.
    any: bool,
}

impl<R: Read> Stream<R> {
    /// Reads the next record.
    pub(super) fn record(&mut self, mut sequence: Sequence) -> Result<()> {
        let separator = match sequence.separator {
            Some(separator) => separator,
            None => {
                self.window.look_ahead(FIRST)?;
                if separated(self.window.rest()) { RECORD_SEPARATOR } else { b'\n' }
            }
        };
        sequence.separator = Some(separator);
        let at = self.window.at();
        let mut scanned = 0_usize;
        let mut held = true;
        let length = loop {
            let rest = self.window.rest();
            let new = rest.get(scanned..).unwrap_or_default();
            if let Some(found) = new.iter().position(|byte| *byte == separator) {
                break scanned.saturating_add(found);
            }
            scanned = rest.len();
            if scanned > self.limit {
                held = false;
                self.window.consume(scanned);
                scanned = 0;
            }
            if !self.window.fill()? {
                break scanned;
            }
        };
        if held && length <= self.limit {
            let bytes = self.window.rest().get(..length).unwrap_or_default();
            let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
            if !text.trim_ascii().is_empty() {
                sequence.any = true;
                let fragment = Fragment::whole(self.window.name(), bytes.to_vec(), at);
                self.give_record(fragment, length);
            }
            self.window.consume(length);
        } else {
            self.window.consume(length);
            sequence.any = true;
            let span = Span { start: at.offset, end: self.window.at().offset };
            let fragment = Fragment::whole(self.window.name(), Vec::new(), at);
            self.ready.push_back(too_large(fragment, span, None, self.limit));
        }
        if self.window.rest().is_empty() && self.window.ended() {
            if !sequence.any {
                let fragment = Fragment::whole(self.window.name(), Vec::new(), self.window.at());
                self.end(fragment.read(&self.options));
            }
            self.state = State::End;
        } else {
            self.window.consume(1);
            self.state = State::Sequence(sequence);
        }
        Ok(())
    }

    fn give_record(&mut self, fragment: Fragment, length: usize) {
        let fragment = Arc::new(fragment);
        let (mut items, mut rest) = split(fragment.read(&self.options), &fragment);
        let reasons = reasons(&rest.findings);
        if let Some(first) = items.first_mut() {
            first.findings.append(&mut rest.findings);
        } else if reasons.is_empty() {
            // A collection without features.
            self.document.findings.append(&mut rest.findings);
        } else {
            let span = fragment.span(Span::new(0, length));
            let rejected =
                Rejected { index: None, id: None, id_span: None, span, reasons, remains: None };
            items.push(StreamedFeature::new(Err(rejected), rest.findings, fragment));
        }
        self.ready.extend(items);
    }
}
