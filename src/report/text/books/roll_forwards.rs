//! Roll-forwards of several periods, whole and by group, as text.

use crate::finding::{Language, Text};
use crate::ledger::{
    AdjustedGroupRollForward, AdjustedTable, DifferenceReason, GroupKey, PriorPeriodAdjustment,
    RollForward, RoundedRollForward, Stock,
};
use crate::report::text::page::{Page, count, number, signed};
use crate::report::text::table::{Align, Table};
use crate::report::{PeriodRollForward, RollForwards};
use crate::units::{AreaChange, AreaUnit, FloorAreaChange, QuantityError};

/// Prints roll-forwards: for each period every stock with its lines, and the prior-period adjustments behind it; then, if
/// they were asked for, the tables by group.
///
/// Land area is in `unit`; in another unit than m² it is rounded so that every table adds up to the last digit.
///
/// # Errors
///
/// [`QuantityError`] if a sum is larger than a quantity can be.
pub fn render_roll_forwards(
    rows: &RollForwards,
    unit: AreaUnit,
    language: Language,
) -> Result<String, QuantityError> {
    let mut page = Page::new(language);
    let title = page.say("期初期末表", "Roll-forwards").to_owned();
    page.title(&title);
    for period in &rows.periods {
        print_period(period, unit, &mut page);
    }
    if !rows.by.is_empty() {
        print_groups(rows, &mut page)?;
    }
    Ok(page.finish())
}

/// One table of a period: the rows between opening and closing, and what they are called.
struct Movements {
    heading: Text,
    area: Text,
    opening: (i64, String),
    lines: Vec<(Text, i64, String)>,
    closing: (i64, String),
}

fn print_period(row: &PeriodRollForward, unit: AreaUnit, page: &mut Page) {
    let (from, last) = (row.period.from(), row.period.last_day());
    page.section(&format!("{from} 至 {last}"), &format!("{from} to {last}"));
    let stocks = &row.stocks;
    let land = Text::new(
        format!("土地面积 {}", unit.symbol_zh()),
        format!("land area {}", unit.symbol_en()),
    );
    let floor = Text::new("建筑面积 m²", "floor area m²");
    let entries = Text::new("在册条目", "entries on the ledger");
    let closing = stocks.closing.as_ref();
    let tables = [
        movements(
            entries,
            land.clone(),
            &stocks.entries.table,
            rounded(&stocks.entries.table, unit),
            |k| k.name(),
        ),
        movements(
            Text::new("普查建筑面积", "surveyed floor area"),
            floor.clone(),
            &stocks.floor.table,
            None,
            |k| k.name(),
        ),
        movements(
            Text::new("空置建筑面积", "vacant floor area"),
            floor.clone(),
            &stocks.vacancy.table,
            None,
            |k| k.name(),
        ),
        movements(
            Text::new("盘活建筑面积（实际使用）", "revitalized floor area (in real use)"),
            floor,
            &stocks.revitalized_floor.table,
            None,
            |k| k.name(),
        ),
        movements(
            Text::new("盘活土地面积（处置完毕）", "revitalized land area (disposal finished)"),
            land,
            &stocks.revitalized_land.table,
            rounded(&stocks.revitalized_land.table, unit),
            |k| k.name(),
        ),
    ];
    for table in tables {
        print_movements(&table, page);
    }
    if let Some(closing) = closing {
        let through = closing.through;
        page.blank();
        let line = page.pick(
                format!("期初与 {through} 关账时公布数的差（以前期间调整）"),
                format!("opening less what was published when {through} was closed (prior-period adjustments)"),
            );
        page.line(&line);
        print_adjustments(row, page);
    }
}

/// The figures to print; m² are printed as they are.
fn rounded<K>(table: &RollForward<K, AreaChange>, unit: AreaUnit) -> Option<RoundedRollForward> {
    table.rounded(unit, unit.usual_places()).filter(|_| unit != AreaUnit::SquareMetre)
}

fn movements<K: Copy, A: ToString + Copy>(
    heading: Text,
    area: Text,
    table: &RollForward<K, A>,
    rounded: Option<RoundedRollForward>,
    name: impl Fn(K) -> Text,
) -> Movements {
    let of = |stock: Stock<A>, figure: Option<String>| {
        (stock.count, figure.unwrap_or_else(|| stock.area.to_string()))
    };
    let figures = rounded.as_ref();
    let lines = table.lines.iter().enumerate().map(|(at, line)| {
        let figure = figures.and_then(|rounded| rounded.lines.get(at)).map(ToString::to_string);
        let (count, area) = of(line.change, figure);
        (name(line.kind), count, area)
    });
    Movements {
        heading,
        area,
        opening: of(table.opening, figures.map(|rounded| rounded.opening.to_string())),
        lines: lines.collect(),
        closing: of(table.closing, figures.map(|rounded| rounded.closing.to_string())),
    }
}

fn print_movements(movements: &Movements, page: &mut Page) {
    let mut table = Table::new([
        (page.text(&movements.heading), Align::Left),
        (page.say("数量", "count"), Align::Right),
        (page.text(&movements.area), Align::Right),
    ]);
    let (opening, area) = &movements.opening;
    table.row([page.say("期初", "opening").to_owned(), count(opening), number(area)]);
    for (name, change, area) in &movements.lines {
        let sign = if *change > 0 { "+" } else { "" };
        table.row([page.text(name).to_owned(), format!("{sign}{}", count(change)), signed(area)]);
    }
    let (closing, area) = &movements.closing;
    table.total([page.say("期末", "closing").to_owned(), count(closing), number(area)]);
    page.blank();
    page.table(table);
}

fn print_adjustments(row: &PeriodRollForward, page: &mut Page) {
    let stocks = &row.stocks;
    let mut table = Table::new([
        (page.say("存量", "stock"), Align::Left),
        (page.say("公布数", "published"), Align::Right),
        (page.say("调整", "adjustment"), Align::Right),
        (page.say("现期初", "opening now"), Align::Right),
    ]);
    let names = [
        ("在册土地面积 m²", "land on the ledger m²"),
        ("普查建筑面积 m²", "surveyed floor area m²"),
        ("空置建筑面积 m²", "vacant floor area m²"),
        ("盘活建筑面积（实际使用）m²", "revitalized floor area (in real use) m²"),
        ("盘活土地面积（处置完毕）m²", "revitalized land area (disposal finished) m²"),
    ];
    let areas = [
        adjusted(&stocks.entries),
        adjusted(&stocks.floor),
        adjusted(&stocks.vacancy),
        adjusted(&stocks.revitalized_floor),
        adjusted(&stocks.revitalized_land),
    ];
    for ((zh, en), [published, adjustment, opening]) in names.into_iter().zip(areas) {
        table.row([
            page.say(zh, en).to_owned(),
            number(published),
            signed(adjustment),
            number(opening),
        ]);
    }
    page.table(table);
    if !stocks.adjustments.is_empty() {
        print_events(&stocks.adjustments, page);
    }
}

/// The adjustments event by event; what counts as revitalized in a table of its own, if any of them adjusts it.
fn print_events(adjustments: &[PriorPeriodAdjustment], page: &mut Page) {
    let mut table = Table::new(event_columns(page).into_iter().chain([
        (page.say("土地 m²", "land m²"), Align::Right),
        (page.say("建筑 m²", "floor m²"), Align::Right),
        (page.say("空置 m²", "vacant m²"), Align::Right),
    ]));
    for row in adjustments {
        let difference = &row.difference;
        table.row(event_cells(row, page).into_iter().chain([
            signed(difference.entries.area),
            signed(difference.floor.area),
            signed(difference.vacancy.area),
        ]));
    }
    page.blank();
    page.table(table);
    let credited = |row: &&PriorPeriodAdjustment| {
        row.difference.revitalized_floor != Stock::default()
            || row.difference.revitalized_land != Stock::default()
    };
    let mut credited = adjustments.iter().filter(credited).peekable();
    if credited.peek().is_none() {
        return;
    }
    let mut table = Table::new(event_columns(page).into_iter().chain([
        (page.say("盘活建筑 m²", "revitalized floor m²"), Align::Right),
        (page.say("盘活土地 m²", "revitalized land m²"), Align::Right),
    ]));
    for row in credited {
        table.row(event_cells(row, page).into_iter().chain([
            signed(row.difference.revitalized_floor.area),
            signed(row.difference.revitalized_land.area),
        ]));
    }
    page.blank();
    page.table(table);
}

fn event_columns(page: &Page) -> [(&'static str, Align); 4] {
    [
        (page.say("事项", "event"), Align::Fixed),
        (page.say("真实日期", "true day"), Align::Fixed),
        (page.say("记录", "recorded"), Align::Fixed),
        (page.say("事由", "reason"), Align::Left),
    ]
}

fn event_cells(row: &PriorPeriodAdjustment, page: &Page) -> [String; 4] {
    let difference = &row.difference;
    [
        difference.said_by.as_ref().unwrap_or(&difference.event).to_string(),
        difference.day.to_string(),
        row.recorded.date().to_string(),
        reason(row, page),
    ]
}

fn adjusted<K, A: ToString + Copy>(table: &AdjustedTable<K, A>) -> [String; 3] {
    let of = |stock: Stock<A>| stock.area.to_string();
    [of(table.published), of(table.adjustment), of(table.table.opening)]
}

fn reason(row: &PriorPeriodAdjustment, page: &Page) -> String {
    let difference = &row.difference;
    let why = match difference.reason {
        DifferenceReason::RecordedLater => page.say("补记", "recorded later").to_owned(),
        DifferenceReason::Corrected => page
            .pick(format!("更正 {}", difference.event), format!("corrects {}", difference.event)),
        DifferenceReason::Retracted => page
            .pick(format!("撤销 {}", difference.event), format!("retracts {}", difference.event)),
        DifferenceReason::Consequence => page.say("连带变化", "follows from others").to_owned(),
    };
    let cause = row.cause.as_ref().map(|cause| page.own(cause.code.name()));
    let said = [cause, row.document.as_ref().map(|d| d.number.clone()), row.note.clone()];
    let said: Vec<String> = std::iter::once(why).chain(said.into_iter().flatten()).collect();
    said.join("; ")
}

fn print_groups(rows: &RollForwards, page: &mut Page) -> Result<(), QuantityError> {
    let land = Text::new("在册土地面积 m²", "land on the ledger m²");
    print_group(rows, &rows.entries, &land, AreaChange::is_negative, AreaChange::try_sum, page)?;
    let floor = Text::new("普查建筑面积 m²", "surveyed floor area m²");
    print_group(
        rows,
        &rows.floor,
        &floor,
        FloorAreaChange::is_negative,
        FloorAreaChange::try_sum,
        page,
    )?;
    let vacancy = Text::new("空置建筑面积 m²", "vacant floor area m²");
    print_group(
        rows,
        &rows.vacancy,
        &vacancy,
        FloorAreaChange::is_negative,
        FloorAreaChange::try_sum,
        page,
    )?;
    let series = Text::new("盘活建筑面积（实际使用）m²", "revitalized floor area (in real use) m²");
    print_group(
        rows,
        &rows.revitalized_floor,
        &series,
        FloorAreaChange::is_negative,
        FloorAreaChange::try_sum,
        page,
    )?;
    let series =
        Text::new("盘活土地面积（处置完毕）m²", "revitalized land area (disposal finished) m²");
    print_group(
        rows,
        &rows.revitalized_land,
        &series,
        AreaChange::is_negative,
        AreaChange::try_sum,
        page,
    )
}

/// One stock by group: a row for each period and group, what came in and what went out in one column each. Where some
/// period follows a closing, what was published and its adjustment stand in front.
fn print_group<K, A: Copy + ToString>(
    rows: &RollForwards,
    groups: &[AdjustedGroupRollForward<K, A>],
    heading: &Text,
    is_out: impl Fn(A) -> bool,
    sum: impl Fn(Vec<A>) -> Result<A, QuantityError>,
    page: &mut Page,
) -> Result<(), QuantityError> {
    if groups.is_empty() {
        return Ok(());
    }
    page.section(&heading.zh, &heading.en);
    let by: Vec<String> = rows.by.iter().map(|by| page.own(by.name())).collect();
    let by = by.join(" / ");
    let is_adjusted = rows.periods.iter().any(|period| period.stocks.closing.is_some());
    let mut columns =
        vec![(page.say("期间", "period from"), Align::Fixed), (by.as_str(), Align::Left)];
    if is_adjusted {
        columns.push((page.say("公布数", "published"), Align::Right));
        columns.push((page.say("调整", "adjustment"), Align::Right));
    }
    columns.extend([
        (page.say("期初", "opening"), Align::Right),
        (page.say("增加", "in"), Align::Right),
        (page.say("减少", "out"), Align::Right),
        (page.say("期末", "closing"), Align::Right),
        (page.say("期末数量", "count"), Align::Right),
    ]);
    let mut table = Table::new(columns);
    for row in groups {
        let (mut came, mut went) = (Vec::new(), Vec::new());
        for line in &row.table.lines {
            let side = if is_out(line.change.area) { &mut went } else { &mut came };
            side.push(line.change.area);
        }
        let keys: Vec<String> =
            row.group.iter().map(|key: &GroupKey| page.own(key.name())).collect();
        let mut cells = vec![row.table.period.from().to_string(), keys.join(" / ")];
        if is_adjusted {
            cells.push(number(row.published.area));
            cells.push(signed(row.adjustment.area));
        }
        cells.extend([
            number(row.table.opening.area),
            signed(sum(came)?),
            signed(sum(went)?),
            number(row.table.closing.area),
            count(row.table.closing.count),
        ]);
        table.row(cells);
    }
    page.table(table);
    Ok(())
}
