//! [`LandIndex`]: the coverage of a zone, kept while parcels come, go and change.
//!
//! **Method.** Edges are kept by their ends, so that a change cancels and sets free only edges of its own. What is left
//! over is parted into places that do not depend on each other; a place with the same edges as before keeps its result.
//! So the results are those of [`examine`](super::examine()) on the same parcels.

mod box_grid;
mod edges;
mod memo;
mod stack;

use crate::Workers;
use std::collections::{BTreeMap, BTreeSet};

use super::super::{MultiPolygon, Plane, PlanePosition, Unlisted};
use super::balance::{
    AreaBalance, BalanceTerm, CoveredAgain, OutsideLand, OwnedArea, overhang_edges,
    overhang_groups, overhang_of,
};
use super::blocks::BlockShare;
use super::borders::{BorderFaults, faults_among};
use super::boundary::{ParcelPosition, may_reach_into, pieces_inside, position};
use super::cover::{Covers, Levels, layer_piece, level_groups, levels_of};
use super::gap_class::GapLimits;
use super::gaps::{Gap, GroupGaps, frame, gap_groups, merged};
use super::ground::{Extent, Ground};
use super::grouped::{components, framed, groups};
use super::land::{
    Owner, Residuals, Source, SourcedEdge, ZoneLand, chains, extent, ground, shape_area,
};
use super::overlaps::{Overlap, OverlapLimits};
use super::parcels::ParcelShape;
use super::piece::Piece;
use super::reach::reach;
use super::tangle::Tangle;
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};
use edges::EdgeIndex;
use memo::Memo;
pub(crate) use stack::Stack;

/// Parcels at the surface of a zone, and what their coverage comes to.
///
/// A parcel is known by a number of the caller's; results are in the order of these numbers.
#[derive(Debug)]
pub(crate) struct LandIndex {
    plane: Plane,
    limits: GapLimits,
    zone: Option<Ground>,
    border: Vec<Directed>,
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
    gaps: Memo<GroupGaps>,
    layers: Memo<Layers>,
    by_parcels: Memo<Result<Vec<Piece>, Tangle>>,
    overhang: Memo<Result<Vec<OutsideLand>, Tangle>>,
    faults: Memo<BorderFaults>,
}

/// Land under at least so many, and places where that was not worked out.
type Layers = (Vec<(usize, Piece)>, Vec<Tangle>);

/// The parcels of an index: shape and revision by number. A shape that changes has a new revision.
pub(crate) trait Shapes<P> {
    /// The shape.
    fn shape(&self, parcel: u32) -> Option<&MultiPolygon<P>>;
    /// A piece of declared land.
    fn declared(&self, index: usize) -> Option<&MultiPolygon<P>>;
    /// How often it was changed, by any measure that does not repeat.
    fn revision(&self, parcel: u32) -> u64;
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
            let layer = move |rings| CoveredAgain::Layer {
                covers,
                piece: layer_piece(covers, rings, plane),
            };
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
        LandIndex {
            plane,
            limits: *limits,
            border,
            declared: indexed(land.declared),
            declared_areas: land.declared.iter().map(|shape| shape_area(shape, plane)).collect(),
            declared_again: again.collect(),
            declared_tangles: of_declared.tangles,
            blocks: indexed(blocks),
            zone,
            edges,
            stack: Stack::new(plane, overlap_limits),
            areas: BTreeMap::new(),
            conflicts: BTreeMap::new(),
            gaps: Memo::default(),
            layers: Memo::default(),
            by_parcels: Memo::default(),
            overhang: Memo::default(),
            faults: Memo::default(),
        }
    }

    /// As [`Stack::unexamined`].
    pub(crate) fn unexamined(&self) -> Unlisted {
        self.stack.unexamined()
    }

    /// As [`Stack::news`].
    pub(crate) fn news(&mut self) -> Vec<((u32, u32), Option<Overlap>)> {
        self.stack.news()
    }

    /// A parcel comes.
    pub(crate) fn put<P: PlanePosition>(&mut self, parcel: u32, shape: &MultiPolygon<P>) {
        self.edges.add(Source::Parcel(parcel), &chains(shape, Operand::First));
        self.areas.insert(parcel, shape_area(shape, self.plane));
        let Some(own) = extent(shape) else { return };
        self.stack.put(parcel, own);
        for (index, declared) in self.declared.iter().enumerate() {
            let Some((ground, extent)) = declared else { continue };
            if extent.meets(&own) {
                match pieces_inside(shape, ground, self.plane, f64::NEG_INFINITY) {
                    Ok(pieces) if pieces.is_empty() => {}
                    // In a tangle there may be any; where, is found with all parcels.
                    pieces => {
                        self.conflicts.insert((index, parcel), pieces.unwrap_or_default());
                    }
                }
            }
        }
    }

    /// A parcel goes; `shape` is what it was put in with.
    pub(crate) fn take<P: PlanePosition>(&mut self, parcel: u32, shape: &MultiPolygon<P>) {
        self.edges.take(Source::Parcel(parcel), &chains(shape, Operand::First));
        self.areas.remove(&parcel);
        self.stack.take(parcel);
        for index in 0..self.declared.len() {
            self.conflicts.remove(&(index, parcel));
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
        let stack = &self.stack;
        self.edges.settle(|parcel| stack.is_repeat(parcel));
        let residuals = self.edges.residuals();
        self.settle_gaps(residuals.balance());
        self.settle_faults(residuals.land(), shapes);
        if self.zone.is_some() {
            self.settle_layers(&residuals.parcels);
            self.settle_by_parcels(shapes);
            self.settle_overhang(residuals.land());
        }
    }

    fn settle_gaps(&mut self, left: &[SourcedEdge]) {
        let mut edges = left.to_vec();
        let has_border = self.zone.is_some();
        if !has_border {
            let declared = self.declared.iter().flatten().map(|(_, extent)| *extent);
            edges.extend(frame(self.stack.extents().chain(declared)));
        }
        let parts = gap_groups(&edges, self.plane);
        let keyed = parts.iter().map(|group| {
            let own = group.of(&edges);
            (key(&own, group.base), (own, group.base))
        });
        let (plane, limits) = (self.plane, self.limits);
        self.gaps.renew(keyed, |(own, base)| GroupGaps::of(&own, base, plane, has_border, &limits));
    }

    fn settle_faults<P: PlanePosition>(&mut self, left: &[SourcedEdge], shapes: &impl Shapes<P>) {
        let coincidence = self.limits.coincidence;
        if !coincidence.is_finite() || coincidence <= 0.0 {
            return;
        }
        let directed: Vec<Directed> =
            left.iter().map(|edge| edge.directed(Operand::First)).collect();
        let near = reach(left, self.plane, coincidence);
        let keyed = components(&directed, near).into_iter().map(|part| {
            let own: Vec<SourcedEdge> =
                part.iter().filter_map(|index| left.get(*index)).copied().collect();
            let mut key = key(&own, [0, 0]);
            for edge in &own {
                if let Source::Parcel(parcel) = edge.source {
                    key.push(shapes.revision(parcel));
                }
            }
            (key, own)
        });
        let plane = self.plane;
        self.faults.renew(keyed, |own| {
            faults_among(&own, plane, coincidence, |owner| match owner {
                Owner::Parcel(parcel) => {
                    shapes.shape(u32::try_from(parcel).ok()?).map(ParcelShape::Lent)
                }
                Owner::Declared(index) => shapes.declared(index).map(ParcelShape::Lent),
            })
        });
    }

    fn settle_layers(&mut self, left: &[SourcedEdge]) {
        let keyed = level_groups(left, self.plane).into_iter().map(|group| {
            let own = group.of(left);
            (key(&own, group.base), (own, group.base))
        });
        let plane = self.plane;
        self.layers.renew(keyed, |(own, base)| {
            let Levels { levels, tangles } = levels_of(&own, base, plane);
            let layers = (2..).zip(levels).flat_map(|(covers, level)| {
                level.into_iter().map(move |rings| (covers, layer_piece(covers, rings, plane)))
            });
            (layers.collect(), tangles)
        });
    }

    /// Only shapes that conflict cover anything in common.
    fn settle_by_parcels<P: PlanePosition>(&mut self, shapes: &impl Shapes<P>) {
        let declared: BTreeSet<usize> = self.conflicts.keys().map(|(index, _)| *index).collect();
        let parcels: BTreeSet<u32> = self.conflicts.keys().map(|(_, parcel)| *parcel).collect();
        let first = declared.iter().filter_map(|index| self.declared.get(*index)?.as_ref());
        let first = first.flat_map(|(ground, _)| ground.directed(Operand::First));
        let second = parcels.iter().filter_map(|parcel| shapes.shape(*parcel));
        let second = second.flat_map(|shape| chains(shape, Operand::Second));
        let edges: Vec<Directed> = first.chain(second).collect();
        let plane = self.plane;
        let keyed = groups(&edges, plane, Wanted::Both, [0, 0]).into_iter().map(|group| {
            let own = group.of(&edges);
            let mut key = vec![bits(group.base)];
            for edge in &own {
                key.extend(ends(edge.from, edge.to));
                key.push(u64::from(edge.side == Operand::Second));
            }
            (key, (own, group.base))
        });
        self.by_parcels.renew(keyed, |(own, base)| {
            if let Some(tangle) = Tangle::of(&own) {
                return Err(tangle);
            }
            let found = trace(&framed(own, base), plane, Wanted::Both);
            let rings = found.regions.iter().map(TracedRegion::rings);
            Ok(rings.map(|rings| Piece::from_rings(rings, plane)).collect())
        });
    }

    fn settle_overhang(&mut self, left: &[SourcedEdge]) {
        let edges = overhang_edges(left, &self.border);
        let keyed = overhang_groups(&edges, self.plane).into_iter().map(|group| {
            let own = group.of(&edges);
            let mut key = vec![bits(group.base)];
            for (edge, source) in &own {
                key.extend(ends(edge.from, edge.to));
                key.push(source.map_or(0, code));
            }
            (key, (own, group.base))
        });
        let plane = self.plane;
        self.overhang.renew(keyed, |(own, base)| overhang_of(&own, base, plane));
    }

    /// The gaps, place by place; the number of a place changes when its gaps may have.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = (u64, impl Iterator<Item = &Gap>)> {
        self.gaps.values().map(|(place, found)| {
            let all = found.regions.iter().chain(&found.passages);
            (place, all.filter(|gap| gap.class.is_some()))
        })
    }

    /// Vertices on shared borders that the neighbour does not have, place by place as [`LandIndex::gaps`].
    pub(crate) fn border_faults(&self) -> impl Iterator<Item = (u64, &BorderFaults)> {
        self.faults.values()
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
        let found = (0..self.declared.len()).filter_map(pieces);
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

    /// Left side less right side of the balance of areas, m²; `None` without a zone.
    pub(crate) fn residue(&self) -> Option<f64> {
        Some(self.balance(BTreeMap::new(), Parts::Sums)?.residue())
    }

    /// Places that were not looked into.
    pub(crate) fn tangles(&self) -> Vec<Tangle> {
        let of_gaps = self.gaps.values().filter_map(|(_, found)| found.tangle.as_ref());
        let of_layers = self.layers.values().flat_map(|(_, (_, tangles))| tangles);
        let of_parcels = self.by_parcels.values().filter_map(|(_, found)| found.as_ref().err());
        let of_overhang = self.overhang.values().filter_map(|(_, found)| found.as_ref().err());
        let all = of_gaps.chain(of_layers).chain(of_parcels).chain(of_overhang);
        let mut tangles: Vec<Tangle> = all.chain(&self.declared_tangles).cloned().collect();
        Tangle::settle(&mut tangles);
        tangles
    }

    /// The balance of areas; `None` without a zone, and with tangles. `place` is the number of a parcel in the balance.
    pub(crate) fn area_balance(&self, place: BTreeMap<u32, usize>) -> Option<AreaBalance> {
        self.balance(place, Parts::Listed)
    }

    fn balance(&self, place: BTreeMap<u32, usize>, parts: Parts) -> Option<AreaBalance> {
        let zone = self.zone.as_ref()?;
        if !self.tangles().is_empty() {
            return None;
        }
        let at = |parcel: u32| place.get(&parcel).copied().unwrap_or_default();
        let renumbered = |owner: Owner| match owner {
            Owner::Parcel(parcel) => Owner::Parcel(u32::try_from(parcel).map_or(0, at)),
            Owner::Declared(_) => owner,
        };
        let parcels = self.areas.iter().map(|(parcel, area)| match parts {
            Parts::Listed => OwnedArea { owner: Owner::Parcel(at(*parcel)), area: *area },
            Parts::Sums => OwnedArea { owner: Owner::Parcel(0), area: *area },
        });
        let declared = self.declared_areas.iter().enumerate();
        let declared =
            declared.map(|(index, area)| OwnedArea { owner: Owner::Declared(index), area: *area });
        let again = self.stack.repeats().map(|(parcel, of)| CoveredAgain::Repeated {
            parcel: at(parcel),
            of: at(of),
            area: self.areas.get(&parcel).copied().unwrap_or_default(),
        });
        let mut layers: Vec<&(usize, Piece)> =
            self.layers.values().flat_map(|(_, (layers, _))| layers).collect();
        layers.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.region.compare_starts(&b.1.region)));
        let layers = layers
            .into_iter()
            .map(|(covers, piece)| CoveredAgain::Layer { covers: *covers, piece: piece.clone() });
        let mut covered: Vec<&Piece> = self
            .by_parcels
            .values()
            .filter_map(|(_, found)| found.as_ref().ok())
            .flatten()
            .collect();
        covered.sort_by(|a, b| a.region.compare_starts(&b.region));
        let covered =
            covered.into_iter().map(|piece| CoveredAgain::ByParcels { piece: piece.clone() });
        let gaps = merged(self.gaps.values().map(|(_, found)| found));
        let gaps = gaps.gaps.into_iter().chain(gaps.slivers).map(|mut gap| {
            for neighbour in &mut gap.neighbours {
                neighbour.owner = renumbered(neighbour.owner);
            }
            gap
        });
        let mut overhang: Vec<OutsideLand> = self
            .overhang
            .values()
            .filter_map(|(_, found)| found.as_ref().ok())
            .flatten()
            .cloned()
            .collect();
        overhang.sort_by(|a, b| a.piece.region.compare_starts(&b.piece.region));
        for part in &mut overhang {
            part.owners.iter_mut().for_each(|owner| *owner = renumbered(*owner));
        }
        Some(AreaBalance {
            parcels: BalanceTerm::of(parcels.collect(), |part| part.area),
            overlaps: BalanceTerm::of(again.chain(layers).collect(), CoveredAgain::area),
            declared: BalanceTerm::of(declared.collect(), |part| part.area),
            declared_again: BalanceTerm::of(
                self.declared_again.iter().cloned().chain(covered).collect(),
                CoveredAgain::area,
            ),
            gaps: BalanceTerm::of(gaps.collect(), |gap: &Gap| gap.area),
            overhang: BalanceTerm::of(overhang, |part| part.piece.area),
            zone: zone.area(),
        })
    }
}

/// Whether a balance names its parcels.
#[derive(Debug, Clone, Copy)]
enum Parts {
    Listed,
    Sums,
}

fn key(edges: &[SourcedEdge], base: [i32; 2]) -> Vec<u64> {
    let mut key = Vec::with_capacity(5 * edges.len() + 1);
    key.push(bits(base));
    for edge in edges {
        key.extend(ends(edge.from, edge.to));
        key.push(code(edge.source));
    }
    key
}

fn ends(from: [f64; 2], to: [f64; 2]) -> [u64; 4] {
    [from[0], from[1], to[0], to[1]].map(f64::to_bits)
}

fn bits([first, second]: [i32; 2]) -> u64 {
    u64::from(first.cast_unsigned()) << 32 | u64::from(second.cast_unsigned())
}

/// Different for different sources, and never 0.
fn code(source: Source) -> u64 {
    match source {
        Source::Border => 1,
        Source::Parcel(index) => 1 << 33 | u64::from(index),
        Source::Declared(index) => 1 << 34 | u64::from(index),
    }
}
