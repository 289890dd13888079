//! The rules of the ledger: what each act requires of the state, and what it changes.

mod entries;
mod listed_area;
mod parcels;
mod plans;
mod spaces;

use jiff::civil::Date;

use self::listed_area::ListedAreas;
use super::correction::Effective;
use super::{Act, AsOf, Entry, EventId, LedgerState, Movement, VacancyMovement};
use crate::finding::{Code, Finding, Text};

/// The state while events are applied to it, and the movements so far.
pub(super) struct Ledger {
    pub(super) state: LedgerState,
    pub(super) movements: Vec<Movement>,
    pub(super) vacancy: Vec<VacancyMovement>,
    /// The sums of the open entries by parcel: what `state.entries` says, without a search for every listing.
    listed: ListedAreas,
}

/// Why an act is refused.
pub(super) struct Refusal {
    code: Code,
    subject: String,
    reason: Text,
}

/// Which event is applied, and when.
#[derive(Clone, Copy)]
struct Moment<'a> {
    event: &'a EventId,
    day: Date,
}

impl Refusal {
    fn unknown(code: Code, subject: impl ToString) -> Refusal {
        let subject = subject.to_string();
        let reason = Text::new(
            format!("应先有 {subject} 的登记，当日查无此项"),
            format!("expected a subject known on that day, found {subject}"),
        );
        Refusal { code, subject, reason }
    }

    fn not_allowed(
        subject: impl ToString,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Refusal {
        Refusal {
            code: Code::EventNotAllowed,
            subject: subject.to_string(),
            reason: Text::new(zh, en),
        }
    }

    /// The finding about a refused event: its first subject is the event whose line says what is refused, which
    /// for a corrected event is the correction.
    pub(super) fn into_finding(self, event: Effective<'_>) -> Finding {
        let Effective { id, said_by, act, .. } = event;
        let name = act.name();
        let (zh, en) = if id == said_by {
            (id.to_string(), id.to_string())
        } else {
            (format!("{id}（经 {said_by} 更正）"), format!("{id} as corrected by {said_by}"))
        };
        let message = Text::new(
            format!("事项 {zh}（{}）未采用：{}", name.zh, self.reason.zh),
            format!("event {en} ({}) is not used: {}", name.en, self.reason.en),
        );
        let finding = Finding::new(self.code, message).about(said_by.as_str());
        let finding = if id == said_by { finding } else { finding.about(id.as_str()) };
        finding.about(self.subject)
    }
}

type Outcome = Result<(), Refusal>;

impl Ledger {
    pub(super) const fn new(as_of: AsOf) -> Ledger {
        Ledger {
            state: LedgerState::empty(as_of),
            movements: Vec::new(),
            vacancy: Vec::new(),
            listed: ListedAreas::new(),
        }
    }

    /// Applies one act, or refuses it and leaves the state as it was.
    pub(super) fn apply(&mut self, event: &EventId, day: Date, act: &Act) -> Outcome {
        let now = Moment { event, day };
        match act {
            Act::ParcelRegistered { parcel, facts } => self.register_parcel(now, parcel, facts),
            Act::FactsRevised { parcel, facts } => self.revise_facts(now, parcel, facts),
            Act::EntryListed { entry, parcel, class, causes, land_area_m2 } => {
                let new = Entry::listed(
                    entry.clone(),
                    *parcel,
                    *class,
                    causes.clone(),
                    *land_area_m2,
                    day,
                );
                self.list_entry(now, new)
            }
            Act::CausesRevised { entry, causes } => self.revise_causes(entry, causes),
            Act::EntryReclassified { entry, class } => self.reclassify(entry, *class),
            Act::EntryResized { entry, land_area_m2 } => self.resize(now, entry, *land_area_m2),
            Act::EntryStruckOff { entry, reason } => self.strike_off(now, entry, *reason),
            Act::EntryRelisted { entry, causes } => self.relist(now, entry, causes),
            Act::PlanAdopted { plan } => self.adopt_plan(now, plan),
            Act::MilestoneReached { plan, step } => self.reach_milestone(now, plan, *step),
            Act::PlanAccepted { plan } => self.accept_plan(now, plan),
            Act::SpaceSurveyed { space, occupancy } => self.survey_space(now, space, *occupancy),
            Act::SpaceRemeasured { space, floor_area_m2 } => {
                self.remeasure_space(now, space, *floor_area_m2)
            }
            Act::SpaceVacated { space } => self.vacate_space(now, space),
            Act::SpaceOccupied { space, occupant, method, plan } => {
                let source = match (method, plan) {
                    (Some(method), plan) => Some((*method, plan.as_ref())),
                    (None, None) => None,
                    (None, Some(plan)) => {
                        return Err(Refusal::not_allowed(
                            plan,
                            "按方案入驻须注明盘活方式",
                            "a space occupied under a plan must name its method",
                        ));
                    }
                };
                self.occupy_space(now, space, occupant.as_ref(), source)
            }
            Act::SpaceRemoved { space } => self.remove_space(now, space),
            Act::ProspectRecorded { prospect } => self.record_prospect(prospect),
            Act::ProspectAdvanced { prospect, stage } => self.advance_prospect(prospect, *stage),
            // Corrections were resolved before; none reaches the state.
            Act::EventCorrected { .. } | Act::EventRetracted { .. } => Ok(()),
        }
    }
}
