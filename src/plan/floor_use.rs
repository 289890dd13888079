//! [`FloorUse`]: floor area by use, existing, new and demolished.

use serde::{Deserialize, Serialize};

use crate::finding::Text;
use crate::units::{FloorArea, QuantityError};

/// What floor area is used for (建筑用途).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FloorUseKind {
    /// Production (生产).
    Production,
    /// Storage (仓储).
    Storage,
    /// Research (研发).
    Research,
    /// Offices (办公).
    Office,
    /// Living quarters and services for staff (生活配套).
    Living,
    /// Commerce and services (商业服务).
    Commerce,
    /// Something else (其他).
    Other,
}

impl FloorUseKind {
    /// Every use.
    pub const ALL: [FloorUseKind; 7] = [
        FloorUseKind::Production,
        FloorUseKind::Storage,
        FloorUseKind::Research,
        FloorUseKind::Office,
        FloorUseKind::Living,
        FloorUseKind::Commerce,
        FloorUseKind::Other,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            FloorUseKind::Production => Text::new("生产", "production"),
            FloorUseKind::Storage => Text::new("仓储", "storage"),
            FloorUseKind::Research => Text::new("研发", "research"),
            FloorUseKind::Office => Text::new("办公", "offices"),
            FloorUseKind::Living => Text::new("生活配套", "living and services for staff"),
            FloorUseKind::Commerce => Text::new("商业服务", "commerce and services"),
            FloorUseKind::Other => Text::new("其他", "other"),
        }
    }
}

/// Floor area of one use under a plan (分用途建筑面积), m². What is not known is left out, and is not nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FloorUse {
    /// The use.
    pub kind: FloorUseKind,
    /// What stands when the plan is made (现状), m².
    #[serde(default, rename = "existing_floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub existing: Option<FloorArea>,
    /// What is built (新建), m².
    #[serde(default, rename = "new_floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub new: Option<FloorArea>,
    /// What is pulled down (拆除), m².
    #[serde(default, rename = "demolished_floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub demolished: Option<FloorArea>,
}

impl FloorUse {
    /// A use of which nothing is known yet.
    #[must_use]
    pub const fn of(kind: FloorUseKind) -> FloorUse {
        FloorUse { kind, existing: None, new: None, demolished: None }
    }

    /// What stands in the end (规划后): existing and new less demolished; `None` where one of them is not known, or more is
    /// pulled down than stands.
    #[must_use]
    pub fn after(&self) -> Option<FloorArea> {
        self.existing?.checked_sub(self.demolished?)?.checked_add(self.new?)
    }

    /// The sum of a column over uses; `None` if one of them does not know it.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if it is larger than a floor area can be.
    pub fn total(
        uses: &[FloorUse],
        column: impl Fn(&FloorUse) -> Option<FloorArea>,
    ) -> Result<Option<FloorArea>, QuantityError> {
        let known: Option<Vec<FloorArea>> = uses.iter().map(column).collect();
        known.map(FloorArea::try_sum).transpose()
    }
}
