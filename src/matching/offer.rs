//! Offers: the spaces and plots that a firm could take.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::codes::{IndustryCode, ParcelCode};
use crate::space::{Occupancy, Space, SpaceFacts, SpaceId};
use crate::units::{Area, FloorArea, Money};

/// A place that a firm could take (可供房源、地块).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Offer {
    /// A space, vacant or about to be.
    Space(SpaceOffer),
    /// A plot to build on.
    Plot(PlotOffer),
}

/// A space, and whether it is used on the day of the matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SpaceOffer {
    /// The space with its facts.
    pub space: Space,
    /// Whether it is used; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupancy: Option<Occupancy>,
}

/// A plot to build on. What is not known is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlotOffer {
    /// The parcel.
    pub parcel: ParcelCode,
    /// Land that can be had, m².
    #[serde(default, rename = "land_area_m2", skip_serializing_if = "Option::is_none")]
    pub land_area: Option<Area>,
    /// Floor area that the planning conditions allow on it, m².
    #[serde(default, rename = "floor_area_allowed_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area_allowed: Option<FloorArea>,
    /// Price that is asked, yuan.
    #[serde(default, rename = "asking_price_yuan", skip_serializing_if = "Option::is_none")]
    pub asking_price: Option<Money>,
    /// First day on which it can be handed over.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub available_from: Option<Date>,
    /// Industries that are admitted; a division admits its groups and classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admitted_industries: Option<Vec<IndustryCode>>,
}

/// Which space or plot; spaces before plots, each by its id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OfferId {
    /// A space.
    Space(SpaceId),
    /// A plot.
    Plot(ParcelCode),
}

/// The id or code alone.
impl fmt::Display for OfferId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OfferId::Space(id) => fmt::Display::fmt(id, f),
            OfferId::Plot(code) => fmt::Display::fmt(code, f),
        }
    }
}

impl Offer {
    /// Which one it is.
    #[must_use]
    pub fn id(&self) -> OfferId {
        match self {
            Offer::Space(offer) => OfferId::Space(offer.space.id.clone()),
            Offer::Plot(offer) => OfferId::Plot(offer.parcel),
        }
    }
}

impl SpaceOffer {
    /// A space from its parts.
    #[must_use]
    pub const fn new(space: Space, occupancy: Option<Occupancy>) -> SpaceOffer {
        SpaceOffer { space, occupancy }
    }

    /// What is known of it.
    pub(super) fn facts(&self) -> &SpaceFacts {
        static UNKNOWN: std::sync::LazyLock<SpaceFacts> =
            std::sync::LazyLock::new(SpaceFacts::default);
        self.space.facts.as_deref().unwrap_or(&UNKNOWN)
    }
}

impl PlotOffer {
    /// A plot of which only the land area may be known.
    #[must_use]
    pub const fn new(parcel: ParcelCode, land_area: Option<Area>) -> PlotOffer {
        PlotOffer {
            parcel,
            land_area,
            floor_area_allowed: None,
            asking_price: None,
            available_from: None,
            admitted_industries: None,
        }
    }
}
