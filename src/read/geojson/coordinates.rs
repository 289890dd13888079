//! What the numbers of a geometry look like, decided over all of its vertices by the windows of
//! [`crate::geometry::CoordinateExtent`]. Local systems cannot be told from their numbers.

use super::draft::Draft;
use super::feature::GeometryKind;
use super::rings::Polygons;
use crate::finding::{Class, Code, Finding, Fix, FixKind, PatchStep, Text};
use crate::geometry::{CoordinateExtent, CoordinateKind, Crs, GaussKruger, GridAxes};
use crate::read::Source;

/// How many positions the fixes of one file for swapped axes write out; a file that is swapped throughout is better
/// made anew.
pub(super) const SWAPS: usize = 100_000;

/// Coordinates that are judged: whose they are and how they are read.
pub(super) struct Judged<'a> {
    pub(super) source: &'a Source,
    pub(super) declared: Option<Crs>,
    pub(super) kind: GeometryKind,
    /// From the feature to the coordinates.
    pub(super) path: &'a [&'a str],
}

impl Judged<'_> {
    /// Reports numbers that are not what they are read as; whether there are any.
    pub(super) fn judge(&self, draft: &mut Draft, polygons: &Polygons, swaps: &mut usize) -> bool {
        if polygons.is_empty() {
            return false;
        }
        let extent = polygons.extent;
        let Some((code, message)) = (match self.declared {
            Some(Crs::GaussKruger(zone)) => judge_grid(extent, zone),
            Some(_) => judge_degrees(extent, Readings::Declared),
            None => judge_degrees(extent, Readings::Assumed),
        }) else {
            return false;
        };
        let right = |xy| match self.declared {
            Some(Crs::GaussKruger(zone)) => {
                CoordinateExtent::at(xy).fits(zone, GridAxes::EastNorth)
            }
            _ => CoordinateExtent::at(xy).is_in_degrees(),
        };
        let (at, xy) = polygons.find(|xy| !right(xy)).or_else(|| polygons.find(|_| true)).unzip();
        let at = at.unwrap_or_default();
        let base = draft.pointer(self.path);
        let indices: &[usize] = match self.kind {
            GeometryKind::Polygon => &[at.ring, at.vertex],
            GeometryKind::MultiPolygon => &[at.polygon, at.ring, at.vertex],
        };
        let coordinates = draft.coordinates;
        let fix = match code {
            Code::AxesSwapped => self.exchange(&base, polygons, swaps),
            _ => None,
        };
        draft.note(code, || {
            let text = self.source.whole_text().unwrap_or_default();
            let element = |array| super::document::element_span(text, array, indices);
            let span = coordinates.and_then(element).or(coordinates);
            let mut place = span.map(|span| self.source.place(span)).unwrap_or_default();
            at.fill(&mut place, &base, self.kind);
            place.at = xy;
            let mut finding = Finding::new(code, message).at(place);
            finding.class = match (code, extent.kind()) {
                (Code::CoordinatesProjected, CoordinateKind::WebMercator) => {
                    Some(Class::WebMercator)
                }
                (Code::CoordinatesProjected, _) => Some(Class::GaussKruger),
                _ => None,
            };
            finding.fix = fix;
            finding
        });
        true
    }

    /// The coordinates with the first two numbers of every position exchanged, as long as there are not too many.
    fn exchange(&self, pointer: &str, polygons: &Polygons, left: &mut usize) -> Option<Fix> {
        *left = left.checked_sub(polygons.len())?;
        let step = PatchStep::replace(pointer, polygons.exchanged(self.kind));
        Some(Fix::new(FixKind::SwapAxes, vec![step]))
    }
}

/// Whether somebody said that the numbers are degrees.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readings {
    Declared,
    Assumed,
}

fn judge_degrees(extent: CoordinateExtent, readings: Readings) -> Option<(Code, Text)> {
    let projected = |zh: String, en: String| {
        let message = Text::new(
            format!("坐标应为经纬度，实为投影坐标（米）：{zh}"),
            format!("expected degrees, found projected metres: {en}"),
        );
        Some((Code::CoordinatesProjected, message))
    };
    match extent.kind() {
        CoordinateKind::LonLat => None,
        // What is declared and possible is believed, though it lies in the Arctic.
        CoordinateKind::LatLonSwapped
            if extent.is_in_degrees() && readings == Readings::Declared =>
        {
            None
        }
        CoordinateKind::LatLonSwapped => Some((
            Code::AxesSwapped,
            Text::new(
                "坐标应为经度、纬度（GeoJSON 的顺序），实为纬度在前",
                "expected longitude, latitude, as GeoJSON has them, found latitude before longitude",
            ),
        )),
        CoordinateKind::GridMetres { zones, axes } => {
            let (zh, en) = metres(zones.first().copied(), axes);
            projected(zh, en)
        }
        CoordinateKind::WebMercator => projected(
            "像是 Web 墨卡托（EPSG:3857），不能用于量算面积；请转换为 EPSG:4490".into(),
            "looks like Web Mercator (EPSG:3857), which is no use for areas: convert to EPSG:4490"
                .into(),
        ),
        CoordinateKind::OutOfRange => Some((
            Code::CoordinateRange,
            Text::new(
                format!("经度应在 ±180°、纬度应在 ±90° 之内，实为{}", ranges(extent).zh),
                format!(
                    "expected longitude within ±180° and latitude within ±90°, found {}",
                    ranges(extent).en
                ),
            ),
        )),
    }
}

/// What to do about metres, by what is known of their zone.
fn metres(zone: Option<GaussKruger>, axes: GridAxes) -> (String, String) {
    match (zone, axes) {
        (Some(zone), GridAxes::EastNorth) => (
            format!("像是 {zone}；请声明 --crs EPSG:{}", epsg(zone)),
            format!("looks like metres of {zone}: declare --crs EPSG:{}", epsg(zone)),
        ),
        (Some(zone), GridAxes::NorthEast) => (
            format!("像是 {zone}，且 X（北）写在 Y（东）前面；请先交换两列，再声明 --crs EPSG:{}", epsg(zone)),
            format!(
                "looks like metres of {zone} with the northing first: exchange the two, then declare --crs EPSG:{}",
                epsg(zone)
            ),
        ),
        (None, GridAxes::EastNorth) => (
            "像是不带带号的高斯-克吕格坐标；请声明坐标系，如中央子午线 114° 为 --crs EPSG:4547".into(),
            "looks like metres of a Gauss-Kruger zone without its number: declare the system, \
             as --crs EPSG:4547 for the central meridian 114° E"
                .into(),
        ),
        (None, GridAxes::NorthEast) => (
            "像是不带带号的高斯-克吕格坐标，且 X（北）写在 Y（东）前面；请先交换两列，再声明坐标系".into(),
            "looks like metres of a Gauss-Kruger zone without its number, with the northing first: \
             exchange the two, then declare the system"
                .into(),
        ),
    }
}

fn judge_grid(extent: CoordinateExtent, zone: GaussKruger) -> Option<(Code, Text)> {
    if extent.fits(zone, GridAxes::EastNorth) {
        return None;
    }
    if extent.fits(zone, GridAxes::NorthEast) {
        let message = Text::new(
            format!("{zone} 的坐标应先东（Y）后北（X），实为北在前"),
            format!("expected metres of {zone}, easting first, found the northing first"),
        );
        return Some((Code::AxesSwapped, message));
    }
    let found = match extent.kind() {
        CoordinateKind::LonLat | CoordinateKind::LatLonSwapped => {
            Text::new("经纬度", "numbers like degrees")
        }
        CoordinateKind::GridMetres { zones, .. } => match zones.first() {
            Some(other) => {
                Text::new(format!("像是 {other}"), format!("metres like those of {other}"))
            }
            None => ranges(extent),
        },
        _ => ranges(extent),
    };
    let [low, high] = CoordinateExtent::eastings(zone);
    let message = Text::new(
        format!("{zone} 的东坐标应在 {low} 与 {high} 之间，实为{}", found.zh),
        format!("expected eastings of {zone} between {low} and {high}, found {}", found.en),
    );
    Some((Code::CoordinateRange, message))
}

fn epsg(zone: GaussKruger) -> u16 {
    zone.epsg().unwrap_or_default()
}

fn ranges(extent: CoordinateExtent) -> Text {
    let ([min_x, min_y], [max_x, max_y]) = (extent.min(), extent.max());
    Text::new(
        format!("第一列 {min_x}…{max_x}、第二列 {min_y}…{max_y}"),
        format!("first numbers {min_x}…{max_x}, second numbers {min_y}…{max_y}"),
    )
}
