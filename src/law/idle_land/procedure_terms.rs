//! Terms of the procedure that the caller brings along.

use serde::{Deserialize, Serialize};

use crate::calendar::WorkingCalendar;
use crate::law::{Assurance, Citation};

/// A term of working days (工作日期限) with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WorkingDayTerm {
    /// So many working days.
    pub working_days: u16,
    /// Where it stands.
    pub source: Citation,
    /// How its text is known.
    pub assurance: Assurance,
}

impl WorkingDayTerm {
    /// A term.
    #[must_use]
    pub const fn new(working_days: u16, source: Citation, assurance: Assurance) -> WorkingDayTerm {
        WorkingDayTerm { working_days, source, assurance }
    }
}

/// Terms of the procedure against idle land that no number of this library sets (程序期限): Order 53, Art. 15, gives the right
/// to a hearing, and rules of hearings give its days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct ProcedureTerms {
    /// From the notice of the right to a hearing to the request for it (申请听证).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing_request: Option<WorkingDayTerm>,
    /// From the request to the hearing (组织听证).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing_held: Option<WorkingDayTerm>,
    /// Which days are worked.
    pub calendar: WorkingCalendar,
}
