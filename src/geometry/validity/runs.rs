//! A search over the edges of one ring by runs of them: fast where a border goes its way, given up where it does not.
//!
//! Edges that follow each other lie near each other, so boxes over runs of edges in the order given are a good tree
//! without sorting anything; two runs are looked into only where their boxes meet. Next to each other boxes always
//! meet. There the [directions](Heading) tell: edges of one chain do not meet, whatever their boxes do. Chains are those of
//! monotone chains (Park and Shin 2002), as GEOS and JTS have them, turned to any direction: the tooth of a saw ends a
//! monotone chain, the blade goes on.
//!
//! A comb held askew, or a scribble, has boxes that all meet. The work is counted, and beyond a multiple of the number of
//! edges the search is left to the [sweep](super::sweep), which is sure to take n log n.

use super::contact::{Contacts, Known};
use super::heading::Heading;
use super::predicate::Point;
use super::rings::{Ring, Rings};
use super::sweep::MAX_COMPARISONS;
use super::tree::Bounds;

/// Edges in a run.
const RUN: usize = 8;
/// Runs, or boxes, under one box of the level above.
const FAN: usize = 4;
/// So many boxes are compared for each edge before the search is given up: twice what a tight spiral takes.
const MAX_WORK: usize = 100;
/// So many comparisons of boxes cost as much as a test of two edges.
const TEST: usize = 8;

/// One or several runs of edges that follow each other.
#[derive(Debug, Clone, Copy)]
struct Node {
    bounds: Bounds,
    /// The chain that its first edge lies in, and its last.
    chains: [u32; 2],
}

/// The runs of a ring; kept for its memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs {
    /// Level 0 has a node for each run; each level above one for `FAN` of those below.
    levels: Vec<Vec<Node>>,
}

impl Runs {
    /// Finds all contacts among the edges of one ring; whether it did: otherwise nothing can be said.
    pub(super) fn search(&mut self, rings: &Rings, ring: &Ring, contacts: &mut Contacts) -> bool {
        contacts.clear();
        let points = rings.points_of(ring);
        self.build(points);
        let left = points.len().saturating_mul(MAX_WORK);
        let mut search = Search { rings, ring, points, levels: &self.levels, contacts, left };
        let found = search.within(self.levels.len().saturating_sub(1), 0).is_some();
        if found {
            contacts.sort();
        }
        found
    }

    fn build(&mut self, points: &[Point]) {
        let runs = points.len().div_ceil(RUN);
        let mut height = 1;
        let mut width = runs;
        while width > 1 {
            width = width.div_ceil(FAN);
            height += 1;
        }
        self.levels.resize_with(height, Vec::new);
        let mut below: Option<&mut Vec<Node>> = None;
        for level in &mut self.levels {
            level.clear();
            match below {
                None => of_edges(points, level),
                Some(below) => level.extend(below.chunks(FAN).filter_map(joined)),
            }
            below = Some(level);
        }
    }
}

/// The runs of the edges of a ring.
fn of_edges(points: &[Point], runs: &mut Vec<Node>) {
    let Some(first) = points.first() else { return };
    runs.reserve(points.len().div_ceil(RUN));
    let mut heading: Option<Heading> = None;
    let mut chain = 0;
    for (at, starts) in points.chunks(RUN).enumerate() {
        let mut from = starts.first().copied().unwrap_or_default();
        let mut bounds = Bounds { low: from, high: from };
        let mut chains = None;
        let beyond = points.get((at + 1) * RUN).unwrap_or(first);
        for to in starts.iter().skip(1).chain(std::iter::once(beyond)) {
            let edge = [to[0] - from[0], to[1] - from[1]];
            if !heading.as_mut().is_some_and(|heading| heading.take_in(edge)) {
                chain += 1;
                heading = Some(Heading::of(edge));
            }
            chains.get_or_insert(chain);
            bounds = bounds.with(*to);
            from = *to;
        }
        runs.push(Node { bounds, chains: [chains.unwrap_or(chain), chain] });
    }
}

fn joined(nodes: &[Node]) -> Option<Node> {
    let (first, last) = (nodes.first()?, nodes.last()?);
    let bounds = nodes.iter().fold(first.bounds, |all, node| all.join(node.bounds));
    Some(Node { bounds, chains: [first.chains[0], last.chains[1]] })
}

struct Search<'a> {
    rings: &'a Rings,
    ring: &'a Ring,
    points: &'a [Point],
    levels: &'a [Vec<Node>],
    contacts: &'a mut Contacts,
    /// So many boxes may still be compared.
    left: usize,
}

impl Search<'_> {
    /// Among the edges of one node; `None` if the search is given up.
    fn within(&mut self, level: usize, index: usize) -> Option<()> {
        let node = self.node(level, index)?;
        if node.chains[0] == node.chains[1] {
            return Some(());
        }
        let Some(below) = level.checked_sub(1) else { return self.within_run(index) };
        let children = self.children(below, index);
        for child in children.clone() {
            self.within(below, child)?;
        }
        for child in children.clone() {
            for later in child + 1..children.end {
                let (a, b) = (self.node(below, child)?, self.node(below, later)?);
                if may_meet(&a, &b) {
                    self.between(below, [child, later], [&a, &b])?;
                }
            }
            self.spend(FAN)?;
        }
        Some(())
    }

    /// Between the edges of two nodes whose boxes meet, the first being the earlier.
    fn between(&mut self, level: usize, [a, b]: [usize; 2], nodes: [&Node; 2]) -> Option<()> {
        let Some(below) = level.checked_sub(1) else { return self.between_runs([a, b], nodes) };
        self.spend(FAN)?;
        for child in self.children(below, a) {
            let node = self.node(below, child)?;
            if !may_meet(&node, nodes[1]) {
                continue;
            }
            self.spend(FAN)?;
            for other in self.children(below, b) {
                let other_node = self.node(below, other)?;
                if may_meet(&node, &other_node) {
                    self.between(below, [child, other], [&node, &other_node])?;
                }
            }
        }
        Some(())
    }

    fn within_run(&mut self, run: usize) -> Option<()> {
        for at in run * RUN..self.end(run) {
            let edge = self.edge(at);
            let bounds = Bounds::of(edge);
            self.spend(RUN)?;
            // The edge that follows meets it in their vertex.
            for other in at + 2..self.end(run) {
                if Bounds::of(self.edge(other)).meets(&bounds) {
                    self.test([at, other])?;
                }
            }
        }
        Some(())
    }

    fn between_runs(&mut self, [a, b]: [usize; 2], nodes: [&Node; 2]) -> Option<()> {
        self.spend(RUN)?;
        for at in a * RUN..self.end(a) {
            let bounds = Bounds::of(self.edge(at));
            if !bounds.meets(&nodes[1].bounds) {
                continue;
            }
            self.spend(RUN)?;
            for other in (b * RUN).max(at + 2)..self.end(b) {
                if Bounds::of(self.edge(other)).meets(&bounds) {
                    self.test([at, other])?;
                }
            }
        }
        Some(())
    }

    /// Tests two edges of the ring, the lower first.
    fn test(&mut self, edges: [usize; 2]) -> Option<()> {
        self.spend(TEST)?;
        let edges = edges.map(|edge| self.ring.start + edge);
        let goes_on = self.contacts.test(self.rings, edges, Known::Nothing);
        // The sweep takes no more edges out than there are crossings, and compares each with no more than all: as long
        // as it can not be given up either, both find the same.
        let taken = self.contacts.crossings.len() + self.contacts.overlaps.len();
        (goes_on && taken.saturating_mul(self.points.len()) < MAX_COMPARISONS).then_some(())
    }

    fn spend(&mut self, boxes: usize) -> Option<()> {
        self.left = self.left.checked_sub(boxes)?;
        Some(())
    }

    fn node(&self, level: usize, index: usize) -> Option<Node> {
        self.levels.get(level)?.get(index).copied()
    }

    fn children(&self, below: usize, index: usize) -> std::ops::Range<usize> {
        let nodes = self.levels.get(below).map_or(0, Vec::len);
        index * FAN..nodes.min((index + 1) * FAN)
    }

    /// The edge after the last one of a run.
    fn end(&self, run: usize) -> usize {
        self.points.len().min((run + 1) * RUN)
    }

    fn edge(&self, edge: usize) -> [Point; 2] {
        let point = |at: usize| self.points.get(at);
        let from = point(edge).copied().unwrap_or_default();
        [from, point(edge + 1).or(self.points.first()).copied().unwrap_or(from)]
    }
}

/// Whether edges of two nodes can meet, the first being the earlier.
fn may_meet(a: &Node, b: &Node) -> bool {
    a.chains[0] != b.chains[1] && a.bounds.meets(&b.bounds)
}
