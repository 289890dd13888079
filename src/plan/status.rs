//! Where a plan stands on a day: derived from what happened, never typed in.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{MilestoneStep, Plan};
use crate::calendar;
use crate::finding::Text;

/// Where a plan stands (方案状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PlanStatus {
    /// Approved, no milestone reached yet (已批准).
    Approved,
    /// A milestone was reached (实施中).
    Implementing,
    /// Every milestone was reached, the acceptance is open (待验收).
    AwaitingAcceptance,
    /// Accepted: the plan is closed (已验收).
    Closed,
}

impl PlanStatus {
    /// Every status, in the order of a plan's life.
    pub const ALL: [PlanStatus; 4] = [
        PlanStatus::Approved,
        PlanStatus::Implementing,
        PlanStatus::AwaitingAcceptance,
        PlanStatus::Closed,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            PlanStatus::Approved => Text::new("已批准", "approved"),
            PlanStatus::Implementing => Text::new("实施中", "implementing"),
            PlanStatus::AwaitingAcceptance => Text::new("待验收", "awaiting acceptance"),
            PlanStatus::Closed => Text::new("已验收", "closed"),
        }
    }
}

/// One milestone, planned and actual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MilestoneProgress {
    /// Which step.
    pub step: MilestoneStep,
    /// The last day for it.
    #[serde(with = "calendar::day")]
    pub due: Date,
    /// The day on which it was reached.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub reached: Option<Date>,
}

/// What happened under a plan so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanProgress {
    /// The day on which it was adopted.
    #[serde(with = "calendar::day")]
    pub adopted: Date,
    /// Its milestones.
    pub milestones: Vec<MilestoneProgress>,
    /// The day on which its result was accepted.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Date>,
}

impl PlanProgress {
    /// The progress of a plan on the day of its adoption.
    #[must_use]
    pub fn adopted(plan: &Plan, on: Date) -> PlanProgress {
        let milestones = plan.milestones.iter().map(|milestone| MilestoneProgress {
            step: milestone.step,
            due: milestone.due,
            reached: None,
        });
        PlanProgress { adopted: on, milestones: milestones.collect(), accepted: None }
    }

    /// Where the plan stands.
    #[must_use]
    pub fn status(&self) -> PlanStatus {
        let reached = self.milestones.iter().filter(|m| m.reached.is_some()).count();
        match (self.accepted, reached) {
            (Some(_), _) => PlanStatus::Closed,
            (None, 0) => PlanStatus::Approved,
            (None, n) if n < self.milestones.len() => PlanStatus::Implementing,
            (None, _) => PlanStatus::AwaitingAcceptance,
        }
    }

    /// The milestones that are overdue on a day: due before it and not reached. Due on the day itself is not
    /// overdue.
    pub fn overdue(&self, on: Date) -> impl Iterator<Item = &MilestoneProgress> {
        self.milestones.iter().filter(move |m| m.is_overdue(on))
    }

    /// The next milestone that is still to be reached: the one due first.
    #[must_use]
    pub fn next(&self) -> Option<&MilestoneProgress> {
        self.milestones.iter().filter(|m| m.reached.is_none()).min_by_key(|m| m.due)
    }
}

impl MilestoneProgress {
    /// Whether the step was due before `on` and is not reached.
    #[must_use]
    pub fn is_overdue(&self, on: Date) -> bool {
        self.reached.is_none() && self.due < on
    }

    /// How many days late the step was reached or, if it is open, is on `on`; negative if early.
    #[must_use]
    pub fn slip_days(&self, on: Date) -> i32 {
        calendar::days_between(self.due, self.reached.unwrap_or(on))
    }
}
