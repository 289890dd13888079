//! GeoJSON (RFC 7946): parcels in one pass over the bytes.
//!
//! Coordinates go straight into flat arrays; properties are checked and stay in the file until somebody
//! decodes them. Nothing is repaired: a ring that is open, an axis that is swapped, a second equal key is
//! an error, and a feature with an error is listed under [`Reading::rejected`] with its reasons, while
//! every other feature is read.

mod ahead;
mod bbox;
mod convert;
mod coordinates;
mod crs_member;
mod document;
mod draft;
mod feature;
mod features;
mod geometry;
mod ids;
mod members;
mod other;
mod position_spans;
mod positions;
mod rings;
mod stream;

pub use convert::source_of;
pub use feature::{Feature, FeatureId, GeometryKind, PositionIndex, Rejected};
pub(crate) use position_spans::PositionSpans;
pub use stream::{FeatureMark, Places, Stream, StreamedDocument, StreamedFeature};

use crate::Workers;
use crate::finding::{Finding, Span};
use crate::geometry::Crs;
use crate::read::Source;

/// How to read (读入选项).
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The reference system of the numbers. `None`: degrees as RFC 7946 wants them, and numbers that look
    /// like anything else are an error. A Gauss-Krüger zone: x is the easting, y the northing.
    pub declared: Option<Crs>,
    /// Whether a feature may be without geometry.
    pub geometry: GeometryNeed,
    /// How many threads may be used: one, unless said otherwise. What is read and found is the same.
    pub workers: Workers,
}

impl ReadOptions {
    /// Options for numbers in this reference system.
    #[must_use]
    pub fn declared(crs: Crs) -> ReadOptions {
        ReadOptions { declared: Some(crs), ..ReadOptions::default() }
    }
}

/// Whether features may be without geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GeometryNeed {
    /// `"geometry": null` is an error: a parcel has a boundary.
    #[default]
    Required,
    /// `"geometry": null` is allowed, as in RFC 7946.
    Optional,
}

/// What kind of document was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RootKind {
    /// `FeatureCollection`
    FeatureCollection,
    /// `Feature`
    Feature,
    /// A bare geometry.
    Geometry,
}

/// What was read, and what was found.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Reading {
    /// The features without errors of their own, in the order of the file; two may have the same id.
    pub features: Vec<Feature>,
    /// The features with errors, in the order of the file.
    pub rejected: Vec<Rejected>,
    /// Every finding, in the order of the file.
    pub findings: Vec<Finding>,
    /// The kind of document; `None` when it could not be told.
    pub kind: Option<RootKind>,
    /// Members of a collection beside `type`, `features`, `bbox` and `crs`: name and bytes of the value.
    pub members: Vec<(String, Span)>,
    /// The `bbox` of a collection, as written, if it is right.
    pub bbox: Option<Vec<f64>>,
}

/// Reads a FeatureCollection, a Feature, or a bare Polygon or MultiPolygon.
///
/// Every problem of every feature is found, each at its bytes, line, column and pointer, with ring, vertex and
/// coordinates where they are known, and with a fix where that is beyond doubt. A `bbox` that is wrong and a `crs`
/// are warnings and leave the feature as it is. Features with one id are reported, and both are read: which one is
/// meant cannot be told. Geometries that no parcel can have are judged for their structure all the same.
///
/// # Findings
/// Those of [`crate::read::json`], `number-overflow`, and all that the catalogue has under GeoJSON and coordinates
/// down to `coordinates-projected`, except `feature-id-missing` and `ring-direction`, which depend on what the file
/// is for. Malformed or truncated JSON ends the reading there; the features before it
/// are kept. At most 100 problems are listed for one feature, and a `not-listed` says how many more there are.
///
/// ```
/// use landledger::read::{Source, geojson};
///
/// let source = Source::new("parcels.geojson", r#"{"type": "Feature", "id": "A-1",
///     "properties": {"面积": 9000.10},
///     "geometry": {"type": "Polygon", "coordinates":
///         [[[113.30, 34.80], [113.31, 34.80], [113.31, 34.81], [113.30, 34.80]]]}}"#);
/// let reading = geojson::read(&source, &geojson::ReadOptions::default());
/// assert!(reading.findings.is_empty());
/// let feature = &reading.features[0];
/// let properties = feature.properties(&source).unwrap();
/// assert_eq!(source.slice(properties.get("面积").unwrap().span), "9000.10");
/// let second = geojson::PositionIndex { polygon: 0, ring: 0, vertex: 1 };
/// assert_eq!(source.slice(feature.position_span(&source, second).unwrap()), "[113.31, 34.80]");
/// ```
#[must_use]
pub fn read(source: &Source, options: &ReadOptions) -> Reading {
    document::read(source, options)
}
