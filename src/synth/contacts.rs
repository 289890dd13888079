//! The events of units and of prospects.

use super::drafts::{Drafts, Role};
use super::make::{self, day};
use super::programs::{PlanScript, Program};
use super::rng::SplitMix64;
use super::sites::Site;
use super::units::{Move, Unit};
use super::{SynthOptions, internal, names};
use crate::error::Result;
use crate::ledger::Act;
use crate::plan::{Prospect, ProspectId, ProspectStage};
use crate::space::{Space, SpaceId};

/// Drafts surveys and changes of units.
pub(super) fn draft_units(units: &[Unit], sites: &[Site], drafts: &mut Drafts) -> Result<()> {
    for (nth, unit) in units.iter().enumerate() {
        let Some(site) = sites.get(unit.site) else { continue };
        let space: SpaceId = format!("KJ{:05}", nth + 1).parse().map_err(internal)?;
        for (on, step) in &unit.moves {
            let id = space.clone();
            let mut document = None;
            let act = match step {
                Move::Surveyed(occupancy) => {
                    let mut space = Space::new(id, site.code, make::floor_area(unit.area)?);
                    space.label = Some(unit.label.clone());
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
    drafts: &mut Drafts,
) -> Result<()> {
    let mut rng = SplitMix64::stream(options.seed, 7);
    let open = |plan: &&PlanScript| plan.adopted < day(2024, 1, 15);
    let plans: Vec<&PlanScript> =
        programs.iter().filter_map(|program| program.plans.iter().rfind(open)).collect();
    let spread = plans.len().max(1);
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
        drafts.add(
            on,
            Role::Promoter,
            None,
            Act::ProspectRecorded { prospect: Box::new(prospect) },
        );
        for stage in way_to(nth) {
            on += rng.between(20, 40);
            let act = Act::ProspectAdvanced { prospect: id.clone(), stage: *stage };
            drafts.add(on, Role::Promoter, None, act);
        }
    }
    Ok(())
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
