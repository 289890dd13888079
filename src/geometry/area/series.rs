//! Functions of latitude as Taylor polynomials about one latitude (泰勒级数), for what must cost no sine at each edge.
//!
//! With φ = φ₀ + δ, S = sin φ, C = cos φ and W² = 1 − e²S², all that areas of small rings need is a product of S, C and
//! 1/W²; the authalic function has Q′ = a² (1 − e²) C/W⁴. Seven coefficients leave out δ⁸/8!, below the last digit
//! of an `f64` within a degree.

use super::super::Ellipsoid;

/// How many coefficients a polynomial has.
const COEFFICIENTS: usize = 7;

/// The square of the equatorial radius, m².
pub(super) const A2: f64 = {
    let a = Ellipsoid::CGCS2000.equatorial_radius();
    a * a
};
pub(super) const E2: f64 = Ellipsoid::CGCS2000.eccentricity_squared();
/// 1 − e².
pub(super) const COMPLEMENT: f64 = 1.0 - E2;

/// Coefficients of 1, δ, δ² ….
pub(super) type Polynomial = [f64; COEFFICIENTS];

/// S, C², 1/W² and 1/W⁴ about one latitude.
pub(super) struct Local {
    pub(super) sine: Polynomial,
    cosine: Polynomial,
    pub(super) cosine2: Polynomial,
    pub(super) inverse: Polynomial,
    pub(super) inverse2: Polynomial,
}

impl Local {
    /// About a latitude in degrees.
    pub(super) fn about(middle: f64) -> Local {
        let (sin, cos) = middle.to_radians().sin_cos();
        let sine = derivatives([sin, cos, -sin, -cos]);
        let cosine = derivatives([cos, -sin, -cos, sin]);
        let cosine2 = product(&cosine, &cosine);
        let mut w2 = product(&sine, &sine).map(|coefficient| -E2 * coefficient);
        if let Some(first) = w2.first_mut() {
            *first += 1.0;
        }
        let inverse = reciprocal(&w2);
        Local { sine, cosine, cosine2, inverse, inverse2: product(&inverse, &inverse) }
    }

    /// (Q − Q₀)/δ: Q′ integrated, with one δ left out, so that the coefficient of δⁱ⁺¹ stands at i.
    pub(super) fn q(&self) -> Polynomial {
        let mut q = product(&self.cosine, &self.inverse2);
        let mut order = 1.0;
        for coefficient in &mut q {
            *coefficient *= A2 * COMPLEMENT / order;
            order += 1.0;
        }
        q
    }
}

pub(super) fn product(left: &Polynomial, right: &Polynomial) -> Polynomial {
    let mut result = [0.0; COEFFICIENTS];
    for (at, factor) in left.iter().enumerate() {
        for (sum, other) in result.iter_mut().skip(at).zip(right) {
            *sum += factor * other;
        }
    }
    result
}

pub(super) fn horner(polynomial: &[f64], x: f64) -> f64 {
    polynomial.iter().rev().fold(0.0, |value, coefficient| value * x + coefficient)
}

/// The Taylor polynomial of a function whose derivatives repeat every four.
fn derivatives(cycle: [f64; 4]) -> Polynomial {
    let mut result = [0.0; COEFFICIENTS];
    let mut factorial = 1.0;
    for ((order, coefficient), derivative) in (1_u8..).zip(&mut result).zip(cycle.iter().cycle()) {
        *coefficient = derivative / factorial;
        factorial *= f64::from(order);
    }
    result
}

/// 1/polynomial, by Newton's iteration, which doubles the order right each time.
fn reciprocal(polynomial: &Polynomial) -> Polynomial {
    let mut result = [0.0; COEFFICIENTS];
    if let (Some(to), Some(from)) = (result.first_mut(), polynomial.first()) {
        *to = 1.0 / from;
    }
    for _ in 0..3 {
        let mut correction = product(polynomial, &result).map(|coefficient| -coefficient);
        if let Some(first) = correction.first_mut() {
            *first += 2.0;
        }
        result = product(&result, &correction);
    }
    result
}
