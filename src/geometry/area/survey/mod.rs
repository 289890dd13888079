//! Ellipsoid area of patches (图斑椭球面积) by the rule of the national land survey, to its last digit.
//!
//! **Basis.** 国土调查办发〔2008〕32号 (formula, coefficients, inverse projection), as carried on for CGCS2000 by
//! TD/T 1055-2019. The rule: round x and y to 4 decimals; put floor(length/70) points into every edge longer than
//! 70 m, evenly, rounded to 6 decimals; take every point back to the ellipsoid with the rule's own series; round
//! latitude and longitude to 6 decimals of a second; add up the signed trapezoids between each edge and a
//! fixed meridian, here Greenwich. Rounding is half away from zero (四舍五入). The patch area is rounded to 2 decimals of a m² by
//! the caller.
//!
//! **Constants** stand here as the rule prints them, and differ from [`Ellipsoid::CGCS2000`] in the last digits:
//! with more digits, the official figures would not come out.
//!
//! **Accuracy.** As a definition, exact. Against geodesic edges on a dense ring, 2 000 squares of 1 ha near Shangjie: 0.0042 m² root
//! mean square (rounding coordinates to 0.1 mm makes 0.0041 m² of itself), 0.018 m² at most; 17 km² on whole metres: 0.005 m².
//! The rule's inverse puts latitudes 0.106 mm too far south near Shangjie, which moves an area by less than 1e-9 of it.
//!
//! **Method.** Four vertices at a time: [`corners`] and [`bands`] find by polynomials what a figure rounds to, and leave to the formulas
//! those next to a half. So every figure is the rule's to the last bit; `twin` goes vertex by vertex, and the tests hold one to the other.
//!
//! **Breaks down** far from the central meridian, as the inverse ends with y⁶: nothing beyond 500 km is computed.
//! A shape that would need more than ten million extra points is refused too.
//!
//! [`Ellipsoid::CGCS2000`]: super::super::Ellipsoid::CGCS2000

mod bands;
mod corners;
mod cubic;
mod inverse;
mod ring;
mod trapezoids;
#[cfg(test)]
mod twin;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::bands::Bands;
use self::corners::Corners;
use self::ring::Walk;
use self::trapezoids::signed_trapezoid;
use super::super::{Ellipsoid, GaussKruger, GridMultiPolygon, GridPoint, LonLatMultiPolygon};
use super::lanes::Lanes;
use super::rounding::half_away;
use super::{ComputedArea, EdgeModel, vertex_count};

/// π, as the rule has it.
#[allow(clippy::approx_constant, reason = "the rule prints this many digits")]
const PI: f64 = 3.141_592_653_589_79;
/// Seconds in a radian, ρ″.
const SECONDS: f64 = 206_264.806_247_1;

/// The ellipsoid on which the land survey measures patches (国土调查的参考椭球), with the constants that its rule prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyEllipsoid {
    /// CGCS2000, of the third land survey and since.
    Cgcs2000,
    /// Xi'an 1980 (1980西安坐标系), of the second land survey: for patches in coordinates of that system alone.
    Xian80,
}

impl SurveyEllipsoid {
    /// The ellipsoid by its defining constants.
    #[must_use]
    pub const fn ellipsoid(self) -> Ellipsoid {
        match self {
            SurveyEllipsoid::Cgcs2000 => Ellipsoid::CGCS2000,
            SurveyEllipsoid::Xian80 => Ellipsoid::XIAN80,
        }
    }

    /// [`trapezoid`] on this ellipsoid.
    #[must_use]
    pub fn trapezoid(self, latitudes: Range<f64>, lon_width: f64) -> f64 {
        // The difference in degrees first: in radians it would lose digits.
        let half = ((latitudes.end - latitudes.start) / 2.0).to_radians();
        let middle = ((latitudes.start + latitudes.end) / 2.0).to_radians();
        signed_trapezoid(self.constants(), half, middle, lon_width.to_radians())
    }

    fn constants(self) -> &'static Constants {
        match self {
            SurveyEllipsoid::Cgcs2000 => &CGCS2000,
            SurveyEllipsoid::Xian80 => &XIAN80,
        }
    }
}

/// What the rule prints for an ellipsoid.
#[derive(Debug)]
struct Constants {
    /// Where the inverse projection is worked out beforehand.
    bands: &'static Bands,
    /// Polar radius, metres.
    b: f64,
    /// Second eccentricity squared.
    second_e2: f64,
    /// Polar radius of curvature a²/b, metres.
    polar_curvature: f64,
    /// K0 … K4 of the inverse projection.
    k: [f64; 5],
    /// A … E of the trapezoid.
    coefficients: [f64; 5],
}

static CGCS2000_BANDS: Bands = Bands::new();
static XIAN80_BANDS: Bands = Bands::new();

static CGCS2000: Constants = Constants {
    bands: &CGCS2000_BANDS,
    b: 6_356_752.314_140_36,
    second_e2: 0.006_739_496_775_48,
    polar_curvature: 6_399_593.625_86,
    k: [
        1.570_487_611_441_59e-7,
        5.052_501_788_205_67e-3,
        2.984_729_009_565_87e-5,
        2.416_266_692_300_84e-7,
        2.222_412_389_385_34e-9,
    ],
    coefficients: coefficients(0.006_694_380_022_90),
};

static XIAN80: Constants = Constants {
    bands: &XIAN80_BANDS,
    b: 6_356_755.29,
    second_e2: 6.739_501_819_472_92e-3,
    polar_curvature: 6_399_596.651_988_01,
    k: [
        1.570_486_874_727_52e-7,
        5.052_505_592_913_93e-3,
        2.984_733_509_661_58e-5,
        2.416_272_159_813_36e-7,
        2.222_419_094_612_73e-9,
    ],
    coefficients: coefficients(6.694_384_999_587_95e-3),
};

/// Edges longer than this get points inserted, metres.
const LONGEST_EDGE: f64 = 70.0;
/// How far from the central meridian the rule is followed, metres.
const MAX_Y: f64 = 5e5;
/// The length of a quadrant, rounded up, metres.
const MAX_X: f64 = 1.01e7;
/// How many points may be inserted into one shape.
const MAX_INSERTED: f64 = 1e7;

const fn coefficients(e2: f64) -> [f64; 5] {
    let (e4, e6, e8) = (e2 * e2, e2 * e2 * e2, e2 * e2 * e2 * e2);
    [
        1.0 + 3.0 / 6.0 * e2 + 30.0 / 80.0 * e4 + 35.0 / 112.0 * e6 + 630.0 / 2304.0 * e8,
        1.0 / 6.0 * e2 + 15.0 / 80.0 * e4 + 21.0 / 112.0 * e6 + 420.0 / 2304.0 * e8,
        3.0 / 80.0 * e4 + 7.0 / 112.0 * e6 + 180.0 / 2304.0 * e8,
        1.0 / 112.0 * e6 + 45.0 / 2304.0 * e8,
        5.0 / 2304.0 * e8,
    ]
}

/// The area of an ellipsoid trapezoid (椭球面梯形面积, as of a map sheet): between two latitudes and as wide as
/// `lon_width`, all in degrees, m².
///
/// Signed: negative if the latitudes run southward or the width is negative.
///
/// **Basis**: 国土调查办发〔2008〕32号, the five-term series, with the constants of CGCS2000.
///
/// **Accuracy**: 4e-5 m² for a sheet 1:5 000, 0.011 m² for 1:100 000, against the closed form.
///
/// ```
/// use landledger::geometry::trapezoid;
///
/// let cell = trapezoid(34.80..34.81, 0.01);
/// assert!((cell - 1_015_120.2983).abs() < 1e-3);
/// ```
#[must_use]
pub fn trapezoid(latitudes: Range<f64>, lon_width: f64) -> f64 {
    SurveyEllipsoid::Cgcs2000.trapezoid(latitudes, lon_width)
}

/// The area of a patch (图斑椭球面积) by the rule of the land survey on the ellipsoid of its coordinates.
///
/// On CGCS2000 this is [`area`](super::area()) by [`EdgeModel::Survey`]. Coordinates of Xi'an 1980 are not moved to
/// CGCS2000: `shape` is in the plane of that system, and so is its area.
///
/// `None` where [`area`](super::area()) is `None`.
///
/// **Basis**: 国土调查办发〔2008〕32号, whose own constants are those of Xi'an 1980; TD/T 1055-2019 for CGCS2000.
///
/// ```
/// use landledger::geometry::{GaussKruger, GridPoint, MultiPolygon, SurveyEllipsoid, patch_area};
///
/// let zone = GaussKruger::from_epsg(4526).unwrap();
/// let corners = [(0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (100.0, 0.0)];
/// let square = MultiPolygon::from_exterior(
///     corners.map(|(north, east)| GridPoint::new(3_853_000.0 + north, 38_435_500.0 + east)),
/// );
/// let patch = |ellipsoid| patch_area(zone, &square, ellipsoid).unwrap();
/// assert_eq!(format!("{:.4}", patch(SurveyEllipsoid::Cgcs2000).square_metres), "9998.9759");
/// assert_eq!(patch(SurveyEllipsoid::Xian80).ellipsoid.name(), "Xian80");
/// ```
#[must_use]
pub fn patch_area(
    zone: GaussKruger,
    shape: &GridMultiPolygon,
    ellipsoid: SurveyEllipsoid,
) -> Option<ComputedArea> {
    Some(ComputedArea {
        square_metres: area(zone, shape, ellipsoid)?,
        edges: EdgeModel::Survey,
        ellipsoid: ellipsoid.ellipsoid(),
        zone: Some(zone),
        vertices: vertex_count(shape),
    })
}

/// The survey's area of a shape in the plane of `zone`, m², not rounded.
pub(super) fn area(
    zone: GaussKruger,
    polygons: &GridMultiPolygon,
    ellipsoid: SurveyEllipsoid,
) -> Option<f64> {
    let mut walk = Walk::new(ellipsoid.constants(), meridian(zone));
    let corners_of = Corners::new(zone);
    super::sum(polygons, |ring| walk.ring(|corners| corners_of.plane(ring, corners)))
}

/// The survey's area of a shape in degrees, projected into the plane of `zone`, m², not rounded.
pub(super) fn area_of_degrees(zone: GaussKruger, polygons: &LonLatMultiPolygon) -> Option<f64> {
    let mut walk = Walk::new(SurveyEllipsoid::Cgcs2000.constants(), meridian(zone));
    let mut corners_of = Corners::new(zone);
    super::sum(polygons, |ring| walk.ring(|corners| corners_of.degrees(ring, corners)))
}

/// The central meridian in radians.
fn meridian(zone: GaussKruger) -> f64 {
    f64::from(zone.central_meridian()) * PI / 180.0
}

/// How many points the rule puts into an edge. The text says "longer than 70 m", so exactly 70 m gets none.
fn points_between(from: GridPoint, to: GridPoint) -> f64 {
    if !may_be_long(from, to) {
        return 0.0;
    }
    let length = (to.north - from.north).hypot(to.east - from.east);
    if length > LONGEST_EDGE { (length / LONGEST_EDGE).floor() } else { 0.0 }
}

/// Whether an edge may get points. Most edges are so short that a root would only cost time.
#[inline(always)]
fn may_be_long(from: GridPoint, to: GridPoint) -> bool {
    let (north, east) = (to.north - from.north, to.east - from.east);
    north * north + east * east >= 0.999 * LONGEST_EDGE * LONGEST_EDGE
}

/// Rounds to a decimal, half away from zero (四舍五入).
#[inline(always)]
fn round(value: f64, steps: f64) -> f64 {
    half_away(value * steps) / steps
}

/// How near to a half a figure of a polynomial is not trusted to round as that of the formulas does, in units of the last digit:
/// more than the two can differ, which [`bands`] and [`corners`] derive.
const DOUBT: f64 = 1.0 / 512.0;

/// Added and taken away, it rounds to a whole number whatever is below 2⁵¹.
const WHOLE: f64 = 6_755_399_441_055_744.0;

/// Whether none is more; what is no number is.
#[inline(always)]
fn all_at_most<L: Lanes>(lanes: L, most: f64) -> bool {
    let [a, b, c, d] = lanes.numbers();
    a <= most && b <= most && c <= most && d <= most
}

#[cfg(test)]
mod tests {
    use super::{CGCS2000, GridPoint, points_between, round};

    #[test]
    fn coefficients_of_the_series() {
        // A … E, worked out with mpmath from the formula of 国土调查办发〔2008〕32号 and the rule's e².
        let published = [
            1.003_364_089_834_192_2,
            1.124_189_381_926_991_3e-3,
            1.699_459_473_518_503_4e-6,
            2.717_857_845_576_592_2e-9,
            4.358_419_004_832_465e-12,
        ];
        for (computed, published) in CGCS2000.coefficients.iter().zip(published) {
            assert!((computed / published - 1.0).abs() < 1e-12, "{computed} {published}");
        }
    }

    #[test]
    fn densification_threshold() {
        // Length, points inserted; by hand from the rule's text: floor(length/70) above 70 m.
        for (length, expected) in
            [(0.0, 0), (69.9999, 0), (70.0, 0), (70.0001, 1), (139.9999, 1), (140.0, 2), (210.0, 3)]
        {
            let points = points_between(GridPoint::new(0.0, 0.0), GridPoint::new(0.0, length));
            assert_eq!(points as i64, expected, "{length} m");
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        for (value, steps, expected) in [
            (0.5, 1.0, 1.0),
            (-0.5, 1.0, -1.0),
            (1.5, 1.0, 2.0),
            (2.5, 1.0, 3.0),
            (0.125, 100.0, 0.13),
        ] {
            assert!((round(value, steps) - expected).abs() < 1e-15, "{value} in 1/{steps}");
        }
    }
}
