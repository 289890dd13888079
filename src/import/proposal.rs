//! [`Proposal`]: everything that a sheet would do, as plain data.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{ProposedChange, Question};
use crate::calendar;
use crate::finding::Finding;
use crate::ledger::Event;
use crate::read::sheet::{Field, RejectedRow, SheetTotal};
use crate::units::Area;

/// What a sheet would change, and what it leaves open (导入试算).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Proposal {
    /// The sheet before, or the ledger if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The sheet.
    pub new: String,
    /// The day from which the changes hold.
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// When they are recorded.
    #[serde(with = "calendar::moment")]
    pub recorded: DateTime,
    /// How many rows, and their areas.
    pub summary: Summary,
    /// What would change, by parcel.
    pub changes: Vec<ProposedChange>,
    /// What is open, by kind and parcel.
    pub questions: Vec<Question>,
    /// Rows that are not used.
    pub rejected: Vec<RejectedRow>,
    /// Totals of the sheet, held against its rows.
    pub totals: Vec<SheetTotal>,
    /// Fields of the sheet that the ledger has no place for.
    pub not_carried: Vec<Field>,
    /// What was found in the sheets.
    pub findings: Vec<Finding>,
    /// The changes that are relied on, as events.
    pub events: Vec<Event>,
    /// What the ledger would say to them; as long as an error is among these, they cannot be appended.
    pub refusals: Vec<Finding>,
}

/// How many rows there are of each kind, and their areas on the ledger.
///
/// Every row of the new sheet is in exactly one of `added`, `changed`, `relisted`, `struck_off`, `unchanged`,
/// `reason_open`, `ambiguous`, `incomplete` and `rejected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Summary {
    /// Entries before: rows of the old sheet, or entries on the ledger.
    pub before: SummaryLine,
    /// Rows of the new sheet, those not used included.
    pub rows: SummaryLine,
    /// Rows of parcels or entries that are new.
    pub added: SummaryLine,
    /// Rows with values that differ.
    pub changed: SummaryLine,
    /// Rows of entries that come back.
    pub relisted: SummaryLine,
    /// Rows that say that the entry is struck off, and why; the area is that of before.
    pub struck_off: SummaryLine,
    /// Rows that change nothing.
    pub unchanged: SummaryLine,
    /// Rows that say that the entry is struck off, and not why.
    pub reason_open: SummaryLine,
    /// Rows that cannot be told.
    pub ambiguous: SummaryLine,
    /// Rows that lack what it takes to carry them.
    pub incomplete: SummaryLine,
    /// Rows that cannot be read.
    pub rejected: SummaryLine,
    /// Entries before that have no row any more; the area is that of before.
    pub vanished: SummaryLine,
}

/// A number of rows and the sum of their areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SummaryLine {
    /// How many.
    pub count: u64,
    /// The sum of their areas on the ledger, m², as far as they have one.
    pub area_listed_m2: Area,
}

impl SummaryLine {
    /// One more; a sum beyond the range of areas stays where it is.
    pub(super) fn add(&mut self, area: Option<Area>) {
        self.count = self.count.saturating_add(1);
        let sum = self.area_listed_m2.checked_add(area.unwrap_or(Area::ZERO));
        self.area_listed_m2 = sum.unwrap_or(self.area_listed_m2);
    }
}
