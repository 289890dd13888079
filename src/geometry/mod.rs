//! Geometry: positions in degrees and in metres as different types, reference systems, projection, area.
//!
//! Nothing here repairs anything: a ring is what it was given as.
//!
//! | Where | What |
//! |---|---|
//! | [`LonLat`], [`GridPoint`] | positions in degrees and in metres |
//! | [`MultiPolygon`] | polygons in flat arrays |
//! | [`Crs`], [`GaussKruger`], [`Shape`] | reference systems, and a shape in one of them |
//! | [`Ellipsoid`] | the ellipsoid of CGCS2000 |
//! | [`GaussKruger::forward`], [`GaussKruger::inverse`] | Gauss-Krüger projection |
//! | [`area()`], [`EdgeModel`] | four areas: geodesic, straight in degrees, planar, survey |
//! | [`compare`] | planar against ellipsoid area |
//! | [`AreaGradient`] | how areas move with their boundary points: mean errors of sums |
//! | [`Plane`] | the plane that the numbers of a file span; lengths and areas in it |
//! | [`coverage`] | gaps, overhangs and the area balance of a zone |
//! | [`inside_point`] | a position inside a shape, for a label |
//! | [`share_inside`], [`intersection_area`] | how much of a parcel lies inside a boundary |
//! | [`validity()`], [`Validator`] | what is wrong with polygons, each defect with its place |
//! | [`shift`] | GCJ-02 and BD-09: forward, backward, recognised |
//! | [`guess_coordinates`], [`CoordinateExtent`] | what the numbers of a file may be |

mod area;
mod coordinate_extent;
pub mod coverage;
mod crs;
mod ellipsoid;
mod inside_point;
mod layer;
mod multi_polygon;
mod plane;
mod plausible;
mod point;
mod projection;
mod share;
pub mod shift;
mod validity;

pub use area::{
    AreaComparison, AreaGradient, ComputedArea, EdgeModel, SurveyEllipsoid, area, compare,
    patch_area, plane_area, trapezoid, vertex_count,
};
pub use coordinate_extent::CoordinateExtent;
pub use crs::{Crs, GaussKruger, Shape, ZonePrefix, ZoneWidth};
pub use ellipsoid::Ellipsoid;
pub use inside_point::inside_point;
pub use layer::Layer;
pub use multi_polygon::{GridMultiPolygon, LonLatMultiPolygon, MultiPolygon, PolygonRings};
pub use plane::{Plane, PlanePosition};
pub use plausible::{
    CoordinateCounts, CoordinateGuess, CoordinateKind, GridAxes, guess_coordinates,
};
pub use point::{GridPoint, LonLat};
pub use share::{Relation, ZoneShare, covered_area, intersection_area, share_inside};
pub use validity::{
    Defect, DefectGeometry, DefectKind, RingVertex, Unlisted, Validator, ValidityLimits, validity,
};
