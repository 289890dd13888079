//! The assessment of a parcel, as an official would write it down.

use super::page::{Page, number};
use super::table::{Align, Table};
use crate::assessment::ParcelAssessment;
use crate::finding::Language;
use crate::law::{ClockState, Consequence};

/// Prints an assessment: the conclusion, the reasons in order, what is missing, the terms that run, and what may be done.
#[must_use]
pub fn render_assessment(assessment: &ParcelAssessment, language: Language) -> String {
    let mut page = Page::new(language);
    let ParcelAssessment { parcel, name, on, .. } = assessment;
    let title = page.pick(
        format!("宗地 {parcel}（{name}）闲置土地研判  {on}"),
        format!("Parcel {parcel} ({name}): is it idle land on {on}"),
    );
    page.title(&title);
    let sections: [fn(&ParcelAssessment, &mut Page, usize) -> bool; 5] =
        [print_conclusion, print_reasons, print_missing, print_clocks, print_menu];
    let mut number = 1;
    for print in sections {
        // A section with nothing to say takes no number.
        number += usize::from(print(assessment, &mut page, number));
    }
    page.blank();
    let line = page.say(
        "本研判为疑似意见；认定由县级自然资源主管部门依法作出。",
        "This is a suspicion; the determination is an act of the natural-resources authority of the county.",
    );
    let line = line.to_owned();
    page.line(&line);
    page.finish()
}

fn print_conclusion(assessment: &ParcelAssessment, page: &mut Page, at: usize) -> bool {
    heading(page, at, "结论", "Conclusion");
    let outcomes = &assessment.idle_land.outcomes;
    if outcomes.len() > 1 {
        let line = page.pick(
            format!("现有事实不足以得出唯一结论，可能为以下 {} 种之一：", outcomes.len()),
            format!("the known facts leave {} verdicts open:", outcomes.len()),
        );
        page.line(&line);
    }
    for outcome in outcomes {
        let (verdict, consequence) =
            (page.own(outcome.verdict.name()), page.own(outcome.consequence.text()));
        let article = page.own(outcome.article.text());
        let suspected = if outcome.consequence == Consequence::None { "" } else { "疑似" };
        let line = page.pick(
            format!("· {suspected}{verdict}。依据{article}，{consequence}。"),
            format!("· {verdict}: by {article}, {consequence}"),
        );
        page.line(&line);
    }
    if let Some(fee) = &assessment.fee {
        let (price, amount) = (number(fee.price), number(fee.fee));
        let (basis, bound) = (page.own(fee.basis.text()), page.own(fee.bound.text()));
        let line = page.pick(
            format!(
                "· 闲置费：价款 {price} 元 × {} % = {amount} 元（{basis}；上限见{bound}）",
                fee.percent
            ),
            format!(
                "· fee: price {price} yuan × {} % = {amount} yuan ({basis}; at most by {bound})",
                fee.percent
            ),
        );
        page.line(&line);
    }
    true
}

fn print_reasons(assessment: &ParcelAssessment, page: &mut Page, at: usize) -> bool {
    heading(page, at, "理由", "Reasons");
    for (at, reason) in assessment.idle_land.reasons.iter().enumerate() {
        let article = page.own(reason.article.text());
        let line = format!("{}. {}", at + 1, page.text(&reason.rule));
        page.line(&line);
        let answer = page.own(reason.answer.name());
        let line = page.pick(format!("依据：{article}"), format!("by {article}"));
        page.indented("     ", &line);
        let line = page.pick(
            format!("事实：{} → {answer}", page.text(&reason.facts)),
            format!("facts: {} → {answer}", page.text(&reason.facts)),
        );
        page.indented("     ", &line);
    }
    true
}

fn print_missing(assessment: &ParcelAssessment, page: &mut Page, at: usize) -> bool {
    if assessment.idle_land.missing.is_empty() {
        return false;
    }
    heading(page, at, "待补充事实（按序查明）", "What to ask for, in this order");
    for missing in &assessment.idle_land.missing {
        let line = format!("· {}", page.own(missing.ask()));
        page.line(&line);
    }
    true
}

fn print_clocks(assessment: &ParcelAssessment, page: &mut Page, at: usize) -> bool {
    if assessment.clocks.is_empty() {
        return false;
    }
    heading(page, at, "法定期限", "Terms");
    let mut table = Table::new([
        (page.say("期限", "term"), Align::Left),
        (page.say("起算", "from"), Align::Fixed),
        (page.say("届满", "last day"), Align::Fixed),
        (page.say("剩余日", "days left"), Align::Right),
        (page.say("状态", "state"), Align::Left),
        (page.say("依据", "by"), Align::Left),
    ]);
    for clock in &assessment.clocks {
        let running = matches!(clock.state, ClockState::Running);
        let left =
            if running { clock.days_left(assessment.on).to_string() } else { "–".to_owned() };
        table.row([
            page.own(clock.kind.name()),
            clock.from.to_string(),
            clock.last_day.to_string(),
            left,
            page.own(clock.state.text()),
            clock.article.article.map(|article| page.own(article.text())).unwrap_or_default(),
        ]);
    }
    page.table(&table);
    true
}

fn print_menu(assessment: &ParcelAssessment, page: &mut Page, at: usize) -> bool {
    if assessment.menu.is_empty() {
        return false;
    }
    heading(page, at, "处置方式", "What may be done");
    let mut table = Table::new([
        (page.say("方式", "method"), Align::Left),
        (page.say("能否采用", "open"), Align::Left),
        (page.say("依据", "by"), Align::Left),
        (page.say("条件或者原因", "condition or reason"), Align::Left),
    ]);
    for item in &assessment.menu {
        table.row([
            page.own(item.method.name()),
            page.own(item.permission.name()),
            item.article.article.map(|article| page.own(article.text())).unwrap_or_default(),
            page.text(&item.why).to_owned(),
        ]);
    }
    page.table(&table);
    true
}

fn heading(page: &mut Page, at: usize, zh: &str, en: &str) {
    const NUMERALS: [&str; 6] = ["", "一", "二", "三", "四", "五"];
    let numeral = NUMERALS.get(at).copied().unwrap_or_default();
    page.section(&format!("{numeral}、{zh}"), &format!("{at}  {en}"));
}
