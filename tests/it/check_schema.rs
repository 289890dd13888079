//! The schema of the check report describes every member, and no other.

use std::collections::BTreeSet;
use std::path::Path;

use landledger::finding::Code;
use serde_json::Value;

use crate::check_findings::{maximal, source};

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/check-report.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What a schema says of a value, references followed.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => resolved(root, root.pointer(reference.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// Walks a value beside its schema, and notes which members it has seen and which the schema lacks.
struct Walk<'a> {
    root: &'a Value,
    seen: BTreeSet<*const Value>,
    faults: Vec<String>,
}

impl<'a> Walk<'a> {
    fn value(&mut self, schema: &'a Value, value: &Value, path: &str) {
        if schema.get("description").is_none() {
            self.faults.push(format!("{path} has no description"));
        }
        let schema = resolved(self.root, schema);
        let fits = match (schema.get("type").and_then(Value::as_str), value) {
            (Some(kind), value) => matches!(
                (kind, value),
                ("object", Value::Object(_))
                    | ("array", Value::Array(_))
                    | ("string", Value::String(_))
                    | ("integer" | "number", Value::Number(_))
            ),
            (None, value) => match (schema.get("enum"), schema.get("const")) {
                (Some(words), _) => words.as_array().unwrap().contains(value),
                (None, Some(only)) => only == value,
                (None, None) => true,
            },
        };
        if !fits {
            self.faults.push(format!("{path} is {value}, which the schema does not allow"));
        }
        match value {
            Value::Object(members) if schema.get("properties").is_some() => {
                for required in schema["required"].as_array().unwrap() {
                    if !members.contains_key(required.as_str().unwrap()) {
                        self.faults.push(format!("{path} lacks {required}"));
                    }
                }
                for (key, value) in members {
                    let path = format!("{path}/{key}");
                    match schema["properties"].get(key) {
                        Some(member) => {
                            self.seen.insert(std::ptr::from_ref(member));
                            self.value(member, value, &path);
                        }
                        None => self.faults.push(format!("{path} is not described")),
                    }
                }
            }
            Value::Array(items) => {
                if let Some(schema) = schema.get("items").filter(|items| items.is_object()) {
                    for (index, item) in items.iter().enumerate() {
                        self.value(schema, item, &format!("{path}/{index}"));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Every member of every object that a schema describes.
fn members<'a>(schema: &'a Value, path: &str, all: &mut Vec<(String, &'a Value)>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                assert_eq!(object["additionalProperties"], false, "{path}");
                all.extend(properties.iter().map(|(key, value)| (format!("{path}/{key}"), value)));
            }
            for (key, value) in object {
                members(value, &format!("{path}/{key}"), all);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| members(item, path, all)),
        _ => {}
    }
}

#[test]
fn every_member_of_a_report_is_described_and_no_other() {
    let schema = schema();
    let report = serde_json::to_value(maximal(&source())).unwrap();
    let mut walk = Walk { root: &schema, seen: BTreeSet::new(), faults: Vec::new() };
    walk.value(&schema, &report, "");
    assert_eq!(walk.faults, Vec::<String>::new());
    let mut all = Vec::new();
    members(&schema, "", &mut all);
    let unseen: Vec<String> = all
        .into_iter()
        .filter(|(_, member)| !walk.seen.contains(&std::ptr::from_ref(*member)))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(unseen, Vec::<String>::new(), "described, but in no report");
}

#[test]
fn the_walk_would_notice() {
    let schema = schema();
    let mut report = serde_json::to_value(maximal(&source())).unwrap();
    report["findings"][0]["more"] = 1.into();
    report["findings"][0]["severity"] = "fatal".into();
    report["summary"].as_object_mut().unwrap().remove("notes");
    let mut walk = Walk { root: &schema, seen: BTreeSet::new(), faults: Vec::new() };
    walk.value(&schema, &report, "");
    // In which order members are walked is a matter of `serde_json/preserve_order`.
    walk.faults.sort();
    assert_eq!(
        walk.faults,
        [
            "/findings/0/more is not described",
            "/findings/0/severity is \"fatal\", which the schema does not allow",
            "/summary lacks \"notes\"",
        ]
    );
}

#[test]
fn ids_of_codes_fit_the_pattern() {
    // ^[a-z0-9]+(-[a-z0-9]+)*$
    for code in Code::ALL {
        let word = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        assert!(code.id().split('-').all(word), "{code}");
    }
}
