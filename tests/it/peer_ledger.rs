//! One journal, and the same story to SQLite with the program of the peers: the same state and the same roll-forward,
//! cell by cell.
//!
//! 1 000 000 events, `DuckDB` and Polars beside it: `cargo bench --bench ledger_peers`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use jiff::civil::date;
use landledger::ledger::{Act, AsOf, replay};
use landledger::space::Occupancy;
use landledger::store::Journal;

use crate::peer_story::story;
use crate::peer_tables::{answer, same};
use crate::scratch::Scratch;
use crate::shared_data::shared_data;

#[test]
fn c14_the_roll_forward_of_sqlite_on_the_same_events() {
    let Some(peers) = shared_data().map(|data| data.with_file_name("peers")) else { return };
    let sqlite = peers.join("w3_sqlite.py");
    let python = Command::new("python3").args(["-c", "import sqlite3"]).output();
    if !sqlite.is_file() || !python.is_ok_and(|output| output.status.success()) {
        eprintln!("NOT CHECKED: python3 with sqlite3 runs {}", sqlite.display());
        return;
    }
    let scratch = Scratch::new("peer-ledger");
    for seed in 1..=5 {
        let story = story(2_000, seed);
        assert_eq!((story.events.len(), story.corrections), (2_000, 60));
        let journal = scratch.write("ledger.jsonl", Journal::write(&story.events).unwrap());
        let events = scratch.write("events.csv", &story.csv);
        let (ours, theirs) = (scratch.path().join("ours"), scratch.path().join("sqlite"));
        answer(&journal, &ours).unwrap();
        let output =
            Command::new("python3").arg(&sqlite).args([&events, &theirs]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let (agree, said) = same("python3", &peers, &[&ours, &theirs]).unwrap();
        assert!(agree, "seed {seed}: {said}");
        assert_has_something_to_say(&ours);
    }
}

/// Whatever is known on a day is a story that holds.
#[test]
fn nothing_in_the_story_is_refused_on_any_day_of_knowledge() {
    for seed in 1..=3 {
        let events = story(10_000, seed).events;
        for year in [2015, 2018, 2021, 2024, 2025, 2026] {
            let as_of = AsOf::day(date(year, 6, 30)).known_on(date(year, 6, 30));
            assert_eq!(replay(&events, as_of).findings, [], "seed {seed}, {year}");
        }
    }
}

/// That equal tables are not empty ones.
fn assert_has_something_to_say(folder: &std::path::Path) {
    let read = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let rows = text.lines().skip(1);
        rows.map(|row| row.split(',').map(str::to_owned).collect()).collect::<Vec<Vec<String>>>()
    };
    let state = read("state.csv");
    // Listed in the first years, all parcels are there.
    assert_eq!(state.len(), 100);
    let statuses: BTreeSet<&str> = state.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(statuses, BTreeSet::from(["delisted", "listed"]));
    for column in 4..6 {
        assert!(state.iter().filter(|row| !row[column].is_empty()).count() > 50);
    }
    let roll = read("roll.csv");
    // Opening to closing each move in the first town: 60 quarters of six methods.
    assert_eq!(roll.len(), 60 * 6);
    for column in 3..8 {
        assert!(roll.iter().any(|row| row[column] != "0"), "column {column}");
    }
}

#[test]
fn the_story_has_every_kind_of_event() {
    let story = story(10_000, 1);
    let kinds: BTreeSet<String> = story.events.iter().map(|event| event.act.name().en).collect();
    let wanted = [
        "causes revised",
        "entry listed",
        "entry relisted",
        "entry struck off",
        "event corrected",
        "event retracted",
        "milestone reached",
        "parcel registered",
        "plan accepted",
        "plan adopted",
        "several acts together",
        "space occupied",
        "space remeasured",
        "space surveyed",
        "space vacated",
    ];
    assert_eq!(kinds, wanted.map(str::to_owned).into());
    let corrected: BTreeSet<String> = story
        .events
        .iter()
        .filter_map(|event| match &event.act {
            Act::EventCorrected { act, .. } => Some(act.name().en),
            _ => None,
        })
        .collect();
    let wanted = [
        "causes revised",
        "milestone reached",
        "space occupied",
        "space surveyed",
        "space vacated",
    ];
    assert_eq!(corrected, wanted.map(str::to_owned).into());
    assert!(story.events.is_sorted_by_key(|event| event.recorded));
    // Recorded late: after an event of a later day.
    let backwards = story.events.windows(2).filter(|pair| pair[1].day() < pair[0].day()).count();
    assert!(backwards > 1_000, "{backwards}");
    // What the peers have no word for.
    let unsaid = story.events.iter().filter(|event| match &event.act {
        Act::ParcelRegistered { .. } | Act::SpaceRemeasured { .. } | Act::PlanAccepted { .. } => {
            true
        }
        Act::SpaceSurveyed { occupancy, .. } => *occupancy == Some(Occupancy::Occupied),
        _ => false,
    });
    assert_eq!(unsaid.count(), story.unsaid);
    assert_eq!(story.csv.lines().count(), story.rows + 1);
}
