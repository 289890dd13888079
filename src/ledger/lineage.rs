//! The lineage of parcels (宗地沿革): what they came from, and what became of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EventId, LedgerState, ReplacementKind};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::units::{Area, AreaChange};

/// One step of a lineage: parcels that gave way to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LineageStep {
    /// The event that says so.
    pub event: EventId,
    /// First day of the new parcels.
    #[serde(with = "calendar::day")]
    pub day: Date,
    /// How.
    pub kind: ReplacementKind,
    /// The parcels that were.
    pub from: Vec<ParcelCode>,
    /// The parcels that are from then on.
    pub to: Vec<ParcelCode>,
    /// The registered area before, m²; absent where one of the parcels has none.
    #[serde(default, rename = "before_m2", skip_serializing_if = "Option::is_none")]
    pub before: Option<Area>,
    /// The registered area after, m².
    #[serde(default, rename = "after_m2", skip_serializing_if = "Option::is_none")]
    pub after: Option<Area>,
    /// After less before, as stated and checked, m².
    #[serde(default, rename = "difference_m2", skip_serializing_if = "Option::is_none")]
    pub difference: Option<AreaChange>,
}

impl LedgerState {
    /// The parcels that a parcel came from, directly and through others, by code; without those that only moved a
    /// common boundary with it.
    #[must_use]
    pub fn ancestors(&self, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
        Lineage::of(self).ancestors(parcel)
    }

    /// The parcels that took the place of a parcel, directly and through others, by code; some may have ended since, see
    /// [`LedgerState::present_heirs`].
    #[must_use]
    pub fn heirs(&self, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
        Lineage::of(self).heirs(parcel)
    }

    /// Of the heirs of a parcel those that have not ended: where its land is now.
    #[must_use]
    pub fn present_heirs(&self, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
        let mut heirs = self.heirs(parcel);
        heirs.retain(|heir| self.parcels.get(heir).is_some_and(|heir| heir.ended.is_none()));
        heirs
    }
}

/// The steps of a state by their parcels, to ask about many parcels; without those in which neighbours only moved a
/// common boundary.
pub(super) struct Lineage<'s> {
    /// What came of a parcel, step by step.
    next: Steps<'s>,
    /// What a parcel came from.
    previous: Steps<'s>,
}

type Steps<'s> = BTreeMap<ParcelCode, Vec<&'s [ParcelCode]>>;

impl<'s> Lineage<'s> {
    pub(super) fn of(state: &'s LedgerState) -> Lineage<'s> {
        let mut lineage = Lineage { next: BTreeMap::new(), previous: BTreeMap::new() };
        let steps = state.lineage.iter();
        for step in steps.filter(|step| step.kind != ReplacementKind::BoundaryAdjusted) {
            for code in &step.from {
                lineage.next.entry(*code).or_default().push(&step.to);
            }
            for code in &step.to {
                lineage.previous.entry(*code).or_default().push(&step.from);
            }
        }
        lineage
    }

    /// As [`LedgerState::ancestors`].
    pub(super) fn ancestors(&self, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
        reached(&self.previous, parcel)
    }

    /// As [`LedgerState::heirs`].
    pub(super) fn heirs(&self, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
        reached(&self.next, parcel)
    }
}

fn reached(steps: &Steps<'_>, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
    let mut found = BTreeSet::new();
    let mut open = vec![*parcel];
    while let Some(next) = open.pop() {
        let near = steps.get(&next).into_iter().flatten().copied().flatten();
        open.extend(near.filter(|code| found.insert(**code)));
    }
    found
}
