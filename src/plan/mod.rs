//! The plan of a plot (盘活方案, 一宗一策): methods, milestones, lead unit, and the firms that may come.

mod prospect;
mod status;

pub use prospect::{Need, Prospect, ProspectId, ProspectStage};
pub use status::{MilestoneProgress, PlanProgress, PlanStatus};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::codes::{ParcelCode, id_type};
use crate::finding::Text;
use crate::law::Method;
use crate::units::FloorArea;

id_type! {
    /// Id of a plan (方案编号).
    PlanId
}

/// A plan (盘活方案): what shall happen with a plot, by which methods and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// A milestone (节点) of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Milestone {
    /// Which step.
    pub step: MilestoneStep,
    /// The day by which it is to be reached (that day included).
    #[serde(with = "calendar::day")]
    pub due: Date,
}

macro_rules! steps {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $zh:literal, $en:literal; )*) => {
        /// The steps that plans set milestones for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum MilestoneStep {
            $( $(#[$doc])* #[serde(rename = $id)] $variant, )*
        }

        impl MilestoneStep {
            /// Every step, in the usual order.
            pub const ALL: &'static [MilestoneStep] = &[$(MilestoneStep::$variant),*];

            /// The id used in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(MilestoneStep::$variant => $id,)* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $(MilestoneStep::$variant => Text::new($zh, $en),)* }
            }
        }
    };
}

steps! {
    /// Agreement with the holder.
    HolderAgreement = "holder-agreement", "与权利人达成协议", "agreement with the holder";
    /// The spent occupant has left.
    OccupantCleared = "occupant-cleared", "原企业腾退", "occupant cleared";
    /// Procedures are complete: contract, permit, registration.
    FormalitiesComplete = "formalities-complete", "手续办结", "formalities complete";
    /// A contract with the incoming firm is signed.
    ContractSigned = "contract-signed", "签约引进项目", "contract with the incoming firm";
    /// Works have started.
    WorksStarted = "works-started", "动工建设", "works started";
    /// Works are complete.
    WorksComplete = "works-complete", "竣工", "works complete";
    /// Production has started.
    InProduction = "in-production", "投产", "in production";
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
        }
    }
}

impl Milestone {
    /// A step and the last day for it.
    #[must_use]
    pub const fn new(step: MilestoneStep, due: Date) -> Milestone {
        Milestone { step, due }
    }
}
