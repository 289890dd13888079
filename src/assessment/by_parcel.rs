//! What stands on each parcel, looked up once for all of them.

use std::collections::BTreeMap;

use super::land_status::SideState;
use crate::codes::ParcelCode;
use crate::ledger::{Entry, LedgerState, SpaceState};
use crate::space::Occupancy;

/// Open entries and spaces by parcel.
pub(super) struct ByParcel<'s> {
    entries: BTreeMap<ParcelCode, Vec<&'s Entry>>,
    spaces: BTreeMap<ParcelCode, Vec<&'s SpaceState>>,
}

impl<'s> ByParcel<'s> {
    /// Of every parcel.
    pub(super) fn all(state: &'s LedgerState) -> ByParcel<'s> {
        ByParcel::of(state, |_| true)
    }

    /// Of one parcel.
    pub(super) fn one(state: &'s LedgerState, parcel: &ParcelCode) -> ByParcel<'s> {
        ByParcel::of(state, |other| other == parcel)
    }

    fn of(state: &'s LedgerState, wanted: impl Fn(&ParcelCode) -> bool) -> ByParcel<'s> {
        let mut found = ByParcel { entries: BTreeMap::new(), spaces: BTreeMap::new() };
        for entry in state.open_entries().filter(|entry| wanted(&entry.parcel)) {
            found.entries.entry(entry.parcel).or_default().push(entry);
        }
        for space in state.existing_spaces().filter(|space| wanted(&space.space.parcel)) {
            found.spaces.entry(space.space.parcel).or_default().push(space);
        }
        found
    }

    /// The open entries of a parcel, by id.
    pub(super) fn entries(&self, parcel: &ParcelCode) -> &[&'s Entry] {
        self.entries.get(parcel).map(Vec::as_slice).unwrap_or_default()
    }

    /// The existing spaces on a parcel, by id.
    pub(super) fn spaces(&self, parcel: &ParcelCode) -> &[&'s SpaceState] {
        self.spaces.get(parcel).map(Vec::as_slice).unwrap_or_default()
    }

    /// The side states that are certain.
    pub(super) fn side(&self, parcel: &ParcelCode) -> Vec<SideState> {
        let vacant = |space: &&SpaceState| space.occupancy.occupancy() == Some(Occupancy::Vacant);
        if self.spaces(parcel).iter().any(vacant) { vec![SideState::Vacant] } else { Vec::new() }
    }
}
