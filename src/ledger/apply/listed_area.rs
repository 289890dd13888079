//! How much of each parcel is on the ledger, kept up to date instead of searched for.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::codes::ParcelCode;
use crate::units::Area;

/// An area has at most six decimals: in millionths of a square metre it is an integer.
const DECIMALS: u32 = 6;

/// The land area of the open entries of each parcel.
#[derive(Default)]
pub(super) struct ListedAreas {
    /// Millionths of m². An area is at most 10¹⁸ m²: 10¹⁴ entries of it fit.
    by_parcel: BTreeMap<ParcelCode, i128>,
    /// Millionths of m² of entries that count as revitalized: the same land cannot be listed under another entry.
    credited: BTreeMap<ParcelCode, i128>,
}

/// What is kept of a parcel.
pub(super) type Listed = (Option<i128>, Option<i128>);

impl ListedAreas {
    pub(super) const fn new() -> ListedAreas {
        ListedAreas { by_parcel: BTreeMap::new(), credited: BTreeMap::new() }
    }

    /// What is on the ledger of a parcel, to put back later; `None` if it never had an entry.
    pub(super) fn of(&self, parcel: &ParcelCode) -> Listed {
        (self.by_parcel.get(parcel).copied(), self.credited.get(parcel).copied())
    }

    /// Puts back what [`ListedAreas::of`] gave.
    pub(super) fn set(&mut self, parcel: ParcelCode, (listed, credited): Listed) {
        for (map, kept) in [(&mut self.by_parcel, listed), (&mut self.credited, credited)] {
            match kept {
                Some(kept) => drop(map.insert(parcel, kept)),
                None => drop(map.remove(&parcel)),
            }
        }
    }

    /// An entry of this area began to count as revitalized.
    pub(super) fn credit(&mut self, parcel: ParcelCode, by: Area) {
        let credited = self.credited.entry(parcel).or_default();
        *credited = credited.saturating_add(millionths(by));
    }

    /// An entry of this area ceased to count as revitalized.
    pub(super) fn take_back(&mut self, parcel: ParcelCode, by: Area) {
        let credited = self.credited.entry(parcel).or_default();
        *credited = credited.saturating_sub(millionths(by));
    }

    /// Whether the open entries of a parcel fit an area.
    pub(super) fn fit(&self, parcel: &ParcelCode, registered: Area) -> bool {
        self.by_parcel.get(parcel).is_none_or(|listed| *listed <= millionths(registered))
    }

    /// An entry of this area came onto the ledger.
    pub(super) fn grow(&mut self, parcel: ParcelCode, by: Area) {
        let listed = self.by_parcel.entry(parcel).or_default();
        *listed = listed.saturating_add(millionths(by));
    }

    /// An entry of this area left the ledger.
    pub(super) fn shrink(&mut self, parcel: ParcelCode, by: Area) {
        let listed = self.by_parcel.entry(parcel).or_default();
        *listed = listed.saturating_sub(millionths(by));
    }

    /// What the other entries leave of the registered area, those that count as revitalized too; zero if they exceed it
    /// already. `own` is what the entry in question has on the ledger or counts with.
    pub(super) fn room(&self, parcel: &ParcelCode, registered: Area, own: Area) -> Area {
        let listed = self.by_parcel.get(parcel).copied().unwrap_or_default();
        let credited = self.credited.get(parcel).copied().unwrap_or_default();
        let listed = listed.saturating_add(credited);
        let others = listed.saturating_sub(millionths(own));
        let room = millionths(registered).saturating_sub(others).max(0);
        let room = Decimal::try_from_i128_with_scale(room, DECIMALS).unwrap_or_default();
        Area::from_square_metres(room.normalize()).unwrap_or_default()
    }
}

fn millionths(area: Area) -> i128 {
    let number = area.square_metres();
    let power = DECIMALS.saturating_sub(number.scale());
    number.mantissa().saturating_mul(10_i128.saturating_pow(power))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn room_is_exact_whatever_the_decimals() {
        let parcel: ParcelCode = "410106001001GB00001".parse().unwrap();
        let area = |text: &str| text.parse::<Area>().unwrap();
        let mut listed = ListedAreas::new();
        listed.grow(parcel, area("0.1"));
        listed.grow(parcel, area("0.200000"));
        assert_eq!(listed.room(&parcel, area("1"), Area::ZERO).to_string(), "0.7");
        assert_eq!(listed.room(&parcel, area("1"), area("0.20")).to_string(), "0.9");
        assert_eq!(listed.room(&parcel, area("0.25"), Area::ZERO), Area::ZERO);
        listed.shrink(parcel, area("0.1"));
        assert_eq!(listed.room(&parcel, area("0.2"), Area::ZERO), Area::ZERO);
        let most = "1000000000000000000";
        listed.grow(parcel, area(most));
        listed.shrink(parcel, area("0.2"));
        assert_eq!(listed.room(&parcel, area(most), Area::ZERO), Area::ZERO);
        assert_eq!(listed.room(&parcel, area(most), area(most)).to_string(), most);
    }
}
