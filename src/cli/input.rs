//! Files of features: GeoJSON, boundary-point TXT or Shapefile, told apart by content and, failing that, by name.

use std::path::Path;

use landledger::finding::Finding;
use landledger::geometry::{Crs, GaussKruger, Shape};
use landledger::read::shapefile::ShapefileParts;
use landledger::read::{Source, boundary_points, geojson, shapefile};
use landledger::{Error, Result, Workers};

/// A feature with its id.
pub(super) struct InputFeature {
    pub(super) id: String,
    pub(super) shape: Shape,
}

/// The features of a file and what was found in it.
pub(super) struct Input {
    pub(super) features: Vec<InputFeature>,
    pub(super) findings: Vec<Finding>,
}

/// The kinds of files that hold features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    GeoJson,
    BoundaryPoints,
    Shapefile,
}

impl FileKind {
    /// By the ending of the name; `None` for an ending that says nothing.
    pub(super) fn of_name(name: &str) -> Option<FileKind> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("geojson" | "json") => Some(FileKind::GeoJson),
            Some("txt") => Some(FileKind::BoundaryPoints),
            Some("shp") => Some(FileKind::Shapefile),
            _ => None,
        }
    }

    /// By the content where it is beyond doubt, whatever the name says: a GeoJSON document starts with a brace, a
    /// boundary-point file with a heading in Chinese between brackets. Else by the name; else GeoJSON.
    pub(super) fn of(source: &Source) -> FileKind {
        let bytes = source.bytes();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            // File code 9994, big-endian.
            [0, 0, 0x27, 0x0A, ..] => FileKind::Shapefile,
            [b'{', ..] => FileKind::GeoJson,
            [b'[', next, ..] if !next.is_ascii() => FileKind::BoundaryPoints,
            _ => FileKind::of_name(source.name()).unwrap_or(FileKind::GeoJson),
        }
    }
}

/// Opens a GeoJSON file; for what is plainly something else, the error says what to do next.
pub(super) fn open_geojson(path: &Path, workers: Workers) -> Result<Source> {
    let expected = ("一个 GeoJSON 文件", "a GeoJSON file");
    let wrong =
        |found: (String, String)| Err(Error::argument(path.display().to_string(), expected, found));
    if path.is_dir() {
        let inner = path.join("parcels.geojson");
        let (zh, en) = if inner.is_file() {
            let inner = inner.display();
            (format!("请写其中的文件，如 {inner}"), format!("name a file in it, such as {inner}"))
        } else {
            ("请写其中的文件".to_owned(), "name a file in it".to_owned())
        };
        return wrong((format!("文件夹；{zh}"), format!("a folder: {en}")));
    }
    if matches!(path.try_exists(), Ok(false)) {
        let (zh, en) = (
            "没有这个文件；请核对路径和当前文件夹",
            "no such file: look at the path and at the current folder",
        );
        return wrong((zh.into(), en.into()));
    }
    let source = Source::open_by(path, workers)?;
    if source.bytes().starts_with(b"PK\x03\x04") {
        let (zh, en) = (
            "ZIP 压缩包（xlsx、kmz 和打包的 shapefile 都是）；请先导出为 GeoJSON",
            "a ZIP archive, as xlsx, kmz and packed shapefiles are: export it as GeoJSON first",
        );
        return wrong((zh.into(), en.into()));
    }
    let (zh, en) = match FileKind::of(&source) {
        FileKind::GeoJson => return Ok(source),
        FileKind::BoundaryPoints => {
            ("界址点 TXT 文件", "boundary points in TXT: convert them first with")
        }
        FileKind::Shapefile => ("Shapefile", "a Shapefile: convert it first with"),
    };
    let (from, to) = (path.display(), path.with_extension("geojson"));
    let command = format!("landledger convert {from} {}", to.display());
    wrong((format!("{zh}；请先转换：{command}"), format!("{en} {command}")))
}

/// Reads a GeoJSON file.
pub(super) fn read_geojson(source: &Source, declared: Option<Crs>) -> Input {
    let mut options = geojson::ReadOptions::default();
    options.declared = declared;
    let reading = geojson::read(source, &options);
    let features = reading.features.into_iter().enumerate().filter_map(|(at, feature)| {
        let index = feature.index.unwrap_or(at);
        let id = feature.id.map_or_else(|| format!("#{index}"), |id| id.to_string());
        Some(InputFeature { id, shape: feature.shape? })
    });
    Input { features: features.collect(), findings: reading.findings }
}

/// Reads a boundary-point TXT file; a plot is known by its number.
pub(super) fn read_boundary_points(source: &Source, declared: Option<Crs>) -> Result<Input> {
    let declared = gauss_kruger("--crs", declared)?;
    let (file, findings) = boundary_points::read(source.name(), source.bytes(), declared)?;
    let zone = file.zone();
    let features = file.plots.iter().enumerate().map(|(index, plot)| {
        let number = plot.number.trim();
        let id = if number.is_empty() { format!("#{index}") } else { number.to_owned() };
        InputFeature { id, shape: Shape::Grid { zone, polygons: plot.shape() } }
    });
    Ok(Input { features: features.collect(), findings })
}

/// Reads a Shapefile; a record is known by its id or parcel code, failing that by its number.
pub(super) fn read_shapefile(source: &Source, declared: Option<Crs>) -> Result<Input> {
    let parts = ShapefileParts::open(source.name())?;
    let (file, findings) = shapefile::read(&parts, declared)?;
    let features = file.records.iter().filter_map(|record| {
        let id = file.id(record).map_or_else(|| format!("#{}", record.number), |id| id.to_string());
        Some(InputFeature { id, shape: record.shape.clone()? })
    });
    Ok(Input { features: features.collect(), findings })
}

/// The zone of a declared system; boundary-point files hold metres, never degrees.
pub(super) fn gauss_kruger(argument: &str, declared: Option<Crs>) -> Result<Option<GaussKruger>> {
    match declared {
        None => Ok(None),
        Some(Crs::GaussKruger(zone)) => Ok(Some(zone)),
        Some(_) => {
            let expected = (
                "高斯-克吕格投影带（EPSG:4491 至 EPSG:4554），界址点文件的坐标以米计",
                "a Gauss-Krüger zone (EPSG:4491 to EPSG:4554), as a boundary-point file holds metres",
            );
            Err(Error::argument(argument, expected, ("经纬度坐标系", "a system in degrees")))
        }
    }
}

/// Reads `EPSG:4547` or `4547`.
pub(super) fn crs(text: &str) -> Result<Crs, String> {
    let digits = text.strip_prefix("EPSG:").or_else(|| text.strip_prefix("epsg:")).unwrap_or(text);
    digits.parse().ok().and_then(Crs::from_epsg).ok_or_else(|| {
        format!("expected EPSG:4490 or one of EPSG:4491 to EPSG:4554, found {text:?}")
    })
}
