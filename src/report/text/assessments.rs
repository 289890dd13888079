//! What the law makes of the parcels together.

use super::page::{Page, count, number};
use super::table::{Align, Table};
use crate::finding::{Language, Text};
use crate::report::{AssessmentSummary, ClockRow, LandRow, Report};

/// Terms that end within so many days are listed first.
const SOON: u16 = 30;

pub(in crate::report) fn print(report: &Report, page: &mut Page) {
    page.numbered("用地研判与法定期限", "What the law makes of the land, and which terms end");
    match &report.rulebook {
        Some(rulebook) => super::rulebook::print_identity(rulebook, page),
        None => {
            let none = page.say(
                "未作低效用地研判：没有给出认定标准（rulebook.toml）。",
                "Not assessed for low-efficiency land: no criteria were given (rulebook.toml).",
            );
            page.line(none);
        }
    }
    let summary = &report.assessments;
    print_rows(&summary.status, ("用地状况", "status of the land"), |kind| kind.name(), page);
    print_rows(&summary.class, ("研判类别", "class by law"), |kind| kind.name(), page);
    print_disagreements(summary, page);
    print_clocks(report, page);
}

fn print_rows<K: Copy>(
    rows: &[LandRow<K>],
    heading: (&str, &str),
    name: impl Fn(K) -> Text,
    page: &mut Page,
) {
    let mut table = Table::new([
        (page.say(heading.0, heading.1), Align::Left),
        (page.say("部分", "parts"), Align::Right),
        (page.say("土地面积 m²", "land area m²"), Align::Right),
        (page.say("其中面积不明", "of unknown area"), Align::Right),
    ]);
    for row in rows {
        let open = Text::new("待查明", "open: facts are missing");
        table.row([
            page.own(row.kind.map_or(open, &name)),
            count(row.count),
            number(row.land_area),
            count(row.without_area),
        ]);
    }
    page.blank();
    page.table(table);
}

fn print_disagreements(summary: &AssessmentSummary, page: &mut Page) {
    page.blank();
    let (open, number_of) = (count(summary.open), count(summary.disagreements.len()));
    page.line(&page.pick(
        format!("台账与研判不一致 {number_of} 项；事实不足、尚不能比对 {open} 项"),
        format!("ledger and assessment disagree: {number_of}; open for want of facts: {open}"),
    ));
    if summary.disagreements.is_empty() {
        return;
    }
    let mut table = Table::new([
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say("土地面积 m²", "land area m²"), Align::Right),
        (page.say("台账类别", "on the ledger as"), Align::Left),
        (page.say("研判类别", "by law"), Align::Left),
        (page.say("比对", "ledger"), Align::Left),
    ]);
    for row in &summary.disagreements {
        let part = &row.part;
        let classes: Vec<String> = part.class.iter().map(|class| page.own(class.name())).collect();
        table.row([
            part.parcel.to_string(),
            row.name.clone(),
            part.land_area.map_or_else(|| page.say("未知", "unknown").to_owned(), number),
            part.listed.map_or_else(|| "–".to_owned(), |class| page.own(class.name())),
            classes.join(page.say("或", " or ")),
            page.own(part.agreement.name()),
        ]);
    }
    page.table(table);
}

fn print_clocks(report: &Report, page: &mut Page) {
    let on = report.on;
    let summary = &report.assessments;
    let (soon, later): (Vec<&ClockRow>, Vec<&ClockRow>) =
        summary.due.iter().partition(|row| row.clock.is_due_within(SOON, on));
    let ahead = AssessmentSummary::DAYS_AHEAD;
    let groups = [
        (
            page.pick("已逾期未办".to_owned(), "overdue".to_owned()),
            summary.overdue.iter().collect(),
        ),
        (page.pick(format!("{SOON} 日内届满"), format!("in the next {SOON} days")), soon),
        (
            page.pick(
                format!("{} 至 {ahead} 日内届满", SOON + 1),
                format!("in {} to {ahead} days", SOON + 1),
            ),
            later,
        ),
    ];
    page.blank();
    let counts: Vec<String> =
        groups.iter().map(|(name, rows)| format!("{name} {}", count(rows.len()))).collect();
    let counts = counts.join(page.say("；", "; "));
    page.line(&match page.language() {
        Language::Zh => format!("法定期限：{counts}"),
        Language::En => format!("terms of the law: {counts}"),
    });
    if groups.iter().all(|(_, rows)| rows.is_empty()) {
        return;
    }
    let mut table = Table::new([
        (page.say("届满", "last day"), Align::Fixed),
        (page.say("剩余日", "days left"), Align::Right),
        (page.say("期限", "term"), Align::Left),
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("地块", "plot"), Align::Left),
        (page.say("依据", "by"), Align::Left),
    ]);
    for row in groups.iter().flat_map(|(_, rows)| rows) {
        let article = row.clock.article.article.map(|article| page.own(article.text()));
        table.row([
            row.clock.last_day.to_string(),
            row.clock.days_left(on).to_string(),
            page.own(row.clock.kind.name()),
            row.parcel.to_string(),
            row.name.clone(),
            article.unwrap_or_default(),
        ]);
    }
    page.table(table);
}
