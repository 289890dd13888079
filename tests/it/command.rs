//! The command, run as a user runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use landledger::report::{AreaReport, Report};
use rust_decimal::Decimal;

use crate::scratch::Scratch;
use crate::shared_data::shared_data;

fn landledger(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_landledger")).args(arguments).output().unwrap()
}

fn fixture() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie").display().to_string()
}

#[track_caller]
fn out(arguments: &[&str]) -> String {
    let output = landledger(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty() || arguments[0] != "report");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn report_in_both_languages_fits_100_columns() {
    for language in ["zh", "en"] {
        let text = out(&[
            "report",
            &fixture(),
            "--from",
            "2024-01-01",
            "--on",
            "2024-06-30",
            "--lang",
            language,
        ]);
        assert!(text.contains("17.06"));
        for line in text.lines() {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= 100, "{width} columns: {line}");
            assert_eq!(line.trim_end(), line);
        }
    }
}

#[test]
fn report_as_json_reads_back_into_the_same_types() {
    let arguments =
        ["report", &fixture(), "--from", "2024-01-01", "--on", "2024-06-30", "--format", "json"];
    let text = out(&arguments);
    let report: Report = serde_json::from_str(&text).unwrap();
    assert_eq!(report.version, Report::VERSION);
    let again = format!("{}\n", serde_json::to_string_pretty(&report).unwrap());
    assert_eq!(again, text);
    assert_eq!(out(&arguments), text, "two runs differ");
}

#[test]
fn the_period_begins_with_the_year_unless_it_is_said() {
    let default = out(&["report", &fixture(), "--on", "2024-06-30"]);
    let said = out(&["report", &fixture(), "--on", "2024-06-30", "--from", "2024-01-01"]);
    assert_eq!(default, said);
}

#[test]
fn what_cannot_run_exits_with_2_and_says_why() {
    let rows: [(&[&str], &str); 6] = [
        (&["report", "nowhere", "--on", "2024-06-30"], "nowhere/zone.geojson: cannot read it"),
        (&["report", "nowhere", "--on", "2024-06-31"], "June 2024 has 30 days"),
        (&["report", "nowhere", "--on", "2024-06-30", "--from", "2024-07-01"], "--from: expected"),
        // No period can end with the last day of all; nobody gave --from.
        (&["report", "nowhere", "--on", "9999-12-31"], "--on: expected a day before 9999-12-31"),
        (&["area", "nowhere.geojson"], "nowhere.geojson: cannot read it"),
        (&["area", "nowhere.geojson", "--crs", "EPSG:3857"], "EPSG:4490"),
    ];
    for (arguments, message) in rows {
        let output = landledger(&[&["--lang", "en"], arguments].concat());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: expected {message}, found {error}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_file_with_a_broken_feature_exits_with_1_and_measures_the_others() {
    let scratch = Scratch::new("command-area");
    // The square of 100 m of the published rows, in degrees of its own: see area.rs for the figures.
    let file = scratch.write(
        "two.geojson",
        r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"good","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113.30,34.80],[113.31,34.80],[113.31,34.81],[113.30,34.81],[113.30,34.80]]]}},
{"type":"Feature","id":"open","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113.30,34.80],[113.31,34.80],[113.31,34.81],[113.30,34.81]]]}}
]}"#,
    );
    let output =
        landledger(&["area", &file.display().to_string(), "--edges", "lonlat", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: AreaReport = serde_json::from_slice(&output.stdout).unwrap();
    let areas: Vec<_> =
        report.features.iter().map(|f| (f.id.as_str(), f.area.unwrap().to_string())).collect();
    // The cell of the published values: 1015120.2983 m² by the closed formula on degrees.
    assert_eq!(areas, [("good", "1015120.2983".to_owned())]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("two.geojson:3:") && error.contains("[ring-not-closed]"), "{error}");
}

#[test]
fn real_txt_files_survive_conversion_there_and_back() {
    let Some(data) = shared_data() else { return };
    let scratch = Scratch::new("command-convert");
    let mut seen = 0;
    for entry in std::fs::read_dir(data.join("china-parcel-txt")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        seen += 1;
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let geojson = scratch.path().join(format!("{name}.geojson")).display().to_string();
        let txt = scratch.path().join(format!("{name}.txt")).display().to_string();
        out(&["convert", &file.display().to_string(), &geojson]);
        out(&["convert", &geojson, &txt]);
        assert!(std::fs::read(&file).unwrap() == std::fs::read(&txt).unwrap(), "{name} changed");
        let again = landledger(&["convert", &geojson, &txt]);
        assert_eq!(again.status.code(), Some(2), "a file must not be overwritten unasked");
    }
    assert!(seen >= 5, "{seen} files");
}

#[test]
fn real_outlines_are_recognised_as_gcj02() {
    let Some(data) = shared_data() else { return };
    let scratch = Scratch::new("command-datum");
    let rows = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/published/shangjie_outline_cgcs2000.csv");
    let rows = std::fs::read_to_string(rows).unwrap();
    let positions: Vec<String> = rows
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .map(|line| format!("[{line}]"))
        .collect();
    let reference = scratch.write(
        "reference.geojson",
        format!(
            r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            positions.join(",")
        ),
    );
    let outline = data.join("china-shangjie/cnmaps_amap_410106.geojson");
    let text = out(&[
        "area",
        &outline.display().to_string(),
        "--reference",
        &reference.display().to_string(),
        "--format",
        "json",
    ]);
    let report: AreaReport = serde_json::from_str(&text).unwrap();
    let datum = report.datum.unwrap();
    assert_eq!(datum.verdict, "gcj02");
    // The same in the text output, with the shift, in both languages.
    for (language, verdict) in [
        ("zh", "坐标疑似为 GCJ-02 坐标，偏移 "),
        ("en", "the coordinates look like GCJ-02, shifted by "),
    ] {
        let text = out(&[
            "area",
            &outline.display().to_string(),
            "--reference",
            &reference.display().to_string(),
            "--lang",
            language,
        ]);
        let shift = datum.shift.map(|shift| format!("{verdict}{shift} ")).unwrap();
        assert!(text.contains(&shift), "expected {shift}, found {text}");
        assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 100));
    }
    // By the public formula over 113.2–113.4° E, 34.75–34.85° N (fast-geocn 1.1.3 with geographiclib 2.1, see
    // shift.rs): 587.2–605.9 m, azimuth 97.6–101.0°.
    let shift = datum.shift.unwrap();
    assert!(shift >= "587.2".parse().unwrap() && shift <= "605.9".parse().unwrap(), "{shift}");
    let azimuth = datum.azimuth.unwrap();
    assert!(azimuth >= "97.6".parse().unwrap() && azimuth <= "101".parse().unwrap(), "{azimuth}");
}

#[test]
fn synth_plants_defects_with_a_list_of_them() {
    let scratch = Scratch::new("command-planted");
    let path = |name: &str| scratch.path().join(name).display().to_string();
    let made = |folder: &str, list: &str| {
        let (folder, list) = (path(folder), path(list));
        let parcels = ["--parcels", "1000", "--seed", "5", "--only", "map", "--defects", &list];
        let output = landledger(&[&["--lang", "en", "synth", &folder][..], &parcels].concat());
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let said = made("one", "one.json");
    assert!(said.contains("1000 parcels, synthetic, without a journal"), "{said}");
    assert!(said.contains("93 defects and 11 decoys planted into the map"), "{said}");
    made("two", "two.json");
    for name in ["zone.geojson", "parcels.geojson", "README.md"] {
        let read = |folder| fs::read(scratch.path().join(folder).join(name)).unwrap();
        assert!(read("one") == read("two"), "{name}");
    }
    assert!(!scratch.path().join("one/ledger.jsonl").exists());
    let readme = fs::read_to_string(scratch.path().join("one/README.md")).unwrap();
    assert!(readme.contains("93 defects were planted"), "{readme}");
    let list = fs::read_to_string(path("one.json")).unwrap();
    assert_eq!(list, fs::read_to_string(path("two.json")).unwrap());
    let truth: landledger::synth::Truth = serde_json::from_str(&list).unwrap();
    assert_eq!((truth.parcels, truth.seed, truth.defects.len()), (1_000, 5, 93));

    // Nothing is overwritten, and no list is left without its folder.
    let refused = |folder: &str, list: &str| {
        let (folder, list) = (path(folder), path(list));
        landledger(&["synth", &folder, "--parcels", "1000", "--only", "map", "--defects", &list])
    };
    assert!(!refused("three", "one.json").status.success());
    assert!(!scratch.path().join("three").exists());
    assert!(!refused("one", "three.json").status.success());
    assert!(!scratch.path().join("three.json").exists());
}

#[test]
fn synth_makes_a_district_that_report_reads() {
    let scratch = Scratch::new("command-synth");
    let folder = scratch.path().join("zone").display().to_string();
    out(&["synth", &folder, "--parcels", "120", "--seed", "5"]);
    out(&["report", &folder, "--on", "2024-06-30"]);
    let again = landledger(&["synth", &folder, "--parcels", "120", "--seed", "5"]);
    assert_eq!(again.status.code(), Some(2), "a folder must not be overwritten");
}

/// A boundary-point file of one square of 100 m: the first published square of the survey method.
const SQUARE: &str = "[属性描述]\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n投影类型=高斯克吕格\r\n计量单位=米\r\n带号=38\r\n精度=0.001\r\n转换参数=,,,,,,\r\n[地块坐标]\r\n5,1.0000,DK001,地块1,面,,工业用地,0601,@\r\nJ1,1,3853000.000,38435500.000\r\nJ2,1,3853100.000,38435500.000\r\nJ3,1,3853100.000,38435600.000\r\nJ4,1,3853000.000,38435600.000\r\nJ1,1,3853000.000,38435500.000\r\n";

#[test]
fn a_file_is_known_by_its_content_whatever_its_name() {
    let scratch = Scratch::new("command-kind");
    let misnamed = scratch.write("plots.geojson", SQUARE).display().to_string();
    // 9998.9759 m²: the published value of the square by the rule of the survey.
    for (edges, area) in [("survey", "9,998.98"), ("grid", "10,000.00")] {
        let text = out(&["area", &misnamed, "--edges", edges]);
        let row: Vec<&str> = text.lines().nth(2).unwrap().split_whitespace().take(3).collect();
        assert_eq!(row, ["DK001", area, edges], "{text}");
    }
    let geojson = r#"{"type":"Feature","id":"K","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113.30,34.80],[113.31,34.80],[113.31,34.81],[113.30,34.81],[113.30,34.80]]]}}"#;
    let misnamed = scratch.write("cell.txt", geojson).display().to_string();
    let text = out(&["area", &misnamed, "--edges", "lonlat"]);
    let row: Vec<&str> = text.lines().nth(2).unwrap().split_whitespace().collect();
    // The published cell, 1015120.2983 m², to two decimals.
    assert_eq!(row, ["K", "1,015,120.30", "lonlat"], "{text}");
}

#[test]
fn area_has_four_edge_models_for_both_formats() {
    let scratch = Scratch::new("command-edges");
    let txt = scratch.write("square.txt", SQUARE).display().to_string();
    let geojson = scratch.path().join("square.geojson").display().to_string();
    out(&["convert", &txt, &geojson]);
    // The published square: in the plane, by the rule of the survey, geodesic (edges of 100 m: the edges straight in
    // degrees differ by less than the last digit looked at).
    let rows = [
        ("grid", "10000.0000"),
        ("survey", "9998.9759"),
        ("geodesic", "9998.9766"),
        ("lonlat", "9998.9766"),
    ];
    // Positions in GeoJSON have a last digit of some 0.1 mm, and four edges of 100 m.
    for (file, tolerance) in [(&txt, "0.001"), (&geojson, "0.02")] {
        for (edges, area) in rows {
            let text = out(&["area", file, "--edges", edges, "--format", "json"]);
            let report: AreaReport = serde_json::from_str(&text).unwrap();
            let [feature] = report.features.as_slice() else { panic!("{text}") };
            assert_eq!((feature.id.as_str(), feature.edges.name()), ("DK001", edges));
            assert_eq!(feature.ellipsoid, "CGCS2000");
            let off = feature.area.unwrap().square_metres() - area.parse::<Decimal>().unwrap();
            assert!(off.abs() <= tolerance.parse().unwrap(), "{edges}: {text}");
            // A decimal string, four places.
            assert!(text.contains(&format!("\"area_m2\": \"{}\"", feature.area.unwrap())));
        }
    }
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_no_empty_table() {
    let scratch = Scratch::new("command-nothing");
    let utf16: Vec<u8> = SQUARE.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let rows: [(&str, Vec<u8>, &str, &str); 6] = [
        ("a.csv", "宗地代码,面积\n".into(), "json-malformed", "不是 JSON"),
        ("a.geojson", b"PK\x03\x04\x14\x00\xFF".to_vec(), "not-utf8", "疑似 Excel（xlsx）"),
        ("b.geojson", [&[0xFF, 0xFE][..], &utf16].concat(), "not-utf8", "疑似 UTF-16 编码"),
        ("b.txt", [&[0xFF, 0xFE][..], &utf16].concat(), "not-utf8", "NUL"),
        ("c.geojson", Vec::new(), "file-empty", "没有内容"),
        ("d.geojson", b"{\"type\":".to_vec(), "json-truncated", "JSON"),
    ];
    for (name, bytes, code, words) in rows {
        let file = scratch.write(name, bytes).display().to_string();
        for format in ["text", "json"] {
            let output = landledger(&["area", &file, "--format", format]);
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{name}: {error}");
            assert!(output.stdout.is_empty(), "{name}");
            assert!(error.contains(&format!("{name}:1:")), "{name}: {error}");
            assert!(error.contains(code) && error.contains(words), "{name}: {error}");
        }
    }
}

#[test]
fn degrees_cannot_be_declared_for_a_boundary_point_file() {
    let scratch = Scratch::new("command-crs");
    let file = scratch.write("a.txt", SQUARE).display().to_string();
    let target = scratch.path().join("a.geojson").display().to_string();
    let degrees = ["--crs", "EPSG:4490"];
    for arguments in [&["area", &file][..], &["convert", &file, &target]] {
        let output = landledger(&[arguments, &degrees].concat());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.contains("--crs：应为高斯-克吕格投影带"), "{error}");
    }
    out(&["convert", &file, &target, "--crs", "EPSG:4526"]);
}

#[test]
fn why_it_could_not_run_is_said_in_the_language_that_was_asked_for() {
    let scratch = Scratch::new("command-words");
    let file = scratch.write("a.txt", SQUARE).display().to_string();
    let geojson = scratch.write("a.geojson", "{}").display().to_string();
    let folder = scratch.path().display().to_string();
    let fixture = fixture();
    let rows: [(&[&str], &str); 8] = [
        (
            &["report", "nowhere", "--on", "2024-06-30"],
            "nowhere/zone.geojson：无法读取：路径不存在",
        ),
        (
            &["report", &fixture, "--on", "2024-06-30", "--from", "2024-07-01"],
            "--from：应为结束日不早于开始日的期间",
        ),
        (&["area", &folder], "无法读取：是文件夹，不是文件"),
        (
            &["convert", &file, &geojson],
            "输出文件（OUTPUT）：应为尚不存在的文件，或加 --force 覆盖",
        ),
        (&["convert", &file, "b.txt"], "输出文件（OUTPUT）：应为与输入不同的格式，实为 b.txt"),
        (
            &["convert", &file, "b.csv"],
            "应为以 .geojson、.json、.txt 或 .shp 结尾的文件名，实为 b.csv",
        ),
        (&["synth", &folder], "应为空文件夹，实为已有文件的文件夹"),
        (&["synth", "nowhere", "--parcels", "3"], "应为 100 至 1000000，实为 3"),
    ];
    for (arguments, words) in rows {
        let error = String::from_utf8(landledger(arguments).stderr).unwrap();
        assert!(error.contains(words), "{arguments:?}: expected {words}, found {error}");
    }
}

#[test]
fn f06_schema_prints_the_list_and_each_schema() {
    let list = out(&["schema", "--lang", "en"]);
    for file in landledger::schema::SchemaFile::ALL {
        assert!(
            list.lines()
                .any(|line| line.trim_start().starts_with(file.name) && line.ends_with(file.of.en)),
            "{list}"
        );
        assert_eq!(out(&["schema", file.name]), file.text);
    }
    assert!(out(&["schema"]).contains("数据格式"));
    let refused = landledger(&["schema", "plots"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        String::from_utf8(refused.stderr).unwrap().contains("见 landledger schema，实为 plots")
    );
}
