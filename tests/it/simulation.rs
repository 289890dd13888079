//! Plans carried out on paper: hand-worked small ledgers.

use landledger::finding::Language;
use landledger::indicator::{
    ChangeOutcome, ChangeSubject, EvaluationInputs, ExplainedChange, IndicatorValue, MeasuredLand,
    Simulation, Stated, simulate, simulate_with_inputs,
};
use landledger::law::Document;
use landledger::ledger::{AsOf, LedgerState, replay};
use landledger::parcel::{LandUseStage, Tenure, YearFigures};
use landledger::plan::{FloorUse, FloorUseKind, PlanId, Target, TargetMetric};
use landledger::units::Fraction;

use crate::ledger_text::{day, events, parcel};

/// Two plots of 10 000 m², granted: 1 is built and has 2 000 m² of plants, 1 500 m² of which stand vacant; 2 is idle and
/// not begun. A third one, of 20 000 m², is built and in no plan.
const STORY: &str = "
    E1 2024-01-01 parcel 1 area=10000
    E2 2024-01-01 parcel 2 area=10000
    E3 2024-01-01 parcel 3 area=20000
    E4 2024-01-02 listed T1 1 low-efficiency-industrial 8000
    E5 2024-01-02 listed T2 2 idle 10000
    E6 2024-01-03 space S1 1 500 vacant
    E7 2024-01-03 space S2 1 1000 vacant
    E8 2024-01-03 space S3 1 500 occupied
    F1 2024-02-01 plan P1 1 methods=vacant-plant-reuse
    F2 2024-02-01 plan P2 2 methods=limited-start
";

fn state(story: &str) -> LedgerState {
    let mut state = replay(&events(story), AsOf::day(day("2024-06-30"))).state;
    for (number, stage) in [
        ("1", LandUseStage::BuiltNotProducing),
        ("2", LandUseStage::SuppliedNotStarted),
        ("3", LandUseStage::MeetsTarget),
    ] {
        let facts = &mut state.parcels.get_mut(&parcel(number)).unwrap().facts;
        facts.tenure = Tenure::Granted;
        facts.stage = Some(stage);
        facts.floor_area = match number {
            "1" => Some("2000".parse().unwrap()),
            "2" => Some("0".parse().unwrap()),
            _ => Some("28000".parse().unwrap()),
        };
    }
    state
}

fn ids(ids: &[&str]) -> Vec<PlanId> {
    ids.iter().map(|id| id.parse().unwrap()).collect()
}

fn run(state: &LedgerState, plans: &[&str]) -> Simulation {
    let before = state.clone();
    let simulation = simulate(state, &MeasuredLand::default(), &ids(plans)).unwrap();
    assert_eq!(*state, before, "the ledger is as it was");
    for change in &simulation.changes {
        sums(change);
    }
    simulation
}

fn change<'a>(simulation: &'a Simulation, id: &str) -> &'a ExplainedChange {
    simulation.changes.iter().find(|change| change.indicator == id).unwrap()
}

/// The shares of every explained end sum to its change: exactly, and as shown.
fn sums(change: &ExplainedChange) {
    for end in &change.ends {
        let ChangeOutcome::Explained(account) = &end.outcome else { continue };
        match Fraction::sum(account.contributions().map(|row| row.effect.exact)) {
            Some(sum) => assert_eq!(sum, account.change.exact, "{}", change.indicator),
            None => assert!(account.change.exact.is_zero(), "{}", change.indicator),
        }
        let shown: rust_decimal::Decimal =
            account.contributions().map(|row| row.effect.shown.number()).sum();
        assert_eq!(shown, account.change.shown.number(), "{}", change.indicator);
    }
}

fn known(text: &str) -> IndicatorValue {
    IndicatorValue::Known(text.parse().unwrap())
}

/// Plot and share in the one end of an indicator, by plot.
fn shares(change: &ExplainedChange) -> Vec<(String, String)> {
    let [end] = change.ends.as_slice() else { panic!("{change:?}") };
    let ChangeOutcome::Explained(account) = &end.outcome else { panic!("{change:?}") };
    let mut rows: Vec<(String, String)> = account
        .contributions()
        .map(|row| {
            let ChangeSubject::Parcel(code) = &row.subject else { panic!("{row:?}") };
            (code.to_string(), row.effect.shown.number().normalize().to_string())
        })
        .collect();
    rows.sort();
    rows
}

fn of(number: &str, share: &str) -> (String, String) {
    (parcel(number).to_string(), share.to_owned())
}

#[test]
fn two_plans_worked_by_hand() {
    let mut state = state(STORY);
    let p1 = &mut state.plans.get_mut(&ids(&["P1"])[0]).unwrap().plan;
    p1.target_floor_area = Some("1200".parse().unwrap());
    let p2 = &mut state.plans.get_mut(&ids(&["P2"])[0]).unwrap().plan;
    p2.contents.targets.push(Target::new(TargetMetric::FloorAreaRatio, "1.5".parse().unwrap()));
    let found = run(&state, &["P1", "P2"]);

    // Idle 10 000 of 40 000 m² supplied, then none.
    let idle = change(&found, "idle-rate");
    assert_eq!((idle.value_before, idle.value_after), (known("25.00"), known("0.00")));
    assert_eq!(shares(idle), [of("2", "-25")]);
    // Built 30 000 of 40 000 m², then all; plot 1 was built before and has no share.
    let built = change(&found, "built-rate");
    assert_eq!((built.value_before, built.value_after), (known("75.00"), known("100.00")));
    assert_eq!(shares(built), [of("2", "25")]);
    // 30 000 m² of floor on 30 000 m² built is 1; with 1.5 × 10 000 = 15 000 more, 45 000 / 40 000 = 1.125.
    let ratio = change(&found, "plot-ratio");
    assert_eq!((ratio.value_before, ratio.value_after), (known("1.00"), known("1.13")));
    assert_eq!(shares(ratio), [of("2", "0.125")]);
    // S1, of 500 m², and S2, of 1 000 m²: the sum would pass 1 200 m², so that only S1 is used. 1 500 / 2 000, then 1 000 / 2 000.
    let vacancy = change(&found, "vacancy-rate");
    assert_eq!((vacancy.value_before, vacancy.value_after), (known("75.00"), known("50.00")));
    assert_eq!(shares(vacancy), [of("1", "-25")]);
    // Both entries leave: 8 000 m² of plot 1, 10 000 m² of plot 2.
    let listed = change(&found, "listed-land");
    assert_eq!((listed.value_before, listed.value_after), (known("18000"), known("0")));
    assert_eq!(shares(listed), [of("1", "-8000"), of("2", "-10000")]);
    // The indicators that no plot touches have no share.
    let supplied = change(&found, "supplied-land");
    assert_eq!(supplied.value_before, supplied.value_after);
    assert_eq!(shares(supplied), []);
}

#[test]
fn a_target_on_its_sum_is_reached_and_one_below_is_not() {
    // S1 + S2 = 1 500 m².
    for (target, after) in [("1500", "0.00"), ("1499.99", "50.00"), ("499.99", "75.00")] {
        let mut state = state(STORY);
        let plan = &mut state.plans.get_mut(&ids(&["P1"])[0]).unwrap().plan;
        plan.target_floor_area = Some(target.parse().unwrap());
        let found = run(&state, &["P1"]);
        assert_eq!(change(&found, "vacancy-rate").value_after, known(after), "{target}");
    }
}

#[test]
fn what_the_plan_does_not_say_stays_unknown() {
    // P2 builds on plot 2 and states no floor area: at least the 30 000 m² of the others on 40 000 m².
    let state = state(STORY);
    let found = run(&state, &["P2"]);
    let ratio = change(&found, "plot-ratio");
    assert_eq!(ratio.value_before, known("1.00"));
    assert_eq!(ratio.value_after, IndicatorValue::AtLeast("0.75".parse().unwrap()));
    // Without a target, vacant spaces stay vacant, and the answer says so.
    let found = run(&state, &["P1"]);
    assert_eq!(change(&found, "vacancy-rate").value_after, known("75.00"));
    let said: Vec<&str> = found.assumptions.iter().map(|row| row.text.en.as_str()).collect();
    assert!(said.contains(&"no floor area is to be brought back: vacant spaces stay vacant"));
    assert!(said.contains(&"struck off: T1"), "{said:?}");
    assert!(found.assumptions.iter().all(|row| !row.text.zh.is_empty()));
}

#[test]
fn land_taken_back_is_not_supplied() {
    let mut state = state(STORY);
    let plan = &mut state.plans.get_mut(&ids(&["P2"])[0]).unwrap().plan;
    plan.methods = vec![landledger::law::Method::PaidTakeBack];
    let found = run(&state, &["P2"]);
    // 40 000 m² supplied, then 30 000 m²; built 30 000 of them.
    let supplied = change(&found, "supplied-land");
    assert_eq!((supplied.value_before, supplied.value_after), (known("40000"), known("30000")));
    assert_eq!(shares(supplied), [of("2", "-10000")]);
    assert_eq!(change(&found, "built-rate").value_after, known("100.00"));
    assert_eq!(change(&found, "idle-rate").value_after, known("0.00"));
}

#[test]
fn of_several_methods_the_last_that_ends_something_decides() {
    use landledger::law::Method::{IdleFee, PaidTakeBack, Transfer};
    for (methods, supplied) in [
        (vec![Transfer, PaidTakeBack], "30000"),
        (vec![PaidTakeBack, Transfer], "40000"),
        (vec![Transfer, PaidTakeBack, IdleFee], "30000"),
    ] {
        let mut state = state(STORY);
        state.plans.get_mut(&ids(&["P2"])[0]).unwrap().plan.methods = methods.clone();
        let found = run(&state, &["P2"]);
        assert_eq!(change(&found, "supplied-land").value_after, known(supplied), "{methods:?}");
    }
}

#[test]
fn tax_is_that_of_the_target_or_none_where_the_land_is_taken_back() {
    let mut state = state(STORY);
    for (number, tax) in [("1", "150000"), ("2", "0"), ("3", "300000")] {
        let facts = &mut state.parcels.get_mut(&parcel(number)).unwrap().facts;
        let mut figures = YearFigures::new(2023);
        figures.tax = Some(tax.parse().unwrap());
        facts.years.push(figures);
    }
    let id = &ids(&["P1"])[0];
    let plan = &mut state.plans.get_mut(id).unwrap().plan;
    plan.contents.targets.push(Target::new(TargetMetric::TaxPerMu, "20000".parse().unwrap()));
    // 450 000 yuan on 3 ha built; 10 000 m² are 15 mu, with 20 000 yuan each 300 000: 600 000 on 3 ha.
    let tax = change(&run(&state, &["P1"]), "tax-per-hectare").clone();
    assert_eq!((tax.value_before, tax.value_after), (known("15.00"), known("20.00")));
    // Taken back: 300 000 on the 2 ha that are left.
    let plan = &mut state.plans.get_mut(id).unwrap().plan;
    plan.methods = vec![landledger::law::Method::BuyBackReserve];
    let tax = change(&run(&state, &["P1"]), "tax-per-hectare").clone();
    assert_eq!(tax.value_after, known("15.00"));
}

#[test]
fn floor_by_use_is_of_a_plan_for_a_single_plot() {
    let mut state = state(STORY);
    let plan = &mut state.plans.get_mut(&ids(&["P1"])[0]).unwrap().plan;
    let mut floor = FloorUse::of(FloorUseKind::Production);
    floor.existing = Some("2000".parse().unwrap());
    floor.new = Some("3500".parse().unwrap());
    floor.demolished = Some("500".parse().unwrap());
    plan.contents.floor_uses.push(floor);
    // 30 000 m² on 30 000 m² built; 2 000 + 3 500 − 500 = 5 000 in place of 2 000: 33 000 / 30 000.
    let ratio = change(&run(&state, &["P1"]), "plot-ratio").clone();
    assert_eq!((ratio.value_before, ratio.value_after), (known("1.00"), known("1.10")));
    // The total of a plan for two built plots is of neither.
    state.plans.get_mut(&ids(&["P1"])[0]).unwrap().plan.parcels.push(parcel("3"));
    let ratio = change(&run(&state, &["P1"]), "plot-ratio").clone();
    assert_eq!(ratio.value_after, known("1.00"));
}

#[test]
fn methods_that_end_nothing_change_nothing() {
    use landledger::law::Method::{IdleFee, InfrastructureFix, PartialReturn, TemporaryUse};
    for method in [IdleFee, TemporaryUse, InfrastructureFix, PartialReturn] {
        let mut state = state(STORY);
        state.plans.get_mut(&ids(&["P2"])[0]).unwrap().plan.methods = vec![method];
        let found = run(&state, &["P2"]);
        assert!(found.changes.iter().all(|change| change.value_before == change.value_after));
        assert!(found.assumptions.iter().any(|row| row.text.en.ends_with("nothing changes")));
    }
}

#[test]
fn the_order_of_the_plans_does_not_show_and_wrong_ones_are_refused() {
    let state = state(STORY);
    assert_eq!(run(&state, &["P1", "P2"]).changes, run(&state, &["P2", "P1"]).changes);
    let land = MeasuredLand::default();
    let refused = |plans: &[&str]| simulate(&state, &land, &ids(plans)).unwrap_err().to_string();
    assert!(refused(&["P9"]).contains("P1 P2"), "{}", refused(&["P9"]));
    assert!(refused(&["P1", "P1"]).contains("each once"));
    assert!(refused(&[]).contains("at least one plan"));
    let story = format!("{STORY} F3 2024-03-01 moved P1 supersede evidence=superseding-decision\n");
    let state = self::state(&story);
    let status = state.plans[&ids(&["P1"])[0]].progress.status();
    if !status.is_active() {
        let error = simulate(&state, &land, &ids(&["P1"])).unwrap_err().to_string();
        assert!(error.contains("neither closed nor given up"), "{error}");
    } else {
        panic!("the story gives P1 up: {status:?}");
    }
}

/// A figure stated at the end of 2023.
fn stated<T>(value: T) -> Vec<Stated<T>> {
    vec![Stated::new(value, day("2023-12-31"), Document::numbered("年报 2023"))]
}

/// Stated: 50 000 m² of unbuilt land ready for supply, 4 000 000 yuan of tax. Plot 1 paid 100 000 yuan, plot 3 paid 900 000.
#[test]
fn stated_figures_are_simulated_and_change_only_by_what_the_plans_do() {
    let mut state = state(STORY);
    for (number, tax) in [("1", "100000"), ("2", "0"), ("3", "900000")] {
        let mut figures = landledger::parcel::YearFigures::new(2023);
        figures.tax = Some(tax.parse().unwrap());
        state.parcels.get_mut(&parcel(number)).unwrap().facts.years.push(figures);
    }
    let p1 = &mut state.plans.get_mut(&ids(&["P1"])[0]).unwrap().plan;
    p1.contents.targets.push(Target::new(TargetMetric::YearlyTax, "600000".parse().unwrap()));
    let p2 = &mut state.plans.get_mut(&ids(&["P2"])[0]).unwrap().plan;
    p2.contents.targets.push(Target::new(TargetMetric::YearlyTax, "500000".parse().unwrap()));
    let mut inputs = EvaluationInputs::default();
    inputs.secondary_and_tertiary_tax = stated("4000000".parse().unwrap());
    inputs.ready_unbuilt = stated("50000".parse().unwrap());
    inputs.resident_population = stated(600_u64);
    let land = MeasuredLand::default();
    let found = simulate_with_inputs(&state, &land, &inputs, &ids(&["P1", "P2"])).unwrap();
    found.changes.iter().for_each(sums);
    // 400 ten thousand yuan on 30 000 m² built: 133.33 per hectare. Then 50 more of plot 1, 50 of plot 2: 500 on 40 000 m².
    let tax = change(&found, "tax-per-hectare");
    assert_eq!((tax.value_before, tax.value_after), (known("133.33"), known("125.00")));
    // Ready: 30 000 + 50 000 m² before; after, plot 2 (10 000 m²) is built and no longer unbuilt: 40 000 + 40 000.
    // 40 000 m² supplied of 80 000 m² ready, both times.
    let supply = change(&found, "supply-rate");
    assert_eq!((supply.value_before, supply.value_after), (known("50.00"), known("50.00")));
    // 600 people on 3 hectares built, then on 4.
    let people = change(&found, "population-density");
    assert_eq!((people.value_before, people.value_after), (known("200.00"), known("150.00")));
    // The assumption is said, and only where figures are stated.
    let says = |simulation: &Simulation| {
        simulation.assumptions.iter().any(|row| row.text.en.starts_with("stated figures stay"))
    };
    assert!(says(&found) && !says(&run(&state, &["P1", "P2"])));
    // A plot whose tax is not known afterwards leaves the tax of the zone unknown, not as it was.
    state.plans.get_mut(&ids(&["P2"])[0]).unwrap().plan.contents.targets.clear();
    let found = simulate_with_inputs(&state, &land, &inputs, &ids(&["P2"])).unwrap();
    let tax = change(&found, "tax-per-hectare");
    assert_eq!(tax.value_before, known("133.33"));
    assert!(!matches!(tax.value_after, IndicatorValue::Known(_)), "{:?}", tax.value_after);
}

#[test]
fn every_unit_is_written_as_people_write_it() {
    let found = run(&state(STORY), &["P1", "P2"]);
    assert!(found.changes.iter().any(|change| change.unit == "m2 floor"));
    let zh = landledger::report::text::render_simulation(&found, Language::Zh);
    let en = landledger::report::text::render_simulation(&found, Language::En);
    for text in [&zh, &en] {
        assert!(!text.contains("m2"), "{text}");
    }
    assert!(zh.contains("m²（建筑面积）") && en.contains("m² of floor"), "{en}");
}
