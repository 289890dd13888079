//! Adjustments between two days, in the ledger and on the map.

use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::geometry::coverage::{Counterpart, LandTransfers, ShapeChange, land_transfers};
use landledger::geometry::{GridMultiPolygon, GridPoint, LonLat, MultiPolygon, Plane};
use landledger::ledger::{
    Adjustment, AdjustmentKind, Adjustments, AreaDifference, AsOf, adjustments, adjustments_in,
    replay,
};
use landledger::parcel::Parcel;
use landledger::report::{AdjustmentReport, MovedLand, ParcelLand, text};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::ledger_acts::mixed;
use crate::ledger_text::{day, events, facts, parcel, period};
use crate::roll_forward::random;

/// `field: old → new (difference)`, one a line.
fn fields<I, A>(row: &Adjustment<I, A>) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let rows = row.fields.iter().map(|change| {
        let difference = match change.difference {
            Some(AreaDifference::Land(area)) => format!(" (land {area})"),
            Some(AreaDifference::Floor(area)) => format!(" (floor {area})"),
            _ => String::new(),
        };
        format!("{}: {} → {}{difference}", change.field, text(&change.old), text(&change.new))
    });
    rows.collect()
}

/// `subject kind events`, one a row.
fn rows<I: std::fmt::Display, A>(rows: &[Adjustment<I, A>]) -> Vec<String> {
    let ids = |row: &Adjustment<I, A>| {
        row.events.iter().map(|event| event.as_str()).collect::<Vec<_>>().join("+")
    };
    rows.iter().map(|row| format!("{} {:?} {}", row.subject, row.kind, ids(row))).collect()
}

const STORY: &str = "
    E1 2023-01-01 parcel 1 area=20000.00 floor=9000 tax=2022:100
    E2 2023-01-01 parcel 2 area=5000
    E3 2023-02-01 listed T1 1 idle 12000.10
    E4 2023-02-01 listed T2 2 low-efficiency-industrial 5000 causes=production-stopped,plant-vacant
    E5 2023-03-01 space S1 1 300.5 vacant
    E6 2023-03-01 space S2 2 100 occupied
    E7 2023-04-01 plan P1 1 due=occupant-cleared:2024-05-01
    F1 2024-02-01 facts 1 area=19990.50 floor=9000.0 tax=2022:100.00 tax=2023:7
    F2 2024-02-02 resized T1 11990.5
    F3 2024-02-03 causes T2 plant-vacant
    F4 2024-03-01 struck T2 revitalized
    F5 2024-03-02 occupied S1 by=lease-plant firm=某厂
    F6 2024-03-03 measured S2 90
    F7 2024-03-04 reached P1 occupant-cleared
    F8 2024-03-05 parcel 3 area=700.25
    F9 2024-03-06 listed T3 3 idle 700.25
    G1 2024-03-07 space S3 3 50 vacant
    G2 2024-03-08 removed S3
    G3 2024-03-09 facts 2 area=5000.00
";

fn in_2024(story: &str) -> Adjustments {
    adjustments_in(&mixed(story), period("2024-01-01..2024-06-30"), None).unwrap()
}

#[test]
fn c06_an_adjustment_has_the_old_and_the_new_value() {
    let found = in_2024(STORY);
    // The floor area and the tax of 2022 are only written otherwise.
    assert_eq!(
        fields(&found.parcels.rows[0]),
        [
            "facts.registered_area_m2: 20000.00 → 19990.50 (land -9.50)",
            "facts.years[2023].tax_yuan: – → 7",
            "facts_since: 2023-01-01 → 2024-02-01",
        ]
    );
    assert_eq!(fields(&found.entries.rows[0]), ["land_area_m2: 12000.10 → 11990.5 (land -9.60)"]);
    assert_eq!(
        fields(&found.entries.rows[1]),
        [
            "causes[0].code: production-stopped → plant-vacant",
            "stays[0].struck_off.on: – → 2024-03-01",
            "stays[0].struck_off.reason: – → revitalized",
            "stays[0].struck_off.land_area_m2: – → 5000",
            "causes[1].code: plant-vacant → –",
            "causes[1].side: enterprise → –",
        ]
    );
    assert_eq!(
        fields(&found.plans.rows[0]),
        [
            "progress.status: approved → awaiting-acceptance",
            "progress.milestones[occupant-cleared].reached: – → 2024-03-04",
        ]
    );
    assert_eq!(
        fields(&found.spaces.rows[0]),
        [
            "occupancy[1].from: – → 2024-03-02",
            "occupancy[1].occupancy: – → occupied",
            "occupancy[1].occupant: – → 某厂",
            "occupancy[1].credit.method: – → lease-plant",
            "occupancy[1].credit.floor_area_m2: – → 300.5",
            "occupancy[1].credit.since: – → 2024-03-02",
        ]
    );
    assert_eq!(fields(&found.spaces.rows[1]), ["space.floor_area_m2: 100 → 90 (floor -10)"]);
}

#[test]
fn c06_the_same_value_written_otherwise_is_no_adjustment() {
    // G3 states 5000 as 5000.00; nothing else is about parcel 2.
    let found = in_2024(STORY);
    assert!(found.parcels.rows.iter().all(|row| row.subject != parcel("2")));
    // One square centimetre is one.
    let found = in_2024(&STORY.replace("facts 2 area=5000.00", "facts 2 area=5000.0001"));
    let row = found.parcels.rows.iter().find(|row| row.subject == parcel("2")).unwrap();
    assert_eq!(fields(row)[0], "facts.registered_area_m2: 5000 → 5000.0001 (land 0.0001)");
}

#[test]
fn c23_two_dates_are_compared_thing_by_thing() {
    let found = in_2024(STORY);
    let (one, three) = (parcel("1"), parcel("3"));
    assert_eq!(
        rows(&found.parcels.rows),
        [format!("{one} Changed F1"), format!("{three} Added F8")]
    );
    assert_eq!(rows(&found.entries.rows), ["T1 Changed F2", "T2 Removed F3+F4", "T3 Added F9"]);
    assert_eq!(rows(&found.plans.rows), ["P1 Changed F7"]);
    assert_eq!(
        rows(&found.spaces.rows),
        ["S1 Changed F5", "S2 Changed F6", "S3 CameAndWent G1+G2"]
    );
    // The states say the same without the events.
    let story = mixed(STORY);
    let state = |on| replay(&story, AsOf::day(day(on))).state;
    let mut alone = adjustments(&state("2023-12-31"), &state("2024-06-30")).unwrap();
    assert_ne!(alone, found);
    assert!(alone.parcels.rows.iter().all(|row| row.events.is_empty()));
    for (row, named) in alone.parcels.rows.iter_mut().zip(&found.parcels.rows) {
        row.events = named.events.clone();
    }
    assert_eq!(alone.parcels, found.parcels);
    // Nothing is different from itself, and backwards in is out.
    let same = adjustments(&state("2024-06-30"), &state("2024-06-30")).unwrap();
    assert!(same.parcels.rows.is_empty() && same.entries.rows.is_empty());
    let back = adjustments(&state("2024-06-30"), &state("2023-12-31")).unwrap();
    let kinds: Vec<AdjustmentKind> = back.entries.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [AdjustmentKind::Changed, AdjustmentKind::Added, AdjustmentKind::Removed]);
    assert_eq!(back.entries.rows[2].fields[0].new, None);
}

#[test]
fn c23_relisted_refused_corrected_and_proposed_events() {
    let found = in_2024(
        "E1 2023-01-01 parcel 1 area=100
         E2 2023-01-02 listed T1 1 idle 100
         E3 2023-06-01 struck T1 revitalized
         E4 2024-02-01 relisted T1 causes=plant-vacant
         E5 2024-02-02 resized T1 100000
         E6 2024-02-03 resized T1 60
         E7 2024-03-01 rec=2024-04-01 fix E6 resized T1 50
         {\"id\":\"P1\",\"effective\":\"2024-04-02\",\"recorded\":\"2024-04-02T12:00:00\",\"act\":{\"proposed\":{\"act\":{\"entry-reclassified\":{\"entry\":\"T1\",\"class\":\"low-efficiency-other\"}}}}}
         {\"id\":\"P2\",\"effective\":\"2024-04-03\",\"recorded\":\"2024-04-03T12:00:00\",\"act\":{\"proposal-confirmed\":{\"event\":\"P1\"}}}",
    );
    // E5 is refused: more than the parcel has. E6 goes by its own id, with the area of its correction.
    assert_eq!(rows(&found.entries.rows), ["T1 Added E4+E6+P2"]);
    let row = &found.entries.rows[0];
    assert_eq!((row.before, row.difference.to_string().as_str()), (None, "50"));
    assert!(fields(row).contains(&"class: idle → low-efficiency-other".to_owned()));
    assert!(fields(row).contains(&"stays[1].from: – → 2024-02-01".to_owned()));
    // As known before the correction, and before the proposal was confirmed.
    let events = mixed(
        "E1 2023-01-01 parcel 1 area=100
         E2 2023-01-02 listed T1 1 idle 100
         E6 2024-02-03 resized T1 60
         E7 2024-03-01 rec=2024-04-01 fix E6 resized T1 50",
    );
    let known = |on: &str| {
        let found =
            adjustments_in(&events, period("2024-01-01..2024-06-30"), Some(day(on))).unwrap();
        found.entries.adjusted.area.to_string()
    };
    assert_eq!((known("2024-03-31"), known("2024-04-01")), ("-40".into(), "-50".into()));
}

#[test]
fn c23_a_split_names_heirs_and_ancestors_and_what_stood_on_the_parcel() {
    let (one, two, three) = (parcel("1"), parcel("2"), parcel("3"));
    let to = |code, area: &str| {
        let facts = serde_json::to_string(&facts(&[&format!("area={area}")])).unwrap();
        format!("{{\"parcel\":\"{code}\",\"facts\":{facts}}}")
    };
    let found = in_2024(&format!(
        "E1 2023-01-01 parcel 1 area=1000
         E2 2023-01-02 space S1 1 30 vacant
         E3 2023-01-02 space S2 1 40 vacant
         E4 2023-01-03 plan P1 1
         {{\"id\":\"R1\",\"effective\":\"2024-02-01\",\"recorded\":\"2024-02-01T12:00:00\",\"act\":{{\"parcels-replaced\":{{\"replacement\":{{\"kind\":\"split\",\"from\":[\"{one}\"],\"to\":[{},{}],\"spaces\":{{\"S1\":\"{two}\",\"S2\":\"{three}\"}}}}}}}}}}
         E5 2024-03-01 space S3 2 5 vacant",
        to(two, "600"),
        to(three, "400")
    ));
    assert_eq!(
        rows(&found.parcels.rows),
        [format!("{one} Removed R1"), format!("{two} Added R1"), format!("{three} Added R1")]
    );
    assert_eq!(found.parcels.rows[0].heirs, [two, three]);
    assert_eq!(fields(&found.parcels.rows[0]), ["ended: – → 2024-02-01"]);
    assert_eq!(found.parcels.rows[1].ancestors, [one]);
    assert_eq!(rows(&found.plans.rows), ["P1 Changed R1"]);
    assert_eq!(fields(&found.plans.rows[0]), [format!("plan.parcels: {one} → {two}, {three}")]);
    assert_eq!(rows(&found.spaces.rows), ["S1 Changed R1", "S2 Changed R1", "S3 Added E5"]);
    assert_eq!(fields(&found.spaces.rows[1]), [format!("space.parcel: {one} → {three}")]);
    // 1000 out, 600 and 400 in.
    let set = &found.parcels;
    assert_eq!((set.removed.count, set.removed.area.to_string().as_str()), (1, "1000"));
    assert_eq!((set.added.count, set.added.area.to_string().as_str()), (2, "1000"));
}

#[test]
fn c25_each_change_set_is_counted_and_closes() {
    let found = in_2024(STORY);
    let line = |stock: &landledger::ledger::Stock<_>| format!("{} {}", stock.count, stock.area);
    let entries = &found.entries;
    // By hand: 12000.10 + 5000; T3 in with 700.25; T1 less 9.60; T2 out with 5000; 11990.5 + 700.25 are left.
    assert_eq!(
        [&entries.opening, &entries.added, &entries.adjusted, &entries.removed, &entries.closing]
            .map(line),
        ["2 17000.10", "1 700.25", "1 -9.60", "1 5000", "2 12690.75"]
    );
    let parcels = &found.parcels;
    assert_eq!(
        [&parcels.opening, &parcels.added, &parcels.adjusted, &parcels.removed, &parcels.closing]
            .map(line),
        ["2 25000.00", "1 700.25", "1 -9.50", "0 0", "3 25690.75"]
    );
    let line = |stock: &landledger::ledger::Stock<_>| format!("{} {}", stock.count, stock.area);
    let spaces = &found.spaces;
    assert_eq!(
        [&spaces.opening, &spaces.added, &spaces.adjusted, &spaces.removed, &spaces.closing]
            .map(line),
        ["2 400.5", "0 0", "2 -10", "0 0", "2 390.5"]
    );
    // S3 came and went.
    assert_eq!((spaces.aside, entries.aside), (1, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// For any two days of a random ledger, either way round: the sets close, the rows sum to them, and every row that
    /// is different has an event that did it.
    #[test]
    fn c25_sets_close_and_are_proved_by_their_rows(
        story in random::story(120),
        cuts in prop::collection::btree_set(0_i32..=random::DAYS, 2),
    ) {
        let events = events(&story);
        let cuts: Vec<i32> = cuts.into_iter().collect();
        let &[a, b] = cuts.as_slice() else { return Ok(()) };
        let period = Period::days(random::date(a), random::date(b)).expect("days");
        let found = adjustments_in(&events, period, None).expect("adjustments");
        macro_rules! closes {
            ($set:expr) => {{
                let set = &$set;
                let decimal = |area| rust_decimal(area);
                prop_assert_eq!(
                    decimal(set.opening.area) + decimal(set.added.area) + decimal(set.adjusted.area)
                        - decimal(set.removed.area),
                    decimal(set.closing.area)
                );
                prop_assert_eq!(set.opening.count + set.added.count - set.removed.count, set.closing.count);
                let sum: i128 = set.rows.iter().map(|row| rust_decimal(row.difference)).sum();
                prop_assert_eq!(sum, decimal(set.closing.area) - decimal(set.opening.area));
                for row in &set.rows {
                    prop_assert!(!row.events.is_empty(), "{:?}", row);
                    prop_assert!(!row.fields.is_empty());
                }
            }};
        }
        closes!(found.parcels);
        closes!(found.entries);
        closes!(found.plans);
        closes!(found.spaces);
        let json = serde_json::to_string(&found).unwrap();
        prop_assert_eq!(serde_json::from_str::<Adjustments>(&json).unwrap(), found);
    }
}

/// An area as millionths of a square metre, read from its text by hand.
fn rust_decimal(area: impl std::fmt::Display) -> i128 {
    let text = area.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    sign * format!("{whole}{part:0<6}").parse::<i128>().unwrap()
}

fn block(west: f64, south: f64, east: f64, north: f64) -> GridMultiPolygon {
    MultiPolygon::from_exterior([
        GridPoint::new(south, west),
        GridPoint::new(south, east),
        GridPoint::new(north, east),
        GridPoint::new(north, west),
    ])
}

fn strip(west: f64, east: f64) -> Option<GridMultiPolygon> {
    Some(block(west, 0.0, east, 100.0))
}

type Pair = (Option<GridMultiPolygon>, Option<GridMultiPolygon>);

fn transfers(maps: &[Pair]) -> LandTransfers {
    let changes: Vec<_> =
        maps.iter().map(|(a, b)| ShapeChange::new(a.as_ref(), b.as_ref())).collect();
    land_transfers(&changes, Plane::Metres)
}

/// `0: 10000 → 10500 +1 500`: number of the parcel, its areas, what it gained and lost by parcel; `o` an overlap, `-` no
/// parcel.
fn accounts(found: &LandTransfers) -> Vec<String> {
    let rows = found.accounts.iter().map(|account| {
        let mut row =
            format!("{}: {} → {}", account.parcel, account.area_before, account.area_after);
        for (sign, list) in [("+", &account.gained), ("-", &account.lost)] {
            for transfer in list {
                let other = match transfer.counterpart {
                    Counterpart::Parcel(parcel) => parcel.to_string(),
                    Counterpart::Overlap(parcel) => format!("o{parcel}"),
                    _ => "none".to_owned(),
                };
                row.push_str(&format!(" {sign}{other} {}", transfer.area));
            }
        }
        assert!(account.residue().abs() < 1e-9 && !account.is_tangled, "{row}");
        row
    });
    rows.collect()
}

#[test]
fn idea_25_square_metres_move_between_neighbours() {
    // Rectangles 100 m high, by hand.
    let rows: &[(&str, &[Pair], &[&str])] = &[
        (
            "a border moves 5 m",
            &[(strip(0., 100.), strip(0., 105.)), (strip(100., 200.), strip(105., 200.))],
            &["0: 10000 → 10500 +1 500", "1: 10000 → 9500 -0 500"],
        ),
        (
            "a split, beside a parcel that stays",
            &[
                (strip(0., 100.), None),
                (None, strip(0., 40.)),
                (None, strip(40., 100.)),
                (strip(100., 200.), strip(100., 200.)),
            ],
            &["0: 10000 → 0 -1 4000 -2 6000", "1: 0 → 4000 +0 4000", "2: 0 → 6000 +0 6000"],
        ),
        (
            "land of no parcel is taken on one side and given up on the other",
            &[(strip(0., 100.), strip(10., 130.))],
            &["0: 10000 → 12000 +none 3000 -none 1000"],
        ),
        (
            "one overlap is gone, another is new",
            &[
                (strip(0., 110.), strip(0., 100.)),
                (strip(100., 200.), strip(100., 200.)),
                (strip(200., 300.), strip(195., 300.)),
            ],
            &["0: 11000 → 10000 -o1 1000", "2: 10000 → 10500 +o1 500"],
        ),
        (
            "land that two lose counts once for the one who gains it",
            &[(strip(0., 100.), None), (strip(0., 100.), None), (None, strip(0., 100.))],
            &["0: 10000 → 0 -2 10000", "1: 10000 → 0 -o2 10000", "2: 0 → 10000 +0 10000"],
        ),
        (
            "two exchange their places",
            &[(strip(0., 100.), strip(100., 200.)), (strip(100., 200.), strip(0., 100.))],
            &["0: 10000 → 10000 +1 10000 -1 10000", "1: 10000 → 10000 +0 10000 -0 10000"],
        ),
        ("nothing moves", &[(strip(0., 100.), strip(0., 100.))], &[]),
    ];
    for (what, maps, expected) in rows {
        let found = transfers(maps);
        assert_eq!(accounts(&found), *expected, "{what}");
        assert_eq!(found.examined, None);
    }
}

#[test]
fn idea_25_a_hole_an_island_and_another_start() {
    // A pond of 20 × 20 m becomes a parcel of its own, out of one of 100 × 100 m.
    let mut holed = block(0., 0., 100., 100.);
    let pond = [(40., 40.), (60., 40.), (60., 60.), (40., 60.)];
    holed.push_ring(pond.map(|(north, east)| GridPoint::new(north, east)));
    let pairs =
        [(Some(block(0., 0., 100., 100.)), Some(holed)), (None, Some(block(40., 40., 60., 60.)))];
    assert_eq!(accounts(&transfers(&pairs)), ["0: 10000 → 9600 -1 400", "1: 0 → 400 +0 400"]);
    // The same land from another corner, the other way round: given by other numbers, nothing moved.
    let turned = MultiPolygon::from_exterior(
        [(100., 100.), (0., 100.), (0., 0.), (100., 0.)].map(|(n, e)| GridPoint::new(n, e)),
    );
    assert_eq!(accounts(&transfers(&[(strip(0., 100.), Some(turned))])), ["0: 10000 → 10000"]);
}

/// Whole numbers from 0 to `END`, as borders of strips.
const END: i32 = 60;

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Strips with any borders, before and after: what moves between each two is what intervals have in common.
    #[test]
    fn idea_25_strips_account_for_every_metre(
        before in prop::collection::btree_set(0..=END, 7),
        after in prop::collection::btree_set(0..=END, 7),
    ) {
        let intervals = |borders: &std::collections::BTreeSet<i32>| -> Vec<[i32; 2]> {
            let borders: Vec<i32> = borders.iter().copied().collect();
            borders.windows(2).map(|pair| [pair[0], pair[1]]).collect()
        };
        let (before, after) = (intervals(&before), intervals(&after));
        let strip = |[west, east]: [i32; 2]| strip(f64::from(west), f64::from(east));
        let maps: Vec<Pair> = before.iter().zip(&after).map(|(a, b)| (strip(*a), strip(*b))).collect();
        let found = transfers(&maps);
        let common = |a: [i32; 2], b: [i32; 2]| (a[1].min(b[1]) - a[0].max(b[0])).max(0) * 100;
        for account in &found.accounts {
            let own = account.parcel;
            for (list, from, to) in
                [(&account.lost, &before, &after), (&account.gained, &after, &before)]
            {
                let mut rest = common(from[own], from[own]) - common(from[own], to[own]);
                for (other, interval) in to.iter().enumerate().filter(|(other, _)| *other != own) {
                    let area = common(from[own], *interval);
                    rest -= area;
                    let row = list.iter().find(|row| row.counterpart == Counterpart::Parcel(other));
                    let found = row.map_or(0.0, |row| row.area);
                    prop_assert!((found - f64::from(area)).abs() < 1e-9, "{own} {other} {found}");
                }
                let none = list.iter().find(|row| row.counterpart == Counterpart::Unassigned);
                prop_assert!((none.map_or(0.0, |row| row.area) - f64::from(rest)).abs() < 1e-9);
            }
        }
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        prop_assert_eq!(found.accounts.len(), changed);
    }

    /// Triangles in degrees that lie anyhow over one another: gained less lost is the change of the area, and what one
    /// lost to another is what the other gained from it.
    #[test]
    fn idea_25_any_triangles_balance(
        corners in prop::collection::vec(prop::array::uniform6(0_u16..2_000), 10),
    ) {
        let triangle = |numbers: &[u16; 6]| {
            let at = |n: usize| f64::from(numbers[n]) * 1e-5;
            let ring = [0, 2, 4, 0].map(|n| LonLat::new(113.28 + at(n), 34.78 + at(n + 1)));
            MultiPolygon::from_exterior(ring)
        };
        let shapes: Vec<_> = corners.iter().map(triangle).collect();
        let maps: Vec<_> =
            shapes.chunks(2).map(|pair| ShapeChange::new(pair.first(), pair.get(1))).collect();
        let found = land_transfers(&maps, Plane::Degrees);
        for account in &found.accounts {
            // Some km²: far below the bound of 1e-4 m².
            prop_assert!(account.residue().abs() < 1e-5, "{}", account.residue());
            for transfer in &account.lost {
                let Counterpart::Parcel(other) = transfer.counterpart else { continue };
                let other = found.accounts.iter().find(|one| one.parcel == other).unwrap();
                let back = other.gained.iter();
                let back: Vec<f64> = back
                    .filter(|row| row.counterpart == Counterpart::Parcel(account.parcel))
                    .map(|row| row.area)
                    .collect();
                prop_assert_eq!(back, vec![transfer.area]);
            }
        }
    }
}

fn degrees(number: &str, west: f64, south: f64, east: f64, north: f64) -> Parcel {
    let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    let ring = ring.map(|(lon, lat)| LonLat::new(lon, lat));
    Parcel::new(parcel(number), facts(&[]), MultiPolygon::from_exterior(ring))
}

fn moved() -> MovedLand {
    // The border between 1 and 2 moves from 113.281 to 113.2811; 3 stays; 4 is new on land of no parcel.
    let before = [
        degrees("1", 113.280, 34.781, 113.281, 34.782),
        degrees("2", 113.281, 34.781, 113.282, 34.782),
        degrees("3", 113.282, 34.781, 113.283, 34.782),
    ];
    let after = [
        degrees("1", 113.280, 34.781, 113.2811, 34.782),
        degrees("2", 113.2811, 34.781, 113.282, 34.782),
        degrees("3", 113.282, 34.781, 113.283, 34.782),
        degrees("4", 113.280, 34.782, 113.281, 34.7825),
    ];
    MovedLand::between(&before, &after).unwrap()
}

#[test]
fn idea_25_areas_are_those_of_the_ellipsoid() {
    // J. P. Snyder, "Map Projections: A Working Manual", 1987, eq. (3-12), worked with 60 digits in Python 3.13:
    // cells of 0.001°, 0.0001° and 0.0009° by 0.001° at 34.781°, and of 0.001° by 0.0005° at 34.782°.
    let found = moved();
    let row = |land: &ParcelLand| {
        let flow = |flow: &landledger::report::LandFlow| {
            let parcel = flow.parcel.map_or("none".to_owned(), |parcel| parcel.to_string());
            format!("{parcel} {}", flow.area)
        };
        let before = land.before.map_or("–".to_owned(), |area| area.to_string());
        let after = land.after.map_or("–".to_owned(), |area| area.to_string());
        let gained = land.gained.iter().map(flow).collect::<Vec<_>>().join(" ");
        let lost = land.lost.iter().map(flow).collect::<Vec<_>>().join(" ");
        format!("{before} → {after} ({}) +[{gained}] -[{lost}]", land.difference)
    };
    let rows: Vec<String> = found.parcels.iter().map(row).collect();
    assert_eq!(
        rows,
        [
            format!("10154.0440 → 11169.4484 (1015.4044) +[{} 1015.4044] -[]", parcel("2")),
            format!("10154.0440 → 9138.6396 (-1015.4044) +[] -[{} 1015.4044]", parcel("1")),
            "– → 5076.9767 (5076.9767) +[none 5076.9767] -[]".to_owned(),
        ]
    );
    assert_eq!(found.unchanged, 1);
    assert!(found.parcels.iter().all(|land| land.residue.is_zero()));
}

#[test]
fn c23_an_area_that_is_as_it_was_is_no_line() {
    let events = mixed(
        "E1 2023-01-01 parcel 1 area=1000
         E2 2023-01-02 space S1 1 30 vacant
         E3 2023-01-02 space S2 1 40 vacant
         E4 2023-01-03 plan P1 1
         E5 2024-02-01 vacated S2
         E6 2024-02-01 occupied S1
         E7 2024-02-02 measured S2 41
         E8 2024-02-03 parcel 2
         E9 2024-02-04 facts 1 area=1000.00 built=500",
    );
    let period = period("2024-01-01..2024-12-31");
    let ledger = adjustments_in(&events, period, None).unwrap();
    let english = text::render_adjustments(&AdjustmentReport::new(period, ledger), Language::En);
    let line = |id: &str| {
        let line = english.lines().find(|line| line.trim_start().starts_with(id)).unwrap();
        line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    // Of 40 m², 41 now; the others have the area that they had, or never had one.
    assert_eq!(line("S2 "), "adjusted area counted 40.00 m² 41.00 m² +1.00");
    assert!(line("S1 ").starts_with("adjusted occupancy"), "{english}");
    assert_eq!(line(parcel("1").as_str()), "adjusted facts.built_area_m2 – 500");
    assert_eq!(line(parcel("2").as_str()), "in events E8");
    assert_eq!(english.matches("area counted").count(), 1, "{english}");
}

#[test]
fn c23_text_and_json_of_the_report() {
    let events = mixed(STORY);
    let period = period("2024-01-01..2024-06-30");
    let mut report = AdjustmentReport::new(period, adjustments_in(&events, period, None).unwrap());
    report.map = Some(moved());
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<AdjustmentReport>(&json).unwrap(), report);
    assert!(json.contains(r#""difference_m2":{"land":"-9.50"}"#));
    let [zh, en] =
        [Language::Zh, Language::En].map(|language| text::render_adjustments(&report, language));
    for part in [
        "台账变动  2024-01-01..2024-06-30",
        "17,000.10  700.25   -9.60  5,000.00  12,690.75",
        "facts.registered_area_m2",
        "得自 4101060010",
        "得自 非宗地",
        "F3, F4",
    ] {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    for part in [
        "Adjustments  2024-01-01..2024-06-30",
        "in and out",
        "20000.00",
        "gained from 4101060010",
        "lost to",
        "gained from no parcel",
        "+1,015.4044",
        "-1,015.4044",
    ] {
        assert!(en.contains(part), "{part}: {en}");
    }
    assert!(zh.lines().chain(en.lines()).all(|line| line.width() <= 100), "{zh}{en}");
}
