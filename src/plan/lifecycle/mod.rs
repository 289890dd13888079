//! The life-cycle of a plan as one table: the ledger applies it, the documentation and the drawings are made from it.

mod drawing;
mod guard;
mod moves;

pub use drawing::{dot, markdown, mermaid};
pub use guard::{Guard, PlanRole};
pub use moves::PlanMove;

use serde::Serialize;

use super::PlanStatus;
use super::PlanStatus::{
    Approved, AwaitingAcceptance, Closed, Consulted, Draft, Implementing, Returned, Superseded,
    SuspendedByLitigation, SuspendedBySeizure,
};
use crate::law::{Article, Assurance, Citation, EvidenceKind};

/// Where a move leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Destination {
    /// To a status.
    To(PlanStatus),
    /// It stays where it is.
    Same,
    /// Back to where it stood before the suspension.
    AsBefore,
}

/// What a move does to the clocks of the plan: due days of milestones, the day of the fallback. The clocks of the law run on
/// whatever becomes of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClockEffect {
    /// Nothing.
    None,
    /// They stop.
    Stop,
    /// They go on, put off by the days for which they stood still.
    GoOn,
    /// They begin with new terms.
    Begin,
}

/// Which act of the ledger says a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SaidBy {
    /// `plan-drafted`.
    PlanDrafted,
    /// `plan-adopted`, or `plan-moved` for a plan that was drafted.
    PlanAdoptedOrMoved,
    /// `plan-revised`.
    PlanRevised,
    /// `milestone-reached`.
    MilestoneReached,
    /// `plan-moved`, or `plan-accepted`, which states no evidence.
    PlanAcceptedOrMoved,
    /// `plan-moved`.
    PlanMoved,
}

/// One row of the table (流转表): a move, from where, to where, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Transition {
    /// The move.
    #[serde(rename = "move")]
    pub by: PlanMove,
    /// From where; `None` is a plan that is not in the books.
    pub from: &'static [Option<PlanStatus>],
    /// To where.
    pub to: Destination,
    /// What must hold, in the order in which it is looked at.
    pub guards: &'static [Guard],
    /// The evidence that [`Guard::Evidence`] asks for.
    pub evidence: &'static [EvidenceKind],
    /// The roles that [`Guard::Role`] allows.
    pub roles: &'static [PlanRole],
    /// The article, for idle land, and how surely it is known; `None` where practice, and no instrument, has it so.
    pub basis: Option<(Citation, Assurance)>,
    /// What it does to the clocks of the plan.
    pub clocks: ClockEffect,
    /// Which act says it.
    pub said_by: SaidBy,
}

/// The table: one row a move, in the order of [`PlanMove::ALL`].
///
/// Guards [`Guard::Role`], [`Guard::Evidence`], [`Guard::MethodEvidence`] and [`Guard::SiteCheckDated`] are asked of the act
/// `plan-moved`. The acts `plan-adopted`, `milestone-reached` and `plan-accepted` state neither role nor evidence, and are
/// held against the other guards only.
///
/// ```
/// use landledger::plan::PlanStatus;
/// use landledger::plan::lifecycle::{PlanMove, allowed};
///
/// let after_closing: Vec<PlanMove> = allowed(Some(PlanStatus::Closed)).map(|row| row.by).collect();
/// assert_eq!(after_closing, [PlanMove::Revise, PlanMove::Reopen]);
/// ```
pub static TRANSITIONS: &[Transition] = &[
    Transition {
        by: PlanMove::Draft,
        from: &[None],
        to: Destination::To(Draft),
        guards: &[Guard::PlotsAndMethods, Guard::PlotsInBooks, Guard::SharesAddUp],
        evidence: &[],
        roles: &[],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanDrafted,
    },
    Transition {
        by: PlanMove::Consult,
        from: &[Some(Draft), Some(Returned)],
        to: Destination::To(Consulted),
        guards: &[Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::ConsultationRecord],
        roles: &[PlanRole::LeadUnit, PlanRole::PlanOffice],
        basis: Some((Citation::order_53(Article::new(12)), Assurance::Read)),
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Return,
        from: &[Some(Draft), Some(Consulted)],
        to: Destination::To(Returned),
        guards: &[Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::ReturnOpinion],
        roles: &[PlanRole::PlanOffice, PlanRole::Government],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Approve,
        from: &[None, Some(Consulted)],
        to: Destination::To(Approved),
        guards: &[
            Guard::PlotsAndMethods,
            Guard::PlotsInBooks,
            Guard::SharesAddUp,
            Guard::NoOtherActivePlan,
            Guard::Role,
            Guard::Evidence,
        ],
        evidence: &[EvidenceKind::ApprovalDocument],
        roles: &[PlanRole::Government],
        basis: Some((Citation::order_53(Article::new(13)), Assurance::Recalled)),
        clocks: ClockEffect::Begin,
        said_by: SaidBy::PlanAdoptedOrMoved,
    },
    Transition {
        by: PlanMove::Revise,
        from: &[
            Some(Draft),
            Some(Consulted),
            Some(Returned),
            Some(Approved),
            Some(Implementing),
            Some(AwaitingAcceptance),
            Some(Closed),
        ],
        to: Destination::Same,
        guards: &[
            Guard::PlotsAndMethods,
            Guard::PlotsInBooks,
            Guard::SharesAddUp,
            Guard::NoOtherActivePlan,
            Guard::MilestonesKept,
        ],
        evidence: &[],
        roles: &[],
        basis: None,
        clocks: ClockEffect::Begin,
        said_by: SaidBy::PlanRevised,
    },
    Transition {
        by: PlanMove::Start,
        from: &[Some(Approved)],
        to: Destination::To(Implementing),
        guards: &[Guard::Role],
        evidence: &[],
        roles: &[PlanRole::LeadUnit, PlanRole::PlanOffice],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Reach,
        from: &[Some(Approved), Some(Implementing)],
        to: Destination::To(Implementing),
        guards: &[Guard::MilestoneOpen],
        evidence: &[],
        roles: &[],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::MilestoneReached,
    },
    Transition {
        by: PlanMove::Complete,
        from: &[Some(Approved), Some(Implementing)],
        to: Destination::To(AwaitingAcceptance),
        guards: &[Guard::MilestoneOpen],
        evidence: &[],
        roles: &[],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::MilestoneReached,
    },
    Transition {
        by: PlanMove::Submit,
        from: &[Some(Implementing)],
        to: Destination::To(AwaitingAcceptance),
        guards: &[Guard::MilestonesReached, Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::SelfCheckReport],
        roles: &[PlanRole::LeadUnit],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Rectify,
        from: &[Some(AwaitingAcceptance)],
        to: Destination::To(Implementing),
        guards: &[Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::ReturnOpinion],
        roles: &[PlanRole::AcceptanceTeam],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Accept,
        from: &[Some(Approved), Some(Implementing), Some(AwaitingAcceptance)],
        to: Destination::To(Closed),
        guards: &[
            Guard::MilestonesReached,
            Guard::Role,
            Guard::Evidence,
            Guard::MethodEvidence,
            Guard::SiteCheckDated,
        ],
        evidence: &[EvidenceKind::AcceptanceOpinion, EvidenceKind::SiteCheckRecord],
        roles: &[PlanRole::AcceptanceTeam],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanAcceptedOrMoved,
    },
    Transition {
        by: PlanMove::SuspendForLitigation,
        from: &[
            Some(Approved),
            Some(Implementing),
            Some(AwaitingAcceptance),
            Some(SuspendedBySeizure),
        ],
        to: Destination::To(SuspendedByLitigation),
        guards: &[Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::CourtNotice],
        roles: &[PlanRole::LeadUnit, PlanRole::PlanOffice],
        basis: None,
        clocks: ClockEffect::Stop,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::SuspendForSeizure,
        from: &[
            Some(Approved),
            Some(Implementing),
            Some(AwaitingAcceptance),
            Some(SuspendedByLitigation),
        ],
        to: Destination::To(SuspendedBySeizure),
        guards: &[Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::SeizureRuling],
        roles: &[PlanRole::LeadUnit, PlanRole::PlanOffice],
        basis: None,
        clocks: ClockEffect::Stop,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Resume,
        from: &[Some(SuspendedByLitigation), Some(SuspendedBySeizure)],
        to: Destination::AsBefore,
        guards: &[Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::ReleaseDocument],
        roles: &[PlanRole::LeadUnit, PlanRole::PlanOffice],
        basis: None,
        clocks: ClockEffect::GoOn,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Supersede,
        from: &[
            Some(Draft),
            Some(Consulted),
            Some(Returned),
            Some(Approved),
            Some(Implementing),
            Some(AwaitingAcceptance),
            Some(SuspendedByLitigation),
            Some(SuspendedBySeizure),
        ],
        to: Destination::To(Superseded),
        guards: &[Guard::SuccessorStands, Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::SupersedingDecision],
        roles: &[PlanRole::PlanOffice, PlanRole::Government],
        basis: None,
        clocks: ClockEffect::None,
        said_by: SaidBy::PlanMoved,
    },
    Transition {
        by: PlanMove::Reopen,
        from: &[Some(Closed)],
        to: Destination::To(Approved),
        guards: &[Guard::EntryBack, Guard::NoOtherActivePlan, Guard::Role, Guard::Evidence],
        evidence: &[EvidenceKind::RelapseRecord, EvidenceKind::ApprovalDocument],
        roles: &[PlanRole::Government],
        basis: None,
        clocks: ClockEffect::Begin,
        said_by: SaidBy::PlanMoved,
    },
];

/// The row of a move; every move has one.
#[must_use]
pub fn row(of: PlanMove) -> Option<&'static Transition> {
    TRANSITIONS.iter().find(|row| row.by == of)
}

/// The moves that the table allows from a status, or for a plan that is not in the books.
pub fn allowed(from: Option<PlanStatus>) -> impl Iterator<Item = &'static Transition> {
    TRANSITIONS.iter().filter(move |row| row.from.contains(&from))
}

/// The row of a move if the table allows it from a status.
#[must_use]
pub fn transition(from: Option<PlanStatus>, by: PlanMove) -> Option<&'static Transition> {
    row(by).filter(|row| row.from.contains(&from))
}

impl Transition {
    /// Where it leads from a status; `before` is where the plan stood before it was suspended.
    #[must_use]
    pub fn destination(&self, from: PlanStatus, before: Option<PlanStatus>) -> PlanStatus {
        match self.to {
            Destination::To(status) => status,
            Destination::Same => from,
            Destination::AsBefore => before.unwrap_or(from),
        }
    }

    /// What of the evidence it asks for is not stated.
    #[must_use]
    pub fn missing_evidence(&self, stated: &[super::Evidence]) -> Vec<EvidenceKind> {
        let lacks = |kind: &&EvidenceKind| stated.iter().all(|own| own.kind != **kind);
        self.evidence.iter().filter(lacks).copied().collect()
    }
}
