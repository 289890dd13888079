//! What the law asks about a parcel before it calls its land idle.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::law::Cause;
use crate::units::{Area, Money};

/// Under which law the land is (土地权利性质).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LandRight {
    /// State-owned construction land, supplied by a contract for paid use or a decision (国有建设用地).
    StateOwned,
    /// Collective construction land (集体建设用地): the measures apply by reference only (Order 53, Art. 31).
    Collective,
    /// Not supplied yet (未供应): there is no right holder whose development could be late.
    NotSupplied,
}

/// The day of commencement in the agreement that counts (约定动工开发日期).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreedStart {
    /// It fixes this day.
    On(#[serde(with = "calendar::day")] Date),
    /// A supplement put it off to this day (延长动工开发期限; Order 53, Art. 12(1)): the clock starts anew.
    Extended(#[serde(with = "calendar::day")] Date),
    /// It fixes no day, or an unclear one: a year after the handover counts (Order 53, Art. 22).
    NotAgreed,
}

/// Whether development has commenced (动工开发) by the test of Order 53, Art. 30: with the construction permit, the pit of a
/// deep-pit project fully excavated, all foundation piles of a pile project driven, or a third of other foundations done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Commencement {
    /// The test was met on this day.
    On(
        #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
        #[serde(with = "calendar::day")]
        Date,
    ),
    /// It was met, on a day that is not known.
    OnUnknownDay,
    /// It is not met.
    NotYet,
}

/// Whether development that commenced is suspended (中止开发建设).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Suspension {
    /// Suspended since this day, without interruption.
    Since(
        #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
        #[serde(with = "calendar::day")]
        Date,
    ),
    /// It goes on, or is finished.
    NotSuspended,
}

/// Whether idle land is filed in the monitoring system of the land market (土地市场动态监测与监管系统备案): per parcel, and
/// before any method of Order 53, Art. 12, is used (Art. 25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filing {
    /// It is filed.
    Filed,
    /// It is not.
    NotFiled,
}

/// The facts that decide whether a parcel is idle land in law (闲置土地认定要素).
///
/// `None` is a fact that is not known. Days after the day of the assessment have not happened yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct IdleLandFacts {
    /// Under which law the land is.
    pub land: Option<LandRight>,
    /// The day of commencement in the agreement made last: an extension, a supplement, a new contract start the clock anew
    /// (Order 53, Art. 12).
    pub agreed_start: Option<AgreedStart>,
    /// The day on which the land was handed over (实际交付土地之日).
    #[serde(with = "calendar::optional_day")]
    pub delivered: Option<Date>,
    /// Whether development has commenced.
    pub commencement: Option<Commencement>,
    /// Whether it is suspended.
    pub suspension: Option<Suspension>,
    /// Land area developed (已动工开发建设用地面积), m²: land, not floor area.
    #[serde(rename = "developed_area_m2")]
    pub developed_area: Option<Area>,
    /// Land area to be developed (应动工开发建设用地总面积), m²; nothing is no area to compare with, and counts as not known.
    #[serde(rename = "required_area_m2")]
    pub required_area: Option<Area>,
    /// Investment made (已投资额), yuan, without land price and without taxes and fees paid to the state (Art. 30).
    #[serde(rename = "invested_yuan")]
    pub invested: Option<Money>,
    /// The whole investment (总投资额), yuan, the same way; nothing counts as not known.
    #[serde(rename = "total_investment_yuan")]
    pub total_investment: Option<Money>,
    /// The causes that are claimed; an empty list says that none is.
    pub causes: Option<Vec<Cause>>,
    /// Grant or allocation price (出让或者划拨价款), yuan: what the fee is worked out from.
    #[serde(rename = "price_yuan")]
    pub price: Option<Money>,
    /// Whether it is filed.
    pub filing: Option<Filing>,
}

impl IdleLandFacts {
    /// The day of commencement that counts (应动工开发日期): as agreed, else a year after the handover (Order 53, Art. 22).
    #[must_use]
    pub fn start_due(&self) -> Option<Date> {
        match self.agreed_start? {
            AgreedStart::On(day) | AgreedStart::Extended(day) => Some(day),
            AgreedStart::NotAgreed => {
                let years = crate::law::threshold::DEFAULT_START_AFTER.number();
                calendar::add_years(self.delivered?, years)
            }
        }
    }
}

/// A fact that is not known and that the decision depends on (待补充事实), in the order in which to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MissingFact {
    /// How the land is held.
    LandRight,
    /// The agreement, and the day of commencement in it.
    AgreedStart,
    /// The day of handover.
    Delivery,
    /// Whether and when development commenced.
    Commencement,
    /// Whether and since when it is suspended.
    Suspension,
    /// The land area developed.
    DevelopedArea,
    /// The land area to be developed.
    RequiredArea,
    /// The investment made.
    Invested,
    /// The whole investment.
    TotalInvestment,
    /// Which causes the holder claims.
    Causes,
    /// What the authority made of a claimed cause.
    Verification,
}

impl MissingFact {
    /// Every fact, in the order in which to ask.
    pub const ALL: [MissingFact; 11] = [
        MissingFact::LandRight,
        MissingFact::AgreedStart,
        MissingFact::Delivery,
        MissingFact::Commencement,
        MissingFact::Suspension,
        MissingFact::DevelopedArea,
        MissingFact::RequiredArea,
        MissingFact::Invested,
        MissingFact::TotalInvestment,
        MissingFact::Causes,
        MissingFact::Verification,
    ];

    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            MissingFact::LandRight => "land-right",
            MissingFact::AgreedStart => "agreed-start",
            MissingFact::Delivery => "delivery",
            MissingFact::Commencement => "commencement",
            MissingFact::Suspension => "suspension",
            MissingFact::DevelopedArea => "developed-area",
            MissingFact::RequiredArea => "required-area",
            MissingFact::Invested => "invested",
            MissingFact::TotalInvestment => "total-investment",
            MissingFact::Causes => "causes",
            MissingFact::Verification => "verification",
        }
    }

    /// What to ask for, and where it stands.
    #[must_use]
    pub fn ask(self) -> crate::finding::Text {
        let (zh, en) = match self {
            MissingFact::LandRight => {
                ("土地权利性质（国有建设用地、集体建设用地或未供应）", "how the land is held")
            }
            MissingFact::AgreedStart => (
                "出让合同、划拨决定书或补充协议及其约定的动工开发日期",
                "the grant contract, allocation decision or supplement, and the day of commencement in it",
            ),
            MissingFact::Delivery => {
                ("实际交付土地之日（交地确认书）", "the day of handover, by its confirmation")
            }
            MissingFact::Commencement => (
                "是否动工开发及日期（施工许可证、基坑开挖、打桩或基础施工情况）",
                "whether and when development commenced: permit, and pit, piles or foundations",
            ),
            MissingFact::Suspension => {
                ("是否中止开发建设及起始日期", "whether and since when development is suspended")
            }
            MissingFact::DevelopedArea => ("已动工开发建设用地面积", "the land area developed"),
            MissingFact::RequiredArea => {
                ("应动工开发建设用地总面积", "the land area to be developed")
            }
            MissingFact::Invested => (
                "已投资额（不含土地价款和税费）",
                "the investment made, without land price and taxes",
            ),
            MissingFact::TotalInvestment => (
                "总投资额（不含土地价款和税费）",
                "the whole investment, without land price and taxes",
            ),
            MissingFact::Causes => ("使用权人说明的闲置原因", "the causes that the holder claims"),
            MissingFact::Verification => (
                "主管部门对所述原因的审核结果",
                "what the authority makes of the causes that are claimed",
            ),
        };
        crate::finding::Text::new(zh, en)
    }
}
