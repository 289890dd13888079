//! Along a ring (沿环累加): its edges with the points that the rule puts into them, and the sum of their trapezoids.

use super::super::super::GridPoint;
use super::super::angles::Angles;
use super::super::lanes::{FourAtOnce, Instructions, Lanes, compute, fours};
use super::bands::Inverse;
use super::trapezoids::{is_small, low_trapezoids, signed_trapezoid};
use super::{Constants, MAX_INSERTED, may_be_long, points_between, round};

/// How many points are worked out in one go: whole fours.
const GO: usize = 256;

/// A walk along the rings of a shape.
#[derive(Debug)]
pub(super) struct Walk {
    constants: &'static Constants,
    inverse: Inverse<'static>,
    latitude: Angles,
    corners: Vec<GridPoint>,
    points: Vec<GridPoint>,
    /// Four latitudes with four longitudes, radians.
    positions: Vec<[[f64; 4]; 2]>,
    inserted: f64,
}

impl Walk {
    /// The central meridian in radians.
    pub(super) fn new(constants: &'static Constants, meridian: f64) -> Walk {
        Walk {
            constants,
            inverse: Inverse::new(constants, meridian),
            latitude: Angles::default(),
            corners: Vec::new(),
            points: Vec::new(),
            positions: Vec::new(),
            inserted: 0.0,
        }
    }

    /// The signed sum over a ring whose corners are given by `fill`: x, and y from the central meridian, as the rule rounds them.
    /// `None` if that gives `None`, or if the shape needs too many points.
    ///
    /// Longitudes count from Greenwich, as the rule prints its inverse. Counted from the central meridian they would round
    /// elsewhere now and then: a vertex moved by a millionth of a second makes 0.002 m² on edges of 70 m.
    pub(super) fn ring(
        &mut self,
        fill: impl FnOnce(&mut Vec<GridPoint>) -> Option<()>,
    ) -> Option<f64> {
        self.corners.clear();
        fill(&mut self.corners)?;
        let Some(first) = self.corners.first() else { return Some(0.0) };
        self.corners.push(*first);
        let mut sum = Sum { last: None, total: 0.0 };
        if edges(&self.corners).fold(false, |any, (from, to)| any | may_be_long(from, to)) {
            self.inserted +=
                edges(&self.corners).map(|(from, to)| points_between(from, to)).sum::<f64>();
            if self.inserted > MAX_INSERTED {
                return None;
            }
            self.densified(&mut sum);
        } else {
            let points = std::mem::take(&mut self.corners);
            points.chunks(GO).for_each(|points| self.go(points, &mut sum));
            self.corners = points;
        }
        Some(sum.total)
    }

    fn densified(&mut self, sum: &mut Sum) {
        let corners = std::mem::take(&mut self.corners);
        let mut points = std::mem::take(&mut self.points);
        let mut add = |point| {
            points.push(point);
            if points.len() == GO {
                self.go(&points, sum);
                points.clear();
            }
        };
        corners.first().copied().into_iter().for_each(&mut add);
        for (from, to) in edges(&corners) {
            let parts = points_between(from, to) + 1.0;
            // Below ten million in all, so the cast keeps it.
            for step in 1..parts as u32 {
                let share = f64::from(step) / parts;
                add(GridPoint::new(
                    round(from.north + (to.north - from.north) * share, 1e6),
                    round(from.east + (to.east - from.east) * share, 1e6),
                ));
            }
            add(to);
        }
        self.go(&points, sum);
        points.clear();
        (self.corners, self.points) = (corners, points);
    }

    fn go(&mut self, points: &[GridPoint], sum: &mut Sum) {
        compute(Go { walk: self, points, sum });
    }

    /// Of those with latitudes far from each other, as there are beside a pole, the trapezoids.
    #[cold]
    #[inline(never)]
    fn high_trapezoids(
        &self,
        half: [f64; 4],
        middle: [f64; 4],
        width: [f64; 4],
        found: &mut [f64; 4],
    ) {
        for (((half, middle), width), found) in half.into_iter().zip(middle).zip(width).zip(found) {
            if !is_small(half) {
                *found = signed_trapezoid(self.constants, half, middle, width);
            }
        }
    }
}

/// The edges between points that follow each other.
#[inline(always)]
fn edges(points: &[GridPoint]) -> impl Iterator<Item = (GridPoint, GridPoint)> + '_ {
    points.iter().copied().zip(points.iter().copied().skip(1))
}

/// The sum so far, and the latitude and longitude that it ends at, radians.
#[derive(Debug)]
struct Sum {
    last: Option<(f64, f64)>,
    total: f64,
}

/// Points that go on from those before.
struct Go<'a> {
    walk: &'a mut Walk,
    points: &'a [GridPoint],
    sum: &'a mut Sum,
}

impl FourAtOnce for Go<'_> {
    type Result = ();

    #[inline(always)]
    fn with<I: Instructions>(self, by: I) {
        let Go { walk, points, sum } = self;
        // First the positions, then the trapezoids: either loop alone is short, and a processor works on several rounds of it at once.
        walk.positions.clear();
        for four in fours(points) {
            walk.positions.push(walk.inverse.four(by, four).map(Lanes::numbers));
        }
        let positions = std::mem::take(&mut walk.positions);
        for [lat, lon] in positions.iter().copied() {
            let ([a, b, c, d], [e, f, g, h]) = (lat, lon);
            let (lat, lon) = (by.four(lat), by.four(lon));
            let (last_lat, last_lon) = sum.last.unwrap_or((a, e));
            let (from_lat, from_lon) = (by.four([last_lat, a, b, c]), by.four([last_lon, e, f, g]));
            let a_half = by.same(0.5);
            let (half, middle) = ((lat - from_lat) * a_half, (from_lat + lat) * a_half);
            let width = (from_lon + lon) * a_half;
            let cos = walk.latitude.cos_of_four(by, middle);
            let mut found = low_trapezoids(by, walk.constants, half, cos, width).numbers();
            if !half.numbers().into_iter().all(is_small) {
                walk.high_trapezoids(half.numbers(), middle.numbers(), width.numbers(), &mut found);
            }
            // Where the last point stands for those that are missing, the trapezoids are nothing, and what comes next goes on from it.
            sum.last = Some((d, h));
            for trapezoid in found {
                sum.total += trapezoid;
            }
        }
        walk.positions = positions;
    }
}

#[cfg(test)]
mod tests {
    use super::super::CGCS2000;
    use super::{GridPoint, MAX_INSERTED, Walk};

    /// Ten points into each of two edges of 700 m, ring after ring: up to ten million in all.
    #[test]
    fn points_of_all_rings_are_counted_together() {
        let there_and_back = |walk: &mut Walk| {
            walk.ring(|corners| {
                corners
                    .extend([700.0, 1_400.0].map(|north| GridPoint::new(3_853_000.0 + north, 0.0)));
                Some(())
            })
        };
        for (left, rings) in [(MAX_INSERTED, 3), (40.0, 2), (39.0, 1), (20.0, 1), (19.0, 0)] {
            let mut walk = Walk::new(&CGCS2000, 1.99);
            walk.inserted = MAX_INSERTED - left;
            let measured = (0..3).map_while(|_| there_and_back(&mut walk)).count();
            assert_eq!(measured, rings, "{left}");
        }
    }
}
