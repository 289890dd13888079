//! A register's movements as one flat table (登记事项表): checked row by row, then asked for any day.
//!
//! Districts and provinces often keep, or can export, the movements of their register of idle and low-efficiency land
//! as one table, a row an event. It says less than the journal of this crate and is not a substitute for it; it comes
//! by the million, from systems that nobody will change. An [`EventTableBuilder`] takes the rows from wherever they are
//! (from a file: [`read::event_table`](crate::read::event_table)), an [`EventTable`] holds those that count, sorted,
//! 32 bytes each.
//!
//! # Columns
//!
//! | Column | Meaning |
//! |---|---|
//! | `event_id` | number of the row, a whole number |
//! | `recorded_on`, `effective_on` | day of recording (登记日期), day from which it is true (生效日期) |
//! | `parcel_id` | code of the parcel (宗地代码) |
//! | `kind` | `listed` `delisted` (列入、移出), `causes` `plan` `milestone` (原因、方案、节点), `vacated` `revitalized` (腾空、盘活) |
//! | `unit_id`, `area_m2` | of rows that move floor area: the unit, and its floor area in square metres |
//! | `method` | of `revitalized`: by which method (盘活方式), as written |
//! | `detail` | of `causes`, `plan`, `milestone`: which, as written |
//! | `corrects` | the row that this one corrects |
//! | `op` | `new`; `replace` or `retract` (更正、撤销) for a row that corrects another |
//!
//! # Rules
//!
//! 1. A row that breaks a rule of [`RowRule`] does not count; the first that it breaks is named.
//! 2. A day of knowledge leaves out what was recorded after it. Of the rows that correct one row, the one recorded
//!    last counts, of several on that day the one with the largest number, in the place of the row that it corrects;
//!    if it retracts, none does. A row that is corrected may be invalid itself.
//! 3. The rows of a parcel count in the order of the days of effect, on one day in that of their numbers; a correction
//!    has the number of the row that it corrects.
//! 4. Floor area moves only while its parcel is listed. A unit is vacant, revitalized, or not there, and only a change
//!    of that counts, with area and method of the row that made it: a unit is never counted twice. Taking a parcel off
//!    the list takes its units away.
//!
//! Areas are whole hundredths of a square metre, rounded half away from zero (四舍五入) where a row has more decimals.
//!
//! ```
//! use jiff::civil::date;
//! use landledger::calendar::{Period, Quarter};
//! use landledger::ledger::event_table::{EventRow, EventTableBuilder, ListingStatus};
//!
//! let mut builder = EventTableBuilder::new(Period::through(date(2012, 1, 1), date(2026, 12, 31))?)?;
//! let mut row = EventRow::default();
//! (row.line, row.event_id, row.op) = (2, 1, "new");
//! (row.recorded_on, row.effective_on) = ("2024-01-05", "2024-01-01");
//! (row.parcel_id, row.kind) = ("410106001001GB00012", "listed");
//! builder.push(&row);
//! (row.line, row.event_id, row.kind) = (3, 2, "revitalized");
//! (row.unit_id, row.area_m2, row.method) = ("U1", "1200.50", "retrofit");
//! builder.push(&row);
//! (row.line, row.event_id, row.kind, row.area_m2) = (4, 3, "vacated", "none");
//! builder.push(&row);
//!
//! let table = builder.finish()?;
//! assert_eq!(table.invalid()[0].rule.id(), "bad_area");
//!
//! let state = table.state(date(2024, 6, 30), date(2024, 6, 30));
//! assert_eq!(state.parcels().next().unwrap().revitalized_hundredths, 120_050);
//! assert_eq!((state.count(ListingStatus::Listed), state.revitalized_hundredths()), (1, 120_050));
//! // Four days after it was true, nobody had written it down.
//! assert!(table.state(date(2024, 1, 4), date(2024, 1, 4)).is_empty());
//!
//! let quarter = [Period::quarter(2024, Quarter::First)?];
//! let roll_forward = table.roll_forward(date(2024, 6, 30), &quarter, 9)?;
//! let row = roll_forward.rows().next().unwrap();
//! assert_eq!((row.division, row.method, row.closing), ("410106001", "retrofit", 120_050));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod area;
mod arrange;
mod blocks;
mod builder;
mod days;
mod floor;
mod merge;
mod named;
mod notes;
mod roll_forward;
mod row;
mod rule;
mod state;
mod text_ids;

use jiff::civil::Date;

use crate::Workers;
use crate::calendar::Period;
use crate::error::{Error, Result};
use arrange::{Scratch, Share, arrange};
use blocks::Blocks;
pub use builder::EventTableBuilder;
use days::Days;
use floor::Floor;
use merge::Names;
pub use roll_forward::{RollForwardRow, TableRollForward};
pub use row::EventRow;
pub use rule::{InvalidRow, RowRule};
pub use state::{ListingStatus, ParcelState, TableState};

/// The rows of a table of events that count, sorted; see [the module](self).
#[derive(Debug)]
pub struct EventTable {
    days: Days,
    names: Names,
    /// The rows of each part, by parcel, day of effect and number.
    parts: Vec<Blocks>,
    invalid: Vec<InvalidRow>,
    rows: usize,
    workers: Workers,
}

impl EventTableBuilder {
    /// The table of these rows, on one thread.
    ///
    /// # Errors
    ///
    /// As [`EventTable::of`].
    pub fn finish(self) -> Result<EventTable> {
        EventTable::of(self, Vec::new(), Workers::ONE)
    }
}

impl EventTable {
    /// The table of the rows of one builder and of others, all made for one period; `workers` share this work and that of all
    /// later questions. The answers are the same for any number of builders and workers.
    ///
    /// # Errors
    ///
    /// The periods differ, lines do not rise, or there is more than a table can hold: a number above 2⁶³ − 1, more than 65 535 methods,
    /// more than 4 GiB of different texts.
    pub fn of(
        first: EventTableBuilder,
        others: Vec<EventTableBuilder>,
        workers: Workers,
    ) -> Result<EventTable> {
        let days = first.days.clone();
        let mut builders = others;
        builders.insert(0, first);
        for builder in &builders {
            if builder.days.period() != days.period() {
                let (one, other) = (days.period(), builder.days.period());
                return Err(Error::argument(
                    ("期间", "period"),
                    one.to_string(),
                    other.to_string(),
                ));
            }
            if let Some(beyond) = builder.beyond {
                return Err(beyond.error());
            }
        }
        let rows = builders.iter().map(|builder| builder.ids.len()).sum();
        let (names, maps) = merge::merge(&mut builders, workers)?;
        let mut invalid: Vec<InvalidRow> = Vec::new();
        let marks = notes::settle(&mut builders, &maps, &mut invalid)?;
        let mut parts: Vec<Vec<Share<'_>>> = Vec::new();
        for (builder, maps) in builders.iter_mut().zip(&maps) {
            invalid.append(&mut builder.invalid);
            let rows = std::mem::take(&mut builder.parts);
            parts.resize_with(rows.len(), Vec::new);
            for (part, rows) in parts.iter_mut().zip(rows) {
                part.push(Share { rows, notes: &builder.notes, maps });
            }
        }
        let starts = &names.parcels.part_starts;
        let ranges = starts.iter().zip(starts.iter().skip(1)).map(|(start, end)| *start..*end);
        let arranged = workers.each(
            parts.into_iter().zip(ranges),
            Scratch::default,
            |scratch, (part, parcels)| arrange(scratch, part, parcels, &marks),
        );
        let mut parts = Vec::with_capacity(arranged.len());
        for (part, mut more) in arranged {
            parts.push(part);
            invalid.append(&mut more);
        }
        invalid.sort_unstable();
        Ok(EventTable { days, names, parts, invalid, rows, workers })
    }

    /// How many rows were given.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The rows that do not count, by rule, number and line.
    #[must_use]
    pub fn invalid(&self) -> &[InvalidRow] {
        &self.invalid
    }

    /// Each parcel at the end of the day `on`, as known at the end of the day `known`.
    #[must_use]
    pub fn state(&self, on: Date, known: Date) -> TableState<'_> {
        let days = (on, known);
        let (on, known) = (self.days.number(on), self.known(known));
        let parts = self.workers.each(
            self.parts.iter(),
            || Floor::new(self.names.texts.len()),
            |floor, part| state::part_state(floor, part, on, known),
        );
        TableState::new(&self.names, &self.days, days, parts.concat())
    }

    /// Revitalized floor area as known at the end of the day `known`: every one of the periods, which follow one
    /// another, for each method and each division, the first `characters` of the parcels' codes, that ever moved.
    ///
    /// # Errors
    ///
    /// A period does not start where the one before it ends.
    pub fn roll_forward<'a>(
        &'a self,
        known: Date,
        periods: &'a [Period],
        characters: usize,
    ) -> Result<TableRollForward<'a>> {
        let plan = roll_forward::Plan::new(&self.names, &self.days, periods, characters)?;
        let known = self.known(known);
        // A pile of parts for each worker: the sums take some room.
        let size = self.parts.len().div_ceil(self.workers.count()).max(1);
        let sums = self.workers.each(
            self.parts.chunks(size),
            || Floor::new(self.names.texts.len()),
            |floor, parts| {
                let mut sums = plan.sums();
                parts.iter().for_each(|part| plan.add(&mut sums, floor, part, known));
                sums
            },
        );
        Ok(TableRollForward::new(plan, sums))
    }

    /// Nothing is recorded after the last day of the table.
    fn known(&self, day: Date) -> i64 {
        self.days.number(day).min(i64::from(self.days.last()))
    }
}
