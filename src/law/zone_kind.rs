//! Kinds of development zones, as the evaluation of intensive use tells them apart.

use serde::{Deserialize, Serialize};

use crate::finding::Text;

/// Kind of a zone in the evaluation (开发区评价类型), edition of 2014.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ZoneKind {
    /// Industry-led (工业主导型).
    IndustryLed,
    /// Industry and town integrated (产城融合型).
    Integrated,
    /// Neither (其他).
    Other,
}

impl ZoneKind {
    /// Every kind.
    pub const ALL: [ZoneKind; 3] = [ZoneKind::IndustryLed, ZoneKind::Integrated, ZoneKind::Other];

    /// The word in data, as `industry-led`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            ZoneKind::IndustryLed => "industry-led",
            ZoneKind::Integrated => "integrated",
            ZoneKind::Other => "other",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ZoneKind::IndustryLed => Text::new("工业主导型", "industry-led"),
            ZoneKind::Integrated => Text::new("产城融合型", "integrated"),
            ZoneKind::Other => Text::new("其他类型", "other"),
        }
    }
}

/// What the approval makes of a zone (开发区性质), as far as its kind depends on it: bonded and processing zones are
/// industry-led whatever their land use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ZoneAttribute {
    /// Neither bonded nor a processing zone (一般开发区): the kind follows from the land use.
    Ordinary,
    /// A bonded zone (保税区).
    Bonded,
    /// A processing zone (加工区).
    Processing,
}

impl ZoneAttribute {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ZoneAttribute::Ordinary => {
                Text::new("一般开发区", "neither a bonded nor a processing zone")
            }
            ZoneAttribute::Bonded => Text::new("保税区", "bonded zone"),
            ZoneAttribute::Processing => Text::new("加工区", "processing zone"),
        }
    }

    /// Whether the kind is industry-led whatever the land use.
    #[must_use]
    pub const fn is_always_industry_led(self) -> bool {
        matches!(self, ZoneAttribute::Bonded | ZoneAttribute::Processing)
    }
}
