//! Checkpoints: what acts may change, as it was before, so that they can be taken back whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Ledger;
use super::grouping::OnParcel;
use super::listed_area::Listed;
use super::subjects::{Subject, subjects};
use crate::codes::ParcelCode;
use crate::finding::Acknowledgement;
use crate::ledger::{
    Act, Entry, EntryId, Group, PlanState, ProspectState, RegisteredParcel, SpaceState,
};
use crate::plan::{PlanId, ProspectId};
use crate::space::SpaceId;

/// What acts may change: the things that they are about, and all that stands on the parcels of those.
pub(super) struct Checkpoint {
    parcels: Vec<SavedParcel>,
    entries: Vec<(EntryId, Option<Entry>, Option<Arc<Group>>)>,
    spaces: Vec<(SpaceId, Option<SpaceState>, Option<Arc<Group>>)>,
    plans: Vec<(PlanId, Option<PlanState>)>,
    prospects: Vec<(ProspectId, Option<ProspectState>)>,
    acknowledgements: Vec<(String, Option<Acknowledgement>)>,
    /// Lengths of what only grows.
    lengths: [usize; 8],
}

/// A parcel, what stands on it, and how much of it is on the ledger.
type SavedParcel = (ParcelCode, Option<RegisteredParcel>, Option<OnParcel>, Listed);

impl Ledger {
    /// What these acts may change, as it is now.
    pub(super) fn checkpoint(&self, acts: &[Act]) -> Checkpoint {
        let mut touched = Touched::default();
        for act in acts {
            self.touch(act, &mut touched);
        }
        // Whatever stands on a parcel may move to another group.
        for parcel in touched.parcels.clone() {
            if let Some(on) = self.grouped.on(&parcel) {
                touched.entries.extend(on.entries.iter().cloned());
                touched.spaces.extend(on.spaces.iter().cloned());
                touched.plans.extend(on.plans.iter().cloned());
            }
        }
        let state = &self.state;
        Checkpoint {
            parcels: of(touched.parcels, |code| {
                (
                    code,
                    state.parcels.get(&code).cloned(),
                    self.grouped.on(&code).cloned(),
                    self.listed.of(&code),
                )
            }),
            entries: of(touched.entries, |id| {
                let (entry, group) = (state.entries.get(&id), self.grouped.entries.get(&id));
                (id.clone(), entry.cloned(), group.cloned())
            }),
            spaces: of(touched.spaces, |id| {
                let (space, group) = (state.spaces.get(&id), self.grouped.spaces.get(&id));
                (id.clone(), space.cloned(), group.cloned())
            }),
            plans: of(touched.plans, |id| (id.clone(), state.plans.get(&id).cloned())),
            prospects: of(touched.prospects, |id| (id.clone(), state.prospects.get(&id).cloned())),
            acknowledgements: of(touched.fingerprints, |id| {
                (id.clone(), state.acknowledgements.get(&id).cloned())
            }),
            lengths: [
                self.movements.len(),
                self.vacancy.len(),
                self.floor.len(),
                self.floor_credits.len(),
                self.land_credits.len(),
                state.lineage.len(),
                state.boundaries.len(),
                self.watch.as_ref().map_or(0, |watch| watch.steps.len()),
            ],
        }
    }

    /// Makes everything as it was.
    pub(super) fn put_back(&mut self, checkpoint: Checkpoint) {
        for (code, parcel, on, listed) in checkpoint.parcels {
            restore(&mut self.state.parcels, code, parcel);
            restore(&mut self.grouped.parcels, code, on);
            self.listed.set(code, listed);
        }
        for (id, entry, group) in checkpoint.entries {
            restore(&mut self.grouped.entries, id.clone(), group);
            restore(&mut self.state.entries, id, entry);
        }
        for (id, space, group) in checkpoint.spaces {
            restore(&mut self.grouped.spaces, id.clone(), group);
            restore(&mut self.state.spaces, id, space);
        }
        for (id, plan) in checkpoint.plans {
            restore(&mut self.state.plans, id, plan);
        }
        for (id, prospect) in checkpoint.prospects {
            restore(&mut self.state.prospects, id, prospect);
        }
        for (id, acknowledgement) in checkpoint.acknowledgements {
            restore(&mut self.state.acknowledgements, id, acknowledgement);
        }
        let [movements, vacancy, floor, floor_credits, land_credits, lineage, boundaries, steps] =
            checkpoint.lengths;
        self.movements.truncate(movements);
        self.vacancy.truncate(vacancy);
        self.floor.truncate(floor);
        self.floor_credits.truncate(floor_credits);
        self.land_credits.truncate(land_credits);
        self.state.lineage.truncate(lineage);
        self.state.boundaries.truncate(boundaries);
        if let Some(watch) = &mut self.watch {
            watch.steps.truncate(steps);
        }
    }

    fn touch(&self, act: &Act, touched: &mut Touched) {
        for subject in subjects(act) {
            match subject {
                Subject::Parcel(code) => drop(touched.parcels.insert(*code)),
                Subject::Entry(id) => {
                    touched.parcels.extend(self.state.entries.get(id).map(|entry| entry.parcel));
                    touched.entries.insert(id.clone());
                }
                Subject::Space(id) => {
                    let space = self.state.spaces.get(id);
                    touched.parcels.extend(space.map(|state| state.space.parcel));
                    touched.spaces.insert(id.clone());
                }
                Subject::Plan(id) => {
                    let plan = self.state.plans.get(id).into_iter();
                    touched.parcels.extend(plan.flat_map(|state| &state.plan.parcels));
                    touched.plans.insert(id.clone());
                }
                Subject::Prospect(id) => drop(touched.prospects.insert(id.clone())),
            }
        }
        match act {
            Act::EntryListed { parcel, .. } => drop(touched.parcels.insert(*parcel)),
            Act::SpaceSurveyed { space, .. } => drop(touched.parcels.insert(space.parcel)),
            Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan } => {
                touched.parcels.extend(&plan.parcels);
            }
            Act::FindingAcknowledged { acknowledgement } => {
                touched.fingerprints.insert(acknowledgement.fingerprint.clone());
            }
            Act::Together { acts } => acts.iter().for_each(|act| self.touch(act, touched)),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Touched {
    parcels: BTreeSet<ParcelCode>,
    entries: BTreeSet<EntryId>,
    spaces: BTreeSet<SpaceId>,
    plans: BTreeSet<PlanId>,
    prospects: BTreeSet<ProspectId>,
    fingerprints: BTreeSet<String>,
}

fn of<K, T>(keys: BTreeSet<K>, saved: impl Fn(K) -> T) -> Vec<T> {
    keys.into_iter().map(saved).collect()
}

fn restore<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}
