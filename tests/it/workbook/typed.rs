//! Cells of workbooks: numbers, days, hundredths, errors, what is merged and what is hidden.

use landledger::finding::Code;
use landledger::read::sheet::{CellValue, Encoding, Field, SheetRow};

use super::package::{Book, found, merged, read, read_with, rows};

fn text(row: &SheetRow, field: Field) -> String {
    row.value(field).map(|value| value.text().en).unwrap_or_default()
}

#[test]
fn f08_numbers_are_the_decimals_that_excel_shows() {
    // The number in the file, and what Excel shows in a wide cell of format General: 15 significant digits.
    let rows_of = [
        ("0.30000000000000004", Some("0.3 mu")),
        ("12000.5", Some("12000.5 mu")),
        ("18.449999999999999", Some("18.45 mu")),
        ("1.1000000000000001", Some("1.1 mu")),
        ("1.2E3", Some("1200 mu")),
        ("123456789.012345", Some("123456789.012345 mu")),
        ("100", Some("100 mu")),
        ("0", Some("0 mu")),
        // More digits than a workbook keeps: the last ones are gone, and nothing is taken for an area.
        ("1234567890123456789", None),
        ("-1", None),
        ("NaN", None),
    ];
    for (number, expected) in rows_of {
        let data = rows(&format!("地块名称|面积(亩)\n一号|={number}"));
        let sheet = read(Book::of(&data).bytes());
        let value = sheet.rows.first().and_then(|row| row.value(Field::AreaListed).cloned());
        let given = value.map(|value| match value {
            CellValue::Area(area) => area.given.unwrap().to_string(),
            other => panic!("{other:?}"),
        });
        assert_eq!(given.as_deref(), expected, "{number}: {:?}", sheet.findings);
        assert_eq!(sheet.rejected.len(), usize::from(expected.is_none()), "{number}");
    }
}

#[test]
fn f08_days_are_counted_from_1900_or_1904() {
    // By the calendar: 2024-03-01 is day 45 352 from 1899-12-30 and day 43 890 from 1904-01-01. Day 60 of the first is the 29
    // February 1900 that never was (ECMA-376 part 1, 18.17.4.1).
    let cases = [
        ("", "=45352:1", Some("2024-03-01")),
        ("", "=45352:3", Some("2024-03-01")),
        ("", "=45352:4", Some("2024-03-01")),
        ("", "=45352", Some("2024-03-01")),
        ("", "=59:1", Some("1900-02-28")),
        ("", "=60:1", None),
        ("", "=61:1", Some("1900-03-01")),
        ("", "=45352.5:1", None),
        ("", "=20240301", Some("2024-03-01")),
        ("", "=2024", None),
        ("", "2024年3月1日", Some("2024-03-01")),
        ("", "=2958465:1", Some("9999-12-31")),
        ("", "=2958466:1", None),
        (r#"date1904="1""#, "=43890:1", Some("2024-03-01")),
        (r#"date1904="1""#, "=43890", Some("2024-03-01")),
        (r#"date1904="true""#, "=0:1", Some("1904-01-01")),
        (r#"date1904="0""#, "=45352:1", Some("2024-03-01")),
    ];
    for (properties, cell, expected) in cases {
        let mut book = Book::of(&rows(&format!("地块名称|约定动工日期\n一号|{cell}")));
        book.properties = properties.to_owned();
        let sheet = read(book.bytes());
        let day = sheet.rows.first().map(|row| text(row, Field::StartDue));
        assert_eq!(day.as_deref(), expected, "{properties} {cell}: {:?}", sheet.findings);
    }
}

#[test]
fn f08_every_value_has_file_sheet_and_cell() {
    let table = "台账|||\n宗地代码|地块名称|面积(亩)|现状容积率\n410106001001GB00012|一号|=1.5|=0.453:2\n|二号|１２．５０|1.2\n";
    let sheet = read(Book::of(&rows(table)).bytes());
    assert_eq!((found(&sheet), sheet.rows.len()), (Vec::new(), 2));
    assert_eq!(
        (sheet.encoding, sheet.separator, sheet.heading_line),
        (Encoding::Workbook, None, 2)
    );
    assert_eq!(sheet.worksheet.as_deref(), Some("台账"));
    let area = sheet.rows[1].cell(Field::AreaListed).unwrap();
    assert_eq!(
        (area.text.as_str(), area.place.to_string()),
        ("１２．５０", "a.xlsx 台账!C4".into())
    );
    assert_eq!(text(&sheet.rows[0], Field::PlotRatio), "45.3%");
    let json = serde_json::to_value(area).unwrap();
    let place = serde_json::json!({"file": "a.xlsx", "sheet": "台账", "line": 4, "column": 3});
    assert_eq!(json["place"], place);
    let again: landledger::read::sheet::Sheet =
        serde_json::from_value(serde_json::to_value(&sheet).unwrap()).unwrap();
    assert_eq!(again, sheet);
}

#[test]
fn f08_errors_of_formulas_are_named_and_formulas_have_their_values() {
    let table = "地块名称|坐落|面积(亩)\n一号|#REF!|=1\n二号|路|#DIV/0!\n三号|路|=3\n#N/A||\n";
    let mut data = rows(table);
    // Formulas: with a value kept, with words kept, and with none.
    for (formula, number) in [
        (
            r#"<c r="A6" t="str"><f>B1&amp;"x"</f><v>六号</v></c><c r="C6"><f>1+1</f><v>2</v></c>"#,
            6,
        ),
        (r#"<c r="A7" t="inlineStr"><is><t>七号</t></is></c><c r="C7"><f>C6*2</f></c>"#, 7),
    ] {
        let row = format!(r#"<row r="{number}">{formula}</row></sheetData>"#);
        data = data.replace("</sheetData>", &row);
    }
    let sheet = read(Book::of(&data).bytes());
    let expected = ["sheet-cell B2", "sheet-cell C3", "sheet-cell A5", "sheet-cell C7"];
    assert_eq!(found(&sheet), expected);
    let names: Vec<String> = sheet.rows.iter().map(|row| text(row, Field::Name)).collect();
    assert_eq!(names, ["三号", "六号"]);
    assert!(sheet.findings[0].message.zh.contains("#REF!"), "{:?}", sheet.findings[0]);
    assert!(sheet.findings[3].message.zh.contains("没有保存"), "{:?}", sheet.findings[3]);
    assert_eq!(sheet.rows[1].area(Field::AreaListed).unwrap().to_string(), "1333.333333");
}

#[test]
fn f08_what_is_merged_holds_for_its_group_and_amounts_do_not() {
    let table = "镇街|地块名称|宗地代码|面积(亩)|坐落\n\
        峡窝镇|一号|410106001001GB00012|=1|路\n\
        |二号|410106001001GB00013|=2|\n\
        新安路街道|三号|410106001001GB00014|=3|街\n\
        |||　|\n\
        |四号|410106001001GB00015||街\n\
        合计|||=6|";
    let mut data = rows(table);
    data += &merged(&["A2:A3", "E2:E3", "A4:A6", "D4:D6", "A7:C7"]);
    let sheet = read(Book::of(&data).bytes());
    // The area that is merged over rows 4 to 6 is that of none of them.
    assert_eq!(found(&sheet), ["sheet-cell D4", "sheet-cell D6"]);
    assert!(sheet.findings[0].message.en.contains("merged over rows 4 to 6"));
    let said: Vec<[String; 3]> = sheet
        .rows
        .iter()
        .map(|row| [text(row, Field::Name), text(row, Field::Town), text(row, Field::Location)])
        .collect();
    let expected = [["一号", "410106100", "路"], ["二号", "410106100", "路"]];
    assert_eq!(said, expected.map(|row| row.map(ToOwned::to_owned)));
    // It counts once in the total, as the spreadsheet has it.
    assert_eq!((sheet.totals.len(), sheet.totals[0].figures[0].difference.as_str()), (1, "0"));
    // A cell over two rows of which only the first says anything is no group.
    let data = rows("地块名称|面积(亩)\n一号|=1\n\n二号|=2") + &merged(&["A2:A3", "B2:B3"]);
    let sheet = read(Book::of(&data).bytes());
    assert_eq!((found(&sheet), sheet.rows.len()), (Vec::new(), 2));
}

#[test]
fn f08_headings_in_two_and_three_rows_are_joined() {
    let code = "410106001001GB00012";
    let table = format!(
        "上街区低效用地台账||||||||\n\
        序号|宗地代码|土地||规划||面积||原因\n\
        ||登记面积(亩)|坐落|用途|容积率|亩|平方米|\n\
        =1|{code}|=30|路|工业|=1.2|=15|=10000|停产\n\
        合计||=30||||=15|=10000|"
    );
    let data = rows(&table)
        + &merged(&["A1:I1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:I3", "A5:B5"]);
    let sheet = read(Book::of(&data).bytes());
    assert_eq!((found(&sheet), sheet.rows.len(), sheet.heading_line), (Vec::new(), 1, 3));
    let fields: Vec<Vec<&str>> =
        sheet.columns.iter().map(|c| c.fields.iter().map(|f| f.id()).collect()).collect();
    // 规划容积率 is the ratio of the plan: known, and not that of the buildings.
    let expected: [&[&str]; 9] = [
        &[],
        &["parcel_code"],
        &["area_registered_m2"],
        &["location"],
        &["planned_use"],
        &[],
        &["area_listed_m2"],
        &["area_listed_m2"],
        &["causes"],
    ];
    assert_eq!(fields, expected);
    assert_eq!(sheet.columns[6].heading, "面积 亩");
    assert_eq!(sheet.rows[0].area(Field::AreaListed).unwrap().to_string(), "10000");
    // The headings again, as on each printed page, are passed over.
    let again: String =
        table.lines().chain(table.lines().skip(1).take(2)).map(|l| format!("{l}\n")).collect();
    let sheet = read(Book::of(&(rows(&again) + &merged(&["C2:D2", "E2:F2", "G2:H2"]))).bytes());
    assert_eq!((found(&sheet), sheet.rows.len()), (Vec::new(), 1));
    // Three rows.
    let table = format!(
        "宗地代码|用地情况|||\n|面积||规划|\n|登记(亩)|列入(亩)|用途|建筑面积(平方米)\n{code}|=30|=15|工业|=500"
    );
    let data = rows(&table) + &merged(&["A1:A3", "B1:E1", "B2:C2", "D2:E2"]);
    let sheet = read(Book::of(&data).bytes());
    let fields: Vec<Vec<&str>> =
        sheet.columns.iter().map(|c| c.fields.iter().map(|f| f.id()).collect()).collect();
    let expected: [&[&str]; 5] =
        [&["parcel_code"], &["area_registered_m2"], &["area_listed_m2"], &["planned_use"], &[]];
    assert_eq!(fields, expected, "{:?}", sheet.columns);
    // The floor area that is planned is nobody's floor area: said, and not read.
    assert_eq!(found(&sheet), ["sheet-heading-unknown E3"]);
}

#[test]
fn f08_the_sheet_is_chosen_by_name_or_by_its_headings() {
    let ledger = rows("宗地代码|地块名称|面积(亩)\n410106001001GB00012|一号|=1");
    let list = rows("地块名称|坐落\n甲|路\n乙|街");
    let notes = rows("填表说明\n请逐行填写");
    let sheets = |names: [&str; 3]| {
        let data = [&notes, &list, &ledger];
        Book {
            sheets: names.iter().zip(data).map(|(n, d)| ((*n).to_owned(), d.clone())).collect(),
            ..Book::default()
        }
    };
    let chosen = |book: &Book, map: &str| {
        let sheet = read_with(book.bytes(), map);
        (sheet.worksheet.clone().unwrap_or_default(), sheet.rows.len(), found(&sheet))
    };
    let book = sheets(["说明", "Sheet1", "Sheet2"]);
    assert_eq!(chosen(&book, "{}"), ("Sheet2".into(), 1, vec![]));
    assert_eq!(chosen(&book, r#"{"worksheet": "Sheet1"}"#), ("Sheet1".into(), 2, vec![]));
    let (name, _, findings) = chosen(&book, r#"{"worksheet": "台账"}"#);
    assert_eq!((name.as_str(), findings), ("", vec!["sheet-workbook -".to_owned()]));
    let sheet = read_with(book.bytes(), r#"{"worksheet": "台账"}"#);
    assert!(sheet.findings[0].message.zh.contains("说明、Sheet1、Sheet2"));
    // The name comes before what the headings say.
    let named = sheets(["说明", "台账", "明细"]);
    assert_eq!(chosen(&named, "{}"), ("台账".into(), 2, vec![]));
    // What is hidden is not chosen, and said.
    let mut hidden = book.clone();
    hidden.states = vec![String::new(), String::new(), r#"state="veryHidden""#.to_owned()];
    assert_eq!(chosen(&hidden, "{}"), ("Sheet1".into(), 2, vec!["sheet-hidden -".into()]));
    let by_name = chosen(&hidden, r#"{"worksheet": "Sheet2"}"#);
    assert_eq!(by_name, ("Sheet2".into(), 1, vec!["sheet-hidden A1".into()]));
}

#[test]
fn f08_hidden_rows_and_columns_are_read_and_said() {
    let table = "地块名称|坐落|面积(亩)\n一号|路|=1\n二号|街|=2\n三号|街|=3";
    let data = rows(table).replace(r#"<row r="3">"#, r#"<row r="3" hidden="1">"#);
    let data = format!(
        r#"<cols><col min="2" max="2" hidden="1"/><col min="90" max="99" hidden="1"/></cols>{data}"#
    );
    let sheet = read(Book::of(&data).bytes());
    assert_eq!(
        (sheet.rows.len(), found(&sheet)),
        (3, vec!["sheet-hidden B1".into(), "sheet-hidden A3".into()])
    );
    assert!(
        sheet.findings[0].message.en.ends_with(": B")
            && sheet.findings[1].message.zh.contains("第 3 行")
    );
    assert!(sheet.findings.iter().all(|finding| finding.code == Code::SheetHidden));
}

#[test]
fn f08_texts_are_read_whatever_form_they_have() {
    // Shared texts with runs and their pronunciation, characters by number, escapes of the format, line ends, blanks kept.
    let mut book = Book::of(
        r#"<sheetData><row><c t="inlineStr"><is><t>地块名称</t></is></c><c t="inlineStr"><is><t>坐落</t></is></c></row><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row r="5"><c r="B5" t="str"><v>a&amp;b &lt;c&gt; &#x8DEF;</v></c><c r="A5" t="inlineStr"><is><t>x</t></is></c></row></sheetData>"#,
    );
    book.texts = r#"<si><r><t>一</t></r><r><t xml:space="preserve">号 地块</t></r><rPh sb="0" eb="1"><t>ichi</t></rPh></si><si><t>东_x000A_路_x00zz_</t></si>"#.to_owned();
    let sheet = read(book.bytes());
    // Cells out of their order are no workbook of any program.
    assert_eq!(found(&sheet), ["sheet-workbook -"]);
    let (_, data) = &mut book.sheets[0];
    *data = data.replace(r#"<c r="A5" t="inlineStr"><is><t>x</t></is></c>"#, "");
    let sheet = read(book.bytes());
    let said: Vec<[String; 2]> =
        sheet.rows.iter().map(|row| [text(row, Field::Name), text(row, Field::Location)]).collect();
    let expected = [["一号 地块", "东\n路_x00zz_"], ["", "a&b <c> 路"]];
    assert_eq!(said, expected.map(|row| row.map(ToOwned::to_owned)));
    assert_eq!(sheet.rows[1].place.line, Some(5));
}
