//! A sheet as rows of a table: what is merged stands where it holds.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use super::address::Region;
use super::book::SheetEntry;
use super::fault::WorkbookFault;
use super::grid::{CellState, Grid, GridRow};
use super::serial::DateSystem;
use crate::finding::{Code, Finding, Place, Text};
use crate::read::Source;
use crate::read::sheet::records::{FieldState, RawField, Record};
use crate::read::sheet::table::At;

/// How many cells merged ranges may fill together.
const MOST_FILLED: usize = 2_000_000;

/// Down to which row ranges that are merged across are filled: headings stand no lower.
const ROWS_OF_HEADINGS: usize = 32;

/// A sheet of a workbook.
pub(in crate::read::sheet) struct Worksheet<'a> {
    source: &'a Source,
    name: String,
    is_hidden: bool,
    grid: Grid,
    system: DateSystem,
    /// What merged ranges put into cells of their own, by row and column, and whether the range reaches over columns only.
    filled: Vec<Filled>,
    /// Ranges that are merged down over rows with something of their own: first row, column, last row.
    down: Vec<(u32, u32, u32)>,
}

#[derive(Debug, Clone)]
struct Filled {
    row: u32,
    column: u32,
    text: Arc<str>,
    state: FieldState,
    /// Whether it stands right of the first column of its range: only headings hold there.
    across: bool,
}

impl<'a> Worksheet<'a> {
    pub(super) fn new(
        source: &'a Source,
        entry: &SheetEntry,
        grid: Grid,
        system: DateSystem,
    ) -> Result<Worksheet<'a>, WorkbookFault> {
        let mut worksheet = Worksheet {
            source,
            name: entry.name.clone(),
            is_hidden: entry.hidden,
            grid: Grid::default(),
            system,
            filled: Vec::new(),
            down: Vec::new(),
        };
        for region in &grid.merged {
            worksheet.fill(*region, &grid);
            if worksheet.filled.len() > MOST_FILLED {
                let most = format!("> {MOST_FILLED} merged cells");
                return Err(WorkbookFault::part(&entry.part, most));
            }
        }
        worksheet.filled.sort_by_key(|filled| (filled.row, filled.column));
        worksheet.filled.dedup_by_key(|filled| (filled.row, filled.column));
        worksheet.down.sort_unstable();
        worksheet.grid = grid;
        Ok(worksheet)
    }

    fn fill(&mut self, region: Region, grid: &Grid) {
        let ((top, bottom), (left, right)) = (region.rows, region.columns);
        let from = grid.rows.partition_point(|row| row.number < top);
        let to = grid.rows.partition_point(|row| row.number <= bottom);
        let rows = grid.rows.get(from..to).unwrap_or_default();
        let Some((first, below)) = rows.split_first().filter(|(first, _)| first.number == top)
        else {
            return;
        };
        let Some(own) = first.cells.iter().find(|cell| cell.column == left) else { return };
        if !below.is_empty() {
            self.down.push((top, left, bottom));
        }
        let last_column = right.min(grid.width);
        for (at, row) in rows.iter().enumerate() {
            let headings = from.saturating_add(at) < ROWS_OF_HEADINGS;
            let columns = if headings { left..=last_column } else { left..=left };
            for column in columns {
                if self.filled.len() > MOST_FILLED {
                    return;
                }
                if row.number == top && column == left {
                    continue;
                }
                self.filled.push(Filled {
                    row: row.number,
                    column,
                    text: Arc::clone(&own.text),
                    state: FieldState::MergedBelow(top, bottom),
                    across: column != left,
                });
            }
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(in crate::read::sheet) fn day(&self, serial: i64) -> Option<Date> {
        self.system.day(serial)
    }

    pub(in crate::read::sheet) fn place(&self, row: u32, column: u32) -> Place {
        let mut place = Place::file(self.source.name());
        place.sheet = Some(self.name.clone());
        (place.line, place.column) = (Some(row), Some(column));
        place
    }

    pub(in crate::read::sheet) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.grid.rows.iter().map(|row| self.record(row, row_width(row), |filled| !filled.across))
    }

    /// The first rows, each as wide as the sheet.
    pub(in crate::read::sheet) fn heading_rows(&self, count: usize) -> Vec<Record<'_>> {
        let rows = self.grid.rows.iter().take(count);
        rows.map(|row| self.record(row, self.grid.width, |_| true)).collect()
    }

    fn record<'r>(
        &'r self,
        row: &'r GridRow,
        width: u32,
        keep: impl Fn(&Filled) -> bool,
    ) -> Record<'r> {
        let from = self.filled.partition_point(|filled| filled.row < row.number);
        let to = self.filled.partition_point(|filled| filled.row <= row.number);
        let filled = self.filled.get(from..to).unwrap_or_default();
        let filled: Vec<&Filled> = filled.iter().filter(|filled| keep(filled)).collect();
        let last = filled.last().map_or(0, |filled| filled.column);
        let mut filled = filled.into_iter().peekable();
        let mut cells = row.cells.iter().peekable();
        let mut fields = Vec::new();
        for column in 1..=width.max(last) {
            let at = At::Cell(row.number, column);
            let of_range = filled.next_if(|filled| filled.column == column);
            let own = cells.next_if(|cell| cell.column == column);
            fields.push(match (own, of_range) {
                (Some(cell), _) => {
                    let state = self.state(row.number, column, cell.state);
                    RawField { text: Cow::Borrowed(&*cell.text), at, state }
                }
                (None, Some(filled)) => {
                    RawField { text: Cow::Borrowed(&*filled.text), at, state: filled.state }
                }
                (None, None) => RawField { text: Cow::Borrowed(""), at, state: FieldState::Given },
            });
        }
        Record { fields, fault: None }
    }

    fn state(&self, row: u32, column: u32, state: CellState) -> FieldState {
        let at = self.down.partition_point(|down| (down.0, down.1) < (row, column));
        let down = self.down.get(at).filter(|down| (down.0, down.1) == (row, column));
        match (state, down) {
            (CellState::Error, _) => FieldState::Error,
            (CellState::NotComputed, _) => FieldState::NotComputed,
            (_, Some((first, _, last))) => FieldState::MergedFirst(*first, *last),
            (CellState::Serial(serial), None) => FieldState::Serial(serial),
            (CellState::Given, None) => FieldState::Given,
        }
    }

    /// What of the sheet is hidden, as findings: it is read all the same.
    pub(super) fn hidden(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut say = |message: Text, place: Place| {
            findings.push(Finding::new(Code::SheetHidden, message).at(place));
        };
        if self.is_hidden {
            let message =
                Text::new("工作表本身是隐藏的，已读取", "the sheet itself is hidden; it was read");
            say(message, self.place(1, 1));
        }
        let rows: Vec<u32> =
            self.grid.rows.iter().filter(|row| row.hidden).map(|row| row.number).collect();
        if let Some(first) = rows.first() {
            let (zh, en) = (listed(&rows, "、"), listed(&rows, ", "));
            let message = Text::new(
                format!("隐藏的行已照常读取：第 {zh} 行"),
                format!("hidden rows were read like the others: {en}"),
            );
            say(message, self.place(*first, 1));
        }
        let width = self.grid.width;
        let columns = self.grid.hidden_columns.iter().filter(|(first, _)| *first <= width);
        let columns: Vec<(u32, u32)> = columns.copied().collect();
        if let Some((first, _)) = columns.first() {
            let letters = |column: u32| {
                let cell = self.place(1, column.clamp(1, width.max(1))).cell().unwrap_or_default();
                cell.trim_end_matches('1').to_owned()
            };
            let ranges = columns.iter().map(|(first, last)| {
                let (first, last) = (letters(*first), letters(*last));
                if first == last { first } else { format!("{first}–{last}") }
            });
            let ranges: Vec<String> = ranges.collect();
            let message = Text::new(
                format!("隐藏的列已照常读取：{}", ranges.join("、")),
                format!("hidden columns were read like the others: {}", ranges.join(", ")),
            );
            say(message, self.place(1, *first));
        }
        findings
    }
}

fn row_width(row: &GridRow) -> u32 {
    row.cells.last().map_or(0, |cell| cell.column)
}

/// The first ten numbers, and how many more there are.
fn listed(rows: &[u32], between: &str) -> String {
    let first: Vec<String> = rows.iter().take(10).map(ToString::to_string).collect();
    let more = rows.len().saturating_sub(10);
    let more = if more > 0 { format!(" … (+{more})") } else { String::new() };
    first.join(between) + &more
}
