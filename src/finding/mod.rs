//! Findings (问题): what was judged about given data, with its place.
//!
//! A finding is never an error: the run goes on. Its [`Code`] owns severity and responsibility, so that
//! a call site cannot choose them; its [`Place`] is filled in outward: geometry knows ring and vertex,
//! the reader adds file, line and pointer.

mod acknowledgement;
mod class;
mod code;
mod external_code;
mod fields;
mod fingerprint;
mod fix;
mod form;
mod measure;
mod place;
mod rules;
mod severity;
mod shape;
mod source_file;
mod text;

pub use acknowledgement::Acknowledgement;
pub use class::Class;
pub use code::Code;
pub use external_code::ExternalCode;
pub(crate) use fields::fields;
pub use fix::{AreaMoved, Fix, FixKind, PatchOperation, PatchStep};
pub use measure::{Comparison, Limit, Measure, MeasureUnit, Quantity};
pub use place::{Place, Span, TextIndex};
pub use rules::{Rule, rules};
pub use severity::{Responsible, Severity};
pub use shape::FoundShape;
pub use source_file::SourceFile;
pub(crate) use text::spaced;
pub use text::{Language, Text, counted};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use form::FindingForm;

/// One judgement (问题) about one place in given data.
///
/// In JSON its place is written flat: `file`, `pointers` (that of the place first), `span` with `byte`, `line` and
/// `column`, `ring` as `[polygon, ring]`, `vertex`, `at`. What is not known is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "FindingForm", into = "FindingForm")]
#[non_exhaustive]
pub struct Finding {
    /// What kind of judgement this is.
    pub code: Code,
    /// How much it weighs: the severity of [`Finding::code`], unless a profile lowered it.
    pub severity: Severity,
    /// A finer distinction within the code.
    pub class: Option<Class>,
    /// What was expected and what was found, in Chinese and in English.
    pub message: Text,
    /// The codes or ids that the finding is about: parcels, entries, events.
    pub subjects: Vec<String>,
    /// Where it is.
    pub place: Place,
    /// JSON pointers of the other records that it is about.
    pub more_pointers: Vec<String>,
    /// The geometry that it is about, in the numbers of the file.
    pub geometry: Option<FoundShape>,
    /// What was measured.
    pub measure: Option<Measure>,
    /// What it should have been.
    pub limit: Option<Limit>,
    /// The clause that it rests on.
    pub rule: Option<String>,
    /// A fix that would end it.
    pub fix: Option<Fix>,
    /// Its fingerprint, once a check has given it one.
    pub fingerprint: Option<String>,
    /// The day for which it was found, where parcels were taken as of a day.
    pub as_of: Option<Date>,
    /// Who has accepted it.
    pub acknowledged: Option<Acknowledgement>,
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
        let basis = code.rule().map(|rule| rule.basis).filter(|basis| !basis.is_empty());
        Finding {
            code,
            severity: code.severity(),
            class: None,
            message,
            subjects: Vec::new(),
            place: Place::default(),
            more_pointers: Vec::new(),
            geometry: None,
            measure: None,
            limit: None,
            rule: basis.map(ToOwned::to_owned),
            fix: None,
            fingerprint: None,
            as_of: None,
            acknowledged: None,
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

    /// The same finding, of this class.
    #[must_use]
    pub fn of_class(mut self, class: Class) -> Finding {
        self.class = Some(class);
        self
    }

    /// The same finding, with what was measured.
    #[must_use]
    pub fn measured(mut self, measure: Measure) -> Finding {
        self.measure = Some(measure);
        self
    }

    /// The same finding, with the limit that was broken.
    #[must_use]
    pub fn limited(mut self, limit: Limit) -> Finding {
        self.limit = Some(limit);
        self
    }

    /// The same finding, with its geometry.
    #[must_use]
    pub fn showing(mut self, geometry: FoundShape) -> Finding {
        self.geometry = Some(geometry);
        self
    }

    /// The same finding, with a fix.
    #[must_use]
    pub fn fixed_by(mut self, fix: Fix) -> Finding {
        self.fix = Some(fix);
        self
    }

    /// Puts findings into the order of the file: place, code and subjects.
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

    /// Puts findings into an order that does not depend on the order of records in a file: severity, code,
    /// subjects, coordinates; only what is equal in all of these stands in the order of the file.
    pub fn sort_by_subject(findings: &mut [Finding]) {
        findings.sort_by(Finding::compare_by_subject);
    }

    /// The order of [`Finding::sort_by_subject`].
    pub(crate) fn compare_by_subject(a: &Finding, b: &Finding) -> std::cmp::Ordering {
        let position = |finding: &Finding| {
            finding.place.at.or_else(|| finding.geometry.as_ref().and_then(FoundShape::first))
        };
        (a.severity, a.code, &a.subjects)
            .cmp(&(b.severity, b.code, &b.subjects))
            .then_with(|| order(position(a), position(b)))
            .then_with(|| a.message.en.cmp(&b.message.en))
            .then_with(|| (&a.place.file, a.place.span).cmp(&(&b.place.file, b.place.span)))
    }
}

fn order(a: Option<[f64; 2]>, b: Option<[f64; 2]>) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a[0].total_cmp(&b[0]).then_with(|| a[1].total_cmp(&b[1])),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

impl From<ExternalCode> for Code {
    fn from(code: ExternalCode) -> Code {
        Code::External(code)
    }
}
