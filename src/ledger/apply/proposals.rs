//! Acts that wait for a decision, and acts that happen together or not at all.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::subjects::{Subject, subjects};
use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::finding::Code;
use crate::ledger::{Act, EventId, Proposal, ReplacementKind};

impl Ledger {
    /// What waits for a decision is not changed meanwhile: neither its subjects, nor what stands on a parcel that it would end,
    /// nor, by the end of its parcel, the ground under what it is about.
    pub(super) fn check_not_pending(&mut self, now: Moment, act: &Act) -> Outcome {
        if self.waiting.is_empty() {
            return Ok(());
        }
        // Days only go forward: what has lapsed waits no longer.
        let proposals = &self.state.proposals;
        self.waiting.retain(|event| proposals.get(event).is_some_and(|p| p.is_open_on(now.day)));
        let wanted = subjects(act);
        let (ends, stands) = (ended(act), self.ground(act));
        for event in &self.waiting {
            let Some(proposal) = self.state.proposals.get(event) else { continue };
            let waiting = subjects(&proposal.act);
            let subject = wanted.iter().find(|subject| waiting.contains(subject));
            let subject = subject.map(ToString::to_string).or_else(|| {
                let pending = ended(&proposal.act);
                let common = stands.iter().find(|parcel| pending.contains(parcel)).copied();
                let ground = || self.ground(&proposal.act).into_iter().find(|p| ends.contains(p));
                common.or_else(ground).map(|parcel| parcel.to_string())
            });
            if let Some(subject) = subject {
                return Err(Refusal::not_allowed(
                    &subject,
                    format!("{subject} 有待批事项 {event}，须先批准或不予批准"),
                    format!(
                        "{subject} waits for the decision on {event}; confirm or void that first"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// The parcels on which stands what an act is about.
    fn ground(&self, act: &Act) -> BTreeSet<ParcelCode> {
        let mut ground = BTreeSet::new();
        self.add_ground(act, &mut ground);
        ground
    }

    fn add_ground(&self, act: &Act, ground: &mut BTreeSet<ParcelCode>) {
        for subject in subjects(act) {
            match subject {
                Subject::Parcel(_) | Subject::Prospect(_) => {}
                Subject::Entry(id) => ground.extend(self.state.entries.get(id).map(|e| e.parcel)),
                Subject::Space(id) => {
                    ground.extend(self.state.spaces.get(id).map(|state| state.space.parcel));
                }
                Subject::Plan(id) => {
                    let plan = self.state.plans.get(id).into_iter();
                    ground.extend(plan.flat_map(|state| &state.plan.parcels));
                }
            }
        }
        match act {
            Act::EntryListed { parcel, .. } => drop(ground.insert(*parcel)),
            Act::SpaceSurveyed { space, .. } => drop(ground.insert(space.parcel)),
            Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan } => {
                ground.extend(&plan.parcels);
            }
            Act::Together { acts } => acts.iter().for_each(|act| self.add_ground(act, ground)),
            Act::Proposed { act, .. } => self.add_ground(act, ground),
            _ => {}
        }
    }

    /// All acts in order, or none.
    pub(super) fn together(&mut self, now: Moment, acts: &[Act]) -> Outcome {
        if acts.len() < 2 {
            return Err(Refusal::not_allowed(
                now.event,
                "一并办理应至少含两项",
                "several acts together are at least two",
            ));
        }
        acts.iter().try_for_each(|act| check_can_be_inside(now, act))?;
        let checkpoint = self.checkpoint(acts);
        for act in acts {
            if let Err(refusal) = self.carry_out(now, act) {
                let refusal = refusal.within(act, &self.state, now.day);
                self.put_back(checkpoint);
                return Err(refusal);
            }
        }
        Ok(())
    }

    /// Writes a proposal down, if it could be carried out on its day.
    pub(super) fn propose(&mut self, now: Moment, act: &Act, until: Option<Date>) -> Outcome {
        check_can_be_inside(now, act)?;
        if let Some(until) = until.filter(|until| *until < now.day) {
            return Err(Refusal::not_allowed(
                now.event,
                format!("批准期限 {until} 应不早于提出日 {}", now.day),
                format!("expected a last day not before that of the proposal, found {until}"),
            ));
        }
        let checkpoint = self.checkpoint(std::slice::from_ref(act));
        let outcome = self.carry_out(now, act);
        let outcome = outcome.map_err(|refusal| refusal.within(act, &self.state, now.day));
        self.put_back(checkpoint);
        outcome?;
        let proposal = Proposal { since: now.day, until, act: act.clone() };
        self.state.proposals.insert(now.event.clone(), proposal);
        self.waiting.insert(now.event.clone());
        Ok(())
    }

    pub(super) fn confirm(&mut self, now: Moment, event: &EventId) -> Outcome {
        let proposal = self.take_proposal(event)?;
        let outcome = match proposal.until.filter(|_| !proposal.is_open_on(now.day)) {
            Some(until) => Err(Refusal::not_allowed(
                event,
                format!("待批事项已于 {until} 到期，须重新提出"),
                format!("the proposal lapsed after {until}; propose it anew"),
            )),
            None => self
                .carry_out(now, &proposal.act)
                .map_err(|refusal| refusal.within(&proposal.act, &self.state, now.day)),
        };
        if outcome.is_err() {
            if proposal.is_open_on(now.day) {
                self.waiting.insert(event.clone());
            }
            self.state.proposals.insert(event.clone(), proposal);
        }
        outcome
    }

    pub(super) fn void(&mut self, _now: Moment, event: &EventId) -> Outcome {
        self.take_proposal(event).map(|_| ())
    }

    fn take_proposal(&mut self, event: &EventId) -> Result<Proposal, Refusal> {
        let found = self.state.proposals.remove(event);
        self.waiting.remove(event);
        found.ok_or_else(|| Refusal::unknown(Code::EventUnknownEvent, event))
    }
}

/// The parcels that an act ends.
fn ended(act: &Act) -> BTreeSet<ParcelCode> {
    match act {
        Act::ParcelsReplaced { replacement }
            if replacement.kind != ReplacementKind::BoundaryAdjusted =>
        {
            replacement.from.iter().copied().collect()
        }
        Act::Together { acts } => acts.iter().flat_map(ended).collect(),
        Act::Proposed { act, .. } => ended(act),
        _ => BTreeSet::new(),
    }
}

/// What decides or corrects other events, or closes a period, is an event of its own.
fn check_can_be_inside(now: Moment, act: &Act) -> Outcome {
    let alone = matches!(
        act,
        Act::Together { .. }
            | Act::Proposed { .. }
            | Act::ProposalConfirmed { .. }
            | Act::ProposalVoided { .. }
            | Act::EventCorrected { .. }
            | Act::EventRetracted { .. }
            | Act::BalanceAsserted { .. }
            | Act::PeriodClosed { .. }
    );
    // Several acts may wait for one decision.
    match act {
        Act::Together { acts } => acts.iter().try_for_each(|act| check_can_be_inside(now, act)),
        _ if alone => {
            let name = act.name();
            Err(Refusal::not_allowed(
                now.event,
                format!("“{}”应单独成为一个事项", name.zh),
                format!("\"{}\" must be an event of its own", name.en),
            ))
        }
        _ => Ok(()),
    }
}
