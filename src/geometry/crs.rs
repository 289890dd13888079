//! Reference systems: CGCS2000 in degrees, and its Gauss-Krüger zones of 3° and 6°.

use std::fmt;

use super::{GridMultiPolygon, LonLatMultiPolygon};

/// Width of a Gauss-Krüger zone (分带).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ZoneWidth {
    /// 3° zones (三度带): numbers 25–45 in China, central meridian 3° × number.
    Three,
    /// 6° zones (六度带): numbers 13–23 in China, central meridian 6° × number − 3°.
    Six,
}

/// Whether eastings carry the zone number in front (带号前缀).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ZonePrefix {
    /// Easting = zone × 1 000 000 + 500 000 + y, eight digits.
    Present,
    /// Easting = 500 000 + y, six digits.
    Absent,
}

/// A Gauss-Krüger zone (高斯-克吕格投影带) on CGCS2000: scale 1 on the central meridian, northing from the
/// equator, false easting 500 000 m.
///
/// Basis: EPSG registry, CGCS2000 / Gauss-Krüger (codes 4491–4554).
///
/// ```
/// use landledger::geometry::{GaussKruger, ZonePrefix, ZoneWidth};
///
/// let zone = GaussKruger::new(ZoneWidth::Three, 38, ZonePrefix::Present).unwrap();
/// assert_eq!(zone.central_meridian(), 114);
/// assert_eq!(zone.epsg(), Some(4526));
/// assert_eq!(GaussKruger::from_epsg(4547).unwrap().prefix(), ZonePrefix::Absent);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GaussKruger {
    width: ZoneWidth,
    number: u8,
    prefix: ZonePrefix,
}

impl GaussKruger {
    /// The zone of this width and number; `None` for a number that no place on Earth has (3°: 1–120,
    /// 6°: 1–60).
    #[must_use]
    pub const fn new(width: ZoneWidth, number: u8, prefix: ZonePrefix) -> Option<GaussKruger> {
        let last = match width {
            ZoneWidth::Three => 120,
            ZoneWidth::Six => 60,
        };
        if number == 0 || number > last {
            return None;
        }
        Some(GaussKruger { width, number, prefix })
    }

    /// The zone that this longitude (degrees east) falls in: `floor((lon + 1.5) / 3)` for 3° zones,
    /// `floor(lon / 6) + 1` for 6° zones. `None` west of the first 3° zone or outside ±180°.
    #[must_use]
    pub fn containing(lon: f64, width: ZoneWidth, prefix: ZonePrefix) -> Option<GaussKruger> {
        if !(-180.0..=180.0).contains(&lon) {
            return None;
        }
        let east = if lon < 0.0 { lon + 360.0 } else { lon };
        let number = match width {
            ZoneWidth::Three => ((east + 1.5) / 3.0).floor(),
            ZoneWidth::Six => (east / 6.0).floor() + 1.0,
        };
        // The number lies between 0 and 120, so the cast keeps it.
        GaussKruger::new(width, number as u8, prefix)
    }

    /// The width of the zone.
    #[must_use]
    pub const fn width(self) -> ZoneWidth {
        self.width
    }

    /// The zone number (带号).
    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }

    /// Whether eastings carry the zone number.
    #[must_use]
    pub const fn prefix(self) -> ZonePrefix {
        self.prefix
    }

    /// The same zone with or without the zone number in its eastings.
    #[must_use]
    pub const fn with_prefix(self, prefix: ZonePrefix) -> GaussKruger {
        GaussKruger { prefix, ..self }
    }

    /// The central meridian (中央子午线), degrees east, 0–360.
    #[must_use]
    pub const fn central_meridian(self) -> u16 {
        match self.width {
            ZoneWidth::Three => 3 * self.number as u16,
            ZoneWidth::Six => 6 * self.number as u16 - 3,
        }
    }

    /// What is added to y, metres: 500 000 and, with a prefix, zone × 1 000 000.
    #[must_use]
    pub fn false_easting(self) -> f64 {
        match self.prefix {
            ZonePrefix::Present => 1e6 * f64::from(self.number) + 5e5,
            ZonePrefix::Absent => 5e5,
        }
    }

    /// The EPSG code, for the zones that the registry has (3°: 25–45, 6°: 13–23).
    #[must_use]
    pub const fn epsg(self) -> Option<u16> {
        let number = self.number as u16;
        match (self.width, self.prefix) {
            (ZoneWidth::Three, _) if number < 25 || number > 45 => None,
            (ZoneWidth::Six, _) if number < 13 || number > 23 => None,
            (ZoneWidth::Three, ZonePrefix::Present) => Some(4488 + number),
            (ZoneWidth::Three, ZonePrefix::Absent) => Some(4509 + number),
            (ZoneWidth::Six, ZonePrefix::Present) => Some(4478 + number),
            (ZoneWidth::Six, ZonePrefix::Absent) => Some(4489 + number),
        }
    }

    /// The zone with this EPSG code (4491–4554).
    #[must_use]
    pub const fn from_epsg(code: u16) -> Option<GaussKruger> {
        match code {
            4491..=4501 => {
                GaussKruger::new(ZoneWidth::Six, (code - 4478) as u8, ZonePrefix::Present)
            }
            4502..=4512 => {
                GaussKruger::new(ZoneWidth::Six, (code - 4489) as u8, ZonePrefix::Absent)
            }
            4513..=4533 => {
                GaussKruger::new(ZoneWidth::Three, (code - 4488) as u8, ZonePrefix::Present)
            }
            4534..=4554 => {
                GaussKruger::new(ZoneWidth::Three, (code - 4509) as u8, ZonePrefix::Absent)
            }
            _ => None,
        }
    }
}

/// `CGCS2000 / 3-degree Gauss-Kruger zone 38` or `… CM 114E`, the EPSG names.
impl fmt::Display for GaussKruger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = match self.width {
            ZoneWidth::Three => "CGCS2000 / 3-degree Gauss-Kruger",
            ZoneWidth::Six => "CGCS2000 / Gauss-Kruger",
        };
        match self.prefix {
            ZonePrefix::Present => write!(f, "{width} zone {}", self.number),
            ZonePrefix::Absent => write!(f, "{width} CM {}E", self.central_meridian()),
        }
    }
}

/// A reference system (坐标参考系) that this crate reads and computes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Crs {
    /// CGCS2000 (2000国家大地坐标系) in degrees, EPSG:4490, in the order longitude, latitude.
    Cgcs2000,
    /// A Gauss-Krüger zone on CGCS2000, in metres.
    GaussKruger(GaussKruger),
}

impl Crs {
    /// The system with this EPSG code: 4490 or 4491–4554.
    #[must_use]
    pub const fn from_epsg(code: u16) -> Option<Crs> {
        match (code, GaussKruger::from_epsg(code)) {
            (4490, _) => Some(Crs::Cgcs2000),
            (_, Some(zone)) => Some(Crs::GaussKruger(zone)),
            _ => None,
        }
    }

    /// The EPSG code, where the registry has one.
    #[must_use]
    pub const fn epsg(self) -> Option<u16> {
        match self {
            Crs::Cgcs2000 => Some(4490),
            Crs::GaussKruger(zone) => zone.epsg(),
        }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Crs::Cgcs2000 => f.write_str("CGCS2000"),
            Crs::GaussKruger(zone) => zone.fmt(f),
        }
    }
}

/// A shape as it was given: in degrees, or in metres of a declared zone.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Longitude and latitude in degrees.
    LonLat(LonLatMultiPolygon),
    /// Northing and easting in metres.
    Grid {
        /// The zone that the metres are of.
        zone: GaussKruger,
        /// The polygons.
        polygons: GridMultiPolygon,
    },
}

impl Shape {
    /// The reference system of the coordinates.
    #[must_use]
    pub fn crs(&self) -> Crs {
        match self {
            Shape::LonLat(_) => Crs::Cgcs2000,
            Shape::Grid { zone, .. } => Crs::GaussKruger(*zone),
        }
    }
}
