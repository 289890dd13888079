//! Roll-forwards: opening + movements = closing, by hand and over random ledgers.

use landledger::calendar::Period;
use landledger::ledger::{AsOf, FloorKind, LedgerState, MovementKind, VacancyKind, replay};
use landledger::space::Occupancy;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::ledger_text::{day, events, found, on, period};

/// The kind as the JSON form has it, the count and the area: `listed 2 7000`.
fn lines<K: serde::Serialize, A: std::fmt::Display>(
    lines: &[landledger::ledger::RollForwardLine<K, A>],
) -> Vec<String> {
    let rows = lines.iter().map(|line| {
        let kind = serde_json::to_string(&line.kind).expect("a kind");
        format!("{} {} {}", kind.replace(['"', '{', '}'], ""), line.change.count, line.change.area)
    });
    rows.collect()
}

#[test]
fn a_table_of_entries_worked_by_hand() {
    let story = "
        E01 2023-01-01 parcel 1
        E02 2023-06-01 listed T1 1 idle 1000.50
        E03 2023-12-31 listed T2 1 idle 2000
        E04 2024-01-01 listed T3 1 low-efficiency-other 4000.25
        E05 2024-02-01 resized T1 1200.50
        E06 2024-03-01 resized T2 1500
        E07 2024-03-02 resized T2 1500.00
        E08 2024-04-01 struck T1 revitalized
        E09 2024-05-01 struck T3 misjudged
        E10 2024-06-01 relisted T1
        E11 2024-06-30 listed T4 1 idle 10
        E12 2024-07-01 struck T2 taken-back
        E13 2024-07-01 struck T9 taken-back
    ";
    let history = on(story, "2024-12-31");
    assert_eq!(found(&history.findings), "event-unknown-entry: E13 T9");
    // (period, opening, lines, closing). First half of 2024: 3000.50 + 4010.25 + 1200.50 + 200 − 500 − 1200.50
    // − 4000.25 = 2710.50; T1 1200.50, T2 1500, T4 10 are open: 2710.50.
    let rows: [(&str, &str, &[&str], &str); 5] = [
        ("2023-01-01..2023-12-30", "0 0", &["listed 1 1000.50"], "1 1000.50"),
        ("2023-12-31..2023-12-31", "1 1000.50", &["listed 1 2000"], "2 3000.50"),
        (
            "2024-01-01..2024-06-30",
            "2 3000.50",
            &[
                "listed 2 4010.25",
                "relisted 1 1200.50",
                "enlarged 0 200.00",
                "reduced 0 -500",
                "struck-off-revitalized -1 -1200.50",
                "struck-off-misjudged -1 -4000.25",
            ],
            "3 2710.50",
        ),
        (
            "2024-07-01..2024-07-01",
            "3 2710.50",
            &["struck-off-taken-back -1 -1500.00"],
            "2 1210.50",
        ),
        ("2024-07-02..2024-12-31", "2 1210.50", &[], "2 1210.50"),
    ];
    for (days, opening, expected, closing) in rows {
        let table = history.roll_forward(period(days)).expect("a table");
        assert_eq!(lines(&table.lines), expected, "{days}");
        assert_eq!(format!("{} {}", table.opening.count, table.opening.area), opening, "{days}");
        let end = format!("{} {}", table.closing.count, table.closing.area);
        let end_value = end.split_once(' ').map(|(n, a)| (n.to_owned(), decimal(a)));
        let (count, area) = closing.split_once(' ').expect("two words");
        assert_eq!(end_value, Some((count.to_owned(), decimal(area))), "{days}");
    }
}

#[test]
fn a_table_of_vacant_floor_area_worked_by_hand() {
    let story = "
        E01 2024-01-01 parcel 1
        E02 2024-01-10 space A 1 100 vacant
        E03 2024-01-10 space B 1 200.5 occupied
        E04 2024-01-10 space C 1 400 unknown
        E05 2024-02-01 occupied A by=lease-plant
        E06 2024-02-02 vacated B
        E07 2024-02-03 measured B 210.5
        E08 2024-02-04 measured A 90
        E09 2024-02-05 vacated A
        E10 2024-02-06 occupied B
        E11 2024-02-07 occupied C
        E12 2024-02-08 vacated C
        E13 2024-02-09 removed C
        E14 2024-02-10 space D 1 50 vacant
    ";
    let history = on(story, "2024-12-31");
    assert_eq!(found(&history.findings), "");
    let table = history.vacancy_roll_forward(period("2024-02-01..2024-02-29")).expect("a table");
    assert_eq!((table.opening.count, table.opening.area.to_string()), (1, "100".to_owned()));
    assert_eq!(
        lines(&table.lines),
        [
            "found-vacant 1 50",
            // B 200.5 and C 400.
            "vacated 2 600.5",
            // A came back with the 90 m² measured in between.
            "relapsed 1 90",
            "remeasured 0 10.0",
            "revitalized -1 -100",
            "let -1 -210.5",
            "removed -1 -400",
        ]
    );
    // A 90 and D 50 are vacant.
    assert_eq!(
        (table.closing.count, decimal(&table.closing.area.to_string())),
        (2, decimal("140"))
    );
}

#[test]
fn the_lines_of_each_kind_have_the_sign_of_the_kind() {
    // Every kind of the enums moves the stock one way, but moves between groups; a new kind must be added here.
    let sign = |kind: MovementKind| match kind {
        MovementKind::Listed | MovementKind::Relisted | MovementKind::Inherited => Some(1),
        MovementKind::Enlarged | MovementKind::Reduced => Some(0),
        MovementKind::StruckOff(_) => Some(-1),
        MovementKind::Regrouped => None,
        _ => panic!("a kind without a sign"),
    };
    let vacancy = |kind: VacancyKind| match kind {
        VacancyKind::FoundVacant | VacancyKind::Vacated | VacancyKind::Relapsed => Some(1),
        VacancyKind::Remeasured => Some(0),
        VacancyKind::Revitalized | VacancyKind::Let | VacancyKind::Removed => Some(-1),
        VacancyKind::Regrouped => None,
        _ => panic!("a kind without a sign"),
    };
    let floor = |kind: FloorKind| match kind {
        FloorKind::Surveyed => Some(1),
        FloorKind::Remeasured => Some(0),
        FloorKind::Removed => Some(-1),
        FloorKind::Regrouped => None,
        _ => panic!("a kind without a sign"),
    };
    let history = on(&random::fixed_story(), "2030-01-01");
    assert!(history.movements.len() > 100 && history.vacancy.len() > 100);
    assert!(history.floor.len() > 100);
    assert!(history.movements.iter().all(|m| sign(m.kind).is_none_or(|s| m.count == s)));
    assert!(history.vacancy.iter().all(|m| vacancy(m.kind).is_none_or(|s| m.count == s)));
    assert!(history.floor.iter().all(|m| floor(m.kind).is_none_or(|s| m.count == s)));
    // Out of one group and into another: two movements of one event, one the opposite of the other.
    let moves: Vec<_> =
        history.movements.iter().filter(|m| m.kind == MovementKind::Regrouped).collect();
    assert!(moves.len() > 10);
    for pair in moves.chunks(2) {
        let [out, into] = pair else { panic!("a movement out of a group and into none") };
        assert_eq!((&out.event, &out.entry, out.count), (&into.event, &into.entry, -into.count));
        assert_eq!(out.land_area.square_metres(), -into.land_area.square_metres());
        assert_ne!(out.group, into.group);
    }
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).expect(text)
}

/// The stock counted from the state alone, without a look at any movement.
fn listed(state: &LedgerState) -> (i64, Decimal) {
    let mut stock = (0, Decimal::ZERO);
    for entry in state.entries.values() {
        if entry.stays.last().is_some_and(|stay| stay.struck_off.is_none()) {
            stock = (stock.0 + 1, stock.1 + entry.land_area.square_metres());
        }
    }
    stock
}

fn vacant(state: &LedgerState) -> (i64, Decimal) {
    let mut stock = (0, Decimal::ZERO);
    for space in state.spaces.values() {
        let last = space.occupancy.stays().last().and_then(|stay| stay.occupancy);
        if space.removed.is_none() && last == Some(Occupancy::Vacant) {
            stock = (stock.0 + 1, stock.1 + space.space.floor_area.square_metres());
        }
    }
    stock
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// For every period of a random ledger, opening and closing are the stocks of the replayed states, and the
    /// lines carry one to the other; the closing of a period is the opening of the next.
    #[test]
    fn opening_and_movements_make_closing(
        story in random::story(120),
        cuts in prop::collection::vec(0_i32..=random::DAYS, 2..5),
        knowledge in prop::option::of(0_i32..=random::DAYS),
    ) {
        let events = events(&story);
        let known = knowledge.map(random::date);
        let at = |day| {
            let as_of = AsOf::day(day);
            replay(&events, known.map_or(as_of, |known| as_of.known_on(known)))
        };
        let history = at(random::date(random::DAYS));
        let mut days: Vec<i32> = cuts;
        days.sort_unstable();
        days.dedup();
        let mut last_closing = None;
        for pair in days.windows(2) {
            let &[from, to] = pair else { continue };
            let period = Period::days(random::date(from), random::date(to)).expect("a period");
            let before = period.day_before().map(|day| at(day).state).expect("a day before");
            let after = at(period.last_day()).state;

            let table = history.roll_forward(period).expect("a table");
            let opening = (table.opening.count, table.opening.area.square_metres());
            let closing = (table.closing.count, table.closing.area.square_metres());
            prop_assert_eq!(opening, listed(&before));
            prop_assert_eq!(closing, listed(&after));
            let sum = table.lines.iter().fold(opening, |sum, line| {
                (sum.0 + line.change.count, sum.1 + line.change.area.square_metres())
            });
            prop_assert_eq!(sum, closing);

            let spaces = history.vacancy_roll_forward(period).expect("a table");
            let opening = (spaces.opening.count, spaces.opening.area.square_metres());
            let closing_spaces = (spaces.closing.count, spaces.closing.area.square_metres());
            prop_assert_eq!(opening, vacant(&before));
            prop_assert_eq!(closing_spaces, vacant(&after));
            let sum = spaces.lines.iter().fold(opening, |sum, line| {
                (sum.0 + line.change.count, sum.1 + line.change.area.square_metres())
            });
            prop_assert_eq!(sum, closing_spaces);

            if let Some(last) = last_closing {
                prop_assert_eq!(last, (table.opening, spaces.opening));
            }
            last_closing = Some((table.closing, spaces.closing));
        }
        // The parcels' registered areas hold on every day that was looked at.
        let state = &history.state;
        for (code, parcel) in &state.parcels {
            let open = state.open_entries().filter(|entry| entry.parcel == *code);
            let sum: Decimal = open.map(|entry| entry.land_area.square_metres()).sum();
            let registered = parcel.facts.registered_area.expect("registered");
            prop_assert!(sum <= registered.square_metres());
        }
    }

    /// The same events give the same history, and an id is refused or applied, never both.
    #[test]
    fn a_replay_is_a_function_of_the_events(story in random::story(80)) {
        let events = events(&story);
        let as_of = AsOf::day(day("2030-01-01"));
        prop_assert_eq!(replay(&events, as_of), replay(&events, as_of));
        let history = replay(&events, as_of);
        let refused: Vec<&str> = history
            .findings
            .iter()
            .filter(|finding| finding.code.id() != "event-id-repeated")
            .flat_map(|finding| finding.subjects.first().map(String::as_str))
            .collect();
        for movement in &history.movements {
            prop_assert!(!refused.contains(&movement.event.as_str()));
        }
    }
}

/// Random stories: few subjects and many events, so that most are allowed and a good part is not.
pub(crate) mod random {
    use jiff::ToSpan;
    use jiff::civil::Date;
    use proptest::prelude::*;

    /// Events are effective, and recorded, within so many days from 2024-01-01.
    pub(crate) const DAYS: i32 = 60;

    pub(crate) fn date(day: i32) -> Date {
        jiff::civil::date(2024, 1, 1).checked_add(day.days()).expect("a day")
    }

    type Draw = (i32, i32, u8, u8, u8, u16);

    fn draw() -> impl Strategy<Value = Draw> {
        (0..=DAYS, 0..4_i32, 0..28_u8, 0..4_u8, 0..4_u8, 0..2000_u16)
    }

    pub(crate) fn story(most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(draw(), 0..most).prop_map(|draws| write(&draws))
    }

    /// A story that is always the same, with thousands of events.
    pub(crate) fn fixed_story() -> String {
        let mut seed = 1_u32;
        let mut next = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % below
        };
        let draws: Vec<Draw> = (0..4000)
            .map(|_| {
                let day = next(61) as i32;
                let (kind, a, b) = (next(28) as u8, next(4) as u8, next(4) as u8);
                (day, 3, kind, a, b, next(2000) as u16)
            })
            .collect();
        write(&draws)
    }

    fn write(draws: &[Draw]) -> String {
        let mut story = String::new();
        for parcel in 1..5 {
            story.push_str(&format!(
                "P{parcel} 2024-01-01 rec=2024-01-01 parcel {parcel} area=3000.01\n"
            ));
        }
        for plan in 0..2 {
            story.push_str(&format!("Q{plan} 2024-01-01 rec=2024-01-01 plan P{plan} 1,2,3,4\n"));
        }
        // Recorded in the order of the lines, at about the day on which they take effect.
        let mut recorded = 0;
        for (number, draw) in draws.iter().enumerate() {
            let (day, delay, ..) = *draw;
            recorded = (day + delay).clamp(recorded, (recorded + 3).min(DAYS));
            let (effective, recorded) = (date(day), date(recorded));
            let act = act(number, *draw);
            story.push_str(&format!("E{number} {effective} rec={recorded} {act}\n"));
        }
        story
    }

    fn act(number: usize, (_, _, kind, a, b, amount): Draw) -> String {
        let classes = ["idle", "low-efficiency-industrial", "low-efficiency-other", "idle"];
        let class = classes.get(usize::from(b)).copied().unwrap_or_default();
        let other = classes.get(usize::from(amount % 4)).copied().unwrap_or_default();
        let method = ["lease-plant", "split-sale", "vacant-plant-reuse", "cage-for-birds"];
        let method = method.get(usize::from(b)).copied().unwrap_or_default();
        let plot = b + 1;
        let area = format!("{}.{:02}", amount, amount % 100);
        let target = usize::from(amount).checked_rem(number.max(1)).unwrap_or_default();
        match kind {
            0..=2 => format!("listed T{a}{b} {plot} {class} {area}"),
            3 => format!("resized T{a}{b} {area}"),
            4 => format!("class T{a}{b} {other}"),
            5 => format!("struck T{a}{b} revitalized"),
            6 => format!("struck T{a}{b} misjudged"),
            7 | 8 => format!("relisted T{a}{b}"),
            9 => format!("space S{a}{b} {plot} {area} vacant"),
            10 => format!("space S{a}{b} {plot} {area} occupied"),
            11 => format!("space S{a}{b} {plot} {area} unknown"),
            12..=15 => format!("vacated S{a}{b}"),
            16..=18 => format!("occupied S{a}{b} by={method}"),
            19 => format!("occupied S{a}{b} by={method} plan=P{}", a % 3),
            20 => format!("occupied S{a}{b}"),
            21 => format!("measured S{a}{b} {area}"),
            22 if amount % 3 == 0 => format!("removed S{a}{b}"),
            23 => format!("fix E{target} vacated S{a}{b}"),
            24 => format!("fix E{target} occupied S{a}{b} by={method}"),
            25 => format!("fix E{target} resized T{a}{b} {area}"),
            26 => format!("retract E{target}"),
            _ => format!("listed T{a}{b} {plot} {class} {area}"),
        }
    }
}

#[test]
fn kinds_of_movement_are_words_in_json() {
    for kind in MovementKind::ALL {
        let text = serde_json::to_string(&kind).unwrap();
        assert_eq!(text, format!("\"{}\"", kind.id()));
        assert_eq!(serde_json::from_str::<MovementKind>(&text).unwrap(), kind);
    }
    let ids: std::collections::BTreeSet<_> = MovementKind::ALL.map(MovementKind::id).into();
    assert_eq!(ids.len(), MovementKind::ALL.len());
    let error = serde_json::from_str::<MovementKind>("\"struck-off\"").unwrap_err().to_string();
    assert!(error.contains("found \"struck-off\""), "{error}");
}
