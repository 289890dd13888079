//! A ledger that stays loaded says after every step what a replay from the beginning says; and a replay says the same
//! whether it can take its events component by component, or not.

use jiff::civil::date;
use landledger::codes::ParcelCode;
use landledger::finding::Code;
use landledger::law::Method;
use landledger::ledger::{
    Act, AsOf, Event, History, LedgerState, LoadedLedger, replay, replay_days,
};
use landledger::plan::{Plan, PlanId, Prospect, ProspectId, ProspectStage};
use landledger::space::SpaceId;
use landledger::units::{AreaUnit, GivenArea};
use proptest::prelude::*;

use crate::ledger_properties::{DAYS, Draw, draws, journal, on};

fn plot(series: u32, number: u32) -> ParcelCode {
    format!("410106001001GB{:05}", series * 1000 + number).parse().unwrap()
}

/// Three journals of parcels of their own, in the order of recording, and `bonds` between them: plans for parcels of two,
/// firms that take parcels and spaces of several; and what is kept for the ledger as a whole.
fn together(stories: &[Vec<Draw>], bonds: &[Draw]) -> Vec<Event> {
    let series = 1..=stories.len() as u32;
    let mut events: Vec<Event> =
        stories.iter().zip(series).flat_map(|(draws, series)| journal(draws, series)).collect();
    for (number, draw) in bonds.iter().enumerate() {
        let (day, delay, kind, a, b, amount) = *draw;
        let plots = vec![
            plot(1 + u32::from(a) % 3, 1 + u32::from(b)),
            plot(1 + u32::from(b) % 3, 1 + u32::from(amount % 4)),
        ];
        let prospect: ProspectId = format!("Y{}", a % 2).parse().unwrap();
        let space: SpaceId = format!("S{}{b}y{}", a % 2, 1 + amount % 3).parse().unwrap();
        let plan: PlanId = format!("Z{b}").parse().unwrap();
        let act = match kind % 9 {
            0 => {
                let methods = vec![Method::LeasePlant];
                Act::PlanAdopted { plan: Box::new(Plan::new(plan, plots, methods, "lead")) }
            }
            1 | 2 => {
                let mut firm = Prospect::new(prospect, "firm");
                firm.plans.extend(amount.is_multiple_of(3).then_some(plan));
                Act::ProspectRecorded { prospect: Box::new(firm) }
            }
            3 => {
                let (occupant, method, plan) = (None, Some(Method::LeasePlant), Some(plan));
                Act::SpaceOccupied { space, occupant, method, plan }
            }
            4 | 5 => {
                let (stage, spaces) = (ProspectStage::Signed, vec![space]);
                Act::ProspectAdvanced { prospect, stage, spaces, plots }
            }
            6 => Act::PlanAccepted { plan },
            7 => {
                let approved_area = GivenArea::new("17.06", AreaUnit::SquareKilometre).unwrap();
                Act::ZoneBoundaryAdopted { approved_area }
            }
            _ => Act::EventRetracted { event: format!("C{}", number / 2).parse().unwrap() },
        };
        let recorded = (day + delay).min(DAYS);
        let id = format!("C{number}").parse().unwrap();
        events.push(Event::new(id, on(day), on(recorded).at(13, 0, 0, 0), act));
    }
    events.sort_by_key(|event| event.recorded);
    events
}

fn stories() -> impl Strategy<Value = Vec<Vec<Draw>>> {
    prop::collection::vec(draws(25), 3)
}

fn as_of(day: i32, known: Option<i32>) -> AsOf {
    let as_of = AsOf::day(on(day));
    known.map_or(as_of, |known| as_of.known_on(on(known)))
}

/// The same events behind one that is refused, but names every parcel and space: all are one component.
fn bound(events: &[Event]) -> Vec<Event> {
    let mut plots: Vec<ParcelCode> = Vec::new();
    let mut spaces: Vec<SpaceId> = Vec::new();
    for series in 1..=3 {
        plots.extend((1..60).map(|number| plot(series, number)));
        let places = (0..4).flat_map(|a| (0..4).map(move |b| (a, b)));
        spaces.extend(places.map(|(a, b)| format!("S{a}{b}y{series}").parse::<SpaceId>().unwrap()));
    }
    let day = date(2023, 12, 31);
    let act = Act::ProspectAdvanced {
        prospect: "unknown".parse().unwrap(),
        stage: ProspectStage::Signed,
        spaces,
        plots,
    };
    let binder = Event::new("BINDER".parse().unwrap(), day, day.at(0, 0, 0, 0), act);
    std::iter::once(binder).chain(events.iter().cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// One component is applied in the order of days, as if there were no others.
    #[test]
    fn a_replay_by_component_is_one_by_day(
        stories in stories(),
        bonds in draws(12),
        day in 0..=DAYS,
        known in proptest::option::of(0..=DAYS),
    ) {
        let events = together(&stories, &bonds);
        let as_of = as_of(day, known);
        let mut by_day = replay(&bound(&events), as_of);
        let binder = by_day.findings.iter().position(|finding| finding.subjects[0] == "BINDER");
        let refused = by_day.findings.remove(binder.unwrap());
        prop_assert_eq!(refused.code, Code::EventUnknownProspect);
        prop_assert_eq!(replay(&events, as_of), by_day);
    }

    /// From any day to any other, forwards, backwards and to other knowledge, with events appended in between; whether they
    /// stand in the order of recording or not.
    #[test]
    fn wherever_it_goes_it_says_what_a_replay_says(
        stories in stories(),
        bonds in draws(12),
        swaps in prop::collection::vec((0..200_usize, 0..200_usize), 0..4),
        steps in prop::collection::vec((0..=DAYS, proptest::option::of(0..=DAYS), 0..40_usize), 1..8),
    ) {
        let mut events = together(&stories, &bonds);
        for (one, other) in swaps {
            let length = events.len();
            events.swap(one % length, other % length);
        }
        let mut rest = events.clone();
        let mut later = rest.split_off(rest.len() / 3).into_iter();
        let mut loaded = LoadedLedger::new(rest, AsOf::day(on(DAYS / 2)));
        for (day, known, more) in steps {
            let as_of = as_of(day, known);
            prop_assert_eq!(loaded.move_to(as_of), &replay(loaded_events(&events, &later), as_of).state);
            loaded.append(later.by_ref().take(more));
            let so_far = loaded_events(&events, &later);
            prop_assert_eq!(loaded.events(), so_far);
            let whole = replay(so_far, as_of);
            prop_assert_eq!(loaded.state(), &whole.state);
            for code in whole.state.parcels.keys() {
                is_part(&loaded.history_of(code, as_of), &whole, code)?;
            }
        }
    }

    #[test]
    fn several_days_in_one_pass_are_several_replays(stories in stories(), bonds in draws(12)) {
        let events = together(&stories, &bonds);
        let days = [on(3), on(20), on(41)];
        let mut states: Vec<LedgerState> = Vec::new();
        replay_days(&events, &days, None, |state| states.push(state.clone()));
        let replays: Vec<_> = days.iter().map(|day| replay(&events, AsOf::day(*day)).state).collect();
        prop_assert_eq!(states, replays);
    }
}

fn loaded_events<'e>(events: &'e [Event], later: &std::vec::IntoIter<Event>) -> &'e [Event] {
    &events[..events.len() - later.len()]
}

/// Whatever the history of a component says is said of the whole, and all that is said of the parcel is in it.
fn is_part(part: &History, whole: &History, code: &ParcelCode) -> Result<(), TestCaseError> {
    let (some, all) = (&part.state, &whole.state);
    prop_assert_eq!(some.parcels.get(code), all.parcels.get(code));
    prop_assert!(some.parcels.iter().all(|(code, parcel)| all.parcels.get(code) == Some(parcel)));
    prop_assert!(some.entries.iter().all(|(id, entry)| all.entries.get(id) == Some(entry)));
    prop_assert!(some.spaces.iter().all(|(id, space)| all.spaces.get(id) == Some(space)));
    prop_assert!(some.plans.iter().all(|(id, plan)| all.plans.get(id) == Some(plan)));
    prop_assert!(some.proposals.iter().all(|(id, act)| all.proposals.get(id) == Some(act)));
    prop_assert!(part.findings.iter().all(|finding| whole.findings.contains(finding)));
    macro_rules! same_movements {
        ($($stock:ident)*) => {$({
            let on_parcel = |history: &History| {
                history.$stock.iter().filter(|m| m.parcel == *code).cloned().collect::<Vec<_>>()
            };
            prop_assert_eq!(on_parcel(part), on_parcel(whole));
        })*};
    }
    same_movements!(movements vacancy floor floor_credits land_credits);
    Ok(())
}
