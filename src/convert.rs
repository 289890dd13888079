//! Converting files of features between GeoJSON, boundary-point TXT and Shapefile without loss (格式转换).

mod shapefile;

pub use shapefile::{ConvertedShapefile, ToShapefile, geojson_to_shapefile, shapefile_to_geojson};

use std::io;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Severity, Text};
use crate::geometry::{
    Crs, GaussKruger, GridMultiPolygon, LonLatMultiPolygon, Shape, ZonePrefix, ZoneWidth,
};
use crate::read::boundary_points::{self, BoundaryPointFile, BoundaryPointProperties};
use crate::read::geojson::{self, Feature, FeatureId, GeometryNeed, ReadOptions};
use crate::read::{Source, json};
use crate::write::boundary_points::{FileOrigin, NewPlot};
use crate::write::geojson::{Properties, Record, Writer};

/// A file in another format.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Converted {
    /// The bytes of the new file.
    pub bytes: Vec<u8>,
    /// How many features it holds.
    pub features: usize,
    /// What was found in the old file; features with errors are not in the new one.
    pub findings: Vec<Finding>,
}

/// How a boundary-point file is made from GeoJSON.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ToBoundaryPoints {
    /// The reference system of the GeoJSON file, if it is not degrees.
    pub declared: Option<Crs>,
    /// The zone to project into; without one, the 3° zone that holds the middle of all features. Features that
    /// carry a boundary-point file keep its zone.
    pub zone: Option<GaussKruger>,
    /// Producer and date for the header of a new file; features that carry a boundary-point file keep its header.
    pub origin: Option<FileOrigin>,
    /// Encoding, line ending and layout.
    pub write: crate::write::boundary_points::WriteOptions,
}

/// The properties of a feature made from a plot: what people and GIS programs look for, and all that is needed
/// to write the boundary-point file again.
#[derive(Serialize)]
struct PlotProperties<'a> {
    number: &'a str,
    name: &'a str,
    land_use: &'a str,
    class_code: &'a str,
    stated_area_hm2: &'a str,
    boundary_points: &'a BoundaryPointProperties,
}

/// Boundary-point TXT → GeoJSON in degrees on CGCS2000.
///
/// Each feature carries, in its property `boundary_points`, the plot with every text as given and the header of
/// the file, so that [`geojson_to_boundary_points`] gives the same bytes again.
///
/// # Errors
///
/// Where [`boundary_points::read`] has one, or a point that cannot be projected.
pub fn boundary_points_to_geojson(
    source: &Source,
    declared: Option<GaussKruger>,
) -> Result<Converted> {
    let (file, findings) = boundary_points::read(source.name(), source.bytes(), declared)?;
    let features = file.to_features(GaussKruger::inverse)?;
    let write = || -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new(), Default::default())?;
        for (shape, carried) in &features {
            let plot = &carried.plot;
            let properties = Properties::of(&PlotProperties {
                number: plot.number.trim(),
                name: plot.name.trim(),
                land_use: plot.land_use.trim(),
                class_code: plot.class_code.trim(),
                stated_area_hm2: plot.stated_area.text().trim(),
                boundary_points: carried,
            })?;
            let number = plot.number.trim();
            let id = (!number.is_empty()).then(|| FeatureId::Text(number.into()));
            let lonlat = Shape::LonLat(shape.clone());
            writer.feature(Record {
                id: id.as_ref(),
                shape: (!shape.is_empty()).then_some(&lonlat),
                kind: None,
                heights: &[],
                properties: &properties,
            })?;
        }
        writer.finish()
    };
    let bytes = write().map_err(|error| Error::writing(source.name(), error))?;
    Ok(Converted { bytes, features: features.len(), findings })
}

/// GeoJSON → boundary-point TXT.
///
/// Features that carry a boundary-point file (made by [`boundary_points_to_geojson`]) come back as they were;
/// vertices that were moved since are written anew, with a finding. Other features become new plots with the
/// feature's id as number and its property `name` as name.
///
/// # Errors
///
/// If no feature can be used, if only some features carry a boundary-point file, or if a vertex cannot be
/// projected into the zone.
pub fn geojson_to_boundary_points(
    source: &Source,
    options: &ToBoundaryPoints,
) -> Result<Converted> {
    let read = ReadOptions {
        declared: options.declared,
        geometry: GeometryNeed::Optional,
        ..ReadOptions::default()
    };
    let reading = geojson::read(source, &read);
    let mut findings = reading.findings;
    if reading.features.is_empty() {
        let error = findings.into_iter().find(|finding| finding.severity == Severity::Error);
        let none = || {
            Error::input(
                Place::file(source.name()),
                ("含面状几何的要素", "features with polygons"),
                ("没有", "none"),
            )
        };
        return Err(error.map_or_else(none, Error::document));
    }
    let mut carried = Vec::new();
    let mut plain = Vec::new();
    for feature in &reading.features {
        match carried_plot(source, feature)? {
            Some(properties) => carried.push((degrees(feature.shape.as_ref()), properties)),
            None => plain.push(feature),
        }
    }
    let count = carried.len().max(plain.len());
    let file = match (carried.is_empty(), plain.first()) {
        (false, Some(feature)) => {
            let expected = (
                "所有要素都有或都没有属性 boundary_points",
                "a property `boundary_points` in every feature, or in none",
            );
            let found = ("没有该属性的要素", "a feature without it");
            return Err(Error::input(feature.place(source), expected, found));
        }
        (false, None) => {
            let (file, moved) = BoundaryPointFile::from_features(carried, GaussKruger::forward)?;
            findings
                .extend(moved.into_iter().map(|finding| finding.at(Place::file(source.name()))));
            file
        }
        (true, _) => new_file(source, &plain, options, &mut findings)?,
    };
    let bytes = crate::write::boundary_points::write(&file, &options.write)?;
    Ok(Converted { bytes, features: count, findings })
}

fn carried_plot(source: &Source, feature: &Feature) -> Result<Option<BoundaryPointProperties>> {
    let Some(properties) = feature.properties(source) else { return Ok(None) };
    let member = BoundaryPointProperties::MEMBER;
    let Some(node) = properties.get(member) else { return Ok(None) };
    let pointer = format!("{}/{member}", feature.properties_pointer());
    json::decode(node, &pointer)
        .map(Some)
        .map_err(|error| Error::document(error.into_finding(source)))
}

/// The shape in degrees; empty where there is none.
fn degrees(shape: Option<&Shape>) -> LonLatMultiPolygon {
    match shape {
        Some(Shape::LonLat(shape)) => shape.clone(),
        Some(Shape::Grid { zone, polygons }) => zone.unproject(polygons).unwrap_or_default(),
        None => LonLatMultiPolygon::default(),
    }
}

fn new_file(
    source: &Source,
    features: &[&Feature],
    options: &ToBoundaryPoints,
    findings: &mut Vec<Finding>,
) -> Result<BoundaryPointFile> {
    let zone = match options.zone.or_else(|| zone_of(features)) {
        Some(zone) => zone.with_prefix(ZonePrefix::Present),
        None => {
            let place = Place::file(source.name());
            return Err(Error::input(
                place,
                ("高斯-克吕格投影带内的要素", "features within a Gauss-Krüger zone"),
                ("没有", "none"),
            ));
        }
    };
    let Some(origin) = &options.origin else {
        let expected = (
            "表头所需的数据产生单位和日期（--producer、--date）",
            "producer and date for the header (--producer, --date)",
        );
        let name = ("新的界址点文件", "new boundary-point file");
        return Err(Error::argument(name, expected, ("未全部给出", "not both")));
    };
    let mut plots = Vec::with_capacity(features.len());
    for feature in features {
        let Some(shape) = feature.shape.as_ref() else {
            let message =
                Text::new("要素没有面状几何，未写出", "a feature without a polygon is not written");
            findings.push(Finding::new(Code::GeometryMissing, message).at(feature.place(source)));
            continue;
        };
        let text = |key: &str| {
            let properties = feature.properties(source);
            let value =
                properties.as_ref().and_then(|node| node.get(key)?.as_str().map(str::to_owned));
            value.unwrap_or_default()
        };
        plots.push(NewPlot {
            number: feature.id.as_ref().map(ToString::to_string).unwrap_or_default(),
            name: text("name"),
            land_use: text("land_use"),
            class_code: text("class_code"),
            hectares: None,
            sheet: String::new(),
            shape: metres(shape, zone).ok_or_else(|| {
                Error::input(
                    feature.place(source),
                    (format!("{zone} 之内的点"), format!("vertices within {zone}")),
                    ("带外的点", "one outside it"),
                )
            })?,
        });
    }
    BoundaryPointFile::from_plots(zone, origin, plots)
}

fn metres(shape: &Shape, zone: GaussKruger) -> Option<GridMultiPolygon> {
    match shape {
        Shape::LonLat(shape) => zone.project(shape),
        Shape::Grid { zone: own, polygons } if *own == zone => Some(polygons.clone()),
        Shape::Grid { zone: own, polygons } => zone.project(&own.unproject(polygons)?),
    }
}

fn zone_of(features: &[&Feature]) -> Option<GaussKruger> {
    let mut lons: Option<(f64, f64)> = None;
    for feature in features {
        match &feature.shape {
            Some(Shape::Grid { zone, .. }) => return Some(*zone),
            Some(Shape::LonLat(shape)) => {
                for point in shape.points() {
                    let (west, east) = lons.unwrap_or((point.lon, point.lon));
                    lons = Some((west.min(point.lon), east.max(point.lon)));
                }
            }
            None => {}
        }
    }
    let (west, east) = lons?;
    GaussKruger::containing(west / 2.0 + east / 2.0, ZoneWidth::Three, ZonePrefix::Present)
}
