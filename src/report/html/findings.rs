//! Every finding of the report.

use maud::{Markup, html};

use super::blocks::framed;
use crate::finding::Severity;
use crate::report::Report;
use crate::report::text::findings::severity_name;
use crate::report::text::page::Page;
use crate::report::text::table::printable;

pub(super) fn draw(report: &Report, page: &Page) -> Markup {
    if report.findings.is_empty() {
        return html! { p { (page.say("所做检查未发现问题", "the checks that ran found nothing")) } };
    }
    let errors = report.findings.iter().any(|finding| finding.severity == Severity::Error);
    let table = html! {
        table {
            thead { tr {
                th scope="col" { (page.say("程度", "severity")) }
                th scope="col" { (page.say("问题", "finding")) }
                th scope="col" { (page.say("位置", "place")) }
                th scope="col" { (page.say("说明", "what was found")) }
            } }
            tbody {
                @for finding in &report.findings {
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
    html! {
        @if errors {
            p { strong {
                (page.say(
                    "有错误：不能读取或不能采用的记录未计入以上数字，请先更正再使用本报告。",
                    "There are errors: records that cannot be read or used are not in the figures above: correct them before this report is used.",
                ))
            } }
        }
        (framed(page.say("数据问题", "findings in the data"), table))
    }
}

const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
