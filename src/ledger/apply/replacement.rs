//! Parcels that give way to others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::grouping::signed;
use super::{Ledger, Moment, Outcome, Refusal};
use crate::codes::ParcelCode;
use crate::law::Cause;
use crate::ledger::{
    Entry, EntryId, EntryShare, FloorKind, LineageStep, MovementKind, RegisteredParcel,
    Replacement, ReplacementKind, StrikeOffReason, VacancyKind,
};
use crate::space::SpaceId;
use crate::units::Area;

impl Ledger {
    pub(super) fn replace_parcels(&mut self, now: Moment, replacement: &Replacement) -> Outcome {
        let checkpoint = self.checkpoint(&[crate::ledger::Act::ParcelsReplaced {
            replacement: Box::new(replacement.clone()),
        }]);
        let outcome = self.try_replace(now, replacement);
        if outcome.is_err() {
            self.put_back(checkpoint);
        }
        outcome
    }

    fn try_replace(&mut self, now: Moment, replacement: &Replacement) -> Outcome {
        check_numbers(now, replacement)?;
        self.check_codes(replacement)?;
        let step = self.check_areas(now, replacement)?;
        if replacement.kind == ReplacementKind::BoundaryAdjusted {
            self.adjust(now, replacement)?;
        } else {
            self.succeed(now, replacement)?;
        }
        self.state.lineage.push(step);
        for successor in &replacement.to {
            self.regroup(now, successor.parcel);
        }
        Ok(())
    }

    fn check_codes(&self, replacement: &Replacement) -> Outcome {
        for code in &replacement.from {
            self.existing_parcel(code)?;
        }
        if replacement.kind == ReplacementKind::BoundaryAdjusted {
            return Ok(());
        }
        let used = replacement.to.iter().find(|to| self.state.parcels.contains_key(&to.parcel));
        match used {
            None => Ok(()),
            Some(to) => Err(Refusal::not_allowed(
                to.parcel,
                "新宗地须用从未用过的代码，该代码已登记",
                "a new parcel needs a code never used before; this one is registered",
            )),
        }
    }

    /// Land is conserved: new registered area less old is the difference that is stated.
    fn check_areas(&self, now: Moment, replacement: &Replacement) -> Result<LineageStep, Refusal> {
        let old = replacement.from.iter().map(|code| {
            self.state.parcels.get(code).and_then(|parcel| parcel.facts.registered_area)
        });
        let new = replacement.to.iter().map(|to| to.facts.registered_area);
        let (before, after) = (sum(old), sum(new));
        let stated = replacement.difference;
        let difference = match (before, after) {
            (Some(before), Some(after)) => {
                let found = after.change_from(before);
                if stated.unwrap_or_default() != found {
                    let stated = stated.unwrap_or_default();
                    return Err(Refusal::not_allowed(
                        now.event,
                        format!(
                            "分合前后登记面积应守恒：前 {before} m²，后 {after} m²，差 {found} m²，所述差为 {stated} m²"
                        ),
                        format!(
                            "land is conserved: {before} m² before, {after} m² after, a difference of \
                             {found} m²; the stated difference is {stated} m²"
                        ),
                    ));
                }
                Some(found)
            }
            _ if stated.is_some() => {
                return Err(Refusal::not_allowed(
                    now.event,
                    "有宗地没有登记面积，面积差无从核对，不应填写",
                    "a parcel has no registered area: a difference cannot be checked, so none is stated",
                ));
            }
            _ => None,
        };
        Ok(LineageStep {
            event: now.event.clone(),
            day: now.day,
            kind: replacement.kind,
            from: replacement.from.clone(),
            to: replacement.to.iter().map(|to| to.parcel).collect(),
            before,
            after,
            difference,
        })
    }

    /// The parcels stay; what is on the ledger must still fit them.
    fn adjust(&mut self, now: Moment, replacement: &Replacement) -> Outcome {
        if let Some(share) = replacement.entries.first() {
            return Err(stays(&share.entry));
        }
        if let Some(space) = replacement.spaces.keys().next() {
            return Err(stays(space));
        }
        for to in &replacement.to {
            if let Some(area) = to.facts.registered_area {
                self.check_listed_fits(&to.parcel, area)?;
            }
            if let Some(parcel) = self.state.parcels.get_mut(&to.parcel) {
                parcel.facts = (*to.facts).clone();
                parcel.facts_since = now.day;
            }
        }
        Ok(())
    }

    /// The old parcels end; entries, spaces and plans go over to the new ones.
    fn succeed(&mut self, now: Moment, replacement: &Replacement) -> Outcome {
        for code in &replacement.from {
            if let Some(parcel) = self.state.parcels.get_mut(code) {
                parcel.ended = Some(now.day);
            }
        }
        for to in &replacement.to {
            let parcel = RegisteredParcel::new((*to.facts).clone(), now.day);
            self.state.parcels.insert(to.parcel, parcel);
        }
        self.hand_over_plans(replacement);
        self.hand_over_entries(now, replacement)?;
        self.hand_over_spaces(now, replacement)
    }

    fn hand_over_plans(&mut self, replacement: &Replacement) {
        for code in &replacement.from {
            let Some(on) = self.grouped.on(code).cloned() else { continue };
            let own = |share: &&EntryShare| share.from.iter().any(|id| on.entries.contains(id));
            let taken: BTreeSet<ParcelCode> =
                replacement.entries.iter().filter(own).map(|share| share.parcel).collect();
            let all = || replacement.to.iter().map(|to| to.parcel).collect();
            let heirs: BTreeSet<ParcelCode> = if taken.is_empty() { all() } else { taken };
            for id in &on.plans {
                let Some(state) = self.state.plans.get_mut(id) else { continue };
                let at = state.plan.parcels.iter().position(|parcel| parcel == code);
                let Some(at) = at else { continue };
                state.plan.hand_over_share(code, &heirs);
                let parcels = &mut state.plan.parcels;
                let new: Vec<ParcelCode> =
                    heirs.iter().filter(|heir| !parcels.contains(heir)).copied().collect();
                parcels.splice(at..=at, new);
                for heir in &heirs {
                    let place = self.grouped.on_mut(*heir);
                    if !place.plans.contains(id) {
                        place.plans.push(id.clone());
                    }
                }
            }
        }
        // Of several plans the one adopted last counts, whichever parcel it came from.
        for to in &replacement.to {
            let Some(on) = self.grouped.parcels.get_mut(&to.parcel) else { continue };
            let plans = &self.state.plans;
            on.plans.sort_by_key(|id| plans.get(id).map(|plan| plan.progress.adopted));
            let last = on.plans.last().and_then(|id| plans.get(id));
            let adopted = last.filter(|plan| plan.progress.adopted.is_some());
            on.method = adopted.and_then(|plan| plan.plan.methods.first().copied());
        }
    }

    fn hand_over_entries(&mut self, now: Moment, replacement: &Replacement) -> Outcome {
        let (mut old, mut counting) = (BTreeSet::new(), BTreeSet::new());
        for code in &replacement.from {
            let on = self.grouped.on(code).into_iter().flat_map(|on| &on.entries);
            for entry in on.filter_map(|id| self.state.entries.get(id)) {
                if entry.is_open() {
                    old.insert(entry.id.clone());
                } else if entry.revitalized_area().is_some() {
                    counting.insert(entry.id.clone());
                }
            }
        }
        let (credits, shares): (Vec<&EntryShare>, Vec<&EntryShare>) = replacement
            .entries
            .iter()
            .partition(|share| share.from.iter().any(|id| counting.contains(id)));
        self.hand_over_credits(now, replacement, &counting, &credits)?;
        let taken: BTreeSet<&EntryId> = shares.iter().flat_map(|share| &share.from).collect();
        if let Some(left) = old.iter().find(|id| !taken.contains(id)) {
            return Err(Refusal::not_allowed(
                left,
                "该条目所在宗地终止，应写明转入哪些新条目，或先行销号",
                "its parcel ends: state which new entries take it over, or strike it off first",
            ));
        }
        if let Some(other) = taken.iter().find(|id| !old.contains(**id)) {
            return Err(Refusal::not_allowed(
                other,
                "该条目不是所终止宗地上在册或计为盘活的条目",
                "expected an entry of a parcel that ends, on the ledger or counting as revitalized",
            ));
        }
        self.check_conserved(now, &old, &shares)?;
        let mut new = Vec::with_capacity(shares.len());
        for share in shares {
            new.push(self.continued(now, share, replacement)?);
        }
        for id in &old {
            self.strike_off(now, id, StrikeOffReason::MergedOrSplit)?;
        }
        for entry in new {
            self.add_entry(now, entry, MovementKind::Inherited)?;
        }
        Ok(())
    }

    /// What goes on is what was on the ledger: a change of area is an event of its own.
    fn check_conserved(
        &self,
        now: Moment,
        old: &BTreeSet<EntryId>,
        shares: &[&EntryShare],
    ) -> Outcome {
        let entries = old.iter().filter_map(|id| self.state.entries.get(id));
        let before = sum(entries.map(|entry| Some(entry.land_area)));
        let after = sum(shares.iter().map(|share| Some(share.land_area)));
        let Some((before, after)) = before.zip(after).filter(|(before, after)| before != after)
        else {
            return Ok(());
        };
        Err(Refusal::not_allowed(
            now.event,
            format!(
                "转入各条目的面积合计应为原条目的 {before} m²，实为 {after} m²；有变化的，先作面积调整"
            ),
            format!(
                "the entries that go on must have {before} m² together, as those before; found {after} m²; resize \
                 an entry first"
            ),
        ))
    }

    /// The entry of a share: class and causes of those that it takes over.
    fn continued(
        &self,
        now: Moment,
        share: &EntryShare,
        replacement: &Replacement,
    ) -> Result<Entry, Refusal> {
        check_target(share, replacement)?;
        let mut old = share.from.iter().filter_map(|id| self.state.entries.get(id));
        let Some(first) = old.next() else {
            return Err(Refusal::not_allowed(
                &share.entry,
                "应写明由哪些条目转入",
                "state which entries it takes over",
            ));
        };
        let mut causes: Vec<Cause> = first.causes.clone();
        for other in old {
            if other.class != first.class {
                let (one, two) = (first.class.name(), other.class.name());
                return Err(Refusal::not_allowed(
                    &share.entry,
                    format!("转入的条目应属同一类别，有“{}”和“{}”，须先调整类别", one.zh, two.zh),
                    format!(
                        "entries of one class can be joined, found \"{}\" and \"{}\"; reclassify one first",
                        one.en, two.en
                    ),
                ));
            }
            for cause in &other.causes {
                if causes.iter().all(|known| known.code != cause.code) {
                    causes.push(cause.clone());
                }
            }
        }
        let (id, class) = (share.entry.clone(), first.class);
        let mut entry = Entry::listed(id, share.parcel, class, causes, share.land_area, now.day);
        entry.inherits.clone_from(&share.from);
        Ok(entry)
    }

    fn hand_over_spaces(&mut self, now: Moment, replacement: &Replacement) -> Outcome {
        let only = match replacement.to.as_slice() {
            [only] => Some(only.parcel),
            _ => None,
        };
        let mut named: BTreeMap<&SpaceId, ParcelCode> =
            replacement.spaces.iter().map(|(id, code)| (id, *code)).collect();
        for code in &replacement.from {
            let spaces = self.grouped.on(code).map(|on| on.spaces.clone()).unwrap_or_default();
            for id in spaces {
                if self.state.spaces.get(&id).is_none_or(|state| state.removed.is_some()) {
                    continue;
                }
                let target = named.remove(&id).or(only);
                let target = target.filter(|to| replacement.to.iter().any(|t| t.parcel == *to));
                let Some(target) = target else {
                    return Err(Refusal::not_allowed(
                        &id,
                        "该单元所在宗地终止，应写明它在哪宗新宗地上",
                        "its parcel ends: state on which of the new parcels it stands",
                    ));
                };
                self.move_space_to(now, &id, target);
            }
        }
        match named.keys().next() {
            None => Ok(()),
            Some(id) => Err(Refusal::not_allowed(
                id,
                "该单元不在所终止的宗地上，或已灭失",
                "expected a space that stands on a parcel that ends",
            )),
        }
    }

    fn move_space_to(&mut self, now: Moment, id: &SpaceId, target: ParcelCode) {
        let group = self.space_group(&target).map(Arc::new);
        let Some(state) = self.state.spaces.get_mut(id) else { return };
        state.space.parcel = target;
        let (space, vacant) = (state.space.clone(), state.is_vacant());
        self.grouped.on_mut(target).spaces.push(id.clone());
        let Some((new, old)) = group.zip(self.grouped.spaces.get(id).cloned()) else { return };
        if new == old {
            return;
        }
        self.grouped.spaces.insert(id.clone(), Arc::clone(&new));
        for (group, count) in [(&old, -1), (&new, 1)] {
            let change = signed(space.floor_area, count);
            self.move_floor(now, &space, group, FloorKind::Regrouped, count, change);
            if vacant {
                self.move_vacancy(now, &space, group, VacancyKind::Regrouped, count, change);
            }
        }
    }
}

/// How many parcels each kind takes and gives, none of them twice.
fn check_numbers(now: Moment, replacement: &Replacement) -> Outcome {
    let from: BTreeSet<ParcelCode> = replacement.from.iter().copied().collect();
    let to: BTreeSet<ParcelCode> = replacement.to.iter().map(|to| to.parcel).collect();
    let (old, new) = (from.len(), to.len());
    let once = old == replacement.from.len() && new == replacement.to.len();
    let (fits, zh, en) = match replacement.kind {
        ReplacementKind::Split => (old == 1 && new >= 2, "一宗分为多宗", "one into several"),
        ReplacementKind::Merge => (old >= 2 && new == 1, "多宗合为一宗", "several into one"),
        ReplacementKind::Rearranged => {
            (old >= 2 && new >= 2, "多宗重划为多宗", "several into several")
        }
        ReplacementKind::BoundaryAdjusted => {
            (old >= 2 && from == to, "相邻多宗，代码不变", "several neighbours with the same codes")
        }
    };
    if once && fits {
        return Ok(());
    }
    let name = replacement.kind.name();
    Err(Refusal::not_allowed(
        now.event,
        format!(
            "“{}”应为{zh}且不重复，实为 {} 宗变 {} 宗",
            name.zh,
            replacement.from.len(),
            replacement.to.len()
        ),
        format!(
            "{}: expected {en}, each once, found {} into {}",
            name.en,
            replacement.from.len(),
            replacement.to.len()
        ),
    ))
}

/// A share is about one of the new parcels.
pub(super) fn check_target(share: &EntryShare, replacement: &Replacement) -> Outcome {
    if replacement.to.iter().any(|to| to.parcel == share.parcel) {
        return Ok(());
    }
    Err(Refusal::not_allowed(
        &share.entry,
        format!("宗地 {} 不在新宗地之列", share.parcel),
        format!("expected one of the new parcels, found {}", share.parcel),
    ))
}

/// Entries and spaces stay on a parcel whose boundary is adjusted.
fn stays(subject: impl ToString) -> Refusal {
    Refusal::not_allowed(
        subject,
        "边界调整不改变条目与单元所在宗地，不应写明",
        "entries and spaces stay where they are when a boundary is adjusted; state none",
    )
}

pub(super) fn sum(areas: impl Iterator<Item = Option<Area>>) -> Option<Area> {
    let areas: Option<Vec<Area>> = areas.collect();
    Area::try_sum(areas?).ok()
}
