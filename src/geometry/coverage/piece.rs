//! [`Piece`]: a piece of land with its measures.

use super::super::Plane;
use super::Region;
use super::traced::TracedRegion;
use super::width::inscribed_circle;

/// A piece of land and its area; a [`Piece`] is measured across as well.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tract {
    /// Where it lies.
    pub region: Region,
    /// Its area, m².
    pub area: f64,
}

impl Tract {
    pub(super) fn of(rings: Vec<Vec<[f64; 2]>>, plane: Plane) -> Tract {
        let area = plane.region_area(&rings);
        Tract { region: Region { rings }, area }
    }
}

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
    /// Where it is widest: the centre of that circle, in the units of the plane. A corner where nothing fits in.
    pub centre: [f64; 2],
}

impl Piece {
    pub(super) fn of(region: &TracedRegion, plane: Plane) -> Piece {
        Piece::from_rings(region.rings(), plane)
    }

    pub(super) fn from_rings(rings: Vec<Vec<[f64; 2]>>, plane: Plane) -> Piece {
        let (width, centre) = widest_place(plane, &rings);
        let Tract { region, area } = Tract::of(rings, plane);
        Piece { region, area, width, centre }
    }
}

/// The width of a region and where it is widest; a corner and no width where nothing fits in.
pub(super) fn widest_place(plane: Plane, rings: &[Vec<[f64; 2]>]) -> (f64, [f64; 2]) {
    let circle = inscribed_circle(plane, rings);
    circle.map_or_else(|| (0.0, first_corner(rings)), |circle| (circle.diameter, circle.centre))
}

/// The first corner of a region.
pub(super) fn first_corner(rings: &[Vec<[f64; 2]>]) -> [f64; 2] {
    rings.first().and_then(|ring| ring.first()).copied().unwrap_or_default()
}
