//! [`inscribed_circle`]: how wide a region is.

use std::f64::consts::PI;

use super::super::Plane;
use super::tangent::{Base, Boundary, Contact, Touch};

/// The largest circle that fits into a region (最大内切圆).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InscribedCircle {
    /// Its centre, in the units of the plane.
    pub centre: [f64; 2],
    /// Its diameter, metres: the width of the region.
    pub diameter: f64,
}

/// A circle larger than the best one by less than this is not looked for.
const RELATIVE: f64 = 1e-3;

/// Nor by less than this, metres: what rounding makes of slivers.
const ABSOLUTE: f64 = 5e-7;

/// Places looked at along one edge. A bound that is not met after as many is one that rounding keeps from being met.
const PLACES: usize = 200;

/// Comparisons of a circle with an edge: some seconds.
const COMPARISONS: usize = 300_000_000;

/// Contacts of the edges before, tried on the next edge.
const HINTS: usize = 8;

/// The largest circle that fits into a region (最大内切圆), `None` if it has no inside.
///
/// Rings counter-clockwise around the region, clockwise around its holes, closed or not; the region is on the left
/// of every edge.
///
/// **Method.** The largest circle touches the border, so it is looked for along the border: at each place of an edge
/// or of a re-entrant corner there is one largest circle that touches there, the nearest other piece of border
/// decides it ("shrinking ball", J. Ma, S. W. Bae, S. Choi, "3D medial axis point approximation using nearest
/// neighbors and the normal field", The Visual Computer 28, 2012). Between two places the radius is bounded by those
/// pieces, whose radius is convex along an edge, so that edges are left as soon as they cannot hold a larger circle.
/// A long sliver costs no more than a short one, unlike with nested cells. No circle is larger than its region: where
/// rounding has made one of a region nanometres wide, its area bounds it.
///
/// **Accuracy.** At most 0.1 % of the diameter and 1 µm below the true one; to this comes the scale of degrees, taken once at
/// the middle of the region: 1e-4 of the diameter for each kilometre that the region extends north and south. A round
/// region of tens of thousands of corners has nearly as many circles that are nearly the largest: after 300 000 000
/// comparisons with edges, the largest that was found is given.
///
/// ```
/// use landledger::geometry::{Plane, coverage::inscribed_circle};
///
/// let strip = vec![vec![[0.0, 0.0], [80.0, 0.0], [80.0, 0.5], [0.0, 0.5]]];
/// let circle = inscribed_circle(Plane::Metres, &strip).unwrap();
/// assert!((circle.diameter - 0.5).abs() < 5e-4);
/// ```
#[must_use]
pub fn inscribed_circle(plane: Plane, rings: &[Vec<[f64; 2]>]) -> Option<InscribedCircle> {
    inscribed_circle_after(plane, rings, COMPARISONS)
}

/// The same, or the largest found after so many comparisons of a circle with an edge.
pub(super) fn inscribed_circle_after(
    plane: Plane,
    rings: &[Vec<[f64; 2]>],
    comparisons: usize,
) -> Option<InscribedCircle> {
    largest(plane, rings, &Effort { suffices: f64::INFINITY, comparisons })
}

/// When a search ends before its end.
struct Effort {
    /// With a circle of a larger diameter, metres.
    suffices: f64,
    /// After so many comparisons of a circle with an edge.
    comparisons: usize,
}

fn largest(plane: Plane, rings: &[Vec<[f64; 2]>], effort: &Effort) -> Option<InscribedCircle> {
    let frame = Frame::over(plane, rings)?;
    let local: Vec<Vec<[f64; 2]>> =
        rings.iter().map(|ring| ring.iter().map(|at| frame.in_metres(*at)).collect()).collect();
    let boundary = Boundary::of(&local);
    let mut search =
        Search { boundary: &boundary, best: None, effort, hints: Vec::with_capacity(HINTS) };
    let bases = boundary.bases();
    // Some bases from all around first: a good circle early leaves less to look at.
    let step = (bases.len() / 16).max(1);
    for base in bases.iter().step_by(step) {
        search.along(*base);
    }
    for base in &bases {
        search.along(*base);
    }
    let (centre, radius) = search.best?;
    let found = InscribedCircle { centre: frame.plane_position(centre), diameter: 2.0 * radius };
    // No circle is larger than its region. One that is was found in a region so thin that rounding has put edges on
    // the wrong side of each other.
    let largest = 2.0 * (area(&local).max(0.0) / PI).sqrt();
    if found.diameter <= largest * (1.0 + 1e-9) {
        return Some(found);
    }
    let corner = rings.iter().flatten().next()?;
    (largest > 0.0).then_some(InscribedCircle { centre: *corner, diameter: largest })
}

/// The signed area that rings enclose.
fn area(rings: &[Vec<[f64; 2]>]) -> f64 {
    let twice = |ring: &Vec<[f64; 2]>| {
        let [x, y] = ring.first().copied().unwrap_or_default();
        let pairs = ring.iter().zip(ring.iter().skip(1));
        pairs.map(|(a, b)| (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y)).sum::<f64>()
    };
    rings.iter().map(twice).sum::<f64>() / 2.0
}

/// Whether a circle of more than this diameter, metres, fits into a region.
///
/// No circle is wider than the region is across its longest edge, which settles most slivers.
pub(super) fn is_wider(plane: Plane, rings: &[Vec<[f64; 2]>], limit: f64) -> bool {
    let Some(frame) = Frame::over(plane, rings) else { return false };
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let along = edges
        .map(|(a, b)| (frame.in_metres(*a), frame.in_metres(*b)))
        .map(|(a, b)| [b[0] - a[0], b[1] - a[1]])
        .max_by(|a, b| a[0].hypot(a[1]).total_cmp(&b[0].hypot(b[1])));
    let Some(along) = along else { return false };
    let length = along[0].hypot(along[1]);
    let across = rings.iter().flatten().map(|at| frame.in_metres(*at));
    let across = across.map(|[x, y]| (along[0] * y - along[1] * x) / length);
    let [low, high] = across
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], at| [low.min(at), high.max(at)]);
    let effort = Effort { suffices: limit, comparisons: COMPARISONS };
    high - low > limit
        && largest(plane, rings, &effort).is_some_and(|circle| circle.diameter > limit)
}

/// Metres from the middle of a region.
#[derive(Debug, Clone, Copy)]
struct Frame {
    origin: [f64; 2],
    scale: [f64; 2],
}

impl Frame {
    fn over(plane: Plane, rings: &[Vec<[f64; 2]>]) -> Option<Frame> {
        if !rings.iter().flatten().flatten().all(|number| number.is_finite()) {
            return None;
        }
        let mut corners = rings.iter().flatten();
        let [x, y] = *corners.next()?;
        let [mut west, mut south, mut east, mut north] = [x, y, x, y];
        for [x, y] in corners {
            west = west.min(*x);
            east = east.max(*x);
            south = south.min(*y);
            north = north.max(*y);
        }
        let origin = [f64::midpoint(west, east), f64::midpoint(south, north)];
        let scale = plane.metres_per_unit(origin);
        (origin.iter().chain(&scale).all(|n| n.is_finite() && n.abs() < 1e150)
            && scale.iter().all(|n| *n > 0.0))
        .then_some(Frame { origin, scale })
    }

    fn in_metres(self, [x, y]: [f64; 2]) -> [f64; 2] {
        [(x - self.origin[0]) * self.scale[0], (y - self.origin[1]) * self.scale[1]]
    }

    fn plane_position(self, [x, y]: [f64; 2]) -> [f64; 2] {
        [x / self.scale[0] + self.origin[0], y / self.scale[1] + self.origin[1]]
    }
}

struct Search<'a> {
    boundary: &'a Boundary,
    best: Option<([f64; 2], f64)>,
    effort: &'a Effort,
    /// Places that held circles of the edges before.
    hints: Vec<[f64; 2]>,
}

/// A stretch of a base with the circles at its two ends.
struct Stretch {
    ends: [f64; 2],
    touches: [Touch; 2],
}

impl Search<'_> {
    fn is_over(&self) -> bool {
        self.boundary.comparisons() > self.effort.comparisons
            || self.best.is_some_and(|(_, radius)| 2.0 * radius > self.effort.suffices)
    }

    fn enough(&self) -> f64 {
        self.best.map_or(0.0, |(_, radius)| radius * (1.0 + RELATIVE)) + ABSOLUTE
    }

    /// Looks for a larger circle that touches a base.
    fn along(&mut self, base: Base) {
        if self.is_over() {
            return;
        }
        let bound =
            |at: &[f64; 2]| base.radius_through(0.0, *at).max(base.radius_through(1.0, *at));
        if self.best.is_some() && self.hints.iter().any(|hint| bound(hint) <= self.enough()) {
            return;
        }
        let touches = [self.touch(base, 0.0), self.touch(base, 1.0)];
        let mut open = vec![Stretch { ends: [0.0, 1.0], touches }];
        let mut places = 0;
        while let Some(stretch) = open.pop() {
            if self.is_over() {
                return;
            }
            if self.bound(base, &stretch) <= self.enough() {
                continue;
            }
            places += 1;
            if places > PLACES {
                return;
            }
            let [start, end] = stretch.ends;
            let [first, last] = stretch.touches;
            let middle = f64::midpoint(start, end);
            let touch = self.touch(base, middle);
            open.push(Stretch { ends: [start, middle], touches: [first, touch] });
            open.push(Stretch { ends: [middle, end], touches: [touch, last] });
        }
    }

    /// The largest circle that touches a base at one place.
    fn touch(&mut self, base: Base, at: f64) -> Touch {
        let touch = self.boundary.shrink(base, at);
        if touch.contact != Contact::None && touch.radius > self.best.map_or(0.0, |(_, r)| r) {
            self.best = Some((base.centre(at, touch.radius), touch.radius));
        }
        if let Some(place) = touch.contact.place() {
            if self.hints.len() >= HINTS {
                self.hints.remove(0);
            }
            self.hints.push(place);
        }
        touch
    }

    /// No circle that touches this stretch has a larger radius.
    fn bound(&self, base: Base, stretch: &Stretch) -> f64 {
        let [first, last] = &stretch.touches;
        let ends = first.radius.max(last.radius);
        if let (Contact::Edge { edge: a, .. }, Contact::Edge { edge: b, .. }) =
            (first.contact, last.contact)
            && a == b
        {
            // The circle rolls along one edge; between, its contact stays on it, and the radius is convex.
            return ends;
        }
        let through = |touch: &Touch| {
            touch.contact.place().map_or(f64::INFINITY, |place| {
                let radii = stretch.ends.map(|at| base.radius_through(at, place));
                radii[0].max(radii[1])
            })
        };
        through(first).min(through(last)).min(self.boundary.largest_radius())
    }
}
