//! The commands about a ledger, run as a user runs them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use landledger::ledger::Event;
use landledger::store::{Head, Journal, JournalFile, Verification, verify_file};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::ledger_text::events;
use crate::scratch::Scratch;

const STORY: &str = "
    E1 2024-01-01 parcel 1 area=20000.10
    E2 2024-01-02 listed T1 1 idle 12000.10
    E3 2024-01-03 space S1 1 300.5 vacant
    E4 2024-01-04 occupied S1 by=lease-plant firm=某厂
    E5 2024-01-05 vacated S1
";

const BINARY: &str = env!("CARGO_BIN_EXE_landledger");

fn landledger(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(BINARY)
        .arg("ledger")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Standard output and standard error.
#[track_caller]
fn run(folder: &Path, arguments: &[&str], input: &str, status: i32) -> (String, String) {
    let output = landledger(folder, arguments, input);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
    (String::from_utf8(output.stdout).unwrap(), error)
}

fn unchained(events: &[Event]) -> String {
    events.iter().map(|event| serde_json::to_string(event).unwrap() + "\n").collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn events_are_appended_and_verified() {
    let scratch = Scratch::new("command-append");
    let (folder, story) = (scratch.path(), events(STORY));
    let file = scratch.write("first.jsonl", unchained(&story[..1])).display().to_string();
    let (text, error) = run(folder, &["append", &file, "--lang", "en"], "", 0);
    let first = Head::EMPTY.after(&story[..1]).unwrap();
    assert_eq!((text, error), (format!("1 event appended; head {first}\n"), String::new()));

    let base = first.to_string();
    let (text, _) = run(
        folder,
        &["append", "-", "--base", &base, "--format", "json"],
        &unchained(&story[1..]),
        0,
    );
    let head = first.after(&story[1..]).unwrap();
    let appended = json(&text);
    assert_eq!(appended["written"], true);
    assert_eq!(appended["events"], 4);
    assert_eq!(appended["base"], base);
    assert_eq!(appended["head"], head.to_string());
    assert_eq!(appended["findings"], Value::Array(vec![]));
    // All of a file is one act.
    let written = Journal::write_acts([&story[..1], &story[1..]]).unwrap();
    assert_eq!(fs::read(folder.join("ledger.jsonl")).unwrap(), written);

    let (text, _) = run(folder, &["verify", "--head", &base, "--lang", "en"], "", 0);
    for part in [
        "lines and acts that hold  5  2\n",
        &format!("head  {head}\n"),
        &format!("given head  {base}\n    that of line 1; lines appended since: 4\n"),
        "whole: every line is as it was written\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let (zh, _) = run(folder, &["verify", "--head", &base], "", 0);
    assert!(zh.contains("完整：各行均如写入时") && zh.contains("在第 1 行，其后追加 4 行"), "{zh}");
    assert!(text.lines().chain(zh.lines()).all(|line| line.width() <= 100));
    let (text, _) = run(folder, &["verify", "--format", "json"], "", 0);
    let verification = json(&text);
    assert_eq!(verification["whole"], true);
    assert_eq!(verification["lines"], 5);
    assert_eq!(verification["head"], head.to_string());
    let read: Verification = serde_json::from_str(&text).unwrap();
    assert_eq!(read, verify_file(folder.join("ledger.jsonl"), &[]).unwrap());
}

#[test]
fn each_line_or_group_of_lines_is_an_act_when_asked() {
    let scratch = Scratch::new("command-each");
    let story = events(STORY);
    let lines = unchained(&story);
    let grouped = lines.replacen("}}}\n{\"id\":\"E3\"", "}},\"more\":1}\n{\"id\":\"E3\"", 1);
    assert_ne!(lines, grouped);
    let mut heads = Vec::new();
    let mut head = Head::EMPTY;
    for act in [&story[..1], &story[1..3], &story[3..4], &story[4..]] {
        head = head.after(act).unwrap();
        heads.push(head);
    }
    let (text, _) = run(scratch.path(), &["append", "-", "--each"], &grouped, 0);
    assert_eq!(text, heads.iter().map(|head| format!("{head}\n")).collect::<String>());
    assert_eq!(verify_file(scratch.path().join("ledger.jsonl"), &heads).unwrap().acts, 4);

    let other = Scratch::new("command-each-json");
    let (text, _) = run(other.path(), &["append", "-", "--each", "--format", "json"], &grouped, 0);
    let counts: Vec<Value> = text.lines().map(|line| json(line)["events"].clone()).collect();
    assert_eq!(counts, [1, 2, 1, 1]);
    assert_eq!(json(text.lines().last().unwrap())["head"], head.to_string());
}

#[test]
fn a_dry_run_writes_nothing() {
    let scratch = Scratch::new("command-dry");
    let story = events(STORY);
    let head = Head::EMPTY.after(&story).unwrap();
    let (text, _) =
        run(scratch.path(), &["append", "-", "--dry-run", "--lang", "en"], &unchained(&story), 0);
    assert_eq!(
        text,
        format!("dry run, nothing written: 5 events would be appended; the head would be {head}\n")
    );
    assert_eq!(names(scratch.path()), Vec::<String>::new());
    let (text, _) = run(
        scratch.path(),
        &["append", "-", "--dry-run", "--each", "--format", "json"],
        &unchained(&story),
        0,
    );
    assert_eq!(json(&text)["written"], false);
    assert_eq!(names(scratch.path()), Vec::<String>::new());
    // A writer at work does not hinder it.
    let _store = JournalFile::open(scratch.path().join("ledger.jsonl")).unwrap();
    run(scratch.path(), &["append", "-", "--dry-run"], &unchained(&story), 0);
}

#[test]
fn events_that_the_ledger_refuses_are_not_written() {
    let scratch = Scratch::new("command-refused");
    let story = events(STORY);
    run(scratch.path(), &["append", "-"], &unchained(&story), 0);
    let path = scratch.path().join("ledger.jsonl");
    let before = fs::read(&path).unwrap();
    // (events, code, what the place says)
    let rows = [
        ("E6 2024-01-06 occupied S1\n E7 2024-01-07 occupied S1", "event-not-allowed", "-:2:1"),
        ("E1 2024-01-06 parcel 2", "event-id-repeated", "-:1:1"),
        ("E6 2024-01-06 vacated S9", "event-unknown-space", "-:1:1"),
        ("E6 2024-01-03 occupied S1", "event-not-allowed", "ledger.jsonl:4:1"),
    ];
    for (new, code, place) in rows {
        for extra in [&[][..], &["--dry-run"], &["--each"]] {
            let new = unchained(&events(new));
            let arguments = [&["append", "-", "--lang", "en"], extra].concat();
            let (text, error) = run(scratch.path(), &arguments, &new, 1);
            assert!(error.contains(&format!("[{code}]")) && error.contains(place), "{error}");
            assert!(text.starts_with("nothing written: none of "), "{text}");
            assert_eq!(fs::read(&path).unwrap(), before);
        }
    }
    let (text, _) = run(
        scratch.path(),
        &["append", "-", "--format", "json"],
        &unchained(&events("E6 2024-01-06 vacated S9")),
        1,
    );
    let refused = json(&text);
    assert_eq!(refused["written"], false);
    assert_eq!(refused["head"], refused["base"]);
    assert_eq!(refused["findings"][0]["code"], "event-unknown-space");
    // What only deserves a warning is written.
    let late = unchained(&events("E6 2024-01-01 rec=2023-12-31 parcel 2"));
    let (_, error) = run(scratch.path(), &["append", "-", "--lang", "en"], &late, 0);
    assert!(error.contains("warning") && error.contains("journal-recorded-backwards"), "{error}");
}

#[test]
fn lines_that_are_no_events_are_not_written() {
    let scratch = Scratch::new("command-lines");
    let story = events(STORY);
    let good = unchained(&story);
    for (text, word) in [
        (format!("{good}{{\"id\":\"E9\"\n"), "json-truncated"),
        (good.replace("\"E3\"", "3"), "member-invalid"),
        (good.replacen("}}}\n", "}},\"more\":7}\n", 1), "journal-act-broken"),
        (String::new(), "file-empty"),
    ] {
        let (out, error) = run(scratch.path(), &["append", "-", "--lang", "en"], &text, 1);
        assert!(error.contains(word), "{word}: {error}");
        assert!(out.contains("nothing written"), "{out}");
        assert!(!scratch.path().join("ledger.jsonl").exists());
    }
    let chained = String::from_utf8(Journal::write(&story).unwrap()).unwrap();
    let (out, error) = run(scratch.path(), &["append", "-", "--lang", "en"], &chained, 2);
    assert!(error.contains("expected events without a member chain"), "{error}");
    assert_eq!(out, "");
}

#[test]
fn what_cannot_run_says_why() {
    let scratch = Scratch::new("command-cannot");
    let folder = scratch.path();
    let story = events(STORY);
    let line = unchained(&story[..1]);
    let (_, error) = run(folder, &["verify", "--lang", "en"], "", 2);
    assert!(error.contains("ledger.jsonl: cannot read it"), "{error}");
    let (_, error) = run(&folder.join("nowhere"), &["append", "-", "--lang", "en"], &line, 2);
    assert!(error.contains("nowhere"), "{error}");
    let zeros = "0".repeat(64);
    let other = "1".repeat(64);
    for extra in [&[][..], &["--dry-run"]] {
        let arguments = [&["append", "-", "--lang", "en", "--base", &other], extra].concat();
        let (_, error) = run(folder, &arguments, &line, 2);
        assert!(
            error.contains(&format!("head: expected {other}, found {zeros}: somebody")),
            "{error}"
        );
    }
    let (_, error) = run(folder, &["append", "-", "--base", "12"], &line, 2);
    assert!(error.contains("64 lower-case hexadecimal digits"), "{error}");
    run(folder, &["append", "-", "--base", &zeros], &line, 0);

    let store = JournalFile::open(folder.join("ledger.jsonl")).unwrap();
    let (_, error) = run(folder, &["append", "-", "--lang", "en"], &line, 2);
    assert!(error.contains("ledger.jsonl: expected no other writer"), "{error}");
    let (_, error) = run(folder, &["append", "-"], &line, 2);
    assert!(error.contains("另一个程序正在写入"), "{error}");
    run(folder, &["verify"], "", 0);
    drop(store);

    // A journal that was doctored is left as it is.
    let path = folder.join("ledger.jsonl");
    let text = fs::read_to_string(&path).unwrap().replace("20000.10", "90000.10");
    fs::write(&path, &text).unwrap();
    let more = unchained(&story[1..2]);
    let (_, error) = run(folder, &["append", "-", "--lang", "en"], &more, 2);
    assert!(
        error.contains("ledger.jsonl:1:1") && error.contains("journal-chain-broken"),
        "{error}"
    );
    let (_, error) = run(folder, &["append", "-", "--lang", "en", "--dry-run"], &more, 1);
    assert!(error.contains("journal-chain-broken"), "{error}");
    let (_, error) = run(folder, &["repair", "--lang", "en"], "", 2);
    assert!(error.contains("journal-chain-broken"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let (text, _) = run(folder, &["verify", "--lang", "en"], "", 1);
    assert!(text.contains("ledger.jsonl:1:1: expected the chain of the line above"), "{text}");
    assert!(text.contains("not proved to be whole"), "{text}");
    // One without a chain, too.
    fs::write(&path, &line).unwrap();
    let (_, error) = run(folder, &["append", "-", "--lang", "en", "--dry-run"], &more, 2);
    assert!(error.contains("journal-not-chained"), "{error}");
    run(folder, &["verify"], "", 1);
}

#[test]
fn a_torn_journal_is_repaired_when_asked() {
    let scratch = Scratch::new("command-repair");
    let folder = scratch.path();
    let story = events(STORY);
    let whole = Journal::write(&story[..2]).unwrap();
    let all = Journal::write(&story[..3]).unwrap();
    scratch.write("ledger.jsonl", &all[..all.len() - 9]);
    let (text, _) = run(folder, &["verify", "--lang", "en"], "", 1);
    assert!(text.contains("ledger.jsonl:3:1: expected the act to be whole"), "{text}");
    let (_, error) = run(folder, &["append", "-", "--lang", "en"], &unchained(&story[2..]), 2);
    assert!(error.contains("journal-torn"), "{error}");
    let (_, error) =
        run(folder, &["append", "-", "--lang", "en", "--dry-run"], &unchained(&story[2..]), 1);
    assert!(error.contains("journal-torn"), "{error}");
    assert_eq!(fs::read(folder.join("ledger.jsonl")).unwrap(), all[..all.len() - 9]);

    let (text, _) = run(folder, &["repair", "--lang", "en"], "", 0);
    let bytes = all.len() - 9 - whole.len();
    assert!(text.starts_with(&format!("{bytes} unfinished bytes saved as ")), "{text}");
    assert!(text.contains("ledger.jsonl.torn-1"), "{text}");
    assert_eq!(names(folder), ["ledger.jsonl", "ledger.jsonl.lock", "ledger.jsonl.torn-1"]);
    let saved = fs::read(folder.join("ledger.jsonl.torn-1")).unwrap();
    assert_eq!([whole, saved].concat(), all[..all.len() - 9]);
    run(folder, &["append", "-"], &unchained(&story[2..]), 0);
    run(folder, &["verify"], "", 0);
    let (text, _) = run(folder, &["repair", "--format", "json"], "", 0);
    assert_eq!(json(&text)["bytes"], 0);
    assert!(json(&text)["saved"].is_null());
    let (text, _) = run(folder, &["repair"], "", 0);
    assert!(text.contains("无需修复"), "{text}");
}

/// Two writers at once: one waits for nothing and is told, or comes later; never both at a time.
#[test]
fn writers_at_once_do_not_interleave() {
    let scratch = Scratch::new("command-at-once");
    let folder = scratch.path();
    let written: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..6)
            .map(|writer| {
                scope.spawn(move || {
                    let story: String = (1..=20)
                        .map(|n| format!("W{writer}-{n} 2024-01-01 parcel {}\n", writer * 20 + n))
                        .collect();
                    let lines = unchained(&events(&story));
                    let output = landledger(folder, &["append", "-", "--each"], &lines);
                    let heads = String::from_utf8(output.stdout).unwrap();
                    match output.status.code() {
                        Some(0) => assert_eq!(heads.lines().count(), 20),
                        Some(2) => {
                            let error = String::from_utf8(output.stderr).unwrap();
                            assert!(error.contains("另一个程序正在写入"), "{error}");
                            assert_eq!(heads, "");
                        }
                        code => panic!("{code:?}: {}", String::from_utf8_lossy(&output.stderr)),
                    }
                    heads.lines().count()
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    assert!(written >= 20);
    let verification = verify_file(folder.join("ledger.jsonl"), &[]).unwrap();
    assert!(verification.whole);
    assert_eq!(verification.lines, written as u64);
    // The twenty lines of a writer stand together.
    let text = fs::read_to_string(folder.join("ledger.jsonl")).unwrap();
    let mut writers: Vec<&str> = text.lines().map(|line| &line[..9]).collect();
    writers.dedup();
    assert_eq!(writers.len(), written / 20);
}

/// The disk is full in the middle of an act: what was written of it is taken back.
#[cfg(unix)]
#[test]
fn an_act_that_does_not_fit_is_taken_back() {
    let scratch = Scratch::new("command-full");
    let folder = scratch.path();
    let mut story = events(STORY);
    run(folder, &["append", "-"], &unchained(&story[..1]), 0);
    let before = fs::read(folder.join("ledger.jsonl")).unwrap();
    story[1].note = Some("大".repeat(100_000));
    let file = scratch.write("large.jsonl", unchained(&story[1..3]));
    // No file may grow beyond 64 blocks of 512 bytes; the signal that says so is ignored, so that writing fails.
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh", BINARY, "ledger"])
        .arg(folder)
        .args(["append", "--lang", "en"])
        .arg(&file)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("ledger.jsonl: cannot write it"), "{error}");
    assert_eq!(fs::read(folder.join("ledger.jsonl")).unwrap(), before);
    run(folder, &["append", &file.display().to_string()], "", 0);
    run(folder, &["verify"], "", 0);
}

/// The journal of a district as the commands read it, with a closing and a late fact.
fn district(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let story = "
        E1 2024-01-01 parcel 1 area=20000.10
        E2 2024-01-02 listed T1 1 idle 12000.10
        E3 2024-01-03 space S1 1 300.5 vacant
        E4 2024-02-04 occupied S1 by=lease-plant firm=某厂
    ";
    let (_, error) = run(scratch.path(), &["append", "-"], &unchained(&events(story)), 0);
    assert!(error.is_empty(), "{error}");
    scratch
}

#[test]
fn show_history_and_roll_forward_say_the_same_in_text_and_in_json() {
    let scratch = district("ledger-show");
    let folder = scratch.path();
    let (text, _) = run(folder, &["show", "--on", "2024-01-31", "--lang", "en"], "", 0);
    for part in
        ["The ledger at the end of 2024-01-31", "T1", "12,000.10", "1 in all", "of these vacant"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let (state, _) = run(folder, &["show", "--on", "2024-01-31", "--format", "json"], "", 0);
    assert_eq!(json(&state)["entries"]["T1"]["land_area_m2"], "12000.10");
    assert_eq!(json(&state)["as_of"]["effective"], "2024-01-31");
    let (text, _) = run(folder, &["show", "--on", "2024-01-01"], "", 0);
    assert!(text.contains("合计 0"), "{text}");

    let code = "410106001001GB00001";
    let (text, _) = run(folder, &["history", code], "", 0);
    for part in ["沿革", "E4", "入驻使用", "registered_area_m2", "20000.10"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let (history, _) = run(folder, &["history", code, "--format", "json"], "", 0);
    assert_eq!(json(&history)["events"].as_array().unwrap().len(), 4);
    assert_eq!(json(&history)["values"][0]["event"], "E1");
    let (_, error) = run(folder, &["history", "41"], "", 2);
    assert!(error.contains("41"), "{error}");

    let period = ["roll-forward", "--from", "2024-01-01", "--to", "2024-03-31"];
    let with = |more: &[&'static str]| -> Vec<&'static str> { [period.as_slice(), more].concat() };
    let (text, _) =
        run(folder, &with(&["--lang", "en", "--by", "class,town", "--unit", "mu"]), "", 0);
    // 12000.10 m² × 15 / 10 000 = 18.00015 mu.
    for part in
        ["+18.00", "revitalized floor area (in real use)", "+300.50", "idle land / 410106001"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let rows = with(&["--every", "month", "--by", "class", "--format", "json"]);
    let (rows, _) = run(folder, &rows, "", 0);
    let rows = json(&rows);
    assert_eq!(rows["periods"].as_array().unwrap().len(), 3);
    let stocks = &rows["periods"][1]["stocks"];
    assert_eq!(stocks["revitalized_floor"]["table"]["closing"]["area_m2"], "300.5");
    assert_eq!(rows["entries"][0]["group"][0]["class"], "idle");
    let (_, error) =
        run(folder, &["roll-forward", "--from", "2024-02-01", "--to", "2024-01-01"], "", 2);
    assert!(error.contains("--from"), "{error}");
    assert!(text.lines().all(|line| line.width() <= 100), "{text}");
}

#[test]
fn a_period_is_closed_and_a_late_fact_is_an_adjustment_of_the_next() {
    let scratch = district("ledger-close");
    let folder = scratch.path();
    let close =
        ["close", "--through", "2024-03-31", "--id", "C1", "--recorded", "2024-04-05T09:00:00"];
    let dry: Vec<&str> = close.iter().copied().chain(["--dry-run"]).collect();
    let before = fs::read(folder.join("ledger.jsonl")).unwrap();
    run(folder, &dry, "", 0);
    assert_eq!(fs::read(folder.join("ledger.jsonl")).unwrap(), before);
    run(folder, &close, "", 0);
    // Twice the same period, or one that is not over: refused, and nothing is written.
    let again =
        ["close", "--through", "2024-03-31", "--id", "C2", "--recorded", "2024-04-06T09:00:00"];
    let (_, error) = run(folder, &again, "", 1);
    assert!(error.contains("已关账至 2024-03-31"), "{error}");
    let early =
        ["close", "--through", "2024-06-30", "--id", "C2", "--recorded", "2024-06-30T09:00:00"];
    run(folder, &early, "", 1);
    let (_, error) = run(folder, &["close", "--through", "2024-06-30"], "", 2);
    assert!(error.contains("--id"), "{error}");

    let assert =
        ["assert", "--land-area-m2", "12000.10", "--id", "A1", "--recorded", "2024-04-07T09:00:00"];
    run(folder, &assert, "", 0);
    let (text, _) = run(folder, &["assert", "--lang", "en"], "", 0);
    assert!(text.contains("1 of 1 hold"), "{text}");
    // What counts as revitalized: 300.5 m² are really in use again, no land is.
    for (id, option, figure) in
        [("A2", "--revitalized-floor-area-m2", "300.5"), ("A3", "--revitalized-land-area-m2", "0")]
    {
        let assert = [
            "assert",
            option,
            figure,
            "--id",
            id,
            "--recorded",
            "2024-04-07T09:00:00",
            "--dry-run",
        ];
        run(folder, &assert, "", 0);
    }
    let late = "E9 2024-03-01 rec=2024-05-01 listed T2 1 idle 8";
    run(folder, &["append", "-"], &unchained(&events(late)), 0);
    let (text, _) = run(folder, &["assert", "--lang", "en"], "", 1);
    assert!(text.contains("E9 (since then)") && text.contains("0 of 1 hold"), "{text}");
    let (results, _) = run(folder, &["assert", "--format", "json"], "", 1);
    assert_eq!(json(&results)[0]["explained_by"]["changed-later"], "E9");

    let next = ["roll-forward", "--from", "2024-04-01", "--to", "2024-06-30", "--format", "json"];
    let (rows, _) = run(folder, &next, "", 0);
    let stocks = &json(&rows)["periods"][0]["stocks"];
    assert_eq!(stocks["closing"]["event"], "C1");
    assert_eq!(stocks["entries"]["published"]["area_m2"], "12000.10");
    assert_eq!(stocks["entries"]["adjustment"]["area_m2"], "8.00");
    assert_eq!(stocks["adjustments"][0]["difference"]["day"], "2024-03-01");
    let by_class: Vec<&str> = next.iter().copied().chain(["--by", "class"]).collect();
    let (rows, _) = run(folder, &by_class, "", 0);
    let group = &json(&rows)["entries"][0];
    assert_eq!(group["group"][0]["class"], "idle");
    assert_eq!(group["published"]["area_m2"], "12000.10");
    assert_eq!(group["adjustment"]["area_m2"], "8.00");

    let (text, _) = run(folder, &["lint", "--on", "2024-06-30", "--lang", "en"], "", 1);
    for part in ["ledger-balance-differs", "ledger.jsonl:6:", "landledger rules CODE"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let (found, _) = run(folder, &["lint", "--on", "2024-06-30", "--format", "json"], "", 1);
    assert_eq!(json(&found)[0]["code"], "ledger-balance-differs");
}
