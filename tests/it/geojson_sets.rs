//! The published sets of valid and invalid GeoJSON documents, as `shared/data/geojson-structure` has them.

use landledger::finding::{Code, Severity};
use landledger::read::Source;
use landledger::read::geojson::{self, ReadOptions};
use serde::Deserialize;

use crate::shared_data::shared_data;

#[derive(Deserialize)]
struct Entry {
    file: String,
    expected: String,
}

/// Codes that a valid document may get, as parcels are polygons with an extent in degrees.
const PROFILE: [Code; 2] = [
    // DIFFERENCE: RFC 7946 has seven kinds of geometry; a parcel is a Polygon or MultiPolygon.
    Code::GeometryKind,
    // DIFFERENCE: RFC 7946 §3.2 allows an unlocated feature; a parcel has a boundary.
    Code::GeometryMissing,
];

/// DIFFERENCE: documents whose polygons are not valid, but whose structure is; the reader judges the
/// structure only, and crossings, touching and overlaps are judged where parcels are checked.
const NOT_STRUCTURE: [&str; 5] = [
    "false/MultiPolygon/multipoly-with-2-vertices-touching.geojson",
    "false/MultiPolygon/multipolygons-overlap.geojson",
    "false/Polygon/polygon-with-hole-2-vertices-touching.geojson",
    "false/Polygon/polygon-with-puncture.geojson",
    "false/Polygon/polygon-with-spike.geojson",
];

#[test]
fn published_documents_are_judged_alike() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("geojson-structure");
    let manifest = std::fs::read(folder.join("manifest.json")).unwrap();
    let entries: Vec<Entry> = serde_json::from_slice(&manifest).unwrap();
    assert!(entries.len() >= 79, "{} documents", entries.len());
    let mut wrong = Vec::new();
    for entry in &entries {
        let source = Source::open(folder.join(&entry.file)).unwrap();
        let reading = geojson::read(&source, &ReadOptions::default());
        let errors: Vec<Code> = reading
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.code)
            .collect();
        let not_structure = NOT_STRUCTURE.iter().any(|file| entry.file.ends_with(file));
        let alike = match entry.expected.as_str() {
            "valid" => errors.iter().all(|code| PROFILE.contains(code)),
            "invalid" => errors.is_empty() == not_structure,
            other => panic!("{}: unknown verdict {other}", entry.file),
        };
        if !alike {
            wrong.push(format!("{} {}: {errors:?}", entry.expected, entry.file));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
