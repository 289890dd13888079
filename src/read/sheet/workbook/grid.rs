//! The cells of one sheet.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::address::{self, Region};
use super::book::{Book, cell_text};
use super::fault::WorkbookFault;
use super::format::NumberFormat;
use super::number::{decimal_text, percent_text, with_decimals};
use super::xml::{Xml, attribute, is_set};

/// How many cells, merged ranges and columns of one sheet are taken, and how much text they may hold together.
const MOST_CELLS: usize = 2_000_000;
const MOST_REGIONS: usize = 200_000;
const MOST_COLUMNS: u32 = 1_024;
const MOST_TEXT: usize = 1 << 28;

/// What is known of a cell beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::sheet) enum CellState {
    /// It says what it says.
    Given,
    /// It holds a whole number, in no format of days: it may be the number of a day.
    Serial(i64),
    /// It holds the error of a formula, as `#REF!`.
    Error,
    /// It holds a formula whose value nobody has worked out.
    NotComputed,
}

/// A cell that says something.
#[derive(Debug, Clone)]
pub(in crate::read::sheet) struct GridCell {
    /// Its column, from 1.
    pub(in crate::read::sheet) column: u32,
    pub(in crate::read::sheet) text: Arc<str>,
    pub(in crate::read::sheet) state: CellState,
}

/// A row with cells, from left to right.
#[derive(Debug, Clone)]
pub(in crate::read::sheet) struct GridRow {
    /// Its number, from 1.
    pub(in crate::read::sheet) number: u32,
    pub(in crate::read::sheet) hidden: bool,
    pub(in crate::read::sheet) cells: Vec<GridCell>,
}

/// The cells of a sheet, and what is merged and hidden.
#[derive(Debug, Clone, Default)]
pub(in crate::read::sheet) struct Grid {
    /// Rows that say something, from the top.
    pub(in crate::read::sheet) rows: Vec<GridRow>,
    pub(in crate::read::sheet) merged: Vec<Region>,
    /// Ranges of columns that are hidden, from 1.
    pub(in crate::read::sheet) hidden_columns: Vec<(u32, u32)>,
    /// The last column that says anything.
    pub(in crate::read::sheet) width: u32,
}

struct Reading<'a> {
    book: &'a Book,
    grid: Grid,
    cells: usize,
    text: usize,
    row: u32,
    column: u32,
}

impl Grid {
    pub(super) fn read(book: &Book, text: &str, part: &str) -> Result<Grid, WorkbookFault> {
        let mut xml = Xml::new(text, part);
        let grid = Grid::default();
        let mut reading = Reading { book, grid, cells: 0, text: 0, row: 0, column: 0 };
        loop {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "row" => reading.start_row(&start, &xml)?,
                    "c" => reading.cell(&start, &mut xml)?,
                    "mergeCell" => {
                        let region = attribute(&start, "ref").and_then(|r| Region::parse(&r));
                        reading.grid.merged.extend(region);
                        if reading.grid.merged.len() > MOST_REGIONS {
                            return Err(xml.fault(format!("> {MOST_REGIONS} merged ranges")));
                        }
                    }
                    "col"
                        if is_set(&start, "hidden")
                            && reading.grid.hidden_columns.len() < 1_000 =>
                    {
                        let number = |name| attribute(&start, name).and_then(|n| n.parse().ok());
                        let range = number("min").zip(number("max"));
                        reading.grid.hidden_columns.extend(range);
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        let mut grid = reading.grid;
        grid.rows.retain(|row| !row.cells.is_empty());
        grid.rows.sort_by_key(|row| row.number);
        grid.merged.sort_by_key(|region| (region.rows, region.columns));
        Ok(grid)
    }
}

impl Reading<'_> {
    fn start_row(&mut self, start: &BytesStart<'_>, xml: &Xml<'_>) -> Result<(), WorkbookFault> {
        let number = match attribute(start, "r") {
            Some(number) => address::parse(&format!("A{number}")).map(|(row, _)| row),
            None => address::parse(&format!("A{}", self.row.saturating_add(1))).map(|(row, _)| row),
        };
        self.row = number.ok_or_else(|| xml.fault("row"))?;
        self.column = 0;
        let hidden = is_set(start, "hidden");
        // Rows without cells are kept only as long as they are the last.
        if self.grid.rows.last().is_some_and(|row| row.cells.is_empty()) {
            self.grid.rows.pop();
        }
        self.grid.rows.push(GridRow { number: self.row, hidden, cells: Vec::new() });
        Ok(())
    }

    fn cell(&mut self, start: &BytesStart<'_>, xml: &mut Xml<'_>) -> Result<(), WorkbookFault> {
        let (row, column) = match attribute(start, "r") {
            Some(own) => address::parse(&own),
            None => Some((self.row, self.column.saturating_add(1))),
        }
        .ok_or_else(|| xml.fault("cell address"))?;
        if row != self.row || column <= self.column {
            return Err(xml.fault("order of cells"));
        }
        self.column = column;
        let kind = attribute(start, "t").unwrap_or_default().into_owned();
        let format = self.book.format(attribute(start, "s").as_deref());
        let (mut value, mut inline, mut formula) = (None, None, false);
        loop {
            match xml.next()? {
                Event::Start(part) => match part.local_name().as_ref() {
                    "v" => value = Some(xml.text(&[])?),
                    "is" => inline = Some(cell_text(xml)?),
                    "f" => {
                        formula = true;
                        xml.text(&[])?;
                    }
                    _ => drop(xml.text(&[])?),
                },
                Event::End(_) => break,
                Event::Eof => return Err(xml.fault("EOF")),
                _ => {}
            }
        }
        let value = value.filter(|value| !value.is_empty() || kind == "str");
        let (text, state) = match (kind.as_str(), value, inline) {
            ("inlineStr", _, Some(text)) => (Arc::from(text), CellState::Given),
            (_, None, None) if formula => (Arc::from("="), CellState::NotComputed),
            (_, None, _) => return Ok(()),
            ("s", Some(value), _) => {
                let at: Option<usize> = value.trim().parse().ok();
                let text = at.and_then(|at| self.book.texts.get(at));
                (text.cloned().ok_or_else(|| xml.fault("shared text"))?, CellState::Given)
            }
            ("b", Some(value), _) => {
                let text = if matches!(value.trim(), "1" | "true") { "TRUE" } else { "FALSE" };
                (Arc::from(text), CellState::Given)
            }
            ("e", Some(value), _) => (Arc::from(value), CellState::Error),
            // A day as ISO 8601 has it, with a midnight behind it: read as the same day with a blank.
            ("d", Some(value), _) => (Arc::from(value.replace('T', " ")), CellState::Given),
            ("str" | "inlineStr", Some(value), _) => (Arc::from(value), CellState::Given),
            ("" | "n", Some(value), _) => self.number(&value, format),
            _ => return Err(xml.fault("kind of a cell")),
        };
        self.take(GridCell { column, text, state }, xml)
    }

    fn number(&self, value: &str, format: NumberFormat) -> (Arc<str>, CellState) {
        let number = value.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        let Some(number) = number else { return (Arc::from(value), CellState::Given) };
        let shown = match format {
            NumberFormat::Number(_) => None,
            NumberFormat::Percent => Some(percent_text(number)),
            NumberFormat::Day => self.book.system.text(number),
        };
        if let Some(shown) = shown {
            return (Arc::from(shown), CellState::Given);
        }
        let decimals = if let NumberFormat::Number(decimals) = format { decimals } else { 0 };
        let text = with_decimals(decimal_text(number), decimals);
        let state = text.parse().map_or(CellState::Given, CellState::Serial);
        (Arc::from(text), state)
    }

    fn take(&mut self, cell: GridCell, xml: &Xml<'_>) -> Result<(), WorkbookFault> {
        if cell.text.trim().is_empty() {
            return Ok(());
        }
        self.cells = self.cells.saturating_add(1);
        self.text = self.text.saturating_add(cell.text.len());
        if self.cells > MOST_CELLS || self.text > MOST_TEXT || cell.column > MOST_COLUMNS {
            let most = format!(
                "> {MOST_CELLS} cells, > {MOST_COLUMNS} columns or > {} MB of text",
                MOST_TEXT >> 20
            );
            return Err(xml.fault(most));
        }
        self.grid.width = self.grid.width.max(cell.column);
        if let Some(row) = self.grid.rows.last_mut() {
            row.cells.push(cell);
        }
        Ok(())
    }
}
