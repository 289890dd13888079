//! F14 and F16: what a report rests on is in it, and is enough to make it again; the licence.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use jiff::civil::date;
use landledger::Workers;
use landledger::assessment::assess_all;
use landledger::calendar::Period;
use landledger::check::Profile;
use landledger::finding::SourceFile;
use landledger::ledger::{AsOf, replay};
use landledger::read::{Source, read_profile};
use landledger::report::check::{CheckReport, CheckRequest, check};
use landledger::report::{AssessmentSummary, Report};
use landledger::store::{District, Journal};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn f14_a_report_names_everything_that_it_rests_on_and_is_made_again_from_it() {
    let folder = root().join("fixtures/shangjie");
    let district = District::open(&folder).unwrap();
    let period = Period::through(date(2024, 1, 1), date(2024, 6, 30)).unwrap();
    let report = district.report(period).unwrap();
    assert_eq!(report.version, Report::VERSION);
    for name in ["zone.geojson", "parcels.geojson", "ledger.jsonl", "rulebook.toml"] {
        let file = SourceFile::of(name, &fs::read(folder.join(name)).unwrap());
        assert!(report.sources.contains(&file), "{name}");
    }
    let rulebook = report.rulebook.clone().unwrap();
    assert_eq!(
        rulebook.file,
        report.sources.iter().find(|file| file.name == "rulebook.toml").cloned()
    );
    let journal = Journal::read(&Source::open(folder.join("ledger.jsonl")).unwrap());
    assert_eq!(report.ledger_head, journal.head.map(|head| head.to_string()));
    // The same folder, the same bytes; from the report that was kept as well.
    let again = District::open(&folder).unwrap().report(report.period).unwrap();
    let bytes = |report: &Report| serde_json::to_vec(report).unwrap();
    assert_eq!(bytes(&again), bytes(&report));
    let kept: Report = serde_json::from_slice(&bytes(&report)).unwrap();
    assert_eq!(District::open(&folder).unwrap().report(kept.period).unwrap(), kept);
    // Another version of the form is not taken for this one.
    let newer =
        String::from_utf8(bytes(&report)).unwrap().replacen("\"version\":1", "\"version\":2", 1);
    let error = serde_json::from_str::<Report>(&newer).unwrap_err().to_string();
    assert!(error.starts_with("expected version 1 of this form, found 2"), "{error}");
}

/// The report asks less of the assessments than they say: what it sums up is the same.
#[test]
fn a_report_of_several_threads_is_that_of_one() {
    let folder = root().join("fixtures/shangjie");
    let district = District::open(&folder).unwrap();
    for (from, to) in [(date(2024, 1, 1), date(2024, 6, 30)), (date(2012, 1, 1), date(2023, 7, 1))]
    {
        let period = Period::through(from, to).unwrap();
        let report = district.report(period).unwrap();
        for count in [1, 2, 5] {
            let workers = Workers::new(NonZeroUsize::new(count).unwrap());
            let other = District::open_with(&folder, workers).unwrap();
            assert_eq!(other, district, "{count}");
            let more = other.report_with(period, workers).unwrap();
            assert_eq!(
                serde_json::to_vec(&more).unwrap(),
                serde_json::to_vec(&report).unwrap(),
                "{count}"
            );
        }
        let state = replay(&district.journal.events, AsOf::day(to)).state;
        let all = assess_all(&state, district.rulebook.as_ref()).unwrap();
        assert!(all.iter().any(|assessment| assessment.control.is_some()));
        assert_eq!(AssessmentSummary::of(&all).unwrap(), report.assessments);
    }
}

#[test]
fn f14_a_check_is_made_again_from_the_profile_that_its_report_states() {
    let source =
        Source::open(root().join("fixtures/findings/ring-direction.fail.geojson")).unwrap();
    let given = r#"{"name": "上街区", "levels": {"ring-direction": "warn", "bbox-length": "off"}, "limits": {"near_vertex_m": 0.05, "listed": 7}}"#;
    let profile = read_profile(&Source::new("p.json", given)).unwrap();
    let mut request = CheckRequest::new(&source);
    request.profile = profile;
    let report = check(&request);
    assert_eq!(report.version, CheckReport::VERSION);
    assert_eq!(report.files.len(), 1);

    // Nothing but the report: levels from its departures, every limit from its list.
    let statement = &report.profile;
    let limits: Vec<String> = statement.limits.iter().map(|row| row.name.clone()).collect();
    let mut levels = serde_json::Map::new();
    let mut changed = serde_json::Map::new();
    for departure in &statement.departures {
        if limits.contains(&departure.of) {
            changed.insert(departure.of.clone(), serde_json::from_str(&departure.here).unwrap());
        } else {
            levels.insert(departure.of.clone(), departure.here.clone().into());
        }
    }
    let rebuilt = serde_json::json!({"name": statement.name, "levels": levels, "limits": changed});
    let mut again = CheckRequest::new(&source);
    again.profile = read_profile(&Source::new("p.json", rebuilt.to_string())).unwrap();
    assert_ne!(again.profile, Profile::strict());
    assert_eq!(serde_json::to_vec(&check(&again)).unwrap(), serde_json::to_vec(&report).unwrap());
}

#[test]
fn f16_the_licence_is_permissive_and_its_text_is_here() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("license = \"MIT OR Apache-2.0\""));
    let text = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    assert!(text("LICENSE-MIT").contains("Permission is hereby granted, free of charge"));
    assert!(text("LICENSE-APACHE").contains("Version 2.0, January 2004"));
    assert!(text("README.md").contains("MIT OR Apache-2.0"));
}

/// Every row of the page names tests that are there.
#[test]
fn the_page_of_rows_names_tests_that_exist() {
    let page = fs::read_to_string(root().join("src/docs/rows.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| F")).collect();
    assert_eq!(rows.len(), 17);
    let tests = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    for (row, number) in rows.iter().zip(1..) {
        assert!(row.starts_with(&format!("| F{number:02} | ")), "{row}");
        for name in row.split('`').skip(1).step_by(2) {
            let Some((module, start)) = name.split_once("::") else { continue };
            assert!(tests.contains(&format!("mod {module};")), "{name}");
            let file = fs::read_to_string(root().join(format!("tests/it/{module}.rs"))).unwrap();
            assert!(file.contains(&format!("fn {start}")), "{name}");
        }
    }
}
