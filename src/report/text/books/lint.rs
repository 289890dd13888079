//! What the lint of a ledger found, as text.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, Language, Severity};
use crate::report::text::page::{Page, count};
use crate::report::text::table::{Align, Table};

/// Prints the findings of a lint: how many of each kind, then each of them.
#[must_use]
pub fn render_lint(findings: &[Finding], language: Language) -> String {
    let mut page = Page::new(language);
    let title = page.say("台账体检", "Lint of the ledger").to_owned();
    page.title(&title);
    if findings.is_empty() {
        let line = page.say("未发现问题", "nothing found").to_owned();
        page.line(&line);
        return page.finish();
    }
    let mut by_code: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for finding in findings {
        *by_code.entry((finding.severity, finding.code)).or_default() += 1;
    }
    let mut table = Table::new([
        (page.say("问题", "finding"), Align::Left),
        (page.say("程度", "severity"), Align::Left),
        (page.say("数量", "count"), Align::Right),
    ]);
    for ((severity, code), number) in &by_code {
        let severity = match severity {
            Severity::Error => page.say("错误", "error"),
            Severity::Warning => page.say("警告", "warning"),
            Severity::Note => page.say("提示", "note"),
        };
        table.row([code.to_string(), severity.to_owned(), count(number)]);
    }
    page.table(table);
    page.blank();
    for finding in findings {
        let place = finding.place.to_string();
        let separator = if place.is_empty() { "" } else { ": " };
        let line =
            format!("· {place}{separator}{} [{}]", page.text(&finding.message), finding.code);
        page.line(&line);
    }
    let next = page.say(
        "每类问题的含义与处理：landledger rules 问题代码",
        "what a kind of finding means and what to do: landledger rules CODE",
    );
    let next = next.to_owned();
    page.blank();
    page.line(&next);
    page.finish()
}
