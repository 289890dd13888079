//! What does the next day of a loaded ledger cost, one parcel, one more day of events, against a replay of everything?
//!
//! The story of 1 000 000 events on 50 000 parcels over 15 years that `ledger_peers` tells the peers. Run:
//! `cargo bench --bench loaded_ledger`; another number of events behind `--`, or `smallest`. Every answer is held against a
//! replay of its own.
#![allow(
    missing_docs,
    dead_code,
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and stops on a wrong answer"
)]

#[path = "../tests/it/peer_story.rs"]
mod peer_story;

use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use landledger::calendar::add_days;
use landledger::ledger::{AsOf, Event, LedgerState, LoadedLedger, replay};
use peer_story::story;

const EVENTS: usize = 1_000_000;
const SMALLEST: usize = 20_000;
const SEED: u64 = 1;
const START: Date = date(2024, 6, 30);
/// So many days, one after the other.
const DAYS: i64 = 30;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let count = given.iter().find_map(|word| word.parse().ok());
    let smallest = given.iter().any(|word| word == "smallest");
    let count = count.unwrap_or(if smallest { SMALLEST } else { EVENTS });
    let mut events = story(count, SEED).events;
    let later = events.split_off(events.partition_point(|e| e.recorded.date() <= START));
    println!("{} events by {START}, {} later", events.len(), later.len());

    let (whole, took) = timed(|| replay(&events, AsOf::day(START)));
    println!("{:<52} {}", "replay of all, state and movements", shown(took));
    let peer = took;
    let (mut loaded, took) = timed(|| LoadedLedger::new(events.clone(), AsOf::day(START)));
    println!("{:<52} {}", "load", shown(took));
    let state: &LedgerState = loaded.state();
    assert!(*state == whole.state, "loaded");
    println!("{} parcels, {} spaces", state.parcels.len(), state.spaces.len());

    // Back and forth over a month, with all that is known.
    let days = (1..=DAYS).map(|n| AsOf::day(add_days(START, n).unwrap()));
    walk(&mut loaded, "the next day", days, peer);
    let days = (1..=DAYS).rev().map(|n| AsOf::day(add_days(START, n).unwrap()));
    walk(&mut loaded, "the day before", days, peer);
    let start = add_days(START, -400).unwrap();
    loaded.move_to(AsOf::day(start).known_on(start));
    let days = (1..=DAYS).map(|n| add_days(start, n).unwrap());
    walk(&mut loaded, "the next day, as known on it", days.map(|d| AsOf::day(d).known_on(d)), peer);
    walk(&mut loaded, "from there to the last day", std::iter::once(AsOf::day(START)), peer);

    let codes: Vec<_> = whole.state.parcels.keys().copied().step_by(50).collect();
    let (histories, took) = timed(|| {
        let known = AsOf::day(START).known_on(START);
        codes.iter().map(|code| loaded.history_of(code, known)).collect::<Vec<_>>()
    });
    let count = u32::try_from(codes.len()).unwrap();
    println!("{:<52} {}", "the history of one parcel, each", against(took / count, peer));
    for (code, history) in codes.iter().zip(&histories) {
        assert!(history.state.parcels.get(code) == whole.state.parcels.get(code), "{code}");
        let own = |m: &&landledger::ledger::Movement| m.parcel == *code;
        assert_eq!(history.movements.iter().filter(own).count(), history.movements.len());
    }
    let counted: usize = histories.iter().map(|history| history.movements.len()).sum();
    let codes: std::collections::BTreeSet<_> = codes.into_iter().collect();
    let there = whole.movements.iter().filter(|m| codes.contains(&m.parcel)).count();
    assert_eq!(counted, there, "movements of the parcels");

    let mut later = later.into_iter().peekable();
    let mut times = Vec::new();
    let mut appended = 0;
    for n in 1..=DAYS {
        let day = add_days(START, n).unwrap();
        let mut new: Vec<Event> = Vec::new();
        while let Some(event) = later.next_if(|event| event.recorded.date() <= day) {
            new.push(event);
        }
        appended += new.len();
        times.push(timed(|| {
            loaded.append(new);
            loaded.move_to(AsOf::day(day));
        }));
    }
    let times: Vec<Duration> = times.into_iter().map(|(_, took)| took).collect();
    println!("{:<52} {}", "one more day of events", against(median(times), peer));
    println!("({appended} events in {DAYS} days)");
    assert!(*loaded.state() == replay(loaded.events(), loaded.state().as_of).state, "appended");
}

/// Goes from day to day; the median, and the answer of the last day held against a replay.
fn walk(loaded: &mut LoadedLedger, name: &str, days: impl Iterator<Item = AsOf>, peer: Duration) {
    let mut times = Vec::new();
    for day in days {
        let took = timed(|| {
            loaded.move_to(day);
        });
        times.push(took.1);
    }
    println!("{name:<52} {}", against(median(times), peer));
    let state = loaded.state();
    assert!(*state == replay(loaded.events(), state.as_of).state, "{name}");
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = run();
    (result, start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn shown(took: Duration) -> String {
    format!("{:>12.3} ms", took.as_secs_f64() * 1e3)
}

fn against(took: Duration, peer: Duration) -> String {
    let times = peer.as_secs_f64() / took.as_secs_f64();
    format!("{}   a replay takes {times:.0} times as long", shown(took))
}
