//! The rule's inverse in bands (分带多项式): where latitude and longitude round to, four vertices at a time.
//!
//! Only millionths of a second leave the inverse, so a close figure will do wherever it does not lie next to a half. It comes from the
//! rule's own formulas: the latitude is a polynomial in y² and the longitude y times another, with coefficients that hang on x alone.
//! Over a band of x those are cubic to far less than a millionth; a band's cubics go through the formulas at four Chebyshev points and
//! are worked out once. What lies within [`DOUBT`] of a half is handed back, to be worked out by the formulas themselves: so
//! every figure is theirs to the last bit, whatever band it came from.
//!
//! **Bound**, in millionths, over all that [`Band::four`] takes: northings from −512 m to 6 208 000 m (56° N), 350 km to both sides,
//! either ellipsoid. Everything else goes by the formulas.
//!
//! - The cubics. One through the Chebyshev points of ±h is off by f⁗ h⁴/192, at 1.5 h by 23.5 times that; with h = 1 024 m, a turn of
//!   1.61e-4, that is 1.7e-5 for each unit of f⁗. The worst function is y/(N cos φ) at 56° and 350 km, with 18: 3e-4. Latitudes: 7e-6.
//! - Roundings of the cubics: those at the four points, below 6e-5 for a latitude and 2e-5 for a longitude, come out at most 12.6 times
//!   as large at 1.5 h: 7e-4 and 3e-4. Of a meridian's whole millionths and what is left: 2.6e-4.
//! - Roundings of the rule's own figures on their way to what is rounded: latitudes 1.3e-4; longitudes, to 360°, 3.3e-4.
//!
//! Together 9e-4 for a latitude and 1.2e-3 for a longitude, against 1.95e-3 for [`DOUBT`].

use std::sync::OnceLock;

use super::super::super::GridPoint;
use super::super::lanes::{Instructions, Lanes};
use super::super::rounding::half_away;
use super::cubic;
use super::inverse::{Near, inverse};
use super::{Constants, DOUBT, SECONDS, WHOLE, all_at_most};

/// How wide a band is, metres.
pub(super) const WIDTH: f64 = 2_048.0;
/// From the equator to 56° N.
const BANDS: usize = 3_031;
/// How far to both sides of its middle a band may be used, half-widths.
const REACH: f64 = 1.5;
/// How far from the central meridian, metres.
const MAX_EAST: f64 = 3.5e5;
/// Millionths of a second in a radian.
const UNITS: f64 = SECONDS * 1e6;

/// What bands were worked out, of one ellipsoid.
#[derive(Debug)]
pub(super) struct Bands([OnceLock<Box<Band>>; BANDS]);

impl Bands {
    pub(super) const fn new() -> Bands {
        Bands([const { OnceLock::new() }; BANDS])
    }

    /// The band that holds a northing.
    pub(super) fn at(&self, constants: &Constants, north: f64) -> Option<&Band> {
        let band = (north / WIDTH).floor();
        if !(0.0..BANDS as f64).contains(&band) {
            return None;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of the range above"
        )]
        let slot = self.0.get(band as usize)?;
        Some(slot.get_or_init(|| Box::new(Band::around(constants, (band + 0.5) * WIDTH))))
    }
}

/// Cubics in the northing, from the band's middle and by half its width; millionths of a second.
#[derive(Debug)]
pub(super) struct Band {
    middle: f64,
    /// The latitude of the middle, a whole number, which the first cubic counts from.
    latitude: f64,
    /// Coefficients of y⁰, y², y⁴, y⁶.
    lat: [[f64; 4]; 4],
    /// Coefficients of y, y³, y⁵.
    lon: [[f64; 4]; 3],
}

impl Band {
    fn around(constants: &Constants, middle: f64) -> Band {
        let latitude = half_away(terms(constants, middle).0[0]);
        let (mut lat, mut lon) = ([[0.0; 4]; 4], [[0.0; 4]; 3]);
        for at in cubic::POINTS {
            let (mut of_lat, of_lon) = terms(constants, middle + at * (WIDTH / 2.0));
            of_lat[0] -= latitude;
            let share = cubic::share(at);
            lat.iter_mut().zip(of_lat).for_each(|(sum, value)| cubic::add(sum, share, value));
            lon.iter_mut().zip(of_lon).for_each(|(sum, value)| cubic::add(sum, share, value));
        }
        Band { middle, latitude, lat, lon }
    }

    /// Latitudes and longitudes, millionths of a second: those from [`Band::latitude`], these from the central meridian. `None` if
    /// one of the four lies beyond the reach.
    #[inline(always)]
    fn four<I: Instructions>(
        &self,
        by: I,
        north: I::Lanes,
        east: I::Lanes,
    ) -> Option<[I::Lanes; 2]> {
        let t = (north - by.same(self.middle)) * by.same(2.0 / WIDTH);
        let within = all_at_most(t.size(), REACH) && all_at_most(east.size(), MAX_EAST);
        if !within {
            return None;
        }
        let square = east * east;
        let [lat0, lat1, lat2, lat3] = self.lat;
        let [lon0, lon1, lon2] = self.lon;
        let lat = ((cubic::of(by, lat3, t) * square + cubic::of(by, lat2, t)) * square
            + cubic::of(by, lat1, t))
            * square
            + cubic::of(by, lat0, t);
        let lon = ((cubic::of(by, lon2, t) * square + cubic::of(by, lon1, t)) * square
            + cubic::of(by, lon0, t))
            * east;
        Some([lat, lon])
    }
}

/// As the rule goes back from rounded seconds.
#[inline(always)]
fn radians<I: Instructions>(by: I, units: I::Lanes) -> I::Lanes {
    units / by.same(1e6) / by.same(SECONDS)
}

/// The rule's inverse as coefficients of powers of y², and of y times those; millionths of a second.
fn terms(constants: &Constants, north: f64) -> ([f64; 4], [f64; 3]) {
    let [k0, k1, k2, k3, k4] = constants.k;
    let e = k0 * north;
    let (sin, cos) = e.sin_cos();
    let sin2 = sin * sin;
    let foot = e + cos * sin * (k1 - sin2 * (k2 - sin2 * (k3 - sin2 * k4)));
    let (t, cos) = (foot.tan(), foot.cos());
    let t2 = t * t;
    let n2 = constants.second_e2 * cos * cos;
    let v2 = 1.0 + n2;
    let q = v2.sqrt() / constants.polar_curvature;
    let q2 = q * q;
    let lat = [
        foot,
        -v2 * t * q2 / 2.0,
        (5.0 + 3.0 * t2 + n2 - 9.0 * n2 * t2) * v2 * t * q2 * q2 / 24.0,
        -(61.0 + 90.0 * t2 + 45.0 * t2 * t2) * v2 * t * q2 * q2 * q2 / 720.0,
    ];
    let lon = [
        q / cos,
        -(1.0 + 2.0 * t2 + n2) * q2 * q / 6.0 / cos,
        (5.0 + 28.0 * t2 + 24.0 * t2 * t2 + 6.0 * n2 + 8.0 * n2 * t2) * q2 * q2 * q / 120.0 / cos,
    ];
    (lat.map(|term| term * UNITS), lon.map(|term| term * UNITS))
}

/// The rule's inverse of vertices that follow each other.
#[derive(Debug)]
pub(super) struct Inverse<'a> {
    constants: &'a Constants,
    meridian: f64,
    /// The meridian in millionths of a second: a whole number, and what is left.
    whole: f64,
    left: f64,
    near: Near,
    band: Option<&'a Band>,
}

impl<'a> Inverse<'a> {
    /// The central meridian in radians.
    pub(super) fn new(constants: &'a Constants, meridian: f64) -> Inverse<'a> {
        let units = meridian * UNITS;
        let whole = half_away(units);
        let left = units - whole;
        Inverse { constants, meridian, whole, left, near: Near::default(), band: None }
    }

    /// Latitudes and longitudes of four vertices, radians, as the rule rounds them.
    #[inline(always)]
    pub(super) fn four<I: Instructions>(&mut self, by: I, points: [GridPoint; 4]) -> [I::Lanes; 2] {
        let north = by.four(points.map(|point| point.north));
        let east = by.four(points.map(|point| point.east));
        let found = match self.band.and_then(
            #[inline(always)]
            |band| Some((band, band.four(by, north, east)?)),
        ) {
            Some(found) => found,
            None => {
                // Another band, or none: then by the formulas.
                let [first, ..] = points;
                self.band = self.constants.bands.at(self.constants, first.north);
                let found = self.band.and_then(
                    #[inline(always)]
                    |band| Some((band, band.four(by, north, east)?)),
                );
                match found {
                    Some(found) => found,
                    None => return self.by_formulas(by, points),
                }
            }
        };
        let (band, [lat, lon]) = found;
        let lon = lon + by.same(self.left);
        let whole = by.same(WHOLE);
        let (whole_lat, whole_lon) = ((lat + whole) - whole, (lon + whole) - whole);
        let off = (lat - whole_lat).size().larger((lon - whole_lon).size());
        let lat = radians(by, whole_lat + by.same(band.latitude));
        let lon = radians(by, whole_lon + by.same(self.whole));
        if all_at_most(off, 0.5 - DOUBT) {
            return [lat, lon];
        }
        let (lat, lon) = self.without_doubt(points, off.numbers(), [lat.numbers(), lon.numbers()]);
        [by.four(lat), by.four(lon)]
    }

    #[inline(always)]
    fn by_formulas<I: Instructions>(&mut self, by: I, points: [GridPoint; 4]) -> [I::Lanes; 2] {
        let (lat, lon) = self.without_doubt(points, [f64::INFINITY; 4], [[0.0; 4]; 2]);
        [by.four(lat), by.four(lon)]
    }

    /// Those by the formulas whose figures lie that near to a half.
    #[cold]
    #[inline(never)]
    fn without_doubt(
        &mut self,
        points: [GridPoint; 4],
        off: [f64; 4],
        [mut lat, mut lon]: [[f64; 4]; 2],
    ) -> ([f64; 4], [f64; 4]) {
        let figures = lat.iter_mut().zip(&mut lon);
        for ((point, off), (lat, lon)) in points.into_iter().zip(off).zip(figures) {
            if off > 0.5 - DOUBT {
                (*lat, *lon) = inverse(self.constants, point, self.meridian, &mut self.near);
            }
        }
        (lat, lon)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails should panic")]
mod tests {
    use super::super::super::lanes::{Instructions, OneByOne};
    use super::super::inverse::{Near, inverse, unrounded};
    use super::super::{CGCS2000, Constants, DOUBT, PI, XIAN80};
    use super::{BANDS, Band, GridPoint, Inverse, Lanes, MAX_EAST, REACH, SECONDS, WIDTH};

    /// Of every band of either ellipsoid, where a cubic is off most: less than half of what is not trusted, also with what the rule's
    /// own figure is off on its way to be rounded, from meridians of the smallest and the greatest longitude.
    #[test]
    fn every_band_is_near_the_formulas() {
        let mut worst = 0.0_f64;
        for constants in [&CGCS2000, &XIAN80] {
            for at in 0..BANDS {
                let middle = (at as f64 + 0.5) * WIDTH;
                let band = Band::around(constants, middle);
                for t in [-REACH, -1.0, -0.707, 0.0, 0.707, 1.0, REACH] {
                    let north = middle + t * WIDTH / 2.0;
                    for east in [-MAX_EAST, -64_449.3, 0.4, 150_000.1, MAX_EAST] {
                        let lanes = |number| OneByOne.same(number);
                        let [lat, lon] = band.four(OneByOne, lanes(north), lanes(east)).unwrap();
                        let ([lat, ..], [lon, ..]) = (lat.numbers(), lon.numbers());
                        let point = GridPoint::new(north, east);
                        let (rule_lat, rule_lon) =
                            unrounded(constants, point, &mut Near::default());
                        worst = worst.max((rule_lat * SECONDS * 1e6 - band.latitude - lat).abs());
                        for meridian in [3.0, 114.0, 360.0] {
                            let meridian = meridian * PI / 180.0;
                            let rule = (meridian + rule_lon) * SECONDS * 1e6;
                            let of = Inverse::new(constants, meridian);
                            worst = worst.max((rule - of.whole - (lon + of.left)).abs());
                        }
                    }
                }
            }
        }
        assert!(worst < DOUBT / 2.0, "{worst}");
    }

    /// What is beyond the range of the bound goes by the formulas, whichever of the four it is.
    #[test]
    fn a_band_ends_where_its_bound_does() {
        let middle = 1_881.5 * WIDTH;
        let band = Band::around(&CGCS2000, middle);
        let end = REACH * WIDTH / 2.0;
        for (north, east, within) in [
            (end, MAX_EAST, true),
            (-end, -MAX_EAST, true),
            (end + 1e-3, 0.0, false),
            (-end - 1e-3, 0.0, false),
            (0.0, MAX_EAST.next_up(), false),
            (0.0, -MAX_EAST.next_up(), false),
            (f64::NAN, 0.0, false),
            (0.0, f64::NAN, false),
        ] {
            for at in 0..4 {
                let (mut norths, mut easts) = ([middle; 4], [0.0; 4]);
                (norths[at], easts[at]) = (middle + north, east);
                let found = band.four(OneByOne, OneByOne.four(norths), OneByOne.four(easts));
                assert_eq!(found.is_some(), within, "{north} {east} {at}");
            }
        }
    }

    /// Northings over a band, over its reach and on its ends, from the equator to the last band.
    fn northings() -> impl Iterator<Item = f64> {
        [0.5, 700.5, 1_881.5, 2_400.5, 3_030.5].into_iter().flat_map(|band| {
            (0..=60).map(move |step| (band + (f64::from(step) / 30.0 - 1.0) * REACH / 2.0) * WIDTH)
        })
    }

    fn found(
        constants: &'static Constants,
        meridian: f64,
        points: [GridPoint; 4],
    ) -> [[u64; 4]; 2] {
        let mut inverse = Inverse::new(constants, meridian);
        inverse.four(OneByOne, points).map(|lanes| lanes.numbers().map(f64::to_bits))
    }

    fn by_the_rule(constants: &Constants, meridian: f64, points: [GridPoint; 4]) -> [[u64; 4]; 2] {
        let each = points.map(|point| inverse(constants, point, meridian, &mut Near::default()));
        [each.map(|(lat, _)| lat.to_bits()), each.map(|(_, lon)| lon.to_bits())]
    }

    /// To the last bit, also where bands end, beyond the reach of any, and where there is nothing to find.
    #[test]
    fn four_are_those_of_the_rule() {
        let meridian = 114.0 * PI / 180.0;
        for constants in [&CGCS2000, &XIAN80] {
            for north in northings() {
                for (east, step) in [
                    (-71_234.567_8, 0.0),
                    (3.0, 0.013),
                    (64_449.0, 69.0),
                    (MAX_EAST - 100.0, 69.0),
                    (-200_000.0, 1_500.0),
                    (120_000.0, 90_000.0),
                    (3_000_000.0, 1_500.0),
                ] {
                    let points = [0.0, 1.0, 2.0, 3.0]
                        .map(|at| GridPoint::new(north + at * step, east + 0.7 * at * step));
                    assert_eq!(
                        found(constants, meridian, points),
                        by_the_rule(constants, meridian, points),
                        "{north} {east} {step}"
                    );
                }
            }
        }
        for odd in [f64::NAN, f64::INFINITY, -4_000_000.0, 9_990_000.0] {
            let mut points = [GridPoint::new(3_853_000.0, 1_000.0); 4];
            points[2].north = odd;
            let of_each = |[lat, lon]: [[u64; 4]; 2]| {
                [lat, lon].map(|bits| {
                    bits.map(|bits| if f64::from_bits(bits).is_nan() { 0 } else { bits })
                })
            };
            assert_eq!(
                of_each(found(&CGCS2000, meridian, points)),
                of_each(by_the_rule(&CGCS2000, meridian, points)),
                "{odd}"
            );
        }
    }

    /// Where a latitude or a longitude rounds to another millionth, found by halving: from 1 nm, which is in doubt, to 1 µm, which is
    /// not, to both sides. 60 nm are [`DOUBT`].
    #[test]
    fn beside_a_half_it_is_that_of_the_rule() {
        let meridian = 114.0 * PI / 180.0;
        for (north, east) in
            [(3_853_000.0, -64_449.0), (1_234_567.0, 100_000.0), (5_900_000.0, 150_000.0)]
        {
            let at = |share: f64| GridPoint::new(north + share, east + share);
            let figures =
                |share: f64| inverse(&CGCS2000, at(share), meridian, &mut Near::default());
            let places: [fn((f64, f64)) -> u64; 2] =
                [|(lat, _)| lat.to_bits(), |(_, lon)| lon.to_bits()];
            for figure in places {
                let (mut low, mut high) = (0.0, 5e-5);
                assert_ne!(figure(figures(low)), figure(figures(high)), "{north}");
                for _ in 0..30 {
                    let middle = (low + high) / 2.0;
                    if figure(figures(middle)) == figure(figures(low)) {
                        low = middle
                    } else {
                        high = middle
                    }
                }
                for beside in [0.0, 1e-9, 3e-9, 1e-8, 3e-8, 6e-8, 1e-7, 1e-6] {
                    let points = [low - beside, low, high, high + beside].map(at);
                    assert_eq!(
                        found(&CGCS2000, meridian, points),
                        by_the_rule(&CGCS2000, meridian, points)
                    );
                }
            }
        }
    }
}
