//! Workbooks made by hand, part by part, so that no library smooths what a test wants to be rough.

use std::io::{Cursor, Read, Write};

use landledger::read::Source;
use landledger::read::sheet::{self, ColumnMap, Sheet};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

/// An archive of these parts. Large ones are not packed, for the sake of time: the limits count what is unpacked.
pub(super) fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = match bytes.len() {
            0..1_000_000 => CompressionMethod::Deflated,
            _ => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of an archive.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// A workbook under construction: sheets by name, each the XML between `<worksheet>` and its end.
#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<(String, String)>,
    /// Attributes of `workbookPr`.
    pub(super) properties: String,
    /// Attributes of each sheet, as `state="hidden"`.
    pub(super) states: Vec<String>,
    /// The XML between `<sst>` and its end.
    pub(super) texts: String,
}

/// Style 1 is a day, 2 per cent, 3 a day in Chinese, 4 a custom day; others are numbers.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="31"/><xf numFmtId="200"/></cellXfs></styleSheet>"#;

impl Book {
    pub(super) fn of(data: &str) -> Book {
        Book { sheets: vec![("台账".to_owned(), data.to_owned())], ..Book::default() }
    }

    pub(super) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let mut sheets = String::new();
        let mut related = String::new();
        let mut parts = Vec::new();
        for (at, (name, data)) in self.sheets.iter().enumerate() {
            let id = at + 1;
            let state = self.states.get(at).cloned().unwrap_or_default();
            sheets += &format!(r#"<sheet name="{name}" sheetId="{id}" {state} r:id="rId{id}"/>"#);
            related += &format!(
                r#"<Relationship Id="rId{id}" Type="{kinds}/worksheet" Target="worksheets/sheet{id}.xml"/>"#
            );
            let text = format!(r#"<worksheet xmlns="{main}">{data}</worksheet>"#);
            parts.push((format!("xl/worksheets/sheet{id}.xml"), text.into_bytes()));
        }
        related += &format!(
            r#"<Relationship Id="s" Type="{kinds}/styles" Target="styles.xml"/><Relationship Id="t" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/>"#
        );
        let properties = &self.properties;
        let book = format!(
            r#"<workbook xmlns="{main}" xmlns:r="{kinds}"><workbookPr {properties}/><sheets>{sheets}</sheets></workbook>"#
        );
        let root = format!(
            r#"<Relationships xmlns="{package}"><Relationship Id="r" Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        );
        let related = format!(r#"<Relationships xmlns="{package}">{related}</Relationships>"#);
        let texts = format!(r#"<sst xmlns="{main}">{}</sst>"#, self.texts);
        for (name, text) in [
            ("_rels/.rels", root),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", related),
            ("xl/styles.xml", STYLES.to_owned()),
            ("xl/sharedStrings.xml", texts),
        ] {
            parts.push((name.to_owned(), text.into_bytes()));
        }
        parts
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        archive(&self.parts())
    }
}

/// Rows of cells as text, one line a row and `|` between the cells, as a sheet whose texts stand in the cells. `=1.5` is the number
/// 1.5, `=1.5:2` the same in style 2; `#…` is an error.
pub(super) fn rows(table: &str) -> String {
    let mut data = String::from("<sheetData>");
    for (at, line) in table.lines().map(str::trim).enumerate() {
        data += &format!(r#"<row r="{}">"#, at + 1);
        for (column, text) in line.split('|').map(str::trim).enumerate() {
            let letter = char::from(b'A' + u8::try_from(column % 26).unwrap());
            let first = if column < 26 { "" } else { "A" };
            let address = format!("{first}{letter}{}", at + 1);
            data += &match text {
                "" => String::new(),
                text if text.starts_with('#') => {
                    format!(r#"<c r="{address}" t="e"><v>{text}</v></c>"#)
                }
                text => match text.strip_prefix('=') {
                    Some(number) => {
                        let (number, style) = number.split_once(':').unwrap_or((number, "0"));
                        format!(r#"<c r="{address}" s="{style}"><v>{number}</v></c>"#)
                    }
                    None => format!(r#"<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>"#),
                },
            };
        }
        data += "</row>";
    }
    data + "</sheetData>"
}

/// Merged ranges.
pub(super) fn merged(ranges: &[&str]) -> String {
    let cells: String =
        ranges.iter().map(|range| format!(r#"<mergeCell ref="{range}"/>"#)).collect();
    format!("<mergeCells>{cells}</mergeCells>")
}

pub(super) fn read(bytes: impl Into<Vec<u8>>) -> Sheet {
    read_with(bytes, "{}")
}

pub(super) fn read_with(bytes: impl Into<Vec<u8>>, map: &str) -> Sheet {
    let map: ColumnMap = serde_json::from_str(map).unwrap();
    sheet::read(&Source::new("a.xlsx", bytes), &map)
}

/// `code cell`, one finding after another.
pub(super) fn found(sheet: &Sheet) -> Vec<String> {
    let findings = sheet.findings.iter();
    findings
        .map(|f| format!("{} {}", f.code, f.place.cell().unwrap_or_else(|| "-".to_owned())))
        .collect()
}
