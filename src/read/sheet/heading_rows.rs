//! Headings in two or three rows: which rows they are, and what each column is called by them together.

use super::columns::is_known;
use super::headings::{self, Heading, year};
use super::numbers::{Unit, half_width};
use super::records::Record;
use super::table::At;
use super::{ColumnMap, Field};

/// How many rows headings may take.
pub(super) const MOST_ROWS: usize = 3;

/// The heading of a column.
#[derive(Debug, Clone)]
pub(super) struct ColumnHeading {
    /// As written, its rows with a blank between them.
    pub(super) text: String,
    /// What of it says what the column holds.
    pub(super) said: String,
    pub(super) at: At,
}

/// The headings that these rows are together.
pub(super) fn joined(rows: &[Record<'_>], start: At, map: &ColumnMap) -> Vec<ColumnHeading> {
    let width = rows.iter().map(|row| row.fields.len()).max().unwrap_or_default();
    let spread: Vec<Vec<String>> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let below = rows.get(at.saturating_add(1)..).unwrap_or_default();
            spread(row, below)
        })
        .collect();
    (0..width)
        .map(|column| {
            let texts = spread.iter().map(|row| row.get(column).map_or("", String::as_str).trim());
            let texts: Vec<&str> = texts.collect();
            let mut heading = (String::new(), String::new());
            for text in texts.iter().rev() {
                heading = join(text, &heading, map);
            }
            // The place is that of the last row that says anything.
            let fields = rows.iter().rev().filter_map(|row| row.fields.get(column));
            let mut fields = fields.filter(|field| !field.text.trim().is_empty());
            let first = || rows.iter().find_map(|row| row.fields.get(column));
            let at = fields.next().or_else(first).map_or(start, |field| field.at);
            ColumnHeading { text: heading.0, said: heading.1, at }
        })
        .collect()
}

/// The texts of a row of groups: in text files, where nothing is merged, a group reaches over the blank cells right of it that have
/// something below them.
fn spread(row: &Record<'_>, below: &[Record<'_>]) -> Vec<String> {
    let merged = row.fields.iter().any(|field| !matches!(field.at, At::Bytes(_)));
    let mut group = String::new();
    row.fields
        .iter()
        .enumerate()
        .map(|(at, field)| {
            let text = field.text.trim();
            if !text.is_empty() {
                group = text.to_owned();
                return text.to_owned();
            }
            let said = |row: &Record<'_>| {
                row.fields.get(at).is_some_and(|field| !field.text.trim().is_empty())
            };
            if merged || !below.iter().any(said) {
                group.clear();
            }
            group.clone()
        })
        .collect()
}

/// A heading and the group above it.
fn join(upper: &str, lower: &(String, String), map: &ColumnMap) -> (String, String) {
    let (text, said) = lower;
    if upper.is_empty() || upper == text {
        return lower.clone();
    }
    if text.is_empty() {
        return (upper.to_owned(), upper.to_owned());
    }
    let whole = format!("{upper} {text}");
    let said = meaning(upper, said, &whole, map);
    (whole, said)
}

/// What a group and a heading below it say together. A group that says more than where the column stands is never left out:
/// the plot ratio of the plan is not that of the buildings.
fn meaning(upper: &str, lower: &str, whole: &str, map: &ColumnMap) -> String {
    let bare: String = half_width(lower).chars().filter(|c| !"()[]".contains(*c)).collect();
    if Unit::parse(&bare).is_some() || year(bare.trim()).is_some() {
        return format!("{upper}({bare})");
    }
    if Heading::parse(upper).name.is_empty() || year(upper).is_some() {
        return format!("{lower}({upper})");
    }
    if is_known(whole, whole, map) {
        return whole.to_owned();
    }
    let stem = stem(upper);
    for said in [format!("{stem}{lower}"), format!("{lower}{upper}")] {
        if is_known(&said, &said, map) {
            return said;
        }
    }
    let qualified = format!("{lower}({stem})");
    if headings::has_qualified(&qualified) {
        return qualified;
    }
    // What is not read under its own name is not read under a group either.
    let unread = Heading::parse(lower).field() == Some(Field::NotRead);
    if unread || is_neutral(upper) { lower.to_owned() } else { whole.to_owned() }
}

/// What words such as 情况 are put behind.
fn stem(group: &str) -> &str {
    const TAILS: [&str; 6] = ["情况", "信息", "状况", "概况", "数据", "资料"];
    let tail = TAILS.iter().find_map(|tail| group.strip_suffix(tail));
    tail.unwrap_or(group)
}

/// Whether a group says only what its columns are about, and nothing that makes another figure of them.
fn is_neutral(group: &str) -> bool {
    const SAYS_MORE: [&str; 15] = [
        "规划", "批准", "审批", "拟", "计划", "目标", "原", "历史", "预计", "约定", "处罚", "新增",
        "改造", "开发", "其中",
    ];
    const PLAIN: [&str; 13] = [
        "土地",
        "宗地",
        "地块",
        "用地",
        "占地",
        "企业",
        "厂房",
        "建筑",
        "建筑物",
        "基本",
        "现状",
        "登记",
        "land",
    ];
    let group = stem(group.trim());
    let says_more = SAYS_MORE.iter().any(|word| group.contains(word));
    let plain = |word: &str| {
        group.eq_ignore_ascii_case(word) || (!group.is_ascii() && group.ends_with(word))
    };
    !says_more && (group.is_empty() || PLAIN.iter().any(|word| plain(word)))
}

/// Whether a row is one of groups and no title: two different texts, short, without figures and without colons.
pub(super) fn is_groups(row: &Record<'_>) -> bool {
    let mut texts: Vec<&str> =
        row.fields.iter().map(|field| field.text.trim()).filter(|text| !text.is_empty()).collect();
    texts.sort_unstable();
    texts.dedup();
    let short = |text: &&str| {
        let plain = half_width(text);
        let figures = plain.chars().any(|c| c.is_ascii_digit()) && year(plain.trim()).is_none();
        text.chars().count() <= 12 && !figures && !plain.contains(':')
    };
    texts.len() >= 2 && texts.iter().all(short)
}
