//! Exports read back by programs that are not ours (F08, F09): GDAL by way of pyogrio, pyarrow, shapely, pyproj.
//!
//! They run where `LANDLEDGER_PYTHON` names a Python that has them (`pip install pyogrio pyarrow pyproj shapely`), and say
//! aloud that they did not run where it does not.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::geometry::{Crs, GaussKruger};
#[cfg(feature = "geopackage")]
use landledger::report::MapColumnKind;
use landledger::report::{MapGeometry, MapTable, MapValue, Report, provenance};
use landledger::store::District;
use serde::Deserialize;

use crate::ledger_text::day;
use crate::scratch::Scratch;

/// A layer as `tests/readers/gis.py` prints it.
#[derive(Debug, Deserialize)]
pub(crate) struct ReadLayer {
    pub(crate) crs: Option<String>,
    pub(crate) crs_name: Option<String>,
    pub(crate) fields: Vec<String>,
    pub(crate) rows: Vec<Vec<Option<String>>>,
    pub(crate) rings: Vec<Option<Vec<Vec<[f64; 2]>>>>,
    pub(crate) areas: Vec<Option<f64>>,
    #[cfg(feature = "geoparquet")]
    #[serde(default)]
    pub(crate) bbox: Vec<[f64; 4]>,
    #[cfg(feature = "geoparquet")]
    #[serde(default)]
    pub(crate) bounds: Vec<[f64; 4]>,
    #[cfg(feature = "geoparquet")]
    #[serde(default)]
    pub(crate) types: BTreeMap<String, String>,
}

/// What the Python reads; `None`, said aloud, where no Python is named.
#[track_caller]
pub(crate) fn read(kind: &str, file: &Path) -> Option<BTreeMap<String, ReadLayer>> {
    let Some(python) = std::env::var_os("LANDLEDGER_PYTHON") else {
        eprintln!(
            "NOT CHECKED with GDAL and pyarrow: LANDLEDGER_PYTHON names no Python with pyogrio, pyarrow, pyproj and shapely"
        );
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/gis.py");
    let output = Command::new(python).arg(script).arg(kind).arg(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

pub(crate) struct Exported {
    pub(crate) report: Report,
    pub(crate) tables: Vec<MapTable>,
}

/// The synthetic district as of 30 June 2024; made once a language.
pub(crate) fn exported(language: Language) -> &'static Exported {
    static CHINESE: LazyLock<Exported> = LazyLock::new(|| export(Language::Zh));
    static ENGLISH: LazyLock<Exported> = LazyLock::new(|| export(Language::En));
    match language {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    }
}

fn export(language: Language) -> Exported {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie");
    let district = District::open(folder).unwrap();
    let period = Period::through(day("2024-01-01"), day("2024-06-30")).unwrap();
    let report = district.report(period).unwrap();
    let mut tables = district.map_layers(&report).unwrap().tables(language);
    tables.push(provenance(&report, language));
    Exported { report, tables }
}

/// Whether a value was read as it was written: numbers by value, a blank of a DBF for what is not known.
#[track_caller]
fn assert_value(value: &MapValue, found: Option<&str>, place: &str) {
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    let is_right = match (value, found) {
        (MapValue::Absent, found) => found.is_none(),
        (MapValue::Text(text), Some(found)) => text == found,
        (MapValue::Day(day), Some(found)) => day.to_string() == found,
        (MapValue::Integer(whole), Some(found)) => number(found) == *whole as f64,
        (MapValue::Decimal(decimal), Some(found)) => number(found) == number(&decimal.to_string()),
        _ => false,
    };
    assert!(is_right, "{place}: expected {value:?}, found {found:?}");
}

/// The positions of a geometry, each ring rotated and turned as it may be: as a sorted list.
fn sorted(rings: &[Vec<[f64; 2]>]) -> Vec<[f64; 2]> {
    let mut all: Vec<[f64; 2]> = rings.concat();
    all.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    all
}

fn rings(geometry: &MapGeometry) -> Vec<Vec<[f64; 2]>> {
    match geometry {
        MapGeometry::Point(at) => vec![vec![[at.lon, at.lat]]],
        MapGeometry::Polygons(shape) => {
            shape.rings().map(|ring| ring.iter().map(|at| [at.lon, at.lat]).collect()).collect()
        }
    }
}

/// Every row, every attribute, every vertex of a layer; how many values were compared.
#[track_caller]
fn assert_layer(
    table: &MapTable,
    read: &ReadLayer,
    field: impl Fn(usize) -> String,
    text: impl Fn(&MapValue) -> MapValue,
) -> usize {
    let name = table.name;
    assert_eq!(read.rows.len(), table.rows.len(), "{name}");
    let mut compared = 0;
    for (at, column) in table.columns.iter().enumerate() {
        let field = field(at);
        let found = read.fields.iter().position(|name| *name == field);
        let found = found.unwrap_or_else(|| panic!("{name} has no {field}: {:?}", read.fields));
        for (row, (ours, theirs)) in table.rows.iter().zip(&read.rows).enumerate() {
            let place = format!("{name} row {row} {}", column.name);
            assert_value(&text(&ours.values[at]), theirs[found].as_deref(), &place);
            compared += 1;
        }
    }
    if table.geometry.is_none() {
        return compared;
    }
    for (row, (ours, theirs)) in table.rows.iter().zip(&read.rings).enumerate() {
        let ours = ours.geometry.as_ref().map(|geometry| sorted(&rings(geometry)));
        let theirs = theirs.as_ref().map(|rings| sorted(rings));
        assert_eq!(ours, theirs, "{name} row {row}");
    }
    compared
}

#[cfg(any(feature = "geopackage", feature = "geoparquet"))]
fn same(value: &MapValue) -> MapValue {
    value.clone()
}

/// GDAL's areas against those of the table: the geodesic area of a parcel differs from the survey rule's by what its edges are,
/// a few hundredths of a square metre on a hectare; the plane area is the same definition.
#[track_caller]
fn assert_areas(table: &MapTable, read: &ReadLayer, column: &str, tolerance: f64) {
    let at = table.columns.iter().position(|own| own.name == column).unwrap();
    let mut worst: f64 = 0.0;
    for (ours, theirs) in table.rows.iter().zip(&read.areas) {
        let MapValue::Decimal(ours) = &ours.values[at] else { panic!("{column} is not known") };
        let ours: f64 = ours.to_string().parse().unwrap();
        let relative = (ours - theirs.unwrap()).abs() / ours;
        worst = worst.max(relative);
    }
    assert!(worst < tolerance, "{} {column}: {worst:e}", table.name);
}

#[test]
#[cfg(feature = "geopackage")]
fn f08_geopackage_as_gdal_reads_it() {
    let scratch = Scratch::new("gis-gpkg");
    for language in [Language::Zh, Language::En] {
        let Exported { report, tables } = exported(language);
        let bytes = landledger::write::geopackage::write(tables, report.on, language).unwrap();
        let file = scratch.write(&format!("{language:?}.gpkg"), bytes);
        let Some(read) = read("gpkg", &file) else { return };
        let mut compared = 0;
        for table in tables {
            let layer = &read[table.name];
            compared += assert_layer(table, layer, |at| table.columns[at].name.to_owned(), same);
            let crs = table.geometry.map(|_| "EPSG:4490");
            assert_eq!(layer.crs.as_deref(), crs, "{}", table.name);
            // The digits of exact decimals.
            for (at, column) in table.columns.iter().enumerate() {
                if column.kind != MapColumnKind::Decimal {
                    continue;
                }
                let exact = format!("{}_exact", column.name);
                let found = layer.fields.iter().position(|field| *field == exact).unwrap();
                for (ours, theirs) in table.rows.iter().zip(&layer.rows) {
                    let digits = match &ours.values[at] {
                        MapValue::Decimal(number) => Some(number.to_string()),
                        _ => None,
                    };
                    assert_eq!(theirs[found], digits, "{exact}");
                }
            }
        }
        assert!(compared > 16_000, "{compared}");
        let parcels = tables.iter().find(|table| table.name == "parcels").unwrap();
        assert_areas(parcels, &read["parcels"], "survey_area_m2", 2e-6);
        assert_eq!(read["layer_styles"].rows.len(), 5);
    }
}

#[test]
#[cfg(feature = "geoparquet")]
fn f08_geoparquet_as_pyarrow_reads_it() {
    let scratch = Scratch::new("gis-parquet");
    let Exported { tables, .. } = exported(Language::Zh);
    let provenance = tables.iter().find(|table| table.name == "provenance").unwrap();
    for name in ["parcels", "findings", "declared_land"] {
        let table = tables.iter().find(|table| table.name == name).unwrap();
        if table.rows.iter().any(|row| row.geometry.is_none()) {
            // The script takes the box of every row.
            continue;
        }
        let bytes = landledger::write::geoparquet::write(table, provenance).unwrap();
        let file = scratch.write(&format!("{name}.parquet"), bytes);
        let Some(read) = read("parquet", &file) else { return };
        let layer = &read["parquet"];
        assert_layer(table, layer, |at| table.columns[at].name.to_owned(), same);
        assert_eq!(layer.crs.as_deref(), Some("EPSG:4490"));
        assert_eq!(layer.bbox, layer.bounds);
        if name == "parcels" {
            assert_areas(table, layer, "survey_area_m2", 2e-6);
            assert_eq!(layer.types["registered_area_m2"], "decimal128(25, 6)");
            assert_eq!(layer.types["since"], "date32[day]");
            assert_eq!(layer.types["relapses"], "int64");
        }
    }
}

#[test]
fn f09_shapefiles_as_gdal_reads_them() {
    use landledger::write::shapefile::{NewShapefile, write};
    let scratch = Scratch::new("gis-shp");
    let zone = |epsg| Crs::GaussKruger(GaussKruger::from_epsg(epsg).unwrap());
    // (reference system, language, its name in PROJ)
    let rows = [
        (Crs::Cgcs2000, Language::Zh, "EPSG:4490"),
        (zone(4526), Language::Zh, "EPSG:4526"),
        (zone(4547), Language::En, "EPSG:4547"),
    ];
    for (crs, language, epsg) in rows {
        let Exported { report, tables } = exported(language);
        let folder = scratch.path().join(epsg.replace(':', ""));
        std::fs::create_dir(&folder).unwrap();
        for table in tables {
            let file = NewShapefile::of_table(table, crs, report.on, language).unwrap();
            for (ending, bytes) in write(&file).0.files() {
                std::fs::write(folder.join(format!("{}.{ending}", table.name)), bytes).unwrap();
            }
        }
        let Some(read) = read("shp", &folder) else { return };
        for table in tables {
            let layer = &read[table.name];
            let rings: Vec<_> = layer.rings.iter().flatten().flatten().flatten().collect();
            if table.geometry.is_some() {
                assert_eq!(layer.crs.as_deref(), Some(epsg), "{:?}", layer.crs_name);
            }
            if crs == Crs::Cgcs2000 {
                let name = |at: usize| table.columns[at].dbf_name(language).to_owned();
                assert_layer(table, layer, name, as_dbf);
            } else if table.name == "parcels" {
                // PROJ takes the metres back to the degrees in the tests of the projection; here the plane of the file.
                let eastings = match epsg {
                    "EPSG:4526" => 38_000_000.0..39_000_000.0,
                    _ => 400_000.0..500_000.0,
                };
                assert!(rings.iter().all(|[east, _]| eastings.contains(east)));
                assert_areas(table, layer, "plane_area_m2", 1e-6);
            }
        }
    }
}

/// A value as a DBF in GBK holds it: 254 bytes, ² as 2, an empty text as none.
fn as_dbf(value: &MapValue) -> MapValue {
    let MapValue::Text(text) = value else { return value.clone() };
    let (mut kept, mut bytes) = (String::new(), 0);
    for character in text.chars() {
        let character = if character == '²' { '2' } else { character };
        bytes += if character.is_ascii() { 1 } else { 2 };
        if bytes > 254 {
            break;
        }
        kept.push(character);
    }
    MapValue::Text(kept)
}
