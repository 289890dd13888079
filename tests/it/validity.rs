//! Polygon validity against JTS and GEOS, Turf and real parcels.

use std::collections::BTreeMap;
use std::path::Path;

use landledger::geometry::{
    Defect, DefectGeometry, DefectKind, MultiPolygon, Plane, ValidityLimits, validity,
};
use serde_json::Value;

use crate::shared_data::shared_data;
use crate::wkt;

/// What OGC calls invalid, in the plane of the numbers.
pub(crate) fn invalid(shape: &MultiPolygon<[f64; 2]>) -> Vec<Defect> {
    let mut defects = validity(shape, Plane::Metres, &ValidityLimits::default());
    defects.retain(|defect| defect.kind.is_invalid_in_ogc());
    defects
}

/// The kinds that GEOS gives the same reason for.
fn reason(kind: DefectKind) -> &'static [&'static str] {
    match kind {
        DefectKind::NotFinite => &["Invalid Coordinate"],
        // Three positions there and back; four are no longer too few for GEOS.
        DefectKind::TooFewDistinct => {
            &["Too few points in geometry component", "Self-intersection"]
        }
        DefectKind::ZeroAreaRing => &["Self-intersection", "Ring Self-intersection"],
        // DIFFERENCE: GEOS has no word for spikes and names the edge or the vertex at the foot.
        DefectKind::Spike => &["Self-intersection", "Ring Self-intersection"],
        // DIFFERENCE: GEOS names the edge or the vertex that it comes to first.
        DefectKind::Neck => &["Self-intersection", "Ring Self-intersection"],
        DefectKind::RingTouch => &["Ring Self-intersection"],
        DefectKind::HoleOutside => &["Hole lies outside shell"],
        DefectKind::HoleNested => &["Holes are nested"],
        DefectKind::InteriorDisconnected => &["Interior is disconnected"],
        DefectKind::PartNested => &["Nested shells"],
        _ => &["Self-intersection"],
    }
}

/// Whether a position is one of those that a defect shows, or lies on its line.
fn shows(defect: &Defect, at: [f64; 2]) -> bool {
    // GEOS prints 15 digits and rounds crossings as we do, on its own way.
    let near = |p: [f64; 2]| {
        let size = at[0].abs().max(at[1].abs()).max(1.0);
        (p[0] - at[0]).hypot(p[1] - at[1]) <= 1e-12 * size
    };
    let on_line = |line: &[[f64; 2]]| {
        line.windows(2).any(|edge| {
            let [a, b] = [edge[0], edge[1]];
            let (length, to) = ((b[0] - a[0]).hypot(b[1] - a[1]), |p: [f64; 2]| {
                (p[0] - at[0]).hypot(p[1] - at[1])
            });
            to(a) + to(b) <= length * (1.0 + 1e-12)
        })
    };
    near(defect.at)
        || match &defect.geometry {
            DefectGeometry::Points(points) => points.iter().copied().any(near),
            DefectGeometry::Line(line) => on_line(line),
            DefectGeometry::Ring(ring) => {
                let mut line = ring.clone();
                line.push(ring[0]);
                on_line(&line)
            }
            _ => false,
        }
}

/// The reason of GEOS and its position.
fn parse_reason(text: &str) -> (&str, Option<[f64; 2]>) {
    let Some((kind, position)) = text.trim_end_matches(']').split_once('[') else {
        return (text, None);
    };
    let numbers: Vec<f64> = position.split(' ').map(|number| number.parse().unwrap()).collect();
    (kind, Some([numbers[0], numbers[1]]))
}

/// Checks a verdict, its reason and its position; what differs, in words.
fn compare(defects: &[Defect], valid: bool, geos: &str) -> Option<String> {
    let found: Vec<_> = defects.iter().map(|defect| (defect.kind, defect.at)).collect();
    if defects.is_empty() != valid {
        return Some(format!("GEOS says {geos}, found {found:?}"));
    }
    let (kind, at) = parse_reason(geos);
    let alike = valid
        || defects.iter().any(|defect| {
            reason(defect.kind).contains(&kind)
                && (at.is_none_or(|at| at.iter().any(|v| !v.is_finite()) || shows(defect, at)))
        });
    (!alike).then(|| format!("GEOS says {geos}, found {found:?}"))
}

/// Cases of JTS where GEOS gives another reason or position for the same fault: file, case, why.
const OTHER_REASON: &[(&str, &str, &str)] = &[(
    "(40 260, 40 60, 120 60, 180 160",
    "Self-intersection[180 160]",
    "DIFFERENCE: the hole lies outside, in a bay of the exterior ring with which it shares two edges. \
         GEOS comes to the edges first.",
)];

#[test]
fn cases_of_jts_and_geos() {
    let Some(data) = shared_data() else { return };
    let text = std::fs::read(data.join("jts-xml/polygon_validity_cases.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_slice(&text).unwrap();
    assert!(cases.len() >= 68, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let wkt = case["wkt"].as_str().unwrap();
        let geos = case["geos_reason"].as_str().unwrap();
        let Some(shape) = wkt::polygons(wkt) else { panic!("{wkt}") };
        let known =
            OTHER_REASON.iter().any(|(part, reason, _)| wkt.contains(part) && geos == *reason);
        let difference = compare(&invalid(&shape), case["valid"].as_bool().unwrap(), geos);
        if difference.is_some() != known {
            wrong.push(format!("{wkt}: {difference:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn error_types_of_jts() {
    let Some(data) = shared_data() else { return };
    let text = std::fs::read(data.join("jts-xml/isvalid_error_types.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_slice(&text).unwrap();
    let mut seen = 0;
    for case in &cases {
        let wkt = case["wkt"].as_str().unwrap();
        let Some(shape) = wkt::polygons(wkt) else { continue };
        seen += 1;
        let kind = match case["error_type"].as_str() {
            Some("SELF_INTERSECTION") => "Self-intersection",
            Some("RING_SELF_INTERSECTION") => "Ring Self-intersection",
            Some("HOLE_OUTSIDE_SHELL") => "Hole lies outside shell",
            Some("NESTED_HOLES") => "Holes are nested",
            Some("NESTED_SHELLS") => "Nested shells",
            Some("DISCONNECTED_INTERIOR") => "Interior is disconnected",
            None => "",
            Some(other) => panic!("{other}"),
        };
        let defects = invalid(&shape);
        let valid = case["valid"].as_bool().unwrap();
        assert_eq!(defects.is_empty(), valid, "{wkt}: {defects:?}");
        let alike = kind.is_empty() || defects.iter().any(|d| reason(d.kind).contains(&kind));
        assert!(alike, "{wkt}: {kind}, found {defects:?}");
    }
    assert!(seen >= 7, "{seen}");
}

/// The polygons of a GeoJSON geometry, rings as they stand.
fn polygons(geometry: &Value) -> Option<MultiPolygon<[f64; 2]>> {
    let coordinates = geometry["coordinates"].clone();
    let of = |value: Value| serde_json::from_value::<Vec<Vec<Vec<[f64; 2]>>>>(value).unwrap();
    match geometry["type"].as_str()? {
        "Polygon" => Some(of(Value::Array(vec![coordinates])).into()),
        "MultiPolygon" => Some(of(coordinates).into()),
        _ => None,
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn kinks_of_turf() {
    let Some(data) = shared_data() else { return };
    let folder = data.join("containment-overlap/turf-kinks");
    let mut seen = 0;
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("in")).unwrap().map(|entry| entry.unwrap()).collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    for entry in files {
        let input = json(&entry.path());
        let geometry = if input["geometry"].is_null() { &input } else { &input["geometry"] };
        let Some(shape) = polygons(geometry) else { continue };
        seen += 1;
        let expected: Vec<[f64; 2]> = json(&folder.join("out").join(entry.file_name()))["features"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|feature| feature["geometry"]["type"] == "Point")
            .map(|feature| {
                serde_json::from_value(feature["geometry"]["coordinates"].clone()).unwrap()
            })
            .collect();
        let found = invalid(&shape);
        let near = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).hypot(a[1] - b[1]) < 1e-9;
        let name = entry.file_name();
        for kink in &expected {
            assert!(
                found.iter().any(|defect| shows(defect, *kink)),
                "{name:?}: {kink:?} {found:?}"
            );
        }
        for defect in &found {
            assert!(expected.iter().any(|kink| near(*kink, defect.at)), "{name:?}: {defect:?}");
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn real_parcels_as_geos_has_them() {
    let Some(data) = shared_data() else { return };
    let mut wrong = Vec::new();
    let mut kinds: BTreeMap<DefectKind, usize> = BTreeMap::new();
    let (mut features, mut invalid_features) = (0, 0);
    let mut folders: Vec<_> = std::fs::read_dir(data.join("parcels")).unwrap().flatten().collect();
    folders.sort_by_key(std::fs::DirEntry::file_name);
    for folder in folders.iter().filter(|folder| folder.path().is_dir()) {
        let mut files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        for file in files {
            let path = file.path();
            let expected = path.with_extension("expected.json");
            if path.extension().is_none_or(|ending| ending != "geojson") || !expected.exists() {
                continue;
            }
            let expected = json(&expected);
            let reasons: BTreeMap<usize, String> =
                serde_json::from_value::<Vec<(usize, String)>>(expected["invalid"].clone())
                    .unwrap()
                    .into_iter()
                    .collect();
            // GEOS cannot even build these.
            let broken: Vec<(usize, String)> =
                serde_json::from_value(expected["structurally_broken"].clone()).unwrap();
            let name = file.file_name().to_string_lossy().into_owned();
            let collection = json(&path);
            for (index, feature) in collection["features"].as_array().unwrap().iter().enumerate() {
                let Some(shape) = polygons(&feature["geometry"]) else { continue };
                features += 1;
                let defects = invalid(&shape);
                if broken.iter().any(|(at, _)| *at == index) {
                    assert_eq!(defects.len(), 1, "{name} {index}");
                    assert_eq!(defects[0].kind, DefectKind::TooFewDistinct, "{name} {index}");
                    continue;
                }
                let reason = reasons.get(&index);
                invalid_features += usize::from(reason.is_some());
                for defect in &defects {
                    *kinds.entry(defect.kind).or_default() += 1;
                }
                let geos = reason.map_or("Valid Geometry", String::as_str);
                if let Some(difference) = compare(&defects, reason.is_none(), geos) {
                    wrong.push(format!("{name} {index}: {difference}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(
        features >= 13_000 && invalid_features >= 28,
        "{features} {invalid_features} {kinds:?}"
    );
}
