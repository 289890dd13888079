//! Plans carried out on paper, as text.

use super::page::{Page, number, signed, value};
use super::table::{Align, Table};
use super::zone::unit_name;
use crate::finding::Language;
use crate::indicator::{
    Account, ChangeOutcome, ChangeSubject, ExplainedChange, Simulation, ValueEnd,
};

/// Prints the indicators before and after, the share of each plot, and every assumption.
#[must_use]
pub fn render_simulation(simulation: &Simulation, language: Language) -> String {
    let mut page = Page::new(language);
    let on = simulation.on;
    let title = page.pick(format!("方案模拟  {on}"), format!("Plans simulated on {on}"));
    page.title(&title);
    let plans: Vec<&str> = simulation.plans.iter().map(|plan| plan.as_str()).collect();
    let plans = plans.join(page.say("、", ", "));
    let line = page.pick(
        format!("方案：{plans}；仅为纸面推演，台账未改动"),
        format!("plans: {plans}; on paper only, the ledger is as it was"),
    );
    page.line(&line);
    print_indicators(simulation, &mut page);
    page.numbered("各宗地的贡献", "The share of each plot");
    let mut any = false;
    for change in &simulation.changes {
        any |= print_shares(change, &mut page);
    }
    if !any {
        let line = page.say("没有变动", "nothing changes").to_owned();
        page.line(&line);
    }
    page.numbered("假设", "Assumptions");
    for assumption in &simulation.assumptions {
        let text = page.text(&assumption.text).to_owned();
        let line = match &assumption.plan {
            Some(plan) => page.pick(format!("{plan}：{text}"), format!("{plan}: {text}")),
            None => text,
        };
        page.line(&line);
    }
    page.finish()
}

fn print_indicators(simulation: &Simulation, page: &mut Page) {
    page.numbered("指标", "Indicators");
    let mut table = Table::new([
        (page.say("指标", "indicator"), Align::Left),
        (page.say("单位", "unit"), Align::Left),
        (page.say("模拟前", "before"), Align::Right),
        (page.say("模拟后", "after"), Align::Right),
        (page.say("变动", "changed"), Align::Left),
    ]);
    for row in &simulation.changes {
        let same = row.value_before == row.value_after;
        table.row([
            page.own(row.name.clone()),
            unit_name(page, &row.unit),
            value(page, &row.value_before),
            value(page, &row.value_after),
            if same { String::new() } else { page.say("是", "yes").to_owned() },
        ]);
    }
    page.table(table);
}

/// The shares in one indicator; `false` if no plot has one.
fn print_shares(change: &ExplainedChange, page: &mut Page) -> bool {
    let mut any = false;
    for end in &change.ends {
        let name = page.own(change.name.clone());
        let name = match end.end {
            ValueEnd::Value => name,
            ValueEnd::Low => page.pick(format!("{name}（下限）"), format!("{name}, low end")),
            ValueEnd::High => page.pick(format!("{name}（上限）"), format!("{name}, high end")),
        };
        match &end.outcome {
            ChangeOutcome::Explained(account) => any |= print_account(&name, account, page),
            ChangeOutcome::Unexplained(why) if change.value_before != change.value_after => {
                any = true;
                let why = page.own(why.name());
                let line = page.pick(format!("{name}：{why}"), format!("{name}: {why}"));
                page.line(&line);
            }
            ChangeOutcome::Unexplained(_) => {}
        }
    }
    any
}

fn print_account(name: &str, account: &Account, page: &mut Page) -> bool {
    if account.contributions().next().is_none() {
        return false;
    }
    let (from, to) = (account.opening.value.shown, account.closing.value.shown);
    page.blank();
    page.line(&format!("{name}  {} → {}", number(from), number(to)));
    let mut table = Table::new([
        (page.say("宗地", "plot"), Align::Fixed),
        (page.say("名称", "name"), Align::Left),
        (page.say("分子变动", "numerator"), Align::Right),
        (page.say("分母变动", "denominator"), Align::Right),
        (page.say("贡献", "share"), Align::Right),
    ]);
    for row in account.contributions() {
        let subject = match &row.subject {
            ChangeSubject::Parcel(code) => code.to_string(),
            _ => page.say("其他", "other").to_owned(),
        };
        table.row([
            subject,
            row.name.clone(),
            signed(row.numerator),
            signed(row.denominator),
            signed(row.effect.shown),
        ]);
    }
    let total = page.say("合计", "total").to_owned();
    let empty = String::new;
    table.total([total, empty(), empty(), empty(), signed(account.change.shown)]);
    page.table(table);
    true
}
