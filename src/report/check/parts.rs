//! The smaller parts of a report: profile, tolerances, counts, rejected records.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::{Departure, Limits, Profile};
use crate::finding::{Code, ExternalCode, Finding, MeasureUnit, Responsible, Severity, Text};

/// How it was checked (检查方案说明).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProfileStatement {
    /// The name of the profile.
    pub name: String,
    /// Every difference from the strict profile.
    pub departures: Vec<Departure>,
    /// Every limit, by name.
    pub limits: Vec<LimitRow>,
}

impl ProfileStatement {
    /// The statement of a profile.
    #[must_use]
    pub fn of(profile: &Profile) -> ProfileStatement {
        let row = |(name, value): (&str, String)| LimitRow { name: name.into(), value };
        ProfileStatement {
            name: profile.name.clone(),
            departures: profile.departures(),
            limits: profile.limits.rows().into_iter().map(row).collect(),
        }
    }
}

/// A limit by its name in a profile file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LimitRow {
    /// Its name.
    pub name: String,
    /// Its value as text.
    pub value: String,
}

/// A tolerance (容差) that the findings rest on, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Tolerance {
    /// The name of the limit, as `coincidence_m`.
    pub name: String,
    /// Its value, a decimal number as text.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")))]
    pub value: String,
    /// Its unit.
    pub unit: MeasureUnit,
    /// What is done with it.
    pub meaning: Text,
}

impl Tolerance {
    /// The tolerances of a profile.
    #[must_use]
    pub fn of(limits: &Limits) -> Vec<Tolerance> {
        let metre = |name: &str, value: f64, meaning: (&str, &str)| Tolerance {
            name: name.into(),
            value: value.to_string(),
            unit: MeasureUnit::Metre,
            meaning: meaning.into(),
        };
        vec![
            metre(
                "coincidence_m",
                limits.coincidence,
                (
                    "相邻宗地界线相距小于此值的视为同一界线，其间既不计重叠也不计缝隙",
                    "borders of neighbours nearer than this count as one; what lies between is neither overlap \
                     nor gap",
                ),
            ),
            metre(
                "near_vertex_m",
                limits.near_vertex,
                (
                    "连续两个顶点相距小于此值时报告",
                    "two vertices in a row nearer than this are reported",
                ),
            ),
            metre(
                "sliver_width_m",
                limits.sliver_width,
                ("宽度不超过此值的重叠为狭长重叠", "overlaps up to this width are slivers"),
            ),
            metre(
                "gap_width_m",
                limits.gap_width,
                (
                    "没有开发区界线时，宽度不超过此值的空隙为缝隙",
                    "without a zone boundary, spaces up to this width are gaps",
                ),
            ),
            metre(
                "strip_width_m",
                limits.strip_width,
                (
                    "沿开发区界线、宽度不超过此值的缝隙为沿界狭缝",
                    "gaps along the zone boundary up to this width are boundary strips",
                ),
            ),
            metre(
                "point_error_m",
                limits.point_error,
                (
                    "界址点中误差，据以推算面积精度",
                    "mean error of a boundary point, from which the accuracy of areas follows",
                ),
            ),
        ]
    }
}

/// Counts (汇总). Acknowledged findings are counted apart: they are neither errors nor warnings nor notes here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckSummary {
    /// Features in the file.
    pub features: u64,
    /// Features that were used.
    pub usable: u64,
    /// Features that were not.
    pub rejected: u64,
    /// Errors.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
    /// Notes.
    pub notes: u64,
    /// Findings that somebody has accepted.
    pub acknowledged: u64,
    /// One row for each code and severity, those of errors first, in the order of the catalogue.
    pub by_code: Vec<CodeCount>,
}

/// How often a code was found, whether listed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "CodeCountForm", into = "CodeCountForm")]
#[non_exhaustive]
pub struct CodeCount {
    /// The code.
    pub code: Code,
    /// How much these findings weigh.
    pub severity: Severity,
    /// How many nobody has accepted.
    pub count: u64,
    /// How many somebody has accepted.
    pub acknowledged: u64,
}

/// What [`CodeCount`] is written as and read from: a code of an embedding program knows from here who must act.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename = "CodeCount", deny_unknown_fields)]
struct CodeCountForm {
    /// The code.
    code: Code,
    /// How much these weigh.
    severity: Severity,
    /// Who must act.
    responsible: Responsible,
    /// How many are open.
    count: u64,
    /// How many are accepted.
    acknowledged: u64,
}

impl From<CodeCount> for CodeCountForm {
    fn from(row: CodeCount) -> CodeCountForm {
        let CodeCount { code, severity, count, acknowledged } = row;
        CodeCountForm { code, severity, responsible: code.responsible(), count, acknowledged }
    }
}

impl From<CodeCountForm> for CodeCount {
    fn from(form: CodeCountForm) -> CodeCount {
        let CodeCountForm { severity, count, acknowledged, .. } = form;
        let code = match form.code {
            Code::External(code) => {
                ExternalCode::new(code.id(), severity, form.responsible).unwrap_or(code).into()
            }
            code => code,
        };
        CodeCount { code, severity, count, acknowledged }
    }
}

impl CodeCount {
    /// Open and acknowledged ones.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.count.saturating_add(self.acknowledged)
    }
}

impl CheckSummary {
    /// The counts of these rows; features are not counted yet.
    pub(super) fn of(rows: Vec<CodeCount>) -> CheckSummary {
        let mut summary = CheckSummary::default();
        summary.add(rows);
        summary
    }

    /// Adds rows of codes that are not there yet.
    pub(super) fn add(&mut self, rows: Vec<CodeCount>) {
        for row in &rows {
            match row.severity {
                Severity::Error => self.errors += row.count,
                Severity::Warning => self.warnings += row.count,
                Severity::Note => self.notes += row.count,
            }
            self.acknowledged += row.acknowledged;
        }
        self.by_code.extend(rows);
        self.by_code.sort_by_key(|row| (row.severity, row.code));
    }
}

/// Counts findings by severity and code.
pub(super) fn count(findings: &[Finding]) -> Vec<CodeCount> {
    let mut rows: BTreeMap<(Severity, Code), CodeCount> = BTreeMap::new();
    for finding in findings {
        let (code, severity) = (finding.code, finding.severity);
        let fresh = CodeCount { code, severity, count: 0, acknowledged: 0 };
        let row = rows.entry((severity, code)).or_insert(fresh);
        match finding.acknowledged {
            None => row.count += 1,
            Some(_) => row.acknowledged += 1,
        }
    }
    rows.into_values().collect()
}

/// A feature that could not be used (剔除的要素), and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RejectedRecord {
    /// Its number in the file, from 0.
    pub index: u64,
    /// Its id, or `#` and its number.
    pub subject: String,
    /// The codes of its errors, each once.
    pub reasons: Vec<Code>,
}

impl RejectedRecord {
    /// A rejected feature.
    #[must_use]
    pub fn new(index: u64, subject: impl Into<String>, reasons: Vec<Code>) -> RejectedRecord {
        RejectedRecord { index, subject: subject.into(), reasons }
    }
}
