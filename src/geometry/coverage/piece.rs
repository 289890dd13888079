//! [`Piece`]: a piece of land with its measures.

use super::super::Plane;
use super::Region;
use super::traced::TracedRegion;
use super::width::inscribed_circle;

/// A piece of land with its measures.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Piece {
    /// Where it lies.
    pub region: Region,
    /// Its area, m².
    pub area: f64,
    /// Its width, metres: the diameter of the largest circle that fits in.
    pub width: f64,
}

impl Piece {
    pub(super) fn of(region: &TracedRegion, plane: Plane) -> Piece {
        Piece::from_rings(region.rings(), plane)
    }

    pub(super) fn from_rings(rings: Vec<Vec<[f64; 2]>>, plane: Plane) -> Piece {
        let area = plane.region_area(&rings);
        let width = inscribed_circle(plane, &rings).map_or(0.0, |circle| circle.diameter);
        Piece { region: Region { rings }, area, width }
    }
}
