//! Shapefiles (ESRI Shapefile Technical Description, 1998) of parcels: polygons with attributes in GBK or UTF-8, in degrees on
//! CGCS2000 or in metres of a Gauss-Krüger zone.
//!
//! Nothing is guessed silently: which encoding and which reference system were taken, and from what, is a finding unless the
//! files say it themselves. A record that cannot be read is a finding, and the others are read.

mod around;
mod dbf;
mod encoding;
mod files;
mod records;
mod reference;
mod rings;

use around::Looks;
pub use dbf::{DbfField, DbfKind, DbfValue};
pub use files::ShapefileParts;

use crate::error::{Error, Result};
use crate::finding::{Code, Finding, Place, Severity, Text};
use crate::geometry::{Crs, GridMultiPolygon, LonLatMultiPolygon, MultiPolygon, Shape};
use crate::geometry::{GridPoint, LonLat};
use crate::read::geojson::FeatureId;

/// A Shapefile as read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Shapefile {
    /// The reference system of the numbers.
    pub crs: Crs,
    /// The fields of the attributes.
    pub fields: Vec<DbfField>,
    /// The records that could be read, in the order of the file.
    pub records: Vec<ShapefileRecord>,
}

/// A record: its shape, and one value a field.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ShapefileRecord {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The polygons, in the reference system of the file; `None` for a null shape. Rings run as RFC 7946 wants it: exteriors
    /// counter-clockwise, the other way round than in the file.
    pub shape: Option<Shape>,
    /// Heights parallel to the points of the shape; empty where the file has none.
    pub heights: Vec<Option<f64>>,
    /// The values of the fields.
    pub values: Vec<DbfValue>,
}

/// The field that carries the ids of features.
pub(crate) const ID_FIELD: &str = "feature_id";

/// Fields that hold parcel codes, as the data standards (ZDDM) and this crate's own Shapefiles name them.
const CODE_FIELDS: [&str; 4] = ["ZDDM", "宗地代码", "PARCEL", "code"];

impl Shapefile {
    /// The field that carries the ids of features and nothing else, `feature_id`.
    #[must_use]
    pub fn id_field(&self) -> Option<usize> {
        self.fields.iter().position(|field| field.name.eq_ignore_ascii_case(ID_FIELD))
    }

    /// The id of a record: its `feature_id`, else the parcel code in a field `ZDDM`, `宗地代码`, `PARCEL` or `code`.
    #[must_use]
    pub fn id(&self, record: &ShapefileRecord) -> Option<FeatureId> {
        let named = |name: &&str| self.fields.iter().position(|field| field.name.as_str() == *name);
        let at = self.id_field().or_else(|| CODE_FIELDS.iter().find_map(named))?;
        match record.values.get(at)? {
            DbfValue::Text(text) => Some(FeatureId::Text(text.clone())),
            DbfValue::Number(number) => Some(FeatureId::Number(number.clone())),
            DbfValue::Day(day) => Some(FeatureId::Text(day.to_string())),
            DbfValue::Logical(_) | DbfValue::Null => None,
        }
    }
}

/// Reads a Shapefile. `declared` is the reference system of the numbers where the files do not say it, or say it wrongly.
///
/// # Findings
///
/// `shp-record` (a record that cannot be read, one without attributes), `shp-ring`, `shp-reference`, `dbf-encoding`, `dbf-value`.
///
/// # Errors
///
/// If the files are none of their kind, hold no polygons, or the reference system cannot be told or is none of CGCS2000.
///
/// ```no_run
/// use landledger::read::shapefile::{ShapefileParts, read};
///
/// let parts = ShapefileParts::open("宗地.shp")?;
/// let (file, findings) = read(&parts, None)?;
/// println!("{} records, {}, {} findings", file.records.len(), file.crs, findings.len());
/// # Ok::<(), landledger::Error>(())
/// ```
pub fn read(parts: &ShapefileParts, declared: Option<Crs>) -> Result<(Shapefile, Vec<Finding>)> {
    let mut findings = Vec::new();
    let raw = records::read(parts, &mut findings)?;
    let (fields, rows) = match &parts.dbf {
        Some(bytes) => {
            let table = dbf::read(parts, bytes, &mut findings)?;
            (table.fields, table.rows)
        }
        None => {
            findings.push(fault(
                &parts.sibling("dbf"),
                Code::ShpRecord,
                Text::new(
                    "没有属性文件（.dbf），要素没有属性",
                    "there is no .dbf: the features have no attributes",
                ),
            ));
            (Vec::new(), Vec::new())
        }
    };
    if parts.dbf.is_some() && rows.len() != raw.len() {
        let text = Text::new(
            format!("应有 {} 条属性记录，实有 {} 条", raw.len(), rows.len()),
            format!("expected {} records of attributes, found {}", raw.len(), rows.len()),
        );
        findings.push(fault(&parts.sibling("dbf"), Code::ShpRecord, text));
    }
    let crs = reference::crs(parts, &raw, declared, &mut findings)?;
    let vertices = raw.iter().flat_map(|record| record.rings.iter().flatten()).map(Vec::len).sum();
    let mut looks = Looks::for_vertices(vertices);
    let mut rows = rows.into_iter();
    let mut records = Vec::with_capacity(raw.len());
    for record in raw {
        let values = match rows.next() {
            // A deleted record: its shape goes with it.
            Some(None) => continue,
            Some(Some(values)) => values,
            None => vec![DbfValue::Null; fields.len()],
        };
        let shape = record.rings.and_then(|found| {
            let (name, number) = (&parts.name, record.number);
            let grouped = rings::group(found, name, number, &mut looks, &mut findings)?;
            Some((shape(&grouped, crs), heights(&grouped)))
        });
        let (shape, heights) = shape.unzip();
        records.push(ShapefileRecord {
            number: record.number,
            shape,
            heights: heights.unwrap_or_default(),
            values,
        });
    }
    if records.is_empty() {
        // Where the shapes are at fault, that says more than attributes without shapes do.
        let of_shapes = |finding: &Finding| finding.place.file.as_deref() == Some(&*parts.name);
        let mut errors = findings.into_iter().filter(|it| it.severity == Severity::Error);
        let error = errors.find(of_shapes);
        let none = || {
            let expected = ("能使用的记录", "records that can be used");
            Error::input(Place::file(&parts.name), expected, ("没有", "none"))
        };
        return Err(error.map_or_else(none, Error::document));
    }
    Ok((Shapefile { crs, fields, records }, findings))
}

/// A vertex: x, y and, where the file has them, a height.
type Vertex = (f64, f64, Option<f64>);

/// A finding about a file, or about one of its records.
fn fault(file: &str, code: Code, text: Text) -> Finding {
    Finding::new(code, text).at(Place::file(file))
}

/// Words for the record that a finding is about.
fn in_record(number: usize, text: Text) -> Text {
    Text::new(format!("第 {number} 条记录：{}", text.zh), format!("record {number}: {}", text.en))
}

fn shape(polygons: &[Vec<Vec<Vertex>>], crs: Crs) -> Shape {
    match crs {
        Crs::GaussKruger(zone) => {
            let polygons: GridMultiPolygon = flat(polygons, |x, y| GridPoint::new(y, x));
            Shape::Grid { zone, polygons }
        }
        _ => {
            let polygons: LonLatMultiPolygon = flat(polygons, LonLat::new);
            Shape::LonLat(polygons)
        }
    }
}

fn flat<P: Copy>(polygons: &[Vec<Vec<Vertex>>], point: impl Fn(f64, f64) -> P) -> MultiPolygon<P> {
    let mut shape = MultiPolygon::default();
    for polygon in polygons {
        shape.push_polygon();
        for ring in polygon {
            shape.push_ring(ring.iter().map(|(x, y, _)| point(*x, *y)));
        }
    }
    shape
}

fn heights(polygons: &[Vec<Vec<Vertex>>]) -> Vec<Option<f64>> {
    let all: Vec<Option<f64>> =
        polygons.iter().flatten().flatten().map(|(_, _, height)| *height).collect();
    if all.iter().any(Option::is_some) { all } else { Vec::new() }
}
