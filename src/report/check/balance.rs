//! The area balance of a zone, as a report has it.

use serde::{Deserialize, Serialize};

/// One term of the balance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BalanceTerm {
    /// The area, m², a decimal number as text.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")))]
    #[serde(rename = "area_m2")]
    pub area: String,
    /// How many polygons it consists of.
    pub polygons: u64,
    /// The parcels, or the declared land, that they belong to.
    pub subjects: Vec<String>,
}

impl BalanceTerm {
    /// A term from its area (m², a decimal number as text) and its polygons.
    #[must_use]
    pub fn new(area: impl Into<String>, polygons: u64, subjects: Vec<String>) -> BalanceTerm {
        BalanceTerm { area: area.into(), polygons, subjects }
    }
}

/// The area balance (面积平衡): parcels − overlaps counted once + gaps + declared land − overhang = zone.
///
/// The overhang, the part of the parcels outside the zone, is within the parcels' area. The residue is what is
/// left when the right side is taken from the left one; it is zero but for rounding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BalanceReport {
    /// The zone.
    pub zone: BalanceTerm,
    /// The parcels, each with its whole area.
    pub parcels: BalanceTerm,
    /// Ground that more than one parcel covers, once for each parcel beyond the first.
    pub overlaps_counted_once: BalanceTerm,
    /// Ground within the zone that nothing covers.
    pub gaps: BalanceTerm,
    /// Declared land that is no parcel, as far as no parcel covers it.
    pub declared: BalanceTerm,
    /// Parcels outside the zone.
    pub overhang: BalanceTerm,
    /// What remains, m², a decimal number as text.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")))]
    #[serde(rename = "residue_m2")]
    pub residue: String,
}

impl BalanceReport {
    /// The terms in the order of the equation, each with its name in the JSON form.
    pub(super) fn terms(&self) -> [(&'static str, &BalanceTerm); 6] {
        [
            ("parcels", &self.parcels),
            ("overlaps_counted_once", &self.overlaps_counted_once),
            ("gaps", &self.gaps),
            ("declared", &self.declared),
            ("overhang", &self.overhang),
            ("zone", &self.zone),
        ]
    }
}
