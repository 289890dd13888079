//! [`read`]: a CSV file to a [`Sheet`].

use super::columns::Layout;
use super::decode::{Decoded, Encoding};
use super::records::{QuoteFault, Record, Records};
use super::rows::RowReader;
use super::totals::{self, Sums};
use super::{ColumnMap, RejectedRow, Sheet};
use crate::finding::{Code, Finding, Place, Span, Text};
use crate::read::Source;

/// Reads a ledger sheet (台账表格): CSV in UTF-8 or GB18030, with commas, tabs or semicolons between the cells.
///
/// The headings are looked for in the first 20 rows, so that titles may stand above them; blank rows, notes below the
/// table and headings that are repeated are passed over, rows of totals are held against the sums. A row with a cell that
/// cannot be read is rejected, and the others are read. Every value has its place.
///
/// # Findings
///
/// `file-empty`, `not-utf8` and the codes `sheet-…`, but for those of ids and codes that are repeated, which
/// [`Proposal`](crate::import::Proposal) has.
///
/// # Examples
///
/// ```
/// use landledger::read::Source;
/// use landledger::read::sheet::{self, ColumnMap, Field};
///
/// let source = Source::new("2024Q1.csv", "\
/// 宗地代码,地块名称,面积(亩),登记面积(㎡)
/// 410106001001GB00012,一号地块,１８.00,\"12,000.00\"
/// 合计,,18.00,12000.00
/// ");
/// let sheet = sheet::read(&source, &ColumnMap::default());
/// let area = sheet.rows[0].cell(Field::AreaListed).unwrap();
/// assert_eq!(sheet.rows[0].area(Field::AreaListed).unwrap().to_string(), "12000");
/// assert_eq!((area.text.as_str(), area.place.line, area.place.column), ("１８.00", Some(2), Some(26)));
/// assert!(sheet.findings.is_empty() && sheet.totals[0].figures[0].difference == "0.00");
/// ```
#[must_use]
pub fn read(source: &Source, map: &ColumnMap) -> Sheet {
    let mut sheet = Sheet {
        name: source.name().to_owned(),
        encoding: Encoding::Utf8,
        separator: ',',
        heading_line: 0,
        columns: Vec::new(),
        rows: Vec::new(),
        rejected: Vec::new(),
        totals: Vec::new(),
        findings: Vec::new(),
    };
    let decoded = match Decoded::of(source) {
        Ok(decoded) => decoded,
        Err(finding) => {
            sheet.findings.push(*finding);
            return sheet;
        }
    };
    sheet.encoding = decoded.encoding;
    let Some(layout) = Layout::find(&decoded, map, &mut sheet.findings) else { return sheet };
    sheet.separator = char::from(layout.separator);
    sheet.heading_line = decoded.place(layout.headings).line.unwrap_or_default();
    read_rows(&decoded, &layout, map, &mut sheet);
    sheet.columns = layout.columns;
    sheet
}

fn read_rows(decoded: &Decoded<'_>, layout: &Layout, map: &ColumnMap, sheet: &mut Sheet) {
    let columns = &layout.columns;
    let mut sums = Sums::new(columns);
    let mut reader = RowReader::new(decoded, columns, map, &mut sheet.findings);
    let records = Records::new(decoded.text(), decoded.start(), layout.separator);
    for record in records.skip(layout.records) {
        if record.is_blank() || is_note(&record) || is_headings(&record, layout) {
            continue;
        }
        let span = record.fields.first().map_or(Span::new(0, 0), |field| field.span);
        let place = decoded.place(span);
        if let Some(label) = totals::label(&record, columns).filter(|_| record.fault.is_none()) {
            sums.total(label, &record, columns, place);
            continue;
        }
        let fault = form_fault(&record, columns.len(), decoded);
        if let Some(finding) = fault {
            let reasons = vec![finding.message.clone()];
            reader.findings.push(finding);
            let label = label(&record);
            sheet.rejected.push(RejectedRow { place, label, reasons, area_listed_m2: None });
            continue;
        }
        sums.row(&record);
        match reader.row(&record, place.clone()) {
            Ok(row) => sheet.rows.push(row),
            Err(rejected) => sheet.rejected.push(RejectedRow {
                place,
                label: label(&record),
                reasons: rejected.reasons,
                area_listed_m2: rejected.area_listed,
            }),
        }
    }
    reader.finish();
    sheet.totals = sums.finish(columns, &mut sheet.findings);
    sheet.findings.sort_by(|a, b| {
        let key = |finding: &Finding| {
            let Place { line, column, .. } = finding.place;
            (line, column, finding.code)
        };
        key(a).cmp(&key(b))
    });
}

/// What is wrong with a record as a row of the table.
fn form_fault(record: &Record<'_>, columns: usize, decoded: &Decoded<'_>) -> Option<Finding> {
    if let Some((fault, span)) = record.fault {
        let message = match fault {
            QuoteFault::Open => Text::new(
                "左引号应有右引号，实际没有；该行不读",
                "expected a quote that closes the cell, found none; the row is not read",
            ),
            QuoteFault::TextBehind => Text::new(
                "右引号后应为分隔符或行尾，实为其他文字；该行不读",
                "expected a separator or the end of the row behind a closing quote, found text; the row is not read",
            ),
        };
        return Some(Finding::new(Code::SheetQuote, message).at(decoded.place(span)));
    }
    let found = record.fields.len();
    let surplus = record.fields.get(columns..).unwrap_or_default();
    if found >= columns && surplus.iter().all(|field| field.text.trim().is_empty()) {
        return None;
    }
    let message = Text::new(
        format!("该行应有 {columns} 个单元格，实为 {found} 个；该行不读"),
        format!("expected {columns} cells in the row, found {found}; the row is not read"),
    );
    let first = surplus.first().or(record.fields.first()).map(|field| field.span);
    let place = first.map(|span| decoded.place(span)).unwrap_or_default();
    Some(Finding::new(Code::SheetRowLength, message).at(place))
}

/// A note below the table: one cell, that starts with one of the words for such.
fn is_note(record: &Record<'_>) -> bool {
    const WORDS: [&str; 8] = ["注", "备注", "说明", "填表", "制表", "审核", "单位负责人", "填报"];
    let mut said =
        record.fields.iter().map(|field| field.text.trim()).filter(|text| !text.is_empty());
    let first = said.next().unwrap_or_default();
    record.fault.is_none()
        && said.next().is_none()
        && WORDS.iter().any(|word| first.starts_with(word))
}

/// The headings again, as on each printed page.
fn is_headings(record: &Record<'_>, layout: &Layout) -> bool {
    record.fields.len() == layout.columns.len()
        && record
            .fields
            .iter()
            .zip(&layout.columns)
            .all(|(f, column)| f.text.trim() == column.heading)
}

/// The first three cells that say something.
fn label(record: &Record<'_>) -> String {
    let said = record.fields.iter().map(|field| field.text.trim()).filter(|text| !text.is_empty());
    said.take(3).collect::<Vec<_>>().join(" ")
}
