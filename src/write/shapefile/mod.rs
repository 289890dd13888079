//! Shapefiles (ESRI Shapefile Technical Description, 1998): attributes in GBK with their code page named twice (`.cpg` and in
//! the header of the `.dbf`), exact digits, the reference system as ESRI writes it.
//!
//! The crate of that name is not used: it writes names of fields in UTF-8 whatever the code page, numbers by way of a float,
//! and the day of the clock. Tests read what is written here with it.

mod dbf;
mod fit;
mod reference;
mod shapes;

use jiff::civil::Date;

pub(crate) use dbf::{MOST_FIELDS, without_room};
pub use reference::prj;

use crate::finding::{Code, Finding, Language, Place, Text};
use crate::geometry::{Crs, GaussKruger, LonLat, Shape};
use crate::read::shapefile::DbfValue;
use crate::report::{MapColumnKind, MapGeometry, MapGeometryKind, MapTable, MapValue};

/// A Shapefile to be written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NewShapefile {
    /// What messages call it.
    pub name: String,
    /// The reference system of the shapes.
    pub crs: Crs,
    /// What its shapes are; `None` for a table of attributes alone.
    pub geometry: Option<MapGeometryKind>,
    /// The fields.
    pub fields: Vec<NewField>,
    /// The records.
    pub records: Vec<NewRecord>,
    /// The day in the header of the table.
    pub day: Date,
}

/// A field to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NewField {
    /// Its name; of more than ten bytes in GBK it is cut.
    pub name: String,
    /// What its values are.
    pub kind: NewFieldKind,
}

/// What the values of a field to be written are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NewFieldKind {
    /// Texts; the field is at least so many bytes wide.
    Text(u8),
    /// Numbers; as wide as the longest.
    Number,
    /// Days.
    Day,
    /// Yes or no.
    Logical,
}

/// A record to be written.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NewRecord {
    /// Its shape in the reference system of the file; `None` is a null shape.
    pub geometry: Option<NewGeometry>,
    /// Its values, one a field.
    pub values: Vec<DbfValue>,
}

/// A shape to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum NewGeometry {
    /// Polygons.
    Polygons(Shape),
    /// A point: longitude and latitude, or easting and northing.
    Point([f64; 2]),
}

/// The files of a Shapefile.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapefileBytes {
    /// Shapes, index and reference system (.shp, .shx, .prj); absent for a table of attributes alone.
    pub shapes: Option<ShapeBytes>,
    /// Attributes (.dbf).
    pub dbf: Vec<u8>,
    /// Encoding (.cpg).
    pub cpg: Vec<u8>,
}

/// The files that hold shapes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapeBytes {
    /// Shapes (.shp).
    pub shp: Vec<u8>,
    /// Where each record starts (.shx).
    pub shx: Vec<u8>,
    /// Reference system (.prj).
    pub prj: Vec<u8>,
}

impl ShapefileBytes {
    /// Ending and bytes of each file.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        let shapes = self.shapes.iter().flat_map(|shapes| {
            [("shp", &*shapes.shp), ("shx", &*shapes.shx), ("prj", &*shapes.prj)]
        });
        shapes.chain([("dbf", &*self.dbf), ("cpg", &*self.cpg)])
    }
}

impl NewField {
    /// A field by name and kind.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: NewFieldKind) -> NewField {
        NewField { name: name.into(), kind }
    }
}

impl NewRecord {
    /// A record by shape and values.
    #[must_use]
    pub const fn new(geometry: Option<NewGeometry>, values: Vec<DbfValue>) -> NewRecord {
        NewRecord { geometry, values }
    }
}

impl NewShapefile {
    /// A Shapefile without fields and records yet.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        crs: Crs,
        geometry: Option<MapGeometryKind>,
        day: Date,
    ) -> NewShapefile {
        let name = name.into();
        NewShapefile { name, crs, geometry, fields: Vec::new(), records: Vec::new(), day }
    }

    /// A layer of a map, in degrees or in metres of a zone; the names of fields in this language. `None` if a vertex lies
    /// outside the zone.
    #[must_use]
    pub fn of_table(
        table: &MapTable,
        crs: Crs,
        day: Date,
        language: Language,
    ) -> Option<NewShapefile> {
        let field = |column: &crate::report::MapColumn| NewField {
            name: column.dbf_name(language).to_owned(),
            kind: match column.kind {
                MapColumnKind::Text(width) => NewFieldKind::Text(width),
                MapColumnKind::Decimal | MapColumnKind::Integer => NewFieldKind::Number,
                MapColumnKind::Day => NewFieldKind::Day,
            },
        };
        let mut records = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let geometry = match &row.geometry {
                Some(geometry) => Some(in_crs(geometry, crs)?),
                None => None,
            };
            records.push(NewRecord { geometry, values: row.values.iter().map(value).collect() });
        }
        let mut file = NewShapefile::new(table.name, crs, table.geometry, day);
        file.fields = table.columns.iter().map(field).collect();
        file.records = records;
        Some(file)
    }
}

/// Writes a Shapefile.
///
/// Exterior rings run clockwise and holes the other way, as the format wants it: a ring that runs otherwise is turned round
/// its first vertex. A ring that is open is closed.
///
/// # Findings
///
/// `dbf-cut`: names of fields and texts that a DBF has no room for, characters that GBK does not have. Texts are cut between
/// two characters; ² and ³ are written 2 and 3 without a finding.
#[must_use]
pub fn write(file: &NewShapefile) -> (ShapefileBytes, Vec<Finding>) {
    let mut findings = Vec::new();
    let dbf = dbf::write(file, &mut findings);
    let shapes = file.geometry.map(|kind| {
        let (shp, shx) = shapes::write(kind, &file.records);
        ShapeBytes { shp, shx, prj: prj(file.crs).into_bytes() }
    });
    (ShapefileBytes { shapes, dbf, cpg: b"GBK".to_vec() }, findings)
}

/// A finding about the file.
fn cut(file: &str, text: Text) -> Finding {
    Finding::new(Code::DbfCut, text).at(Place::file(file))
}

fn value(value: &MapValue) -> DbfValue {
    match value {
        MapValue::Absent => DbfValue::Null,
        MapValue::Text(text) => DbfValue::Text(text.clone()),
        MapValue::Decimal(number) => DbfValue::Number(number.to_string()),
        MapValue::Integer(number) => DbfValue::Number(number.to_string()),
        MapValue::Day(day) => DbfValue::Day(*day),
    }
}

fn in_crs(geometry: &MapGeometry, crs: Crs) -> Option<NewGeometry> {
    let zone = match crs {
        Crs::GaussKruger(zone) => Some(zone),
        _ => None,
    };
    Some(match (geometry, zone) {
        (MapGeometry::Polygons(shape), None) => NewGeometry::Polygons(Shape::LonLat(shape.clone())),
        (MapGeometry::Polygons(shape), Some(zone)) => {
            NewGeometry::Polygons(Shape::Grid { zone, polygons: zone.project(shape)? })
        }
        (MapGeometry::Point(at), zone) => NewGeometry::Point(point(*at, zone)?),
    })
}

fn point(at: LonLat, zone: Option<GaussKruger>) -> Option<[f64; 2]> {
    match zone {
        None => Some([at.lon, at.lat]),
        Some(zone) => zone.forward(at).map(|grid| [grid.east, grid.north]),
    }
}
