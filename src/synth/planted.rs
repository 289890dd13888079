//! The truth list (真值表) of planted defects: what a check of the files must find, and what it must not.

use serde::{Deserialize, Serialize};

use crate::finding::{Class, Code, Measure, Text};

/// What was planted into a synthetic zone.
///
/// In JSON, beside the folder that it speaks of; any validator can be scored against it, ours by [`super::score`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Truth {
    /// Version of this form: 1.
    pub version: u32,
    /// Seed of the zone.
    pub seed: u64,
    /// Parcels of the zone before anything was planted.
    pub parcels: usize,
    /// What must be found.
    pub defects: Vec<PlantedDefect>,
    /// What looks suspicious and is right.
    pub decoys: Vec<Decoy>,
}

/// A file of the district folder that a defect stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PlantedIn {
    /// `parcels.geojson`
    #[serde(rename = "parcels.geojson")]
    Parcels,
    /// `zone.geojson`
    #[serde(rename = "zone.geojson")]
    Zone,
}

/// A defect (缺陷) that was planted.
///
/// Areas are those of the constructed figure, from its own corners by the shoelace formula in a plane that has the
/// scale of the ellipsoid in its middle; no part of the coverage check takes part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlantedDefect {
    /// The code that a finding must have.
    pub code: Code,
    /// Its class, where the figure leaves no doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// The file.
    pub file: PlantedIn,
    /// Codes or ids of what it is about; empty where the neighbours are for the check to name.
    pub subjects: Vec<String>,
    /// The features it concerns, from 0, in that file.
    pub indices: Vec<usize>,
    /// Where: longitude and latitude; of a region, a point within it or on its rim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<[f64; 2]>,
    /// The region of an overlap, a gap or an overhang: a closed ring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Vec<[f64; 2]>>,
    /// The area of the region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// Relative tolerance of the measure.
    pub tolerance: f64,
    /// Codes that the same defect may rightly bring about besides its own.
    pub allowed: Vec<Code>,
    /// Codes or ids of others that what it brings about may name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequent: Vec<String>,
    /// Whether a finding must lie on that ground: not where the numbers themselves are wrong.
    pub is_placed: bool,
    /// West, south, east and north of all ground that it can affect; absent where that is none in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<[f64; 4]>,
    /// What was done.
    pub note: Text,
}

/// Something right that a careless check takes for a defect (干扰项).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Decoy {
    /// What it is, as `enclave`.
    pub kind: String,
    /// Codes of the parcels.
    pub subjects: Vec<String>,
    /// Their features in `parcels.geojson`, from 0.
    pub indices: Vec<usize>,
    /// Warnings and notes that are right here.
    pub allowed: Vec<Code>,
    /// West, south, east and north of its ground; absent where that is none in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<[f64; 4]>,
    /// Why it is right.
    pub note: Text,
}
