//! How well an area is known from how well its boundary points are (面积中误差).

use super::ground;
use crate::geometry::{MultiPolygon, PlanePosition};

/// The mean error of an area (面积中误差), m², whose boundary points have a mean error of `point_error` metres.
///
/// σ_A = m · √(⅛ Σ D²), D the distance between the two neighbours of each vertex: the law of error propagation for
/// the shoelace formula, the errors of all points independent and equal in north and east. Twice this is the limit
/// (限差). `shape` is in metres; `None` if a coordinate is not finite.
///
/// ```
/// use landledger::check::area_mean_error;
/// use landledger::geometry::{GridPoint, MultiPolygon};
///
/// let square = [(0.0, 0.0), (0.0, 100.0), (100.0, 100.0), (100.0, 0.0)];
/// let square = MultiPolygon::from_exterior(square.map(|(north, east)| GridPoint::new(north, east)));
/// // Four diagonals of 141.42 m: 0.05 · √(⅛ · 80 000) = 5 m².
/// assert_eq!(area_mean_error(&square, 0.05), Some(5.0));
/// ```
#[must_use]
pub fn area_mean_error<P: PlanePosition>(shape: &MultiPolygon<P>, point_error: f64) -> Option<f64> {
    Some(NeighbourSquares::of(shape)?.mean_error(point_error))
}

/// The sums of the squared differences of x and of y between the two neighbours of each vertex.
#[derive(Debug, Clone, Copy)]
pub(super) struct NeighbourSquares([f64; 2]);

impl NeighbourSquares {
    /// `None` if a coordinate is not finite.
    pub(super) fn of<P: PlanePosition>(shape: &MultiPolygon<P>) -> Option<NeighbourSquares> {
        let mut sums = [0.0, 0.0];
        for (_, ring) in ground::rings(shape) {
            let ring = ground::open(ring)?;
            let after_next = ring.iter().cycle().skip(2);
            for ([x0, y0], [x2, y2]) in ring.iter().zip(after_next) {
                let ([dx, dy], [xx, yy]) = ([x2 - x0, y2 - y0], sums);
                sums = [xx + dx * dx, yy + dy * dy];
            }
        }
        Some(NeighbourSquares(sums))
    }

    /// The mean error of the area from that of the points, both of the shape's unit.
    pub(super) fn mean_error(self, point_error: f64) -> f64 {
        let [xx, yy] = self.0;
        point_error * ((xx + yy) / 8.0).sqrt()
    }

    /// The mean error of the area, in the square of the shape's unit, from independent errors of each x and each y.
    pub(super) fn axis_mean_error(self, [x_error, y_error]: [f64; 2]) -> f64 {
        let [xx, yy] = self.0;
        // An error of x moves the area by half the difference of the neighbours' y.
        (x_error * x_error * yy + y_error * y_error * xx).sqrt() / 2.0
    }
}
