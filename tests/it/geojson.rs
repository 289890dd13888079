//! Reading GeoJSON: places and codes, resynchronization, hostile input.

use landledger::finding::{Code, Severity};
use landledger::geometry::{Crs, Shape};
use landledger::read::geojson::{self, FeatureId, PositionIndex, ReadOptions, Reading};
use landledger::read::{Source, json};
use proptest::prelude::*;

const RING: &str = "[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]";

fn read(text: &str) -> Reading {
    geojson::read(&Source::new("t.geojson", text), &ReadOptions::default())
}

/// A feature with this geometry, on one line, at column 1.
fn feature(geometry: &str) -> String {
    format!("{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{geometry}}}")
}

/// Column of the geometry in [`feature`], from 1.
const GEOMETRY: u32 = 46;
/// Column of the coordinates in a `Polygon` within [`feature`].
const POLYGON: u32 = GEOMETRY + 32;

fn polygon(coordinates: &str) -> String {
    feature(&format!("{{\"type\":\"Polygon\",\"coordinates\":{coordinates}}}"))
}

fn multi(coordinates: &str) -> String {
    feature(&format!("{{\"type\":\"MultiPolygon\",\"coordinates\":{coordinates}}}"))
}

#[track_caller]
fn check(text: &str, code: Code, line: u32, column: u32, pointer: &str) {
    let reading = read(text);
    let finding = reading.findings.first().unwrap_or_else(|| panic!("{text}: no finding"));
    let place = &finding.place;
    assert_eq!(
        (finding.code, place.line, place.column, place.pointer.as_deref().unwrap_or("")),
        (code, Some(line), Some(column), pointer),
        "{text}: {}",
        finding.message.en
    );
    assert_eq!(reading.findings.len(), 1, "{:?}", reading.findings);
    if code.severity() == Severity::Error && code != Code::JsonTrailing {
        assert!(reading.features.is_empty());
    }
}

#[test]
fn coordinates_have_code_line_column_and_pointer() {
    use Code::{
        CoordinateNotNumber as NotNumber, CoordinatesEmpty, CoordinatesNesting as Nesting,
        GeojsonMember, NumberNotFinite as NotFinite, NumberOverflow, PositionTooLong,
        PositionTooShort, RingEmpty, RingNotClosed, RingTooShort,
    };
    let c = "/geometry/coordinates";
    for (coordinates, code, offset, pointer) in [
        ("null", GeojsonMember, 0, ""),
        ("{}", GeojsonMember, 0, ""),
        ("[]", CoordinatesEmpty, 0, ""),
        ("[[]]", RingEmpty, 1, "/0"),
        ("[[[0,0],[1,NaN],[1,1],[0,0]]]", NotFinite, 11, "/0/1/1"),
        ("[[[0,0],[-Infinity,0],[1,1],[0,0]]]", NotFinite, 9, "/0/1/0"),
        ("[[[0,0],[1,0,Infinity],[1,1],[0,0]]]", NotFinite, 13, "/0/1/2"),
        ("[[[0,0],NaN,[1,1],[0,0]]]", NotFinite, 8, "/0/1"),
        ("[[[0,0],[1,0],[0,0]]]", RingTooShort, 1, "/0"),
        ("[[[0,0],[1,0],[1,1],[0,1]]]", RingNotClosed, 20, "/0/3"),
        ("[[[0,0,5],[1,0],[1,1],[0,0]]]", RingNotClosed, 22, "/0/3"),
        ("[[0,0],[1,0],[1,1],[0,0]]", Nesting, 2, "/0/0"),
        ("[[[[0,0],[1,0],[1,1],[0,0]]]]", Nesting, 3, "/0/0/0"),
        ("[0,0]", Nesting, 1, "/0"),
        ("[null]", Nesting, 1, "/0"),
        ("[[[0,0],[1,0],[1,1],null,[0,0]]]", NotNumber, 20, "/0/3"),
        ("[[[0,0],[1,\"0\"],[1,1],[0,0]]]", NotNumber, 11, "/0/1/1"),
        ("[[[0,0],[1,null],[1,1],[0,0]]]", NotNumber, 11, "/0/1/1"),
        ("[[[0,0],[1],[1,1],[0,0]]]", PositionTooShort, 8, "/0/1"),
        ("[[[0,0],[],[1,1],[0,0]]]", PositionTooShort, 8, "/0/1"),
        ("[[[0,0],[1,0,2,3],[1,1],[0,0]]]", PositionTooLong, 8, "/0/1"),
        ("[[[0,0],[1e400,0],[1,1],[0,0]]]", NumberOverflow, 9, "/0/1/0"),
        ("[[[0,0],[1,0,-1e999],[1,1],[0,0]]]", NumberOverflow, 13, "/0/1/2"),
    ] {
        check(&polygon(coordinates), code, 1, POLYGON + offset, &format!("{c}{pointer}"));
    }
    let at = POLYGON + 5;
    for (coordinates, code, offset, pointer) in [
        ("[]", CoordinatesEmpty, 0, ""),
        ("[[]]", CoordinatesEmpty, 1, "/0"),
        ("[[[]]]", RingEmpty, 2, "/0/0"),
        ("[[[[0,0],[1,0],[1,1],[0,0]]],[[[0,0],[1],[1,1],[0,0]]]]", PositionTooShort, 37, "/1/0/1"),
        ("[[[0,0],[1,0],[1,1],[0,0]]]", Nesting, 3, "/0/0/0"),
    ] {
        check(&multi(coordinates), code, 1, at + offset, &format!("{c}{pointer}"));
    }
}

#[test]
fn structure_has_code_line_column_and_pointer() {
    let good = format!("{{\"type\":\"Polygon\",\"coordinates\":[{RING}]}}");
    let collection =
        |features: &str| format!("{{\"type\":\"FeatureCollection\",\n\"features\":{features}}}");
    let rows: Vec<(String, Code, u32, u32, &str)> = vec![
        ("[]".into(), Code::GeojsonType, 1, 1, ""),
        ("{}".into(), Code::GeojsonType, 1, 1, ""),
        ("{\"type\": 1}".into(), Code::GeojsonType, 1, 10, "/type"),
        (
            "{\"type\": \"featurecollection\", \"features\": []}".into(),
            Code::GeojsonType,
            1,
            10,
            "/type",
        ),
        ("{\"type\":\"FeatureCollection\"}".into(), Code::GeojsonMember, 1, 1, ""),
        (collection("{}"), Code::GeojsonMember, 2, 12, "/features"),
        (collection("[null]"), Code::GeojsonType, 2, 13, "/features/0"),
        (
            collection("[]").replace('}', ",\"geometry\":null}"),
            Code::GeojsonForeignMember,
            2,
            15,
            "/geometry",
        ),
        (collection("[").replace('}', ""), Code::JsonTruncated, 2, 13, "/features"),
        (collection("[],"), Code::JsonMalformed, 2, 15, ""),
        (collection("[]") + " x", Code::JsonTrailing, 2, 16, ""),
        (feature(&good) + "\n\n,", Code::JsonTrailing, 3, 1, ""),
        (feature(&good).replace("Feature", "feature"), Code::GeojsonType, 1, 9, "/type"),
        (feature("null"), Code::GeometryMissing, 1, GEOMETRY, "/geometry"),
        (feature("\"POLYGON\""), Code::GeojsonMember, 1, GEOMETRY, "/geometry"),
        (feature("{\"coordinates\":[]}"), Code::GeojsonType, 1, GEOMETRY, "/geometry"),
        (feature("{\"type\":\"Polygon\"}"), Code::GeojsonMember, 1, GEOMETRY, "/geometry"),
        (
            feature("{\"type\":\"Point\",\"coordinates\":[0,0]}"),
            Code::GeometryKind,
            1,
            GEOMETRY + 8,
            "/geometry/type",
        ),
        (
            feature(&good).replace("Polygon", "polygon"),
            Code::GeojsonType,
            1,
            GEOMETRY + 8,
            "/geometry/type",
        ),
        (feature(&good).replace("\"properties\":{},", ""), Code::PropertiesMissing, 1, 1, ""),
        (
            feature(&good).replace(&format!(",\"geometry\":{good}"), ""),
            Code::GeometryMemberMissing,
            1,
            1,
            "",
        ),
        (feature(&good).replace("{}", "[]"), Code::GeojsonMember, 1, 32, "/properties"),
        (
            feature(&good).replace("{}", "{\"a\":{\"b\":1,\"b\":2}}"),
            Code::DuplicateKey,
            1,
            44,
            "/properties/a/b",
        ),
        (
            feature(&good).replace("\"properties\"", "\"type\":\"Feature\",\"properties\""),
            Code::DuplicateKey,
            1,
            19,
            "/type",
        ),
        (
            feature(&good).replace("\"properties\"", "\"id\":null,\"properties\""),
            Code::FeatureIdType,
            1,
            24,
            "/id",
        ),
        (
            feature(&good).replace("\"properties\"", "\"bbox\":[1,2,3],\"properties\""),
            Code::BboxLength,
            1,
            26,
            "/bbox",
        ),
        (
            feature(&good).replace("\"properties\"", "\"features\":[],\"properties\""),
            Code::GeojsonForeignMember,
            1,
            19,
            "/features",
        ),
        (
            feature(&good).replace("\"properties\"", "\"crs\":null,\"properties\""),
            Code::GeojsonCrs,
            1,
            25,
            "/crs",
        ),
    ];
    for (text, code, line, column, pointer) in rows {
        check(&text, code, line, column, pointer);
    }
}

#[test]
fn a_wrong_letter_case_gets_a_suggestion() {
    let good = polygon(&format!("[{RING}]"));
    for (wrong, right) in [("\"feature\"", "\"Feature\""), ("\"POLYGON\"", "\"Polygon\"")] {
        let reading = read(&good.replacen(right, wrong, 1));
        let [finding] = reading.findings.as_slice() else { panic!("{:?}", reading.findings) };
        assert_eq!(finding.code, Code::GeojsonType);
        assert!(
            finding.message.en.ends_with(&format!("did you mean {right}?")),
            "{}",
            finding.message.en
        );
    }
}

#[test]
fn closing_distance_is_given() {
    let open = polygon("[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.801]]]");
    let message = &read(&open).findings[0].message.en;
    // One degree of the meridian is 110 936.7 m at 34.8° N (M π/180, by hand from a and f).
    assert!(message.contains("0.001000000 degrees (110.9"), "{message}");
    // 3 and 4 metres make 5.
    let source = Source::new(
        "t",
        polygon("[[[38435000,3853000],[38435100,3853000],[38435100,3853100],[38435003,3853004]]]"),
    );
    let options = ReadOptions::declared(Crs::from_epsg(4526).unwrap());
    let reading = geojson::read(&source, &options);
    assert_eq!(reading.findings[0].code, Code::RingNotClosed);
    assert!(reading.findings[0].message.en.contains("5.0000 m"));
    assert_eq!(reading.rejected[0].reasons, [Code::RingNotClosed]);
}

#[test]
fn a_broken_feature_hides_no_other() {
    let good = polygon(&format!("[{RING}]"));
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\r\n{good},\r\n{},\r\n{},\r\n{},\r\n{good}]}}",
        polygon("[[[0,0],[1],[\"x\",1],[0,0]]]"),
        good.replace("{}", "{\"宗地\":1,\"宗地\":2}")
            .replace("\"properties\"", "\"id\":\"B\",\"properties\""),
        good.replace("{}", &format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))),
    );
    let reading = read(&text);
    let used: Vec<_> = reading.features.iter().map(|feature| feature.index).collect();
    assert_eq!(used, [Some(0), Some(4)]);
    let reasons: Vec<_> =
        reading.rejected.iter().map(|r| (r.index, r.reasons.as_slice())).collect();
    assert_eq!(
        reasons,
        [
            (Some(1), &[Code::PositionTooShort, Code::CoordinateNotNumber][..]),
            (Some(2), &[Code::DuplicateKey][..]),
            (Some(3), &[Code::JsonTooDeep, Code::GeojsonMember][..]),
        ]
    );
    let lines: Vec<_> = reading.findings.iter().map(|f| f.place.line).collect();
    assert_eq!(lines, [Some(3), Some(3), Some(4), Some(5), Some(5)]);
    assert_eq!(reading.findings[2].subjects, ["B"]);
    assert_eq!(reading.rejected[1].id, Some(FeatureId::Text("B".into())));
}

#[test]
fn features_before_malformed_or_truncated_text_are_kept() {
    let good = polygon(&format!("[{RING}]"));
    let head = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{good},\n");
    for (tail, code, column) in [
        ("{\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\":\"Pol", Code::JsonTruncated, 49),
        ("{\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\"=1}}]}", Code::JsonMalformed, 44),
    ] {
        let reading = read(&format!("{head}{tail}"));
        assert_eq!(reading.features.len(), 1);
        let finding = &reading.findings[0];
        assert_eq!(
            (finding.code, finding.place.line, finding.place.column),
            (code, Some(3), Some(column))
        );
        assert_eq!(finding.place.pointer.as_deref(), Some("/features/1"));
        assert_eq!(reading.rejected[0].id, Some(FeatureId::Number("7".into())));
        assert_eq!(reading.rejected[0].reasons, [code]);
    }
    assert!(read(&head).findings[0].message.en.contains("truncated"));
}

#[test]
fn members_come_in_any_order() {
    let text = format!(
        "{{\"note\":[1,{{\"features\":[]}}],\"bbox\":[113.3,34.8,113.4,34.9],\"features\":[{{\"geometry\":\
         {{\"coordinates\":[{RING}],\"type\":\"Polygon\"}},\"properties\":null,\"id\":1.0,\
         \"type\":\"Feature\"}}],\"type\":\"FeatureCollection\"}}"
    );
    let source = Source::new("t", text);
    let reading = geojson::read(&source, &ReadOptions::default());
    assert_eq!(reading.findings, []);
    let feature = &reading.features[0];
    assert_eq!(feature.id, Some(FeatureId::Number("1.0".into())));
    assert_eq!(feature.decimals, 1);
    assert_eq!(reading.bbox, Some(vec![113.3, 34.8, 113.4, 34.9]));
    let (name, span) = &reading.members[0];
    assert_eq!((name.as_str(), source.slice(*span)), ("note", "[1,{\"features\":[]}]"));
    assert_eq!(source.slice(feature.coordinates.unwrap()), format!("[{RING}]"));
}

#[test]
fn roots_may_be_a_feature_or_a_geometry() {
    let bare = format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[[{RING}],[{RING}]]}}");
    for text in [bare.clone(), feature(&bare)] {
        let source = Source::new("t", text);
        let reading = geojson::read(&source, &ReadOptions::default());
        assert_eq!(reading.findings, []);
        let feature = &reading.features[0];
        let Some(Shape::LonLat(shape)) = &feature.shape else { panic!() };
        assert_eq!((shape.polygons().len(), shape.points().len()), (2, 8));
        let position = PositionIndex { polygon: 1, ring: 0, vertex: 2 };
        let place = feature.position_place(&source, position);
        assert_eq!(source.slice(place.span.unwrap()), "[113.4,34.9]");
        let root = json::parse(&source).root.unwrap();
        assert_eq!(root.at(&place.pointer.unwrap()).unwrap().span, place.span.unwrap());
    }
}

#[test]
fn heights_are_kept_beside_the_positions() {
    let reading = read(&polygon(
        "[[[113.3,34.8,120.5],[113.4,34.8],[113.4,34.9,121],[113.3,34.8,120.5]],\
          [[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]",
    ));
    assert_eq!(reading.findings, []);
    let heights = &reading.features[0].heights;
    let expected = [Some(120.5), None, Some(121.0), Some(120.5), None, None, None, None];
    assert_eq!(heights, &expected);
}

#[test]
fn every_position_is_found_again_in_the_bytes() {
    let rings = "[ [113.30 ,34.8],\n[113.4,34.80],[ 113.4, 34.9 ],[113.3,34.8]]";
    let source = Source::new("上街.geojson", multi(&format!("[[{rings},{RING}], [{RING}]]")));
    let reading = geojson::read(&source, &ReadOptions::default());
    let feature = &reading.features[0];
    let Some(Shape::LonLat(shape)) = &feature.shape else { panic!() };
    for (polygon, parts) in shape.polygons().enumerate() {
        for (ring, points) in parts.rings().enumerate() {
            for (vertex, point) in points.iter().enumerate() {
                let index = PositionIndex { polygon, ring, vertex };
                let span = feature.position_span(&source, index).unwrap();
                let text = source.slice(span);
                let numbers: [f64; 2] = serde_json::from_str(text).unwrap();
                assert_eq!(numbers, [point.lon, point.lat]);
            }
        }
    }
    let beyond = PositionIndex { polygon: 1, ring: 0, vertex: 4 };
    assert_eq!(feature.position_span(&source, beyond), None);
}

#[test]
fn numbers_that_are_no_degrees_are_named() {
    let square = |x: f64, y: f64, side: f64| {
        format!("[[[{x},{y}],[{},{y}],[{},{}],[{x},{y}]]]", x + side, x + side, y + side)
    };
    // Places in or near Shangjie (113.3° E, 34.8° N), and their metres as PROJ gives them.
    for (x, y, side, code, words) in [
        (34.8, 113.3, 0.01, Code::AxesSwapped, "longitude, latitude"),
        (39.5, 76.0, 0.01, Code::AxesSwapped, "longitude, latitude"),
        (
            38_435_942.0,
            3_852_628.0,
            100.0,
            Code::CoordinatesProjected,
            "CGCS2000 / 3-degree Gauss-Kruger zone 38: declare --crs EPSG:4526",
        ),
        (3_852_628.0, 38_435_942.0, 100.0, Code::CoordinatesProjected, "northing first"),
        (19_709_000.0, 3_852_628.0, 100.0, Code::CoordinatesProjected, "EPSG:4497"),
        (435_942.0, 3_852_628.0, 100.0, Code::CoordinatesProjected, "EPSG:4547"),
        (3_852_628.0, 435_942.0, 100.0, Code::CoordinatesProjected, "northing first"),
        (12_612_500.0, 4_136_000.0, 100.0, Code::CoordinatesProjected, "EPSG:3857"),
        (200.0, 34.8, 1.0, Code::CoordinateRange, "found first numbers 200…201"),
        (113.3, -91.0, 0.5, Code::CoordinateRange, "-91"),
    ] {
        let reading = read(&polygon(&square(x, y, side)));
        assert_eq!(reading.findings[0].code, code, "{x} {y}");
        let message = &reading.findings[0].message.en;
        assert!(message.contains(words), "{x} {y}: {message}");
        assert_eq!(reading.rejected.len(), 1);
        assert_eq!(reading.findings[0].place.pointer.as_deref(), Some("/geometry/coordinates/0/0"));
    }
    // On the edge of the range, and beyond it in one vertex only.
    assert_eq!(read(&polygon("[[[-180,-90],[180,-90],[180,90],[-180,-90]]]")).findings, []);
    let reading = read(&polygon("[[[0,0],[180.0000001,0],[1,1],[0,0]]]"));
    assert_eq!(reading.findings[0].code, Code::CoordinateRange);
    assert_eq!(reading.findings[0].place.vertex, Some(1));
}

#[test]
fn a_declared_zone_is_read_easting_first() {
    let options = ReadOptions::declared(Crs::from_epsg(4526).unwrap());
    let good = polygon(
        "[[[38435000.5,3853000],[38435100,3853000],[38435100,3853100],[38435000.5,3853000]]]",
    );
    let reading = geojson::read(&Source::new("t", good), &options);
    assert_eq!(reading.findings, []);
    let Some(Shape::Grid { polygons, .. }) = &reading.features[0].shape else { panic!() };
    assert_eq!(
        (polygons.points()[0].east, polygons.points()[0].north),
        (38_435_000.5, 3_853_000.0)
    );
    for (coordinates, code) in [
        (
            "[[[3853000,38435000],[3853000,38435100],[3853100,38435100],[3853000,38435000]]]",
            Code::AxesSwapped,
        ),
        ("[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]", Code::CoordinateRange),
        (
            "[[[37435000,3853000],[37435100,3853000],[37435100,3853100],[37435000,3853000]]]",
            Code::CoordinateRange,
        ),
        (
            "[[[435000,3853000],[435100,3853000],[435100,3853100],[435000,3853000]]]",
            Code::CoordinateRange,
        ),
    ] {
        let reading = geojson::read(&Source::new("t", polygon(coordinates)), &options);
        assert_eq!(reading.rejected[0].reasons, [code], "{coordinates}");
    }
}

#[test]
fn the_old_crs_member_is_read_and_reported() {
    let good = polygon(&format!("[{RING}]"));
    for (name, words) in [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "as RFC 7946 has them"),
        ("EPSG:4490", "longitude first"),
        ("urn:ogc:def:crs:EPSG::4326", "longitude first"),
        ("urn:ogc:def:crs:EPSG::4526", "contradicts the numbers"),
        ("http://www.opengis.net/def/crs/EPSG/0/4547", "contradicts the numbers"),
        ("EPSG:3857", "convert to EPSG:4490"),
        ("上街独立坐标系", "not recognized"),
    ] {
        let crs = format!(
            "\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"{name}\"}}}},\"type\""
        );
        let reading = read(&good.replacen("\"type\"", &crs, 1));
        assert_eq!(reading.findings[0].code, Code::GeojsonCrs);
        assert!(
            reading.findings[0].message.en.contains(words),
            "{}",
            reading.findings[0].message.en
        );
        assert_eq!(reading.features.len(), 1);
    }
}

#[test]
fn problems_of_one_feature_are_listed_up_to_a_hundred() {
    let many = |n: usize| polygon(&format!("[[{}[0,0]]]", "[1],".repeat(n)));
    assert_eq!(read(&many(100)).findings.len(), 100);
    let reading = read(&many(250));
    assert_eq!(reading.findings.len(), 101);
    assert!(reading.findings.iter().any(|f| f.message.en.starts_with("150 more problems")));
}

#[test]
fn a_fourth_number_is_reported_once_a_feature() {
    let reading = read(&polygon("[[[0,0,1,2],[1,0,1,2],[1,1,1,2],[0,0,1,2]]]"));
    let codes: Vec<Code> = reading.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::PositionTooLong]);
    assert_eq!(reading.features[0].heights, [Some(1.0); 4]);
}

#[test]
fn problems_of_a_collection_are_listed_up_to_a_hundred() {
    let many = "\"a\":1,".repeat(252);
    let reading = read(&format!("{{{many}\"type\":\"FeatureCollection\",\"features\":[]}}"));
    assert_eq!(reading.findings.len(), 101);
    assert!(reading.findings.iter().any(|f| f.message.en.starts_with("151 more problems")));
}

#[test]
fn twenty_thousand_vertices_are_one_ring() {
    let mut ring: Vec<String> = (0..20_000)
        .map(|n| {
            let angle = f64::from(n) / 20_000.0 * std::f64::consts::TAU;
            format!("[{:.12},{:.12}]", 113.3 + 0.1 * angle.cos(), 34.8 + 0.1 * angle.sin())
        })
        .collect();
    ring.push(ring[0].clone());
    let source = Source::new("t", polygon(&format!("[[{}]]", ring.join(","))));
    let reading = geojson::read(&source, &ReadOptions::default());
    let Some(Shape::LonLat(shape)) = &reading.features[0].shape else { panic!() };
    for (vertex, text) in ring.iter().enumerate() {
        let numbers: [f64; 2] = serde_json::from_str(text).unwrap();
        assert_eq!([shape.points()[vertex].lon, shape.points()[vertex].lat], numbers);
    }
    let last = PositionIndex { vertex: 20_000, ..PositionIndex::default() };
    let span = reading.features[0].position_span(&source, last).unwrap();
    assert_eq!(source.slice(span), ring[20_000]);
}

/// A document with something of everything.
fn small() -> String {
    format!(
        "\u{feff}{{\"type\":\"FeatureCollection\",\r\n\"crs\":{{\"properties\":{{\"name\":\"EPSG:4490\"}}}},\
         \"features\":[{{\"type\":\"Feature\",\"id\":\"甲\\ud83d\\ude00\",\"bbox\":[1,2,3,4],\"properties\":\
         {{\"面积\":-9000.10e+2,\"b\":[true,false,null,{{\"c\":\"\\n\"}}]}},\"geometry\":\
         {{\"type\":\"MultiPolygon\",\"coordinates\":[[{RING}]]}}}}]}}"
    )
}

#[test]
fn truncation_at_every_byte_is_reported() {
    let text = small();
    assert_eq!(read(&text).features.len(), 1);
    for end in 0..text.len() {
        let source = Source::new("t", &text.as_bytes()[..end]);
        let reading = geojson::read(&source, &ReadOptions::default());
        let codes: Vec<Code> = reading.findings.iter().map(|f| f.code).collect();
        let wanted = if end == 0 || text.get(..end).is_some_and(|t| t == "\u{feff}") {
            Code::FileEmpty
        } else if end < 3 {
            // Within the byte order mark there is no whole character yet.
            Code::NotUtf8
        } else {
            Code::JsonTruncated
        };
        assert!(codes.contains(&wanted), "{end}: {codes:?}");
    }
}

#[test]
fn decimals_are_counted_where_the_exponent_puts_the_point() {
    for (number, decimals) in [
        ("113.300", 3),
        ("1.13301012345e2", 9),
        ("1133e-1", 1),
        ("1.133E+2", 1),
        ("11330e-2", 2),
        ("113", 0),
        ("1e2", 0),
    ] {
        let reading = read(&polygon(&format!("[[[{number},34],[114,34],[114,35],[{number},34]]]")));
        assert_eq!(reading.features[0].decimals, decimals, "{number}");
    }
}

#[test]
fn a_file_that_is_cut_within_a_character_keeps_what_came_before() {
    let good = polygon(&format!("[{RING}]"));
    let second = good.replace("{}", "{\"名称\":\"东\"}");
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{good},{second}]}}");
    let at = text.find('东').unwrap();
    for more in [1, 2] {
        let source = Source::new("t", &text.as_bytes()[..at + more]);
        let reading = geojson::read(&source, &ReadOptions::default());
        assert_eq!(reading.features.len(), 1);
        let [finding] = reading.findings.as_slice() else { panic!("{:?}", reading.findings) };
        assert_eq!(finding.code, Code::JsonTruncated);
        assert_eq!(finding.place.span.unwrap().start, at as u64);
        assert_eq!(source.slice(reading.features[0].span), good);
        assert_eq!(source.bytes().len(), at + more);
    }
}

#[test]
fn no_changed_byte_panics() {
    let text = small();
    for at in 0..text.len() {
        for byte in [0, b'"', b'[', b']', b'{', b'}', b',', b'-', b'9', b'\\', 0x80, 0xFF] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            let source = Source::new("t", bytes);
            for declared in [None, Crs::from_epsg(4526), Crs::from_epsg(4490)] {
                let mut options = ReadOptions::default();
                options.declared = declared;
                let reading = geojson::read(&source, &options);
                for feature in &reading.features {
                    let missing =
                        reading.findings.iter().any(|f| f.code == Code::PropertiesMissing);
                    assert_eq!(feature.properties(&source).is_none(), missing);
                }
            }
        }
    }
}

#[test]
fn hostile_documents_end_in_findings() {
    let deep = "[".repeat(100_000);
    for (text, code) in [
        (deep.clone(), Code::JsonTruncated),
        (polygon(&deep), Code::JsonMalformed),
        (polygon(&format!("{deep}{}", "]".repeat(100_000))), Code::CoordinatesNesting),
        (format!("{{\"type\":\"FeatureCollection\",\"features\":{deep}"), Code::JsonTruncated),
        ("{\"a\":".repeat(100_000), Code::JsonTruncated),
        ("\0".into(), Code::JsonMalformed),
        (polygon("[[[0,0],[1,0],[1,\0],[0,0]]]"), Code::JsonMalformed),
        (feature("null").replace("{}", "{\"\\ud800\":1}"), Code::JsonMalformed),
    ] {
        let reading = read(&text);
        assert!(reading.features.is_empty());
        assert!(reading.findings.iter().any(|f| f.code == code), "{:?}", reading.findings.first());
    }
}

proptest! {
    /// Against `str::parse`, which is correctly rounded.
    #[test]
    fn numbers_are_correctly_rounded(
        x in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,2})?",
        y in "-?1?[0-9]{2}\\.[0-9]{1,17}",
    ) {
        let y = y.replacen("0", "1", 1);
        let text = format!(
            "{{\"type\":\"Polygon\",\"coordinates\":[[[{x},{y}],[1,2],[3,4],[{x},{y}]]]}}"
        );
        let mut options = ReadOptions::default();
        options.declared = Crs::from_epsg(4490);
        let source = Source::new("t", text);
        let reading = geojson::read(&source, &options);
        let expected: [f64; 2] = [x.parse().unwrap(), y.parse().unwrap()];
        let inside = expected[0].abs() <= 180.0 && expected[1].abs() <= 90.0;
        match reading.features.first().and_then(|feature| feature.shape.as_ref()) {
            Some(Shape::LonLat(shape)) => {
                let point = shape.points()[0];
                prop_assert_eq!(point.lon.to_bits(), expected[0].to_bits());
                prop_assert_eq!(point.lat.to_bits(), expected[1].to_bits());
            }
            _ => prop_assert!(!inside, "{} {} {:?}", x, y, reading.findings),
        }
    }
}

proptest! {
    /// The bytes of a place, cut out and parsed, are the position that it is about.
    #[test]
    fn bytes_cut_out_are_the_vertices(
        parts in proptest::collection::vec(
            proptest::collection::vec(
                proptest::collection::vec((-180.0..=180.0_f64, -90.0..=90.0_f64, 0..4_usize), 3..7),
                1..3,
            ),
            1..4,
        ),
        open in any::<bool>(),
    ) {
        let space = ["", " ", "\n  ", "\t\r\n"];
        let mut all = Vec::new();
        let text: Vec<String> = parts.iter().map(|rings| {
            let rings: Vec<String> = rings.iter().map(|ring| {
                let mut ring = ring.clone();
                if !open {
                    ring.push(ring[0]);
                }
                let positions: Vec<String> = ring.iter().map(|(x, y, form)| {
                    let s = space[*form];
                    match form {
                        1 => format!("[{s}{x:e}{s},{s}{y}{s}]"),
                        2 => format!("[{x},{s}{y},{s}7.5]").replace(",7.5", ", 7.5"),
                        _ => format!("{s}[{x}{s},{y}]{s}"),
                    }
                }).collect();
                all.push(ring);
                format!("[{}]", positions.join(","))
            }).collect();
            format!("[{}]", rings.join(" , "))
        }).collect();
        let source = Source::new("t", multi(&format!("[{}]", text.join(",\n"))));
        let mut options = ReadOptions::default();
        options.declared = Crs::from_epsg(4490);
        let reading = geojson::read(&source, &options);
        let cut = |span| -> Vec<f64> { serde_json::from_str(source.slice(span)).unwrap() };
        // Every finding about a vertex: its bytes are its numbers.
        for finding in &reading.findings {
            let place = &finding.place;
            if let (Some(_), Some(at)) = (place.vertex, place.at) {
                prop_assert_eq!(&cut(place.span.unwrap())[..2], &at[..]);
                let root = json::parse(&source).root.unwrap();
                prop_assert_eq!(root.at(place.pointer.as_ref().unwrap()).unwrap().span, place.span.unwrap());
            }
        }
        if let Some(feature) = reading.features.first() {
            let mut rings = all.iter();
            for (polygon, ring_count) in parts.iter().map(Vec::len).enumerate() {
                for ring in 0..ring_count {
                    for (vertex, (x, y, _)) in rings.next().unwrap().iter().enumerate() {
                        let index = PositionIndex { polygon, ring, vertex };
                        let place = feature.position_place(&source, index);
                        prop_assert_eq!(place.at, Some([*x, *y]));
                        prop_assert_eq!(&cut(place.span.unwrap())[..2], &[*x, *y][..]);
                    }
                }
            }
        }
        let wanted = all.iter().filter(|ring| ring.len() >= 4 && open).count();
        let found = reading.findings.iter().filter(|f| f.code == Code::RingNotClosed).count();
        prop_assert!(found == wanted, "{found} of {wanted}: {:?}", reading.findings);
    }
}
