//! [`MapTable`]: a layer as rows and columns, as the writers of GIS files take it.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::finding::{Language, Text};
use crate::geometry::{LonLat, LonLatMultiPolygon};

/// A layer as a table (图层属性表): columns, and rows with their geometry.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MapTable {
    /// Name of the layer in files, ASCII.
    pub name: &'static str,
    /// What it is called.
    pub title: Text,
    /// What its geometries are; `None` for a table without.
    pub geometry: Option<MapGeometryKind>,
    /// The columns.
    pub columns: Vec<MapColumn>,
    /// The rows, in order.
    pub rows: Vec<MapRow>,
}

/// What the geometries of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MapGeometryKind {
    /// Multi-polygons.
    Polygons,
    /// Points.
    Points,
}

/// A column of a table (字段).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MapColumn {
    /// Name in files that take long names: ASCII, lower case, the unit last.
    pub name: &'static str,
    /// Chinese name, five characters at most: in GBK it fits the ten bytes of a DBF field.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// Name of the DBF field where that is in English: ASCII, ten bytes at most.
    pub dbf: &'static str,
    /// What its values are.
    pub kind: MapColumnKind,
}

impl MapColumn {
    /// The name of the column for readers.
    #[must_use]
    pub const fn title(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// The name of its DBF field.
    #[must_use]
    pub const fn dbf_name(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.dbf,
        }
    }
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MapColumnKind {
    /// Texts, usually of at most so many bytes in GBK.
    Text(u8),
    /// Exact decimals.
    Decimal,
    /// Whole numbers.
    Integer,
    /// Days.
    Day,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MapRow {
    /// Its geometry; absent where it has no place on the map.
    pub geometry: Option<MapGeometry>,
    /// Its values, one a column.
    pub values: Vec<MapValue>,
}

/// The geometry of a row, degrees.
#[derive(Debug, Clone, PartialEq)]
pub enum MapGeometry {
    /// A multi-polygon.
    Polygons(LonLatMultiPolygon),
    /// A point.
    Point(LonLat),
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MapValue {
    /// Not known: never written as zero or as an empty text where the format has a word for it.
    Absent,
    /// A text.
    Text(String),
    /// An exact decimal.
    Decimal(Decimal),
    /// A whole number.
    Integer(i64),
    /// A day.
    Day(Date),
}

impl MapValue {
    /// A text, or nothing for `None`.
    pub(super) fn text(text: Option<impl ToString>) -> MapValue {
        text.map_or(MapValue::Absent, |text| MapValue::Text(text.to_string()))
    }

    pub(super) fn decimal(number: Option<Decimal>) -> MapValue {
        number.map_or(MapValue::Absent, MapValue::Decimal)
    }

    pub(super) fn day(day: Option<Date>) -> MapValue {
        day.map_or(MapValue::Absent, MapValue::Day)
    }

    pub(super) fn count(count: usize) -> MapValue {
        i64::try_from(count).map_or(MapValue::Absent, MapValue::Integer)
    }

    pub(super) fn integer(number: Option<i64>) -> MapValue {
        number.map_or(MapValue::Absent, MapValue::Integer)
    }
}

/// A column with the value that a row of `T` has in it: name and meaning side by side.
pub(super) type Column<T> = (MapColumn, fn(&T, Language) -> MapValue);

pub(super) const fn column(
    name: &'static str,
    dbf: &'static str,
    zh: &'static str,
    en: &'static str,
    kind: MapColumnKind,
) -> MapColumn {
    MapColumn { name, zh, en, dbf, kind }
}

/// A table of the rows, with their values in the columns.
pub(super) fn table<'a, T: 'a>(
    name: &'static str,
    title: Text,
    geometry: Option<MapGeometryKind>,
    columns: &[Column<T>],
    rows: impl IntoIterator<Item = (Option<MapGeometry>, &'a T)>,
    language: Language,
) -> MapTable {
    let row = |(geometry, of): (Option<MapGeometry>, &T)| MapRow {
        geometry,
        values: columns.iter().map(|(_, value)| value(of, language)).collect(),
    };
    MapTable {
        name,
        title,
        geometry,
        columns: columns.iter().map(|(column, _)| *column).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}
