//! The rule's trapezoids (梯形面积) between an edge and a fixed meridian.

use super::super::lanes::Instructions;
use super::Constants;

/// Half the difference of two latitudes for which [`low_trapezoids`] stands, radians: 6 km.
pub(super) const SMALL: f64 = 1e-3;

/// Whether half the difference of two latitudes is; not if it is no number.
#[inline(always)]
pub(super) fn is_small(half: f64) -> bool {
    half.abs() <= SMALL
}

/// The formula of the rule, in radians: half the difference of the latitudes, their mean, the width.
pub(super) fn signed_trapezoid(
    constants: &Constants,
    half: f64,
    middle: f64,
    lon_width: f64,
) -> f64 {
    let term = |k: f64| (k * half).sin() * (k * middle).cos();
    let [a, b, c, d, e] = constants.coefficients;
    2.0 * constants.b
        * constants.b
        * lon_width
        * (a * term(1.0) - b * term(3.0) + c * term(5.0) - d * term(7.0) + e * term(9.0))
}

/// Four of them with latitudes near each other, of the cosines of their means: sin kh by three terms of its series, of which the next,
/// (9 · 10⁻³)⁷/7!, is 1e-18; cos 3m, cos 5m … by cos (k + 2)m = 2 cos 2m cos km − cos (k − 2)m.
#[inline(always)]
pub(super) fn low_trapezoids<I: Instructions>(
    by: I,
    constants: &Constants,
    half: I::Lanes,
    cos: I::Lanes,
    lon_width: I::Lanes,
) -> I::Lanes {
    let [a, b, c, d, e] = constants.coefficients.map(
        #[inline(always)]
        |coefficient| by.same(coefficient),
    );
    let (one, two) = (by.same(1.0), by.same(2.0));
    let twice = two * (two * cos * cos - one);
    let cos3 = twice * cos - cos;
    let cos5 = twice * cos3 - cos;
    let cos7 = twice * cos5 - cos3;
    let cos9 = twice * cos7 - cos5;
    by.same(2.0 * constants.b * constants.b)
        * lon_width
        * (a * sines(by, 1.0, half) * cos - b * sines(by, 3.0, half) * cos3
            + c * sines(by, 5.0, half) * cos5
            - d * sines(by, 7.0, half) * cos7
            + e * sines(by, 9.0, half) * cos9)
}

/// sin kh.
#[inline(always)]
fn sines<I: Instructions>(by: I, k: f64, half: I::Lanes) -> I::Lanes {
    let angle = by.same(k) * half;
    let square = angle * angle;
    let one = by.same(1.0);
    angle * (one - square / by.same(6.0) * (one - square / by.same(20.0)))
}

#[cfg(test)]
mod tests {
    use super::super::super::lanes::{Instructions, Lanes, OneByOne};
    use super::super::CGCS2000;
    use super::{SMALL, low_trapezoids, signed_trapezoid};

    #[test]
    fn a_low_trapezoid_is_one_of_the_rule() {
        for middle in [-0.9, 0.0, 0.3, 0.6, 0.9] {
            for half in [-SMALL, -1e-6, 1e-9, 3e-5, SMALL] {
                let lanes = |number| OneByOne.same(number);
                let (half_lanes, cos) = (lanes(half), lanes(f64::cos(middle)));
                let low = low_trapezoids(OneByOne, &CGCS2000, half_lanes, cos, lanes(1e-5));
                let [low, ..] = low.numbers();
                let rule = signed_trapezoid(&CGCS2000, half, middle, 1e-5);
                assert!((low / rule - 1.0).abs() < 2e-15, "{middle} {half}: {low} {rule}");
            }
        }
    }
}
