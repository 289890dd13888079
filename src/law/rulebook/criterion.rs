//! Criteria: a metric, a threshold and the source that sets it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Comparison, CriterionBasis, Metric, MetricUnit};
use crate::calendar;
use crate::law::Citation;
use crate::units::{Figure, Ratio};

/// One criterion of low-efficiency land (认定条件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Date>,
    /// Last day in force.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub in_force_to: Option<Date>,
    /// The day on which it was last held against its source.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
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
        if !metric.units().contains(&self) {
            return None;
        }
        let (times, factor) = match self {
            MetricUnit::YuanPerMu => (Decimal::ONE, Decimal::new(15, 4)),
            MetricUnit::TenThousandYuanPerMu => (Decimal::ONE, Decimal::from(15)),
            MetricUnit::TenThousandYuanPerHectare => (Decimal::ONE, Decimal::ONE),
            MetricUnit::Ratio | MetricUnit::Years => (Decimal::ONE, Decimal::ONE),
            MetricUnit::Percent => (Decimal::ONE_HUNDRED, Decimal::ONE),
        };
        Ratio::new(over.checked_mul(times)?, under.checked_mul(factor)?)
    }
}
