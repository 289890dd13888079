//! What is known of an industrial project: the input of the control indicators.

use serde::{Deserialize, Serialize};

use super::ControlEdition;
use crate::codes::IndustryCode;
use crate::units::{Area, FloorArea, Height, Money};

/// What is known of an industrial project (工业项目); what is not known stays `None`, and never counts as nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlFacts {
    /// The edition of the indicators that the project is held against.
    pub edition: ControlEdition,
    /// Industry of the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<IndustryCode>,
    /// Land area of the project (项目总用地面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land_area: Option<Area>,
    /// Its buildings; an empty list says that there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buildings: Option<Vec<ControlBuilding>>,
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

impl ControlFacts {
    /// A project of which nothing is known.
    #[must_use]
    pub const fn new(edition: ControlEdition) -> ControlFacts {
        ControlFacts {
            edition,
            industry: None,
            land_area: None,
            buildings: None,
            structures_footprint: None,
            yards_area: None,
            administrative_land: None,
            administrative_floor: None,
            investment: None,
            yearly_output: None,
            yearly_tax: None,
        }
    }
}

/// A building of a project (建筑物).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ControlBuilding {
    /// Its storeys, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storeys: Option<Vec<Storey>>,
    /// Ground that it covers (建筑物占地面积).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footprint: Option<Area>,
}

impl ControlBuilding {
    /// A building with these storeys on this ground.
    #[must_use]
    pub const fn new(storeys: Option<Vec<Storey>>, footprint: Option<Area>) -> ControlBuilding {
        ControlBuilding { storeys, footprint }
    }
}

/// A storey of a building (楼层).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Storey {
    /// Whether it is above ground.
    pub level: StoreyLevel,
    /// Its floor area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
    /// Its height.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<Height>,
}

impl Storey {
    /// A storey above ground.
    #[must_use]
    pub const fn above_ground(floor_area: Option<FloorArea>, height: Option<Height>) -> Storey {
        Storey { level: StoreyLevel::AboveGround, floor_area, height }
    }

    /// A storey below ground, which does not enter the floor-area ratio.
    #[must_use]
    pub const fn below_ground(floor_area: Option<FloorArea>) -> Storey {
        Storey { level: StoreyLevel::BelowGround, floor_area, height: None }
    }
}

/// Where a storey lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoreyLevel {
    /// Above ground (地上).
    AboveGround,
    /// Below ground (地下).
    BelowGround,
}
