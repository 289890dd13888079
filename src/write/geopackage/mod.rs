//! GeoPackage (OGC 12-128r19, version 1.4): the layers of a map in one SQLite file, which QGIS, ArcGIS and GDAL open.
//!
//! Extensions used: R-tree spatial indexes (`gpkg_rtree_index`), titles of columns (`gpkg_schema`). The table `layer_styles`
//! carries a style for each layer, as QGIS keeps them; no standard describes it.

mod blob;
mod schema;
mod sld;
mod style;

use std::io;

use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::wkb::Bounds;
use crate::finding::Language;
use crate::report::{MapColumn, MapColumnKind, MapGeometryKind, MapTable, MapValue};

/// The reference system of every layer: CGCS2000 in degrees.
const SRS: i32 = 4490;

/// Writes tables as a GeoPackage; `day` stands as the day of the last change, so that the same input gives the same bytes.
///
/// A layer is a table with the column `geom`, `fid` counts its rows from 1. Column names are ASCII; their titles in this
/// language stand in `gpkg_data_columns`. An exact decimal is written twice, as `REAL` and, in the column of the same name
/// with `_exact` behind it, as `TEXT`: the format has no decimals. What is not known is `NULL`.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::Period;
/// use landledger::finding::Language;
/// use landledger::store::District;
/// use landledger::write::geopackage;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let district = District::open("fixtures/shangjie")?;
/// let report = district.report(Period::through(date(2024, 1, 1), date(2024, 6, 30))?)?;
/// let tables = district.map_layers(&report)?.tables(Language::Zh);
/// let bytes = geopackage::write(&tables, report.on, Language::Zh)?;
/// assert!(bytes.starts_with(b"SQLite format 3\0"));
/// assert_eq!(&bytes[68..72], b"GPKG");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If the tables need more memory than there is.
pub fn write(tables: &[MapTable], day: Date, language: Language) -> io::Result<Vec<u8>> {
    build(tables, day, language).map_err(io::Error::other)
}

fn build(tables: &[MapTable], day: Date, language: Language) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    let changed = format!("{day}T00:00:00.000Z");
    let transaction = connection.transaction()?;
    transaction.execute_batch(schema::BASE)?;
    for table in tables {
        layer(&transaction, table, &changed, language)?;
    }
    styles(&transaction, tables, &changed, language)?;
    transaction.commit()?;
    // SQLite writes them into its header outside of transactions.
    connection.execute_batch(schema::IDENTITY)?;
    Ok(connection.serialize("main")?.to_vec())
}

fn layer(
    connection: &Connection,
    table: &MapTable,
    changed: &str,
    language: Language,
) -> rusqlite::Result<()> {
    connection.execute_batch(&schema::create_layer(table))?;
    let bounds = rows(connection, table)?;
    let kind = if table.geometry.is_some() { "features" } else { "attributes" };
    let title = table.title.in_language(language);
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            table.name,
            kind,
            table.name,
            title,
            changed,
            bounds.map(|bounds| bounds.west),
            bounds.map(|bounds| bounds.south),
            bounds.map(|bounds| bounds.east),
            bounds.map(|bounds| bounds.north),
            table.geometry.map(|_| SRS),
        ],
    )?;
    if let Some(kind) = table.geometry {
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
            params![table.name, type_name(kind), SRS],
        )?;
        connection.execute(
            "INSERT INTO gpkg_extensions VALUES (?1, 'geom', 'gpkg_rtree_index', \
             'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
            params![table.name],
        )?;
        // After the rows: the functions that triggers call are those of the program that changes the file.
        connection.execute_batch(&schema::index_triggers(table.name))?;
    }
    titles(connection, table, language)
}

/// Writes the rows and their spatial index; the box around all of them.
fn rows(connection: &Connection, table: &MapTable) -> rusqlite::Result<Option<Bounds>> {
    let mut insert = connection.prepare(&schema::insert_row(table))?;
    let mut index = match table.geometry {
        Some(_) => Some(connection.prepare(&schema::insert_index(table.name))?),
        None => None,
    };
    let mut all: Option<Bounds> = None;
    for (row, fid) in table.rows.iter().zip(1_i64..) {
        let mut values = vec![Value::Integer(fid)];
        if table.geometry.is_some() {
            let geometry = row.geometry.as_ref();
            values.push(geometry.map_or(Value::Null, |it| Value::Blob(blob::blob(it, SRS))));
            let bounds = geometry.and_then(Bounds::of_geometry);
            if let (Some(bounds), Some(index)) = (bounds, &mut index) {
                let Bounds { west, south, east, north } = bounds;
                index.execute(params![fid, west, east, south, north])?;
                all = Some(all.map_or(bounds, |all| all.with(bounds)));
            }
        }
        for (column, value) in table.columns.iter().zip(&row.values) {
            values.extend(cells(column, value));
        }
        insert.execute(params_from_iter(values))?;
    }
    Ok(all)
}

/// The cells of a value: one, or two of an exact decimal.
fn cells(column: &MapColumn, value: &MapValue) -> Vec<Value> {
    let cell = match value {
        MapValue::Absent => Value::Null,
        MapValue::Text(text) => Value::Text(text.clone()),
        MapValue::Integer(number) => Value::Integer(*number),
        MapValue::Day(day) => Value::Text(day.to_string()),
        // The nearest float: by way of the digits, as `Decimal` has no conversion that rounds once.
        MapValue::Decimal(number) => number.to_string().parse().map_or(Value::Null, Value::Real),
    };
    let exact = match (column.kind, value) {
        (MapColumnKind::Decimal, MapValue::Decimal(number)) => {
            Some(Value::Text(number.to_string()))
        }
        (MapColumnKind::Decimal, _) => Some(Value::Null),
        _ => None,
    };
    std::iter::once(cell).chain(exact).collect()
}

/// What the columns are called.
fn titles(connection: &Connection, table: &MapTable, language: Language) -> rusqlite::Result<()> {
    let mut insert = connection.prepare(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for column in &table.columns {
        let title = column.title(language);
        let other = match language {
            Language::Zh => column.en,
            Language::En => column.zh,
        };
        insert.execute(params![table.name, column.name, title, title, other])?;
        if column.kind == MapColumnKind::Decimal {
            let exact = match language {
                Language::Zh => format!("{title}（精确值）"),
                Language::En => format!("{title}, exact"),
            };
            let name = schema::exact_name(column);
            insert.execute(params![table.name, name, exact, exact, other])?;
        }
    }
    Ok(())
}

fn styles(
    connection: &Connection,
    tables: &[MapTable],
    changed: &str,
    language: Language,
) -> rusqlite::Result<()> {
    connection.execute_batch(schema::STYLES)?;
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) \
         VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?1)",
        params![changed],
    )?;
    for table in tables {
        let Some(style) = style::of(table.name, language) else { continue };
        connection.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
             styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) \
             VALUES ('', '', ?1, 'geom', ?1, ?2, ?3, 1, ?4, '', NULL, ?5)",
            params![table.name, style.qml(&table.columns, language), sld::sld(&style), style.title, changed],
        )?;
    }
    Ok(())
}

fn type_name(kind: MapGeometryKind) -> &'static str {
    match kind {
        MapGeometryKind::Polygons => "MULTIPOLYGON",
        MapGeometryKind::Points => "POINT",
    }
}
