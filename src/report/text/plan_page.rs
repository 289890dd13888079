//! One plan: what it says, what happened under it, what comes next.

use jiff::civil::Date;

use super::page::{Page, count, number};
use super::plans::{change_to, places};
use super::table::{Align, Table};
use crate::assessment::{MethodPermission, MethodRole, PlanMethodVerdict};
use crate::finding::{Language, Text};
use crate::law::{Cause, Document};
use crate::plan::{MilestoneProgress, Occupant, StatusChange, TaskState};
use crate::report::PlanPage;

/// Prints everything about one plan.
#[must_use]
pub fn render_plan(plan: &PlanPage, language: Language) -> String {
    let mut page = Page::new(language);
    let (id, name, on) = (&plan.plan.id, &plan.standing.name, plan.on);
    let title =
        page.pick(format!("方案 {id}  {name}  {on}"), format!("Plan {id}  {name}  on {on}"));
    page.title(&title);
    page.numbered("概况", "At a glance");
    print_head(plan, &mut page);
    print_methods(&plan.methods, &mut page);
    print_causes(&plan.plan.contents.causes, &mut page);
    print_targets(plan, &mut page);
    print_milestones(plan, &mut page);
    print_history(&plan.progress.history, &mut page);
    print_replacement(plan, &mut page);
    print_tasks(plan, &mut page);
    print_money(plan, &mut page);
    print_prospects(plan, &mut page);
    page.finish()
}

/// Two columns: what, and what of it.
struct Facts {
    rows: Vec<(String, String)>,
}

impl Facts {
    fn add(&mut self, page: &Page, zh: &str, en: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.rows.push((page.say(zh, en).to_owned(), value));
        }
    }

    fn print(self, page: &mut Page) {
        let mut table = Table::new([
            (page.say("项目", "what"), Align::Fixed),
            (page.say("内容", "is"), Align::Left),
        ]);
        for (name, value) in self.rows {
            table.row([name, value]);
        }
        page.table(table);
    }
}

fn joined(page: &Page, parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(page.say("；", "; "))
}

fn print_head(plan: &PlanPage, page: &mut Page) {
    let mut facts = Facts { rows: Vec::new() };
    let (said, contents, standing) = (&plan.plan, &plan.plan.contents, &plan.standing);
    facts.add(page, "状态", "status", page.own(standing.status.name()));
    let chain =
        |plans: &[crate::plan::PlanId]| plans.iter().map(ToString::to_string).collect::<Vec<_>>();
    facts.add(page, "替换方案", "its place took", chain(&plan.successors).join(" → "));
    let before = chain(&plan.predecessors).join(page.say("、", ", "));
    facts.add(page, "所替换的方案", "took the place of", before);
    if let Some(suspended) = standing.suspended {
        let (since, before) = (suspended.since, suspended.before.name());
        let value = page.pick(
            format!("自 {since} 起，方案期限顺延；中止前为“{}”", before.zh),
            format!("since {since}; its terms are put off; before that: {}", before.en),
        );
        facts.add(page, "中止", "suspended", value);
    }
    if let Some(adopted) = standing.adopted {
        facts.add(page, "批准日期", "adopted", adopted.to_string());
    }
    facts.add(page, "轮次", "run", count(standing.run));
    let plots = said.parcels.iter().map(|parcel| match said.share_of(parcel) {
        Some(share) if said.parcels.len() > 1 => {
            let share = share.percent(2);
            page.pick(format!("{parcel}（{share} %）"), format!("{parcel} ({share} %)"))
        }
        _ => parcel.to_string(),
    });
    facts.add(page, "宗地", "plots", joined(page, plots));
    let entries = plan.entries.iter().map(ToString::to_string);
    facts.add(page, "在账条目", "entries on the ledger", joined(page, entries));
    let methods = said.methods.iter().map(|method| page.own(method.name()));
    facts.add(page, "方式", "methods", joined(page, methods));
    facts.add(page, "牵头单位", "lead unit", said.lead_unit.clone());
    facts.add(page, "配合单位", "cooperating", joined(page, contents.cooperating_units.clone()));
    facts.add(page, "包联领导", "answers for it", contents.responsible.clone().unwrap_or_default());
    facts.add(page, "问题诊断", "diagnosis", said.diagnosis.clone().unwrap_or_default());
    let wish = contents.wish.map(|wish| page.own(wish.name())).unwrap_or_default();
    facts.add(page, "权利人意愿", "the holder wants", wish);
    let basis = contents.basis.iter().map(|citation| page.own(citation.text()));
    facts.add(page, "法律依据", "basis", joined(page, basis));
    facts.add(page, "政策支持", "support", contents.support.clone().unwrap_or_default());
    let target = said.target_floor_area.map(|area| format!("{} m²", number(area)));
    facts.add(page, "计划盘活面积", "floor area to use", target.unwrap_or_default());
    facts.add(page, "兜底方式", "fallback", fallback(plan, page));
    let risks = contents.risks.iter().map(|risk| {
        let name = page.own(risk.kind.name());
        match &risk.note {
            Some(note) => page.pick(format!("{name}：{note}"), format!("{name}: {note}")),
            None => name,
        }
    });
    facts.add(page, "风险", "risks", joined(page, risks));
    facts.add(page, "预警", "watch", watch(plan, page));
    facts.print(page);
}

fn fallback(plan: &PlanPage, page: &Page) -> String {
    let Some(fallback) = &plan.plan.contents.fallback else { return String::new() };
    let method = page.own(fallback.method.name());
    let standing = plan.standing.watch.fallback;
    let trigger = standing.map_or(fallback.trigger, |standing| standing.trigger);
    let unless = fallback.unless.map(|step| step.name());
    let until = match unless {
        Some(step) => Text::new(
            format!("{trigger} 前未完成“{}”的，改用“{method}”", step.zh),
            format!("\"{method}\" if \"{}\" is not reached by {trigger}", step.en),
        ),
        None => Text::new(
            format!("{trigger} 前未全部完成的，改用“{method}”"),
            format!("\"{method}\" if not every step is reached by {trigger}"),
        ),
    };
    let since = standing
        .and_then(|standing| standing.days_since)
        .map(|days| page.pick(format!("已触发 {days} 天"), format!("triggered {days} days ago")));
    joined(page, [page.own(until), since.unwrap_or_default()])
}

fn watch(plan: &PlanPage, page: &Page) -> String {
    let watch = &plan.standing.watch;
    let slip = watch.slip_days.filter(|days| *days != 0).map(|days| match days {
        1.. => page.pick(format!("最长延误 {days} 天"), format!("longest delay {days} days")),
        _ => {
            let days = days.saturating_neg();
            page.pick(format!("各节点至少提前 {days} 天"), format!("every step {days} days early"))
        }
    });
    let stalled = watch
        .stalled_days
        .map(|days| page.pick(format!("停滞 {days} 天"), format!("stalled for {days} days")));
    let at_risk = watch.at_risk_days.map(|days| {
        page.pick(
            format!("有风险（上一节点延误 {days} 天）"),
            format!("at risk (the last step was {days} days late)"),
        )
    });
    let overdue = match watch.overdue.len() {
        0 => None,
        some => Some(page.pick(format!("逾期节点 {some} 个"), format!("overdue steps: {some}"))),
    };
    joined(page, [overdue, slip, stalled, at_risk].into_iter().flatten())
}

fn document(document: &Document, page: &Page) -> String {
    let title = document.title.as_deref().unwrap_or_default();
    let dated = document.dated.map(|day| day.to_string()).unwrap_or_default();
    let parts = [document.number.as_str(), title, dated.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(page.say("，", ", "))
}

/// Each method on each plot: as of the day on which it was chosen, and as of now where that differs.
fn print_methods(methods: &[PlanMethodVerdict], page: &mut Page) {
    if methods.is_empty() {
        return;
    }
    page.numbered("方式适用性（法定前提）", "Methods and the law");
    let mut table = Table::new([
        (page.say("宗地", "plot"), Align::Fixed),
        (page.say("方式", "method"), Align::Left),
        (page.say("时点", "as of"), Align::Left),
        (page.say("结论", "verdict"), Align::Left),
        (page.say("说明", "why"), Align::Left),
    ]);
    for row in methods {
        let name = page.own(row.method.name());
        let name = match row.role {
            MethodRole::Adopted => name,
            role => {
                let role = page.own(role.name());
                page.pick(format!("{name}（{role}）"), format!("{name} ({role})"))
            }
        };
        let chosen = row.chosen.iter().map(|dated| (("批准时", "when adopted"), dated));
        let now = row.now.iter().map(|dated| (("现时", "now"), dated));
        for ((zh, en), dated) in chosen.chain(now) {
            let when = match dated.asked_for == dated.facts_of {
                true => format!("{} {}", page.say(zh, en), dated.facts_of),
                false => page.pick(
                    format!("{zh} {}，启用日 {}", dated.facts_of, dated.asked_for),
                    format!("{en} {}, for {}", dated.facts_of, dated.asked_for),
                ),
            };
            let (verdict, why) = match &dated.permission {
                MethodPermission::Allowed { condition } => {
                    let condition = condition.as_ref().map(|text| page.own(text.clone()));
                    let condition = condition.map(|condition| {
                        page.pick(format!("条件：{condition}"), format!("provided: {condition}"))
                    });
                    (page.say("可以采用", "open"), condition.unwrap_or_default())
                }
                MethodPermission::Forbidden { article, reason } => {
                    let (article, reason) = (page.own(article.text()), page.own(reason.clone()));
                    let why = page
                        .pick(format!("{reason}（{article}）"), format!("{reason} ({article})"));
                    (page.say("不得采用", "shut"), why)
                }
                MethodPermission::Open { missing } => {
                    let missing = missing.iter().map(|text| page.own(text.clone()));
                    (page.say("待查明", "to be found out"), joined(page, missing))
                }
            };
            table.row([row.parcel.to_string(), name.clone(), when, verdict.to_owned(), why]);
        }
    }
    page.table(table);
}

fn print_causes(causes: &[Cause], page: &mut Page) {
    if causes.is_empty() {
        return;
    }
    page.numbered("原因", "Causes");
    let mut table = Table::new([
        (page.say("原因", "cause"), Align::Left),
        (page.say("责任方", "side"), Align::Left),
        (page.say("核实", "verified"), Align::Left),
        (page.say("依据", "document"), Align::Left),
        (page.say("说明", "note"), Align::Left),
    ]);
    for cause in causes {
        table.row([
            page.own(cause.code.name()),
            page.own(cause.side.name()),
            cause.verification.map(|found| page.own(found.name())).unwrap_or_default(),
            cause.evidence.as_ref().map(|found| document(found, page)).unwrap_or_default(),
            cause.note.clone().unwrap_or_default(),
        ]);
    }
    page.table(table);
}

fn print_targets(plan: &PlanPage, page: &mut Page) {
    let contents = &plan.plan.contents;
    if !contents.targets.is_empty() {
        page.numbered("目标", "Targets");
        let mut table = Table::new([
            (page.say("指标", "metric"), Align::Left),
            (page.say("单位", "unit"), Align::Left),
            (page.say("原值", "before"), Align::Right),
            (page.say("目标值", "at least"), Align::Right),
            (page.say("期限", "by"), Align::Fixed),
            (page.say("实际值", "achieved"), Align::Right),
            (page.say("日期", "on"), Align::Fixed),
            (page.say("达标", "met"), Align::Left),
        ]);
        for target in &contents.targets {
            let achieved = target.achieved_by(plan.on);
            let met = match target.is_met().filter(|_| achieved.is_some()) {
                Some(true) if target.is_late() => page.say("是（逾期）", "yes, late"),
                Some(true) => page.say("是", "yes"),
                Some(false) => page.say("否", "no"),
                None => page.say("未知", "unknown"),
            };
            table.row([
                page.own(target.metric.name()),
                page.own(target.metric.unit()),
                target.before.map(number).unwrap_or_default(),
                number(target.at_least),
                day(target.by),
                achieved.map(|achieved| number(achieved.value)).unwrap_or_default(),
                day(achieved.map(|achieved| achieved.on)),
                met.to_owned(),
            ]);
        }
        page.table(table);
    }
    if !contents.floor_uses.is_empty() {
        page.numbered("分用途建筑面积（m²）", "Floor area by use (m²)");
        let mut table = Table::new([
            (page.say("用途", "use"), Align::Left),
            (page.say("现状", "existing"), Align::Right),
            (page.say("新增", "new"), Align::Right),
            (page.say("拆除", "demolished"), Align::Right),
            (page.say("实施后", "after"), Align::Right),
        ]);
        for row in &contents.floor_uses {
            let unknown = page.say("未知", "unknown");
            let areas = [row.existing, row.new, row.demolished, row.after()];
            let [existing, new, demolished, after] =
                areas.map(|area| area.map_or_else(|| unknown.to_owned(), number));
            table.row([page.own(row.kind.name()), existing, new, demolished, after]);
        }
        page.table(table);
    }
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn print_milestones(plan: &PlanPage, page: &mut Page) {
    let progress = &plan.progress;
    let clock = progress.clock(plan.on);
    for (at, run) in progress.earlier_runs.iter().enumerate() {
        let run_no = at.saturating_add(1);
        let (from, to) = (day(run.adopted), day(run.accepted));
        page.numbered(
            &format!("第 {run_no} 轮节点（批准 {from}，验收 {to}）"),
            &format!("Milestones of run {run_no} (adopted {from}, accepted {to})"),
        );
        print_steps(&run.milestones, run.accepted.unwrap_or(clock), page);
    }
    let run = progress.run();
    match run {
        1 => page.numbered("节点", "Milestones"),
        _ => page.numbered(&format!("第 {run} 轮节点"), &format!("Milestones of run {run}")),
    }
    print_steps(&progress.milestones, clock, page);
}

fn print_steps(milestones: &[MilestoneProgress], clock: Date, page: &mut Page) {
    if milestones.is_empty() {
        let line = page.say("没有设定节点", "none were set").to_owned();
        return page.line(&line);
    }
    let mut table = Table::new([
        (page.say("节点", "step"), Align::Left),
        (page.say("原计划", "first planned"), Align::Fixed),
        (page.say("计划", "planned"), Align::Fixed),
        (page.say("实际", "actual"), Align::Fixed),
        (page.say("偏差天数", "slip, days"), Align::Right),
        (page.say("情况", "standing"), Align::Left),
    ]);
    for step in milestones {
        let standing = match (step.reached, step.is_overdue(clock)) {
            (Some(_), _) => page.say("已完成", "reached"),
            (None, true) => page.say("逾期", "overdue"),
            (None, false) => page.say("未到期", "not due"),
        };
        table.row([
            page.own(step.step.name()),
            day(Some(step.first_due.unwrap_or(step.due))),
            day(Some(step.due)),
            day(step.reached),
            count(step.slip_days(clock)),
            standing.to_owned(),
        ]);
    }
    page.table(table);
}

fn print_history(history: &[StatusChange], page: &mut Page) {
    page.numbered("状态变更记录", "History");
    let mut table = Table::new([
        (page.say("日期", "day"), Align::Fixed),
        (page.say("环节", "move"), Align::Left),
        (page.say("原状态", "from"), Align::Left),
        (page.say("新状态", "to"), Align::Left),
        (page.say("角色", "by"), Align::Left),
        (page.say("依据", "document"), Align::Left),
    ]);
    for change in history {
        let role = change.role.map(|role| page.own(role.name()));
        table.row([
            change.on.to_string(),
            page.own(change.by.name()),
            change.from.map_or_else(|| "–".to_owned(), |from| page.own(from.name())),
            change_to(change, page),
            joined(page, [role.unwrap_or_default(), change.actor.clone().unwrap_or_default()]),
            change.document.as_ref().map(|found| document(found, page)).unwrap_or_default(),
        ]);
    }
    page.table(table);
    let shown = history.iter().flat_map(|change| {
        change.evidence.iter().map(move |evidence| (change.on, change.by, evidence))
    });
    let shown: Vec<_> = shown.collect();
    if shown.is_empty() {
        return;
    }
    page.numbered("佐证材料", "Evidence");
    let mut table = Table::new([
        (page.say("日期", "day"), Align::Fixed),
        (page.say("环节", "move"), Align::Left),
        (page.say("材料", "evidence"), Align::Left),
        (page.say("文件", "document"), Align::Left),
    ]);
    for (on, by, evidence) in shown {
        table.row([
            on.to_string(),
            page.own(by.name()),
            page.own(evidence.kind.name()),
            document(&evidence.document, page),
        ]);
    }
    page.table(table);
}

fn print_replacement(plan: &PlanPage, page: &mut Page) {
    let Some(replacement) = &plan.plan.contents.replacement else { return };
    page.numbered("腾笼换鸟", "Occupant replaced");
    let route = replacement.route.name();
    let stage = plan.replacement.map(|stage| page.own(stage.name())).unwrap_or_default();
    let line = page
        .pick(format!("方式：{}；进度：{stage}", route.zh), format!("by {}; {stage}", route.en));
    page.line(&line);
    let mut table = Table::new([
        (page.say("", ""), Align::Fixed),
        (page.say("企业", "firm"), Align::Left),
        (page.say("行业", "industry"), Align::Left),
        (page.say("腾退/投产", "cleared/began"), Align::Fixed),
        (page.say("年度", "year"), Align::Right),
        (page.say("税收（元）", "tax, yuan"), Align::Right),
        (page.say("营收（元）", "revenue, yuan"), Align::Right),
        (page.say("就业", "jobs"), Align::Right),
        (page.say("建筑面积 m²", "floor m²"), Align::Right),
    ]);
    table.row(occupant(page.say("腾出", "leaves").to_owned(), &replacement.outgoing));
    match &replacement.incoming {
        Some(incoming) => table.row(occupant(page.say("引入", "comes").to_owned(), incoming)),
        None => {
            let sought = page.say("尚未确定", "not known yet").to_owned();
            let mut cells = vec![page.say("引入", "comes").to_owned(), sought];
            cells.resize(9, String::new());
            table.row(cells);
        }
    }
    page.table(table);
}

fn occupant(which: String, occupant: &Occupant) -> [String; 9] {
    let metrics = &occupant.metrics;
    [
        which,
        occupant.firm.clone(),
        occupant.industry.clone().unwrap_or_default(),
        day(occupant.on),
        metrics.year.map(|year| year.to_string()).unwrap_or_default(),
        metrics.tax.map(number).unwrap_or_default(),
        metrics.revenue.map(number).unwrap_or_default(),
        metrics.jobs.map(count).unwrap_or_default(),
        metrics.floor_area.map(number).unwrap_or_default(),
    ]
}

fn print_tasks(plan: &PlanPage, page: &mut Page) {
    if plan.plan.contents.tasks.is_empty() {
        return;
    }
    page.numbered("任务清单", "Tasks");
    let mut table = Table::new([
        (page.say("任务", "task"), Align::Left),
        (page.say("单位", "unit"), Align::Left),
        (page.say("期限", "due"), Align::Fixed),
        (page.say("状态", "state"), Align::Left),
    ]);
    for task in &plan.plan.contents.tasks {
        let name = page.own(task.state.name());
        let state = match &task.state {
            TaskState::Todo => name,
            TaskState::Done { on } => format!("{name} {on}"),
            TaskState::Skipped { on, why } => format!("{name} {on} {why}"),
        };
        table.row([task.what.clone(), task.unit.clone().unwrap_or_default(), day(task.due), state]);
    }
    page.table(table);
}

fn print_money(plan: &PlanPage, page: &mut Page) {
    let contents = &plan.plan.contents;
    let mut rows: Vec<[String; 3]> = Vec::new();
    if let Some(funding) = &contents.funding {
        let need = page.say("资金需求", "need");
        rows.extend(
            funding
                .needs
                .iter()
                .map(|need_of| [need.to_owned(), need_of.item.clone(), number(need_of.amount)]),
        );
        let source = page.say("资金来源", "source");
        rows.extend(
            funding
                .sources
                .iter()
                .map(|from| [source.to_owned(), page.own(from.kind.name()), number(from.amount)]),
        );
        if let Ok(gap) = funding.gap() {
            rows.push([page.say("资金缺口", "gap").to_owned(), String::new(), number(gap)]);
        }
    }
    let yearly = page.say("不处置年成本", "cost of a year idle");
    rows.extend(
        contents
            .yearly_costs
            .iter()
            .map(|cost| [yearly.to_owned(), cost.item.clone(), number(cost.amount)]),
    );
    if rows.is_empty() {
        return;
    }
    page.numbered("资金", "Money");
    let mut table = Table::new([
        (page.say("类别", "kind"), Align::Fixed),
        (page.say("项目", "item"), Align::Left),
        (page.say("金额（元）", "yuan"), Align::Right),
    ]);
    for row in rows {
        table.row(row);
    }
    page.table(table);
}

fn print_prospects(plan: &PlanPage, page: &mut Page) {
    if plan.prospects.is_empty() {
        return;
    }
    page.numbered("意向企业", "Prospects");
    let mut table = Table::new([
        (page.say("意向企业", "prospect"), Align::Fixed),
        (page.say("名称", "firm"), Align::Left),
        (page.say("行业", "industry"), Align::Left),
        (page.say("需求 m²", "needs m²"), Align::Right),
        (page.say("阶段", "stage"), Align::Left),
        (page.say("占用", "taken"), Align::Left),
    ]);
    for row in &plan.prospects {
        table.row([
            row.prospect.to_string(),
            row.firm.clone(),
            row.industry.clone().unwrap_or_default(),
            row.floor_area.map(number).unwrap_or_default(),
            page.own(row.stage.name()),
            places(row, page),
        ]);
    }
    page.table(table);
}
