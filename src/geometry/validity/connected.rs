//! Whether the interior of a polygon hangs together: holes that touch the exterior ring or each other at single
//! positions leave it whole as long as rings and touches form no closed chain.

use std::collections::VecDeque;

use super::contact::Contacts;
use super::predicate::Point;
use super::rings::{Rings, defect};
use super::{Defect, DefectGeometry, DefectKind};

/// So many chains are shown whole; of the others only the touch that closes them.
const MAX_CHAINS: usize = 100;

/// A forest of rings and touches; a touch that would close a chain is reported instead of added.
struct Chains {
    /// Union-find over rings, then touches.
    root: Vec<usize>,
    /// Rings by touch and touches by ring, both as nodes.
    near: Vec<Vec<usize>>,
    /// The positions of the touches.
    touches: Vec<Point>,
    rings: usize,
}

/// The rings of a polygon as chains are made of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sound<'a> {
    /// The first ring of the polygon.
    pub(super) first: usize,
    /// For each ring of the polygon: whether it takes part.
    pub(super) sound: &'a [bool],
    /// Pairs of rings with a stretch in common, which was said: where they meet closes no chain here.
    pub(super) joined: &'a [[usize; 2]],
}

/// Reports each touch that cuts off a piece of the interior. Rings that are not sound are left out.
pub(super) fn disconnections(
    rings: &Rings,
    &Sound { first, sound, joined }: &Sound,
    contacts: &Contacts,
    defects: &mut Vec<Defect>,
) {
    let mut chains = Chains {
        root: (0..sound.len()).collect(),
        near: vec![Vec::new(); sound.len()],
        touches: Vec::new(),
        rings: sound.len(),
    };
    let is_sound = |ring: usize| sound.get(ring).copied().unwrap_or(false);
    for pair in joined {
        let [a, b] = pair.map(|ring| ring - first);
        if is_sound(a) && is_sound(b) {
            chains.join(a, b);
        }
    }
    let block: Vec<usize> = (0..sound.len()).map(|ring| chains.find(ring)).collect();
    let block = |ring: usize| block.get(ring).copied();
    let mut shown = 0;
    for touch in contacts.touches() {
        let Some((at, _)) = touch.first().copied() else { continue };
        let mut here: Vec<(usize, usize)> = touch
            .iter()
            .map(|(_, visit)| (rings.ring_of(visit.edge()) - first, visit.edge()))
            .filter(|(ring, _)| is_sound(*ring))
            .collect();
        here.sort_unstable_by_key(|&(ring, edge)| (block(ring), ring, edge));
        here.dedup_by_key(|(ring, _)| block(*ring));
        if here.len() < 2 {
            continue;
        }
        let node = chains.add(at);
        let anchor = here.first().map_or(0, |(_, edge)| *edge);
        for &(ring, edge) in &here {
            if chains.join(ring, node) {
                continue;
            }
            let mut found = defect(DefectKind::InteriorDisconnected, rings.place(edge), at);
            found.other = Some(rings.place(anchor));
            shown += 1;
            let points = if shown <= MAX_CHAINS { chains.between(ring, node) } else { vec![at] };
            found.geometry = DefectGeometry::Points(points);
            defects.push(found);
        }
    }
}

impl Chains {
    fn add(&mut self, at: Point) -> usize {
        let node = self.root.len();
        self.root.push(node);
        self.near.push(Vec::new());
        self.touches.push(at);
        node
    }

    fn find(&mut self, mut node: usize) -> usize {
        loop {
            let up = self.root.get(node).copied().unwrap_or(node);
            if up == node {
                return node;
            }
            let above = self.root.get(up).copied().unwrap_or(up);
            if let Some(slot) = self.root.get_mut(node) {
                *slot = above;
            }
            node = above;
        }
    }

    /// Whether the two were apart before.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (root_a, root_b) = (self.find(a), self.find(b));
        if root_a == root_b {
            return false;
        }
        if let Some(slot) = self.root.get_mut(root_a) {
            *slot = root_b;
        }
        for (node, other) in [(a, b), (b, a)] {
            if let Some(near) = self.near.get_mut(node) {
                near.push(other);
            }
        }
        true
    }

    /// The touches on the way from one node to another, both included.
    fn between(&self, from: usize, to: usize) -> Vec<Point> {
        let mut before: Vec<Option<usize>> = vec![None; self.root.len()];
        let mut open = VecDeque::from([from]);
        while let Some(node) = open.pop_front() {
            if node == to {
                break;
            }
            for &next in self.near.get(node).into_iter().flatten() {
                if next != from
                    && let Some(slot @ None) = before.get_mut(next)
                {
                    *slot = Some(node);
                    open.push_back(next);
                }
            }
        }
        std::iter::successors(Some(to), |node| before.get(*node).copied().flatten())
            .filter_map(|node| self.touches.get(node.checked_sub(self.rings)?).copied())
            .collect()
    }
}
