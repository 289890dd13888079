//! Writing (写出): values to bytes, the same bytes every time.

pub mod boundary_points;
pub mod event_table;
mod fixes;
pub mod geojson;
#[cfg(feature = "geopackage")]
pub mod geopackage;
#[cfg(feature = "geoparquet")]
pub mod geoparquet;
mod new_boundary_points;
pub mod shapefile;
#[cfg(any(feature = "geopackage", feature = "geoparquet"))]
mod wkb;

#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use fixes::{FixedDocument, apply_fixes};
