//! The rule vertex by vertex (朴素孪生), as its text has it: what [`area`](super::area) must equal to the last bit.
//!
//! No bands, no lanes, no buffers. What it shares with the library is [`inverse`], which is held against the printed formulas
//! beside itself, the sines along a ring, and the rule's constants.

use super::super::super::{GaussKruger, GridMultiPolygon, GridPoint, LonLatMultiPolygon};
use super::super::{edges, sum};
use super::inverse::{Near, inverse};
use super::trapezoids::{SMALL, signed_trapezoid};
use super::{Constants, LONGEST_EDGE, MAX_INSERTED, MAX_X, MAX_Y, PI, SurveyEllipsoid};

fn area_of_degrees(zone: GaussKruger, polygons: &LonLatMultiPolygon) -> Option<f64> {
    area(zone, &zone.project(polygons)?, SurveyEllipsoid::Cgcs2000)
}

fn area(zone: GaussKruger, polygons: &GridMultiPolygon, ellipsoid: SurveyEllipsoid) -> Option<f64> {
    let rounded = polygons.try_map(|point| {
        let y = round(point.east, 1e4) - zone.false_easting();
        let x = round(point.north, 1e4);
        (x.abs() <= MAX_X && y.abs() <= MAX_Y).then_some(GridPoint::new(x, y))
    })?;
    let inserted: f64 =
        rounded.rings().flat_map(edges).map(|(from, to)| points_between(from, to)).sum();
    if inserted > MAX_INSERTED {
        return None;
    }
    let meridian = f64::from(zone.central_meridian()) * PI / 180.0;
    sum(&rounded, |ring| Some(ring_sum(ellipsoid.constants(), ring, meridian)))
}

fn ring_sum(constants: &Constants, ring: &[GridPoint], meridian: f64) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let mut near = Near::default();
    let mut last = inverse(constants, *first, meridian, &mut near);
    let mut total = 0.0;
    let mut add = |point: GridPoint| {
        let next = inverse(constants, point, meridian, &mut near);
        let (half, middle) = ((next.0 - last.0) / 2.0, (last.0 + next.0) / 2.0);
        let width = (last.1 + next.1) / 2.0;
        total += if half.abs() <= SMALL {
            let (_, cos) = near.latitude.sin_cos(middle);
            low_trapezoid(constants, half, cos, width)
        } else {
            signed_trapezoid(constants, half, middle, width)
        };
        last = next;
    };
    for (from, to) in edges(ring) {
        let parts = points_between(from, to) + 1.0;
        for step in 1..parts as u32 {
            let share = f64::from(step) / parts;
            add(GridPoint::new(
                round(from.north + (to.north - from.north) * share, 1e6),
                round(from.east + (to.east - from.east) * share, 1e6),
            ));
        }
        add(to);
    }
    total
}

fn points_between(from: GridPoint, to: GridPoint) -> f64 {
    let length = (to.north - from.north).hypot(to.east - from.east);
    if length > LONGEST_EDGE { (length / LONGEST_EDGE).floor() } else { 0.0 }
}

fn round(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}

fn low_trapezoid(constants: &Constants, half: f64, cos: f64, lon_width: f64) -> f64 {
    let [a, b, c, d, e] = constants.coefficients;
    let sine = |k: f64| {
        let angle = k * half;
        let square = angle * angle;
        angle * (1.0 - square / 6.0 * (1.0 - square / 20.0))
    };
    let twice = 2.0 * (2.0 * cos * cos - 1.0);
    let cos3 = twice * cos - cos;
    let cos5 = twice * cos3 - cos;
    let cos7 = twice * cos5 - cos3;
    let cos9 = twice * cos7 - cos5;
    2.0 * constants.b
        * constants.b
        * lon_width
        * (a * sine(1.0) * cos - b * sine(3.0) * cos3 + c * sine(5.0) * cos5 - d * sine(7.0) * cos7
            + e * sine(9.0) * cos9)
}

#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails should panic")]
mod tests {
    use super::super::super::super::{
        GaussKruger, GridMultiPolygon, GridPoint, LonLat, MultiPolygon, ZonePrefix, ZoneWidth,
    };
    use super::super::bands::WIDTH;
    use super::{MAX_X, SurveyEllipsoid};

    /// SplitMix64.
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        fn between(&mut self, low: f64, high: f64) -> f64 {
            low + (high - low) * (self.next() as f64 / u64::MAX as f64)
        }

        fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
            all[(self.next() % all.len() as u64) as usize]
        }
    }

    /// Steps from vertex to vertex: all short, all long, or of either kind, so that edges with and without points follow each other.
    fn ring(random: &mut Random, start: GridPoint) -> Vec<GridPoint> {
        let (sizes, most): (&[f64], u64) = random.one_of(&[
            (&[0.01, 3.0], 24),
            (&[20.0], 24),
            (&[20.0], 600),
            (&[45.0], 300),
            (&[20.0, 150.0], 24),
            (&[20.0, 20.0, 150.0], 600),
            (&[2.0, 5_000.0], 6),
        ]);
        let on_halves = random.one_of(&[false, true, false]);
        let mut at = start;
        (0..random.next() % most)
            .map(|_| {
                let size = random.one_of(sizes);
                at = GridPoint::new(
                    at.north + random.between(-size, size),
                    at.east + random.between(-size, size),
                );
                // As near to halves of 0.1 mm as there are numbers.
                if on_halves {
                    at = GridPoint::new(
                        (at.north * 1e4).floor() / 1e4 + 5e-5,
                        (at.east * 1e4).floor() / 1e4 + 5e-5,
                    );
                }
                at
            })
            .collect()
    }

    fn zones() -> Vec<GaussKruger> {
        let zone = |width, number, prefix| GaussKruger::new(width, number, prefix).unwrap();
        vec![
            zone(ZoneWidth::Three, 38, ZonePrefix::Present),
            zone(ZoneWidth::Three, 25, ZonePrefix::Absent),
            zone(ZoneWidth::Six, 20, ZonePrefix::Present),
            zone(ZoneWidth::Six, 60, ZonePrefix::Absent),
            zone(ZoneWidth::Three, 1, ZonePrefix::Present),
            zone(ZoneWidth::Three, 120, ZonePrefix::Present),
        ]
    }

    /// x, over all latitudes, at the borders of bands, at the ends of what bands there are, and beside a pole.
    fn northing(random: &mut Random) -> f64 {
        let border = WIDTH * (random.next() % 3_031) as f64;
        let (low, high) = random.one_of(&[
            (0.0, 6_200_000.0),
            (0.0, 6_200_000.0),
            (border - 3.0, border + 3.0),
            (border + WIDTH / 4.0 - 3.0, border + WIDTH / 4.0 + 3.0),
            (-300.0, 300.0),
            (6_206_000.0, 6_209_000.0),
            (-1e7, 0.0),
            (9_990_000.0, 1e7),
            (10_001_955.0, 10_001_970.0),
            (MAX_X - 10.0, MAX_X + 10.0),
            (-MAX_X - 10.0, -MAX_X + 10.0),
        ]);
        random.between(low, high)
    }

    /// y, on the meridian, as in 3° and 6° zones, and at the ends of what bands and rule take.
    fn easting(random: &mut Random) -> f64 {
        let (low, high) = random.one_of(&[
            (0.0, 150_000.0),
            (0.0, 150_000.0),
            (0.0, 3.0),
            (150_000.0, 340_000.0),
            (349_970.0, 350_030.0),
            (350_000.0, 490_000.0),
            (499_700.0, 500_010.0),
        ]);
        random.one_of(&[-1.0, 1.0]) * random.between(low, high)
    }

    fn shape(random: &mut Random, zone: GaussKruger) -> GridMultiPolygon {
        let mut shape = MultiPolygon::default();
        for _ in 0..random.one_of(&[1, 1, 1, 2, 0]) {
            let start = GridPoint::new(northing(random), zone.false_easting() + easting(random));
            shape.push_polygon();
            for _ in 0..random.one_of(&[1, 1, 2, 3, 0]) {
                shape.push_ring(ring(random, start));
            }
        }
        shape
    }

    #[test]
    fn plane_areas_are_those_of_the_rule() {
        let mut random = Random(1);
        let mut measured = 0;
        for _ in 0..1_600 {
            let zone = random.one_of(&zones());
            let shape = shape(&mut random, zone);
            for ellipsoid in [SurveyEllipsoid::Cgcs2000, SurveyEllipsoid::Xian80] {
                let found = super::super::area(zone, &shape, ellipsoid);
                let twin = super::area(zone, &shape, ellipsoid);
                assert_eq!(found.map(f64::to_bits), twin.map(f64::to_bits), "{zone:?} {shape:?}");
                measured += usize::from(twin.is_some());
            }
        }
        assert!((2_200..3_190).contains(&measured), "{measured}");
    }

    #[test]
    fn areas_from_degrees_are_those_of_the_rule() {
        let mut random = Random(2);
        let mut measured = 0;
        for _ in 0..1_500 {
            let zone = random.one_of(&zones());
            let shape = shape(&mut random, zone);
            let Some(degrees) = zone.unproject(&shape) else { continue };
            let meridian = f64::from(zone.central_meridian());
            // Longitudes beyond 180° as well as those to the west.
            let degrees = degrees
                .try_map(|LonLat { lon, lat }| {
                    let east = if meridian > 180.0 && lon < 0.0 { lon + 360.0 } else { lon };
                    Some(LonLat::new(random.one_of(&[lon, east, east]), lat))
                })
                .unwrap();
            let found = super::super::area_of_degrees(zone, &degrees);
            let twin = super::area_of_degrees(zone, &degrees);
            assert_eq!(found.map(f64::to_bits), twin.map(f64::to_bits), "{zone:?} {degrees:?}");
            measured += usize::from(twin.is_some());
        }
        assert!((900..1_490).contains(&measured), "{measured}");
    }
}
