//! The three entries that are told in full, with fixed ids: examples and tests point at them.

use super::cases::{self, Case};
use super::make::{Day, day};
use super::programs::{PlanScript, Program, Step};
use crate::law::Method;
use crate::ledger::{EntryClass, StrikeOffReason};
use crate::plan::MilestoneStep as S;

/// Entry of the occupant that was replaced (腾笼换鸟): listed in 2021, struck off as revitalized in June 2024.
pub const STORY_REPLACED: &str = "TZ0001";

/// Entry of the idle plot that the government had not handed over; a supplement moved its start.
pub const STORY_NOT_DELIVERED: &str = "TZ0002";

/// Entry that was struck off as revitalized, came back, and has a second plan.
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
            step(S::WorksStarted, START_MOVED_TO, Some(day(2024, 8, 20))),
        ],
        accepted: None,
    });
    program
}

fn relapse(case: &'static Case) -> Program {
    const AGAIN: &[Method] = &[Method::LeasePlant, Method::VacantPlantReuse];
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
    });
    program.struck = Some((day(2022, 4, 8), StrikeOffReason::Revitalized));
    program.relisted = Some(day(2023, 6, 16));
    program.plans.push(PlanScript {
        id: "FA0003-2".into(),
        methods: AGAIN,
        adopted: day(2023, 9, 5),
        steps: vec![
            step(S::ContractSigned, day(2024, 1, 31), Some(day(2024, 2, 2))),
            step(S::InProduction, day(2024, 7, 31), None),
        ],
        accepted: None,
    });
    program
}
