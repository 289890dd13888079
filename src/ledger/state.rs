//! The state of the ledger as of a day.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{
    Act, AsOf, BalanceAssertion, Entry, EntryId, EventId, Group, LineageStep, ProspectState,
};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::finding::Acknowledgement;
use crate::parcel::ParcelFacts;
use crate::plan::{Plan, PlanId, PlanProgress, ProspectId};
use crate::space::{Credit, Occupancy, OccupancyTimeline, Space, SpaceId};
use crate::units::{FloorArea, GivenArea};

/// Everything that the events known by then add up to (台账状态).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LedgerState {
    /// The day, and the day of knowledge.
    pub as_of: AsOf,
    /// Registered parcels.
    pub parcels: BTreeMap<ParcelCode, RegisteredParcel>,
    /// Entries, on the ledger and struck off.
    pub entries: BTreeMap<EntryId, Entry>,
    /// Plans, those in preparation too.
    pub plans: BTreeMap<PlanId, PlanState>,
    /// Surveyed spaces, removed ones included.
    pub spaces: BTreeMap<SpaceId, SpaceState>,
    /// Recorded prospects, and what happened with them.
    pub prospects: BTreeMap<ProspectId, ProspectState>,
    /// How parcels gave way to others, in the order of days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lineage: Vec<LineageStep>,
    /// Boundaries of the zone as adopted, in the order of days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boundaries: Vec<AdoptedBoundary>,
    /// Acts that wait for a decision, by the event that proposed them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub proposals: BTreeMap<EventId, Proposal>,
    /// Accepted findings, by fingerprint.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub acknowledgements: BTreeMap<String, Acknowledgement>,
    /// What stocks were said to be, in the order of days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assertions: Vec<StatedBalance>,
    /// Closed periods, in the order of their last days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closings: Vec<Closing>,
}

/// A boundary of the zone that came into force.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdoptedBoundary {
    /// First day on which it holds.
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// The approved area, as the document gives it.
    pub approved_area: GivenArea,
}

/// An act that waits for a decision (待批事项).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Proposal {
    /// The day of the proposal.
    #[serde(with = "calendar::day")]
    pub since: Date,
    /// The last day on which it can be confirmed.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// What is proposed.
    pub act: Act,
}

impl Proposal {
    /// Whether it can still be confirmed on a day.
    #[must_use]
    pub fn is_open_on(&self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// What a stock was said to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StatedBalance {
    /// The event that asserts it.
    pub event: EventId,
    /// The event whose line says it, where it is another: the last correction. What was known when the balance was asserted
    /// is what stands above that line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<EventId>,
    /// The day at whose end it should hold.
    #[serde(with = "calendar::day")]
    pub day: Date,
    /// What it should be.
    pub assertion: BalanceAssertion,
}

/// A closed period (关账).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Closing {
    /// The event that closed it: what stands above it in the journal is what was published.
    pub event: EventId,
    /// Its last day.
    #[serde(with = "calendar::day")]
    pub through: Date,
    /// When it was closed.
    #[serde(with = "calendar::moment")]
    pub recorded: DateTime,
}

/// A parcel in the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RegisteredParcel {
    /// The facts that hold.
    pub facts: ParcelFacts,
    /// The day of registration.
    #[serde(with = "calendar::day")]
    pub registered: Date,
    /// The day since which these facts hold.
    #[serde(with = "calendar::day")]
    pub facts_since: Date,
    /// First day on which the parcel is no more: others took its place, see [`LedgerState::heirs`].
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
}

/// A plan and what happened under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanState {
    /// The plan as it was stated last.
    pub plan: Plan,
    /// Its progress.
    pub progress: PlanProgress,
}

/// A space and its occupancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SpaceState {
    /// The space as it was measured last.
    pub space: Space,
    /// Its occupancy.
    pub occupancy: OccupancyTimeline,
    /// Where it counts as revitalized: its group on the day on which it was used again, with the method that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_in: Option<Group>,
    /// The day on which it ceased to exist.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub removed: Option<Date>,
}

impl RegisteredParcel {
    /// A parcel on the day of its registration.
    #[must_use]
    pub const fn new(facts: ParcelFacts, on: Date) -> RegisteredParcel {
        RegisteredParcel { facts, registered: on, facts_since: on, ended: None }
    }
}

impl StatedBalance {
    /// The event whose line says it: its last correction, or itself.
    #[must_use]
    pub fn said_by(&self) -> &EventId {
        self.said_by.as_ref().unwrap_or(&self.event)
    }
}

impl LedgerState {
    /// The state before the first event.
    #[must_use]
    pub const fn empty(as_of: AsOf) -> LedgerState {
        LedgerState {
            as_of,
            parcels: BTreeMap::new(),
            entries: BTreeMap::new(),
            plans: BTreeMap::new(),
            spaces: BTreeMap::new(),
            prospects: BTreeMap::new(),
            lineage: Vec::new(),
            boundaries: Vec::new(),
            proposals: BTreeMap::new(),
            acknowledgements: BTreeMap::new(),
            assertions: Vec::new(),
            closings: Vec::new(),
        }
    }

    /// The entries that are on the ledger, by id.
    pub fn open_entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().filter(|entry| entry.is_open())
    }

    /// The plans for a parcel, by id; looks through all plans.
    pub fn plans_for<'a>(&'a self, parcel: &'a ParcelCode) -> impl Iterator<Item = &'a PlanState> {
        self.plans.values().filter(move |state| state.plan.parcels.contains(parcel))
    }

    /// The parcels that exist, by code: those that gave way to others are on record, and land no more.
    pub fn existing_parcels(
        &self,
    ) -> impl Iterator<Item = (&ParcelCode, &RegisteredParcel)> + Clone {
        self.parcels.iter().filter(|(_, parcel)| parcel.ended.is_none())
    }

    /// The spaces that exist, by id.
    pub fn existing_spaces(&self) -> impl Iterator<Item = &SpaceState> {
        self.spaces.values().filter(|state| state.removed.is_none())
    }
}

impl SpaceState {
    /// What counts as revitalized now; nothing once the space is removed.
    #[must_use]
    pub fn credit(&self) -> Option<&Credit> {
        if self.removed.is_some() { None } else { self.occupancy.credit() }
    }

    /// The floor area that stands vacant now; zero if it is used, removed, or not known to be vacant.
    #[must_use]
    pub fn vacant_floor_area(&self) -> FloorArea {
        if self.is_vacant() { self.space.floor_area } else { FloorArea::ZERO }
    }

    /// Whether it exists and is known to stand vacant.
    #[must_use]
    pub fn is_vacant(&self) -> bool {
        self.removed.is_none() && self.occupancy.occupancy() == Some(Occupancy::Vacant)
    }
}
