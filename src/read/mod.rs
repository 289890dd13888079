//! Reading (读入): bytes to located values. Nothing is repaired, and nothing here judges more than the form.
//!
//! [`Source`] holds a file and finds lines and columns in it, [`json`] is a strict reader that keeps the
//! place and the text of every value, [`geojson`] reads parcels in one pass over the bytes,
//! [`boundary_points`] reads the exchange text of the surveyors, [`sheet`] the ledger sheets of districts, [`event_table`] the
//! movements of a register as one flat table.

pub mod boundary_points;
mod evaluation;
pub mod event_table;
pub mod geojson;
mod in_parts;
pub mod json;
mod lines;
mod parcels;
mod profile;
mod rulebook;
pub mod shapefile;
pub mod sheet;
mod source;
mod toml;
mod zone;

pub use evaluation::read_evaluation_inputs;
pub(crate) use lines::Lines;
pub use parcels::read_parcels;
pub use profile::{read_acknowledgements, read_profile};
pub use rulebook::read_rulebook;
pub use source::Source;
pub use zone::read_zone;
#[cfg(feature = "schema")]
pub(crate) use zone::{BlockProperties, BoundaryProperties, NonParcelProperties};
pub(crate) use zone::{ZoneFeature, degrees, zone_feature};

use crate::finding::{Code, Finding, Text};
use crate::geometry::LonLatMultiPolygon;

/// The id of a feature that needs one, as text.
pub(crate) fn feature_id(
    source: &Source,
    feature: &geojson::Feature,
) -> Result<String, Box<Finding>> {
    feature.id.as_ref().map(ToString::to_string).ok_or_else(|| {
        let message = Text::new("要素应有 id，实际没有", "expected an id, found none");
        Box::new(Finding::new(Code::FeatureIdMissing, message).at(feature.place(source)))
    })
}

/// The properties of a feature that needs them.
fn properties<'a>(
    source: &'a Source,
    feature: &geojson::Feature,
) -> Result<json::Node<'a>, Box<Finding>> {
    feature.properties(source).ok_or_else(|| {
        let message = Text::new("要素应有属性，实际没有", "expected properties, found none");
        Box::new(Finding::new(Code::GeojsonMember, message).at(feature.place(source)))
    })
}

/// The outline of a feature that needs one, in degrees.
fn lonlat_shape(
    source: &Source,
    feature: &geojson::Feature,
) -> Result<LonLatMultiPolygon, Box<Finding>> {
    feature.shape.as_ref().and_then(degrees).ok_or_else(|| {
        let message =
            Text::new("要素应有面状几何，实际没有", "expected a polygon, found no geometry");
        Box::new(Finding::new(Code::GeometryMissing, message).at(feature.place(source)))
    })
}
