//! Ledger sheets: what CSV files say, cell by cell, with the place of everything.

use landledger::finding::Code;
use landledger::read::Source;
use landledger::read::sheet::{self, Cell, CellValue, ColumnMap, Encoding, Field, Sheet, SheetRow};
use proptest::prelude::*;

use crate::shared_data::shared_data;

fn read(text: impl Into<Vec<u8>>) -> Sheet {
    sheet::read(&Source::new("a.csv", text), &ColumnMap::default())
}

fn read_with(text: &str, map: &str) -> Sheet {
    sheet::read(&Source::new("a.csv", text), &serde_json::from_str(map).unwrap())
}

/// `code line:column`, one finding after another.
fn found(sheet: &Sheet) -> Vec<String> {
    let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
    let findings = sheet.findings.iter();
    findings
        .map(|f| format!("{} {}:{}", f.code, number(f.place.line), number(f.place.column)))
        .collect()
}

fn cell(row: &SheetRow, field: Field) -> &Cell {
    row.cell(field).unwrap_or_else(|| panic!("no {field} in {row:?}"))
}

fn place(cell: &Cell) -> (u32, u32) {
    assert_eq!(cell.place.file.as_deref(), Some("a.csv"));
    (cell.place.line.unwrap(), cell.place.column.unwrap())
}

const CODE: &str = "410106001001GB00012";

#[test]
fn c32_every_value_has_its_file_line_and_column() {
    // By hand: columns count characters. The third row's name has a line break within quotes, so that the fourth starts
    // on line 5.
    let text = format!(
        "宗地代码,地块名称,面积(亩)\n{CODE},一号,1.50\n410106001001GB00013,\"二,\n号\",2\n410106001001GB00014,,\"1,003.5\"\n"
    );
    let rows = [
        // line and column of code, name, area; bytes of the area
        ((2, 1), Some(("一号", 2, 21)), ("1.50", 2, 24)),
        ((3, 1), Some(("二,\n号", 3, 21)), ("2", 4, 4)),
        ((5, 1), None, ("1,003.5", 5, 22)),
    ];
    let gb18030 = encoding_rs::GB18030.encode(&text).0.into_owned();
    let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let forms = [
        (text.clone().into_bytes(), Encoding::Utf8),
        (with_mark, Encoding::Utf8),
        (gb18030, Encoding::Gb18030),
    ];
    for (bytes, encoding) in forms {
        let sheet = read(bytes.clone());
        assert_eq!((sheet.encoding, found(&sheet)), (encoding, Vec::new()));
        assert_eq!(sheet.rows.len(), 3);
        for (row, (code, name, area)) in sheet.rows.iter().zip(rows) {
            assert_eq!(place(cell(row, Field::ParcelCode)), code);
            let given = row.cell(Field::Name).map(|cell| (cell.text.as_str(), cell));
            assert_eq!(given.map(|(text, cell)| (text, place(cell).0, place(cell).1)), name);
            let given = cell(row, Field::AreaListed);
            assert_eq!((given.text.as_str(), place(given).0, place(given).1), area);
            let span = given.place.span;
            assert_eq!(span.is_some(), encoding == Encoding::Utf8);
            if let Some(span) = span {
                let bytes = &bytes[span.start as usize..span.end as usize];
                assert_eq!(std::str::from_utf8(bytes).unwrap().trim_matches('"'), area.0);
            }
        }
    }
}

#[test]
fn c32_bad_cells_name_their_place_and_the_other_rows_are_read() {
    let head = "宗地代码,地块名称,供应方式,面积(亩),登记面积(㎡),约定动工日期,信用代码";
    let good = format!("{CODE},一号,出让,15,12000,2024-03-01,");
    // The row, the code and the column in characters; whether the row is used.
    let rows = [
        ("410106001001GB0001,一号,出让,15,12000,,", "sheet-cell", 1, false),
        ("4.10106E+18,一号,出让,15,12000,,", "sheet-cell", 1, false),
        (",一号,白送,15,12000,,", "sheet-word-unknown", 5, true),
        (",一号,出让,约15,12000,,", "sheet-cell", 8, false),
        (",一号,出让,15万元,12000,,", "sheet-cell", 8, false),
        (",一号,出让,-15,12000,,", "sheet-cell", 8, false),
        (",一号,出让,15,\"1,2000\",,", "sheet-cell", 11, false),
        (",一号,出让,15,1.2e4,,", "sheet-cell", 11, false),
        (",一号,出让,15,12000,2024-02-30,", "sheet-cell", 17, false),
        (",一号,出让,15,12000,45352,", "sheet-cell", 17, false),
        (",一号,出让,15,12000,2024年3月,", "sheet-date-partial", 17, true),
        (",一号,出让,15,12000,,91410106MA0000000X", "sheet-cell", 18, false),
        (",一号,出让,15,12000,", "sheet-row-length", 1, false),
        (",一号,出让,15,12000,,,多", "sheet-row-length", 19, false),
        (",\"一号\"的,出让,15,12000,,", "sheet-quote", 6, false),
        (",\"一号,出让,15,12000,,", "sheet-quote", 2, false),
    ];
    for (row, code, column, used) in rows {
        let sheet = read(format!("{head}\n{row}\n{good}\n"));
        assert_eq!(found(&sheet), [format!("{code} 2:{column}")], "{row}");
        assert_eq!(sheet.rows.len(), 1 + usize::from(used), "{row}");
        assert_eq!(sheet.rejected.len(), usize::from(!used), "{row}");
        let last = sheet.rows.last().unwrap();
        assert_eq!((last.place.line, last.parcel_code()), (Some(3), Some(CODE.parse().unwrap())));
        if let Some(rejected) = sheet.rejected.first() {
            assert_eq!(rejected.place.line, Some(2));
            assert_eq!(rejected.reasons, [sheet.findings[0].message.clone()]);
        }
        let message = &sheet.findings[0].message;
        assert!(message.zh.contains("应") && message.en.contains("expected"), "{message:?}");
    }
}

#[test]
fn numbers_and_units_are_read_exactly() {
    // m² worked by hand: mu × 2000/3, to six decimals, halves up.
    let rows = [
        ("面积(亩)", "18.00", "12000"),
        ("面积(亩)", "0.01", "6.666667"),
        ("面积(亩)", "1", "666.666667"),
        ("面积（亩）", "666.6667", "444444.466667"),
        ("面积/亩", "12.345", "8230"),
        ("面积 (单位：亩)", "３０．５", "20333.333333"),
        ("area_listed_mu", "30.5", "20333.333333"),
        ("area_listed_m2", "12,000.50", "12000.50"),
        ("列入面积（m²）", "1，234，567.8", "1234567.8"),
        ("列入面积[公顷]", "1.2", "12000"),
        ("列入面积(万平方米)", "1.2", "12000"),
        ("列入面积(平方公里)", "0.5", "500000"),
        ("列入面积", "18.5亩", "12333.333333"),
        ("列入面积(亩)", "12000 平方米", "12000"),
        ("列入面积(亩)*", "=\"15\"", "10000"),
    ];
    for (heading, text, area) in rows {
        let sheet = read(format!("地块名称\t{heading}\n一号\t{text}\n"));
        assert_eq!(found(&sheet), Vec::<String>::new(), "{heading} {text}");
        assert_eq!(
            sheet.rows[0].area(Field::AreaListed).unwrap().to_string(),
            area,
            "{heading} {text}"
        );
    }
    let rows = [("12.5", "125000"), ("1,000", "10000000"), ("3元", "3"), ("0.02亿元", "2000000")];
    for (text, yuan) in rows {
        let sheet = read(format!("地块名称;2023年税收(万元)\n一号;{text}\n"));
        let tax = &sheet.rows[0].cells[1];
        assert_eq!((tax.field, tax.year), (Field::Tax, Some(2023)));
        assert_eq!(tax.value, CellValue::Money(yuan.parse().unwrap()), "{text}");
    }
}

#[test]
fn days_are_read_in_every_form() {
    let rows = [
        "2024-03-01",
        "2024/3/1",
        "2024.3.1",
        "2024年3月1日",
        "2024年03月01号",
        "20240301",
        "２０２４－３－１",
        "2024 年 3 月 1 日",
        "2024/3/1 0:00",
        "2024-03-01 00:00:00",
        "2024年3月",
        "2024-03",
        "2024.3",
    ];
    let day = |text: &str, map: &str| {
        let sheet = read_with(&format!("地块名称,约定动工日期\n一号,{text}\n"), map);
        let value = sheet.rows.first().and_then(|row| row.value(Field::StartDue));
        let value = value.map(|value| value.text().en);
        (value.unwrap_or_default(), found(&sheet))
    };
    for text in rows {
        let partial = !text.contains(['1', '１']);
        let first = day(text, r#"{"partial_day": "first"}"#);
        assert_eq!(first, ("2024-03-01".to_owned(), Vec::new()), "{text}");
        let (last, _) = day(text, r#"{"partial_day": "last"}"#);
        assert_eq!(last, if partial { "2024-03-31" } else { "2024-03-01" }, "{text}");
        let (none, found) = day(text, "{}");
        assert_eq!(none, if partial { "" } else { "2024-03-01" }, "{text}");
        assert_eq!(found.is_empty(), !partial, "{text}");
    }
    assert_eq!(day("2024年", r#"{"partial_day": "last"}"#).0, "2024-12-31");
    assert_eq!(day("2023年2月29日", "{}").1, ["sheet-cell 2:4"]);
}

#[test]
fn separators_are_found_from_the_headings() {
    for separator in [',', '\t', ';'] {
        let text = "一共三列 地块名称,坐落,面积(亩)\n\"a;\t,b\",路,1\n".replace("一共三列 ", "");
        let mut text = text.replace("\"a;\t,b\"", "\0");
        text = text.replace(',', &separator.to_string()).replace('\0', "\"a;\t,b\"");
        let sheet = read(text);
        assert_eq!(sheet.separator, Some(separator));
        assert_eq!(cell(&sheet.rows[0], Field::Name).text, "a;\t,b");
    }
    // A title with more commas than the table, and old Macintosh line ends.
    let sheet = read("表,,,,,\r地块名称;面积(亩)\r一号;1\r");
    assert_eq!((sheet.separator, sheet.heading_line, sheet.rows.len()), (Some(';'), 1, 1));
}

/// 6 666.67 m² + 10 000 m² are 25.00 亩: what the total says. Rows rounded to 10.00 + 15.00 may be that total, rows of 10 + 30 + 15 not.
#[test]
fn a_converted_total_is_right_only_within_the_rounding_of_its_rows() {
    let differs = |text: &str| {
        let sheet = read(text);
        sheet.findings.iter().filter(|finding| finding.code == Code::SheetTotalDiffers).count()
    };
    let head = "宗地代码,地块名称,列入面积(亩),列入面积(平方米)\n";
    let [one, two] =
        ["410106001001GB00001,一号,10.00,6666.67\n", "410106001001GB00003,三号,15.00,10000.00\n"];
    let blank = "410106001001GB00002,二号,30.00,\n";
    let total = "合计,,25.00,16666.67\n";
    assert_eq!(differs(&format!("{head}{one}{two}{total}")), 0);
    assert_eq!(differs(&format!("{head}{one}{blank}{two}{total}")), 1);
}

/// In English, above its rows and below them.
#[test]
fn an_english_total_is_of_all_rows() {
    let head = "parcel code,plot,listed area (mu),listed area (m²)\n";
    let rows = "410106001001GB00001,a,10.00,6666.67\n410106001001GB00002,b,30.00,20000.00\n";
    for (total, differing) in [("Total,,40.00,26666.67\n", 0), ("Total,,41.00,26666.67\n", 1)] {
        for text in [format!("{head}{total}{rows}"), format!("{head}{rows}{total}")] {
            let sheet = read(text.clone());
            assert_eq!(sheet.rows.len(), 2, "{text}");
            let wrong = sheet.findings.iter().filter(|f| f.code == Code::SheetTotalDiffers);
            assert_eq!(wrong.count(), differing, "{text}");
        }
    }
}

#[test]
fn totals_blanks_and_notes_are_no_parcels() {
    let text = "\
台账,,,
单位：亩,,,
地块名称,所属镇街,登记面积,列入面积
合计,,30.00,9.5
,,,
一号,峡窝镇,10.00,1.5
二号,峡窝镇,10.00,3
峡窝镇小计,,20.00,4.5
三号,矿山街道,10.00,5
小 计：,,10.00,4
地块名称,所属镇街,登记面积,列入面积
总计（3宗）,,30.00,9.50
合计机械厂,矿山街道,,
注：合成数据,,,
";
    let sheet = read(text);
    let names: Vec<&str> =
        sheet.rows.iter().map(|row| cell(row, Field::Name).text.as_str()).collect();
    assert_eq!(names, ["一号", "二号", "三号", "合计机械厂"]);
    let totals: Vec<String> = sheet
        .totals
        .iter()
        .flat_map(|total| {
            total
                .figures
                .iter()
                .map(move |f| format!("{} {} {}", total.label, f.computed, f.difference))
        })
        .collect();
    let expected = [
        "合计 30.00 0.00",
        "合计 9.5 0.0",
        "峡窝镇小计 20.00 0.00",
        "峡窝镇小计 4.5 0.0",
        "小计: 10.00 0.00",
        "小计: 5 -1",
        "总计(3宗) 30.00 0.00",
        "总计(3宗) 9.5 0.00",
    ];
    assert_eq!(totals, expected);
    assert_eq!(found(&sheet), ["sheet-total-differs 10:1"]);
}

#[test]
fn mu_and_square_metres_of_one_row_must_agree() {
    // 30.00 mu are 20000 m², and stand for anything within 0.005 mu = 3.333333 m².
    let rows = [
        ("30.00", "20000.00", None, "20000.00"),
        ("30.00", "20003.33", None, "20003.33"),
        ("30.00", "20003.34", Some("sheet-areas-differ"), ""),
        ("30.00", "19996.66", Some("sheet-areas-differ"), ""),
        ("30", "20003.34", None, "20003.34"),
        // 100.00 × 666.67 = 66667.00; exactly 66666.67
        ("100.00", "66667.00", Some("sheet-mu-factor"), "66667.00"),
        ("100.00", "66666.67", None, "66666.67"),
        // 3000.00 × 666.67 is 10 m² off, three times the rounding, and still known for what it is.
        ("3000.00", "2000010.00", Some("sheet-mu-factor"), "2000010.00"),
        ("3000.00", "2000010.01", Some("sheet-areas-differ"), ""),
        ("15.00", "10005", Some("sheet-mu-factor"), "10005"),
        // 0.3 × 666.67 = 200.001 and 200 are the same to the metre.
        ("0.3", "200", None, "200"),
    ];
    for (mu, metres, code, area) in rows {
        let sheet = read(format!("地块名称,登记面积(亩),登记面积(㎡)\n一号,{mu},{metres}\n"));
        let codes: Vec<&str> = sheet.findings.iter().map(|f| f.code.id()).collect();
        assert_eq!(codes, Vec::from_iter(code), "{mu} {metres}");
        let read = sheet.rows.first().and_then(|row| row.area(Field::AreaRegistered));
        assert_eq!(read.map(|area| area.to_string()).unwrap_or_default(), area, "{mu} {metres}");
    }
}

#[test]
fn headings_that_are_not_understood_are_named() {
    let rows = [
        ("地块名称,风水,面积(亩)\n一号,好,1\n", vec!["sheet-heading-unknown 1:6"], 1),
        ("地块名称,面积\n一号,1\n二号,2\n", vec!["sheet-unit-missing 2:4"], 2),
        ("地块名称,面积(亩),面积（亩）\n一号,1,1\n", vec!["sheet-heading-repeated 1:12"], 1),
        ("地块名称,项目名称,坐落\n一号,二号,路\n", vec!["sheet-heading-repeated 1:6"], 1),
        ("地块名称,税收(万元)\n一号,1\n", vec!["sheet-heading-unknown 1:6"], 1),
        ("甲,乙,丙\n1,2,3\n", vec!["sheet-heading 1:1"], 0),
        ("地块名称,乙,丙\n1,2,3\n", vec!["sheet-heading 1:1"], 0),
        ("", vec!["file-empty 1:1"], 0),
        ("\u{feff} \n", vec!["file-empty 1:1"], 0),
    ];
    for (text, findings, used) in rows {
        let sheet = read(text);
        assert_eq!(
            (found(&sheet), sheet.rows.len()),
            (findings.iter().map(|f| (*f).to_owned()).collect(), used),
            "{text}"
        );
    }
    for bytes in [&b"\xFF\xFE\x5A\x00"[..], b"\x80\xFF,"] {
        assert_eq!(read(bytes).findings[0].code, Code::NotUtf8);
    }
    for bytes in [&b"PK\x03\x04\x14\x00\xC9\xCF"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"] {
        let sheet = read(bytes);
        assert_eq!((sheet.findings.len(), sheet.findings[0].code), (1, Code::SheetWorkbook));
    }
    // The headings may stand in row 20 and no later.
    for (above, rows) in [(19, 1), (20, 0)] {
        let text = "题\n".repeat(above) + "地块名称,坐落\n一号,路\n";
        assert_eq!(read(text).rows.len(), rows, "{above}");
    }
}

#[test]
fn a_column_map_says_what_the_table_does_not() {
    let map = r#"{"columns": {"占地": ["area_registered", "area_listed"], "企业": ["holder"], "权利人": []},
        "units": {"占地": "mu"}, "constants": {"supply_way": "出让", "floor_area": "300平方米", "location": "无"},
        "towns": {"峡窝": "410106100"}}"#;
    let sheet = read_with("企业,权利人,占地,镇街,坐落\n甲,乙,1.5,峡窝,路\n", map);
    assert_eq!(found(&sheet), Vec::<String>::new());
    let row = &sheet.rows[0];
    let values: Vec<String> =
        row.cells.iter().map(|cell| format!("{} {}", cell.field, cell.value.text().en)).collect();
    let expected = [
        "holder 甲",
        "town_code 410106100",
        "location 路",
        "supply_way granted",
        "area_registered_m2 1000 m²",
        "area_listed_m2 1000 m²",
        "floor_area_m2 300 m²",
    ];
    assert_eq!(values, expected);
    assert!(cell(row, Field::SupplyWay).place.is_unknown());
    let bad = read_with("地块名称,坐落\n一号,路\n", r#"{"constants": {"supply_way": "白送"}}"#);
    assert_eq!(found(&bad), ["sheet-word-unknown -:-"]);
    for wrong in [r#"{"columns": {"a": ["nothing"]}}"#, r#"{"column": {}}"#, "3", "{"] {
        let error = ColumnMap::read(&Source::new("map.json", wrong)).unwrap_err();
        assert!(error.to_string().starts_with("map.json:1:"), "{error}");
    }
}

#[test]
fn layouts_of_the_domain_notes_are_understood() {
    // §2.7 (b), with the columns of its older version; (d), every id of the minimum set.
    let shijiazhuang = "县名称,项目名称,地块面积,大类名称,小类名称,现状用途,现状容积率,现状建筑密度,规划用途,规划容积率,\
        规划建筑密度,开发潜力,再开发时序,片区面积,片区编号,乡镇代码,乡镇名称,地块编号,大类代码,小类代码";
    let minimum = "id,parcel_code,unit_code,name,holder,uscc,town_code,location,class,subclass,supply_way,contract_no,\
        start_due,complete_due,approved_use,current_use,planned_use,area_registered_m2,area_measured_m2,area_method,\
        floor_area,base_area,vacant_floor_area,far,coeff,invested,revenue[2023],tax[2023],status,causes,encumbrances,\
        plan_ref,lead_unit,lead_person_role,deadline,progress,evidence,updated_at,source";
    let mut layouts = vec![shijiazhuang.replace(' ', ""), minimum.replace(' ', "")];
    if let Some(folder) = shared_data() {
        let table = folder.join("registers/cn-zhejiang-low-efficiency-schema/dcdytb_fields.csv");
        match std::fs::read_to_string(&table) {
            Ok(text) => {
                let rows: Vec<Vec<&str>> =
                    text.lines().skip(1).map(|line| line.split(',').collect()).collect();
                assert_eq!(rows.len(), 39);
                layouts.push(rows.iter().map(|row| row[1]).collect::<Vec<_>>().join(","));
                // The layer has two names twice; a file cannot.
                let mut names: Vec<&str> = rows.iter().map(|row| row[2]).collect();
                names.sort_unstable();
                names.dedup();
                layouts.push(names.join(","));
            }
            Err(_) => eprintln!("NOT CHECKED: there is no {}", table.display()),
        }
    }
    for headings in layouts {
        let columns = headings.split(',').count();
        let sheet = read(format!("{headings}\n{}\n", ",".repeat(columns - 1)));
        assert_eq!(found(&sheet), Vec::<String>::new(), "{headings}");
        assert_eq!(sheet.columns.len(), columns);
    }
}

#[test]
fn f08_headings_in_two_rows_of_text() {
    // Where a spreadsheet was saved as CSV: a merged cell is its first, and blanks behind it.
    let code = "410106001001GB00012";
    let rows = [
        // A second row completes the first, by units and by groups.
        (
            "宗地代码,面积,,约定\n,亩,平方米,动工日期\n#,15,10000,2024-03-01\n",
            vec!["parcel_code", "area_listed_m2", "area_listed_m2", "start_due"],
            vec![],
        ),
        (
            "宗地代码,地块名称,面积\n,,(亩)\n#,一号,15\n",
            vec!["parcel_code", "name", "area_listed_m2"],
            vec![],
        ),
        (
            "地块情况,,规划,,税收(万元),\n宗地代码,地块名称,用途,容积率,2023年,2024年\n#,一号,工业,1.2,1,2\n",
            vec!["parcel_code", "name", "planned_use", "", "tax_yuan", "tax_yuan"],
            vec![],
        ),
        // What a group says more is not left out: the floor area that is planned is another.
        (
            "宗地代码,规划,\n,建筑面积(平方米),用途\n#,500,工业\n",
            vec!["parcel_code", "", "planned_use"],
            vec!["sheet-heading-unknown 2:2"],
        ),
        // Titles above are no groups.
        (
            "2024年二季度台账,填报单位：区\n宗地代码,面积(亩)\n#,15\n",
            vec!["parcel_code", "area_listed_m2"],
            vec![],
        ),
        ("低效用地,台账\n宗地代码,面积(亩)\n#,15\n", vec!["parcel_code", "area_listed_m2"], vec![]),
        // A first row of data is no second row of headings.
        ("宗地代码,面积(亩)\n#,15\n", vec!["parcel_code", "area_listed_m2"], vec![]),
    ];
    for (text, fields, findings) in rows {
        let sheet = read(text.replace('#', code));
        let read: Vec<&str> =
            sheet.columns.iter().map(|c| c.fields.first().map_or("", |f| f.id())).collect();
        assert_eq!(read, fields, "{text}");
        assert_eq!(
            (found(&sheet), sheet.rows.len()),
            (findings.iter().map(|f| (*f).to_owned()).collect(), 1),
            "{text}"
        );
    }
}

/// A cell as RFC 4180 writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn cells_come_back_as_they_were_written(
        rows in prop::collection::vec((r#"[a-c",;\t\r\n ]{0,8}"#, r#"[x"\n,]{0,4}"#), 1..6),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        separator in prop::sample::select(vec![',', '\t', ';']),
    ) {
        let mut text = format!("地块名称{separator}坐落{end}");
        for (name, location) in &rows {
            text += &format!("{}{separator}{}{end}", quoted(&format!("n{name}n")), quoted(location));
        }
        let sheet = read(text);
        prop_assert_eq!(found(&sheet), Vec::<String>::new());
        prop_assert_eq!(sheet.rows.len(), rows.len());
        for (row, (name, location)) in sheet.rows.iter().zip(&rows) {
            prop_assert_eq!(&cell(row, Field::Name).text, &format!("n{name}n"));
            let location = location.trim();
            let read = row.cell(Field::Location).map(|cell| cell.text.as_str());
            prop_assert_eq!(read.unwrap_or_default(), location);
        }
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut text = "地块名称,面积(亩),约定动工日期,宗地代码\n".as_bytes().to_vec();
        text.extend(&bytes);
        let _ = read(text);
        let _ = read(bytes);
    }

    #[test]
    fn no_cells_stop_the_reader(
        cells in prop::collection::vec(r#"[0-9年月日.,/亩万元"\-=（％E+一合计 \n]{0,12}"#, 8)
    ) {
        let text = format!("地块名称,面积(亩),约定动工日期,2023年税收(万元)\n{}\n{}\n", cells[..4].join(","), cells[4..].join(","));
        let sheet = read(text);
        for finding in &sheet.findings {
            prop_assert!(finding.place.line.is_some());
        }
    }
}

#[test]
fn the_numbers_of_the_columns_are_no_data() {
    let code = "410106001001GB00012";
    let headings = "宗地代码,地块名称,面积(亩),税收(万元),容积率\n";
    let data = format!("{code},一号,15,2,1.2\n");
    // Under the headings, in every column, in sequence, at least five of them; with or without stems in front.
    let rows = [
        ("1,2,3,4,5\n", true),
        ("甲,乙,1,2,3\n", true),
        ("1,2,3,4,6\n", false),
        ("1,2,3,4,\n", false),
        ("甲,乙,2,3,4\n", false),
        ("乙,甲,1,2,3\n", false),
    ];
    for (numbers, passed_over) in rows {
        let text = format!("{headings}{numbers}{data}");
        let sheet = sheet::read(&Source::new("a.csv", text), &ColumnMap::default());
        assert_eq!((sheet.rows.len(), sheet.rejected.is_empty()), (1, passed_over), "{numbers}");
        assert_eq!(sheet.rows[0].parcel_code().unwrap().to_string(), code);
    }
    // Not further down, and not in a table of four columns.
    let text = format!("{headings}{data}1,2,3,4,5\n");
    let sheet = sheet::read(&Source::new("a.csv", text), &ColumnMap::default());
    assert_eq!((sheet.rows.len(), sheet.rejected.len()), (1, 1));
    let text = format!("宗地代码,地块名称,面积(亩),容积率\n1,2,3,4\n{code},一号,15,1.2\n");
    let sheet = sheet::read(&Source::new("a.csv", text), &ColumnMap::default());
    assert_eq!((sheet.rows.len(), sheet.rejected.len()), (1, 1));
}

#[test]
fn two_units_of_one_kind_above_the_table_leave_the_unit_open() {
    let code = "410106001001GB00012";
    let rows = [
        // One unit of each kind: known.
        ("单位：亩、万元", "列入面积", "15", Some("10000.000000")),
        ("单位：平方米、平方米", "列入面积", "15", Some("15")),
        // Two of one kind: asked for.
        ("单位：亩、平方米", "列入面积", "15", None),
        ("单位：平方米、亩", "列入面积", "15", None),
        // Land in mu says nothing of floors.
        ("单位：亩", "建筑面积", "1000", None),
        ("单位：平方米", "建筑面积", "1000", Some("1000")),
    ];
    for (above, heading, value, expected) in rows {
        let sheet = read(format!("{above},\n宗地代码,{heading}\n{code},{value}\n"));
        let area = sheet.rows[0].cells.iter().find_map(|cell| match &cell.value {
            CellValue::Area(area) => Some(area.area_m2.to_string()),
            CellValue::FloorArea(area) => Some(area.floor_area_m2.to_string()),
            _ => None,
        });
        let expected: Option<f64> = expected.map(|text| text.parse().unwrap());
        assert_eq!(area.map(|text| text.parse().unwrap()), expected, "{above} {heading}");
        let asked = sheet.findings.iter().any(|finding| finding.code == Code::SheetUnitMissing);
        assert_eq!(asked, expected.is_none(), "{above} {heading}");
    }
}
