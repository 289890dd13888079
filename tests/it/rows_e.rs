//! Area and utilization, row by row of the feature table (e): which test holds what.
//!
//! | Row | What | Tests |
//! |---|---|---|
//! | E01 | ellipsoidal area | here; `area::{golden_vectors, small_rings, geographiclib_polygons}` |
//! | E02 | ellipsoid chosen and recorded | here |
//! | E03 | official patch method, published golden values | here; `area::{golden_vectors, map_sheets, limits_of_the_survey}` |
//! | E04 | plane area in a named strip, with its expected distortion | here; `area::{planar_against_ellipsoid, zones_of_degrees}` |
//! | E05 | method stored beside every area | here |
//! | E06 | m², ha, mu, km² exact and typed | here; doctests of `units` and `units::FloorArea` that must not compile |
//! | E07 | decimal arithmetic, stated rounding | here; `units` |
//! | E08 | rounded parts sum exactly to the rounded total | here; `roll_forward` |
//! | E09 | registered against measured area | `uncertainty::e09_…`; `rows_a_attributes` |
//! | E10 | uncertainty from vertex accuracy | `uncertainty::e10_…`, `uncertainty::idea_36_…` |
//! | E11 | gross and useful area, in or out for each parcel | `zone_evaluation::e11_…` |
//! | E12 | floor-area ratio, density, coefficient of parcel and zone | `control_indicators::e12_…`, `zone_evaluation::e12_…` |
//! | E13 | development, supply, built, industrial-land rates | `zone_evaluation::e13_…`; `indicators` |
//! | E14 | idle rate with the official denominator | `zone_evaluation::e14_…`; `indicators` |
//! | E15 | vacancy rate by area, by number, by floor area; dated | here |
//! | E16 | missing is not zero | `zone_evaluation::e16_…`, `control_indicators::e16_…`; `indicators` |
//! | E17 | a zero denominator is not 0 % | `zone_evaluation::e17_…`, `control_indicators::e17_…` |
//! | E18 | formula and inputs with the value | here; `control_indicators::e18_…` |
//! | E19 | sanity of the facts | `zone_evaluation::e19_…`, `control_indicators::e19_…` |
//! | E20 | weighted score | `zone_evaluation::e20_…` |
//! | E21 | potentials | `zone_evaluation::e21_…` |
//! | E22 | revitalized land and floor area, never counted twice | here; `revitalized`, `ledger_credits` |
//! | E23 | series over time | `zone_evaluation::e23_…` |
//! | E24 | a change explained | `explain_change::e24_…` |

use landledger::calendar::Period;
use landledger::finding::{Code, Language};
use landledger::geometry::{
    EdgeModel, Ellipsoid, GaussKruger, GridMultiPolygon, GridPoint, LonLat, MultiPolygon, Shape,
    SurveyEllipsoid, area, compare, patch_area,
};
use landledger::indicator::{
    BaseQuantities, Indicator, IndicatorValue, MeasuredLand, vacancy_rates, zone_indicators,
};
use landledger::law::CauseCode;
use landledger::ledger::{AsOf, GroupKey, Grouping, Revitalized, replay};
use landledger::report::{AreaReport, FeatureArea, Report, ReportInput};
use landledger::store::District;
use landledger::units::rounding::round_half_up;
use landledger::units::{
    Area, AreaUnit, FloorArea, GivenArea, Money, Ratio, round_to_sum, round_to_total,
};
use landledger::zone::Zone;
use rust_decimal::Decimal;
use serde_json::Value;

use crate::geometry_rows::{pairs, published};
use crate::ledger_acts::{mixed, replaced};
use crate::ledger_text::{day, events, found, on, period};

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn zone(epsg: u16) -> GaussKruger {
    GaussKruger::from_epsg(epsg).unwrap()
}

/// A case of the domain sheet §6.5: rings of north and east, `|` between them.
fn golden(case: &str) -> (GridMultiPolygon, Vec<String>) {
    let row = published("survey_area.csv").into_iter().find(|row| row[1] == case).unwrap();
    let mut shape = GridMultiPolygon::default();
    shape.push_polygon();
    for ring in row[2].split('|') {
        shape.push_ring(pairs(ring).into_iter().map(|(north, east)| GridPoint::new(north, east)));
    }
    (shape, row)
}

fn grid_shape(case: &str) -> Shape {
    Shape::Grid { zone: zone(4526), polygons: golden(case).0 }
}

fn measured(shape: &Shape, edges: EdgeModel) -> f64 {
    area(shape, edges, None).unwrap().square_metres
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
}

// -- Areas ---------------------------------------------------------------------------------------------------------

/// Domain sheet §6.5, `cell` 113.30–113.31° E, 34.80–34.81° N: 1 015 120.2984 m². A sphere of R = 6 371 008.8 m makes it
/// 0.0114 % larger (§6.6), which is 116 m² and no rounding.
#[test]
fn e01_area_on_the_ellipsoid_and_not_on_a_sphere() {
    let corners = [(113.30, 34.80), (113.31, 34.80), (113.31, 34.81), (113.30, 34.81)];
    let cell = MultiPolygon::from_exterior(corners.map(|(lon, lat)| LonLat::new(lon, lat)));
    let found = measured(&Shape::LonLat(cell), EdgeModel::LonLat);
    near(found, 1_015_120.2984, 2e-4);
    let sine = |lat: f64| lat.to_radians().sin();
    let sphere = 6_371_008.8_f64.powi(2) * 0.01_f64.to_radians() * (sine(34.81) - sine(34.80));
    near((sphere / found - 1.0) * 100.0, 0.0114, 0.0002);
    // 17.06 km², its edges dense: 17 058 223.5808 m² (§6.5).
    let (zone_shape, _) = golden("zone");
    let ring = zone_shape.points();
    let dense = ring.iter().zip(ring.iter().cycle().skip(1)).flat_map(|(from, to)| {
        (0..400).map(move |step| {
            let share = f64::from(step) / 400.0;
            let between = |a: f64, b: f64| a + (b - a) * share;
            GridPoint::new(between(from.north, to.north), between(from.east, to.east))
        })
    });
    let dense = Shape::Grid { zone: zone(4526), polygons: MultiPolygon::from_exterior(dense) };
    near(measured(&dense, EdgeModel::Geodesic), 17_058_223.5808, 1e-3);
}

/// Xi'an 1980 worked out apart from this library: Krüger's series to n⁶ and the closed authalic function with 40 digits
/// (mpmath), edges cut in 60; the same program gives the domain sheet's figures for CGCS2000.
#[test]
fn e02_the_ellipsoid_is_chosen_and_recorded() {
    let patch = |case: &str, on| patch_area(zone(4526), &golden(case).0, on).unwrap();
    let [newer, older] =
        [SurveyEllipsoid::Cgcs2000, SurveyEllipsoid::Xian80].map(|on| patch("zone", on));
    assert_eq!((newer.ellipsoid, older.ellipsoid), (Ellipsoid::CGCS2000, Ellipsoid::XIAN80));
    assert_eq!((newer.edges, older.edges), (EdgeModel::Survey, EdgeModel::Survey));
    near(newer.square_metres, 17_058_223.5758, 6e-5);
    near(older.square_metres, 17_058_223.5826, 0.02);
    near(patch("sq100", SurveyEllipsoid::Xian80).square_metres, 9_998.9766, 1e-3);
    // In degrees the two differ by 0.95 m² on a square kilometre. The rule prints the polar radius of Xi'an 1980 to the
    // centimetre only, 1.8 mm more than it is: 5.8e-10 of every area.
    for (ellipsoid, cell, degree, share) in [
        (SurveyEllipsoid::Cgcs2000, 1_015_120.298_3, 10_187_811_966.478_5, 1e-12),
        (SurveyEllipsoid::Xian80, 1_015_121.251_5, 10_187_821_531.851_5, 6e-10),
    ] {
        near(ellipsoid.trapezoid(34.80..34.81, 0.01), cell, cell * share + 1e-4);
        near(ellipsoid.trapezoid(34.0..35.0, 1.0), degree, degree * share);
    }
    // 1/f = 298.257 and a = 6 378 140 m give the polar radius that the rule prints: 6 356 755.29 m.
    near(Ellipsoid::XIAN80.polar_radius(), 6_356_755.29, 0.005);
    for edges in EdgeModel::ALL {
        let computed = area(&grid_shape("sq100"), *edges, None).unwrap();
        assert_eq!(computed.ellipsoid.name(), "CGCS2000");
    }
}

/// Domain sheet §6.5 to its four decimals.
#[test]
fn e03_patches_by_the_rule_of_the_land_survey() {
    for (case, expected) in [
        ("sq100", 9_998.9759),
        ("par", 43_780.0844),
        ("hole", 54_994.3895),
        ("zone", 17_058_223.5758),
    ] {
        near(measured(&grid_shape(case), EdgeModel::Survey), expected, 6e-5);
    }
}

/// Domain sheet §6.5 and §6.6: +1 776 m² in the zone's own strip (1.04e-4), 18 460 m² (1.08e-3) in the 6° strip of 111° E.
#[test]
fn e04_plane_area_in_a_named_strip_with_the_distortion_expected_there() {
    for (case, expected) in [("sq100", 10_000.0), ("par", 43_784.3773), ("hole", 55_000.0)] {
        near(measured(&grid_shape(case), EdgeModel::Grid), expected, 6e-5);
    }
    let own = compare(&grid_shape("zone"), None).unwrap();
    assert_eq!(own.planar.zone, Some(zone(4526)));
    near(own.planar.square_metres, 17_060_000.0, 1e-6);
    near(own.difference, 1_776.42, 0.01);
    near(own.expected_ratio, 1.04e-4, 5e-7);
    near(own.ratio, own.expected_ratio, 1e-8);
    let other = compare(&grid_shape("zone"), Some(zone(4508))).unwrap();
    assert_eq!(other.planar.zone, Some(zone(4508)));
    near(other.difference, 18_460.0, 50.0);
    near(other.expected_ratio, 1.08e-3, 5e-6);
}

fn shangjie() -> (District, Period) {
    let district = District::open("fixtures/shangjie").unwrap();
    (district, period("2024-01-01..2024-06-30"))
}

/// Areas that are given or entered, not computed from an outline.
const OF_THE_BOOKS: &[&str] = &[
    "registered_area_m2",
    "land_area_m2",
    "covered_land_area_m2",
    "floor_area_m2",
    "target_floor_area_m2",
];

/// Every member whose name ends in `area_m2` and that is not of the books, with the object that holds it.
fn computed_areas<'a>(value: &'a Value, found: &mut Vec<(&'a str, &'a Value)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let of_the_books = OF_THE_BOOKS.contains(&name.as_str());
                if name.ends_with("area_m2") && member.is_string() && !of_the_books {
                    found.push((name, value));
                }
                computed_areas(member, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| computed_areas(item, found)),
        _ => {}
    }
}

#[test]
fn e05_the_method_stands_beside_every_area() {
    let (district, half) = shangjie();
    let report = district.report(half).unwrap();
    let report = serde_json::to_value(&report).unwrap();
    let (mut found, mut methods) = (Vec::new(), Vec::new());
    computed_areas(&report, &mut found);
    for (name, beside) in found {
        match name {
            // The method is the name; the zone is that of the boundary's rows.
            "plane_area_m2" | "survey_area_m2" => {}
            // Entries or spaces and what they add up to: areas of the books.
            "area_m2" if beside.get("count").is_some() => {}
            "area_m2" => {
                assert_eq!(beside["ellipsoid"], "CGCS2000", "{beside}");
                methods.push((beside["edges"].as_str().unwrap(), beside.get("zone").cloned()));
            }
            other => panic!("{other} has no method in {beside}"),
        }
    }
    let strip = Some(Value::from(zone(4547).to_string()));
    let expected =
        [("grid", strip.clone()), ("survey", strip.clone()), ("lonlat", None), ("geodesic", None)];
    assert_eq!(methods, expected);
    // What `landledger area` prints.
    for edges in EdgeModel::ALL {
        let row = FeatureArea::measure("A", &grid_shape("sq100"), *edges, None).unwrap();
        let json = serde_json::to_value(AreaReport::new(vec![row])).unwrap();
        let row = &json["features"][0];
        assert_eq!(row["edges"], edges.name());
        assert_eq!(row["ellipsoid"], "CGCS2000");
        let plane = matches!(edges, EdgeModel::Grid | EdgeModel::Survey);
        assert_eq!(row.get("zone").is_some(), plane, "{edges}");
        assert_eq!(row["vertices"], 4);
    }
}

// -- Units ---------------------------------------------------------------------------------------------------------

/// Domain sheet §6.7: 1 hm² = 15 mu, 17.06 km² = 1 706 hm² = 25 590 mu, exactly.
#[test]
fn e06_units_are_exact_and_never_mixed() {
    let zone: Area = "17060000".parse().unwrap();
    let all = AreaUnit::ALL.map(|unit| zone.in_unit(unit, 4).to_string());
    assert_eq!(all, ["17060000.0000", "25590.0000", "1706.0000", "17.0600"]);
    for (value, unit, metres) in [
        ("15", AreaUnit::Mu, "10000"),
        ("1", AreaUnit::Hectare, "10000"),
        ("1500", AreaUnit::Mu, "1000000"),
        ("1", AreaUnit::SquareKilometre, "1000000"),
        ("0.3", AreaUnit::Mu, "200"),
    ] {
        let given = GivenArea::new(value, unit).unwrap();
        assert_eq!(given.to_area().unwrap(), metres.parse().unwrap(), "{given}");
    }
    // A million parcels of a third of a mu are a third of a million mu: no 666.67 creeps in.
    let whole = Area::from_square_metres(decimal("222222222.222222")).unwrap();
    assert_eq!(whole.in_unit(AreaUnit::Mu, 3).to_string(), "333333.333");
    // The peers' column `area_acres` that held mu: an acre is no unit of this library, and mu has one name.
    for word in ["acre", "acres", "area_acres", "ac", "MU", ""] {
        word.parse::<AreaUnit>().unwrap_err();
    }
    assert_eq!("mu".parse(), Ok(AreaUnit::Mu));
    // What is divided says its kind: floor by land is a ratio, money by land is another.
    let (floor, land): (FloorArea, Area) = ("12000".parse().unwrap(), "10000".parse().unwrap());
    assert_eq!(floor.per_land(land).unwrap().rounded(2).to_string(), "1.20");
    let money: Money = "15000000".parse().unwrap();
    assert_eq!(money.per_land(land).unwrap().rounded(0).to_string(), "1500");
}

#[test]
fn e07_decimal_arithmetic_rounded_once_half_away_from_zero() {
    // The floats' 0.1 + 0.2 is not 0.3, nor ten times 0.1 one.
    let area = |text: &str| -> Area { text.parse().unwrap() };
    assert_eq!(Area::try_sum([area("0.1"), area("0.2")]), Ok(area("0.3")));
    assert_eq!(Area::try_sum([area("0.1"); 10]), Ok(area("1")));
    assert_eq!(area("30000000000000.01").checked_sub(area("0.01")), Some(area("30000000000000")));
    // Halves go away from zero, not to the even neighbour; and only once: 1.4449 is 1.44, though 1.445 were 1.45.
    for (number, places, expected) in [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.125", 2, "0.13"),
        ("0.135", 2, "0.14"),
        ("1.4449", 2, "1.44"),
        ("1.445", 2, "1.45"),
    ] {
        assert_eq!(round_half_up(decimal(number), places).to_string(), expected, "{number}");
    }
    // 1.335 m² of 100 is 1.335 %: 1.34; a third is 33.33 %, two thirds 66.67 %.
    let percent = |over: &str, under| Ratio::new(decimal(over), decimal(under)).unwrap().percent(2);
    assert_eq!(percent("1.335", "100"), decimal("1.34"));
    assert_eq!(percent("1", "3"), decimal("33.33"));
    assert_eq!(percent("2", "3"), decimal("66.67"));
    // A third of the land is a third, to the last m²: compared by cross-multiplying.
    let share = |part: &str| area(part).share_of(area("30000")).unwrap();
    assert_eq!(share("10000"), Ratio::ONE_THIRD);
    assert!(share("9999.999999") < Ratio::ONE_THIRD && share("10000.000001") > Ratio::ONE_THIRD);
}

#[test]
fn e08_rounded_parts_sum_to_the_rounded_total() {
    let sum = |numbers: &[Decimal]| numbers.iter().copied().sum::<Decimal>();
    // 3 × 100.005 = 300.015 → 300.02; each by itself 100.01, together 300.03.
    let rows = round_to_sum(&[decimal("100.005"); 3], 2).unwrap();
    assert_eq!(rows, ["100.01", "100.01", "100.00"].map(decimal));
    // 1 mu in three: 222.22, 222.22, 222.23 of 666.67.
    let third = decimal("222.2222222");
    let rows = round_to_sum(&[third, third, decimal("222.2222223")], 2).unwrap();
    assert_eq!(
        (sum(&rows), rows),
        (decimal("666.67"), ["222.22", "222.22", "222.23"].map(decimal).to_vec())
    );
    // A total that is rounded already; one that no rounding of these reaches.
    let parts = ["0.3", "0.3"].map(decimal);
    assert_eq!(round_to_total(&parts, Decimal::ONE, 0), Some(["1", "0"].map(decimal).to_vec()));
    assert_eq!(round_to_total(&parts, decimal("5"), 0), None);
    // The half-year's table of the fixture in mu, hm² and km²: opening + lines = closing, to the last digit shown.
    let (district, half) = shangjie();
    let report: Report = district.report(half).unwrap();
    for (unit, places) in [
        (AreaUnit::Mu, 2),
        (AreaUnit::Mu, 0),
        (AreaUnit::Hectare, 4),
        (AreaUnit::SquareKilometre, 2),
    ] {
        let table = report.roll_forward.rounded(unit, places).unwrap();
        let lines: Decimal = table.lines.iter().map(|line| line.number()).sum();
        assert_eq!(table.opening.number() + lines, table.closing.number(), "{unit}");
        let table = report.vacancy.rounded(unit, places).unwrap();
        let lines: Decimal = table.lines.iter().map(|line| line.number()).sum();
        assert_eq!(table.opening.number() + lines, table.closing.number(), "{unit}");
    }
}

// -- Indicators ----------------------------------------------------------------------------------------------------

/// `50.00`, `10.00..20.00`, or `?`.
fn written(value: &IndicatorValue) -> String {
    match value {
        IndicatorValue::Known(figure) => figure.to_string(),
        IndicatorValue::Bounded { low, high } => format!("{low}..{high}"),
        IndicatorValue::Unknown => "?".to_owned(),
        other => panic!("{other:?}"),
    }
}

/// Parcel 1, 20 000 m²: spaces of 1 000 and 3 000 m²; 2, 5 000 m²: one of 4 000 m²; 3, 15 000 m²: one of 2 000 m².
const PLANTS: &str = "
    E01 2024-01-01 parcel 1 stage=meets-target area=20000
    E02 2024-01-01 parcel 2 stage=meets-target area=5000
    E03 2024-01-01 parcel 3 stage=meets-target area=15000
    E04 2024-01-01 parcel 4 stage=meets-target area=60000
    E05 2024-01-01 space A 1 1000 vacant
    E06 2024-01-01 space B 1 3000 occupied
    E07 2024-01-01 space C 2 4000 vacant
    E08 2024-01-01 space D 3 2000 occupied
";

/// Vacant by floor area, by number, by land, on a day.
fn vacancy(story: &str, day: &str) -> [String; 3] {
    let state = on(story, day).state;
    let by_floor = zone_indicators(&BaseQuantities::of(&state, &MeasuredLand::default()));
    let by_floor = by_floor.iter().find(|row| row.id == "vacancy-rate").unwrap();
    let [by_number, by_land] = &vacancy_rates(&state)[..] else { panic!("two rates") };
    [by_floor, by_number, by_land].map(|row| written(&row.value))
}

#[test]
fn e15_vacancy_by_floor_area_number_and_land_of_a_day() {
    // 5 000 of 10 000 m² of floor; A and C of four; the land of 2 of that of 1, 2 and 3: 5 000 of 40 000 m².
    assert_eq!(vacancy(PLANTS, "2024-01-31"), ["50.00", "50.00", "12.50"]);
    let later = format!(
        "{PLANTS}
        E09 2024-02-01 occupied C
        E10 2024-03-01 vacated D
        E11 2024-04-01 removed D"
    );
    // The day counts: let on 1 February, vacated on 1 March, gone on 1 April.
    for (day, expected) in [
        ("2024-01-31", ["50.00", "50.00", "12.50"]),
        // 1 000 of 10 000; one of four; no parcel is all vacant.
        ("2024-02-01", ["10.00", "25.00", "0.00"]),
        // 3 000 of 10 000; A and D; 15 000 of 40 000.
        ("2024-03-01", ["30.00", "50.00", "37.50"]),
        // 1 000 of 8 000; one of three; parcel 3 has no space any more: 0 of 25 000.
        ("2024-04-01", ["12.50", "33.33", "0.00"]),
    ] {
        assert_eq!(vacancy(&later, day), expected, "{day}");
    }
    // D is not known to be used: 5 000 to 7 000 of 10 000; two or three of four; 5 000 or 20 000 of 40 000.
    let open = PLANTS.replace("space D 3 2000 occupied", "space D 3 2000 unknown");
    assert_eq!(vacancy(&open, "2024-01-31"), ["50.00..70.00", "50.00..75.00", "12.50..50.00"]);
    let rates = vacancy_rates(&on(&open, "2024-01-31").state);
    for rate in &rates {
        assert_eq!(rate.missing[0].fact.en, "whether a space is vacant", "{}", rate.id);
    }
    // B is not known to be used either, but A stands empty beside it: 20 000 more may be vacant, or not.
    let open = PLANTS.replace("space B 1 3000 occupied", "space B 1 3000 unknown");
    assert_eq!(vacancy(&open, "2024-01-31")[2], "12.50..62.50");
    // Land without a registered area is missing, not nothing.
    let open = PLANTS.replace("area=15000", "");
    assert_eq!(vacancy(&open, "2024-01-31")[2], "0.00..20.00");
    // Nothing surveyed is no vacancy of 0 %.
    let none = "E01 2024-01-01 parcel 1 stage=meets-target area=20000";
    assert_eq!(vacancy(none, "2024-01-31"), ["?", "?", "?"]);
    // The report has them.
    let (district, half) = shangjie();
    let report = district.report(half).unwrap();
    let ids: Vec<&str> = report.vacancy_rates.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["vacancy-rate-by-number", "vacancy-rate-by-land"]);
    let printed = landledger::report::text::render(&report, Language::Zh);
    assert!(printed.contains("厂房空置率（按单元数）") && printed.contains("厂房空置率（按用地）"));
}

/// Every known value can be had again from the two inputs that stand beside it.
#[test]
fn e18_formula_and_inputs_come_with_the_value() {
    let story = "
        E01 2024-01-01 parcel 1 use=0601 stage=meets-target area=20000 floor=24000 base=10000 yards=2000 invested=90000000 tax=2023:3000000
        E02 2024-01-01 parcel 2 use=0701 stage=meets-target area=10000 floor=12345 base=3000 tax=2023:120000
        E03 2024-01-01 parcel 3 use=0601 stage=supplied-not-started area=7000 invested=0 tax=2023:0
        E04 2024-01-01 listed T1 3 idle 7000
        E05 2024-01-01 space A 1 1000 vacant
        E06 2024-01-01 space B 1 2000 occupied";
    let state = on(story, "2024-06-30").state;
    let mut rows = zone_indicators(&BaseQuantities::of(&state, &MeasuredLand::default()));
    rows.extend(vacancy_rates(&state));
    let mut known = 0;
    for row in &rows {
        let Indicator { id, formula, inputs, basis, name, .. } = row;
        for text in [formula, basis, name] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{id}");
        }
        assert!(formula.zh.contains('/') && formula.en.contains('/'), "{id}: {formula:?}");
        assert_eq!(inputs.len(), 2, "{id}");
        let number = |value: &IndicatorValue| match value {
            IndicatorValue::Known(figure) => Some(figure.number()),
            _ => None,
        };
        let Some(value) = number(&row.value) else { continue };
        known += 1;
        let [over, under] = [&inputs[0], &inputs[1]].map(|input| number(&input.value).unwrap());
        // Units: yuan per m² is 10 000 yuan per hm², and fifteen times as much as 10 000 yuan per mu.
        let scale = match row.unit.as_str() {
            "%" => decimal("100"),
            "1" | "10000 yuan/hm2" => Decimal::ONE,
            "10000 yuan/mu" => Decimal::ONE / decimal("15"),
            other => panic!("{other}"),
        };
        let again = round_half_up(over * scale / under, 2);
        assert_eq!(again, value, "{id}: {over} / {under}");
    }
    // All but those that rest on land ready for supply, on population and on high-tech land, which the books do not know.
    assert_eq!((rows.len(), known), (rows.len(), rows.len() - 4));
    let idle = rows.iter().find(|row| row.id == "idle-rate").unwrap();
    assert_eq!(idle.formula.zh, "G / D");
    let inputs: Vec<_> = idle.inputs.iter().map(|input| written(&input.value)).collect();
    // 7 000 of 37 000.
    assert_eq!(
        (inputs, written(&idle.value)),
        (vec!["7000".to_owned(), "37000".to_owned()], "18.92".to_owned())
    );
}

/// Parcels that gave way to others are land no more: their heirs are, once.
#[test]
fn a_split_parcel_counts_once_in_every_figure() {
    let head = "
        E01 2024-01-01 parcel 1 use=0601 stage=meets-target area=10000 floor=5000 base=4000 yards=0
        E02 2024-01-01 parcel 9 use=0601 stage=meets-target area=30000 floor=9000 base=9000 yards=0
    ";
    let split = replaced("E03", "2024-03-01", "split", &[1], &[(2, "4000"), (3, "6000")], "");
    let story = mixed(&format!("{head}{split}"));
    for (on, parcels) in [("2024-02-29", 2), ("2024-03-01", 3)] {
        let history = replay(&story, AsOf::day(day(on)));
        assert_eq!(found(&history.findings), "", "{on}");
        let base = BaseQuantities::of(&history.state, &MeasuredLand::default());
        assert_eq!(base.supplied.low, decimal("40000"), "{on}");
        let zone = Zone::new("Z", "410106".parse().unwrap());
        let period = Period::through(day("2024-01-01"), day(on)).unwrap();
        let report = Report::build(ReportInput::new(&zone, &[], &story), period).unwrap();
        assert_eq!(report.parcels.registered, parcels, "{on}");
        assert_eq!(report.parcels.registered_area.to_string(), "40000", "{on}");
        // Each parcel that is land is missed on the map, and no other.
        let missed = report.findings.iter().filter(|one| one.code == Code::ParcelNotMapped);
        assert_eq!(missed.count() as u64, parcels, "{on}");
    }
}

/// One half-year, worked by hand: by period, by cause and by method, each unit once and net of relapse.
#[test]
fn e22_revitalized_land_and_floor_area_count_once() {
    let story = "
        E01 2023-01-01 parcel 1
        E02 2023-01-01 parcel 2
        E03 2023-01-01 space A 1 1000 vacant
        E04 2023-01-01 space B 1 300.5 vacant
        E05 2023-01-01 space C 2 200 vacant
        E06 2023-01-01 listed T1 1 idle 5000 causes=production-stopped
        E07 2023-01-01 listed T2 2 idle 800 causes=plant-vacant
        E08 2023-06-01 occupied C by=lease-plant
        E09 2024-02-01 occupied A by=lease-plant
        E10 2024-03-01 vacated A
        E11 2024-04-01 occupied A by=lease-plant
        E12 2024-05-01 occupied B by=split-sale
        E13 2024-05-02 vacated C
        E14 2024-06-01 struck T1 revitalized
        E15 2024-06-02 relisted T1 causes=production-stopped
        E16 2024-06-03 struck T1 revitalized
        E17 2024-07-01 struck T2 revitalized
    ";
    assert_eq!(found(&on(story, "2024-12-31").findings), "");
    let events = events(story);
    let of = |days: &str| Revitalized::of(&events, period(days), None).unwrap();
    let half = of("2024-01-01..2024-06-30");
    let floor = [half.floor.gross, half.floor.relapsed, half.floor.net];
    // A once, though let twice; B; less C, which fell vacant again.
    assert_eq!(floor.map(|area| area.to_string()), ["1300.5", "-200", "1100.5"]);
    let methods: Vec<_> = half
        .floor_by_method
        .iter()
        .map(|row| (row.method.id(), row.count, row.floor_area.to_string()))
        .collect();
    // Let: A less C; sold in parts: B.
    assert_eq!(
        methods,
        [("lease-plant", 0, "800".to_owned()), ("split-sale", 1, "300.5".to_owned())]
    );
    // T1 once, though struck off twice; T2 in the next half-year.
    assert_eq!(half.land.net.to_string(), "5000");
    let causes: Vec<_> = half
        .land_by(Grouping::Cause)
        .unwrap()
        .iter()
        .map(|row| (row.group.clone(), row.count, row.area.to_string()))
        .collect();
    let stopped = GroupKey::Cause(CauseCode::ProductionStopped);
    assert_eq!(causes, [(stopped, 1, "5000".to_owned())]);
    // Land and floor are two series: neither has anything of the other. Periods add up.
    let (second, year) = (of("2024-07-01..2024-12-31"), of("2024-01-01..2024-12-31"));
    let sum = half.land.net.checked_add(second.land.net).unwrap();
    assert_eq!((sum, sum.to_string()), (year.land.net, "5800".to_owned()));
    let sum = half.floor.net.checked_add(second.floor.net).unwrap();
    assert_eq!((sum, sum.to_string()), (year.floor.net, "1100.5".to_owned()));
}
