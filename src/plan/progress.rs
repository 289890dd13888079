//! [`PlanProgress`]: what happened under a plan so far, and its clocks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::lifecycle::{PlanMove, PlanRole};
use super::{Evidence, Milestone, MilestoneStep, Plan, PlanId, PlanStatus};
use crate::calendar::{self, add_days};
use crate::law::Document;

/// One milestone, planned and actual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MilestoneProgress {
    /// Which step.
    pub step: MilestoneStep,
    /// The last day for it, put off by the days for which the plan was suspended.
    #[serde(with = "calendar::day")]
    pub due: Date,
    /// The last day as first planned, where a suspension or a revision moved it.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub first_due: Option<Date>,
    /// The day on which it was reached.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub reached: Option<Date>,
}

/// A move of a plan: old and new status, who, when, on what (状态变更记录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StatusChange {
    /// The day.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The move.
    #[serde(rename = "move")]
    pub by: PlanMove,
    /// The status before; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PlanStatus>,
    /// The status after.
    pub to: PlanStatus,
    /// Who decided it, by role; absent where the act does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<PlanRole>,
    /// Who wrote it down, by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// The plan that takes its place; absent where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<PlanId>,
}

/// A run of a plan that is over: closed, and reopened after a relapse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanRun {
    /// The day on which it was adopted.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Date>,
    /// Its milestones.
    pub milestones: Vec<MilestoneProgress>,
    /// The day on which its result was accepted.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Date>,
}

/// A suspension that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Suspended {
    /// First day on which the clocks of the plan stand still.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub since: Date,
    /// Where the plan stood, and will stand again.
    pub before: PlanStatus,
}

/// What happened under a plan so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanProgress {
    status: PlanStatus,
    /// The day on which it was adopted: of the run that goes on. Absent while it is in preparation.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Date>,
    /// Its milestones, of the run that goes on.
    pub milestones: Vec<MilestoneProgress>,
    /// The day on which its result was accepted; absent again once it is reopened.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Date>,
    /// The suspension that goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Suspended>,
    /// The days for which it was suspended since its terms were last stated: they put off the terms of the plan that are no
    /// milestones, as the day of the fallback.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub put_off_days: i32,
    /// The last day on which something happened under it.
    #[serde(with = "calendar::day")]
    pub last_moved: Date,
    /// Its moves, in the order of days.
    pub history: Vec<StatusChange>,
    /// Its runs that are over, the first first: more than none after a relapse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_runs: Vec<PlanRun>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(days: &i32) -> bool {
    *days == 0
}

/// A move as the ledger carries it out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moved<'a> {
    pub(crate) by: PlanMove,
    pub(crate) on: Date,
    pub(crate) role: Option<PlanRole>,
    pub(crate) actor: Option<&'a str>,
    pub(crate) document: Option<&'a Document>,
    pub(crate) evidence: &'a [Evidence],
    pub(crate) successor: Option<&'a PlanId>,
}

impl<'a> Moved<'a> {
    /// A move of which only day and name are known.
    pub(crate) const fn plain(by: PlanMove, on: Date) -> Moved<'a> {
        Moved { by, on, role: None, actor: None, document: None, evidence: &[], successor: None }
    }
}

impl PlanProgress {
    /// The progress of a plan on the day of its adoption, without a draft before it.
    #[must_use]
    pub fn adopted(plan: &Plan, on: Date) -> PlanProgress {
        PlanProgress::begun(plan, PlanStatus::Approved, Moved::plain(PlanMove::Approve, on))
    }

    /// The progress of a plan that comes into the books as a draft, or approved.
    pub(crate) fn begun(plan: &Plan, status: PlanStatus, moved: Moved<'_>) -> PlanProgress {
        let mut progress = PlanProgress {
            status,
            adopted: (status == PlanStatus::Approved).then_some(moved.on),
            milestones: planned(&plan.milestones),
            accepted: None,
            suspended: None,
            put_off_days: 0,
            last_moved: moved.on,
            history: Vec::new(),
            earlier_runs: Vec::new(),
        };
        progress.write(None, moved);
        progress
    }

    /// Where the plan stands.
    #[must_use]
    pub const fn status(&self) -> PlanStatus {
        self.status
    }

    /// The day that the clocks of the plan show on a day: they stand still while it is suspended.
    #[must_use]
    pub fn clock(&self, on: Date) -> Date {
        self.suspended.map_or(on, |suspended| on.min(suspended.since))
    }

    /// A term of the plan that is no milestone, put off by the days for which it was suspended.
    #[must_use]
    pub fn put_off(&self, term: Date) -> Date {
        add_days(term, i64::from(self.put_off_days)).unwrap_or(Date::MAX)
    }

    /// The milestones that are overdue on a day: due before it and not reached. Due on the day itself is not overdue; while the
    /// plan is suspended, what was not overdue does not become so. A plan that is not approved, or given up, has none.
    pub fn overdue(&self, on: Date) -> impl Iterator<Item = &MilestoneProgress> {
        let (clock, runs) = (self.clock(on), self.status.is_active());
        self.milestones.iter().filter(move |m| runs && m.is_overdue(clock))
    }

    /// The milestones that fall due from a day on, within so many days of it: both ends included. None while the plan is
    /// suspended.
    pub fn due_within(&self, on: Date, days: u16) -> impl Iterator<Item = &MilestoneProgress> {
        let runs = self.status.is_active() && !self.status.is_suspended();
        let last = add_days(on, i64::from(days)).unwrap_or(Date::MAX);
        self.milestones
            .iter()
            .filter(move |m| runs && m.reached.is_none() && on <= m.due && m.due <= last)
    }

    /// The next milestone that is still to be reached: the one due first. A plan that is given up has none.
    #[must_use]
    pub fn next(&self) -> Option<&MilestoneProgress> {
        let goes_on = self.status != PlanStatus::Superseded;
        let open = self.milestones.iter().filter(|m| goes_on && m.reached.is_none());
        open.min_by_key(|m| m.due)
    }

    /// The plan that took its place (替换方案); `None` for one that was not superseded, or given up and nothing followed.
    #[must_use]
    pub fn successor(&self) -> Option<&PlanId> {
        self.history.last()?.successor.as_ref()
    }

    /// How many milestones are still to be reached.
    pub(crate) fn open_milestones(&self) -> usize {
        self.milestones.iter().filter(|m| m.reached.is_none()).count()
    }

    /// Every move, those of earlier runs too, in which a run was accepted.
    pub(crate) fn acceptances(&self) -> impl Iterator<Item = &StatusChange> {
        self.history.iter().filter(|change| change.by == PlanMove::Accept)
    }

    /// Which run goes on, from 1.
    #[must_use]
    pub fn run(&self) -> usize {
        self.earlier_runs.len() + 1
    }

    /// Reaches the milestone of a step that is due first; `false` if none of this step is open.
    pub(crate) fn reach(&mut self, step: MilestoneStep, on: Date) -> bool {
        // A step may have several milestones, one a stage of the works.
        let open = self.milestones.iter_mut();
        let open = open.filter(|m| m.step == step && m.reached.is_none()).min_by_key(|m| m.due);
        match open {
            Some(milestone) => {
                milestone.reached = Some(on);
                true
            }
            None => false,
        }
    }

    /// Carries out a move that the table allows; `to` is where it leads.
    pub(crate) fn carry_out(&mut self, to: PlanStatus, moved: Moved<'_>) {
        let from = self.status;
        match moved.by {
            PlanMove::Approve => self.adopted = Some(moved.on),
            PlanMove::Accept => self.accepted = Some(moved.on),
            PlanMove::SuspendForLitigation | PlanMove::SuspendForSeizure => {
                // Of two grounds, one after the other, the first stopped the clocks.
                let first = Suspended { since: moved.on, before: from };
                self.suspended = Some(self.suspended.unwrap_or(first));
            }
            PlanMove::Resume => self.resume(moved.on),
            PlanMove::Supersede => self.suspended = None,
            _ => {}
        }
        self.status = to;
        self.write(Some(from), moved);
    }

    /// Begins another run with its own milestones.
    pub(crate) fn reopen(&mut self, to: PlanStatus, milestones: &[Milestone], moved: Moved<'_>) {
        let from = self.status;
        self.earlier_runs.push(PlanRun {
            adopted: self.adopted,
            milestones: std::mem::replace(&mut self.milestones, planned(milestones)),
            accepted: self.accepted.take(),
        });
        self.adopted = Some(moved.on);
        self.put_off_days = 0;
        self.status = to;
        self.write(Some(from), moved);
    }

    /// Takes over milestones stated anew: what was reached stays so, with its day, and a day that moved keeps the first one
    /// beside it.
    /// `None` if a milestone that was reached is not among them.
    pub(crate) fn revised(&self, stated: &[Milestone]) -> Option<Vec<MilestoneProgress>> {
        let mut old: BTreeMap<MilestoneStep, Vec<&MilestoneProgress>> = BTreeMap::new();
        for milestone in &self.milestones {
            old.entry(milestone.step).or_default().push(milestone);
        }
        for of_step in old.values_mut() {
            // Those that are reached go first, in the order in which they were.
            of_step.sort_by_key(|m| (m.reached.is_none(), m.reached, m.due));
        }
        let mut new = planned(stated);
        let mut order: Vec<usize> = (0..new.len()).collect();
        order.sort_by_key(|at| new.get(*at).map(|m| m.due));
        for at in order {
            let Some(milestone) = new.get_mut(at) else { continue };
            let of_step = old.get_mut(&milestone.step).filter(|left| !left.is_empty());
            let Some(was) = of_step.map(|left| left.remove(0)) else { continue };
            milestone.reached = was.reached;
            if was.reached.is_some() {
                // How late it was is a fact, whatever day is stated for it now.
                (milestone.due, milestone.first_due) = (was.due, was.first_due);
                continue;
            }
            let first = was.first_due.unwrap_or(was.due);
            milestone.first_due = Some(first).filter(|first| *first != milestone.due);
        }
        let lost = old.values().flatten().any(|left| left.reached.is_some());
        (!lost).then_some(new)
    }

    /// The terms of the plan are stated anew, with these milestones.
    pub(crate) fn revise(&mut self, milestones: Vec<MilestoneProgress>, moved: Moved<'_>) {
        self.milestones = milestones;
        self.put_off_days = 0;
        let from = self.status;
        self.write(Some(from), moved);
    }

    /// The clocks go on: what is open is put off by the days from the suspension to this day.
    fn resume(&mut self, on: Date) {
        let Some(suspended) = self.suspended.take() else { return };
        let days = calendar::days_between(suspended.since, on);
        for milestone in self.milestones.iter_mut().filter(|m| m.reached.is_none()) {
            let first = milestone.first_due.unwrap_or(milestone.due);
            milestone.due = add_days(milestone.due, i64::from(days)).unwrap_or(Date::MAX);
            milestone.first_due = Some(first).filter(|first| *first != milestone.due);
        }
        self.put_off_days = self.put_off_days.saturating_add(days);
    }

    fn write(&mut self, from: Option<PlanStatus>, moved: Moved<'_>) {
        self.last_moved = moved.on;
        self.history.push(StatusChange {
            on: moved.on,
            by: moved.by,
            from,
            to: self.status,
            role: moved.role,
            actor: moved.actor.map(str::to_owned),
            document: moved.document.cloned(),
            evidence: moved.evidence.to_vec(),
            successor: moved.successor.cloned(),
        });
    }
}

fn planned(milestones: &[Milestone]) -> Vec<MilestoneProgress> {
    let planned = milestones.iter().map(|milestone| MilestoneProgress {
        step: milestone.step,
        due: milestone.due,
        first_due: None,
        reached: None,
    });
    planned.collect()
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
