//! Where records and zones stand in their files.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use super::{RecordSet, ZoneData};
use crate::check::{Owner, Places, VertexIndex};
use crate::finding::{Place, Span};
use crate::geometry::Shape;
use crate::read::Source;
use crate::read::geojson::{Feature, GeometryKind, PositionIndex, PositionSpans, Reading};

/// Finds places in the files of parcels and zone.
///
/// ```
/// use landledger::check::{Profile, facts_and_coordinates};
/// use landledger::geometry::Plane;
/// use landledger::read::{Source, geojson};
/// use landledger::report::check::{Layout, RecordSet, SourcePlaces};
///
/// let source = Source::new("a.geojson", r#"{"type": "Feature", "id": "A", "properties": {},
///     "geometry": {"type": "Polygon", "coordinates":
///     [[[113.300000, 34.801234], [113.310000, 34.811234], [113.310000, 34.801234], [113.300000, 34.801234]]]}}"#);
/// let reading = geojson::read(&source, &geojson::ReadOptions::default());
/// let set = RecordSet::read(&source, &reading, &Layout::Automatic);
/// let places = SourcePlaces::new(&source, &reading, &set);
/// let records = set.degrees(&reading);
/// let findings =
///     facts_and_coordinates(&records, None, Plane::Degrees, &Profile::strict(), &places);
/// assert_eq!(findings[0].place.pointer.as_deref(), Some("/geometry/coordinates/0"));
/// assert_eq!(findings[0].place.line, Some(3));
/// ```
#[derive(Debug, Clone)]
pub struct SourcePlaces<'a>(FilePlaces<'a, FileText<&'a Source>>);

impl<'a> SourcePlaces<'a> {
    /// Places in the file of the parcels; there is no zone, or its places are not known.
    #[must_use]
    pub fn new(source: &'a Source, reading: &'a Reading, records: &'a RecordSet) -> Self {
        SourcePlaces(FilePlaces::new(FileText::new(source), reading, records))
    }

    /// The same, with places in the file of the zone.
    #[must_use]
    pub fn with_zone<P>(
        self,
        source: &'a Source,
        reading: &'a Reading,
        zone: &'a ZoneData<P>,
    ) -> Self {
        SourcePlaces(self.0.with_zone(source, reading, zone))
    }
}

impl Places for SourcePlaces<'_> {
    fn place(&self, of: Owner, vertex: Option<VertexIndex>) -> Place {
        self.0.place(of, vertex)
    }

    fn code_place(&self, record: usize) -> Place {
        self.0.code_place(record)
    }

    fn ring_pointer(&self, of: Owner, vertex: VertexIndex) -> Option<String> {
        self.0.ring_pointer(of, vertex)
    }

    fn heights(&self, of: Owner) -> &[Option<f64>] {
        self.0.heights(of)
    }
}

/// Where the text of features is (要素原文): in memory, or in a file that is read again.
pub(super) trait FeatureText: fmt::Debug {
    /// The place of a feature, which is the one of this number among those that were read.
    fn place(&self, number: usize, feature: &Feature) -> Place;

    /// The place of one of its positions.
    fn position_place(&self, number: usize, feature: &Feature, position: PositionIndex) -> Place;
}

impl<T: FeatureText> FeatureText for &T {
    fn place(&self, number: usize, feature: &Feature) -> Place {
        (**self).place(number, feature)
    }

    fn position_place(&self, number: usize, feature: &Feature, position: PositionIndex) -> Place {
        (**self).position_place(number, feature, position)
    }
}

/// What gives the bytes of a file (文件字节): memory, or the file itself.
pub(super) trait FileBytes: fmt::Debug {
    /// What is found in the text of a range; `None` where nothing is.
    fn find<T>(&self, span: Span, find: impl FnOnce(&str) -> Option<T>) -> Option<T>;

    /// The place of a range.
    fn place(&self, span: Span) -> Place;

    /// Told of coordinates without a position that was read in them.
    fn missing(&self, _coordinates: Span) {}
}

impl FileBytes for &Source {
    fn find<T>(&self, span: Span, find: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        find(self.slice(span))
    }

    fn place(&self, span: Span) -> Place {
        Source::place(self, span)
    }
}

/// A file of which the bytes of each feature are known.
#[derive(Debug, Clone)]
pub(super) struct FileText<B> {
    bytes: B,
    /// The positions of large features that were asked about, by number.
    spans: RefCell<BTreeMap<usize, PositionSpans>>,
}

/// Coordinates of fewer bytes are gone through for each question.
const LARGE: u64 = 1 << 14;

/// Positions of features that are held at once, but for one, which is held whatever its size.
const HELD: usize = 2_000_000;

impl<B: FileBytes> FileText<B> {
    pub(super) fn new(bytes: B) -> FileText<B> {
        FileText { bytes, spans: RefCell::default() }
    }

    /// What gives the bytes.
    pub(super) fn into_bytes(self) -> B {
        self.bytes
    }

    /// The bytes of a position.
    fn span(&self, number: usize, feature: &Feature, position: PositionIndex) -> Option<Span> {
        let coordinates = feature.coordinates?;
        let whole = |text: &str| Span::new(0, text.len());
        let span = if coordinates.end.saturating_sub(coordinates.start) < LARGE {
            self.bytes
                .find(coordinates, |text| feature.position_span_in(text, whole(text), position))?
        } else {
            let mut held = self.spans.borrow_mut();
            if !held.contains_key(&number) {
                let kind = feature.kind?;
                let all = |text: &str| Some(PositionSpans::of(kind, text, whole(text)));
                let spans = self.bytes.find(coordinates, all)?;
                let count = held.values().map(PositionSpans::len).sum::<usize>();
                if count.saturating_add(spans.len()) > HELD {
                    held.clear();
                }
                held.insert(number, spans);
            }
            held.get(&number)?.get(position)?
        };
        let in_file = |at: u64| coordinates.start.saturating_add(at);
        Some(Span { start: in_file(span.start), end: in_file(span.end) })
    }
}

impl<B: FileBytes> FeatureText for FileText<B> {
    fn place(&self, _number: usize, feature: &Feature) -> Place {
        self.bytes.place(feature.span).pointer(feature.pointer())
    }

    fn position_place(&self, number: usize, feature: &Feature, position: PositionIndex) -> Place {
        let span = self.span(number, feature, position);
        if let (None, Some(coordinates)) = (span, feature.coordinates) {
            self.bytes.missing(coordinates);
        }
        feature.located(self.bytes.place(span.unwrap_or(feature.span)), position)
    }
}

/// Finds places in the files of parcels and zone, whatever holds the text of the parcels.
#[derive(Debug, Clone)]
pub(super) struct FilePlaces<'a, T> {
    text: T,
    reading: &'a Reading,
    /// For each record, its feature.
    records: &'a RecordSet,
    zone: Option<ZoneFile<'a>>,
}

#[derive(Debug, Clone)]
struct ZoneFile<'a> {
    text: FileText<&'a Source>,
    reading: &'a Reading,
    boundary: &'a [(usize, u32)],
    blocks: &'a [usize],
    declared: &'a [usize],
}

/// A feature of one of the files, and the number of the polygon there.
struct Found<'a> {
    text: &'a dyn FeatureText,
    number: usize,
    feature: &'a Feature,
    polygon: u32,
}

impl<'a, T: FeatureText> FilePlaces<'a, T> {
    pub(super) fn new(text: T, reading: &'a Reading, records: &'a RecordSet) -> Self {
        FilePlaces { text, reading, records, zone: None }
    }

    pub(super) fn with_zone<P>(
        mut self,
        source: &'a Source,
        reading: &'a Reading,
        zone: &'a ZoneData<P>,
    ) -> Self {
        self.zone = Some(ZoneFile {
            text: FileText::new(source),
            reading,
            boundary: &zone.boundary_features,
            blocks: &zone.block_features,
            declared: &zone.declared_features,
        });
        self
    }

    /// The feature that an owner is, and the number of its polygon there.
    fn feature(&self, of: Owner, polygon: u32) -> Option<Found<'_>> {
        let (number, polygon) = match of {
            Owner::Record(record) => {
                let number = self.records.records.get(record)?.feature;
                let feature = self.reading.features.get(number)?;
                return Some(Found { text: &self.text, number, feature, polygon });
            }
            Owner::Boundary => *self.zone.as_ref()?.boundary.get(polygon as usize)?,
            Owner::Block(block) => (*self.zone.as_ref()?.blocks.get(block)?, polygon),
            Owner::Declared(land) => (*self.zone.as_ref()?.declared.get(land)?, polygon),
        };
        let zone = self.zone.as_ref()?;
        let feature = zone.reading.features.get(number)?;
        Some(Found { text: &zone.text, number, feature, polygon })
    }
}

impl<T: FeatureText> Places for FilePlaces<'_, T> {
    fn place(&self, of: Owner, vertex: Option<VertexIndex>) -> Place {
        let polygon = vertex.map_or(0, |vertex| vertex.polygon);
        let Some(Found { text, number, feature, polygon }) = self.feature(of, polygon) else {
            return Place::default();
        };
        let Some(VertexIndex { ring, vertex, .. }) = vertex else {
            return text.place(number, feature);
        };
        let position = PositionIndex {
            polygon: polygon as usize,
            ring: ring as usize,
            vertex: vertex as usize,
        };
        text.position_place(number, feature, position)
    }

    fn code_place(&self, record: usize) -> Place {
        let kept = self.records.records.get(record).and_then(|data| data.code_place.as_deref());
        kept.cloned().unwrap_or_else(|| self.place(Owner::Record(record), None))
    }

    fn ring_pointer(&self, of: Owner, vertex: VertexIndex) -> Option<String> {
        let Found { feature, polygon, .. } = self.feature(of, vertex.polygon)?;
        // A bare geometry has no member `geometry`.
        let geometry = if feature.is_bare_geometry() { "" } else { "/geometry" };
        let base = format!("{}{geometry}/coordinates", feature.pointer());
        Some(match feature.kind? {
            GeometryKind::Polygon => format!("{base}/{}", vertex.ring),
            GeometryKind::MultiPolygon => format!("{base}/{polygon}/{}", vertex.ring),
        })
    }

    fn heights(&self, of: Owner) -> &[Option<f64>] {
        // The heights of a boundary made of several features are not in one array; no fix asks for them.
        if of == Owner::Boundary {
            return &[];
        }
        let Some(Found { feature, .. }) = self.feature(of, 0) else { return &[] };
        let points = feature.shape.as_ref().map_or(0, |shape| match shape {
            Shape::LonLat(shape) => shape.points().len(),
            Shape::Grid { polygons, .. } => polygons.points().len(),
        });
        if feature.heights.len() == points { &feature.heights } else { &[] }
    }
}
