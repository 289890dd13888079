//! The ladder of land use: one rung and one class for each part of a parcel, and how the ledger stands to them.

use landledger::assessment::{ParcelPart, assess, assess_all};
use landledger::ledger::{AsOf, LedgerState, replay};
use landledger::report::AssessmentSummary;

use crate::ledger_acts::{act, code, mixed};
use crate::ledger_text::day;

const ON: &str = "2020-06-30";

fn state(story: &str, on: &str) -> LedgerState {
    let history = replay(&mixed(story), AsOf::day(day(on)));
    assert!(history.findings.is_empty(), "{:?}", history.findings);
    history.state
}

/// Parcel `number` of 1 000 m², with further members of its facts.
fn parcel(number: u32, tenure: &str, more: &str) -> String {
    let body = format!(
        r#"{{"parcel-registered":{{"parcel":"{}","facts":{{"name":"A{number}","town":"410106001","tenure":"{tenure}","registered_area_m2":"1000"{more}}}}}}}"#,
        code(number)
    );
    act(&format!("P{number:02}"), "2018-01-01", &body)
}

/// A grant whose development is due on a day.
fn due(day: &str) -> String {
    format!(
        r#","agreements":[{{"kind":"grant","document":{{"number":"1","dated":"2018-01-01"}},"start_due":"{day}"}}]"#
    )
}

/// `status | class | listed | agreement` of each part, with its area.
fn shown(parts: &[ParcelPart]) -> Vec<String> {
    let row = |part: &ParcelPart| {
        let status: Vec<String> = part.status.iter().map(|s| s.name().en).collect();
        let class: Vec<String> = part.class.iter().map(|c| c.name().en).collect();
        let listed = part.listed.map_or_else(|| "-".to_owned(), |c| c.id().to_owned());
        let area = part.land_area.map_or_else(|| "?".to_owned(), |a| a.to_string());
        let side = if part.side.is_empty() { "" } else { " vacant" };
        format!(
            "{area}{side} | {} | {} | {listed} | {}",
            status.join(" / "),
            class.join(" / "),
            part.agreement.name().en
        )
    };
    parts.iter().map(row).collect()
}

fn parts_of(story: &str, on: &str) -> Vec<String> {
    let state = state(story, on);
    shown(&assess(&state, &code(1), None).unwrap().unwrap().parts)
}

#[test]
fn each_rung_of_the_ladder() {
    // Domain sheet §2.5; days around the day due, 2019-06-30, and its first anniversary.
    let not_started = |on: &str| {
        let facts = format!(r#","stage":"supplied-not-started"{}"#, due("2019-06-30"));
        parts_of(&parcel(1, "granted", &facts), on)
    };
    let row = |status: &str, class: &str, agreement: &str| {
        vec![format!("1000 | {status} | {class} | - | {agreement}")]
    };
    let not_due = row("supplied, not started: not due, or no term", "neither", "agrees");
    let overdue = row("supplied, not started: overdue", "neither", "agrees");
    let idle = row("supplied, not started: idle", "idle land", "not listed");
    for (on, expected) in [
        ("2019-06-30", &not_due),
        ("2019-07-01", &overdue),
        ("2020-06-30", &overdue),
        ("2020-07-01", &idle),
        ("2023-01-01", &idle),
    ] {
        assert_eq!(not_started(on), *expected, "{on}");
    }
    // Begun land: whether it is low-efficiency land is open without criteria.
    for (stage, status) in [
        ("partly-built", "partly built"),
        ("built-not-producing", "built, not producing"),
        ("producing-below-target", "producing, below target"),
        ("meets-target", "meets its target"),
    ] {
        let facts = format!(
            r#","stage":"{stage}","development":{{"commencement":"on-unknown-day","suspension":"not-suspended"}}"#
        );
        assert_eq!(
            parts_of(&parcel(1, "granted", &facts), ON),
            row(status, "low-efficiency land / neither", "open")
        );
    }
    let approved = row("approved, not supplied", "approved, not supplied", "agrees");
    let facts = r#","stage":"approved-not-supplied""#;
    assert_eq!(parts_of(&parcel(1, "unsupplied", facts), ON), approved);
    // The tenure says it where no stage is recorded.
    assert_eq!(parts_of(&parcel(1, "unsupplied", ""), ON), approved);
    // No term runs for collective land.
    let facts = r#","stage":"supplied-not-started""#;
    assert_eq!(parts_of(&parcel(1, "collective", facts), ON), not_due);
}

#[test]
fn what_is_not_known_leaves_several_rungs_open() {
    // Neither stage nor development: everything that supplied land can be, and idle by the day that passed.
    let rest = "partly built / built, not producing / producing, below target / meets its target";
    assert_eq!(
        parts_of(&parcel(1, "granted", &due("2019-06-30")), "2021-01-01"),
        [format!(
            "1000 | supplied, not started: idle / {rest} | idle land / low-efficiency land / neither | - | open"
        )]
    );
    // Not started, and no day of commencement is known.
    assert_eq!(
        parts_of(&parcel(1, "granted", r#","stage":"supplied-not-started""#), ON),
        [
            "1000 | supplied, not started: not due, or no term / supplied, not started: overdue / supplied, not started: idle | \
          idle land / neither | - | open"
        ]
    );
    // The stage says supplied, the tenure says not: either may be wrong.
    assert_eq!(
        parts_of(&parcel(1, "unsupplied", r#","stage":"meets-target""#), ON),
        [
            "1000 | approved, not supplied / meets its target | approved, not supplied / low-efficiency land / neither | \
          - | open"
        ]
    );
    // Not started by the stage, commenced by the development record: nothing can be excluded.
    let facts = format!(
        r#","stage":"supplied-not-started","development":{{"commencement":{{"on":"2019-01-01"}},"suspension":"not-suspended"}}{}"#,
        due("2019-06-30")
    );
    assert_eq!(
        parts_of(&parcel(1, "granted", &facts), "2021-01-01"),
        [format!(
            "1000 | supplied, not started: not due, or no term / supplied, not started: overdue / \
             supplied, not started: idle / {rest} | low-efficiency land / neither | - | open"
        )]
    );
    // Built by the stage, not commenced by the development record.
    let facts = format!(
        r#","stage":"meets-target","development":{{"commencement":"not-yet"}}{}"#,
        due("2019-06-30")
    );
    assert_eq!(
        parts_of(&parcel(1, "granted", &facts), "2021-01-01"),
        ["1000 | supplied, not started: idle / meets its target | idle land | - | not listed"]
    );
}

#[test]
fn an_entry_is_a_part_of_its_own_and_the_rest_another() {
    let idle = format!(r#","stage":"supplied-not-started"{}"#, due("2019-06-30"));
    let listed = |area: &str, class: &str, on: &str| {
        let story =
            format!("{}\nE01 2019-07-01 listed T1 1 {class} {area}", parcel(1, "granted", &idle));
        parts_of(&story, on)
    };
    let status = "supplied, not started: idle | idle land";
    assert_eq!(
        listed("400", "idle", "2020-07-01"),
        [format!("400 | {status} | idle | agrees"), format!("600 | {status} | - | not listed"),]
    );
    // All of it: nothing is left over.
    assert_eq!(listed("1000", "idle", "2020-07-01"), [format!("1000 | {status} | idle | agrees")]);
    // Idle land is never low-efficiency land.
    assert_eq!(
        listed("1000", "low-efficiency-industrial", "2020-07-01"),
        [format!("1000 | {status} | low-efficiency-industrial | contradicts")]
    );
    // A day before the year is full it is not idle yet.
    assert_eq!(
        listed("1000", "idle", "2020-06-30"),
        ["1000 | supplied, not started: overdue | neither | idle | contradicts"]
    );
}

#[test]
fn suspended_land_may_be_found_idle_and_the_ledger_says_so() {
    // 300 of 1 000 m² developed, 20 of 100 invested, suspended for a full year.
    let facts = r#","stage":"partly-built","development":{"commencement":{"on":"2018-06-01"},"suspension":{"since":"2019-01-01"},
        "developed_area_m2":"300","invested_yuan":"20","total_investment_yuan":"100"},"agreements":[{"kind":"grant",
        "document":{"number":"1","dated":"2018-01-01"},"start_due":"2018-06-30","required_area_m2":"1000"}]"#;
    let story = parcel(1, "granted", &facts.replace("\n        ", ""));
    let open = "idle land / low-efficiency land / neither";
    assert_eq!(parts_of(&story, ON), [format!("1000 | partly built | {open} | - | open")]);
    let listed = format!("{story}\nE01 2020-02-01 listed T1 1 idle 1000");
    assert_eq!(parts_of(&listed, ON), [format!("1000 | partly built | {open} | idle | agrees")]);
}

#[test]
fn vacant_floor_area_is_a_side_state() {
    let facts = r#","stage":"built-not-producing","development":{"commencement":"on-unknown-day","suspension":"not-suspended"}"#;
    let story = format!("{}\nE01 2019-01-01 space S1 1 200 vacant", parcel(1, "granted", facts));
    assert_eq!(
        parts_of(&story, ON),
        ["1000 vacant | built, not producing | low-efficiency land / neither | - | open"]
    );
}

#[test]
fn every_part_is_in_one_row_of_the_summary() {
    let idle = format!(r#","stage":"supplied-not-started"{}"#, due("2019-06-30"));
    let story = format!(
        "{}\n{}\n{}\nE01 2019-07-01 listed T1 1 idle 400",
        parcel(1, "granted", &idle),
        parcel(2, "unsupplied", ""),
        parcel(3, "granted", &due("2020-08-15")).replace(r#","registered_area_m2":"1000""#, ""),
    );
    let all = assess_all(&state(&story, "2020-07-01"), None).unwrap();
    let summary = AssessmentSummary::of(&all).unwrap();
    let rows: Vec<String> = summary
        .status
        .iter()
        .map(|row| {
            let name = row.kind.map_or_else(|| "open".to_owned(), |kind| kind.name().en);
            format!("{name}: {} {} {}", row.count, row.land_area, row.without_area)
        })
        .collect();
    // Parcel 1 in two parts of 400 and 600 m²; parcel 3 without an area and with everything open.
    assert_eq!(
        rows,
        [
            "approved, not supplied: 1 1000 0",
            "supplied, not started: idle: 2 1000 0",
            "open: 1 0 1"
        ]
    );
    let classes: Vec<u64> = summary.class.iter().map(|row| row.count).collect();
    assert_eq!(classes, [1, 2, 1]);
    assert_eq!((summary.disagreements.len(), summary.open), (1, 1));
    // Terms of the next 90 days: parcel 3's day of commencement, 45 days away; parcel 1 is idle since today.
    let due: Vec<String> =
        summary.due.iter().map(|row| format!("{} {}", row.name, row.clock.last_day)).collect();
    assert_eq!(due, ["A3 2020-08-15"]);
    // On 2020-05-17 it is 90 days away, on the day before 91.
    for (on, listed) in [("2020-05-17", true), ("2020-05-16", false)] {
        let all = assess_all(&state(&story, on), None).unwrap();
        let due = AssessmentSummary::of(&all).unwrap().due;
        assert_eq!(due.iter().any(|row| row.name == "A3"), listed, "{on}");
    }
}
