//! [`EventTableSummary`]: a table of events in a few figures.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::calendar::Period;
use crate::ledger::event_table::{
    EventTable, ListingStatus, RowRule, TableRollForward, TableState,
};

/// A table of events in a few figures (登记事项表概览).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventTableSummary {
    /// How many rows were given.
    pub rows: usize,
    /// The rows that do not count, by the rule that they break; rules that none breaks are absent.
    pub invalid: Vec<InvalidRows>,
    /// The day of the state.
    #[serde(with = "crate::calendar::day")]
    pub on: Date,
    /// The day by which what the state knows was recorded.
    #[serde(with = "crate::calendar::day")]
    pub known: Date,
    /// Parcels on the list.
    pub listed: usize,
    /// Parcels taken off it.
    pub delisted: usize,
    /// Vacant floor area.
    pub vacant_m2: Hundredths,
    /// Floor area that counts as revitalized.
    pub revitalized_m2: Hundredths,
    /// Revitalized floor area over all periods, divisions and methods; absent without periods.
    pub roll_forward: Option<RollForwardTotal>,
}

/// How many rows break a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InvalidRows {
    /// The rule.
    #[serde(serialize_with = "rule_id")]
    pub rule: RowRule,
    /// How many rows.
    pub rows: usize,
    /// The line of the first.
    pub first_line: u32,
}

/// Revitalized floor area from the first to the last day of all periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RollForwardTotal {
    /// All periods.
    pub period: Period,
    /// What counts before.
    pub opening_m2: Hundredths,
    /// What was revitalized.
    pub revitalized_m2: Hundredths,
    /// What fell vacant again.
    pub relapsed_m2: Hundredths,
    /// What was taken away with its parcel.
    pub withdrawn_m2: Hundredths,
    /// What counts after.
    pub closing_m2: Hundredths,
}

/// Hundredths of a square metre; as text, and in JSON, square metres with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Hundredths(pub i128);

impl std::fmt::Display for Hundredths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", size / 100, size % 100))
    }
}

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn rule_id<S: Serializer>(rule: &RowRule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.id())
}

impl EventTableSummary {
    /// The figures of a table, of its state on a day as known on a day, and of a roll-forward.
    #[must_use]
    pub fn of(
        table: &EventTable,
        state: &TableState<'_>,
        roll_forward: &TableRollForward<'_>,
    ) -> EventTableSummary {
        let mut summary = EventTableSummary {
            rows: table.rows(),
            invalid: Vec::new(),
            on: state.on(),
            known: state.known(),
            listed: state.count(ListingStatus::Listed),
            delisted: state.count(ListingStatus::Delisted),
            vacant_m2: Hundredths(state.vacant_hundredths().cast_signed()),
            revitalized_m2: Hundredths(state.revitalized_hundredths().cast_signed()),
            roll_forward: total(roll_forward),
        };
        for row in table.invalid() {
            match summary.invalid.last_mut().filter(|rows| rows.rule == row.rule) {
                Some(rows) => {
                    rows.rows += 1;
                    rows.first_line = rows.first_line.min(row.line);
                }
                None => {
                    let (rule, first_line) = (row.rule, row.line);
                    summary.invalid.push(InvalidRows { rule, rows: 1, first_line });
                }
            }
        }
        summary
    }
}

fn total(roll_forward: &TableRollForward<'_>) -> Option<RollForwardTotal> {
    let total = roll_forward.total()?;
    Some(RollForwardTotal {
        period: total.period,
        opening_m2: Hundredths(total.opening),
        revitalized_m2: Hundredths(total.revitalized),
        relapsed_m2: Hundredths(total.relapsed),
        withdrawn_m2: Hundredths(total.withdrawn),
        closing_m2: Hundredths(total.closing),
    })
}
