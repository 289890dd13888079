//! [`Piece`]: a piece of land with its measures.

use super::super::Plane;
use super::Region;
use super::traced::TracedRegion;
use super::width::{InscribedCircle, inscribed_circle, inscribed_circle_after};

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
        let circle = inscribed_circle(plane, &rings);
        Piece::with_circle(rings, plane, circle)
    }

    /// The same with no more than so many comparisons for its width.
    pub(super) fn from_rings_after(
        rings: Vec<Vec<[f64; 2]>>,
        plane: Plane,
        comparisons: usize,
    ) -> Piece {
        let circle = inscribed_circle_after(plane, &rings, comparisons);
        Piece::with_circle(rings, plane, circle)
    }

    fn with_circle(
        rings: Vec<Vec<[f64; 2]>>,
        plane: Plane,
        circle: Option<InscribedCircle>,
    ) -> Piece {
        let area = plane.region_area(&rings);
        let (width, centre) = place_of(circle, &rings);
        Piece { region: Region { rings }, area, width, centre }
    }
}

/// The width of a region and where it is widest; a corner and no width where nothing fits in.
pub(super) fn widest_place(plane: Plane, rings: &[Vec<[f64; 2]>]) -> (f64, [f64; 2]) {
    place_of(inscribed_circle(plane, rings), rings)
}

fn place_of(circle: Option<InscribedCircle>, rings: &[Vec<[f64; 2]>]) -> (f64, [f64; 2]) {
    circle.map_or_else(|| (0.0, first_corner(rings)), |circle| (circle.diameter, circle.centre))
}

/// The first corner of a region.
pub(super) fn first_corner(rings: &[Vec<[f64; 2]>]) -> [f64; 2] {
    rings.first().and_then(|ring| ring.first()).copied().unwrap_or_default()
}
