//! Functions of latitude as Taylor polynomials about one latitude (泰勒级数), for what must cost no sine at each edge.
//!
//! With φ = φ₀ + δ, S = sin φ, C = cos φ and W² = 1 − e²S², all that areas of small rings need is a product of S, C and
//! 1/W²; the authalic function has Q′ = a² (1 − e²) C/W⁴. Seven coefficients leave out δ⁸/8!, below the last digit
//! of an `f64` within a degree.

use std::sync::OnceLock;

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

/// What areas of small rings need about one latitude φ₀, as polynomials of φ − φ₀ in degrees.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    /// φ₀, degrees.
    pub(super) middle: f64,
    /// (Q − Q₀)/δ: the coefficient of δⁱ⁺¹ in Q stands at i.
    pub(super) q: Polynomial,
    /// kφ of [`geodesic`](super::geodesic), for a difference in degrees as well.
    pub(super) k_lat: Polynomial,
    /// kλ, likewise.
    pub(super) k_lon: Polynomial,
}

impl About {
    /// About any latitude, degrees, without a sine: shifted from the nearest of a grid of latitudes, each of which is worked
    /// out once.
    ///
    /// With at most an eighth of a degree to shift by, what seven coefficients leave out of the first one is 1e-22 of it.
    pub(super) fn latitude(middle: f64) -> About {
        /// Steps from pole to pole.
        const STEPS: usize = 720;
        const PER_DEGREE: f64 = 4.0;
        static GRID: [OnceLock<About>; STEPS + 1] = [const { OnceLock::new() }; STEPS + 1];
        let step = ((middle + 90.0) * PER_DEGREE).round();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a latitude beyond the poles, or none at all, is not in the grid"
        )]
        let known =
            if (0.0..=STEPS as f64).contains(&step) { GRID.get(step as usize) } else { None };
        let Some(known) = known else { return About::worked_out(middle) };
        let nearest = step / PER_DEGREE - 90.0;
        let mut about = *known.get_or_init(|| About::worked_out(nearest));
        let by = middle - nearest;
        // Q − Q₀ has no constant term and gets none: its first coefficient is that of δ.
        shift(&mut about.q, by, Constant::LeftOut);
        shift(&mut about.k_lat, by, Constant::First);
        shift(&mut about.k_lon, by, Constant::First);
        about.middle = middle;
        about
    }

    fn worked_out(middle: f64) -> About {
        let local = Local::about(middle);
        // a² (1 − e²)/8 · S ((1 − e²) + 3e²C²)/W⁶.
        let mut bracket = local.cosine2.map(|coefficient| 3.0 * E2 * coefficient);
        if let Some(first) = bracket.first_mut() {
            *first += COMPLEMENT;
        }
        let cubed = product(&local.inverse2, &local.inverse);
        let k_lat = product(&product(&local.sine, &bracket), &cubed);
        let k_lon = product(&product(&local.sine, &local.cosine2), &local.inverse);
        About {
            middle,
            q: in_degrees(local.q(), 1),
            k_lat: in_degrees(k_lat.map(|coefficient| A2 * COMPLEMENT / 8.0 * coefficient), 2),
            k_lon: in_degrees(k_lon.map(|coefficient| A2 / 12.0 * coefficient), 2),
        }
    }
}

/// The same polynomial of degrees, times a power of radians per degree.
fn in_degrees(mut polynomial: Polynomial, power: i32) -> Polynomial {
    let mut scale = 1.0_f64.to_radians().powi(power);
    for coefficient in &mut polynomial {
        *coefficient *= scale;
        scale *= 1.0_f64.to_radians();
    }
    polynomial
}

/// Where the constant term of a polynomial is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Constant {
    First,
    LeftOut,
}

/// p(δ + s) from p(δ), or p(δ + s) − p(s) without its constant: Horner's scheme again and again.
fn shift(polynomial: &mut Polynomial, by: f64, constant: Constant) {
    // A constant that is left out would take the first turn to itself: the first coefficient has two.
    let first = usize::from(constant == Constant::LeftOut);
    for turn in 0..COEFFICIENTS + first {
        let mut carried = 0.0;
        for coefficient in polynomial.iter_mut().skip(turn.saturating_sub(first)).rev() {
            *coefficient += by * carried;
            carried = *coefficient;
        }
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
