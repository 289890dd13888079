//! What was found in the data, what was not checked, and what the report rests on.

use std::collections::BTreeMap;

use super::page::{Page, count};
use super::table::{Align, Table};
use crate::finding::{Code, Language, Severity, counted};
use crate::report::Report;

/// How many findings of one code are printed in full.
const SHOWN: usize = 5;

pub(super) fn print(report: &Report, page: &mut Page) {
    page.numbered("数据问题", "Findings in the data");
    if report.findings.is_empty() {
        let line = page.say("所做检查未发现问题", "the checks that ran found nothing").to_owned();
        page.line(&line);
    } else {
        print_findings(report, page);
    }
    page.numbered("本报告未检查", "Not checked by this report");
    for text in &report.not_checked {
        let line = format!("· {}", page.text(text));
        page.line(&line);
    }
    if report.sources.is_empty() && report.ledger_head.is_none() {
        return;
    }
    page.section("依据文件", "Files");
    for source in &report.sources {
        let digest = source.sha256.get(..16).unwrap_or(&source.sha256);
        page.line(&format!("{}  {} B  sha256 {digest}…", source.name, count(source.bytes)));
    }
    if let Some(head) = &report.ledger_head {
        let label = page.say("台账日志末行校验值", "ledger head").to_owned();
        page.line(&format!("{label} {head}"));
    }
}

fn print_findings(report: &Report, page: &mut Page) {
    let mut by_code: BTreeMap<(Severity, Code), Vec<&crate::finding::Finding>> = BTreeMap::new();
    for finding in &report.findings {
        by_code.entry((finding.severity, finding.code)).or_default().push(finding);
    }
    let mut table = Table::new([
        (page.say("问题", "finding"), Align::Left),
        (page.say("程度", "severity"), Align::Left),
        (page.say("数量", "count"), Align::Right),
    ]);
    for ((severity, code), findings) in &by_code {
        table.row([code.to_string(), severity_name(page, *severity), count(findings.len())]);
    }
    page.table(table);
    for findings in by_code.values() {
        for finding in findings.iter().take(SHOWN) {
            let place = finding.place.to_string();
            let separator = if place.is_empty() { "" } else { ": " };
            let line = format!("· {place}{separator}{}", page.text(&finding.message));
            page.line(&line);
        }
        let more = findings.len().saturating_sub(SHOWN);
        if more > 0 {
            let line = match page.language() {
                Language::Zh => format!("  另有 {more} 条同类问题，见 --format json"),
                Language::En => format!("  and {more} more of the same; see --format json"),
            };
            page.line(&line);
        }
    }
    let unused = report.findings.iter().filter(|f| f.severity == Severity::Error).count();
    if unused > 0 {
        let line = match page.language() {
            Language::Zh => {
                format!(
                    "注意：有 {unused} 项错误，不能读取或不能采用的记录未计入以上数字，请先更正再使用本报告"
                )
            }
            Language::En => format!(
                "Note: {}; records that cannot be read or used are not in the figures above: \
                 correct them before this report is used",
                counted(unused, "error", "errors")
            ),
        };
        page.line(&line);
    }
}

/// How much a finding weighs, in words.
pub(in crate::report) fn severity_name(page: &Page, severity: Severity) -> String {
    match severity {
        Severity::Error => page.say("错误", "error"),
        Severity::Warning => page.say("警告", "warning"),
        Severity::Note => page.say("提示", "note"),
    }
    .to_owned()
}
