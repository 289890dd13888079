//! Watching: what single acts make of parcels and spaces, noted on the way.

use jiff::civil::Date;

use super::{Ledger, Moment, subjects::Subject, subjects::subjects};
use crate::codes::ParcelCode;
use crate::ledger::steps::{Step, StepChange};
use crate::ledger::{Act, SpaceState};
use crate::parcel::ParcelFacts;
use crate::space::SpaceId;

/// The steps so far, of the days after one.
pub(in crate::ledger) struct Watch {
    pub(in crate::ledger) after: Date,
    pub(in crate::ledger) steps: Vec<Step>,
}

impl Ledger {
    /// What an act is about, as it is now; empty unless it is watched. Of acts together and of proposals each is
    /// watched when it is carried out.
    pub(super) fn seen(&self, now: Moment<'_>, act: &Act) -> Vec<StepChange> {
        let watched = self.watch.as_ref().is_some_and(|watch| watch.after < now.day);
        if !watched || matches!(act, Act::Together { .. } | Act::Proposed { .. }) {
            return Vec::new();
        }
        let replaced = match act {
            Act::ParcelsReplaced { replacement } => Some(replacement.kind),
            _ => None,
        };
        let mut seen: Vec<StepChange> = Vec::new();
        for subject in subjects(act) {
            let change = match subject {
                Subject::Parcel(code) => {
                    let before = self.standing_facts(code);
                    StepChange::Parcel { parcel: *code, before, after: None, replaced }
                }
                Subject::Space(id) => {
                    let before = self.standing_space(id);
                    StepChange::Space { space: id.clone(), before, after: None }
                }
                Subject::Entry(_) | Subject::Plan(_) | Subject::Prospect(_) => continue,
            };
            // The parcels of a boundary adjustment are both those that were and those that are.
            if !seen.contains(&change) {
                seen.push(change);
            }
        }
        seen
    }

    /// Notes what became of what was seen before an act that was carried out.
    pub(super) fn note_steps(&mut self, now: Moment<'_>, seen: Vec<StepChange>) {
        for mut change in seen {
            match &mut change {
                StepChange::Parcel { parcel, after, .. } => *after = self.standing_facts(parcel),
                StepChange::Space { space, after, .. } => *after = self.standing_space(space),
            }
            if let Some(watch) = &mut self.watch {
                watch.steps.push(Step { event: now.event.clone(), change });
            }
        }
    }

    fn standing_facts(&self, code: &ParcelCode) -> Option<Box<ParcelFacts>> {
        let parcel = self.state.parcels.get(code).filter(|parcel| parcel.ended.is_none());
        parcel.map(|parcel| Box::new(parcel.facts.clone()))
    }

    fn standing_space(&self, id: &SpaceId) -> Option<Box<SpaceState>> {
        let space = self.state.spaces.get(id).filter(|state| state.removed.is_none());
        space.cloned().map(Box::new)
    }
}
