//! Changes explained on random ledgers: contributions sum to the change, exactly, for every indicator and both ends, and do
//! not depend on the order of independent events. The facts of the random parcels are made up here, some left out.

use landledger::finding::Text;
use landledger::indicator::{
    BaseQuantities, ChangeInput, ChangeOutcome, DeclaredLand, ExplainedChange, IndicatorValue,
    MeasuredLand, Unexplained, ValueEnd, explain_changes, zone_indicators,
};
use landledger::ledger::{Act, AsOf, Event, Knowledge, replay};
use landledger::parcel::{LandUseStage, ParcelFacts, YearFigures};
use landledger::units::Figure;
use landledger::zone::{NonParcelKind, NonParcelState};
use proptest::prelude::*;

use crate::explain_change::adds_up;
use crate::ledger_properties::{DAYS, Draw, draws, journal, on};

/// Made-up facts beside the registered area, from a number; those of bit 7 upwards are left out now and then.
fn enrich(facts: &mut ParcelFacts, seed: u32) {
    let stages = [
        LandUseStage::MeetsTarget,
        LandUseStage::PartlyBuilt,
        LandUseStage::SuppliedNotStarted,
        LandUseStage::MeetsTarget,
    ];
    let use_codes = ["0601", "0604", "0701"];
    let pick = |of: usize| seed as usize / 7 % of;
    let given = |bit: u32| !(seed >> bit).is_multiple_of(13);
    let number = |by: u32| (seed % 1000 * by).to_string();
    if given(7) {
        facts.stage = Some(stages[pick(4)]);
    }
    if given(8) {
        let system = landledger::codes::LandUseSystem::Gbt21010Of2017;
        let code = use_codes[pick(3)];
        facts.land_use = Some(landledger::codes::LandUse::new(system, code).unwrap());
    }
    if given(9) {
        facts.floor_area = Some(number(3).parse().unwrap());
    }
    if given(10) {
        facts.building_base_area = Some(number(1).parse().unwrap());
        facts.built_area = Some(number(2).parse().unwrap());
    }
    if given(11) {
        facts.investment = Some(number(90_001).parse().unwrap());
    }
    for year in [2022, 2023] {
        if given(12 + (year as u32 - 2022)) {
            let mut figures = YearFigures::new(year);
            // A refund now and then.
            let sign = if seed.is_multiple_of(6) { "-" } else { "" };
            figures.tax = Some(format!("{sign}{}", number(77)).parse().unwrap());
            facts.years.push(figures);
        }
    }
    if seed.is_multiple_of(5) {
        facts.registered_area = None;
    }
}

fn enrich_act(act: &mut Act, seed: &mut u32) {
    let mut next = || {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *seed >> 8
    };
    match act {
        Act::ParcelRegistered { facts, .. } | Act::FactsRevised { facts, .. } => {
            enrich(facts, next());
        }
        Act::ParcelsReplaced { replacement } => {
            for to in &mut replacement.to {
                enrich(&mut to.facts, next());
            }
        }
        Act::Together { acts } => acts.iter_mut().for_each(|act| enrich_act(act, seed)),
        Act::Proposed { act, .. } | Act::EventCorrected { act, .. } => enrich_act(act, seed),
        _ => {}
    }
}

fn ledger(draws: &[Draw], series: u32) -> Vec<Event> {
    let mut events = journal(draws, series);
    let mut seed = draws.iter().fold(17 * series, |seed, draw| {
        seed.wrapping_mul(31).wrapping_add(draw.0 as u32).wrapping_add(u32::from(draw.5))
    });
    for event in &mut events {
        enrich_act(&mut event.act, &mut seed);
    }
    events
}

fn land(of: u32) -> MeasuredLand {
    let mut land = MeasuredLand::default();
    land.approved = Some(format!("{}", 40_000 + of).parse().unwrap());
    let state = [Some(NonParcelState::Built), None, Some(NonParcelState::SuppliedNotBuilt)];
    let state = state[of as usize % 3];
    let area = format!("{}.{:02}", 500 + of, of % 100).parse().unwrap();
    land.declared = vec![
        DeclaredLand::new("R1", NonParcelKind::Road, state, area),
        DeclaredLand::new(format!("R{}", of % 4), NonParcelKind::Green, state, area),
        DeclaredLand::new("W1", NonParcelKind::Water, None, area),
    ];
    for number in 1001..1030 {
        let code = format!("410106001001GB{number:05}").parse().unwrap();
        land.parcels.insert(code, format!("{}", 2000 + of % 7).parse().unwrap());
    }
    land
}

/// Rates of a part over its whole, or over what it has land in common with.
const SHARES: [&str; 3] = ["built-rate", "industrial-land-rate", "idle-rate"];

fn two(figure: Figure) -> Figure {
    figure.rounded(2)
}

/// The ends of a value, as far as it has them.
fn ends(value: &IndicatorValue) -> [Option<Figure>; 2] {
    match value {
        IndicatorValue::Known(figure) => [Some(*figure), Some(*figure)],
        IndicatorValue::Bounded { low, high } => [Some(*low), Some(*high)],
        IndicatorValue::AtLeast(low) => [Some(*low), None],
        _ => [None, None],
    }
}

/// Whether what is explained is what the indicator says; counts the accounts.
fn holds(changes: &[ExplainedChange]) -> usize {
    let mut accounts = 0;
    for change in changes {
        for end in &change.ends {
            let values = [change.value_before, change.value_after];
            let [before, after] =
                values.map(|value| ends(&value)[usize::from(end.end == ValueEnd::High)]);
            match &end.outcome {
                ChangeOutcome::Explained(account) => {
                    adds_up(account);
                    accounts += 1;
                    let quotient = |value: Option<Figure>, exact: &landledger::units::Fraction| {
                        if change.unit.starts_with("m2") {
                            return;
                        }
                        let exact = Figure::from_number(exact.rounded(2).unwrap()).unwrap();
                        // Of a part and its whole the value is bounded more narrowly than by the ends of both.
                        if SHARES.contains(&&*change.indicator) && end.end != ValueEnd::Value {
                            let Some(value) = value.map(two) else { return };
                            match end.end {
                                ValueEnd::Low => assert!(exact <= value, "{}", change.indicator),
                                _ => assert!(exact >= value, "{}", change.indicator),
                            }
                            return;
                        }
                        // Money that has one end only is said to be unknown as a whole.
                        if value.is_some() || !change.unit.starts_with("10000 yuan") {
                            assert_eq!(value.map(two), Some(exact), "{}", change.indicator);
                        }
                    };
                    quotient(before, &account.opening.value.exact);
                    quotient(after, &account.closing.value.exact);
                }
                ChangeOutcome::Unexplained(Unexplained::TooLong) => panic!("{change:?}"),
                ChangeOutcome::Unexplained(_) => {}
                _ => panic!("another outcome"),
            }
        }
    }
    accounts
}

fn plain(changes: &[ExplainedChange]) -> Vec<(Text, Vec<String>)> {
    let told = |change: &ExplainedChange| {
        let mut rows = Vec::new();
        for end in &change.ends {
            if let ChangeOutcome::Explained(account) = &end.outcome {
                let one = account.contributions().map(|row| {
                    format!(
                        "{:?} {:?} {} {}",
                        row.subject, row.reason, row.effect.exact, row.numerator
                    )
                });
                rows.extend(one);
            } else {
                rows.push(format!("{:?}", end.outcome));
            }
        }
        (change.name.clone(), rows)
    };
    changes.iter().map(told).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn e24_contributions_sum_to_the_change_exactly(
        draws in draws(60),
        (from, length, known, then) in (0..DAYS, 0..DAYS, 0..=DAYS, 0..=DAYS),
        maps in (0..500_u32, 0..500_u32),
        publish in any::<bool>(),
    ) {
        let events = ledger(&draws, 1);
        let (before, after) = (land(maps.0), land(maps.1));
        let mut input = ChangeInput::new(&events, on(from), on((from + length).min(DAYS)), &before);
        input.land_after = &after;
        if publish {
            input.published = Some(Knowledge::Day(on(then.min(known))));
            input.known = Knowledge::Day(on(known));
        }
        let changes = explain_changes(&input).unwrap();
        holds(&changes);
        // The values are those of the report.
        let known = publish.then(|| on(known));
        let as_of = known.map_or(AsOf::day(input.to), |known| AsOf::day(input.to).known_on(known));
        let state = replay(&events, as_of).state;
        let rows = zone_indicators(&BaseQuantities::of(&state, &after));
        for (row, change) in rows.iter().zip(&changes) {
            prop_assert_eq!((&row.id, &row.value), (&change.indicator, &change.value_after));
        }
    }

    #[test]
    fn e24_the_order_of_independent_events_does_not_matter(
        (one, two) in (draws(40), draws(40)),
        (from, length) in (0..DAYS, 0..DAYS),
    ) {
        let (one, two) = (ledger(&one, 1), ledger(&two, 2));
        let land = land(7);
        let explained = |events: &[Event]| {
            let to = on((from + length).min(DAYS));
            explain_changes(&ChangeInput::new(events, on(from), to, &land)).unwrap()
        };
        let first = explained(&[one.clone(), two.clone()].concat());
        let second = explained(&[two, one].concat());
        prop_assert_eq!(plain(&first), plain(&second));
    }
}

/// The random ledgers have what the properties are about: values, both ends, corrections, every kind of outcome.
#[test]
fn random_changes_have_all_there_is() {
    let mut seed = 5_u32;
    let mut next = |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let mut reasons = std::collections::BTreeMap::<String, usize>::new();
    let mut accounts = 0;
    for _ in 0..90 {
        let draws: Vec<Draw> = (0..60)
            .map(|_| {
                let (day, delay, kind) = (next(61) as i32, next(4) as i32, next(36) as u8);
                (day, delay, kind, next(4) as u8, next(4) as u8, next(2000) as u16)
            })
            .collect();
        let events = ledger(&draws, 1);
        let (before, after) = (land(next(500)), land(next(500)));
        let mut input = ChangeInput::new(&events, on(10), on(50), &before);
        input.land_after = &after;
        input.published = Some(Knowledge::Day(on(15)));
        let changes = explain_changes(&input).unwrap();
        accounts += holds(&changes);
        for end in changes.iter().flat_map(|change| &change.ends) {
            match &end.outcome {
                ChangeOutcome::Explained(account) => {
                    for group in account.correction.iter().chain(&account.groups) {
                        let name = group.name.en.split(':').next().unwrap().to_owned();
                        *reasons.entry(name).or_default() += 1;
                    }
                }
                ChangeOutcome::Unexplained(reason) => {
                    *reasons.entry(format!("{reason:?}")).or_default() += 1;
                }
                _ => {}
            }
        }
    }
    assert!(accounts > 1800, "{accounts}: {reasons:?}");
    let expected = [
        "correction of the opening",
        "facts of a parcel revised",
        "parcels replaced",
        "fact became known",
        "fact became unknown",
        "listed",
        "relisted after relapse",
        "struck off",
        "taken over after a split or merge",
        "listed area assessed anew",
        "moved to another class",
        "space surveyed",
        "space remeasured",
        "space vacated",
        "space vacated after revitalization",
        "space revitalized",
        "space let without a method",
        "space removed",
        "boundary of the zone changed",
        "declared non-parcel land changed",
        "plane area on the map changed",
        "Unbounded(Opening)",
        "NotASum",
    ];
    for reason in expected {
        assert!(reasons.get(reason).is_some_and(|count| *count > 1), "{reason}: {reasons:?}");
    }
}
