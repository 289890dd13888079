//! The rules of the ledger: stories worked by hand, refusals, order, corrections and the two axes of time.

use landledger::ledger::{AsOf, EntryId, replay};
use landledger::plan::PlanStatus;

use crate::ledger_text::{day, entries, events, found, on, spaces};

/// From the listing to the relapse: parcel 1 of 20 000 m², 12 000 m² of it listed, a plan with two milestones.
const STORY: &str = "
    E01 2023-01-01 parcel 1 area=20000.00
    E02 2023-05-10 listed T1 1 low-efficiency-industrial 12000.00 causes=production-stopped
    E03 2023-05-10 space S1 1 3000 vacant
    E04 2023-07-01 plan P1 1 methods=vacant-plant-reuse due=contract-signed:2023-09-30,in-production:2024-03-31
    E05 2023-08-15 prospect F1 plan=P1
    E06 2023-09-30 reached P1 contract-signed
    E07 2023-10-01 advanced F1 signed
    E08 2024-04-10 occupied S1 by=vacant-plant-reuse plan=P1 firm=F1
    E09 2024-04-10 reached P1 in-production
    E10 2024-05-20 accepted P1
    E11 2024-05-20 struck T1 revitalized
    E12 2025-02-01 vacated S1
    E13 2025-03-01 relisted T1 causes=plant-vacant
";

#[test]
fn a_whole_story_day_by_day() {
    // (day, entries, spaces, status of P1)
    let rows: [(&str, &[&str], &[&str], Option<PlanStatus>); 9] = [
        ("2023-05-09", &[], &[], None),
        (
            "2023-05-10",
            &["T1 low-efficiency-industrial 12000.00 [2023-05-10]"],
            &["S1 3000 [2023-05-10 vacant]"],
            None,
        ),
        (
            "2023-07-01",
            &["T1 low-efficiency-industrial 12000.00 [2023-05-10]"],
            &["S1 3000 [2023-05-10 vacant]"],
            Some(PlanStatus::Approved),
        ),
        (
            "2023-09-30",
            &["T1 low-efficiency-industrial 12000.00 [2023-05-10]"],
            &["S1 3000 [2023-05-10 vacant]"],
            Some(PlanStatus::Implementing),
        ),
        (
            "2024-04-10",
            &["T1 low-efficiency-industrial 12000.00 [2023-05-10]"],
            &["S1 3000 [2023-05-10 vacant, 2024-04-10 occupied vacant-plant-reuse P1 3000]"],
            Some(PlanStatus::AwaitingAcceptance),
        ),
        (
            "2024-05-19",
            &["T1 low-efficiency-industrial 12000.00 [2023-05-10]"],
            &["S1 3000 [2023-05-10 vacant, 2024-04-10 occupied vacant-plant-reuse P1 3000]"],
            Some(PlanStatus::AwaitingAcceptance),
        ),
        (
            "2024-05-20",
            &["T1 low-efficiency-industrial 12000.00 [2023-05-10 revitalized 2024-05-20 12000.00]"],
            &["S1 3000 [2023-05-10 vacant, 2024-04-10 occupied vacant-plant-reuse P1 3000]"],
            Some(PlanStatus::Closed),
        ),
        (
            "2025-02-01",
            &["T1 low-efficiency-industrial 12000.00 [2023-05-10 revitalized 2024-05-20 12000.00]"],
            &["S1 3000 [2023-05-10 vacant, 2024-04-10 occupied vacant-plant-reuse P1 3000, \
               2025-02-01 vacant]"],
            Some(PlanStatus::Closed),
        ),
        (
            "2025-03-01",
            &["T1 low-efficiency-industrial 12000.00 \
               [2023-05-10 revitalized 2024-05-20 12000.00, 2025-03-01]"],
            &["S1 3000 [2023-05-10 vacant, 2024-04-10 occupied vacant-plant-reuse P1 3000, \
               2025-02-01 vacant]"],
            Some(PlanStatus::Closed),
        ),
    ];
    for (on_day, expected_entries, expected_spaces, status) in rows {
        let history = on(STORY, on_day);
        assert_eq!(found(&history.findings), "", "{on_day}");
        assert_eq!(entries(&history.state), expected_entries, "{on_day}");
        assert_eq!(spaces(&history.state), expected_spaces, "{on_day}");
        let plan = history.state.plans.values().next();
        assert_eq!(plan.map(|plan| plan.progress.status()), status, "{on_day}");
    }
    let state = on(STORY, "2025-03-01").state;
    let entry = &state.entries[&"T1".parse::<EntryId>().unwrap()];
    assert_eq!(entry.relapses(), 1);
    assert_eq!(entry.first_listed(), Some(day("2023-05-10")));
    assert_eq!(entry.listed_since(), Some(day("2025-03-01")));
    assert_eq!(entry.causes[0].code.id(), "plant-vacant");
}

#[test]
fn entries_of_a_parcel_fit_its_registered_area() {
    let head = "
        E1 2024-01-01 parcel 1 area=20000.00
        E2 2024-01-02 listed T1 1 idle 12000.00
    ";
    let refused = "event-not-allowed: E9 T2";
    // (event, findings): 20 000.00 − 12 000.00 = 8 000.00 is left.
    let rows = [
        ("E9 2024-01-03 listed T2 1 low-efficiency-other 8000.00", ""),
        ("E9 2024-01-03 listed T2 1 low-efficiency-other 7999.999999", ""),
        ("E9 2024-01-03 listed T2 1 low-efficiency-other 8000.000001", refused),
        ("E9 2024-01-03 listed T2 1 low-efficiency-other 0", refused),
        ("E9 2024-01-03 listed T2 1 low-efficiency-other 1000000000000000000", refused),
        // The entry's own area is not counted against it.
        ("E9 2024-01-03 resized T1 20000", ""),
        ("E9 2024-01-03 resized T1 20000.01", "event-not-allowed: E9 T1"),
        ("E9 2024-01-03 resized T1 0.00", "event-not-allowed: E9 T1"),
    ];
    for (event, expected) in rows {
        let history = on(&format!("{head}{event}"), "2024-12-31");
        assert_eq!(found(&history.findings), expected, "{event}");
    }
    let finding = &on(&format!("{head}{}", rows[2].0), "2024-12-31").findings[0];
    assert!(finding.message.en.contains("at most 8000 m²"), "{}", finding.message.en);
    assert!(finding.message.en.contains("found 8000.000001 m²"), "{}", finding.message.en);

    // Without a registered area there is no limit to hold the entries to.
    let free = "
        E1 2024-01-01 parcel 1
        E2 2024-01-02 listed T1 1 idle 1000000000000000000
        E3 2024-01-02 listed T2 1 idle 1000000000000000000
    ";
    assert_eq!(found(&on(free, "2024-12-31").findings), "");

    // A strike-off gives its area back, and a relisting needs it again.
    let back = "
        E1 2024-01-01 parcel 1 area=20000
        E2 2024-01-02 listed T1 1 idle 12000
        E3 2024-01-03 struck T1 misjudged
        E4 2024-01-04 listed T2 1 idle 8000.01
        E5 2024-01-05 relisted T1
        E6 2024-01-06 resized T2 8000
        E7 2024-01-07 relisted T1
    ";
    assert_eq!(found(&on(back, "2024-12-31").findings), "event-not-allowed: E5 T1");

    // Revised facts count from their day.
    let revised = "
        E1 2024-01-01 parcel 1 area=20000
        E2 2024-01-02 listed T1 1 idle 12000
        E3 2024-01-03 facts 1 area=10000
        E4 2024-01-04 resized T1 11000
        E5 2024-01-05 resized T1 10000
    ";
    assert_eq!(found(&on(revised, "2024-12-31").findings), "event-not-allowed: E4 T1");
}

/// Everything that the refusals below need: open entry T1, struck-off entry T2, plans P1 (open), P2 (closed), P3
/// (for parcel 2), spaces vacant V, occupied O, unknown U, removed R, prospect F1.
const GROUND: &str = "
    G01 2024-01-01 parcel 1 area=20000
    G02 2024-01-01 parcel 2 area=20000
    G03 2024-01-01 listed T1 1 idle 5000
    G04 2024-01-01 listed T2 1 idle 5000
    G07 2024-01-01 plan P2 1 due=contract-signed:2024-06-30
    G08 2024-01-01 reached P2 contract-signed
    G09 2024-01-01 accepted P2
    G06 2024-01-01 plan P1 1 due=contract-signed:2024-06-30,in-production:2024-12-31
    G05 2024-01-02 struck T2 revitalized
    G10 2024-01-01 plan P3 2
    G11 2024-01-01 space V 1 100 vacant
    G12 2024-01-01 space O 1 100 occupied
    G13 2024-01-01 space U 1 100 unknown
    G14 2024-01-01 space R 1 100 vacant
    G15 2024-01-02 removed R
    G16 2024-01-01 prospect F1 plan=P1
";

#[test]
fn every_act_in_every_state() {
    // The state of the subject in front, then the act, then the finding; "" where the act is allowed.
    let rows = [
        // Parcels: registered or not.
        ("parcel 1", "event-not-allowed: X 410106001001GB00001"),
        ("parcel 9", ""),
        ("facts 1 area=30000", ""),
        ("facts 9 area=30000", "event-unknown-parcel: X 410106001001GB00009"),
        // Entries: unknown, open, struck off.
        ("listed T9 1 idle 100", ""),
        ("listed T9 9 idle 100", "event-unknown-parcel: X 410106001001GB00009"),
        ("listed T1 1 idle 100", "event-not-allowed: X T1"),
        ("listed T2 1 idle 100", "event-not-allowed: X T2"),
        ("causes T9 hoarding", "event-unknown-entry: X T9"),
        ("causes T1 hoarding", ""),
        ("causes T2 hoarding", "event-not-allowed: X T2"),
        ("class T9 low-efficiency-other", "event-unknown-entry: X T9"),
        ("class T1 low-efficiency-other", ""),
        ("class T2 low-efficiency-other", "event-not-allowed: X T2"),
        ("resized T9 100", "event-unknown-entry: X T9"),
        ("resized T1 100", ""),
        ("resized T2 100", "event-not-allowed: X T2"),
        ("struck T9 misjudged", "event-unknown-entry: X T9"),
        ("struck T1 misjudged", ""),
        ("struck T2 misjudged", "event-not-allowed: X T2"),
        ("relisted T9", "event-unknown-entry: X T9"),
        ("relisted T1", "event-not-allowed: X T1"),
        ("relisted T2", ""),
        // Plans: unknown, open, closed.
        // Parcels 1 and 2 have an active plan each.
        ("plan P9 1", "event-not-allowed: X P9"),
        ("plan P9 1,2", "event-not-allowed: X P9"),
        ("draft P9 1,2", ""),
        ("plan P9 9", "event-unknown-parcel: X 410106001001GB00009"),
        ("plan P9 1,9", "event-unknown-parcel: X 410106001001GB00009"),
        ("plan P9 -", "event-not-allowed: X P9"),
        ("plan P9 1 methods=-", "event-not-allowed: X P9"),
        ("plan P1 1", "event-not-allowed: X P1"),
        ("plan P2 1", "event-not-allowed: X P2"),
        ("reached P9 contract-signed", "event-unknown-plan: X P9"),
        ("reached P1 contract-signed", ""),
        ("reached P1 in-production", ""),
        ("reached P1 works-started", "event-not-allowed: X P1"),
        ("reached P2 contract-signed", "event-not-allowed: X P2"),
        ("accepted P9", "event-unknown-plan: X P9"),
        ("accepted P1", "event-not-allowed: X P1"),
        ("accepted P2", "event-not-allowed: X P2"),
        // P3 has no milestones: none is open.
        ("accepted P3", ""),
        // Spaces: unknown, vacant, in use, not known whether in use, removed.
        ("space N 1 100 vacant", ""),
        ("space N 9 100 vacant", "event-unknown-parcel: X 410106001001GB00009"),
        ("space V 1 100 vacant", "event-not-allowed: X V"),
        ("space R 1 100 vacant", "event-not-allowed: X R"),
        ("measured N 120", "event-unknown-space: X N"),
        ("measured V 120", ""),
        ("measured O 120", ""),
        ("measured U 120", ""),
        ("measured R 120", "event-not-allowed: X R"),
        ("vacated N", "event-unknown-space: X N"),
        ("vacated V", "event-not-allowed: X V"),
        ("vacated O", ""),
        ("vacated U", ""),
        ("vacated R", "event-not-allowed: X R"),
        ("occupied N", "event-unknown-space: X N"),
        ("occupied V", ""),
        ("occupied O", "event-not-allowed: X O"),
        ("occupied U", ""),
        ("occupied R", "event-not-allowed: X R"),
        ("occupied N by=vacant-plant-reuse", "event-unknown-space: X N"),
        ("occupied V by=vacant-plant-reuse", ""),
        ("occupied O by=vacant-plant-reuse", "event-not-allowed: X O"),
        ("occupied U by=vacant-plant-reuse", "event-not-allowed: X U"),
        ("occupied R by=vacant-plant-reuse", "event-not-allowed: X R"),
        ("occupied V by=vacant-plant-reuse plan=P1", ""),
        ("occupied V by=vacant-plant-reuse plan=P2", ""),
        ("occupied V by=vacant-plant-reuse plan=P3", "event-not-allowed: X P3"),
        ("occupied V by=vacant-plant-reuse plan=P9", "event-unknown-plan: X P9"),
        ("occupied V plan=P1", "event-not-allowed: X P1"),
        ("removed N", "event-unknown-space: X N"),
        ("removed V", ""),
        ("removed O", ""),
        ("removed U", ""),
        ("removed R", "event-not-allowed: X R"),
        // Prospects: unknown, known.
        ("prospect F9 plan=P1", ""),
        ("prospect F9", ""),
        ("prospect F9 plan=P9", "event-unknown-plan: X P9"),
        ("prospect F1 plan=P1", "event-not-allowed: X F1"),
        ("advanced F9 visited", "event-unknown-prospect: X F9"),
        ("advanced F1 visited", ""),
        ("advanced F1 lost", ""),
        // Events.
        ("fix G99 vacated O", "event-unknown-event: X"),
        ("retract G99", "event-unknown-event: X"),
        ("fix X vacated O", "event-unknown-event: X"),
        ("retract X", "event-unknown-event: X"),
    ];
    let ground = on(GROUND, "2024-12-31");
    assert_eq!(found(&ground.findings), "");
    for (act, expected) in rows {
        let history = on(&format!("{GROUND}\nX 2024-02-01 {act}"), "2024-12-31");
        assert_eq!(found(&history.findings), expected, "{act}");
        if expected.is_empty() {
            assert_ne!(history.state, ground.state, "{act} must change something");
            continue;
        }
        assert_eq!(history.state, ground.state, "{act}");
        assert_eq!(history.movements, ground.movements, "{act}");
        assert_eq!(history.vacancy, ground.vacancy, "{act}");
        let message = &history.findings[0].message;
        assert!(message.zh.contains("事项 X") && message.en.contains("event X"), "{message:?}");
    }
}

#[test]
fn a_subject_must_be_there_on_the_day_of_the_event() {
    // The listing is recorded first, but the parcel is registered from the day after.
    let story = "
        E1 2024-03-01 listed T1 1 idle 100
        E2 2024-03-02 rec=2024-03-02 parcel 1
    ";
    let history = on(story, "2024-12-31");
    assert_eq!(found(&history.findings), "event-unknown-parcel: E1 410106001001GB00001");
}

#[test]
fn events_of_one_day_apply_in_the_order_of_recording() {
    let head = "
        E1 2024-01-01 parcel 1
        E2 2024-01-01 space S1 1 100 occupied
    ";
    // (events of 2024-03-01, stays, findings)
    let rows = [
        (
            "E3 2024-03-01 vacated S1\nE4 2024-03-01 occupied S1 by=lease-plant",
            "S1 100 [2024-01-01 occupied, 2024-03-01 vacant, 2024-03-01 occupied lease-plant - 100]",
            "",
        ),
        (
            "E4 2024-03-01 occupied S1 by=lease-plant\nE3 2024-03-01 vacated S1",
            "S1 100 [2024-01-01 occupied, 2024-03-01 vacant]",
            "event-not-allowed: E4 S1",
        ),
        // Recorded later, but effective earlier: applied earlier.
        (
            "E4 2024-03-01 occupied S1 by=lease-plant\nE3 2024-02-29 vacated S1",
            "S1 100 [2024-01-01 occupied, 2024-02-29 vacant, 2024-03-01 occupied lease-plant - 100]",
            "",
        ),
        // A corrected event keeps the place of its original.
        (
            "E3 2024-02-01 vacated S1\nE4 2024-03-01 occupied S1 by=lease-plant\n\
             E5 2024-03-01 fix E3 vacated S1",
            "S1 100 [2024-01-01 occupied, 2024-03-01 vacant, 2024-03-01 occupied lease-plant - 100]",
            "",
        ),
    ];
    for (events, expected, findings) in rows {
        let history = on(&format!("{head}{events}"), "2024-12-31");
        assert_eq!(spaces(&history.state), [expected], "{events}");
        assert_eq!(found(&history.findings), findings, "{events}");
    }
}

#[test]
fn corrections_and_retractions() {
    let head = "
        E1 2024-01-01 parcel 1
        E2 2024-01-01 space S1 1 100 vacant
        E3 2024-03-01 occupied S1 by=lease-plant
    ";
    let vacant = "S1 100 [2024-01-01 vacant]";
    let occupied = "S1 100 [2024-01-01 vacant, 2024-03-01 occupied lease-plant - 100]";
    // (what follows, stays, findings)
    let rows = [
        ("", occupied, ""),
        // The effective day is moved.
        (
            "E4 2024-04-01 fix E3 occupied S1 by=lease-plant",
            "S1 100 [2024-01-01 vacant, 2024-04-01 occupied lease-plant - 100]",
            "",
        ),
        // The act is replaced, by one of another kind too.
        (
            "E4 2024-03-01 fix E3 occupied S1 by=split-sale",
            "S1 100 [2024-01-01 vacant, 2024-03-01 occupied split-sale - 100]",
            "",
        ),
        ("E4 2024-03-01 fix E3 measured S1 90", "S1 90 [2024-01-01 vacant]", ""),
        // The last one counts.
        (
            "E4 2024-04-01 fix E3 occupied S1 by=split-sale
             E5 2024-05-01 fix E3 occupied S1",
            "S1 100 [2024-01-01 vacant, 2024-05-01 occupied]",
            "",
        ),
        ("E4 2024-03-01 retract E3", vacant, ""),
        ("E4 2024-03-01 retract E3\nE5 2024-03-01 retract E3", vacant, ""),
        // A correction after a retraction brings the event back; a retraction after a correction ends it.
        (
            "E4 2024-03-01 retract E3\nE5 2024-06-01 fix E3 occupied S1",
            "S1 100 [2024-01-01 vacant, 2024-06-01 occupied]",
            "",
        ),
        ("E4 2024-06-01 fix E3 occupied S1\nE5 2024-03-01 retract E3", vacant, ""),
        // Only original events can be corrected or retracted, and only by what is none itself.
        (
            "E4 2024-04-01 fix E3 occupied S1\nE5 2024-05-01 fix E4 occupied S1",
            "S1 100 [2024-01-01 vacant, 2024-04-01 occupied]",
            "event-not-allowed: E5",
        ),
        ("E4 2024-03-01 retract E3\nE5 2024-05-01 retract E4", vacant, "event-not-allowed: E5"),
        ("E4 2024-04-01 fix E3 retract E2", occupied, "event-not-allowed: E4"),
        ("E4 2024-04-01 fix E3 fix E2 vacated S1", occupied, "event-not-allowed: E4"),
        // What is corrected must stand above.
        (
            "E4 2024-04-01 fix E5 vacated S1\nE5 2024-04-01 vacated S1",
            "S1 100 [2024-01-01 vacant, 2024-03-01 occupied lease-plant - 100, 2024-04-01 vacant]",
            "event-unknown-event: E4",
        ),
        // A correction that the state does not allow is refused like any event; the original is gone.
        ("E4 2024-03-01 fix E3 vacated S1", vacant, "event-not-allowed: E4 E3 S1"),
        // The same id again is not used, whatever it says.
        ("E3 2024-05-01 vacated S1", occupied, "event-id-repeated: E3"),
        ("E3 2024-05-01 retract E3", occupied, "event-id-repeated: E3"),
        (
            "E4 2024-05-01 retract E9\nE4 2024-05-01 retract E3",
            occupied,
            "event-unknown-event: E4\nevent-id-repeated: E4",
        ),
    ];
    for (tail, expected, findings) in rows {
        let history = on(&format!("{head}{tail}"), "2024-12-31");
        assert_eq!(found(&history.findings), findings, "{tail}");
        assert_eq!(spaces(&history.state), [expected], "{tail}");
    }
}

#[test]
fn what_follows_a_retracted_event_is_judged_anew() {
    let story = "
        E1 2024-01-01 parcel 1
        E2 2024-01-01 space S1 1 100 occupied
        E3 2024-03-01 vacated S1
        E4 2024-04-01 occupied S1 by=lease-plant
        E5 2024-05-01 retract E3
    ";
    let history = on(story, "2024-12-31");
    assert_eq!(found(&history.findings), "event-not-allowed: E4 S1");
    assert_eq!(spaces(&history.state), ["S1 100 [2024-01-01 occupied]"]);
    assert!(history.vacancy.is_empty());
}

#[test]
fn the_four_corners_of_two_times() {
    // Listed from 1 March, written down on 10 March. On 20 June it turns out that it was listed from 1 May only,
    // and with 900 m².
    let story = "
        E1 2024-01-01 rec=2024-01-01 parcel 1
        E2 2024-03-01 rec=2024-03-10 listed T1 1 idle 1000
        E3 2024-05-01 rec=2024-06-20 fix E2 listed T1 1 idle 900
    ";
    let early = &["T1 idle 1000 [2024-03-01]"][..];
    let late = &["T1 idle 900 [2024-05-01]"][..];
    // (true on, known on, entries)
    let rows = [
        ("2024-04-01", "2024-03-31", early),
        ("2024-04-01", "2024-06-30", &[]),
        ("2024-06-01", "2024-03-31", early),
        ("2024-06-01", "2024-06-30", late),
        // The edges of both axes: the day itself counts.
        ("2024-03-01", "2024-03-10", early),
        ("2024-02-29", "2024-03-10", &[]),
        ("2024-03-01", "2024-03-09", &[]),
        ("2024-05-01", "2024-06-20", late),
        ("2024-04-30", "2024-06-20", &[]),
        ("2024-05-01", "2024-06-19", early),
    ];
    for (effective, known, expected) in rows {
        let as_of = AsOf::day(day(effective)).known_on(day(known));
        let history = replay(&events(story), as_of);
        assert_eq!(entries(&history.state), expected, "on {effective} as known on {known}");
        assert_eq!(found(&history.findings), "");
        assert_eq!(history.state.as_of, as_of);
    }
    assert_eq!(entries(&on(story, "2024-06-01").state), late);
}

#[test]
fn what_is_not_known_yet_makes_no_finding() {
    let story = "
        E1 2024-01-01 rec=2024-01-01 parcel 1
        E2 2024-01-01 rec=2024-02-01 listed T1 9 idle 1000
    ";
    let known = |text| AsOf::day(day("2024-12-31")).known_on(day(text));
    assert_eq!(found(&replay(&events(story), known("2024-01-31")).findings), "");
    let found_later = found(&replay(&events(story), known("2024-02-01")).findings);
    assert_eq!(found_later, "event-unknown-parcel: E2 410106001001GB00009");
}

#[test]
fn an_event_recorded_before_the_one_above_it_is_named() {
    let story = "
        E1 2024-01-01 rec=2024-01-05 parcel 1
        E2 2024-01-02 rec=2024-01-04 space S1 1 100 vacant
        E3 2024-01-03 rec=2024-01-04 vacated S1
        E4 2024-01-03 rec=2024-01-05 occupied S1
    ";
    // E3 is not before E2, but before E1: the latest time so far counts.
    assert_eq!(
        found(&on(story, "2024-12-31").findings),
        "journal-recorded-backwards: E2\njournal-recorded-backwards: E3\nevent-not-allowed: E3 S1"
    );
}

/// Registered on one day, revised on others: the facts that hold, and since when they do.
#[test]
fn facts_hold_since_their_last_revision() {
    let story = "
        E1 2023-01-01 parcel 1 area=100
        E2 2023-06-01 facts 1 area=120
        E3 2024-02-29 facts 1 area=110
    ";
    for (day_text, area, since) in [
        ("2023-01-01", "100", "2023-01-01"),
        ("2023-05-31", "100", "2023-01-01"),
        ("2023-06-01", "120", "2023-06-01"),
        ("2024-02-28", "120", "2023-06-01"),
        ("2024-02-29", "110", "2024-02-29"),
    ] {
        let state = on(story, day_text).state;
        let parcel = state.parcels.values().next().expect("a parcel");
        let registered = parcel.facts.registered_area.expect("an area");
        assert_eq!(registered.to_string(), area, "{day_text}");
        assert_eq!(parcel.registered.to_string(), "2023-01-01", "{day_text}");
        assert_eq!(parcel.facts_since.to_string(), since, "{day_text}");
    }
}
