//! The commands about plans, run as a user runs them, on the synthetic district of the fixtures.

use std::collections::BTreeSet;
use std::process::Command;

use landledger::finding::Language;
use landledger::indicator::Simulation;
use landledger::matching::{Matching, Outcome, Standing};
use landledger::plan::lifecycle::{dot, mermaid};
use landledger::plan::{Firmness, Requirement};
use landledger::report::{PlanList, PlanPage, PlansDue};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::scratch::Scratch;

const BINARY: &str = env!("CARGO_BIN_EXE_landledger");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shangjie");
const ON: [&str; 2] = ["--on", "2024-06-30"];

/// Standard output and standard error.
#[track_caller]
fn run(arguments: &[&str], status: i32) -> (String, String) {
    let output = Command::new(BINARY).args(["plan", FOLDER]).args(arguments).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
    (String::from_utf8(output.stdout).unwrap(), error)
}

/// The text in Chinese and in English, both within 100 columns.
#[track_caller]
fn texts(arguments: &[&str]) -> [String; 2] {
    ["zh", "en"].map(|language| {
        let arguments = [arguments, &ON, &["--lang", language]].concat();
        let (text, _) = run(&arguments, 0);
        for line in text.lines() {
            assert!(line.width() <= 100, "{line}");
        }
        text
    })
}

#[track_caller]
fn json(arguments: &[&str]) -> String {
    run(&[arguments, &ON, &["--format", "json"]].concat(), 0).0
}

#[test]
fn every_plan_is_listed_with_the_coverage() {
    let [zh, en] = texts(&["list"]);
    let list: PlanList = serde_json::from_str(&json(&["list"])).unwrap();
    assert!(list.plans.len() > 40, "{}", list.plans.len());
    for plan in &list.plans {
        let line = format!("  {} ", plan.plan);
        assert!(zh.lines().any(|row| row.starts_with(&line)), "{line}");
        assert!(en.lines().any(|row| row.starts_with(&line)), "{line}");
    }
    // The same rows as in the report of the day.
    let statuses: u64 = list.statuses.iter().map(|row| row.count).sum();
    assert_eq!(statuses, list.plans.len() as u64);
    let coverage = &list.coverage;
    let share = coverage.share().unwrap().percent(2);
    let (covered, all) = (coverage.covered_land_area, coverage.land_area);
    assert!(zh.contains(&format!("方案覆盖率（按台账面积）：{covered} / {all} m² = {share} %")));
    assert!(en.contains(&format!("by land area: {covered} / {all} m² = {share} %")));
    assert!(en.contains("lead unit") && zh.contains("牵头单位"));
}

#[test]
fn one_plan_is_shown_whole() {
    // A plan under which the occupant is replaced, one that is suspended, and one that was reopened after a relapse.
    let list: PlanList = serde_json::from_str(&json(&["list"])).unwrap();
    let mut seen = (false, false, false, false);
    for row in &list.plans {
        let page: PlanPage = serde_json::from_str(&json(&["show", row.plan.as_str()])).unwrap();
        assert_eq!(page.standing.plan, page.plan.id);
        let replaced = page.plan.contents.replacement.as_ref();
        let evidence = page.progress.history.iter().any(|change| !change.evidence.is_empty());
        let new = (!seen.0 && replaced.is_some())
            || (!seen.1 && row.suspended.is_some())
            || (!seen.2 && row.run > 1)
            || (!seen.3 && evidence);
        if !new {
            continue;
        }
        let [zh, en] = texts(&["show", row.plan.as_str(), "--stall", "90"]);
        assert!(zh.contains("状态变更记录") && en.contains("History"));
        if let Some(replaced) = replaced {
            seen.0 = true;
            let comes = replaced.incoming.as_ref().map(|firm| firm.firm.as_str());
            for part in [Some(replaced.outgoing.firm.as_str()), comes].into_iter().flatten() {
                let first: String = part.chars().take(4).collect();
                assert!(zh.contains(&first), "{part}: {zh}");
            }
            assert!(zh.contains("腾笼换鸟") && en.contains("Occupant replaced"));
        }
        if let Some(suspended) = row.suspended {
            seen.1 = true;
            assert!(zh.contains(&format!("自 {} 起", suspended.since)));
            assert!(en.contains(&format!("since {}", suspended.since)));
        }
        if row.run > 1 {
            seen.2 = true;
            assert!(zh.contains("第 1 轮节点") && en.contains("Milestones of run 1"));
            assert!(zh.contains("第 2 轮节点") && en.contains("Milestones of run 2"));
        }
        if evidence {
            seen.3 = true;
            assert!(zh.contains("佐证材料") && en.contains("Evidence"));
        }
    }
    assert_eq!(seen, (true, true, true, true));
}

#[test]
fn a_plan_that_is_not_there_is_refused_with_what_to_do() {
    for command in ["show", "simulate"] {
        let arguments = [&[command, "FA9999"], &ON[..], &["--lang", "en"]].concat();
        let (text, error) = run(&arguments, 2);
        assert_eq!(text, "");
        for part in ["FA9999", "FA0001 FA0002", "list --on 2024-06-30"] {
            assert!(error.contains(part), "{part}: {error}");
        }
    }
    let (_, error) = run(&[&["show", "FA9999"], &ON[..]].concat(), 2);
    assert!(error.contains("已登记的方案"), "{error}");
    run(&["list"], 2);
    run(&["list", "--on", "2024-02-30"], 2);
    run(&["simulate", "--on", "2024-06-30"], 2);
}

#[test]
fn what_is_due_is_told_apart() {
    let [zh, en] = texts(&["due", "--stall", "90"]);
    let due: PlansDue = serde_json::from_str(&json(&["due", "--stall", "90"])).unwrap();
    assert!(!due.overdue.is_empty() && !due.due_31_to_90.is_empty() && !due.stalled.is_empty());
    assert!(!due.at_risk.is_empty());
    assert!(due.overdue.iter().all(|row| row.slip_days > 0));
    assert!(due.overdue.is_sorted_by(|a, b| a.slip_days >= b.slip_days));
    assert!(due.due_30.iter().all(|row| (-30..=0).contains(&row.slip_days)));
    assert!(due.due_31_to_90.iter().all(|row| (-90..=-31).contains(&row.slip_days)));
    assert!(due.stalled.iter().all(|row| row.days > 90));
    for row in due.overdue.iter().chain(&due.due_30).chain(&due.due_31_to_90) {
        assert!(zh.contains(&row.due.to_string()) && en.contains(&row.due.to_string()));
    }
    assert!(en.contains("no event for more than 90 days"));
    // A rule of more days finds no more, and without one nothing is said to be stalled.
    let fewer: PlansDue = serde_json::from_str(&json(&["due", "--stall", "400"])).unwrap();
    assert!(fewer.stalled.len() < due.stalled.len());
    let [zh, en] = texts(&["due"]);
    assert!(zh.contains("没有给出停滞天数") && en.contains("not looked at"));
    let none: PlansDue = serde_json::from_str(&json(&["due"])).unwrap();
    assert!(none.stalled.is_empty() && none.stall.is_none());
}

#[test]
fn the_life_cycle_is_drawn() {
    assert_eq!(run(&["graph"], 0).0, mermaid(Language::Zh));
    assert_eq!(run(&["graph", "--lang", "en"], 0).0, mermaid(Language::En));
    assert_eq!(run(&["graph", "--form", "dot", "--lang", "en"], 0).0, dot(Language::En));
    run(&["graph", "--form", "svg"], 2);
}

#[test]
fn firms_are_matched() {
    let [zh, en] = texts(&["match"]);
    assert!(zh.contains("供需匹配") && en.contains("Matching on 2024-06-30"));
    let matching: Matching = serde_json::from_str(&json(&["match"])).unwrap();
    assert!(!matching.prospects.is_empty() || !matching.left_out.is_empty());
    let [_, long] = texts(&["match", "--detail", "exclusions"]);
    assert!(long.len() >= en.len());
}

#[test]
fn plans_are_simulated() {
    let plans = ["FA0002", "FA0019"];
    let [zh, en] = texts(&["simulate", plans[0], plans[1]]);
    for part in ["模拟前", "模拟后", "假设", "台账未改动"] {
        assert!(zh.contains(part), "{part}: {zh}");
    }
    assert!(en.contains("on paper only") && en.contains("The share of each plot"));
    let text = json(&["simulate", plans[0], plans[1]]);
    let simulation: Simulation = serde_json::from_str(&text).unwrap();
    assert_eq!(simulation.plans.len(), 2);
    let listed = simulation.changes.iter().find(|row| row.indicator == "listed-land").unwrap();
    assert_ne!(listed.value_before, listed.value_after);
    assert!(serde_json::from_str::<Value>(&text).unwrap()["assumptions"].is_array());
    // What is closed already cannot be carried out again.
    let (_, error) = run(&[&["simulate", "FA0001"], &ON[..], &["--lang", "en"]].concat(), 2);
    assert!(error.contains("neither closed nor given up"), "{error}");
}

#[test]
fn firms_find_real_places_and_hard_requirements_filter_with_reasons() {
    let matching: Matching = serde_json::from_str(&json(&["match"])).unwrap();
    let [zh, en] = texts(&["match", "--detail", "exclusions"]);
    // Some get a place that is known to fit, and every one of these checks is met or soft.
    let fits: Vec<_> =
        matching.assignments().filter(|(_, got)| got.standing == Standing::Fits).collect();
    assert!(!fits.is_empty(), "{zh}");
    for (row, _) in &fits {
        let candidate = row.assigned_candidate().unwrap();
        let hard = candidate.checks.iter().filter(|check| check.firmness == Firmness::Hard);
        assert!(
            hard.clone().count() > 0 && hard.clone().all(|check| check.outcome == Outcome::Met)
        );
    }
    // Heights, loads, cranes and fire classes exclude places, each with what was found and what was wanted.
    let failed: BTreeSet<Requirement> = matching
        .prospects
        .iter()
        .flat_map(|row| &row.exclusions)
        .flat_map(|exclusion| exclusion.failed.iter().map(|check| check.requirement))
        .collect();
    for requirement in [
        Requirement::FloorArea,
        Requirement::ClearHeight,
        Requirement::FloorLoad,
        Requirement::Crane,
        Requirement::ProductionFireClass,
    ] {
        assert!(failed.contains(&requirement), "{requirement:?} {failed:?}");
    }
    assert!(zh.contains("净高") && zh.contains("要求") && en.contains("wanted at least"));
    // What firms have signed for is named, and offered to nobody.
    let taken: BTreeSet<String> =
        matching.left_out.iter().flat_map(|out| &out.places).map(ToString::to_string).collect();
    assert!(taken.len() > 2, "{taken:?}");
    let offered = matching.prospects.iter().flat_map(|row| {
        let candidates = row.candidates.iter().flat_map(|candidate| candidate.offers.clone());
        candidates.chain(row.exclusions.iter().map(|exclusion| exclusion.offer.clone()))
    });
    assert!(offered.map(|id| id.to_string()).all(|id| !taken.contains(&id)));
    assert!(taken.iter().all(|id| zh.contains(id.as_str())), "{taken:?}");
}

/// The three stories of the district, as a reader meets them: the page of each plan, and the report of the half-year.
#[test]
fn three_stories_are_told_whole() {
    let page = |id: &str| texts(&["show", id])[0].split_whitespace().collect::<String>();
    let told = |text: &str, parts: &[&str]| {
        for part in parts {
            let part: String = part.split_whitespace().collect();
            assert!(text.contains(&part), "{part}: {text}");
        }
    };
    // An occupant replaced: who left, who came, what it brought, on what it was closed.
    told(
        &page("FA0001"),
        &[
            "已验收",
            "腾笼换鸟",
            "已换鸟",
            "2022-08-10",
            "2024-04-18",
            "2024-05-20",
            "联合验收意见",
            "现场核查记录",
            "80,000.00",
            "83,500.00",
            "35",
            "192",
        ],
    );
    // An idle plot that the government had not handed over: its side, the article, the handover, the day that was put off.
    told(
        &page("FA0002"),
        &[
            "政府",
            "第八条",
            "第十二条",
            "交付净地",
            "2023-05-10",
            "2023-12-31",
            "2024-08-31",
            "征求意见",
        ],
    );
    // A relapse: the first run with its acceptance, the second one with its own milestones, the evidence of the relapse.
    told(
        &page("FA0003"),
        &["第1轮节点", "2022-03-20", "反弹重启", "反弹复查记录", "第2轮节点", "2024-07-31"],
    );
    // The report has the moves of its period and where each of the three stands.
    let run = |from: &str| {
        let output = Command::new(BINARY)
            .args(["report", FOLDER, "--from", from, "--on", "2024-06-30"])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let report = run("2020-01-01");
    let line = |parts: &[&str]| {
        assert!(
            report.lines().any(|line| parts.iter().all(|part| line.contains(part))),
            "{parts:?}"
        );
    };
    line(&["2024-05-20", "FA0001", "验收办结", "已验收"]);
    line(&["2022-11-15", "FA0002", "批准", "已批准"]);
    line(&["2023-05-22", "FA0002", "调整"]);
    line(&["2022-03-20", "FA0003", "验收办结"]);
    line(&["2023-09-05", "FA0003", "反弹重启", "已批准"]);
}

#[test]
fn one_plan_takes_the_place_of_another_in_list_and_page() {
    let list: PlanList = serde_json::from_str(&json(&["list"])).unwrap();
    let followed = list.plans.iter().find_map(|row| Some((&row.plan, row.superseded_by.as_ref()?)));
    let (old, new) = followed.expect("a superseded plan with a successor");
    let [zh, _] = texts(&["list"]);
    assert!(zh.contains("已终止 →"), "{zh}");
    let page: PlanPage = serde_json::from_str(&json(&["show", old.as_str()])).unwrap();
    assert_eq!(page.successors, std::slice::from_ref(new));
    let page: PlanPage = serde_json::from_str(&json(&["show", new.as_str()])).unwrap();
    assert_eq!(page.predecessors, std::slice::from_ref(old));
    // The page of an adopted plan says what the law made of its methods on that day.
    assert!(page.methods.iter().all(|row| row.chosen.is_some()) && !page.methods.is_empty());
}

#[test]
fn stated_figures_of_the_folder_are_simulated() {
    let scratch = Scratch::new("plan-simulate");
    for name in ["zone.geojson", "parcels.geojson", "ledger.jsonl"] {
        std::fs::copy(format!("{FOLDER}/{name}"), scratch.path().join(name)).unwrap();
    }
    let density = || {
        let output = Command::new(BINARY)
            .args(["plan", scratch.path().to_str().unwrap(), "simulate", "FA0002"])
            .args(["--on", "2024-06-30", "--format", "json"])
            .output()
            .unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
        let simulation: Simulation = serde_json::from_slice(&output.stdout).unwrap();
        let row = simulation.changes.into_iter().find(|row| row.indicator == "population-density");
        row.unwrap().value_before
    };
    let unknown = density();
    let stated = "[[resident_population]]\nvalue = 12000\non = 2023-12-31\nsource = { number = \"统计年鉴 2024\" }\n";
    scratch.write("evaluation.toml", stated);
    assert_ne!(density(), unknown);
}
