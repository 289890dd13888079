//! The events of units and of prospects.

use super::drafts::{Drafts, Role};
use super::make::{self, Day, day};
use super::programs::{PlanScript, Program};
use super::rng::SplitMix64;
use super::sites::Site;
use super::units::{Move, STORY_UNITS, Unit};
use super::{SynthOptions, internal, names, needs, plants};
use crate::error::Result;
use crate::ledger::Act;
use crate::plan::{Prospect, ProspectId, ProspectStage};
use crate::space::{Occupancy, Space, SpaceId};

/// The id of a unit by its place.
fn space_id(nth: usize) -> Result<SpaceId> {
    format!("KJ{:05}", nth + 1).parse().map_err(internal)
}

/// Drafts surveys and changes of units.
pub(super) fn draft_units(
    seed: u64,
    units: &[Unit],
    sites: &[Site],
    drafts: &mut Drafts,
) -> Result<()> {
    let mut facts = plants::facts(seed, units)?.into_iter();
    for (nth, unit) in units.iter().enumerate() {
        let facts = facts.next().map(Box::new);
        let Some(site) = sites.get(unit.site) else { continue };
        let space = space_id(nth)?;
        for (on, step) in &unit.moves {
            let id = space.clone();
            let mut document = None;
            let act = match step {
                Move::Surveyed(occupancy) => {
                    let mut space = Space::new(id, site.code, make::floor_area(unit.area)?);
                    space.label = Some(unit.label.clone());
                    space.facts.clone_from(&facts);
                    Act::SpaceSurveyed { space, occupancy: *occupancy }
                }
                Move::Remeasured(area) => {
                    Act::SpaceRemeasured { space: id, floor_area_m2: make::floor_area(*area)? }
                }
                Move::Vacated => Act::SpaceVacated { space: id },
                Move::Removed => Act::SpaceRemoved { space: id },
                Move::Occupied(firm, credit) => {
                    let title = "入驻协议及投用查验记录";
                    document = Some(make::document("上街区入驻", &space, title, *on));
                    Act::SpaceOccupied {
                        space: id,
                        occupant: Some(firm.clone()),
                        method: credit.as_ref().map(|(method, _)| *method),
                        plan: credit
                            .as_ref()
                            .map(|(_, plan)| plan.parse().map_err(internal))
                            .transpose()?,
                    }
                }
            };
            drafts.add(*on, Role::PlantSurveyor, document, act);
        }
    }
    Ok(())
}

/// How many prospects there are.
pub(super) const fn prospects(options: &SynthOptions) -> usize {
    options.parcels * 15 / 400
}

/// Drafts prospects and how the contact with them went.
pub(super) fn draft_prospects(
    options: &SynthOptions,
    programs: &[Program],
    units: &[Unit],
    drafts: &mut Drafts,
) -> Result<()> {
    let mut rng = SplitMix64::stream(options.seed, 7);
    let mut needs = SplitMix64::stream(options.seed, 10);
    let open = |plan: &&PlanScript| plan.adopted < day(2024, 1, 15);
    let plans: Vec<&PlanScript> =
        programs.iter().filter_map(|program| program.plans.iter().rfind(open)).collect();
    let spread = plans.len().max(1);
    let mut free = free_units(units).into_iter();
    let mut moved_into = moved_into(units).into_iter();
    for nth in 0..prospects(options) {
        let id: ProspectId = format!("YX{:04}", nth + 1).parse().map_err(internal)?;
        let mut prospect = Prospect::new(id.clone(), names::firm(&mut rng));
        prospect.credit_code = Some(names::credit_code(names::Series::Prospect, nth)?);
        let mut on = day(2023, 1, 10) + rng.between(0, 380);
        // Every third firm looks at two plots.
        for step in 0..1 + usize::from(nth % 3 == 0) {
            let at = (nth * 7 + step * 3) % spread;
            let Some(plan) = plans.get(at) else { continue };
            let plan_id = plan.id.parse().map_err(internal)?;
            if !prospect.plans.contains(&plan_id) {
                prospect.plans.push(plan_id);
            }
            on = on.max(plan.adopted + 12);
        }
        prospect.need.floor_area = Some(make::floor_area(rng.between(8, 60) * 10_000)?);
        prospect.need.industry = Some(names::industry(&mut rng).to_owned());
        prospect.need.by = Some(make::date(on + 300));
        needs::ask(&mut prospect.need, nth, &mut needs)?;
        let stages = way_to(nth);
        let last = stages.last().copied();
        // A firm that moved in is the one that uses the unit since; the steps before lead up to that day.
        let (mut spaces, mut entry) = (Vec::new(), None);
        match last {
            Some(ProspectStage::Signed) => spaces.extend(free.next()),
            Some(ProspectStage::MovedIn) => {
                if let Some((space, firm, moved)) = moved_into.next() {
                    spaces.push(space);
                    prospect.firm = firm;
                    prospect.plans.clear();
                    on = moved - 150;
                    prospect.need.by = Some(make::date(moved));
                    entry = Some(moved);
                }
            }
            _ => {}
        }
        let spaces: Vec<SpaceId> = spaces.into_iter().map(space_id).collect::<Result<_>>()?;
        let need = prospect.need.clone();
        drafts.add(
            on,
            Role::Promoter,
            None,
            Act::ProspectRecorded { prospect: Box::new(prospect) },
        );
        for stage in stages {
            on += rng.between(20, 40);
            let takes = *stage == ProspectStage::Signed;
            let act = Act::ProspectAdvanced {
                prospect: id.clone(),
                stage: *stage,
                spaces: if takes { spaces.clone() } else { Vec::new() },
                plots: Vec::new(),
            };
            let day = entry.filter(|_| *stage == ProspectStage::MovedIn).unwrap_or(on);
            drafts.add(day, Role::Promoter, None, act);
        }
        let goes_on = !matches!(
            last,
            Some(ProspectStage::Signed | ProspectStage::MovedIn | ProspectStage::Lost)
        );
        if goes_on {
            let (day, need) = needs::restate(&need, &mut needs)?;
            let act = Act::ProspectNeedRevised { prospect: id, need: Box::new(need) };
            drafts.add(day.max(on + 5), Role::Promoter, None, act);
        }
    }
    Ok(())
}

/// Units that fell vacant before 2023 and stand vacant since, by their places.
fn free_units(units: &[Unit]) -> Vec<usize> {
    let vacant = |unit: &Unit| {
        let vacant =
            |step: &Move| matches!(step, Move::Vacated | Move::Surveyed(Some(Occupancy::Vacant)));
        unit.moves.last().is_some_and(|(on, step)| *on < day(2023, 1, 1) && vacant(step))
    };
    units.iter().enumerate().filter(|(_, unit)| vacant(unit)).map(|(nth, _)| nth).collect()
}

/// Units that a firm moved into from the middle of 2023 on and that it uses since: place, firm, day.
fn moved_into(units: &[Unit]) -> Vec<(usize, String, Day)> {
    // Who comes into the units of the stories is told there.
    let others = units.iter().enumerate().skip(STORY_UNITS);
    let rows = others.filter_map(|(nth, unit)| match unit.moves.last() {
        Some((on, Move::Occupied(firm, _))) if (day(2023, 7, 1)..day(2024, 6, 1)).contains(on) => {
            Some((nth, firm.clone(), *on))
        }
        _ => None,
    });
    rows.collect()
}

/// The stages after the first contact: every stage is the last one of some prospects.
const fn way_to(nth: usize) -> &'static [ProspectStage] {
    use ProspectStage::{Lost, MovedIn, Negotiating, Signed, Visited};
    match nth % 6 {
        0 => &[],
        1 => &[Visited],
        2 => &[Visited, Negotiating],
        3 => &[Visited, Negotiating, Signed],
        4 => &[Visited, Negotiating, Signed, MovedIn],
        _ => &[Visited, Lost],
    }
}
