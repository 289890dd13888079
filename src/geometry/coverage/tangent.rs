//! Circles that touch a border from inside: the one at a given place, held by the nearest other piece of border.

use std::cell::Cell;
use std::f64::consts::TAU;

use super::edge_tree::{Circle, EdgeTree};
use super::ground::crossing;
use super::same::same;

/// With more edges than this they are found in a tree; fewer are gone through one by one.
const FEW: usize = 256;

/// The border of a region in metres.
#[derive(Debug)]
pub(super) struct Boundary {
    edges: Vec<Edge>,
    /// For each edge, the one after it in its ring.
    next: Vec<usize>,
    extent: [f64; 2],
    /// What an edge may be away from a circle and yet have to be looked at, as rounding may have it.
    slack: f64,
    /// Of many edges.
    tree: Option<EdgeTree>,
    /// Edges of the tree that circles were held against.
    comparisons: Cell<usize>,
}

/// An edge of a border; circles ask for its direction again and again.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: [f64; 2],
    to: [f64; 2],
    /// The unit vector to its left, where the region is.
    left: [f64; 2],
    length: f64,
}

/// A piece of border that a circle touches.
#[derive(Debug, Clone, Copy)]
pub(super) enum Base {
    /// Anywhere along an edge, from its start at 0 to its end at 1.
    Edge { edge: usize, from: [f64; 2], to: [f64; 2], normal: [f64; 2] },
    /// A re-entrant corner, where the direction to the centre turns from 0 to 1.
    Corner { before: usize, after: usize, at: [f64; 2], angle: f64, turn: f64 },
}

/// The circle at one place of a base.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touch {
    pub(super) radius: f64,
    pub(super) contact: Contact,
}

/// What keeps a circle from being larger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Contact {
    /// Nothing within the extent.
    None,
    /// An edge, between its ends or at one of them.
    Edge { edge: usize, at: [f64; 2] },
}

impl Contact {
    /// Whether it is an edge of a higher number.
    fn is_after(self, index: usize) -> bool {
        matches!(self, Contact::Edge { edge, .. } if index < edge)
    }

    pub(super) fn place(self) -> Option<[f64; 2]> {
        match self {
            Contact::None => None,
            Contact::Edge { at, .. } => Some(at),
        }
    }
}

impl Base {
    /// The place at a parameter, and the direction from there to the centre.
    fn place(self, at: f64) -> ([f64; 2], [f64; 2]) {
        match self {
            Base::Edge { from, to, normal, .. } => {
                let [x, y] = less(to, from);
                let place = [from[0] + x * at, from[1] + y * at];
                // The end itself, not what rounding makes of it: neighbours begin there.
                let place = if at >= 1.0 { to } else { place };
                (place, normal)
            }
            Base::Corner { at: place, angle, turn, .. } => {
                let (sin, cos) = (angle + turn * at).sin_cos();
                (place, [cos, sin])
            }
        }
    }

    /// Whether it is an edge, or an end of it.
    fn is_on(self, index: usize) -> bool {
        match self {
            Base::Edge { edge, .. } => index == edge,
            Base::Corner { before, after, .. } => index == before || index == after,
        }
    }

    pub(super) fn centre(self, at: f64, radius: f64) -> [f64; 2] {
        let ([x, y], [nx, ny]) = self.place(at);
        [x + nx * radius, y + ny * radius]
    }

    /// The radius of the circle that touches at a parameter and passes through a point.
    pub(super) fn radius_through(self, at: f64, point: [f64; 2]) -> f64 {
        let (place, normal) = self.place(at);
        through(place, normal, point)
    }
}

impl Boundary {
    pub(super) fn of(rings: &[Vec<[f64; 2]>]) -> Boundary {
        let mut edges = Vec::new();
        let mut next = Vec::new();
        for ring in rings {
            let start = edges.len();
            let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
            edges.extend(pairs.filter(|(a, b)| !same(**a, **b)).map(|(a, b)| Edge::new(*a, *b)));
            let end = edges.len();
            next.extend((start..end).map(|edge| if edge + 1 < end { edge + 1 } else { start }));
        }
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for [x, y] in edges.iter().flat_map(|edge| [edge.from, edge.to]) {
            low = [low[0].min(x), low[1].min(y)];
            high = [high[0].max(x), high[1].max(y)];
        }
        let extent = if edges.is_empty() { [0.0; 2] } else { less(high, low) };
        let ends = || edges.iter().map(|edge| [edge.from, edge.to]).collect::<Vec<_>>();
        let tree = (edges.len() > FEW).then(|| EdgeTree::of(&ends()));
        let slack = 1e-9 * extent[0].min(extent[1]) + 1e-12 * extent[0].max(extent[1]);
        Boundary { edges, next, extent, slack, tree, comparisons: Cell::new(0) }
    }

    /// Every edge and every re-entrant corner.
    pub(super) fn bases(&self) -> Vec<Base> {
        let mut bases = Vec::with_capacity(2 * self.edges.len());
        for (before, (edge, after)) in self.edges.iter().zip(&self.next).enumerate() {
            let Edge { from, to, left, .. } = *edge;
            bases.push(Base::Edge { edge: before, from, to, normal: left });
            let Some(Edge { to: end, .. }) = self.edges.get(*after).copied() else { continue };
            let (into, out) = (less(to, from), less(end, to));
            let across = into[0] * out[1] - into[1] * out[0];
            let along = into[0] * out[0] + into[1] * out[1];
            if across < 0.0 || (across <= 0.0 && along < 0.0) {
                let angle = into[0].atan2(-into[1]);
                let turn = -(-across.atan2(along)).rem_euclid(TAU);
                bases.push(Base::Corner { before, after: *after, at: to, angle, turn });
            }
        }
        bases
    }

    /// Whether a position lies in the region.
    pub(super) fn encloses(&self, at: [f64; 2]) -> bool {
        self.comparisons.set(self.comparisons.get().saturating_add(self.edges.len()));
        self.edges.iter().map(|edge| crossing(edge.from, edge.to, at)).sum::<i32>() > 0
    }

    /// No circle in the region is larger.
    pub(super) fn largest_radius(&self) -> f64 {
        self.extent[0].min(self.extent[1]) / 2.0
    }

    /// How often a circle, or its centre, was held against an edge, where there are many.
    pub(super) fn comparisons(&self) -> usize {
        self.comparisons.get()
    }

    /// The radius of the circle that touches a base at a parameter and an edge as well; without end if none does.
    pub(super) fn radius_to(&self, base: Base, at: f64, edge: usize) -> f64 {
        let (place, normal) = base.place(at);
        let other = self.edges.get(edge).filter(|_| !base.is_on(edge));
        let held = other.and_then(|other| other.holding(place, normal));
        held.map_or(f64::INFINITY, |(radius, _)| radius)
    }

    /// Whether the [room](Boundary::radius_to) that an edge leaves between two parameters is known to be convex.
    ///
    /// Along an edge it is. Around a corner, the circle towards n that passes through q, seen from the corner, has the radius
    /// 1 / 2(n·q′) with q′ = q / |q|², if that is above zero. The q′ of an edge lie on an arc; the greatest n·q′ is a smooth
    /// function of the angle wherever it is above zero, made of cosines of it, and 1 / cos is convex. But between two
    /// directions in which an edge lies in front there may be some in which all of it lies behind: not so where one of its
    /// ends is in front in both, as the corner turns by half a turn at most.
    pub(super) fn is_convex(&self, base: Base, ends: [f64; 2], edge: usize) -> bool {
        let Base::Corner { .. } = base else { return true };
        let Some(edge) = self.edges.get(edge) else { return false };
        [edge.from, edge.to].into_iter().any(|q| {
            ends.into_iter().all(|at| {
                let (place, normal) = base.place(at);
                let [x, y] = less(q, place);
                x * normal[0] + y * normal[1] > 0.0
            })
        })
    }

    /// The largest circle that touches a base at a parameter and holds no border inside.
    ///
    /// Of edges that hold it equally, the first.
    pub(super) fn shrink(&self, base: Base, at: f64) -> Touch {
        let (place, normal) = base.place(at);
        // A little more than fits, so that rounding does not lose the border across.
        let start = self.largest_radius() * (1.0 + 1e-6);
        let mut touch = Touch { radius: start, contact: Contact::None };
        let Some(tree) = &self.tree else {
            for (index, edge) in self.edges.iter().enumerate() {
                let circle = circle_at(place, normal, touch.radius);
                if edge.may_reach_into(circle, self.slack)
                    && !base.is_on(index)
                    && let Some((radius, at)) = edge.holding(place, normal)
                    && radius < touch.radius
                {
                    touch = Touch { radius, contact: Contact::Edge { edge: index, at } };
                }
            }
            return touch;
        };
        tree.for_each_in(place, circle_at(place, normal, touch.radius), |index| {
            self.comparisons.set(self.comparisons.get().saturating_add(1));
            if let Some(edge) = self.edges.get(index).filter(|_| !base.is_on(index))
                && let Some((radius, at)) = edge.holding(place, normal)
                && (radius < touch.radius
                    || (radius <= touch.radius && touch.contact.is_after(index)))
            {
                touch = Touch { radius, contact: Contact::Edge { edge: index, at } };
            }
            circle_at(place, normal, touch.radius)
        });
        touch
    }
}

fn circle_at(place: [f64; 2], normal: [f64; 2], radius: f64) -> Circle {
    Circle { centre: [place[0] + normal[0] * radius, place[1] + normal[1] * radius], radius }
}

impl Edge {
    fn new(from: [f64; 2], to: [f64; 2]) -> Edge {
        let [x, y] = less(to, from);
        let length = x.hypot(y);
        Edge { from, to, left: [-y / length, x / length], length }
    }

    /// Whether it comes nearer to the centre of a circle than its radius, or does not by less than `slack`: a test without a
    /// division, which leaves out most.
    fn may_reach_into(&self, Circle { centre, radius }: Circle, slack: f64) -> bool {
        let [x, y] = less(centre, self.from);
        let along = x * self.left[1] - y * self.left[0];
        let off = x * self.left[0] + y * self.left[1];
        let past = if along < 0.0 { along } else { (along - self.length).max(0.0) };
        off * off + past * past <= radius * (radius + slack)
    }

    /// The largest radius of a circle that touches at `place`, centre towards `normal`, before this edge cuts it, and
    /// where it then touches the edge, if the edge can.
    fn holding(&self, place: [f64; 2], normal: [f64; 2]) -> Option<(f64, [f64; 2])> {
        let Edge { from: a, to: b, left, length } = *self;
        let direction = less(b, a);
        if same(place, a) || same(place, b) {
            // The edge starts where the circle touches: it cuts every circle, or none.
            let away = if same(place, a) { direction } else { less(a, b) };
            let cuts = away[0] * normal[0] + away[1] * normal[1] > 0.0;
            return cuts.then_some((0.0, place));
        }
        let from = less(place, a);
        let height = from[0] * left[0] + from[1] * left[1];
        // The direction from the line to the place.
        let away = if height < 0.0 { [-left[0], -left[1]] } else { left };
        let height = height.abs();
        let slope = 1.0 - (normal[0] * away[0] + normal[1] * away[1]);
        if slope > 0.0 {
            let radius = height / slope;
            let centre = [from[0] + normal[0] * radius, from[1] + normal[1] * radius];
            let along = (centre[0] * direction[0] + centre[1] * direction[1]) / (length * length);
            if (0.0..=1.0).contains(&along) {
                return Some((radius, [a[0] + direction[0] * along, a[1] + direction[1] * along]));
            }
        }
        let ends = [(through(place, normal, a), a), (through(place, normal, b), b)];
        let (radius, end) = if ends[0].0 <= ends[1].0 { ends[0] } else { ends[1] };
        radius.is_finite().then_some((radius, end))
    }
}

fn less(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] - b[0], a[1] - b[1]]
}

/// The radius of the circle that touches at `place`, centre towards `normal`, and passes through a point.
fn through(place: [f64; 2], normal: [f64; 2], point: [f64; 2]) -> f64 {
    let [x, y] = less(point, place);
    let height = x * normal[0] + y * normal[1];
    if height > 0.0 { (x * x + y * y) / (2.0 * height) } else { f64::INFINITY }
}
