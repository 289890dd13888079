//! The control indicators of industrial projects: small projects worked on paper, each value on its control value
//! and 0.01 m² beside it, what is missing, and facts that contradict each other.

use landledger::codes::{IndustryCode, IndustryEdition};
use landledger::indicator::IndicatorValue;
use landledger::indicator::control::{
    ControlFacts, ControlIndicator, Standing, control_contradictions, control_indicators,
};
use landledger::law::{
    Assurance, Citation, ControlEdition, ControlValue, ControlValues, FloorAreaRatioTable,
    Threshold,
};
use landledger::parcel::{Building, Storey};

use ControlEdition::{V2008, V2023};
use IndustryEdition::{Gbt4754Of2002, Gbt4754Of2011, Gbt4754Of2017};

/// `2990/8.01` a storey above ground with its height, `?` for what is not known, `-500` below ground.
fn storey(text: &str) -> Storey {
    if let Some(area) = text.strip_prefix('-') {
        return Storey::below_ground(Some(area.parse().unwrap()));
    }
    let (area, height) = text.split_once('/').unwrap();
    let known = |text: &str| (text != "?").then(|| text.to_owned());
    Storey::above_ground(
        known(area).map(|text| text.parse().unwrap()),
        known(height).map(|text| text.parse().unwrap()),
    )
}

/// `footprint: storeys`, as `3000: 2990/8.01 1000/4`; `?` for storeys that are not known.
fn building(text: &str) -> Building {
    let (footprint, storeys) = text.split_once(':').unwrap();
    let footprint = (footprint != "?").then(|| footprint.parse().unwrap());
    let storeys = storeys.trim();
    let storeys = (storeys != "?").then(|| storeys.split_whitespace().map(storey).collect());
    Building::new(storeys, footprint)
}

fn industry(edition: IndustryEdition, code: &str) -> Option<IndustryCode> {
    Some(IndustryCode::new(edition, code).unwrap())
}

/// 1 hm² of non-ferrous metals (0.6), everything known: 6 000 m² as counted, 30 % covered, 7 % administrative
/// land, 450 of 4 500 m² administrative floor; 30, 50 and 2 million yuan.
fn project() -> ControlFacts {
    let mut facts = ControlFacts::default();
    facts.industry = industry(Gbt4754Of2002, "33");
    facts.land_area = Some("10000".parse().unwrap());
    facts.buildings = Some(vec![building("1500: 1500/9"), building("1000: 1000/4 1000/4 1000/4")]);
    facts.structures_footprint = Some("200".parse().unwrap());
    facts.yards_area = Some("300".parse().unwrap());
    facts.administrative_land = Some("700".parse().unwrap());
    facts.administrative_floor = Some("450".parse().unwrap());
    facts.green_land = Some("2000".parse().unwrap());
    facts.investment = Some("30000000".parse().unwrap());
    facts.yearly_output = Some("50000000".parse().unwrap());
    facts.yearly_tax = Some("2000000".parse().unwrap());
    facts
}

fn local(value: &str) -> Option<ControlValue> {
    let source = Citation::new("市产业用地标准", "local standard");
    Some(ControlValue::new(value.parse().unwrap(), source, Assurance::Read))
}

/// Values as a caller brings them: illustrative numbers, not those of any instrument.
fn brought() -> ControlValues {
    let mut values = ControlValues::of(V2023);
    let rows = [("32", "0.8".parse().unwrap()), ("321", "0.6".parse().unwrap())];
    let source = Citation::control_indicators_2023();
    let table = FloorAreaRatioTable::new(Gbt4754Of2017, rows, source, Assurance::Recalled);
    values.floor_area_ratio = Some(table.unwrap());
    values.building_coefficient = local("40");
    values.administrative_floor = local("15");
    values.investment_intensity = local("3000");
    values.output_per_area = local("5000");
    values.tax_per_area = local("200");
    values
}

/// The same values, counted and standing as in the edition of 2008.
fn in_2008(mut values: ControlValues) -> ControlValues {
    values.edition = V2008;
    values
}

fn found(facts: &ControlFacts, values: &ControlValues, id: &str) -> ControlIndicator {
    let rows = control_indicators(facts, values);
    assert_eq!(rows.len(), 9);
    rows.into_iter().find(|row| row.indicator.id == id).expect(id)
}

/// Value and verdict: `0.60 meets`, `0.60 short 0.01`, `0.40..0.80 open`, `? unknown`.
fn shown(row: &ControlIndicator) -> String {
    use landledger::indicator::control::ControlVerdict::{Exceeds, OffRecommendation, Short};
    let value = match row.indicator.value {
        IndicatorValue::Known(figure) => figure.to_string(),
        IndicatorValue::Bounded { low, high } => format!("{low}..{high}"),
        IndicatorValue::AtLeast(low) => format!("≥{low}"),
        IndicatorValue::Unknown => "?".to_owned(),
        _ => panic!("another kind of value"),
    };
    let by = match row.verdict {
        Short { by } | Exceeds { by } | OffRecommendation { by } => format!(" {by}"),
        _ => String::new(),
    };
    format!("{value} {}{by}", row.verdict.name().en)
}

fn of(facts: &ControlFacts, values: &ControlValues, id: &str) -> String {
    shown(&found(facts, values, id))
}

/// The floor-area ratio of 2008 of a project with these buildings on 1 hm² of non-ferrous metals.
fn ratio(buildings: &[&str]) -> String {
    let mut facts = project();
    facts.buildings = Some(buildings.iter().map(|text| building(text)).collect());
    of(&facts, &ControlValues::of(V2008), "floor-area-ratio")
}

fn missing(row: &ControlIndicator) -> Vec<String> {
    let rows = row.indicator.missing.iter();
    rows.map(|item| format!("{} {}", item.fact.en, item.examples.join(","))).collect()
}

#[test]
fn e12_a_project_worked_on_paper() {
    // FAR (2 × 1 500 + 3 000) / 10 000; density 2 500 / 10 000; coefficient (2 500 + 200 + 300) / 10 000;
    // 700 / 10 000; 450 / 4 500; 30, 50, 2 million yuan on 1 hm².
    let rows = control_indicators(&project(), &ControlValues::of(V2008));
    let table: Vec<(&str, String, &str, Standing)> = rows
        .iter()
        .map(|row| (&*row.indicator.id, shown(row), &*row.indicator.unit, row.standing))
        .collect();
    let none = |value: &str| format!("{value} no control value given");
    let expected = [
        ("floor-area-ratio", "0.60 meets".to_owned(), "1", Standing::Normative),
        ("building-density", none("25.00"), "%", Standing::NotInEdition),
        ("building-coefficient", "30.00 meets".to_owned(), "%", Standing::Normative),
        ("administrative-land", "7.00 meets".to_owned(), "%", Standing::Normative),
        ("administrative-floor", none("10.00"), "%", Standing::NotInEdition),
        ("green-land", "20.00 meets".to_owned(), "%", Standing::Normative),
        ("investment-intensity", none("3000.00"), "10000 yuan/hm2", Standing::Normative),
        ("output-per-area", none("5000.00"), "10000 yuan/hm2", Standing::NotInEdition),
        ("tax-per-area", none("200.00"), "10000 yuan/hm2", Standing::NotInEdition),
    ];
    assert_eq!(table, expected);
    assert!(rows.iter().all(|row| row.indicator.missing.is_empty()));
    let noted: Vec<&str> =
        rows.iter().filter(|row| row.note.is_some()).map(|r| &*r.indicator.id).collect();
    assert_eq!(noted, ["green-land"]);
}

#[test]
fn e12_on_below_and_above_the_green_land_of_2008() {
    // 20 % of 10 000 m² is 2 000 m², and an exception; none at all needs no reason. 2023: no value is known.
    for (green, expected, exception) in [
        ("0", "0.00 meets", false),
        ("0.01", "0.00 meets", true),
        ("1999.99", "20.00 meets", true),
        ("2000", "20.00 meets", true),
        ("2000.01", "20.00 exceeds 0.01", false),
    ] {
        let mut facts = project();
        facts.green_land = Some(green.parse().unwrap());
        let row = found(&facts, &ControlValues::of(V2008), "green-land");
        assert_eq!((shown(&row).as_str(), row.note.is_some()), (expected, exception), "{green}");
        let of_2023 = of(&facts, &ControlValues::of(V2023), "green-land");
        assert!(of_2023.ends_with("no control value given"), "{of_2023}");
    }
}

#[test]
fn e12_totals_stand_in_for_buildings_that_are_not_listed() {
    // 3 000 to 6 000 m² as counted of 10 000 m²; 2 500 + 200 + 300 m² covered; what is below ground is not known.
    let mut facts = project();
    facts.buildings = None;
    facts.floor_area = Some("3000".parse().unwrap());
    facts.buildings_footprint = Some("2500".parse().unwrap());
    let values = in_2008(brought());
    let far = found(&facts, &ControlValues::of(V2008), "floor-area-ratio");
    assert_eq!(
        (shown(&far).as_str(), missing(&far)),
        ("0.30..0.60 open", vec!["heights of the storeys project".into()])
    );
    assert_eq!(of(&facts, &ControlValues::of(V2008), "building-coefficient"), "30.00 meets");
    // 450 of 3 000 m² or more: at most 15 %.
    assert_eq!(of(&facts, &values, "administrative-floor"), "0.00..15.00 meets");
    // Listed buildings go before totals.
    facts.buildings = Some(vec![building("3000: 6000/4")]);
    assert_eq!(of(&facts, &ControlValues::of(V2008), "floor-area-ratio"), "0.60 meets");
}

#[test]
fn control_values_read_back_from_their_file_form() {
    for values in [ControlValues::of(V2008), ControlValues::of(V2023), brought()] {
        let text = serde_json::to_string(&values).unwrap();
        assert_eq!(serde_json::from_str::<ControlValues>(&text).unwrap(), values);
    }
    let wrong = serde_json::to_string(&brought()).unwrap().replace("\"321\"", "\"3\"");
    assert!(serde_json::from_str::<ControlValues>(&wrong).is_err());
}

#[test]
fn e12_a_storey_counts_twice_strictly_above_8_m() {
    // 3 000 m² on 10 000 m²: 0.30 once, 3 000 m² short of 0.6; 0.60 twice.
    for (height, expected) in [
        ("0", "0.30 short 3000"),
        ("7.99", "0.30 short 3000"),
        ("8", "0.30 short 3000"),
        ("8.00", "0.30 short 3000"),
        ("8.000001", "0.60 meets"),
        ("8.01", "0.60 meets"),
    ] {
        assert_eq!(ratio(&[&format!("3000: 3000/{height}")]), expected, "{height}");
    }
    // Below ground counts for nothing in the ratio, but is floor area: 450 of 5 000.
    assert_eq!(ratio(&["3000: 3000/9 -500"]), "0.60 meets");
    let mut facts = project();
    facts.buildings = Some(vec![building("3000: 4500/4 -500")]);
    assert_eq!(of(&facts, &brought(), "administrative-floor"), "9.00 meets");
}

#[test]
fn e12_on_below_and_above_the_floor_area_ratio() {
    for (buildings, expected) in [
        (&["3000: 6000/4"], "0.60 meets"),
        (&["3000: 5999.99/4"], "0.60 short 0.01"),
        (&["3000: 6000.01/4"], "0.60 meets"),
        (&["3000: 2999.99/9"], "0.60 short 0.02"),
        (&["3000: 5999.999999/4"], "0.60 short 0.000001"),
    ] {
        assert_eq!(ratio(buildings), expected, "{buildings:?}");
    }
}

#[test]
fn e12_on_below_and_above_the_building_coefficient() {
    let with = |edition, yards: &str| {
        let mut facts = project();
        facts.yards_area = Some(yards.parse().unwrap());
        let values = if edition == V2008 { ControlValues::of(V2008) } else { brought() };
        of(&facts, &values, "building-coefficient")
    };
    // 2 500 + 200 + yards of 10 000 m²: 3 000 m² are wanted in 2008, here 4 000 m² by the caller's value.
    assert_eq!(with(V2008, "300"), "30.00 meets");
    assert_eq!(with(V2008, "299.99"), "30.00 short 0.01");
    assert_eq!(with(V2008, "300.01"), "30.00 meets");
    assert_eq!(with(V2023, "1300"), "40.00 meets");
    assert_eq!(with(V2023, "1299.99"), "40.00 short 0.01");
}

#[test]
fn e12_on_below_and_above_the_administrative_shares() {
    for values in [ControlValues::of(V2008), ControlValues::of(V2023)] {
        for (land, expected) in [
            ("700", "7.00 meets"),
            ("699.99", "7.00 meets"),
            ("700.01", "7.00 exceeds 0.01"),
            ("0", "0.00 meets"),
        ] {
            let mut facts = project();
            facts.administrative_land = Some(land.parse().unwrap());
            assert_eq!(of(&facts, &values, "administrative-land"), expected, "{land}");
        }
    }
    // 15 % of 4 500 m² is 675 m²; the storey of 9 m counts once here.
    for (floor, expected) in
        [("675", "15.00 meets"), ("674.99", "15.00 meets"), ("675.01", "15.00 exceeds 0.01")]
    {
        let mut facts = project();
        facts.administrative_floor = Some(floor.parse().unwrap());
        assert_eq!(of(&facts, &brought(), "administrative-floor"), expected, "{floor}");
        // None of 2008's: the caller's value is a recommendation there.
        let expected = expected.replace("exceeds", "off the recommendation");
        let values = in_2008(brought());
        assert_eq!(of(&facts, &values, "administrative-floor"), expected, "{floor}");
    }
}

#[test]
fn recommended_indicators_never_give_short() {
    for (yuan, id, short) in [
        ("29999999.99", "investment-intensity", "3000.00"),
        ("49999999.99", "output-per-area", "5000.00"),
        ("1999999.99", "tax-per-area", "200.00"),
    ] {
        let mut facts = project();
        assert_eq!(of(&facts, &brought(), id), format!("{short} meets"));
        facts.investment = Some(yuan.parse().unwrap());
        facts.yearly_output = facts.investment;
        facts.yearly_tax = facts.investment;
        assert_eq!(of(&facts, &brought(), id), format!("{short} off the recommendation 0.01"));
        // In 2008 the investment intensity was one of four binding indicators, the others did not exist.
        let word = if id == "investment-intensity" { "short" } else { "off the recommendation" };
        assert_eq!(of(&facts, &in_2008(brought()), id), format!("{short} {word} 0.01"));
    }
    // A refund of tax is below zero.
    let mut facts = project();
    facts.yearly_tax = Some("-10000".parse().unwrap());
    assert_eq!(of(&facts, &brought(), "tax-per-area"), "-1.00 off the recommendation 2010000");
}

#[test]
fn e16_an_unknown_height_gives_bounds() {
    for (buildings, expected) in [
        // 1× to 2× of 3 000 m² around 6 000 m²: even twice meets only exactly.
        (vec!["3000: 3000/?"], "0.30..0.60 open"),
        (vec!["3000: 2999.99/?"], "0.30..0.60 short 0.02"),
        (vec!["3000: 6000/?"], "0.60..1.20 meets"),
        (vec!["3000: 5999.99/?"], "0.60..1.20 open"),
        (vec!["3000: 1000/? 1000/9 1000/4"], "0.40..0.50 short 1000"),
        // An unknown area: at least what is known.
        (vec!["3000: 6000/4", "500: ?/4"], "≥0.60 meets"),
        (vec!["3000: 5000/4", "500: ?"], "≥0.50 open"),
        (vec!["500: ?/?"], "? unknown"),
    ] {
        assert_eq!(ratio(&buildings), expected, "{buildings:?}");
    }
    let mut facts = project();
    facts.buildings = Some(vec![building("9: 5/4"), building("?: 5/4 5/? ?/4"), building("9: ?")]);
    let values = ControlValues::of(V2008);
    assert_eq!(
        missing(&found(&facts, &values, "floor-area-ratio")),
        ["height of the storey 2/2", "floor area of the storey 2/3", "storeys of the building 3"]
    );
    assert_eq!(
        missing(&found(&facts, &values, "building-coefficient")),
        ["ground covered by the building 2"]
    );
}

#[test]
fn e16_each_missing_input_is_named_and_never_nothing() {
    type Take = fn(&mut ControlFacts);
    let rows: [(Take, &str, &str, &str); 12] = [
        (|f| f.land_area = None, "floor-area-ratio", "? unknown", "land area of the project"),
        (|f| f.land_area = None, "building-coefficient", "? unknown", "land area of the project"),
        (|f| f.land_area = None, "administrative-land", "? unknown", "land area of the project"),
        (|f| f.land_area = None, "tax-per-area", "? unknown", "land area of the project"),
        (|f| f.industry = None, "floor-area-ratio", "0.60 unknown", "industry of the project"),
        (|f| f.buildings = None, "floor-area-ratio", "? unknown", "buildings of the project"),
        // 500 m² of structures and yards are known, 40 % are wanted.
        (
            |f| f.buildings = None,
            "building-coefficient",
            "5.00..100.00 open",
            "ground covered by buildings",
        ),
        (
            |f| f.structures_footprint = None,
            "building-coefficient",
            "28.00..100.00 open",
            "ground covered by structures",
        ),
        (|f| f.yards_area = None, "building-coefficient", "27.00..100.00 open", "open yards"),
        (
            |f| f.administrative_land = None,
            "administrative-land",
            "0.00..100.00 open",
            "land for administration and living services",
        ),
        (
            |f| f.administrative_floor = None,
            "administrative-floor",
            "0.00..100.00 open",
            "floor area of administration and living services",
        ),
        (|f| f.investment = None, "investment-intensity", "? unknown", "fixed-asset investment"),
    ];
    for (take, id, expected, fact) in rows {
        let mut facts = project();
        facts.industry = industry(Gbt4754Of2017, "321");
        take(&mut facts);
        let row = found(&facts, &brought(), id);
        assert_eq!(shown(&row), expected, "{id} without {fact}");
        assert_eq!(missing(&row), [format!("{fact} project")], "{id}");
    }
    // Nothing known at all: no figure, and no verdict but for those without a value.
    for row in control_indicators(&ControlFacts::default(), &brought()) {
        assert_eq!(row.indicator.value, IndicatorValue::Unknown, "{}", row.indicator.id);
        assert!(!row.indicator.missing.is_empty(), "{}", row.indicator.id);
        let expected = if row.control.is_some() || row.indicator.id == "floor-area-ratio" {
            "? unknown"
        } else {
            "? no control value given"
        };
        assert_eq!(shown(&row), expected, "{}", row.indicator.id);
    }
}

#[test]
fn e17_a_quotient_over_nothing_is_not_0_percent() {
    let mut facts = project();
    facts.land_area = Some("0".parse().unwrap());
    facts.administrative_land = Some("0".parse().unwrap());
    for row in control_indicators(&facts, &ControlValues::of(V2008)) {
        if row.indicator.id == "administrative-floor" {
            assert!(row.note.is_none());
            continue;
        }
        assert_eq!(row.indicator.value, IndicatorValue::Unknown, "{}", row.indicator.id);
        assert!(!shown(&row).contains("meets"), "{}", row.indicator.id);
        let note = row.note.unwrap();
        assert_eq!(note.en, "land area of the project is 0: the quotient means nothing");
        assert_eq!(note.zh, "项目用地面积为 0，比值无意义");
    }
    // No buildings: no floor area to have a share of, but a ratio of 0.
    let mut facts = project();
    facts.buildings = Some(Vec::new());
    facts.administrative_floor = Some("0".parse().unwrap());
    assert_eq!(of(&facts, &brought(), "administrative-floor"), "? unknown");
    assert_eq!(ratio(&[]), "0.00 short 6000");
}

#[test]
fn e18_formula_inputs_and_sources_come_with_the_value() {
    let row = found(&project(), &ControlValues::of(V2008), "floor-area-ratio");
    let basis = "《工业项目建设用地控制指标》（国土资发〔2008〕24号）";
    assert_eq!(row.indicator.basis.zh, basis);
    assert_eq!(row.indicator.formula.zh, "Σ 地上建筑面积（层高超过 8 m 的计 2 倍）/ 项目用地面积");
    let inputs: Vec<String> = row
        .indicator
        .inputs
        .iter()
        .map(|input| format!("{} {:?} {}", input.name.en, input.value, input.unit))
        .collect();
    assert_eq!(
        inputs,
        [
            "floor area as counted Known(Figure(6000)) m2 floor",
            "land area of the project Known(Figure(10000)) m2",
        ]
    );
    let control = row.control.unwrap();
    assert_eq!((control.value.to_string(), control.source.text().zh), ("0.6".into(), basis.into()));
    let density = found(&project(), &ControlValues::of(V2008), "building-density");
    assert_eq!(density.indicator.basis.zh, "本库定义");
    // The same forms again after a journey through JSON.
    for row in control_indicators(&project(), &brought()) {
        let text = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<ControlIndicator>(&text).unwrap(), row);
    }
    let text = serde_json::to_string(&project()).unwrap();
    assert_eq!(serde_json::from_str::<ControlFacts>(&text).unwrap(), project());
}

#[test]
fn each_row_of_the_table_of_2008() {
    // Domain sheet §4, as printed there.
    let sheet = "13 1.0 · 14 1.0 · 15 1.0 · 16 1.0 · 17 0.8 · 18 1.0 · 19 1.0 · 20 0.8 · 21 0.8 · 22 0.8 · 23 0.8 · \
                 24 1.0 · 25 0.5 · 26 0.6 · 27 0.7 · 28 0.8 · 29 0.8 · 30 1.0 · 31 0.7 · 32 0.6 · 33 0.6 · 34 0.7 · \
                 35 0.7 · 36 0.7 · 37 0.7 · 39 0.7 · 40 1.0 · 41 1.0 · 42 1.0 · 43 0.7";
    let listed: Vec<(&str, &str)> =
        sheet.split(" · ").map(|row| row.trim().split_once(' ').unwrap()).collect();
    assert_eq!(listed.len(), 30);
    let table = ControlValues::of(V2008).floor_area_ratio.unwrap();
    for division in 10..100 {
        let code = division.to_string();
        let expected = listed.iter().find(|(listed, _)| *listed == code).map(|(_, value)| *value);
        for code in [code.clone(), format!("{code}1"), format!("{code}16")] {
            let value = |edition| {
                let industry = IndustryCode::new(edition, &code).unwrap();
                table.value(&industry).map(|control| control.value.to_string())
            };
            assert_eq!(value(Gbt4754Of2002).as_deref(), expected, "{code}");
            assert_eq!((value(Gbt4754Of2011), value(Gbt4754Of2017)), (None, None), "{code}");
        }
    }
    let mut facts = project();
    facts.industry = industry(Gbt4754Of2002, "44");
    let row = found(&facts, &ControlValues::of(V2008), "floor-area-ratio");
    assert_eq!(shown(&row), "0.60 no control value given");
    assert_eq!(row.note.unwrap().en, "the table has no row for industry 44 (GB/T 4754-2002)");
}

#[test]
fn a_code_of_another_edition_is_refused() {
    // 33 is non-ferrous metals (0.6) in 2002, metal products (0.7 there as 34) in 2017.
    let mut facts = project();
    for (edition, year) in [(Gbt4754Of2011, 2011), (Gbt4754Of2017, 2017)] {
        facts.industry = industry(edition, "33");
        let row = found(&facts, &ControlValues::of(V2008), "floor-area-ratio");
        assert_eq!((shown(&row).as_str(), row.control.is_none()), ("0.60 unknown", true));
        let note = row.note.unwrap();
        assert_eq!(
            note.en,
            format!(
                "industry 33 (GB/T 4754-{year}) is not of GB/T 4754-2002, the edition of the table: not looked up"
            )
        );
        assert_eq!(
            note.zh,
            format!(
                "行业代码 33 (GB/T 4754-{year}) 与控制值表所用 GB/T 4754-2002 版本不同，不予查表"
            )
        );
    }
    for (code, place) in [("3", 1), ("", 0), ("C33", 0), ("33a", 2), ("33166", 4), ("3３", 1)] {
        let error = IndustryCode::new(Gbt4754Of2002, code).unwrap_err();
        assert_eq!(error.position(), place, "{code}");
    }
    assert!(
        serde_json::from_str::<IndustryCode>(r#"{"edition":"gbt4754-2002","code":"3"}"#).is_err()
    );
}

#[test]
fn of_2023_only_what_the_caller_brings_is_held_against() {
    let mut facts = project();
    facts.industry = industry(Gbt4754Of2017, "3216");
    let table = |values: &ControlValues| -> Vec<String> {
        control_indicators(&facts, values).iter().map(shown).collect()
    };
    let none = "no control value given";
    assert_eq!(
        table(&ControlValues::of(V2023)),
        [
            format!("0.60 {none}"),
            format!("25.00 {none}"),
            format!("30.00 {none}"),
            "7.00 meets".to_owned(),
            format!("10.00 {none}"),
            format!("20.00 {none}"),
            format!("3000.00 {none}"),
            format!("5000.00 {none}"),
            format!("200.00 {none}"),
        ]
    );
    // The group 321 (0.6) before its division 32 (0.8).
    assert_eq!(table(&brought())[0], "0.60 meets");
    facts.industry = industry(Gbt4754Of2017, "3250");
    assert_eq!(of(&facts, &brought(), "floor-area-ratio"), "0.60 short 2000");
    assert_eq!(of(&facts, &brought(), "building-coefficient"), "30.00 short 1000");
}

#[test]
fn the_thresholds_are_listed_with_their_edition() {
    let rows: Vec<String> = Threshold::all()
        .iter()
        .filter(|row| row.citation.instrument_zh == "工业项目建设用地控制指标")
        .map(|row| format!("{} {} {:?}", row.id, row.value.text().en, row.assurance))
        .collect();
    assert_eq!(
        rows,
        [
            "storey-counts-twice-above 8 m Read",
            "building-coefficient-at-least 30 % Read",
            "administrative-land-at-most 7 % Read",
            "green-land-at-most 20 % Read",
            "storey-counts-twice-above-2023 8 m Recalled",
            "administrative-land-at-most-2023 7 % Recalled",
        ]
    );
}

#[test]
fn e19_facts_that_cannot_all_be_true() {
    type Change = fn(&mut ControlFacts);
    let rows: [(Change, &[&str]); 15] = [
        (|_| {}, &[]),
        // The buildings listed: 1 500 + 3 × 1 000 m² of floor on 1 500 + 1 000 m² of ground.
        (
            |f| {
                f.floor_area = Some("4500".parse().unwrap());
                f.buildings_footprint = Some("2500".parse().unwrap());
            },
            &[],
        ),
        (
            |f| {
                f.floor_area = Some("4500.01".parse().unwrap());
                f.buildings_footprint = Some("2499.99".parse().unwrap());
            },
            &[
                "project: the floor area that is given 4500.01 m², more than floor area of the buildings listed 4500 m²",
                "project: ground covered by the buildings listed 2500 m², more than the ground covered that is given 2499.99 m²",
            ],
        ),
        (
            |f| {
                f.buildings = Some(Vec::new());
                f.administrative_floor = None;
                f.floor_area = Some("12000".parse().unwrap());
            },
            &[
                "project: the floor area that is given 12000 m², more than floor area of the buildings listed 0 m²",
            ],
        ),
        // A building whose storeys are not known may have the rest.
        (
            |f| {
                f.buildings = Some(vec![building("1500: 1500/9"), building("1000: ?")]);
                f.floor_area = Some("12000".parse().unwrap());
            },
            &[],
        ),
        // Equal is possible.
        (|f| f.land_area = Some("2500".parse().unwrap()), &[]),
        (
            |f| f.land_area = Some("2499.99".parse().unwrap()),
            &[
                "project: ground covered by buildings 2500 m², more than the land area of the project 2499.99 m²",
            ],
        ),
        (|f| f.land_area = None, &[]),
        // What is known is too much already.
        (
            |f| f.buildings = Some(vec![building("10000.01: ?"), building("?: ?")]),
            &[
                "project: ground covered by buildings 10000.01 m², more than the land area of the project 10000 m²",
            ],
        ),
        (|f| f.administrative_land = Some("10000".parse().unwrap()), &[]),
        (
            |f| f.administrative_land = Some("10000.01".parse().unwrap()),
            &["project: land for administration and living services 10000.01 m², \
               more than the land area of the project 10000 m²"],
        ),
        (|f| f.administrative_floor = Some("4500".parse().unwrap()), &[]),
        (
            |f| f.administrative_floor = Some("4500.01".parse().unwrap()),
            &[
                "project: floor area of administration and living services 4500.01 m², more than the floor area 4500 m²",
            ],
        ),
        // 1 000 m² × 2 storeys above ground; the cellar is not one of them.
        (|f| f.buildings = Some(vec![building("1000: 900/4 1100/9 -900")]), &[]),
        (
            |f| {
                f.buildings =
                    Some(vec![building("2000: 900/4"), building("1000: ?/4 2000.01/4 -900")])
            },
            &[
                "2: floor area above ground 2000.01 m², more than footprint times storeys above ground 2000 m²",
            ],
        ),
    ];
    for (change, expected) in rows {
        let mut facts = project();
        change(&mut facts);
        let found: Vec<String> = control_contradictions(&facts)
            .iter()
            .map(|row| format!("{}: {}", row.subject, row.message.en))
            .collect();
        assert_eq!(found, expected);
    }
}
