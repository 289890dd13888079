//! Where records lie that could not be read.

use crate::geometry::coverage::Region;

/// Positions of records that could not be read, sorted.
#[derive(Debug)]
pub(super) struct Unread {
    positions: Vec<[u64; 2]>,
}

impl Unread {
    pub(super) fn new(positions: &[[f64; 2]]) -> Unread {
        let mut positions: Vec<[u64; 2]> = positions.iter().copied().map(bits).collect();
        positions.sort_unstable();
        positions.dedup();
        Unread { positions }
    }

    /// Whether a region has a corner at one of them.
    pub(super) fn touches(&self, region: &Region) -> bool {
        let mut corners = region.rings.iter().flatten();
        corners.any(|corner| self.positions.binary_search(&bits(*corner)).is_ok())
    }
}

/// −0 is 0.
fn bits(position: [f64; 2]) -> [u64; 2] {
    position.map(|number| (number + 0.0).to_bits())
}
