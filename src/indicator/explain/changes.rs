//! Which subject changed which quantities, and why: from the steps and movements of the ledger and from two maps.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::parts::{ChangeSubject, of_declared, of_parcel, of_space, of_zone, tax_year};
use super::quantity::{Part, Quantity, change, entry_part, listed, part};
use super::reason::ChangeReason;
use crate::codes::ParcelCode;
use crate::indicator::MeasuredLand;
use crate::ledger::{
    Entry, EventId, History, LedgerState, Movement, MovementKind, RegisteredParcel, SpaceState,
    Step, StepChange, Thing,
};
use crate::parcel::ParcelFacts;
use crate::space::Occupancy;

/// What one event, or one map, changed in the amounts of one subject.
#[derive(Debug, Clone)]
pub(super) struct Delta {
    pub(super) subject: ChangeSubject,
    pub(super) reason: ChangeReason,
    pub(super) events: Vec<EventId>,
    pub(super) change: Part,
}

impl Delta {
    /// The reason as far as some quantities go: revisions that, taken together, give or take a fact of theirs are about that.
    /// A fact that is known at both ends, and was not in between, was revised.
    pub(super) fn reason_for(&self, quantities: &[Quantity], net: &NetMissing<'_>) -> ChangeReason {
        if !self.is_about_facts() {
            return self.reason;
        }
        let of_theirs = |quantity: &&Quantity| {
            self.change.get(*quantity).is_some_and(|amount| amount.missing != 0)
        };
        let mut touched = quantities.iter().filter(of_theirs).peekable();
        if touched.peek().is_none() {
            return self.reason;
        }
        let missing = touched.filter_map(|quantity| net.get(&(&self.subject, *quantity)));
        match missing.copied().fold(0, i64::saturating_add) {
            ..0 => ChangeReason::FactBecameKnown,
            1.. => ChangeReason::FactBecameUnknown,
            0 if self.reason == ChangeReason::DeclaredLandChanged => self.reason,
            0 => ChangeReason::FactsRevised,
        }
    }

    /// Whether it revises facts, so that it may give or take one.
    fn is_about_facts(&self) -> bool {
        matches!(
            self.reason,
            ChangeReason::FactsRevised
                | ChangeReason::DeclaredLandChanged
                | ChangeReason::FactBecameKnown
                | ChangeReason::FactBecameUnknown
        )
    }
}

/// How many facts of a quantity all revisions of a subject together take; below zero, give.
pub(super) type NetMissing<'a> = BTreeMap<(&'a ChangeSubject, Quantity), i64>;

/// The net of these changes.
pub(super) fn net_missing(deltas: &[Delta]) -> NetMissing<'_> {
    let mut net = NetMissing::new();
    for delta in deltas.iter().filter(|delta| delta.is_about_facts()) {
        for (quantity, amount) in &delta.change {
            let sum = net.entry((&delta.subject, *quantity)).or_default();
            *sum = sum.saturating_add(amount.missing);
        }
    }
    net
}

/// What really changed between the ends of two days.
pub(super) fn real(
    before: (&LedgerState, &MeasuredLand),
    after: (&History, &MeasuredLand),
    steps: &[Step],
) -> Vec<Delta> {
    let (opening, measured) = before;
    let (closing, measured_after) = after;
    let mut found = Found::default();
    let (from, to) = (opening.as_of.effective, closing.state.as_of.effective);
    let year = tax_year(from);
    for step in steps {
        match &step.change {
            StepChange::Parcel { parcel, before, after, replaced } => {
                let mapped = measured.parcels.get(parcel).copied();
                let amounts = |facts: &Option<Box<ParcelFacts>>| {
                    let facts = facts.as_ref();
                    facts.map_or_else(Part::new, |f| part(&of_parcel(parcel, f, mapped, year)))
                };
                let reason = match (replaced, before) {
                    (Some(kind), _) => ChangeReason::ParcelReplaced(*kind),
                    (None, None) => ChangeReason::ParcelRegistered,
                    (None, Some(_)) => ChangeReason::FactsRevised,
                };
                let subject = ChangeSubject::Parcel(*parcel);
                found.add(subject, reason, Some(&step.event), &amounts(before), &amounts(after));
            }
            StepChange::Space { before, after, .. } => {
                found.add_space(&step.event, before.as_deref(), after.as_deref());
            }
        }
    }
    let moved = closing.movements.iter().filter(|movement| from < movement.day);
    for movement in moved.filter(|movement| movement.day <= to) {
        found.add_movement(movement);
    }
    found.add_maps(measured, measured_after);
    // What did not happen on a day of its own comes last, on the facts of the closing.
    let year_after = tax_year(to);
    for (code, facts) in standing(&closing.state) {
        let [old, new] = [measured, measured_after].map(|m| m.parcels.get(code).copied());
        if old == new && year == year_after {
            continue;
        }
        let amounts = |mapped, year| part(&of_parcel(code, facts, mapped, year));
        let between = amounts(new, year);
        let subject = || ChangeSubject::Parcel(*code);
        found.add(subject(), ChangeReason::MapRemeasured, None, &amounts(old, year), &between);
        let end = amounts(new, year_after);
        found.add(subject(), ChangeReason::TaxYearMoved, None, &between, &end);
    }
    found.deltas
}

/// What is now said otherwise of one day.
pub(super) fn corrections(
    published: &LedgerState,
    now: &LedgerState,
    measured: &MeasuredLand,
    said: &BTreeMap<Thing, Vec<EventId>>,
) -> Vec<Delta> {
    let mut found = Found::default();
    let year = tax_year(now.as_of.effective);
    let mut note = |thing: &Thing, subject: ChangeSubject, before: Part, after: Part| {
        let change = change(&before, &after);
        if !change.is_empty() {
            let events = said.get(thing).cloned().unwrap_or_default();
            let reason = ChangeReason::Correction;
            found.deltas.push(Delta { subject, reason, events, change });
        }
    };
    for code in keys(&published.parcels, &now.parcels) {
        let [old, new] = [published, now].map(|state| {
            let parcel = state.parcels.get(code).filter(|parcel| parcel.ended.is_none());
            parcel.map(|parcel: &RegisteredParcel| &parcel.facts)
        });
        if old != new {
            let mapped = measured.parcels.get(code).copied();
            let [old, new] = [old, new].map(|facts| {
                facts.map_or_else(Part::new, |f| part(&of_parcel(code, f, mapped, year)))
            });
            note(&Thing::Parcel(*code), ChangeSubject::Parcel(*code), old, new);
        }
    }
    for id in keys(&published.entries, &now.entries) {
        let [old, new] = [published, now].map(|state| state.entries.get(id));
        if let Some(parcel) = new.or(old).map(|entry: &Entry| entry.parcel) {
            let subject = ChangeSubject::Entry { entry: id.clone(), parcel };
            let [old, new] = [old, new].map(|entry| entry.map(entry_part).unwrap_or_default());
            note(&Thing::Entry(id.clone()), subject, old, new);
        }
    }
    for id in keys(&published.spaces, &now.spaces) {
        let [old, new] = [published, now].map(|state| state.spaces.get(id));
        if let Some(parcel) = new.or(old).map(|state: &SpaceState| state.space.parcel) {
            let subject = ChangeSubject::Space { space: id.clone(), parcel };
            let [old, new] = [old, new].map(|space| {
                let space = space.filter(|space| space.removed.is_none());
                space.map(|space| part(&of_space(space))).unwrap_or_default()
            });
            note(&Thing::Space(id.clone()), subject, old, new);
        }
    }
    found.deltas
}

fn standing(state: &LedgerState) -> impl Iterator<Item = (&ParcelCode, &ParcelFacts)> {
    let parcels = state.parcels.iter().filter(|(_, parcel)| parcel.ended.is_none());
    parcels.map(|(code, parcel)| (code, &parcel.facts))
}

fn keys<'a, K: Ord, V>(
    one: &'a BTreeMap<K, V>,
    two: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = &'a K> {
    let others = two.keys().filter(|key| !one.contains_key(*key));
    one.keys().chain(others)
}

#[derive(Default)]
struct Found {
    deltas: Vec<Delta>,
}

impl Found {
    fn add(
        &mut self,
        subject: ChangeSubject,
        reason: ChangeReason,
        event: Option<&EventId>,
        before: &Part,
        after: &Part,
    ) {
        let change = change(before, after);
        if !change.is_empty() {
            let events = event.into_iter().cloned().collect();
            self.deltas.push(Delta { subject, reason, events, change });
        }
    }

    /// First the area, then the use: an act may change both.
    fn add_space(
        &mut self,
        event: &EventId,
        before: Option<&SpaceState>,
        after: Option<&SpaceState>,
    ) {
        let Some(space) = after.or(before).map(|state| &state.space) else { return };
        let subject = || ChangeSubject::Space { space: space.id.clone(), parcel: space.parcel };
        let amounts = |state: Option<&SpaceState>| {
            state.map(|state| part(&of_space(state))).unwrap_or_default()
        };
        let (Some(old), Some(new)) = (before, after) else {
            let reason = match before {
                None => ChangeReason::SpaceSurveyed,
                Some(_) => ChangeReason::SpaceRemoved,
            };
            return self.add(subject(), reason, Some(event), &amounts(before), &amounts(after));
        };
        let mut measured = old.clone();
        measured.space.floor_area = new.space.floor_area;
        let measured = amounts(Some(&measured));
        let remeasured = ChangeReason::SpaceRemeasured;
        self.add(subject(), remeasured, Some(event), &amounts(before), &measured);
        let (was, is) = (old.occupancy.occupancy(), new.occupancy.occupancy());
        let reason = match (was, is) {
            (None, _) => ChangeReason::FactBecameKnown,
            (_, None) => ChangeReason::FactBecameUnknown,
            (Some(_), Some(Occupancy::Vacant)) if old.credit().is_some() => {
                ChangeReason::SpaceRelapsed
            }
            (Some(_), Some(Occupancy::Vacant)) => ChangeReason::SpaceVacated,
            (Some(_), Some(Occupancy::Occupied)) if new.credit().is_some() => {
                ChangeReason::SpaceRevitalized
            }
            (Some(_), Some(Occupancy::Occupied)) => ChangeReason::SpaceLet,
        };
        self.add(subject(), reason, Some(event), &measured, &amounts(after));
    }

    fn add_movement(&mut self, movement: &Movement) {
        let (cause, side) = (movement.group.cause, movement.group.side);
        let reason = match movement.kind {
            MovementKind::Listed => ChangeReason::EntryListed { cause, side },
            MovementKind::Relisted => ChangeReason::EntryRelisted { cause, side },
            MovementKind::Enlarged | MovementKind::Reduced => ChangeReason::EntryReassessed,
            MovementKind::Inherited => ChangeReason::EntryTakenOver,
            MovementKind::Regrouped => ChangeReason::EntryReclassified,
            MovementKind::StruckOff(reason) => ChangeReason::EntryStruckOff(reason),
        };
        // Every entry has a class, and so has its group.
        let Some(class) = movement.group.class else { return };
        let (entry, parcel) = (movement.entry.clone(), movement.parcel);
        let count = Decimal::from(movement.count);
        let change = listed(class, count, movement.land_area.square_metres());
        let subject = ChangeSubject::Entry { entry, parcel };
        self.add(subject, reason, Some(&movement.event), &Part::new(), &change);
    }

    fn add_maps(&mut self, before: &MeasuredLand, after: &MeasuredLand) {
        let [old, new] = [before, after].map(|land| part(&of_zone(land.approved)));
        self.add(ChangeSubject::Zone, ChangeReason::BoundaryChanged, None, &old, &new);
        let ids = before.declared.iter().chain(&after.declared).map(|land| land.id.as_str());
        for id in ids.collect::<BTreeSet<&str>>() {
            let [old, new] = [before, after].map(|land| {
                let mut amounts = Part::new();
                for land in land.declared.iter().filter(|land| land.id == id) {
                    for (quantity, amount) in part(&of_declared(land)) {
                        let sum = amounts.entry(quantity).or_default();
                        *sum = sum.plus(amount);
                    }
                }
                amounts
            });
            let subject = ChangeSubject::Declared(id.to_owned());
            self.add(subject, ChangeReason::DeclaredLandChanged, None, &old, &new);
        }
    }
}
