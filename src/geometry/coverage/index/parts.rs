//! [`Parts`]: edges that come and go, and how they hang together.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::Plane;
use super::super::ground::{Extent, GroundEdge, Slabs, crossing};
use super::super::grouped::{hanging_together, side, touch};
use super::super::reach::reach_of;
use super::super::traced::{Directed, Operand};
use super::box_grid::BoxGrid;
use super::edges::Ends;

/// Where an edge stands among all: parts list their edges in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct EdgeKey {
    pub(super) list: List,
    /// Edges with the same list and place are replaced together.
    pub(super) place: Ends,
    pub(super) copy: u32,
}

/// Lists of edges, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    First,
    Second,
}

/// How near edges hang together.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reach {
    /// So near that an overlay may join them.
    Touch(Plane),
    /// Within so many metres.
    Metres(Plane, f64),
}

impl Reach {
    fn around(self, edge: &Directed) -> Extent {
        let own = Extent { low: edge.from, high: edge.from }.with(edge.to);
        let [x, y] = match self {
            Reach::Touch(plane) => touch(plane),
            Reach::Metres(plane, metres) => reach_of([edge.from, edge.to], plane, metres),
        };
        Extent { low: [own.low[0] - x, own.low[1] - y], high: [own.high[0] + x, own.high[1] + y] }
    }
}

/// Edges by the parts that hang together.
#[derive(Debug)]
pub(super) struct Parts<T> {
    reach: Reach,
    directed: fn(&T) -> Directed,
    numbers: BTreeMap<EdgeKey, u32>,
    edges: BTreeMap<u32, KeptEdge<T>>,
    /// Numbers that no edge has any more.
    free: Vec<u32>,
    near: BoxGrid,
    parts: BTreeMap<u64, Part>,
    next: u64,
    /// Edges that belong to no part yet.
    fresh: BTreeSet<u32>,
    /// Parts that have lost an edge.
    broken: BTreeSet<u64>,
}

#[derive(Debug)]
struct KeptEdge<T> {
    key: EdgeKey,
    edge: T,
    part: Option<u64>,
}

/// Edges that hang together.
#[derive(Debug)]
pub(super) struct Part {
    /// Their numbers, in the order of their keys.
    edges: Vec<u32>,
    pub(super) extent: Extent,
    /// Where the first of them begins.
    pub(super) from: [f64; 2],
    /// Of a part of many edges, where they lie.
    ground: Option<(Vec<GroundEdge>, Slabs)>,
}

/// So many edges are looked at one by one: most parts are small.
const FEW: usize = 48;

/// What a settlement has done.
#[derive(Debug)]
pub(super) struct Resettled {
    /// Parts that are no more.
    pub(super) gone: Vec<(u64, Part)>,
    /// The numbers of new ones: none was ever given before.
    pub(super) new: Vec<u64>,
}

impl<T: Copy + PartialEq> Parts<T> {
    pub(super) fn new(reach: Reach, directed: fn(&T) -> Directed) -> Parts<T> {
        Parts {
            reach,
            directed,
            numbers: BTreeMap::new(),
            edges: BTreeMap::new(),
            free: Vec::new(),
            near: BoxGrid::default(),
            parts: BTreeMap::new(),
            next: 0,
            fresh: BTreeSet::new(),
            broken: BTreeSet::new(),
        }
    }

    /// Puts edges in the place of all that were there. Parts that have any of these are new ones, the same edges or not.
    pub(super) fn replace(&mut self, list: List, place: Ends, edges: impl IntoIterator<Item = T>) {
        let before: Vec<(EdgeKey, u32)> = self.held(list, place).collect();
        for (key, number) in before {
            self.numbers.remove(&key);
            self.fresh.remove(&number);
            self.near.remove(number);
            self.broken.extend(self.edges.remove(&number).and_then(|kept| kept.part));
            self.free.push(number);
        }
        for (copy, edge) in (0..).zip(edges) {
            // Numbers in use and free ones are those from 0 on. There are 2³² of them: as many edges take 500 GB.
            let next = || u32::try_from(self.edges.len()).ok();
            let Some(number) = self.free.pop().or_else(next) else { return };
            let key = EdgeKey { list, place, copy };
            self.numbers.insert(key, number);
            self.near.insert(number, self.reach.around(&(self.directed)(&edge)));
            self.edges.insert(number, KeptEdge { key, edge, part: None });
            self.fresh.insert(number);
        }
    }

    /// Whether just these edges are there.
    pub(super) fn has(&self, list: List, place: Ends, edges: impl Iterator<Item = T>) -> bool {
        let held = self.held(list, place);
        edges.eq(held.filter_map(|(_, number)| Some(self.edges.get(&number)?.edge)))
    }

    fn held(&self, list: List, place: Ends) -> impl Iterator<Item = (EdgeKey, u32)> {
        let key = |copy| EdgeKey { list, place, copy };
        self.numbers.range(key(0)..=key(u32::MAX)).map(|(key, number)| (*key, *number))
    }

    /// Parts anew what has changed and all that hangs together with it.
    pub(super) fn settle(&mut self) -> Resettled {
        let mut loose = std::mem::take(&mut self.fresh);
        let mut broken = std::mem::take(&mut self.broken);
        let fresh = loose.iter().filter(|_| !self.parts.is_empty());
        for around in fresh.filter_map(|number| self.near.get(*number)) {
            let near = self.near.meeting(around);
            broken.extend(near.iter().filter_map(|other| self.edges.get(other)?.part));
        }
        let gone: Vec<(u64, Part)> =
            broken.into_iter().filter_map(|part| Some((part, self.parts.remove(&part)?))).collect();
        for (number, part) in &gone {
            let is_in =
                |edge: &&u32| self.edges.get(edge).is_some_and(|kept| kept.part == Some(*number));
            loose.extend(part.edges.iter().filter(is_in));
        }
        let mut loose: Vec<(EdgeKey, u32)> = loose
            .into_iter()
            .filter_map(|number| Some((self.edges.get(&number)?.key, number)))
            .collect();
        loose.sort_unstable();
        let around: Vec<Extent> =
            loose.iter().filter_map(|(_, number)| self.near.get(*number)).collect();
        let mut new = Vec::new();
        for members in hanging_together(&around) {
            let edges: Vec<u32> = members.iter().filter_map(|at| Some(loose.get(*at)?.1)).collect();
            new.extend(self.part(edges));
        }
        Resettled { gone, new }
    }

    fn part(&mut self, edges: Vec<u32>) -> Option<u64> {
        let directed: Vec<Directed> = self.directed(&edges).collect();
        let extent = Extent::of(directed.iter().flat_map(|edge| [edge.from, edge.to]))?;
        let from = directed.first()?.from;
        let ground = (edges.len() > FEW).then(|| {
            let ground = directed.iter().map(|edge| GroundEdge {
                from: edge.from,
                to: edge.to,
                ring: side(edge.side),
            });
            let ground: Vec<GroundEdge> = ground.collect();
            let slabs = Slabs::of(&ground);
            (ground, slabs)
        });
        let number = self.next;
        self.next = number.wrapping_add(1);
        for edge in &edges {
            if let Some(kept) = self.edges.get_mut(edge) {
                kept.part = Some(number);
            }
        }
        self.parts.insert(number, Part { edges, extent, from, ground });
        Some(number)
    }

    fn directed(&self, edges: &[u32]) -> impl Iterator<Item = Directed> {
        let kept = edges.iter().filter_map(|number| self.edges.get(number));
        kept.map(|kept| (self.directed)(&kept.edge))
    }

    /// How often the operands of a part wind around a position that lies on none of its edges.
    pub(super) fn winding(&self, part: &Part, at: [f64; 2]) -> [i32; 2] {
        [Operand::First, Operand::Second].map(|operand| match &part.ground {
            Some((ground, slabs)) => slabs.winding(ground, at, |edge| edge.ring == side(operand)),
            None => {
                let own = self.directed(&part.edges).filter(|edge| edge.side == operand);
                own.map(|edge| crossing(edge.from, edge.to, at)).sum()
            }
        })
    }

    pub(super) fn get(&self, part: u64) -> Option<&Part> {
        self.parts.get(&part)
    }

    /// The edges of some parts, in the order of their keys.
    pub(super) fn edges_of(&self, parts: &[u64]) -> Vec<T> {
        let numbers = parts.iter().filter_map(|part| self.parts.get(part));
        let kept = numbers.flat_map(|part| &part.edges).filter_map(|edge| self.edges.get(edge));
        let mut kept: Vec<&KeptEdge<T>> = kept.collect();
        kept.sort_unstable_by_key(|kept| kept.key);
        kept.into_iter().map(|kept| kept.edge).collect()
    }
}
