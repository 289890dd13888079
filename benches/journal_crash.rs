//! Does a journal survive a writer that is killed at any point?
//!
//! Run: `cargo bench --features cli --bench journal_crash`, with another number of kills than 10 000 and another seed
//! behind `--`. Stops at the first thing that is not as promised.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise"
)]

#[path = "../tests/it/crash_writer.rs"]
mod crash_writer;

use std::path::Path;
use std::time::Instant;

fn main() {
    let mut given = std::env::args().filter_map(|word| word.parse::<u64>().ok());
    let kills = given.next().unwrap_or(10_000);
    let seed = given.next().unwrap_or(1);
    let folder = std::env::temp_dir().join(format!("landledger-crash-{}", std::process::id()));
    let start = Instant::now();
    let command = Path::new(env!("CARGO_BIN_EXE_landledger"));
    let outcome = crash_writer::run(command, &folder, kills, seed);
    std::fs::remove_dir_all(&folder).unwrap();
    println!("{outcome:?} in {:.1?}", start.elapsed());
}
