//! [`EdgeIndex`]: edges by their ends, and what of them does not cancel.

use std::collections::{BTreeMap, BTreeSet};

use super::super::land::{KeyedEdge, Source, SourcedEdge, surplus};
use super::super::traced::Directed;

/// The two ends of an edge, the lower first, each number so that it sorts as its float does.
pub(super) type Ends = [i64; 4];

/// Every edge of every shape.
#[derive(Debug, Default)]
pub(super) struct EdgeIndex {
    /// How often a source has an edge.
    edges: BTreeMap<(Ends, KeyedSource), u32>,
    touched: BTreeSet<Ends>,
}

/// Source and direction of an edge, in the order in which surplus edges are named.
type KeyedSource = (Source, bool);

/// What is left of the edges between two positions.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// As [`Residuals::parcels`](super::super::land::Residuals).
    pub(super) parcels: Vec<SourcedEdge>,
    /// Parcels and declared land together.
    pub(super) land: Vec<SourcedEdge>,
    /// Those less the zone.
    pub(super) balance: Vec<SourcedEdge>,
}

impl EdgeIndex {
    pub(super) fn add(&mut self, source: Source, edges: &[Directed]) {
        for edge in edges {
            let (ends, is_down) = ends(edge);
            let count = self.edges.entry((ends, (source, is_down))).or_default();
            *count = count.saturating_add(1);
            self.touched.insert(ends);
        }
    }

    pub(super) fn take(&mut self, source: Source, edges: &[Directed]) {
        for edge in edges {
            let (ends, is_down) = ends(edge);
            let key = (ends, (source, is_down));
            if let Some(count) = self.edges.get_mut(&key) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.edges.remove(&key);
                }
            }
            self.touched.insert(ends);
        }
    }

    /// Has these edges looked at again.
    pub(super) fn touch(&mut self, edges: &[Directed]) {
        self.touched.extend(edges.iter().map(|edge| ends(edge).0));
    }

    /// Strikes out what runs both ways, where anything has changed, and tells what is left there.
    pub(super) fn settle(
        &mut self,
        is_repeat: impl Fn(u32) -> bool,
        mut tell: impl FnMut(Ends, &Left),
    ) {
        let mut group: Vec<KeyedEdge> = Vec::new();
        for ends in std::mem::take(&mut self.touched) {
            group.clear();
            let from = (ends, (Source::Parcel(0), false));
            for ((own, (source, is_down)), count) in self.edges.range(from..) {
                if *own != ends {
                    break;
                }
                let [low, high] = positions(ends);
                let edge = if *is_down {
                    KeyedEdge::new(high, low, *source)
                } else {
                    KeyedEdge::new(low, high, *source)
                };
                group.extend((0..*count).map(|_| edge));
            }
            let mut left = Left::default();
            let parcel = |source| matches!(source, Source::Parcel(index) if !is_repeat(index));
            surplus(&group, parcel, &mut left.parcels);
            surplus(&group, |source| source != Source::Border, &mut left.land);
            surplus(&group, |_| true, &mut left.balance);
            tell(ends, &left);
        }
    }
}

fn ends(edge: &Directed) -> (Ends, bool) {
    let [a, b] = [edge.from, edge.to].map(|at| at.map(rank));
    let is_down = a > b;
    let (low, high) = if is_down { (b, a) } else { (a, b) };
    ([low[0], low[1], high[0], high[1]], is_down)
}

fn positions([x, y, u, v]: Ends) -> [[f64; 2]; 2] {
    [[number(x), number(y)], [number(u), number(v)]]
}

/// Integers in the order of [`f64::total_cmp`].
fn rank(number: f64) -> i64 {
    flip(number.to_bits().cast_signed())
}

fn number(rank: i64) -> f64 {
    f64::from_bits(flip(rank).cast_unsigned())
}

/// Its own inverse.
fn flip(bits: i64) -> i64 {
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}
