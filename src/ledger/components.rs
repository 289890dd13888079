//! Components: the events that concern one another, because they name the same things or things that others name together.
//!
//! What an act requires and what it changes lies within the things that it names and those that are named together with
//! them by any other act. So events of different components can be applied in any order among each other: only those of
//! one component must follow their days.

use super::correction::Effective;
use super::name_table::NameTable;
use super::{Act, EntryId, EventId};
use crate::codes::ParcelCode;
use crate::plan::{PlanId, ProspectId};
use crate::space::SpaceId;

/// Something that an act names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name<'a> {
    Parcel(&'a ParcelCode),
    Entry(&'a EntryId),
    Space(&'a SpaceId),
    Plan(&'a PlanId),
    Prospect(&'a ProspectId),
    /// An event that others confirm, void, correct or retract.
    Event(&'a EventId),
    /// What is kept for the ledger as a whole: boundaries, acknowledgements, assertions, closings.
    Books,
}

/// Which things were named together.
#[derive(Debug)]
pub(super) struct Components {
    /// For each thing one with a lesser number in its component, or itself where there is none.
    towards: Vec<usize>,
    parcels: NameTable<ParcelCode, usize>,
    entries: NameTable<EntryId, usize>,
    spaces: NameTable<SpaceId, usize>,
    plans: NameTable<PlanId, usize>,
    prospects: NameTable<ProspectId, usize>,
    events: NameTable<EventId, usize>,
}

/// The number of the books.
const BOOKS: usize = 0;

impl Components {
    pub(super) fn new() -> Components {
        Components {
            towards: vec![BOOKS],
            parcels: NameTable::new(),
            entries: NameTable::new(),
            spaces: NameTable::new(),
            plans: NameTable::new(),
            prospects: NameTable::new(),
            events: NameTable::new(),
        }
    }

    /// Joins what an act names, the act of this event; the number of one of the things. `joined` is told of each two
    /// components that became one: the name that it has, and the one that is no more.
    pub(super) fn join(
        &mut self,
        event: &EventId,
        act: &Act,
        joined: &mut impl FnMut(usize, usize),
    ) -> usize {
        let mut one = None;
        names(event, act, &mut |name| {
            let thing = self.number(name);
            one = Some(one.map_or(thing, |one| self.unite(one, thing, joined)));
        });
        // An act that names nothing is refused, wherever it is tried.
        one.unwrap_or(BOOKS)
    }

    /// The same, and an event that corrects this one, or has its id, is one of the component too.
    pub(super) fn join_with_corrections(
        &mut self,
        event: &EventId,
        act: &Act,
        joined: &mut impl FnMut(usize, usize),
    ) -> usize {
        let thing = self.join(event, act, joined);
        let other = self.events.get_or_insert(event, || thing);
        self.unite(thing, other, joined)
    }

    /// Joins the components of two things; the least number in it.
    fn unite(&mut self, a: usize, b: usize, joined: &mut impl FnMut(usize, usize)) -> usize {
        let (a, b) = (self.shorten(a), self.shorten(b));
        let (least, other) = (a.min(b), a.max(b));
        if let Some(place) = self.towards.get_mut(other).filter(|_| least != other) {
            *place = least;
            joined(least, other);
        }
        least
    }

    /// The least number in the component of a thing: what the component is called by, until it is joined to another.
    pub(super) fn first(&self, thing: usize) -> usize {
        let mut first = thing;
        while let Some(next) = self.towards.get(first).filter(|next| **next != first) {
            first = *next;
        }
        first
    }

    /// The same, and makes the way shorter for the next time.
    fn shorten(&mut self, thing: usize) -> usize {
        let first = self.first(thing);
        let mut at = thing;
        while let Some(next) = self.towards.get_mut(at).filter(|next| **next != first) {
            at = std::mem::replace(next, first);
        }
        first
    }

    /// The number of a parcel that some act names.
    pub(super) fn parcel(&self, code: &ParcelCode) -> Option<usize> {
        self.parcels.get(code)
    }

    /// The same of an event.
    pub(super) fn event(&self, id: &EventId) -> Option<usize> {
        self.events.get(id)
    }

    fn number(&mut self, name: Name<'_>) -> usize {
        let towards = &mut self.towards;
        let new = || {
            let number = towards.len();
            towards.push(number);
            number
        };
        match name {
            Name::Parcel(code) => self.parcels.get_or_insert(code, new),
            Name::Entry(id) => self.entries.get_or_insert(id, new),
            Name::Space(id) => self.spaces.get_or_insert(id, new),
            Name::Plan(id) => self.plans.get_or_insert(id, new),
            Name::Prospect(id) => self.prospects.get_or_insert(id, new),
            Name::Event(id) => self.events.get_or_insert(id, new),
            Name::Books => BOOKS,
        }
    }
}

/// The indices of events, component by component, each with its component; within one in the order given.
pub(super) fn by_component(events: &[Effective<'_>]) -> Vec<(usize, usize)> {
    let mut components = Components::new();
    let things: Vec<usize> =
        events.iter().map(|event| components.join(event.id, event.act, &mut |_, _| {})).collect();
    let things = things.into_iter().enumerate();
    let mut order: Vec<(usize, usize)> =
        things.map(|(at, thing)| (components.first(thing), at)).collect();
    order.sort_unstable();
    order
}

/// Shows everything that the act of an event names, by which other acts could concern it.
pub(super) fn names<'a>(event: &'a EventId, act: &'a Act, each: &mut impl FnMut(Name<'a>)) {
    match act {
        Act::ParcelRegistered { parcel, .. }
        | Act::FactsRevised { parcel, .. }
        | Act::AgreementMade { parcel, .. } => each(Name::Parcel(parcel)),
        Act::ParcelsReplaced { replacement } => {
            replacement.from.iter().for_each(|code| each(Name::Parcel(code)));
            replacement.to.iter().for_each(|to| each(Name::Parcel(&to.parcel)));
            for share in &replacement.entries {
                share.from.iter().for_each(|id| each(Name::Entry(id)));
                each(Name::Entry(&share.entry));
                each(Name::Parcel(&share.parcel));
            }
            for (space, code) in &replacement.spaces {
                each(Name::Space(space));
                each(Name::Parcel(code));
            }
        }
        Act::EntryListed { entry, parcel, .. } => {
            each(Name::Entry(entry));
            each(Name::Parcel(parcel));
        }
        Act::CausesRevised { entry, .. }
        | Act::EntryReclassified { entry, .. }
        | Act::EntryResized { entry, .. }
        | Act::EntryStruckOff { entry, .. }
        | Act::EntryRelisted { entry, .. } => each(Name::Entry(entry)),
        Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan } => {
            each(Name::Plan(&plan.id));
            plan.parcels.iter().for_each(|code| each(Name::Parcel(code)));
        }
        Act::PlanMoved { plan, successor, .. } => {
            each(Name::Plan(plan));
            successor.iter().for_each(|id| each(Name::Plan(id)));
        }
        Act::MilestoneReached { plan, .. } | Act::PlanAccepted { plan } => each(Name::Plan(plan)),
        Act::SpaceSurveyed { space, .. } => {
            each(Name::Space(&space.id));
            each(Name::Parcel(&space.parcel));
        }
        Act::SpaceOccupied { space, plan, .. } => {
            each(Name::Space(space));
            plan.iter().for_each(|id| each(Name::Plan(id)));
        }
        Act::SpaceRemeasured { space, .. }
        | Act::SpaceFactsRevised { space, .. }
        | Act::SpaceVacated { space }
        | Act::SpaceRemoved { space } => each(Name::Space(space)),
        Act::ProspectRecorded { prospect } => {
            each(Name::Prospect(&prospect.id));
            prospect.plans.iter().for_each(|id| each(Name::Plan(id)));
        }
        Act::ProspectNeedRevised { prospect, .. } => each(Name::Prospect(prospect)),
        Act::ProspectAdvanced { prospect, spaces, plots, .. } => {
            each(Name::Prospect(prospect));
            spaces.iter().for_each(|id| each(Name::Space(id)));
            plots.iter().for_each(|code| each(Name::Parcel(code)));
        }
        Act::ZoneBoundaryAdopted { .. }
        | Act::FindingAcknowledged { .. }
        | Act::BalanceAsserted { .. }
        | Act::PeriodClosed { .. } => each(Name::Books),
        Act::Together { acts } => acts.iter().for_each(|act| names(event, act, each)),
        Act::Proposed { act, .. } => {
            each(Name::Event(event));
            names(event, act, each);
        }
        Act::ProposalConfirmed { event } | Act::ProposalVoided { event } => {
            each(Name::Event(event));
        }
        Act::EventCorrected { event: of, act } => {
            each(Name::Event(of));
            names(event, act, each);
        }
        Act::EventRetracted { event: of } => each(Name::Event(of)),
    }
}
