//! Rows D01 to D18 of the comparison with other tools: plans. Figures are worked out by hand where they stand.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use landledger::assessment::{
    DatedPermission, MethodPermission, assess, check_plan, method_findings, method_permission,
    plan_methods,
};
use landledger::calendar::Period;
use landledger::finding::{Code, Language};
use landledger::indicator::PlanCoverage;
use landledger::law::{
    AgreedStart, Cause, CauseCode, Commencement, EvidenceKind, Filing, IdleLandFacts,
    IdleLandVerdict, LandRight, Method, Permission, Precondition, Suspension, Verification,
    assess_idle_land, disposal_menu,
};
use landledger::ledger::{Act, AsOf, Event, LedgerState, LintOptions, lint, replay};
use landledger::parcel::Tenure;
use landledger::plan::{
    Achieved, CostItem, Fallback, FloorUse, FloorUseKind, Funding, FundingKind, FundingSource,
    Occupant, OccupantReplacement, Plan, PlanContents, PlanId, PlanStatus, PlotShare,
    ReplacementRoute, ReplacementStage, StallRule, Target, TargetMetric, Task, TaskState, watch,
};
use landledger::report::{DueRow, PlanPage, PlansDue, Report, ReportInput};
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
    // A plot or a method named twice would count twice.
    assert!(refused("A 2024-01-02 plan P1 1,2,1").contains("410106001001GB00001 twice"));
    let methods = "A 2024-01-02 plan P1 1 methods=lease-plant,transfer,lease-plant";
    assert!(refused(methods).contains("\"plant let\" twice"));
    let mut plan = Plan::new("P".parse().unwrap(), vec![parcel("1")], vec![], "lead");
    plan.contents.shares = vec![PlotShare::new(parcel("1"), 7, NonZeroU32::new(7).unwrap())];
    assert_eq!(plan.share_of(&parcel("1")), Some(Ratio::ONE));
}

/// Parcels give way to others of 50 m² each.
fn replaced(on_day: &str, kind: &str, from: &[&str], to: &[&str], entries: &str) -> Event {
    let code = |number: &&str| format!("\"{}\"", parcel(number));
    let heir = |number: &&str| {
        let facts =
            r#"{"name":"H","town":"410106001","tenure":"granted","registered_area_m2":"50"}"#;
        format!(r#"{{"parcel":"{}","facts":{facts}}}"#, parcel(number))
    };
    let from = from.iter().map(code).collect::<Vec<_>>().join(",");
    let to = to.iter().map(heir).collect::<Vec<_>>().join(",");
    let act = format!(
        r#"{{"parcels-replaced":{{"replacement":{{"kind":"{kind}","from":[{from}],"to":[{to}],"entries":[{entries}]}}}}}}"#
    );
    let line = format!(
        r#"{{"id":"R","effective":"{on_day}","recorded":"{on_day}T12:00:00","act":{act}}}"#
    );
    serde_json::from_str(&line).unwrap()
}

fn taken_over(from: &str, entry: &str, number: &str, area: &str) -> String {
    let code = parcel(number);
    format!(r#"{{"from":["{from}"],"entry":"{entry}","parcel":"{code}","land_area_m2":"{area}"}}"#)
}

#[test]
fn d02_equal_shares_stay_what_they_are_when_a_plot_is_split() {
    let mut all = events(&format!("{GROUND}A 2024-01-02 plan P1 1,2"));
    let entries = [taken_over("T1", "T3", "3", "4"), taken_over("T1", "T4", "4", "6")].join(",");
    all.push(replaced("2024-02-01", "split", &["1"], &["3", "4"], &entries));
    let history = replay(&all, AsOf::day(day("2024-02-01")));
    assert_eq!(found(&history.findings), "");
    let plan = &history.state.plans[&"P1".parse().unwrap()].plan;
    assert_eq!(plan.parcels, [parcel("3"), parcel("4"), parcel("2")]);
    // Half of the plan was plot 1, and its heirs have a quarter each; plot 2 keeps its half.
    let shares = ["3", "4", "2"].map(|number| plan.share_of(&parcel(number)).unwrap());
    assert_eq!(shares, [25, 25, 50].map(Ratio::from_percent));
    // A plan for a single plot has equal shares afterwards as before.
    let mut all = events(&format!("{GROUND}A 2024-01-02 plan P1 1"));
    all.push(replaced("2024-02-01", "split", &["1"], &["3", "4"], &entries));
    let state = replay(&all, AsOf::day(day("2024-02-01"))).state;
    let plan = &state.plans[&"P1".parse().unwrap()].plan;
    assert!(plan.contents.shares.is_empty());
    assert_eq!(plan.share_of(&parcel("4")), Some(Ratio::from_percent(50)));
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
    let state = idle_since("2022-01-01", "2024-06-30", "");
    let check = |methods: &[Method]| {
        let plan = Plan::new("P1".parse().unwrap(), vec![parcel("1")], methods.to_vec(), "lead");
        let findings = check_plan(&state, &plan).unwrap();
        findings.iter().map(|f| format!("{} {}", f.code, f.message.en)).collect::<Vec<_>>()
    };
    // Two full years through the holder: free take-back, no fee, no extension.
    assert!(check(&[Method::FreeTakeBack]).is_empty());
    let fee = check(&[Method::IdleFee, Method::SelfUpgrade]);
    assert_eq!(fee.len(), 1, "{fee:?}");
    assert!(
        fee[0].starts_with("plan-method-not-provided") && fee[0].contains("Art. 14, item 2"),
        "{fee:?}"
    );
    let only_fee = check(&[Method::IdleFee]);
    assert!(only_fee[1].starts_with("plan-no-end-state"), "{only_fee:?}");
    // Determined and filed: neither transferred nor let until it is disposed of.
    let permission = |method, own: &_| method_permission(method, own).permission();
    assert_eq!(permission(Method::LeasePlant, &own), Permission::Open);
    own.facts.filing = Some(Filing::Filed);
    let MethodPermission::Forbidden { article, .. } = method_permission(Method::LeasePlant, &own)
    else {
        panic!("determined idle land is not let");
    };
    assert!(article.text().en.contains("Art. 24"), "{article:?}");
    // The same of land that the authority may find idle, and by the filing did: 20 % invested, half of the land developed,
    // works stopped for more than a year.
    own.facts.commencement = Some(Commencement::On(day("2022-02-01")));
    own.facts.suspension = Some(Suspension::Since(day("2022-06-01")));
    own.facts.total_investment = Some("1000".parse().unwrap());
    own.facts.invested = Some("200".parse().unwrap());
    own.idle_land = assess_idle_land(&own.facts, own.on);
    assert_eq!(own.idle_land.verdicts(), [IdleLandVerdict::MayBeIdle]);
    for (filing, expected) in [
        (Some(Filing::Filed), Permission::NotProvided),
        (Some(Filing::NotFiled), Permission::Open),
        (None, Permission::Open),
    ] {
        own.facts.filing = filing;
        assert_eq!(permission(Method::LeasePlant, &own), expected, "{filing:?}");
        assert_eq!(permission(Method::SplitSale, &own), expected, "{filing:?}");
    }
    own.facts.commencement = Some(Commencement::NotYet);
    own.facts.suspension = None;
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
    // Nothing invested is less than a quarter of any whole.
    own.facts.total_investment = None;
    own.facts.invested = Some(Money::ZERO);
    assert_eq!(permission(Method::Transfer, &own), Permission::NotProvided);
    // The quarter is of granted land; of which kind the land is must be known.
    for (tenure, expected) in [
        (Some(Tenure::Granted), Permission::NotProvided),
        (Some(Tenure::Allocated), Permission::Provided),
        (None, Permission::Open),
    ] {
        own.tenure = tenure;
        assert_eq!(permission(Method::Transfer, &own), expected, "{tenure:?}");
    }
    // The government's own works wait for a cause on its side, and no article forbids them.
    assert_eq!(permission(Method::InfrastructureFix, &own), Permission::Open);
    let mut rejected = Cause::new(CauseCode::LandNotDelivered);
    rejected.verification = Some(Verification::Rejected);
    own.facts.causes = Some(vec![rejected]);
    assert_eq!(permission(Method::InfrastructureFix, &own), Permission::Open);
    own.facts.causes = Some(vec![Cause::new(CauseCode::LandNotDelivered)]);
    let MethodPermission::Allowed { condition: None } =
        method_permission(Method::InfrastructureFix, &own)
    else {
        panic!("expected an allowed method without condition");
    };
}

/// To be begun by 2022-01-01 and not begun; determined and filed in February 2024. An occupant is replaced by way of another
/// method, and what is shut to the one is shut to the other: Order 53, Art. 24, to lease and transfer.
#[test]
fn d03_the_route_of_a_replacement_is_held_against_the_law() {
    let history = |procedure: &str| {
        let mut events = idle_events("2022-01-01", "");
        let Act::ParcelRegistered { facts, .. } = &mut events[0].act else { panic!("a parcel") };
        facts.procedure = serde_json::from_str(procedure).unwrap();
        replay(&events, AsOf::day(day("2024-06-30"))).state
    };
    let filed =
        history(r#"[{"step":"determined","on":"2024-02-01"},{"step":"filed","on":"2024-02-20"}]"#);
    let untouched = history("[]");
    let check = |state: &LedgerState, route: Option<ReplacementRoute>| {
        let methods = vec![Method::CageForBirds];
        let mut plan = Plan::new("P1".parse().unwrap(), vec![parcel("1")], methods, "lead");
        let outgoing = Occupant::new("某厂");
        plan.contents.replacement = route.map(|route| OccupantReplacement::of(route, outgoing));
        let findings = check_plan(state, &plan).unwrap();
        findings.iter().map(|f| format!("{} {}", f.code, f.message.en)).collect::<Vec<_>>()
    };
    for route in [ReplacementRoute::Transfer, ReplacementRoute::Lease] {
        let found = check(&filed, Some(route));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("plan-method-not-provided") && found[0].contains("Art. 24"),
            "{found:?}"
        );
        // Whether it was determined is not known: nothing is shut.
        assert_eq!(check(&untouched, Some(route)), Vec::<String>::new(), "{route:?}");
    }
    for route in [None, Some(ReplacementRoute::Merger), Some(ReplacementRoute::BuyBackAndResupply)]
    {
        assert_eq!(check(&filed, route), Vec::<String>::new(), "{route:?}");
    }
}

/// The events of [`GROUND`] and of a story, with parcel 1 granted and to be begun by a day, and not begun.
fn idle_events(start_due: &str, story: &str) -> Vec<Event> {
    let mut events = crate::ledger_text::events(&format!("{GROUND}{story}"));
    let Act::ParcelRegistered { facts, .. } = &mut events[0].act else { panic!("a parcel") };
    **facts = serde_json::from_str(&format!(
        r#"{{"name":"A","town":"410106001","tenure":"granted","stage":"supplied-not-started","agreements":
            [{{"kind":"grant","document":{{"number":"C1","dated":"2020-01-01"}},"start_due":"{start_due}"}}]}}"#
    ))
    .unwrap();
    for event in &mut events {
        // The plot was in the books before the plans of these stories.
        if event.id.as_str().starts_with('G') {
            event.effective = day("2021-01-01").into();
        }
    }
    events
}

fn idle_since(start_due: &str, on_day: &str, story: &str) -> LedgerState {
    let history = replay(&idle_events(start_due, story), AsOf::day(day(on_day)));
    assert_eq!(found(&history.findings), "");
    history.state
}

/// Each method of plan P1: its name, the verdict when it was chosen, and now where that differs; P provided, N not provided.
fn verdicts(story: &str, on_day: &str) -> (Vec<String>, Vec<String>) {
    let events = idle_events("2022-01-01", story);
    let state = replay(&events, AsOf::day(day(on_day))).state;
    let id: PlanId = "P1".parse().unwrap();
    let found =
        plan_methods(&events, &state, std::slice::from_ref(&id)).unwrap().remove(&id).unwrap();
    let said = |dated: &DatedPermission| {
        let letter = match dated.permission.permission() {
            Permission::Provided => 'P',
            Permission::NotProvided => 'N',
            _ => 'O',
        };
        let later = if dated.asked_for == dated.facts_of {
            String::new()
        } else {
            format!(" for {}", dated.asked_for)
        };
        format!("{letter} {}{later}", dated.facts_of)
    };
    let rows = found.iter().map(|row| {
        let chosen = row.chosen.as_ref().map(said).unwrap_or_default();
        let now = row.now.as_ref().map(said).unwrap_or_default();
        format!("{} {:?}: {chosen} / {now}", row.method, row.role)
    });
    let rows = rows.collect();
    let findings = method_findings(&id, &found);
    (rows, findings.iter().map(|finding| finding.message.en.clone()).collect())
}

/// To be begun by 2022-01-01: from 2023-01 on a fee (Art. 14, item 1), from 2024-01 on free take-back (item 2) and no fee.
#[test]
fn d03_a_method_is_judged_as_of_the_day_on_which_it_was_chosen() {
    let fee = "P 2023-06-01 plan P1 1 methods=idle-fee,free-take-back\n";
    let (rows, findings) = verdicts(fee, "2023-06-30");
    assert_eq!(
        rows,
        ["idle-fee Adopted: P 2023-06-01 / ", "free-take-back Adopted: N 2023-06-01 / "]
    );
    assert_eq!(findings.len(), 1);
    // A year later the law says the opposite of both: the plan answers for what was so when it was adopted.
    let (rows, later) = verdicts(fee, "2024-06-30");
    assert_eq!(
        rows,
        [
            "idle-fee Adopted: P 2023-06-01 / N 2024-06-30",
            "free-take-back Adopted: N 2023-06-01 / P 2024-06-30"
        ]
    );
    assert_eq!(later, findings);
    assert!(
        findings[0].contains("as of 2023-06-01") && findings[0].contains("Art. 14"),
        "{findings:?}"
    );
    // A method that a revision brought is judged as of that day; one that was there before, as before.
    let revised = "P 2023-06-01 plan P1 1 methods=idle-fee\n
                   Q 2024-02-01 revise P1 1 methods=idle-fee,free-take-back\n";
    let (rows, findings) = verdicts(revised, "2024-02-01");
    assert_eq!(
        rows,
        [
            "idle-fee Adopted: P 2023-06-01 / N 2024-02-01",
            "free-take-back Adopted: P 2024-02-01 / "
        ]
    );
    assert_eq!(findings, Vec::<String>::new());
    // A plan in preparation is judged as of the day alone.
    let draft = "P 2023-06-01 draft P1 1 methods=idle-fee\n";
    assert_eq!(verdicts(draft, "2023-06-30").0, ["idle-fee Adopted:  / P 2023-06-30"]);
    let (rows, findings) = verdicts(draft, "2024-06-30");
    assert_eq!(rows, ["idle-fee Adopted:  / N 2024-06-30"]);
    assert_eq!(findings.len(), 1);
    // The page shows both.
    let events = idle_events("2022-01-01", fee);
    let state = replay(&events, AsOf::day(day("2024-06-30"))).state;
    let page = PlanPage::of(&state, &"P1".parse().unwrap(), None).unwrap();
    let page = page.with_methods(&events, &state).unwrap();
    let text = landledger::report::text::render_plan(&page, Language::Zh);
    for shown in ["批准时 2023-06-01", "现时 2024-06-30", "不得采用", "第十四条"] {
        assert!(text.contains(shown), "{shown}\n{text}");
    }
    // The report of an adopted plan blames it for its own day only.
    let zone = landledger::zone::Zone::new("Z", "410106".parse().unwrap());
    let report = Report::build(
        ReportInput::new(&zone, &[], &events),
        crate::ledger_text::period("2024-01-01..2024-06-30"),
    );
    let report = report.unwrap();
    let own = report.findings.iter().filter(|own| own.code == Code::PlanMethodNotProvided);
    assert_eq!(own.map(|own| own.message.en.clone()).collect::<Vec<_>>(), later);
}

#[test]
fn d15_an_unlawful_fallback_is_named_with_its_article() {
    // It takes over on the day after its trigger: two full years after 2022-01-01, or not yet.
    let story = |trigger: &str| {
        format!("P 2023-06-01 plan P1 1 methods=limited-start fallback=free-take-back:{trigger}\n")
    };
    let (rows, findings) = verdicts(&story("2024-03-31"), "2023-06-30");
    assert_eq!(rows[1], "free-take-back Fallback: P 2023-06-01 for 2024-04-01 / ");
    assert_eq!(findings, Vec::<String>::new());
    let (rows, findings) = verdicts(&story("2023-09-30"), "2023-06-30");
    assert_eq!(rows[1], "free-take-back Fallback: N 2023-06-01 for 2023-10-01 / ");
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert!(
        finding.contains("fallback")
            && finding.contains("2023-10-01")
            && finding.contains("Art. 14"),
        "{finding}"
    );
    // The check of a draft names it too.
    let state = idle_since("2022-01-01", "2023-06-30", "");
    let mut plan =
        Plan::new("P1".parse().unwrap(), vec![parcel("1")], vec![Method::LimitedStart], "lead");
    for (trigger, count) in [("2023-09-30", 1), ("2024-03-31", 0)] {
        plan.contents.fallback = Some(Fallback::new(Method::FreeTakeBack, day(trigger)));
        assert_eq!(check_plan(&state, &plan).unwrap().len(), count, "{trigger}");
    }
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
    // What is dated on the next day shows nothing yet.
    for (kind, name) in [
        ("acceptance-opinion", "opinion of acceptance"),
        ("production-proof", "proof of production"),
    ] {
        let late = accept("acceptance-team", &full.replace(kind, &format!("{kind}@2024-02-02")));
        assert!(refused(&late).contains(&format!("missing: {name}")), "{late}");
        let then = accept("acceptance-team", &full.replace(kind, &format!("{kind}@2024-02-01")));
        plan_of(&then, "2024-02-01");
    }
    // A site check from before the adoption is of something else.
    for (dated, is_enough) in [("2024-01-01", false), ("2024-01-02", true)] {
        let story = accept("acceptance-team", &full.replace("@2024-02-01", &format!("@{dated}")));
        let refusals = on(&format!("{GROUND}{story}"), "2024-02-01").findings;
        assert_eq!(refusals.is_empty(), is_enough, "{dated}");
    }
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
    // Another day stated for the step that was reached does not make it punctual.
    let restated = plan_of(
        &format!(
            "{ground}\nC 2024-03-01 revise P1 1 due=contract-signed:2024-02-29,in-production:2024-09-30"
        ),
        "2024-03-01",
    );
    assert_eq!(restated.progress.milestones[0].slip_days(day("2024-03-01")), 10);
    assert_eq!(restated.progress.milestones[0].first_due, None);
    // Nor does the first day stated again make one late that a suspension had put off: 8 + 20 days, reached two days early.
    let put_off = plan_of(
        "A 2024-01-02 plan P1 1 due=contract-signed:2024-02-08,in-production:2024-06-30
        B 2024-01-10 moved P1 suspend-for-seizure by=lead-unit evidence=seizure-ruling
        C 2024-01-30 moved P1 resume by=lead-unit evidence=release-document
        D 2024-02-26 reached P1 contract-signed
        E 2024-03-01 revise P1 1 due=contract-signed:2024-02-08,in-production:2024-06-30",
        "2024-03-01",
    );
    let first = &put_off.progress.milestones[0];
    assert_eq!((first.due, first.first_due), (day("2024-02-28"), Some(day("2024-02-08"))));
    assert_eq!(first.slip_days(day("2024-03-01")), -2);
    // Two stages of one step, stated in any order: the one that was reached is the first, and the second keeps its day.
    let stages = plan_of(
        "A 2024-01-02 plan P1 1 due=works-complete:2024-03-01,works-complete:2024-06-30
        B 2024-02-20 reached P1 works-complete
        C 2024-03-01 revise P1 1 due=works-complete:2024-06-30,works-complete:2024-03-01",
        "2024-03-01",
    );
    let mut rows: Vec<_> =
        stages.progress.milestones.iter().map(|m| (m.due, m.first_due, m.reached)).collect();
    rows.sort();
    assert_eq!(
        rows,
        [(day("2024-03-01"), None, Some(day("2024-02-20"))), (day("2024-06-30"), None, None),]
    );
}

#[test]
fn d08_a_plan_that_is_given_up_has_no_next_step() {
    let ground = "A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01";
    let next = |story: &str| plan_of(story, "2024-06-30").progress.next().map(|m| m.due);
    assert_eq!(next(ground), Some(day("2024-02-01")));
    let over = format!("{ground}\nB 2024-01-20 moved P1 supersede evidence=superseding-decision");
    assert_eq!(next(&over), None);
    let draft = "A 2024-01-02 draft P1 1 due=contract-signed:2024-02-01";
    assert_eq!(next(draft), Some(day("2024-02-01")));
}

#[test]
fn d09_what_is_due_is_told_from_the_day_to_the_last_day_of_the_window() {
    // 30 days after 1 June is 1 July.
    let story = "A 2024-01-02 plan P1 1 due=works-started:2024-06-01,works-complete:2024-07-01";
    let state = plan_of(story, "2024-05-31").progress;
    let due = |on_day: &str| state.due_within(day(on_day), 30).map(|m| m.due).collect::<Vec<_>>();
    let (first, second) = (day("2024-06-01"), day("2024-07-01"));
    assert_eq!(due("2024-05-01"), []);
    assert_eq!(due("2024-05-02"), [first]);
    assert_eq!(due("2024-05-31"), [first]);
    assert_eq!(due("2024-06-01"), [first, second]);
    assert_eq!(due("2024-06-02"), [second]);
    assert_eq!(due("2024-07-02"), []);
    // Neither a draft nor a plan that is given up has anything overdue.
    let overdue =
        |story: &str| plan_of(story, "2024-12-31").progress.overdue(day("2024-12-31")).count();
    assert_eq!(overdue(story), 2);
    assert_eq!(overdue(&story.replace(" plan ", " draft ")), 0);
    let over = format!("{story}\nB 2024-03-01 moved P1 supersede evidence=superseding-decision");
    assert_eq!(overdue(&over), 0);
}

#[test]
fn d09_stalled_and_at_risk_on_their_edges() {
    // 2 January and 30 days is 1 February: more than that is stalled, of a draft as of a plan that goes on.
    let stalled = |story: &str, on_day: &str| {
        plan_of(story, on_day).progress.stalled_days(day(on_day), StallRule::after_days(30))
    };
    for act in ["plan", "draft"] {
        let story = format!("A 2024-01-02 {act} P1 1");
        assert_eq!(stalled(&story, "2024-02-01"), None, "{act}");
        assert_eq!(stalled(&story, "2024-02-02"), Some(31), "{act}");
    }
    // Reached out of order: what was reached last was 50 days late, whatever was due last.
    let risk = |last: &str| {
        let story = format!(
            "A 2024-01-02 plan P1 1 due=contract-signed:2024-03-01,works-started:2024-05-01,in-production:2024-12-31
            B 2024-02-20 reached P1 works-started
            C {last} reached P1 contract-signed"
        );
        plan_of(&story, "2024-06-30").progress.at_risk_days(day("2024-06-30"))
    };
    assert_eq!(risk("2024-04-20"), Some(50));
    assert_eq!(risk("2024-03-02"), Some(1));
    assert_eq!(risk("2024-03-01"), None);
}

#[test]
fn d09_the_list_of_what_is_due_names_each_step_once() {
    let story = "A 2024-01-02 plan P1 1 due=contract-signed:2024-06-20,in-production:2024-08-20 fallback=transfer:2024-06-01";
    let due = |on_day: &str| PlansDue::of(&on(&format!("{GROUND}{story}"), on_day).state, None);
    let days = |rows: &[DueRow]| rows.iter().map(|row| row.due).collect::<Vec<_>>();
    let early = due("2024-06-01");
    assert_eq!(days(&early.due_30), [day("2024-06-20")]);
    assert_eq!(days(&early.due_31_to_90), [day("2024-08-20")]);
    assert!(early.fallback.is_empty(), "{:?}", early.fallback);
    assert_eq!(due("2024-06-02").fallback.len(), 1);
    // Of several plans the first due comes first, and of what is late what is late the longest.
    let story = "A 2024-01-02 plan P1 1 due=in-production:2024-06-20\nB 2024-01-02 plan P2 2 due=in-production:2024-06-10";
    let due = |on_day: &str| PlansDue::of(&on(&format!("{GROUND}{story}"), on_day).state, None);
    assert_eq!(days(&due("2024-06-01").due_30), [day("2024-06-10"), day("2024-06-20")]);
    assert_eq!(days(&due("2024-07-01").overdue), [day("2024-06-10"), day("2024-06-20")]);
    // Suspended on 22 June, two days late: by 1 July another one, due on 25 June, is late by more.
    let story = "A 2024-01-02 plan P1 1 due=in-production:2024-06-20
        B 2024-01-02 plan P2 2 due=in-production:2024-06-25
        C 2024-06-22 moved P1 suspend-for-seizure by=lead-unit evidence=seizure-ruling";
    let late = PlansDue::of(&on(&format!("{GROUND}{story}"), "2024-07-01").state, None).overdue;
    let rows: Vec<_> = late.iter().map(|row| (row.plan.as_str(), row.slip_days)).collect();
    assert_eq!(rows, [("P2", 6), ("P1", 2)]);
}

#[test]
fn d16_a_prospect_is_in_contact_with_plans_in_the_books() {
    let history = on(&format!("{GROUND}A 2024-01-02 prospect Y1 plan=P1"), "2024-06-30");
    assert_eq!(found(&history.findings), "event-unknown-plan: A P1");
}

#[test]
fn d16_a_plan_follows_the_land_that_is_on_the_ledger() {
    // Of the two parts of plot 1 the second takes the whole entry over: the plan is for that part.
    let mut all = events(&format!("{GROUND}A 2024-01-02 plan P1 1"));
    let entries = taken_over("T1", "T3", "4", "10");
    all.push(replaced("2024-02-01", "split", &["1"], &["3", "4"], &entries));
    let history = replay(&all, AsOf::day(day("2024-02-01")));
    assert_eq!(found(&history.findings), "");
    assert_eq!(history.state.plans[&"P1".parse().unwrap()].plan.parcels, [parcel("4")]);
}

#[test]
fn d01_who_leaves_a_plot_makes_room_for_another_plan() {
    let revised = "A 2024-01-02 plan P1 1,2\nB 2024-02-01 revise P1 2\nC 2024-02-01 plan P2 1";
    plan_of(revised, "2024-02-01");
    let consulted = "A 2024-01-02 draft P1 1,2 due=contract-signed:2024-06-30
        B 2024-01-10 moved P1 consult by=lead-unit evidence=consultation-record";
    let narrower = format!(
        "{consulted}\nC 2024-02-01 plan P1 2 due=in-production:2024-09-30\nD 2024-02-01 plan P2 1"
    );
    // What is adopted counts, not what was drafted.
    let adopted = plan_of(&narrower, "2024-02-01").progress;
    assert_eq!(adopted.next().map(|m| m.due), Some(day("2024-09-30")));
    // A draft beside an active plan is worked over as long as it is a draft.
    let story = "A 2024-01-02 plan P2 1\nB 2024-01-03 draft P1 1\nC 2024-01-04 revise P1 1,2";
    assert_eq!(plan_of(story, "2024-01-04").plan.parcels.len(), 2);
    // One that waits for its acceptance gets no open milestone.
    let waiting = "A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01\nB 2024-01-20 reached P1 contract-signed";
    let more = format!(
        "{waiting}\nC 2024-02-01 revise P1 1 due=contract-signed:2024-02-01,in-production:2024-09-30"
    );
    assert!(refused(&more).contains("rectify or reopen it first"));
    // Milestones are restated by a revision, not by any other move.
    let moved = format!(
        "{consulted}\nC 2024-02-01 moved P1 approve by=government evidence=approval-document due=in-production:2024-09-30"
    );
    assert!(refused(&moved).contains("revise the plan"));
}

#[test]
fn d16_land_comes_back_by_the_method_of_the_plan_adopted_last() {
    let method = |story: &str| {
        let history =
            on(&format!("{GROUND}{story}\nZ 2024-06-01 struck T1 revitalized"), "2024-06-01");
        assert_eq!(found(&history.findings), "", "{story}");
        history.state.entries[&"T1".parse().unwrap()].counts_in.as_ref().unwrap().method
    };
    // A draft gives none.
    assert_eq!(method("A 2024-01-02 draft P1 1 methods=transfer"), None);
    let draft = "A 2024-01-02 draft P1 1 methods=transfer
        B 2024-01-03 moved P1 consult by=lead-unit evidence=consultation-record
        C 2024-01-04 plan P2 1 methods=lease-plant
        D 2024-02-01 accepted P2";
    assert_eq!(method(draft), Some(Method::LeasePlant));
    let later = format!(
        "{draft}\nE 2024-03-01 moved P1 approve by=government evidence=approval-document\nF 2024-04-01 accepted P1"
    );
    assert_eq!(method(&later), Some(Method::Transfer));
    // A plan accepted on the first day on the ledger was accepted there: the other one may go on.
    let first_day = "A 2024-01-01 plan P1 1 methods=transfer\nB 2024-01-01 accepted P1\nC 2024-02-01 plan P2 1 methods=lease-plant";
    assert_eq!(method(first_day), Some(Method::LeasePlant));
}

#[test]
fn d15_a_fallback_comes_where_its_step_is_none_of_the_plan() {
    let standing = |story: &str| {
        let state = plan_of(story, "2024-07-02");
        watch(&state.plan, &state.progress, day("2024-07-02"), None).fallback.unwrap().days_since
    };
    assert_eq!(standing("A 2024-01-02 plan P1 1 fallback=transfer:2024-07-01"), Some(1));
    let other = "A 2024-01-02 plan P1 1 due=contract-signed:2024-12-31 fallback=transfer:2024-07-01:in-production";
    assert_eq!(standing(other), Some(1));
}

#[test]
fn d15_terms_stated_anew_are_not_put_off_by_an_earlier_suspension() {
    // Suspended from 10 to 30 January: 20 days. The fallback of 31 March comes on 20 April, of terms stated anew on 31 March.
    let suspended =
        "A 2024-01-02 plan P1 1 due=in-production:2024-03-31 fallback=buy-back-reserve:2024-03-31
        B 2024-01-10 moved P1 suspend-for-seizure by=lead-unit evidence=seizure-ruling
        C 2024-01-30 moved P1 resume by=lead-unit evidence=release-document";
    let trigger = |story: &str| {
        let state = plan_of(story, "2024-12-31");
        let standing = watch(&state.plan, &state.progress, day("2024-12-31"), None).fallback;
        standing.unwrap().trigger
    };
    assert_eq!(trigger(suspended), day("2024-04-20"));
    let terms = "P1 1 due=in-production:2024-03-31 fallback=buy-back-reserve:2024-03-31";
    let revised = format!("{suspended}\nD 2024-02-01 revise {terms}");
    assert_eq!(trigger(&revised), day("2024-03-31"));
    let reopened = format!(
        "{suspended}
        D 2024-02-10 reached P1 in-production
        E 2024-02-11 accepted P1
        F 2024-02-12 struck T1 revitalized
        G 2024-06-01 relisted T1
        H 2024-06-20 moved P1 reopen by=government evidence=relapse-record,approval-document due=in-production:2024-09-30"
    );
    assert_eq!(plan_of(&reopened, "2024-06-20").progress.put_off_days, 0);
}

#[test]
fn d15_a_fallback_of_a_run_that_is_over_does_not_come() {
    // Reopened on 20 June; the day before it was for the first run.
    let standing = |trigger: &str, more: &str| {
        let story = format!(
            "A 2024-01-02 plan P1 1 due=in-production:2024-03-31 fallback=buy-back-reserve:{trigger}
            B 2024-02-10 reached P1 in-production
            C 2024-02-11 accepted P1
            D 2024-02-12 struck T1 revitalized
            E 2024-06-01 relisted T1
            F 2024-06-20 moved P1 reopen by=government evidence=relapse-record,approval-document due=in-production:2024-09-30
            {more}"
        );
        let state = plan_of(&story, "2024-06-30");
        watch(&state.plan, &state.progress, day("2024-06-30"), None).fallback
    };
    assert_eq!(standing("2024-06-19", ""), None);
    let on_the_day = standing("2024-06-20", "").unwrap();
    assert_eq!((on_the_day.trigger, on_the_day.days_since), (day("2024-06-20"), Some(10)));
    let revised = "G 2024-06-25 revise P1 1 due=in-production:2024-09-30 fallback=buy-back-reserve:2024-10-31";
    let revised = standing("2024-06-19", revised).unwrap();
    assert_eq!((revised.trigger, revised.days_since), (day("2024-10-31"), None));
}

#[test]
fn d08_only_what_begins_a_run_is_held_against_its_first_day() {
    let code = "ledger-dates-reversed";
    let adopted = "A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01,in-production:2024-06-30
        B 2024-02-11 reached P1 contract-signed";
    let revised = format!(
        "{adopted}\nC 2024-03-01 revise P1 1 due=contract-signed:2024-02-01,in-production:2024-09-30"
    );
    assert!(lints(code, &revised, "2024-03-01").is_empty());
    let early = "A 2024-01-02 plan P1 1 due=contract-signed:2024-01-01";
    assert_eq!(lints(code, early, "2024-03-01"), ["A"]);
    let draft = "A 2024-01-02 draft P1 1 due=contract-signed:2024-01-01";
    assert_eq!(lints(code, draft, "2024-03-01"), ["A"]);
    let reopened = |due: &str| {
        format!(
            "A 2024-01-02 plan P1 1
            B 2024-02-01 accepted P1
            C 2024-02-02 struck T1 revitalized
            D 2024-06-01 relisted T1
            E 2024-06-20 moved P1 reopen by=government evidence=relapse-record,approval-document due=in-production:{due}"
        )
    };
    assert_eq!(lints(code, &reopened("2024-06-19"), "2024-06-20"), ["E"]);
    assert!(lints(code, &reopened("2024-06-20"), "2024-06-20").is_empty());
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
    // Of 30 June: nothing the day before; a day past the term is late, the term itself is not.
    assert_eq!(target.achieved_by(day("2024-06-29")), None);
    assert_eq!(target.achieved_by(day("2024-06-30")), target.achieved);
    for (on_day, late) in [("2024-12-31", false), ("2025-01-01", true)] {
        let mut other = target.clone();
        other.achieved = Some(Achieved::new(figure("80000"), day(on_day)));
        assert_eq!(other.is_late(), late, "{on_day}");
        other.achieved = Some(Achieved::new(figure("1"), day(on_day)));
        assert!(!other.is_late(), "what is not met is not met late");
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
    // A plan that was given up closes nothing.
    let given_up =
        "A 2024-01-02 plan P1 1\nB 2024-01-20 moved P1 supersede evidence=superseding-decision
        C 2024-02-01 struck T1 revitalized";
    assert_eq!(lints("ledger-no-plan", given_up, "2024-02-01"), ["T1 410106001001GB00001"]);
    // Nor does one that was closed before the land came back: it is to be reopened, or another one adopted.
    let once =
        "A 2024-01-02 plan P1 1\nB 2024-02-01 accepted P1\nC 2024-02-01 struck T1 revitalized";
    assert!(lints("ledger-no-plan", once, "2024-02-01").is_empty());
    let again = format!("{once}\nD 2024-05-01 relisted T1\nE 2024-06-01 struck T1 revitalized");
    assert_eq!(lints("ledger-no-plan", &again, "2024-06-01"), ["T1 410106001001GB00001"]);
    let reopened = format!(
        "{once}\nD 2024-05-01 relisted T1
        E 2024-05-02 moved P1 reopen by=government evidence=relapse-record,approval-document
        F 2024-05-03 accepted P1\nG 2024-06-01 struck T1 revitalized"
    );
    assert!(lints("ledger-no-plan", &reopened, "2024-06-01").is_empty());
    // Closed, then split, then struck off under the entries that took the land over: the plan was closed for it.
    let mut all = events(&format!("{GROUND}A 2024-01-02 plan P1 1\nB 2024-02-01 accepted P1"));
    let entries = [taken_over("T1", "T3", "3", "4"), taken_over("T1", "T4", "4", "6")].join(",");
    all.push(replaced("2024-03-01", "split", &["1"], &["3", "4"], &entries));
    all.extend(events("S 2024-04-01 struck T3 revitalized"));
    let as_of = AsOf::day(day("2024-04-01"));
    assert_eq!(found(&replay(&all, as_of).findings), "");
    let findings = lint(&all, as_of, &LintOptions::default()).unwrap();
    assert!(findings.iter().all(|finding| finding.code.id() != "ledger-no-plan"), "{findings:?}");
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
    let over = "A 2024-01-02 plan P1 1\nB 2024-01-02 space S1 1 50 vacant
        C 2024-01-20 moved P1 supersede evidence=superseding-decision
        D 2024-02-01 occupied S1 by=lease-plant plan=P1";
    assert!(refused(over).contains("the plan is superseded"));
    // A plan for land that never was on the ledger is not left open.
    let beside = "Z 2024-01-01 parcel 3 area=100\nA 2024-01-02 plan P1 3";
    assert!(lints("ledger-plan-open", beside, "2024-02-01").is_empty());
    // Of two runs the second one is asked for its evidence.
    let evidence = "by=acceptance-team evidence=acceptance-opinion,site-check-record@2024-05-03,floor-area-record";
    let second = |closed: &str| {
        format!(
            "{once}\nD 2024-05-01 relisted T1
            E 2024-05-02 moved P1 reopen by=government evidence=relapse-record,approval-document
            F 2024-05-03 {closed}"
        )
    };
    assert_eq!(lints("ledger-plan-evidence", &second("accepted P1"), "2024-06-01"), ["P1"]);
    let shown = second(&format!("moved P1 accept {evidence}"));
    assert!(lints("ledger-plan-evidence", &shown, "2024-06-01").is_empty());
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
