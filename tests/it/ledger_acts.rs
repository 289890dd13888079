//! Acts beyond a single entry: replacement of parcels, several acts at once, proposals, closed periods, assertions,
//! and figures as first published against as now known. Every expected number is worked by hand in its story.

use landledger::codes::ParcelCode;
use landledger::ledger::{
    AsOf, DifferenceReason, Event, EventId, Explanation, GroupKey, Grouping, History, Knowledge,
    assertions, difference, replay,
};

use crate::ledger_text::{day, entries, events, found, parcel, period, spaces};

/// A story in short, and lines of JSON as the journal has them: `{…}`.
pub(crate) fn mixed(story: &str) -> Vec<Event> {
    let mut all: Vec<Event> = Vec::new();
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('{') {
            all.push(serde_json::from_str(line).expect(line));
            continue;
        }
        let mut one = events(line);
        // As in a story: never recorded before the line above.
        if let (Some(event), Some(last)) = (one.first_mut(), all.last()) {
            event.recorded = event.recorded.max(last.recorded);
        }
        all.append(&mut one);
    }
    all
}

fn on(story: &str, effective: &str) -> History {
    replay(&mixed(story), AsOf::day(day(effective)))
}

pub(crate) fn act(id: &str, on: &str, act: &str) -> String {
    format!(r#"{{"id":"{id}","effective":"{on}","recorded":"{on}T12:00:00","act":{act}}}"#)
}

pub(crate) fn code(number: u32) -> ParcelCode {
    parcel(&number.to_string())
}

fn facts(area: &str) -> String {
    format!(r#"{{"name":"A","town":"410106001","tenure":"granted","registered_area_m2":"{area}"}}"#)
}

/// A replacement; `to` as `parcel:area`, `more` as further members.
pub(crate) fn replaced(
    id: &str,
    on: &str,
    kind: &str,
    from: &[u32],
    to: &[(u32, &str)],
    more: &str,
) -> String {
    let from: Vec<String> = from.iter().map(|n| format!("\"{}\"", code(*n))).collect();
    let to: Vec<String> = to
        .iter()
        .map(|(n, area)| format!(r#"{{"parcel":"{}","facts":{}}}"#, code(*n), facts(area)))
        .collect();
    let body = format!(
        r#"{{"parcels-replaced":{{"replacement":{{"kind":"{kind}","from":[{}],"to":[{}]{more}}}}}}}"#,
        from.join(","),
        to.join(",")
    );
    act(id, on, &body)
}

pub(crate) fn shares(list: &[(&str, &str, u32, &str)]) -> String {
    let share = |(from, entry, parcel, area): &(&str, &str, u32, &str)| {
        let from: Vec<String> = from.split('+').map(|id| format!("\"{id}\"")).collect();
        format!(
            r#"{{"from":[{}],"entry":"{entry}","parcel":"{}","land_area_m2":"{area}"}}"#,
            from.join(","),
            code(*parcel)
        )
    };
    format!(r#","entries":[{}]"#, list.iter().map(share).collect::<Vec<_>>().join(","))
}

const SPLIT: &str = "
    E01 2023-01-01 parcel 1 area=10000
    E02 2023-02-01 listed T1 1 idle 6000
    E03 2023-02-01 space S1 1 800 vacant
    E04 2023-03-01 plan P1 1 methods=buy-back-reserve
";

#[test]
fn c12_c13_idea_21_a_split_conserves_land_and_hands_over_what_stood_on_it() {
    // 6000 listed of 10 000: 2500 and 3500 go on; the spaces stand on parcel 3.
    let spaces_on = format!(r#","spaces":{{"S1":"{}"}}"#, code(3));
    let more = shares(&[("T1", "T2", 2, "2500"), ("T1", "T3", 3, "3500")]) + &spaces_on;
    let split = replaced("E05", "2023-06-01", "split", &[1], &[(2, "4000"), (3, "6000")], &more);
    let history = on(&format!("{SPLIT}{split}"), "2023-12-31");
    assert_eq!(found(&history.findings), "");
    let state = &history.state;
    assert_eq!(
        entries(state),
        [
            "T1 idle 6000 [2023-02-01 merged-or-split 2023-06-01 6000]",
            "T2 idle 2500 [2023-06-01]",
            "T3 idle 3500 [2023-06-01]",
        ]
    );
    assert_eq!(state.entries[&"T2".parse().unwrap()].inherits, ["T1".parse().unwrap()]);
    assert_eq!(state.spaces[&"S1".parse().unwrap()].space.parcel, code(3));
    assert_eq!(state.plans[&"P1".parse().unwrap()].plan.parcels, [code(2), code(3)]);
    assert_eq!(state.parcels[&code(1)].ended, Some(day("2023-06-01")));
    let heirs: Vec<ParcelCode> = state.heirs(&code(1)).into_iter().collect();
    assert_eq!(heirs, [code(2), code(3)]);
    assert_eq!(state.ancestors(&code(3)).into_iter().collect::<Vec<_>>(), [code(1)]);
    let step = &state.lineage[0];
    assert_eq!(
        (step.before.unwrap(), step.after.unwrap()),
        ("10000".parse().unwrap(), "10000".parse().unwrap())
    );
    // Nothing is gained or lost: −6000 + 2500 + 3500.
    let table = history.roll_forward(period("2023-03-01..2023-12-31")).unwrap();
    assert_eq!((table.opening.count, table.closing.count), (1, 2));
    assert_eq!(table.opening.area, table.closing.area);
}

#[test]
fn c13_idea_21_land_that_is_not_conserved_is_refused_unless_the_difference_is_stated() {
    let none = shares(&[("T1", "T2", 2, "6000")]);
    let spaces_on = format!(r#","spaces":{{"S1":"{}"}}"#, code(2));
    for (difference, is_refused) in [
        ("", true),
        (r#","difference_m2":"0.49""#, true),
        (r#","difference_m2":"0.5""#, false),
        (r#","difference_m2":"0.50""#, false),
        (r#","difference_m2":"-0.5""#, true),
    ] {
        // 4000.25 + 6000.25 − 10 000 = 0.50.
        let more = format!("{none}{spaces_on}{difference}");
        let to = [(2, "6000.25"), (3, "4000.25")];
        let split = replaced("E05", "2023-06-01", "split", &[1], &to, &more);
        let history = on(&format!("{SPLIT}{split}"), "2023-12-31");
        assert_eq!(!history.findings.is_empty(), is_refused, "{difference}");
        // Refused: nothing at all is changed.
        let open: Vec<&str> = history.state.open_entries().map(|e| e.id.as_str()).collect();
        assert_eq!(open, if is_refused { ["T1"] } else { ["T2"] }, "{difference}");
        assert_eq!(history.state.lineage.len(), usize::from(!is_refused));
        assert_eq!(history.state.parcels.len(), if is_refused { 1 } else { 3 });
    }
}

#[test]
fn c12_what_a_replacement_leaves_without_a_place_is_refused() {
    let s1 = format!(r#","spaces":{{"S1":"{}"}}"#, code(2));
    let t2 = shares(&[("T1", "T2", 2, "6000")]);
    let to = [(2, "6000"), (3, "4000")];
    let rows: [(&str, &str, &str, &[u32], &[(u32, &str)], String); 9] = [
        ("an open entry", "E05 T1", "split", &[1], &to, s1.clone()),
        ("an existing space", "E05 S1", "split", &[1], &to, t2.clone()),
        (
            "a parcel that is none of the new",
            "E05 T2",
            "split",
            &[1],
            &to,
            shares(&[("T1", "T2", 1, "6000")]) + &s1,
        ),
        (
            "more than the parcel has",
            "E05 T2",
            "split",
            &[1],
            &to,
            shares(&[("T1", "T2", 3, "4000.01"), ("T1", "T3", 2, "1999.99")]) + &s1,
        ),
        (
            "an entry that is not there",
            "E05 T9",
            "split",
            &[1],
            &to,
            shares(&[("T1", "T2", 2, "6000"), ("T9", "T3", 3, "1")]) + &s1,
        ),
        (
            "a used code",
            "E05 410106001001GB00004",
            "split",
            &[1],
            &[(4, "6000"), (3, "4000")],
            t2.clone() + &s1,
        ),
        ("one into one", "E05 E05", "split", &[1], &[(2, "10000")], t2.clone() + &s1),
        ("twice the same", "E05 E05", "split", &[1], &[(2, "5000"), (2, "5000")], t2.clone() + &s1),
        (
            "another code",
            "E05 E05",
            "boundary-adjusted",
            &[1, 4],
            &[(1, "1"), (2, "1")],
            String::new(),
        ),
    ];
    for (what, expected, kind, from, to, more) in rows {
        let change = replaced("E05", "2023-06-01", kind, from, to, &more);
        let story = format!("{SPLIT}\nE045 2023-05-01 parcel 4 area=1\n{change}");
        let history = on(&story, "2023-12-31");
        assert_eq!(found(&history.findings), format!("event-not-allowed: {expected}"), "{what}");
        assert_eq!(entries(&history.state), ["T1 idle 6000 [2023-02-01]"], "{what}");
        assert_eq!(history.state.parcels.len(), 2, "{what}");
    }
}

#[test]
fn c01_an_ended_code_is_never_used_again_and_leads_to_its_heirs() {
    let merge = replaced(
        "E05",
        "2023-06-01",
        "merge",
        &[1, 2],
        &[(3, "30")],
        &shares(&[("T1+T2", "T3", 3, "12")]),
    );
    let story = format!(
        "
        E01 2023-01-01 parcel 1 area=10
        E02 2023-01-01 parcel 2 area=20
        E03 2023-02-01 listed T1 1 idle 5 causes=hoarding
        E04 2023-02-01 listed T2 2 idle 7 causes=bankruptcy,hoarding
        {merge}
        E06 2023-07-01 parcel 1 area=10
        E07 2023-07-01 facts 2 area=20
        E08 2023-07-01 listed T4 1 idle 1
        E09 2023-07-01 space S1 2 10 vacant
    "
    );
    let history = on(&story, "2023-12-31");
    let one = "410106001001GB00001";
    let two = "410106001001GB00002";
    assert_eq!(
        found(&history.findings),
        format!(
            "event-not-allowed: E06 {one}\nevent-not-allowed: E07 {two}\n\
             event-not-allowed: E08 {one}\nevent-not-allowed: E09 {two}"
        )
    );
    assert!(history.findings[1].message.en.contains("410106001001GB00003"));
    let merged = &history.state.entries[&"T3".parse().unwrap()];
    let causes: Vec<&str> = merged.causes.iter().map(|cause| cause.code.id()).collect();
    assert_eq!(causes, ["hoarding", "bankruptcy"]);
}

#[test]
fn c12_a_boundary_adjustment_keeps_codes_and_entries() {
    let adjusted = |first: &str, second: &str| {
        let to = [(1, first), (2, second)];
        replaced("E05", "2023-06-01", "boundary-adjusted", &[1, 2], &to, "")
    };
    // T1 has 6 m² on parcel 1: it may shrink to 6, not below.
    for (first, second, refused) in [("6", "24", false), ("5.99", "24.01", true)] {
        let story = format!(
            "
            E01 2023-01-01 parcel 1 area=10
            E02 2023-01-01 parcel 2 area=20
            E03 2023-02-01 listed T1 1 idle 6
            {}
        ",
            adjusted(first, second)
        );
        let history = on(&story, "2023-12-31");
        assert_eq!(!history.findings.is_empty(), refused, "{first}");
        let area = history.state.parcels[&code(1)].facts.registered_area.unwrap();
        assert_eq!(area.to_string(), if refused { "10" } else { "6" });
        assert_eq!(entries(&history.state), ["T1 idle 6 [2023-02-01]"]);
        assert!(history.state.heirs(&code(1)).is_empty());
    }
}

#[test]
fn c18_several_acts_happen_together_or_not_at_all() {
    let together = |reason: &str| {
        let acts = format!(
            r#"{{"together":{{"acts":[
                {{"entry-struck-off":{{"entry":"T1","reason":"{reason}"}}}},
                {{"space-vacated":{{"space":"S1"}}}},
                {{"entry-listed":{{"entry":"T2","parcel":"{}","class":"idle","causes":[],"land_area_m2":"10"}}}}
            ]}}}}"#,
            code(1)
        );
        act("E05", "2023-06-01", &acts.replace('\n', " "))
    };
    // The third act needs the room that the first one gives; the second fails where the space is vacant already.
    for (occupancy, is_refused) in [("occupied", false), ("vacant", true)] {
        let story = format!(
            "
            E01 2023-01-01 parcel 1 area=10
            E02 2023-02-01 listed T1 1 idle 10
            E03 2023-02-01 space S1 1 800 {occupancy}
            {}
        ",
            together("misjudged")
        );
        let history = on(&story, "2023-12-31");
        let expected = if is_refused { "event-not-allowed: E05 S1" } else { "" };
        assert_eq!(found(&history.findings), expected);
        let open: Vec<&str> = history.state.open_entries().map(|e| e.id.as_str()).collect();
        assert_eq!(open, [if is_refused { "T1" } else { "T2" }]);
        let table = history.roll_forward(period("2023-01-01..2023-12-31")).unwrap();
        assert_eq!((table.closing.count, table.closing.area.to_string()), (1, "10".to_owned()));
        assert_eq!(table.lines.len(), if is_refused { 1 } else { 2 });
        let vacant = if is_refused {
            "S1 800 [2023-02-01 vacant]"
        } else {
            "S1 800 [2023-02-01 occupied, 2023-06-01 vacant]"
        };
        assert_eq!(spaces(&history.state), [vacant]);
        // What was put back can be done again: the room is as it was.
        let again = format!("{story}\nE06 2023-07-01 resized T1 9\nE07 2023-07-02 resized T1 10");
        let again = on(&again, "2023-12-31");
        assert_eq!(again.findings.len(), if is_refused { 1 } else { 2 });
    }
}

/// Each story: acts that end with one that is refused (T0 is no entry), what follows them, and the line that it gives.
/// What follows depends on what a parcel, an entry or a space has beside the state: the group where it counts, and what
/// stands on the parcel.
#[test]
fn c18_what_follows_acts_that_failed_finds_everything_as_it_was() {
    let body = |line: &str| match line.strip_prefix('{') {
        Some(_) => {
            let event: serde_json::Value = serde_json::from_str(line).unwrap();
            event["act"].to_string()
        }
        None => serde_json::to_string(&events(&format!("X 2023-06-01 {line}"))[0].act).unwrap(),
    };
    let run = |before: &str, acts: &[&str], after: &str| {
        let bodies: Vec<String> =
            acts.iter().chain(&["struck T0 misjudged"]).map(|l| body(l)).collect();
        let failed = format!(r#"{{"together":{{"acts":[{}]}}}}"#, bodies.join(","));
        let story =
            |failed: &str| format!("E01 2023-01-01 parcel 1 area=10\n{before}\n{failed}\n{after}");
        let with = on(&story(&act("E05", "2023-06-01", &failed)), "2023-12-31");
        // It is the last of the acts that was refused, and nothing else was.
        assert_eq!(found(&with.findings), "event-unknown-entry: E05 T0", "{acts:?}");
        let without = on(&story(""), "2023-12-31");
        assert_eq!(with.state, without.state, "{acts:?}");
        assert_eq!(with.movements, without.movements, "{acts:?}");
        assert_eq!(with.vacancy, without.vacancy, "{acts:?}");
        assert_eq!(with.floor, without.floor, "{acts:?}");
        assert_eq!(with.floor_credits, without.floor_credits, "{acts:?}");
        assert_eq!(with.land_credits, without.land_credits, "{acts:?}");
        with
    };
    // A plan that was not adopted is no method of the parcel.
    let history =
        run("", &["plan P1 1 methods=vacant-plant-reuse"], "E06 2023-07-01 listed T1 1 idle 6");
    assert_eq!(history.movements.len(), 1);
    assert_eq!(history.movements[0].group.method, None);

    // A split that failed put S1 on parcel 2; the one that holds puts it on parcel 3. It is in the group of parcel 3,
    // and what is listed on parcel 2 does not move it.
    let surveyed = "E02 2023-02-01 space S1 1 800 vacant";
    let split = |id: &str, on: u32| {
        let more = format!(r#","spaces":{{"S1":"{}"}}"#, code(on));
        replaced(id, "2023-06-01", "split", &[1], &[(2, "6"), (3, "4")], &more)
    };
    let after = format!("{}\nE07 2023-07-01 listed T1 2 idle 6", split("E06", 3));
    let history = run(surveyed, &[&split("X", 2)], &after);
    assert_eq!(history.state.spaces.values().next().unwrap().space.parcel, code(3));
    // Surveyed, and nothing since: both parcels have no entry, and no group of its own.
    assert_eq!((history.floor.len(), history.vacancy.len()), (1, 1));

    // Causes that were not revised: the entry leaves from where it came in.
    let listed = "E02 2023-02-01 listed T1 1 idle 6 causes=cash-failure";
    let after = "E06 2023-07-01 struck T1 taken-back";
    let history = run(listed, &["causes T1 plant-vacant"], after);
    let groups: Vec<_> =
        history.movements.iter().map(|m| (m.group.cause.unwrap().id(), m.count)).collect();
    assert_eq!(groups, [("cash-failure", 1), ("cash-failure", -1)]);

    // An entry that was not listed is not where its parcel's spaces count, and a space that did not become vacant still can.
    let vacant = "E02 2023-02-01 space S1 1 800 occupied";
    let history = run(vacant, &["listed T1 1 idle 6", "vacated S1"], "E06 2023-07-01 vacated S1");
    let groups: Vec<_> = history.vacancy.iter().map(|m| (m.group.class, m.count)).collect();
    assert_eq!(groups, [(None, 1)]);

    // A space that was not let by a method does not count as revitalized.
    let history =
        run(surveyed, &["occupied S1 by=vacant-plant-reuse"], "E06 2023-07-01 occupied S1");
    assert_eq!(history.floor_credits.len(), 0);

    // The room of a parcel: 6 of 10 m² are listed, whatever was tried.
    let listed = "E02 2023-02-01 listed T1 1 idle 6";
    for tried in ["resized T1 10", "resized T1 1", "struck T1 revitalized", "listed T2 1 idle 4"] {
        let history = run(listed, &[tried], "E06 2023-07-01 listed T3 1 idle 4");
        let areas = history.state.entries.values().map(|entry| entry.land_area.to_string());
        assert_eq!(areas.collect::<Vec<_>>(), ["6", "4"], "{tried}");
    }

    // Plans, prospects, acknowledged findings and boundaries that were not: the ids are free, and the books are empty.
    let acknowledged = act(
        "X",
        "2023-06-01",
        r#"{"finding-acknowledged":{"acknowledgement":{"fingerprint":"f1","reason":"已核实","by":"甲"}}}"#,
    );
    let boundary = act(
        "X",
        "2023-06-01",
        r#"{"zone-boundary-adopted":{"approved_area":{"value":"17.06","unit":"km2"}}}"#,
    );
    let tried = ["plan P1 1", "prospect Q1", &acknowledged, &boundary, "parcel 9 area=1"];
    let history = run("", &tried, "E06 2023-07-01 plan P1 1\nE07 2023-07-01 prospect Q1");
    let state = &history.state;
    assert_eq!((state.plans.len(), state.prospects.len(), state.parcels.len()), (1, 1, 1));
    assert_eq!((state.acknowledgements.len(), state.boundaries.len()), (0, 0));
}

#[test]
fn c19_c20_a_proposal_moves_nothing_and_blocks_its_subjects_until_it_is_decided() {
    let proposed = act(
        "E03",
        "2023-03-01",
        r#"{"proposed":{"act":{"entry-struck-off":{"entry":"T1","reason":"taken-back"}},"until":"2023-05-31"}}"#,
    );
    let confirm = |on: &str| act("E05", on, r#"{"proposal-confirmed":{"event":"E03"}}"#);
    let void = act("E05", "2023-04-02", r#"{"proposal-voided":{"event":"E03"}}"#);
    let base = format!(
        "
        E01 2023-01-01 parcel 1 area=10
        E02 2023-02-01 listed T1 1 idle 10
        {proposed}
        E04 2023-04-01 resized T1 8
    "
    );
    let blocked = "event-not-allowed: E04 T1";
    let open = on(&base, "2023-04-30");
    assert_eq!(found(&open.findings), blocked);
    assert_eq!(open.state.open_entries().count(), 1);
    assert_eq!(open.state.proposals.len(), 1);
    // On its last day it can be confirmed, after it not.
    let on_time = on(&format!("{base}\n{}", confirm("2023-05-31")), "2023-12-31");
    assert_eq!(found(&on_time.findings), blocked);
    assert_eq!(entries(&on_time.state), ["T1 idle 10 [2023-02-01 taken-back 2023-05-31 10]"]);
    assert!(on_time.state.proposals.is_empty());
    let late = on(&format!("{base}\n{}", confirm("2023-06-01")), "2023-12-31");
    assert_eq!(found(&late.findings), format!("{blocked}\nevent-not-allowed: E05 E03"));
    // Void, or lapsed: its subjects are free again.
    for after in
        [format!("{void}\nE06 2023-04-03 resized T1 8"), "E06 2023-06-01 resized T1 8".to_owned()]
    {
        let free = on(&format!("{base}\n{after}"), "2023-12-31");
        assert_eq!(found(&free.findings), blocked);
        assert_eq!(entries(&free.state), ["T1 idle 8 [2023-02-01]"]);
    }
    // What could not be carried out is refused when it is proposed, and a decision needs a proposal.
    let wrong = act(
        "E03",
        "2023-03-01",
        r#"{"proposed":{"act":{"entry-resized":{"entry":"T1","land_area_m2":"11"}}}}"#,
    );
    let none = act("E05", "2023-04-02", r#"{"proposal-confirmed":{"event":"E02"}}"#);
    let story = format!(
        "E01 2023-01-01 parcel 1 area=10\nE02 2023-02-01 listed T1 1 idle 10\n{wrong}\n{none}"
    );
    assert_eq!(
        found(&on(&story, "2023-12-31").findings),
        "event-not-allowed: E03 T1\nevent-unknown-event: E05 E02"
    );
}

/// Town and block are those of the facts; 1 is in block east until June.
#[test]
fn c16_groups_sum_to_the_whole_and_moves_between_them_are_lines_of_both() {
    let story = "
        E01 2023-01-01 parcel 1
        E02 2023-01-01 parcel 2
        E03 2023-01-10 listed T1 1 idle 100.5 causes=hoarding
        E04 2023-01-20 listed T2 2 low-efficiency-industrial 200 causes=plant-vacant
        E05 2023-02-01 class T1 low-efficiency-industrial
        E06 2023-02-02 causes T2 bankruptcy
        E07 2023-04-01 plan P1 2 methods=buy-back-reserve
        E08 2023-05-01 struck T2 taken-back
    ";
    let history = on(story, "2023-12-31");
    assert_eq!(found(&history.findings), "");
    let quarters = [period("2023-01-01..2023-03-31"), period("2023-04-01..2023-06-30")];
    let rows = |by: &[Grouping]| -> Vec<String> {
        let rows = history.roll_forwards(&quarters, by).unwrap();
        let text = rows.iter().map(|row| {
            let keys: Vec<String> = row.group.iter().map(|key| key.name().en).collect();
            let lines: Vec<String> = row
                .table
                .lines
                .iter()
                .map(|l| format!("{} {} {}", l.kind.id(), l.change.count, l.change.area))
                .collect();
            format!(
                "{} {}: {} {} | {} | {} {}",
                row.table.period.from(),
                keys.join("/"),
                row.table.opening.count,
                row.table.opening.area,
                lines.join(", "),
                row.table.closing.count,
                row.table.closing.area
            )
        });
        text.collect()
    };
    // By class: T1 leaves idle land for low-efficiency land in February.
    assert_eq!(
        rows(&[Grouping::Class]),
        [
            "2023-01-01 idle land: 0 0 | listed 1 100.5, regrouped -1 -100.5 | 0 0.0",
            "2023-01-01 low-efficiency industrial: 0 0 | listed 1 200, regrouped 1 100.5 | 2 300.5",
            "2023-04-01 low-efficiency industrial: 2 300.5 | struck-off-taken-back -1 -200 | 1 100.5",
        ]
    );
    // By method: T2 comes under purchase into the reserve by its plan, and leaves from there.
    assert_eq!(
        rows(&[Grouping::Method]),
        [
            "2023-01-01 no plan yet: 0 0 | listed 2 300.5 | 2 300.5",
            "2023-04-01 purchase into the reserve: 0 0 | regrouped 1 200, struck-off-taken-back -1 -200 | 0 0",
            "2023-04-01 no plan yet: 2 300.5 | regrouped -1 -200 | 1 100.5",
        ]
    );
    // Whole: moves between groups are none.
    assert_eq!(
        rows(&[]),
        [
            "2023-01-01 : 0 0 | listed 2 300.5 | 2 300.5",
            "2023-04-01 : 2 300.5 | struck-off-taken-back -1 -200 | 1 100.5",
        ]
    );
    assert_eq!(
        history.roll_forwards(&quarters, &[Grouping::Town]).unwrap()[0].group,
        [GroupKey::Town("410106001".parse().unwrap())]
    );
}

fn id(text: &str) -> EventId {
    text.parse().unwrap()
}

/// The square of two days and two states of knowledge, by hand: T1 10 m² from February, T2 5 m² from May but recorded
/// in August, T1 corrected in September to 12 m², T3 1 m² recorded in June and retracted in October.
#[test]
fn c10_c11_the_june_figure_as_published_and_as_now_known() {
    let story = "
        E01 2023-01-01 parcel 1
        E02 2023-02-01 listed T1 1 idle 10
        E03 2023-06-01 listed T3 1 idle 1
        E04 2023-05-01 rec=2023-08-01 listed T2 1 idle 5
        E05 2023-02-01 rec=2023-09-01 fix E02 listed T1 1 idle 12
        E06 2023-09-02 rec=2023-09-02 struck T1 misjudged
        E07 2023-10-01 rec=2023-10-01 retract E03
    ";
    let events = events(story);
    let figure = |effective: &str, known: &str| {
        let as_of = AsOf::day(day(effective)).known_on(day(known));
        let state = replay(&events, as_of).state;
        let open: Vec<String> =
            state.open_entries().map(|entry| format!("{} {}", entry.id, entry.land_area)).collect();
        open.join(", ")
    };
    assert_eq!(figure("2023-06-30", "2023-06-30"), "T1 10, T3 1");
    assert_eq!(figure("2023-06-30", "2023-12-31"), "T1 12, T2 5");
    assert_eq!(figure("2023-12-31", "2023-06-30"), "T1 10, T3 1");
    assert_eq!(figure("2023-12-31", "2023-12-31"), "T2 5");
    let june = day("2023-06-30");
    let found = difference(&events, june, Knowledge::Day(june), Knowledge::Now).unwrap();
    let stock = |stock: &landledger::ledger::Stock<_>| format!("{} {}", stock.count, stock.area);
    assert_eq!(found.entries.each_ref().map(stock), ["2 11", "2 17"]);
    let rows: Vec<_> = found
        .events
        .iter()
        .map(|row| (row.event.as_str(), row.reason, row.said_by.clone(), stock(&row.entries)))
        .collect();
    // 11 + 2 + 5 − 1 = 17.
    assert_eq!(
        rows,
        [
            ("E02", DifferenceReason::Corrected, Some(id("E05")), "0 2".to_owned()),
            ("E04", DifferenceReason::RecordedLater, None, "1 5".to_owned()),
            ("E03", DifferenceReason::Retracted, Some(id("E07")), "-1 -1".to_owned()),
        ]
    );
    // In December T1 is struck off: the correction changes what the strike-off takes away, too.
    let december = day("2023-12-31");
    let found = difference(
        &events,
        december,
        Knowledge::Before(&id("E05")),
        Knowledge::Day(day("2023-09-30")),
    );
    let found = found.unwrap();
    let rows: Vec<_> = found
        .events
        .iter()
        .map(|row| (row.event.as_str(), row.reason, stock(&row.entries)))
        .collect();
    assert_eq!(
        rows,
        [
            ("E02", DifferenceReason::Corrected, "0 2".to_owned()),
            ("E06", DifferenceReason::RecordedLater, "-1 -12".to_owned()),
        ]
    );
}

#[test]
fn c17_a_period_is_closed_once_and_after_its_end() {
    let close = |id: &str, on: &str, through: &str| {
        act(id, on, &format!(r#"{{"period-closed":{{"through":"{through}"}}}}"#))
    };
    let story = [
        close("E01", "2023-06-30", "2023-06-30"),
        close("E02", "2023-07-01", "2023-06-30"),
        close("E03", "2023-07-02", "2023-06-30"),
        close("E04", "2023-07-03", "2023-05-31"),
        close("E05", "2023-10-01", "2023-09-30"),
    ];
    let history = on(&story.join("\n"), "2023-12-31");
    assert_eq!(
        found(&history.findings),
        "event-not-allowed: E01 2023-06-30\nevent-not-allowed: E03 2023-06-30\nevent-not-allowed: E04 2023-05-31"
    );
    let through: Vec<String> =
        history.state.closings.iter().map(|closing| closing.through.to_string()).collect();
    assert_eq!(through, ["2023-06-30", "2023-09-30"]);
}

#[test]
fn c15_an_assertion_shows_what_was_asserted_computed_and_what_explains_the_difference() {
    let assert = |id: &str, on: &str, balance: &str, of: &str| {
        act(
            id,
            on,
            &format!(r#"{{"balance-asserted":{{"assertion":{{"balance":{balance}{of}}}}}}}"#),
        )
    };
    let story = [
        "E01 2023-01-01 parcel 1".to_owned(),
        "E02 2023-02-01 listed T1 1 idle 10.5".to_owned(),
        "E03 2023-02-01 listed T2 1 low-efficiency-other 4".to_owned(),
        "E04 2023-02-02 space S1 1 800 vacant".to_owned(),
        assert("A1", "2023-03-01", r#"{"land-area-m2":"14.50"}"#, ""),
        assert("A2", "2023-03-01", r#"{"entries":1}"#, r#","of":{"class":"idle"}"#),
        assert("A3", "2023-03-01", r#"{"land-area-m2":"10.5"}"#, ""),
        assert("A4", "2023-03-01", r#"{"vacant-floor-area-m2":"800"}"#, ""),
        assert("A5", "2023-03-01", r#"{"floor-area-m2":"799"}"#, ""),
        "E05 2023-03-01 struck T2 misjudged".to_owned(),
        "E06 2023-02-15 rec=2023-04-01 resized T1 11".to_owned(),
        "E07 2023-03-02 vacated S1".to_owned(),
    ];
    let events = mixed(&story.join("\n"));
    let results = assertions(&events, AsOf::day(day("2023-12-31"))).unwrap();
    let rows: Vec<(&str, String, Option<Explanation>)> = results
        .iter()
        .map(|r| {
            let figures = format!("{} {} {}", r.asserted, r.computed, r.difference);
            (r.stated.event.as_str(), figures, r.explained_by.clone())
        })
        .collect();
    // At the end of 1 March: T2 is struck off that day, T1 is 11 m² by what was recorded in April.
    // A1: 11 − 14.50 = −3.50: it held when written; the strike-off is the first line below it that changes it.
    // A3: 11 − 10.5 = 0.5: it did not hold when written (14.50), and E06 moves just that much.
    // A5: no event moves 1 m².
    assert_eq!(
        rows,
        [
            ("A1", "14.50 11.0 -3.50".to_owned(), Some(Explanation::ChangedLater(id("E05")))),
            ("A2", "1 1 0".to_owned(), None),
            ("A3", "10.5 11.0 0.5".to_owned(), Some(Explanation::SameAmount(id("E06")))),
            ("A4", "800 800 0".to_owned(), None),
            ("A5", "799 800 1".to_owned(), None),
        ]
    );
}
