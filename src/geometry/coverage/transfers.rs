//! [`land_transfers`]: between two maps, which land each parcel gained from and lost to each other.

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::boxes::meeting_some;
use super::cover::Rings;
use super::ground::Extent;
use super::land::{chains, extent, shape_area};
use super::sum::Sum;
use super::tangle::Tangle;
use super::traced::{Directed, Operand, TracedRegion, Wanted, trace};

/// A parcel on two maps.
#[derive(Debug)]
#[non_exhaustive]
pub struct ShapeChange<'a, P> {
    /// On the earlier map; `None` if it is not there.
    pub before: Option<&'a MultiPolygon<P>>,
    /// On the later map.
    pub after: Option<&'a MultiPolygon<P>>,
}

impl<P> Clone for ShapeChange<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for ShapeChange<'_, P> {}

impl<'a, P> ShapeChange<'a, P> {
    /// A parcel by its shapes on the two maps.
    #[must_use]
    pub const fn new(
        before: Option<&'a MultiPolygon<P>>,
        after: Option<&'a MultiPolygon<P>>,
    ) -> Self {
        ShapeChange { before, after }
    }
}

/// The other side of land that was gained or lost, by the number of the parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Counterpart {
    /// The parcel that lost it, or gained it (相邻宗地).
    Parcel(usize),
    /// A parcel that covers this land on the other map too, without taking it from here or giving it away: an overlap
    /// that is new, or is gone (重叠).
    Overlap(usize),
    /// No parcel (未登记为宗地的土地).
    Unassigned,
}

/// Land that was gained or lost.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LandTransfer {
    /// From or to whom.
    pub counterpart: Counterpart,
    /// m².
    pub area: f64,
}

/// The account of one parcel whose shape is given by other numbers (宗地面积变动).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LandAccount {
    /// Which parcel.
    pub parcel: usize,
    /// Its area on the earlier map, m²; 0 if it is not there.
    pub area_before: f64,
    /// Its area on the later map, m².
    pub area_after: f64,
    /// What it gained, by whom it came from.
    pub gained: Vec<LandTransfer>,
    /// What it lost, by whom it went to.
    pub lost: Vec<LandTransfer>,
    /// Whether its borders meet those of others too often to be worked out ([`Tangle`]): then land is missing here.
    pub is_tangled: bool,
}

/// The result of [`land_transfers`].
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct LandTransfers {
    /// The parcels whose numbers differ, in order.
    pub accounts: Vec<LandAccount>,
    /// If more pairs of lost and gained land were near each other than are looked at, how many were: then land may be
    /// called unassigned that is not.
    pub examined: Option<usize>,
}

impl LandAccount {
    /// Everything gained, m².
    #[must_use]
    pub fn gained_area(&self) -> f64 {
        self.gained.iter().map(|transfer| transfer.area).collect::<Sum>().total()
    }

    /// Everything lost, m².
    #[must_use]
    pub fn lost_area(&self) -> f64 {
        self.lost.iter().map(|transfer| transfer.area).collect::<Sum>().total()
    }

    /// Gained less lost, less the change of the area, m²: what rounding leaves, below 1e-4 m², unless the shapes cross
    /// themselves or are tangled.
    #[must_use]
    pub fn residue(&self) -> f64 {
        let terms = [self.gained_area(), -self.lost_area(), -self.area_after, self.area_before];
        terms.into_iter().collect::<Sum>().total()
    }
}

/// Which land each parcel gained from and lost to each other, between two maps (宗地界线移动的面积流向).
///
/// Gained − lost = area after − area before, for each parcel. A spot that one parcel lost and another gained counts once
/// for each of them, also where parcels overlap: then the one with the lower number comes first. What is left came from
/// or went to land of no parcel, or is an overlap that is new or gone. Parcels whose numbers are the same cost a
/// comparison; those that only start elsewhere, or run the other way, have an account with nothing in it.
///
/// Shapes must be valid polygons, as for [`ZoneLand`](super::ZoneLand).
///
/// **Method.** Lost land is the old shape without the new, gained land the new without the old, overlaid in the plane of
/// the numbers; then pairs of lost and gained land whose boxes meet. Areas as those of overlaps: [`Plane::region_area`].
/// At most 50 000 pairs are looked at, or ten for each parcel that changed if that is more.
///
/// **Accuracy.** Crossing points are rounded to 1.6e-9 m; [`LandAccount::residue`] stays below 1e-4 m².
///
/// ```
/// use landledger::geometry::coverage::{Counterpart, ShapeChange, land_transfers};
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
/// // The border between two parcels moves 5 m to the east.
/// let (a, b) = (block(0.0, 100.0), block(100.0, 200.0));
/// let (c, d) = (block(0.0, 105.0), block(105.0, 200.0));
/// let maps = [ShapeChange::new(Some(&a), Some(&c)), ShapeChange::new(Some(&b), Some(&d))];
/// let found = land_transfers(&maps, Plane::Metres);
/// let gained = found.accounts[0].gained[0];
/// assert_eq!((gained.counterpart, gained.area), (Counterpart::Parcel(1), 500.0));
/// assert_eq!(found.accounts[1].lost_area(), 500.0);
/// ```
#[must_use]
pub fn land_transfers<P: PlanePosition + PartialEq>(
    parcels: &[ShapeChange<'_, P>],
    plane: Plane,
) -> LandTransfers {
    let changed = parcels.iter().enumerate().filter(|(_, shapes)| shapes.before != shapes.after);
    let mut moved: Vec<Moved> =
        changed.map(|(parcel, shapes)| Moved::of(parcel, shapes, plane)).collect();
    if moved.is_empty() {
        return LandTransfers::default();
    }
    let lost: Vec<_> = moved.iter().map(|moved| box_of(&moved.lost.rest)).collect();
    let gained: Vec<_> = moved.iter().map(|moved| box_of(&moved.gained.rest)).collect();
    let (pairs, mut examined) = meeting_some(&lost, &gained, |[a, b]| a != b);
    for [giver, taker] in pairs {
        pass(&mut moved, giver, taker, plane);
    }
    examined = stays(&mut moved, parcels, plane).or(examined);
    let accounts = moved.into_iter().map(|moved| moved.account(parcels, plane)).collect();
    LandTransfers { accounts, examined }
}

/// One side of an account while it is worked out.
#[derive(Default)]
struct Side {
    /// Land without a counterpart so far.
    rest: Vec<Rings>,
    transfers: Vec<LandTransfer>,
}

struct Moved {
    parcel: usize,
    lost: Side,
    gained: Side,
    is_tangled: bool,
}

impl Moved {
    fn of<P: PlanePosition>(parcel: usize, shapes: &ShapeChange<'_, P>, plane: Plane) -> Moved {
        let mut moved =
            Moved { parcel, lost: Side::default(), gained: Side::default(), is_tangled: false };
        let edges = |shape: Option<&MultiPolygon<P>>, side| {
            shape.map(|shape| chains(shape, side)).unwrap_or_default()
        };
        let mut without = |one: Option<&MultiPolygon<P>>, other: Option<&MultiPolygon<P>>| {
            let mut all = edges(one, Operand::First);
            all.extend(edges(other, Operand::Second));
            overlay(&all, Wanted::FirstWithoutSecond, plane).unwrap_or_else(|| {
                moved.is_tangled = true;
                Vec::new()
            })
        };
        let lost = without(shapes.before, shapes.after);
        let gained = without(shapes.after, shapes.before);
        (moved.lost.rest, moved.gained.rest) = (lost, gained);
        moved
    }

    fn account<P: PlanePosition>(
        self,
        parcels: &[ShapeChange<'_, P>],
        plane: Plane,
    ) -> LandAccount {
        let shapes = parcels.get(self.parcel);
        let area =
            |shape: Option<&MultiPolygon<P>>| shape.map_or(0.0, |shape| shape_area(shape, plane));
        LandAccount {
            parcel: self.parcel,
            area_before: area(shapes.and_then(|shapes| shapes.before)),
            area_after: area(shapes.and_then(|shapes| shapes.after)),
            gained: self.gained.finish(plane),
            lost: self.lost.finish(plane),
            is_tangled: self.is_tangled,
        }
    }
}

impl Side {
    fn finish(mut self, plane: Plane) -> Vec<LandTransfer> {
        let rest = std::mem::take(&mut self.rest);
        self.note(Counterpart::Unassigned, &rest, plane);
        self.transfers.sort_by_key(|transfer| transfer.counterpart);
        self.transfers
    }

    fn note(&mut self, counterpart: Counterpart, land: &[Rings], plane: Plane) {
        if land.is_empty() {
            return;
        }
        let area = land.iter().map(|rings| plane.region_area(rings)).collect::<Sum>().total();
        self.transfers.push(LandTransfer { counterpart, area });
    }

    /// What it has in common with other land goes over to a counterpart.
    ///
    /// `false` if that cannot be worked out.
    fn give(&mut self, counterpart: Counterpart, other: &[Directed], plane: Plane) -> bool {
        let mut edges = directed(&self.rest, Operand::First);
        edges.extend_from_slice(other);
        let (Some(common), Some(rest)) = (
            overlay(&edges, Wanted::Both, plane),
            overlay(&edges, Wanted::FirstWithoutSecond, plane),
        ) else {
            return false;
        };
        if !common.is_empty() {
            self.note(counterpart, &common, plane);
            self.rest = rest;
        }
        true
    }
}

/// What one parcel lost and another gained.
fn pass(moved: &mut [Moved], giver: usize, taker: usize, plane: Plane) {
    let Ok([one, other]) = moved.get_disjoint_mut([giver, taker]) else { return };
    if one.lost.rest.is_empty() || other.gained.rest.is_empty() {
        return;
    }
    let mut edges = directed(&one.lost.rest, Operand::First);
    edges.extend(directed(&other.gained.rest, Operand::Second));
    let Some(common) = overlay(&edges, Wanted::Both, plane) else {
        (one.is_tangled, other.is_tangled) = (true, true);
        return;
    };
    if common.is_empty() {
        return;
    }
    // The same land on both sides, to the last digit.
    one.lost.note(Counterpart::Parcel(other.parcel), &common, plane);
    other.gained.note(Counterpart::Parcel(one.parcel), &common, plane);
    let common = directed(&common, Operand::Second);
    for (side, is_tangled) in
        [(&mut one.lost, &mut one.is_tangled), (&mut other.gained, &mut other.is_tangled)]
    {
        let mut edges = directed(&side.rest, Operand::First);
        edges.extend_from_slice(&common);
        match overlay(&edges, Wanted::FirstWithoutSecond, plane) {
            Some(rest) => side.rest = rest,
            None => *is_tangled = true,
        }
    }
}

/// Land lost or gained that another parcel has on both maps; the number of pairs looked at if there are more.
fn stays<P: PlanePosition>(
    moved: &mut [Moved],
    parcels: &[ShapeChange<'_, P>],
    plane: Plane,
) -> Option<usize> {
    let rests = moved.iter().flat_map(|moved| [&moved.lost, &moved.gained]);
    let rests: Vec<_> = rests.map(|side| box_of(&side.rest)).collect();
    if rests.iter().all(Option::is_none) {
        return None;
    }
    let own: Vec<usize> = moved.iter().map(|moved| moved.parcel).collect();
    // The later map covers what was lost, the earlier one what was gained.
    let mut examined = None;
    for (side, later) in [(0, true), (1, false)] {
        let map = parcels.iter().map(|shapes| if later { shapes.after } else { shapes.before });
        let map: Vec<_> = map.collect();
        let boxes: Vec<_> = map.iter().map(|shape| shape.and_then(extent)).collect();
        let sides: Vec<_> = rests.iter().skip(side).step_by(2).copied().collect();
        let is_other = |[one, other]: [usize; 2]| own.get(one) != Some(&other);
        let (pairs, beyond) = meeting_some(&sides, &boxes, is_other);
        examined = examined.or(beyond);
        for [one, other] in pairs {
            let (Some(moved), Some(shape)) =
                (moved.get_mut(one), map.get(other).copied().flatten())
            else {
                continue;
            };
            let land = if later { &mut moved.lost } else { &mut moved.gained };
            if land.rest.is_empty() {
                continue;
            }
            let edges = chains(shape, Operand::Second);
            if !land.give(Counterpart::Overlap(other), &edges, plane) {
                moved.is_tangled = true;
            }
        }
    }
    examined
}

/// The wanted land; `None` if the borders are a tangle.
fn overlay(edges: &[Directed], wanted: Wanted, plane: Plane) -> Option<Vec<Rings>> {
    if Tangle::of(edges).is_some() {
        return None;
    }
    Some(trace(edges, plane, wanted).regions.iter().map(TracedRegion::rings).collect())
}

fn directed(land: &[Rings], side: Operand) -> Vec<Directed> {
    let rings = land.iter().flatten();
    let pairs = rings.flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    pairs.map(|(from, to)| Directed { from: *from, to: *to, side }).collect()
}

fn box_of(land: &[Rings]) -> Option<Extent> {
    Extent::of(land.iter().flatten().flatten().copied())
}
