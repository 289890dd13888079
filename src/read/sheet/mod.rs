//! Ledger sheets (台账表格): CSV and Excel workbooks as districts keep them, read to typed values, each with its place.
//!
//! What is understood, and what is never guessed, stands in [`docs::sheet`](crate::docs::sheet).

mod cell;
mod column_map;
mod columns;
mod decode;
mod field;
mod heading_rows;
mod headings;
mod numbers;
mod parse;
mod records;
mod rows;
mod table;
mod totals;
mod value;
mod words;
#[cfg(feature = "xlsx")]
mod workbook;

pub use column_map::{ColumnMap, PartialDay};
pub use columns::Column;
pub use decode::Encoding;
pub use field::Field;
pub use numbers::Unit;
pub use parse::read;
pub use totals::{SheetTotal, TotalFigure};
pub use value::{Cell, CellValue, EntryStatus, SheetArea, SheetFloorArea};

use serde::{Deserialize, Serialize};

use crate::codes::ParcelCode;
use crate::finding::{Finding, Place, Text};
use crate::units::Area;

/// A sheet that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sheet {
    /// The file as the caller named it.
    pub name: String,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// What stands between cells; absent for a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// The sheet that was read, of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worksheet: Option<String>,
    /// The line of the headings, or their last one.
    pub heading_line: u32,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The rows that can be used, in the order of the file.
    pub rows: Vec<SheetRow>,
    /// The rows that cannot, each with what is wrong; the findings say the same.
    pub rejected: Vec<RejectedRow>,
    /// Its rows of totals, held against the sums.
    pub totals: Vec<SheetTotal>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SheetRow {
    /// Where it starts.
    pub place: Place,
    /// Its cells that say something, by field and year.
    pub cells: Vec<Cell>,
}

/// A row that is not used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RejectedRow {
    /// Where it starts.
    pub place: Place,
    /// Its first cells, so that people know it again.
    pub label: String,
    /// What is wrong.
    pub reasons: Vec<Text>,
    /// Its listed area, where that much could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_listed_m2: Option<Area>,
}

impl SheetRow {
    /// The cell of a field that is not by year.
    #[must_use]
    pub fn cell(&self, field: Field) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.field == field)
    }

    /// What the cell of a field says.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&CellValue> {
        self.cell(field).map(|cell| &cell.value)
    }

    /// Its parcel code.
    #[must_use]
    pub fn parcel_code(&self) -> Option<ParcelCode> {
        match self.value(Field::ParcelCode) {
            Some(CellValue::ParcelCode(code)) => Some(*code),
            _ => None,
        }
    }

    /// A land area.
    #[must_use]
    pub fn area(&self, field: Field) -> Option<Area> {
        match self.value(field) {
            Some(CellValue::Area(area)) => Some(area.area_m2),
            _ => None,
        }
    }

    /// The id of its entry, as written.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self.value(Field::Id) {
            Some(CellValue::Text(id)) => Some(id),
            _ => None,
        }
    }
}

impl Sheet {
    /// Whether a column, or a constant, holds this field.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        let column = self.columns.iter().any(|column| column.fields.contains(&field));
        column || self.rows.iter().any(|row| row.cell(field).is_some())
    }
}
