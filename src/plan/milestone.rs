//! [`Milestone`]: a step and the last day for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::finding::Text;

/// A milestone (节点) of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Milestone {
    /// Which step.
    pub step: MilestoneStep,
    /// The day by which it is to be reached (that day included).
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub due: Date,
}

macro_rules! steps {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $zh:literal, $en:literal; )*) => {
        /// The steps that plans set milestones for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

impl Milestone {
    /// A step and the last day for it.
    #[must_use]
    pub const fn new(step: MilestoneStep, due: Date) -> Milestone {
        Milestone { step, due }
    }
}
