//! What the numbers of a geometry look like, decided over all of its vertices.
//!
//! Basis: the windows of the Gauss-Krüger zones of China (false easting 500 km, zone number in front or
//! not) and China's extent of 73–136° E, 3–54° N. Local systems cannot be told from their numbers.

use super::draft::Draft;
use super::feature::{GeometryKind, PositionIndex};
use super::rings::Polygons;
use crate::finding::{Code, Text};
use crate::geometry::{Crs, GaussKruger, ZonePrefix, ZoneWidth};
use crate::read::Source;

/// Smallest and largest numbers of both columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    min: [f64; 2],
    max: [f64; 2],
}

impl Default for Extent {
    fn default() -> Extent {
        Extent { min: [f64::INFINITY; 2], max: [f64::NEG_INFINITY; 2] }
    }
}

impl Extent {
    #[inline]
    pub(super) fn add(&mut self, [x, y]: [f64; 2]) {
        let ([min_x, min_y], [max_x, max_y]) = (self.min, self.max);
        self.min = [min_x.min(x), min_y.min(y)];
        self.max = [max_x.max(x), max_y.max(y)];
    }

    fn swapped(self) -> Extent {
        let ([min_x, min_y], [max_x, max_y]) = (self.min, self.max);
        Extent { min: [min_y, min_x], max: [max_y, max_x] }
    }

    /// Whether all first numbers lie in `x` and all second numbers in `y`.
    fn within(self, x: [f64; 2], y: [f64; 2]) -> bool {
        let ([min_x, min_y], [max_x, max_y]) = (self.min, self.max);
        let inside = |[low, high]: [f64; 2], min: f64, max: f64| low <= min && max <= high;
        inside(x, min_x, max_x) && inside(y, min_y, max_y)
    }

    fn middle_x(self) -> f64 {
        let ([min, _], [max, _]) = (self.min, self.max);
        f64::midpoint(min, max)
    }
}

/// What numbers can be.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Look {
    /// Longitude, latitude.
    Degrees,
    /// Latitude, longitude.
    DegreesSwapped,
    /// Easting with a zone number, northing.
    Grid(GaussKruger),
    /// Northing, easting with a zone number.
    GridSwapped(GaussKruger),
    /// Easting without zone number, northing.
    GridWithoutZone,
    /// Northing, easting without zone number.
    GridWithoutZoneSwapped,
    /// Web Mercator.
    WebMercator,
    /// None of these.
    Unknown,
}

const LONGITUDE: [f64; 2] = [-180.0, 180.0];
const LATITUDE: [f64; 2] = [-90.0, 90.0];
const LONGITUDE_CHINA: [f64; 2] = [73.0, 136.0];
const LATITUDE_CHINA: [f64; 2] = [3.0, 54.0];
/// Latitudes 3–54° N as metres from the equator.
const NORTHING: [f64; 2] = [3.3e5, 6.0e6];
/// 500 km and half of a zone at latitude 18° and beyond, with room for parcels across its edge.
const EASTING: [f64; 2] = [1.5e5, 8.5e5];
const WEB_MERCATOR: ([f64; 2], [f64; 2]) = ([8.1e6, 15.2e6], [3.3e5, 7.2e6]);

fn look(extent: Extent) -> Look {
    if extent.within(LONGITUDE_CHINA, LATITUDE_CHINA) {
        return Look::Degrees;
    }
    if extent.swapped().within(LONGITUDE_CHINA, LATITUDE_CHINA) {
        return Look::DegreesSwapped;
    }
    if extent.within(LONGITUDE, LATITUDE) {
        return Look::Degrees;
    }
    if let Some(zone) = zone(extent) {
        return Look::Grid(zone);
    }
    if let Some(zone) = zone(extent.swapped()) {
        return Look::GridSwapped(zone);
    }
    if extent.within(WEB_MERCATOR.0, WEB_MERCATOR.1) {
        return Look::WebMercator;
    }
    if extent.within(EASTING, NORTHING) {
        return Look::GridWithoutZone;
    }
    if extent.swapped().within(EASTING, NORTHING) {
        return Look::GridWithoutZoneSwapped;
    }
    Look::Unknown
}

/// The zone whose number stands in front of all eastings.
fn zone(extent: Extent) -> Option<GaussKruger> {
    let millions = (extent.middle_x() / 1e6).floor();
    if !(13.0..=45.0).contains(&millions) {
        return None;
    }
    let [low, high] = EASTING;
    let eastings = [millions * 1e6 + low, millions * 1e6 + high];
    if !extent.within(eastings, NORTHING) {
        return None;
    }
    // Zones of 6° have the numbers 13–23, zones of 3° the numbers 25–45: they never meet.
    let width = if millions < 24.5 { ZoneWidth::Six } else { ZoneWidth::Three };
    GaussKruger::new(width, millions as u8, ZonePrefix::Present)
        .filter(|zone| zone.epsg().is_some())
}

/// Reports numbers that are not what they are read as.
pub(super) fn judge(
    source: &Source,
    declared: Option<Crs>,
    draft: &mut Draft,
    polygons: &Polygons,
    kind: GeometryKind,
    path: &[&str],
) {
    if polygons.is_empty() {
        return;
    }
    let extent = polygons.extent;
    let Some((code, message)) = (match declared {
        Some(Crs::GaussKruger(zone)) => judge_grid(extent, zone),
        Some(_) => judge_degrees(extent, Readings::Declared),
        None => judge_degrees(extent, Readings::Assumed),
    }) else {
        return;
    };
    let outside = polygons.find(|[x, y]| {
        let mut one = Extent::default();
        one.add([x, y]);
        !one.within(LONGITUDE, LATITUDE)
    });
    let at = match declared {
        Some(Crs::GaussKruger(_)) => PositionIndex::default(),
        _ => outside.unwrap_or_default(),
    };
    let base = format!("{}/{}", draft.base(), path.join("/"));
    let indices: &[usize] = match kind {
        GeometryKind::Polygon => &[at.ring, at.vertex],
        GeometryKind::MultiPolygon => &[at.polygon, at.ring, at.vertex],
    };
    let coordinates = draft.coordinates;
    draft.push(code, message, || {
        let span = coordinates.and_then(|array| {
            super::document::element_span(source, array, indices).or(coordinates)
        });
        let mut place = span.map(|span| source.place(span)).unwrap_or_default();
        at.fill(&mut place, &base, kind);
        place
    });
}

/// Whether somebody said that the numbers are degrees.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readings {
    Declared,
    Assumed,
}

fn judge_degrees(extent: Extent, readings: Readings) -> Option<(Code, Text)> {
    let inside = extent.within(LONGITUDE, LATITUDE);
    let projected = |zh: String, en: String| {
        let message = Text::new(
            format!("坐标应为经纬度，实为投影坐标（米）：{zh}"),
            format!("expected degrees, found projected metres: {en}"),
        );
        Some((Code::CoordinatesProjected, message))
    };
    match look(extent) {
        Look::Degrees => None,
        // What is declared and possible is believed, though it lies in the Arctic.
        Look::DegreesSwapped if inside && readings == Readings::Declared => None,
        Look::DegreesSwapped => Some((
            Code::AxesSwapped,
            Text::new(
                "纬度写在了经度前面：GeoJSON 的坐标顺序是经度、纬度",
                "latitude stands before longitude: GeoJSON has longitude, latitude",
            ),
        )),
        Look::Grid(zone) => projected(
            format!("像是 {zone}；请声明 --crs EPSG:{}", epsg(zone)),
            format!("looks like metres of {zone}: declare --crs EPSG:{}", epsg(zone)),
        ),
        Look::GridSwapped(zone) => projected(
            format!("像是 {zone}，且 X（北）写在 Y（东）前面；请先交换两列，再声明 --crs EPSG:{}", epsg(zone)),
            format!(
                "looks like metres of {zone} with the northing first: exchange the two, then declare --crs EPSG:{}",
                epsg(zone)
            ),
        ),
        Look::GridWithoutZone => projected(
            "像是不带带号的高斯-克吕格坐标；请声明坐标系，如中央子午线 114° 为 --crs EPSG:4547".into(),
            "looks like metres of a Gauss-Kruger zone without its number: declare the system, \
             as --crs EPSG:4547 for the central meridian 114° E"
                .into(),
        ),
        Look::GridWithoutZoneSwapped => projected(
            "像是不带带号的高斯-克吕格坐标，且 X（北）写在 Y（东）前面；请先交换两列，再声明坐标系".into(),
            "looks like metres of a Gauss-Kruger zone without its number, with the northing first: \
             exchange the two, then declare the system"
                .into(),
        ),
        Look::WebMercator => projected(
            "像是 Web 墨卡托（EPSG:3857），不能用于量算面积；请转换为 EPSG:4490".into(),
            "looks like Web Mercator (EPSG:3857), which is no use for areas: convert to EPSG:4490".into(),
        ),
        Look::Unknown => Some((
            Code::CoordinateRange,
            Text::new(
                format!("经度应在 ±180°、纬度应在 ±90° 之内，实为{}", ranges(extent).zh),
                format!("expected longitude within ±180° and latitude within ±90°, found {}", ranges(extent).en),
            ),
        )),
    }
}

fn judge_grid(extent: Extent, zone: GaussKruger) -> Option<(Code, Text)> {
    let easting = |[low, high]: [f64; 2]| {
        let shift = zone.false_easting() - 5e5;
        [low + shift, high + shift]
    };
    let window = easting(EASTING);
    // A declared zone is believed for any northing between the poles.
    if extent.within(window, [-1.0e7, 1.0e7]) {
        return None;
    }
    if extent.swapped().within(window, NORTHING) {
        let message = Text::new(
            format!("X（北）写在 Y（东）前面：{zone} 的坐标应先东后北"),
            format!(
                "the northing stands before the easting: metres of {zone} are read easting first"
            ),
        );
        return Some((Code::AxesSwapped, message));
    }
    let found = match look(extent) {
        Look::Degrees | Look::DegreesSwapped => Text::new("像是经纬度", "numbers like degrees"),
        Look::Grid(other) => {
            Text::new(format!("像是 {other}"), format!("metres like those of {other}"))
        }
        _ => ranges(extent),
    };
    let [low, high] = window;
    let message = Text::new(
        format!("{zone} 的东坐标应在 {low} 与 {high} 之间，实为{}", found.zh),
        format!("expected eastings of {zone} between {low} and {high}, found {}", found.en),
    );
    Some((Code::CoordinateRange, message))
}

fn epsg(zone: GaussKruger) -> u16 {
    zone.epsg().unwrap_or_default()
}

fn ranges(extent: Extent) -> Text {
    let ([min_x, min_y], [max_x, max_y]) = (extent.min, extent.max);
    Text::new(
        format!("第一列 {min_x}…{max_x}、第二列 {min_y}…{max_y}"),
        format!("first numbers {min_x}…{max_x}, second numbers {min_y}…{max_y}"),
    )
}
