//! Replay: one sorted fold from events to the state of a day and the movements that led to it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::apply::{Done, Ledger, Refusal, Watch};
use super::components;
use super::correction::{self, Effective};
use super::ranks::Ranks;
use super::steps::Step;
use super::{
    AsOf, Event, FloorCreditMovement, FloorMovement, LandCreditMovement, LedgerState, Movement,
    VacancyMovement,
};
use crate::calendar::Period;
use crate::finding::{Code, Finding};

/// The result of a replay: the state, what moved, and what was refused.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct History {
    /// The state as of the day asked for.
    pub state: LedgerState,
    /// Movements of the stock of entries, in the order of their days.
    pub movements: Vec<Movement>,
    /// Movements of the stock of vacant floor area, in the order of their days.
    pub vacancy: Vec<VacancyMovement>,
    /// Movements of the stock of surveyed floor area, in the order of their days.
    pub floor: Vec<FloorMovement>,
    /// Movements of the floor area that counts as revitalized (performance), in the order of their days.
    pub floor_credits: Vec<FloorCreditMovement>,
    /// Movements of the land area that counts as revitalized (statutory), in the order of their days.
    pub land_credits: Vec<LandCreditMovement>,
    /// Events that were refused, and why; the first subject of each is the id of the event whose line says what
    /// was refused: the event itself, or the correction that took its place.
    pub findings: Vec<Finding>,
}

impl History {
    /// Why events were refused, by the id of the event whose line says what was refused; of several reasons the first.
    pub(super) fn refused(&self) -> BTreeMap<&str, &Finding> {
        // These are about a line beside the event, or do not keep it from being applied.
        let others = [Code::EventIdRepeated, Code::JournalRecordedBackwards];
        let mut refused = BTreeMap::new();
        for finding in self.findings.iter().filter(|finding| !others.contains(&finding.code)) {
            if let Some(event) = finding.subjects.first() {
                refused.entry(event.as_str()).or_insert(finding);
            }
        }
        refused
    }
}

/// Replays events up to a day, as known on a day.
///
/// `events` stand in the order in which they were recorded. They are applied in the order of their effective
/// days; of the same day, in the order of recording (a corrected event keeps its original's place). An event
/// that the state does not allow is a finding with the rule and the allowed alternatives, and is not applied.
///
/// # Findings
///
/// `event-id-repeated`, `journal-recorded-backwards`, `event-unknown-…`, `event-not-allowed`.
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use landledger::ledger::{AsOf, Event, replay};
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":
///         {"name":"A1","town":"410106001","tenure":"granted","registered_area_m2":"20000.00"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"entry-listed":
///         {"entry":"T1","parcel":"410106001001GB00012","class":"low-efficiency-industrial",
///          "causes":[{"code":"production-stopped","side":"enterprise"}],"land_area_m2":"12000.00"}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
///
/// let history = replay(&events, AsOf::day(date(2023, 5, 10)));
/// assert_eq!(history.state.open_entries().count(), 1);
/// let the_day_before = replay(&events, AsOf::day(date(2023, 5, 9)));
/// assert_eq!(the_day_before.state.open_entries().count(), 0);
/// ```
#[must_use]
pub fn replay(events: &[Event], as_of: AsOf) -> History {
    replay_watched(events, as_of, None).0
}

/// The same, with the steps of the days after one, if a day is given.
pub(super) fn replay_watched(
    events: &[Event],
    as_of: AsOf,
    after: Option<Date>,
) -> (History, Vec<Step>) {
    let mut findings = Vec::new();
    let effective = correction::resolve(events, as_of.known, &mut findings);
    let (mut history, steps) = fold(effective, as_of, after);
    findings.append(&mut history.findings);
    (History { findings, ..history }, steps)
}

/// Applies events as they are known.
pub(super) fn fold(
    effective: Vec<Effective<'_>>,
    as_of: AsOf,
    after: Option<Date>,
) -> (History, Vec<Step>) {
    let (ledger, findings) = apply_by_component(effective, as_of, after, Done::default());
    let Ledger { state, movements, vacancy, floor, floor_credits, land_credits, watch, .. } =
        ledger;
    let steps = watch.map(|watch| watch.steps).unwrap_or_default();
    (History { state, movements, vacancy, floor, floor_credits, land_credits, findings }, steps)
}

/// The same, as the ledger that it makes, and what was refused. `done` says what is kept of it.
pub(super) fn apply_by_component(
    mut effective: Vec<Effective<'_>>,
    as_of: AsOf,
    after: Option<Date>,
    mut done: Done,
) -> (Ledger, Vec<Finding>) {
    effective.retain(|event| event.day <= as_of.effective);
    // A stable sort: events of one day keep the order of recording.
    effective.sort_by_key(|event| event.day);
    let mut ledger = Ledger::new(as_of);
    ledger.watch = after.map(|after| Watch { after, steps: Vec::new() });
    let mut ranks = Ranks::default();
    let mut findings = Vec::new();
    // What an event needs is then at hand from the event before. Which of two that do not concern one another comes first
    // shows in the order of movements and findings only, and that is mended behind.
    let order = components::by_component(&effective);
    for component in order.chunk_by(|(one, _), (other, _)| one == other) {
        for (_, rank) in component {
            let Some(event) = effective.get(*rank) else { continue };
            if let Err(refusal) = ledger.apply(event) {
                let allowed = refusal.alternatives(&ledger.state, event.act, event.day);
                findings.push(Refusal::into_finding(refusal, event, &allowed));
            }
            ranks.note(*rank, &ledger, findings.len());
        }
        ledger.leave_component(&mut done);
    }
    ledger.gather(done);
    ranks.put_in_order(&mut ledger, &mut findings);
    (ledger, findings)
}

/// Replays events to the end of each of several days, as known by the end of `known` (`None`: all that was ever recorded), and
/// shows the state of each: the same as [`replay`] gives for it, in one pass. The days are taken in their order, a day given
/// twice once.
pub fn replay_days(
    events: &[Event],
    days: &[Date],
    known: Option<Date>,
    mut each: impl FnMut(&LedgerState),
) {
    let days: BTreeSet<Date> = days.iter().copied().collect();
    let Some(last) = days.last() else { return };
    let mut effective = correction::resolve(events, known, &mut Vec::new());
    effective.retain(|event| event.day <= *last);
    effective.sort_by_key(|event| event.day);
    let mut rest = effective.into_iter().peekable();
    let mut ledger = Ledger::new(AsOf { effective: *last, known });
    for day in days {
        while let Some(event) = rest.next_if(|event| event.day <= day) {
            // A refused event changes nothing; `replay` finds it.
            let _ = ledger.apply(&event);
        }
        ledger.state.as_of.effective = day;
        each(&ledger.state);
    }
}

/// The state before the first day of a period (期初), as known by the end of `known` (`None`: all that was ever
/// recorded).
#[must_use]
pub fn opening_state(events: &[Event], period: Period, known: Option<Date>) -> LedgerState {
    match period.day_before() {
        Some(effective) => replay(events, AsOf { effective, known }).state,
        None => LedgerState::empty(AsOf { effective: period.from(), known }),
    }
}
