//! Places: where in a file, in a document and in a geometry something is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A range of bytes of a file, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset of the byte after the last.
    pub end: u64,
}

impl Span {
    /// The range from `start` to before `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u64, end: end as u64 }
    }
}

/// Where a finding or an error is; parts that are not known are absent.
///
/// Lines and columns count from 1, columns in characters (not bytes); rings, vertices and pointers count
/// from 0. In a sheet of a workbook, line and column are those of the cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Place {
    /// The file as the caller named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet of a workbook (工作表); line and column are then its row and column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Bytes of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// JSON pointer (RFC 6901) from the root of the file or, in JSON lines, of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Polygon of a multi-part geometry, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polygon: Option<u32>,
    /// Ring of the polygon, 0 = exterior.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ring: Option<u32>,
    /// Vertex of the ring, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vertex: Option<u32>,
    /// Longitude and latitude, degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
}

impl Place {
    /// A place that is known by its file only.
    #[must_use]
    pub fn file(name: impl Into<String>) -> Place {
        Place { file: Some(name.into()), ..Place::default() }
    }

    /// The same place with a JSON pointer.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Place {
        self.pointer = Some(pointer.into());
        self
    }

    /// The same place with a byte range, and the line and column at which it starts.
    #[must_use]
    pub fn span(mut self, span: Span, index: &TextIndex<'_>) -> Place {
        let (line, column) = index.line_and_column(span.start);
        self.line = Some(line);
        self.column = Some(column);
        self.span = Some(span);
        self
    }

    /// The address of the cell, as `F12`; `None` outside of workbooks.
    ///
    /// ```
    /// use landledger::finding::Place;
    ///
    /// let mut place = Place::file("2024Q2.xlsx");
    /// (place.sheet, place.line, place.column) = (Some("台账".to_owned()), Some(12), Some(6));
    /// assert_eq!(place.cell().as_deref(), Some("F12"));
    /// assert_eq!(place.to_string(), "2024Q2.xlsx 台账!F12");
    /// ```
    #[must_use]
    pub fn cell(&self) -> Option<String> {
        self.sheet.as_ref()?;
        let (line, mut column) = (self.line?, self.column?);
        let mut letters = Vec::new();
        while column > 0 {
            column = column.saturating_sub(1);
            let letter = u8::try_from(column.rem_euclid(26)).unwrap_or_default();
            letters.push(char::from(b'A'.saturating_add(letter)));
            column = column.div_euclid(26);
        }
        Some(letters.iter().rev().collect::<String>() + &line.to_string())
    }

    /// Whether nothing at all is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Place::default()
    }

    /// This place, with `other` filling in what it leaves open.
    #[must_use]
    pub fn or(self, other: Place) -> Place {
        Place {
            file: self.file.or(other.file),
            sheet: self.sheet.or(other.sheet),
            line: self.line.or(other.line),
            column: self.column.or(other.column),
            span: self.span.or(other.span),
            pointer: self.pointer.or(other.pointer),
            polygon: self.polygon.or(other.polygon),
            ring: self.ring.or(other.ring),
            vertex: self.vertex.or(other.vertex),
            at: self.at.or(other.at),
        }
    }
}

/// `file:line:column (pointer)`, of a workbook `file sheet!F12`, as far as known; ring and vertex follow.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(sheet) = &self.sheet {
            parts.extend(self.file.clone());
            let cell = self.cell().map(|cell| format!("!{cell}")).unwrap_or_default();
            parts.push(format!("{sheet}{cell}"));
        } else if let Some(file) = &self.file {
            let mut head = file.clone();
            if let Some(line) = self.line {
                head.push_str(&format!(":{line}"));
                if let Some(column) = self.column {
                    head.push_str(&format!(":{column}"));
                }
            }
            parts.push(head);
        } else if let Some(line) = self.line {
            parts.push(format!("line {line}"));
        }
        if let Some(pointer) = self.pointer.as_deref().filter(|p| !p.is_empty()) {
            parts.push(format!("({pointer})"));
        }
        if let Some(ring) = self.ring {
            parts.push(format!("ring {ring}"));
        }
        if let Some(vertex) = self.vertex {
            parts.push(format!("vertex {vertex}"));
        }
        f.write_str(&parts.join(" "))
    }
}

/// Finds line and column of a byte offset; made only when something is reported.
///
/// Lines end at LF. Columns count characters of UTF-8; a byte that is not UTF-8 counts as one.
#[derive(Debug, Clone, Copy)]
pub struct TextIndex<'a> {
    bytes: &'a [u8],
}

impl<'a> TextIndex<'a> {
    /// An index over the bytes of a file.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> TextIndex<'a> {
        TextIndex { bytes }
    }

    /// Line and column, both from 1, of the byte at `offset` (at most the end of the text).
    ///
    /// ```
    /// use landledger::finding::TextIndex;
    ///
    /// let index = TextIndex::new("面积\n亩数:x".as_bytes());
    /// assert_eq!(index.line_and_column(14), (2, 4));
    /// ```
    #[must_use]
    pub fn line_and_column(&self, offset: u64) -> (u32, u32) {
        let end = usize::try_from(offset).unwrap_or(usize::MAX).min(self.bytes.len());
        let before = self.bytes.get(..end).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let text = before.get(start..).unwrap_or_default();
        let column = String::from_utf8_lossy(text).chars().count();
        let clip = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        (clip(line), clip(column))
    }
}
