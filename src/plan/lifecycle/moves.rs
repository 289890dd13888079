//! [`PlanMove`]: what can happen to a plan.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

/// What can happen to a plan (方案环节): the events of its life-cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PlanMove {
    /// It is drafted (拟定).
    Draft,
    /// Holder and units are consulted (征求意见).
    Consult,
    /// It is returned to be worked over (退回).
    Return,
    /// It is approved (批准).
    Approve,
    /// Its contents are stated anew (调整).
    Revise,
    /// Work begins (开始实施).
    Start,
    /// A milestone is reached, and others are open (节点完成).
    Reach,
    /// The last open milestone is reached (全部节点完成).
    Complete,
    /// The acceptance is asked for again (报验).
    Submit,
    /// The acceptance asks for more (整改).
    Rectify,
    /// Its result is accepted (验收办结).
    Accept,
    /// A lawsuit stops it (诉讼中止).
    SuspendForLitigation,
    /// A seizure stops it (查封中止).
    SuspendForSeizure,
    /// It goes on (恢复).
    Resume,
    /// It is given up, or another takes its place (终止或替换).
    Supersede,
    /// It is reopened after a relapse (反弹重启).
    Reopen,
}

impl PlanMove {
    /// Every move.
    pub const ALL: [PlanMove; 16] = [
        PlanMove::Draft,
        PlanMove::Consult,
        PlanMove::Return,
        PlanMove::Approve,
        PlanMove::Revise,
        PlanMove::Start,
        PlanMove::Reach,
        PlanMove::Complete,
        PlanMove::Submit,
        PlanMove::Rectify,
        PlanMove::Accept,
        PlanMove::SuspendForLitigation,
        PlanMove::SuspendForSeizure,
        PlanMove::Resume,
        PlanMove::Supersede,
        PlanMove::Reopen,
    ];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            PlanMove::Draft => "draft",
            PlanMove::Consult => "consult",
            PlanMove::Return => "return",
            PlanMove::Approve => "approve",
            PlanMove::Revise => "revise",
            PlanMove::Start => "start",
            PlanMove::Reach => "reach",
            PlanMove::Complete => "complete",
            PlanMove::Submit => "submit",
            PlanMove::Rectify => "rectify",
            PlanMove::Accept => "accept",
            PlanMove::SuspendForLitigation => "suspend-for-litigation",
            PlanMove::SuspendForSeizure => "suspend-for-seizure",
            PlanMove::Resume => "resume",
            PlanMove::Supersede => "supersede",
            PlanMove::Reopen => "reopen",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            PlanMove::Draft => Text::new("拟定", "draft"),
            PlanMove::Consult => Text::new("征求意见", "consult"),
            PlanMove::Return => Text::new("退回", "return"),
            PlanMove::Approve => Text::new("批准", "approve"),
            PlanMove::Revise => Text::new("调整", "revise"),
            PlanMove::Start => Text::new("开始实施", "start"),
            PlanMove::Reach => Text::new("节点完成", "milestone reached"),
            PlanMove::Complete => Text::new("全部节点完成", "last milestone reached"),
            PlanMove::Submit => Text::new("报验", "submit for acceptance"),
            PlanMove::Rectify => Text::new("整改", "rectify"),
            PlanMove::Accept => Text::new("验收办结", "accept"),
            PlanMove::SuspendForLitigation => Text::new("诉讼中止", "suspend for a lawsuit"),
            PlanMove::SuspendForSeizure => Text::new("查封中止", "suspend for a seizure"),
            PlanMove::Resume => Text::new("恢复", "resume"),
            PlanMove::Supersede => Text::new("终止或替换", "supersede"),
            PlanMove::Reopen => Text::new("反弹重启", "reopen"),
        }
    }
}
