//! [`Fault`]: why a table cannot be read, and on which line.

use std::io;

use crate::error::Error;
use crate::finding::{Finding, Place, Text};

/// What was expected on a line and what was found, before it is tied to a file.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) line: u32,
    column: Option<u32>,
    what: What,
}

#[derive(Debug)]
enum What {
    Input { expected: Text, found: Text },
    Document(Box<Finding>),
    Reading(io::Error),
}

impl Fault {
    pub(super) fn new(
        line: u32,
        (zh, en): (impl Into<String>, impl Into<String>),
        (found_zh, found_en): (impl Into<String>, impl Into<String>),
    ) -> Box<Fault> {
        let what =
            What::Input { expected: Text::new(zh, en), found: Text::new(found_zh, found_en) };
        Box::new(Fault { line, column: None, what })
    }

    /// A fault that a finding describes already.
    pub(super) fn document(line: u32, finding: Finding) -> Box<Fault> {
        Box::new(Fault { line, column: None, what: What::Document(Box::new(finding)) })
    }

    /// Bytes that could not be had.
    pub(super) fn reading(line: u32, error: io::Error) -> Box<Fault> {
        Box::new(Fault { line, column: None, what: What::Reading(error) })
    }

    /// The same fault at a column, in characters from 1.
    pub(super) fn at(mut self: Box<Fault>, column: usize) -> Box<Fault> {
        self.column = u32::try_from(column).ok();
        self
    }

    pub(super) fn into_error(self, file: &str) -> Error {
        let mut place = Place::file(file);
        (place.line, place.column) = (Some(self.line), self.column);
        match self.what {
            What::Input { expected, found } => Error::input(place, expected, found),
            What::Document(finding) => Error::document(finding.at(place)),
            What::Reading(error) => Error::reading(file, error),
        }
    }
}
