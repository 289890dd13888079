//! Rows of the ledger's feature table that no other file shows, and ideas 19, 20, 22 and 26. Every expected value is worked
//! by hand in its story.

use landledger::calendar::PartialDay;
use landledger::finding::{Code, Finding, Severity, Text};
use landledger::ledger::{
    Act, AsOf, CreditKind, Grouping, History, LintOptions, RequiredField, Requirement,
    RequirementMoment, Revitalized, Standing, StrikeOffReason, adjusted_roll_forward, lint,
    parcel_history, provenance, replay,
};
use landledger::report::{RollForwards, text};
use landledger::store::refusals;
use landledger::units::{AreaUnit, round_to_sum, round_to_total};
use rust_decimal::Decimal;

use crate::ledger_acts::{act, code, mixed, replaced, shares};
use crate::ledger_text::{day, entries, events, found, period};

fn on(story: &str, effective: &str) -> History {
    replay(&mixed(story), AsOf::day(day(effective)))
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// Listed by a document, by a role, for a cause on the government's side.
const DOCUMENTED: &str = r#"{"id":"E02","effective":"2023-02-01","recorded":"2023-02-03T10:00:00",
    "document":{"number":"上街〔2023〕5号","dated":"2023-01-31"},"actor":"ledger-keeper","note":"第一批",
    "act":{"entry-listed":{"entry":"T1","parcel":"410106001001GB00001","class":"idle",
    "causes":[{"code":"land-not-delivered","side":"government","evidence":{"number":"交地〔2022〕1号"}},
    {"code":"cash-failure","side":"enterprise"}],"land_area_m2":"6000"}}}"#;

fn documented() -> String {
    DOCUMENTED.replace('\n', " ")
}

#[test]
fn c02_c04_c21_what_was_added_says_when_why_by_whom_and_by_which_document() {
    let story = format!("E01 2023-01-01 parcel 1 area=10000\n{}", documented());
    let journal = mixed(&story);
    let history = parcel_history(&journal, &code(1), None);
    let row = &history.events[1];
    assert_eq!(row.effective, PartialDay::from(day("2023-02-01")));
    assert_eq!(row.recorded.to_string(), "2023-02-03T10:00:00");
    assert_eq!(row.document.as_ref().unwrap().number, "上街〔2023〕5号");
    assert_eq!(row.actor.as_ref().unwrap().0, "ledger-keeper");
    assert_eq!(row.number, 2);
    let state = on(&story, "2023-12-31").state;
    let entry = &state.entries[&"T1".parse().unwrap()];
    assert_eq!(entry.listed_since(), Some(day("2023-02-01")));
    let causes: Vec<(&str, &str)> =
        entry.causes.iter().map(|cause| (cause.code.id(), cause.side.id())).collect();
    assert_eq!(causes, [("land-not-delivered", "government"), ("cash-failure", "enterprise")]);
}

#[test]
fn c03_what_left_can_still_be_asked_for() {
    let story = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E03 2023-02-01 space S1 1 800 vacant
        E04 2023-05-01 struck T1 taken-back
        E05 2023-06-01 removed S1
    ";
    let split = replaced("E06", "2023-07-01", "split", &[1], &[(2, "4000"), (3, "6000")], "");
    let state = on(&format!("{story}{split}"), "2023-12-31").state;
    assert_eq!(entries(&state), ["T1 idle 6000 [2023-02-01 taken-back 2023-05-01 6000]"]);
    assert_eq!(state.spaces[&"S1".parse().unwrap()].removed, Some(day("2023-06-01")));
    assert_eq!(state.parcels[&code(1)].ended, Some(day("2023-07-01")));
    assert_eq!(state.open_entries().count() + state.existing_spaces().count(), 0);
}

#[test]
fn c05_an_entry_leaves_for_one_of_the_coded_reasons() {
    for reason in StrikeOffReason::ALL {
        let word = serde_json::to_string(&reason).unwrap();
        let story = format!(
            "
            E01 2023-01-01 parcel 1 area=10000
            E02 2023-02-01 listed T1 1 idle 6000
            E03 2023-05-01 struck T1 {}
            ",
            word.trim_matches('"')
        );
        let history = on(&story, "2023-12-31");
        assert_eq!(found(&history.findings), "");
        let table = history.roll_forward(period("2023-05-01..2023-05-31")).unwrap();
        let [line] = table.lines.as_slice() else { panic!("{:?}", table.lines) };
        assert_eq!(line.kind.id(), format!("struck-off-{}", word.trim_matches('"')));
        assert_eq!((line.change.count, line.change.area.to_string()), (-1, "-6000".to_owned()));
    }
    let wrong = r#"{"entry-struck-off":{"entry":"T1","reason":"sold"}}"#;
    let error = serde_json::from_str::<Act>(wrong).unwrap_err().to_string();
    assert!(error.contains("unknown variant `sold`") && error.contains("taken-back"), "{error}");
}

/// The same three numbers by a change, by a correction and by a reclassification: only the first moves the area, only the
/// second changes what was true before.
#[test]
fn c07_idea_19_a_change_a_correction_and_a_reclassification_are_three_kinds() {
    let ground = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
    ";
    let area = |history: &History, on: &str| {
        let table = history.roll_forward(period(&format!("{on}..{on}"))).unwrap();
        (table.closing.area.to_string(), table.lines.len())
    };
    let change = on(&format!("{ground} E03 2023-05-01 resized T1 5000"), "2023-12-31");
    assert_eq!(area(&change, "2023-04-30"), ("6000".to_owned(), 0));
    assert_eq!(area(&change, "2023-05-01"), ("5000".to_owned(), 1));
    let correction = on(
        &format!("{ground} E03 2023-02-01 rec=2023-05-01 fix E02 listed T1 1 idle 5000"),
        "2023-12-31",
    );
    assert_eq!(area(&correction, "2023-02-01"), ("5000".to_owned(), 1));
    assert_eq!(area(&correction, "2023-05-01"), ("5000".to_owned(), 0));
    let moved = on(&format!("{ground} E03 2023-05-01 class T1 low-efficiency-other"), "2023-12-31");
    assert_eq!(area(&moved, "2023-05-01"), ("6000".to_owned(), 0));
    let by_class =
        moved.roll_forwards(&[period("2023-05-01..2023-05-31")], &[Grouping::Class]).unwrap();
    let kinds: Vec<&str> =
        by_class.iter().flat_map(|row| &row.table.lines).map(|line| line.kind.id()).collect();
    assert_eq!(kinds, ["regrouped", "regrouped"]);
}

#[test]
fn c08_nothing_that_was_known_changes_when_events_are_appended() {
    let journal = mixed(&format!("E01 2023-01-01 parcel 1 area=10000\n{}", documented()));
    let mut longer = journal.clone();
    longer.extend(events(
        "
        E03 2023-02-01 rec=2023-09-01 fix E02 listed T1 1 idle 1
        E04 2023-09-01 rec=2023-09-01 retract E01
        ",
    ));
    let as_of = AsOf::day(day("2023-06-30")).known_on(day("2023-06-30"));
    assert_eq!(replay(&journal, as_of), replay(&longer, as_of));
    assert_ne!(
        replay(&journal, AsOf::day(day("2023-06-30"))).state.entries,
        replay(&longer, AsOf::day(day("2023-06-30"))).state.entries
    );
}

#[test]
fn c09_the_state_on_each_day_around_an_event() {
    let story = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E03 2023-05-01 struck T1 taken-back
    ";
    let rows = [("2023-01-31", 0), ("2023-02-01", 1), ("2023-04-30", 1), ("2023-05-01", 0)];
    for (on_day, open) in rows {
        assert_eq!(on(story, on_day).state.open_entries().count(), open, "{on_day}");
    }
}

/// Opening 1 entry, 1000; listed 500; enlarged 1000 by 20.5; the first struck off; closing 1, 500.
#[test]
fn c14_a_period_rolls_forward_by_hand() {
    let story = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 1000
        E03 2023-04-01 listed T2 1 idle 500
        E04 2023-04-02 resized T1 1020.5
        E05 2023-06-30 struck T1 misjudged
        E06 2023-07-01 resized T2 400
    ";
    let history = on(story, "2023-12-31");
    let table = history.roll_forward(period("2023-04-01..2023-06-30")).unwrap();
    let lines: Vec<String> = table
        .lines
        .iter()
        .map(|l| format!("{} {} {}", l.kind.id(), l.change.count, l.change.area))
        .collect();
    assert_eq!((table.opening.count, table.opening.area.to_string()), (1, "1000".to_owned()));
    assert_eq!(lines, ["listed 1 500", "enlarged 0 20.5", "struck-off-misjudged -1 -1020.5"]);
    assert_eq!(
        (table.closing.count, decimal(&table.closing.area.to_string())),
        (1, decimal("500"))
    );
}

/// June closed on 5 July with T1 10 m²; then T2 (May, 5 m²) is recorded, T1 corrected to 12 m², and T3 (June, 1 m²), known
/// before the closing, is retracted. Published 11, adjusted by +5 +2 −1, opening now 17.
#[test]
fn c17_idea_20_a_late_fact_is_an_adjustment_of_the_open_period_with_its_true_day() {
    let late = act(
        "E05",
        "2023-05-01",
        r#"{"entry-listed":{"entry":"T2","parcel":"410106001001GB00001","class":"idle","causes":[],"land_area_m2":"5"}}"#,
    )
    .replace(
        r#""recorded":"2023-05-01T12:00:00","#,
        r#""recorded":"2023-08-01T12:00:00","document":{"number":"补〔2023〕1号"},"note":"漏报","#,
    );
    let closing = act("E04", "2023-07-05", r#"{"period-closed":{"through":"2023-06-30"}}"#);
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 10
        E03 2023-06-01 listed T3 1 idle 1
        {closing}
        {late}
        E06 2023-02-01 rec=2023-08-02 fix E02 listed T1 1 idle 12
        E07 2023-08-03 rec=2023-08-03 retract E03
        E08 2023-08-10 rec=2023-08-10 listed T4 1 idle 100
        "
    );
    let journal = mixed(&story);
    let third = adjusted_roll_forward(&journal, period("2023-07-01..2023-09-30"), None).unwrap();
    let entries = &third.entries;
    assert_eq!((entries.published.count, entries.published.area.to_string()), (2, "11".to_owned()));
    assert_eq!(
        (entries.adjustment.count, entries.adjustment.area.to_string()),
        (0, "6".to_owned())
    );
    let table = &entries.table;
    assert_eq!((table.opening.count, table.opening.area.to_string()), (2, "17".to_owned()));
    assert_eq!((table.closing.count, table.closing.area.to_string()), (3, "117".to_owned()));
    let rows: Vec<String> = third
        .adjustments
        .iter()
        .map(|row| {
            let difference = &row.difference;
            let document = row.document.as_ref().map_or("-", |d| d.number.as_str());
            format!(
                "{} {} {:?} {} {} {document}",
                difference.event,
                difference.day,
                difference.reason,
                row.recorded.date(),
                difference.entries.area
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "E02 2023-02-01 Corrected 2023-08-02 2 -",
            "E05 2023-05-01 RecordedLater 2023-08-01 5 补〔2023〕1号",
            "E03 2023-06-01 Retracted 2023-08-03 -1 -",
        ]
    );
    // As known before the late facts: nothing to adjust.
    let then =
        adjusted_roll_forward(&journal, period("2023-07-01..2023-09-30"), Some(day("2023-07-31")));
    let then = then.unwrap();
    assert_eq!(then.entries.published, then.entries.table.opening);
    assert!(then.adjustments.is_empty() && then.closing.is_some());
    // A period that does not follow the closing has no published opening.
    let other = adjusted_roll_forward(&journal, period("2023-08-01..2023-09-30"), None).unwrap();
    assert!(other.closing.is_none() && other.adjustments.is_empty());
    assert_eq!(other.entries.published, other.entries.table.opening);
    // The printed table says all of it.
    let rows =
        RollForwards::build(&journal, &[period("2023-07-01..2023-09-30")], &[], None).unwrap();
    let page =
        text::render_roll_forwards(&rows, AreaUnit::SquareMetre, landledger::finding::Language::En);
    let page = page.unwrap();
    for part in [
        "prior-period adjustments",
        "corrects E02",
        "recorded later; 补〔2023〕1号; 漏报",
        "retracts E03",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn idea_22_a_strike_off_as_revitalized_needs_an_accepted_plan() {
    let ground = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E03 2023-03-01 plan P1 1
    ";
    let struck = "E09 2023-06-01 struck T1 revitalized";
    let open = on(&format!("{ground}{struck}"), "2023-12-31");
    assert_eq!(found(&open.findings), "event-not-allowed: E09 T1");
    let message = &open.findings[0].message;
    assert!(message.en.contains("P1") && message.en.contains("taken back"), "{}", message.en);
    assert!(message.zh.contains("未验收时可用的销号原因：收回"), "{}", message.zh);
    // Accepted on the day itself is enough; the day after is not.
    for (day, expected) in [("2023-06-01", ""), ("2023-06-02", "event-not-allowed: E09 T1")] {
        let story = format!("{ground}E04 {day} rec=2023-03-01 accepted P1\n{struck}");
        assert_eq!(found(&on(&story, "2023-12-31").findings), expected, "{day}");
    }
    // Other reasons need none, and neither does a parcel without a plan.
    let taken = on(&format!("{ground}E09 2023-06-01 struck T1 taken-back"), "2023-12-31");
    assert_eq!(found(&taken.findings), "");
    let without = ground.replace("E03 2023-03-01 plan P1 1", "");
    assert_eq!(found(&on(&format!("{without}{struck}"), "2023-12-31").findings), "");
    // A plan accepted before a relapse does not cover the new stay, a new one does.
    let relapsed = format!(
        "{ground}
        E04 2023-04-01 accepted P1
        E05 2023-05-01 struck T1 revitalized
        E06 2024-01-01 relisted T1
        E07 2024-02-01 plan P2 1
        E08 2024-06-01 struck T1 revitalized
        "
    );
    assert_eq!(found(&on(&relapsed, "2024-12-31").findings), "event-not-allowed: E08 T1");
}

#[test]
fn idea_22_a_cause_of_article_8_lies_where_the_article_puts_it() {
    let listed = |causes: &str| {
        let body = format!(
            r#"{{"entry-listed":{{"entry":"T1","parcel":"410106001001GB00001","class":"idle","causes":[{causes}],"land_area_m2":"1"}}}}"#
        );
        let story =
            format!("E01 2023-01-01 parcel 1 area=10000\n{}", act("E02", "2023-02-01", &body));
        on(&story, "2023-12-31")
    };
    let rows = [
        (r#"{"code":"land-not-delivered","side":"government"}"#, ""),
        (r#"{"code":"land-not-delivered","side":"enterprise"}"#, "event-not-allowed: E02 T1"),
        (r#"{"code":"force-majeure","side":"force-majeure"}"#, ""),
        (r#"{"code":"force-majeure","side":"government"}"#, "event-not-allowed: E02 T1"),
        // Not of Art. 8: whoever records it says on whose side it lies.
        (r#"{"code":"cash-failure","side":"third-party"}"#, ""),
        (
            r#"{"code":"hoarding","side":"enterprise"},{"code":"hoarding","side":"enterprise"}"#,
            "event-not-allowed: E02 T1",
        ),
    ];
    for (causes, expected) in rows {
        let history = listed(causes);
        assert_eq!(found(&history.findings), expected, "{causes}");
    }
    let refused = listed(r#"{"code":"land-not-delivered","side":"enterprise"}"#);
    let message = &refused.findings[0].message;
    // The rule, and what would be allowed.
    assert!(
        message.en.contains("Art. 8, para. 1, item 1") && message.en.contains("cash-failure"),
        "{}",
        message.en
    );
    assert!(message.zh.contains("第八条"), "{}", message.zh);
}

#[test]
fn a_refusal_names_what_is_allowed_and_so_does_the_dry_run() {
    let ground = events(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E03 2023-02-01 space S1 1 800 vacant
        E04 2023-02-01 plan P1 1 due=works-started:2023-06-30
        ",
    );
    let rows = [
        ("vacated S1", "space occupied, space remeasured, space removed"),
        ("vacated S2", "space surveyed"),
        ("relisted T1", "causes revised, entry reclassified, entry resized, entry struck off"),
        ("class T9 idle", "entry listed"),
        (
            "accepted P1",
            "milestone reached (works started), plan revised, plan moved (start), plan moved (suspend for a lawsuit), \
             plan moved (suspend for a seizure), plan moved (supersede)",
        ),
        ("parcel 1", "facts revised, agreement made, parcels replaced, entry listed"),
        ("facts 2", "parcel registered"),
        ("advanced F1 visited", "prospect recorded"),
    ];
    for (line, allowed) in rows {
        let new = events(&format!("X 2023-03-01 {line}"));
        let found = refusals(&ground, &new);
        assert_eq!(found.len(), 1, "{line}");
        let message = &found[0].message.en;
        assert!(message.ends_with(&format!("allowed on that day: {allowed}")), "{line}: {message}");
        let state = replay(&ground, AsOf::day(day("2023-03-01"))).state;
        if !message.contains("expected a subject known on that day") {
            let names: Vec<String> =
                state.alternatives(&new[0].act).into_iter().map(|name: Text| name.en).collect();
            assert_eq!(names.join(", "), allowed, "{line}");
        }
    }
}

#[test]
fn c28_a_month_or_a_year_counts_from_its_first_day_and_stays_what_it_was() {
    let rows = [
        ("2023", "2023-01-01", "2023-12-31", false),
        ("2024-02", "2024-02-01", "2024-02-29", false),
        ("2023-02", "2023-02-01", "2023-02-28", false),
        ("2024-02-29", "2024-02-29", "2024-02-29", true),
    ];
    for (text, first, last, whole) in rows {
        let given: PartialDay = text.parse().unwrap();
        assert_eq!((given.first_day(), given.last_day()), (day(first), day(last)), "{text}");
        assert_eq!((given.is_whole(), given.to_string()), (whole, text.to_owned()));
        let json = serde_json::to_string(&given).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<PartialDay>(&json).unwrap(), given);
    }
    for wrong in
        ["", "23", "2023-13", "2023-00", "0000", "2023-1", "2023-2-1", "2023/02", "２０２３"]
    {
        assert!(wrong.parse::<PartialDay>().is_err(), "{wrong}");
    }
    assert_ne!("2023-01".parse::<PartialDay>().unwrap(), day("2023-01-01").into());
    // In a journal: true from 1 March, and not a day earlier.
    let listed = r#"{"id":"E02","effective":"2023-03","recorded":"2023-05-01T12:00:00","act":{"entry-listed":{"entry":"T1",
        "parcel":"410106001001GB00001","class":"idle","causes":[],"land_area_m2":"1"}}}"#;
    let story = format!("E01 2023-01-01 parcel 1 area=10000\n{}", listed.replace('\n', " "));
    assert_eq!(on(&story, "2023-02-28").state.open_entries().count(), 0);
    assert_eq!(on(&story, "2023-03-01").state.open_entries().count(), 1);
    let journal = mixed(&story);
    assert!(serde_json::to_string(&journal[1]).unwrap().contains(r#""effective":"2023-03","#));
}

fn codes_of(story: &str, on_day: &str, options: &LintOptions) -> Vec<String> {
    let found = lint(&mixed(story), AsOf::day(day(on_day)), options).unwrap();
    found.iter().map(|f| format!("{}: {}", f.code, f.subjects.join(" "))).collect()
}

/// Only the lint asked for.
fn lints(code: &str, story: &str, on_day: &str) -> Vec<String> {
    let all = codes_of(story, on_day, &LintOptions::default());
    all.into_iter().filter(|row| row.starts_with(code)).collect()
}

#[test]
fn c29_implausible_days_are_found_on_each_side_of_their_bounds() {
    let rows = [
        ("1949-09-30", "1950-01-01", 1),
        ("1949-10-01", "1950-01-01", 0),
        // 2023-01-01 and 366 days: 2024-01-02.
        ("2024-01-02", "2023-01-01", 0),
        ("2024-01-03", "2023-01-01", 1),
    ];
    for (effective, recorded, count) in rows {
        let story = format!("E01 {effective} rec={recorded} parcel 1 area=1");
        assert_eq!(
            lints("ledger-day-implausible", &story, "2030-01-01").len(),
            count,
            "{effective}"
        );
    }
    let agreement = |start: &str, end: &str| {
        let body = format!(
            r#"{{"agreement-made":{{"parcel":"410106001001GB00001","agreement":{{"kind":"grant","document":{{"number":"1"}},"start_due":"{start}","complete_due":"{end}"}}}}}}"#
        );
        format!("E01 2020-01-01 parcel 1 area=1\n{}", act("E02", "2023-01-01", &body))
    };
    let rows = [
        ("2023-06-01", "2023-05-31", 0, 1),
        ("2023-06-01", "2023-06-01", 0, 0),
        ("2023-06-01", "2123-01-01", 0, 0),
        ("2023-06-01", "2123-01-02", 1, 0),
        ("1949-09-30", "2023-06-01", 1, 0),
    ];
    for (start, end, implausible, reversed) in rows {
        let story = agreement(start, end);
        let found = (
            lints("ledger-day-implausible", &story, "2030-01-01").len(),
            lints("ledger-dates-reversed", &story, "2030-01-01").len(),
        );
        assert_eq!(found, (implausible, reversed), "{start} {end}");
    }
    let plan = |due: &str| {
        format!("E01 2023-01-01 parcel 1\nE02 2023-03-01 plan P1 1 due=works-started:{due}")
    };
    assert_eq!(
        lints("ledger-dates-reversed", &plan("2023-02-28"), "2030-01-01"),
        ["ledger-dates-reversed: E02"]
    );
    assert!(lints("ledger-dates-reversed", &plan("2023-03-01"), "2030-01-01").is_empty());
    let suspended = |since: &str| {
        let body = format!(
            r#"{{"parcel-registered":{{"parcel":"410106001001GB00001","facts":{{"name":"A","town":"410106001","tenure":"granted","development":{{"commencement":{{"on":"2022-06-30"}},"suspension":{{"since":"{since}"}}}}}}}}}}"#
        );
        act("E01", "2023-01-01", &body)
    };
    assert_eq!(
        lints("ledger-dates-reversed", &suspended("2022-06-29"), "2030-01-01"),
        ["ledger-dates-reversed: E01"]
    );
    for since in ["2022-06-30", "2022-07-01"] {
        assert!(lints("ledger-dates-reversed", &suspended(since), "2030-01-01").is_empty());
    }
    let events = mixed(&suspended("2022-06-29"));
    let found = lint(&events, AsOf::day(day("2030-01-01")), &LintOptions::default()).unwrap();
    let said = found.iter().find(|f| f.code.id() == "ledger-dates-reversed").unwrap();
    assert_eq!(
        (said.message.zh.as_str(), said.message.en.as_str()),
        (
            "事项 E01：中止开发日期 2022-06-29 应不早于动工开发日期 2022-06-30",
            "event E01: expected suspension not before commencement on 2022-06-30, found 2022-06-29"
        )
    );
}

#[test]
fn c30_c31_what_is_required_depends_on_the_moment_and_weighs_less_while_proposed() {
    let requirement =
        Requirement::new(RequirementMoment::StrikeOff, RequiredField::Document, Severity::Error);
    let mut options = LintOptions::default();
    options.requirements = vec![requirement];
    let ground = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
    ";
    let strike = r#"{"entry-struck-off":{"entry":"T1","reason":"taken-back"}}"#;
    let severities = |story: &str, options: &LintOptions| -> Vec<Severity> {
        let found = lint(&mixed(story), AsOf::day(day("2023-12-31")), options).unwrap();
        let found = found.into_iter().filter(|f| f.code.id() == "ledger-field-missing");
        found.map(|finding| finding.severity).collect()
    };
    let holds = format!("{ground}{}", act("E03", "2023-05-01", strike));
    assert_eq!(severities(&holds, &options), [Severity::Error]);
    let draft = format!(
        "{ground}{}",
        act("E03", "2023-05-01", &format!(r#"{{"proposed":{{"act":{strike}}}}}"#))
    );
    assert_eq!(severities(&draft, &options), [Severity::Warning]);
    // With its document, or before it is due, nothing is missing.
    let with = holds.replace(r#""act":"#, r#""document":{"number":"1"},"act":"#);
    assert!(severities(&with, &options).is_empty());
    assert!(severities(ground, &options).is_empty());
    // By default a listing wants the registered area, a cause and the holder; a correction its reason.
    let listed = format!(
        "E01 2023-01-01 parcel 1\n{}",
        act(
            "E02",
            "2023-02-01",
            r#"{"entry-listed":{"entry":"T1","parcel":"410106001001GB00001","class":"idle","causes":[],"land_area_m2":"1"}}"#
        )
    );
    assert_eq!(
        severities(&listed, &LintOptions::default()),
        [Severity::Warning, Severity::Warning, Severity::Note]
    );
    let retracted = format!("{listed}\nE03 2023-02-01 rec=2023-03-01 retract E02");
    assert_eq!(severities(&retracted, &LintOptions::default()), [Severity::Warning]);
}

#[test]
fn idea_26_revitalized_land_that_is_still_counted() {
    let ground = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 low-efficiency-industrial 6000
        E03 2023-03-01 plan P1 1
        E04 2023-03-01 space S1 1 800 vacant
        E05 2023-03-01 space S2 1 100 vacant
    ";
    let code = "ledger-still-listed";
    assert!(lints(code, ground, "2023-12-31").is_empty());
    let accepted = format!("{ground}E06 2023-06-01 accepted P1");
    let subject = "ledger-still-listed: T1 410106001001GB00001";
    assert_eq!(lints(code, &accepted, "2023-06-01"), [subject]);
    assert!(lints(code, &accepted, "2023-05-31").is_empty());
    // Another plan is still open.
    assert!(lints(code, &format!("{accepted}\nE07 2023-06-01 plan P2 1"), "2023-12-31").is_empty());
    // Every space in use again, or all but one.
    let one = format!("{ground}E06 2023-06-01 occupied S1 by=lease-plant");
    assert!(lints(code, &one, "2023-12-31").is_empty());
    let both = format!("{one}\nE07 2023-06-02 occupied S2 by=lease-plant");
    assert_eq!(lints(code, &both, "2023-12-31"), [subject]);
    // Struck off and still empty.
    let struck = format!(
        "{accepted}\nE07 2023-06-02 struck T1 revitalized\nE08 2023-06-03 occupied S1 by=lease-plant"
    );
    assert_eq!(
        lints("ledger-still-vacant", &struck, "2023-12-31"),
        ["ledger-still-vacant: T1 410106001001GB00001"]
    );
    let full = format!("{struck}\nE09 2023-06-04 occupied S2 by=lease-plant");
    assert!(lints("ledger-still-vacant", &full, "2023-12-31").is_empty());
    assert!(lints("ledger-no-plan", &full, "2023-12-31").is_empty());
    let without = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 low-efficiency-industrial 6000
        E03 2023-03-01 struck T1 revitalized
    ";
    assert_eq!(lints("ledger-no-plan", without, "2023-12-31").len(), 1);
}

#[test]
fn idea_26_clocks_relapses_and_holders() {
    let code = "ledger-clock-missing";
    let ground = "E01 2023-01-01 parcel 1 area=10000\n";
    let idle = format!("{ground}E02 2023-02-01 listed T1 1 idle 6000");
    assert_eq!(lints(code, &idle, "2023-12-31"), ["ledger-clock-missing: T1 410106001001GB00001"]);
    let other = format!("{ground}E02 2023-02-01 listed T1 1 low-efficiency-other 6000");
    assert!(lints(code, &other, "2023-12-31").is_empty());
    for member in ["start_due", "delivered"] {
        let body = format!(
            r#"{{"agreement-made":{{"parcel":"410106001001GB00001","agreement":{{"kind":"grant","document":{{"number":"1"}},"{member}":"2022-01-01"}}}}}}"#
        );
        let story = format!("{idle}\n{}", act("E03", "2023-02-01", &body));
        assert!(lints(code, &story, "2023-12-31").is_empty(), "{member}");
    }
    // Twelve months to the day are within, a day more is not.
    for (back, count) in [("2024-05-01", 1), ("2024-05-02", 0)] {
        let story = format!("{idle}\nE03 2023-05-01 struck T1 taken-back\nE04 {back} relisted T1");
        assert_eq!(lints("ledger-relapse", &story, "2030-01-01").len(), count, "{back}");
    }
    let held = |parcel: u32, holder: &str| {
        let body = format!(
            r#"{{"parcel-registered":{{"parcel":"{}","facts":{{"name":"A","town":"410106001","tenure":"granted","holder":{{"name":"{holder}"}}}}}}}}"#,
            crate::ledger_acts::code(parcel)
        );
        act(&format!("P{parcel}"), "2023-01-01", &body)
    };
    let listed = "E2 2023-02-01 listed T1 1 idle 1\nE3 2023-02-01 listed T2 2 idle 1\nE4 2023-02-01 listed T3 1 idle 1";
    let same = format!("{}\n{}\n{listed}", held(1, "甲厂"), held(2, "甲厂"));
    assert_eq!(
        lints("ledger-holder-repeated", &same, "2023-12-31"),
        ["ledger-holder-repeated: 410106001001GB00001 410106001001GB00002"]
    );
    let two = format!("{}\n{}\n{listed}", held(1, "甲厂"), held(2, "乙厂"));
    assert!(lints("ledger-holder-repeated", &two, "2023-12-31").is_empty());
}

#[test]
fn idea_26_land_that_comes_back_under_a_new_entry_is_a_relapse() {
    let found = |back: &str, story: &str| {
        let story = format!(
            "E01 2023-01-01 parcel 1 area=10000\nE02 2023-02-01 listed T1 1 idle 6000\n{story}"
        );
        let events = mixed(&story.replace("BACK", back));
        let all = lint(&events, AsOf::day(day("2030-01-01")), &LintOptions::default()).unwrap();
        let found: Vec<Finding> =
            all.into_iter().filter(|f| f.code == Code::LedgerRelapse).collect();
        // Every story holds as it is told.
        let history = replay(&events, AsOf::day(day("2030-01-01")));
        assert_eq!(crate::ledger_text::found(&history.findings), "");
        found
    };
    let subjects = |back: &str, story: &str| {
        let found = found(back, story);
        found.iter().map(|finding| finding.subjects.join(" ")).collect::<Vec<_>>()
    };
    let parcel = |number: &str| crate::ledger_text::parcel(number).to_string();
    let struck = "E03 2023-05-01 struck T1 taken-back\n";
    let split = replaced("E04", "2023-06-01", "split", &[1], &[(2, "7000.00"), (3, "3000.00")], "");
    let again = replaced("E05", "2023-07-01", "split", &[2], &[(4, "6000.00"), (5, "1000.00")], "");
    // Twelve months to the day are within, a day more is not: on the parcel itself, on a child, on a child of that.
    let cases = [
        (format!("{struck}E06 BACK listed T2 1 idle 500"), "1"),
        (format!("{struck}{split}\nE06 BACK listed T2 3 idle 500"), "3"),
        (format!("{struck}{split}\n{again}\nE06 BACK listed T2 4 idle 500"), "4"),
    ];
    for (story, at) in &cases {
        assert_eq!(subjects("2024-05-01", story), [format!("T2 T1 {}", parcel(at))], "{story}");
        assert!(subjects("2024-05-02", story).is_empty(), "{story}");
    }
    let message = |case: usize| found("2024-05-01", &cases[case].0)[0].message.clone();
    assert_eq!(
        message(0).en,
        "entry T1 was struck off on 2023-05-01 (taken back), and the land is back since 2024-05-01 as entry \
         T2, within 12 months"
    );
    let zh = message(1).zh;
    let words = ["条目 T1", &parcel("1"), "2023-05-01", "2024-05-01", "条目 T2"];
    assert!(words.iter().all(|word| zh.contains(word)), "{zh}");
    // Another parcel, an entry that goes on from one whose parcel was split, and one that was there all along, are none.
    let taken = shares(&[("T1", "T2", 2, "4000"), ("T1", "T3", 3, "2000")]);
    let parcels = [(2, "7000.00"), (3, "3000.00")];
    let handed = replaced("E04", "2023-06-01", "split", &[1], &parcels, &taken);
    for story in [
        format!("{struck}E04 2023-05-01 parcel 2 area=500\nE06 BACK listed T2 2 idle 500"),
        handed.clone(),
        format!("{handed}\nE06 2023-07-01 listed T4 2 idle 500"),
        format!("E025 2023-05-01 listed T2 1 idle 500\n{struck}"),
    ] {
        assert!(subjects("2023-05-01", &story).is_empty(), "{story}");
    }
    // One return is found once: against the last strike-off; and what is back already is no land that comes back.
    let twice = "E04 2023-05-02 listed T2 1 idle 500\nE05 2023-05-03 struck T2 misjudged\nE06 BACK listed T3 1 idle 500";
    let both = format!("T3 T2 {}", parcel("1"));
    let first = format!("T2 T1 {}", parcel("1"));
    assert_eq!(subjects("2023-05-04", &format!("{struck}{twice}")), [first, both]);
    let back = "E04 2023-05-02 relisted T1\nE06 BACK listed T2 1 idle 500";
    let own = format!("T1 {}", parcel("1"));
    assert_eq!(subjects("2023-05-04", &format!("{struck}{back}")), [own]);
}

#[test]
fn c15_an_assertion_that_does_not_hold_is_a_finding_with_the_event_that_explains_it() {
    let assertion = act(
        "E03",
        "2023-06-30",
        r#"{"balance-asserted":{"assertion":{"balance":{"land-area-m2":"6000"}}}}"#,
    );
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        {assertion}
        E04 2023-06-30 rec=2023-08-01 listed T2 1 idle 0.5
        "
    );
    assert_eq!(lints("ledger-balance", &story, "2023-12-31"), ["ledger-balance-differs: E03 E04"]);
    let held = story.replace("E04 2023-06-30", "E04 2023-07-01");
    assert!(lints("ledger-balance", &held, "2023-12-31").is_empty());
}

/// Two series, by hand. S1 (100, in use by lease under class industrial) relapses; S2 (40) is sold by parts on land that is
/// not on the ledger; T1 (6000, hoarding, block east) is struck off as revitalized in March and relapses in May.
#[test]
fn revitalized_area_is_told_apart_by_cause_method_and_block_and_each_metre_counts_once() {
    let registered = act(
        "E01",
        "2023-01-01",
        r#"{"parcel-registered":{"parcel":"410106001001GB00001","facts":{"name":"A","town":"410106001","tenure":"granted","block":"东区"}}}"#,
    );
    let story = format!(
        "{registered}
        E02 2023-01-01 parcel 2
        E03 2023-01-10 listed T1 1 low-efficiency-industrial 6000 causes=hoarding
        E04 2023-01-10 space S1 1 100 vacant
        E05 2023-01-10 space S2 2 40 vacant
        E06 2023-02-01 occupied S1 by=lease-plant
        E07 2023-02-02 occupied S2 by=split-sale
        E08 2023-03-01 struck T1 revitalized
        E09 2023-04-05 vacated S1
        E10 2023-04-06 measured S1 110
        E11 2023-04-07 occupied S1 by=split-sale
        E12 2023-05-01 relisted T1 causes=bankruptcy
        E13 2023-05-02 removed S2
        "
    );
    let journal = mixed(&story);
    let history = replay(&journal, AsOf::day(day("2023-12-31")));
    assert_eq!(found(&history.findings), "");
    let quarters = [period("2023-01-01..2023-03-31"), period("2023-04-01..2023-06-30")];
    let rows = |by: &[Grouping]| -> Vec<String> {
        let rows = history.revitalized_floor_roll_forwards(&quarters, by).unwrap();
        let text = rows.iter().map(|row| {
            let keys: Vec<String> = row.group.iter().map(|key| key.name().en).collect();
            let lines: Vec<String> = row
                .table
                .lines
                .iter()
                .map(|l| format!("{:?} {} {}", l.kind, l.change.count, l.change.area))
                .collect();
            let (opening, closing) = (row.table.opening.area, row.table.closing.area);
            format!("{}: {opening} | {} | {closing}", keys.join("/"), lines.join(", "))
        });
        text.collect()
    };
    assert_eq!(
        rows(&[]),
        [
            ": 0 | Revitalized 2 140 | 140",
            // S1 comes back with 110; the old 100 left.
            ": 140 | Revitalized 1 110, Relapsed -1 -100, Removed -1 -40 | 110",
        ]
    );
    assert_eq!(
        rows(&[Grouping::Cause, Grouping::Block]),
        [
            "hoarding/东区: 0 | Revitalized 1 100 | 100",
            "not on the ledger/not stated: 0 | Revitalized 1 40 | 40",
            // Struck off in April: the space came back on land that was not on the ledger then.
            "hoarding/东区: 100 | Relapsed -1 -100 | 0",
            "not on the ledger/东区: 0 | Revitalized 1 110 | 110",
            "not on the ledger/not stated: 40 | Removed -1 -40 | 0",
        ]
    );
    let land = history.revitalized_land_roll_forward(period("2023-01-01..2023-06-30")).unwrap();
    let lines: Vec<(CreditKind, i64, String)> = land
        .lines
        .iter()
        .map(|line| (line.kind, line.change.count, line.change.area.to_string()))
        .collect();
    assert_eq!(
        lines,
        [
            (CreditKind::Revitalized, 1, "6000".to_owned()),
            (CreditKind::Relapsed, -1, "-6000".to_owned())
        ]
    );
    // The proof list, added again by somebody else, gives the same as the roll-forward.
    let first = Revitalized::of(&journal, quarters[0], None).unwrap();
    let by_cause: Vec<String> = first
        .floor_by(Grouping::Cause)
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", row.group.name().en, row.count, row.area))
        .collect();
    assert_eq!(by_cause, ["hoarding 1 100", "not on the ledger 1 40"]);
    let by_block: Vec<String> = first
        .land_by(Grouping::Block)
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", row.group.name().zh, row.count, row.area))
        .collect();
    assert_eq!(by_block, ["东区 1 6000"]);
    let json = serde_json::to_string(&first).unwrap();
    assert_eq!(serde_json::from_str::<Revitalized>(&json).unwrap(), first);
}

#[test]
fn c12_a_split_keeps_what_counts_where_it_began() {
    let story = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-01-10 listed T1 1 idle 6000
        E03 2023-01-10 space S1 1 100 vacant
        E04 2023-02-01 occupied S1 by=lease-plant
    ";
    let more = shares(&[("T1", "T2", 2, "6000")]) + &format!(r#","spaces":{{"S1":"{}"}}"#, code(2));
    let split = replaced("E05", "2023-03-01", "split", &[1], &[(2, "7000"), (3, "3000")], &more);
    let history = on(&format!("{story}{split}\nE06 2023-04-01 vacated S1"), "2023-12-31");
    assert_eq!(found(&history.findings), "");
    let rows = history
        .revitalized_floor_roll_forwards(&[period("2023-01-01..2023-12-31")], &[Grouping::Class])
        .unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.table.closing.count, row.table.closing.area.is_zero()), (0, true));
}

#[test]
fn rows_are_rounded_so_that_they_sum_to_the_rounded_total() {
    let numbers = |list: &[&str]| -> Vec<Decimal> { list.iter().map(|n| decimal(n)).collect() };
    let shown = |list: Option<Vec<Decimal>>| -> Vec<String> {
        list.unwrap().iter().map(ToString::to_string).collect()
    };
    let rows: [(&[&str], u32, &[&str]); 5] = [
        // 0.5 + 0.5 = 1: one goes up, the earlier.
        (&["0.5", "0.5"], 0, &["1", "0"]),
        // Sum 2.8, rounded 3: the largest remainder goes up.
        (&["0.9", "0.9", "1.0"], 0, &["1", "1", "1"]),
        (&["0.4", "0.4", "0.4"], 0, &["1", "0", "0"]),
        // With signs: −0.5 rounds down to −1; the sum is 0.
        (&["-0.5", "0.5"], 0, &["0", "0"]),
        (&["1.005", "2.005"], 2, &["1.01", "2.00"]),
    ];
    for (given, places, expected) in rows {
        assert_eq!(shown(round_to_sum(&numbers(given), places)), expected, "{given:?}");
    }
    let given = numbers(&["0.3", "0.3"]);
    assert_eq!(shown(round_to_total(&given, decimal("1"), 0)), ["1", "0"]);
    assert_eq!(shown(round_to_total(&given, decimal("0"), 0)), ["0", "0"]);
    assert_eq!(round_to_total(&given, decimal("3"), 0), None);
    assert_eq!(round_to_total(&given, decimal("0.5"), 0), None);
    // In mu: 1000 m² is 1.5, 100 m² is 0.15, 50 m² is 0.075; opening 1.5, closing 1.725 → 1.73, so the lines are 0.23.
    let story = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 1000
        E03 2023-04-01 listed T2 1 idle 100
        E04 2023-04-02 resized T1 1050
    ";
    let table = on(story, "2023-12-31").roll_forward(period("2023-04-01..2023-06-30")).unwrap();
    let rounded = table.rounded(AreaUnit::Mu, 2).unwrap();
    let lines: Vec<String> = rounded.lines.iter().map(ToString::to_string).collect();
    assert_eq!(
        (rounded.opening.to_string(), rounded.closing.to_string()),
        ("1.50".to_owned(), "1.73".to_owned())
    );
    assert_eq!(lines, ["0.15", "0.08"]);
}

#[test]
fn c32_every_event_of_a_parcel_says_what_became_of_it() {
    let journal = events(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E03 2023-03-01 listed T2 2 idle 1
        E04 2023-02-01 rec=2023-04-01 fix E02 listed T1 1 idle 5000
        E05 2023-05-01 rec=2023-05-01 vacated S9
        E06 2023-06-01 rec=2023-06-01 class T1 low-efficiency-other
        E07 2023-07-01 rec=2023-07-01 retract E06
        E08 2023-07-02 rec=2023-07-02 struck T1 misjudged
        E09 2023-07-03 rec=2023-07-03 struck T1 misjudged
        ",
    );
    let shown = |known: Option<&str>| -> Vec<String> {
        let history = parcel_history(&journal, &code(1), known.map(day));
        let rows = history.events.iter().map(|row| {
            let standing = match &row.standing {
                Standing::Refused(_) => "refused".to_owned(),
                other => other.name().en,
            };
            format!("{} {} {standing}", row.number, row.event)
        });
        rows.collect()
    };
    assert_eq!(
        shown(None),
        [
            "1 E01 holds",
            "2 E02 corrected by E04",
            "4 E04 about E02",
            "6 E06 retracted by E07",
            "7 E07 about E06",
            "8 E08 holds",
            "9 E09 refused",
        ]
    );
    assert_eq!(shown(Some("2023-03-31")), ["1 E01 holds", "2 E02 holds"]);
}

/// Stated anew without change keeps its first source; a correction takes the place of what it corrects.
#[test]
fn c32_every_value_says_which_event_brought_it_and_since_when() {
    let journal = events(
        "
        E01 2023-01-01 parcel 1 area=10000 floor=500
        E02 2023-03-01 facts 1 area=10000 floor=600
        E03 2023-04-01 facts 1 area=10000.00 floor=600 invested=7
        E04 2023-03-01 rec=2023-06-01 fix E02 facts 1 area=10000 floor=650
        E05 2023-07-01 rec=2023-07-01 facts 9 area=1
        ",
    );
    let shown = |on_day: &str| -> Vec<String> {
        let values = provenance(&journal, &code(1), AsOf::day(day(on_day)));
        let kept = values.iter().filter(|v| v.field.ends_with("_m2") || v.field.ends_with("_yuan"));
        kept.map(|v| format!("{} {} {} {}", v.field, v.value, v.event, v.since)).collect()
    };
    assert_eq!(
        shown("2023-03-31"),
        ["registered_area_m2 10000 E01 2023-01-01", "floor_area_m2 650 E04 2023-03-01"]
    );
    assert_eq!(
        shown("2023-12-31"),
        [
            "registered_area_m2 10000.00 E03 2023-04-01",
            "floor_area_m2 600 E03 2023-04-01",
            "investment_yuan 7 E03 2023-04-01",
        ]
    );
    assert!(provenance(&journal, &code(9), AsOf::day(day("2023-12-31"))).is_empty());
}

#[test]
fn boundaries_agreements_and_acknowledgements_are_events() {
    let boundary = |id: &str, day: &str, area: &str| {
        let body = format!(
            r#"{{"zone-boundary-adopted":{{"approved_area":{{"value":"{area}","unit":"km2"}}}}}}"#
        );
        act(id, day, &body)
    };
    let agreement = act(
        "E04",
        "2023-03-01",
        r#"{"agreement-made":{"parcel":"410106001001GB00001","agreement":{"kind":"supplement","document":{"number":"补1"},"start_due":"2024-01-01"}}}"#,
    );
    let accepted = |id: &str, day: &str, by: &str| {
        let body = format!(
            r#"{{"finding-acknowledged":{{"acknowledgement":{{"fingerprint":"f1","reason":"已核实","by":"{by}"}}}}}}"#
        );
        act(id, day, &body)
    };
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        {}
        {}
        {agreement}
        {}
        {}
        {}
        ",
        boundary("E02", "2023-01-01", "17.06"),
        boundary("E03", "2023-02-01", "18"),
        accepted("E05", "2023-04-01", "a"),
        accepted("E06", "2023-05-01", "b"),
        // A second boundary of one day: correct the first instead.
        boundary("E07", "2023-02-01", "19").replace("2023-02-01T", "2023-06-01T"),
    );
    let history = on(&story, "2023-12-31");
    assert_eq!(found(&history.findings), "event-not-allowed: E07 2023-02-01");
    let state = &history.state;
    let adopted: Vec<String> = state
        .boundaries
        .iter()
        .map(|b| format!("{} {}", b.effective, b.approved_area.to_area().unwrap()))
        .collect();
    assert_eq!(adopted, ["2023-01-01 17060000", "2023-02-01 18000000"]);
    let parcel = &state.parcels[&code(1)];
    assert_eq!((parcel.facts.agreements.len(), parcel.facts_since), (1, day("2023-03-01")));
    // The later one takes the place of the earlier.
    assert_eq!(state.acknowledgements["f1"].by, "b");
    assert_eq!(on(&story, "2023-04-30").state.acknowledgements["f1"].by, "a");
}

#[test]
fn land_that_counts_as_revitalized_cannot_be_listed_under_another_entry() {
    let ground = "
        E01 2023-01-01 parcel 1 area=12000
        E02 2023-02-01 listed T1 1 idle 7000
        E03 2023-03-01 struck T1 revitalized
    ";
    // 5000 m² are left beside the 7000 that count.
    for (area, expected) in [("5000", ""), ("5000.01", "event-not-allowed: E04 T2")] {
        let history = on(&format!("{ground}E04 2023-04-01 listed T2 1 idle {area}"), "2023-12-31");
        assert_eq!(found(&history.findings), expected, "{area}");
        if let Some(finding) = history.findings.first() {
            assert!(finding.message.en.contains("of these T1 count as revitalized"), "{finding:?}");
        }
    }
    // The entry with which it counts comes back, and then there is no more room than its own.
    let back = format!("{ground}E04 2023-04-01 relisted T1\nE05 2023-04-02 resized T1 12000");
    let history = on(&back, "2023-12-31");
    assert_eq!(found(&history.findings), "");
    let series = history.revitalized_land_roll_forward(period("2023-01-01..2023-12-31")).unwrap();
    assert!(series.closing.area.is_zero());
    // Struck off for another reason it counts for nothing, and the land can be listed anew.
    let other = ground.replace("struck T1 revitalized", "struck T1 misjudged");
    let history = on(&format!("{other}E04 2023-04-01 listed T2 1 idle 12000"), "2023-12-31");
    assert_eq!(found(&history.findings), "");
}

#[test]
fn c13_what_goes_on_after_a_split_is_what_was_on_the_ledger() {
    let ground = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
    ";
    let rows = [
        ("3000", "3000", ""),
        ("5000", "5000", "event-not-allowed: E05 E05"),
        ("100", "1", "event-not-allowed: E05 E05"),
    ];
    for (one, two, expected) in rows {
        let more = shares(&[("T1", "T2", 2, one), ("T1", "T3", 3, two)]);
        let split =
            replaced("E05", "2023-06-01", "split", &[1], &[(2, "5000"), (3, "5000")], &more);
        let history = on(&format!("{ground}{split}"), "2023-12-31");
        assert_eq!(found(&history.findings), expected, "{one} {two}");
    }
}

#[test]
fn c12_a_merge_joins_causes_and_takes_the_plan_adopted_last() {
    let ground = "
        E01 2020-01-01 parcel 1 area=100
        E02 2020-01-01 parcel 2 area=100
        E03 2020-01-01 parcel 3 area=100
        E04 2020-02-01 listed T1 1 idle 10 causes=hoarding
        E05 2020-02-01 listed T2 2 idle 10 causes=bankruptcy
        E06 2020-02-01 listed T3 3 idle 10 causes=bankruptcy,hoarding
        E07 2020-03-01 plan P1 2 methods=buy-back-reserve
        E08 2023-03-01 plan P2 1 methods=lease-plant
    ";
    for from in [[1, 2, 3], [2, 3, 1], [3, 2, 1]] {
        let merged = replaced(
            "E09",
            "2023-06-01",
            "merge",
            &from,
            &[(4, "300")],
            &shares(&[("T1+T2+T3", "T4", 4, "30")]),
        );
        let history = on(&format!("{ground}{merged}"), "2023-12-31");
        assert_eq!(found(&history.findings), "", "{from:?}");
        let entry = &history.state.entries[&"T4".parse().unwrap()];
        let mut causes: Vec<&str> = entry.causes.iter().map(|cause| cause.code.id()).collect();
        assert_eq!(causes[0], "hoarding");
        causes.sort_unstable();
        assert_eq!(causes, ["bankruptcy", "hoarding"]);
        let rows = history
            .roll_forwards(&[period("2023-06-01..2023-12-31")], &[Grouping::Method])
            .unwrap();
        let last: Vec<String> = rows
            .iter()
            .filter(|row| row.table.closing.count > 0)
            .map(|row| row.group[0].name().en)
            .collect();
        assert_eq!(last, ["plant let"], "{from:?}");
    }
}

#[test]
fn alternatives_are_those_of_the_day_and_of_the_act_that_was_refused() {
    let ground = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E03 2023-02-01 space S1 1 800 vacant
    ";
    let proposed = act(
        "E04",
        "2023-03-01",
        r#"{"proposed":{"act":{"entry-struck-off":{"entry":"T1","reason":"taken-back"}},"until":"2023-05-31"}}"#,
    );
    let waiting = mixed(&format!("{ground}{proposed}"));
    let refusal = refusals(&waiting, &events("X 2023-04-01 class T1 low-efficiency-other"));
    let message = &refusal[0].message.en;
    assert!(
        message.ends_with("allowed on that day: proposal confirmed, proposal voided"),
        "{message}"
    );
    let together = act(
        "E05",
        "2023-04-01",
        r#"{"together":{"acts":[{"entry-resized":{"entry":"T1","land_area_m2":"10"}},{"space-vacated":{"space":"S1"}}]}}"#,
    );
    let refusal = refusals(&mixed(ground), &mixed(&together));
    let message = &refusal[0].message.en;
    let allowed = "allowed on that day: space occupied, space remeasured, space removed";
    assert!(message.ends_with(allowed), "{message}");
}

#[test]
fn c12_a_code_that_is_gone_leads_to_where_its_land_is_now() {
    let once = replaced("E02", "2023-02-01", "split", &[1], &[(2, "6000"), (3, "4000")], "");
    let twice = replaced("E03", "2023-03-01", "split", &[2], &[(4, "5000"), (5, "1000")], "");
    let story = format!(
        "E01 2023-01-01 parcel 1 area=10000\n{once}\n{twice}\nE04 2023-04-01 facts 1 area=1"
    );
    let history = on(&story, "2023-12-31");
    let message = &history.findings[0].message.en;
    let now = format!("its land is now: {}, {}, {}", code(3), code(4), code(5));
    assert!(message.contains(&now), "{message}");
    assert_eq!(history.state.heirs(&code(1)).len(), 4);
    assert_eq!(parcel_history(&mixed(&story), &code(1), None).heirs, [code(3), code(4), code(5)]);
}

#[test]
fn the_history_of_a_parcel_follows_plans_and_decisions_and_survives_warnings() {
    let proposed = act(
        "E04",
        "2023-03-01",
        r#"{"proposed":{"act":{"entry-struck-off":{"entry":"T1","reason":"taken-back"}}}}"#,
    );
    let confirmed = act("E05", "2023-03-02", r#"{"proposal-confirmed":{"event":"E04"}}"#);
    let voided = act("E09", "2023-04-02", r#"{"proposal-voided":{"event":"E04"}}"#);
    let split = replaced("E08", "2023-06-01", "split", &[1], &[(2, "6000"), (3, "4000")], "");
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E03 2023-02-01 plan P1 1 due=works-started:2023-12-31
        {proposed}
        {confirmed}
        E06 2023-03-03 retract E05
        E07 2023-04-01 reached P1 works-started
        {voided}
        E10 2023-04-03 struck T1 misjudged
        {split}
        "
    );
    let mut journal = mixed(&story);
    // Recorded before the line above: a warning, and the event holds all the same.
    let last = journal.len() - 1;
    journal[last].recorded = day("2023-01-05").at(1, 0, 0, 0);
    let history = parcel_history(&journal, &code(1), None);
    let rows: Vec<String> = history
        .events
        .iter()
        .map(|row| format!("{} {}", row.event, row.standing.name().en))
        .collect();
    assert_eq!(
        rows,
        [
            "E01 holds",
            "E02 holds",
            "E03 holds",
            "E04 holds",
            "E05 retracted by E06",
            "E06 about E05",
            "E07 holds",
            "E09 holds",
            "E10 holds",
            "E08 holds",
        ]
    );
}

#[test]
fn c29_what_was_put_right_is_no_longer_found() {
    let story = "
        E01 2203-01-01 rec=2023-01-02 parcel 1 area=10000
        E02 2023-01-01 rec=2023-02-01 fix E01 parcel 1 area=10000
    ";
    assert!(lints("ledger-day-implausible", story, "2300-01-01").is_empty());
    let wrong = story.lines().take(2).collect::<Vec<_>>().join("\n");
    assert_eq!(lints("ledger-day-implausible", &wrong, "2300-01-01").len(), 1);
}

#[test]
fn c15_a_balance_of_a_month_is_that_of_its_last_day() {
    let assertion =
        act("E03", "2023-06-30", r#"{"balance-asserted":{"assertion":{"balance":{"entries":2}}}}"#)
            .replace(r#""effective":"2023-06-30""#, r#""effective":"2023-06""#);
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 6000
        E04 2023-06-30 listed T2 1 idle 1
        {assertion}
        "
    );
    let results =
        landledger::ledger::assertions(&mixed(&story), AsOf::day(day("2023-12-31"))).unwrap();
    assert_eq!((results[0].stated.day, results[0].holds()), (day("2023-06-30"), true));
}

/// June and September closed; a fact of May is recorded in November. It is an adjustment of the fourth quarter alone, and the
/// third stays as it was published.
#[test]
fn c17_a_late_fact_is_posted_once_to_the_period_that_is_open() {
    let close = |id: &str, recorded: &str, through: &str| {
        act(id, recorded, &format!(r#"{{"period-closed":{{"through":"{through}"}}}}"#))
    };
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-02-01 listed T1 1 idle 10
        {}
        E04 2023-08-01 listed T2 1 idle 20
        {}
        E06 2023-05-01 rec=2023-11-01 listed T3 1 idle 5
        ",
        close("E03", "2023-07-05", "2023-06-30"),
        close("E05", "2023-10-05", "2023-09-30"),
    );
    let journal = mixed(&story);
    let quarter = |days: &str| adjusted_roll_forward(&journal, period(days), None).unwrap();
    let (third, fourth) = (quarter("2023-07-01..2023-09-30"), quarter("2023-10-01..2023-12-31"));
    let area =
        |stock: landledger::ledger::Stock<landledger::units::AreaChange>| stock.area.to_string();
    assert_eq!(
        (area(third.entries.table.opening), area(third.entries.table.closing)),
        ("10".into(), "30".into())
    );
    assert!(third.adjustments.is_empty());
    assert_eq!(area(fourth.entries.published), "30");
    assert_eq!(
        (area(fourth.entries.adjustment), area(fourth.entries.table.opening)),
        ("5".into(), "35".into())
    );
    assert_eq!(fourth.adjustments.len(), 1);
    let rows = RollForwards::build(
        &journal,
        &[period("2023-07-01..2023-09-30"), period("2023-10-01..2023-12-31")],
        &[],
        None,
    )
    .unwrap();
    assert_eq!(rows.periods[0].stocks, third);
    assert_eq!(rows.periods[1].stocks, fourth);
}

#[test]
fn c20_what_stands_on_a_parcel_waits_with_the_decision_to_end_it() {
    let ground = "
        E01 2023-01-01 parcel 1 area=10000
        E02 2023-01-01 parcel 2 area=10000
        E03 2023-02-01 space S1 1 800 vacant
        E04 2023-02-01 listed T2 2 idle 10
    ";
    let split = replaced(
        "X",
        "2023-03-01",
        "split",
        &[1],
        &[(3, "6000"), (4, "4000")],
        &format!(r#","spaces":{{"S1":"{}"}}"#, code(3)),
    );
    let inner = |line: &str| -> String {
        let event = mixed(line).remove(0);
        serde_json::to_string(&event.act).unwrap()
    };
    let proposed = |line: &str, until: &str| {
        act(
            "E05",
            "2023-03-01",
            &format!(r#"{{"proposed":{{"act":{},"until":"{until}"}}}}"#, inner(line)),
        )
    };
    let refused = |proposal: &str, line: &str| -> String {
        found(&on(&format!("{ground}{proposal}\n{line}"), "2023-12-31").findings)
    };
    let parcel_1 = "event-not-allowed: E09 410106001001GB00001";
    let pending = proposed(&split, "2023-06-30");
    let rows = [
        ("E09 2023-06-30 listed T1 1 idle 10", parcel_1),
        ("E09 2023-06-30 plan P1 1,2", parcel_1),
        ("E09 2023-06-30 space S2 1 5 vacant", parcel_1),
        ("E09 2023-06-30 vacated S1", "event-not-allowed: E09 S1"),
        // Elsewhere, and after the last day of the proposal.
        ("E09 2023-06-30 listed T3 2 idle 10", ""),
        ("E09 2023-07-01 listed T1 1 idle 10", ""),
    ];
    for (line, expected) in rows {
        assert_eq!(refused(&pending, line), expected, "{line}");
    }
    // The other way round: a parcel does not end under what waits.
    let split = split.replace(r#""id":"X""#, r#""id":"E09""#);
    let plan = proposed("X 2023-03-01 plan P1 1", "2023-06-30");
    assert_eq!(refused(&plan, &split), parcel_1);
    let other = proposed("X 2023-03-01 plan P1 2", "2023-06-30");
    assert_eq!(refused(&other, &split), "");
}

#[test]
fn idea_26_more_on_the_ledger_than_the_parcel_has() {
    let story = |area: &str| {
        format!(
            "
            E01 2023-01-01 parcel 1 area=10000
            E02 2023-02-01 listed T1 1 idle 6000
            E03 2023-02-01 listed T2 1 idle 2000
            E04 2023-03-01 facts 1 area={area}
            "
        )
    };
    let code = "ledger-listed-exceeds";
    assert!(lints(code, &story("8000"), "2023-12-31").is_empty());
    let found = ["ledger-listed-exceeds: 410106001001GB00001"];
    assert_eq!(lints(code, &story("7999.99"), "2023-12-31"), found);
    assert!(lints(code, &story("7999.99"), "2023-02-28").is_empty());
    // Land that counts as revitalized is land of the parcel too.
    for (area, expected) in [("8000", [].as_slice()), ("7999.99", &found)] {
        let counting = format!("{}\nE05 2023-05-01 struck T1 revitalized", story(area));
        assert_eq!(lints(code, &counting, "2023-12-31"), expected, "{area}");
    }
}
