//! Base quantities subject by subject.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::super::{BaseQuantities, DeclaredLand};
use crate::codes::ParcelCode;
use crate::indicator::MeasuredLand;
use crate::ledger::{EntryClass, EntryId, LedgerState, SpaceState};
use crate::parcel::ParcelFacts;
use crate::space::SpaceId;
use crate::units::Area;

/// What a part of an indicator belongs to (变动主体).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ChangeSubject {
    /// A parcel.
    Parcel(ParcelCode),
    /// An entry of the ledger.
    Entry {
        /// The entry.
        entry: EntryId,
        /// Its parcel.
        parcel: ParcelCode,
    },
    /// A space.
    Space {
        /// The space.
        space: SpaceId,
        /// Its parcel.
        parcel: ParcelCode,
    },
    /// Declared land that is no parcel, by its id.
    Declared(String),
    /// The zone as a whole: its approved area.
    Zone,
}

impl ChangeSubject {
    /// The parcel that it is, or stands on.
    #[must_use]
    pub const fn parcel(&self) -> Option<&ParcelCode> {
        match self {
            ChangeSubject::Parcel(parcel)
            | ChangeSubject::Entry { parcel, .. }
            | ChangeSubject::Space { parcel, .. } => Some(parcel),
            ChangeSubject::Declared(_) | ChangeSubject::Zone => None,
        }
    }
}

impl BaseQuantities {
    /// What each subject adds to the base quantities of the day that `state` is of: the zone, declared land, parcels,
    /// open entries of idle land, spaces.
    ///
    /// Every quantity of [`BaseQuantities::of`] is the sum of these, but for [`BaseQuantities::ready`], which is bounded by
    /// others and is nothing here.
    #[must_use]
    pub fn parts(
        state: &LedgerState,
        measured: &MeasuredLand,
    ) -> Vec<(ChangeSubject, BaseQuantities)> {
        let year = tax_year(state.as_of.effective);
        let mut parts = vec![(ChangeSubject::Zone, of_zone(measured.approved))];
        for land in &measured.declared {
            parts.push((ChangeSubject::Declared(land.id.clone()), of_declared(land)));
        }
        for (code, parcel) in state.existing_parcels() {
            let mapped = measured.parcels.get(code).copied();
            let part = of_parcel(code, &parcel.facts, mapped, year);
            parts.push((ChangeSubject::Parcel(*code), part));
        }
        for entry in state.open_entries().filter(|entry| entry.class == EntryClass::Idle) {
            let mut part = BaseQuantities::empty(year);
            part.idle.add(entry.land_area.square_metres());
            let (entry, parcel) = (entry.id.clone(), entry.parcel);
            parts.push((ChangeSubject::Entry { entry, parcel }, part));
        }
        for space in state.existing_spaces() {
            let (id, parcel) = (space.space.id.clone(), space.space.parcel);
            parts.push((ChangeSubject::Space { space: id, parcel }, of_space(space)));
        }
        parts
    }
}

/// The year whose tax counts on a day.
pub(super) fn tax_year(day: Date) -> i16 {
    day.year().saturating_sub(1)
}

pub(super) fn of_zone(approved: Option<Area>) -> BaseQuantities {
    let mut base = BaseQuantities::empty(0);
    base.add_zone(approved);
    base
}

pub(super) fn of_declared(land: &DeclaredLand) -> BaseQuantities {
    let mut base = BaseQuantities::empty(0);
    base.add_declared(land);
    base
}

pub(super) fn of_parcel(
    code: &ParcelCode,
    facts: &ParcelFacts,
    mapped: Option<Area>,
    tax_year: i16,
) -> BaseQuantities {
    let mut base = BaseQuantities::empty(tax_year);
    base.add_parcel(code.as_str(), facts, mapped, Decimal::ZERO);
    base
}

pub(super) fn of_space(space: &SpaceState) -> BaseQuantities {
    let mut base = BaseQuantities::empty(0);
    base.add_space(space);
    base
}
