//! What prospects need, and what it becomes between visits. Invented, as all of the district.

use super::make::{self, Day, day};
use super::plants::{division, parsed};
use super::rng::SplitMix64;
use crate::error::Result;
use crate::law::FireClass;
use crate::plan::{Firmness, Need, Requirement, WantedStorey, WantedTenure};
use crate::units::{FloorArea, RentRate};

/// The division of GB/T 4754-2017 that an industry in words belongs to, where it is one.
fn division_of(industry: &str) -> Option<&'static str> {
    let code = match industry {
        "新型耐材" | "高温陶瓷" => "30",
        "铝材加工" => "32",
        "精密机械" | "阀门制造" => "34",
        "智能装备" | "模具" | "环保设备" | "食品机械" => "35",
        "汽车零部件" => "36",
        "通航部件" => "37",
        "电气设备" => "38",
        "仪器仪表" => "40",
        "再生资源" => "42",
        _ => return None,
    };
    Some(code)
}

/// What a firm asks for when it is recorded, beside floor area and day. Every fifth looks for land to build on.
pub(super) fn ask(need: &mut Need, nth: usize, rng: &mut SplitMix64) -> Result<()> {
    if nth % 5 == 4 {
        need.tenure = Some(WantedTenure::Build);
        need.land_area = Some(make::area(rng.between(80, 200) * 10_000)?);
        return Ok(());
    }
    let (height, load, crane) =
        (rng.pick(&[4, 5, 6, 8]), rng.pick(&[5, 10, 15]), rng.pick(&[3, 5, 10]));
    let (power, rent) = (rng.pick(&[200, 400, 630]), rng.between(10, 14));
    let fire_class = match rng.below(3) {
        0 => FireClass::Bing,
        1 => FireClass::Ding,
        _ => FireClass::Wu,
    };
    let mut asks = |percent| rng.chance(percent);
    need.clear_height = asks(65).then(|| parsed(height)).transpose()?;
    need.floor_load = asks(50).then(|| parsed(load)).transpose()?;
    need.crane = asks(35).then(|| parsed(crane)).transpose()?;
    need.power = asks(60).then(|| parsed(power)).transpose()?;
    need.production_fire_class = asks(60).then_some(fire_class);
    need.storey = asks(25).then_some(WantedStorey::GroundFloor);
    need.rent_at_most = asks(60).then(|| parsed(rent)).transpose()?;
    need.tenure = Some(if asks(80) { WantedTenure::Rent } else { WantedTenure::Buy });
    need.industry_code =
        need.industry.as_deref().and_then(division_of).map(division).transpose()?;
    // A firm that runs a furnace does not come without power.
    if asks(20) && need.power.is_some() {
        need.firmness.insert(Requirement::Power, Firmness::Hard);
    }
    Ok(())
}

/// The day on which a need is stated anew, and the need then: a later day to move in, and for some another area and budget.
pub(super) fn restate(need: &Need, rng: &mut SplitMix64) -> Result<(Day, Need)> {
    let mut need = need.clone();
    let on = day(2024, 5, 6) + rng.between(0, 28);
    need.by = Some(make::date(day(2024, 9, 1) + rng.between(0, 240)));
    if rng.chance(60) && need.tenure != Some(WantedTenure::Build) {
        let area: Option<FloorArea> = Some(make::floor_area(rng.between(6, 36) * 10_000)?);
        need.floor_area = area;
        let most: Option<RentRate> =
            need.rent_at_most.map(|_| parsed(rng.between(11, 15))).transpose()?;
        need.rent_at_most = most;
    }
    Ok((on, need))
}
