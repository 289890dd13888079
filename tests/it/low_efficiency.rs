//! Low-efficiency land by a rulebook: thresholds, combinations with unknowns, windows, days in force, idle land first.

use jiff::civil::date;
use landledger::law::{
    Answer, Citation, Combination, Commencement, Comparison, CriteriaGroup, CriteriaSet, Criterion,
    CriterionBasis, Document, IdleLandVerdict, LandRight, LowEfficiencyAssessment,
    LowEfficiencyFacts, LowEfficiencyFigures, LowEfficiencyUse, Metric, MetricUnit,
    MissingLowEfficiencyFact as Missing, ProductionState, Rulebook, RulebookStanding,
    assess_low_efficiency,
};

const ON: jiff::civil::Date = date(2025, 6, 30);

fn criterion(id: &str, metric: Metric, unit: MetricUnit, threshold: &str) -> Criterion {
    Criterion {
        id: id.to_owned(),
        metric,
        comparison: Comparison::Below,
        threshold: Some(threshold.parse().unwrap()),
        unit,
        basis: CriterionBasis::LocalRule,
        window_years: None,
        source: Citation::new("示例", "example"),
        in_force_from: None,
        in_force_to: None,
        last_checked: ON,
    }
}

fn rulebook(combine: Combination, criteria: Vec<Criterion>) -> Rulebook {
    let document = Document::numbered("示例1号");
    let day = date(2025, 1, 1);
    let mut book = Rulebook::new("示例", document, day, day, RulebookStanding::Illustrative);
    let ids = criteria.iter().map(|criterion| criterion.id.clone()).collect();
    let land_use = LowEfficiencyUse::Industrial;
    book.sets.push(CriteriaSet { land_use, combine, criteria: ids, groups: Vec::new() });
    book.criteria = criteria;
    book
}

/// 20 000 m² are 30 mu exactly.
fn facts() -> LowEfficiencyFacts {
    LowEfficiencyFacts {
        land: Some(LandRight::StateOwned),
        commencement: Some(Commencement::OnUnknownDay),
        land_use: Some(LowEfficiencyUse::Industrial),
        area: Some("20000".parse().unwrap()),
        ..LowEfficiencyFacts::default()
    }
}

fn assess(book: &Rulebook, facts: &LowEfficiencyFacts) -> LowEfficiencyAssessment {
    assess_low_efficiency(book, facts, &[IdleLandVerdict::NotIdle], ON)
}

#[test]
fn values_are_compared_exactly_on_below_and_above_the_threshold() {
    use Metric::{BuildingCoefficient, FloorAreaRatio, FloorVacancy, InvestmentPerMu};
    use MetricUnit::{Percent, TenThousandYuanPerHectare, TenThousandYuanPerMu, YuanPerMu};
    let mut facts = facts();
    // 9 000 000 yuan on 30 mu: 300 000 yuan a mu, 30 万元/亩, 450 万元/公顷 (1 万元/亩 = 15 万元/公顷).
    facts.investment = Some("9000000".parse().unwrap());
    // 16 000 / 20 000 = 0.8; 4 000 / 16 000 = 25 %; (7 000 + 1 000) / 20 000 = 40 %.
    facts.floor_area = Some("16000".parse().unwrap());
    facts.vacant_floor_area = Some("4000".parse().unwrap());
    facts.building_base_area = Some("7000".parse().unwrap());
    facts.structure_base_area = Some("1000".parse().unwrap());
    for (metric, unit, less, same, more) in [
        (InvestmentPerMu, YuanPerMu, "299999.999999", "300000", "300000.000001"),
        (InvestmentPerMu, TenThousandYuanPerMu, "29.999999", "30", "30.000001"),
        (InvestmentPerMu, TenThousandYuanPerHectare, "449.999999", "450", "450.000001"),
        (FloorAreaRatio, MetricUnit::Ratio, "0.799999", "0.8", "0.800001"),
        (FloorVacancy, Percent, "24.999999", "25", "25.000001"),
        (BuildingCoefficient, Percent, "39.999999", "40", "40.000001"),
    ] {
        for (comparison, expected) in [
            (Comparison::Below, [false, false, true]),
            (Comparison::AtMost, [false, true, true]),
            (Comparison::Above, [true, false, false]),
            (Comparison::AtLeast, [true, true, false]),
        ] {
            for (threshold, met) in [less, same, more].into_iter().zip(expected) {
                let mut criterion = criterion("a", metric, unit, threshold);
                criterion.comparison = comparison;
                let found = assess(&rulebook(Combination::AnyOf, vec![criterion]), &facts);
                let expected = if met { Answer::Met } else { Answer::NotMet };
                assert_eq!(found.answer, expected, "{metric:?} {comparison:?} {threshold}");
            }
        }
    }
    let wrong = criterion("a", InvestmentPerMu, Percent, "1");
    let found = assess(&rulebook(Combination::AnyOf, vec![wrong]), &facts);
    assert_eq!(found.missing, [Missing::Threshold("a".into())]);
}

/// The tables of strong three-valued logic (Kleene).
#[test]
fn two_criteria_combine_over_every_pair_of_answers() {
    use Answer::{Met, NotMet, Unknown};
    let rows = [
        (Met, Met, Met, Met),
        (Met, NotMet, Met, NotMet),
        (Met, Unknown, Met, Unknown),
        (NotMet, Met, Met, NotMet),
        (NotMet, NotMet, NotMet, NotMet),
        (NotMet, Unknown, Unknown, NotMet),
        (Unknown, Met, Met, Unknown),
        (Unknown, NotMet, Unknown, NotMet),
        (Unknown, Unknown, Unknown, Unknown),
    ];
    let mut facts = facts();
    facts.floor_area = Some("16000".parse().unwrap());
    let part = |id, answer| {
        let limit = if answer == Met { "1" } else { "0.5" };
        let mut part = criterion(id, Metric::FloorAreaRatio, MetricUnit::Ratio, limit);
        if answer == Unknown {
            part.threshold = None;
        }
        part
    };
    for (first, second, any, all) in rows {
        for (combine, expected) in [(Combination::AnyOf, any), (Combination::AllOf, all)] {
            let mut book = rulebook(combine, vec![part("a", first), part("b", second)]);
            let found = assess(&book, &facts);
            assert_eq!(found.answer, expected, "{combine:?} {first:?} {second:?}");
            assert_eq!(found.missing.is_empty(), expected != Unknown);
            assert_eq!(found.criteria.len(), 2);
            // The same as a group within a set that takes it alone.
            let criteria = std::mem::take(&mut book.sets[0].criteria);
            book.sets[0].groups = vec![CriteriaGroup { combine, criteria }];
            assert_eq!(assess(&book, &facts).answer, expected);
        }
    }
}

#[test]
fn a_window_is_the_average_of_its_years_and_unknown_if_one_is_missing() {
    // 300 000, 600 000 and 900 000 yuan on 30 mu: 2 万元/亩 on the average of 2022 to 2024; 3 in 2024 alone.
    let mut facts = facts();
    for (year, tax) in [(2022, "300000"), (2023, "600000"), (2024, "900000"), (2025, "1")] {
        let figures = LowEfficiencyFigures { tax: Some(tax.parse().unwrap()), revenue: None };
        facts.years.insert(year, figures);
    }
    let mut tax = criterion("tax", Metric::TaxPerMu, MetricUnit::TenThousandYuanPerMu, "2.000001");
    tax.window_years = Some(3);
    let three = rulebook(Combination::AnyOf, vec![tax.clone()]);
    assert_eq!(assess(&three, &facts).answer, Answer::Met);
    tax.window_years = None;
    let one = rulebook(Combination::AnyOf, vec![tax]);
    assert_eq!(assess(&one, &facts).answer, Answer::NotMet);
    facts.years.remove(&2023);
    let found = assess(&three, &facts);
    assert_eq!((found.answer, found.missing), (Answer::Unknown, vec![Missing::Tax(2023)]));
}

#[test]
fn criteria_apply_from_their_first_to_their_last_day() {
    let mut facts = facts();
    facts.floor_area = Some("1".parse().unwrap());
    let mut only = criterion("a", Metric::FloorAreaRatio, MetricUnit::Ratio, "1");
    only.in_force_from = Some(date(2025, 3, 1));
    only.in_force_to = Some(date(2025, 4, 30));
    let book = rulebook(Combination::AnyOf, vec![only]);
    for (day, answer) in [
        (date(2025, 2, 28), Answer::Unknown),
        (date(2025, 3, 1), Answer::Met),
        (date(2025, 4, 30), Answer::Met),
        (date(2025, 5, 1), Answer::Unknown),
    ] {
        let found = assess_low_efficiency(&book, &facts, &[IdleLandVerdict::NotIdle], day);
        assert_eq!(found.answer, answer, "{day}");
        assert_eq!(found.missing.contains(&Missing::Criteria), answer == Answer::Unknown);
    }
}

#[test]
fn idle_land_and_land_not_built_on_are_not_low_efficiency() {
    let mut facts = facts();
    facts.floor_area = Some("1".parse().unwrap());
    let far = criterion("a", Metric::FloorAreaRatio, MetricUnit::Ratio, "1");
    let book = rulebook(Combination::AnyOf, vec![far]);
    use IdleLandVerdict::{IdleOneYear, IdleTwoYears, MayBeIdle, NotIdle, StartOverdue};
    for (verdicts, answer) in [
        (vec![NotIdle], Answer::Met),
        (vec![StartOverdue, NotIdle], Answer::Met),
        (vec![IdleOneYear, IdleTwoYears], Answer::NotMet),
        (vec![MayBeIdle], Answer::Unknown),
        (vec![NotIdle, IdleOneYear], Answer::Unknown),
        (vec![], Answer::Unknown),
    ] {
        let found = assess_low_efficiency(&book, &facts, &verdicts, ON);
        assert_eq!(found.answer, answer, "{verdicts:?}");
        assert_eq!((found.by_criteria, found.not_idle), (Answer::Met, answer));
    }
    let mut unsupplied = facts.clone();
    unsupplied.land = Some(LandRight::NotSupplied);
    assert_eq!(assess(&book, &unsupplied).answer, Answer::NotMet);
    facts.commencement = None;
    assert_eq!(assess(&book, &facts).missing, [Missing::Commencement]);
    facts.commencement = Some(Commencement::NotYet);
    assert_eq!(assess(&book, &facts).answer, Answer::NotMet);
}

#[test]
fn production_is_stopped_for_a_full_year_on_the_day_after_the_anniversary() {
    let mut facts = facts();
    let mut stop = criterion("a", Metric::YearsSinceStop, MetricUnit::Years, "1");
    stop.comparison = Comparison::AtLeast;
    let book = rulebook(Combination::AnyOf, vec![stop]);
    assert_eq!(assess(&book, &facts).missing, [Missing::ProductionStop]);
    for (since, answer) in [(date(2024, 6, 29), Answer::Met), (date(2024, 6, 30), Answer::NotMet)] {
        facts.production = Some(ProductionState::StoppedOn(since));
        assert_eq!(assess(&book, &facts).answer, answer, "{since}");
    }
    // Where production goes on, no year has passed.
    facts.production = Some(ProductionState::Running);
    assert_eq!(assess(&book, &facts).answer, Answer::NotMet);
    // A stop that is still to come says nothing about today.
    facts.production = Some(ProductionState::StoppedOn(date(2025, 7, 1)));
    assert_eq!(assess(&book, &facts).missing, [Missing::ProductionStop]);
}
