//! How much memory does a check take?
//!
//! A map with a zone from a fixed seed, its properties left alone, checked in one thread: the most that was allocated at once, held by the text of the
//! file and by streaming it (`findings_of_stream`), in bytes a vertex. The coordinates alone are 16. Both find the same, and
//! the limits are asserted.
//!
//! `cargo bench --bench memory [-- PARCELS ...]`, 2 000 and 20 000 unless said otherwise.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::fs::{self, File};

use landledger::geometry::Shape;
use landledger::read::{Source, geojson};
use landledger::report::check::{
    AttributeNames, CheckRequest, Layout, StreamRequest, findings, findings_of_stream,
};
use landledger::synth::{SynthOptions, SynthScope, generate};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes a vertex beside the text of the file, and with the text streamed. The parcels of this map have six vertices each, so
/// that what is kept of a parcel weighs more than its coordinates: about 2 000 bytes, at the time when nothing is let go yet.
const IN_MEMORY: f64 = 380.0;
const STREAMED: f64 = 340.0;

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![2_000, 20_000] } else { asked };
    println!(
        "| parcels | vertices | MB of text | in memory, MB | bytes a vertex | streamed, MB | bytes a vertex |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|");
    for parcels in sizes {
        measure(parcels);
    }
}

fn measure(parcels: usize) {
    let mut options = SynthOptions::new(parcels, 7);
    options.scope = SynthScope::Map;
    let mut files = generate(&options).unwrap().files().unwrap();
    let mut file = |name: &str| {
        let at = files.iter().position(|file| file.name == name).unwrap();
        files.swap_remove(at).bytes
    };
    let (text, zone) = (file("parcels.geojson"), file("zone.geojson"));
    drop(files);
    let size = text.len();
    let path =
        std::env::temp_dir().join(format!("landledger-memory-{}.geojson", std::process::id()));
    fs::write(&path, &text).unwrap();
    drop(text);
    let zone = Source::new("zone.geojson", zone);

    let source = Source::new("parcels.geojson", fs::read(&path).unwrap());
    let vertices = vertices(&source);
    let mut request = CheckRequest::new(&source);
    request.zone = Some(&zone);
    request.layout = Layout::Generic(AttributeNames::default());
    let (before, found, peak) = most(|| findings(&request).findings);
    let in_memory = peak - before;
    drop(request);
    drop(source);

    let mut request = StreamRequest::new("parcels.geojson");
    request.zone = Some(&zone);
    request.layout = Layout::Generic(AttributeNames::default());
    let (before, again, peak) =
        most(|| findings_of_stream(File::open(&path).unwrap(), &request).unwrap().findings);
    let streamed = peak - before;
    fs::remove_file(&path).unwrap();
    assert!(found == again, "the stream finds something else");

    let each = |bytes: usize| bytes as f64 / vertices as f64;
    println!(
        "| {parcels} | {vertices} | {:.1} | {:.1} | {:.0} | {:.1} | {:.0} |",
        size as f64 / 1e6,
        in_memory as f64 / 1e6,
        each(in_memory),
        streamed as f64 / 1e6,
        each(streamed),
    );
    assert!(each(in_memory) <= IN_MEMORY, "{} bytes a vertex in memory", each(in_memory));
    assert!(each(streamed) <= STREAMED, "{} bytes a vertex streamed", each(streamed));
}

/// What was allocated before, the answer, and the most that was allocated meanwhile; bytes.
fn most<T>(work: impl FnOnce() -> T) -> (usize, T, usize) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let answer = work();
    (before, answer, MEMORY.peak_usage())
}

fn vertices(source: &Source) -> usize {
    let reading = geojson::read(source, &geojson::ReadOptions::default());
    let shapes = reading.features.iter().filter_map(|feature| feature.shape.as_ref());
    shapes
        .map(|shape| match shape {
            Shape::LonLat(shape) => shape.points().len(),
            Shape::Grid { polygons, .. } => polygons.points().len(),
        })
        .sum()
}
