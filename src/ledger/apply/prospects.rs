//! Prospects: their record, what they need, how far the contact has come and which places they take.

use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::finding::Code;
use crate::ledger::{ProspectChange, ProspectState};
use crate::plan::{Need, Prospect, ProspectId, ProspectStage};
use crate::space::SpaceId;

/// The places that a firm takes, as the act says.
#[derive(Clone, Copy)]
pub(super) struct Taken<'a> {
    pub(super) spaces: &'a [SpaceId],
    pub(super) plots: &'a [ParcelCode],
}

impl Ledger {
    pub(super) fn record_prospect(&mut self, now: Moment, prospect: &Prospect) -> Outcome {
        if self.state.prospects.contains_key(&prospect.id) {
            return Err(Refusal::not_allowed(
                &prospect.id,
                "该意向企业已登记，应使用“对接进展”或“需求变更”",
                "the prospect is recorded already; advance it or revise its need instead",
            ));
        }
        for plan in &prospect.plans {
            if !self.state.plans.contains_key(plan) {
                return Err(Refusal::unknown(Code::EventUnknownPlan, plan));
            }
        }
        let mut state = ProspectState::recorded(prospect.clone(), now.day);
        if let Some(first) = state.history.first_mut() {
            let ProspectChange { actor, document, .. } = step(now);
            (first.actor, first.document) = (actor, document);
        }
        self.state.prospects.insert(prospect.id.clone(), state);
        Ok(())
    }

    pub(super) fn revise_need(&mut self, now: Moment, id: &ProspectId, need: &Need) -> Outcome {
        let state = self.prospect(id)?;
        state.prospect.need = need.clone();
        state.write(ProspectChange { need: Some(Box::new(need.clone())), ..step(now) });
        Ok(())
    }

    pub(super) fn advance_prospect(
        &mut self,
        now: Moment,
        id: &ProspectId,
        stage: ProspectStage,
        taken: Taken<'_>,
    ) -> Outcome {
        self.prospect(id)?;
        self.check_places(id, stage, taken)?;
        let state = self.prospect(id)?;
        state.prospect.stage = stage;
        let says_where = !taken.spaces.is_empty() || !taken.plots.is_empty();
        // What a firm signed for is what it moves into, unless it is said otherwise.
        if says_where || stage != ProspectStage::MovedIn {
            state.spaces = taken.spaces.to_vec();
            state.plots = taken.plots.to_vec();
            state.spaces.sort();
            state.spaces.dedup();
            state.plots.sort_unstable();
            state.plots.dedup();
        }
        state.write(step(now));
        Ok(())
    }

    fn prospect(&mut self, id: &ProspectId) -> Result<&mut ProspectState, Refusal> {
        let state = self.state.prospects.get_mut(id);
        state.ok_or_else(|| Refusal::unknown(Code::EventUnknownProspect, id))
    }

    /// A firm takes places when it signs or moves in: such as exist, and no other firm has taken.
    fn check_places(&self, id: &ProspectId, stage: ProspectStage, taken: Taken<'_>) -> Outcome {
        let Taken { spaces, plots } = taken;
        if spaces.is_empty() && plots.is_empty() {
            return Ok(());
        }
        if !matches!(stage, ProspectStage::Signed | ProspectStage::MovedIn) {
            let name = stage.name();
            return Err(Refusal::not_allowed(
                id,
                format!("只有签约或入驻才占用单元和地块，实为“{}”", name.zh),
                format!("a firm takes a place when it signs or moves in, found {}", name.en),
            ));
        }
        for space in spaces {
            let state = self.state.spaces.get(space);
            let state = state.ok_or_else(|| Refusal::unknown(Code::EventUnknownSpace, space))?;
            if state.removed.is_some() {
                return Err(Refusal::not_allowed(
                    space,
                    "该单元已灭失",
                    "the space no longer exists",
                ));
            }
            not_taken(id, &space, self.state.taker_of_space(space))?;
        }
        for plot in plots {
            self.existing_parcel(plot)?;
            not_taken(id, &plot, self.state.taker_of_plot(plot))?;
            let on_plot = self.state.existing_spaces().filter(|state| state.space.parcel == *plot);
            for state in on_plot {
                not_taken(id, &state.space.id, self.state.taker_of_space(&state.space.id))?;
            }
        }
        Ok(())
    }
}

fn not_taken(own: &ProspectId, place: &impl ToString, taker: Option<&ProspectId>) -> Outcome {
    let Some(other) = taker.filter(|taker| *taker != own) else { return Ok(()) };
    let place = place.to_string();
    Err(Refusal::not_allowed(
        &place,
        format!("{place} 已由意向企业 {other} 签约或入驻，该企业流失后方可另签"),
        format!("{place} is taken by the prospect {other}; that must be lost first"),
    ))
}

/// A step as far as the event itself tells it.
fn step(now: Moment<'_>) -> ProspectChange {
    ProspectChange {
        actor: now.actor.map(|actor| actor.0.clone()),
        document: now.document.cloned(),
        ..ProspectChange::on(now.day)
    }
}
