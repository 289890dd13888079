//! The parcels of the map, each with its standing on the ledger and under its plan.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::assessment::{LandStatus, ParcelPart};
use crate::calendar;
use crate::codes::{DivisionCode, LandUse, ParcelCode};
use crate::finding::Text;
use crate::geometry::{
    EdgeModel, GaussKruger, LonLat, LonLatMultiPolygon, Shape, area, inside_point,
};
use crate::law::Cause;
use crate::ledger::{Entry, EntryClass, EntryId, LedgerState, PlanState, SpaceState};
use crate::parcel::{Parcel, Tenure};
use crate::plan::{DueMilestone, MilestoneProgress, PlanId, PlanStatus};
use crate::space::Occupancy;
use crate::units::{Area, FloorArea};

/// A parcel of the map on a day (宗地图层要素). Facts are those of the books or, for a parcel that the books do not have,
/// those of the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapParcel {
    /// Parcel code (宗地代码).
    pub code: ParcelCode,
    /// Outline, degrees.
    pub shape: LonLatMultiPolygon,
    /// A position inside, for a label or a mark; absent for a shape without positions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<LonLat>,
    /// Name of the plot (地块名称).
    pub name: String,
    /// Town or street (所属镇办).
    pub town: DivisionCode,
    /// Block of the zone (区块).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Location in words (坐落).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// How the land is held (供应方式).
    pub tenure: Tenure,
    /// Registered use (登记用途).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land_use: Option<LandUse>,
    /// Name of the holder (权利人): a firm or another body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The day of registration in the books; absent where they do not have the parcel by the day.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub registered: Option<Date>,
    /// First day on which the parcel was no more: others took its place.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// Registered area (登记面积), m².
    #[serde(default, rename = "registered_area_m2", skip_serializing_if = "Option::is_none")]
    pub registered_area: Option<Area>,
    /// Area of the outline by the rule of the land survey (图斑椭球面积), m², two decimals.
    #[serde(default, rename = "survey_area_m2", skip_serializing_if = "Option::is_none")]
    pub survey_area: Option<Area>,
    /// Area of the outline in the Gauss-Krüger plane of the zone (高斯平面面积), m², two decimals.
    #[serde(default, rename = "plane_area_m2", skip_serializing_if = "Option::is_none")]
    pub plane_area: Option<Area>,
    /// Its entries on the ledger, the largest first; more than one where entries are about parts of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<MapEntry>,
    /// The plan for it (一宗一策方案): an active one before one in preparation, before a closed one, before one given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<MapPlan>,
    /// Surveyed floor area by its use; absent where no space on it was surveyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<MapFloorArea>,
    /// What the law makes of its parts; empty where it was not assessed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ParcelPart>,
}

/// An entry on the ledger, as a map shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapEntry {
    /// Id of the entry (台账编号).
    pub entry: EntryId,
    /// Class (类别).
    pub class: EntryClass,
    /// Causes, the primary one first (原因).
    pub causes: Vec<Cause>,
    /// Land area on the ledger (列入面积), m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
    /// On the ledger since (列入日期).
    #[serde(with = "calendar::day")]
    pub since: Date,
    /// How often it came back after a strike-off (反弹次数).
    pub relapses: u64,
}

/// A plan, as a map shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapPlan {
    /// Id of the plan (方案编号).
    pub plan: PlanId,
    /// Where it stands (方案状态).
    pub status: PlanStatus,
    /// Unit in the lead (牵头单位).
    pub lead_unit: String,
    /// How it stands to its milestones.
    pub timing: PlanTiming,
    /// The milestone that is longest overdue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<DueMilestone>,
    /// The next milestone that is still to be reached; the overdue one where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<DueMilestone>,
}

/// How a plan stands to its milestones on a day (节点情况).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PlanTiming {
    /// A milestone is overdue (已逾期).
    Overdue,
    /// None is overdue, one falls due on the day or in the 30 days after it (30日内到期).
    DueSoon,
    /// An active plan of which nothing is overdue or due soon (未到期).
    Later,
    /// The plan does not run: in preparation, suspended without anything overdue, closed or given up (不计期).
    NotRunning,
}

impl PlanTiming {
    /// Every one.
    pub const ALL: [PlanTiming; 4] =
        [PlanTiming::Overdue, PlanTiming::DueSoon, PlanTiming::Later, PlanTiming::NotRunning];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            PlanTiming::Overdue => "overdue",
            PlanTiming::DueSoon => "due-soon",
            PlanTiming::Later => "later",
            PlanTiming::NotRunning => "not-running",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            PlanTiming::Overdue => Text::new("已逾期", "overdue"),
            PlanTiming::DueSoon => Text::new("30日内到期", "due within 30 days"),
            PlanTiming::Later => Text::new("未到期", "not due yet"),
            PlanTiming::NotRunning => Text::new("不计期", "not running"),
        }
    }
}

/// Surveyed floor area of a parcel by its use (建筑面积使用情况), m².
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapFloorArea {
    /// Vacant (空置).
    #[serde(rename = "vacant_m2")]
    pub vacant: FloorArea,
    /// In use (在用).
    #[serde(rename = "occupied_m2")]
    pub occupied: FloorArea,
    /// Surveyed, its use not known (未查明).
    #[serde(rename = "unknown_m2")]
    pub unknown: FloorArea,
}

impl MapParcel {
    /// The entry that a map colours the parcel by: the one with the most land.
    #[must_use]
    pub fn main_entry(&self) -> Option<&MapEntry> {
        self.entries.first()
    }

    /// Whether a milestone of its plan is overdue; `None` without a plan.
    #[must_use]
    pub fn timing(&self) -> Option<PlanTiming> {
        self.plan.as_ref().map(|plan| plan.timing)
    }

    /// How far its use has come in law, where the facts decide it, and for all its parts alike.
    #[must_use]
    pub fn land_status(&self) -> Option<LandStatus> {
        let mut parts = self.parts.iter().map(|part| match part.status.as_slice() {
            [one] => Some(*one),
            _ => None,
        });
        let first = parts.next()??;
        parts.all(|status| status == Some(first)).then_some(first)
    }
}

/// The area of a shape by the rule of the land survey.
pub(super) fn survey_area(shape: &LonLatMultiPolygon, plane: Option<GaussKruger>) -> Option<Area> {
    measured(shape, EdgeModel::Survey, plane)
}

pub(super) fn of(
    parcels: &[Parcel],
    state: &LedgerState,
    plane: Option<GaussKruger>,
) -> Vec<MapParcel> {
    let on = state.as_of.effective;
    let mut entries: BTreeMap<ParcelCode, Vec<&Entry>> = BTreeMap::new();
    for entry in state.open_entries() {
        entries.entry(entry.parcel).or_default().push(entry);
    }
    let mut spaces: BTreeMap<ParcelCode, Vec<&SpaceState>> = BTreeMap::new();
    for space in state.existing_spaces() {
        spaces.entry(space.space.parcel).or_default().push(space);
    }
    let plans = main_plans(state);
    let row = |parcel: &Parcel| {
        let code = parcel.code;
        let booked = state.parcels.get(&code);
        let facts = booked.map_or(&parcel.facts, |booked| &booked.facts);
        let mut entries: Vec<MapEntry> =
            entries.get(&code).into_iter().flatten().filter_map(|entry| map_entry(entry)).collect();
        // Stable: entries of one size stand by id.
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.land_area));
        MapParcel {
            code,
            inside: inside_point(&parcel.shape),
            name: facts.name.clone(),
            town: facts.town,
            block: facts.block.clone(),
            location: facts.location.clone(),
            tenure: facts.tenure,
            land_use: facts.land_use,
            holder: facts.holder.as_ref().map(|holder| holder.name.clone()),
            registered: booked.map(|booked| booked.registered),
            ended: booked.and_then(|booked| booked.ended),
            registered_area: facts.registered_area,
            survey_area: survey_area(&parcel.shape, plane),
            plane_area: measured(&parcel.shape, EdgeModel::Grid, plane),
            entries,
            plan: plans.get(&code).map(|plan| map_plan(plan, on)),
            floor: spaces.get(&code).and_then(|spaces| floor(spaces)),
            parts: Vec::new(),
            shape: parcel.shape.clone(),
        }
    };
    let mut rows: Vec<MapParcel> = parcels.iter().map(row).collect();
    rows.sort_by_key(|parcel| parcel.code);
    rows
}

fn measured(
    shape: &LonLatMultiPolygon,
    edges: EdgeModel,
    plane: Option<GaussKruger>,
) -> Option<Area> {
    let computed = area(&Shape::LonLat(shape.clone()), edges, plane)?;
    Area::from_computed(computed.square_metres, 2).ok()
}

fn map_entry(entry: &Entry) -> Option<MapEntry> {
    Some(MapEntry {
        entry: entry.id.clone(),
        class: entry.class,
        causes: entry.causes.clone(),
        land_area: entry.land_area,
        since: entry.listed_since()?,
        relapses: entry.relapses() as u64,
    })
}

/// For each parcel the plan that counts for it.
fn main_plans(state: &LedgerState) -> BTreeMap<ParcelCode, &PlanState> {
    let rank = |plan: &PlanState| match plan.progress.status() {
        status if status.is_active() => 0,
        status if status.is_in_preparation() => 1,
        PlanStatus::Closed => 2,
        _ => 3,
    };
    let mut plans: BTreeMap<ParcelCode, &PlanState> = BTreeMap::new();
    for plan in state.plans.values() {
        for parcel in &plan.plan.parcels {
            let held = plans.entry(*parcel).or_insert(plan);
            // Of two of one rank the first by id stays.
            if rank(plan) < rank(held) {
                *held = plan;
            }
        }
    }
    plans
}

fn map_plan(state: &PlanState, on: Date) -> MapPlan {
    let progress = &state.progress;
    let clock = progress.clock(on);
    let due = |milestone: &MilestoneProgress| DueMilestone {
        step: milestone.step,
        due: milestone.due,
        slip_days: milestone.slip_days(clock),
    };
    let overdue = progress.overdue(on).min_by_key(|m| (m.due, m.step)).map(due);
    let status = progress.status();
    let timing = if overdue.is_some() {
        PlanTiming::Overdue
    } else if progress.due_within(on, 30).next().is_some() {
        PlanTiming::DueSoon
    } else if status.is_active() && !status.is_suspended() {
        PlanTiming::Later
    } else {
        PlanTiming::NotRunning
    };
    MapPlan {
        plan: state.plan.id.clone(),
        status,
        lead_unit: state.plan.lead_unit.clone(),
        timing,
        overdue,
        next: progress.next().map(due),
    }
}

/// `None` if the sum is larger than a quantity can be: what cannot be said is absent.
fn floor(spaces: &[&SpaceState]) -> Option<MapFloorArea> {
    let sum = |wanted: Option<Occupancy>| {
        let of = spaces.iter().filter(|space| space.occupancy.occupancy() == wanted);
        FloorArea::try_sum(of.map(|space| space.space.floor_area)).ok()
    };
    Some(MapFloorArea {
        vacant: sum(Some(Occupancy::Vacant))?,
        occupied: sum(Some(Occupancy::Occupied))?,
        unknown: sum(None)?,
    })
}
