//! The map files: GeoJSON around the properties of our own.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::codes::ParcelCode;
use crate::parcel::ParcelFacts;
use crate::read::{BlockProperties, BoundaryProperties, NonParcelProperties};

/// `parcels.geojson`.
pub(super) fn parcels(mut generator: SchemaGenerator) -> Schema {
    let id = generator.subschema_for::<ParcelCode>();
    let facts = generator.subschema_for::<ParcelFacts>();
    let feature = feature("A parcel (宗地).", &facts, Some(&id));
    collection(
        generator,
        "The parcels of a district folder (宗地): a collection of polygons with the parcel code as their id.",
        &json_schema!({ "description": "The parcels, each code once.", "type": "array", "items": feature }),
    )
}

/// `zone.geojson`.
pub(super) fn zone(mut generator: SchemaGenerator) -> Schema {
    let boundary = with_role::<BoundaryProperties>(&mut generator, "boundary");
    let block = with_role::<BlockProperties>(&mut generator, "block");
    let land = with_role::<NonParcelProperties>(&mut generator, "non-parcel");
    let id = json_schema!({ "description": "The id of the land.", "type": ["string", "number"] });
    let items = json_schema!({
        "description": "What a feature is says the property `role`.",
        "oneOf": [
            feature("A version of the boundary (边界版本).", &boundary, None),
            feature("A named block of a boundary version (区块).", &block, None),
            feature("Declared land that is no parcel (非宗地).", &land, Some(&id)),
        ],
    });
    let role = json_schema!({ "properties": { "role": { "const": "boundary" } } });
    let features = json_schema!({
        "description": "The features; at least one is a boundary.",
        "type": "array",
        "items": items,
        "contains": { "properties": { "properties": role }, "required": ["properties"] },
    });
    collection(
        generator,
        "The zone of a district folder (开发区): boundary versions, blocks, and declared land.",
        &features,
    )
}

/// Properties whose role is this word.
fn with_role<T: JsonSchema>(generator: &mut SchemaGenerator, role: &str) -> Schema {
    let mut schema = T::json_schema(generator);
    if let Some(properties) = schema.get_mut("properties").and_then(|it| it.as_object_mut()) {
        let word = json_schema!({ "description": "What the feature is.", "const": role });
        properties.insert("role".into(), word.to_value());
    }
    schema
}

fn collection(mut generator: SchemaGenerator, description: &str, features: &Schema) -> Schema {
    let geometry = geometry();
    let definitions = generator.definitions_mut();
    definitions.extend(geometry.map(|(name, schema)| (name.to_owned(), schema.to_value())));
    // The word of a role stands in each kind of feature.
    definitions.remove("Role");
    let definitions = generator.take_definitions(true);
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": format!("{description} GeoJSON (RFC 7946), longitude and latitude on CGCS2000. Members that are not described are passed over."),
        "type": "object",
        "properties": {
            "type": { "description": "The kind of the document.", "const": "FeatureCollection" },
            "features": features,
        },
        "required": ["type", "features"],
        "$defs": definitions,
    })
}

fn feature(description: &str, properties: &Schema, id: Option<&Schema>) -> Schema {
    let mut schema = json_schema!({
        "description": description,
        "type": "object",
        "properties": {
            "type": { "description": "The kind of the object.", "const": "Feature" },
            "properties": properties,
            "geometry": { "$ref": "#/$defs/Geometry" },
        },
        "required": ["type", "properties", "geometry"],
    });
    if let Some(id) = id {
        if let Some(members) = schema.get_mut("properties").and_then(|it| it.as_object_mut()) {
            members.insert("id".into(), id.clone().to_value());
        }
        if let Some(required) = schema.get_mut("required").and_then(|it| it.as_array_mut()) {
            required.push("id".into());
        }
    }
    schema
}

/// What is described of geometries; that rings are closed, simple and in their places is for the checks.
fn geometry() -> [(&'static str, Schema); 4] {
    let kind = |name: &str, coordinates: Schema| {
        json_schema!({
            "type": "object",
            "properties": {
                "type": { "description": "The kind of the geometry.", "const": name },
                "coordinates": coordinates,
            },
            "required": ["type", "coordinates"],
        })
    };
    let polygon = json_schema!({ "$ref": "#/$defs/Polygon" });
    [
        (
            "Geometry",
            json_schema!({
                "description": "A polygon or several (面).",
                "oneOf": [
                    kind("Polygon", polygon.clone()),
                    kind("MultiPolygon", json_schema!({ "description": "Polygons.", "type": "array", "minItems": 1, "items": polygon })),
                ],
            }),
        ),
        (
            "Polygon",
            json_schema!({
                "description": "An exterior ring, and the holes in it.",
                "type": "array",
                "minItems": 1,
                "items": { "$ref": "#/$defs/Ring" },
            }),
        ),
        (
            "Ring",
            json_schema!({
                "description": "Vertices of which the last is the first once more.",
                "type": "array",
                "minItems": 4,
                "items": { "$ref": "#/$defs/Position" },
            }),
        ),
        (
            "Position",
            json_schema!({
                "description": "Longitude, then latitude, degrees; a height may follow and is not used.",
                "type": "array",
                "minItems": 2,
                "prefixItems": [
                    { "type": "number", "minimum": -180, "maximum": 180 },
                    { "type": "number", "minimum": -90, "maximum": 90 },
                ],
                "items": { "type": "number" },
            }),
        ),
    ]
}
