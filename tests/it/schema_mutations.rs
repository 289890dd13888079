//! A schema and the reader of this library say the same of a document: of every document of the fixtures, and of every one that comes
//! of it by taking a member away, naming it otherwise, putting a value of another kind in its place, or adding a member.
//!
//! Where they do not, the difference stands in the list of the test, with its reason; a reason that no document shows any more fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiff::civil::{Date, date};
use landledger::calendar::Period;
use landledger::check::Profile;
use landledger::finding::{Finding, Severity};
use landledger::read::{Source, read_evaluation_inputs, read_parcels, read_rulebook, read_zone};
use landledger::report::Report;
use landledger::report::check::{CheckBasis, CheckDiff, CheckReport, read_check_report};
use landledger::store::{ChangeFile, District, FeatureChange, Journal};
use serde_json::{Map, Value, json};

use Only::{Reader, Schema};

use crate::check_findings::{gap_at, maximal, overlap, source};
use crate::schema_files::{Validator, root};
use crate::schema_instances::instances;

/// Who refuses a document that the other takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Only {
    Reader,
    Schema,
}

/// Goes through every mutation of a document: where (with `*` for indices), what was done there, and what came of it. Of places that
/// differ in indices, or in where their last four steps stand, the first of all documents is taken.
fn mutate(
    document: &Value,
    seen: &mut BTreeSet<Vec<String>>,
    accepted: impl Fn(&Value) -> bool,
    mut each: impl FnMut(&str, &str, Value),
) {
    // What stands beside the member that is changed costs time only, and says nothing: its lists are emptied where that is allowed.
    let mut bases = BTreeMap::new();
    let mut base = |path: &[Step]| -> Value {
        let Some(Step::Key(top)) = path.first() else { return document.clone() };
        let alone = || {
            let mut alone = document.clone();
            for (key, value) in alone.as_object_mut().into_iter().flatten() {
                if key != top {
                    empty_lists(value);
                }
            }
            if accepted(&alone) { alone } else { document.clone() }
        };
        bases.entry(top.clone()).or_insert_with(alone).clone()
    };
    let mut places = BTreeMap::new();
    visit(document, &mut Vec::new(), &mut String::new(), &mut places);
    for (at, path) in places {
        let mut push = |what: &str, change: &dyn Fn(&mut Value)| {
            // What a type is does not hang on where it stands: the last steps tell.
            let end = at.rsplitn(5, '/').take(4).chain([what]).map(str::to_owned);
            if !seen.insert(end.collect()) {
                return;
            }
            let mut mutated = base(&path);
            change(&mut mutated);
            each(&at, what, mutated);
        };
        let value = lookup(document, &path);
        if let Some((Step::Key(key), above)) = path.split_last() {
            push("removed", &|it| drop(object(it, above).remove(key)));
            push("renamed", &|it| {
                let value = object(it, above).remove(key).unwrap();
                object(it, above).insert(format!("{key}_"), value);
            });
        }
        for other in
            [json!(null), json!(true), json!(-7), json!(1.5), json!("?"), json!([]), json!({})]
        {
            if *value != other {
                push(&format!("is {other}"), &|it| *place(it, &path) = other.clone());
            }
        }
        if value.is_object() {
            push("more", &|it| drop(object(it, &path).insert("more_".into(), json!(1))));
        }
    }
}

/// Of arrays of objects, the items that have a place that no item before them has.
fn thinned(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), thinned(value))).collect()
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let mut seen = BTreeSet::new();
            let new = |item: &&Value| {
                let mut places = BTreeMap::new();
                visit(item, &mut Vec::new(), &mut String::new(), &mut places);
                places.into_keys().fold(false, |new, place| seen.insert(place) | new)
            };
            Value::Array(items.iter().filter(new).map(thinned).collect())
        }
        other => other.clone(),
    }
}

fn empty_lists(value: &mut Value) {
    match value {
        Value::Array(items) => items.clear(),
        Value::Object(members) => members.values_mut().for_each(empty_lists),
        _ => {}
    }
}

#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Index(usize),
}

fn visit(
    value: &Value,
    path: &mut Vec<Step>,
    at: &mut String,
    places: &mut BTreeMap<String, Vec<Step>>,
) {
    places.entry(at.clone()).or_insert_with(|| path.clone());
    let mut enter =
        |step: Step, name: &str, value: &Value, at: &mut String, path: &mut Vec<Step>| {
            let length = at.len();
            at.push('/');
            at.push_str(name);
            path.push(step);
            visit(value, path, at, places);
            path.pop();
            at.truncate(length);
        };
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                enter(Step::Key(key.clone()), key, value, at, path);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                enter(Step::Index(index), "*", value, at, path);
            }
        }
        _ => {}
    }
}

fn lookup<'a>(value: &'a Value, path: &[Step]) -> &'a Value {
    path.iter().fold(value, |value, step| match step {
        Step::Key(key) => &value[key],
        Step::Index(index) => &value[index],
    })
}

fn place<'a>(value: &'a mut Value, path: &[Step]) -> &'a mut Value {
    path.iter().fold(value, |value, step| match step {
        Step::Key(key) => &mut value[key],
        Step::Index(index) => &mut value[index],
    })
}

fn object<'a>(value: &'a mut Value, path: &[Step]) -> &'a mut Map<String, Value> {
    place(value, path).as_object_mut().unwrap()
}

/// Holds a schema against a reader, over documents and their mutations; what is left are the differences that are not allowed.
pub(crate) fn compare(
    schema: &str,
    documents: &[Value],
    reads: impl Fn(&Value) -> bool,
    allowed: &[Row],
) -> usize {
    let validator = Validator::named(schema);
    let mut used = vec![false; allowed.len()];
    let (mut left, mut seen, mut refused) = (Vec::new(), BTreeSet::new(), 0);
    for document in documents {
        validator.must_accept(document, schema);
        assert!(reads(document), "{schema}: {document}");
        let accepted = |it: &Value| validator.accepts(it) && reads(it);
        mutate(document, &mut seen, accepted, |at, what, document| {
            let line = format!("{at} {what}");
            let (read, valid) = (reads(&document), validator.accepts(&document));
            refused += usize::from(!read && !valid);
            let only = match (read, valid) {
                (false, true) => Only::Reader,
                (true, false) => Only::Schema,
                _ => return,
            };
            let known = |(who, place, _): &Row| *who == only && matches(place, &line);
            match allowed.iter().position(known) {
                Some(known) => used[known] = true,
                None => left.push(format!("{only:?} refuses {line}")),
            }
        });
    }
    assert_eq!(left, Vec::<String>::new(), "{schema}");
    let unused: Vec<_> =
        allowed.iter().zip(used).filter(|(_, used)| !used).map(|(row, _)| row).collect();
    assert!(unused.is_empty(), "{schema}: no such difference: {unused:?}");
    refused
}

/// Whether a pattern with `…` for anything is the line.
fn matches(pattern: &str, line: &str) -> bool {
    match pattern.split_once('…') {
        None => pattern == line,
        Some((start, rest)) => line.strip_prefix(start).is_some_and(|line| {
            (0..=line.len())
                .filter(|at| line.is_char_boundary(*at))
                .any(|at| matches(rest, &line[at..]))
        }),
    }
}

fn no_error(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("fixtures").join(name)).unwrap()
}

type Row = (Only, &'static str, &'static str);

const NULL: Row =
    (Schema, "… is null", "a member without a value is not written; null in its place is read");
const DECIMAL: Row = (Schema, "… is -7", "a decimal is written as a text; a whole number is read");
const TEXT: Row = (Schema, "… is \"?\"", "digits are written; the text is kept as it is when read");
const SPAN: Row = (Schema, "…/span is []", "serde takes the values of an object as an array, too");
const SHAPE: Row =
    (Schema, "…/geometr…", "no coordinates are read as none, another member is passed over");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn f06_parcels() {
    let mut documents = instances("parcels");
    documents.push(thinned(&json(&fixture("shangjie/parcels.geojson"))));
    let reads = |it: &Value| no_error(&read_parcels(&Source::new("a", it.to_string())).1);
    let refused = compare(
        "parcels",
        &documents,
        reads,
        &[(
            Reader,
            "…/geometry/coordinates/*/*/* is …",
            "rings are closed, and do not cross themselves",
        )],
    );
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_zone() {
    let mut documents = instances("zone");
    // A block alone has no boundary that it belongs to.
    documents.retain(|it| it["features"][0]["properties"]["role"] == "boundary");
    documents.push(thinned(&json(&fixture("shangjie/zone.geojson"))));
    let reads = |it: &Value| no_error(&read_zone(&Source::new("a", it.to_string())).1);
    let refused = compare(
        "zone",
        &documents,
        reads,
        &[(
            Reader,
            "…/geometry/coordinates/*/*/* is …",
            "rings are closed, and do not cross themselves",
        )],
    );
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_ledger_lines() {
    let mut documents: Vec<Value> = fixture("shangjie/ledger.jsonl").lines().map(json).collect();
    for document in &mut documents {
        // What the chain says of a line is not a matter of one line.
        document
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !["chain", "more", "journal"].contains(&key.as_str()));
    }
    documents.extend(instances("ledger-line").into_iter().map(|mut it| {
        it.as_object_mut()
            .unwrap()
            .retain(|key, _| !["chain", "more", "journal"].contains(&key.as_str()));
        it
    }));
    let reads = |it: &Value| {
        let journal = Journal::read(&Source::new("a", format!("{it}\n")));
        no_error(&journal.findings) && journal.events.len() == 1
    };
    let refused = compare("ledger-line", &documents, reads, &[]);
    assert!(refused > 0, "{refused}");
}

/// A document as TOML; `None` of one that TOML cannot say, as it has no null.
fn toml(document: &Value) -> Option<String> {
    fn inline(value: &Value) -> Option<String> {
        Some(match value {
            Value::Null => return None,
            Value::Array(items) => {
                format!("[{}]", items.iter().map(inline).collect::<Option<Vec<_>>>()?.join(", "))
            }
            Value::Object(members) => {
                let member = |(key, value): (&String, &Value)| {
                    Some(format!("{:?} = {}", key, inline(value)?))
                };
                format!(
                    "{{ {} }}",
                    members.iter().map(member).collect::<Option<Vec<_>>>()?.join(", ")
                )
            }
            plain => plain.to_string(),
        })
    }
    let Value::Object(members) = document else { return None };
    members.iter().map(|(key, value)| Some(format!("{:?} = {}\n", key, inline(value)?))).collect()
}

#[test]
fn f06_rulebooks() {
    let page = include_str!("../../src/docs/rulebook.md");
    let example = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let documents = [fixture("shangjie/rulebook.toml"), example.to_owned()].map(|text| {
        let mut rulebook = read_rulebook(&Source::new("rulebook.toml", text)).0.unwrap();
        rulebook.file = None;
        serde_json::to_value(rulebook).unwrap()
    });
    let reads = |it: &Value| {
        toml(it).is_some_and(|text| read_rulebook(&Source::new("a", text)).0.is_some())
    };
    let refused = compare(
        "rulebook",
        &documents,
        reads,
        &[
            (Reader, "… is null", "TOML has no null"),
            (Reader, "/control/… is -7", "control values are above zero"),
            (Reader, "/criteria is []", "sets name criteria"),
            (Reader, "/criteria/*/id is \"?\"", "sets name criteria"),
            (Reader, "/sets/…", "sets name criteria, at least one"),
            (
                Reader,
                "/evaluation/…",
                "weights of a level sum to 1, ideal values are above zero and in the unit of the indicator",
            ),
        ],
    );
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_evaluation_inputs() {
    let figure =
        |value: Value| json!([{"value": value, "on": "2023-12-31", "source": {"number": "1"}}]);
    let document = json!({
        "attribute": figure(json!("bonded")),
        "resident_population": figure(json!(12_000)),
        "ready_unbuilt_m2": figure(json!("1.5")),
        "expired_m2": figure(json!("0")),
        "suppliable_m2": figure(json!("12")),
        "high_tech_m2": figure(json!("3")),
        "secondary_and_tertiary_tax_yuan": figure(json!("-4.25")),
    });
    let reads = |it: &Value| {
        toml(it).is_some_and(|text| read_evaluation_inputs(&Source::new("a", text)).0.is_some())
    };
    let refused = compare(
        "evaluation",
        &[document],
        reads,
        &[(Reader, " is {}", "an empty text is no TOML file: file-empty")],
    );
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_change_files() {
    let page = include_str!("../../src/docs/change-file.md");
    let example = json(page.split("```json\n").nth(1).unwrap().split("```").next().unwrap());
    let mut example = example;
    let feature = &mut example["parcels"]["features"][0];
    feature["sha256"] = FeatureChange::digest(&feature["feature"].to_string()).into();
    let mut more = example.clone();
    more["zone"] = json!({"before_sha256": "0".repeat(64), "text": "{}"});
    more["parcels"]["crs"] = "EPSG:4546".into();
    more["parcels"]["features"] =
        json!([{"id": "410106001001GB00013", "before_sha256": "0".repeat(64)}]);
    let reads = |it: &Value| ChangeFile::read(&Source::new("a", it.to_string())).is_ok();
    let refused = compare(
        "change",
        &[example, more],
        reads,
        &[
            (Reader, "…/feature …", "the digest of a feature is that of its text"),
            (Reader, "…/feature/…", "the digest of a feature is that of its text"),
            (Reader, "/parcels/features/*/id …", "it is the id of the feature"),
            (Reader, "/parcels/features/*/sha256 …", "the digest of a feature is that of its text"),
        ],
    );
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_reports() {
    let district = District::open(root().join("fixtures/shangjie")).unwrap();
    let report = |from: Date, on: Date| {
        let report = district.report(Period::through(from, on).unwrap()).unwrap();
        serde_json::to_value(report).unwrap()
    };
    let documents = [
        report(date(2024, 1, 1), date(2024, 6, 30)),
        report(date(2023, 1, 1), date(2023, 12, 31)),
        report(date(2019, 1, 1), date(2019, 1, 1)),
    ];
    let validator = Validator::named("report");
    documents.iter().for_each(|document| validator.must_accept(document, "report"));
    let reads = |it: &Value| serde_json::from_str::<Report>(&it.to_string()).is_ok();
    let mut documents = vec![thinned(&documents[0])];
    documents.extend(instances("report"));
    let refused = compare("report", &documents, reads, &[NULL, DECIMAL, TEXT, SPAN, SHAPE]);
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_check_reports() {
    let mut documents = instances("check-report");
    documents.push(serde_json::to_value(maximal(&source())).unwrap());
    let reads = |it: &Value| read_check_report(&Source::new("a", it.to_string())).is_ok();
    let refused = compare("check-report", &documents, reads, &[NULL, TEXT, SPAN, SHAPE]);
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_comparisons_of_checks() {
    let (old, new) = (
        maximal(&source()),
        CheckReport::new(vec![gap_at(113.4), overlap()], CheckBasis::new(Profile::strict())),
    );
    let document = serde_json::to_value(CheckDiff::of(&old, &new)).unwrap();
    let reads = |it: &Value| serde_json::from_str::<CheckDiff>(&it.to_string()).is_ok();
    let refused = compare("check-diff", &[thinned(&document)], reads, &[NULL, TEXT, SPAN, SHAPE]);
    assert!(refused > 0, "{refused}");
}

#[test]
fn f06_findings() {
    let documents =
        maximal(&source()).findings.into_iter().map(|it| serde_json::to_value(it).unwrap());
    let reads = |it: &Value| serde_json::from_str::<Finding>(&it.to_string()).is_ok();
    let refused =
        compare("finding", &documents.collect::<Vec<_>>(), reads, &[NULL, TEXT, SPAN, SHAPE]);
    assert!(refused > 0, "{refused}");
}
