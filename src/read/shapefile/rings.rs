//! Which rings are exteriors and which are holes: a Shapefile says it by direction alone, exteriors clockwise.

use super::{Vertex, fault, in_record};
use crate::finding::{Code, Finding, Text};

/// Polygons, each an exterior and its holes. Every ring is turned round, so that exteriors run counter-clockwise; its first
/// vertex stays first.
///
/// A hole belongs to the exterior around it: the one written before it if that is around it, else the first that is. A ring
/// that runs like a hole and lies in no exterior is taken for an exterior as it runs, with a finding.
pub(super) fn group(
    rings: Vec<Vec<Vertex>>,
    file: &str,
    record: usize,
    findings: &mut Vec<Finding>,
) -> Vec<Vec<Vec<Vertex>>> {
    let mut polygons: Vec<Vec<Vec<Vertex>>> = Vec::new();
    let mut holes: Vec<(usize, Vec<Vertex>)> = Vec::new();
    for ring in rings {
        if is_clockwise(&ring) {
            polygons.push(vec![turned(ring)]);
        } else {
            holes.push((polygons.len(), turned(ring)));
        }
    }
    for (written_before, hole) in holes {
        let before = written_before.checked_sub(1);
        let order = before.into_iter().chain(0..polygons.len());
        let around = order.into_iter().find(|at| {
            let exterior = polygons.get(*at).and_then(|polygon| polygon.first());
            exterior.is_some_and(|exterior| is_around(exterior, &hole))
        });
        match around.and_then(|at| polygons.get_mut(at)) {
            Some(polygon) => polygon.push(hole),
            None => {
                let text = Text::new(
                    "逆时针的环不在任何外环之内，按外环读取",
                    "a ring that runs counter-clockwise, as holes do, lies in no exterior; it was read as an exterior",
                );
                findings.push(fault(file, Code::ShpRing, in_record(record, text)));
                polygons.push(vec![turned(hole)]);
            }
        }
    }
    polygons
}

/// The signed area is below zero, or there is none: a ring without area has no direction and is an exterior.
fn is_clockwise(ring: &[Vertex]) -> bool {
    let Some((x0, y0, _)) = ring.first() else { return true };
    let next = ring.iter().skip(1).chain(ring.first());
    let twice: f64 = ring
        .iter()
        .zip(next)
        .map(|((ax, ay, _), (bx, by, _))| (ax - x0) * (by - y0) - (bx - x0) * (ay - y0))
        .sum();
    twice <= 0.0
}

fn turned(mut ring: Vec<Vertex>) -> Vec<Vertex> {
    let is_closed = ring.first().map(|(x, y, _)| (x, y)) == ring.last().map(|(x, y, _)| (x, y));
    ring.reverse();
    if !is_closed {
        // An open ring has no second copy of its first vertex that would come to the front.
        ring.rotate_right(1);
    }
    ring
}

/// Whether most vertices of a ring lie in another one. A vertex on the border counts either way, so that a hole that touches
/// its exterior is still in it.
fn is_around(exterior: &[Vertex], hole: &[Vertex]) -> bool {
    let inside = hole.iter().filter(|vertex| contains(exterior, vertex)).count();
    inside * 2 >= hole.len()
}

fn contains(ring: &[Vertex], (x, y, _): &Vertex) -> bool {
    let next = ring.iter().skip(1).chain(ring.first());
    let mut inside = false;
    for ((ax, ay, _), (bx, by, _)) in ring.iter().zip(next) {
        let cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
        let on_edge = cross.abs() <= f64::EPSILON * (bx - ax).abs().max((by - ay).abs())
            && (ax.min(*bx)..=ax.max(*bx)).contains(x)
            && (ay.min(*by)..=ay.max(*by)).contains(y);
        if on_edge {
            return true;
        }
        if (ay > y) != (by > y) && *x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}
