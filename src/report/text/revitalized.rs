//! What the period brought back into use, with the list that proves it.

use super::ledger;
use super::page::{Page, count, number, signed};
use super::table::{Align, Table};
use crate::report::Report;
use crate::space::Credit;

pub(in crate::report) fn print(report: &Report, page: &mut Page) {
    page.numbered(
        "盘活（建筑面积按实际使用，土地面积按销号验收，两者不相加）",
        "Brought back into use (floor area by real use, land area by strike-off; never added)",
    );
    let revitalized = &report.revitalized;
    let mut table = Table::new([
        (page.say("系列 m²", "series m²"), Align::Left),
        (page.say("新盘活", "gross"), Align::Right),
        (page.say("反弹", "relapsed"), Align::Right),
        (page.say("面积变化", "remeasured"), Align::Right),
        (page.say("净盘活", "net"), Align::Right),
    ]);
    let floor = &revitalized.floor;
    table.row([
        page.say("建筑面积", "floor area").to_owned(),
        number(floor.gross),
        number(floor.relapsed),
        number(floor.remeasured),
        number(floor.net),
    ]);
    let land = &revitalized.land;
    table.row([
        page.say("土地面积", "land area").to_owned(),
        number(land.gross),
        number(land.relapsed),
        number(land.remeasured),
        number(land.net),
    ]);
    page.table(table);
    print_methods(report, page);
    print_spaces(report, page);
    print_entries(report, page);
    ledger::print_vacancy(report, page);
}

fn print_methods(report: &Report, page: &mut Page) {
    if report.revitalized.floor_by_method.is_empty() {
        return;
    }
    let mut table = Table::new([
        (page.say("方式", "method"), Align::Left),
        (page.say("单元", "spaces"), Align::Right),
        (page.say("建筑面积 m²", "floor area m²"), Align::Right),
    ]);
    let mut spaces = 0;
    for row in &report.revitalized.floor_by_method {
        spaces += row.count;
        table.row([page.own(row.method.name()), count(row.count), number(row.floor_area)]);
    }
    table.total([
        page.say("合计", "total").to_owned(),
        count(spaces),
        number(report.revitalized.floor.net),
    ]);
    page.blank();
    page.table(table);
}

fn print_spaces(report: &Report, page: &mut Page) {
    if report.revitalized.spaces.is_empty() {
        page.blank();
        let line = page.say(
            "本期没有空间单元盘活或反弹",
            "no space was revitalized or relapsed in this period",
        );
        page.line(line);
        return;
    }
    let mut table = Table::new([
        (page.say("单元（证明清单）", "space (proof)"), Align::Fixed),
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("使用单位", "occupant"), Align::Left),
        (page.say("方式", "method"), Align::Left),
        (page.say("期初起算", "at opening"), Align::Fixed),
        (page.say("期末起算", "at closing"), Align::Fixed),
        (page.say("增减 m²", "change m²"), Align::Right),
    ]);
    let since = |credit: &Option<Credit>| {
        credit.as_ref().map_or_else(|| "–".to_owned(), |credit| credit.since.to_string())
    };
    for row in &report.revitalized.spaces {
        let method = row.closing.as_ref().or(row.opening.as_ref()).map(|credit| credit.method);
        table.row([
            row.space.to_string(),
            row.parcel.to_string(),
            row.occupant.clone().unwrap_or_default(),
            method.map(|method| page.own(method.name())).unwrap_or_default(),
            since(&row.opening),
            since(&row.closing),
            signed(row.change),
        ]);
    }
    let total = page.say("合计", "total").to_owned();
    let blank = String::new;
    let net = number(report.revitalized.floor.net);
    table.total([total, blank(), blank(), blank(), blank(), blank(), net]);
    page.blank();
    page.table(table);
}

fn print_entries(report: &Report, page: &mut Page) {
    if report.revitalized.entries.is_empty() {
        page.blank();
        let line = page.say(
            "本期没有条目因盘活验收销号或反弹",
            "no entry was struck off as revitalized, and none relapsed, in this period",
        );
        page.line(line);
        return;
    }
    let mut table = Table::new([
        (page.say("条目（证明清单）", "entry (proof)"), Align::Fixed),
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("期初销号", "at opening"), Align::Fixed),
        (page.say("期末销号", "at closing"), Align::Fixed),
        (page.say("土地增减 m²", "land change m²"), Align::Right),
    ]);
    for row in &report.revitalized.entries {
        let since = |credit: Option<crate::ledger::LandCredit>| {
            credit.map_or_else(|| "–".to_owned(), |credit| credit.since.to_string())
        };
        table.row([
            row.entry.to_string(),
            row.parcel.to_string(),
            since(row.opening),
            since(row.closing),
            signed(row.change),
        ]);
    }
    let total = page.say("合计", "total").to_owned();
    let net = number(report.revitalized.land.net);
    table.total([total, String::new(), String::new(), String::new(), net]);
    page.blank();
    page.table(table);
}
