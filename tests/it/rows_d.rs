//! Rows D01 to D18 of the comparison with other tools: plans. Figures are worked out by hand where they stand.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use landledger::assessment::{MethodPermission, assess, check_plan, method_permission};
use landledger::calendar::Period;
use landledger::indicator::PlanCoverage;
use landledger::law::{
    AgreedStart, Cause, CauseCode, Commencement, EvidenceKind, Filing, IdleLandFacts, LandRight,
    Method, Permission, Precondition, Suspension, Verification, assess_idle_land, disposal_menu,
};
use landledger::ledger::{AsOf, LintOptions, lint, replay};
use landledger::plan::{
    Achieved, CostItem, FloorUse, FloorUseKind, Funding, FundingKind, FundingSource, Occupant,
    OccupantReplacement, Plan, PlanContents, PlanStatus, PlotShare, ReplacementRoute,
    ReplacementStage, StallRule, Target, TargetMetric, Task, TaskState, watch,
};
use landledger::report::{Report, ReportInput};
use landledger::units::{Figure, FloorArea, Money, Ratio};
use landledger::zone::Zone;

use crate::ledger_text::{day, events, found, on, parcel, period};

const GROUND: &str = "
    G1 2024-01-01 parcel 1 area=100
    G2 2024-01-01 parcel 2 area=100
    G3 2024-01-01 listed T1 1 idle 10
    G4 2024-01-01 listed T2 2 idle 30
";

fn plan_of(story: &str, on_day: &str) -> landledger::ledger::PlanState {
    let history = on(&format!("{GROUND}{story}"), on_day);
    assert_eq!(found(&history.findings), "", "{story}");
    history.state.plans[&"P1".parse().unwrap()].clone()
}

fn refused(story: &str) -> String {
    let history = on(&format!("{GROUND}{story}"), "2024-12-31");
    let [finding] = history.findings.as_slice() else { panic!("{story}: {:?}", history.findings) };
    finding.message.en.clone()
}

fn lints(code: &str, story: &str, on_day: &str) -> Vec<String> {
    let events = events(&format!("{GROUND}{story}"));
    let as_of = AsOf::day(day(on_day));
    assert_eq!(found(&replay(&events, as_of).findings), "", "{story}");
    let findings = lint(&events, as_of, &LintOptions::default()).unwrap();
    let rows = findings.iter().filter(|finding| finding.code.id() == code);
    rows.map(|finding| finding.subjects.join(" ")).collect()
}

fn report(story: &str, text: &str, stall: Option<StallRule>) -> Report {
    let zone = Zone::new("zone", "410106".parse().unwrap());
    let events = events(&format!("{GROUND}{story}"));
    let mut input = ReportInput::new(&zone, &[], &events);
    input.stall = stall;
    let period: Period = period(text);
    Report::build(input, period).unwrap()
}

#[test]
fn d01_a_parcel_has_one_active_plan_and_merged_ones_are_found() {
    let second = refused("A 2024-01-02 plan P1 1\nB 2024-01-03 plan P2 1");
    assert!(second.contains("P1"), "{second}");
    // In preparation beside it, and adopted once the first is over: accepted, or superseded.
    for over in ["accepted P1", "moved P1 supersede evidence=superseding-decision"] {
        let story = format!(
            "A 2024-01-02 plan P1 1\nB 2024-01-03 draft P2 1\nC 2024-02-01 {over}\nD 2024-02-01 plan P3 1"
        );
        plan_of(&story, "2024-12-31");
    }
    // Two parcels with a plan each merge: both plans go on, and the lint says so.
    let merge = r#"{"parcels-replaced":{"replacement":{"kind":"merge","from":["410106001001GB00001","410106001001GB00002"],"to":[{"parcel":"410106001001GB00003","facts":{"name":"M","town":"410106001","tenure":"granted","registered_area_m2":"200"}}],"entries":[{"from":["T1","T2"],"entry":"T3","parcel":"410106001001GB00003","land_area_m2":"40"}]}}}"#;
    let line = format!(
        r#"{{"id":"M","effective":"2024-02-01","recorded":"2024-02-02T09:00:00","act":{merge}}}"#
    );
    let mut all = events(&format!("{GROUND}A 2024-01-02 plan P1 1\nB 2024-01-02 plan P2 2"));
    all.push(serde_json::from_str(&line).unwrap());
    let as_of = AsOf::day(day("2024-06-30"));
    assert_eq!(found(&replay(&all, as_of).findings), "");
    let findings = lint(&all, as_of, &LintOptions::default()).unwrap();
    let overlap: Vec<String> = findings
        .iter()
        .filter(|finding| finding.code.id() == "ledger-plans-overlap")
        .map(|finding| finding.subjects.join(" "))
        .collect();
    assert_eq!(overlap, ["410106001001GB00003 P1 P2"]);
}

#[test]
fn d02_shares_of_several_plots_are_the_whole_exactly() {
    let of = |shares: &str| format!("A 2024-01-02 plan P1 1,2 {shares}");
    let plan = plan_of(&of("shares=1:1/3,2:2/3"), "2024-01-02").plan;
    assert_eq!(plan.share_of(&parcel("1")), Some(Ratio::ONE_THIRD));
    assert_eq!(plan.share_of(&parcel("9")), None);
    // Without shares they are equal.
    let plan = plan_of(&of(""), "2024-01-02").plan;
    assert_eq!(plan.share_of(&parcel("2")), Some(Ratio::from_percent(50)));
    // 1/3 + 33/100 = 133/300 … 1/3 + 66/100 = 298/300 = 149/150.
    for (shares, said) in [
        ("shares=1:1/3,2:66/100", "149/150"),
        ("shares=1:1/3,2:667/1000", "3001/3000"),
        ("shares=1:1/1", "one each"),
        ("shares=1:1/3,2:1/3,2:1/3", "one each"),
        ("shares=1:1/2,9:1/2", "one each"),
    ] {
        assert!(refused(&of(shares)).contains(said), "{shares}: {}", refused(&of(shares)));
    }
    let mut plan = Plan::new("P".parse().unwrap(), vec![parcel("1")], vec![], "lead");
    plan.contents.shares = vec![PlotShare::new(parcel("1"), 7, NonZeroU32::new(7).unwrap())];
    assert_eq!(plan.share_of(&parcel("1")), Some(Ratio::ONE));
}

#[test]
fn d03_every_method_is_defined_and_its_close_out_is_shown_by_evidence() {
    for method in Method::ALL {
        let (name, definition) = (method.name(), method.definition());
        assert!(!definition.zh.is_empty() && definition.en.len() > 20, "{method}");
        assert_ne!(definition.zh, name.zh);
        assert!(!method.evidence().is_empty() && !method.preconditions().is_empty(), "{method}");
        if let Some(own) = method.order_53() {
            assert_eq!(method.anchor().unwrap().citation, own, "{method}");
        }
    }
    let ends: Vec<&Method> = Method::ALL.iter().filter(|method| !method.is_end_state()).collect();
    assert_eq!(ends, [&Method::TemporaryUse, &Method::IdleFee, &Method::InfrastructureFix]);
    assert_eq!(Method::IdleFee.evidence(), [EvidenceKind::FeeDecision, EvidenceKind::FeeReceipt]);
    for precondition in Precondition::ALL {
        assert!(!precondition.name().zh.is_empty());
    }
}

/// Facts for every verdict, with every filing and with causes that are open or not.
fn facts() -> Vec<IdleLandFacts> {
    let mut all = Vec::new();
    let verified = |code| {
        let mut cause = Cause::new(code);
        cause.verification = Some(Verification::Verified);
        cause
    };
    let causes = [
        None,
        Some(vec![]),
        Some(vec![verified(CauseCode::PlanRevised)]),
        Some(vec![Cause::new(CauseCode::PlanRevised)]),
        Some(vec![verified(CauseCode::LandNotDelivered)]),
        Some(vec![verified(CauseCode::NecessaryPreparatoryWork)]),
        Some(vec![Cause::new(CauseCode::NecessaryPreparatoryWork)]),
    ];
    for land in [None, Some(LandRight::StateOwned), Some(LandRight::Collective)] {
        for start in ["2026-01-01", "2024-01-01", "2023-01-01", "2021-01-01", ""] {
            for commenced in
                [None, Some(Commencement::NotYet), Some(Commencement::On(day("2022-01-01")))]
            {
                for suspended in [None, Some(Suspension::Since(day("2022-06-01")))] {
                    for filing in [None, Some(Filing::Filed), Some(Filing::NotFiled)] {
                        for causes in &causes {
                            let mut facts = IdleLandFacts::default();
                            facts.land = land;
                            facts.agreed_start =
                                (!start.is_empty()).then(|| AgreedStart::On(day(start)));
                            facts.commencement = commenced;
                            facts.suspension = suspended;
                            facts.developed_area = Some("10".parse().unwrap());
                            facts.required_area = Some("100".parse().unwrap());
                            facts.filing = filing;
                            facts.causes.clone_from(causes);
                            all.push(facts);
                        }
                    }
                }
            }
        }
    }
    all
}

#[test]
fn d03_the_permission_of_a_method_is_that_of_the_menu_for_every_verdict() {
    let on_day = day("2024-06-30");
    let state = on(GROUND, "2024-06-30").state;
    let mut own = assess(&state, &parcel("1"), None).unwrap().unwrap();
    let (mut verdicts, mut permissions) = (BTreeSet::new(), BTreeSet::new());
    for facts in facts() {
        own.idle_land = assess_idle_land(&facts, on_day);
        own.facts = facts;
        verdicts.extend(own.idle_land.verdicts());
        for item in disposal_menu(&own.facts, &own.idle_land) {
            let found = method_permission(item.method, &own);
            assert_eq!(found.permission(), item.permission, "{:?} {:?} {found:?}", item, own.facts);
            permissions.insert((item.method, item.permission));
        }
    }
    assert_eq!(verdicts.len(), 9, "{verdicts:?}");
    // Each of the seven methods was open, shut and undecided.
    assert_eq!(permissions.len(), 21, "{permissions:?}");
}

#[test]
fn d03_a_forbidden_method_is_found_with_its_article() {
    let state = on(GROUND, "2024-06-30").state;
    let mut own = assess(&state, &parcel("1"), None).unwrap().unwrap();
    own.facts.land = Some(LandRight::StateOwned);
    own.facts.agreed_start = Some(AgreedStart::On(day("2022-01-01")));
    own.facts.commencement = Some(Commencement::NotYet);
    own.facts.causes = Some(vec![]);
    own.idle_land = assess_idle_land(&own.facts, own.on);
    let check = |methods: &[Method], own: &landledger::assessment::ParcelAssessment| {
        let plan = Plan::new("P1".parse().unwrap(), vec![parcel("1")], methods.to_vec(), "lead");
        let findings = check_plan(&plan, std::slice::from_ref(own));
        findings.iter().map(|f| format!("{} {}", f.code, f.message.en)).collect::<Vec<_>>()
    };
    // Two full years through the holder: free take-back, no fee, no extension.
    assert!(check(&[Method::FreeTakeBack], &own).is_empty());
    let fee = check(&[Method::IdleFee, Method::SelfUpgrade], &own);
    assert_eq!(fee.len(), 1, "{fee:?}");
    assert!(
        fee[0].starts_with("plan-method-not-provided") && fee[0].contains("Art. 14, item 2"),
        "{fee:?}"
    );
    let only_fee = check(&[Method::IdleFee], &own);
    assert!(only_fee[1].starts_with("plan-no-end-state"), "{only_fee:?}");
    // Determined and filed: neither transferred nor let until it is disposed of.
    let permission = |method, own: &_| method_permission(method, own).permission();
    assert_eq!(permission(Method::LeasePlant, &own), Permission::Open);
    own.facts.filing = Some(Filing::Filed);
    let lease = check(&[Method::LeasePlant], &own);
    assert!(lease[0].contains("Art. 24"), "{lease:?}");
    // A quarter must be invested before granted land is transferred: on it is enough.
    own.facts.agreed_start = Some(AgreedStart::On(day("2025-01-01")));
    own.idle_land = assess_idle_land(&own.facts, own.on);
    own.facts.total_investment = Some("1000".parse().unwrap());
    for (invested, expected) in [
        (Some("249.99"), Permission::NotProvided),
        (Some("250"), Permission::Provided),
        (Some("250.01"), Permission::Provided),
        (None, Permission::Open),
    ] {
        own.facts.invested = invested.map(|sum| sum.parse().unwrap());
        assert_eq!(permission(Method::Transfer, &own), expected, "{invested:?}");
    }
    // The government's own works wait for a cause on its side, and no article forbids them.
    assert_eq!(permission(Method::InfrastructureFix, &own), Permission::Open);
    own.facts.causes = Some(vec![Cause::new(CauseCode::LandNotDelivered)]);
    let MethodPermission::Allowed { condition: None } =
        method_permission(Method::InfrastructureFix, &own)
    else {
        panic!("expected an allowed method without condition");
    };
}

#[test]
fn d04_a_status_is_one_of_a_closed_list() {
    for status in PlanStatus::ALL {
        let json = serde_json::to_string(&status).unwrap();
        assert_eq!(json, format!("\"{}\"", status.id()));
    }
    assert!(serde_json::from_str::<PlanStatus>("\"nearly-done\"").is_err());
    assert!(serde_json::from_str::<PlanStatus>("\"overdue\"").is_err());
}

#[test]
fn d05_a_refusal_names_the_missing_guard_and_what_is_allowed() {
    let message = refused("A 2024-01-02 draft P1 1\nB 2024-01-03 moved P1 approve by=government");
    assert!(message.contains("the plan is draft"), "{message}");
    assert!(message.contains("possible from: consulted"), "{message}");
    let allowed = "allowed on that day: plan moved (consult), plan moved (return), plan revised, plan moved (supersede)";
    assert!(message.ends_with(allowed), "{message}");
    let message = refused("A 2024-01-02 draft P1 1\nB 2024-01-03 moved P1 consult");
    assert!(
        message
            .contains("the guard \"the evidence\" is not met: missing: record of the consultation"),
        "{message}"
    );
}

#[test]
fn d06_a_move_needs_role_document_and_a_dated_site_check() {
    let ground = "A 2024-01-02 plan P1 1 methods=cage-for-birds";
    let full = "acceptance-opinion,site-check-record@2024-02-01,occupant-cleared,production-proof,metrics-compared";
    let accept = |by: &str, evidence: &str| {
        format!("{ground}\nB 2024-02-01 moved P1 accept by={by} evidence={evidence}")
    };
    let state = plan_of(&accept("acceptance-team", full), "2024-02-01");
    assert_eq!(state.progress.accepted, Some(day("2024-02-01")));
    assert!(
        refused(&accept("lead-unit", full)).contains("expected acceptance team, found lead unit")
    );
    assert!(
        refused(&accept("acceptance-team", &full.replace(",metrics-compared", "")))
            .contains("missing: metrics before and after")
    );
    assert!(
        refused(&accept("acceptance-team", &full.replace("@2024-02-01", "")))
            .contains("a dated site check")
    );
    // The act of older journals states none: it is used, and the lint says so.
    let old = format!("{ground}\nB 2024-02-01 accepted P1");
    assert_eq!(lints("ledger-plan-evidence", &old, "2024-02-01"), ["P1"]);
    assert!(
        lints("ledger-plan-evidence", &accept("acceptance-team", full), "2024-02-01").is_empty()
    );
}

#[test]
fn d07_the_history_has_old_and_new_status_who_when_and_on_what() {
    let mut all = events(&format!(
        "{GROUND}
        A 2024-01-02 draft P1 1
        B 2024-01-10 moved P1 consult by=lead-unit evidence=consultation-record@2024-01-09
        C 2024-01-20 moved P1 approve by=government evidence=approval-document"
    ));
    let last = all.last_mut().unwrap();
    last.actor = Some(landledger::ledger::Actor("台账管理岗".into()));
    last.document = Some(landledger::law::Document::numbered("上政〔2024〕1号"));
    let state = replay(&all, AsOf::day(day("2024-01-20"))).state;
    let history = &state.plans[&"P1".parse().unwrap()].progress.history;
    let rows: Vec<String> = history
        .iter()
        .map(|change| {
            let from = change.from.map_or("-", PlanStatus::id);
            let role = change.role.map(|role| role.name().en).unwrap_or_default();
            let document = change.document.as_ref().map_or("-", |document| &document.number);
            let actor = change.actor.as_deref().unwrap_or("-");
            format!(
                "{} {} {from}>{} {role} {actor} {document} {}",
                change.on,
                change.by.id(),
                change.to.id(),
                change.evidence.len()
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "2024-01-02 draft ->draft  - - 0",
            "2024-01-10 consult draft>consulted lead unit - - 1",
            "2024-01-20 approve consulted>approved approving authority 台账管理岗 上政〔2024〕1号 1",
        ]
    );
}

#[test]
fn d08_planned_and_actual_days_give_the_slip_and_a_revision_keeps_the_first_plan() {
    let ground = "A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01,in-production:2024-06-30
        B 2024-02-11 reached P1 contract-signed";
    let state = plan_of(ground, "2024-03-01");
    let rows = |on_day: &str| {
        let found = watch(&state.plan, &state.progress, day(on_day), None);
        (found.slip_days, found.at_risk_days, found.overdue.len())
    };
    // Ten days late; the next step, due on 30 June, is at risk until it is overdue.
    assert_eq!(rows("2024-06-30"), (Some(10), Some(10), 0));
    assert_eq!(rows("2024-07-01"), (Some(10), None, 1));
    assert_eq!(rows("2024-07-11"), (Some(11), None, 1));
    let revised = plan_of(
        &format!(
            "{ground}\nC 2024-03-01 revise P1 1 due=contract-signed:2024-02-01,in-production:2024-09-30"
        ),
        "2024-03-01",
    );
    let milestones = &revised.progress.milestones;
    assert_eq!(milestones[0].reached, Some(day("2024-02-11")));
    assert_eq!(
        (milestones[1].due, milestones[1].first_due),
        (day("2024-09-30"), Some(day("2024-06-30")))
    );
    assert_eq!(revised.progress.status(), PlanStatus::Implementing);
}

#[test]
fn d09_overdue_stalled_and_at_risk_follow_from_days_alone() {
    let state = plan_of("A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01", "2024-01-02");
    let rule = StallRule::after_days(60);
    let found = |on_day: &str| watch(&state.plan, &state.progress, day(on_day), Some(rule));
    assert_eq!(found("2024-02-01").overdue.len(), 0);
    assert_eq!(found("2024-02-02").overdue[0].slip_days, 1);
    // 60 days after 2 January 2024 is 2 March: 29 of January, 29 of February, 2 of March.
    assert_eq!(found("2024-03-02").stalled_days, None);
    assert_eq!(found("2024-03-03").stalled_days, Some(61));
    assert_eq!(watch(&state.plan, &state.progress, day("2030-01-01"), None).stalled_days, None);
    // A space that comes back under the plan is an event; a suspended plan is not stalled.
    let space = "A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01
        B 2024-01-02 space S1 1 50 vacant
        C 2024-02-20 occupied S1 by=vacant-plant-reuse plan=P1";
    let moved = plan_of(space, "2024-03-10");
    assert_eq!(moved.progress.stalled_days(day("2024-03-10"), rule), None);
    let suspended =
        format!("{space}\nD 2024-02-21 moved P1 suspend-for-seizure evidence=seizure-ruling");
    let suspended = plan_of(&suspended, "2024-12-31");
    assert_eq!(suspended.progress.stalled_days(day("2024-12-31"), rule), None);
    // The report has them all.
    let report = report(space, "2024-01-01..2024-06-30", Some(rule));
    let row = &report.plans[0];
    // 2 February to 30 June: 150 days; 20 February to 30 June: 131.
    assert_eq!((row.watch.overdue[0].slip_days, row.watch.stalled_days), (150, Some(131)));
    assert!(row.watch.due_90.is_empty());
}

#[test]
fn d10_a_suspension_stops_the_clocks_of_the_plan_and_not_those_of_the_law() {
    let agreed = r#"{"id":"L","effective":"2022-01-01","recorded":"2024-01-01T13:00:00","act":{"parcel-registered":{"parcel":"410106001001GB00007","facts":{"name":"A","town":"410106001","tenure":"granted","agreements":[{"kind":"grant","document":{"number":"X"},"start_due":"2022-01-31"}]}}}}"#;
    let clocks = |story: &str| {
        let mut all = vec![serde_json::from_str(agreed).unwrap_or_else(|error| panic!("{error}"))];
        all.extend(events(story));
        let state = replay(&all, AsOf::day(day("2024-06-30"))).state;
        let found = assess(&state, &parcel("7"), None).unwrap().unwrap();
        found.clocks.iter().map(|clock| (clock.kind, clock.last_day)).collect::<Vec<_>>()
    };
    let plan = "A 2024-01-02 plan P1 7 due=works-started:2024-03-31";
    let running = clocks(plan);
    assert!(!running.is_empty());
    let suspended = clocks(&format!(
        "{plan}
        B 2024-02-01 moved P1 suspend-for-litigation evidence=court-notice
        C 2024-05-01 moved P1 resume evidence=release-document"
    ));
    assert_eq!(running, suspended);
}

#[test]
fn d11_targets_have_a_day_and_what_was_achieved() {
    let figure = |text: &str| -> Figure { text.parse().unwrap() };
    let mut target = Target::new(TargetMetric::TaxPerMu, figure("80000"));
    target.by = Some(day("2024-12-31"));
    // Nothing known is not nothing.
    assert_eq!((target.is_met(), target.lacking().unwrap()), (None, None));
    for (value, met, lacking) in
        [("79999.99", false, "0.01"), ("80000", true, "0"), ("80000.01", true, "0")]
    {
        target.achieved = Some(Achieved::new(figure(value), day("2024-06-30")));
        assert_eq!(target.is_met(), Some(met), "{value}");
        assert_eq!(target.lacking().unwrap(), Some(figure(lacking)), "{value}");
    }
    let mut contents = PlanContents::default();
    contents.targets.push(target);
    let json = serde_json::to_string(&contents).unwrap();
    assert_eq!(
        json,
        r#"{"targets":[{"metric":"tax-per-mu","at_least":"80000","by":"2024-12-31","achieved":{"value":"80000.01","on":"2024-06-30"}}]}"#
    );
    assert_eq!(serde_json::from_str::<PlanContents>(&json).unwrap(), contents);
    // Both halves of 腾笼换鸟 have a day of their own.
    let mut outgoing = Occupant::new("old");
    outgoing.on = Some(day("2024-02-01"));
    let mut replacement = OccupantReplacement::of(ReplacementRoute::BuyBackAndResupply, outgoing);
    let mut incoming = Occupant::new("new");
    incoming.on = Some(day("2024-05-01"));
    incoming.metrics.jobs = Some(192);
    replacement.incoming = Some(incoming);
    for (on_day, stage) in [
        ("2024-01-31", ReplacementStage::NotCleared),
        ("2024-02-01", ReplacementStage::Cleared),
        ("2024-04-30", ReplacementStage::Cleared),
        ("2024-05-01", ReplacementStage::InProduction),
    ] {
        assert_eq!(replacement.stage(day(on_day)), stage, "{on_day}");
    }
}

#[test]
fn d12_floor_area_by_use_existing_new_and_demolished() {
    let area = |text: &str| -> Option<FloorArea> { Some(text.parse().unwrap()) };
    let mut production = FloorUse::of(FloorUseKind::Production);
    (production.existing, production.new, production.demolished) =
        (area("5000"), area("1200.5"), area("800"));
    assert_eq!(production.after(), area("5400.5"));
    let mut office = FloorUse::of(FloorUseKind::Office);
    office.existing = area("100");
    // What is not known is no zero, and no more is pulled down than stands.
    assert_eq!(office.after(), None);
    (office.new, office.demolished) = (area("0"), area("100.01"));
    assert_eq!(office.after(), None);
    let uses = [production, office];
    assert_eq!(FloorUse::total(&uses, |own| own.existing).unwrap(), area("5100"));
    assert_eq!(FloorUse::total(&uses, |own| own.demolished).unwrap(), area("900.01"));
    assert_eq!(FloorUse::total(&uses, FloorUse::after).unwrap(), None);
}

#[test]
fn d13_costs_are_sums_of_what_was_given() {
    let yuan = |text: &str| -> Money { text.parse().unwrap() };
    let items =
        vec![CostItem::new("works", yuan("6500000.10")), CostItem::new("move", yuan("1200000"))];
    let mut funding = Funding::of(items);
    assert_eq!(funding.need().unwrap(), yuan("7700000.10"));
    assert_eq!(funding.gap().unwrap(), yuan("7700000.10"));
    funding.sources.push(FundingSource::new(FundingKind::IncomingFirm, yuan("7700000")));
    assert_eq!(funding.gap().unwrap(), yuan("0.10"));
    funding.sources.push(FundingSource::new(FundingKind::Budget, yuan("1")));
    assert_eq!(funding.gap().unwrap(), yuan("-0.90"));
    let idle =
        [CostItem::new("guards", yuan("180000")), CostItem::new("lost rent", yuan("20000.5"))];
    assert_eq!(CostItem::total(&idle).unwrap(), yuan("200000.5"));
}

#[test]
fn d14_tasks_are_to_do_done_or_skipped() {
    let mut task = Task::new("sign");
    assert!(task.is_open());
    task.state = TaskState::Skipped { on: day("2024-02-01"), why: "no need".into() };
    assert!(!task.is_open());
    let json = serde_json::to_string(&task).unwrap();
    assert_eq!(json, r#"{"what":"sign","state":{"skipped":{"on":"2024-02-01","why":"no need"}}}"#);
    // A skipped task says why, and a state that is not of the list is refused.
    let without = json.replace(r#","why":"no need""#, "");
    assert!(serde_json::from_str::<Task>(&without).is_err());
    assert!(serde_json::from_str::<Task>(r#"{"what":"sign","state":"half"}"#).is_err());
    assert!(serde_json::from_str::<Task>(r#"{"what":"sign"}"#).unwrap().is_open());
}

#[test]
fn d15_a_fallback_takes_over_on_the_day_after_its_trigger() {
    let plan = "A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01,in-production:2024-12-31 fallback=buy-back-reserve:2024-03-31";
    let of_step = format!("{plan}:contract-signed");
    let reached = format!("{of_step}\nB 2024-03-31 reached P1 contract-signed");
    let code = "ledger-fallback-due";
    assert!(lints(code, plan, "2024-03-31").is_empty());
    assert_eq!(lints(code, plan, "2024-04-01"), ["P1"]);
    assert_eq!(lints(code, &of_step, "2024-04-01"), ["P1"]);
    assert!(lints(code, &reached, "2024-04-01").is_empty());
    let report = report(plan, "2024-01-01..2024-04-10", None);
    let fallback = report.plans[0].watch.fallback.unwrap();
    assert_eq!((fallback.method, fallback.days_since), (Method::BuyBackReserve, Some(10)));
    // Ten days of suspension put it off by ten.
    let suspended = format!(
        "{plan}
        B 2024-02-01 moved P1 suspend-for-seizure evidence=seizure-ruling
        C 2024-02-11 moved P1 resume evidence=release-document"
    );
    assert!(lints(code, &suspended, "2024-04-10").is_empty());
    assert_eq!(lints(code, &suspended, "2024-04-11"), ["P1"]);
}

#[test]
fn d16_plan_and_ledger_agree() {
    // A closed plan, and the entry still there.
    let closed = "A 2024-01-02 plan P1 1\nB 2024-02-01 accepted P1";
    assert_eq!(lints("ledger-still-listed", closed, "2024-02-01"), ["T1 410106001001GB00001"]);
    // Struck off as revitalized: not before the plan is closed; a draft does not stand in the way, and is no plan either.
    let open = "A 2024-01-02 plan P1 1\nB 2024-02-01 struck T1 revitalized";
    assert!(refused(open).contains("P1"));
    let draft = "A 2024-01-02 draft P1 1\nB 2024-02-01 struck T1 revitalized";
    assert_eq!(lints("ledger-no-plan", draft, "2024-02-01"), ["T1 410106001001GB00001"]);
    // Taken back: the plan is left open.
    let left = "A 2024-01-02 plan P1 1,2\nB 2024-02-01 struck T1 taken-back";
    assert!(lints("ledger-plan-open", left, "2024-02-01").is_empty());
    let both = format!("{left}\nC 2024-02-02 struck T2 taken-back");
    assert_eq!(lints("ledger-plan-open", &both, "2024-02-02"), ["P1"]);
    let over = format!("{both}\nD 2024-02-03 moved P1 supersede evidence=superseding-decision");
    assert!(lints("ledger-plan-open", &over, "2024-02-03").is_empty());
    // Floor area comes back under an approved plan only, and counts once.
    let space = "A 2024-01-02 draft P1 1\nB 2024-01-02 space S1 1 50 vacant\nC 2024-02-01 occupied S1 by=lease-plant plan=P1";
    assert!(refused(space).contains("approved plan"));
    let twice = "A 2024-01-02 plan P1 1\nB 2024-01-02 space S1 1 50 vacant
        C 2024-02-01 occupied S1 by=lease-plant plan=P1
        D 2024-03-01 vacated S1
        E 2024-04-01 occupied S1 by=lease-plant plan=P1";
    let report = report(twice, "2024-01-01..2024-06-30", None);
    assert_eq!(report.revitalized.spaces.len(), 1);
}

#[test]
fn d17_a_reopened_plan_keeps_both_runs() {
    let story = "A 2024-01-02 plan P1 1 due=contract-signed:2024-01-31
        B 2024-01-20 reached P1 contract-signed
        C 2024-02-01 accepted P1
        D 2024-02-02 struck T1 revitalized
        E 2024-06-01 relisted T1
        F 2024-06-20 moved P1 reopen by=government evidence=relapse-record,approval-document due=in-production:2024-09-30";
    let state = plan_of(story, "2024-06-20").progress;
    assert_eq!((state.run(), state.status()), (2, PlanStatus::Approved));
    let first = &state.earlier_runs[0];
    assert_eq!((first.adopted, first.accepted), (Some(day("2024-01-02")), Some(day("2024-02-01"))));
    assert_eq!(first.milestones[0].reached, Some(day("2024-01-20")));
    assert_eq!((state.adopted, state.accepted), (Some(day("2024-06-20")), None));
    assert_eq!(state.milestones.len(), 1);
    assert_eq!(state.history.len(), 4);
    // The first acceptance does not cover the new stay.
    assert!(refused(&format!("{story}\nG 2024-07-01 struck T1 revitalized")).contains("P1"));
    let again = format!(
        "{story}\nG 2024-07-01 reached P1 in-production\nH 2024-07-02 accepted P1\nI 2024-07-03 struck T1 revitalized"
    );
    plan_of(&again, "2024-07-03");
    // Without a relapse there is nothing to reopen.
    let early = story.replace("E 2024-06-01 relisted T1\n", "");
    assert!(refused(&early).contains("an entry on the ledger again"));
}

#[test]
fn d18_coverage_is_the_share_of_land_area_with_an_active_plan() {
    let coverage = |story: &str| {
        let state = on(&format!("{GROUND}{story}"), "2024-06-30").state;
        PlanCoverage::of(&state).unwrap()
    };
    // T1 has 10 m², T2 30: 0/40, 10/40, 30/40, 40/40.
    let none = coverage("A 2024-01-02 draft P1 1,2");
    assert_eq!((none.covered_entries, none.share()), (0, Some(Ratio::ZERO)));
    let ids: Vec<&str> = none.uncovered.iter().map(|id| id.as_str()).collect();
    assert_eq!(ids, ["T1", "T2"]);
    let one = coverage("A 2024-01-02 plan P1 1");
    assert_eq!((one.covered_entries, one.share()), (1, Some(Ratio::from_percent(25))));
    let suspended = coverage(
        "A 2024-01-02 plan P1 2\nB 2024-02-01 moved P1 suspend-for-seizure evidence=seizure-ruling",
    );
    assert_eq!(suspended.share(), Some(Ratio::from_percent(75)));
    assert_eq!(coverage("A 2024-01-02 plan P1 1,2").share(), Some(Ratio::ONE));
    let closed = coverage("A 2024-01-02 plan P1 1,2\nB 2024-02-01 accepted P1");
    assert_eq!(closed.share(), Some(Ratio::ZERO));
    let empty = coverage("A 2024-01-02 struck T1 misjudged\nB 2024-01-02 struck T2 misjudged");
    assert_eq!(empty.share(), None);
}

/// A story that a reader follows in the printed report: every move with its document.
#[test]
fn d07_the_printed_report_tells_the_moves_of_the_period() {
    let story = "A 2024-01-02 draft P1 1
        B 2024-01-10 moved P1 consult by=lead-unit evidence=consultation-record
        C 2024-01-20 moved P1 approve by=government evidence=approval-document";
    let report = report(story, "2024-01-05..2024-06-30", None);
    let moves: Vec<&str> = report.plan_moves.iter().map(|row| row.change.by.id()).collect();
    assert_eq!(moves, ["consult", "approve"]);
    let text = landledger::report::text::render(&report, landledger::finding::Language::En);
    assert!(text.contains("approving authority"), "{text}");
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report);
}
