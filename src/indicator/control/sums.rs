//! The sums behind the control indicators, with bounds where facts are missing.

use rust_decimal::Decimal;

use super::facts::ControlFacts;
use crate::finding::Text;
use crate::indicator::Bounds;
use crate::law::ControlEdition;
use crate::parcel::{Building, Storey, StoreyLevel};
use crate::units::{Area, FloorArea};

/// What a missing fact of the whole project is about.
pub(super) const PROJECT: &str = "project";

/// A fact of the project, or bounds from 0 to `most`.
pub(super) fn fact(value: Option<Decimal>, most: Option<Decimal>, zh: &str, en: &str) -> Bounds {
    Bounds::of(value, most, &Text::new(zh, en), PROJECT)
}

pub(super) fn land(facts: &ControlFacts) -> Bounds {
    fact(square_metres(facts.land_area), None, "项目用地面积", "land area of the project")
}

pub(super) fn square_metres(area: Option<Area>) -> Option<Decimal> {
    area.map(Area::square_metres)
}

/// Floor area above ground as the floor-area ratio counts it: a storey above the height twice, one of unknown
/// height between once and twice. Where only the sum of all storeys is known, each of them may count twice.
pub(super) fn effective_floor(facts: &ControlFacts, edition: ControlEdition) -> Bounds {
    if let (None, Some(floor)) = (&facts.buildings, facts.floor_area) {
        let floor = floor.square_metres();
        let mut sum = Bounds::zero();
        sum.add(floor);
        let heights = Text::new("各层层高", "heights of the storeys");
        sum.add_missing(Some(floor), &heights, PROJECT);
        return sum;
    }
    let limit = Decimal::from(edition.storey_counts_twice_above().number());
    let height_unknown = Text::new("层高", "height of the storey");
    let above = |storey: &Storey| storey.level == StoreyLevel::AboveGround;
    sum_of_storeys(facts, above, |sum, storey, area, subject| {
        sum.add(area);
        match storey.height {
            Some(height) if height.metres() > limit => sum.add(area),
            Some(_) => {}
            None => sum.add_missing(Some(area), &height_unknown, subject),
        }
    })
}

/// Floor area of the storeys above ground that are listed, each once.
pub(super) fn floor_above_ground(facts: &ControlFacts) -> Bounds {
    let above = |storey: &Storey| storey.level == StoreyLevel::AboveGround;
    sum_of_storeys(facts, above, |sum, _, area, _| sum.add(area))
}

/// Floor area of all storeys, each once; what is below ground is not known where only the floor area above it is.
pub(super) fn plain_floor(facts: &ControlFacts) -> Bounds {
    if let (None, Some(floor)) = (&facts.buildings, facts.floor_area) {
        let below = Text::new("地下建筑面积", "floor area below ground");
        let mut sum = Bounds::of(None, None, &below, PROJECT);
        sum.add(FloorArea::square_metres(floor));
        return sum;
    }
    sum_of_storeys(facts, |_| true, |sum, _, area, _| sum.add(area))
}

/// Ground covered by buildings: at most the land, unless what is known covers more.
pub(super) fn buildings_footprint(facts: &ControlFacts) -> Bounds {
    let most = square_metres(facts.land_area);
    let mut sum = Bounds::zero();
    match &facts.buildings {
        None => {
            let covered = square_metres(facts.buildings_footprint);
            let (zh, en) = ("建筑物占地面积", "ground covered by buildings");
            sum.merge(&fact(covered, most, zh, en));
        }
        Some(buildings) => {
            for (number, building) in (1_usize..).zip(buildings) {
                let name = Text::new("建筑物占地面积", "ground covered by the building");
                let footprint = square_metres(building.footprint);
                sum.merge(&Bounds::of(footprint, most, &name, &number.to_string()));
            }
        }
    }
    sum.at_most(most);
    sum
}

/// Ground covered by buildings, structures and yards.
pub(super) fn covered(facts: &ControlFacts) -> Bounds {
    let most = square_metres(facts.land_area);
    let structures = square_metres(facts.structures_footprint);
    let mut sum = buildings_footprint(facts);
    sum.merge(&fact(structures, most, "构筑物占地面积", "ground covered by structures"));
    sum.merge(&fact(square_metres(facts.yards_area), most, "堆场用地面积", "open yards"));
    sum.at_most(most);
    sum
}

/// Adds the storeys that `counts`; missing ones are named `building/storey`, counted from 1.
fn sum_of_storeys(
    facts: &ControlFacts,
    counts: impl Fn(&Storey) -> bool,
    add: impl Fn(&mut Bounds, &Storey, Decimal, &str),
) -> Bounds {
    let mut sum = Bounds::zero();
    let Some(buildings) = &facts.buildings else {
        return fact(None, None, "建筑物", "buildings of the project");
    };
    for (number, building) in (1_usize..).zip(buildings) {
        let Some(storeys) = &building.storeys else {
            let name = Text::new("各层建筑面积", "storeys of the building");
            sum.add_missing(None, &name, &number.to_string());
            continue;
        };
        for (place, storey) in (1_usize..).zip(storeys).filter(|(_, storey)| counts(storey)) {
            let subject = format!("{number}/{place}");
            match storey.floor_area {
                Some(area) => add(&mut sum, storey, area.square_metres(), &subject),
                None => {
                    let name = Text::new("建筑面积", "floor area of the storey");
                    sum.add_missing(None, &name, &subject);
                }
            }
        }
    }
    sum
}

/// The storeys above ground of a building.
pub(super) fn above_ground(building: &Building) -> Option<Vec<Storey>> {
    let storeys = building.storeys.as_ref()?;
    let above = storeys.iter().filter(|storey| storey.level == StoreyLevel::AboveGround);
    Some(above.copied().collect())
}
