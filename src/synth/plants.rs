//! Facts of plants beside their floor area: what a survey wrote down of each unit. Invented, as all of the district.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::num::NonZeroI16;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::internal;
use super::rng::SplitMix64;
use super::units::Unit;
use crate::codes::{IndustryCode, IndustryEdition};
use crate::error::Result;
use crate::law::FireClass;
use crate::space::{Certification, SpaceFacts, Structure};
use crate::units::Money;

/// What the units of a building have in common.
#[derive(Debug, Clone)]
struct Building {
    structure: Structure,
    fire_class: FireClass,
    certification: Certification,
    admitted: Vec<IndustryCode>,
}

/// The facts of every unit, in the order of the units.
pub(super) fn facts(seed: u64, units: &[Unit]) -> Result<Vec<SpaceFacts>> {
    let mut rng = SplitMix64::stream(seed, 9);
    let mut buildings: BTreeMap<(usize, &str), Building> = BTreeMap::new();
    let upper = units.iter().map(|unit| (unit.site, building_of(&unit.label)));
    let upper: BTreeSet<(usize, &str)> = upper
        .filter(|(_, (_, storey))| *storey == UPPER)
        .map(|(site, (name, _))| (site, name))
        .collect();
    let mut all = Vec::with_capacity(units.len());
    for unit in units {
        let (name, _) = building_of(&unit.label);
        let key = (unit.site, name);
        let has_storeys = upper.contains(&key);
        let building = match buildings.get(&key) {
            Some(building) => building.clone(),
            None => {
                let building = draw_building(has_storeys, &mut rng)?;
                buildings.insert(key, building.clone());
                building
            }
        };
        all.push(unit_facts(unit, &building, has_storeys, &mut rng)?);
    }
    Ok(all)
}

const UPPER: i16 = 2;

/// Building and storey of a label, as `3号厂房二层`.
fn building_of(label: &str) -> (&str, i16) {
    if let Some(name) = label.strip_suffix("二层") {
        return (name, UPPER);
    }
    if let Some(name) = label.strip_suffix("一层") {
        return (name, 1);
    }
    // 综合厂房A单元
    let name = label.find(|c: char| c.is_ascii_uppercase()).and_then(|at| label.get(..at));
    (name.unwrap_or(label), 1)
}

fn draw_building(has_storeys: bool, rng: &mut SplitMix64) -> Result<Building> {
    let structure = match (has_storeys, rng.below(3)) {
        (true, _) => Structure::ConcreteFrame,
        (false, 0) => Structure::Bent,
        (false, 1) => Structure::Steel,
        (false, _) => Structure::PortalFrame,
    };
    let fire_class = [FireClass::Bing, FireClass::Ding, FireClass::Ding, FireClass::Wu];
    let fire_class = one(&fire_class, FireClass::Ding, rng);
    let certification =
        if rng.chance(85) { Certification::Certified } else { Certification::Uncertified };
    let admitted =
        one(&[&["33", "34", "35"][..], &["34", "35", "36", "38"], &["30", "33"]], &[], rng);
    let admitted = admitted.iter().map(|code| division(code)).collect::<Result<_>>()?;
    Ok(Building { structure, fire_class, certification, admitted })
}

/// A division of GB/T 4754-2017.
pub(super) fn division(code: &str) -> Result<IndustryCode> {
    IndustryCode::new(IndustryEdition::Gbt4754Of2017, code).map_err(internal)
}

/// What is known of a unit: of one fact in seven the survey says nothing.
fn unit_facts(
    unit: &Unit,
    building: &Building,
    has_storeys: bool,
    rng: &mut SplitMix64,
) -> Result<SpaceFacts> {
    let (name, storey) = building_of(&unit.label);
    // Tenths of a metre, kN/m², tonnes.
    let (heights, loads, cranes): (&[i64], &[i64], &[i64]) = match (has_storeys, storey) {
        (false, _) => (&[75, 90, 105, 120], &[15, 20, 30], &[0, 5, 10, 16]),
        (true, 1) => (&[60, 66, 72, 78], &[10, 15], &[0, 0, 3, 5]),
        (true, _) => (&[42, 45, 54], &[5, 8], &[0]),
    };
    let height = rng.pick(heights);
    let (load, crane) = (rng.pick(loads), rng.pick(cranes));
    let power = rng.pick(&[160, 250, 315, 400, 630, 800, 1000]);
    let (clear, rent) = (height - rng.between(7, 12), rng.between(16, 30));
    let price = rng.between(18, 26);
    // Halves of a yuan per m² and month.
    let half_yuan = Decimal::new(rent * 5, 1).normalize();
    let mut known = || rng.chance(85);
    let mut facts = SpaceFacts {
        building: Some(name.to_owned()),
        storey: NonZeroI16::new(storey),
        storey_height: known().then(|| parsed(tenths(height))).transpose()?,
        clear_height: known().then(|| parsed(tenths(clear))).transpose()?,
        floor_load: known().then(|| parsed(load)).transpose()?,
        crane: known().then(|| parsed(crane)).transpose()?,
        power: known().then(|| parsed(power)).transpose()?,
        production_fire_class: known().then_some(building.fire_class),
        storage_fire_class: known().then_some(building.fire_class),
        structure: Some(building.structure),
        certification: known().then_some(building.certification),
        admitted_industries: known().then(|| building.admitted.clone()),
        asking_rent: known().then(|| parsed(half_yuan)).transpose()?,
        ..SpaceFacts::default()
    };
    if rng.chance(20) {
        // So many hundreds of yuan a square metre, of an area in hundredths of it.
        let yuan = Decimal::from(price.saturating_mul(unit.area));
        facts.asking_price = Some(Money::from_yuan(yuan).map_err(internal)?);
    }
    Ok(facts)
}

fn one<T: Copy>(items: &[T], otherwise: T, rng: &mut SplitMix64) -> T {
    let at = rng.below(items.len() as u64) as usize;
    items.get(at).copied().unwrap_or(otherwise)
}

fn tenths(number: i64) -> Decimal {
    Decimal::new(number, 1).normalize()
}

/// A quantity from its number.
pub(super) fn parsed<T: FromStr<Err: Display>>(number: impl Display) -> Result<T> {
    number.to_string().parse().map_err(internal)
}
