//! [`Covers`]: where land is covered how often.

use super::super::Plane;
use super::depth::levels_above;
use super::grouped::{Group, framed, groups, ring_around};
use super::land::{Residuals, SourcedEdge};
use super::tangle::Tangle;
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};
use crate::Workers;

/// Rings of a region.
pub(super) type Rings = Vec<Vec<[f64; 2]>>;

/// Where at least 2, at least 3, … lie.
#[derive(Debug, Default)]
pub(super) struct Levels {
    pub(super) levels: Vec<Vec<Rings>>,
    /// Places that were not worked out.
    pub(super) tangles: Vec<Tangle>,
}

impl Levels {
    /// Where at least 2 lie, and, as boxes, the places where that was not worked out.
    pub(super) fn twice(&self) -> Vec<Rings> {
        let known = self.levels.first().into_iter().flatten().cloned();
        known.chain(self.tangles.iter().map(|tangle| tangle.region.rings.clone())).collect()
    }

    fn of(parts: Vec<Levels>) -> Levels {
        let (mut levels, mut tangles) = (Vec::new(), Vec::new());
        for part in parts {
            levels.push(part.levels);
            tangles.extend(part.tangles);
        }
        Levels { levels: merge_levels(levels.into_iter()), tangles }
    }
}

/// Questions about how often land is covered.
pub(super) struct Covers<'a> {
    pub(super) residuals: &'a Residuals,
    pub(super) plane: Plane,
    pub(super) workers: Workers,
}

impl Covers<'_> {
    /// Where at least 2, at least 3, … of the edges' owners lie, as long as there is such land.
    pub(super) fn levels(&self, edges: &[SourcedEdge]) -> Levels {
        let groups = level_groups(edges, self.plane);
        let plane = self.plane;
        let parts =
            self.workers.map(&groups, |_, group| levels_of(&group.of(edges), group.base, plane));
        Levels::of(parts)
    }

    /// Where at least 2 of the edges' owners lie: the first of the levels, in one overlay however deep they go.
    pub(super) fn twice(&self, edges: &[SourcedEdge]) -> Levels {
        let parts = level_groups(edges, self.plane).into_iter().map(|group| {
            let own = group.of(edges);
            let directed: Vec<_> = own.iter().map(|edge| edge.directed(Operand::First)).collect();
            if let Some(tangle) = Tangle::of(&directed) {
                return Levels { levels: Vec::new(), tangles: vec![tangle] };
            }
            let first = trace(&framed(directed, group.base), self.plane, Wanted::Positive);
            let first = first.regions.iter().map(TracedRegion::rings).collect();
            Levels { levels: vec![first], tangles: Vec::new() }
        });
        Levels::of(parts.collect())
    }

    /// Where declared land lies at least twice.
    pub(super) fn declared_twice(&self) -> Vec<Rings> {
        self.twice(&self.residuals.declared).twice()
    }

    /// Where both declared land and parcels lie.
    pub(super) fn declared_and_parcels(&self) -> Result<Vec<Rings>, Tangle> {
        if self.residuals.declared.is_empty() {
            return Ok(Vec::new());
        }
        let first = self.residuals.declared.iter().map(|edge| edge.directed(Operand::First));
        let second = self.residuals.parcels.iter().map(|edge| edge.directed(Operand::Second));
        let edges: Vec<Directed> = first.chain(second).collect();
        if let Some(tangle) = Tangle::of(&edges) {
            return Err(tangle);
        }
        let trace = trace(&edges, self.plane, Wanted::Both);
        Ok(trace.regions.iter().map(TracedRegion::rings).collect())
    }
}

/// The places whose levels do not depend on each other.
pub(super) fn level_groups(edges: &[SourcedEdge], plane: Plane) -> Vec<Group> {
    let directed: Vec<_> = edges.iter().map(|edge| edge.directed(Operand::First)).collect();
    // One cover is taken off everywhere.
    groups(&directed, plane, Wanted::Positive, [-1, 0])
}

/// Levels that are overlaid one by one; those above, all at once.
const LEVELS: i32 = 8;

/// Where at least 2, at least 3, … lie in one place; `base` is what others cover there, less one.
pub(super) fn levels_of(edges: &[SourcedEdge], base: [i32; 2], plane: Plane) -> Levels {
    let directed: Vec<_> = edges.iter().map(|edge| edge.directed(Operand::First)).collect();
    if let Some(tangle) = Tangle::of(&directed) {
        return Levels { levels: Vec::new(), tangles: vec![tangle] };
    }
    let (mut levels, tangles) = (Vec::new(), Vec::new());
    let less = ring_around(&directed, false, Operand::First);
    let mut framed = framed(directed.clone(), base);
    for _ in 0..LEVELS {
        let level = trace(&framed, plane, Wanted::Positive);
        if level.regions.is_empty() {
            return Levels { levels, tangles };
        }
        levels.push(level.regions.iter().map(TracedRegion::rings).collect());
        framed.extend_from_slice(&less);
    }
    levels.extend(levels_above(&directed, base[0], LEVELS, plane));
    Levels { levels, tangles }
}

/// The levels of all places, each from west to east.
fn merge_levels(parts: impl Iterator<Item = Vec<Vec<Rings>>>) -> Vec<Vec<Rings>> {
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
