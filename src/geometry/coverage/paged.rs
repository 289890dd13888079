//! [`PagedLand`]: the coverage of a map whose parcels are not in memory.
//!
//! **Method.** The same as [`examine`](super::examine()), but for what is held meanwhile. The edges are counted in one table
//! as long as it has room; then it keeps half of them, told by their hash, and the other half is counted when the map is
//! gone through the next time. What a table holds at the end of a pass is collected in the next pass, while the next table
//! is filled. The edges that are left are held, as are the boxes of the parcels; shapes are read where they are asked for.

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::balance::AreaBalance;
use super::balance::repeated;
use super::blocks::{Blocks, blocks_across};
use super::boundary::{ParcelPosition, position};
use super::cancel::{Cancelled, Class};
use super::declared::{DeclaredConflict, conflicts_at, places_of, places_twice};
use super::examine::{Coverage, examine_left};
use super::gap_class::GapLimits;
use super::ground::Ground;
use super::land::{KeyedEdge, Residuals, Source, for_each_edge, ground};
use super::overlaps::{OverlapLimits, Overlaps, overlaps_left};
use super::parcels::{MapLand, Parcels};
use super::traced::Operand;
use crate::Workers;

/// A map whose parcels are read when they are asked for, with the edges of it that do not cancel.
pub(crate) struct PagedLand<'a, P, S: ?Sized> {
    land: MapLand<'a, P, S>,
    zone: Option<Ground>,
    edges: Vec<KeyedEdge>,
    repeated: Vec<[usize; 2]>,
    workers: Workers,
}

/// A border that shapes are held against one after the other.
#[derive(Debug)]
pub(crate) struct PositionOf(Ground);

impl PositionOf {
    /// The border of a shape.
    pub(crate) fn new<P: PlanePosition>(zone: &MultiPolygon<P>, plane: Plane) -> PositionOf {
        PositionOf(ground(zone, plane))
    }

    /// A shape against it.
    pub(crate) fn of<P: PlanePosition>(
        &self,
        shape: &MultiPolygon<P>,
        plane: Plane,
        limits: &GapLimits,
    ) -> ParcelPosition {
        position(shape, &self.0, plane, limits)
    }
}

/// Bytes that a table of edges takes for each at most, while it grows.
const EACH: usize = 180;

/// So many edges are counted at once, however little memory is given.
const FEWEST: usize = 256;

impl<'a, P: PlanePosition, S: Parcels<P> + ?Sized> PagedLand<'a, P, S> {
    /// Goes through the parcels as often as it takes to tell the edges that do not cancel with tables of at most so many
    /// bytes.
    pub(crate) fn new(
        land: MapLand<'a, P, S>,
        bytes: usize,
        workers: Workers,
    ) -> PagedLand<'a, P, S> {
        let zone = land.zone.map(|zone| ground(zone, land.plane));
        let repeated = repeated(land.parcels);
        let most = (bytes / EACH / 2).max(FEWEST);
        let edges = uncancelled(&land, zone.as_ref(), &repeated, most);
        PagedLand { land, zone, edges, repeated, workers }
    }

    /// As [`examine`](super::examine()), but for the positions of the parcels.
    pub(crate) fn examine(
        &mut self,
        gap_limits: &GapLimits,
        overlap_limits: &OverlapLimits,
    ) -> Coverage {
        // Conflicts of declared land ask for them once more.
        let edges = match self.land.declared {
            [] => std::mem::take(&mut self.edges),
            _ => self.edges.clone(),
        };
        let residuals = Residuals::of_uncancelled(edges, &self.repeats());
        let limits = (gap_limits, overlap_limits);
        let zone = self.zone.as_ref();
        examine_left(self.workers, &self.land, zone, (&residuals, &self.repeated), limits)
    }

    /// As [`overlaps`](super::overlaps()).
    pub(crate) fn overlaps(self, limits: &OverlapLimits) -> Overlaps {
        let repeats = self.repeats();
        let residuals = Residuals::of_uncancelled(self.edges, &repeats);
        overlaps_left(&self.land, limits, &residuals, &self.repeated)
    }

    fn repeats(&self) -> Vec<usize> {
        self.repeated.iter().map(|[parcel, _]| *parcel).collect()
    }

    /// As [`declared_conflicts_by`](super::declared_conflicts_by).
    pub(crate) fn declared_conflicts(
        &self,
        limits: &GapLimits,
        balance: Option<&AreaBalance>,
    ) -> Vec<DeclaredConflict> {
        if self.land.declared.is_empty() {
            return Vec::new();
        }
        let places = places_of(balance).unwrap_or_else(|| {
            let of_land = self.edges.iter().filter(|edge| edge.source() != Source::Border);
            let residuals = Residuals::of_uncancelled(of_land.copied().collect(), &[]);
            places_twice(&residuals, self.land.plane, self.workers)
        });
        conflicts_at(&places, &self.land, limits, self.workers)
    }

    /// As [`blocks_across`].
    pub(crate) fn blocks_across(&self, blocks: &[&MultiPolygon<P>], limits: &GapLimits) -> Blocks {
        blocks_across(self.workers, &self.land, blocks, limits)
    }
}

/// Every edge between two positions between which some edges of a class do not cancel, with tables of at most so many edges.
fn uncancelled<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    zone: Option<&Ground>,
    repeated: &[[usize; 2]],
    most: usize,
) -> Vec<KeyedEdge> {
    let class = |source: Source| match source {
        Source::Parcel(parcel) => {
            let of = |[repeat, _]: &[usize; 2]| *repeat;
            match repeated.binary_search_by_key(&(parcel as usize), of) {
                Ok(_) => Class::Repeat,
                Err(_) => Class::Parcel,
            }
        }
        Source::Declared(_) => Class::Declared,
        Source::Border => Class::Border,
    };
    let mut left = Vec::new();
    let mut waiting = vec![Cancelled::default()];
    let mut done: Option<Cancelled> = None;
    loop {
        let mut counted = waiting.pop();
        if counted.is_none() && done.is_none() {
            return left;
        }
        for_each(land, zone, |edge, source| {
            if done.as_ref().is_some_and(|done| done.holds(&edge)) {
                left.push(edge);
            }
            let Some(table) = &mut counted else { return };
            table.count(&edge, class(source));
            while table.len() > most {
                let Some([half, other]) = table.share().halves() else { break };
                *table = table.narrowed(half);
                waiting.push(Cancelled::of_share(other));
            }
        });
        done = counted;
    }
}

/// Each edge of a map with its source: parcels, declared land, and the border the other way around, as its covering is
/// taken off.
fn for_each<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    zone: Option<&Ground>,
    mut edge: impl FnMut(KeyedEdge, Source),
) {
    let mut all = |source: Source, shape: &MultiPolygon<P>| {
        for_each_edge(shape, |from, to| edge(KeyedEdge::new(from, to, source), source));
    };
    for (number, parcel) in (0_u32..).zip(0..land.parcels.count()) {
        if let Some(shape) = land.parcels.shape(parcel) {
            all(Source::Parcel(number), &shape);
        }
    }
    for (number, shape) in (0_u32..).zip(land.declared) {
        all(Source::Declared(number), shape);
    }
    for own in zone.iter().flat_map(|zone| zone.directed(Operand::First)) {
        edge(KeyedEdge::new(own.to, own.from, Source::Border), Source::Border);
    }
}
