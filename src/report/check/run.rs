//! From files to findings in one call.

use std::fmt;

use jiff::civil::Date;

use super::places::{FeatureText, FilePlaces, FileText};
use super::{Layout, RecordSet, StreamRequest, ZoneData};
use crate::Workers;
use crate::check::{CheckInput, Checked, Profile, Record, Stage, ZoneBalance};
use crate::finding::{Acknowledgement, Code, Finding, Place, Severity, Text};
use crate::geometry::{Crs, GaussKruger, Plane, PlanePosition, Shape};
use crate::read::Source;
use crate::read::geojson::{self, ReadOptions, Reading, Rejected};

/// What to check, and how (检查请求).
pub struct CheckRequest<'a> {
    /// The parcels: GeoJSON.
    pub parcels: &'a Source,
    /// The zone: GeoJSON, a `zone.geojson` of a district folder or any outline.
    pub zone: Option<&'a Source>,
    /// The reference system of both, where it is not degrees.
    pub declared: Option<Crs>,
    /// What the properties of the parcels say.
    pub layout: Layout,
    /// Which checks run, and their limits.
    pub profile: Profile,
    /// The day; absent: every record takes part, and the last boundary counts.
    pub on: Option<Date>,
    /// Findings that somebody has accepted; only a report takes them.
    pub acknowledgements: Vec<Acknowledgement>,
    /// How many threads may be used: one, unless said otherwise.
    pub workers: Workers,
    /// Told of each step as it begins.
    pub progress: &'a dyn Fn(CheckStep),
}

/// The steps of a check, for a display of progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CheckStep {
    /// The bytes are read.
    Reading,
    /// The records are checked.
    Checking(Stage),
    /// The report is put together.
    Reporting,
}

impl<'a> CheckRequest<'a> {
    /// A file of parcels in degrees, by the strict profile.
    #[must_use]
    pub fn new(parcels: &'a Source) -> CheckRequest<'a> {
        CheckRequest {
            parcels,
            zone: None,
            declared: None,
            layout: Layout::Automatic,
            profile: Profile::strict(),
            on: None,
            acknowledgements: Vec::new(),
            workers: Workers::ONE,
            progress: &|_| {},
        }
    }
}

impl fmt::Debug for CheckRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckRequest")
            .field("parcels", &self.parcels.name())
            .field("zone", &self.zone.map(Source::name))
            .field("declared", &self.declared)
            .field("layout", &self.layout)
            .field("profile", &self.profile.name)
            .field("on", &self.on)
            .finish_non_exhaustive()
    }
}

/// Everything that was found in files (检查所得), before it is made into a report.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Findings {
    /// Findings as the profile admits them, in an order that does not depend on that of the features.
    pub findings: Vec<Finding>,
    /// How many features the file of parcels has.
    pub features: usize,
    /// Of these, how many have no finding with the weight of an error.
    pub usable: usize,
    /// The features that could not be read.
    pub rejected: Vec<Rejected>,
    /// The area balance of the zone.
    pub balance: Option<ZoneBalance>,
}

/// Checks files: structure, polygons, coverage, zone, coordinates and facts (全面检查).
///
/// ```
/// use landledger::finding::Code;
/// use landledger::read::Source;
/// use landledger::report::check::{CheckRequest, findings};
///
/// let source = Source::new("bow-tie.geojson", r#"{"type": "Feature", "id": "A", "properties": {},
///     "geometry": {"type": "Polygon", "coordinates":
///         [[[113.30, 34.80], [113.31, 34.81], [113.31, 34.80], [113.30, 34.81], [113.30, 34.80]]]}}"#);
/// let found = findings(&CheckRequest::new(&source));
/// let crossing = found.findings.iter().find(|finding| finding.code == Code::RingCrossing).unwrap();
/// assert_eq!(crossing.place.at, Some([113.305, 34.805]));
/// assert_eq!(crossing.place.line, Some(3));
/// assert_eq!(found.usable, 0);
/// ```
#[must_use]
pub fn findings(request: &CheckRequest<'_>) -> Findings {
    findings_beside(request, || ()).0
}

/// The same, and something else that is done while the records are told where there is more than one thread.
pub(super) fn findings_beside<B: Send>(
    request: &CheckRequest<'_>,
    other: impl Fn() -> B + Sync,
) -> (Findings, B) {
    let how = How::from(request);
    let (reading, set, other) = how.read(request.parcels, &request.layout, other);
    let places = FilePlaces::new(FileText::new(request.parcels), &reading, &set);
    let (findings, usable, balance) = how.judge(&reading, &set, places);
    (Findings::new(reading, findings, usable, balance), other)
}

impl Findings {
    pub(super) fn new(
        reading: Reading,
        findings: Vec<Finding>,
        usable: usize,
        balance: Option<ZoneBalance>,
    ) -> Findings {
        let Reading { features, rejected, .. } = reading;
        let count = features.len().saturating_add(rejected.len());
        Findings { findings, features: count, usable, rejected, balance }
    }
}

/// How parcels that were read are checked.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    pub(super) zone: Option<&'a Source>,
    pub(super) declared: Option<Crs>,
    pub(super) profile: &'a Profile,
    pub(super) on: Option<Date>,
    pub(super) progress: &'a dyn Fn(CheckStep),
    pub(super) workers: Workers,
}

impl<'a> From<&'a CheckRequest<'a>> for How<'a> {
    fn from(request: &'a CheckRequest<'a>) -> How<'a> {
        How {
            zone: request.zone,
            declared: request.declared,
            profile: &request.profile,
            on: request.on,
            progress: request.progress,
            workers: request.workers,
        }
    }
}

impl<'a> From<&'a StreamRequest<'a>> for How<'a> {
    fn from(request: &'a StreamRequest<'a>) -> How<'a> {
        How {
            zone: request.zone,
            declared: request.declared,
            profile: &request.profile,
            on: request.on,
            progress: request.progress,
            workers: request.workers,
        }
    }
}

impl How<'_> {
    /// Reads a file of parcels; something else is done while the records are told where there is more than one thread.
    pub(super) fn read<B: Send>(
        self,
        parcels: &Source,
        layout: &Layout,
        other: impl Fn() -> B + Sync,
    ) -> (Reading, RecordSet, B) {
        (self.progress)(CheckStep::Reading);
        let (declared, workers) = (self.declared, self.workers);
        let options = ReadOptions { declared, workers, ..ReadOptions::default() };
        let reading = geojson::read(parcels, &options);
        let records = || RecordSet::read_by(workers, parcels, &reading, layout);
        let (set, other) = workers.both(records, other);
        (reading, set, other)
    }

    /// Every finding, how many features are usable, and the area balance.
    pub(super) fn judge<T: FeatureText>(
        self,
        reading: &Reading,
        set: &RecordSet,
        places: FilePlaces<'_, T>,
    ) -> (Vec<Finding>, usize, Option<ZoneBalance>) {
        let options = ReadOptions { declared: self.declared, ..ReadOptions::default() };
        let zone = self.zone.map(|source| (source, geojson::read(source, &options)));
        let mut found: Vec<Finding> = reading.findings.clone();
        found.extend(set.findings.iter().cloned());
        if let Some((_, reading)) = &zone {
            found.extend(reading.findings.iter().cloned());
        }
        let unread = unread(reading);
        let checked = match self.declared {
            Some(Crs::GaussKruger(strip)) => {
                let data = zone.as_ref().map(|(source, reading)| {
                    let (data, findings) = ZoneData::metres(source, reading, self.on, strip);
                    found.extend(findings);
                    (*source, reading, data)
                });
                let records = set.metres(reading);
                self.run(&records, (Plane::Metres, Some(strip)), places, data, &unread, &mut found)
            }
            _ => {
                let data = zone.as_ref().map(|(source, reading)| {
                    let (data, findings) = ZoneData::degrees(source, reading, self.on);
                    found.extend(findings);
                    (*source, reading, data)
                });
                let records = set.degrees(reading);
                self.run(&records, (Plane::Degrees, None), places, data, &unread, &mut found)
            }
        };
        let of_records = set.findings.iter().chain(&reading.findings);
        let usable = usable(set, &checked, of_records);
        let mut findings: Vec<Finding> =
            found.into_iter().filter_map(|finding| self.profile.admit(finding)).collect();
        findings.extend(checked.findings);
        Finding::sort_by_subject(&mut findings);
        (findings, usable, checked.balance)
    }

    /// Runs the checks in one plane; a zone that was given and has no boundary is said to be missing.
    fn run<P: PlanePosition + From<geo::Coord<f64>>, T: FeatureText>(
        self,
        records: &[Record<'_, P>],
        (plane, strip): (Plane, Option<GaussKruger>),
        places: FilePlaces<'_, T>,
        zone: Option<(&Source, &Reading, Option<ZoneData<P>>)>,
        unread: &[[f64; 2]],
        found: &mut Vec<Finding>,
    ) -> Checked {
        let progress = |stage| (self.progress)(CheckStep::Checking(stage));
        let input =
            CheckInput::new(records, plane, self.profile).unread(unread).progress(&progress);
        let input = input.workers(self.workers);
        let input = match strip {
            Some(strip) => input.strip(strip),
            None => input,
        };
        let input = match self.on {
            Some(day) => input.on(day),
            None => input,
        };
        match &zone {
            Some((source, reading, Some(data))) => {
                let places = places.with_zone(source, reading, data);
                let record = data.record();
                input.zone(&record).places(&places).run()
            }
            Some((source, _, None)) => {
                found.push(no_boundary(source));
                input.places(&places).run()
            }
            None => input.places(&places).run(),
        }
    }
}

/// A zone that was given and has no boundary.
pub(super) fn no_boundary(zone: &Source) -> Finding {
    let name = zone.name();
    let message = Text::new(
        format!("{name} 中没有可用的开发区界线，未检查宗地是否超出以及面积平衡"),
        format!(
            "{name} has no boundary that can be used: parcels were not held against it, and areas not balanced"
        ),
    );
    Finding::new(Code::NotChecked, message).at(Place::file(name))
}

/// Positions of rejected features, in either order of the numbers.
pub(super) fn unread(reading: &Reading) -> Vec<[f64; 2]> {
    let remains = reading.rejected.iter().filter_map(|rejected| rejected.remains.as_ref());
    let mut positions = Vec::new();
    for shape in remains {
        match shape {
            Shape::LonLat(shape) => positions.extend(shape.points().iter().map(|p| [p.lon, p.lat])),
            Shape::Grid { polygons, .. } => {
                positions.extend(polygons.points().iter().map(|p| [p.east, p.north]));
            }
        }
    }
    let swapped: Vec<[f64; 2]> = positions.iter().map(|[x, y]| [*y, *x]).collect();
    positions.extend(swapped);
    positions
}

/// How many records no error is about.
fn usable<'f>(
    set: &RecordSet,
    checked: &Checked,
    findings: impl Iterator<Item = &'f Finding>,
) -> usize {
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    let subjects: std::collections::BTreeSet<&str> =
        errors.flat_map(|finding| finding.subjects.iter().map(String::as_str)).collect();
    let records = set.records.iter().zip(&checked.usable);
    records.filter(|(record, usable)| **usable && !subjects.contains(&*record.subject)).count()
}
