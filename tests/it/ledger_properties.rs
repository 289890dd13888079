//! Properties of ledgers over thousands of random journals: entries, spaces, plans, replacements of parcels, several acts at
//! once, proposals, corrections, retractions and closed periods, effective and recorded in any order of days.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use landledger::calendar::Period;
use landledger::codes::ParcelCode;
use landledger::finding::Code;
use landledger::law::{Cause, CauseCode, Method};
use landledger::ledger::{
    Act, AdjustedGroupRollForward, AdjustedTable, AsOf, AssertedBalance, BalanceAssertion,
    EntryClass, EntryId, EntryShare, Event, Explanation, GroupKey, GroupRollForward, Grouping,
    History, Knowledge, LedgerState, Replacement, ReplacementKind, RollForward, Stock,
    StrikeOffReason, Successor, adjusted_roll_forward, assertions, difference, opening_state,
    provenance, replay,
};
use landledger::parcel::{ParcelFacts, Tenure};
use landledger::plan::Plan;
use landledger::report::RollForwards;
use landledger::space::{Occupancy, Space, SpaceId};
use landledger::units::{AreaChange, FloorAreaChange};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Events are effective, and recorded, within so many days from 2024-01-01.
pub(crate) const DAYS: i32 = 60;

/// Day, delay, kind, two small numbers, an amount.
pub(crate) type Draw = (i32, i32, u8, u8, u8, u16);

pub(crate) fn draws(most: usize) -> impl Strategy<Value = Vec<Draw>> {
    let draw = (0..=DAYS, 0..4_i32, 0..36_u8, 0..4_u8, 0..4_u8, 0..2000_u16);
    prop::collection::vec(draw, 0..most)
}

pub(crate) fn on(day: i32) -> Date {
    date(2024, 1, 1).checked_add(day.days()).unwrap()
}

fn parcel(number: u32) -> ParcelCode {
    format!("410106001001GB{number:05}").parse().unwrap()
}

fn facts(number: u32, area: &str, amount: u16) -> ParcelFacts {
    let town = if amount.is_multiple_of(3) { "410106002" } else { "410106001" };
    let mut facts = ParcelFacts::new("A", town.parse().unwrap(), Tenure::Granted);
    facts.registered_area = Some(area.parse().unwrap());
    facts.block = (!number.is_multiple_of(2)).then(|| format!("B{}", amount % 2));
    facts
}

fn entry(number: u32) -> EntryId {
    format!("T{number}").parse().unwrap()
}

fn space(a: u8, b: u8) -> SpaceId {
    format!("S{a}{b}").parse().unwrap()
}

/// A journal from draws. Parcels 1 to `parcels` are registered first; new codes count on from 10 × `series`.
pub(crate) fn journal(draws: &[Draw], series: u32) -> Vec<Event> {
    let mut events = Vec::new();
    let start = on(0);
    for number in 1..5 {
        let number = series * 1000 + number;
        let act = Act::ParcelRegistered {
            parcel: parcel(number),
            facts: Box::new(facts(number, "3000.01", 1)),
        };
        let id = format!("P{number}").parse().unwrap();
        events.push(Event::new(id, start, start.at(8, 0, 0, 0), act));
    }
    let mut recorded = 0;
    let mut fresh = series * 1000 + 10;
    for (number, draw) in draws.iter().enumerate() {
        let (wild, delay, kind, a, b, amount) = *draw;
        // Mostly in the order of days, now and then weeks off.
        let steady = DAYS * number as i32 / draws.len() as i32 + wild / 12 - 2;
        let day = if amount.is_multiple_of(7) { wild } else { steady.clamp(0, DAYS) };
        let draw = &(day, delay, kind, a % 2, b, amount);
        recorded = (day + delay).clamp(recorded, (recorded + 3).min(DAYS));
        let act = act(&events, number, series, *draw, &mut fresh);
        let id = format!("E{series}x{number}").parse().unwrap();
        events.push(Event::new(id, on(day), on(recorded).at(12, 0, 0, 0), act));
    }
    events
}

fn act(events: &[Event], number: usize, series: u32, draw: Draw, fresh: &mut u32) -> Act {
    let (day, _, kind, a, b, amount) = draw;
    let classes = [EntryClass::Idle, EntryClass::LowEfficiencyIndustrial, EntryClass::Idle];
    let class = classes[usize::from(amount % 3)];
    let methods = [Method::VacantPlantReuse, Method::LeasePlant, Method::SplitSale];
    let method = methods[usize::from(amount % 3)];
    let causes = [CauseCode::Hoarding, CauseCode::PlantVacant, CauseCode::LandNotDelivered];
    let causes = vec![Cause::new(causes[usize::from(amount % 3)])];
    let area = format!("{amount}.{:02}", amount % 100);
    let plot = parcel(series * 1000 + u32::from(b) + 1);
    let own = |id: u8, plot: u8| entry(series * 1000 + u32::from(id) * 10 + u32::from(plot));
    let unit = |a, b| -> SpaceId { format!("{}y{series}", space(a, b)).parse().unwrap() };
    let earlier = usize::from(amount).checked_rem(number.max(1)).unwrap_or_default();
    let earlier = format!("E{series}x{earlier}").parse().unwrap();
    let reasons = StrikeOffReason::ALL;
    match kind {
        0..=3 => Act::EntryListed {
            entry: own(a, b),
            parcel: plot,
            class,
            causes,
            land_area_m2: area.parse().unwrap(),
        },
        4 => Act::EntryResized { entry: own(a, b), land_area_m2: area.parse().unwrap() },
        5 => Act::EntryReclassified { entry: own(a, b), class },
        6 => Act::CausesRevised { entry: own(a, b), causes },
        7 | 8 => {
            let reason = reasons[usize::from(amount) % reasons.len()];
            Act::EntryStruckOff { entry: own(a, b), reason }
        }
        9 | 10 | 26 => Act::EntryRelisted { entry: own(a, b), causes },
        11..=13 => {
            let occupancy = [Some(Occupancy::Vacant), Some(Occupancy::Occupied), None];
            let space = Space::new(unit(a, b), plot, area.parse().unwrap());
            Act::SpaceSurveyed { space, occupancy: occupancy[usize::from(amount % 3)] }
        }
        14..=16 => Act::SpaceVacated { space: unit(a, b) },
        17..=20 => Act::SpaceOccupied {
            space: unit(a, b),
            occupant: None,
            method: (!amount.is_multiple_of(5)).then_some(method),
            plan: None,
        },
        21 => Act::SpaceRemeasured { space: unit(a, b), floor_area_m2: area.parse().unwrap() },
        25 if amount.is_multiple_of(3) => replacement(events, on(day), plot, amount, fresh),
        22 | 25 => Act::SpaceRemoved { space: unit(a, b) },
        23 => {
            let id = format!("Q{series}x{number}").parse().unwrap();
            let plan = Plan::new(id, vec![plot], vec![method], "lead");
            Act::PlanAdopted { plan: Box::new(plan) }
        }
        24 => {
            Act::FactsRevised { parcel: plot, facts: Box::new(facts(a.into(), "3000.01", amount)) }
        }
        27 | 28 => {
            let inner = |kind| act(events, number, series, (day, 0, kind, a, b, amount), fresh);
            Act::Together {
                acts: vec![kind, kind + 1].into_iter().map(|k| k % 23).map(inner).collect(),
            }
        }
        29 => {
            let inner = act(events, number, series, (day, 0, b * 5, a, b, amount), fresh);
            Act::Proposed { act: Box::new(inner), until: None }
        }
        30 => Act::ProposalConfirmed { event: earlier },
        31 => Act::ProposalVoided { event: earlier },
        32 => Act::PeriodClosed { through: on((day - 5).max(0)) },
        33 => {
            let inner = act(events, number, series, (day, 0, b * 7 % 23, a, b, amount), fresh);
            Act::EventCorrected { event: earlier, act: Box::new(inner) }
        }
        34 => Act::EventRetracted { event: earlier },
        _ => Act::SpaceVacated { space: unit(b, a) },
    }
}

/// A replacement that the state on its day allows: a split, or a merge with a neighbour, of what stands on the parcel then.
fn replacement(events: &[Event], day: Date, plot: ParcelCode, amount: u16, fresh: &mut u32) -> Act {
    let state = replay(events, AsOf::day(day)).state;
    let existing = state.parcels.iter().filter(|(_, parcel)| parcel.ended.is_none());
    let existing: Vec<ParcelCode> = existing.map(|(code, _)| *code).collect();
    let first = existing.iter().position(|code| *code == plot).unwrap_or_default();
    let merge = amount.is_multiple_of(2) && existing.len() > 1;
    let from: Vec<ParcelCode> =
        existing.iter().cycle().skip(first).take(if merge { 2 } else { 1 }).copied().collect();
    let area = |code: &ParcelCode| -> Decimal {
        let facts = state.parcels.get(code).map(|parcel| &parcel.facts);
        facts.and_then(|facts| facts.registered_area).map_or(Decimal::ZERO, |a| a.square_metres())
    };
    let total: Decimal = from.iter().map(area).sum();
    let parts = if merge { vec![total] } else { vec![total - Decimal::ONE, Decimal::ONE] };
    let kind = if merge { ReplacementKind::Merge } else { ReplacementKind::Split };
    let mut new = || {
        *fresh += 1;
        *fresh
    };
    let to: Vec<Successor> = parts
        .iter()
        .map(|part| {
            let number = new();
            Successor::new(parcel(number), facts(number, &part.to_string(), amount))
        })
        .collect();
    let target = to[0].parcel;
    let mut replacement = Replacement::new(kind, from.clone(), to);
    for old in state.open_entries().filter(|entry| from.contains(&entry.parcel)) {
        let id = entry(new() + 100_000);
        let share = EntryShare::new(vec![old.id.clone()], id, target, old.land_area);
        replacement.entries.push(share);
    }
    for space in state.existing_spaces().filter(|space| from.contains(&space.space.parcel)) {
        replacement.spaces.insert(space.space.id.clone(), target);
    }
    Act::ParcelsReplaced { replacement: Box::new(replacement) }
}

fn at(events: &[Event], day: i32) -> History {
    replay(events, AsOf::day(on(day)))
}

/// Count and area of a stock counted from the state alone.
fn listed(state: &LedgerState) -> (i64, Decimal) {
    let open = state.open_entries().map(|entry| entry.land_area.square_metres());
    count(open)
}

fn surveyed(state: &LedgerState) -> (i64, Decimal) {
    count(state.existing_spaces().map(|space| space.space.floor_area.square_metres()))
}

fn vacant(state: &LedgerState) -> (i64, Decimal) {
    let vacant = state.existing_spaces().filter(|space| space.is_vacant());
    count(vacant.map(|space| space.space.floor_area.square_metres()))
}

fn floor_credit(state: &LedgerState) -> (i64, Decimal) {
    let credits = state.existing_spaces().filter_map(|space| space.credit());
    count(credits.map(|credit| credit.floor_area.square_metres()))
}

fn land_credit(state: &LedgerState) -> (i64, Decimal) {
    // Those that other entries took over go on counting there.
    let taken: BTreeSet<&EntryId> =
        state.entries.values().flat_map(|entry| &entry.inherits).collect();
    let own = state.entries.values().filter(|entry| !taken.contains(&entry.id));
    let struck = own.filter_map(|entry| entry.struck_off());
    let struck = struck.filter(|struck| struck.reason == StrikeOffReason::Revitalized);
    count(struck.map(|struck| struck.land_area.square_metres()))
}

fn count(areas: impl Iterator<Item = Decimal>) -> (i64, Decimal) {
    areas.fold((0, Decimal::ZERO), |(number, sum), area| (number + 1, sum + area))
}

/// Exact numbers of both kinds of area.
trait Exact: Copy + Default + PartialEq {
    fn exact(self) -> Decimal;
}

impl Exact for AreaChange {
    fn exact(self) -> Decimal {
        self.square_metres()
    }
}

impl Exact for FloorAreaChange {
    fn exact(self) -> Decimal {
        self.square_metres()
    }
}

fn of<A: Exact>(stock: Stock<A>) -> (i64, Decimal) {
    (stock.count, stock.area.exact())
}

fn add(a: (i64, Decimal), b: (i64, Decimal)) -> (i64, Decimal) {
    (a.0 + b.0, a.1 + b.1)
}

/// Opening and closing are what the states say, the lines carry one to the other, and the groups sum to the whole.
fn holds<K: Copy + std::fmt::Debug, A: Exact>(
    table: &RollForward<K, A>,
    groups: &[GroupRollForward<K, A>],
    opening: (i64, Decimal),
    closing: (i64, Decimal),
) -> Result<(), TestCaseError> {
    prop_assert_eq!(of(table.opening), opening);
    prop_assert_eq!(of(table.closing), closing);
    let lines = table.lines.iter().map(|line| of(line.change)).fold(opening, add);
    prop_assert_eq!(lines, closing);
    let zero = (0, Decimal::ZERO);
    let groups: Vec<_> = groups.iter().filter(|row| row.table.period == table.period).collect();
    let sums = groups.iter().map(|row| of(row.table.opening)).fold(zero, add);
    prop_assert_eq!(sums, opening);
    let sums = groups.iter().map(|row| of(row.table.closing)).fold(zero, add);
    prop_assert_eq!(sums, closing);
    for row in groups {
        let own = row.table.lines.iter().map(|line| of(line.change));
        prop_assert_eq!(own.fold(of(row.table.opening), add), of(row.table.closing));
    }
    Ok(())
}

/// The closing of each group is its opening in the next period.
fn continues<K: Copy, A: Exact>(
    groups: &[GroupRollForward<K, A>],
    periods: &[Period],
) -> Result<(), TestCaseError> {
    let stock = |period: &Period, key: &[GroupKey], end: fn(&RollForward<K, A>) -> Stock<A>| {
        let row = groups.iter().find(|row| row.table.period == *period && row.group == key);
        row.map_or((0, Decimal::ZERO), |row| of(end(&row.table)))
    };
    for pair in periods.windows(2) {
        for row in groups {
            let closing = stock(&pair[0], &row.group, |table| table.closing);
            let opening = stock(&pair[1], &row.group, |table| table.opening);
            prop_assert_eq!(closing, opening);
        }
    }
    Ok(())
}

/// Every column of the rows of a period sums to the whole, and each row goes from what was published to its closing.
fn sums<K: Copy + PartialEq, A: Exact>(
    whole: &AdjustedTable<K, A>,
    groups: &[AdjustedGroupRollForward<K, A>],
) -> Result<(), TestCaseError> {
    type Figure<K, A> = fn(&AdjustedGroupRollForward<K, A>) -> Stock<A>;
    let rows: Vec<_> = groups.iter().filter(|row| row.table.period == whole.table.period).collect();
    let zero = (0, Decimal::ZERO);
    let columns: [(Figure<K, A>, Stock<A>); 4] = [
        (|row| row.published, whole.published),
        (|row| row.adjustment, whole.adjustment),
        (|row| row.table.opening, whole.table.opening),
        (|row| row.table.closing, whole.table.closing),
    ];
    for (column, whole) in columns {
        prop_assert_eq!(rows.iter().map(|row| of(column(row))).fold(zero, add), of(whole));
    }
    let lines = || rows.iter().flat_map(|row| &row.table.lines).chain(&whole.table.lines);
    for kind in lines().map(|line| line.kind) {
        let of_kind = |table: &RollForward<K, A>| {
            let own = table.lines.iter().filter(|line| line.kind == kind);
            own.map(|line| of(line.change)).fold(zero, add)
        };
        let sum = rows.iter().map(|row| of_kind(&row.table)).fold(zero, add);
        prop_assert_eq!(sum, of_kind(&whole.table));
    }
    for (at, row) in rows.iter().enumerate() {
        prop_assert_eq!(add(of(row.published), of(row.adjustment)), of(row.table.opening));
        let own = row.table.lines.iter().map(|line| of(line.change));
        prop_assert_eq!(own.fold(of(row.table.opening), add), of(row.table.closing));
        // Each group once, in their order, and none that has nothing to say.
        prop_assert!(rows.get(at + 1).is_none_or(|next| row.group < next.group));
        let nothing = of(row.published) == zero && of(row.table.opening) == zero;
        prop_assert!(!nothing || !row.table.lines.is_empty());
    }
    Ok(())
}

/// A stock by its number, counted from the state alone, and the balance that is its area or, of the first three, its count.
fn balance(state: &LedgerState, stock: u8, off: u32) -> AssertedBalance {
    let (count, area) = match stock {
        0 | 1 => listed(state),
        2 | 3 => surveyed(state),
        4 | 5 => vacant(state),
        6 => floor_credit(state),
        _ => land_credit(state),
    };
    let count = u32::try_from(count).unwrap() + off;
    let area = (area + Decimal::from(off)).to_string();
    match stock {
        0 => AssertedBalance::Entries(count),
        1 => AssertedBalance::LandAreaM2(area.parse().unwrap()),
        2 => AssertedBalance::Spaces(count),
        3 => AssertedBalance::FloorAreaM2(area.parse().unwrap()),
        4 => AssertedBalance::VacantSpaces(count),
        5 => AssertedBalance::VacantFloorAreaM2(area.parse().unwrap()),
        6 => AssertedBalance::RevitalizedFloorAreaM2(area.parse().unwrap()),
        _ => AssertedBalance::RevitalizedLandAreaM2(area.parse().unwrap()),
    }
}

fn periods(cuts: &[i32]) -> Vec<Period> {
    let mut days: Vec<i32> = cuts.to_vec();
    days.sort_unstable();
    days.dedup();
    days.windows(2).map(|pair| Period::days(on(pair[0]), on(pair[1])).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn c14_c16_idea_18_every_identity_of_every_stock_is_exact(
        draws in draws(70),
        cuts in prop::collection::vec(1..=DAYS, 2..5),
        by in prop::sample::subsequence(Grouping::ALL.to_vec(), 1..=3),
    ) {
        let events = journal(&draws, 1);
        let history = at(&events, DAYS);
        let periods = periods(&cuts);
        let entries = history.roll_forwards(&periods, &by).unwrap();
        let floor = history.floor_roll_forwards(&periods, &by).unwrap();
        let vacancy = history.vacancy_roll_forwards(&periods, &by).unwrap();
        let floor_credits = history.revitalized_floor_roll_forwards(&periods, &by).unwrap();
        let land_credits = history.revitalized_land_roll_forwards(&periods, &by).unwrap();
        for period in &periods {
            let before = opening_state(&events, *period, None);
            let after = replay(&events, AsOf::day(period.last_day())).state;
            let ends = |stock: fn(&LedgerState) -> (i64, Decimal)| (stock(&before), stock(&after));
            let (opening, closing) = ends(listed);
            holds(&history.roll_forward(*period).unwrap(), &entries, opening, closing)?;
            let (opening, closing) = ends(surveyed);
            holds(&history.floor_roll_forward(*period).unwrap(), &floor, opening, closing)?;
            let (opening, closing) = ends(vacant);
            holds(&history.vacancy_roll_forward(*period).unwrap(), &vacancy, opening, closing)?;
            let (opening, closing) = ends(floor_credit);
            let table = history.revitalized_floor_roll_forward(*period).unwrap();
            holds(&table, &floor_credits, opening, closing)?;
            let (opening, closing) = ends(land_credit);
            let table = history.revitalized_land_roll_forward(*period).unwrap();
            holds(&table, &land_credits, opening, closing)?;
        }
        continues(&entries, &periods)?;
        continues(&floor, &periods)?;
        continues(&vacancy, &periods)?;
        continues(&floor_credits, &periods)?;
        continues(&land_credits, &periods)?;
    }

    /// A history up to a day is the beginning of a longer one.
    #[test]
    fn c09_a_replay_in_parts_is_the_whole(draws in draws(70), cut in 0..=DAYS) {
        let events = journal(&draws, 1);
        let (part, whole) = (at(&events, cut), at(&events, DAYS));
        let by = on(cut);
        let begins = |part: usize, whole: usize, last: Option<Date>, next: Option<Date>| {
            part <= whole && last.is_none_or(|day| day <= by) && next.is_none_or(|day| day > by)
        };
        macro_rules! same {
            ($($field:ident),*) => { $(
                let (short, long) = (&part.$field, &whole.$field);
                prop_assert!(begins(
                    short.len(),
                    long.len(),
                    short.last().map(|m| m.day),
                    long.get(short.len()).map(|m| m.day),
                ));
                prop_assert_eq!(&short[..], &long[..short.len()]);
            )* };
        }
        same!(movements, vacancy, floor, floor_credits, land_credits);
        prop_assert_eq!(&part.state.lineage[..], &whole.state.lineage[..part.state.lineage.len()]);
    }

    /// Two districts that share nothing but the journal: how their events of one day interleave changes neither.
    #[test]
    fn the_order_of_independent_events_of_a_day_does_not_matter(
        first in draws(40),
        second in draws(40),
        turns in prop::collection::vec(any::<bool>(), 80),
    ) {
        let same_moment = |events: Vec<Event>| -> Vec<Event> {
            let late = on(DAYS).at(12, 0, 0, 0);
            let kept = events.into_iter().filter(|event| !matches!(event.act, Act::PeriodClosed { .. }));
            kept.map(|event| Event::new(event.id, event.effective, late, event.act)).collect()
        };
        let (one, two) = (same_moment(journal(&first, 1)), same_moment(journal(&second, 2)));
        let apart: Vec<Event> = one.iter().chain(&two).cloned().collect();
        let (mut a, mut b) = (one.into_iter().peekable(), two.into_iter().peekable());
        let mut mixed = Vec::new();
        let mut turns = turns.into_iter().cycle();
        while a.peek().is_some() || b.peek().is_some() {
            let turn = turns.next().unwrap_or_default();
            mixed.extend(if turn { a.next() } else { b.next() });
        }
        let (apart, mixed) = (at(&apart, DAYS), at(&mixed, DAYS));
        prop_assert_eq!(&apart.state.entries, &mixed.state.entries);
        prop_assert_eq!(&apart.state.spaces, &mixed.state.spaces);
        prop_assert_eq!(&apart.state.parcels, &mixed.state.parcels);
        prop_assert_eq!(&apart.state.plans, &mixed.state.plans);
        prop_assert_eq!(&apart.state.proposals, &mixed.state.proposals);
        let period = Period::days(on(10), on(40)).unwrap();
        let tables = |history: &History| history.roll_forwards(&[period], &Grouping::ALL).unwrap();
        prop_assert_eq!(tables(&apart), tables(&mixed));
    }

    /// Acts that end in one that is refused leave nothing behind, whatever came before it.
    #[test]
    fn c18_what_happens_together_and_fails_changes_nothing(
        draws in draws(60),
        last in prop::collection::vec((0..25_u8, 0..4_u8, 0..4_u8, 0..2000_u16), 1..6),
    ) {
        let mut events = journal(&draws, 1);
        let before = at(&events, DAYS);
        let mut fresh = 5000;
        let mut acts: Vec<Act> = last
            .iter()
            .map(|(kind, a, b, amount)| {
                act(&events, 99, 1, (DAYS, 0, *kind, *a, *b, *amount), &mut fresh)
            })
            .collect();
        acts.push(replacement(&events, on(DAYS), parcel(1001), last[0].3, &mut fresh));
        acts.push(Act::EntryStruckOff { entry: entry(999_999), reason: StrikeOffReason::TakenBack });
        let moment = on(DAYS).at(13, 0, 0, 0);
        events.push(Event::new("Z".parse().unwrap(), on(DAYS), moment, Act::Together { acts: acts.clone() }));
        let after = at(&events, DAYS);
        prop_assert_eq!(&before.state, &after.state);
        prop_assert_eq!(&before.movements, &after.movements);
        prop_assert_eq!(&before.vacancy, &after.vacancy);
        prop_assert_eq!(&before.floor, &after.floor);
        prop_assert_eq!(&before.floor_credits, &after.floor_credits);
        prop_assert_eq!(&before.land_credits, &after.land_credits);
        prop_assert_eq!(before.findings.len() + 1, after.findings.len());
        // And what follows is what would have followed without it.
        let next = act(&events, 100, 1, (DAYS, 0, last[0].0, last[0].1, last[0].2, last[0].3), &mut fresh);
        let next = Event::new("Y".parse().unwrap(), on(DAYS), moment, next);
        let with: Vec<Event> = events.iter().cloned().chain([next.clone()]).collect();
        let without: Vec<Event> =
            events.iter().filter(|event| event.id.as_str() != "Z").cloned().chain([next]).collect();
        let (with, without) = (at(&with, DAYS), at(&without, DAYS));
        prop_assert_eq!(with.state, without.state);
        prop_assert_eq!(with.movements, without.movements);
    }

    /// A proposal, whatever becomes of it without a confirmation, moves nothing.
    #[test]
    fn c19_a_proposal_that_is_not_confirmed_moves_nothing(
        draws in draws(60),
        proposed in (0..23_u8, 0..4_u8, 0..4_u8, 0..2000_u16),
    ) {
        let mut events = journal(&draws, 1);
        let before = at(&events, DAYS);
        let mut fresh = 5000;
        let (kind, a, b, amount) = proposed;
        let inner = act(&events, 99, 1, (DAYS, 0, kind, a, b, amount), &mut fresh);
        let moment = on(DAYS).at(13, 0, 0, 0);
        let act = Act::Proposed { act: Box::new(inner), until: None };
        events.push(Event::new("Z".parse().unwrap(), on(DAYS), moment, act));
        let pending = at(&events, DAYS);
        let voided = Act::ProposalVoided { event: "Z".parse().unwrap() };
        events.push(Event::new("Y".parse().unwrap(), on(DAYS), moment, voided));
        let after = at(&events, DAYS);
        for history in [&pending, &after] {
            prop_assert_eq!(&before.movements, &history.movements);
            prop_assert_eq!(&before.vacancy, &history.vacancy);
            prop_assert_eq!(&before.state.entries, &history.state.entries);
            prop_assert_eq!(&before.state.spaces, &history.state.spaces);
        }
        prop_assert_eq!(before.state, after.state);
    }

    /// Whatever two states of knowledge say of a day, the rows explain the difference, and so do prior-period adjustments.
    #[test]
    fn c11_c17_differences_are_explained_to_the_last_digit(
        draws in draws(70),
        day in 0..=DAYS,
        known in 0..=DAYS,
        closed in 0..DAYS,
        by in prop::sample::subsequence(Grouping::ALL.to_vec(), 1..=3),
    ) {
        let mut events = journal(&draws, 1);
        let found = difference(&events, on(day), Knowledge::Day(on(known)), Knowledge::Now).unwrap();
        let before = replay(&events, AsOf::day(on(day)).known_on(on(known))).state;
        let after = replay(&events, AsOf::day(on(day))).state;
        macro_rules! explained {
            ($($field:ident: $stock:ident),*) => { $(
                prop_assert_eq!(of(found.$field[0]), $stock(&before));
                prop_assert_eq!(of(found.$field[1]), $stock(&after));
                let rows = found.events.iter().map(|row| of(row.$field));
                prop_assert_eq!(rows.fold(of(found.$field[0]), add), of(found.$field[1]));
            )* };
        }
        explained!(
            entries: listed,
            floor: surveyed,
            vacancy: vacant,
            revitalized_floor: floor_credit,
            revitalized_land: land_credit
        );
        // The rows name events that the two states of knowledge do not share, or that those changed.
        for row in &found.events {
            let event = events.iter().find(|event| event.id == row.event);
            prop_assert!(event.is_some());
        }
        // A closing somewhere in the middle of the journal.
        events.retain(|event| !matches!(event.act, Act::PeriodClosed { .. }));
        let at = events.partition_point(|event| event.recorded.date() <= on(closed));
        let moment = on(closed).at(12, 0, 0, 0).checked_add(1.day()).unwrap();
        let act = Act::PeriodClosed { through: on(closed) };
        events.insert(at, Event::new("C".parse().unwrap(), moment.date(), moment, act));
        let period = Period::days(on(closed + 1), on(DAYS + 1)).unwrap();
        let adjusted = adjusted_roll_forward(&events, period, None).unwrap();
        prop_assert!(adjusted.closing.is_some());
        let published = replay(&events[..at], AsOf::day(on(closed))).state;
        macro_rules! adds_up {
            ($($field:ident: $stock:ident),*) => { $(
                let table = &adjusted.$field;
                prop_assert_eq!(of(table.published), $stock(&published));
                prop_assert_eq!(add(of(table.published), of(table.adjustment)), of(table.table.opening));
                let rows = adjusted.adjustments.iter().map(|row| of(row.difference.$field));
                prop_assert_eq!(rows.fold((0, Decimal::ZERO), add), of(table.adjustment));
            )* };
        }
        adds_up!(
            entries: listed,
            floor: surveyed,
            vacancy: vacant,
            revitalized_floor: floor_credit,
            revitalized_land: land_credit
        );
        // By group: the closed period as it was published, and the next one from there.
        let own = Period::through(on(0), on(closed)).unwrap();
        let rows = RollForwards::build(&events, &[own, period], &by, None).unwrap();
        prop_assert_eq!(&rows.periods[1].stocks, &adjusted);
        for row in &rows.periods {
            let alone = adjusted_roll_forward(&events, row.period, None).unwrap();
            prop_assert_eq!(&row.stocks, &alone);
            sums(&row.stocks.entries, &rows.entries)?;
            sums(&row.stocks.floor, &rows.floor)?;
            sums(&row.stocks.vacancy, &rows.vacancy)?;
            sums(&row.stocks.revitalized_floor, &rows.revitalized_floor)?;
            sums(&row.stocks.revitalized_land, &rows.revitalized_land)?;
        }
        macro_rules! goes_on {
            ($($field:ident),*) => { $(
                for row in rows.$field.iter().filter(|row| row.table.period == own) {
                    let next = rows.$field.iter().find(|next| {
                        next.table.period == period && next.group == row.group
                    });
                    let published = next.map_or((0, Decimal::ZERO), |next| of(next.published));
                    prop_assert_eq!(published, of(row.table.closing));
                }
            )* };
        }
        goes_on!(entries, floor, vacancy, revitalized_floor, revitalized_land);
    }

    /// Balances asserted anywhere in a journal, right as far as was known there or off by one, one after another or apart:
    /// each as if it were the only one, compared with what stands above its line.
    #[test]
    fn c15_each_assertion_says_what_it_would_say_alone(
        draws in draws(60),
        asserted in prop::collection::vec((0..60_usize, 0..=DAYS, 0..8_u8, 0..2_u32), 1..8),
    ) {
        let mut events = journal(&draws, 1);
        let start = on(DAYS).at(13, 0, 0, 0);
        events.iter_mut().for_each(|event| event.recorded = start);
        for (number, (at, day, stock, off)) in asserted.iter().enumerate() {
            let at = *at % (events.len() + 1);
            let state = replay(&events[..at], AsOf::day(on(*day))).state;
            let assertion = BalanceAssertion::new(balance(&state, *stock, *off));
            let id = format!("A{number}").parse().unwrap();
            let act = Act::BalanceAsserted { assertion };
            events.insert(at, Event::new(id, on(*day), start, act));
        }
        let results = assertions(&events, AsOf::day(on(DAYS))).unwrap();
        prop_assert_eq!(results.len(), asserted.len());
        for result in results {
            let stated = &result.stated;
            let number: usize = stated.event.as_str()[1..].parse().unwrap();
            let (_, day, stock, off) = asserted[number];
            let now = replay(&events, AsOf::day(on(day))).state;
            let holds = balance(&now, stock, 0) == stated.assertion.balance;
            prop_assert_eq!(result.holds(), holds);
            if holds {
                prop_assert_eq!(result.explained_by, None);
                continue;
            }
            if off == 1 {
                prop_assert!(!matches!(result.explained_by, Some(Explanation::ChangedLater(_))));
                continue;
            }
            let then = Knowledge::Before(&stated.event);
            let since = difference(&events, on(day), then, Knowledge::Now).unwrap();
            let moved = since.events.iter().filter(|row| {
                let (count, area) = match stock {
                    0 | 1 => of(row.entries),
                    2 | 3 => of(row.floor),
                    4 | 5 => of(row.vacancy),
                    6 => of(row.revitalized_floor),
                    _ => of(row.revitalized_land),
                };
                if matches!(stock, 0 | 2 | 4) { count != 0 } else { !area.is_zero() }
            });
            let said = moved.map(|row| row.said_by.as_ref().unwrap_or(&row.event));
            let first = said.min_by_key(|id| events.iter().position(|event| event.id == **id));
            let expected = Explanation::ChangedLater(first.unwrap().clone());
            prop_assert_eq!(result.explained_by, Some(expected));
        }
    }
}

/// The sources of a parcel's values are the values of its facts, and so is the history's account of its events.
#[test]
fn c32_the_values_of_a_history_are_those_of_the_state() {
    let mut seed = 11_u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let mut compared = 0;
    for _ in 0..60 {
        let draws: Vec<Draw> = (0..70)
            .map(|_| {
                let kind = [24, 25, 27, 29, 30, 33, 34][next(7) as usize];
                let day = next(61) as i32;
                (day, next(4) as i32, kind, next(4) as u8, next(4) as u8, next(2000) as u16)
            })
            .collect();
        let events = journal(&draws, 1);
        let as_of = AsOf::day(on(DAYS));
        let state = replay(&events, as_of).state;
        for (code, parcel) in &state.parcels {
            let values = provenance(&events, code, as_of);
            let value = |field: &str| {
                let source = values.iter().find(|source| source.field == field);
                source.map(|source| source.value.clone())
            };
            let facts = &parcel.facts;
            assert_eq!(value("town"), Some(facts.town.to_string()));
            assert_eq!(value("block"), facts.block.clone());
            let area = facts.registered_area.map(|area| area.to_string());
            assert_eq!(value("registered_area_m2"), area);
            compared += 1;
        }
    }
    assert!(compared > 240, "{compared}");
}

/// The generator makes what it promises: every kind of movement, replacements that are used, acts together that are.
#[test]
fn random_journals_do_all_there_is() {
    let mut seed = 7_u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    let mut refused = 0;
    for _ in 0..400 {
        let draws: Vec<Draw> = (0..70)
            .map(|_| {
                let day = next(61) as i32;
                let (delay, kind) = (next(4) as i32, next(36) as u8);
                (day, delay, kind, next(4) as u8, next(4) as u8, next(2000) as u16)
            })
            .collect();
        let history = at(&journal(&draws, 1), DAYS);
        for movement in &history.movements {
            *seen.entry(movement.kind.id().to_owned()).or_default() += 1;
        }
        for movement in &history.floor_credits {
            *seen.entry(format!("{:?}", movement.kind)).or_default() += 1;
        }
        let state = &history.state;
        *seen.entry("lineage".to_owned()).or_default() += state.lineage.len();
        *seen.entry("proposals".to_owned()).or_default() += state.proposals.len();
        *seen.entry("closings".to_owned()).or_default() += state.closings.len();
        *seen.entry("land credits".to_owned()).or_default() += history.land_credits.len();
        refused += history.findings.iter().filter(|f| f.code == Code::EventNotAllowed).count();
    }
    let expected = [
        "listed",
        "relisted",
        "enlarged",
        "reduced",
        "inherited",
        "regrouped",
        "struck-off-revitalized",
        "struck-off-taken-back",
        "struck-off-misjudged",
        "struck-off-boundary-changed",
        "struck-off-merged-or-split",
        "Revitalized",
        "Relapsed",
        "Removed",
        "lineage",
        "proposals",
        "closings",
        "land credits",
    ];
    for kind in expected {
        assert!(seen.get(kind).is_some_and(|count| *count > 10), "{kind}: {seen:?}");
    }
    assert!(refused > 1000, "{refused}");
}
