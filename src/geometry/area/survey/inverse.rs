//! The rule's way back from the plane to the ellipsoid (高斯投影反算), vertex by vertex.

use std::f64::consts::FRAC_PI_2;

use super::super::super::GridPoint;
use super::super::angles::Angles;
use super::{Constants, SECONDS, round};

/// Sines and cosines of the angles along a ring: of its rectifying latitudes, and of its latitudes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Near {
    rectifying: Angles,
    pub(super) latitude: Angles,
}

/// Latitude and longitude, radians, as the rule rounds them; no numbers beyond a pole, and so near to one that the series of the rule
/// goes there: then there is no area.
pub(super) fn inverse(
    constants: &Constants,
    point: GridPoint,
    meridian: f64,
    near: &mut Near,
) -> (f64, f64) {
    let (lat, lon) = unrounded(constants, point, near);
    let lat = if lat.abs() <= FRAC_PI_2 { lat } else { f64::NAN };
    (to_microseconds(lat), to_microseconds(meridian + lon))
}

/// Latitude, and longitude from the central meridian, radians.
pub(super) fn unrounded(constants: &Constants, point: GridPoint, near: &mut Near) -> (f64, f64) {
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

#[cfg(test)]
mod tests {
    use super::super::CGCS2000;
    use super::{GridPoint, Near, unrounded};

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
                let mut near = Near::default();
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
}
