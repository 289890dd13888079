//! Where a position, or a ring, lies to a ring.

use super::contact::Visit;
use super::predicate::{Point, inside_edge, same, side};
use super::rings::{Ring, Rings};
use super::tree::{Bounds, EdgeTree};

/// Where a position lies to a ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Where {
    Inside,
    Outside,
    /// On it.
    On(Visit),
}

/// Where the parts of one ring lie to another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sides {
    /// Some of it lies inside.
    pub(super) inside: bool,
    /// Some of it lies outside; also where, as the vertex.
    pub(super) outside: Option<usize>,
}

/// How much of a ring has to be looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Depth {
    /// The rings meet at single positions and do not cross: one part tells for all.
    First,
    /// The rings have stretches in common: some parts may lie inside and some outside.
    All,
}

/// Looks up positions in rings; a large number of edges is indexed at the first question.
#[derive(Debug)]
pub(super) struct Locator<'a> {
    rings: &'a Rings,
    edges: std::ops::Range<usize>,
    tree: Option<EdgeTree>,
}

/// A ring of so few edges is looked through one by one.
const FEW: usize = 32;

impl<'a> Locator<'a> {
    pub(super) fn new(rings: &'a Rings, edges: std::ops::Range<usize>) -> Locator<'a> {
        Locator { rings, edges, tree: None }
    }

    /// By the number of edges that a ray to the right crosses, even or odd: exact.
    pub(super) fn locate(&mut self, p: Point, ring: &Ring) -> Where {
        let rings = self.rings;
        let mut inside = false;
        let mut on = None;
        let mut see = |edge: usize| {
            let [a, b] = rings.edge(edge);
            if same(a, p) {
                on = Some(Visit::Vertex(edge));
            } else if inside_edge([a, b], p) {
                on = Some(Visit::Inside(edge));
            } else if (a[1] > p[1]) != (b[1] > p[1]) {
                let upward = b[1] > a[1];
                inside ^= (side(a, b, p) > 0) == upward;
            }
            on.is_none()
        };
        if ring.edges().len() <= FEW {
            for edge in ring.edges() {
                if !see(edge) {
                    break;
                }
            }
        } else {
            let (rings, edges) = (self.rings, self.edges.clone());
            let tree = self.tree.get_or_insert_with(|| EdgeTree::new(rings, edges));
            let ray = Bounds { low: p, high: [f64::MAX, p[1]] };
            tree.visit(&ray, &ring.edges(), see);
        }
        match on {
            Some(visit) => Where::On(visit),
            None if inside => Where::Inside,
            None => Where::Outside,
        }
    }

    /// On which sides of `outer` the parts of `ring` lie, which does not cross it within edges.
    pub(super) fn sides(&mut self, ring: &Ring, outer: &Ring, depth: Depth) -> Sides {
        let mut sides = Sides::default();
        let mut on = Vec::new();
        for vertex in ring.edges() {
            match self.locate(self.rings.point(vertex), outer) {
                Where::Inside => sides.inside = true,
                Where::Outside => sides.outside = sides.outside.or(Some(vertex)),
                Where::On(visit) => on.push((vertex, visit)),
            }
            if depth == Depth::First && sides != Sides::default() {
                return sides;
            }
        }
        for (vertex, visit) in on {
            self.leaving(vertex, visit, outer, &mut sides);
        }
        sides
    }

    /// To which sides the ring leaves from a vertex on `outer`, where it does not run along it.
    fn leaving(&self, vertex: usize, on: Visit, outer: &Ring, sides: &mut Sides) {
        let at = self.rings.point(vertex);
        let passage = on.passage(self.rings, at);
        for to in [self.rings.next(vertex), self.rings.previous(vertex)] {
            let to = self.rings.point(to);
            match passage.is_left(to) {
                Some(left) if left == outer.ccw => sides.inside = true,
                Some(_) => sides.outside = sides.outside.or(Some(vertex)),
                None => {}
            }
        }
    }
}
