//! What is known of an industrial project: the input of the control indicators.

use serde::{Deserialize, Serialize};

use crate::codes::IndustryCode;
use crate::parcel::Building;
use crate::units::{Area, FloorArea, Money};

/// What is known of an industrial project (工业项目); what is not known stays `None`, and never counts as nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlFacts {
    /// Industry of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<IndustryCode>,
    /// Land area of the project (项目总用地面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land_area: Option<Area>,
    /// Its buildings, all of them; an empty list says that there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buildings: Option<Vec<Building>>,
    /// Floor area above ground (地上建筑面积), each storey once; used where the buildings are not listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
    /// Ground covered by buildings (建筑物占地面积); used where the buildings are not listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buildings_footprint: Option<Area>,
    /// Ground covered by structures (构筑物占地面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structures_footprint: Option<Area>,
    /// Open yards in use (露天堆场、操作场地用地面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yards_area: Option<Area>,
    /// Land for administration and living services (行政办公及生活服务设施用地面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administrative_land: Option<Area>,
    /// Their floor area (行政办公及生活服务设施建筑面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administrative_floor: Option<FloorArea>,
    /// Green land (绿地面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub green_land: Option<Area>,
    /// Fixed-asset investment, the land price included (固定资产投资); not the investment of the idle-land rules,
    /// which leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investment: Option<Money>,
    /// Output (revenue) of a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_output: Option<Money>,
    /// Tax of a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_tax: Option<Money>,
}
