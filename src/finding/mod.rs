//! Findings (问题): what was judged about given data, with its place.
//!
//! A finding is never an error: the run goes on. Its [`Code`] owns severity and responsibility, so that
//! a call site cannot choose them; its [`Place`] is filled in outward: geometry knows ring and vertex,
//! the reader adds file, line and pointer.

mod code;
mod place;
mod source_file;
mod text;

pub use code::{Code, Responsible, Severity};
pub use place::{Place, Span, TextIndex};
pub use source_file::SourceFile;
pub use text::{Language, Text};

use serde::{Deserialize, Serialize};

/// One judgement (问题) about one place in given data.
///
/// Findings sort by file, place in the file, code and subjects, so that a list of them does not depend on
/// the order in which checks ran.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// What kind of judgement this is.
    pub code: Code,
    /// How much it weighs; always the severity of [`Finding::code`], repeated for readers of the JSON form.
    pub severity: Severity,
    /// What was expected and what was found, in Chinese and in English.
    pub message: Text,
    /// The codes or ids that the finding is about: parcels, entries, events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Place::is_unknown")]
    pub place: Place,
}

impl Finding {
    /// A finding of this code that says `message`.
    ///
    /// ```
    /// use landledger::finding::{Code, Finding, Severity, Text};
    ///
    /// let finding = Finding::new(Code::RingNotClosed, Text::new("环未闭合", "the ring is not closed"));
    /// assert_eq!(finding.severity, Severity::Error);
    /// assert_eq!(finding.code.id(), "ring-not-closed");
    /// ```
    #[must_use]
    pub fn new(code: Code, message: Text) -> Finding {
        Finding {
            code,
            severity: code.severity(),
            message,
            subjects: Vec::new(),
            place: Place::default(),
        }
    }

    /// The same finding, about one more subject.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Finding {
        self.subjects.push(subject.into());
        self
    }

    /// The same finding, at this place; what `place` leaves open is kept from before.
    #[must_use]
    pub fn at(mut self, place: Place) -> Finding {
        self.place = place.or(self.place);
        self
    }

    /// Puts findings into the order that reports use.
    pub fn sort(findings: &mut [Finding]) {
        findings.sort_by(|a, b| {
            (&a.place.file, a.place.span, a.code, &a.subjects, &a.message.en).cmp(&(
                &b.place.file,
                b.place.span,
                b.code,
                &b.subjects,
                &b.message.en,
            ))
        });
    }
}
