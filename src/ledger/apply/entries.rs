//! Listing, change and strike-off of entries.

use std::cmp::Ordering;

use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::finding::Code;
use crate::law::Cause;
use crate::ledger::{
    Entry, EntryClass, EntryId, EntryStay, Movement, MovementKind, StrikeOff, StrikeOffReason,
};
use crate::units::{Area, AreaChange};

impl Ledger {
    pub(super) fn list_entry(&mut self, now: Moment, entry: Entry) -> Outcome {
        if self.state.entries.contains_key(&entry.id) {
            return Err(Refusal::not_allowed(
                &entry.id,
                "该台账编号已使用；销号后再次列入应使用“重新列入”",
                "the entry id is used already; after a strike-off, relist the entry instead",
            ));
        }
        self.check_listed_area(&entry.id, &entry.parcel, entry.land_area, Area::ZERO)?;
        self.listed.grow(entry.parcel, entry.land_area);
        let movement = movement(now, &entry, MovementKind::Listed, 1, entry.land_area.into());
        self.movements.push(movement);
        self.state.entries.insert(entry.id.clone(), entry);
        Ok(())
    }

    pub(super) fn revise_causes(&mut self, id: &EntryId, causes: &[Cause]) -> Outcome {
        self.open_entry(id)?.causes = causes.to_vec();
        Ok(())
    }

    pub(super) fn reclassify(&mut self, id: &EntryId, class: EntryClass) -> Outcome {
        self.open_entry(id)?.class = class;
        Ok(())
    }

    pub(super) fn resize(&mut self, now: Moment, id: &EntryId, land_area: Area) -> Outcome {
        let entry = self.open_entry(id)?;
        let (parcel, before) = (entry.parcel, entry.land_area);
        self.check_listed_area(id, &parcel, land_area, before)?;
        self.listed.shrink(parcel, before);
        self.listed.grow(parcel, land_area);
        let entry = self.open_entry(id)?;
        entry.land_area = land_area;
        let kind = match land_area.cmp(&before) {
            Ordering::Less => MovementKind::Reduced,
            // Stated again, perhaps with more decimals: nothing moved.
            Ordering::Equal => return Ok(()),
            Ordering::Greater => MovementKind::Enlarged,
        };
        let movement = movement(now, entry, kind, 0, land_area.change_from(before));
        self.movements.push(movement);
        Ok(())
    }

    pub(super) fn strike_off(
        &mut self,
        now: Moment,
        id: &EntryId,
        reason: StrikeOffReason,
    ) -> Outcome {
        let entry = self.open_entry(id)?;
        let land_area = entry.land_area;
        if let Some(stay) = entry.stays.last_mut() {
            stay.struck_off = Some(StrikeOff::new(now.day, reason, land_area));
        }
        let parcel = entry.parcel;
        let change = Area::ZERO.change_from(land_area);
        let movement = movement(now, entry, MovementKind::StruckOff(reason), -1, change);
        self.listed.shrink(parcel, land_area);
        self.movements.push(movement);
        Ok(())
    }

    pub(super) fn relist(&mut self, now: Moment, id: &EntryId, causes: &[Cause]) -> Outcome {
        let entry = self
            .state
            .entries
            .get(id)
            .ok_or_else(|| Refusal::unknown(Code::EventUnknownEntry, id))?;
        if entry.is_open() {
            return Err(Refusal::not_allowed(
                id,
                "该条目仍在台账内，只有销号后才能重新列入",
                "the entry is on the ledger; only after a strike-off can it be relisted",
            ));
        }
        let (parcel, land_area) = (entry.parcel, entry.land_area);
        self.check_listed_area(id, &parcel, land_area, Area::ZERO)?;
        let Some(entry) = self.state.entries.get_mut(id) else { return Ok(()) };
        entry.causes = causes.to_vec();
        entry.stays.push(EntryStay { from: now.day, struck_off: None });
        let movement = movement(now, entry, MovementKind::Relisted, 1, land_area.into());
        self.listed.grow(parcel, land_area);
        self.movements.push(movement);
        Ok(())
    }

    /// The land area must be above zero, and all open entries of a parcel must fit its registered area.
    /// `before` is what the entry itself has on the ledger already.
    fn check_listed_area(
        &self,
        id: &EntryId,
        code: &ParcelCode,
        land_area: Area,
        before: Area,
    ) -> Outcome {
        let parcel = self
            .state
            .parcels
            .get(code)
            .ok_or_else(|| Refusal::unknown(Code::EventUnknownParcel, code))?;
        if land_area == Area::ZERO {
            return Err(Refusal::not_allowed(
                id,
                "列入面积应大于 0",
                "the land area of an entry must be above 0",
            ));
        }
        let Some(registered) = parcel.facts.registered_area else { return Ok(()) };
        let room = self.listed.room(code, registered, before);
        if land_area <= room {
            return Ok(());
        }
        Err(Refusal::not_allowed(
            id,
            format!(
                "同一宗地列入面积合计应不超过登记面积 {registered} m²，扣除其他条目后应不超过 {room} m²，\
                 实为 {land_area} m²"
            ),
            format!(
                "the entries of a parcel must fit its registered area of {registered} m²: expected at most \
                 {room} m² beside the other entries, found {land_area} m²"
            ),
        ))
    }

    fn open_entry(&mut self, id: &EntryId) -> Result<&mut Entry, Refusal> {
        let entry = self
            .state
            .entries
            .get_mut(id)
            .ok_or_else(|| Refusal::unknown(Code::EventUnknownEntry, id))?;
        if entry.is_open() {
            return Ok(entry);
        }
        Err(Refusal::not_allowed(
            id,
            "该条目已销号，只能重新列入",
            "the entry is struck off; it can only be relisted",
        ))
    }
}

fn movement(
    now: Moment,
    entry: &Entry,
    kind: MovementKind,
    count: i64,
    land_area: AreaChange,
) -> Movement {
    Movement {
        day: now.day,
        event: now.event.clone(),
        entry: entry.id.clone(),
        parcel: entry.parcel,
        class: entry.class,
        kind,
        count,
        land_area,
    }
}
