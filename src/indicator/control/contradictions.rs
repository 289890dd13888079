//! Facts of a project that cannot all be true.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::facts::ControlFacts;
use super::sums::{self, PROJECT};
use crate::finding::Text;
use crate::indicator::Bounds;
use crate::parcel::{Building, Storey};
use crate::units::Figure;

/// A relation that holds between the facts of any project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// Buildings cover at most the land (建筑物占地不大于项目用地).
    FootprintWithinLand,
    /// Administrative land is at most the land (行政办公用地不大于项目用地).
    AdministrativeLandWithinLand,
    /// Green land is at most the land (绿地不大于项目用地).
    GreenLandWithinLand,
    /// Administrative floor area is at most the floor area (行政办公建筑面积不大于总建筑面积).
    AdministrativeFloorWithinFloor,
    /// The buildings listed make up the floor area above ground that is given (逐栋建筑面积之和等于地上建筑面积).
    FloorAsListed,
    /// The buildings listed cover the ground that is given (逐栋占地面积之和等于建筑物占地面积).
    FootprintAsListed,
    /// The floor area above ground of a building is at most its footprint times its storeys (建筑面积不大于占地乘层数).
    FloorWithinStoreys,
}

/// Facts of a project that contradict each other (数据矛盾): a relation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Contradiction {
    /// Which relation.
    pub relation: Relation,
    /// `project`, or the number of the building, counted from 1.
    pub subject: String,
    /// What was found, m²; of a sum with missing parts what is known of it.
    pub found: Figure,
    /// The most that it can be, m².
    pub most: Figure,
    /// Both in words.
    pub message: Text,
}

/// The contradictions between the facts of a project: project first, then its buildings in order.
///
/// Told is only what holds whatever the missing facts are; no contradiction does not mean that all was known.
#[must_use]
pub fn control_contradictions(facts: &ControlFacts) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let land = sums::square_metres(facts.land_area);
    let known = |least: Bounds| Some(least.low);
    found.extend(above(
        Relation::FootprintWithinLand,
        PROJECT,
        known(sums::buildings_footprint(facts)),
        land,
    ));
    found.extend(above(
        Relation::AdministrativeLandWithinLand,
        PROJECT,
        sums::square_metres(facts.administrative_land),
        land,
    ));
    found.extend(above(
        Relation::GreenLandWithinLand,
        PROJECT,
        sums::square_metres(facts.green_land),
        land,
    ));
    found.extend(above(
        Relation::AdministrativeFloorWithinFloor,
        PROJECT,
        facts.administrative_floor.map(|floor| floor.square_metres()),
        sums::plain_floor(facts).high,
    ));
    found.extend(listed(facts));
    for (number, building) in (1_usize..).zip(facts.buildings.iter().flatten()) {
        if let Some((floor, most)) = floor_and_most(building) {
            let subject = number.to_string();
            found.extend(above(Relation::FloorWithinStoreys, &subject, Some(floor), Some(most)));
        }
    }
    found
}

/// The sums of the buildings against the figures of the whole, either way: more is told as soon as what is known is more, less
/// where every building is known.
fn listed(facts: &ControlFacts) -> Vec<Contradiction> {
    if facts.buildings.is_none() {
        return Vec::new();
    }
    let floor = facts.floor_area.map(|floor| floor.square_metres());
    let footprint = sums::square_metres(facts.buildings_footprint);
    let pairs = [
        (Relation::FloorAsListed, sums::floor_above_ground(facts), floor),
        (Relation::FootprintAsListed, sums::buildings_footprint(facts), footprint),
    ];
    let mut found = Vec::new();
    for (relation, sum, given) in pairs {
        found.extend(above(relation, PROJECT, Some(sum.low), given));
        let (zh, en) = names(relation);
        let turned = ((zh.1, zh.0), (en.1, en.0));
        found.extend(between(relation, PROJECT, given, sum.high, turned));
    }
    found
}

/// The known floor area above ground of a building, and its footprint times the number of these storeys.
fn floor_and_most(building: &Building) -> Option<(Decimal, Decimal)> {
    let storeys = sums::above_ground(building)?;
    let footprint = sums::square_metres(building.footprint)?;
    let areas = storeys.iter().filter_map(|storey: &Storey| storey.floor_area);
    let floor =
        areas.map(|area| area.square_metres()).try_fold(Decimal::ZERO, Decimal::checked_add)?;
    Some((floor, footprint.checked_mul(Decimal::from(storeys.len()))?))
}

fn above(
    relation: Relation,
    subject: &str,
    found: Option<Decimal>,
    most: Option<Decimal>,
) -> Option<Contradiction> {
    between(relation, subject, found, most, names(relation))
}

type Names = ((&'static str, &'static str), (&'static str, &'static str));

/// What is compared, in Chinese and in English: first what should not be more.
const fn names(relation: Relation) -> Names {
    match relation {
        Relation::FootprintWithinLand => (
            ("建筑物占地面积", "项目用地面积"),
            ("ground covered by buildings", "the land area of the project"),
        ),
        Relation::AdministrativeLandWithinLand => (
            ("行政办公及生活服务设施用地面积", "项目用地面积"),
            ("land for administration and living services", "the land area of the project"),
        ),
        Relation::GreenLandWithinLand => {
            (("绿地面积", "项目用地面积"), ("green land", "the land area of the project"))
        }
        Relation::AdministrativeFloorWithinFloor => (
            ("行政办公及生活服务设施建筑面积", "总建筑面积"),
            ("floor area of administration and living services", "the floor area"),
        ),
        Relation::FloorAsListed => (
            ("逐栋地上建筑面积之和", "给出的地上建筑面积"),
            ("floor area of the buildings listed", "the floor area that is given"),
        ),
        Relation::FootprintAsListed => (
            ("逐栋占地面积之和", "给出的建筑物占地面积"),
            ("ground covered by the buildings listed", "the ground covered that is given"),
        ),
        Relation::FloorWithinStoreys => (
            ("地上建筑面积", "占地面积与地上层数之积"),
            ("floor area above ground", "footprint times storeys above ground"),
        ),
    }
}

fn between(
    relation: Relation,
    subject: &str,
    found: Option<Decimal>,
    most: Option<Decimal>,
    (zh, en): Names,
) -> Option<Contradiction> {
    let (found, most) = (found?, most?);
    if found <= most {
        return None;
    }
    Some(Contradiction {
        relation,
        subject: subject.to_owned(),
        found: Figure::from_number(found).ok()?,
        most: Figure::from_number(most).ok()?,
        message: Text::new(
            format!("{} {found} m² 大于{} {most} m²", zh.0, zh.1),
            format!("{} {found} m², more than {} {most} m²", en.0, en.1),
        ),
    })
}
