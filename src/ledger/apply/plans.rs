//! The moves of plans by their table of transitions.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Ledger, Moment, Outcome, Refusal};
use crate::finding::{Code, Text};
use crate::law::EvidenceKind;
use crate::ledger::PlanState;
use crate::plan::lifecycle::{Guard, PlanMove, PlanRole, Transition, row, transition};
use crate::plan::{
    Evidence, Milestone, MilestoneStep, Moved, Plan, PlanId, PlanProgress, PlanStatus,
};

/// Who decided a move and what shows it, as `plan-moved` says.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) role: PlanRole,
    pub(super) evidence: &'a [Evidence],
    pub(super) successor: Option<&'a PlanId>,
}

/// What the guards of a move are held against.
struct Asked<'a> {
    row: &'static Transition,
    /// The plan as it is to be.
    plan: &'a Plan,
    /// What happened under it; `None` for a plan that is not in the books.
    progress: Option<&'a PlanProgress>,
    step: Option<MilestoneStep>,
    /// `None` for an act that states neither role nor evidence.
    said: Option<Said<'a>>,
}

impl Ledger {
    pub(super) fn draft_plan(&mut self, now: Moment, plan: &Plan) -> Outcome {
        let row = self.row_from(&plan.id, PlanMove::Draft)?;
        self.check_guards(now, &Asked { row, plan, progress: None, step: None, said: None })?;
        let moved = Moved { by: PlanMove::Draft, ..moved(now) };
        let progress = PlanProgress::begun(plan, PlanStatus::Draft, moved);
        self.state.plans.insert(plan.id.clone(), PlanState { plan: plan.clone(), progress });
        self.place_plan(now, plan, None);
        Ok(())
    }

    pub(super) fn adopt_plan(&mut self, now: Moment, plan: &Plan) -> Outcome {
        let row = self.row_from(&plan.id, PlanMove::Approve)?;
        let old = self.state.plans.get(&plan.id);
        let progress = old.map(|state| &state.progress);
        self.check_guards(now, &Asked { row, plan, progress, step: None, said: None })?;
        let moved = Moved { by: PlanMove::Approve, ..moved(now) };
        let old = self.state.plans.remove(&plan.id);
        let progress = match old {
            None => PlanProgress::begun(plan, PlanStatus::Approved, moved),
            Some(PlanState { plan: draft, mut progress }) => {
                self.leave_plots(now, &draft, plan);
                progress.milestones = PlanProgress::adopted(plan, now.day).milestones;
                progress.carry_out(PlanStatus::Approved, moved);
                progress
            }
        };
        self.state.plans.insert(plan.id.clone(), PlanState { plan: plan.clone(), progress });
        self.place_plan(now, plan, Some(PlanMove::Approve));
        Ok(())
    }

    pub(super) fn revise_plan(&mut self, now: Moment, plan: &Plan) -> Outcome {
        let (state, row) = self.plan_and_row(&plan.id, PlanMove::Revise)?;
        let progress = Some(&state.progress);
        self.check_guards(now, &Asked { row, plan, progress, step: None, said: None })?;
        let Some(state) = self.state.plans.get_mut(&plan.id) else { return Ok(()) };
        // The guard found them.
        let Some(milestones) = state.progress.revised(&plan.milestones) else { return Ok(()) };
        let moved = Moved { by: PlanMove::Revise, ..moved(now) };
        state.progress.revise(milestones, moved);
        let old = std::mem::replace(&mut state.plan, plan.clone());
        self.leave_plots(now, &old, plan);
        self.place_plan(now, plan, Some(PlanMove::Revise));
        Ok(())
    }

    pub(super) fn reach_milestone(
        &mut self,
        now: Moment,
        id: &PlanId,
        step: MilestoneStep,
    ) -> Outcome {
        let state = self.plan(id)?;
        let by =
            if state.progress.open_milestones() > 1 { PlanMove::Reach } else { PlanMove::Complete };
        let (state, row) = self.plan_and_row(id, by)?;
        let PlanState { plan, progress } = state;
        let progress = Some(progress);
        self.check_guards(now, &Asked { row, plan, progress, step: Some(step), said: None })?;
        let Some(state) = self.state.plans.get_mut(id) else { return Ok(()) };
        if state.progress.reach(step, now.day) {
            let to = row.destination(state.progress.status(), None);
            state.progress.carry_out(to, Moved { by, ..moved(now) });
        }
        Ok(())
    }

    pub(super) fn accept_plan(&mut self, now: Moment, id: &PlanId) -> Outcome {
        self.carry_out_move(now, id, PlanMove::Accept, None, &[])
    }

    /// A move that `plan-moved` says.
    pub(super) fn move_plan(
        &mut self,
        now: Moment,
        id: &PlanId,
        by: PlanMove,
        said: Said<'_>,
        milestones: &[Milestone],
    ) -> Outcome {
        let other = match by {
            PlanMove::Draft => Some(("方案拟定", "plan-drafted")),
            PlanMove::Revise => Some(("方案调整", "plan-revised")),
            PlanMove::Reach | PlanMove::Complete => Some(("节点完成", "milestone-reached")),
            _ => None,
        };
        if let Some((zh, en)) = other {
            return Err(Refusal::not_allowed(
                id,
                format!("此环节由事项“{zh}”办理"),
                format!("this move is said by the act {en}"),
            ));
        }
        if by != PlanMove::Reopen && !milestones.is_empty() {
            return Err(Refusal::not_allowed(
                id,
                "只有反弹重启可以列明新节点；其他情形用“方案调整”",
                "only a reopening states new milestones; otherwise revise the plan",
            ));
        }
        if by != PlanMove::Supersede && said.successor.is_some() {
            return Err(Refusal::not_allowed(
                id,
                "只有“终止或替换”可以列明替换方案",
                "only a plan that is superseded names another that takes its place",
            ));
        }
        self.carry_out_move(now, id, by, Some(said), milestones)
    }

    fn carry_out_move(
        &mut self,
        now: Moment,
        id: &PlanId,
        by: PlanMove,
        said: Option<Said<'_>>,
        milestones: &[Milestone],
    ) -> Outcome {
        let (PlanState { plan, progress }, row) = self.plan_and_row(id, by)?;
        let progress = Some(progress);
        self.check_guards(now, &Asked { row, plan, progress, step: None, said })?;
        let Some(state) = self.state.plans.get_mut(id) else { return Ok(()) };
        let before = state.progress.suspended.map(|suspended| suspended.before);
        let to = row.destination(state.progress.status(), before);
        let (role, evidence) = said.map_or((None, [].as_slice()), |s| (Some(s.role), s.evidence));
        let successor = said.and_then(|said| said.successor);
        let moved = Moved { by, role, evidence, successor, ..moved(now) };
        if by == PlanMove::Reopen {
            state.progress.reopen(to, milestones, moved);
        } else {
            state.progress.carry_out(to, moved);
        }
        if matches!(by, PlanMove::Approve | PlanMove::Reopen) {
            let plan = state.plan.clone();
            self.place_plan(now, &plan, Some(by));
        }
        Ok(())
    }

    fn plan(&self, id: &PlanId) -> Result<&PlanState, Refusal> {
        self.state.plans.get(id).ok_or_else(|| Refusal::unknown(Code::EventUnknownPlan, id))
    }

    fn plan_and_row(
        &self,
        id: &PlanId,
        by: PlanMove,
    ) -> Result<(&PlanState, &'static Transition), Refusal> {
        Ok((self.plan(id)?, self.row_from(id, by)?))
    }

    /// The row of a move from where the plan stands, or the refusal of a move that the table does not have there.
    fn row_from(&self, id: &PlanId, by: PlanMove) -> Result<&'static Transition, Refusal> {
        let from = self.state.plans.get(id).map(|state| state.progress.status());
        if let Some(row) = transition(from, by) {
            return Ok(row);
        }
        let name = by.name();
        let stands = from.map(PlanStatus::name).unwrap_or_default();
        let ways: Vec<Text> = row(by)
            .into_iter()
            .flat_map(|row| row.from.iter().flatten())
            .map(|from| from.name())
            .collect();
        let zh: Vec<&str> = ways.iter().map(|text| text.zh.as_str()).collect();
        let en: Vec<&str> = ways.iter().map(|text| text.en.as_str()).collect();
        let (zh, en) = if ways.is_empty() {
            ("未登记".to_owned(), "not in the books".to_owned())
        } else {
            (zh.join("、"), en.join(", "))
        };
        Err(Refusal::not_allowed(
            id,
            format!("方案为“{}”，“{}”只能自以下状态办理：{zh}", stands.zh, name.zh),
            format!("the plan is {}; \"{}\" is possible from: {en}", stands.en, name.en),
        ))
    }

    /// Holds a move against its guards, in their order, and names the first that is not met.
    fn check_guards(&self, now: Moment, asked: &Asked<'_>) -> Outcome {
        for guard in asked.row.guards {
            let unmet = match guard {
                Guard::PlotsInBooks => {
                    for parcel in &asked.plan.parcels {
                        self.existing_parcel(parcel)?;
                    }
                    None
                }
                Guard::NoOtherActivePlan => self.other_active_plan(asked),
                Guard::EntryBack => self.no_entry_back(asked.plan),
                Guard::SuccessorStands => self.successor_fault(asked)?,
                guard => unmet(*guard, asked, now),
            };
            if let Some(Text { zh, en }) = unmet {
                let name = guard.name();
                return Err(Refusal::not_allowed(
                    &asked.plan.id,
                    format!("条件“{}”不满足：{zh}", name.zh),
                    format!("the guard \"{}\" is not met: {en}", name.en),
                ));
            }
        }
        Ok(())
    }

    /// The first other active plan for a plot of the plan, if the plan is active itself once the move is made.
    fn other_active_plan(&self, asked: &Asked<'_>) -> Option<Text> {
        if asked.row.by == PlanMove::Revise
            && asked.progress.is_some_and(|progress| !progress.status().is_active())
        {
            return None;
        }
        let (parcel, other) = asked.plan.parcels.iter().find_map(|parcel| {
            let mut plans = self.grouped.on(parcel)?.plans.iter();
            let other = plans.find(|id| {
                let state = self.state.plans.get(*id).filter(|_| **id != asked.plan.id);
                state.is_some_and(|state| state.progress.status().is_active())
            })?;
            Some((parcel, other))
        })?;
        Some(Text::new(
            format!(
                "宗地 {parcel} 已有在办方案 {other}，一宗地同时只能有一个；先办结、终止或调整该方案"
            ),
            format!(
                "parcel {parcel} has the active plan {other}, and has at most one; close, supersede or revise that first"
            ),
        ))
    }

    /// Why the plan that is named as its successor cannot be; `None` where none is named.
    fn successor_fault(&self, asked: &Asked<'_>) -> Result<Option<Text>, Refusal> {
        let Some(id) = asked.said.and_then(|said| said.successor) else { return Ok(None) };
        if *id == asked.plan.id {
            return Ok(Some(Text::new("方案不能由自身替换", "a plan does not take its own place")));
        }
        let PlanState { plan, progress } = self.plan(id)?;
        let status = progress.status();
        if matches!(status, PlanStatus::Closed | PlanStatus::Superseded) {
            let name = status.name();
            return Ok(Some(Text::new(
                format!("替换方案 {id} 为“{}”，应为拟定阶段或者在办方案", name.zh),
                format!("{id} is {}; expected a plan in preparation or active", name.en),
            )));
        }
        let common = asked.plan.parcels.iter().any(|parcel| plan.parcels.contains(parcel));
        Ok((!common).then(|| {
            Text::new(
                format!("替换方案 {id} 与本方案没有共同宗地"),
                format!("{id} is for none of the plots of this plan"),
            )
        }))
    }

    fn no_entry_back(&self, plan: &Plan) -> Option<Text> {
        let mut entries = plan
            .parcels
            .iter()
            .filter_map(|parcel| self.grouped.on(parcel))
            .flat_map(|on| &on.entries)
            .filter_map(|id| self.state.entries.get(id));
        let none = || {
            Text::new(
                "方案宗地没有在账条目，先重新列入台账",
                "no entry of its plots is on the ledger; relist it first",
            )
        };
        (!entries.any(|entry| entry.is_open())).then(none)
    }

    /// Takes a plan off the plots that it is no longer for.
    fn leave_plots(&mut self, now: Moment, old: &Plan, new: &Plan) {
        for parcel in old.parcels.iter().filter(|parcel| !new.parcels.contains(parcel)) {
            self.grouped.on_mut(*parcel).plans.retain(|id| *id != old.id);
            self.set_method(now, *parcel);
        }
    }

    /// Puts a plan on its plots; one that is adopted or reopened is the last one there.
    fn place_plan(&mut self, now: Moment, plan: &Plan, by: Option<PlanMove>) {
        for parcel in &plan.parcels {
            let on = self.grouped.on_mut(*parcel);
            if matches!(by, Some(PlanMove::Approve | PlanMove::Reopen)) {
                on.plans.retain(|id| *id != plan.id);
            }
            if !on.plans.contains(&plan.id) {
                on.plans.push(plan.id.clone());
            }
            self.set_method(now, *parcel);
        }
    }

    /// The method of a parcel is the first one of the plan adopted last.
    fn set_method(&mut self, now: Moment, parcel: crate::codes::ParcelCode) {
        let plans = &self.state.plans;
        let on = self.grouped.on_mut(parcel);
        let mut adopted = on.plans.iter().rev().filter_map(|id| plans.get(id));
        let last = adopted.find(|state| state.progress.adopted.is_some());
        on.method = last.and_then(|state| state.plan.methods.first().copied());
        self.regroup(now, parcel);
    }
}

/// A move as far as the event itself tells it.
fn moved<'a>(now: Moment<'a>) -> Moved<'a> {
    let actor = now.actor.map(|actor| actor.0.as_str());
    Moved { actor, document: now.document, ..Moved::plain(PlanMove::Revise, now.day) }
}

/// Why a guard is not met that asks for the plan and the act alone.
fn unmet(guard: Guard, asked: &Asked<'_>, now: Moment) -> Option<Text> {
    let progress = asked.progress;
    match guard {
        Guard::PlotsAndMethods => plots_and_methods(asked.plan),
        Guard::SharesAddUp => asked.plan.shares_fault(),
        Guard::MilestoneOpen => {
            let step = asked.step?;
            let mut open = progress?.milestones.iter();
            let is_open = open.any(|m| m.step == step && m.reached.is_none());
            let name = step.name();
            (!is_open).then(|| {
                Text::new(
                    format!("“{}”不是未完成节点", name.zh),
                    format!("\"{}\" is no open milestone", name.en),
                )
            })
        }
        Guard::MilestonesReached => {
            // Counted, not read off the status: a plan without milestones has none open and can be accepted.
            let open = progress?.open_milestones();
            (open > 0).then(|| {
                Text::new(
                    format!("全部节点完成后方可办理，尚有 {open} 个节点未完成"),
                    format!("a plan is accepted when all milestones are reached; {open} are open"),
                )
            })
        }
        Guard::MilestonesKept => milestones_lost(asked.plan, progress?),
        Guard::Role => {
            let said = asked.said?;
            let may: Vec<Text> = asked.row.roles.iter().map(|role| role.name()).collect();
            let (zh, en) = joined(&may);
            let role = said.role.name();
            (!asked.row.roles.contains(&said.role)).then(|| {
                Text::new(
                    format!("应由{zh}办理，实为{}", role.zh),
                    format!("expected {en}, found {}", role.en),
                )
            })
        }
        Guard::Evidence => missing(asked.row.missing_evidence(&by_then(asked.said?, now.day))),
        Guard::MethodEvidence => {
            let stated = by_then(asked.said?, now.day);
            let mut kinds: Vec<EvidenceKind> =
                asked.plan.methods.iter().flat_map(|method| method.evidence()).copied().collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds.retain(|kind| stated.iter().all(|own| own.kind != *kind));
            missing(kinds)
        }
        Guard::SiteCheckDated => {
            let checks = asked.said?.evidence.iter();
            let checks = checks.filter(|own| own.kind == EvidenceKind::SiteCheckRecord);
            let mut days = checks.filter_map(|check| check.document.dated);
            // The check of an earlier run says nothing of what came back after it.
            let adopted = progress?.adopted;
            let is_dated = days.any(|day| day <= now.day && adopted <= Some(day));
            (!is_dated).then(|| {
                let since = adopted.map(|day| day.to_string()).unwrap_or_default();
                Text::new(
                    format!("现场核查记录应写明日期，不早于本轮批准日 {since}，不晚于当日"),
                    format!(
                        "the record of the site check needs a day, from the adoption of this run on {since} to the day of the move"
                    ),
                )
            })
        }
        // These ask for the state; the ledger does.
        Guard::PlotsInBooks
        | Guard::NoOtherActivePlan
        | Guard::EntryBack
        | Guard::SuccessorStands => None,
    }
}

/// A plot named twice would count twice in the shares, and a method named twice would be carried out twice.
fn plots_and_methods(plan: &Plan) -> Option<Text> {
    if plan.parcels.is_empty() || plan.methods.is_empty() {
        return Some(Text::new(
            "方案至少应有一宗地和一种方式",
            "a plan needs at least one parcel and one method",
        ));
    }
    let (mut plots, mut methods) = (BTreeSet::new(), BTreeSet::new());
    if let Some(twice) = plan.parcels.iter().find(|parcel| !plots.insert(**parcel)) {
        return Some(Text::new(
            format!("宗地 {twice} 重复列明"),
            format!("the plan names parcel {twice} twice"),
        ));
    }
    let twice = plan.methods.iter().find(|method| !methods.insert(**method))?.name();
    Some(Text::new(
        format!("方式“{}”重复列明", twice.zh),
        format!("the plan names the method \"{}\" twice", twice.en),
    ))
}

/// The evidence that there was on a day: a document of a later one shows nothing yet. The day of a site check has a guard of
/// its own.
fn by_then(said: Said<'_>, day: Date) -> Vec<Evidence> {
    let was_there = |own: &&Evidence| {
        own.kind == EvidenceKind::SiteCheckRecord
            || own.document.dated.is_none_or(|dated| dated <= day)
    };
    said.evidence.iter().filter(was_there).cloned().collect()
}

fn milestones_lost(plan: &Plan, progress: &PlanProgress) -> Option<Text> {
    let Some(milestones) = progress.revised(&plan.milestones) else {
        return Some(Text::new(
            "已完成的节点应保留在调整后的方案中",
            "a milestone that was reached must be among the new ones",
        ));
    };
    let over = matches!(progress.status(), PlanStatus::Closed | PlanStatus::AwaitingAcceptance);
    (over && milestones.iter().any(|m| m.reached.is_none())).then(|| {
        Text::new(
            "节点已全部完成的方案不能增加未完成节点；需整改的先办理“整改”",
            "a plan whose milestones are reached gets no open ones; rectify or reopen it first",
        )
    })
}

fn missing(kinds: Vec<EvidenceKind>) -> Option<Text> {
    if kinds.is_empty() {
        return None;
    }
    let names: Vec<Text> = kinds.into_iter().map(EvidenceKind::name).collect();
    let (zh, en) = joined(&names);
    Some(Text::new(format!("缺：{zh}"), format!("missing: {en}")))
}

fn joined(texts: &[Text]) -> (String, String) {
    let zh: Vec<&str> = texts.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = texts.iter().map(|text| text.en.as_str()).collect();
    (zh.join("、"), en.join(", "))
}
