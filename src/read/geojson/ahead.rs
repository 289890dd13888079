//! [`Ahead`]: stretches of the array of features that other threads read while it is read from its start.
//!
//! **Method.** A stretch begins at a brace behind the middle of the text from which a feature seems to be written; whether
//! a feature begins there depends on all that stands before. So what was read from there counts only when the reading
//! from the start comes to that byte as the first of a feature: from then on both would read the same. A stretch ends
//! before the first feature of which anything is to be said, which is left to the one reading that knows its number. So
//! what is read and found is the same, to the byte, whatever was guessed.

use std::collections::VecDeque;

use super::document::{Before, Scanner};
use super::{Feature, ReadOptions};
use crate::geometry::CoordinateExtent;
use crate::read::Source;
use crate::read::json::lexer::Step;

/// The least text for each thread: to start one takes as long as to read a little less.
const WORTHWHILE: usize = 1 << 17;

/// Features read ahead, without their numbers.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    pub(super) features: Vec<Feature>,
    /// The numbers of their geometries.
    pub(super) extent: CoordinateExtent,
    /// Where the last of them ends.
    pub(super) end: usize,
}

/// Where stretches begin, each with what waits until it is read.
pub(super) type Ahead<'a> = VecDeque<(usize, Box<dyn FnOnce() -> Stretch + 'a>)>;

/// Reads with stretches that other threads read, if more than one may be used.
pub(super) fn with_ahead<T>(
    source: &Source,
    options: &ReadOptions,
    read: impl FnOnce(Ahead<'_>) -> T,
) -> T {
    let text = source.whole_text().unwrap_or_default();
    let count = options.workers.count().min(text.len() / WORTHWHILE).max(1);
    let mut starts: Vec<usize> =
        (1..count).filter_map(|part| feature_behind(text, text.len() / count * part)).collect();
    starts.dedup();
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    let jobs: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
    options.workers.beside(
        &jobs,
        |(start, end)| stretch(source, options, *start, *end),
        |waiting| read(starts.iter().copied().zip(waiting).collect()),
    )
}

/// The brace of what seems to be a feature behind a place.
fn feature_behind(text: &str, place: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let name = memchr::memmem::find(bytes.get(place..)?, b"\"Feature\"")?;
    memchr::memrchr(b'{', bytes.get(place..place + name)?).map(|brace| place + brace)
}

/// Reads features from a place on, as long as they begin before an end and nothing is to be said of them.
fn stretch(source: &Source, options: &ReadOptions, start: usize, end: usize) -> Stretch {
    let Ok(text) = source.whole_text() else { return Stretch::default() };
    let mut scanner = Scanner::new(source, text, options, Before::default());
    scanner.lexer.seek(start);
    let mut read = Stretch { end: start, ..Stretch::default() };
    let mut count = 0_usize;
    while scanner.lexer.offset() < end {
        if scanner.feature(Some(count)).is_err() {
            break;
        }
        count = count.saturating_add(1);
        let reading = &scanner.reading;
        if !reading.findings.is_empty() || reading.features.len() != count {
            break;
        }
        (read.extent, read.end) = (scanner.extent, scanner.lexer.offset());
        if !matches!(scanner.lexer.next_item(&mut Step::Later), Ok(true)) {
            break;
        }
    }
    read.features = scanner.reading.features;
    read.features.retain(|feature| feature.span.end <= read.end as u64);
    read
}
