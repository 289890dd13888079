//! Spaces (厂房、楼栋、单元): units of floor area and whether they are used.

mod facts;
mod timeline;

pub use facts::{Certification, SpaceFacts, Structure};
pub use timeline::{Credit, Occupancy, OccupancyTimeline, Stay};

use serde::{Deserialize, Serialize};

use crate::codes::{ParcelCode, id_type};
use crate::units::FloorArea;

id_type! {
    /// Id of a space (空间单元编号).
    SpaceId
}

/// A space (厂房单元): a unit of floor area that is used or vacant as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Space {
    /// Id of the space.
    pub id: SpaceId,
    /// The parcel on which it stands.
    pub parcel: ParcelCode,
    /// Floor area (建筑面积), m².
    #[serde(rename = "floor_area_m2")]
    pub floor_area: FloorArea,
    /// Building and unit in words, as `3号厂房一层`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What else is known of it; absent where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Box<SpaceFacts>>,
}

impl Space {
    /// A space from its parts.
    #[must_use]
    pub fn new(id: SpaceId, parcel: ParcelCode, floor_area: FloorArea) -> Space {
        Space { id, parcel, floor_area, label: None, facts: None }
    }
}
