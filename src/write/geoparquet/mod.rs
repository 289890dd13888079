//! GeoParquet 1.1: one layer as a columnar file, for DuckDB, pandas, GDAL and the like.
//!
//! Geometries are WKB in the column `geometry`, longitude first; `bbox` is the box of each, so that a reader can skip rows.
//! Exact decimals are decimals, days are dates, and what is not known is null.

mod metadata;

use std::io;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{
    ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType,
    Int32Type, Int64Type,
};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{PrimitiveTypeBuilder, Type, TypePtr};
use rust_decimal::Decimal;

use super::wkb::{Bounds, wkb};
use crate::calendar::days_between;
use crate::report::{MapColumnKind, MapRow, MapTable, MapValue};

/// Decimals of a quantity: six at most, and 10¹⁸ at most before the point.
const SCALE: u32 = 6;
const PRECISION: i32 = 25;

/// The least number of bytes that holds 25 digits and a sign.
const DECIMAL_BYTES: usize = 11;

/// Rows that are written together, and read together.
const ROWS_IN_GROUP: usize = 65_536;

/// Writes a layer as GeoParquet. `provenance` (see [`crate::report::provenance`]) goes into the file's key-value metadata under
/// `landledger:provenance`, the titles of the columns under `landledger:columns`. The same input gives the same bytes; nothing
/// is compressed.
///
/// ```
/// use jiff::civil::date;
/// use landledger::calendar::Period;
/// use landledger::finding::Language;
/// use landledger::report::provenance;
/// use landledger::store::District;
/// use landledger::write::geoparquet;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let district = District::open("fixtures/shangjie")?;
/// let report = district.report(Period::through(date(2024, 1, 1), date(2024, 6, 30))?)?;
/// let tables = district.map_layers(&report)?.tables(Language::Zh);
/// let parcels = tables.iter().find(|table| table.name == "parcels").ok_or("no parcels")?;
/// let bytes = geoparquet::write(parcels, &provenance(&report, Language::Zh))?;
/// assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// For a table without geometry.
pub fn write(table: &MapTable, provenance: &MapTable) -> io::Result<Vec<u8>> {
    if table.geometry.is_none() {
        let message = format!("expected a table with geometry, found {}", table.name);
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    build(table, provenance).map_err(io::Error::other)
}

fn build(table: &MapTable, provenance: &MapTable) -> Result<Vec<u8>> {
    let properties = WriterProperties::builder()
        .set_created_by(concat!("landledger ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(metadata::key_values(table, provenance)))
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema(table)?, Arc::new(properties))?;
    for rows in table.rows.chunks(ROWS_IN_GROUP) {
        let mut group = file.next_row_group()?;
        for (at, column) in table.columns.iter().enumerate() {
            let values = rows.iter().map(|row| row.values.get(at).unwrap_or(&MapValue::Absent));
            write_values(&mut group, column.kind, values)?;
        }
        geometries(&mut group, rows)?;
        group.close()?;
    }
    file.close()?;
    Ok(bytes)
}

fn schema(table: &MapTable) -> Result<TypePtr> {
    let mut fields = Vec::new();
    for column in &table.columns {
        let field = match column.kind {
            MapColumnKind::Text(_) => optional(column.name, PhysicalType::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String)),
            MapColumnKind::Integer => optional(column.name, PhysicalType::INT64),
            MapColumnKind::Day => optional(column.name, PhysicalType::INT32)
                .with_logical_type(Some(LogicalType::Date)),
            MapColumnKind::Decimal => optional(column.name, PhysicalType::FIXED_LEN_BYTE_ARRAY)
                .with_length(DECIMAL_BYTES as i32)
                .with_precision(PRECISION)
                .with_scale(SCALE as i32)
                .with_logical_type(Some(LogicalType::decimal(SCALE as i32, PRECISION))),
        };
        fields.push(Arc::new(field.build()?));
    }
    fields.push(Arc::new(optional(metadata::GEOMETRY, PhysicalType::BYTE_ARRAY).build()?));
    let mut sides = Vec::new();
    for side in metadata::SIDES {
        let side = Type::primitive_type_builder(side, PhysicalType::DOUBLE);
        sides.push(Arc::new(side.with_repetition(Repetition::REQUIRED).build()?));
    }
    let bbox = Type::group_type_builder(metadata::BBOX)
        .with_repetition(Repetition::OPTIONAL)
        .with_fields(sides);
    fields.push(Arc::new(bbox.build()?));
    Ok(Arc::new(Type::group_type_builder(table.name).with_fields(fields).build()?))
}

fn optional(name: &str, kind: PhysicalType) -> PrimitiveTypeBuilder<'_> {
    Type::primitive_type_builder(name, kind).with_repetition(Repetition::OPTIONAL)
}

fn write_values<'a>(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    kind: MapColumnKind,
    values: impl Iterator<Item = &'a MapValue>,
) -> Result<()> {
    match kind {
        MapColumnKind::Text(_) => column::<ByteArrayType>(
            group,
            values.map(|value| match value {
                MapValue::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            }),
        ),
        MapColumnKind::Integer => column::<Int64Type>(
            group,
            values.map(|value| match value {
                MapValue::Integer(number) => Some(*number),
                _ => None,
            }),
        ),
        MapColumnKind::Day => column::<Int32Type>(
            group,
            values.map(|value| match value {
                MapValue::Day(day) => Some(since_1970(*day)),
                _ => None,
            }),
        ),
        MapColumnKind::Decimal => column::<FixedLenByteArrayType>(
            group,
            values.map(|value| match value {
                MapValue::Decimal(number) => Some(decimal(*number)),
                _ => None,
            }),
        ),
    }
}

fn geometries(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    rows: &[MapRow],
) -> Result<()> {
    let blobs = rows.iter().map(|row| row.geometry.as_ref().map(|it| ByteArray::from(wkb(it))));
    column::<ByteArrayType>(group, blobs)?;
    let sides: [fn(Bounds) -> f64; 4] = [|it| it.west, |it| it.south, |it| it.east, |it| it.north];
    for side in sides {
        let bounds = rows.iter().map(|row| row.geometry.as_ref().and_then(Bounds::of_geometry));
        column::<DoubleType>(group, bounds.map(|bounds| bounds.map(side)))?;
    }
    Ok(())
}

/// Writes one column; `None` is null.
fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    values: impl Iterator<Item = Option<T::T>>,
) -> Result<()> {
    let mut levels = Vec::new();
    let mut known = Vec::new();
    for value in values {
        levels.push(i16::from(value.is_some()));
        known.extend(value);
    }
    let mut column = group
        .next_column()?
        .ok_or_else(|| ParquetError::General("more columns than the schema has".to_owned()))?;
    column.typed::<T>().write_batch(&known, Some(&levels), None)?;
    column.close()
}

fn since_1970(day: Date) -> i32 {
    days_between(date(1970, 1, 1), day)
}

/// The digits of a number with six decimals, as a big-endian whole number.
fn decimal(mut number: Decimal) -> FixedLenByteArray {
    number.rescale(SCALE);
    let bytes = number.mantissa().to_be_bytes();
    let skipped = bytes.len() - DECIMAL_BYTES;
    FixedLenByteArray::from(bytes.iter().copied().skip(skipped).collect::<Vec<u8>>())
}
