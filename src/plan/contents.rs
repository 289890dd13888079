//! [`PlanContents`]: what a plan says beyond plots, methods and milestones.

use serde::{Deserialize, Serialize};

use super::{
    CostItem, Fallback, FloorUse, Funding, HolderWish, OccupantReplacement, PlotShare, Risk,
    Target, Task,
};
use crate::law::{Cause, Citation};

/// What a plan says beyond its plots, methods and milestones (方案内容), all of it optional.
///
/// In JSON it is the member `contents` of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanContents {
    /// The shares of the plots in a plan for several; empty for equal ones, or a single plot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<PlotShare>,
    /// Causes with side and evidence, the primary one first (原因).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// What the holder wants (权利人意愿).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<HolderWish>,
    /// What it rests on in law (法律依据).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Citation>,
    /// Targets, with what was achieved (目标).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// Floor area by use: existing, new, demolished (分用途建筑面积).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floor_uses: Vec<FloorUse>,
    /// Units that help the one in the lead (配合单位).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cooperating_units: Vec<String>,
    /// The level of the officer who answers for it, by role (包联领导层级); persons are not modelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// Policy support in words: bonds, price, procedures (政策支持).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<String>,
    /// What it costs and who pays (资金).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<Funding>,
    /// What it costs in a year to do nothing, item by item (不处置年成本).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yearly_costs: Vec<CostItem>,
    /// Risks (风险).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Risk>,
    /// What is done instead, and from when (兜底方式).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Fallback>,
    /// What is to be done, in order (任务清单).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// The occupant that leaves and the one that comes (腾笼换鸟).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<OccupantReplacement>,
}

impl PlanContents {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == PlanContents::default()
    }
}
