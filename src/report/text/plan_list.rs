//! The plans of a day as a list.

use super::page::{Page, count};
use super::plans::{coverage_line, status};
use super::table::{Align, Table};
use crate::finding::Language;
use crate::report::{PlanList, PlanRow};

/// Prints every plan with its status, slip, next step and lead unit, and how much of the ledger the plans cover.
#[must_use]
pub fn render_plan_list(list: &PlanList, language: Language) -> String {
    let mut page = Page::new(language);
    let on = list.on;
    let title = page.pick(format!("一宗一策方案  {on}"), format!("Plans on {on}"));
    page.title(&title);
    if list.plans.is_empty() {
        let line = page.say("没有登记的方案", "no plan is in the books").to_owned();
        page.line(&line);
    } else {
        print_plans(list, &mut page);
        print_statuses(list, &mut page);
    }
    page.blank();
    let line = coverage_line(&list.coverage, &page);
    page.line(&line);
    print_uncovered(list, &mut page);
    page.finish()
}

fn print_plans(list: &PlanList, page: &mut Page) {
    let mut table = Table::new([
        (page.say("方案", "plan"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say("状态", "status"), Align::Left),
        (page.say("偏差天数", "slip, days"), Align::Right),
        (page.say("下一节点", "next step"), Align::Left),
        (page.say("期限", "due"), Align::Fixed),
        (page.say("牵头单位", "lead unit"), Align::Left),
    ]);
    for plan in &list.plans {
        let next = plan.next.as_ref();
        table.row([
            plan.plan.to_string(),
            plots(plan, page),
            status(plan, page),
            plan.watch.slip_days.map_or_else(|| "–".to_owned(), count),
            next.map_or_else(|| "–".to_owned(), |step| page.own(step.step.name())),
            next.map(|step| step.due.to_string()).unwrap_or_default(),
            plan.lead_unit.clone(),
        ]);
    }
    page.table(table);
    let line = page.say(
        "偏差天数：各节点中最长的延误，负数为提前；未批准和已终止的方案不计",
        "slip: the longest delay of a step, negative if early; plans not approved or given up have none",
    );
    let line = line.to_owned();
    page.line(&line);
}

/// The first plot, and how many others there are.
fn plots(plan: &PlanRow, page: &Page) -> String {
    let name = &plan.name;
    match plan.parcels.len() {
        0 | 1 => name.clone(),
        all => page.pick(
            format!("{name}等 {all} 宗"),
            format!("{name} and {} more", all.saturating_sub(1)),
        ),
    }
}

fn print_statuses(list: &PlanList, page: &mut Page) {
    let mut table = Table::new([
        (page.say("状态", "status"), Align::Left),
        (page.say("方案", "plans"), Align::Right),
        (page.say("其中有逾期节点", "with overdue steps"), Align::Right),
    ]);
    let (mut plans, mut overdue) = (0_u64, 0_u64);
    for row in &list.statuses {
        plans = plans.saturating_add(row.count);
        overdue = overdue.saturating_add(row.overdue);
        table.row([page.own(row.status.name()), count(row.count), count(row.overdue)]);
    }
    table.total([page.say("合计", "total").to_owned(), count(plans), count(overdue)]);
    page.blank();
    page.table(table);
}

fn print_uncovered(list: &PlanList, page: &mut Page) {
    let coverage = &list.coverage;
    let ids: Vec<&str> = coverage.uncovered.iter().map(|id| id.as_str()).collect();
    let (covered, all) = (coverage.covered_entries, coverage.entries);
    let line = page.pick(
        format!("在账条目 {all} 条，其中有在办方案 {covered} 条"),
        format!("entries on the ledger: {all}, with an active plan: {covered}"),
    );
    page.line(&line);
    if !ids.is_empty() {
        let ids = ids.join(page.say("、", ", "));
        let line =
            page.pick(format!("没有在办方案：{ids}"), format!("without an active plan: {ids}"));
        page.line(&line);
    }
}
