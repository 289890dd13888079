//! Workbooks of Excel (xlsx, ECMA-376): which sheet is read, and its cells as rows of a table.
//!
//! Our own reader over `zip` and `quick-xml`: the crate for spreadsheets keeps neither hidden rows nor the place of an error, takes
//! memory by what a file claims, and panics on addresses that are too long. Every limit stands beside what it limits.

mod address;
mod book;
mod fault;
mod format;
mod grid;
mod number;
mod package;
mod serial;
mod worksheet;
mod xml;

pub(super) use worksheet::Worksheet;

use book::{Book, SheetEntry};
use fault::WorkbookFault;
use grid::Grid;
use package::Package;

use super::columns::known_headings;
use super::table::Table;
use super::{ColumnMap, Sheet};
use crate::finding::{Code, Finding, Place, Text};
use crate::read::Source;

/// What a ledger sheet is called.
const NAMES: [&str; 2] = ["台账", "Ledger"];

/// The sheet of a workbook that is to be read; what is hidden is said.
pub(super) fn open<'a>(
    source: &'a Source,
    map: &ColumnMap,
    sheet: &mut Sheet,
) -> Result<Table<'a>, Box<Finding>> {
    let fault = |fault: WorkbookFault| {
        let finding = Finding::new(Code::SheetWorkbook, Text::new(fault.zh, fault.en));
        Box::new(finding.at(Place::file(source.name())))
    };
    let mut package = Package::open(source.bytes()).map_err(fault)?;
    let book = Book::read(&mut package).map_err(fault)?;
    let mut reader = Reader { source, package, book: &book };
    let (chosen, worksheet) = reader.choose(map).map_err(fault)?;
    let hidden: Vec<&str> = book
        .sheets
        .iter()
        .enumerate()
        .filter(|(at, entry)| entry.hidden && *at != chosen)
        .map(|(_, entry)| entry.name.as_str())
        .collect();
    if !hidden.is_empty() {
        let message = Text::new(
            format!("工作表已隐藏，未读：{}", hidden.join("、")),
            format!("sheets that are hidden and not read: {}", hidden.join(", ")),
        );
        let finding = Finding::new(Code::SheetHidden, message);
        sheet.findings.push(finding.at(Place::file(source.name())));
    }
    sheet.worksheet = Some(worksheet.name().to_owned());
    sheet.findings.extend(worksheet.hidden());
    Ok(Table::Cells(Box::new(worksheet)))
}

struct Reader<'a, 'b> {
    source: &'a Source,
    package: Package<'a>,
    book: &'b Book,
}

impl<'a> Reader<'a, '_> {
    /// The sheet that the caller names, or one that is called a ledger, or the one with the most headings that are known, hidden ones
    /// last.
    fn choose(&mut self, map: &ColumnMap) -> Result<(usize, Worksheet<'a>), WorkbookFault> {
        let sheets = &self.book.sheets;
        let named = |name: &str| sheets.iter().position(|entry| entry.name.trim() == name.trim());
        let wanted = map.worksheet.as_deref();
        let at = match wanted {
            Some(name) => named(name),
            None => NAMES.iter().find_map(|name| named(name)),
        };
        if let Some((at, entry)) = at.and_then(|at| Some((at, sheets.get(at)?))) {
            return Ok((at, self.read(entry)?));
        }
        let names: Vec<&str> = sheets.iter().map(|entry| entry.name.as_str()).collect();
        if let Some(name) = wanted {
            return Err(WorkbookFault::new(
                format!("应有工作表“{name}”，实有：{}", names.join("、")),
                format!("expected a sheet {name:?}, found {}", names.join(", ")),
            ));
        }
        let mut best: Option<(bool, usize, usize, Worksheet<'a>)> = None;
        for (at, entry) in sheets.iter().enumerate() {
            let table = Table::Cells(Box::new(self.read(entry)?));
            let known = known_headings(&table, map);
            let better = |best: &(bool, usize, usize, Worksheet<'a>)| {
                (!entry.hidden, known) > (best.0, best.1)
            };
            if best.as_ref().is_none_or(better)
                && let Table::Cells(worksheet) = table
            {
                best = Some((!entry.hidden, known, at, *worksheet));
            }
        }
        let none =
            || WorkbookFault::new("工作簿中没有工作表", "the workbook has no sheet of cells");
        best.map(|(_, _, at, worksheet)| (at, worksheet)).ok_or_else(none)
    }

    fn read(&mut self, entry: &SheetEntry) -> Result<Worksheet<'a>, WorkbookFault> {
        let missing = || {
            WorkbookFault::new(
                format!("工作表“{}”的内容（{}）不在文件中", entry.name, entry.part),
                format!(
                    "the cells of the sheet {:?} ({}) are not in the file",
                    entry.name, entry.part
                ),
            )
        };
        let text = self.package.part(&entry.part)?.ok_or_else(missing)?;
        let grid = Grid::read(self.book, &text, &entry.part)?;
        Worksheet::new(self.source, entry, grid, self.book.system)
    }
}
