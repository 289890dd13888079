//! Pieces of CSV (RFC 4180): records of fields between commas, quoted where they hold commas, marks or newlines.

use std::borrow::Cow;

use memchr::memchr;

use super::columns::{Batch, Fields, NAMES, push};
use super::fault::Fault;
use super::marks::{Marks, Quotes};
use crate::ledger::event_table::EventTableBuilder;
use crate::read::json::shortened;

/// Where the columns are: of each field of a record its column, if it is one of ours.
#[derive(Debug)]
pub(super) struct Header {
    columns: Vec<Option<usize>>,
}

impl Header {
    /// Reads the header at the start of a file: where it ends, and what it says. All columns must be there, in any
    /// order; others are left alone.
    pub(super) fn read(start: &[u8]) -> Result<(usize, Header), Box<Fault>> {
        let mut is_between = false;
        let end = start.iter().position(|byte| {
            is_between ^= *byte == b'"';
            *byte == b'\n' && !is_between
        });
        let end = end.map_or(start.len(), |end| end + 1);
        let piece = text(start.get(..end).unwrap_or_default(), 1)?;
        let mut marks = Marks::default();
        marks.find(piece.as_bytes(), Quotes::Some);
        let mut columns = Vec::new();
        let mut from = 0;
        for end in &marks.ends {
            let name = piece.get(from..*end as usize).unwrap_or_default();
            let name = unquoted(name.strip_suffix('\r').unwrap_or(name), 1)?;
            let column = NAMES.iter().position(|column| *column == name.trim());
            if column.is_some() && columns.contains(&column) {
                let expected = (format!("一个 {name} 列"), format!("one column {name}"));
                return Err(Fault::new(1, expected, ("两个", "two")));
            }
            columns.push(column);
            from = *end as usize + 1;
        }
        if let Some(missing) = (0..NAMES.len()).find(|column| !columns.contains(&Some(*column))) {
            let all = NAMES.join(",");
            let name = NAMES.get(missing).copied().unwrap_or_default();
            let found = shortened(piece.trim());
            return Err(Fault::new(
                1,
                (
                    format!("含各列的表头（{all}），缺 {name}"),
                    format!("a header with the columns {all}, of which {name} is missing"),
                ),
                (format!("{found:?}"), format!("{found:?}")),
            ));
        }
        Ok((end, Header { columns }))
    }

    /// Gives the records of a piece to a builder.
    pub(super) fn rows(
        &self,
        piece: &[u8],
        mut line: u32,
        marks: &mut Marks,
        builder: &mut EventTableBuilder,
    ) -> Result<(), Box<Fault>> {
        let piece = text(piece, line)?;
        let quotes = match memchr(b'"', piece.as_bytes()) {
            Some(_) => Quotes::Some,
            None => Quotes::None,
        };
        marks.find(piece.as_bytes(), quotes);
        let width = self.columns.len();
        let (mut from, mut at) = (0, 0);
        let mut batch = Batch::new();
        for newline in &marks.newlines {
            let ends = marks.ends.get(at..at + width).unwrap_or_default();
            if ends.last() != Some(newline) {
                let found = marks.ends.iter().skip(at).take_while(|end| *end < newline).count() + 1;
                let record = piece.get(from..*newline as usize).unwrap_or_default();
                if !record.trim_end_matches('\r').is_empty() {
                    // A mark too many takes the ends of fields with it: it is the fault, then.
                    for end in marks.ends.iter().skip(at).take(found) {
                        unquoted(piece.get(from..*end as usize).unwrap_or_default(), line)?;
                        from = *end as usize + 1;
                    }
                    return Err(fields_differ(width, found, line));
                }
                (from, at, line) = (*newline as usize + 1, at + found, line + 1);
                continue;
            }
            match quotes {
                Quotes::None => {
                    let mut fields = Fields::default();
                    for (end, column) in ends.iter().zip(&self.columns) {
                        if let Some(field) = column.and_then(|column| fields.get_mut(column)) {
                            *field = piece.get(from..*end as usize).unwrap_or_default();
                        }
                        from = *end as usize + 1;
                    }
                    self.without_return(&mut fields);
                    batch.push(builder, &fields, line)?;
                    line += 1;
                }
                Quotes::Some => {
                    let mut fields: [Cow<'_, str>; NAMES.len()] = Default::default();
                    let mut lines = 1;
                    for (end, column) in ends.iter().zip(&self.columns) {
                        let field = piece.get(from..*end as usize).unwrap_or_default();
                        let field =
                            field.strip_suffix('\r').filter(|_| end == newline).unwrap_or(field);
                        lines += field.bytes().filter(|byte| *byte == b'\n').count() as u32;
                        let field = unquoted(field, line)?;
                        if let Some(place) = column.and_then(|column| fields.get_mut(column)) {
                            *place = field;
                        }
                        from = *end as usize + 1;
                    }
                    push(builder, &fields.each_ref().map(|field| &**field), line)?;
                    line += lines;
                }
            }
            at += width;
        }
        batch.send(builder);
        Ok(())
    }

    /// Takes the carriage return from the last field of a record.
    fn without_return(&self, fields: &mut Fields<'_>) {
        let last = self.columns.last().copied().flatten();
        if let Some(field) = last.and_then(|column| fields.get_mut(column)) {
            *field = field.strip_suffix('\r').unwrap_or(field);
        }
    }
}

fn fields_differ(expected: usize, found: usize, line: u32) -> Box<Fault> {
    let expected =
        (format!("{expected} 个字段，同表头"), format!("{expected} fields, as in the header"));
    Fault::new(line, expected, (found.to_string(), found.to_string()))
}

/// The text of bytes that start on a line.
pub(super) fn text(bytes: &[u8], line: u32) -> Result<&str, Box<Fault>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let newlines = before.iter().filter(|byte| **byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let characters = before.get(start..).map(String::from_utf8_lossy).unwrap_or_default();
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        let found = (format!("字节 0x{byte:02X}"), format!("the byte 0x{byte:02X}"));
        Fault::new(line + newlines as u32, ("UTF-8 文本", "UTF-8 text"), found)
            .at(characters.chars().count() + 1)
    })
}

/// A field without its quotation marks; two within it stand for one.
fn unquoted(field: &str, line: u32) -> Result<Cow<'_, str>, Box<Fault>> {
    let inside = match field.strip_prefix('"') {
        None if field.contains('"') => None,
        None => return Ok(Cow::Borrowed(field)),
        Some(rest) => rest.strip_suffix('"'),
    };
    let alone = |inside: &str| inside.replace("\"\"", "").contains('"');
    match inside.filter(|inside| !alone(inside)) {
        Some(inside) if inside.contains('"') => Ok(Cow::Owned(inside.replace("\"\"", "\""))),
        Some(inside) => Ok(Cow::Borrowed(inside)),
        None => {
            let found = shortened(field);
            let expected = (
                "字段整体用双引号括起，其中的双引号写两个",
                "a field within quotation marks as a whole, marks in it doubled",
            );
            Err(Fault::new(line, expected, (format!("{found:?}"), format!("{found:?}"))))
        }
    }
}
