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
//! | [`share_inside`], [`intersection_area`] | how much of a parcel lies inside a boundary |
//! | [`shift`] | GCJ-02 and BD-09: forward, backward, recognised |
//! | [`guess_coordinates`] | what the numbers of a file may be |

mod area;
mod crs;
mod ellipsoid;
mod multi_polygon;
mod plausible;
mod point;
mod projection;
mod share;
pub mod shift;

pub use area::{
    AreaComparison, ComputedArea, EdgeModel, area, compare, plane_area, trapezoid, vertex_count,
};
pub use crs::{Crs, GaussKruger, Shape, ZonePrefix, ZoneWidth};
pub use ellipsoid::Ellipsoid;
pub use multi_polygon::{GridMultiPolygon, LonLatMultiPolygon, MultiPolygon, PolygonRings};
pub use plausible::{
    CoordinateCounts, CoordinateGuess, CoordinateKind, GridAxes, guess_coordinates,
};
pub use point::{GridPoint, LonLat};
pub use share::{Relation, ZoneShare, covered_area, intersection_area, share_inside};
