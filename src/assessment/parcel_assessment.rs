//! The assessment of a parcel.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::by_parcel::ByParcel;
use super::control::{ControlAssessment, assess_control};
use super::land_status::{ParcelPart, PartsOf, land_parts};
use super::{idle_land, low_efficiency};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::law::{
    Answer, Clock, Consequence, ControlEdition, ControlValues, HolderRestriction,
    IdleLandAssessment, IdleLandFacts, IdleLandFee, LowEfficiencyAssessment, MenuItem,
    ProcedureTerms, Rulebook, UndatedClock, assess_idle_land, assess_low_efficiency, disposal_menu,
    hearing_clocks, holder_restriction, idle_land_clocks, idle_land_fee,
};
use crate::ledger::{LedgerState, RegisteredParcel};
use crate::parcel::Tenure;
use crate::units::QuantityError;

/// What the law makes of a parcel on a day (宗地研判), with the facts that it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// How the land is held; absent in assessments written before it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenure: Option<Tenure>,
    /// The facts as the ledger knows them.
    pub facts: IdleLandFacts,
    /// Whether it is idle land.
    pub idle_land: IdleLandAssessment,
    /// Whether it is low-efficiency land; absent where no rulebook was given, so that it was not assessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_efficiency: Option<LowEfficiencyAssessment>,
    /// The terms that the law sets, by their last days.
    pub clocks: Vec<Clock>,
    /// Terms that run and whose days no rulebook gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undated_clocks: Vec<UndatedClock>,
    /// What the determination keeps from the holder; absent for land that was not determined idle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restriction: Option<HolderRestriction>,
    /// Which methods of disposal are open; empty where nothing is, or may be, disposed of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub menu: Vec<MenuItem>,
    /// The idle-land fee, where one may be levied and the price is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<IdleLandFee>,
    /// Its parts, each with its rung on the ladder of use and its class.
    pub parts: Vec<ParcelPart>,
    /// Its industrial project against the control indicators; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<ControlAssessment>,
}

/// Assesses a parcel on the day of the state, by the criteria and control values of a rulebook where one is given; `None` for
/// a parcel that the state does not have, or that gave way to others.
///
/// Without a rulebook low-efficiency land is not assessed, and projects are held against what this library knows of the
/// control indicators of 2023.
///
/// # Errors
///
/// [`QuantityError`] if the fee is larger than money can be.
pub fn assess(
    state: &LedgerState,
    parcel: &ParcelCode,
    rulebook: Option<&Rulebook>,
) -> Result<Option<ParcelAssessment>, QuantityError> {
    assess_on(state, parcel, rulebook, state.as_of.effective)
}

/// The same as of a later day, if nothing happens until then.
pub(super) fn assess_on(
    state: &LedgerState,
    parcel: &ParcelCode,
    rulebook: Option<&Rulebook>,
    on: Date,
) -> Result<Option<ParcelAssessment>, QuantityError> {
    Assessor::new(ByParcel::one(state, parcel), rulebook, on).assess(state, parcel)
}

/// Assesses every parcel of the state that exists, by code.
///
/// # Errors
///
/// [`QuantityError`] if a fee is larger than money can be.
pub fn assess_all(
    state: &LedgerState,
    rulebook: Option<&Rulebook>,
) -> Result<Vec<ParcelAssessment>, QuantityError> {
    let assessor = Assessor::new(ByParcel::all(state), rulebook, state.as_of.effective);
    let all = state.parcels.keys().map(|parcel| assessor.assess(state, parcel));
    Ok(all.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The same without the control indicators: nothing that is summed up of the land asks for them.
pub(crate) fn assess_all_land(
    state: &LedgerState,
    rulebook: Option<&Rulebook>,
) -> Result<Vec<ParcelAssessment>, QuantityError> {
    let assessor = Assessor::new(ByParcel::all(state), rulebook, state.as_of.effective);
    let all = state.parcels.keys().map(|parcel| assessor.assess_land(state, parcel));
    Ok(all.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// What the assessments of all parcels share.
struct Assessor<'a> {
    by_parcel: ByParcel<'a>,
    rulebook: Option<&'a Rulebook>,
    values: ControlValues,
    terms: ProcedureTerms,
    on: Date,
}

impl<'a> Assessor<'a> {
    fn new(by_parcel: ByParcel<'a>, rulebook: Option<&'a Rulebook>, on: Date) -> Assessor<'a> {
        // A rulebook says nothing of the days before it is in force.
        let in_force = rulebook.filter(|rulebook| rulebook.effective <= on);
        let terms = in_force.and_then(|rulebook| rulebook.procedure.clone()).unwrap_or_default();
        let values = in_force.and_then(|rulebook| rulebook.control.clone());
        let values = values.unwrap_or_else(|| ControlValues::of(ControlEdition::V2023));
        Assessor { by_parcel, rulebook, values, terms, on }
    }

    fn assess(
        &self,
        state: &LedgerState,
        parcel: &ParcelCode,
    ) -> Result<Option<ParcelAssessment>, QuantityError> {
        let mut assessment = self.assess_land(state, parcel)?;
        if let (Some(assessment), Some(registered)) =
            (&mut assessment, existing_parcel(state, parcel))
        {
            assessment.control = assess_control(&registered.facts, &self.values, self.on);
        }
        Ok(assessment)
    }

    /// All but the control indicators.
    fn assess_land(
        &self,
        state: &LedgerState,
        parcel: &ParcelCode,
    ) -> Result<Option<ParcelAssessment>, QuantityError> {
        let on = self.on;
        let Some(registered) = existing_parcel(state, parcel) else { return Ok(None) };
        let entries = self.by_parcel.entries(parcel);
        let facts = idle_land::facts_of(&registered.facts, entries, on);
        let idle_land = assess_idle_land(&facts, on);
        let may = |consequence| {
            idle_land.outcomes.iter().any(|outcome| outcome.consequence == consequence)
        };
        let nothing = idle_land.outcomes.iter().all(|o| o.consequence == Consequence::None);
        let menu = if nothing { Vec::new() } else { disposal_menu(&facts, &idle_land) };
        let fee = facts.price.filter(|_| may(Consequence::Fee)).map(idle_land_fee).transpose()?;
        let verdicts: Vec<_> = idle_land.outcomes.iter().map(|outcome| outcome.verdict).collect();
        let low_efficiency = self.rulebook.map(|rulebook| {
            let spaces = self.by_parcel.spaces(parcel);
            let facts = low_efficiency::facts_of(&registered.facts, &facts, spaces);
            assess_low_efficiency(rulebook, &facts, &verdicts, on)
        });
        let parts = land_parts(&PartsOf {
            parcel,
            facts: &registered.facts,
            entries,
            side: self.by_parcel.side(parcel),
            verdicts: &verdicts,
            low_efficiency: low_efficiency.as_ref().map_or(Answer::Unknown, |found| found.answer),
        });
        let procedure = &registered.facts.procedure;
        let hearing = hearing_clocks(&facts, procedure, &self.terms, on);
        let mut clocks = idle_land_clocks(&facts, procedure, on);
        clocks.extend(hearing.dated);
        clocks.sort_by_key(|clock| (clock.last_day, clock.kind));
        Ok(Some(ParcelAssessment {
            parcel: *parcel,
            name: registered.facts.name.clone(),
            on,
            tenure: Some(registered.facts.tenure),
            clocks,
            undated_clocks: hearing.undated,
            restriction: holder_restriction(&facts, procedure, on),
            menu,
            fee,
            low_efficiency,
            parts,
            control: None,
            idle_land,
            facts,
        }))
    }
}

fn existing_parcel<'a>(
    state: &'a LedgerState,
    parcel: &ParcelCode,
) -> Option<&'a RegisteredParcel> {
    state.parcels.get(parcel).filter(|parcel| parcel.ended.is_none())
}
