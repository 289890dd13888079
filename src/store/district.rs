//! A district folder: `zone.geojson`, `parcels.geojson`, `ledger.jsonl`.

use std::path::Path;

use super::Journal;
use crate::calendar::Period;
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity, SourceFile};
use crate::parcel::Parcel;
use crate::read::{Source, read_parcels, read_zone};
use crate::report::{Report, ReportInput};
use crate::zone::Zone;

/// A district as its folder has it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct District {
    /// The zone.
    pub zone: Zone,
    /// The parcels of the map.
    pub parcels: Vec<Parcel>,
    /// The journal of the ledger.
    pub journal: Journal,
    /// What was found in the three files.
    pub findings: Vec<Finding>,
    /// The files that were read.
    pub sources: Vec<SourceFile>,
}

impl District {
    /// The zone's file.
    pub const ZONE: &'static str = "zone.geojson";
    /// The parcels' file.
    pub const PARCELS: &'static str = "parcels.geojson";
    /// The journal's file.
    pub const LEDGER: &'static str = "ledger.jsonl";

    /// Reads a folder. Records that cannot be used are findings; the others are read.
    ///
    /// # Errors
    ///
    /// If a file is missing or is none of its kind at all (not text, not JSON, not GeoJSON), or the zone has no
    /// boundary.
    pub fn open(folder: impl AsRef<Path>) -> Result<District> {
        let folder = folder.as_ref();
        let zone_source = Source::open(folder.join(District::ZONE))?;
        let parcels_source = Source::open(folder.join(District::PARCELS))?;
        let ledger_source = Source::open(folder.join(District::LEDGER))?;
        let mut findings = Vec::new();
        let (zone, zone_findings) = read_zone(&zone_source);
        let Some(zone) = zone else { return Err(unusable(zone_findings, &zone_source)) };
        findings.extend(zone_findings);
        let (parcels, parcel_findings) = read_parcels(&parcels_source);
        if parcels.is_empty() && parcel_findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(unusable(parcel_findings, &parcels_source));
        }
        findings.extend(parcel_findings);
        let mut journal = Journal::read(&ledger_source);
        if journal.events.is_empty()
            && journal.findings.iter().any(|f| f.severity == Severity::Error)
        {
            return Err(unusable(journal.findings, &ledger_source));
        }
        findings.append(&mut journal.findings);
        let sources = [
            (District::ZONE, &zone_source),
            (District::PARCELS, &parcels_source),
            (District::LEDGER, &ledger_source),
        ]
        .map(|(name, source)| SourceFile::of(name, source.bytes()));
        Ok(District { zone, parcels, journal, findings, sources: sources.into() })
    }

    /// The report for the last day of `period`, with the movements of the period; findings of the ledger carry
    /// the line of their event.
    ///
    /// # Errors
    ///
    /// As [`Report::build`].
    pub fn report(&self, period: Period) -> Result<Report> {
        let mut input = ReportInput::new(&self.zone, &self.parcels, &self.journal.events);
        input.findings = self.findings.clone();
        input.sources = self.sources.clone();
        input.ledger_head = self.journal.head.map(|head| head.to_string());
        let mut report = Report::build(input, period)?;
        for finding in &mut report.findings {
            self.journal.locate(finding);
        }
        Finding::sort(&mut report.findings);
        Ok(report)
    }
}

/// The first error among findings, as the reason why a file cannot be used.
fn unusable(findings: Vec<Finding>, source: &Source) -> Error {
    let error = findings.into_iter().find(|finding| finding.severity == Severity::Error);
    match error {
        Some(finding) => Error::document(finding),
        None => {
            let place = crate::finding::Place::file(source.name());
            Error::input(place, ("能使用的记录", "records that can be used"), ("没有", "none"))
        }
    }
}
