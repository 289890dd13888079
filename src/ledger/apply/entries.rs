//! Listing, change and strike-off of entries.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::causes::check_causes;
use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::finding::{Code, Text};
use crate::law::Cause;
use crate::ledger::{
    Entry, EntryClass, EntryId, EntryStay, Movement, MovementKind, StrikeOff, StrikeOffReason,
};
use crate::units::{Area, AreaChange};

impl Ledger {
    pub(super) fn list_entry(&mut self, now: Moment, entry: Entry) -> Outcome {
        self.add_entry(now, entry, MovementKind::Listed)
    }

    /// Puts a new entry on the ledger.
    pub(super) fn add_entry(&mut self, now: Moment, entry: Entry, kind: MovementKind) -> Outcome {
        if self.state.entries.contains_key(&entry.id) {
            return Err(Refusal::not_allowed(
                &entry.id,
                "该台账编号已使用；销号后再次列入应使用“重新列入”",
                "the entry id is used already; after a strike-off, relist the entry instead",
            ));
        }
        check_causes(&entry.id, &entry.causes)?;
        self.check_listed_area(&entry.id, &entry.parcel, entry.land_area, Area::ZERO)?;
        let parcel = entry.parcel;
        self.listed.grow(parcel, entry.land_area);
        self.grouped.add_entry(parcel, &entry.id);
        self.place_entry(&entry);
        self.move_entry(now, &entry, kind, 1, entry.land_area.into());
        self.state.entries.insert(entry.id.clone(), entry);
        self.regroup(now, parcel);
        Ok(())
    }

    pub(super) fn revise_causes(&mut self, now: Moment, id: &EntryId, causes: &[Cause]) -> Outcome {
        check_causes(id, causes)?;
        let entry = self.open_entry(id)?;
        entry.causes = causes.to_vec();
        let parcel = entry.parcel;
        self.regroup(now, parcel);
        Ok(())
    }

    pub(super) fn reclassify(&mut self, now: Moment, id: &EntryId, class: EntryClass) -> Outcome {
        let entry = self.open_entry(id)?;
        entry.class = class;
        let parcel = entry.parcel;
        self.regroup(now, parcel);
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
        let entry = entry.clone();
        self.move_entry(now, &entry, kind, 0, land_area.change_from(before));
        Ok(())
    }

    pub(super) fn strike_off(
        &mut self,
        now: Moment,
        id: &EntryId,
        reason: StrikeOffReason,
    ) -> Outcome {
        let entry = self.open_entry(id)?;
        let (parcel, since) = (entry.parcel, entry.listed_since());
        if reason == StrikeOffReason::Revitalized {
            self.check_plans_done(id, &parcel, since)?;
        }
        let entry = self.open_entry(id)?;
        let land_area = entry.land_area;
        if let Some(stay) = entry.stays.last_mut() {
            stay.struck_off = Some(StrikeOff::new(now.day, reason, land_area));
        }
        let entry = entry.clone();
        let change = Area::ZERO.change_from(land_area);
        self.listed.shrink(entry.parcel, land_area);
        self.move_entry(now, &entry, MovementKind::StruckOff(reason), -1, change);
        self.grant_land(now, id);
        self.regroup(now, entry.parcel);
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
        let counted = entry.revitalized_area().unwrap_or_default();
        check_causes(id, causes)?;
        self.check_listed_area(id, &parcel, land_area, counted)?;
        self.withdraw_land(now, id);
        let Some(entry) = self.state.entries.get_mut(id) else { return Ok(()) };
        entry.causes = causes.to_vec();
        entry.stays.push(EntryStay { from: now.day, struck_off: None });
        let entry = entry.clone();
        self.listed.grow(parcel, land_area);
        self.place_entry(&entry);
        self.move_entry(now, &entry, MovementKind::Relisted, 1, land_area.into());
        self.regroup(now, parcel);
        Ok(())
    }

    /// What is planned for a parcel must be done and accepted before it counts as revitalized; a plan accepted during this
    /// stay on the ledger is enough, and so is no plan at all.
    fn check_plans_done(&self, id: &EntryId, parcel: &ParcelCode, since: Option<Date>) -> Outcome {
        let on = self.grouped.on(parcel);
        let plans =
            || on.into_iter().flat_map(|on| &on.plans).filter_map(|p| self.state.plans.get(p));
        let accepted = plans().any(|plan| plan.progress.accepted >= since);
        let open: Vec<&str> = plans()
            .filter(|plan| plan.progress.status().is_active())
            .map(|plan| plan.plan.id.as_str())
            .collect();
        if accepted || open.is_empty() {
            return Ok(());
        }
        let (zh, en) = (open.join("、"), open.join(", "));
        let other = |pick: fn(&Text) -> &str, with: &str| {
            let others =
                StrikeOffReason::ALL.iter().filter(|r| **r != StrikeOffReason::Revitalized);
            let names: Vec<Text> = others.map(|reason| reason.name()).collect();
            names.iter().map(pick).collect::<Vec<_>>().join(with)
        };
        Err(Refusal::not_allowed(
            id,
            format!(
                "按“盘活验收”销号须先有方案验收，{zh} 尚未验收；未验收时可用的销号原因：{}",
                other(|t| &t.zh, "、")
            ),
            format!(
                "an entry is struck off as revitalized after its plan is accepted, and {en} is not; other reasons are: {}",
                other(|t| &t.en, ", ")
            ),
        ))
    }

    /// The land area must be above zero, and all open entries of a parcel must fit its registered area.
    /// `before` is what the entry itself has on the ledger already.
    pub(super) fn check_listed_area(
        &self,
        id: &EntryId,
        code: &ParcelCode,
        land_area: Area,
        before: Area,
    ) -> Outcome {
        let parcel = self.existing_parcel(code)?;
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
        // Land that counts as revitalized comes back under the entry with which it counts.
        let on = self.grouped.on(code).into_iter().flat_map(|on| &on.entries);
        let counted = on.filter_map(|other| self.state.entries.get(other));
        let counted: Vec<&str> = counted
            .filter(|other| other.id != *id && other.revitalized_area().is_some())
            .map(|other| other.id.as_str())
            .collect();
        let (zh, en) = match counted.as_slice() {
            [] => (String::new(), String::new()),
            ids => (
                format!("；其中 {} 计为盘活，反弹的应重新列入该条目", ids.join("、")),
                format!(
                    "; of these {} count as revitalized: after a relapse relist that entry",
                    ids.join(", ")
                ),
            ),
        };
        Err(Refusal::not_allowed(
            id,
            format!(
                "同一宗地列入面积合计应不超过登记面积 {registered} m²，扣除其他条目后应不超过 {room} m²，\
                 实为 {land_area} m²{zh}"
            ),
            format!(
                "the entries of a parcel must fit its registered area of {registered} m²: expected at most \
                 {room} m² beside the other entries, found {land_area} m²{en}"
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

    /// The open entries of a parcel must fit a registered area.
    pub(super) fn check_listed_fits(&self, code: &ParcelCode, registered: Area) -> Outcome {
        if self.listed.fit(code, registered) {
            return Ok(());
        }
        Err(Refusal::not_allowed(
            code,
            format!("台账列入面积合计应不超过登记面积 {registered} m²，须先调整条目面积"),
            format!(
                "the entries of a parcel must fit its registered area of {registered} m²; resize them first"
            ),
        ))
    }

    fn move_entry(
        &mut self,
        now: Moment,
        entry: &Entry,
        kind: MovementKind,
        count: i64,
        land_area: AreaChange,
    ) {
        // Every entry was placed when it came.
        let Some(group) = self.grouped.entries.get(&entry.id).cloned() else { return };
        self.movements.push(Movement {
            day: now.day,
            event: now.event.clone(),
            entry: entry.id.clone(),
            parcel: entry.parcel,
            group,
            kind,
            count,
            land_area,
        });
    }
}
