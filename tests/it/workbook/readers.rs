//! The workbook as other programs read it: openpyxl, and LibreOffice, which works every formula out again.
//!
//! `LANDLEDGER_PYTHON` names a Python that has openpyxl, `LANDLEDGER_SOFFICE` the program soffice. A test says so if it has
//! neither.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use landledger::finding::Language;
use landledger::units::AreaUnit;

use super::exported::{bytes, district, report};
use crate::scratch::Scratch;

struct Seen {
    properties: Vec<String>,
    sheets: BTreeMap<String, Vec<String>>,
    /// Kind, text and number format by sheet and cell.
    cells: BTreeMap<(String, String), [String; 3]>,
}

/// What openpyxl sees; `None`, said aloud, without it.
fn openpyxl(file: &Path) -> Option<Seen> {
    let Ok(python) = std::env::var("LANDLEDGER_PYTHON") else {
        eprintln!("NOT CHECKED: LANDLEDGER_PYTHON names no Python with openpyxl");
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/workbook.py");
    let output = Command::new(python)
        .arg(script)
        .arg(file)
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut seen = Seen { properties: Vec::new(), sheets: BTreeMap::new(), cells: BTreeMap::new() };
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let parts: Vec<String> = line.split('\t').map(ToOwned::to_owned).collect();
        match parts[0].as_str() {
            "properties" => seen.properties = parts[1..].to_vec(),
            "sheet" => drop(seen.sheets.insert(parts[1].clone(), parts[2..].to_vec())),
            _ => {
                let value = [parts[3].clone(), parts[4].clone(), parts[5].clone()];
                seen.cells.insert((parts[1].clone(), parts[2].clone()), value);
            }
        }
    }
    Some(seen)
}

/// Every figure of the sheets 台账, 厂房 and 期初期末 against the values that they were made from.
fn hold_against_the_ledger(seen: &Seen) {
    let (report, state) = report(&district());
    let cell = |sheet: &str, address: String| {
        seen.cells
            .get(&(sheet.to_owned(), address))
            .map(|[kind, text, _]| (kind.as_str(), text.as_str()))
    };
    let number = |sheet: &str, address: String| {
        let (kind, text) =
            cell(sheet, address.clone()).unwrap_or_else(|| panic!("{sheet} {address}"));
        assert!(kind.ends_with("number"), "{sheet} {address}: {kind}");
        text.parse::<f64>().unwrap()
    };
    let f64_of = |decimal: rust_decimal::Decimal| decimal.to_string().parse::<f64>().unwrap();
    for (row, entry) in (4..).zip(&report.entries) {
        let facts = &state.parcels[&entry.parcel].facts;
        assert_eq!(cell("台账", format!("B{row}")), Some(("text", entry.entry.as_str())));
        assert_eq!(cell("台账", format!("C{row}")), Some(("text", entry.parcel.as_str())));
        let since = entry.since.to_string();
        assert_eq!(cell("台账", format!("N{row}")), Some(("day", since.as_str())));
        assert_eq!(
            number("台账", format!("P{row}")),
            f64_of(entry.land_area.in_unit(AreaUnit::Mu, 4))
        );
        assert_eq!(number("台账", format!("Q{row}")), f64_of(entry.land_area.square_metres()));
        match facts.registered_area {
            Some(area) => {
                assert_eq!(number("台账", format!("R{row}")), f64_of(area.square_metres()))
            }
            None => assert_eq!(cell("台账", format!("R{row}")), None),
        }
        match facts.floor_area {
            Some(area) => {
                assert_eq!(number("台账", format!("S{row}")), f64_of(area.square_metres()))
            }
            None => assert_eq!(cell("台账", format!("S{row}")), None),
        }
        let due = facts.agreements.last().and_then(|agreement| agreement.start_due);
        let due = due.map(|day| day.to_string());
        assert_eq!(cell("台账", format!("Y{row}")), due.as_deref().map(|day| ("day", day)));
    }
    // The totals, which LibreOffice has worked out by itself; a sum of binary numbers is right to ten digits.
    let last = report.entries.len() + 4;
    let total = number("台账", format!("Q{last}"));
    let expected = f64_of(report.summaries[0].total.land_area.square_metres());
    assert!((total - expected).abs() < 1e-6, "{total} {expected}");
    assert_eq!(cell("台账", format!("A{last}")), Some(("text", "合计")));
    let total = number("台账", format!("P{last}"));
    let expected = f64_of(report.summaries[0].total.land_area.in_unit(AreaUnit::Mu, 4));
    assert!((total - expected).abs() < 1e-9, "{total} {expected}");
    // Closed plans and those that others replaced are not in the total of the plans.
    let last = report.plans.len() + 4;
    assert_eq!(cell("方案", format!("A{last}")), Some(("text", "合计（在办方案）")));
    let active = report.plans.iter().filter(|plan| plan.status.is_active());
    let targets = active.filter_map(|plan| plan.target_floor_area);
    let targets: rust_decimal::Decimal = targets.map(|area| area.square_metres()).sum();
    let all = report.plans.iter().filter_map(|plan| plan.target_floor_area);
    let all: rust_decimal::Decimal = all.map(|area| area.square_metres()).sum();
    assert_ne!(targets, all);
    let total = number("方案", format!("M{last}"));
    assert!((total - f64_of(targets)).abs() < 1e-6, "{total} {targets}");
    let spaces: Vec<_> = state.existing_spaces().collect();
    for (row, space) in (4..).zip(&spaces) {
        assert_eq!(
            number("厂房", format!("H{row}")),
            f64_of(space.space.floor_area.square_metres())
        );
        assert_eq!(cell("厂房", format!("L{row}")).is_some(), space.is_vacant(), "{row}");
    }
    let vacant = number("厂房", format!("L{}", spaces.len() + 4));
    let closing = f64_of(report.vacancy.closing.area.square_metres());
    assert!((vacant - closing).abs() < 1e-6, "{vacant} {closing}");
    let lines = report.roll_forward.lines.len();
    assert_eq!(
        number("期初期末", "C6".into()),
        f64_of(report.roll_forward.opening.area.square_metres())
    );
    for (row, line) in (7..).zip(&report.roll_forward.lines) {
        assert_eq!(number("期初期末", format!("C{row}")), f64_of(line.change.area.square_metres()));
    }
    let check = 6 + lines + 3;
    for column in ["B", "C", "D"] {
        let (kind, text) = cell("期初期末", format!("{column}{check}")).unwrap();
        assert_eq!(
            (kind, text.parse::<f64>().unwrap()),
            ("formula-number", 0.0),
            "{column}{check}"
        );
    }
}

#[test]
fn f08_openpyxl_reads_the_same_numbers() {
    let scratch = Scratch::new("workbook-openpyxl");
    let file = scratch.write("zh.xlsx", bytes(Language::Zh));
    let Some(seen) = openpyxl(&file) else { return };
    hold_against_the_ledger(&seen);
    assert_eq!(seen.properties[1], "2024-06-30 00:00:00");
    let ledger = &seen.sheets["台账"];
    let rows = report(&district()).0.entries.len() + 3;
    let frame =
        ["E4".to_owned(), format!("A3:AD{rows}"), "$3:$3".into(), "landscape".into(), "9".into()];
    assert_eq!(*ledger, frame);
    let format = |cell: &str| seen.cells[&("台账".to_owned(), cell.to_owned())][2].clone();
    assert_eq!(
        [format("C4"), format("N4"), format("P4"), format("Q4")],
        ["@", "yyyy-mm-dd", "#,##0.0000_ ", "#,##0.00_ "]
    );
    let head = report(&district()).0.ledger_head.unwrap();
    assert!(seen.cells.values().any(|[_, text, _]| *text == head));
}

#[test]
fn f08_libreoffice_reads_and_works_out_the_same_numbers() {
    let Ok(soffice) = std::env::var("LANDLEDGER_SOFFICE") else {
        eprintln!("NOT CHECKED: LANDLEDGER_SOFFICE names no LibreOffice");
        return;
    };
    let scratch = Scratch::new("workbook-soffice");
    let file = scratch.write("zh.xlsx", bytes(Language::Zh));
    let out = scratch.path().join("out");
    let profile =
        format!("-env:UserInstallation=file://{}", scratch.path().join("profile").display());
    let output = Command::new(soffice)
        .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .arg(&file)
        .output()
        .unwrap();
    let written = out.join("zh.xlsx");
    assert!(written.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    // What another program has saved comes back as well: nothing to change.
    let sheet = super::package::read(std::fs::read(&written).unwrap());
    assert_eq!((sheet.rejected.len(), super::package::found(&sheet)), (0, vec![]));
    let events = district().journal.events;
    let request = landledger::import::ImportRequest::new(&sheet, &events, super::exported::DAY);
    assert_eq!(landledger::import::propose(&request).events, vec![]);
    let Some(seen) = openpyxl(&written) else { return };
    hold_against_the_ledger(&seen);
}
