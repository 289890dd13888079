//! What counts as revitalized when its parcel gives way to others: it goes on counting, and nothing counts twice.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::replacement::{check_target, sum};
use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::ledger::{
    CreditKind, Entry, EntryId, EntryShare, Group, LandCreditMovement, Replacement,
};
use crate::units::{Area, AreaChange};

impl Ledger {
    /// `counting` are the entries of the old parcels that count, `shares` what is stated of them.
    pub(super) fn hand_over_credits(
        &mut self,
        now: Moment,
        replacement: &Replacement,
        counting: &BTreeSet<EntryId>,
        shares: &[&EntryShare],
    ) -> Outcome {
        for share in shares {
            check_target(share, replacement)?;
            if share.from.len() != 1 {
                return Err(Refusal::not_allowed(
                    &share.entry,
                    "计为盘活的条目须逐条转入，每项只写一个原条目",
                    "what counts as revitalized is taken over entry by entry: expected one old entry a share",
                ));
            }
        }
        for id in counting {
            let own: Vec<&EntryShare> =
                shares.iter().filter(|share| share.from.contains(id)).copied().collect();
            match (own.as_slice(), replacement.to.as_slice()) {
                ([], [only]) => self.move_credit(id, only.parcel)?,
                ([], _) => {
                    return Err(Refusal::not_allowed(
                        id,
                        "该条目计为盘活，其宗地终止，应写明各新宗地上由哪些新条目接续",
                        "it counts as revitalized and its parcel ends: state which new entries go on with it",
                    ));
                }
                (own, _) => self.share_credit(now, id, own)?,
            }
        }
        Ok(())
    }

    /// The entry itself goes over to the only new parcel.
    fn move_credit(&mut self, id: &EntryId, target: ParcelCode) -> Outcome {
        let Some(entry) = self.state.entries.get(id) else { return Ok(()) };
        let Some(area) = entry.revitalized_area() else { return Ok(()) };
        let old = entry.parcel;
        self.check_listed_area(id, &target, area, Area::ZERO)?;
        self.listed.take_back(old, area);
        self.listed.credit(target, area);
        self.grouped.add_entry(target, id);
        if let Some(entry) = self.state.entries.get_mut(id) {
            entry.parcel = target;
        }
        Ok(())
    }

    /// New entries go on counting, with the day and in the group of the old one, which ceases to.
    fn share_credit(&mut self, now: Moment, id: &EntryId, shares: &[&EntryShare]) -> Outcome {
        let Some(mut old) = self.state.entries.get(id).cloned() else { return Ok(()) };
        let Some((area, group)) = old.revitalized_area().zip(old.counts_in.take()) else {
            return Ok(());
        };
        let after = sum(shares.iter().map(|share| Some(share.land_area)));
        if after != Some(area) {
            let after = after.map_or_else(String::new, |after| after.to_string());
            return Err(Refusal::not_allowed(
                id,
                format!("接续各条目的面积合计应为其计为盘活的 {area} m²，实为 {after} m²"),
                format!(
                    "the entries that go on must have the {area} m² together with which it counts; found {after} m²"
                ),
            ));
        }
        let group = Arc::new(group);
        self.listed.take_back(old.parcel, area);
        self.move_land_credit(now, &old, &group, -1, Area::ZERO.change_from(area));
        self.state.entries.insert(id.clone(), old.clone());
        for share in shares {
            if self.state.entries.contains_key(&share.entry) {
                return Err(Refusal::not_allowed(
                    &share.entry,
                    "该台账编号已使用，接续条目须用新编号",
                    "the entry id is used already; an entry that goes on needs a new one",
                ));
            }
            self.check_listed_area(&share.entry, &share.parcel, share.land_area, Area::ZERO)?;
            let entry = heir(&old, share, &group);
            self.listed.credit(share.parcel, share.land_area);
            self.grouped.add_entry(share.parcel, &entry.id);
            self.place_entry(&entry);
            self.move_land_credit(now, &entry, &group, 1, share.land_area.into());
            self.state.entries.insert(entry.id.clone(), entry);
        }
        Ok(())
    }

    fn move_land_credit(
        &mut self,
        now: Moment,
        entry: &Entry,
        group: &Arc<Group>,
        count: i64,
        land_area: AreaChange,
    ) {
        self.land_credits.push(LandCreditMovement {
            day: now.day,
            event: now.event.clone(),
            entry: entry.id.clone(),
            parcel: entry.parcel,
            group: Arc::clone(group),
            kind: CreditKind::HandedOver,
            count,
            land_area,
        });
    }
}

/// The entry of a share: of the stays of the old one only the last, whose end is why it counts.
fn heir(old: &Entry, share: &EntryShare, group: &Arc<Group>) -> Entry {
    let mut entry = old.clone();
    entry.id = share.entry.clone();
    entry.parcel = share.parcel;
    entry.land_area = share.land_area;
    entry.stays = old.stays.last().copied().into_iter().collect();
    if let Some(struck) = entry.stays.last_mut().and_then(|stay| stay.struck_off.as_mut()) {
        struck.land_area = share.land_area;
    }
    entry.inherits.clone_from(&share.from);
    entry.counts_in = Some(Group::clone(group));
    entry
}
