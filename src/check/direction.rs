//! Direction of rings (环的方向): RFC 7946 §3.1.6.

use super::context::Context;
use super::{Owner, VertexIndex, ground};
use crate::finding::{Code, Finding, Fix, FixKind, PatchStep, Text};
use crate::geometry::{MultiPolygon, PlanePosition};

/// Exterior rings that run clockwise, and interior ones that run counter-clockwise.
///
/// A ring that crosses itself or has no area has no direction, and is left to the checks of polygons.
pub(super) fn ring_direction<P: PlanePosition>(context: &Context<'_, P>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let against = context.workers.map(context.records, |_, item| rings_against(item.shape));
    for (record, rings) in against.iter().enumerate() {
        for RingAgainst { first, ring, start, wanted } in rings {
            let (first, wanted, end) = (*first, *wanted, *start + ring.len());
            let mut finding = finding(context, record, first, wanted);
            if let Some(pointer) = context.places.ring_pointer(Owner::Record(record), first) {
                let heights = context.places.heights(Owner::Record(record));
                let heights = heights.get(*start..end).unwrap_or_default();
                finding.place.pointer = Some(pointer.clone());
                let step = PatchStep::replace(pointer, reversed(ring, heights));
                finding = finding.fixed_by(Fix::new(FixKind::ReverseRing, vec![step]));
            }
            findings.push(finding);
        }
    }
    findings
}

/// A ring that runs the wrong way.
struct RingAgainst<'a, P> {
    first: VertexIndex,
    ring: &'a [P],
    /// How many positions of its shape stand before it.
    start: usize,
    wanted: Turn,
}

fn rings_against<P: PlanePosition>(shape: &MultiPolygon<P>) -> Vec<RingAgainst<'_, P>> {
    let mut before = 0;
    let mut against = Vec::new();
    for (first, ring) in ground::rings(shape) {
        let start = before;
        before += ring.len();
        let Some(points) = ground::open(ring) else { continue };
        let wanted = if first.ring == 0 { Turn::Left } else { Turn::Right };
        if runs_against(&points, wanted) {
            against.push(RingAgainst { first, ring, start, wanted });
        }
    }
    against
}

fn finding<P: PlanePosition>(
    context: &Context<'_, P>,
    record: usize,
    first: VertexIndex,
    wanted: Turn,
) -> Finding {
    let message = match wanted {
        Turn::Left => Text::new(
            "外环应为逆时针方向，实为顺时针（RFC 7946 第 3.1.6 节）",
            "expected the exterior ring to run counter-clockwise, found it clockwise (RFC 7946 §3.1.6)",
        ),
        Turn::Right => Text::new(
            "内环应为顺时针方向，实为逆时针（RFC 7946 第 3.1.6 节）",
            "expected the interior ring to run clockwise, found it counter-clockwise (RFC 7946 §3.1.6)",
        ),
    };
    let mut finding = context.at(record, Some(first), Finding::new(Code::RingDirection, message));
    finding.place.vertex = None;
    finding
}

/// The positions of a ring from last to first, each with its height if it has one.
fn reversed<P: PlanePosition>(ring: &[P], heights: &[Option<f64>]) -> Vec<serde_json::Value> {
    let heights = heights.iter().copied().chain(std::iter::repeat(None));
    let position = |(point, height): (&P, Option<f64>)| {
        serde_json::Value::from_iter(point.xy().into_iter().chain(height))
    };
    let mut positions: Vec<_> = ring.iter().zip(heights).map(position).collect();
    positions.reverse();
    positions
}

/// The side to which a ring turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Counter-clockwise.
    Left,
    /// Clockwise.
    Right,
}

/// Whether an open ring runs the other way. A ring that turns round more than once or not at all crosses itself, and
/// has no direction; so has one whose area is lost in rounding.
fn runs_against(ring: &[[f64; 2]], wanted: Turn) -> bool {
    let sign = match wanted {
        Turn::Left => 1.0,
        Turn::Right => -1.0,
    };
    let Some((area, size)) = twice_area(ring) else { return false };
    // Each product and sum is off by an ulp of its size at most.
    let doubt = size * f64::EPSILON * (ring.len() as f64 + 4.0);
    area * sign < -doubt && (turning(ring) * sign + std::f64::consts::TAU).abs() < 1.0
}

/// Twice the signed area, from the first vertex, and the sum of the sizes of its terms.
fn twice_area(ring: &[[f64; 2]]) -> Option<(f64, f64)> {
    let [x0, y0] = *ring.first()?;
    let edges = ring.iter().zip(ring.iter().skip(1));
    Some(edges.fold((0.0, 0.0), |(area, size), ([x1, y1], [x2, y2])| {
        let (there, back) = ((x1 - x0) * (y2 - y0), (x2 - x0) * (y1 - y0));
        (area + there - back, size + there.abs() + back.abs())
    }))
}

/// The sum of the exterior angles, radians: ±2π for a simple ring.
fn turning(ring: &[[f64; 2]]) -> f64 {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    let steps: Vec<[f64; 2]> = edges
        .map(|([x1, y1], [x2, y2])| [x2 - x1, y2 - y1])
        // A vertex that stands twice in a row turns nowhere.
        .filter(|step| step.iter().any(|part| part.abs() > 0.0))
        .collect();
    let corners = steps.iter().zip(steps.iter().cycle().skip(1));
    corners.map(|([ax, ay], [bx, by])| (ax * by - ay * bx).atan2(ax * bx + ay * by)).sum()
}
