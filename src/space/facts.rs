//! Facts of a plant that a firm asks for before it comes.

use std::num::NonZeroI16;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::codes::IndustryCode;
use crate::finding::Text;
use crate::law::FireClass;
use crate::units::{CraneCapacity, FloorLoad, Height, Money, PowerCapacity, RentRate};

/// What is known of a space beside its floor area (厂房情况). A fact that is not known is absent, never zero. Nothing of it is
/// about persons: who lets the space is a matter of the holder of the parcel.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SpaceFacts {
    /// The building that it is in (楼栋), as `3号厂房`; unlike the label the same for all its units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<String>,
    /// Its storey (楼层): 1 is the ground floor, -1 the first below ground; there is no 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storey: Option<NonZeroI16>,
    /// Height of the storey, floor to floor (层高), m.
    #[serde(default, rename = "storey_height_m", skip_serializing_if = "Option::is_none")]
    pub storey_height: Option<Height>,
    /// Height that is free below beams and pipes (净高), m.
    #[serde(default, rename = "clear_height_m", skip_serializing_if = "Option::is_none")]
    pub clear_height: Option<Height>,
    /// What the floor carries, kN/m².
    #[serde(default, rename = "floor_load_kn_per_m2", skip_serializing_if = "Option::is_none")]
    pub floor_load: Option<FloorLoad>,
    /// What its strongest crane lifts, t; 0 where there is none.
    #[serde(default, rename = "crane_t", skip_serializing_if = "Option::is_none")]
    pub crane: Option<CraneCapacity>,
    /// Its power supply, kVA.
    #[serde(default, rename = "power_kva", skip_serializing_if = "Option::is_none")]
    pub power: Option<PowerCapacity>,
    /// The most dangerous class of production that it is built for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub production_fire_class: Option<FireClass>,
    /// The most dangerous class of stored goods that it is built for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_fire_class: Option<FireClass>,
    /// What carries the building.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<Structure>,
    /// Whether it has a certificate of title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certification: Option<Certification>,
    /// Industries that are admitted (准入行业); a division admits its groups and classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admitted_industries: Option<Vec<IndustryCode>>,
    /// Rent that is asked, yuan per m² and month; a space with one is to let.
    #[serde(
        default,
        rename = "asking_rent_yuan_per_m2_month",
        skip_serializing_if = "Option::is_none"
    )]
    pub asking_rent: Option<RentRate>,
    /// Price that is asked for the space, yuan; a space with one is for sale.
    #[serde(default, rename = "asking_price_yuan", skip_serializing_if = "Option::is_none")]
    pub asking_price: Option<Money>,
    /// First day on which somebody can move in (可交付日期).
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Date>,
}

impl SpaceFacts {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == SpaceFacts::default()
    }
}

/// What carries a building (结构形式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Structure {
    /// Light portal frame of steel (门式刚架).
    PortalFrame,
    /// Other steel (钢结构).
    Steel,
    /// Bents of reinforced concrete (排架).
    Bent,
    /// Frame of reinforced concrete (框架).
    ConcreteFrame,
    /// Brick and concrete (砖混).
    BrickConcrete,
    /// Another one (其他).
    Other,
}

impl Structure {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Structure::PortalFrame => Text::new("门式刚架", "portal frame"),
            Structure::Steel => Text::new("钢结构", "steel"),
            Structure::Bent => Text::new("排架结构", "bents"),
            Structure::ConcreteFrame => Text::new("框架结构", "concrete frame"),
            Structure::BrickConcrete => Text::new("砖混结构", "brick and concrete"),
            Structure::Other => Text::new("其他结构", "other"),
        }
    }
}

/// Whether a space has a certificate of title (产权证书).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Certification {
    /// It has one (有证).
    Certified,
    /// It has none (无证).
    Uncertified,
}

impl Certification {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Certification::Certified => Text::new("有证", "certified"),
            Certification::Uncertified => Text::new("无证", "uncertified"),
        }
    }
}
