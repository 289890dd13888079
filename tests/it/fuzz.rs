//! The fuzz targets on stable Rust: every file of their corpus, and mutations of it that are the same in
//! every run. `cargo bench --bench fuzz -- SECONDS` goes on for longer.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

#[allow(unreachable_pub, missing_docs, reason = "shared with the fuzzers")]
#[path = "../fuzz/mutate.rs"]
mod mutate;
#[allow(unreachable_pub, reason = "shared with the fuzzers")]
#[path = "../fuzz/targets.rs"]
pub(crate) mod targets;

use mutate::{Random, mutate};
use targets::TARGETS;

/// Mutations for each target.
const ROUNDS: usize = 3000;

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| (file.display().to_string(), fs::read(file).unwrap())).collect()
}

/// Runs every file of a corpus, and mutations.
fn run(name: &str) {
    let (_, target) = TARGETS.iter().find(|(other, _)| *other == name).unwrap();
    let files = corpus(name);
    assert!(files.len() >= 3, "{name}: {} files", files.len());
    for (file, bytes) in &files {
        assert!(catch_unwind(|| target(bytes)).is_ok(), "{file}");
    }
    let seeds: Vec<Vec<u8>> = files.into_iter().map(|(_, bytes)| bytes).collect();
    let mut random = Random::new(20_240_630);
    // A check does more than a reader, and is given fewer.
    let rounds = if name == "check_bytes" { ROUNDS / 10 } else { ROUNDS };
    for round in 0..rounds {
        let bytes = mutate(&seeds, &mut random);
        assert!(
            catch_unwind(|| target(&bytes)).is_ok(),
            "{name}, round {round}: b\"{}\"",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn geojson_read() {
    run("geojson_read");
}

#[test]
fn geojson_stream_equals_read() {
    run("geojson_stream_equals_read");
}

#[test]
fn boundary_points_read() {
    run("boundary_points_read");
}

#[test]
fn journal() {
    run("journal");
}

#[test]
fn zone() {
    run("zone");
}

#[test]
fn json() {
    run("json");
}

#[test]
fn rulebook() {
    run("rulebook");
}

#[test]
fn check_bytes() {
    run("check_bytes");
}

#[test]
fn every_target_has_a_corpus_a_fuzzer_and_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let tests = fs::read_to_string(file!()).unwrap();
    for (name, _) in TARGETS {
        assert!(root.join("corpus").join(name).is_dir(), "{name}");
        assert!(manifest.contains(&format!("name = \"{name}\"\n")), "{name}");
        let fuzzer = fs::read_to_string(root.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(fuzzer.contains(&format!("targets::{name}(bytes)")), "{name}");
        assert!(tests.contains(&format!("fn {name}() {{")), "{name}");
    }
}

/// The mutations reach what they are for: without this, a driver that does nothing would pass.
#[test]
fn mutations_reach_every_kind_of_damage() {
    use landledger::finding::Code;
    use landledger::read::{Source, geojson};
    let seeds: Vec<Vec<u8>> = corpus("geojson_read").into_iter().map(|(_, b)| b).collect();
    let mut random = Random::new(1);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2000 {
        let source = Source::new("a", mutate(&seeds, &mut random));
        let reading = geojson::read(&source, &geojson::ReadOptions::default());
        seen.extend(reading.findings.iter().map(|finding| finding.code));
    }
    for code in [
        Code::FileEmpty,
        Code::ByteOrderMark,
        Code::NotUtf8,
        Code::JsonMalformed,
        Code::JsonTruncated,
        Code::JsonTrailing,
        Code::JsonTooDeep,
        Code::NumberOverflow,
        Code::DuplicateKey,
        Code::GeojsonType,
        Code::CoordinatesNesting,
        Code::PositionTooShort,
        Code::RingNotClosed,
        Code::AxesSwapped,
    ] {
        assert!(seen.contains(&code), "{code} is never reached");
    }
}
