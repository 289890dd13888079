//! Files that mean harm, or are cut off: an error that says what is wrong, never a panic, never more memory than the limits.

use landledger::finding::Code;

use super::package::{Book, archive, found, read, rows};

fn ledger() -> Book {
    let mut book = Book::of(&rows("地块名称|面积(亩)|约定动工日期\n一号|=1.5|=45352:1\n二号|=2|"));
    book.texts = "<si><t>甲</t></si>".to_owned();
    book
}

#[track_caller]
fn refused(bytes: Vec<u8>, said: &str) {
    let sheet = read(bytes);
    assert_eq!(found(&sheet), ["sheet-workbook -"], "{said}");
    assert!(sheet.rows.is_empty() && sheet.columns.is_empty());
    let message = &sheet.findings[0].message;
    assert!(message.zh.contains(said) || message.en.contains(said), "{said}: {message:?}");
}

#[test]
fn f08_files_that_are_cut_off_are_named() {
    let whole = ledger().bytes();
    for end in (4..whole.len()).step_by(37) {
        let sheet = read(&whole[..end]);
        assert_eq!(sheet.findings[0].code, Code::SheetWorkbook, "{end}");
        assert!(sheet.rows.is_empty());
    }
    refused(whole[..whole.len() / 2].to_vec(), "截断");
    refused(archive(&[("a.txt".to_owned(), b"x".to_vec())]), "xl/workbook.xml");
    // Another kind of office file, and an old or encrypted workbook.
    refused(archive(&[("word/document.xml".to_owned(), b"<a/>".to_vec())]), "no xlsx file");
    refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(), "xls");
    for missing in ["xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"] {
        let parts = ledger().parts().into_iter().filter(|(name, _)| name != missing);
        let sheet = read(archive(&parts.collect::<Vec<_>>()));
        assert_eq!(sheet.findings[0].code, Code::SheetWorkbook, "{missing}");
    }
    // Without styles every number is a number; that much can be read.
    let parts = ledger().parts().into_iter().filter(|(name, _)| !name.contains("styles"));
    assert_eq!(read(archive(&parts.collect::<Vec<_>>())).rows.len(), 2);
}

#[test]
fn f08_bombs_stop_at_the_limits() {
    // A third of a gigabyte of nothing.
    let mut book = ledger();
    book.texts = format!("<si><t>{}</t></si>", " ".repeat(300 << 20));
    refused(book.bytes(), "256 MB");
    // More texts and cells than any ledger has.
    book.texts = "<si/>".repeat(2_000_001);
    refused(book.bytes(), "sharedStrings.xml");
    // One long text, again and again: the text of all cells together is limited.
    book.texts = format!("<si><t>{}</t></si>", "长".repeat(10_000_000));
    let cells: String =
        (2..12).map(|n| format!(r#"<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>"#)).collect();
    book.sheets[0].1 = format!("<sheetData>{cells}</sheetData>");
    refused(book.bytes(), "MB of text");
    // A million columns, and merged ranges over everything.
    let cells: String = (0..1_000_000).map(|_| r#"<c t="b"><v>1</v></c>"#).collect();
    let mut book = Book::of(&format!(r#"<sheetData><row r="1">{cells}</row></sheetData>"#));
    refused(book.bytes(), "1024 columns");
    let table: String = (0..3_000).map(|n| format!("甲{n}|乙\n")).collect();
    let ranges = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(2_000);
    book.sheets[0].1 = format!("{}<mergeCells>{ranges}</mergeCells>", rows(&table));
    refused(book.bytes(), "merged cells");
    book.sheets[0].1 = format!(
        "{}<mergeCells>{}</mergeCells>",
        rows("甲|乙"),
        r#"<mergeCell ref="A1:B1"/>"#.repeat(200_001)
    );
    refused(book.bytes(), "merged ranges");
}

#[test]
fn f08_what_xml_can_do_is_not_done() {
    let mut book = ledger();
    book.texts = "<si><t>&boom;</t></si>".to_owned();
    let declared = |text: &str| {
        let mut parts = book.parts();
        for (name, bytes) in &mut parts {
            if name.ends_with("sharedStrings.xml") {
                *bytes = [text.as_bytes(), bytes].concat();
            }
        }
        archive(&parts)
    };
    // Entities that a file declares are never resolved, be they many laughs or another file.
    let laughs = r#"<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY boom "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    refused(declared(laughs), "entity");
    refused(declared(r#"<!DOCTYPE sst [<!ENTITY boom SYSTEM "file:///etc/passwd">]>"#), "entity");
    let plain = [
        (r#"<c r="A1" t="inlineStr">"#, "sheet1.xml"),
        (r#"</row></sheetData>"#, "sheet1.xml"),
        (r#"<row r="0"><c r="A0"/></row>"#, "row"),
        (r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#, "row"),
        (r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, "cell address"),
        (r#"<row r="1"><c r="AAAAAAAAAAAAAAAAAAAA1"><v>1</v></c></row>"#, "cell address"),
        (r#"<row r="1"><c r="A99999999999999999999"><v>1</v></c></row>"#, "cell address"),
        (r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>"#, "order of cells"),
        (r#"<row r="1"><c r="A2"><v>1</v></c></row>"#, "order of cells"),
        (r#"<row r="1"><c r="A1" t="s"><v>99</v></c></row>"#, "shared text"),
        (r#"<row r="1"><c r="A1" t="s"><v>-1</v></c></row>"#, "shared text"),
        (r#"<row r="1"><c r="A1" t="what"><v>1</v></c></row>"#, "kind of a cell"),
    ];
    for (data, said) in plain {
        refused(Book::of(&format!("<sheetData>{data}</sheetData>")).bytes(), said);
    }
    // Deep nesting costs no stack.
    let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    let sheet = read(Book::of(&format!("{}{deep}", rows("地块名称|坐落\n一号|路"))).bytes());
    assert_eq!(sheet.rows.len(), 1);
    // A count that a part claims of itself is not believed.
    let mut parts = ledger().parts();
    for (name, bytes) in &mut parts {
        if name.ends_with("sharedStrings.xml") {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let claimed = text.replace("<sst ", r#"<sst uniqueCount="18446744073709551615" "#);
            *bytes = claimed.into_bytes();
        }
    }
    assert_eq!(read(archive(&parts)).rows.len(), 2);
}

#[test]
fn f08_no_bytes_stop_the_workbook_reader() {
    // Knuth's multiplier: the same bytes in every run.
    let mut state = 20_240_630_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let whole = ledger().bytes();
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=next(4) {
            let at = next(bytes.len());
            bytes[at] = u8::try_from(next(256)).unwrap();
        }
        let _ = read(bytes);
    }
    // The same within the XML, where an archive that is whole hides nothing.
    let parts = ledger().parts();
    for _ in 0..1_500 {
        let mut parts = parts.clone();
        let part = next(parts.len());
        let bytes = &mut parts[part].1;
        for _ in 0..=next(3) {
            let (at, with) = (next(bytes.len()), b"<>&/\"'=0A9 \x00\xFF:!-"[next(16)]);
            match next(3) {
                0 => bytes[at] = with,
                1 => bytes.insert(at, with),
                _ => drop(bytes.remove(at)),
            }
        }
        let _ = read(archive(&parts));
    }
}
