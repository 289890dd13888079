//! Where the layers come from, as a table that goes with them.

use super::table::{Column, MapColumnKind::*, MapTable, MapValue, column, table};
use crate::finding::{Language, Text};
use crate::report::Report;

/// Where the figures come from (数据来源): the zone, the day, the files with their hashes, the last line of the journal, the
/// criteria, and the version of this crate; one fact a row.
#[must_use]
pub fn provenance(report: &Report, language: Language) -> MapTable {
    let mut facts = vec![
        fact("zone", "开发区", "zone", report.zone.name.clone()),
        fact("day", "数据日期", "day of the data", report.on.to_string()),
        fact(
            "period-from",
            "期间首日",
            "first day of the period",
            report.period.from().to_string(),
        ),
    ];
    let head = report.ledger_head.clone();
    facts.extend(
        head.map(|head| fact("ledger-head", "台账日志末行校验值", "head of the ledger", head)),
    );
    if let Some(rulebook) = &report.rulebook {
        let said = format!("{} {}", rulebook.issuer, rulebook.document.number);
        facts.push(fact("rulebook", "认定标准", "rulebook", said));
        let since = rulebook.effective.to_string();
        facts.push(fact("rulebook-effective", "标准生效日", "rulebook in force since", since));
    }
    for source in &report.sources {
        let said = format!("{} sha256:{}", source.name, source.sha256);
        facts.push(fact("source", "数据文件", "file", said));
    }
    let unplaced = report.not_checked.iter();
    facts.extend(unplaced.map(|text| {
        fact("not-checked", "未检查", "not checked", text.in_language(language).to_owned())
    }));
    let version = concat!("landledger ", env!("CARGO_PKG_VERSION")).to_owned();
    facts.push(fact("program", "程序", "program", version));
    facts.push(fact(
        "reference-system",
        "坐标系",
        "reference system",
        "CGCS2000 (EPSG:4490)".to_owned(),
    ));
    let rows = facts.iter().map(|fact| (None, fact));
    table("provenance", Text::new("数据来源", "provenance"), None, PROVENANCE, rows, language)
}

struct Fact {
    key: &'static str,
    title: Text,
    value: String,
}

fn fact(key: &'static str, zh: &str, en: &str, value: String) -> Fact {
    Fact { key, title: Text::new(zh, en), value }
}

const PROVENANCE: &[Column<Fact>] = &[
    (column("key", "KEY", "项目代码", "key", Text(24)), |fact, _| {
        MapValue::Text(fact.key.to_owned())
    }),
    (column("title", "TITLE", "项目", "what", Text(40)), |fact, language| {
        MapValue::Text(fact.title.in_language(language).to_owned())
    }),
    (column("value", "VALUE", "内容", "value", Text(254)), |fact, _| {
        MapValue::Text(fact.value.clone())
    }),
];
