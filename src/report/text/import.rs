//! What importing a sheet would do, as text.

use super::page::{Page, count, number};
use super::table::{Align, Table};
use crate::finding::{Finding, Language, Severity};
use crate::import::{
    ChangedValue, Proposal, ProposedChange, Question, RecordReference, SummaryLine,
};
use crate::read::sheet::Unit;

/// Prints a [`Proposal`]: what would happen, the questions, the rows that are not used with their places.
#[must_use]
pub fn render_import(proposal: &Proposal, language: Language) -> String {
    let mut page = Page::new(language);
    let file = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let old = proposal.old.as_deref().map(file);
    let old = old.unwrap_or_else(|| page.say("台账", "ledger").to_owned());
    let title = format!("{old} → {}", file(&proposal.new));
    let name = page.say("导入试算", "Import, dry run");
    let title = format!("{name}  {title}  {}", proposal.effective);
    page.title(&title);
    summary(&mut page, proposal);
    changes(&mut page, proposal);
    questions(&mut page, proposal);
    rejected(&mut page, proposal);
    totals(&mut page, proposal);
    findings(&mut page, proposal);
    events(&mut page, proposal);
    page.finish()
}

fn summary(page: &mut Page, proposal: &Proposal) {
    let summary = &proposal.summary;
    page.section("汇总", "Summary");
    let (rows, area) = (page.say("行数", "rows"), page.say("列入面积 m²", "listed area m²"));
    let mut table = Table::new([("", Align::Left), (rows, Align::Right), (area, Align::Right)]);
    let mut line = |name: (&str, &str), line: &SummaryLine| {
        let name = page.say(name.0, name.1).to_owned();
        table.row([name, count(line.count), number(line.area_listed_m2)]);
    };
    line(("原有", "before"), &summary.before);
    line(("新表各行", "rows of the new sheet"), &summary.rows);
    line(("  新增", "  added"), &summary.added);
    line(("  变更", "  changed"), &summary.changed);
    line(("  重新列入", "  relisted"), &summary.relisted);
    line(("  销号", "  struck off"), &summary.struck_off);
    line(("  不变", "  unchanged"), &summary.unchanged);
    line(("  销号原因未写", "  struck off, reason open"), &summary.reason_open);
    line(("  对应不明", "  ambiguous"), &summary.ambiguous);
    line(("  内容不全", "  incomplete"), &summary.incomplete);
    line(("  不能采用", "  rejected"), &summary.rejected);
    line(("新表中没有", "no row any more"), &summary.vanished);
    page.table(table);
}

fn changes(page: &mut Page, proposal: &Proposal) {
    if proposal.changes.is_empty() {
        return;
    }
    page.section("将发生的变化", "What would happen");
    let mut table = Table::new([
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("变化", "change"), Align::Left),
        (page.say("内容", "values"), Align::Left),
        (page.say("依据", "rests on"), Align::Left),
        (page.say("行", "line"), Align::Right),
    ]);
    for change in &proposal.changes {
        let parcel = change.new.parcel.or_else(|| change.old.as_ref().and_then(|old| old.parcel));
        table.row([
            parcel.map(|code| code.to_string()).unwrap_or_default(),
            page.own(change.kind.name()),
            values(page, change),
            basis(page, change),
            line_of(&change.new),
        ]);
    }
    page.table(table);
}

/// Old and new values; of what is new, the acts.
fn values(page: &Page, change: &ProposedChange) -> String {
    let separator = page.say("；", "; ");
    if change.old.is_none() {
        let acts: Vec<String> = change.acts.iter().map(|act| page.own(act.name())).collect();
        let name = change.new.name.clone().unwrap_or_default();
        let area = change.new.area_listed_m2.map(|area| format!(" {} m²", number(area)));
        return format!("{name}{}{separator}{}", area.unwrap_or_default(), acts.join(separator));
    }
    let value = |value: &ChangedValue| {
        let text = |value: &Option<crate::read::sheet::CellValue>| match value {
            Some(value) => page.own(value.text()),
            None => page.say("（无）", "(none)").to_owned(),
        };
        let year = value.year.map(|year| format!(" {year}")).unwrap_or_default();
        let name = page.own(value.field.name());
        format!("{name}{year} {} → {}", text(&value.old), text(&value.new))
    };
    let values: Vec<String> = change.values.iter().map(value).collect();
    if values.is_empty() {
        let acts: Vec<String> = change.acts.iter().map(|act| page.own(act.name())).collect();
        return acts.join(separator);
    }
    values.join(separator)
}

fn basis(page: &Page, change: &ProposedChange) -> String {
    let confidence = page.own(change.basis.confidence.name());
    let keys: Vec<String> = change.basis.keys.iter().map(|key| page.own(key.name())).collect();
    let separator = page.say("、", ", ");
    match keys.is_empty() {
        true => format!("{confidence}{}{}", page.say("：", ": "), page.say("代码为新", "new code")),
        false => format!("{confidence}{}{}", page.say("：", ": "), keys.join(separator)),
    }
}

fn line_of(record: &RecordReference) -> String {
    let line = record.place.as_ref().and_then(|place| place.line);
    line.map(|line| line.to_string()).unwrap_or_default()
}

/// A record in words: code, id, name, area.
fn named(record: &RecordReference) -> String {
    let mut words = Vec::new();
    words.extend(record.parcel.map(|code| code.to_string()));
    words.extend(record.id.clone());
    words.extend(record.name.clone());
    words.extend(record.area_listed_m2.map(|area| format!("{} m²", number(area))));
    words.join(" ")
}

fn questions(page: &mut Page, proposal: &Proposal) {
    if proposal.questions.is_empty() {
        return;
    }
    page.section("待答问题（不猜）", "Questions (nothing is guessed)");
    for (at, question) in proposal.questions.iter().enumerate() {
        let head = subject(page, question);
        let text = page.text(&question.text).to_owned();
        page.line(&format!("{}. {head}{}{text}", at + 1, page.say("：", ": ")));
        let separator = page.say("、", ", ");
        if !question.conflicts.is_empty() {
            let reasons: Vec<String> =
                question.conflicts.iter().map(|conflict| page.own(conflict.name())).collect();
            let because = page.say("原因", "because");
            page.indented(
                "     ",
                &format!("{because}{}{}", page.say("：", ": "), reasons.join(separator)),
            );
        }
        for stated in &question.stated {
            let field = page.own(stated.field.name());
            let year = stated.year.map(|year| format!(" {year}")).unwrap_or_default();
            let value = page.own(stated.value.text());
            let row = row_of(page, &stated.row);
            let line = format!("- {row}{}{field}{year} = {value}", page.say("：", ": "));
            page.indented("     ", &line);
        }
        if question.new.is_none() {
            continue;
        }
        for candidate in &question.candidates {
            let keys = candidate.keys.iter().map(|key| page.own(key.name()));
            let conflicts = candidate.conflicts.iter().map(|conflict| page.own(conflict.name()));
            let reasons: Vec<String> = keys.chain(conflicts).collect();
            let name = named(&candidate.record);
            let line = line_of(&candidate.record);
            let line = if line.is_empty() {
                line
            } else {
                page.say(" 第 # 行", " line #").replace('#', &line)
            };
            page.indented("     ", &format!("- {name}{line}  ({})", reasons.join(separator)));
        }
    }
}

fn subject(page: &Page, question: &Question) -> String {
    let old = question.candidates.first().map(|candidate| &candidate.record);
    match (&question.new, old) {
        (Some(record), _) => row_of(page, record),
        (None, Some(record)) => named(record),
        (None, None) => String::new(),
    }
}

fn row_of(page: &Page, record: &RecordReference) -> String {
    let line = line_of(record);
    if line.is_empty() {
        return named(record);
    }
    format!("{} {}", page.say("第 # 行", "line #").replace('#', &line), named(record))
}

fn rejected(page: &mut Page, proposal: &Proposal) {
    if proposal.rejected.is_empty() {
        return;
    }
    page.section("不能采用的行", "Rows that are not used");
    for row in &proposal.rejected {
        page.line(&format!("{}  {}", row.place, row.label));
        for reason in &row.reasons {
            let reason = page.text(reason).to_owned();
            page.indented("     ", &reason);
        }
    }
}

fn totals(page: &mut Page, proposal: &Proposal) {
    if proposal.totals.is_empty() {
        return;
    }
    page.section("合计核对", "Totals of the sheet");
    let mut table = Table::new([
        (page.say("合计行", "row"), Align::Left),
        (page.say("列", "column"), Align::Left),
        (page.say("表上", "stated"), Align::Right),
        (page.say("各行之和", "sum of rows"), Align::Right),
        (page.say("相差", "difference"), Align::Right),
        (page.say("单位", "unit"), Align::Fixed),
    ]);
    for total in &proposal.totals {
        for figure in &total.figures {
            table.row([
                total.label.clone(),
                figure.heading.clone(),
                number(&figure.stated),
                number(&figure.computed),
                number(&figure.difference),
                unit(page, figure.unit),
            ]);
        }
    }
    page.table(table);
}

fn unit(page: &Page, unit: Unit) -> String {
    let (zh, en) = match unit {
        Unit::M2 => ("平方米", "m²"),
        Unit::Mu => ("亩", "mu"),
        Unit::Hm2 => ("公顷", "hm²"),
        Unit::Km2 => ("平方公里", "km²"),
        Unit::Yuan => ("元", "yuan"),
        Unit::TenThousandYuan => ("万元", "10⁴ yuan"),
        Unit::HundredMillionYuan => ("亿元", "10⁸ yuan"),
    };
    page.say(zh, en).to_owned()
}

fn findings(page: &mut Page, proposal: &Proposal) {
    if proposal.findings.is_empty() && proposal.not_carried.is_empty() {
        return;
    }
    page.section("表中的问题", "Found in the sheets");
    for finding in &proposal.findings {
        say(page, finding);
    }
    if !proposal.not_carried.is_empty() {
        let fields = proposal.not_carried.iter().map(|field| page.own(field.name()));
        let fields = fields.collect::<Vec<_>>().join(page.say("、", ", "));
        let text =
            page.say("已读、台账中没有对应位置的列", "read, and without a place in the ledger");
        page.line(&format!("{text}{}{fields}", page.say("：", ": ")));
    }
}

fn say(page: &mut Page, finding: &Finding) {
    let severity = page.own(finding.severity.title());
    let place = finding.place.to_string();
    let gap = if place.is_empty() { "" } else { "  " };
    let message = page.text(&finding.message).to_owned();
    page.line(&format!("{place}{gap}{severity}  {message} [{}]", finding.code));
}

fn events(page: &mut Page, proposal: &Proposal) {
    page.section("可追加的事项", "Events that can be appended");
    let events = count(proposal.events.len());
    let errors = proposal.refusals.iter().filter(|finding| finding.severity == Severity::Error);
    let refused = errors.count();
    let text = match (proposal.events.is_empty(), refused) {
        (true, _) => page.say("没有。", "None.").to_owned(),
        (false, 0) => page
            .say("# 项，台账均可接受。", "#, and the ledger accepts them all.")
            .replace('#', &events),
        (false, _) => page
            .say("# 项，台账不接受，原因如下：", "#, and the ledger refuses them:")
            .replace('#', &events),
    };
    page.line(&text);
    for finding in &proposal.refusals {
        say(page, finding);
    }
}
