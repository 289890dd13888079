//! A check that streams its parcels finds, byte for byte, what the check in memory finds.

use std::fs;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use landledger::check::Profile;
use landledger::finding::Code;
use landledger::geometry::Crs;
use landledger::read::Source;
use landledger::report::check::{
    AttributeNames, CheckRequest, Findings, Layout, StreamRequest, findings, findings_of_released,
    findings_of_stream,
};

use crate::shared_data::shared_data;
use crate::stream::files;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

#[derive(Clone, Default)]
struct How<'a> {
    zone: Option<&'a Source>,
    declared: Option<Crs>,
    layout: Layout,
    day: Option<jiff::civil::Date>,
}

/// Checks both ways; gives what was found.
#[track_caller]
fn both(name: &str, bytes: &[u8], how: &How<'_>) -> Findings {
    let source = Source::new(name, bytes);
    let mut request = CheckRequest::new(&source);
    (request.zone, request.declared, request.on) = (how.zone, how.declared, how.day);
    request.layout = how.layout.clone();
    let whole = findings(&request);
    let mut request = StreamRequest::new(name);
    (request.zone, request.declared, request.on) = (how.zone, how.declared, how.day);
    request.layout = how.layout.clone();
    let streamed = findings_of_stream(Cursor::new(bytes), &request).unwrap();
    let json = |found: &Findings| serde_json::to_string(&found.findings).unwrap();
    assert_eq!(json(&streamed), json(&whole), "{name}");
    assert_eq!(streamed, whole, "{name}");
    let released = findings_of_released(source, Cursor::new(bytes), &request).unwrap();
    assert_eq!(json(&released), json(&whole), "{name}, released");
    assert_eq!(released, whole, "{name}, released");
    whole
}

#[test]
fn every_file_is_checked_alike() {
    let mut found = Vec::new();
    files(&fixtures(), &mut found);
    assert!(found.len() > 100, "{}", found.len());
    if let Some(data) = shared_data() {
        files(&data.join("parcels"), &mut found);
    }
    let mut codes = std::collections::BTreeSet::new();
    for file in found {
        let bytes = fs::read(&file).unwrap();
        if bytes.len() > 3_000_000 {
            continue;
        }
        let name = file.display().to_string();
        let all = both(&name, &bytes, &How::default());
        codes.extend(all.findings.iter().map(|finding| finding.code));
        let stem = file.file_name().unwrap().to_str().unwrap().split('.').next().unwrap();
        let own = [format!("{stem}.zone.geojson"), "zone.geojson".to_owned()];
        let zone = own.iter().map(|own| file.with_file_name(own)).find(|zone| zone.is_file());
        if let Some(zone) = zone {
            let zone = Source::open(zone).unwrap();
            let how = How { zone: Some(&zone), ..How::default() };
            codes.extend(both(&name, &bytes, &how).findings.iter().map(|finding| finding.code));
        }
        let metres = How { declared: Crs::from_epsg(4526), ..How::default() };
        both(&name, &bytes, &metres);
    }
    // What was compared is no heap of empty lists.
    assert!(codes.len() > 50, "{codes:?}");
}

#[test]
fn properties_that_cannot_be_used_have_their_places_in_the_file() {
    let square = |x: &str, properties: &str| {
        format!(
            "{{\"type\":\"Feature\",\"id\":\"{x}\",\n\"properties\":{properties},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[113.2{x},34.78],[113.2{x}9,34.78],[113.2{x}9,34.79],[113.2{x},34.78]]]}}}}"
        )
    };
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{},\n {},{}]}}",
        square("1", r#"{"号":"一","面积":"9.5"}"#),
        square("2", r#"{"号":{},"面积":"九","从":"2024-13-01"}"#),
        square("3", r#"{"号":"三","层":"天","面积":1e400}"#),
    );
    let mut names = AttributeNames::default();
    names.identifier = Some("号".into());
    names.registered_area = Some("面积".into());
    names.layer = Some("层".into());
    names.from = Some("从".into());
    let how = How { layout: Layout::Generic(names), ..How::default() };
    let found = both("a.geojson", text.as_bytes(), &how);
    let mut places: Vec<_> = found
        .findings
        .iter()
        .filter(|finding| finding.code == Code::MemberInvalid)
        .map(|finding| (finding.place.line.unwrap(), finding.place.pointer.clone().unwrap()))
        .collect();
    places.sort();
    let pointer = |at: &str| format!("/features/1/properties/{at}");
    assert_eq!(places[..2], [(5, pointer("从")), (5, pointer("号"))], "{places:?}");
    for layout in [Layout::District, Layout::Automatic] {
        both("a.geojson", text.as_bytes(), &How { layout, ..How::default() });
    }
}

/// A bow-tie, whose crossing needs the place of a position.
const BOW_TIE: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"A","properties":{},"geometry":{"type":"Polygon","coordinates":
[[[113.30,34.80],[113.31,34.81],[113.31,34.80],[113.30,34.81],[113.30,34.80]]]}}]}"#;

/// Gives one text when it is read from the start, and another from anywhere else.
struct Changing {
    first: Cursor<&'static str>,
    then: Option<Cursor<String>>,
    seeks: usize,
}

impl Read for Changing {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        match (&mut self.then, self.seeks) {
            (_, ..=1) => self.first.read(out),
            (Some(then), _) => then.read(out),
            (None, _) => Err(std::io::Error::other("the disk is gone")),
        }
    }
}

impl Seek for Changing {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.seeks += 1;
        self.then.iter_mut().for_each(|then| {
            let _: u64 = then.seek(to).unwrap();
        });
        self.first.seek(to)
    }
}

#[test]
fn a_file_that_changes_or_goes_away_is_an_error() {
    let check = |then: Option<String>| {
        let file = Changing { first: Cursor::new(BOW_TIE), then: then.map(Cursor::new), seeks: 0 };
        findings_of_stream(file, &StreamRequest::new("a.geojson"))
    };
    assert!(check(Some(BOW_TIE.to_owned())).is_ok());
    let error = check(Some(BOW_TIE.replacen("Feature", "feature", 2))).unwrap_err();
    assert!(error.is_input() && error.to_string().contains("has changed"), "{error}");
    let error = check(None).unwrap_err();
    assert!(error.is_io() && error.to_string().contains("the disk is gone"), "{error}");
}

#[test]
fn a_file_is_checked_from_its_start() {
    let mut file = Cursor::new(BOW_TIE);
    file.set_position(50);
    let found = findings_of_stream(file, &StreamRequest::new("a.geojson")).unwrap();
    assert_eq!(found.features, 1);
    let whole = findings(&CheckRequest::new(&Source::new("a.geojson", BOW_TIE)));
    assert_eq!(found, whole);
    assert_eq!(StreamRequest::new("a.geojson").profile, Profile::strict());
}

/// A feature without `properties` is no bare geometry: a fix of its ring has `geometry` in its path.
#[test]
fn a_fix_of_a_feature_without_properties_finds_its_ring() {
    let clockwise = "[[113.30,34.80],[113.31,34.81],[113.31,34.80],[113.30,34.80]]";
    let geometry = format!("{{\"type\":\"Polygon\",\"coordinates\":[{clockwise}]}}");
    let feature = format!("{{\"type\":\"Feature\",\"geometry\":{geometry}}}");
    let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}");
    for (text, path) in [
        (&collection, "/features/0/geometry/coordinates/0"),
        (&feature, "/geometry/coordinates/0"),
        (&geometry, "/coordinates/0"),
    ] {
        let found = both("a.geojson", text.as_bytes(), &How::default());
        let finding = found.findings.iter().find(|f| f.code == Code::RingDirection).unwrap();
        let fix = finding.fix.as_ref().unwrap();
        assert!(fix.patch.iter().all(|step| step.path.starts_with(path)), "{:?}", fix.patch);
        assert!(!fix.patch.is_empty());
        let source = Source::new("a.geojson", text.as_str());
        assert!(landledger::write::apply_fixes(&source, &[fix]).is_ok());
    }
}
