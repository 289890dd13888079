//! From a file of parcels to findings, letting its text go once it has been read.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

use super::places::{FileBytes, FilePlaces, FileText};
use super::run::How;
use super::{Findings, StreamRequest};
use crate::error::{Error, Result};
use crate::finding::{Place, Span};
use crate::read::{Lines, Source};

/// Checks a file of parcels and holds its text only until it has been read (读后释放的检查): what [`super::findings`] finds
/// in the same bytes, byte for byte, with less memory.
///
/// Of the text are kept its lines. The places of what is found are worked out by reading a few bytes of `again` each, which
/// must give the same bytes as the source and not change in between. The file is called as the request calls it.
///
/// # Errors
/// When the file cannot be read again, and when it is seen to have changed.
///
/// ```
/// use std::io::Cursor;
/// use landledger::finding::Code;
/// use landledger::read::Source;
/// use landledger::report::check::{StreamRequest, findings_of_released};
///
/// # fn main() -> Result<(), landledger::Error> {
/// let text = r#"{"type": "Feature", "id": "A", "properties": {},
///     "geometry": {"type": "Polygon", "coordinates":
///         [[[113.30, 34.80], [113.31, 34.81], [113.31, 34.80], [113.30, 34.81], [113.30, 34.80]]]}}"#;
/// // `Source::open` and `std::fs::File::open` for a file.
/// let (source, again) = (Source::new("bow-tie.geojson", text), Cursor::new(text));
/// let found = findings_of_released(source, again, &StreamRequest::new("bow-tie.geojson"))?;
/// let crossing = found.findings.iter().find(|finding| finding.code == Code::RingCrossing).unwrap();
/// assert_eq!(crossing.place.line, Some(3));
/// # Ok(())
/// # }
/// ```
pub fn findings_of_released<R: Read + Seek>(
    parcels: Source,
    again: R,
    request: &StreamRequest<'_>,
) -> Result<Findings> {
    released_beside(parcels, again, request, |_| ()).map(|(found, ())| found)
}

/// The same, and something else of the source that is done while the records are told.
pub(super) fn released_beside<R: Read + Seek, B: Send>(
    parcels: Source,
    again: R,
    request: &StreamRequest<'_>,
    other: impl Fn(&Source) -> B + Sync,
) -> Result<(Findings, B)> {
    let parcels = parcels.called(request.name);
    let how = How::from(request);
    let (reading, set, other) = how.read(&parcels, &request.layout, || {
        parcels.lines();
        other(&parcels)
    });
    let text = FileText::new(ReleasedBytes::of(parcels, again));
    let places = FilePlaces::new(&text, &reading, &set);
    let (findings, usable, balance) = how.judge(&reading, &set, places);
    text.into_bytes().unchanged()?;
    Ok((Findings::new(reading, findings, usable, balance), other))
}

/// A file of which only the lines are known; what somebody asks for is read again.
struct ReleasedBytes<R> {
    name: String,
    lines: Lines,
    again: RefCell<Again<R>>,
}

struct Again<R> {
    reader: R,
    /// Stretches that were read, each where the number of its first block says.
    held: Vec<Stretch>,
    /// The first error of reading again; whoever asked could not be told.
    error: Option<Error>,
}

/// Findings go through the map from one side to the other, and ask several times about what lies on their way.
const HELD: u64 = 256;

/// More bytes are not held.
const LARGE: u64 = 1 << 16;

/// Some bytes of the file.
#[derive(Debug, Clone, Default)]
struct Stretch {
    start: u64,
    bytes: Vec<u8>,
}

impl<R> fmt::Debug for ReleasedBytes<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReleasedBytes").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<R: Read + Seek> ReleasedBytes<R> {
    /// Lets the text of a source go; the reader gives the same bytes.
    fn of(source: Source, reader: R) -> ReleasedBytes<R> {
        let (name, lines) = source.into_lines();
        let again = Again { reader, held: Vec::new(), error: None };
        ReleasedBytes { name, lines, again: RefCell::new(again) }
    }

    /// That everything was as before whenever it was read again, and that the file is as long as it was.
    fn unchanged(self) -> Result<()> {
        let Again { mut reader, error, .. } = self.again.into_inner();
        if let Some(error) = error {
            return Err(error);
        }
        match reader.seek(SeekFrom::End(0)) {
            Ok(length) if length == self.lines.length() => Ok(()),
            Ok(_) => Err(Error::changed(Place::file(self.name))),
            Err(error) => Err(Error::reading(self.name, error)),
        }
    }

    /// Looks at a range, which is read again in whole blocks unless it is held.
    fn look<T>(&self, span: Span, look: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let mut again = self.again.borrow_mut();
        let first = self.lines.in_front(span.start).start;
        let end = span.end.div_ceil(Lines::BLOCK).saturating_mul(Lines::BLOCK);
        match again.stretch(first, end.min(self.lines.length())) {
            Ok(stretch) => look(stretch.get(span)?),
            Err(error) => {
                again.error.get_or_insert_with(|| Error::reading(self.name.clone(), error));
                None
            }
        }
    }

    fn changed(&self, span: Span) {
        let mut place = Place::file(self.name.as_str());
        place.span = Some(span);
        self.again.borrow_mut().error.get_or_insert_with(|| Error::changed(place));
    }
}

impl<R: Read + Seek> Again<R> {
    /// What stands from a block on to an end at least.
    fn stretch(&mut self, start: u64, end: u64) -> io::Result<Cow<'_, Stretch>> {
        if end.saturating_sub(start) > LARGE {
            let mut stretch = Stretch::default();
            stretch.read(&mut self.reader, start, end)?;
            return Ok(Cow::Owned(stretch));
        }
        let slot = usize::try_from(start / Lines::BLOCK % HELD).unwrap_or_default();
        if self.held.len() <= slot {
            self.held.resize_with(slot.saturating_add(1), Stretch::default);
        }
        let Some(stretch) = self.held.get_mut(slot) else { return Ok(Cow::default()) };
        if stretch.get(Span { start, end }).is_none() {
            stretch.read(&mut self.reader, start, end)?;
        }
        Ok(Cow::Borrowed(stretch))
    }
}

impl Stretch {
    /// A range of it.
    fn get(&self, span: Span) -> Option<&[u8]> {
        let within = |at: u64| usize::try_from(at.checked_sub(self.start)?).ok();
        self.bytes.get(within(span.start)?..within(span.end)?)
    }

    fn read<R: Read + Seek>(&mut self, reader: &mut R, start: u64, end: u64) -> io::Result<()> {
        self.bytes.clear();
        self.start = reader.seek(SeekFrom::Start(start))?;
        let size = end.saturating_sub(start);
        self.bytes.resize(usize::try_from(size).map_err(io::Error::other)?, 0);
        let read = reader.read_exact(&mut self.bytes);
        if read.is_err() {
            self.bytes.clear();
        }
        match read {
            // A file that is shorter than it was: what is not there is not held.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(()),
            read => read,
        }
    }
}

impl<R: Read + Seek> FileBytes for ReleasedBytes<R> {
    fn find<T>(&self, span: Span, find: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.look(span, |bytes| std::str::from_utf8(bytes).ok().and_then(find))
    }

    fn place(&self, span: Span) -> Place {
        let mut place = Place::file(self.name.as_str());
        place.span = Some(span);
        let at = self.look(self.lines.in_front(span.start), |bytes| {
            Some(self.lines.line_and_column(span.start, bytes))
        });
        match at {
            Some((line, column)) => (place.line, place.column) = (Some(line), Some(column)),
            None => self.changed(span),
        }
        place
    }

    fn missing(&self, coordinates: Span) {
        self.changed(coordinates);
    }
}
