//! Files of features: GeoJSON or boundary-point TXT, told apart by content and, failing that, by name.

use landledger::finding::Finding;
use landledger::geometry::{Crs, GaussKruger, Shape};
use landledger::read::{Source, boundary_points, geojson};
use landledger::{Error, Result};

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
}

impl FileKind {
    /// By the ending of the name; `None` for an ending that says nothing.
    pub(super) fn of_name(name: &str) -> Option<FileKind> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("geojson" | "json") => Some(FileKind::GeoJson),
            Some("txt") => Some(FileKind::BoundaryPoints),
            _ => None,
        }
    }

    /// By the content where it is beyond doubt, whatever the name says: a GeoJSON document starts with a brace, a
    /// boundary-point file with a heading in Chinese between brackets. Else by the name; else GeoJSON.
    pub(super) fn of(source: &Source) -> FileKind {
        let bytes = source.bytes();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match bytes {
            [b'{', ..] => FileKind::GeoJson,
            [b'[', next, ..] if !next.is_ascii() => FileKind::BoundaryPoints,
            _ => FileKind::of_name(source.name()).unwrap_or(FileKind::GeoJson),
        }
    }
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
