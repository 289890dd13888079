//! From a file of parcels that is larger than memory to findings.

use std::cell::RefCell;
use std::fmt;
use std::io::{Read, Seek};

use jiff::civil::Date;

use super::places::{FeatureText, FilePlaces};
use super::records::RecordReader;
use super::run::How;
use super::{CheckStep, Findings, Layout, RecordSet};
use crate::Workers;
use crate::check::Profile;
use crate::error::{Error, Result};
use crate::finding::{Finding, Place};
use crate::geometry::Crs;
use crate::read::Source;
use crate::read::geojson::{
    self, Feature, FeatureMark, PositionIndex, ReadOptions, Reading, Stream,
};

/// What to check of a file whose text is not held in memory, and how (流式检查请求).
pub struct StreamRequest<'a> {
    /// What findings call the file of the parcels.
    pub name: &'a str,
    /// The zone, as in [`super::CheckRequest::zone`].
    pub zone: Option<&'a Source>,
    /// The reference system of both, where it is not degrees.
    pub declared: Option<Crs>,
    /// What the properties of the parcels say.
    pub layout: Layout,
    /// Which checks run, and their limits.
    pub profile: Profile,
    /// The day; absent: every record takes part, and the last boundary counts.
    pub on: Option<Date>,
    /// How many threads may be used: one, unless said otherwise.
    pub workers: Workers,
    /// Called at each stage.
    pub progress: &'a dyn Fn(CheckStep),
}

impl<'a> StreamRequest<'a> {
    /// A file of parcels in degrees, by the strict profile.
    #[must_use]
    pub fn new(name: &'a str) -> StreamRequest<'a> {
        StreamRequest {
            name,
            zone: None,
            declared: None,
            layout: Layout::Automatic,
            profile: Profile::strict(),
            on: None,
            workers: Workers::ONE,
            progress: &|_| {},
        }
    }
}

impl fmt::Debug for StreamRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamRequest")
            .field("name", &self.name)
            .field("zone", &self.zone.map(Source::name))
            .field("declared", &self.declared)
            .field("layout", &self.layout)
            .field("profile", &self.profile.name)
            .field("on", &self.on)
            .finish_non_exhaustive()
    }
}

/// Checks a file of parcels without holding its text (流式检查): what [`super::findings`] finds in the same bytes,
/// byte for byte, but for what [`Stream`] says that a stream reads otherwise.
///
/// The file is read from its start with [`Stream`]. Of each feature are kept its coordinates and what the checks ask of
/// it; the text is not. The places of what is found within a feature are worked out by reading that feature again.
/// The file must not change in between. The zone is held in memory.
///
/// # Errors
/// When the file cannot be read, and when it was changed while it was checked.
///
/// ```
/// use std::io::Cursor;
/// use landledger::finding::Code;
/// use landledger::report::check::{StreamRequest, findings_of_stream};
///
/// # fn main() -> Result<(), landledger::Error> {
/// // Any file that can be read from its start again, such as a `std::fs::File`.
/// let file = Cursor::new(r#"{"type": "Feature", "id": "A", "properties": {},
///     "geometry": {"type": "Polygon", "coordinates":
///         [[[113.30, 34.80], [113.31, 34.81], [113.31, 34.80], [113.30, 34.81], [113.30, 34.80]]]}}"#);
/// let found = findings_of_stream(file, &StreamRequest::new("bow-tie.geojson"))?;
/// let crossing = found.findings.iter().find(|finding| finding.code == Code::RingCrossing).unwrap();
/// assert_eq!(crossing.place.at, Some([113.305, 34.805]));
/// assert_eq!(crossing.place.line, Some(3));
/// # Ok(())
/// # }
/// ```
pub fn findings_of_stream<R: Read + Seek>(
    mut parcels: R,
    request: &StreamRequest<'_>,
) -> Result<Findings> {
    let name = request.name;
    let options = ReadOptions { declared: request.declared, ..ReadOptions::default() };
    parcels.rewind().map_err(|error| Error::reading(name.to_owned(), error))?;
    let Kept { reading, set, marks } = keep(&mut parcels, request, &options)?;
    let text = TextAgain {
        places: RefCell::new(geojson::Places::new(name, parcels, options)),
        marks,
        error: RefCell::new(None),
    };
    let how = How::from(request);
    let (findings, usable, balance) =
        how.judge(&reading, &set, FilePlaces::new(&text, &reading, &set));
    match text.error.into_inner() {
        Some(error) => Err(error),
        None => Ok(Findings::new(reading, findings, usable, balance)),
    }
}

/// What is kept of a file.
struct Kept {
    /// The features have neither an id nor a `bbox`.
    reading: Reading,
    set: RecordSet,
    /// Line and column of each feature that was read.
    marks: Vec<(u32, u32)>,
}

fn keep<R: Read>(parcels: R, request: &StreamRequest<'_>, options: &ReadOptions) -> Result<Kept> {
    let mut kept =
        Kept { reading: Reading::default(), set: RecordSet::default(), marks: Vec::new() };
    let mut records = RecordReader::new(&request.layout);
    let mut stream = Stream::new(request.name, parcels, options.clone());
    while let Some(mut streamed) = stream.next_feature()? {
        kept.reading.findings.append(&mut streamed.findings);
        let mark = streamed.mark();
        if streamed.outcome.as_ref().is_ok_and(|feature| feature.shape.is_some())
            && let Some((mut record, findings)) =
                streamed.judged(|source, feature| records.judge(source, feature))
        {
            record.places().for_each(|place| streamed.shift_place(place));
            records.take(kept.reading.features.len(), record, findings);
        }
        match streamed.outcome {
            Ok(feature) => {
                kept.reading.features.push(Feature { id: None, bbox: None, ..feature });
                kept.marks.push((mark.line, mark.column));
            }
            Err(rejected) => kept.reading.rejected.push(rejected),
        }
    }
    if let Some(document) = stream.document() {
        kept.reading.findings.extend(document.findings.iter().cloned());
        kept.reading.kind = document.kind;
    }
    Finding::sort(&mut kept.reading.findings);
    kept.reading.features.shrink_to_fit();
    kept.set = records.finish();
    kept.set.records.shrink_to_fit();
    Ok(kept)
}

/// The text of features in a file that is read again.
struct TextAgain<R> {
    places: RefCell<geojson::Places<R>>,
    marks: Vec<(u32, u32)>,
    /// The first error of reading again; whoever asked for a place could not be told.
    error: RefCell<Option<Error>>,
}

impl<R> fmt::Debug for TextAgain<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextAgain").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<R> TextAgain<R> {
    fn mark(&self, number: usize, feature: &Feature) -> FeatureMark {
        let (line, column) = self.marks.get(number).copied().unwrap_or((1, 1));
        FeatureMark { index: feature.index, span: feature.span, line, column }
    }
}

impl<R: Read + Seek> FeatureText for TextAgain<R> {
    fn place(&self, number: usize, feature: &Feature) -> Place {
        let FeatureMark { span, line, column, .. } = self.mark(number, feature);
        let mut place = Place::file(self.places.borrow().name()).pointer(feature.pointer());
        (place.span, place.line, place.column) = (Some(span), Some(line), Some(column));
        place
    }

    fn position_place(&self, number: usize, feature: &Feature, position: PositionIndex) -> Place {
        let mark = self.mark(number, feature);
        let place = self.places.borrow_mut().position_place(&mark, position);
        place.unwrap_or_else(|error| {
            self.error.borrow_mut().get_or_insert(error);
            Place::default()
        })
    }
}
