//! Registration of all parcels, and every later change of their facts.

use std::collections::BTreeMap;

use super::drafts::{DraftNumber, Drafts, Role};
use super::facts::{self, Change};
use super::make::{self, Day, day};
use super::names;
use super::programs::{PlanScript, Program};
use super::rng::SplitMix64;
use super::sites::{Site, Use};
use super::{SynthOptions, SynthScope, stories};
use crate::error::Result;
use crate::law::Method;
use crate::ledger::{Act, StrikeOffReason};
use crate::parcel::{Agreement, AgreementKind, Holder, LandUseStage, ParcelFacts, Tenure};
use crate::plan::MilestoneStep;

/// Changes of the facts of each site, by day.
type Changes = BTreeMap<(usize, Day), Vec<Change>>;

const REGISTERED: Day = day(2020, 1, 2);

/// What was written down about the parcels.
pub(super) struct Books {
    /// The facts after the last change, in the order of the sites.
    pub(super) latest: Vec<ParcelFacts>,
    /// The facts as registered.
    pub(super) first: Vec<ParcelFacts>,
    /// The registration of each site.
    pub(super) registrations: Vec<DraftNumber>,
}

/// Drafts registrations and revisions.
pub(super) fn draft(
    options: &SynthOptions,
    sites: &[Site],
    programs: &[Program],
    drafts: &mut Drafts,
) -> Result<Books> {
    let mut rng = SplitMix64::stream(options.seed, 4);
    let mut case_stage: Vec<Option<LandUseStage>> = vec![None; sites.len()];
    for program in programs {
        if let Some(stage) = case_stage.get_mut(program.site) {
            *stage = Some(program.case.stage);
        }
    }
    let mut changes = Changes::new();
    let mut first = Vec::with_capacity(sites.len());
    let mut stages = Vec::with_capacity(sites.len());
    for (at, (site, case)) in sites.iter().zip(&case_stage).enumerate() {
        let stage = case.unwrap_or_else(|| facts::usual_stage(site, &mut rng));
        let mut facts = facts::registered(site, at, stage, options.registers, &mut rng)?;
        if case.is_some() {
            // What is on the ledger is known at least so far.
            facts.stage = Some(stage);
        } else if !stage.is_built() && stage.is_supplied() && rng.chance(75) {
            let on = rng.between(day(2020, 9, 1), day(2022, 12, 1));
            push(&mut changes, at, on, Change::Stage(LandUseStage::MeetsTarget));
        }
        first.push(facts);
        stages.push(stage);
    }
    for program in programs {
        change_by_program(program, sites, &mut changes, &mut rng)?;
        if program.number == 2
            && let Some(facts) = first.get_mut(program.site)
        {
            not_delivered(facts);
        }
    }
    add_years(sites, &stages, &mut changes, &mut rng);
    let mut registrations = Vec::with_capacity(sites.len());
    let mut latest = first.clone();
    let has_journal = options.scope == SynthScope::District;
    for (at, (site, facts)) in sites.iter().zip(&first).enumerate().filter(|_| has_journal) {
        let recorded = day(2020, 1, 6) + (at * 50 / sites.len().max(1)) as i64;
        let act = Act::ParcelRegistered { parcel: site.code, facts: Box::new(facts.clone()) };
        registrations.push(drafts.add_recorded(REGISTERED, recorded, Role::Registrar, None, act));
    }
    for ((at, on), changes) in &changes {
        let (Some(site), Some(facts)) = (sites.get(*at), latest.get_mut(*at)) else { continue };
        for change in changes {
            change.apply(facts)?;
        }
        if !has_journal {
            continue;
        }
        let yearly = changes.iter().any(|change| matches!(change, Change::Year(..)));
        let (role, title) = if yearly {
            (Role::Statistician, "用地效益统计汇总")
        } else {
            (Role::LedgerKeeper, "宗地信息变更记录")
        };
        let document = make::document("上街区统字", at + 1, title, *on);
        let act = Act::FactsRevised { parcel: site.code, facts: Box::new(facts.clone()) };
        drafts.add(*on, role, Some(document), act);
    }
    Ok(Books { latest, first, registrations })
}

fn push(changes: &mut Changes, site: usize, on: Day, change: Change) {
    changes.entry((site, on)).or_default().push(change);
}

/// What plans and strike-offs change about their parcels.
fn change_by_program(
    program: &Program,
    sites: &[Site],
    changes: &mut Changes,
    rng: &mut SplitMix64,
) -> Result<()> {
    let at = program.site;
    for plan in &program.plans {
        let agreed = reached(plan, MilestoneStep::FormalitiesComplete);
        if let Some(on) = agreed.filter(|_| plan.methods.contains(&Method::ExtendPeriod)) {
            let supplement = supplement(program, on);
            push(changes, at, on, Change::Agreement(Box::new(supplement)));
        }
        if let Some(on) = reached(plan, MilestoneStep::WorksStarted) {
            push(changes, at, on, Change::Stage(LandUseStage::PartlyBuilt));
        }
        let replaced = [Method::CageForBirds, Method::Transfer, Method::EquityMerger];
        let signed = reached(plan, MilestoneStep::ContractSigned);
        if let Some(on) = signed.filter(|_| plan.methods.iter().any(|m| replaced.contains(m))) {
            let mut holder = Holder::named(names::firm(rng));
            holder.credit_code =
                Some(names::credit_code(names::Series::Successor, program.number)?);
            push(changes, at, on, Change::Holder(holder));
        }
        if let Some((on, site)) = plan.accepted.zip(sites.get(at))
            && plan.methods.contains(&Method::AddStoreys)
        {
            push(changes, at, on, Change::FloorArea(site.area / 100 * 130));
        }
    }
    match program.struck {
        Some((on, StrikeOffReason::Revitalized)) => {
            push(changes, at, on, Change::Stage(LandUseStage::MeetsTarget));
        }
        Some((on, StrikeOffReason::TakenBack)) => {
            push(changes, at, on, Change::TakenBack);
        }
        _ => {}
    }
    if let Some(on) = program.relisted {
        push(changes, at, on, Change::Stage(LandUseStage::BuiltNotProducing));
    }
    Ok(())
}

fn reached(plan: &PlanScript, step: MilestoneStep) -> Option<Day> {
    plan.steps.iter().find(|row| row.step == step).and_then(|row| row.reached)
}

/// The supplement that sets a new day of commencement, a year at most after it is signed.
fn supplement(program: &Program, signed: Day) -> Agreement {
    let document =
        facts::contract(9_000 + program.number, "建设用地使用权出让合同补充协议", signed);
    let mut supplement = Agreement::new(AgreementKind::Supplement, document);
    let start = if program.number == 2 { stories::START_MOVED_TO } else { signed + 330 };
    supplement.start_due = Some(make::date(start));
    supplement.complete_due = Some(make::date(start + 730));
    if program.number == 2 {
        supplement.delivered = Some(make::date(stories::DELIVERED));
    }
    supplement
}

/// The story of the plot that was not handed over: contract of 2017, start agreed for mid-2018, no handover.
fn not_delivered(facts: &mut ParcelFacts) {
    facts.tenure = Tenure::Granted;
    if let Some(agreement) = facts.agreements.first_mut() {
        let title = "建设用地使用权出让合同";
        agreement.kind = AgreementKind::Grant;
        agreement.document = facts::contract(2, title, day(2017, 6, 30));
        agreement.delivered = None;
        agreement.start_due = Some(make::date(day(2018, 6, 30)));
        agreement.complete_due = Some(make::date(day(2020, 6, 30)));
    }
}

/// Yearly figures: of 2021 in spring 2022 for a part of the parcels, of all years to 2023 in spring 2024.
fn add_years(sites: &[Site], stages: &[LandUseStage], changes: &mut Changes, rng: &mut SplitMix64) {
    for (at, (site, first)) in sites.iter().zip(stages).enumerate() {
        if matches!(site.land_use, Use::Public | Use::Residential) {
            continue;
        }
        let stage_in = |year: i64, changes: &Changes| {
            let until = day(year, 7, 1);
            let rows = changes.range((at, Day::MIN)..(at, until));
            let mut stages = rows.flat_map(|(_, list)| list).filter_map(|change| match change {
                Change::Stage(stage) => Some(*stage),
                Change::TakenBack => Some(LandUseStage::ApprovedNotSupplied),
                _ => None,
            });
            stages.next_back().unwrap_or(*first)
        };
        let early = rng.chance(35);
        for year in [2021_i16, 2022, 2023] {
            let stage = stage_in(i64::from(year), changes);
            let on = if year == 2021 && early { day(2022, 3, 18) } else { day(2024, 3, 20) };
            let on = on + (at % 9) as i64;
            if let Some(figures) = facts::year(site, stage, year, rng) {
                push(changes, at, on, figures);
            }
        }
    }
}
