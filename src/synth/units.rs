//! Units of plants: what happens to each space, before any event is written.

use super::SynthOptions;
use super::entries::brings_floor;
use super::make::{Day, END, day};
use super::names;
use super::parcels::Books;
use super::programs::{PlanScript, Program};
use super::rng::SplitMix64;
use super::sites::{Site, Use};
use crate::law::Method;
use crate::parcel::LandUseStage;
use crate::space::Occupancy;

/// A space that was vacated twice and brought back twice in the first half of 2024; it counts once.
pub const STORY_TWICE_SPACE: &str = "KJ00004";

/// A space that had counted since 2022 and fell vacant in the first half of 2024.
pub const STORY_RELAPSED_SPACE: &str = "KJ00007";

/// So many units, the first ones, are those of the stories.
pub(super) const STORY_UNITS: usize = 7;

/// The half-year that the example report is about: its first day, and the day after its last.
const HALF: (Day, Day) = (day(2024, 1, 1), day(2024, 7, 1));

/// A unit and what happens to it.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) site: usize,
    pub(super) label: String,
    /// Floor area when surveyed, hundredths of m².
    pub(super) area: i64,
    pub(super) moves: Vec<(Day, Move)>,
}

#[derive(Debug, Clone)]
pub(super) enum Move {
    Surveyed(Option<Occupancy>),
    /// Hundredths of m².
    Remeasured(i64),
    Vacated,
    Occupied(String, Option<(Method, String)>),
    Removed,
}

impl Unit {
    /// What counts as revitalized before a day begins, hundredths of m².
    pub(super) fn credit_before(&self, day: Day) -> i64 {
        let (mut area, mut credit) = (self.area, 0);
        for (_, step) in self.moves.iter().filter(|(on, _)| *on < day) {
            match step {
                Move::Remeasured(measured) => area = *measured,
                Move::Occupied(_, Some(_)) => credit = area,
                Move::Occupied(_, None) | Move::Vacated | Move::Removed => credit = 0,
                Move::Surveyed(_) => {}
            }
        }
        credit
    }

    /// What the half-year adds to or takes from what counts.
    pub(super) fn half_year(&self) -> i64 {
        self.credit_before(HALF.1) - self.credit_before(HALF.0)
    }

    fn last(&self) -> Option<&(Day, Move)> {
        self.moves.last()
    }
}

/// The units of all surveyed plants, those of the stories first.
pub(super) fn units(
    options: &SynthOptions,
    sites: &[Site],
    programs: &[Program],
    books: &Books,
) -> Vec<Unit> {
    let mut rng = SplitMix64::stream(options.seed, 6);
    let mut made = story_units(programs, &mut rng);
    let floor = |site: usize| {
        let facts = books.first.get(site)?;
        let floor = facts.floor_area?.square_metres().trunc();
        i64::try_from(floor.mantissa()).ok().filter(|floor| *floor >= 2_000)
    };
    // Twenty-four thousand square metres of 400 parcels: what the district of the example reports.
    let target = 2_400_000 * options.parcels as i64 / 400;
    let mut candidates: Vec<(usize, PlanScript)> = Vec::new();
    for program in programs.iter().filter(|program| program.number > 3) {
        let Some(floor) = floor(program.site) else { continue };
        let script = program.plans.iter().find(|plan| brings_floor(plan).is_some());
        for mut unit in hosted(program.site, floor, &mut rng) {
            match script {
                Some(script) => under_plan(&mut unit, script, program, &mut rng),
                None => found(&mut unit, Occupancy::Vacant, &mut rng),
            }
            if let Some(script) = script {
                candidates.push((made.len(), script.clone()));
            }
            made.push(unit);
        }
    }
    let wanted = options.parcels / 20;
    let listed: std::collections::BTreeSet<usize> = programs.iter().map(|p| p.site).collect();
    let plain = (0..sites.len()).filter(|at| {
        let producing = books.first.get(*at).and_then(|facts| facts.stage);
        let industrial = sites.get(*at).is_some_and(|site| site.land_use == Use::Industrial);
        !listed.contains(at) && industrial && producing == Some(LandUseStage::MeetsTarget)
    });
    for site in plain.step_by(7).take(wanted) {
        for mut unit in hosted(site, floor(site).unwrap_or_default(), &mut rng) {
            without_plan(&mut unit, &mut rng);
            made.push(unit);
        }
    }
    fill_half_year(&mut made, &candidates, target, &mut rng);
    relapse(&mut made, &candidates, target / 8, &mut rng);
    made
}

/// Three to six units of a plant, together within its floor area (m²).
fn hosted(site: usize, floor: i64, rng: &mut SplitMix64) -> Vec<Unit> {
    let count = rng.between(3, 6);
    let most = floor * 9 / 10 / count;
    let unit = |nth: i64, rng: &mut SplitMix64| {
        let area = rng.between(600, 2_900).min(most) * 100 + rng.between(0, 99);
        let label = format!("{}号厂房{}层", nth / 2 + 1, names::ordinal(nth as usize % 2 + 1));
        Unit { site, label, area, moves: Vec::new() }
    };
    if most < 100 {
        return Vec::new();
    }
    (0..count).map(|nth| unit(nth, rng)).collect()
}

/// The survey of plants of 2021; what it finds occupied falls vacant later if `wanted` says so.
fn found(unit: &mut Unit, wanted: Occupancy, rng: &mut SplitMix64) {
    let surveyed = day(2021, 5, 10) + rng.between(0, 80);
    let at_once = wanted == Occupancy::Occupied || rng.chance(35);
    let occupancy = if at_once { Occupancy::Occupied } else { Occupancy::Vacant };
    unit.moves.push((surveyed, Move::Surveyed(Some(occupancy))));
    if wanted == Occupancy::Vacant && at_once {
        unit.moves.push((surveyed + rng.between(40, 420), Move::Vacated));
    }
}

fn under_plan(unit: &mut Unit, script: &PlanScript, program: &Program, rng: &mut SplitMix64) {
    let Some(method) = brings_floor(script) else { return };
    if script.accepted.is_some_and(|on| on < day(2021, 9, 1)) {
        // All was over before the survey.
        return found(unit, Occupancy::Occupied, rng);
    }
    found(unit, Occupancy::Vacant, rng);
    let vacant = unit.last().map_or(0, |(on, _)| *on);
    let first = (script.adopted + 15).max(vacant + 30);
    let last = match script.accepted {
        Some(on) => on - 12,
        // An open plan has brought back a part so far.
        None if rng.chance(30) => day(2023, 12, 15),
        None => first - 1,
    };
    let last = last.min(HALF.0 - 12);
    if first <= last {
        let on = rng.between(first, last);
        unit.moves.push((on, occupied(method, script, rng)));
        // A relapse of the entry begins with plants that fall vacant.
        if let Some(relisted) = program.relisted.filter(|relisted| *relisted - 25 > on + 8) {
            unit.moves.push((relisted - 25, Move::Vacated));
        }
    } else if rng.chance(12) {
        let on = day(2023, 3, 1).max(vacant + 30) + rng.between(0, 200);
        unit.moves.push((on, Move::Occupied(names::firm(rng), None)));
    } else if rng.chance(10) {
        let measured = unit.area + rng.between(-3_000, 3_000);
        unit.moves.push((day(2023, 6, 5).max(vacant + 20), Move::Remeasured(measured)));
    }
}

fn occupied(method: Method, script: &PlanScript, rng: &mut SplitMix64) -> Move {
    Move::Occupied(names::firm(rng), Some((method, script.id.clone())))
}

fn without_plan(unit: &mut Unit, rng: &mut SplitMix64) {
    let surveyed = day(2021, 8, 10) + rng.between(0, 60);
    let draw = rng.below(100);
    let occupancy = match draw {
        0..8 => Some(Occupancy::Vacant),
        8..12 => None,
        _ => Some(Occupancy::Occupied),
    };
    unit.moves.push((surveyed, Move::Surveyed(occupancy)));
    let later = surveyed + rng.between(60, 500);
    match draw {
        0..3 => unit.moves.push((later, Move::Occupied(names::firm(rng), None))),
        3..5 => unit.moves.push((later, Move::Removed)),
        12..24 => {
            unit.moves.push((later, Move::Vacated));
            if draw < 20 {
                let on = later + rng.between(40, 200);
                unit.moves.push((on, Move::Occupied(names::firm(rng), None)));
            }
        }
        24..30 => {
            let measured = unit.area + rng.between(-2_000, 2_000);
            unit.moves.push((later, Move::Remeasured(measured)));
        }
        _ => {}
    }
}

/// Lets vacant units come back under their plans in the half-year, until as much counts as is wanted; some of
/// the others come back after it.
fn fill_half_year(
    units: &mut [Unit],
    candidates: &[(usize, PlanScript)],
    target: i64,
    rng: &mut SplitMix64,
) {
    let mut sum: i64 = units.iter().map(Unit::half_year).sum();
    for (nth, script) in candidates {
        let (Some(unit), Some(method)) = (units.get_mut(*nth), brings_floor(script)) else {
            continue;
        };
        let vacant = match unit.last() {
            Some((
                on,
                Move::Vacated | Move::Surveyed(Some(Occupancy::Vacant)) | Move::Remeasured(_),
            )) => *on,
            _ => continue,
        };
        let last = script.accepted.map_or(END - 12, |on| on - 12);
        let first = (script.adopted + 15).max(vacant + 30);
        let window = if sum < target {
            (first.max(HALF.0 + 5), last.min(HALF.1 - 8))
        } else {
            (first.max(HALF.1 + 5), last.min(END - 12))
        };
        if window.0 > window.1 || !rng.chance(50) {
            continue;
        }
        unit.moves.push((rng.between(window.0, window.1), occupied(method, script, rng)));
        sum += unit.half_year();
    }
}

/// Lets units that have counted fall vacant again in the half-year.
fn relapse(
    units: &mut [Unit],
    candidates: &[(usize, PlanScript)],
    wanted: i64,
    rng: &mut SplitMix64,
) {
    let mut sum = 0;
    for (nth, _) in candidates.iter().rev() {
        let Some(unit) = units.get_mut(*nth).filter(|_| sum < wanted) else { continue };
        let counts =
            matches!(unit.last(), Some((on, Move::Occupied(_, Some(_)))) if *on < HALF.0 - 60);
        if counts && rng.chance(50) {
            unit.moves.push((rng.between(HALF.0 + 20, HALF.1 - 20), Move::Vacated));
            sum -= unit.half_year();
        }
    }
}

/// The units of the stories: four of the replaced occupant, three of the relapse.
fn story_units(programs: &[Program], rng: &mut SplitMix64) -> Vec<Unit> {
    let mut units = Vec::new();
    let surveyed = |day: Day, occupancy| (day, Move::Surveyed(Some(occupancy)));
    let unit = |site, label: &str, area, moves| Unit { site, label: label.to_owned(), area, moves };
    if let Some(Program { site, plans, .. }) = programs.first()
        && let Some(plan) = plans.first()
    {
        let mut back = |on: Day| (on, occupied(Method::CageForBirds, plan, rng));
        let in_use = || surveyed(day(2021, 5, 12), Occupancy::Occupied);
        let cleared = || (day(2022, 8, 10), Move::Vacated);
        let rows = [
            ("1号厂房一层", 240_000, vec![in_use(), cleared(), back(day(2023, 2, 15))]),
            ("1号厂房二层", 186_050, vec![in_use(), cleared(), back(day(2023, 9, 20))]),
            ("2号厂房一层", 150_000, vec![in_use(), cleared(), back(day(2024, 3, 28))]),
            (
                "2号厂房二层",
                98_025,
                vec![
                    in_use(),
                    (day(2024, 1, 15), Move::Vacated),
                    back(day(2024, 2, 20)),
                    (day(2024, 4, 10), Move::Vacated),
                    back(day(2024, 5, 14)),
                ],
            ),
        ];
        units.extend(rows.map(|(label, area, moves)| unit(*site, label, area, moves)));
    }
    if let Some(Program { site, plans, .. }) = programs.get(2)
        && let [first, second, ..] = plans.as_slice()
    {
        let mut back = |on: Day, method, plan| (on, occupied(method, plan, rng));
        let vacant = || surveyed(day(2021, 5, 14), Occupancy::Vacant);
        let reuse = Method::VacantPlantReuse;
        let rows = [
            (
                "综合厂房A单元",
                160_000,
                vec![
                    vacant(),
                    back(day(2021, 6, 22), reuse, first),
                    (day(2023, 5, 20), Move::Vacated),
                    back(day(2024, 5, 16), Method::LeasePlant, second),
                ],
            ),
            (
                "综合厂房B单元",
                125_075,
                vec![
                    vacant(),
                    back(day(2021, 11, 30), reuse, first),
                    (day(2023, 6, 1), Move::Vacated),
                ],
            ),
            (
                "综合厂房C单元",
                90_000,
                vec![
                    vacant(),
                    back(day(2022, 2, 15), reuse, first),
                    (day(2024, 3, 5), Move::Vacated),
                ],
            ),
        ];
        units.extend(rows.map(|(label, area, moves)| unit(*site, label, area, moves)));
    }
    units
}
