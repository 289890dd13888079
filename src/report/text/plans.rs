//! Plans, what is overdue, and the firms in contact with them.

use super::page::{Page, count, number};
use super::table::{Align, Table};
use crate::finding::Language;
use crate::indicator::PlanCoverage;
use crate::plan::{DueMilestone, PlanId, StatusChange};
use crate::report::{PlanRow, ProspectRow, Report};

pub(in crate::report) fn print(report: &Report, page: &mut Page) {
    page.numbered("一宗一策方案", "Plans, one for each plot");
    let mut table = Table::new([
        (page.say("状态", "status"), Align::Left),
        (page.say("方案", "plans"), Align::Right),
        (page.say("其中有逾期节点", "with overdue steps"), Align::Right),
    ]);
    let (mut plans, mut overdue) = (0, 0);
    for row in &report.plan_statuses {
        plans = row.count.saturating_add(plans);
        overdue = row.overdue.saturating_add(overdue);
        table.row([page.own(row.status.name()), count(row.count), count(row.overdue)]);
    }
    table.total([page.say("合计", "total").to_owned(), count(plans), count(overdue)]);
    page.table(table);
    print_coverage(report, page);
    print_uncovered(report, page);
    print_plans(report, page);
    print_overdue(report, page);
    print_due(report, page);
    print_watched(report, page);
    print_moves(report, page);
    print_prospects(report, page);
}

fn print_coverage(report: &Report, page: &mut Page) {
    let line = coverage_line(&report.plan_coverage, page);
    page.line(&line);
}

/// How much of the ledger the active plans cover, by land area.
pub(super) fn coverage_line(coverage: &PlanCoverage, page: &Page) -> String {
    let share =
        coverage.share().map_or_else(|| "–".to_owned(), |share| share.percent(2).to_string());
    let (covered, all) = (coverage.covered_land_area, coverage.land_area);
    page.pick(
        format!("方案覆盖率（按台账面积）：{covered} / {all} m² = {share} %"),
        format!("covered by active plans, by land area: {covered} / {all} m² = {share} %"),
    )
}

/// What falls due in the next 90 days, and of this in the next 30.
fn print_due(report: &Report, page: &mut Page) {
    let mut rows: Vec<(&PlanRow, &DueMilestone)> = report
        .plans
        .iter()
        .flat_map(|plan| plan.watch.due_90.iter().map(move |step| (plan, step)))
        .collect();
    rows.sort_by_key(|(plan, step)| (step.due, &plan.plan));
    page.blank();
    if rows.is_empty() {
        let line = page.say("90 天内没有到期节点", "no step falls due within 90 days").to_owned();
        page.line(&line);
        return;
    }
    let mut table = Table::new([
        (page.say("90 天内到期节点", "due within 90 days"), Align::Left),
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("牵头单位", "lead unit"), Align::Left),
        (page.say("期限", "due"), Align::Fixed),
        (page.say("剩余天数", "days left"), Align::Right),
        (page.say("30 天内", "within 30"), Align::Left),
    ]);
    for (plan, step) in rows {
        let soon = plan.watch.due_30.contains(step);
        table.row([
            page.own(step.step.name()),
            plan.plan.to_string(),
            plan.lead_unit.clone(),
            step.due.to_string(),
            count(step.slip_days.saturating_neg()),
            if soon { page.say("是", "yes").to_owned() } else { String::new() },
        ]);
    }
    page.table(table);
}

/// Plans that are suspended, stalled, at risk, or whose fallback has taken over.
fn print_watched(report: &Report, page: &mut Page) {
    let mut table = Table::new([
        (page.say("预警", "watch"), Align::Left),
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("说明", "what"), Align::Left),
    ]);
    let mut rows = Vec::new();
    for plan in &report.plans {
        let watch = &plan.watch;
        if let Some(suspended) = &plan.suspended {
            let since = suspended.since;
            let what = page.pick(
                format!("自 {since} 起中止，方案期限顺延"),
                format!("since {since}; its terms are put off"),
            );
            rows.push((page.own(plan.status.name()), plan, what));
        }
        if let Some(days) = watch.stalled_days {
            let what =
                page.pick(format!("{days} 天没有进展"), format!("{days} days without an event"));
            rows.push((page.say("停滞", "stalled").to_owned(), plan, what));
        }
        if let Some(days) = watch.at_risk_days {
            let what = page.pick(
                format!("上一节点晚 {days} 天，下一节点尚未完成"),
                format!("the last step was {days} days late, the next one is open"),
            );
            rows.push((page.say("有风险", "at risk").to_owned(), plan, what));
        }
        if let Some((fallback, days)) = watch.fallback.and_then(|f| Some((f, f.days_since?))) {
            let method = page.own(fallback.method.name());
            let what = page.pick(
                format!("已过启用日 {} {days} 天，应改用“{method}”", fallback.trigger),
                format!("{days} days after {}: \"{method}\" takes over", fallback.trigger),
            );
            rows.push((page.say("兜底", "fallback").to_owned(), plan, what));
        }
    }
    if rows.is_empty() {
        return;
    }
    for (kind, plan, what) in rows {
        table.row([kind, plan.plan.to_string(), what]);
    }
    page.blank();
    page.table(table);
}

/// What moved in the period; the last columns say who decided it and on what.
fn print_moves(report: &Report, page: &mut Page) {
    if report.plan_moves.is_empty() {
        return;
    }
    let mut table = Table::new([
        (page.say("日期", "day"), Align::Fixed),
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("环节", "move"), Align::Left),
        (page.say("原状态", "from"), Align::Left),
        (page.say("新状态", "to"), Align::Left),
        (page.say("角色", "by"), Align::Left),
        (page.say("依据", "document"), Align::Left),
    ]);
    for row in &report.plan_moves {
        let change = &row.change;
        let role = change.role.map(|role| page.own(role.name()));
        let role = role.or_else(|| change.actor.clone()).unwrap_or_default();
        let document = change.document.as_ref().map(|document| document.number.clone());
        let first = change.evidence.first().map(|evidence| evidence.document.number.clone());
        table.row([
            change.on.to_string(),
            row.plan.to_string(),
            page.own(change.by.name()),
            change.from.map_or_else(|| "–".to_owned(), |from| page.own(from.name())),
            change_to(change, page),
            role,
            document.or(first).unwrap_or_default(),
        ]);
    }
    page.blank();
    page.table(table);
}

fn print_uncovered(report: &Report, page: &mut Page) {
    let ids: Vec<&str> = report.uncovered.iter().map(|id| id.as_str()).collect();
    let line = match (ids.is_empty(), page.language()) {
        (true, Language::Zh) => "在账条目均有在办方案".to_owned(),
        (true, Language::En) => "every entry on the ledger has an open plan".to_owned(),
        (false, Language::Zh) => {
            format!("在账但没有在办方案的条目 {} 条：{}", ids.len(), ids.join("、"))
        }
        (false, Language::En) => {
            format!("entries without an open plan: {}: {}", ids.len(), ids.join(", "))
        }
    };
    page.line(&line);
}

fn print_plans(report: &Report, page: &mut Page) {
    let mut table = Table::new([
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say("方式", "methods"), Align::Left),
        (page.say("牵头单位", "lead unit"), Align::Left),
        (page.say("状态", "status"), Align::Left),
        (page.say("下一节点", "next step"), Align::Left),
        (page.say("期限", "due"), Align::Fixed),
    ]);
    for plan in &report.plans {
        let methods: Vec<String> =
            plan.methods.iter().map(|method| page.own(method.name())).collect();
        let next = plan.next.as_ref();
        table.row([
            plan.plan.to_string(),
            plan.name.clone(),
            methods.join(page.say("、", ", ")),
            plan.lead_unit.clone(),
            status(plan, page),
            next.map_or_else(|| "–".to_owned(), |step| page.own(step.step.name())),
            next.map(|step| step.due.to_string()).unwrap_or_default(),
        ]);
    }
    page.blank();
    page.table(table);
}

fn print_overdue(report: &Report, page: &mut Page) {
    let mut rows: Vec<(&PlanRow, &crate::report::MilestoneRow)> = report
        .plans
        .iter()
        .flat_map(|plan| plan.overdue.iter().map(move |step| (plan, step)))
        .collect();
    rows.sort_by_key(|(plan, step)| (step.due, &plan.plan));
    page.blank();
    if rows.is_empty() {
        let line = page.say("没有逾期节点", "no step is overdue").to_owned();
        page.line(&line);
        return;
    }
    let mut table = Table::new([
        (page.say("逾期节点", "overdue step"), Align::Left),
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("牵头单位", "lead unit"), Align::Left),
        (page.say("期限", "due"), Align::Fixed),
        (page.say("逾期天数", "days late"), Align::Right),
    ]);
    for (plan, step) in rows {
        table.row([
            page.own(step.step.name()),
            plan.plan.to_string(),
            plan.lead_unit.clone(),
            step.due.to_string(),
            count(step.days_late),
        ]);
    }
    page.table(table);
}

fn print_prospects(report: &Report, page: &mut Page) {
    if report.prospects.is_empty() {
        return;
    }
    let mut table = Table::new([
        (page.say("意向企业", "prospect"), Align::Left),
        (page.say("名称", "firm"), Align::Left),
        (page.say("行业", "industry"), Align::Left),
        (page.say("需求 m²", "needs m²"), Align::Right),
        (page.say("阶段", "stage"), Align::Left),
        (page.say("方案", "plans"), Align::Left),
        (page.say("占用", "taken"), Align::Left),
    ]);
    for row in &report.prospects {
        let plans: Vec<&str> = row.plans.iter().map(|plan| plan.as_str()).collect();
        table.row([
            row.prospect.to_string(),
            row.firm.clone(),
            row.industry.clone().unwrap_or_default(),
            row.floor_area.map(number).unwrap_or_default(),
            page.own(row.stage.name()),
            plans.join(", "),
            places(row, page),
        ]);
    }
    page.blank();
    page.table(table);
}

/// Where a plan stands, and which one took its place.
pub(super) fn status(plan: &PlanRow, page: &Page) -> String {
    followed(page.own(plan.status.name()), plan.superseded_by.as_ref())
}

/// Where a move led, and to which other plan.
pub(super) fn change_to(change: &StatusChange, page: &Page) -> String {
    followed(page.own(change.to.name()), change.successor.as_ref())
}

fn followed(status: String, by: Option<&PlanId>) -> String {
    match by {
        Some(by) => format!("{status} → {by}"),
        None => status,
    }
}

/// The spaces and plots that a firm has taken.
pub(super) fn places(row: &ProspectRow, page: &Page) -> String {
    let spaces = row.spaces.iter().map(ToString::to_string);
    let places: Vec<String> = spaces.chain(row.plots.iter().map(ToString::to_string)).collect();
    places.join(page.say("、", ", "))
}
