//! [`LandIndex`]: the coverage of a zone, kept while parcels come, go and change.
//!
//! **Method.** Edges are kept by their ends, so that a change cancels and sets free only edges of its own. What is left
//! over is parted into [`Places`] that do not depend on each other; a place keeps its result until an edge of it comes or goes.
//! So the results are those of [`examine`](super::examine()) on the same parcels, and the work of a change that of the
//! places it touches.

mod balance;
mod box_grid;
mod edges;
mod parts;
mod places;
mod stack;

use crate::Workers;
use std::collections::{BTreeMap, BTreeSet};

use super::super::{MultiPolygon, Plane, PlanePosition, Unlisted};
use super::balance::{CoveredAgain, OutsideLand, overhang_of};
use super::blocks::BlockShare;
use super::borders::{BorderFaults, faults_among};
use super::boundary::{ParcelPosition, may_reach_into, pieces_inside, position};
use super::cover::{Covers, Levels, levels_of};
use super::gap_class::GapLimits;
use super::gaps::{Gap, GroupGaps, frame};
use super::ground::{Extent, Ground};
use super::grouped::framed;
use super::land::{
    Owner, Residuals, Source, SourcedEdge, ZoneLand, chains, extent, ground, shape_area,
};
use super::overlaps::{Overlap, OverlapLimits};
use super::parcels::ParcelShape;
use super::piece::{Piece, Tract};
use super::tangle::Tangle;
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};
use balance::{Terms, weigh};
use edges::{EdgeIndex, Ends};
use parts::{List, Reach};
use places::{Places, Regions};
pub(crate) use stack::Stack;

/// Parcels at the surface of a zone, and what their coverage comes to.
///
/// A parcel is known by a number of the caller's; results are in the order of these numbers.
#[derive(Debug)]
pub(crate) struct LandIndex {
    plane: Plane,
    limits: GapLimits,
    zone: Option<Ground>,
    declared: Vec<Option<(Ground, Extent)>>,
    declared_areas: Vec<f64>,
    declared_again: Vec<CoveredAgain>,
    declared_tangles: Vec<Tangle>,
    blocks: Vec<Option<(Ground, Extent)>>,
    edges: EdgeIndex,
    stack: Stack,
    areas: BTreeMap<u32, f64>,
    /// Declared land that parcels cover, slivers included, by declared land and parcel.
    conflicts: BTreeMap<(usize, u32), Vec<Piece>>,
    /// The declared land that parcels cover, by parcel.
    under: BTreeMap<u32, BTreeSet<usize>>,
    /// Parcels whose conflicts have come or gone since the last settlement.
    conflicting: BTreeSet<u32>,
    /// Declared land with any conflict.
    in_conflict: BTreeSet<usize>,
    /// What stands for the border of a zone that is not given.
    frame: Vec<SourcedEdge>,
    gaps: Places<SourcedEdge, GroupGaps>,
    layers: Places<SourcedEdge, Layers>,
    by_parcels: Places<Directed, Result<Vec<Tract>, Tangle>>,
    overhang: Places<(Directed, Option<Source>), Result<Vec<OutsideLand>, Tangle>>,
    faults: Places<SourcedEdge, BorderFaults>,
    terms: Terms,
    /// Places that were not looked into.
    tangled: usize,
    news: News,
}

/// Places whose gaps, or whose faults of borders, are not as they were when this was last asked.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Places that are no more.
    pub(crate) gaps_gone: Vec<u64>,
    /// Places that were not there.
    pub(crate) gaps: Vec<u64>,
    /// As for gaps.
    pub(crate) faults_gone: Vec<u64>,
    /// As for gaps.
    pub(crate) faults: Vec<u64>,
}

/// Land under at least so many, and places where that was not worked out.
type Layers = (Vec<(usize, Tract)>, Vec<Tangle>);

/// The shapes of an index, by number.
pub(crate) trait Shapes<P> {
    /// The shape.
    fn shape(&self, parcel: u32) -> Option<&MultiPolygon<P>>;
    /// A piece of declared land.
    fn declared(&self, index: usize) -> Option<&MultiPolygon<P>>;
}

impl LandIndex {
    /// The zone and the declared land; parcels are put in afterwards.
    pub(crate) fn new<P: PlanePosition>(
        land: &ZoneLand<'_, P>,
        blocks: &[&MultiPolygon<P>],
        limits: &GapLimits,
        overlap_limits: &OverlapLimits,
    ) -> LandIndex {
        let plane = land.plane;
        let zone = land.zone.map(|zone| ground(zone, plane));
        let indexed = |shapes: &[&MultiPolygon<P>]| {
            let one = |shape: &&MultiPolygon<P>| Some((ground(shape, plane), extent(shape)?));
            shapes.iter().map(one).collect::<Vec<_>>()
        };
        let own = ZoneLand { parcels: &[], zone: None, ..*land };
        let residuals = Residuals::of(&own, &[], &[], Workers::ONE);
        let of_declared = Covers { residuals: &residuals, plane, workers: Workers::ONE }
            .levels(&residuals.declared);
        let again = (2..).zip(of_declared.levels).flat_map(|(covers, regions)| {
            let layer = move |rings| CoveredAgain::Layer { covers, piece: Tract::of(rings, plane) };
            regions.into_iter().map(layer)
        });
        let mut edges = EdgeIndex::default();
        for (index, shape) in (0..).zip(land.declared) {
            edges.add(Source::Declared(index), &chains(shape, Operand::First));
        }
        let border: Vec<Directed> =
            zone.iter().flat_map(|zone| zone.directed(Operand::Second)).collect();
        // Against the zone: its covering is taken off.
        let against: Vec<Directed> = border
            .iter()
            .map(|edge| Directed { from: edge.to, to: edge.from, side: edge.side })
            .collect();
        edges.add(Source::Border, &against);
        let touch = Reach::Touch(plane);
        let overlay = |wanted, offset| Some(Regions { wanted, offset });
        let directed = |edge: &SourcedEdge| edge.directed(Operand::First);
        let outside = overlay(Wanted::FirstWithoutSecond, [0, 0]);
        let mut overhang = Places::new(touch, outside, |(edge, _)| *edge);
        overhang.replace(List::Second, [0; 4], border.iter().map(|edge| (*edge, None)));
        let declared_areas: Vec<f64> =
            land.declared.iter().map(|shape| shape_area(shape, plane)).collect();
        let declared_again: Vec<CoveredAgain> = again.collect();
        let mut terms = Terms::default();
        declared_areas.iter().for_each(|area| terms.declared.add(*area));
        declared_again.iter().for_each(|again| terms.declared_again.add(again.area()));
        LandIndex {
            plane,
            limits: *limits,
            declared: indexed(land.declared),
            declared_areas,
            declared_again,
            declared_tangles: of_declared.tangles,
            blocks: indexed(blocks),
            zone,
            edges,
            stack: Stack::new(plane, overlap_limits),
            areas: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            under: BTreeMap::new(),
            conflicting: BTreeSet::new(),
            in_conflict: BTreeSet::new(),
            frame: Vec::new(),
            gaps: Places::new(touch, overlay(Wanted::Negative, [0, 0]), directed),
            // One cover is taken off everywhere.
            layers: Places::new(touch, overlay(Wanted::Positive, [-1, 0]), directed),
            by_parcels: Places::new(touch, overlay(Wanted::Both, [0, 0]), |edge| *edge),
            overhang,
            faults: Places::new(Reach::Metres(plane, limits.coincidence), None, directed),
            terms,
            tangled: 0,
            news: News::default(),
        }
    }

    /// As [`Stack::unexamined`].
    pub(crate) fn unexamined(&self) -> Unlisted {
        self.stack.unexamined()
    }

    /// What has changed since this was last asked.
    pub(crate) fn news(&mut self) -> News {
        std::mem::take(&mut self.news)
    }

    /// As [`Stack::news`].
    pub(crate) fn overlap_news(&mut self) -> Vec<((u32, u32), Option<Overlap>)> {
        self.stack.news()
    }

    /// A parcel comes.
    pub(crate) fn put<P: PlanePosition>(&mut self, parcel: u32, shape: &MultiPolygon<P>) {
        self.edges.add(Source::Parcel(parcel), &chains(shape, Operand::First));
        let area = shape_area(shape, self.plane);
        self.areas.insert(parcel, area);
        self.terms.parcels.add(area);
        let Some(own) = extent(shape) else { return };
        self.stack.put(parcel, own);
        for (index, declared) in self.declared.iter().enumerate() {
            let Some((ground, extent)) = declared else { continue };
            if extent.meets(&own) {
                match pieces_inside(shape, ground, self.plane, f64::NEG_INFINITY) {
                    Ok(pieces) if pieces.is_empty() => {}
                    // In a tangle there may be any; where, is found with all parcels.
                    pieces => {
                        self.under.entry(parcel).or_default().insert(index);
                        self.conflicting.insert(parcel);
                        self.conflicts.insert((index, parcel), pieces.unwrap_or_default());
                    }
                }
            }
        }
    }

    /// A parcel goes; `shape` is what it was put in with.
    pub(crate) fn take<P: PlanePosition>(&mut self, parcel: u32, shape: &MultiPolygon<P>) {
        self.edges.take(Source::Parcel(parcel), &chains(shape, Operand::First));
        if let Some(area) = self.areas.remove(&parcel) {
            self.terms.parcels.take(area);
        }
        self.stack.take(parcel);
        for index in self.under.remove(&parcel).into_iter().flatten() {
            self.conflicts.remove(&(index, parcel));
            self.conflicting.insert(parcel);
        }
    }

    /// Brings the results up to date after parcels have come and gone.
    pub(crate) fn settle<P: PlanePosition>(&mut self, shapes: &impl Shapes<P>) {
        let toggled = self.stack.settle(|parcel| shapes.shape(parcel));
        for parcel in toggled {
            if let Some(shape) = shapes.shape(parcel) {
                self.edges.touch(&chains(shape, Operand::First));
            }
        }
        self.settle_edges();
        self.settle_gaps();
        self.settle_faults(shapes);
        let conflicting = std::mem::take(&mut self.conflicting);
        if self.zone.is_some() {
            self.settle_layers();
            self.settle_by_parcels(shapes, conflicting);
            self.settle_overhang();
        }
    }

    /// Tells the places what is left where edges have come or gone, or belong to a record that has changed: gaps and faults
    /// are told again what was left already, since they name its owner and number its vertices.
    fn settle_edges(&mut self) {
        let LandIndex { stack, edges, gaps, faults, layers, overhang, limits, zone, .. } = self;
        let looks_for_faults = limits.coincidence.is_finite() && limits.coincidence >= 0.0;
        edges.settle(
            |parcel| stack.is_repeat(parcel),
            |ends, left| {
                gaps.replace(List::First, ends, left.balance.iter().copied());
                if looks_for_faults {
                    faults.replace(List::First, ends, left.land.iter().copied());
                }
                if zone.is_some() {
                    layers.renew(List::First, ends, left.parcels.iter().copied());
                    let inner =
                        |edge: &SourcedEdge| (edge.directed(Operand::First), Some(edge.source));
                    overhang.renew(List::First, ends, left.land.iter().map(inner));
                }
            },
        );
    }

    fn settle_gaps(&mut self) {
        let has_border = self.zone.is_some();
        if !has_border {
            let declared = self.declared.iter().flatten().map(|(_, extent)| *extent);
            let frame = frame(self.stack.extents().chain(declared));
            if frame != self.frame {
                self.gaps.replace(List::Second, [0; 4], frame.iter().copied());
                self.frame = frame;
            }
        }
        let (plane, limits) = (self.plane, self.limits);
        let settled =
            self.gaps.settle(|edges, base| GroupGaps::of(edges, base, plane, has_border, &limits));
        for (place, found) in &settled.gone {
            found.gaps().for_each(|gap| self.terms.gaps.take(gap.area));
            self.tangled = self.tangled.saturating_sub(usize::from(found.tangle.is_some()));
            self.news.gaps_gone.push(*place);
        }
        for place in settled.new {
            if let Some(found) = self.gaps.get(place) {
                found.gaps().for_each(|gap| self.terms.gaps.add(gap.area));
                self.tangled = self.tangled.saturating_add(usize::from(found.tangle.is_some()));
                self.news.gaps.push(place);
            }
        }
    }

    fn settle_faults<P: PlanePosition>(&mut self, shapes: &impl Shapes<P>) {
        let (plane, coincidence) = (self.plane, self.limits.coincidence);
        let settled = self.faults.settle(|edges, _| {
            faults_among(edges, plane, coincidence, |owner| match owner {
                Owner::Parcel(parcel) => {
                    shapes.shape(u32::try_from(parcel).ok()?).map(ParcelShape::Lent)
                }
                Owner::Declared(index) => shapes.declared(index).map(ParcelShape::Lent),
            })
        });
        self.news.faults_gone.extend(settled.gone.iter().map(|(place, _)| *place));
        self.news.faults.extend(settled.new);
    }

    fn settle_layers(&mut self) {
        let plane = self.plane;
        let settled = self.layers.settle(|edges, base| {
            let Levels { levels, tangles } = levels_of(edges, base, plane);
            let layers = (2..).zip(levels).flat_map(|(covers, level)| {
                level.into_iter().map(move |rings| (covers, Tract::of(rings, plane)))
            });
            (layers.collect(), tangles)
        });
        for (_, (layers, tangles)) in &settled.gone {
            layers.iter().for_each(|(_, piece)| self.terms.layers.take(piece.area));
            self.tangled = self.tangled.saturating_sub(tangles.len());
        }
        for (layers, tangles) in settled.new.iter().filter_map(|place| self.layers.get(*place)) {
            layers.iter().for_each(|(_, piece)| self.terms.layers.add(piece.area));
            self.tangled = self.tangled.saturating_add(tangles.len());
        }
    }

    /// Only shapes that conflict cover anything in common.
    fn settle_by_parcels<P: PlanePosition>(
        &mut self,
        shapes: &impl Shapes<P>,
        conflicting: BTreeSet<u32>,
    ) {
        if !conflicting.is_empty() {
            for (index, declared) in self.declared.iter().enumerate() {
                let Some((ground, _)) = declared else { continue };
                let is_in = self.conflicts.range((index, 0)..=(index, u32::MAX)).next().is_some();
                let changed = if is_in {
                    self.in_conflict.insert(index)
                } else {
                    self.in_conflict.remove(&index)
                };
                if changed {
                    let edges = ground.directed(Operand::First).filter(|_| is_in);
                    self.by_parcels.replace(List::First, number(index), edges);
                }
            }
        }
        for parcel in conflicting {
            let shape = shapes.shape(parcel).filter(|_| self.under.contains_key(&parcel));
            let edges = shape.into_iter().flat_map(|shape| chains(shape, Operand::Second));
            self.by_parcels.replace(List::Second, number(parcel as usize), edges);
        }
        let plane = self.plane;
        let settled = self.by_parcels.settle(|edges, base| {
            if let Some(tangle) = Tangle::of(edges) {
                return Err(tangle);
            }
            let found = trace(&framed(edges.to_vec(), base), plane, Wanted::Both);
            let rings = found.regions.iter().map(TracedRegion::rings);
            Ok(rings.map(|rings| Tract::of(rings, plane)).collect())
        });
        let area = |piece: &Tract| piece.area;
        weigh(&settled, &self.by_parcels, area, &mut self.terms.declared_again, &mut self.tangled);
    }

    fn settle_overhang(&mut self) {
        let plane = self.plane;
        let settled = self.overhang.settle(|edges, base| overhang_of(edges, base, plane));
        let area = |part: &OutsideLand| part.piece.area;
        weigh(&settled, &self.overhang, area, &mut self.terms.overhang, &mut self.tangled);
    }

    /// The gaps of a place.
    pub(crate) fn gaps_of(&self, place: u64) -> impl Iterator<Item = &Gap> {
        let gaps = self.gaps.get(place).into_iter().flat_map(GroupGaps::gaps);
        gaps.filter(|gap| gap.class.is_some())
    }

    /// Vertices on shared borders that the neighbour does not have, in one place.
    pub(crate) fn border_faults(&self, place: u64) -> Option<&BorderFaults> {
        self.faults.get(place)
    }

    /// One shape against the zone; `None` without one.
    pub(crate) fn position<P: PlanePosition>(
        &self,
        shape: &MultiPolygon<P>,
    ) -> Option<ParcelPosition> {
        Some(position(shape, self.zone.as_ref()?, self.plane, &self.limits))
    }

    /// The pieces of declared land that a parcel covers, with the number of the declared land.
    pub(crate) fn declared_under(&self, parcel: u32) -> Vec<(usize, Vec<Piece>)> {
        let wide = |pieces: &Vec<Piece>| -> Vec<Piece> {
            pieces.iter().filter(|piece| piece.width > self.limits.coincidence).cloned().collect()
        };
        let pieces = |index| Some((index, wide(self.conflicts.get(&(index, parcel))?)));
        let under = self.under.get(&parcel).into_iter().flatten().copied();
        let found = under.filter_map(pieces);
        found.filter(|(_, pieces)| !pieces.is_empty()).collect()
    }

    /// The blocks that a parcel lies in, if it may have land in more than one.
    pub(crate) fn blocks_of<P: PlanePosition>(&self, shape: &MultiPolygon<P>) -> Vec<BlockShare> {
        let Some(own) = extent(shape) else { return Vec::new() };
        let near = self.blocks.iter().enumerate().filter_map(|(block, indexed)| {
            let (ground, _) = indexed.as_ref().filter(|(_, extent)| extent.meets(&own))?;
            may_reach_into(shape, ground).unwrap_or(false).then_some((block, ground))
        });
        let reached: Vec<_> = near.collect();
        if reached.len() < 2 {
            return Vec::new();
        }
        let limit = self.limits.coincidence;
        let share = |(block, ground)| {
            super::blocks::share_of(block, shape, ground, self.plane, limit).ok().flatten()
        };
        reached.into_iter().filter_map(share).collect()
    }
}

fn number(index: usize) -> Ends {
    [i64::try_from(index).unwrap_or(i64::MAX), 0, 0, 0]
}
