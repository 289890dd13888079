//! Shapefiles: bytes held against the standard, read by another crate, round trips, inference, damaged files (F09).

use landledger::convert::{ToShapefile, geojson_to_shapefile, shapefile_to_geojson};
use landledger::finding::{Code, Finding, Language};
use landledger::geometry::{Crs, GaussKruger, Shape};
use landledger::read::Source;
use landledger::read::shapefile::{DbfValue, Shapefile, ShapefileParts, read};
use landledger::report::{MapGeometryKind, MapTable};
use landledger::write::shapefile::{
    NewField, NewFieldKind, NewRecord, NewShapefile, ShapefileBytes, prj, write,
};

use crate::gis_readers::exported;
use crate::ledger_text::day;
use crate::scratch::Scratch;

/// As RFC 7946 wants it: exteriors counter-clockwise, holes clockwise. A hole, two polygons, no geometry; texts, digits that no
/// float holds, days, truths, nulls.
pub(crate) const GEOJSON: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"甲1","geometry":{"type":"Polygon","coordinates":[[[113.28,34.78],[113.29,34.78],[113.29,34.79],[113.28,34.79],[113.28,34.78]],[[113.282,34.782],[113.282,34.784],[113.284,34.784],[113.284,34.782],[113.282,34.782]]]},"properties":{"名称":"一号地块","面积":12345678901234.56,"列入":"2024-03-01","在册":true,"备注":null}},
{"type":"Feature","id":"甲2","geometry":{"type":"MultiPolygon","coordinates":[[[[113.3,34.8],[113.31,34.8],[113.31,34.81],[113.3,34.8]]],[[[113.32,34.8],[113.33,34.8],[113.33,34.81],[113.32,34.8]]]]},"properties":{"名称":"二号","面积":-0.05,"列入":null,"在册":false,"备注":"〔2024〕1号，含“引号”"}},
{"type":"Feature","id":"甲3","geometry":null,"properties":{"名称":null,"面积":null,"列入":"1999-12-31","在册":null,"备注":"x"}}
]}
"#;

pub(crate) fn shapefile(text: &str) -> (ShapefileBytes, Vec<Finding>) {
    let mut options = ToShapefile::default();
    options.day = day("2024-06-30");
    let made = geojson_to_shapefile(&Source::new("a.geojson", text), &options).unwrap();
    (made.files, made.findings)
}

pub(crate) fn parts(files: &ShapefileBytes) -> ShapefileParts {
    let shapes = files.shapes.as_ref().unwrap();
    let mut parts = ShapefileParts::new("a.shp", shapes.shp.clone());
    parts.dbf = Some(files.dbf.clone());
    parts.prj = Some(shapes.prj.clone());
    parts.cpg = Some(files.cpg.clone());
    parts
}

pub(crate) fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.id()).collect()
}

#[test]
fn f09_round_trip_loses_no_vertex_and_no_attribute() {
    let (files, findings) = shapefile(GEOJSON);
    assert_eq!(codes(&findings), [] as [&str; 0]);
    let back = shapefile_to_geojson(&parts(&files), None).unwrap();
    assert_eq!(codes(&back.findings), [] as [&str; 0]);
    assert_eq!(String::from_utf8(back.bytes).unwrap(), GEOJSON);
    // And in metres: every vertex within a micrometre, every attribute the same.
    let zone = GaussKruger::from_epsg(4526).unwrap();
    let mut options = ToShapefile::default();
    options.crs = Crs::GaussKruger(zone);
    let made = geojson_to_shapefile(&Source::new("a.geojson", GEOJSON), &options).unwrap();
    let back = shapefile_to_geojson(&parts(&made.files), None).unwrap();
    let properties = |text: &str| -> Vec<serde_json::Value> {
        let document: serde_json::Value = serde_json::from_str(text).unwrap();
        let features = document["features"].as_array().unwrap().iter();
        features.map(|feature| feature["properties"].clone()).collect()
    };
    let text = String::from_utf8(back.bytes).unwrap();
    assert_eq!(properties(&text), properties(GEOJSON));
    let numbers = |text: &str| -> Vec<f64> {
        let document: serde_json::Value = serde_json::from_str(text).unwrap();
        fn all(value: &serde_json::Value, out: &mut Vec<f64>) {
            match value {
                serde_json::Value::Array(items) => items.iter().for_each(|item| all(item, out)),
                other => out.extend(other.as_f64()),
            }
        }
        let mut out = Vec::new();
        for feature in document["features"].as_array().unwrap() {
            all(&feature["geometry"]["coordinates"], &mut out);
        }
        out
    };
    let (ours, given) = (numbers(&text), numbers(GEOJSON));
    assert_eq!(ours.len(), given.len());
    for (a, b) in ours.iter().zip(given) {
        assert!((a - b).abs() < 1e-11, "{a} {b}");
    }
}

#[test]
fn f09_bytes_are_those_of_the_standard() {
    let (files, _) = shapefile(GEOJSON);
    let shapes = files.shapes.as_ref().unwrap();
    // ESRI 1998, table 1: file code 9994 and length in words, big-endian; version 1000 and type 5 (polygon), little-endian.
    for bytes in [&shapes.shp, &shapes.shx] {
        assert_eq!(bytes[..4], [0, 0, 0x27, 0x0A]);
        let words = u32::from_be_bytes(bytes[24..28].try_into().unwrap());
        assert_eq!(words as usize * 2, bytes.len());
        assert_eq!(bytes[28..36], [0xE8, 3, 0, 0, 5, 0, 0, 0]);
        let number = |at: usize| f64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        assert_eq!(
            [number(36), number(44), number(52), number(60)],
            [113.28, 34.78, 113.33, 34.81]
        );
        assert_eq!(bytes[68..100], [0; 32]);
    }
    // Record 1 has 2 rings and 10 points: 44 + 8 + 160 bytes, 106 words; 2 has 8 points, 90 words; 3 is a null shape of 2 words.
    assert_eq!(shapes.shx.len(), 100 + 3 * 8);
    let index: Vec<u32> = shapes.shx[100..]
        .chunks(4)
        .map(|word| u32::from_be_bytes(word.try_into().unwrap()))
        .collect();
    assert_eq!(index, [50, 106, 160, 90, 254, 2]);
    assert_eq!(shapes.shp[100..108], [0, 0, 0, 1, 0, 0, 0, 106]);
    assert_eq!(shapes.shp[508..], [0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0]);
    // The exterior runs clockwise: north from its first vertex.
    let second = f64::from_le_bytes(shapes.shp[184..192].try_into().unwrap());
    assert_eq!(second, 34.79);

    // dBASE III: version 3, 30 June 2024 as years since 1900, 3 records, code page 936 (0x4D) in byte 29.
    assert_eq!(files.dbf[..4], [3, 124, 6, 30]);
    assert_eq!(files.dbf[4..8], [3, 0, 0, 0]);
    assert_eq!(files.dbf[29], 0x4D);
    // 32 bytes and 32 for each of 6 fields and the carriage return; the day is 8 wide, the truth 1.
    assert_eq!(u16::from_le_bytes(files.dbf[8..10].try_into().unwrap()), 32 + 6 * 32 + 1);
    assert_eq!(files.dbf[32..43], *b"feature_id\0");
    // 名称 in GBK (Python: "名称".encode("gbk")).
    assert_eq!(files.dbf[64..69], [0xC3, 0xFB, 0xB3, 0xC6, 0]);
    assert_eq!(files.dbf[64 + 11], b'C');
    assert_eq!(files.dbf[96 + 11], b'N');
    // 12345678901234.56 is 17 characters, two of them behind the point.
    assert_eq!(files.dbf[96 + 16..96 + 18], [17, 2]);
    assert_eq!(files.dbf[128 + 11], b'D');
    assert_eq!(files.dbf[160 + 11], b'L');
    assert_eq!(files.dbf.last(), Some(&0x1A));
    let text = files.dbf.windows(17).any(|window| window == b"12345678901234.56");
    assert!(text, "digits were lost");
    assert_eq!(files.cpg, b"GBK");
}

/// The texts of PROJ 9.5 (pyproj 3.7.2, `CRS(code).to_wkt("WKT1_ESRI")`).
#[test]
fn f09_prj_is_what_proj_writes() {
    let degrees = r#"GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    assert_eq!(prj(Crs::Cgcs2000), degrees);
    let projected = |name: &str, easting: &str, meridian: &str| {
        format!(
            r#"PROJCS["{name}",{degrees},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
        )
    };
    let rows = [
        (4526, "CGCS2000_3_Degree_GK_Zone_38", "38500000.0", "114.0"),
        (4547, "CGCS2000_3_Degree_GK_CM_114E", "500000.0", "114.0"),
        (4507, "CGCS2000_GK_CM_105E", "500000.0", "105.0"),
        (4491, "CGCS2000_GK_Zone_13", "13500000.0", "75.0"),
    ];
    for (epsg, name, easting, meridian) in rows {
        let zone = GaussKruger::from_epsg(epsg).unwrap();
        assert_eq!(prj(Crs::GaussKruger(zone)), projected(name, easting, meridian));
    }
}

/// The crate `shapefile` 0.9 is another program's reading of the standard.
#[test]
fn f09_another_crate_reads_the_same() {
    let scratch = Scratch::new("shapefile-crate");
    let (files, _) = shapefile(GEOJSON);
    for (ending, bytes) in files.files() {
        scratch.write(&format!("a.{ending}"), bytes);
    }
    let mut reader = ::shapefile::Reader::from_path(scratch.path().join("a.shp")).unwrap();
    let records = reader.read().unwrap();
    let shapes: Vec<&::shapefile::Shape> = records.iter().map(|(shape, _)| shape).collect();
    let [
        ::shapefile::Shape::Polygon(first),
        ::shapefile::Shape::Polygon(second),
        ::shapefile::Shape::NullShape,
    ] = shapes.as_slice()
    else {
        panic!("other shapes than two polygons and none")
    };
    let kinds = |polygon: &::shapefile::Polygon| -> Vec<(bool, usize)> {
        let rings = polygon.rings().iter();
        rings.map(|ring| (matches!(ring, ::shapefile::PolygonRing::Outer(_)), ring.len())).collect()
    };
    assert_eq!(kinds(first), [(true, 5), (false, 5)]);
    assert_eq!(kinds(second), [(true, 4), (true, 4)]);
    let (_, values) = &records[0];
    let text = format!("{:?}", values.get("名称"));
    assert!(text.contains("一号地块"), "{values:?}");
}

#[test]
fn names_of_all_layers_fit_and_differ() {
    for table in &exported(Language::Zh).tables {
        let MapTable { name, columns, .. } = table;
        for language in [Language::Zh, Language::En] {
            let mut names: Vec<&str> =
                columns.iter().map(|column| column.dbf_name(language)).collect();
            for own in &names {
                let bytes = encoding_rs::GBK.encode(own);
                assert!(bytes.0.len() <= 10 && !bytes.2, "{name} {own}");
            }
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), columns.len(), "{name}");
        }
        let mut names: Vec<&str> = columns.iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), columns.len(), "{name}");
        // The page of the documentation says the same.
        for column in columns {
            let row =
                format!("| `{}` | {} | `{}` | {} |", column.name, column.zh, column.dbf, column.en);
            assert!(include_str!("../../src/docs/gis.md").contains(&row), "{row}");
        }
    }
}

#[test]
fn what_a_dbf_has_no_room_for_is_said() {
    let table = |fields: &[(&str, NewFieldKind)], values: &[&[DbfValue]]| {
        let kind = Some(MapGeometryKind::Polygons);
        let mut file = NewShapefile::new("t.shp", Crs::Cgcs2000, kind, day("2024-01-01"));
        file.fields = fields.iter().map(|(name, kind)| NewField::new(*name, *kind)).collect();
        file.records = values.iter().map(|row| NewRecord::new(None, row.to_vec())).collect();
        let (bytes, findings) = write(&file);
        let (back, _) = read(&parts(&bytes), None).unwrap();
        let said: Vec<String> = findings.iter().map(|finding| finding.message.en.clone()).collect();
        (back, said)
    };
    let text = |text: &str| DbfValue::Text(text.to_owned());
    let number = |text: &str| DbfValue::Number(text.to_owned());
    // Names of 10 and 11 bytes; one of six characters is cut to five, and told from another of the same beginning.
    let (back, said) = table(
        &[
            ("abcdefghij", NewFieldKind::Text(1)),
            ("abcdefghijk", NewFieldKind::Text(1)),
            ("低效用地面积", NewFieldKind::Text(1)),
            ("低效用地面", NewFieldKind::Text(1)),
        ],
        &[&[text("1"), text("2"), text("3"), text("4")]],
    );
    let names: Vec<&str> = back.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["abcdefghij", "abcdefghi2", "低效用地面", "低效用地2"]);
    assert_eq!(said.len(), 3, "{said:?}");

    // 127 characters are 254 bytes; one more is cut, and a letter before them leaves half a character's room unused.
    let whole = "地".repeat(127);
    let (back, said) = table(
        &[("t", NewFieldKind::Text(1))],
        &[&[text(&whole)], &[text(&format!("{whole}块"))], &[text(&format!("a{whole}"))]],
    );
    let values: Vec<&DbfValue> = back.records.iter().map(|record| &record.values[0]).collect();
    let last = format!("a{}", "地".repeat(126));
    assert_eq!(values, [&text(&whole), &text(&whole), &text(&last)]);
    assert_eq!(
        said,
        ["field t: values of more than 254 bytes cut in 2 records, the first of them 2"]
    );

    // ² has a plain letter; a character that GBK lacks has none.
    let (back, said) = table(&[("t", NewFieldKind::Text(1))], &[&[text("12 m²")], &[text("😀")]]);
    assert_eq!(back.records[0].values, [text("12 m2")]);
    assert_eq!(back.records[1].values, [text("?")]);
    assert_eq!(said.len(), 1, "{said:?}");

    // 19 characters are kept as a number, 20 as text; either way no digit is lost.
    let long = "1234567890123456.78";
    let (back, said) = table(
        &[("n", NewFieldKind::Number), ("m", NewFieldKind::Number)],
        &[&[number(long), number("12345678901234567.8")], &[number("-1"), number("1e3")]],
    );
    assert_eq!(back.records[0].values, [number(long), text("12345678901234567.8")]);
    assert_eq!(back.records[1].values, [number("-1.00"), text("1e3")]);
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn encoding_is_taken_from_what_says_it() {
    let (files, _) = shapefile(GEOJSON);
    let named = |record: &Shapefile| record.records[0].values[1].clone();
    let expected = DbfValue::Text("一号地块".to_owned());
    let with = |cpg: Option<&[u8]>, driver: u8, utf8: bool| {
        let mut parts = parts(&files);
        parts.cpg = cpg.map(<[u8]>::to_vec);
        let mut dbf = parts.dbf.clone().unwrap();
        if utf8 {
            // The same width in bytes: 12 in UTF-8 for 8 in GBK does not fit, so a shorter text.
            let at =
                dbf.windows(8).position(|w| w == [0xD2, 0xBB, 0xBA, 0xC5, 0xB5, 0xD8, 0xBF, 0xE9]);
            let at = at.unwrap();
            dbf[at..at + 8].copy_from_slice("一号  ".as_bytes());
            // Other texts in ASCII, names of fields among them, no two alike.
            for (place, byte) in dbf.iter_mut().enumerate().skip(64) {
                if !byte.is_ascii() && !(at..at + 8).contains(&place) {
                    *byte = b'a' + (place / 32 % 26) as u8;
                }
            }
        }
        dbf[29] = driver;
        parts.dbf = Some(dbf);
        let (file, findings) = read(&parts, None).unwrap();
        (named(&file), codes(&findings).join(" "))
    };
    assert_eq!(with(Some(b"GBK"), 0, false), (expected.clone(), String::new()));
    assert_eq!(with(Some(b"936\r\n"), 0, false), (expected.clone(), String::new()));
    assert_eq!(with(None, 0x4D, false), (expected.clone(), String::new()));
    assert_eq!(with(None, 0, false), (expected.clone(), "dbf-encoding".to_owned()));
    // A name that nobody knows is said, and the file's own mark taken.
    assert_eq!(with(Some(b"klingon"), 0x4D, false), (expected, "dbf-encoding".to_owned()));
    let short = DbfValue::Text("一号".to_owned());
    assert_eq!(with(Some(b"UTF-8"), 0x4D, true), (short.clone(), String::new()));
    assert_eq!(with(None, 0, true), (short, "dbf-encoding".to_owned()));
    // What is no text of the encoding is no value.
    let (value, found) = with(Some(b"UTF-8"), 0, false);
    assert_eq!(value, DbfValue::Null);
    assert!(found.contains("dbf-value"));
}

#[test]
fn the_reference_system_is_taken_from_what_says_it() {
    let made = |crs: Crs| {
        let mut options = ToShapefile::default();
        options.crs = crs;
        let made = geojson_to_shapefile(&Source::new("a.geojson", GEOJSON), &options).unwrap();
        parts(&made.files)
    };
    let zone = |epsg| Crs::from_epsg(epsg).unwrap();
    let read_as = |crs: Crs, prj: Option<&str>, declared: Option<Crs>| {
        let mut parts = made(crs);
        parts.prj = prj.map(|text| text.as_bytes().to_vec());
        match read(&parts, declared) {
            Ok((file, findings)) => format!("{:?} {}", file.crs.epsg(), codes(&findings).join(" ")),
            Err(error) => format!("error: {error}"),
        }
    };
    let known = |epsg: u16| prj(zone(epsg));
    // The text of GDAL (OGC), of pyproj 3.7.2 `CRS(4547).to_wkt("WKT1_GDAL")`.
    let gdal = r#"PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 114E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",114],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","4547"]]"#;
    let wgs84 = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    let xian =
        known(4526).replace("D_China_2000", "D_Xian_1980").replace("CGCS2000_3", "Xian_1980_3");
    let rows = [
        (4490, Some(known(4490)), None, "Some(4490) "),
        (4526, Some(known(4526)), None, "Some(4526) "),
        (4547, Some(known(4547)), None, "Some(4547) "),
        (4547, Some(gdal.to_owned()), None, "Some(4547) "),
        (4490, Some(wgs84.to_owned()), None, "Some(4490) shp-reference"),
        (4526, Some(known(4547)), None, "Some(4547) shp-reference"),
        (4490, None, None, "Some(4490) shp-reference"),
        (4526, None, None, "Some(4526) shp-reference"),
        (4547, None, Some(4547), "Some(4547) "),
        (4526, Some(known(4547)), Some(4526), "Some(4526) shp-reference"),
    ];
    for (crs, prj, declared, expected) in rows {
        let found = read_as(zone(crs), prj.as_deref(), declared.map(zone));
        assert_eq!(found, expected, "{crs} {prj:?} {declared:?}");
    }
    let error = read_as(zone(4547), None, None);
    assert!(
        error.contains("expected a .prj file, or the reference system declared with --crs"),
        "{error}"
    );
    let error = read_as(zone(4526), Some(&xian), None);
    assert!(
        error.starts_with("error: a.prj: expected degrees or a Gauss-Krüger zone")
            && error.contains("Xian_1980_3_Degree_GK_Zone_38"),
        "{error}"
    );
}

/// A main file of one record with these rings, without the other files.
pub(crate) fn rings(rings: &[&[[f64; 2]]]) -> ShapefileParts {
    let mut body = Vec::new();
    body.extend(5_i32.to_le_bytes());
    body.extend([0; 32]);
    body.extend((rings.len() as i32).to_le_bytes());
    body.extend((rings.concat().len() as i32).to_le_bytes());
    let mut start = 0_i32;
    for ring in rings {
        body.extend(start.to_le_bytes());
        start += ring.len() as i32;
    }
    for [x, y] in rings.concat() {
        body.extend(x.to_le_bytes());
        body.extend(y.to_le_bytes());
    }
    let mut shp = shapefile(GEOJSON).0.shapes.unwrap().shp[..100].to_vec();
    shp.extend(1_i32.to_be_bytes());
    shp.extend((body.len() as i32 / 2).to_be_bytes());
    shp.extend(body);
    ShapefileParts::new("r.shp", shp)
}

#[test]
fn direction_says_what_is_a_hole() {
    // Clockwise from the south-west corner: north first.
    let square = |x: f64, y: f64, side: f64| {
        [[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]]
    };
    let turned = |mut ring: [[f64; 2]; 5]| {
        ring.reverse();
        ring
    };
    let (a, b) = (square(0.0, 0.0, 10.0), square(20.0, 0.0, 10.0));
    let in_a = turned(square(2.0, 2.0, 2.0));
    let in_b = turned(square(22.0, 2.0, 2.0));
    // It touches the border of its exterior with one edge.
    let at_border = turned(square(0.0, 4.0, 2.0));
    let nowhere = turned(square(50.0, 50.0, 2.0));
    let outline = |all: &[&[[f64; 2]]]| {
        let (file, findings) = read(&rings(all), None).unwrap();
        let Some(Shape::LonLat(shape)) = &file.records[0].shape else { panic!() };
        let polygons = shape.polygons().map(|polygon| polygon.rings().count());
        let found = codes(&findings).into_iter().filter(|code| *code == "shp-ring").count();
        (polygons.collect::<Vec<_>>(), found)
    };
    assert_eq!(outline(&[&a, &in_a, &b, &in_b]), (vec![2, 2], 0));
    // Holes after all exteriors, and before them.
    assert_eq!(outline(&[&a, &b, &in_a, &in_b]), (vec![2, 2], 0));
    assert_eq!(outline(&[&in_b, &in_a, &a, &b]), (vec![2, 2], 0));
    assert_eq!(outline(&[&a, &at_border]), (vec![2], 0));
    assert_eq!(outline(&[&a, &nowhere]), (vec![1, 1], 1));
    assert_eq!(outline(&[&nowhere]), (vec![1], 1));
}

/// Damaged files give findings or an error, never a panic.
#[test]
fn hostile_files_do_not_panic() {
    let (files, _) = shapefile(GEOJSON);
    let good = parts(&files);
    let dbf = good.dbf.clone().unwrap();
    for length in 0..good.shp.len() {
        let mut parts = good.clone();
        parts.shp.truncate(length);
        match read(&parts, None) {
            Ok((file, findings)) => {
                let whole = file.records.len() == 3;
                assert!(!whole && codes(&findings).contains(&"shp-record"), "{length}");
            }
            Err(error) => assert!(error.to_string().contains("a.shp"), "{error}"),
        }
    }
    for length in 0..dbf.len() - 1 {
        let mut parts = good.clone();
        parts.dbf = Some(dbf[..length].to_vec());
        match read(&parts, None) {
            Ok((file, findings)) => {
                assert_eq!(file.records.len(), 3);
                assert!(codes(&findings).contains(&"shp-record"), "{length}");
            }
            Err(error) => assert!(error.to_string().contains("a.dbf"), "{error}"),
        }
    }
    // Every byte with each of a few values that hurt.
    for at in 0..good.shp.len() {
        for value in [0, 1, 0x7F, 0x80, 0xFF] {
            let mut parts = good.clone();
            parts.shp[at] = value;
            let _ = shapefile_to_geojson(&parts, None);
        }
    }
    for at in 0..dbf.len() {
        for value in [0, 1, b'*', 0x7F, 0x80, 0xFF] {
            let mut bytes = dbf.clone();
            bytes[at] = value;
            let mut parts = good.clone();
            parts.dbf = Some(bytes);
            let _ = shapefile_to_geojson(&parts, None);
        }
    }
    for prj in [
        "PROJCS[",
        "PROJCS[\"",
        "GEOGCS",
        "PARAMETER[\"central_meridian\",",
        "\u{0}",
        "PROJCS[\"X\",DATUM[\"D_China_2000\"]]",
    ] {
        let mut parts = good.clone();
        parts.prj = Some(prj.as_bytes().to_vec());
        assert!(read(&parts, None).is_err(), "{prj}");
    }
}

#[test]
fn faults_of_records_and_cells_are_named() {
    let (files, _) = shapefile(GEOJSON);
    let said = |change: &dyn Fn(&mut ShapefileParts)| {
        let mut parts = parts(&files);
        change(&mut parts);
        match read(&parts, None) {
            Ok((_, findings)) => findings
                .iter()
                .map(|finding| finding.message.en.clone())
                .collect::<Vec<_>>()
                .join("; "),
            Err(error) => error.to_string(),
        }
    };
    let nan = f64::NAN.to_le_bytes();
    let rows: [(&dyn Fn(&mut ShapefileParts), &str); 9] = [
        // The third point of record 1: content at 108, points at 108 + 52.
        (
            &|parts| parts.shp[192..200].copy_from_slice(&nan),
            "record 1: point 3 has a coordinate that is not finite",
        ),
        (&|parts| parts.shp[104..108].copy_from_slice(&[0x7F; 4]), "expected a whole record"),
        (&|parts| parts.shp[104..108].copy_from_slice(&[0xFF; 4]), "expected a whole record"),
        (
            &|parts| parts.shp[148..152].copy_from_slice(&i32::MAX.to_le_bytes()),
            "record 1: expected room for 2 rings and 2147483647 points",
        ),
        (
            &|parts| parts.shp[156..160].copy_from_slice(&99_i32.to_le_bytes()),
            "record 1: expected rings that start at 0, ascend and stay below 10 points",
        ),
        (&|parts| parts.shp[108] = 3, "record 1: expected a polygon, found lines"),
        (&|parts| parts.shp[32] = 1, "a.shp: expected a layer of polygons, found points"),
        (&|parts| parts.dbf = None, "there is no .dbf"),
        (
            &|parts| {
                let dbf = parts.dbf.as_mut().unwrap();
                let at = dbf.windows(8).position(|window| window == b"20240301").unwrap();
                dbf[at..at + 8].copy_from_slice(b"20240230");
            },
            "record 1: field 列入: expected a day as YYYYMMDD, found \"20240230\"; read as null",
        ),
    ];
    for (change, expected) in rows {
        let found = said(change);
        assert!(found.contains(expected), "expected {expected:?}, found {found:?}");
    }
    // A deleted record goes with its shape; the others keep theirs.
    let mut parts = parts(&files);
    let dbf = parts.dbf.as_mut().unwrap();
    let (header, width) = (usize::from(dbf[8]) + 256 * usize::from(dbf[9]), usize::from(dbf[10]));
    dbf[header + width] = b'*';
    let (file, _) = read(&parts, None).unwrap();
    let ids: Vec<String> =
        file.records.iter().map(|record| file.id(record).unwrap().to_string()).collect();
    assert_eq!(ids, ["甲1", "甲3"]);
    assert_eq!(file.records[1].number, 3);
    assert_eq!(file.records[1].shape, None);
    assert_eq!(Code::ShpRecord.id(), "shp-record");
}

#[test]
fn a_table_that_is_too_wide_says_which_fields_it_left_out() {
    let wide = |count: usize, value: &str| {
        let properties: Vec<String> =
            (0..count).map(|at| format!("\"p{at}\":\"{value}\"")).collect();
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{{}}},\"geometry\":\
             {{\"type\":\"Polygon\",\"coordinates\":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]}}}}]}}",
            properties.join(",")
        )
    };
    // By hand: (65 535 - 1) / 254 = 258 texts of 254 bytes fit a record; (65 535 - 33) / 32 = 2 046 fields fit a header.
    let rows =
        [(258, 254, 258), (259, 254, 258), (300, 254, 258), (2046, 1, 2046), (2100, 1, 2046)];
    for (given, width, kept) in rows {
        let (files, findings) = shapefile(&wide(given, &"a".repeat(width)));
        let cut = findings
            .iter()
            .any(|f| f.message.en.contains("fields were not written") && f.code.id() == "dbf-cut");
        assert_eq!(cut, given > kept, "{given}");
        let short = |at: usize| usize::from(u16::from_le_bytes([files.dbf[at], files.dbf[at + 1]]));
        assert_eq!((short(8), short(10)), (33 + 32 * kept, 1 + width * kept), "{given}");
        assert_eq!(read(&parts(&files), None).unwrap().0.fields.len(), kept);
    }
}

#[test]
fn a_property_with_the_name_of_the_ids_is_none() {
    let feature = |id: &str, properties: &str| {
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",{id}\"geometry\":{{\"type\":\"Polygon\",\
             \"coordinates\":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]}},\"properties\":{{{properties}}}}}]}}"
        )
    };
    let rows = [
        // With an id beside it and without; in capitals; cut to the same name; and one that is not.
        ("\"id\":\"甲\",", "feature_id", "feature_i2", true),
        ("", "feature_id", "feature_i2", true),
        ("", "FEATURE_ID", "FEATURE_I2", true),
        ("", "feature_identifier", "feature_i2", true),
        ("", "feature_i", "feature_i", false),
        ("\"id\":\"甲\",", "feature", "feature", false),
    ];
    for (id, given, kept, renamed) in rows {
        let (files, findings) = shapefile(&feature(id, &format!("\"{given}\":\"乙\"")));
        assert_eq!(codes(&findings), if renamed { vec!["dbf-cut"] } else { vec![] }, "{given}");
        if renamed {
            assert!(findings[0].message.en.contains(kept), "{:?}", findings[0].message);
        }
        let back = shapefile_to_geojson(&parts(&files), None).unwrap();
        let back: serde_json::Value = serde_json::from_slice(&back.bytes).unwrap();
        let feature = &back["features"][0];
        let expected = if id.is_empty() { serde_json::Value::Null } else { "甲".into() };
        assert_eq!(feature["id"], expected, "{id} {given}");
        assert_eq!(feature["properties"], serde_json::json!({ kept: "乙" }), "{id} {given}");
    }
}
