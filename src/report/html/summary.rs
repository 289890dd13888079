//! The figures that are looked at first.

use maud::{Markup, html};

use crate::finding::{Language, Severity};
use crate::ledger::EntryClass;
use crate::report::Report;
use crate::report::check::CheckReport;
use crate::report::text::page::{Page, count, number, signed};
use crate::units::AreaUnit;

/// One figure: what it is, how much, and what belongs to it.
struct Card {
    name: String,
    value: String,
    unit: &'static str,
    more: String,
}

pub(super) fn draw(report: &Report, check: Option<&CheckReport>, page: &Page) -> Markup {
    html! {
        section id="summary" aria-label=(page.say("摘要", "summary")) {
            dl class="cards" {
                @for card in cards(report, check, page) {
                    div {
                        dt { (card.name) }
                        dd { strong { (card.value) } " " span { (card.unit) } p { (card.more) } }
                    }
                }
            }
        }
    }
}

fn cards(report: &Report, check: Option<&CheckReport>, page: &Page) -> Vec<Card> {
    let mut cards = Vec::new();
    let say = |zh: &str, en: &str| page.say(zh, en).to_owned();
    if let Some(by_class) = report.summaries.first() {
        let total = &by_class.total;
        let idle = by_class.rows.iter().find(|row| row.key == EntryClass::Idle.id());
        let idle = idle.map_or(0, |row| row.count);
        cards.push(Card {
            name: say("在账条目", "entries on the ledger"),
            value: count(total.count),
            unit: page_unit(page, "条", ""),
            more: page
                .pick(format!("其中闲置土地 {idle} 条"), format!("of these idle land: {idle}")),
        });
        cards.push(Card {
            name: say("在账土地面积", "land on the ledger"),
            value: number(total.land_area.in_unit(AreaUnit::Mu, 2)),
            unit: page_unit(page, "亩", "mu"),
            more: format!("{} m²", number(total.land_area)),
        });
    }
    let (floor, land) = (&report.revitalized.floor, &report.revitalized.land);
    let period = report.period;
    let months = format!("{} – {}", period.from(), period.last_day());
    cards.push(Card {
        name: say("本期净盘活建筑面积", "floor area brought back, net"),
        value: signed(floor.net),
        unit: "m²",
        more: page.pick(
            format!("新盘活 {}，反弹 {}", number(floor.gross), number(floor.relapsed)),
            format!("gross {}, relapsed {}", number(floor.gross), number(floor.relapsed)),
        ),
    });
    cards.push(Card {
        name: say("本期净盘活土地面积", "land brought back, net"),
        value: signed(land.net),
        unit: "m²",
        more: months,
    });
    let share = report.plan_coverage.share();
    let share = share.map_or_else(|| "–".to_owned(), |share| share.percent(2).to_string());
    cards.push(Card {
        name: say("方案覆盖率", "covered by active plans"),
        value: share,
        unit: "%",
        more: page.pick(
            format!("没有在办方案 {} 条", report.uncovered.len()),
            format!("entries without an open plan: {}", report.uncovered.len()),
        ),
    });
    let overdue: u64 = report.plan_statuses.iter().map(|row| row.overdue).sum();
    let plans: u64 = report.plan_statuses.iter().map(|row| row.count).sum();
    cards.push(Card {
        name: say("有逾期节点的方案", "plans with overdue steps"),
        value: count(overdue),
        unit: page_unit(page, "个", ""),
        more: page.pick(format!("共 {plans} 个方案"), format!("of {plans} plans")),
    });
    let of = |severity| report.findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    cards.push(Card {
        name: say("数据问题", "findings in the data"),
        value: count(report.findings.len()),
        unit: page_unit(page, "项", ""),
        more: page.pick(
            format!("错误 {errors}，警告 {warnings}"),
            format!("errors {errors}, warnings {warnings}"),
        ),
    });
    cards.extend(check.map(|check| Card {
        name: say("图形检查", "check of the map"),
        value: count(check.summary.errors),
        unit: page_unit(page, "项错误", "errors"),
        more: page.pick(
            format!("警告 {}", check.summary.warnings),
            format!("warnings {}", check.summary.warnings),
        ),
    }));
    cards
}

const fn page_unit(page: &Page, zh: &'static str, en: &'static str) -> &'static str {
    match page.language() {
        Language::Zh => zh,
        Language::En => en,
    }
}
