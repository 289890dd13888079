//! A sweep over many edges: which of them meet, and which ring lies in which, in n log n.
//!
//! The sweep of Shamos and Hoey (1976), made exact: the status is ordered by the sign of a determinant of input
//! positions, never by a computed intersection. Edges that touch keep their order and stay; of two that cross or
//! overlap one is taken out, so that the rest stays ordered to the end. What was taken out is then compared with
//! everything near it. Adversarial input (a star of spikes, all boxes over each other) costs no more than other input.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Bound::{Excluded, Unbounded};
use std::ops::Range;

use super::contact::{Contacts, Known, Visit};
use super::predicate::{Meeting, Point, lexical, meeting, same, side};
use super::rings::Rings;
use super::tree::{Bounds, EdgeTree};

/// So many pairs of boxes are compared for the edges that were taken out before the search is given up.
pub(super) const MAX_COMPARISONS: usize = 300_000_000;

/// What a sweep found beside the contacts.
#[derive(Debug, Clone, Default)]
pub(super) struct Nesting {
    /// For each ring from the first one swept on, the ring directly around it. `None` if edges had to be taken
    /// out: then the order no longer tells.
    pub(super) around: Option<Vec<Option<usize>>>,
}

/// Finds all contacts among the edges of some rings.
pub(super) fn sweep(rings: &Rings, range: Range<usize>, contacts: &mut Contacts) -> Nesting {
    contacts.clear();
    let first = rings.ring(range.start).start;
    let last = range.end.checked_sub(1).map_or(first, |last| rings.ring(last).end);
    let mut status = Status {
        rings,
        live: BTreeSet::new(),
        state: vec![State::Waiting; last - first],
        first,
        taken: Vec::new(),
        contacts,
        around: vec![None; range.len()],
        first_ring: range.start,
    };
    let mut vertices: Vec<(Point, usize)> =
        (first..last).map(|vertex| (rings.point(vertex), vertex)).collect();
    vertices.sort_unstable_by(|a, b| lexical(a.0, b.0).then(a.1.cmp(&b.1)));
    for group in vertices.chunk_by(|a, b| same(a.0, b.0)) {
        status.pass(group);
    }
    let Status { taken, around, contacts, .. } = status;
    let around = taken.is_empty().then_some(around);
    if !taken.is_empty() {
        compare(rings, first..last, &taken, contacts);
    }
    contacts.sort();
    Nesting { around }
}

/// The edges taken out against all edges near them.
fn compare(rings: &Rings, edges: Range<usize>, taken: &[usize], contacts: &mut Contacts) {
    let tree = EdgeTree::new(rings, edges.clone());
    let mut left = MAX_COMPARISONS;
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    for &edge in &taken {
        tree.visit(&Bounds::of(rings.edge(edge)), &edges, |other| {
            left -= 1;
            let twice = other < edge && taken.binary_search(&other).is_ok();
            let goes_on = other == edge
                || twice
                || contacts.test(rings, [edge.min(other), edge.max(other)], Known::EqualVertices);
            if left == 0 {
                contacts.stopped = true;
            }
            goes_on && left > 0
        });
        if contacts.stopped {
            return;
        }
    }
}

/// An edge in the status, left end first.
#[derive(Debug, Clone, Copy)]
struct Live {
    left: Point,
    right: Point,
    edge: usize,
}

impl Live {
    /// An edge without length, equal to the edge that goes through the position.
    fn position(at: Point) -> Live {
        Live { left: at, right: at, edge: usize::MAX }
    }
}

impl Ord for Live {
    /// From below to above, for edges that the sweep line meets at the same time.
    fn cmp(&self, other: &Live) -> Ordering {
        if self.edge == other.edge {
            return Ordering::Equal;
        }
        // Above is on the left of an edge that goes from left to right.
        let above = |edge: &Live, p: Point| side(edge.left, edge.right, p).cmp(&0);
        if self.edge == usize::MAX {
            return above(other, self.left);
        }
        if other.edge == usize::MAX {
            return above(self, other.left).reverse();
        }
        let order = match lexical(self.left, other.left) {
            Ordering::Greater => above(other, self.left).then_with(|| above(other, self.right)),
            Ordering::Less => {
                above(self, other.left).then_with(|| above(self, other.right)).reverse()
            }
            Ordering::Equal => above(self, other.right).reverse(),
        };
        order.then(self.edge.cmp(&other.edge))
    }
}

impl PartialOrd for Live {
    fn partial_cmp(&self, other: &Live) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Live {
    fn eq(&self, other: &Live) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Live {}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Live,
    Done,
}

/// The sweep line.
struct Status<'a> {
    rings: &'a Rings,
    live: BTreeSet<Live>,
    state: Vec<State>,
    first: usize,
    /// Edges taken out because they cross or overlap another.
    taken: Vec<usize>,
    contacts: &'a mut Contacts,
    around: Vec<Option<usize>>,
    first_ring: usize,
}

impl Status<'_> {
    /// Moves the sweep line over one position and all vertices there.
    fn pass(&mut self, group: &[(Point, usize)]) {
        let Some((at, _)) = group.first().copied() else { return };
        let rings = self.rings;
        let edges = || {
            let both = |&(_, vertex): &(Point, usize)| [rings.previous(vertex), vertex];
            group.iter().flat_map(both)
        };
        for edge in edges() {
            let live = self.live_edge(edge);
            if same(live.right, at) && self.state(edge) == State::Live {
                self.remove(live);
            }
        }
        let through = self.live.get(&Live::position(at)).map(|live| live.edge);
        if group.len() > 1 || through.is_some() {
            let vertices = group.iter().map(|(_, vertex)| Visit::Vertex(*vertex));
            let visits = vertices.chain(through.map(Visit::Inside));
            self.contacts.visits.extend(visits.map(|visit| (at, visit)));
        }
        for edge in edges() {
            let live = self.live_edge(edge);
            if same(live.left, at) && self.state(edge) == State::Waiting {
                self.set_state(edge, State::Live);
                self.live.insert(live);
                let [below, above] = self.neighbours(&live);
                self.check(below, Some(live));
                // The check may have taken the new edge out.
                if self.state(edge) == State::Live {
                    self.check(Some(live), above);
                }
            }
        }
        if self.taken.is_empty() {
            self.locate(group);
        }
    }

    /// Which ring lies around those whose first vertex is here.
    fn locate(&mut self, group: &[(Point, usize)]) {
        let starts = |&(_, vertex): &(Point, usize)| {
            let ring = self.rings.ring_of(vertex);
            if self.rings.ring(ring).first != vertex {
                return None;
            }
            let edges = [self.rings.previous(vertex), vertex].map(|edge| self.live_edge(edge));
            Some((edges.into_iter().min()?, ring))
        };
        let mut starting: Vec<(Live, usize)> = group.iter().filter_map(starts).collect();
        starting.sort_unstable();
        for (lowest, ring) in starting {
            let below = self.live.range(..lowest).next_back().copied();
            let around = below.and_then(|below| {
                let other = self.rings.ring_of(below.edge);
                let goes_right = same(self.rings.point(below.edge), below.left);
                if goes_right == self.rings.ring(other).ccw {
                    Some(other)
                } else {
                    self.around.get(other - self.first_ring).copied().flatten()
                }
            });
            if let Some(slot) = self.around.get_mut(ring - self.first_ring) {
                *slot = around;
            }
        }
    }

    fn live_edge(&self, edge: usize) -> Live {
        let [a, b] = self.rings.edge(edge);
        let (left, right) = if lexical(a, b).is_lt() { (a, b) } else { (b, a) };
        Live { left, right, edge }
    }

    fn state(&self, edge: usize) -> State {
        self.state.get(edge - self.first).copied().unwrap_or(State::Done)
    }

    fn set_state(&mut self, edge: usize, state: State) {
        if let Some(slot) = self.state.get_mut(edge - self.first) {
            *slot = state;
        }
    }

    fn neighbours(&self, live: &Live) -> [Option<Live>; 2] {
        let below = self.live.range(..live).next_back().copied();
        let above = self.live.range((Excluded(live), Unbounded)).next().copied();
        [below, above]
    }

    fn remove(&mut self, live: Live) {
        self.set_state(live.edge, State::Done);
        let [below, above] = self.neighbours(&live);
        self.live.remove(&live);
        self.check(below, above);
    }

    /// Takes edges out until the two, or what comes to lie in their place, neither cross nor overlap.
    fn check(&mut self, below: Option<Live>, above: Option<Live>) {
        let mut open = vec![(below, above)];
        while let Some((Some(a), Some(b))) = open.pop() {
            let live = |edge: &Live| self.state(edge.edge) == State::Live;
            if !live(&a) || !live(&b) {
                continue;
            }
            let meeting = meeting([a.left, a.right], [b.left, b.right]);
            if !matches!(meeting, Meeting::Cross | Meeting::Overlap(..)) {
                continue;
            }
            // The longer one is the likelier to cross others as well.
            let length = |e: &Live| (e.right[0] - e.left[0]).max((e.right[1] - e.left[1]).abs());
            let order = length(&a).total_cmp(&length(&b)).then(b.edge.cmp(&a.edge));
            let out = if order.is_gt() { a } else { b };
            let [below, above] = self.neighbours(&out);
            self.live.remove(&out);
            self.set_state(out.edge, State::Done);
            self.taken.push(out.edge);
            open.push((below, above));
        }
    }
}
