//! [`EventTableBuilder`]: rows, one after another.

use super::area::hundredths;
use super::blocks::Blocks;
use super::days::Days;
use super::notes::Note;
use super::row::{EventRow, Kind, Operation, Row, Special};
use super::rule::{InvalidRow, RowRule};
use super::text_ids::{Found, TextIds, hash};
use crate::calendar::Period;
use crate::error::{Error, Result};

/// Rows are kept apart by a hash of their parcel, so that each part can be put in order within the cache of a processor,
/// and by a processor of its own.
pub(super) const PARTS: usize = 32;
const PART_SHIFT: u32 = 64 - PARTS.ilog2();

/// The largest number of a row: one bit is kept for its operation.
const LARGEST_ID: u64 = u64::MAX >> 1;

/// Takes the rows of a table of events; see [the module](super).
///
/// Several builders may take rows of one table, each some of them in the order of the lines:
/// [`EventTable::of`](super::EventTable::of) puts them together, and who took which row makes no difference.
#[derive(Debug)]
pub struct EventTableBuilder {
    pub(super) days: Days,
    pub(super) parcels: TextIds,
    /// Whether some row lists the parcel, by its number.
    pub(super) listed: Vec<bool>,
    /// Units and details.
    pub(super) texts: TextIds,
    pub(super) methods: TextIds,
    /// The rows of each part that break no rule of their own.
    pub(super) parts: Vec<Blocks>,
    /// Of every row twice its number, and 1 if its operation is not `new`.
    pub(super) ids: Vec<u64>,
    pub(super) runs: Vec<Run>,
    /// What is to be known of the rows that correct others, by line.
    pub(super) notes: Vec<Note>,
    pub(super) invalid: Vec<InvalidRow>,
    next_line: u32,
    batch: Batch,
    /// What there is too much of.
    pub(super) beyond: Option<Beyond>,
}

/// What is used again from batch to batch of rows.
#[derive(Debug, Default)]
struct Batch {
    hashes: Vec<u64>,
    found: Vec<Found>,
    parcels: Vec<u32>,
}

/// Rows on consecutive lines: the first line, and the place of its number in `ids`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) line: u32,
    pub(super) start: usize,
}

/// A limit of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beyond {
    Id(u64),
    Line(u32),
    Texts,
    Methods,
}

impl Beyond {
    pub(super) fn error(self) -> Error {
        let table = ("登记事项表", "event table");
        match self {
            Beyond::Id(id) => {
                let most = LARGEST_ID;
                let expected = (format!("不超过 {most} 的编号"), format!("numbers up to {most}"));
                Error::argument(table, expected, id.to_string())
            }
            Beyond::Line(line) => {
                let expected = ("逐行递增的行号", "lines that rise from row to row");
                let found =
                    (format!("又是第 {line} 行"), format!("line {line} again, or too late"));
                Error::argument(table, expected, found)
            }
            Beyond::Texts => {
                let expected =
                    ("合计不超过 4 GiB 的不同文本", "different texts of up to 4 GiB in all");
                Error::argument(table, expected, ("更多", "more"))
            }
            Beyond::Methods => {
                let expected = ("不超过 65 535 种盘活方式", "at most 65 535 methods");
                Error::argument(table, expected, ("更多", "more"))
            }
        }
    }
}

impl EventTableBuilder {
    /// A builder for a table whose days of recording and of effect lie in `period`.
    ///
    /// # Errors
    ///
    /// The period has more than 65 535 days (179 years).
    pub fn new(period: Period) -> Result<EventTableBuilder> {
        let days = Days::new(period).ok_or_else(|| {
            let most = Days::MOST;
            let expected = (format!("至多 {most} 天的期间"), format!("at most {most} days"));
            Error::argument(("期间", "period"), expected, period.to_string())
        })?;
        Ok(EventTableBuilder {
            days,
            parcels: TextIds::default(),
            listed: vec![false],
            texts: TextIds::default(),
            methods: TextIds::default(),
            parts: vec![Blocks::default(); PARTS],
            ids: Vec::new(),
            runs: Vec::new(),
            notes: Vec::new(),
            invalid: Vec::new(),
            next_line: 0,
            batch: Batch::default(),
            beyond: None,
        })
    }

    /// Takes a row. Its line is above that of the row before it.
    pub fn push(&mut self, row: &EventRow<'_>) {
        self.push_all(std::slice::from_ref(row));
    }

    /// Takes rows, which is quicker than one after another: some hundred at a time are best.
    pub fn push_all(&mut self, rows: &[EventRow<'_>]) {
        let mut batch = std::mem::take(&mut self.batch);
        batch.hashes.clear();
        batch.hashes.extend(rows.iter().map(|row| hash(row.parcel_id.as_bytes(), 0)));
        batch.parcels.clear();
        let codes = rows.iter().map(|row| row.parcel_id);
        self.parcels.numbers(codes, &batch.hashes, &mut batch.found, |number| {
            batch.parcels.push(number.unwrap_or_else(|| {
                self.beyond.get_or_insert(Beyond::Texts);
                0
            }));
        });
        if self.listed.len() < self.parcels.len() {
            self.listed.resize(self.parcels.len(), false);
        }
        for ((row, hash), parcel) in rows.iter().zip(&batch.hashes).zip(&batch.parcels) {
            self.take(row, part_of(*hash), *parcel);
        }
        self.batch = batch;
    }

    fn take(&mut self, row: &EventRow<'_>, part: usize, parcel: u32) {
        if self.ids.is_empty() || row.line != self.next_line {
            self.runs.push(Run { line: row.line, start: self.ids.len() });
        }
        if row.line < self.next_line {
            self.beyond.get_or_insert(Beyond::Line(row.line));
        }
        self.next_line = row.line.saturating_add(1);
        if row.event_id > LARGEST_ID {
            self.beyond.get_or_insert(Beyond::Id(row.event_id));
        }
        let operation = Operation::read(row.op);
        self.ids.push(row.event_id << 1 | u64::from(operation != Some(Operation::New)));
        if let Err(rule) = self.keep(row, part, parcel, operation) {
            self.invalid.push(InvalidRow { rule, event_id: row.event_id, line: row.line });
        }
    }

    /// Keeps a row that breaks no rule of its own.
    fn keep(
        &mut self,
        row: &EventRow<'_>,
        part: usize,
        parcel: u32,
        operation: Option<Operation>,
    ) -> Result<(), RowRule> {
        let kind = Kind::read(row.kind).ok_or(RowRule::BadKind)?;
        // A row that lists a parcel does so even if it does not count itself; no text names no parcel.
        if kind == Kind::Listed
            && parcel != 0
            && let Some(listed) = self.listed.get_mut(parcel as usize)
        {
            *listed = true;
        }
        let days = (self.days.read(row.recorded_on), self.days.read(row.effective_on));
        let (Some(recorded), Some(effective)) = days else { return Err(RowRule::BadDate) };
        let (mut area, mut method, mut text) = (0, 0, row.detail);
        if kind.moves_floor() {
            area = hundredths(row.area_m2).ok_or(RowRule::BadArea)?.get();
            text = row.unit_id;
            if text.is_empty() {
                return Err(RowRule::NoUnit);
            }
            let number = self.methods.number(row.method);
            method = number.and_then(|number| u16::try_from(number).ok()).unwrap_or_else(|| {
                self.beyond.get_or_insert(Beyond::Methods);
                0
            });
        }
        let text = match kind {
            Kind::Listed | Kind::Delisted => 0,
            _ => self.texts.number(text).unwrap_or_else(|| {
                self.beyond.get_or_insert(Beyond::Texts);
                0
            }),
        };
        let plain = row.corrects.is_none() && operation == Some(Operation::New);
        let special = if plain { Special::No } else { Special::Yes };
        let mut line = row.line;
        if special == Special::Yes {
            // There are no more notes than lines.
            line = self.notes.len() as u32;
            self.notes.push(Note {
                line: row.line,
                id: row.event_id,
                corrects: row.corrects,
                operation,
                parcel,
                recorded,
                until: 0,
            });
        }
        let order = row.corrects.unwrap_or(row.event_id);
        let mut kept = Row::new(order, Row::pack(kind, area, method, special));
        (kept.parcel, kept.text, kept.line_or_until) = (parcel, text, line);
        (kept.recorded, kept.effective) = (recorded, effective);
        if let Some(blocks) = self.parts.get_mut(part) {
            blocks.push(kept);
        }
        Ok(())
    }
}

/// The part of a parcel, by the hash of its code.
#[inline]
pub(super) fn part_of(hash: u64) -> usize {
    (hash >> PART_SHIFT) as usize
}
