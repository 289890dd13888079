//! From the design to the ground: bends, a turn and a scale, then Gauss-Krüger metres and degrees.

use super::face::{Point, twice_area};
use super::internal;
use crate::error::Result;
use crate::geometry::{
    GaussKruger, GridPoint, LonLat, LonLatMultiPolygon, MultiPolygon, ZonePrefix, ZoneWidth,
};

/// Where the middle of the zone lies, millimetres in the 3° zone 38 of CGCS2000, with the zone prefix. There the
/// zone of the fixture lies 700 m inside the district on every side. The odd millimetre keeps every coordinate of the
/// fixture away from the middle between two ninth decimals (a test says why).
const CENTRE: Point = Point { x: 38_433_850_000, y: 3_852_950_001 };

/// The easting of the central meridian of that zone, millimetres.
const CENTRAL_MERIDIAN: i64 = 38_500_000_000;

/// Half the width of the widest map around the [centre](CENTRE), millimetres: 67 km west of it the 3° zone ends. Maps of some
/// 300 000 parcels and more lie around the central meridian, where 1 000 000 have their place in one zone.
const WIDEST: f64 = 60_000_000.0;

/// How far the middle of the streets bends out of the straight line, millimetres.
const BEND_EAST: f64 = 90_000.0;
const BEND_NORTH: f64 = 60_000.0;

/// Puts points of the design on the ground.
///
/// Every vertex is mapped by itself and rounded to a millimetre, so that faces that share a vertex in the design
/// share it on the ground. Only `+ − × ÷` and square roots are used up to there: the same on every platform.
#[derive(Debug)]
pub(super) struct Ground {
    extent: (f64, f64),
    scale: f64,
    zone: GaussKruger,
    middle: Point,
}

impl Ground {
    /// The ground on which the outline has this plane area (m²).
    pub(super) fn new(extent: (i64, i64), outline: &[Vec<Point>], area: f64) -> Result<Ground> {
        let zone = zone_38()?;
        let extent = (extent.0 as f64, extent.1 as f64);
        let mut ground = Ground { extent, scale: 1.0, zone, middle: CENTRE };
        // The bends change the area a little, and differently for each scale: two steps reach a square metre.
        for _ in 0..3 {
            let rings: Vec<Vec<Point>> = outline.iter().map(|ring| ground.ring(ring)).collect();
            let found = square_metres(&rings);
            ground.scale *= (area / found).sqrt();
        }
        if ground.scale * ground.extent.0 / 2.0 > WIDEST {
            ground.middle.x = CENTRAL_MERIDIAN;
        }
        Ok(ground)
    }

    fn point(&self, point: Point) -> Point {
        let (width, height) = self.extent;
        let (u, v) = (point.x as f64 / width, point.y as f64 / height);
        // Parabolas over the whole width and height; neither changes an area.
        let x = point.x as f64 - width / 2.0 + BEND_EAST * 4.0 * v * (1.0 - v);
        let y = point.y as f64 - height / 2.0 + BEND_NORTH * 4.0 * u * (1.0 - u);
        // A turn by 2·atan(1/20) = 5.7°, in ratios: 399² + 40² = 401².
        let (cosine, sine) = (399.0 / 401.0, 40.0 / 401.0);
        let (x, y) = (x * cosine - y * sine, x * sine + y * cosine);
        let rounded = |value: f64| (value * self.scale).round() as i64;
        Point::new(self.middle.x + rounded(x), self.middle.y + rounded(y))
    }

    pub(super) fn ring(&self, ring: &[Point]) -> Vec<Point> {
        ring.iter().map(|point| self.point(*point)).collect()
    }

    /// The shape in degrees of rings on the ground, each exterior followed by its holes; closed, nine decimals.
    pub(super) fn shape(&self, rings: &[Vec<Point>]) -> Result<LonLatMultiPolygon> {
        let mut shape = MultiPolygon::default();
        for ring in rings {
            if twice_area(ring) > 0 {
                shape.push_polygon();
            }
            let closed = ring.iter().chain(ring.first());
            let points: Result<Vec<LonLat>> = closed.map(|point| self.degrees(*point)).collect();
            shape.push_ring(points?);
        }
        Ok(shape)
    }

    fn degrees(&self, point: Point) -> Result<LonLat> {
        let metres = GridPoint::new(point.y as f64 / 1e3, point.x as f64 / 1e3);
        let exact = self.zone.inverse(metres).ok_or_else(|| internal("a point of zone 38"))?;
        let nine = |degrees: f64| (degrees * 1e9).round() / 1e9;
        Ok(LonLat::new(nine(exact.lon), nine(exact.lat)))
    }
}

/// The 3° zone of the district, with the zone number in its eastings.
pub(super) fn zone_38() -> Result<GaussKruger> {
    GaussKruger::new(ZoneWidth::Three, 38, ZonePrefix::Present).ok_or_else(|| internal("zone 38"))
}

/// The plane area of rings on the ground, holes (clockwise) subtracted, in mm².
pub(super) fn square_millimetres(rings: &[Vec<Point>]) -> i128 {
    // Relative to the centre, so that the products stay small.
    let near = |ring: &Vec<Point>| -> Vec<Point> {
        ring.iter().map(|p| Point::new(p.x - CENTRE.x, p.y - CENTRE.y)).collect()
    };
    rings.iter().map(|ring| twice_area(&near(ring))).sum::<i128>() / 2
}

fn square_metres(rings: &[Vec<Point>]) -> f64 {
    square_millimetres(rings) as f64 / 1e6
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first fault")]
mod tests {
    use super::*;
    use crate::synth::{SynthOptions, layout};

    /// Sines of another platform differ in the last digit of a degree, 1.4e-14. No coordinate of the fixture lies
    /// so near to the middle between two ninth decimals (here 1e-13, seven such digits) that it would round the
    /// other way there.
    #[test]
    fn no_coordinate_of_the_fixture_rounds_differently_elsewhere() {
        let layout = layout::lay_out(&SynthOptions::shangjie());
        let ground = Ground::new(layout.extent, &layout.outline, 17_061_842.48).unwrap();
        let lands = layout.lands.iter().flat_map(|land| &land.rings);
        let mut points: Vec<Point> =
            layout.plots.iter().map(|plot| &plot.ring).chain(lands).flatten().copied().collect();
        points.sort_unstable();
        points.dedup();
        assert!(points.len() > 1000);
        for point in points {
            let at = ground.point(point);
            let metres = GridPoint::new(at.y as f64 / 1e3, at.x as f64 / 1e3);
            let exact = ground.zone.inverse(metres).unwrap();
            for degrees in [exact.lon, exact.lat] {
                // Whole degrees are taken off first: the rest keeps all its digits when scaled.
                let ninth = (degrees - degrees.trunc()) * 1e9;
                let from_middle = (ninth - ninth.floor() - 0.5).abs();
                assert!(from_middle > 1e-4, "{at:?}: {degrees} is {from_middle} from the middle");
            }
        }
    }

    /// The 3° zone 38 is from 112.5° to 115.5° east. A wide map moves into it (that of 1 000 000 parcels, in `benches/growth.rs`, has room there too), others stay where they are.
    #[test]
    fn wide_maps_lie_in_one_zone() {
        for (parcels, middle) in [(40_000, CENTRE.x), (400_000, CENTRAL_MERIDIAN)] {
            let layout = layout::lay_out(&SynthOptions::new(parcels, 7));
            let area = parcels as f64 * 17_061_842.48 / 400.0;
            let ground = Ground::new(layout.extent, &layout.outline, area).unwrap();
            assert_eq!(ground.middle.x, middle);
            for point in layout.outline.iter().flatten() {
                let at = ground.degrees(ground.point(*point)).unwrap();
                assert!(112.5 < at.lon && at.lon < 115.5, "{at:?} of {parcels}");
            }
        }
    }
}
