//! The sheet 厂房: one row a space.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::LedgerWorkbook;
use super::style::Look;
use super::table::{self, Column, Frame, Words};
use super::value::Value;
use crate::ledger::SpaceState;

pub(super) fn sheet(input: &LedgerWorkbook<'_>, words: &Words<'_>) -> Result<Worksheet, XlsxError> {
    use Look::{Amount, Code, Count, Day, Words as Plain};
    let heading = input.heading(
        ("厂房", "Spaces"),
        ("厂房空间", "Spaces"),
        (
            "　空置面积只在查明空置时列出",
            "; vacant floor area only where a space is known to be vacant",
        ),
    );
    let columns = [
        Column::new("序号", "No", 6.0, Count),
        Column::new("空间编号", "space id", 16.0, Code),
        Column::new("宗地编号", "parcel code", 22.0, Code),
        Column::new("地块名称", "plot", 18.0, Plain),
        Column::new("厂房名称", "label", 20.0, Plain),
        Column::new("结构", "structure", 12.0, Plain),
        Column::new("权证", "certification", 10.0, Plain),
        Column::new("建筑面积(平方米)", "floor area (m²)", 16.0, Amount).summed(),
        Column::new("使用状态", "occupancy", 10.0, Plain),
        Column::new("状态起始日期", "since", 12.0, Day),
        Column::new("使用单位", "occupant", 30.0, Plain),
        Column::new("空置面积(平方米)", "vacant floor area (m²)", 16.0, Amount).summed(),
        Column::new("盘活面积(平方米)", "revitalized floor area (m²)", 16.0, Amount).summed(),
        Column::new("盘活方式", "method", 18.0, Plain),
        Column::new("盘活方案", "plan", 12.0, Code),
    ];
    let spaces = input.state.existing_spaces().zip(1_i64..);
    let rows: Vec<Vec<Value>> = spaces.map(|(space, number)| row(input, space, number)).collect();
    let frame = Frame { frozen: 2, pages_wide: 1 };
    table::table(&heading, &frame, &columns, &rows, words)
}

fn row(input: &LedgerWorkbook<'_>, state: &SpaceState, number: i64) -> Vec<Value> {
    let space = &state.space;
    let parcel = input.state.parcels.get(&space.parcel);
    let facts = space.facts.as_deref();
    let stay = state.occupancy.current();
    let occupancy = state.occupancy.occupancy();
    let credit = state.credit();
    vec![
        Value::Count(number),
        Value::text(space.id.to_string()),
        Value::text(space.parcel.to_string()),
        Value::maybe_text(parcel.map(|parcel| parcel.facts.name.clone())),
        Value::maybe_text(space.label.clone()),
        Value::maybe_text(facts.and_then(|f| f.structure).map(|s| input.pick(&s.name()))),
        Value::maybe_text(facts.and_then(|f| f.certification).map(|c| input.pick(&c.name()))),
        Value::Number(space.floor_area.square_metres()),
        Value::maybe_text(occupancy.map(|occupancy| input.pick(&occupancy.name()))),
        Value::maybe_day(stay.filter(|_| occupancy.is_some()).map(|stay| stay.from)),
        Value::maybe_text(stay.and_then(|stay| stay.occupant.clone())),
        Value::maybe_number(state.is_vacant().then(|| space.floor_area.square_metres())),
        Value::maybe_number(credit.map(|credit| credit.floor_area.square_metres())),
        Value::maybe_text(credit.map(|credit| input.pick(&credit.method.name()))),
        Value::maybe_text(credit.and_then(|c| c.plan.as_ref()).map(ToString::to_string)),
    ]
}
