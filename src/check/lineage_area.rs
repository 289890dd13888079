//! Splits and merges (分割、合并): the land before is the land after.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use crate::finding::{Code, Comparison, Finding, FoundShape, Limit, Measure, MeasureUnit, Text};
use crate::geometry::coverage::{Conservation, GapLimits, Piece, conservation};
use crate::geometry::{MultiPolygon, Plane, PlanePosition};

/// Changes after which the parcels cover other land than before; differences no wider than the coincidence limit aside.
///
/// A change is a set of parcels and all that were made from them. It is judged if every predecessor that is named is
/// among the records and every shape has numbers that can be those of a place.
pub(super) fn lineage_area<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    changes(context).iter().flat_map(|change| change_findings(context, change)).collect()
}

/// The same of one change.
pub(super) fn change_findings<P: PlanePosition>(
    context: &Context<'_, P>,
    change: &Change,
) -> Vec<Finding> {
    let mut limits = GapLimits::default();
    limits.coincidence = context.profile.limits.coincidence;
    let (Some(before), Some(after)) =
        (shapes(context, &change.before), shapes(context, &change.after))
    else {
        return Vec::new();
    };
    let found = conservation(&before, &after, context.plane, &limits);
    let mut findings: Vec<Finding> = super::coverage::tangle_findings(&found.tangles).collect();
    if !found.is_conserved() {
        findings.push(finding(context, change, &found));
    }
    findings
}

/// Parcels and those that replaced them, by index in order.
#[derive(Debug, Default)]
pub(super) struct Change {
    before: BTreeSet<usize>,
    after: BTreeSet<usize>,
}

impl Change {
    /// The records of it, in order.
    pub(super) fn members(&self) -> BTreeSet<usize> {
        self.before.union(&self.after).copied().collect()
    }

    /// The same with other numbers for its records.
    pub(super) fn renumbered(&self, number: impl Fn(usize) -> usize) -> Change {
        let all =
            |records: &BTreeSet<usize>| records.iter().map(|record| number(*record)).collect();
        Change { before: all(&self.before), after: all(&self.after) }
    }
}

/// The changes that are complete, each once: successors that share a predecessor belong together, and so do
/// predecessors that share a successor.
pub(super) fn changes<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Change> {
    if context.records.iter().all(|item| item.predecessors.is_empty()) {
        return Vec::new();
    }
    let mut by_code: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (record, item) in context.records.iter().enumerate() {
        by_code.entry(item.code.as_deref().unwrap_or(&item.subject)).or_default().push(record);
    }
    let from = |record: usize| context.records.get(record).and_then(|item| item.in_force.from);
    // Of several versions of a parcel, the last that began before the successor.
    let version = |code: &str, successor: usize| {
        let versions = by_code.get(code)?.iter().copied();
        let earlier = versions.filter(|record| {
            *record != successor && (from(*record) < from(successor) || from(successor).is_none())
        });
        earlier.max_by_key(|record| from(*record))
    };
    let mut made_from: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut made_into: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut incomplete = BTreeSet::new();
    for (successor, item) in context.records.iter().enumerate() {
        for code in &item.predecessors {
            match version(code, successor) {
                Some(predecessor) => {
                    made_from.entry(successor).or_default().push(predecessor);
                    made_into.entry(predecessor).or_default().push(successor);
                }
                None => {
                    incomplete.insert(successor);
                }
            }
        }
    }
    let mut changes = Vec::new();
    let mut seen = BTreeSet::new();
    for &start in made_from.keys() {
        let mut change = Change::default();
        let mut waiting = vec![start];
        while let Some(successor) = waiting.pop() {
            if !seen.insert(successor) {
                continue;
            }
            change.after.insert(successor);
            for &predecessor in made_from.get(&successor).into_iter().flatten() {
                if change.before.insert(predecessor) {
                    waiting.extend(made_into.get(&predecessor).into_iter().flatten());
                }
            }
        }
        if !change.after.is_empty() && change.after.is_disjoint(&incomplete) {
            changes.push(change);
        }
    }
    changes
}

/// Coordinates beyond this are neither degrees nor metres of a plane: eastings end with zone 120.
const MAX_COORDINATE: f64 = 1.3e8;

/// Whether both numbers can be those of a place; NaN cannot.
fn is_usable([x, y]: [f64; 2]) -> bool {
    x.abs() <= MAX_COORDINATE && y.abs() <= MAX_COORDINATE
}

/// The shapes of records; `None` if one has numbers that are those of no place.
fn shapes<'a, P: PlanePosition>(
    context: &Context<'a, P>,
    records: &BTreeSet<usize>,
) -> Option<Vec<&'a MultiPolygon<P>>> {
    let shape = |record: &usize| {
        let shape = context.records.get(*record)?.shape;
        shape.points().iter().all(|point| is_usable(point.xy())).then_some(shape)
    };
    records.iter().map(shape).collect()
}

fn finding<P: PlanePosition>(
    context: &Context<'_, P>,
    change: &Change,
    found: &Conservation,
) -> Finding {
    let area = |pieces: &[Piece]| pieces.iter().map(|piece| piece.area).sum::<f64>();
    let (lost, gained) = (area(&found.lost), area(&found.gained));
    let Conservation { area_before: before, area_after: after, .. } = *found;
    let message = Text::new(
        format!(
            "变更前后应覆盖同一范围（前 {before:.2} 平方米，后 {after:.2} 平方米），\
             实际减少 {lost:.2} 平方米、增加 {gained:.2} 平方米"
        ),
        format!(
            "expected the same land before and after the change ({before:.2} m² and {after:.2} m²), \
             found {lost:.2} m² lost and {gained:.2} m² gained"
        ),
    );
    let method = match context.plane {
        Plane::Degrees => "lonlat",
        Plane::Metres => "grid",
    };
    let pieces = found.lost.iter().chain(&found.gained);
    let limit =
        Limit::new(Comparison::AtMost, "0", MeasureUnit::SquareMetre, context.profile.set_by());
    let mut finding = Finding::new(Code::LineageAreaDiffers, message)
        .measured(Measure::area(lost + gained, method))
        .limited(limit)
        .showing(FoundShape::MultiPolygon(pieces.map(closed).collect()));
    let records = || change.before.iter().chain(&change.after);
    let items = records().filter_map(|record| context.records.get(*record));
    finding.subjects = items.map(|item| item.subject.to_string()).collect();
    // The first pointer is that of the place.
    let pointers = records().filter_map(|record| context.place(*record).pointer);
    finding.more_pointers.extend(pointers.skip(1));
    let place = change.before.first().map(|record| context.place(*record)).unwrap_or_default();
    finding.at(place)
}

/// The rings of a piece, each closed.
fn closed(piece: &Piece) -> Vec<Vec<[f64; 2]>> {
    let ring = |ring: &Vec<[f64; 2]>| ring.iter().chain(ring.first()).copied().collect();
    piece.region.rings.iter().map(ring).collect()
}
