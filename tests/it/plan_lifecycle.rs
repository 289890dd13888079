//! The life-cycle of plans: every status with every move, every guard, suspensions, order of recording, the drawings.

use std::collections::BTreeSet;

use landledger::finding::Language;
use landledger::ledger::{AsOf, Event, History, replay};
use landledger::plan::lifecycle::{
    Guard, PlanMove, TRANSITIONS, Transition, allowed, dot, markdown, mermaid, row, transition,
};
use landledger::plan::{PlanProgress, PlanStatus};

use crate::ledger_text::{day, events, found, on};

/// Two parcels, an entry on the first.
const GROUND: &str = "
    G1 2024-01-01 parcel 1 area=100
    G2 2024-01-01 parcel 2 area=100
    G3 2024-01-01 listed T1 1 idle 10
";

/// Steps that are still open, as options of a plan.
const OPEN: [&str; 3] =
    ["", "works-complete:2024-06-30", "works-complete:2024-06-30,in-production:2024-12-31"];

const CONSULTED: &str = "by=lead-unit evidence=consultation-record";
const ACCEPTED: &str =
    "by=acceptance-team evidence=acceptance-opinion,site-check-record@2024-03-01,floor-area-record";

/// The events that bring plan P1 to a status with so many open milestones; what is over by then has none.
fn story(status: Option<PlanStatus>, open: usize) -> String {
    let due = match OPEN[open] {
        "" => String::new(),
        steps => format!("due={steps}"),
    };
    let adopted = format!("S1 2024-01-02 plan P1 1 {due}");
    let drafted = format!("S1 2024-01-02 draft P1 1 {due}");
    let consulted = format!("{drafted}\nS2 2024-01-03 moved P1 consult {CONSULTED}");
    let done = "S1 2024-01-02 plan P1 1 due=contract-signed:2024-02-01\nS2 2024-01-03 reached P1 contract-signed";
    let Some(status) = status else { return GROUND.to_owned() };
    let own = match status {
        PlanStatus::Draft => drafted,
        PlanStatus::Consulted => consulted,
        PlanStatus::Returned => {
            format!("{consulted}\nS3 2024-01-04 moved P1 return evidence=return-opinion")
        }
        PlanStatus::Approved => adopted,
        PlanStatus::Implementing => format!("{adopted}\nS2 2024-01-03 moved P1 start"),
        PlanStatus::AwaitingAcceptance => done.to_owned(),
        PlanStatus::SuspendedByLitigation => format!(
            "{adopted}\nS2 2024-01-03 moved P1 suspend-for-litigation evidence=court-notice"
        ),
        PlanStatus::SuspendedBySeizure => {
            format!("{adopted}\nS2 2024-01-03 moved P1 suspend-for-seizure evidence=seizure-ruling")
        }
        PlanStatus::Closed => format!("{done}\nS3 2024-01-04 accepted P1"),
        PlanStatus::Superseded => {
            format!("{adopted}\nS2 2024-01-03 moved P1 supersede evidence=superseding-decision")
        }
        other => panic!("no story for {other:?}"),
    };
    format!("{GROUND}{own}\n")
}

/// An act that says a move, with all that its guards ask of it.
fn said(by: PlanMove, from: Option<PlanStatus>) -> String {
    let act = match by {
        PlanMove::Draft => "draft P1 1".to_owned(),
        PlanMove::Approve if from.is_none() => "plan P1 1".to_owned(),
        PlanMove::Revise
            if from == Some(PlanStatus::Closed) || from == Some(PlanStatus::AwaitingAcceptance) =>
        {
            "revise P1 1 due=contract-signed:2024-03-01".to_owned()
        }
        PlanMove::Revise => "revise P1 1".to_owned(),
        PlanMove::Reach | PlanMove::Complete => "reached P1 works-complete".to_owned(),
        PlanMove::Accept => format!("moved P1 accept {ACCEPTED}"),
        other => {
            let row = row(other).unwrap();
            let kinds: Vec<&str> = row.evidence.iter().map(|kind| kind.id()).collect();
            let evidence = if kinds.is_empty() {
                String::new()
            } else {
                format!("evidence={}", kinds.join(","))
            };
            format!("moved P1 {} by={} {evidence}", other.id(), role(row))
        }
    };
    format!("X 2024-03-01 {act}")
}

fn role(row: &Transition) -> String {
    serde_json::to_string(&row.roles[0]).unwrap().trim_matches('"').to_owned()
}

/// How many milestones must be open for a move.
const fn open_for(by: PlanMove) -> usize {
    match by {
        PlanMove::Reach => 2,
        PlanMove::Complete => 1,
        _ => 0,
    }
}

fn status(history: &History) -> Option<PlanStatus> {
    history.state.plans.get(&"P1".parse().unwrap()).map(|plan| plan.progress.status())
}

fn letter(status: PlanStatus) -> char {
    let at = PlanStatus::ALL.iter().position(|own| *own == status).unwrap();
    "DCRAIWLSXU".chars().nth(at).unwrap()
}

/// D draft, C consulted, R returned, A approved, I implementing, W awaiting acceptance, L and S suspended, X closed,
/// U superseded; a dot is a refusal. A move that stays shows the status. Worked out by hand from domain.md §3.3.
const GRID: &str = "
                       none D C R A I W L S X U
draft                  D    . . . . . . . . . .
consult                .    C . C . . . . . . .
return                 .    R R . . . . . . . .
approve                A    . A . . . . . . . .
revise                 .    D C R A I W . . X .
start                  .    . . . I . . . . . .
reach                  .    . . . I I . . . . .
complete               .    . . . W W . . . . .
submit                 .    . . . . W . . . . .
rectify                .    . . . . . I . . . .
accept                 .    . . . X X X . . . .
suspend-for-litigation .    . . . L L L . L . .
suspend-for-seizure    .    . . . S S S S . . .
resume                 .    . . . . . . A A . .
supersede              .    U U U U U U U U . .
reopen                 .    . . . . . . . . A .
";

#[test]
fn every_status_with_every_move() {
    let mut grid = format!("\n{:23}none", "");
    for status in PlanStatus::ALL {
        grid.push(' ');
        grid.push(letter(status));
    }
    for by in PlanMove::ALL {
        grid.push_str(&format!("\n{:23}", by.id()));
        for from in [None].into_iter().chain(PlanStatus::ALL.map(Some)) {
            let before = story(from, open_for(by));
            assert_eq!(status(&on(&before, "2024-02-01")), from, "{from:?} {by:?}");
            assert_eq!(found(&on(&before, "2024-02-01").findings), "", "{from:?} {by:?}");
            let after = on(&format!("{before}{}", said(by, from)), "2024-03-01");
            let cell = if after.findings.is_empty() {
                letter(status(&after).unwrap())
            } else {
                assert_eq!(status(&after), from, "a refusal changes nothing");
                '.'
            };
            // The table says the same.
            assert_eq!(transition(from, by).is_some(), cell != '.', "{from:?} {by:?}");
            let width = if from.is_none() { 4 } else { 1 };
            grid.push_str(&format!("{cell:<width$}"));
            if from != Some(PlanStatus::Superseded) {
                grid.push(' ');
            }
        }
    }
    assert_eq!(grid.trim(), GRID.trim());
}

/// An act that meets every guard of a move but one, and what comes before it; `None` where the guard asks nothing of this
/// status.
fn broken(row: &Transition, from: Option<PlanStatus>, guard: Guard) -> Option<(String, String)> {
    use PlanStatus::{AwaitingAcceptance, Closed, Implementing};
    let ground = story(from, open_for(row.by));
    // What a plan says is stated by `plan-adopted` where it is adopted, a drafted one too.
    let stated = matches!(guard, Guard::PlotsAndMethods | Guard::PlotsInBooks | Guard::SharesAddUp);
    let act = said(row.by, from.filter(|_| !(stated && row.by == PlanMove::Approve)));
    let is_active = from.is_some_and(PlanStatus::is_active);
    let broken = match guard {
        Guard::PlotsAndMethods => (ground, act.replace("P1 1", "P1 1 methods=-")),
        Guard::PlotsInBooks => (ground, act.replace("P1 1", "P1 9")),
        Guard::SharesAddUp => (ground, act.replace("P1 1", "P1 1 shares=1:1/2")),
        // A revision may bring a plot on which another plan is active; a plan that is not active itself may too.
        Guard::NoOtherActivePlan if row.by == PlanMove::Revise && is_active => {
            (format!("{ground}\nP 2024-02-02 plan P9 2\n"), act.replace("P1 1", "P1 1,2"))
        }
        Guard::NoOtherActivePlan if row.by == PlanMove::Revise => return None,
        Guard::NoOtherActivePlan => (format!("{ground}\nP 2024-02-02 plan P9 1\n"), act),
        Guard::MilestoneOpen => (ground, act.replace("works-complete", "holder-agreement")),
        // It awaits the acceptance because every milestone is reached.
        Guard::MilestonesReached if from == Some(AwaitingAcceptance) => return None,
        Guard::MilestonesReached => (story(from, 1), act),
        Guard::MilestonesKept if matches!(from, Some(AwaitingAcceptance | Closed)) => (
            ground,
            "X 2024-03-01 revise P1 1 due=contract-signed:2024-03-01,works-complete:2024-09-30"
                .into(),
        ),
        Guard::MilestonesKept if from == Some(Implementing) => {
            let reached = format!("{}\nR 2024-02-02 reached P1 in-production\n", story(from, 2));
            (reached, "X 2024-03-01 revise P1 1 due=works-complete:2024-06-30".into())
        }
        // None was reached yet.
        Guard::MilestonesKept => return None,
        Guard::EntryBack => (format!("{ground}\nP 2024-02-02 struck T1 misjudged\n"), act),
        Guard::SuccessorStands => (ground, format!("{act} for=P1")),
        // The acts that say these moves state neither role nor evidence.
        Guard::Role | Guard::Evidence if from.is_none() => return None,
        Guard::Role => {
            let wrong =
                if role(row) == "acceptance-team" { "lead-unit" } else { "acceptance-team" };
            (ground, act.replace(&format!("by={}", role(row)), &format!("by={wrong}")))
        }
        Guard::Evidence => {
            let kind = row.evidence[0].id();
            (ground, act.replace(kind, "price-receipt"))
        }
        Guard::MethodEvidence => (ground, act.replace("floor-area-record", "price-receipt")),
        Guard::SiteCheckDated => (ground, act.replace("@2024-03-01", "@2024-03-02")),
        other => panic!("no case for {other:?}"),
    };
    Some(broken)
}

/// Every edge of the table, without each of its guards in turn; that it goes with all of them is in the grid above.
#[test]
fn every_guard_of_every_edge_refuses_by_its_name() {
    let (mut seen, mut edges, mut asks_nothing) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for row in TRANSITIONS {
        for (from, guard) in
            row.from.iter().flat_map(|from| row.guards.iter().map(move |guard| (*from, *guard)))
        {
            let Some((ground, act)) = broken(row, from, guard) else {
                asks_nothing.push((row.by, from, guard));
                continue;
            };
            let context = format!("{:?} {from:?} {guard:?}\n{ground}{act}", row.by);
            assert_eq!(found(&on(&ground, "2024-02-29").findings), "", "{context}");
            let before = on(&ground, "2024-02-29");
            assert_eq!(status(&before), from, "{context}");
            let history = on(&format!("{ground}{act}"), "2024-03-01");
            let [finding] = history.findings.as_slice() else { panic!("{context}") };
            assert_eq!(status(&history), from, "{context}");
            if guard == Guard::PlotsInBooks {
                assert_eq!(finding.code.id(), "event-unknown-parcel", "{context}");
            } else {
                let (message, name) = (&finding.message, guard.name());
                assert!(message.zh.contains(&name.zh), "{context} {}", message.zh);
                assert!(message.en.contains(&name.en), "{context} {}", message.en);
            }
            seen.insert(guard);
            edges.insert((row.by, from));
        }
    }
    assert_eq!(seen.len(), Guard::ALL.len());
    // By hand: a revision is refused for another active plan from the three active statuses only, and keeps milestones from the
    // three in which some are reached; a plan that awaits acceptance has none open; adoption without a draft states no role.
    assert_eq!(asks_nothing.len(), 4 + 4 + 1 + 2, "{asks_nothing:?}");
    assert_eq!(edges.len(), TRANSITIONS.iter().map(|row| row.from.len()).sum::<usize>());
}

#[test]
fn a_plan_names_the_one_that_takes_its_place_and_the_chain_can_be_followed() {
    let supersede = "evidence=superseding-decision";
    let story = format!(
        "{GROUND}
        A 2024-01-02 plan P1 1
        B 2024-02-01 draft P2 1
        C 2024-02-02 moved P2 consult {CONSULTED}
        D 2024-03-01 moved P1 supersede {supersede} for=P2
        E 2024-03-02 moved P2 approve by=government evidence=approval-document
        F 2024-04-01 draft P3 1,2
        G 2024-05-01 moved P2 supersede {supersede} for=P3
        H 2024-06-01 draft P4 2
        "
    );
    let history = on(&story, "2024-06-30");
    assert_eq!(found(&history.findings), "");
    let state = &history.state;
    let ids = |ids: Vec<&landledger::plan::PlanId>| -> Vec<String> {
        ids.into_iter().map(ToString::to_string).collect()
    };
    let id = |id: &str| id.parse::<landledger::plan::PlanId>().unwrap();
    assert_eq!(ids(state.plan_successors(&id("P1"))), ["P2", "P3"]);
    assert_eq!(ids(state.plan_successors(&id("P3"))), Vec::<String>::new());
    assert_eq!(ids(state.plan_predecessors(&id("P3"))), ["P2", "P1"]);
    assert_eq!(ids(state.plan_predecessors(&id("P1"))), Vec::<String>::new());
    assert_eq!(state.plans[&id("P1")].progress.successor(), Some(&id("P2")));
    // List and page say so.
    let list = landledger::report::PlanList::of(state, None).unwrap();
    let by: Vec<Option<String>> =
        list.plans.iter().map(|row| row.superseded_by.as_ref().map(ToString::to_string)).collect();
    assert_eq!(by, [Some("P2".to_owned()), Some("P3".to_owned()), None, None]);
    let text = landledger::report::text::render_plan_list(&list, Language::En);
    assert!(text.contains("superseded → P2"), "{text}");
    let page = landledger::report::PlanPage::of(state, &id("P1"), None).unwrap();
    let text = landledger::report::text::render_plan(&page, Language::En);
    assert!(text.contains("P2 → P3"), "{text}");
    let page = landledger::report::PlanPage::of(state, &id("P3"), None).unwrap();
    let text = landledger::report::text::render_plan(&page, Language::Zh);
    assert!(text.contains("P2、P1"), "{text}");
    // What cannot take a place: the plan itself, one that is not in the books, over, or for other plots; and only a plan that is
    // superseded names one.
    for (act, why) in [
        ("moved P3 supersede evidence=superseding-decision for=P3", "its own place"),
        ("moved P3 supersede evidence=superseding-decision for=P9", "found P9"),
        ("moved P3 supersede evidence=superseding-decision for=P1", "P1 is superseded"),
        (
            "moved P3 consult by=lead-unit evidence=consultation-record for=P4",
            "only a plan that is superseded",
        ),
    ] {
        let history = on(&format!("{story} X 2024-06-20 {act}\n"), "2024-06-30");
        let [finding] = history.findings.as_slice() else { panic!("{act} {:?}", history.findings) };
        assert!(finding.message.en.contains(why), "{act}: {}", finding.message.en);
    }
    let other = on(
        &format!(
            "{GROUND} A 2024-01-02 plan P1 1\n B 2024-01-03 draft P2 2\n C 2024-01-04 moved P1 supersede {supersede} for=P2"
        ),
        "2024-06-30",
    );
    assert!(other.findings[0].message.en.contains("for none of the plots"), "{:?}", other.findings);
    // A plan that is given up names none.
    let alone = on(
        &format!("{GROUND} A 2024-01-02 plan P1 1\n C 2024-01-04 moved P1 supersede {supersede}"),
        "2024-06-30",
    );
    assert_eq!(found(&alone.findings), "");
    assert_eq!(alone.state.plans[&id("P1")].progress.successor(), None);
}

#[test]
fn the_second_active_plan_is_refused_with_the_id_of_the_first() {
    let story = format!("{GROUND}A 2024-01-02 plan P1 1\nB 2024-01-03 plan P2 1,2");
    let history = on(&story, "2024-01-31");
    assert_eq!(found(&history.findings), "event-not-allowed: B P2");
    let message = &history.findings[0].message;
    assert!(message.zh.contains("已有在办方案 P1"), "{}", message.zh);
    assert!(message.en.contains("has the active plan P1"), "{}", message.en);
}

fn progress(story: &str, on_day: &str) -> PlanProgress {
    let history = on(story, on_day);
    assert_eq!(found(&history.findings), "", "{story}");
    history.state.plans[&"P1".parse().unwrap()].progress.clone()
}

/// Suspended from 10 March to 9 April: 30 days (22 of March from the 10th on, 8 of April). What is open is put off by exactly
/// these, what was reached stays, and the clock stands at 10 March in between.
#[test]
fn a_suspension_puts_off_exactly_what_is_open() {
    let story = format!(
        "{GROUND}
        A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01,works-complete:2024-03-09,in-production:2024-03-31 fallback=buy-back-reserve:2024-04-30
        B 2024-01-20 reached P1 contract-signed
        C 2024-03-10 moved P1 suspend-for-litigation evidence=court-notice
        D 2024-04-09 moved P1 resume evidence=release-document
        "
    );
    let dues = |on_day: &str| -> Vec<String> {
        progress(&story, on_day).milestones.iter().map(|m| m.due.to_string()).collect()
    };
    let overdue = |on_day: &str| -> Vec<(&str, i32)> {
        let progress = progress(&story, on_day);
        let clock = progress.clock(day(on_day));
        progress.overdue(day(on_day)).map(|m| (m.step.id(), m.slip_days(clock))).collect()
    };
    assert_eq!(dues("2024-04-08"), ["2024-02-01", "2024-03-09", "2024-03-31"]);
    assert_eq!(dues("2024-04-09"), ["2024-02-01", "2024-04-08", "2024-04-30"]);
    // One day late when it stopped, all the while, and on the day on which it goes on.
    for on_day in ["2024-03-10", "2024-03-25", "2024-04-08", "2024-04-09"] {
        assert_eq!(overdue(on_day), [("works-complete", 1)], "{on_day}");
    }
    assert_eq!(overdue("2024-04-10"), [("works-complete", 2)]);
    assert_eq!(overdue("2024-04-30"), [("works-complete", 22)]);
    assert_eq!(overdue("2024-05-01"), [("works-complete", 23), ("in-production", 1)]);
    let later = progress(&story, "2024-05-01");
    assert_eq!(later.put_off(day("2024-04-30")), day("2024-05-30"));
    assert_eq!(later.milestones[2].first_due, Some(day("2024-03-31")));
    assert_eq!(later.milestones[0].first_due, None);
    // Nothing falls due while it is suspended.
    assert_eq!(progress(&story, "2024-03-25").due_within(day("2024-03-25"), 90).count(), 0);
    assert_eq!(later.due_within(day("2024-04-01"), 90).count(), 2);
}

/// A seizure after a lawsuit: the first day counts, and it goes back to where it stood.
#[test]
fn one_ground_after_another_stops_the_clocks_once() {
    let story = format!(
        "{GROUND}
        A 2024-01-02 plan P1 1 due=contract-signed:2024-02-01,works-complete:2024-06-30
        B 2024-01-20 reached P1 contract-signed
        C 2024-03-01 moved P1 suspend-for-litigation evidence=court-notice
        D 2024-03-11 moved P1 suspend-for-seizure evidence=seizure-ruling
        E 2024-03-21 moved P1 resume evidence=release-document
        "
    );
    let found = progress(&story, "2024-03-21");
    assert_eq!(found.status(), PlanStatus::Implementing);
    // 20 days from 1 to 21 March.
    assert_eq!(found.milestones[1].due, day("2024-07-20"));
    assert_eq!(found.put_off_days, 20);
}

/// A generator of the test's own: the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

fn random_acts(numbers: &mut Numbers, plan: &str, plot: &str, count: usize) -> Vec<String> {
    let acts = (0..count).map(|_| {
        let by = PlanMove::ALL[numbers.below(PlanMove::ALL.len())];
        let from = [None, Some(PlanStatus::Consulted), Some(PlanStatus::Closed)][numbers.below(3)];
        let steps = ["works-complete", "in-production", "contract-signed"];
        let text = said(by, from)
            .replace("X 2024-03-01 ", "")
            .replace("P1 1", &format!("{plan} {plot} due={}", OPEN[1 + numbers.below(2)]))
            .replace("P1", plan);
        if text.starts_with("reached") {
            return format!("reached {plan} {}", steps[numbers.below(3)]);
        }
        // A second `due=` of the same act would not be read.
        text.replace(" due=contract-signed:2024-03-01", "")
    });
    acts.collect()
}

#[test]
fn no_sequence_of_accepted_events_leaves_the_table() {
    let mut numbers = Numbers(7);
    let (mut accepted, mut reached) = (0, BTreeSet::new());
    for _ in 0..300 {
        let acts = random_acts(&mut numbers, "P1", "1", 25);
        let mut text = GROUND.to_owned();
        for (n, act) in acts.iter().enumerate() {
            text.push_str(&format!("X{n} 2024-03-{:02} {act}\n", n + 1));
        }
        let history = on(&text, "2024-12-31");
        let Some(plan) = history.state.plans.get(&"P1".parse().unwrap()) else { continue };
        let (mut at, mut before) = (None, None);
        for change in &plan.progress.history {
            let row = transition(at, change.by).unwrap_or_else(|| panic!("{at:?} {:?}", change.by));
            assert_eq!(change.from, at);
            if change.to.is_suspended()
                && at.is_some_and(|status: PlanStatus| !status.is_suspended())
            {
                before = at;
            }
            let to = row.destination(at.unwrap_or(change.to), before);
            assert_eq!(change.to, to, "{:?}", change.by);
            at = Some(change.to);
            accepted += 1;
            reached.insert(change.to);
        }
        assert_eq!(at, Some(plan.progress.status()));
        // What is closed has no open milestone, and what is suspended says since when.
        let open = plan.progress.milestones.iter().filter(|m| m.reached.is_none()).count();
        assert!(at != Some(PlanStatus::Closed) || open == 0);
        assert_eq!(plan.progress.suspended.is_some(), at.unwrap().is_suspended());
        assert_eq!(plan.progress.accepted.is_some(), at == Some(PlanStatus::Closed));
    }
    assert!(accepted > 600, "{accepted}");
    assert!(reached.len() >= 8, "{reached:?}");
}

/// Events of two plans that have nothing to do with each other, recorded in any order that keeps each plan's own: the status of
/// each depends on its events and the day alone.
#[test]
fn the_order_of_recording_of_independent_events_changes_nothing() {
    let mut numbers = Numbers(11);
    for _ in 0..100 {
        let one = random_acts(&mut numbers, "P1", "1", 12);
        let two = random_acts(&mut numbers, "P2", "2", 12);
        let text = |acts: &[String], series: &str| -> Vec<String> {
            let line =
                |(n, act): (usize, &String)| format!("{series}{n} 2024-03-{:02} {act}", n + 1);
            acts.iter().enumerate().map(line).collect()
        };
        let (one, two) = (text(&one, "A"), text(&two, "B"));
        let apart: Vec<String> = one.iter().chain(&two).cloned().collect();
        let mut mixed = Vec::new();
        let (mut left, mut right) = (one.into_iter().peekable(), two.into_iter().peekable());
        while left.peek().is_some() || right.peek().is_some() {
            let next = if numbers.below(2) == 0 { left.next() } else { right.next() };
            mixed.extend(next);
        }
        let states = [apart, mixed].map(|lines| {
            let mut events: Vec<Event> = events(&format!("{GROUND}{}", lines.join("\n")));
            for event in &mut events {
                event.recorded = day("2024-06-01").at(12, 0, 0, 0);
            }
            let history = replay(&events, AsOf::day(day("2024-12-31")));
            serde_json::to_string(&history.state.plans).unwrap()
        });
        assert_eq!(states[0], states[1]);
    }
}

#[test]
fn the_page_has_the_table_and_the_drawing() {
    let page = include_str!("../../src/docs/plans.md");
    for language in [Language::Zh, Language::En] {
        assert!(page.contains(&markdown(language)), "{}", markdown(language));
        assert!(page.contains(&mermaid(language)), "{}", mermaid(language));
    }
}

/// Every status and every arrow is in both drawings.
#[test]
fn the_drawings_show_every_arrow() {
    let (mermaid, dot) = (mermaid(Language::En), dot(Language::En));
    for status in PlanStatus::ALL {
        let word = status.id().replace('-', "_");
        assert!(mermaid.contains(&format!("    {word}: {}", status.name().en)), "{word}");
        assert!(dot.contains(&format!("    {word} [label=\"{}\"];", status.name().en)), "{word}");
        for row in allowed(Some(status)) {
            if let landledger::plan::lifecycle::Destination::To(to) = row.to {
                let to = to.id().replace('-', "_");
                let line = |text: &str, arrow: &str| {
                    let start = format!("    {word} {arrow} {to}");
                    let name = row.by.name().en;
                    text.lines().any(|line| line.starts_with(&start) && line.contains(&name))
                };
                assert!(line(&mermaid, "-->"), "{word} {to}");
                assert!(line(&dot, "->"), "{word} {to}");
            }
        }
    }
}

#[test]
fn the_table_has_one_row_a_move() {
    let moves: Vec<PlanMove> = TRANSITIONS.iter().map(|row| row.by).collect();
    assert_eq!(moves, PlanMove::ALL);
    // Moves that plan-moved says name who may make them.
    for row in TRANSITIONS.iter().filter(|row| row.guards.contains(&Guard::Evidence)) {
        assert!(!row.roles.is_empty() && !row.evidence.is_empty(), "{:?}", row.by);
    }
}
