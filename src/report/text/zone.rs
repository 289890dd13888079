//! The zone, its areas, its parcels, and its indicators.

use super::page::{Page, count, number, signed, value};
use super::table::{Align, Table};
use super::uncertainty;
use crate::finding::Language;
use crate::report::AreaReport;
use crate::report::Report;
use crate::units::AreaUnit;

/// Title, days, boundary.
pub(in crate::report) fn print_head(report: &Report, page: &mut Page) {
    let title = match page.language() {
        Language::Zh => format!("{} 闲置低效用地动态调整台账报告", report.zone.name),
        Language::En => format!("Ledger of idle and low-efficiency land: {}", report.zone.name),
    };
    page.title(&title);
    let head = page.say("截至日", "As of").to_owned();
    let period = page.say("期间", "period").to_owned();
    let (first, last) = (report.period.from(), report.period.last_day());
    let through = page.say(" 至 ", " to ").to_owned();
    page.line(&format!("{head} {}   {period} {first}{through}{last}", report.on));
    match &report.zone.boundary {
        Some(boundary) => {
            let approved = &boundary.approved_area;
            let document = &boundary.document.number;
            let line = match page.language() {
                Language::Zh => format!(
                    "核准面积 {} {}（{document}，{} 起生效）",
                    approved.value,
                    approved.unit.symbol_zh(),
                    boundary.effective,
                ),
                Language::En => format!(
                    "approved area {} {} ({document}, in force since {})",
                    approved.value,
                    approved.unit.symbol_en(),
                    boundary.effective,
                ),
            };
            page.line(&line);
            if !boundary.blocks.is_empty() {
                let blocks = boundary.blocks.join(page.say("、", ", "));
                let line = format!("{} {blocks}", page.say("区块", "blocks"));
                page.line(&line);
            }
        }
        None => {
            let line =
                page.say("当日没有生效的边界版本", "no boundary version is in force on that day");
            page.line(line);
        }
    }
}

/// The areas of the boundary and of the parcels.
pub(in crate::report) fn print_areas(report: &Report, page: &mut Page) {
    if !report.zone_areas.is_empty() {
        page.numbered(
            "边界面积（四种方法，定义不同）",
            "Area of the boundary (four methods, by definition different)",
        );
        let mut table = Table::new([
            (page.say("方法", "method"), Align::Left),
            (page.say("面积 m²", "area m²"), Align::Right),
            (page.say("与核准面积之差 m²", "less approved m²"), Align::Right),
        ]);
        for row in &report.zone_areas {
            let less = row.less_approved.map(signed).unwrap_or_default();
            table.row([page.own(row.edges.title()), number(row.area), less]);
        }
        page.table(table);
        for row in &report.zone_areas {
            let explanation = page.text(&row.explanation);
            let line = match page.language() {
                Language::Zh => format!("· {}：{explanation}", row.edges.title().zh),
                Language::En => format!("· {}: {explanation}", row.edges),
            };
            page.line(&line);
        }
    }
    print_parcels(report, page);
}

fn print_parcels(report: &Report, page: &mut Page) {
    let totals = &report.parcels;
    let (registered, without) = (count(totals.registered), count(totals.without_area));
    let mapped = count(totals.mapped);
    let (inside, partly, outside) =
        (count(totals.inside), count(totals.partly), count(totals.outside));
    let books = number(totals.registered_area);
    let (plane, survey) = (number(totals.plane_area), number(totals.survey_area));
    let line = match page.language() {
        Language::Zh => format!(
            "宗地：登记 {registered} 宗（其中 {without} 宗无登记面积），登记面积合计 {books} m²；上图 {mapped} 宗，\
             平面面积合计 {plane} m²，图斑椭球面积合计 {survey} m²；界内 {inside}、部分 {partly}、界外 {outside}"
        ),
        Language::En => format!(
            "Parcels: {registered} registered ({without} without a registered area), {books} m² in all; {mapped} \
             on the map, {plane} m² in the plane, {survey} m² by the survey method; {inside} inside, {partly} \
             partly, {outside} outside the zone"
        ),
    };
    page.line(&line);
    uncertainty::print_areas(report, page);
}

pub(super) fn print_indicators(report: &Report, page: &mut Page) {
    page.numbered("利用指标", "Indicators of use");
    let mut table = Table::new([
        (page.say("指标", "indicator"), Align::Left),
        (page.say("数值", "value"), Align::Right),
        (page.say("单位", "unit"), Align::Left),
        (page.say("公式", "formula"), Align::Left),
    ]);
    for indicator in report.indicators.iter().chain(&report.vacancy_rates) {
        table.row([
            page.text(&indicator.name).to_owned(),
            uncertainty::beside(report, indicator, value(page, &indicator.value)),
            unit_name(page, &indicator.unit),
            page.text(&indicator.formula).to_owned(),
        ]);
    }
    page.table(table);
    uncertainty::print_rates(report, page);
    print_missing(report, page);
}

/// The unit of an indicator, as people write it.
pub(in crate::report) fn unit_name(page: &Page, unit: &str) -> String {
    let (zh, en) = match unit {
        "1" => ("", ""),
        "10000 yuan/hm2" => ("万元/公顷", "10,000 yuan/hm²"),
        "10000 yuan/mu" => ("万元/亩", "10,000 yuan/mu"),
        "yuan" => ("元", "yuan"),
        "people" => ("人", "people"),
        "people/hm2" => ("人/公顷", "people/hm²"),
        "m2" => ("m²", "m²"),
        "m2 floor" => ("m²（建筑面积）", "m² of floor"),
        other => (other, other),
    };
    page.say(zh, en).to_owned()
}

/// Each missing fact once, with the indicators that want for it.
fn print_missing(report: &Report, page: &mut Page) {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for indicator in report.indicators.iter().chain(&report.vacancy_rates) {
        for missing in &indicator.missing {
            let examples = missing.examples.join(page.say("、", ", "));
            let number = count(missing.count);
            let fact = match page.language() {
                Language::Zh => format!("缺“{}”{number} 项（{examples}）", missing.fact.zh),
                Language::En => format!("missing: {}: {number} ({examples})", missing.fact.en),
            };
            let name = page.text(&indicator.name).to_owned();
            match lines.iter_mut().find(|(known, _)| *known == fact) {
                Some((_, names)) => names.push(name),
                None => lines.push((fact, vec![name])),
            }
        }
    }
    for (fact, names) in lines {
        let affects = page.say("影响：", "affects: ").to_owned();
        let joined = names.join(page.say("、", ", "));
        page.line(&format!("{fact} → {affects}{joined}"));
    }
}

/// Prints the areas of features as a table.
#[must_use]
pub fn render_areas(report: &AreaReport, unit: AreaUnit, language: Language) -> String {
    let mut page = Page::new(language);
    let heading =
        format!("{} {}", page.say("面积", "area"), page.say(unit.symbol_zh(), unit.symbol_en()));
    let mut table = Table::new([
        (page.say("要素", "feature"), Align::Left),
        (heading.as_str(), Align::Right),
        (page.say("方法", "edges"), Align::Fixed),
        (page.say("投影带", "zone"), Align::Fixed),
    ]);
    for feature in &report.features {
        let area = feature.area.map_or_else(
            || page.say("无法计算", "not measured").to_owned(),
            |area| number(area.in_unit(unit, unit.usual_places())),
        );
        let zone = feature.zone.clone().unwrap_or_default();
        table.row([feature.id.clone(), area, feature.edges.to_string(), zone]);
    }
    page.table(table);
    if let Some(datum) = &report.datum {
        page.line(&page.own(datum.text()));
    }
    page.finish()
}
