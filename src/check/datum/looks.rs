//! What the numbers of each record look like.

use super::super::{Owner, ground};
use super::{Context, Suspicion};
use crate::finding::{Class, Code, Text};
use crate::geometry::{
    CoordinateExtent, CoordinateKind, GaussKruger, GridAxes, LonLat, MultiPolygon, Plane,
    PlanePosition, guess_coordinates,
};

/// Records whose vertices are not what the plane of the coordinates says.
///
/// In degrees every vertex is judged, and one that differs from the rest is found as well. In metres, where a local
/// system may have any numbers, only what all vertices of a record say counts.
pub(super) fn looks<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Suspicion> {
    let hint = hint(context);
    let plane = context.plane;
    let boundary = context.zone.map(|zone| look_of(plane, Owner::Boundary, zone.boundary, hint));
    let records = context.workers.map(context.records, |record, item| {
        look_of(plane, Owner::Record(record), item.shape, hint)
    });
    boundary.into_iter().chain(records).flatten().collect()
}

/// What one shape looks like, if it is not what its plane says.
pub(super) fn look_of<P: PlanePosition>(
    plane: Plane,
    owner: Owner,
    shape: &MultiPolygon<P>,
    hint: Option<LonLat>,
) -> Vec<Suspicion> {
    match plane {
        Plane::Degrees => in_degrees(owner, shape, hint),
        Plane::Metres => in_metres(owner, shape).into_iter().collect(),
    }
}

/// The middle of the zone, if its boundary is in degrees.
pub(super) fn hint<P: PlanePosition>(context: &Context<'_, P>) -> Option<LonLat> {
    let boundary = context.zone?.boundary;
    let [lon, lat] = ground::Extent::around(boundary)?.middle();
    let degrees = context.plane == Plane::Degrees && lon.abs() <= 180.0 && lat.abs() <= 90.0;
    degrees.then(|| LonLat::new(lon, lat))
}

/// The looks that are wrong in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Swapped,
    EastNorth,
    NorthEast,
    WebMercator,
    Other,
}

fn look(kind: &CoordinateKind) -> Option<Look> {
    match kind {
        CoordinateKind::LonLat => None,
        CoordinateKind::LatLonSwapped => Some(Look::Swapped),
        CoordinateKind::GridMetres { axes: GridAxes::EastNorth, .. } => Some(Look::EastNorth),
        CoordinateKind::GridMetres { axes: GridAxes::NorthEast, .. } => Some(Look::NorthEast),
        CoordinateKind::WebMercator => Some(Look::WebMercator),
        CoordinateKind::OutOfRange => Some(Look::Other),
    }
}

fn in_degrees<P: PlanePosition>(
    owner: Owner,
    shape: &MultiPolygon<P>,
    hint: Option<LonLat>,
) -> Vec<Suspicion> {
    let finite = || ground::vertices(shape).filter(|(_, position)| ground::is_finite(*position));
    // The box of nearly every shape tells what each vertex is.
    let mut around = CoordinateExtent::default();
    for at in shape.points().iter().map(|point| point.xy()) {
        if ground::is_finite(at) {
            around.add(at);
        }
    }
    if around.is_all_lon_lat() {
        return Vec::new();
    }
    let Some(guess) = guess_coordinates(finite().map(|(_, position)| position), hint) else {
        return Vec::new();
    };
    if guess.counts.lon_lat == guess.positions {
        return Vec::new();
    }
    let looks: Vec<Option<Look>> = finite()
        .map(|(_, position)| guess_coordinates([position], hint).and_then(|one| look(&one.kind)))
        .collect();
    let mut kinds: Vec<Look> = looks.iter().copied().flatten().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let suspicion = |kind: Look| {
        let fitting =
            || finite().zip(&looks).filter(|(_, look)| **look == Some(kind)).map(|(one, _)| one);
        let guess = guess_coordinates(fitting().map(|(_, position)| position), hint)?;
        let (code, class, message) = degrees_message(&guess.kind, fitting().map(|(_, at)| at))?;
        let (first, _) = fitting().next()?;
        let share = [guess.positions, looks.len()];
        Some(Suspicion { owner, code, class, first, share, message, limit: None })
    };
    kinds.into_iter().filter_map(suspicion).collect()
}

fn degrees_message(
    kind: &CoordinateKind,
    positions: impl Iterator<Item = [f64; 2]>,
) -> Option<(Code, Option<Class>, Text)> {
    Some(match kind {
        CoordinateKind::LonLat => return None,
        CoordinateKind::LatLonSwapped => (
            Code::AxesSwapped,
            None,
            Text::new(
                "坐标顺序应为经度、纬度，实为纬度在前",
                "expected longitude before latitude, found latitude first",
            ),
        ),
        CoordinateKind::GridMetres { zones, axes } => {
            (Code::CoordinatesProjected, Some(Class::GaussKruger), grid_message(zones, *axes))
        }
        CoordinateKind::WebMercator => (
            Code::CoordinatesProjected,
            Some(Class::WebMercator),
            Text::new(
                "坐标应为经纬度，实为 Web 墨卡托（EPSG:3857）的米",
                "expected degrees, found metres of Web Mercator (EPSG:3857)",
            ),
        ),
        CoordinateKind::OutOfRange => {
            let found = ground::Extent::of(positions)?;
            let ([west, south], [east, north]) = (found.min, found.max);
            (
                Code::CoordinateRange,
                None,
                Text::new(
                    format!(
                        "经度应在 ±180°、纬度应在 ±90° 之内，实为 {west}…{east}、{south}…{north}"
                    ),
                    format!(
                        "expected longitude within ±180° and latitude within ±90°, found {west}…{east} \
                         and {south}…{north}"
                    ),
                ),
            )
        }
    })
}

/// Metres of a Gauss-Krüger zone where degrees are expected: which zone, on which datum, in which order.
fn grid_message(zones: &[GaussKruger], axes: GridAxes) -> Text {
    let name = |zone: &GaussKruger| match zone.epsg() {
        Some(epsg) => format!("{zone} (EPSG:{epsg})"),
        None => zone.to_string(),
    };
    let names: Vec<String> = zones.iter().map(name).collect();
    let (zone_zh, zone_en) = if names.is_empty() {
        (
            "高斯-克吕格投影带（带号不明）".to_owned(),
            "a Gauss-Kruger zone of unknown number".to_owned(),
        )
    } else {
        (names.join(" 或 "), names.join(" or "))
    };
    let (axes_zh, axes_en) = match axes {
        GridAxes::EastNorth => ("", ""),
        GridAxes::NorthEast => ("，且 X（北）在前", ", northing first"),
    };
    Text::new(
        format!("坐标应为经纬度，实为投影坐标（米），像是 {zone_zh}{axes_zh}"),
        format!("expected degrees, found projected metres like those of {zone_en}{axes_en}"),
    )
}

/// What all vertices of a record in metres say against it.
fn in_metres<P: PlanePosition>(owner: Owner, shape: &MultiPolygon<P>) -> Option<Suspicion> {
    let finite = || ground::vertices(shape).filter(|(_, position)| ground::is_finite(*position));
    let guess = guess_coordinates(finite().map(|(_, position)| position), None)?;
    if !guess.is_unanimous() {
        return None;
    }
    let extent = ground::Extent::around(shape)?;
    let ([west, south], [east, north]) = (extent.min, extent.max);
    // Degrees of China, and less of them than a parcel has metres.
    let degrees = (73.0..=136.0).contains(&west)
        && (3.0..=54.0).contains(&south)
        && east - west < 1.0
        && north - south < 1.0;
    let (code, class, zh, en) = match guess.kind {
        CoordinateKind::GridMetres { axes: GridAxes::NorthEast, .. } => (
            Code::AxesSwapped,
            None,
            "坐标顺序应为东坐标、北坐标，实为 X（北）在前",
            "expected easting before northing, found the northing first",
        ),
        CoordinateKind::WebMercator => (
            Code::CoordinatesProjected,
            Some(Class::WebMercator),
            "坐标应为高斯-克吕格投影的米，实为 Web 墨卡托（EPSG:3857）的米",
            "expected metres of a Gauss-Kruger zone, found metres of Web Mercator (EPSG:3857)",
        ),
        CoordinateKind::LonLat if degrees => (
            Code::CoordinateRange,
            None,
            "坐标应为投影坐标（米），实为经纬度",
            "expected projected metres, found degrees",
        ),
        _ => return None,
    };
    let (first, _) = finite().next()?;
    let share = [guess.positions, guess.positions];
    Some(Suspicion { owner, code, class, first, share, message: Text::new(zh, en), limit: None })
}
