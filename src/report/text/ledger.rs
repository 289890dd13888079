//! What is on the ledger, why, and how it moved.

use super::page::{Page, count, number, signed};
use super::table::{Align, Table};
use crate::finding::Language;
use crate::indicator::{Group, LedgerSummary};
use crate::ledger::{RollForward, Stock};
use crate::report::Report;
use crate::units::{AreaUnit, FloorAreaChange};

pub(in crate::report) fn print(report: &Report, page: &mut Page) {
    page.numbered("台账", "The ledger");
    if let Some(summary) = report.summaries.first() {
        let area = summary.total.land_area;
        let line = match page.language() {
            Language::Zh => format!(
                "在账 {} 条，土地面积 {} m²（{} 亩）",
                count(summary.total.count),
                number(area),
                number(area.in_unit(AreaUnit::Mu, 2)),
            ),
            Language::En => format!(
                "entries: {}, with {} m² of land ({} mu)",
                count(summary.total.count),
                number(area),
                number(area.in_unit(AreaUnit::Mu, 2)),
            ),
        };
        page.line(&line);
    }
    for summary in &report.summaries {
        print_summary(summary, page);
    }
    print_roll_forward(report, page);
}

fn print_summary(summary: &LedgerSummary, page: &mut Page) {
    let heading = match summary.group {
        Group::Class => page.say("按类别", "by class"),
        Group::Cause => page.say("按主要原因", "by primary cause"),
        Group::Side => page.say("按责任主体", "by side"),
        Group::Town => page.say("按镇办", "by town"),
        Group::Block => page.say("按区块", "by block"),
        Group::YearListed => page.say("按列入年份", "by year listed"),
    };
    let mut table = Table::new([
        (heading, Align::Left),
        (page.say("条数", "entries"), Align::Right),
        (page.say("土地面积 m²", "land area m²"), Align::Right),
    ]);
    for row in &summary.rows {
        table.row([page.text(&row.name).to_owned(), count(row.count), number(row.land_area)]);
    }
    let total = &summary.total;
    table.total([page.text(&total.name).to_owned(), count(total.count), number(total.land_area)]);
    page.blank();
    page.table(table);
}

fn print_roll_forward(report: &Report, page: &mut Page) {
    let lines = report.roll_forward.lines.iter();
    let lines = lines.map(|line| (page.own(line.kind.name()), line.change)).collect::<Vec<_>>();
    let heading = page.say("台账期初期末", "ledger roll-forward").to_owned();
    let area = page.say("土地面积 m²", "land area m²").to_owned();
    print_movements(&report.roll_forward, &lines, &heading, &area, page);
}

/// Vacant floor area over the period; printed with the spaces.
pub(super) fn print_vacancy(report: &Report, page: &mut Page) {
    let lines = report.vacancy.lines.iter();
    let lines: Vec<(String, Stock<FloorAreaChange>)> =
        lines.map(|line| (page.own(line.kind.name()), line.change)).collect();
    let heading = page.say("空置厂房期初期末", "vacant floor area, roll-forward").to_owned();
    let area = page.say("建筑面积 m²", "floor area m²").to_owned();
    print_movements(&report.vacancy, &lines, &heading, &area, page);
}

fn print_movements<K, A: ToString + Copy>(
    roll: &RollForward<K, A>,
    lines: &[(String, Stock<A>)],
    heading: &str,
    area: &str,
    page: &mut Page,
) {
    let mut table = Table::new([
        (heading, Align::Left),
        (page.say("数量", "count"), Align::Right),
        (area, Align::Right),
    ]);
    let opening = page.say("期初", "opening").to_owned();
    table.row([opening, count(roll.opening.count), number(roll.opening.area)]);
    for (name, change) in lines {
        let changed = count(change.count);
        let sign = if change.count > 0 { "+" } else { "" };
        table.row([name.clone(), format!("{sign}{changed}"), signed(change.area)]);
    }
    let closing = page.say("期末", "closing").to_owned();
    table.total([closing, count(roll.closing.count), number(roll.closing.area)]);
    page.blank();
    page.table(table);
}

/// The entries, one a row.
pub(in crate::report) fn print_entries(report: &Report, page: &mut Page) {
    let mut table = Table::new([
        (page.say("条目", "entry"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say("类别", "class"), Align::Left),
        (page.say("主要原因", "primary cause"), Align::Left),
        (page.say("列入", "since"), Align::Fixed),
        (page.say("面积 m²", "area m²"), Align::Right),
        (page.say("方案", "plan"), Align::Fixed),
    ]);
    for row in &report.entries {
        let cause = row.causes.first().map(|cause| page.own(cause.code.name()));
        let relapse = if row.relapses > 0 { page.say("（反弹）", " (relapse)") } else { "" };
        table.row([
            format!("{}{relapse}", row.entry),
            row.name.clone(),
            page.own(row.class.name()),
            cause.unwrap_or_default(),
            row.since.to_string(),
            number(row.land_area),
            row.plan.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string),
        ]);
    }
    page.blank();
    page.table(table);
}
