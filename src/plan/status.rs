//! [`PlanStatus`]: where a plan stands, a closed list.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

/// Where a plan stands (方案状态). It follows from what happened; nobody types it in, and overdue, stalled and at risk are no
/// statuses: they follow from the dates ([`super::watch()`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PlanStatus {
    /// Being drafted (拟定中).
    Draft,
    /// Holder and units were consulted (已征求意见).
    Consulted,
    /// Returned to be worked over (已退回).
    Returned,
    /// Approved, no milestone reached yet (已批准).
    Approved,
    /// A milestone was reached, or work began (实施中).
    Implementing,
    /// Every milestone was reached, the acceptance is open (待验收).
    AwaitingAcceptance,
    /// Suspended by a lawsuit about the land (诉讼中止).
    SuspendedByLitigation,
    /// Suspended by a seizure (查封中止).
    SuspendedBySeizure,
    /// Accepted: the plan is closed (已验收).
    Closed,
    /// Given up, or another plan took its place (已终止).
    Superseded,
}

impl PlanStatus {
    /// Every status, in the order of a plan's life.
    pub const ALL: [PlanStatus; 10] = [
        PlanStatus::Draft,
        PlanStatus::Consulted,
        PlanStatus::Returned,
        PlanStatus::Approved,
        PlanStatus::Implementing,
        PlanStatus::AwaitingAcceptance,
        PlanStatus::SuspendedByLitigation,
        PlanStatus::SuspendedBySeizure,
        PlanStatus::Closed,
        PlanStatus::Superseded,
    ];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            PlanStatus::Draft => "draft",
            PlanStatus::Consulted => "consulted",
            PlanStatus::Returned => "returned",
            PlanStatus::Approved => "approved",
            PlanStatus::Implementing => "implementing",
            PlanStatus::AwaitingAcceptance => "awaiting-acceptance",
            PlanStatus::SuspendedByLitigation => "suspended-by-litigation",
            PlanStatus::SuspendedBySeizure => "suspended-by-seizure",
            PlanStatus::Closed => "closed",
            PlanStatus::Superseded => "superseded",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            PlanStatus::Draft => Text::new("拟定中", "draft"),
            PlanStatus::Consulted => Text::new("已征求意见", "consulted"),
            PlanStatus::Returned => Text::new("已退回", "returned"),
            PlanStatus::Approved => Text::new("已批准", "approved"),
            PlanStatus::Implementing => Text::new("实施中", "implementing"),
            PlanStatus::AwaitingAcceptance => Text::new("待验收", "awaiting acceptance"),
            PlanStatus::SuspendedByLitigation => Text::new("诉讼中止", "suspended by a lawsuit"),
            PlanStatus::SuspendedBySeizure => Text::new("查封中止", "suspended by a seizure"),
            PlanStatus::Closed => Text::new("已验收", "closed"),
            PlanStatus::Superseded => Text::new("已终止", "superseded"),
        }
    }

    /// Whether it is approved and not over (在办): a parcel has at most one such plan.
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(
            self,
            PlanStatus::Approved
                | PlanStatus::Implementing
                | PlanStatus::AwaitingAcceptance
                | PlanStatus::SuspendedByLitigation
                | PlanStatus::SuspendedBySeizure
        )
    }

    /// Whether it is not approved yet (拟定阶段).
    #[must_use]
    pub const fn is_in_preparation(self) -> bool {
        matches!(self, PlanStatus::Draft | PlanStatus::Consulted | PlanStatus::Returned)
    }

    /// Whether its clocks stand still (期限中止).
    #[must_use]
    pub const fn is_suspended(self) -> bool {
        matches!(self, PlanStatus::SuspendedByLitigation | PlanStatus::SuspendedBySeizure)
    }
}
