//! Cubics through four Chebyshev points (切比雪夫插值) of −1 … 1.

use super::super::lanes::Instructions;

/// cos π/8, cos 3π/8 and their opposites.
pub(super) const POINTS: [f64; 4] = [
    0.923_879_532_511_286_8,
    0.382_683_432_365_089_8,
    -0.382_683_432_365_089_8,
    -0.923_879_532_511_286_8,
];

/// What a value of 1 at one of the points, and 0 at the others, adds to the coefficients of 1, t, t², t³.
pub(super) fn share(at: f64) -> [f64; 4] {
    let square = at * at;
    // Half of the Chebyshev polynomials T₁, T₂, T₃ at the point; half of T₀ counts half.
    let (one, two, three) = (at / 2.0, square - 0.5, at * (2.0 * square - 1.5));
    [0.25 - two, one - 3.0 * three, 2.0 * two, 4.0 * three]
}

/// Adds a value with its share.
pub(super) fn add(sum: &mut [f64; 4], share: [f64; 4], value: f64) {
    sum.iter_mut().zip(share).for_each(|(sum, share)| *sum += share * value);
}

/// Four values of a cubic.
#[inline(always)]
pub(super) fn of<I: Instructions>(by: I, [a, b, c, d]: [f64; 4], t: I::Lanes) -> I::Lanes {
    ((by.same(d) * t + by.same(c)) * t + by.same(b)) * t + by.same(a)
}
