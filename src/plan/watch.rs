//! [`watch`]: what of a plan is late, due soon, stalled or at risk on a day, from dates and events alone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{MilestoneProgress, MilestoneStep, Plan, PlanProgress};
use crate::calendar::{self, days_between};
use crate::law::Method;

/// After how many days without an event a plan is stalled (停滞判定): a rule of the district, no number of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StallRule {
    /// More than so many days.
    pub days: u16,
}

impl StallRule {
    /// Stalled after more than so many days without an event.
    #[must_use]
    pub const fn after_days(days: u16) -> StallRule {
        StallRule { days }
    }
}

/// A milestone that is late, or due soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DueMilestone {
    /// Which step.
    pub step: MilestoneStep,
    /// The last day for it.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub due: Date,
    /// Days past due by the clock of the plan; negative while it is not due.
    pub slip_days: i32,
}

/// What became of the fallback of a plan (兜底方式状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FallbackStanding {
    /// The method that takes over.
    pub method: Method,
    /// The last day before it does, put off by suspensions.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub trigger: Date,
    /// Days since it took over: 1 on the day after the trigger; absent where it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_since: Option<i32>,
}

/// What of a plan is late, due soon, stalled or at risk on a day (方案预警).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanWatch {
    /// Milestones overdue, the longest overdue first.
    pub overdue: Vec<DueMilestone>,
    /// Milestones due on the day or in the 30 days after it, the first first.
    pub due_30: Vec<DueMilestone>,
    /// The same in the 90 days after it: those of the 30 days are among them.
    pub due_90: Vec<DueMilestone>,
    /// The longest slip of a milestone that is open or reached; negative if all are early, absent without milestones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip_days: Option<i32>,
    /// Days without an event, where these are more than the rule has; absent where it is not stalled or no rule was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stalled_days: Option<i32>,
    /// At risk: nothing is overdue, and the milestone reached last was so many days late; the next one will be, too, unless the
    /// time is made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_risk_days: Option<i32>,
    /// Its fallback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<FallbackStanding>,
}

impl PlanProgress {
    /// Days without an event under the plan on a day, if these are more than the rule has. A plan that is suspended, closed or
    /// given up is not stalled.
    #[must_use]
    pub fn stalled_days(&self, on: Date, rule: StallRule) -> Option<i32> {
        let status = self.status();
        if !(status.is_active() || status.is_in_preparation()) || status.is_suspended() {
            return None;
        }
        let days = days_between(self.last_moved, on);
        (days > i32::from(rule.days)).then_some(days)
    }

    /// How many days late the milestone reached last was, if another one is open and none is overdue.
    #[must_use]
    pub fn at_risk_days(&self, on: Date) -> Option<i32> {
        if !self.status().is_active() || self.next().is_none() || self.overdue(on).next().is_some()
        {
            return None;
        }
        let reached = self.milestones.iter().filter(|m| m.reached.is_some());
        let last = reached.max_by_key(|m| (m.reached, m.due))?;
        Some(last.slip_days(on)).filter(|days| *days > 0)
    }
}

/// Where the fallback of a plan stands on a day; `None` for a plan without one, and for one that is not active.
///
/// It takes over once its day has passed and what should be reached by then is not: the step that it names, else all. While a
/// plan is suspended the day does not come, and afterwards it is put off by as many days. After a reopening a day before it
/// has no meaning any more, until the plan is revised.
#[must_use]
pub fn fallback_standing(
    plan: &Plan,
    progress: &PlanProgress,
    on: Date,
) -> Option<FallbackStanding> {
    let fallback = plan.contents.fallback.as_ref()?;
    if !progress.status().is_active() || is_of_an_earlier_run(fallback.trigger, progress) {
        return None;
    }
    let trigger = progress.put_off(fallback.trigger);
    let clock = progress.clock(on);
    let lacks = |milestone: &MilestoneProgress| {
        milestone.reached.is_none() && fallback.unless.is_none_or(|step| milestone.step == step)
    };
    let of_step =
        |milestone: &MilestoneProgress| fallback.unless.is_none_or(|step| milestone.step == step);
    let is_open = progress.milestones.iter().any(lacks) || !progress.milestones.iter().any(of_step);
    let days = days_between(trigger, clock);
    let days_since = (is_open && days > 0).then_some(days);
    Some(FallbackStanding { method: fallback.method, trigger, days_since })
}

/// A plan that was reopened says by its milestones where this run should be when; a day from before it was that of a run
/// that is over.
fn is_of_an_earlier_run(trigger: Date, progress: &PlanProgress) -> bool {
    !progress.earlier_runs.is_empty() && progress.adopted.is_some_and(|adopted| trigger < adopted)
}

/// What of a plan is late, due soon, stalled or at risk on a day: a function of plan, progress and day.
#[must_use]
pub fn watch(plan: &Plan, progress: &PlanProgress, on: Date, rule: Option<StallRule>) -> PlanWatch {
    let clock = progress.clock(on);
    let row = |m: &MilestoneProgress| DueMilestone {
        step: m.step,
        due: m.due,
        slip_days: m.slip_days(clock),
    };
    let sorted = |mut rows: Vec<DueMilestone>| {
        rows.sort_by_key(|row| (row.due, row.step));
        rows
    };
    let runs = progress.status().is_active() || progress.accepted.is_some();
    let slips = progress.milestones.iter().filter(|_| runs).map(|m| m.slip_days(clock));
    PlanWatch {
        overdue: sorted(progress.overdue(on).map(row).collect()),
        due_30: sorted(progress.due_within(on, 30).map(row).collect()),
        due_90: sorted(progress.due_within(on, 90).map(row).collect()),
        slip_days: slips.max(),
        stalled_days: rule.and_then(|rule| progress.stalled_days(on, rule)),
        at_risk_days: progress.at_risk_days(on),
        fallback: fallback_standing(plan, progress, on),
    }
}
