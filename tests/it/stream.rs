//! The stream gives what the reader of the whole file gives, in the memory of one feature.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use landledger::finding::{Code, Finding};
use landledger::read::Source;
use landledger::read::geojson::{self, Places, PositionIndex, ReadOptions, Reading, Stream};

use crate::fuzz::targets::{Chunked, Pieces, compare};
use crate::shared_data::shared_data;

pub(crate) fn stream(name: &str, bytes: &[u8], pieces: Pieces) -> Stream<Chunked<Cursor<Vec<u8>>>> {
    let reader = Chunked { bytes: Cursor::new(bytes.to_vec()), pieces };
    Stream::new(name, reader, ReadOptions::default())
}

pub(crate) fn equal(name: &str, bytes: &[u8], pieces: &[Pieces]) {
    let whole = geojson::read(&Source::new(name, bytes), &ReadOptions::default());
    for pieces in pieces {
        let mut stream = stream(name, bytes, *pieces);
        let mut items = Vec::new();
        while let Some(item) = stream.next_feature().unwrap() {
            items.push(item);
        }
        compare(&whole, &items, stream.document().unwrap());
    }
}

/// The GeoJSON files of a folder and of those in it, by name.
pub(crate) fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "geojson" || end == "json") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_is_read_alike() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut found);
    assert!(!found.is_empty());
    if let Some(data) = shared_data() {
        for folder in ["geojson-structure", "parcels", "china-shangjie", "containment-overlap"] {
            files(&data.join(folder), &mut found);
        }
        assert!(found.len() > 100, "{}", found.len());
    }
    for file in found {
        let bytes = fs::read(&file).unwrap();
        let all = [Pieces::Whole, Pieces::Of(4096), Pieces::Random(bytes.len() as u64)];
        let few = if bytes.len() > 1_000_000 { &all[..1] } else { &all[..] };
        equal(&file.display().to_string(), &bytes, few);
    }
}

/// Multi-byte characters, escapes, a surrogate pair and long numbers, in two features and beside them.
const TRICKY: &str = "\u{feff} {\"名\\u79F0\": \"一\\\\\\\"]}\", \"type\": \"FeatureCollection\", \"bbox\": [1, 2, 3, 4],\r\n \
    \"f\\u0065atures\" : [ {\"type\":\"Feature\",\"id\":\"地\\uD83D\\uDE00😀\",\"properties\":{\"a]}\":\"{[\\\"\"},\
    \"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[113.280000000000001,3.478e1],[113.29,34.78],[113.29,34.79],\
    [113.28,34.78]]]}}\n , {\"type\":\"Feature\",\"id\":2.50,\"x\":{\"k\":1,\"k\":2},\"properties\":null,\"geometry\":\
    {\"type\":\"Polygon\",\"coordinates\":[[[113,34],[1],[1e400,2],[\"三\",34]]]}} , 7, \"中文\" , [null]\n] , \
    \"crs\": {\"type\":\"name\"}, \"尾\": 1, \"尾\": [{\"b\":1,\"b\":2}], \"properties\": null } \n";

#[test]
fn the_pieces_in_which_bytes_arrive_do_not_matter() {
    let whole = geojson::read(&Source::new("a", TRICKY), &ReadOptions::default());
    assert_eq!((whole.features.len(), whole.rejected.len()), (1, 4));
    let sizes: Vec<Pieces> = (1..40).map(Pieces::Of).collect();
    equal("a", TRICKY.as_bytes(), &sizes);
    // A border at every offset.
    for at in 0..TRICKY.len() {
        let (a, b) = TRICKY.as_bytes().split_at(at);
        let halves = Stream::new("a", a.chain(b), ReadOptions::default()).read_all().unwrap();
        assert_eq!(halves, whole, "cut at {at}");
    }
}

#[test]
fn every_truncation_and_every_flip_is_read_alike() {
    for end in 0..TRICKY.len() {
        equal("a", &TRICKY.as_bytes()[..end], &[Pieces::Whole, Pieces::Of(7)]);
    }
    for at in 0..TRICKY.len() {
        for flip in [0x01, 0x02, 0x20, 0x7F] {
            let mut bytes = TRICKY.as_bytes().to_vec();
            bytes[at] ^= flip;
            equal("a", &bytes, &[Pieces::Whole]);
        }
        for other in *b"{}[],:\"\\ \n0-.e\0" {
            let mut bytes = TRICKY.as_bytes().to_vec();
            bytes[at] = other;
            equal("a", &bytes, &[Pieces::Whole]);
            bytes.insert(at, other);
            equal("a", &bytes, &[Pieces::Whole]);
        }
    }
}

#[test]
fn faults_between_and_around_features_are_read_alike() {
    let feature = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113,34],[114,34],[114,35],[113,34]]]}}"#;
    let before = "\n{\"type\":\"FeatureCollection\",\n \"features\":";
    let rows = [
        "[",
        "[ ",
        "[]",
        "[ ]",
        "[]]",
        "[]}",
        "[]}}",
        "[]} x",
        "[,",
        "[,]",
        "[}",
        "[ :",
        "[F,",
        "[F, ",
        "[F,]",
        "[F,\n\n ]",
        "[F F",
        "[F\n\n F",
        "[F}",
        "[F;",
        "[F宗地",
        "[F,宗",
        "[F/* */",
        "[F",
        "[F ",
        "[F,F",
        "[F],",
        "[F]",
        "[F],]",
        "[F],\"a\"",
        "[F],\"a\":",
        "[F],\"a\":1",
        "[F],\"a\":1}}",
        "[F],\"features\":[F]}",
        "[F],\"features\":[{\"a\":1,\"a\":2}]}",
        "{}}",
        "3,\"features\":[F]}",
        "null}",
        "\"x\",\"type\":1}",
        "[1]}",
        "[1.]}",
        "[1. ,F]}",
        "[-]}",
        "[- 1]}",
        "[01,F]}",
        "[1.2.3,F]}",
        "[nul]}",
        "[nul",
        "[nulL,F]}",
        "[NaN,F]}",
        "[-Infinity]}",
        "[undefined]}",
        "[true false]}",
        "[tru\n]}",
        "[\"a]}",
        "[\"a\n\"]}",
        "[\"\\u12\n\"]}",
        "[\"\\ud800\"]}",
        "[\"\\ud800\n\"]}",
        "[\"\\ud800\\",
        "[\"a\" 1]}",
        "[{\"a\":1]}",
        "[{\"a\"}]}",
        "[{\"a\":[1}]}",
        "[F,{\"a\" \"b\"},F]}",
        "[F,{\"a\":'b'},F]}",
        "[F,{\"type\":\"Feature\",\"id\":\"中\u{1}\"}]}",
        "[[[[[F]]]]]}",
        "[F],\"type\":\"FeatureCollection\"}",
        "[F],\"bbox\":[1]}",
        "[F],\"crs\":null,\"geometry\":null}",
        "[{\"type\":\"FeatureCollection\",\"features\":[F]},F]}",
        "[F]}\u{feff}",
        "[F,\u{feff}F]}",
        "[F]}\n\n{\"type\":1}",
    ];
    for row in rows {
        let text = format!("{before}{}", row.replace('F', feature));
        equal("rows", text.as_bytes(), &[Pieces::Whole, Pieces::Of(1), Pieces::Random(3)]);
        let bom = format!("\u{feff}{text}");
        equal("rows", bom.as_bytes(), &[Pieces::Whole]);
        for kind in ["Feature", "Polygon", "Collection"] {
            let other = text.replacen("FeatureCollection", kind, 1);
            equal("rows", other.as_bytes(), &[Pieces::Of(5)]);
        }
        let untyped = text.replacen("\"type\":\"FeatureCollection\",", "", 1);
        equal("rows", untyped.as_bytes(), &[Pieces::Of(5)]);
    }
    let heads = [
        "",
        " ",
        "\u{feff}",
        "null",
        "[\"features\":[]]",
        "{\"type\" \"a\",\"features\":[{}]}",
        "{\"a\":\"\n\",\"features\":[]}",
        "{\"features\"[]}",
        "{\"a\":{\"features\":[]},\"features\":[{}]}",
        "{features:[]}",
        "{\"features\":\"features\":[]}",
        "{\"type\":\"Feature\",\"features\":[1,2],\"properties\":{}}",
        "{\"a\":[\"features\",{\"features\":[]}]}",
        "\"features\":[]",
        "{\"x\":\"features\",\"features\":[{}]}",
        "{\"feature\\u0073\":[1]}",
        "{\"feature\\\\u0073\":[1]}",
        "PK\u{3}\u{4}",
    ];
    for head in heads {
        equal("heads", head.as_bytes(), &[Pieces::Whole, Pieces::Of(1)]);
    }
}

#[test]
fn what_differs_from_the_whole_is_as_documented() {
    let feature = r#"{"type":"Feature","properties":{"名":"@"},"geometry":{"type":"Polygon","coordinates":[[[113,34],[114,34],[114,35],[113,34]]]}}"#;
    // A type after the features.
    let late = format!("{{\"features\":[{feature}],\"type\":\"Feature\"}}");
    let reading = Stream::new("a", late.as_bytes(), ReadOptions::default()).read_all().unwrap();
    assert_eq!((reading.features.len(), reading.rejected.len()), (1, 1));
    assert_eq!(reading.kind, Some(geojson::RootKind::Feature));
    // GBK in the second feature: 厂 is B3 A7.
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{feature},\n{feature},\n{feature}]}}"
    );
    let at = text.match_indices('@').nth(1).unwrap().0;
    let mut bytes = text.clone().into_bytes();
    bytes.splice(at..=at, [0xB3, 0xA7]);
    let whole = geojson::read(&Source::new("a", bytes.clone()), &ReadOptions::default());
    let reading = stream("a", &bytes, Pieces::Of(11)).read_all().unwrap();
    assert_eq!((whole.features.len(), reading.features.len()), (0, 1));
    assert_eq!(reading.findings.len(), 1);
    assert_eq!(reading.findings[0].place, whole.findings[0].place);
    assert!(reading.findings[0].message.en.starts_with(&format!("byte {at} (0xB3) is not UTF-8")));
    // In the first feature, nothing differs: 名 in UTF-8 (E5 90 8D) does not fit GB18030 either way.
    let at = text.find('@').unwrap();
    let mut bytes = text.into_bytes();
    bytes.splice(at..=at, [0xB3, 0xA7]);
    let whole = geojson::read(&Source::new("a", bytes.clone()), &ReadOptions::default());
    assert_eq!(stream("a", &bytes, Pieces::Of(11)).read_all().unwrap(), whole);
}

#[test]
fn a_byte_order_mark_within_the_file_is_a_character() {
    // The byte that is not UTF-8 is the 58th, and, as the mark is one character of three bytes, in column 56.
    let mut bytes =
        b"{\"type\":\"FeatureCollection\",\"features\":[\xEF\xBB\xBF{\"type\":\"".to_vec();
    assert_eq!(bytes.len(), 52);
    bytes.extend_from_slice(b"12345\xD2\"}]}");
    let reading = stream("a", &bytes, Pieces::Whole).read_all().unwrap();
    assert_eq!(reading.findings[0].place.to_string(), "a:1:56");
    assert!(reading.findings[0].message.en.starts_with("byte 57 (0xD2)"));
    equal("a", &bytes, &[Pieces::Whole, Pieces::Of(1)]);
}

fn square(id: &str, name: &str) -> String {
    format!(
        r#"{{"type":"Feature","id":"{id}","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[113,34],[114,34],[114,35],[113,34]]]}}}}"#
    )
}

fn ids(reading: &Reading) -> Vec<String> {
    reading.features.iter().map(|f| f.id.as_ref().unwrap().to_string()).collect()
}

#[test]
fn a_feature_beyond_the_limit_is_passed_without_being_held() {
    let large = square("large", &"x]}\\\"{[".repeat(100));
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{},\n{large} ,\n{}],\"name\":\"n\"}}",
        square("a", ""),
        square("c", ""),
    );
    let start = text.find(&large).unwrap() as u64;
    for pieces in [Pieces::Whole, Pieces::Of(1), Pieces::Of(50), Pieces::Random(9)] {
        let limited = stream("a.geojson", text.as_bytes(), pieces).largest_feature(large.len() - 1);
        let reading = limited.read_all().unwrap();
        assert_eq!(ids(&reading), ["a", "c"]);
        let [rejected] = &reading.rejected[..] else { panic!("{:?}", reading.rejected) };
        assert_eq!(
            (rejected.index, &rejected.reasons[..]),
            (Some(1), &[Code::FeatureTooLarge][..])
        );
        assert_eq!((rejected.span.start, rejected.span.end), (start, start + large.len() as u64));
        let [finding] = &reading.findings[..] else { panic!("{:?}", reading.findings) };
        assert_eq!(finding.place.to_string(), "a.geojson:3:1 (/features/1)");
        let n = large.len();
        let expected =
            format!("expected a feature of at most {} bytes, found {n}; it is not read", n - 1);
        assert_eq!(finding.message.en, expected);
        assert_eq!(reading.members[0].0, "name");
        // What follows has the places of the file.
        let whole =
            geojson::read(&Source::new("a.geojson", text.as_str()), &ReadOptions::default());
        assert_eq!(reading.features[1], whole.features[2]);
        // On the limit it is held.
        let limited = stream("a.geojson", text.as_bytes(), pieces).largest_feature(large.len());
        assert_eq!(limited.read_all().unwrap(), whole);
    }
    // So is what stands beside the features.
    let beside = format!("{{\"a\":\"{}\",\"features\":[]}}", "x".repeat(2000));
    let limited = stream("a", beside.as_bytes(), Pieces::Of(64)).largest_feature(1000);
    let reading = limited.read_all().unwrap();
    assert_eq!(reading.findings[0].code, Code::FeatureTooLarge);
    let after = format!("{{\"features\":[{}],\"a\":\"{}\"}}", square("a", ""), "x".repeat(2000));
    let limited = stream("a", after.as_bytes(), Pieces::Of(64)).largest_feature(1000);
    let reading = limited.read_all().unwrap();
    assert_eq!(ids(&reading), ["a"]);
    assert_eq!(reading.findings[0].code, Code::FeatureTooLarge);
}

/// Gives bytes without end, and counts them.
struct Endless {
    head: Cursor<Vec<u8>>,
    block: Vec<u8>,
    given: u64,
    until: u64,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = self.head.read(out)?;
        if n > 0 || self.given >= self.until {
            return Ok(n);
        }
        let n = out.len().min(self.block.len());
        out[..n].copy_from_slice(&self.block[..n]);
        self.given += n as u64;
        Ok(n)
    }
}

#[test]
fn a_feature_of_a_gigabyte_is_passed() {
    let head = b"{\"features\":[{\"a\":\"".to_vec();
    let reader = Endless {
        head: Cursor::new(head),
        block: vec![b'x'; 1 << 16],
        given: 0,
        until: if cfg!(debug_assertions) { 1 << 27 } else { 1 << 30 },
    };
    let until = reader.until;
    let stream = Stream::new("a", reader, ReadOptions::default()).largest_feature(1 << 20);
    let reading = stream.read_all().unwrap();
    assert_eq!(reading.rejected[0].reasons, [Code::FeatureTooLarge]);
    assert!(reading.rejected[0].span.end > until);
}

#[test]
fn a_text_sequence_is_read_record_by_record() {
    let (a, b) = (square("a", ""), square("乙", ""));
    let broken = &a[..60];
    let lines = format!(
        "\u{feff}{a}\r\n\n  \n{broken}\n{b}\n[1]\n{{\"type\":\"FeatureCollection\",\"features\":[{a},{b}]}}"
    );
    let seq = format!("\u{1e}{a}\n\u{1e}{broken}\n\u{1e}{}\n\u{1e}[1]\n", b.replace(',', ",\n"));
    for pieces in [Pieces::Whole, Pieces::Of(1), Pieces::Random(5)] {
        let chunked = Chunked { bytes: lines.as_bytes(), pieces };
        let reading = Stream::sequence("l", chunked, ReadOptions::default()).read_all().unwrap();
        assert_eq!(ids(&reading), ["a", "乙", "a", "乙"]);
        let spans: Vec<_> = reading
            .features
            .iter()
            .map(|f| &lines[f.span.start as usize..f.span.end as usize])
            .collect();
        assert_eq!(spans, [&a, &b, &a, &b]);
        let found: Vec<_> =
            reading.findings.iter().map(|f| format!("{} {}", f.place, f.code)).collect();
        assert_eq!(found, ["l:1:1 byte-order-mark", "l:4:61 json-truncated", "l:6:1 geojson-type"]);
        assert_eq!(reading.rejected.len(), 2);

        // Recognized by its separator, records of several lines.
        let stream = stream("s", seq.as_bytes(), pieces);
        let reading = stream.read_all().unwrap();
        assert_eq!(ids(&reading), ["a", "乙"]);
        let found: Vec<_> =
            reading.findings.iter().map(|f| format!("{} {}", f.place, f.code)).collect();
        let last = 3 + b.matches(',').count() + 1;
        assert_eq!(found, ["s:2:62 json-malformed".to_owned(), format!("s:{last}:2 geojson-type")]);
        // The first record has a byte order mark and a carriage return beside its feature.
        for (limit, found, large) in
            [(a.len() + 4, &["a", "乙"][..], 1), (a.len() + 3, &["乙"][..], 2)]
        {
            let stream = Stream::sequence("l", lines.as_bytes(), ReadOptions::default());
            let reading = stream.largest_feature(limit).read_all().unwrap();
            assert_eq!(ids(&reading), found);
            let codes = reading.findings.iter().map(|finding| finding.code);
            assert_eq!(codes.filter(|code| *code == Code::FeatureTooLarge).count(), large);
        }
    }
    let none = Stream::sequence("l", &b"\n \n"[..], ReadOptions::default()).read_all().unwrap();
    assert_eq!(none.findings[0].code, Code::FileEmpty);
}

#[test]
fn places_are_found_by_reading_again() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie/parcels.geojson");
    let source = Source::open(&path).unwrap();
    let whole = geojson::read(&source, &ReadOptions::default());
    let bytes = source.bytes().to_vec();
    let name = path.display().to_string();
    let mut places = Places::new(&*name, Cursor::new(bytes.clone()), ReadOptions::default());
    let marks: Vec<_> = stream(&name, &bytes, Pieces::Whole).map(|f| f.unwrap().mark()).collect();
    assert_eq!(marks.len(), whole.features.len());
    assert!(marks.len() > 100);
    for (feature, mark) in whole.features.iter().zip(&marks) {
        for vertex in [0, 3, 1000] {
            let position = PositionIndex { vertex, ..PositionIndex::default() };
            let place = places.position_place(mark, position).unwrap();
            assert_eq!(place, feature.position_place(&source, position));
        }
        let again = places.feature(mark).unwrap();
        assert_eq!(again.outcome.as_ref(), Ok(feature));
        assert_eq!(again.text(), source.slice(feature.span));
        assert_eq!(again.properties(), feature.properties(&source));
        assert_eq!(again.to_geojson().unwrap(), Some(feature.to_geojson(&source).unwrap()));
        assert_eq!(again.place(feature.span), source.place(feature.span));
    }
    // A file that has changed is an error.
    let mut changed = bytes;
    changed.drain(200..210);
    let mut places = Places::new(&*name, Cursor::new(changed), ReadOptions::default());
    let error = places.position_place(&marks[9], PositionIndex::default()).unwrap_err();
    assert!(error.is_input() && error.to_string().contains("has changed"), "{error}");
}

#[test]
fn a_value_that_cannot_be_decoded_has_its_place_in_the_file() {
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "decoding is what is tested")]
    struct Named {
        name: u8,
    }
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{},\n  {}]}}",
        square("a", ""),
        square("b", "名")
    );
    let source = Source::new("a", text.as_str());
    let whole = geojson::read(&source, &ReadOptions::default());
    let items: Vec<_> = stream("a", text.as_bytes(), Pieces::Of(3)).map(Result::unwrap).collect();
    for (item, feature) in items.iter().zip(&whole.features) {
        let node = feature.properties(&source).unwrap();
        let base = feature.properties_pointer();
        let expected: Finding = landledger::read::json::decode::<Named>(&node, &base)
            .unwrap_err()
            .into_finding(&source);
        let node = item.properties().unwrap();
        let error = landledger::read::json::decode::<Named>(&node, &base).unwrap_err();
        assert_eq!(item.finding(*error), expected);
    }
}

struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[test]
fn an_error_of_the_reader_is_an_error() {
    let start = format!("{{\"features\":[{},", square("a", ""));
    let mut stream = Stream::new("a", start.as_bytes().chain(Failing), ReadOptions::default());
    assert!(stream.next_feature().unwrap().unwrap().outcome.is_ok());
    let error = stream.next_feature().unwrap_err();
    assert!(error.is_io() && error.to_string().contains("the disk is gone"), "{error}");
}
