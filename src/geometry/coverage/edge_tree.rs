//! [`EdgeTree`]: the edges that reach into a circle.

use super::ground::Extent;

/// Edges in a box of this many are gone through one by one.
const LEAF: usize = 8;

/// Edges, halved again and again across the longer side of the box around them, so that it does not matter how
/// unevenly they lie.
#[derive(Debug)]
pub(super) struct EdgeTree {
    /// The numbers of the edges, halves side by side.
    edges: Vec<usize>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    extent: Extent,
    /// Of `edges`: the first, and the one after the last.
    range: [usize; 2],
    /// Where the two halves are; none for a leaf.
    halves: Option<[usize; 2]>,
}

/// A circle by its centre and radius.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circle {
    pub(super) centre: [f64; 2],
    pub(super) radius: f64,
}

impl EdgeTree {
    pub(super) fn of(edges: &[[[f64; 2]; 2]]) -> EdgeTree {
        let mut tree = EdgeTree { edges: (0..edges.len()).collect(), nodes: Vec::new() };
        tree.push([0, edges.len()], edges);
        let mut at = 0;
        while let Some(Node { extent, range: [start, end], .. }) = tree.nodes.get(at).copied() {
            if end - start > LEAF {
                let is_wide = extent.high[0] - extent.low[0] >= extent.high[1] - extent.low[1];
                let middle = |edge: usize| {
                    let [a, b] = edges.get(edge).copied().unwrap_or_default();
                    if is_wide { a[0] + b[0] } else { a[1] + b[1] }
                };
                let half = (end - start) / 2;
                if let Some(own) = tree.edges.get_mut(start..end) {
                    own.select_nth_unstable_by(half, |a, b| {
                        middle(*a).total_cmp(&middle(*b)).then(a.cmp(b))
                    });
                }
                let halves =
                    [[start, start + half], [start + half, end]].map(|own| tree.push(own, edges));
                if let Some(node) = tree.nodes.get_mut(at) {
                    node.halves = Some(halves);
                }
            }
            at += 1;
        }
        tree
    }

    fn push(&mut self, range: [usize; 2], edges: &[[[f64; 2]; 2]]) -> usize {
        let own = self.edges.get(range[0]..range[1]).unwrap_or_default();
        let ends = own.iter().filter_map(|edge| edges.get(*edge)).flatten();
        if let Some(extent) = Extent::of(ends.copied()) {
            self.nodes.push(Node { extent, range, halves: None });
        }
        self.nodes.len().saturating_sub(1)
    }

    /// The edges whose boxes reach into a circle, those near a place first; each may make the circle smaller.
    pub(super) fn for_each_in(
        &self,
        place: [f64; 2],
        mut circle: Circle,
        mut found: impl FnMut(usize) -> Circle,
    ) {
        let away = |extent: &Extent, [x, y]: [f64; 2]| {
            let [x, y] = [
                (extent.low[0] - x).max(x - extent.high[0]).max(0.0),
                (extent.low[1] - y).max(y - extent.high[1]).max(0.0),
            ];
            x * x + y * y
        };
        let mut open: Vec<usize> = vec![0];
        while let Some(node) = open.pop().and_then(|index| self.nodes.get(index)) {
            // With room for rounding: an edge that only touches counts.
            let reach = circle.radius * (1.0 + 1e-6) + 1e-9;
            if away(&node.extent, circle.centre) > reach * reach {
                continue;
            }
            match node.halves {
                Some([one, other]) => {
                    let off = |index: usize| {
                        self.nodes.get(index).map_or(0.0, |node| away(&node.extent, place))
                    };
                    let near_last = if off(one) < off(other) { [other, one] } else { [one, other] };
                    open.extend(near_last);
                }
                None => {
                    let [start, end] = node.range;
                    for edge in self.edges.get(start..end).unwrap_or_default() {
                        circle = found(*edge);
                    }
                }
            }
        }
    }
}
