//! Proposed changes.

use serde::{Deserialize, Serialize};

use super::{Match, RecordReference};
use crate::finding::{Place, Text};
use crate::ledger::Act;
use crate::read::sheet::{CellValue, Field};

/// What a row would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// A parcel or an entry is new.
    Added,
    /// Values differ.
    Changed,
    /// An entry that was struck off is on the ledger again.
    Relisted,
    /// The row says that the entry is struck off, and why.
    StruckOff,
}

/// A value that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ChangedValue {
    /// Which.
    pub field: Field,
    /// The year, of a figure by year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// What it was; absent if nothing was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<CellValue>,
    /// Where that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_place: Option<Place>,
    /// What it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<CellValue>,
    /// Where that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_place: Option<Place>,
}

/// What a row would change, the match it rests on, and the acts that would do it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProposedChange {
    /// What kind of change.
    pub kind: ChangeKind,
    /// What it rests on.
    #[serde(rename = "match")]
    pub basis: Match,
    /// The row.
    pub new: RecordReference,
    /// What it was matched with; absent for what is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<RecordReference>,
    /// The values that differ; for what is new, every value that is carried.
    pub values: Vec<ChangedValue>,
    /// The acts, in order.
    pub acts: Vec<Act>,
}

impl ChangeKind {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ChangeKind::Added => Text::new("新增", "added"),
            ChangeKind::Changed => Text::new("变更", "changed"),
            ChangeKind::Relisted => Text::new("重新列入", "relisted"),
            ChangeKind::StruckOff => Text::new("销号", "struck off"),
        }
    }
}
