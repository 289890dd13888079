//! Tables of events (登记事项表) from files: CSV with a header, or JSON lines.
//!
//! Which of the two a file is, its first byte says. Columns and rules are those of
//! [`ledger::event_table`](crate::ledger::event_table); a row that breaks one is named by the table. What cannot be told
//! apart as rows at all is an [`Error`] with its line: text that is not UTF-8, a quotation mark too many,
//! records of another width than the header, JSON that is none, a column that is missing, a number of a row that is none.
//!
//! A file is read in pieces of 256 KiB, of whole records; each worker takes the next.

mod columns;
mod csv;
mod fault;
mod json_lines;
mod marks;
mod pieces;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::Workers;
use crate::calendar::Period;
use crate::error::{Error, Result};
use crate::ledger::event_table::{EventTable, EventTableBuilder};
use columns::{NAMES, NEEDED};
use csv::Header;
use fault::Fault;
use json_lines::Pattern;
use marks::Marks;
use pieces::{Pieces, Split};

/// How a table of events is to be read.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The days that rows may speak of, at most 65 535.
    pub period: Period,
    /// The threads that share the work of reading, and of the questions to the table; 1 unless said.
    pub workers: Workers,
}

impl ReadOptions {
    /// Rows of a period, read on one thread.
    #[must_use]
    pub fn new(period: Period) -> ReadOptions {
        ReadOptions { period, workers: Workers::ONE }
    }
}

/// The table in a file.
///
/// # Errors
///
/// As [`read`].
pub fn open(path: impl AsRef<Path>, options: &ReadOptions) -> Result<EventTable> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::reading(name.clone(), error))?;
    read(&name, file, options)
}

/// The table in a stream of bytes that is called `name` in messages.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::Period;
/// use landledger::read::event_table::{ReadOptions, read};
///
/// let csv = "event_id,recorded_on,effective_on,parcel_id,kind,unit_id,area_m2,method,detail,corrects,op
/// 1,2024-01-05,2024-01-01,410106001001GB00012,listed,,,,,,new
/// 2,2024-02-01,2024-01-31,410106001001GB00012,vacated,U1,1200.5,,,,new
/// 3,2024-02-30,2024-02-29,410106001001GB00012,revitalized,U1,1200.5,retrofit,,,new
/// ";
/// let year = Period::year(2024)?;
/// let table = read("events.csv", csv.as_bytes(), &ReadOptions::new(year))?;
/// assert_eq!((table.rows(), table.invalid().len()), (3, 1));
/// assert_eq!((table.invalid()[0].rule.id(), table.invalid()[0].line), ("bad_date", 4));
///
/// let state = table.state(date(2024, 12, 31), date(2024, 12, 31));
/// assert_eq!(state.parcels().next().unwrap().vacant_hundredths, 120_050);
///
/// let broken = csv.replace("U1,1200.5,,", "U1,\"1200.5,,");
/// let error = read("events.csv", broken.as_bytes(), &ReadOptions::new(year)).unwrap_err();
/// assert!(error.to_string().starts_with("events.csv:3: expected"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The bytes cannot be had, are no such table, or hold more than [`EventTable::of`] takes; the period is too long.
pub fn read(name: &str, input: impl Read + Send, options: &ReadOptions) -> Result<EventTable> {
    let mut pieces = Pieces::new(input);
    let format = Format::of(&mut pieces).map_err(|fault| fault.into_error(name))?;
    let mut first = EventTableBuilder::new(options.period)?;
    let others = (1..options.workers.count()).map(|_| EventTableBuilder::new(options.period));
    let mut others = others.collect::<Result<Vec<_>>>()?;
    let pieces = Mutex::new(Some(pieces));
    let mut seen = [false; NAMES.len()];
    if let Format::JsonLines(pattern) = &format {
        let columns = pattern.columns();
        for column in columns {
            if let Some(seen) = seen.get_mut(column) {
                *seen = true;
            }
        }
    }
    let found = Mutex::new((None, seen));
    let work = |builder: &mut EventTableBuilder| {
        let mut tools = Tools::default();
        let fault = format.take(&pieces, &mut tools, builder).err();
        let (first, seen) = &mut *found.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter_mut().zip(tools.seen).for_each(|(all, seen)| *all |= seen);
        // Pieces are handed out in order: whatever stands before a fault is being looked at, too.
        if let Some(fault) = fault
            && first.as_deref().is_none_or(|first: &Fault| fault.line < first.line)
        {
            *first = Some(fault);
        }
    };
    thread::scope(|scope| {
        for builder in &mut others {
            scope.spawn(|| work(builder));
        }
        work(&mut first);
    });
    let (fault, seen) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(fault) = fault {
        return Err(fault.into_error(name));
    }
    let table = EventTable::of(first, others, options.workers)?;
    let missing = NEEDED.iter().find(|column| seen.get(**column) != Some(&true));
    if let (Format::JsonLines(_), Some(column)) = (&format, missing) {
        let column = NAMES.get(*column).copied().unwrap_or_default();
        let expected = (format!("有 {column} 的行"), format!("rows with {column}"));
        return Err(Fault::new(1, expected, ("没有", "none")).into_error(name));
    }
    Ok(table)
}

/// How rows are written.
#[derive(Debug)]
enum Format {
    Csv(Header),
    JsonLines(Pattern),
}

/// What a worker uses again from piece to piece.
#[derive(Debug, Default)]
struct Tools {
    buffer: Vec<u8>,
    marks: Marks,
    seen: [bool; NAMES.len()],
}

impl Format {
    /// Finds out how a file is written, and leaves out what stands before its rows.
    fn of(pieces: &mut Pieces<impl Read>) -> Result<Format, Box<Fault>> {
        let start = pieces.start().map_err(|error| Fault::reading(1, error))?;
        if start.starts_with(b"\xEF\xBB\xBF") {
            pieces.skip(3, Split::Newline);
        }
        let start = pieces.rest();
        let text = start.trim_ascii_start();
        if text.is_empty() {
            let expected =
                ("带表头的 CSV，或每行一个对象的 JSON", "CSV with a header, or JSON lines");
            return Err(Fault::new(1, expected, ("空文件", "an empty file")));
        }
        if text.starts_with(b"{") {
            let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let pattern = std::str::from_utf8(line).map(Pattern::of).unwrap_or_default();
            return Ok(Format::JsonLines(pattern));
        }
        let (end, header) = Header::read(start)?;
        pieces.skip(end, Split::Unquoted);
        Ok(Format::Csv(header))
    }

    /// Takes pieces until there are none, or one cannot be read; then nobody takes more.
    fn take(
        &self,
        pieces: &Mutex<Option<Pieces<impl Read>>>,
        tools: &mut Tools,
        builder: &mut EventTableBuilder,
    ) -> Result<(), Box<Fault>> {
        let lock = || pieces.lock().unwrap_or_else(PoisonError::into_inner);
        let Tools { buffer, marks, seen } = tools;
        loop {
            let next = match &mut *lock() {
                Some(pieces) => pieces.next(buffer),
                None => return Ok(()),
            };
            let done = next.and_then(|next| {
                let Some((length, line)) = next else { return Ok(false) };
                let piece = buffer.get(..length).unwrap_or_default();
                match self {
                    Format::Csv(header) => header.rows(piece, line, marks, builder)?,
                    Format::JsonLines(pattern) => pattern.rows(piece, line, seen, builder)?,
                }
                Ok(true)
            });
            match done {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(fault) => {
                    *lock() = None;
                    return Err(fault);
                }
            }
        }
    }
}
