//! The assessment of a parcel, as an official would write it down.

use super::control;
use super::page::{Page, number};
use super::rulebook;
use super::table::{Align, Table};
use crate::assessment::{ParcelAssessment, ParcelPartOf};
use crate::finding::{Language, Text};
use crate::law::{Answer, ClockState, Consequence, HolderRestriction, Reason};

/// Prints an assessment: the conclusion, the reasons in order, low-efficiency land by the rulebook, what is missing, the terms
/// that run, and what may be done.
#[must_use]
pub fn render_assessment(assessment: &ParcelAssessment, language: Language) -> String {
    let mut page = Page::new(language);
    let ParcelAssessment { parcel, name, on, .. } = assessment;
    let title = page.pick(
        format!("宗地 {parcel}（{name}）闲置低效用地研判  {on}"),
        format!("Parcel {parcel} ({name}): is it idle or low-efficiency land on {on}"),
    );
    page.title(&title);
    let sections: [fn(&ParcelAssessment, &mut Page); 9] = [
        print_conclusion,
        print_reasons,
        print_low_efficiency,
        print_missing,
        print_clocks,
        print_restriction,
        print_menu,
        print_parts,
        control::print,
    ];
    for print in sections {
        // A section with nothing to say takes no number.
        print(assessment, &mut page);
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

fn print_conclusion(assessment: &ParcelAssessment, page: &mut Page) {
    page.numbered("闲置土地：结论", "Idle land: conclusion");
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
    let fee_may_be = outcomes.iter().any(|outcome| outcome.consequence == Consequence::Fee);
    if assessment.fee.is_none() && fee_may_be {
        let line = page.say(
            "· 闲置费：土地价款不明，不能计算；请查明出让或者划拨价款",
            "· fee: the price is not known; ask for the grant or allocation price",
        );
        let line = line.to_owned();
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
}

fn print_reasons(assessment: &ParcelAssessment, page: &mut Page) {
    page.numbered("闲置土地：理由", "Idle land: reasons");
    print_each(&assessment.idle_land.reasons, page);
}

/// Low-efficiency land by the criteria of a rulebook; without one the page says that it was not looked at.
fn print_low_efficiency(assessment: &ParcelAssessment, page: &mut Page) {
    page.numbered("低效用地", "Low-efficiency land");
    let Some(found) = &assessment.low_efficiency else {
        let line = page.say(
            "未作低效用地研判：没有给出认定标准（rulebook.toml）。",
            "Not assessed for low-efficiency land: no criteria were given (rulebook.toml).",
        );
        let line = line.to_owned();
        page.line(&line);
        return;
    };
    rulebook::print_identity(&found.rulebook, page);
    let (zh, en) = match found.answer {
        Answer::Met => ("疑似低效用地", "low-efficiency land, as suspected"),
        Answer::NotMet => ("不属于低效用地", "not low-efficiency land"),
        Answer::Unknown => {
            ("现有事实不足以判断是否为低效用地", "the known facts leave open whether it is")
        }
    };
    let line = format!("· {}", page.say(zh, en));
    page.line(&line);
    print_each(&found.reasons, page);
    if !found.missing.is_empty() {
        let line = page.say("待补充事实：", "What to ask for:").to_owned();
        page.line(&line);
    }
    for missing in &found.missing {
        let line = format!("· {}", page.own(missing.ask()));
        page.line(&line);
    }
}

fn print_each(reasons: &[Reason], page: &mut Page) {
    for (at, reason) in reasons.iter().enumerate() {
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
}

fn print_missing(assessment: &ParcelAssessment, page: &mut Page) {
    if assessment.idle_land.missing.is_empty() {
        return;
    }
    page.numbered("闲置土地：待补充事实（按序查明）", "Idle land: what to ask for, in this order");
    for missing in &assessment.idle_land.missing {
        let line = format!("· {}", page.own(missing.ask()));
        page.line(&line);
    }
}

fn print_clocks(assessment: &ParcelAssessment, page: &mut Page) {
    if assessment.clocks.is_empty() && assessment.undated_clocks.is_empty() {
        return;
    }
    page.numbered("法定期限", "Terms");
    print_dated(assessment, page);
    print_working_days(assessment, page);
}

fn print_dated(assessment: &ParcelAssessment, page: &mut Page) {
    if assessment.clocks.is_empty() {
        return;
    }
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
    page.table(table);
}

/// How working days were counted, and the terms whose days nobody gave.
fn print_working_days(assessment: &ParcelAssessment, page: &mut Page) {
    for clock in &assessment.clocks {
        let Some(count) = &clock.working_days else { continue };
        let (name, source) = (page.own(clock.kind.name()), page.own(count.source.text()));
        let (days, off, worked) = (count.days, count.days_off, count.days_worked);
        let line = page.pick(
            format!(
                "· {name}：{days} 个工作日（{source}）；按周一至周五计，其间扣除所列放假日 {off} 天、加计所列上班日 {worked} 天，\
                 未列的节假日不扣除"
            ),
            format!(
                "· {name}: {days} working days ({source}), Monday to Friday, less {off} listed days off, with {worked} listed \
                 days worked; holidays that are not listed count as worked"
            ),
        );
        page.line(&line);
    }
    for clock in &assessment.undated_clocks {
        let (name, article) = (page.own(clock.kind.name()), page.own(clock.article.text()));
        let (from, state) = (clock.from, clock.state.text());
        let line = page.pick(
            format!(
                "· {name}：自 {from} 起算，状态：{}；天数未设定，届满日无法计算，由认定标准文件的 [procedure] 给定（{article}）",
                state.zh
            ),
            format!(
                "· {name}: from {from}, state: {}; its days are not set, so that it has no last day: give them in [procedure] \
                 of a rulebook ({article})",
                state.en
            ),
        );
        page.line(&line);
    }
}

/// What the determination keeps from the holder.
fn print_restriction(assessment: &ParcelAssessment, page: &mut Page) {
    let Some(restriction) = &assessment.restriction else { return };
    page.numbered("对使用权人的限制", "What is kept from the holder");
    let line = format!("· {}", page.own(restriction.state()));
    page.line(&line);
    let (rule, article) =
        (page.own(HolderRestriction::rule()), page.own(restriction.article.text()));
    let line = page.pick(format!("· {rule}（{article}）"), format!("· {rule} ({article})"));
    page.line(&line);
}

fn print_menu(assessment: &ParcelAssessment, page: &mut Page) {
    if assessment.menu.is_empty() {
        return;
    }
    page.numbered("处置方式", "What may be done");
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
    page.table(table);
}

/// Each part of the parcel: how far its use has come, what it is, and how the ledger has it.
fn print_parts(assessment: &ParcelAssessment, page: &mut Page) {
    if assessment.parts.is_empty() {
        return;
    }
    page.numbered("用地状况与台账比对", "Status of the land, and the ledger");
    let mut table = Table::new([
        (page.say("部分", "part"), Align::Left),
        (page.say("土地面积 m²", "land area m²"), Align::Right),
        (page.say("用地状况", "status"), Align::Left),
        (page.say("研判类别", "class"), Align::Left),
        (page.say("台账类别", "on the ledger as"), Align::Left),
        (page.say("比对", "ledger"), Align::Left),
    ]);
    for part in &assessment.parts {
        let name = match &part.part {
            ParcelPartOf::Entry(entry) => entry.to_string(),
            ParcelPartOf::Rest => page.say("其余", "rest").to_owned(),
        };
        let or = page.say("或", " or ");
        let names = |names: Vec<Text>| {
            names.into_iter().map(|name| page.own(name)).collect::<Vec<_>>().join(or)
        };
        let mut status = names(part.status.iter().map(|status| status.name()).collect());
        for side in &part.side {
            status = format!("{status}{}{}", page.say("，", ", "), page.own(side.name()));
        }
        table.row([
            name,
            part.land_area.map_or_else(|| page.say("未知", "unknown").to_owned(), number),
            status,
            names(part.class.iter().map(|class| class.name()).collect()),
            part.listed.map_or_else(|| "–".to_owned(), |class| page.own(class.name())),
            page.own(part.agreement.name()),
        ]);
    }
    page.table(table);
}
