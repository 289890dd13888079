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
//! differences are formed in degrees first, which is where the precision comes from. Rings as small as parcels are measured in one
//! pass, about the latitude of their first position (`near.rs`).
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

use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, PolygonArea, Winding};

use super::super::{Ellipsoid, LonLat, LonLatMultiPolygon};
use super::near;
use super::series::{A2, About, COMPLEMENT, E2, horner};

/// The ellipsoid with the coefficients of the general algorithm, worked out once.
static CGCS2000: LazyLock<Geodesic> = LazyLock::new(|| general(Ellipsoid::CGCS2000));

fn general(ellipsoid: Ellipsoid) -> Geodesic {
    Geodesic::new(ellipsoid.equatorial_radius(), ellipsoid.flattening())
}

/// The longest edge that the series takes, metres.
pub(super) const SHORT_EDGE: f64 = 3_000.0;
/// The longest edge that the series takes with its next order, metres.
const MEDIUM_EDGE: f64 = 10_000.0;
/// A radius above every radius of curvature of the ellipsoid, so that no edge is taken for shorter, metres.
pub(super) const LARGE_RADIUS: f64 = 6_400_000.0;
/// How far from its middle latitude a ring may reach, degrees.
const MAX_HALF_HEIGHT: f64 = 1.0;
/// Latitudes beyond this were not measured, degrees.
pub(super) const MAX_LATITUDE: f64 = 60.0;

/// The area on the ellipsoid of CGCS2000, m²; `None` if a latitude is beyond ±90° or a longitude beyond ±180°.
pub(super) fn area(polygons: &LonLatMultiPolygon) -> Option<f64> {
    super::sum(polygons, ring)
}

/// The signed area of a ring, m²: positive counter-clockwise.
fn ring(ring: &[LonLat]) -> Option<f64> {
    if let Some(area) = near::ring(ring) {
        return Some(area);
    }
    super::known(ring).then(|| match reach(ring) {
        Reach::Short(middle) => series(ring, &About::latitude(middle), |_| 0.0),
        Reach::Medium(middle) => series(ring, &About::latitude(middle), next_order),
        Reach::Long => exact(ring, &CGCS2000),
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

/// An edge as the series sees it: a latitude in radians, differences in degrees.
struct Edge {
    lat: f64,
    d_lat: f64,
    d_lon: f64,
}

/// The signed area of a ring by the series, m²: positive counter-clockwise.
fn series(ring: &[LonLat], about: &About, more: impl Fn(&Edge) -> f64) -> f64 {
    let total: f64 = super::edges(ring)
        .map(|(from, to)| {
            let delta = ((from.lat - about.middle) + (to.lat - about.middle)) / 2.0;
            let edge = Edge {
                lat: (about.middle + delta).to_radians(),
                d_lat: to.lat - from.lat,
                d_lon: to.lon - from.lon,
            };
            let mean = horner(&about.q, delta) * delta
                + edge.d_lat * edge.d_lat * horner(&about.k_lat, delta)
                + edge.d_lon * edge.d_lon * horner(&about.k_lon, delta)
                + more(&edge);
            edge.d_lon * mean
        })
        .sum();
    -total.to_radians()
}

/// The next order of an edge, on the sphere of curvature at its middle.
fn next_order(edge: &Edge) -> f64 {
    let sin2 = edge.lat.sin().powi(2);
    let w2 = 1.0 - E2 * sin2;
    let half = |degrees: f64| (degrees / 2.0).to_radians();
    let (x2, y2) = (half(edge.d_lon).powi(2), half(edge.d_lat).powi(2));
    A2 * COMPLEMENT / (w2 * w2)
        * edge.lat.sin()
        * (x2 * x2 * (2.0 / 15.0 - sin2 / 3.0 + sin2 * sin2 / 5.0)
            + x2 * y2 * (1.0 / 6.0 - sin2 / 2.0)
            + 5.0 / 24.0 * y2 * y2)
}

/// The signed area of a ring by Karney's algorithm, m²: positive counter-clockwise, between minus half and half
/// of the ellipsoid.
fn exact(ring: &[LonLat], geodesic: &Geodesic) -> f64 {
    let mut polygon = PolygonArea::new(geodesic, Winding::CounterClockwise);
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
    use super::super::lanes::{FourAtOnce, OneByOne};
    use super::super::near::{self, NEAR};
    use super::{About, Reach, exact, general, reach, series};

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
            let signed = exact(&ring, &general(Ellipsoid::WGS84));
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
            if near::ring(&ring).is_some() {
                return "near";
            }
            match reach(&ring) {
                Reach::Short(_) => "short",
                Reach::Medium(_) => "medium",
                Reach::Long => "long",
            }
        };
        let upright = |height: f64| name(&[(113.3, 34.8), (113.3, 34.8 + height)]);
        for (metres, expected) in [
            (10.0, "near"),
            (2_234.0, "near"),
            (2_234.1, "short"),
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
        // Within 0.02° of the first position, and edges of 0.0001°.
        assert_eq!(tall(34.0 + NEAR - 1e-9), "near");
        assert_eq!(tall(34.0 + NEAR + 1e-9), "short");
        assert_eq!(tall(34.0 - NEAR + 1e-9), "near");
        assert_eq!(tall(34.0 - NEAR - 1e-9), "short");
        assert_eq!(tall(35.999), "short");
        assert_eq!(tall(36.001), "long");
        let square = |lon: f64, lat: f64| {
            let east = if lon + 0.01 > 180.0 { lon - 359.99 } else { lon + 0.01 };
            name(&[(lon, lat), (east, lat), (east, lat + 0.01), (lon, lat + 0.01)])
        };
        assert_eq!(square(113.3, 59.989), "near");
        assert_eq!(square(113.3, 59.991), "long");
        assert_eq!(square(113.3, -59.989), "near");
        // The short pass knows how far the ring reaches from its first latitude, not to which side.
        assert_eq!(square(113.3, -59.991), "short");
        assert_eq!(square(113.3, -59.999), "short");
        assert_eq!(square(113.3, -60.001), "long");
        assert_eq!(square(179.98, 10.0), "near");
        // Two edges whose largest differences together would be an edge of more than 3 km.
        let corner = |side: f64| {
            let lon = 113.3 + side / 34.0_f64.to_radians().cos();
            name(&[(113.3, 34.0), (lon, 34.0), (113.3, 34.0), (113.3, 34.0 + side)])
        };
        assert_eq!(corner(1_500.0 / 111_701.072), "near");
        assert_eq!(corner(2_900.0 / 111_701.072), "short");
        assert_eq!(square(179.995, 10.0), "long");
        assert_eq!(name(&[]), "long");
        assert_eq!(name(&[(113.3, f64::NAN)]), "long");
        // A coordinate that is no number, in each lane and among the positions left over, as latitude and as longitude.
        for at in 0..7 {
            for (lon, lat) in [(f64::NAN, 34.8), (113.3, f64::NAN), (f64::INFINITY, 34.8)] {
                let mut ring = [(113.3, 34.8); 7];
                ring[at] = (lon, lat);
                // The short pass leaves it to the others, none of which takes it for a place.
                let positions = ring.map(|(lon, lat)| LonLat::new(lon, lat));
                assert_eq!(near::ring(&positions), None, "{at}");
                assert_eq!(super::ring(&positions), None, "{at}");
            }
        }
    }

    /// The short form against the series with all its terms, on rings of every size up to the largest that it takes, and with
    /// every number of positions that four lanes leave over: within the last digits of what is summed.
    #[test]
    fn near_rings_are_what_the_whole_series_says() {
        for south in [-59.9, -34.8, 0.0, 18.0, 34.8, 53.0, 59.9] {
            // So large that no edge is above 3 km, and no position farther than 0.02° from the first.
            for (height, corners) in [1e-5, 1e-3, 0.01, 0.0139]
                .into_iter()
                .flat_map(|height| (3..12).map(move |corners| (height, corners)))
                .chain((24..32).map(|corners| (0.039_9, corners)))
            {
                let at = |corner: i32| {
                    let turn = f64::from(corner) * std::f64::consts::TAU / f64::from(corners);
                    let bulge = if corner % 2 == 0 { 1.0 } else { 0.7 };
                    LonLat::new(
                        113.3 + height * 0.6 * bulge * turn.cos(),
                        south + height * 0.5 * (1.0 + 0.9 * bulge * turn.sin()),
                    )
                };
                let positions: Vec<LonLat> = (0..corners).chain([0]).map(at).collect();
                let middle =
                    positions.iter().map(|at| at.lat).sum::<f64>() / positions.len() as f64;
                let about = About::latitude(middle);
                let short = near::ring(&positions).unwrap();
                let whole = series(&positions, &about, |_| 0.0);
                // By wide instructions or one by one: the same bits.
                assert_eq!(
                    near::Ring(&positions).with(OneByOne).map(f64::to_bits),
                    Some(short.to_bits())
                );
                assert!(whole > 0.0);
                let error = (short - whole).abs() / whole;
                assert!(error < 4e-15, "{south} {height} {corners}: {error:e}");
            }
        }
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
            let error =
                exact(&ring, &general(Ellipsoid::CGCS2000)).abs() - row[4].parse::<f64>().unwrap();
            eprintln!("{:40} {error:+.1e}", row[2]);
            largest = largest.max(error.abs());
        }
        assert!(largest > 1e-5 && largest < 1e-3, "{largest}");
    }
}
