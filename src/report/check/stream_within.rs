//! From a file of parcels to findings, within a bound of memory.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{Read, Seek};

use super::places::FilePlaces;
use super::records::Known;
use super::run::{no_boundary, unread};
use super::text_again::{Handle, Mark, Marked, TextAgain};
use super::{AttributeNames, CheckStep, Findings, RecordSet, StreamRequest, ZoneData};
use crate::check::{
    Judge, MemoryBudget, Owner, PagedCheck, PagedFound, PagedInput, Places, Record, RecordSource,
    Scratch, Shapes, VertexIndex, push,
};
use crate::codes::Sha256;
use crate::error::{Error, Result};
use crate::finding::{Finding, Place, Severity};
use crate::geometry::{Crs, GaussKruger, MultiPolygon, Plane, PlanePosition, Shape};
use crate::read::Source;
use crate::read::geojson::{
    self, Feature, FeatureId, ReadOptions, Reading, Stream, StreamedFeature,
};

/// Checks a file of parcels that is larger than memory (限定内存的检查): what [`super::findings`] finds in the same bytes,
/// byte for byte, but for what [`Stream`] says that a stream reads otherwise.
///
/// The file is read from its start with [`Stream`]; each feature is judged by itself when it comes, and its shape put into
/// `scratch`. What takes more than one feature is judged afterwards, with shapes from the scratch: first which edges two
/// neighbours share, by tables within the budget; with a smaller budget the scratch is gone through more often. The findings
/// do not depend on it. What is held beside the budget, and grows with the map, says [the page of limits](crate::docs::limits).
///
/// Features that a finding is about are read again; the file must not change in between. The zone is held in memory.
///
/// # Errors
/// When the file cannot be read, or was changed while it was checked; when the scratch cannot be written, or does not give
/// back what was written.
///
/// ```
/// use std::io::Cursor;
/// use landledger::check::{MemoryBudget, Scratch};
/// use landledger::finding::Code;
/// use landledger::report::check::{StreamRequest, findings_of_stream_within};
///
/// # fn main() -> Result<(), landledger::Error> {
/// // Any file that can be read from its start again, such as a `std::fs::File`.
/// let file = Cursor::new(r#"{"type": "FeatureCollection", "features": [
/// {"type": "Feature", "id": "A", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
///     [[[113.30, 34.80], [113.31, 34.80], [113.31, 34.81], [113.30, 34.81], [113.30, 34.80]]]}},
/// {"type": "Feature", "id": "B", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
///     [[[113.309, 34.80], [113.32, 34.80], [113.32, 34.81], [113.309, 34.81], [113.309, 34.80]]]}}
/// ]}"#);
/// // A file that is thrown away afterwards, say.
/// let scratch = Scratch::new("scratch", Cursor::new(Vec::new()));
/// let budget: MemoryBudget = "64M".parse()?;
/// let request = StreamRequest::new("plots.geojson");
/// let found = findings_of_stream_within(file, scratch, budget, &request)?;
/// let overlap = found.findings.iter().find(|finding| finding.code == Code::ParcelsOverlap).unwrap();
/// assert_eq!(overlap.subjects, ["A", "B"]);
/// # Ok(())
/// # }
/// ```
pub fn findings_of_stream_within<R: Read + Seek>(
    mut parcels: R,
    scratch: Scratch<'_>,
    budget: MemoryBudget,
    request: &StreamRequest<'_>,
) -> Result<Findings> {
    within(&mut parcels, scratch, budget, request)
}

/// Any file: what checks it is compiled once.
trait ReadSeek: Read + Seek {}

impl<R: Read + Seek> ReadSeek for R {}

fn within(
    parcels: &mut dyn ReadSeek,
    scratch: Scratch<'_>,
    budget: MemoryBudget,
    request: &StreamRequest<'_>,
) -> Result<Findings> {
    (request.progress)(CheckStep::Reading);
    let rewound = parcels.rewind();
    rewound.map_err(|error| Error::reading(request.name.to_owned(), error))?;
    let file = Handle::new(parcels);
    let options = ReadOptions { declared: request.declared, ..ReadOptions::default() };
    let known = known(file.at_start(), request, &options)?;
    let places = geojson::Places::new(request.name, file.at_start(), options.clone());
    let again = TextAgain::new(places);
    let zone = request.zone.map(|source| (source, geojson::read(source, &options)));
    let job = Job { request, options, budget, known, again: &again };
    let mut found = Vec::new();
    let findings = match request.declared {
        Some(Crs::GaussKruger(strip)) => {
            let zone = zone.as_ref().map(|(source, reading)| {
                let (data, own) = ZoneData::metres(source, reading, request.on, strip);
                found.extend(own);
                ZoneFile { source, reading, data }
            });
            let kind = Kind { plane: Plane::Metres, strip: Some(strip), typed: RecordSet::metres };
            job.run(file.at_start(), scratch, &kind, zone.as_ref(), found)
        }
        _ => {
            let zone = zone.as_ref().map(|(source, reading)| {
                let (data, own) = ZoneData::degrees(source, reading, request.on);
                found.extend(own);
                ZoneFile { source, reading, data }
            });
            let kind = Kind { plane: Plane::Degrees, strip: None, typed: RecordSet::degrees };
            job.run(file.at_start(), scratch, &kind, zone.as_ref(), found)
        }
    }?;
    again.error()?;
    Ok(findings)
}

/// How the features of the file say what they are; the file is read until one shows it.
fn known<R: Read>(file: R, request: &StreamRequest<'_>, options: &ReadOptions) -> Result<Known> {
    if let Some(known) = Known::of(&request.layout) {
        return Ok(known);
    }
    let mut stream = Stream::new(request.name, file, options.clone());
    while let Some(streamed) = stream.next_feature()? {
        if streamed.outcome.as_ref().is_ok_and(|feature| feature.shape.is_some()) {
            let shown = streamed.judged(|source, own| (Known::shown_by(source, own), Vec::new()));
            if let Some((Some(known), _)) = shown {
                return Ok(known);
            }
        }
    }
    // A file without any properties is no district folder's.
    Ok(Known::Generic(AttributeNames::default()))
}

/// The plane of the coordinates, and how records have them.
struct Kind<P> {
    plane: Plane,
    strip: Option<GaussKruger>,
    typed: for<'r> fn(&'r RecordSet, &'r Reading) -> Vec<Record<'r, P>>,
}

/// The zone, where one was given; without data if it has no boundary that can be used.
struct ZoneFile<'z, P> {
    source: &'z Source,
    reading: &'z Reading,
    data: Option<ZoneData<P>>,
}

/// A check of one file.
struct Job<'a, R> {
    request: &'a StreamRequest<'a>,
    options: ReadOptions,
    budget: MemoryBudget,
    known: Known,
    again: &'a TextAgain<R>,
}

/// Bytes of features that are judged together: more make no difference.
const TOGETHER: usize = 16 << 20;

impl<R: Read + Seek> Job<'_, R> {
    fn run<P: PlanePosition + From<geo::Coord<f64>>>(
        &self,
        file: R,
        scratch: Scratch<'_>,
        kind: &Kind<P>,
        zone: Option<&ZoneFile<'_, P>>,
        of_zone: Vec<Finding>,
    ) -> Result<Findings> {
        let request = self.request;
        let record = zone.and_then(|zone| zone.data.as_ref()).map(ZoneData::record);
        let input = PagedInput {
            plane: kind.plane,
            strip: kind.strip,
            zone: record.as_ref(),
            profile: &request.profile,
            on: request.on,
            workers: request.workers,
            budget: self.budget,
        };
        let mut records = FileRecords {
            again: self.again,
            known: &self.known,
            kind,
            zone,
            marks: Vec::new(),
            repeated: BTreeSet::new(),
            nothing: (Reading::default(), RecordSet::default()),
        };
        let mut check = PagedCheck::new(input, scratch, &records.zone_places())?;
        let mut ids: BTreeSet<[u8; 16]> = BTreeSet::new();
        let mut kept = Reading::default();
        let mut of_records = Vec::new();
        let mut features: usize = 0;
        let mut hand = Hand::default();
        let together = self.budget.part(6).min(TOGETHER);
        let mut stream = Stream::new(request.name, file, self.options.clone());
        while let Some(mut streamed) = stream.next_feature()? {
            kept.findings.append(&mut streamed.findings);
            features = features.saturating_add(1);
            let is_record = streamed.outcome.as_ref().is_ok_and(|feature| feature.shape.is_some());
            if !is_record {
                kept.rejected.extend(streamed.outcome.err());
                continue;
            }
            let id = streamed.outcome.as_ref().ok().and_then(|feature| feature.id.as_ref());
            let is_first = id.is_none_or(|id| ids.insert(key(id)));
            if !is_first {
                records.repeated.insert(records.marks.len());
            }
            push(&mut records.marks, Mark::of(&streamed.mark()));
            if let Some(findings) = hand.take(&self.known, streamed, is_first) {
                of_records.extend(findings);
            }
            if hand.bytes > together {
                records.judge(&mut check, std::mem::take(&mut hand))?;
            }
        }
        records.judge(&mut check, hand)?;
        drop(ids);
        let document = stream.document().cloned().unwrap_or_default();
        drop(stream);
        kept.findings.extend(document.findings);
        Finding::sort(&mut kept.findings);
        records.marks.shrink_to_fit();
        let progress = |stage| (request.progress)(CheckStep::Checking(stage));
        let checked = check.finish(&records, &unread(&kept), &progress)?;
        let usable = usable(&checked, kept.findings.iter().chain(&of_records));
        let mut found = std::mem::take(&mut kept.findings);
        found.append(&mut of_records);
        found.extend(zone.into_iter().flat_map(|zone| zone.reading.findings.iter().cloned()));
        found.extend(of_zone);
        let missing = zone.filter(|zone| zone.data.is_none());
        found.extend(missing.map(|zone| no_boundary(zone.source)));
        let mut findings: Vec<Finding> =
            found.into_iter().filter_map(|finding| request.profile.admit(finding)).collect();
        let PagedFound { findings: of_check, balance, .. } = checked;
        findings.extend(of_check);
        Finding::sort_by_subject(&mut findings);
        let rejected = kept.rejected;
        Ok(Findings { findings, features, usable, rejected, balance })
    }
}

/// The first half of the SHA-256 of an id: no two ids are known that have the same.
fn key(id: &FeatureId) -> [u8; 16] {
    let (kind, text) = match id {
        FeatureId::Text(text) => (b"t", text),
        FeatureId::Number(text) => (b"n", text),
    };
    let mut hash = Sha256::new();
    hash.update(kind);
    hash.update(text);
    let whole = hash.finalize();
    whole.first_chunk().copied().unwrap_or_default()
}

/// How many records no error is about.
fn usable<'f>(checked: &'f PagedFound, of_records: impl Iterator<Item = &'f Finding>) -> usize {
    let errors = checked.findings.iter().chain(of_records);
    let errors = errors.filter(|finding| finding.severity == Severity::Error);
    let subjects: BTreeSet<&str> =
        errors.flat_map(|finding| finding.subjects.iter().map(String::as_str)).collect();
    checked.subjects().filter(|subject| !subjects.contains(subject)).count()
}

/// Features that are judged together.
#[derive(Default)]
struct Hand {
    reading: Reading,
    set: RecordSet,
    bytes: usize,
}

/// About how many bytes a feature takes beside its coordinates.
const EACH: usize = 1024;

impl Hand {
    /// Takes in the next feature with a geometry; what is found in its properties. `None` if it is rejected.
    fn take(
        &mut self,
        known: &Known,
        streamed: StreamedFeature,
        is_first: bool,
    ) -> Option<Vec<Finding>> {
        let judged = streamed.judged(|source, feature| known.record(source, feature, is_first));
        let (mut record, findings) = judged?;
        if let Some(place) = record.code_place.as_deref_mut() {
            streamed.shift_place(place);
        }
        let feature = streamed.outcome.ok()?;
        let points = feature.shape.as_ref().map_or(0, points);
        let bytes = points.saturating_add(feature.heights.len()).saturating_mul(16);
        self.bytes = self.bytes.saturating_add(bytes).saturating_add(EACH);
        let number = self.reading.features.len();
        self.reading.features.push(Feature { id: None, bbox: None, ..feature });
        self.set.push(number, record, findings);
        Some(std::mem::take(&mut self.set.findings))
    }
}

fn points(shape: &Shape) -> usize {
    match shape {
        Shape::LonLat(shape) => shape.points().len(),
        Shape::Grid { polygons, .. } => polygons.points().len(),
    }
}

/// The records of the file.
struct FileRecords<'a, R, P> {
    again: &'a TextAgain<R>,
    known: &'a Known,
    kind: &'a Kind<P>,
    zone: Option<&'a ZoneFile<'a, P>>,
    marks: Vec<Mark>,
    /// The records whose id an earlier one had.
    repeated: BTreeSet<usize>,
    nothing: (Reading, RecordSet),
}

impl<R: Read + Seek, P: PlanePosition + From<geo::Coord<f64>>> FileRecords<'_, R, P> {
    /// Has the features in hand judged, which are the last of the marks.
    fn judge(&self, check: &mut PagedCheck<'_, P>, hand: Hand) -> Result<()> {
        let from = self.marks.len().saturating_sub(hand.reading.features.len());
        let marks = self.marks.get(from..).unwrap_or_default();
        let records = (self.kind.typed)(&hand.set, &hand.reading);
        check.take(&records, &self.places(marks, &hand))
    }

    fn places<'p>(&'p self, marks: &'p [Mark], hand: &'p Hand) -> FilePlaces<'p, Marked<'p, R>> {
        self.places_in(marks, &hand.reading, &hand.set)
    }

    fn places_in<'p>(
        &'p self,
        marks: &'p [Mark],
        reading: &'p Reading,
        set: &'p RecordSet,
    ) -> FilePlaces<'p, Marked<'p, R>> {
        let places = FilePlaces::new(Marked::new(self.again, marks), reading, set);
        match self.zone {
            Some(ZoneFile { source, reading, data: Some(data) }) => {
                places.with_zone(source, reading, data)
            }
            _ => places,
        }
    }

    /// Places of the zone alone.
    fn zone_places(&self) -> FilePlaces<'_, Marked<'_, R>> {
        self.places_in(&[], &self.nothing.0, &self.nothing.1)
    }

    /// A record with its feature, read again.
    fn again(&self, number: usize, shapes: Shapes, hand: &mut Hand) -> Result<()> {
        let Some(mark) = self.marks.get(number) else { return Ok(()) };
        let mut streamed = self.again.feature(mark)?;
        if let (Shapes::Dropped, Ok(feature)) = (shapes, &mut streamed.outcome) {
            feature.shape = feature.shape.take().map(emptied);
            feature.heights = Vec::new();
        }
        let is_first = !self.repeated.contains(&number);
        match hand.take(self.known, streamed, is_first) {
            Some(_) => Ok(()),
            None => Err(self.again.changed(mark)),
        }
    }
}

fn emptied(shape: Shape) -> Shape {
    match shape {
        Shape::LonLat(_) => Shape::LonLat(MultiPolygon::default()),
        Shape::Grid { zone, .. } => Shape::Grid { zone, polygons: MultiPolygon::default() },
    }
}

impl<R: Read + Seek, P: PlanePosition + From<geo::Coord<f64>>> RecordSource<P>
    for FileRecords<'_, R, P>
{
    fn read(&self, numbers: &[usize], shapes: Shapes, judge: &mut Judge<'_, P>) {
        let mut hand = Hand::default();
        for number in numbers {
            if let Err(error) = self.again(*number, shapes, &mut hand) {
                self.again.keep(error);
                return;
            }
        }
        let marks: Vec<Mark> =
            numbers.iter().filter_map(|number| self.marks.get(*number)).copied().collect();
        let records = (self.kind.typed)(&hand.set, &hand.reading);
        judge(&records, &self.places(&marks, &hand));
    }

    fn outlines(&self, numbers: &[usize], judge: &mut dyn FnMut(&dyn Places)) {
        let zone = self.zone_places();
        judge(&Outlines { marks: &self.marks, numbers, again: self.again, zone });
    }
}

/// Places of records as wholes.
struct Outlines<'a, R> {
    marks: &'a [Mark],
    numbers: &'a [usize],
    again: &'a TextAgain<R>,
    zone: FilePlaces<'a, Marked<'a, R>>,
}

impl<R: Read + Seek> Places for Outlines<'_, R> {
    fn place(&self, of: Owner, vertex: Option<VertexIndex>) -> Place {
        let Owner::Record(record) = of else { return self.zone.place(of, vertex) };
        let mark = self.numbers.get(record).and_then(|number| self.marks.get(*number));
        mark.map(|mark| self.again.place(mark)).unwrap_or_default()
    }
}

impl<R> fmt::Debug for Outlines<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outlines").field("numbers", &self.numbers).finish_non_exhaustive()
    }
}
