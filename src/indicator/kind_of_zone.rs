//! Which kind of zone the evaluation takes a zone for.

use serde::{Deserialize, Serialize};

use super::quotient::Range;
use super::zone_indicators::{industrial_land_rate, residential_land_rate};
use super::{BaseQuantities, Indicator, Missing};
use crate::finding::Text;
use crate::law::{self, Threshold, ZoneAttribute, ZoneKind};
use crate::units::Ratio;

/// The kind of a zone (开发区评价类型), or the kinds that the missing facts leave open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KindOfZone {
    /// The kinds that are possible, in the order of [`ZoneKind`]: one is decided; none where nothing is built and no
    /// attribute decides, so that there is no share to judge by.
    pub possible: Vec<ZoneKind>,
    /// What the approval makes of the zone, where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<ZoneAttribute>,
    /// A2 / A.
    pub industrial: Indicator,
    /// A1 / A.
    pub residential: Indicator,
    /// The rule with its numbers, where they stand and how surely they are known.
    pub rule: Text,
    /// What is missing for a decision; empty where it is decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
}

impl KindOfZone {
    /// The kind, if it is decided.
    #[must_use]
    pub fn decided(&self) -> Option<ZoneKind> {
        match self.possible.as_slice() {
            [kind] => Some(*kind),
            _ => None,
        }
    }
}

/// The kind of a zone.
///
/// Industry-led: A2/A above and A1/A below its threshold; integrated: A2/A not above and A1/A not below; bonded and processing
/// zones are industry-led whatever their land; every other zone is of the third kind. Where facts are missing, every kind that
/// they may turn out to give; a zone of which nobody stated whether it is bonded or a processing zone may be industry-led.
///
/// # Basis
///
/// The edition of 2014 of the regulations; both numbers and the exact inequalities are recalled, not held against its text:
/// see `zone-industrial-share` and `zone-residential-share` in [`Threshold::all`].
#[must_use]
pub fn kind_of_zone(base: &BaseQuantities) -> KindOfZone {
    let (industrial, industrial_range) = industrial_land_rate(base);
    let (residential, residential_range) = residential_land_rate(base);
    let (industrial_share, residential_share) =
        (law::ZONE_INDUSTRIAL_SHARE, law::ZONE_RESIDENTIAL_SHARE);
    let limit = |threshold: &Threshold| Ratio::from_percent(threshold.number());
    let above = above(industrial_range, limit(&industrial_share));
    let reaches = reaches(residential_range, limit(&residential_share));
    let mut possible = Vec::new();
    let mut missing = Vec::new();
    let special = base.attribute.map(ZoneAttribute::is_always_industry_led);
    if special != Some(true) {
        for kind in ZoneKind::ALL {
            let open = above.iter().flat_map(|above| reaches.iter().map(move |r| (*above, *r)));
            if open.into_iter().any(|(above, reaches)| by_shares(above, reaches) == kind) {
                possible.push(kind);
            }
        }
        let open = possible.len() > 1;
        for indicator in [&industrial, &residential].into_iter().filter(|_| open) {
            let news = indicator.missing.iter().filter(|item| !missing.contains(*item));
            let news: Vec<Missing> = news.cloned().collect();
            missing.extend(news);
        }
    }
    let industry_led = ZoneKind::IndustryLed;
    // Without a share to judge by, that the zone may be special is no verdict.
    let judged = special == Some(true) || !(above.is_empty() || reaches.is_empty());
    if special != Some(false) && judged && !possible.contains(&industry_led) {
        possible.insert(0, industry_led);
    }
    if special.is_none() && possible != [industry_led] {
        missing.push(Missing {
            fact: Text::new(
                "开发区性质（是否保税区、加工区）",
                "whether a bonded or a processing zone",
            ),
            count: 1,
            examples: vec!["zone".to_owned()],
        });
    }
    let rule = rule(&industrial_share, &residential_share);
    KindOfZone { possible, attribute: base.attribute, industrial, residential, rule, missing }
}

fn by_shares(above: bool, reaches: bool) -> ZoneKind {
    match (above, reaches) {
        (true, false) => ZoneKind::IndustryLed,
        (false, true) => ZoneKind::Integrated,
        (true, true) | (false, false) => ZoneKind::Other,
    }
}

/// Whether the share is above the limit: both where it may be either, neither where there is no share.
fn above(range: Range, limit: Ratio) -> Vec<bool> {
    answers(range, |share| share > limit)
}

/// Whether the share reaches the limit.
fn reaches(range: Range, limit: Ratio) -> Vec<bool> {
    answers(range, |share| share >= limit)
}

fn answers(range: Range, holds: impl Fn(Ratio) -> bool) -> Vec<bool> {
    if range == Range::UNKNOWN {
        return Vec::new();
    }
    // Shares lie between 0 and 1.
    let low = holds(range.low.unwrap_or(Ratio::ZERO));
    let high = holds(range.high.unwrap_or(Ratio::ONE));
    if low == high { vec![low] } else { vec![false, true] }
}

fn rule(industrial: &Threshold, residential: &Threshold) -> Text {
    let (a2, a1) = (industrial.value.text(), residential.value.text());
    let (basis, assurance) = (industrial.citation.text(), industrial.assurance.name());
    Text::new(
        format!(
            "工业主导型：A2/A > {} 且 A1/A < {}；产城融合型：A2/A ≤ {} 且 A1/A ≥ {}；保税区、加工区为工业主导型；其余为其他类型（{}，{}）",
            a2.zh, a1.zh, a2.zh, a1.zh, basis.zh, assurance.zh
        ),
        format!(
            "industry-led: A2/A > {} and A1/A < {}; integrated: A2/A <= {} and A1/A >= {}; bonded and processing zones \
             are industry-led; else other ({}, {})",
            a2.en, a1.en, a2.en, a1.en, basis.en, assurance.en
        ),
    )
}
