//! What the ledger knows of what the law of idle land asks.

use jiff::civil::Date;

use super::by_parcel::ByParcel;
use crate::codes::ParcelCode;
use crate::law::{
    AgreedStart, Cause, Commencement, Filing, IdleLandFacts, LandRight, ProcedureStep, Suspension,
};
use crate::ledger::{Entry, LedgerState};
use crate::parcel::{Agreement, AgreementKind, LandUseStage, ParcelFacts, Tenure};

/// The facts about idle land of a parcel, at the end of the day of the state; `None` for a parcel that it does not have.
///
/// - Of several agreements the one made last that says a thing counts for it; one dated after the day is not made yet. Where
///   agreements are on record and none fixes a day of commencement, none is agreed (Order 53, Art. 22).
/// - Where nothing else is recorded, the stage of use says whether development has commenced, on a day that is not known,
///   and that what is built is not suspended; the land built on is the land developed.
/// - The causes are those of the open entries of the parcel; without an open entry they are not known.
/// - Where steps of the procedure are recorded and filing is not among them, it is not filed.
#[must_use]
pub fn idle_land_facts(state: &LedgerState, parcel: &ParcelCode) -> Option<IdleLandFacts> {
    let facts = &state.parcels.get(parcel)?.facts;
    let by_parcel = ByParcel::one(state, parcel);
    Some(facts_of(facts, by_parcel.entries(parcel), state.as_of.effective))
}

/// The same, from the facts of a parcel and its open entries.
pub(super) fn facts_of(facts: &ParcelFacts, entries: &[&Entry], on: Date) -> IdleLandFacts {
    let made = || facts.agreements.iter().filter(|agreement| is_made(agreement, on));
    let development = facts.development.clone().unwrap_or_default();
    IdleLandFacts {
        land: Some(land_right(facts.tenure)),
        agreed_start: agreed_start(&made().collect::<Vec<_>>()),
        delivered: made().filter_map(|agreement| agreement.delivered).next_back(),
        commencement: development.commencement.or_else(|| commencement(facts)),
        suspension: development.suspension.or_else(|| suspension(facts)),
        developed_area: development.developed_area.or(facts.built_area),
        required_area: made().filter_map(|agreement| agreement.required_area).next_back(),
        invested: development.invested,
        total_investment: development.total_investment,
        causes: causes(entries),
        price: made().filter_map(|agreement| agreement.price).next_back(),
        filing: filing(facts, on),
    }
}

const fn land_right(tenure: Tenure) -> LandRight {
    match tenure {
        Tenure::Granted | Tenure::Allocated | Tenure::Leased => LandRight::StateOwned,
        Tenure::Collective => LandRight::Collective,
        Tenure::Unsupplied => LandRight::NotSupplied,
    }
}

/// A document without a day was made before it was recorded.
fn is_made(agreement: &Agreement, on: Date) -> bool {
    agreement.document.dated.is_none_or(|dated| dated <= on)
}

fn agreed_start(made: &[&Agreement]) -> Option<AgreedStart> {
    let fixes = made.iter().rev().find_map(|agreement| {
        let day = agreement.start_due?;
        Some((agreement.kind, day))
    });
    match fixes {
        Some((AgreementKind::Supplement, day)) => Some(AgreedStart::Extended(day)),
        Some((_, day)) => Some(AgreedStart::On(day)),
        None if made.is_empty() => None,
        None => Some(AgreedStart::NotAgreed),
    }
}

fn commencement(facts: &ParcelFacts) -> Option<Commencement> {
    match facts.stage? {
        LandUseStage::ApprovedNotSupplied | LandUseStage::SuppliedNotStarted => {
            Some(Commencement::NotYet)
        }
        LandUseStage::PartlyBuilt
        | LandUseStage::BuiltNotProducing
        | LandUseStage::ProducingBelowTarget
        | LandUseStage::MeetsTarget => Some(Commencement::OnUnknownDay),
    }
}

fn suspension(facts: &ParcelFacts) -> Option<Suspension> {
    facts.stage?.is_built().then_some(Suspension::NotSuspended)
}

fn causes(entries: &[&Entry]) -> Option<Vec<Cause>> {
    entries.first()?;
    let mut causes: Vec<Cause> = Vec::new();
    for cause in entries.iter().flat_map(|entry| &entry.causes) {
        if !causes.contains(cause) {
            causes.push(cause.clone());
        }
    }
    Some(causes)
}

fn filing(facts: &ParcelFacts, on: Date) -> Option<Filing> {
    let mut steps = facts.procedure.iter().filter(|record| record.on <= on).peekable();
    steps.peek()?;
    let filed = steps.any(|record| record.step == ProcedureStep::Filed);
    Some(if filed { Filing::Filed } else { Filing::NotFiled })
}
