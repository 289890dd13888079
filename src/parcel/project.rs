//! The industrial project on a parcel: what the control indicators ask beyond the figures of the parcel.

use serde::{Deserialize, Serialize};

use super::Building;
use crate::codes::IndustryCode;
use crate::units::{Area, FloorArea};

/// The industrial project on a parcel (工业项目). What is not known is absent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Project {
    /// Its industry, with the edition of GB/T 4754 that the code is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<IndustryCode>,
    /// Its buildings, all of them; an empty list says that there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buildings: Option<Vec<Building>>,
    /// Land for administration and living services (行政办公及生活服务设施用地面积), m².
    #[serde(default, rename = "administrative_land_m2", skip_serializing_if = "Option::is_none")]
    pub administrative_land: Option<Area>,
    /// Their floor area (行政办公及生活服务设施建筑面积), m².
    #[serde(default, rename = "administrative_floor_m2", skip_serializing_if = "Option::is_none")]
    pub administrative_floor: Option<FloorArea>,
    /// Green land (绿地面积), m².
    #[serde(default, rename = "green_land_m2", skip_serializing_if = "Option::is_none")]
    pub green_land: Option<Area>,
}
