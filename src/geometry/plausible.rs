//! What the numbers of a file may be (坐标判别): degrees, degrees in the wrong order, metres of a zone, Web Mercator.
//!
//! A guess for messages, never a licence to convert: coordinates of a local system (地方坐标系, 地方抵偿面) look
//! like Gauss-Krüger ones, and cannot be told from them.

use super::coordinate_extent::{CoordinateExtent, Look, zone_of};
use super::{GaussKruger, GridPoint, LonLat, ZonePrefix, ZoneWidth};

/// How far from the hint a zone may put the first position, degrees.
const NEAR_HINT: f64 = 1.5;

/// The order of the two numbers of a position in metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GridAxes {
    /// Easting first, as GIS files have it.
    EastNorth,
    /// Northing first, as surveyors (X, Y) and the EPSG registry have it.
    NorthEast,
}

/// What positions look like.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CoordinateKind {
    /// Longitude, latitude in degrees: what GeoJSON requires.
    LonLat,
    /// Latitude, longitude in degrees: in each position the first number is a latitude of China and the second
    /// a longitude of China, which is never so in the right order.
    LatLonSwapped,
    /// Metres of a Gauss-Krüger zone.
    GridMetres {
        /// The zones that it may be, by number: from the zone numbers of the eastings, or, for eastings without
        /// one, those that put the first position near the hint. Empty if the strip is unknown.
        zones: Vec<GaussKruger>,
        /// Which number comes first.
        axes: GridAxes,
    },
    /// Metres of Web Mercator (EPSG:3857).
    WebMercator,
    /// None of these.
    OutOfRange,
}

/// How many positions look like what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CoordinateCounts {
    /// Degrees in the right order, or in an order that cannot be told wrong.
    pub lon_lat: usize,
    /// Degrees in the wrong order.
    pub lat_lon: usize,
    /// Metres, easting first.
    pub east_north: usize,
    /// Metres, northing first.
    pub north_east: usize,
    /// Metres of Web Mercator.
    pub web_mercator: usize,
    /// None of these, or not finite.
    pub other: usize,
}

/// A guess, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CoordinateGuess {
    /// What most positions look like.
    pub kind: CoordinateKind,
    /// How many positions look like that.
    pub fitting: usize,
    /// How many positions there are.
    pub positions: usize,
    /// The evidence.
    pub counts: CoordinateCounts,
}

impl CoordinateGuess {
    /// Whether every position looks the same; if not, some are wrong in themselves.
    #[must_use]
    pub fn is_unanimous(&self) -> bool {
        self.fitting == self.positions
    }
}

/// Guesses what positions are, from `[first, second]` as they stand in the file. `hint` is a place nearby, such as the
/// middle of the zone, and helps with eastings that carry no zone number. `None` if there is no position.
///
/// The premise is that the place is in China: degrees elsewhere are taken as longitude, latitude. Web Mercator at 117–136° E and
/// eastings of the 6° zones 13–15 (73–90° E) look the same; they are taken as Web Mercator.
///
/// **Basis**: domain sheet of this project §9.1; zone numbers by the EPSG registry (3°: 25–45, 6°: 13–23).
///
/// ```
/// use landledger::geometry::{CoordinateKind, guess_coordinates};
///
/// let guess = guess_coordinates([[34.80, 113.30], [34.81, 113.30], [34.81, 113.31]], None).unwrap();
/// assert_eq!(guess.kind, CoordinateKind::LatLonSwapped);
/// assert!(guess.is_unanimous());
/// ```
#[must_use]
pub fn guess_coordinates(
    positions: impl IntoIterator<Item = [f64; 2]>,
    hint: Option<LonLat>,
) -> Option<CoordinateGuess> {
    let mut tally = Tally::default();
    for position in positions {
        tally.add(position);
    }
    tally.guess(hint)
}

#[derive(Debug, Default)]
struct Tally {
    counts: CoordinateCounts,
    positions: usize,
    east_north: Metres,
    north_east: Metres,
}

/// What is remembered about positions in metres.
#[derive(Debug, Default)]
struct Metres {
    first: Option<GridPoint>,
    zones: Vec<GaussKruger>,
}

impl Tally {
    fn add(&mut self, position: [f64; 2]) {
        self.positions += 1;
        let [first, second] = position;
        let counts = &mut self.counts;
        match CoordinateExtent::at(position).look() {
            Look::LonLat => counts.lon_lat += 1,
            Look::LatLon => counts.lat_lon += 1,
            Look::WebMercator => counts.web_mercator += 1,
            Look::Other => counts.other += 1,
            Look::Metres(GridAxes::EastNorth) => {
                counts.east_north += 1;
                self.east_north.add(GridPoint::new(second, first));
            }
            Look::Metres(GridAxes::NorthEast) => {
                counts.north_east += 1;
                self.north_east.add(GridPoint::new(first, second));
            }
        }
    }

    fn guess(self, hint: Option<LonLat>) -> Option<CoordinateGuess> {
        let counts = self.counts;
        let metres =
            |metres: &Metres, axes| CoordinateKind::GridMetres { zones: metres.zones(hint), axes };
        let looks = [
            (counts.lon_lat, CoordinateKind::LonLat),
            (counts.lat_lon, CoordinateKind::LatLonSwapped),
            (counts.east_north, metres(&self.east_north, GridAxes::EastNorth)),
            (counts.north_east, metres(&self.north_east, GridAxes::NorthEast)),
            (counts.web_mercator, CoordinateKind::WebMercator),
            (counts.other, CoordinateKind::OutOfRange),
        ];
        // Of equals the first.
        let most = looks.iter().map(|(count, _)| *count).max()?;
        let (fitting, kind) = looks.into_iter().find(|(count, _)| *count == most)?;
        let guess = CoordinateGuess { kind, fitting, positions: self.positions, counts };
        (self.positions > 0).then_some(guess)
    }
}

impl Metres {
    fn add(&mut self, point: GridPoint) {
        self.first = self.first.or(Some(point));
        if let Some(zone) = zone_of(point.east)
            && let Err(at) = self.zones.binary_search(&zone)
        {
            self.zones.insert(at, zone);
        }
    }

    fn zones(&self, hint: Option<LonLat>) -> Vec<GaussKruger> {
        let (Some(first), Some(hint), true) = (self.first, hint, self.zones.is_empty()) else {
            return self.zones.clone();
        };
        [ZoneWidth::Three, ZoneWidth::Six]
            .into_iter()
            .filter_map(|width| GaussKruger::containing(hint.lon, width, ZonePrefix::Absent))
            .filter(|zone| {
                zone.inverse(first).is_some_and(|at| {
                    (at.lon - hint.lon).abs() <= NEAR_HINT && (at.lat - hint.lat).abs() <= NEAR_HINT
                })
            })
            .collect()
    }
}
