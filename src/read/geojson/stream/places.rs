//! [`Places`]: places of features that were not kept, by reading those features once more.

use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use super::super::{PositionIndex, PositionSpans, ReadOptions};
use super::fragment::{Closed, Fragment};
use super::streamed::{FeatureMark, StreamedFeature, split};
use super::window::Position;
use crate::error::{Error, Result};
use crate::finding::Place;

/// Looks up places in a file whose features were streamed and let go (位置查找): only the features that
/// somebody asks for are read again, the last one is kept.
///
/// ```
/// use std::io::Cursor;
/// use landledger::read::geojson::{Places, PositionIndex, ReadOptions, Stream};
///
/// # fn main() -> Result<(), landledger::Error> {
/// let file = r#"{"type": "FeatureCollection", "features": [
/// {"type": "Feature", "id": "A", "properties": {}, "geometry": {"type": "Polygon",
///   "coordinates": [[[113.28, 34.78], [113.29, 34.78], [113.29, 34.79], [113.28, 34.78]]]}}
/// ]}"#;
/// let mut marks = Vec::new();
/// let mut stream = Stream::new("plots.geojson", file.as_bytes(), ReadOptions::default());
/// while let Some(streamed) = stream.next_feature()? {
///     marks.push(streamed.mark());
/// }
/// let mut places = Places::new("plots.geojson", Cursor::new(file), ReadOptions::default());
/// let third = PositionIndex { polygon: 0, ring: 0, vertex: 2 };
/// let place = places.position_place(&marks[0], third)?;
/// assert_eq!((place.line, place.column), (Some(3), Some(54)));
/// assert_eq!(place.pointer.as_deref(), Some("/features/0/geometry/coordinates/0/2"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Places<R> {
    name: String,
    reader: R,
    options: ReadOptions,
    /// The last first.
    held: Vec<Held>,
}

/// A feature that was read again.
#[derive(Debug)]
struct Held {
    mark: FeatureMark,
    feature: StreamedFeature,
    /// Where its positions stand, once one was asked for.
    spans: Option<PositionSpans>,
}

/// Features held at once: a finding is about two neighbours, or a few.
const HELD: usize = 4;

/// Bytes of features held at once, but for the last, which is held whatever its size.
const HELD_BYTES: u64 = 16 << 20;

impl<R: Read + Seek> Places<R> {
    /// Places in the file that was streamed under this name and with these options.
    pub fn new(name: impl Into<String>, reader: R, options: ReadOptions) -> Places<R> {
        Places { name: name.into(), reader, options, held: Vec::new() }
    }

    /// What findings call the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The feature at this mark, read again.
    ///
    /// # Errors
    /// When the file cannot be read, or no feature stands there any more.
    pub fn feature(&mut self, mark: &FeatureMark) -> Result<&StreamedFeature> {
        Ok(&self.held(mark)?.feature)
    }

    /// That no such feature stands there any more.
    pub(crate) fn changed(&self, mark: &FeatureMark) -> Error {
        changed(&self.name, mark)
    }

    fn held(&mut self, mark: &FeatureMark) -> Result<&mut Held> {
        let held = self.held.iter().position(|held| held.mark == *mark);
        let own = match held {
            Some(at) => self.held.remove(at),
            None => Held { mark: *mark, feature: self.read(mark)?, spans: None },
        };
        self.held.insert(0, own);
        self.held.truncate(HELD);
        let mut bytes: u64 = 0;
        let sizes = self.held.iter().map(|held| held.mark.span.end - held.mark.span.start);
        let within = sizes.take_while(|size| {
            bytes = bytes.saturating_add(*size);
            bytes <= HELD_BYTES
        });
        let within = within.count().max(1);
        self.held.truncate(within);
        self.held.first_mut().ok_or_else(|| changed(&self.name, mark))
    }

    /// The place of a position of the feature at this mark: bytes, line, column, pointer, polygon, ring,
    /// vertex. Equal to that of [`super::super::Feature::position_place`] with the whole file in memory.
    ///
    /// # Errors
    /// As [`Places::feature`], and when the feature there is rejected.
    pub fn position_place(&mut self, mark: &FeatureMark, position: PositionIndex) -> Result<Place> {
        let name = self.name.clone();
        let Held { feature, spans, .. } = self.held(mark)?;
        let feature: &StreamedFeature = feature;
        let spans = spans.get_or_insert_with(|| feature.position_spans());
        let place = feature.spanned_place(position, spans.get(position));
        place.ok_or_else(|| changed(&name, mark))
    }

    fn read(&mut self, mark: &FeatureMark) -> Result<StreamedFeature> {
        let size = mark.span.end.saturating_sub(mark.span.start);
        let mut bytes = Vec::new();
        let result = self.reader.seek(SeekFrom::Start(mark.span.start));
        let result = result.and_then(|_| (&mut self.reader).take(size).read_to_end(&mut bytes));
        result.map_err(|error| Error::reading(self.name.clone(), error))?;
        let at = Position {
            offset: mark.span.start,
            line: u64::from(mark.line),
            column: u64::from(mark.column),
        };
        let fragment = match mark.index {
            Some(index) => Fragment::feature(&self.name, &bytes, at, index, Closed::Yes),
            None => Fragment::whole(&self.name, bytes, at),
        };
        let fragment = Arc::new(fragment);
        let (items, _) = split(fragment.read(&self.options), &fragment);
        let found = items.into_iter().find(|item| item.span() == mark.span);
        found.ok_or_else(|| changed(&self.name, mark))
    }
}

fn changed(name: &str, mark: &FeatureMark) -> Error {
    let mut place = Place::file(name.to_owned());
    place.span = Some(mark.span);
    (place.line, place.column) = (Some(mark.line), Some(mark.column));
    Error::changed(place)
}
