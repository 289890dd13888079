//! Attributes: a dBASE III table in code page 936.

use super::fit::{Fitted, fit, fit_names};
use super::{NewField, NewFieldKind, NewShapefile, cut};
use crate::finding::{Finding, Text};
use crate::read::json::shortened;
use crate::read::shapefile::DbfValue;

/// dBASE III without memo fields, and the language driver of code page 936.
const VERSION: u8 = 0x03;
const CODE_PAGE_936: u8 = 0x4D;

/// The longest text and the widest number that programs agree on.
const WIDEST_TEXT: usize = 254;
const WIDEST_NUMBER: usize = 19;

/// What the header can say: the bytes of a record, and the fields of 32 bytes each in a header of as many bytes.
const MOST_RECORD: usize = 65_535;
pub(crate) const MOST_FIELDS: usize = (65_535 - 33) / 32;

/// A field as it is written.
struct Layout {
    name: Vec<u8>,
    letter: u8,
    width: usize,
    decimals: usize,
}

pub(super) fn write(file: &NewShapefile, findings: &mut Vec<Finding>) -> Vec<u8> {
    let names: Vec<&str> = file.fields.iter().map(|field| field.name.as_str()).collect();
    let names = fit_names(&names, &file.name, findings);
    let columns = (0..file.fields.len()).map(|at| {
        let null = &DbfValue::Null;
        file.records.iter().map(|record| record.values.get(at).unwrap_or(null)).collect::<Vec<_>>()
    });
    let columns: Vec<Vec<&DbfValue>> = columns.collect();
    let mut layouts = Vec::new();
    let mut cells: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut left_out: Vec<&str> = Vec::new();
    // The mark of deletion, and the fields so far.
    let mut width = 1;
    for ((field, name), values) in file.fields.iter().zip(names).zip(columns) {
        let (layout, column) = column(&file.name, field, name, &values, findings);
        if width + layout.width > MOST_RECORD || layouts.len() >= MOST_FIELDS {
            left_out.push(field.name.as_str());
            continue;
        }
        width += layout.width;
        layouts.push(layout);
        cells.push(column);
    }
    let first = left_out.first();
    findings.extend(first.map(|first| without_room(&file.name, left_out.len(), first)));
    let mut out = header(file, &layouts);
    for at in 0..file.records.len() {
        // Not deleted.
        out.push(b' ');
        for column in &cells {
            out.extend(column.get(at).map(Vec::as_slice).unwrap_or_default());
        }
    }
    out.push(0x1A);
    out
}

/// What is said of fields that a table has no room for, so many, and the first of them.
pub(crate) fn without_room(file: &str, count: usize, first: &str) -> Finding {
    let first = shortened(first);
    cut(
        file,
        Text::new(
            format!(
                "{count} 个字段未写入，首个为 {first}：DBF 表应不超过 {MOST_FIELDS} 个字段、每条记录 {MOST_RECORD} 字节"
            ),
            format!(
                "{count} fields were not written, the first of them {first}: expected at most {MOST_FIELDS} fields and {MOST_RECORD} bytes a record of a DBF table"
            ),
        ),
    )
}

fn header(file: &NewShapefile, layouts: &[Layout]) -> Vec<u8> {
    let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
    let width: usize = layouts.iter().map(|layout| layout.width).sum();
    let mut out = vec![VERSION];
    // Years since 1900 in one byte: the format ends in 2155.
    out.push(u8::try_from(i32::from(file.day.year()) - 1900).unwrap_or_default());
    out.push(u8::try_from(file.day.month()).unwrap_or_default());
    out.push(u8::try_from(file.day.day()).unwrap_or_default());
    out.extend(u32::try_from(file.records.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(short(32 + 32 * layouts.len() + 1));
    out.extend(short(1 + width));
    out.extend([0; 17]);
    out.push(CODE_PAGE_936);
    out.extend([0; 2]);
    for layout in layouts {
        let mut name = layout.name.clone();
        name.resize(11, 0);
        out.extend(name);
        out.push(layout.letter);
        out.extend([0; 4]);
        out.push(u8::try_from(layout.width).unwrap_or(u8::MAX));
        out.push(u8::try_from(layout.decimals).unwrap_or_default());
        out.extend([0; 14]);
    }
    out.push(0x0D);
    out
}

/// A field with the cells of all records.
fn column(
    file: &str,
    field: &NewField,
    name: Vec<u8>,
    values: &[&DbfValue],
    findings: &mut Vec<Finding>,
) -> (Layout, Vec<Vec<u8>>) {
    let layout = |letter, width, decimals| Layout { name: name.clone(), letter, width, decimals };
    match field.kind {
        NewFieldKind::Day => {
            let cells = values.iter().map(|value| match value {
                DbfValue::Day(day) => {
                    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()).into_bytes()
                }
                _ => vec![b' '; 8],
            });
            (layout(b'D', 8, 0), cells.collect())
        }
        NewFieldKind::Logical => {
            let cells = values.iter().map(|value| match value {
                DbfValue::Logical(true) => vec![b'T'],
                DbfValue::Logical(false) => vec![b'F'],
                _ => vec![b'?'],
            });
            (layout(b'L', 1, 0), cells.collect())
        }
        NewFieldKind::Number => match numbers(values) {
            Some((width, decimals, cells)) => (layout(b'N', width, decimals), cells),
            // Digits that a number has no room for stay what they are as text.
            None => {
                let field_name = shortened(&field.name);
                let text = Text::new(
                    format!("字段 {field_name} 的数超过 19 位或带有指数，写作文字"),
                    format!(
                        "field {field_name} has numbers of more than 19 characters or with an exponent; they are written as text"
                    ),
                );
                findings.push(cut(file, text));
                texts(file, field, name, values, 1, findings)
            }
        },
        NewFieldKind::Text(least) => texts(file, field, name, values, usize::from(least), findings),
    }
}

/// Width, decimals and cells of numbers, every digit kept; `None` where one is too long or has an exponent.
fn numbers(values: &[&DbfValue]) -> Option<(usize, usize, Vec<Vec<u8>>)> {
    let mut parts = Vec::new();
    for value in values {
        parts.push(match value {
            DbfValue::Number(number) => {
                let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
                let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
                if !plain(whole.strip_prefix('-').unwrap_or(whole)) || !plain(fraction) {
                    return None;
                }
                Some((whole, fraction))
            }
            _ => None,
        });
    }
    let longest = |of: fn(&(&str, &str)) -> usize| parts.iter().flatten().map(of).max();
    let whole = longest(|(whole, _)| whole.len()).unwrap_or_default();
    let decimals = longest(|(_, fraction)| fraction.len()).unwrap_or_default();
    let point = usize::from(decimals > 0);
    let width = (whole + point + decimals).max(1);
    if width > WIDEST_NUMBER || decimals > 15 {
        return None;
    }
    let cells = parts.iter().map(|part| {
        let number = match part {
            Some((whole, fraction)) if decimals > 0 => format!("{whole}.{fraction:0<decimals$}"),
            Some((whole, _)) => (*whole).to_owned(),
            None => String::new(),
        };
        format!("{number:>width$}").into_bytes()
    });
    Some((width, decimals, cells.collect()))
}

fn texts(
    file: &str,
    field: &NewField,
    name: Vec<u8>,
    values: &[&DbfValue],
    least: usize,
    findings: &mut Vec<Finding>,
) -> (Layout, Vec<Vec<u8>>) {
    let fitted: Vec<Fitted> = values
        .iter()
        .map(|value| match value {
            DbfValue::Text(text) | DbfValue::Number(text) => fit(text, WIDEST_TEXT),
            DbfValue::Day(day) => fit(&day.to_string(), WIDEST_TEXT),
            DbfValue::Logical(yes) => fit(if *yes { "T" } else { "F" }, WIDEST_TEXT),
            DbfValue::Null => Fitted::default(),
        })
        .collect();
    let mut say = |of: fn(&Fitted) -> bool, zh: &str, en: &str| {
        let records: Vec<usize> =
            fitted.iter().zip(1..).filter(|(it, _)| of(it)).map(|(_, number)| number).collect();
        if let Some(first) = records.first() {
            let (field, count) = (shortened(&field.name), records.len());
            findings.push(cut(
                file,
                Text::new(
                    format!("字段 {field}：{count} 个值{zh}，首个在第 {first} 条记录"),
                    format!(
                        "field {field}: values {en} in {count} records, the first of them {first}"
                    ),
                ),
            ));
        }
    };
    say(|it| it.is_cut, "超过 254 字节，已截断", "of more than 254 bytes cut");
    say(
        |it| it.is_replaced,
        "有 GBK 没有的字符，写作问号",
        "with characters that GBK lacks, written as question marks,",
    );
    let longest = fitted.iter().map(|it| it.bytes.len()).max().unwrap_or_default();
    let width = longest.max(least).clamp(1, WIDEST_TEXT);
    let cells = fitted.into_iter().map(|mut it| {
        it.bytes.resize(width, b' ');
        it.bytes
    });
    (Layout { name, letter: b'C', width, decimals: 0 }, cells.collect())
}
