//! A journal of many events, each of them allowed, and the same story in the words of the peers: `events.csv` as their
//! `gen_events.py` writes it.
//!
//! The rules of the peers are looser than those of the ledger, so the story is one that both read alike. It keeps to
//! one entry a parcel, and no space stands vacant or counts once its entry is struck off: they are removed by the same
//! event, as a delisting of the peers takes all units away. What an event says of the causes at a listing is a row of
//! its own there. They have no word for registration, the survey of a space in use, a new measurement (of spaces in
//! use only: the next row shows it), and acceptance of a plan: those are left out.
//!
//! An event may be recorded long after its day, and after events of later days that do not need it. The events of a
//! parcel have days of their own, and a correction moves one by less than half of the way to its neighbours: whatever
//! is known on a day is a story that holds.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::str::FromStr;

use jiff::civil::{Date, date};
use landledger::calendar::add_days;
use landledger::codes::ParcelCode;
use landledger::law::{Cause, CauseCode, Method};
use landledger::ledger::{Act, EntryClass, EntryId, Event, EventId, StrikeOffReason};
use landledger::parcel::{ParcelFacts, Tenure};
use landledger::plan::{Milestone, MilestoneStep, Plan, PlanId};
use landledger::space::{Occupancy, Space, SpaceId};
use landledger::units::{Area, FloorArea};

/// Days are counted from here.
const FIRST: Date = date(2012, 1, 1);
/// 2026-12-31, the last day that the peers take.
const LAST: i64 = 5478;
const METHODS: [Method; 6] = [
    Method::VacantPlantReuse,
    Method::SelfUpgrade,
    Method::ComprehensiveRedevelopment,
    Method::LeasePlant,
    Method::TemporaryUse,
    Method::Transfer,
];
const CAUSES: [CauseCode; 8] = [
    CauseCode::PlantVacant,
    CauseCode::BuildingsDilapidated,
    CauseCode::EnvironmentOrSafety,
    CauseCode::ForceMajeure,
    CauseCode::ResettlementLag,
    CauseCode::ProductionStopped,
    CauseCode::Bankruptcy,
    CauseCode::InfrastructureMissing,
];
const HEADER: &str =
    "event_id,recorded_on,effective_on,parcel_id,kind,unit_id,area_m2,method,detail,corrects,op";

/// A journal, and the same for the peers.
pub(crate) struct Story {
    /// In the order of recording; as many as were asked for.
    pub(crate) events: Vec<Event>,
    /// `events.csv`.
    pub(crate) csv: String,
    /// How many rows that has.
    pub(crate) rows: usize,
    /// Events that have no row there.
    pub(crate) unsaid: usize,
    /// Corrections and retractions among the events.
    pub(crate) corrections: usize,
}

/// A story of this many events, at least 200, about a twentieth as many parcels in up to 200 towns, 3 in 100 of the
/// events corrections or retractions. The same seed tells the same.
pub(crate) fn story(events: usize, seed: u64) -> Story {
    let corrections = events * 3 / 100;
    let parcels = events / 20;
    let mut random = Random(seed);
    let mut told = Vec::with_capacity(events);
    let plain = events - corrections;
    let mut more = 0;
    for number in 0..parcels {
        let share = plain * (number + 1) / parcels - plain * number / parcels;
        // What one parcel has more than its share, the next has less.
        let extra = if number % 2 == 0 && number + 1 < parcels { random.below(11) } else { 0 };
        let count = share + extra - more;
        more = extra;
        ParcelStory::new(number, parcels, &mut told, &mut random).tell(count);
    }
    assert_eq!(told.len(), plain);
    let correctable: Vec<usize> = (0..plain).filter(|at| told[*at].fix != Fix::None).collect();
    while told.len() < events {
        let at = correctable[random.below(correctable.len())];
        if let Some(correction) = correction(&mut told, at, &mut random) {
            told.push(correction);
        }
    }
    write(told, corrections)
}

/// An event that is told, before it has its place in the journal.
struct Told {
    parcel: ParcelCode,
    day: i64,
    recorded: i64,
    act: Act,
    rows: Vec<Row>,
    /// How far a correction may move the day.
    earlier: i64,
    later: i64,
    fix: Fix,
    corrects: Option<usize>,
}

/// A row of the peers without its dates and numbers.
#[derive(Clone, Default)]
struct Row {
    kind: &'static str,
    unit: Option<usize>,
    cents: i64,
    method: Option<Method>,
    detail: String,
}

/// How an event can be wrong without others depending on it.
#[derive(Clone, PartialEq)]
enum Fix {
    None,
    Causes,
    /// Another step of the plan, while there are some that were never reached.
    Milestone(Vec<MilestoneStep>),
    Day,
    Method,
    /// The area of a space that fell vacant and stayed so.
    Area,
    /// The day; or it never happened, as nothing came of it.
    DayOrNothing,
    /// The method; or it never happened.
    MethodOrNothing,
}

/// What was wrong with an event, told later; `None` if there is no later day.
fn correction(told: &mut [Told], at: usize, random: &mut Random) -> Option<Told> {
    let wrong = &mut told[at];
    if wrong.recorded >= LAST {
        return None;
    }
    let recorded = (wrong.recorded + 1 + random.lag()).min(LAST);
    let mut row = wrong.rows[0].clone();
    let mut act = wrong.act.clone();
    let mut day = (wrong.day + random.between(-wrong.earlier, wrong.later)).min(recorded);
    let or_nothing = !matches!(wrong.fix, Fix::Day | Fix::Method | Fix::Area);
    if or_nothing && random.chance(25) {
        day = wrong.day;
        // The id of what it retracts is not known yet.
        act = Act::EventRetracted { event: id("E0") };
    } else {
        match (&mut act, &mut wrong.fix) {
            (Act::CausesRevised { causes, .. }, _) => {
                *causes = random.causes();
                row.detail = said(causes);
            }
            (Act::MilestoneReached { step, .. }, Fix::Milestone(others)) => {
                *step = others.pop().unwrap_or(*step);
                row.detail = step.id().to_owned();
            }
            (Act::SpaceOccupied { method, .. }, _) => {
                let other = random.pick(&METHODS);
                (*method, row.method) = (Some(other), Some(other));
            }
            (Act::SpaceSurveyed { space, .. }, _) => {
                row.cents = random.cents();
                space.floor_area = floor_area(row.cents);
            }
            _ => {}
        }
    }
    let (parcel, rows, corrects) = (wrong.parcel, vec![row], Some(at));
    let (earlier, later, fix) = (0, 0, Fix::None);
    Some(Told { parcel, day, recorded, act, rows, earlier, later, fix, corrects })
}

/// Puts all in the order of recording, and writes it down twice.
fn write(told: Vec<Told>, corrections: usize) -> Story {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|at| told[*at].recorded);
    let mut places = vec![(0_usize, 0_usize); told.len()];
    let mut all: Vec<Option<Told>> = told.into_iter().map(Some).collect();
    let mut events = Vec::with_capacity(all.len());
    let (mut csv, mut rows, mut unsaid) = (format!("{HEADER}\n"), 0, 0);
    for (place, at) in order.into_iter().enumerate() {
        let Some(told) = all[at].take() else { continue };
        let (effective, recorded) = (day(told.day), day(told.recorded));
        places[at] = (place + 1, rows + 1);
        let corrects = told.corrects.map(|of| places[of]);
        let op = match (corrects, &told.act) {
            (None, _) => "new",
            (Some(_), Act::EventRetracted { .. }) => "retract",
            (Some(_), _) => "replace",
        };
        unsaid += usize::from(told.rows.is_empty());
        for row in &told.rows {
            rows += 1;
            let unit = row.unit.map_or_else(String::new, |unit| format!("U{unit}"));
            let area = row.unit.map_or_else(String::new, |_| metres(row.cents));
            let method = row.method.map_or("", Method::id);
            let of = corrects.map_or_else(String::new, |(_, row)| row.to_string());
            let (parcel, kind, detail) = (told.parcel, row.kind, &row.detail);
            let line = writeln!(
                csv,
                "{rows},{recorded},{effective},{parcel},{kind},{unit},{area},{method},{detail},{of},{op}"
            );
            line.unwrap();
        }
        let act = match corrects.map(|(place, _)| id::<EventId>(&format!("E{place}"))) {
            None => told.act,
            Some(event) if op == "retract" => Act::EventRetracted { event },
            Some(event) => Act::EventCorrected { event, act: Box::new(told.act) },
        };
        let id = id(&format!("E{}", place + 1));
        events.push(Event::new(id, effective, recorded.at(9, 0, 0, 0), act));
    }
    Story { events, csv, rows, unsaid, corrections }
}

/// What happens on one parcel, told event by event.
struct ParcelStory<'a> {
    told: &'a mut Vec<Told>,
    random: &'a mut Random,
    code: ParcelCode,
    number: usize,
    entry: EntryId,
    /// Since when the entry is listed, as recorded; `None` while it is struck off.
    listed: Option<i64>,
    /// The last day on which anything was recorded.
    recorded: i64,
    plans: Vec<PlanStory>,
    accepted: bool,
    /// The spaces that exist, in their places.
    spaces: [Option<SpaceStory>; 6],
    surveyed: usize,
}

struct PlanStory {
    id: PlanId,
    recorded: i64,
    /// Steps that are not reached yet.
    open: Vec<MilestoneStep>,
    reached: Vec<usize>,
    accepted: bool,
}

struct SpaceStory {
    unit: usize,
    id: SpaceId,
    vacant: bool,
    cents: i64,
    recorded: i64,
    /// The event that was told last of it.
    last: usize,
}

impl<'a> ParcelStory<'a> {
    fn new(
        number: usize,
        parcels: usize,
        told: &'a mut Vec<Told>,
        random: &'a mut Random,
    ) -> ParcelStory<'a> {
        let a_town = 100.max(parcels / 200 + 1);
        let (town, district) = (number / a_town + 1, number % a_town / 100 + 1);
        let code = format!("410106{town:03}{district:03}GB{:05}", number % 100 + 1);
        ParcelStory {
            told,
            random,
            code: code.parse().unwrap(),
            number,
            entry: id(&format!("T{number}")),
            listed: None,
            recorded: 0,
            plans: Vec::new(),
            accepted: false,
            spaces: [const { None }; 6],
            surveyed: 0,
        }
    }

    /// Tells this many events, at least two: the registration, the listing, and what comes after.
    fn tell(mut self, count: usize) {
        let first = self.told.len();
        let listed = self.random.between(0, 1499);
        let registered = (listed - self.random.between(0, 400)).max(0);
        let area: Area = metres(self.random.between(200_000, 20_000_000)).parse().unwrap();
        let mut facts = ParcelFacts::new(
            format!("宗地{}", self.number),
            self.code.as_str()[..9].parse().unwrap(),
            Tenure::Granted,
        );
        facts.registered_area = Some(area);
        let (parcel, facts) = (self.code, Box::new(facts));
        self.say(registered, 0, Act::ParcelRegistered { parcel, facts }, Vec::new(), Fix::None);
        self.list(listed, area);
        let mut days = BTreeSet::new();
        while days.len() + 2 < count {
            days.insert(self.random.between(listed + 1, LAST));
        }
        for day in days {
            let ends = self.told.len() + 1 == first + count;
            self.step(day, ends);
        }
        // Between its neighbours an event can move by less than half of the way.
        for at in first..self.told.len() {
            let half = |from: i64, to: i64| ((to - from - 1) / 2).clamp(0, 40);
            let before = if at == first { self.told[at].day } else { self.told[at - 1].day };
            let after = self.told.get(at + 1).map_or(LAST + 1, |next| next.day);
            let told = &mut self.told[at];
            (told.earlier, told.later) = (half(before, told.day), half(told.day, after));
        }
        // Steps that were never reached could have been meant.
        for plan in self.plans {
            let mut open = plan.open;
            for at in plan.reached.into_iter().filter(|_| !plan.accepted) {
                let others = open.pop().into_iter().collect();
                self.told[at].fix = Fix::Milestone(others);
            }
        }
    }

    /// Tells an event, recorded not before `after`.
    fn say(&mut self, day: i64, after: i64, act: Act, rows: Vec<Row>, fix: Fix) -> i64 {
        let recorded = (day + self.random.lag()).min(LAST).max(after);
        let parcel = self.code;
        let (earlier, later, corrects) = (0, 0, None);
        self.told.push(Told { parcel, day, recorded, act, rows, earlier, later, fix, corrects });
        self.recorded = self.recorded.max(recorded);
        recorded
    }

    fn list(&mut self, day: i64, land_area_m2: Area) {
        let causes = self.random.causes();
        let rows = listing(&causes);
        let (entry, parcel) = (self.entry.clone(), self.code);
        let class = EntryClass::ALL[self.random.below(EntryClass::ALL.len())];
        let act = Act::EntryListed { entry, parcel, class, causes, land_area_m2 };
        self.listed = Some(self.say(day, self.recorded, act, rows, Fix::None));
    }

    fn step(&mut self, day: i64, ends: bool) {
        let Some(listed) = self.listed else { return self.relist(day) };
        let entry = self.entry.clone();
        let strikes = if ends { 100 } else { 15 };
        match self.random.below(1000) {
            chance if chance < strikes => self.strike_off(day),
            0..135 => {
                let causes = self.random.causes();
                let row = Row { kind: "causes", detail: said(&causes), ..Row::default() };
                let act = Act::CausesRevised { entry, causes };
                self.say(day, listed, act, vec![row], Fix::Causes);
            }
            // A parcel has one active plan at most: an open one is advanced.
            135..415 => match self.plans.pop() {
                Some(plan) if !plan.accepted => {
                    let plan = self.advance(day, plan);
                    self.plans.push(plan);
                }
                plan => {
                    self.plans.extend(plan);
                    self.adopt(day, listed);
                }
            },
            _ => self.use_space(day, listed),
        }
    }

    fn relist(&mut self, day: i64) {
        let causes = self.random.causes();
        let rows = listing(&causes);
        let act = Act::EntryRelisted { entry: self.entry.clone(), causes };
        self.listed = Some(self.say(day, self.recorded, act, rows, Fix::None));
        self.accepted = false;
    }

    /// Strikes the entry off, and removes the spaces: together, or alone if there are none.
    fn strike_off(&mut self, day: i64) {
        let done = self.accepted || self.plans.is_empty();
        let reason = if done { StrikeOffReason::Revitalized } else { StrikeOffReason::TakenBack };
        let spaces = self.spaces.iter_mut().filter_map(Option::take);
        let mut acts: Vec<Act> =
            spaces.map(|space| Act::SpaceRemoved { space: space.id }).collect();
        acts.push(Act::EntryStruckOff { entry: self.entry.clone(), reason });
        let act = match acts.pop() {
            Some(alone) if acts.is_empty() => alone,
            last => {
                acts.extend(last);
                Act::Together { acts }
            }
        };
        let row = Row { kind: "delisted", ..Row::default() };
        self.say(day, self.recorded, act, vec![row], Fix::None);
        self.listed = None;
    }

    fn adopt(&mut self, day: i64, listed: i64) {
        let plan: PlanId = id(&format!("P{}-{}", self.number, self.plans.len() + 1));
        let methods = vec![self.random.pick(&METHODS)];
        let mut adopted = Plan::new(plan.clone(), vec![self.code], methods, "牵头单位");
        let steps = MilestoneStep::ALL;
        let from = self.random.below(steps.len() - 1);
        let open: Vec<MilestoneStep> = steps[from..steps.len().min(from + 4)].to_vec();
        let due = |at: usize| self::day((day + 90 * (at as i64 + 1)).min(LAST));
        adopted.milestones =
            open.iter().enumerate().map(|(at, step)| Milestone::new(*step, due(at))).collect();
        let row = Row { kind: "plan", detail: plan.to_string(), ..Row::default() };
        let act = Act::PlanAdopted { plan: Box::new(adopted) };
        // Whenever it is known, so is that the plan before it was accepted: a parcel has one active plan at most.
        let after = self.plans.last().map_or(listed, |plan| plan.recorded.max(listed));
        let recorded = self.say(day, after, act, vec![row], Fix::None);
        let reached = Vec::new();
        self.plans.push(PlanStory { id: plan, recorded, open, reached, accepted: false });
    }

    /// The next milestone of a plan, or its acceptance.
    fn advance(&mut self, day: i64, mut plan: PlanStory) -> PlanStory {
        let at = self.told.len();
        let (id, after) = (plan.id.clone(), plan.recorded);
        if plan.open.is_empty() {
            let known = plan.reached.iter().map(|at| self.told[*at].recorded).max();
            let act = Act::PlanAccepted { plan: id };
            plan.recorded =
                self.say(day, known.unwrap_or(0).max(after), act, Vec::new(), Fix::None);
            (plan.accepted, self.accepted) = (true, true);
            return plan;
        }
        // Mostly in their order.
        let next = if self.random.chance(80) { 0 } else { plan.open.len() - 1 };
        let step = plan.open.remove(next);
        let row = Row { kind: "milestone", detail: step.id().to_owned(), ..Row::default() };
        self.say(day, after, Act::MilestoneReached { plan: id, step }, vec![row], Fix::None);
        plan.reached.push(at);
        plan
    }

    /// A space is surveyed, falls vacant, is measured anew or used again.
    fn use_space(&mut self, day: i64, listed: i64) {
        // Now and then on the day of the event before.
        let before = self.told.last().map_or(day, |told| told.day);
        let day = if self.random.chance(8) { before } else { day };
        let place = self.random.below(self.spaces.len());
        let Some(mut space) = self.spaces[place].take() else {
            self.spaces[place] = Some(self.survey(day, listed));
            return;
        };
        let at = self.told.len();
        let mut after = space.recorded;
        let (unit, cents) = (Some(space.unit), space.cents);
        let id = space.id.clone();
        let kept = match self.told[space.last].fix {
            Fix::DayOrNothing => Fix::Day,
            Fix::MethodOrNothing => Fix::Method,
            _ => Fix::None,
        };
        self.told[space.last].fix = kept;
        if space.vacant {
            let method = self.random.pick(&METHODS);
            let plan = self.plans.last().filter(|_| self.random.chance(30));
            after = plan.map_or(after, |plan| after.max(plan.recorded));
            let plan = plan.map(|plan| plan.id.clone());
            let occupant = Some(format!("企业{at}"));
            let act = Act::SpaceOccupied { space: id, occupant, method: Some(method), plan };
            let method = Some(method);
            let row = Row { kind: "revitalized", unit, cents, method, ..Row::default() };
            space.recorded = self.say(day, after, act, vec![row], Fix::MethodOrNothing);
            space.vacant = false;
        } else if self.random.chance(10) {
            space.cents = self.random.cents();
            let floor_area_m2 = floor_area(space.cents);
            let act = Act::SpaceRemeasured { space: id, floor_area_m2 };
            space.recorded = self.say(day, after, act, Vec::new(), Fix::None);
        } else {
            let row = Row { kind: "vacated", unit, cents, ..Row::default() };
            let act = Act::SpaceVacated { space: id };
            space.recorded = self.say(day, after, act, vec![row], Fix::DayOrNothing);
            space.vacant = true;
        }
        space.last = at;
        self.spaces[place] = Some(space);
    }

    fn survey(&mut self, day: i64, listed: i64) -> SpaceStory {
        self.surveyed += 1;
        let (unit, last) = (self.surveyed, self.told.len());
        let (vacant, cents) = (self.random.chance(70), self.random.cents());
        let id: SpaceId = id(&format!("S{}-{unit}", self.number));
        let row = Row { kind: "vacated", unit: Some(unit), cents, ..Row::default() };
        let (rows, occupancy) =
            if vacant { (vec![row], Occupancy::Vacant) } else { (Vec::new(), Occupancy::Occupied) };
        let space = Space::new(id.clone(), self.code, floor_area(cents));
        let act = Act::SpaceSurveyed { space, occupancy: Some(occupancy) };
        let fix = if vacant { Fix::Area } else { Fix::None };
        let recorded = self.say(day, listed, act, rows, fix);
        SpaceStory { unit, id, vacant, cents, recorded, last }
    }
}

/// The rows of a listing: that it is listed, and why.
fn listing(causes: &[Cause]) -> Vec<Row> {
    let row = |kind, detail| Row { kind, detail, ..Row::default() };
    vec![row("listed", String::new()), row("causes", said(causes))]
}

/// Causes as one word.
pub(crate) fn said(causes: &[Cause]) -> String {
    let codes: Vec<&str> = causes.iter().map(|cause| cause.code.id()).collect();
    codes.join("+")
}

/// The day of this number.
fn day(number: i64) -> Date {
    add_days(FIRST, number).unwrap()
}

fn metres(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn floor_area(cents: i64) -> FloorArea {
    metres(cents).parse().unwrap()
}

fn id<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to but without `bound`.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Both ends included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Days from an event to its recording: a few, at times a year.
    fn lag(&mut self) -> i64 {
        if self.chance(80) { self.between(0, 19) } else { self.between(0, 399) }
    }

    /// A floor area, hundredths of m².
    fn cents(&mut self) -> i64 {
        500 + self.between(0, 12_000) + self.between(0, 12_000)
    }

    fn causes(&mut self) -> Vec<Cause> {
        let first = self.pick(&CAUSES);
        let second = self.pick(&CAUSES);
        let both = first != second && self.chance(30);
        let codes = [Some(first), both.then_some(second)];
        codes.into_iter().flatten().map(Cause::new).collect()
    }
}
