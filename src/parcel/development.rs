//! Development of a parcel: what the law of idle land asks about it.

use serde::{Deserialize, Serialize};

use crate::law::{Commencement, Suspension};
use crate::units::{Area, Money};

/// How far the agreed development of a parcel has come (开发建设情况). What is not known is absent.
///
/// Investment here is without land price and without taxes and fees paid to the state (Order 53, Art. 30); the investment of
/// the control indicators, land price included, is [`crate::parcel::ParcelFacts::investment`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Development {
    /// Whether development has commenced, by the test of Order 53, Art. 30.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commencement: Option<Commencement>,
    /// Whether it is suspended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspension: Option<Suspension>,
    /// Land area developed (已动工开发建设用地面积), m²: land, not floor area.
    #[serde(default, rename = "developed_area_m2", skip_serializing_if = "Option::is_none")]
    pub developed_area: Option<Area>,
    /// Investment made (已投资额), yuan, without land price and taxes.
    #[serde(default, rename = "invested_yuan", skip_serializing_if = "Option::is_none")]
    pub invested: Option<Money>,
    /// The whole investment (总投资额), yuan, without land price and taxes.
    #[serde(default, rename = "total_investment_yuan", skip_serializing_if = "Option::is_none")]
    pub total_investment: Option<Money>,
}
