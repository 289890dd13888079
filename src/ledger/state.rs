//! The state of the ledger as of a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AsOf, Entry, EntryId};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::parcel::ParcelFacts;
use crate::plan::{Plan, PlanId, PlanProgress, Prospect, ProspectId};
use crate::space::{Credit, Occupancy, OccupancyTimeline, Space, SpaceId};
use crate::units::FloorArea;

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
    /// Adopted plans.
    pub plans: BTreeMap<PlanId, PlanState>,
    /// Surveyed spaces, removed ones included.
    pub spaces: BTreeMap<SpaceId, SpaceState>,
    /// Recorded prospects.
    pub prospects: BTreeMap<ProspectId, Prospect>,
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
}

/// A plan and what happened under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanState {
    /// The plan as adopted.
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
    /// The day on which it ceased to exist.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub removed: Option<Date>,
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
        let vacant =
            self.removed.is_none() && self.occupancy.occupancy() == Some(Occupancy::Vacant);
        if vacant { self.space.floor_area } else { FloorArea::ZERO }
    }
}
