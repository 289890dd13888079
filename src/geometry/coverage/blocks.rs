//! [`blocks`]: the named blocks of a zone, and which of them each parcel lies in.

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::boundary::{ParcelPosition, may_reach_into, pieces_inside, position};
use super::boxes::meeting_some;
use super::gap_class::GapLimits;
use super::ground::Ground;
use super::land::{ZoneLand, extent, ground, shape_area};
use super::parcels::{MapLand, Parcels};
use super::piece::Piece;
use super::sum::Sum;
use super::tangle::Tangle;
use crate::Workers;

/// The blocks (区块) of a zone, held against the zone, each other and the parcels.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Blocks {
    /// Each block against the zone; empty without a zone.
    pub positions: Vec<ParcelPosition>,
    /// Blocks that overlap, the lower number first.
    pub overlaps: Vec<BlockOverlap>,
    /// For each parcel the blocks it lies in, in order; none for a parcel outside all blocks.
    pub parcels: Vec<Vec<BlockShare>>,
    /// Places where borders meet too often, whose land is in none of these.
    pub tangles: Vec<Tangle>,
    /// If more than so many pairs may overlap, which were not all compared. The limit is 50 000, or ten for each shape if
    /// that is more.
    pub unexamined: Option<usize>,
}

/// Land that two blocks claim.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BlockOverlap {
    /// The two blocks.
    pub blocks: [usize; 2],
    /// Their common land.
    pub pieces: Vec<Piece>,
}

/// How much of a parcel lies in one block.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BlockShare {
    /// The block.
    pub block: usize,
    /// The area of the parcel in it, m².
    pub area: f64,
    /// The share of the parcel in it, 0 to 1.
    pub share: f64,
    /// The land of the parcel in it.
    pub pieces: Vec<Piece>,
}

/// Holds the blocks (区块) of a zone against the zone, each other and the parcels.
///
/// Pieces no wider than [`GapLimits::coincidence`] count for nothing: parcels along the line between two blocks lie in one.
/// A parcel with more than one [`BlockShare`] lies across blocks.
#[must_use]
pub fn blocks<P: PlanePosition>(
    land: &ZoneLand<'_, P>,
    blocks: &[&MultiPolygon<P>],
    limits: &GapLimits,
) -> Blocks {
    blocks_listing(Listed::EveryParcel, Workers::ONE, &land.map(), blocks, limits)
}

/// The same, but for the parcels only those that lie across blocks: nearly all lie in one, wholly, and how wide they are there
/// nobody asks.
pub(crate) fn blocks_across<P: PlanePosition, S: Parcels<P> + ?Sized>(
    workers: Workers,
    land: &MapLand<'_, P, S>,
    blocks: &[&MultiPolygon<P>],
    limits: &GapLimits,
) -> Blocks {
    blocks_listing(Listed::ParcelsAcross, workers, land, blocks, limits)
}

/// Which parcels are listed with their blocks.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Listed {
    EveryParcel,
    /// Those that may have land in more than one.
    ParcelsAcross,
}

fn blocks_listing<P: PlanePosition, S: Parcels<P> + ?Sized>(
    listed: Listed,
    workers: Workers,
    land: &MapLand<'_, P, S>,
    blocks: &[&MultiPolygon<P>],
    limits: &GapLimits,
) -> Blocks {
    let plane = land.plane;
    let grounds: Vec<Ground> = blocks.iter().map(|block| ground(block, plane)).collect();
    let zone = land.zone.map(|zone| ground(zone, plane));
    let positions = zone
        .iter()
        .flat_map(|zone| blocks.iter().map(|block| position(block, zone, plane, limits)));
    let positions: Vec<ParcelPosition> = positions.collect();
    let mut tangles: Vec<Tangle> =
        positions.iter().flat_map(|position| &position.tangles).cloned().collect();
    let boxes: Vec<_> = blocks.iter().map(|block| extent(block)).collect();
    let mut overlaps = Vec::new();
    let (pairs, unexamined) = meeting_some(&boxes, &boxes, |[a, b]| a < b);
    for [a, b] in pairs {
        let (Some(ground), Some(block)) = (grounds.get(a), blocks.get(b)) else { continue };
        match pieces_inside(block, ground, plane, limits.coincidence) {
            Ok(pieces) if pieces.is_empty() => {}
            Ok(pieces) => overlaps.push(BlockOverlap { blocks: [a, b], pieces }),
            Err(tangle) => tangles.push(tangle),
        }
    }
    let parcel_boxes = land.boxes();
    let mut parcels = vec![Vec::new(); land.parcels.count()];
    let (pairs, more) = meeting_some(&parcel_boxes, &boxes, |_| true);
    let unexamined = unexamined.or(more);
    let of_parcels: Vec<&[[usize; 2]]> = pairs.chunk_by(|a, b| a[0] == b[0]).collect();
    let found = workers.map(&of_parcels, |_, pairs| {
        let near = pairs.iter().filter_map(|[_, block]| Some((*block, grounds.get(*block)?)));
        let mut tangles = Vec::new();
        let number = pairs.first().map(|[parcel, _]| *parcel);
        let Some(parcel) = number.and_then(|parcel| land.parcels.shape(parcel)) else {
            return (Vec::new(), tangles);
        };
        let reached: Vec<_> = near
            .filter(|(_, ground)| {
                let may = may_reach_into(&parcel, ground);
                may.unwrap_or_else(|tangle| {
                    tangles.push(tangle);
                    false
                })
            })
            .collect();
        let mut shares = Vec::new();
        if listed == Listed::EveryParcel || reached.len() > 1 {
            for (block, ground) in reached {
                match share_of(block, &parcel, ground, plane, limits.coincidence) {
                    Ok(share) => shares.extend(share),
                    Err(tangle) => tangles.push(tangle),
                }
            }
        }
        (shares, tangles)
    });
    for (pairs, (shares, of_parcel)) in of_parcels.iter().zip(found) {
        tangles.extend(of_parcel);
        let index = pairs.first().map(|[parcel, _]| *parcel);
        if let Some(slot) = index.and_then(|index| parcels.get_mut(index)) {
            *slot = shares;
        }
    }
    Tangle::settle(&mut tangles);
    Blocks { positions, overlaps, parcels, tangles, unexamined }
}

/// How much of a parcel lies in a block; `None` where it is no more than slivers.
pub(super) fn share_of<P: PlanePosition>(
    block: usize,
    parcel: &MultiPolygon<P>,
    ground: &Ground,
    plane: Plane,
    coincidence: f64,
) -> Result<Option<BlockShare>, Tangle> {
    let pieces = pieces_inside(parcel, ground, plane, coincidence)?;
    let area = pieces.iter().map(|piece| piece.area).collect::<Sum>().total();
    let whole = shape_area(parcel, plane);
    let share = (area / whole).min(1.0);
    let is_any = !pieces.is_empty() && whole > 0.0;
    Ok(is_any.then_some(BlockShare { block, area, share, pieces }))
}
