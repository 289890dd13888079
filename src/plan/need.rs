//! Needs: what a firm asks of a plant or a plot, and how firmly.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::codes::IndustryCode;
use crate::finding::Text;
use crate::law::FireClass;
use crate::units::{
    Area, CraneCapacity, FloorArea, FloorLoad, Height, Money, PowerCapacity, RentRate,
};

/// What a prospect needs (用地用房需求). What it did not say is absent, and is not asked of any place.
///
/// ```
/// use landledger::plan::{Firmness, Need, Requirement};
///
/// let need: Need = serde_json::from_str(
///     r#"{"floor_area_m2":"3000","clear_height_m":"8","firmness":{"clear-height":"soft"}}"#,
/// )?;
/// assert_eq!(need.firmness_of(Requirement::FloorArea), Firmness::Hard);
/// assert_eq!(need.firmness_of(Requirement::ClearHeight), Firmness::Soft);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Need {
    /// Floor area (建筑面积), at least, m².
    #[serde(default, rename = "floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
    /// Floor area, at most, m².
    #[serde(default, rename = "floor_area_at_most_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area_at_most: Option<FloorArea>,
    /// Land to build on (用地面积), at least, m².
    #[serde(default, rename = "land_area_m2", skip_serializing_if = "Option::is_none")]
    pub land_area: Option<Area>,
    /// Height of the storey, floor to floor (层高), at least, m.
    #[serde(default, rename = "storey_height_m", skip_serializing_if = "Option::is_none")]
    pub storey_height: Option<Height>,
    /// Height that is free below beams and pipes (净高), at least, m.
    #[serde(default, rename = "clear_height_m", skip_serializing_if = "Option::is_none")]
    pub clear_height: Option<Height>,
    /// What the floor carries, at least, kN/m².
    #[serde(default, rename = "floor_load_kn_per_m2", skip_serializing_if = "Option::is_none")]
    pub floor_load: Option<FloorLoad>,
    /// What a crane lifts, at least, t.
    #[serde(default, rename = "crane_t", skip_serializing_if = "Option::is_none")]
    pub crane: Option<CraneCapacity>,
    /// Power supply, at least, kVA.
    #[serde(default, rename = "power_kva", skip_serializing_if = "Option::is_none")]
    pub power: Option<PowerCapacity>,
    /// The fire hazard of what it makes (生产的火灾危险性类别), which the place must admit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub production_fire_class: Option<FireClass>,
    /// The fire hazard of what it stores (储存物品的火灾危险性类别), which the place must admit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_fire_class: Option<FireClass>,
    /// Industry in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// Industry by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry_code: Option<IndustryCode>,
    /// Rent that it would pay, at most, yuan per m² and month.
    #[serde(
        default,
        rename = "rent_at_most_yuan_per_m2_month",
        skip_serializing_if = "Option::is_none"
    )]
    pub rent_at_most: Option<RentRate>,
    /// Price that it would pay for the whole, at most, yuan.
    #[serde(default, rename = "price_at_most_yuan", skip_serializing_if = "Option::is_none")]
    pub price_at_most: Option<Money>,
    /// The day by which it wants to move in.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// Which storey it wants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storey: Option<WantedStorey>,
    /// Whether it wants to rent, to buy or to build.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenure: Option<WantedTenure>,
    /// Where it is firmer, or less firm, than [`Requirement::default_firmness`] says.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub firmness: BTreeMap<Requirement, Firmness>,
}

impl Need {
    /// Whether nothing is known of the need.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Need::default()
    }

    /// How firm a requirement is.
    #[must_use]
    pub fn firmness_of(&self, requirement: Requirement) -> Firmness {
        self.firmness.get(&requirement).copied().unwrap_or(requirement.default_firmness())
    }
}

/// How firm a requirement is (刚性程度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Firmness {
    /// A place that fails it is none for the firm (刚性).
    Hard,
    /// A place that meets it is better than one that does not (弹性).
    Soft,
}

/// Which storey a firm wants (楼层要求).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WantedStorey {
    /// The ground floor (首层).
    GroundFloor,
    /// Any storey above ground (地上).
    AboveGround,
}

impl WantedStorey {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            WantedStorey::GroundFloor => Text::new("首层", "the ground floor"),
            WantedStorey::AboveGround => Text::new("地上楼层", "a storey above ground"),
        }
    }
}

/// On which terms a firm wants a place (取得方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WantedTenure {
    /// To rent a plant (租赁厂房).
    Rent,
    /// To buy a plant (购买厂房).
    Buy,
    /// To build on land (供地自建).
    Build,
}

impl WantedTenure {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            WantedTenure::Rent => Text::new("租赁厂房", "a plant to rent"),
            WantedTenure::Buy => Text::new("购买厂房", "a plant to buy"),
            WantedTenure::Build => Text::new("供地自建", "land to build on"),
        }
    }
}

macro_rules! requirements {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $firmness:ident, $zh:literal, $en:literal; )*) => {
        /// One thing that a firm can ask of a place (需求条件).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum Requirement {
            $( $(#[$doc])* #[serde(rename = $id)] $variant, )*
        }

        impl Requirement {
            /// Every requirement.
            pub const ALL: &'static [Requirement] = &[$(Requirement::$variant),*];

            /// The id used in files.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Requirement::$variant => $id,)* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $(Requirement::$variant => Text::new($zh, $en),)* }
            }

            /// How firm it is unless the need says otherwise: hard is what cannot be changed without building, or what the
            /// firm's own words make a limit; soft is what is settled by talking (rent, price, admission of an industry) or by
            /// works that are usual before a firm moves in (power).
            #[must_use]
            pub const fn default_firmness(self) -> Firmness {
                match self { $(Requirement::$variant => Firmness::$firmness,)* }
            }
        }
    };
}

requirements! {
    /// To rent, to buy or to build.
    Tenure = "tenure", Hard, "取得方式", "terms";
    /// That a plant to be bought is certified: what has no certificate cannot be transferred (城市房地产管理法 Art. 38,
    /// recalled). Asked by itself of every plant that a firm wants to buy.
    Certificate = "certificate", Hard, "产权证书", "certificate";
    /// Free by the day on which the firm wants to move in; on the day of the matching where it did not say. A wanted day
    /// that has passed is to be asked again.
    By = "by", Hard, "可使用日期", "free from";
    /// Floor area at least.
    FloorArea = "floor-area", Hard, "建筑面积", "floor area";
    /// Floor area at most.
    FloorAreaAtMost = "floor-area-at-most", Hard, "建筑面积", "floor area";
    /// Land area at least.
    LandArea = "land-area", Hard, "用地面积", "land area";
    /// Which storey.
    Storey = "storey", Hard, "楼层", "storey";
    /// Storey height at least.
    StoreyHeight = "storey-height", Hard, "层高", "storey height";
    /// Clear height at least.
    ClearHeight = "clear-height", Hard, "净高", "clear height";
    /// Floor load at least.
    FloorLoad = "floor-load", Hard, "楼面荷载", "floor load";
    /// Crane capacity at least.
    Crane = "crane", Hard, "行车起重量", "crane";
    /// Power supply at least.
    Power = "power", Soft, "供电容量", "power";
    /// Fire hazard of production.
    ProductionFireClass = "production-fire-class", Hard, "生产火灾危险性类别", "fire class of production";
    /// Fire hazard of storage.
    StorageFireClass = "storage-fire-class", Hard, "储存火灾危险性类别", "fire class of storage";
    /// An industry that the place admits.
    Industry = "industry", Soft, "行业", "industry";
    /// Rent at most.
    Rent = "rent", Soft, "租金", "rent";
    /// Price at most.
    Price = "price", Soft, "售价", "price";
}
