//! [`Guard`]: what must hold before a move; [`PlanRole`]: who may make it.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

/// What must hold before a move (环节条件).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Guard {
    /// The plan has a plot and a method.
    PlotsAndMethods,
    /// Its plots are in the books.
    PlotsInBooks,
    /// The shares of its plots are the whole together.
    SharesAddUp,
    /// No other plan for one of its plots is active.
    NoOtherActivePlan,
    /// The step is an open milestone.
    MilestoneOpen,
    /// Every milestone is reached.
    MilestonesReached,
    /// Milestones that were reached are among the new ones, and a closed plan gets no open ones.
    MilestonesKept,
    /// An entry of one of its plots is on the ledger again.
    EntryBack,
    /// The plan that takes its place, where one is named, is in the books, in preparation or active, and for one of its plots.
    SuccessorStands,
    /// The role is one that may make the move.
    Role,
    /// The evidence of the move is stated.
    Evidence,
    /// The evidence of every method of the plan is stated.
    MethodEvidence,
    /// The site check is dated: from the day on which the run was adopted to that of the move.
    SiteCheckDated,
}

impl Guard {
    /// Every guard.
    pub const ALL: [Guard; 13] = [
        Guard::PlotsAndMethods,
        Guard::PlotsInBooks,
        Guard::SharesAddUp,
        Guard::NoOtherActivePlan,
        Guard::MilestoneOpen,
        Guard::MilestonesReached,
        Guard::MilestonesKept,
        Guard::EntryBack,
        Guard::SuccessorStands,
        Guard::Role,
        Guard::Evidence,
        Guard::MethodEvidence,
        Guard::SiteCheckDated,
    ];

    /// The guard in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Guard::PlotsAndMethods => Text::new("有宗地和方式", "a plot and a method"),
            Guard::PlotsInBooks => Text::new("宗地已登记", "plots in the books"),
            Guard::SharesAddUp => Text::new("份额合计为 1", "shares that are the whole"),
            Guard::NoOtherActivePlan => {
                Text::new("宗地无其他在办方案", "no other active plan for a plot")
            }
            Guard::MilestoneOpen => Text::new("节点未完成", "an open milestone"),
            Guard::MilestonesReached => Text::new("全部节点完成", "every milestone reached"),
            Guard::MilestonesKept => Text::new("保留已完成节点", "reached milestones kept"),
            Guard::EntryBack => Text::new("条目重新在账", "an entry on the ledger again"),
            Guard::SuccessorStands => {
                Text::new("所列替换方案成立", "a successor, if named, that stands")
            }
            Guard::Role => Text::new("角色相符", "a role that may"),
            Guard::Evidence => Text::new("材料齐全", "the evidence"),
            Guard::MethodEvidence => Text::new("各方式佐证齐全", "the evidence of every method"),
            Guard::SiteCheckDated => Text::new("现场核查有日期", "a dated site check"),
        }
    }
}

/// Who may make a move, by role (环节角色).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PlanRole {
    /// The unit in the lead (牵头单位).
    LeadUnit,
    /// The office that keeps the plans of the zone (盘活专班).
    PlanOffice,
    /// The government, or the body that approves for it (批准机关).
    Government,
    /// The units that accept together (联合验收组).
    AcceptanceTeam,
}

impl PlanRole {
    /// Every role.
    pub const ALL: [PlanRole; 4] =
        [PlanRole::LeadUnit, PlanRole::PlanOffice, PlanRole::Government, PlanRole::AcceptanceTeam];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            PlanRole::LeadUnit => Text::new("牵头单位", "lead unit"),
            PlanRole::PlanOffice => Text::new("盘活专班", "plan office"),
            PlanRole::Government => Text::new("批准机关", "approving authority"),
            PlanRole::AcceptanceTeam => Text::new("联合验收组", "acceptance team"),
        }
    }
}
