//! Programs: what happens to each entry of the ledger, as days and steps, before any event is written.

use super::SynthOptions;
use super::cases::{self, Case};
use super::make::{Day, END, day};
use super::rng::SplitMix64;
use super::sites::{Site, Use};
use super::stories;
use crate::law::Method;
use crate::ledger::{EntryClass, StrikeOffReason};
use crate::parcel::Tenure;
use crate::plan::MilestoneStep;

/// What happens to one entry.
#[derive(Debug, Clone)]
pub(super) struct Program {
    /// Number of the entry, from 1.
    pub(super) number: usize,
    /// Index of its site.
    pub(super) site: usize,
    pub(super) case: &'static Case,
    pub(super) listed: Day,
    /// The part of the registered area that is listed, percent.
    pub(super) percent: i64,
    pub(super) plans: Vec<PlanScript>,
    pub(super) struck: Option<(Day, StrikeOffReason)>,
    pub(super) relisted: Option<Day>,
}

/// What happens to one plan.
#[derive(Debug, Clone)]
pub(super) struct PlanScript {
    pub(super) id: String,
    pub(super) methods: &'static [Method],
    pub(super) adopted: Day,
    pub(super) steps: Vec<Step>,
    pub(super) accepted: Option<Day>,
    /// Whether it is another run of the plan before it, which is reopened on the day of adoption.
    pub(super) reopens: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) step: MilestoneStep,
    pub(super) due: Day,
    pub(super) reached: Option<Day>,
}

impl Program {
    /// Whether the entry is on the ledger at the end of a day.
    pub(super) fn is_open_on(&self, day: Day) -> bool {
        let struck = self.struck.is_some_and(|(on, _)| on <= day);
        let back = self.relisted.is_some_and(|on| on <= day);
        self.listed <= day && (!struck || back)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Uncovered,
    Approved,
    Implementing,
    Overdue,
    Awaiting,
    Closed,
    Relapsed,
    TakenBack,
    Misjudged,
    BoundaryChanged,
    MergedOrSplit,
}

use Outcome::{
    Approved, Awaiting, BoundaryChanged, Closed, Implementing, MergedOrSplit, Misjudged, Overdue,
    Relapsed, TakenBack, Uncovered,
};

/// Outcomes of entries listed early enough to be over by the end.
const EARLY: [Outcome; 18] = [
    Closed,
    Overdue,
    Closed,
    TakenBack,
    Closed,
    Relapsed,
    Awaiting,
    Implementing,
    Misjudged,
    Closed,
    Closed,
    BoundaryChanged,
    Implementing,
    Closed,
    MergedOrSplit,
    Overdue,
    Uncovered,
    Closed,
];

/// Outcomes of entries listed later.
const LATE: [Outcome; 8] =
    [Uncovered, Approved, Implementing, Overdue, Misjudged, Implementing, Approved, Uncovered];

const LATE_FROM: Day = day(2022, 9, 15);

/// The classes of entries in turn: industrial land most often, then idle land.
const CLASSES: [EntryClass; 16] = [
    EntryClass::LowEfficiencyIndustrial,
    EntryClass::Idle,
    EntryClass::LowEfficiencyIndustrial,
    EntryClass::LowEfficiencyLogistics,
    EntryClass::Idle,
    EntryClass::LowEfficiencyIndustrial,
    EntryClass::LowEfficiencyCommercial,
    EntryClass::LowEfficiencyIndustrial,
    EntryClass::LowEfficiencyOther,
    EntryClass::Idle,
    EntryClass::LowEfficiencyIndustrial,
    EntryClass::LowEfficiencyResidential,
    EntryClass::LowEfficiencyIndustrial,
    EntryClass::LowEfficiencyLogistics,
    EntryClass::LowEfficiencyIndustrial,
    EntryClass::Idle,
];

/// The programs of all entries, the stories first.
pub(super) fn programs(options: &SynthOptions, sites: &[Site]) -> Vec<Program> {
    let mut rng = SplitMix64::stream(options.seed, 3);
    let mut free: Vec<usize> = (0..sites.len()).collect();
    rng.shuffle(&mut free);
    let mut pools = Pools::new(&free, sites);
    let mut programs: Vec<Program> = Vec::with_capacity(options.entries);
    for story in stories::programs() {
        let Some(site) = pools.take_large(sites) else { return programs };
        programs.push(Program { site, number: programs.len() + 1, ..story });
    }
    let mut case_of: Vec<_> =
        EntryClass::ALL.iter().map(|class| (*class, cases::of_class(*class).cycle())).collect();
    let rest = options.entries.saturating_sub(programs.len());
    let (mut early, mut late) = (EARLY.iter().cycle(), LATE.iter().cycle());
    let span = day(2024, 5, 10) - day(2020, 3, 20);
    for (nth, class) in CLASSES.iter().cycle().take(rest).enumerate() {
        let cases = case_of.iter_mut().find(|(of, _)| of == class);
        let Some(case) = cases.and_then(|(_, cases)| cases.next()) else { continue };
        let Some(site) = pools.take(*class) else { continue };
        let step = span * nth as i64 / rest.max(1) as i64;
        let listed = day(2020, 3, 20) + step + rng.between(0, 10);
        let outcome = if listed < LATE_FROM { early.next() } else { late.next() };
        let outcome = outcome.copied().unwrap_or(Uncovered);
        let number = programs.len() + 1;
        let mut program = Program {
            number,
            site,
            case,
            listed,
            percent: if rng.chance(25) { rng.between(30, 80) } else { 100 },
            plans: Vec::new(),
            struck: None,
            relisted: None,
        };
        play(&mut program, outcome, &mut rng);
        programs.push(program);
    }
    programs
}

/// Free sites by what they are used for, in a random order.
struct Pools {
    industrial: Vec<usize>,
    warehouse: Vec<usize>,
    commercial: Vec<usize>,
    residential: Vec<usize>,
    public: Vec<usize>,
}

impl Pools {
    fn new(order: &[usize], sites: &[Site]) -> Pools {
        let of = |wanted: Use| {
            let fits = |at: &&usize| {
                sites.get(**at).is_some_and(|site| {
                    let supplied = !matches!(site.tenure, Tenure::Unsupplied | Tenure::Collective);
                    site.land_use == wanted && supplied
                })
            };
            order.iter().filter(fits).copied().collect()
        };
        Pools {
            industrial: of(Use::Industrial),
            warehouse: of(Use::Warehouse),
            commercial: of(Use::Commercial),
            residential: of(Use::Residential),
            public: of(Use::Public),
        }
    }

    /// An industrial site that has room for the plants of a story: 2.5 hm² at least, if there is one.
    fn take_large(&mut self, sites: &[Site]) -> Option<usize> {
        let large = |at: &usize| sites.get(*at).is_some_and(|site| site.area >= 2_500_000);
        match self.industrial.iter().rposition(large) {
            Some(at) => Some(self.industrial.remove(at)),
            None => self.industrial.pop(),
        }
    }

    fn take(&mut self, class: EntryClass) -> Option<usize> {
        let first = match class {
            EntryClass::LowEfficiencyLogistics => &mut self.warehouse,
            EntryClass::LowEfficiencyCommercial => &mut self.commercial,
            EntryClass::LowEfficiencyResidential => &mut self.residential,
            EntryClass::LowEfficiencyOther => &mut self.public,
            _ => &mut self.industrial,
        };
        first.pop().or_else(|| self.industrial.pop())
    }
}

/// Writes the days of an outcome into a program.
fn play(program: &mut Program, outcome: Outcome, rng: &mut SplitMix64) {
    let listed = program.listed;
    match outcome {
        Uncovered => {}
        Misjudged => {
            let on = listed + rng.between(60, 120);
            program.struck = Some((on, StrikeOffReason::Misjudged));
        }
        BoundaryChanged => {
            let on = listed + rng.between(150, 250);
            program.struck = Some((on, StrikeOffReason::BoundaryChanged));
        }
        MergedOrSplit => {
            let on = listed + rng.between(200, 320);
            program.struck = Some((on, StrikeOffReason::MergedOrSplit));
        }
        Approved | Implementing | Overdue | Awaiting => {
            let script = open_plan(program, outcome, rng);
            program.plans.push(script);
        }
        Closed | Relapsed | TakenBack => close(program, outcome, rng),
    }
}

fn plan_id(program: &Program) -> String {
    let suffix = match program.plans.len() {
        0 => String::new(),
        before => format!("-{}", before + 1),
    };
    format!("FA{:04}{suffix}", program.number)
}

/// A plan that is not over by the end of June 2024.
fn open_plan(program: &Program, outcome: Outcome, rng: &mut SplitMix64) -> PlanScript {
    let case = program.case;
    let after = |first: Day, last: Day, rng: &mut SplitMix64| {
        rng.between(first, last).max(program.listed + 20)
    };
    let adopted = match outcome {
        Approved => after(day(2024, 2, 15), day(2024, 6, 10), rng),
        Overdue => after(day(2022, 6, 1), day(2023, 6, 1), rng),
        Awaiting => after(day(2022, 11, 1), day(2023, 3, 1), rng),
        _ => after(day(2023, 5, 1), day(2024, 2, 1), rng),
    };
    let count = case.steps.len() as i64;
    let last_reached = rng.between(day(2024, 3, 1), day(2024, 6, 10));
    let steps = case.steps.iter().zip(0_i64..).map(|(step, nth)| {
        let (due, reached) = match outcome {
            Overdue => {
                let due = adopted + 70 * (nth + 1);
                (due, (nth == 0 && count > 1).then(|| due + rng.between(-10, 40)))
            }
            Awaiting => {
                let reached = last_reached - 90 * (count - 1 - nth);
                (reached - rng.between(-10, 50), Some(reached))
            }
            Implementing if nth == 0 && count > 1 => {
                let due = adopted + 80;
                (due, Some(due + rng.between(-20, 30)))
            }
            _ => (day(2024, 8, 1) + 95 * nth + rng.between(0, 40), None),
        };
        Step { step: *step, due, reached: reached.filter(|reached| *reached < END - 10) }
    });
    let mut steps: Vec<Step> = steps.collect();
    steps.sort_by_key(|step| step.due);
    PlanScript {
        id: plan_id(program),
        methods: case.methods,
        adopted,
        steps,
        accepted: None,
        reopens: false,
    }
}

/// A plan that was accepted, the strike-off after it, and the relapse after that.
fn close(program: &mut Program, outcome: Outcome, rng: &mut SplitMix64) {
    const TAKE_BACK: &[Method] = &[Method::BuyBackReserve];
    const RETURN: &[MilestoneStep] =
        &[MilestoneStep::HolderAgreement, MilestoneStep::FormalitiesComplete];
    let case = program.case;
    let takes_back = |method: &Method| {
        matches!(method, Method::BuyBackReserve | Method::PaidTakeBack | Method::FreeTakeBack)
    };
    let (methods, kinds) = if outcome == TakenBack && !case.methods.iter().any(takes_back) {
        (TAKE_BACK, RETURN)
    } else {
        (case.methods, case.steps)
    };
    let adopted = program.listed + rng.between(60, 130);
    let (mut due, mut reached) = (adopted, adopted);
    let mut steps = Vec::new();
    for step in kinds {
        due += rng.between(70, 150);
        reached = (due + rng.between(-20, 50)).max(reached + 12);
        // What would lie after the end has not happened yet.
        steps.push(Step { step: *step, due, reached: Some(reached).filter(|on| *on < END - 10) });
    }
    let accepted = Some(reached + rng.between(15, 40)).filter(|on| *on < END - 10);
    let id = plan_id(program);
    program.plans.push(PlanScript { id, methods, adopted, steps, accepted, reopens: false });
    let reason = if methods.iter().any(takes_back) {
        StrikeOffReason::TakenBack
    } else {
        StrikeOffReason::Revitalized
    };
    let Some(struck) = accepted.map(|on| on + rng.between(10, 25)).filter(|on| *on < END - 10)
    else {
        return;
    };
    program.struck = Some((struck, reason));
    if outcome != Relapsed || reason != StrikeOffReason::Revitalized {
        return;
    }
    let relisted = struck + rng.between(150, 320);
    if relisted > day(2024, 5, 20) {
        return;
    }
    program.relisted = Some(relisted);
    // Every other relapse has a second plan.
    if program.number.is_multiple_of(2) {
        let mut again = open_plan(program, Implementing, rng);
        again.adopted = again.adopted.max(relisted + 30);
        for step in &mut again.steps {
            step.due = step.due.max(again.adopted + 60);
            step.reached = step.reached.filter(|on| *on > again.adopted + 10);
        }
        again.steps.sort_by_key(|step| step.due);
        program.plans.push(again);
    }
}
