//! An industrial project against the control indicators.

use super::page::{Page, count, number, value};
use super::table::{Align, Table};
use crate::assessment::ParcelAssessment;
use crate::indicator::control::{ControlIndicator, ControlVerdict, Standing};

pub(super) fn print(assessment: &ParcelAssessment, page: &mut Page) {
    let Some(control) = &assessment.control else { return };
    let edition = page.own(control.edition.citation().text());
    page.numbered("工业项目建设用地控制指标", "Control indicators of the project");
    page.line(&edition);
    let scope = page.say(
        "适用于新建、改建、扩建工业项目；对既有项目仅作比对，不作为认定依据。",
        "For new, rebuilt and extended projects; of any other it is a comparison, no ground for a determination.",
    );
    let scope = scope.to_owned();
    page.line(&scope);
    let mut table = Table::new([
        (page.say("指标", "indicator"), Align::Left),
        (page.say("数值", "value"), Align::Right),
        (page.say("单位", "unit"), Align::Left),
        (page.say("控制值", "control"), Align::Right),
        (page.say("性质", "binds"), Align::Left),
        (page.say("比对", "verdict"), Align::Left),
    ]);
    for row in &control.indicators {
        let known = row.control.as_ref().map(|control| number(control.value));
        table.row([
            page.text(&row.indicator.name).to_owned(),
            value(page, &row.indicator.value),
            super::zone::unit_name(page, &row.indicator.unit),
            known.unwrap_or_else(|| "–".to_owned()),
            standing(page, row.standing),
            verdict(page, row),
        ]);
    }
    page.table(table);
    let mut sources: Vec<String> = Vec::new();
    for control in control.indicators.iter().filter_map(|row| row.control.as_ref()) {
        let source = page.own(control.source.text());
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    if !sources.is_empty() {
        let sources = sources.join(page.say("；", "; "));
        page.line(&page.pick(
            format!("控制值来源：{sources}"),
            format!("source of the control values: {sources}"),
        ));
    }
    for row in &control.indicators {
        let name = page.text(&row.indicator.name).to_owned();
        let lacks = row.indicator.missing.iter().map(|missing| {
            page.pick(
                format!("缺“{}”{} 项", missing.fact.zh, count(missing.count)),
                format!("missing: {}: {}", missing.fact.en, count(missing.count)),
            )
        });
        let note = row.note.as_ref().map(|note| page.text(note).to_owned());
        let all: Vec<String> = lacks.chain(note).collect();
        if !all.is_empty() {
            let all = all.join(page.say("；", "; "));
            page.line(&page.pick(format!("{name}：{all}"), format!("{name}: {all}")));
        }
    }
    for contradiction in &control.contradictions {
        let message = page.text(&contradiction.message).to_owned();
        page.line(&page.pick(format!("数据矛盾：{message}"), format!("contradiction: {message}")));
    }
}

fn standing(page: &Page, standing: Standing) -> String {
    match standing {
        Standing::Normative => page.say("规范性", "normative"),
        Standing::Recommended => page.say("推荐性", "recommended"),
        Standing::NotInEdition => page.say("本版未列", "not in the edition"),
    }
    .to_owned()
}

/// The verdict, with how much is wanting or too much in the unit of the numerator.
fn verdict(page: &Page, row: &ControlIndicator) -> String {
    let name = page.own(row.verdict.name());
    let by = match row.verdict {
        ControlVerdict::Short { by }
        | ControlVerdict::Exceeds { by }
        | ControlVerdict::OffRecommendation { by } => by,
        _ => return name,
    };
    let unit = match row.indicator.inputs.first().map(|input| input.unit.as_str()) {
        Some("yuan") => page.say("元", "yuan"),
        _ => "m²",
    };
    format!("{name} {} {unit}", number(by))
}
