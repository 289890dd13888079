//! What this library takes, writes and makes is what its schemas allow: fixtures, synthetic districts, reports, and what a second
//! validator (the Python package `jsonschema`, where `LANDLEDGER_PYTHON` names an interpreter that has it) says of them.

use std::fs;
use std::process::Command;

use jiff::civil::date;
use landledger::calendar::Period;
use landledger::finding::Severity;
use landledger::read::{Source, read_parcels, read_zone};
use landledger::report::check::{CheckDiff, CheckRequest, check};
use landledger::store::{ChangeFile, District};
use landledger::synth::{SynthOptions, generate};
use serde_json::Value;

use crate::schema_files::{Validator, root};
use crate::scratch::Scratch;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn f06_the_district_folder_and_its_reports_are_valid() {
    let folder = root().join("fixtures/shangjie");
    for (schema, file) in [("zone", "zone.geojson"), ("parcels", "parcels.geojson")] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        Validator::named(schema).must_accept(&json(&text), file);
    }
    let validator = Validator::named("ledger-line");
    for line in fs::read_to_string(folder.join("ledger.jsonl")).unwrap().lines() {
        validator.must_accept(&json(line), line);
    }
    let district = District::open(&folder).unwrap();
    let validator = Validator::named("report");
    for year in 2016..=2024 {
        let period = Period::through(date(year, 1, 1), date(year, 6, 30)).unwrap();
        let report = serde_json::to_value(district.report(period).unwrap()).unwrap();
        validator.must_accept(&report, &year.to_string());
    }
}

#[test]
fn f06_what_is_synthesised_is_valid() {
    let [zone, parcels, line] = ["zone", "parcels", "ledger-line"].map(Validator::named);
    for (size, seed) in [(100, 1), (150, 2)] {
        for file in generate(&SynthOptions::new(size, seed)).unwrap().files().unwrap() {
            let text = String::from_utf8(file.bytes).unwrap();
            match file.name {
                "zone.geojson" => zone.must_accept(&json(&text), file.name),
                "parcels.geojson" => parcels.must_accept(&json(&text), file.name),
                "ledger.jsonl" => text.lines().for_each(|it| line.must_accept(&json(it), it)),
                _ => {}
            }
        }
    }
}

/// Every file of the corpus that the reader of a district folder takes whole; and the report of the check of every one.
#[test]
fn f06_the_corpus_and_its_check_reports_are_valid() {
    let [zone, parcels, report, diff, finding] =
        ["zone", "parcels", "check-report", "check-diff", "finding"].map(Validator::named);
    let mut files: Vec<_> = fs::read_dir(root().join("fixtures/findings"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "geojson"))
        .collect();
    files.sort();
    let (mut taken, mut last) = ([0, 0], None);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = Source::new(&name, fs::read(&path).unwrap());
        let sound = |findings: &[landledger::finding::Finding]| {
            findings.iter().all(|finding| finding.severity != Severity::Error)
        };
        let document = serde_json::from_slice::<Value>(&fs::read(&path).unwrap());
        if name.ends_with(".zone.geojson") {
            if sound(&read_zone(&source).1) {
                zone.must_accept(&document.unwrap(), &name);
                taken[0] += 1;
            }
            continue;
        }
        // A lone feature is read as well; the schema is that of a file of a district folder.
        let read = read_parcels(&source);
        if sound(&read.1) && document.as_ref().is_ok_and(|it| it["type"] == "FeatureCollection") {
            parcels.must_accept(&document.unwrap(), &name);
            taken[1] += 1;
        }
        let checked = check(&CheckRequest::new(&source));
        let written = serde_json::to_value(&checked).unwrap();
        report.must_accept(&written, &name);
        for found in written["findings"].as_array().unwrap() {
            finding.must_accept(found, &name);
        }
        if let Some(before) = &last {
            diff.must_accept(
                &serde_json::to_value(CheckDiff::of(before, &checked)).unwrap(),
                &name,
            );
        }
        last = Some(checked);
    }
    assert!(taken[0] >= 10 && taken[1] >= 10, "{taken:?}");
}

#[test]
fn f06_a_change_file_is_valid() {
    let (office, bureau) = (Scratch::new("schema-office"), Scratch::new("schema-bureau"));
    for file in generate(&SynthOptions::new(100, 1)).unwrap().files().unwrap() {
        office.write(file.name, &file.bytes);
        let bytes = match file.name {
            "ledger.jsonl" => Vec::new(),
            "parcels.geojson" => b"{\"type\":\"FeatureCollection\",\"features\":[\n]}\n".to_vec(),
            "zone.geojson" => [&file.bytes[..], b"\n"].concat(),
            _ => file.bytes,
        };
        bureau.write(file.name, bytes);
    }
    let change = ChangeFile::between(bureau.path(), office.path()).unwrap();
    assert!(change.zone.is_some() && change.features.len() == 100 && !change.lines.is_empty());
    Validator::named("change").must_accept(&json(&change.to_json()), "change");
}

/// A second validator, of another hand, says the same of the files; and reads the TOML files as the JSON that they stand for.
#[test]
fn f06_a_second_validator_agrees() {
    let Some(python) = std::env::var_os("LANDLEDGER_PYTHON") else {
        eprintln!("NOT CHECKED: LANDLEDGER_PYTHON names no interpreter with jsonschema");
        return;
    };
    let scratch = Scratch::new("schema-python");
    let period = Period::through(date(2024, 1, 1), date(2024, 6, 30)).unwrap();
    let district = District::open(root().join("fixtures/shangjie")).unwrap();
    scratch.write("report.json", serde_json::to_vec(&district.report(period).unwrap()).unwrap());
    let source = Source::new(
        "a.geojson",
        fs::read(root().join("fixtures/findings/ring-crossing.fail.geojson")).unwrap(),
    );
    scratch.write(
        "check-report.json",
        serde_json::to_vec(&check(&CheckRequest::new(&source))).unwrap(),
    );
    let page = include_str!("../../src/docs/rulebook.md");
    scratch.write(
        "rulebook.toml",
        page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap(),
    );
    let script = r#"
import json, pathlib, sys, tomllib
from jsonschema import Draft202012Validator as Draft
root, scratch = map(pathlib.Path, sys.argv[1:])
def validator(name):
    schema = json.loads((root / f"src/docs/schemas/{name}.schema.json").read_text("utf-8"))
    Draft.check_schema(schema)
    return Draft(schema)
def day(value):
    return value.isoformat()
def toml(path):
    return json.loads(json.dumps(tomllib.loads(path.read_text("utf-8")), default=day))
shangjie = root / "fixtures/shangjie"
for schema, document in [
    ("zone", json.loads((shangjie / "zone.geojson").read_text("utf-8"))),
    ("parcels", json.loads((shangjie / "parcels.geojson").read_text("utf-8"))),
    ("rulebook", toml(shangjie / "rulebook.toml")),
    ("rulebook", toml(scratch / "rulebook.toml")),
    ("report", json.loads((scratch / "report.json").read_text("utf-8"))),
    ("check-report", json.loads((scratch / "check-report.json").read_text("utf-8"))),
]:
    validator(schema).validate(document)
line = validator("ledger-line")
kinds = set()
for text in (shangjie / "ledger.jsonl").read_text("utf-8").splitlines():
    line.validate(json.loads(text))
    kind = next(iter(json.loads(text).get("act", {"": 0})))
    assert kind in kinds or not line.is_valid(json.loads(text) | {"more_": 1})
    kinds.add(kind)
for name in root.glob("src/docs/schemas/*.schema.json"):
    validator(name.name.removesuffix(".schema.json"))
"#;
    let output =
        Command::new(python).args(["-c", script]).arg(root()).arg(scratch.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
