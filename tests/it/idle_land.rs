//! Idle land in law: the table of cases worked by hand, later days, added facts, the menu, the terms and the fee.

use std::collections::BTreeSet;

use jiff::civil::Date;
use landledger::law::{
    AgreedStart, Answer, Assurance, Cause, ClockKind, ClockState, Commencement, Filing,
    IdleLandFacts, IdleLandVerdict, LandRight, Method, MissingFact, Permission, ProcedureRecord,
    ProcedureStep, ProcedureTerms, Suspension, Threshold, Verification, WorkingDayTerm,
    assess_idle_land, disposal_menu, hearing_clocks, holder_restriction, idle_land_clocks,
    idle_land_fee,
};
use proptest::prelude::*;

use crate::ledger_text::{day, word};

const CASES: &str = include_str!("../../fixtures/law/idle-land.csv");

/// The fields of a line of CSV: quotes only around the last one.
fn fields(line: &str) -> Vec<&str> {
    let (front, working) = line.split_once(",\"").unwrap_or((line, ""));
    let mut fields: Vec<&str> = front.split(',').collect();
    if !working.is_empty() {
        fields.push(working.trim_end_matches('"'));
    }
    fields
}

fn cause(text: &str) -> Cause {
    let (code, state) = text.split_once(':').unwrap_or((text, "pending"));
    let mut cause = Cause::new(word(code));
    cause.verification = match state {
        "verified" => Some(Verification::Verified),
        "rejected" => Some(Verification::Rejected),
        "pending" => None,
        other => panic!("unknown state {other}"),
    };
    cause
}

fn known<T>(text: &str, value: impl Fn(&str) -> T) -> Option<T> {
    (text != "?").then(|| value(text))
}

fn facts(cells: &[&str]) -> IdleLandFacts {
    let mut facts = IdleLandFacts::default();
    facts.land = known(cells[1], word);
    facts.agreed_start = known(cells[2], |text| match text {
        "none" => AgreedStart::NotAgreed,
        text => AgreedStart::On(day(text)),
    });
    facts.delivered = known(cells[3], day);
    facts.commencement = known(cells[4], |text| match text {
        "no" => Commencement::NotYet,
        text => Commencement::On(day(text)),
    });
    facts.suspension = known(cells[5], |text| match text {
        "no" => Suspension::NotSuspended,
        text => Suspension::Since(day(text)),
    });
    facts.developed_area = known(cells[6], |text| text.parse().unwrap());
    facts.required_area = known(cells[7], |text| text.parse().unwrap());
    facts.invested = known(cells[8], |text| text.parse().unwrap());
    facts.total_investment = known(cells[9], |text| text.parse().unwrap());
    facts.causes = known(cells[10], |text| match text {
        "none" => Vec::new(),
        text => text.split(';').map(cause).collect(),
    });
    facts
}

/// `53/14.1` for Order 53, Art. 14(1); `REL/26` for the statute.
fn article(citation: &landledger::law::Citation) -> String {
    let article = citation.article.unwrap();
    let item = article.item.map_or_else(String::new, |item| format!(".{item}"));
    let instrument = if citation.number.is_some() { "53" } else { "REL" };
    format!("{instrument}/{}{item}", article.article)
}

#[test]
fn every_case_of_the_table_is_decided_as_worked_by_hand() {
    let mut lines = CASES.lines();
    let heading = lines.next().unwrap();
    assert!(heading.starts_with("id,land,agreed_start,delivered,commenced,suspended,"));
    let (mut count, mut wrong) = (0, Vec::new());
    let mut reached = BTreeSet::new();
    for line in lines {
        let cells = fields(line);
        assert_eq!(cells.len(), 17, "{line}");
        let found = assess_idle_land(&facts(&cells), day(cells[11]));
        let join = |parts: Vec<String>| if parts.is_empty() { "-".into() } else { parts.join(";") };
        let own = [
            join(found.verdicts().iter().map(|verdict| verdict.id().to_owned()).collect()),
            join(found.outcomes.iter().map(|outcome| article(&outcome.article)).collect()),
            join(found.outcomes.iter().map(|o| o.consequence.id().to_owned()).collect()),
            join(found.missing.iter().map(|missing| missing.id().to_owned()).collect()),
        ];
        if own.iter().ne(&cells[12..16]) {
            wrong.push(format!("{line}\n   found {}", own.join(",")));
        }
        reached.extend(found.verdicts());
        count += 1;
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "{count}");
    assert_eq!(reached.len(), IdleLandVerdict::ALL.len());
}

fn any_day() -> impl Strategy<Value = Date> {
    (2018_i16..2025, 1_i8..13, 1_i8..29)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn any_cause() -> impl Strategy<Value = Cause> {
    let codes = [
        "hoarding",
        "plan-revised",
        "force-majeure",
        "necessary-preparatory-work",
        "infrastructure-missing",
    ];
    let states = ["verified", "rejected", "pending"];
    (proptest::sample::select(codes.to_vec()), proptest::sample::select(states.to_vec()))
        .prop_map(|(code, state)| cause(&format!("{code}:{state}")))
}

fn any_facts() -> impl Strategy<Value = IdleLandFacts> {
    use proptest::option::weighted;
    let area = || weighted(0.8, proptest::sample::select(vec!["0", "3333.33", "3333.34", "10000"]));
    let land = proptest::sample::select(vec![
        LandRight::StateOwned,
        LandRight::StateOwned,
        LandRight::Collective,
    ]);
    let start = prop_oneof![any_day().prop_map(AgreedStart::On), Just(AgreedStart::NotAgreed)];
    let commenced = prop_oneof![any_day().prop_map(Commencement::On), Just(Commencement::NotYet)];
    let suspended =
        prop_oneof![any_day().prop_map(Suspension::Since), Just(Suspension::NotSuspended)];
    (
        weighted(0.9, land),
        weighted(0.8, start),
        weighted(0.8, any_day()),
        weighted(0.8, commenced),
        weighted(0.8, suspended),
        [area(), area(), area(), area()],
        weighted(0.8, proptest::collection::vec(any_cause(), 0..3)),
    )
        .prop_map(|(land, start, delivered, commenced, suspended, sums, causes)| {
            let mut facts = IdleLandFacts::default();
            facts.land = land;
            facts.agreed_start = start;
            facts.delivered = delivered;
            facts.commencement = commenced;
            facts.suspension = suspended;
            let [developed, required, invested, total] = sums;
            facts.developed_area = developed.map(|sum| sum.parse().unwrap());
            facts.required_area = required.map(|sum| sum.parse().unwrap());
            facts.invested = invested.map(|sum| sum.parse().unwrap());
            facts.total_investment = total.map(|sum| sum.parse().unwrap());
            facts.causes = causes;
            facts
        })
}

/// How serious: a step up is worse for the holder, and the two ladders never cross while the facts stay.
fn rank(verdict: IdleLandVerdict) -> u8 {
    match verdict {
        IdleLandVerdict::OutOfScope => 0,
        IdleLandVerdict::NotDue | IdleLandVerdict::NotIdle => 1,
        IdleLandVerdict::StartOverdue => 2,
        IdleLandVerdict::MayBeIdle => 3,
        IdleLandVerdict::IdleGovernmentCause | IdleLandVerdict::IdlePreparatoryWork => 4,
        IdleLandVerdict::IdleOneYear => 5,
        _ => 6,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_later_day_never_makes_land_less_idle(facts in any_facts(), days in 0_i64..1500) {
        // Every fact has happened by the first day.
        let first = day("2024-12-31");
        let later = landledger::calendar::add_days(first, days).unwrap();
        let ranks = |on| -> Vec<u8> { assess_idle_land(&facts, on).verdicts().into_iter().map(rank).collect() };
        let (before, after) = (ranks(first), ranks(later));
        prop_assert!(before.iter().min() <= after.iter().min(), "{before:?} {after:?}");
        prop_assert!(before.iter().max() <= after.iter().max(), "{before:?} {after:?}");
    }

    #[test]
    fn an_added_fact_never_widens_what_is_open(facts in any_facts(), more in any_facts(), on in any_day()) {
        let before: BTreeSet<_> = assess_idle_land(&facts, on).verdicts().into_iter().collect();
        let mut known = facts.clone();
        known.land = known.land.or(more.land);
        known.agreed_start = known.agreed_start.or(more.agreed_start);
        known.delivered = known.delivered.or(more.delivered);
        known.commencement = known.commencement.or(more.commencement);
        known.suspension = known.suspension.or(more.suspension);
        known.developed_area = known.developed_area.or(more.developed_area);
        // A whole of nothing says nothing.
        known.required_area = known.required_area.or(more.required_area);
        known.invested = known.invested.or(more.invested);
        known.total_investment = known.total_investment.or(more.total_investment);
        known.causes = known.causes.or(more.causes);
        let after: BTreeSet<_> = assess_idle_land(&known, on).verdicts().into_iter().collect();
        prop_assert!(after.is_subset(&before), "{before:?} {after:?}");
        prop_assert!(!after.is_empty());
    }

    #[test]
    fn nothing_is_asked_for_that_is_known(facts in any_facts(), on in any_day()) {
        let found = assess_idle_land(&facts, on);
        let lacks = |missing: &MissingFact| match missing {
            MissingFact::LandRight => facts.land.is_none(),
            MissingFact::AgreedStart => facts.agreed_start.is_none(),
            MissingFact::Delivery => facts.delivered.is_none(),
            MissingFact::Commencement => facts.commencement.is_none(),
            MissingFact::Suspension => facts.suspension.is_none(),
            MissingFact::DevelopedArea => facts.developed_area.is_none(),
            MissingFact::RequiredArea => facts.required_area.is_none_or(|area| area.is_zero()),
            MissingFact::Invested => facts.invested.is_none(),
            MissingFact::TotalInvestment => facts.total_investment.is_none_or(|sum| sum.is_zero()),
            MissingFact::Causes => facts.causes.is_none(),
            _ => facts.causes.is_some(),
        };
        prop_assert!(found.missing.iter().all(lacks), "{:?}", found.missing);
        // A single verdict, or something to ask for.
        prop_assert!(found.verdict().is_some() || !found.missing.is_empty());
        // Every step says its rule, its facts and where it stands.
        for reason in &found.reasons {
            prop_assert!(!reason.rule.zh.is_empty() && !reason.facts.en.is_empty());
            prop_assert!(reason.article.article.is_some());
        }
    }
}

fn idle(start: &str, causes: &[&str]) -> IdleLandFacts {
    let mut facts = IdleLandFacts::default();
    facts.land = Some(LandRight::StateOwned);
    facts.agreed_start = Some(AgreedStart::On(day(start)));
    facts.commencement = Some(Commencement::NotYet);
    facts.causes = Some(causes.iter().map(|text| cause(text)).collect());
    facts
}

/// `method permission article`, the methods that the law does not provide for left out.
fn menu(facts: &IdleLandFacts, on: &str) -> Vec<String> {
    let assessment = assess_idle_land(facts, day(on));
    let items = disposal_menu(facts, &assessment);
    assert_eq!(items.len(), 7);
    let open = items.into_iter().filter(|item| item.permission != Permission::NotProvided);
    open.map(|item| {
        assert!(!item.why.zh.is_empty() && !item.why.en.is_empty());
        format!("{} {:?}", item.method, item.permission)
    })
    .collect()
}

#[test]
fn the_menu_of_each_branch() {
    // The holder's own cause: the fee after one year, the land after two, never Art. 12.
    let mut own = idle("2022-02-28", &["hoarding"]);
    own.filing = Some(Filing::Filed);
    assert_eq!(menu(&own, "2024-02-28"), ["idle-fee Provided"]);
    assert_eq!(menu(&own, "2024-02-29"), ["free-take-back Provided"]);
    assert_eq!(menu(&own, "2023-02-28"), [""; 0]);
    // The government's: Art. 12, and a swap only where a plan was revised; never the fee.
    let mut government = idle("2020-01-01", &["land-not-delivered:verified"]);
    government.filing = Some(Filing::Filed);
    let four = ["extend-period", "change-use-or-conditions", "temporary-use", "paid-take-back"];
    let provided = |methods: &[&str]| -> Vec<String> {
        methods.iter().map(|method| format!("{method} Provided")).collect()
    };
    assert_eq!(menu(&government, "2024-01-01"), provided(&four));
    let mut plan = idle("2020-01-01", &["plan-revised:verified"]);
    plan.filing = Some(Filing::Filed);
    assert_eq!(menu(&plan, "2024-01-01"), provided(&[&four[..], &["swap"]].concat()));
    // A swap waits for the examination; so does everything else, the fee too.
    let mut claimed = idle("2022-02-28", &["plan-revised:pending"]);
    claimed.filing = Some(Filing::Filed);
    let open: Vec<String> = [&four[..], &["swap", "idle-fee"]]
        .concat()
        .iter()
        .map(|method| format!("{method} Open"))
        .collect();
    assert_eq!(menu(&claimed, "2024-01-01"), open);
    // Not filed: nothing of Art. 12 (Art. 25). Not known whether: open.
    plan.filing = Some(Filing::NotFiled);
    assert_eq!(menu(&plan, "2024-01-01"), [""; 0]);
    let assessment = assess_idle_land(&plan, day("2024-01-01"));
    let extension = &disposal_menu(&plan, &assessment)[0];
    assert_eq!(
        (extension.method, article(&extension.article)),
        (Method::ExtendPeriod, "53/25".into())
    );
    plan.filing = None;
    assert_eq!(menu(&plan, "2024-01-01").len(), 5);
    // Preparatory work: neither fee nor take-back, and no method of Art. 12 either.
    let mut preparatory = idle("2020-01-01", &["necessary-preparatory-work:verified"]);
    preparatory.filing = Some(Filing::Filed);
    assert_eq!(menu(&preparatory, "2024-01-01"), [""; 0]);
    // Commenced and suspended: Art. 12, never a fee (Art. 12, last paragraph).
    let mut second = idle("2020-01-01", &["hoarding"]);
    second.commencement = Some(Commencement::On(day("2020-01-01")));
    second.suspension = Some(Suspension::Since(day("2022-01-01")));
    second.developed_area = Some("0".parse().unwrap());
    second.filing = Some(Filing::Filed);
    assert_eq!(menu(&second, "2024-01-01"), provided(&four));
}

/// `kind from last-day state article`.
fn clocks(facts: &IdleLandFacts, procedure: &[ProcedureRecord], on: &str) -> Vec<String> {
    let clocks = idle_land_clocks(facts, procedure, day(on));
    let row = |clock: &landledger::law::Clock| {
        let state = match clock.state {
            ClockState::Met(day) => format!("met {day}"),
            state => format!("{state:?}"),
        };
        format!(
            "{:?} {} {} {state} {}",
            clock.kind,
            clock.from,
            clock.last_day,
            article(&clock.article)
        )
    };
    clocks.iter().map(row).collect()
}

#[test]
fn the_terms_that_an_agreement_sets() {
    // A leap day: the years end on 28 February, the fourth on the 29th; counted from the day itself.
    let facts = idle("2020-02-29", &[]);
    assert_eq!(
        clocks(&facts, &[], "2021-02-28"),
        [
            "StartDue 2020-02-29 2020-02-29 Over 53/2",
            "IdleAfter 2020-02-29 2021-02-28 Running 53/2",
            "TakeBackAfter 2020-02-29 2022-02-28 Running 53/14.2",
        ]
    );
    assert!(clocks(&facts, &[], "2021-03-01")[1].contains("Over"));
    // No day agreed: a year after the handover.
    let mut default = facts.clone();
    default.agreed_start = Some(AgreedStart::NotAgreed);
    assert_eq!(clocks(&default, &[], "2021-02-28"), [""; 0]);
    default.delivered = Some(day("2019-03-31"));
    assert_eq!(
        clocks(&default, &[], "2020-03-31")[0],
        "StartDue 2019-03-31 2020-03-31 Running 53/22"
    );
    // An extension: its own day, and no more than a year on top.
    let mut extended = facts.clone();
    extended.agreed_start = Some(AgreedStart::Extended(day("2021-06-30")));
    assert!(
        clocks(&extended, &[], "2021-01-01")
            .contains(&"ExtensionEnds 2021-06-30 2022-06-30 Running 53/12.1".to_owned())
    );
    // Commenced: the clocks stop; suspended: another runs.
    let mut commenced = facts.clone();
    commenced.commencement = Some(Commencement::On(day("2020-12-01")));
    commenced.suspension = Some(Suspension::Since(day("2022-05-05")));
    assert_eq!(
        clocks(&commenced, &[], "2023-05-05"),
        [
            "StartDue 2020-02-29 2020-02-29 met 2020-12-01 53/2",
            "IdleAfter 2020-02-29 2021-02-28 met 2020-12-01 53/2",
            "TakeBackAfter 2020-02-29 2022-02-28 met 2020-12-01 53/14.2",
            "SuspendedIdleAfter 2022-05-05 2023-05-05 Running 53/2",
        ]
    );
    // Before it was suspended there was nothing to count.
    assert_eq!(clocks(&commenced, &[], "2022-05-04").len(), 3);
    commenced.commencement = None;
    assert!(clocks(&commenced, &[], "2023-05-05").iter().all(|row| row.contains("Unknown")));
    let mut collective = facts;
    collective.land = Some(LandRight::Collective);
    assert_eq!(clocks(&collective, &[], "2021-02-28"), [""; 0]);
}

#[test]
fn the_terms_of_the_procedure() {
    let facts = {
        let mut facts = IdleLandFacts::default();
        facts.land = Some(LandRight::StateOwned);
        facts
    };
    let step = |step, on: &str| ProcedureRecord::new(step, day(on));
    let found = step(ProcedureStep::SuspicionFound, "2024-01-31");
    // 31 January + 30 days: the first day is not counted, and February has 29.
    assert_eq!(
        clocks(&facts, std::slice::from_ref(&found), "2024-03-01"),
        ["NoticeDue 2024-01-31 2024-03-01 Running 53/5"]
    );
    assert_eq!(
        clocks(&facts, std::slice::from_ref(&found), "2024-03-02"),
        ["NoticeDue 2024-01-31 2024-03-01 Over 53/5"]
    );
    assert_eq!(clocks(&facts, std::slice::from_ref(&found), "2024-01-30"), [""; 0]);
    let issued = step(ProcedureStep::NoticeIssued, "2024-03-05");
    assert_eq!(
        clocks(&facts, &[found, issued.clone()], "2024-03-05"),
        ["NoticeDue 2024-01-31 2024-03-01 met 2024-03-05 53/5"]
    );
    // A second round: what stopped the first does not stop it.
    let again = step(ProcedureStep::SuspicionFound, "2025-01-01");
    assert_eq!(
        clocks(&facts, &[issued, again], "2025-01-02"),
        ["NoticeDue 2025-01-01 2025-01-31 Running 53/5"]
    );
    let rest = [
        step(ProcedureStep::NoticeReceived, "2024-04-01"),
        step(ProcedureStep::TemporaryUseBegan, "2024-02-29"),
        step(ProcedureStep::FeeDecisionDelivered, "2024-05-01"),
        step(ProcedureStep::FeePaid, "2024-05-31"),
        step(ProcedureStep::TakeBackDecisionDelivered, "2024-06-01"),
    ];
    assert_eq!(
        clocks(&facts, &rest, "2024-06-30"),
        [
            "AnswerDue 2024-04-01 2024-05-01 Over 53/6",
            "PaymentDue 2024-05-01 2024-05-31 met 2024-05-31 53/17",
            // 30 days are left of May, and June has 30; the second decision has a day less in June and 31 in July.
            "ReconsiderationDue 2024-05-01 2024-06-30 Running 53/17",
            "CancellationDue 2024-06-01 2024-07-01 Running 53/17",
            "ReconsiderationDue 2024-06-01 2024-07-31 Running 53/17",
            "LitigationDue 2024-05-01 2024-11-01 Running 53/17",
            "LitigationDue 2024-06-01 2024-12-01 Running 53/17",
            "TemporaryUseEnds 2024-02-29 2026-02-28 Running 53/12.3",
        ]
    );
}

#[test]
fn the_terms_against_a_decision() {
    let facts = idle("2020-01-01", &[]);
    let of = |kind: &str, steps: &[(ProcedureStep, &str)], on: &str| -> Vec<String> {
        let steps: Vec<ProcedureRecord> =
            steps.iter().map(|(step, on)| ProcedureRecord::new(*step, day(on))).collect();
        let rows = clocks(&facts, &steps, on).into_iter();
        rows.filter(|row| row.starts_with(kind)).collect()
    };
    use ProcedureStep::{
        FeeDecisionDelivered, LitigationFiled, ReconsiderationRequested, TakeBackDecisionDelivered,
    };
    // Six months to the corresponding day, else to the end of the month.
    for (delivered, last) in [
        ("2023-08-31", "2024-02-29"),
        ("2024-08-31", "2025-02-28"),
        ("2024-02-29", "2024-08-29"),
        ("2023-12-31", "2024-06-30"),
        ("2024-03-15", "2024-09-15"),
    ] {
        for step in [FeeDecisionDelivered, TakeBackDecisionDelivered] {
            let row = |state: &str| vec![format!("LitigationDue {delivered} {last} {state} 53/17")];
            let after = day(last).tomorrow().unwrap().to_string();
            let before = day(delivered).yesterday().unwrap().to_string();
            assert_eq!(of("Litigation", &[(step, delivered)], last), row("Running"));
            assert_eq!(of("Litigation", &[(step, delivered)], &after), row("Over"));
            assert_eq!(of("Litigation", &[(step, delivered)], &before), [""; 0]);
        }
    }
    // 31 December and 60 days: 31 in January, 29 in February.
    let delivered = (FeeDecisionDelivered, "2023-12-31");
    let row = |state: &str| [format!("ReconsiderationDue 2023-12-31 2024-02-29 {state} 53/17")];
    assert_eq!(of("Reconsideration", &[delivered], "2024-02-29"), row("Running"));
    assert_eq!(of("Reconsideration", &[delivered], "2024-03-01"), row("Over"));
    let asked = (ReconsiderationRequested, "2024-02-29");
    assert_eq!(of("Reconsideration", &[delivered, asked], "2024-03-01"), row("met 2024-02-29"));
    assert_eq!(of("Reconsideration", &[delivered, asked], "2024-02-28"), row("Running"));
    // A step is against the decision that was delivered last before it.
    let second = (TakeBackDecisionDelivered, "2024-02-01");
    let sued = (LitigationFiled, "2024-01-31");
    assert_eq!(
        of("Litigation", &[delivered, second, sued], "2024-03-01"),
        [
            "LitigationDue 2023-12-31 2024-06-30 met 2024-01-31 53/17",
            "LitigationDue 2024-02-01 2024-08-01 Running 53/17",
        ]
    );
    let sued = (LitigationFiled, "2024-02-01");
    assert_eq!(
        of("Litigation", &[delivered, second, sued], "2024-03-01"),
        [
            "LitigationDue 2023-12-31 2024-06-30 Running 53/17",
            "LitigationDue 2024-02-01 2024-08-01 met 2024-02-01 53/17",
        ]
    );
}

/// The days are invented, as no number of this library sets them. 29 February 2024 and 1 October 2026 are Thursdays.
#[test]
fn the_terms_of_a_hearing_are_those_of_the_caller() {
    let facts = idle("2020-01-01", &[]);
    let source =
        || landledger::law::Citation::new("听证规则（示例）", "Rules of hearings, invented");
    let mut terms = ProcedureTerms::default();
    terms.hearing_request = Some(WorkingDayTerm::new(5, source(), Assurance::Recalled));
    terms.hearing_held = Some(WorkingDayTerm::new(20, source(), Assurance::Recalled));
    let noticed = ProcedureRecord::new(ProcedureStep::HearingNoticed, day("2026-09-24"));
    let asked = ProcedureRecord::new(ProcedureStep::HearingRequested, day("2026-10-08"));
    let dated = |terms: &ProcedureTerms, steps: &[ProcedureRecord], on: &str| -> Vec<String> {
        let found = hearing_clocks(&facts, steps, terms, day(on));
        assert_eq!(found.undated, []);
        let rows = found.dated.iter().map(|clock| {
            let count = clock.working_days.as_ref().unwrap();
            format!(
                "{:?} {} {:?} {} -{} +{} {}",
                clock.kind,
                clock.last_day,
                clock.state,
                count.days,
                count.days_off,
                count.days_worked,
                article(&clock.article)
            )
        });
        rows.collect()
    };
    // From Thursday 24 September: Friday, then Monday 28 to Thursday 1 October.
    let steps = std::slice::from_ref(&noticed);
    assert_eq!(
        dated(&terms, steps, "2026-10-01"),
        ["HearingRequestDue 2026-10-01 Running 5 -0 +0 53/15"]
    );
    assert_eq!(
        dated(&terms, steps, "2026-10-02"),
        ["HearingRequestDue 2026-10-01 Over 5 -0 +0 53/15"]
    );
    assert_eq!(dated(&terms, steps, "2026-09-23"), [""; 0]);
    // 1 to 7 October off, of which the 3rd and 4th are a weekend; Saturday the 10th worked: the fifth day is Thursday 8 October.
    terms.calendar.days_off.extend((1..=7).map(|at| Date::constant(2026, 10, at)));
    terms.calendar.days_worked.insert(day("2026-10-10"));
    assert_eq!(
        dated(&terms, steps, "2026-10-08"),
        ["HearingRequestDue 2026-10-08 Running 5 -5 +0 53/15"]
    );
    // Asked for on that day. 20 days: Friday 9 and Saturday 10, then 5 a week to Friday 30 (17), then Monday 2 to Wednesday 4
    // November.
    let both = [noticed.clone(), asked];
    assert_eq!(
        dated(&terms, &both, "2026-11-05"),
        [
            "HearingRequestDue 2026-10-08 Met(2026-10-08) 5 -5 +0 53/15",
            "HearingDue 2026-11-04 Over 20 -0 +1 53/15",
        ]
    );
    // Over a leap day: from Thursday 29 February 2024 a day, then four weeks less a day to Thursday 28 March.
    let asked = ProcedureRecord::new(ProcedureStep::HearingRequested, day("2024-02-29"));
    let held = ProcedureRecord::new(ProcedureStep::HearingHeld, day("2024-03-28"));
    assert_eq!(
        dated(&terms, &[asked.clone(), held], "2024-03-28"),
        ["HearingDue 2024-03-28 Met(2024-03-28) 20 -0 +0 53/15"]
    );
    // Nobody gave the days: the term is there, and has no last day.
    let none = ProcedureTerms::default();
    let found = hearing_clocks(&facts, &[noticed, asked], &none, day("2027-01-01"));
    assert_eq!(found.dated, []);
    let undated: Vec<_> = found.undated.iter().map(|c| (c.kind, c.from, c.state)).collect();
    assert_eq!(
        undated,
        [
            (ClockKind::HearingRequestDue, day("2026-09-24"), ClockState::Unknown),
            (ClockKind::HearingDue, day("2024-02-29"), ClockState::Unknown),
        ]
    );
    // Collective land is not under the measures.
    let mut facts = facts.clone();
    facts.land = Some(LandRight::Collective);
    let noticed = ProcedureRecord::new(ProcedureStep::HearingNoticed, day("2026-09-24"));
    let found = hearing_clocks(&facts, &[noticed], &terms, day("2026-10-01"));
    assert_eq!((found.dated, found.undated), (vec![], vec![]));
}

#[test]
fn what_a_determination_keeps_from_the_holder() {
    let mut facts = idle("2020-01-01", &[]);
    let steps = |rows: &[(ProcedureStep, &str)]| -> Vec<ProcedureRecord> {
        rows.iter().map(|(step, on)| ProcedureRecord::new(*step, day(on))).collect()
    };
    use ProcedureStep::{Determined, Disposed, FeePaid, RegistrationCancelled};
    let all = steps(&[
        (Determined, "2022-03-01"),
        (FeePaid, "2022-06-01"),
        (Determined, "2023-03-01"),
        (Disposed, "2023-09-30"),
        (Determined, "2025-01-31"),
        (RegistrationCancelled, "2025-05-01"),
    ]);
    let found = |on: &str| {
        let found = holder_restriction(&facts, &all, day(on));
        found.map(|found| {
            assert_eq!(article(&found.article), "53/24");
            (found.from.to_string(), found.ended.map(|day| day.to_string()))
        })
    };
    let since = |from: &str| Some((from.to_owned(), None));
    let ended = |from: &str, to: &str| Some((from.to_owned(), Some(to.to_owned())));
    assert_eq!(found("2022-02-28"), None);
    assert_eq!(found("2022-03-01"), since("2022-03-01"));
    // A fee is no disposal, and a second determination begins nothing anew.
    assert_eq!(found("2023-09-29"), since("2022-03-01"));
    assert_eq!(found("2023-09-30"), ended("2022-03-01", "2023-09-30"));
    assert_eq!(found("2025-01-30"), ended("2022-03-01", "2023-09-30"));
    assert_eq!(found("2025-01-31"), since("2025-01-31"));
    assert_eq!(found("2025-05-01"), ended("2025-01-31", "2025-05-01"));
    facts.land = Some(LandRight::Collective);
    assert_eq!(holder_restriction(&facts, &all, day("2022-03-01")), None);
}

#[test]
fn idea_28_what_is_due_in_the_next_days() {
    let facts = idle("2023-06-30", &[]);
    let due = |days, on: &str| -> Vec<ClockKind> {
        let clocks = idle_land_clocks(&facts, &[], day(on));
        clocks
            .iter()
            .filter(|clock| clock.is_due_within(days, day(on)))
            .map(|clock| clock.kind)
            .collect()
    };
    // 30 June 2024 is 30 days after 31 May, 31 after 30 May; on the day itself it is due, the day after it is over.
    assert_eq!(due(30, "2024-05-31"), [ClockKind::IdleAfter]);
    assert_eq!(due(30, "2024-05-30"), []);
    assert_eq!(due(90, "2024-05-30"), [ClockKind::IdleAfter]);
    assert_eq!(due(0, "2024-06-30"), [ClockKind::IdleAfter]);
    assert_eq!(due(30, "2024-07-01"), []);
}

#[test]
fn the_fee_is_a_fifth_of_the_price_to_the_fen() {
    // 20 % by hand; half a fen goes up.
    for (price, fee) in [
        ("10000000", "2000000.00"),
        ("0.02", "0.00"),
        ("0.03", "0.01"),
        ("12345678.925", "2469135.79"),
        ("0.025", "0.01"),
    ] {
        let found = idle_land_fee(price.parse().unwrap()).unwrap();
        assert_eq!(found.fee, fee.parse().unwrap(), "{price}");
        assert_eq!(
            (article(&found.basis), article(&found.bound)),
            ("53/14.1".into(), "REL/26".into())
        );
    }
    // A price that is large for money, and its fifth.
    let large = idle_land_fee("1000000000000000000".parse().unwrap()).unwrap();
    assert_eq!(large.fee, "200000000000000000".parse().unwrap());
}

#[test]
fn e16_a_cause_of_the_government_that_art_8_does_not_list_is_for_the_authority_to_judge() {
    for (text, verdicts) in [
        ("infrastructure-missing:pending", vec!["idle-government-cause", "idle-one-year"]),
        // Examined and true; whether it is one of Art. 8(6) stays open.
        ("infrastructure-missing:verified", vec!["idle-government-cause", "idle-one-year"]),
        ("infrastructure-missing:rejected", vec!["idle-one-year"]),
        ("judicial-seizure:verified", vec!["idle-one-year"]),
    ] {
        let found = assess_idle_land(&idle("2022-12-31", &[text]), day("2024-01-01"));
        let ids: Vec<&str> = found.verdicts().iter().map(|verdict| verdict.id()).collect();
        assert_eq!(ids, verdicts, "{text}");
        let asked = if verdicts.len() == 2 { vec![MissingFact::Verification] } else { vec![] };
        assert_eq!(found.missing, asked, "{text}");
    }
}

#[test]
fn every_threshold_has_its_article_and_its_day_of_check() {
    let all = Threshold::all();
    let ids: BTreeSet<&str> = all.iter().map(|threshold| threshold.id).collect();
    assert_eq!(all.len(), ids.len());
    for threshold in &all {
        // Control indicators, evaluation of zones and classes of boundary points are tables without articles.
        let tables = [
            "工业项目建设用地控制指标",
            "开发区土地集约利用评价规程（2014年度试行）",
            "地籍调查规程",
        ];
        let table = tables.contains(&&*threshold.citation.instrument_zh);
        assert_eq!(threshold.citation.article.is_none(), table, "{}", threshold.id);
        assert!(threshold.citation.last_checked.is_some(), "{}", threshold.id);
        let (rule, value) = (threshold.rule(), threshold.value.text());
        for text in [&rule.zh, &rule.en, &value.zh, &value.en] {
            assert!(!text.is_empty(), "{}", threshold.id);
        }
    }
}

#[test]
fn reasons_come_in_the_order_of_the_decision() {
    let mut facts = idle("2022-02-28", &["plan-revised:rejected", "hoarding"]);
    let found = assess_idle_land(&facts, day("2023-03-01"));
    let steps: Vec<String> = found
        .reasons
        .iter()
        .map(|reason| {
            format!("{} {:?}: {}", article(&reason.article), reason.answer, reason.facts.en)
        })
        .collect();
    assert_eq!(
        steps,
        [
            "53/2 Met: state-owned land",
            "53/30 NotMet: not commenced",
            "53/2 Met: due on 2022-02-28; 1 full year is over on 2023-03-01",
            "53/8 NotMet: plan revised (rejected)",
        ]
    );
    facts.commencement = Some(Commencement::On(day("2022-01-01")));
    facts.suspension = Some(Suspension::Since(day("2022-06-30")));
    facts.developed_area = Some("3333.33".parse().unwrap());
    facts.required_area = Some("10000".parse().unwrap());
    let found = assess_idle_land(&facts, day("2023-07-01"));
    let last: Vec<(&str, Answer)> =
        found.reasons.iter().map(|reason| (reason.facts.zh.as_str(), reason.answer)).collect();
    assert_eq!(
        last[1..],
        [
            ("2022-01-01 动工开发", Answer::Met),
            ("2022-06-30 起中止开发建设，至 2023-07-01 已满 1 年", Answer::Met),
            ("3333.33 / 10000 m² = 33.33 %", Answer::Met),
        ]
    );
}
