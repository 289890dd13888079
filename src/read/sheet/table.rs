//! Where the rows of a sheet come from: the text of a CSV file, or the cells of a workbook.

use super::decode::{Decoded, Encoding};
use super::records::{Record, Records};
#[cfg(feature = "xlsx")]
use super::workbook::Worksheet;
use crate::finding::{Place, Span};

/// What stands between cells of text, the likeliest first; one of a workbook, where nothing does.
const SEPARATORS: [u8; 3] = [b',', b'\t', b';'];

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Bytes of a text.
    Bytes(Span),
    /// A cell of a workbook, row and column from 1.
    #[cfg(feature = "xlsx")]
    Cell(u32, u32),
}

/// The rows of a sheet, wherever they come from.
pub(super) enum Table<'a> {
    Text(Decoded<'a>),
    #[cfg(feature = "xlsx")]
    Cells(Box<Worksheet<'a>>),
}

impl Table<'_> {
    pub(super) fn encoding(&self) -> Encoding {
        match self {
            Table::Text(decoded) => decoded.encoding,
            #[cfg(feature = "xlsx")]
            Table::Cells(_) => Encoding::Workbook,
        }
    }

    pub(super) fn separators(&self) -> &'static [u8] {
        match self {
            Table::Text(_) => &SEPARATORS,
            #[cfg(feature = "xlsx")]
            Table::Cells(_) => b",",
        }
    }

    /// The rows, one after another.
    pub(super) fn records(&self, separator: u8) -> Box<dyn Iterator<Item = Record<'_>> + '_> {
        match self {
            Table::Text(decoded) => {
                Box::new(Records::new(decoded.text(), decoded.start(), separator))
            }
            #[cfg(feature = "xlsx")]
            Table::Cells(worksheet) => Box::new(worksheet.records()),
        }
    }

    /// The first rows as headings: what is merged stands in every cell of its range.
    pub(super) fn heading_rows(&self, separator: u8, count: usize) -> Vec<Record<'_>> {
        match self {
            Table::Text(_) => self.records(separator).take(count).collect(),
            #[cfg(feature = "xlsx")]
            Table::Cells(worksheet) => worksheet.heading_rows(count),
        }
    }

    /// Whether the cells of a row may be fewer than the headings: a workbook leaves out what is blank.
    pub(super) const fn may_be_short(&self) -> bool {
        match self {
            Table::Text(_) => false,
            #[cfg(feature = "xlsx")]
            Table::Cells(_) => true,
        }
    }

    /// The day with this number, in the count of the workbook.
    #[cfg(feature = "xlsx")]
    pub(super) fn day(&self, serial: i64) -> Option<jiff::civil::Date> {
        match self {
            Table::Text(_) => None,
            Table::Cells(worksheet) => worksheet.day(serial),
        }
    }

    pub(super) fn place(&self, at: At) -> Place {
        match (self, at) {
            (Table::Text(decoded), At::Bytes(span)) => decoded.place(span),
            #[cfg(feature = "xlsx")]
            (Table::Cells(worksheet), At::Cell(row, column)) => worksheet.place(row, column),
            #[cfg(feature = "xlsx")]
            _ => Place::default(),
        }
    }

    /// Where the table starts.
    pub(super) fn start(&self) -> At {
        match self {
            Table::Text(decoded) => At::Bytes(Span::new(decoded.start(), decoded.start())),
            #[cfg(feature = "xlsx")]
            Table::Cells(_) => At::Cell(1, 1),
        }
    }
}
