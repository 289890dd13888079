//! Writing (写出): values to bytes, the same bytes every time.

pub mod boundary_points;
pub mod event_table;
mod fixes;
pub mod geojson;
mod new_boundary_points;

pub use fixes::{FixedDocument, apply_fixes};
