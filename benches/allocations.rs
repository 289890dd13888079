//! Does reading a map allocate for a position, or for a ring?
//!
//! The same number of features with 30 and with 3 000 positions each, and with one ring and with thirty, read from memory:
//! the number of allocations a feature must not grow with either, but for vectors that double.
//!
//! `cargo bench --bench allocations`.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::alloc::System;
use std::fmt::Write as _;

use landledger::read::{Source, geojson};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const FEATURES: usize = 200;

fn main() {
    println!(
        "| rings | positions a ring | allocations a feature | reallocations |\n|---:|---:|---:|---:|"
    );
    let few = measure(1, 30);
    let long = measure(1, 3_000);
    let many = measure(30, 30);
    // A flat vector that doubles is allocated once and moved; positions are never allocated one by one.
    assert!(long.0 <= few.0 + 2.0, "{long:?} against {few:?}");
    assert!(many.0 <= few.0 + 4.0, "{many:?} against {few:?}");
    assert!(many.1 <= few.1 + 14.0, "{many:?} against {few:?}");
}

/// Allocations and reallocations a feature.
fn measure(rings: usize, positions: usize) -> (f64, f64) {
    let source = Source::new("many.geojson", document(rings, positions));
    let options = geojson::ReadOptions::default();
    let region = Region::new(MEMORY);
    let reading = geojson::read(&source, &options);
    let change = region.change();
    assert_eq!(reading.features.len(), FEATURES);
    let each = |count: usize| count as f64 / FEATURES as f64;
    let found = (each(change.allocations), each(change.reallocations));
    println!("| {rings} | {positions} | {:.2} | {:.2} |", found.0, found.1);
    found
}

fn document(rings: usize, positions: usize) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for feature in 0..FEATURES {
        if feature > 0 {
            text.push_str(",\n");
        }
        write!(text, "{{\"type\":\"Feature\",\"id\":{feature},\"properties\":{{}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[").unwrap();
        for ring in 0..rings {
            text.push_str(if ring > 0 { ",[" } else { "[" });
            // The outer ring goes round all of the others.
            let (radius, east) =
                if ring == 0 { (4e-2, 0.0) } else { (5e-4, ring as f64 * 1.1e-3 - 0.018) };
            for corner in 0..positions {
                let share = (corner % (positions - 1)) as f64 / (positions - 1) as f64;
                let turn = if ring == 0 { share } else { -share } * std::f64::consts::TAU;
                let (x, y) = (113.3 + east + radius * turn.cos(), 34.8 + radius * turn.sin());
                let comma = if corner > 0 { "," } else { "" };
                write!(text, "{comma}[{x:.9},{y:.9}]").unwrap();
            }
            text.push(']');
        }
        text.push_str("]}}");
    }
    text.push_str("\n]}\n");
    text
}
