//! Bad input: each message names the file, the place, what was expected and what was found; what is sound is used
//! all the same.

use std::num::NonZeroUsize;

use jiff::civil::date;
use landledger::Workers;
use landledger::calendar::Period;
use landledger::finding::{Finding, Severity};
use landledger::store::District;

use crate::scratch::Scratch;

const ZONE: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"b","geometry":{"type":"Polygon","coordinates":[[[113.28,34.78],[113.30,34.78],[113.30,34.80],[113.28,34.80],[113.28,34.78]]]},"properties":{"role":"boundary","zone":"测试区","division":"410106","approved_area":{"value":"4.06","unit":"km2"},"document":{"number":"测〔2020〕1号"},"effective":"2020-01-01"}}
]}
"#;

const PARCELS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"410106001001GB00012","geometry":{"type":"Polygon","coordinates":[[[113.28,34.781],[113.281,34.781],[113.281,34.782],[113.28,34.782],[113.28,34.781]]]},"properties":{"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"10155.13"}},
{"type":"Feature","id":"410106001001GB00013","geometry":{"type":"Polygon","coordinates":[[[113.281,34.781],[113.282,34.781],[113.282,34.782],[113.281,34.782],[113.281,34.781]]]},"properties":{"name":"A2","town":"410106001","tenure":"granted","registered_area_m2":"10155.13"}}
]}
"#;

const LEDGER: &str = r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":{"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"10155.13"}}}}
{"id":"E2","effective":"2023-01-01","recorded":"2023-01-03T09:00:00","act":{"parcel-registered":{"parcel":"410106001001GB00013","facts":{"name":"A2","town":"410106001","tenure":"granted","registered_area_m2":"10155.13"}}}}
{"id":"E3","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"entry-listed":{"entry":"T1","parcel":"410106001001GB00012","class":"idle","causes":[{"code":"land-not-delivered","side":"government"}],"land_area_m2":"8000.00"}}}
"#;

/// The folder with one file replaced: the report's findings, or the error as text.
fn open(test: &str, file: &str, content: Option<&[u8]>) -> Result<(usize, Vec<Finding>), String> {
    let scratch = Scratch::new(test);
    for (name, sound) in
        [(District::ZONE, ZONE), (District::PARCELS, PARCELS), (District::LEDGER, LEDGER)]
    {
        match (name == file, content) {
            (true, Some(content)) => drop(scratch.write(name, content)),
            (true, None) => {}
            (false, _) => drop(scratch.write(name, sound)),
        }
    }
    let short = |text: String| text.replace(&format!("{}/", scratch.path().display()), "");
    let opened = |workers| {
        let opened = District::open_with(scratch.path(), workers);
        opened.map_err(|error| short(error.to_string()))
    };
    let district = opened(Workers::ONE);
    assert_eq!(opened(Workers::new(NonZeroUsize::new(2).unwrap())), district);
    let district = district?;
    let period = Period::through(date(2023, 1, 1), date(2023, 12, 31)).unwrap();
    let report = district.report(period).map_err(|error| short(error.to_string()))?;
    let mut findings = report.findings;
    findings.retain(|finding| finding.code.id() != "journal-not-chained");
    for finding in &mut findings {
        finding.place.file = finding.place.file.take().map(short);
    }
    Ok((report.entries.len(), findings))
}

/// Of several files that cannot be used the first is named, whoever reads which.
#[test]
fn of_three_broken_files_the_zone_is_named() {
    let scratch = Scratch::new("three-broken-files");
    for name in [District::ZONE, District::PARCELS, District::LEDGER] {
        scratch.write(name, b"\xFF");
    }
    for count in [1, 2] {
        let workers = Workers::new(NonZeroUsize::new(count).unwrap());
        let error = District::open_with(scratch.path(), workers).unwrap_err().to_string();
        assert!(error.contains(District::ZONE), "{error}");
        let others = [District::PARCELS, District::LEDGER];
        assert!(!others.iter().any(|other| error.contains(other)), "{error}");
    }
}

#[track_caller]
fn fails(test: &str, file: &str, content: Option<&[u8]>, message: &str) {
    assert_eq!(open(test, file, content).unwrap_err(), message);
}

/// One finding, with its place and message in English.
#[track_caller]
fn finds(test: &str, file: &str, content: &str, expected: &str) -> Finding {
    let (_, findings) = open(test, file, Some(content.as_bytes())).unwrap();
    let lines: Vec<String> =
        findings.iter().map(|f| format!("{}: {} [{}]", f.place, f.message.en, f.code)).collect();
    assert!(lines.iter().any(|line| line == expected), "expected {expected}\nfound {lines:#?}");
    let found =
        findings.into_iter().find(|f| expected.ends_with(&format!("[{}]", f.code))).unwrap();
    assert!(!found.message.zh.is_ascii(), "{}", found.message.zh);
    found
}

#[test]
fn a_sound_folder_has_no_findings() {
    assert_eq!(open("sound", "none", None), Ok((1, Vec::new())));
}

#[test]
fn a_missing_file() {
    let missing = "cannot read it: No such file or directory (os error 2)";
    for file in [District::ZONE, District::PARCELS, District::LEDGER] {
        fails("missing", file, None, &format!("{file}: {missing}"));
    }
}

#[test]
fn an_empty_file() {
    for file in [District::ZONE, District::PARCELS, District::LEDGER] {
        let error = open("empty", file, Some(b"")).unwrap_err();
        assert!(
            error.starts_with(&format!("{file}:")) && error.contains("[file-empty]"),
            "{error}"
        );
    }
}

#[test]
fn text_that_is_no_json() {
    let error =
        open("not-json", District::PARCELS, Some("宗地代码,面积\n".as_bytes())).unwrap_err();
    assert!(
        error.starts_with("parcels.geojson:1:1: not JSON: expected a JSON value, found `宗`"),
        "{error}"
    );
    assert!(error.ends_with("[json-malformed]"), "{error}");
}

#[test]
fn json_that_stops_in_the_middle_keeps_the_features_before() {
    // Cut within the second feature.
    let at = PARCELS.rfind("\"A2\"").unwrap();
    let (entries, findings) =
        open("cut", District::PARCELS, Some(&PARCELS.as_bytes()[..at])).unwrap();
    assert_eq!(entries, 1);
    let cut = findings.iter().find(|f| f.code.id() == "json-truncated").unwrap();
    assert_eq!(cut.place.file.as_deref(), Some("parcels.geojson"));
    assert_eq!(cut.place.line, Some(3));
    // The parcel that was cut off is missed on the map.
    assert!(
        findings
            .iter()
            .any(|f| f.code.id() == "parcel-not-mapped" && f.subjects == ["410106001001GB00013"])
    );
}

#[test]
fn gbk_bytes_in_a_utf8_file() {
    let chinese = PARCELS.replace("\"A1\"", "\"厂房地块\"");
    let (gbk, _, _) = encoding_rs::GBK.encode(&chinese);
    let error = open("gbk", District::PARCELS, Some(&gbk)).unwrap_err();
    // 厂 is B3 A7 in GBK, and no character of UTF-8 begins with B3; it stands behind `"name":"` in line 2.
    let line = chinese.lines().nth(1).unwrap();
    let column = line.chars().position(|c| c == '厂').unwrap() + 1;
    assert!(error.starts_with(&format!("parcels.geojson:2:{column}: ")), "{error}");
    assert!(error.contains("GB18030") && error.ends_with("[not-utf8]"), "{error}");
}

#[test]
fn latitude_before_longitude() {
    let swapped = PARCELS.replace(
        "[113.281,34.781],[113.282,34.781],[113.282,34.782],[113.281,34.782],[113.281,34.781]",
        "[34.781,113.281],[34.781,113.282],[34.782,113.282],[34.782,113.281],[34.781,113.281]",
    );
    let found = open("swapped", District::PARCELS, Some(swapped.as_bytes())).unwrap().1;
    let axes = found.iter().find(|f| f.code.id() == "axes-swapped").unwrap();
    assert_eq!(axes.severity, Severity::Error);
    assert_eq!((axes.place.line, axes.place.file.as_deref()), (Some(3), Some("parcels.geojson")));
    assert_eq!(axes.place.pointer.as_deref(), Some("/features/1/geometry/coordinates/0/0"));
}

#[test]
fn metres_in_geojson() {
    // Zone 38 of 3°, with the zone number: the corner of domain value (113.30, 34.80).
    let metres = PARCELS
        .replace("[113.281,34.781],[113.282,34.781],[113.282,34.782],[113.281,34.782],[113.281,34.781]",
            "[38435942,3852628],[38436042,3852628],[38436042,3852728],[38435942,3852728],[38435942,3852628]");
    let found = open("metres", District::PARCELS, Some(metres.as_bytes())).unwrap().1;
    let projected = found.iter().find(|f| f.code.id() == "coordinates-projected").unwrap();
    assert_eq!(projected.severity, Severity::Error);
    assert!(projected.message.en.contains("4526"), "{}", projected.message.en);
    assert!(projected.message.zh.contains("4526"), "{}", projected.message.zh);
    assert_eq!(projected.place.line, Some(3));
}

#[test]
fn a_parcel_code_of_18_characters() {
    let short = PARCELS.replace("410106001001GB00013", "410106001001GB0013");
    let found = open("code", District::PARCELS, Some(short.as_bytes())).unwrap().1;
    let code = found.iter().find(|f| f.code.id() == "code-invalid").unwrap();
    assert!(code.message.en.contains("410106001001GB0013"), "{}", code.message.en);
    assert!(code.message.en.contains("expected") && code.message.en.contains("found"));
    assert_eq!(code.place.pointer.as_deref(), Some("/features/1/id"));
    assert_eq!(code.place.line, Some(3));

    let short = LEDGER.replace(
        "\"parcel\":\"410106001001GB00012\",\"class\"",
        "\"parcel\":\"410106001001GB0012\",\"class\"",
    );
    let found = open("code-ledger", District::LEDGER, Some(short.as_bytes())).unwrap().1;
    let code = found.iter().find(|f| f.code.id() == "member-invalid").unwrap();
    assert_eq!(code.place.pointer.as_deref(), Some("/act/entry-listed/parcel"));
    assert_eq!(code.place.line, Some(3));
    assert!(code.message.en.contains("410106001001GB0012"), "{}", code.message.en);
}

#[test]
fn an_event_for_an_unknown_parcel() {
    finds(
        "unknown-parcel",
        District::LEDGER,
        &LEDGER.replace(
            "\"parcel\":\"410106001001GB00012\",\"class\"",
            "\"parcel\":\"410106001001GB00099\",\"class\"",
        ),
        "ledger.jsonl:3:1: event E3 (entry listed) is not used: expected a subject known on that day, \
         found 410106001001GB00099; allowed on that day: parcel registered [event-unknown-parcel]",
    );
}

#[test]
fn events_out_of_order() {
    // Recorded before the line above it.
    finds(
        "order",
        District::LEDGER,
        &LEDGER.replace("2023-05-11T09:00:00", "2023-01-02T10:00:00"),
        "ledger.jsonl:3:1: event E3: expected a recorded time not before the event above it, found \
         2023-01-02T10:00:00 [journal-recorded-backwards]",
    );
    // Effective before its parcel is registered.
    let early = LEDGER.replace("2023-05-10", "2022-12-31");
    let found = finds(
        "early",
        District::LEDGER,
        &early,
        "ledger.jsonl:3:1: event E3 (entry listed) is not used: expected a subject known on that day, \
         found 410106001001GB00012; allowed on that day: parcel registered [event-unknown-parcel]",
    );
    assert_eq!(found.severity, Severity::Error);
}

#[test]
fn an_impossible_date() {
    let found = finds(
        "date",
        District::LEDGER,
        &LEDGER.replace("2023-05-10", "2023-02-29"),
        "ledger.jsonl:3:24 (/effective): expected a day from 01 to 28, as February 2023 has 28 days, \
         found \"2023-02-29\", with \"29\" at character 9 [member-invalid]",
    );
    assert!(found.message.zh.contains("2023 年 2 月有 28 天"), "{}", found.message.zh);
}

#[test]
fn an_area_with_a_comma() {
    let content = LEDGER.replace("\"8000.00\"", "\"12,3\"");
    let (_, findings) = open("comma", District::LEDGER, Some(content.as_bytes())).unwrap();
    let area = findings.iter().find(|f| f.code.id() == "member-invalid").unwrap();
    assert_eq!(area.place.pointer.as_deref(), Some("/act/entry-listed/land_area_m2"));
    assert_eq!(area.place.line, Some(3));
    assert!(area.message.en.contains("\"12,3\", with ',' at character 3"), "{}", area.message.en);
    assert!(area.message.en.contains("comma"), "{}", area.message.en);
    assert!(area.message.zh.contains("第 3 个字符为 ','"), "{}", area.message.zh);
}
