//! Fixes: applying one to the document ends its finding and gives no other.

use std::path::Path;

use landledger::finding::{Finding, Fix, PatchOperation};
use landledger::read::Source;
use landledger::read::geojson::{self, ReadOptions};
use serde_json::Value;

/// The operations of RFC 6902 that fixes use.
fn applied(mut document: Value, fix: &Fix) -> Value {
    for step in &fix.patch {
        let (parent, key) = step.path.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        let parent = document.pointer_mut(parent).unwrap();
        let value = step.value.clone();
        match (step.operation, parent) {
            (PatchOperation::Remove, Value::Object(object)) => drop(object.remove(&key).unwrap()),
            (PatchOperation::Add, Value::Object(object)) => {
                drop(object.insert(key, value.unwrap()))
            }
            (PatchOperation::Replace, Value::Object(object)) => {
                *object.get_mut(&key).unwrap() = value.unwrap();
            }
            (PatchOperation::Add, Value::Array(array)) if key == "-" => array.push(value.unwrap()),
            (PatchOperation::Replace, Value::Array(array)) => {
                array[key.parse::<usize>().unwrap()] = value.unwrap();
            }
            (operation, parent) => panic!("{operation:?} {key} in {parent}"),
        }
    }
    document
}

fn findings(text: &str) -> Vec<Finding> {
    geojson::read(&Source::new("t", text), &ReadOptions::default()).findings
}

#[track_caller]
fn ends(text: &str) -> usize {
    let before = findings(text);
    let mut fixes = 0;
    for fix in before.iter().filter_map(|finding| finding.fix.as_ref()) {
        let document = applied(serde_json::from_str(text).unwrap(), fix);
        let after = findings(&document.to_string());
        assert_eq!(after.len(), before.len() - 1, "{text}\n{after:#?}");
        fixes += 1;
    }
    fixes
}

#[test]
fn the_fixes_of_the_failing_twins_end_their_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/findings");
    let fixed = [
        "axes-swapped",
        "bbox-length",
        "bbox-not-enclosing",
        "bbox-order",
        "geojson-crs",
        "geojson-type",
        "properties-missing",
        "ring-not-closed",
        "ring-too-short",
    ];
    for code in fixed {
        let text = std::fs::read_to_string(folder.join(format!("{code}.fail.geojson"))).unwrap();
        assert_eq!(ends(&text), 1, "{code}");
    }
}

#[test]
fn other_fixes_end_their_findings() {
    let ring = "[113.3,34.8],[113.31,34.8],[113.31,34.81],[113.3,34.8]";
    let feature = format!(
        "{{\"type\":\"Feature\",\"id\":1,\"properties\":null,\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}}}"
    );
    assert_eq!(findings(&feature), []);
    for (from, to) in [
        ("\"id\":1", "\"id\":null"),
        ("\"type\":\"Feature\",", ""),
        ("\"Feature\"", "\"feature\""),
        ("\"Polygon\"", "\" polygon \""),
        ("\"id\":1", "\"crs\":{\"properties\":{\"name\":\"EPSG:4490\"}}"),
        ("\"id\":1", "\"bbox\":\"x\""),
        ("[113.3,34.8]]", "[113.3,34.800000009]]"),
        ("[113.3,34.8]]", "[113.3,34.9]]"),
    ] {
        let text = feature.replacen(from, to, 1);
        assert_ne!(text, feature);
        if text.contains("\"type\":\"Feature\"") || text.contains("feature") {
            assert_eq!(ends(&text), 1, "{text}");
        } else {
            // A document without a type is no feature yet; within a collection it is.
            let all = format!("{{\"type\":\"FeatureCollection\",\"features\":[{text}]}}");
            assert_eq!(ends(&all), 1, "{all}");
        }
    }
}

#[test]
fn what_is_not_beyond_doubt_has_no_fix() {
    let ring = "[113.3,34.8],[113.31,34.8],[113.31,34.81],[113.3,34.8]";
    for text in [
        format!("{{\"type\":\"Poligon\",\"coordinates\":[[{ring}]]}}"),
        format!("{{\"type\":\"Polygon\",\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}"),
        format!(
            "{{\"type\":\"Polygon\",\"crs\":{{\"properties\":{{\"name\":\"EPSG:4214\"}}}},\"coordinates\":[[{ring}]]}}"
        ),
        "{\"type\":\"Polygon\",\"coordinates\":[[[113.3,34.8],[113.31]]]}".to_owned(),
        "{\"type\":\"Polygon\",\"bbox\":[1],\"coordinates\":[[[-170,1],[170,1],[170,2],[-170,1]]]}"
            .to_owned(),
    ] {
        let found = findings(&text);
        assert!(!found.is_empty());
        assert!(found.iter().all(|finding| finding.fix.is_none()), "{text}\n{found:#?}");
    }
}

#[test]
fn a_file_that_is_swapped_throughout_does_not_write_itself_out() {
    let ring: Vec<String> = (0..999).map(|n| format!("[34.{n:03},113.3]")).collect();
    let ring = format!("[{},{}]", ring.join(","), ring[0]);
    let feature = format!(
        "{{\"type\":\"Feature\",\"properties\":null,\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}"
    );
    let all = vec![feature; 120].join(",");
    let found = findings(&format!("{{\"type\":\"FeatureCollection\",\"features\":[{all}]}}"));
    assert_eq!(found.len(), 120);
    // 100 000 positions, a thousand each.
    assert_eq!(found.iter().filter(|finding| finding.fix.is_some()).count(), 100);
}
