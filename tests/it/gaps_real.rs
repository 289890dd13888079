//! Gaps and overhangs of real parcels, against GEOS 3.14.1 (Shapely 2.2.0) and the cases of JTS.

use std::path::Path;

use landledger::geometry::coverage::{
    GapClass, GapLimits, ZoneLand, ZonePosition, gaps, zone_positions,
};
use landledger::geometry::{EdgeModel, LonLat, MultiPolygon, Plane, Shape, area};
use serde_json::Value;

use crate::gaps::{Flat, references};
use crate::shared_data::shared_data;

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn shape(geometry: &Value) -> Flat {
    let coordinates = geometry["coordinates"].as_array().unwrap();
    let polygons = match geometry["type"].as_str().unwrap() {
        "Polygon" => vec![coordinates.clone()],
        _ => coordinates.iter().map(|polygon| polygon.as_array().unwrap().clone()).collect(),
    };
    let position = |at: &Value| [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()];
    let ring = |ring: &Value| ring.as_array().unwrap().iter().map(position).collect();
    let polygons: Vec<Vec<Vec<[f64; 2]>>> =
        polygons.iter().map(|rings| rings.iter().map(ring).collect()).collect();
    Flat::from(polygons)
}

/// The shapes of a file; those that GEOS calls invalid are left empty, as its answers leave them out.
fn shapes(path: &Path, expected: &Value) -> Vec<Flat> {
    let mut left_out = Vec::new();
    for list in ["invalid", "structurally_broken"] {
        let rows = expected[list].as_array().unwrap();
        left_out.extend(rows.iter().map(|row| row[0].as_u64().unwrap()));
    }
    let document = json(path);
    let features = document["features"].as_array().unwrap().iter();
    (0..)
        .zip(features)
        .map(|(index, feature)| match left_out.contains(&index) {
            true => Flat::default(),
            false => shape(&feature["geometry"]),
        })
        .collect()
}

/// The area with geodesic edges, as the collector of the answers took it on the regions that GEOS gave.
///
/// DIFFERENCE: ours are those of edges straight in degrees (RFC 7946 §3.1.1), up to 7e-5 of the area away on these
/// fields, whose sides are up to a kilometre long. The regions are compared here, not the two kinds of edge.
fn geodesic(rings: &[Vec<[f64; 2]>], plane: Plane) -> f64 {
    if plane == Plane::Metres {
        return plane.region_area(rings);
    }
    let rings: Vec<Vec<LonLat>> =
        rings.iter().map(|ring| ring.iter().map(|at| LonLat::from(*at)).collect()).collect();
    let shape = Shape::LonLat(MultiPolygon::from(vec![rings]));
    area(&shape, EdgeModel::Geodesic, None).unwrap().square_metres
}

/// GEOS gives areas to 1e-4 m². What is smaller than this is decided by how each rounds crossing points.
const SMALLEST: f64 = 0.01;

#[test]
fn enclosed_gaps_as_geos_has_them() {
    let Some(data) = shared_data() else { return };
    let rows = [
        ("fiboa-eu-fields/at_block", Plane::Degrees),
        ("fiboa-eu-fields/be_vlg", Plane::Degrees),
        ("fiboa-eu-fields/ch", Plane::Degrees),
        ("fiboa-eu-fields/de_sh", Plane::Degrees),
        ("fiboa-eu-fields/dk", Plane::Degrees),
        ("fiboa-eu-fields/es_cat", Plane::Degrees),
        ("fiboa-eu-fields/jp", Plane::Degrees),
        ("fiboa-eu-fields/nl", Plane::Degrees),
        ("fiboa-eu-fields/nz", Plane::Degrees),
        ("fiboa-eu-fields/pt", Plane::Degrees),
        ("fiboa-eu-fields/us_csb", Plane::Degrees),
        ("nl-plots-zones/nl_plots", Plane::Degrees),
        ("nl-plots-zones/nl_plots_epsg_28992", Plane::Metres),
        ("us-cambridge/zoning_districts", Plane::Degrees),
        ("us-cambridge/parcels_fy2013", Plane::Degrees),
    ];
    let mut wrong = Vec::new();
    for (name, plane) in rows {
        let folder = data.join("parcels");
        let expected = json(&folder.join(format!("{name}.expected.json")));
        let shapes = shapes(&folder.join(format!("{name}.geojson")), &expected);
        let parcels = references(&shapes);
        let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane };
        let found = gaps(&land, &GapLimits::default());
        let all = found.gaps.iter().chain(&found.slivers);
        let areas = all.map(|gap| geodesic(&gap.region.rings, plane));
        let mut ours: Vec<f64> = areas.filter(|area| *area >= SMALLEST).collect();
        ours.sort_by(f64::total_cmp);
        let listed = expected["smallest_enclosed_gaps"].as_array().unwrap();
        assert_eq!(listed.len() as u64, expected["enclosed_gaps"].as_u64().unwrap(), "{name}");
        let areas = listed.iter().map(|row| row[0].as_f64().unwrap());
        let theirs: Vec<f64> = areas.filter(|area| *area >= SMALLEST).collect();
        let alike = ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(a, b)| (a - b).abs() <= 1e-4 + 1e-6 * b);
        if !alike {
            wrong.push(format!("{name}: {ours:?} against {theirs:?}"));
        }
        // Parcels are no holes in themselves here unless one of them has one that nobody fills.
        let classes = found.gaps.iter().map(|gap| gap.class);
        for class in classes {
            assert!(
                matches!(
                    class,
                    Some(GapClass::Enclosed | GapClass::HoleInMember | GapClass::Uncovered)
                ),
                "{name}: {class:?}"
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Parcels of Cambridge (Massachusetts) that its boundary does not cover, with the area outside.
#[test]
fn overhangs_as_geos_has_them() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("parcels/us-cambridge");
    let boundary = json(&folder.join("city_boundary.geojson"));
    let zone = shape(&boundary["features"][0]["geometry"]);
    let shapes = shapes(
        &folder.join("parcels_fy2013.geojson"),
        &json(&folder.join("parcels_fy2013.expected.json")),
    );
    let expected = json(&folder.join("containment_fy2013.expected.json"));
    let parcels = references(&shapes);
    let land =
        ZoneLand { parcels: &parcels, declared: &[], zone: Some(&zone), plane: Plane::Degrees };
    let found = zone_positions(&land, &GapLimits::default());
    let mut theirs = vec![0.0; found.len()];
    for row in expected["rows"].as_array().unwrap() {
        let index = usize::try_from(row[0].as_u64().unwrap()).unwrap();
        theirs[index] = row[2].as_f64().unwrap();
    }
    let mut outside = 0;
    for (index, (found, theirs)) in found.iter().zip(&theirs).enumerate() {
        let pieces = found.overhangs.iter().map(|overhang| &overhang.piece.region.rings);
        let ours =
            pieces.map(|rings| geodesic(rings, Plane::Degrees)).sum::<f64>() + found.sliver_area;
        assert!((ours - theirs).abs() <= 1e-4 + 1e-6 * theirs, "{index}: {ours} against {theirs}");
        if found.position != ZonePosition::Inside {
            outside += 1;
            assert!(*theirs > 0.0, "{index}: {found:?}");
        }
    }
    // GEOS lists every parcel that is not covered at all, however little; ours are those beyond 2 mm.
    let not_covered = expected["not_covered"].as_u64().unwrap();
    assert!(outside <= not_covered && outside >= 123, "{outside} of {not_covered}");
}

fn polygons(text: &str) -> Vec<Flat> {
    let bodies = text.trim_start_matches("MULTIPOLYGON").trim_start_matches("POLYGON");
    let bodies = bodies.split(")),");
    bodies
        .map(|body| {
            let rings = body.split("),").map(|ring| {
                let points = ring.split(',').map(|point| {
                    let clean = point.replace(['(', ')'], " ");
                    let numbers: Vec<f64> =
                        clean.split_whitespace().map(|number| number.parse().unwrap()).collect();
                    [numbers[0], numbers[1]]
                });
                points.collect()
            });
            Flat::from(vec![rings.collect::<Vec<Vec<[f64; 2]>>>()])
        })
        .collect()
}

/// The gap finder's case, and the validator's case with a gap width.
#[test]
fn gaps_of_jts() {
    let Some(data) = shared_data() else { return };
    let found = |parcels: &[Flat]| {
        let parcels = references(parcels);
        let land = ZoneLand { parcels: &parcels, declared: &[], zone: None, plane: Plane::Metres };
        gaps(&land, &GapLimits::default()).gaps
    };
    let finder = json(&data.join("jts-coverage/coverage_gap_finder.json"));
    let case = &finder[0];
    let gap = &found(&polygons(case["coverage"].as_str().unwrap()))[0];
    assert_eq!(gap.class, Some(GapClass::Enclosed));
    let expected = &polygons(case["expected_gaps"].as_str().unwrap())[0];
    let mut corners: Vec<[f64; 2]> = expected.points()[1..].to_vec();
    corners.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let mut ours = gap.region.rings[0].clone();
    ours.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(ours, corners);
    // Sides 4, √5, √5, area 2: the inscribed circle has diameter 4 · 2 / (4 + 2√5), below the width asked for.
    let width = 8.0 / (4.0 + 2.0 * 5.0_f64.sqrt());
    assert!(gap.width <= width + 1e-9 && gap.width > width * 0.999, "{}", gap.width);
    assert!(gap.width < case["gap_width"].as_f64().unwrap());

    let validator = json(&data.join("jts-coverage/coverage_validator.json"));
    for case in validator.as_array().unwrap() {
        let width = case["gap_width"].as_f64().unwrap();
        if width == 0.0 {
            continue;
        }
        let coverage = case["coverage"].as_array().unwrap();
        let parcels: Vec<Flat> =
            coverage.iter().flat_map(|one| polygons(one.as_str().unwrap())).collect();
        let narrow = found(&parcels).iter().filter(|gap| gap.width <= width).count();
        // Valid with a gap width means: no gap is that narrow.
        assert_eq!(narrow == 0, case["valid"].as_bool().unwrap(), "{}", case["name"]);
    }
}
