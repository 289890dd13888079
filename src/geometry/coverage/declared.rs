//! [`declared_conflicts`]: declared land that is not only what it says.

use super::super::PlanePosition;
use super::boundary::{Overhang, pieces_inside, position};
use super::boxes::{meeting, meeting_some};
use super::cover::Covers;
use super::gap_class::GapLimits;
use super::ground::{Extent, Ground};
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
    if land.declared.is_empty() {
        return Vec::new();
    }
    declared_conflicts_within(
        &land.map(),
        &Residuals::within(land, None, &[], Workers::ONE),
        limits,
    )
}

/// The same with the edges that are left, those of the border aside, and those of repeated parcels among them.
pub(super) fn declared_conflicts_within<P: PlanePosition, S: Parcels<P> + ?Sized>(
    land: &MapLand<'_, P, S>,
    residuals: &Residuals,
    limits: &GapLimits,
) -> Vec<DeclaredConflict> {
    let plane = land.plane;
    let mut conflicts = Vec::new();
    let zone = land.zone.map(|zone| ground(zone, plane));
    if let Some(zone) = &zone {
        for (declared, shape) in land.declared.iter().enumerate() {
            let overhangs = position(shape, zone, plane, limits).overhangs;
            if !overhangs.is_empty() {
                conflicts.push(DeclaredConflict::Outside { declared, overhangs });
            }
        }
    }
    // Where anything is covered twice, found at once; only shapes near there are compared one by one.
    let covers = Covers { residuals, plane, workers: Workers::ONE };
    // In a tangle, all that is near.
    let by_parcels = covers.declared_and_parcels();
    let by_parcels = by_parcels.unwrap_or_else(|tangle| vec![tangle.region.rings]);
    let places = by_parcels.into_iter().chain(covers.declared_twice());
    let places: Vec<Option<Extent>> =
        places.map(|rings| Extent::of(rings.into_iter().flatten())).collect();
    let near = |boxes: Vec<Option<Extent>>| {
        let mut kept = vec![None; boxes.len()];
        for [index, _] in meeting(&boxes, &places) {
            if let (Some(slot), Some(own)) = (kept.get_mut(index), boxes.get(index)) {
                *slot = *own;
            }
        }
        kept
    };
    let declared_boxes = near(land.declared.iter().map(|shape| extent(shape)).collect());
    let parcel_boxes = near(land.boxes());
    let grounds: Vec<Option<Ground>> = land
        .declared
        .iter()
        .zip(&declared_boxes)
        .map(|(shape, own)| own.map(|_| ground(shape, plane)))
        .collect();
    let (pairs, is_more) = meeting_some(&declared_boxes, &parcel_boxes, |_| true);
    let pairs = pairs.into_iter().map(|[declared, parcel]| (declared, Owner::Parcel(parcel)));
    let (among, is_more_among) = meeting_some(&declared_boxes, &declared_boxes, |[a, b]| a < b);
    let among = among.into_iter().map(|[a, b]| (a, Owner::Declared(b)));
    let mut pairs: Vec<(usize, Owner)> = pairs.chain(among).collect();
    pairs.sort_unstable();
    for (declared, with) in pairs {
        let shape = match with {
            Owner::Parcel(index) => land.parcels.shape(index),
            Owner::Declared(index) => {
                land.declared.get(index).map(|shape| ParcelShape::Lent(shape))
            }
        };
        let ground = grounds.get(declared).and_then(Option::as_ref);
        let (Some(shape), Some(ground)) = (shape, ground) else { continue };
        // What is in a tangle is not judged.
        let pieces = pieces_inside(&shape, ground, plane, limits.coincidence).unwrap_or_default();
        if !pieces.is_empty() {
            conflicts.push(DeclaredConflict::Overlap { declared, with, pieces });
        }
    }
    let cut = is_more.into_iter().chain(is_more_among);
    conflicts.extend(cut.map(|pairs| DeclaredConflict::Unexamined { pairs }));
    conflicts
}
