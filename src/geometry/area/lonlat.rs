//! Ellipsoid area with edges straight in longitude and latitude, as RFC 7946 §3.1.1 defines them.
//!
//! **Method.** The area between an edge and a parallel φ₀ is Δλ times the mean of Q(φ) − Q(φ₀) along the edge, Q
//! the authalic function. Latitude runs evenly along the edge, so the mean of each term sin kφ is
//! sin kφₘ · sin(kh)/(kh), with the middle latitude φₘ and half the difference h: a closed formula, without
//! densification, whatever the length of the edge. Differences are formed in degrees from the ring's first
//! point before anything is scaled, which keeps the digits.
//!
//! A ring up to 1° high needs no sine at its edges: Q(φ₀ + δ) − Q₀ is a polynomial p about its middle latitude, and
//! the mean of p along the edge is p + h²/6 p″ + h⁴/120 p⁗ at the middle of the edge, as odd derivatives cancel; what
//! is left out, h⁶/5040, is below the last digit there.
//!
//! **Accuracy**, largest error of the rings of `fixtures/published/lonlat_small_rings.csv`, latitudes 0° to 75°,
//! against 40-digit quadrature: 1.4e-12 m² at 100 m, 3.7e-9 m² at 5 km, 4.5e-8 m² at 20 km, 5e-7 m² at 100 km.
//!
//! **Breaks down** nowhere, but longitudes are taken as they stand: a ring across the antimeridian must have been
//! split there (RFC 7946 §3.1.9), and one around a pole must run along it.

use super::super::{LonLat, LonLatMultiPolygon};
use super::authalic;
use super::series::{About, Polynomial, horner};

/// How far from its middle latitude a ring may reach for the polynomial, degrees.
const MAX_HALF_HEIGHT: f64 = 0.5;

/// The area on the ellipsoid of CGCS2000, m².
pub(super) fn area(polygons: &LonLatMultiPolygon) -> Option<f64> {
    super::sum(polygons, |ring| Some(ring_sum(ring)))
}

/// The signed area of a ring of [longitude, latitude], m²: positive counter-clockwise.
pub(in crate::geometry) fn lonlat_ring(ring: &[[f64; 2]]) -> f64 {
    ring_sum(ring)
}

/// The signed area of a ring, m²: positive counter-clockwise.
fn ring_sum<P: Copy + Into<LonLat>>(ring: &[P]) -> f64 {
    let lats = || ring.iter().map(|at| (*at).into().lat);
    let (south, north) =
        (lats().fold(f64::INFINITY, f64::min), lats().fold(f64::NEG_INFINITY, f64::max));
    let edges = super::edges(ring).map(|(from, to)| (from.into(), to.into()));
    if (north - south) / 2.0 <= MAX_HALF_HEIGHT {
        let low = Low::about((south + north) / 2.0);
        -edges.map(|(from, to)| low.edge(from, to)).sum::<f64>()
    } else {
        let origin = ring.first().map_or(0.0, |at| (*at).into().lat);
        -edges.map(|(from, to)| edge(origin, from, to)).sum::<f64>()
    }
}

/// The polynomials of a low ring, in degrees.
struct Low {
    /// φ₀.
    middle: f64,
    /// p/δ.
    q: Polynomial,
    /// p″/6.
    second: [f64; 6],
    /// p⁗/120.
    fourth: [f64; 4],
}

/// i (i − 1)/6 for the second derivative, from i = 2.
const SECOND: [f64; 6] = [1.0 / 3.0, 1.0, 2.0, 10.0 / 3.0, 5.0, 7.0];

/// i (i − 1)(i − 2)(i − 3)/120 for the fourth, from i = 4.
const FOURTH: [f64; 4] = [0.2, 1.0, 3.0, 7.0];

impl Low {
    fn about(middle: f64) -> Low {
        let About { q, .. } = About::latitude(middle);
        // The coefficient of δⁱ⁺¹ in p stands at i.
        let mut second = SECOND;
        second.iter_mut().zip(q.iter().skip(1)).for_each(|(to, from)| *to *= from);
        let mut fourth = FOURTH;
        fourth.iter_mut().zip(q.iter().skip(3)).for_each(|(to, from)| *to *= from);
        Low { middle, q, second, fourth }
    }

    /// The area between an edge and the middle parallel, positive for an eastward edge north of it.
    fn edge(&self, from: LonLat, to: LonLat) -> f64 {
        let width = (to.lon - from.lon).to_radians();
        let half = (to.lat - from.lat) / 2.0;
        let above = ((from.lat - self.middle) + (to.lat - self.middle)) / 2.0;
        let h2 = half * half;
        let bent = horner(&self.second, above) + h2 * horner(&self.fourth, above);
        width * (horner(&self.q, above) * above + h2 * bent)
    }
}

/// The area between an edge and the parallel of `origin` (degrees), positive for an eastward edge north of it.
fn edge(origin: f64, from: LonLat, to: LonLat) -> f64 {
    let width = (to.lon - from.lon).to_radians();
    let half = ((to.lat - from.lat) / 2.0).to_radians();
    let above = (((from.lat - origin) + (to.lat - origin)) / 2.0).to_radians();
    let origin = origin.to_radians();
    let mut k = 1.0;
    let mut mean = 0.0;
    for coefficient in authalic::CGCS2000 {
        // sin kφₘ − sin kφ₀ as a product, so that nothing cancels.
        let difference = 2.0 * (k * above / 2.0).sin() * (k * (origin + above / 2.0)).cos();
        let less = sinc_less_one(k * half);
        mean += coefficient * (difference + less * (difference + (k * origin).sin()));
        k += 2.0;
    }
    width * mean
}

/// sin(x)/x − 1, without the cancellation for small x.
fn sinc_less_one(x: f64) -> f64 {
    let square = x * x;
    if square < 0.25 {
        // The next term is below 1e-15 of the first.
        -square / 6.0
            * (1.0
                - square / 20.0
                    * (1.0
                        - square / 42.0
                            * (1.0
                                - square / 72.0 * (1.0 - square / 110.0 * (1.0 - square / 156.0)))))
    } else {
        x.sin() / x - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::LonLat;
    use super::{edge, ring_sum};

    /// The polynomials against the closed formula at every edge, up to the height where they end and beyond it: within
    /// a few last digits of the area.
    #[test]
    fn low_rings_by_polynomials_are_what_the_closed_formula_says() {
        for south in [-89.0_f64, -34.8, -0.5, 0.0, 18.0, 34.8, 53.0, 88.9] {
            for height in [1e-6, 1e-3, 0.1, 0.999_999, 1.000_001] {
                let at = |x: f64, y: f64| LonLat::new(113.3 + x * height, south + y * height);
                let ring = [
                    at(0.0, 0.0),
                    at(0.7, 0.1),
                    at(1.3, 0.0),
                    at(1.0, 0.8),
                    at(0.2, 1.0),
                    at(0.1, 0.4),
                ];
                let whole: f64 =
                    super::super::edges(&ring).map(|(from, to)| edge(ring[0].lat, from, to)).sum();
                let found = ring_sum(&ring);
                assert!(found > 0.0, "{south} {height}");
                let error = (found + whole).abs() / found;
                assert!(error < 1e-13, "{south} {height}: {error:e}");
            }
        }
    }
}
