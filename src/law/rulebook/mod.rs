//! Low-efficiency land (低效用地): the criteria of a rulebook that the caller brings, and what they make of a parcel.
//!
//! No threshold stands in this library: a rulebook names its issuer, its document and the source of every number.

mod assessment;
mod criterion;
mod facts;
mod reasons;
mod words;

pub use assessment::{
    CriterionResult, LowEfficiencyAssessment, RulebookIdentity, assess_low_efficiency,
};
pub use criterion::Criterion;
pub use facts::{
    LowEfficiencyFacts, LowEfficiencyFigures, MissingLowEfficiencyFact, ProductionState,
};
pub use words::{
    Combination, Comparison, CriterionBasis, LowEfficiencyUse, Metric, MetricUnit, RulebookStanding,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ControlValues, Document, EvaluationStandard, ProcedureTerms};
use crate::calendar;
use crate::finding::SourceFile;

/// Criteria that count as one within a set, by their ids (条件组).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriteriaGroup {
    /// How they are combined.
    pub combine: Combination,
    /// Ids of criteria.
    pub criteria: Vec<String>,
}

/// The criteria for one use of land (分用途认定条件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Rulebook {
    /// Who issued it.
    pub issuer: String,
    /// The document.
    pub document: Document,
    /// First day in force.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// The day on which it was last held against its sources.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
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
    /// The control values that industrial projects are held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<ControlValues>,
    /// The standard that the zone is scored by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<EvaluationStandard>,
    /// The terms of the procedure against idle land that no number of this library sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<ProcedureTerms>,
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
            control: None,
            evaluation: None,
            procedure: None,
        }
    }

    /// Who issued it, and which file it came from.
    #[must_use]
    pub fn identity(&self) -> RulebookIdentity {
        RulebookIdentity {
            issuer: self.issuer.clone(),
            document: self.document.clone(),
            effective: self.effective,
            last_checked: self.last_checked,
            standing: self.standing,
            file: self.file.clone(),
        }
    }
}
