//! `landledger event-table`, run as a user runs it.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::event_table_twin::HEADER;
use crate::scratch::Scratch;

const ROWS: &str = "1,2020-01-01,2020-01-01,410106001001GB00001,listed,,,,,,new
2,2020-01-02,2020-01-02,410106001001GB00001,revitalized,U1,1200.5,retrofit,,,new
3,2020-04-01,2020-04-01,410106001001GB00001,vacated,U1,9,,,,new
4,2020-04-01,2020-04-01,410106001001GB00001,vacated,U2,,,,,new
5,2020-04-02,2020-04-02,410106001001GB00001,revitalized,U3,20.25,reuse,,,new
5,2020-04-02,2020-04-02,410106001001GB00001,causes,,,,flood,,new
6,2020-04-03,2020-04-03,410106001002GB00001,listed,,,,,,new
7,2020-04-04,2020-04-04,410106001002GB00001,delisted,,,,,,new
";

fn landledger(scratch: &Scratch, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landledger"));
    command.arg("event-table").arg(scratch.path().join("events.csv")).args(arguments);
    command.args(["--from", "2020-01-01", "--to", "2020-06-30", "--on", "2020-04-30"]);
    command.output().unwrap()
}

#[track_caller]
fn run(scratch: &Scratch, arguments: &[&str], status: i32) -> (String, String) {
    let output = landledger(scratch, arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
    (String::from_utf8(output.stdout).unwrap(), error)
}

fn scratch(name: &str, rows: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("events.csv", format!("{HEADER}\n{rows}"));
    scratch
}

#[test]
fn the_figures_in_both_languages() {
    let scratch = scratch("event-table-text", ROWS);
    let (text, _) = run(&scratch, &["--lang", "en"], 1);
    for line in [
        "8 rows: 6 valid, 2 invalid",
        "bad_area  a floor area above 0 m² and at most 10¹¹ where floor area moves     1           5",
        "dup_id    a number that no earlier row has                                    1           7",
        "State on 2020-04-30, known on 2020-06-30",
        "parcels listed                  1",
        "parcels delisted                1",
        "vacant floor area, m²        9.00",
        "revitalized floor area, m²  20.25",
        "Revitalized floor area 2020-01-01..2020-06-30, by all that was recorded",
        "opening, m²                    0.00",
        "revitalized                 1220.75",
        "vacated again              -1200.50",
        "withdrawn with the parcel      0.00",
        "closing                       20.25",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let (text, error) = run(&scratch, &[], 1);
    assert!(text.contains("共 8 行：有效 6，无效 2") && text.contains("在册宗地"), "{text}");
    assert!(text.lines().all(|line| line.width() <= 100));
    assert_eq!(error, "");
    let (json, _) = run(&scratch, &["--format", "json", "--known", "2020-04-01"], 1);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["rows"], 8);
    assert_eq!(
        json["invalid"][1],
        serde_json::json!({"rule": "dup_id", "rows": 1, "first_line": 7})
    );
    assert_eq!((&json["known"], &json["listed"]), (&"2020-04-01".into(), &1.into()));
    assert_eq!((&json["vacant_m2"], &json["revitalized_m2"]), (&"9.00".into(), &"0.00".into()));
    assert_eq!(json["roll_forward"]["closing_m2"], "20.25");
}

#[test]
fn tables_go_to_a_new_folder_and_are_the_same_for_any_number_of_threads() {
    let scratch = scratch("event-table-out", ROWS);
    let out = |name: &str| scratch.path().join(name).display().to_string();
    for workers in ["1", "2", "5"] {
        let (_, error) = run(&scratch, &["--out", &out(workers), "--threads", workers], 1);
        assert_eq!(error, "");
    }
    let read = |folder: &str, name: &str| {
        fs::read_to_string(scratch.path().join(folder).join(name)).unwrap()
    };
    assert_eq!(read("1", "invalid.csv"), "rule,event_id\nbad_area,4\ndup_id,5\n");
    assert_eq!(
        read("1", "state.csv"),
        "parcel_id,status,since,causes,plan,milestone,vacant_cents,revitalized_cents\n\
         410106001001GB00001,listed,2020-01-01,,,,900,2025\n\
         410106001002GB00001,delisted,2020-04-04,,,,0,0\n"
    );
    assert_eq!(
        read("1", "roll.csv"),
        "quarter,street,method,opening,revitalized,vacated,withdrawn,closing\n\
         2020Q1,410106001,retrofit,0,120050,0,0,120050\n\
         2020Q1,410106001,reuse,0,0,0,0,0\n\
         2020Q2,410106001,retrofit,120050,0,120050,0,0\n\
         2020Q2,410106001,reuse,0,2025,0,0,2025\n"
    );
    for name in ["invalid.csv", "state.csv", "roll.csv"] {
        for workers in ["2", "5"] {
            assert_eq!(read("1", name), read(workers, name));
        }
    }
    let (_, error) = run(&scratch, &["--out", &out("1"), "--lang", "en"], 2);
    assert!(error.contains("--out: expected a new or an empty folder, found "), "{error}");
    let months = ["--out", &out("months"), "--every", "month", "--division", "6"];
    run(&scratch, &months, 1);
    let roll = read("months", "roll.csv");
    assert!(
        roll.contains("\n2020-04-01..2020-04-30,410106,retrofit,120050,0,120050,0,0\n"),
        "{roll}"
    );
}

#[test]
fn without_invalid_rows_the_status_is_0_and_without_a_table_2() {
    let valid: String = ROWS.lines().take(3).map(|row| format!("{row}\n")).collect();
    let scratch = scratch("event-table-status", &valid);
    run(&scratch, &[], 0);
    scratch.write("events.csv", format!("{HEADER}\n1,2\n"));
    let (text, error) = run(&scratch, &["--lang", "en"], 2);
    assert!(
        error.contains("events.csv:2: expected 11 fields, as in the header, found 2"),
        "{error}"
    );
    assert_eq!(text, "");
    let (_, error) = run(&scratch, &[], 2);
    assert!(error.contains("应为 11 个字段，同表头，实为 2"), "{error}");
    let command = landledger(&scratch, &["--to", "2019-01-01"]);
    assert_eq!(command.status.code(), Some(2));
}
