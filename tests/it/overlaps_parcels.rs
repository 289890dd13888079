//! Real parcels: overlapping pairs and their areas against Shapely 2.2.0 / GEOS 3.14.1.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use landledger::geometry::coverage::{Overlap, OverlapLimits, ZoneLand, overlaps};
use landledger::geometry::{EdgeModel, LonLat, MultiPolygon, Plane, Shape, area};
use serde_json::Value;

use crate::shared_data::shared_data;

type Rings = Vec<Vec<[f64; 2]>>;

fn expected_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            expected_files(&path, files);
        } else if path.to_string_lossy().ends_with(".expected.json") {
            files.push(path);
        }
    }
    files.sort();
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Polygons of a feature; members that the reference left out are empty.
fn polygons(feature: &Value) -> Vec<Rings> {
    let geometry = &feature["geometry"];
    let coordinates = geometry["coordinates"].clone();
    let lists: Vec<Vec<Vec<Vec<f64>>>> = match geometry["type"].as_str() {
        Some("Polygon") => vec![serde_json::from_value(coordinates).unwrap()],
        Some("MultiPolygon") => serde_json::from_value(coordinates).unwrap(),
        _ => Vec::new(),
    };
    let ring = |ring: &Vec<Vec<f64>>| ring.iter().map(|at| [at[0], at[1]]).collect();
    lists.iter().map(|rings| rings.iter().map(ring).collect()).collect()
}

/// The area of regions as the reference measures it: geodesic in degrees, planar in metres.
fn reference_area(plane: Plane, overlap: &Overlap) -> f64 {
    let regions = overlap.pieces.iter();
    match plane {
        Plane::Metres => regions.map(|region| plane.region_area(&region.region.rings)).sum(),
        Plane::Degrees => {
            let polygons: Vec<Rings> = regions.map(|region| region.region.rings.clone()).collect();
            let shape = MultiPolygon::from(polygons).map(|[x, y]| LonLat::new(x, y));
            area(&Shape::LonLat(shape), EdgeModel::Geodesic, None).unwrap().square_metres
        }
    }
}

#[test]
fn overlaps_of_real_parcels_are_those_of_geos() {
    let Some(data) = shared_data() else { return };
    let mut files = Vec::new();
    expected_files(&data.join("parcels"), &mut files);
    let (mut pairs, mut worst, mut worst_plane) = (0, 0.0_f64, 0.0_f64);
    for file in files {
        let expected = json(&file);
        let Some(listed) = expected["overlaps"].as_array() else { continue };
        let planar = expected["crs_of_coordinates"].as_str().unwrap().starts_with("projected");
        let plane = if planar { Plane::Metres } else { Plane::Degrees };
        let given = file.to_string_lossy().replace(".expected.json", ".geojson");
        let features = json(Path::new(&given))["features"].as_array().unwrap().clone();
        let out: BTreeSet<usize> = ["invalid", "structurally_broken"]
            .iter()
            .flat_map(|key| expected[*key].as_array().unwrap())
            .map(|row| usize::try_from(row[0].as_u64().unwrap()).unwrap())
            .collect();
        let shapes: Vec<MultiPolygon<[f64; 2]>> = features
            .iter()
            .enumerate()
            .map(|(at, feature)| if out.contains(&at) { Vec::new() } else { polygons(feature) })
            .map(MultiPolygon::from)
            .collect();
        let parcels: Vec<_> = shapes.iter().collect();
        let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane };
        let mut limits = OverlapLimits::default();
        limits.coincidence = 0.0;
        let found = overlaps(&land, &limits);
        let mut ours: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
        for overlap in &found.pairs {
            let own = reference_area(plane, overlap);
            // The reference lists what is above 0.01 m².
            if own > 0.01 {
                ours.insert((overlap.parcels[0], overlap.parcels[1]), (own, overlap.area));
            }
        }
        let mut theirs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for row in listed {
            let row: (usize, usize, f64) = serde_json::from_value(row.clone()).unwrap();
            theirs.insert((row.0, row.1), row.2);
        }
        let keys = |map: &BTreeMap<(usize, usize), f64>| map.keys().copied().collect::<Vec<_>>();
        let own: BTreeMap<(usize, usize), f64> = ours.iter().map(|(k, v)| (*k, v.0)).collect();
        assert_eq!(keys(&own), keys(&theirs), "{}", file.display());
        for (pair, expected) in &theirs {
            let (geodesic, plane) = ours[pair];
            // Written with 4 decimals, and measured by a library that is good to 1e-4 m² (crates.md §4).
            let off = (geodesic - expected).abs();
            assert!(off <= 1e-6 * expected + 2e-4, "{pair:?}: {geodesic} {expected}");
            worst = worst.max(off);
            worst_plane = worst_plane.max((geodesic - plane).abs() / geodesic);
            pairs += 1;
        }
    }
    assert!(pairs >= 49, "{pairs} pairs");
    eprintln!(
        "{pairs} pairs; off by {worst:e} m² at most; straight in degrees {worst_plane:e} of it"
    );
}
