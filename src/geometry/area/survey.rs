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

//! **Breaks down** far from the central meridian, as the inverse ends with y⁶: nothing beyond 500 km is computed.
//! A shape that would need more than ten million extra points is refused too.
//!
//! [`Ellipsoid::CGCS2000`]: super::super::Ellipsoid::CGCS2000

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::{Ellipsoid, GaussKruger, GridMultiPolygon, GridPoint};
use super::angles::Angles;
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

    const fn constants(self) -> &'static Constants {
        match self {
            SurveyEllipsoid::Cgcs2000 => &CGCS2000,
            SurveyEllipsoid::Xian80 => &XIAN80,
        }
    }
}

/// What the rule prints for an ellipsoid.
struct Constants {
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

const CGCS2000: Constants = Constants {
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

const XIAN80: Constants = Constants {
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
    let false_easting = zone.false_easting();
    let rounded = polygons.try_map(|point| {
        let y = round(point.east, 1e4) - false_easting;
        let x = round(point.north, 1e4);
        (x.abs() <= MAX_X && y.abs() <= MAX_Y).then_some(GridPoint::new(x, y))
    })?;
    let inserted: f64 =
        rounded.rings().flat_map(super::edges).map(|(from, to)| points_between(from, to)).sum();
    if inserted > MAX_INSERTED {
        return None;
    }
    let meridian = f64::from(zone.central_meridian()) * PI / 180.0;
    let constants = ellipsoid.constants();
    super::sum(&rounded, |ring| Some(ring_sum(constants, ring, meridian)))
}

/// The signed sum over a ring of (x, y) with y from the central meridian, which is given in radians.
///
/// Longitudes count from Greenwich, as the rule prints its inverse. Counted from the central meridian they would round
/// elsewhere now and then: a vertex moved by a millionth of a second makes 0.002 m² on edges of 70 m.
fn ring_sum(constants: &Constants, ring: &[GridPoint], meridian: f64) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let mut near = Near { rectifying: Angles::default(), latitude: Angles::default() };
    let mut last = inverse(constants, *first, meridian, &mut near);
    let mut total = 0.0;
    let mut add = |point: GridPoint| {
        let next = inverse(constants, point, meridian, &mut near);
        let (half, middle) = ((next.0 - last.0) / 2.0, (last.0 + next.0) / 2.0);
        let width = (last.1 + next.1) / 2.0;
        total += if half.abs() <= SMALL {
            let (_, cos) = near.latitude.sin_cos(middle);
            low_trapezoid(constants, half, cos, width)
        } else {
            signed_trapezoid(constants, half, middle, width)
        };
        last = next;
    };
    for (from, to) in super::edges(ring) {
        let parts = points_between(from, to) + 1.0;
        // Below ten million in all, so the cast keeps it.
        for step in 1..parts as u32 {
            let share = f64::from(step) / parts;
            add(GridPoint::new(
                round(from.north + (to.north - from.north) * share, 1e6),
                round(from.east + (to.east - from.east) * share, 1e6),
            ));
        }
        add(to);
    }
    total
}

/// How many points the rule puts into an edge. The text says "longer than 70 m", so exactly 70 m gets none.
fn points_between(from: GridPoint, to: GridPoint) -> f64 {
    let (north, east) = (to.north - from.north, to.east - from.east);
    // Most edges are so short that a root would only cost time.
    if north * north + east * east < 0.999 * LONGEST_EDGE * LONGEST_EDGE {
        return 0.0;
    }
    let length = north.hypot(east);
    if length > LONGEST_EDGE { (length / LONGEST_EDGE).floor() } else { 0.0 }
}

/// Sines and cosines of the angles along a ring: of its rectifying latitudes, and of its latitudes.
struct Near {
    rectifying: Angles,
    latitude: Angles,
}

/// Latitude and longitude, radians, as the rule rounds them.
fn inverse(constants: &Constants, point: GridPoint, meridian: f64, near: &mut Near) -> (f64, f64) {
    let (lat, lon) = unrounded(constants, point, near);
    (to_microseconds(lat), to_microseconds(meridian + lon))
}

/// Latitude, and longitude from the central meridian, radians.
fn unrounded(constants: &Constants, point: GridPoint, near: &mut Near) -> (f64, f64) {
    let [k0, k1, k2, k3, k4] = constants.k;
    let e = k0 * point.north;
    let (sin, cos) = near.rectifying.sin_cos(e);
    let sin2 = sin * sin;
    let foot = e + cos * sin * (k1 - sin2 * (k2 - sin2 * (k3 - sin2 * k4)));
    let (sin_foot, cos_foot) = near.latitude.sin_cos(foot);
    let t = sin_foot / cos_foot;
    let t2 = t * t;
    let n2 = constants.second_e2 * cos_foot * cos_foot;
    let v2 = 1.0 + n2;
    let q = point.east * v2.sqrt() / constants.polar_curvature;
    let q2 = q * q;
    let lat = foot - v2 * t * q2 / 2.0
        + (5.0 + 3.0 * t2 + n2 - 9.0 * n2 * t2) * v2 * t * q2 * q2 / 24.0
        - (61.0 + 90.0 * t2 + 45.0 * t2 * t2) * v2 * t * q2 * q2 * q2 / 720.0;
    let lon = (q - (1.0 + 2.0 * t2 + n2) * q2 * q / 6.0
        + (5.0 + 28.0 * t2 + 24.0 * t2 * t2 + 6.0 * n2 + 8.0 * n2 * t2) * q2 * q2 * q / 120.0)
        / cos_foot;
    (lat, lon)
}

/// The same angle, radians, with 6 decimals of a second.
fn to_microseconds(radians: f64) -> f64 {
    round(radians * SECONDS, 1e6) / SECONDS
}

/// Rounds to a decimal, half away from zero (四舍五入).
fn round(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}

/// The formula of the rule, in radians: half the difference of the latitudes, their mean, the width.
fn signed_trapezoid(constants: &Constants, half: f64, middle: f64, lon_width: f64) -> f64 {
    let term = |k: f64| (k * half).sin() * (k * middle).cos();
    let [a, b, c, d, e] = constants.coefficients;
    2.0 * constants.b
        * constants.b
        * lon_width
        * (a * term(1.0) - b * term(3.0) + c * term(5.0) - d * term(7.0) + e * term(9.0))
}

/// Half the difference of two latitudes for which [`low_trapezoid`] stands, radians: 6 km.
const SMALL: f64 = 1e-3;

/// The same for latitudes near each other, of the cosine of their mean: sin kh by three terms of its series, of which the next,
/// (9 · 10⁻³)⁷/7!, is 1e-18; cos 3m, cos 5m … by cos (k + 2)m = 2 cos 2m cos km − cos (k − 2)m.
fn low_trapezoid(constants: &Constants, half: f64, cos: f64, lon_width: f64) -> f64 {
    let [a, b, c, d, e] = constants.coefficients;
    let sine = |k: f64| {
        let angle = k * half;
        let square = angle * angle;
        angle * (1.0 - square / 6.0 * (1.0 - square / 20.0))
    };
    let twice = 2.0 * (2.0 * cos * cos - 1.0);
    let cos3 = twice * cos - cos;
    let cos5 = twice * cos3 - cos;
    let cos7 = twice * cos5 - cos3;
    let cos9 = twice * cos7 - cos5;
    2.0 * constants.b
        * constants.b
        * lon_width
        * (a * sine(1.0) * cos - b * sine(3.0) * cos3 + c * sine(5.0) * cos5 - d * sine(7.0) * cos7
            + e * sine(9.0) * cos9)
}

#[cfg(test)]
mod tests {
    use super::{
        Angles, CGCS2000, GridPoint, Near, SMALL, low_trapezoid, points_between, round,
        signed_trapezoid, unrounded,
    };

    /// The inverse as the rule prints it, with the functions of the standard library.
    fn plain(point: GridPoint) -> (f64, f64) {
        let [k0, k1, k2, k3, k4] = CGCS2000.k;
        let e = k0 * point.north;
        let (sin, cos) = e.sin_cos();
        let sin2 = sin * sin;
        let foot = e + cos * sin * (k1 - sin2 * (k2 - sin2 * (k3 - sin2 * k4)));
        let t = foot.tan();
        let n2 = CGCS2000.second_e2 * foot.cos().powi(2);
        let v2 = 1.0 + n2;
        let q = point.east * v2.sqrt() / CGCS2000.polar_curvature;
        let lat = foot - v2 * t * q.powi(2) / 2.0
            + (5.0 + 3.0 * t.powi(2) + n2 - 9.0 * n2 * t.powi(2)) * v2 * t * q.powi(4) / 24.0
            - (61.0 + 90.0 * t.powi(2) + 45.0 * t.powi(4)) * v2 * t * q.powi(6) / 720.0;
        let lon = (q - (1.0 + 2.0 * t.powi(2) + n2) * q.powi(3) / 6.0
            + (5.0 + 28.0 * t.powi(2) + 24.0 * t.powi(4) + 6.0 * n2 + 8.0 * n2 * t.powi(2))
                * q.powi(5)
                / 120.0)
            / foot.cos();
        (lat, lon)
    }

    /// Along lines of steps from a millimetre to beyond the reach of a series: the last digits of an angle at most, a ten-thousandth
    /// of the unit to which the rule rounds.
    #[test]
    fn the_inverse_is_that_of_the_rule() {
        for north in [-4_000_000.0, 0.0, 2_000_000.0, 3_853_000.0, 5_900_000.0] {
            for step in [0.001, 9.7, 70.0, 4_321.0, 7_000.0, 30_000.0] {
                let mut near = Near { rectifying: Angles::default(), latitude: Angles::default() };
                for count in 0..40 {
                    let along = f64::from(count) * step;
                    let point = GridPoint::new(north + along, -180_000.0 + 0.3 * along);
                    let (lat, lon) = unrounded(&CGCS2000, point, &mut near);
                    let (plain_lat, plain_lon) = plain(point);
                    assert!((lat - plain_lat).abs() < 5e-16, "{north} {step} {count}: {lat}");
                    assert!((lon - plain_lon).abs() < 5e-16, "{north} {step} {count}: {lon}");
                }
            }
        }
    }

    #[test]
    fn a_low_trapezoid_is_one_of_the_rule() {
        for middle in [-0.9, 0.0, 0.3, 0.6, 0.9] {
            for half in [-SMALL, -1e-6, 1e-9, 3e-5, SMALL] {
                let low = low_trapezoid(&CGCS2000, half, f64::cos(middle), 1e-5);
                let rule = signed_trapezoid(&CGCS2000, half, middle, 1e-5);
                assert!((low / rule - 1.0).abs() < 2e-15, "{middle} {half}: {low} {rule}");
            }
        }
    }

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
