//! Agreements: the contracts and decisions that set a parcel's dates and duties.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::law::Document;
use crate::units::{Area, Money};

/// Kind of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AgreementKind {
    /// Grant contract (出让合同).
    Grant,
    /// Allocation decision (划拨决定书).
    Allocation,
    /// Lease contract (租赁合同).
    Lease,
    /// Supplementary agreement (补充协议).
    Supplement,
}

/// One agreement (出让合同、划拨决定书、补充协议); of several the one agreed last counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Agreement {
    /// Its kind.
    pub kind: AgreementKind,
    /// The contract or decision.
    pub document: Document,
    /// Day on which the land was handed over, by the confirmation of handover (交地确认书).
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Date>,
    /// Agreed day of commencement (约定动工日期).
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub start_due: Option<Date>,
    /// Agreed day of completion (约定竣工日期).
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub complete_due: Option<Date>,
    /// Price (出让价款), yuan.
    #[serde(default, rename = "price_yuan", skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Land area to be developed (应动工开发建设用地面积), m².
    #[serde(default, rename = "required_area_m2", skip_serializing_if = "Option::is_none")]
    pub required_area: Option<Area>,
    /// Fixed-asset investment to be made (约定固定资产投资), yuan.
    #[serde(default, rename = "required_investment_yuan", skip_serializing_if = "Option::is_none")]
    pub required_investment: Option<Money>,
}

impl Agreement {
    /// An agreement by kind and document, everything else unknown.
    #[must_use]
    pub fn new(kind: AgreementKind, document: Document) -> Agreement {
        Agreement {
            kind,
            document,
            delivered: None,
            start_due: None,
            complete_due: None,
            price: None,
            required_area: None,
            required_investment: None,
        }
    }
}
