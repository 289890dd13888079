//! Buildings of a project, storey by storey.

use serde::{Deserialize, Serialize};

use crate::units::{Area, FloorArea, Height};

/// A building of a project (建筑物).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Building {
    /// Its storeys, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storeys: Option<Vec<Storey>>,
    /// Ground that it covers (建筑物占地面积), m².
    #[serde(default, rename = "footprint_m2", skip_serializing_if = "Option::is_none")]
    pub footprint: Option<Area>,
}

impl Building {
    /// A building with these storeys on this ground.
    #[must_use]
    pub const fn new(storeys: Option<Vec<Storey>>, footprint: Option<Area>) -> Building {
        Building { storeys, footprint }
    }
}

/// A storey of a building (楼层).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Storey {
    /// Whether it is above ground.
    pub level: StoreyLevel,
    /// Its floor area, m².
    #[serde(default, rename = "floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
    /// Its height (层高), m.
    #[serde(default, rename = "height_m", skip_serializing_if = "Option::is_none")]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StoreyLevel {
    /// Above ground (地上).
    AboveGround,
    /// Below ground (地下).
    BelowGround,
}
