//! Moves of plans beside approval, milestones and acceptance: plans in preparation, suspended and superseded ones, and the
//! evidence that they take.

use super::cases;
use super::drafts::{Drafts, Role};
use super::internal;
use super::make::{self, Day, day};
use super::programs::Program;
use super::sites::Site;
use crate::error::Result;
use crate::law::{EvidenceKind, Method};
use crate::ledger::Act;
use crate::plan::lifecycle::{self, PlanMove, PlanRole};
use crate::plan::{Evidence, Milestone, MilestoneStep, Plan, PlanId};

/// What happens to the plan of a program beside its script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extra {
    /// A plan in preparation for an entry that has none, moved so far.
    Prepared(Option<PlanMove>),
    /// The plan is suspended.
    Suspended(PlanMove),
    /// Another plan takes its place.
    Superseded,
}

impl Extra {
    /// Whether it brings another plan into the books.
    pub(super) const fn adds_a_plan(self) -> bool {
        matches!(self, Extra::Prepared(_) | Extra::Superseded)
    }
}

/// Which programs have something beside their script, by their index: one for each kind, as far as there are candidates.
pub(super) fn extras(programs: &[Program]) -> Vec<(usize, Extra)> {
    let others = || programs.iter().enumerate().filter(|(_, program)| program.number > 3);
    let without = others().filter(|(_, program)| {
        program.plans.is_empty() && program.struck.is_none() && program.listed < day(2024, 3, 1)
    });
    let stages = [None, Some(PlanMove::Consult), Some(PlanMove::Return)];
    let prepared = without.zip(stages).map(|((at, _), stage)| (at, Extra::Prepared(stage)));
    let quiet = |program: &Program| match program.plans.as_slice() {
        [only] => {
            let late = day(2024, 2, 1);
            let open = only.steps.iter().filter(|step| step.reached.is_none()).count();
            only.accepted.is_none()
                && program.struck.is_none()
                && only.adopted < day(2023, 12, 1)
                && open > 0
                && only.steps.iter().all(|step| step.reached.is_none_or(|on| on < late))
        }
        _ => false,
    };
    let (with_floor, bare): (Vec<usize>, Vec<usize>) =
        others().filter(|(_, program)| quiet(program)).map(|(at, _)| at).partition(|at| {
            let plan = programs.get(*at).and_then(|program| program.plans.first());
            plan.is_some_and(|plan| cases::space_method(plan.methods).is_some())
        });
    // Floor area that comes back names its plan: one that is superseded is for bare land.
    let superseded = bare.first().map(|at| (*at, Extra::Superseded));
    let grounds = [PlanMove::SuspendForLitigation, PlanMove::SuspendForSeizure];
    let suspended = with_floor.iter().chain(bare.iter().skip(1)).zip(grounds);
    let suspended = suspended.map(|(at, ground)| (*at, Extra::Suspended(ground)));
    prepared.chain(suspended).chain(superseded).collect()
}

/// Drafts what happens beside the scripts.
pub(super) fn draft(sites: &[Site], programs: &[Program], drafts: &mut Drafts) -> Result<()> {
    for (at, extra) in extras(programs) {
        let Some(program) = programs.get(at) else { continue };
        let Some(site) = sites.get(program.site) else { continue };
        match extra {
            Extra::Prepared(stage) => prepare(program, site, stage, drafts)?,
            Extra::Suspended(ground) => suspend(program, ground, drafts)?,
            Extra::Superseded => supersede(program, site, drafts)?,
        }
    }
    Ok(())
}

fn prepare(
    program: &Program,
    site: &Site,
    stage: Option<PlanMove>,
    drafts: &mut Drafts,
) -> Result<()> {
    let id: PlanId = format!("FA{:04}", program.number).parse().map_err(internal)?;
    let methods = program.case.methods.to_vec();
    let mut plan = Plan::new(id.clone(), vec![site.code], methods, "开发区管委会规划建设部");
    plan.milestones =
        vec![Milestone::new(MilestoneStep::FormalitiesComplete, make::date(day(2025, 3, 31)))];
    let act = Act::PlanDrafted { plan: Box::new(plan) };
    drafts.add(day(2024, 4, 10), Role::PlanOffice, None, act);
    match stage {
        None => {}
        Some(PlanMove::Return) => {
            say(&id, PlanMove::Return, day(2024, 5, 22), drafts);
        }
        Some(stage) => say(&id, stage, day(2024, 5, 8), drafts),
    }
    Ok(())
}

fn suspend(program: &Program, ground: PlanMove, drafts: &mut Drafts) -> Result<()> {
    let Some(script) = program.plans.first() else { return Ok(()) };
    let id: PlanId = script.id.parse().map_err(internal)?;
    say(&id, ground, day(2024, 2, 20), drafts);
    // The lawsuit is over before the journal ends, the seizure is not.
    if ground == PlanMove::SuspendForLitigation {
        say(&id, PlanMove::Resume, day(2024, 7, 22), drafts);
    }
    Ok(())
}

/// Another plan is drafted and consulted on, takes the place of the first, and is adopted.
fn supersede(program: &Program, site: &Site, drafts: &mut Drafts) -> Result<()> {
    let Some(script) = program.plans.first() else { return Ok(()) };
    let id: PlanId = script.id.parse().map_err(internal)?;
    let next: PlanId = format!("{id}-2").parse().map_err(internal)?;
    let methods = script.methods.to_vec();
    let mut plan = Plan::new(next.clone(), vec![site.code], methods, "区自然资源主管部门");
    let open = script.steps.iter().filter(|step| step.reached.is_none());
    plan.milestones =
        open.map(|step| Milestone::new(step.step, make::date(day(2024, 12, 20)))).collect();
    let draft = Act::PlanDrafted { plan: Box::new(plan.clone()) };
    drafts.add(day(2024, 2, 20), Role::PlanOffice, None, draft);
    say(&next, PlanMove::Consult, day(2024, 3, 4), drafts);
    let mut act = moved(&id, PlanMove::Supersede, day(2024, 3, 12), &[], Vec::new());
    if let Act::PlanMoved { successor, .. } = &mut act {
        *successor = Some(next.clone());
    }
    drafts.add(day(2024, 3, 12), Role::PlanOffice, None, act);
    let on = day(2024, 3, 26);
    let document = make::document("上街区盘活", &next, "一宗一策盘活方案批复", on);
    let act = Act::PlanAdopted { plan: Box::new(plan) };
    drafts.add(on, Role::PlanOffice, Some(document), act);
    Ok(())
}

/// A move with its first role and its evidence.
pub(super) fn say(id: &PlanId, transition: PlanMove, on: Day, drafts: &mut Drafts) {
    let act = moved(id, transition, on, &[], Vec::new());
    drafts.add(on, Role::PlanOffice, None, act);
}

/// The acceptance of a plan, with the evidence of its methods.
pub(super) fn accept(id: &PlanId, methods: &[Method], on: Day) -> Act {
    let mut kinds: Vec<EvidenceKind> =
        methods.iter().flat_map(|method| method.evidence()).copied().collect();
    kinds.sort_unstable();
    kinds.dedup();
    moved(id, PlanMove::Accept, on, &kinds, Vec::new())
}

/// The reopening of a plan after a relapse, with its new milestones.
pub(super) fn reopen(id: &PlanId, milestones: Vec<Milestone>, on: Day) -> Act {
    moved(id, PlanMove::Reopen, on, &[], milestones)
}

fn moved(
    id: &PlanId,
    transition: PlanMove,
    on: Day,
    more: &[EvidenceKind],
    milestones: Vec<Milestone>,
) -> Act {
    let row = lifecycle::row(transition);
    let own = row.map(|row| row.evidence).unwrap_or_default();
    let evidence = |kind: &EvidenceKind| {
        let name = kind.name().zh;
        let number = format!("{id}-{}", kind.id());
        Evidence::new(*kind, make::document("上街区盘活", number, &name, on - 3))
    };
    let role = row.and_then(|row| row.roles.first().copied()).unwrap_or(PlanRole::PlanOffice);
    Act::PlanMoved {
        plan: id.clone(),
        transition,
        role,
        evidence: own.iter().chain(more).map(evidence).collect(),
        milestones,
        successor: None,
    }
}
