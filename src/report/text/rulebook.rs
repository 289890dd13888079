//! A rulebook of low-efficiency land: which one it is, and its criteria.

use super::control_values;
use super::page::Page;
use super::table::{Align, Table};
use crate::finding::{Language, Text};
use crate::law::{ClockKind, ProcedureTerms, Rulebook, RulebookIdentity, RulebookStanding};

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
    page.table(table);
    for set in &rulebook.sets {
        let line = format!("· {}", page.own(set.rule()));
        page.line(&line);
    }
    if let Some(terms) = &rulebook.procedure {
        print_procedure(terms, &mut page);
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

/// Terms of the procedure, and how many days off and worked the rulebook lists.
fn print_procedure(terms: &ProcedureTerms, page: &mut Page) {
    page.section("闲置土地处置程序期限", "Terms of the procedure against idle land");
    let rows = [
        (ClockKind::HearingRequestDue, &terms.hearing_request),
        (ClockKind::HearingDue, &terms.hearing_held),
    ];
    for (kind, term) in rows {
        let name = page.own(kind.name());
        let line = match term {
            Some(term) => {
                let (source, assurance) =
                    (page.own(term.source.text()), page.own(term.assurance.name()));
                let days = term.working_days;
                page.pick(
                    format!("· {name}：{days} 个工作日（{source}，{assurance}）"),
                    format!("· {name}: {days} working days ({source}, {assurance})"),
                )
            }
            None => page.pick(format!("· {name}：未给出"), format!("· {name}: not given")),
        };
        page.line(&line);
    }
    let (off, worked) = (terms.calendar.days_off.len(), terms.calendar.days_worked.len());
    let line = page.pick(
        format!("· 工作日按周一至周五计；所列放假日 {off} 天、上班日 {worked} 天"),
        format!(
            "· working days are Monday to Friday; listed: {off} days off, {worked} days worked"
        ),
    );
    page.line(&line);
}
