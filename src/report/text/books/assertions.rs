//! Balance assertions, as text.

use crate::finding::Language;
use crate::ledger::{AssertionResult, Explanation};
use crate::report::text::page::{Page, count};
use crate::report::text::table::{Align, Table};

/// Prints each assertion: asserted, computed, the difference, and the event that explains it.
#[must_use]
pub fn render_assertions(results: &[AssertionResult], language: Language) -> String {
    let mut page = Page::new(language);
    let title = page.say("余额核对", "Balance assertions").to_owned();
    page.title(&title);
    if results.is_empty() {
        let line =
            page.say("日志中没有余额核对事项", "the journal has no balance assertions").to_owned();
        page.line(&line);
        return page.finish();
    }
    let mut table = Table::new([
        (page.say("事项", "event"), Align::Fixed),
        (page.say("日终", "end of"), Align::Fixed),
        (page.say("余额", "balance"), Align::Left),
        (page.say("核对数", "asserted"), Align::Right),
        (page.say("台账数", "computed"), Align::Right),
        (page.say("差", "difference"), Align::Right),
        (page.say("由事项说明", "explained by"), Align::Left),
    ]);
    for result in results {
        let explained = match &result.explained_by {
            None if result.holds() => String::new(),
            None => "–".to_owned(),
            Some(Explanation::ChangedLater(event)) => {
                page.pick(format!("{event}（其后变动）"), format!("{event} (since then)"))
            }
            Some(Explanation::SameAmount(event)) => {
                page.pick(format!("{event}（变动相同）"), format!("{event} (moves as much)"))
            }
        };
        table.row([
            result.stated.said_by().to_string(),
            result.stated.day.to_string(),
            page.own(result.stated.assertion.balance.name()),
            result.asserted.to_string(),
            result.computed.to_string(),
            result.difference.to_string(),
            explained,
        ]);
    }
    page.table(table);
    let (all, held) = (results.len(), results.iter().filter(|result| result.holds()).count());
    let line = page.pick(
        format!("{} 项相符，共 {} 项", count(held), count(all)),
        format!("{} of {} hold", count(held), count(all)),
    );
    page.blank();
    page.line(&line);
    page.finish()
}
