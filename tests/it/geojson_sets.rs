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
const PROFILE: [Code; 3] = [
    // DIFFERENCE: RFC 7946 §3.2 does not say that ids differ; those of parcels must (`-99` twice in countries.geojson).
    Code::FeatureIdRepeated,
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

/// DIFFERENCE: warnings here, for which others refuse the document.
const REFUSED_ELSEWHERE: [Code; 2] = [Code::BboxLength, Code::GeometryCollectionNested];

/// DIFFERENCE: an empty GeometryCollection is refused by Turf and is valid for RFC 7946 §3.1.8; here it is no parcel, and
/// nothing else.
const NO_PARCEL_ONLY: &str = "false/GeometryCollection/empty-geometry-collection.geojson";

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
        // What is wrong apart from not being a parcel. Others refuse a bbox of other than numbers and a collection
        // within a collection, which are warnings here: the record can be read, and RFC 7946 §3.1.8 says SHOULD.
        let reasons: Vec<Code> = reading
            .findings
            .iter()
            .filter(|finding| {
                finding.severity == Severity::Error || REFUSED_ELSEWHERE.contains(&finding.code)
            })
            .map(|finding| finding.code)
            .filter(|code| !PROFILE.contains(code))
            .collect();
        let not_structure = NOT_STRUCTURE.iter().any(|file| entry.file.ends_with(file));
        let sound = not_structure || entry.file.ends_with(NO_PARCEL_ONLY);
        let alike = match entry.expected.as_str() {
            "valid" => reasons.is_empty(),
            "invalid" => reasons.is_empty() == sound,
            // Judged by others as worth a look: anything but silence.
            "problematic" | "warning" => !reading.findings.is_empty(),
            "invalid-geometry" => true,
            other => panic!("{}: unknown verdict {other}", entry.file),
        };
        if !alike {
            wrong.push(format!("{} {}: {reasons:?}", entry.expected, entry.file));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the name of a document of geojson-validator says, and our code for it.
#[test]
fn documents_that_name_their_fault_get_the_code_for_it() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("geojson-structure/geojson-validator/invalid_structure");
    for (name, code) in [
        ("invalid_feature_geometry_is_string", Code::GeojsonMember),
        ("invalid_feature_properties_is_array", Code::GeojsonMember),
        ("invalid_featurecollcetion_features_is_object", Code::GeojsonMember),
        ("invalid_featurecollection_feature_nullfeature", Code::GeojsonType),
        ("invalid_featurecollection_unknown_type", Code::GeojsonType),
        ("invalid_geometry_bbox_not_numbers", Code::BboxLength),
        ("invalid_geometry_coordinates_empty_position", Code::PositionTooShort),
        ("invalid_geometry_depth_deep_point", Code::CoordinatesNesting),
        ("invalid_geometry_depth_shallow_multipolygon", Code::CoordinatesNesting),
        ("invalid_geometry_geometrycollection_null_geometry", Code::GeojsonMember),
        ("invalid_geometry_misslabeled_point", Code::CoordinatesNesting),
    ] {
        let source = Source::open(folder.join(format!("{name}.geojson"))).unwrap();
        let reading = geojson::read(&source, &ReadOptions::default());
        assert!(reading.findings.iter().any(|f| f.code == code), "{name}: {:?}", reading.findings);
    }
}
