//! The three entries that are told in full, with fixed ids: examples and tests point at them.

use super::cases::{self, Case};
use super::make::{Day, day};
use super::programs::{PlanScript, Program, Step};
use super::{internal, make};
use crate::error::Result;
use crate::law::{Article, Citation, Method};
use crate::ledger::{EntryClass, StrikeOffReason};
use crate::plan::{
    Achieved, CostItem, Fallback, FloorUse, FloorUseKind, Funding, FundingKind, FundingSource,
    HolderWish, MilestoneStep as S, Occupant, OccupantReplacement, Plan, PlanContents,
    ReplacementRoute, Risk, RiskKind, Target, TargetMetric, Task, TaskState,
};
use crate::units::{Figure, FloorArea, Money};

/// Entry of the occupant that was replaced (腾笼换鸟): listed in 2021, struck off as revitalized in June 2024.
pub const STORY_REPLACED: &str = "TZ0001";

/// Entry of the idle plot that the government had not handed over; a supplement moved its start.
pub const STORY_NOT_DELIVERED: &str = "TZ0002";

/// Entry that was struck off as revitalized, came back, and whose plan was reopened.
pub const STORY_RELAPSE: &str = "TZ0003";

/// The day on which the idle plot was handed over at last, and the start that was agreed then.
pub(super) const DELIVERED: Day = day(2023, 5, 10);
pub(super) const START_MOVED_TO: Day = day(2024, 8, 31);

pub(super) fn programs() -> Vec<Program> {
    let industrial = |nth| cases::of_class(EntryClass::LowEfficiencyIndustrial).nth(nth);
    let rows = [
        industrial(0).map(replaced),
        cases::of_class(EntryClass::Idle).next().map(not_delivered),
        industrial(2).map(relapse),
    ];
    rows.into_iter().flatten().collect()
}

const fn program(case: &'static Case, listed: Day) -> Program {
    let plans = Vec::new();
    Program { number: 0, site: 0, case, listed, percent: 100, plans, struck: None, relisted: None }
}

const fn step(step: S, due: Day, reached: Option<Day>) -> Step {
    Step { step, due, reached }
}

fn replaced(case: &'static Case) -> Program {
    let mut program = program(case, day(2021, 3, 15));
    program.plans.push(PlanScript {
        id: "FA0001".into(),
        methods: case.methods,
        adopted: day(2021, 8, 20),
        steps: vec![
            step(S::HolderAgreement, day(2021, 12, 31), Some(day(2022, 1, 20))),
            step(S::OccupantCleared, day(2022, 6, 30), Some(day(2022, 8, 10))),
            step(S::ContractSigned, day(2022, 12, 31), Some(day(2022, 12, 20))),
            step(S::InProduction, day(2024, 3, 31), Some(day(2024, 4, 18))),
        ],
        accepted: Some(day(2024, 5, 20)),
        reopens: false,
    });
    program.struck = Some((day(2024, 6, 5), StrikeOffReason::Revitalized));
    program
}

fn not_delivered(case: &'static Case) -> Program {
    let mut program = program(case, day(2020, 11, 10));
    program.plans.push(PlanScript {
        id: "FA0002".into(),
        methods: case.methods,
        adopted: day(2022, 11, 15),
        steps: vec![
            step(S::FormalitiesComplete, day(2023, 4, 30), Some(day(2023, 5, 12))),
            // Put off by the supplement to START_MOVED_TO: see `revise`.
            step(S::WorksStarted, day(2023, 12, 31), Some(day(2024, 8, 20))),
        ],
        accepted: None,
        reopens: false,
    });
    program
}

fn relapse(case: &'static Case) -> Program {
    let mut program = program(case, day(2020, 6, 18));
    program.plans.push(PlanScript {
        id: "FA0003".into(),
        methods: case.methods,
        adopted: day(2020, 10, 12),
        steps: vec![
            step(S::ContractSigned, day(2021, 6, 30), Some(day(2021, 6, 22))),
            step(S::InProduction, day(2021, 12, 31), Some(day(2022, 2, 15))),
        ],
        accepted: Some(day(2022, 3, 20)),
        reopens: false,
    });
    program.struck = Some((day(2022, 4, 8), StrikeOffReason::Revitalized));
    program.relisted = Some(day(2023, 6, 16));
    program.plans.push(PlanScript {
        id: "FA0003".into(),
        methods: case.methods,
        adopted: day(2023, 9, 5),
        steps: vec![
            step(S::ContractSigned, day(2024, 1, 31), Some(day(2024, 2, 2))),
            step(S::InProduction, day(2024, 7, 31), None),
        ],
        accepted: None,
        reopens: true,
    });
    program
}

/// What is told of a plan beside its script.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// The days on which it was drafted and consulted on; without them it comes into the books approved.
    pub(super) drafted: Option<(Day, Day)>,
    /// The day on which it was revised.
    pub(super) revised: Option<Day>,
    /// Whether its acceptance states its evidence.
    pub(super) with_evidence: bool,
}

/// What is told of the plans of the stories.
pub(super) fn told(script: &PlanScript) -> Told {
    match script.id.as_str() {
        "FA0001" => Told { drafted: None, revised: Some(day(2024, 5, 6)), with_evidence: true },
        "FA0002" => Told {
            drafted: Some((day(2022, 9, 20), day(2022, 10, 18))),
            revised: Some(day(2023, 5, 22)),
            with_evidence: false,
        },
        "FA0003" => Told { with_evidence: true, ..Told::default() },
        _ => Told::default(),
    }
}

fn yuan(ten_thousands: i64) -> Result<Money> {
    make::ten_thousand_yuan(ten_thousands)
}

fn figure(number: i64) -> Result<Figure> {
    Figure::from_number(number.into()).map_err(internal)
}

fn floor(square_metres: i64) -> Result<FloorArea> {
    make::floor_area(square_metres * 100)
}

/// The contents of the plans of the stories.
pub(super) fn contents(script: &PlanScript) -> Result<PlanContents> {
    let mut contents = PlanContents::default();
    match script.id.as_str() {
        "FA0001" => {
            contents.wish = Some(HolderWish::Lease);
            let mut tax = Target::new(TargetMetric::TaxPerMu, figure(80_000)?);
            (tax.by, tax.before) = (Some(make::date(day(2024, 12, 31))), Some(figure(6_500)?));
            let mut jobs = Target::new(TargetMetric::Jobs, figure(180)?);
            (jobs.by, jobs.before) = (Some(make::date(day(2024, 6, 30))), Some(figure(35)?));
            contents.targets = vec![tax, jobs];
            let mut production = FloorUse::of(FloorUseKind::Production);
            production.existing = Some(floor(5_760)?);
            production.new = Some(floor(0)?);
            production.demolished = Some(floor(0)?);
            let mut office = FloorUse::of(FloorUseKind::Office);
            office.existing = Some(floor(980)?);
            office.new = Some(floor(300)?);
            office.demolished = Some(floor(200)?);
            contents.floor_uses = vec![production, office];
            contents.cooperating_units = vec!["区税务主管部门".to_owned()];
            let mut funding = Funding::of(vec![
                CostItem::new("厂房改造", yuan(650)?),
                CostItem::new("设备搬迁补助", yuan(120)?),
            ]);
            funding.sources = vec![
                FundingSource::new(FundingKind::IncomingFirm, yuan(650)?),
                FundingSource::new(FundingKind::Budget, yuan(100)?),
            ];
            contents.funding = Some(funding);
            contents.yearly_costs = vec![CostItem::new("空置厂房看护", yuan(18)?)];
            let mut risk = Risk::new(RiskKind::Employment);
            risk.note = Some("原企业职工 35 人须妥善安置".to_owned());
            contents.risks = vec![risk];
            let mut fallback = Fallback::new(Method::BuyBackReserve, make::date(day(2024, 9, 30)));
            fallback.unless = Some(S::InProduction);
            contents.fallback = Some(fallback);
            contents.tasks = vec![
                Task::new("与原企业签订腾退协议"),
                Task::new("办理环评"),
                Task::new("举办招商推介会"),
            ];
            let mut outgoing = Occupant::new("豫顺达机械（合成）有限公司");
            outgoing.industry = Some("通用零部件".to_owned());
            outgoing.metrics.tax = Some(yuan(25)?);
            outgoing.metrics.jobs = Some(35);
            contents.replacement = Some(OccupantReplacement::of(ReplacementRoute::Lease, outgoing));
        }
        "FA0002" => {
            contents.wish = Some(HolderWish::Develop);
            contents.basis = vec![
                Citation::order_53(Article::new(8).paragraph(1).item(1)),
                Citation::order_53(Article::new(12).paragraph(1).item(1)),
            ];
            contents.tasks = vec![Task::new("交付净地"), Task::new("签订补充协议延长动工期限")];
        }
        "FA0003" => {
            contents.wish = Some(HolderWish::Lease);
            contents.tasks = vec![Task::new("核查空置面积")];
        }
        _ => {}
    }
    Ok(contents)
}

/// What a revision changes in the plans of the stories: achieved values and the new occupant, or the new day of commencement.
pub(super) fn revise(plan: &mut Plan) -> Result<()> {
    let contents = &mut plan.contents;
    match plan.id.as_str() {
        "FA0001" => {
            let on = make::date(day(2024, 4, 30));
            for (target, value) in contents.targets.iter_mut().zip([83_500, 192]) {
                target.achieved = Some(Achieved::new(figure(value)?, on));
            }
            if let Some(replacement) = &mut contents.replacement {
                replacement.outgoing.on = Some(make::date(day(2022, 8, 10)));
                let mut incoming = Occupant::new("中原新材精密制造（合成）有限公司");
                incoming.industry = Some("精密零部件".to_owned());
                incoming.on = Some(make::date(day(2024, 4, 18)));
                incoming.metrics.tax = Some(yuan(320)?);
                incoming.metrics.jobs = Some(192);
                replacement.incoming = Some(incoming);
            }
            let states = [
                TaskState::Done { on: make::date(day(2022, 1, 20)) },
                TaskState::Done { on: make::date(day(2023, 3, 8)) },
                TaskState::Skipped {
                    on: make::date(day(2022, 12, 20)),
                    why: "已签约，不再需要".to_owned(),
                },
            ];
            for (task, state) in contents.tasks.iter_mut().zip(states) {
                task.state = state;
            }
        }
        "FA0002" => {
            for milestone in plan.milestones.iter_mut().filter(|m| m.step == S::WorksStarted) {
                milestone.due = make::date(START_MOVED_TO);
            }
            let states = [
                TaskState::Done { on: make::date(DELIVERED) },
                TaskState::Done { on: make::date(day(2023, 5, 12)) },
            ];
            for (task, state) in contents.tasks.iter_mut().zip(states) {
                task.state = state;
            }
        }
        _ => {}
    }
    Ok(())
}
