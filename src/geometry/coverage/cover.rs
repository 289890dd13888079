//! [`Covers`]: where land is covered how often.

use super::super::Plane;
use super::grouped::{Group, framed, groups, ring_around};
use super::land::{Residuals, SourcedEdge};
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};

/// Rings of a region.
pub(super) type Rings = Vec<Vec<[f64; 2]>>;

/// Questions about how often land is covered.
pub(super) struct Covers<'a> {
    pub(super) residuals: &'a Residuals,
    pub(super) plane: Plane,
}

impl Covers<'_> {
    /// Where at least 2, at least 3, … of the edges' owners lie, as long as there is such land.
    pub(super) fn levels(&self, edges: &[SourcedEdge]) -> Vec<Vec<Rings>> {
        let groups = level_groups(edges, self.plane);
        let parts = groups.iter().map(|group| levels_of(&group.of(edges), group.base, self.plane));
        merge_levels(parts)
    }

    /// Where at least 2 of the edges' owners lie: the first of the levels, in one overlay however deep they go.
    pub(super) fn twice(&self, edges: &[SourcedEdge]) -> Vec<Rings> {
        let parts = level_groups(edges, self.plane).into_iter().map(|group| {
            let own = group.of(edges);
            let directed = own.iter().map(|edge| edge.directed(Operand::First)).collect();
            let first = trace(&framed(directed, group.base), self.plane, Wanted::Positive);
            vec![first.regions.iter().map(TracedRegion::rings).collect()]
        });
        merge_levels(parts).into_iter().next().unwrap_or_default()
    }

    /// Where declared land lies at least twice.
    pub(super) fn declared_twice(&self) -> Vec<Rings> {
        self.twice(&self.residuals.declared)
    }

    /// Where both declared land and parcels lie.
    pub(super) fn declared_and_parcels(&self) -> Vec<Rings> {
        if self.residuals.declared.is_empty() {
            return Vec::new();
        }
        let first = self.residuals.declared.iter().map(|edge| edge.directed(Operand::First));
        let second = self.residuals.parcels.iter().map(|edge| edge.directed(Operand::Second));
        let edges: Vec<Directed> = first.chain(second).collect();
        let trace = trace(&edges, self.plane, Wanted::Both);
        trace.regions.iter().map(TracedRegion::rings).collect()
    }
}

/// The places whose levels do not depend on each other.
pub(super) fn level_groups(edges: &[SourcedEdge], plane: Plane) -> Vec<Group> {
    let directed: Vec<_> = edges.iter().map(|edge| edge.directed(Operand::First)).collect();
    // One cover is taken off everywhere.
    groups(&directed, plane, Wanted::Positive, [-1, 0])
}

/// Where at least 2, at least 3, … lie in one place; `base` is what others cover there, less one.
pub(super) fn levels_of(edges: &[SourcedEdge], base: [i32; 2], plane: Plane) -> Vec<Vec<Rings>> {
    let directed: Vec<_> = edges.iter().map(|edge| edge.directed(Operand::First)).collect();
    let mut levels = Vec::new();
    let less = ring_around(&directed, false, Operand::First);
    let mut directed = framed(directed, base);
    loop {
        let level = trace(&directed, plane, Wanted::Positive);
        if level.regions.is_empty() {
            return levels;
        }
        levels.push(level.regions.iter().map(TracedRegion::rings).collect());
        directed.extend_from_slice(&less);
    }
}

/// The levels of all places, each from west to east.
pub(super) fn merge_levels(parts: impl Iterator<Item = Vec<Vec<Rings>>>) -> Vec<Vec<Rings>> {
    let mut levels: Vec<Vec<Rings>> = Vec::new();
    for part in parts {
        for (level, regions) in part.into_iter().enumerate() {
            match levels.get_mut(level) {
                Some(own) => own.extend(regions),
                None => levels.push(regions),
            }
        }
    }
    let starts =
        |rings: &Rings| rings.first().into_iter().flatten().take(3).copied().collect::<Vec<_>>();
    for level in &mut levels {
        level.sort_by(|a, b| {
            let (a, b) = (starts(a), starts(b));
            let pairs = a.iter().flatten().zip(b.iter().flatten());
            let order = pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
            order.unwrap_or(std::cmp::Ordering::Equal)
        });
    }
    levels
}
