//! Plans, what is overdue, and the firms in contact with them.

use super::page::{Page, count, number};
use super::table::{Align, Table};
use crate::finding::Language;
use crate::report::{PlanRow, Report};

pub(super) fn print(report: &Report, page: &mut Page) {
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
    page.table(&table);
    print_uncovered(report, page);
    print_plans(report, page);
    print_overdue(report, page);
    print_prospects(report, page);
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
            page.own(plan.status.name()),
            next.map_or_else(|| "–".to_owned(), |step| page.own(step.step.name())),
            next.map(|step| step.due.to_string()).unwrap_or_default(),
        ]);
    }
    page.blank();
    page.table(&table);
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
    page.table(&table);
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
        ]);
    }
    page.blank();
    page.table(&table);
}
