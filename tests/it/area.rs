//! The four areas against golden vectors, other programs and 40-digit references.

use landledger::geometry::{
    ComputedArea, EdgeModel, GaussKruger, GridMultiPolygon, GridPoint, LonLat, LonLatMultiPolygon,
    MultiPolygon, Shape, area, compare, trapezoid, vertex_count,
};
use proptest::prelude::*;

use crate::geometry_rows::{boundary_points, feature, json, pairs, published};
use crate::shared_data::shared_data;

fn zone(epsg: u16) -> GaussKruger {
    GaussKruger::from_epsg(epsg).unwrap()
}

fn square_metres(shape: &Shape, edges: EdgeModel) -> f64 {
    area(shape, edges, None).unwrap().square_metres
}

fn lon_lat(ring: &str) -> Shape {
    Shape::LonLat(MultiPolygon::from_exterior(
        pairs(ring).into_iter().map(|(lon, lat)| LonLat::new(lon, lat)),
    ))
}

fn grid(rings: impl IntoIterator<Item = Vec<GridPoint>>) -> Shape {
    let mut polygons = GridMultiPolygon::default();
    polygons.push_polygon();
    for ring in rings {
        polygons.push_ring(ring);
    }
    Shape::Grid { zone: zone(4526), polygons }
}

fn survey_rings(rings: &str) -> Vec<Vec<GridPoint>> {
    let points = |ring: &str| {
        pairs(ring).into_iter().map(|(north, east)| GridPoint::new(north, east)).collect()
    };
    rings.split('|').map(points).collect()
}

/// The ring with points put into its edges in the plane, so that geodesic edges follow straight ones.
fn densified(ring: &[GridPoint], step: f64) -> Vec<GridPoint> {
    let mut result = Vec::new();
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let parts = ((to.north - from.north).hypot(to.east - from.east) / step).ceil().max(1.0);
        for part in 0..parts as u32 {
            let share = f64::from(part) / parts;
            result.push(GridPoint::new(
                from.north + (to.north - from.north) * share,
                from.east + (to.east - from.east) * share,
            ));
        }
    }
    result
}

#[test]
fn golden_vectors() {
    for row in published("survey_area.csv") {
        let [_, case, rings, planar, survey, geodesic, tolerance] = &row[..] else {
            panic!("{row:?}")
        };
        let rings = survey_rings(rings);
        let tolerance: f64 = tolerance.parse().unwrap();
        let shape = grid(rings.clone());
        for (edges, expected) in [(EdgeModel::Grid, planar), (EdgeModel::Survey, survey)] {
            let expected: f64 = expected.parse().unwrap();
            let found = square_metres(&shape, edges);
            assert!((found - expected).abs() <= 6e-5, "{case} {edges}: {found} against {expected}");
            assert!((found - expected).abs() <= tolerance, "{case} {edges}");
        }
        if let Ok(expected) = geodesic.parse::<f64>() {
            let dense = grid(rings.iter().map(|ring| densified(ring, 10.0)));
            let found = square_metres(&dense, EdgeModel::Geodesic);
            assert!((found - expected).abs() <= tolerance, "{case}: {found} against {expected}");
        }
    }
}

/// A ring backwards, a ring begun elsewhere and a repeated closing point have the same area by every method.
#[test]
fn direction_and_closing_point() {
    for row in published("survey_area.csv") {
        let rings = survey_rings(&row[2]);
        let shape = grid(rings.clone());
        let each = |change: fn(&mut Vec<GridPoint>)| {
            grid(rings.iter().cloned().map(|mut ring| {
                change(&mut ring);
                ring
            }))
        };
        let variants = [
            ("backwards", each(|ring| ring.reverse())),
            ("closed", each(|ring| ring.push(ring[0]))),
            ("begun elsewhere", each(|ring| ring.rotate_left(1))),
        ];
        for edges in EdgeModel::ALL {
            let expected = square_metres(&shape, *edges);
            for (what, variant) in &variants {
                let found = square_metres(variant, *edges);
                // Densification from the other end rounds other decimals: 1e-6 m on an edge of some km.
                let tolerance = if *edges == EdgeModel::Survey { 1e-3 } else { 1e-6 };
                assert!((found - expected).abs() < tolerance, "{} {edges} {what}", row[1]);
                let count = |shape: &Shape| area(shape, *edges, None).unwrap().vertices;
                assert_eq!(count(variant), count(&shape), "{} {edges} {what}", row[1]);
            }
        }
    }
}

/// Rings 6.6 km high: the same area from whichever corner, to whichever side. Their first positions lie next to where a latitude
/// rounds to another millionth of a second; if they came out otherwise the second time, 300 m² and more would be off. The first area is that of
/// the rule with the sines of a standard library.
#[test]
fn high_rings_close() {
    let rows = [
        ([4_025_716.874_5, 38_383_451.257_8], 6_600.0, Some(1_979_339.37)),
        ([3_902_290.168_8, 38_627_148.608], 6_600.0, None),
        ([3_546_937.284_8, 38_564_855.763_9], 6_634.0, None),
    ];
    for ([north, east], height, expected) in rows {
        let mut ring = [(0.0, 0.0), (height, 0.0), (height, 300.0), (0.0, 300.0)]
            .map(|(up, right)| GridPoint::new(north + up, east + right))
            .to_vec();
        let first = square_metres(&grid([ring.clone()]), EdgeModel::Survey);
        assert!(expected.is_none_or(|expected: f64| (first - expected).abs() < 0.006), "{first}");
        for turn in 0..4 {
            ring.rotate_left(1);
            let mut back = ring.clone();
            back.reverse();
            for ring in [&ring, &back] {
                let found = square_metres(&grid([ring.clone()]), EdgeModel::Survey);
                assert!((found - first).abs() < 0.01, "{north} {turn}: {found} {first}");
            }
        }
    }
}

#[test]
fn a_large_triangle() {
    // Domain sheet §6.4, edges of about 5 km: trapezoids on the corners 10658400.02, straight in degrees 10658974.60, geodesic
    // 10659521.99. The sheet does not print the corners; these give its three figures.
    let corners = [(113.28, 34.78), (113.33, 34.80), (113.30, 34.83)];
    let polygons = MultiPolygon::from_exterior(corners.map(|(lon, lat)| LonLat::new(lon, lat)));
    let on_corners = trapezoid_sum(&polygons);
    let shape = Shape::LonLat(polygons);
    for (found, expected) in [
        (on_corners, 10_658_400.02),
        (square_metres(&shape, EdgeModel::LonLat), 10_658_974.60),
        (square_metres(&shape, EdgeModel::Geodesic), 10_659_521.99),
    ] {
        assert!((found - expected).abs() < 0.0061, "{found} against {expected}");
    }
}

#[test]
fn cell() {
    // Domain sheet §6.5, `cell`: 1015120.2983 by the formula, 1015120.2984 geodesic dense.
    assert!((trapezoid(34.80..34.81, 0.01) - 1_015_120.2983).abs() < 1e-4);
    assert!((trapezoid(34.81..34.80, 0.01) + 1_015_120.2983).abs() < 1e-4);
    let shape = lon_lat("113.30 34.80 113.31 34.80 113.31 34.81 113.30 34.81");
    let straight = square_metres(&shape, EdgeModel::LonLat);
    assert!((straight - 1_015_120.2983).abs() < 1e-4, "{straight}");
    // 1015221.4611 in the plane, where the parallels became straight: corners only.
    let planar = square_metres(&shape, EdgeModel::Grid);
    assert!((planar - 1_015_221.4611).abs() < 1e-3, "{planar}");
}

#[test]
fn degree_cell() {
    // Domain sheet §6.2: 1° × 1° at 34–35° N by the series, and in closed form.
    let series = trapezoid(34.0..35.0, 1.0);
    assert!((series / 10_187_811_966.4757 - 1.0).abs() < 1e-13, "{series}");
    let closed = square_metres(&lon_lat("113 34 114 34 114 35 113 35"), EdgeModel::LonLat);
    assert!((closed / 10_187_811_966.478_447 - 1.0).abs() < 1e-14, "{closed}");
}

#[test]
fn map_sheets() {
    let Some(data) = shared_data() else { return };
    let sheets = json(&data.join("china-ellipsoid-area/sheet_areas.json"));
    let sheets = sheets["sheets"].as_array().unwrap();
    assert!(!sheets.is_empty());
    for sheet in sheets {
        let south = sheet["lat_south_deg"].as_f64().unwrap();
        let north = south + sheet["dlat_sec"].as_f64().unwrap() / 3600.0;
        let width = sheet["dlon_sec"].as_f64().unwrap() / 3600.0;
        let number = |field: &str| sheet[field].as_str().unwrap().parse::<f64>().unwrap();
        let (exact, formula) = (number("exact_area_m2"), number("formula_32_2008_m2"));
        // The series ends at e⁸, 1e-12 of the area at 40°; the reference's doubles differ from ours by less than that.
        let tolerance = match sheet["scale"].as_str().unwrap() {
            "1:5000" => 4e-5,
            "1:10000" => 1.7e-4,
            "1:50000" => 2.7e-3,
            "1:100000" => 0.011,
            other => panic!("scale {other}"),
        };
        let series = trapezoid(south..north, width);
        assert!((series - exact).abs() < tolerance, "{sheet}: {series}");
        assert!((series / formula - 1.0).abs() < 5e-13, "{sheet}: {series}");
        let ring = format!("0 {south} {width} {south} {width} {north} 0 {north}");
        let closed = square_metres(&lon_lat(&ring), EdgeModel::LonLat);
        // The northern latitude is an f64: its last digit is 1.7e-13 of the height of the smallest sheet.
        assert!((closed / exact - 1.0).abs() < 2e-13, "{sheet}: {closed}");
    }
}

/// Prints the table that the documentation of `geodesic.rs` and `lonlat.rs` quotes.
#[test]
fn small_rings() {
    for (file, edges) in [
        ("geodesic_small_rings.csv", EdgeModel::Geodesic),
        ("lonlat_small_rings.csv", EdgeModel::LonLat),
    ] {
        for row in published(file) {
            let [_, _, case, ring, expected, tolerance] = &row[..] else { panic!("{row:?}") };
            let found = square_metres(&lon_lat(ring), edges);
            // The reference has 25 digits: the difference is exact to the last of an f64.
            let error = (found - expected.parse::<f64>().unwrap()).abs();
            eprintln!("{edges:9} {case:40} {found:22.9} {error:.1e}");
            assert!(error <= tolerance.parse::<f64>().unwrap(), "{edges} {case}: {error}");
        }
    }
}

#[test]
fn plots_of_boundary_point_files() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("china-parcel-txt");
    let expected = json(&folder.join("expected.json"));
    let expected = expected.as_array().unwrap();
    assert!(!expected.is_empty());
    for row in expected {
        let file = row["file"].as_str().unwrap();
        let ring = boundary_points(&folder.join(file));
        assert_eq!(ring.len() as u64, row["actual_points"].as_u64().unwrap(), "{file}");
        let shape = grid([ring.clone()]);
        let dense = grid([densified(&ring, 1.0)]);
        let planar = square_metres(&shape, EdgeModel::Grid);
        for (field, found) in [
            ("planar_area_m2", planar),
            ("geodesic_area_m2", square_metres(&shape, EdgeModel::Geodesic)),
            ("densified_1m_area_m2", square_metres(&dense, EdgeModel::Geodesic)),
        ] {
            let expected = row[field].as_f64().unwrap();
            assert!((found - expected).abs() <= 6e-4, "{file} {field}: {found} against {expected}");
        }
        if let Some(hectares) = row["declared_area_ha"].as_f64() {
            assert!((planar / 1e4 - hectares).abs() <= 0.5001e-4, "{file}: {planar}");
        }
        let ellipsoid = square_metres(&dense, EdgeModel::Geodesic);
        let survey = square_metres(&shape, EdgeModel::Survey);
        // Coordinates of the rule are good to 6 decimals of a second, 0.03 mm.
        assert!((survey - ellipsoid).abs() < 0.02, "{file}: {survey} against {ellipsoid}");
    }
}

#[test]
fn outline_of_shangjie() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("china-shangjie");
    let expected = json(&folder.join("expected.json"));
    let mut count = 0;
    for case in expected["cases"].as_array().unwrap() {
        let path = folder.join(case["file"].as_str().unwrap());
        if !path.exists() {
            continue;
        }
        count += 1;
        let polygons = feature(&json(&path));
        assert_eq!(vertex_count(&polygons) as u64 + 1, case["n_coords"].as_u64().unwrap());
        // 国土调查办发〔2008〕32号, the plain trapezoid sum on the corners, without projection and densification.
        let corners = trapezoid_sum(&polygons);
        let shape = Shape::LonLat(polygons);
        for (field, found) in [
            ("geodesic_cgcs2000", square_metres(&shape, EdgeModel::Geodesic)),
            ("straight_lonlat_edges_cgcs2000", square_metres(&shape, EdgeModel::LonLat)),
            ("gauss_kruger_4547_planar", square_metres(&shape, EdgeModel::Grid)),
            ("tdt1055_trapezoid_sum", corners),
        ] {
            let expected = case["area_m2"][field].as_f64().unwrap();
            assert!((found - expected).abs() <= 1e-3, "{field}: {found} against {expected}");
        }
    }
    assert!(count > 0);
}

fn trapezoid_sum(polygons: &LonLatMultiPolygon) -> f64 {
    let ring = polygons.rings().next().unwrap();
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    let sum = edges
        .map(|(from, to)| trapezoid(from.lat..to.lat, (from.lon + to.lon) / 2.0 - ring[0].lon));
    sum.sum::<f64>().abs()
}

/// GeographicLib's own polygons where the public area applies: their ellipsoid is WGS84, whose areas differ from CGCS2000's by 1.1e-11 of
/// themselves; the other cases are tested beside the code, on WGS84.
#[test]
fn geographiclib_polygons() {
    let Some(data) = shared_data() else { return };
    let cases = json(&data.join("geographiclib-planimeter/planimeter.json"));
    let mut count = 0;
    for case in cases["cases"].as_array().unwrap() {
        let ring: Vec<LonLat> = case["points_lat_lon"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|at| LonLat::new(at[1].as_f64().unwrap(), at[0].as_f64().unwrap()))
            .collect();
        let expected = case["expected_area_m2"].as_f64().unwrap();
        // DIFFERENCE: rhumb lines are no edge model here; longitudes above 180° are refused; a ring that winds
        // round a pole more than once has no area in the sense of a land record.
        if case["edge"] == "rhumb"
            || ring.len() < 3
            || ring.iter().any(|at| at.lon.abs() > 180.0)
            || expected.abs() > 1e14
        {
            continue;
        }
        let shape = Shape::LonLat(MultiPolygon::from_exterior(ring));
        let found = square_metres(&shape, EdgeModel::Geodesic);
        let tolerance = case["area_tol_m2"].as_f64().unwrap() + expected.abs() * 5e-11;
        assert!((found - expected.abs()).abs() <= tolerance, "{}: {found}", case["name"]);
        count += 1;
    }
    assert!(count >= 3, "{count}");
}

#[test]
fn planar_against_ellipsoid() {
    // Domain sheet §6.6: planar excess at 34.75–34.85° N; 1.04e-4 for the zone of 17.06 km², +1 776 m².
    let rings = |row: &str| survey_rings(row);
    let zone_row = published("survey_area.csv").into_iter().find(|row| row[1] == "zone").unwrap();
    let comparison = compare(&grid(rings(&zone_row[2])), None).unwrap();
    assert!((comparison.difference - 1776.4242).abs() < 1e-3, "{}", comparison.difference);
    assert!((comparison.ratio - comparison.expected_ratio).abs() < 1e-8);
    let text = comparison.text();
    assert_eq!(
        text.en,
        "planar less ellipsoid area +1776.42 m² (+1.04e-4); expected from the distance to the central meridian, \
         65.0 km: +1.04e-4"
    );
    assert!(text.zh.contains("大1776.42平方米"), "{}", text.zh);

    // West and east edge of Shangjie: 1.32e-4 at 113.2° E, 7.4e-5 at 113.4° E.
    for (west, expected) in [(113.195, 1.32e-4), (113.395, 7.4e-5)] {
        let east = west + 0.01;
        let ring = format!("{west} 34.795 {east} 34.795 {east} 34.805 {west} 34.805");
        let comparison = compare(&lon_lat(&ring), None).unwrap();
        assert!((comparison.ratio - expected).abs() < 1e-6, "{west}: {}", comparison.ratio);
        // The rule rounds vertices to 0.1 mm first.
        let rest = comparison.ratio - comparison.expected_ratio;
        assert!(rest.abs() < 1e-7, "{west}: {rest}");
        assert_eq!(comparison.planar.zone.unwrap().number(), 38);
    }

    // In the wrong zone, the 6° one with CM 111° E: 1.08e-3, 18 460 m² on the zone.
    let wrong = compare(&grid(rings(&zone_row[2])), Some(zone(4508))).unwrap();
    assert!((wrong.difference - 18_460.0).abs() < 50.0, "{}", wrong.difference);
    assert!((wrong.ratio - 1.08e-3).abs() < 5e-6, "{}", wrong.ratio);
    assert!((wrong.ratio - wrong.expected_ratio).abs() < 1e-7, "{wrong:?}");
}

/// What cannot be measured gives nothing, not zero.
#[test]
fn unusable_shapes() {
    let square = |lon: f64, lat: f64| {
        Shape::LonLat(MultiPolygon::from_exterior([
            LonLat::new(lon, lat),
            LonLat::new(lon + 0.01, lat),
            LonLat::new(lon + 0.01, lat + 0.01),
        ]))
    };
    let metres = |north: f64, east: f64| {
        grid([vec![
            GridPoint::new(3_853_000.0, 38_435_500.0),
            GridPoint::new(3_853_100.0, 38_435_500.0),
            GridPoint::new(north, east),
        ]])
    };
    use EdgeModel::{Geodesic, Grid, LonLat as Straight, Survey};
    // Shape, the models that give an area.
    let rows: [(&str, Shape, &[EdgeModel]); 10] = [
        ("good", square(113.3, 34.8), &[Geodesic, Straight, Grid, Survey]),
        ("longitude 200", square(200.0, 34.8), &[]),
        ("latitude 91", square(113.3, 91.0), &[]),
        ("not a number", square(f64::NAN, 34.8), &[]),
        ("infinite", square(113.3, f64::INFINITY), &[]),
        ("good metres", metres(3_853_100.0, 38_435_600.0), &[Geodesic, Straight, Grid, Survey]),
        ("other prefix", metres(3_853_100.0, 37_435_600.0), &[Grid]),
        ("too far north", metres(10_200_000.0, 38_435_600.0), &[Grid]),
        ("no number", metres(f64::NAN, 38_435_600.0), &[]),
        ("huge", metres(1e200, -1e200), &[]),
    ];
    for (what, shape, models) in rows {
        for edges in EdgeModel::ALL {
            let found = area(&shape, *edges, None);
            assert_eq!(found.is_some(), models.contains(edges), "{what} {edges}: {found:?}");
        }
    }
    // Fewer than three points enclose nothing.
    for ring in ["", "113.3 34.8", "113.3 34.8 113.4 34.9"] {
        for edges in [Geodesic, Straight] {
            let found = area(&lon_lat(ring), edges, None).unwrap();
            assert!(found.square_metres.abs() < 1e-6, "{ring} {edges}");
        }
    }
}

/// Degrees under the grid models go into the zone at their middle, or into the one asked for.
#[test]
fn zones_of_degrees() {
    let shape = lon_lat("112.49 34.80 112.52 34.80 112.52 34.81 112.49 34.81");
    let found = |zone| area(&shape, EdgeModel::Grid, zone).unwrap();
    assert_eq!(found(None).zone, Some(zone(4526)));
    assert_eq!(found(Some(zone(4546))).zone, Some(zone(4546)));
    assert_eq!(area(&shape, EdgeModel::Geodesic, Some(zone(4546))).unwrap().zone, None);

    // Metres keep their zone, unless another central meridian is asked for.
    let Shape::LonLat(degrees) = &shape else { panic!() };
    let west = Shape::Grid { zone: zone(4525), polygons: zone(4525).project(degrees).unwrap() };
    let area = |zone| -> ComputedArea { area(&west, EdgeModel::Grid, zone).unwrap() };
    assert_eq!(area(None).zone, Some(zone(4525)));
    assert_eq!(area(Some(zone(4546))).zone, Some(zone(4525)));
    let moved = area(Some(zone(4526)));
    assert_eq!(moved.zone, Some(zone(4526)));
    assert!((moved.square_metres - found(None).square_metres).abs() < 1e-4);
}

#[test]
fn names() {
    for (name, edges) in [
        ("geodesic", EdgeModel::Geodesic),
        ("lonlat", EdgeModel::LonLat),
        ("grid", EdgeModel::Grid),
        ("survey", EdgeModel::Survey),
    ] {
        assert_eq!(edges.to_string(), name);
        assert_eq!(name.parse::<EdgeModel>().unwrap(), edges);
        assert_eq!(serde_json::to_string(&edges).unwrap(), format!("\"{name}\""));
        assert_eq!(serde_json::from_str::<EdgeModel>(&format!("\"{name}\"")).unwrap(), edges);
    }
    for name in ["", "Geodesic", "lon-lat", "planar"] {
        assert!(name.parse::<EdgeModel>().unwrap_err().is_argument(), "{name}");
    }
}

/// The survey refuses shapes whose densification would take forever, and edges of 70 m stay whole.
#[test]
fn limits_of_the_survey() {
    let far = GridPoint::new(9_000_000.0, 38_435_500.0);
    let near = GridPoint::new(1_000_000.0, 38_435_500.0);
    let zigzag = |count: usize| grid([[far, near].repeat(count)]);
    // 8 000 km in each edge, 114 285 points: of 4 edges they are fewer than ten million, of 88 they are more. The library's own tests
    // go to the last point.
    assert!(area(&zigzag(2), EdgeModel::Survey, None).is_some());
    assert!(area(&zigzag(44), EdgeModel::Survey, None).is_none());
}

/// The pole is 10 001 965.7 m from the equator; beyond it, and so near to it that the rule's series goes there, is no ground, whichever
/// vertex comes first.
#[test]
fn beyond_the_pole_the_survey_has_no_area() {
    let corners = |x: f64, y: f64| {
        [[0.0, 0.0], [-10.0, 0.0], [-10.0, -10.0]]
            .map(|[dx, dy]| GridPoint::new(x + dx, 38_500_000.0 + y + dy))
    };
    let survey = |ring: Vec<GridPoint>| area(&grid([ring]), EdgeModel::Survey, None);
    for (x, y) in [(10_001_963.727_4, 400_000.0), (10_001_975.0, 0.0), (10_002_000.0, 0.0)] {
        for first in 0..3 {
            let mut ring = corners(x, y).to_vec();
            ring.rotate_left(first);
            ring.push(ring[0]);
            assert_eq!(survey(ring), None, "{x} {y} {first}");
        }
    }
    let ring = corners(9_900_000.0, 0.0);
    let found = survey(ring.iter().chain(ring.first()).copied().collect()).unwrap();
    assert!((found.square_metres - 50.0).abs() < 0.1, "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The four areas of a parcel agree within their definitions, wherever it lies in China.
    #[test]
    fn four_areas_of_a_parcel(lon in 74.0..134.0_f64, lat in 5.0..53.0_f64, size in 20.0..300.0_f64,
                              shape in proptest::collection::vec(0.5..1.0_f64, 3..12)) {
        let k = 111_320.0;
        let count = shape.len() as f64;
        let ring = shape.iter().enumerate().map(|(at, radius)| {
            let angle = at as f64 / count * std::f64::consts::TAU;
            LonLat::new(lon + radius * size * angle.cos() / k / lat.to_radians().cos(),
                        lat + radius * size * angle.sin() / k)
        });
        let ring: Vec<LonLat> = ring.collect();
        // A line straight in degrees leaves the geodesic by up to s³ tan φ / 12R of area.
        let lens: f64 = ring.iter().zip(ring.iter().cycle().skip(1)).map(|(from, to)| {
            let (north, east) = ((to.lat - from.lat) * k, (to.lon - from.lon) * k * lat.to_radians().cos());
            north.hypot(east).powi(3) * lat.to_radians().tan() / (12.0 * 6.35e6)
        }).sum();
        let shape = Shape::LonLat(MultiPolygon::from_exterior(ring));
        let geodesic = square_metres(&shape, EdgeModel::Geodesic);
        let tolerance = 1e-3 + lens * 1.05;
        let straight = square_metres(&shape, EdgeModel::LonLat);
        prop_assert!((straight - geodesic).abs() < tolerance, "{straight} {geodesic}");
        let survey = square_metres(&shape, EdgeModel::Survey);
        // Vertices are rounded to 0.1 mm first.
        prop_assert!((survey - geodesic).abs() < tolerance + size * 1e-3, "{survey} {geodesic}");
        let comparison = compare(&shape, None).unwrap();
        let rest = comparison.planar.square_metres - geodesic * (1.0 + comparison.expected_ratio);
        prop_assert!(rest.abs() < tolerance, "{comparison:?}");
    }

    #[test]
    fn no_number_panics(coordinates in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..6)) {
        let degrees = Shape::LonLat(MultiPolygon::from_exterior(
            coordinates.iter().map(|(lon, lat)| LonLat::new(*lon, *lat))));
        let metres = grid([coordinates.iter().map(|(n, e)| GridPoint::new(*n, *e)).collect()]);
        for shape in [degrees, metres] {
            for edges in EdgeModel::ALL {
                let found = area(&shape, *edges, None);
                prop_assert!(found.is_none_or(|area| area.square_metres.is_finite()));
            }
            let _ = compare(&shape, None);
        }
    }
}
