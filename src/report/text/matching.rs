//! A matching: who gets what, why, what to ask, and why not the others.

use std::collections::BTreeMap;

use super::page::{Page, count, number};
use super::table::{Align, Table};
use crate::finding::{Language, Text};
use crate::matching::{
    Alternative, Candidate, Check, Matching, OfferId, Optimality, ProspectMatch, WhyLeftOut,
};
use crate::matching::{SearchExtent, Worth};
use crate::plan::Requirement;

/// How much of a matching is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum MatchingDetail {
    /// Exclusions are counted by requirement.
    #[default]
    Summary,
    /// Every exclusion with its reasons: a row for each offer and prospect.
    Exclusions,
}

/// Candidates of a prospect that are printed at most; how many there are is always said.
const CANDIDATES: usize = 5;

/// Prints a matching: what all get together, then each prospect with its candidates, what to ask, and the exclusions.
#[must_use]
pub fn render_matching(matching: &Matching, language: Language, detail: MatchingDetail) -> String {
    let mut page = Page::new(language);
    let day = matching.day;
    let title = page.pick(format!("供需匹配  {day}"), format!("Matching on {day}"));
    page.title(&title);
    print_assignment(matching, &mut page);
    for row in &matching.prospects {
        print_prospect(row, detail, &mut page);
    }
    print_left_out(matching, &mut page);
    page.finish()
}

fn print_assignment(matching: &Matching, page: &mut Page) {
    page.numbered("统筹匹配结果", "All served together");
    let mut table = Table::new([
        (page.say("意向企业", "prospect"), Align::Fixed),
        (page.say("名称", "firm"), Align::Left),
        (page.say("房源、地块", "space or plot"), Align::Left),
        (page.say("建筑面积 m²", "floor m²"), Align::Right),
        (page.say("硬性条件", "standing"), Align::Left),
        (page.say("得分", "points"), Align::Right),
        (page.say("位次", "rank"), Align::Right),
    ]);
    for row in &matching.prospects {
        let id = row.prospect.to_string();
        let cells = match (&row.assigned, row.assigned_candidate()) {
            (Some(assigned), Some(candidate)) => [
                id,
                row.firm.clone(),
                ids(&assigned.offers, page),
                candidate.floor_area.map(number).unwrap_or_default(),
                page.own(assigned.standing.name()),
                count(assigned.score.points()),
                count(assigned.rank),
            ],
            _ => {
                let none = page.say("未匹配", "none").to_owned();
                [id, row.firm.clone(), none, "".into(), "".into(), "".into(), "".into()]
            }
        };
        table.row(cells);
    }
    page.table(table);
    let line = page.pick(
        format!(
            "供应 {} 处，参与匹配的意向企业 {} 家：{}",
            matching.offers,
            matching.prospects.len(),
            worth(matching.worth).zh
        ),
        format!(
            "{} offers, {} prospects: {}",
            matching.offers,
            matching.prospects.len(),
            worth(matching.worth).en
        ),
    );
    page.line(&line);
    let line = page.own(optimality(matching.optimality));
    page.line(&line);
}

fn worth(worth: Worth) -> Text {
    let Worth { fits, possible, points, .. } = worth;
    Text::new(
        format!("符合 {fits} 家，待询 {possible} 家，合计 {points} 分"),
        format!("{fits} with a place that fits, {possible} with a possible one, {points} points"),
    )
}

fn optimality(optimality: Optimality) -> Text {
    match optimality {
        Optimality::AtMost(bound) => {
            let bound = worth(bound);
            Text::new(
                format!("搜索已达上限，未证明最优；上界：{}", bound.zh),
                format!("the search stopped at its bound; it could be at most: {}", bound.en),
            )
        }
        _ => Text::new(
            "在所列候选范围内已证明最优（先比符合家数，再比待询家数，再比总分）",
            "proved best over the listed candidates (most that fit, then most possible, then points)",
        ),
    }
}

fn print_prospect(row: &ProspectMatch, detail: MatchingDetail, page: &mut Page) {
    let heading = format!("{}  {}", row.prospect, row.firm);
    page.section(&heading, &heading);
    if let (Some(assigned), Some(candidate)) = (&row.assigned, row.assigned_candidate()) {
        let place = ids(&assigned.offers, page);
        let score = page.own(assigned.score.text());
        let line = page.pick(format!("匹配 {place}：{score}"), format!("gets {place}: {score}"));
        page.line(&line);
        for check in &candidate.checks {
            let (reason, verdict) = (page.own(check.reason()), page.own(verdict(check)));
            page.indented("    ", &format!("{verdict}  {reason}"));
        }
    } else {
        let line = page.say("未匹配到房源或地块", "gets nothing").to_owned();
        page.line(&line);
    }
    for (alternatives, zh, en) in [
        (row.better.iter().take(CANDIDATES).collect::<Vec<_>>(), "更优", "better"),
        (row.next.iter().collect(), "次选", "next"),
    ] {
        for alternative in alternatives {
            let line = page.pick(
                format!("{zh}：{}", describe(alternative, page)),
                format!("{en}: {}", describe(alternative, page)),
            );
            page.line(&line);
        }
    }
    print_candidates(row, page);
    if row.combinations == SearchExtent::StoppedAtBound {
        let line = page.say(
            "组合搜索已达上限，可能有余量更小的组合未列出",
            "the search for combinations stopped at its bound: smaller surpluses may exist",
        );
        let line = line.to_owned();
        page.line(&line);
    }
    print_exclusions(row, detail, page);
}

fn verdict(check: &Check) -> Text {
    use crate::matching::Outcome;
    match check.outcome {
        Outcome::Met => Text::new("符合", "met"),
        Outcome::Unknown => Text::new("待询", "to be asked"),
        Outcome::NotMet => Text::new("不符合（弹性）", "not met (soft)"),
    }
}

fn describe(alternative: &Alternative, page: &Page) -> String {
    let place = ids(&alternative.offers, page);
    let standing = page.own(alternative.standing.name());
    let points = alternative.score.points();
    let holders: Vec<&str> = alternative.held_by.iter().map(|id| id.as_str()).collect();
    let held = match (holders.is_empty(), page.language()) {
        (true, Language::Zh) => "，尚无人匹配".to_owned(),
        (true, Language::En) => ", nobody has it".to_owned(),
        (false, Language::Zh) => format!("，已匹配给 {}", holders.join("、")),
        (false, Language::En) => format!(", held by {}", holders.join(", ")),
    };
    page.pick(
        format!("{place}（{standing}，{points} 分{held}）"),
        format!("{place} ({standing}, {points} points{held})"),
    )
}

fn print_candidates(row: &ProspectMatch, page: &mut Page) {
    let all = row.candidates.len();
    let shown = all.min(CANDIDATES);
    let line = match (all, all == shown) {
        (0, _) => page.say("没有候选", "no candidate").to_owned(),
        (_, true) => page.pick(format!("候选 {all} 个："), format!("candidates: {all}")),
        (_, false) => page.pick(
            format!("候选 {all} 个，列出前 {shown} 个："),
            format!("candidates: {all}, the first {shown}:"),
        ),
    };
    page.line(&line);
    if all == 0 {
        return;
    }
    let mut table = Table::new([
        (page.say("位次", "rank"), Align::Right),
        (page.say("房源、地块", "space or plot"), Align::Left),
        (page.say("余量 m²", "surplus m²"), Align::Right),
        (page.say("得分", "points"), Align::Right),
        (page.say("待询事项", "to be asked"), Align::Left),
    ]);
    for (at, candidate) in row.candidates.iter().take(CANDIDATES).enumerate() {
        table.row([
            count(at.saturating_add(1)),
            place(candidate, page),
            candidate.surplus.map(number).unwrap_or_default(),
            count(candidate.score.points()),
            questions(candidate, page),
        ]);
    }
    page.table(table);
}

fn place(candidate: &Candidate, page: &Page) -> String {
    let ids = ids(&candidate.offers, page);
    match &candidate.building {
        Some(building) if candidate.offers.len() > 1 => {
            page.pick(format!("{ids}（同在{building}）"), format!("{ids} (all in {building})"))
        }
        _ => ids,
    }
}

fn questions(candidate: &Candidate, page: &Page) -> String {
    let questions = candidate.questions().into_iter();
    let questions: Vec<String> = questions.map(|check| page.own(check.reason())).collect();
    questions.join(page.say("；", "; "))
}

fn print_exclusions(row: &ProspectMatch, detail: MatchingDetail, page: &mut Page) {
    if row.exclusions.is_empty() {
        return;
    }
    let mut by: BTreeMap<Requirement, usize> = BTreeMap::new();
    for exclusion in &row.exclusions {
        // An offer that fails a requirement counts once for it.
        let mut failed: Vec<_> = exclusion.failed.iter().map(|check| check.requirement).collect();
        failed.dedup();
        for requirement in failed {
            let number = by.entry(requirement).or_default();
            *number = number.saturating_add(1);
        }
    }
    let counts = by.into_iter().map(|(requirement, number)| {
        let name = page.own(requirement.name());
        let limit = requirement == Requirement::FloorAreaAtMost;
        match (limit, page.language()) {
            (true, Language::Zh) => format!("{name}过大 {number}"),
            (true, Language::En) => format!("{name} too large {number}"),
            (false, _) => format!("{name} {number}"),
        }
    });
    let counts: Vec<String> = counts.collect();
    let line = page.pick(
        format!("排除 {} 处，按不符合的条件：{}", row.exclusions.len(), counts.join("、")),
        format!("excluded: {}, by what they fail: {}", row.exclusions.len(), counts.join(", ")),
    );
    page.line(&line);
    if detail != MatchingDetail::Exclusions {
        return;
    }
    let mut table = Table::new([
        (page.say("排除", "excluded"), Align::Fixed),
        (page.say("原因", "why"), Align::Left),
    ]);
    for exclusion in &row.exclusions {
        let reasons = exclusion.failed.iter().map(|check| page.own(check.reason()));
        let reasons: Vec<String> = reasons.collect();
        table.row([exclusion.offer.to_string(), reasons.join(page.say("；", "; "))]);
    }
    page.table(table);
}

fn print_left_out(matching: &Matching, page: &mut Page) {
    if matching.left_out.is_empty() {
        return;
    }
    page.numbered("未参与匹配的意向企业", "Prospects that were not matched");
    let mut table = Table::new([
        (page.say("意向企业", "prospect"), Align::Fixed),
        (page.say("名称", "firm"), Align::Left),
        (page.say("原因", "why"), Align::Left),
        (page.say("已占用的单元、地块", "space or plot taken"), Align::Left),
    ]);
    for out in &matching.left_out {
        let takes = matches!(out.why, WhyLeftOut::Signed | WhyLeftOut::MovedIn);
        let places = if takes && out.places.is_empty() {
            page.say("台账未登记，待询", "not recorded, to be asked").to_owned()
        } else {
            ids(&out.places, page)
        };
        table.row([out.prospect.to_string(), out.firm.clone(), page.own(out.why.text()), places]);
    }
    page.table(table);
}

fn ids(offers: &[OfferId], page: &Page) -> String {
    let ids: Vec<String> = offers.iter().map(ToString::to_string).collect();
    ids.join(page.say("＋", " + "))
}
