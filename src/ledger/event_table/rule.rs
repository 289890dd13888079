//! [`RowRule`]: why a row of a table of events does not count.

use crate::finding::Text;

/// The rule (规则) that a row breaks; of several the first in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RowRule {
    /// The kind is none of the words.
    BadKind,
    /// The day of recording or of effect is no day of the period as `YYYY-MM-DD`.
    BadDate,
    /// A row that moves floor area has no area above 0.
    BadArea,
    /// A row that moves floor area names no unit.
    NoUnit,
    /// No row of the table, valid or not, lists the parcel.
    UnknownParcel,
    /// It corrects a row that is not there, or that itself corrects another.
    UnknownReference,
    /// An earlier row, valid or not, has the same number.
    RepeatedId,
    /// The operation is none of the words, or does not fit: `new` corrects nothing, the others correct a row.
    BadOperation,
}

impl RowRule {
    /// Every rule, in the order in which they are held against a row.
    pub const ALL: [RowRule; 8] = [
        RowRule::BadKind,
        RowRule::BadDate,
        RowRule::BadArea,
        RowRule::NoUnit,
        RowRule::UnknownParcel,
        RowRule::UnknownReference,
        RowRule::RepeatedId,
        RowRule::BadOperation,
    ];

    /// A short name for tables and programs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            RowRule::BadKind => "bad_kind",
            RowRule::BadDate => "bad_date",
            RowRule::BadArea => "bad_area",
            RowRule::NoUnit => "no_unit",
            RowRule::UnknownParcel => "unknown_parcel",
            RowRule::UnknownReference => "unknown_ref",
            RowRule::RepeatedId => "dup_id",
            RowRule::BadOperation => "bad_op",
        }
    }

    /// What is expected of a row.
    #[must_use]
    pub fn expectation(self) -> Text {
        let (zh, en) = match self {
            RowRule::BadKind => (
                "事项类别为 listed、causes、plan、milestone、vacated、revitalized、delisted 之一",
                "a kind: listed, causes, plan, milestone, vacated, revitalized or delisted",
            ),
            RowRule::BadDate => (
                "登记和生效日期为期间内的实际日期，写作 YYYY-MM-DD",
                "days of recording and of effect within the period, as YYYY-MM-DD",
            ),
            RowRule::BadArea => (
                "腾空、盘活的建筑面积大于 0 平方米，不超过 10¹¹",
                "a floor area above 0 m² and at most 10¹¹ where floor area moves",
            ),
            RowRule::NoUnit => ("腾空、盘活的行写明单元", "a unit where floor area moves"),
            RowRule::UnknownParcel => {
                ("宗地在表中有 listed 行", "a parcel that some row of the table lists")
            }
            RowRule::UnknownReference => (
                "更正或撤销的是表中的 new 行",
                "a correction of a row of the table with the operation new",
            ),
            RowRule::RepeatedId => ("编号不与前面的行重复", "a number that no earlier row has"),
            RowRule::BadOperation => (
                "操作为 new（不填 corrects）或 replace、retract（填 corrects）",
                "new without a row that it corrects, or replace or retract with one",
            ),
        };
        Text::new(zh, en)
    }
}

/// A row that does not count (无效行): the rule it breaks, its number, its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct InvalidRow {
    /// The first rule that it breaks.
    pub rule: RowRule,
    /// Its number.
    pub event_id: u64,
    /// Its line.
    pub line: u32,
}
