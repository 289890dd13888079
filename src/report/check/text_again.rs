//! [`TextAgain`]: the text of features in a file that is read again.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use super::places::FeatureText;
use crate::error::{Error, Result};
use crate::finding::{Place, Span};
use crate::read::geojson::{self, Feature, FeatureMark, PositionIndex, StreamedFeature};

/// Where a feature stands: a [`FeatureMark`] in 24 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    start: u64,
    length: u32,
    line: u32,
    column: u32,
    /// One more than its number in the collection; 0 for none.
    index: u32,
}

impl Mark {
    /// No feature of a stream is longer than [`Stream::LARGEST_FEATURE`] bytes, and each takes more than one.
    pub(super) fn of(mark: &FeatureMark) -> Mark {
        let clip = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Mark {
            start: mark.span.start,
            length: clip(mark.span.end.saturating_sub(mark.span.start)),
            line: mark.line,
            column: mark.column,
            index: mark.index.map_or(0, |index| clip(index as u64).saturating_add(1)),
        }
    }

    pub(super) fn feature_mark(&self) -> FeatureMark {
        let end = self.start.saturating_add(u64::from(self.length));
        let span = Span { start: self.start, end };
        let index = self.index.checked_sub(1).map(|index| index as usize);
        FeatureMark { index, span, line: self.line, column: self.column }
    }
}

/// The text of the features in the file, which is read again.
pub(super) struct TextAgain<R> {
    places: RefCell<geojson::Places<R>>,
    /// The first error of reading again; whoever asked could not be told.
    error: RefCell<Option<Error>>,
}

impl<R> fmt::Debug for TextAgain<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextAgain").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<R: Read + Seek> TextAgain<R> {
    pub(super) fn new(places: geojson::Places<R>) -> TextAgain<R> {
        TextAgain { places: RefCell::new(places), error: RefCell::new(None) }
    }

    /// A feature, read again.
    pub(super) fn feature(&self, mark: &Mark) -> Result<StreamedFeature> {
        Ok(self.places.borrow_mut().feature(&mark.feature_mark())?.clone())
    }

    /// That no such feature stands there any more.
    pub(super) fn changed(&self, mark: &Mark) -> Error {
        self.places.borrow().changed(&mark.feature_mark())
    }

    /// Keeps an error that cannot be told at once.
    pub(super) fn keep(&self, error: Error) {
        self.error.borrow_mut().get_or_insert(error);
    }

    /// The first error that was kept.
    pub(super) fn error(self) -> Result<()> {
        self.error.into_inner().map_or(Ok(()), Err)
    }

    pub(super) fn place(&self, mark: &Mark) -> Place {
        let FeatureMark { index, span, line, column, .. } = mark.feature_mark();
        let pointer = index.map(|index| format!("/features/{index}")).unwrap_or_default();
        let mut place = Place::file(self.places.borrow().name()).pointer(pointer);
        (place.span, place.line, place.column) = (Some(span), Some(line), Some(column));
        place
    }
}

/// The text of some features.
pub(super) struct Marked<'a, R> {
    again: &'a TextAgain<R>,
    marks: &'a [Mark],
}

impl<'a, R> Marked<'a, R> {
    /// The features at these marks, in their order.
    pub(super) fn new(again: &'a TextAgain<R>, marks: &'a [Mark]) -> Marked<'a, R> {
        Marked { again, marks }
    }
}

impl<R> fmt::Debug for Marked<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Marked").field("marks", &self.marks.len()).finish_non_exhaustive()
    }
}

impl<R: Read + Seek> FeatureText for Marked<'_, R> {
    fn place(&self, number: usize, _feature: &Feature) -> Place {
        self.marks.get(number).map(|mark| self.again.place(mark)).unwrap_or_default()
    }

    fn position_place(&self, number: usize, _feature: &Feature, position: PositionIndex) -> Place {
        let Some(mark) = self.marks.get(number) else { return Place::default() };
        let place = self.again.places.borrow_mut().position_place(&mark.feature_mark(), position);
        place.unwrap_or_else(|error| {
            self.again.keep(error);
            Place::default()
        })
    }
}

/// One of several readers of one file, each at a place of its own.
pub(super) struct Handle<R> {
    file: Rc<RefCell<Shared<R>>>,
    at: u64,
}

struct Shared<R> {
    reader: R,
    /// Where the reader stands; `None` after an error.
    at: Option<u64>,
}

impl<R: Read + Seek> Handle<R> {
    /// Of a file that stands at its start.
    pub(super) fn new(reader: R) -> Handle<R> {
        Handle { file: Rc::new(RefCell::new(Shared { reader, at: Some(0) })), at: 0 }
    }

    pub(super) fn at_start(&self) -> Handle<R> {
        Handle { file: Rc::clone(&self.file), at: 0 }
    }
}

impl<R: Read + Seek> Read for Handle<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.borrow_mut();
        if file.at != Some(self.at) {
            file.at = None;
            file.reader.seek(SeekFrom::Start(self.at))?;
        }
        file.at = None;
        let count = file.reader.read(out)?;
        self.at = self.at.saturating_add(count as u64);
        file.at = Some(self.at);
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Handle<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::Current(by) => {
                self.at.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?
            }
            SeekFrom::End(_) => {
                let mut file = self.file.borrow_mut();
                file.at = None;
                file.reader.seek(to)?
            }
        };
        Ok(self.at)
    }
}
