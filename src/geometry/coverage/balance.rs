//! [`area_balance`]: the areas of a zone, closed to the square centimetre, or to what rounding leaves of a larger zone.

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::cover::{Covers, Levels, Rings};
use super::gap_class::GapLimits;
use super::gaps::{Gap, Gaps, gaps_within};
use super::ground::{Extent, Ground};
use super::grouped::{Group, framed, groups};
use super::land::{Owner, Residuals, Source, SourcedEdge, ZoneLand, chains, ground, shape_area};
use super::parcels::{MapLand, Parcels};
use super::piece::Tract;
use super::sum::{Sum, total};
use super::tangle::Tangle;
use super::traced::{Course, Directed, Operand, TracedRegion, Wanted, trace};
use crate::Workers;

/// The area balance (面积平衡) of a zone.
///
/// parcels − overlaps + declared − declared again + gaps − overhang = zone, but for [`residue`](AreaBalance::residue).
///
/// No term is a remainder: each is the sum over polygons of its own, which it lists.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AreaBalance {
    /// Every parcel with its own area (宗地).
    pub parcels: BalanceTerm<OwnedArea>,
    /// Land that parcels cover again (重叠): land under k parcels is listed k − 1 times.
    pub overlaps: BalanceTerm<CoveredAgain>,
    /// Every piece of declared land with its own area (道路、水域、绿地).
    pub declared: BalanceTerm<OwnedArea>,
    /// Declared land that declared land or parcels cover already.
    pub declared_again: BalanceTerm<CoveredAgain>,
    /// Land of the zone that nobody covers (空隙), slivers included.
    pub gaps: BalanceTerm<Gap>,
    /// Covered land outside the zone (超出), each spot once.
    pub overhang: BalanceTerm<OutsideLand>,
    /// The zone itself, m²; parts that overlap count once.
    pub zone: f64,
}

/// A term of the balance: an area and what it is made of.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BalanceTerm<T> {
    /// The sum over the parts, m².
    pub area: f64,
    /// The parts.
    pub parts: Vec<T>,
}

/// A shape with its own area.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct OwnedArea {
    /// Whose.
    pub owner: Owner,
    /// m².
    pub area: f64,
}

/// Land that is covered although it is covered already.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CoveredAgain {
    /// A parcel that repeats an earlier one, wholly (重复宗地).
    Repeated {
        /// The parcel.
        parcel: usize,
        /// The earlier one.
        of: usize,
        /// m².
        area: f64,
    },
    /// Land under at least so many shapes, repeated parcels left out; listed once for each number from 2 on.
    Layer {
        /// At least this many lie here.
        covers: usize,
        /// The land.
        piece: Tract,
    },
    /// Declared land that parcels cover.
    ByParcels {
        /// The land.
        piece: Tract,
    },
}

/// Covered land outside the zone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OutsideLand {
    /// The land.
    pub piece: Tract,
    /// Whose border is the border of this land, in order.
    pub owners: Vec<Owner>,
}

impl CoveredAgain {
    /// m².
    #[must_use]
    pub fn area(&self) -> f64 {
        match self {
            CoveredAgain::Repeated { area, .. } => *area,
            CoveredAgain::Layer { piece, .. } | CoveredAgain::ByParcels { piece } => piece.area,
        }
    }

    /// The land; `None` for that of a parcel that repeats another.
    #[must_use]
    pub fn piece(&self) -> Option<&Tract> {
        match self {
            CoveredAgain::Repeated { .. } => None,
            CoveredAgain::Layer { piece, .. } | CoveredAgain::ByParcels { piece } => Some(piece),
        }
    }
}

impl AreaBalance {
    /// What the left side comes to, m².
    #[must_use]
    pub fn covered(&self) -> f64 {
        covered([
            self.parcels.area,
            self.overlaps.area,
            self.declared.area,
            self.declared_again.area,
            self.gaps.area,
            self.overhang.area,
        ])
    }

    /// Left side less right side, m²: what rounding leaves, below 1e-4 m², or 2e-14 of a zone of more than 5 000 km².
    #[must_use]
    pub fn residue(&self) -> f64 {
        self.covered() - self.zone
    }
}

/// What the terms come to, in the order of [`AreaBalance`].
pub(super) fn covered(
    [parcels, overlaps, declared, declared_again, gaps, overhang]: [f64; 6],
) -> f64 {
    let terms = [parcels, -overlaps, declared, -declared_again, gaps, -overhang];
    terms.into_iter().collect::<Sum>().total()
}

impl<T> BalanceTerm<T> {
    pub(super) fn of(parts: Vec<T>, area: impl Fn(&T) -> f64) -> BalanceTerm<T> {
        BalanceTerm { area: total(parts.iter().map(&area)), parts }
    }
}

/// The area balance (面积平衡) of a zone; `None` if no zone is given, or a place of it is a [`Tangle`]: then it would
/// not close.
///
/// **Accuracy.** [`AreaBalance::residue`] comes from the rounding of crossing points (1.6e-9 m at 113° east, times
/// the edges that are crossed) and of sums: below 1e-5 m² on zones of 17 km² with a thousand defects.
///
/// ```
/// use landledger::geometry::coverage::{GapLimits, ZoneLand, area_balance};
/// use landledger::geometry::{GridPoint, MultiPolygon, Plane};
///
/// let block = |west: f64, east: f64| {
///     MultiPolygon::from_exterior([
///         GridPoint::new(0.0, west),
///         GridPoint::new(0.0, east),
///         GridPoint::new(100.0, east),
///         GridPoint::new(100.0, west),
///     ])
/// };
/// let (zone, a, b, road) =
///     (block(0.0, 300.0), block(-5.0, 120.0), block(110.0, 200.0), block(190.0, 290.0));
/// let land = ZoneLand {
///     parcels: &[&a, &b],
///     declared: &[&road],
///     zone: Some(&zone),
///     plane: Plane::Metres,
/// };
/// let balance = area_balance(&land, &GapLimits::default()).unwrap();
/// assert_eq!(balance.parcels.area, 21_500.0);
/// assert_eq!(balance.overlaps.area, 1_000.0); // a and b
/// assert_eq!(balance.declared.area, 10_000.0);
/// assert_eq!(balance.declared_again.area, 1_000.0); // b and the road
/// assert_eq!(balance.gaps.area, 1_000.0); // east of the road
/// assert_eq!(balance.overhang.area, 500.0); // a, west of the zone
/// assert_eq!(balance.zone, 30_000.0);
/// assert_eq!(balance.residue(), 0.0);
/// ```
#[must_use]
pub fn area_balance<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    limits: &GapLimits,
) -> Option<AreaBalance> {
    let zone = ground(land.zone?, land.plane);
    let repeated = repeated(land.parcels);
    let repeats: Vec<usize> = repeated.iter().map(|[parcel, _]| *parcel).collect();
    let residuals = Residuals::within(land, Some(&zone), &repeats, Workers::ONE);
    let covers = Covers { residuals: &residuals, plane: land.plane, workers: Workers::ONE };
    let map = land.map();
    let found = Uneven {
        levels: covers.levels(&residuals.parcels),
        gaps: gaps_within(&map, Some(&zone), limits, &residuals, Workers::ONE),
        overhang: Overhangs::of(&zone, &residuals, land.plane, Workers::ONE),
    };
    let found = area_balance_within(&map, &zone, &residuals, found, &repeated, Workers::ONE);
    found.tangles.is_empty().then_some(found.balance)
}

/// What is not covered once: where parcels lie over one another, where nobody covers the zone, what lies outside.
pub(super) struct Uneven {
    pub(super) levels: Levels,
    pub(super) gaps: Gaps,
    pub(super) overhang: Overhangs,
}

/// Covered land outside the zone, from west to east, and the places that were not looked into.
pub(super) struct Overhangs {
    parts: Vec<OutsideLand>,
    tangles: Vec<Tangle>,
}

impl Overhangs {
    pub(super) fn of(
        zone: &Ground,
        residuals: &Residuals,
        plane: Plane,
        workers: Workers,
    ) -> Overhangs {
        let border: Vec<Directed> = zone.directed(Operand::Second).collect();
        let edges = overhang_edges(residuals.land(), &border);
        let outside = workers.map(&overhang_groups(&edges, plane), |_, group| {
            overhang_of(&group.of(&edges), group.base, plane)
        });
        let (mut parts, mut tangles) = (Vec::new(), Vec::new());
        for found in outside {
            match found {
                Ok(found) => parts.extend(found),
                Err(tangle) => tangles.push(tangle),
            }
        }
        parts.sort_by(|a, b| a.piece.region.compare_starts(&b.piece.region));
        Overhangs { parts, tangles }
    }
}

/// A balance, and the places that are not in it.
pub(super) struct Balanced {
    pub(super) balance: AreaBalance,
    pub(super) tangles: Vec<Tangle>,
}

/// The same with what is not covered once, and residuals, that are there already.
pub(super) fn area_balance_within<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    zone: &Ground,
    residuals: &Residuals,
    found: Uneven,
    repeated: &[[usize; 2]],
    workers: Workers,
) -> Balanced {
    let plane = land.plane;
    let Uneven { levels, gaps, overhang } = found;
    let Levels { levels, mut tangles } = levels;
    let covers = Covers { residuals, plane, workers };

    let numbers: Vec<usize> = (0..land.parcels.count()).collect();
    let parcels = workers.map(&numbers, |_, parcel| OwnedArea {
        owner: Owner::Parcel(*parcel),
        area: land.parcels.area(*parcel, plane),
    });
    let parcels = BalanceTerm::of(parcels, |part: &OwnedArea| part.area);
    let declared = workers.map(land.declared, |index, shape| OwnedArea {
        owner: Owner::Declared(index),
        area: shape_area(shape, plane),
    });
    let declared = BalanceTerm::of(declared, |part: &OwnedArea| part.area);

    let layers = |levels: Vec<Vec<Rings>>| {
        let levels = (2..).zip(levels);
        let regions: Vec<(usize, Rings)> = levels
            .flat_map(|(covers, regions)| regions.into_iter().map(move |rings| (covers, rings)))
            .collect();
        workers.map(&regions, |_, (covers, rings)| CoveredAgain::Layer {
            covers: *covers,
            piece: Tract::of(rings.clone(), plane),
        })
    };
    let again = repeated.iter().map(|[parcel, of]| CoveredAgain::Repeated {
        parcel: *parcel,
        of: *of,
        area: parcels.parts.get(*parcel).map_or(0.0, |part| part.area),
    });
    let overlaps = again.chain(layers(levels)).collect();
    let of_declared = covers.levels(&residuals.declared);
    tangles.extend(of_declared.tangles);
    let by_parcels = covers.declared_and_parcels().unwrap_or_else(|tangle| {
        tangles.push(tangle);
        Vec::new()
    });
    let by_parcels = by_parcels
        .into_iter()
        .map(|rings| CoveredAgain::ByParcels { piece: Tract::of(rings, plane) });
    let declared_again = layers(of_declared.levels).into_iter().chain(by_parcels).collect();

    let Gaps { gaps, slivers, tangles: of_gaps } = gaps;
    let gaps = gaps.into_iter().chain(slivers).collect();
    tangles.extend(of_gaps);
    let Overhangs { parts: overhang, tangles: of_overhang } = overhang;
    tangles.extend(of_overhang);

    Tangle::settle(&mut tangles);
    let balance = AreaBalance {
        parcels,
        overlaps: BalanceTerm::of(overlaps, CoveredAgain::area),
        declared,
        declared_again: BalanceTerm::of(declared_again, CoveredAgain::area),
        gaps: BalanceTerm::of(gaps, |gap: &Gap| gap.area),
        overhang: BalanceTerm::of(overhang, |part: &OutsideLand| part.piece.area),
        zone: zone.area(),
    };
    Balanced { balance, tangles }
}

/// Covered land and the border of a zone, as the two operands of an overlay; the border has no source.
pub(super) fn overhang_edges(
    land: &[SourcedEdge],
    border: &[Directed],
) -> Vec<(Directed, Option<Source>)> {
    let inner = land.iter().map(|edge| (edge.directed(Operand::First), Some(edge.source)));
    inner.chain(border.iter().map(|edge| (*edge, None))).collect()
}

/// The places whose overhangs do not depend on each other.
pub(super) fn overhang_groups(edges: &[(Directed, Option<Source>)], plane: Plane) -> Vec<Group> {
    let directed: Vec<Directed> = edges.iter().map(|(edge, _)| *edge).collect();
    groups(&directed, plane, Wanted::FirstWithoutSecond, [0, 0])
}

/// Covered land outside the zone in one place.
pub(super) fn overhang_of(
    edges: &[(Directed, Option<Source>)],
    base: [i32; 2],
    plane: Plane,
) -> Result<Vec<OutsideLand>, Tangle> {
    let directed: Vec<Directed> = edges.iter().map(|(edge, _)| *edge).collect();
    if let Some(tangle) = Tangle::of(&directed) {
        return Err(tangle);
    }
    let outside = trace(&framed(directed, base), plane, Wanted::FirstWithoutSecond);
    let owners = |region: &TracedRegion| {
        let labels = region.rings.iter().flatten().flat_map(|edge| outside.labels(edge));
        let along = labels.filter(|label| label.course == Course::Along);
        let sources = along.filter_map(|label| edges.get(label.edge)?.1);
        let mut owners: Vec<Owner> = sources.filter_map(Source::owner).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    };
    let outside_land = |region: &TracedRegion| OutsideLand {
        piece: Tract::of(region.rings(), plane),
        owners: owners(region),
    };
    Ok(outside.regions.iter().map(outside_land).collect())
}

/// Parcels whose border is that of an earlier one, edge for edge, with the earlier one; in order.
pub(super) fn repeated<P: PlanePosition, S: Parcels<P> + ?Sized>(parcels: &S) -> Vec<[usize; 2]> {
    let mut boxes: Vec<(Extent, usize)> =
        (0..parcels.count()).filter_map(|index| Some((parcels.extent(index)?, index))).collect();
    let corners = |own: &Extent| [own.low[0], own.low[1], own.high[0], own.high[1]];
    let compare = |a: &Extent, b: &Extent| {
        let pairs = corners(a).into_iter().zip(corners(b));
        pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne())
    };
    boxes.sort_by(|(a, i), (b, j)| compare(a, b).unwrap_or(i.cmp(j)));
    let border = |index: usize| parcels.shape(index).map(|shape| border_bits(&shape));
    let mut repeated = Vec::new();
    let mut rest = boxes.as_slice();
    while let Some((first, _)) = rest.first() {
        let count = rest.iter().take_while(|(own, _)| compare(own, first).is_none()).count();
        let (group, after) = rest.split_at(count);
        rest = after;
        if count < 2 {
            continue;
        }
        let mut borders: Vec<(Vec<[u64; 4]>, usize)> =
            group.iter().filter_map(|(_, index)| Some((border(*index)?, *index))).collect();
        borders.sort();
        let mut earliest: Option<&(Vec<[u64; 4]>, usize)> = None;
        for own in &borders {
            match earliest {
                Some((border, of)) if *border == own.0 => repeated.push([own.1, *of]),
                _ => earliest = Some(own),
            }
        }
    }
    repeated.sort_unstable();
    repeated
}

/// The border of a shape as bits in order: equal for shapes that have the same edges.
pub(super) fn border_bits<P: PlanePosition>(shape: &MultiPolygon<P>) -> Vec<[u64; 4]> {
    let edges = chains(shape, Operand::First).into_iter();
    let mut edges: Vec<[u64; 4]> = edges
        .map(|edge| [edge.from[0], edge.from[1], edge.to[0], edge.to[1]].map(f64::to_bits))
        .collect();
    edges.sort_unstable();
    edges
}
