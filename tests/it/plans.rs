//! Plans: status, due days, slips, and the milestones of one step.

use landledger::plan::{PlanProgress, PlanStatus};
use landledger::report::{Report, ReportInput};
use landledger::zone::Zone;

use crate::ledger_text::{day, events, found, on, period};

/// A plan of two milestones, and one whose steps come in stages that are not written in order.
const GROUND: &str = "
    G1 2024-01-01 parcel 1
    G2 2024-01-01 plan P1 1 due=contract-signed:2024-03-31,in-production:2024-09-30
";

fn progress(story: &str, on_day: &str) -> PlanProgress {
    let history = on(&format!("{GROUND}{story}"), on_day);
    history.state.plans.into_values().next().expect("a plan").progress
}

#[test]
fn overdue_begins_on_the_day_after_the_due_day() {
    // (events, day, overdue steps, next step and its slip in days)
    let reached = "E1 2024-04-02 reached P1 contract-signed";
    let both = "E1 2024-04-02 reached P1 contract-signed\nE2 2024-09-20 reached P1 in-production";
    let rows: [(&str, &str, &[&str], Option<(&str, i32)>); 9] = [
        ("", "2024-01-01", &[], Some(("contract-signed", -90))),
        ("", "2024-03-30", &[], Some(("contract-signed", -1))),
        ("", "2024-03-31", &[], Some(("contract-signed", 0))),
        ("", "2024-04-01", &["contract-signed"], Some(("contract-signed", 1))),
        (reached, "2024-04-01", &["contract-signed"], Some(("contract-signed", 1))),
        (reached, "2024-04-02", &[], Some(("in-production", -181))),
        (reached, "2024-09-30", &[], Some(("in-production", 0))),
        (reached, "2024-10-01", &["in-production"], Some(("in-production", 1))),
        (both, "2025-01-01", &[], None),
    ];
    for (events, on_day, overdue, next) in rows {
        let progress = progress(events, on_day);
        let steps: Vec<&str> = progress.overdue(day(on_day)).map(|m| m.step.id()).collect();
        assert_eq!(steps, overdue, "{events} {on_day}");
        let found = progress.next().map(|m| (m.step.id(), m.slip_days(day(on_day))));
        assert_eq!(found, next, "{events} {on_day}");
    }
    // The slip of a step that was reached stays: 2 days late, 10 days early.
    let done = progress(both, "2025-01-01");
    let slips: Vec<i32> = done.milestones.iter().map(|m| m.slip_days(day("2025-01-01"))).collect();
    assert_eq!(slips, [2, -10]);
}

#[test]
fn status_follows_from_what_happened() {
    use PlanStatus::{Approved, AwaitingAcceptance, Closed, Implementing};
    let first = "E1 2024-02-01 reached P1 contract-signed";
    let last = "E2 2024-02-02 reached P1 in-production";
    let accepted = "E3 2024-02-03 accepted P1";
    // (events, status, findings)
    let rows = [
        (vec![], Approved, ""),
        (vec![accepted], Approved, "event-not-allowed: E3 P1"),
        (vec![first], Implementing, ""),
        // The steps need no order.
        (vec![last], Implementing, ""),
        (vec![first, accepted], Implementing, "event-not-allowed: E3 P1"),
        (vec![first, last], AwaitingAcceptance, ""),
        (vec![first, last, accepted], Closed, ""),
        (vec![first, first], Implementing, "event-id-repeated: E1"),
        (
            vec![first, "E4 2024-02-03 reached P1 contract-signed"],
            Implementing,
            "event-not-allowed: E4 P1",
        ),
        (
            vec![first, last, accepted, "E4 2024-02-04 reached P1 in-production"],
            Closed,
            "event-not-allowed: E4 P1",
        ),
        (
            vec![first, last, accepted, "E4 2024-02-04 accepted P1"],
            Closed,
            "event-not-allowed: E4 P1",
        ),
        // An acceptance that is retracted reopens the plan.
        (vec![first, last, accepted, "E4 2024-02-04 retract E3"], AwaitingAcceptance, ""),
    ];
    for (events, status, findings) in rows {
        let story = format!("{GROUND}{}", events.join("\n"));
        let history = on(&story, "2024-12-31");
        let plan = history.state.plans.values().next().expect("a plan");
        assert_eq!(plan.progress.status(), status, "{events:?}");
        assert_eq!(found(&history.findings), findings, "{events:?}");
    }
}

#[test]
fn a_refused_milestone_names_the_open_ones() {
    let story = format!("{GROUND}E1 2024-02-01 reached P1 works-started");
    let history = on(&story, "2024-12-31");
    let message = &history.findings.first().expect("a finding").message;
    assert!(
        message.zh.contains("当日可办理：节点完成（签约引进项目）、节点完成（投产）、方案调整"),
        "{}",
        message.zh
    );
    let open = "allowed on that day: milestone reached (contract with the incoming firm), milestone reached (in \
                production), plan revised";
    assert!(message.en.contains(open), "{}", message.en);
}

#[test]
fn a_plan_without_milestones_can_be_accepted() {
    let story = "
        E1 2024-01-01 parcel 1
        E2 2024-01-01 plan P1 1
        E3 2024-01-02 accepted P1
    ";
    let before = on(story, "2024-01-01");
    let plan = before.state.plans.values().next().expect("a plan");
    assert_eq!(plan.progress.status(), PlanStatus::Approved);
    let after = on(story, "2024-01-02");
    assert_eq!(found(&after.findings), "");
    let plan = after.state.plans.values().next().expect("a plan");
    assert_eq!(plan.progress.status(), PlanStatus::Closed);
}

#[test]
fn of_two_milestones_of_a_step_the_one_due_first_is_reached_first() {
    let story = "
        E1 2024-01-01 parcel 1
        E2 2024-01-01 plan P1 1 due=works-complete:2024-12-31,works-complete:2024-06-30
        E3 2024-05-01 reached P1 works-complete
    ";
    let history = on(story, "2024-07-01");
    let progress = &history.state.plans.values().next().expect("a plan").progress;
    let reached: Vec<Option<String>> =
        progress.milestones.iter().map(|m| m.reached.map(|day| day.to_string())).collect();
    assert_eq!(reached, [None, Some("2024-05-01".to_owned())]);
    assert_eq!(progress.overdue(day("2024-07-01")).count(), 0);
}

/// A report names for each entry the active plan of its parcel, and says which entries have none.
#[test]
fn entries_name_the_active_plan_of_their_parcel() {
    let story = "
        E1 2024-01-01 parcel 1
        E2 2024-01-01 parcel 2
        E3 2024-01-02 listed T1 1 idle 1
        E4 2024-01-02 listed T2 2 idle 1
        E5 2024-01-03 draft P0 1
        E6 2024-01-03 plan P1 1
    ";
    // (further events, the plan of T1)
    let rows = [
        ("", Some("P1")),
        ("E8 2024-01-04 accepted P1", None),
        ("E8 2024-01-04 accepted P1\nE9 2024-01-04 plan P2 1", Some("P2")),
    ];
    let zone = Zone::new("zone", "410106".parse().unwrap());
    for (more, plan) in rows {
        let events = events(&format!("{story}{more}"));
        let input = ReportInput::new(&zone, &[], &events);
        let report = Report::build(input, period("2024-01-01..2024-06-30")).unwrap();
        let plans: Vec<Option<&str>> =
            report.entries.iter().map(|row| row.plan.as_ref().map(|id| id.as_str())).collect();
        assert_eq!(plans, [plan, None], "{more}");
        let uncovered: Vec<&str> = report.uncovered.iter().map(|id| id.as_str()).collect();
        assert_eq!(uncovered, if plan.is_some() { vec!["T2"] } else { vec!["T1", "T2"] }, "{more}");
    }
}
