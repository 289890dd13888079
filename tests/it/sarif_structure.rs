//! The members of a SARIF log: those that SARIF 2.1.0 (OASIS, errata 01) defines for each object, with those it requires.
//!
//! The schema of the standard forbids any other member (`additionalProperties: false`); `properties` is a bag of one's own. By hand
//! the logs of all failing fixtures were held against the schema itself with jsonschema 4.26: 110 results, no error.

use landledger::finding::Language;
use landledger::report::check::sarif;
use serde_json::Value;

use crate::check_findings::{maximal, source};

/// An object: its name, the members that it must have, and the others that are written.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

const OBJECTS: &[Row] = &[
    ("log", &["version", "runs"], &["$schema"]),
    (
        "runs",
        &["tool"],
        &["language", "columnKind", "artifacts", "invocations", "properties", "results"],
    ),
    ("tool", &["driver"], &[]),
    ("driver", &["name"], &["version", "rules"]),
    (
        "rules",
        &["id"],
        &["shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"],
    ),
    ("shortDescription", &["text"], &[]),
    ("fullDescription", &["text"], &[]),
    ("help", &["text"], &[]),
    ("defaultConfiguration", &[], &["level"]),
    ("artifacts", &[], &["location", "length", "hashes"]),
    ("location", &[], &["uri"]),
    ("hashes", &[], &["sha-256"]),
    ("invocations", &["executionSuccessful"], &["toolExecutionNotifications"]),
    ("toolExecutionNotifications", &["message"], &["level"]),
    ("message", &["text"], &[]),
    (
        "results",
        &["message"],
        &[
            "ruleId",
            "ruleIndex",
            "level",
            "locations",
            "relatedLocations",
            "partialFingerprints",
            "fixes",
            "suppressions",
            "properties",
        ],
    ),
    ("locations", &[], &["physicalLocation", "logicalLocations"]),
    ("relatedLocations", &[], &["id", "logicalLocations"]),
    ("physicalLocation", &["artifactLocation"], &["region"]),
    ("artifactLocation", &[], &["uri"]),
    (
        "region",
        &[],
        &["startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength"],
    ),
    ("logicalLocations", &[], &["fullyQualifiedName"]),
    ("fixes", &["artifactChanges"], &["description"]),
    ("description", &["text"], &[]),
    ("artifactChanges", &["artifactLocation", "replacements"], &[]),
    ("replacements", &["deletedRegion"], &["insertedContent"]),
    ("deletedRegion", &[], &["byteOffset", "byteLength"]),
    ("insertedContent", &[], &["text"]),
    ("suppressions", &["kind"], &["status", "justification"]),
];

/// Walks an object that stands under this name, and the objects in it; counts what was seen.
fn walk(name: &str, value: &Value, seen: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(name, item, seen)),
        Value::Object(_) if ["properties", "partialFingerprints"].contains(&name) => {}
        Value::Object(members) => {
            let row = OBJECTS.iter().find(|(object, _, _)| *object == name);
            let (_, required, others) = row.unwrap_or_else(|| panic!("{name} is no object"));
            for member in *required {
                assert!(members.contains_key(*member), "{name} has no {member}: {value}");
            }
            for (member, value) in members {
                let known = required.iter().chain(*others).any(|known| known == member);
                assert!(known, "{name} has {member}");
                walk(member, value, seen);
            }
            seen.push(name.to_owned());
        }
        Value::String(word) => match name {
            "level" => assert!(["none", "note", "warning", "error"].contains(&word.as_str())),
            "kind" => assert!(["inSource", "external"].contains(&word.as_str())),
            "status" => assert!(["accepted", "underReview", "rejected"].contains(&word.as_str())),
            "columnKind" => {
                assert!(["utf16CodeUnits", "unicodeCodePoints"].contains(&word.as_str()))
            }
            "version" => assert!(["2.1.0", env!("CARGO_PKG_VERSION")].contains(&word.as_str())),
            _ => assert_ne!(word, "", "{name}"),
        },
        Value::Number(number) => {
            let least =
                u64::from(["startLine", "startColumn", "endLine", "endColumn"].contains(&name));
            assert!(number.as_u64().is_some_and(|number| number >= least), "{name} {number}");
        }
        Value::Bool(_) => assert_eq!(name, "executionSuccessful"),
        Value::Null => panic!("{name} is null"),
    }
}

#[test]
fn a_log_has_the_members_of_the_standard() {
    let source = source();
    let report = maximal(&source);
    let sources = [&source];
    for language in [Language::Zh, Language::En] {
        let log = sarif::log(&report, &sources, language);
        // Written piece by piece as a tree, as text, and as text with line breaks: the same document.
        let tree = serde_json::to_value(log).unwrap();
        for text in [serde_json::to_string(&log), serde_json::to_string_pretty(&log)] {
            assert_eq!(serde_json::from_str::<Value>(&text.unwrap()).unwrap(), tree);
        }
        let mut seen = Vec::new();
        walk("log", &tree, &mut seen);
        seen.sort();
        seen.dedup();
        let mut all: Vec<&str> = OBJECTS.iter().map(|(name, _, _)| *name).collect();
        all.sort_unstable();
        assert_eq!(seen, all, "what the test does not see it does not test");
    }
}
