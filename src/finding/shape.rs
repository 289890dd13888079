//! The geometry of a finding: what a map shows.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// The geometry that a finding is about (问题图形), as GeoJSON writes it: x, then y, in the numbers of the file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FoundShape {
    /// A place.
    Point([f64; 2]),
    /// Several places.
    MultiPoint(Vec<[f64; 2]>),
    /// A line.
    LineString(Vec<[f64; 2]>),
    /// Several lines.
    MultiLineString(Vec<Vec<[f64; 2]>>),
    /// Regions: polygons, each its exterior ring and its holes; rings are closed.
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
    /// Several of these: regions and the places where lines cross around them.
    GeometryCollection(Vec<FoundShape>),
}

impl FoundShape {
    /// A position of it, for the order of findings and for a mark on a map.
    #[must_use]
    pub fn first(&self) -> Option<[f64; 2]> {
        match self {
            FoundShape::Point(at) => Some(*at),
            FoundShape::MultiPoint(all) | FoundShape::LineString(all) => all.first().copied(),
            FoundShape::MultiLineString(lines) => lines.first()?.first().copied(),
            FoundShape::MultiPolygon(polygons) => polygons.first()?.first()?.first().copied(),
            FoundShape::GeometryCollection(shapes) => shapes.iter().find_map(FoundShape::first),
        }
    }

    /// Every position of it.
    #[must_use]
    pub fn positions(&self) -> Vec<[f64; 2]> {
        match self {
            FoundShape::Point(at) => vec![*at],
            FoundShape::MultiPoint(all) | FoundShape::LineString(all) => all.clone(),
            FoundShape::MultiLineString(lines) => lines.concat(),
            FoundShape::MultiPolygon(polygons) => {
                polygons.iter().flatten().flatten().copied().collect()
            }
            FoundShape::GeometryCollection(shapes) => {
                shapes.iter().flat_map(FoundShape::positions).collect()
            }
        }
    }

    /// The name of its kind in GeoJSON.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            FoundShape::Point(_) => "Point",
            FoundShape::MultiPoint(_) => "MultiPoint",
            FoundShape::LineString(_) => "LineString",
            FoundShape::MultiLineString(_) => "MultiLineString",
            FoundShape::MultiPolygon(_) => "MultiPolygon",
            FoundShape::GeometryCollection(_) => "GeometryCollection",
        }
    }
}

/// `{"type": …, "coordinates": …}`; of a collection `geometries`.
impl Serialize for FoundShape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Geometry", 2)?;
        object.serialize_field("type", self.type_name())?;
        match self {
            FoundShape::Point(at) => object.serialize_field("coordinates", at)?,
            FoundShape::MultiPoint(all) | FoundShape::LineString(all) => {
                object.serialize_field("coordinates", all)?;
            }
            FoundShape::MultiLineString(lines) => object.serialize_field("coordinates", lines)?,
            FoundShape::MultiPolygon(polygons) => {
                object.serialize_field("coordinates", polygons)?;
            }
            FoundShape::GeometryCollection(shapes) => {
                object.serialize_field("geometries", shapes)?;
            }
        }
        object.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for FoundShape {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FoundShape".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let position = generator.subschema_for::<[f64; 2]>();
        let list =
            |item: &schemars::Schema| schemars::json_schema!({ "type": "array", "items": item });
        let line = list(&position);
        let lines = list(&line);
        let polygons = list(&lines);
        let kind = |name: &str, member: &str, schema: &schemars::Schema| {
            schemars::json_schema!({
                "type": "object",
                "properties": {
                    "type": { "description": "Its kind.", "const": name },
                    member: { "description": "Positions, nested as the kind wants.", "allOf": [schema] },
                },
                "required": ["type", member],
                "additionalProperties": false,
            })
        };
        let shapes = list(&generator.subschema_for::<FoundShape>());
        schemars::json_schema!({
            "description": "Where it is, as a GeoJSON geometry (图形) in the numbers of the file.",
            "oneOf": [
                kind("Point", "coordinates", &position),
                kind("MultiPoint", "coordinates", &line),
                kind("LineString", "coordinates", &line),
                kind("MultiLineString", "coordinates", &lines),
                kind("MultiPolygon", "coordinates", &polygons),
                kind("GeometryCollection", "geometries", &shapes),
            ],
        })
    }
}

impl<'de> Deserialize<'de> for FoundShape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FoundShape, D::Error> {
        #[derive(Deserialize)]
        struct Form {
            r#type: String,
            #[serde(default)]
            coordinates: Option<Nest>,
            #[serde(default)]
            geometries: Option<Vec<FoundShape>>,
        }
        let Form { r#type, coordinates, geometries } = Form::deserialize(deserializer)?;
        let coordinates = coordinates.unwrap_or(Nest::List(Vec::new()));
        let shape = match &*r#type {
            "Point" => coordinates.position().map(FoundShape::Point),
            "MultiPoint" => coordinates.list(Nest::position).map(FoundShape::MultiPoint),
            "LineString" => coordinates.list(Nest::position).map(FoundShape::LineString),
            "MultiLineString" => {
                coordinates.list(|line| line.list(Nest::position)).map(FoundShape::MultiLineString)
            }
            "MultiPolygon" => coordinates
                .list(|polygon| polygon.list(|ring| ring.list(Nest::position)))
                .map(FoundShape::MultiPolygon),
            "GeometryCollection" => geometries.map(FoundShape::GeometryCollection),
            _ => None,
        };
        shape.ok_or_else(|| de::Error::custom(format!("expected a geometry, found a {type:?} with other coordinates", type = r#type)))
    }
}

/// Arrays in arrays, down to numbers; read before it is known how deep they must be.
enum Nest {
    Number(f64),
    List(Vec<Nest>),
}

impl Nest {
    fn position(&self) -> Option<[f64; 2]> {
        match self {
            Nest::List(items) => match items.as_slice() {
                [Nest::Number(x), Nest::Number(y)] => Some([*x, *y]),
                _ => None,
            },
            Nest::Number(_) => None,
        }
    }

    fn list<T>(&self, item: impl Fn(&Nest) -> Option<T>) -> Option<Vec<T>> {
        match self {
            Nest::List(items) => items.iter().map(item).collect(),
            Nest::Number(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for Nest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Nest, D::Error> {
        struct Reading;
        impl<'de> Visitor<'de> for Reading {
            type Value = Nest;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("coordinates")
            }

            fn visit_f64<E>(self, value: f64) -> Result<Nest, E> {
                Ok(Nest::Number(value))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Nest, E> {
                Ok(Nest::Number(value as f64))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Nest, E> {
                Ok(Nest::Number(value as f64))
            }

            // A build that switches on `serde_json/arbitrary_precision` hands numbers over as a map of one text.
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Nest, A::Error> {
                let entry: Option<(String, String)> = map.next_entry()?;
                let number = entry.and_then(|(_, text)| text.parse().ok());
                number.map(Nest::Number).ok_or_else(|| de::Error::custom("expected a number"))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Nest, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Nest::List(items))
            }
        }
        deserializer.deserialize_any(Reading)
    }
}
