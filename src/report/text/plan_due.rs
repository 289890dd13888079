//! What of the plans wants attention on a day.

use super::page::{Page, count};
use super::table::{Align, Table};
use crate::finding::Language;
use crate::report::{DueRow, PlansDue, WatchedRow};

/// Prints what is overdue, due in 30 and in 31 to 90 days, stalled, at risk, and which fallbacks have taken over.
#[must_use]
pub fn render_plans_due(due: &PlansDue, language: Language) -> String {
    let mut page = Page::new(language);
    let on = due.on;
    let title = page.pick(format!("方案到期与预警  {on}"), format!("Plans: what is due on {on}"));
    page.title(&title);
    page.numbered("逾期节点", "Overdue");
    print_steps(&due.overdue, ("逾期天数", "days late"), 1, &mut page);
    page.numbered("30 天内到期", "Due within 30 days");
    print_steps(&due.due_30, ("剩余天数", "days left"), -1, &mut page);
    page.numbered("31 至 90 天内到期", "Due in 31 to 90 days");
    print_steps(&due.due_31_to_90, ("剩余天数", "days left"), -1, &mut page);
    print_stalled(due, &mut page);
    page.numbered(
        "有风险：上一节点延误，下一节点未完成",
        "At risk: late last time, and not done yet",
    );
    print_watched(&due.at_risk, ("延误天数", "days late"), &mut page);
    print_fallback(due, &mut page);
    page.finish()
}

/// Steps with their days past due; with the sign −1, the days that are left.
fn print_steps(rows: &[DueRow], days: (&str, &str), sign: i32, page: &mut Page) {
    if rows.is_empty() {
        return none(page);
    }
    let mut table = Table::new([
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say("节点", "step"), Align::Left),
        (page.say("期限", "due"), Align::Fixed),
        (page.say(days.0, days.1), Align::Right),
        (page.say("牵头单位", "lead unit"), Align::Left),
    ]);
    for row in rows {
        table.row([
            row.plan.to_string(),
            row.name.clone(),
            page.own(row.step.name()),
            row.due.to_string(),
            count(row.slip_days.saturating_mul(sign)),
            row.lead_unit.clone(),
        ]);
    }
    page.table(table);
}

fn print_stalled(due: &PlansDue, page: &mut Page) {
    let Some(rule) = due.stall else {
        page.numbered("停滞", "Stalled");
        let line = page.say(
            "未判定：没有给出停滞天数",
            "not looked at: no number of days was given after which a plan is stalled",
        );
        let line = line.to_owned();
        return page.line(&line);
    };
    let days = rule.days;
    page.numbered(
        &format!("停滞：超过 {days} 天没有进展"),
        &format!("Stalled: no event for more than {days} days"),
    );
    print_watched(&due.stalled, ("停滞天数", "days"), page);
}

fn print_watched(rows: &[WatchedRow], days: (&str, &str), page: &mut Page) {
    if rows.is_empty() {
        return none(page);
    }
    let mut table = Table::new([
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say(days.0, days.1), Align::Right),
        (page.say("牵头单位", "lead unit"), Align::Left),
    ]);
    for row in rows {
        table.row([row.plan.to_string(), row.name.clone(), count(row.days), row.lead_unit.clone()]);
    }
    page.table(table);
}

fn print_fallback(due: &PlansDue, page: &mut Page) {
    page.numbered("兜底方式已触发", "Fallback triggered");
    if due.fallback.is_empty() {
        return none(page);
    }
    let mut table = Table::new([
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say("应改用", "method that takes over"), Align::Left),
        (page.say("启用日", "after"), Align::Fixed),
        (page.say("已过天数", "days since"), Align::Right),
        (page.say("牵头单位", "lead unit"), Align::Left),
    ]);
    for row in &due.fallback {
        table.row([
            row.plan.to_string(),
            row.name.clone(),
            page.own(row.fallback.method.name()),
            row.fallback.trigger.to_string(),
            row.fallback.days_since.map(count).unwrap_or_default(),
            row.lead_unit.clone(),
        ]);
    }
    page.table(table);
}

fn none(page: &mut Page) {
    let line = page.say("无", "none").to_owned();
    page.line(&line);
}
