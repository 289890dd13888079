//! The sheet 依据: what the workbook was made from, and what it rests on.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::LedgerWorkbook;
use super::style::{self, Look, Role};
use super::table::{self, Words, write};
use super::value::Value;
use crate::finding::Text;
use crate::law::{Citation, Threshold};

/// A line: what, and which.
struct Line {
    group: Text,
    what: Text,
    value: Value,
}

/// The widths of what and which.
const WIDTHS: (f64, f64) = (58.0, 96.0);

pub(super) fn sheet(input: &LedgerWorkbook<'_>, words: &Words<'_>) -> Result<Worksheet, XlsxError> {
    let heading =
        input.heading(("依据", "Basis"), ("台账依据", "What the workbook rests on"), ("", ""));
    let mut sheet = table::sheet(&heading)?;
    for (column, width) in [(0, 14.0), (1, WIDTHS.0), (2, WIDTHS.1)] {
        sheet.set_column_width(column, width)?;
    }
    let formats = [style::section(), style::cell(Look::Words, Role::Body)];
    let [section, cell] = &formats;
    let day = style::cell(Look::Day, Role::Body).set_align(rust_xlsxwriter::FormatAlign::Left);
    let mut at = table::HEADING_ROW;
    let mut group: Option<Text> = None;
    for line in lines(input) {
        if group.as_ref() != Some(&line.group) {
            write(&mut sheet, at, 0, &Value::Text((words.pick)(&line.group)), section)?;
            group = Some(line.group);
        }
        let what = Value::text((words.pick)(&line.what));
        table::set_height(
            &mut sheet,
            at,
            [(&what, WIDTHS.0), (&line.value, WIDTHS.1)].into_iter(),
        )?;
        write(&mut sheet, at, 1, &what, cell)?;
        let format = if matches!(line.value, Value::Day(_)) { &day } else { cell };
        write(&mut sheet, at, 2, &line.value, format)?;
        at = at.saturating_add(1);
    }
    sheet.set_freeze_panes(table::HEADING_ROW, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(sheet)
}

fn lines(input: &LedgerWorkbook<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut put = |group: (&str, &str), what: Text, value: Value| {
        lines.push(Line { group: Text::new(group.0, group.1), what, value });
    };
    let report = input.report;
    let scope = ("范围", "Scope");
    let said = |zh: &str, en: &str| Text::new(zh, en);
    put(scope, said("开发区", "zone"), Value::text(report.zone.name.clone()));
    put(scope, said("截止日", "as of"), Value::Day(report.on));
    put(scope, said("期间起", "period from"), Value::Day(report.period.from()));
    put(scope, said("期间止", "period to"), Value::Day(report.period.last_day()));
    if let Some(boundary) = &report.zone.boundary {
        let what = said("边界批准文件", "boundary, document");
        put(scope, what, Value::text(boundary.document.number.clone()));
        put(scope, said("边界生效日", "boundary, in force since"), Value::Day(boundary.effective));
    }
    put(
        ("换算", "Conversion"),
        said("亩与平方米", "mu and square metres"),
        Value::text(input.say(
            "1 亩 = 10000/15 平方米，精确计算，四舍五入到显示位数；容积率为地上建筑面积除以登记面积",
            "1 mu = 10000/15 m², computed exactly and rounded half up to the digits shown; the floor-area ratio is floor area above ground by registered land",
        )),
    );
    let files = ("数据来源", "Sources");
    for source in &report.sources {
        let value = format!("SHA-256 {}  ({} B)", source.sha256, source.bytes);
        put(files, Text::new(source.name.clone(), source.name.clone()), Value::text(value));
    }
    let head = said("台账日志末行校验值", "ledger head (chain of the last line)");
    let none = || input.say("无", "none");
    put(files, head, Value::text(report.ledger_head.clone().unwrap_or_else(none)));
    rulebook(input, &mut put);
    let law = ("法规条款", "Law");
    for threshold in Threshold::all() {
        put(law, threshold.citation.text(), Value::text(input.pick(&threshold.rule())));
    }
    for indicator in &report.indicators {
        put(
            ("指标口径", "Indicators"),
            indicator.name.clone(),
            Value::text(format!(
                "{}　{}",
                input.pick(&indicator.formula),
                input.pick(&indicator.basis)
            )),
        );
    }
    let mut of_plans: Vec<Citation> = Vec::new();
    for plan in input.state.plans.values() {
        of_plans.extend(plan.plan.contents.basis.iter().cloned());
    }
    of_plans.sort();
    of_plans.dedup();
    for citation in of_plans {
        let what = said("方案所引", "cited by plans");
        put(("方案依据", "Plans"), what, Value::text(input.pick(&citation.text())));
    }
    for text in &report.not_checked {
        let what = said("没有检查", "not looked at");
        put(("未检查", "Not checked"), what, Value::text(input.pick(text)));
    }
    let form = ("格式", "Format");
    put(
        form,
        said("程序", "program"),
        Value::text(concat!("landledger ", env!("CARGO_PKG_VERSION"))),
    );
    put(
        form,
        said("报告格式版本", "version of the report"),
        Value::text(report.version.to_string()),
    );
    put(form, said("工作簿格式版本", "version of the workbook"), Value::text("1"));
    lines
}

fn rulebook(input: &LedgerWorkbook<'_>, put: &mut impl FnMut((&str, &str), Text, Value)) {
    let group = ("认定标准", "Rulebook");
    let Some(rulebook) = &input.report.rulebook else {
        let what = Text::new("认定标准", "criteria of low-efficiency land");
        put(group, what, Value::text(input.say("未提供", "none given")));
        return;
    };
    let document = &rulebook.document;
    let title = document.title.clone().unwrap_or_default();
    put(group, Text::new("发布机关", "issuer"), Value::text(rulebook.issuer.clone()));
    put(
        group,
        Text::new("文件", "document"),
        Value::text(format!("{} {title}", document.number).trim().to_owned()),
    );
    put(group, Text::new("生效日", "in force since"), Value::Day(rulebook.effective));
    put(group, Text::new("核对日", "last checked"), Value::Day(rulebook.last_checked));
    put(group, Text::new("性质", "standing"), Value::text(input.pick(&rulebook.standing.name())));
    if let Some(file) = &rulebook.file {
        let value = format!("{}  SHA-256 {}", file.name, file.sha256);
        put(group, Text::new("文件校验", "file"), Value::text(value));
    }
}
