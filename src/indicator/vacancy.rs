//! Vacancy (空置) of surveyed spaces by number and by land, beside the rate by floor area.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::quotient::Scale;
use super::{Bounds, Definition, Indicator, Term};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::law::Citation;
use crate::ledger::LedgerState;
use crate::space::Occupancy;
use crate::units::Area;

/// How much of the surveyed spaces stands vacant on the day of the state, by number of spaces and by land
/// (空置率：按单元数、按用地). By floor area it is `vacancy-rate` of [`zone_indicators`](super::zone_indicators).
///
/// Land counts where spaces on it were surveyed, with its registered area; it is vacant where all of them are. A space of
/// which nobody knows whether it is used leaves the rates between two bounds. The formulas are this library's own.
///
/// ```
/// use jiff::civil::date;
/// use landledger::indicator::{IndicatorValue, vacancy_rates};
/// use landledger::ledger::{AsOf, LedgerState};
///
/// let nothing = LedgerState::empty(AsOf::day(date(2024, 6, 30)));
/// // Of no space, no share is vacant.
/// assert!(vacancy_rates(&nothing).iter().all(|rate| rate.value == IndicatorValue::Unknown));
/// ```
#[must_use]
pub fn vacancy_rates(state: &LedgerState) -> Vec<Indicator> {
    let (mut surveyed, mut vacant) = (Bounds::zero(), Bounds::zero());
    let mut on_land: BTreeMap<ParcelCode, OnLand> = BTreeMap::new();
    for space in state.existing_spaces() {
        surveyed.add(Decimal::ONE);
        let land = on_land.entry(space.space.parcel).or_default();
        match space.occupancy.occupancy() {
            Some(Occupancy::Vacant) => vacant.add(Decimal::ONE),
            Some(Occupancy::Occupied) => land.used = true,
            None => {
                vacant.add_missing(Some(Decimal::ONE), &state_of_use(), space.space.id.as_str());
                land.open = true;
            }
        }
    }
    let (mut surveyed_land, mut vacant_land) = (Bounds::zero(), Bounds::zero());
    for (code, spaces) in on_land {
        let facts = state.parcels.get(&code).map(|parcel| &parcel.facts);
        let area = facts.and_then(|facts| facts.registered_area).map(Area::square_metres);
        let registered = Text::new("登记面积", "registered area");
        let land = Bounds::of(area, None, &registered, code.as_str());
        surveyed_land.merge(&land);
        match spaces {
            OnLand { used: true, .. } => {}
            OnLand { open: true, .. } => {
                vacant_land.merge(&land.in_doubt(&state_of_use(), code.as_str()));
            }
            OnLand { .. } => vacant_land.merge(&land),
        }
    }
    vec![by_number(&vacant, &surveyed), by_land(&vacant_land, &surveyed_land)]
}

/// What stands on a parcel.
#[derive(Default)]
struct OnLand {
    /// A space is in use.
    used: bool,
    /// Of a space nobody knows whether it is.
    open: bool,
}

fn state_of_use() -> Text {
    Text::new("空置状态", "whether a space is vacant")
}

fn by_number(vacant: &Bounds, surveyed: &Bounds) -> Indicator {
    let term = |zh, en, bounds| Term { name: Text::new(zh, en), unit: "1", bounds };
    Indicator::quotient(
        definition(
            "vacancy-rate-by-number",
            Text::new("厂房空置率（按单元数）", "vacancy rate of plants by number"),
            Text::new("空置单元数 / 普查单元数", "vacant spaces / surveyed spaces"),
        ),
        term("空置单元数", "vacant spaces", vacant),
        term("普查单元数", "surveyed spaces", surveyed),
    )
}

fn by_land(vacant: &Bounds, surveyed: &Bounds) -> Indicator {
    let term = |zh, en, bounds| Term { name: Text::new(zh, en), unit: "m2", bounds };
    Indicator::quotient(
        definition(
            "vacancy-rate-by-land",
            Text::new("厂房空置率（按用地）", "vacancy rate of plants by land"),
            Text::new(
                "全部单元空置的宗地面积 / 普查厂房所在宗地面积",
                "land whose spaces are all vacant / land with surveyed spaces",
            ),
        ),
        term("全部单元空置的宗地面积", "land whose spaces are all vacant", vacant),
        term("普查厂房所在宗地面积", "land with surveyed spaces", surveyed),
    )
}

fn definition(id: &'static str, name: Text, formula: Text) -> Definition {
    let basis = Citation::definition().text();
    Definition { id, name, formula, basis, scale: Scale::Percent }
}
