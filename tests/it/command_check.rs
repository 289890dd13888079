//! `landledger check` and `landledger rules`, run as a user runs them.

use std::process::{Command, Output};

use landledger::report::check::{CheckDiff, CheckReport};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::scratch::Scratch;

fn landledger(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_landledger")).args(arguments).output().unwrap()
}

#[track_caller]
fn run(arguments: &[&str], status: i32) -> String {
    let output = landledger(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
    // Nothing moves in a pipe.
    assert!(!error.contains('\u{1b}') && !error.contains('\r'), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

const OPEN: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "id": "甲", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[113.28, 34.780001234], [113.29, 34.780001234], [113.29, 34.790001234], [113.28, 34.790001234]]]}},
{"type": "Feature", "id": "乙", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[113.300001234, 34.780001234], [113.310001234, 34.780001234], [113.310001234, 34.790001234], [113.300001234, 34.780001234]]]}}
]}"#;

/// The same, closed, with a member that is only worth a warning.
const WARNED: &str = r#"{"type": "FeatureCollection", "crs": null, "features": [
{"type": "Feature", "id": "乙", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[113.300001234, 34.780001234], [113.310001234, 34.780001234], [113.310001234, 34.790001234], [113.300001234, 34.780001234]]]}}
]}"#;

#[test]
fn exit_status_says_whether_there_are_errors() {
    let scratch = Scratch::new("check-status");
    let open = scratch.write("open.geojson", OPEN).display().to_string();
    let warned = scratch.write("warned.geojson", WARNED).display().to_string();
    for format in ["text", "json", "csv", "geojson", "sarif"] {
        assert!(!run(&["check", &open, "--format", format], 1).is_empty());
        assert!(!run(&["check", &warned, "--format", format], 0).is_empty());
    }
    let report: CheckReport =
        serde_json::from_str(&run(&["check", &warned, "--format", "json"], 0)).unwrap();
    assert_eq!((report.summary.errors, report.summary.warnings), (0, 1));
    let nowhere = run(&["check", "nowhere.geojson"], 2);
    assert!(nowhere.is_empty());
}

/// A pipe that is opened a second time waits for a writer that does not come.
#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_read_once() {
    use std::time::{Duration, Instant};
    let scratch = Scratch::new("check-pipe");
    for format in ["text", "json"] {
        let pipe = scratch.path().join(format!("{format}.geojson"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut check = Command::new(env!("CARGO_BIN_EXE_landledger"));
        check.arg("check").arg(&pipe).args(["--format", format]);
        let null = std::process::Stdio::null;
        let mut check = check.stdout(null()).stderr(null()).spawn().unwrap();
        let writer = std::thread::spawn(move || std::fs::write(pipe, OPEN));
        let start = Instant::now();
        let status = loop {
            if let Some(status) = check.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > Duration::from_secs(60) {
                check.kill().unwrap();
                panic!("{format}: the check waits for ever");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(status.code(), Some(1), "{format}");
        writer.join().unwrap().unwrap();
    }
}

/// Where the text is let go, another file in the same place would give places of its own.
#[test]
fn a_file_that_is_modified_meanwhile_ends_the_check() {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::{Duration, SystemTime};
    let scratch = Scratch::new("check-modified");
    let path = scratch.write("open.geojson", OPEN);
    let name = path.display().to_string();
    let is_done = AtomicBool::new(false);
    let [json, text] = std::thread::scope(|scope| {
        scope.spawn(|| {
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            let mut day = SystemTime::UNIX_EPOCH;
            while !is_done.load(Ordering::Relaxed) {
                day += Duration::from_secs(1);
                file.set_modified(day).unwrap();
            }
        });
        let found = ["json", "text"]
            .map(|format| landledger(&["check", &name, "--format", format, "--lang", "en"]));
        is_done.store(true, Ordering::Relaxed);
        found
    });
    assert_eq!(json.status.code(), Some(2));
    let said = String::from_utf8_lossy(&json.stderr);
    assert!(said.contains("open.geojson") && said.contains("it was modified"), "{said}");
    // The text that is shown was held.
    assert_eq!(text.status.code(), Some(1));
}

#[test]
fn text_has_the_line_with_carets_in_both_languages() {
    let scratch = Scratch::new("check-text");
    let file = scratch.write("open.geojson", OPEN).display().to_string();
    for (language, words) in [
        ("zh", ["错误\n", "处理（数据制作方）：", "结论\n  不合格：错误 1 项"]),
        ("en", ["Error\n", "To do (data producer): ", "Verdict\n  failed: 1 error,"]),
    ] {
        let text = run(&["check", &file, "--lang", language], 1);
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
        let lines: Vec<&str> = text.lines().collect();
        let caret = lines.iter().position(|line| line.contains("^^^")).unwrap();
        let start = lines[caret].find('^').unwrap();
        let marked = lines[caret].trim_end().rfind('^').unwrap();
        // All before the carets is ASCII but for the bar and the mark, each three bytes and one column wide.
        let column = |line: &str, column: usize| line.chars().nth(column).unwrap();
        assert_eq!(column(lines[caret - 1], start - 2), '[');
        assert_eq!(column(lines[caret - 1], marked - 2), ']');
        assert!(text.lines().all(|line| line.width() <= 100 || line.contains(&file)));
    }
}

#[test]
fn a_profile_file_is_read_with_places() {
    let scratch = Scratch::new("check-profile");
    let warned = scratch.write("warned.geojson", WARNED).display().to_string();
    let off = scratch.write("off.json", r#"{"name": "区", "levels": {"geojson-crs": "off"}}"#);
    let text = run(&["check", &warned, "--profile", &off.display().to_string(), "--lang", "en"], 0);
    assert!(text.contains("· geojson-crs: off instead of on"), "{text}");
    assert!(text.contains("passed: "), "{text}");
    let rows = [
        (
            "{\"name\": \"n\",\n \"levels\": {\"ring-not-closed\": \"warn\"}}",
            ":2:32 (/levels/ring-not-closed): expected on: records with such a finding cannot be read",
            "应为 on（此类问题使记录无法读入",
        ),
        (
            "{\"name\": \"n\", \"limits\": {\"coincidence_m\": -0.1}}",
            ":1:43 (/limits/coincidence_m): expected a number that is not below 0, found -0.1",
            "应为不小于 0 的数，实为-0.1",
        ),
        (
            "{\"name\": \" \"}",
            ":1:10 (/name): expected the name of the profile",
            "应为检查方案的名称",
        ),
        ("{\"levels\": {}}", ": expected", "应为"),
        (
            "{\"name\": \"n\", \"limits\": {\"width\": 1}}",
            "/limits/width): expected a known member (one of `near_vertex_m`, ",
            "/limits/width)：应为已知的成员（`near_vertex_m`、",
        ),
        (
            "{\"name\": \"n\", \"limits\": {\"listed\": -1}}",
            ": expected a non-negative integer, found number -1\n",
            "：应为非负整数，实为数 -1\n",
        ),
        ("{\"name\": \"n\", \"levels\": {\"gap\": \"no\"}}", "/levels/gap", "/levels/gap"),
        (
            "{\"name\": \"n\", \"levels\": {\"gapp\": \"off\"}}",
            ": expected a finding code, as landledger rules lists them, found \"gapp\"\n",
            "：应为问题代码（见 landledger rules），实为\"gapp\"\n",
        ),
        ("{\"name\": \"n\", \"name\": \"m\"}", "[duplicate-key]", "[duplicate-key]"),
        ("{\"name\": ", "[json-truncated]", "[json-truncated]"),
    ];
    for (text, en, zh) in rows {
        let file = scratch.write("p.json", text).display().to_string();
        for (language, words) in [("en", en), ("zh", zh)] {
            let output = landledger(&["check", &warned, "--profile", &file, "--lang", language]);
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{text}: {error}");
            assert!(error.contains("p.json") && error.contains(words), "{text}: {error}");
            assert!(output.stdout.is_empty());
        }
    }
}

/// A file that cannot be checked: exit status 2, no output, and what to do next in both languages.
#[test]
fn what_is_no_geojson_file_is_said_with_what_to_do_next() {
    let scratch = Scratch::new("check-wrong");
    let file = |name: &str, text: &str| scratch.write(name, text).display().to_string();
    let good = file("good.geojson", WARNED);
    let txt = file("plots.txt", "[属性描述]\n格式版本号=1.0\n");
    let zip = file("plots.xlsx", "PK\u{3}\u{4}rest");
    std::fs::create_dir(scratch.path().join("district")).unwrap();
    let folder = scratch.write("district/parcels.geojson", WARNED);
    let folder = folder.parent().unwrap().display().to_string();
    let nowhere = format!("{folder}/nowhere.geojson");
    let rows: [(&[&str], String, String); 7] = [
        (
            &[&folder],
            format!(
                "{folder}: expected a GeoJSON file, found a folder: name a file in it, such as {folder}/parcels.geojson"
            ),
            format!(
                "{folder}：应为一个 GeoJSON 文件，实为文件夹；请写其中的文件，如 {folder}/parcels.geojson"
            ),
        ),
        (
            &[&nowhere],
            format!("{nowhere}: expected a GeoJSON file, found no such file: look at the path"),
            format!("{nowhere}：应为一个 GeoJSON 文件，实为没有这个文件；请核对路径"),
        ),
        (
            &[&good, "--zone", &nowhere],
            format!("{nowhere}: expected a GeoJSON file, found no such file"),
            format!("{nowhere}：应为一个 GeoJSON 文件"),
        ),
        (
            &[&txt],
            format!(
                "convert them first with landledger convert {txt} {}",
                txt.replace(".txt", ".geojson")
            ),
            format!("请先转换：landledger convert {txt} "),
        ),
        (&[&zip], "found a ZIP archive".into(), "实为 ZIP 压缩包".into()),
        (
            &[&good, "--profile", "strickt"],
            "--profile: expected strict, lenient or a JSON file, found strickt, and no such file"
                .into(),
            "--profile：应为 strict、lenient 或一个 JSON 文件，实为 strickt，没有这个文件".into(),
        ),
        (
            &[&good, "--fixed", &good],
            "--fixed: expected the name of a new file, found ".into(),
            "--fixed：应为新文件的名称，实为".into(),
        ),
    ];
    for (arguments, en, zh) in rows {
        for (language, words) in [("en", en), ("zh", zh)] {
            let arguments = [&["check"], arguments, &["--lang", language]].concat();
            let output = landledger(&arguments);
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
            assert!(error.starts_with("landledger: ") && error.contains(&words), "{error}");
            assert!(output.stdout.is_empty());
        }
    }
    // A file without content was read: that is a finding.
    let empty = file("empty.geojson", "");
    assert!(run(&["check", &empty, "--lang", "en"], 1).contains("file-empty"));
}

#[test]
fn an_old_report_that_cannot_be_compared_is_said_to_be_so() {
    let scratch = Scratch::new("check-old");
    let warned = scratch.write("warned.geojson", WARNED).display().to_string();
    let old = run(&["check", &warned, "--format", "json"], 0);
    let rows = [
        (
            old.replacen("\"version\": 1", "\"version\": 9", 1),
            "old.json:2:14 (/version): expected version 1 of the report (write it again with check --format json), found version 9",
            "old.json:2:14 (/version)：应为检查报告版本 1（请用本程序的 check --format json 重新写出），实为版本 9",
        ),
        (
            old.replacen("\"errors\": 0", "\"errors\": \"x\"", 1),
            "(/summary/errors): expected a report as check --format json writes it, and there a non-negative integer, found string \"x\"",
            "(/summary/errors)：应为 check --format json 写出的检查报告，其中应有非负整数，实为字符串 \"x\"",
        ),
        (old[..200].to_owned(), "[json-truncated]", "文本在"),
        (
            WARNED.to_owned(),
            "old.json:1:1: expected a report as check --format json writes it, and there the member `version`, found an object without it",
            "old.json:1:1：应为 check --format json 写出的检查报告，其中应有成员 `version`，实为没有该成员的对象",
        ),
        (String::new(), "[file-empty]", "文件没有内容"),
        ("code,severity\n".into(), "[json-malformed]", "不是 JSON：应为 JSON 值"),
    ];
    for (text, en, zh) in rows {
        let file = scratch.write("old.json", text.as_str()).display().to_string();
        for (language, words) in [("en", en), ("zh", zh)] {
            let output = landledger(&["check", &warned, "--diff", &file, "--lang", language]);
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{error}");
            assert!(error.contains(words), "{words}: {error}");
        }
    }
    // Another file: nothing is wrong, but it is said.
    let other = scratch.write("other.geojson", OPEN).display().to_string();
    let file = scratch.write("old.json", old.as_str()).display().to_string();
    let text = run(&["check", &other, "--diff", &file, "--lang", "en"], 1);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("different names (warned.geojson and other.geojson)"), "{text}");
    assert!(
        !run(&["check", &warned, "--diff", &file, "--lang", "en"], 0).contains("different names")
    );
}

#[test]
fn an_acknowledged_error_does_not_fail_the_check() {
    let scratch = Scratch::new("check-acknowledge");
    let open = scratch.write("open.geojson", OPEN).display().to_string();
    let report: CheckReport =
        serde_json::from_str(&run(&["check", &open, "--format", "json"], 1)).unwrap();
    let print = report.findings[0].fingerprint.clone().unwrap();
    let given = format!(
        r#"{{"acknowledgements": [{{"fingerprint": "{print}", "reason": "待测", "by": "所", "until": "2024-06-30"}}]}}"#
    );
    let file = scratch.write("accepted.json", given).display().to_string();
    for (day, status) in [("2024-06-30", 0), ("2024-07-01", 1)] {
        let arguments = ["check", &open, "--acknowledge", &file, "--on", day];
        assert!(run(&arguments, status).contains("待测"));
    }
    // Without a day it is not known whether it still holds.
    let text = run(&["check", &open, "--acknowledge", &file], 1);
    assert!(text.contains("1 项认可有截止日期"), "{text}");
    let broken = r#"{"acknowledgements": [{"fingerprint": "a", "reason": "b"}]}"#;
    let file = scratch.write("broken.json", broken).display().to_string();
    let output = landledger(&["check", &open, "--acknowledge", &file, "--lang", "en"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("broken.json:1:23 (/acknowledgements/0): expected"), "{error}");
}

#[test]
fn a_later_check_is_compared_with_an_earlier_one() {
    let scratch = Scratch::new("check-diff");
    let open = scratch.write("plots.geojson", OPEN).display().to_string();
    let old = run(&["check", &open, "--format", "json"], 1);
    let old = scratch.write("old.json", old).display().to_string();
    scratch.write("plots.geojson", WARNED);
    let text = run(&["check", &open, "--diff", &old, "--lang", "en"], 0);
    assert!(text.contains("\nFixed\n  error ring-not-closed"), "{text}");
    assert!(text.contains("\nNew\n  warning geojson-crs"), "{text}");
    let json = run(&["check", &open, "--diff", &old, "--format", "json"], 0);
    let diff: CheckDiff = serde_json::from_str(&json).unwrap();
    assert_eq!((diff.new.len(), diff.fixed.len(), diff.still_open.len()), (1, 1, 0));
    let output = landledger(&["check", &open, "--diff", &old, "--format", "csv", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("--format: expected text or json, with --diff, found csv"), "{error}");
    let output = landledger(&["check", &open, "--diff", &open, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("expected a report as check --format json writes it"), "{error}");
}

#[test]
fn csv_has_a_byte_order_mark_only_when_asked() {
    let scratch = Scratch::new("check-csv");
    let open = scratch.write("open.geojson", OPEN).display().to_string();
    let plain = run(&["check", &open, "--format", "csv"], 1);
    let marked = run(&["check", &open, "--format", "csv", "--bom"], 1);
    assert_eq!(marked.strip_prefix('\u{feff}'), Some(plain.as_str()));
}

#[test]
fn rules_prints_the_catalogue() {
    assert!(run(&["rules"], 0).contains("\n  ring-not-closed  "));
    assert!(
        run(&["rules", "gap", "--lang", "en"], 0).contains("\n  to do     Look at the place: ")
    );
    let one: Value = serde_json::from_str(&run(&["rules", "gap", "--format", "json"], 0)).unwrap();
    assert_eq!(one["severity"], "warning");
    let all: Value = serde_json::from_str(&run(&["rules", "--format", "json"], 0)).unwrap();
    assert_eq!(all["version"], 1);
    assert!(run(&["rules", "--format", "markdown"], 0).starts_with("# Findings\n"));
    let output = landledger(&["rules", "gapp", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("CODE: expected the code of a finding"), "{error}");
    run(&["rules", "gap", "--format", "markdown"], 2);
}

/// Two that overlap, and one that no neighbour touches.
const OVERLAPPING: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "id": "甲", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[113.28, 34.78], [113.29, 34.78], [113.29, 34.79], [113.28, 34.79], [113.28, 34.78]]]}},
{"type": "Feature", "id": "乙", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[113.289, 34.78], [113.3, 34.78], [113.3, 34.79], [113.289, 34.79], [113.289, 34.78]]]}},
{"type": "Feature", "id": "丙", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[113.31, 34.78], [113.32, 34.78], [113.32, 34.79], [113.31, 34.79], [113.31, 34.78]]]}}
]}"#;

#[test]
fn a_check_within_memory_prints_the_same_and_leaves_nothing_behind() {
    let scratch = Scratch::new("check-memory");
    let file = scratch.write("parcels.geojson", OVERLAPPING).display().to_string();
    let folder = scratch.path().join("room");
    std::fs::create_dir(&folder).unwrap();
    let room = folder.display().to_string();
    for format in ["json", "csv", "geojson"] {
        let whole = run(&["check", &file, "--format", format], 1);
        assert!(whole.contains("parcels-overlap"), "{whole}");
        for memory in ["1", "64k", "1G"] {
            let arguments =
                ["check", &file, "--format", format, "--memory", memory, "--scratch", &room];
            assert_eq!(run(&arguments, 1), whole, "{memory}");
        }
        assert_eq!(run(&["check", &file, "--format", format, "--memory", "64k"], 1), whole);
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    // The text has all but the lines of the file.
    let text = run(&["check", &file, "--memory", "1M", "--lang", "en"], 1);
    assert!(text.contains("parcels 乙 and 甲") || text.contains("甲 and 乙"), "{text}");
}

#[test]
fn memory_that_is_none_and_folders_that_are_not_there_are_said() {
    let scratch = Scratch::new("check-memory-wrong");
    let file = scratch.write("parcels.geojson", OVERLAPPING).display().to_string();
    let error = |arguments: &[&str]| {
        let output = landledger(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    let said = error(&["check", &file, "--memory", "lots"]);
    assert!(said.contains("512M"), "{said}");
    let nowhere = scratch.path().join("nowhere").display().to_string();
    let said = error(&["check", &file, "--memory", "1M", "--scratch", &nowhere]);
    assert!(said.contains(&nowhere), "{said}");
    let said = error(&["check", &file, "--scratch", &nowhere]);
    assert!(said.contains("--memory"), "{said}");
    let said = error(&["check", &file, "--memory", "1M", "--fixed", "x.geojson"]);
    assert!(said.contains("--fixed"), "{said}");
    let said = error(&["check", &nowhere, "--memory", "1M"]);
    assert!(said.contains(&nowhere), "{said}");
}
