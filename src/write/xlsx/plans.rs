//! The sheet 方案: one row a plan.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::LedgerWorkbook;
use super::style::Look;
use super::table::{self, Column, Frame, Total, Words};
use super::value::Value;
use crate::finding::Text;
use crate::plan::PlanStatus;
use crate::report::{MilestoneRow, PlanRow};

/// The column of the status, from 0.
const STATUS: usize = 5;

pub(super) fn sheet(input: &LedgerWorkbook<'_>, words: &Words<'_>) -> Result<Worksheet, XlsxError> {
    use Look::{Amount, Code, Count, Day, Words as Plain};
    let heading =
        input.heading(("方案", "Plans"), ("一宗一策方案", "Plans, one for each plot"), ("", ""));
    // A plan in preparation promises nothing yet, and one that is over was counted when it was.
    let active = PlanStatus::ALL.into_iter().filter(|status| status.is_active());
    let active = active.map(|status| input.pick(&status.name())).collect();
    let label = Text::new("合计（在办方案）", "Total (active plans)");
    let columns = [
        Column::new("序号", "No", 6.0, Count).totalled(Total::Label(label)),
        Column::new("方案编号", "plan id", 12.0, Code),
        Column::new("地块名称", "first plot", 18.0, Plain),
        Column::new("宗地编号", "parcel codes", 22.0, Plain),
        Column::new("处置方式", "methods", 26.0, Plain),
        Column::new("方案状态", "plan status", 12.0, Plain),
        Column::new("批准日期", "adopted", 12.0, Day),
        Column::new("牵头单位", "lead unit", 22.0, Plain),
        Column::new("下一节点", "next step", 16.0, Plain),
        Column::new("节点期限", "due", 12.0, Day),
        Column::new("逾期节点", "steps overdue", 24.0, Plain),
        Column::new("最长逾期(天)", "longest overdue (days)", 10.0, Count),
        Column::new("计划盘活建筑面积(平方米)", "target floor area (m²)", 26.0, Amount)
            .totalled(Total::SumWhere { column: STATUS, words: active }),
        Column::new("意向企业", "prospects", 14.0, Plain),
        Column::new("接续方案", "superseded by", 12.0, Code),
    ];
    let plans = input.report.plans.iter().zip(1_i64..);
    let rows: Vec<Vec<Value>> = plans.map(|(plan, number)| row(input, plan, number)).collect();
    let frame = Frame { frozen: 3, pages_wide: 1 };
    table::table(&heading, &frame, &columns, &rows, words)
}

fn row(input: &LedgerWorkbook<'_>, plan: &PlanRow, number: i64) -> Vec<Value> {
    let between = input.say("、", ", ");
    let listed = |words: Vec<String>| Value::text(words.join(&between));
    let step = |step: &MilestoneRow| input.pick(&step.step.name());
    let parcels: Vec<String> = plan.parcels.iter().map(ToString::to_string).collect();
    let late = plan.overdue.iter().map(|step| step.days_late).max();
    vec![
        Value::Count(number),
        Value::text(plan.plan.to_string()),
        Value::text(plan.name.clone()),
        Value::text(parcels.join("\n")),
        listed(plan.methods.iter().map(|method| input.pick(&method.name())).collect()),
        Value::text(input.pick(&plan.status.name())),
        Value::maybe_day(plan.adopted),
        Value::text(plan.lead_unit.clone()),
        Value::maybe_text(plan.next.as_ref().map(step)),
        Value::maybe_day(plan.next.as_ref().map(|next| next.due)),
        listed(plan.overdue.iter().map(step).collect()),
        late.map_or(Value::Blank, |days| Value::Count(days.into())),
        Value::maybe_number(plan.target_floor_area.map(|floor| floor.square_metres())),
        listed(plan.prospects.iter().map(ToString::to_string).collect()),
        Value::maybe_text(plan.superseded_by.as_ref().map(ToString::to_string)),
    ]
}
