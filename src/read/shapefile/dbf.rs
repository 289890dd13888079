//! Attributes: dBASE III tables.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;
use jiff::civil::Date;

use super::{ShapefileParts, encoding, fault, in_record};
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Text};
use crate::read::json::shortened;

/// A field of the attributes (字段).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DbfField {
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: DbfKind,
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DbfKind {
    /// Texts of at most so many bytes.
    Text(u8),
    /// Numbers of at most so many characters, so many of them behind the point.
    Number {
        /// Characters.
        width: u8,
        /// Digits behind the point.
        decimals: u8,
    },
    /// Days.
    Day,
    /// Yes or no.
    Logical,
    /// Of a kind that is not read, by its letter.
    Other(u8),
}

/// A value of the attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DbfValue {
    /// Blank: not known.
    Null,
    /// A text.
    Text(String),
    /// A number, as its digits: a DBF says numbers as text, and nothing of it is lost.
    Number(String),
    /// A day.
    Day(Date),
    /// Yes or no.
    Logical(bool),
}

/// Fields, and rows by number; `None` is a row that is marked as deleted.
pub(super) struct Table {
    pub(super) fields: Vec<DbfField>,
    pub(super) rows: Vec<Option<Vec<DbfValue>>>,
}

/// A field with its bytes.
struct Column<'a> {
    name: &'a [u8],
    letter: u8,
    start: usize,
    width: usize,
    decimals: u8,
}

pub(super) fn read(
    parts: &ShapefileParts,
    bytes: &[u8],
    findings: &mut Vec<Finding>,
) -> Result<Table> {
    let file = parts.sibling("dbf");
    let short = |at: usize| {
        let pair = bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok());
        pair.map(u16::from_le_bytes).map(usize::from)
    };
    let count = bytes.get(4..8).and_then(|count| count.try_into().ok()).map(u32::from_le_bytes);
    let (Some(count), Some(header), Some(width)) = (count, short(8), short(10)) else {
        return Err(wrong(&file, "32 字节以上的表头", "a header of 32 bytes or more", bytes.len()));
    };
    let columns = columns(&file, bytes, header, findings);
    let widths: usize = columns.iter().map(|column| column.width).sum();
    if columns.is_empty() || widths + 1 > width || header > bytes.len() {
        return Err(wrong(
            &file,
            "字段与记录长度相符的 DBF 表",
            "a DBF table whose fields fit its records",
            bytes.len(),
        ));
    }
    let records: Vec<&[u8]> = bytes
        .get(header..)
        .unwrap_or_default()
        .chunks_exact(width)
        .take(usize::try_from(count).unwrap_or(usize::MAX))
        .collect();
    let cell = |record: &&[u8], column: &Column<'_>| {
        let record: &[u8] = record;
        record.get(column.start..column.start + column.width).unwrap_or_default().to_vec()
    };
    let mut texts: Vec<Vec<u8>> = columns.iter().map(|column| column.name.to_vec()).collect();
    for column in columns.iter().filter(|column| column.letter == b'C') {
        texts.extend(records.iter().map(|record| cell(record, column)));
    }
    let texts: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
    let driver = bytes.get(29).copied().unwrap_or_default();
    let encoding = encoding::of(parts, driver, &texts, findings);
    let fields = fields(&file, &columns, encoding, findings);
    let mut faults = Faults { file: &file, findings };
    let row = |(at, record): (usize, &&[u8])| {
        if record.first() == Some(&b'*') {
            return None;
        }
        let values = columns.iter().zip(&fields).map(|(column, field)| {
            value(&cell(record, column), field, encoding).unwrap_or_else(|text| {
                faults.say(at + 1, &field.name, &text);
                DbfValue::Null
            })
        });
        Some(values.collect())
    };
    let rows = records.iter().enumerate().map(row).collect();
    Ok(Table { fields, rows })
}

struct Faults<'a> {
    file: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Faults<'_> {
    fn say(&mut self, record: usize, field: &str, text: &Text) {
        let text =
            Text::new(format!("字段 {field}：{}", text.zh), format!("field {field}: {}", text.en));
        self.findings.push(fault(self.file, Code::DbfValue, in_record(record, text)));
    }
}

fn wrong(file: &str, zh: &str, en: &str, length: usize) -> Error {
    let found = (format!("{length} 字节的其他内容"), format!("{length} bytes of something else"));
    Error::input(Place::file(file), (zh, en), found)
}

/// The descriptions of the fields: 32 bytes each, until a carriage return or the end of the header. A field without a byte in
/// the records holds nothing: it is left out, so that there are never more values than bytes.
fn columns<'a>(
    file: &str,
    bytes: &'a [u8],
    header: usize,
    findings: &mut Vec<Finding>,
) -> Vec<Column<'a>> {
    let mut columns = Vec::new();
    let mut empty = 0_usize;
    // The first byte of a record is the mark of deletion.
    let mut start = 1;
    let described = bytes.get(32..header.min(bytes.len())).unwrap_or_default();
    for field in described.chunks_exact(32) {
        let name = field.get(..11).unwrap_or_default();
        if name.first() == Some(&0x0D) {
            break;
        }
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        let width = field.get(16).copied().map(usize::from).unwrap_or_default();
        if width == 0 {
            empty += 1;
            continue;
        }
        columns.push(Column {
            name,
            letter: field.get(11).copied().unwrap_or_default(),
            start,
            width,
            decimals: field.get(17).copied().unwrap_or_default(),
        });
        start += width;
    }
    if empty > 0 {
        let text = Text::new(
            format!("{empty} 个字段的宽度为 0，未读取"),
            format!("{empty} fields are 0 bytes wide, which are not read"),
        );
        findings.push(fault(file, Code::DbfValue, text));
    }
    columns
}

fn fields(
    file: &str,
    columns: &[Column<'_>],
    encoding: &'static Encoding,
    findings: &mut Vec<Finding>,
) -> Vec<DbfField> {
    let mut fields: Vec<DbfField> = Vec::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // How often a name was there so far: lower numbers behind it are taken.
    let mut repeats: BTreeMap<String, usize> = BTreeMap::new();
    for column in columns {
        let given = encoding.decode_without_bom_handling(column.name).0.trim().to_owned();
        let mut name = given.clone();
        let again = repeats.entry(given.clone()).or_insert(1);
        while !taken.insert(name.clone()) {
            *again += 1;
            name = format!("{given}_{again}");
        }
        if name != given {
            let text = Text::new(
                format!("字段名 {given} 重复，读作 {name}"),
                format!("the field name {given} is there twice; read as {name}"),
            );
            findings.push(fault(file, Code::DbfValue, text));
        }
        // A field is at most 255 bytes wide: its width is one byte.
        let width = u8::try_from(column.width).unwrap_or(u8::MAX);
        let kind = match column.letter {
            b'C' => DbfKind::Text(width),
            b'N' | b'F' => DbfKind::Number { width, decimals: column.decimals },
            b'D' => DbfKind::Day,
            b'L' => DbfKind::Logical,
            other => {
                let letter = char::from(other).escape_default();
                let text = Text::new(
                    format!("字段 {name} 的类型 {letter} 不支持，未读取"),
                    format!("field {name} is of the kind {letter}, which is not read"),
                );
                findings.push(fault(file, Code::DbfValue, text));
                DbfKind::Other(other)
            }
        };
        fields.push(DbfField { name, kind });
    }
    fields
}

fn value(cell: &[u8], field: &DbfField, encoding: &'static Encoding) -> Result<DbfValue, Text> {
    let cell = match cell.iter().rposition(|byte| !matches!(byte, b' ' | 0)) {
        Some(last) => cell.get(..=last).unwrap_or_default(),
        None => return Ok(DbfValue::Null),
    };
    let ascii = || std::str::from_utf8(cell).unwrap_or_default().trim();
    let shown = || shortened(String::from_utf8_lossy(cell).trim());
    let unlike = |zh: &str, en: &str| {
        let found = shown();
        Err(Text::new(
            format!("应为{zh}，实为 {found:?}，按空值读取"),
            format!("expected {en}, found {found:?}; read as null"),
        ))
    };
    match field.kind {
        DbfKind::Text(_) => {
            let (text, had_errors) = encoding.decode_without_bom_handling(cell);
            if had_errors {
                let name = encoding.name();
                return Err(Text::new(
                    format!("不是 {name} 编码的文字，按空值读取"),
                    format!("the bytes are no {name}; read as null"),
                ));
            }
            Ok(DbfValue::Text(text.into_owned()))
        }
        // A program that had no room for a number writes asterisks.
        DbfKind::Number { .. } if cell.iter().all(|byte| matches!(byte, b'*' | b' ')) => {
            Ok(DbfValue::Null)
        }
        DbfKind::Number { .. } => match number(ascii()) {
            Some(number) => Ok(DbfValue::Number(number)),
            None => unlike("数", "a number"),
        },
        DbfKind::Day if cell.iter().all(|byte| matches!(byte, b'0' | b' ')) => Ok(DbfValue::Null),
        DbfKind::Day => match day(ascii()) {
            Some(day) => Ok(DbfValue::Day(day)),
            None => unlike("八位日期 YYYYMMDD", "a day as YYYYMMDD"),
        },
        DbfKind::Logical => match cell {
            [b'T' | b't' | b'Y' | b'y'] => Ok(DbfValue::Logical(true)),
            [b'F' | b'f' | b'N' | b'n'] => Ok(DbfValue::Logical(false)),
            [b'?'] => Ok(DbfValue::Null),
            _ => unlike(" T 或 F", "T or F"),
        },
        DbfKind::Other(_) => Ok(DbfValue::Null),
    }
}

/// The number as JSON writes it: no plus, no zeros in front, a digit on both sides of the point.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (digits.get(..at)?, Some(digits.get(at + 1..)?)),
        None => (digits, None),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let mut number = format!("{sign}{}", if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() {
        number.push('.');
        number.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || digits.len() > 3 || !plain(digits) {
            return None;
        }
        number.push('e');
        number.push_str(exponent);
    }
    Some(number)
}

fn day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
