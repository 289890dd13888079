//! The events of a journal by the component that they belong to, by the day that they are about, and by that of their
//! recording.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use jiff::civil::Date;

use super::components::{Components, Name, names};
use super::correction::{self, Effective};
use super::{AsOf, Event, EventId};
use crate::codes::ParcelCode;
use crate::finding::Finding;

/// Events, each found by what it is about.
#[derive(Debug)]
pub(super) struct EventIndex {
    events: Vec<Event>,
    components: Components,
    /// For each event a thing of its component.
    things: Vec<usize>,
    /// The events of each component, at its number; in no order.
    members: Vec<Vec<usize>>,
    by_day: BTreeMap<Date, Vec<usize>>,
    by_recorded: BTreeMap<Date, Vec<usize>>,
}

impl EventIndex {
    pub(super) fn new() -> EventIndex {
        EventIndex {
            events: Vec::new(),
            components: Components::new(),
            things: Vec::new(),
            members: Vec::new(),
            by_day: BTreeMap::new(),
            by_recorded: BTreeMap::new(),
        }
    }

    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// Takes an event in as the last one.
    pub(super) fn push(&mut self, event: Event) {
        let at = self.events.len();
        let members = &mut self.members;
        let thing =
            self.components.join_with_corrections(&event.id, &event.act, &mut |kept, gone| {
                let mut less = members.get_mut(gone).map(std::mem::take).unwrap_or_default();
                change(members, kept, |more| {
                    if more.len() < less.len() {
                        std::mem::swap(more, &mut less);
                    }
                    more.append(&mut less);
                });
            });
        self.things.push(thing);
        change(members, self.components.first(thing), |events| events.push(at));
        self.by_day.entry(event.day()).or_default().push(at);
        self.by_recorded.entry(event.recorded.date()).or_default().push(at);
        self.events.push(event);
    }

    /// The components with events that are about the days between two points, or were recorded between what is known at them.
    pub(super) fn between(&self, from: AsOf, to: AsOf) -> BTreeSet<usize> {
        let days = (from.effective.min(to.effective), Some(from.effective.max(to.effective)));
        // Whatever was ever recorded is known later than all that is known by a day.
        let known = match (from.known, to.known) {
            (Some(from), Some(to)) => Some((from.min(to), Some(from.max(to)))),
            (Some(day), None) | (None, Some(day)) => Some((day, None)),
            (None, None) => None,
        };
        let recorded = known.into_iter().flat_map(|days| events_of(&self.by_recorded, days));
        self.components_of(events_of(&self.by_day, days).chain(recorded))
    }

    /// The components of the events from a place on.
    pub(super) fn behind(&self, place: usize) -> BTreeSet<usize> {
        self.components_of(place..self.events.len())
    }

    fn components_of(&self, events: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        let things = events.filter_map(|at| self.things.get(at));
        things.map(|thing| self.components.first(*thing)).collect()
    }

    /// The component of a parcel; `None` if no event names it.
    pub(super) fn component_of(&self, parcel: &ParcelCode) -> Option<usize> {
        self.components.parcel(parcel).map(|thing| self.components.first(thing))
    }

    /// The component of an event by its id.
    pub(super) fn component_of_event(&self, event: &EventId) -> Option<usize> {
        self.components.event(event).map(|thing| self.components.first(thing))
    }

    /// The events of a component as they are known, in the order of recording.
    pub(super) fn known(
        &self,
        component: usize,
        known: Option<Date>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Effective<'_>> {
        correction::resolve(self.lines(component, self.events.len()), known, findings)
    }

    /// Those of the first `count` events that are in a component, as they are to be applied as of a point.
    pub(super) fn effective(
        &self,
        component: usize,
        count: usize,
        as_of: AsOf,
    ) -> Vec<Effective<'_>> {
        let lines = self.lines(component, count);
        let mut effective = correction::resolve(lines, as_of.known, &mut Vec::new());
        effective.retain(|event| event.day <= as_of.effective);
        // A stable sort: events of one day keep the order of recording.
        effective.sort_by_key(|event| event.day);
        effective
    }

    /// Everything that the events of a component name, each once.
    pub(super) fn names(&self, component: usize) -> Vec<Name<'_>> {
        let mut all = Vec::new();
        for event in self.lines(component, self.events.len()) {
            names(&event.id, &event.act, &mut |name| all.push(name));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The events of a component that propose something, or that others confirm, void, correct or retract.
    pub(super) fn proposals(&self, component: usize) -> Vec<&EventId> {
        let names = self.names(component).into_iter();
        let ids = names.filter_map(|name| match name {
            Name::Event(id) => Some(id),
            _ => None,
        });
        ids.collect()
    }

    /// Where the first event with an id stands that is known by the end of a day.
    pub(super) fn place(&self, event: &EventId, known: Option<Date>) -> Option<usize> {
        let members = self.members.get(self.component_of_event(event)?)?;
        let is_it = |at: &usize| {
            let other = self.events.get(*at);
            other.is_some_and(|other| other.id == *event && is_known(other, known))
        };
        members.iter().copied().filter(is_it).min()
    }

    fn lines(&self, component: usize, count: usize) -> impl Iterator<Item = &Event> {
        let mut members = self.members.get(component).cloned().unwrap_or_default();
        members.sort_unstable();
        members.into_iter().take_while(move |at| *at < count).filter_map(|at| self.events.get(at))
    }
}

fn is_known(event: &Event, known: Option<Date>) -> bool {
    known.is_none_or(|known| event.recorded.date() <= known)
}

/// Changes what stands at a number, which is made to be there.
fn change(members: &mut Vec<Vec<usize>>, number: usize, by: impl FnOnce(&mut Vec<usize>)) {
    if members.len() <= number {
        members.resize_with(number.saturating_add(1), Vec::new);
    }
    if let Some(place) = members.get_mut(number) {
        by(place);
    }
}

/// The events of the days after one and up to another, or of all after it.
fn events_of(
    by: &BTreeMap<Date, Vec<usize>>,
    (after, through): (Date, Option<Date>),
) -> impl Iterator<Item = usize> + '_ {
    // A range from a day to itself, without it, is none.
    let days = (through.is_none_or(|through| after < through)).then(|| {
        by.range((Bound::Excluded(after), through.map_or(Bound::Unbounded, Bound::Included)))
    });
    days.into_iter().flatten().flat_map(|(_, events)| events.iter().copied())
}
