//! Plans and entries that do not go together: two plans for a plot, a plan without an entry, a close-out without evidence, a
//! fallback that is due.

use std::collections::BTreeMap;

use super::Subject;
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};
use crate::ledger::{LedgerState, PlanState};
use crate::plan::{PlanId, PlanStatus, fallback_standing};

/// Parcels with more than one active plan: the ledger refuses a second one, but parcels that merge bring theirs along.
pub(super) fn overlapping(subject: &Subject<'_>) -> Vec<Finding> {
    let mut on: BTreeMap<ParcelCode, Vec<&PlanId>> = BTreeMap::new();
    for (id, state) in active(&subject.history.state) {
        for parcel in &state.plan.parcels {
            on.entry(*parcel).or_default().push(id);
        }
    }
    let several = on.into_iter().filter(|(_, plans)| plans.len() > 1);
    several
        .map(|(parcel, plans)| {
            let ids: Vec<&str> = plans.iter().map(|id| id.as_str()).collect();
            let message = Text::new(
                format!("宗地 {parcel} 有多个在办方案：{}", ids.join("、")),
                format!("parcel {parcel}: expected one active plan, found {}", ids.join(", ")),
            );
            ids.iter().fold(
                Finding::new(Code::LedgerPlansOverlap, message).about(parcel.to_string()),
                |finding, id| finding.about(*id),
            )
        })
        .collect()
}

/// Active plans whose plots had entries, none of which is on the ledger.
pub(super) fn left_open(subject: &Subject<'_>) -> Vec<Finding> {
    let state = &subject.history.state;
    let mut on: BTreeMap<ParcelCode, bool> = BTreeMap::new();
    for entry in state.entries.values() {
        let open = on.entry(entry.parcel).or_default();
        *open = *open || entry.is_open();
    }
    let plans = active(state).filter(|(_, plan)| {
        let own: Vec<bool> =
            plan.plan.parcels.iter().filter_map(|code| on.get(code)).copied().collect();
        !own.is_empty() && !own.contains(&true)
    });
    plans
        .map(|(id, plan)| {
            let status = plan.progress.status().name();
            let message = Text::new(
                format!("方案 {id}（{}）的宗地均已不在台账上，应办结或终止", status.zh),
                format!(
                    "plan {id} ({}): none of its plots is on the ledger; close or supersede it",
                    status.en
                ),
            );
            Finding::new(Code::LedgerPlanOpen, message).about(id.as_str())
        })
        .collect()
}

/// Plans that were closed by an act that states no evidence.
pub(super) fn without_evidence(subject: &Subject<'_>) -> Vec<Finding> {
    let closed = subject.history.state.plans.iter().filter(|(_, state)| {
        let last = state.progress.acceptances().last();
        state.progress.status() == PlanStatus::Closed
            && last.is_some_and(|change| change.role.is_none())
    });
    closed
        .map(|(id, state)| {
            let day = state.progress.accepted.map(|day| day.to_string()).unwrap_or_default();
            let message = Text::new(
                format!("方案 {id} 于 {day} 验收，未列明各方式的佐证和现场核查记录"),
                format!(
                    "plan {id} was accepted on {day}: expected the evidence of its methods and a site check, found none"
                ),
            );
            Finding::new(Code::LedgerPlanEvidence, message).about(id.as_str())
        })
        .collect()
}

/// Plans whose fallback has taken over.
pub(super) fn fallback_due(subject: &Subject<'_>) -> Vec<Finding> {
    let day = subject.as_of.effective;
    let mut findings = Vec::new();
    for (id, state) in &subject.history.state.plans {
        let Some(standing) = fallback_standing(&state.plan, &state.progress, day) else { continue };
        let Some(days) = standing.days_since else { continue };
        let (method, trigger) = (standing.method.name(), standing.trigger);
        let message = Text::new(
            format!("方案 {id} 应自 {trigger} 届满起改用“{}”，已过 {days} 天", method.zh),
            format!("plan {id}: \"{}\" takes over after {trigger}, {days} days ago", method.en),
        );
        findings.push(Finding::new(Code::LedgerFallbackDue, message).about(id.as_str()));
    }
    findings
}

fn active(state: &LedgerState) -> impl Iterator<Item = (&PlanId, &PlanState)> {
    state.plans.iter().filter(|(_, state)| state.progress.status().is_active())
}
