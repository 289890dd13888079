//! Revitalized floor and land area: each unit once, net of relapse, proved by its list.

use std::collections::BTreeMap;

use landledger::calendar::Period;
use landledger::ledger::{AsOf, LedgerState, Revitalized, replay};
use landledger::space::Credit;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::ledger_text::{events, found, on, period};
use crate::roll_forward::random;

/// Spaces A (1000 m²), B (300.5 m²) vacant from the start, O (70 m²) in use; every case adds to this.
const GROUND: &str = "
    G1 2023-01-01 parcel 1
    G2 2023-01-01 parcel 2
    G3 2023-01-01 space A 1 1000 vacant
    G4 2023-01-01 space B 1 300.5 vacant
    G5 2023-01-01 space O 1 70 occupied
    G6 2023-01-01 plan P1 1
";

struct Case {
    name: &'static str,
    story: &'static str,
    /// Gross, relapsed, remeasured, net of the first half of 2024.
    floor: [&'static str; 4],
    methods: &'static [&'static str],
    /// Space, opening, closing, change.
    rows: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case { name: "nothing happens", story: "", floor: ["0"; 4], methods: &[], rows: &[] },
    Case {
        name: "occupied on the first day",
        story: "E1 2024-01-01 occupied A by=lease-plant",
        floor: ["1000", "0", "0", "1000"],
        methods: &["lease-plant 1 1000"],
        rows: &["A - 1000 1000"],
    },
    Case {
        name: "occupied on the day before the first",
        story: "E1 2023-12-31 occupied A by=lease-plant",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
    Case {
        name: "occupied on the last day",
        story: "E1 2024-06-30 occupied A by=lease-plant",
        floor: ["1000", "0", "0", "1000"],
        methods: &["lease-plant 1 1000"],
        rows: &["A - 1000 1000"],
    },
    Case {
        name: "occupied on the day after the last",
        story: "E1 2024-07-01 occupied A by=lease-plant",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
    Case {
        name: "occupied, vacated and occupied within the period: once",
        story: "
            E1 2024-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A
            E3 2024-04-01 occupied A by=lease-plant",
        floor: ["1000", "0", "0", "1000"],
        methods: &["lease-plant 1 1000"],
        rows: &["A - 1000 1000"],
    },
    Case {
        name: "counted last year, vacated and occupied again: nothing more",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A
            E3 2024-04-01 occupied A by=lease-plant",
        floor: ["0"; 4],
        methods: &["lease-plant 0 0"],
        rows: &["A 1000 1000 0"],
    },
    Case {
        name: "vacated and occupied twice in use before: once",
        story: "
            E1 2024-02-01 vacated O
            E2 2024-02-10 occupied O by=cage-for-birds
            E3 2024-03-01 vacated O
            E4 2024-03-10 occupied O by=cage-for-birds",
        floor: ["70", "0", "0", "70"],
        methods: &["cage-for-birds 1 70"],
        rows: &["O - 70 70"],
    },
    Case {
        name: "relapse of last year's",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A",
        floor: ["0", "-1000", "0", "-1000"],
        methods: &["lease-plant -1 -1000"],
        rows: &["A 1000 - -1000"],
    },
    Case {
        name: "occupied and vacated within the period: nothing",
        story: "
            E1 2024-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
    Case {
        name: "relapse, then let by another method",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A
            E3 2024-04-01 occupied A by=split-sale plan=P1",
        floor: ["0"; 4],
        methods: &["lease-plant -1 -1000", "split-sale 1 1000"],
        rows: &["A 1000 1000 0"],
    },
    Case {
        name: "relapse, then let without a method",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A
            E3 2024-04-01 occupied A",
        floor: ["0", "-1000", "0", "-1000"],
        methods: &["lease-plant -1 -1000"],
        rows: &["A 1000 - -1000"],
    },
    Case {
        name: "an ordinary letting does not count",
        story: "E1 2024-02-01 occupied A firm=X",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
    Case {
        name: "two spaces, one gained and one lost",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-02-01 occupied B by=split-sale
            E3 2024-03-01 vacated A",
        floor: ["300.5", "-1000", "0", "-699.5"],
        methods: &["lease-plant -1 -1000", "split-sale 1 300.5"],
        rows: &["A 1000 - -1000", "B - 300.5 300.5"],
    },
    Case {
        name: "a revitalized space that no longer exists does not count",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 removed A",
        floor: ["0", "-1000", "0", "-1000"],
        methods: &["lease-plant -1 -1000"],
        rows: &["A 1000 - -1000"],
    },
    Case {
        name: "measured anew while in use: the area of the day of occupation stays",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 measured A 900",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
    Case {
        name: "measured anew between two lettings",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A
            E3 2024-03-02 measured A 900
            E4 2024-04-01 occupied A by=lease-plant",
        floor: ["0", "0", "-100", "-100"],
        methods: &["lease-plant 0 -100"],
        rows: &["A 1000 900 -100"],
    },
    Case {
        name: "the occupation was recorded for the wrong day, and falls out of the period",
        story: "
            E1 2024-06-30 occupied A by=lease-plant
            E2 2024-07-01 fix E1 occupied A by=lease-plant",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
    Case {
        name: "the occupation is retracted",
        story: "
            E1 2024-02-01 occupied A by=lease-plant
            E2 2024-02-01 retract E1",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
    Case {
        name: "the vacancy between is retracted: the second occupation never was one",
        story: "
            E1 2023-02-01 occupied A by=lease-plant
            E2 2024-03-01 vacated A
            E3 2024-03-01 retract E2",
        floor: ["0"; 4],
        methods: &[],
        rows: &[],
    },
];

#[test]
fn floor_area_worked_by_hand() {
    for case in CASES {
        let story = format!("{GROUND}\n{}", case.story);
        assert_eq!(found(&on(&story, "2030-01-01").findings), "", "{}", case.name);
        let events = events(&story);
        let half = period("2024-01-01..2024-06-30");
        let result = Revitalized::of(&events, half, None).expect("a total");
        let floor = &result.floor;
        let totals = [floor.gross, floor.relapsed, floor.remeasured, floor.net];
        let totals = totals.map(|change| change.square_metres().normalize().to_string());
        assert_eq!(totals, case.floor, "{}", case.name);
        let methods = result.floor_by_method.iter().map(|total| {
            let area = total.floor_area.square_metres().normalize();
            format!("{} {} {area}", total.method, total.count)
        });
        assert_eq!(methods.collect::<Vec<_>>(), case.methods, "{}", case.name);
        let area = |credit: &Option<Credit>| {
            credit.as_ref().map_or_else(|| "-".to_owned(), |credit| credit.floor_area.to_string())
        };
        let rows = result.spaces.iter().map(|row| {
            let change = row.change.square_metres().normalize();
            format!("{} {} {} {change}", row.space, area(&row.opening), area(&row.closing))
        });
        assert_eq!(rows.collect::<Vec<_>>(), case.rows, "{}", case.name);
    }
}

#[test]
fn a_unit_counts_once_over_two_periods() {
    let story = format!(
        "{GROUND}
        E1 2024-03-01 occupied A by=lease-plant
        E2 2024-08-01 vacated A
        E3 2024-09-01 occupied A by=lease-plant"
    );
    let events = events(&story);
    let net = |days| Revitalized::of(&events, period(days), None).map(|r| r.floor.net.to_string());
    assert_eq!(net("2024-01-01..2024-06-30"), Ok("1000".to_owned()));
    assert_eq!(net("2024-07-01..2024-12-31"), Ok("0".to_owned()));
    assert_eq!(net("2024-01-01..2024-12-31"), Ok("1000".to_owned()));
    assert_eq!(net("2024-07-01..2024-08-31"), Ok("-1000".to_owned()));
}

#[test]
fn what_was_known_then_is_told_apart_from_what_is_known_now() {
    let story = format!(
        "{GROUND}
        E1 2024-03-01 rec=2024-03-05 occupied A by=lease-plant
        E2 2024-03-01 rec=2024-07-20 fix E1 occupied A"
    );
    let events = events(&story);
    let half = period("2024-01-01..2024-06-30");
    let net = |known: Option<&str>| {
        let known = known.map(crate::ledger_text::day);
        Revitalized::of(&events, half, known).map(|r| r.floor.net.to_string())
    };
    assert_eq!(net(Some("2024-03-04")), Ok("0".to_owned()));
    assert_eq!(net(Some("2024-07-19")), Ok("1000".to_owned()));
    assert_eq!(net(Some("2024-07-20")), Ok("0".to_owned()));
    assert_eq!(net(None), Ok("0".to_owned()));
}

#[test]
fn land_counts_from_the_accepted_strike_off_until_the_relapse() {
    let head = "
        E1 2023-01-01 parcel 1
        E2 2023-01-01 listed T1 1 idle 5000
        E3 2023-01-01 listed T2 1 idle 800.25
    ";
    // (story, gross, relapsed, remeasured, net)
    let rows = [
        ("E4 2024-02-01 struck T1 revitalized", ["5000", "0", "0", "5000"]),
        ("E4 2024-02-01 struck T1 misjudged", ["0"; 4]),
        ("E4 2024-02-01 struck T1 taken-back", ["0"; 4]),
        (
            "E4 2023-02-01 struck T1 revitalized\nE5 2024-02-01 relisted T1",
            ["0", "-5000", "0", "-5000"],
        ),
        (
            "E4 2024-02-01 struck T1 revitalized\nE5 2024-03-01 relisted T1\n\
             E6 2024-04-01 struck T1 revitalized",
            ["5000", "0", "0", "5000"],
        ),
        (
            "E4 2023-02-01 struck T1 revitalized\nE5 2024-03-01 relisted T1\n\
             E6 2024-03-02 resized T1 4000\nE7 2024-04-01 struck T1 revitalized\n\
             E8 2024-04-01 struck T2 revitalized",
            ["800.25", "0", "-1000", "-199.75"],
        ),
    ];
    for (story, expected) in rows {
        let events = events(&format!("{head}{story}"));
        let half = period("2024-01-01..2024-06-30");
        let result = Revitalized::of(&events, half, None).expect("a total");
        let land = &result.land;
        let totals = [land.gross, land.relapsed, land.remeasured, land.net];
        let totals = totals.map(|change| change.square_metres().normalize().to_string());
        assert_eq!(totals, expected, "{story}");
        assert_eq!(result.floor.net.to_string(), "0", "{story}");
    }
}

/// What counts in a state, summed without a look at any row.
fn credits(state: &LedgerState) -> (Decimal, Decimal) {
    let spaces = state.spaces.values().filter(|space| space.removed.is_none());
    let credits = spaces.filter_map(|space| space.occupancy.stays().last()?.credit.as_ref());
    let floor = credits.map(|credit| credit.floor_area.square_metres()).sum();
    let struck = state.entries.values().filter_map(|entry| entry.stays.last()?.struck_off);
    let struck =
        struck.filter(|struck| struck.reason == landledger::ledger::StrikeOffReason::Revitalized);
    (floor, struck.map(|struck| struck.land_area.square_metres()).sum())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_are_proved_by_their_rows(
        story in random::story(120),
        cuts in prop::collection::btree_set(0_i32..=random::DAYS, 3),
    ) {
        let events = events(&story);
        let cuts: Vec<i32> = cuts.into_iter().collect();
        let &[a, b, c] = cuts.as_slice() else { return Ok(()) };
        let period = |from, to| Period::days(random::date(from), random::date(to)).expect("days");
        let of = |period| Revitalized::of(&events, period, None).expect("a total");
        let (first, second, both) = (of(period(a, b)), of(period(b, c)), of(period(a, c)));
        for result in [&first, &second, &both] {
            let number = |change: landledger::units::FloorAreaChange| change.square_metres();
            let floor = &result.floor;
            let rows: Decimal = result.spaces.iter().map(|row| number(row.change)).sum();
            prop_assert_eq!(rows, number(floor.net));
            let parts = number(floor.gross) + number(floor.relapsed) + number(floor.remeasured);
            prop_assert_eq!(parts, number(floor.net));
            let methods = result.floor_by_method.iter();
            let by_method: Decimal = methods.map(|total| number(total.floor_area)).sum();
            prop_assert_eq!(by_method, number(floor.net));
            prop_assert!(number(floor.gross) >= Decimal::ZERO);
            prop_assert!(number(floor.relapsed) <= Decimal::ZERO);
            let land: Decimal = result.entries.iter().map(|row| row.change.square_metres()).sum();
            prop_assert_eq!(land, result.land.net.square_metres());
            let land = [result.land.gross, result.land.relapsed, result.land.remeasured];
            let parts: Decimal = land.iter().map(|part| part.square_metres()).sum();
            prop_assert_eq!(parts, result.land.net.square_metres());
            // Each unit stands in the list once, by id.
            prop_assert!(result.spaces.is_sorted_by(|a, b| a.space < b.space));
            prop_assert!(result.entries.is_sorted_by(|a, b| a.entry < b.entry));

            // Stock at the end less stock before, from the states alone.
            let state = |day| replay(&events, AsOf::day(day)).state;
            let before = state(result.period.day_before().expect("a day"));
            let after = state(result.period.last_day());
            let (before, after) = (credits(&before), credits(&after));
            prop_assert_eq!(number(floor.net), after.0 - before.0);
            prop_assert_eq!(result.land.net.square_metres(), after.1 - before.1);
        }
        let net = |r: &Revitalized| (r.floor.net.square_metres(), r.land.net.square_metres());
        let (one, two) = (net(&first), net(&second));
        prop_assert_eq!((one.0 + two.0, one.1 + two.1), net(&both));
        let methods = |r: &Revitalized, sum: &mut BTreeMap<_, Decimal>| {
            for total in &r.floor_by_method {
                *sum.entry(total.method).or_default() += total.floor_area.square_metres();
            }
        };
        let (mut parts, mut whole) = (BTreeMap::new(), BTreeMap::new());
        methods(&first, &mut parts);
        methods(&second, &mut parts);
        methods(&both, &mut whole);
        parts.retain(|_, area| !area.is_zero());
        whole.retain(|_, area| !area.is_zero());
        prop_assert_eq!(parts, whole);
    }
}
