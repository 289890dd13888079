//! What is fuzzed: each function takes any bytes and must neither panic nor break its promise.
//!
//! Shared by the cargo-fuzz package in this folder, by `tests/it/fuzz.rs` and by `benches/fuzz.rs`.

use std::io::{Cursor, Read};

use landledger::check::OverlapPriority;
use landledger::finding::{Code, Finding, Fix, Severity, Span};
use landledger::geometry::{Crs, Shape};
use landledger::law::Rulebook;
use landledger::read::geojson::{self, GeometryNeed, PositionIndex, ReadOptions, Reading, Stream};
use landledger::read::{Source, boundary_points, json, read_parcels, read_rulebook, read_zone};
use landledger::report::check::{
    CheckRequest, Findings, StreamRequest, findings, findings_of_stream,
};
use landledger::store::Journal;
use landledger::write::apply_fixes;

/// A target by its name, which is that of its folder in `corpus`.
pub type Target = (&'static str, fn(&[u8]));

/// Every target. To add one: a function below, a row here, a file in `fuzz_targets` and its `[[bin]]` in
/// `Cargo.toml`.
pub const TARGETS: [Target; 8] = [
    ("geojson_read", geojson_read),
    ("geojson_stream_equals_read", geojson_stream_equals_read),
    ("boundary_points_read", boundary_points_read),
    ("journal", journal),
    ("zone", zone),
    ("json", json),
    ("rulebook", rulebook),
    ("check_bytes", check_bytes),
];

/// The reader of GeoJSON: spans lie in the file, every feature is either given or rejected with reasons.
pub fn geojson_read(bytes: &[u8]) {
    let source = Source::new("fuzz.geojson", bytes);
    let mut optional = ReadOptions::default();
    optional.geometry = GeometryNeed::Optional;
    for options in [ReadOptions::default(), optional] {
        let reading = geojson::read(&source, &options);
        sound(&source, &reading);
    }
}

fn sound(source: &Source, reading: &Reading) {
    let length = source.bytes().len() as u64;
    let inside = |span: Span| assert!(span.start <= span.end && span.end <= length, "{span:?}");
    for finding in &reading.findings {
        finding.place.span.into_iter().for_each(inside);
        assert!(finding.place.line.is_some() && finding.place.column.is_some(), "{finding:?}");
    }
    for rejected in &reading.rejected {
        inside(rejected.span);
        assert!(!rejected.reasons.is_empty(), "{rejected:?}");
    }
    for feature in &reading.features {
        inside(feature.span);
        assert!(feature.tree(source).findings.is_empty(), "{:?}", feature.tree(source).findings);
        if let Some(Shape::LonLat(shape)) = &feature.shape {
            for position in shape.points() {
                assert!(position.lon.is_finite() && position.lat.is_finite(), "{position:?}");
            }
        }
        let first = PositionIndex::default();
        if feature.shape.is_some() {
            let span = feature.position_span(source, first);
            assert!(span.is_some_and(|span| source.slice(span).starts_with('[')), "{span:?}");
        }
        // A number that no float holds is an error, nothing else is.
        drop(feature.to_geojson(source));
    }
}

/// The stream gives what the reader gives, whatever the pieces in which the bytes arrive.
pub fn geojson_stream_equals_read(bytes: &[u8]) {
    let options = ReadOptions::default();
    let whole = geojson::read(&Source::new("fuzz.geojson", bytes), &options);
    let seed = bytes.iter().fold(bytes.len() as u64, |seed, byte| {
        seed.wrapping_mul(0x100_0000_01B3).wrapping_add(u64::from(*byte))
    });
    // DIFFERENCE: what starts with a record separator is a text sequence.
    let sequence = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).starts_with(b"\x1E");
    for pieces in [Pieces::Whole, Pieces::Random(seed)] {
        let reader = Chunked { bytes: Cursor::new(bytes), pieces };
        let mut stream = Stream::new("fuzz.geojson", reader, options.clone());
        // In memory nothing fails.
        let mut streamed = Vec::new();
        while let Ok(Some(feature)) = stream.next_feature() {
            streamed.push(feature);
        }
        let Some(document) = stream.document() else { panic!("the stream has no end") };
        if !sequence {
            compare(&whole, &streamed, document);
        }
    }
    let chunked = Chunked { bytes: Cursor::new(bytes), pieces: Pieces::Random(seed) };
    drop(Stream::sequence("fuzz.geojsonl", chunked, options.clone()).read_all());
    let limited = Stream::new("fuzz.geojson", bytes, options).largest_feature(40);
    drop(limited.read_all());
}

/// Compares a stream with the reading of the whole; the differences are those of [`Stream`].
pub fn compare(
    whole: &Reading,
    streamed: &[geojson::StreamedFeature],
    document: &geojson::StreamedDocument,
) {
    let mut reading = Reading::default();
    for item in streamed {
        reading.findings.extend(item.findings.iter().cloned());
        match &item.outcome {
            Ok(feature) => reading.features.push(feature.clone()),
            Err(rejected) => reading.rejected.push(rejected.clone()),
        }
    }
    reading.findings.extend(document.findings.iter().cloned());
    Finding::sort(&mut reading.findings);
    (reading.kind, reading.bbox) = (document.kind, document.bbox.clone());
    reading.members.clone_from(&document.members);
    let codes = |reading: &Reading, code| reading.findings.iter().any(|f| f.code == code);
    if codes(whole, Code::NotUtf8) {
        // DIFFERENCE: the stream has given the features before, or has ended at a fault before.
        let found = reading.findings.iter().find(|finding| finding.code == Code::NotUtf8);
        match found {
            Some(found) => assert_eq!(found.place, whole.findings[0].place),
            None => assert!(
                codes(&reading, Code::JsonMalformed) || codes(&reading, Code::JsonTrailing),
                "{:?}",
                reading.findings
            ),
        }
        return;
    }
    let single =
        matches!(reading.kind, Some(geojson::RootKind::Feature | geojson::RootKind::Geometry));
    if single && reading.features.len() + reading.rejected.len() > 1 {
        // DIFFERENCE: `type` stood after the features.
        return;
    }
    let (mut whole, mut reading) = (whole.clone(), reading);
    let of_box = |finding: &Finding| finding.place.pointer.as_deref() == Some("/bbox");
    if reading.findings.iter().any(|f| f.code == Code::NotChecked && of_box(f)) {
        // DIFFERENCE: a box across the antimeridian stood after the features.
        whole.bbox = None;
        whole.findings.retain(|finding| !of_box(finding));
        reading.findings.retain(|finding| !of_box(finding));
    }
    assert_eq!(reading.findings, whole.findings);
    assert_eq!(reading.features, whole.features);
    assert_eq!(reading.rejected, whole.rejected);
    assert_eq!(
        (reading.kind, &reading.members, &reading.bbox),
        (whole.kind, &whole.members, &whole.bbox)
    );
}

/// In what pieces a reader gives its bytes.
#[derive(Debug, Clone, Copy)]
pub enum Pieces {
    /// As many as are asked for.
    Whole,
    /// This many at a time.
    Of(usize),
    /// 1 to 64 at a time, from this seed.
    Random(u64),
}

/// A reader that gives its bytes in pieces.
#[derive(Debug)]
pub struct Chunked<R> {
    /// The bytes.
    pub bytes: R,
    /// The pieces.
    pub pieces: Pieces,
}

impl<R: Read> Read for Chunked<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let most = match &mut self.pieces {
            Pieces::Whole => out.len(),
            Pieces::Of(size) => *size,
            Pieces::Random(seed) => {
                *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                (*seed >> 58) as usize + 1
            }
        };
        let end = most.min(out.len());
        self.bytes.read(&mut out[..end])
    }
}

/// The reader of the exchange text of the surveyors.
pub fn boundary_points_read(bytes: &[u8]) {
    drop(boundary_points::read("fuzz.txt", bytes, None));
}

/// The journal.
pub fn journal(bytes: &[u8]) {
    drop(Journal::read(&Source::new("fuzz.jsonl", bytes)));
}

/// A zone, and parcels: what the features of a district folder say.
pub fn zone(bytes: &[u8]) {
    let source = Source::new("fuzz.geojson", bytes);
    drop(read_zone(&source));
    drop(read_parcels(&source));
}

/// Located JSON: what is read is written as a text that reads the same.
pub fn json(bytes: &[u8]) {
    let source = Source::new("fuzz.json", bytes);
    let parsed = json::parse(&source);
    if let Some(root) = &parsed.root {
        let written = Source::new("again.json", root.to_json());
        let again = json::parse(&written);
        let Some(node) = &again.root else { panic!("cannot be read again: {:?}", again.findings) };
        assert_eq!(node.to_json(), root.to_json());
    }
    for line in json::lines(&source) {
        drop(json::parse_at(&source, line.span));
    }
}

/// A rulebook: what is wrong has its place in the file, and one that is used has no error and survives its own form.
pub fn rulebook(bytes: &[u8]) {
    let source = Source::new("fuzz.toml", bytes);
    let (rulebook, findings) = read_rulebook(&source);
    for finding in &findings {
        let span = finding.place.span.unwrap();
        assert!(span.start <= span.end && span.end <= bytes.len() as u64, "{finding:?}");
        assert!(finding.place.line.is_some() && finding.place.column.is_some(), "{finding:?}");
    }
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(rulebook.is_none(), errors, "{findings:?}");
    if let Some(rulebook) = rulebook {
        let written = serde_json::to_string(&rulebook).unwrap();
        let source = Source::new("again.json", written.as_str());
        let again = json::decode::<Rulebook>(&json::parse(&source).root.unwrap(), "").unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), written);
    }
}

/// An outline round the parcels of the corpus, on both sides of some of their edges.
const ZONE: &str = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113.28,34.78],
[113.31,34.78],[113.31,34.81],[113.28,34.81],[113.28,34.78]],[[113.285,34.785],[113.285,34.786],[113.286,34.786],
[113.286,34.785],[113.285,34.785]]]}}"#;

/// The whole check: alone, within a zone, as its own zone and in metres; each as a stream; and once more after all
/// of its fixes.
pub fn check_bytes(bytes: &[u8]) {
    let source = Source::new("fuzz.geojson", bytes);
    let zone = Source::new("zone.geojson", ZONE);
    let metres = Crs::from_epsg(4526);
    for (zone, declared) in
        [(None, None), (Some(&zone), None), (Some(&source), None), (Some(&zone), metres)]
    {
        let found = checked(&source, zone, declared);
        let fixes: Vec<&Fix> = found
            .findings
            .iter()
            .filter(|finding| finding.place.file.as_deref() == Some(source.name()))
            .filter_map(|finding| finding.fix.as_ref())
            .collect();
        match apply_fixes(&source, &fixes) {
            Ok(fixed) => {
                assert_eq!(fixed.applied.len() + fixed.left.len(), fixes.len());
                if !fixes.is_empty() {
                    checked(&Source::new("fuzz.geojson", fixed.text), zone, declared);
                }
            }
            Err(error) => assert!(!json::parse(&source).findings.is_empty(), "{error}"),
        }
    }
}

/// What a check finds; the stream finds the same.
fn checked(source: &Source, zone: Option<&Source>, declared: Option<Crs>) -> Findings {
    let mut request = CheckRequest::new(source);
    (request.zone, request.declared) = (zone, declared);
    request.profile.overlap_priority = OverlapPriority::SmallerKeeps;
    let found = findings(&request);
    assert!(found.usable <= found.features, "{} of {}", found.usable, found.features);
    let mut request = StreamRequest::new(source.name());
    (request.zone, request.declared) = (zone, declared);
    request.profile.overlap_priority = OverlapPriority::SmallerKeeps;
    // In memory nothing fails.
    let streamed = match findings_of_stream(Cursor::new(source.bytes()), &request) {
        Ok(streamed) => streamed,
        Err(error) => panic!("{error}"),
    };
    let mut options = ReadOptions::default();
    options.declared = declared;
    let kind = geojson::read(source, &options).kind;
    let of_box = |finding: &Finding| {
        finding.code == Code::NotChecked && finding.place.pointer.as_deref() == Some("/bbox")
    };
    // DIFFERENCE: what `compare` says.
    if kind == Some(geojson::RootKind::FeatureCollection) && !streamed.findings.iter().any(of_box) {
        assert_eq!(streamed, found);
    }
    found
}
