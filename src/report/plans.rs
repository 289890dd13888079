//! The plans of a day: all of them, one of them, and what is due.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{MilestoneRow, PlanRow, PlanStatusRow, ProspectRow};
use crate::assessment::{PlanMethodVerdict, plan_methods};
use crate::calendar;
use crate::error::Result;
use crate::indicator::PlanCoverage;
use crate::ledger::{EntryId, Event, LedgerState};
use crate::plan::{
    DueMilestone, FallbackStanding, MilestoneProgress, MilestoneStep, Plan, PlanId, PlanProgress,
    PlanStatus, ProspectId, ReplacementStage, StallRule, watch,
};

/// Every plan in the books on a day, and how much of the ledger they cover (方案清单).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanList {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Plans by status.
    pub statuses: Vec<PlanStatusRow>,
    /// The plans, by id.
    pub plans: Vec<PlanRow>,
    /// How much of the ledger an active plan covers.
    pub coverage: PlanCoverage,
}

impl PlanList {
    /// The plans of a state, on the day that it is as of; without a rule no plan is said to be stalled.
    ///
    /// # Errors
    ///
    /// If sums are larger than a quantity can be.
    pub fn of(state: &LedgerState, stall: Option<StallRule>) -> Result<PlanList> {
        let on = state.as_of.effective;
        let plans = plan_rows(state, on, stall);
        Ok(PlanList {
            on,
            statuses: plan_statuses(&plans),
            plans,
            coverage: PlanCoverage::of(state)?,
        })
    }
}

/// Everything about one plan on a day (方案详情).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanPage {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Where it stands, what comes next, what is late.
    pub standing: PlanRow,
    /// What it says.
    pub plan: Plan,
    /// What happened under it: moves, milestones, earlier runs.
    pub progress: PlanProgress,
    /// How far the replacement of the occupant has come; absent where the plan is for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<ReplacementStage>,
    /// The plans that took its place, one after another, the nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<PlanId>,
    /// The plans whose place it took, directly or through others, the nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<PlanId>,
    /// What the law says of its methods; empty where that was not asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<PlanMethodVerdict>,
    /// Entries of its plots that are on the ledger.
    pub entries: Vec<EntryId>,
    /// Firms in contact with it, by id.
    pub prospects: Vec<ProspectRow>,
}

impl PlanPage {
    /// The plan of an id, on the day that the state is as of; `None` if there is no such plan.
    #[must_use]
    pub fn of(state: &LedgerState, id: &PlanId, stall: Option<StallRule>) -> Option<PlanPage> {
        let on = state.as_of.effective;
        let found = state.plans.get(id)?;
        let standing = plan_rows(state, on, stall).into_iter().find(|row| row.plan == *id)?;
        let plots = &found.plan.parcels;
        let entries = state.open_entries().filter(|entry| plots.contains(&entry.parcel));
        let replacement = found.plan.contents.replacement.as_ref();
        let prospects = prospect_rows(state).into_iter().filter(|row| row.plans.contains(id));
        Some(PlanPage {
            on,
            plan: found.plan.clone(),
            progress: found.progress.clone(),
            replacement: replacement.map(|replacement| replacement.stage(on)),
            methods: Vec::new(),
            successors: state.plan_successors(id).into_iter().cloned().collect(),
            predecessors: state.plan_predecessors(id).into_iter().cloned().collect(),
            entries: entries.map(|entry| entry.id.clone()).collect(),
            prospects: prospects.collect(),
            standing,
        })
    }
}

impl PlanPage {
    /// The same with what the law says of its methods, when they were chosen and on the day: see [`plan_methods`].
    ///
    /// # Errors
    ///
    /// If a fee is larger than money can be.
    pub fn with_methods(self, events: &[Event], state: &LedgerState) -> Result<PlanPage> {
        let id = self.plan.id.clone();
        let methods = plan_methods(events, state, std::slice::from_ref(&id))?.remove(&id);
        Ok(PlanPage { methods: methods.unwrap_or_default(), ..self })
    }
}

/// What of the plans wants attention on a day (到期与预警).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlansDue {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Milestones overdue, the longest overdue first.
    pub overdue: Vec<DueRow>,
    /// Milestones due on the day or in the 30 days after it, the first first.
    pub due_30: Vec<DueRow>,
    /// Milestones due 31 to 90 days after the day, the first first.
    pub due_31_to_90: Vec<DueRow>,
    /// The rule by which plans are stalled; without one none is said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stall: Option<StallRule>,
    /// Plans without an event for longer than the rule has, by id: for how many days.
    pub stalled: Vec<WatchedRow>,
    /// Plans of which the last milestone was late and the next one is open, by id: by how many days.
    pub at_risk: Vec<WatchedRow>,
    /// Plans whose fallback has taken over, by id.
    pub fallback: Vec<FallbackRow>,
}

/// A milestone of a plan that is late, or due soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DueRow {
    /// The plan.
    pub plan: PlanId,
    /// Name of its first plot.
    pub name: String,
    /// Unit in the lead.
    pub lead_unit: String,
    /// Which step.
    pub step: MilestoneStep,
    /// The last day for it.
    #[serde(with = "calendar::day")]
    pub due: Date,
    /// Days past due by the clock of the plan; negative while it is not due.
    pub slip_days: i32,
}

/// A plan that is stalled or at risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WatchedRow {
    /// The plan.
    pub plan: PlanId,
    /// Name of its first plot.
    pub name: String,
    /// Unit in the lead.
    pub lead_unit: String,
    /// So many days.
    pub days: i32,
}

/// A plan whose fallback has taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FallbackRow {
    /// The plan.
    pub plan: PlanId,
    /// Name of its first plot.
    pub name: String,
    /// Unit in the lead.
    pub lead_unit: String,
    /// The method, and since when.
    pub fallback: FallbackStanding,
}

impl PlansDue {
    /// What wants attention on the day that the state is as of; without a rule no plan is said to be stalled.
    #[must_use]
    pub fn of(state: &LedgerState, stall: Option<StallRule>) -> PlansDue {
        let on = state.as_of.effective;
        let plans = plan_rows(state, on, stall);
        let steps = |of: &dyn Fn(&PlanRow) -> Vec<DueMilestone>| {
            let own = plans.iter().flat_map(|row| {
                of(row).into_iter().map(|step| DueRow {
                    plan: row.plan.clone(),
                    name: row.name.clone(),
                    lead_unit: row.lead_unit.clone(),
                    step: step.step,
                    due: step.due,
                    slip_days: step.slip_days,
                })
            });
            let mut rows: Vec<DueRow> = own.collect();
            // Stable: by day, then by plan.
            rows.sort_by_key(|row| row.due);
            rows
        };
        let mut overdue = steps(&|row| row.watch.overdue.clone());
        // The clock of a suspended plan stands still: the day alone does not say what is longest overdue.
        overdue.sort_by_key(|row| std::cmp::Reverse(row.slip_days));
        let watched = |of: &dyn Fn(&PlanRow) -> Option<i32>| {
            let rows = plans.iter().filter_map(|row| {
                Some(WatchedRow {
                    plan: row.plan.clone(),
                    name: row.name.clone(),
                    lead_unit: row.lead_unit.clone(),
                    days: of(row)?,
                })
            });
            rows.collect()
        };
        let later = |row: &PlanRow| {
            let steps = row.watch.due_90.iter().filter(|step| !row.watch.due_30.contains(step));
            steps.copied().collect()
        };
        let fallback = plans.iter().filter_map(|row| {
            Some(FallbackRow {
                plan: row.plan.clone(),
                name: row.name.clone(),
                lead_unit: row.lead_unit.clone(),
                fallback: row.watch.fallback.filter(|fallback| fallback.days_since.is_some())?,
            })
        });
        PlansDue {
            on,
            overdue,
            due_30: steps(&|row| row.watch.due_30.clone()),
            due_31_to_90: steps(&later),
            stall,
            stalled: watched(&|row| row.watch.stalled_days),
            at_risk: watched(&|row| row.watch.at_risk_days),
            fallback: fallback.collect(),
        }
    }
}

pub(super) fn plan_rows(state: &LedgerState, on: Date, stall: Option<StallRule>) -> Vec<PlanRow> {
    let mut contacts: BTreeMap<&PlanId, Vec<ProspectId>> = BTreeMap::new();
    for prospect in state.prospects.values() {
        for plan in &prospect.prospect.plans {
            contacts.entry(plan).or_default().push(prospect.prospect.id.clone());
        }
    }
    let milestone = |m: &MilestoneProgress, clock: Date| MilestoneRow {
        step: m.step,
        due: m.due,
        days_late: m.slip_days(clock),
    };
    // While a plan is suspended its clock stands still.
    let rows = state.plans.values().map(|plan| {
        let progress = &plan.progress;
        let clock = progress.clock(on);
        let milestone = |m: &MilestoneProgress| milestone(m, clock);
        let mut overdue: Vec<MilestoneRow> = progress.overdue(on).map(milestone).collect();
        overdue.sort_by_key(|row| (row.due, row.step));
        let first = plan.plan.parcels.first().and_then(|parcel| state.parcels.get(parcel));
        PlanRow {
            plan: plan.plan.id.clone(),
            parcels: plan.plan.parcels.clone(),
            name: first.map(|parcel| parcel.facts.name.clone()).unwrap_or_default(),
            methods: plan.plan.methods.clone(),
            lead_unit: plan.plan.lead_unit.clone(),
            status: progress.status(),
            adopted: progress.adopted,
            next: progress.next().map(milestone),
            overdue,
            target_floor_area: plan.plan.target_floor_area,
            prospects: contacts.get(&plan.plan.id).cloned().unwrap_or_default(),
            superseded_by: progress.successor().cloned(),
            run: progress.run() as u64,
            suspended: progress.suspended,
            watch: watch(&plan.plan, progress, on, stall),
        }
    });
    rows.collect()
}

pub(super) fn plan_statuses(plans: &[PlanRow]) -> Vec<PlanStatusRow> {
    let mut counts: BTreeMap<PlanStatus, (u64, u64)> = BTreeMap::new();
    for plan in plans {
        let count = counts.entry(plan.status).or_default();
        count.0 += 1;
        count.1 += u64::from(!plan.overdue.is_empty());
    }
    let rows = counts.into_iter();
    rows.map(|(status, (count, overdue))| PlanStatusRow { status, count, overdue }).collect()
}

pub(super) fn prospect_rows(state: &LedgerState) -> Vec<ProspectRow> {
    let rows = state.prospects.values().map(|state| ProspectRow {
        prospect: state.prospect.id.clone(),
        firm: state.prospect.firm.clone(),
        stage: state.prospect.stage,
        plans: state.prospect.plans.clone(),
        floor_area: state.prospect.need.floor_area,
        industry: state.prospect.need.industry.clone(),
        spaces: state.spaces.clone(),
        plots: state.plots.clone(),
    });
    rows.collect()
}
