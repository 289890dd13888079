//! [`read`]: a CSV file, or a sheet of a workbook, to a [`Sheet`].

use super::columns::Layout;
use super::decode::{Decoded, Encoding};
use super::records::{QuoteFault, Record};
use super::rows::RowReader;
use super::table::Table;
use super::totals::{self, Sums};
use super::{ColumnMap, RejectedRow, Sheet};
use crate::finding::{Code, Finding, Place, Text};
use crate::read::Source;

/// Reads a ledger sheet (台账表格): CSV in UTF-8 or GB18030, with commas, tabs or semicolons between the cells, or with the
/// feature `xlsx` a workbook of Excel.
///
/// The headings are looked for in the first 20 rows, so that titles may stand above them, and may take up to three rows; blank rows, notes below the
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
        separator: None,
        worksheet: None,
        heading_line: 0,
        columns: Vec::new(),
        rows: Vec::new(),
        rejected: Vec::new(),
        totals: Vec::new(),
        findings: Vec::new(),
    };
    let table = match open(source, map, &mut sheet) {
        Ok(table) => table,
        Err(finding) => {
            sheet.findings.push(*finding);
            return sheet;
        }
    };
    sheet.encoding = table.encoding();
    let Some(layout) = Layout::find(&table, map, &mut sheet.findings) else { return sheet };
    sheet.separator = matches!(table, Table::Text(_)).then(|| char::from(layout.separator));
    sheet.heading_line = table.place(layout.headings).line.unwrap_or_default();
    read_rows(&table, &layout, map, &mut sheet);
    sheet.columns = layout.columns;
    sheet
}

/// Workbooks are known by their first bytes, whatever the file is called.
fn open<'a>(
    source: &'a Source,
    map: &ColumnMap,
    sheet: &mut Sheet,
) -> Result<Table<'a>, Box<Finding>> {
    let refused = |zh: &str, en: &str| {
        let finding = Finding::new(Code::SheetWorkbook, Text::new(zh, en));
        Err(Box::new(finding.at(Place::file(source.name()))))
    };
    if source.bytes().starts_with(b"\xD0\xCF\x11\xE0") {
        return refused(
            "是旧式 Excel 文件（xls）或加密的工作簿，不读；请另存为未加密的 xlsx",
            "the file is an old Excel workbook (xls) or an encrypted one, which are not read: save it as xlsx without a password",
        );
    }
    if source.bytes().starts_with(b"PK") {
        #[cfg(feature = "xlsx")]
        return super::workbook::open(source, map, sheet);
        #[cfg(not(feature = "xlsx"))]
        return refused(
            "是 Excel 工作簿（xlsx）；本程序编译时未带 xlsx 功能，请另存为 CSV",
            "the file is an Excel workbook (xlsx), and this program was built without the feature xlsx: save it as CSV",
        );
    }
    let _ = (map, sheet);
    Decoded::of(source).map(Table::Text)
}

fn read_rows(table: &Table<'_>, layout: &Layout, map: &ColumnMap, sheet: &mut Sheet) {
    let columns = &layout.columns;
    let mut sums = Sums::new(columns);
    let mut reader = RowReader::new(table, columns, map, &mut sheet.findings);
    let mut below_headings = true;
    for record in table.records(layout.separator).skip(layout.records) {
        if record.is_blank() || is_note(&record) || is_headings(&record, layout) {
            continue;
        }
        if std::mem::take(&mut below_headings) && is_numbering(&record, columns.len()) {
            continue;
        }
        let first = record.fields.first().map_or(table.start(), |field| field.at);
        let place = table.place(first);
        if let Some(label) = totals::label(&record, columns).filter(|_| record.fault.is_none()) {
            sums.total(label, &record, columns, place);
            continue;
        }
        let fault = form_fault(&record, columns.len(), table);
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
fn form_fault(record: &Record<'_>, columns: usize, table: &Table<'_>) -> Option<Finding> {
    if let Some((fault, at)) = record.fault {
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
        return Some(Finding::new(Code::SheetQuote, message).at(table.place(at)));
    }
    let found = record.fields.len();
    let surplus = record.fields.get(columns..).unwrap_or_default();
    if (found >= columns || table.may_be_short())
        && surplus.iter().all(|field| field.text.trim().is_empty())
    {
        return None;
    }
    let message = Text::new(
        format!("该行应有 {columns} 个单元格，实为 {found} 个；该行不读"),
        format!("expected {columns} cells in the row, found {found}; the row is not read"),
    );
    let first = surplus.first().or(record.fields.first()).map(|field| field.at);
    let place = first.map(|at| table.place(at)).unwrap_or_default();
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

/// The numbers of the columns (栏次), as forms have them under their headings: a few stems in front, then 1, 2, 3 and so on, in
/// every column. Five columns at least: a short row of such numbers may be data.
fn is_numbering(record: &Record<'_>, columns: usize) -> bool {
    const STEMS: [&str; 5] = ["甲", "乙", "丙", "丁", "戊"];
    let cells: Vec<&str> = record.fields.iter().take(columns).map(|f| f.text.trim()).collect();
    let stems = cells.iter().zip(STEMS).take_while(|(cell, stem)| **cell == *stem).count();
    let numbers = cells.iter().skip(stems).zip(1..);
    record.fault.is_none()
        && columns >= 5
        && cells.len() == columns
        && cells.len() > stems
        && numbers.into_iter().all(|(cell, number)| *cell == number.to_string())
}

/// The headings again, as on each printed page.
fn is_headings(record: &Record<'_>, layout: &Layout) -> bool {
    let same = |row: &Vec<String>| {
        let said = row.iter().rposition(|text| !text.is_empty()).map_or(0, |at| at + 1);
        let width = row.len().max(record.fields.len());
        let own = record.own_texts().chain(std::iter::repeat("")).take(width);
        said > 0 && own.eq(row.iter().map(String::as_str).chain(std::iter::repeat("")).take(width))
    };
    layout.heading_rows.iter().any(same)
}

/// The first three cells that say something.
fn label(record: &Record<'_>) -> String {
    let said = record.fields.iter().map(|field| field.text.trim()).filter(|text| !text.is_empty());
    said.take(3).collect::<Vec<_>>().join(" ")
}
