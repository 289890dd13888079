//! All that the peers' generator plants, found on 2 000, 20 000 and 200 000 parcels, scored by the peers' own scorer;
//! time and peak memory of the check.
//!
//! `cargo bench --bench peer_parcels -- PEERS WORK [PARCELS ...]`: `PEERS` holds `gen_parcels.py` and `score.py`, what
//! they make goes to `WORK`. With no arguments, nothing is done.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a bench prints, and stops on a wrong answer"
)]

#[path = "../tests/it/peer_report.rs"]
mod peer_report;

use std::path::Path;
use std::time::Instant;

use landledger::read::Source;
use landledger::report::check::{CheckRequest, Layout, findings};
use peer_report::{assert_perfect, generate, score, write};

const SIZES: [usize; 3] = [2_000, 20_000, 200_000];

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [peers, work, sizes @ ..] = given.as_slice() else {
        println!("say where the peers are, and where to work: -- PEERS WORK [PARCELS ...]");
        return;
    };
    let asked: Vec<usize> = sizes.iter().map(|size| size.parse().unwrap()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    println!("{:>9} {:>9} {:>9} {:>11} score", "parcels", "MB", "check s", "peak MB");
    for parcels in sizes {
        let folder = Path::new(work).join(parcels.to_string());
        if !folder.join("truth.json").is_file() {
            assert!(generate(Path::new(peers), &folder, parcels), "the generator failed");
        }
        let start = Instant::now();
        let source = Source::open(folder.join("parcels.geojson")).unwrap();
        let boundary = Source::open(folder.join("boundary.geojson")).unwrap();
        let mut request = CheckRequest::new(&source);
        request.zone = Some(&boundary);
        request.layout = Layout::Generic(peer_report::names());
        let found = findings(&request);
        let took = start.elapsed().as_secs_f64();
        let report = folder.join("report");
        write(&report, found.features, &found.findings).unwrap();
        let score = score(Path::new(peers), &folder.join("truth.json"), &report).unwrap();
        println!(
            "{parcels:>9} {:>9.1} {took:>9.2} {:>11} {score}",
            source.bytes().len() as f64 / 1e6,
            peak_memory().map_or_else(|| "-".to_owned(), |peak| peak.to_string()),
        );
        assert_perfect(&score);
    }
}

/// The most memory that this process has had so far, MB, where the system says it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000)
}
