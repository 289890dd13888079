//! Acts: what an event says happened.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BalanceAssertion, EntryClass, EntryId, EventId, Replacement, StrikeOffReason};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::finding::{Acknowledgement, Text};
use crate::law::{Cause, Method};
use crate::parcel::{Agreement, ParcelFacts};
use crate::plan::lifecycle::{PlanMove, PlanRole};
use crate::plan::{
    Evidence, Milestone, MilestoneStep, Need, Plan, PlanId, Prospect, ProspectId, ProspectStage,
};
use crate::space::{Occupancy, Space, SpaceFacts, SpaceId};
use crate::units::{Area, FloorArea, GivenArea};

/// What an event says happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Act {
    /// A parcel is registered in the books (宗地登记).
    ParcelRegistered {
        /// Its code.
        parcel: ParcelCode,
        /// The facts given about it.
        facts: Box<ParcelFacts>,
    },
    /// Facts about a parcel change (事实变更): the new facts, all of them.
    FactsRevised {
        /// The parcel.
        parcel: ParcelCode,
        /// The facts from now on.
        facts: Box<ParcelFacts>,
    },
    /// An agreement or a supplement is made (签订协议); of several the last counts.
    AgreementMade {
        /// The parcel.
        parcel: ParcelCode,
        /// The agreement.
        agreement: Box<Agreement>,
    },
    /// Parcels give way to others: split, merged, rearranged, or their common boundary adjusted (分割、合并、边界调整).
    ParcelsReplaced {
        /// Which, by which, and what becomes of entries and spaces.
        replacement: Box<Replacement>,
    },
    /// A new boundary of the zone comes into force (开发区边界调整); the zone's file holds its shape.
    ZoneBoundaryAdopted {
        /// The approved area, as the document gives it.
        approved_area: GivenArea,
    },
    /// A parcel, or a part of it, is put on the ledger (列入台账).
    EntryListed {
        /// The entry that begins.
        entry: EntryId,
        /// The parcel.
        parcel: ParcelCode,
        /// The class.
        class: EntryClass,
        /// The causes, the primary one first.
        causes: Vec<Cause>,
        /// The land area listed, m².
        land_area_m2: Area,
    },
    /// The causes of an entry are stated anew (原因变更).
    CausesRevised {
        /// The entry.
        entry: EntryId,
        /// The causes from now on, the primary one first.
        causes: Vec<Cause>,
    },
    /// An entry moves to another class (类别调整).
    EntryReclassified {
        /// The entry.
        entry: EntryId,
        /// The class from now on.
        class: EntryClass,
    },
    /// The land area of an entry changes (面积调整).
    EntryResized {
        /// The entry.
        entry: EntryId,
        /// The land area from now on, m².
        land_area_m2: Area,
    },
    /// An entry leaves the ledger (销号).
    EntryStruckOff {
        /// The entry.
        entry: EntryId,
        /// Why.
        reason: StrikeOffReason,
    },
    /// An entry comes back after a relapse (反弹重新列入).
    EntryRelisted {
        /// The entry.
        entry: EntryId,
        /// The causes from now on, the primary one first.
        causes: Vec<Cause>,
    },
    /// A plan is drafted (方案拟定).
    PlanDrafted {
        /// The plan.
        plan: Box<Plan>,
    },
    /// A plan is adopted (方案批准): one that was drafted and consulted on, as it is now, or one that is not in the books yet.
    PlanAdopted {
        /// The plan.
        plan: Box<Plan>,
    },
    /// The contents of a plan are stated anew, all of them (方案调整): targets achieved, tasks done, methods changed. Milestones
    /// that were reached stay among them.
    PlanRevised {
        /// The plan from now on.
        plan: Box<Plan>,
    },
    /// A plan moves by its table of transitions (方案办理): see [`crate::plan::lifecycle`].
    PlanMoved {
        /// The plan.
        plan: PlanId,
        /// The move.
        transition: PlanMove,
        /// Who decided it, by role.
        role: PlanRole,
        /// What shows it: the evidence that the table asks for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Evidence>,
        /// The milestones of the new run; for the reopening after a relapse only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        milestones: Vec<Milestone>,
        /// The plan that takes its place, in the books and for one of its plots; for the move `supersede` only, and absent where
        /// the plan is given up and none follows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        successor: Option<PlanId>,
    },
    /// A milestone of a plan is reached (节点完成).
    MilestoneReached {
        /// The plan.
        plan: PlanId,
        /// The step.
        step: MilestoneStep,
    },
    /// The result of a plan is accepted (方案验收), without its evidence; with it, it is the move `accept`.
    PlanAccepted {
        /// The plan.
        plan: PlanId,
    },
    /// A space is surveyed for the first time (空间单元普查).
    SpaceSurveyed {
        /// The space.
        space: Space,
        /// Whether it is used; absent if the survey could not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occupancy: Option<Occupancy>,
    },
    /// The floor area of a space is measured anew (面积复测).
    SpaceRemeasured {
        /// The space.
        space: SpaceId,
        /// The floor area from now on, m².
        floor_area_m2: FloorArea,
    },
    /// Facts of a space change, or become known (单元情况更新): the facts from now on, all of them.
    SpaceFactsRevised {
        /// The space.
        space: SpaceId,
        /// The facts from now on.
        facts: Box<SpaceFacts>,
    },
    /// A space falls vacant (腾空).
    SpaceVacated {
        /// The space.
        space: SpaceId,
    },
    /// A vacant space is used again (入驻使用).
    SpaceOccupied {
        /// The space.
        space: SpaceId,
        /// Who uses it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occupant: Option<String>,
        /// The method that brought it back; without one the space is in use but does not count as
        /// revitalized.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<Method>,
        /// The plan under which it happened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan: Option<PlanId>,
    },
    /// A space no longer exists (灭失).
    SpaceRemoved {
        /// The space.
        space: SpaceId,
    },
    /// A firm's interest is recorded (意向登记).
    ProspectRecorded {
        /// The prospect.
        prospect: Box<Prospect>,
    },
    /// What a prospect needs is stated anew, all of it (需求变更).
    ProspectNeedRevised {
        /// The prospect.
        prospect: ProspectId,
        /// What it needs from now on.
        need: Box<Need>,
    },
    /// The contact with a firm comes further, or ends (对接进展).
    ProspectAdvanced {
        /// The prospect.
        prospect: ProspectId,
        /// The stage from now on.
        stage: ProspectStage,
        /// The spaces that it takes, for a firm that signs or moves in; one that moves in without saying so takes what it
        /// signed for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        spaces: Vec<SpaceId>,
        /// The plots that it takes, likewise.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        plots: Vec<ParcelCode>,
    },
    /// A finding is accepted (认可问题); a later one with the same fingerprint takes its place.
    FindingAcknowledged {
        /// Which, why, by whom and until when.
        acknowledgement: Acknowledgement,
    },
    /// What a stock adds up to at the end of the day, as counted elsewhere (余额核对).
    BalanceAsserted {
        /// The stock and what it should be.
        assertion: BalanceAssertion,
    },
    /// A period is closed (关账): what it says up to this day is published. A fact recorded later keeps its true day and
    /// shows as a prior-period adjustment.
    PeriodClosed {
        /// The last day of the period.
        #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
        #[serde(with = "calendar::day")]
        through: Date,
    },
    /// Several acts as one: all of them happen, or none (一并办理).
    Together {
        /// The acts, in order.
        acts: Vec<Act>,
    },
    /// An act that is not decided yet (待批事项): it moves nothing, and its subjects wait for the decision.
    Proposed {
        /// What is proposed.
        act: Box<Act>,
        /// The last day on which it can be confirmed; absent: no end.
        #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
        #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// A proposed act is decided: it holds from the effective day of this event (批准).
    ProposalConfirmed {
        /// The event that proposed it.
        event: EventId,
    },
    /// A proposed act is given up (不予批准或撤回).
    ProposalVoided {
        /// The event that proposed it.
        event: EventId,
    },
    /// An earlier event was wrong: this is what it should have said (更正). The effective day of the
    /// correction takes the place of the earlier one's.
    EventCorrected {
        /// The event that was wrong.
        event: EventId,
        /// What it should have said.
        act: Box<Act>,
    },
    /// An earlier event should not have been recorded at all (撤销).
    EventRetracted {
        /// The event that was wrong.
        event: EventId,
    },
}

impl Act {
    /// The kind in Chinese and English.
    #[must_use]
    pub fn name(&self) -> Text {
        let (zh, en) = match self {
            Act::ParcelRegistered { .. } => ("宗地登记", "parcel registered"),
            Act::FactsRevised { .. } => ("事实变更", "facts revised"),
            Act::AgreementMade { .. } => ("签订协议", "agreement made"),
            Act::ParcelsReplaced { .. } => ("宗地分合", "parcels replaced"),
            Act::ZoneBoundaryAdopted { .. } => ("开发区边界调整", "zone boundary adopted"),
            Act::EntryListed { .. } => ("列入台账", "entry listed"),
            Act::CausesRevised { .. } => ("原因变更", "causes revised"),
            Act::EntryReclassified { .. } => ("类别调整", "entry reclassified"),
            Act::EntryResized { .. } => ("面积调整", "entry resized"),
            Act::EntryStruckOff { .. } => ("销号", "entry struck off"),
            Act::EntryRelisted { .. } => ("重新列入", "entry relisted"),
            Act::PlanDrafted { .. } => ("方案拟定", "plan drafted"),
            Act::PlanAdopted { .. } => ("方案批准", "plan adopted"),
            Act::PlanRevised { .. } => ("方案调整", "plan revised"),
            Act::PlanMoved { .. } => ("方案办理", "plan moved"),
            Act::MilestoneReached { .. } => ("节点完成", "milestone reached"),
            Act::PlanAccepted { .. } => ("方案验收", "plan accepted"),
            Act::SpaceSurveyed { .. } => ("空间普查", "space surveyed"),
            Act::SpaceRemeasured { .. } => ("面积复测", "space remeasured"),
            Act::SpaceFactsRevised { .. } => ("单元情况更新", "facts of a space revised"),
            Act::SpaceVacated { .. } => ("腾空", "space vacated"),
            Act::SpaceOccupied { .. } => ("入驻使用", "space occupied"),
            Act::SpaceRemoved { .. } => ("空间灭失", "space removed"),
            Act::ProspectRecorded { .. } => ("意向登记", "prospect recorded"),
            Act::ProspectNeedRevised { .. } => ("需求变更", "need of a prospect revised"),
            Act::ProspectAdvanced { .. } => ("对接进展", "prospect advanced"),
            Act::FindingAcknowledged { .. } => ("认可问题", "finding acknowledged"),
            Act::BalanceAsserted { .. } => ("余额核对", "balance asserted"),
            Act::PeriodClosed { .. } => ("关账", "period closed"),
            Act::Together { .. } => ("一并办理", "several acts together"),
            Act::Proposed { .. } => ("待批事项", "proposed"),
            Act::ProposalConfirmed { .. } => ("批准", "proposal confirmed"),
            Act::ProposalVoided { .. } => ("不予批准", "proposal voided"),
            Act::EventCorrected { .. } => ("更正", "event corrected"),
            Act::EventRetracted { .. } => ("撤销", "event retracted"),
        };
        Text::new(zh, en)
    }

    /// The plan that the act itself states, with all its contents.
    pub(super) const fn stated_plan(&self) -> Option<&Plan> {
        match self {
            Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan } => {
                Some(plan)
            }
            _ => None,
        }
    }
}
