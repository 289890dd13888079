//! A journal of 1 000 000 events beside SQLite, `DuckDB` and Polars: the state as of a day, as known on it, and the
//! quarterly roll-forward of revitalized floor area by town and method over 15 years; the same answers, cell by cell.
//!
//! `cargo bench --bench ledger_peers -- PEERS WORK [EVENTS ...]`: `PEERS` holds `w3_sqlite.py`, `w3_duckdb.py`,
//! `w3_polars.py` and `same.py`, what they make goes to `WORK`. The variable `PYTHON` names the interpreter that has
//! the packages, `python3` otherwise; a peer whose package is not there is left out, and that is said. Each runs as a
//! process of its own, in turn, twice: the second time in the opposite order. With no arguments, nothing is done.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and stops on a wrong answer"
)]

#[path = "../tests/it/peer_story.rs"]
mod peer_story;
#[path = "../tests/it/peer_tables.rs"]
mod peer_tables;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use landledger::store::Journal;
use peer_story::story;
use peer_tables::{answer, same};
use serde_json::Value;

const EVENTS: usize = 1_000_000;
const SEED: u64 = 1;
/// Program, package, and how the package says its version.
const PEERS: [(&str, &str, &str); 3] = [
    ("sqlite", "sqlite3", "sqlite_version"),
    ("duckdb", "duckdb", "__version__"),
    ("polars", "polars", "__version__"),
];
/// Runs a program: wall and CPU seconds, and the peak of its memory, KiB.
const TIMED: &str = "
import json, os, subprocess, sys, time
with open(sys.argv[1], 'wb') as log:
    start = time.perf_counter()
    run = subprocess.Popen(sys.argv[2:], stdout=log, stderr=subprocess.STDOUT)
    _, status, used = os.wait4(run.pid, 0)
    wall = time.perf_counter() - start
print(json.dumps([status, wall, used.ru_utime + used.ru_stime, used.ru_maxrss]))
";

fn main() {
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match given.as_slice() {
        [ours, journal, out] if ours == "--ours" => {
            let steps = answer(Path::new(journal), Path::new(out)).unwrap();
            let steps: BTreeMap<&str, f64> = steps.into_iter().collect();
            let summary = serde_json::json!({ "steps": steps }).to_string();
            fs::write(Path::new(out).join("summary.json"), summary).unwrap();
        }
        [peers, work, sizes @ ..] => {
            let asked: Vec<usize> = sizes.iter().map(|size| size.parse().unwrap()).collect();
            let sizes = if asked.is_empty() { vec![EVENTS] } else { asked };
            for events in sizes {
                measure(Path::new(peers), &Path::new(work).join(events.to_string()), events);
            }
        }
        _ => println!("say where the peers are, and where to work: -- PEERS WORK [EVENTS ...]"),
    }
}

/// A program to be measured.
struct Runner {
    name: String,
    command: Vec<OsString>,
    out: PathBuf,
    wall: Vec<f64>,
    cpu: Vec<f64>,
    peak: Vec<f64>,
}

fn measure(peers: &Path, work: &Path, events: usize) {
    fs::create_dir_all(work).unwrap();
    let (journal, csv) = (work.join("ledger.jsonl"), work.join("events.csv"));
    let told = story(events, SEED);
    fs::write(&journal, Journal::write(&told.events).unwrap()).unwrap();
    fs::write(&csv, &told.csv).unwrap();
    println!(
        "\n{events} events ({} corrections and retractions), {} MB of journal; {} rows for the peers, {} MB \
         ({} events have no row there)",
        told.corrections,
        fs::metadata(&journal).unwrap().len() / 1_000_000,
        told.rows,
        told.csv.len() / 1_000_000,
        told.unsaid,
    );
    drop(told);
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut runners = Vec::new();
    for (peer, package, version) in PEERS {
        let script = peers.join(format!("w3_{peer}.py"));
        let Some(version) = version_of(&python, package, version).filter(|_| script.is_file())
        else {
            println!("NOT MEASURED: {peer}: {python} has no {package}, or there is no such script");
            continue;
        };
        let out = work.join(peer);
        let command =
            vec![python.clone().into(), script.into(), csv.clone().into(), out.clone().into()];
        runners.push(Runner::new(format!("{peer} {version}"), command, out));
    }
    let (program, out) = (std::env::current_exe().unwrap(), work.join("ours"));
    let command = vec![program.into(), "--ours".into(), journal.into(), out.clone().into()];
    runners.push(Runner::new("landledger".to_owned(), command, out));
    for runner in &mut runners {
        runner.run(&python, work);
    }
    for runner in runners.iter_mut().rev() {
        runner.run(&python, work);
    }
    println!("{:<16} {:>15} {:>15} {:>9} steps, s", "", "wall s", "CPU s", "peak MiB");
    for runner in &runners {
        let most = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
        let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
        let range = |values: &[f64]| format!("{:.2}-{:.2}", least(values), most(values));
        println!(
            "{:<16} {:>15} {:>15} {:>9.0} {}",
            runner.name,
            range(&runner.wall),
            range(&runner.cpu),
            most(&runner.peak),
            runner.steps()
        );
    }
    let folders: Vec<&Path> = runners.iter().map(|runner| runner.out.as_path()).collect();
    let (agree, said) = same(&python, peers, &folders).unwrap();
    assert!(agree, "{said}");
    println!("the tables of all {} agree", folders.len());
}

impl Runner {
    fn new(name: String, command: Vec<OsString>, out: PathBuf) -> Runner {
        Runner { name, command, out, wall: Vec::new(), cpu: Vec::new(), peak: Vec::new() }
    }

    fn run(&mut self, python: &str, work: &Path) {
        let log = work.join("log.txt");
        let mut timed = Command::new(python);
        let output = timed.args(["-c", TIMED]).arg(&log).args(&self.command).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let [status, wall, cpu, peak]: [f64; 4] =
            serde_json::from_str(&said).unwrap_or_else(|_| panic!("{}: {output:?}", self.name));
        let log = || fs::read_to_string(&log).unwrap();
        assert!(status.abs() < 0.5, "{}: {}", self.name, log());
        self.wall.push(wall);
        self.cpu.push(cpu);
        self.peak.push(peak / 1024.0);
    }

    /// The steps of the last run, as the program says.
    fn steps(&self) -> String {
        let summary = fs::read(self.out.join("summary.json")).unwrap();
        let summary: Value = serde_json::from_slice(&summary).unwrap();
        let steps = summary["steps"].as_object().unwrap().iter();
        let steps = steps.map(|(name, took)| format!("{name} {:.2}", took.as_f64().unwrap()));
        steps.collect::<Vec<_>>().join(", ")
    }
}

fn version_of(python: &str, package: &str, version: &str) -> Option<String> {
    let program = format!("import {package}; print({package}.{version})");
    let output = Command::new(python).args(["-c", &program]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
