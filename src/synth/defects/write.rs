//! The files of a map with planted defects.

use std::io;

use super::PlantedZone;
use super::line::Line;
use super::sheet::{Feature, Finished, Sheet, shape_of};
use crate::error::{Error, Result};
use crate::read::geojson::FeatureId;
use crate::store::District;
use crate::synth::files::{feature, zone_geojson};
use crate::synth::internal;
use crate::write::geojson::{WriteOptions, Writer};

pub(super) fn write(sheet: Sheet<'_>) -> Result<PlantedZone> {
    let base = sheet.base();
    let Finished { zone, changed, extras, has_crs, truth } = sheet.finish()?;
    let writing = |name, error: io::Error| Error::writing(name, error);
    let zone_geojson = zone_geojson(&zone).map_err(|error| writing(District::ZONE, error))?;

    let written = |writer: &mut Writer<Vec<u8>>, of: &Feature| {
        let id = FeatureId::Text(of.id.clone());
        feature(writer, Some(&id), &shape_of(&of.shape), &of.facts)
    };
    let mut edits = Vec::new();
    let parcels = || -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new(), WriteOptions::default())?;
        for (at, parcel) in base.parcels.iter().enumerate() {
            match changed.get(&at) {
                Some(changed) => written(&mut writer, changed)?,
                None => {
                    let id = FeatureId::Text(parcel.code.to_string());
                    feature(&mut writer, Some(&id), &parcel.shape, &parcel.facts)?;
                }
            }
        }
        for extra in &extras {
            written(&mut writer, extra)?;
        }
        writer.finish()
    };
    let bytes = parcels().map_err(|error| writing(District::PARCELS, error))?;
    for (nth, extra) in extras.iter().enumerate() {
        // The collection has a line of its own.
        edits.extend(extra.edit.map(|edit| (1 + base.parcels.len() + nth, edit)));
    }
    let text = String::from_utf8(bytes).map_err(internal)?;
    let mut parcels_geojson = String::with_capacity(text.len() + 64 * edits.len());
    let mut edits = edits.into_iter().peekable();
    for (number, line) in text.lines().enumerate() {
        if number == 0 && has_crs {
            parcels_geojson.push_str(&with_crs(line));
        } else if let Some((_, edit)) = edits.next_if(|(at, _)| *at == number) {
            let edited = edit(Line(line));
            if edited == line {
                return Err(internal("an edit that finds nothing to change"));
            }
            parcels_geojson.push_str(&edited);
        } else {
            parcels_geojson.push_str(line);
        }
        parcels_geojson.push('\n');
    }
    Ok(PlantedZone { zone_geojson, parcels_geojson: parcels_geojson.into_bytes(), truth })
}

fn with_crs(line: &str) -> String {
    let crs = "{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}}";
    line.replacen("\"features\":", &format!("\"crs\":{crs},\"features\":"), 1)
}
