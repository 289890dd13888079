//! How fast is a parcel file read, compared with `geojson::GeoJson::from_str`?
//!
//! The input is made from a fixed seed: about 50 MB of parcels with 28 vertices of nine decimals and Chinese
//! properties. Both readers must see the same features and vertices. Runs are interleaved; the best of
//! each counts. `cargo bench --bench read_geojson [RUNS]`.
#![allow(
    clippy::print_stdout,
    clippy::panic,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use geojson::GeometryValue;
use landledger::geometry::Shape;
use landledger::read::{Source, geojson as ours};

const PARCELS: usize = 46_000;
const VERTICES: usize = 28;

fn main() {
    let runs = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(5);
    let text = document();
    let source = Source::new("bench.geojson", text.clone());
    let (mut best_ours, mut best_theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..runs {
        let start = Instant::now();
        let ours = black_box(count_ours(&source));
        best_ours = best_ours.min(start.elapsed());
        let start = Instant::now();
        let theirs = black_box(count_theirs(&text));
        best_theirs = best_theirs.min(start.elapsed());
        assert_eq!(ours, (PARCELS, PARCELS * VERTICES));
        assert_eq!(ours, theirs);
    }
    let megabytes = text.len() as f64 / 1e6;
    let speed = |time: Duration| megabytes / time.as_secs_f64();
    println!(
        "{megabytes:.1} MB, {PARCELS} parcels: landledger {:.0} MB/s, geojson {:.0} MB/s, ratio {:.2}",
        speed(best_ours),
        speed(best_theirs),
        best_theirs.as_secs_f64() / best_ours.as_secs_f64()
    );
}

fn count_ours(source: &Source) -> (usize, usize) {
    let reading = ours::read(source, &ours::ReadOptions::default());
    assert!(reading.findings.is_empty(), "{:?}", reading.findings.first());
    let vertices = reading.features.iter().map(|feature| match &feature.shape {
        Some(Shape::LonLat(shape)) => shape.points().len(),
        _ => 0,
    });
    (reading.features.len(), vertices.sum())
}

fn count_theirs(text: &str) -> (usize, usize) {
    let Ok(geojson::GeoJson::FeatureCollection(collection)) = text.parse() else {
        panic!("the geojson crate does not read the document");
    };
    let vertices = collection.features.iter().filter_map(|f| f.geometry.as_ref()).map(|geometry| {
        match &geometry.value {
            GeometryValue::Polygon { coordinates } => coordinates.iter().map(Vec::len).sum(),
            _ => 0,
        }
    });
    (collection.features.len(), vertices.sum())
}

fn document() -> String {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for parcel in 0..PARCELS {
        let (lon, lat) = (113.2 + 0.2 * random(), 34.75 + 0.1 * random());
        let comma = if parcel == 0 { "" } else { ",\n" };
        let area = 1e5 * random();
        let _ = write!(
            text,
            "{comma}{{\"type\":\"Feature\",\"id\":\"410106001001GB{parcel:05}\",\"properties\":{{\
             \"宗地代码\":\"410106001001GB{parcel:05}\",\"宗地名称\":\"上街区第{parcel}号地块\",\
             \"用途\":\"工业用地\",\"registered_area_m2\":{area:.2},\"低效原因\":[\"停产\",\"未建满\"],\
             \"year\":2019,\"active\":false}},\
             \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[["
        );
        for vertex in 0..VERTICES {
            let angle =
                (vertex % (VERTICES - 1)) as f64 / (VERTICES - 1) as f64 * std::f64::consts::TAU;
            let comma = if vertex == 0 { "" } else { "," };
            let (x, y) = (lon + 0.001 * angle.cos(), lat + 0.001 * angle.sin());
            let _ = write!(text, "{comma}[{x:.9},{y:.9}]");
        }
        text.push_str("]]}}");
    }
    text.push_str("\n]}\n");
    text
}
