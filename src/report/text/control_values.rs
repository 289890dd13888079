//! Control values of industrial projects, and the standard of evaluation, as lists of numbers with their sources.

use super::page::{Page, number};
use super::table::{Align, Table};
use crate::law::{ControlEdition, ControlValue, ControlValues, EvaluationStandard, ScoreDirection};

/// What this library knows of each edition.
pub(in crate::report) fn print_known(page: &mut Page) {
    for edition in [ControlEdition::V2008, ControlEdition::V2023] {
        let values = ControlValues::of(edition);
        page.section("工业项目建设用地控制指标", "Control indicators of industrial projects");
        print_values(&values, page);
    }
}

/// Control values with their sources; what is not given is said to be so.
pub(super) fn print_values(values: &ControlValues, page: &mut Page) {
    let edition = page.own(values.edition.citation().text());
    page.line(&edition);
    let rows: [(&str, &str, &str, &Option<ControlValue>); 7] = [
        ("建筑系数", "building coefficient", "≥ %", &values.building_coefficient),
        ("行政办公及生活服务用地", "administrative land", "≤ %", &values.administrative_land),
        ("行政办公及生活服务建筑面积", "administrative floor", "≤ %", &values.administrative_floor),
        ("绿地率", "green land", "≤ %", &values.green_land),
        ("投资强度", "investment intensity", "≥ 万元/hm²", &values.investment_intensity),
        ("土地产出率", "output per area", "≥ 万元/hm²", &values.output_per_area),
        ("土地税收", "tax per area", "≥ 万元/hm²", &values.tax_per_area),
    ];
    let mut table = Table::new([
        (page.say("控制值", "control value"), Align::Left),
        (page.say("数值", "value"), Align::Right),
        (page.say("单位", "unit"), Align::Left),
        (page.say("依据", "source"), Align::Left),
        (page.say("文本核实", "text"), Align::Left),
    ]);
    for (zh, en, unit, value) in rows {
        let unit = page.pick(unit.to_owned(), unit.replace("万元", "10,000 yuan"));
        let row = match value {
            Some(value) => [
                page.say(zh, en).to_owned(),
                number(value.value),
                unit,
                page.own(value.source.text()),
                page.own(value.assurance.name()),
            ],
            None => {
                let none = page.say("未给出", "not given").to_owned();
                [page.say(zh, en).to_owned(), none, unit, String::new(), String::new()]
            }
        };
        table.row(row);
    }
    page.table(table);
    let Some(ratios) = &values.floor_area_ratio else {
        let none = page.say("容积率：未给出", "floor-area ratio: not given").to_owned();
        return page.line(&none);
    };
    let rows: Vec<String> = ratios.rows().map(|(code, value)| format!("{code}: {value}")).collect();
    let rows = rows.join(page.say("、", ", "));
    let industries = ratios.industries();
    let (source, assurance) = (page.own(ratios.source().text()), ratios.assurance().name());
    let line = page.pick(
        format!("容积率不低于（{industries}）：{rows}（{source}，{}）", assurance.zh),
        format!("floor-area ratio at least ({industries}): {rows} ({source}, {})", assurance.en),
    );
    page.line(&line);
}

/// Weights and ideal values.
pub(super) fn print_standard(standard: &EvaluationStandard, page: &mut Page) {
    page.section("土地集约利用评价标准", "Standard of the zone evaluation");
    for evaluation in standard.tables() {
        let kinds: Vec<String> =
            evaluation.kinds.iter().map(|kind| page.own(kind.name())).collect();
        let kinds = match kinds.is_empty() {
            true => page.say("其余各类开发区", "every other kind of zone").to_owned(),
            false => kinds.join(page.say("、", ", ")),
        };
        page.line(&kinds);
        let mut table = Table::new([
            (page.say("目标、子目标、指标", "goal, sub-goal, indicator"), Align::Left),
            (page.say("权重", "weight"), Align::Right),
            (page.say("理想值", "ideal"), Align::Right),
            (page.say("单位", "unit"), Align::Left),
        ]);
        for goal in &evaluation.goals {
            let name = page.text(&goal.name).to_owned();
            table.row([name, goal.weight.to_string(), String::new(), String::new()]);
            for subgoal in &goal.subgoals {
                let name = format!("· {}", page.text(&subgoal.name));
                table.row([name, subgoal.weight.to_string(), String::new(), String::new()]);
                for indicator in &subgoal.indicators {
                    let reverse = page.say("逆向", "reverse").to_owned();
                    let ideal = match indicator.direction {
                        ScoreDirection::Reverse => reverse,
                        ScoreDirection::Forward => indicator.ideal.map(number).unwrap_or_default(),
                    };
                    table.row([
                        format!("· · {}", indicator.id.id()),
                        indicator.weight.to_string(),
                        ideal,
                        super::zone::unit_name(page, &indicator.unit),
                    ]);
                }
            }
        }
        for potential in &evaluation.potentials {
            let name = page.pick(
                format!("潜力：{}", potential.indicator.id()),
                format!("potential: {}", potential.indicator.id()),
            );
            let unit = super::zone::unit_name(page, &potential.unit);
            table.row([name, String::new(), number(potential.ideal), unit]);
        }
        page.table(table);
    }
}
