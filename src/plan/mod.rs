//! The plan of a plot (盘活方案, 一宗一策): methods, contents, milestones, its life-cycle, and the firms that may come.

mod contents;
mod evidence;
mod fallback;
mod floor_use;
mod funding;
pub mod lifecycle;
mod milestone;
mod need;
mod occupants;
mod progress;
mod prospect;
mod risk;
mod share;
mod status;
mod target;
mod task;
mod watch;
mod wish;

pub use contents::PlanContents;
pub use evidence::Evidence;
pub use fallback::Fallback;
pub use floor_use::{FloorUse, FloorUseKind};
pub use funding::{CostItem, Funding, FundingKind, FundingSource};
pub use milestone::{Milestone, MilestoneStep};
pub use need::{Firmness, Need, Requirement, WantedStorey, WantedTenure};
pub use occupants::{
    Occupant, OccupantMetrics, OccupantReplacement, ReplacementRoute, ReplacementStage,
};
pub(crate) use progress::Moved;
pub use progress::{MilestoneProgress, PlanProgress, PlanRun, StatusChange, Suspended};
pub use prospect::{Prospect, ProspectId, ProspectStage};
pub use risk::{Risk, RiskKind};
pub use share::PlotShare;
pub use status::PlanStatus;
pub use target::{Achieved, Target, TargetMetric};
pub use task::{Task, TaskState};
pub use watch::{DueMilestone, FallbackStanding, PlanWatch, StallRule, fallback_standing, watch};
pub use wish::HolderWish;

use serde::{Deserialize, Serialize};

use crate::codes::{ParcelCode, id_type};
use crate::law::Method;
use crate::units::FloorArea;

id_type! {
    /// Id of a plan (方案编号).
    PlanId
}

/// A plan (盘活方案): what shall happen with a plot, by which methods and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Plan {
    /// Id of the plan.
    pub id: PlanId,
    /// The plots that it is for.
    pub parcels: Vec<ParcelCode>,
    /// Methods in the order in which they are to be used.
    pub methods: Vec<Method>,
    /// Unit in the lead (牵头单位).
    pub lead_unit: String,
    /// Diagnosis in words (问题诊断).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosis: Option<String>,
    /// Milestones in order of their due days.
    pub milestones: Vec<Milestone>,
    /// Floor area to be brought back into use (计划盘活建筑面积), m².
    #[serde(default, rename = "target_floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub target_floor_area: Option<FloorArea>,
    /// What else it says.
    #[serde(default, skip_serializing_if = "PlanContents::is_empty")]
    pub contents: PlanContents,
}

impl Plan {
    /// A plan for these plots.
    #[must_use]
    pub fn new(
        id: PlanId,
        parcels: Vec<ParcelCode>,
        methods: Vec<Method>,
        lead_unit: impl Into<String>,
    ) -> Plan {
        Plan {
            id,
            parcels,
            methods,
            lead_unit: lead_unit.into(),
            diagnosis: None,
            milestones: Vec::new(),
            target_floor_area: None,
            contents: PlanContents::default(),
        }
    }
}
