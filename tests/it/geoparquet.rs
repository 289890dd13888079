//! GeoParquet: bytes, schema and values, read by the reader of the parquet crate (F08).

use landledger::finding::Language;
use landledger::report::MapValue;
use landledger::write::geoparquet;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::gis_readers::exported;
use crate::scratch::Scratch;

#[test]
fn f08_geoparquet_reads_back() {
    let tables = &exported(Language::Zh).tables;
    let table = |name: &str| tables.iter().find(|table| table.name == name).unwrap();
    let parcels = table("parcels");
    let bytes = geoparquet::write(parcels, table("provenance")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert!(geoparquet::write(parcels, table("provenance")).unwrap() == bytes, "two runs differ");
    let scratch = Scratch::new("geoparquet");
    let file = std::fs::File::open(scratch.write("a.parquet", bytes)).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let mut compared = 0;
    for (row, ours) in reader.get_row_iter(None).unwrap().zip(&parcels.rows) {
        let row = row.unwrap();
        let fields: Vec<(&String, &Field)> = row.get_column_iter().collect();
        assert_eq!(fields.len(), parcels.columns.len() + 2);
        for ((name, field), (column, value)) in
            fields.iter().zip(parcels.columns.iter().zip(&ours.values))
        {
            assert_eq!(name.as_str(), column.name);
            let is_right = match (value, field) {
                (MapValue::Absent, Field::Null) => true,
                (MapValue::Text(text), Field::Str(found)) => text == found,
                (MapValue::Integer(number), Field::Long(found)) => number == found,
                (MapValue::Day(day), Field::Date(found)) => {
                    // Days since 1970-01-01 by another calendar.
                    let since = day.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days();
                    since == *found
                }
                (MapValue::Decimal(number), Field::Decimal(found)) => {
                    let mut digits = [0; 16];
                    let data = found.data();
                    digits[16 - data.len()..].copy_from_slice(data);
                    assert_eq!((found.precision(), found.scale()), (25, 6));
                    let found =
                        rust_decimal::Decimal::from_i128_with_scale(i128::from_be_bytes(digits), 6);
                    *number == found
                }
                _ => false,
            };
            assert!(is_right, "{name}: {value:?} {field:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, parcels.rows.len() * parcels.columns.len());
    let metadata = reader.metadata().file_metadata();
    let value = |key: &str| {
        let pairs = metadata.key_value_metadata().unwrap();
        pairs.iter().find(|pair| pair.key == key).unwrap().value.clone().unwrap()
    };
    let geo: serde_json::Value = serde_json::from_str(&value("geo")).unwrap();
    assert_eq!(geo["version"], "1.1.0");
    let column = &geo["columns"][geo["primary_column"].as_str().unwrap()];
    assert_eq!(column["crs"]["id"]["code"], 4490);
    assert_eq!(column["encoding"], "WKB");
    assert_eq!(column["covering"]["bbox"]["ymax"], serde_json::json!(["bbox", "ymax"]));
    assert!(value("landledger:provenance").contains("ledger-head"));
    assert!(value("landledger:columns").contains("台账类别"));
}

#[test]
fn a_table_without_geometry_is_refused() {
    let tables = &exported(Language::Zh).tables;
    let provenance = tables.iter().find(|table| table.name == "provenance").unwrap();
    let error = geoparquet::write(provenance, provenance).unwrap_err();
    assert_eq!(error.to_string(), "expected a table with geometry, found provenance");
}
