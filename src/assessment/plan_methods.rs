//! Whether the law opened the methods of a plan to its plots: on the day on which they were chosen, and today.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::parcel_assessment::assess_on;
use super::{MethodPermission, ParcelAssessment, method_permission};
use crate::calendar::{self, add_days};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::law::Method;
use crate::ledger::{Event, LedgerState, replay_days};
use crate::plan::lifecycle::PlanMove;
use crate::plan::{Plan, PlanId, PlanProgress};
use crate::units::QuantityError;

/// A method of a plan on one of its plots, and what the law says of it (方案方式适用性).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanMethodVerdict {
    /// The plot.
    pub parcel: ParcelCode,
    /// The method.
    pub method: Method,
    /// What it is in the plan.
    pub role: MethodRole,
    /// When the plan was adopted, or revised to the method; absent while it is in preparation, and for a plot that it was not
    /// for then. This is what the plan answers for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<DatedPermission>,
    /// As of the day asked for; absent where it is the same as it was, and for a plot that is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<DatedPermission>,
}

/// What a method is in a plan (方式地位).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodRole {
    /// One that it is carried out by (采用方式).
    Adopted,
    /// The one that takes over if it fails (兜底方式), judged on the first day on which it would.
    Fallback,
}

impl MethodRole {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            MethodRole::Adopted => Text::new("采用方式", "method"),
            MethodRole::Fallback => Text::new("兜底方式", "fallback"),
        }
    }
}

/// A permission with the day whose facts it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DatedPermission {
    /// The facts are those at the end of this day, as they are known now.
    #[serde(with = "calendar::day")]
    pub facts_of: Date,
    /// The day for which the law was asked: the same, or the later one on which a fallback would take over.
    #[serde(with = "calendar::day")]
    pub asked_for: Date,
    /// What it said.
    pub permission: MethodPermission,
}

impl PlanMethodVerdict {
    /// What the plan answers for: the permission when the method was chosen, or that of the day where it is not adopted.
    #[must_use]
    pub fn answered_for(&self) -> Option<&DatedPermission> {
        self.chosen.as_ref().or(self.now.as_ref())
    }
}

/// A plot and a method of a plan, and what it is there.
type Key = (ParcelCode, Method, MethodRole);

/// Every plot with every method, in the order of the plan, the fallback last.
fn keys(plan: &Plan) -> Vec<Key> {
    let methods = plan.methods.iter().map(|method| (*method, MethodRole::Adopted));
    let fallback = plan.contents.fallback.iter();
    let methods = methods.chain(fallback.map(|own| (own.method, MethodRole::Fallback)));
    let methods: Vec<(Method, MethodRole)> = methods.collect();
    let plots = plan.parcels.iter();
    plots.flat_map(|plot| methods.iter().map(|(method, role)| (*plot, *method, *role))).collect()
}

/// Asks the law of one method on the day of a state, or on the first day on which a fallback takes over.
///
/// # Errors
///
/// [`QuantityError`] if a fee is larger than money can be.
fn ask(
    state: &LedgerState,
    plan: &Plan,
    progress: Option<&PlanProgress>,
    (parcel, method, role): Key,
) -> Result<Option<DatedPermission>, QuantityError> {
    let facts_of = state.as_of.effective;
    let trigger = plan.contents.fallback.as_ref().filter(|_| role == MethodRole::Fallback);
    let takes_over = trigger.map(|fallback| {
        let trigger = fallback.trigger;
        let trigger = progress.map_or(trigger, |progress| progress.put_off(trigger));
        add_days(trigger, 1).unwrap_or(Date::MAX)
    });
    let asked_for = takes_over.unwrap_or(facts_of).max(facts_of);
    let found = assess_on(state, &parcel, None, asked_for)?;
    Ok(found.map(|own| DatedPermission {
        facts_of,
        asked_for,
        permission: permission(plan, method, &own),
    }))
}

/// An occupant is replaced by a transfer, a lease or a purchase: what keeps that shut keeps the replacement shut.
fn permission(plan: &Plan, method: Method, own: &ParcelAssessment) -> MethodPermission {
    let found = method_permission(method, own);
    let replacement = plan.contents.replacement.as_ref();
    let replacement = replacement.filter(|_| method == Method::CageForBirds);
    match replacement.and_then(|replacement| replacement.route.method()) {
        Some(route) => found.and(method_permission(route, own)),
        None => found,
    }
}

/// What the law says of the methods of a plan on the day of a state, without asking when they were chosen.
pub(super) fn verdicts_of_day(
    state: &LedgerState,
    plan: &Plan,
) -> Result<Vec<PlanMethodVerdict>, QuantityError> {
    let progress = state.plans.get(&plan.id).map(|own| &own.progress);
    let mut verdicts = Vec::new();
    for key in keys(plan) {
        let now = ask(state, plan, progress, key)?;
        let (parcel, method, role) = key;
        verdicts.push(PlanMethodVerdict { parcel, method, role, chosen: None, now });
    }
    Ok(verdicts)
}

/// What the law says of the methods of the plans of a state (方案方式适用性): of each plan that was adopted, as of the day of its
/// adoption, or of the revision that brought the method, and as of the day of the state where that differs.
///
/// The facts of a day are those that took effect by it, as the journal knows them by the day of knowledge of the state; what
/// happens later is no reproach to a plan. A fallback is judged on the first day on which it would take over, if nothing else
/// happens until then. Plans in preparation are judged as of the day of the state alone.
///
/// One pass over the events, whatever the number of plans.
///
/// # Basis
///
/// As [`method_permission`].
///
/// ```
/// use jiff::civil::date;
/// use landledger::assessment::plan_methods;
/// use landledger::law::{Method, Permission};
/// use landledger::ledger::{Act, AsOf, Event, replay};
/// use landledger::parcel::{ParcelFacts, Tenure};
/// use landledger::plan::Plan;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let day = date(2024, 3, 1);
/// let (parcel, plan) = ("410106001001GB00012".parse()?, "P1".parse()?);
/// let facts = ParcelFacts::new("1号地块", "410106001".parse()?, Tenure::Granted);
/// let adopted = Plan::new("P1".parse()?, vec![parcel], vec![Method::SelfUpgrade], "开发区管委会");
/// let acts = [
///     Act::ParcelRegistered { parcel, facts: Box::new(facts) },
///     Act::PlanAdopted { plan: Box::new(adopted) },
/// ];
/// let mut events = Vec::new();
/// for (id, act) in ["E1", "E2"].into_iter().zip(acts) {
///     events.push(Event::new(id.parse()?, day, day.at(9, 0, 0, 0), act));
/// }
/// let state = replay(&events, AsOf::day(date(2024, 6, 30))).state;
///
/// let verdicts = &plan_methods(&events, &state, std::slice::from_ref(&plan))?[&plan];
/// let chosen = verdicts[0].chosen.as_ref().unwrap();
/// assert_eq!((chosen.facts_of, chosen.permission.permission()), (day, Permission::Provided));
/// assert_eq!(verdicts[0].now, None); // the same as then
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`QuantityError`] if a fee is larger than money can be.
pub fn plan_methods(
    events: &[Event],
    state: &LedgerState,
    plans: &[PlanId],
) -> Result<BTreeMap<PlanId, Vec<PlanMethodVerdict>>, QuantityError> {
    let mut found: BTreeMap<PlanId, Vec<PlanMethodVerdict>> = BTreeMap::new();
    let mut by_day: BTreeMap<Date, Vec<&PlanId>> = BTreeMap::new();
    for id in plans {
        let Some(own) = state.plans.get(id) else { continue };
        found.insert(id.clone(), verdicts_of_day(state, &own.plan)?);
        for day in days_of_choice(&own.progress) {
            by_day.entry(day).or_default().push(id);
        }
    }
    let days: Vec<Date> = by_day.keys().copied().collect();
    let mut fault = None;
    replay_days(events, &days, state.as_of.known, |then| {
        let here = by_day.get(&then.as_of.effective).into_iter().flatten();
        for id in here {
            let Some(verdicts) = found.get_mut(*id) else { continue };
            if let Err(error) = choose(then, id, verdicts) {
                fault = fault.take().or(Some(error));
            }
        }
    });
    if let Some(error) = fault {
        return Err(error);
    }
    for verdict in found.values_mut().flatten() {
        let same = verdict.chosen.as_ref().zip(verdict.now.as_ref());
        if same.is_some_and(|(chosen, now)| chosen.permission == now.permission) {
            verdict.now = None;
        }
    }
    Ok(found)
}

/// The days of the run that goes on, on which the plan was adopted or its terms were stated anew.
fn days_of_choice(progress: &PlanProgress) -> Vec<Date> {
    let Some(adopted) = progress.adopted else { return Vec::new() };
    let revised = progress.history.iter().filter(|change| change.by == PlanMove::Revise);
    let revised = revised.map(|change| change.on).filter(|on| *on > adopted);
    let mut days: Vec<Date> = [adopted].into_iter().chain(revised).collect();
    days.dedup();
    days
}

/// Judges on a day what the plan, as it was stated then, has and no earlier day had.
fn choose(
    then: &LedgerState,
    id: &PlanId,
    verdicts: &mut [PlanMethodVerdict],
) -> Result<(), QuantityError> {
    let Some(own) = then.plans.get(id) else { return Ok(()) };
    let stated = keys(&own.plan);
    for verdict in verdicts.iter_mut().filter(|verdict| verdict.chosen.is_none()) {
        let key = (verdict.parcel, verdict.method, verdict.role);
        if stated.contains(&key) {
            verdict.chosen = ask(then, &own.plan, Some(&own.progress), key)?;
        }
    }
    Ok(())
}
