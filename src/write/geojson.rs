//! GeoJSON (RFC 7946), the same bytes for the same values.

use std::io::{self, Write};

use serde::Serialize;

use crate::geometry::{MultiPolygon, Shape};
use crate::read::geojson::{FeatureId, GeometryKind};
use crate::read::json::Node;

/// Digits after the point that coordinates are written with; zeros at the end are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decimals {
    /// At most this many, rounded to nearest. Nine in degrees are 0.1 mm.
    AtMost(u8),
    /// As many as it takes to read the same number back.
    Exact,
}

/// How to write (写出选项).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WriteOptions {
    /// Digits of longitude and latitude; nine by default.
    pub degrees: Decimals,
    /// Digits of metres and of heights; four by default.
    pub metres: Decimals,
}

impl Default for WriteOptions {
    fn default() -> WriteOptions {
        WriteOptions { degrees: Decimals::AtMost(9), metres: Decimals::AtMost(4) }
    }
}

/// The properties of a feature, as JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties(String);

impl Properties {
    /// `null`
    #[must_use]
    pub fn none() -> Properties {
        Properties("null".into())
    }

    /// The members of a struct or of a sorted map.
    ///
    /// # Errors
    /// When the value is no JSON object.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> io::Result<Properties> {
        let text = serde_json::to_string(value)?;
        if text.starts_with('{') || text == "null" {
            return Ok(Properties(text));
        }
        Err(io::Error::new(io::ErrorKind::InvalidInput, "properties that are no JSON object"))
    }

    /// Members by their names and JSON texts, in this order.
    pub(crate) fn of_members<'a>(members: impl Iterator<Item = (&'a str, String)>) -> Properties {
        let members =
            members.map(|(name, json)| format!("{}:{json}", serde_json::Value::from(name)));
        Properties(format!("{{{}}}", members.collect::<Vec<_>>().join(",")))
    }

    /// Properties as they were read: members in their order, numbers with their text.
    ///
    /// # Errors
    /// When the value is neither object nor `null`.
    pub fn as_read(node: &Node<'_>) -> io::Result<Properties> {
        let text = node.to_json();
        if text.starts_with('{') || text == "null" {
            return Ok(Properties(text));
        }
        Err(io::Error::new(io::ErrorKind::InvalidInput, "properties that are no JSON object"))
    }
}

/// A feature to be written.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The id.
    pub id: Option<&'a FeatureId>,
    /// The geometry: longitude and latitude, or easting and northing. `None` is written as `null`.
    pub shape: Option<&'a Shape>,
    /// `None`: a Polygon for one polygon, else a MultiPolygon. A Polygon of several polygons is an error.
    pub kind: Option<GeometryKind>,
    /// Heights parallel to the points of the shape, or none.
    pub heights: &'a [Option<f64>],
    /// The properties.
    pub properties: &'a Properties,
}

/// Writes a FeatureCollection: one feature a line, members in the order type, id, geometry, properties.
///
/// Rings are written as they are: neither closed, nor turned to the right-hand rule of RFC 7946 §3.1.6.
/// Metres are written as easting, northing; such a file is not RFC 7946 and can be read back only when the
/// zone is declared. A `crs` member is never written.
///
/// ```
/// use landledger::geometry::{LonLat, MultiPolygon, Shape};
/// use landledger::read::geojson::FeatureId;
/// use landledger::write::geojson::{Properties, Record, WriteOptions, Writer};
///
/// let ring = [(113.3, 34.8), (113.31, 34.8), (113.31, 34.81), (113.3, 34.8)];
/// let shape = Shape::LonLat(MultiPolygon::from_exterior(ring.map(|(lon, lat)| LonLat::new(lon, lat))));
/// let mut writer = Writer::new(Vec::new(), WriteOptions::default())?;
/// writer.feature(Record {
///     id: Some(&FeatureId::Text("一号".into())),
///     shape: Some(&shape),
///     kind: None,
///     heights: &[],
///     properties: &Properties::none(),
/// })?;
/// let text = String::from_utf8(writer.finish()?).unwrap();
/// assert_eq!(text, r#"{"type":"FeatureCollection","features":[
/// {"type":"Feature","id":"一号","geometry":{"type":"Polygon","coordinates":[[[113.3,34.8],[113.31,34.8],[113.31,34.81],[113.3,34.8]]]},"properties":null}
/// ]}
/// "#);
/// # std::io::Result::Ok(())
/// ```
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: W,
    options: WriteOptions,
    features: usize,
    line: String,
}

impl<W: Write> Writer<W> {
    /// Starts the collection.
    ///
    /// # Errors
    /// Of the output.
    pub fn new(mut out: W, options: WriteOptions) -> io::Result<Writer<W>> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Writer { out, options, features: 0, line: String::new() })
    }

    /// Writes one feature; after an error nothing of it has been written, unless the output failed.
    ///
    /// # Errors
    /// Of the output, of a number that is not finite, of a Polygon that has several polygons.
    pub fn feature(&mut self, record: Record<'_>) -> io::Result<()> {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line.push_str(if self.features == 0 { "\n" } else { ",\n" });
        line.push_str("{\"type\":\"Feature\"");
        match record.id {
            Some(FeatureId::Text(text)) => {
                line.push_str(",\"id\":");
                line.push_str(&serde_json::to_string(text)?);
            }
            Some(FeatureId::Number(text)) => {
                line.push_str(",\"id\":");
                line.push_str(text);
            }
            None => {}
        }
        line.push_str(",\"geometry\":");
        match record.shape {
            None => line.push_str("null"),
            Some(Shape::LonLat(points)) => {
                let decimals = (self.options.degrees, self.options.metres);
                geometry(&mut line, points, |p| [p.lon, p.lat], &record, decimals)?;
            }
            Some(Shape::Grid { polygons, .. }) => {
                let decimals = (self.options.metres, self.options.metres);
                geometry(&mut line, polygons, |p| [p.east, p.north], &record, decimals)?;
            }
        }
        line.push_str(",\"properties\":");
        line.push_str(&record.properties.0);
        line.push('}');
        self.out.write_all(line.as_bytes())?;
        self.features = self.features.saturating_add(1);
        self.line = line;
        Ok(())
    }

    /// Ends the collection and gives the output back.
    ///
    /// # Errors
    /// Of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn geometry<P: Copy>(
    line: &mut String,
    shape: &MultiPolygon<P>,
    numbers: impl Fn(P) -> [f64; 2],
    record: &Record<'_>,
    (plane, vertical): (Decimals, Decimals),
) -> io::Result<()> {
    let count = shape.polygons().len();
    let kind = record.kind.unwrap_or(match count {
        1 => GeometryKind::Polygon,
        _ => GeometryKind::MultiPolygon,
    });
    if kind == GeometryKind::Polygon && count != 1 {
        let message = format!("a Polygon of {count} polygons");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    line.push_str("{\"type\":\"");
    line.push_str(kind.name());
    line.push_str("\",\"coordinates\":");
    let mut heights = record.heights.iter();
    let brackets = if kind == GeometryKind::MultiPolygon { ("[", "]") } else { ("", "") };
    line.push_str(brackets.0);
    for (nth, polygon) in shape.polygons().enumerate() {
        line.push_str(if nth == 0 { "[" } else { ",[" });
        for (nth, ring) in polygon.rings().enumerate() {
            line.push_str(if nth == 0 { "[" } else { ",[" });
            for (nth, point) in ring.iter().enumerate() {
                line.push_str(if nth == 0 { "[" } else { ",[" });
                let [x, y] = numbers(*point);
                number(line, x, plane)?;
                line.push(',');
                number(line, y, plane)?;
                if let Some(Some(height)) = heights.next() {
                    line.push(',');
                    number(line, *height, vertical)?;
                }
                line.push(']');
            }
            line.push(']');
        }
        line.push(']');
    }
    line.push_str(brackets.1);
    line.push('}');
    Ok(())
}

fn number(line: &mut String, value: f64, decimals: Decimals) -> io::Result<()> {
    if !value.is_finite() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a coordinate that is not finite"));
    }
    let text = match decimals {
        Decimals::AtMost(0) => format!("{value:.0}"),
        Decimals::AtMost(most) => {
            let text = format!("{value:.*}", usize::from(most));
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Decimals::Exact => format!("{value}"),
    };
    line.push_str(if text == "-0" { "0" } else { &text });
    Ok(())
}
