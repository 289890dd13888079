//! Events: immutable facts with two dates, the words in which a ledger is written.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{EntryClass, EntryId, StrikeOffReason};
use crate::calendar;
use crate::codes::{ParcelCode, id_type};
use crate::finding::Text;
use crate::law::{Cause, Document, Method};
use crate::parcel::ParcelFacts;
use crate::plan::{MilestoneStep, Plan, PlanId, Prospect, ProspectId, ProspectStage};
use crate::space::{Occupancy, Space, SpaceId};
use crate::units::{Area, FloorArea};

id_type! {
    /// Id of an event (事项编号).
    EventId
}

/// Who recorded an event, by role (经办角色); persons are not modelled.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Actor(pub String);

/// An event of the ledger (台账事项).
///
/// In JSON the act is an object with one member, whose key names the kind:
///
/// ```
/// use landledger::ledger::{Act, Event};
///
/// let event: Event = serde_json::from_str(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00",
///         "act":{"space-vacated":{"space":"S1"}}}"#,
/// )
/// .unwrap();
/// assert!(matches!(event.act, Act::SpaceVacated { .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Event {
    /// Id, unique in the journal.
    pub id: EventId,
    /// The day from whose beginning the event is true (生效日).
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// When it was written down (记录时间), local time.
    #[serde(with = "calendar::moment")]
    pub recorded: DateTime,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Who wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Actor>,
    /// What else is to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What happened.
    pub act: Act,
}

impl Event {
    /// An event without document, actor and note.
    #[must_use]
    pub const fn new(id: EventId, effective: Date, recorded: DateTime, act: Act) -> Event {
        Event { id, effective, recorded, document: None, actor: None, note: None, act }
    }
}

/// What an event says happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// A plan is adopted (方案批准).
    PlanAdopted {
        /// The plan.
        plan: Box<Plan>,
    },
    /// A milestone of a plan is reached (节点完成).
    MilestoneReached {
        /// The plan.
        plan: PlanId,
        /// The step.
        step: MilestoneStep,
    },
    /// The result of a plan is accepted (方案验收).
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
    /// The contact with a firm comes further, or ends (对接进展).
    ProspectAdvanced {
        /// The prospect.
        prospect: ProspectId,
        /// The stage from now on.
        stage: ProspectStage,
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
            Act::EntryListed { .. } => ("列入台账", "entry listed"),
            Act::CausesRevised { .. } => ("原因变更", "causes revised"),
            Act::EntryReclassified { .. } => ("类别调整", "entry reclassified"),
            Act::EntryResized { .. } => ("面积调整", "entry resized"),
            Act::EntryStruckOff { .. } => ("销号", "entry struck off"),
            Act::EntryRelisted { .. } => ("重新列入", "entry relisted"),
            Act::PlanAdopted { .. } => ("方案批准", "plan adopted"),
            Act::MilestoneReached { .. } => ("节点完成", "milestone reached"),
            Act::PlanAccepted { .. } => ("方案验收", "plan accepted"),
            Act::SpaceSurveyed { .. } => ("空间普查", "space surveyed"),
            Act::SpaceRemeasured { .. } => ("面积复测", "space remeasured"),
            Act::SpaceVacated { .. } => ("腾空", "space vacated"),
            Act::SpaceOccupied { .. } => ("入驻使用", "space occupied"),
            Act::SpaceRemoved { .. } => ("空间灭失", "space removed"),
            Act::ProspectRecorded { .. } => ("意向登记", "prospect recorded"),
            Act::ProspectAdvanced { .. } => ("对接进展", "prospect advanced"),
            Act::EventCorrected { .. } => ("更正", "event corrected"),
            Act::EventRetracted { .. } => ("撤销", "event retracted"),
        };
        Text::new(zh, en)
    }
}
