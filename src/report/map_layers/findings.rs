//! The findings as marks of a map.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MapParcel;
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, FoundShape, Severity, Text};
use crate::geometry::LonLat;
use crate::ledger::LedgerState;

/// A finding as a mark of a map (问题图层要素).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MapFinding {
    /// What kind of judgement it is.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What was expected and what was found.
    pub message: Text,
    /// The codes or ids that it is about.
    pub subjects: Vec<String>,
    /// The first parcel of the map that it is about, by its code or through an entry, a plan or a space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<ParcelCode>,
    /// Where it is marked, degrees; absent where it has no place on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<LonLat>,
    /// What `at` is; absent with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<MapPlace>,
    /// Its fingerprint: the one that a check gave it, or computed here.
    pub fingerprint: String,
}

/// What the position of a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MapPlace {
    /// The place of the finding itself (问题位置).
    Finding,
    /// A position inside the parcel that it is about (宗地内一点).
    Parcel,
}

impl MapPlace {
    /// The id used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            MapPlace::Finding => "finding",
            MapPlace::Parcel => "parcel",
        }
    }

    /// The name in Chinese and English.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            MapPlace::Finding => Text::new("问题位置", "place of the finding"),
            MapPlace::Parcel => Text::new("宗地内一点", "inside the parcel"),
        }
    }
}

pub(super) fn of(
    findings: &[Finding],
    parcels: &[MapParcel],
    state: &LedgerState,
) -> Vec<MapFinding> {
    let mapped: BTreeMap<ParcelCode, Option<LonLat>> =
        parcels.iter().map(|parcel| (parcel.code, parcel.inside)).collect();
    let mark = |finding: &Finding| {
        let about = finding.subjects.iter().flat_map(|subject| parcels_of(subject, state));
        let parcel = about.into_iter().find(|code| mapped.contains_key(code));
        let own =
            finding.place.at.or_else(|| finding.geometry.as_ref().and_then(FoundShape::first));
        let own = own.filter(|[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0).map(LonLat::from);
        let inside = || parcel.and_then(|code| mapped.get(&code).copied().flatten());
        let place = own
            .map(|at| (at, MapPlace::Finding))
            .or_else(|| inside().map(|at| (at, MapPlace::Parcel)));
        MapFinding {
            code: finding.code,
            severity: finding.severity,
            message: finding.message.clone(),
            subjects: finding.subjects.clone(),
            parcel,
            at: place.map(|(at, _)| at),
            place: place.map(|(_, place)| place),
            fingerprint: finding
                .fingerprint
                .clone()
                .unwrap_or_else(|| finding.computed_fingerprint()),
        }
    };
    findings.iter().map(mark).collect()
}

/// The parcels that a subject stands for: its own code, or those of an entry, a plan or a space of this id.
fn parcels_of(subject: &str, state: &LedgerState) -> Vec<ParcelCode> {
    if let Ok(code) = subject.parse::<ParcelCode>() {
        return vec![code];
    }
    let entry = subject.parse().ok().and_then(|id| state.entries.get(&id));
    if let Some(entry) = entry {
        return vec![entry.parcel];
    }
    let plan = subject.parse().ok().and_then(|id| state.plans.get(&id));
    if let Some(plan) = plan {
        return plan.plan.parcels.clone();
    }
    let space = subject.parse().ok().and_then(|id| state.spaces.get(&id));
    space.map(|space| space.space.parcel).into_iter().collect()
}
