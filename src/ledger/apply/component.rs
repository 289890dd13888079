//! One component after the other: what is known of one is little, and at hand, while its events are applied.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Ledger;
use super::grouping::{Grouped, OnParcel};
use super::listed_area::{Listed, ListedAreas};
use crate::codes::ParcelCode;
use crate::ledger::components::Name;
use crate::ledger::ranks::permute;
use crate::ledger::{
    Entry, EntryId, EventId, Group, PlanState, Proposal, ProspectState, RegisteredParcel,
    SpaceState,
};
use crate::plan::{PlanId, ProspectId};
use crate::space::SpaceId;

/// What is known of the components that are done, in the order in which they were.
#[derive(Default)]
pub(in crate::ledger) struct Done {
    parcels: Vec<(ParcelCode, RegisteredParcel)>,
    entries: Vec<(EntryId, Entry)>,
    plans: Vec<(PlanId, PlanState)>,
    spaces: Vec<(SpaceId, SpaceState)>,
    prospects: Vec<(ProspectId, ProspectState)>,
    proposals: Vec<(EventId, Proposal)>,
    /// What later events need beside the state; `None` if there are none.
    kept: Option<Kept>,
}

#[derive(Default)]
struct Kept {
    parcels: Vec<(ParcelCode, OnParcel)>,
    entries: Vec<(EntryId, Arc<Group>)>,
    spaces: Vec<(SpaceId, Arc<Group>)>,
    listed: Vec<(ParcelCode, Listed)>,
}

impl Done {
    /// With what is needed to go on, but without the movements so far.
    pub(in crate::ledger) fn to_go_on() -> Done {
        Done { kept: Some(Kept::default()), ..Done::default() }
    }
}

impl Ledger {
    /// Puts what is known aside: the events that follow are those of another component, and none of it concerns them.
    pub(in crate::ledger) fn leave_component(&mut self, done: &mut Done) {
        let (state, grouped) = (&mut self.state, &mut self.grouped);
        if let Some(kept) = &mut done.kept {
            kept.listed.extend(state.parcels.keys().map(|code| (*code, self.listed.of(code))));
            kept.parcels.extend(std::mem::take(&mut grouped.parcels));
            kept.entries.extend(std::mem::take(&mut grouped.entries));
            kept.spaces.extend(std::mem::take(&mut grouped.spaces));
            self.movements.clear();
            self.vacancy.clear();
            self.floor.clear();
            self.floor_credits.clear();
            self.land_credits.clear();
        }
        *grouped = Grouped::new();
        self.listed = ListedAreas::new();
        self.waiting.clear();
        done.parcels.extend(std::mem::take(&mut state.parcels));
        done.entries.extend(std::mem::take(&mut state.entries));
        done.plans.extend(std::mem::take(&mut state.plans));
        done.spaces.extend(std::mem::take(&mut state.spaces));
        done.prospects.extend(std::mem::take(&mut state.prospects));
        done.proposals.extend(std::mem::take(&mut state.proposals));
    }

    /// Puts what is known of all components together.
    pub(in crate::ledger) fn gather(&mut self, done: Done) {
        let (state, grouped) = (&mut self.state, &mut self.grouped);
        state.parcels = tree(done.parcels, ParcelCode::as_str);
        state.entries = tree(done.entries, EntryId::as_str);
        state.plans = tree(done.plans, PlanId::as_str);
        state.spaces = tree(done.spaces, SpaceId::as_str);
        state.prospects = tree(done.prospects, ProspectId::as_str);
        state.proposals = tree(done.proposals, EventId::as_str);
        if let Some(kept) = done.kept {
            grouped.parcels = tree(kept.parcels, ParcelCode::as_str);
            grouped.entries = tree(kept.entries, EntryId::as_str);
            grouped.spaces = tree(kept.spaces, SpaceId::as_str);
            for (code, listed) in kept.listed {
                self.listed.set(code, listed);
            }
        }
    }

    /// The events that follow are those of a component that made these proposals; what waits elsewhere is nothing to them.
    pub(in crate::ledger) fn enter_component<'a>(
        &mut self,
        proposals: impl IntoIterator<Item = &'a EventId>,
    ) {
        let there = &self.state.proposals;
        let open = proposals.into_iter().filter(|event| there.contains_key(*event));
        self.waiting.clear();
        self.waiting.extend(open.cloned());
    }

    /// Takes over what another ledger knows of things, which is all that is to be known of them: of those that it does not
    /// know, nothing.
    pub(in crate::ledger) fn take_over(&mut self, mut other: Ledger, names: &[Name<'_>]) {
        let Ledger { state, grouped, listed, .. } = self;
        let Ledger { state: new, grouped: newly, listed: now, .. } = &mut other;
        for name in names {
            match *name {
                Name::Parcel(code) => {
                    put(&mut state.parcels, code, &mut new.parcels);
                    put(&mut grouped.parcels, code, &mut newly.parcels);
                    listed.set(*code, now.of(code));
                }
                Name::Entry(id) => {
                    put(&mut state.entries, id, &mut new.entries);
                    put(&mut grouped.entries, id, &mut newly.entries);
                }
                Name::Space(id) => {
                    put(&mut state.spaces, id, &mut new.spaces);
                    put(&mut grouped.spaces, id, &mut newly.spaces);
                }
                Name::Plan(id) => put(&mut state.plans, id, &mut new.plans),
                Name::Prospect(id) => put(&mut state.prospects, id, &mut new.prospects),
                Name::Event(id) => put(&mut state.proposals, id, &mut new.proposals),
                Name::Books => {
                    state.acknowledgements = std::mem::take(&mut new.acknowledgements);
                    state.boundaries = std::mem::take(&mut new.boundaries);
                    state.assertions = std::mem::take(&mut new.assertions);
                    state.closings = std::mem::take(&mut new.closings);
                }
            }
        }
        state.lineage.append(&mut new.lineage);
    }

    /// Drops the movements so far.
    pub(in crate::ledger) fn forget_movements(&mut self) {
        self.movements.clear();
        self.vacancy.clear();
        self.floor.clear();
        self.floor_credits.clear();
        self.land_credits.clear();
    }
}

/// Moves what belongs to a key from one map to another; nothing, if there is nothing.
fn put<K: Ord + Clone, V>(to: &mut BTreeMap<K, V>, key: &K, from: &mut BTreeMap<K, V>) {
    match (to.get_mut(key), from.remove(key)) {
        (Some(place), Some(value)) => *place = value,
        (None, Some(value)) => drop(to.insert(key.clone(), value)),
        (Some(_), None) => drop(to.remove(key)),
        (None, None) => {}
    }
}

/// A map of things whose keys are told apart by their texts.
fn tree<K: Ord, V>(mut things: Vec<(K, V)>, text: impl Fn(&K) -> &str) -> BTreeMap<K, V> {
    // The map sorts what it is given, and what is sorted already in one pass; most texts differ in their beginnings, and
    // those are small and side by side.
    let beginning = |key: &K| {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(text(key).bytes()).for_each(|(to, from)| *to = from);
        u128::from_be_bytes(bytes)
    };
    let keys = things.iter().enumerate();
    let mut order: Vec<(u128, usize)> = keys.map(|(at, (key, _))| (beginning(key), at)).collect();
    order.sort_unstable();
    permute(&mut things, order.into_iter().map(|(_, at)| at).collect());
    things.into_iter().collect()
}
