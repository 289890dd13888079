//! What begins and ceases to count as revitalized, each in the group where it began.

use std::sync::Arc;

use super::grouping::signed;
use super::{Ledger, Moment};
use crate::ledger::{
    CreditKind, EntryId, FloorCreditMovement, Group, LandCreditMovement, StrikeOffReason,
};
use crate::space::SpaceId;
use crate::units::{Area, AreaChange, FloorArea};

impl Ledger {
    /// A space begins to count, where it stands now and by the method of its credit.
    pub(super) fn grant_floor(&mut self, now: Moment, id: &SpaceId) {
        let group = self.grouped.spaces.get(id).cloned();
        let Some((group, state)) = group.zip(self.state.spaces.get_mut(id)) else { return };
        let Some(credit) = state.credit() else { return };
        let group = Group { method: Some(credit.method), ..Group::clone(&group) };
        let floor_area = credit.floor_area;
        state.counts_in = Some(group.clone());
        self.floor_credits.push(FloorCreditMovement {
            day: now.day,
            event: now.event.clone(),
            space: id.clone(),
            parcel: state.space.parcel,
            group: Arc::new(group),
            kind: CreditKind::Revitalized,
            count: 1,
            floor_area: signed(floor_area, 1),
        });
    }

    /// A space ceases to count with the floor area that did; nothing if none did.
    pub(super) fn withdraw_floor(
        &mut self,
        now: Moment,
        id: &SpaceId,
        kind: CreditKind,
        counted: Option<FloorArea>,
    ) {
        let Some((floor_area, state)) = counted.zip(self.state.spaces.get_mut(id)) else { return };
        let Some(group) = state.counts_in.take() else { return };
        self.floor_credits.push(FloorCreditMovement {
            day: now.day,
            event: now.event.clone(),
            space: id.clone(),
            parcel: state.space.parcel,
            group: Arc::new(group),
            kind,
            count: -1,
            floor_area: signed(floor_area, -1),
        });
    }

    /// An entry that was just struck off begins to count, if it was for being revitalized.
    pub(super) fn grant_land(&mut self, now: Moment, id: &EntryId) {
        let group = self.grouped.entries.get(id).cloned();
        let Some((group, entry)) = group.zip(self.state.entries.get_mut(id)) else { return };
        let Some(struck) = entry.struck_off() else { return };
        if struck.reason != StrikeOffReason::Revitalized {
            return;
        }
        let land_area = struck.land_area;
        entry.counts_in = Some(Group::clone(&group));
        let parcel = entry.parcel;
        self.listed.credit(parcel, land_area);
        self.land_credits.push(LandCreditMovement {
            day: now.day,
            event: now.event.clone(),
            entry: id.clone(),
            parcel,
            group,
            kind: CreditKind::Revitalized,
            count: 1,
            land_area: AreaChange::from(land_area),
        });
    }

    /// An entry that is about to be listed again ceases to count.
    pub(super) fn withdraw_land(&mut self, now: Moment, id: &EntryId) {
        let Some(entry) = self.state.entries.get_mut(id) else { return };
        let Some(land_area) = entry.revitalized_area() else { return };
        let Some(group) = entry.counts_in.take() else { return };
        let parcel = entry.parcel;
        self.listed.take_back(parcel, land_area);
        self.land_credits.push(LandCreditMovement {
            day: now.day,
            event: now.event.clone(),
            entry: id.clone(),
            parcel,
            group: Arc::new(group),
            kind: CreditKind::Relapsed,
            count: -1,
            land_area: Area::ZERO.change_from(land_area),
        });
    }
}
