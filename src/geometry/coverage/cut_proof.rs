//! [`is_sound`]: that a cut leaves nothing to find that was not there before.

use std::collections::BTreeMap;

use super::super::{DefectKind, Plane, Validator, ValidityLimits};
use super::borders::{BorderFaultKind, border_faults};
use super::common::common;
use super::cut::{CutLimits, PlainShape};
use super::land::ZoneLand;
use super::overlaps::OverlapLimits;

/// Whether the two shapes after a cut are as valid as before, have no land in common, and share their border.
pub(super) fn is_sound(
    before: [&PlainShape; 2],
    after: [&PlainShape; 2],
    plane: Plane,
    limits: &CutLimits,
) -> bool {
    let [cut, kept] = after;
    let overlap_limits =
        OverlapLimits { coincidence: limits.coincidence, ..OverlapLimits::default() };
    let validity = ValidityLimits { near_vertex: limits.near_vertex, ..ValidityLimits::default() };
    let mut validator = Validator::new(plane, validity);
    let mut defects = |shape: &PlainShape| {
        let mut count: BTreeMap<DefectKind, usize> = BTreeMap::new();
        for defect in validator.check(shape) {
            *count.entry(defect.kind).or_default() += 1;
        }
        count
    };
    let mut is_as_valid = |before: &PlainShape, after: &PlainShape| {
        let known = defects(before);
        defects(after).iter().all(|(kind, n)| known.get(kind).is_some_and(|known| n <= known))
    };
    let is_valid = before.iter().zip(after).all(|(before, after)| is_as_valid(before, after));
    let is_apart = || matches!(common(cut, kept, plane, &overlap_limits), Ok(None));
    let [known, left] = [before, after].map(|shapes| faults(shapes, plane, limits.coincidence));
    is_valid
        && is_apart()
        && known
            .zip(left)
            .is_some_and(|(known, left)| left.iter().all(|fault| known.contains(fault)))
}

/// The vertices that the two do not share; `None` if not all were looked at.
fn faults(
    shapes: [&PlainShape; 2],
    plane: Plane,
    coincidence: f64,
) -> Option<Vec<(BorderFaultKind, [f64; 2])>> {
    let land = ZoneLand { parcels: &shapes, declared: &[], zone: None, plane };
    let found = border_faults(&land, coincidence);
    let faults = found.faults.into_iter().map(|fault| (fault.kind, fault.at));
    (found.unexamined == 0).then(|| faults.collect())
}
