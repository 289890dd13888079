//! The parcels of a district folder: `parcels.geojson`.

use std::collections::BTreeSet;

use super::geojson::{self, Feature, ReadOptions};
use super::{Source, json};
use crate::codes::ParcelCode;
use crate::finding::{Code, Finding, Text};
use crate::parcel::{Parcel, ParcelFacts};

/// Reads parcels: a `FeatureCollection` whose features have the parcel code as their id and
/// [`ParcelFacts`] as their properties. A feature that cannot be read is a finding; the others are read all the
/// same. Of several features with one code, which are reported, the first is taken.
///
/// # Findings
///
/// Those of [`geojson::read`]; `feature-id-missing`, `code-invalid`, and `member-invalid` for properties that do not fit [`ParcelFacts`].
#[must_use]
pub fn read_parcels(source: &Source) -> (Vec<Parcel>, Vec<Finding>) {
    let reading = geojson::read(source, &ReadOptions::default());
    let mut findings = reading.findings;
    let mut parcels = Vec::with_capacity(reading.features.len());
    let mut codes: BTreeSet<ParcelCode> = BTreeSet::new();
    for feature in &reading.features {
        match parcel(source, feature) {
            // The code is the id as it stands, and equal ids have been reported.
            Ok(parcel) if codes.contains(&parcel.code) => {}
            Ok(parcel) => {
                codes.insert(parcel.code);
                parcels.push(parcel);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    (parcels, findings)
}

fn parcel(source: &Source, feature: &Feature) -> Result<Parcel, Box<Finding>> {
    let id = super::feature_id(source, feature)?;
    let code: ParcelCode = id.parse().map_err(|error: crate::codes::CodeError| {
        let message = Text::new(
            format!("宗地代码 {id:?}：{}", error.sentence_zh()),
            format!("parcel code {id:?}: {error}"),
        );
        let span = feature.id_span.unwrap_or(feature.span);
        let place = source.place(span).pointer(format!("{}/id", feature.pointer()));
        Box::new(Finding::new(Code::CodeInvalid, message).about(id.clone()).at(place))
    })?;
    let shape = super::lonlat_shape(source, feature)?;
    let properties = super::properties(source, feature)?;
    let facts: ParcelFacts = json::decode(&properties, &feature.properties_pointer())
        .map_err(|error| Box::new(error.into_finding(source).about(id)))?;
    Ok(Parcel::new(code, facts, shape))
}
