//! From files to a report in one call.

use std::collections::BTreeSet;

use super::{
    BalanceReport, BalanceTerm, CheckBasis, CheckReport, CheckRequest, CheckStep, RejectedRecord,
    findings,
};
use crate::check::ZoneBalance;
use crate::finding::{Code, SourceFile};
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
    let found = findings(request);
    (request.progress)(CheckStep::Reporting);
    let name = |source: &Source| {
        SourceFile::of(source.name().rsplit('/').next().unwrap_or_default(), source.bytes())
    };
    let mut basis = CheckBasis::new(request.profile.clone());
    basis.files = std::iter::once(request.parcels).chain(request.zone).map(name).collect();
    basis.as_of = request.on;
    basis.acknowledgements.clone_from(&request.acknowledgements);
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
