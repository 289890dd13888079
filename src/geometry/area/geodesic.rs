//! Geodesic area (大地线椭球面积): every edge the shortest line on the ellipsoid.
//!
//! **Method.** With φₘ the middle latitude of an edge, Δφ and Δλ its differences in radians, S and C sine and
//! cosine of φₘ, W² = 1 − e²S², N = a/W, m = (1 − e²)/W² and Q the authalic function, the area between the edge and
//! the equator is
//!
//! ```text
//! Δλ [ Q(φₘ) + Δφ² kφ + Δλ² kλ ],   kφ = N² S m (m + 3e²C²/W²)/8,   kλ = N² S C²/12
//! ```
//!
//! the expansion of ∫Q(φ(λ))dλ about the middle, φ(λ) from the geodesic equation of a surface of revolution; on
//! the sphere it is the expansion of tan(E/2) = tan(Δλ/2) sin φₘ / cos(Δφ/2), C. F. F. Karney, "Algorithms for
//! geodesics", J. Geodesy 87:43–55 (2013), doi:10.1007/s00190-012-0578-z, §6. The error is of the order s⁵/R³; for
//! edges from 3 km to 10 km the next order of the sphere is added. Q(φₘ) − Q(φ₀), kφ and kλ are Taylor polynomials
//! about the ring's middle latitude φ₀, so that an edge costs some twenty multiplications and no sine, and
//! differences are formed in degrees first, which is where the precision comes from.
//!
//! Everything else goes to Karney's own algorithm (`geographiclib-rs`), on the ellipsoid of CGCS2000: edges
//! above 10 km, rings more than 2° high, latitudes beyond ±60°, rings across the antimeridian.
//!
//! **Accuracy**, largest error in m² of the rings of `fixtures/published/geodesic_small_rings.csv` (latitudes 0°, 18°,
//! 34.8°, 45°, 53°, 59.9°), against 40-digit references by another method; the same rings up to
//! 20 km by `geographiclib-rs` alone are off by up to 4e-5 m², whatever their size:
//!
//! | Ring | Method | Error |
//! |---|---|---|
//! | 100 m, 12 vertices | series | 1e-12 |
//! | 1 km, 12 vertices | series | 1e-10 |
//! | 5 km, 12 vertices | series | 5e-7 |
//! | 4 km, 5 vertices, edges up to 2.9 km | series | 1.1e-6 |
//! | 13 km, 5 vertices, edges up to 9 km | series, next order | 7e-6 |
//! | 20 km, 12 vertices | series, next order | 1.3e-6 |
//! | 100 km, 12 vertices | `geographiclib-rs` | 1.5e-5 |
//! | 300 km, 40 vertices | `geographiclib-rs` | 3.4e-4 |

use geographiclib_rs::{Geodesic, PolygonArea, Winding};

use super::super::{Ellipsoid, LonLat, LonLatMultiPolygon};
use super::series::{A2, COMPLEMENT, E2, Local, Polynomial, horner, product};

/// The longest edge that the series takes, metres.
const SHORT_EDGE: f64 = 3_000.0;
/// The longest edge that the series takes with its next order, metres.
const MEDIUM_EDGE: f64 = 10_000.0;
/// A radius above every radius of curvature of the ellipsoid, so that no edge is taken for shorter, metres.
const LARGE_RADIUS: f64 = 6_400_000.0;
/// How far from its middle latitude a ring may reach, degrees.
const MAX_HALF_HEIGHT: f64 = 1.0;
/// Latitudes beyond this were not measured, degrees.
const MAX_LATITUDE: f64 = 60.0;

/// The area on the ellipsoid of CGCS2000, m².
pub(super) fn area(polygons: &LonLatMultiPolygon) -> Option<f64> {
    super::sum(polygons, |ring| {
        let sum = match reach(ring) {
            Reach::Short(middle) => series(ring, middle, |_| 0.0),
            Reach::Medium(middle) => series(ring, middle, next_order),
            Reach::Long => exact(ring, Ellipsoid::CGCS2000),
        };
        Some(sum)
    })
}

/// Which method a ring needs; with the middle latitude (degrees) for the series.
enum Reach {
    Short(f64),
    Medium(f64),
    Long,
}

fn reach(ring: &[LonLat]) -> Reach {
    let lats = || ring.iter().map(|at| at.lat);
    let (south, north) =
        (lats().fold(f64::INFINITY, f64::min), lats().fold(f64::NEG_INFINITY, f64::max));
    let middle = (south + north) / 2.0;
    if !(north - middle <= MAX_HALF_HEIGHT && south >= -MAX_LATITUDE && north <= MAX_LATITUDE) {
        return Reach::Long;
    }
    // The parallel nearest to the equator is the longest.
    let nearest = if south > 0.0 { south } else { north.min(0.0) };
    let parallel = nearest.to_radians().cos();
    let longest = super::edges(ring)
        .map(|(from, to)| {
            let (lat, lon) = (to.lat - from.lat, (to.lon - from.lon) * parallel);
            lat * lat + lon * lon
        })
        .fold(0.0, f64::max);
    let longest = longest.sqrt().to_radians() * LARGE_RADIUS;
    if longest <= SHORT_EDGE {
        Reach::Short(middle)
    } else if longest <= MEDIUM_EDGE {
        Reach::Medium(middle)
    } else {
        Reach::Long
    }
}

/// An edge as the series sees it, radians.
struct Edge {
    lat: f64,
    d_lat: f64,
    d_lon: f64,
}

/// The signed area of a ring by the series, m²: positive counter-clockwise.
fn series(ring: &[LonLat], middle: f64, more: impl Fn(&Edge) -> f64) -> f64 {
    let zone = Zone::about(middle);
    let total: f64 = super::edges(ring)
        .map(|(from, to)| {
            let delta = (((from.lat - middle) + (to.lat - middle)) / 2.0).to_radians();
            let edge = Edge {
                lat: middle.to_radians() + delta,
                d_lat: (to.lat - from.lat).to_radians(),
                d_lon: (to.lon - from.lon).to_radians(),
            };
            let mean = horner(&zone.q, delta) * delta
                + edge.d_lat * edge.d_lat * horner(&zone.k_lat, delta)
                + edge.d_lon * edge.d_lon * horner(&zone.k_lon, delta)
                + more(&edge);
            edge.d_lon * mean
        })
        .sum();
    -total
}

/// The next order of an edge, on the sphere of curvature at its middle.
fn next_order(edge: &Edge) -> f64 {
    let sin2 = edge.lat.sin().powi(2);
    let w2 = 1.0 - E2 * sin2;
    let (x2, y2) = (edge.d_lon * edge.d_lon / 4.0, edge.d_lat * edge.d_lat / 4.0);
    A2 * COMPLEMENT / (w2 * w2)
        * edge.lat.sin()
        * (x2 * x2 * (2.0 / 15.0 - sin2 / 3.0 + sin2 * sin2 / 5.0)
            + x2 * y2 * (1.0 / 6.0 - sin2 / 2.0)
            + 5.0 / 24.0 * y2 * y2)
}

/// The coefficients of the series about one latitude.
struct Zone {
    /// (Q − Q₀)/δ.
    q: Polynomial,
    k_lat: Polynomial,
    k_lon: Polynomial,
}

impl Zone {
    fn about(middle: f64) -> Zone {
        let local = Local::about(middle);
        // a² (1 − e²)/8 · S ((1 − e²) + 3e²C²)/W⁶.
        let mut bracket = local.cosine2.map(|coefficient| 3.0 * E2 * coefficient);
        if let Some(first) = bracket.first_mut() {
            *first += COMPLEMENT;
        }
        let cubed = product(&local.inverse2, &local.inverse);
        let k_lat = product(&product(&local.sine, &bracket), &cubed);
        let k_lon = product(&product(&local.sine, &local.cosine2), &local.inverse);
        Zone {
            q: local.q(),
            k_lat: k_lat.map(|coefficient| A2 * COMPLEMENT / 8.0 * coefficient),
            k_lon: k_lon.map(|coefficient| A2 / 12.0 * coefficient),
        }
    }
}

/// The signed area of a ring by Karney's algorithm, m²: positive counter-clockwise, between minus half and half
/// of the ellipsoid.
pub(super) fn exact(ring: &[LonLat], ellipsoid: Ellipsoid) -> f64 {
    let geodesic = Geodesic::new(ellipsoid.equatorial_radius(), ellipsoid.flattening());
    let mut polygon = PolygonArea::new(&geodesic, Winding::CounterClockwise);
    for at in ring {
        polygon.add_point(at.lat, at.lon);
    }
    let (_, area, _) = polygon.compute(true);
    area
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that fails should panic, and say aloud what was not tested"
)]
mod tests {
    use std::path::Path;

    use serde_json::Value;

    use super::super::super::{Ellipsoid, LonLat};
    use super::{Reach, exact, reach};

    /// GeographicLib's planimeter cases on WGS84, rings round a pole and across the antimeridian included.
    #[test]
    fn geographiclib_planimeter() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .map(|it| it.join("shared/data/geographiclib-planimeter/planimeter.json"))
            .find(|path| path.exists());
        let Some(file) = file else {
            eprintln!("NOT TESTED: shared/data is not there");
            return;
        };
        let cases: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let whole = cases["ellipsoid_area_m2"].as_f64().unwrap();
        let mut count = 0;
        for case in cases["cases"].as_array().unwrap() {
            // DIFFERENCE: rhumb lines are no edge model here, and edges given by azimuth and length are no ring.
            if case["edge"] == "rhumb" || !case["points_lat_lon"].is_array() {
                continue;
            }
            let ring: Vec<LonLat> = case["points_lat_lon"]
                .as_array()
                .unwrap()
                .iter()
                .map(|at| LonLat::new(at[1].as_f64().unwrap(), at[0].as_f64().unwrap()))
                .collect();
            let Some(expected) = case["expected_area_m2"].as_f64() else { continue };
            let signed = exact(&ring, Ellipsoid::WGS84);
            let found = if case["reverse"] == true { -signed } else { signed };
            // A ring round a pole may be counted by its outside: the same but for whole ellipsoids.
            let error = (found - expected).rem_euclid(whole);
            let tolerance = case["area_tol_m2"].as_f64().unwrap();
            assert!(error.min(whole - error) <= tolerance, "{}: {found}", case["name"]);
            count += 1;
        }
        assert!(count >= 10, "{count}");
    }

    /// Both sides of each threshold; a degree of the meridian measures 111 701 m on the sphere of 6 400 km.
    #[test]
    fn which_method() {
        let name = |ring: &[(f64, f64)]| {
            let ring: Vec<LonLat> = ring.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)).collect();
            match reach(&ring) {
                Reach::Short(_) => "short",
                Reach::Medium(_) => "medium",
                Reach::Long => "long",
            }
        };
        let upright = |height: f64| name(&[(113.3, 34.8), (113.3, 34.8 + height)]);
        for (metres, expected) in [
            (10.0, "short"),
            (2_999.9, "short"),
            (3_000.1, "medium"),
            (9_999.9, "medium"),
            (10_000.1, "long"),
        ] {
            assert_eq!(upright(metres / 111_701.072), expected, "{metres}");
        }
        // Rings of short edges: 2° and more of height; latitudes up to and beyond 60°; the antimeridian.
        let tall = |top: f64| {
            let count = 200;
            let at = |step: i32| (113.3, 34.0 + (top - 34.0) * f64::from(step) / f64::from(count));
            name(&(0..=count).chain((0..count).rev()).map(at).collect::<Vec<_>>())
        };
        assert_eq!(tall(35.999), "short");
        assert_eq!(tall(36.001), "long");
        let square = |lon: f64, lat: f64| {
            let east = if lon + 0.01 > 180.0 { lon - 359.99 } else { lon + 0.01 };
            name(&[(lon, lat), (east, lat), (east, lat + 0.01), (lon, lat + 0.01)])
        };
        assert_eq!(square(113.3, 59.989), "short");
        assert_eq!(square(113.3, 59.991), "long");
        assert_eq!(square(113.3, -59.999), "short");
        assert_eq!(square(113.3, -60.001), "long");
        assert_eq!(square(179.98, 10.0), "short");
        assert_eq!(square(179.995, 10.0), "long");
        assert_eq!(name(&[]), "long");
        assert_eq!(name(&[(113.3, f64::NAN)]), "long");
    }

    /// What `geographiclib-rs` alone makes of the small rings: the reason for the series.
    #[test]
    fn rounding_of_the_general_algorithm() {
        let file =
            concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/published/geodesic_small_rings.csv");
        let mut largest = 0.0_f64;
        for line in std::fs::read_to_string(file).unwrap().lines().skip(3) {
            let row: Vec<&str> = line.split(',').collect();
            let numbers: Vec<f64> =
                row[3].split_whitespace().map(|number| number.parse().unwrap()).collect();
            let ring: Vec<LonLat> =
                numbers.chunks(2).map(|pair| LonLat::new(pair[0], pair[1])).collect();
            let error = exact(&ring, Ellipsoid::CGCS2000).abs() - row[4].parse::<f64>().unwrap();
            eprintln!("{:40} {error:+.1e}", row[2]);
            largest = largest.max(error.abs());
        }
        assert!(largest > 1e-5 && largest < 1e-3, "{largest}");
    }
}
