//! What the report rests on: criteria, files, the head of the ledger; and what was not looked at.

use maud::{Markup, html};

use super::blocks::framed;
use crate::report::Report;
use crate::report::build::gaps_not_checked;
use crate::report::check::CheckReport;
use crate::report::text::page::{Page, count};
use crate::report::text::table::printable;

pub(super) fn draw(report: &Report, check: Option<&CheckReport>, page: &Page) -> Markup {
    // What a check of the map has looked at is not among what was left.
    let gaps = gaps_not_checked();
    let open = report.not_checked.iter().filter(|text| check.is_none() || **text != gaps);
    let rulebook = report.rulebook.as_ref();
    let table = html! {
        table {
            thead { tr {
                th scope="col" { (page.say("文件", "file")) }
                th scope="col" class="number" { (page.say("字节", "bytes")) }
                th scope="col" { "SHA-256" }
            } }
            tbody {
                @for source in &report.sources {
                    tr {
                        td { (printable(&source.name)) }
                        td class="number" { (count(source.bytes)) }
                        td class="hash" { (source.sha256) }
                    }
                }
            }
        }
    };
    html! {
        @match rulebook {
            Some(rulebook) => {
                p {
                    (page.say("认定标准：", "Criteria: ")) (printable(&rulebook.issuer)) " "
                    (printable(rulebook.document.title.as_deref().unwrap_or_default())) " "
                    (printable(&rulebook.document.number)) " · "
                    (page.own(rulebook.standing.name()))
                }
            }
            None => { p { (page.say("没有给出低效用地认定标准。", "No criteria of low-efficiency land were given.")) } }
        }
        @if !report.sources.is_empty() { (framed(page.say("依据文件", "files"), table)) }
        @if let Some(head) = &report.ledger_head {
            p { (page.say("台账日志末行校验值：", "Head of the ledger: ")) span class="hash" { (head) } }
        }
        h3 { (page.say("本报告未检查", "Not checked by this report")) }
        ul { @for text in open { li { (page.text(text)) } } }
    }
}
