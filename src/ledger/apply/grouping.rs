//! What stands on each parcel and in which group, and the movements from one group to another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Ledger, Moment};
use crate::codes::ParcelCode;
use crate::law::Cause;
use crate::law::Method;
use crate::ledger::{
    Entry, EntryClass, EntryId, FloorKind, FloorMovement, Group, Movement, MovementKind,
    VacancyKind, VacancyMovement,
};
use crate::plan::PlanId;
use crate::space::{Space, SpaceId};
use crate::units::{Area, AreaChange, FloorArea, FloorAreaChange};

/// What the state says, without a search for every event.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    pub(super) parcels: BTreeMap<ParcelCode, OnParcel>,
    pub(super) entries: BTreeMap<EntryId, Arc<Group>>,
    pub(super) spaces: BTreeMap<SpaceId, Arc<Group>>,
}

/// What stands on a parcel.
#[derive(Debug, Clone, Default)]
pub(super) struct OnParcel {
    /// Entries, on the ledger and struck off, in order of their ids.
    pub(super) entries: Vec<EntryId>,
    /// Spaces, removed ones included.
    pub(super) spaces: Vec<SpaceId>,
    /// Plans, in order of adoption.
    pub(super) plans: Vec<PlanId>,
    /// The first method of the plan adopted last.
    pub(super) method: Option<Method>,
}

impl Grouped {
    pub(super) const fn new() -> Grouped {
        Grouped { parcels: BTreeMap::new(), entries: BTreeMap::new(), spaces: BTreeMap::new() }
    }

    pub(super) fn on(&self, parcel: &ParcelCode) -> Option<&OnParcel> {
        self.parcels.get(parcel)
    }

    pub(super) fn on_mut(&mut self, parcel: ParcelCode) -> &mut OnParcel {
        self.parcels.entry(parcel).or_default()
    }

    pub(super) fn add_entry(&mut self, parcel: ParcelCode, entry: &EntryId) {
        let entries = &mut self.on_mut(parcel).entries;
        if let Err(at) = entries.binary_search(entry) {
            entries.insert(at, entry.clone());
        }
    }
}

impl Ledger {
    /// The group of an entry with this class and these causes on a parcel.
    pub(super) fn group_of(
        &self,
        parcel: &ParcelCode,
        of: Option<(EntryClass, &[Cause])>,
    ) -> Option<Group> {
        let facts = &self.state.parcels.get(parcel)?.facts;
        let primary = of.and_then(|(_, causes)| causes.first());
        Some(Group {
            class: of.map(|(class, _)| class),
            cause: primary.map(|cause| cause.code),
            side: primary.map(|cause| cause.side),
            town: facts.town,
            block: facts.block.clone(),
            method: self.grouped.on(parcel).and_then(|on| on.method),
        })
    }

    /// The group of the spaces of a parcel: that of its open entry with the lowest id.
    pub(super) fn space_group(&self, parcel: &ParcelCode) -> Option<Group> {
        let entries = self.grouped.on(parcel).into_iter().flat_map(|on| &on.entries);
        let mut open = entries.filter_map(|id| self.state.entries.get(id)).filter(|e| e.is_open());
        let entry = open.next().map(|entry| (entry.class, entry.causes.as_slice()));
        self.group_of(parcel, entry)
    }

    /// Puts an entry into the group where it belongs now, without a movement.
    pub(super) fn place_entry(&mut self, entry: &Entry) {
        let group = self.group_of(&entry.parcel, Some((entry.class, &entry.causes)));
        if let Some(group) = group {
            self.grouped.entries.insert(entry.id.clone(), Arc::new(group));
        }
    }

    /// Moves whatever stands on a parcel, and no longer belongs where it is, to its group.
    pub(super) fn regroup(&mut self, now: Moment, parcel: ParcelCode) {
        let Some(on) = self.grouped.on(&parcel).cloned() else { return };
        for id in &on.entries {
            let Some(entry) = self.state.entries.get(id).filter(|entry| entry.is_open()) else {
                continue;
            };
            let group = self.group_of(&parcel, Some((entry.class, &entry.causes)));
            let (Some(group), Some(old)) = (group, self.grouped.entries.get(id)) else { continue };
            if **old == group {
                continue;
            }
            let (old, new) = (Arc::clone(old), Arc::new(group));
            let land_area = entry.land_area;
            let id = id.clone();
            for (group, count, change) in [
                (old, -1, Area::ZERO.change_from(land_area)),
                (Arc::clone(&new), 1, AreaChange::from(land_area)),
            ] {
                self.movements.push(Movement {
                    day: now.day,
                    event: now.event.clone(),
                    entry: id.clone(),
                    parcel,
                    group,
                    kind: MovementKind::Regrouped,
                    count,
                    land_area: change,
                });
            }
            self.grouped.entries.insert(id, new);
        }
        if on.spaces.is_empty() {
            return;
        }
        let Some(new) = self.space_group(&parcel).map(Arc::new) else { return };
        for id in on.spaces {
            let Some(old) = self.grouped.spaces.get(&id).filter(|old| ***old != *new) else {
                continue;
            };
            let old = Arc::clone(old);
            self.grouped.spaces.insert(id.clone(), Arc::clone(&new));
            let Some(state) = self.state.spaces.get(&id).filter(|state| state.removed.is_none())
            else {
                continue;
            };
            let space = state.space.clone();
            let vacant = state.is_vacant();
            for (group, count) in [(&old, -1), (&new, 1)] {
                let change = signed(space.floor_area, count);
                self.move_floor(now, &space, group, FloorKind::Regrouped, count, change);
                if vacant {
                    self.move_vacancy(now, &space, group, VacancyKind::Regrouped, count, change);
                }
            }
        }
    }

    pub(super) fn move_floor(
        &mut self,
        now: Moment,
        space: &Space,
        group: &Arc<Group>,
        kind: FloorKind,
        count: i64,
        floor_area: FloorAreaChange,
    ) {
        self.floor.push(FloorMovement {
            day: now.day,
            event: now.event.clone(),
            space: space.id.clone(),
            parcel: space.parcel,
            group: Arc::clone(group),
            kind,
            count,
            floor_area,
        });
    }

    pub(super) fn move_vacancy(
        &mut self,
        now: Moment,
        space: &Space,
        group: &Arc<Group>,
        kind: VacancyKind,
        count: i64,
        floor_area: FloorAreaChange,
    ) {
        self.vacancy.push(VacancyMovement {
            day: now.day,
            event: now.event.clone(),
            space: space.id.clone(),
            parcel: space.parcel,
            group: Arc::clone(group),
            kind,
            count,
            floor_area,
        });
    }
}

/// A floor area that comes (1) or goes (−1).
pub(super) fn signed(floor_area: FloorArea, count: i64) -> FloorAreaChange {
    if count < 0 { FloorArea::ZERO.change_from(floor_area) } else { floor_area.into() }
}
