//! Questions: what a sheet does not say, and nobody guesses.

use serde::{Deserialize, Serialize};

use super::{Conflict, MatchKey, RecordReference};
use crate::finding::{Place, Text};
use crate::read::sheet::{CellValue, Field};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuestionKind {
    /// An entry that was on the ledger has no row any more: why?
    Vanished,
    /// A row says that its entry is struck off: why?
    ReasonOpen,
    /// A row may be one of several, or keys contradict each other: which is it?
    Ambiguous,
    /// A row lacks what a registration or a listing needs.
    Incomplete,
    /// Values that were known are blank now: unknown, or left out?
    Blank,
    /// The agreement or its dates differ: a supplement, or a correction?
    AgreementDiffers,
    /// Rows about parts of one parcel state different facts of it: which holds?
    PartsDiffer,
    /// The ledger has no entry, or several, for what the two sheets say.
    EntryUnknown,
}

/// A record of before that a row may be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Candidate {
    /// Which.
    pub record: RecordReference,
    /// What agrees.
    pub keys: Vec<MatchKey>,
    /// What does not.
    pub conflicts: Vec<Conflict>,
}

/// What a row says where others say otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StatedValue {
    /// The row.
    pub row: RecordReference,
    /// The field.
    pub field: Field,
    /// The year, of a figure by year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Its value.
    pub value: CellValue,
    /// Where that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// Something that the sheet leaves open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Question {
    /// What is asked.
    pub kind: QuestionKind,
    /// The question for readers.
    pub text: Text,
    /// The row it is about; of several, the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<RecordReference>,
    /// What was there before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// Why it is ambiguous.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// The fields it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Where rows contradict each other: what each says, by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<StatedValue>,
}

impl Question {
    pub(super) fn about(
        kind: QuestionKind,
        new: Option<RecordReference>,
        fields: Vec<Field>,
    ) -> Question {
        let text = kind.sentence(&fields);
        Question {
            kind,
            text,
            new,
            candidates: Vec::new(),
            conflicts: Vec::new(),
            fields,
            stated: Vec::new(),
        }
    }

    /// The same question, with the record of before that it is about.
    pub(super) fn of(mut self, record: RecordReference, keys: Vec<MatchKey>) -> Question {
        self.candidates.push(Candidate { record, keys, conflicts: Vec::new() });
        self
    }
}

impl QuestionKind {
    /// The question in Chinese and English.
    pub(super) fn sentence(self, fields: &[Field]) -> Text {
        let names: Vec<Text> = fields.iter().map(|field| field.name()).collect();
        let zh = names.iter().map(|name| name.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = names.iter().map(|name| name.en.as_str()).collect::<Vec<_>>().join(", ");
        match self {
            QuestionKind::Vanished => Text::new(
                "新表中没有这一条：销号原因是什么，还是漏填？",
                "no row any more: why was it struck off, or was it left out?",
            ),
            QuestionKind::ReasonOpen => {
                Text::new("已销号，原因是什么？", "struck off: for what reason?")
            }
            QuestionKind::Ambiguous => {
                Text::new("对应原来的哪一条，还是新增？", "which of these is it, or is it new?")
            }
            QuestionKind::Incomplete => Text::new(format!("缺少：{zh}"), format!("missing: {en}")),
            QuestionKind::Blank => Text::new(
                format!("原有值现为空白，按原值保留；是否已不明：{zh}"),
                format!("blank now, kept as before; is it no longer known: {en}"),
            ),
            QuestionKind::AgreementDiffers => Text::new(
                format!("与原合同不同，是补充协议还是更正：{zh}"),
                format!("other than in the agreement; a supplement or a correction: {en}"),
            ),
            QuestionKind::PartsDiffer => Text::new(
                format!("同一宗地的各行所写事实不同，以哪行为准：{zh}"),
                format!("rows of one parcel state different facts; which holds: {en}"),
            ),
            QuestionKind::EntryUnknown => Text::new(
                "台账中没有唯一对应的条目，应先导入旧表或写明台账编号",
                "the ledger has no single entry for it: import the old sheet first, or give the entry id",
            ),
        }
    }
}
