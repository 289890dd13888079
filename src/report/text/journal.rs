//! What verifying a journal found, as text.

use super::page::{Page, count};
use crate::finding::Language;
use crate::store::Verification;

/// Prints what [`verify`](crate::store::verify()) found: the first bad line if there is one, and the head to keep.
#[must_use]
pub fn render_verification(verification: &Verification, language: Language) -> String {
    let mut page = Page::new(language);
    let title = page.say("台账日志校验", "Verification of the journal").to_owned();
    page.title(&title);
    let (lines, acts) = (count(verification.lines), count(verification.acts));
    let counts = match verification.head {
        Some(_) => page.say("完好的行与批次", "lines and acts that hold"),
        None => page.say("行数", "lines"),
    };
    let counted = match verification.head {
        Some(_) => format!("{counts}  {lines}  {acts}"),
        None => format!("{counts}  {lines}"),
    };
    page.line(&counted);
    if let Some(head) = &verification.head {
        let label = page.say("末行校验值", "head").to_owned();
        page.line(&format!("{label}  {head}"));
    }
    for anchor in &verification.anchors {
        let Some((line, since)) = anchor.line.zip(anchor.lines_since) else { continue };
        let head = anchor.head;
        let label = page.say("所给校验值", "given head").to_owned();
        page.line(&format!("{label}  {head}"));
        let zh = format!("在第 {line} 行，其后追加 {since} 行");
        let en = format!("that of line {line}; lines appended since: {since}");
        let line = page.say(&zh, &en).to_owned();
        page.indented("    ", &line);
    }
    for finding in &verification.findings {
        let line = format!("{}: {} [{}]", finding.place, page.text(&finding.message), finding.code);
        page.line(&line);
    }
    page.section("结论", "Verdict");
    let verdict = if verification.whole {
        page.say("完整：各行均如写入时", "whole: every line is as it was written")
    } else {
        page.say("不能证明完整", "not proved to be whole")
    };
    let verdict = verdict.to_owned();
    page.line(&verdict);
    page.finish()
}
