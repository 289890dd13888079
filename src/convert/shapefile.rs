//! Shapefile ↔ GeoJSON.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::{Converted, metres};
use crate::calendar::parse_day;
use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Severity, Text};
use crate::geometry::{Crs, Shape};
use crate::read::Source;
use crate::read::geojson::{self, Feature, FeatureId, GeometryNeed, ReadOptions};
use crate::read::json::{Node, Value, shortened};
use crate::read::shapefile::{self, DbfValue, ID_FIELD, ShapefileParts, ShapefileRecord};
use crate::report::MapGeometryKind;
use crate::write::geojson::{self as geojson_writer, Decimals, Record, WriteOptions, Writer};
use crate::write::shapefile::{
    MOST_FIELDS, NewField, NewFieldKind, NewGeometry, NewRecord, NewShapefile, ShapefileBytes,
    without_room, write,
};

/// How a Shapefile is made from GeoJSON.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ToShapefile {
    /// The reference system of the GeoJSON file, if it is not degrees.
    pub declared: Option<Crs>,
    /// The reference system of the Shapefile.
    pub crs: Crs,
    /// The day in the header of its attributes.
    pub day: Date,
}

/// Degrees on CGCS2000, and 1 January 2000.
impl Default for ToShapefile {
    fn default() -> ToShapefile {
        ToShapefile { declared: None, crs: Crs::Cgcs2000, day: date(2000, 1, 1) }
    }
}

/// A Shapefile made from another file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ConvertedShapefile {
    /// Its files.
    pub files: ShapefileBytes,
    /// How many features it holds.
    pub features: usize,
    /// What was found in the old file, and what the new one has no room for.
    pub findings: Vec<Finding>,
}

/// Shapefile → GeoJSON in degrees on CGCS2000. Attributes become properties, numbers with their digits, days as
/// `YYYY-MM-DD`; a blank is `null`.
///
/// The id of a feature is its `feature_id`, which is then no property, or else a parcel code in a field `ZDDM`, `宗地代码`,
/// `PARCEL` or `code`. Degrees are written with as many digits as it takes to read the same number back; what was metres, to a
/// micrometre.
///
/// # Errors
///
/// Where [`shapefile::read`] has one, or a vertex that cannot be taken back to degrees.
pub fn shapefile_to_geojson(parts: &ShapefileParts, declared: Option<Crs>) -> Result<Converted> {
    let (file, findings) = shapefile::read(parts, declared)?;
    let names: Vec<&str> = file.fields.iter().map(|field| field.name.as_str()).collect();
    let id_at = file.id_field();
    let degrees_written = match file.crs {
        Crs::GaussKruger(_) => Decimals::AtMost(11),
        _ => Decimals::Exact,
    };
    let options = WriteOptions { degrees: degrees_written, ..WriteOptions::default() };
    let failed = |error| Error::writing(&parts.name, error);
    let mut writer = Writer::new(Vec::new(), options).map_err(failed)?;
    for record in &file.records {
        let shape = match &record.shape {
            Some(shape) => Some(degrees(shape).ok_or_else(|| outside(parts, record, file.crs))?),
            None => None,
        };
        let id = file.id(record);
        let members = names.iter().zip(&record.values).enumerate();
        let members = members.filter(|(at, _)| Some(*at) != id_at).map(|(_, member)| member);
        let properties = members.map(|(name, value)| (*name, json(value)));
        writer
            .feature(Record {
                id: id.as_ref(),
                shape: shape.as_ref(),
                kind: None,
                heights: &record.heights,
                properties: &geojson_writer::Properties::of_members(properties),
            })
            .map_err(failed)?;
    }
    let bytes = writer.finish().map_err(failed)?;
    Ok(Converted { bytes, features: file.records.len(), findings })
}

/// GeoJSON → Shapefile. Every property becomes a field: numbers keep their digits, texts that are all days become dates; what a
/// DBF has no room for is a finding (`dbf-cut`). Ids go into the field `feature_id`; a property of that name gets another
/// (`feature_i2`), with a finding, so that both come back.
///
/// # Errors
///
/// If no feature can be used, or a vertex cannot be projected into the zone.
pub fn geojson_to_shapefile(source: &Source, options: &ToShapefile) -> Result<ConvertedShapefile> {
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
            let expected = ("含面状几何的要素", "features with polygons");
            Error::input(Place::file(source.name()), expected, ("没有", "none"))
        };
        return Err(error.map_or_else(none, Error::document));
    }
    let rows: Vec<Vec<(String, Node<'_>)>> =
        reading.features.iter().map(|feature| members(feature, source)).collect();
    let has_ids = reading.features.iter().any(|feature| feature.id.is_some());
    let Properties { names, columns: values, left_out } = Properties::of(&rows, has_ids.into());
    findings.extend(left_out.map(|(count, first)| without_room(source.name(), count, first)));
    let mut fields = Vec::new();
    let mut columns: Vec<Vec<DbfValue>> = Vec::new();
    // A property that would be written as the field of ids is told from it by that field, be there ids or not.
    if has_ids || names.iter().any(|name| is_taken_for_ids(name)) {
        let (kind, column) = ids(&reading.features);
        fields.push(NewField { name: ID_FIELD.to_owned(), kind });
        columns.push(column);
    }
    for (name, values) in names.into_iter().zip(values) {
        let (kind, column) = column(name, &values, source, &mut findings);
        fields.push(NewField { name: name.to_owned(), kind });
        columns.push(column);
    }
    if reading.features.iter().any(|feature| !feature.heights.is_empty()) {
        findings.push(lost(source, Text::new("高程未写出", "heights are not written")));
    }
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let mut records = Vec::with_capacity(reading.features.len());
    for feature in &reading.features {
        let geometry = match &feature.shape {
            Some(shape) => Some(NewGeometry::Polygons(
                in_crs(shape, options.crs)
                    .ok_or_else(|| not_within(feature, source, options.crs))?,
            )),
            None => None,
        };
        let values = columns.iter_mut().map(|column| column.next().unwrap_or(DbfValue::Null));
        records.push(NewRecord { geometry, values: values.collect() });
    }
    let file = NewShapefile {
        name: source.name().to_owned(),
        crs: options.crs,
        geometry: Some(MapGeometryKind::Polygons),
        fields,
        records,
        day: options.day,
    };
    let (files, cut) = write(&file);
    findings.extend(cut);
    Ok(ConvertedShapefile { files, features: file.records.len(), findings })
}

fn degrees(shape: &Shape) -> Option<Shape> {
    match shape {
        Shape::LonLat(_) => Some(shape.clone()),
        Shape::Grid { zone, polygons } => zone.unproject(polygons).map(Shape::LonLat),
    }
}

fn in_crs(shape: &Shape, crs: Crs) -> Option<Shape> {
    match crs {
        Crs::GaussKruger(zone) => {
            metres(shape, zone).map(|polygons| Shape::Grid { zone, polygons })
        }
        _ => degrees(shape),
    }
}

fn outside(parts: &ShapefileParts, record: &ShapefileRecord, crs: Crs) -> Error {
    let number = record.number;
    let found =
        (format!("第 {number} 条记录有带外的点"), format!("one outside it in record {number}"));
    let expected = (format!("{crs} 之内的点"), format!("vertices within {crs}"));
    Error::input(Place::file(&parts.name), expected, found)
}

fn not_within(feature: &Feature, source: &Source, crs: Crs) -> Error {
    let expected = (format!("{crs} 之内的点"), format!("vertices within {crs}"));
    Error::input(feature.place(source), expected, ("带外的点", "one outside it"))
}

/// A value as JSON text.
fn json(value: &DbfValue) -> String {
    match value {
        DbfValue::Null => "null".to_owned(),
        DbfValue::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        DbfValue::Number(number) => number.clone(),
        DbfValue::Day(day) => format!("\"{day}\""),
        DbfValue::Logical(yes) => yes.to_string(),
    }
}

fn members<'a>(feature: &Feature, source: &'a Source) -> Vec<(String, Node<'a>)> {
    match feature.properties(source).map(|node| node.value) {
        Some(Value::Object(members)) => {
            members.into_iter().map(|member| (member.key.into_owned(), member.value)).collect()
        }
        _ => Vec::new(),
    }
}

/// The properties of all features, by name in the order in which they come, as many as a DBF has room for.
struct Properties<'a> {
    names: Vec<&'a str>,
    /// For each name the values of all features.
    columns: Vec<Vec<Option<&'a Node<'a>>>>,
    /// How many names there was no room for, and the first of them.
    left_out: Option<(usize, &'a str)>,
}

impl<'a> Properties<'a> {
    /// Beside so many other fields. A table has a cell for each feature and property: more than eight for each value that there is,
    /// and more than seven million, would be made of nothing.
    fn of(rows: &'a [Vec<(String, Node<'a>)>], beside: usize) -> Properties<'a> {
        let values: usize = rows.iter().map(Vec::len).sum();
        let cells = values.saturating_mul(8).max(7_000_000);
        let most = (cells / rows.len().max(1)).clamp(1, MOST_FIELDS.saturating_sub(beside));
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        let mut names: Vec<&str> = Vec::new();
        let mut beyond: BTreeSet<&str> = BTreeSet::new();
        let mut left_out: Option<&str> = None;
        for (name, _) in rows.iter().flatten() {
            if names.len() < most {
                at.entry(name).or_insert_with(|| {
                    names.push(name);
                    names.len() - 1
                });
            } else if !at.contains_key(name.as_str()) {
                left_out.get_or_insert(name);
                beyond.insert(name);
            }
        }
        let mut columns = vec![vec![None; rows.len()]; names.len()];
        for (number, row) in rows.iter().enumerate() {
            for (name, node) in row {
                let column = at.get(name.as_str()).and_then(|at| columns.get_mut(*at));
                if let Some(cell) = column.and_then(|column| column.get_mut(number)) {
                    // Of a member that is there twice, the first.
                    cell.get_or_insert(node);
                }
            }
        }
        Properties { names, columns, left_out: left_out.map(|first| (beyond.len(), first)) }
    }
}

/// Whether a DBF would have a property of this name under the name of the field of ids: names of more bytes are cut, and
/// capitals do not count.
fn is_taken_for_ids(name: &str) -> bool {
    name.get(..ID_FIELD.len()).is_some_and(|start| start.eq_ignore_ascii_case(ID_FIELD))
}

fn ids(features: &[Feature]) -> (NewFieldKind, Vec<DbfValue>) {
    let ids = || features.iter().filter_map(|feature| feature.id.as_ref());
    let numbers = ids().all(|id| matches!(id, FeatureId::Number(_)));
    let value = |feature: &Feature| match &feature.id {
        Some(id) if numbers => DbfValue::Number(id.to_string()),
        Some(id) => DbfValue::Text(id.to_string()),
        None => DbfValue::Null,
    };
    let kind = if numbers { NewFieldKind::Number } else { NewFieldKind::Text(1) };
    (kind, features.iter().map(value).collect())
}

/// The kind of a field that holds all values of a property, and the values.
fn column(
    name: &str,
    values: &[Option<&Node<'_>>],
    source: &Source,
    findings: &mut Vec<Finding>,
) -> (NewFieldKind, Vec<DbfValue>) {
    let known = || {
        let values = values.iter().flatten().map(|node| &node.value);
        values.filter(|value| !matches!(value, Value::Null))
    };
    let any = known().next().is_some();
    let all = |is: fn(&Value<'_>) -> bool| any && known().all(is);
    let is_day =
        |value: &Value<'_>| matches!(value, Value::String(text) if parse_day(text).is_ok());
    let kind = if all(|value| matches!(value, Value::Number(_))) {
        NewFieldKind::Number
    } else if all(|value| matches!(value, Value::Bool(_))) {
        NewFieldKind::Logical
    } else if all(is_day) {
        NewFieldKind::Day
    } else {
        NewFieldKind::Text(1)
    };
    let value = |node: &Option<&Node<'_>>| {
        let Some(node) = node else { return DbfValue::Null };
        match (&node.value, kind) {
            (Value::Null, _) => DbfValue::Null,
            (Value::Number(number), NewFieldKind::Number) => DbfValue::Number((*number).to_owned()),
            (Value::Bool(yes), NewFieldKind::Logical) => DbfValue::Logical(*yes),
            (Value::String(text), NewFieldKind::Day) => {
                parse_day(text).map_or(DbfValue::Null, DbfValue::Day)
            }
            (Value::String(text), _) => DbfValue::Text(text.clone().into_owned()),
            _ => DbfValue::Text(node.to_json()),
        }
    };
    let name = shortened(name);
    if kind == NewFieldKind::Text(1) {
        if known().any(|value| !matches!(value, Value::String(_))) {
            let text = Text::new(
                format!("属性 {name} 含有几种类型、数组或对象，写作文字"),
                format!(
                    "property {name} has values of several kinds, arrays or objects; they are written as text"
                ),
            );
            findings.push(lost(source, text));
        }
        let is_blank = |value: &Value<'_>| matches!(value, Value::String(text) if text.is_empty() || text.ends_with([' ', '\0']));
        if known().any(is_blank) {
            let text = Text::new(
                format!("属性 {name} 有空文字或以空格结尾的文字，DBF 不加区分"),
                format!(
                    "property {name} has texts that are empty or end with a blank, which a DBF does not tell from none"
                ),
            );
            findings.push(lost(source, text));
        }
    }
    (kind, values.iter().map(value).collect())
}

fn lost(source: &Source, text: Text) -> Finding {
    Finding::new(Code::DbfCut, text).at(Place::file(source.name()))
}
