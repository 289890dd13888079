//! What a table of events says, as CSV: rows that do not count, the state of a day, the roll-forward.

use std::io::{self, Write};

use jiff::civil::Date;

use crate::calendar::Period;
use crate::ledger::event_table::{InvalidRow, TableRollForward, TableState};

/// How much is gathered before it is written.
const FULL: usize = 1 << 16;

/// Writes `rule,event_id`, by the name of the rule and by number.
///
/// # Errors
///
/// The output cannot be written.
pub fn write_invalid(rows: &[InvalidRow], out: impl Write) -> io::Result<()> {
    let mut sorted: Vec<(&str, u64)> =
        rows.iter().map(|row| (row.rule.id(), row.event_id)).collect();
    sorted.sort_unstable();
    let mut table = Table::new(out, "rule,event_id");
    for (rule, event_id) in sorted {
        table.text(rule);
        table.number(event_id.into());
        table.end_row()?;
    }
    table.finish()
}

/// Writes a row a parcel, in the order of their codes, areas in hundredths of a square metre:
/// `parcel_id,status,since,causes,plan,milestone,vacant_cents,revitalized_cents`.
///
/// # Errors
///
/// The output cannot be written.
pub fn write_state(state: &TableState<'_>, out: impl Write) -> io::Result<()> {
    let header = "parcel_id,status,since,causes,plan,milestone,vacant_cents,revitalized_cents";
    let mut table = Table::new(out, header);
    for parcel in state.parcels() {
        table.text(parcel.parcel_id);
        table.text(parcel.status.id());
        table.day(parcel.since)?;
        table.text(parcel.causes);
        table.text(parcel.plan);
        table.text(parcel.milestone);
        table.number(parcel.vacant_hundredths.cast_signed());
        table.number(parcel.revitalized_hundredths.cast_signed());
        table.end_row()?;
    }
    table.finish()
}

/// Writes a row a period, division and method, areas in hundredths of a square metre:
/// `quarter,street,method,opening,revitalized,vacated,withdrawn,closing`. A period is written as `2024Q1` where it is a
/// quarter, else as `2024-01-01..2024-06-30`.
///
/// # Errors
///
/// The output cannot be written.
pub fn write_roll_forward(roll_forward: &TableRollForward<'_>, out: impl Write) -> io::Result<()> {
    let header = "quarter,street,method,opening,revitalized,vacated,withdrawn,closing";
    let mut table = Table::new(out, header);
    let mut named: Option<(Period, String)> = None;
    for row in roll_forward.rows() {
        let name = match named.take() {
            Some((period, name)) if period == row.period => name,
            _ => name(row.period),
        };
        table.text(&name);
        named = Some((row.period, name));
        table.text(row.division);
        table.text(row.method);
        for area in [row.opening, row.revitalized, row.relapsed, row.withdrawn, row.closing] {
            table.number(area);
        }
        table.end_row()?;
    }
    table.finish()
}

fn name(period: Period) -> String {
    use crate::calendar::Quarter;
    let quarter = Quarter::of(period.from());
    let number = match quarter {
        Quarter::First => 1,
        Quarter::Second => 2,
        Quarter::Third => 3,
        Quarter::Fourth => 4,
    };
    let year = period.from().year();
    match Period::quarter(year, quarter) {
        Ok(whole) if whole == period => format!("{year:04}Q{number}"),
        _ => period.to_string(),
    }
}

/// CSV on its way out; the first cell of a row is never empty.
struct Table<W> {
    out: W,
    bytes: Vec<u8>,
    row: usize,
}

impl<W: Write> Table<W> {
    fn new(out: W, header: &str) -> Table<W> {
        let mut bytes = Vec::with_capacity(FULL + 1024);
        bytes.extend_from_slice(header.as_bytes());
        bytes.push(b'\n');
        let row = bytes.len();
        Table { out, bytes, row }
    }

    fn separate(&mut self) {
        if self.bytes.len() > self.row {
            self.bytes.push(b',');
        }
    }

    fn text(&mut self, text: &str) {
        self.separate();
        if text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            self.bytes.push(b'"');
            self.bytes.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.bytes.push(b'"');
        } else {
            self.bytes.extend_from_slice(text.as_bytes());
        }
    }

    fn number(&mut self, number: i128) {
        self.separate();
        let mut digits = itoa::Buffer::new();
        // Nearly all, and several times quicker.
        let digits = match i64::try_from(number) {
            Ok(number) => digits.format(number),
            Err(_) => digits.format(number),
        };
        self.bytes.extend_from_slice(digits.as_bytes());
    }

    fn day(&mut self, day: Date) -> io::Result<()> {
        self.separate();
        write!(self.bytes, "{day}")
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.bytes.push(b'\n');
        if self.bytes.len() >= FULL {
            self.out.write_all(&self.bytes)?;
            self.bytes.clear();
        }
        self.row = self.bytes.len();
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.write_all(&self.bytes)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_size_and_texts_that_need_quoting() -> io::Result<()> {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, "a,b");
        let most = i128::from(u64::MAX);
        for number in [0, 7, 10, -1, most, most + 1, i128::MAX, i128::MIN] {
            table.number(number);
            table.day(jiff::civil::date(987, 6, 5))?;
            table.end_row()?;
        }
        for text in ["", "台账", "a,b", "\"", "a\nb", "a\rb"] {
            table.text("x");
            table.text(text);
            table.end_row()?;
        }
        table.finish()?;
        let expected = "a,b
0,0987-06-05
7,0987-06-05
10,0987-06-05
-1,0987-06-05
18446744073709551615,0987-06-05
18446744073709551616,0987-06-05
170141183460469231731687303715884105727,0987-06-05
-170141183460469231731687303715884105728,0987-06-05
x,
x,台账
x,\"a,b\"
x,\"\"\"\"
x,\"a\nb\"
x,\"a\rb\"
";
        assert_eq!(String::from_utf8_lossy(&out), expected);
        Ok(())
    }
}
