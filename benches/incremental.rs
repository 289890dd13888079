//! What does it cost to check again after an edit?
//!
//! 1 000 random edits on 20 000 parcels; from time to time, and at the end, the findings are held against a full run.
//! Run: `cargo bench --bench incremental`; three numbers after `--` are other columns and rows of parcels, and another number of
//! edits: `500 400 100` are 100 edits on 200 000 parcels.
#![allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark stops at the first surprise"
)]

#[path = "../tests/it/tiling.rs"]
mod tiling;

use std::time::{Duration, Instant};

use landledger::check::{CheckInput, OwnedZone, Profile, Session, SessionInput};
use landledger::geometry::{LonLat, Plane};
use tiling::{Random, Tiling, edit};

/// How much sooner than a full run an edit is checked, and a set of ten.
const FASTER: f64 = 100.0;
const FASTER_BY_TENS: f64 = 20.0;
/// Full runs of so many parcels in all, one after every so many edits: each of a large map takes seconds.
const PARCELS_IN_FULL_RUNS: usize = 400_000;

/// A full run, which must find what the session has found.
fn full(session: &Session<LonLat>, profile: &Profile) -> Duration {
    let records = session.records();
    let zone = session.zone().map(OwnedZone::record).expect("a zone");
    let start = Instant::now();
    let checked = CheckInput::new(&records, Plane::Degrees, profile).zone(&zone).run();
    let took = start.elapsed();
    let found: Vec<_> = session.findings().into_iter().cloned().collect();
    let json = |findings| serde_json::to_string(findings).expect("findings are JSON");
    assert!(json(&found) == json(&checked.findings), "the session differs from a full run");
    let residue = |balance: Option<_>| {
        let balance: landledger::geometry::coverage::AreaBalance = balance.expect("a zone");
        (balance.gaps.area, balance.overlaps.area, balance.overhang.area, balance.covered())
    };
    let (a, b) =
        (residue(session.balance()), residue(checked.balance.map(|balance| balance.areas)));
    assert!((a.0 - b.0).abs() < 1e-4 && (a.1 - b.1).abs() < 1e-4, "{a:?} {b:?}");
    assert!((a.2 - b.2).abs() < 1e-4 && (a.3 - b.3).abs() < 1e-4, "{a:?} {b:?}");
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() {
    let mut given = std::env::args().filter_map(|word| word.parse::<usize>().ok());
    let columns = given.next().unwrap_or(143);
    let rows = given.next().unwrap_or(143);
    let edits = given.next().unwrap_or(1000);
    let tiling = Tiling { columns, rows, between: 4 };
    let records = tiling.records();
    let profile = Profile::strict();
    let start = Instant::now();
    let mut session = SessionInput::new(Plane::Degrees, profile.clone())
        .zone(tiling.zone())
        .start(records.clone());
    let opened = start.elapsed();
    let mut fulls = vec![full(&session, &profile)];
    println!("{} parcels: opened in {opened:.1?}, full run {:.1?}", records.len(), fulls[0]);

    let between = (edits * records.len()).div_ceil(PARCELS_IN_FULL_RUNS).max(1);
    let mut random = Random(1);
    let (mut applied, mut whole) = (Vec::new(), Vec::new());
    for at in 1..=edits {
        let change = edit(&mut random, &records, &session);
        let start = Instant::now();
        session.apply(vec![change]).expect("a change of what is there");
        applied.push(start.elapsed());
        let findings = session.findings().len();
        whole.push(start.elapsed());
        assert!(findings < 1_000_000);
        if at % between == 0 || at == edits {
            fulls.push(full(&session, &profile));
        }
    }
    let mut sets = Vec::new();
    for _ in 0..20 {
        let mut keys = std::collections::BTreeSet::new();
        let changes = (0..10).map(|_| edit(&mut random, &records, &session));
        let changes = changes.filter(|change| keys.insert(format!("{change:?}"))).collect();
        let start = Instant::now();
        if session.apply(changes).is_err() {
            continue;
        }
        let findings = session.findings().len();
        sets.push(start.elapsed());
        assert!(findings < 1_000_000);
    }
    fulls.push(full(&session, &profile));

    let (run, edit, set) = (median(fulls), median(whole.clone()), median(sets));
    let longest = whole.iter().max().copied().unwrap_or_default();
    let ratio = |of: Duration| run.as_secs_f64() / of.as_secs_f64().max(1e-9);
    println!("full run              {run:>10.2?}  (median)");
    println!("edit and its check    {:>10.2?}  (median)", median(applied));
    println!("  with all findings   {edit:>10.2?}  {:>7.0} times faster", ratio(edit));
    println!("  the longest         {longest:>10.2?}  {:>7.0} times faster", ratio(longest));
    println!("set of ten            {set:>10.2?}  {:>7.0} times faster", ratio(set));
    println!("findings              {:>10}", session.findings().len());
    assert!(ratio(edit) >= FASTER, "an edit is {:.1} times faster than a full run", ratio(edit));
    assert!(ratio(set) >= FASTER_BY_TENS, "a set of ten is {:.1} times faster", ratio(set));
}
