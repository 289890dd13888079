//! How much a finding weighs, and who must act.

use serde::{Deserialize, Serialize};

/// How much a finding weighs (严重程度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Error (错误): the record is not used.
    Error,
    /// Warning (警告): the record is used, but somebody must look at it.
    Warning,
    /// Note (提示): nothing needs to be done.
    Note,
}

/// Who must act on a finding (责任方).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Responsible {
    /// Whoever made or converted the file (数据制作方).
    DataProducer,
    /// The surveyor (测绘单位).
    Surveyor,
    /// The office that keeps the ledger (台账管理部门).
    LedgerKeeper,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn title(self) -> super::Text {
        match self {
            Severity::Error => super::Text::new("错误", "error"),
            Severity::Warning => super::Text::new("警告", "warning"),
            Severity::Note => super::Text::new("提示", "note"),
        }
    }
}

impl Responsible {
    /// The words for it.
    #[must_use]
    pub fn title(self) -> super::Text {
        match self {
            Responsible::DataProducer => super::Text::new("数据制作方", "data producer"),
            Responsible::Surveyor => super::Text::new("测绘单位", "surveyor"),
            Responsible::LedgerKeeper => super::Text::new("台账管理部门", "ledger keeper"),
        }
    }
}
