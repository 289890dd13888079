//! Prospects: firms that may come, and what they need.

use serde::{Deserialize, Serialize};

use super::{Need, PlanId};
use crate::codes::{CreditCode, id_type};
use crate::finding::Text;

id_type! {
    /// Id of a prospect (意向企业编号).
    ProspectId
}

/// A firm interested in a plot or a plant (意向企业).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Prospect {
    /// Id of the prospect.
    pub id: ProspectId,
    /// Name of the firm.
    pub firm: String,
    /// Unified social credit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<CreditCode>,
    /// The plans that it is in contact with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<PlanId>,
    /// How far the contact has come.
    pub stage: ProspectStage,
    /// What it needs.
    #[serde(default, skip_serializing_if = "Need::is_unknown")]
    pub need: Need,
}

/// How far the contact with a prospect has come (对接阶段).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProspectStage {
    /// Contacted (已联系).
    Contacted,
    /// Has visited the site (已考察).
    Visited,
    /// Negotiating (洽谈中).
    Negotiating,
    /// Signed (已签约).
    Signed,
    /// Moved in (已入驻).
    MovedIn,
    /// Lost (已流失).
    Lost,
}

impl ProspectStage {
    /// Every stage.
    pub const ALL: [ProspectStage; 6] = [
        ProspectStage::Contacted,
        ProspectStage::Visited,
        ProspectStage::Negotiating,
        ProspectStage::Signed,
        ProspectStage::MovedIn,
        ProspectStage::Lost,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ProspectStage::Contacted => Text::new("已联系", "contacted"),
            ProspectStage::Visited => Text::new("已考察", "visited"),
            ProspectStage::Negotiating => Text::new("洽谈中", "negotiating"),
            ProspectStage::Signed => Text::new("已签约", "signed"),
            ProspectStage::MovedIn => Text::new("已入驻", "moved in"),
            ProspectStage::Lost => Text::new("已流失", "lost"),
        }
    }
}

impl Prospect {
    /// A firm that was contacted.
    #[must_use]
    pub fn new(id: ProspectId, firm: impl Into<String>) -> Prospect {
        Prospect {
            id,
            firm: firm.into(),
            credit_code: None,
            plans: Vec::new(),
            stage: ProspectStage::Contacted,
            need: Need::default(),
        }
    }
}
