//! Writing GeoJSON.

use std::collections::BTreeMap;

use landledger::finding::Code;
use landledger::geometry::{Crs, LonLat, MultiPolygon, Shape};
use landledger::read::geojson::{self, FeatureId, GeometryKind, ReadOptions};
use landledger::read::{Source, json};
use landledger::write::geojson::{Decimals, Properties, Record, WriteOptions, Writer};

fn shape(points: &[(f64, f64)]) -> Shape {
    Shape::LonLat(MultiPolygon::from_exterior(points.iter().map(|(x, y)| LonLat::new(*x, *y))))
}

fn written(records: &[Record<'_>], options: WriteOptions) -> std::io::Result<String> {
    let mut writer = Writer::new(Vec::new(), options)?;
    for record in records {
        writer.feature(*record)?;
    }
    Ok(String::from_utf8(writer.finish()?).unwrap())
}

fn record<'a>(shape: &'a Shape, properties: &'a Properties) -> Record<'a> {
    Record { id: None, shape: Some(shape), kind: None, heights: &[], properties }
}

#[test]
fn numbers_are_rounded_and_trimmed() {
    // Ties cannot be told from these digits; halves of binary are exact in the last row.
    for (value, options, text) in [
        (113.3, Decimals::AtMost(9), "113.3"),
        (113.0, Decimals::AtMost(9), "113"),
        (113.123_456_789_4, Decimals::AtMost(9), "113.123456789"),
        (113.123_456_789_6, Decimals::AtMost(9), "113.12345679"),
        (-0.000_000_000_1, Decimals::AtMost(9), "0"),
        (100.0, Decimals::AtMost(0), "100"),
        (0.1 + 0.2, Decimals::Exact, "0.30000000000000004"),
        (1e21, Decimals::Exact, "1000000000000000000000"),
        (1e-7, Decimals::Exact, "0.0000001"),
    ] {
        let mut write = WriteOptions::default();
        write.degrees = options;
        let shape = shape(&[(value, 1.0)]);
        let properties = Properties::none();
        let out = written(&[record(&shape, &properties)], write).unwrap();
        assert!(out.contains(&format!("[[[{text},1]]]")), "{value}: {out}");
    }
}

#[test]
fn strings_keep_their_characters() {
    let shape = shape(&[(1.0, 2.0)]);
    let map = BTreeMap::from([("名称", "上街\u{1}\"\\/𠮷"), ("a", "\n")]);
    let properties = Properties::of(&map).unwrap();
    let id = FeatureId::Text("\"甲\"".into());
    let mut one = record(&shape, &properties);
    one.id = Some(&id);
    let out = written(&[one], WriteOptions::default()).unwrap();
    assert!(out.contains(r#""id":"\"甲\"""#), "{out}");
    assert!(out.contains(r#""properties":{"a":"\n","名称":"上街\u0001\"\\/𠮷"}"#), "{out}");
    assert_eq!(out.lines().count(), 3);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let properties = Properties::none();
    for value in [f64::NAN, f64::INFINITY] {
        let shape = shape(&[(value, 1.0)]);
        assert!(written(&[record(&shape, &properties)], WriteOptions::default()).is_err());
    }
    assert!(Properties::of(&[1, 2]).is_err());
    assert!(Properties::of("null").is_err());
    let mut two: MultiPolygon<LonLat> = MultiPolygon::default();
    two.push_polygon();
    two.push_polygon();
    let two = Shape::LonLat(two);
    let mut wrong = record(&two, &properties);
    wrong.kind = Some(GeometryKind::Polygon);
    assert!(written(&[wrong], WriteOptions::default()).is_err());
}

#[test]
fn an_empty_collection_is_written() {
    let out = written(&[], WriteOptions::default()).unwrap();
    assert_eq!(out, "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n");
    let reading = geojson::read(&Source::new("t", out), &ReadOptions::default());
    assert_eq!((reading.features.len(), reading.findings.len()), (0, 0));
}

#[test]
fn what_was_read_is_written_and_read_again_the_same() {
    let text = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":1.0,"geometry":{"type":"MultiPolygon","coordinates":[[[[113.3,34.8,5.5],[113.4,34.8],[113.4,34.9],[113.3,34.8,5.5]]]]},"properties":{"z":9000.10,"a":[1,{"甲":"\n"}]}},
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]],[[113.35,34.82],[113.36,34.82],[113.36,34.83],[113.35,34.82]]]},"properties":null}
]}
"#;
    let source = Source::new("t", text);
    let reading = geojson::read(&source, &ReadOptions::default());
    assert_eq!(reading.findings, []);
    let properties: Vec<Properties> = reading
        .features
        .iter()
        .map(|feature| Properties::as_read(&feature.properties(&source).unwrap()).unwrap())
        .collect();
    let records: Vec<Record<'_>> = reading
        .features
        .iter()
        .zip(&properties)
        .map(|(feature, properties)| Record {
            id: feature.id.as_ref(),
            shape: feature.shape.as_ref(),
            kind: feature.kind,
            heights: &feature.heights,
            properties,
        })
        .collect();
    assert_eq!(written(&records, WriteOptions::default()).unwrap(), text);
}

#[test]
fn metres_are_written_easting_first() {
    let text = "{\"type\":\"Polygon\",\"coordinates\":[[[38435000.12344,3853000],[38435100,3853000],\
                [38435100,3853100],[38435000.12344,3853000]]]}";
    let options = ReadOptions::declared(Crs::from_epsg(4526).unwrap());
    let reading = geojson::read(&Source::new("t", text), &options);
    let properties = Properties::none();
    let shape = reading.features[0].shape.as_ref().unwrap();
    let out = written(&[record(shape, &properties)], WriteOptions::default()).unwrap();
    assert!(out.contains("[[[38435000.1234,3853000],[38435100,3853000]"), "{out}");
    assert!(!out.contains("crs"));
}

#[test]
fn features_go_to_the_geojson_crate_and_back() {
    let text = r#"{"type":"Feature","id":7,"properties":{"甲":[1,-2,0.5,null,true,{"b":"x"}]},"note":"n",
        "geometry":{"type":"Polygon","coordinates":[[[113.3,34.8,5],[113.4,34.8],[113.4,34.9],[113.3,34.8,5]]]}}"#;
    let source = Source::new("t", text);
    let reading = geojson::read(&source, &ReadOptions::default());
    let theirs = reading.features[0].to_geojson(&source).unwrap();
    let properties = serde_json::to_string(theirs.properties.as_ref().unwrap()).unwrap();
    assert_eq!(properties, r#"{"甲":[1,-2,0.5,null,true,{"b":"x"}]}"#);
    assert!(theirs.foreign_members.as_ref().is_some_and(|members| members["note"] == "n"));
    let mut first = theirs.clone();
    first.id = None;
    let back = geojson::source_of("memory", [&first, &theirs]).unwrap();
    let again = geojson::read(&back, &ReadOptions::default());
    assert_eq!(again.findings, []);
    assert_eq!(again.features[1].shape, reading.features[0].shape);
    assert_eq!(again.features[1].heights, [Some(5.0), None, None, Some(5.0)]);
    assert_eq!(again.features[1].id, reading.features[0].id);

    let geometry = theirs.geometry.as_ref().unwrap();
    let shape = MultiPolygon::<LonLat>::try_from(geometry).unwrap();
    assert_eq!(Some(Shape::LonLat(shape.clone())), reading.features[0].shape);
    let flat = MultiPolygon::<LonLat>::try_from(&::geojson::Geometry::from(&shape)).unwrap();
    assert_eq!(flat, shape);

    let ring =
        |lengths: [usize; 4]| lengths.map(|n| ::geojson::Position::from(vec![0.0; n])).to_vec();
    for (value, good) in [
        (::geojson::GeometryValue::Polygon { coordinates: vec![ring([2, 2, 3, 2])] }, true),
        (::geojson::GeometryValue::Polygon { coordinates: vec![ring([2, 1, 2, 2])] }, false),
        (
            ::geojson::GeometryValue::MultiPolygon { coordinates: vec![vec![ring([2, 2, 2, 0])]] },
            false,
        ),
        (::geojson::GeometryValue::LineString { coordinates: ring([2, 2, 2, 2]) }, false),
    ] {
        let result = MultiPolygon::<LonLat>::try_from(&::geojson::Geometry::new(value));
        assert_eq!(result.is_ok(), good);
        assert!(result.err().is_none_or(|error| error.is_argument()));
    }

    let huge = text.replace("0.5", "1e400");
    let source = Source::new("t", huge);
    let reading = geojson::read(&source, &ReadOptions::default());
    // A number that no `f64` holds is named by the reader, and never reaches the types of the crate.
    assert!(reading.features.is_empty());
    assert_eq!(reading.rejected[0].reasons, [Code::NumberOverflow]);
}

#[test]
fn decoding_takes_properties_of_a_feature() {
    #[derive(serde::Deserialize)]
    struct Properties {
        #[serde(rename = "面积")]
        area: f64,
    }
    let text = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"面积\":\"大\"},\
        \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]}}]}";
    let source = Source::new("t", text);
    let feature = &geojson::read(&source, &ReadOptions::default()).features[0];
    let node = feature.properties(&source).unwrap();
    let result = json::decode::<Properties>(&node, &feature.properties_pointer());
    let error = result.map(|properties| properties.area).unwrap_err();
    assert_eq!(error.pointer, "/features/0/properties/面积");
    let finding = error.into_finding(&source);
    assert_eq!(finding.message.zh, "应为数，实为字符串 \"大\"");
    assert_eq!(finding.place.column, Some(78));
}
