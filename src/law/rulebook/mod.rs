//! Low-efficiency land (低效用地): the criteria of a rulebook that the caller brings, and what they make of a parcel.
//!
//! No threshold stands in this library: a rulebook names its issuer, its document and the source of every number.

mod assessment;
mod criterion;

pub use assessment::{
    CriterionResult, LowEfficiencyAssessment, LowEfficiencyFacts, LowEfficiencyFigures,
    MissingLowEfficiencyFact, RulebookIdentity, assess_low_efficiency,
};
pub use criterion::{Comparison, Criterion, CriterionBasis, LowEfficiencyUse, Metric, MetricUnit};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Document;
use crate::calendar;
use crate::finding::SourceFile;

/// Whether the criteria are in real use (认定标准性质).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulebookStanding {
    /// Adopted by the issuer (正式标准).
    Adopted,
    /// Invented, to show the form only (示例，不得用于认定).
    Illustrative,
}

/// How criteria are combined (组合方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Combination {
    /// One is enough (符合任一).
    AnyOf,
    /// All are needed (同时符合).
    AllOf,
}

/// Criteria that count as one within a set, by their ids (条件组).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriteriaGroup {
    /// How they are combined.
    pub combine: Combination,
    /// Ids of criteria.
    pub criteria: Vec<String>,
}

/// The criteria for one use of land (分用途认定条件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriteriaSet {
    /// For which use.
    pub land_use: LowEfficiencyUse,
    /// How criteria and groups are combined.
    pub combine: Combination,
    /// Ids of criteria.
    pub criteria: Vec<String>,
    /// Groups, each of which counts as one criterion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<CriteriaGroup>,
}

/// Criteria of low-efficiency land as an authority issued them (低效用地认定标准).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rulebook {
    /// Who issued it.
    pub issuer: String,
    /// The document.
    pub document: Document,
    /// First day in force.
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// The day on which it was last held against its sources.
    #[serde(with = "calendar::day")]
    pub last_checked: Date,
    /// Whether it is in real use.
    pub standing: RulebookStanding,
    /// The file that it came from, with its SHA-256; absent where a program made it.
    #[serde(skip)]
    pub file: Option<SourceFile>,
    /// Every criterion.
    pub criteria: Vec<Criterion>,
    /// The sets, at most one for a use.
    pub sets: Vec<CriteriaSet>,
}

impl Rulebook {
    /// A rulebook without criteria yet.
    #[must_use]
    pub fn new(
        issuer: impl Into<String>,
        document: Document,
        effective: Date,
        last_checked: Date,
        standing: RulebookStanding,
    ) -> Rulebook {
        Rulebook {
            issuer: issuer.into(),
            document,
            effective,
            last_checked,
            standing,
            file: None,
            criteria: Vec::new(),
            sets: Vec::new(),
        }
    }
}
