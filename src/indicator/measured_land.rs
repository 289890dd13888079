//! What was measured on the map, as far as the base quantities need it.

use std::collections::BTreeMap;

use super::DeclaredLand;
use crate::codes::ParcelCode;
use crate::units::Area;

/// Land as the map has it, beside the books.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct MeasuredLand {
    /// Approved area of the zone.
    pub approved: Option<Area>,
    /// Declared land that is no parcel.
    pub declared: Vec<DeclaredLand>,
    /// Plane areas of the parcels; used where a parcel has no registered area, and said so.
    pub parcels: BTreeMap<ParcelCode, Area>,
}
