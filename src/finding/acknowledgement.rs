//! Acknowledgements: findings that somebody has accepted.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;

/// A finding that was accepted (认可): by whom, why, and until when.
///
/// It holds for the finding with its fingerprint, which stays the same after edits elsewhere and changes when
/// the place itself is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Acknowledgement {
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it: an office or a role.
    pub by: String,
    /// The last day on which it holds; absent: until it is withdrawn.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Acknowledgement {
    /// An acknowledgement without an end.
    #[must_use]
    pub fn new(
        fingerprint: impl Into<String>,
        reason: impl Into<String>,
        by: impl Into<String>,
    ) -> Acknowledgement {
        Acknowledgement {
            fingerprint: fingerprint.into(),
            reason: reason.into(),
            by: by.into(),
            until: None,
        }
    }

    /// Whether it still holds on a day: up to and with its last day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}
