//! [`simulate`]: a set of plans carried out on paper, and what that does to the indicators of the zone.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::explain::on_paper;
use super::{EvaluationInputs, ExplainedChange, MeasuredLand};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::error::{Error, Result};
use crate::finding::Text;
use crate::law::Method;
use crate::ledger::{LedgerState, StrikeOff, StrikeOffReason};
use crate::parcel::{LandUseStage, ParcelFacts, Tenure, YearFigures};
use crate::plan::{FloorUse, Plan, PlanId, PlanStatus, TargetMetric};
use crate::space::{Occupancy, Stay};
use crate::units::{Figure, FloorArea, Money};

/// What a set of plans would do to the indicators of the zone (方案模拟).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Simulation {
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The plans, in the order in which they were carried out.
    pub plans: Vec<PlanId>,
    /// What was taken to be so, plan by plan.
    pub assumptions: Vec<Assumption>,
    /// Every indicator before and after, with the share of each plot; the shares sum to the change exactly.
    pub changes: Vec<ExplainedChange>,
}

/// What a simulation takes to be so (模拟假设).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Assumption {
    /// Of which plan; absent where it is of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    /// In words.
    pub text: Text,
}

/// Carries out plans on a copy of a state, on the day that it is as of; the state itself is not touched.
///
/// The last method of a plan that leaves the plot for good decides: taken back or exchanged land is not supplied any more, and
/// every other method puts it into lasting use. Both strike the entries of the plots off. Land in lasting use meets its
/// target; figures that the plan states replace those of the day, and what becomes of the others is unknown where land that was not
/// built on is built on. Vacant spaces are used, whole ones by id, as far as the target floor area goes. Methods that end
/// nothing, and a return of a part, change nothing. Every assumption is in the answer.
///
/// The share of a plot is its Shapley value in the quotient, as in [`explain_change`](super::explain_change): the same
/// whichever plot goes first.
///
/// ```
/// use jiff::civil::date;
/// use landledger::indicator::{IndicatorValue, MeasuredLand, simulate};
/// use landledger::law::{Cause, CauseCode, Method};
/// use landledger::ledger::{Act, AsOf, EntryClass, Event, replay};
/// use landledger::parcel::{ParcelFacts, Tenure};
/// use landledger::plan::Plan;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let day = date(2024, 3, 1);
/// let parcel = "410106001001GB00012".parse()?;
/// let mut facts = ParcelFacts::new("1号地块", "410106001".parse()?, Tenure::Granted);
/// facts.registered_area = Some("10000".parse()?);
/// let plan = Plan::new("P1".parse()?, vec![parcel], vec![Method::LimitedStart], "开发区管委会");
/// let acts = [
///     Act::ParcelRegistered { parcel, facts: Box::new(facts) },
///     Act::EntryListed {
///         entry: "T1".parse()?,
///         parcel,
///         class: EntryClass::Idle,
///         causes: vec![Cause::new(CauseCode::ProductionStopped)],
///         land_area_m2: "4000".parse()?,
///     },
///     Act::PlanAdopted { plan: Box::new(plan) },
/// ];
/// let mut events = Vec::new();
/// for (id, act) in ["E1", "E2", "E3"].into_iter().zip(acts) {
///     events.push(Event::new(id.parse()?, day, day.at(9, 0, 0, 0), act));
/// }
/// let state = replay(&events, AsOf::day(day)).state;
///
/// let simulation = simulate(&state, &MeasuredLand::default(), &["P1".parse()?])?;
/// let idle = simulation.changes.iter().find(|change| change.indicator == "idle-rate");
/// let after = idle.map(|change| (change.value_before, change.value_after));
/// let known = |percent: &str| percent.parse().map(IndicatorValue::Known);
/// assert_eq!(after, Some((known("40.00")?, known("0.00")?))); // 4 000 of 10 000 m², then none
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// No plan, an id that is of no plan or there twice, a plan that is closed or given up; figures larger than a quantity can be.
pub fn simulate(state: &LedgerState, land: &MeasuredLand, plans: &[PlanId]) -> Result<Simulation> {
    simulate_with_inputs(state, land, &EvaluationInputs::default(), plans)
}

/// [`simulate`] with figures stated for the evaluation of the zone, so that the indicators that ask for them are simulated too.
///
/// Stated figures stay as they are but for two that the plans themselves change: the tax of secondary and tertiary industry
/// changes by as much as that of the plots does, and land ready for supply that is not built on (B21) loses what is built on
/// and gains what is taken back, so that the land ready for supply stays the same.
///
/// # Errors
///
/// As [`simulate`].
pub fn simulate_with_inputs(
    state: &LedgerState,
    land: &MeasuredLand,
    inputs: &EvaluationInputs,
    plans: &[PlanId],
) -> Result<Simulation> {
    let on = state.as_of.effective;
    let mut paper = Paper { state: state.clone(), land, assumptions: Vec::new(), on };
    paper.assume(
        None,
        format!("各方案视为已于 {on} 全部完成；其他宗地、条目和空间不变"),
        format!("the plans are taken to be complete on {on}; all else stays as it is"),
    );
    if !inputs.used_on(on, on.year().saturating_sub(1)).is_empty() {
        paper.assume(
            None,
            "评价填报数据沿用填报值；其中二、三产业税收随方案宗地的税收增减，未建成的可供应土地 B21 随建成和收回的面积增减",
            "stated figures stay as stated, but that the tax of secondary and tertiary industry changes with that of the plots, and land ready for supply that is not built on (B21) with what is built on or taken back",
        );
    }
    if plans.is_empty() {
        return Err(wrong("至少一个方案", "at least one plan", "无", "none"));
    }
    let mut done = BTreeSet::new();
    for id in plans {
        let found = state.plans.get(id).filter(|_| done.insert(id));
        let Some(found) = found else {
            let ids: Vec<&str> = state.plans.keys().map(PlanId::as_str).collect();
            let ids = ids.join(" ");
            return Err(wrong(
                &format!("{on} 已登记的方案，各一次：{ids}"),
                &format!("plans in the books on {on}, each once: {ids}"),
                id.as_str(),
                id.as_str(),
            ));
        };
        let status = found.progress.status();
        if matches!(status, PlanStatus::Closed | PlanStatus::Superseded) {
            let name = status.name();
            return Err(wrong(
                "尚未验收、未终止的方案",
                "a plan that is neither closed nor given up",
                &format!("{id}，{}", name.zh),
                &format!("{id}, which is {}", name.en),
            ));
        }
        paper.carry_out(&found.plan)?;
    }
    let Paper { state: after, assumptions, .. } = paper;
    let changes = on_paper(state, after, land, inputs);
    Ok(Simulation { on, plans: plans.to_vec(), assumptions, changes })
}

fn wrong(expected_zh: &str, expected_en: &str, zh: &str, en: &str) -> Error {
    let expected = (expected_zh.to_owned(), expected_en.to_owned());
    Error::argument(("方案", "plan"), expected, (zh.to_owned(), en.to_owned()))
}

/// What a plan leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    LastingUse,
    NotSupplied,
}

fn outcome(method: Method) -> Option<Outcome> {
    match method {
        Method::PaidTakeBack
        | Method::BuyBackReserve
        | Method::FreeTakeBack
        | Method::Swap
        | Method::RestoreFarmland => Some(Outcome::NotSupplied),
        // How much is returned is in no plan.
        Method::PartialReturn => None,
        method => method.is_end_state().then_some(Outcome::LastingUse),
    }
}

struct Paper<'a> {
    state: LedgerState,
    land: &'a MeasuredLand,
    assumptions: Vec<Assumption>,
    on: Date,
}

impl Paper<'_> {
    fn assume(&mut self, plan: Option<&PlanId>, zh: impl Into<String>, en: impl Into<String>) {
        self.assumptions.push(Assumption { plan: plan.cloned(), text: Text::new(zh, en) });
    }

    fn carry_out(&mut self, plan: &Plan) -> Result<()> {
        let id = Some(&plan.id);
        let deciding =
            plan.methods.iter().rev().find_map(|method| Some((method, outcome(*method)?)));
        let Some((method, outcome)) = deciding else {
            self.assume(
                id,
                "所列方式不使宗地得到长期利用，或者分割收回的面积未列明：没有变化",
                "its methods put nothing into lasting use, or the part returned is not stated: nothing changes",
            );
            return Ok(());
        };
        let name = method.name();
        match outcome {
            Outcome::NotSupplied => self.assume(
                id,
                format!("“{}”完成后宗地收回、未供应，地上无权利人和产出", name.zh),
                format!("after \"{}\" the plots are not supplied and have no holder", name.en),
            ),
            Outcome::LastingUse => self.assume(
                id,
                format!("“{}”完成后宗地达标", name.zh),
                format!("after \"{}\" the plots meet their targets", name.en),
            ),
        }
        self.strike_off(plan, outcome);
        for code in &plan.parcels {
            match outcome {
                Outcome::NotSupplied => self.take_back(code),
                Outcome::LastingUse => self.put_to_use(plan, code)?,
            }
        }
        if outcome == Outcome::LastingUse {
            self.state_unknown(plan);
            self.occupy(plan);
        }
        Ok(())
    }

    fn strike_off(&mut self, plan: &Plan, outcome: Outcome) {
        let reason = match outcome {
            Outcome::LastingUse => StrikeOffReason::Revitalized,
            Outcome::NotSupplied => StrikeOffReason::TakenBack,
        };
        let mut ids = Vec::new();
        for entry in self.state.entries.values_mut() {
            if !entry.is_open() || !plan.parcels.contains(&entry.parcel) {
                continue;
            }
            let struck = StrikeOff::new(self.on, reason, entry.land_area);
            if let Some(stay) = entry.stays.last_mut() {
                stay.struck_off = Some(struck);
                ids.push(entry.id.to_string());
            }
        }
        if !ids.is_empty() {
            let (zh, en) = (ids.join("、"), ids.join(", "));
            self.assume(Some(&plan.id), format!("条目销号：{zh}"), format!("struck off: {en}"));
        }
    }

    fn take_back(&mut self, code: &ParcelCode) {
        let Some(parcel) = self.state.parcels.get_mut(code) else { return };
        let facts = &mut parcel.facts;
        facts.tenure = Tenure::Unsupplied;
        facts.stage = Some(LandUseStage::ApprovedNotSupplied);
        facts.holder = None;
        facts.built_area = None;
        facts.investment = None;
        facts.years = Vec::new();
    }

    fn put_to_use(&mut self, plan: &Plan, code: &ParcelCode) -> Result<()> {
        let mapped = self.land.parcels.get(code).copied();
        let Some(parcel) = self.state.parcels.get_mut(code) else { return Ok(()) };
        let facts = &mut parcel.facts;
        let was_built = facts.stage.is_some_and(LandUseStage::is_built);
        facts.stage = Some(LandUseStage::MeetsTarget);
        facts.built_area = None;
        let year = self.on.year().saturating_sub(1);
        if !was_built {
            // What stands on the plot afterwards is not what stood there before.
            facts.floor_area = None;
            facts.building_base_area = None;
            facts.structure_base_area = None;
            facts.investment = None;
            set_tax(facts, year, None);
        }
        let area = facts.registered_area.or(mapped).map(|area| area.square_metres());
        let alone = plan.parcels.len() == 1;
        let target = |metric| target(plan, metric).map(Figure::number);
        let per_land =
            |metric| target(metric).zip(area).and_then(|(of, area)| of.checked_mul(area));
        if let Some(floor) = per_land(TargetMetric::FloorAreaRatio) {
            facts.floor_area = Some(FloorArea::from_square_metres(floor.round_dp(2))?);
        }
        let yuan = |yuan: Decimal| Money::from_yuan(yuan.round_dp(2));
        // 1 mu is 10 000 / 15 m².
        let of_mu = per_land(TargetMetric::TaxPerMu);
        let of_mu = of_mu.and_then(|product| product.checked_mul(Decimal::new(15, 4)));
        if let Some(replacement) = plan.contents.replacement.as_ref().filter(|_| alone) {
            let comes = replacement.incoming.as_ref();
            set_tax(facts, year, comes.and_then(|occupant| occupant.metrics.tax));
        }
        if let Some(tax) = of_mu {
            set_tax(facts, year, Some(yuan(tax)?));
        }
        if !alone {
            return Ok(());
        }
        if let Some(floor) = floor_after(plan)? {
            facts.floor_area = Some(floor);
        }
        if let Some(tax) = target(TargetMetric::YearlyTax) {
            set_tax(facts, year, Some(yuan(tax)?));
        }
        if let Some(investment) = target(TargetMetric::Investment) {
            facts.investment = Some(yuan(investment)?);
        }
        Ok(())
    }

    /// What of the figures is replaced, and what is not known.
    fn state_unknown(&mut self, plan: &Plan) {
        self.assume(
            Some(&plan.id),
            "方案列明的目标值即为完成后的数值；未列明的，原已建成的宗地沿用现值，原未建成的宗地为未知",
            "targets that the plan states are the figures afterwards; of the others, built plots keep theirs, and those of plots that were not built are unknown",
        );
        if plan.contents.replacement.is_some() && plan.parcels.len() == 1 {
            self.assume(
                Some(&plan.id),
                "原企业的税收不再计入；引进企业的税收未列明的为未知",
                "the tax of the outgoing firm no longer counts; that of the incoming one is unknown unless stated",
            );
        }
        if plan.parcels.len() > 1 {
            self.assume(
                Some(&plan.id),
                "多宗地方案的总量目标（税收、投资、分用途面积）不分摊到宗地",
                "totals of a plan for several plots (tax, investment, floor by use) are not split among them",
            );
        }
    }

    /// Vacant spaces by id, whole ones, as long as their sum is within the target.
    fn occupy(&mut self, plan: &Plan) {
        let stated = target(plan, TargetMetric::FloorArea);
        let stated = stated.and_then(|figure| FloorArea::from_square_metres(figure.number()).ok());
        let Some(most) = plan.target_floor_area.or(stated) else {
            return self.assume(
                Some(&plan.id),
                "没有计划盘活面积：空置空间不变",
                "no floor area is to be brought back: vacant spaces stay vacant",
            );
        };
        let (mut sum, mut used) = (FloorArea::ZERO, 0_u32);
        for space in self.state.spaces.values_mut() {
            if !space.is_vacant() || !plan.parcels.contains(&space.space.parcel) {
                continue;
            }
            let with = sum.checked_add(space.space.floor_area).filter(|with| *with <= most);
            let Some(with) = with else { continue };
            let stay = Stay::new(self.on, Some(Occupancy::Occupied));
            if space.occupancy.push(stay).is_ok() {
                (sum, used) = (with, used.saturating_add(1));
            }
        }
        self.assume(
            Some(&plan.id),
            format!("空置空间按编号整处投入使用，不超过计划盘活面积 {most} m²：{used} 处 {sum} m²"),
            format!(
                "whole vacant spaces, by id, come into use within {most} m²: {used} of {sum} m²"
            ),
        );
    }
}

fn target(plan: &Plan, metric: TargetMetric) -> Option<Figure> {
    let of_metric = plan.contents.targets.iter().find(|target| target.metric == metric);
    of_metric.map(|target| target.at_least)
}

/// The floor area afterwards, where the plan says it for every use.
fn floor_after(plan: &Plan) -> Result<Option<FloorArea>> {
    let uses = &plan.contents.floor_uses;
    if uses.is_empty() {
        return Ok(None);
    }
    Ok(FloorUse::total(uses, FloorUse::after)?)
}

fn set_tax(facts: &mut ParcelFacts, year: i16, tax: Option<Money>) {
    match facts.years.iter_mut().find(|figures| figures.year == year) {
        Some(figures) => figures.tax = tax,
        None if tax.is_some() => {
            let mut figures = YearFigures::new(year);
            figures.tax = tax;
            facts.years.push(figures);
        }
        None => {}
    }
}
