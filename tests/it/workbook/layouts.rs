//! Real layouts of the domain notes, §2.7, as workbooks: the headings are those of the sources, the rows are made up.

use landledger::read::sheet::{CellValue, Field, SheetRow};

use super::package::{Book, found, merged, read, read_with, rows};

fn text(row: &SheetRow, field: Field) -> String {
    row.value(field).map(|value| value.text().zh).unwrap_or_default()
}

#[test]
fn f08_a_the_survey_of_zhejiang_with_its_39_columns() {
    // Table 1-2, headings in two rows: groups over the columns of registration, approval, present use and economy.
    let groups = [
        "调查单元编号",
        "所在镇（街道）",
        "所在调查区编号",
        "包含宗地编号",
        "面积",
        "使用状况",
        "历史遗留用地面积",
        "是否纳入城中村改造项目",
        "拟改造模式",
        "工作进展",
        "规划用途",
        "是否低效",
        "是否三地",
        "是否拆后土地",
        "登记信息",
        "",
        "",
        "",
        "",
        "",
        "用地单位",
        "审批信息",
        "",
        "",
        "",
        "",
        "现状信息",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
    ];
    let below = [
        "",
        "",
        "",
        "",
        "(亩)",
        "",
        "(亩)",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "产权人",
        "土地证编号",
        "土地登记时间",
        "登记面积(亩)",
        "使用权类型",
        "登记用途",
        "",
        "批准文号",
        "批准时间",
        "批准面积(亩)",
        "批准用途",
        "使用权类型",
        "现状土地使用人",
        "用地发生时间",
        "处罚文号",
        "现状地类",
        "权属性质",
        "现状用途",
        "产业类型",
        "容积率",
        "建筑密度",
        "地均固定资产投资",
        "地均入库税金",
        "环境状况",
        "基础设施配套",
    ];
    assert_eq!((groups.len(), below.len()), (39, 39));
    let row = |id: &str, code: &str, mu: &str, registered: &str| {
        let mut cells = vec![""; 39];
        for (at, text) in [
            (0, id),
            (1, "峡窝镇"),
            (3, code),
            (4, mu),
            (5, "建而未投"),
            (8, "厂房改造"),
            (9, "已动工"),
            (10, "工业"),
            (11, "是"),
            (14, "甲厂（合成）"),
            (16, "=41000:1"),
            (17, registered),
            (18, "出让"),
            (19, "工业用地"),
            (20, "乙公司（合成）"),
            (23, "=30"),
            (25, "划拨"),
            (31, "工业"),
            (33, "=0.62"),
            (34, "=0.35:2"),
        ] {
            cells[at] = text;
        }
        cells.join("|")
    };
    let mut totals = vec![""; 39];
    (totals[0], totals[4]) = ("合　计", "=43.4999");
    let lines = [
        "表1-2 低效用地调查单元登记表".to_owned(),
        groups.join("|"),
        below.join("|"),
        row("410106-001", "410106001001GB00012", "=28.4999", "=30.0000"),
        String::new(),
        row("410106-002", "410106001001GB00013", "１５．００００", "=15"),
        totals.join("|"),
        "注：本表由镇街填报".to_owned(),
    ];
    let mut ranges = vec![
        "A1:AM1".to_owned(),
        "O2:T2".to_owned(),
        "V2:Z2".to_owned(),
        "U2:U3".to_owned(),
        "AA2:AM2".to_owned(),
    ];
    for (at, letter) in ('A'..='N').enumerate() {
        if at != 4 && at != 6 {
            ranges.push(format!("{letter}2:{letter}3"));
        }
    }
    let ranges: Vec<&str> = ranges.iter().map(String::as_str).collect();
    let sheet = read(Book::of(&(rows(&lines.join("\n")) + &merged(&ranges))).bytes());
    assert_eq!((found(&sheet), sheet.rows.len(), sheet.heading_line), (Vec::new(), 2, 3));
    assert_eq!(sheet.columns.len(), 39);
    let first = &sheet.rows[0];
    let said = [
        Field::Id,
        Field::ParcelCode,
        Field::Holder,
        Field::LandUser,
        Field::SupplyWay,
        Field::PlotRatio,
        Field::Density,
        Field::AreaRegistered,
        Field::AreaListed,
        Field::PlannedUse,
        Field::CurrentUse,
    ];
    let said: Vec<String> = said.iter().map(|field| text(first, *field)).collect();
    // By hand: 28.4999 mu are 18 999.933 3… m²; the tenure is that of the registration, not of the approval.
    let expected = [
        "410106-001",
        "410106001001GB00012",
        "甲厂（合成）",
        "乙公司（合成）",
        "出让",
        "0.62",
        "35%",
        "20000 m²",
        "18999.933333 m²",
        "工业",
        "工业",
    ];
    assert_eq!(said, expected);
    assert_eq!(sheet.totals[0].figures[0].difference, "0.0000");
}

#[test]
fn f08_b_the_import_sheet_of_shijiazhuang() {
    // One row of headings, areas in square metres by the line above; the unit stands in a cell of its own.
    let table = "低效用地再开发地块信息表|||||||||||||\n\
        |||||||||||||单位：平方米\n\
        县名称|项目名称|地块面积|大类名称|小类名称|现状用途|现状容积率|现状建筑密度|规划用途|规划容积率|规划建筑密度|开发潜力|再开发时序|片区面积\n\
        正定县|老机械厂（合成）|=20000|低效工业用地|停产企业|工业|=0.5|=0.3:2|商业|=2.5|=0.4:2|大|近期|=50000\n\
        正定县|旧仓库（合成）|12,000.50|低效仓储用地|闲置仓库|仓储|=0.4|30%|住宅|=2|=0.35:2|中|中期|=50000\n\
        |||||||||||||\n\
        总计||=32000.5|||||||||||\n";
    let sheet = read(Book::of(&(rows(table) + &merged(&["A1:N1", "A7:B7"]))).bytes());
    assert_eq!((found(&sheet), sheet.rows.len()), (Vec::new(), 2));
    let said: Vec<[String; 5]> = sheet
        .rows
        .iter()
        .map(|row| {
            [Field::Name, Field::AreaListed, Field::Class, Field::PlotRatio, Field::Density]
                .map(|field| text(row, field))
        })
        .collect();
    let expected = [
        ["老机械厂（合成）", "20000 m²", "低效工业用地", "0.5", "30%"],
        ["旧仓库（合成）", "12000.50 m²", "低效物流仓储用地", "0.4", "30%"],
    ];
    assert_eq!(said, expected.map(|row| row.map(ToOwned::to_owned)));
    assert_eq!(sheet.totals[0].figures[0].difference, "0.00");
}

#[test]
fn f08_c_the_plant_ledgers_of_liaoning() {
    // Headings in two rows, persons beside the plants, two plants of one firm, square metres worked out with 666.67.
    let table = "闲置厂房台账||||||||||\n\
        序号|企业名称|联系人|联系电话|厂房情况||占地||闲置情况||抵押情况\n\
        ||||闲置厂房面积(平方米)|坐落|登记面积(亩)|登记面积(平方米)|原因|闲置年限|\n\
        =1|甲机械（合成）|张某|=13800000000|=3200.5|一号路|=30|=20000.1|停产|=3|已抵押\n\
        ||||=1500|一号路||||=2|\n\
        =2|乙纺织（合成）|李某|139|=900|二号路|=15|=10000.05|破产、查封|=5|\n\
        合计||||=5600.5||=45|=30000.15|||";
    let ranges = [
        "A1:K1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2", "I2:J2", "K2:K3", "B4:B5",
        "I4:I5",
    ];
    let book = Book::of(&(rows(table) + &merged(&ranges)));
    let sheet = read(book.bytes());
    // 30 × 666.67 = 20 000.1 and 15 × 666.67 = 10 000.05: taken as written, and said once.
    assert_eq!(found(&sheet), ["sheet-mu-factor H4"], "{:?}", sheet.findings);
    assert!(sheet.findings[0].message.zh.starts_with("2 行"), "{:?}", sheet.findings[0]);
    let said: Vec<[String; 4]> = sheet
        .rows
        .iter()
        .map(|row| {
            [Field::Holder, Field::VacantFloorArea, Field::AreaRegistered, Field::Causes]
                .map(|field| text(row, field))
        })
        .collect();
    let expected = [
        ["甲机械（合成）", "3200.5 m²", "20000.1 m²", "停产半停产"],
        ["甲机械（合成）", "1500 m²", "", "停产半停产"],
        ["乙纺织（合成）", "900 m²", "10000.05 m²", "破产清算、司法查封"],
    ];
    assert_eq!(said, expected.map(|row| row.map(ToOwned::to_owned)));
    let persons = ["联系人", "联系电话"];
    assert!(
        sheet
            .columns
            .iter()
            .filter(|c| persons.contains(&c.heading.as_str()))
            .all(|c| c.fields.is_empty())
    );
    // A column map speaks of joined headings by all their words.
    let map = r#"{"columns": {"厂房情况 闲置厂房面积(平方米)": ["floor_area"]}}"#;
    let mapped = read_with(book.bytes(), map);
    let Some(CellValue::FloorArea(floor)) = mapped.rows[0].value(Field::FloorArea) else {
        panic!("{:?}", mapped.columns)
    };
    assert_eq!(floor.floor_area_m2.to_string(), "3200.5");
}
