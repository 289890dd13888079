//! [`CoordinateExtent`]: the smallest and largest numbers of positions, and what they look like. The windows that
//! tell degrees from metres stand here and nowhere else.

use super::{CoordinateKind, GaussKruger, GridAxes, ZonePrefix, ZoneWidth};

const LONGITUDE: [f64; 2] = [-180.0, 180.0];
const LATITUDE: [f64; 2] = [-90.0, 90.0];
/// Latitudes of China, generously, degrees.
const CHINA_LAT: [f64; 2] = [3.0, 54.0];
/// Longitudes of China, generously, degrees. Above every latitude of China, so the order of the two is certain.
const CHINA_LON: [f64; 2] = [73.0, 136.0];
/// Northings of [`CHINA_LAT`], metres.
const CHINA_NORTH: [f64; 2] = [331_000.0, 6_000_000.0];
/// Eastings without zone number, metres: a 6° zone is at most 334 km wide on either side, and 150 km are to spare.
const EAST: [f64; 2] = [100_000.0, 900_000.0];
/// The same in Web Mercator (EPSG:3857), metres: R·λ and R·ln tan(π/4 + φ/2) with R = 6 378 137.
const MERCATOR_X: [f64; 2] = [8_126_000.0, 15_140_000.0];
const MERCATOR_Y: [f64; 2] = [334_000.0, 7_171_000.0];
/// Northings that a declared zone is believed for: from pole to pole.
const NORTH: [f64; 2] = [-1.0e7, 1.0e7];

/// Smallest and largest numbers of positions (坐标范围), first and second numbers apart.
///
/// ```
/// use landledger::geometry::{CoordinateExtent, CoordinateKind};
///
/// let mut extent = CoordinateExtent::default();
/// extent.add([113.30, 34.80]);
/// extent.add([113.31, 34.81]);
/// assert_eq!((extent.min(), extent.max()), ([113.30, 34.80], [113.31, 34.81]));
/// assert_eq!(extent.kind(), CoordinateKind::LonLat);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoordinateExtent {
    min: [f64; 2],
    max: [f64; 2],
}

/// Nothing: no position is within it.
impl Default for CoordinateExtent {
    fn default() -> CoordinateExtent {
        CoordinateExtent { min: [f64::INFINITY; 2], max: [f64::NEG_INFINITY; 2] }
    }
}

/// What every position of an extent looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    LonLat,
    LatLon,
    Metres(GridAxes),
    WebMercator,
    Other,
}

impl CoordinateExtent {
    /// The extent of one position.
    #[must_use]
    pub fn at(position: [f64; 2]) -> CoordinateExtent {
        CoordinateExtent { min: position, max: position }
    }

    /// Takes in a position.
    #[inline]
    pub fn add(&mut self, [x, y]: [f64; 2]) {
        let ([min_x, min_y], [max_x, max_y]) = (self.min, self.max);
        self.min = [min_x.min(x), min_y.min(y)];
        self.max = [max_x.max(x), max_y.max(y)];
    }

    /// Takes in all of another extent.
    pub fn extend(&mut self, other: CoordinateExtent) {
        // An empty one has infinite bounds, the lower one above: neither may be taken for a position.
        let ([min_x, min_y], [max_x, max_y]) = (self.min, self.max);
        self.min = [min_x.min(other.min[0]), min_y.min(other.min[1])];
        self.max = [max_x.max(other.max[0]), max_y.max(other.max[1])];
    }

    /// The smallest first and the smallest second number; infinite if there is no position.
    #[must_use]
    pub fn min(&self) -> [f64; 2] {
        self.min
    }

    /// The largest first and the largest second number.
    #[must_use]
    pub fn max(&self) -> [f64; 2] {
        self.max
    }

    /// Whether there is no position.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let ([min_x, min_y], [max_x, max_y]) = (self.min, self.max);
        min_x > max_x || min_y > max_y
    }

    /// Whether every position can be longitude, latitude, somewhere on Earth.
    #[must_use]
    pub fn is_in_degrees(&self) -> bool {
        within(self.first(), LONGITUDE) && within(self.second(), LATITUDE)
    }

    /// What all positions look like, by the same windows as [`super::guess_coordinates`];
    /// [`CoordinateKind::OutOfRange`] if they look different. Metres carry the zone whose number stands in front of
    /// every easting, and none if there is no number.
    #[must_use]
    pub fn kind(&self) -> CoordinateKind {
        match self.look() {
            Look::LonLat => CoordinateKind::LonLat,
            Look::LatLon => CoordinateKind::LatLonSwapped,
            Look::WebMercator => CoordinateKind::WebMercator,
            Look::Other => CoordinateKind::OutOfRange,
            Look::Metres(axes) => {
                let [low, _] = match axes {
                    GridAxes::EastNorth => self.first(),
                    GridAxes::NorthEast => self.second(),
                };
                CoordinateKind::GridMetres { zones: zone_of(low).into_iter().collect(), axes }
            }
        }
    }

    /// Whether all positions can be metres of this zone in this order: eastings within 400 km of its false easting and
    /// northings between the poles; with the northing first, which nobody declared, northings of China.
    #[must_use]
    pub fn fits(&self, zone: GaussKruger, axes: GridAxes) -> bool {
        let [low, high] = CoordinateExtent::eastings(zone);
        match axes {
            GridAxes::EastNorth => {
                within(self.first(), [low, high]) && within(self.second(), NORTH)
            }
            GridAxes::NorthEast => {
                within(self.second(), [low, high]) && within(self.first(), CHINA_NORTH)
            }
        }
    }

    /// The eastings that a zone is believed for, metres.
    #[must_use]
    pub fn eastings(zone: GaussKruger) -> [f64; 2] {
        let shift = zone.false_easting() - 5e5;
        EAST.map(|limit| limit + shift)
    }

    /// Whether each position within it looks like longitude, latitude by itself; `true` is certain.
    pub(crate) fn is_all_lon_lat(&self) -> bool {
        let clear = |[min, max]: [f64; 2], [low, high]: [f64; 2]| max < low || high < min;
        // Then no position in it can be latitude, longitude of China.
        let is_certain = clear(self.first(), CHINA_LAT) || clear(self.second(), CHINA_LON);
        is_certain && self.is_in_degrees()
    }

    pub(super) fn look(&self) -> Look {
        let (first, second) = (self.first(), self.second());
        if within(first, CHINA_LAT) && within(second, CHINA_LON) {
            Look::LatLon
        } else if self.is_in_degrees() {
            Look::LonLat
        } else if within(first, MERCATOR_X) && within(second, MERCATOR_Y) {
            Look::WebMercator
        } else if eastings(first) && within(second, CHINA_NORTH) {
            Look::Metres(GridAxes::EastNorth)
        } else if within(first, CHINA_NORTH) && eastings(second) {
            Look::Metres(GridAxes::NorthEast)
        } else {
            Look::Other
        }
    }

    fn first(&self) -> [f64; 2] {
        [self.min[0], self.max[0]]
    }

    fn second(&self) -> [f64; 2] {
        [self.min[1], self.max[1]]
    }
}

/// Whether a range lies in another; never so for numbers that are not finite.
fn within([min, max]: [f64; 2], [low, high]: [f64; 2]) -> bool {
    low <= min && min <= max && max <= high
}

/// Whether a range can be eastings: without a zone number, or all with the same.
fn eastings([min, max]: [f64; 2]) -> bool {
    if within([min, max], EAST) {
        return true;
    }
    let Some(zone) = zone_of(min) else { return false };
    zone_of(max) == Some(zone) && within([min, max], CoordinateExtent::eastings(zone))
}

/// The zone whose number an easting carries.
pub(super) fn zone_of(easting: f64) -> Option<GaussKruger> {
    let number = GaussKruger::prefix_of(easting)?;
    let width = match number {
        13..=23 => ZoneWidth::Six,
        25..=45 => ZoneWidth::Three,
        _ => return None,
    };
    GaussKruger::new(width, number, ZonePrefix::Present)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Boxes between numbers on each side of every limit: each position in them, in steps, against what it looks like alone.
    #[test]
    fn what_is_all_longitude_latitude_is_so_everywhere() {
        let numbers = [
            -200.0, -180.1, -180.0, -90.1, -90.0, 0.0, 2.9, 3.0, 30.0, 54.0, 54.1, 72.9, 73.0,
            90.0, 90.1, 113.0, 136.0, 136.1, 180.0, 180.1, 4e5,
        ];
        let (mut certain, mut missed) = (0, 0);
        for (min_x, max_x) in numbers.iter().flat_map(|a| numbers.map(|b| (*a, b))) {
            for (min_y, max_y) in numbers.iter().flat_map(|a| numbers.map(|b| (*a, b))) {
                if min_x > max_x || min_y > max_y {
                    continue;
                }
                let own = CoordinateExtent { min: [min_x, min_y], max: [max_x, max_y] };
                let between = |low: f64, high: f64| {
                    numbers.into_iter().filter(move |n| low <= *n && *n <= high)
                };
                let mut each =
                    between(min_x, max_x).flat_map(|x| between(min_y, max_y).map(move |y| [x, y]));
                let all = each.all(|at| CoordinateExtent::at(at).look() == Look::LonLat);
                assert!(all || !own.is_all_lon_lat(), "{own:?}");
                certain += usize::from(own.is_all_lon_lat());
                missed += usize::from(all && !own.is_all_lon_lat());
            }
        }
        assert!(certain > 5_000 && missed == 0, "{certain} {missed}");
        assert!(!CoordinateExtent::default().is_all_lon_lat());
        assert!(!CoordinateExtent::at([f64::NAN, 34.0]).is_all_lon_lat());
    }
}
