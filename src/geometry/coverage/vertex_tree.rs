//! [`VertexTree`]: the vertices near an edge.

use super::ground::Extent;

/// Positions in a box of this many are gone through one by one.
const LEAF: usize = 8;

/// Positions, halved again and again across the longer side of the box around them.
///
/// However unevenly they lie, an edge meets few boxes that hold no position near it.
#[derive(Debug, Default)]
pub(super) struct VertexTree {
    /// Halves side by side.
    positions: Vec<([f64; 2], usize)>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    extent: Extent,
    /// Of `positions`: the first, and the one after the last.
    range: [usize; 2],
    /// Where the two halves are; none for a leaf.
    halves: Option<[usize; 2]>,
}

impl VertexTree {
    /// The number of a position is its place in the list.
    pub(super) fn of(positions: &[[f64; 2]]) -> VertexTree {
        let positions = positions.iter().copied().zip(0..).collect::<Vec<_>>();
        let mut tree = VertexTree { positions, nodes: Vec::new() };
        let whole = [0, tree.positions.len()];
        tree.push(whole);
        let mut at = 0;
        while let Some(Node { extent, range: [start, end], .. }) = tree.nodes.get(at).copied() {
            if end - start > LEAF {
                let axis = |[x, y]: [f64; 2]| {
                    let [width, height] = [0, 1].map(|axis: usize| {
                        let side = |at: [f64; 2]| at.get(axis).copied().unwrap_or_default();
                        side(extent.high) - side(extent.low)
                    });
                    if width >= height { x } else { y }
                };
                let half = (end - start) / 2;
                if let Some(own) = tree.positions.get_mut(start..end) {
                    own.select_nth_unstable_by(half, |(a, i), (b, j)| {
                        axis(*a).total_cmp(&axis(*b)).then(i.cmp(j))
                    });
                }
                let middle = start + half;
                let halves = [tree.push([start, middle]), tree.push([middle, end])];
                if let Some(node) = tree.nodes.get_mut(at) {
                    node.halves = Some(halves);
                }
            }
            at += 1;
        }
        tree
    }

    fn push(&mut self, range: [usize; 2]) -> usize {
        let [start, end] = range;
        let own = self.positions.get(start..end).unwrap_or_default();
        if let Some(extent) = Extent::of(own.iter().map(|(at, _)| *at)) {
            self.nodes.push(Node { extent, range, halves: None });
        }
        self.nodes.len().saturating_sub(1)
    }

    /// The positions that an edge passes within `reach` of, by x and by y, and some more, by their numbers.
    pub(super) fn near(
        &self,
        [from, to]: [[f64; 2]; 2],
        reach: [f64; 2],
        mut found: impl FnMut(usize),
    ) {
        let edge = Extent { low: from, high: from }.with(to);
        let along = [to[0] - from[0], to[1] - from[1]];
        let passes = |extent: &Extent| {
            let low = [extent.low[0] - reach[0], extent.low[1] - reach[1]];
            let high = [extent.high[0] + reach[0], extent.high[1] + reach[1]];
            if !edge.meets(&Extent { low, high }) {
                return false;
            }
            // Not wholly on one side of the line; with room for rounding.
            let middle = [f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])];
            let off = [along[0] * (middle[1] - from[1]), along[1] * (middle[0] - from[0])];
            let wide =
                (along[0] * (high[1] - low[1])).abs() + (along[1] * (high[0] - low[0])).abs();
            (off[0] - off[1]).abs() <= wide / 2.0 + 1e-9 * (off[0].abs() + off[1].abs() + wide)
        };
        let mut open: Vec<usize> = vec![0];
        while let Some(node) = open.pop().and_then(|index| self.nodes.get(index)) {
            if !passes(&node.extent) {
                continue;
            }
            match node.halves {
                Some(halves) => open.extend(halves),
                None => {
                    let [start, end] = node.range;
                    let own = self.positions.get(start..end).unwrap_or_default();
                    for (at, number) in own {
                        if passes(&Extent { low: *at, high: *at }) {
                            found(*number);
                        }
                    }
                }
            }
        }
    }
}
