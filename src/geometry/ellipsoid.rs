//! The reference ellipsoid (参考椭球): CGCS2000, and what follows from its two defining constants.

/// An oblate ellipsoid of revolution (旋转椭球), given by its equatorial radius and its flattening.
///
/// ```
/// use landledger::geometry::Ellipsoid;
///
/// let cgcs2000 = Ellipsoid::CGCS2000;
/// assert_eq!(cgcs2000.name(), "CGCS2000");
/// assert!((cgcs2000.polar_radius() - 6_356_752.314_140_356).abs() < 1e-8);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ellipsoid {
    name: &'static str,
    equatorial_radius: f64,
    inverse_flattening: f64,
}

impl Ellipsoid {
    /// The ellipsoid of CGCS2000 (2000国家大地坐标系): a = 6 378 137 m, 1/f = 298.257 222 101.
    ///
    /// **Basis**: GB/T 22021-2008 (国家大地测量基本技术规定); EPSG ellipsoid 1024. The shape is GRS80's to
    /// the digits given.
    pub const CGCS2000: Ellipsoid = Ellipsoid {
        name: "CGCS2000",
        equatorial_radius: 6_378_137.0,
        inverse_flattening: 298.257_222_101,
    };

    /// The ellipsoid of WGS84: a = 6 378 137 m, 1/f = 298.257 223 563. Reference values of other tools are on
    /// it; nothing of this crate computes on it by itself.
    ///
    /// **Basis**: NIMA TR8350.2; EPSG ellipsoid 7030.
    pub const WGS84: Ellipsoid = Ellipsoid {
        name: "WGS84",
        equatorial_radius: 6_378_137.0,
        inverse_flattening: 298.257_223_563,
    };

    /// The ellipsoid of Xi'an 1980 (1980西安坐标系), IAG 1975: a = 6 378 140 m, 1/f = 298.257. Patches of the second
    /// land survey are on it ([`patch_area`](super::patch_area)); nothing else of this crate computes on it.
    ///
    /// **Basis**: EPSG ellipsoid 7049.
    pub const XIAN80: Ellipsoid =
        Ellipsoid { name: "Xian80", equatorial_radius: 6_378_140.0, inverse_flattening: 298.257 };

    /// The name, as `CGCS2000`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The equatorial radius a (长半轴), metres.
    #[must_use]
    pub const fn equatorial_radius(self) -> f64 {
        self.equatorial_radius
    }

    /// The flattening f = (a − b)/a (扁率).
    #[must_use]
    pub const fn flattening(self) -> f64 {
        1.0 / self.inverse_flattening
    }

    /// The polar radius b = a (1 − f) (短半轴), metres.
    #[must_use]
    pub const fn polar_radius(self) -> f64 {
        self.equatorial_radius * (1.0 - self.flattening())
    }

    /// The first eccentricity squared e² = f (2 − f) (第一偏心率平方).
    #[must_use]
    pub const fn eccentricity_squared(self) -> f64 {
        self.flattening() * (2.0 - self.flattening())
    }

    /// The third flattening n = f/(2 − f) (第三扁率).
    #[must_use]
    pub const fn third_flattening(self) -> f64 {
        self.flattening() / (2.0 - self.flattening())
    }

    /// The square of the Gaussian mean radius (平均曲率半径) M·N at a latitude in degrees, m².
    #[must_use]
    pub fn mean_radius_squared(self, lat: f64) -> f64 {
        let sin = lat.to_radians().sin();
        let w_squared = 1.0 - self.eccentricity_squared() * sin * sin;
        self.polar_radius() * self.polar_radius() / (w_squared * w_squared)
    }
}

#[cfg(test)]
mod tests {
    use super::Ellipsoid;

    #[test]
    fn derived_constants_are_the_published_ones() {
        // The polar radius is GRS80's b, H. Moritz, "Geodetic Reference System 1980", J. Geodesy 74:128–133
        // (2000): 6 356 752.3141 m; the other digits from domain sheet §6.1, e² there 0.00669438002290.
        let it = Ellipsoid::CGCS2000;
        for (what, found, expected, tolerance) in [
            ("b", it.polar_radius(), 6_356_752.314_1, 5e-5),
            ("e2", it.eccentricity_squared(), 0.006_694_380_022_90, 5e-15),
            ("n", it.third_flattening(), 0.001_679_220_394_63, 5e-15),
        ] {
            assert!((found - expected).abs() < tolerance, "{what}: {found} against {expected}");
        }
    }
}
