//! [`Feature`]: a parcel-like record as it stands in the file.

use std::fmt;

use crate::finding::{Code, Place, Span};
use crate::geometry::Shape;
use crate::read::Source;
use crate::read::json::{self, Node, Parsed};

/// The id of a feature (要素标识), RFC 7946 §3.2: a string or a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeatureId {
    /// A string.
    Text(String),
    /// A number, as its text: `7` and `7.0` differ.
    Number(String),
}

/// The text of the id, without quotes.
impl fmt::Display for FeatureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FeatureId::Text(text) | FeatureId::Number(text) => f.write_str(text),
        }
    }
}

/// The kinds of geometry that a parcel can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GeometryKind {
    /// `Polygon`
    Polygon,
    /// `MultiPolygon`
    MultiPolygon,
}

impl GeometryKind {
    /// The `type` of the geometry.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            GeometryKind::Polygon => "Polygon",
            GeometryKind::MultiPolygon => "MultiPolygon",
        }
    }
}

/// A feature (要素) without errors: what was given, and where.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Feature {
    /// Its number in the collection, from 0; `None` where the document is one feature or one geometry.
    pub index: Option<usize>,
    /// The id, if it has one.
    pub id: Option<FeatureId>,
    /// The bytes of the id.
    pub id_span: Option<Span>,
    /// The geometry in the system that was declared, else in degrees; `None` for `"geometry": null` where
    /// [`super::ReadOptions::geometry`] allows it.
    pub shape: Option<Shape>,
    /// Polygon or MultiPolygon, as written.
    pub kind: Option<GeometryKind>,
    /// Third numbers of the positions (heights, 高程), parallel to the points of the shape; empty when no
    /// position has one.
    pub heights: Vec<Option<f64>>,
    /// The most digits after the point that a first or second number of a position was written with.
    pub decimals: u32,
    /// The `bbox` of the feature or of its geometry, as written, if it is right: four or six numbers, in order, around
    /// the coordinates.
    pub bbox: Option<Vec<f64>>,
    /// The bytes of the feature.
    pub span: Span,
    /// The bytes of its geometry object: those of the feature where the document is a bare geometry; `None` for
    /// `"geometry": null`.
    pub geometry: Option<Span>,
    /// The bytes of its `properties`; `None` for a bare geometry and where the member is missing. They are
    /// well-formed, without equal keys, and either an object or `null`.
    pub properties: Option<Span>,
    /// The bytes of the `coordinates`.
    pub coordinates: Option<Span>,
}

impl Feature {
    /// The JSON pointer of the feature: `/features/12`, or empty.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.index.map(|index| format!("/features/{index}")).unwrap_or_default()
    }

    /// Where the feature is.
    #[must_use]
    pub fn place(&self, source: &Source) -> Place {
        source.place(self.span).pointer(self.pointer())
    }

    /// The feature as a tree, foreign members included.
    #[must_use]
    pub fn tree<'a>(&self, source: &'a Source) -> Parsed<'a> {
        json::parse_at(source, self.span)
    }

    /// The properties (属性) as a tree; the base pointer for decoding is
    /// [`Feature::properties_pointer`]. `None` for a bare geometry and where the member is missing.
    #[must_use]
    pub fn properties<'a>(&self, source: &'a Source) -> Option<Node<'a>> {
        json::parse_at(source, self.properties?).root
    }

    /// The JSON pointer of the properties.
    #[must_use]
    pub fn properties_pointer(&self) -> String {
        format!("{}/properties", self.pointer())
    }

    /// Whether the document is a geometry without a feature around it.
    #[must_use]
    pub fn is_bare_geometry(&self) -> bool {
        self.geometry == Some(self.span)
    }

    /// The bytes of one position, found by reading the coordinates again; numbers count from 0.
    #[must_use]
    pub fn position_span(&self, source: &Source, position: PositionIndex) -> Option<Span> {
        self.position_span_in(source.whole_text().ok()?, self.coordinates?, position)
    }

    /// The same in a text in which the coordinates are these bytes.
    pub(crate) fn position_span_in(
        &self,
        text: &str,
        coordinates: Span,
        position: PositionIndex,
    ) -> Option<Span> {
        let PositionIndex { polygon, ring, vertex } = position;
        let path: &[usize] = match self.kind? {
            GeometryKind::Polygon if polygon > 0 => return None,
            GeometryKind::Polygon => &[ring, vertex],
            GeometryKind::MultiPolygon => &[polygon, ring, vertex],
        };
        super::document::element_span(text, coordinates, path)
    }

    /// The place of one position: bytes, line, column, pointer, polygon, ring, vertex and coordinates.
    #[must_use]
    pub fn position_place(&self, source: &Source, position: PositionIndex) -> Place {
        let span = self.position_span(source, position).unwrap_or(self.span);
        self.located(source.place(span), position)
    }

    /// The place of one position, of whose bytes the place is given.
    pub(crate) fn located(&self, mut place: Place, position: PositionIndex) -> Place {
        let geometry = if self.is_bare_geometry() { "" } else { "/geometry" };
        let base = format!("{}{geometry}/coordinates", self.pointer());
        position.fill(&mut place, &base, self.kind.unwrap_or(GeometryKind::Polygon));
        place.at = self.position(position);
        place
    }

    /// The two numbers of one position, x first.
    #[must_use]
    pub fn position(&self, position: PositionIndex) -> Option<[f64; 2]> {
        let PositionIndex { polygon, ring, vertex } = position;
        match self.shape.as_ref()? {
            Shape::LonLat(shape) => {
                let point = shape.polygons().nth(polygon)?.rings().nth(ring)?.get(vertex)?;
                Some([point.lon, point.lat])
            }
            Shape::Grid { polygons, .. } => {
                let point = polygons.polygons().nth(polygon)?.rings().nth(ring)?.get(vertex)?;
                Some([point.east, point.north])
            }
        }
    }
}

/// Which position of a geometry; everything counts from 0, a `Polygon` is polygon 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PositionIndex {
    /// The polygon.
    pub polygon: usize,
    /// The ring of the polygon, 0 = exterior.
    pub ring: usize,
    /// The position in the ring.
    pub vertex: usize,
}

impl PositionIndex {
    /// Writes pointer, polygon, ring and vertex into a place.
    pub(super) fn fill(self, place: &mut Place, base: &str, kind: GeometryKind) {
        let PositionIndex { polygon, ring, vertex } = self;
        let clip = |n: usize| Some(u32::try_from(n).unwrap_or(u32::MAX));
        place.pointer = Some(match kind {
            GeometryKind::Polygon => format!("{base}/{ring}/{vertex}"),
            GeometryKind::MultiPolygon => format!("{base}/{polygon}/{ring}/{vertex}"),
        });
        place.polygon = clip(polygon);
        place.ring = clip(ring);
        place.vertex = clip(vertex);
    }
}

/// A feature that is not used, because of its errors.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Rejected {
    /// Its number in the collection, from 0.
    pub index: Option<usize>,
    /// The id, if it could be read.
    pub id: Option<FeatureId>,
    /// The bytes of the id.
    pub id_span: Option<Span>,
    /// The bytes of the feature.
    pub span: Span,
    /// The codes of its errors, each once, in the order of the table; the findings say the rest.
    pub reasons: Vec<Code>,
    /// What could be read of its polygons: no geometry, but a hint where the ground is that it stands for.
    pub remains: Option<Shape>,
}
