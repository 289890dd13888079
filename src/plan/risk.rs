//! [`Risk`]: what may keep a plan from its end.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

/// What may keep a plan from its end (风险类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RiskKind {
    /// The right of use is mortgaged (抵押).
    Mortgage,
    /// A court has seized it (查封).
    Seizure,
    /// The soil may be polluted (土壤污染).
    Pollution,
    /// Jobs are lost (职工安置).
    Employment,
    /// The public may petition (信访).
    Petitions,
    /// Something else; the note says what (其他).
    Other,
}

impl RiskKind {
    /// Every kind.
    pub const ALL: [RiskKind; 6] = [
        RiskKind::Mortgage,
        RiskKind::Seizure,
        RiskKind::Pollution,
        RiskKind::Employment,
        RiskKind::Petitions,
        RiskKind::Other,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            RiskKind::Mortgage => Text::new("抵押", "mortgage"),
            RiskKind::Seizure => Text::new("查封", "seizure"),
            RiskKind::Pollution => Text::new("土壤污染", "pollution"),
            RiskKind::Employment => Text::new("职工安置", "employment"),
            RiskKind::Petitions => Text::new("信访", "petitions"),
            RiskKind::Other => Text::new("其他", "other"),
        }
    }
}

/// A risk, in words where there are any (风险).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Risk {
    /// Which kind.
    pub kind: RiskKind,
    /// What is to be said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Risk {
    /// A risk of a kind.
    #[must_use]
    pub const fn new(kind: RiskKind) -> Risk {
        Risk { kind, note: None }
    }
}
