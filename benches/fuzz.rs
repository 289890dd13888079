//! The fuzz targets for as long as wanted, on stable Rust, and documents of 100 MB.
//!
//! `cargo bench --bench fuzz -- SECONDS [TARGET]` runs each target, or one, for so many seconds on mutations of
//! its corpus and stops at the first panic, with the input. `cargo bench --bench fuzz -- large` reads documents of
//! 100 MB and prints time and peak memory. Checks of overflow and assertions are switched on with
//! `--config profile.bench.debug-assertions=true --config profile.bench.overflow-checks=true`.
#![allow(
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::type_complexity,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::fs;
use std::io::{Cursor, Read};
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use landledger::read::geojson::{self, ReadOptions, Stream};
use landledger::read::{Source, boundary_points, json};
use landledger::report::check;
use landledger::store::Journal;

#[allow(unreachable_pub, missing_docs, reason = "shared with the fuzzers")]
#[path = "../tests/fuzz/mutate.rs"]
mod mutate;
#[allow(dead_code, unreachable_pub, reason = "shared with the fuzzers")]
#[path = "../tests/fuzz/targets.rs"]
mod targets;

use mutate::{Random, mutate};
use targets::{TARGETS, Target};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("large") => large(arguments.get(1).map(String::as_str)),
        Some("stream") => stream(&arguments[1..]),
        first => {
            let seconds = first.and_then(|first| first.parse().ok()).unwrap_or(5);
            for target in TARGETS {
                if arguments.get(1).is_none_or(|only| only == target.0) {
                    run(target, Duration::from_secs(seconds));
                }
            }
        }
    }
}

fn run((name, target): Target, time: Duration) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let start = Instant::now();
    // Another seed each run: what is new is worth more than what was seen before.
    let seed = u64::from(std::process::id());
    let mut random = Random::new(seed);
    let mut count = 0_u64;
    let mut slowest = Duration::ZERO;
    while start.elapsed() < time {
        let bytes = mutate(&seeds, &mut random);
        let before = Instant::now();
        if catch_unwind(|| target(&bytes)).is_err() {
            panic!("{name}, seed {seed}, round {count}: b\"{}\"", bytes.escape_ascii());
        }
        slowest = slowest.max(before.elapsed());
        count += 1;
    }
    println!("{name}: {count} inputs, slowest {slowest:.1?}, peak {:.0} MB", peak());
}

/// The most memory that this process has had, in MB; NaN where the system does not say.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes * 1024.0 / 1e6)
}

const LARGE: usize = 100_000_000;

/// Documents of 100 MB; each in a process of its own, so that the peaks are its own.
fn large(only: Option<&str>) {
    let square = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[113,34],[114,34],[114,35],[113,34]]]}}"#;
    let head = r#"{"type":"FeatureCollection","features":["#;
    let features = |n: usize| vec![square; n].join(",");
    let rows: [(&str, fn(&str, &str, &dyn Fn(usize) -> String) -> String); 9] = [
        ("one-line", |head, square, features| {
            format!("{head}{}]}}", features(LARGE / (square.len() + 1)))
        }),
        ("brackets", |_, _, _| "[".repeat(LARGE)),
        ("brackets-in-coordinates", |head, _, _| {
            let start =
                r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":"#;
            format!("{head}{start}{}", "[".repeat(LARGE))
        }),
        ("braces-in-properties", |head, _, _| {
            format!("{head}{{\"properties\":{}", "{\"a\":".repeat(LARGE / 5))
        }),
        ("string", |_, _, _| format!("\"{}\"", "x".repeat(LARGE))),
        ("string-in-properties", |head, square, _| {
            let start = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":\"";
            format!("{head}{square},{start}{}\"}}}},{square}]}}", "x".repeat(LARGE))
        }),
        ("one-ring", |_, _, _| {
            let ring = "[113.28,34.78],".repeat(LARGE / 15);
            format!("{{\"type\":\"Polygon\",\"coordinates\":[[{ring}[113.28,34.78]]]}}")
        }),
        ("broken-positions", |_, _, _| {
            format!("{{\"type\":\"Polygon\",\"coordinates\":[[{}[1]]]}}", "[1],".repeat(LARGE / 4))
        }),
        ("keys", |_, _, _| {
            let mut text = String::from("{");
            for n in 0..LARGE / 12 {
                text.push_str(&format!("\"{n:08}\":1,"));
            }
            text + "\"a\":1}"
        }),
    ];
    for (name, make) in rows {
        match only {
            Some(only) if only == name => {
                let text = make(head, square, &features);
                println!("{name}, {:.0} MB:", text.len() as f64 / 1e6);
                read_large(&text);
            }
            Some(_) => {}
            None => {
                let program = std::env::current_exe().unwrap();
                let mut command = std::process::Command::new(program);
                assert!(command.args(["large", name]).status().unwrap().success(), "{name}");
            }
        }
    }
}

fn read_large(text: &str) {
    let given = peak();
    let timed = |what: &str, read: &dyn Fn() -> String| {
        let start = Instant::now();
        let found = read();
        let seconds = start.elapsed().as_secs_f64();
        println!("  {what}: {seconds:.2} s, peak {:.0} MB; {found}", peak() - given);
    };
    let codes = |reading: geojson::Reading| {
        let codes: Vec<_> = reading.findings.iter().take(3).map(|f| f.code.to_string()).collect();
        let (features, rejected) = (reading.features.len(), reading.rejected.len());
        format!("{features} features, {rejected} rejected, {}", codes.join(" "))
    };
    timed("stream", &|| {
        let mut stream = Stream::new("a", text.as_bytes(), ReadOptions::default());
        let mut count = 0_usize;
        while let Some(feature) = stream.next_feature().unwrap() {
            count += usize::from(feature.outcome.is_ok());
        }
        let findings = stream.document().map_or(0, |document| document.findings.len());
        format!("{count} features, {findings} findings of the document")
    });
    timed("stream, 1 MB a feature", &|| {
        let stream = Stream::new("a", text.as_bytes(), ReadOptions::default());
        codes(stream.largest_feature(1_000_000).read_all().unwrap())
    });
    timed("read", &|| codes(geojson::read(&Source::new("a", text), &ReadOptions::default())));
    timed("json", &|| {
        let source = Source::new("a", text);
        let parsed = json::parse(&source);
        format!("{} findings", parsed.findings.len())
    });
    timed("journal", &|| {
        format!("{} findings", Journal::read(&Source::new("a", text)).findings.len())
    });
    timed("boundary points", &|| match boundary_points::read("a", text.as_bytes(), None) {
        Ok((_, findings)) => format!("{} findings", findings.len()),
        Err(error) => error.to_string().chars().take(90).collect(),
    });
}

/// `stream FILE stream|read|check-stream|check|pass`: how fast a file is streamed, read, checked either way, or only
/// passed.
fn stream(arguments: &[String]) {
    let [file, how] = arguments else {
        panic!("expected a file and stream, read, check-stream, check or pass")
    };
    let start = Instant::now();
    let options = ReadOptions::default();
    let (mut features, mut findings, mut bytes) = (0, 0, 0_u64);
    match how.as_str() {
        "stream" => {
            let mut stream = Stream::new(file, fs::File::open(file).unwrap(), options);
            while let Some(feature) = stream.next_feature().unwrap() {
                features += usize::from(feature.outcome.is_ok());
                findings += feature.findings.len();
            }
            findings += stream.document().unwrap().findings.len();
            bytes = fs::metadata(file).unwrap().len();
        }
        "check" => {
            let source = Source::open(file).unwrap();
            let found = check::findings(&check::CheckRequest::new(&source));
            (features, findings) = (found.features, found.findings.len());
            bytes = source.bytes().len() as u64;
        }
        "check-stream" => {
            let request = check::StreamRequest::new(file);
            let found = check::findings_of_stream(fs::File::open(file).unwrap(), &request).unwrap();
            (features, findings) = (found.features, found.findings.len());
            bytes = fs::metadata(file).unwrap().len();
        }
        "read" => {
            let source = Source::open(file).unwrap();
            let reading = geojson::read(&source, &options);
            (features, findings) = (reading.features.len(), reading.findings.len());
            bytes = source.bytes().len() as u64;
        }
        _ => {
            let mut reader = fs::File::open(file).unwrap();
            let mut buffer = Cursor::new(vec![0; 1 << 18]);
            loop {
                let n = reader.read(buffer.get_mut()).unwrap();
                if n == 0 {
                    break;
                }
                bytes += n as u64;
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{how}: {megabytes:.0} MB, {features} features, {findings} findings in {seconds:.2} s, {:.0} MB/s, peak {:.0} MB",
        megabytes / seconds,
        peak()
    );
}
