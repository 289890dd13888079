//! The report of a check (检查报告): what was checked, how, what was found, and how it is written.
//!
//! [`check()`] goes from bytes to a [`CheckReport`]; [`CheckReport::new`] makes one from findings that a program
//! already has. The same report is written by [`text`], as JSON through serde, by [`csv`], [`mod@geojson`] and
//! [`sarif`]; [`CheckDiff`] compares two. A finding has the same fingerprint in all of them.

mod acknowledge;
mod attributes;
mod balance;
mod basis;
pub mod csv;
pub mod diff;
mod excerpt;
mod fixed;
pub mod geojson;
mod json;
mod numbered;
mod parts;
mod places;
mod properties;
mod records;
mod released;
mod replacement;
mod reported;
mod run;
pub mod sarif;
mod stream;
mod stream_within;
pub mod text;
mod text_again;
mod zones;

pub use attributes::AttributeNames;
pub use balance::{BalanceReport, BalanceTerm};
pub use basis::CheckBasis;
pub use diff::{CheckDiff, DiffSide, Moved};
pub use fixed::{FixLeft, FixesApplied, MovedArea};
pub use json::{read_check_report, write_check_report};
pub use parts::{CheckSummary, CodeCount, LimitRow, ProfileStatement, RejectedRecord, Tolerance};
pub use places::SourcePlaces;
pub use records::{Layout, RecordData, RecordSet};
pub use released::findings_of_released;
pub use reported::{check, check_released, check_stream_within};
pub use run::{CheckRequest, CheckStep, Findings, findings};
pub use stream::{StreamRequest, findings_of_stream};
pub use stream_within::findings_of_stream_within;
pub use text::Shown;
pub use zones::{DeclaredData, ZoneData};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::finding::{Code, Comparison, Finding, Limit, Measure, MeasureUnit, SourceFile, Text};

/// What a check found (检查报告), with what it rests on.
///
/// Findings stand in an order that does not depend on the order of features: severity, code, subjects,
/// coordinates. The JSON form is described by the schema `check-report`: [`docs::formats`](crate::docs::formats).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CheckReport {
    /// Version of this form: [`CheckReport::VERSION`].
    #[cfg_attr(feature = "schema", schemars(extend("const" = CheckReport::VERSION)))]
    #[serde(deserialize_with = "super::version::known::<{ CheckReport::VERSION }, _>")]
    pub version: u32,
    /// The files that were read.
    pub files: Vec<SourceFile>,
    /// The day: parcels in force then were checked, and acknowledgements that hold then count.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// How it was checked.
    pub profile: ProfileStatement,
    /// The distances below which things are taken as one, and the like.
    pub tolerances: Vec<Tolerance>,
    /// Counts.
    pub summary: CheckSummary,
    /// How the areas sum to the zone, where a zone was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<BalanceReport>,
    /// What applying the proposed fixes did, where that was asked for: [`CheckReport::fix`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<FixesApplied>,
    /// Features that could not be used, by their ids.
    pub rejected: Vec<RejectedRecord>,
    /// What was not checked, and why.
    pub not_checked: Vec<Text>,
    /// The findings.
    pub findings: Vec<Finding>,
}

impl CheckReport {
    /// The version of the JSON form.
    pub const VERSION: u32 = 1;

    /// The report on these findings.
    ///
    /// Findings that the profile does not admit are left out, the others are put in order and given their
    /// fingerprints; equal fingerprints get `-2`, `-3`, … in this order. An acknowledgement that holds on the
    /// day of the report is put beside its finding, which then counts as acknowledged and no longer as error or
    /// warning. One that has run out gives [`Code::AcknowledgementExpired`], one that matches nothing
    /// [`Code::AcknowledgementUnmatched`]. Of one code at most `listed` findings of the profile's limits are kept;
    /// [`Code::NotListed`] says how many more there are, and the counts include them.
    ///
    /// ```
    /// use landledger::check::Profile;
    /// use landledger::finding::{Acknowledgement, Code, Finding, Text};
    /// use landledger::report::check::{CheckBasis, CheckReport};
    ///
    /// let gap = Finding::new(Code::Gap, Text::new("缝隙", "a gap")).about("A");
    /// let overlap = Finding::new(Code::ParcelsOverlap, Text::new("重叠", "an overlap")).about("A").about("B");
    /// let print = overlap.computed_fingerprint();
    ///
    /// let mut basis = CheckBasis::new(Profile::strict());
    /// basis.acknowledgements = vec![Acknowledgement::new(print, "按协议共用", "自然资源所")];
    /// let report = CheckReport::new(vec![gap, overlap], basis);
    /// assert_eq!((report.summary.errors, report.summary.warnings), (0, 1));
    /// assert_eq!(report.summary.acknowledged, 1);
    /// assert!(!report.has_errors());
    /// ```
    #[must_use]
    pub fn new(findings: Vec<Finding>, basis: CheckBasis) -> CheckReport {
        let CheckBasis { files, as_of, profile, acknowledgements, workers, .. } = basis;
        let admitted = |finding| profile.admit(finding);
        let mut findings: Vec<Finding> = findings.into_iter().filter_map(admitted).collect();
        let mut not_checked = basis.not_checked;
        let more =
            acknowledge::apply(&mut findings, acknowledgements, as_of, &mut not_checked, workers);
        findings.extend(more.into_iter().filter_map(admitted));
        let by_code = parts::count(&findings);
        let listed = profile.limits.listed;
        Finding::sort_by_subject(&mut findings);
        let mut kept = keep(findings, listed);
        let mut summary = CheckSummary::of(by_code);
        let over = summary.by_code.iter().filter(|row| row.all() > listed as u64);
        let not_listed = over.map(|row| not_listed(row, listed, &profile.set_by()));
        let not_listed: Vec<Finding> = not_listed.filter_map(admitted).collect();
        if !not_listed.is_empty() {
            summary.add(parts::count(&not_listed));
            kept.extend(not_listed);
        }
        numbered::sort_and_number_again(&mut kept);
        summary.features = basis.features;
        summary.usable = basis.usable;
        summary.rejected = basis.rejected.len() as u64;
        CheckReport {
            version: CheckReport::VERSION,
            files,
            as_of,
            tolerances: Tolerance::of(&profile.limits),
            profile: ProfileStatement::of(&profile),
            summary,
            balance: basis.balance,
            fixed: None,
            rejected: basis.rejected,
            not_checked,
            findings: kept,
        }
    }

    /// Whether there is an error that nobody has acknowledged.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.summary.errors > 0
    }
}

/// The first so many findings of each code and severity.
fn keep(findings: Vec<Finding>, listed: usize) -> Vec<Finding> {
    let mut seen = std::collections::BTreeMap::new();
    let mut within = |finding: &Finding| {
        let count: &mut usize = seen.entry((finding.severity, finding.code)).or_default();
        *count += 1;
        *count <= listed
    };
    findings.into_iter().filter(|finding| within(finding)).collect()
}

/// Says that a code has more findings than are listed.
fn not_listed(row: &CodeCount, listed: usize, set_by: &str) -> Finding {
    let more = row.all().saturating_sub(listed as u64);
    let code = row.code;
    let message = Text::new(
        format!("{code}：另有 {more} 条未列出，共 {} 条", row.all()),
        format!(
            "{code}: {more} more {} not listed, {} in all",
            if more == 1 { "is" } else { "are" },
            row.all()
        ),
    );
    Finding::new(Code::NotListed, message)
        .about(code.id())
        .measured(Measure::count(usize::try_from(row.all()).unwrap_or(usize::MAX)))
        .limited(Limit::new(Comparison::AtMost, listed.to_string(), MeasureUnit::One, set_by))
}
