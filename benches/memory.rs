//! How much memory does a check take?
//!
//! A map with a zone from a fixed seed, its properties left alone, checked in one thread: the most that was allocated at once, with the text of
//! the file held (`findings`; the text counts), let go after it was read (`findings_of_released`) and streamed
//! (`findings_of_stream`), in bytes a vertex. The coordinates alone are 16. All find the same, and the limits are asserted.
//!
//! Then a map of parcels with 200 vertices each, whose shared borders are equal to the last digit, within budgets
//! (`findings_of_stream_within`): beside the budget, memory grows with what is kept of a parcel, and not with its vertices.
//!
//! `cargo bench --bench memory [-- PARCELS ... | smallest]`, 2 000 and 20 000 unless said otherwise, the smallest 2 000.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use landledger::check::{MemoryBudget, Scratch};
use landledger::geometry::Shape;
use landledger::read::{Source, geojson};
use landledger::report::check::{
    AttributeNames, CheckRequest, Layout, StreamRequest, findings, findings_of_released,
    findings_of_stream, findings_of_stream_within,
};
use landledger::synth::{SynthOptions, SynthScope, generate};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes a vertex: with the text of the file, with the text let go after it was read, and with the text streamed. The parcels
/// of this map have six vertices each, so that what is kept of a parcel weighs more than its coordinates: about 2 000 bytes, at
/// the time when nothing is let go yet.
const IN_MEMORY: f64 = 580.0;
const RELEASED: f64 = 420.0;
const STREAMED: f64 = 340.0;

fn main() {
    let size = |arg: String| if arg == "smallest" { Some(2_000) } else { arg.parse().ok() };
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(size).collect();
    let sizes = if asked.is_empty() { vec![2_000, 20_000] } else { asked };
    println!(
        "| parcels | vertices | MB of text | in memory, MB | bytes a vertex | released, MB | bytes a vertex | streamed, MB | bytes a vertex |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for parcels in &sizes {
        measure(*parcels);
    }
    println!();
    println!("| parcels | vertices | MB of text | streamed, MB | within 1M, MB | within 8M, MB |");
    println!("|---:|---:|---:|---:|---:|---:|");
    for parcels in &sizes {
        measure_within(*parcels);
    }
}

/// Bytes beside the budget: for each parcel, for each edge around the map, which no neighbour shares, and for all that does
/// not grow.
const EACH: usize = 450;
const RIM: usize = 1_600;
const ONCE: usize = 4 << 20;

/// Vertices between two corners of a parcel.
const BETWEEN: usize = 49;

fn measure_within(parcels: usize) {
    let path =
        std::env::temp_dir().join(format!("landledger-within-{}.geojson", std::process::id()));
    let side = (1..).find(|side| side * side >= parcels).unwrap();
    write_tiles(&path, side);
    let size = fs::metadata(&path).unwrap().len();
    let mut request = StreamRequest::new("tiles.geojson");
    request.layout = Layout::Generic(AttributeNames::default());
    let open = || File::open(&path).unwrap();
    let (before, whole, peak) = most(|| findings_of_stream(open(), &request).unwrap().findings);
    let streamed = peak - before;
    let within = [1 << 20, 8 << 20].map(|bytes| {
        let scratch = std::env::temp_dir().join(format!("landledger-{}.tmp", std::process::id()));
        let mut how = File::options();
        let file = how.read(true).write(true).create(true).truncate(true).open(&scratch).unwrap();
        let budget = MemoryBudget::from_bytes(bytes);
        let (before, found, peak) = most(|| {
            let scratch = Scratch::new("scratch", &file);
            findings_of_stream_within(open(), scratch, budget, &request).unwrap().findings
        });
        fs::remove_file(&scratch).unwrap();
        assert!(found == whole, "within {budget} something else is found");
        let held = peak - before;
        let rim = 4 * side * (BETWEEN + 1);
        let bound = usize::try_from(bytes).unwrap() + EACH * side * side + RIM * rim + ONCE;
        assert!(held <= bound, "{held} bytes within {budget}, more than {bound}");
        held as f64 / 1e6
    });
    fs::remove_file(&path).unwrap();
    println!(
        "| {} | {} | {:.1} | {:.1} | {:.1} | {:.1} |",
        side * side,
        side * side * 4 * (BETWEEN + 1),
        size as f64 / 1e6,
        streamed as f64 / 1e6,
        within[0],
        within[1],
    );
}

/// A square of parcels with crooked borders, the same numbers from either side.
fn write_tiles(path: &Path, side: usize) {
    let mut out = BufWriter::new(File::create(path).unwrap());
    write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[").unwrap();
    let steps = BETWEEN + 1;
    // Off the straight line by up to a tenth of a side; near corners not, where two sides would cross.
    let off = |at: usize, line: usize, seed: u64| {
        let number = ((at * 7919 + line) as u64 + seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let is_near_corner = !(steps / 5..=steps - steps / 5).contains(&(at % steps));
        if is_near_corner { 0.0 } else { ((number >> 40) as f64 / (1 << 24) as f64 - 0.5) * 0.2 }
    };
    let along = |at: usize, line: usize, is_east: bool| {
        let (long, wide) = (at as f64 / steps as f64, line as f64);
        let (x, y) =
            if is_east { (long, wide + off(at, line, 1)) } else { (wide + off(at, line, 2), long) };
        format!("[{:.9},{:.9}]", 113.0 + x * 1e-3, 34.0 + y * 1e-3)
    };
    for row in 0..side {
        for column in 0..side {
            let (west, south) = (column * steps, row * steps);
            let south_side = (0..steps).map(|at| along(west + at, row, true));
            let east_side = (0..steps).map(|at| along(south + at, column + 1, false));
            let north_side = (0..steps).map(|at| along(west + steps - at, row + 1, true));
            let west_side = (0..=steps).map(|at| along(south + steps - at, column, false));
            let ring: Vec<String> =
                south_side.chain(east_side).chain(north_side).chain(west_side).collect();
            let comma = if row + column == 0 { "" } else { "," };
            write!(
                out,
                "{comma}\n{{\"type\":\"Feature\",\"id\":\"{row}-{column}\",\"properties\":{{}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}}}",
                ring.join(",")
            )
            .unwrap();
        }
    }
    writeln!(out, "]}}").unwrap();
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

    let source = || Source::new("parcels.geojson", fs::read(&path).unwrap());
    let vertices = vertices(&source());
    let (before, found, peak) = most(|| {
        let source = source();
        let mut request = CheckRequest::new(&source);
        request.zone = Some(&zone);
        request.layout = Layout::Generic(AttributeNames::default());
        findings(&request).findings
    });
    let in_memory = peak - before;

    let mut request = StreamRequest::new("parcels.geojson");
    request.zone = Some(&zone);
    request.layout = Layout::Generic(AttributeNames::default());
    let open = || File::open(&path).unwrap();
    let (before, again, peak) =
        most(|| findings_of_released(source(), open(), &request).unwrap().findings);
    let released = peak - before;
    assert!(found == again, "with the text let go something else is found");
    let (before, again, peak) = most(|| findings_of_stream(open(), &request).unwrap().findings);
    let streamed = peak - before;
    fs::remove_file(&path).unwrap();
    assert!(found == again, "the stream finds something else");

    let each = |bytes: usize| bytes as f64 / vertices as f64;
    println!(
        "| {parcels} | {vertices} | {:.1} | {:.1} | {:.0} | {:.1} | {:.0} | {:.1} | {:.0} |",
        size as f64 / 1e6,
        in_memory as f64 / 1e6,
        each(in_memory),
        released as f64 / 1e6,
        each(released),
        streamed as f64 / 1e6,
        each(streamed),
    );
    assert!(each(in_memory) <= IN_MEMORY, "{} bytes a vertex in memory", each(in_memory));
    assert!(each(released) <= RELEASED, "{} bytes a vertex released", each(released));
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
