//! Prospects: what they need from visit to visit, and which places they take.

use jiff::civil::date;
use landledger::finding::Code;
use landledger::ledger::{
    Act, AsOf, Event, LedgerState, LintOptions, lint, parcel_history, replay,
};
use landledger::matching::{MatchingInput, OfferId, WhyLeftOut};
use landledger::plan::ProspectStage;

use crate::ledger_text::{day, events, on as story_on, parcel};

/// Three vacant spaces on parcel 1, idle land without a plant on parcel 2.
const GROUND: &str = "
    A1 2024-01-01 parcel 1 area=20000
    A2 2024-01-01 parcel 2 area=8000
    A3 2024-01-02 listed T2 2 idle 8000
    A4 2024-01-03 space S1 1 1000 vacant
    A5 2024-01-03 space S2 1 2000 vacant
    A6 2024-01-03 space S3 1 3000 vacant
    B1 2024-02-01 prospect Y1
    B2 2024-02-01 prospect Y2
    B3 2024-02-02 need Y1 floor=900
    B4 2024-02-02 need Y2 floor=900
";

fn on(story: &str, day: &str) -> LedgerState {
    let history = story_on(&format!("{GROUND}{story}"), day);
    assert_eq!(history.findings, Vec::new());
    history.state
}

/// The refusal of the last event of a story, in English.
fn refused(story: &str) -> String {
    let history = story_on(&format!("{GROUND}{story}"), "2024-12-31");
    let [finding] = history.findings.as_slice() else { panic!("{:?}", history.findings) };
    finding.message.en.clone()
}

/// The ids of all that is offered on a day.
fn offered(state: &LedgerState) -> Vec<String> {
    let matching = MatchingInput::from_state(state, state.as_of.effective).unwrap().run().unwrap();
    // Every offer is a candidate of the prospect or excluded with a reason; parcel 2 is land, which is not asked for.
    let Some(row) = matching.prospects.first() else { return Vec::new() };
    let candidates = row.candidates.iter().filter(|candidate| candidate.offers.len() == 1);
    let mut ids: Vec<OfferId> = candidates.flat_map(|candidate| candidate.offers.clone()).collect();
    ids.extend(row.exclusions.iter().map(|exclusion| exclusion.offer.clone()));
    ids.sort();
    ids.iter().map(ToString::to_string).collect()
}

fn with_plot(spaces: &[&str]) -> Vec<String> {
    let spaces = spaces.iter().map(|id| (*id).to_owned());
    spaces.chain([parcel("2").to_string()]).collect()
}

fn out_of_place(story: &str, on: &str) -> Vec<String> {
    let events = events(&format!("{GROUND}{story}"));
    let found = lint(&events, AsOf::day(day(on)), &LintOptions::default()).unwrap();
    let own = found.iter().filter(|finding| finding.code == Code::LedgerProspectPlace);
    own.map(|finding| finding.message.en.clone()).collect()
}

#[test]
fn a_need_changes_between_visits_and_its_history_stays() {
    let state = on(
        "C1 2024-03-01 advanced Y1 visited
         C2 2024-03-05 need Y1 floor=2500 until=2024-10-01",
        "2024-06-30",
    );
    let own = &state.prospects[&"Y1".parse().unwrap()];
    assert_eq!(own.prospect.need.floor_area, Some("2500".parse().unwrap()));
    assert_eq!(own.prospect.need.by, Some(date(2024, 10, 1)));
    assert_eq!(own.prospect.stage, ProspectStage::Visited);
    let steps: Vec<(String, ProspectStage, Option<String>)> = own
        .history
        .iter()
        .map(|step| {
            let floor = step.need.as_ref().and_then(|need| need.floor_area);
            (step.on.to_string(), step.stage, floor.map(|floor| floor.to_string()))
        })
        .collect();
    let floor = |area: &str| Some(area.to_owned());
    assert_eq!(
        steps,
        [
            ("2024-02-01".to_owned(), ProspectStage::Contacted, None),
            ("2024-02-02".to_owned(), ProspectStage::Contacted, floor("900")),
            ("2024-03-01".to_owned(), ProspectStage::Visited, None),
            ("2024-03-05".to_owned(), ProspectStage::Visited, floor("2500")),
        ]
    );
    assert_eq!(own.stage_since(), Some(date(2024, 3, 1)));
    // The day before, the first need holds; what the firm is matched with follows.
    let before = on("C2 2024-03-05 need Y1 floor=2500", "2024-03-04");
    let need = |state: &LedgerState| state.prospects[&"Y1".parse().unwrap()].prospect.need.clone();
    assert_eq!(need(&before).floor_area, Some("900".parse().unwrap()));
    let candidates = |state: &LedgerState| {
        let matching =
            MatchingInput::from_state(state, state.as_of.effective).unwrap().run().unwrap();
        matching.prospects[0].candidates.iter().filter(|found| found.offers.len() == 1).count()
    };
    // 1 000, 2 000 and 3 000 m² are enough for 900 m²; only 3 000 m² for 2 500 m².
    assert_eq!(candidates(&before), 3);
    assert_eq!(candidates(&on("C2 2024-03-05 need Y1 floor=2500", "2024-03-05")), 1);
    assert!(refused("C1 2024-03-01 need Y9 floor=1").contains("Y9"));
}

#[test]
fn what_a_firm_has_signed_for_is_not_offered_to_others() {
    let all = with_plot(&["S1", "S2", "S3"]);
    assert_eq!(offered(&on("", "2024-06-30")), all);
    let signed = "C1 2024-03-01 advanced Y1 signed spaces=S1,S3
                  C2 2024-04-01 advanced Y1 lost";
    assert_eq!(offered(&on(signed, "2024-02-29")), all);
    let state = on(signed, "2024-03-01");
    assert_eq!(offered(&state), with_plot(&["S2"]));
    assert_eq!(state.taker_of_space(&"S1".parse().unwrap()).map(|id| id.as_str()), Some("Y1"));
    assert_eq!(state.taker_of_space(&"S2".parse().unwrap()), None);
    let input = MatchingInput::from_state(&state, state.as_of.effective).unwrap();
    let out = input.run().unwrap().left_out;
    assert_eq!((out.len(), out[0].why), (1, WhyLeftOut::Signed));
    let places: Vec<String> = out[0].places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["S1", "S3"]);
    // A firm that is lost gives its places up.
    assert_eq!(offered(&on(signed, "2024-04-01")), all);
    // A firm that moves in takes what it signed for, unless the act says otherwise.
    let moved = |rest: &str| {
        let story = format!(
            "C1 2024-03-01 advanced Y1 signed spaces=S1
             C2 2024-04-01 advanced Y1 moved-in{rest}"
        );
        offered(&on(&story, "2024-06-30"))
    };
    assert_eq!(moved(""), with_plot(&["S2", "S3"]));
    assert_eq!(moved(" spaces=S2"), with_plot(&["S1", "S3"]));
    // A plot takes what stands on it along.
    assert_eq!(
        offered(&on("C1 2024-03-01 advanced Y1 signed plots=1", "2024-06-30")),
        with_plot(&[])
    );
    let plot = on("C1 2024-03-01 advanced Y1 signed plots=2", "2024-06-30");
    assert_eq!(offered(&plot), ["S1", "S2", "S3"]);
    assert_eq!(plot.taker_of_plot(&parcel("2")).map(|id| id.as_str()), Some("Y1"));
}

#[test]
fn a_space_is_free_again_when_the_firm_has_moved_out() {
    let story = "C1 2024-03-01 occupied S1 firm=firm
                 C2 2024-03-01 advanced Y1 moved-in spaces=S1
                 C3 2024-05-01 vacated S1";
    assert_eq!(offered(&on(story, "2024-04-30")), with_plot(&["S2", "S3"]));
    assert_eq!(offered(&on(story, "2024-05-01")), with_plot(&["S1", "S2", "S3"]));
    // Who was in before leaves on the very day on which the firm moves in: the space stays taken.
    let change = "B5 2024-02-10 occupied S1 firm=other
                  C1 2024-03-01 vacated S1
                  C2 2024-03-01 advanced Y1 moved-in spaces=S1";
    assert_eq!(offered(&on(change, "2024-05-01")), with_plot(&["S2", "S3"]));
}

#[test]
fn a_place_is_taken_once_and_by_those_who_sign() {
    let signed = "C1 2024-03-01 advanced Y1 signed spaces=S1\n";
    let twice = refused(&format!("{signed} C2 2024-03-02 advanced Y2 signed spaces=S2,S1"));
    assert!(twice.contains("S1 is taken by the prospect Y1"), "{twice}");
    // The plot cannot be had whole while a space on it is taken, nor a space while the plot is.
    let plot = refused(&format!("{signed} C2 2024-03-02 advanced Y2 signed plots=1"));
    assert!(plot.contains("S1 is taken by the prospect Y1"), "{plot}");
    let on_plot = "C1 2024-03-01 advanced Y1 signed plots=1\n";
    let space = refused(&format!("{on_plot} C2 2024-03-02 advanced Y2 signed spaces=S2"));
    assert!(space.contains("S2 is taken by the prospect Y1"), "{space}");
    let plot = refused(&format!("{on_plot} C2 2024-03-02 advanced Y2 moved-in plots=1"));
    assert!(plot.contains("is taken by the prospect Y1"), "{plot}");
    for (story, why) in [
        ("C1 2024-03-01 advanced Y1 negotiating spaces=S1", "signs or moves in, found negotiating"),
        ("C1 2024-03-01 advanced Y1 lost plots=2", "signs or moves in, found lost"),
        ("C1 2024-03-01 advanced Y1 signed spaces=S9", "found S9"),
        ("C1 2024-03-01 advanced Y1 signed plots=9", "410106001001GB00009"),
    ] {
        assert!(refused(story).contains(why), "{story}: {}", refused(story));
    }
    let gone = "C1 2024-03-01 removed S1\n C2 2024-03-02 advanced Y1 signed spaces=S1";
    assert!(refused(gone).contains("no longer exists"), "{}", refused(gone));
    // The own place may be named again.
    let again = format!("{signed} C2 2024-03-05 advanced Y1 moved-in spaces=S1,S2");
    assert_eq!(offered(&on(&again, "2024-03-05")), with_plot(&["S3"]));
}

#[test]
fn a_firm_that_moved_in_and_the_occupancy_of_its_space_agree() {
    let on = "2024-06-30";
    let moved = |rest: &str| format!("C1 2024-03-01 advanced Y1 moved-in spaces=S1\n{rest}");
    assert_eq!(
        out_of_place(&moved("C2 2024-03-02 occupied S1 firm=firm"), on),
        Vec::<String>::new()
    );
    // An occupant that is not named may be the firm.
    assert_eq!(out_of_place(&moved("C2 2024-03-02 occupied S1"), on), Vec::<String>::new());
    let head = "prospect Y1 (firm) has moved in for space S1 since 2024-03-01, which is ";
    for (rest, found) in [
        ("", "vacant since 2024-01-03"),
        ("C2 2024-03-02 occupied S1 firm=other", "used by other"),
        ("C2 2024-03-02 removed S1", "no more"),
        (
            "C2 2024-03-02 occupied S1 firm=firm\n C3 2024-05-01 vacated S1",
            "vacant since 2024-05-01",
        ),
    ] {
        assert_eq!(out_of_place(&moved(rest), on), [format!("{head}{found} in the ledger")]);
    }
    // On the day before, nothing was said.
    assert_eq!(out_of_place(&moved(""), "2024-02-29"), Vec::<String>::new());
    let signed = |rest: &str| format!("C1 2024-03-01 advanced Y1 signed spaces=S1\n{rest}");
    assert_eq!(out_of_place(&signed(""), on), Vec::<String>::new());
    let found = out_of_place(&signed("C2 2024-04-01 occupied S1 firm=other"), on);
    assert_eq!(
        found,
        [
            "prospect Y1 (firm) has signed for space S1 since 2024-03-01, which is in use by other since 2024-04-01 in the ledger"
        ]
    );
    // Who is in when the firm signs stays until it comes.
    let tenant = "B5 2024-02-10 occupied S1 firm=other\n";
    assert_eq!(out_of_place(&format!("{tenant}{}", signed("")), on), Vec::<String>::new());
}

#[test]
fn older_journals_read_as_ever_and_new_members_are_left_out_where_nothing_is_said() {
    let old = r#"{"prospect-advanced":{"prospect":"Q1","stage":"signed"}}"#;
    let act: Act = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&act).unwrap(), old);
    for new in [
        r#"{"prospect-advanced":{"prospect":"Q1","stage":"signed","spaces":["S1"],"plots":["410106001001GB00002"]}}"#,
        r#"{"prospect-need-revised":{"prospect":"Q1","need":{"floor_area_m2":"900"}}}"#,
    ] {
        let act: Act = serde_json::from_str(new).unwrap();
        assert_eq!(serde_json::to_string(&act).unwrap(), new);
    }
}

#[test]
fn the_history_of_a_parcel_names_the_firm_that_takes_it_and_acts_together_are_taken_back_whole() {
    let story = format!(
        "{GROUND}
         C1 2024-03-01 advanced Y1 signed spaces=S2
         C2 2024-03-02 advanced Y2 signed plots=2"
    );
    let events = events(&story);
    let told = |number: &str| -> Vec<String> {
        let history = parcel_history(&events, &parcel(number), None);
        let own =
            history.events.iter().filter(|row| matches!(row.act, Act::ProspectAdvanced { .. }));
        own.map(|row| row.event.to_string()).collect()
    };
    assert_eq!((told("1"), told("2")), (vec!["C1".to_owned()], vec!["C2".to_owned()]));
    // The second of two acts is refused: the first is as if it had never been.
    let advanced = |prospect: &str| Act::ProspectAdvanced {
        prospect: prospect.parse().unwrap(),
        stage: ProspectStage::Signed,
        spaces: vec!["S1".parse().unwrap()],
        plots: Vec::new(),
    };
    let on = date(2024, 3, 1);
    let mut both: Vec<Event> = crate::ledger_text::events(GROUND);
    both.push(Event::new(
        "C1".parse().unwrap(),
        on,
        on.at(12, 0, 0, 0),
        Act::Together { acts: vec![advanced("Y1"), advanced("Y2")] },
    ));
    let history = replay(&both, AsOf::day(on));
    assert_eq!(history.findings.len(), 1);
    let before = replay(&both[..both.len() - 1], AsOf::day(on));
    assert_eq!(history.state.prospects, before.state.prospects);
}
