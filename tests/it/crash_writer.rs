//! A writer that is killed at random points, many times; shared with `benches/journal_crash.rs`.
//!
//! The writer is the command itself: `landledger ledger DIR append - --each` reads events, appends act by act, and
//! prints the head of each act once it is on disk. It is killed (SIGKILL; TerminateProcess on Windows) after a random
//! number of heads and a random while. What is on disk then is held against what was fed and what was acknowledged.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use landledger::finding::Code;
use landledger::ledger::Event;
use landledger::read::Source;
use landledger::store::{EventStore, Head, Journal, JournalFile, StoreError, verify_file};

/// How often a journal is killed before the next one begins: long journals make slow writers.
const KILLS_A_JOURNAL: u64 = 6;
const ACTS_A_WRITER: usize = 8;

/// What happened in all.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) kills: u64,
    /// Acts whose heads the writer printed.
    pub(crate) acknowledged: u64,
    /// Acts that were on disk, whole, but not acknowledged.
    pub(crate) silent: u64,
    /// Kills that left a torn end.
    pub(crate) torn: u64,
    /// Kills before the first act of a writer was acknowledged.
    pub(crate) early: u64,
    /// Writers that had finished before they were killed.
    pub(crate) finished: u64,
}

struct Random(u64);

impl Random {
    /// A number below `limit`.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// The acts that were fed to a journal so far, and how much of them must be there.
struct Fed {
    path: PathBuf,
    /// Acts that are on disk, and the head behind each.
    there: Vec<Vec<Event>>,
    heads: Vec<Head>,
    events: usize,
}

/// Kills writers of journals in `folder`; stops at the first thing that is not as promised.
pub(crate) fn run(command: &Path, folder: &Path, kills: u64, seed: u64) -> Outcome {
    let mut random = Random(seed);
    let mut outcome = Outcome::default();
    let mut journal = 0;
    while outcome.kills < kills {
        let district = folder.join(format!("journal-{journal}"));
        fs::create_dir_all(&district).unwrap();
        let path = district.join("ledger.jsonl");
        let mut fed = Fed { path, there: Vec::new(), heads: Vec::new(), events: 0 };
        for _ in 0..KILLS_A_JOURNAL.min(kills - outcome.kills) {
            kill_once(command, &district, &mut fed, &mut random, &mut outcome);
        }
        fs::remove_dir_all(&district).unwrap();
        journal += 1;
    }
    outcome
}

fn kill_once(
    command: &Path,
    district: &Path,
    fed: &mut Fed,
    random: &mut Random,
    outcome: &mut Outcome,
) {
    // Writing one act takes long enough to be killed in the middle.
    let large = random.below(ACTS_A_WRITER as u64) as usize;
    let acts: Vec<Vec<Event>> =
        (0..ACTS_A_WRITER).map(|at| act(at == large, &mut fed.events, random)).collect();
    let base = fed.heads.last().copied().unwrap_or_default();
    let mut child = Command::new(command)
        .args(["ledger", &district.display().to_string(), "append", "-", "--each", "--lang", "en"])
        .args(["--base", &base.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text: String = acts.iter().map(|act| unchained(act)).collect();
    // The writer may be killed while it reads.
    let feeder = std::thread::spawn(move || drop(input.write_all(text.as_bytes())));
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let aimed = random.below(2) == 0;
    let wanted = if aimed { large as u64 } else { random.below(ACTS_A_WRITER as u64 + 1) };
    let mut heads = Vec::new();
    while (heads.len() as u64) < wanted {
        match next_head(&mut output) {
            Some(head) => heads.push(head),
            None => break,
        }
    }
    if aimed {
        wait_for_growth(&fed.path, &mut child);
    } else {
        let most = if random.below(4) == 0 { 20_000 } else { 1500 };
        wait(Duration::from_micros(random.below(most)));
    }
    let finished = kill(&mut child);
    // What it printed before it died was acknowledged too.
    while let Some(head) = next_head(&mut output) {
        heads.push(head);
    }
    feeder.join().unwrap();
    outcome.kills += 1;
    outcome.finished += u64::from(finished);
    outcome.early += u64::from(heads.is_empty());
    outcome.acknowledged += heads.len() as u64;
    check(fed, acts, &heads, outcome);
}

/// Waits by looking at the clock: sleeping is too coarse.
fn wait(time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
}

/// Waits until the next act begins to be written.
fn wait_for_growth(path: &Path, child: &mut Child) {
    let length = |path| fs::metadata(path).map_or(0, |there| there.len());
    let before = length(path);
    let start = Instant::now();
    while length(path) == before && start.elapsed() < Duration::from_secs(1) {
        if child.try_wait().unwrap().is_some() {
            return;
        }
    }
}

/// Kills the writer; whether it had finished already, without complaint.
fn kill(child: &mut Child) -> bool {
    let ended = child.try_wait().unwrap();
    child.kill().unwrap();
    let status = child.wait().unwrap();
    if let Some(code) = status.code() {
        let mut said = String::new();
        std::io::Read::read_to_string(child.stderr.as_mut().unwrap(), &mut said).unwrap();
        assert!(code == 0 || cfg!(windows), "the writer refused: {said}");
    }
    ended.is_some()
}

/// The next whole line; what was cut by the kill was not said.
fn next_head(output: &mut BufReader<ChildStdout>) -> Option<Head> {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    line.strip_suffix('\n').map(|head| head.parse().unwrap())
}

/// Every acknowledged act is there, no half act is taken for data, the chain holds, and appending goes on.
fn check(fed: &mut Fed, acts: Vec<Vec<Event>>, acknowledged: &[Head], outcome: &mut Outcome) {
    let old = fed.there.len();
    let mut all = std::mem::take(&mut fed.there);
    all.extend(acts);
    if !fed.path.exists() {
        assert!(old == 0 && acknowledged.is_empty(), "the journal is gone");
        return;
    }
    let bytes = fs::read(&fed.path).unwrap();
    let journal = Journal::read(&Source::new("ledger.jsonl", bytes.clone()));
    let codes: Vec<Code> = journal.findings.iter().map(|finding| finding.code).collect();
    let torn = codes == [Code::JournalTorn];
    assert!(
        codes.is_empty() || torn || (codes == [Code::FileEmpty] && old == 0),
        "{:?}",
        journal.findings
    );

    // Whole acts, in the order in which they were fed, none missing and none twice.
    let there: Vec<&[Event]> = journal.acts().collect();
    assert!(there.len() >= old + acknowledged.len(), "an acknowledged act is not there");
    assert!(there.iter().zip(&all).all(|(there, fed)| *there == fed.as_slice()), "another act");
    assert!(there.len() <= all.len());
    let mut heads = std::mem::take(&mut fed.heads);
    for act in &there[old..] {
        heads.push(heads.last().copied().unwrap_or_default().after(act).unwrap());
    }
    assert_eq!(&heads[old..old + acknowledged.len()], acknowledged, "another head");
    assert_eq!(journal.head, heads.last().copied());
    outcome.silent += (there.len() - old - acknowledged.len()) as u64;

    // Byte for byte: the whole acts, and behind them a beginning of the next.
    let whole = Journal::write_acts(there.iter().copied()).unwrap();
    assert!(bytes.starts_with(&whole));
    let rest = &bytes[whole.len()..];
    assert_eq!(torn, !rest.is_empty());
    if torn {
        let next = Journal::write_acts(all[..=there.len()].iter().map(Vec::as_slice)).unwrap();
        assert!(next[whole.len()..].starts_with(rest), "what is torn is no part of the next act");
        outcome.torn += 1;
    }

    // The lock went with the writer. Nothing is appended before the repair, which loses nothing.
    let mut store = JournalFile::open(&fed.path).unwrap();
    let head = heads.last().copied().unwrap_or_default();
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(store.torn().is_some(), torn);
    if torn {
        let refused = store.append(head, &all[0]);
        assert!(matches!(refused, Err(StoreError::Unusable(_))), "{refused:?}");
        let repair = store.repair().unwrap().unwrap();
        assert_eq!(fs::read(&repair.saved).unwrap(), rest);
        fs::remove_file(&repair.saved).unwrap();
    }
    drop(store);
    let verification = verify_file(&fed.path, acknowledged).unwrap();
    assert!(verification.whole, "{verification:?}");
    assert_eq!(verification.acts, there.len() as u64);
    let count = there.len();
    all.truncate(count);
    (fed.there, fed.heads) = (all, heads);
}

/// One to four events that any ledger allows.
fn act(large: bool, events: &mut usize, random: &mut Random) -> Vec<Event> {
    let count = 1 + random.below(4);
    (0..count)
        .map(|_| {
            *events += 1;
            let number = *events;
            let text = format!(
                r#"{{"id":"E{number}","effective":"2024-01-02","recorded":"2024-01-02T09:00:00","act":{{"parcel-registered":{{"parcel":"410106001001GB{number:05}","facts":{{"name":"{number}号地块","town":"410106001","tenure":"granted"}}}}}}}}"#
            );
            let mut event: Event = serde_json::from_str(&text).unwrap();
            let length =
                if large { 50_000 + random.below(150_000) } else { random.below(200) };
            event.note = Some("n".repeat(length as usize));
            event
        })
        .collect()
}

/// The lines of an act as the command takes them: without chain, with `more`.
fn unchained(act: &[Event]) -> String {
    let lines = act.iter().enumerate().map(|(at, event)| {
        let mut line = serde_json::to_string(event).unwrap();
        let more = act.len() - at - 1;
        if more > 0 {
            line.insert_str(line.len() - 1, &format!(",\"more\":{more}"));
        }
        line.push('\n');
        line
    });
    lines.collect()
}
