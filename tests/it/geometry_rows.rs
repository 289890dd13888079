//! Reading for the geometry tests: rows of `fixtures/published`, rings of GeoJSON and of boundary-point files.

use std::fs;
use std::path::Path;

use landledger::geometry::{GridPoint, LonLat, LonLatMultiPolygon, MultiPolygon};
use serde_json::Value;

/// The rows of a file below `fixtures/published`, without comments and header; values hold no comma.
pub(crate) fn published(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/published").join(name);
    let text = fs::read_to_string(path).unwrap();
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect();
    assert!(!rows.is_empty(), "{name} has no rows");
    rows
}

/// `a b c d …` as pairs.
pub(crate) fn pairs(text: &str) -> Vec<(f64, f64)> {
    let numbers: Vec<f64> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    assert_eq!(numbers.len() % 2, 0, "{text}");
    numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

/// A JSON document.
pub(crate) fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The polygons of a GeoJSON feature.
pub(crate) fn feature(feature: &Value) -> LonLatMultiPolygon {
    let geometry = &feature["geometry"];
    let coordinates = &geometry["coordinates"];
    let polygons = match geometry["type"].as_str().unwrap() {
        "Polygon" => vec![coordinates.clone()],
        "MultiPolygon" => coordinates.as_array().unwrap().clone(),
        other => panic!("a feature of type {other}"),
    };
    let mut shape = MultiPolygon::default();
    for polygon in polygons {
        shape.push_polygon();
        for ring in polygon.as_array().unwrap() {
            shape.push_ring(ring.as_array().unwrap().iter().map(|position| {
                LonLat::new(position[0].as_f64().unwrap(), position[1].as_f64().unwrap())
            }));
        }
    }
    shape
}

/// The one ring of a boundary-point file: its lines `J1,1,north,east`.
pub(crate) fn boundary_points(path: &Path) -> Vec<GridPoint> {
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split(',').map(str::trim).collect();
            let [name, "1", north, east] = fields[..] else { return None };
            name.starts_with('J')
                .then(|| GridPoint::new(north.parse().unwrap(), east.parse().unwrap()))
        })
        .collect()
}
