//! [`zone_positions`]: each parcel against the border of the zone.

use serde::{Deserialize, Serialize};

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::gap_class::GapLimits;
use super::ground::{Ground, Patch, PatchEdge, RingKind};
use super::land::{ZoneLand, ground, polygon_chains, polygons, shape_area};
use super::piece::Piece;
use super::sum::Sum;
use super::tangle::Tangle;
use super::traced::{Course, Directed, Operand, Trace, TracedEdge, TracedRegion, Wanted, trace};

/// How a parcel lies to the zone (宗地与开发区边界的关系).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZonePosition {
    /// Wholly inside, or over the border by no more than the coincidence limit (完全位于区内).
    Inside,
    /// Partly outside: over the border, or over a hole (部分位于区外).
    Partly,
    /// Wholly outside, or inside by no more than the coincidence limit (完全位于区外).
    Outside,
}

/// What a parcel reaches over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverhangKind {
    /// The outer border of the zone (超出外边界).
    Beyond,
    /// All of a hole of the zone (覆盖区内空洞).
    CoversHole,
    /// Part of a hole of the zone (切入区内空洞).
    CutsHole,
}

/// A piece of a parcel outside the zone (超出部分).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Overhang {
    /// What the parcel reaches over.
    pub kind: OverhangKind,
    /// The piece.
    pub piece: Piece,
    /// Where the border of the parcel passes the border of the zone (交点), around the piece.
    pub crossings: Vec<[f64; 2]>,
}

/// One parcel against the zone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ParcelPosition {
    /// How it lies.
    pub position: ZonePosition,
    /// The area of the parcel, m².
    pub area: f64,
    /// The area of its overhangs, m²; slivers within the coincidence limit are not in it.
    pub outside_area: f64,
    /// The area of slivers over the border, m².
    pub sliver_area: f64,
    /// Its pieces outside the zone.
    pub overhangs: Vec<Overhang>,
    /// Places where its border meets that of the zone too often, which are in none of these.
    pub tangles: Vec<Tangle>,
}

impl ParcelPosition {
    /// The share of the parcel outside the zone, 0 to 1; 0 for a parcel without area.
    #[must_use]
    pub fn outside_share(&self) -> f64 {
        if self.area > 0.0 { (self.outside_area / self.area).min(1.0) } else { 0.0 }
    }
}

/// Each parcel against the border of the zone (宗地是否超出开发区边界), in the order of the parcels.
///
/// Empty if no zone is given. An overhang no wider than [`GapLimits::coincidence`] is inside.
///
/// **Method.** The border is indexed once. A polygon whose box meets no piece of border is inside or outside as a corner
/// of its box is; the others are overlaid with the border near them, and with nothing else, so that one parcel gives
/// the same digits as all of them together.
///
/// **Accuracy.** That a border is passed is decided without rounding; where it is passed is rounded to an `f64`,
/// 1.6e-9 m at 113° east.
///
/// ```
/// use landledger::geometry::coverage::{GapLimits, ZoneLand, ZonePosition, zone_positions};
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
/// let (zone, parcel) = (block(0.0, 200.0), block(150.0, 250.0));
/// let land = ZoneLand {
///     parcels: &[&parcel],
///     declared: &[],
///     zone: Some(&zone),
///     plane: Plane::Metres,
/// };
/// let found = &zone_positions(&land, &GapLimits::default())[0];
/// assert_eq!((found.position, found.outside_area), (ZonePosition::Partly, 5000.0));
/// assert_eq!(found.overhangs[0].crossings, [[200.0, 0.0], [200.0, 100.0]]);
/// ```
#[must_use]
pub fn zone_positions<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    limits: &GapLimits,
) -> Vec<ParcelPosition> {
    let Some(zone) = land.zone.filter(|_| !land.parcels.is_empty()) else { return Vec::new() };
    let zone = ground(zone, land.plane);
    land.parcels.iter().map(|parcel| position(parcel, &zone, land.plane, limits)).collect()
}

/// One shape against a ground.
pub(super) fn position<P: PlanePosition>(
    parcel: &MultiPolygon<P>,
    zone: &Ground,
    plane: Plane,
    limits: &GapLimits,
) -> ParcelPosition {
    position_of(parcel, shape_area(parcel, plane), zone, plane, limits)
}

/// The same for a shape whose area is known, m².
pub(super) fn position_of<P: PlanePosition>(
    parcel: &MultiPolygon<P>,
    area: f64,
    zone: &Ground,
    plane: Plane,
    limits: &GapLimits,
) -> ParcelPosition {
    let mut overhangs = Vec::new();
    let mut slivers = Sum::default();
    let mut tangles = Vec::new();
    let mut is_inside = false;
    for (polygon, extent) in polygons(parcel) {
        match zone.patch(&extent) {
            Patch::Inside => is_inside = true,
            Patch::Outside => {
                let edges = polygon_chains(&polygon);
                let whole = trace(&edges, plane, Wanted::Positive);
                let found = Around { edges: &edges, patch: &[], trace: &whole, zone };
                overhangs.extend(whole.regions.iter().map(|region| found.overhang(region, plane)));
            }
            Patch::Border(patch) => {
                let edges = polygon_chains(&polygon);
                let both = with_patch(&edges, &patch);
                if let Some(tangle) = Tangle::of(&both) {
                    tangles.push(tangle);
                    continue;
                }
                let outside = trace(&both, plane, Wanted::FirstWithoutSecond);
                let found = Around { edges: &edges, patch: &patch, trace: &outside, zone };
                let mut reaches_out = false;
                for region in &outside.regions {
                    let overhang = found.overhang(region, plane);
                    if overhang.piece.width <= limits.coincidence {
                        slivers.add(overhang.piece.area);
                    } else {
                        overhangs.push(overhang);
                        reaches_out = true;
                    }
                }
                is_inside |= !reaches_out || {
                    let inside = trace(&both, plane, Wanted::Both);
                    let mut pieces = inside.regions.iter().map(|region| Piece::of(region, plane));
                    pieces.any(|piece| piece.width > limits.coincidence)
                };
            }
        }
    }
    let position = match (is_inside, overhangs.is_empty()) {
        (_, true) => ZonePosition::Inside,
        (true, false) => ZonePosition::Partly,
        (false, false) => ZonePosition::Outside,
    };
    let outside: Sum = overhangs.iter().map(|overhang| overhang.piece.area).collect();
    ParcelPosition {
        position,
        area,
        outside_area: outside.total(),
        sliver_area: slivers.total(),
        overhangs,
        tangles,
    }
}

/// The pieces of a shape inside a ground that are wider than a limit.
pub(super) fn pieces_inside<P: PlanePosition>(
    shape: &MultiPolygon<P>,
    ground: &Ground,
    plane: Plane,
    wider_than: f64,
) -> Result<Vec<Piece>, Tangle> {
    let mut pieces = Vec::new();
    for (polygon, extent) in polygons(shape) {
        let inside = match ground.patch(&extent) {
            Patch::Outside => continue,
            Patch::Inside => trace(&polygon_chains(&polygon), plane, Wanted::Positive),
            Patch::Border(patch) => {
                let both = with_patch(&polygon_chains(&polygon), &patch);
                if let Some(tangle) = Tangle::of(&both) {
                    return Err(tangle);
                }
                trace(&both, plane, Wanted::Both)
            }
        };
        let found = inside.regions.iter().map(|region| Piece::of(region, plane));
        pieces.extend(found.filter(|piece| piece.width > wider_than));
    }
    Ok(pieces)
}

/// Whether a shape may have land in common with a ground: `false` is certain. An error where [`pieces_inside`] has one.
pub(super) fn may_reach_into<P: PlanePosition>(
    shape: &MultiPolygon<P>,
    ground: &Ground,
) -> Result<bool, Tangle> {
    let mut may = false;
    for (polygon, extent) in polygons(shape) {
        match ground.patch(&extent) {
            Patch::Outside => {}
            Patch::Inside => may = true,
            Patch::Border(patch) => {
                if let Some(tangle) = Tangle::of(&with_patch(&polygon_chains(&polygon), &patch)) {
                    return Err(tangle);
                }
                may = true;
            }
        }
    }
    Ok(may)
}

fn with_patch(edges: &[Directed], patch: &[PatchEdge]) -> Vec<Directed> {
    let second =
        patch.iter().map(|edge| Directed { from: edge.from, to: edge.to, side: Operand::Second });
    edges.iter().copied().chain(second).collect()
}

/// The border around the overhangs of one polygon.
struct Around<'a> {
    edges: &'a [Directed],
    patch: &'a [PatchEdge],
    trace: &'a Trace,
    zone: &'a Ground,
}

impl Around<'_> {
    /// The ring of the zone that a piece of border lies on, the zone on its other side.
    fn zone_ring(&self, edge: &TracedEdge) -> Option<RingKind> {
        let labels = self.trace.labels(edge).iter();
        labels
            .filter(|label| label.course == Course::Against)
            .filter_map(|label| label.edge.checked_sub(self.edges.len()))
            .filter_map(|index| self.patch.get(index)?.edge)
            .find_map(|edge| Some(self.zone.ring_of(edge)?.kind))
    }

    fn overhang(&self, region: &TracedRegion, plane: Plane) -> Overhang {
        let mut crossings = Vec::new();
        let (mut beyond, mut hole, mut own) = (false, false, false);
        for ring in &region.rings {
            let on_zone: Vec<_> = ring.iter().map(|edge| self.zone_ring(edge)).collect();
            let before = on_zone.iter().cycle().skip(on_zone.len().saturating_sub(1));
            for ((edge, kind), before) in ring.iter().zip(&on_zone).zip(before) {
                match kind {
                    Some(RingKind::Outer) => beyond = true,
                    Some(RingKind::Hole) => hole = true,
                    None => own = true,
                }
                if kind.is_some() != before.is_some() {
                    crossings.push(edge.from);
                }
            }
        }
        let corner = region.rings.first().and_then(|ring| ring.first()).map(|edge| edge.from);
        let kind = if beyond {
            OverhangKind::Beyond
        } else if hole && !own {
            OverhangKind::CoversHole
        } else if hole || corner.is_some_and(|corner| self.zone.is_in_hole(corner)) {
            OverhangKind::CutsHole
        } else {
            OverhangKind::Beyond
        };
        Overhang { kind, piece: Piece::of(region, plane), crossings }
    }
}
