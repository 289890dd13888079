//! How much of what was planted does the check find, and how fast, on 2 000, 20 000 and 200 000 parcels?
//!
//! Zones come from a fixed seed, with defects of every kind: all must be found where the truth list has them, and
//! nothing else. `cargo bench --bench planted_defects [PARCELS ...]`.
#![allow(
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a bench prints, and stops on a wrong answer"
)]

use std::time::Instant;

use landledger::finding::Finding;
use landledger::read::Source;
use landledger::report::check::{CheckRequest, findings};
use landledger::synth::{PlantedZone, SynthOptions, SynthRegisters, SynthScope, generate, score};

const SIZES: [usize; 3] = [2_000, 20_000, 200_000];

fn check(planted: &PlantedZone) -> Vec<Finding> {
    let parcels = Source::new("parcels.geojson", planted.parcels_geojson.clone());
    let zone = Source::new("zone.geojson", planted.zone_geojson.clone());
    let mut request = CheckRequest::new(&parcels);
    request.zone = Some(&zone);
    findings(&request).findings
}

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    println!(
        "{:>9} {:>9} {:>10} {:>10} {:>9} {:>9} {:>9}",
        "parcels", "planted", "found", "misplaced", "MB", "plant s", "check s"
    );
    for parcels in sizes {
        let start = Instant::now();
        let mut options = SynthOptions::new(parcels, 7);
        options.registers = SynthRegisters::Complete;
        options.scope = SynthScope::Map;
        let planted = generate(&options).unwrap().plant().unwrap();
        let made = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let findings = check(&planted);
        let checked = start.elapsed().as_secs_f64();
        let score = score(&planted.truth, &findings);
        let (wanted, found) = (score.planted(), score.found());
        println!(
            "{parcels:>9} {wanted:>9} {found:>10} {:>10} {:>9.1} {made:>9.2} {checked:>9.2}",
            score.misplaced.len(),
            planted.parcels_geojson.len() as f64 / 1e6,
        );
        assert!(score.is_perfect(), "{score:#?}");
    }
}
