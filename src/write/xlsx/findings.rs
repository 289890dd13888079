//! The sheet 问题: what was found in the data.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::LedgerWorkbook;
use super::style::Look;
use super::table::{self, Column, Frame, Words};
use super::value::Value;
use crate::finding::Finding;

pub(super) fn sheet(input: &LedgerWorkbook<'_>, words: &Words<'_>) -> Result<Worksheet, XlsxError> {
    use Look::{Code, Count, Words as Plain};
    let count = input.report.findings.len();
    let heading = input.heading(
        ("问题", "Findings"),
        ("数据问题", "Findings"),
        (&format!("　共 {count} 项"), &format!("; {count} in all")),
    );
    let columns = [
        Column::new("序号", "No", 6.0, Count),
        Column::new("等级", "severity", 9.0, Plain),
        Column::new("代码", "code", 28.0, Code),
        Column::new("内容", "message", 70.0, Plain),
        Column::new("对象", "about", 24.0, Plain),
        Column::new("位置", "place", 30.0, Plain),
        Column::new("责任方", "responsible", 14.0, Plain),
    ];
    let findings = input.report.findings.iter().zip(1_i64..);
    let rows: Vec<Vec<Value>> = findings.map(|(own, number)| row(input, own, number)).collect();
    let frame = Frame { frozen: 0, pages_wide: 1 };
    table::table(&heading, &frame, &columns, &rows, words)
}

fn row(input: &LedgerWorkbook<'_>, finding: &Finding, number: i64) -> Vec<Value> {
    vec![
        Value::Count(number),
        Value::text(input.pick(&finding.severity.title())),
        Value::text(finding.code.to_string()),
        Value::text(input.pick(&finding.message)),
        Value::text(finding.subjects.join("\n")),
        Value::text(finding.place.to_string()),
        Value::text(input.pick(&finding.code.responsible().title())),
    ]
}
