//! [`gaps`]: the land that nobody covers.

use super::super::{Plane, PlanePosition};
use super::contact::{GapEdge, others, stretches};
use super::gap_class::{GapClass, GapForm, GapLimits, classify};
use super::ground::{Extent, Ground};
use super::grouped::{Group, framed, groups};
use super::land::{Owner, Residuals, Source, SourcedEdge, ZoneLand, extent};
use super::parcels::{MapLand, Parcels};
use super::piece::{first_corner, widest_place};
use super::tangle::Tangle;
use super::traced::{Course, Operand, Trace, TracedEdge, TracedRegion, Wanted, trace};
use super::{Region, passages};
use crate::Workers;

/// A piece of land of the zone that no parcel and no declared land covers (空隙).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Gap {
    /// What kind of gap it is; `None` for a sliver within the coincidence limit, which is no gap.
    pub class: Option<GapClass>,
    /// Where it lies.
    pub region: Region,
    /// Its area, m².
    pub area: f64,
    /// Its width, metres: the diameter of the largest circle that fits in.
    pub width: f64,
    /// Where it is widest: the centre of that circle, in the units of the plane. A corner where nothing fits in.
    pub centre: [f64; 2],
    /// The length of its whole border, metres.
    pub perimeter: f64,
    /// The length of its border on the border of the zone, metres.
    pub contact: f64,
    /// On how many separate stretches it touches the border of the zone.
    pub arcs: usize,
    /// Who borders it, in order.
    pub neighbours: Vec<Neighbour>,
}

/// Who borders a gap, and how far.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Neighbour {
    /// The parcel or the declared land.
    pub owner: Owner,
    /// The length of the border in common, metres.
    pub length: f64,
}

/// The result of [`gaps`].
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Gaps {
    /// The gaps, from west to east.
    pub gaps: Vec<Gap>,
    /// Uncovered land within the coincidence limit, such as a vertex leaves that only one side of a border has.
    pub slivers: Vec<Gap>,
    /// Places that were not looked into.
    pub tangles: Vec<Tangle>,
}

/// The land of a zone that no parcel and no declared land covers (空隙检查), piece by piece.
///
/// A gap is where nobody covers the zone, counted cover by cover: land covered twice elsewhere, or a parcel outside the
/// zone, hides nothing and adds nothing. Without a zone, gaps are what the covers shut in, and openings to the
/// outside narrower than [`GapLimits::passage_width`].
///
/// **Method.** Edges that run both ways are struck out; what is left winds −1 around uncovered land
/// ([`GapClass`] says how the pieces are told apart). Work grows with the number of edges, times its logarithm, for
/// the sort; what comes after sees only the edges that are left.
///
/// **Accuracy.** Whether land is uncovered is decided by the numbers as they stand, without tolerance; crossing points
/// are rounded to an `f64`. Widths: see [`inscribed_circle`](super::inscribed_circle).
///
/// ```
/// use landledger::geometry::coverage::{GapClass, GapLimits, Owner, ZoneLand, gaps};
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
/// let (zone, left, right) = (block(0.0, 200.0), block(0.0, 99.5), block(100.0, 200.0));
/// let land = ZoneLand {
///     parcels: &[&left, &right],
///     declared: &[],
///     zone: Some(&zone),
///     plane: Plane::Metres,
/// };
/// let found = gaps(&land, &GapLimits::default());
/// let gap = &found.gaps[0];
/// assert_eq!((gap.class, gap.area), (Some(GapClass::Corridor), 50.0));
/// assert_eq!(gap.neighbours[1].owner, Owner::Parcel(1));
/// ```
#[must_use]
pub fn gaps<P: PlanePosition>(land: &ZoneLand<'_, P>, limits: &GapLimits) -> Gaps {
    let border = land.zone.map(|zone| super::land::ground(zone, land.plane));
    let residuals = Residuals::within(land, border.as_ref(), &[], Workers::ONE);
    gaps_within(&land.map(), border.as_ref(), limits, &residuals, Workers::ONE)
}

/// The same with a border and residuals that are there already.
pub(super) fn gaps_within<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    border: Option<&Ground>,
    limits: &GapLimits,
    residuals: &Residuals,
    workers: Workers,
) -> Gaps {
    let mut edges = residuals.balance().to_vec();
    if border.is_none() {
        let parcels = (0..land.parcels.count()).filter_map(|parcel| land.parcels.extent(parcel));
        edges.extend(frame(parcels.chain(land.declared.iter().filter_map(|shape| extent(shape)))));
    }
    let parts = gap_groups(&edges, land.plane);
    let parts = workers.map(&parts, |_, group| {
        let own = group.of(&edges);
        GroupGaps::of(&own, group.base, land.plane, border.is_some(), limits)
    });
    merged(parts.iter())
}

/// The places of the zone whose gaps do not depend on each other.
pub(super) fn gap_groups(edges: &[SourcedEdge], plane: Plane) -> Vec<Group> {
    let directed: Vec<_> = edges.iter().map(|edge| edge.directed(Operand::First)).collect();
    groups(&directed, plane, Wanted::Negative, [0, 0])
}

/// The gaps of one place.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct GroupGaps {
    /// Gaps and slivers.
    pub(super) regions: Vec<Gap>,
    /// Narrow openings to the outside, where there is no zone.
    pub(super) passages: Vec<Gap>,
    /// If it was not looked into.
    pub(super) tangle: Option<Tangle>,
}

impl GroupGaps {
    /// Gaps and slivers, then passages.
    pub(super) fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.regions.iter().chain(&self.passages)
    }

    /// The gaps that edges of a group bound.
    pub(super) fn of(
        edges: &[SourcedEdge],
        base: [i32; 2],
        plane: Plane,
        has_border: bool,
        limits: &GapLimits,
    ) -> GroupGaps {
        let directed: Vec<_> = edges.iter().map(|edge| edge.directed(Operand::First)).collect();
        if let Some(tangle) = Tangle::of(&directed) {
            return GroupGaps { tangle: Some(tangle), ..GroupGaps::default() };
        }
        let trace = trace(&framed(directed, base), plane, Wanted::Negative);
        let mut found = GroupGaps::default();
        let mut outside = Vec::new();
        let survey = Survey { edges, trace: &trace, plane, limits };
        for region in &trace.regions {
            if !has_border && survey.touches_border(region) {
                outside.push(region);
            } else {
                found.regions.push(survey.gap(region));
            }
        }
        if !outside.is_empty() && limits.passage_width > 0.0 {
            found.passages = passages::passages(&survey, &outside);
        }
        found
    }
}

/// The gaps of all places, from west to east, then the passages.
pub(super) fn merged<'g>(parts: impl Iterator<Item = &'g GroupGaps> + Clone) -> Gaps {
    let mut regions: Vec<&Gap> = parts.clone().flat_map(|part| &part.regions).collect();
    regions.sort_by(|a, b| a.region.compare_starts(&b.region));
    let passages = parts.clone().flat_map(|part| &part.passages);
    let tangles = parts.filter_map(|part| part.tangle.clone()).collect();
    let mut found = Gaps { tangles, ..Gaps::default() };
    Tangle::settle(&mut found.tangles);
    regions.into_iter().chain(passages).for_each(|gap| found.push(gap.clone()));
    found
}

impl Gaps {
    fn push(&mut self, gap: Gap) {
        if gap.class.is_some() { self.gaps.push(gap) } else { self.slivers.push(gap) }
    }
}

impl Residuals {
    pub(super) fn within<P: PlanePosition>(
        land: &ZoneLand<'_, P>,
        border: Option<&Ground>,
        repeats: &[usize],
        workers: Workers,
    ) -> Residuals {
        let border: Vec<_> =
            border.into_iter().flat_map(|border| border.directed(Operand::First)).collect();
        Residuals::of(land, &border, repeats, workers)
    }
}

/// A frame around everything, to stand for the border of a zone that is not given.
pub(super) fn frame(boxes: impl Iterator<Item = Extent>) -> Vec<SourcedEdge> {
    let Some(all) = Extent::of(boxes.flat_map(|own| [own.low, own.high])) else {
        return Vec::new();
    };
    let room = (all.high[0] - all.low[0]).max(all.high[1] - all.low[1]).max(f64::MIN_POSITIVE);
    let ([west, south], [east, north]) = (all.low, all.high);
    let (west, south, east, north) = (west - room, south - room, east + room, north + room);
    // Clockwise: what it goes around is asked for, not covered.
    let ring = [[west, south], [west, north], [east, north], [east, south]];
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    pairs.map(|(a, b)| SourcedEdge { from: *a, to: *b, source: Source::Border }).collect()
}

/// Regions and the edges they come from.
pub(super) struct Survey<'a> {
    pub(super) edges: &'a [SourcedEdge],
    pub(super) trace: &'a Trace,
    pub(super) plane: Plane,
    pub(super) limits: &'a GapLimits,
}

impl Survey<'_> {
    /// Whose border a piece of a gap's border is: those that have their interior on the other side.
    pub(super) fn sources(&self, edge: &TracedEdge) -> impl Iterator<Item = Source> + '_ {
        let labels = self.trace.labels(edge).iter();
        labels
            .filter(|label| label.course == Course::Against)
            .filter_map(|label| self.edges.get(label.edge))
            .map(|edge| edge.source)
    }

    pub(super) fn touches_border(&self, region: &TracedRegion) -> bool {
        let mut edges = region.rings.iter().flatten();
        edges.any(|edge| self.sources(edge).any(|source| source == Source::Border))
    }

    fn gap(&self, region: &TracedRegion) -> Gap {
        let mut lengths: Vec<(Owner, f64)> = Vec::new();
        let mut perimeter = 0.0;
        let mut contact = 0.0;
        let mut arcs = 0;
        let mut borders: Vec<Vec<GapEdge>> = Vec::with_capacity(region.rings.len());
        for ring in &region.rings {
            let mut border = Vec::with_capacity(ring.len());
            for (edge, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let length = self.plane.distance(edge.from, next.from);
                perimeter += length;
                let mut on_border = false;
                for source in self.sources(edge) {
                    match source.owner() {
                        Some(owner) => lengths.push((owner, length)),
                        None => on_border = true,
                    }
                }
                border.push(GapEdge { from: edge.from, to: next.from, on_border });
            }
            borders.push(border);
        }
        let others = others(&borders.iter().flatten().copied().collect::<Vec<_>>());
        for border in &borders {
            let stretches = stretches(self.plane, border, &others, self.limits.coincidence);
            contact += stretches.iter().filter(|part| part.0).map(|part| part.1).sum::<f64>();
            arcs += count_arcs(&stretches, self.limits.coincidence);
        }
        let neighbours = sum_lengths(lengths);
        let rings = region.rings();
        let area = self.plane.region_area(&rings);
        // No circle is larger than its region.
        let at_most = 2.0 * (area.max(0.0) / std::f64::consts::PI).sqrt();
        let (width, centre) = if at_most <= self.limits.coincidence {
            (at_most, first_corner(&rings))
        } else {
            widest_place(self.plane, &rings)
        };
        let form = GapForm { width, perimeter, contact, arcs, owners: neighbours.len() };
        let class = classify(&form, self.limits);
        let region = Region { rings };
        Gap { class, region, area, width, centre, perimeter, contact, arcs, neighbours }
    }
}

/// Lengths summed by owner, in order.
pub(super) fn sum_lengths(mut lengths: Vec<(Owner, f64)>) -> Vec<Neighbour> {
    // By length as well: the sum must not depend on where a ring starts.
    lengths.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut neighbours: Vec<Neighbour> = Vec::new();
    for (owner, length) in lengths {
        match neighbours.last_mut() {
            Some(last) if last.owner == owner => last.length += length,
            _ => neighbours.push(Neighbour { owner, length }),
        }
    }
    neighbours
}

/// How many stretches of a ring lie on the border, those within the coincidence limit of each other as one and
/// those within the limit not at all.
pub(super) fn count_arcs(stretches: &[(bool, f64)], limit: f64) -> usize {
    // Runs around the ring, from a place where a run begins.
    let begins =
        stretches.iter().zip(stretches.iter().cycle().skip(1)).position(|(a, b)| a.0 != b.0);
    let Some(begins) = begins else {
        return usize::from(stretches.first().is_some_and(|stretch| stretch.0));
    };
    let around = stretches.iter().cycle().skip(begins + 1).take(stretches.len());
    let mut runs: Vec<(bool, f64)> = Vec::new();
    for (on_border, length) in around {
        match runs.last_mut() {
            Some(run) if run.0 == *on_border => run.1 += length,
            _ => runs.push((*on_border, *length)),
        }
    }
    // What is too short between two arcs joins them; then what is too short an arc is none.
    let parted = runs.iter().position(|run| !run.0 && run.1 > limit);
    let Some(parted) = parted else {
        let on_border: f64 = runs.iter().filter(|run| run.0).map(|run| run.1).sum();
        return usize::from(on_border > limit);
    };
    let mut arcs = 0;
    let mut arc = 0.0;
    for (on_border, length) in runs.iter().cycle().skip(parted + 1).take(runs.len()) {
        if *on_border {
            arc += length;
        } else if *length > limit {
            arcs += usize::from(arc > limit);
            arc = 0.0;
        }
    }
    arcs
}
