//! The columns of a table of events, and rows made from their texts.

use super::fault::Fault;
use crate::ledger::event_table::{EventRow, EventTableBuilder};
use crate::read::json::shortened;

/// The columns, in the order of [`EventRow`].
pub(super) const NAMES: [&str; 11] = [
    "event_id",
    "recorded_on",
    "effective_on",
    "parcel_id",
    "kind",
    "unit_id",
    "area_m2",
    "method",
    "detail",
    "corrects",
    "op",
];

/// The columns that no valid row leaves empty.
pub(super) const NEEDED: [usize; 6] = [0, 1, 2, 3, 4, 10];

/// How many rows a builder is given at a time.
const BATCH: usize = 128;

/// The texts of a row by column, absent ones empty.
pub(super) type Fields<'a> = [&'a str; NAMES.len()];

/// Makes a row say these texts.
#[inline]
pub(super) fn fill<'a>(
    row: &mut EventRow<'a>,
    fields: &Fields<'a>,
    line: u32,
) -> Result<(), Box<Fault>> {
    let [
        event_id,
        recorded_on,
        effective_on,
        parcel_id,
        kind,
        unit_id,
        area_m2,
        method,
        detail,
        corrects,
        op,
    ] = *fields;
    row.line = line;
    row.event_id = number("event_id", event_id, line)?;
    (row.recorded_on, row.effective_on) = (recorded_on, effective_on);
    (row.parcel_id, row.kind) = (parcel_id, kind);
    (row.unit_id, row.area_m2, row.method) = (unit_id, area_m2, method);
    (row.detail, row.op) = (detail, op);
    row.corrects = match corrects {
        "" => None,
        text => Some(number("corrects", text, line)?),
    };
    Ok(())
}

/// Gives a row of these texts to a builder.
pub(super) fn push(
    builder: &mut EventTableBuilder,
    fields: &Fields<'_>,
    line: u32,
) -> Result<(), Box<Fault>> {
    let mut row = EventRow::default();
    fill(&mut row, fields, line)?;
    builder.push(&row);
    Ok(())
}

/// Rows that wait for a builder, as it takes many more quickly than one.
pub(super) struct Batch<'a> {
    rows: Vec<EventRow<'a>>,
    waiting: usize,
}

impl<'a> Batch<'a> {
    pub(super) fn new() -> Batch<'a> {
        Batch { rows: vec![EventRow::default(); BATCH], waiting: 0 }
    }

    /// Takes a row of these texts.
    pub(super) fn push(
        &mut self,
        builder: &mut EventTableBuilder,
        fields: &Fields<'a>,
        line: u32,
    ) -> Result<(), Box<Fault>> {
        if self.waiting == self.rows.len() {
            self.send(builder);
        }
        if let Some(row) = self.rows.get_mut(self.waiting) {
            fill(row, fields, line)?;
            self.waiting += 1;
        }
        Ok(())
    }

    /// Gives what waits to the builder.
    pub(super) fn send(&mut self, builder: &mut EventTableBuilder) {
        builder.push_all(self.rows.get(..self.waiting).unwrap_or_default());
        self.waiting = 0;
    }
}

/// A whole number up to 2⁶³ − 1. Without numbers, rows cannot be told apart, nor corrected.
#[inline]
fn number(column: &str, text: &str, line: u32) -> Result<u64, Box<Fault>> {
    let digits = text.len() <= 19 && !text.is_empty();
    let value = text.bytes().try_fold(0_u64, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        (digit < 10).then(|| value.wrapping_mul(10).wrapping_add(u64::from(digit)))
    });
    value.filter(|value| digits && *value <= i64::MAX.unsigned_abs()).ok_or_else(|| {
        let most = i64::MAX;
        let expected = (
            format!("{column} 为不超过 {most} 的非负整数"),
            format!("in {column} a whole number up to {most}"),
        );
        let found = match text {
            "" => ("空".to_owned(), "nothing".to_owned()),
            text => (format!("{:?}", shortened(text)), format!("{:?}", shortened(text))),
        };
        Fault::new(line, expected, found)
    })
}
