//! Positions: longitude and latitude in degrees, or northing and easting in metres.

use serde::{Deserialize, Serialize};

/// A position in degrees: longitude east, latitude north.
///
/// The order of GeoJSON and of `geo`, not the order of EPSG:4490 (latitude first): fields are named so that
/// the two cannot be swapped by accident.
///
/// In JSON it is `[longitude, latitude]`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(from = "[f64; 2]", into = "[f64; 2]")]
pub struct LonLat {
    /// Longitude, degrees east of Greenwich.
    pub lon: f64,
    /// Latitude, degrees north of the equator.
    pub lat: f64,
}

/// A position in a plane of metres: northing (the surveyor's X) and easting (the surveyor's Y).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
pub struct GridPoint {
    /// Northing (纵坐标 X), metres from the equator.
    pub north: f64,
    /// Easting (横坐标 Y), metres, false easting and any zone prefix included.
    pub east: f64,
}

impl LonLat {
    /// The position at this longitude and latitude, in degrees; the argument order is that of the name.
    #[must_use]
    pub const fn new(lon: f64, lat: f64) -> LonLat {
        LonLat { lon, lat }
    }
}

impl GridPoint {
    /// The position at this northing and easting, in metres; the surveyor's order (X, Y).
    #[must_use]
    pub const fn new(north: f64, east: f64) -> GridPoint {
        GridPoint { north, east }
    }
}

impl From<[f64; 2]> for LonLat {
    fn from([lon, lat]: [f64; 2]) -> LonLat {
        LonLat { lon, lat }
    }
}

impl From<LonLat> for [f64; 2] {
    fn from(point: LonLat) -> [f64; 2] {
        [point.lon, point.lat]
    }
}

impl From<geo::Coord<f64>> for LonLat {
    fn from(coord: geo::Coord<f64>) -> LonLat {
        LonLat { lon: coord.x, lat: coord.y }
    }
}

impl From<LonLat> for geo::Coord<f64> {
    fn from(point: LonLat) -> geo::Coord<f64> {
        geo::Coord { x: point.lon, y: point.lat }
    }
}

/// `x` is easting, `y` is northing, as in GIS files.
impl From<geo::Coord<f64>> for GridPoint {
    fn from(coord: geo::Coord<f64>) -> GridPoint {
        GridPoint { north: coord.y, east: coord.x }
    }
}

/// `x` is easting, `y` is northing, as in GIS files.
impl From<GridPoint> for geo::Coord<f64> {
    fn from(point: GridPoint) -> geo::Coord<f64> {
        geo::Coord { x: point.east, y: point.north }
    }
}
