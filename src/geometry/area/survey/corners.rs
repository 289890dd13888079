//! Corners of the plane from degrees (界址点投影坐标): where the projection of a vertex rounds to, four vertices at a time.
//!
//! The rule rounds what was projected to 0.1 mm, so a close figure will do wherever it does not lie next to a half. With d the
//! longitude from the central meridian, x is a polynomial in d² and y is d times another, with coefficients that hang on the latitude
//! alone. Within 2° of longitude and a band of latitude both are cubic to far less than 0.1 mm; a band's cubics go through
//! [`from_meridian`] at four by four Chebyshev points and are worked out once. What lies within [`DOUBT`] of a half is handed to
//! [`GaussKruger::forward`]: so every corner is that of the general projection to the last bit.
//!
//! **Bound**, in units of 0.1 mm, over all that [`Band::four`] takes: latitudes from 1/32° S to 56 1/32° N, 2° to both sides. Everything else
//! goes by the general projection.
//!
//! - The cubics: along the meridian off by f⁗ h⁴/192, at 1.5 h by 23.5 times that. With h = 1/16° that is 1.1e-2 for each unit of
//!   f⁗/a; at most 0.045 for x (the meridian's arc, and the term in d²), 0.035 for y (d cos φ). Along the parallel the first term left
//!   out is that of d⁸, 4e-5. Together 5.4e-4, in exact arithmetic.
//! - Roundings at the four by four points: 3e-5, and at most 12.6 × 1.9 times as large at 1.5 h: 7e-4 for x; y is smaller by far.
//! - Roundings of the general projection on their way to what is rounded: 3e-5 for x; 2e-4 for y behind the zone number 120.
//!
//! Together 1.3e-3 against 1.95e-3 for [`DOUBT`].
//!
//! [`GaussKruger::forward`]: super::super::super::GaussKruger::forward

use std::sync::OnceLock;

use super::super::super::projection::from_meridian;
use super::super::super::{GaussKruger, GridPoint, LonLat};
use super::super::lanes::{FourAtOnce, Instructions, Lanes, compute, fours};
use super::super::rounding::half_away;
use super::{DOUBT, MAX_X, MAX_Y, WHOLE, all_at_most, cubic, round};

/// How many bands there are in a degree.
const PER_DEGREE: f64 = 8.0;
/// From the equator to 56° N.
const BANDS: usize = 448;
/// How far to both sides of its middle a band may be used, half-widths.
const REACH: f64 = 1.5;
/// How far from the central meridian, degrees.
const MAX_DIFFERENCE: f64 = 2.0;
/// The most eastern meridian that no longitude within reach of it is beyond ±360° by.
const MAX_MERIDIAN: f64 = 357.0;
/// 0.1 mm in a metre.
const UNITS: f64 = 1e4;
/// Room for what fills up the last four, or for the point that will close the ring.
const SPARE: usize = 3;

/// Cubics in the latitude, from the band's middle and by half its width; 0.1 mm.
#[derive(Debug)]
struct Band {
    /// The middle latitude, degrees.
    middle: f64,
    /// The northing of the middle on the central meridian, a whole number, which the first cubic counts from.
    north: f64,
    /// Coefficients of powers of s, which runs from −1 to 1 with the square of the longitude.
    x: [[f64; 4]; 4],
    /// The same of y/d.
    y: [[f64; 4]; 4],
}

impl Band {
    /// The band that holds a latitude.
    fn at(lat: f64) -> Option<&'static Band> {
        static ALL: [OnceLock<Box<Band>>; BANDS] = [const { OnceLock::new() }; BANDS];
        let band = (lat * PER_DEGREE).floor();
        if !(0.0..BANDS as f64).contains(&band) {
            return None;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of the range above"
        )]
        let slot = ALL.get(band as usize)?;
        Some(slot.get_or_init(|| Box::new(Band::around((band + 0.5) / PER_DEGREE))))
    }

    fn around(middle: f64) -> Band {
        let north = half_away(from_meridian(middle, 0.0).0 * UNITS);
        let (mut x, mut y) = ([[0.0; 4]; 4], [[0.0; 4]; 4]);
        for t in cubic::POINTS {
            for s in cubic::POINTS {
                let difference = MAX_DIFFERENCE * ((1.0 + s) / 2.0).sqrt();
                let (of_x, of_y) = from_meridian(middle + t / (2.0 * PER_DEGREE), difference);
                let (of_x, of_y) = (of_x * UNITS - north, of_y * UNITS / difference);
                for ((share, x), y) in cubic::share(s).into_iter().zip(&mut x).zip(&mut y) {
                    cubic::add(x, cubic::share(t), share * of_x);
                    cubic::add(y, cubic::share(t), share * of_y);
                }
            }
        }
        Band { middle, north, x, y }
    }

    /// x, from [`Band::north`], and y; 0.1 mm. `None` if one of the four lies beyond the reach.
    #[inline(always)]
    fn four<I: Instructions>(&self, by: I, lat: I::Lanes, d: I::Lanes) -> Option<[I::Lanes; 2]> {
        let t = (lat - by.same(self.middle)) * by.same(2.0 * PER_DEGREE);
        if !(all_at_most(t.size(), REACH) && all_at_most(d.size(), MAX_DIFFERENCE)) {
            return None;
        }
        let s = d * d * by.same(2.0 / (MAX_DIFFERENCE * MAX_DIFFERENCE)) - by.same(1.0);
        Some([cubic_of_cubics(by, &self.x, s, t), cubic_of_cubics(by, &self.y, s, t) * d])
    }
}

#[inline(always)]
fn cubic_of_cubics<I: Instructions>(
    by: I,
    [a, b, c, d]: &[[f64; 4]; 4],
    s: I::Lanes,
    t: I::Lanes,
) -> I::Lanes {
    let (a, b, c, d) =
        (cubic::of(by, *a, t), cubic::of(by, *b, t), cubic::of(by, *c, t), cubic::of(by, *d, t));
    ((d * s + c) * s + b) * s + a
}

/// Corners of rings in degrees.
#[derive(Debug)]
pub(super) struct Corners {
    zone: GaussKruger,
    meridian: f64,
    false_easting: f64,
    band: Option<&'static Band>,
}

impl Corners {
    pub(super) fn new(zone: GaussKruger) -> Corners {
        let meridian = f64::from(zone.central_meridian());
        Corners { zone, meridian, false_easting: zone.false_easting(), band: None }
    }

    /// Adds the corners of a ring in degrees; `None` if one is out of range.
    pub(super) fn degrees(&mut self, ring: &[LonLat], corners: &mut Vec<GridPoint>) -> Option<()> {
        let all = corners.len() + ring.len();
        corners.reserve(ring.len() + SPARE);
        compute(Degrees { of: self, ring, corners })?;
        corners.truncate(all);
        Some(())
    }

    /// Adds the corners of a ring in the plane; `None` if one is out of range.
    pub(super) fn plane(&self, ring: &[GridPoint], corners: &mut Vec<GridPoint>) -> Option<()> {
        let all = corners.len() + ring.len();
        corners.reserve(ring.len() + SPARE);
        compute(Plane { zone: self.zone, ring, corners })?;
        corners.truncate(all);
        Some(())
    }

    /// The band of the four, and what is found there, if there is one that holds them all.
    #[inline(always)]
    fn look<I: Instructions>(
        &mut self,
        by: I,
        lat: I::Lanes,
        d: I::Lanes,
    ) -> Option<(&'static Band, [I::Lanes; 2])> {
        if let Some(band) = self.band
            && let Some(found) = band.four(by, lat, d)
        {
            return Some((band, found));
        }
        if self.meridian > MAX_MERIDIAN {
            return None;
        }
        let [first, ..] = lat.numbers();
        self.band = Band::at(first);
        let band = self.band?;
        Some((band, band.four(by, lat, d)?))
    }
}

/// A ring in degrees whose corners are asked for.
struct Degrees<'a> {
    of: &'a mut Corners,
    ring: &'a [LonLat],
    corners: &'a mut Vec<GridPoint>,
}

impl FourAtOnce for Degrees<'_> {
    type Result = Option<()>;

    #[inline(always)]
    fn with<I: Instructions>(self, by: I) -> Option<()> {
        let Degrees { of, ring, corners } = self;
        let (whole, units, east) = (by.same(WHOLE), by.same(UNITS), by.same(of.false_easting));
        for four in fours(ring) {
            let (lon, lat) = by.split(four);
            let Some((band, [x, y])) = of.look(by, lat, lon - by.same(of.meridian)) else {
                general(of.zone, four, corners)?;
                continue;
            };
            let (whole_x, whole_y) = ((x + whole) - whole, (y + whole) - whole);
            let off = (x - whole_x).size().larger((y - whole_y).size());
            let x = (whole_x + by.same(band.north)) / units;
            let y = (whole_y + by.same(of.false_easting * UNITS)) / units - east;
            let ([a, b, c, d], [e, f, g, h]) = (x.numbers(), y.numbers());
            let mut found = [(a, e), (b, f), (c, g), (d, h)].map(|(x, y)| GridPoint::new(x, y));
            if !all_at_most(off, 0.5 - DOUBT) {
                without_doubt(of.zone, four, off.numbers(), &mut found)?;
            }
            corners.extend_from_slice(&found);
        }
        Some(())
    }
}

/// Those by the general projection whose figures lie that near to a half.
#[cold]
#[inline(never)]
fn without_doubt(
    zone: GaussKruger,
    four: [LonLat; 4],
    off: [f64; 4],
    found: &mut [GridPoint; 4],
) -> Option<()> {
    for ((position, off), found) in four.into_iter().zip(off).zip(found) {
        if off > 0.5 - DOUBT {
            *found = corner(zone, zone.forward(position)?)?;
        }
    }
    Some(())
}

/// By the general projection.
#[inline(never)]
fn general(zone: GaussKruger, four: [LonLat; 4], corners: &mut Vec<GridPoint>) -> Option<()> {
    for position in four {
        corners.push(corner(zone, zone.forward(position)?)?);
    }
    Some(())
}

/// A ring in the plane whose corners are asked for.
struct Plane<'a> {
    zone: GaussKruger,
    ring: &'a [GridPoint],
    corners: &'a mut Vec<GridPoint>,
}

impl FourAtOnce for Plane<'_> {
    type Result = Option<()>;

    #[inline(always)]
    fn with<I: Instructions>(self, by: I) -> Option<()> {
        let Plane { zone, ring, corners } = self;
        let (whole, units) = (by.same(WHOLE), by.same(UNITS));
        let false_easting = by.same(zone.false_easting());
        for four in fours(ring) {
            let x = by.four(four.map(|point| point.north)) * units;
            let y = by.four(four.map(|point| point.east)) * units;
            let (whole_x, whole_y) = ((x + whole) - whole, (y + whole) - whole);
            // Coordinates too large for this leave a difference, or are out of range.
            let (off_x, off_y) = ((x - whole_x).size(), (y - whole_y).size());
            let (x, y) = (whole_x / units, whole_y / units - false_easting);
            if all_at_most(off_x, 0.5 - DOUBT)
                && all_at_most(off_y, 0.5 - DOUBT)
                && all_at_most(x.size(), MAX_X)
                && all_at_most(y.size(), MAX_Y)
            {
                let ([a, b, c, d], [e, f, g, h]) = (x.numbers(), y.numbers());
                corners.extend_from_slice(
                    &[(a, e), (b, f), (c, g), (d, h)].map(|(x, y)| GridPoint::new(x, y)),
                );
            } else {
                for point in four {
                    corners.push(corner(zone, point)?);
                }
            }
        }
        Some(())
    }
}

/// A vertex as the rule rounds it: x, and y from the central meridian.
#[inline(always)]
fn corner(zone: GaussKruger, point: GridPoint) -> Option<GridPoint> {
    let y = round(point.east, 1e4) - zone.false_easting();
    let x = round(point.north, 1e4);
    (x.abs() <= MAX_X && y.abs() <= MAX_Y).then_some(GridPoint::new(x, y))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails should panic")]
mod tests {
    use super::super::super::super::{ZonePrefix, ZoneWidth};
    use super::super::super::lanes::OneByOne;
    use super::{
        BANDS, Band, Corners, DOUBT, GaussKruger, GridPoint, Instructions, Lanes, LonLat,
        MAX_DIFFERENCE, PER_DEGREE, REACH, UNITS, corner, from_meridian,
    };

    /// Of every band, where a cubic is off most: less than a third of what is not trusted, also with what the general projection is off
    /// on its way to be rounded, behind the smallest and the greatest zone number.
    #[test]
    fn every_band_is_near_the_projection() {
        let mut worst = 0.0_f64;
        for at in 0..BANDS {
            let middle = (at as f64 + 0.5) / PER_DEGREE;
            let band = Band::around(middle);
            for t in [-REACH, -1.0, -0.707, 0.0, 0.707, 1.0, REACH] {
                let lat = middle + t / (2.0 * PER_DEGREE);
                for share in [-1.0, -0.924, 0.01, 0.383, 0.707, 0.924, 1.0] {
                    let difference = share * MAX_DIFFERENCE;
                    let lanes = |number| OneByOne.same(number);
                    let [x, y] = band.four(OneByOne, lanes(lat), lanes(difference)).unwrap();
                    let ([x, ..], [y, ..]) = (x.numbers(), y.numbers());
                    let (north, east) = from_meridian(lat, difference);
                    worst = worst.max((north * UNITS - band.north - x).abs());
                    for false_easting in [5e5, 1.205e8] {
                        let easting = (false_easting + east) * UNITS;
                        worst = worst.max((easting - false_easting * UNITS - y).abs());
                    }
                }
            }
        }
        assert!(worst < DOUBT / 3.0, "{worst}");
    }

    /// What is beyond the range of the bound goes by the general projection, whichever of the four it is.
    #[test]
    fn a_band_ends_where_its_bound_does() {
        let middle = 280.5 / PER_DEGREE;
        let band = Band::around(middle);
        let end = REACH / 2.0 / PER_DEGREE;
        for (lat, difference, within) in [
            (end, MAX_DIFFERENCE, true),
            (-end, -MAX_DIFFERENCE, true),
            (end + 1e-9, 0.0, false),
            (-end - 1e-9, 0.0, false),
            (0.0, MAX_DIFFERENCE.next_up(), false),
            (0.0, -MAX_DIFFERENCE.next_up(), false),
            (f64::NAN, 0.0, false),
            (0.0, f64::NAN, false),
        ] {
            for at in 0..4 {
                let (mut lats, mut differences) = ([middle; 4], [0.0; 4]);
                (lats[at], differences[at]) = (middle + lat, difference);
                let found = band.four(OneByOne, OneByOne.four(lats), OneByOne.four(differences));
                assert_eq!(found.is_some(), within, "{lat} {difference} {at}");
            }
        }
    }

    /// Latitudes over the reach of bands, from the equator to the last.
    fn latitudes() -> impl Iterator<Item = f64> {
        [0.5, 160.5, 280.5, 420.5, 447.5].into_iter().flat_map(|band| {
            (0..=60)
                .map(move |step| (band + (f64::from(step) / 30.0 - 1.0) * REACH / 2.0) / PER_DEGREE)
        })
    }

    fn bits(corners: Option<Vec<GridPoint>>) -> Option<Vec<[u64; 2]>> {
        Some(corners?.iter().map(|at| [at.north.to_bits(), at.east.to_bits()]).collect())
    }

    fn zones() -> impl Iterator<Item = GaussKruger> {
        let zone = |width, number, prefix| GaussKruger::new(width, number, prefix).unwrap();
        [
            zone(ZoneWidth::Three, 38, ZonePrefix::Present),
            zone(ZoneWidth::Three, 38, ZonePrefix::Absent),
            zone(ZoneWidth::Six, 20, ZonePrefix::Present),
            zone(ZoneWidth::Three, 120, ZonePrefix::Present),
        ]
        .into_iter()
    }

    /// To the last bit, or out of range alike: within a band, across bands, beyond 2° and 30°, south of the equator, at 360°, and
    /// with what is no number.
    #[test]
    fn corners_of_degrees_are_those_of_the_projection() {
        for zone in zones() {
            let meridian = f64::from(zone.central_meridian());
            let starts = latitudes().chain([-0.001, -30.0, 55.999, 56.001, 70.0, 89.0, 91.0]);
            for lat in starts.chain([f64::NAN]) {
                for (difference, step) in [
                    (0.0, 1e-5),
                    (-1.5, 1e-4),
                    (1.9999, 1e-4),
                    (2.9, 1e-3),
                    (-3.5, 0.2),
                    (29.9, 0.1),
                    (0.3, f64::NAN),
                ] {
                    let ring: Vec<LonLat> = (0..7)
                        .map(|at| f64::from(at) * step)
                        .map(|off| LonLat::new(meridian + difference + off, lat + 0.7 * off))
                        .collect();
                    let mut found = Vec::new();
                    let known = Corners::new(zone).degrees(&ring, &mut found);
                    let twin: Option<Vec<GridPoint>> =
                        ring.iter().map(|at| corner(zone, zone.forward(*at)?)).collect();
                    assert_eq!(
                        bits(known.map(|()| found)),
                        bits(twin),
                        "{zone:?} {lat} {difference} {step}"
                    );
                }
            }
        }
    }

    /// To the last bit, at halves of 0.1 mm and beside them, or out of range alike.
    #[test]
    fn corners_of_the_plane_are_rounded_by_the_rule() {
        for zone in zones() {
            let east = zone.false_easting() + 35_500.0;
            for off in [0.0, 0.000_05, 0.000_049_9, 0.000_050_1, 0.12345, 1e-9, -0.000_05] {
                for (north, far) in [
                    (3_853_000.0, 0.0),
                    (0.0, 0.0),
                    (-5.0, 0.0),
                    (1e7, 464_400.0),
                    (1e7, 464_600.0),
                    (1.01e7, 0.0),
                    (1e300, 0.0),
                    (1.0, 1e300),
                    (f64::NAN, 0.0),
                    (1.0, f64::NAN),
                ] {
                    let ring: Vec<GridPoint> = (0..7)
                        .map(|at| GridPoint::new(north + off * f64::from(at), east + far + off))
                        .collect();
                    let mut found = Vec::new();
                    let known = Corners::new(zone).plane(&ring, &mut found);
                    // The same value: that of zero may have another sign.
                    let value = |corners: Option<Vec<GridPoint>>| {
                        bits(corners.map(|all| {
                            all.iter()
                                .map(|at| GridPoint::new(at.north + 0.0, at.east + 0.0))
                                .collect()
                        }))
                    };
                    let twin: Option<Vec<GridPoint>> =
                        ring.iter().map(|at| corner(zone, *at)).collect();
                    assert_eq!(
                        value(known.map(|()| found)),
                        value(twin),
                        "{zone:?} {north} {far} {off}"
                    );
                }
            }
        }
    }

    /// To the last bit, from degrees whose corners lie on halves of 0.1 mm and from 1 nm, which is in doubt, to 10 µm, which is not, to
    /// both sides. 200 nm are [`DOUBT`].
    #[test]
    fn beside_a_half_it_is_that_of_the_projection() {
        for zone in zones() {
            for (north, y) in
                [(3_853_000.0, -64_449.0), (1_234_567.0, 3.0), (5_900_000.0, 120_000.0)]
            {
                for beside in [0.0, 1e-9, 1e-8, 5e-8, 1e-7, 1.9e-7, 2.1e-7, 1e-6, 1e-5] {
                    let ring: Vec<LonLat> = [beside, -beside, 0.0]
                        .into_iter()
                        .flat_map(|off| [(north + 5e-5 + off, y), (north, y + 5e-5 + off)])
                        .map(|(x, y)| {
                            zone.inverse(GridPoint::new(x, zone.false_easting() + y)).unwrap()
                        })
                        .collect();
                    let mut found = Vec::new();
                    Corners::new(zone).degrees(&ring, &mut found).unwrap();
                    let twin = ring.iter().map(|at| corner(zone, zone.forward(*at)?)).collect();
                    assert_eq!(bits(Some(found)), bits(twin), "{zone:?} {north} {y} {beside}");
                }
            }
        }
    }
}
