//! How long does it take to verify a journal, against SHA-256 of the same file; to read it act by act; and how much memory?
//!
//! A journal of 1 000 000 events as a file; another number behind `--`, or `smallest`. Run:
//! `cargo bench --features cli --bench journal_verify`: without the feature, SHA-256 is worked out without the instructions of
//! the processor, and so is the one that it is held against.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise"
)]

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;
use std::time::Instant;

use landledger::ledger::Event;
use landledger::store::{Acts, EventStore, Head, JournalFile, verify_file};

/// The most memory that the process ever had; Linux only.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map(|line| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" "))
        .unwrap_or_default()
}

fn event(number: u64) -> Event {
    let text = format!(
        r#"{{"id":"E{number}","effective":"2024-03-05","recorded":"2024-03-05T10:00:00","document":{{"number":"上街区（合成）〔2024〕{number}号","title":"空间单元普查表"}},"actor":"调查岗","act":{{"space-occupied":{{"space":"S{number}","occupant":"豫（合成）{number}有限公司","method":"lease-plant"}}}}}}"#
    );
    serde_json::from_str(&text).unwrap()
}

/// SHA-256 of a file, as the library works it out with the same features.
fn sha256(path: &Path) -> [u8; 32] {
    let mut file = File::open(path).unwrap();
    let mut piece = vec![0; 1 << 16];
    #[cfg(feature = "cli")]
    let mut hash = <sha2::Sha256 as sha2::Digest>::new();
    #[cfg(not(feature = "cli"))]
    let mut hash = hmac_sha256::Hash::new();
    loop {
        let length = file.read(&mut piece).unwrap();
        if length == 0 {
            break;
        }
        #[cfg(feature = "cli")]
        sha2::Digest::update(&mut hash, &piece[..length]);
        #[cfg(not(feature = "cli"))]
        hash.update(&piece[..length]);
    }
    #[cfg(feature = "cli")]
    return sha2::Digest::finalize(hash).into();
    #[cfg(not(feature = "cli"))]
    return hash.finalize();
}

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let smallest = given.iter().any(|word| word == "smallest");
    let count = given.iter().find_map(|word| word.parse::<u64>().ok());
    let count = count.unwrap_or(if smallest { 10_000 } else { 1_000_000 });
    let folder = std::env::temp_dir().join(format!("landledger-verify-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("ledger.jsonl");
    let mut store = JournalFile::open(&path).unwrap();
    let start = Instant::now();
    let mut head = Head::EMPTY;
    for first in (0..count).step_by(1000) {
        let act: Vec<Event> = (first..count.min(first + 1000)).map(event).collect();
        head = store.append(head, &act).unwrap();
    }
    drop(store);
    let size = fs::metadata(&path).unwrap().len();
    println!("{count} events in acts of 1000, {} MB", size / 1_000_000);
    println!("append       {:.2?}  peak {}", start.elapsed(), peak());

    // In turn, the file in the cache of the disk, in pieces of the same size.
    let (mut plain, mut ours) = (Vec::new(), Vec::new());
    let mut verification = verify_file(&path, &[]).unwrap();
    for _ in 0..5 {
        let start = Instant::now();
        std::hint::black_box(sha256(&path));
        plain.push(start.elapsed());
        let start = Instant::now();
        verification = verify_file(&path, &[]).unwrap();
        ours.push(start.elapsed());
        assert!(verification.whole);
        assert_eq!(verification.lines, count);
    }
    let [plain, ours] = [plain, ours].map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    println!("SHA-256      {plain:.2?}");
    let ratio = ours.as_secs_f64() / plain.as_secs_f64();
    println!("verify       {ours:.2?}  {ratio:.2} times SHA-256 of the same file; peak {}", peak());

    let start = Instant::now();
    let store = JournalFile::open(&path).unwrap();
    println!("open         {:.2?}  peak {}", start.elapsed(), peak());
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(verification.head, Some(head));

    let start = Instant::now();
    let file = BufReader::new(File::open(&path).unwrap());
    let events: u64 =
        Acts::new("ledger.jsonl", file).map(|act| act.unwrap().events.len() as u64).sum();
    assert_eq!(events, count);
    println!("act by act   {:.2?}  peak {}", start.elapsed(), peak());
    drop(store);
    fs::remove_dir_all(&folder).unwrap();
}
