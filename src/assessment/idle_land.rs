//! What the ledger knows of what the law of idle land asks.

use jiff::civil::Date;

use super::by_parcel::ByParcel;
use crate::codes::ParcelCode;
use crate::law::{
    AgreedStart, Cause, Commencement, Filing, IdleLandFacts, LandRight, ProcedureRecord,
    ProcedureStep, Suspension,
};
use crate::ledger::{Entry, EntryClass, LedgerState};
use crate::parcel::{Agreement, AgreementKind, LandUseStage, ParcelFacts, Tenure};

/// The facts about idle land of a parcel, at the end of the day of the state; `None` for a parcel that it does not have.
///
/// - Of several agreements the one made last, by its day, that says a thing counts for it; one dated after the day is not made yet. Where
///   agreements are on record and none fixes a day of commencement, none is agreed (Order 53, Art. 22).
/// - Where nothing else is recorded, the stage of use says whether development has commenced, on a day that is not known,
///   and that what is built is not suspended; the land built on is the land developed.
/// - The causes are those for which open entries have the parcel as idle land; without any they are not known.
/// - Where steps of the procedure are recorded and filing, since development was due, is not among them, it is not filed.
#[must_use]
pub fn idle_land_facts(state: &LedgerState, parcel: &ParcelCode) -> Option<IdleLandFacts> {
    let facts = &state.parcels.get(parcel)?.facts;
    let by_parcel = ByParcel::one(state, parcel);
    Some(facts_of(facts, by_parcel.entries(parcel), state.as_of.effective))
}

/// The same, from the facts of a parcel and its open entries.
pub(super) fn facts_of(facts: &ParcelFacts, entries: &[&Entry], on: Date) -> IdleLandFacts {
    let made = made(facts, on);
    let development = facts.development.clone().unwrap_or_default();
    let agreed_start = agreed_start(&made);
    IdleLandFacts {
        land: Some(land_right(facts.tenure)),
        agreed_start,
        delivered: made.iter().rev().find_map(|agreement| agreement.delivered),
        commencement: development.commencement.or_else(|| commencement(facts)),
        suspension: development.suspension.or_else(|| suspension(facts)),
        developed_area: development.developed_area.or(facts.built_area),
        required_area: made.iter().rev().find_map(|agreement| agreement.required_area),
        invested: development.invested,
        total_investment: development.total_investment,
        causes: causes(entries),
        price: made.iter().rev().find_map(|agreement| agreement.price),
        filing: filing(facts, agreed_start, on),
    }
}

const fn land_right(tenure: Tenure) -> LandRight {
    match tenure {
        Tenure::Granted | Tenure::Allocated | Tenure::Leased => LandRight::StateOwned,
        Tenure::Collective => LandRight::Collective,
        Tenure::Unsupplied => LandRight::NotSupplied,
    }
}

/// The agreements made by the day, the one made last at the end: by their days where all have one, else as they are listed. A
/// document without a day was made before it was recorded.
fn made(facts: &ParcelFacts, on: Date) -> Vec<&Agreement> {
    let dated = |agreement: &&Agreement| agreement.document.dated;
    let is_made = |agreement: &&Agreement| dated(agreement).is_none_or(|dated| dated <= on);
    let mut made: Vec<&Agreement> = facts.agreements.iter().filter(is_made).collect();
    if made.iter().all(|agreement| dated(agreement).is_some()) {
        made.sort_by_key(dated);
    }
    made
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

/// The causes for which land is on the ledger as idle. An entry that names none, or stands there as low-efficiency land, says
/// nothing of them: silence is no lack of an excuse.
fn causes(entries: &[&Entry]) -> Option<Vec<Cause>> {
    let mut causes: Vec<Cause> = Vec::new();
    let idle = entries.iter().filter(|entry| entry.class == EntryClass::Idle);
    for cause in idle.flat_map(|entry| &entry.causes) {
        if !causes.contains(cause) {
            causes.push(cause.clone());
        }
    }
    (!causes.is_empty()).then_some(causes)
}

/// Whether the land was filed since development was due: what was filed before belongs to an earlier agreement.
fn filing(facts: &ParcelFacts, start: Option<AgreedStart>, on: Date) -> Option<Filing> {
    let due = match start {
        Some(AgreedStart::On(day) | AgreedStart::Extended(day)) => Some(day),
        _ => None,
    };
    let counts =
        |record: &&ProcedureRecord| record.on <= on && due.is_none_or(|due| due < record.on);
    let mut steps = facts.procedure.iter().filter(counts).peekable();
    if steps.peek().is_none() {
        let earlier = facts.procedure.iter().any(|record| record.on <= on);
        return earlier.then_some(Filing::NotFiled);
    }
    let filed = steps.any(|record| record.step == ProcedureStep::Filed);
    Some(if filed { Filing::Filed } else { Filing::NotFiled })
}
