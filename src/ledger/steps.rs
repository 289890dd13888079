//! Steps: what each act of a period made of the parcels and spaces that it was about, and which events are said
//! otherwise under two states of knowledge. For those who explain changes of what the movements do not carry.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::apply::{Subject, subjects};
use super::correction::{Effective, carried_out, resolve};
use super::replay::replay_watched;
use super::{Act, AsOf, EntryId, Event, EventId, History, Knowledge, ReplacementKind, SpaceState};
use crate::codes::ParcelCode;
use crate::parcel::ParcelFacts;
use crate::space::SpaceId;

/// What one act made of one thing. Acts together are one step each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) event: EventId,
    pub(crate) change: StepChange,
}

/// What a thing was before an act, and after it; `None` where it was not there, or no more.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum StepChange {
    Parcel {
        parcel: ParcelCode,
        before: Option<Box<ParcelFacts>>,
        after: Option<Box<ParcelFacts>>,
        /// Set where parcels gave way to others.
        replaced: Option<ReplacementKind>,
    },
    Space {
        space: SpaceId,
        before: Option<Box<SpaceState>>,
        after: Option<Box<SpaceState>>,
    },
}

/// A thing of the ledger that stocks and indicators count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Parcel(ParcelCode),
    Entry(EntryId),
    Space(SpaceId),
}

/// Replays what is known up to the end of a day, and notes the steps of the days after `from`.
pub(crate) fn steps_after(
    events: &[Event],
    known: Knowledge<'_>,
    from: Date,
    through: Date,
) -> (History, Vec<Step>) {
    replay_watched(known.part(events), known.as_of(through), Some(from))
}

/// Replays what is known up to the end of a day.
pub(crate) fn known_on(events: &[Event], known: Knowledge<'_>, day: Date) -> History {
    replay_watched(known.part(events), known.as_of(day), None).0
}

/// For each thing the events that say something else of it by the end of a day, as known before and as known after; each by
/// the line that says so: the event itself where it was recorded later, its correction, its retraction.
pub(crate) fn said_otherwise(
    events: &[Event],
    day: Date,
    before: Knowledge<'_>,
    after: Knowledge<'_>,
) -> BTreeMap<Thing, Vec<EventId>> {
    let [old, new] = [before, after].map(|known| {
        let as_of: AsOf = known.as_of(day);
        resolve(known.part(events), as_of.known, &mut Vec::new())
    });
    let said = |slots: &[Effective<'_>]| -> BTreeMap<EventId, (EventId, Date)> {
        slots.iter().map(|slot| (slot.id.clone(), (slot.said_by.clone(), slot.day))).collect()
    };
    let (said_before, said_after) = (said(&old), said(&new));
    let retracted: BTreeMap<&EventId, &EventId> = events
        .iter()
        .filter_map(|event| match &event.act {
            Act::EventRetracted { event: of } => Some((of, &event.id)),
            _ => None,
        })
        .collect();
    let mut found: BTreeMap<Thing, Vec<EventId>> = BTreeMap::new();
    let mut note = |slot: &Effective<'_>, by: &EventId| {
        for subject in subjects(slot.act) {
            let thing = match subject {
                Subject::Parcel(code) => Thing::Parcel(*code),
                Subject::Entry(id) => Thing::Entry(id.clone()),
                Subject::Space(id) => Thing::Space(id.clone()),
                Subject::Plan(_) | Subject::Prospect(_) => continue,
            };
            let by_thing = found.entry(thing).or_default();
            if !by_thing.contains(by) {
                by_thing.push(by.clone());
            }
        }
    };
    for slot in carried_out(&old).filter(|slot| slot.day <= day) {
        match said_after.get(slot.id) {
            Some((by, _)) if by == slot.said_by => {}
            Some((by, _)) => note(&slot, by),
            None => {
                if let Some(by) = retracted.get(slot.id) {
                    note(&slot, by);
                }
            }
        }
    }
    for slot in carried_out(&new).filter(|slot| slot.day <= day) {
        let same = said_before.get(slot.id).is_some_and(|(by, _)| by == slot.said_by);
        if !same {
            note(&slot, slot.said_by);
        }
    }
    found
}
