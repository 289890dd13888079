//! The drawings of the page, made from the report.

use maud::{Markup, PreEscaped, html};
use rust_decimal::Decimal;

use super::{RevitalizedCourse, ledger_table};
use crate::finding::Language;
use crate::indicator::Group;
use crate::ledger::{RollForward, Stock};
use crate::report::drawing::{
    Bar, BarPart, Fill, MapOptions, MapTheme, Step, StepKind, bars, course, waterfall,
};
use crate::report::text::page::{Page, count, number};
use crate::report::{MapLayers, Report, drawing};
use crate::units::{AreaChange, FloorAreaChange};

/// A map with its numbers; `None` where there is no boundary.
pub(super) fn map(
    report: &Report,
    layers: &MapLayers,
    theme: MapTheme,
    language: Language,
) -> Option<Markup> {
    let mut options = MapOptions::new(theme, language);
    options.labels = ledger_table::labels(report);
    let drawing = drawing::map(layers, &options)?;
    Some(html! { figure class="map" { (PreEscaped(drawing.svg)) } })
}

/// Land on the ledger by primary cause.
pub(super) fn causes(report: &Report, page: &Page) -> Markup {
    let causes = report.summaries.iter().find(|summary| summary.group == Group::Cause);
    let Some(causes) = causes.filter(|causes| !causes.rows.is_empty()) else { return html! {} };
    let title = page.say("在账土地面积（按主要原因）", "Land on the ledger by primary cause");
    let mut rows: Vec<_> = causes.rows.iter().collect();
    // Stable: causes of one size stand in the order of the table.
    rows.sort_by_key(|row| std::cmp::Reverse(row.land_area));
    let rows: Vec<Bar> = rows
        .into_iter()
        .map(|row| {
            let name = page.text(&row.name).to_owned();
            let part = BarPart::new(title, row.land_area.square_metres(), Fill::Blue);
            Bar::new(name, vec![part], number(row.land_area))
        })
        .collect();
    figure(title, Some(bars("causes", title, "m²", &rows, page.language())))
}

/// The ledger from opening to closing, by land area.
pub(super) fn roll_forward(report: &Report, page: &Page) -> Markup {
    let title = page.say("台账期初期末（土地面积）", "Ledger roll-forward, land area");
    let lines = report.roll_forward.lines.iter();
    let lines = lines.map(|line| (page.own(line.kind.name()), line.change)).collect();
    let area = |stock: &Stock<AreaChange>| stock.area.square_metres();
    movements(("roll-forward", title), &report.roll_forward, lines, area, page)
}

/// Vacant floor area from opening to closing.
pub(super) fn vacancy(report: &Report, page: &Page) -> Markup {
    let title = page.say("空置厂房期初期末（建筑面积）", "Vacant floor area, roll-forward");
    let lines = report.vacancy.lines.iter();
    let lines = lines.map(|line| (page.own(line.kind.name()), line.change)).collect();
    let area = |stock: &Stock<FloorAreaChange>| stock.area.square_metres();
    movements(("vacancy", title), &report.vacancy, lines, area, page)
}

/// A roll-forward as a waterfall; nothing where there was nothing.
fn movements<K, A>(
    (name, title): (&str, &str),
    roll: &RollForward<K, A>,
    lines: Vec<(String, Stock<A>)>,
    area: impl Fn(&Stock<A>) -> Decimal,
    page: &Page,
) -> Markup {
    if lines.is_empty() && roll.opening.count == 0 && roll.closing.count == 0 {
        return html! {};
    }
    let opening = Step::new(page.say("期初", "opening"), StepKind::Level, area(&roll.opening));
    let closing = Step::new(page.say("期末", "closing"), StepKind::Level, area(&roll.closing));
    let lines = lines.into_iter();
    let lines = lines.map(|(name, change)| Step::new(name, StepKind::Change, area(&change)));
    let steps: Vec<Step> = std::iter::once(opening).chain(lines).chain([closing]).collect();
    figure(title, Some(waterfall(name, title, "m²", &steps, page.language())))
}

/// What counts as revitalized over time.
pub(super) fn revitalized(report: &Report, of: &RevitalizedCourse, page: &Page) -> Markup {
    let floor = page.say("累计盘活建筑面积", "Floor area in use again");
    let land = page.say("累计盘活土地面积", "Land struck off as revitalized");
    let language = page.language();
    html! {
        (figure(floor, course("course-floor", floor, "m²", &of.floor, report.on, language)))
        (figure(land, course("course-land", land, "m²", &of.land, report.on, language)))
    }
}

/// Plans by status, those with overdue steps apart.
pub(super) fn plans(report: &Report, page: &Page) -> Markup {
    let title = page.say("方案状态", "Plans by status");
    let late = page.say("有逾期节点", "with overdue steps");
    let rest = page.say("无逾期节点", "without");
    let rows: Vec<Bar> = report
        .plan_statuses
        .iter()
        .map(|row| {
            let in_time = row.count.saturating_sub(row.overdue);
            let parts = vec![
                BarPart::new(late, row.overdue.into(), Fill::Vermillion),
                BarPart::new(rest, in_time.into(), Fill::SkyBlue),
            ];
            let label = match row.overdue {
                0 => count(row.count),
                overdue => page.pick(
                    format!("{}（逾期 {overdue}）", row.count),
                    format!("{} ({overdue} overdue)", row.count),
                ),
            };
            Bar::new(page.own(row.status.name()), parts, label)
        })
        .collect();
    let unit = page.say("方案数", "plans");
    let svg = (!rows.is_empty()).then(|| bars("statuses", title, unit, &rows, page.language()));
    figure(title, svg)
}

fn figure(title: &str, svg: Option<String>) -> Markup {
    html! {
        @if let Some(svg) = svg { figure { figcaption { (title) } (PreEscaped(svg)) } }
    }
}
