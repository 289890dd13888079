//! The lineage of parcels (宗地沿革): what they came from, and what became of them.

use std::collections::BTreeSet;

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
        self.related(parcel, |step| (&step.to, &step.from))
    }

    /// The parcels that took the place of a parcel, directly and through others, by code; some may have ended since, see
    /// [`LedgerState::present_heirs`].
    #[must_use]
    pub fn heirs(&self, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
        self.related(parcel, |step| (&step.from, &step.to))
    }

    /// Of the heirs of a parcel those that have not ended: where its land is now.
    #[must_use]
    pub fn present_heirs(&self, parcel: &ParcelCode) -> BTreeSet<ParcelCode> {
        let mut heirs = self.heirs(parcel);
        heirs.retain(|heir| self.parcels.get(heir).is_some_and(|heir| heir.ended.is_none()));
        heirs
    }

    fn related<'s>(
        &'s self,
        parcel: &ParcelCode,
        side: impl Fn(&'s LineageStep) -> (&'s Vec<ParcelCode>, &'s Vec<ParcelCode>),
    ) -> BTreeSet<ParcelCode> {
        let steps = || {
            let steps = self.lineage.iter();
            steps.filter(|step| step.kind != ReplacementKind::BoundaryAdjusted)
        };
        let mut found = BTreeSet::new();
        let mut open = vec![*parcel];
        while let Some(next) = open.pop() {
            for (near, far) in steps().map(&side) {
                if near.contains(&next) {
                    open.extend(far.iter().filter(|code| found.insert(**code)));
                }
            }
        }
        found
    }
}
