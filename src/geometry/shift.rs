//! Map shifts of Chinese web maps: GCJ-02 (火星坐标) and BD-09 (百度坐标), forward, backward, and recognised.
//!
//! **Method.** The public formula of GCJ-02 with its own ellipsoid (a = 6 378 245 m, e² = 0.006 693 421 622 965 943) and
//! of BD-09 on top of it; neither was ever published officially, and open libraries share the same few lines
//! (`eviltransform`, `coordtransform`). Backward by fixed-point iteration. BD-09's waves have the frequency 3000π/180;
//! libraries that use π instead, `eviltransform` among them (its issue 43), are off by up to 40 m.
//!
//! **Accuracy.** Forward agrees with those libraries to 1e-12°; backward then forward comes back to 1e-9° (0.1 mm).
//! How well the formula agrees with the maps themselves is not known; some centimetres to a metre is what is
//! usually said. Geometry taken back from GCJ-02 is good for display, not for an area that law depends on.

use std::f64::consts::PI;

use geographiclib_rs::{Geodesic, InverseGeodesic};

use super::share::{covered_area, intersection_area};
use super::{
    Ellipsoid, GaussKruger, GridMultiPolygon, LonLat, LonLatMultiPolygon, ZonePrefix, ZoneWidth,
};

const GCJ_A: f64 = 6_378_245.0;
const GCJ_E2: f64 = 0.006_693_421_622_965_943;
/// The rectangle in which GCJ-02 shifts: longitude from and to, latitude from and to.
const GCJ_REGION: [f64; 4] = [72.004, 137.8347, 0.8293, 55.8271];
const BD_FREQUENCY: f64 = PI * 3000.0 / 180.0;

/// When the iteration backward has arrived, degrees.
const CONVERGED: f64 = 1e-9;
/// It takes 3 to 7 rounds.
const MAX_ROUNDS: u8 = 40;

/// Least lead in overlap over the other datums for a verdict; a default of this library.
const MIN_MARGIN: f64 = 0.05;
/// Least overlap of the outlines for a verdict; a default of this library.
const MIN_OVERLAP: f64 = 0.5;
/// Below this share inside, positions as given count as misplaced; a default of this library.
const MISPLACED: f64 = 0.5;
/// Above this share inside, positions count as in place; a default of this library.
const IN_PLACE: f64 = 0.9;

/// The GCJ-02 position of a position on CGCS2000 (or WGS84); the same position outside the rectangle 72.004–137.8347° E,
/// 0.8293–55.8271° N, where GCJ-02 does not shift.
///
/// ```
/// use landledger::geometry::{LonLat, shift};
///
/// // A test vector of eviltransform: Shanghai.
/// let gcj = shift::to_gcj02(LonLat::new(121.527_210_6, 31.177_427_6));
/// assert!((gcj.lon - 121.531_541_859_215).abs() < 1e-9);
/// assert!((gcj.lat - 31.175_303_983_645_97).abs() < 1e-9);
/// ```
#[must_use]
pub fn to_gcj02(position: LonLat) -> LonLat {
    let LonLat { lon, lat } = position;
    let [west, east, south, north] = GCJ_REGION;
    if !((west..=east).contains(&lon) && (south..=north).contains(&lat)) {
        return position;
    }
    let (x, y) = (lon - 105.0, lat - 35.0);
    let root = x.abs().sqrt();
    let wave = |amplitude: f64, value: f64, period: f64| amplitude * (value * PI / period).sin();
    let common = 20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin();
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + (common
            + wave(20.0, y, 1.0)
            + wave(40.0, y, 3.0)
            + wave(160.0, y, 12.0)
            + wave(320.0, y, 30.0))
            * 2.0
            / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + (common
            + wave(20.0, x, 1.0)
            + wave(40.0, x, 3.0)
            + wave(150.0, x, 12.0)
            + wave(300.0, x, 30.0))
            * 2.0
            / 3.0;
    let (sin, cos) = lat.to_radians().sin_cos();
    let w2 = 1.0 - GCJ_E2 * sin * sin;
    let w = w2.sqrt();
    LonLat::new(
        lon + (east / (GCJ_A / w * cos)).to_degrees(),
        lat + (north / (GCJ_A * (1.0 - GCJ_E2) / (w2 * w))).to_degrees(),
    )
}

/// The position on CGCS2000 of a GCJ-02 position, to 1e-9°. `None` where the iteration does not settle: numbers that
/// are not finite, the edge of the rectangle.
#[must_use]
pub fn from_gcj02(position: LonLat) -> Option<LonLat> {
    backward(position, to_gcj02)
}

/// The BD-09 position of a position on CGCS2000.
#[must_use]
pub fn to_bd09(position: LonLat) -> LonLat {
    let LonLat { lon, lat } = to_gcj02(position);
    let radius = lon.hypot(lat) + 0.000_02 * (lat * BD_FREQUENCY).sin();
    let angle = lat.atan2(lon) + 0.000_003 * (lon * BD_FREQUENCY).cos();
    LonLat::new(radius * angle.cos() + 0.0065, radius * angle.sin() + 0.006)
}

/// The position on CGCS2000 of a BD-09 position, to 1e-9°; `None` as in [`from_gcj02`].
#[must_use]
pub fn from_bd09(position: LonLat) -> Option<LonLat> {
    backward(position, to_bd09)
}

/// Fixed-point iteration: the shift changes slowly from place to place.
fn backward(target: LonLat, forward: impl Fn(LonLat) -> LonLat) -> Option<LonLat> {
    let mut guess = target;
    for _ in 0..MAX_ROUNDS {
        let found = forward(guess);
        let (lon, lat) = (target.lon - found.lon, target.lat - found.lat);
        guess = LonLat::new(guess.lon + lon, guess.lat + lat);
        if lon.abs() < CONVERGED / 10.0 && lat.abs() < CONVERGED / 10.0 {
            return Some(guess);
        }
    }
    None
}

/// What the coordinates of a shape may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Datum {
    /// As given: CGCS2000, or WGS84, which is the same to a metre.
    AsGiven,
    /// GCJ-02 (火星坐标): Amap, Tencent.
    Gcj02,
    /// BD-09 (百度坐标): Baidu.
    Bd09,
}

impl Datum {
    /// Every candidate.
    pub const ALL: [Datum; 3] = [Datum::AsGiven, Datum::Gcj02, Datum::Bd09];

    /// The shape with this datum's shift taken away. `None` as in [`from_gcj02`].
    #[must_use]
    pub fn remove(self, shape: &LonLatMultiPolygon) -> Option<LonLatMultiPolygon> {
        match self {
            Datum::AsGiven => Some(shape.clone()),
            Datum::Gcj02 => shape.try_map(from_gcj02),
            Datum::Bd09 => shape.try_map(from_bd09),
        }
    }

    fn apply(self, position: LonLat) -> LonLat {
        match self {
            Datum::AsGiven => position,
            Datum::Gcj02 => to_gcj02(position),
            Datum::Bd09 => to_bd09(position),
        }
    }
}

/// What the evidence amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ShiftVerdict {
    /// The coordinates fit as they are.
    AsGiven,
    /// They fit once the shift of GCJ-02 is removed.
    Gcj02,
    /// They fit once the shift of BD-09 is removed.
    Bd09,
    /// No datum fits well enough, or two fit equally well.
    Undecided,
}

impl From<Datum> for ShiftVerdict {
    fn from(datum: Datum) -> ShiftVerdict {
        match datum {
            Datum::AsGiven => ShiftVerdict::AsGiven,
            Datum::Gcj02 => ShiftVerdict::Gcj02,
            Datum::Bd09 => ShiftVerdict::Bd09,
        }
    }
}

/// How well a shape agrees with a reference, once a datum's shift is removed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Agreement {
    /// The datum whose shift was removed.
    pub datum: Datum,
    /// Common area over united area (交并比), 0–1.
    pub overlap: f64,
    /// Share of the shape inside the reference (落界占比), 0–1.
    pub inside: f64,
}

/// How far, and whereto, a datum moves positions at one place.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Offset {
    /// The place, on CGCS2000.
    pub at: LonLat,
    /// The distance on the ellipsoid, metres.
    pub metres: f64,
    /// The azimuth (方位角) from the true to the shifted position, degrees clockwise from north, 0–360.
    pub azimuth: f64,
}

/// What speaks for and against a shift. Nothing is corrected: the caller decides what to do with it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ShiftEvidence {
    /// The agreement as given, without GCJ-02 and without BD-09.
    pub agreements: [Agreement; 3],
    /// The datum that fits best.
    pub best: Datum,
    /// The lead of the best over the second best, in the measure that was asked for.
    pub margin: f64,
    /// What it amounts to.
    pub verdict: ShiftVerdict,
    /// How far the best datum moves the middle of the shape; none as given.
    pub offset: Option<Offset>,
}

/// Recognises a shift from two outlines of the same thing: one of unknown datum, one on CGCS2000.
///
/// All vertices take part. The measure is the overlap; the best datum needs 0.5 of it and a lead of 0.05 for a verdict (defaults of
/// this library, no official figure is known). The lead shrinks with the size of the shape: beyond some 20 km a
/// shift of 600 m drowns, and the verdict is `Undecided`.
///
/// `None` if one of them has no area, or lies outside the range of the 3° zone at its middle.
#[must_use]
pub fn recognise(
    subject: &LonLatMultiPolygon,
    reference: &LonLatMultiPolygon,
) -> Option<ShiftEvidence> {
    let agreements = agreements(subject, reference)?;
    let (best, margin) = lead(&agreements, |agreement| agreement.overlap);
    let verdict = if best.overlap >= MIN_OVERLAP && margin >= MIN_MARGIN {
        ShiftVerdict::from(best.datum)
    } else {
        ShiftVerdict::Undecided
    };
    evidence(subject, agreements, best.datum, margin, verdict)
}

/// Recognises a shift of parcels from the boundary that they should lie in, which is on CGCS2000.
///
/// All vertices take part. The measure is the share inside. A shift is recognised if less than half lies inside as given and
/// more than 0.9 without one of the shifts; the parcels fit as given if more than 0.9 lies inside and
/// no shift does better (defaults of this library). Anything else is `Undecided`.
///
/// `None` as in [`recognise`].
#[must_use]
pub fn recognise_inside(
    parcels: &LonLatMultiPolygon,
    boundary: &LonLatMultiPolygon,
) -> Option<ShiftEvidence> {
    let agreements = agreements(parcels, boundary)?;
    let [as_given, ..] = agreements;
    let (best, margin) = lead(&agreements, |agreement| agreement.inside);
    let shifted = best.datum != Datum::AsGiven
        && as_given.inside < MISPLACED
        && best.inside > IN_PLACE
        && margin >= MIN_MARGIN;
    let in_place = best.datum == Datum::AsGiven && as_given.inside > IN_PLACE;
    let verdict =
        if shifted || in_place { ShiftVerdict::from(best.datum) } else { ShiftVerdict::Undecided };
    evidence(parcels, agreements, best.datum, margin, verdict)
}

fn agreements(
    subject: &LonLatMultiPolygon,
    reference: &LonLatMultiPolygon,
) -> Option<[Agreement; 3]> {
    let middle = middle(reference)?;
    let zone = GaussKruger::containing(middle.lon, ZoneWidth::Three, ZonePrefix::Absent)?;
    let reference = zone.project(reference)?;
    let reference_area = covered_area(&reference)?;
    let agreement = |datum: Datum| {
        let shape: GridMultiPolygon = zone.project(&datum.remove(subject)?)?;
        let area = covered_area(&shape)?;
        let common = intersection_area(&shape, &reference)?;
        if area <= 0.0 || reference_area <= 0.0 {
            return None;
        }
        let overlap = common / (area + reference_area - common);
        Some(Agreement { datum, overlap, inside: common / area })
    };
    let [first, second, third] = Datum::ALL;
    Some([agreement(first)?, agreement(second)?, agreement(third)?])
}

/// The best and its lead over the second best; of equals the first.
fn lead(agreements: &[Agreement; 3], measure: impl Fn(&Agreement) -> f64) -> (Agreement, f64) {
    let [mut best, ..] = *agreements;
    for agreement in agreements {
        if measure(agreement) > measure(&best) {
            best = *agreement;
        }
    }
    let second = agreements
        .iter()
        .filter(|agreement| agreement.datum != best.datum)
        .map(&measure)
        .fold(0.0, f64::max);
    (best, measure(&best) - second)
}

fn evidence(
    subject: &LonLatMultiPolygon,
    agreements: [Agreement; 3],
    best: Datum,
    margin: f64,
    verdict: ShiftVerdict,
) -> Option<ShiftEvidence> {
    let given = middle(subject)?;
    let offset = match best {
        Datum::AsGiven => None,
        Datum::Gcj02 => Some(offset(best, from_gcj02(given)?)),
        Datum::Bd09 => Some(offset(best, from_bd09(given)?)),
    };
    Some(ShiftEvidence { agreements, best, margin, verdict, offset })
}

/// How far a datum moves this position, which is on CGCS2000.
///
/// ```
/// use landledger::geometry::{LonLat, shift};
///
/// let offset = shift::offset(shift::Datum::Gcj02, LonLat::new(113.30, 34.80));
/// assert_eq!((offset.metres.round(), offset.azimuth.round()), (592.0, 100.0));
/// ```
#[must_use]
pub fn offset(datum: Datum, at: LonLat) -> Offset {
    let cgcs2000 = Ellipsoid::CGCS2000;
    let geodesic = Geodesic::new(cgcs2000.equatorial_radius(), cgcs2000.flattening());
    let shifted = datum.apply(at);
    let (metres, azimuth, _, _) = geodesic.inverse(at.lat, at.lon, shifted.lat, shifted.lon);
    Offset { at, metres, azimuth: azimuth.rem_euclid(360.0) }
}

/// The middle of the bounding box.
fn middle(shape: &LonLatMultiPolygon) -> Option<LonLat> {
    let range = |of: fn(&LonLat) -> f64| {
        let values = || shape.points().iter().map(of);
        (values().fold(f64::INFINITY, f64::min) + values().fold(f64::NEG_INFINITY, f64::max)) / 2.0
    };
    let middle = LonLat::new(range(|at| at.lon), range(|at| at.lat));
    (middle.lon.is_finite() && middle.lat.is_finite()).then_some(middle)
}
