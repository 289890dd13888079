//! The history of a parcel, as text.

use crate::finding::{Language, Place};
use crate::ledger::{EventId, ParcelHistory, Standing};
use crate::report::text::page::Page;
use crate::report::text::table::{Align, Table};

/// Prints every event about a parcel, the first first, where its land came from and went, and each value of its facts with
/// the event that brought it; `place` says where the line of an event stands, as [`crate::store::Journal::place`] does.
#[must_use]
pub fn render_parcel_history(
    history: &ParcelHistory,
    place: impl Fn(&EventId) -> Option<Place>,
    language: Language,
) -> String {
    let mut page = Page::new(language);
    let parcel = history.parcel;
    let title = page.pick(format!("宗地 {parcel} 沿革"), format!("History of parcel {parcel}"));
    page.title(&title);
    for (codes, zh, en) in
        [(&history.ancestors, "来自", "came from"), (&history.heirs, "现为", "its land is now")]
    {
        if !codes.is_empty() {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            let line = format!("{}  {}", page.say(zh, en), codes.join("  "));
            page.line(&line);
        }
    }
    page.blank();
    if history.events.is_empty() {
        let line = page
            .say("日志中没有与该宗地有关的事项", "the journal has no event about it")
            .to_owned();
        page.line(&line);
        return page.finish();
    }
    let mut table = Table::new([
        (page.say("生效", "effective"), Align::Fixed),
        (page.say("记录", "recorded"), Align::Fixed),
        (page.say("事项", "event"), Align::Fixed),
        (page.say("内容", "what"), Align::Left),
        (page.say("依据", "document"), Align::Left),
        (page.say("状态", "standing"), Align::Left),
    ]);
    for row in &history.events {
        let document = row.document.as_ref().map_or("–", |document| document.number.as_str());
        table.row([
            row.effective.to_string(),
            row.recorded.date().to_string(),
            row.event.to_string(),
            page.own(row.act.name()),
            document.to_owned(),
            page.own(row.standing.name()),
        ]);
    }
    page.table(table);
    if !history.values.is_empty() {
        page.section("现有数据的来源", "Where the values come from");
        let mut table = Table::new([
            (page.say("项目", "field"), Align::Fixed),
            (page.say("值", "value"), Align::Left),
            (page.say("自", "since"), Align::Fixed),
            (page.say("事项", "event"), Align::Fixed),
            (page.say("行", "line"), Align::Right),
        ]);
        for source in &history.values {
            let line = place(&source.event).and_then(|place| place.line);
            table.row([
                source.field.clone(),
                source.value.clone(),
                source.since.to_string(),
                source.event.to_string(),
                line.map_or_else(|| "–".to_owned(), |line| line.to_string()),
            ]);
        }
        page.table(table);
    }
    let refused = history.events.iter().filter_map(|row| match &row.standing {
        Standing::Refused(why) => Some(why),
        _ => None,
    });
    let refused: Vec<String> = refused.map(|why| format!("· {}", page.text(why))).collect();
    if !refused.is_empty() {
        page.section("未采用的事项", "Events that are not used");
        refused.iter().for_each(|line| page.line(line));
    }
    page.finish()
}
