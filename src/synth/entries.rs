//! The events of entries and plans.

use super::drafts::{Drafts, Role};
use super::make::{self, Day, END, day};
use super::parcels::Books;
use super::programs::{PlanScript, Program};
use super::rng::SplitMix64;
use super::sites::Site;
use super::{cases, internal, plan_moves, stories};
use crate::error::Result;
use crate::law::{Cause, CauseCode, Method};
use crate::ledger::{Act, EntryClass, EntryId, StrikeOffReason};
use crate::plan::lifecycle::PlanMove;
use crate::plan::{Milestone, Plan};

const LEAD_UNITS: [&str; 6] = [
    "开发区管委会规划建设部",
    "区自然资源主管部门",
    "区工业和信息化主管部门",
    "开发区招商服务中心",
    "区土地储备机构",
    "属地镇办",
];

/// Drafts listing, change and strike-off of every entry, and its plans.
pub(super) fn draft(
    seed: u64,
    sites: &[Site],
    programs: &[Program],
    books: &Books,
    drafts: &mut Drafts,
) -> Result<()> {
    let mut rng = SplitMix64::stream(seed, 5);
    for program in programs {
        let Some(site) = sites.get(program.site) else { continue };
        let entry: EntryId = format!("TZ{:04}", program.number).parse().map_err(internal)?;
        list(program, site, &entry, drafts, &mut rng)?;
        change(program, site, &entry, drafts)?;
        for plan in &program.plans {
            draft_plan(plan, program, site, drafts, &mut rng)?;
        }
        if let Some((on, reason)) = program.struck {
            let title = match reason {
                StrikeOffReason::Revitalized => "盘活验收销号意见",
                StrikeOffReason::TakenBack => "收回国有建设用地使用权决定书",
                StrikeOffReason::Misjudged => "台账核查纠正意见",
                StrikeOffReason::BoundaryChanged => "开发区边界核定说明",
                StrikeOffReason::MergedOrSplit => "宗地合并分割登记资料",
            };
            let document = make::document("上街区台账", program.number, title, on);
            let act = Act::EntryStruckOff { entry: entry.clone(), reason };
            drafts.add(on, Role::LedgerKeeper, Some(document), act);
        }
        if let Some(on) = program.relisted {
            let causes =
                vec![Cause::new(CauseCode::PlantVacant), Cause::new(CauseCode::ProductionStopped)];
            let act = Act::EntryRelisted { entry, causes };
            let number = drafts.add(on, Role::LedgerKeeper, None, act);
            drafts.note(number, "复查发现厂房再次空置，重新列入");
        }
    }
    draft_mistakes(sites, programs, books, drafts)
}

fn list(
    program: &Program,
    site: &Site,
    entry: &EntryId,
    drafts: &mut Drafts,
    rng: &mut SplitMix64,
) -> Result<()> {
    let mut causes: Vec<Cause> = program.case.causes.iter().copied().map(Cause::new).collect();
    for cause in &mut causes {
        if cause.code == CauseCode::Other {
            cause.note = Some("临时堆场，无固定用途".to_owned());
        }
        if rng.chance(60) {
            let title = "现场核查记录";
            cause.evidence =
                Some(make::document("上街区核查", program.number, title, program.listed - 12));
        }
    }
    let act = Act::EntryListed {
        entry: entry.clone(),
        parcel: site.code,
        class: program.case.class,
        causes,
        land_area_m2: make::area(listed_area(program, site))?,
    };
    let title = if program.case.class == EntryClass::Idle {
        "闲置土地认定书"
    } else {
        "低效用地认定表"
    };
    let document = make::document("上街区认定", program.number, title, program.listed);
    drafts.add(program.listed, Role::LedgerKeeper, Some(document), act);
    Ok(())
}

/// Hundredths of m².
fn listed_area(program: &Program, site: &Site) -> i64 {
    site.registered * program.percent / 100
}

/// A third of the entries changes while it is on the ledger: causes, area or class.
fn change(program: &Program, site: &Site, entry: &EntryId, drafts: &mut Drafts) -> Result<()> {
    let on = program.listed + 40 + (program.number % 9) as Day;
    let over = program.struck.map_or(END, |(on, _)| on) - 12;
    if on > over || program.number < 4 {
        return Ok(());
    }
    let entry = entry.clone();
    let act = match program.number % 13 {
        1 | 5 | 9 => {
            let mut causes: Vec<Cause> =
                program.case.causes.iter().copied().map(Cause::new).collect();
            let more = [CauseCode::InfrastructureMissing, CauseCode::EnvironmentOrSafety];
            let new = more.iter().find(|code| causes.iter().all(|cause| cause.code != **code));
            causes.extend(new.copied().map(Cause::new));
            Act::CausesRevised { entry, causes }
        }
        3 | 11 => {
            let share = if program.percent == 100 { 80 } else { program.percent + 15 };
            let land_area_m2 = make::area(site.registered * share / 100)?;
            Act::EntryResized { entry, land_area_m2 }
        }
        7 => {
            let class = match program.case.class {
                EntryClass::Idle => EntryClass::LowEfficiencyIndustrial,
                EntryClass::LowEfficiencyIndustrial => EntryClass::LowEfficiencyLogistics,
                EntryClass::LowEfficiencyCommercial => EntryClass::LowEfficiencyOther,
                _ => EntryClass::LowEfficiencyIndustrial,
            };
            Act::EntryReclassified { entry, class }
        }
        _ => return Ok(()),
    };
    drafts.add(on, Role::LedgerKeeper, None, act);
    Ok(())
}

fn draft_plan(
    script: &PlanScript,
    program: &Program,
    site: &Site,
    drafts: &mut Drafts,
    rng: &mut SplitMix64,
) -> Result<()> {
    let id = script.id.parse().map_err(internal)?;
    let mut plan = Plan::new(id, vec![site.code], script.methods.to_vec(), rng.pick(&LEAD_UNITS));
    let cause = program.case.causes.first().map(|cause| cause.name().zh);
    plan.diagnosis = cause.map(|cause| format!("主要原因：{cause}"));
    plan.milestones =
        script.steps.iter().map(|row| Milestone::new(row.step, make::date(row.due))).collect();
    if cases::space_method(script.methods).is_some() {
        plan.target_floor_area = Some(make::floor_area(rng.between(40, 120) * 10_000)?);
    }
    plan.contents = stories::contents(script)?;
    let told = stories::told(script);
    let id = plan.id.clone();
    if let Some((drafted, consulted)) = told.drafted {
        let act = Act::PlanDrafted { plan: Box::new(plan.clone()) };
        drafts.add(drafted, Role::PlanOffice, None, act);
        plan_moves::say(&id, PlanMove::Consult, consulted, drafts);
    }
    let title =
        if script.reopens { "盘活方案重启批复" } else { "一宗一策盘活方案批复" };
    let document = make::document("上街区盘活", &script.id, title, script.adopted);
    let act = if script.reopens {
        plan_moves::reopen(&id, plan.milestones.clone(), script.adopted)
    } else {
        Act::PlanAdopted { plan: Box::new(plan.clone()) }
    };
    drafts.add(script.adopted, Role::PlanOffice, Some(document), act);
    for row in &script.steps {
        let Some(on) = row.reached else { continue };
        let act = Act::MilestoneReached { plan: id.clone(), step: row.step };
        let number = drafts.add(on, Role::PlanOffice, None, act);
        // The stories revise their days: what is late by the first one may be in time by the last.
        if told.revised.is_none() && on > row.due + 30 {
            drafts.note(number, format!("比计划晚{}天", on - row.due));
        }
    }
    if let Some(on) = told.revised {
        stories::revise(&mut plan)?;
        let document = make::document("上街区盘活", &script.id, "盘活方案调整意见", on);
        let act = Act::PlanRevised { plan: Box::new(plan) };
        drafts.add(on, Role::PlanOffice, Some(document), act);
    }
    if let Some(on) = script.accepted {
        let document = make::document("上街区验收", &script.id, "盘活方案联合验收意见", on);
        let act = if told.with_evidence {
            plan_moves::accept(&id, script.methods, on)
        } else {
            Act::PlanAccepted { plan: id }
        };
        drafts.add(on, Role::PlanOffice, Some(document), act);
    }
    Ok(())
}

/// Mistakes of the keepers, and how they were put right.
fn draft_mistakes(
    sites: &[Site],
    programs: &[Program],
    books: &Books,
    drafts: &mut Drafts,
) -> Result<()> {
    let listed: Vec<usize> = programs.iter().map(|program| program.site).collect();
    let mut sound = (0..sites.len()).filter(|at| !listed.contains(at));
    // A whole entry for the wrong parcel, retracted eleven days later.
    if let Some(site) = sound.next().and_then(|at| sites.get(at)) {
        let on = day(2023, 2, 14);
        let act = Act::EntryListed {
            entry: "TZ9001".parse().map_err(internal)?,
            parcel: site.code,
            class: EntryClass::LowEfficiencyIndustrial,
            causes: vec![Cause::new(CauseCode::OutputLow)],
            land_area_m2: make::area(site.registered / 2)?,
        };
        let wrong = drafts.add_recorded(on, on + 2, Role::LedgerKeeper, None, act);
        drafts.retract(wrong, on, on + 11)?;
    }
    // Two registrations whose facts were typed wrong: the correction states what the map has.
    for at in sound.take(2) {
        let (Some(site), Some(facts)) = (sites.get(at), books.first.get(at)) else { continue };
        let Some(wrong) = books.registrations.get(at) else { continue };
        let mut typed = facts.clone();
        typed.registered_area = Some(make::area(site.registered + 90_000)?);
        typed.certificate = None;
        let right = Act::ParcelRegistered { parcel: site.code, facts: Box::new(facts.clone()) };
        drafts.replace(*wrong, Act::ParcelRegistered { parcel: site.code, facts: Box::new(typed) });
        drafts.correct(*wrong, day(2020, 1, 2), day(2020, 3, 30), right)?;
    }
    Ok(())
}

/// Whether a plan brings floor area back into use.
pub(super) fn brings_floor(script: &PlanScript) -> Option<Method> {
    cases::space_method(script.methods)
}
