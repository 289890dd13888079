//! The columns of the layer of parcels.

use super::table::{Column, MapColumnKind::*, MapValue, column};
use super::tables::{name, word};
use super::{MapEntry, MapParcel, MapPlan};
use crate::finding::Language;
use crate::plan::DueMilestone;
use crate::units::{Area, FloorArea};

/// The columns: identity, areas, standing on the ledger, plan, floor area, status in law. Of several entries the one with the
/// most land stands for the parcel; their number and their area together stand beside it.
pub(super) const PARCELS: &[Column<MapParcel>] = &[
    (column("code", "PARCEL", "宗地代码", "parcel code", Text(19)), |row, _| {
        MapValue::Text(row.code.to_string())
    }),
    (column("name", "NAME", "地块名称", "name of the plot", Text(100)), |row, _| {
        MapValue::Text(row.name.clone())
    }),
    (column("town", "TOWN", "镇办代码", "town, code", Text(12)), |row, _| {
        MapValue::Text(row.town.to_string())
    }),
    (column("town_name", "TOWN_NAME", "所属镇办", "town", Text(40)), |row, _| {
        MapValue::text(row.town.shangjie_name())
    }),
    (column("block", "BLOCK", "区块", "block", Text(40)), |row, _| {
        MapValue::text(row.block.as_ref())
    }),
    (column("location", "LOCATION", "坐落", "location", Text(120)), |row, _| {
        MapValue::text(row.location.as_ref())
    }),
    (column("tenure", "TENURE", "供应代码", "how it is held, code", Text(12)), |row, _| {
        word(Some(&row.tenure))
    }),
    (
        column("tenure_name", "TENURE_NAM", "供应方式", "how it is held", Text(24)),
        |row, language| name(Some(row.tenure.name()), language),
    ),
    (column("land_use", "LAND_USE", "用途代码", "registered use, code", Text(12)), |row, _| {
        MapValue::text(row.land_use.as_ref().map(|land_use| land_use.code()))
    }),
    (
        column("land_use_system", "USE_SYSTEM", "用途标准", "classification of the use", Text(24)),
        |row, _| MapValue::text(row.land_use.as_ref().map(|land_use| land_use.system().id())),
    ),
    (column("holder", "HOLDER", "权利人", "holder", Text(120)), |row, _| {
        MapValue::text(row.holder.as_ref())
    }),
    (column("registered", "REGISTERED", "登记日期", "in the books since", Day), |row, _| {
        MapValue::day(row.registered)
    }),
    (column("ended", "ENDED", "终止日期", "no more since", Day), |row, _| {
        MapValue::day(row.ended)
    }),
    (
        column("registered_area_m2", "REG_M2", "登记面积", "registered area, m²", Decimal),
        |row, _| area(row.registered_area),
    ),
    (
        column("survey_area_m2", "SURVEY_M2", "图斑面积", "area by the survey rule, m²", Decimal),
        |row, _| area(row.survey_area),
    ),
    (
        column("plane_area_m2", "PLANE_M2", "平面面积", "area in the plane, m²", Decimal),
        |row, _| area(row.plane_area),
    ),
    (column("entries", "ENTRIES", "台账条数", "entries on the ledger", Integer), |row, _| {
        MapValue::count(row.entries.len())
    }),
    (column("entry", "ENTRY", "台账编号", "entry", Text(64)), |row, _| {
        of_entry(row, |entry| MapValue::Text(entry.entry.to_string()))
    }),
    (column("class", "CLASS", "类别代码", "class, code", Text(30)), |row, _| {
        of_entry(row, |entry| MapValue::Text(entry.class.id().to_owned()))
    }),
    (column("class_name", "CLASS_NAME", "台账类别", "class", Text(40)), |row, language| {
        of_entry(row, |entry| name(Some(entry.class.name()), language))
    }),
    (column("cause", "CAUSE", "原因代码", "primary cause, code", Text(40)), |row, _| {
        of_entry(row, |entry| MapValue::text(entry.causes.first().map(|cause| cause.code.id())))
    }),
    (
        column("causes", "CAUSES", "原因", "causes, the primary one first", Text(254)),
        |row, language| of_entry(row, |entry| causes(entry, language)),
    ),
    (column("since", "SINCE", "列入日期", "on the ledger since", Day), |row, _| {
        of_entry(row, |entry| MapValue::Day(entry.since))
    }),
    (column("relapses", "RELAPSES", "反弹次数", "relapses", Integer), |row, _| {
        of_entry(row, |entry| MapValue::integer(i64::try_from(entry.relapses).ok()))
    }),
    (
        column("listed_area_m2", "LISTED_M2", "列入面积", "land on the ledger, m²", Decimal),
        |row, _| {
            let sum = Area::try_sum(row.entries.iter().map(|entry| entry.land_area)).ok();
            area(sum.filter(|_| !row.entries.is_empty()))
        },
    ),
    (column("plan", "PLAN", "方案编号", "plan", Text(64)), |row, _| {
        of_plan(row, |plan| MapValue::Text(plan.plan.to_string()))
    }),
    (
        column("plan_status", "PLAN_ST", "状态代码", "status of the plan, code", Text(24)),
        |row, _| of_plan(row, |plan| MapValue::Text(plan.status.id().to_owned())),
    ),
    (
        column("plan_status_name", "PLAN_STAT", "方案状态", "status of the plan", Text(24)),
        |row, language| of_plan(row, |plan| name(Some(plan.status.name()), language)),
    ),
    (column("lead_unit", "LEAD_UNIT", "牵头单位", "unit in the lead", Text(80)), |row, _| {
        of_plan(row, |plan| MapValue::Text(plan.lead_unit.clone()))
    }),
    (column("timing", "TIMING", "节点代码", "milestones, code", Text(12)), |row, _| {
        of_plan(row, |plan| MapValue::Text(plan.timing.id().to_owned()))
    }),
    (
        column("timing_name", "TIMING_NAM", "节点情况", "milestones", Text(24)),
        |row, language| of_plan(row, |plan| name(Some(plan.timing.name()), language)),
    ),
    (
        column("overdue_step", "OVERDUE", "逾期节点", "milestone longest overdue", Text(40)),
        |row, language| of_step(row, overdue, |step| name(Some(step.step.name()), language)),
    ),
    (column("overdue_since", "OVER_DUE", "逾期期限", "the day it was due", Day), |row, _| {
        of_step(row, overdue, |step| MapValue::Day(step.due))
    }),
    (column("overdue_days", "OVER_DAYS", "逾期天数", "days overdue", Integer), |row, _| {
        of_step(row, overdue, |step| MapValue::Integer(i64::from(step.slip_days)))
    }),
    (
        column("next_step", "NEXT_STEP", "下一节点", "next milestone", Text(40)),
        |row, language| of_step(row, next, |step| name(Some(step.step.name()), language)),
    ),
    (column("next_due", "NEXT_DUE", "节点期限", "the day it is due", Day), |row, _| {
        of_step(row, next, |step| MapValue::Day(step.due))
    }),
    (
        column("vacant_floor_m2", "VACANT_M2", "空置面积", "vacant floor area, m²", Decimal),
        |row, _| floor(row.floor.map(|floor| floor.vacant)),
    ),
    (
        column("occupied_floor_m2", "USED_M2", "在用面积", "floor area in use, m²", Decimal),
        |row, _| floor(row.floor.map(|floor| floor.occupied)),
    ),
    (
        column(
            "unknown_floor_m2",
            "UNKNOWN_M2",
            "未明面积",
            "floor area of unknown use, m²",
            Decimal,
        ),
        |row, _| floor(row.floor.map(|floor| floor.unknown)),
    ),
    (
        column("land_status", "LAND_ST", "用地代码", "status in law, code", Text(24)),
        |row, _| word(row.land_status().as_ref()),
    ),
    (
        column("land_status_name", "LAND_STAT", "用地状况", "status in law", Text(60)),
        |row, language| name(row.land_status().map(|status| status.name()), language),
    ),
];

fn area(area: Option<Area>) -> MapValue {
    MapValue::decimal(area.map(Area::square_metres))
}

fn floor(area: Option<FloorArea>) -> MapValue {
    MapValue::decimal(area.map(FloorArea::square_metres))
}

fn of_entry(row: &MapParcel, value: impl FnOnce(&MapEntry) -> MapValue) -> MapValue {
    row.main_entry().map_or(MapValue::Absent, value)
}

fn of_plan(row: &MapParcel, value: impl FnOnce(&MapPlan) -> MapValue) -> MapValue {
    row.plan.as_ref().map_or(MapValue::Absent, value)
}

fn of_step(
    row: &MapParcel,
    step: fn(&MapPlan) -> Option<DueMilestone>,
    value: impl FnOnce(DueMilestone) -> MapValue,
) -> MapValue {
    row.plan.as_ref().and_then(step).map_or(MapValue::Absent, value)
}

fn overdue(plan: &MapPlan) -> Option<DueMilestone> {
    plan.overdue
}

fn next(plan: &MapPlan) -> Option<DueMilestone> {
    plan.next
}

fn causes(entry: &MapEntry, language: Language) -> MapValue {
    let names: Vec<String> = entry
        .causes
        .iter()
        .map(|cause| cause.code.name().in_language(language).to_owned())
        .collect();
    let between = match language {
        Language::Zh => "、",
        Language::En => ", ",
    };
    MapValue::text((!names.is_empty()).then(|| names.join(between)))
}
