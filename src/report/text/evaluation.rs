//! The evaluation of the zone: kind, contradictions, score and potentials.

use std::collections::BTreeSet;

use super::page::{Page, number, value};
use super::table::{Align, Table};
use super::zone::unit_name;
use crate::finding::Text;
use crate::indicator::{Indicator, IndicatorScore, KindEvaluation, ZoneEvaluation};
use crate::law::ScoreDirection;
use crate::report::Report;

pub(in crate::report) fn print(report: &Report, page: &mut Page) {
    let evaluation = &report.evaluation;
    page.numbered("土地集约利用评价", "Evaluation of intensive land use");
    print_kind(evaluation, page);
    print_contradictions(evaluation, page);
    for by_kind in &evaluation.by_kind {
        print_score(by_kind, page);
    }
    print_without_score(evaluation, page);
    print_potentials(evaluation, page);
    print_inputs(evaluation, page);
}

fn print_kind(evaluation: &ZoneEvaluation, page: &mut Page) {
    let kind = &evaluation.kind;
    let comma = page.say("、", ", ").to_owned();
    let names: Vec<String> = kind.possible.iter().map(|kind| page.own(kind.name())).collect();
    let names = names.join(&comma);
    let shares = [&kind.industrial, &kind.residential].map(|share| value(page, &share.value));
    let [industrial, residential] = shares;
    let shares = page.pick(
        format!("A2/A {industrial} %，A1/A {residential} %"),
        format!("A2/A {industrial} %, A1/A {residential} %"),
    );
    let line = match kind.possible.len() {
        0 => page.pick(
            format!("开发区类型：未知（没有可判断的用地比例；{shares}）"),
            format!("kind of zone: unknown (no shares to judge by; {shares})"),
        ),
        1 => page.pick(
            format!("开发区类型：{names}（{shares}）"),
            format!("kind of zone: {names} ({shares})"),
        ),
        _ => page.pick(
            format!("开发区类型：现有事实不足以确定，可能为{names}（{shares}）"),
            format!("kind of zone: not decided by what is known, one of {names} ({shares})"),
        ),
    };
    page.line(&line);
    if let Some(attribute) = kind.attribute {
        let attribute = page.own(attribute.name());
        let line = page.pick(format!("开发区性质：{attribute}"), format!("attribute: {attribute}"));
        page.line(&line);
    }
    let line = format!("· {}", page.text(&kind.rule));
    page.line(&line);
    for missing in &kind.missing {
        print_fact(page, &missing.fact, missing.count, &missing.examples);
    }
}

fn print_contradictions(evaluation: &ZoneEvaluation, page: &mut Page) {
    let line = match evaluation.contradictions.len() {
        0 => page.say(
            "勾稽关系：按已知数据没有必然不成立的",
            "relations between figures: none certainly fails by what is known",
        ),
        _ => page.say("勾稽关系不成立：", "relations between figures that fail:"),
    };
    let line = line.to_owned();
    page.line(&line);
    for contradiction in &evaluation.contradictions {
        let line = format!(
            "· {}{}{}",
            page.text(&contradiction.message),
            page.say("；", "; "),
            page.text(&contradiction.remedy)
        );
        page.line(&line);
    }
}

fn print_score(evaluation: &KindEvaluation, page: &mut Page) {
    let kind = page.own(evaluation.kind.name());
    let total = value(page, &evaluation.score.score);
    page.blank();
    let line =
        page.pick(format!("综合分值（按{kind}）：{total}"), format!("score (as {kind}): {total}"));
    page.line(&line);
    let mut table = Table::new([
        (page.say("目标、子目标、指标", "goal, sub-goal, indicator"), Align::Left),
        (page.say("权重", "weight"), Align::Right),
        (page.say("指标值", "value"), Align::Right),
        (page.say("理想值", "ideal"), Align::Right),
        (page.say("单位", "unit"), Align::Left),
        (page.say("分值", "score"), Align::Right),
    ]);
    for goal in &evaluation.score.goals {
        let weight = goal.weight.to_string();
        table.row(level(page, "", &goal.name, weight, value(page, &goal.score)));
        for subgoal in &goal.subgoals {
            let weight = subgoal.weight.to_string();
            table.row(level(page, "· ", &subgoal.name, weight, value(page, &subgoal.score)));
            for indicator in &subgoal.indicators {
                table.row(indicator_cells(page, indicator));
            }
        }
    }
    page.table(table);
    let line = format!("· {}", page.text(&evaluation.score.formula));
    page.line(&line);
    if !evaluation.score.unknown.is_empty() {
        let indicators = evaluation.score.goals.iter();
        let indicators = indicators.flat_map(|goal| &goal.subgoals);
        let indicators = indicators.flat_map(|subgoal| &subgoal.indicators);
        let unknown = &evaluation.score.unknown;
        let names: Vec<&str> = indicators
            .filter(|row| unknown.iter().any(|id| id == row.standard.id.id()))
            .map(|row| page.text(&row.name))
            .collect();
        let names = names.join(page.say("、", ", "));
        let line = page.pick(
            format!("· 未知的指标按 0 至 100 分计：{names}"),
            format!("· unknown, counted from 0 to 100: {names}"),
        );
        page.line(&line);
    }
}

fn level(page: &Page, mark: &str, name: &Text, weight: String, score: String) -> [String; 6] {
    let name = format!("{mark}{}", page.text(name));
    [name, weight, String::new(), String::new(), String::new(), score]
}

fn indicator_cells(page: &Page, row: &IndicatorScore) -> [String; 6] {
    let ideal = match (row.standard.direction, row.standard.ideal) {
        (ScoreDirection::Reverse, _) => page.say("逆向", "reverse").to_owned(),
        (ScoreDirection::Forward, ideal) => ideal.map(number).unwrap_or_default(),
    };
    [
        format!("· · {}", page.text(&row.name)),
        row.standard.weight.to_string(),
        value(page, &row.value),
        ideal,
        unit_name(page, &row.standard.unit),
        value(page, &row.score),
    ]
}

fn print_without_score(evaluation: &ZoneEvaluation, page: &mut Page) {
    if !evaluation.without_table.is_empty() {
        let kinds = evaluation.without_table.iter();
        let names: Vec<String> = kinds.map(|kind| page.own(kind.name())).collect();
        let names = names.join(page.say("、", ", "));
        let line = page.pick(
            format!("评价标准没有适用的评价表，未计分：{names}"),
            format!("the standard has no table for it, so that it is not scored: {names}"),
        );
        page.line(&line);
    } else if evaluation.by_kind.is_empty() {
        let line = page.say(
            "未提供评价标准，或者开发区类型未知：未计分",
            "no score: no standard was given, or the kind of the zone is unknown",
        );
        let line = line.to_owned();
        page.line(&line);
    }
}

fn print_potentials(evaluation: &ZoneEvaluation, page: &mut Page) {
    page.blank();
    let mut table = Table::new([
        (page.say("用地潜力", "potential"), Align::Left),
        (page.say("面积 m²", "area m²"), Align::Right),
        (page.say("公式", "formula"), Align::Left),
    ]);
    let several = evaluation.by_kind.len() > 1;
    let mut seen = BTreeSet::new();
    let mut lacking: Vec<&Indicator> = Vec::new();
    let mut row = |page: &Page, kind: Option<String>, potential: &Indicator| {
        let name = page.text(&potential.name);
        let name = match kind {
            Some(kind) => page.pick(format!("{name}（{kind}）"), format!("{name} ({kind})")),
            None => name.to_owned(),
        };
        let formula = page.text(&potential.formula).to_owned();
        table.row([name, value(page, &potential.value), formula]);
    };
    for potential in &evaluation.potentials {
        row(page, None, potential);
        lacking.push(potential);
    }
    for by_kind in &evaluation.by_kind {
        for potential in &by_kind.potentials {
            row(page, several.then(|| page.own(by_kind.kind.name())), potential);
            lacking.push(potential);
        }
    }
    page.table(table);
    for missing in lacking.into_iter().flat_map(|potential| &potential.missing) {
        // Facts that an indicator lacks as well are told there.
        if seen.insert(&missing.fact) && is_stated_fact(&missing.examples) {
            print_fact(page, &missing.fact, missing.count, &missing.examples);
        }
    }
}

/// Whether the fact is one of the evaluation, and not of parcels.
fn is_stated_fact(examples: &[String]) -> bool {
    examples.iter().any(|example| matches!(example.as_str(), "E" | "D22" | "T"))
}

fn print_inputs(evaluation: &ZoneEvaluation, page: &mut Page) {
    for input in &evaluation.inputs {
        let (name, source) = (page.text(&input.name), &input.source.number);
        let line = page.pick(
            format!("填报：{name}，{} 的数，{source}", input.on),
            format!("stated: {name}, of {}, {source}", input.on),
        );
        page.line(&line);
    }
}

fn print_fact(page: &mut Page, fact: &Text, count: u64, examples: &[String]) {
    let examples = examples.join(page.say("、", ", "));
    let line = page.pick(
        format!("缺“{}”{count} 项（{examples}）", fact.zh),
        format!("missing: {}: {count} ({examples})", fact.en),
    );
    page.line(&line);
}
