//! Entries: a parcel's stay on the ledger, from listing to strike-off, and perhaps back again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Group;
use crate::calendar;
use crate::codes::{ParcelCode, id_type};
use crate::finding::Text;
use crate::law::Cause;
use crate::units::Area;

id_type! {
    /// Id of an entry (台账条目编号).
    EntryId
}

/// The class under which land is on the ledger; idle and low-efficiency exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EntryClass {
    /// Idle land (闲置土地).
    Idle,
    /// Low-efficiency industrial land (低效工业用地).
    LowEfficiencyIndustrial,
    /// Low-efficiency logistics and warehouse land (低效物流仓储用地).
    LowEfficiencyLogistics,
    /// Low-efficiency commercial and service land (低效商业服务业用地).
    LowEfficiencyCommercial,
    /// Low-efficiency residential land (低效居住用地).
    LowEfficiencyResidential,
    /// Other low-efficiency land (其他低效用地).
    LowEfficiencyOther,
}

impl EntryClass {
    /// Every class; after idle land the uses in the order of 豫自然资规〔2025〕4号.
    pub const ALL: [EntryClass; 6] = [
        EntryClass::Idle,
        EntryClass::LowEfficiencyIndustrial,
        EntryClass::LowEfficiencyLogistics,
        EntryClass::LowEfficiencyCommercial,
        EntryClass::LowEfficiencyResidential,
        EntryClass::LowEfficiencyOther,
    ];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            EntryClass::Idle => "idle",
            EntryClass::LowEfficiencyIndustrial => "low-efficiency-industrial",
            EntryClass::LowEfficiencyLogistics => "low-efficiency-logistics",
            EntryClass::LowEfficiencyCommercial => "low-efficiency-commercial",
            EntryClass::LowEfficiencyResidential => "low-efficiency-residential",
            EntryClass::LowEfficiencyOther => "low-efficiency-other",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            EntryClass::Idle => Text::new("闲置土地", "idle land"),
            EntryClass::LowEfficiencyIndustrial => {
                Text::new("低效工业用地", "low-efficiency industrial")
            }
            EntryClass::LowEfficiencyLogistics => {
                Text::new("低效物流仓储用地", "low-efficiency logistics")
            }
            EntryClass::LowEfficiencyCommercial => {
                Text::new("低效商业服务业用地", "low-efficiency commercial")
            }
            EntryClass::LowEfficiencyResidential => {
                Text::new("低效居住用地", "low-efficiency residential")
            }
            EntryClass::LowEfficiencyOther => Text::new("其他低效用地", "other low-efficiency"),
        }
    }
}

/// Why an entry leaves the ledger (销号原因).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StrikeOffReason {
    /// Revitalized and accepted (盘活验收).
    Revitalized,
    /// The right was taken back (收回).
    TakenBack,
    /// Listed by mistake (误列).
    Misjudged,
    /// The boundary of the zone changed (边界调整).
    BoundaryChanged,
    /// Merged into or split into other parcels (合并分割).
    MergedOrSplit,
}

impl StrikeOffReason {
    /// Every reason.
    pub const ALL: [StrikeOffReason; 5] = [
        StrikeOffReason::Revitalized,
        StrikeOffReason::TakenBack,
        StrikeOffReason::Misjudged,
        StrikeOffReason::BoundaryChanged,
        StrikeOffReason::MergedOrSplit,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            StrikeOffReason::Revitalized => Text::new("盘活验收", "revitalized and accepted"),
            StrikeOffReason::TakenBack => Text::new("收回", "taken back"),
            StrikeOffReason::Misjudged => Text::new("误列", "listed by mistake"),
            StrikeOffReason::BoundaryChanged => Text::new("边界调整", "zone boundary changed"),
            StrikeOffReason::MergedOrSplit => Text::new("合并分割", "merged or split"),
        }
    }
}

/// A strike-off (销号): since when, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StrikeOff {
    /// First day on which the entry is no longer on the ledger.
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// Why.
    pub reason: StrikeOffReason,
    /// The land area struck off, m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
}

impl StrikeOff {
    /// A strike-off from its parts.
    #[must_use]
    pub const fn new(on: Date, reason: StrikeOffReason, land_area: Area) -> StrikeOff {
        StrikeOff { on, reason, land_area }
    }
}

/// One stay on the ledger: from a listing until the strike-off, if there was one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EntryStay {
    /// First day on the ledger.
    #[serde(with = "calendar::day")]
    pub from: Date,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck_off: Option<StrikeOff>,
}

/// An entry (台账条目) as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Entry {
    /// Id of the entry.
    pub id: EntryId,
    /// The parcel that it is about; the entry may cover a part of it.
    pub parcel: ParcelCode,
    /// The class.
    pub class: EntryClass,
    /// The causes, the primary one first.
    pub causes: Vec<Cause>,
    /// The land area on the ledger (列入面积), m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
    /// Its stays on the ledger, the first first; more than one after a relapse (反弹).
    pub stays: Vec<EntryStay>,
    /// The entries that it took over when their parcels gave way to its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inherits: Vec<EntryId>,
    /// Where it counts as revitalized: its group on the day of the strike-off, or that of the entry which it took over;
    /// absent when it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_in: Option<Group>,
}

impl Entry {
    /// An entry on the day of its listing.
    #[must_use]
    pub fn listed(
        id: EntryId,
        parcel: ParcelCode,
        class: EntryClass,
        causes: Vec<Cause>,
        land_area: Area,
        on: Date,
    ) -> Entry {
        let stays = vec![EntryStay { from: on, struck_off: None }];
        Entry { id, parcel, class, causes, land_area, stays, inherits: Vec::new(), counts_in: None }
    }

    /// Whether the entry is on the ledger now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.struck_off().is_none()
    }

    /// The strike-off of the last stay; `None` while the entry is on the ledger.
    #[must_use]
    pub fn struck_off(&self) -> Option<&StrikeOff> {
        self.stays.last().and_then(|stay| stay.struck_off.as_ref())
    }

    /// The land area that counts as revitalized (盘活土地面积), m²; `None` while the entry is on the ledger, after a
    /// strike-off for another reason, and once other entries took it over.
    #[must_use]
    pub fn revitalized_area(&self) -> Option<Area> {
        self.counts_in.as_ref()?;
        self.struck_off().map(|struck| struck.land_area)
    }

    /// The day of the first listing.
    #[must_use]
    pub fn first_listed(&self) -> Option<Date> {
        self.stays.first().map(|stay| stay.from)
    }

    /// The day since which the last stay runs.
    #[must_use]
    pub fn listed_since(&self) -> Option<Date> {
        self.stays.last().map(|stay| stay.from)
    }

    /// How often the entry came back after a strike-off.
    #[must_use]
    pub fn relapses(&self) -> usize {
        self.stays.len().saturating_sub(1)
    }
}
