//! Parcel codes at the place where they stand, and parcels without properties (RFC 7946 §3.2).

use std::io::Cursor;

use landledger::finding::{Code, Finding, Severity};
use landledger::read::Source;
use landledger::report::check::{
    AttributeNames, CheckRequest, Layout, StreamRequest, findings, findings_of_stream,
};

/// Checked in memory and as a stream, with the same result.
fn found(text: &str, layout: &Layout) -> Vec<Finding> {
    let source = Source::new("a.geojson", text);
    let mut request = CheckRequest::new(&source);
    request.layout = layout.clone();
    let whole = findings(&request);
    let mut request = StreamRequest::new("a.geojson");
    request.layout = layout.clone();
    assert_eq!(findings_of_stream(Cursor::new(text), &request).unwrap(), whole);
    whole.findings
}

/// The only finding of a code, as pointer and the text that its span covers, which line and column agree with.
#[track_caller]
fn at(text: &str, layout: &Layout, code: Code) -> (String, String) {
    let all = found(text, layout);
    let of_code: Vec<&Finding> = all.iter().filter(|finding| finding.code == code).collect();
    let [finding] = of_code.as_slice() else { panic!("{all:#?}") };
    let span = finding.place.span.unwrap();
    let (start, end) = (span.start as usize, span.end as usize);
    let before = &text[..start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let place = (finding.place.line.unwrap() as usize, finding.place.column.unwrap() as usize);
    assert_eq!(place, (line, column));
    (finding.place.pointer.clone().unwrap(), text[start..end].to_owned())
}

fn feature(id: &str, properties: &str, west: f64) -> String {
    let east = west + 0.001_000_001;
    format!(
        r#"{{"type": "Feature", "id": {id}, {properties}"geometry": {{"type": "Polygon", "coordinates": [[[{west:.9}, 34.800000001], [{east:.9}, 34.800000001], [{east:.9}, 34.801000001], [{west:.9}, 34.801000001], [{west:.9}, 34.800000001]]]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{}\n]}}", features.join(",\n"))
}

const FACTS: &str =
    r#""properties": {"name": "东区1号", "town": "410106001", "tenure": "granted"}, "#;

#[test]
fn a_code_that_is_none_is_shown_where_it_stands() {
    let mut names = AttributeNames::default();
    names.identifier = Some("宗地/代码".into());
    let named = r#""properties": {"名称": "东区", "宗地/代码": "410106001001GK00001"}, "#;
    let text =
        collection(&[feature("1", r#""properties": null, "#, 113.3), feature("2", named, 113.4)]);
    assert_eq!(
        at(&text, &Layout::Generic(names.clone()), Code::CodeInvalid),
        ("/features/1/properties/宗地~1代码".into(), "\"410106001001GK00001\"".into())
    );
    // A number is no code either, and a single feature has no number.
    let number = r#""properties": {"宗地/代码": 17}, "#;
    assert_eq!(
        at(&feature("2", number, 113.4), &Layout::Generic(names), Code::CodeInvalid),
        ("/properties/宗地~1代码".into(), "17".into())
    );
    // In a district folder the id is the code.
    let text = collection(&[
        feature("\"410106001001GB00001\"", FACTS, 113.3),
        feature("\"410106001001GK00001\"", FACTS, 113.4),
    ]);
    assert_eq!(
        at(&text, &Layout::District, Code::CodeInvalid),
        ("/features/1/id".into(), "\"410106001001GK00001\"".into())
    );
}

/// RFC 7946 §3.2: a feature has a member `properties`, whose value is an object or null. A parcel of a district folder has facts: without any,
/// whether for null or for nothing, the same is said at the place there is.
#[test]
fn properties_that_are_null_or_missing_are_no_facts() {
    let whole = feature("\"410106001001GB00001\"", FACTS, 113.3);
    let rows = [
        (r#""properties": null, "#, "/features/1/properties", "null", "found null", false),
        ("", "/features/1", "{\"type\": \"Feature\"", "found none", true),
    ];
    for (properties, pointer, start, words, is_missing) in rows {
        let bare = feature("\"410106001001GB00002\"", properties, 113.4);
        // Whichever comes first: one with properties says that it is a district folder.
        for (features, index) in [([&whole, &bare], 1), ([&bare, &whole], 0)] {
            let text = collection(&features.map(Clone::clone));
            let all = found(&text, &Layout::Automatic);
            let codes: Vec<Code> = all.iter().map(|finding| finding.code).collect();
            let mut expected = vec![Code::FactMissing];
            if is_missing {
                expected.insert(0, Code::PropertiesMissing);
            }
            assert_eq!(codes, expected, "{all:#?}");
            let finding = all.last().unwrap();
            assert_eq!(finding.subjects, ["410106001001GB00002"]);
            assert_eq!(finding.severity, Severity::Warning);
            assert!(finding.message.en.ends_with(words), "{}", finding.message.en);
            let (at, text) = at(&text, &Layout::Automatic, Code::FactMissing);
            assert_eq!(at, pointer.replace("/1", &format!("/{index}")));
            assert!(text.starts_with(start), "{text}");
        }
        // Anything else than a district folder may do without properties.
        let text = collection(std::slice::from_ref(&bare));
        let others = found(&text, &Layout::Automatic);
        assert_eq!(others.iter().filter(|one| one.code != Code::PropertiesMissing).count(), 0);
        assert_eq!(found(&text, &Layout::District).last().unwrap().code, Code::FactMissing);
    }
}
