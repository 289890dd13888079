//! What a lint looks for. No instrument sets these bounds: they are this library's own, and the caller's to change.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::finding::{Severity, Text};

/// The bounds of a lint (体检参数).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct LintOptions {
    /// Back on the ledger within so many months of the strike-off is a relapse to look at (反弹期限). Default 12.
    pub relapse_months: u8,
    /// From so many parcels with open entries on, a holder is named (同一权利人). Default 2.
    pub holder_parcels: u32,
    /// No event and no date of an agreement lies before this day. Default 1949-10-01.
    #[serde(with = "calendar::day")]
    pub earliest: Date,
    /// No event lies more than so many days after the day on which it was recorded. Default 366.
    pub days_ahead: u16,
    /// No date of an agreement or plan lies more than so many years after the event that brings it. Default 100.
    pub years_ahead: u8,
    /// What must be stated when.
    pub requirements: Vec<Requirement>,
}

impl Default for LintOptions {
    fn default() -> LintOptions {
        use RequiredField as Field;
        use RequirementMoment as Moment;
        let requirements = [
            (Moment::Listing, Field::RegisteredArea, Severity::Warning),
            (Moment::Listing, Field::Causes, Severity::Warning),
            (Moment::Listing, Field::Holder, Severity::Note),
            (Moment::Relisting, Field::Causes, Severity::Warning),
            (Moment::StrikeOff, Field::Document, Severity::Warning),
            (Moment::Replacement, Field::Document, Severity::Warning),
            (Moment::BoundaryAdoption, Field::Document, Severity::Warning),
            (Moment::Correction, Field::Reason, Severity::Warning),
        ];
        LintOptions {
            relapse_months: 12,
            holder_parcels: 2,
            earliest: date(1949, 10, 1),
            days_ahead: 366,
            years_ahead: 100,
            requirements: requirements
                .into_iter()
                .map(|(at, field, severity)| Requirement { at, field, severity })
                .collect(),
        }
    }
}

/// What must be stated at a moment of an entry's or parcel's life (分阶段必填).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Requirement {
    /// When.
    pub at: RequirementMoment,
    /// What.
    pub field: RequiredField,
    /// How much it weighs once the act holds. While it is only proposed, it weighs one step less: an error is a warning
    /// and anything else a note.
    pub severity: Severity,
}

impl Requirement {
    /// A requirement from its parts.
    #[must_use]
    pub const fn new(
        at: RequirementMoment,
        field: RequiredField,
        severity: Severity,
    ) -> Requirement {
        Requirement { at, field, severity }
    }
}

/// A moment at which something must be stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RequirementMoment {
    /// An entry is listed (列入台账).
    Listing,
    /// An entry is listed again (重新列入).
    Relisting,
    /// An entry is struck off (销号).
    StrikeOff,
    /// Parcels give way to others (宗地分合).
    Replacement,
    /// A boundary of the zone comes into force (边界调整).
    BoundaryAdoption,
    /// An event is corrected or retracted (更正、撤销).
    Correction,
}

/// What must be stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RequiredField {
    /// The document that the event rests on (依据文件).
    Document,
    /// Who recorded it (经办角色).
    Actor,
    /// Why, in a document, a cause or a note (事由).
    Reason,
    /// At least one cause of the entry (原因).
    Causes,
    /// What shows the primary cause (主要原因的证据).
    CauseEvidence,
    /// The holder of the parcel (权利人).
    Holder,
    /// The registered area of the parcel (登记面积).
    RegisteredArea,
}

impl RequiredField {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            RequiredField::Document => Text::new("依据文件", "the document that it rests on"),
            RequiredField::Actor => Text::new("经办角色", "the role of whoever recorded it"),
            RequiredField::Reason => {
                Text::new("事由（文件、原因或说明）", "a reason: a document, a cause or a note")
            }
            RequiredField::Causes => Text::new("原因", "at least one cause"),
            RequiredField::CauseEvidence => {
                Text::new("主要原因的证据", "evidence of the primary cause")
            }
            RequiredField::Holder => Text::new("权利人", "the holder of the parcel"),
            RequiredField::RegisteredArea => {
                Text::new("登记面积", "the registered area of the parcel")
            }
        }
    }
}
