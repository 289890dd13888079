//! Replacements: parcels that give way to others, and what becomes of the entries and spaces on them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::EntryId;
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::parcel::ParcelFacts;
use crate::space::SpaceId;
use crate::units::{Area, AreaChange};

/// How parcels give way to others (宗地分合方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ReplacementKind {
    /// One parcel is split into two or more (分割).
    Split,
    /// Two or more parcels become one (合并).
    Merge,
    /// Two or more parcels are laid out anew (重划).
    Rearranged,
    /// Neighbours move their common boundary and keep their codes (边界调整).
    BoundaryAdjusted,
}

impl ReplacementKind {
    /// Every kind.
    pub const ALL: [ReplacementKind; 4] = [
        ReplacementKind::Split,
        ReplacementKind::Merge,
        ReplacementKind::Rearranged,
        ReplacementKind::BoundaryAdjusted,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            ReplacementKind::Split => ("分割", "split"),
            ReplacementKind::Merge => ("合并", "merge"),
            ReplacementKind::Rearranged => ("重划", "rearranged"),
            ReplacementKind::BoundaryAdjusted => ("边界调整", "boundary adjusted"),
        };
        Text::new(zh, en)
    }
}

/// Parcels that give way to others (宗地分合): land is conserved, and whatever stood on the old parcels has its place.
///
/// - The registered areas of the new parcels sum to those of the old ones and [`Replacement::difference`]; where one
///   of them is not known, no difference can be stated.
/// - Codes of new parcels were never used before; those of a boundary adjustment stay.
/// - An open entry on a parcel that ends goes on as [`EntryShare`]s, with its class and causes, or is struck off first.
/// - Land that counts as revitalized goes on counting: on the only new parcel with its entry, else as the shares that are
///   stated, each of one entry, with the day of its strike-off and in its group. Nothing is revitalized again by it.
/// - An existing space on a parcel that ends stands on the only new parcel, or on the one named for it.
/// - A plan for a parcel that ends is a plan for the new parcels that take over its entries; for all, if none does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Replacement {
    /// How.
    pub kind: ReplacementKind,
    /// The parcels that were.
    pub from: Vec<ParcelCode>,
    /// The parcels that are from now on.
    pub to: Vec<Successor>,
    /// New registered area less old (面积差), m²: what a new survey found; its reason stands in the note of the event.
    #[serde(default, rename = "difference_m2", skip_serializing_if = "Option::is_none")]
    pub difference: Option<AreaChange>,
    /// How the entries go on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryShare>,
    /// On which new parcel each space stands.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spaces: BTreeMap<SpaceId, ParcelCode>,
}

/// A parcel that takes the place of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Successor {
    /// Its code.
    pub parcel: ParcelCode,
    /// The facts given about it.
    pub facts: Box<ParcelFacts>,
}

/// An entry that goes on where others were: several shares of one entry, or one of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EntryShare {
    /// The open entries that it takes over, all of one class; or the one entry that counts as revitalized.
    pub from: Vec<EntryId>,
    /// The entry that begins.
    pub entry: EntryId,
    /// The new parcel that it is about.
    pub parcel: ParcelCode,
    /// The land area listed, or of what counts as revitalized, m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
}

impl Replacement {
    /// A replacement of parcels without entries and spaces, and without a difference of area.
    #[must_use]
    pub const fn new(
        kind: ReplacementKind,
        from: Vec<ParcelCode>,
        to: Vec<Successor>,
    ) -> Replacement {
        let spaces = BTreeMap::new();
        Replacement { kind, from, to, difference: None, entries: Vec::new(), spaces }
    }
}

impl Successor {
    /// A parcel with its facts.
    #[must_use]
    pub fn new(parcel: ParcelCode, facts: ParcelFacts) -> Successor {
        Successor { parcel, facts: Box::new(facts) }
    }
}

impl EntryShare {
    /// An entry on a new parcel that takes over others.
    #[must_use]
    pub const fn new(
        from: Vec<EntryId>,
        entry: EntryId,
        parcel: ParcelCode,
        land_area: Area,
    ) -> EntryShare {
        EntryShare { from, entry, parcel, land_area }
    }
}
