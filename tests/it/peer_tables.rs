//! The tables of the peers about a journal, computed by the ledger: `state.csv`, `roll.csv`, and `invalid.csv`, which is
//! empty, as the ledger refuses nothing in it. And the programs of the peers beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use jiff::civil::{Date, date};
use landledger::calendar::{Period, Quarter};
use landledger::codes::ParcelCode;
use landledger::ledger::{
    AsOf, CreditKind, Event, GroupKey, Grouping, History, LedgerState, replay,
};
use landledger::store::Acts;
use rust_decimal::Decimal;

use crate::peer_story::said;

/// The day of the state, true and known.
const AS_OF: Date = date(2024, 6, 30);
const YEARS: std::ops::RangeInclusive<i16> = 2012..=2026;

/// Reads a chained journal, verifies it, and writes the tables into a folder; how long each step took, s.
pub(crate) fn answer(journal: &Path, out: &Path) -> io::Result<Vec<(&'static str, f64)>> {
    fs::create_dir_all(out)?;
    let mut steps = Vec::new();
    let mut clock = Instant::now();
    let mut step = |name| {
        steps.push((name, clock.elapsed().as_secs_f64()));
        clock = Instant::now();
    };
    let file = BufReader::with_capacity(1 << 16, File::open(journal)?);
    let mut events: Vec<Event> = Vec::new();
    for act in Acts::new("ledger.jsonl", file) {
        events.extend(act.map_err(io::Error::other)?.events);
    }
    step("read and verify");
    let history = replay(&events, AsOf::day(AS_OF).known_on(AS_OF));
    assert_eq!(history.findings, [], "every event is allowed");
    fs::write(out.join("state.csv"), state_table(&history.state))?;
    drop(history);
    step("state");
    let history = replay(&events, AsOf::day(date(*YEARS.end(), 12, 31)));
    assert_eq!(history.findings, [], "every event is allowed");
    step("replay of all");
    fs::write(out.join("roll.csv"), roll_table(&history))?;
    step("roll-forward");
    fs::write(out.join("invalid.csv"), "rule,event_id\n")?;
    Ok(steps)
}

/// Status, last causes, plan and milestone, and floor area of each parcel with an entry.
fn state_table(state: &LedgerState) -> String {
    let mut plans: BTreeMap<ParcelCode, (Date, &str)> = BTreeMap::new();
    let mut steps: BTreeMap<ParcelCode, (Date, &str)> = BTreeMap::new();
    for plan in state.plans.values() {
        let reached = plan.progress.milestones.iter();
        let reached = reached.filter_map(|stone| Some((stone.reached?, stone.step.id()))).max();
        for parcel in &plan.plan.parcels {
            let Some(adopted) = plan.progress.adopted else { continue };
            let adopted = (adopted, plan.plan.id.as_str());
            let last = plans.entry(*parcel).or_insert(adopted);
            *last = adopted.max(*last);
            if let Some(reached) = reached {
                let last = steps.entry(*parcel).or_insert(reached);
                *last = reached.max(*last);
            }
        }
    }
    let mut floor: BTreeMap<ParcelCode, (i128, i128)> = BTreeMap::new();
    for space in state.existing_spaces() {
        let sums = floor.entry(space.space.parcel).or_default();
        sums.0 += hundredths(space.vacant_floor_area().square_metres());
        sums.1 += space.credit().map_or(0, |credit| hundredths(credit.floor_area.square_metres()));
    }
    let mut rows = BTreeMap::new();
    for entry in state.entries.values() {
        let code = entry.parcel;
        let (status, since) = match entry.struck_off() {
            Some(struck) => ("delisted", Some(struck.on)),
            None => ("listed", entry.listed_since()),
        };
        let (causes, since) = (said(&entry.causes), since.unwrap());
        let plan = plans.get(&code).map_or("", |(_, plan)| plan);
        let step = steps.get(&code).map_or("", |(_, step)| step);
        let (vacant, counts) = floor.get(&code).copied().unwrap_or_default();
        let row = format!("{code},{status},{since},{causes},{plan},{step},{vacant},{counts}\n");
        assert!(rows.insert(code, row).is_none(), "one entry a parcel");
    }
    let header = "parcel_id,status,since,causes,plan,milestone,vacant_cents,revitalized_cents\n";
    std::iter::once(header).chain(rows.values().map(String::as_str)).collect()
}

/// Revitalized floor area by quarter, town and method: every quarter of each town and method that ever moved.
fn roll_table(history: &History) -> String {
    let mut quarters = Vec::new();
    for year in YEARS {
        for quarter in [Quarter::First, Quarter::Second, Quarter::Third, Quarter::Fourth] {
            quarters.push(Period::quarter(year, quarter).unwrap());
        }
    }
    let by = [Grouping::Town, Grouping::Method];
    let rows = history.revitalized_floor_roll_forwards(&quarters, &by).unwrap();
    // Opening, and the lines of each quarter; a quarter that is absent has neither.
    let mut groups: BTreeMap<(String, &str), BTreeMap<Date, [i128; 5]>> = BTreeMap::new();
    for row in &rows {
        let [GroupKey::Town(town), GroupKey::Method(method)] = row.group.as_slice() else {
            panic!("{:?}", row.group)
        };
        let mut cells = [0; 5];
        cells[0] = hundredths(row.table.opening.area.square_metres());
        cells[4] = hundredths(row.table.closing.area.square_metres());
        for line in &row.table.lines {
            let area = hundredths(line.change.area.square_metres());
            match line.kind {
                CreditKind::Revitalized => cells[1] = area,
                CreditKind::Relapsed => cells[2] = -area,
                CreditKind::Removed => cells[3] = -area,
                other => panic!("{other:?}"),
            }
        }
        let group = groups.entry((town.to_string(), method.id())).or_default();
        group.insert(row.table.period.from(), cells);
    }
    let mut text =
        String::from("quarter,street,method,opening,revitalized,vacated,withdrawn,closing\n");
    for quarter in quarters {
        let from = quarter.from();
        let name = format!("{}Q{}", from.year(), (from.month() - 1) / 3 + 1);
        for ((town, method), cells) in &groups {
            let [opening, revitalized, vacated, withdrawn, closing] =
                cells.get(&from).copied().unwrap_or_default();
            let row = writeln!(
                text,
                "{name},{town},{method},{opening},{revitalized},{vacated},{withdrawn},{closing}"
            );
            row.unwrap();
        }
    }
    text
}

/// An area in hundredths of a square metre, exactly.
fn hundredths(area: Decimal) -> i128 {
    let mut rescaled = area;
    rescaled.rescale(2);
    assert_eq!(rescaled, area, "more than two decimals");
    rescaled.mantissa()
}

/// What the peers' own comparison says of tables in several folders: whether they agree, and what it printed.
pub(crate) fn same(python: &str, peers: &Path, folders: &[&Path]) -> io::Result<(bool, String)> {
    let output = Command::new(python).arg(peers.join("same.py")).args(folders).output()?;
    let said = [output.stdout, output.stderr].concat();
    Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}
