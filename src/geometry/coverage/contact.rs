//! Where a gap really touches the border of the zone: where its far side is further off than two borders that mean
//! the same line.

use super::super::Plane;

/// Comparisons beyond which a gap is taken as it stands: a network of streets along a border of thousands of edges.
const COMPARISONS: usize = 10_000_000;

/// An edge of a gap's border.
#[derive(Debug, Clone, Copy)]
pub(super) struct GapEdge {
    pub(super) from: [f64; 2],
    pub(super) to: [f64; 2],
    /// Whether it lies on the border of the zone.
    pub(super) on_border: bool,
}

/// The edges of a gap's border that are not on the border of the zone; none where there are too many to compare.
pub(super) fn others(all: &[GapEdge]) -> Vec<GapEdge> {
    let on_border = all.iter().filter(|edge| edge.on_border).count();
    if on_border.saturating_mul(all.len()) > COMPARISONS {
        return Vec::new();
    }
    all.iter().filter(|edge| !edge.on_border).copied().collect()
}

/// Stretches of a ring: whether each touches the border of the zone, and its length, metres.
///
/// A vertex put on a straight border and rounded lies some nanometres inside of it, and leaves a sliver as long as the
/// border: what of an edge is within `coincidence` of an edge of somebody else does not touch.
///
/// `others` are the edges of the gap that somebody else has, as [`others`] gives them.
pub(super) fn stretches(
    plane: Plane,
    ring: &[GapEdge],
    others: &[GapEdge],
    coincidence: f64,
) -> Vec<(bool, f64)> {
    let mut stretches = Vec::with_capacity(ring.len());
    for edge in ring {
        let length = plane.distance(edge.from, edge.to);
        if !edge.on_border {
            stretches.push((false, length));
            continue;
        }
        let mut near: Vec<[f64; 2]> =
            others.iter().filter_map(|other| near(plane, edge, other, coincidence)).collect();
        near.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let mut at = 0.0;
        for [start, end] in near {
            if start > at {
                stretches.push((true, (start - at) * length));
            }
            if end > at {
                stretches.push((false, (end - start.max(at)) * length));
                at = end;
            }
        }
        if at < 1.0 {
            stretches.push((true, (1.0 - at) * length));
        }
    }
    stretches
}

/// The part of an edge, 0 to 1, that another runs along within a limit.
fn near(plane: Plane, edge: &GapEdge, other: &GapEdge, limit: f64) -> Option<[f64; 2]> {
    let [sx, sy] = plane.metres_per_unit(edge.from);
    let local = |[x, y]: [f64; 2]| [(x - edge.from[0]) * sx, (y - edge.from[1]) * sy];
    let end = local(edge.to);
    let length = end[0].hypot(end[1]);
    if length <= limit {
        return None;
    }
    let along = |p: [f64; 2]| (p[0] * end[0] + p[1] * end[1]) / length;
    let off = |p: [f64; 2]| (p[1] * end[0] - p[0] * end[1]) / length;
    let (a, b) = (local(other.from), local(other.to));
    let ([mut a_along, mut a_off], [mut b_along, mut b_off]) =
        ([along(a), off(a)], [along(b), off(b)]);
    if a_along > b_along {
        std::mem::swap(&mut a_along, &mut b_along);
        std::mem::swap(&mut a_off, &mut b_off);
    }
    // The part of the other that is within the limit of the line of the edge.
    let slope = b_off - a_off;
    let share = |off: f64| if slope == 0.0 { f64::NAN } else { (off - a_off) / slope };
    let (low, high) = if slope.abs() > 0.0 {
        let (one, two) = (share(-limit), share(limit));
        (one.min(two).max(0.0), one.max(two).min(1.0))
    } else if a_off.abs() <= limit {
        (0.0, 1.0)
    } else {
        return None;
    };
    if low >= high {
        return None;
    }
    let at = |share: f64| ((a_along + share * (b_along - a_along)) / length).clamp(0.0, 1.0);
    let (start, end) = (at(low), at(high));
    // What meets the edge at its end runs along it for no more than the limit over the sine of the angle.
    (end > start).then_some([start, end])
}
