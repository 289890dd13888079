//! Criteria: a metric, a threshold and the source that sets it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::law::Citation;
use crate::units::{Figure, Ratio};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum $name { $($(#[$item])* $variant),* }
    };
}

words! {
    /// Use of low-efficiency land (低效用地类型), as 豫自然资规〔2025〕4号 divides it.
    LowEfficiencyUse {
        /// 低效工业用地.
        Industrial,
        /// 低效物流仓储用地.
        Logistics,
        /// 低效商业服务业用地.
        Commercial,
        /// 低效居住用地.
        Residential,
        /// 其他低效用地.
        Other,
    }
}

words! {
    /// What is measured (指标).
    Metric {
        /// Tax received per land area (亩均税收), on the average of the window.
        TaxPerMu,
        /// Revenue per land area (亩均营收), on the average of the window.
        RevenuePerMu,
        /// Fixed-asset investment per land area (固定资产投资强度).
        InvestmentPerMu,
        /// Floor area above ground over land area (容积率).
        FloorAreaRatio,
        /// Ground covered by buildings, structures and yards over land area (建筑系数).
        BuildingCoefficient,
        /// Vacant floor area over floor area (厂房空置率).
        FloorVacancy,
        /// Full years since production stopped (停产年限).
        YearsSinceStop,
    }
}

words! {
    /// The unit of a threshold (单位).
    MetricUnit {
        /// 元/亩.
        YuanPerMu,
        /// 万元/亩.
        TenThousandYuanPerMu,
        /// 万元/公顷.
        TenThousandYuanPerHectare,
        /// A plain ratio.
        Ratio,
        /// Hundredths.
        Percent,
        /// Years.
        Years,
    }
}

words! {
    /// How the value is compared with the threshold (比较方式).
    Comparison {
        /// 低于.
        Below,
        /// 不高于.
        AtMost,
        /// 高于.
        Above,
        /// 不低于.
        AtLeast,
    }
}

words! {
    /// On what the threshold rests (标准来源).
    CriterionBasis {
        /// A contract (合同约定).
        Contract,
        /// A standard (控制标准).
        Standard,
        /// A local rule (地方规定).
        LocalRule,
        /// A percentile of peers, as the issuer worked it out (同行业分位值).
        PeerPercentile,
    }
}

/// One criterion of low-efficiency land (认定条件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Id within the rulebook.
    pub id: String,
    /// What is measured.
    pub metric: Metric,
    /// How it is compared.
    pub comparison: Comparison,
    /// With what; a threshold that is not known leaves the criterion unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Figure>,
    /// In which unit; one that does not measure the metric leaves the criterion unknown.
    pub unit: MetricUnit,
    /// On what the threshold rests.
    pub basis: CriterionBasis,
    /// For tax and revenue, the average of so many calendar years before the year of the day; absent is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_years: Option<u8>,
    /// Where the threshold stands.
    pub source: Citation,
    /// First day in force; absent is since the rulebook is.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Date>,
    /// Last day in force.
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub in_force_to: Option<Date>,
    /// The day on which it was last held against its source.
    #[serde(with = "calendar::day")]
    pub last_checked: Date,
}

impl Criterion {
    /// Whether it is in force on a day, its first and last day included.
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        self.in_force_from.is_none_or(|from| from <= on)
            && self.in_force_to.is_none_or(|to| on <= to)
    }
}

impl Comparison {
    pub(super) fn holds(self, value: Ratio, threshold: Ratio) -> bool {
        match self {
            Comparison::Below => value < threshold,
            Comparison::AtMost => value <= threshold,
            Comparison::Above => value > threshold,
            Comparison::AtLeast => value >= threshold,
        }
    }
}

impl MetricUnit {
    /// The ratio of `over` (yuan, m²) to `under` (m²) in this unit: 1 mu is 10 000/15 m².
    pub(super) fn ratio(self, metric: Metric, over: Decimal, under: Decimal) -> Option<Ratio> {
        let money =
            matches!(metric, Metric::TaxPerMu | Metric::RevenuePerMu | Metric::InvestmentPerMu);
        let years = metric == Metric::YearsSinceStop;
        let (times, factor) = match self {
            MetricUnit::YuanPerMu if money => (Decimal::ONE, Decimal::new(15, 4)),
            MetricUnit::TenThousandYuanPerMu if money => (Decimal::ONE, Decimal::from(15)),
            MetricUnit::TenThousandYuanPerHectare if money => (Decimal::ONE, Decimal::ONE),
            MetricUnit::Ratio if !money && !years => (Decimal::ONE, Decimal::ONE),
            MetricUnit::Percent if !money && !years => (Decimal::ONE_HUNDRED, Decimal::ONE),
            MetricUnit::Years if years => (Decimal::ONE, Decimal::ONE),
            _ => return None,
        };
        Ratio::new(over.checked_mul(times)?, under.checked_mul(factor)?)
    }
}
