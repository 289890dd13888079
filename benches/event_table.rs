//! How long does a table of events take, and how much memory, from the bytes of a file to its answers?
//!
//! A made-up table of a fixed seed, as CSV and as JSON lines: read and checked, the state of a day as known on it, the
//! roll-forward over the sixty quarters of fifteen years by town and method. At the smallest size all answers are held
//! against a plain reading of the rules; at all sizes those of one thread against those of two.
//!
//! `cargo bench --bench event_table [-- ROWS ...]`: sizes other than 10 000, 100 000 and 1 000 000; `-- smallest` runs the
//! first of them only; `-- --write ROWS FILE` writes a table as CSV. The peers beside it: `benches/peers/compare.py`.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a bench prints, and stops on a wrong answer"
)]

#[path = "../tests/it/event_table_twin.rs"]
mod event_table_twin;

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use event_table_twin::{FIRST, Given, LAST, Twin, csv, json_lines, made_up};
use jiff::civil::{Date, date};
use landledger::Workers;
use landledger::calendar::Period;
use landledger::ledger::event_table::EventTable;
use landledger::read::event_table::{ReadOptions, open};
use landledger::write::event_table::{write_invalid, write_roll_forward, write_state};

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
const SEED: u64 = 1;
const ON: Date = date(2024, 6, 30);
const TABLES: [&str; 3] = ["invalid.csv", "state.csv", "roll.csv"];

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [own, file, workers, out] = given.as_slice()
        && own == "--ours"
    {
        return ours(Path::new(file), workers.parse().unwrap(), Path::new(out));
    }
    if let [write, rows, file] = given.as_slice()
        && write == "--write"
    {
        return fs::write(file, csv(&made_up(rows.parse().unwrap(), 5_479, SEED))).unwrap();
    }
    let asked: Vec<u32> = given.iter().filter_map(|word| word.parse().ok()).collect();
    let sizes = match given.first().map(String::as_str) {
        Some("smallest") => &SIZES[..1],
        _ if asked.is_empty() => &SIZES[..],
        _ => &asked,
    };
    let work = std::env::temp_dir().join(format!("landledger-event-table-{}", std::process::id()));
    println!(
        "{:>10} {:>6} {:>7} {:>8} {:>9} {:>9} {:>9} {:>8} {:>9} {:>10}",
        "rows",
        "form",
        "MB",
        "threads",
        "read s",
        "state s",
        "roll s",
        "all s",
        "us a row",
        "peak MiB"
    );
    for size in sizes {
        let _ = fs::remove_dir_all(&work);
        fs::create_dir_all(&work).unwrap();
        measure(*size, &work);
    }
    fs::remove_dir_all(&work).unwrap();
}

/// Measures one size in each form, with one thread and two.
fn measure(size: u32, work: &Path) {
    let rows = made_up(size, 5_479, SEED);
    for (form, text) in [("csv", csv(&rows)), ("jsonl", json_lines(&rows))] {
        fs::write(work.join(form), text).unwrap();
    }
    if size == SIZES[0] {
        hold_against_the_twin(&rows, &work.join("csv"));
    }
    drop(rows);
    let mut answers = Vec::new();
    for form in ["csv", "jsonl"] {
        for workers in ["1", "2"] {
            let (file, out) = (work.join(form), work.join(format!("{form}-{workers}")));
            let mut run = Command::new(std::env::current_exe().unwrap());
            let output = run.arg("--ours").args([&file]).arg(workers).arg(&out).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let said = String::from_utf8(output.stdout).unwrap();
            let said: Vec<f64> =
                said.split_whitespace().map(|number| number.parse().unwrap()).collect();
            let [read, state, roll, peak] = said[..] else { panic!("{said:?}") };
            let all = read + state + roll;
            println!(
                "{size:>10} {form:>6} {:>7.1} {workers:>8} {read:>9.4} {state:>9.4} {roll:>9.4} {all:>8.4} \
                 {:>9.3} {peak:>10.1}",
                fs::metadata(&file).unwrap().len() as f64 / 1e6,
                all / f64::from(size) * 1e6,
            );
            answers.push(TABLES.map(|table| fs::read(out.join(table)).unwrap()));
        }
    }
    for answer in &answers {
        assert!(answer == &answers[0], "the answers hang on the form or the number of threads");
    }
}

/// Answers from a file, as a process of its own: seconds of each step, and the peak of its memory, MiB.
fn ours(file: &Path, workers: NonZeroUsize, out: &Path) {
    fs::create_dir_all(out).unwrap();
    let create = |name: &str| fs::File::create(out.join(name)).unwrap();
    let whole = Period::through(FIRST, LAST).unwrap();
    let mut options = ReadOptions::new(whole);
    options.workers = Workers::new(workers);
    let start = Instant::now();
    let table = open(file, &options).unwrap();
    write_invalid(table.invalid(), create(TABLES[0])).unwrap();
    let read = start.elapsed();
    write_state(&table.state(ON, ON), create(TABLES[1])).unwrap();
    let state = start.elapsed() - read;
    let quarters: Vec<Period> = whole.split_by_quarter().collect();
    write_roll_forward(&table.roll_forward(LAST, &quarters, 9).unwrap(), create(TABLES[2]))
        .unwrap();
    let roll = start.elapsed() - read - state;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<f64>().ok());
    let seconds = [read, state, roll].map(|time| time.as_secs_f64());
    println!(
        "{} {} {} {}",
        seconds[0],
        seconds[1],
        seconds[2],
        peak.map_or(f64::NAN, |kib| kib / 1024.0)
    );
}

/// All answers, against a plain reading of the rules; the roll-forward over one year.
fn hold_against_the_twin(rows: &[Given], file: &Path) {
    let twin = Twin::new(rows);
    let table: EventTable =
        open(file, &ReadOptions::new(Period::through(FIRST, LAST).unwrap())).unwrap();
    let year: Vec<Period> = Period::year(2020).unwrap().split_by_quarter().collect();
    let mut ours = [Vec::new(), Vec::new(), Vec::new()];
    write_invalid(table.invalid(), &mut ours[0]).unwrap();
    write_state(&table.state(ON, ON), &mut ours[1]).unwrap();
    write_roll_forward(&table.roll_forward(LAST, &year, 9).unwrap(), &mut ours[2]).unwrap();
    let theirs = [twin.invalid_csv(), twin.state_csv(ON, ON), twin.roll_csv(LAST, &year, 9)];
    for ((ours, theirs), name) in ours.iter().zip(theirs).zip(TABLES) {
        assert!(ours == theirs.as_bytes(), "{name} differs from the plain reading");
    }
}
