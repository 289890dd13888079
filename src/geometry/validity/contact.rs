//! Where edges of rings meet that do not follow each other.

use super::predicate::{At, Meeting, Passage, Point, lexical, meeting, same};
use super::rings::Rings;
use super::tree::Bounds;

/// So many contacts are gathered before the search is given up.
const MAX_CONTACTS: usize = 400_000;

/// A ring at a position: at a vertex of its own, or inside an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Visit {
    Vertex(usize),
    Inside(usize),
}

impl Visit {
    /// The vertex, or the edge.
    pub(super) fn edge(self) -> usize {
        match self {
            Visit::Vertex(edge) | Visit::Inside(edge) => edge,
        }
    }

    pub(super) fn passage(self, rings: &Rings, at: Point) -> Passage {
        match self {
            Visit::Vertex(vertex) => Passage {
                from: rings.point(rings.previous(vertex)),
                at,
                to: rings.point(rings.next(vertex)),
            },
            Visit::Inside(edge) => {
                let [from, to] = rings.edge(edge);
                Passage { from, at, to }
            }
        }
    }
}

/// Two edges with a stretch in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Overlap {
    pub(super) edges: [usize; 2],
    pub(super) from: Point,
    pub(super) to: Point,
}

/// What need not be recorded again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Known {
    Nothing,
    /// Vertices at one position: the sweep comes to them together.
    EqualVertices,
}

/// All contacts of edges that do not follow each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Contacts {
    /// Pairs of edges, the lower first.
    pub(super) crossings: Vec<[usize; 2]>,
    pub(super) overlaps: Vec<Overlap>,
    /// Positions that rings come to more than once, each with a ring there; sorted by position.
    pub(super) visits: Vec<(Point, Visit)>,
    /// How many touches of a vertex and the inside of an edge there are among the pairs tested.
    within: usize,
    /// Whether the search was given up.
    pub(super) stopped: bool,
    /// Kept for its memory.
    boxes: Vec<Bounds>,
}

impl Contacts {
    pub(super) fn clear(&mut self) {
        self.crossings.clear();
        self.overlaps.clear();
        self.visits.clear();
        self.within = 0;
        self.stopped = false;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.crossings.is_empty() && self.overlaps.is_empty() && self.visits.is_empty()
    }

    /// Tests two edges, the lower first; whether the search goes on.
    pub(super) fn test(&mut self, rings: &Rings, [a, b]: [usize; 2], known: Known) -> bool {
        let edges = [rings.edge(a), rings.edge(b)];
        match meeting(edges[0], edges[1]) {
            Meeting::Apart => {}
            // Edges that follow each other meet in their vertex: spikes are taken out.
            _ if rings.are_neighbours(a, b) => {}
            Meeting::Cross => self.crossings.push([a, b]),
            Meeting::Overlap(from, to) => {
                self.overlaps.push(Overlap { edges: [a, b], from, to });
                for at in [from, to] {
                    let visit = |edge: usize, [start, end]: [Point; 2]| match at {
                        _ if same(at, start) => Visit::Vertex(edge),
                        _ if same(at, end) => Visit::Vertex(rings.next(edge)),
                        _ => Visit::Inside(edge),
                    };
                    self.visit(at, [visit(a, edges[0]), visit(b, edges[1])], known);
                }
            }
            Meeting::Touch(on_a, on_b) => {
                let visit = |edge: usize, on: At| match on {
                    At::Start => Visit::Vertex(edge),
                    At::End => Visit::Vertex(rings.next(edge)),
                    At::Inside => Visit::Inside(edge),
                };
                let visits = [visit(a, on_a), visit(b, on_b)];
                let vertex = if on_a == At::Inside { visits[1] } else { visits[0] };
                self.visit(rings.point(vertex.edge()), visits, known);
            }
        }
        if self.crossings.len() + self.overlaps.len() + self.within > MAX_CONTACTS {
            self.stopped = true;
        }
        !self.stopped
    }

    fn visit(&mut self, at: Point, visits: [Visit; 2], known: Known) {
        let within = visits.iter().any(|visit| matches!(visit, Visit::Inside(_)));
        if within {
            self.within += 1;
        }
        if within || known == Known::Nothing {
            self.visits.extend(visits.map(|visit| (at, visit)));
        }
    }

    /// Every edge of a range with every other: for few edges nothing is faster.
    pub(super) fn all_pairs(&mut self, rings: &Rings, edges: std::ops::Range<usize>) {
        self.clear();
        let mut boxes = std::mem::take(&mut self.boxes);
        boxes.clear();
        boxes.extend(edges.clone().map(|edge| Bounds::of(rings.edge(edge))));
        for (at, sought) in boxes.iter().enumerate() {
            let ring = rings.ring_of(edges.start + at);
            for (further, other) in boxes.iter().enumerate().skip(at + 1) {
                let follows = further == at + 1 && rings.ring_of(edges.start + further) == ring;
                if !follows && other.meets(sought) {
                    self.test(rings, [edges.start + at, edges.start + further], Known::Nothing);
                }
            }
        }
        self.boxes = boxes;
        self.sort();
    }

    /// Into an order that does not depend on the search.
    pub(super) fn sort(&mut self) {
        self.crossings.sort_unstable();
        self.crossings.dedup();
        self.overlaps.sort_unstable_by_key(|overlap| overlap.edges);
        self.overlaps.dedup_by_key(|overlap| overlap.edges);
        self.visits.sort_unstable_by(|a, b| lexical(a.0, b.0).then(a.1.cmp(&b.1)));
        self.visits.dedup_by(|a, b| lexical(a.0, b.0).is_eq() && a.1 == b.1);
    }

    /// The visits of each position.
    pub(super) fn touches(&self) -> impl Iterator<Item = &[(Point, Visit)]> {
        self.visits.chunk_by(|a, b| lexical(a.0, b.0).is_eq())
    }
}
