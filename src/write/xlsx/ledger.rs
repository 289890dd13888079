//! The sheet 台账: one row an open entry.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::LedgerWorkbook;
use super::style::Look;
use super::table::{self, Column, Frame, MU_PLACES, Total, Words};
use super::value::Value;
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::parcel::{ParcelFacts, Tenure};
use crate::plan::PlanId;
use crate::report::{EntryRow, PlanRow};
use crate::units::{AreaUnit, FloorArea};

pub(super) fn sheet(input: &LedgerWorkbook<'_>, words: &Words<'_>) -> Result<Worksheet, XlsxError> {
    let heading = input.heading(
        ("台账", "Ledger"),
        ("低效闲置用地台账", "Ledger of idle and low-efficiency land"),
        ("　空白格表示未掌握；1 亩 = 10000/15 m²", "; blank = not known; 1 mu = 10000/15 m²"),
    );
    let plans: BTreeMap<&PlanId, &PlanRow> =
        input.report.plans.iter().map(|plan| (&plan.plan, plan)).collect();
    let vacant = vacant(input);
    let rows: Vec<Vec<Value>> = input
        .report
        .entries
        .iter()
        .zip(1_i64..)
        .map(|(entry, number)| row(input, entry, number, &plans, &vacant))
        .collect();
    let frame = Frame { frozen: 4, pages_wide: 3 };
    table::table(&heading, &frame, &columns(), &rows, words)
}

fn columns() -> Vec<Column> {
    use Look::{Amount, Code, Count, Day, Mu, Words};
    vec![
        Column::new("序号", "No", 6.0, Count),
        Column::new("台账编号", "entry id", 14.0, Code),
        Column::new("宗地编号", "parcel code", 22.0, Code),
        Column::new("地块名称", "name", 18.0, Words),
        Column::new("镇街", "town", 12.0, Words),
        Column::new("区块", "block", 8.0, Words),
        Column::new("坐落", "location", 18.0, Words),
        Column::new("使用权人", "holder", 34.0, Words),
        Column::new("统一社会信用代码", "credit code", 21.0, Code),
        Column::new("供应方式", "tenure", 10.0, Words),
        Column::new("类别", "class", 25.0, Words),
        Column::new("主要原因", "primary cause", 25.0, Words),
        Column::new("全部原因", "causes", 36.0, Words),
        Column::new("列入日期", "listed since", 12.0, Day),
        Column::new("反弹次数", "relapses", 9.0, Count),
        Column::new("列入面积(亩)", "listed area (mu)", 13.0, Mu).totalled(Total::MuOfNext),
        Column::new("列入面积(平方米)", "listed area (m²)", 15.0, Amount).summed(),
        Column::new("登记面积(平方米)", "registered area (m²)", 15.0, Amount),
        Column::new("建筑面积(平方米)", "floor area (m²)", 15.0, Amount),
        Column::new("空置建筑面积(平方米)", "vacant floor area (m²)", 15.0, Amount),
        Column::new("容积率", "floor-area ratio", 9.0, Amount),
        Column::new("用地阶段", "stage of use", 24.0, Words),
        Column::new("不动产权证号", "certificate", 38.0, Words),
        Column::new("合同编号", "contract number", 34.0, Words),
        Column::new("约定动工日期", "start due", 12.0, Day),
        Column::new("约定竣工日期", "completion due", 12.0, Day),
        Column::new("处置方案", "plan", 12.0, Code),
        Column::new("方案状态", "plan status", 12.0, Words),
        Column::new("牵头单位", "lead unit", 26.0, Words),
        Column::new("完成时限", "deadline", 12.0, Day),
    ]
}

/// Vacant floor area by parcel, of the parcels that have a space whose occupancy is known.
fn vacant(input: &LedgerWorkbook<'_>) -> BTreeMap<ParcelCode, Option<FloorArea>> {
    let mut vacant: BTreeMap<ParcelCode, Option<FloorArea>> = BTreeMap::new();
    for space in input.state.existing_spaces() {
        let sum = vacant.entry(space.space.parcel).or_insert(Some(FloorArea::ZERO));
        let known = space.occupancy.occupancy().map(|_| space.vacant_floor_area());
        *sum = sum.zip(known).and_then(|(sum, own)| sum.checked_add(own));
    }
    vacant
}

fn row(
    input: &LedgerWorkbook<'_>,
    entry: &EntryRow,
    number: i64,
    plans: &BTreeMap<&PlanId, &PlanRow>,
    vacant: &BTreeMap<ParcelCode, Option<FloorArea>>,
) -> Vec<Value> {
    let facts = input.state.parcels.get(&entry.parcel).map(|parcel| &parcel.facts);
    let plan = entry.plan.as_ref().and_then(|plan| plans.get(plan).copied());
    let holder = facts.and_then(|facts| facts.holder.as_ref());
    let agreement = facts.and_then(|facts| facts.agreements.last());
    let name = |text: Text| Value::text(input.pick(&text));
    let causes: Vec<String> =
        entry.causes.iter().map(|cause| input.pick(&cause.code.name())).collect();
    let mut row =
        vec![
            Value::Count(number),
            Value::text(entry.entry.to_string()),
            Value::text(entry.parcel.to_string()),
            Value::text(entry.name.clone()),
            Value::maybe_text(entry.town.map(|town| {
                town.shangjie_name().map_or_else(|| town.to_string(), ToOwned::to_owned)
            })),
            Value::maybe_text(entry.block.clone()),
            Value::maybe_text(facts.and_then(|facts| facts.location.clone())),
            Value::maybe_text(holder.map(|holder| holder.name.clone())),
            Value::maybe_text(
                holder.and_then(|holder| holder.credit_code).map(|code| code.to_string()),
            ),
            facts.map_or(Value::Blank, |facts| name(tenure(facts.tenure))),
            name(entry.class.name()),
            Value::maybe_text(causes.first().cloned()),
            Value::text(causes.join(&input.say("、", ", "))),
            Value::Day(entry.since),
            Value::count(entry.relapses),
            Value::Number(entry.land_area.in_unit(AreaUnit::Mu, MU_PLACES)),
            Value::Number(entry.land_area.square_metres()),
        ];
    row.extend(land(facts, vacant.get(&entry.parcel).copied().flatten()));
    row.extend([
        facts.and_then(|facts| facts.stage).map_or(Value::Blank, |stage| name(stage.name())),
        Value::maybe_text(facts.and_then(|facts| facts.certificate.clone())),
        Value::maybe_text(agreement.map(|agreement| agreement.document.number.clone())),
        Value::maybe_day(agreement.and_then(|agreement| agreement.start_due)),
        Value::maybe_day(agreement.and_then(|agreement| agreement.complete_due)),
        Value::maybe_text(plan.map(|plan| plan.plan.to_string())),
        plan.map_or(Value::Blank, |plan| name(plan.status.name())),
        Value::maybe_text(plan.map(|plan| plan.lead_unit.clone())),
        Value::maybe_day(plan.and_then(|plan| deadline(input, &plan.plan))),
    ]);
    row
}

/// Registered land, floor area, what of it stands vacant, and the ratio.
fn land(facts: Option<&ParcelFacts>, vacant: Option<FloorArea>) -> [Value; 4] {
    let registered = facts.and_then(|facts| facts.registered_area);
    let floor = facts.and_then(|facts| facts.floor_area);
    let ratio = floor.zip(registered).and_then(|(floor, land)| floor.per_land(land));
    let ratio: Option<Decimal> = ratio.map(|ratio| ratio.rounded(2));
    [
        Value::maybe_number(registered.map(|area| area.square_metres())),
        Value::maybe_number(floor.map(|floor| floor.square_metres())),
        Value::maybe_number(vacant.map(|floor| floor.square_metres())),
        Value::maybe_number(ratio),
    ]
}

/// The day of the last milestone of a plan.
fn deadline(input: &LedgerWorkbook<'_>, plan: &PlanId) -> Option<jiff::civil::Date> {
    let plan = input.state.plans.get(plan)?;
    plan.plan.milestones.iter().map(|milestone| milestone.due).max()
}

/// The word that sheets use for how land is held.
pub(super) fn tenure(tenure: Tenure) -> Text {
    match tenure {
        Tenure::Granted => Text::new("出让", "granted"),
        Tenure::Allocated => Text::new("划拨", "allocated"),
        Tenure::Leased => Text::new("租赁", "leased"),
        Tenure::Collective => Text::new("集体建设用地", "collective"),
        Tenure::Unsupplied => Text::new("未供应", "not supplied"),
    }
}
