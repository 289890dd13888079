//! Area (面积) of one shape by four methods, which differ by definition and not by precision.
//!
//! | [`EdgeModel`] | An edge is | The surface is | Used for |
//! |---|---|---|---|
//! | [`Grid`](EdgeModel::Grid) | straight in the plane of a Gauss-Krüger zone | that plane | land certificates, contracts |
//! | [`Survey`](EdgeModel::Survey) | straight in that plane, densified every 70 m | the ellipsoid | patches of the land survey |
//! | [`Geodesic`](EdgeModel::Geodesic) | the shortest line on the ellipsoid | the ellipsoid | a reference free of projections |
//! | [`LonLat`](EdgeModel::LonLat) | straight in longitude and latitude | the ellipsoid | GeoJSON by the letter (RFC 7946 §3.1.1) |
//!
//! Figures of different methods must not be compared without saying so: [`compare`] says what difference is to
//! be expected at a place.
//!
//! The rules that all four share: the area of a ring is the amount of its signed sum, whatever its direction;
//! interior rings are subtracted from their exterior ring, polygons are added up; a repeated closing point
//! changes nothing; a ring that is not closed is measured as if its last point were joined to its first, and
//! whether that should be a finding is for the checks to say. Overlaps are not looked for: a ring that crosses
//! itself has the area of its signed sum.

mod angles;
mod authalic;
mod compare;
mod geodesic;
mod gradient;
mod grid;
mod lanes;
mod lonlat;
mod near;
mod rounding;
mod series;
mod survey;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    Ellipsoid, GaussKruger, GridMultiPolygon, LonLat, LonLatMultiPolygon, MultiPolygon, Shape,
    ZonePrefix, ZoneWidth,
};
use crate::finding::Text;

pub use compare::{AreaComparison, compare};
pub use gradient::AreaGradient;
pub use grid::plane_area;
pub(super) use lonlat::lonlat_ring;
pub use survey::{SurveyEllipsoid, patch_area, trapezoid};

/// What an edge between two vertices is, and on which surface its area is measured (面积计算方法).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum EdgeModel {
    /// Shortest lines on the ellipsoid of CGCS2000 (大地线).
    #[serde(rename = "geodesic")]
    Geodesic,
    /// Straight lines in longitude and latitude, area on the ellipsoid (经纬度直线).
    #[serde(rename = "lonlat")]
    LonLat,
    /// Straight lines in the plane of a Gauss-Krüger zone, area in that plane (高斯平面面积).
    #[serde(rename = "grid")]
    Grid,
    /// The rule of the national land survey: straight lines in the plane of a Gauss-Krüger zone, area on the
    /// ellipsoid (图斑椭球面积).
    #[serde(rename = "survey")]
    Survey,
}

impl EdgeModel {
    /// Every model, in the order of the command's help.
    pub const ALL: &'static [EdgeModel] =
        &[EdgeModel::Geodesic, EdgeModel::LonLat, EdgeModel::Grid, EdgeModel::Survey];

    /// The name, as on the command line and in JSON: `geodesic`, `lonlat`, `grid`, `survey`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            EdgeModel::Geodesic => "geodesic",
            EdgeModel::LonLat => "lonlat",
            EdgeModel::Grid => "grid",
            EdgeModel::Survey => "survey",
        }
    }

    /// What the method is called in a report.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            EdgeModel::Geodesic => Text::new("大地线椭球面积", "ellipsoid area, geodesic edges"),
            EdgeModel::LonLat => {
                Text::new("经纬度直线边椭球面积", "ellipsoid area, edges straight in degrees")
            }
            EdgeModel::Grid => Text::new("高斯平面面积", "planar area, Gauss-Krüger plane"),
            EdgeModel::Survey => {
                Text::new("图斑椭球面积", "ellipsoid area by the rule of the land survey")
            }
        }
    }

    /// Where the method comes from.
    #[must_use]
    pub fn basis(self) -> Text {
        match self {
            EdgeModel::Geodesic => Text::new(
                "C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87:43–55 (2013)；短边用其球面极限的椭球展开",
                "C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87:43–55 (2013); short edges by a series",
            ),
            EdgeModel::LonLat => Text::new(
                "RFC 7946 第3.1.1节；等积纬度函数的解析积分",
                "RFC 7946 section 3.1.1; closed integral of the authalic function",
            ),
            EdgeModel::Grid => Text::new(
                "高斯-克吕格投影平面坐标，坐标解析法",
                "coordinates in a Gauss-Krüger plane, shoelace formula",
            ),
            EdgeModel::Survey => Text::new(
                "国土调查办发〔2008〕32号；TD/T 1055-2019",
                "国土调查办发〔2008〕32号 (2008) and TD/T 1055-2019",
            ),
        }
    }

    /// How far the computed figure may be from the one that the method defines.
    #[must_use]
    pub fn accuracy(self) -> Text {
        match self {
            EdgeModel::Geodesic => Text::new(
                "边长10公里以内误差小于0.00001平方米，更长的边小于0.001平方米",
                "below 0.00001 m² for edges up to 10 km, below 0.001 m² for longer ones",
            ),
            EdgeModel::LonLat => Text::new(
                "17平方公里的环误差小于0.000001平方米",
                "below 0.000001 m² for a ring of 17 km²",
            ),
            EdgeModel::Grid => Text::new(
                "17平方公里的环舍入误差小于0.000001平方米",
                "rounding only, below 0.000001 m² for a ring of 17 km²",
            ),
            EdgeModel::Survey => Text::new(
                "按规则逐位复现；规则本身的坐标取位使一公顷宗地的面积变动约0.004平方米",
                "the rule to its last digit; its own rounding of coordinates moves a hectare by some 0.004 m²",
            ),
        }
    }
}

impl fmt::Display for EdgeModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for EdgeModel {
    type Err = crate::Error;

    /// Reads a name exactly as [`EdgeModel::name`] writes it.
    ///
    /// # Errors
    ///
    /// An argument error for any other text.
    fn from_str(text: &str) -> Result<EdgeModel, crate::Error> {
        EdgeModel::ALL.iter().copied().find(|model| model.name() == text).ok_or_else(|| {
            let expected =
                ("geodesic、lonlat、grid、survey 之一", "geodesic, lonlat, grid or survey");
            crate::Error::argument("edges", expected, format!("{text:?}"))
        })
    }
}

/// An area with everything that must stand beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ComputedArea {
    /// The area, m², not rounded.
    pub square_metres: f64,
    /// The method.
    pub edges: EdgeModel,
    /// The ellipsoid that the area lies on or was projected from.
    pub ellipsoid: Ellipsoid,
    /// The zone in whose plane the edges are straight; none for the models without a plane.
    pub zone: Option<GaussKruger>,
    /// How many vertices were measured; a repeated closing point counts once.
    pub vertices: usize,
}

/// The area (面积) of a shape by one method.
///
/// A shape in degrees is projected, vertex by vertex, for the methods that need a plane: into `zone`, or, without
/// one, into the 3° zone that holds the middle of its bounding box. A shape in metres keeps its own zone unless
/// `zone` names another central meridian; for the other methods it is taken back to degrees, vertex by vertex.
///
/// `None` if the shape cannot be measured so: a coordinate that is not finite, a latitude beyond ±90° or a
/// longitude beyond ±180°, or a vertex outside the range of the zone ([`GaussKruger::forward`]).
///
/// **Units**: m². **Accuracy**: [`EdgeModel::accuracy`].
///
/// ```
/// use landledger::geometry::{EdgeModel, GaussKruger, GridPoint, MultiPolygon, Shape, area};
///
/// let square = Shape::Grid {
///     zone: GaussKruger::from_epsg(4526).unwrap(),
///     polygons: MultiPolygon::from_exterior([
///         GridPoint::new(3_853_000.0, 38_435_500.0),
///         GridPoint::new(3_853_100.0, 38_435_500.0),
///         GridPoint::new(3_853_100.0, 38_435_600.0),
///         GridPoint::new(3_853_000.0, 38_435_600.0),
///     ]),
/// };
/// let planar = area(&square, EdgeModel::Grid, None).unwrap();
/// let survey = area(&square, EdgeModel::Survey, None).unwrap();
/// assert_eq!(format!("{:.4}", planar.square_metres), "10000.0000");
/// assert_eq!(format!("{:.4}", survey.square_metres), "9998.9759");
/// ```
#[must_use]
pub fn area(shape: &Shape, edges: EdgeModel, zone: Option<GaussKruger>) -> Option<ComputedArea> {
    let (square_metres, zone) = match edges {
        EdgeModel::Geodesic => (geodesic::area(degrees(shape)?.as_ref())?, None),
        EdgeModel::LonLat => {
            let polygons = degrees(shape)?;
            (known(polygons.points()).then(|| lonlat::area(&polygons))??, None)
        }
        EdgeModel::Grid => {
            let (zone, polygons) = metres(shape, zone)?;
            (grid::plane_area(&polygons)?, Some(zone))
        }
        EdgeModel::Survey => match shape {
            Shape::LonLat(polygons) => {
                let zone = zone.or_else(|| middle_zone(polygons))?;
                (survey::area_of_degrees(zone, polygons)?, Some(zone))
            }
            Shape::Grid { .. } => {
                let (zone, polygons) = metres(shape, zone)?;
                (survey::area(zone, &polygons, SurveyEllipsoid::Cgcs2000)?, Some(zone))
            }
        },
    };
    let vertices = match shape {
        Shape::LonLat(polygons) => vertex_count(polygons),
        Shape::Grid { polygons, .. } => vertex_count(polygons),
    };
    Some(ComputedArea { square_metres, edges, ellipsoid: Ellipsoid::CGCS2000, zone, vertices })
}

/// How many vertices (界址点数) the rings have; a repeated closing point counts once.
#[must_use]
pub fn vertex_count<P: Copy + PartialEq>(shape: &MultiPolygon<P>) -> usize {
    shape
        .rings()
        .map(|ring| match (ring.first(), ring.last()) {
            (Some(first), Some(last)) if ring.len() > 1 && first == last => ring.len() - 1,
            _ => ring.len(),
        })
        .sum()
}

fn degrees(shape: &Shape) -> Option<Cow<'_, LonLatMultiPolygon>> {
    match shape {
        Shape::LonLat(polygons) => Some(Cow::Borrowed(polygons)),
        Shape::Grid { zone, polygons } => zone.unproject(polygons).map(Cow::Owned),
    }
}

/// Whether there are such positions: latitudes to ±90°, longitudes to ±180°.
fn known(positions: &[LonLat]) -> bool {
    positions.iter().all(|at| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0)
}

fn metres(
    shape: &Shape,
    zone: Option<GaussKruger>,
) -> Option<(GaussKruger, Cow<'_, GridMultiPolygon>)> {
    match (shape, zone) {
        (Shape::Grid { zone: own, polygons }, Some(zone))
            if own.central_meridian() != zone.central_meridian() =>
        {
            Some((zone, Cow::Owned(zone.project(&own.unproject(polygons)?)?)))
        }
        (Shape::Grid { zone, polygons }, _) => Some((*zone, Cow::Borrowed(polygons))),
        (Shape::LonLat(polygons), Some(zone)) => Some((zone, Cow::Owned(zone.project(polygons)?))),
        (Shape::LonLat(polygons), None) => {
            let zone = middle_zone(polygons)?;
            Some((zone, Cow::Owned(zone.project(polygons)?)))
        }
    }
}

/// The 3° zone, with prefix, that holds the middle of the bounding box.
fn middle_zone(polygons: &LonLatMultiPolygon) -> Option<GaussKruger> {
    let lons = || polygons.points().iter().map(|at| at.lon);
    let west = lons().fold(f64::INFINITY, f64::min);
    let east = lons().fold(f64::NEG_INFINITY, f64::max);
    GaussKruger::containing((west + east) / 2.0, ZoneWidth::Three, ZonePrefix::Present)
}

/// Exterior rings less their interior rings; `ring` gives the signed sum of one.
fn sum<P: Copy>(shape: &MultiPolygon<P>, mut ring: impl FnMut(&[P]) -> Option<f64>) -> Option<f64> {
    let mut total = 0.0;
    for polygon in shape.polygons() {
        for (at, points) in polygon.rings().enumerate() {
            let size = ring(points)?.abs();
            total += if at == 0 { size } else { -size };
        }
    }
    total.is_finite().then_some(total)
}

/// The edges of a ring, the one from its last point to its first included.
fn edges<P: Copy>(ring: &[P]) -> impl Iterator<Item = (P, P)> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}
