//! The ecosystem's own types: `geojson` features and geometries, both ways, without a panic.

use super::feature::{Feature, FeatureId, GeometryKind};
use crate::error::{Error, Result};
use crate::geometry::{LonLat, LonLatMultiPolygon, MultiPolygon, Shape};
use crate::read::Source;
use crate::read::json::{Node, Value};

/// The text of these features as a source, so that [`super::read`] judges them like any file.
///
/// Numbers are written so that they are read back as the same `f64`; those that JSON cannot hold become
/// `null`, which the reader reports.
///
/// # Errors
/// When a property cannot be written as JSON.
///
/// ```
/// use landledger::finding::Code;
/// use landledger::read::geojson;
///
/// // One number is no position; converting this to `geo` types would panic.
/// let ring = [vec![0.0, 0.0], vec![1.0], vec![1.0, 1.0], vec![0.0, 0.0]];
/// let ring = ring.map(::geojson::Position::from).to_vec();
/// let geometry = ::geojson::GeometryValue::Polygon { coordinates: vec![ring] };
/// let feature = ::geojson::Feature {
///     bbox: None,
///     geometry: Some(::geojson::Geometry::new(geometry)),
///     id: None,
///     properties: None,
///     foreign_members: None,
/// };
/// let source = geojson::source_of("memory", [&feature]).unwrap();
/// let reading = geojson::read(&source, &geojson::ReadOptions::default());
/// assert_eq!(reading.rejected[0].reasons, [Code::PositionTooShort]);
/// ```
pub fn source_of<'f>(
    name: impl Into<String>,
    features: impl IntoIterator<Item = &'f geojson::Feature>,
) -> Result<Source> {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for (index, feature) in features.into_iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        match serde_json::to_string(feature) {
            Ok(json) => text.push_str(&json),
            Err(error) => {
                let name = format!("feature {index}");
                return Err(Error::argument(
                    name,
                    ("JSON 能表示的值", "values that JSON can hold"),
                    error.to_string(),
                ));
            }
        }
    }
    text.push_str("\n]}\n");
    Ok(Source::new(name, text))
}

impl Feature {
    /// The same feature in the types of the `geojson` crate: positions with their heights, and properties
    /// and foreign members whose numbers become 64-bit integers or else the nearest `f64`.
    ///
    /// It is built from what was read, not parsed again: the parser of that crate refuses every position
    /// in a build that switches on `serde_json/arbitrary_precision`.
    ///
    /// # Errors
    /// Of a number in the properties that no `f64` holds.
    pub fn to_geojson(&self, source: &Source) -> Result<geojson::Feature> {
        let mut feature = geojson::Feature {
            bbox: self.bbox.clone(),
            geometry: self.geometry(),
            id: self.id.as_ref().and_then(id),
            properties: None,
            foreign_members: None,
        };
        // Foreign members of a bare geometry belong to the geometry.
        let members = match self.tree(source).root {
            Some(Node { value: Value::Object(members), .. }) if !self.is_bare_geometry() => members,
            _ => return Ok(feature),
        };
        for member in &members {
            match &*member.key {
                "type" | "id" | "geometry" | "bbox" => {}
                "properties" => {
                    if let serde_json::Value::Object(map) = value(&member.value, source)? {
                        feature.properties = Some(map);
                    }
                }
                key => {
                    let foreign = feature.foreign_members.get_or_insert_default();
                    foreign.insert(key.to_owned(), value(&member.value, source)?);
                }
            }
        }
        Ok(feature)
    }

    fn geometry(&self) -> Option<geojson::Geometry> {
        let mut polygons = match self.shape.as_ref()? {
            Shape::LonLat(shape) => positions(shape, |p| [p.lon, p.lat], &self.heights),
            Shape::Grid { polygons, .. } => {
                positions(polygons, |p| [p.east, p.north], &self.heights)
            }
        };
        let value = match (self.kind, polygons.pop()) {
            (Some(GeometryKind::Polygon), Some(coordinates)) => {
                geojson::GeometryValue::Polygon { coordinates }
            }
            (_, last) => {
                polygons.extend(last);
                geojson::GeometryValue::MultiPolygon { coordinates: polygons }
            }
        };
        Some(geojson::Geometry::new(value))
    }
}

fn positions<P: Copy>(
    shape: &MultiPolygon<P>,
    numbers: impl Fn(P) -> [f64; 2],
    heights: &[Option<f64>],
) -> Vec<Vec<Vec<geojson::Position>>> {
    let mut heights = heights.iter();
    let mut position = |point: &P| {
        let [x, y] = numbers(*point);
        match heights.next() {
            Some(Some(z)) => geojson::Position::from([x, y, *z]),
            _ => geojson::Position::from([x, y]),
        }
    };
    let mut polygons = Vec::with_capacity(shape.polygons().len());
    for polygon in shape.polygons() {
        let rings = polygon.rings().map(|ring| ring.iter().map(&mut position).collect());
        polygons.push(rings.collect());
    }
    polygons
}

fn id(id: &FeatureId) -> Option<geojson::feature::Id> {
    match id {
        FeatureId::Text(text) => Some(geojson::feature::Id::String(text.clone())),
        FeatureId::Number(text) => number(text).map(geojson::feature::Id::Number),
    }
}

fn number(text: &str) -> Option<serde_json::Number> {
    if let Ok(number) = text.parse::<u64>() {
        return Some(number.into());
    }
    match text.parse::<i64>() {
        Ok(number) => Some(number.into()),
        Err(_) => text.parse().ok().and_then(serde_json::Number::from_f64),
    }
}

/// The value in the type that the `geojson` crate keeps properties in.
fn value(node: &Node<'_>, source: &Source) -> Result<serde_json::Value> {
    Ok(match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::String(text) => text.clone().into_owned().into(),
        Value::Number(text) => match number(text) {
            Some(number) => number.into(),
            None => {
                let place = source.place(node.span);
                return Err(Error::input(
                    place,
                    ("64 位浮点数能表示的数", "a number that a 64-bit float can hold"),
                    *text,
                ));
            }
        },
        Value::Array(items) => {
            items.iter().map(|item| value(item, source)).collect::<Result<Vec<_>>>()?.into()
        }
        Value::Object(members) => {
            let mut map = geojson::JsonObject::new();
            for member in members {
                map.insert(member.key.clone().into_owned(), value(&member.value, source)?);
            }
            map.into()
        }
    })
}

/// Positions as given, a height left out; rings are neither closed nor turned.
///
/// # Errors
/// Of a position with one number, and of any kind but Polygon and MultiPolygon.
impl TryFrom<&geojson::Geometry> for LonLatMultiPolygon {
    type Error = Error;

    fn try_from(geometry: &geojson::Geometry) -> Result<LonLatMultiPolygon> {
        let mut out = MultiPolygon::default();
        match &geometry.value {
            geojson::GeometryValue::Polygon { coordinates } => push(&mut out, coordinates)?,
            geojson::GeometryValue::MultiPolygon { coordinates } => {
                for polygon in coordinates {
                    push(&mut out, polygon)?;
                }
            }
            other => {
                return Err(Error::argument(
                    ("几何", "geometry"),
                    ("Polygon 或 MultiPolygon", "a Polygon or MultiPolygon"),
                    other.type_name().to_owned(),
                ));
            }
        }
        Ok(out)
    }
}

fn push(out: &mut LonLatMultiPolygon, rings: &[Vec<geojson::Position>]) -> Result<()> {
    out.push_polygon();
    for (number, ring) in rings.iter().enumerate() {
        let mut positions = Vec::with_capacity(ring.len());
        for (vertex, position) in ring.iter().enumerate() {
            let [lon, lat, ..] = position.as_slice() else {
                return Err(Error::argument(
                    (
                        format!("第 {number} 环第 {vertex} 点"),
                        format!("position {vertex} of ring {number}"),
                    ),
                    ("至少两个数", "at least two numbers"),
                    position.len().to_string(),
                ));
            };
            positions.push(LonLat::new(*lon, *lat));
        }
        out.push_ring(positions);
    }
    Ok(())
}

/// A Polygon for one polygon, else a MultiPolygon; rings stay as they are.
impl From<&LonLatMultiPolygon> for geojson::Geometry {
    fn from(shape: &LonLatMultiPolygon) -> geojson::Geometry {
        let mut polygons = positions(shape, |p| [p.lon, p.lat], &[]);
        let value = match (polygons.len(), polygons.pop()) {
            (1, Some(coordinates)) => geojson::GeometryValue::Polygon { coordinates },
            (_, last) => {
                polygons.extend(last);
                geojson::GeometryValue::MultiPolygon { coordinates: polygons }
            }
        };
        geojson::Geometry::new(value)
    }
}
