//! The plane that the numbers of a file span, and how its units relate to metres.

use super::{GridPoint, LonLat, area};

/// A position as the two numbers that GIS files write: x (longitude, easting), then y (latitude, northing).
///
/// Plain numbers, which threads may share.
pub trait PlanePosition: Copy + Send + Sync {
    /// The two numbers.
    fn xy(self) -> [f64; 2];
}

impl PlanePosition for LonLat {
    fn xy(self) -> [f64; 2] {
        [self.lon, self.lat]
    }
}

impl PlanePosition for GridPoint {
    fn xy(self) -> [f64; 2] {
        [self.east, self.north]
    }
}

impl PlanePosition for [f64; 2] {
    fn xy(self) -> [f64; 2] {
        self
    }
}

/// The plane in which edges are straight (坐标平面): degrees, as RFC 7946 §3.1.1 has it, or metres of a grid.
///
/// Whether rings cross, parcels overlap and gaps are left is decided in this plane, by the numbers as they
/// stand; lengths and areas come out in metres and m².
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Plane {
    /// x is longitude, y latitude, degrees; areas are those of the ellipsoid of CGCS2000, edges straight in degrees.
    Degrees,
    /// x is easting, y northing, metres; areas are those of the plane.
    Metres,
}

impl Plane {
    /// Metres on the ground for one unit of x and one unit of y at a position.
    ///
    /// In degrees these are N cos φ and M, times π/180: good to the square of an extent over the radius of the
    /// Earth, 1e-6 over some kilometres.
    ///
    /// ```
    /// use landledger::geometry::Plane;
    ///
    /// let [x, y] = Plane::Degrees.metres_per_unit([113.3, 34.8]);
    /// assert_eq!((x.round(), y.round()), (91_510.0, 110_937.0));
    /// ```
    #[must_use]
    pub fn metres_per_unit(self, at: [f64; 2]) -> [f64; 2] {
        match self {
            Plane::Metres => [1.0, 1.0],
            Plane::Degrees => {
                let ellipsoid = super::Ellipsoid::CGCS2000;
                let (sin, cos) = at[1].to_radians().sin_cos();
                let e2 = ellipsoid.eccentricity_squared();
                let w2 = 1.0 - e2 * sin * sin;
                let prime = ellipsoid.equatorial_radius() / w2.sqrt();
                let meridian = prime * (1.0 - e2) / w2;
                [(prime * cos).to_radians(), meridian.to_radians()]
            }
        }
    }

    /// The distance between two near positions, metres, with the scale of the first.
    #[must_use]
    pub fn distance(self, from: [f64; 2], to: [f64; 2]) -> f64 {
        let [x, y] = self.metres_per_unit(from);
        ((to[0] - from[0]) * x).hypot((to[1] - from[1]) * y)
    }

    /// The signed area of a ring, m², positive counter-clockwise; a repeated closing point changes nothing.
    ///
    /// Additive: parts of a ring that is cut along straight lines sum to the whole, to the last digits of an `f64`.
    #[must_use]
    pub fn ring_area(self, ring: &[[f64; 2]]) -> f64 {
        match self {
            Plane::Degrees => area::lonlat_ring(ring),
            Plane::Metres => {
                let Some(&[x0, y0]) = ring.first() else { return 0.0 };
                let corner = ring.iter().zip(ring.iter().cycle().skip(1));
                corner
                    .map(|(a, b)| (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0))
                    .sum::<f64>()
                    / 2.0
            }
        }
    }

    /// The area of a region, m²: rings counter-clockwise around it, clockwise around its holes.
    #[must_use]
    pub fn region_area(self, rings: &[Vec<[f64; 2]>]) -> f64 {
        rings.iter().map(|ring| self.ring_area(ring)).sum()
    }
}
