//! The terms of a hearing: their days are the caller's.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::clocks::{Done, clock, last_taken};
use super::{
    Clock, ClockKind, ClockState, IdleLandFacts, LandRight, ProcedureRecord, ProcedureStep,
    ProcedureTerms, WorkingDayTerm,
};
use crate::calendar;
use crate::law::Citation;

/// How the working days of a term were counted (工作日计算).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WorkingDayCount {
    /// So many working days: Monday to Friday, but for the given exceptions.
    pub days: u16,
    /// Given weekdays off among them.
    pub days_off: usize,
    /// Given days of a weekend that are worked among them.
    pub days_worked: usize,
    /// Where the number stands.
    pub source: Citation,
}

/// A term that runs, and of which nobody gave the days (未设定天数的期限): it has no last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UndatedClock {
    /// Which term.
    pub kind: ClockKind,
    /// The day from which it is counted.
    #[serde(with = "calendar::day")]
    pub from: Date,
    /// Whether what it waits for happened; [`ClockState::Unknown`] where it did not: whether the term is over is not known.
    pub state: ClockState,
    /// Where the term stands.
    pub article: Citation,
}

/// The terms of a hearing of a parcel (听证期限): those with a last day, and those whose days nobody gave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HearingClocks {
    /// With a last day.
    pub dated: Vec<Clock>,
    /// Without.
    pub undated: Vec<UndatedClock>,
}

/// The terms of a hearing as they stand on a day: of the request, from the notice of the right to it, and of the hearing, from the
/// request.
///
/// # Basis
///
/// Order 53, Art. 15, for the right; the days are those of `terms`, as no number of this library sets them.
///
/// ```
/// use landledger::calendar::parse_day;
/// use landledger::law::{
///     Assurance, Citation, IdleLandFacts, LandRight, ProcedureRecord, ProcedureStep, ProcedureTerms,
///     WorkingDayTerm, hearing_clocks,
/// };
///
/// let mut facts = IdleLandFacts::default();
/// facts.land = Some(LandRight::StateOwned);
/// // A Thursday.
/// let noticed = ProcedureRecord::new(ProcedureStep::HearingNoticed, parse_day("2024-02-29")?);
/// let on = parse_day("2024-03-01")?;
///
/// let mut terms = ProcedureTerms::default();
/// let found = hearing_clocks(&facts, std::slice::from_ref(&noticed), &terms, on);
/// assert_eq!((found.dated.len(), found.undated.len()), (0, 1));
///
/// let source = Citation::new("听证规则（示例）", "Rules of hearings, invented");
/// terms.hearing_request = Some(WorkingDayTerm::new(5, source, Assurance::Recalled));
/// let found = hearing_clocks(&facts, &[noticed], &terms, on);
/// assert_eq!(found.dated[0].last_day, parse_day("2024-03-07")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn hearing_clocks(
    facts: &IdleLandFacts,
    procedure: &[ProcedureRecord],
    terms: &ProcedureTerms,
    on: Date,
) -> HearingClocks {
    let mut found = HearingClocks::default();
    if facts.land != Some(LandRight::StateOwned) {
        return found;
    }
    let rows: [(ClockKind, ProcedureStep, ProcedureStep, &Option<WorkingDayTerm>); 2] = [
        (
            ClockKind::HearingRequestDue,
            ProcedureStep::HearingNoticed,
            ProcedureStep::HearingRequested,
            &terms.hearing_request,
        ),
        (
            ClockKind::HearingDue,
            ProcedureStep::HearingRequested,
            ProcedureStep::HearingHeld,
            &terms.hearing_held,
        ),
    ];
    for (kind, start, stop, term) in rows {
        let Some(from) = last_taken(procedure, start, on) else { continue };
        let done = last_taken(procedure, stop, on).filter(|day| *day >= from);
        let article = start.article();
        let last_day = term
            .as_ref()
            .and_then(|term| Some((term, terms.calendar.add(from, term.working_days)?)));
        let Some((term, last_day)) = last_day else {
            let state = done.map_or(ClockState::Unknown, ClockState::Met);
            found.undated.push(UndatedClock { kind, from, state, article });
            continue;
        };
        let done = done.map_or(Done::No, Done::On);
        let mut clock = clock(kind, from, last_day, article, done, on);
        let [days_off, days_worked] = terms.calendar.exceptions(from, last_day);
        clock.working_days = Some(WorkingDayCount {
            days: term.working_days,
            days_off,
            days_worked,
            source: term.source.clone(),
        });
        found.dated.push(clock);
    }
    found
}
