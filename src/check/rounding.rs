//! What becomes of polygons and coverage when coordinates are rounded for exchange.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{DeclaredRecord, Record, ZoneRecord};
use crate::finding::{Class, Code, Finding, Text, counted};
use crate::geometry::{MultiPolygon, PlanePosition};

/// Records and zone with every coordinate rounded to so many decimals.
#[derive(Debug)]
pub(super) struct Rounded<P> {
    records: Vec<MultiPolygon<P>>,
    boundary: MultiPolygon<P>,
    blocks: Vec<MultiPolygon<P>>,
    declared: Vec<MultiPolygon<P>>,
}

impl<P: PlanePosition + From<geo::Coord<f64>>> Rounded<P> {
    pub(super) fn new(
        records: &[Record<'_, P>],
        zone: Option<&ZoneRecord<'_, P>>,
        decimals: u32,
    ) -> Rounded<P> {
        let round = |shape: &MultiPolygon<P>| rounded(shape, decimals);
        let blocks = zone.map(|zone| zone.blocks.as_slice()).unwrap_or_default();
        let declared = zone.map(|zone| zone.declared.as_slice()).unwrap_or_default();
        Rounded {
            records: records.iter().map(|record| round(record.shape)).collect(),
            boundary: zone.map(|zone| round(zone.boundary)).unwrap_or_default(),
            blocks: blocks.iter().map(|(_, shape)| round(shape)).collect(),
            declared: declared.iter().map(|land| round(land.shape)).collect(),
        }
    }

    /// The records with their rounded shapes.
    pub(super) fn records<'r>(&'r self, given: &'r [Record<'_, P>]) -> Vec<Record<'r, P>> {
        let records = given.iter().zip(&self.records).map(|(given, shape)| {
            let mut record = Record::new(Cow::Borrowed(&*given.subject), shape);
            record.layer = given.layer;
            record.in_force = given.in_force;
            record
        });
        records.collect()
    }

    /// The zone with its rounded shapes.
    pub(super) fn zone<'r>(&'r self, given: &'r ZoneRecord<'_, P>) -> ZoneRecord<'r, P> {
        let mut zone = ZoneRecord::new(Cow::Borrowed(&*given.subject), &self.boundary);
        let blocks = given.blocks.iter().zip(&self.blocks);
        zone.blocks = blocks.map(|((name, _), shape)| (Cow::Borrowed(&**name), shape)).collect();
        let declared = given.declared.iter().zip(&self.declared);
        zone.declared = declared
            .map(|(land, shape)| DeclaredRecord::new(Cow::Borrowed(&*land.subject), shape))
            .collect();
        zone
    }
}

/// Rounds half away from zero, to the number that the decimal form reads back as.
fn rounded<P: PlanePosition + From<geo::Coord<f64>>>(
    shape: &MultiPolygon<P>,
    decimals: u32,
) -> MultiPolygon<P> {
    // Beyond 15 decimals nothing is left to round; 10¹⁵ is a whole number of an f64.
    let scale = 10_f64.powi(i32::try_from(decimals.min(15)).unwrap_or(15));
    let round = |number: f64| {
        let scaled = (number * scale).round();
        // A number too large for its decimals has none.
        if scaled.abs() < 9e15 { scaled / scale } else { number }
    };
    shape.map(|position| {
        let [x, y] = position.xy();
        P::from(geo::Coord { x: round(x), y: round(y) })
    })
}

/// What is found after rounding and was not before, as findings of their own.
pub(super) fn broken(before: &[Finding], after: Vec<Finding>, decimals: u32) -> Vec<Finding> {
    type Key<'f> = (Code, Option<Class>, &'f [String]);
    fn key(finding: &Finding) -> Key<'_> {
        // An overlap or a gap of another class is the same finding, a little larger or smaller.
        (finding.code, None, &finding.subjects)
    }
    let known: BTreeSet<Key<'_>> = before.iter().map(key).collect();
    let mut broken = Vec::new();
    for finding in after {
        if known.contains(&key(&finding)) || finding.code == Code::NotChecked {
            continue;
        }
        let Finding { code, message, .. } = &finding;
        let message = Text::new(
            format!("坐标取至小数点后 {decimals} 位后：{}（{code}）", message.zh),
            format!(
                "with coordinates rounded to {}: {} ({code})",
                counted(decimals as usize, "decimal", "decimals"),
                message.en
            ),
        );
        let mut own = Finding::new(Code::RoundingBreaks, message);
        own.class = finding.class;
        own.subjects = finding.subjects;
        own.place = finding.place;
        own.more_pointers = finding.more_pointers;
        own.geometry = finding.geometry;
        own.measure = finding.measure;
        own.limit = finding.limit;
        broken.push(own);
    }
    broken
}
