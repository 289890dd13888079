//! `landledger ledger DIR import`, run as a user runs it: two quarters, each tried and then appended.

use std::path::{Path, PathBuf};
use std::process::Command;

use landledger::import::Proposal;
use unicode_width::UnicodeWidthStr;

use crate::scratch::Scratch;

#[track_caller]
fn run(folder: &Path, arguments: &[&str], status: i32) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_landledger"))
        .arg("ledger")
        .arg(folder)
        .args(arguments)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
    (String::from_utf8(output.stdout).unwrap(), error)
}

fn fixture(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets");
    folder.join(name).display().to_string()
}

#[test]
fn c26_two_quarters_are_tried_and_appended() {
    let scratch = Scratch::new("command-import");
    let folder = scratch.path();
    let events = folder.join("events.jsonl").display().to_string();
    let journal = folder.join("ledger.jsonl");
    let (old, new) = (fixture("2024Q1.csv"), fixture("2024Q2.csv"));

    // An event is known from when it is recorded: nobody guesses that.
    let first = ["import", &old, "--effective", "2024-03-31", "--events", &events];
    let (_, error) = run(folder, &first, 2);
    assert!(error.contains("--recorded"), "{error}");
    let first = [&first[..], &["--recorded", "2024-04-02T09:00:00"]].concat();
    let (text, _) = run(folder, &first, 0);
    assert!(text.contains("10 项，台账均可接受"), "{text}");
    // A dry run: the ledger is not even made.
    assert!(!journal.exists());
    run(folder, &["append", &events], 0);
    let first = std::fs::read(&journal).unwrap();

    // A row with a cell that is no number leaves status 1; the others are proposed all the same.
    // Nothing that is there is written over, least of all the journal.
    for there in [&events, &journal.display().to_string()] {
        let again = ["import", &old, "--effective", "2024-03-31", "--events", there];
        let again = [&again[..], &["--recorded", "2024-04-02T09:00:00"]].concat();
        let (_, error) = run(folder, &again, 2);
        assert!(error.contains("--events"), "{error}");
    }
    assert_eq!(std::fs::read(&journal).unwrap(), first);
    std::fs::remove_file(&events).unwrap();
    let second = ["import", &new, "--old", &old, "--effective", "2024-06-30", "--events", &events];
    let second = [&second[..], &["--recorded", "2024-07-02T09:00:00"]].concat();
    let (text, _) = run(folder, &[&second[..], &["--lang", "en"]].concat(), 1);
    assert!(text.lines().all(|line| line.width() <= 100), "{text}");
    let rejected = format!("{new}:7:1");
    for word in [
        "6, and the ledger accepts them all",
        "410106001001GB00005 T5",
        "why was it struck off",
        &rejected,
    ] {
        assert!(text.replace("\n  ", " ").contains(word), "{word}: {text}");
    }
    std::fs::remove_file(&events).unwrap();
    let (json, _) = run(folder, &[&second[..], &["--format", "json"]].concat(), 1);
    let proposal: Proposal = serde_json::from_str(&json).unwrap();
    assert_eq!((proposal.events.len(), proposal.questions.len()), (6, 1));

    assert_eq!(
        proposal.recorded,
        landledger::calendar::parse_moment("2024-07-02T09:00:00").unwrap()
    );
    assert_eq!(std::fs::read(&journal).unwrap(), first);
    run(folder, &["append", &events], 0);
    assert!(std::fs::read(&journal).unwrap().starts_with(&first));

    let (text, _) = run(folder, &["import", &new, "--effective", "2024-06-30"], 1);
    assert!(text.contains("可追加的事项\n  没有。"), "{text}");
}

#[test]
fn what_cannot_be_used_is_named() {
    let scratch = Scratch::new("command-import-bad");
    let folder = scratch.path();
    let bad = scratch.write("bad.csv", "甲,乙\n1,2\n").display().to_string();
    let (text, error) = run(folder, &["import", &bad, "--effective", "2024-03-31"], 2);
    assert!(
        text.is_empty() && error.contains("bad.csv:1:1") && error.contains("sheet-heading"),
        "{error}"
    );
    let map = scratch.write("map.json", r#"{"columns": {"甲": ["plot"]}}"#).display().to_string();
    let (_, error) =
        run(folder, &["import", &bad, "--effective", "2024-03-31", "--columns", &map], 2);
    assert!(error.contains("map.json:1:") && error.contains("plot"), "{error}");
    let (_, error) = run(folder, &["import", &bad, "--effective", "2024-02-30"], 2);
    assert!(error.contains("2024-02-30"), "{error}");

    let map = scratch.write(
        "good.json",
        r#"{"columns": {"甲": ["name"], "乙": ["area_listed"]}, "units": {"乙": "mu"}}"#,
    );
    let map = map.display().to_string();
    let (text, _) =
        run(folder, &["import", &bad, "--effective", "2024-03-31", "--columns", &map], 0);
    assert!(text.contains("缺少：宗地代码"), "{text}");
}
