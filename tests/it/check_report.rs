//! The report of a check and what it is written as: the same findings, the same fingerprints, in every form.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use landledger::check::Profile;
use landledger::finding::{
    Acknowledgement, Code, Finding, Language, MeasureUnit, Place, Responsible, Severity, Text,
};
use landledger::geometry::{Crs, GaussKruger};
use landledger::read::{Source, read_acknowledgements, read_profile};
use landledger::report::check::csv::ByteOrderMark;
use landledger::report::check::{
    CheckBasis, CheckReport, Shown, csv, geojson, read_check_report, sarif, text,
};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::check_findings::{
    acknowledged, external, gap_at, maximal, open_ring, overlap, place_of, source,
};

fn report(findings: Vec<Finding>) -> CheckReport {
    CheckReport::new(findings, CheckBasis::new(Profile::strict()))
}

fn log_of(report: &CheckReport, sources: &[&Source], language: Language) -> Value {
    serde_json::to_value(sarif::log(report, sources, language)).unwrap()
}

fn codes(report: &CheckReport) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.code.id()).collect()
}

#[test]
fn the_json_form_reads_back_into_the_same_report() {
    let source = source();
    let report = maximal(&source);
    let json = serde_json::to_string(&report).unwrap();
    let again = read_check_report(&Source::new("old.json", json.as_str())).unwrap();
    assert_eq!(again, report);
    assert_eq!(serde_json::to_string(&again).unwrap(), json);
    // Who must act on a code of an embedding program.
    let row = again.summary.by_code.iter().find(|row| row.code.id() == "x-road-width").unwrap();
    assert_eq!(row.code.responsible(), Responsible::Surveyor);
    // Nothing is dropped that a later version may add.
    let more = json.replacen("{\"version\":1,", "{\"version\":1,\"more\":0,", 1);
    assert!(read_check_report(&Source::new("old.json", more)).is_err());
    let other = json.replacen("\"version\":1", "\"version\":2", 1);
    let error = read_check_report(&Source::new("old.json", other)).unwrap_err();
    let expected = "old.json:1:12 (/version): expected version 1 of the report (write it again with check --format json), found version 2";
    assert_eq!(error.to_string(), expected);
    assert!(error.is_input());
}

#[test]
fn counts_hold_apart_what_is_acknowledged() {
    let report = maximal(&source());
    let summary = &report.summary;
    // By hand: errors are the open ring and the overlap, which is acknowledged; warnings two gaps and the road.
    assert_eq!((summary.errors, summary.warnings, summary.notes), (1, 3, 1));
    assert_eq!((summary.acknowledged, summary.rejected), (1, 1));
    let rows: Vec<(&str, Severity, u64, u64)> = summary
        .by_code
        .iter()
        .map(|row| (row.code.id(), row.severity, row.count, row.acknowledged))
        .collect();
    assert_eq!(
        rows,
        [
            ("ring-not-closed", Severity::Error, 1, 0),
            ("parcels-overlap", Severity::Error, 0, 1),
            ("gap", Severity::Warning, 2, 0),
            ("x-road-width", Severity::Warning, 1, 0),
            ("precision-too-fine", Severity::Note, 1, 0),
        ]
    );
    let tolerance = report.tolerances.iter().find(|row| row.name == "coincidence_m").unwrap();
    assert_eq!((tolerance.value.as_str(), tolerance.unit), ("0.002", MeasureUnit::Metre));
    assert_eq!(report.profile.departures.len(), 1);
    let listed = report.profile.limits.iter().find(|row| row.name == "listed").unwrap();
    assert_eq!(listed.value, "100000");
}

#[test]
fn the_order_of_findings_does_not_matter() {
    let source = source();
    let mut findings = vec![open_ring(&source), overlap(), gap_at(1.0), gap_at(1.0), gap_at(2.0)];
    findings.extend(external());
    let expected = serde_json::to_string(&report(findings.clone())).unwrap();
    for _ in 0..findings.len() {
        findings.rotate_left(1);
        assert_eq!(serde_json::to_string(&report(findings.clone())).unwrap(), expected);
    }
    findings.reverse();
    assert_eq!(serde_json::to_string(&report(findings)).unwrap(), expected);
}

#[test]
fn equal_fingerprints_are_numbered() {
    let report = report(vec![gap_at(1.0), gap_at(2.0), gap_at(1.0), gap_at(1.0)]);
    let first = gap_at(1.0).computed_fingerprint();
    let expected = [
        first.clone(),
        format!("{first}-2"),
        format!("{first}-3"),
        gap_at(2.0).computed_fingerprint(),
    ];
    let prints: Vec<String> =
        report.findings.iter().map(|finding| finding.fingerprint.clone().unwrap()).collect();
    assert_eq!(prints, expected);
}

#[test]
fn an_acknowledgement_holds_up_to_its_last_day() {
    let until = date(2024, 6, 30);
    let on = |day: Option<Date>, until: Option<Date>| {
        let mut basis = CheckBasis::new(Profile::strict());
        basis.as_of = day;
        basis.acknowledgements = vec![acknowledged(&overlap(), until)];
        CheckReport::new(vec![overlap()], basis)
    };
    let rows = [
        (Some(date(2024, 6, 29)), Some(until), false),
        (Some(until), Some(until), false),
        (Some(date(2024, 7, 1)), Some(until), true),
        (Some(date(2999, 1, 1)), None, false),
        (None, None, false),
    ];
    for (day, until, expired) in rows {
        let report = on(day, until);
        assert_eq!(report.has_errors(), expired, "{day:?} {until:?}");
        let overlap = report.findings.iter().find(|f| f.code == Code::ParcelsOverlap).unwrap();
        // It keeps its severity.
        assert_eq!(overlap.severity, Severity::Error);
        assert_eq!(overlap.acknowledged.is_none(), expired);
        assert_eq!(codes(&report).contains(&"acknowledgement-expired"), expired);
        assert!(report.not_checked.is_empty());
    }
    let expired = on(Some(date(2024, 7, 1)), Some(until));
    let finding = expired.findings.iter().find(|f| f.code == Code::AcknowledgementExpired).unwrap();
    assert_eq!(
        finding.message.en,
        "the acknowledgement of parcels-overlap by 自然资源所 (协议共用) ran out on 2024-06-30"
    );
    assert_eq!(finding.subjects, ["甲", "乙"]);
    // Whether it has run out cannot be told without a day: it is not applied, and that is said.
    let undecided = on(None, Some(until));
    assert!(undecided.has_errors());
    assert_eq!(codes(&undecided), ["parcels-overlap"]);
    assert!(undecided.not_checked[0].en.starts_with("1 acknowledgement has a last day"));
}

#[test]
fn acknowledgements_are_for_one_finding_each() {
    let mut basis = CheckBasis::new(Profile::strict());
    basis.as_of = Some(date(2024, 7, 1));
    let first = gap_at(1.0).computed_fingerprint();
    let renewed = acknowledged(&overlap(), Some(date(2025, 6, 30)));
    basis.acknowledgements = vec![
        Acknowledgement::new(format!("{first}-2"), "测量误差", "测绘队"),
        Acknowledgement::new("sha256:00", "已拆除", "经发局"),
        acknowledged(&overlap(), Some(date(2024, 6, 30))),
        renewed.clone(),
    ];
    let report = CheckReport::new(vec![gap_at(1.0), gap_at(1.0), overlap()], basis);
    assert_eq!(codes(&report), ["parcels-overlap", "gap", "gap", "acknowledgement-unmatched"]);
    assert_eq!(report.findings[0].acknowledged, Some(renewed));
    assert!(report.findings[1].acknowledged.is_none());
    assert_eq!(report.findings[2].acknowledged.as_ref().unwrap().by, "测绘队");
    let unmatched = &report.findings[3];
    assert_eq!(
        unmatched.message.en,
        "the acknowledgement by 经发局 (已拆除) matches no finding: sha256:00"
    );
    assert_eq!((report.summary.errors, report.summary.warnings, report.summary.notes), (0, 1, 1));
}

#[test]
fn findings_beyond_the_cap_are_counted() {
    let gaps = |number: i32| (0..number).map(|n| gap_at(f64::from(n))).collect::<Vec<_>>();
    let capped = |number: i32| {
        let mut profile = Profile::strict();
        profile.limits.listed = 3;
        CheckReport::new(gaps(number), CheckBasis::new(profile))
    };
    assert_eq!(codes(&capped(3)), ["gap", "gap", "gap"]);
    let report = capped(5);
    assert_eq!(codes(&report), ["gap", "gap", "gap", "not-listed"]);
    let not_listed = &report.findings[3];
    assert_eq!(not_listed.message.en, "gap: 2 more are not listed, 5 in all");
    assert_eq!(not_listed.measure.as_ref().unwrap().value, "5");
    assert_eq!(not_listed.limit.as_ref().unwrap().value, "3");
    assert_eq!(not_listed.limit.as_ref().unwrap().set_by, "profile:strict");
    // Five gaps, and the finding that says that two are missing.
    assert_eq!(report.summary.warnings, 6);
    let text = text::render(&report, &[], Language::En, Shown::All);
    assert!(text.contains("(5)") && text.contains("… and 2 more\n"), "{text}");
}

#[test]
fn the_profile_decides_what_is_reported() {
    let mut profile = Profile::lenient();
    profile.set(Code::ParcelsOverlap, landledger::check::Level::Warn).unwrap();
    let findings = vec![overlap(), external().remove(1)];
    let report = CheckReport::new(findings, CheckBasis::new(profile));
    assert_eq!(codes(&report), ["parcels-overlap"]);
    assert_eq!(report.summary.by_code[0].severity, Severity::Warning);
    assert!(!report.has_errors());
}

#[test]
fn a_profile_file_knows_codes_of_an_embedding_program_by_their_ids() {
    let file = r#"{"name": "n", "levels": {"x-road-width": "off"}}"#;
    let profile = read_profile(&Source::new("p.json", file)).unwrap();
    let report = CheckReport::new(external(), CheckBasis::new(profile));
    assert_eq!(codes(&report), ["precision-too-fine"]);
}

#[test]
fn every_form_has_the_same_fingerprints() {
    let source = source();
    let report = maximal(&source);
    let expected: BTreeSet<String> =
        report.findings.iter().map(|finding| finding.fingerprint.clone().unwrap()).collect();
    assert_eq!(expected.len(), 6);
    let collect = |value: &Value, pointer: &str| -> BTreeSet<String> {
        let text = |item: &Value| item.pointer(pointer).unwrap().as_str().unwrap().to_owned();
        value.as_array().unwrap().iter().map(text).collect()
    };
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(collect(&json["findings"], "/fingerprint"), expected);
    let layer = serde_json::to_value(geojson::layer(&report, None)).unwrap();
    assert_eq!(collect(&layer["features"], "/id"), expected);
    assert_eq!(collect(&layer["features"], "/properties/fingerprint"), expected);
    let log = log_of(&report, &[&source], Language::Zh);
    let results = &log["runs"][0]["results"];
    assert_eq!(collect(results, "/partialFingerprints/landledger~1v1"), expected);
    let table = csv::render(&report, ByteOrderMark::Absent);
    let last = |row: &str| row.rsplit(',').next().unwrap().to_owned();
    assert_eq!(table.lines().skip(1).map(last).collect::<BTreeSet<_>>(), expected);
    let text = text::render(&report, &[&source], Language::Zh, Shown::All);
    let prints = text.lines().filter_map(|line| line.trim().strip_prefix("指纹 "));
    assert_eq!(prints.map(ToOwned::to_owned).collect::<BTreeSet<_>>(), expected);
}

#[test]
fn text_in_both_languages_fits_100_columns() {
    let source = source();
    for language in [Language::Zh, Language::En] {
        let text = text::render(&maximal(&source), &[&source], language, Shown::Some);
        for line in text.lines() {
            assert!(line.width() <= 100, "{} columns: {line}", line.width());
            assert_eq!(line.trim_end(), line);
        }
    }
}

/// One finding with everything, and the verdict.
#[test]
fn a_report_as_text_in_chinese() {
    let source = source();
    let mut basis = CheckBasis::new(Profile::strict());
    basis.features = 2;
    basis.usable = 1;
    let report = CheckReport::new(vec![open_ring(&source)], basis);
    let text = text::render(&report, &[&source], Language::Zh, Shown::Some);
    let (_, body) = text.split_once("\n错误\n").unwrap();
    let print = open_ring(&source).computed_fingerprint();
    // 24 columns in front of the place, of which the mark takes one.
    let expected = format!(
        "
  ring-not-closed  环的末点不是首点。（1 处）
  处理（数据制作方）：核对界址点是否齐全，再把首点坐标原样写在末尾。

    图/plots.geojson:2:148  /features/0/geometry/coordinates/0/2  环 0  顶点 2  (113.29, 34.79)  甲
      环未闭合
      2 │ ….78], [113.29, 34.78], [113.29, 34.79]]]}}}},
        │                         ^^^^^^^^^^^^^^^
      实测距离 1438.2500 m，应 = 0 m（RFC 7946）
      修改建议：在环末补上首点
        add /features/0/geometry/coordinates/0/-
      指纹 {print}

结论
  不合格：错误 1 项，警告 0 项，提示 0 项；请改正错误后重新检查
  各类问题的详细说明：landledger rules 代码
"
    );
    assert_eq!(body, expected, "{text}");
}

#[test]
fn a_report_as_text_in_english() {
    let mut basis = CheckBasis::new(Profile::strict());
    basis.as_of = Some(date(2024, 6, 30));
    basis.acknowledgements = vec![acknowledged(&overlap(), Some(date(2024, 6, 30)))];
    let report = CheckReport::new(vec![overlap(), gap_at(113.3)], basis);
    let text = text::render(&report, &[], Language::En, Shown::Some);
    let expected = format!(
        "Check
════════════════════════════════════════════════════════════════════════════════════════════════════
  as of  2024-06-30
  profile  strict
  tolerance  0.002 m  borders of neighbours nearer than this count as one; what lies between is
  neither overlap nor gap
  features  0, used 0, rejected 0
  usable: no errors; 1 warning to be looked at, 0 notes; 1 acknowledged

Summary
  severity  finding          what                                           to act    open  accepted
  ──────────────────────────────────────────────────────────────────────────────────────────────────
  error     parcels-overlap  Two parcels that cover the same ground.        surveyor     0         1
  warning   gap              Ground within the zone that no parcel and no   surveyor     1         0
                             declared land covers.

Warning

  gap  Ground within the zone that no parcel and no declared land covers. (1)
  To do (surveyor): Look at the place: mend the border, declare it as road, water or the like with a
  reason, or add the missing parcel.

    (113.3, 34.78)  甲
      a gap
      fingerprint {}

Acknowledged

  parcels-overlap  Two parcels that cover the same ground. (1)
  To do (surveyor): Take the survey of both parcels, settle which border holds, and change the other
  one; a profile with overlap_priority has the fix proposed.

    图/plots.geojson  /features/0/geometry  甲, 乙
      [sliver] 甲 and 乙 overlap
      area 12.500000000 m², should be ≤ 0 m² (profile:strict)
      Proposed fix: cut the overlap out of one parcel; 甲 -12.500000000 m²
        replace /features/0/geometry/coordinates/0/1/0
        remove /features/1/geometry
      accepted: 协议共用 (自然资源所, until 2024-06-30)
      fingerprint {}

Verdict
  usable: no errors; 1 warning to be looked at, 0 notes; 1 acknowledged
  more about a finding: landledger rules CODE
",
        gap_at(113.3).computed_fingerprint(),
        overlap().computed_fingerprint()
    );
    assert_eq!(text, expected);
}

#[test]
fn a_clean_report_says_so() {
    for (language, verdict) in [
        (Language::Zh, "\n结论\n  合格：所做检查未发现未处理的问题\n"),
        (Language::En, "\nVerdict\n  passed: the checks that ran found nothing open\n"),
    ] {
        let text = text::render(&report(Vec::new()), &[], language, Shown::Some);
        assert!(text.ends_with(verdict), "{text}");
    }
}

#[test]
fn at_most_ten_of_a_code_are_printed_unless_all_are_asked_for() {
    let many = |number: i32| report((0..number).map(|n| gap_at(f64::from(n))).collect());
    let printed = |number: i32, shown: Shown| {
        let text = text::render(&many(number), &[], Language::En, shown);
        (text.matches("a gap\n").count(), text.contains(" more (--all)\n"))
    };
    assert_eq!(printed(10, Shown::Some), (10, false));
    assert_eq!(printed(11, Shown::Some), (10, true));
    assert_eq!(printed(47, Shown::All), (47, false));
    let text = text::render(&many(47), &[], Language::En, Shown::Some);
    assert!(text.contains("    … and 37 more (--all)\n"), "{text}");
    let text = text::render(&many(47), &[], Language::Zh, Shown::Some);
    assert!(text.contains("    … 另有 37 处（--all）\n"), "{text}");
}

#[test]
fn the_balance_is_printed_with_its_sum() {
    let text = text::render(&maximal(&source()), &[], Language::Zh, Shown::Some);
    let (_, rest) = text.split_once("\n面积平衡\n").unwrap();
    let rows: Vec<Vec<&str>> =
        rest.lines().take(11).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[2], ["宗地", "9,000.00", "4", "甲、乙、丙", "等", "4", "个"]);
    assert_eq!(rows[3], ["减：重叠", "12.50", "2", "甲、乙"]);
    assert_eq!(rows[6], ["减：界外部分", "7.75", "1", "丁"]);
    assert_eq!(rows[8], ["开发区", "10,000.00", "1", "区"]);
    assert_eq!(rows[9], ["差额", "0.00"]);
}

#[test]
fn csv_cells_cannot_be_formulas() {
    // RFC 4180 §2: CR LF; quotes around what has a comma, a quote or a line end; quotes doubled.
    let rows = [
        ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
        ("+1+cmd", "'+1+cmd"),
        ("-1+cmd", "'-1+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("-12.5", "-12.5"),
        ("-", "'-"),
        ("a=b", "a=b"),
        ("甲,乙", "\"甲,乙\""),
        ("a\nb", "\"a\nb\""),
        ("a\"b", "\"a\"\"b\""),
    ];
    for (subject, cell) in rows {
        let finding = Finding::new(Code::Gap, Text::new("m", "m")).about(subject);
        let table = csv::render(&report(vec![finding]), ByteOrderMark::Absent);
        let (head, row) = table.split_once("\r\n").unwrap();
        assert_eq!(head.split(',').count(), csv::COLUMNS.len());
        let expected = format!("warning,gap,,surveyor,m,m,{cell},,,");
        assert!(row.starts_with(&expected), "{subject:?}: {row}");
        assert!(row.ends_with("\r\n"));
    }
}

#[test]
fn csv_has_a_cell_for_everything() {
    let source = source();
    let table = csv::render(&report(vec![open_ring(&source)]), ByteOrderMark::Present);
    let table = table.strip_prefix('\u{feff}').unwrap();
    let mut rows = table.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let (head, row) = (rows.next().unwrap(), rows.next().unwrap());
    let cell = |name: &str| row[head.iter().position(|column| *column == name).unwrap()];
    let start = crate::check_findings::TEXT.find("[113.29, 34.79]").unwrap();
    let expected = [
        ("severity", "error"),
        ("responsible", "data-producer"),
        ("message_zh", "环未闭合"),
        ("file", "图/plots.geojson"),
        ("line", "2"),
        ("column", "148"),
        ("byte_start", &start.to_string()),
        ("byte_end", &(start + 15).to_string()),
        ("pointer", "/features/0/geometry/coordinates/0/2"),
        ("ring", "0"),
        ("vertex", "2"),
        ("x", "113.29"),
        ("y", "34.79"),
        ("quantity", "distance"),
        ("value", "1438.2500"),
        ("unit", "m"),
        ("limit_op", "'="),
        ("limit_value", "0"),
        ("rule", "RFC 7946 §3.1.6"),
        ("fix", "close-ring"),
    ];
    for (name, value) in expected {
        assert_eq!(cell(name), value, "{name}");
    }
    assert!(!csv::render(&report(Vec::new()), ByteOrderMark::Absent).starts_with('\u{feff}'));
}

#[test]
fn the_map_layer_is_in_degrees() {
    let zone = GaussKruger::from_epsg(4526).map(Crs::GaussKruger);
    // PROJ: (113.30, 34.80) → N 3852628.4818, E 38435942.6268 in EPSG:4526.
    let mut place = Place::default();
    place.at = Some([38_435_942.6268, 3_852_628.4818]);
    let metres = Finding::new(Code::VertexNear, Text::new("m", "m")).at(place);
    let nowhere = Finding::new(Code::FileEmpty, Text::new("m", "m"));
    let report = report(vec![metres, overlap(), nowhere]);
    let layer = geojson::layer(&report, zone);
    assert_eq!(layer.warnings.len(), 1);
    assert_eq!(layer.warnings[0].en, "1 finding has no coordinates and no place on the map");
    let value = serde_json::to_value(&layer).unwrap();
    let features = value["features"].as_array().unwrap();
    assert_eq!(features[0]["geometry"], Value::Null);
    assert_eq!(features[1]["geometry"]["type"], "MultiPolygon");
    assert_eq!(features[1]["geometry"]["coordinates"][0][0][1], serde_json::json!([113.29, 34.78]));
    assert_eq!(features[1]["properties"]["class"], "sliver");
    assert_eq!(features[1]["properties"]["subjects"], serde_json::json!(["甲", "乙"]));
    let at = &features[2]["geometry"]["coordinates"];
    // 1e-9 of a degree is 0.1 mm.
    assert!((at[0].as_f64().unwrap() - 113.30).abs() < 2e-9, "{at}");
    assert!((at[1].as_f64().unwrap() - 34.80).abs() < 2e-9, "{at}");
    // Without a zone nothing is guessed: no geometry rather than a wrong one.
    let layer = geojson::layer(&report, Some(Crs::Cgcs2000));
    assert_eq!(layer.warnings.len(), 2);
    assert!(layer.warnings[0].zh.starts_with("1 项问题的坐标不是经纬度"));
    let value = serde_json::to_value(&layer).unwrap();
    assert_eq!(value["features"][2]["geometry"], Value::Null);
}

#[test]
fn sarif_regions_count_characters_and_bytes() {
    let source = source();
    let finding = Finding::new(Code::MemberInvalid, Text::new("m", "m")).at(place_of(
        &source,
        "\"上街区一号\"",
    )
    .pointer("/features/0/properties/名称"));
    let log = log_of(&report(vec![finding]), &[&source], Language::En);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let location = &run["results"][0]["locations"][0];
    // Line 2 by hand: `  {"type": "Feature", "id": "甲", "properties": {"名称": ` has 54 characters, of which three
    // take three bytes; line 1 has 43 bytes and its end.
    let expected = serde_json::json!({
        "artifactLocation": {"uri": "%E5%9B%BE/plots.geojson"},
        "region": {
            "startLine": 2, "startColumn": 55, "endLine": 2, "endColumn": 62,
            "byteOffset": 44 + 54 + 6, "byteLength": 17,
        },
    });
    assert_eq!(location["physicalLocation"], expected);
    assert_eq!(
        location["logicalLocations"][0]["fullyQualifiedName"],
        "/features/0/properties/名称"
    );
    // Without the file it is not known where the place ends.
    let finding = open_ring(&source);
    let log = log_of(&report(vec![finding]), &[], Language::En);
    let result = &log["runs"][0]["results"][0];
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startColumn"], &region["endColumn"]), (&148.into(), &Value::Null));
    assert_eq!(result["fixes"], Value::Null);
}

#[test]
fn sarif_has_rules_levels_suppressions_and_fixes() {
    let source = source();
    let report = maximal(&source);
    let log = log_of(&report, &[&source], Language::Zh);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    // The catalogue, and the code of the embedding program.
    assert_eq!(rules.len(), Code::ALL.len() + 1);
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let result = |code: &str| {
        run["results"].as_array().unwrap().iter().find(|r| r["ruleId"] == code).unwrap()
    };
    assert_eq!(result("ring-not-closed")["level"], "error");
    assert_eq!(result("gap")["level"], "warning");
    assert_eq!(result("precision-too-fine")["level"], "note");
    assert_eq!(result("ring-not-closed")["suppressions"], Value::Null);
    assert_eq!(
        result("parcels-overlap")["suppressions"][0],
        serde_json::json!({
            "kind": "external", "status": "accepted", "justification": "协议共用（自然资源所，至 2024-06-30）"
        })
    );
    // Two steps that are not both replacements are no replacement of bytes.
    assert_eq!(result("parcels-overlap")["fixes"], Value::Null);
    let change = &result("ring-not-closed")["fixes"][0]["artifactChanges"][0]["replacements"][0];
    let offset = usize::try_from(change["deletedRegion"]["byteOffset"].as_u64().unwrap()).unwrap();
    assert_eq!(change["deletedRegion"]["byteLength"], 0);
    let mut mended = crate::check_findings::TEXT.to_owned();
    mended.insert_str(offset, change["insertedContent"]["text"].as_str().unwrap());
    let mended: Value = serde_json::from_str(&mended).unwrap();
    assert_eq!(
        mended["features"][0]["geometry"]["coordinates"],
        serde_json::json!([[[113.28, 34.78], [113.29, 34.78], [113.29, 34.79], [113.28, 34.78]]])
    );
    let artifact = &run["artifacts"][0];
    assert_eq!(artifact["location"]["uri"], "%E5%9B%BE/plots.geojson");
    assert_eq!(artifact["hashes"]["sha-256"], report.files[0].sha256.as_str());
}

/// The formats of the files that people write, as `docs::check` shows them.
#[test]
fn the_documented_files_are_read_and_the_documented_defaults_hold() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/check.md");
    let page = std::fs::read_to_string(path).unwrap();
    let blocks: Vec<&str> =
        page.split("```json\n").skip(1).map(|rest| rest.split_once("```").unwrap().0).collect();
    let [profile, accepted] = blocks.as_slice() else { panic!("{} blocks", blocks.len()) };
    let profile = read_profile(&Source::new("profile.json", *profile)).unwrap();
    let departures: Vec<String> = profile.departures().into_iter().map(|row| row.of).collect();
    let expected = ["precision-too-fine", "registered-area-conflict", "coincidence_m", "listed"];
    assert_eq!(departures, expected);
    let accepted = read_acknowledgements(&Source::new("accepted.json", *accepted)).unwrap();
    assert_eq!(accepted[0].until, Some(date(2024, 12, 31)));
    for (name, value) in Profile::strict().limits.rows() {
        let row = page.lines().find(|line| line.starts_with(&format!("| `limits.{name}` |")));
        let row = row.unwrap_or_else(|| panic!("{name} is not documented"));
        assert!(row.ends_with(&format!(" | {value} |")), "{row}, but the default is {value}");
    }
}
