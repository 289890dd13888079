//! A table of events in a few figures, as text.

use super::page::Page;
use super::table::{Align, Table};
use crate::finding::Language;
use crate::report::{EventTableSummary, Hundredths};

/// Prints how many rows count, why others do not, the state of the day, and the roll-forward in all.
#[must_use]
pub fn render_event_table(summary: &EventTableSummary, language: Language) -> String {
    let mut page = Page::new(language);
    let title = page.say("登记事项表", "Table of events").to_owned();
    page.title(&title);
    let invalid: usize = summary.invalid.iter().map(|rows| rows.rows).sum();
    let valid = summary.rows.saturating_sub(invalid);
    let rows = summary.rows;
    let line = page.pick(
        format!("共 {rows} 行：有效 {valid}，无效 {invalid}"),
        format!("{rows} rows: {valid} valid, {invalid} invalid"),
    );
    page.line(&line);
    if invalid > 0 {
        let mut table = Table::new([
            (page.say("规则", "rule"), Align::Fixed),
            (page.say("应为", "expected"), Align::Left),
            (page.say("行数", "rows"), Align::Right),
            (page.say("首见于行", "first line"), Align::Right),
        ]);
        for rows in &summary.invalid {
            table.row([
                rows.rule.id().to_owned(),
                page.own(rows.rule.expectation()),
                rows.rows.to_string(),
                rows.first_line.to_string(),
            ]);
        }
        page.table(table);
    }
    let (on, known) = (summary.on, summary.known);
    let heading =
        page.pick(format!("{on} 状态（{known} 所知）"), format!("State on {on}, known on {known}"));
    page.numbered(&heading, &heading);
    figures(
        &mut page,
        &[
            ("在册宗地", "parcels listed", summary.listed.to_string()),
            ("已移出宗地", "parcels delisted", summary.delisted.to_string()),
            ("腾空建筑面积 m²", "vacant floor area, m²", summary.vacant_m2.to_string()),
            ("盘活建筑面积 m²", "revitalized floor area, m²", summary.revitalized_m2.to_string()),
        ],
    );
    if let Some(total) = &summary.roll_forward {
        let period = total.period;
        let heading = page.pick(
            format!("盘活建筑面积 {period}（按全部登记）"),
            format!("Revitalized floor area {period}, by all that was recorded"),
        );
        page.numbered(&heading, &heading);
        figures(
            &mut page,
            &[
                ("期初 m²", "opening, m²", total.opening_m2.to_string()),
                ("新增盘活", "revitalized", total.revitalized_m2.to_string()),
                ("返空", "vacated again", Hundredths(-total.relapsed_m2.0).to_string()),
                (
                    "随宗地移出",
                    "withdrawn with the parcel",
                    Hundredths(-total.withdrawn_m2.0).to_string(),
                ),
                ("期末", "closing", total.closing_m2.to_string()),
            ],
        );
    }
    page.finish()
}

fn figures(page: &mut Page, rows: &[(&str, &str, String)]) {
    let mut table = Table::new([
        (page.say("项目", "figure"), Align::Left),
        (page.say("数值", "value"), Align::Right),
    ]);
    for (zh, en, value) in rows {
        table.row([page.say(zh, en).to_owned(), value.clone()]);
    }
    page.table(table);
}
