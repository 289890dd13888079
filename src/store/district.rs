//! A district folder: `zone.geojson`, `parcels.geojson`, `ledger.jsonl`, and `rulebook.toml` and
//! `evaluation.toml` where there are such.

use std::path::Path;

use super::Journal;
use crate::assessment::assess_all;
use crate::calendar::Period;
use crate::error::{Error, Result};
#[cfg(feature = "html")]
use crate::finding::Language;
use crate::finding::{Finding, Severity, SourceFile};
use crate::indicator::EvaluationInputs;
use crate::law::Rulebook;
use crate::ledger::{AsOf, LedgerState, replay};
use crate::parcel::Parcel;
use crate::read::{Source, read_evaluation_inputs, read_parcels, read_rulebook, read_zone};
#[cfg(feature = "html")]
use crate::report::check::CheckReport;
#[cfg(feature = "html")]
use crate::report::html::{HtmlReport, RevitalizedCourse};
use crate::report::{MapLayers, Report, ReportInput};
use crate::workers::Workers;
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
    /// The criteria of low-efficiency land, where the folder has them.
    pub rulebook: Option<Rulebook>,
    /// Figures stated for the evaluation of the zone, where the folder has them.
    pub evaluation_inputs: Option<EvaluationInputs>,
    /// What was found in the files.
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
    /// The rulebook's file, which a folder need not have.
    pub const RULEBOOK: &'static str = "rulebook.toml";
    /// The file of figures stated for the evaluation of the zone, which a folder need not have.
    pub const EVALUATION: &'static str = "evaluation.toml";

    /// Reads a folder. Records that cannot be used are findings; the others are read.
    ///
    /// # Errors
    ///
    /// If a file is missing or is none of its kind at all (not text, not JSON, not GeoJSON), the zone has no boundary, or
    /// there is a rulebook or a file of stated figures that cannot be used.
    pub fn open(folder: impl AsRef<Path>) -> Result<District> {
        District::open_with(folder, Workers::ONE)
    }

    /// The same by as many threads: the map beside the ledger.
    ///
    /// # Errors
    ///
    /// As [`District::open`].
    pub fn open_with(folder: impl AsRef<Path>, workers: Workers) -> Result<District> {
        let folder = folder.as_ref();
        let zone_source = Source::open(folder.join(District::ZONE))?;
        let parcels_source = Source::open(folder.join(District::PARCELS))?;
        let ledger_source = Source::open(folder.join(District::LEDGER))?;
        let mut findings = Vec::new();
        let file = |name: &str, source: &Source| SourceFile::of(name, source.bytes());
        let ((mut journal, ledger_file), (zone, parcels, map_files)) = workers.both(
            || (Journal::read(&ledger_source), file(District::LEDGER, &ledger_source)),
            || {
                let files =
                    [file(District::ZONE, &zone_source), file(District::PARCELS, &parcels_source)];
                (read_zone(&zone_source), read_parcels(&parcels_source), files)
            },
        );
        let (Some(zone), zone_findings) = zone else { return Err(unusable(zone.1, &zone_source)) };
        findings.extend(zone_findings);
        let (parcels, parcel_findings) = parcels;
        if parcels.is_empty() && parcel_findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(unusable(parcel_findings, &parcels_source));
        }
        findings.extend(parcel_findings);
        if journal.events.is_empty()
            && journal.findings.iter().any(|f| f.severity == Severity::Error)
        {
            return Err(unusable(journal.findings, &ledger_source));
        }
        findings.append(&mut journal.findings);
        let rules = District::open_rulebook(folder)?;
        let mut sources = Vec::from(map_files);
        sources.push(ledger_file);
        let mut rulebook = None;
        if let Some(rules) = &rules {
            let (read, rulebook_findings) = read_rulebook(rules);
            let Some(read) = read else { return Err(unusable(rulebook_findings, rules)) };
            findings.extend(rulebook_findings);
            rulebook = Some(read);
            sources.push(file(District::RULEBOOK, rules));
        }
        let stated = District::open_optional(folder, District::EVALUATION)?;
        let mut evaluation_inputs = None;
        if let Some(stated) = &stated {
            let (read, stated_findings) = read_evaluation_inputs(stated);
            let Some(read) = read else { return Err(unusable(stated_findings, stated)) };
            findings.extend(stated_findings);
            evaluation_inputs = Some(read);
            sources.push(file(District::EVALUATION, stated));
        }
        Ok(District { zone, parcels, journal, rulebook, evaluation_inputs, findings, sources })
    }

    /// The rulebook's file of a folder; `None` where it has none.
    ///
    /// # Errors
    ///
    /// If the file is there and cannot be read.
    pub fn open_rulebook(folder: impl AsRef<Path>) -> Result<Option<Source>> {
        District::open_optional(folder.as_ref(), District::RULEBOOK)
    }

    fn open_optional(folder: &Path, name: &str) -> Result<Option<Source>> {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(Source::new(path.display().to_string(), bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::reading(path.display().to_string(), error)),
        }
    }

    /// The report for the last day of `period`, with the movements of the period; findings of the ledger carry
    /// the line of their event.
    ///
    /// # Errors
    ///
    /// As [`Report::build`].
    pub fn report(&self, period: Period) -> Result<Report> {
        self.report_with(period, Workers::ONE)
    }

    /// The same by as many threads: what the map measures beside what the law makes of the books.
    ///
    /// # Errors
    ///
    /// As [`Report::build`].
    pub fn report_with(&self, period: Period, workers: Workers) -> Result<Report> {
        let mut input = ReportInput::new(&self.zone, &self.parcels, &self.journal.events);
        input.findings = self.findings.clone();
        input.sources = self.sources.clone();
        input.rulebook = self.rulebook.as_ref();
        input.evaluation_inputs = self.evaluation_inputs.as_ref();
        input.workers = workers;
        input.ledger_head = self.journal.head.map(|head| head.to_string());
        let mut report = Report::build(input, period)?;
        for finding in &mut report.findings {
            self.journal.locate(finding);
        }
        Finding::sort(&mut report.findings);
        Ok(report)
    }

    /// The layers of a map of the day of a report, with the report's findings and what the law makes of the parcels by the
    /// folder's rulebook.
    ///
    /// # Errors
    ///
    /// If a fee is larger than money can be.
    pub fn map_layers(&self, report: &Report) -> Result<MapLayers> {
        let history = replay(&self.journal.events, AsOf::day(report.on));
        self.layers(&history.state, &report.findings)
    }

    fn layers(&self, state: &LedgerState, findings: &[Finding]) -> Result<MapLayers> {
        let assessments = assess_all(state, self.rulebook.as_ref())?;
        let layers = MapLayers::of(&self.zone, &self.parcels, state, findings);
        Ok(layers.with_assessments(&assessments))
    }

    /// A report of this district as one HTML page, with maps and the course of revitalization; with a check of its map
    /// ([`check`](crate::report::check::check) of `parcels.geojson`), also what that found, as marks and as a table.
    ///
    /// # Errors
    ///
    /// As [`District::map_layers`].
    #[cfg(feature = "html")]
    pub fn html(
        &self,
        report: &Report,
        check: Option<&CheckReport>,
        language: Language,
    ) -> Result<String> {
        let history = replay(&self.journal.events, AsOf::day(report.on));
        let of_check = check.into_iter().flat_map(|check| &check.findings);
        let findings: Vec<Finding> = report.findings.iter().chain(of_check).cloned().collect();
        let layers = self.layers(&history.state, &findings)?;
        let course = RevitalizedCourse::of(&history);
        let mut page = HtmlReport::new(report);
        page.layers = Some(&layers);
        page.course = Some(&course);
        page.check = check;
        Ok(page.render(language))
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
