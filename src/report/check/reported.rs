//! From files to a report in one call.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use super::released::released_beside;
use super::run::findings_beside;
use super::{
    BalanceReport, BalanceTerm, CheckBasis, CheckReport, CheckRequest, CheckStep, Findings,
    RejectedRecord, StreamRequest, findings_of_stream_within,
};
use crate::check::{MemoryBudget, Scratch, ZoneBalance};
use crate::error::{Error, Result};
use crate::finding::{Acknowledgement, Code, SourceFile};
use crate::geometry::coverage::Gap;
use crate::read::Source;
use crate::read::geojson::Rejected;

/// Checks files and reports (全面检查并出具报告): structure, polygons, coverage, zone, coordinates and facts.
///
/// ```
/// use landledger::read::Source;
/// use landledger::report::check::{CheckRequest, check};
///
/// let source = Source::new("bow-tie.geojson", r#"{"type": "Feature", "id": "A", "properties": {},
///     "geometry": {"type": "Polygon", "coordinates":
///         [[[113.300001234, 34.800001234], [113.310001234, 34.810001234],
///           [113.310001234, 34.800001234], [113.300001234, 34.810001234],
///           [113.300001234, 34.800001234]]]}}"#);
/// let report = check(&CheckRequest::new(&source));
/// assert_eq!(report.summary.errors, 1);
/// assert!(report.has_errors());
/// ```
#[must_use]
pub fn check(request: &CheckRequest<'_>) -> CheckReport {
    let (parcels, zone) = (request.parcels, request.zone);
    let files = || source_files(source_file(parcels), zone);
    let (found, files) = findings_beside(request, files);
    (request.progress)(CheckStep::Reporting);
    let mut basis = CheckBasis::new(request.profile.clone());
    basis.files = files;
    basis.as_of = request.on;
    basis.acknowledgements.clone_from(&request.acknowledgements);
    basis.workers = request.workers;
    reported(found, basis)
}

/// Checks a file of parcels, holds its text only until it has been read, and reports (读后释放的检查并出具报告): the report of
/// [`check()`] on the same bytes, byte for byte, with less memory. See [`super::findings_of_released`].
///
/// # Errors
/// As [`super::findings_of_released`].
///
/// ```
/// use std::io::Cursor;
/// use landledger::read::Source;
/// use landledger::report::check::{StreamRequest, check_released};
///
/// # fn main() -> Result<(), landledger::Error> {
/// let text = r#"{"type": "Feature", "id": "A", "properties": {},
///     "geometry": {"type": "Polygon", "coordinates":
///         [[[113.300001234, 34.800001234], [113.310001234, 34.810001234],
///           [113.310001234, 34.800001234], [113.300001234, 34.810001234],
///           [113.300001234, 34.800001234]]]}}"#;
/// let (source, again) = (Source::new("bow-tie.geojson", text), Cursor::new(text));
/// let report = check_released(source, again, &StreamRequest::new("bow-tie.geojson"), &[])?;
/// assert_eq!(report.summary.errors, 1);
/// # Ok(())
/// # }
/// ```
pub fn check_released<R: Read + Seek>(
    parcels: Source,
    again: R,
    request: &StreamRequest<'_>,
    acknowledgements: &[Acknowledgement],
) -> Result<CheckReport> {
    let zone = request.zone;
    let files = |parcels: &Source| source_files(source_file(parcels), zone);
    let (found, files) = released_beside(parcels, again, request, files)?;
    (request.progress)(CheckStep::Reporting);
    Ok(reported_of_stream(found, files, request, acknowledgements))
}

/// Checks a file of parcels that is larger than memory and reports (限定内存的检查并出具报告): the report of [`check()`] on
/// the same bytes, byte for byte. See [`findings_of_stream_within`] for what it takes.
///
/// # Errors
/// As [`findings_of_stream_within`].
///
/// ```
/// use std::io::Cursor;
/// use landledger::check::{MemoryBudget, Scratch};
/// use landledger::report::check::{StreamRequest, check_stream_within};
///
/// # fn main() -> Result<(), landledger::Error> {
/// let file = Cursor::new(r#"{"type": "Feature", "id": "A", "properties": {},
///     "geometry": {"type": "Polygon", "coordinates":
///         [[[113.300001234, 34.800001234], [113.310001234, 34.810001234],
///           [113.310001234, 34.800001234], [113.300001234, 34.810001234],
///           [113.300001234, 34.800001234]]]}}"#);
/// let scratch = Scratch::new("scratch", Cursor::new(Vec::new()));
/// let request = StreamRequest::new("bow-tie.geojson");
/// let report = check_stream_within(file, scratch, MemoryBudget::from_bytes(64 << 20), &request, &[])?;
/// assert_eq!(report.summary.errors, 1);
/// # Ok(())
/// # }
/// ```
pub fn check_stream_within<R: Read + Seek>(
    mut parcels: R,
    scratch: Scratch<'_>,
    budget: MemoryBudget,
    request: &StreamRequest<'_>,
    acknowledgements: &[Acknowledgement],
) -> Result<CheckReport> {
    let found = findings_of_stream_within(&mut parcels, scratch, budget, request)?;
    (request.progress)(CheckStep::Reporting);
    let file = parcels.rewind().and_then(|()| SourceFile::read(base_name(request.name), parcels));
    let file = file.map_err(|error| Error::reading(request.name.to_owned(), error))?;
    let files = source_files(file, request.zone);
    Ok(reported_of_stream(found, files, request, acknowledgements))
}

fn reported_of_stream(
    found: Findings,
    files: Vec<SourceFile>,
    request: &StreamRequest<'_>,
    acknowledgements: &[Acknowledgement],
) -> CheckReport {
    let mut basis = CheckBasis::new(request.profile.clone());
    basis.files = files;
    basis.as_of = request.on;
    basis.acknowledgements = acknowledgements.to_vec();
    basis.workers = request.workers;
    reported(found, basis)
}

fn base_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or_default()
}

/// The file of the parcels, and that of the zone.
fn source_files(parcels: SourceFile, zone: Option<&Source>) -> Vec<SourceFile> {
    std::iter::once(parcels).chain(zone.map(source_file)).collect()
}

fn source_file(source: &Source) -> SourceFile {
    SourceFile::of(base_name(source.name()), source.bytes())
}

/// The report on what was found in files.
fn reported(found: Findings, mut basis: CheckBasis) -> CheckReport {
    basis.usable = found.usable as u64;
    basis.features = found.features as u64;
    basis.rejected = found.rejected.iter().map(rejected).collect();
    basis.rejected.sort_by(|a, b| (&a.subject, a.index).cmp(&(&b.subject, b.index)));
    basis.balance = found.balance.as_ref().map(balance);
    let unchecked = found.findings.iter().filter(|finding| finding.code == Code::NotChecked);
    basis.not_checked = unchecked.map(|finding| finding.message.clone()).collect();
    CheckReport::new(found.findings, basis)
}

fn rejected(record: &Rejected) -> RejectedRecord {
    let index = record.index.unwrap_or_default();
    let subject = record.id.as_ref().map_or_else(|| format!("#{index}"), ToString::to_string);
    RejectedRecord::new(index as u64, subject, record.reasons.clone())
}

/// The balance in square metres to four decimals: half of the last is far below a square centimetre.
fn balance(balance: &ZoneBalance) -> BalanceReport {
    let areas = &balance.areas;
    let owned = |parts: &[crate::geometry::coverage::OwnedArea]| {
        parts.iter().map(|part| balance.name(part.owner).to_owned()).collect::<Vec<_>>()
    };
    let neighbours = |gap: &Gap| {
        let names = gap.neighbours.iter().map(|neighbour| balance.name(neighbour.owner).to_owned());
        names.collect::<Vec<_>>()
    };
    let term = |area: f64, polygons: usize, subjects: Vec<String>| {
        let subjects: BTreeSet<String> = subjects.into_iter().collect();
        BalanceTerm::new(plain(area), polygons as u64, subjects.into_iter().collect())
    };
    let outside = areas.overhang.parts.iter().flat_map(|part| &part.owners);
    BalanceReport {
        zone: term(areas.zone, 1, Vec::new()),
        parcels: term(areas.parcels.area, areas.parcels.parts.len(), owned(&areas.parcels.parts)),
        overlaps_counted_once: term(
            areas.overlaps.area,
            areas.overlaps.parts.len(),
            balance.overlapping.clone(),
        ),
        gaps: term(
            areas.gaps.area,
            areas.gaps.parts.len(),
            areas.gaps.parts.iter().flat_map(neighbours).collect(),
        ),
        declared: term(
            areas.declared.area - areas.declared_again.area,
            areas.declared.parts.len(),
            owned(&areas.declared.parts),
        ),
        overhang: term(
            areas.overhang.area,
            areas.overhang.parts.len(),
            outside.map(|owner| balance.name(*owner).to_owned()).collect(),
        ),
        residue: plain(areas.residue()),
    }
}

/// Four decimals; zero has no sign.
fn plain(square_metres: f64) -> String {
    let text = format!("{square_metres:.4}");
    if text == "-0.0000" { "0.0000".into() } else { text }
}
