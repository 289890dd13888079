//! The rules of the ledger: what each act requires of the state, and what it changes.

mod books;
mod causes;
mod checkpoint;
mod component;
mod credits;
mod entries;
mod grouping;
mod hand_over_credits;
mod listed_area;
mod parcels;
mod plans;
mod proposals;
mod prospects;
mod replacement;
mod spaces;
mod subjects;
mod watch;

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use self::causes::check_causes;
pub(super) use self::component::Done;
use self::grouping::Grouped;
use self::listed_area::ListedAreas;
use self::plans::Said;
use self::prospects::Taken;
pub(super) use self::subjects::{Subject, subjects};
pub(super) use self::watch::Watch;
use super::correction::Effective;
use super::{
    Act, Actor, AsOf, Entry, EventId, FloorCreditMovement, FloorMovement, LandCreditMovement,
    LedgerState, Movement, VacancyMovement,
};
use crate::finding::{Code, Finding, Text};
use crate::law::Document;

/// The state while events are applied to it, and the movements so far.
pub(super) struct Ledger {
    pub(super) state: LedgerState,
    pub(super) movements: Vec<Movement>,
    pub(super) vacancy: Vec<VacancyMovement>,
    pub(super) floor: Vec<FloorMovement>,
    pub(super) floor_credits: Vec<FloorCreditMovement>,
    pub(super) land_credits: Vec<LandCreditMovement>,
    /// What stands on each parcel, and in which group.
    grouped: Grouped,
    /// The sums of the open entries by parcel: what `state.entries` says, without a search for every listing.
    listed: ListedAreas,
    /// Proposals that can still be confirmed, of those in the state.
    waiting: BTreeSet<EventId>,
    /// What becomes of parcels and spaces, if somebody wants to know.
    pub(super) watch: Option<Watch>,
}

/// Why an act is refused.
pub(super) struct Refusal {
    code: Code,
    subject: String,
    reason: Text,
    /// What the state allowed instead where an act among several was refused; `None`: the state as it is now says it.
    allowed: Option<Box<[Text]>>,
}

/// Which event is applied, and when.
#[derive(Clone, Copy)]
struct Moment<'a> {
    event: &'a EventId,
    /// The event whose line says it: the event itself, or its last correction.
    said_by: &'a EventId,
    day: Date,
    recorded: DateTime,
    actor: Option<&'a Actor>,
    document: Option<&'a Document>,
}

impl Refusal {
    fn unknown(code: Code, subject: impl ToString) -> Refusal {
        let subject = subject.to_string();
        let reason = Text::new(
            format!("应先有 {subject} 的登记，当日查无此项"),
            format!("expected a subject known on that day, found {subject}"),
        );
        Refusal { code, subject, reason, allowed: None }
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
            allowed: None,
        }
    }

    /// The same, said of one act among several, or of one that was proposed, in the state that refused it.
    fn within(self, act: &Act, state: &LedgerState, day: Date) -> Refusal {
        let allowed = Some(self.alternatives(state, act, day).into());
        let (name, Text { zh, en }) = (act.name(), self.reason);
        let reason = Text::new(format!("“{}”：{zh}", name.zh), format!("\"{}\": {en}", name.en));
        Refusal { reason, allowed, ..self }
    }

    /// What the state allows instead: what would bring an unknown subject into the books, or what can happen to the
    /// subject of the act.
    pub(super) fn alternatives(&self, state: &LedgerState, act: &Act, day: Date) -> Vec<Text> {
        if let Some(allowed) = &self.allowed {
            return allowed.to_vec();
        }
        let name = match self.code {
            Code::EventUnknownParcel => Text::new("宗地登记", "parcel registered"),
            Code::EventUnknownEntry => Text::new("列入台账", "entry listed"),
            Code::EventUnknownPlan => Text::new("方案批准", "plan adopted"),
            Code::EventUnknownSpace => Text::new("空间普查", "space surveyed"),
            Code::EventUnknownProspect => Text::new("意向登记", "prospect recorded"),
            _ => return state.alternatives_on(act, day),
        };
        vec![name]
    }

    /// The finding about a refused event: its first subject is the event whose line says what is refused, which
    /// for a corrected event is the correction.
    ///
    /// `allowed` names what the state allows instead.
    pub(super) fn into_finding(self, event: &Effective<'_>, allowed: &[Text]) -> Finding {
        let Effective { id, said_by, act, .. } = *event;
        let name = act.name();
        let (zh, en) = if id == said_by {
            (id.to_string(), id.to_string())
        } else {
            (format!("{id}（经 {said_by} 更正）"), format!("{id} as corrected by {said_by}"))
        };
        let (allowed_zh, allowed_en) = match allowed {
            [] => (String::new(), String::new()),
            some => {
                let zh: Vec<&str> = some.iter().map(|name| name.zh.as_str()).collect();
                let en: Vec<&str> = some.iter().map(|name| name.en.as_str()).collect();
                (
                    format!("；当日可办理：{}", zh.join("、")),
                    format!("; allowed on that day: {}", en.join(", ")),
                )
            }
        };
        let message = Text::new(
            format!("事项 {zh}（{}）未采用：{}{allowed_zh}", name.zh, self.reason.zh),
            format!("event {en} ({}) is not used: {}{allowed_en}", name.en, self.reason.en),
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
            floor: Vec::new(),
            floor_credits: Vec::new(),
            land_credits: Vec::new(),
            grouped: Grouped::new(),
            listed: ListedAreas::new(),
            waiting: BTreeSet::new(),
            watch: None,
        }
    }

    /// Applies one act, or refuses it and leaves the state as it was.
    pub(super) fn apply(&mut self, event: &Effective<'_>) -> Outcome {
        let Effective { id, said_by, day, recorded, actor, document, .. } = *event;
        let now = Moment { event: id, said_by, day, recorded, actor, document };
        if let Some(cause) = event.cause {
            check_causes(now.event, std::slice::from_ref(cause))?;
        }
        self.carry_out(now, event.act)
    }

    fn carry_out(&mut self, now: Moment<'_>, act: &Act) -> Outcome {
        self.check_not_pending(now, act)?;
        let seen = self.seen(now, act);
        self.perform(now, act)?;
        self.note_steps(now, seen);
        Ok(())
    }

    fn perform(&mut self, now: Moment<'_>, act: &Act) -> Outcome {
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
                    now.day,
                );
                self.list_entry(now, new)
            }
            Act::AgreementMade { parcel, agreement } => self.make_agreement(now, parcel, agreement),
            Act::ParcelsReplaced { replacement } => self.replace_parcels(now, replacement),
            Act::ZoneBoundaryAdopted { approved_area } => self.adopt_boundary(now, *approved_area),
            Act::CausesRevised { entry, causes } => self.revise_causes(now, entry, causes),
            Act::EntryReclassified { entry, class } => self.reclassify(now, entry, *class),
            Act::EntryResized { entry, land_area_m2 } => self.resize(now, entry, *land_area_m2),
            Act::EntryStruckOff { entry, reason } => self.strike_off(now, entry, *reason),
            Act::EntryRelisted { entry, causes } => self.relist(now, entry, causes),
            Act::PlanDrafted { plan } => self.draft_plan(now, plan),
            Act::PlanAdopted { plan } => self.adopt_plan(now, plan),
            Act::PlanRevised { plan } => self.revise_plan(now, plan),
            Act::PlanMoved { plan, transition, role, evidence, milestones, successor } => {
                let said = Said { role: *role, evidence, successor: successor.as_ref() };
                self.move_plan(now, plan, *transition, said, milestones)
            }
            Act::MilestoneReached { plan, step } => self.reach_milestone(now, plan, *step),
            Act::PlanAccepted { plan } => self.accept_plan(now, plan),
            Act::SpaceSurveyed { space, occupancy } => self.survey_space(now, space, *occupancy),
            Act::SpaceRemeasured { space, floor_area_m2 } => {
                self.remeasure_space(now, space, *floor_area_m2)
            }
            Act::SpaceFactsRevised { space, facts } => self.revise_space_facts(space, facts),
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
            Act::ProspectRecorded { prospect } => self.record_prospect(now, prospect),
            Act::ProspectNeedRevised { prospect, need } => self.revise_need(now, prospect, need),
            Act::ProspectAdvanced { prospect, stage, spaces, plots } => {
                self.advance_prospect(now, prospect, *stage, Taken { spaces, plots })
            }
            Act::FindingAcknowledged { acknowledgement } => self.acknowledge(acknowledgement),
            Act::BalanceAsserted { assertion } => self.assert_balance(now, assertion),
            Act::PeriodClosed { through } => self.close_period(now, *through),
            Act::Together { acts } => self.together(now, acts),
            Act::Proposed { act, until } => self.propose(now, act, *until),
            Act::ProposalConfirmed { event } => self.confirm(now, event),
            Act::ProposalVoided { event } => self.void(now, event),
            // Corrections were resolved before; none reaches the state.
            Act::EventCorrected { .. } | Act::EventRetracted { .. } => Ok(()),
        }
    }
}
