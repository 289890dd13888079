//! The layers of a map of a day: standing of the parcels, marks of the findings (F08, F10).

use landledger::finding::{Code, Finding, Place, Text};
use landledger::geometry::{LonLat, LonLatMultiPolygon, MultiPolygon, inside_point};
use landledger::parcel::Parcel;
use landledger::report::{MapLayers, MapPlace, PlanTiming};
use landledger::units::{AreaUnit, GivenArea};
use landledger::zone::{Block, BoundaryVersion, Zone};

use crate::ledger_text::{day, facts, on, parcel};

/// Parcel 1 has two entries and an overdue plan; 2 a plan given up and then one in preparation; 3 an active plan, due later;
/// 4 is in the books and nothing more; 5 on the map only. Spaces: 1 has all three kinds, 2 is in use, the others have none.
const STORY: &str = "
    G1 2024-01-01 parcel 1 area=15000 stage=built-not-producing
    G2 2024-01-01 parcel 2
    G3 2024-01-01 parcel 3
    G4 2024-01-01 parcel 4
    L1 2024-02-01 listed T1 1 low-efficiency-industrial 4000
    L2 2024-02-01 listed T2 1 low-efficiency-logistics 9000
    L3 2024-02-01 listed T3 2 idle 5000 causes=cash-failure
    S1 2024-02-01 space K1 1 100.25 vacant
    S2 2024-02-01 space K2 1 200 occupied
    S3 2024-02-01 space K3 1 50 unknown
    S4 2024-02-01 space K4 1 70 vacant
    S5 2024-02-01 space K5 2 80 occupied
    P1 2024-02-02 plan F1 1 due=contract-signed:2024-04-30,in-production:2024-06-30
    P2 2024-02-02 plan F2 2 due=contract-signed:2024-12-31
    P3 2024-03-01 moved F2 supersede evidence=superseding-decision
    P4 2024-03-02 draft F3 2
    P5 2024-03-02 plan F4 3 due=contract-signed:2024-08-01
    R1 2024-05-10 removed K4
";

fn square(west: f64) -> LonLatMultiPolygon {
    let corners = [(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001), (0.0, 0.0)];
    MultiPolygon::from_exterior(corners.map(|(x, y)| LonLat::new(west + x, 34.8 + y)))
}

fn zone() -> Zone {
    let mut zone = Zone::new("示范开发区", "410106".parse().unwrap());
    let approved = |value: &str| GivenArea::new(value, AreaUnit::SquareKilometre).unwrap();
    let document = |number: &str| landledger::law::Document::numbered(number);
    zone.boundaries.push(BoundaryVersion::new(
        approved("1.00"),
        document("旧"),
        day("2019-01-01"),
        square(113.20),
    ));
    let mut now =
        BoundaryVersion::new(approved("2.00"), document("新"), day("2024-03-01"), square(113.28));
    now.blocks.push(Block::new("东区", square(113.28)));
    zone.boundaries.push(now);
    zone
}

/// In another order than that of the codes.
fn parcels() -> Vec<Parcel> {
    let of = |number: &str| {
        let west = 113.28 + 0.002 * number.parse::<f64>().unwrap();
        Parcel::new(parcel(number), facts(&["area=1"]), square(west))
    };
    ["5", "1", "4", "3", "2"].map(of).to_vec()
}

fn layers(findings: &[Finding], on_day: &str) -> MapLayers {
    MapLayers::of(&zone(), &parcels(), &on(STORY, on_day).state, findings)
}

#[test]
fn parcels_carry_entries_plan_and_floor_area() {
    let layers = layers(&[], "2024-05-20");
    let boundary = layers.boundary.as_ref().unwrap();
    assert_eq!(boundary.document.number, "新");
    assert_eq!(boundary.blocks[0].name, "东区");
    // PROJ 9 (pyproj 3.7, ellps GRS80 geodesic area of the same degree square): 10 151.75 m²; the survey rule differs by less
    // than a square metre on a hectare.
    let area: f64 = layers.boundary_survey_area.unwrap().to_string().parse().unwrap();
    assert!((area - 10_151.75).abs() < 1.0, "{area}");

    let rows: Vec<String> = layers
        .parcels
        .iter()
        .map(|row| {
            let entries: Vec<String> = row
                .entries
                .iter()
                .map(|entry| format!("{} {} {}", entry.entry, entry.land_area, entry.since))
                .collect();
            let plan = row.plan.as_ref().map_or_else(
                || "-".to_owned(),
                |plan| format!("{} {:?} {}", plan.plan, plan.status, plan.timing.id()),
            );
            let floor = row.floor.map_or_else(
                || "-".to_owned(),
                |floor| format!("{}/{}/{}", floor.vacant, floor.occupied, floor.unknown),
            );
            let area = row.registered_area.map_or_else(|| "-".to_owned(), |area| area.to_string());
            let registered = row.registered.is_some();
            format!(
                "{:?} {} [{}] {plan} {floor} {area} {registered}",
                row.code,
                row.name,
                entries.join(", ")
            )
        })
        .collect();
    let expected = [
        "1 A [T2 9000 2024-02-01, T1 4000 2024-02-01] F1 Approved overdue 100.25/200/50 15000 true",
        // In preparation goes before given up; where nothing is vacant, that is known to be nought.
        "2 A [T3 5000 2024-02-01] F3 Draft not-running 0/80/0 - true",
        "3 A [] F4 Approved later - - true",
        "4 A [] - - - true",
        // The map's own facts.
        "5 A [] - - 1 false",
    ];
    let expected: Vec<String> = expected
        .iter()
        .map(|row| {
            let (number, rest) = row.split_once(' ').unwrap();
            format!("{:?} {rest}", parcel(number))
        })
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn timing_turns_on_the_days() {
    // (day, timing of F1, its overdue day, next day); due 2024-04-30 and 2024-06-30.
    let rows = [
        ("2024-03-30", PlanTiming::Later, None, "2024-04-30"),
        ("2024-03-31", PlanTiming::DueSoon, None, "2024-04-30"),
        ("2024-04-30", PlanTiming::DueSoon, None, "2024-04-30"),
        ("2024-05-01", PlanTiming::Overdue, Some("2024-04-30"), "2024-04-30"),
        ("2024-07-02", PlanTiming::Overdue, Some("2024-04-30"), "2024-04-30"),
    ];
    for (on_day, timing, overdue, next) in rows {
        let layers = layers(&[], on_day);
        let plan = layers.parcels[0].plan.as_ref().unwrap();
        assert_eq!(plan.timing, timing, "{on_day}");
        assert_eq!(plan.overdue.map(|step| step.due), overdue.map(day), "{on_day}");
        assert_eq!(plan.next.map(|step| step.due), Some(day(next)), "{on_day}");
    }
}

#[test]
fn before_the_first_boundary_there_is_none() {
    let layers = layers(&[], "2018-12-31");
    assert_eq!(layers.boundary, None);
    assert_eq!(layers.boundary_survey_area, None);
    assert!(layers.parcels.iter().all(|parcel| parcel.registered.is_none()));
}

#[test]
fn findings_are_marked_where_they_are_or_in_their_parcel() {
    let finding = |subjects: &[&str], at: Option<[f64; 2]>| {
        let mut place = Place::default();
        place.at = at;
        let finding = Finding::new(Code::Gap, Text::new("空隙", "a gap")).at(place);
        subjects.iter().fold(finding, |finding, subject| finding.about(*subject))
    };
    let code = parcel("3").to_string();
    let found = [
        finding(&[&code], Some([113.3, 34.81])),
        finding(&["E9", &code], None),
        finding(&["T2"], None),
        finding(&["F3"], None),
        finding(&["K5"], None),
        // Metres have no place on a map in degrees: the parcel's stands in.
        finding(&[&code], Some([38_435_942.6, 3_852_628.4])),
        finding(&["nothing"], None),
        finding(&[parcel("77").as_ref()], None),
    ];
    let layers = layers(&found, "2024-05-20");
    let inside = |number: &str| {
        let row = layers.parcels.iter().find(|row| row.code == parcel(number)).unwrap();
        row.inside
    };
    let rows: Vec<_> = layers.findings.iter().map(|row| (row.parcel, row.at, row.place)).collect();
    let of = |number: &str| (Some(parcel(number)), inside(number), Some(MapPlace::Parcel));
    assert_eq!(
        rows,
        [
            (Some(parcel("3")), Some(LonLat::new(113.3, 34.81)), Some(MapPlace::Finding)),
            of("3"),
            of("1"),
            of("2"),
            of("2"),
            of("3"),
            (None, None, None),
            (None, None, None),
        ]
    );
    assert_eq!(layers.findings[0].fingerprint, found[0].computed_fingerprint());
    let text = serde_json::to_string(&layers).unwrap();
    assert_eq!(serde_json::from_str::<MapLayers>(&text).unwrap(), layers);
}

#[test]
fn the_inside_point_lies_inside() {
    let shape = |rings: &[&[(f64, f64)]]| {
        let mut shape = LonLatMultiPolygon::default();
        shape.push_polygon();
        for ring in rings {
            shape.push_ring(ring.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)));
        }
        shape
    };
    let outer = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)];
    // The hole leaves 0–1 and 3–4 of the middle parallel; the first of equal ones is taken.
    let hole = [(1.0, 1.0), (1.0, 3.0), (3.0, 3.0), (3.0, 1.0), (1.0, 1.0)];
    assert_eq!(inside_point(&shape(&[&outer, &hole])), Some(LonLat::new(0.5, 2.0)));
    // Two squares that the middle parallel misses.
    let far = [(0.0, 9.0), (1.0, 9.0), (1.0, 10.0), (0.0, 10.0), (0.0, 9.0)];
    let near = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)];
    let mut two = shape(&[&near]);
    two.append(&shape(&[&far]));
    assert_eq!(inside_point(&two), Some(LonLat::new(1.0, 1.25)));
    // An open ring is read as closed; a line has no inside, and an empty shape no position.
    assert_eq!(inside_point(&shape(&[&outer[..4]])), Some(LonLat::new(2.0, 2.0)));
    assert_eq!(inside_point(&shape(&[&[(1.0, 5.0), (3.0, 5.0)]])), Some(LonLat::new(2.0, 5.0)));
    assert_eq!(inside_point(&LonLatMultiPolygon::default()), None);
    assert_eq!(inside_point(&shape(&[&[(f64::NAN, 0.0), (1.0, 1.0)]])), None);
}
