//! What a GeoParquet file says of itself in its footer.

use parquet::file::metadata::KeyValue;
use serde_json::Value;

use super::super::wkb::Bounds;
use crate::report::{MapGeometryKind, MapTable, MapValue};

/// The column of geometries, and the one of their boxes.
pub(super) const GEOMETRY: &str = "geometry";
pub(super) const BBOX: &str = "bbox";
pub(super) const SIDES: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// CGCS2000 in degrees as PROJJSON (schema 0.7), as PROJ writes it.
const CGCS2000: &str = r#"{"$schema":"https://proj.org/schemas/v0.7/projjson.schema.json","type":"GeographicCRS","name":"China Geodetic Coordinate System 2000","datum":{"type":"GeodeticReferenceFrame","name":"China 2000","ellipsoid":{"name":"CGCS2000","semi_major_axis":6378137,"inverse_flattening":298.257222101}},"coordinate_system":{"subtype":"ellipsoidal","axis":[{"name":"Geodetic latitude","abbreviation":"Lat","direction":"north","unit":"degree"},{"name":"Geodetic longitude","abbreviation":"Lon","direction":"east","unit":"degree"}]},"id":{"authority":"EPSG","code":4490}}"#;

pub(super) fn key_values(table: &MapTable, provenance: &MapTable) -> Vec<KeyValue> {
    let columns = table
        .columns
        .iter()
        .map(|column| texts([column.name, column.zh, column.en].map(|text| Some(text.to_owned()))));
    let facts = provenance.rows.iter().map(|row| {
        texts(row.values.iter().map(|value| match value {
            MapValue::Text(text) => Some(text.clone()),
            _ => None,
        }))
    });
    let columns: Value = columns.collect::<Vec<Value>>().into();
    let facts: Value = facts.collect::<Vec<Value>>().into();
    vec![
        KeyValue::new("geo".to_owned(), Some(geo(table))),
        KeyValue::new("landledger:columns".to_owned(), Some(columns.to_string())),
        KeyValue::new("landledger:provenance".to_owned(), Some(facts.to_string())),
    ]
}

/// The metadata that GeoParquet asks for. Edges are straight in degrees, as those of GeoJSON are. Written as text, so that the
/// order of members does not hang on a feature of the JSON crate.
fn geo(table: &MapTable) -> String {
    let kind = match table.geometry {
        Some(MapGeometryKind::Points) => "Point",
        _ => "MultiPolygon",
    };
    let rows = table.rows.iter().filter_map(|row| row.geometry.as_ref());
    let all = rows.filter_map(Bounds::of_geometry).reduce(Bounds::with);
    let bbox = all.map_or_else(String::new, |all| {
        format!(r#","bbox":[{},{},{},{}]"#, all.west, all.south, all.east, all.north)
    });
    let covering = SIDES.map(|side| format!(r#""{side}":["{BBOX}","{side}"]"#)).join(",");
    format!(
        r#"{{"version":"1.1.0","primary_column":"{GEOMETRY}","columns":{{"{GEOMETRY}":{{"encoding":"WKB","geometry_types":["{kind}"],"crs":{CGCS2000},"edges":"planar"{bbox},"covering":{{"bbox":{{{covering}}}}}}}}}}}"#
    )
}

/// `[key, title, value]` of a fact, or `[name, Chinese, English]` of a column.
fn texts(texts: impl IntoIterator<Item = Option<String>>) -> Value {
    texts.into_iter().collect::<Vec<Option<String>>>().into()
}
