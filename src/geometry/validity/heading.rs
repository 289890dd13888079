//! The directions that successive edges take: as long as they lie within half a turn, no two of the edges meet.

use super::predicate::Point;

/// How far the directions of a chain stay from half a turn, as the tangent of an angle: far more than rounding can
/// shift them, 2⁻⁵⁰ for each of up to 2³² edges.
const MARGIN: f64 = 1e-5;

/// The directions of the edges of a chain: all those from the rightmost, counter-clockwise, to the leftmost, with
/// less than half a turn between the two.
///
/// There is then a direction in which every edge of the chain goes forward. So the chain never comes back: edges that
/// follow each other have their vertex in common, others nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading {
    rightmost: Point,
    leftmost: Point,
}

impl Heading {
    /// That of a chain of one edge.
    pub(super) fn of(edge: Point) -> Heading {
        Heading { rightmost: edge, leftmost: edge }
    }

    /// Takes the direction of the next edge in, if the chain can go on with it.
    pub(super) fn take_in(&mut self, edge: Point) -> bool {
        let (from_right, to_left) = (turn(self.rightmost, edge), turn(edge, self.leftmost));
        let (beside_right, beside_left) = (along(self.rightmost, edge), along(self.leftmost, edge));
        // Rounding can make the sign of a turn wrong by 2⁻⁵⁰ of a full one, which the margin has room for, but cannot
        // make a direction of its opposite: that is what the products along are asked for.
        if from_right >= 0.0 && to_left >= 0.0 && (beside_right > 0.0 || beside_left > 0.0) {
            true
        } else if from_right > 0.0 && from_right > -MARGIN * beside_right {
            self.leftmost = edge;
            true
        } else if to_left > 0.0 && to_left > -MARGIN * beside_left {
            self.rightmost = edge;
            true
        } else {
            false
        }
    }
}

/// Positive if the second direction is to the left of the first.
fn turn(a: Point, b: Point) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// Positive if the second direction is within a quarter turn of the first.
fn along(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}
