//! Small helps for the XML of a workbook: attributes, and the text between tags.
//!
//! Entities that a document declares itself are never resolved: only the five of XML and characters by number.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::fault::WorkbookFault;

/// The parts of a document, one after another, each element without the prefix of its name.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, part: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part }
    }

    /// The next event; [`Event::Eof`] at the end.
    pub(super) fn next(&mut self) -> Result<Event<'a>, WorkbookFault> {
        self.reader.read_event().map_err(|error| WorkbookFault::part(self.part, error))
    }

    pub(super) fn fault(&self, what: impl std::fmt::Display) -> WorkbookFault {
        WorkbookFault::part(self.part, what)
    }

    /// The text up to the end of the element that was just opened, without what stands in elements of these names.
    pub(super) fn text(&mut self, but: &[&str]) -> Result<String, WorkbookFault> {
        let mut text = String::new();
        let mut depth = 0_u32;
        let mut left_out = 0_u32;
        loop {
            match self.next()? {
                Event::Start(start) => {
                    depth = depth.saturating_add(1);
                    if left_out > 0 || but.contains(&start.local_name().as_ref()) {
                        left_out = left_out.saturating_add(1);
                    }
                }
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    left_out = left_out.saturating_sub(1);
                }
                Event::Text(piece) if left_out == 0 => text.push_str(&piece.xml10_content()),
                Event::CData(piece) if left_out == 0 => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(name) if left_out == 0 => text.push(self.character(&name)?),
                Event::Eof => return Err(self.fault("EOF")),
                _ => {}
            }
        }
    }

    fn character(&self, name: &BytesRef<'_>) -> Result<char, WorkbookFault> {
        let by_number = name.resolve_char_ref().map_err(|error| self.fault(error))?;
        let named = match &*name.xml10_content() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        };
        by_number.or(named).ok_or_else(|| self.fault("entity"))
    }
}

/// The attribute of this name, whatever its prefix.
pub(super) fn attribute<'a>(start: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = start.attributes();
    let mut own = attributes.with_checks(false).flatten();
    let own = own.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    own.normalized_value(XmlVersion::Explicit1_0).ok()
}

/// Whether an attribute says yes.
pub(super) fn is_set(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| matches!(&*value, "1" | "true"))
}
