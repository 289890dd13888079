//! What applying the proposed fixes did.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::CheckReport;
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Fix};
use crate::read::Source;
use crate::report::text::page::{Page, count, signed};
use crate::report::text::table::{Align, Table};
use crate::write::{FixedDocument, apply_fixes};

/// The fixes that were applied (已按建议修改), and what they moved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FixesApplied {
    /// How many were applied.
    pub applied: u64,
    /// The findings whose fix meets one that was applied: they are left for the next check.
    pub left: Vec<FixLeft>,
    /// The area that each parcel gained or lost, by parcel.
    pub moved: Vec<MovedArea>,
}

/// A finding whose fix was not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FixLeft {
    /// Its code.
    pub code: Code,
    /// What it is about.
    pub subjects: Vec<String>,
    /// Its fingerprint.
    pub fingerprint: String,
}

/// What fixes did to the area of a parcel (面积变动).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MovedArea {
    /// The parcel.
    pub subject: String,
    /// How many fixes changed its area.
    pub fixes: u64,
    /// New area less old area, m², a decimal number as text.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$")))]
    #[serde(rename = "area_m2")]
    pub area: String,
}

impl CheckReport {
    /// Applies the proposed fixes of the findings that nobody has accepted to one of the files, and notes in
    /// [`CheckReport::fixed`] what that did. The file is the one that was checked; nothing is written.
    ///
    /// Fixes are taken in the order of the findings; one that meets an earlier one is left.
    ///
    /// # Errors
    /// As [`apply_fixes`]; and of a fix whose area is no decimal number, in a report that was edited.
    ///
    /// ```
    /// use landledger::check::OverlapPriority;
    /// use landledger::read::Source;
    /// use landledger::report::check::{CheckRequest, check};
    ///
    /// let square = |id: &str, west: f64, east: f64| format!(r#"{{"type": "Feature", "id": "{id}", "properties": {{}},
    ///     "geometry": {{"type": "Polygon", "coordinates": [[[{west}0000, 34.8000000], [{east}0000, 34.8000000],
    ///     [{east}0000, 34.8010000], [{west}0000, 34.8010000], [{west}0000, 34.8000000]]]}}}}"#);
    /// let text = format!(r#"{{"type": "FeatureCollection", "features": [{}, {}]}}"#,
    ///     square("A", 113.301, 113.303), square("B", 113.302, 113.305));
    /// let source = Source::new("a.geojson", text);
    /// let mut request = CheckRequest::new(&source);
    /// request.profile.overlap_priority = OverlapPriority::LargerKeeps;
    /// let mut report = check(&request);
    /// let fixed = report.fix(&source).unwrap();
    /// let moved = &report.fixed.as_ref().unwrap().moved[0];
    /// // 0.001 by 0.001 degrees, 91.51 m by 110.94 m.
    /// assert_eq!((moved.subject.as_str(), moved.area.get(..8)), ("A", Some("-10151.7")));
    /// let source = Source::new("a.geojson", fixed.text);
    /// request.parcels = &source;
    /// assert!(!check(&request).has_errors());
    /// ```
    pub fn fix(&mut self, source: &Source) -> Result<FixedDocument> {
        let is_open = |finding: &&Finding| {
            let file = finding.place.file.as_deref();
            finding.acknowledged.is_none() && file.is_none_or(|file| file == source.name())
        };
        let proposed: Vec<(&Finding, &Fix)> = self
            .findings
            .iter()
            .filter(is_open)
            .filter_map(|finding| Some((finding, finding.fix.as_ref()?)))
            .collect();
        let fixes: Vec<&Fix> = proposed.iter().map(|(_, fix)| *fix).collect();
        let fixed = apply_fixes(source, &fixes)?;
        let left = fixed.left.iter().filter_map(|number| {
            let (finding, _) = proposed.get(*number)?;
            Some(FixLeft {
                code: finding.code,
                subjects: finding.subjects.clone(),
                fingerprint: finding.fingerprint.clone().unwrap_or_default(),
            })
        });
        let left = left.collect();
        let applied = fixed.applied.iter().filter_map(|number| fixes.get(*number).copied());
        let moved = moved(applied)?;
        self.fixed = Some(FixesApplied { applied: fixed.applied.len() as u64, left, moved });
        Ok(fixed)
    }
}

/// The sum of each parcel.
fn moved<'f>(fixes: impl Iterator<Item = &'f Fix>) -> Result<Vec<MovedArea>> {
    let mut rows: BTreeMap<&str, (u64, Decimal)> = BTreeMap::new();
    for row in fixes.flat_map(|fix| &fix.moved) {
        let area = decimal(&row.area)?;
        let (fixes, sum) = rows.entry(&row.subject).or_default();
        *fixes += 1;
        *sum = sum.checked_add(area).ok_or_else(|| not_decimal(&row.area))?;
    }
    let row = |(subject, (fixes, area)): (&str, (u64, Decimal))| MovedArea {
        subject: subject.to_owned(),
        fixes,
        area: area.to_string(),
    };
    Ok(rows.into_iter().map(row).collect())
}

fn decimal(text: &str) -> Result<Decimal> {
    text.parse().map_err(|_| not_decimal(text))
}

fn not_decimal(text: &str) -> Error {
    Error::argument("area_m2", ("面积的十进制数", "an area as a decimal number"), text.to_owned())
}

/// Prints the table of areas moved, and what is left.
pub(super) fn print_fixed(fixed: &FixesApplied, page: &mut Page) {
    page.section("按建议修改", "Fixes applied");
    let [applied, left] = [count(fixed.applied), count(fixed.left.len())];
    let line = page
        .say(
            "已修改 {a} 处，另有 {l} 处与其他修改相遇，待再次检查",
            "{a} applied, {l} meet others and are left for the next check",
        )
        .replace("{a}", &applied)
        .replace("{l}", &left);
    page.line(&line);
    for finding in &fixed.left {
        let subjects = finding.subjects.join(page.say("、", ", "));
        page.indented("    ", &format!("{}  {subjects}", finding.code));
    }
    if fixed.moved.is_empty() {
        return;
    }
    page.blank();
    let mut table = Table::new([
        (page.say("宗地", "parcel"), Align::Fixed),
        (page.say("修改数", "fixes"), Align::Right),
        (page.say("面积变动 m²", "area moved, m²"), Align::Right),
    ]);
    let mut sum = Decimal::ZERO;
    for row in &fixed.moved {
        let area = row.area.parse::<Decimal>().unwrap_or_default();
        sum = sum.saturating_add(area);
        table.row([row.subject.clone(), count(row.fixes), to_square_centimetres(area)]);
    }
    let total = page.say("合计", "total").to_owned();
    table.total([total, String::new(), to_square_centimetres(sum)]);
    page.table(table);
}

/// To 0.0001 m²; what rounds to nothing has no sign.
fn to_square_centimetres(area: Decimal) -> String {
    let rounded = area.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    signed(format!("{rounded:.4}"))
}
