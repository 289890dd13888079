//! Matching of vacant spaces and plots to needs; all data is made up.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use landledger::finding::Language;
use landledger::ledger::{Act, AsOf, Event, LedgerState, replay};
use landledger::matching::assignment::{Weights, assign};
use landledger::matching::{
    Candidate, CombinationLimits, Fact, Matching, MatchingInput, Offer, OfferId, Optimality,
    Outcome, PlotOffer, ProspectMatch, SearchExtent, SpaceOffer, Standing, WhyLeftOut, Worth,
};
use landledger::plan::{Firmness, Need, Prospect, ProspectStage, Requirement};
use landledger::report::text::{MatchingDetail, render_matching};
use landledger::space::{Occupancy, OccupancyTimeline, Space, SpaceFacts, Stay};
use unicode_width::UnicodeWidthStr;

use crate::ledger_text::{on, parcel};

const DAY: Date = date(2024, 6, 30);

/// A vacant space on parcel 1, 1000 m², with facts as JSON members.
fn space(id: &str, facts: &str) -> Offer {
    sized(id, "1000", 1, facts)
}

fn sized(id: &str, area: &str, plot: u32, facts: &str) -> Offer {
    let mut space =
        Space::new(id.parse().unwrap(), parcel(&plot.to_string()), area.parse().unwrap());
    let facts: SpaceFacts = serde_json::from_str(&format!("{{{facts}}}")).expect(facts);
    space.facts = (!facts.is_unknown()).then(|| Box::new(facts));
    Offer::Space(SpaceOffer::new(space, Some(Occupancy::Vacant)))
}

fn need(members: &str) -> Need {
    serde_json::from_str(&format!("{{{members}}}")).expect(members)
}

fn firm(id: &str, members: &str) -> Prospect {
    let mut prospect = Prospect::new(id.parse().unwrap(), format!("企业{id}"));
    prospect.need = need(members);
    prospect
}

fn run(offers: Vec<Offer>, prospects: Vec<Prospect>) -> Matching {
    MatchingInput::new(DAY, offers, prospects).unwrap().run().unwrap()
}

/// One need against one offer: the outcome of a requirement and its reason in both languages.
fn judged(members: &str, offer: Offer, requirement: Requirement) -> (Outcome, String, String) {
    let row = one(members, offer);
    let mut checks = row
        .exclusions
        .iter()
        .flat_map(|exclusion| &exclusion.failed)
        .chain(row.candidates.iter().flat_map(|candidate| &candidate.checks));
    let check = checks.find(|check| check.requirement == requirement).expect("the check");
    (check.outcome, check.reason().zh, check.reason().en)
}

fn one(members: &str, offer: Offer) -> ProspectMatch {
    run(vec![offer], vec![firm("Y1", members)]).prospects.remove(0)
}

fn names(candidate: &Candidate) -> Vec<String> {
    candidate.offers.iter().map(ToString::to_string).collect()
}

#[test]
fn each_requirement_below_on_and_above() {
    use Outcome::{Met, NotMet};
    // (need, requirement, (facts, outcome) …): the value wanted is 8 throughout, by hand one step to each side.
    let at_least = [
        ("storey_height_m", "storey_height_m", Requirement::StoreyHeight),
        ("clear_height_m", "clear_height_m", Requirement::ClearHeight),
        ("floor_load_kn_per_m2", "floor_load_kn_per_m2", Requirement::FloorLoad),
        ("crane_t", "crane_t", Requirement::Crane),
        ("power_kva", "power_kva", Requirement::Power),
    ];
    for (wanted, has, requirement) in at_least {
        let rows = [("7.999999", NotMet), ("8.0", Met), ("8.000001", Met)];
        for (value, outcome) in rows {
            let offer = space("S1", &format!("\"{has}\":\"{value}\""));
            let found = judged(&format!("\"{wanted}\":\"8\""), offer, requirement).0;
            // What is only soft by default is a candidate either way, so the check is found there.
            assert_eq!(found, outcome, "{has} {value}");
        }
    }
    let at_most = [
        ("rent_at_most_yuan_per_m2_month", "asking_rent_yuan_per_m2_month", Requirement::Rent),
        ("price_at_most_yuan", "asking_price_yuan", Requirement::Price),
    ];
    for (wanted, has, requirement) in at_most {
        for (value, outcome) in [("7.999999", Met), ("8.0", Met), ("8.000001", NotMet)] {
            let offer = space("S1", &format!("\"{has}\":\"{value}\""));
            let found = judged(&format!("\"{wanted}\":\"8\""), offer, requirement).0;
            assert_eq!(found, outcome, "{has} {value}");
        }
    }
    // Floor area: the space has 1000 m².
    for (wanted, outcome) in [("999.999999", Met), ("1000", Met), ("1000.000001", NotMet)] {
        let members = format!("\"floor_area_m2\":\"{wanted}\"");
        assert_eq!(judged(&members, space("S1", ""), Requirement::FloorArea).0, outcome);
    }
    for (wanted, outcome) in [("999.999999", NotMet), ("1000", Met), ("1000.000001", Met)] {
        let members = format!("\"floor_area_at_most_m2\":\"{wanted}\"");
        assert_eq!(judged(&members, space("S1", ""), Requirement::FloorAreaAtMost).0, outcome);
    }
    // Storeys: 1 is the ground floor, -1 is below ground.
    for (storey, ground, above) in [(-1, NotMet, NotMet), (1, Met, Met), (2, NotMet, Met)] {
        let offer = || space("S1", &format!("\"storey\":{storey}"));
        let ground_floor = judged("\"storey\":\"ground-floor\"", offer(), Requirement::Storey);
        assert_eq!(ground_floor.0, ground, "{storey}");
        let any = judged("\"storey\":\"above-ground\"", offer(), Requirement::Storey);
        assert_eq!(any.0, above, "{storey}");
    }
}

#[test]
fn a_fire_class_admits_itself_and_less_dangerous_ones_of_the_same_kind() {
    let classes = ["jia", "yi", "bing", "ding", "wu"];
    for (built, built_for) in classes.iter().enumerate() {
        for (wanted, use_of) in classes.iter().enumerate() {
            for (kind, requirement) in [
                ("production_fire_class", Requirement::ProductionFireClass),
                ("storage_fire_class", Requirement::StorageFireClass),
            ] {
                let offer = space("S1", &format!("\"{kind}\":\"{built_for}\""));
                let found = judged(&format!("\"{kind}\":\"{use_of}\""), offer, requirement);
                let expected = if built <= wanted { Outcome::Met } else { Outcome::NotMet };
                assert_eq!(found.0, expected, "{kind} {built_for} {use_of}");
            }
        }
    }
    assert!(landledger::law::FireClass::citation().text().en.contains("GB 50016-2014"));
    // A class of storage says nothing of production.
    let offer = space("S1", "\"storage_fire_class\":\"jia\"");
    let members = "\"production_fire_class\":\"wu\"";
    let found = judged(members, offer, Requirement::ProductionFireClass);
    assert_eq!(found.0, Outcome::Unknown);
    assert_eq!(found.2, "fire class of production not known, wanted class wu (戊)");
}

#[test]
fn one_height_answers_for_the_other_only_one_way() {
    // (need, facts, outcome): clear height is at most storey height.
    let rows = [
        ("clear_height_m", "storey_height_m", "7.9", Outcome::NotMet),
        ("clear_height_m", "storey_height_m", "8", Outcome::Unknown),
        ("clear_height_m", "storey_height_m", "9", Outcome::Unknown),
        ("storey_height_m", "clear_height_m", "7.9", Outcome::Unknown),
        ("storey_height_m", "clear_height_m", "8", Outcome::Met),
        ("storey_height_m", "clear_height_m", "9", Outcome::Met),
    ];
    for (wanted, has, value, outcome) in rows {
        let requirement = if wanted == "clear_height_m" {
            Requirement::ClearHeight
        } else {
            Requirement::StoreyHeight
        };
        let offer = space("S1", &format!("\"{has}\":\"{value}\""));
        let found = judged(&format!("\"{wanted}\":\"8\""), offer, requirement);
        assert_eq!(found.0, outcome, "{wanted} {has} {value}");
    }
    let offer = space("S1", "\"storey_height_m\":\"6\"");
    let found = judged("\"clear_height_m\":\"8\"", offer, Requirement::ClearHeight);
    assert_eq!(found.1, "层高 6 米，要求净高不低于 8 米");
    assert_eq!(found.2, "storey height 6 m, wanted clear height at least 8 m");
}

#[test]
fn free_by_the_wanted_day() {
    use Occupancy::{Occupied, Vacant};
    use Outcome::{Met, NotMet, Unknown};
    // (occupancy, promised day, wanted day, outcome); matched on 2024-06-30.
    let rows = [
        (Some(Vacant), None, None, Met),
        (Some(Vacant), None, Some("2024-06-30"), Met),
        // Wanted on a day that has passed: nothing can be free by then, and the firm may still want a place.
        (Some(Vacant), None, Some("2024-06-29"), Unknown),
        (Some(Vacant), Some("2024-07-31"), Some("2024-06-29"), Unknown),
        (Some(Occupied), Some("2024-07-31"), Some("2024-06-29"), Unknown),
        (Some(Vacant), Some("2024-07-31"), None, NotMet),
        (Some(Vacant), Some("2024-07-31"), Some("2024-07-30"), NotMet),
        (Some(Vacant), Some("2024-07-31"), Some("2024-07-31"), Met),
        (Some(Vacant), Some("2024-07-31"), Some("2024-08-01"), Met),
        (Some(Vacant), Some("2024-01-01"), None, Met),
        (Some(Occupied), Some("2024-07-31"), None, NotMet),
        (Some(Occupied), Some("2024-07-31"), Some("2024-07-31"), Met),
        (Some(Occupied), Some("2024-07-31"), Some("2024-07-30"), NotMet),
        // Still used on the day on which it was to be free: when it will be is not known.
        (Some(Occupied), Some("2024-06-30"), Some("2024-12-31"), Unknown),
        (Some(Occupied), None, Some("2024-12-31"), Unknown),
        (None, None, None, Unknown),
        (None, Some("2024-07-31"), Some("2024-12-31"), Unknown),
    ];
    for (occupancy, promised, by, outcome) in rows {
        let facts = promised.map(|day| format!("\"available_from\":\"{day}\"")).unwrap_or_default();
        let Offer::Space(mut offer) = space("S1", &facts) else { panic!("a space") };
        offer.occupancy = occupancy;
        let by = by.map(|day| format!(",\"by\":\"{day}\"")).unwrap_or_default();
        let members = format!("\"floor_area_m2\":\"1\"{by}");
        let found = judged(&members, Offer::Space(offer), Requirement::By);
        assert_eq!(found.0, outcome, "{occupancy:?} {promised:?} {by}");
    }
    let Offer::Space(mut offer) = space("S1", "\"available_from\":\"2024-09-01\"") else {
        panic!("a space")
    };
    offer.occupancy = Some(Occupied);
    let members = "\"floor_area_m2\":\"1\",\"by\":\"2024-08-01\"";
    let found = judged(members, Offer::Space(offer), Requirement::By);
    assert_eq!(found.1, "在用，2024-09-01 可交付，要求不晚于 2024-08-01");
    assert_eq!(found.2, "in use, free from 2024-09-01, wanted by 2024-08-01");
}

#[test]
fn terms_and_certificate() {
    use Outcome::{Met, NotMet, Unknown};
    let (let_at, sold_at) =
        ("\"asking_rent_yuan_per_m2_month\":\"12\"", "\"asking_price_yuan\":\"5000000\"");
    // (tenure, facts, terms, certificate)
    let rows = [
        ("rent", "", Unknown, None),
        ("rent", let_at, Met, None),
        ("rent", sold_at, Unknown, None),
        ("buy", sold_at, Met, Some(Unknown)),
        ("buy", &format!("{sold_at},\"certification\":\"certified\""), Met, Some(Met)),
        ("buy", &format!("{sold_at},\"certification\":\"uncertified\""), Met, Some(NotMet)),
        ("build", let_at, NotMet, None),
    ];
    for (tenure, facts, terms, certificate) in rows {
        let members = format!("\"tenure\":\"{tenure}\"");
        let row = one(&members, space("S1", facts));
        let failed = row.exclusions.iter().flat_map(|exclusion| &exclusion.failed);
        let checks: Vec<_> =
            failed.chain(row.candidates.iter().flat_map(|c| &c.checks)).cloned().collect();
        let outcome = |requirement| {
            checks.iter().find(|c| c.requirement == requirement).map(|check| check.outcome)
        };
        if certificate != Some(NotMet) {
            assert_eq!(outcome(Requirement::Tenure), Some(terms), "{tenure} {facts}");
        }
        assert_eq!(outcome(Requirement::Certificate), certificate, "{tenure} {facts}");
    }
    let offer = space("S1", &format!("{sold_at},\"certification\":\"uncertified\""));
    let found = judged("\"tenure\":\"buy\"", offer, Requirement::Certificate);
    assert_eq!(found.1, "无证，购买须有证");
    assert_eq!(found.2, "uncertified, wanted certified, to be bought");
}

#[test]
fn industries_are_compared_within_an_edition_only() {
    use Outcome::{Met, NotMet, Unknown};
    let code = |edition: &str, code: &str| {
        format!("{{\"edition\":\"gbt4754-{edition}\",\"code\":\"{code}\"}}")
    };
    // (need, admitted, outcome)
    let rows = [
        (code("2017", "3311"), vec![code("2017", "33")], Met),
        (code("2017", "33"), vec![code("2017", "33")], Met),
        (code("2017", "34"), vec![code("2017", "33")], NotMet),
        (code("2017", "34"), vec![], NotMet),
        // The need names the division, the place only a class of it.
        (code("2017", "33"), vec![code("2017", "3311")], Unknown),
        // 33 is another industry in the edition of 2002.
        (code("2017", "33"), vec![code("2002", "33")], Unknown),
        (code("2017", "33"), vec![code("2002", "33"), code("2017", "33")], Met),
    ];
    for (wanted, admitted, outcome) in rows {
        let offer = space("S1", &format!("\"admitted_industries\":[{}]", admitted.join(",")));
        let found = judged(&format!("\"industry_code\":{wanted}"), offer, Requirement::Industry);
        assert_eq!(found.0, outcome, "{wanted} {admitted:?}");
    }
    let offer = space("S1", &format!("\"admitted_industries\":[{}]", code("2017", "33")));
    let found = judged("\"industry\":\"精密铸件\"", offer, Requirement::Industry);
    assert_eq!(found.0, Unknown);
    assert_eq!(found.1, "准入行业 33 (GB/T 4754-2017)，要求精密铸件");
}

#[test]
fn what_is_not_known_neither_passes_nor_fails() {
    let members = "\"floor_area_m2\":\"900\",\"clear_height_m\":\"8\",\"crane_t\":\"5\",\
        \"power_kva\":\"315\"";
    let row = one(members, space("S1", "\"crane_t\":\"10\""));
    assert!(row.exclusions.is_empty());
    let candidate = &row.candidates[0];
    assert_eq!(candidate.standing, Standing::Possible);
    let asked: Vec<String> = candidate.questions().iter().map(|c| c.reason().en).collect();
    // The hard one first; power is soft by default.
    let expected =
        ["clear height not known, wanted at least 8 m", "power not known, wanted at least 315 kVA"];
    assert_eq!(asked, expected);
    // What is soft and unknown earns no points: 0 of 1, and 500 · 900/1000.
    assert_eq!((candidate.score.soft_met, candidate.score.soft_stated), (0, 1));
    assert_eq!(candidate.score.points(), 450);
    // A soft question alone leaves it fitting.
    let row = one("\"floor_area_m2\":\"900\",\"power_kva\":\"315\"", space("S1", ""));
    assert_eq!(row.candidates[0].standing, Standing::Fits);
    assert_eq!(row.candidates[0].questions().len(), 1);
    // One hard failure excludes, however much else is unknown.
    let row = one(members, space("S1", "\"crane_t\":\"3\""));
    assert!(row.candidates.is_empty());
    let failed: Vec<_> = row.exclusions[0].failed.iter().map(|c| c.requirement).collect();
    assert_eq!(failed, [Requirement::Crane]);
}

#[test]
fn exclusions_say_why_in_both_languages() {
    // (need, facts, Chinese, English)
    let rows = [
        (
            "\"storey_height_m\":\"8\"",
            "\"storey_height_m\":\"6\"",
            "层高 6 米，要求不低于 8 米",
            "storey height 6 m, wanted at least 8 m",
        ),
        (
            "\"floor_load_kn_per_m2\":\"10\"",
            "\"floor_load_kn_per_m2\":\"5\"",
            "楼面荷载 5 kN/m²，要求不低于 10 kN/m²",
            "floor load 5 kN/m², wanted at least 10 kN/m²",
        ),
        (
            "\"production_fire_class\":\"bing\"",
            "\"production_fire_class\":\"ding\"",
            "生产火灾危险性类别丁类，要求容纳丙类",
            "fire class of production class ding (丁), wanted class bing (丙)",
        ),
        (
            "\"storey\":\"ground-floor\"",
            "\"storey\":-2",
            "地下 2 层，要求首层",
            "storey 2 below ground, wanted the ground floor",
        ),
        (
            "\"land_area_m2\":\"20000\"",
            "",
            "厂房单元，要求不低于 20000 平方米",
            "a space, wanted at least 20000 m²",
        ),
        (
            "\"rent_at_most_yuan_per_m2_month\":\"10\",\"firmness\":{\"rent\":\"hard\"}",
            "\"asking_rent_yuan_per_m2_month\":\"10.5\"",
            "租金 10.5 元/平方米·月，要求不超过 10 元/平方米·月",
            "rent 10.5 yuan per m² and month, wanted at most 10 yuan per m² and month",
        ),
    ];
    for (members, facts, zh, en) in rows {
        let row = one(members, space("S1", facts));
        let reason = row.exclusions[0].failed[0].reason();
        assert_eq!((reason.zh.as_str(), reason.en.as_str()), (zh, en));
    }
    let plot = Offer::Plot(PlotOffer::new(parcel("1"), None));
    let row = one("\"floor_area_m2\":\"900\"", plot);
    assert_eq!(row.exclusions[0].failed[0].reason().en, "a plot, land was not asked for");
}

#[test]
fn firmness_is_what_the_need_says_or_the_default() {
    for requirement in Requirement::ALL {
        let default = requirement.default_firmness();
        assert_eq!(Need::default().firmness_of(*requirement), default);
        let other = if default == Firmness::Hard { "soft" } else { "hard" };
        let id = requirement.id();
        let need = need(&format!("\"firmness\":{{\"{id}\":\"{other}\"}}"));
        assert_ne!(need.firmness_of(*requirement), default, "{id}");
    }
    let soft = "\"clear_height_m\":\"8\",\"firmness\":{\"clear-height\":\"soft\"}";
    let row = one(soft, space("S1", "\"clear_height_m\":\"6\""));
    assert_eq!(row.candidates[0].standing, Standing::Fits);
    assert_eq!(row.candidates[0].score.points(), 500);
}

#[test]
fn plots_are_for_those_who_build() {
    let mut plot = PlotOffer::new(parcel("2"), Some("20000".parse().unwrap()));
    plot.available_from = Some(date(2024, 1, 1));
    let offer = || Offer::Plot(plot.clone());
    for (members, land) in [("\"tenure\":\"build\",", true), ("", true), ("", false)] {
        let land = if land { "\"land_area_m2\":\"15000\"" } else { "\"crane_t\":\"5\"" };
        let row = one(&format!("{members}{land}"), offer());
        let candidate = row.candidates.first();
        // Without a word about land it is a plant that is wanted. Crane and heights are built as needed.
        assert_eq!(candidate.is_some(), land.contains("land"), "{members}{land}");
        if let Some(candidate) = candidate {
            assert_eq!(candidate.standing, Standing::Fits);
            // 500 for no soft requirement, 500 · 15000/20000.
            assert_eq!(candidate.score.points(), 875);
        }
    }
    for (wanted, outcome) in
        [("19999", Outcome::Met), ("20000", Outcome::Met), ("20001", Outcome::NotMet)]
    {
        let members = format!("\"land_area_m2\":\"{wanted}\"");
        assert_eq!(judged(&members, offer(), Requirement::LandArea).0, outcome);
    }
    // What may be built there is not known until somebody says so.
    let members = "\"tenure\":\"build\",\"floor_area_m2\":\"30000\"";
    assert_eq!(judged(members, offer(), Requirement::FloorArea).0, Outcome::Unknown);
    let mut allowed = plot.clone();
    allowed.floor_area_allowed = Some("29999".parse().unwrap());
    let found = judged(members, Offer::Plot(allowed), Requirement::FloorArea);
    assert_eq!(found.0, Outcome::NotMet);
    assert_eq!(found.2, "floor area allowed 29999 m², wanted at least 30000 m²");
    // The day of handover is to be asked.
    let unknown = Offer::Plot(PlotOffer::new(parcel("2"), Some("20000".parse().unwrap())));
    let found = judged("\"land_area_m2\":\"1\"", unknown, Requirement::By);
    assert_eq!(found.2, "free from not known, wanted on the day");
}

#[test]
fn candidates_are_ranked_by_standing_points_surplus_and_id() {
    let offers = vec![
        sized("S5", "1200", 1, "\"clear_height_m\":\"8\""),
        sized("S4", "1000", 2, ""),
        sized("S3", "1200", 3, "\"clear_height_m\":\"8\""),
        sized("S2", "1600", 4, "\"clear_height_m\":\"8\",\"power_kva\":\"400\""),
        // 500 · 1000/1200.5 and 500 · 1000/1200 both round down to 416.
        sized("S1", "1200.5", 5, "\"clear_height_m\":\"8\""),
    ];
    let members = "\"floor_area_m2\":\"1000\",\"clear_height_m\":\"8\",\"power_kva\":\"315\"";
    let row = run(offers, vec![firm("Y1", members)]).prospects.remove(0);
    let ranked: Vec<(String, Standing, u32)> =
        row.candidates.iter().map(|c| (names(c).concat(), c.standing, c.score.points())).collect();
    let expected = [
        // 500 for power, 500 · 1000/1600 = 312 for the area.
        ("S2".to_owned(), Standing::Fits, 812),
        ("S3".to_owned(), Standing::Fits, 416),
        ("S5".to_owned(), Standing::Fits, 416),
        ("S1".to_owned(), Standing::Fits, 416),
        ("S4".to_owned(), Standing::Possible, 500),
    ];
    assert_eq!(ranked, expected);
}

#[test]
fn units_are_combined_within_a_parcel_smallest_surplus_first() {
    let high = "\"clear_height_m\":\"8\",\"building\":\"1号厂房\"";
    let offers = vec![
        sized("A1", "1000", 1, high),
        sized("A2", "700", 1, high),
        sized("A3", "400", 1, "\"clear_height_m\":\"8\",\"building\":\"2号厂房\""),
        sized("A4", "1500", 1, "\"clear_height_m\":\"6\""),
        sized("A5", "600", 1, ""),
        // On another parcel: 1000 + 400 there would be a smaller surplus than any here.
        sized("B1", "400", 2, high),
    ];
    let members = "\"floor_area_m2\":\"1400\",\"clear_height_m\":\"8\"";
    let row = run(offers.clone(), vec![firm("Y1", members)]).prospects.remove(0);
    assert_eq!(row.combinations, SearchExtent::Complete);
    let found: Vec<(String, String, Standing, Option<&str>)> = row
        .candidates
        .iter()
        .map(|c| {
            let surplus = c.surplus.unwrap().to_string();
            (names(c).join("+"), surplus, c.standing, c.building.as_deref())
        })
        .collect();
    // By hand, of A1 1000, A2 700, A3 400 (A4 is too low): 1+3 = 1400, 1+2 = 1700; 2+3 = 1100 is too small, 1+2+3 can do
    // without 2. With A5, whose height is to be asked: 1+5 = 1600, 2+3+5 = 1700; 2+5 = 1300 is too small.
    let own = |names: &str, surplus: &str, standing, building| {
        (names.to_owned(), surplus.to_owned(), standing, building)
    };
    let expected = [
        own("A1+A3", "0", Standing::Fits, None),
        own("A1+A2", "300", Standing::Fits, Some("1号厂房")),
        own("A1+A5", "200", Standing::Possible, None),
        own("A2+A3+A5", "300", Standing::Possible, None),
    ];
    assert_eq!(found, expected);
    // Which unit is to be asked about is said.
    let asked = row.candidates[2].questions()[0].reason();
    assert_eq!(asked.zh, "A5：净高未知，要求不低于 8 米");
    assert_eq!(asked.en, "A5: clear height not known, wanted at least 8 m");
    // Too small alone, each unit is still excluded with its reason.
    assert_eq!(row.exclusions.len(), 6);

    // Bounds: two units at most, the best one only, and no steps at all.
    let mut limits = CombinationLimits::default();
    (limits.most_units, limits.listed) = (2, 1);
    let bounded = |limits| {
        let input = MatchingInput::new(DAY, offers.clone(), [firm("Y1", members)]).unwrap();
        input.limits(limits).run().unwrap().prospects.remove(0)
    };
    let found: Vec<String> =
        bounded(limits).candidates.iter().map(|c| names(c).join("+")).collect();
    assert_eq!(found, ["A1+A3", "A1+A5"]);
    limits.steps = 0;
    let row = bounded(limits);
    assert_eq!((row.combinations, row.candidates.len()), (SearchExtent::StoppedAtBound, 0));
    limits = CombinationLimits::default();
    limits.most_units = 1;
    assert!(bounded(limits).candidates.is_empty());
}

#[test]
fn what_adds_up_is_judged_as_a_sum_and_the_rest_for_each_unit() {
    let offers = |price: &str| {
        vec![
            sized("A1", "600", 1, "\"asking_price_yuan\":\"300\",\"power_kva\":\"400\""),
            sized("A2", "500", 1, &format!("{price}\"power_kva\":\"300\"")),
        ]
    };
    let members = "\"floor_area_m2\":\"1100\",\"floor_area_at_most_m2\":\"1100\",\
        \"price_at_most_yuan\":\"500\",\"power_kva\":\"400\",\"firmness\":{\"price\":\"hard\"}";
    // (price of the second, standing): 300 + 200 is on the limit.
    let rows = [
        ("\"asking_price_yuan\":\"200\",", Some(Standing::Fits)),
        ("\"asking_price_yuan\":\"200.01\",", None),
        ("", Some(Standing::Possible)),
    ];
    for (price, standing) in rows {
        let row = run(offers(price), vec![firm("Y1", members)]).prospects.remove(0);
        assert_eq!(row.candidates.first().map(|c| c.standing), standing, "{price}");
        if let Some(candidate) = row.candidates.first() {
            // Power is asked of each unit, and one has too little: two supplies are not one.
            assert_eq!((candidate.score.soft_met, candidate.score.soft_stated), (0, 1));
            assert_eq!(candidate.score.points(), 500);
        }
    }
    let less = members.replace("\"1100\",\"price", "\"1099\",\"price");
    let row = run(offers("\"asking_price_yuan\":\"1\","), vec![firm("Y1", &less)]);
    assert!(row.prospects[0].candidates.is_empty());
}

/// Splitmix64.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % most
    }
}

/// The greatest total over every way to give each row a free column or none.
fn brute_total(rows: &[Vec<i64>], taken: &mut BTreeSet<usize>) -> i64 {
    let Some((row, rest)) = rows.split_first() else { return 0 };
    let mut best = brute_total(rest, taken);
    for (column, weight) in row.iter().enumerate() {
        if taken.insert(column) {
            best = best.max(weight + brute_total(rest, taken));
            taken.remove(&column);
        }
    }
    best
}

#[test]
fn the_assignment_equals_brute_force_and_is_proved() {
    let mut random = Random(20240630);
    for round in 0..2000 {
        let (height, width) = (random.below(6) as usize, random.below(6) as usize);
        let most = [2, 5, 1000][round % 3];
        let rows: Vec<Vec<i64>> =
            (0..height).map(|_| (0..width).map(|_| random.below(most) as i64).collect()).collect();
        let weights = Weights::new(width, rows.clone()).unwrap();
        let best = assign(&weights);
        assert_eq!(best.total, brute_total(&rows, &mut BTreeSet::new()), "{rows:?}");
        let given: Vec<usize> = best.columns.iter().flatten().copied().collect();
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len(), "{rows:?}");
        let sum: i64 = best
            .columns
            .iter()
            .enumerate()
            .filter_map(|(row, column)| column.map(|column| rows[row][column]))
            .sum();
        assert_eq!(sum, best.total, "{rows:?}");
        assert!(best.certificate.proves(&weights, best.total), "{rows:?}");
        assert!(!best.certificate.proves(&weights, best.total - 1));
        assert!(!best.certificate.proves(&weights, best.total + 1));
    }
}

#[test]
fn prices_that_do_not_cover_a_pair_prove_nothing() {
    let weights = Weights::new(2, vec![vec![9, 8], vec![7, 1]]).unwrap();
    let best = assign(&weights);
    let mut certificate = best.certificate.clone();
    certificate.rows[0] -= 1;
    assert!(!certificate.proves(&weights, best.total - 1));
    let mut certificate = best.certificate.clone();
    certificate.columns.truncate(1);
    let sum = certificate.rows.iter().sum::<i64>() + certificate.columns[0];
    assert!(!certificate.proves(&weights, sum));
    // A column may not be paid for being taken.
    let one = Weights::new(2, vec![vec![5, 5]]).unwrap();
    let mut certificate = assign(&one).certificate;
    (certificate.rows[0], certificate.columns) = (9, vec![-4, -4]);
    assert!(!certificate.proves(&one, 1));
}

#[test]
fn weights_that_cannot_be_added_are_refused() {
    assert!(Weights::new(2, vec![vec![1]]).is_err());
    assert!(Weights::new(1, vec![vec![-1]]).is_err());
    let most = i64::MAX / 4 / 3;
    assert!(Weights::new(1, vec![vec![most]]).is_ok());
    let error = Weights::new(1, vec![vec![most + 1]]).unwrap_err().to_string();
    assert!(error.contains(&format!("expected weights from 0 to {most}")), "{error}");
    assert_eq!(assign(&Weights::new(0, vec![vec![], vec![]]).unwrap()).columns, [None, None]);
}

#[test]
fn a_greedy_choice_serves_fewer() {
    // Y1 could take either, and S1 suits it better; Y2 can only take S1. Giving Y1 its best place leaves Y2 out.
    let offers = vec![
        space("S1", "\"clear_height_m\":\"9\""),
        sized("S2", "1900", 2, "\"clear_height_m\":\"6\""),
    ];
    let y1 = firm("Y1", "\"floor_area_m2\":\"1000\",\"clear_height_m\":\"6\"");
    let y2 = firm("Y2", "\"floor_area_m2\":\"500\",\"clear_height_m\":\"8\"");
    let matching = run(offers, vec![y1, y2]);
    let got: Vec<(String, String, usize)> = matching
        .assignments()
        .map(|(row, got)| (row.prospect.to_string(), got.offers[0].to_string(), got.rank))
        .collect();
    assert_eq!(got, [("Y1".into(), "S2".into(), 2), ("Y2".into(), "S1".into(), 1)]);
    assert_eq!((matching.worth.fits, matching.worth.possible), (2, 0));
    // 500 + 500 · 1000/1900 = 763 and 500 + 500 · 500/1000 = 750.
    assert_eq!(matching.worth.points, 763 + 750);
    assert_eq!(matching.optimality, Optimality::Proven);
    // Why Y1 does not get its first choice, and that nothing is left for Y2 should S1 fall through.
    let [first, second] = &matching.prospects[..] else { panic!("two prospects") };
    assert_eq!(first.better.len(), 1);
    assert_eq!(first.better[0].offers[0].to_string(), "S1");
    assert_eq!(first.better[0].held_by, ["Y2".parse().unwrap()]);
    assert_eq!((second.better.len(), &second.next), (0, &None));
}

#[test]
fn a_place_known_to_fit_counts_before_any_possible_ones() {
    // Either Y1 fits into S1 and nobody takes S2, or Y1 has S2 (to be asked) and Y2 has S1 (to be asked).
    let offers =
        vec![sized("S1", "2000", 1, "\"clear_height_m\":\"8\""), sized("S2", "1000", 2, "")];
    let y1 = firm("Y1", "\"floor_area_m2\":\"1000\",\"clear_height_m\":\"8\"");
    let y2 = firm("Y2", "\"floor_area_m2\":\"2000\",\"crane_t\":\"5\"");
    let matching = run(offers, vec![y1, y2]);
    assert_eq!((matching.worth.fits, matching.worth.possible), (1, 0));
    let got: Vec<String> =
        matching.assignments().map(|(_, got)| got.offers[0].to_string()).collect();
    assert_eq!(got, ["S1"]);
    // Y2 sees that what it could take is held by Y1.
    assert_eq!(matching.prospects[1].better[0].held_by, ["Y1".parse().unwrap()]);
}

/// The best worth over every choice of candidates that share no offer.
fn brute_worth(rows: &[ProspectMatch], taken: &mut BTreeSet<OfferId>) -> (u32, u32, u64) {
    let Some((row, rest)) = rows.split_first() else { return (0, 0, 0) };
    let mut best = brute_worth(rest, taken);
    for candidate in &row.candidates {
        if candidate.offers.iter().any(|offer| taken.contains(offer)) {
            continue;
        }
        taken.extend(candidate.offers.iter().cloned());
        let (fits, possible, points) = brute_worth(rest, taken);
        let fitting = u32::from(candidate.standing == Standing::Fits);
        let points = points + u64::from(candidate.score.points());
        best = best.max((fits + fitting, possible + 1 - fitting, points));
        for offer in &candidate.offers {
            taken.remove(offer);
        }
    }
    best
}

/// Made-up offers and needs; a third of the facts is not known.
fn story(random: &mut Random, spaces: usize, firms: usize) -> (Vec<Offer>, Vec<Prospect>) {
    let mut offers = Vec::new();
    for at in 0..spaces {
        let height = match random.below(3) {
            0 => String::new(),
            _ => format!("\"clear_height_m\":\"{}\"", 5 + random.below(5)),
        };
        let area = (3 + random.below(12)) * 100;
        let plot = 1 + random.below(2) as u32;
        offers.push(sized(&format!("S{at}"), &area.to_string(), plot, &height));
    }
    let firms = (0..firms)
        .map(|at| {
            let (area, height) = ((5 + random.below(20)) * 100, 5 + random.below(4));
            let members = format!(
                "\"floor_area_m2\":\"{area}\",\"clear_height_m\":\"{height}\",\"power_kva\":\"9\""
            );
            firm(&format!("Y{at}"), &members)
        })
        .collect();
    (offers, firms)
}

#[test]
fn the_assignment_of_prospects_equals_brute_force() {
    let mut random = Random(7);
    let (mut combined, mut unserved) = (0, 0);
    for _ in 0..300 {
        let (spaces, firms) = (1 + random.below(7) as usize, 1 + random.below(5) as usize);
        let (offers, firms) = story(&mut random, spaces, firms);
        let matching = run(offers, firms);
        let expected = brute_worth(&matching.prospects, &mut BTreeSet::new());
        let worth = matching.worth;
        assert_eq!((worth.fits, worth.possible, worth.points), expected);
        assert_eq!(matching.optimality, Optimality::Proven);
        let mut taken = BTreeSet::new();
        for (row, got) in matching.assignments() {
            assert!(got.offers.iter().all(|offer| taken.insert(offer.clone())), "twice");
            assert_eq!(row.assigned_candidate().unwrap().offers, got.offers);
            combined += usize::from(got.offers.len() > 1);
        }
        unserved += matching.prospects.iter().filter(|row| row.assigned.is_none()).count();
    }
    // The cases are of every sort.
    assert!(combined > 50 && unserved > 50, "{combined} {unserved}");
}

/// Every set of two to four units of one parcel that reaches what is wanted and can do without none of them.
fn brute_combinations(offers: &[Offer], wanted: u64) -> Vec<(u64, usize, Vec<String>)> {
    let units: Vec<(String, u64, String)> = offers
        .iter()
        .map(|offer| {
            let Offer::Space(offer) = offer else { panic!("a space") };
            let area = offer.space.floor_area.to_string().parse().unwrap();
            (offer.space.id.to_string(), area, offer.space.parcel.to_string())
        })
        .collect();
    let mut found = Vec::new();
    for set in 0_u32..1 << units.len() {
        let chosen: Vec<_> =
            units.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, u)| u).collect();
        let sum: u64 = chosen.iter().map(|unit| unit.1).sum();
        let one_parcel = chosen.iter().all(|unit| unit.2 == chosen[0].2);
        let needed = chosen.iter().all(|unit| sum - unit.1 < wanted);
        if (2..=4).contains(&chosen.len()) && one_parcel && sum >= wanted && needed {
            let names: Vec<String> = chosen.iter().map(|unit| unit.0.clone()).collect();
            found.push((sum - wanted, names.len(), names));
        }
    }
    found.sort();
    found
}

#[test]
fn combinations_equal_brute_force() {
    let mut random = Random(11);
    let mut more = 0;
    for _ in 0..300 {
        let offers: Vec<Offer> = (0..9)
            .map(|at| {
                let (area, plot) = (100 + random.below(40) * 10, 1 + random.below(2) as u32);
                sized(&format!("S{at}"), &area.to_string(), plot, "")
            })
            .collect();
        let wanted = 500 + random.below(50) * 10;
        let prospect = firm("Y1", &format!("\"floor_area_m2\":\"{wanted}\""));
        let row = run(offers.clone(), vec![prospect]).prospects.remove(0);
        let mut found: Vec<(u64, usize, Vec<String>)> = row
            .candidates
            .iter()
            .filter(|candidate| candidate.offers.len() > 1)
            .map(|c| (c.surplus.unwrap().to_string().parse().unwrap(), c.offers.len(), names(c)))
            .collect();
        found.sort();
        let expected = brute_combinations(&offers, wanted);
        more += usize::from(expected.len() > 3);
        let expected: Vec<_> = expected.into_iter().take(3).collect();
        assert_eq!(found, expected);
    }
    assert!(more > 100, "{more}");
}

#[test]
fn firms_of_the_same_need_do_not_all_wait_for_one_unit() {
    // By hand: 600 + 400 is the best for each of three firms that want 1000, in four ways, and all of them take S1. Beside
    // S1 + S2 there are 700 + 300, without surplus, and 400 + 400 + 400: 500 + 500 · 1000/1200 = 916 points.
    let areas = ["600", "400", "400", "400", "400", "700", "300"];
    let offers: Vec<Offer> =
        (1..).zip(areas).map(|(at, area)| sized(&format!("S{at}"), area, 1, "")).collect();
    let firms = ["Y1", "Y2", "Y3"].map(|id| firm(id, "\"floor_area_m2\":\"1000\"")).to_vec();
    let matching = run(offers, firms);
    let mut got: Vec<(Vec<String>, u32)> = matching
        .assignments()
        .map(|(_, got)| (got.offers.iter().map(ToString::to_string).collect(), got.score.points()))
        .collect();
    got.sort();
    assert_eq!(got.len(), 3, "{got:?}");
    assert_eq!((matching.worth.fits, matching.worth.points), (3, 1000 + 1000 + 916));
    let mut units: Vec<&String> = got.iter().flat_map(|(units, _)| units).collect();
    units.sort();
    units.dedup();
    assert_eq!(units.len(), 7, "{got:?}");
}

#[test]
fn the_next_choice_is_held_by_nobody_else() {
    // 600 + 400 three times: the first is given, and S1 is held by the firm itself.
    let offers = ["600", "400", "400", "400"]
        .into_iter()
        .zip(1..)
        .map(|(area, at)| sized(&format!("S{at}"), area, 1, ""));
    let matching = run(offers.collect(), vec![firm("Y1", "\"floor_area_m2\":\"1000\"")]);
    let row = &matching.prospects[0];
    let ids = |offers: &[OfferId]| offers.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&row.assigned.as_ref().unwrap().offers), ["S1", "S2"]);
    let next = row.next.as_ref().unwrap();
    assert_eq!((ids(&next.offers), next.held_by.len()), (vec!["S1".into(), "S3".into()], 0));
    // One unit goes before two of the same points.
    let offers =
        vec![sized("S1", "600", 1, ""), sized("S2", "400", 1, ""), sized("S3", "1000", 1, "")];
    let matching = run(offers, vec![firm("Y1", "\"floor_area_m2\":\"1000\"")]);
    assert_eq!(ids(&matching.prospects[0].candidates[0].offers), ["S3"]);
}

#[test]
fn what_is_gone_or_built_on_is_not_offered() {
    let story = "G1 2024-01-01 parcel 1 area=100\nG2 2024-01-01 parcel 2 area=100
        G3 2024-01-01 listed T1 1 idle 10\nG4 2024-01-01 listed T2 2 idle 30
        A 2024-01-02 space S1 1 50 vacant\nB 2024-03-01 removed S1\nC 2024-03-02 prospect Y1";
    let offered = |on_day: &str| {
        let on_day = crate::ledger_text::day(on_day);
        let state = crate::ledger_text::on(story, &on_day.to_string()).state;
        MatchingInput::from_state(&state, on_day).unwrap().run().unwrap().offers
    };
    // The space, and plot 2; on the day on which the space is gone both plots are land.
    assert_eq!(offered("2024-02-29"), 2);
    assert_eq!(offered("2024-03-01"), 2);
    let state = crate::ledger_text::on(story, "2024-03-05").state;
    let mut firm = firm("Y1", "\"land_area_m2\":\"5\",\"tenure\":\"build\"");
    firm.stage = ProspectStage::Contacted;
    let mut before = state.clone();
    before.prospects.values_mut().for_each(|known| known.prospect = firm.clone());
    let row = |state: &landledger::ledger::LedgerState, on_day: &str| {
        let input = MatchingInput::from_state(state, crate::ledger_text::day(on_day)).unwrap();
        let matching = input.run().unwrap();
        let row = matching.prospects.iter().find(|row| row.prospect.as_str() == "Y1").unwrap();
        row.candidates.iter().map(|c| c.offers[0].to_string()).collect::<Vec<_>>()
    };
    let plots = ["410106001001GB00001", "410106001001GB00002"];
    // 5 of 10 m² suit it better than 5 of 30.
    assert_eq!(row(&before, "2024-02-29"), [plots[1]]);
    assert_eq!(row(&before, "2024-03-01"), [plots[0], plots[1]]);
}

#[test]
fn nobody_is_left_out_who_could_be_served_with_what_is_left() {
    let mut random = Random(11);
    let mut again = 0;
    for _ in 0..60 {
        let offers: Vec<Offer> = (0..8)
            .map(|at| {
                let area = (2 + random.below(6)) * 100;
                sized(&format!("S{at}"), &area.to_string(), 1 + random.below(2) as u32, "")
            })
            .collect();
        let firms: Vec<Prospect> = (0..4)
            .map(|at| {
                let wanted = (8 + random.below(4)) * 100;
                firm(&format!("Y{at}"), &format!("\"floor_area_m2\":\"{wanted}\""))
            })
            .collect();
        let matching = run(offers.clone(), firms.clone());
        let taken: BTreeSet<OfferId> =
            matching.assignments().flat_map(|(_, got)| got.offers.clone()).collect();
        let left: Vec<Offer> =
            offers.into_iter().filter(|offer| !taken.contains(&offer.id())).collect();
        for (row, firm) in matching.prospects.iter().zip(&firms) {
            again += usize::from(row.candidates.len() > 3);
            if row.assigned.is_none() {
                let wanted = firm.need.floor_area.unwrap().to_string().parse().unwrap();
                assert_eq!(brute_combinations(&left, wanted), [], "{matching:?}");
            }
        }
        // What is added does not make an offer be given twice.
        let count = matching.assignments().map(|(_, got)| got.offers.len()).sum::<usize>();
        assert_eq!(count, taken.len());
    }
    assert!(again > 10, "{again}");
}

#[test]
fn a_search_that_stops_says_what_it_could_miss() {
    // Three firms that each need two of the three units: only one can be served; proving it takes more than one node.
    let offers =
        vec![sized("S1", "500", 1, ""), sized("S2", "500", 1, ""), sized("S3", "500", 1, "")];
    let firms: Vec<Prospect> =
        ["Y1", "Y2", "Y3"].iter().map(|id| firm(id, "\"floor_area_m2\":\"1000\"")).collect();
    let bounded = |nodes| {
        let mut limits = CombinationLimits::default();
        limits.nodes = nodes;
        let input = MatchingInput::new(DAY, offers.clone(), firms.clone()).unwrap();
        input.limits(limits).run().unwrap()
    };
    let whole = bounded(200);
    assert_eq!((whole.worth.fits, whole.optimality), (1, Optimality::Proven));
    let stopped = bounded(1);
    // By hand: a combination stands at its first unit, S1 or S2, so that two firms, of 1000 points each, seem to be served.
    let Optimality::AtMost(bound) = stopped.optimality else { panic!("{:?}", stopped.optimality) };
    assert_eq!((bound.fits, bound.points), (2, 2000));
    assert_eq!(stopped.worth, whole.worth);
    let text = render_matching(&stopped, Language::En, MatchingDetail::Summary);
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(
        words.join(" ").contains("the search stopped at its bound; it could be at most: 2 with")
    );
}

#[test]
fn what_a_stopped_search_claims_is_so() {
    let mut random = Random(5);
    let (mut proven, mut stopped) = (0, 0);
    for _ in 0..60 {
        let (offers, firms) = story(&mut random, 8, 5);
        for nodes in 1..=4 {
            let mut limits = CombinationLimits::default();
            limits.nodes = nodes;
            let input = MatchingInput::new(DAY, offers.clone(), firms.clone()).unwrap();
            let matching = input.limits(limits).run().unwrap();
            let best = brute_worth(&matching.prospects, &mut BTreeSet::new());
            let worth = |of: &Worth| (of.fits, of.possible, of.points);
            match matching.optimality {
                Optimality::AtMost(bound) => {
                    assert!(worth(&bound) >= best, "{bound:?} {best:?}");
                    stopped += 1;
                }
                _ => {
                    assert_eq!(worth(&matching.worth), best);
                    proven += 1;
                }
            }
        }
    }
    assert!(proven > 20 && stopped > 5, "{proven} {stopped}");
}

#[test]
fn the_order_of_the_input_does_not_show() {
    let mut random = Random(3);
    for _ in 0..40 {
        let (mut offers, mut firms) = story(&mut random, 7, 5);
        let first = serde_json::to_string(&run(offers.clone(), firms.clone())).unwrap();
        for _ in 0..3 {
            let (a, b) = (random.below(7) as usize, random.below(5) as usize);
            offers.rotate_left(a);
            offers.swap(0, 3);
            firms.rotate_left(b);
            let again = serde_json::to_string(&run(offers.clone(), firms.clone())).unwrap();
            assert_eq!(first, again);
        }
        let read: Matching = serde_json::from_str(&first).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), first);
    }
    let twice = MatchingInput::new(DAY, [space("S1", ""), space("S1", "")], []).unwrap_err();
    assert!(twice.to_string().contains("S1 twice"), "{twice}");
    let twice = MatchingInput::new(DAY, [], [firm("Y1", ""), firm("Y1", "")]).unwrap_err();
    assert!(twice.to_string().contains("Y1 twice"), "{twice}");
}

#[test]
fn who_is_not_matched_is_said() {
    use ProspectStage::{Contacted, Lost, MovedIn, Negotiating, Signed, Visited};
    let stages = [Contacted, Visited, Negotiating, Signed, MovedIn, Lost];
    let mut firms: Vec<Prospect> = stages
        .iter()
        .enumerate()
        .map(|(at, stage)| {
            let mut firm = firm(&format!("Y{at}"), "\"floor_area_m2\":\"1\"");
            firm.stage = *stage;
            firm
        })
        .collect();
    firms.push(firm("Y6", ""));
    let matching = run(vec![], firms);
    let matched: Vec<String> =
        matching.prospects.iter().map(|row| row.prospect.to_string()).collect();
    assert_eq!(matched, ["Y0", "Y1", "Y2"]);
    let left: Vec<WhyLeftOut> = matching.left_out.iter().map(|out| out.why).collect();
    use WhyLeftOut::NeedUnknown;
    assert_eq!(left, [WhyLeftOut::Signed, WhyLeftOut::MovedIn, WhyLeftOut::Lost, NeedUnknown]);
}

#[test]
fn the_input_comes_from_a_ledger() {
    let history = on(
        "
        G1 2024-01-01 parcel 1
        G2 2024-01-01 parcel 2
        G3 2024-01-01 parcel 3
        G4 2024-02-01 listed T1 2 idle 4000
        G5 2024-02-01 listed T2 3 low-efficiency-industrial 4000
        G6 2024-02-01 space S1 1 1000 vacant
        G7 2024-02-01 space S2 1 1000 occupied
        G8 2024-02-01 space S3 1 1000 unknown
        G9 2024-02-01 space S4 1 1000 vacant
        H1 2024-03-01 removed S4
        H2 2024-03-01 vacated S2
        H3 2024-04-01 prospect Y1
        ",
        "2024-06-30",
    );
    // Matched on the given day, or on one before S2 was vacated and S4 was gone.
    for (day, spaces) in [(DAY, ["S1", "S2", "S3"]), (date(2024, 2, 15), ["S1", "S3", "S4"])] {
        let mut state = history.state.clone();
        let prospect = state.prospects.values_mut().next().unwrap();
        // Small and cheap, so that every offer is a candidate or has its day to be asked; land is asked for too.
        prospect.prospect.need =
            need("\"land_area_m2\":\"4000\",\"firmness\":{\"land-area\":\"soft\"}");
        let matching = MatchingInput::from_state(&state, day).unwrap().run().unwrap();
        assert_eq!(matching.day, day);
        let row = &matching.prospects[0];
        let mut offered: Vec<&OfferId> =
            row.candidates.iter().flat_map(|candidate| &candidate.offers).collect();
        offered.extend(row.exclusions.iter().map(|exclusion| &exclusion.offer));
        offered.sort();
        let offered: Vec<String> = offered.iter().map(ToString::to_string).collect();
        // Parcel 2 is idle land without a space; 1 is built on, 3 is low-efficiency and not offered as land.
        let mut expected: Vec<String> = spaces.iter().map(|id| (*id).to_owned()).collect();
        expected.push(parcel("2").to_string());
        assert_eq!(offered, expected, "{day}");
        let plot = row.candidates.iter().find(|c| matches!(c.offers[0], OfferId::Plot(_))).unwrap();
        assert_eq!(plot.standing, Standing::Possible);
        assert!(plot.checks.iter().any(|check| {
            check.requirement == Requirement::LandArea
                && check.found == Some(Fact::LandAreaM2("4000".parse().unwrap()))
        }));
    }
    // A space that is used is offered once it is known when it will be free.
    let mut state = history.state.clone();
    let s1 = state.spaces.values_mut().next().unwrap();
    s1.occupancy = OccupancyTimeline::starting(Stay::new(DAY, Some(Occupancy::Occupied)));
    state.prospects.values_mut().for_each(|p| p.prospect.need = need("\"by\":\"2024-12-31\""));
    let offers =
        |state: &LedgerState| MatchingInput::from_state(state, DAY).unwrap().run().unwrap().offers;
    assert_eq!(offers(&state), 3);
    let facts: SpaceFacts = serde_json::from_str(r#"{"available_from":"2024-09-01"}"#).unwrap();
    state.spaces.values_mut().next().unwrap().space.facts = Some(Box::new(facts));
    assert_eq!(offers(&state), 4);
}

#[test]
fn facts_of_a_space_are_surveyed_and_revised() {
    let event = |line: &str| serde_json::from_str::<Event>(line).expect(line);
    let parcel_line = {
        let history = on("G1 2024-01-01 parcel 1", "2024-06-30");
        history.state.parcels.keys().next().unwrap().to_string()
    };
    let survey = format!(
        r#"{{"id":"E1","effective":"2024-02-01","recorded":"2024-02-01T09:00:00","act":{{"space-surveyed":{{"space":{{"id":"S1","parcel":"{parcel_line}","floor_area_m2":"1200","facts":{{"storey":1,"clear_height_m":"8.4","production_fire_class":"bing"}}}},"occupancy":"vacant"}}}}}}"#
    );
    let revised = r#"{"id":"E2","effective":"2024-03-01","recorded":"2024-03-01T09:00:00","act":{"space-facts-revised":{"space":"S1","facts":{"storey":1,"clear_height_m":"8.4","crane_t":"5"}}}}"#;
    let unknown = r#"{"id":"E3","effective":"2024-03-02","recorded":"2024-03-02T09:00:00","act":{"space-facts-revised":{"space":"S9","facts":{}}}}"#;
    let emptied = r#"{"id":"E4","effective":"2024-05-01","recorded":"2024-05-01T09:00:00","act":{"space-facts-revised":{"space":"S1","facts":{}}}}"#;
    // Written as it was read.
    for line in [survey.as_str(), revised, unknown, emptied] {
        assert_eq!(serde_json::to_string(&event(line)).unwrap(), line);
    }
    let mut events = crate::ledger_text::events("G1 2024-01-01 parcel 1");
    events.extend([survey.as_str(), revised, unknown, emptied].map(event));
    let facts = |day: Date| {
        let history = replay(&events, AsOf::day(day));
        let space = history.state.spaces.values().next().unwrap().space.clone();
        (space.facts.map(|facts| serde_json::to_string(&facts).unwrap()), history.findings.len())
    };
    let first = r#"{"storey":1,"clear_height_m":"8.4","production_fire_class":"bing"}"#;
    assert_eq!(facts(date(2024, 2, 29)), (Some(first.to_owned()), 0));
    // The facts from then on, all of them: what is not said again is not known any more.
    let second = r#"{"storey":1,"clear_height_m":"8.4","crane_t":"5"}"#;
    assert_eq!(facts(date(2024, 3, 1)), (Some(second.to_owned()), 0));
    assert_eq!(facts(date(2024, 4, 1)), (Some(second.to_owned()), 1));
    assert_eq!(facts(date(2024, 5, 1)), (None, 1));

    // A journal from before there were facts reads and writes as it did; storey 0 and unknown members are refused.
    let old = survey.replace(
        r#","facts":{"storey":1,"clear_height_m":"8.4","production_fire_class":"bing"}"#,
        "",
    );
    assert_ne!(old, survey);
    assert_eq!(serde_json::to_string(&event(&old)).unwrap(), old);
    let refused = |facts: &str| serde_json::from_str::<SpaceFacts>(facts).is_err();
    assert!(refused(r#"{"storey":0}"#) && refused(r#"{"rent":"1"}"#) && !refused("{}"));
    let need = r#"{"floor_area_m2":"3000","industry":"精密铸件","by":"2024-12-01"}"#;
    let read: Need = serde_json::from_str(need).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), need);
    assert!(matches!(events[1].act, Act::SpaceSurveyed { .. }));
}

#[test]
fn the_text_fits_and_says_who_gets_what() {
    let offers = vec![
        space("S1", "\"clear_height_m\":\"9\""),
        sized("S2", "1900", 2, "\"clear_height_m\":\"6\""),
        sized("S3", "400", 2, ""),
        Offer::Plot(PlotOffer::new(parcel("3"), Some("30000".parse().unwrap()))),
    ];
    let firms = vec![
        firm("Y1", "\"floor_area_m2\":\"1000\",\"clear_height_m\":\"6\",\"industry\":\"精密铸件\""),
        firm("Y2", "\"floor_area_m2\":\"500\",\"clear_height_m\":\"8\""),
        firm("Y3", "\"floor_area_m2\":\"90000\""),
        firm("Y4", ""),
    ];
    let matching = run(offers, firms);
    let zh = render_matching(&matching, Language::Zh, MatchingDetail::Exclusions);
    let en = render_matching(&matching, Language::En, MatchingDetail::Exclusions);
    for line in zh.lines().chain(en.lines()) {
        assert!(line.width() <= 100, "{line}");
    }
    let expected = [
        "供需匹配  2024-06-30",
        "Y1        企业Y1  S2             1,900.00  符合       263     2",
        "Y3        企业Y3  未匹配",
        "供应 4 处，参与匹配的意向企业 3 家：符合 2 家，待询 0 家，合计 1013 分",
        "匹配 S2：263 分：弹性条件符合 0/1（0 分），面积契合度 263 分",
        "符合  净高 6 米，要求不低于 6 米",
        "待询  行业未知，要求精密铸件",
        "更优：S1（符合，500 分，已匹配给 Y2）",
        "匹配 S1：750 分：无弹性条件（500 分），面积契合度 250 分",
        "没有候选",
        "候选 2 个：",
        "排除 3 处，按不符合的条件：取得方式 1、建筑面积 1、净高 1",
        "S2                   净高 6 米，要求不低于 8 米",
        "Y4        企业Y4  需求未登记，待询",
    ];
    for line in expected {
        assert!(zh.lines().any(|other| other.trim() == line), "{line}\n{zh}");
    }
    let expected = [
        "gets S2: 263 points: 0 of 1 soft requirements met (0), fit of the area 263",
        "better: S1 (fits, 500 points, held by Y2)",
        "gets nothing",
        "excluded: 4, by what they fail: terms 1, floor area 3",
        "S2                   clear height 6 m, wanted at least 8 m",
    ];
    for line in expected {
        assert!(en.lines().any(|other| other.trim() == line), "{line}\n{en}");
    }
    let short = render_matching(&matching, Language::En, MatchingDetail::Summary);
    assert!(!short.contains("clear height 6 m, wanted at least 8 m"));
}
