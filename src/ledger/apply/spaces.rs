//! Survey, vacancy and use of spaces.

use std::sync::Arc;

use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::finding::Code;
use crate::law::Method;
use crate::ledger::{CreditKind, FloorKind, SpaceState, VacancyKind};
use crate::plan::{PlanId, PlanStatus};
use crate::space::{Credit, Occupancy, OccupancyTimeline, Space, SpaceFacts, SpaceId, Stay};
use crate::units::{FloorArea, FloorAreaChange};

impl Ledger {
    pub(super) fn survey_space(
        &mut self,
        now: Moment,
        space: &Space,
        occupancy: Option<Occupancy>,
    ) -> Outcome {
        if self.state.spaces.contains_key(&space.id) {
            return Err(Refusal::not_allowed(
                &space.id,
                "该空间单元已普查，应使用“面积复测”",
                "the space is surveyed already; remeasure it instead",
            ));
        }
        self.existing_parcel(&space.parcel)?;
        let state = SpaceState {
            space: space.clone(),
            occupancy: OccupancyTimeline::starting(Stay::new(now.day, occupancy)),
            counts_in: None,
            removed: None,
        };
        if let Some(group) = self.space_group(&space.parcel).map(Arc::new) {
            self.grouped.spaces.insert(space.id.clone(), group);
        }
        self.grouped.on_mut(space.parcel).spaces.push(space.id.clone());
        let change = FloorAreaChange::from(space.floor_area);
        self.move_space_floor(now, space, FloorKind::Surveyed, 1, change);
        if occupancy == Some(Occupancy::Vacant) {
            self.move_space(now, space, VacancyKind::FoundVacant, 1, change);
        }
        self.state.spaces.insert(space.id.clone(), state);
        Ok(())
    }

    pub(super) fn remeasure_space(
        &mut self,
        now: Moment,
        id: &SpaceId,
        floor_area: FloorArea,
    ) -> Outcome {
        let state = self.existing_space(id)?;
        let change = floor_area.change_from(state.space.floor_area);
        state.space.floor_area = floor_area;
        if change != FloorAreaChange::ZERO {
            let (space, vacant) = (state.space.clone(), state.is_vacant());
            self.move_space_floor(now, &space, FloorKind::Remeasured, 0, change);
            if vacant {
                self.move_space(now, &space, VacancyKind::Remeasured, 0, change);
            }
        }
        Ok(())
    }

    pub(super) fn revise_space_facts(&mut self, id: &SpaceId, facts: &SpaceFacts) -> Outcome {
        let known = (!facts.is_unknown()).then(|| Box::new(facts.clone()));
        self.existing_space(id)?.space.facts = known;
        Ok(())
    }

    pub(super) fn vacate_space(&mut self, now: Moment, id: &SpaceId) -> Outcome {
        let state = self.existing_space(id)?;
        let counted = state.credit().map(|credit| credit.floor_area);
        let stay = Stay::new(now.day, Some(Occupancy::Vacant));
        if state.occupancy.push(stay).is_err() {
            return Err(Refusal::not_allowed(
                id,
                "该单元当前已空置，须先入驻才能再次腾空",
                "the space is vacant; it can only be occupied",
            ));
        }
        let space = state.space.clone();
        let kind = if counted.is_some() { VacancyKind::Relapsed } else { VacancyKind::Vacated };
        self.move_space(now, &space, kind, 1, space.floor_area.into());
        self.withdraw_floor(now, id, CreditKind::Relapsed, counted);
        Ok(())
    }

    pub(super) fn occupy_space(
        &mut self,
        now: Moment,
        id: &SpaceId,
        occupant: Option<&String>,
        source: Option<(Method, Option<&PlanId>)>,
    ) -> Outcome {
        let parcel = self.existing_space(id)?.space.parcel;
        if let Some((_, Some(plan))) = source {
            self.check_plan_covers(plan, &parcel)?;
        }
        let state = self.existing_space(id)?;
        let was_vacant = state.occupancy.occupancy() == Some(Occupancy::Vacant);
        if source.is_some() && !was_vacant {
            return Err(Refusal::not_allowed(
                id,
                "只有空置单元才能盘活，该单元当前不是空置",
                "only a vacant space can be revitalized; this one is not known to be vacant",
            ));
        }
        let mut stay = Stay::new(now.day, Some(Occupancy::Occupied));
        stay.occupant = occupant.cloned();
        stay.credit = source.map(|(method, plan)| {
            Credit::new(method, plan.cloned(), state.space.floor_area, now.day)
        });
        if state.occupancy.push(stay).is_err() {
            return Err(Refusal::not_allowed(
                id,
                "该单元当前在用，须先腾空才能再次入驻",
                "the space is in use; it must be vacated first",
            ));
        }
        let space = state.space.clone();
        if was_vacant {
            let kind = if source.is_some() { VacancyKind::Revitalized } else { VacancyKind::Let };
            let change = FloorArea::ZERO.change_from(space.floor_area);
            self.move_space(now, &space, kind, -1, change);
        }
        self.grant_floor(now, id);
        if let Some((_, Some(plan))) = source
            && let Some(state) = self.state.plans.get_mut(plan)
        {
            state.progress.last_moved = now.day;
        }
        Ok(())
    }

    pub(super) fn remove_space(&mut self, now: Moment, id: &SpaceId) -> Outcome {
        let state = self.existing_space(id)?;
        let counted = state.credit().map(|credit| credit.floor_area);
        let was_vacant = state.is_vacant();
        state.removed = Some(now.day);
        let space = state.space.clone();
        let change = FloorArea::ZERO.change_from(space.floor_area);
        self.move_space_floor(now, &space, FloorKind::Removed, -1, change);
        if was_vacant {
            self.move_space(now, &space, VacancyKind::Removed, -1, change);
        }
        self.withdraw_floor(now, id, CreditKind::Removed, counted);
        Ok(())
    }

    /// What is brought back under a plan must stand on a plot of the plan, or the plan would take credit for
    /// another's floor area.
    fn check_plan_covers(&self, id: &PlanId, parcel: &ParcelCode) -> Outcome {
        let plan = self.state.plans.get(id);
        let plan = plan.ok_or_else(|| Refusal::unknown(Code::EventUnknownPlan, id))?;
        let status = plan.progress.status();
        if status.is_in_preparation() || status == PlanStatus::Superseded {
            let name = status.name();
            return Err(Refusal::not_allowed(
                id,
                format!("方案为“{}”，按方案入驻须先批准", name.zh),
                format!("the plan is {}; a space is occupied under an approved plan", name.en),
            ));
        }
        if plan.plan.parcels.contains(parcel) {
            return Ok(());
        }
        let plots: Vec<String> = plan.plan.parcels.iter().map(ToString::to_string).collect();
        let plots = plots.join(", ");
        Err(Refusal::not_allowed(
            id,
            format!("该单元所在宗地 {parcel} 不在方案范围内，方案宗地为：{plots}"),
            format!("the space stands on {parcel}, expected one of the plots of the plan: {plots}"),
        ))
    }

    fn existing_space(&mut self, id: &SpaceId) -> Result<&mut SpaceState, Refusal> {
        let state = self
            .state
            .spaces
            .get_mut(id)
            .ok_or_else(|| Refusal::unknown(Code::EventUnknownSpace, id))?;
        if state.removed.is_some() {
            return Err(Refusal::not_allowed(id, "该单元已灭失", "the space no longer exists"));
        }
        Ok(state)
    }

    fn move_space(
        &mut self,
        now: Moment,
        space: &Space,
        kind: VacancyKind,
        count: i64,
        floor_area: FloorAreaChange,
    ) {
        // Every space was placed when it was surveyed.
        let Some(group) = self.grouped.spaces.get(&space.id).cloned() else { return };
        self.move_vacancy(now, space, &group, kind, count, floor_area);
    }

    fn move_space_floor(
        &mut self,
        now: Moment,
        space: &Space,
        kind: FloorKind,
        count: i64,
        floor_area: FloorAreaChange,
    ) {
        let Some(group) = self.grouped.spaces.get(&space.id).cloned() else { return };
        self.move_floor(now, space, &group, kind, count, floor_area);
    }
}
