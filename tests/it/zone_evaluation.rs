//! The evaluation of a zone: rates of a part over its whole, kinds, contradictions, scores, potentials and series, on small
//! zones worked on paper. Every zone here is synthetic.

use landledger::finding::Code;
use landledger::indicator::{
    BaseQuantities, DeclaredLand, EvaluationInputs, Indicator, IndicatorValue, KindOfZone,
    MeasuredLand, Stated, ZoneEvaluation, ZoneScore, indicator_series, kind_of_zone,
    land_potentials, standard_potentials, zone_contradictions, zone_indicators, zone_score,
};
use landledger::law::{
    Assurance, Document, EvaluationIndicator, EvaluationStandard, Threshold, ZoneAttribute,
    ZoneKind,
};
use landledger::ledger::{AsOf, replay, replay_days};
use landledger::report::text::render;
use landledger::report::{Report, ReportInput};
use landledger::units::{Area, AreaUnit, GivenArea};
use landledger::zone::{BoundaryVersion, NonParcelKind, NonParcelState, Zone};
use proptest::prelude::*;

use crate::ledger_text::{day, events, on, period};

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

fn of<'a>(rows: &'a [Indicator], id: &str) -> &'a Indicator {
    rows.iter().find(|row| row.id == id).expect(id)
}

fn stated<T>(value: T) -> Vec<Stated<T>> {
    vec![Stated::new(value, day("2023-12-31"), Document::numbered("填报表"))]
}

/// A zone whose approval makes nothing special of it.
fn ordinary() -> EvaluationInputs {
    let mut inputs = EvaluationInputs::default();
    inputs.attribute = stated(ZoneAttribute::Ordinary);
    inputs
}

fn base_of(
    story: &str,
    approved: Option<&str>,
    declared: &[DeclaredLand],
    inputs: &EvaluationInputs,
) -> BaseQuantities {
    let mut measured = MeasuredLand::default();
    measured.approved = approved.map(area);
    measured.declared = declared.to_vec();
    BaseQuantities::with_inputs(&on(story, "2024-06-30").state, &measured, inputs)
}

/// An indicator of a zone of 100 000 m² without declared land.
fn rate(story: &str, id: &str) -> String {
    let base = base_of(story, Some("100000"), &[], &EvaluationInputs::default());
    written(&of(&zone_indicators(&base), id).value)
}

/// Parcel 1: factory, built; 2: factory, half built; 3: housing, built; 4: granted, not started, idle; 5: not
/// supplied. A road, built, of 2 000 m² and a pond of 8 000 m². By hand:
///
/// A = 20 000 + 4 000 + 14 000 + 2 000 = 40 000, of it A1 14 000, A2 24 000, A3 2 000; D = 20 000 + 10 000 + 14 000 + 4 000 +
/// 2 000 = 50 000, of it D1 16 000, D2 34 000; C = 8 000, A + B = 88 000 − 8 000 = 80 000; G = 4 000, listed 9 000.
const ZONE: &str = "
    E1 2023-01-01 parcel 1 tenure=granted use=0601 stage=meets-target area=20000 floor=24000 base=10000 yards=2000 invested=90000000 tax=2023:3000000
    E2 2023-01-01 parcel 2 tenure=leased use=0604 stage=partly-built area=10000 built=4000 floor=3000 base=2000 yards=400 invested=6000000 tax=2023:240000
    E3 2023-01-01 parcel 3 tenure=allocated use=0701 stage=meets-target area=14000 floor=28000 base=3600 tax=2023:0
    E4 2023-01-01 parcel 4 tenure=granted use=0601 stage=supplied-not-started area=4000 invested=0 tax=2023:0
    E5 2023-01-01 parcel 5 tenure=unsupplied use=0601 stage=approved-not-supplied area=6000
    E6 2023-02-01 listed T1 4 idle 4000
    E7 2023-02-01 listed T2 1 low-efficiency-industrial 5000
";

fn paper(inputs: &EvaluationInputs) -> BaseQuantities {
    let declared = [
        DeclaredLand::new("R1", NonParcelKind::Road, Some(NonParcelState::Built), area("2000")),
        DeclaredLand::new("W1", NonParcelKind::Water, None, area("8000")),
    ];
    base_of(ZONE, Some("88000"), &declared, inputs)
}

#[test]
fn e11_gross_and_useful_land_and_the_parts_of_both() {
    let mut inputs = ordinary();
    inputs.high_tech = stated(area("6000"));
    let base = paper(&inputs);
    let buildable = base.buildable();
    // As worked out above; A4 and A5 are none, B21 is at least the 6 000 of parcel 2 and 4 000 of parcel 4 and at most
    // 80 000 − 40 000, E at most 80 000 − 50 000.
    let rows = [
        ("zone", &base.zone, "88000"),
        ("C", &base.unbuildable, "8000"),
        ("A+B", &buildable, "80000"),
        ("A", &base.built, "40000"),
        ("A1", &base.built_residential, "14000"),
        ("A2", &base.built_industrial, "24000"),
        ("A3", &base.built_traffic, "2000"),
        ("A4, A5", &base.built_other, "0"),
        ("D", &base.supplied, "50000"),
        ("D1", &base.supplied_allocated, "16000"),
        ("D2", &base.supplied_paid, "34000"),
        ("A+B21", &base.ready, "50000..80000"),
        ("B21", &base.ready_unbuilt, "10000..40000"),
        ("E", &base.suppliable, "0..30000"),
        ("G", &base.idle, "4000"),
        ("listed", &base.listed, "9000"),
        ("H", &base.high_tech, "6000"),
        ("D22", &base.expired, "0..34000"),
    ];
    for (name, bounds, expected) in rows {
        assert_eq!(written(&bounds.value()), expected, "{name}");
        assert_eq!(bounds.missing.is_empty(), !expected.contains(".."), "{name}");
    }
    // The green is built land of another use.
    let green =
        DeclaredLand::new("G1", NonParcelKind::Green, Some(NonParcelState::Built), area("300"));
    let base = base_of("", Some("1000"), &[green], &ordinary());
    assert_eq!(written(&base.built_other.value()), "300");
}

#[test]
fn e11_land_of_a_parcel_that_was_replaced_counts_once() {
    let mut replaced = events(ZONE);
    let act = serde_json::json!({"id": "E9", "effective": "2024-04-01", "recorded": "2024-04-02T09:00:00",
        "act": {"parcels-replaced": {"replacement": {"kind": "split",
            "from": ["410106001001GB00003"], "to": [
            {"parcel": "410106001001GB00031", "facts": {"name": "a", "town": "410106001",
             "tenure": "allocated", "stage": "meets-target", "registered_area_m2": "8000",
             "land_use": {"system": "gbt21010-2017", "code": "0701"}}},
            {"parcel": "410106001001GB00032", "facts": {"name": "b", "town": "410106001",
             "tenure": "allocated", "stage": "meets-target", "registered_area_m2": "6000",
             "land_use": {"system": "gbt21010-2017", "code": "0701"}}}]}}}});
    replaced.push(serde_json::from_value(act).unwrap());
    let history = replay(&replaced, AsOf::day(day("2024-06-30")));
    assert!(history.findings.is_empty(), "{:?}", history.findings);
    let base = BaseQuantities::of(&history.state, &MeasuredLand::default());
    // 8 000 + 6 000 in place of 14 000; with the old parcel it would be 28 000.
    assert_eq!(written(&base.built_residential.value()), "14000");
    // Four of the five parcels and the two new ones: 20 000 + 10 000 + 4 000 + 6 000 and 8 000 + 6 000.
    let zone = zone_with_versions();
    let input = ReportInput::new(&zone, &[], &replaced);
    let report = Report::build(input, period("2024-01-01..2024-06-30")).unwrap();
    assert_eq!(report.parcels.registered, 6);
    assert_eq!(report.parcels.registered_area, area("54000"));
    let unmapped = report.findings.iter().filter(|f| f.code == Code::ParcelNotMapped);
    assert_eq!(unmapped.count(), 6);
}

#[test]
fn e13_rates_with_b21_as_stated() {
    // (B21, development rate, supply rate); A = 40 000, D = 50 000, A + B = 80 000
    let rows = [
        ("20000", "75.00", "83.33"),
        ("40000", "100.00", "62.50"),
        // D = A + B21.
        ("10000", "62.50", "100.00"),
        // D > A + B21 and A + B21 > A + B are contradictions, and shown as they are.
        ("0", "50.00", "125.00"),
        ("60000", "125.00", "50.00"),
    ];
    for (b21, development, supply) in rows {
        let mut inputs = EvaluationInputs::default();
        inputs.ready_unbuilt = stated(area(b21));
        let rates = zone_indicators(&paper(&inputs));
        assert_eq!(written(&of(&rates, "development-rate").value), development, "{b21}");
        assert_eq!(written(&of(&rates, "supply-rate").value), supply, "{b21}");
        assert_eq!(written(&of(&rates, "built-rate").value), "80.00");
        assert_eq!(written(&of(&rates, "industrial-land-rate").value), "60.00");
    }
}

#[test]
fn e13_a_part_is_bounded_by_its_whole() {
    let built = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000";
    // (another parcel, indicator, value); A + B = 100 000
    let rows = [
        // D 1 000 or 1 500 of at least as much.
        ("stage=approved-not-supplied area=500", "supply-rate", "1.00..100.00"),
        // D is at least 1 000, without bound.
        ("stage=supplied-not-started", "supply-rate", "1.00..100.00"),
        // 500 of collective land is built and never supplied: 1 000 of at least 1 500.
        ("tenure=collective stage=meets-target area=500", "supply-rate", "1.00..66.67"),
        // The same beside 500 that may be supplied: 1 500 of 2 000 at most.
        (
            "tenure=collective stage=meets-target area=500\nE3 2024-01-01 parcel 3 stage=approved-not-supplied area=500",
            "supply-rate",
            "1.00..75.00",
        ),
        // Everything supplied is built, however large it is.
        ("stage=meets-target", "built-rate", "100.00"),
        // 1 000 of 1 500 where nothing of parcel 2 is built, all where everything is.
        ("area=500", "built-rate", "66.67..100.00"),
        // At most 1 000 of 1 200 where nothing, and 1 200 + x of the same where something is built.
        ("stage=partly-built area=200 built=50", "built-rate", "87.50"),
        // A2 is 1 000 of 1 000 + x.
        ("use=0701 stage=meets-target", "industrial-land-rate", "0.00..100.00"),
        ("stage=meets-target area=250", "industrial-land-rate", "80.00..100.00"),
    ];
    for (other, id, expected) in rows {
        let story = format!("{built}\nE2 2024-01-01 parcel 2 {other}");
        assert_eq!(rate(&story, id), expected, "{other} {id}");
    }
    // A pond of unknown size leaves A + B between 0 and 100 000.
    let mut pond = DeclaredLand::new("W", NonParcelKind::Water, None, area("0"));
    pond.area = None;
    let base = base_of(built, Some("100000"), &[pond], &EvaluationInputs::default());
    assert_eq!(written(&of(&zone_indicators(&base), "development-rate").value), "1.00..100.00");
}

#[test]
fn e14_idle_land_is_part_of_the_supplied_land() {
    let built = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000";
    let idle = |parcel: &str| {
        format!("{built}\nE2 2024-01-01 parcel 2 {parcel}\nE3 2024-02-01 listed T1 2 idle 400")
    };
    let rows = [
        ("stage=supplied-not-started area=600", "25.00"),
        // Its land is not known: at least 400 of it are there, so 400 of 1 400 at most, not of 1 000.
        ("stage=supplied-not-started", "0.00..28.57"),
        // Whether it is supplied is not known: 400 of 1 600, or of 1 000 if not.
        ("stage=approved-not-supplied area=600", "25.00..40.00"),
        // Collective land is none of D: 400 of 1 000, a contradiction only if it were more than D.
        ("tenure=collective stage=supplied-not-started area=600", "40.00"),
    ];
    for (parcel, expected) in rows {
        assert_eq!(rate(&idle(parcel), "idle-rate"), expected, "{parcel}");
    }
    // The parcel shrank after it was listed: 400 of 300 is shown as it is.
    let story = "E1 2024-01-01 parcel 1 stage=supplied-not-started area=400
        E2 2024-02-01 listed T1 1 idle 400
        E3 2024-03-01 facts 1 stage=supplied-not-started area=300";
    assert_eq!(rate(story, "idle-rate"), "133.33");
    // A parcel of unknown size beside it may make up for it, and need not.
    let beside = format!("{story}\nE4 2024-03-01 parcel 2 stage=supplied-not-started");
    assert_eq!(rate(&beside, "idle-rate"), "0.00..133.33");
}

#[test]
fn e16_what_nobody_stated_is_unknown_and_named() {
    let rows = zone_indicators(&paper(&EvaluationInputs::default()));
    let lacks = |id: &str, fact: &str| {
        let row = of(&rows, id);
        assert!(row.missing.iter().any(|missing| missing.fact.en == fact), "{:?}", row.missing);
        written(&row.value)
    };
    assert_eq!(lacks("population-density", "resident population"), "?");
    assert_eq!(lacks("high-tech-land-rate", "land of high-tech industry"), "?");
    let holders = "tax of secondary and tertiary industry (tax of the holders of parcels used)";
    // 3 240 000 yuan of the holders over 4 hm².
    assert_eq!(lacks("tax-per-hectare", holders), "81.00");
    let mut inputs = EvaluationInputs::default();
    inputs.resident_population = stated(1_000);
    inputs.high_tech = stated(area("6000"));
    inputs.secondary_and_tertiary_tax = stated("4000000".parse().unwrap());
    let rows = zone_indicators(&paper(&inputs));
    // 1 000 people on 4 hm²; 6 000 of 24 000; 400 × 10 000 yuan on 4 hm².
    for (id, expected) in [
        ("population-density", "250.00"),
        ("high-tech-land-rate", "25.00"),
        ("tax-per-hectare", "100.00"),
    ] {
        assert_eq!(written(&of(&rows, id).value), expected, "{id}");
        assert!(of(&rows, id).missing.is_empty(), "{id}");
    }
    // Figures of a day that is still to come are not known; tax counts for its own year only.
    let mut later = EvaluationInputs::default();
    later.resident_population = stated(1_000);
    later.resident_population[0].on = day("2024-07-01");
    later.secondary_and_tertiary_tax = stated("4000000".parse().unwrap());
    later.secondary_and_tertiary_tax[0].on = day("2022-12-31");
    let rows = zone_indicators(&paper(&later));
    assert_eq!(written(&of(&rows, "population-density").value), "?");
    assert_eq!(written(&of(&rows, "tax-per-hectare").value), "81.00");
    // The last of several counts.
    later.resident_population = stated(1_000);
    later.resident_population.push(Stated::new(2_000, day("2024-06-30"), Document::numbered("b")));
    later.resident_population.push(Stated::new(9, day("2022-12-31"), Document::numbered("c")));
    let rows = zone_indicators(&paper(&later));
    assert_eq!(written(&of(&rows, "population-density").value), "500.00");
}

#[test]
fn e17_a_zone_without_built_land_has_no_shares() {
    let mut inputs = ordinary();
    inputs.resident_population = stated(0);
    inputs.high_tech = stated(area("0"));
    inputs.secondary_and_tertiary_tax = stated("0".parse().unwrap());
    let base = base_of("", Some("0"), &[], &inputs);
    for row in zone_indicators(&base) {
        assert_eq!(row.value, IndicatorValue::Unknown, "{}", row.id);
    }
    assert_eq!(kind_of_zone(&base).possible, []);
    // Nothing can be gained where there is nothing.
    assert_eq!(written(&of(&land_potentials(&base), "extension-potential").value), "0.00");
    let standard = standard();
    let score = zone_score(&base, standard.table(ZoneKind::Other).unwrap());
    assert_eq!(written(&score.score), "0.00..100.00");
    assert_eq!(score.unknown.len(), 4);
}

#[test]
fn e18_every_indicator_shows_its_formula_its_inputs_and_its_unit() {
    let rows = zone_indicators(&paper(&EvaluationInputs::default()));
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    // The ids that a standard can name are those that there are, with the same units.
    for indicator in EvaluationIndicator::ALL {
        assert_eq!(of(&rows, indicator.id()).unit, indicator.unit(), "{indicator:?}");
    }
    assert_eq!(EvaluationIndicator::ALL.len(), ids.len());
    for row in &rows {
        assert_eq!(row.inputs.len(), 2, "{}", row.id);
        assert!(!row.formula.zh.is_empty() && !row.basis.zh.is_empty(), "{}", row.id);
    }
    let supply = of(&rows, "supply-rate");
    let inputs: Vec<String> = supply.inputs.iter().map(|input| written(&input.value)).collect();
    assert_eq!(
        (supply.formula.zh.as_str(), inputs.join(" / ")),
        ("D / (A + B21)", "50000 / 50000..80000".into())
    );
}

/// Contradictions as `relation subject found > most`.
fn contradictions(base: &BaseQuantities) -> Vec<String> {
    let rows = zone_contradictions(base);
    for row in &rows {
        assert!(!row.remedy.zh.is_empty() && !row.remedy.en.is_empty());
        for number in [row.found, row.most] {
            assert!(row.message.zh.contains(&format!(" {number} m²")), "{:?}", row.message);
            assert!(row.message.en.contains(&format!(" {number} m²")), "{:?}", row.message);
        }
    }
    let name = |row: &landledger::indicator::ZoneContradiction| {
        serde_json::to_string(&row.relation).unwrap().replace('"', "")
    };
    rows.iter().map(|r| format!("{} {} {} > {}", name(r), r.subject, r.found, r.most)).collect()
}

#[test]
fn e19_relations_on_their_limit_and_beside_it() {
    let none: &[&str] = &[];
    // (events, approved area, contradictions): A ≤ D.
    let rows = [
        ("E1 2024-01-01 parcel 1 stage=meets-target area=1000", "1000", none),
        // Collective land is built, and no supplied land is left unbuilt to make up for it.
        (
            "E1 2024-01-01 parcel 1 stage=meets-target area=1000
             E2 2024-01-01 parcel 2 tenure=collective stage=meets-target area=100
             E3 2024-01-01 parcel 3 stage=supplied-not-started area=100",
            "1200",
            none,
        ),
        (
            "E1 2024-01-01 parcel 1 stage=meets-target area=1000
             E2 2024-01-01 parcel 2 tenure=collective stage=meets-target area=100.01
             E3 2024-01-01 parcel 3 stage=supplied-not-started area=100",
            "1300",
            &["built-within-supplied zone 1100.01 > 1100"],
        ),
        // The same whatever the size of parcel 1 is.
        (
            "E1 2024-01-01 parcel 1 stage=meets-target
             E2 2024-01-01 parcel 2 tenure=collective stage=meets-target area=100.01
             E3 2024-01-01 parcel 3 stage=supplied-not-started area=100",
            "1300",
            &["built-within-supplied zone 100.01 > 100"],
        ),
        // Whether parcel 3 is supplied is not known: it may make up for it.
        (
            "E2 2024-01-01 parcel 2 tenure=collective stage=meets-target area=100
             E3 2024-01-01 parcel 3 stage=approved-not-supplied area=100",
            "1300",
            none,
        ),
        // The zone less C.
        (
            "E1 2024-01-01 parcel 1 stage=meets-target area=1000",
            "999.99",
            &["used-within-buildable zone 1000 > 999.99"],
        ),
        // Σ of the classes on the ledger ≤ D, G ≤ D.
        (
            "E1 2024-01-01 parcel 1 stage=supplied-not-started area=1000
             E2 2024-02-01 listed T1 1 idle 600
             E3 2024-02-01 listed T2 1 low-efficiency-other 400",
            "9000",
            none,
        ),
        (
            "E1 2024-01-01 parcel 1 stage=supplied-not-started area=1000
             E2 2024-02-01 listed T1 1 idle 600
             E3 2024-02-01 listed T2 1 low-efficiency-other 400
             E4 2024-03-01 facts 1 stage=supplied-not-started area=999.99",
            "9000",
            &["listed-within-supplied zone 1000 > 999.99"],
        ),
        (
            "E1 2024-01-01 parcel 1 stage=supplied-not-started area=1000
             E2 2024-02-01 listed T1 1 idle 600
             E4 2024-03-01 facts 1 stage=supplied-not-started area=599.99",
            "9000",
            &["idle-within-supplied zone 600 > 599.99", "listed-within-supplied zone 600 > 599.99"],
        ),
        // Buildings within the built land, and within their parcel.
        ("E1 2024-01-01 parcel 1 stage=meets-target area=1000 base=1000", "9000", none),
        (
            "E1 2024-01-01 parcel 1 stage=meets-target area=1000 base=1000.01",
            "9000",
            &[
                "base-within-built zone 1000.01 > 1000",
                "base-within-parcel 410106001001GB00001 1000.01 > 1000",
            ],
        ),
        // Only the parcel tells: elsewhere there is room.
        (
            "E1 2024-01-01 parcel 1 stage=meets-target area=1000 base=1000.01
             E2 2024-01-01 parcel 2 stage=meets-target area=1000 base=0",
            "9000",
            &["base-within-parcel 410106001001GB00001 1000.01 > 1000"],
        ),
        ("E1 2024-01-01 parcel 1 stage=partly-built area=1000 built=1000", "9000", none),
        (
            "E1 2024-01-01 parcel 1 stage=partly-built area=1000 built=1000.01",
            "9000",
            &[
                "built-within-supplied zone 1000.01 > 1000",
                "used-within-buildable zone 1000.01 > 1000",
                "built-within-parcel 410106001001GB00001 1000.01 > 1000",
            ],
        ),
    ];
    for (story, approved, expected) in rows {
        let approved = if story.contains("built=1000.01") { "1000" } else { approved };
        let base = base_of(story, Some(approved), &[], &EvaluationInputs::default());
        assert_eq!(contradictions(&base), expected, "{story}");
    }
}

#[test]
fn e19_stated_figures_on_their_limit_and_beside_it() {
    type Change = fn(&mut EvaluationInputs, Area);
    // On paper: D − A = 10 000, A + B − A = 40 000, D2 = 34 000, A + B − D = 30 000, A ∪ D = 50 000.
    let rows: [(Change, &str, &str, &str); 5] = [
        (
            |i, a| i.ready_unbuilt = stated(a),
            "10000",
            "9999.99",
            "supplied-within-ready zone 50000 > 49999.99",
        ),
        (
            |i, a| i.ready_unbuilt = stated(a),
            "40000",
            "40000.01",
            "used-within-buildable zone 80000.01 > 80000",
        ),
        (
            |i, a| i.expired = stated(a),
            "34000",
            "34000.01",
            "expired-within-paid zone 34000.01 > 34000",
        ),
        (
            |i, a| i.suppliable = stated(a),
            "30000",
            "30000.01",
            "suppliable-within-unsupplied zone 30000.01 > 30000",
        ),
        (
            |i, a| i.high_tech = stated(a),
            "50000",
            "50000.01",
            "high-tech-within-used zone 50000.01 > 50000",
        ),
    ];
    for (change, on_limit, beside, expected) in rows {
        let found = |text: &str| {
            let mut inputs = EvaluationInputs::default();
            change(&mut inputs, area(text));
            contradictions(&paper(&inputs))
        };
        assert_eq!(found(on_limit), Vec::<String>::new(), "{on_limit}");
        assert_eq!(found(beside), [expected]);
    }
    // 500 m² of collective land are built beside 1 000 m² supplied and not built: A + B21 may reach D and B21 be too little.
    let unbuilt = "E1 2024-01-01 parcel 1 stage=supplied-not-started area=1000
        E2 2024-01-01 parcel 2 tenure=collective stage=meets-target area=500";
    for (b21, expected) in [
        ("1000.01", vec![]),
        ("1000", vec![]),
        ("999.99", vec!["unbuilt-within-ready zone 1000 > 999.99"]),
        ("500", vec!["unbuilt-within-ready zone 1000 > 500"]),
        // Then the zone tells.
        ("499.99", vec!["supplied-within-ready zone 1000 > 999.99"]),
    ] {
        let mut inputs = EvaluationInputs::default();
        inputs.ready_unbuilt = stated(area(b21));
        assert_eq!(
            contradictions(&base_of(unbuilt, Some("9000"), &[], &inputs)),
            expected,
            "{b21}"
        );
    }
    // Of parcel 1 at least 400 m² are not built.
    let partly = "E1 2024-01-01 parcel 1 stage=partly-built area=1000 built=600";
    for (b21, count) in [("400", 0), ("399.99", 1)] {
        let mut inputs = EvaluationInputs::default();
        inputs.ready_unbuilt = stated(area(b21));
        let base = base_of(partly, Some("9000"), &[], &inputs);
        assert_eq!(contradictions(&base).len(), count, "{b21}");
    }
    // Without the approved area nothing bounds what can be built on.
    let mut inputs = EvaluationInputs::default();
    inputs.ready_unbuilt = stated(area("900000"));
    assert_eq!(contradictions(&base_of(ZONE, None, &[], &inputs)), Vec::<String>::new());
}

#[test]
fn e19_a_contradiction_is_a_finding_of_the_report() {
    let story = "E1 2024-01-01 parcel 1 stage=meets-target area=1000
        E2 2024-01-01 parcel 2 tenure=collective stage=meets-target area=100.01";
    let report = report_of(story, None, None);
    let found: Vec<_> =
        report.findings.iter().filter(|f| f.code == Code::LedgerFiguresContradict).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message.en,
        "expected built land A of at most 1000 m², the supplied land D, found 1100.01 m² (collective land built \
         on: 100.01 m²); look for land built on before supply, collective land, and the tenure of parcels"
    );
    assert_eq!(found[0].subjects, ["zone"]);
}

/// A zone with these areas of built industrial, residential, commercial land, and of land whose use is not known.
fn shares(industrial: &str, residential: &str, other: &str, open: &str) -> String {
    let parcel = |number: u8, land_use: &str, area: &str| match area {
        "0" => String::new(),
        _ => format!(
            "E{number} 2024-01-01 parcel {number} {land_use} stage=meets-target area={area}\n"
        ),
    };
    parcel(1, "use=0601", industrial)
        + &parcel(2, "use=0701", residential)
        + &parcel(3, "use=0501", other)
        + &parcel(4, "", open)
}

fn kind(story: &str, inputs: &EvaluationInputs) -> KindOfZone {
    kind_of_zone(&base_of(story, Some("100000"), &[], inputs))
}

#[test]
fn e20_kinds_of_zones_on_the_shares_and_beside_them() {
    use ZoneKind::{IndustryLed, Integrated, Other};
    // A = 10 000: 30 % is 3 000, 25 % is 2 500. (A2, A1, rest, use unknown, kinds)
    let rows: [(&str, &str, &str, &str, &[ZoneKind]); 12] = [
        ("3000.01", "2499.99", "4500", "0", &[IndustryLed]),
        ("3000", "2499.99", "4500.01", "0", &[Other]),
        ("2999.99", "2499.99", "4500.02", "0", &[Other]),
        ("3000.01", "2500", "4499.99", "0", &[Other]),
        ("3000.01", "2500.01", "4499.98", "0", &[Other]),
        ("3000", "2500", "4500", "0", &[Integrated]),
        ("2999.99", "2500.01", "4500", "0", &[Integrated]),
        ("10000", "0", "0", "0", &[IndustryLed]),
        // Ten hundredths of unknown use: 30 to 40 % and 20 to 30 %.
        ("3000", "2000", "4000", "1000", &[IndustryLed, Integrated, Other]),
        // 40 to 50 % and 10 to 20 %: either way.
        ("4000", "1000", "4000", "1000", &[IndustryLed]),
        // 31 to 41 % and 20 to 30 %.
        ("3100", "2000", "3900", "1000", &[IndustryLed, Other]),
        // Nothing built.
        ("0", "0", "0", "0", &[]),
    ];
    for (industrial, residential, other, open, kinds) in rows {
        let story = shares(industrial, residential, other, open);
        let found = kind(&story, &ordinary());
        assert_eq!(found.possible, kinds, "{industrial} {residential} {open}");
        assert_eq!(found.missing.is_empty(), kinds.len() < 2, "{:?}", found.missing);
        assert_eq!(found.decided().is_some(), kinds.len() == 1);
        for special in [ZoneAttribute::Bonded, ZoneAttribute::Processing] {
            let mut inputs = EvaluationInputs::default();
            inputs.attribute = stated(special);
            assert_eq!(kind(&story, &inputs).possible, [IndustryLed]);
        }
    }
    // Nobody stated whether it is a bonded or a processing zone.
    let unstated = EvaluationInputs::default();
    let found = kind(&shares("3000", "2500", "4500", "0"), &unstated);
    assert_eq!(found.possible, [IndustryLed, Integrated]);
    assert_eq!(found.missing[0].fact.en, "whether a bonded or a processing zone");
    let found = kind(&shares("3000.01", "2499.99", "4500", "0"), &unstated);
    assert_eq!((found.decided(), found.missing.len()), (Some(IndustryLed), 0));
    assert_eq!(kind("", &unstated).possible, []);
}

#[test]
fn e20_the_two_shares_are_recalled_and_say_so() {
    let rows: Vec<String> = Threshold::all()
        .iter()
        .filter(|row| row.id.starts_with("zone-"))
        .map(|row| format!("{} {} {:?}", row.id, row.value.text().en, row.assurance))
        .collect();
    let recalled = Assurance::Recalled;
    assert_eq!(
        rows,
        [
            format!("zone-industrial-share 30 % {recalled:?}"),
            format!("zone-residential-share 25 % {recalled:?}"),
        ]
    );
    let found = kind("", &ordinary());
    assert!(found.rule.zh.contains("A2/A > 30 % 且 A1/A < 25 %"), "{}", found.rule.zh);
    assert!(found.rule.zh.contains("未对照公布文本"), "{}", found.rule.zh);
}

/// Weights and ideal values invented for these tests.
const STANDARD: &str = r#"{"tables": [{"goals": [
    {"id": "use", "name": {"zh": "土地利用状况", "en": "land use"}, "weight": "0.6", "subgoals": [
        {"id": "extent", "name": {"zh": "利用程度", "en": "extent"}, "weight": "1", "indicators": [
            {"id": "built-rate", "weight": "0.5", "direction": "forward", "ideal": "100", "unit": "%"},
            {"id": "idle-rate", "weight": "0.5", "direction": "reverse", "unit": "%"}]}]},
    {"id": "benefit", "name": {"zh": "用地效益", "en": "benefit"}, "weight": "0.4", "subgoals": [
        {"id": "strength", "name": {"zh": "利用强度", "en": "intensity"}, "weight": "0.75", "indicators": [
            {"id": "industrial-plot-ratio", "weight": "1", "direction": "forward", "ideal": "1.25", "unit": "1"}]},
        {"id": "output", "name": {"zh": "产出", "en": "output"}, "weight": "0.25", "indicators": [
            {"id": "industrial-tax-per-hectare", "weight": "1", "direction": "forward", "ideal": "180",
             "unit": "10000 yuan/hm2"}]}]}],
    "potentials": [
        {"indicator": "industrial-land-rate", "ideal": "75", "unit": "%"},
        {"indicator": "industrial-plot-ratio", "ideal": "1.25", "unit": "1"}]}]}"#;

fn standard() -> EvaluationStandard {
    serde_json::from_str(STANDARD).unwrap()
}

fn changed(from: &str, to: &str) -> String {
    assert!(STANDARD.contains(from), "{from}");
    STANDARD.replacen(from, to, 1)
}

fn score(base: &BaseQuantities, standard: &str) -> ZoneScore {
    let standard: EvaluationStandard = serde_json::from_str(standard).unwrap();
    zone_score(base, standard.table(ZoneKind::IndustryLed).unwrap())
}

/// Total, then goals with their sub-goals with their indicators.
fn all_scores(score: &ZoneScore) -> Vec<String> {
    let mut all = vec![written(&score.score)];
    for goal in &score.goals {
        all.push(written(&goal.score));
        for subgoal in &goal.subgoals {
            all.push(written(&subgoal.score));
            all.extend(subgoal.indicators.iter().map(|row| written(&row.score)));
        }
    }
    all
}

#[test]
fn e20_a_score_worked_on_paper() {
    let base = paper(&EvaluationInputs::default());
    // Built 80 % of 100 → 80; idle 8 % → 92; (80 + 92) / 2 = 86. 1.125 of 1.25 → 90; 135 of 180 → 75;
    // 0.75 × 90 + 0.25 × 75 = 86.25. 0.6 × 86 + 0.4 × 86.25 = 86.1.
    let found = score(&base, STANDARD);
    let expected =
        ["86.10", "86.00", "86.00", "80.00", "92.00", "86.25", "90.00", "90.00", "75.00", "75.00"];
    assert_eq!(all_scores(&found), expected);
    assert_eq!(found.unknown, Vec::<String>::new());
    // The ideal value of the built rate on 80 % and beside it: 80 / 80.01.
    for (ideal, expected) in
        [("79.99", "100.00"), ("80", "100.00"), ("80.01", "99.99"), ("160", "50.00")]
    {
        let found = score(&base, &changed(r#""ideal": "100""#, &format!(r#""ideal": "{ideal}""#)));
        assert_eq!(all_scores(&found)[3], expected, "{ideal}");
    }
    // A refund of tax scores nothing, and not less.
    let story = ZONE.replace("tax=2023:3000000", "tax=2023:-3000000");
    let found = score(&base_of(&story, Some("80000"), &[], &ordinary()), STANDARD);
    assert_eq!(all_scores(&found)[9], "0.00");
}

#[test]
fn e20_scores_are_rounded_once() {
    // D = 200 000, A = 66 670: 33.335 %; A2 / A = 50 %, of 149.997 is 33.334 %. Their mean, 33.3345…, is 33.33; rounded first
    // it would be that of 33.34 and 33.33, 33.34.
    let story = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=33335
        E2 2024-01-01 parcel 2 use=0501 stage=meets-target area=33335
        E3 2024-01-01 parcel 3 use=0601 stage=supplied-not-started area=133330";
    let base = base_of(story, Some("200000"), &[], &ordinary());
    let table = r#"{"tables": [{"goals": [{"id": "a", "name": {"zh": "a", "en": "a"}, "weight": "1", "subgoals": [
        {"id": "b", "name": {"zh": "b", "en": "b"}, "weight": "1", "indicators": [
        {"id": "built-rate", "weight": "0.5", "direction": "forward", "ideal": "100", "unit": "%"},
        {"id": "industrial-land-rate", "weight": "0.5", "direction": "forward", "ideal": "149.997", "unit": "%"}]}]}]}]}"#;
    assert_eq!(all_scores(&score(&base, table)), ["33.33", "33.33", "33.33", "33.34", "33.33"]);
}

#[test]
fn e20_bounds_are_carried_through_the_score() {
    // Tax of parcel 2 is not known: 75 becomes 0 to 100. 67.5 to 92.5; 51.6 + 0.4 × that.
    let story = ZONE.replace(" tax=2023:240000", "");
    let declared =
        [DeclaredLand::new("R1", NonParcelKind::Road, Some(NonParcelState::Built), area("2000"))];
    let found = score(&base_of(&story, Some("80000"), &declared, &ordinary()), STANDARD);
    let expected = [
        "78.60..88.60",
        "86.00",
        "86.00",
        "80.00",
        "92.00",
        "67.50..92.50",
        "90.00",
        "90.00",
        "0.00..100.00",
        "0.00..100.00",
    ];
    assert_eq!(all_scores(&found), expected);
    assert_eq!(found.unknown, ["industrial-tax-per-hectare"]);
    // Idle 400 of 1 000 to 1 600 scores 60 to 75: it falls as the rate grows.
    let story = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000
        E2 2024-01-01 parcel 2 stage=approved-not-supplied area=600
        E3 2024-02-01 listed T1 2 idle 400";
    let found = score(&base_of(story, Some("80000"), &declared[..0], &ordinary()), STANDARD);
    assert_eq!(all_scores(&found)[4], "60.00..75.00");
}

#[test]
fn e20_a_standard_that_cannot_be_used_says_why() {
    let ideal = r#""ideal": "100", "unit": "%""#;
    let rows = [
        (
            changed(r#""weight": "0.6""#, r#""weight": "0.5""#),
            "tables[0].goals: expected weights that sum to exactly 1, found 0.9",
        ),
        (changed(r#""weight": "0.6""#, r#""weight": "0.600001""#), "found 1.000001"),
        (
            changed(r#""weight": "0.75""#, r#""weight": "0.74""#),
            "tables[0].goals[1].subgoals: expected weights that sum to exactly 1, found 0.99",
        ),
        (
            changed(
                r#""weight": "0.5", "direction": "reverse""#,
                r#""weight": "0.4", "direction": "reverse""#,
            ),
            "tables[0].goals[0].subgoals[0].indicators: expected",
        ),
        (
            changed(r#""weight": "0.6""#, r#""weight": "-0.6""#),
            "goals[0].weight: expected a weight above zero, found -0.6",
        ),
        (
            changed(r#""id": "built-rate""#, r#""id": "build-rate""#),
            "unknown variant `build-rate`, expected one of `development-rate`",
        ),
        (
            changed(
                r#""id": "built-rate", "weight": "0.5", "direction": "forward", "ideal": "100""#,
                r#""id": "idle-rate", "weight": "0.5", "direction": "forward", "ideal": "100""#,
            ),
            "indicators[1].id: expected an indicator once in a table, found idle-rate",
        ),
        (
            changed(ideal, r#""ideal": "0", "unit": "%""#),
            "indicators[0].ideal: expected an ideal value above zero, found 0",
        ),
        (
            changed(ideal, r#""unit": "%""#),
            "indicators[0].ideal: expected the ideal value of a forward indicator, found none",
        ),
        (
            changed(ideal, r#""ideal": "100", "unit": "1""#),
            "indicators[0].unit: expected \"%\", the unit of built-rate, found \"1\"",
        ),
        (
            changed(r#""direction": "reverse","#, r#""direction": "reverse", "ideal": "5","#),
            "indicators[1].ideal: expected no ideal value of a reverse indicator",
        ),
        (
            changed(
                r#""direction": "forward", "ideal": "1.25", "unit": "1""#,
                r#""direction": "reverse", "unit": "1""#,
            ),
            "indicators[0].direction: expected a reverse indicator in %, found 1",
        ),
        (
            changed(r#""id": "benefit""#, r#""id": "use""#),
            "tables[0].goals[1].id: expected an id that is not used before, found use",
        ),
        (
            changed(
                r#"{"indicator": "industrial-land-rate", "ideal": "75""#,
                r#"{"indicator": "industrial-land-rate", "ideal": "100.01""#,
            ),
            "potentials[0].ideal: expected at most 100 %, found 100.01",
        ),
        (
            changed(r#"{"indicator": "industrial-land-rate""#, r#"{"indicator": "built-rate""#),
            "potentials[0].indicator: expected industrial-land-rate or industrial-plot-ratio, found built-rate",
        ),
        (
            changed(r#"{"goals": ["#, r#"{"kinds": ["other", "other"], "goals": ["#),
            "tables[0].kinds: expected one table for a kind of zone, found other",
        ),
        (changed(r#"{"goals": ["#, r#"{"goal": [], "goals": ["#), "unknown field `goal`"),
        (r#"{"tables": []}"#.to_owned(), "tables: expected at least one table, found none"),
    ];
    for (text, expected) in rows {
        let error = serde_json::from_str::<EvaluationStandard>(&text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    // What is read is written back.
    let json = serde_json::to_string(&standard()).unwrap();
    assert_eq!(serde_json::from_str::<EvaluationStandard>(&json).unwrap(), standard());
}

#[test]
fn e20_each_kind_has_its_table() {
    let one = STANDARD.strip_prefix(r#"{"tables": [{"#).unwrap().strip_suffix("]}").unwrap();
    let table = |kinds: &str| format!(r#"{{"kinds": {kinds}, {one}"#);
    let led = table(r#"["industry-led"]"#).replace(r#""ideal": "100""#, r#""ideal": "80""#);
    let both = format!(r#"{{"tables": [{led}, {}]}}"#, table(r#"["integrated"]"#));
    let standard: EvaluationStandard = serde_json::from_str(&both).unwrap();
    // 30 to 40 % industrial, 20 to 30 % residential land: any kind; the third has no table.
    let story = shares("3000", "2000", "4000", "1000");
    let inputs = ordinary();
    let base = base_of(&story, Some("100000"), &[], &inputs);
    let found = ZoneEvaluation::of(&base, &inputs, Some(&standard), day("2024-06-30"));
    let kinds: Vec<ZoneKind> = found.by_kind.iter().map(|by_kind| by_kind.kind).collect();
    assert_eq!(kinds, [ZoneKind::IndustryLed, ZoneKind::Integrated]);
    assert_eq!(found.without_table, [ZoneKind::Other]);
    // A table for every kind that no other names; a second such table is none.
    let rest = format!(r#"{{"tables": [{led}, {{{one}]}}"#);
    let standard: EvaluationStandard = serde_json::from_str(&rest).unwrap();
    assert!(standard.table(ZoneKind::Other).unwrap().kinds.is_empty());
    assert_eq!(standard.table(ZoneKind::IndustryLed).unwrap().kinds, [ZoneKind::IndustryLed]);
    let twice = format!(r#"{{"tables": [{{{one}, {{{one}]}}"#);
    assert!(serde_json::from_str::<EvaluationStandard>(&twice).is_err());
}

#[test]
fn e21_potentials_worked_on_paper() {
    let mut inputs = ordinary();
    inputs.suppliable = stated(area("5000"));
    inputs.expired = stated(area("1000"));
    let base = paper(&inputs);
    let land = land_potentials(&base);
    // E; G + D22 = 4 000 + 1 000.
    assert_eq!(written(&of(&land, "extension-potential").value), "5000.00");
    assert_eq!(written(&of(&land, "management-potential").value), "5000.00");
    // Nobody stated them: E within 80 000 − 50 000, D22 within the 34 000 supplied for pay.
    let unstated = land_potentials(&paper(&ordinary()));
    assert_eq!(written(&of(&unstated, "extension-potential").value), "0.00..30000.00");
    assert_eq!(written(&of(&unstated, "management-potential").value), "4000.00..38000.00");
    // 400 idle of 1 000 supplied for pay: with what has expired at most all of it.
    let idle = "E1 2024-01-01 parcel 1 stage=supplied-not-started area=1000
        E2 2024-02-01 listed T1 1 idle 400";
    let open = land_potentials(&base_of(idle, Some("1000"), &[], &ordinary()));
    assert_eq!(written(&of(&open, "management-potential").value), "400.00..1000.00");
    // (T of A2/A, structure, T of the floor-area ratio, intensity): 40 000 × (T − 60 %); 24 000 × (T − 1.125) / T.
    let rows = [
        ("75", "6000.00", "1.25", "2400.00"),
        ("60.01", "4.00", "1.126", "21.31"),
        ("60", "0.00", "1.125", "0.00"),
        ("59.99", "0.00", "1.124", "0.00"),
        ("100", "16000.00", "2.25", "12000.00"),
    ];
    for (share, structure, ratio, intensity) in rows {
        let text = changed(r#""ideal": "75""#, &format!(r#""ideal": "{share}""#)).replace(
            r#"{"indicator": "industrial-plot-ratio", "ideal": "1.25""#,
            &format!(r#"{{"indicator": "industrial-plot-ratio", "ideal": "{ratio}""#),
        );
        let standard: EvaluationStandard = serde_json::from_str(&text).unwrap();
        let found = standard_potentials(&base, standard.table(ZoneKind::Other).unwrap());
        assert_eq!(written(&of(&found, "structure-potential").value), structure, "{share}");
        assert_eq!(written(&of(&found, "intensity-potential").value), intensity, "{ratio}");
        assert_eq!(written(&of(&found, "structure-potential").inputs[2].value), share);
    }
}

#[test]
fn e21_potentials_are_bounded_and_name_what_they_lack() {
    // A2 is 1 000 or 2 000 of 2 000; half of it is wanted: nothing to gain either way. Floor area 500 of the first.
    let story = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000 floor=500
        E2 2024-01-01 parcel 2 stage=meets-target area=1000 floor=250";
    let base = base_of(story, Some("2000"), &[], &ordinary());
    let potentials = |share: &str| {
        let text = changed(r#""ideal": "75""#, &format!(r#""ideal": "{share}""#));
        let standard: EvaluationStandard = serde_json::from_str(&text).unwrap();
        standard_potentials(&base, standard.table(ZoneKind::Other).unwrap())
    };
    assert_eq!(written(&of(&potentials("50"), "structure-potential").value), "0.00");
    // 75 % of 2 000 less 1 000, or less 2 000.
    let found = potentials("75");
    assert_eq!(written(&of(&found, "structure-potential").value), "0.00..500.00");
    // 1 000 − 750 / 1.25 at least, 2 000 − 500 / 1.25 at most.
    let intensity = of(&found, "intensity-potential");
    assert_eq!(written(&intensity.value), "400.00..1600.00");
    assert!(intensity.missing.iter().any(|missing| missing.fact.en == "registered use"));
    // Without the ideal value.
    let cut = STANDARD.find(r#","potentials""#).or_else(|| STANDARD.find(",\n    \"potentials\""));
    let text = format!("{}}}]}}", &STANDARD[..cut.unwrap()]);
    let standard: EvaluationStandard = serde_json::from_str(&text).unwrap();
    for row in standard_potentials(&base, standard.table(ZoneKind::Other).unwrap()) {
        assert_eq!(written(&row.value), "?", "{}", row.id);
        assert!(row.missing.iter().any(|missing| missing.examples == ["T"]), "{}", row.id);
    }
}

/// Two versions of the boundary: 100 000 m² and, since 2024, 200 000 m².
fn zone_with_versions() -> Zone {
    use landledger::geometry::{LonLat, MultiPolygon};

    let corners =
        [(113.28, 34.78), (113.30, 34.78), (113.30, 34.80), (113.28, 34.80), (113.28, 34.78)];
    let shape = MultiPolygon::from_exterior(corners.map(|(lon, lat)| LonLat::new(lon, lat)));
    let mut zone = Zone::new("示范开发区", "410106".parse().unwrap());
    for (hectares, effective) in [("10", "2020-01-01"), ("20", "2024-01-01")] {
        let approved = GivenArea::new(hectares, AreaUnit::Hectare).unwrap();
        let document = Document::numbered(effective);
        zone.boundaries.push(BoundaryVersion::new(
            approved,
            document,
            day(effective),
            shape.clone(),
        ));
    }
    zone
}

#[test]
fn e23_a_series_has_the_boundary_the_books_and_the_knowledge_of_each_day() {
    // Parcel 2 is built in 2023-05, which is recorded in 2024-03; parcel 1 is idle from 2023-10 to 2024-02.
    let story = "E1 2022-01-01 parcel 1 use=0601 stage=supplied-not-started area=40000
        E2 2022-01-01 parcel 2 use=0601 stage=supplied-not-started area=60000
        E3 2023-10-01 listed T1 1 idle 40000
        E4 2024-02-01 struck T1 revitalized
        E5 2023-05-01 rec=2024-03-01 facts 2 use=0601 stage=meets-target area=60000";
    let events = events(story);
    let zone = zone_with_versions();
    let mut inputs = EvaluationInputs::default();
    // Nothing beyond what is supplied is ready: D = A + B21.
    inputs.ready_unbuilt = vec![
        Stated::new(area("100000"), day("2022-12-31"), Document::numbered("a")),
        Stated::new(area("40000"), day("2023-05-01"), Document::numbered("b")),
    ];
    let days = ["2024-06-30", "2021-12-31", "2022-12-31", "2023-12-31", "2023-12-31"].map(day);
    let table = |known: Option<&str>| -> Vec<String> {
        let rows = indicator_series(&zone, &[], &events, &inputs, &days, known.map(day));
        let text = |row: &landledger::indicator::IndicatorSeriesRow| {
            let of = |id| written(&of(&row.indicators, id).value);
            format!(
                "{} {} {} {}",
                row.on,
                of("development-rate"),
                of("built-rate"),
                of("idle-rate")
            )
        };
        rows.iter().map(text).collect()
    };
    assert_eq!(
        table(None),
        [
            // No parcel yet, and B21 not stated yet.
            "2021-12-31 0.00..100.00 ? ?",
            "2022-12-31 100.00 0.00 0.00",
            "2023-12-31 100.00 60.00 40.00",
            // The zone grew to 200 000 m².
            "2024-06-30 50.00 60.00 0.00",
        ]
    );
    // As known at the end of 2023 parcel 2 was not built, and the strike-off was to come.
    let known = table(Some("2023-12-31"));
    assert_eq!(known[2], "2023-12-31 40.00 0.00 40.00");
    assert_eq!(known[3], "2024-06-30 20.00 0.00 40.00");
    assert_eq!(indicator_series(&zone, &[], &events, &inputs, &[], None), []);
}

#[test]
fn e23_one_pass_gives_the_states_that_a_replay_of_each_day_gives() {
    let days = ["2022-12-31", "2023-01-01", "2023-01-31", "2023-02-01", "2024-06-30"].map(day);
    // An event that is refused and a correction of sorts stand among them.
    let story = format!(
        "{ZONE}E8 2023-01-20 listed T9 9 idle 10\nE9 2023-01-15 rec=2023-06-01 facts 4 use=0601 area=4500"
    );
    let events = events(&story);
    for known in [None, Some(day("2023-03-01"))] {
        let mut states = Vec::new();
        replay_days(&events, &days, known, |state| states.push(state.clone()));
        let expected: Vec<_> = days
            .iter()
            .map(|effective| {
                let day = AsOf::day(*effective);
                replay(&events, known.map_or(day, |known| day.known_on(known))).state
            })
            .collect();
        assert_eq!(states, expected);
        assert_ne!(states[0], states[1]);
    }
}

fn report_of(
    story: &str,
    standard: Option<&EvaluationStandard>,
    inputs: Option<&EvaluationInputs>,
) -> Report {
    let (zone, events) = (zone_with_versions(), events(story));
    let mut input = ReportInput::new(&zone, &[], &events);
    input.evaluation = standard;
    input.evaluation_inputs = inputs;
    Report::build(input, period("2024-01-01..2024-06-30")).unwrap()
}

#[test]
fn e20_the_report_shows_kind_score_and_potentials() {
    use landledger::finding::Language;

    let mut inputs = ordinary();
    inputs.resident_population = stated(1_000);
    let standard = standard();
    // Without the road A is 38 000 and D 48 000: 79.17 %; G 4 000: 8.33 %; (79.166… + 91.666…) / 2 = 85.4166…;
    // 0.6 × that + 34.5 = 85.75.
    let report = report_of(ZONE, Some(&standard), Some(&inputs));
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
    let [zh, en] = [Language::Zh, Language::En].map(|language| render(&report, language));
    for text in [&zh, &en] {
        for line in text.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 100, "{line}");
        }
    }
    for part in [
        // 36.84 % of housing makes it one of the third kind.
        "开发区类型：其他类型（A2/A 63.16 %，A1/A 36.84 %）",
        "综合分值（按其他类型）：85.75",
        "填报：常住人口，2023-12-31 的数，填报表",
        "逆向",
        "扩展潜力",
    ] {
        assert!(zh.contains(part), "{part}\n{zh}");
    }
    for part in ["kind of zone: other", "score (as other): 85.75", "potential of structure"] {
        assert!(en.contains(part), "{part}\n{en}");
    }
    // Nobody stated whether it is special: two kinds, each with its score; a kind without a table is named.
    let text = render(&report_of(ZONE, Some(&standard), None), Language::En);
    for part in ["score (as industry-led): 85.75", "potential of structure (other)"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let led = STANDARD.replacen(r#"{"goals""#, r#"{"kinds": ["industry-led"], "goals""#, 1);
    let led: EvaluationStandard = serde_json::from_str(&led).unwrap();
    let text = render(&report_of(ZONE, Some(&led), Some(&inputs)), Language::En);
    assert!(text.contains("no table for it, so that it is not scored: other"), "{text}");
    // Without a standard there is no score, and that is said.
    let plain = report_of(ZONE, None, None);
    assert!(plain.evaluation.by_kind.is_empty());
    let text = render(&plain, Language::En);
    assert!(text.contains("no score: no standard was given"), "{text}");
    assert!(text.contains("not decided by what is known, one of industry-led, other"), "{text}");
    assert!(text.contains("missing: whether a bonded or a processing zone"), "{text}");
}

/// The averages of the 93 zones of Fujian at the end of 2019 (published; domain.md §5, FX2021), from areas in m² and money in
/// yuan of a zone made to have them: A + B = 10⁶ m².
#[test]
fn e13_the_averages_of_fujian_come_back_from_square_metres_and_yuan() {
    // A + B21 = 788 000; D = 0.8624 × that = 679 571.2; A = 0.9033 × that = 613 856.66; A2 = 0.6114 × that = 375 311.96.
    // Floor 0.98 A = 601 579.53, of it 0.95 A2 = 356 546.36; base 0.3277 A = 201 160.83; covered 0.4688 A2 = 175 946.25.
    // 6 675.72 × 37.531196 hm² = 250 547.76 × 10 000 yuan; 345.35 × 37.531196 = 12 961.40.
    let story = "E1 2023-01-01 parcel 1 use=0601 stage=meets-target area=375311.96 floor=356546.36 base=100000 yards=75946.25 invested=2505477554 tax=2023:129613985
        E2 2023-01-01 parcel 2 use=0501 stage=meets-target area=238544.70 floor=245033.17 base=101160.83
        E3 2023-01-01 parcel 3 use=0501 stage=supplied-not-started area=65714.54";
    let mut inputs = ordinary();
    inputs.ready_unbuilt = stated(area("174143.34"));
    let base = base_of(story, Some("1000000"), &[], &inputs);
    let rows = zone_indicators(&base);
    for (id, expected) in [
        ("development-rate", "78.80"),
        ("supply-rate", "86.24"),
        ("built-rate", "90.33"),
        ("industrial-land-rate", "61.14"),
        ("plot-ratio", "0.98"),
        ("industrial-plot-ratio", "0.95"),
        ("building-density", "32.77"),
        ("industrial-building-coefficient", "46.88"),
        ("industrial-investment-intensity", "6675.72"),
        ("industrial-tax-per-hectare", "345.35"),
    ] {
        assert_eq!(written(&of(&rows, id).value), expected, "{id}");
    }
    assert_eq!(contradictions(&base), Vec::<String>::new());
    assert_eq!(kind_of_zone(&base).possible, [ZoneKind::IndustryLed]);
}

#[test]
fn peer_mistake_a_missing_cell_is_not_zero() {
    // One parcel without its floor area: the peers' zone has 0.00.
    let story = "E1 2024-01-01 parcel 1 use=0601 stage=meets-target area=1000";
    let rows = zone_indicators(&base_of(story, Some("9000"), &[], &EvaluationInputs::default()));
    for id in ["industrial-plot-ratio", "industrial-tax-per-hectare", "population-density"] {
        let row = of(&rows, id);
        assert!(!matches!(row.value, IndicatorValue::Known(_)), "{id}: {:?}", row.value);
        assert!(!row.missing.is_empty(), "{id}");
    }
    // A zone of roads only has no tax that anybody knows, not none.
    let road =
        DeclaredLand::new("R", NonParcelKind::Road, Some(NonParcelState::Built), area("100"));
    let rows = zone_indicators(&base_of("", Some("9000"), &[road], &EvaluationInputs::default()));
    assert_eq!(written(&of(&rows, "tax-per-hectare").value), "?");
}

#[test]
fn peer_mistake_a_division_by_zero_is_not_zero() {
    let story = "E1 2024-01-01 parcel 1 use=0601 stage=supplied-not-started area=1000";
    assert_eq!(rate(story, "industrial-land-rate"), "?");
    // Nothing built of something supplied is a zero that is one.
    assert_eq!(rate(story, "built-rate"), "0.00");
}

#[test]
fn peer_mistake_the_idle_rate_is_not_over_built_land() {
    let rows = zone_indicators(&paper(&EvaluationInputs::default()));
    // 4 000 of D = 50 000; over A = 40 000 it would be 10.00.
    assert_eq!(written(&of(&rows, "idle-rate").value), "8.00");
    assert_eq!(of(&rows, "idle-rate").formula.en, "idle / supplied");
}

#[test]
fn peer_mistake_tax_of_the_zone_is_not_divided_by_industrial_land() {
    let mut inputs = EvaluationInputs::default();
    inputs.secondary_and_tertiary_tax = stated("4800000".parse().unwrap());
    let rows = zone_indicators(&paper(&inputs));
    // 480 × 10 000 yuan on A = 4 hm²; on A2 = 2.4 hm² it would be 200.00.
    assert_eq!(written(&of(&rows, "tax-per-hectare").value), "120.00");
}

#[test]
fn peer_mistake_floor_area_in_ten_thousands_and_land_in_mu_do_not_slip() {
    let rows = zone_indicators(&paper(&EvaluationInputs::default()));
    let ratio = of(&rows, "plot-ratio");
    // 55 000 m² on 40 000 m²: 1.38 as 5.5 万m² on 4 hm² is; in 万m² on m² or m² on hm² it is another number.
    assert_eq!(written(&ratio.value), "1.38");
    let units: Vec<&str> = ratio.inputs.iter().map(|input| input.unit.as_str()).collect();
    assert_eq!(units, ["m2 floor", "m2"]);
    // A column of mu says so: 135 per hm² is 9 per mu (and would be 54.63 per acre).
    assert_eq!(written(&of(&rows, "industrial-tax-per-hectare").value), "135.00");
    let per_mu = of(&rows, "industrial-tax-per-mu");
    assert_eq!((written(&per_mu.value).as_str(), per_mu.unit.as_str()), ("9.00", "10000 yuan/mu"));
    // An ideal value in another unit than that of its indicator is refused.
    let slipped = changed(r#""unit": "10000 yuan/hm2""#, r#""unit": "10000 yuan/mu""#);
    assert!(serde_json::from_str::<EvaluationStandard>(&slipped).is_err());
}

/// A parcel of which every fact is known, and which of them are blotted out.
type Drawn = ((u8, u8, u8, u16), [u16; 4], [bool; 6]);

fn written_parcels(parcels: &[Drawn], complete: bool) -> String {
    let stages = ["supplied-not-started", "partly-built", "built-not-producing", "meets-target"];
    let uses = ["0601", "0701", "0501", "1003"];
    let tenures = ["granted", "allocated", "collective"];
    let mut story = String::new();
    for (number, ((stage, land_use, tenure, size), parts, hidden)) in (1..).zip(parcels) {
        let size = u64::from(*size) + 1;
        let [built, floor, base, tax] = *parts;
        let facts = [
            format!("area={size}"),
            format!("stage={}", stages[usize::from(*stage)]),
            format!("use={}", uses[usize::from(*land_use)]),
            format!("built={}", u64::from(built) % (size + 1)),
            format!("floor={floor} base={}", u64::from(base) % (size + 1)),
            format!("tax=2023:{tax}"),
        ];
        let shown = facts.iter().zip(hidden).filter(|(_, hidden)| complete || !**hidden);
        let shown: Vec<&str> = shown.map(|(fact, _)| fact.as_str()).collect();
        let tenure = tenures[usize::from(*tenure)];
        story.push_str(&format!(
            "E{number} 2024-01-01 parcel {number} tenure={tenure} {}\n",
            shown.join(" ")
        ));
    }
    story.push_str("X 2024-01-01 listed T1 1 idle 0.5\n");
    story
}

/// The least and the most of a value.
fn ends(
    value: &IndicatorValue,
) -> Option<(landledger::units::Figure, Option<landledger::units::Figure>)> {
    match value {
        IndicatorValue::Known(value) => Some((*value, Some(*value))),
        IndicatorValue::Bounded { low, high } => Some((*low, Some(*high))),
        IndicatorValue::AtLeast(low) => Some((*low, None)),
        _ => None,
    }
}

fn contains(before: &IndicatorValue, after: &IndicatorValue) -> bool {
    match (ends(before), ends(after)) {
        (Some((low, high)), Some((least, most))) => {
            low <= least && high.is_none_or(|high| most.is_some_and(|most| most <= high))
        }
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the missing facts turn out to be, rates, kinds, scores and potentials lie within what was said before, and no
    /// contradiction that was told goes away.
    #[test]
    fn e16_bounds_of_the_evaluation_contain_every_completion(
        parcels in prop::collection::vec(
            ((0..4_u8, 0..4_u8, 0..3_u8, 0..5000_u16), any::<[u16; 4]>(),
             prop::array::uniform6(prop::bool::weighted(0.25))),
            1..6,
        ),
        b21 in prop::option::of(0..5000_u32),
    ) {
        let mut inputs = ordinary();
        // What is supplied and not built is part of B21: a stated figure that contradicts nothing.
        let complete = written_parcels(&parcels, true);
        let unbuilt = written(&base_of(&complete, Some("1000000"), &[], &inputs).ready_unbuilt.value());
        let unbuilt: u32 = unbuilt.split("..").next().unwrap().parse().unwrap();
        inputs.ready_unbuilt = b21.map(|more| stated(area(&(unbuilt + more).to_string()))).unwrap_or_default();
        let before = base_of(&written_parcels(&parcels, false), Some("1000000"), &[], &inputs);
        let after = base_of(&complete, Some("1000000"), &[], &inputs);
        for (before, after) in zone_indicators(&before).iter().zip(&zone_indicators(&after)) {
            prop_assert!(contains(&before.value, &after.value), "{} {:?} {:?}", before.id, before.value, after.value);
        }
        for kind in kind_of_zone(&after).possible {
            prop_assert!(kind_of_zone(&before).possible.contains(&kind), "{kind:?}");
        }
        let standard = standard();
        let table = standard.table(ZoneKind::Other).unwrap();
        let (score_before, score_after) = (zone_score(&before, table), zone_score(&after, table));
        prop_assert!(contains(&score_before.score, &score_after.score), "{:?} {:?}", score_before.score, score_after.score);
        let potentials = |base| {
            let mut all = land_potentials(base);
            all.extend(standard_potentials(base, table));
            all
        };
        for (before, after) in potentials(&before).iter().zip(&potentials(&after)) {
            prop_assert!(contains(&before.value, &after.value), "{} {:?} {:?}", before.id, before.value, after.value);
        }
        let told: Vec<_> = zone_contradictions(&after).iter().map(|row| row.relation).collect();
        for row in zone_contradictions(&before) {
            prop_assert!(told.contains(&row.relation), "{row:?}");
        }
        // A1 + A2 + A3 + the rest are A.
        let parts = [&after.built_residential, &after.built_industrial, &after.built_traffic, &after.built_other];
        let sum: rust_decimal::Decimal = parts.iter().map(|part| part.low).sum();
        prop_assert_eq!(sum, after.built.low);
    }
}

#[test]
fn e15_a_day_is_stated_once_and_tax_is_of_a_whole_year() {
    let read = |text: &str| {
        let source = landledger::read::Source::new("evaluation.toml", text);
        let (inputs, findings) = landledger::read::read_evaluation_inputs(&source);
        let said: Vec<_> = findings
            .into_iter()
            .map(|finding| {
                (finding.place.line.unwrap(), finding.place.pointer.unwrap(), finding.message.en)
            })
            .collect();
        (inputs.is_some(), said)
    };
    let row = |key: &str, on: &str| {
        format!("[[{key}]]\nvalue = 12000\non = {on}\nsource = {{ number = \"1\" }}\n")
    };
    // Four lines a figure, the day on the third.
    let twice = row("resident_population", "2023-12-31")
        + &row("resident_population", "2022-12-31")
        + &row("resident_population", "2023-12-31");
    assert_eq!(
        read(&twice),
        (
            false,
            vec![(
                11,
                "/resident_population/2/on".to_owned(),
                "expected a day that resident_population has once, found 2023-12-31 in line 3 and line 11"
                    .to_owned()
            )]
        )
    );
    for key in ["ready_unbuilt_m2", "expired_m2", "suppliable_m2", "high_tech_m2"] {
        let one = row(key, "2023-06-30");
        assert_eq!(read(&one), (true, vec![]));
        assert_eq!(read(&(one.clone() + &row(key, "2023-07-01"))), (true, vec![]));
        assert_eq!(read(&(one.clone() + &one)).1.len(), 1, "{key}");
    }
    // Two lists may have the same day.
    let two = row("expired_m2", "2023-12-31") + &row("high_tech_m2", "2023-12-31");
    assert_eq!(read(&two), (true, vec![]));
    let tax = |on: &str| row("secondary_and_tertiary_tax_yuan", on);
    assert_eq!(read(&tax("2024-12-31")), (true, vec![]));
    assert_eq!(read(&(tax("2024-12-31") + &tax("2024-12-31"))).1.len(), 1);
    for on in ["2024-12-30", "2024-06-30", "2025-01-01"] {
        let year = &on[..4];
        let (used, said) = read(&tax(on));
        assert!(!used);
        assert_eq!(
            said,
            [(
                3,
                "/secondary_and_tertiary_tax_yuan/0/on".to_owned(),
                format!(
                    "expected {year}-12-31, the last day of the year, as the tax of a whole year is asked for, found {on}"
                )
            )]
        );
    }
}
