//! What is different between two days, as text.

use std::fmt::Display;

use super::page::{Page, count, number, signed};
use super::table::{Align, Table};
use crate::codes::ParcelCode;
use crate::finding::Language;
use crate::ledger::{Adjustment, AdjustmentKind, AreaDifference, ChangeSet};
use crate::report::{AdjustmentReport, LandFlow, LandFlowKind, MovedLand};

/// Prints what is different between two days (变动报告): how many came, changed and went, each with its fields, and, if an
/// earlier map was given, which land moved between parcels.
///
/// Every number has all its digits, and what came in, changed and went out makes the closing of the opening. The area that a
/// thing counts with stands there if it is another than it was.
#[must_use]
pub fn render_adjustments(report: &AdjustmentReport, language: Language) -> String {
    let mut page = Page::new(language);
    let title = match language {
        Language::Zh => format!("台账变动  {}", report.period),
        Language::En => format!("Adjustments  {}", report.period),
    };
    page.title(&title);
    if let Some(known) = report.ledger.after.known {
        let line = match language {
            Language::Zh => format!("截至 {known} 记录的事项"),
            Language::En => format!("as recorded by the end of {known}"),
        };
        page.line(&line);
    }
    print_counts(report, &mut page);
    let ledger = &report.ledger;
    print_rows(&mut page, ("宗地", "Parcels"), &ledger.parcels.rows);
    print_rows(&mut page, ("条目", "Entries"), &ledger.entries.rows);
    print_rows(&mut page, ("方案", "Plans"), &ledger.plans.rows);
    print_rows(&mut page, ("空间单元", "Spaces"), &ledger.spaces.rows);
    if let Some(map) = &report.map {
        print_map(map, &mut page);
    }
    page.finish()
}

fn print_counts(report: &AdjustmentReport, page: &mut Page) {
    let mut table = Table::new([
        ("", Align::Left),
        (page.say("期初", "opening"), Align::Right),
        (page.say("新增", "in"), Align::Right),
        (page.say("调整", "adjusted"), Align::Right),
        (page.say("减少", "out"), Align::Right),
        (page.say("期末", "closing"), Align::Right),
    ]);
    let ledger = &report.ledger;
    let names = [
        (page.say("宗地", "parcels"), page.say("登记面积 m²", "registered area m²")),
        (page.say("条目", "entries"), page.say("列入面积 m²", "land area m²")),
        (page.say("方案", "plans"), page.say("计划盘活建筑面积 m²", "target floor area m²")),
        (page.say("空间单元", "spaces"), page.say("建筑面积 m²", "floor area m²")),
    ];
    let [parcels, entries, plans, spaces] = names;
    count_rows(&mut table, parcels, &ledger.parcels);
    count_rows(&mut table, entries, &ledger.entries);
    count_rows(&mut table, plans, &ledger.plans);
    count_rows(&mut table, spaces, &ledger.spaces);
    page.section("一、变动统计", "1  How many");
    page.table(table);
    let line = page.say(
        "数量：期初 + 新增 − 减少 = 期末；面积：期初 + 新增 + 调整 − 减少 = 期末",
        "numbers: opening + in − out = closing; areas: opening + in + adjusted − out = closing",
    );
    page.line(line);
}

fn count_rows<I, A: Display + Copy>(
    table: &mut Table,
    (things, area): (&str, &str),
    set: &ChangeSet<I, A>,
) {
    table.row([
        things.to_owned(),
        count(set.opening.count),
        count(set.added.count),
        count(set.adjusted.count),
        count(set.removed.count),
        count(set.closing.count),
    ]);
    table.row([
        format!("  {area}"),
        number(set.opening.area),
        number(set.added.area),
        signed(set.adjusted.area),
        number(set.removed.area),
        number(set.closing.area),
    ]);
}

fn print_rows<I: Display, A: Display + Copy + PartialEq>(
    page: &mut Page,
    (zh, en): (&str, &str),
    rows: &[Adjustment<I, A>],
) {
    if rows.is_empty() {
        return;
    }
    page.section(zh, en);
    let mut table = Table::new([
        (page.say("编号", "id"), Align::Fixed),
        (page.say("变动", "change"), Align::Left),
        (page.say("字段", "field"), Align::Left),
        (page.say("原值", "old"), Align::Left),
        (page.say("新值", "new"), Align::Left),
        (page.say("差 m²", "difference m²"), Align::Right),
    ]);
    for row in rows {
        print_row(page, &mut table, row);
    }
    page.table(table);
}

fn print_row<I: Display, A: Display + Copy + PartialEq>(
    page: &Page,
    table: &mut Table,
    row: &Adjustment<I, A>,
) {
    let none = || "–".to_owned();
    let mut lines: Vec<[String; 4]> = Vec::new();
    let area = |area: Option<A>| area.map_or_else(none, |area| format!("{} m²", number(area)));
    // An area that is as it was says nothing beside what is different.
    if row.before != row.after {
        lines.push([
            page.say("在册面积", "area counted").to_owned(),
            area(row.before),
            area(row.after),
            signed(row.difference),
        ]);
    }
    // What is new as a whole is in the books; only what differs is worth a line.
    if !matches!(row.kind, AdjustmentKind::Added | AdjustmentKind::CameAndWent) {
        for change in &row.fields {
            let text = |text: &Option<String>| text.clone().unwrap_or_else(none);
            let difference = match change.difference {
                Some(AreaDifference::Land(area)) => signed(area),
                Some(AreaDifference::Floor(area)) => signed(area),
                None => String::new(),
            };
            lines.push([change.field.clone(), text(&change.old), text(&change.new), difference]);
        }
    }
    let codes =
        |codes: &[ParcelCode]| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let events = row.events.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    for (name, text) in [
        (page.say("来自宗地", "came from"), codes(&row.ancestors)),
        (page.say("承继宗地", "went on as"), codes(&row.heirs)),
        (page.say("事项", "events"), events),
    ] {
        if !text.is_empty() {
            lines.push([name.to_owned(), String::new(), text, String::new()]);
        }
    }
    // That it came, or came and went, is said even where nothing else is known of it.
    if lines.is_empty() {
        lines.push(Default::default());
    }
    let mut head = [row.subject.to_string(), page.own(row.kind.name())];
    for [field, old, new, difference] in lines {
        let [subject, kind] = std::mem::take(&mut head);
        table.row([subject, kind, field, old, new, difference]);
    }
}

fn print_map(map: &MovedLand, page: &mut Page) {
    page.section("图形：界线变动的面积流向", "Map: land that moved");
    let moved = count(map.parcels.len());
    let same = count(map.unchanged);
    let line = match page.language() {
        Language::Zh => {
            format!("坐标不同的宗地 {moved} 宗，坐标相同的 {same} 宗；椭球面积，四位小数")
        }
        Language::En => format!(
            "{moved} parcels given by other coordinates, {same} by the same; areas on the ellipsoid, four decimals"
        ),
    };
    page.line(&line);
    if let Some(pairs) = map.examined_pairs {
        let line = match page.language() {
            Language::Zh => format!("只比较了 {} 对，其余未比较：“非宗地”可能偏大", count(pairs)),
            Language::En => format!(
                "only {} pairs were compared: land may be called unassigned that is not",
                count(pairs)
            ),
        };
        page.line(&line);
    }
    if map.parcels.is_empty() {
        return;
    }
    let mut table = Table::new([
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("流向", "gained or lost"), Align::Left),
        (page.say("面积 m²", "area m²"), Align::Right),
    ]);
    for parcel in &map.parcels {
        let before = parcel.before.map_or_else(|| "–".to_owned(), number);
        let after = parcel.after.map_or_else(|| "–".to_owned(), number);
        let tangled = if parcel.is_tangled {
            page.say("；界线过密，未算清", "; its borders meet too often to be worked out")
        } else {
            ""
        };
        table.row([
            parcel.parcel.to_string(),
            format!("{before} → {after}{tangled}"),
            signed(parcel.difference),
        ]);
        for flow in &parcel.gained {
            let text = said(page, flow, ("得自", "gained from"));
            table.row([String::new(), text, signed(flow.area)]);
        }
        for flow in &parcel.lost {
            let text = said(page, flow, ("转入", "lost to"));
            table.row([String::new(), text, format!("-{}", number(flow.area))]);
        }
    }
    page.table(table);
}

fn said(page: &Page, flow: &LandFlow, (zh, en): (&str, &str)) -> String {
    let how = page.say(zh, en);
    let parcel = flow.parcel.map(|parcel| parcel.to_string()).unwrap_or_default();
    match flow.kind {
        LandFlowKind::Parcel => format!("{how} {parcel}"),
        LandFlowKind::Overlap => {
            format!("{how} {}{parcel}", page.say("重叠：", "an overlap with "))
        }
        LandFlowKind::Unassigned => format!("{how} {}", page.say("非宗地", "no parcel")),
    }
}
