//! Outlines of parcels, where maps come with the sheets.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::geometry::{LonLat, LonLatMultiPolygon};
use crate::read::{Source, geojson};

/// Outlines by parcel code or entry id.
pub type Outlines = BTreeMap<String, LonLatMultiPolygon>;

/// The outlines of a GeoJSON file in degrees, by the ids of its features; of several with one id the first is taken, and
/// the finding says so.
///
/// # Findings
///
/// Those of [`geojson::read`].
#[must_use]
pub fn read_outlines(source: &Source) -> (Outlines, Vec<Finding>) {
    let reading = geojson::read(source, &geojson::ReadOptions::default());
    let mut outlines = Outlines::new();
    for feature in &reading.features {
        let shape = feature.shape.as_ref().and_then(crate::read::degrees);
        if let (Some(id), Some(shape)) = (&feature.id, shape) {
            outlines.entry(id.to_string()).or_insert(shape);
        }
    }
    (outlines, reading.findings)
}

/// The rings of an outline, the same for every choice of first vertex, direction and order of rings; in units of
/// 10⁻⁹ degrees, a tenth of a millimetre.
pub(super) type OutlineKey = Vec<Vec<(i64, i64)>>;

pub(super) fn key(outline: &LonLatMultiPolygon) -> OutlineKey {
    let mut rings: OutlineKey = outline.rings().map(ring).collect();
    rings.sort();
    rings
}

fn ring(points: &[LonLat]) -> Vec<(i64, i64)> {
    #[allow(clippy::cast_possible_truncation, reason = "degrees are at most 360")]
    let nano = |degrees: f64| (degrees * 1e9).round() as i64;
    let mut ring: Vec<(i64, i64)> = points.iter().map(|p| (nano(p.lon), nano(p.lat))).collect();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    let turned = |mut ring: Vec<(i64, i64)>| {
        let first = ring.iter().enumerate().min_by_key(|(_, point)| **point).map(|(at, _)| at);
        ring.rotate_left(first.unwrap_or_default());
        ring
    };
    let forward = turned(ring.clone());
    ring.reverse();
    let backward = turned(ring);
    forward.min(backward)
}
