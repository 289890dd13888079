//! [`declared_conflicts`]: declared land that is not only what it says.

use super::super::{Plane, PlanePosition};
use super::balance::{AreaBalance, CoveredAgain};
use super::boundary::{Overhang, pieces_inside, position};
use super::boxes::{meeting, meeting_some};
use super::cover::Covers;
use super::gap_class::GapLimits;
use super::ground::{Extent, Ground, Patch};
use super::land::{Owner, Residuals, ZoneLand, extent, ground};
use super::parcels::{MapLand, ParcelShape, Parcels};
use super::piece::Piece;
use crate::Workers;

/// Declared land that overlaps something, or lies outside the zone (已声明非宗地用地的冲突).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeclaredConflict {
    /// It overlaps a parcel or other declared land.
    Overlap {
        /// The declared land.
        declared: usize,
        /// What it overlaps; of two pieces of declared land the lower number is `declared`.
        with: Owner,
        /// The common land.
        pieces: Vec<Piece>,
    },
    /// It lies outside the zone, wholly or partly.
    Outside {
        /// The declared land.
        declared: usize,
        /// The pieces outside.
        overhangs: Vec<Overhang>,
    },
    /// More than so many pairs may overlap; the others were not compared. The limit is 50 000, or ten for each shape
    /// if that is more.
    Unexamined {
        /// Pairs that were compared.
        pairs: usize,
    },
}

/// Declared land that overlaps parcels or other declared land, or lies outside the zone, in order (例外用地检查).
///
/// Pieces no wider than [`GapLimits::coincidence`] are left out, and land whose borders meet too often: the balance of
/// areas has a [`Tangle`](super::Tangle) there.
#[must_use]
pub fn declared_conflicts<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    limits: &GapLimits,
) -> Vec<DeclaredConflict> {
    declared_conflicts_by(Workers::ONE, land, limits, None)
}

/// The same by several threads, with the balance of areas, if that is there already.
pub(crate) fn declared_conflicts_by<P: PlanePosition>(
    workers: Workers,
    land: &ZoneLand<'_, P>,
    limits: &GapLimits,
    balance: Option<&AreaBalance>,
) -> Vec<DeclaredConflict> {
    if land.declared.is_empty() {
        return Vec::new();
    }
    let places = places_of(balance).unwrap_or_else(|| {
        places_twice(&Residuals::within(land, None, &[], workers), land.plane, workers)
    });
    conflicts_at(&places, &land.map(), limits, workers)
}

/// Where declared land is covered again, as a balance has it.
pub(super) fn places_of(balance: Option<&AreaBalance>) -> Option<Vec<Option<Extent>>> {
    let again = balance?.declared_again.parts.iter().filter_map(|part| match part {
        // Land under more lies in land under two.
        CoveredAgain::Layer { covers: 3.., .. } => None,
        part => part.piece(),
    });
    Some(extents(again.map(|piece| piece.region.rings.as_slice())))
}

/// The same by the edges that are left, those of the border aside.
pub(super) fn places_twice(
    residuals: &Residuals,
    plane: Plane,
    workers: Workers,
) -> Vec<Option<Extent>> {
    let covers = Covers { residuals, plane, workers };
    // In a tangle, all that is near.
    let by_parcels = covers.declared_and_parcels();
    let by_parcels = by_parcels.unwrap_or_else(|tangle| vec![tangle.region.rings]);
    let twice = covers.declared_twice();
    extents(by_parcels.iter().chain(&twice).map(Vec::as_slice))
}

fn extents<'r>(regions: impl Iterator<Item = &'r [Vec<[f64; 2]>]>) -> Vec<Option<Extent>> {
    regions.map(|rings| Extent::of(rings.iter().flatten().copied())).collect()
}

/// Of more places near one piece of declared land it is not asked which it reaches: to compare shapes takes no longer then.
const PLACES: usize = 10_000;

/// The conflicts, with the boxes of all places that are covered twice: only shapes near the same place are compared.
pub(super) fn conflicts_at<P: PlanePosition, S: Parcels<P> + ?Sized>(
    places: &[Option<Extent>],
    land: &MapLand<'_, P, S>,
    limits: &GapLimits,
    workers: Workers,
) -> Vec<DeclaredConflict> {
    let plane = land.plane;
    let mut conflicts = Vec::new();
    let zone = land.zone.map(|zone| ground(zone, plane));
    if let Some(zone) = &zone {
        let outside = workers.map(land.declared, |declared, shape| {
            let overhangs = position(shape, zone, plane, limits).overhangs;
            (!overhangs.is_empty()).then_some(DeclaredConflict::Outside { declared, overhangs })
        });
        conflicts.extend(outside.into_iter().flatten());
    }
    let mut near_declared =
        Near::of(land.declared.iter().map(|shape| extent(shape)).collect(), places);
    let near_parcels = Near::of(land.boxes(), places);
    let looked_at = workers.map(land.declared, |index, shape| {
        let near = &near_declared.get(index)?.places;
        let ground = (!near.is_empty()).then(|| ground(shape, plane))?;
        // A street may be longer than its district: what its box meets, it need not reach.
        let is_reached = |place: &usize| {
            let place = places.get(*place).and_then(Option::as_ref);
            place.is_some_and(|place| !matches!(ground.patch(place), Patch::Outside))
        };
        let reached = (near.len() <= PLACES)
            .then(|| near.iter().copied().filter(is_reached).collect::<Vec<usize>>());
        Some((ground, reached))
    });
    let mut grounds: Vec<Option<Ground>> = Vec::with_capacity(land.declared.len());
    for (near, looked_at) in near_declared.iter_mut().zip(looked_at) {
        let (ground, reached) = looked_at.unzip();
        if let Some(reached) = reached.flatten() {
            near.places = reached;
        }
        grounds.push(ground);
    }
    let boxes = |near: &[Near]| -> Vec<Option<Extent>> { near.iter().map(Near::kept).collect() };
    let (declared_boxes, parcel_boxes) = (boxes(&near_declared), boxes(&near_parcels));
    let share = |one: Option<&Near>, other: Option<&Near>| {
        one.zip(other).is_some_and(|(one, other)| one.shares_a_place_with(other))
    };
    let (pairs, is_more) = meeting_some(&declared_boxes, &parcel_boxes, |[declared, parcel]| {
        share(near_declared.get(declared), near_parcels.get(parcel))
    });
    let (among, is_more_among) = meeting_some(&declared_boxes, &declared_boxes, |[a, b]| {
        a < b && share(near_declared.get(a), near_declared.get(b))
    });
    let pairs = pairs.into_iter().map(|[declared, parcel]| (declared, Owner::Parcel(parcel)));
    let among = among.into_iter().map(|[a, b]| (a, Owner::Declared(b)));
    let mut pairs: Vec<(usize, Owner)> = pairs.chain(among).collect();
    pairs.sort_unstable();
    let overlaps = workers.map(&pairs, |_, (declared, with)| {
        let (declared, with) = (*declared, *with);
        let shape = match with {
            Owner::Parcel(index) => land.parcels.shape(index),
            Owner::Declared(index) => {
                land.declared.get(index).map(|shape| ParcelShape::Lent(shape))
            }
        };
        let (shape, ground) = (shape?, grounds.get(declared)?.as_ref()?);
        // What is in a tangle is not judged.
        let pieces = pieces_inside(&shape, ground, plane, limits.coincidence).unwrap_or_default();
        (!pieces.is_empty()).then_some(DeclaredConflict::Overlap { declared, with, pieces })
    });
    conflicts.extend(overlaps.into_iter().flatten());
    let cut = is_more.into_iter().chain(is_more_among);
    conflicts.extend(cut.map(|pairs| DeclaredConflict::Unexamined { pairs }));
    conflicts
}

/// A shape, and the places with land that is covered twice that it may reach.
struct Near {
    own: Option<Extent>,
    /// Rising.
    places: Vec<usize>,
}

impl Near {
    /// The shapes of boxes, each with all places that its box meets.
    fn of(boxes: Vec<Option<Extent>>, places: &[Option<Extent>]) -> Vec<Near> {
        let pairs = meeting(&boxes, places);
        let mut near: Vec<Near> =
            boxes.into_iter().map(|own| Near { own, places: Vec::new() }).collect();
        for [index, place] in pairs {
            if let Some(near) = near.get_mut(index) {
                near.places.push(place);
            }
        }
        near
    }

    /// Its box, if it may reach any place.
    fn kept(&self) -> Option<Extent> {
        self.own.filter(|_| !self.places.is_empty())
    }

    fn shares_a_place_with(&self, other: &Near) -> bool {
        // A parcel has a place or two; declared land may have all that there are.
        let is_longer = self.places.len() > other.places.len();
        let (short, long) = if is_longer { (other, self) } else { (self, other) };
        short.places.iter().any(|place| long.places.binary_search(place).is_ok())
    }
}
