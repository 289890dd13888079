//! The assessment of a parcel.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::idle_land_facts;
use crate::calendar;
use crate::codes::ParcelCode;
use crate::law::{
    Clock, Consequence, IdleLandAssessment, IdleLandFacts, IdleLandFee, MenuItem, assess_idle_land,
    disposal_menu, idle_land_clocks, idle_land_fee,
};
use crate::ledger::LedgerState;
use crate::units::QuantityError;

/// What the law makes of a parcel on a day (宗地研判), with the facts that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParcelAssessment {
    /// The parcel.
    pub parcel: ParcelCode,
    /// Name of the plot or project.
    pub name: String,
    /// The day.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The facts as the ledger knows them.
    pub facts: IdleLandFacts,
    /// Whether it is idle land.
    pub idle_land: IdleLandAssessment,
    /// The terms that the law sets, by their last days.
    pub clocks: Vec<Clock>,
    /// Which methods of disposal are open; empty where nothing is, or may be, disposed of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub menu: Vec<MenuItem>,
    /// The idle-land fee, where one may be levied and the price is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<IdleLandFee>,
}

/// Assesses a parcel on the day of the state; `None` for a parcel that the state does not have, or that gave way to others.
///
/// # Errors
///
/// [`QuantityError`] if the fee is larger than money can be.
pub fn assess(
    state: &LedgerState,
    parcel: &ParcelCode,
) -> Result<Option<ParcelAssessment>, QuantityError> {
    let on = state.as_of.effective;
    let Some(registered) = state.parcels.get(parcel).filter(|parcel| parcel.ended.is_none()) else {
        return Ok(None);
    };
    let Some(facts) = idle_land_facts(state, parcel) else { return Ok(None) };
    let idle_land = assess_idle_land(&facts, on);
    let may =
        |consequence| idle_land.outcomes.iter().any(|outcome| outcome.consequence == consequence);
    let nothing = idle_land.outcomes.iter().all(|o| o.consequence == Consequence::None);
    let menu = if nothing { Vec::new() } else { disposal_menu(&facts, &idle_land) };
    let fee = facts.price.filter(|_| may(Consequence::Fee)).map(idle_land_fee).transpose()?;
    Ok(Some(ParcelAssessment {
        parcel: *parcel,
        name: registered.facts.name.clone(),
        on,
        clocks: idle_land_clocks(&facts, &registered.facts.procedure, on),
        menu,
        fee,
        idle_land,
        facts,
    }))
}

/// Assesses every parcel of the state that exists, by code.
///
/// # Errors
///
/// [`QuantityError`] if a fee is larger than money can be.
pub fn assess_all(state: &LedgerState) -> Result<Vec<ParcelAssessment>, QuantityError> {
    let all = state.parcels.keys().map(|parcel| assess(state, parcel));
    Ok(all.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
