//! The ledger as of a day, as text.

use crate::finding::{Finding, Language};
use crate::ledger::LedgerState;
use crate::report::text::page::{Page, count, number};
use crate::report::text::table::{Align, Table};
use crate::units::{Area, FloorArea, QuantityError};

/// Prints what is on the ledger as of a day: entries, spaces, what waits for a decision, closed periods, and what was refused.
///
/// # Errors
///
/// [`QuantityError`] if a sum is larger than a quantity can be.
pub fn render_state(
    state: &LedgerState,
    findings: &[Finding],
    language: Language,
) -> Result<String, QuantityError> {
    let mut page = Page::new(language);
    let day = state.as_of.effective;
    let title = match state.as_of.known {
        None => page.pick(format!("台账，{day} 日终"), format!("The ledger at the end of {day}")),
        Some(known) => page.pick(
            format!("台账，{day} 日终，按 {known} 日终所知"),
            format!("The ledger at the end of {day}, as known at the end of {known}"),
        ),
    };
    page.title(&title);
    print_entries(state, &mut page)?;
    print_spaces(state, &mut page)?;
    print_decisions(state, &mut page);
    if !findings.is_empty() {
        page.section("未采用的事项", "Events that are not used");
        for finding in findings {
            let line = format!("· {} [{}]", page.text(&finding.message), finding.code);
            page.line(&line);
        }
    }
    Ok(page.finish())
}

fn print_entries(state: &LedgerState, page: &mut Page) -> Result<(), QuantityError> {
    page.section("在册条目", "Entries on the ledger");
    let mut table = Table::new([
        (page.say("条目", "entry"), Align::Fixed),
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("类别", "class"), Align::Left),
        (page.say("主要原因", "primary cause"), Align::Left),
        (page.say("列入", "since"), Align::Fixed),
        (page.say("面积 m²", "area m²"), Align::Right),
    ]);
    let mut areas: Vec<Area> = Vec::new();
    for entry in state.open_entries() {
        let relapse =
            if entry.relapses() > 0 { page.say("（反弹）", " (relapse)") } else { "" };
        let cause = entry.causes.first().map(|cause| page.own(cause.code.name()));
        table.row([
            format!("{}{relapse}", entry.id),
            entry.parcel.to_string(),
            page.own(entry.class.name()),
            cause.unwrap_or_default(),
            entry.listed_since().map(|day| day.to_string()).unwrap_or_default(),
            number(entry.land_area),
        ]);
        areas.push(entry.land_area);
    }
    let entries = areas.len();
    let total = page.pick(format!("合计 {}", count(entries)), format!("{} in all", count(entries)));
    let blank = String::new;
    table.total([total, blank(), blank(), blank(), blank(), number(Area::try_sum(areas)?)]);
    page.table(table);
    Ok(())
}

fn print_spaces(state: &LedgerState, page: &mut Page) -> Result<(), QuantityError> {
    if state.spaces.is_empty() {
        return Ok(());
    }
    page.section("空间单元", "Spaces");
    let mut table = Table::new([
        (page.say("存量", "stock"), Align::Left),
        (page.say("单元", "spaces"), Align::Right),
        (page.say("建筑面积 m²", "floor area m²"), Align::Right),
    ]);
    let all: Vec<FloorArea> = state.existing_spaces().map(|s| s.space.floor_area).collect();
    let vacant = state.existing_spaces().filter(|space| space.is_vacant());
    let vacant: Vec<FloorArea> = vacant.map(|s| s.space.floor_area).collect();
    let credits = state.existing_spaces().filter_map(|space| space.credit());
    let credits: Vec<FloorArea> = credits.map(|credit| credit.floor_area).collect();
    let rows = [
        (page.say("普查", "surveyed").to_owned(), all),
        (page.say("其中：空置", "of these vacant").to_owned(), vacant),
        (page.say("计为盘活", "counting as revitalized").to_owned(), credits),
    ];
    for (name, areas) in rows {
        table.row([name, count(areas.len()), number(FloorArea::try_sum(areas)?)]);
    }
    page.table(table);
    Ok(())
}

fn print_decisions(state: &LedgerState, page: &mut Page) {
    let day = state.as_of.effective;
    let mut open = state.proposals.iter().filter(|(_, p)| p.is_open_on(day)).peekable();
    if open.peek().is_some() {
        page.section("待批事项", "Waiting for a decision");
        for (event, proposal) in open {
            let name = proposal.act.name();
            let until = proposal
                .until
                .map(|day| page.pick(format!("，限 {day} 前"), format!(", by {day}")));
            let until = until.unwrap_or_default();
            let since = proposal.since;
            let line = page.pick(
                format!("{event}  {}，{since} 提出{until}", name.zh),
                format!("{event}  {}, proposed on {since}{until}", name.en),
            );
            page.line(&line);
        }
    }
    if let Some(closing) = state.closings.last() {
        page.section("关账", "Closed periods");
        let (event, through, day) = (&closing.event, closing.through, closing.recorded.date());
        let line = page.pick(
            format!("已关账至 {through}（事项 {event}，{day} 记录）"),
            format!("closed through {through} (event {event}, recorded on {day})"),
        );
        page.line(&line);
    }
}
