//! A rulebook of low-efficiency land: which one it is, and its criteria.

use super::control_values;
use super::page::Page;
use super::table::{Align, Table};
use crate::finding::{Language, Text};
use crate::law::{Rulebook, RulebookIdentity, RulebookStanding};

/// Says which rulebook it is, since when, from which file; and that it is illustrative where it is.
pub(super) fn print_identity(rulebook: &RulebookIdentity, page: &mut Page) {
    let RulebookIdentity { issuer, document, effective, last_checked, .. } = rulebook;
    let number = &document.number;
    let title = document.title.as_deref().unwrap_or_default();
    let (title_zh, title_en) = match title {
        "" => (String::new(), String::new()),
        title => (format!("《{title}》"), format!(" {title}")),
    };
    let standing = page.own(rulebook.standing.name());
    let line = page.pick(
        format!(
            "认定标准：{issuer}{title_zh}（{number}），{effective} 起施行，{last_checked} 核对；{standing}"
        ),
        format!(
            "Criteria: {issuer},{title_en} ({number}), in force since {effective}, checked on {last_checked}; {standing}"
        ),
    );
    page.line(&line);
    if let Some(file) = &rulebook.file {
        let digest = file.sha256.get(..16).unwrap_or(&file.sha256);
        page.line(&format!("{}  sha256 {digest}…", file.name));
    }
    if rulebook.standing == RulebookStanding::Illustrative {
        let line = page.own(illustrative());
        page.line(&line);
    }
}

/// What is said wherever criteria that are invented were applied.
pub(super) fn illustrative() -> Text {
    Text::new(
        "注意：本认定标准仅为示例，数值均属虚构，不得用于认定。",
        "Note: these criteria are illustrative; every number is invented and must not be used for a determination.",
    )
}

/// Prints a rulebook: which one it is, every criterion with its threshold, source and days, and the sets.
#[must_use]
pub fn render_rulebook(rulebook: &Rulebook, language: Language) -> String {
    let mut page = Page::new(language);
    page.section("低效用地认定条件", "Criteria of low-efficiency land");
    print_identity(&rulebook.identity(), &mut page);
    let mut table = Table::new([
        (page.say("编号", "id"), Align::Fixed),
        (page.say("条件", "criterion"), Align::Left),
        (page.say("年数", "years"), Align::Right),
        (page.say("标准来源", "basis"), Align::Left),
        (page.say("依据", "source"), Align::Left),
        (page.say("有效期", "in force"), Align::Left),
        (page.say("核对", "checked"), Align::Fixed),
    ]);
    for criterion in &rulebook.criteria {
        let window = criterion.metric.has_window();
        let window = window.then(|| criterion.window_years.unwrap_or(1).max(1).to_string());
        let from = criterion.in_force_from.unwrap_or(rulebook.effective);
        let days = match criterion.in_force_to {
            Some(to) => page.pick(format!("{from} 至 {to}"), format!("{from} to {to}")),
            None => page.pick(format!("{from} 起"), format!("since {from}")),
        };
        table.row([
            criterion.id.clone(),
            page.own(criterion.rule()),
            window.unwrap_or_default(),
            page.own(criterion.basis.name()),
            page.own(criterion.source.text()),
            days,
            criterion.last_checked.to_string(),
        ]);
    }
    page.table(&table);
    for set in &rulebook.sets {
        let line = format!("· {}", page.own(set.rule()));
        page.line(&line);
    }
    if let Some(values) = &rulebook.control {
        page.section("工业项目控制值", "Control values of industrial projects");
        control_values::print_values(values, &mut page);
    }
    if let Some(standard) = &rulebook.evaluation {
        control_values::print_standard(standard, &mut page);
    }
    page.finish()
}
