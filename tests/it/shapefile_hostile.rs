//! Shapefiles that mean harm: what is counted, cut and left out, so that neither work nor messages grow beyond the file (F09).

use landledger::finding::Code;
use landledger::read::shapefile::{DbfValue, ShapefileParts, read};

use crate::shapefile::{GEOJSON, codes, parts, rings, shapefile};

/// A table of one-letter text fields with these names, and one record with a letter in each that has a width.
fn table(fields: &[(&str, u8)]) -> Vec<u8> {
    let width: usize = fields.iter().map(|(_, width)| usize::from(*width)).sum();
    let mut dbf = vec![3, 124, 6, 30, 1, 0, 0, 0];
    dbf.extend(((33 + 32 * fields.len()) as u16).to_le_bytes());
    dbf.extend(((1 + width) as u16).to_le_bytes());
    dbf.resize(32, 0);
    for (name, width) in fields {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.extend([b'C', 0, 0, 0, 0, *width]);
        field.resize(32, 0);
        dbf.extend(field);
    }
    dbf.push(0x0D);
    dbf.push(b' ');
    dbf.extend(vec![b'x'; width]);
    dbf
}

#[test]
fn names_and_fields_of_a_hostile_table_are_counted() {
    let square = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]];
    let with = |fields: &[(&str, u8)]| {
        let mut parts = rings(&[&square]);
        parts.dbf = Some(table(fields));
        let (file, findings) = read(&parts, None).unwrap();
        let found = findings.into_iter().filter(|finding| finding.code == Code::DbfValue).count();
        (file, found)
    };
    // Every field has the same name, and one has already the name that the second of them would get.
    let mut fields = vec![("a", 1); 2045];
    fields.insert(0, ("a_2", 1));
    let (file, found) = with(&fields);
    assert_eq!((file.fields.len(), found), (2046, 2044));
    let names: Vec<&str> = file.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!((names[..4].to_vec(), names[2045]), (vec!["a_2", "a", "a_3", "a_4"], "a_2046"));
    // Fields that take no room in the records have no values: never more values than bytes.
    let mut fields = vec![("empty", 0); 2045];
    fields.push(("full", 1));
    let (file, found) = with(&fields);
    assert_eq!((file.fields.len(), file.records[0].values.len(), found), (1, 1, 1));
    assert_eq!(file.records[0].values[0], DbfValue::Text("x".to_owned()));
}

#[test]
fn messages_about_hostile_files_are_short() {
    let (files, _) = shapefile(GEOJSON);
    let longest = |change: &dyn Fn(&mut ShapefileParts)| {
        let mut parts = parts(&files);
        change(&mut parts);
        match read(&parts, None) {
            Ok((_, findings)) => {
                assert!(!findings.is_empty());
                findings
                    .iter()
                    .map(|it| it.message.en.len().max(it.message.zh.len()))
                    .max()
                    .unwrap()
            }
            Err(error) => error.to_string().len(),
        }
    };
    // 50 000 rings of which the last begins before its time.
    let many: Vec<Vec<[f64; 2]>> = (0..50_000).map(|_| vec![[113.3, 34.8]; 4]).collect();
    let many: Vec<&[[f64; 2]]> = many.iter().map(Vec::as_slice).collect();
    let many = rings(&many).shp;
    let last = 100 + 8 + 44 + 4 * 49_999;
    let rows: [(&str, &dyn Fn(&mut ShapefileParts)); 5] = [
        ("starts of rings", &|parts| {
            parts.shp.clone_from(&many);
            parts.shp[last..last + 4].copy_from_slice(&7_i32.to_le_bytes());
        }),
        ("name of the encoding", &|parts| parts.cpg = Some(vec![b'k'; 100_000])),
        ("name of the reference system", &|parts| {
            parts.prj = Some(format!("PROJCS[\"{}\"]", "x".repeat(100_000)).into_bytes());
        }),
        ("coordinate", &|parts| {
            parts.prj = None;
            parts.shp[160..168].copy_from_slice(&1.5e300_f64.to_le_bytes());
        }),
        ("cell", &|parts| {
            // The second field of the fixture, a number of 17 digits, becomes a wide one.
            let dbf = parts.dbf.as_mut().unwrap();
            *dbf = table(&[("n", 254)]);
            dbf[32 + 11] = b'N';
        }),
    ];
    for (what, change) in rows {
        let longest = longest(change);
        assert!(longest < 450, "{what}: {longest}");
    }
}

#[test]
fn more_properties_than_a_table_has_fields_are_counted() {
    // Every feature has a property of its own: 3 000 names, of which 2 046 have room.
    let features: Vec<String> = (0..3_000)
        .map(|at| {
            format!("{{\"type\":\"Feature\",\"geometry\":null,\"properties\":{{\"p{at}\":{at}}}}}")
        })
        .collect();
    let square = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\
                  \"coordinates\":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]}}";
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{square},{}]}}",
        features.join(",")
    );
    let (files, findings) = shapefile(&text);
    let left: Vec<&str> = findings
        .iter()
        .map(|finding| finding.message.en.as_str())
        .filter(|text| text.contains("were not written"))
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(
        left[0].starts_with("954 fields were not written, the first of them p2046:"),
        "{left:?}"
    );
    let (file, _) = read(&parts(&files), None).unwrap();
    assert_eq!((file.fields.len(), file.records.len()), (2046, 3_001));
    assert_eq!(file.fields[2045].name, "p2045");
    assert_eq!(file.records[2046].values[2045], DbfValue::Number("2045".to_owned()));
    assert_eq!(file.records[2047].values[2045], DbfValue::Null);
}

#[test]
fn names_that_are_cut_alike_are_counted() {
    // 1 200 names with the same first ten bytes: numbers behind them, each once.
    let properties: Vec<String> = (0..1_200).map(|at| format!("\"a_long_name_{at}\":1")).collect();
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{{}}},\"geometry\":\
         {{\"type\":\"Polygon\",\"coordinates\":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]}}}}]}}",
        properties.join(",")
    );
    let (files, findings) = shapefile(&text);
    assert_eq!(findings.len(), 1_200);
    let (file, _) = read(&parts(&files), None).unwrap();
    let names: Vec<&str> = file.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(
        [names[0], names[1], names[8], names[9], names[99], names[1_199]],
        ["a_long_nam", "a_long_na2", "a_long_na9", "a_long_n10", "a_long_100", "a_long1200"]
    );
}

/// A carriage return ends a DBF's list of fields, a zero byte a name: neither is written.
#[test]
fn control_characters_in_names_lose_no_field() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"first":1,"\rx":2,"second":3,"b\u0000c":4,"b":5},
        "geometry":{"type":"Polygon","coordinates":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]}}]}"#;
    let (files, findings) = shapefile(text);
    assert_eq!(findings.len(), 2, "{findings:?}");
    let (file, _) = read(&parts(&files), None).unwrap();
    let names: Vec<&str> = file.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["first", "_x", "second", "b_c", "b"]);
    let numbers = ["1", "2", "3", "4", "5"].map(|n| DbfValue::Number(n.to_owned()));
    assert_eq!(file.records[0].values, numbers);
}

#[test]
fn messages_about_hostile_properties_are_short() {
    let name = "长".repeat(100_000);
    let feature = |value: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"{name}\":{value}}},\"geometry\":{{\"type\":\"Polygon\",\
             \"coordinates\":[[[113.3,34.8],[113.4,34.8],[113.4,34.9],[113.3,34.8]]]}}}}"
        )
    };
    // A name that is cut; a text that is cut, one with a character that GBK lacks, one that ends with a blank, several kinds.
    let texts = [format!("\"{}\"", "a".repeat(300)), "\"😀\"".to_owned(), "\"a \"".to_owned()];
    let mixed: Vec<String> = texts.iter().map(String::as_str).chain(["1"]).map(feature).collect();
    // Numbers of more digits than a field has.
    for (features, count) in [(mixed.join(","), 5), (feature("12345678901234567890"), 2)] {
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}");
        let (_, findings) = shapefile(&text);
        assert_eq!(findings.len(), count, "{:?}", codes(&findings));
        for finding in findings {
            let longest = finding.message.en.len().max(finding.message.zh.len());
            assert!(longest < 450, "{longest}");
        }
    }
}
