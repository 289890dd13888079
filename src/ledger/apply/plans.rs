//! Adoption, milestones and acceptance of plans, and the prospects in contact with them.

use super::{Ledger, Moment, Outcome, Refusal};
use crate::finding::Code;
use crate::ledger::PlanState;
use crate::plan::{
    MilestoneStep, Plan, PlanId, PlanProgress, PlanStatus, Prospect, ProspectId, ProspectStage,
};

impl Ledger {
    pub(super) fn adopt_plan(&mut self, now: Moment, plan: &Plan) -> Outcome {
        if self.state.plans.contains_key(&plan.id) {
            return Err(Refusal::not_allowed(
                &plan.id,
                "该方案编号已使用",
                "the plan id is used already",
            ));
        }
        if plan.parcels.is_empty() || plan.methods.is_empty() {
            return Err(Refusal::not_allowed(
                &plan.id,
                "方案至少应有一宗地和一种方式",
                "a plan needs at least one parcel and one method",
            ));
        }
        for parcel in &plan.parcels {
            self.existing_parcel(parcel)?;
        }
        let progress = PlanProgress::adopted(plan, now.day);
        self.state.plans.insert(plan.id.clone(), PlanState { plan: plan.clone(), progress });
        for parcel in &plan.parcels {
            let on = self.grouped.on_mut(*parcel);
            if !on.plans.contains(&plan.id) {
                on.plans.push(plan.id.clone());
            }
            on.method = plan.methods.first().copied();
            self.regroup(now, *parcel);
        }
        Ok(())
    }

    pub(super) fn reach_milestone(
        &mut self,
        now: Moment,
        id: &PlanId,
        step: MilestoneStep,
    ) -> Outcome {
        let plan = self.open_plan(id)?;
        // A step may have several milestones, one a stage of the works: the one due first is reached first.
        let open = plan.progress.milestones.iter_mut();
        let open = open.filter(|m| m.step == step && m.reached.is_none()).min_by_key(|m| m.due);
        match open {
            Some(milestone) => {
                milestone.reached = Some(now.day);
                Ok(())
            }
            None => {
                let step = step.name();
                Err(Refusal::not_allowed(
                    id,
                    format!("“{}”不是未完成节点", step.zh),
                    format!("\"{}\" is no open milestone", step.en),
                ))
            }
        }
    }

    pub(super) fn accept_plan(&mut self, now: Moment, id: &PlanId) -> Outcome {
        let plan = self.open_plan(id)?;
        // Counted, not read off the status: a plan without milestones has none open and can be accepted.
        let open = plan.progress.milestones.iter().filter(|m| m.reached.is_none()).count();
        if open > 0 {
            return Err(Refusal::not_allowed(
                id,
                format!("全部节点完成后方可验收，尚有 {open} 个节点未完成"),
                format!("a plan is accepted when all milestones are reached; {open} are open"),
            ));
        }
        plan.progress.accepted = Some(now.day);
        Ok(())
    }

    fn open_plan(&mut self, id: &PlanId) -> Result<&mut PlanState, Refusal> {
        let plan = self
            .state
            .plans
            .get_mut(id)
            .ok_or_else(|| Refusal::unknown(Code::EventUnknownPlan, id))?;
        if plan.progress.status() == PlanStatus::Closed {
            return Err(Refusal::not_allowed(id, "方案已验收", "the plan is closed"));
        }
        Ok(plan)
    }

    pub(super) fn record_prospect(&mut self, prospect: &Prospect) -> Outcome {
        if self.state.prospects.contains_key(&prospect.id) {
            return Err(Refusal::not_allowed(
                &prospect.id,
                "该意向企业已登记，应使用“对接进展”",
                "the prospect is recorded already; advance it instead",
            ));
        }
        for plan in &prospect.plans {
            if !self.state.plans.contains_key(plan) {
                return Err(Refusal::unknown(Code::EventUnknownPlan, plan));
            }
        }
        self.state.prospects.insert(prospect.id.clone(), prospect.clone());
        Ok(())
    }

    pub(super) fn advance_prospect(&mut self, id: &ProspectId, stage: ProspectStage) -> Outcome {
        let prospect = self
            .state
            .prospects
            .get_mut(id)
            .ok_or_else(|| Refusal::unknown(Code::EventUnknownProspect, id))?;
        prospect.stage = stage;
        Ok(())
    }
}
