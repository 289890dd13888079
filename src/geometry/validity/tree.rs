//! Boxes over runs of edges: edges that follow each other lie near each other, so the order given is the index.

use std::ops::Range;

use super::predicate::Point;
use super::rings::Rings;

/// Edges, or boxes, under one box of the level above.
const FAN: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) low: Point,
    pub(super) high: Point,
}

impl Bounds {
    const NOTHING: Bounds = Bounds { low: [f64::MAX; 2], high: [f64::MIN; 2] };

    pub(super) fn of(edge: [Point; 2]) -> Bounds {
        let [a, b] = edge;
        Bounds { low: [a[0].min(b[0]), a[1].min(b[1])], high: [a[0].max(b[0]), a[1].max(b[1])] }
    }

    /// The box around this one and a position.
    pub(super) fn with(self, p: Point) -> Bounds {
        self.join(Bounds { low: p, high: p })
    }

    pub(super) fn join(self, other: Bounds) -> Bounds {
        Bounds {
            low: [self.low[0].min(other.low[0]), self.low[1].min(other.low[1])],
            high: [self.high[0].max(other.high[0]), self.high[1].max(other.high[1])],
        }
    }

    pub(super) fn meets(&self, other: &Bounds) -> bool {
        self.low[0] <= other.high[0]
            && other.low[0] <= self.high[0]
            && self.low[1] <= other.high[1]
            && other.low[1] <= self.high[1]
    }
}

/// A tree of boxes over consecutive edges.
#[derive(Debug, Clone)]
pub(super) struct EdgeTree {
    /// The first edge.
    start: usize,
    /// Level 0 has a box for each edge; each level above one for `FAN` of those below.
    levels: Vec<Vec<Bounds>>,
}

impl EdgeTree {
    pub(super) fn new(rings: &Rings, edges: Range<usize>) -> EdgeTree {
        let start = edges.start;
        let mut levels = vec![edges.map(|edge| Bounds::of(rings.edge(edge))).collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|below| below.len() > 1) {
            let join = |boxes: &[Bounds]| boxes.iter().copied().fold(Bounds::NOTHING, Bounds::join);
            levels.push(below.chunks(FAN).map(join).collect());
        }
        EdgeTree { start, levels }
    }

    /// Calls for each edge within a range whose box meets another, in order, until told to stop.
    pub(super) fn visit(
        &self,
        sought: &Bounds,
        edges: &Range<usize>,
        mut found: impl FnMut(usize) -> bool,
    ) {
        // Boxes still to be looked into: level and index, the next one last.
        let mut open = vec![(self.levels.len().saturating_sub(1), 0)];
        while let Some((level, index)) = open.pop() {
            let Some(bounds) = self.levels.get(level).and_then(|level| level.get(index)) else {
                continue;
            };
            let width = FAN.saturating_pow(level as u32);
            let first = self.start + index.saturating_mul(width);
            let apart = first >= edges.end || first.saturating_add(width) <= edges.start;
            if apart || !bounds.meets(sought) {
                continue;
            }
            if level == 0 {
                if !found(first) {
                    return;
                }
            } else {
                open.extend((0..FAN).rev().map(|child| (level - 1, index * FAN + child)));
            }
        }
    }
}
