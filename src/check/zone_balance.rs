//! The balance of areas with the names of those it is made of.

use super::Context;
use super::land::CheckedLand;
use crate::geometry::PlanePosition;
use crate::geometry::coverage::{self, AreaBalance, Coverage, Overlaps};

/// The area balance of a zone (面积平衡), and what the shapes in it are called.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ZoneBalance {
    /// The terms, with the polygons of each.
    pub areas: AreaBalance,
    /// What findings call the parcels of the balance, by their number in it.
    pub parcels: Vec<String>,
    /// What findings call the declared land of the balance, by its number in it.
    pub declared: Vec<String>,
    /// The parcels that overlap others, in order.
    pub overlapping: Vec<String>,
}

impl ZoneBalance {
    pub(super) fn new<P: PlanePosition>(
        context: &Context<'_, P>,
        land: &CheckedLand<'_, P>,
        coverage: Coverage,
    ) -> Option<ZoneBalance> {
        let name = |owner: coverage::Owner| {
            land.owner(context, owner).map(|(_, name)| name.to_owned()).unwrap_or_default()
        };
        ZoneBalance::named(coverage.balance?, &coverage.overlaps, name)
    }

    /// The balance with the names of its shapes.
    pub(super) fn named(
        areas: AreaBalance,
        overlaps: &Overlaps,
        name: impl Fn(coverage::Owner) -> String,
    ) -> Option<ZoneBalance> {
        let pairs = overlaps.pairs.iter().flat_map(|pair| pair.parcels);
        let mut overlapping: Vec<String> =
            pairs.map(|parcel| name(coverage::Owner::Parcel(parcel))).collect();
        overlapping.sort_unstable();
        overlapping.dedup();
        let parcels = areas.parcels.parts.iter().map(|part| name(part.owner)).collect();
        let declared = areas.declared.parts.iter().map(|part| name(part.owner)).collect();
        Some(ZoneBalance { areas, parcels, declared, overlapping })
    }

    /// What findings call a shape of the balance.
    #[must_use]
    pub fn name(&self, owner: coverage::Owner) -> &str {
        let name = match owner {
            coverage::Owner::Parcel(parcel) => self.parcels.get(parcel),
            coverage::Owner::Declared(declared) => self.declared.get(declared),
        };
        name.map(String::as_str).unwrap_or_default()
    }
}
