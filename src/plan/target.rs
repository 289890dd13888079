//! [`Target`]: what a plan is to achieve by when, and what it achieved.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::finding::Text;
use crate::units::{Figure, QuantityError};

/// What a target is about (目标指标); each with a unit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TargetMetric {
    /// Floor-area ratio (容积率), a number.
    FloorAreaRatio,
    /// Tax per mu in a year (亩均税收), yuan per mu.
    TaxPerMu,
    /// Tax in a year (年税收), yuan.
    YearlyTax,
    /// Revenue in a year (年营业收入), yuan.
    YearlyRevenue,
    /// Investment in fixed assets (固定资产投资), yuan.
    Investment,
    /// Jobs (就业人数), persons.
    Jobs,
    /// Floor area in use again (盘活建筑面积), m².
    FloorArea,
}

impl TargetMetric {
    /// Every metric.
    pub const ALL: [TargetMetric; 7] = [
        TargetMetric::FloorAreaRatio,
        TargetMetric::TaxPerMu,
        TargetMetric::YearlyTax,
        TargetMetric::YearlyRevenue,
        TargetMetric::Investment,
        TargetMetric::Jobs,
        TargetMetric::FloorArea,
    ];

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            TargetMetric::FloorAreaRatio => Text::new("容积率", "floor-area ratio"),
            TargetMetric::TaxPerMu => Text::new("亩均税收", "tax per mu"),
            TargetMetric::YearlyTax => Text::new("年税收", "tax in a year"),
            TargetMetric::YearlyRevenue => Text::new("年营业收入", "revenue in a year"),
            TargetMetric::Investment => Text::new("固定资产投资", "investment"),
            TargetMetric::Jobs => Text::new("就业人数", "jobs"),
            TargetMetric::FloorArea => Text::new("盘活建筑面积", "floor area in use again"),
        }
    }

    /// The unit in Chinese and English; empty for a ratio.
    #[must_use]
    pub fn unit(self) -> Text {
        match self {
            TargetMetric::FloorAreaRatio => Text::new("", ""),
            TargetMetric::TaxPerMu => Text::new("元/亩", "yuan/mu"),
            TargetMetric::YearlyTax | TargetMetric::YearlyRevenue | TargetMetric::Investment => {
                Text::new("元", "yuan")
            }
            TargetMetric::Jobs => Text::new("人", "persons"),
            TargetMetric::FloorArea => Text::new("m²", "m²"),
        }
    }
}

/// A value and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Achieved {
    /// The value, in the unit of the metric.
    pub value: Figure,
    /// The day that it is of.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub on: Date,
}

/// What a plan is to achieve (目标).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Target {
    /// Which metric.
    pub metric: TargetMetric,
    /// At least this, in the unit of the metric.
    pub at_least: Figure,
    /// The last day for it.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// What it was when the plan was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Figure>,
    /// What was achieved last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achieved: Option<Achieved>,
}

impl Achieved {
    /// A value on a day.
    #[must_use]
    pub const fn new(value: Figure, on: Date) -> Achieved {
        Achieved { value, on }
    }
}

impl Target {
    /// At least this much of a metric.
    #[must_use]
    pub const fn new(metric: TargetMetric, at_least: Figure) -> Target {
        Target { metric, at_least, by: None, before: None, achieved: None }
    }

    /// Whether what was achieved reaches it; `None` while nothing is known: that is not nothing.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        self.achieved.map(|achieved| achieved.value >= self.at_least)
    }

    /// What was achieved by the end of a day; a figure of a later day is none yet.
    #[must_use]
    pub fn achieved_by(&self, day: Date) -> Option<Achieved> {
        self.achieved.filter(|achieved| achieved.on <= day)
    }

    /// Whether it was reached only after its last day (逾期达标).
    ///
    /// ```
    /// use jiff::civil::date;
    /// use landledger::plan::{Achieved, Target, TargetMetric};
    ///
    /// let mut target = Target::new(TargetMetric::Jobs, "180".parse()?);
    /// target.by = Some(date(2024, 6, 30));
    /// target.achieved = Some(Achieved::new("192".parse()?, date(2024, 7, 1)));
    /// assert!(target.is_met() == Some(true) && target.is_late());
    /// assert_eq!(target.achieved_by(date(2024, 6, 30)), None);
    /// # Ok::<(), landledger::units::QuantityError>(())
    /// ```
    #[must_use]
    pub fn is_late(&self) -> bool {
        let reached = self.achieved.filter(|achieved| achieved.value >= self.at_least);
        reached.zip(self.by).is_some_and(|(achieved, by)| achieved.on > by)
    }

    /// How much is still lacking, in the unit of the metric: zero where it is met, `None` while nothing is known.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if the difference is larger than a figure can be.
    pub fn lacking(&self) -> Result<Option<Figure>, QuantityError> {
        let Some(achieved) = self.achieved else { return Ok(None) };
        if achieved.value >= self.at_least {
            return Ok(Some(Figure::ZERO));
        }
        Figure::from_number(self.at_least.number() - achieved.value.number()).map(Some)
    }
}
