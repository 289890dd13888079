//! Changes of indicators, explained, as text.

use rust_decimal::Decimal;

use super::page::{Page, number, signed, value};
use super::table::{Align, Table};
use super::zone::unit_name;
use crate::finding::Language;
use crate::indicator::{
    Account, AccountPoint, ChangeGroup, ChangeOutcome, ChangeSubject, Contribution,
    ExplainedChange, ValueEnd,
};
use crate::report::ChangeReport;
use crate::units::Figure;

/// How many contributions of a group have a row of their own; the others share one.
const ROWS: usize = 10;

/// Prints changes of indicators with what made them (指标变动说明): the figures at both ends, then for each reason its sum and
/// the largest contributions.
///
/// The rows of a group sum to its figure, and the groups sum to the change, to the last digit shown.
#[must_use]
pub fn render_changes(report: &ChangeReport, language: Language) -> String {
    let mut page = Page::new(language);
    let title = page.pick(
        format!("指标变动说明  {}", report.period),
        format!("Changes of indicators explained  {}", report.period),
    );
    page.title(&title);
    if let Some(first) = report.changes.first() {
        print_knowledge(&mut page, first);
    }
    for change in &report.changes {
        print_change(&mut page, change);
    }
    page.finish()
}

fn print_knowledge(page: &mut Page, change: &ExplainedChange) {
    let from = change.from.effective;
    let line = page.pick(
        format!("由 {from} 日终至 {} 日终", change.to.effective),
        format!("from the end of {from} to the end of {}", change.to.effective),
    );
    page.line(&line);
    if let Some(known) = change.to.known {
        let line = page
            .pick(format!("截至 {known} 记录的事项"), format!("as recorded by the end of {known}"));
        page.line(&line);
    }
    if let Some(known) = change.published.and_then(|published| published.known) {
        let line = page.pick(
            format!("期初按 {known} 所知公布，其后记录的计为更正"),
            format!("the opening as published by what was recorded by the end of {known}"),
        );
        page.line(&line);
    }
}

fn print_change(page: &mut Page, change: &ExplainedChange) {
    let unit = match change.unit.as_str() {
        "m2" | "m2 floor" => "m²".to_owned(),
        unit => unit_name(page, unit),
    };
    let formula = page.text(&change.formula).to_owned();
    let name = |name: &str| {
        let unit = if unit.is_empty() { String::new() } else { format!("  {unit}") };
        format!("{name}{unit}")
    };
    page.section(&name(&change.name.zh), &name(&change.name.en));
    page.line(&formula);
    for end in &change.ends {
        let heading = match end.end {
            ValueEnd::Value => None,
            ValueEnd::Low => Some(page.say(
                "下限（分子取下限、分母取上限）",
                "low end (least numerator, largest denominator)",
            )),
            ValueEnd::High => Some(page.say(
                "上限（分子取上限、分母取下限）",
                "high end (largest numerator, least denominator)",
            )),
        };
        if let Some(heading) = heading.map(ToOwned::to_owned) {
            page.line(&heading);
        }
        match &end.outcome {
            ChangeOutcome::Explained(account) => print_account(page, account, &unit),
            ChangeOutcome::Unexplained(reason) => {
                let (before, after) =
                    (value(page, &change.value_before), value(page, &change.value_after));
                let reason = page.own(reason.name());
                let line = page.pick(
                    format!("{before} → {after}；不作说明：{reason}"),
                    format!("{before} → {after}; not explained: {reason}"),
                );
                page.line(&line);
            }
        }
    }
}

fn print_account(page: &mut Page, account: &Account, unit: &str) {
    print_points(page, account);
    if account.contributions().next().is_none() {
        let line = page.say("没有变动", "nothing changed it").to_owned();
        return page.line(&line);
    }
    page.blank();
    let effect = if unit == "%" {
        page.say("影响 百分点", "effect, points")
    } else {
        page.say("影响", "effect")
    };
    let mut table = Table::new([
        (page.say("原因及主体", "reason and subject"), Align::Left),
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("分子变动", "numerator"), Align::Right),
        (page.say("分母变动", "denominator"), Align::Right),
        (effect, Align::Right),
    ]);
    for group in account.correction.iter().chain(&account.groups) {
        print_group(page, &mut table, group);
    }
    let first = account.published.unwrap_or(account.opening);
    let change = |of: fn(&AccountPoint) -> Figure| {
        let (before, after) = (of(&first), of(&account.closing));
        after.number().checked_sub(before.number()).map(signed).unwrap_or_default()
    };
    table.total([
        page.say("变动合计", "change").to_owned(),
        String::new(),
        change(|point| point.numerator),
        change(|point| point.denominator),
        signed(account.change.shown),
    ]);
    page.table(table);
}

fn print_points(page: &mut Page, account: &Account) {
    let mut table = Table::new([
        ("", Align::Left),
        (page.say("分子", "numerator"), Align::Right),
        (page.say("分母", "denominator"), Align::Right),
        (page.say("数值", "value"), Align::Right),
    ]);
    let opening = if account.published.is_some() {
        page.say("期初（现知）", "opening as now known")
    } else {
        page.say("期初", "opening")
    };
    let points = [
        (page.say("期初（公布）", "opening as published"), account.published),
        (opening, Some(account.opening)),
        (page.say("期末", "closing"), Some(account.closing)),
    ];
    for (name, point) in points {
        if let Some(point) = point {
            let figures = [point.numerator, point.denominator, point.value.shown].map(number);
            table.row([name.to_owned()].into_iter().chain(figures));
        }
    }
    page.table(table);
}

fn print_group(page: &Page, table: &mut Table, group: &ChangeGroup) {
    table.row([
        page.text(&group.name).to_owned(),
        String::new(),
        signed(group.numerator),
        signed(group.denominator),
        signed(group.effect.shown),
    ]);
    // A rest of one row is no shorter than the row.
    let own = if group.contributions.len() == ROWS + 1 { ROWS + 1 } else { ROWS };
    for row in group.contributions.iter().take(own) {
        table.row([
            format!("· {}", subject(page, row)),
            row.subject.parcel().map(ToString::to_string).unwrap_or_default(),
            signed(row.numerator),
            signed(row.denominator),
            signed(row.effect.shown),
        ]);
    }
    let rest = group.contributions.iter().skip(own);
    let others = rest.clone().count();
    if others > 0 {
        let sum = |of: fn(&Contribution) -> Figure| {
            let numbers = rest.clone().map(|row| of(row).number());
            let sum =
                numbers.fold(Decimal::ZERO, |sum, number| sum.checked_add(number).unwrap_or(sum));
            signed(sum)
        };
        table.row([
            page.pick(format!("· 其余 {others} 项"), format!("· {others} others")),
            String::new(),
            sum(|row| row.numerator),
            sum(|row| row.denominator),
            sum(|row| row.effect.shown),
        ]);
    }
}

fn subject(page: &Page, row: &Contribution) -> String {
    let id = match &row.subject {
        ChangeSubject::Parcel(_) => return row.name.clone(),
        ChangeSubject::Entry { entry, .. } => entry.to_string(),
        ChangeSubject::Space { space, .. } => space.to_string(),
        ChangeSubject::Declared(id) => id.clone(),
        ChangeSubject::Zone => page.say("开发区", "zone").to_owned(),
    };
    if row.name.is_empty() { id } else { format!("{id} {}", row.name) }
}
