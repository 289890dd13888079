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

/// Comparisons of a circle with an edge in one search: some seconds.
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
    largest(plane, rings, f64::INFINITY)
}

/// The same, or one of a diameter, metres, that suffices.
fn largest(plane: Plane, rings: &[Vec<[f64; 2]>], suffices: f64) -> Option<InscribedCircle> {
    let frame = Frame::over(plane, rings)?;
    let local: Vec<Vec<[f64; 2]>> =
        rings.iter().map(|ring| ring.iter().map(|at| frame.in_metres(*at)).collect()).collect();
    let boundary = Boundary::of(&local);
    let mut search = Search {
        boundary: &boundary,
        best: None,
        suffices,
        hints: Vec::with_capacity(HINTS),
        open: Vec::new(),
        left_off: false,
        is_doubted: false,
        most: COMPARISONS,
    };
    let bases = boundary.bases();
    search.through(&bases);
    let (centre, _) = search.best?;
    // Where a region runs out into a needle that rounding has turned over, circles lie beside the region.
    if !boundary.encloses(centre) {
        search.is_doubted = true;
        search.best = None;
        search.hints.clear();
        search.left_off = false;
        search.most = boundary.comparisons().saturating_add(COMPARISONS);
        search.through(&bases);
    }
    // No circle is larger than its region. One that is was found in a region so thin that rounding has put edges on
    // the wrong side of each other.
    let largest = 2.0 * (area(&local).max(0.0) / PI).sqrt();
    if let Some((centre, radius)) = search.best
        && 2.0 * radius <= largest * (1.0 + 1e-9)
    {
        return Some(InscribedCircle {
            centre: frame.plane_position(centre),
            diameter: 2.0 * radius,
        });
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
    high - low > limit && largest(plane, rings, limit).is_some_and(|circle| circle.diameter > limit)
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
    /// The diameter with which the search ends, metres.
    suffices: f64,
    /// Places that held circles of the edges before.
    hints: Vec<[f64; 2]>,
    /// Stretches of a base that are still to be looked at.
    open: Vec<Stretch>,
    /// Whether a base was left before its bound was met.
    left_off: bool,
    /// Whether it is to be seen of every circle that it lies in the region.
    is_doubted: bool,
    /// Comparisons with which the search ends.
    most: usize,
}

/// A stretch of a base with the circles at its two ends.
struct Stretch {
    ends: [f64; 2],
    touches: [Touch; 2],
}

impl Search<'_> {
    /// Looks for a larger circle that touches any of the bases.
    fn through(&mut self, bases: &[Base]) {
        // Some bases from all around first: a good circle early leaves less to look at.
        let step = (bases.len() / 16).max(1);
        for base in bases.iter().step_by(step) {
            self.along(*base);
        }
        let again = self.left_off;
        for (number, base) in bases.iter().enumerate() {
            if again || number % step != 0 {
                self.along(*base);
            }
        }
    }

    fn is_over(&self) -> bool {
        self.boundary.comparisons() > self.most
            || self.best.is_some_and(|(_, radius)| 2.0 * radius > self.suffices)
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
        self.open.clear();
        self.open.push(Stretch { ends: [0.0, 1.0], touches });
        let mut places = 0;
        while let Some(stretch) = self.open.pop() {
            if self.is_over() {
                return;
            }
            let Some(middle) = self.place_between(base, &stretch) else { continue };
            places += 1;
            if places > PLACES {
                self.left_off = true;
                return;
            }
            let [start, end] = stretch.ends;
            let [first, last] = stretch.touches;
            let touch = self.touch(base, middle);
            self.open.push(Stretch { ends: [start, middle], touches: [first, touch] });
            self.open.push(Stretch { ends: [middle, end], touches: [touch, last] });
        }
    }

    /// The largest circle that touches a base at one place.
    fn touch(&mut self, base: Base, at: f64) -> Touch {
        let touch = self.boundary.shrink(base, at);
        if touch.contact != Contact::None && touch.radius > self.best.map_or(0.0, |(_, r)| r) {
            let centre = base.centre(at, touch.radius);
            if !self.is_doubted || self.boundary.encloses(centre) {
                self.best = Some((centre, touch.radius));
            }
        }
        if let Some(place) = touch.contact.place() {
            if self.hints.len() >= HINTS {
                self.hints.remove(0);
            }
            self.hints.push(place);
        }
        touch
    }

    /// Where to look for a larger circle that touches this stretch; nowhere if none can be large enough.
    ///
    /// One piece of border leaves room for circles whose radius is a convex function of the place. Along an edge, that
    /// of the circle at t that passes through (x, y), y across, is ((x − t)² + y²) / 2y: convex in t, x and y together,
    /// and so is the least of them over a segment, in t. Around a corner see [`Boundary::is_convex`]. So up to any place
    /// the radius is at most the larger of what the piece that holds the circle at the one end leaves room for at that end
    /// and there, and beyond it the same with the piece of the other end. The place where both leave the same room bounds
    /// it best. The largest circle of the stretch is there, if no third piece of border is in its way.
    fn place_between(&self, base: Base, stretch: &Stretch) -> Option<f64> {
        let enough = self.enough();
        let most = self.boundary.largest_radius();
        let [start, end] = stretch.ends;
        let [first, last] = &stretch.touches;
        let middle = f64::midpoint(start, end);
        let room = |at: f64, edge: usize| self.boundary.radius_to(base, at, edge);
        let is_convex = |ends: [f64; 2], edge: usize| self.boundary.is_convex(base, ends, edge);
        let unknown = (f64::INFINITY, middle);
        let (bound, at) = match (first.contact, last.contact) {
            (Contact::None, Contact::None) => unknown,
            (Contact::Edge { edge, .. }, Contact::None) => (room(end, edge), middle),
            (Contact::None, Contact::Edge { edge, .. }) => (room(start, edge), middle),
            (Contact::Edge { edge: a, .. }, Contact::Edge { edge: b, .. }) if a == b => {
                (0.0, middle)
            }
            (Contact::Edge { edge: a, .. }, Contact::Edge { edge: b, .. }) => {
                let ends =
                    [(start, [first.radius, room(start, b)]), (end, [room(end, a), last.radius])];
                same_room(ends, |at| [room(at, a), room(at, b)], enough)
            }
        };
        let is_bound = match (first.contact, last.contact) {
            (Contact::Edge { edge: a, .. }, Contact::Edge { edge: b, .. }) if a != b => {
                is_convex([start, at], a) && is_convex([at, end], b)
            }
            (Contact::Edge { edge, .. }, _) | (_, Contact::Edge { edge, .. }) => {
                is_convex([start, end], edge)
            }
            _ => true,
        };
        let (bound, at) = if is_bound { (bound, at) } else { unknown };
        let bound = bound.max(first.radius).max(last.radius).min(most);
        // A place near an end says no more than the end does.
        let near = (end - start) / 16.0;
        let at = if (start + near..=end - near).contains(&at) { at } else { middle };
        (bound > enough).then_some(at)
    }
}

/// Places looked at to find where two pieces of border leave the same room.
const STEPS: usize = 12;

/// About where two pieces of border leave the same room, and the larger of both there. Each end comes with the room
/// that both leave; the first leaves no more than the second at the first end, no less at the other.
///
/// Any place gives a bound, so the search ends with one that is low enough.
fn same_room(
    [mut low, mut high]: [(f64, [f64; 2]); 2],
    room: impl Fn(f64) -> [f64; 2],
    enough: f64,
) -> (f64, f64) {
    let mut best = (f64::INFINITY, f64::midpoint(low.0, high.0));
    for step in 0..STEPS {
        let (below, above) = (low.1[1] - low.1[0], high.1[0] - high.1[1]);
        let share = below / (below + above);
        // The chord, but where it has no ends or goes to one side again and again.
        let share = if step % 3 < 2 && (0.0..=1.0).contains(&share) { share } else { 0.5 };
        let at = low.0 + (high.0 - low.0) * share;
        let [first, second] = room(at);
        let bound = first.max(second);
        if bound < best.0 {
            best = (bound, at);
        }
        if bound <= enough || (first - second).abs() <= 1e-4 * bound {
            break;
        }
        if first < second {
            low = (at, [first, second]);
        } else {
            high = (at, [first, second]);
        }
    }
    best
}
