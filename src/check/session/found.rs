//! [`Found`]: findings by what they are about.

use std::collections::BTreeMap;

use crate::finding::Finding;

/// What finds, in the order of [`CheckInput::run`](crate::check::CheckInput::run).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Polygons,
    ZonePolygons,
    Direction,
    Precision,
    /// The datum of everything at once, in place of the four that follow.
    Datum,
    ZoneDatum,
    Looks,
    Strips,
    Identity,
    RepeatedCodes,
    RegisteredArea,
    RequiredFacts,
    Lineage,
    LineageArea,
    DeclaredReasons,
    BlockStated,
    Overlaps,
    Borders,
    OverlapsAbove,
    OverlapsBelow,
    Gaps,
    SurfacePositions,
    OtherPositions,
    DeclaredLand,
    DeclaredUnder,
    Blocks,
    AcrossBlocks,
    Balance,
    NotChecked,
}

impl Step {
    /// The steps that judge one record at a time.
    pub(super) const OF_RECORDS: [Step; 13] = [
        Step::Polygons,
        Step::Direction,
        Step::Precision,
        Step::Looks,
        Step::Strips,
        Step::Identity,
        Step::RegisteredArea,
        Step::RequiredFacts,
        Step::BlockStated,
        Step::SurfacePositions,
        Step::OtherPositions,
        Step::DeclaredUnder,
        Step::AcrossBlocks,
    ];
}

/// A step, and the two numbers that its findings are sorted by.
pub(super) type FoundKey = (Step, u64, u64);

/// Findings, as the profile admits them.
#[derive(Debug, Default)]
pub(super) struct Found {
    by_key: BTreeMap<FoundKey, Vec<Finding>>,
    /// The datum was judged of everything at once.
    is_whole: bool,
}

impl Found {
    /// Findings take the place of those that were there.
    pub(super) fn put(&mut self, key: FoundKey, findings: Vec<Finding>) {
        if findings.is_empty() {
            self.by_key.remove(&key);
        } else {
            self.by_key.insert(key, findings);
        }
    }

    /// The datum of everything at once, or that nothing but single records is to be said.
    pub(super) fn put_datum(&mut self, is_all: bool, whole: Vec<Finding>) {
        self.is_whole = !is_all;
        self.put((Step::Datum, 0, 0), whole);
    }

    /// The findings in the order of a report.
    pub(super) fn sorted(&self) -> Vec<&Finding> {
        let is_shown = |step: Step| {
            !self.is_whole || !matches!(step, Step::ZoneDatum | Step::Looks | Step::Strips)
        };
        let shown = self.by_key.iter().filter(|((step, ..), _)| is_shown(*step));
        let mut findings: Vec<&Finding> = shown.flat_map(|(_, findings)| findings).collect();
        findings.sort_by(|a, b| Finding::compare_by_subject(a, b));
        findings
    }
}
