//! The indicators of a zone: small zones worked on paper, what is missing, and bounds that hold.

use landledger::indicator::{
    BaseQuantities, DeclaredLand, Indicator, IndicatorValue, MeasuredLand, zone_indicators,
};
use landledger::units::Area;
use landledger::zone::{NonParcelKind, NonParcelState};
use proptest::prelude::*;

use crate::ledger_text::on;

fn area(text: &str) -> Area {
    text.parse().expect(text)
}

/// `50.00` if it is known, `10.00..20.00` if it is bounded, `≥10.00` if only from below, `?` if not at all.
fn written(value: &IndicatorValue) -> String {
    match value {
        IndicatorValue::Known(figure) => figure.to_string(),
        IndicatorValue::Bounded { low, high } => format!("{low}..{high}"),
        IndicatorValue::AtLeast(low) => format!("≥{low}"),
        IndicatorValue::Unknown => "?".to_owned(),
        _ => panic!("another kind of value"),
    }
}

fn indicators(story: &str, approved: Option<&str>, declared: &[DeclaredLand]) -> Vec<Indicator> {
    let state = on(story, "2024-06-30").state;
    let mut measured = MeasuredLand::default();
    measured.approved = approved.map(area);
    measured.declared = declared.to_vec();
    zone_indicators(&BaseQuantities::of(&state, &measured))
}

fn of<'a>(rows: &'a [Indicator], id: &str) -> &'a Indicator {
    rows.iter().find(|row| row.id == id).expect(id)
}

fn value(story: &str, id: &str) -> String {
    written(&of(&indicators(story, Some("100000"), &[]), id).value)
}

/// Parcel 1: factory, built; 2: factory, half built; 3: housing, built; 4: granted, not started, idle; 5: not
/// supplied. A road, built, of 2 000 m² and a pond of 8 000 m².
const ZONE: &str = "
    E1 2024-01-01 parcel 1 tenure=granted use=0601 stage=meets-target area=20000 floor=24000 base=10000 \
       yards=2000 invested=90000000 tax=2023:3000000 tax=2022:1
    E2 2024-01-01 parcel 2 tenure=leased use=0604 stage=partly-built area=10000 built=4000 floor=3000 base=2000 \
       yards=400 invested=6000000 tax=2023:240000
    E3 2024-01-01 parcel 3 tenure=allocated use=0701 stage=meets-target area=14000 floor=28000 base=3600 \
       tax=2023:0
    E4 2024-01-01 parcel 4 tenure=granted use=0601 stage=supplied-not-started area=4000 invested=0 tax=2023:0
    E5 2024-01-01 parcel 5 tenure=unsupplied use=0601 stage=approved-not-supplied area=6000
    E6 2024-02-01 listed T1 4 idle 4000
    E7 2024-02-01 listed T2 1 low-efficiency-industrial 5000
    E8 2024-02-01 space S1 1 6000 vacant
    E9 2024-02-01 space S2 1 18000 occupied
";

fn zone() -> String {
    ZONE.replace("\\\n", " ")
}

fn declared() -> [DeclaredLand; 2] {
    let built = Some(NonParcelState::Built);
    [
        DeclaredLand::new("R1", NonParcelKind::Road, built, area("2000")),
        DeclaredLand::new("W1", NonParcelKind::Water, None, area("8000")),
    ]
}

#[test]
fn a_zone_worked_on_paper() {
    // A = 20 000 + 4 000 + 14 000 + road 2 000 = 40 000; A2 = 20 000 + 4 000 = 24 000
    // D = 20 000 + 10 000 + 14 000 + 4 000 + road 2 000 = 50 000; A + B = 88 000 − 8 000 = 80 000; G = 4 000
    let rows = indicators(&zone(), Some("88000"), &declared());
    // (id, value, unit)
    let expected = [
        // At least D = 50 000 of 80 000 is ready, at most all.
        ("development-rate", "62.50..100.00", "%"),
        // 50 000 of 80 000, at most 50 000 of 50 000.
        ("supply-rate", "62.50..100.00", "%"),
        ("built-rate", "80.00", "%"),
        ("industrial-land-rate", "60.00", "%"),
        ("idle-rate", "8.00", "%"),
        // (24 000 + 3 000 + 28 000) / 40 000 = 1.375
        ("plot-ratio", "1.38", "1"),
        // (10 000 + 2 000 + 3 600) / 40 000
        ("building-density", "39.00", "%"),
        // 27 000 / 24 000 = 1.125
        ("industrial-plot-ratio", "1.13", "1"),
        // (12 000 + 2 400) / 24 000
        ("industrial-building-coefficient", "60.00", "%"),
        // 6 000 / 24 000
        ("vacancy-rate", "25.00", "%"),
        // 9 600 × 10 000 yuan / 2.4 hm²
        ("industrial-investment-intensity", "4000.00", "10000 yuan/hm2"),
        // 324 × 10 000 yuan of 2023 / 2.4 hm²
        ("industrial-tax-per-hectare", "135.00", "10000 yuan/hm2"),
        ("tax-per-hectare", "81.00", "10000 yuan/hm2"),
        // 324 × 10 000 yuan / 36 mu (24 000 m² × 15 / 10 000)
        ("industrial-tax-per-mu", "9.00", "10000 yuan/mu"),
        // Nobody stated people or high-tech land.
        ("population-density", "?", "people/hm2"),
        ("high-tech-land-rate", "?", "%"),
    ];
    assert_eq!(rows.len(), expected.len());
    for (id, value, unit) in expected {
        let row = of(&rows, id);
        assert_eq!((written(&row.value).as_str(), row.unit.as_str()), (value, unit), "{id}");
        // The tax of holders stands for that of secondary and tertiary industry, and that is said.
        let open = !matches!(row.value, IndicatorValue::Known(_)) || id == "tax-per-hectare";
        assert_eq!(open, !row.missing.is_empty(), "{id}: {:?}", row.missing);
    }
}

#[test]
fn a_zone_of_nothing_is_unknown_and_not_zero() {
    for row in indicators("", Some("0"), &[]) {
        assert_eq!(row.value, IndicatorValue::Unknown, "{}", row.id);
    }
    // Land but nothing built: A and A2 are zero, D is not.
    let story =
        "E1 2024-01-01 parcel 1 use=0601 stage=supplied-not-started area=100 invested=0 tax=2023:0";
    assert_eq!(value(story, "built-rate"), "0.00");
    assert_eq!(value(story, "idle-rate"), "0.00");
    for id in ["industrial-land-rate", "plot-ratio", "industrial-tax-per-mu", "vacancy-rate"] {
        assert_eq!(value(story, id), "?", "{id}");
    }
}

#[test]
fn one_missing_fact_at_a_time() {
    let built =
        "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000 floor=900 base=400 yards=100";
    // (events, indicator, value, what is missing)
    let rows = [
        // No use: A2 is 0 or 1 000 of 1 000.
        (built.replace("use=0601 ", ""), "industrial-land-rate", "0.00..100.00", "registered use"),
        // No stage: A is between 0 and 1 000, D is known by tenure.
        (
            built.replace("stage=meets-target ", ""),
            "built-rate",
            "0.00..100.00",
            "stage of land use",
        ),
        // Nothing bounds a floor area; what is known of it is none.
        (built.replace("floor=900 ", ""), "plot-ratio", "≥0.00", "floor area above ground"),
        (
            built.replace("base=400 ", ""),
            "building-density",
            "0.00..100.00",
            "ground covered by buildings",
        ),
        // What is known of the covered ground is certain: 100 and 400 of 1 000.
        (
            built.replace("base=400 ", ""),
            "industrial-building-coefficient",
            "10.00..100.00",
            "ground covered by buildings",
        ),
        (
            built.replace(" yards=100", ""),
            "industrial-building-coefficient",
            "40.00..100.00",
            "ground covered by structures and yards",
        ),
        (built.to_owned(), "tax-per-hectare", "?", "tax of the year"),
        (built.to_owned(), "industrial-investment-intensity", "?", "fixed-asset investment"),
        // Only the denominator is open: 400 of at least 1 000.
        (
            format!("{built}\nE2 2024-01-01 parcel 2 stage=supplied-not-started"),
            "built-rate",
            "0.00..100.00",
            "registered area",
        ),
        // Tenure and stage disagree: D is 1 000 or 1 500, A is 1 000.
        (
            format!("{built}\nE2 2024-01-01 parcel 2 stage=approved-not-supplied area=500"),
            "built-rate",
            "66.67..100.00",
            "whether supplied (tenure and stage disagree)",
        ),
        // A space of which the survey did not say: 0 or 30 of 100.
        (
            format!(
                "{built}\nE2 2024-01-01 space A 1 30 unknown\nE3 2024-01-01 space B 1 70 occupied"
            ),
            "vacancy-rate",
            "0.00..30.00",
            "whether a space is vacant",
        ),
    ];
    for (story, id, expected, missing) in rows {
        let all = indicators(&story, Some("100000"), &[]);
        let row = of(&all, id);
        assert_eq!(written(&row.value), expected, "{story} {id}");
        let facts: Vec<&str> = row.missing.iter().map(|m| m.fact.en.as_str()).collect();
        assert!(facts.contains(&missing), "{story} {id}: {facts:?}");
    }
}

#[test]
fn what_needs_no_fact_makes_none_missing() {
    let built = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000 floor=900 base=400 yards=100 \
                 tax=2023:1000 invested=5000";
    // (another parcel, indicator, value): 0.90, 40 %, built 1 000 of D.
    let rows = [
        // Unstarted land adds no building, even where an old one stands on it.
        ("stage=supplied-not-started area=500 use=0601", "plot-ratio", "0.90"),
        ("stage=supplied-not-started area=500 use=0601 floor=999", "plot-ratio", "0.90"),
        (
            "stage=supplied-not-started area=500 use=0601",
            "industrial-building-coefficient",
            "50.00",
        ),
        ("stage=supplied-not-started area=500 use=0601", "built-rate", "66.67"),
        // But its holder may pay tax.
        ("stage=supplied-not-started area=500 use=0601", "tax-per-hectare", "?"),
        // Nobody holds land that was not supplied.
        ("tenure=unsupplied stage=approved-not-supplied area=500", "tax-per-hectare", "1.00"),
        ("tenure=unsupplied stage=approved-not-supplied area=500", "built-rate", "100.00"),
        // Collective land is built land, but not supplied state-owned land: A 1 500, D 1 000.
        ("tenure=collective stage=meets-target area=500", "built-rate", "150.00"),
        // A refund of tax: 1 000 − 3 000 over 1 500 m².
        ("stage=meets-target area=500 use=0601 tax=2023:-3000", "tax-per-hectare", "-1.33"),
    ];
    for (other, id, expected) in rows {
        let story = format!("{built}\nE2 2024-01-01 parcel 2 {other}");
        assert_eq!(value(&story, id), expected, "{other} {id}");
    }
}

#[test]
fn declared_land_that_is_not_known_bounds() {
    let story = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000";
    let road = |state, size: &str| DeclaredLand::new("R", NonParcelKind::Road, state, area(size));
    let mut unmeasured = road(Some(NonParcelState::SuppliedNotBuilt), "0");
    unmeasured.area = None;
    // (declared, built rate): A 1 000; D 1 000 and what of the road is supplied.
    let rows = [
        (road(Some(NonParcelState::NotSupplied), "1000"), "100.00"),
        (road(Some(NonParcelState::SuppliedNotBuilt), "1000"), "50.00"),
        (road(Some(NonParcelState::Built), "1000"), "100.00"),
        // What of it is built is supplied: at most all.
        (road(None, "1000"), "50.00..100.00"),
        (unmeasured, "0.00..100.00"),
    ];
    for (land, expected) in rows {
        let rows = indicators(story, Some("100000"), std::slice::from_ref(&land));
        assert_eq!(written(&of(&rows, "built-rate").value), expected, "{land:?}");
    }
    // Without an approved area nothing bounds the land ready for supply.
    let rows = indicators(story, None, &[]);
    let row = of(&rows, "supply-rate");
    assert_eq!(written(&row.value), "0.00..100.00");
    assert!(row.missing.iter().any(|m| m.fact.en == "approved area of the zone"));
    // More supplied than can be built on: inconsistent, so not said to be 100 %, but 1 000 of 900 and more.
    let rows = indicators(story, Some("900"), &[]);
    assert_eq!(written(&of(&rows, "development-rate").value), "≥111.11");
}

/// A parcel of which every fact is known, and which of them are blotted out.
type Drawn = ((u8, u8, u16), [u16; 6], [bool; 8]);

/// The events of the parcels, with or without the facts that are blotted out.
fn written_parcels(parcels: &[Drawn], complete: bool) -> String {
    let stages = ["supplied-not-started", "partly-built", "built-not-producing", "meets-target"];
    let uses = ["0601", "0701", "0604"];
    let mut story = String::new();
    for (number, ((stage, land_use, size), parts, hidden)) in (1..).zip(parcels) {
        let size = u64::from(*size) + 1;
        let within = |part: u16| u64::from(part) % (size / 2 + 1);
        let [built, floor, base, yards, invested, tax] = *parts;
        let facts = [
            format!("area={size}"),
            format!("stage={}", stages[usize::from(*stage)]),
            format!("use={}", uses[usize::from(*land_use)]),
            format!("built={}", u64::from(built) % (size + 1)),
            format!("floor={floor}"),
            format!("base={}", within(base)),
            format!("yards={}", within(yards)),
            format!("tax=2023:{tax} invested={invested}"),
        ];
        let shown = facts.iter().zip(hidden).filter(|(_, hidden)| complete || !**hidden);
        let shown: Vec<&str> = shown.map(|(fact, _)| fact.as_str()).collect();
        story.push_str(&format!("E{number} 2024-01-01 parcel {number} {}\n", shown.join(" ")));
    }
    story.push_str("X 2024-01-01 listed T1 1 idle 0.5\n");
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the missing facts turn out to be, the value lies within the bounds that were given before.
    #[test]
    fn bounds_contain_every_completion(
        parcels in prop::collection::vec(
            ((0..4_u8, 0..3_u8, 0..5000_u16), any::<[u16; 6]>(),
             prop::array::uniform8(prop::bool::weighted(0.2))),
            1..6,
        ),
    ) {
        let before = indicators(&written_parcels(&parcels, false), Some("1000000"), &[]);
        let after = indicators(&written_parcels(&parcels, true), Some("1000000"), &[]);
        for (before, after) in before.iter().zip(&after) {
            let (least, most) = match after.value {
                IndicatorValue::Known(value) => (value, value),
                IndicatorValue::Bounded { low, high } => (low, high),
                _ => continue,
            };
            match before.value {
                IndicatorValue::Known(value) => {
                    prop_assert_eq!((value, value), (least, most), "{}", before.id);
                }
                IndicatorValue::AtLeast(low) => {
                    prop_assert!(low <= least, "{} {:?} {:?}", before.id, before.value, after.value);
                    prop_assert!(!before.missing.is_empty());
                }
                IndicatorValue::Bounded { low, high } => {
                    prop_assert!(low <= least && most <= high, "{} {:?} {:?}", before.id, before.value, after.value);
                    prop_assert!(!before.missing.is_empty());
                }
                _ => {}
            }
        }
    }
}
