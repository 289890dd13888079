//! [`blocks`]: the named blocks of a zone, and which of them each parcel lies in.

use super::super::{MultiPolygon, Plane, PlanePosition};
use super::boundary::{ParcelPosition, pieces_inside, position};
use super::boxes::meeting;
use super::gap_class::GapLimits;
use super::ground::Ground;
use super::land::{ZoneLand, extent, ground, shape_area};
use super::piece::Piece;
use super::sum::Sum;

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
    let plane = land.plane;
    let grounds: Vec<Ground> = blocks.iter().map(|block| ground(block, plane)).collect();
    let zone = land.zone.map(|zone| ground(zone, plane));
    let positions = zone
        .iter()
        .flat_map(|zone| blocks.iter().map(|block| position(block, zone, plane, limits)));
    let positions = positions.collect();
    let boxes: Vec<_> = blocks.iter().map(|block| extent(block)).collect();
    let mut overlaps = Vec::new();
    for [a, b] in meeting(&boxes, &boxes).into_iter().filter(|[a, b]| a < b) {
        let (Some(ground), Some(block)) = (grounds.get(a), blocks.get(b)) else { continue };
        let pieces = pieces_inside(block, ground, plane, limits.coincidence);
        if !pieces.is_empty() {
            overlaps.push(BlockOverlap { blocks: [a, b], pieces });
        }
    }
    let parcel_boxes: Vec<_> = land.parcels.iter().map(|parcel| extent(parcel)).collect();
    let mut parcels = vec![Vec::new(); land.parcels.len()];
    for [index, block] in meeting(&parcel_boxes, &boxes) {
        let (Some(parcel), Some(ground)) = (land.parcels.get(index), grounds.get(block)) else {
            continue;
        };
        let share = share_of(block, *parcel, ground, plane, limits.coincidence);
        if let Some(shares) = parcels.get_mut(index) {
            shares.extend(share);
        }
    }
    Blocks { positions, overlaps, parcels }
}

/// How much of a parcel lies in a block; `None` where it is no more than slivers.
pub(super) fn share_of<P: PlanePosition>(
    block: usize,
    parcel: &MultiPolygon<P>,
    ground: &Ground,
    plane: Plane,
    coincidence: f64,
) -> Option<BlockShare> {
    let pieces = pieces_inside(parcel, ground, plane, coincidence);
    let area = pieces.iter().map(|piece| piece.area).collect::<Sum>().total();
    let whole = shape_area(parcel, plane);
    let share = (area / whole).min(1.0);
    (!pieces.is_empty() && whole > 0.0).then_some(BlockShare { block, area, share, pieces })
}
