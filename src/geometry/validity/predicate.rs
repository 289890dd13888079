//! Exact predicates on positions: every decision about a polygon rests on the sign of these and on nothing else.

use std::cmp::Ordering;

use robust::{Coord, orient2d};

pub(super) type Point = [f64; 2];

/// On which side of the line from `a` to `b` a position lies: 1 left, -1 right, 0 on it. Exact.
pub(super) fn side(a: Point, b: Point, c: Point) -> i8 {
    let coord = |p: Point| Coord { x: p[0], y: p[1] };
    let turn = orient2d(coord(a), coord(b), coord(c));
    i8::from(turn > 0.0) - i8::from(turn < 0.0)
}

/// The order by x, then y.
pub(super) fn lexical(a: Point, b: Point) -> Ordering {
    a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1]))
}

pub(super) fn same(a: Point, b: Point) -> bool {
    lexical(a, b).is_eq()
}

/// Whether a position that lies on the line through `a` and `b` lies strictly between them.
fn strictly_between(a: Point, b: Point, c: Point) -> bool {
    lexical(a, c) == lexical(c, b) && !same(a, c)
}

/// Whether `a` and `c`, on one line with `b` and unequal to it, lie on the same side of `b`.
pub(super) fn same_direction(b: Point, a: Point, c: Point) -> bool {
    // Nearly always one is to the left and one to the right, or one above and one below.
    let (x, y) = ((a[0] - b[0]) * (c[0] - b[0]), (a[1] - b[1]) * (c[1] - b[1]));
    !(x < 0.0 || y < 0.0) && side(a, b, c) == 0 && lexical(b, a) == lexical(b, c)
}

/// What two edges have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meeting {
    /// Nothing.
    Apart,
    /// One position inside both.
    Cross,
    /// A stretch between two positions, in lexical order.
    Overlap(Point, Point),
    /// One position that ends at least one of them: which end of each, or its inside.
    Touch(At, At),
}

/// Where on an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Start,
    End,
    Inside,
}

pub(super) fn meeting(a: [Point; 2], b: [Point; 2]) -> Meeting {
    let [a0, a1] = a;
    let [b0, b1] = b;
    let (s0, s1) = (side(a0, a1, b0), side(a0, a1, b1));
    if s0 * s1 > 0 {
        return Meeting::Apart;
    }
    let (t0, t1) = (side(b0, b1, a0), side(b0, b1, a1));
    if t0 * t1 > 0 {
        return Meeting::Apart;
    }
    if s0 == 0 && s1 == 0 {
        return along(a, b);
    }
    match (s0 * s1, t0 * t1) {
        (0, 0) => Meeting::Touch(end(t0), end(s0)),
        (0, _) => Meeting::Touch(At::Inside, end(s0)),
        (_, 0) => Meeting::Touch(end(t0), At::Inside),
        _ => Meeting::Cross,
    }
}

fn end(sign_of_start: i8) -> At {
    if sign_of_start == 0 { At::Start } else { At::End }
}

/// Two edges on one line.
fn along(a: [Point; 2], b: [Point; 2]) -> Meeting {
    let sorted = |e: [Point; 2]| if lexical(e[0], e[1]).is_le() { e } else { [e[1], e[0]] };
    let ([al, ar], [bl, br]) = (sorted(a), sorted(b));
    let from = if lexical(al, bl).is_ge() { al } else { bl };
    let to = if lexical(ar, br).is_le() { ar } else { br };
    match lexical(from, to) {
        Ordering::Less => Meeting::Overlap(from, to),
        Ordering::Greater => Meeting::Apart,
        Ordering::Equal => {
            let at = |e: [Point; 2]| if same(e[0], from) { At::Start } else { At::End };
            Meeting::Touch(at(a), at(b))
        }
    }
}

/// Whether a position lies on an edge, its ends left out.
pub(super) fn inside_edge(edge: [Point; 2], p: Point) -> bool {
    side(edge[0], edge[1], p) == 0 && strictly_between(edge[0], edge[1], p)
}

/// The way of a ring through a position: where it comes from, the position, where it goes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage {
    pub(super) from: Point,
    pub(super) at: Point,
    pub(super) to: Point,
}

impl Passage {
    /// Whether a direction leaves the position to the left of the way; `None` if it leaves along it.
    pub(super) fn is_left(&self, q: Point) -> Option<bool> {
        let Passage { from, at, to } = *self;
        if same_direction(at, from, q) || same_direction(at, to, q) {
            return None;
        }
        let (left_of_to, right_of_from) = (side(at, to, q) > 0, side(at, from, q) < 0);
        Some(match side(from, at, to) {
            1 => left_of_to && right_of_from,
            // Straight on: a turning back is a spike, and taken out before.
            0 => left_of_to,
            _ => left_of_to || right_of_from,
        })
    }

    /// Whether another way through the same position changes sides here.
    pub(super) fn is_crossed_by(&self, other: &Passage) -> bool {
        match (self.is_left(other.from), self.is_left(other.to)) {
            (Some(from), Some(to)) => from != to,
            _ => false,
        }
    }
}

/// The order of directions around a position, counter-clockwise from the negative x axis.
pub(super) fn around(at: Point, a: Point, b: Point) -> Ordering {
    // Lexically before the position is the left half-plane.
    let half = |p: Point| lexical(at, p).is_lt();
    half(a).cmp(&half(b)).then_with(|| side(at, a, b).cmp(&0).reverse())
}

/// Where two edges that cross do so, to the last digits of an `f64`; nothing is decided by it.
pub(super) fn crossing_point(a: [Point; 2], b: [Point; 2]) -> Point {
    let [[x0, y0], [x1, y1]] = a;
    let [[u0, v0], [u1, v1]] = b;
    let (dx, dy, du, dv) = (x1 - x0, y1 - y0, u1 - u0, v1 - v0);
    let along = ((u0 - x0) * dv - (v0 - y0) * du) / (dx * dv - dy * du);
    // Nearly parallel edges: the quotient may be anything, the place must stay on both.
    let along = if along.is_finite() { along.clamp(0.0, 1.0) } else { 0.5 };
    let clamp = |value: f64, [a0, a1]: [f64; 2], [b0, b1]: [f64; 2]| {
        let low = a0.min(a1).max(b0.min(b1));
        let high = a0.max(a1).min(b0.max(b1));
        value.max(low).min(high)
    };
    [clamp(x0 + along * dx, [x0, x1], [u0, u1]), clamp(y0 + along * dy, [y0, y1], [v0, v1])]
}
