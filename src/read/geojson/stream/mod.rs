//! [`Stream`]: the features of a file one after the other, for files larger than memory.

mod fragment;
mod frame;
mod head;
mod places;
mod sequence;
mod streamed;
mod window;

pub use places::Places;
pub use streamed::{FeatureMark, StreamedFeature};

use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

use super::bbox::Extents;
use super::document::Before;
use super::ids::Ids;
use super::{ReadOptions, Reading, RootKind};
use crate::error::Result;
use crate::finding::{Code, Finding, Span, Text};
use fragment::{Closed, Fragment};
use frame::{Found, Framer};
use head::Head;
use sequence::Sequence;
use streamed::{split, too_large};
use window::{Position, Window};

/// The features of a file one after the other (流式读入): of a FeatureCollection, a Feature, a bare geometry
/// or a GeoJSON text sequence.
///
/// In memory are one feature, a buffer of 256 KiB, the members of the collection beside its features, and the ids
/// of all features so far, to tell when one comes again; memory grows with the ids alone. Each feature, with its
/// findings, is what [`super::read`] makes of it, places included, as if the whole file were in memory. A feature larger than [`Stream::LARGEST_FEATURE`] bytes is passed without being held: a finding
/// `feature-too-large`, and rejected.
///
/// # What differs from [`super::read`]
///
/// A stream cannot know what is further down in the file:
///
/// - A byte that is not UTF-8 is found when the stream gets there, after the features before it were given;
///   nothing after it is read. Whether it may be GB18030 is judged from the bytes around it.
/// - Where `type` stands after `features` and is `Feature` or a geometry, the features were given as those of a
///   collection; the document follows as one more, last feature.
/// - The findings of the members of a collection, wherever they stand, come at the end:
///   [`Stream::document`].
/// - A `bbox` of the collection that spans the antimeridian and stands after the features is not held against
///   them, and is not kept: a `not-checked` says so. Before the features it is; so is every other `bbox`.
/// - A document that starts with a record separator (U+001E) is a text sequence.
///
/// # Findings
/// Those of [`super::read`], `feature-too-large`, and the `not-checked` above.
///
/// ```
/// use landledger::read::geojson::{ReadOptions, Stream};
///
/// # fn main() -> Result<(), landledger::Error> {
/// // Any reader, such as a `std::fs::File`.
/// let file = r#"{"type": "FeatureCollection", "features": [
/// {"type": "Feature", "id": "A", "properties": {"亩": 3}, "geometry": {"type": "Polygon",
///   "coordinates": [[[113.28, 34.78], [113.29, 34.78], [113.29, 34.79], [113.28, 34.78]]]}},
/// {"type": "Feature", "id": "B", "properties": {}, "geometry": null}
/// ]}"#;
/// let mut stream = Stream::new("plots.geojson", file.as_bytes(), ReadOptions::default());
/// let first = stream.next_feature()?.unwrap();
/// assert!(first.outcome.is_ok());
/// assert_eq!(first.slice(first.properties().unwrap().get("亩").unwrap().span), "3");
/// let second = stream.next_feature()?.unwrap();
/// assert!(second.outcome.is_err());
/// assert_eq!(second.findings[0].place.pointer.as_deref(), Some("/features/1/geometry"));
/// assert!(stream.next_feature()?.is_none());
/// assert!(stream.document().unwrap().findings.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Stream<R> {
    window: Window<R>,
    options: ReadOptions,
    limit: usize,
    state: State,
    /// What the features so far have to do with those to come.
    before: Before,
    ids: Ids,
    /// Features that were read and not yet given.
    ready: VecDeque<StreamedFeature>,
    document: StreamedDocument,
}

/// What a stream found in the document as a whole.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct StreamedDocument {
    /// Findings that belong to no feature.
    pub findings: Vec<Finding>,
    /// The kind of document; `None` for a sequence, and when it could not be told.
    pub kind: Option<RootKind>,
    /// Members of a collection beside `type`, `features`, `bbox` and `crs`: name and bytes of the value.
    pub members: Vec<(String, Span)>,
    /// The `bbox` of a collection, as written.
    pub bbox: Option<Vec<f64>>,
}

/// Where a stream stands.
#[derive(Debug)]
enum State {
    Start,
    Features(Features),
    Sequence(Sequence),
    End,
}

/// The features of a collection, while they are read.
#[derive(Debug)]
struct Features {
    /// The bytes of the document up to and with the bracket that opens the features.
    head: Vec<u8>,
    index: usize,
}

impl<R: Read> Stream<R> {
    /// How many bytes a feature may have, unless [`Stream::largest_feature`] says otherwise: 256 MiB.
    pub const LARGEST_FEATURE: usize = 256 << 20;

    /// The features of a document, or of a text sequence whose records start with a record separator.
    /// `name` is what findings call the file.
    pub fn new(name: impl Into<String>, reader: R, options: ReadOptions) -> Stream<R> {
        Stream {
            window: Window::new(name.into(), reader),
            options,
            limit: Self::LARGEST_FEATURE,
            state: State::Start,
            before: Before::default(),
            ids: Ids::default(),
            ready: VecDeque::new(),
            document: StreamedDocument::default(),
        }
    }

    /// The features of a GeoJSON text sequence: one document a record, as a rule one feature. Records start
    /// with a record separator (RFC 8142); where the file does not start with one, every line is a record.
    ///
    /// A record that cannot be read is a rejected feature, and the records after it are read all the same.
    /// Pointers start at the record; `bbox` and members of a collection that is a record are not kept, and ids are
    /// compared within it alone.
    ///
    /// ```
    /// use landledger::read::geojson::{ReadOptions, Stream};
    ///
    /// # fn main() -> Result<(), landledger::Error> {
    /// let lines = concat!(
    ///     r#"{"type":"Polygon","coordinates":[[[113,34],[114,34],[114,35],[113,34]]]}"#, "\n",
    ///     r#"{"type":"Polygon","coordinates":[[[113,34],[114,34],[114,"#, "\n",
    ///     r#"{"type":"Polygon","coordinates":[[[114,34],[115,34],[115,35],[114,34]]]}"#, "\n",
    /// );
    /// let stream = Stream::sequence("plots.geojsonl", lines.as_bytes(), ReadOptions::default());
    /// let reading = stream.read_all()?;
    /// assert_eq!((reading.features.len(), reading.rejected.len()), (2, 1));
    /// assert_eq!(reading.findings[0].place.line, Some(2));
    /// # Ok(())
    /// # }
    /// ```
    pub fn sequence(name: impl Into<String>, reader: R, options: ReadOptions) -> Stream<R> {
        let state = State::Sequence(Sequence::default());
        Stream { state, ..Stream::new(name, reader, options) }
    }

    /// The same stream, with this many bytes as the most that a feature, and the members of a collection
    /// beside its features, may have. A feature takes some times its size while it is read.
    #[must_use]
    pub fn largest_feature(self, bytes: usize) -> Stream<R> {
        Stream { limit: bytes, ..self }
    }

    /// The next feature; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_feature(&mut self) -> Result<Option<StreamedFeature>> {
        loop {
            if let Some(feature) = self.ready.pop_front() {
                return Ok(Some(feature));
            }
            match std::mem::replace(&mut self.state, State::End) {
                State::Start => self.start()?,
                State::Features(features) => self.feature(features)?,
                State::Sequence(sequence) => self.record(sequence)?,
                State::End => return Ok(None),
            }
        }
    }

    /// What was found in the document as a whole; `None` before its end was reached.
    #[must_use]
    pub fn document(&self) -> Option<&StreamedDocument> {
        let ended = matches!(self.state, State::End) && self.ready.is_empty();
        ended.then_some(&self.document)
    }

    /// Reads to the end and keeps all features; for a document, what [`super::read`] gives.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read_all(mut self) -> Result<Reading> {
        let mut reading = Reading::default();
        while let Some(feature) = self.next_feature()? {
            reading.findings.extend(feature.findings);
            match feature.outcome {
                Ok(feature) => reading.features.push(feature),
                Err(rejected) => reading.rejected.push(rejected),
            }
        }
        let StreamedDocument { findings, kind, members, bbox } = self.document;
        reading.findings.extend(findings);
        Finding::sort(&mut reading.findings);
        Ok(Reading { kind, members, bbox, ..reading })
    }

    /// Looks for the features; a document without them is read as a whole.
    fn start(&mut self) -> Result<()> {
        self.window.look_ahead(sequence::FIRST)?;
        if sequence::separated(self.window.rest()) {
            self.state = State::Sequence(Sequence::default());
            return Ok(());
        }
        let mut head = Head::default();
        loop {
            if let Some(length) = head.look(self.window.rest()) {
                let bytes = self.window.rest().get(..length).unwrap_or_default().to_vec();
                let fragment = Fragment::whole(self.window.name(), bytes.clone(), Position::START);
                let scanned = fragment.scan(&self.options, Before::default());
                let reading = scanned.reading;
                let fault = reading.findings.iter().find(|finding| is_fault(finding.code));
                let cut = Span::new(length, length);
                let cut_here = fault.is_some_and(|fault| {
                    fault.code == Code::JsonTruncated && fault.place.span == Some(cut)
                });
                match reading.kind {
                    // What else it is, it has no features.
                    Some(RootKind::Feature | RootKind::Geometry) => {}
                    // The root has ended before; this is what follows it.
                    _ if fault.is_some_and(|fault| fault.code == Code::JsonTrailing) => {}
                    _ if cut_here => {
                        self.window.consume(length);
                        let extents = Extents::new(self.options.declared, &scanned.unjudged);
                        self.before.extents = Some(extents);
                        self.state = State::Features(Features { head: bytes, index: 0 });
                        return Ok(());
                    }
                    _ if fault.is_some_and(|fault| fault.code == Code::NotUtf8) => {
                        self.end(self.not_utf8(Position::START));
                        return Ok(());
                    }
                    _ => {
                        self.end(reading);
                        return Ok(());
                    }
                }
            }
            if self.window.rest().len() > self.limit {
                let finding = self.large_document(Position::START);
                self.document.findings.push(finding);
                return Ok(());
            }
            if !self.window.fill()? {
                let bytes = self.window.rest().to_vec();
                let fragment = Fragment::whole(self.window.name(), bytes, Position::START);
                self.give(fragment, Before::default());
                return Ok(());
            }
        }
    }

    /// Reads the next feature of a collection, or what follows the last one.
    fn feature(&mut self, features: Features) -> Result<()> {
        let before = if features.index == 0 { "" } else { "null" };
        match (self.window.next_token()?, features.index) {
            (Some(b']'), _) => return self.tail(&features.head),
            (Some(b','), 1..) => {
                let comma = self.window.at();
                self.window.consume(1);
                if matches!(self.window.next_token()?, None | Some(b']')) {
                    return self.fault_between(&features.head, before, Some(comma));
                }
            }
            (Some(_), 0) => {}
            _ => return self.fault_between(&features.head, before, None),
        }
        let at = self.window.at();
        let mut framer = Framer::new();
        let found = loop {
            match framer.look(self.window.rest()) {
                Found::More if framer.scanned() > self.limit => break Found::More,
                Found::More if !self.window.fill()? => break Found::More,
                Found::More => {}
                found => break found,
            }
        };
        if framer.scanned() > self.limit {
            return self.large_feature(features, framer, found);
        }
        let (length, closed) = match found {
            Found::End(length) => (length, Closed::Yes),
            Found::Broken(length) => (length, Closed::No),
            Found::More => (self.window.rest().len(), Closed::No),
        };
        self.judge(features, at, length, closed)
    }

    /// Reads the feature of `length` bytes that is next.
    fn judge(
        &mut self,
        features: Features,
        at: Position,
        length: usize,
        closed: Closed,
    ) -> Result<()> {
        let Features { head, index } = features;
        let bytes = self.window.rest().get(..length).unwrap_or_default();
        let name = self.window.name();
        let mut fragment = Fragment::feature(name, bytes, at, index, closed);
        // Of what was before, only these are spent by one feature after the other.
        let swaps = self.before.swaps;
        let before = || Before { swaps, ..Before::default() };
        let mut scanned = fragment.scan(&self.options, before());
        let mut fault = scanned.reading.findings.iter().find(|finding| is_fault(finding.code));
        if fault.is_some() && closed == Closed::Yes {
            // The fault may speak of what follows, so what follows is shown to the reader.
            self.window.look_ahead(length.saturating_add(AHEAD))?;
            let bytes = ahead(self.window.rest(), length);
            fragment = Fragment::feature(self.window.name(), bytes, at, index, Closed::No);
            scanned = fragment.scan(&self.options, before());
            fault = scanned.reading.findings.iter().find(|finding| is_fault(finding.code));
        }
        if fault.is_some_and(|fault| fault.code == Code::NotUtf8) {
            self.end(self.not_utf8(at));
            return Ok(());
        }
        let over = fault.is_some() || closed == Closed::No;
        self.before.swaps = scanned.swaps;
        self.before.extent.extend(scanned.extent);
        if over {
            self.head_only(&head, scanned.root_end);
        } else {
            self.state = State::Features(Features { head, index: index.saturating_add(1) });
        }
        let (mut items, rest) = split(scanned.reading, &Arc::new(fragment));
        for item in &mut items {
            item.compare_id(&mut self.ids);
            if let Some(extents) = &mut self.before.extents {
                match &item.outcome {
                    Ok(feature) => {
                        let shape = feature.shape.as_ref();
                        shape.into_iter().for_each(|shape| extents.add(shape, &feature.heights));
                    }
                    Err(_) => extents.leave_out(),
                }
            }
        }
        self.ready.extend(items);
        self.document.findings.extend(rest.findings);
        self.window.consume(length);
        Ok(())
    }

    /// Passes a feature that is too large; `framer` has looked at its start, and found its end or not.
    fn large_feature(
        &mut self,
        features: Features,
        mut framer: Framer,
        mut found: Found,
    ) -> Result<()> {
        let at = self.window.at();
        while found == Found::More {
            self.window.consume(framer.scanned());
            framer.forget();
            if !self.window.fill()? {
                break;
            }
            found = framer.look(self.window.rest());
        }
        self.before.extents.iter_mut().for_each(Extents::leave_out);
        let Features { head, index } = features;
        match found {
            Found::End(length) => {
                self.window.consume(length);
                self.state = State::Features(Features { head, index: index.saturating_add(1) });
            }
            Found::Broken(length) => {
                self.window.consume(length);
                self.head_only(&head, self.window.at().offset);
            }
            Found::More => self.head_only(&head, self.window.at().offset),
        }
        let span = Span { start: at.offset, end: self.window.at().offset };
        let fragment = Fragment::whole(self.window.name(), Vec::new(), at);
        self.ready.push_back(too_large(fragment, span, Some(index), self.limit));
        Ok(())
    }

    /// Reports what stands where a comma, a feature or the end of the features should be.
    fn fault_between(&mut self, head: &[u8], before: &str, comma: Option<Position>) -> Result<()> {
        self.window.look_ahead(AHEAD)?;
        let at = self.window.at();
        let rest = ahead(self.window.rest(), 0);
        let mut parts: Vec<(&[u8], Position)> = Vec::new();
        parts.extend(comma.map(|comma| (&b","[..], comma)));
        parts.push((rest, at));
        let fragment = Fragment::between(self.window.name(), before, &parts);
        let scanned = fragment.scan(&self.options, Before::default());
        let (mut reading, root_end) = (scanned.reading, scanned.root_end);
        reading.findings.retain(|finding| is_fault(finding.code));
        if reading.findings.iter().any(|finding| finding.code == Code::NotUtf8) {
            self.end(self.not_utf8(at));
            return Ok(());
        }
        self.document.findings.append(&mut reading.findings);
        self.head_only(head, root_end);
        Ok(())
    }

    /// Reads the members of a collection, now that its features are over.
    fn tail(&mut self, head: &[u8]) -> Result<()> {
        let at = self.window.at();
        while self.window.rest().len() <= self.limit && self.window.fill()? {}
        if !self.window.ended() {
            self.head_only(head, self.window.at().offset);
            let finding = self.large_document(at);
            self.document.findings.push(finding);
            return Ok(());
        }
        let parts = [(head, Some(Position::START)), (self.window.rest(), Some(at))];
        let fragment = Fragment::joined(self.window.name(), &parts);
        let before = std::mem::take(&mut self.before);
        self.give(fragment, before);
        Ok(())
    }

    /// Gives what there is in a part of the file that was read at once.
    fn give(&mut self, fragment: Fragment, before: Before) {
        let reading = fragment.scan(&self.options, before).reading;
        let (items, rest) = split(reading, &Arc::new(fragment));
        self.ready.extend(items);
        self.end(rest);
    }

    /// Takes what is known of the document when its features broke off, at the offset `end`.
    fn head_only(&mut self, head: &[u8], end: u64) {
        let fragment = Fragment::whole(self.window.name(), head.to_vec(), Position::START);
        let before = std::mem::take(&mut self.before);
        let mut reading = fragment.scan(&self.options, before).reading;
        reading.findings.retain(|finding| !is_fault(finding.code));
        // What is not listed is so in all that was read of the root.
        let not_listed = reading.findings.iter_mut().filter(|f| f.code == Code::NotListed);
        for span in not_listed.filter_map(|finding| finding.place.span.as_mut()) {
            span.end = end;
        }
        self.end(reading);
    }

    fn end(&mut self, reading: Reading) {
        let Reading { mut findings, kind, members, bbox, .. } = reading;
        findings.append(&mut self.document.findings);
        self.document = StreamedDocument { findings, kind, members, bbox };
        self.state = State::End;
    }

    /// The finding that the bytes from `at`, which are next, are not UTF-8.
    fn not_utf8(&self, at: Position) -> Reading {
        let rest = self.window.rest();
        // In GB18030 a byte below 0x30 is always a character of its own.
        let whole = rest.iter().rposition(|byte| *byte < 0x30).map_or(0, |at| at.saturating_add(1));
        let piece = if self.window.ended() { rest } else { rest.get(..whole).unwrap_or_default() };
        let piece = if std::str::from_utf8(piece).is_err() { piece } else { rest };
        // Only the first bytes of a file are a byte order mark; a blank in front keeps others from being one.
        let fragment = match at {
            Position::START => Fragment::whole(self.window.name(), piece.to_vec(), at),
            _ => Fragment::joined(self.window.name(), &[(b" ", None), (piece, Some(at))]),
        };
        let mut reading = fragment.read(&self.options);
        reading.findings.retain(|finding| finding.code == Code::NotUtf8);
        reading
    }

    /// The finding that the document beside its features is larger than may be held.
    fn large_document(&self, at: Position) -> Finding {
        let fragment = Fragment::whole(self.window.name(), Vec::new(), at);
        let end = at.offset.saturating_add(self.window.rest().len() as u64);
        let place = fragment.place(Span { start: at.offset, end });
        let limit = self.limit;
        let message = Text::new(
            format!("要素以外的内容应不超过 {limit} 字节，实际更多；未读取"),
            format!(
                "expected at most {limit} bytes beside the features, found more; they are not read"
            ),
        );
        Finding::new(Code::FeatureTooLarge, message).at(place)
    }
}

/// The features, as [`Stream::next_feature`] gives them; after an error, nothing.
impl<R: Read> Iterator for Stream<R> {
    type Item = Result<StreamedFeature>;

    fn next(&mut self) -> Option<Result<StreamedFeature>> {
        self.next_feature().transpose()
    }
}

/// How much of what follows a fault is looked at.
const AHEAD: usize = 64;

/// The first `length` bytes and some more, none of them a broken character for being cut off.
fn ahead(rest: &[u8], length: usize) -> &[u8] {
    let end = length.saturating_add(AHEAD).min(rest.len());
    let mut bytes = rest.get(..end).unwrap_or(rest);
    if end < rest.len()
        && let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        bytes = bytes.get(..error.valid_up_to()).unwrap_or_default();
    }
    bytes
}

/// Whether reading ends at a finding of this kind.
fn is_fault(code: Code) -> bool {
    use Code::{FileEmpty, JsonMalformed, JsonTrailing, JsonTruncated, NotUtf8};
    matches!(code, FileEmpty | JsonMalformed | JsonTrailing | JsonTruncated | NotUtf8)
}
