//! Tables of events for tests and benches, and a plain reading of the rules beside the library's: maps, whole sorts, no
//! packing, every question from scratch.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::{Date, date};
use landledger::calendar::Period;
use landledger::ledger::event_table::EventRow;
use rust_decimal::{Decimal, RoundingStrategy};

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Given {
    pub(crate) line: u32,
    pub(crate) id: u64,
    pub(crate) recorded: String,
    pub(crate) effective: String,
    pub(crate) parcel: String,
    pub(crate) kind: String,
    pub(crate) unit: String,
    pub(crate) area: String,
    pub(crate) method: String,
    pub(crate) detail: String,
    pub(crate) corrects: Option<u64>,
    pub(crate) op: String,
}

pub(crate) const HEADER: &str =
    "event_id,recorded_on,effective_on,parcel_id,kind,unit_id,area_m2,method,detail,corrects,op";

impl Given {
    pub(crate) fn row(&self) -> EventRow<'_> {
        EventRow {
            line: self.line,
            event_id: self.id,
            recorded_on: &self.recorded,
            effective_on: &self.effective,
            parcel_id: &self.parcel,
            kind: &self.kind,
            unit_id: &self.unit,
            area_m2: &self.area,
            method: &self.method,
            detail: &self.detail,
            corrects: self.corrects,
            op: &self.op,
        }
    }

    fn texts(&self) -> [String; 11] {
        let corrects = self.corrects.map_or(String::new(), |id| id.to_string());
        [
            self.id.to_string(),
            self.recorded.clone(),
            self.effective.clone(),
            self.parcel.clone(),
            self.kind.clone(),
            self.unit.clone(),
            self.area.clone(),
            self.method.clone(),
            self.detail.clone(),
            corrects,
            self.op.clone(),
        ]
    }
}

/// Rows as CSV, quoted where need be.
pub(crate) fn csv(rows: &[Given]) -> String {
    let mut text = format!("{HEADER}\n");
    for row in rows {
        let cells = row.texts().map(|cell| {
            let plain = !cell.contains([',', '"', '\n', '\r']);
            if plain { cell } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
        });
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

/// Rows as JSON lines: numbers of rows as numbers, absent texts as null.
pub(crate) fn json_lines(rows: &[Given]) -> String {
    let mut text = String::new();
    for row in rows {
        let members = HEADER.split(',').zip(row.texts()).map(|(name, cell)| match name {
            "event_id" | "corrects" if !cell.is_empty() => format!("\"{name}\":{cell}"),
            _ if cell.is_empty() => format!("\"{name}\":null"),
            _ => format!("\"{name}\":{}", serde_json::Value::from(cell)),
        });
        let members: Vec<String> = members.collect();
        let _ = writeln!(text, "{{{}}}", members.join(","));
    }
    text
}

/// Splitmix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % most
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }
}

pub(crate) const FIRST: Date = date(2012, 1, 1);
pub(crate) const LAST: Date = date(2026, 12, 31);

/// A made-up table in the order of recording: a parcel for every twenty rows, listed first; corrections, and rows that
/// break every rule. `days` is how many days it spans from the first on: with few of them, many rows fall on one day.
pub(crate) fn made_up(count: u32, days: u64, seed: u64) -> Vec<Given> {
    let mut random = Random(seed);
    let parcels = u64::from(count / 20 + 1);
    let on = |day: u64| FIRST.checked_add(jiff::Span::new().days(day as i64)).unwrap().to_string();
    let mut rows: Vec<Given> = Vec::new();
    for at in 0..u64::from(count) {
        let recorded = at * days / u64::from(count);
        let lag = if random.below(3) == 0 { random.below(recorded + 1) } else { random.below(4) };
        let parcel = if at < parcels { at } else { random.below(parcels) };
        let mut row = Given {
            line: at as u32 + 2,
            id: at + 1,
            recorded: on(recorded),
            effective: on(recorded.saturating_sub(lag)),
            parcel: format!("410106{:03}001GB{parcel:05}", parcel / 7 + 1),
            kind: match random.below(40) {
                _ if at < parcels => "listed",
                0..=2 => "listed",
                3..=5 => "delisted",
                6..=9 => "causes",
                10..=12 => "plan",
                13..=15 => "milestone",
                16..=27 => "vacated",
                _ => "revitalized",
            }
            .to_owned(),
            op: "new".to_owned(),
            ..Given::default()
        };
        if at > parcels && random.below(12) == 0 {
            // Of three that are chosen, the earliest: corrections of corrected rows are frequent.
            let root = (0..3).map(|_| random.below(at)).min().unwrap();
            row.corrects = Some(root + 1);
            row.op = random.one(&["replace", "replace", "retract"]).to_owned();
            if random.below(4) > 0 {
                row.parcel = rows[root as usize].parcel.clone();
                row.kind = rows[root as usize].kind.clone();
            }
        }
        match row.kind.as_str() {
            "vacated" | "revitalized" => {
                row.unit = format!("U{}", random.below(4));
                row.area = format!("{}.{:02}", random.below(900) + 1, random.below(100));
                let method = random.one(&["reuse", "retrofit", "rebuild"]);
                row.method = if row.kind == "revitalized" { method } else { "" }.to_owned();
            }
            "causes" => row.detail = random.one(&["flood", "fire", "bankruptcy"]).to_owned(),
            "plan" => row.detail = format!("plan-{}", random.below(9)),
            "milestone" => row.detail = random.one(&["survey", "permit"]).to_owned(),
            _ => {}
        }
        if random.below(25) == 0 {
            spoil(&mut row, &mut random);
        }
        rows.push(row);
    }
    rows
}

/// Makes a row break a rule, or nearly.
fn spoil(row: &mut Given, random: &mut Random) {
    match random.below(9) {
        0 => row.kind = random.one(&["sold", "Listed", ""]).to_owned(),
        1 => {
            row.effective =
                random.one(&["2019-02-29", "1899-12-31", "20190401", "2031-01-01"]).to_owned();
        }
        2 => row.recorded = random.one(&["2019-04-31", "", "2011-12-31"]).to_owned(),
        3 => row.area = random.one(&["-12.50", "0.00", "abc", ""]).to_owned(),
        4 => row.unit = String::new(),
        5 => row.parcel = random.one(&["410199999999GB99999", ""]).to_owned(),
        6 => {
            row.corrects = Some(99_999_999);
            row.op = "replace".to_owned();
        }
        7 => row.id = row.id.saturating_sub(1 + random.below(3)),
        _ => {
            let wrong = if row.corrects.is_some() { "new" } else { "replace" };
            row.op = random.one(&[wrong, "undo", ""]).to_owned();
        }
    }
}

/// A table by the plain reading.
pub(crate) struct Twin<'a> {
    /// Rule, number, line.
    pub(crate) invalid: Vec<(&'static str, u64, u32)>,
    valid: Vec<Valid<'a>>,
}

#[derive(Clone, Copy)]
struct Valid<'a> {
    row: &'a Given,
    recorded: Date,
    effective: Date,
    hundredths: i128,
}

const KINDS: [&str; 7] =
    ["listed", "causes", "plan", "milestone", "vacated", "revitalized", "delisted"];

/// A real day of the period, written with ten characters.
fn day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    (day.to_string() == text && (FIRST..=LAST).contains(&day)).then_some(day)
}

/// Hundredths of a square metre.
fn area(text: &str) -> Option<i128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let area: Decimal = text.parse().ok()?;
    let mut area = area.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    area.rescale(2);
    (1..=10_000_000_000_000).contains(&area.mantissa()).then_some(area.mantissa())
}

impl<'a> Twin<'a> {
    pub(crate) fn new(rows: &'a [Given]) -> Twin<'a> {
        let listed: BTreeSet<&str> = rows
            .iter()
            .filter(|row| row.kind == "listed" && !row.parcel.is_empty())
            .map(|row| row.parcel.as_str())
            .collect();
        let new: BTreeSet<u64> =
            rows.iter().filter(|row| row.op == "new").map(|row| row.id).collect();
        let mut ids = BTreeSet::new();
        let mut twin = Twin { invalid: Vec::new(), valid: Vec::new() };
        for row in rows {
            let is_first = ids.insert(row.id);
            let (recorded, effective) = (day(&row.recorded), day(&row.effective));
            let floor = ["vacated", "revitalized"].contains(&row.kind.as_str());
            let hundredths = area(&row.area);
            let fits = match row.corrects {
                None => row.op == "new",
                Some(_) => ["replace", "retract"].contains(&row.op.as_str()),
            };
            let rule = if !KINDS.contains(&row.kind.as_str()) {
                "bad_kind"
            } else if recorded.is_none() || effective.is_none() {
                "bad_date"
            } else if floor && hundredths.is_none() {
                "bad_area"
            } else if floor && row.unit.is_empty() {
                "no_unit"
            } else if !listed.contains(row.parcel.as_str()) {
                "unknown_parcel"
            } else if row.corrects.is_some_and(|id| !new.contains(&id)) {
                "unknown_ref"
            } else if !is_first {
                "dup_id"
            } else if !fits {
                "bad_op"
            } else {
                twin.valid.push(Valid {
                    row,
                    recorded: recorded.unwrap(),
                    effective: effective.unwrap(),
                    hundredths: hundredths.unwrap_or_default(),
                });
                continue;
            };
            twin.invalid.push((rule, row.id, row.line));
        }
        twin.invalid.sort_unstable();
        twin
    }

    /// The rows of each parcel as known on a day, in their order, each with its number for that.
    fn known(&self, known: Date) -> BTreeMap<&'a str, Vec<(Date, u64, Valid<'a>)>> {
        let rows: Vec<Valid<'_>> =
            self.valid.iter().filter(|valid| valid.recorded <= known).copied().collect();
        let mut last: BTreeMap<u64, (Date, u64)> = BTreeMap::new();
        for valid in &rows {
            if let Some(root) = valid.row.corrects {
                let this = (valid.recorded, valid.row.id);
                let last = last.entry(root).or_insert(this);
                *last = this.max(*last);
            }
        }
        let mut parcels: BTreeMap<&str, Vec<(Date, u64, Valid<'_>)>> = BTreeMap::new();
        for valid in rows {
            let number = match valid.row.corrects {
                None if last.contains_key(&valid.row.id) => continue,
                None => valid.row.id,
                Some(root) if last[&root].1 != valid.row.id => continue,
                Some(_) if valid.row.op == "retract" => continue,
                Some(root) => root,
            };
            let parcel = parcels.entry(&valid.row.parcel).or_default();
            parcel.push((valid.effective, number, valid));
        }
        for rows in parcels.values_mut() {
            rows.sort_by_key(|(effective, number, _)| (*effective, *number));
        }
        parcels
    }

    pub(crate) fn invalid_csv(&self) -> String {
        let mut rows: Vec<(&str, u64)> =
            self.invalid.iter().map(|(rule, id, _)| (*rule, *id)).collect();
        rows.sort_unstable();
        let rows = rows.iter().map(|(rule, id)| format!("{rule},{id}\n"));
        std::iter::once("rule,event_id\n".to_owned()).chain(rows).collect()
    }

    pub(crate) fn state_csv(&self, on: Date, known: Date) -> String {
        let mut text = String::from(
            "parcel_id,status,since,causes,plan,milestone,vacant_cents,revitalized_cents\n",
        );
        for (parcel, mut rows) in self.known(known) {
            rows.retain(|(effective, ..)| *effective <= on);
            let last = |kinds: &[&str]| {
                rows.iter().rev().find(|(.., valid)| kinds.contains(&valid.row.kind.as_str()))
            };
            let Some((since, _, listing)) = last(&["listed", "delisted"]) else { continue };
            let detail = |kind| last(&[kind]).map_or("", |(.., valid)| valid.row.detail.as_str());
            let units = units(&rows, |_, _, _, _| {});
            let sum = |used: bool| -> i128 {
                units.values().filter(|unit| unit.0 == used).map(|unit| unit.1).sum()
            };
            let _ = writeln!(
                text,
                "{parcel},{},{since},{},{},{},{},{}",
                listing.row.kind,
                detail("causes"),
                detail("plan"),
                detail("milestone"),
                sum(false),
                sum(true)
            );
        }
        text
    }

    pub(crate) fn roll_csv(&self, known: Date, periods: &[Period], characters: usize) -> String {
        let mut moves = Vec::new();
        for (parcel, rows) in self.known(known) {
            let division: String = parcel.chars().take(characters).collect();
            units(&rows, |day, column, method, area| {
                moves.push((division.clone(), method.to_owned(), day, column, area));
            });
        }
        let groups: BTreeSet<(&str, &str)> = moves
            .iter()
            .map(|(division, method, ..)| (division.as_str(), method.as_str()))
            .collect();
        let mut text =
            String::from("quarter,street,method,opening,revitalized,vacated,withdrawn,closing\n");
        for period in periods {
            let first = period.from();
            let name = format!("{}Q{}", first.year(), (first.month() - 1) / 3 + 1);
            for (division, method) in &groups {
                let sum = |column: usize, within: &dyn Fn(Date) -> bool| -> i128 {
                    let ours = moves.iter().filter(|(d, m, day, c, _)| {
                        d == division && m == method && *c == column && within(*day)
                    });
                    ours.map(|(.., area)| area).sum()
                };
                let before = |column| sum(column, &|day| day < first);
                let [r, v, w] = [0, 1, 2].map(|column| sum(column, &|day| period.contains(day)));
                let opening = before(0) - before(1) - before(2);
                let closing = opening + r - v - w;
                let _ =
                    writeln!(text, "{name},{division},{method},{opening},{r},{v},{w},{closing}");
            }
        }
        text
    }
}

/// The units of a parcel after its rows: whether revitalized, area, method; told of each move of revitalized area: day, 0
/// for revitalized, 1 for vacated again, 2 for withdrawn, method, area.
fn units<'a>(
    rows: &[(Date, u64, Valid<'a>)],
    mut moved: impl FnMut(Date, usize, &str, i128),
) -> BTreeMap<&'a str, (bool, i128, &'a str)> {
    let mut listed = false;
    let mut units: BTreeMap<&str, (bool, i128, &str)> = BTreeMap::new();
    for (day, _, valid) in rows {
        let row = valid.row;
        match row.kind.as_str() {
            "listed" => listed = true,
            "delisted" => {
                listed = false;
                for (used, area, method) in std::mem::take(&mut units).into_values() {
                    if used {
                        moved(*day, 2, method, area);
                    }
                }
            }
            "vacated" | "revitalized" if listed => {
                let used = row.kind == "revitalized";
                let before = units.get(row.unit.as_str()).copied();
                if before.is_some_and(|before| before.0 == used) {
                    continue;
                }
                units.insert(&row.unit, (used, valid.hundredths, &row.method));
                if used {
                    moved(*day, 0, &row.method, valid.hundredths);
                } else if let Some((_, area, method)) = before {
                    moved(*day, 1, method, area);
                }
            }
            _ => {}
        }
    }
    units
}
