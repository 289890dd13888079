//! [`Fault`]: what is wrong with JSON text, before it is tied to a file.

use crate::finding::{Code, Finding, Span, Text};
use crate::read::Source;

/// Something wrong at a range of bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) span: Span,
    pub(crate) pointer: Option<String>,
    pub(crate) message: Text,
}

impl Fault {
    pub(crate) fn new(code: Code, span: Span, message: Text) -> Fault {
        Fault { code, span, pointer: None, message }
    }

    /// The same fault with a pointer, unless it has one.
    pub(crate) fn or_pointer(mut self, pointer: impl FnOnce() -> String) -> Fault {
        self.pointer.get_or_insert_with(pointer);
        self
    }

    pub(crate) fn into_finding(self, source: &Source) -> Finding {
        let mut place = source.place(self.span);
        place.pointer = self.pointer;
        Finding::new(self.code, self.message).at(place)
    }
}
