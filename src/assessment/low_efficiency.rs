//! What the ledger knows of what the criteria of low-efficiency land ask.

use super::by_parcel::ByParcel;
use super::{idle_land_facts, low_efficiency_use};
use crate::codes::ParcelCode;
use crate::law::{IdleLandFacts, LowEfficiencyFacts, LowEfficiencyFigures, ProductionState};
use crate::ledger::{LedgerState, SpaceState};
use crate::parcel::{LandUseStage, ParcelFacts};
use crate::space::Occupancy;
use crate::units::FloorArea;

/// The facts about low-efficiency land of a parcel, at the end of the day of the state; `None` for a parcel that it does not
/// have.
///
/// - Land right and commencement are those of [`idle_land_facts`], the use is that of [`low_efficiency_use`].
/// - The land area is the registered one: a measured area is another quantity, and is not taken in its place.
/// - Vacant floor area is known only where the occupancy of every unit of the parcel is, and its units make up the whole floor
///   area: of a plant that was surveyed in part, the rest may stand vacant too.
/// - Where no day is recorded on which production stopped, a stage of use that produces says that it goes on; any other leaves
///   it open.
#[must_use]
pub fn low_efficiency_facts(
    state: &LedgerState,
    parcel: &ParcelCode,
) -> Option<LowEfficiencyFacts> {
    let facts = &state.parcels.get(parcel)?.facts;
    let idle_land = idle_land_facts(state, parcel)?;
    let by_parcel = ByParcel::one(state, parcel);
    Some(facts_of(facts, &idle_land, by_parcel.spaces(parcel)))
}

/// The same, from the facts of a parcel, those about idle land, and its existing spaces.
pub(super) fn facts_of(
    facts: &ParcelFacts,
    idle_land: &IdleLandFacts,
    spaces: &[&SpaceState],
) -> LowEfficiencyFacts {
    let years = facts
        .years
        .iter()
        .map(|year| (year.year, LowEfficiencyFigures { tax: year.tax, revenue: year.revenue }));
    LowEfficiencyFacts {
        land: idle_land.land,
        commencement: idle_land.commencement,
        land_use: facts.land_use.as_ref().and_then(low_efficiency_use),
        area: facts.registered_area,
        years: years.collect(),
        investment: facts.investment,
        floor_area: facts.floor_area,
        vacant_floor_area: vacant_floor_area(spaces, facts.floor_area),
        building_base_area: facts.building_base_area,
        structure_base_area: facts.structure_base_area,
        production: production(facts),
    }
}

fn vacant_floor_area(spaces: &[&SpaceState], whole: Option<FloorArea>) -> Option<FloorArea> {
    spaces.first()?;
    let (mut vacant, mut surveyed) = (FloorArea::ZERO, FloorArea::ZERO);
    for space in spaces {
        let area = space.space.floor_area;
        surveyed = surveyed.checked_add(area)?;
        if space.occupancy.occupancy()? == Occupancy::Vacant {
            vacant = vacant.checked_add(area)?;
        }
    }
    (surveyed >= whole?).then_some(vacant)
}

fn production(facts: &ParcelFacts) -> Option<ProductionState> {
    if let Some(day) = facts.production_stopped {
        return Some(ProductionState::StoppedOn(day));
    }
    match facts.stage? {
        LandUseStage::ProducingBelowTarget | LandUseStage::MeetsTarget => {
            Some(ProductionState::Running)
        }
        _ => None,
    }
}
