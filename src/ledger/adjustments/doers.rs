//! Which events did it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Adjustments, ChangeSet};
use crate::calendar::Period;
use crate::codes::ParcelCode;
use crate::ledger::apply::{Subject, subjects};
use crate::ledger::correction::{Effective, carried_out, resolve};
use crate::ledger::{Act, Event, EventId, History, LedgerState, Replacement, ReplacementKind};

/// What the events are read from.
pub(super) struct Context<'a> {
    pub(super) events: &'a [Event],
    pub(super) period: Period,
    pub(super) known: Option<Date>,
    /// The state before the period.
    pub(super) before: &'a LedgerState,
    /// The state after it, and what was refused.
    pub(super) history: &'a History,
}

/// Names the events of the period that did it.
pub(super) fn name(found: &mut Adjustments, context: &Context<'_>) {
    let mut all = resolve(context.events, context.known, &mut Vec::new());
    all.sort_by_key(|event| event.day);
    let refused = context.history.refused();
    let mut standing = Standing::on(context.before);
    let mut doers: BTreeMap<Subject<'_>, Vec<&EventId>> = BTreeMap::new();
    let happened = |event: &Effective<'_>| {
        context.period.contains(event.day) && !refused.contains_key(event.said_by.as_str())
    };
    for event in carried_out(&all).filter(happened) {
        let mut about = standing.follow(event.act);
        about.extend(subjects(event.act));
        for subject in about {
            doers.entry(subject).or_default().push(event.id);
        }
    }
    let of = |subject: Subject<'_>| -> Vec<EventId> {
        doers.get(&subject).into_iter().flatten().copied().cloned().collect()
    };
    each(&mut found.parcels, |code| of(Subject::Parcel(code)));
    each(&mut found.entries, |id| of(Subject::Entry(id)));
    each(&mut found.plans, |id| of(Subject::Plan(id)));
    each(&mut found.spaces, |id| of(Subject::Space(id)));
}

fn each<I, A>(set: &mut ChangeSet<I, A>, events: impl Fn(&I) -> Vec<EventId>) {
    for row in &mut set.rows {
        row.events = events(&row.subject);
    }
}

/// The plans and spaces on each parcel while events go by.
struct Standing<'a>(BTreeMap<ParcelCode, BTreeSet<Subject<'a>>>);

impl<'a> Standing<'a> {
    fn on(state: &'a LedgerState) -> Standing<'a> {
        let mut standing = Standing(BTreeMap::new());
        for state in state.spaces.values() {
            standing.add(state.space.parcel, Subject::Space(&state.space.id));
        }
        for state in state.plans.values() {
            for parcel in &state.plan.parcels {
                standing.add(*parcel, Subject::Plan(&state.plan.id));
            }
        }
        standing
    }

    fn add(&mut self, parcel: ParcelCode, subject: Subject<'a>) {
        self.0.entry(parcel).or_default().insert(subject);
    }

    /// Follows an act, and gives what goes on with other parcels by it.
    fn follow(&mut self, act: &'a Act) -> BTreeSet<Subject<'a>> {
        match act {
            Act::SpaceSurveyed { space, .. } => self.add(space.parcel, Subject::Space(&space.id)),
            Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan } => {
                for parcel in &plan.parcels {
                    self.add(*parcel, Subject::Plan(&plan.id));
                }
            }
            Act::ParcelsReplaced { replacement } => return self.replace(replacement),
            Act::Together { acts } => {
                return acts.iter().flat_map(|act| self.follow(act)).collect();
            }
            _ => {}
        }
        BTreeSet::new()
    }

    fn replace(&mut self, replacement: &'a Replacement) -> BTreeSet<Subject<'a>> {
        if replacement.kind == ReplacementKind::BoundaryAdjusted {
            return BTreeSet::new();
        }
        let from = replacement.from.iter();
        let moved: BTreeSet<_> = from.filter_map(|code| self.0.remove(code)).flatten().collect();
        for subject in &moved {
            let named = match subject {
                Subject::Space(id) => replacement.spaces.get(*id),
                _ => None,
            };
            let heirs = replacement.to.iter().map(|to| to.parcel);
            for heir in heirs.filter(|heir| named.is_none_or(|named| named == heir)) {
                self.add(heir, *subject);
            }
        }
        moved
    }
}
