//! [`OccupantReplacement`]: the occupant that leaves and the one that comes (腾笼换鸟).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::codes::CreditCode;
use crate::finding::Text;
use crate::law::Method;
use crate::units::{FloorArea, Money};

/// How one occupant gives way to another (腾换途径): the sub-methods of 腾笼换鸟.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ReplacementRoute {
    /// The land is transferred (转让).
    Transfer,
    /// The plant is let (出租).
    Lease,
    /// The firm is taken over (兼并重组).
    Merger,
    /// The land is bought back and supplied again (收购再供应).
    BuyBackAndResupply,
}

impl ReplacementRoute {
    /// The method that the route is one of (对应方式): what the law asks of the one it asks of the other. `None` for a merger,
    /// in which neither land nor plant changes hands.
    ///
    /// ```
    /// use landledger::law::Method;
    /// use landledger::plan::ReplacementRoute;
    ///
    /// assert_eq!(ReplacementRoute::Lease.method(), Some(Method::LeasePlant));
    /// assert_eq!(ReplacementRoute::Merger.method(), None);
    /// ```
    #[must_use]
    pub const fn method(self) -> Option<Method> {
        match self {
            ReplacementRoute::Transfer => Some(Method::Transfer),
            ReplacementRoute::Lease => Some(Method::LeasePlant),
            ReplacementRoute::BuyBackAndResupply => Some(Method::BuyBackReserve),
            ReplacementRoute::Merger => None,
        }
    }

    /// Every route.
    pub const ALL: [ReplacementRoute; 4] = [
        ReplacementRoute::Transfer,
        ReplacementRoute::Lease,
        ReplacementRoute::Merger,
        ReplacementRoute::BuyBackAndResupply,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ReplacementRoute::Transfer => Text::new("转让", "transfer"),
            ReplacementRoute::Lease => Text::new("出租", "lease"),
            ReplacementRoute::Merger => Text::new("兼并重组", "merger"),
            ReplacementRoute::BuyBackAndResupply => {
                Text::new("收购再供应", "buy-back and re-supply")
            }
        }
    }
}

/// What an occupant brings in a year (企业年度指标).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OccupantMetrics {
    /// The year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Tax, yuan.
    #[serde(default, rename = "tax_yuan", skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    /// Revenue, yuan.
    #[serde(default, rename = "revenue_yuan", skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Money>,
    /// Jobs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs: Option<u32>,
    /// Floor area in use, m².
    #[serde(default, rename = "floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
}

/// One of the two occupants: its firm, its day and what it brings.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Occupant {
    /// Name of the firm.
    pub firm: String,
    /// Unified social credit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<CreditCode>,
    /// Industry in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// The day on which it was cleared (outgoing), or in production (incoming).
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// What it brings in a year.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub metrics: OccupantMetrics,
}

fn is_nothing(metrics: &OccupantMetrics) -> bool {
    *metrics == OccupantMetrics::default()
}

/// The two halves of 腾笼换鸟: the outgoing occupant cleared (腾笼), the incoming one in production (换鸟).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OccupantReplacement {
    /// How one gives way to the other.
    pub route: ReplacementRoute,
    /// The one that leaves.
    pub outgoing: Occupant,
    /// The one that comes; absent while it is looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoming: Option<Occupant>,
}

/// How far the replacement is (腾换进度).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplacementStage {
    /// The old occupant is still there (待腾退).
    NotCleared,
    /// It is cleared, the new one does not produce yet (已腾笼、待换鸟).
    Cleared,
    /// The new one produces (已换鸟).
    InProduction,
}

impl ReplacementStage {
    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            ReplacementStage::NotCleared => Text::new("待腾退", "not cleared"),
            ReplacementStage::Cleared => Text::new("已腾笼、待换鸟", "cleared, successor awaited"),
            ReplacementStage::InProduction => Text::new("已换鸟", "successor in production"),
        }
    }
}

impl Occupant {
    /// A firm of which only the name is known.
    #[must_use]
    pub fn new(firm: impl Into<String>) -> Occupant {
        Occupant {
            firm: firm.into(),
            credit_code: None,
            industry: None,
            on: None,
            metrics: OccupantMetrics::default(),
        }
    }
}

impl OccupantReplacement {
    /// An occupant that is to leave, by a route.
    #[must_use]
    pub const fn of(route: ReplacementRoute, outgoing: Occupant) -> OccupantReplacement {
        OccupantReplacement { route, outgoing, incoming: None }
    }

    /// How far it is at the end of a day: the new one produces only where the old one is cleared.
    #[must_use]
    pub fn stage(&self, on: Date) -> ReplacementStage {
        let by_then = |occupant: &Occupant| occupant.on.is_some_and(|day| day <= on);
        if !by_then(&self.outgoing) {
            return ReplacementStage::NotCleared;
        }
        if self.incoming.as_ref().is_some_and(by_then) {
            ReplacementStage::InProduction
        } else {
            ReplacementStage::Cleared
        }
    }
}
