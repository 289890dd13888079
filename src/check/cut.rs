//! The fix of an overlap: what two parcels have in common is cut out of one of them, by the priority of the profile.

use std::cmp::Ordering;

use super::context::Context;
use super::ring_patch::GeometryText;
use super::{Owner, Record, VertexIndex, precision};
use crate::finding::{AreaMoved, Fix, FixKind};
use crate::geometry::coverage::{CutLimits, OverlapCut, PlainShape, cut_overlap, shape_area};
use crate::geometry::{MultiPolygon, PlanePosition};

/// Areas below this, m², are none: the difference of two areas of 100 km² is no better.
const NOTHING: f64 = 1e-6;

/// The parcel that gives way loses the common land, and both get the corners of their new border.
///
/// `None` where the priority does not decide, where the parcel that gives way would lose all its land (whether it is
/// to be struck off is no question of its border), and where the cut would give another finding.
pub(super) fn cut_fix<P: PlanePosition>(
    context: &Context<'_, P>,
    [a, b]: [usize; 2],
) -> Option<Fix> {
    let plane = context.plane;
    let records = [context.records.get(a)?, context.records.get(b)?];
    let area = |record: &Record<'_, P>| shape_area(record.shape, plane);
    let (kept, cut) = match context.profile.overlap_priority.compare(records, area) {
        Ordering::Less => (a, b),
        Ordering::Greater => (b, a),
        Ordering::Equal => return None,
    };
    let pointer =
        |record| context.places.ring_pointer(Owner::Record(record), VertexIndex::default());
    let (cut_pointer, kept_pointer) = (pointer(cut)?, pointer(kept)?);
    let (cut_record, kept_record) = (context.records.get(cut)?, context.records.get(kept)?);
    let limits = CutLimits {
        coincidence: context.profile.limits.coincidence,
        near_vertex: context.profile.limits.near_vertex,
        decimals: precision::finest_decimals(plane, context.profile),
    };
    let OverlapCut { left, inserted, cut_by, kept_by } =
        cut_overlap(cut_record.shape, kept_record.shape, plane, &limits)?;
    let plain = |shape: &MultiPolygon<P>| -> PlainShape { shape.map(P::xy) };
    let (cut_shape, kept_shape) = (plain(cut_record.shape), plain(kept_record.shape));
    let heights = |record| context.places.heights(Owner::Record(record));
    let cut_text = GeometryText::new(&cut_pointer, &cut_shape, heights(cut))?;
    let kept_text = GeometryText::new(&kept_pointer, &kept_shape, heights(kept))?;
    let mut steps = cut_text.change(&cut_shape, &left, &kept_text);
    let mut moved = vec![AreaMoved::new(&*cut_record.subject, cut_by)];
    if !inserted.is_empty() {
        steps.extend(kept_text.insert(&inserted, &cut_text));
        // Corners on the border move nothing: what is left is the rounding of the sum.
        let kept_by = if kept_by.abs() < NOTHING { 0.0 } else { kept_by };
        moved.push(AreaMoved::new(&*kept_record.subject, kept_by));
    }
    let mut fix = Fix::new(FixKind::CutOverlap, steps);
    fix.moved = moved;
    Some(fix)
}
