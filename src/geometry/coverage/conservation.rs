//! [`conservation`]: a split or a merge moves no land.

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::gap_class::GapLimits;
use super::land::{chains, shape_area};
use super::piece::Piece;
use super::sum::Sum;
use super::tangle::Tangle;
use super::traced::{Operand, Wanted, trace};

/// The land of parcels before and after a split, a merge or a change of borders (分割、合并前后).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Conservation {
    /// The areas of the parcels before, summed, m².
    pub area_before: f64,
    /// The areas of the parcels after, summed, m².
    pub area_after: f64,
    /// Land that was covered before and is not after (减少部分).
    pub lost: Vec<Piece>,
    /// Land that is covered after and was not before (增加部分).
    pub gained: Vec<Piece>,
    /// The area of lost and gained slivers within the coincidence limit, m².
    pub sliver_area: f64,
    /// Places where borders meet too often, which are in none of these but the areas.
    pub tangles: Vec<Tangle>,
}

impl Conservation {
    /// Whether both cover the same land, slivers aside; in a tangle this is not known, and not denied.
    #[must_use]
    pub fn is_conserved(&self) -> bool {
        self.lost.is_empty() && self.gained.is_empty()
    }
}

/// Whether the land after a split or a merge is the land before (分割、合并前后范围一致).
///
/// Differences no wider than [`GapLimits::coincidence`] are ignored. Parcels that overlap, before or after, cover a spot
/// once; that they overlap shows in the areas only.
///
/// ```
/// use landledger::geometry::coverage::{GapLimits, conservation};
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
/// let (parent, left, right) = (block(0.0, 200.0), block(0.0, 120.0), block(120.5, 200.0));
/// let found =
///     conservation(&[&parent], &[&left, &right], Plane::Metres, &GapLimits::default());
/// assert!(!found.is_conserved());
/// assert_eq!((found.lost[0].area, found.gained.len()), (50.0, 0));
/// ```
#[must_use]
pub fn conservation<P: PlanePosition>(
    before: &[&MultiPolygon<P>],
    after: &[&MultiPolygon<P>],
    plane: Plane,
    limits: &GapLimits,
) -> Conservation {
    let area = |shapes: &[&MultiPolygon<P>]| {
        shapes.iter().map(|shape| shape_area(shape, plane)).collect::<Sum>().total()
    };
    let mut slivers = Sum::default();
    let mut tangles = Vec::new();
    let mut missing = |from: &[&MultiPolygon<P>], of: &[&MultiPolygon<P>]| {
        let first = of.iter().flat_map(|shape| chains(shape, Operand::First));
        let second = from.iter().flat_map(|shape| chains(shape, Operand::Second));
        let edges: Vec<_> = first.chain(second).collect();
        let mut pieces = Vec::new();
        if let Some(tangle) = Tangle::of(&edges) {
            tangles.push(tangle);
            return pieces;
        }
        let trace = trace(&edges, plane, Wanted::FirstWithoutSecond);
        for piece in trace.regions.iter().map(|region| Piece::of(region, plane)) {
            if piece.width > limits.coincidence {
                pieces.push(piece);
            } else {
                slivers.add(piece.area);
            }
        }
        pieces
    };
    let lost = missing(after, before);
    let gained = missing(before, after);
    Tangle::settle(&mut tangles);
    Conservation {
        area_before: area(before),
        area_after: area(after),
        lost,
        gained,
        sliver_area: slivers.total(),
        tangles,
    }
}
