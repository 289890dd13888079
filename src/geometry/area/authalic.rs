//! The authalic function (等积纬度函数): the area of the ellipsoid between the equator and a latitude.
//!
//! Q(φ) is that area for one radian of longitude, Q′ = M N cos φ. As a sine series, Q = Σ cⱼ sin (2j+1)φ, with
//! cⱼ = (−1)ʲ b² Σ_k (k+1)/(2k+1) · e²ᵏ · C(2k+1, k−j)/4ᵏ: expand 1/(1 − e² sin²φ)² in powers of the sine, integrate,
//! and reduce the powers. The first five terms to e⁸ are A … E of 国土调查办发〔2008〕32号; here the series runs to e¹⁶,
//! beyond the last digit of an `f64`.
//!
//! **Basis.** C. F. F. Karney, "Algorithms for geodesics", J. Geodesy 87:43–55 (2013), doi:10.1007/s00190-012-0578-z,
//! §6, for Q in closed form.

use super::super::Ellipsoid;

const TERMS: usize = 9;

/// Coefficients of sin φ, sin 3φ, sin 5φ …, m².
pub(super) const CGCS2000: [f64; TERMS] = coefficients(Ellipsoid::CGCS2000);

#[allow(
    clippy::indexing_slicing,
    reason = "runs at compile time only: an index out of range does not build"
)]
const fn coefficients(ellipsoid: Ellipsoid) -> [f64; TERMS] {
    let e2 = ellipsoid.eccentricity_squared();
    let b2 = ellipsoid.polar_radius() * ellipsoid.polar_radius();
    let mut result = [0.0; TERMS];
    let mut k = 0;
    // b² (k+1)/(2k+1) (e²/4)ᵏ, without the fraction.
    let mut power = b2;
    while k < TERMS {
        let factor = power * (k + 1) as f64 / (2 * k + 1) as f64;
        // C(2k+1, k−j) from j = k, where it is 1, down to 0.
        let mut binomial = 1.0;
        let mut below = 0;
        while below <= k {
            let j = k - below;
            let sign = if j % 2 == 0 { 1.0 } else { -1.0 };
            result[j] += sign * factor * binomial;
            binomial = binomial * (2 * k + 1 - below) as f64 / (below + 1) as f64;
            below += 1;
        }
        power *= e2 / 4.0;
        k += 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::CGCS2000;

    #[test]
    fn first_terms_are_those_of_the_survey() {
        // A … E of 国土调查办发〔2008〕32号 for CGCS2000, domain sheet §6.2; they stop at e⁸, so differ from e¹⁰ on.
        let survey = [
            1.003_364_089_834_192_2,
            -0.001_124_189_381_926_991_2,
            1.699_459_473_518_503_4e-6,
            -2.717_857_845_576_592_2e-9,
            4.358_419_004_832_465e-12,
        ];
        let b2 = 6_356_752.314_140_356_f64.powi(2);
        for (ours, theirs) in CGCS2000.iter().zip(survey) {
            assert!((ours / b2 - theirs).abs() < 6e-12, "{} against {theirs}", ours / b2);
        }
    }
}
