//! Every finding of the report.

use maud::{Markup, html};

use super::blocks::framed;
use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::report::check::CheckReport;
use crate::report::text::findings::severity_name;
use crate::report::text::page::Page;
use crate::report::text::table::printable;

/// So many findings of a check stand on the page; the others are counted.
const SHOWN: usize = 500;

pub(super) fn draw(report: &Report, check: Option<&CheckReport>, page: &Page) -> Markup {
    html! {
        (of_report(report, page))
        @if let Some(check) = check { (of_check(check, page)) }
    }
}

fn of_check(check: &CheckReport, page: &Page) -> Markup {
    let summary = &check.summary;
    let (errors, warnings) = (summary.errors, summary.warnings);
    let accepted = summary.acknowledged;
    let shown = check.findings.get(..SHOWN).unwrap_or(&check.findings);
    let left_out = check.findings.len().saturating_sub(SHOWN);
    let names: Vec<&str> = check.files.iter().map(|file| file.name.as_str()).collect();
    html! {
        h3 { (page.say("图形检查", "Check of the map")) }
        p {
            (page.pick(
                format!("错误 {errors}，警告 {warnings}，已认可 {accepted}；配置 {}", check.profile.name),
                format!("errors {errors}, warnings {warnings}, accepted {accepted}; profile {}", check.profile.name),
            ))
            " · " (printable(&names.join(page.say("、", ", "))))
        }
        @if !shown.is_empty() {
            (rows(shown, page.say("图形检查", "check of the map"), page))
        }
        @if left_out > 0 {
            p { (page.pick(
                format!("另有 {left_out} 项，见 landledger check"),
                format!("and {left_out} more; see landledger check"),
            )) }
        }
        @for text in &check.not_checked { p class="note" { (page.text(text)) } }
    }
}

fn of_report(report: &Report, page: &Page) -> Markup {
    if report.findings.is_empty() {
        return html! { p { (page.say("所做检查未发现问题", "the checks that ran found nothing")) } };
    }
    let errors = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    html! {
        @if errors {
            p { strong {
                (page.say(
                    "有错误：不能读取或不能采用的记录未计入以上数字，请先更正再使用本报告。",
                    "There are errors: records that cannot be read or used are not in the figures above: correct them before this report is used.",
                ))
            } }
        }
        (rows(&report.findings, page.say("数据问题", "findings in the data"), page))
    }
}

fn rows(findings: &[Finding], name: &str, page: &Page) -> Markup {
    let table = html! {
        table {
            thead { tr {
                th scope="col" { (page.say("程度", "severity")) }
                th scope="col" { (page.say("问题", "finding")) }
                th scope="col" { (page.say("位置", "place")) }
                th scope="col" { (page.say("说明", "what was found")) }
            } }
            tbody {
                @for finding in findings {
                    tr {
                        td class=(class(finding.severity)) { (severity_name(page, finding.severity)) }
                        td class="fixed" { (finding.code) }
                        td { (printable(&finding.place.to_string())) }
                        td { (printable(page.text(&finding.message))) }
                    }
                }
            }
        }
    };
    framed(name, table)
}

const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
