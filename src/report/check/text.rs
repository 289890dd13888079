//! The report of a check as text: what is wrong, where, and what to do next.

use std::collections::BTreeMap;

use super::excerpt::excerpt;
use super::fixed::print_fixed;
use super::{BalanceReport, CheckReport};
use crate::finding::{Acknowledgement, Code, Finding, Fix, Language, Place, Severity, Text};
use crate::read::Source;
use crate::report::text::page::{Page, count, number};
use crate::report::text::table::{Align, Table};

/// Findings of one code that are printed unless all are asked for.
const SHOWN: usize = 10;

/// Steps of a fix that are printed.
const STEPS: usize = 2;

/// How many findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// Ten of each code, and how many more there are.
    #[default]
    Some,
    /// Every one that the report lists.
    All,
}

/// Prints a report: a head with the counts, the findings by severity and code, and the verdict.
///
/// Lines fit 100 columns. For findings in one of the `sources`, which are known by their names, the line is
/// printed with carets under the place.
///
/// ```
/// use landledger::finding::Language;
/// use landledger::read::Source;
/// use landledger::report::check::{CheckRequest, Shown, check, text};
///
/// let source = Source::new("a.geojson", "{\"type\": \"Polygn\"}");
/// let report = check(&CheckRequest::new(&source));
/// let text = text::render(&report, &[&source], Language::En, Shown::Some);
/// assert!(text.contains("      1 │ {\"type\": \"Polygn\"}\n        │          ^^^^^^^^\n"), "{text}");
/// ```
#[must_use]
pub fn render(
    report: &CheckReport,
    sources: &[&Source],
    language: Language,
    shown: Shown,
) -> String {
    let mut page = Page::new(language);
    head(report, &mut page);
    if let Some(balance) = &report.balance {
        print_balance(balance, &mut page);
    }
    let (acknowledged, open): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.acknowledged.is_some());
    let writer = Writer { report, sources, shown };
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let findings = open.iter().copied().filter(|finding| finding.severity == severity);
        let title = severity.title();
        writer.section((&title.zh, &title.en), findings.collect(), &mut page);
    }
    writer.section(("已认可", "acknowledged"), acknowledged, &mut page);
    if let Some(fixed) = &report.fixed {
        print_fixed(fixed, &mut page);
    }
    foot(report, &mut page);
    page.finish()
}

fn head(report: &CheckReport, page: &mut Page) {
    let names: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    let title = page.say("检查报告", "Check").to_owned();
    page.title(format!("{title}  {}", names.join(page.say("、", ", "))).trim_end());
    for file in &report.files {
        let digest = file.sha256.get(..16).unwrap_or(&file.sha256);
        page.line(&format!("{}  {} B  sha256 {digest}…", file.name, count(file.bytes)));
    }
    if let Some(day) = report.as_of {
        let label = page.say("检查日期", "as of").to_owned();
        page.line(&format!("{label}  {day}"));
    }
    let label = page.say("检查方案", "profile").to_owned();
    page.line(&format!("{label}  {}", report.profile.name));
    for departure in &report.profile.departures {
        let line = match page.language() {
            Language::Zh => {
                format!(
                    "· {}：严格方案为 {}，本次为 {}",
                    departure.of, departure.strict, departure.here
                )
            }
            Language::En => {
                format!("· {}: {} instead of {}", departure.of, departure.here, departure.strict)
            }
        };
        page.indented("    ", &line);
    }
    if let Some(tolerance) = report.tolerances.iter().find(|row| row.name == "coincidence_m") {
        let label = page.say("容差", "tolerance").to_owned();
        let meaning = page.text(&tolerance.meaning).to_owned();
        page.line(&format!("{label}  {} {}  {meaning}", tolerance.value, tolerance.unit));
    }
    let summary = &report.summary;
    let [features, usable, rejected] =
        [summary.features, summary.usable, summary.rejected].map(count);
    page.line(&match page.language() {
        Language::Zh => format!("要素  {features} 个，采用 {usable} 个，未采用 {rejected} 个"),
        Language::En => format!("features  {features}, used {usable}, rejected {rejected}"),
    });
    page.line(&verdict(report, page));
    if !summary.by_code.is_empty() {
        page.section("汇总", "Summary");
        print_counts(report, page);
    }
}

fn print_counts(report: &CheckReport, page: &mut Page) {
    let mut table = Table::new([
        (page.say("程度", "severity"), Align::Fixed),
        (page.say("问题", "finding"), Align::Fixed),
        (page.say("说明", "what"), Align::Left),
        (page.say("处理方", "to act"), Align::Left),
        (page.say("数量", "open"), Align::Right),
        (page.say("已认可", "accepted"), Align::Right),
    ]);
    for row in &report.summary.by_code {
        table.row([
            page.own(row.severity.title()),
            row.code.to_string(),
            what(row.code, page).to_owned(),
            page.own(row.code.responsible().title()),
            count(row.count),
            count(row.acknowledged),
        ]);
    }
    page.table(table);
}

/// What the catalogue says a code means; nothing for a code of an embedding program.
fn what(code: Code, page: &Page) -> &'static str {
    code.rule().map_or("", |rule| match page.language() {
        Language::Zh => rule.what.0,
        Language::En => rule.what.1,
    })
}

fn print_balance(balance: &BalanceReport, page: &mut Page) {
    page.section("面积平衡", "Area balance");
    let mut table = Table::new([
        (page.say("项目", "term"), Align::Left),
        ("m²", Align::Right),
        (page.say("图斑", "polygons"), Align::Right),
        (page.say("涉及", "about"), Align::Left),
    ]);
    for (term, value) in balance.terms() {
        let (zh, en) = match term {
            "parcels" => ("宗地", "parcels"),
            "overlaps_counted_once" => ("减：重叠", "less: overlaps"),
            "gaps" => ("加：缝隙", "plus: gaps"),
            "declared" => ("加：已申报非宗地", "plus: declared land"),
            "overhang" => ("减：界外部分", "less: outside the zone"),
            _ => ("开发区", "zone"),
        };
        let cells = [
            page.say(zh, en).to_owned(),
            number(&value.area),
            count(value.polygons),
            some_of(&value.subjects, page),
        ];
        if term == "zone" { table.total(cells) } else { table.row(cells) }
    }
    let residue = page.say("差额", "residue").to_owned();
    table.total([residue, number(&balance.residue), String::new(), String::new()]);
    page.table(table);
}

/// The first few of a list of names, and how many there are.
fn some_of(names: &[String], page: &Page) -> String {
    let separator = page.say("、", ", ");
    let few = names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(separator);
    match (names.len() > 3, page.language()) {
        (false, _) => few,
        (true, Language::Zh) => format!("{few} 等 {} 个", count(names.len())),
        (true, Language::En) => format!("{few} … ({})", count(names.len())),
    }
}

fn foot(report: &CheckReport, page: &mut Page) {
    if !report.not_checked.is_empty() {
        page.section("未检查", "Not checked");
        for text in &report.not_checked {
            let line = format!("· {}", page.text(text));
            page.line(&line);
        }
    }
    page.section("结论", "Verdict");
    page.line(&verdict(report, page));
    if !report.findings.is_empty() {
        let hint = page.say(
            "各类问题的详细说明：landledger rules 代码",
            "more about a finding: landledger rules CODE",
        );
        page.line(hint);
    }
}

/// One sentence.
fn verdict(report: &CheckReport, page: &Page) -> String {
    let summary = &report.summary;
    let [errors, warnings, notes, acknowledged, rejected] =
        [summary.errors, summary.warnings, summary.notes, summary.acknowledged, summary.rejected];
    let mut text = match page.language() {
        Language::Zh if errors > 0 => format!(
            "不合格：错误 {} 项，警告 {} 项，提示 {} 项；请改正错误后重新检查",
            count(errors),
            count(warnings),
            count(notes)
        ),
        Language::Zh if warnings > 0 => format!(
            "可以采用：没有错误；警告 {} 项需要核实，提示 {} 项",
            count(warnings),
            count(notes)
        ),
        Language::Zh if notes > 0 => format!("合格：没有错误和警告，提示 {} 项", count(notes)),
        Language::Zh => "合格：所做检查未发现未处理的问题".to_owned(),
        Language::En if errors > 0 => format!(
            "failed: {}, {}, {}; correct the errors and check again",
            plural(errors, "error"),
            plural(warnings, "warning"),
            plural(notes, "note")
        ),
        Language::En if warnings > 0 => format!(
            "usable: no errors; {} to be looked at, {}",
            plural(warnings, "warning"),
            plural(notes, "note")
        ),
        Language::En if notes > 0 => {
            format!("passed: no errors and no warnings, {}", plural(notes, "note"))
        }
        Language::En => "passed: the checks that ran found nothing open".to_owned(),
    };
    if rejected > 0 {
        text.push_str(&match page.language() {
            Language::Zh => format!("；{} 个要素未采用", count(rejected)),
            Language::En => format!("; {} not used", plural(rejected, "feature")),
        });
    }
    if acknowledged > 0 {
        text.push_str(&match page.language() {
            Language::Zh => format!("；另有已认可 {} 项", count(acknowledged)),
            Language::En => format!("; {} acknowledged", count(acknowledged)),
        });
    }
    text
}

fn plural(number: u64, word: &str) -> String {
    format!("{} {word}{}", count(number), if number == 1 { "" } else { "s" })
}

/// Prints findings in groups.
struct Writer<'a> {
    report: &'a CheckReport,
    sources: &'a [&'a Source],
    shown: Shown,
}

impl Writer<'_> {
    fn section(&self, (zh, en): (&str, &str), findings: Vec<&Finding>, page: &mut Page) {
        if findings.is_empty() {
            return;
        }
        let heading = page.say(zh, en).to_owned();
        page.section(&heading, &capital(&heading));
        let mut groups: BTreeMap<Code, Vec<&Finding>> = BTreeMap::new();
        for finding in findings {
            groups.entry(finding.code).or_default().push(finding);
        }
        for (code, findings) in groups {
            self.group(code, &findings, page);
        }
    }

    fn group(&self, code: Code, findings: &[&Finding], page: &mut Page) {
        page.blank();
        let all = self.all_of(findings);
        let what = what(code, page);
        let title = format!("{code}  {what}");
        page.line(&match page.language() {
            Language::Zh => format!("{}（{} 处）", title.trim_end(), count(all)),
            Language::En => format!("{} ({})", title.trim_end(), count(all)),
        });
        if let Some(rule) = code.rule() {
            let fix = Text::from(rule.fix);
            let next = match page.language() {
                Language::Zh => format!("处理（{}）：{}", rule.responsible.title().zh, fix.zh),
                Language::En => format!("To do ({}): {}", rule.responsible.title().en, fix.en),
            };
            page.line(&next);
        }
        let most = if self.shown == Shown::All { findings.len() } else { SHOWN };
        for finding in findings.iter().take(most) {
            self.finding(finding, page);
        }
        let printed = most.min(findings.len()) as u64;
        let more = all.saturating_sub(printed);
        if more > 0 {
            let listed = findings.len() as u64 > printed;
            let how = if listed { page.say("（--all）", " (--all)") } else { "" };
            let line = match page.language() {
                Language::Zh => format!("… 另有 {} 处{how}", count(more)),
                Language::En => format!("… and {} more{how}", count(more)),
            };
            page.blank();
            page.indented("    ", &line);
        }
    }

    /// How many there are of this kind, listed or not.
    fn all_of(&self, findings: &[&Finding]) -> u64 {
        let Some(first) = findings.first() else { return 0 };
        let of_kind = self.report.summary.by_code.iter().filter(|row| row.code == first.code);
        let counted: u64 = match first.acknowledged {
            Some(_) => of_kind.map(|row| row.acknowledged).sum(),
            None => of_kind.filter(|row| row.severity == first.severity).map(|row| row.count).sum(),
        };
        counted.max(findings.len() as u64)
    }

    fn finding(&self, finding: &Finding, page: &mut Page) {
        page.blank();
        let mut line = place(&finding.place, page);
        let subjects = some_of(&finding.subjects, page);
        if line.is_empty() {
            line = subjects;
        } else if !subjects.is_empty() {
            line = format!("{line}  {subjects}");
        }
        if !line.is_empty() {
            page.indented("    ", &line);
        }
        let message = page.text(&finding.message).to_owned();
        let class = finding.class.map(|class| page.own(class.title()));
        let class = class.map(|class| format!("[{class}] ")).unwrap_or_default();
        page.indented("      ", &format!("{class}{message}"));
        self.print_excerpt(&finding.place, page);
        if let Some(line) = measured(finding, page) {
            page.indented("      ", &line);
        }
        if let Some(fix) = &finding.fix {
            print_fix(fix, page);
        }
        if let Some(given) = &finding.acknowledged {
            page.indented("      ", &accepted(given, page));
        }
        if let Some(print) = &finding.fingerprint {
            let label = page.say("指纹", "fingerprint").to_owned();
            page.indented("      ", &format!("{label} {print}"));
        }
    }

    fn print_excerpt(&self, place: &Place, page: &mut Page) {
        let (Some(file), Some(span), Some(line)) = (&place.file, place.span, place.line) else {
            return;
        };
        let Some(source) = self.sources.iter().find(|source| source.name() == file) else { return };
        let found = excerpt(source, span);
        let line = line.to_string();
        page.as_is(&format!("      {line} │ {}", found.line));
        page.as_is(&format!("      {} │ {}", " ".repeat(line.len()), found.carets));
    }
}

/// Small letters begin a heading in Chinese text too, so only English ones are raised.
fn capital(heading: &str) -> String {
    let mut letters = heading.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
    })
}

/// `file:line:column`, pointer, ring and vertex, and coordinates.
fn place(place: &Place, page: &Page) -> String {
    let mut parts = Vec::new();
    let numbers: Vec<String> =
        [place.line, place.column].into_iter().flatten().map(|n| n.to_string()).collect();
    match (&place.file, numbers.is_empty()) {
        (Some(file), true) => parts.push(file.clone()),
        (Some(file), false) => parts.push(format!("{file}:{}", numbers.join(":"))),
        (None, true) => {}
        (None, false) => parts.push(numbers.join(":")),
    }
    parts.extend(place.pointer.clone().filter(|pointer| !pointer.is_empty()));
    if let Some(ring) = place.ring {
        parts.push(format!("{} {ring}", page.say("环", "ring")));
    }
    if let Some(vertex) = place.vertex {
        parts.push(format!("{} {vertex}", page.say("顶点", "vertex")));
    }
    if let Some([x, y]) = place.at {
        parts.push(format!("({x}, {y})"));
    }
    parts.join("  ")
}

/// The measure against the limit.
fn measured(finding: &Finding, page: &Page) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(measure) = &finding.measure {
        let name = page.own(measure.quantity.title());
        parts.push(match page.language() {
            Language::Zh => format!("实测{name} {measure}"),
            Language::En => format!("{name} {measure}"),
        });
    }
    if let Some(limit) = &finding.limit {
        // A width may be the limit where an area is what was measured.
        let is_of_measure =
            finding.measure.as_ref().is_none_or(|measure| measure.unit == limit.unit);
        let (zh, en) = if is_of_measure { ("应", "should be") } else { ("限值", "limit") };
        parts.push(match page.language() {
            Language::Zh => format!("{zh} {limit}（{}）", limit.set_by),
            Language::En => format!("{en} {limit} ({})", limit.set_by),
        });
    }
    (!parts.is_empty()).then(|| parts.join(page.say("，", ", ")))
}

fn print_fix(fix: &Fix, page: &mut Page) {
    let label = page.say("修改建议：", "Proposed fix: ").to_owned();
    let mut line = format!("{label}{}", page.own(fix.kind.title()));
    for moved in &fix.moved {
        let is_zero = moved.area.chars().all(|c| !c.is_ascii_digit() || c == '0');
        let sign = if moved.area.starts_with('-') || is_zero { "" } else { "+" };
        line.push_str(&format!(
            "{}{} {sign}{} m²",
            page.say("；", "; "),
            moved.subject,
            moved.area
        ));
    }
    page.indented("      ", &line);
    for step in fix.patch.iter().take(STEPS) {
        let operation = format!("{:?}", step.operation).to_lowercase();
        page.indented("        ", &format!("{operation} {}", step.path));
    }
    let more = fix.patch.len().saturating_sub(STEPS);
    if more > 0 {
        let line = match page.language() {
            Language::Zh => format!("… 另有 {} 步，见 --format json", count(more)),
            Language::En => format!("… and {}; see --format json", plural(more as u64, "step")),
        };
        page.indented("        ", &line);
    }
}

fn accepted(given: &Acknowledgement, page: &Page) -> String {
    let Acknowledgement { reason, by, until, .. } = given;
    match (page.language(), until) {
        (Language::Zh, None) => format!("认可：{reason}（{by}）"),
        (Language::Zh, Some(day)) => format!("认可：{reason}（{by}，至 {day}）"),
        (Language::En, None) => format!("accepted: {reason} ({by})"),
        (Language::En, Some(day)) => format!("accepted: {reason} ({by}, until {day})"),
    }
}
