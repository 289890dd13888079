//! [`Found`]: findings by what they are about.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::sorted_list::SortedList;
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

/// Findings, as the profile admits them, always in the order of a report.
#[derive(Debug, Default)]
pub(super) struct Found {
    by_key: BTreeMap<FoundKey, Vec<Arc<Kept>>>,
    sorted: SortedList<Arc<Kept>>,
    /// The datum was judged of everything at once.
    is_whole: bool,
}

/// A finding, in order by its place in a report; those that are equal there, as they were found.
#[derive(Debug)]
struct Kept {
    finding: Finding,
    key: FoundKey,
    at: usize,
}

impl Ord for Kept {
    fn cmp(&self, other: &Self) -> Ordering {
        Finding::compare_by_subject(&self.finding, &other.finding)
            .then_with(|| (self.key, self.at).cmp(&(other.key, other.at)))
    }
}

impl PartialOrd for Kept {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Kept {}

impl Found {
    /// Findings take the place of those that were there.
    pub(super) fn put(&mut self, key: FoundKey, findings: Vec<Finding>) {
        for gone in self.by_key.remove(&key).into_iter().flatten() {
            self.sorted.remove(&gone);
        }
        if findings.is_empty() {
            return;
        }
        let kept = |(at, finding)| Arc::new(Kept { finding, key, at });
        let kept: Vec<Arc<Kept>> = findings.into_iter().enumerate().map(kept).collect();
        kept.iter().for_each(|one| self.sorted.insert(Arc::clone(one)));
        self.by_key.insert(key, kept);
    }

    /// The datum of everything at once, or that nothing but single records is to be said.
    pub(super) fn put_datum(&mut self, is_all: bool, whole: Vec<Finding>) {
        self.is_whole = !is_all;
        self.put((Step::Datum, 0, 0), whole);
    }

    /// The findings in the order of a report.
    pub(super) fn sorted(&self) -> Vec<&Finding> {
        let mut findings = Vec::with_capacity(self.sorted.len());
        if self.is_whole {
            let is_alone = |kept: &&Arc<Kept>| {
                matches!(kept.key.0, Step::ZoneDatum | Step::Looks | Step::Strips)
            };
            let shown = self.sorted.iter().filter(|kept| !is_alone(kept));
            findings.extend(shown.map(|kept| &kept.finding));
        } else {
            findings.extend(self.sorted.iter().map(|kept| &kept.finding));
        }
        findings
    }
}
