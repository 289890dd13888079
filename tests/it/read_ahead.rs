//! A file read by several threads is read as by one: equal readings, whatever stands where they begin.

use std::num::NonZeroUsize;

use landledger::Workers;
use landledger::read::Source;
use landledger::read::geojson::{GeometryNeed, ReadOptions, Reading, read};
use proptest::prelude::*;

use crate::scratch::Scratch;

fn by(text: &str, threads: usize) -> Reading {
    let mut options = ReadOptions::default();
    options.geometry = GeometryNeed::Optional;
    options.workers = Workers::new(NonZeroUsize::new(threads).unwrap());
    read(&Source::new("a.geojson", text), &options)
}

/// The reading by one thread, which those by more must equal.
fn alike(text: &str) -> Reading {
    let alone = by(text, 1);
    for threads in [2, 3, 7] {
        let together = by(text, threads);
        assert_eq!(together.findings, alone.findings, "{threads}");
        assert_eq!(together, alone, "{threads}");
    }
    alone
}

/// A feature of so many vertices around a place, by its kind: without fault, or with one.
fn feature(number: usize, kind: usize, vertices: usize) -> String {
    let (x, y) = (113.0 + number as f64 * 1e-3, 34.5);
    let ring: Vec<String> = (0..vertices)
        .chain([0])
        .map(|at| {
            let angle = at as f64 / vertices as f64 * std::f64::consts::TAU;
            format!("[{:.9},{:.9}]", x + 4e-4 * angle.cos(), y + 4e-4 * angle.sin())
        })
        .collect();
    let geometry = format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, ring.join(","));
    match kind {
        0..=19 => format!(
            r#"{{"type":"Feature","id":"P{number}","properties":{{"n":{number}}},"geometry":{geometry}}}"#
        ),
        // The type last; spaces; a feature within the properties; the word in a text.
        20 => format!(r#"{{"id":{number},"properties":null,"geometry":{geometry},"type":"Feature"}}"#),
        21 => format!("\n {{ \"type\" : \"Feature\" , \"properties\" : {{}} , \"geometry\" : {geometry} }} "),
        22 => format!(
            r#"{{"type":"Feature","properties":{{"of":{{"type":"Feature","properties":{{}},"geometry":null}}}},"geometry":{geometry}}}"#
        ),
        23 => format!(
            r#"{{"type":"Feature","properties":{{"of":"{{\"type\":\"Feature\"}}, \"Feature\""}},"geometry":{geometry}}}"#
        ),
        24 => r#"{"type":"Feature","properties":{"乡镇":"峡窝镇"},"geometry":null}"#.to_owned(),
        // Faults: an id again, a ring that is open, a member that is missing, swapped axes, two equal keys, no feature.
        25 => format!(r#"{{"type":"Feature","id":"P0","properties":{{}},"geometry":{geometry}}}"#),
        26 => format!(
            r#"{{"type":"Feature","id":"O{number}","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[113,34],[113.1,34],[113.1,34.1]]]}}}}"#
        ),
        27 => format!(r#"{{"type":"Feature","geometry":{geometry}}}"#),
        28 => r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[34,113],[34.1,113],[34.1,113.1],[34,113]]]}}"#.to_owned(),
        29 => format!(r#"{{"type":"Feature","properties":{{"a":1,"a":2}},"geometry":{geometry}}}"#),
        _ => "7".to_owned(),
    }
}

fn collection(features: &[String]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{}],"crs":{{"type":"name","properties":{{"name":"EPSG:4490"}}}}}}"#,
        features.join(",")
    )
}

#[test]
fn a_clean_file() {
    let features: Vec<String> = (0..900).map(|number| feature(number, 0, 20)).collect();
    let reading = alike(&collection(&features));
    assert_eq!(reading.features.len(), 900);
    let numbers: Vec<_> = reading.features.iter().filter_map(|feature| feature.index).collect();
    assert_eq!(numbers, (0..900).collect::<Vec<_>>());
}

/// What the root is held against lies in the part that other threads read.
#[test]
fn coordinates_in_the_second_half_only() {
    let null = || feature(0, 24, 0);
    let features: Vec<String> = (0..6000)
        .map(|number| if number < 5000 { null() } else { feature(number, 0, 12) })
        .collect();
    let reading = alike(&collection(&features));
    assert_eq!((reading.features.len(), reading.findings.len()), (6000, 1));
}

#[test]
fn texts_that_are_no_collection() {
    let one = feature(0, 0, 20_000);
    alike(&one);
    alike(&format!("[{}]", vec![one.clone(); 3].join(",")));
    alike(&format!(r#"{{"type":"FeatureCollection","other":[{one},{one}],"features":[]}}"#));
    // The same array twice: the second is a member again.
    let twice =
        format!(r#"{{"type":"FeatureCollection","features":[{one}],"features":[{one},{one}]}}"#);
    alike(&twice);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn random_files(
        kinds in proptest::collection::vec(0..31_usize, 1..40),
        often in 1..60_usize,
        cut in proptest::option::of(0.2..1.0_f64),
    ) {
        // Enough of them that other threads read as well; the faults here and there.
        let features: Vec<String> = (0..1300)
            .map(|number| {
                let kind = kinds[number / often % kinds.len()];
                feature(number, if number % often == 0 { kind } else { 0 }, 8 + number % 9)
            })
            .collect();
        let mut text = collection(&features);
        if let Some(share) = cut {
            let mut end = (text.len() as f64 * share) as usize;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
        prop_assert!(text.len() > 60_000);
        alike(&text);
    }
}

/// Files on each side of the size from which they are read in parts, and a length that is no multiple of anything, against
/// the standard library; what is no file is refused as by one thread.
#[test]
fn a_file_in_parts_is_that_file() {
    let folder = Scratch::new("in-parts");
    let path = folder.path().join("bytes.json");
    for size in [0, 1, (2 << 20) - 1, 2 << 20, (5 << 20) + 12_345] {
        let bytes: Vec<u8> = (0..size).map(|at| b'0' + (at % 71) as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        for threads in [1, 2, 3, 64] {
            let workers = Workers::new(NonZeroUsize::new(threads).unwrap());
            let source = Source::open_by(&path, workers).unwrap();
            assert!(source.bytes() == bytes, "{size} bytes by {threads}");
            assert_eq!(source.name(), Source::open(&path).unwrap().name());
            for none in [folder.path().to_path_buf(), folder.path().join("none")] {
                let error = |found: landledger::Result<Source>| found.unwrap_err().to_string();
                assert_eq!(error(Source::open_by(&none, workers)), error(Source::open(&none)));
            }
        }
    }
}
