//! The workbook that is written: the same bytes each time, and what comes back from it.

use std::path::Path;

use jiff::civil::{Date, date};
use landledger::calendar::Period;
use landledger::finding::{Code, Language};
use landledger::import::{ImportRequest, propose};
use landledger::ledger::{Act, AsOf, LedgerState, replay};
use landledger::plan::PlanStatus;
use landledger::read::Source;
use landledger::read::sheet::{self, CellValue, ColumnMap, Field, Sheet};
use landledger::report::Report;
use landledger::store::District;
use landledger::units::{Area, FloorArea};
use landledger::write::xlsx::{self, LedgerWorkbook};
use rust_decimal::Decimal;

use super::package::{archive, parts};

pub(super) const DAY: Date = date(2024, 6, 30);

pub(super) fn district() -> District {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie");
    District::open(folder).unwrap()
}

pub(super) fn report(district: &District) -> (Report, LedgerState) {
    let report = district.report(Period::through(date(2024, 1, 1), DAY).unwrap()).unwrap();
    (report, replay(&district.journal.events, AsOf::day(DAY)).state)
}

pub(super) fn bytes(language: Language) -> Vec<u8> {
    let (report, state) = report(&district());
    xlsx::workbook(&LedgerWorkbook::new(&report, &state, language)).unwrap()
}

fn read(bytes: Vec<u8>) -> Sheet {
    sheet::read(&Source::new("2024Q2.xlsx", bytes), &ColumnMap::default())
}

/// A part of the archive, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let part = parts(bytes).into_iter().find(|(own, _)| own == name).unwrap().1;
    String::from_utf8(part).unwrap()
}

fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut all = parts(bytes);
    for (own, bytes) in &mut all {
        if own == name {
            let text = String::from_utf8(std::mem::take(bytes)).unwrap();
            *bytes = change(text).into_bytes();
        }
    }
    archive(&all)
}

#[test]
fn f08_the_same_ledger_gives_the_same_bytes() {
    for language in [Language::Zh, Language::En] {
        let first = bytes(language);
        assert_eq!(first, bytes(language));
        // The day of the report, and no clock.
        let properties = part(&first, "docProps/core.xml");
        assert_eq!(properties.matches("2024-06-30T00:00:00Z").count(), 2, "{properties}");
    }
    let names: Vec<String> = part(&bytes(Language::Zh), "xl/workbook.xml")
        .split("<sheet name=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["台账", "方案", "厂房", "期初期末", "问题", "依据"]);
}

#[test]
fn f08_the_ledger_goes_out_and_comes_back_without_a_change() {
    let district = district();
    let (report, _) = report(&district);
    for language in [Language::Zh, Language::En] {
        let sheet = read(bytes(language));
        assert_eq!(sheet.findings, [], "{language:?}");
        assert_eq!((sheet.rows.len(), sheet.rejected.len()), (report.entries.len(), 0));
        assert_eq!(sheet.totals.len(), 1);
        let unread: Vec<&str> = sheet
            .columns
            .iter()
            .filter(|column| column.fields.is_empty())
            .map(|column| column.heading.as_str())
            .collect();
        let expected = match language {
            Language::Zh => ["序号", "主要原因", "列入日期", "反弹次数", "方案状态"],
            Language::En => ["No", "primary cause", "listed since", "relapses", "plan status"],
        };
        assert_eq!(unread, expected);
        let proposal = propose(&ImportRequest::new(&sheet, &district.journal.events, DAY));
        assert_eq!((proposal.events.len(), proposal.changes.len()), (0, 0), "{language:?}");
        assert_eq!((proposal.questions, proposal.findings), (vec![], vec![]), "{language:?}");
        // What is exact in the ledger is exact in the sheet: square metres count, not the mu beside them.
        for (row, entry) in sheet.rows.iter().zip(&report.entries) {
            assert_eq!(row.area(Field::AreaListed), Some(entry.land_area), "{}", entry.entry);
        }
    }
}

#[test]
fn f08_changed_cells_propose_exactly_those_changes() {
    let district = district();
    let (report, report_state) = report(&district);
    let whole = bytes(Language::Zh);
    let (first, second) = (&report.entries[0], &report.entries[1]);
    // The name of the first plot, and the area of the second by ten mu less: 6 666.67 m² to two decimals.
    let changed = with_part(&whole, "xl/sharedStrings.xml", |text| {
        let name = format!(">{}<", first.name);
        assert!(text.contains(&name));
        text.replace(&name, &format!(">{}（改）<", first.name))
    });
    let metres = second.land_area.square_metres() - Decimal::new(666_667, 2);
    let mu = (metres * Decimal::from(15) / Decimal::from(10_000)).round_dp(4);
    let changed = with_part(&changed, "xl/worksheets/sheet1.xml", |text| {
        let cell = |value: Decimal| format!("<v>{}</v>", value.normalize());
        let old_mu = second.land_area.in_unit(landledger::units::AreaUnit::Mu, 4);
        let old = second.land_area.square_metres();
        assert!(text.matches(&cell(old)).count() >= 1 && text.matches(&cell(old_mu)).count() == 1);
        text.replace(&cell(old_mu), &cell(mu)).replacen(&cell(old), &cell(metres), 1)
    });
    let sheet = read(changed);
    let proposal = propose(&ImportRequest::new(&sheet, &district.journal.events, DAY));
    let acts: Vec<&Act> = proposal.events.iter().map(|event| &event.act).collect();
    // By parcel code, the second entry comes first.
    assert!(second.parcel < first.parcel);
    let [Act::EntryResized { entry, land_area_m2 }, Act::FactsRevised { parcel, facts }] = *acts
    else {
        panic!("{acts:#?}")
    };
    assert_eq!((*parcel, facts.name.clone()), (first.parcel, format!("{}（改）", first.name)));
    let area = land_area_m2.square_metres().normalize();
    assert_eq!((entry, area), (&second.entry, metres.normalize()));
    // Nothing else of the facts is touched.
    let mut before = report_state.parcels[&first.parcel].facts.clone();
    before.name.clone_from(&facts.name);
    assert_eq!(**facts, before);
    let values = proposal.changes.iter().flat_map(|change| &change.values);
    let fields: Vec<Field> = values.map(|value| value.field).collect();
    assert_eq!(fields, [Field::AreaListed, Field::Name]);
    let place = proposal.changes[1].values[0].new_place.as_ref().unwrap();
    assert_eq!(place.to_string(), "2024Q2.xlsx 台账!D4");
}

#[test]
fn f08_numbers_that_a_workbook_cannot_hold_are_text_and_come_back() {
    let (mut report, state) = report(&district());
    // 15 significant digits are what a workbook keeps; on each side of it.
    let areas = [
        "999999999.999999",
        "9999999999.99999",
        "123456789012.345",
        "123456789012.3456",
        "1000000000000000.01",
        "0.000001",
        "0.1",
        "100",
    ];
    let as_text = [false, false, false, true, true, false, false, false];
    for (entry, area) in report.entries.iter_mut().zip(areas) {
        entry.land_area = Area::from_square_metres(area.parse().unwrap()).unwrap();
    }
    report.entries.truncate(areas.len());
    let bytes = xlsx::workbook(&LedgerWorkbook::new(&report, &state, Language::Zh)).unwrap();
    let cells = part(&bytes, "xl/worksheets/sheet1.xml");
    let sheet = read(bytes);
    assert_eq!((sheet.rows.len(), sheet.rejected.len()), (areas.len(), 0), "{:?}", sheet.findings);
    for ((row, area), text) in sheet.rows.iter().zip(areas).zip(as_text) {
        let Some(CellValue::Area(read)) = row.value(Field::AreaListed) else { panic!("{row:?}") };
        assert_eq!(
            read.area_m2.square_metres().normalize(),
            area.parse::<Decimal>().unwrap().normalize()
        );
        assert_eq!(cells.contains(&format!("<v>{area}</v>")), !text, "{area}");
    }
}

#[test]
fn f08_no_text_is_a_formula_and_what_is_missing_is_blank() {
    let (mut report, state) = report(&district());
    let names =
        ["=1+1", "+86 371", "-5", "@SUM(1)", "=cmd|'/c calc'!A1", "00012", "a\u{1}b", "_x0041_"];
    for (entry, name) in report.entries.iter_mut().zip(names) {
        entry.name = name.to_owned();
    }
    let bytes = xlsx::workbook(&LedgerWorkbook::new(&report, &state, Language::Zh)).unwrap();
    let cells = part(&bytes, "xl/worksheets/sheet1.xml");
    // The only formulas are the sums of the last row.
    let formulas: Vec<&str> =
        cells.split("<f>").skip(1).map(|rest| rest.split("</f>").next().unwrap()).collect();
    let last = report.entries.len() + 3;
    let sums = [format!("ROUND(Q{}*15/10000,4)", last + 1), format!("SUM(Q4:Q{last})")];
    assert_eq!(formulas, sums);
    let sheet = read(bytes);
    for (row, name) in sheet.rows.iter().zip(names) {
        assert_eq!(row.cell(Field::Name).unwrap().text, name);
    }
    // A parcel without a registered area: a blank cell, and no 0.
    let missing = report
        .entries
        .iter()
        .position(|entry| state.parcels[&entry.parcel].facts.registered_area.is_none());
    let missing = missing.unwrap();
    assert_eq!(sheet.rows[missing].cell(Field::AreaRegistered), None);
    let cell = format!(r#"<c r="R{}" s=""#, missing + 4);
    let rest = cells.split(&cell).nth(1).unwrap();
    assert_eq!(rest.split_once('"').unwrap().1.split_once('>').unwrap().0, "/", "{cell}");
}

/// The value that a cell was written with.
#[track_caller]
fn kept<'a>(cells: &'a str, address: &str) -> &'a str {
    let rest = cells.split(&format!(r#"<c r="{address}""#)).nth(1).unwrap();
    let cell = rest.split("</c>").next().unwrap();
    cell.split("<v>").nth(1).unwrap().split("</v>").next().unwrap()
}

#[test]
fn f08_the_total_in_mu_is_that_of_the_square_metres() {
    let (mut report, state) = report(&district());
    // By hand: 100.02 m² are 0.15003 mu, in each row 0.1500; three times that are 300.06 m², 0.45009 mu, which is 0.4501.
    report.entries.truncate(3);
    for entry in &mut report.entries {
        entry.land_area = Area::from_square_metres("100.02".parse().unwrap()).unwrap();
    }
    let whole = xlsx::workbook(&LedgerWorkbook::new(&report, &state, Language::Zh)).unwrap();
    let cells = part(&whole, "xl/worksheets/sheet1.xml");
    assert_eq!([kept(&cells, "P4"), kept(&cells, "P6")], ["0.15", "0.15"]);
    assert_eq!([kept(&cells, "P7"), kept(&cells, "Q7")], ["0.4501", "300.06"]);
    // What comes back is no contradiction, and names the figure that the total was held against.
    let sheet = read(whole.clone());
    assert_eq!(sheet.findings, []);
    let figures: Vec<[&str; 3]> = sheet.totals[0]
        .figures
        .iter()
        .map(|figure| [&*figure.stated, &*figure.computed, &*figure.difference])
        .collect();
    assert_eq!(figures, [["0.4501", "0.4501", "0.0000"], ["300.06", "300.06", "0.00"]]);
    // The sum of the rounded rows, as spreadsheets make it, is no contradiction either; anything else is one.
    for (total, differs) in [("0.45", 0), ("0.4502", 1), ("0.4", 1)] {
        let changed = with_part(&whole, "xl/worksheets/sheet1.xml", |text| {
            text.replace("<v>0.4501</v>", &format!("<v>{total}</v>"))
        });
        let found = read(changed).findings;
        assert_eq!(found.len(), differs, "{total}: {found:?}");
    }
}

#[test]
fn f08_the_total_of_the_plans_is_that_of_the_active_ones() {
    let (mut report, state) = report(&district());
    // By hand: 1000.5 + 16000 of the two that run; what is in preparation, closed or superseded does not count.
    let cases = [
        (PlanStatus::Implementing, Some("1000.5")),
        (PlanStatus::Closed, Some("2000")),
        (PlanStatus::Superseded, Some("4000")),
        (PlanStatus::Draft, Some("8000")),
        (PlanStatus::SuspendedBySeizure, Some("16000")),
        (PlanStatus::Approved, None),
    ];
    report.plans.truncate(cases.len());
    assert_eq!(report.plans.len(), cases.len());
    let area = |area: &str| FloorArea::from_square_metres(area.parse().unwrap()).unwrap();
    for (plan, (status, target)) in report.plans.iter_mut().zip(cases) {
        (plan.status, plan.target_floor_area) = (status, target.map(area));
    }
    for (language, label, words) in [
        (Language::Zh, "合计（在办方案）", r#""已批准","实施中","待验收","诉讼中止","查封中止""#),
        (
            Language::En,
            "Total (active plans)",
            r#""approved","implementing","awaiting acceptance","suspended by a lawsuit","suspended by a seizure""#,
        ),
    ] {
        let whole = xlsx::workbook(&LedgerWorkbook::new(&report, &state, language)).unwrap();
        let cells = part(&whole, "xl/worksheets/sheet2.xml");
        assert_eq!(kept(&cells, "M10"), "17000.5");
        let formula = cells.split("<f>").nth(1).unwrap().split("</f>").next().unwrap();
        let expected = format!("SUMPRODUCT(SUMIF(F4:F9,{{{words}}},M4:M9))");
        assert_eq!(formula.replace("&quot;", "\""), expected);
        let texts = part(&whole, "xl/sharedStrings.xml");
        let said = texts.split("<t").nth(kept(&cells, "A10").parse::<usize>().unwrap() + 1);
        assert!(said.unwrap().contains(&format!(">{label}<")), "{said:?}");
        // Read by its name, the sheet has no row but its plans: the total is known as such.
        let name = match language {
            Language::Zh => "方案",
            Language::En => "Plans",
        };
        let map = format!(r#"{{"worksheet": "{name}"}}"#);
        let map: ColumnMap = serde_json::from_str(&map).unwrap();
        let sheet = sheet::read(&Source::new("2024Q2.xlsx", whole), &map);
        let differs = sheet.findings.iter().filter(|it| it.code == Code::SheetTotalDiffers);
        assert_eq!((differs.count(), sheet.totals.len()), (0, 1), "{:?}", sheet.findings);
    }
    // None of them active: nothing is to be brought back, which is known.
    for plan in &mut report.plans {
        plan.status = PlanStatus::Closed;
    }
    let whole = xlsx::workbook(&LedgerWorkbook::new(&report, &state, Language::Zh)).unwrap();
    assert_eq!(kept(&part(&whole, "xl/worksheets/sheet2.xml"), "M10"), "0");
}

#[test]
fn f08_the_roll_forward_shows_its_identity() {
    let (report, _) = report(&district());
    let cells = part(&bytes(Language::Zh), "xl/worksheets/sheet4.xml");
    let lines = report.roll_forward.lines.len();
    // Title, period, blank, name of the table, headings: the opening is in row 6, the closing behind the lines.
    let closing = 6 + lines + 1;
    for (column, value) in [
        ("B", report.roll_forward.closing.count.to_string()),
        ("C", report.roll_forward.closing.area.square_metres().normalize().to_string()),
    ] {
        let sum = format!("<f>SUM({column}6:{column}{})</f><v>{value}</v>", closing - 1);
        assert!(cells.contains(&sum), "{sum}");
        let check = format!("<f>ROUND({column}{}-{column}{closing},6)</f><v>0</v>", closing + 1);
        assert!(cells.contains(&check), "{check}");
    }
}
