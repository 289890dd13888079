//! The coverage of a zone (覆盖): what nobody covers, what reaches outside, and the balance of the areas.
//!
//! | Where | What |
//! |---|---|
//! | [`ZoneLand`] | parcels, declared other land and the border, as given |
//! | [`gaps`] | uncovered land, with class, width and neighbours |
//! | [`zone_positions`] | each parcel against the border: overhangs and crossing points |
//! | [`blocks`] | named blocks against the zone, each other and the parcels |
//! | [`declared_conflicts`] | declared land that overlaps, or lies outside |
//! | [`area_balance`] | parcels − overlaps + declared + gaps − overhang = zone |
//! | [`conservation`] | a split or a merge moves no land |
//! | [`land_transfers`] | between two maps: gained from and lost to each neighbour |
//! | [`inscribed_circle`] | how wide a region is |
//!
//! Input of any size ends in bounded time and memory. What is left out then is said in the result:
//!
//! | What | Limit | Where it is said |
//! |---|---|---|
//! | pairs of parcels | 50 000, or 10 for each parcel | [`Overlaps::unexamined`] |
//! | pairs with declared land or blocks | 50 000, or 10 for each shape | [`DeclaredConflict::Unexamined`], [`Blocks::unexamined`] |
//! | places where borders meet, within one stretch of land | 1 000 000 | [`Tangle`]; no [`AreaBalance`] |
//! | comparisons of vertices with borders | 100 000 000 | [`BorderFaults::unexamined`] |
//! | pairs of lost and gained land between two maps | 50 000, or 10 for each parcel that changed | [`LandTransfers::examined`] |
//! | neighbours of a vertex | 64 | [`BorderFault::unlisted`] |
//!
//! All of it is decided in the plane of the numbers, edges straight in degrees or in metres, without tolerance; lengths
//! and areas are metres and m². Tolerances act on the width of what was found, and only there.

mod balance;
mod belts;
mod blocks;
mod borders;
mod boundary;
mod boxes;
mod cancel;
mod candidates;
mod common;
mod conservation;
mod contact;
mod cover;
mod cut;
mod cut_proof;
mod declared;
mod depth;
mod edge_tree;
mod ends;
mod examine;
mod gap_class;
mod gaps;
mod ground;
mod grouped;
mod index;
mod land;
mod overlap_depth;
mod overlaps;
mod paged;
mod parcels;
mod passages;
mod piece;
mod reach;
mod same;
mod strand;
mod sum;
mod tangent;
mod tangle;
mod traced;
mod transfers;
mod vertex_tree;
mod width;

pub use balance::{AreaBalance, BalanceTerm, CoveredAgain, OutsideLand, OwnedArea, area_balance};
pub(crate) use belts::Belts;
pub(crate) use blocks::blocks_across;
pub use blocks::{BlockOverlap, BlockShare, Blocks, blocks};
pub use borders::{BorderFault, BorderFaultKind, BorderFaults, ShapeVertex, border_faults};
pub use boundary::{Overhang, OverhangKind, ParcelPosition, ZonePosition, zone_positions};
pub use conservation::{Conservation, conservation};
pub(crate) use cut::{CutLimits, InsertedVertex, OverlapCut, PlainShape, cut_overlap, turn};
pub(crate) use declared::declared_conflicts_by;
pub use declared::{DeclaredConflict, declared_conflicts};
pub(crate) use examine::examine_by;
pub use examine::{Coverage, examine};
pub use gap_class::{GapClass, GapLimits};
pub use gaps::{Gap, Gaps, Neighbour, gaps};
pub(crate) use ground::Extent;
pub(crate) use index::{LandIndex, Shapes, Stack};
pub use land::{Owner, ZoneLand};
pub(crate) use land::{extent as shape_extent, shape_area};
pub use overlaps::{Overlap, OverlapClass, OverlapLimits, Overlaps, overlaps};
pub(crate) use paged::{PagedLand, PositionOf};
pub(crate) use parcels::{MapLand, ParcelShape, Parcels};
pub use piece::{Piece, Tract};
pub use tangle::Tangle;
pub(crate) use tangle::are_tangled;
pub use transfers::{
    Counterpart, LandAccount, LandTransfer, LandTransfers, ShapeChange, land_transfers,
};
pub use width::{InscribedCircle, inscribed_circle};

/// A region: the ring around it counter-clockwise, then its holes clockwise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Region {
    /// Corners of each ring, without the closing one.
    pub rings: Vec<Vec<[f64; 2]>>,
}

impl Region {
    /// By the first corners, from west to east.
    fn compare_starts(&self, other: &Region) -> std::cmp::Ordering {
        let corners = |region: &Region| {
            region.rings.first().into_iter().flatten().take(3).copied().collect::<Vec<_>>()
        };
        let (a, b) = (corners(self), corners(other));
        let pairs = a.iter().flatten().zip(b.iter().flatten());
        let order = pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
        order.unwrap_or(std::cmp::Ordering::Equal)
    }
}
