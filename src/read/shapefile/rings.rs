//! Which rings are exteriors and which are holes: a Shapefile says it by direction alone, exteriors clockwise.

use std::collections::BTreeSet;

use super::around::{Edges, Looks};
use super::{Vertex, fault, in_record};
use crate::finding::{Code, Finding, Text};

/// Polygons, each an exterior and its holes. Every ring is turned round, so that exteriors run counter-clockwise; its first
/// vertex stays first. `None` where the rings are such that telling whose holes they are needs more looks at edges than a file
/// may take, with a finding.
///
/// A hole belongs to the exterior around it, of which half of its vertices or more lie in or on: a vertex on the border counts
/// either way, so that a hole that touches its exterior is still in it. The exterior written before it comes first, then the
/// first of all. A ring that runs like a hole and lies in no exterior is taken for an exterior as it runs, with a finding.
pub(super) fn group(
    rings: Vec<Vec<Vertex>>,
    file: &str,
    record: usize,
    looks: &mut Looks,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Vec<Vec<Vertex>>>> {
    let mut polygons: Vec<Vec<usize>> = Vec::new();
    // For each ring the polygon whose exterior it is.
    let mut polygon_of: Vec<Option<usize>> = Vec::with_capacity(rings.len());
    let mut holes: Vec<(usize, usize)> = Vec::new();
    for (at, ring) in rings.iter().enumerate() {
        if is_clockwise(ring) {
            polygon_of.push(Some(polygons.len()));
            polygons.push(vec![at]);
        } else {
            polygon_of.push(None);
            holes.push((polygons.len(), at));
        }
    }
    let mut rings: Vec<Vec<Vertex>> = rings.into_iter().map(turned).collect();
    let edges = if holes.is_empty() { Edges::of(&[]) } else { Edges::of(&rings) };
    for (written_before, at) in holes {
        let hole = rings.get(at).map(Vec::as_slice).unwrap_or_default();
        let Some(held) = edges.around(hole, looks) else {
            findings.push(fault(file, Code::ShpRecord, in_record(record, too_much())));
            return None;
        };
        let most = held.into_iter().filter(|(_, vertices)| vertices * 2 >= hole.len());
        let around = most.filter_map(|(ring, _)| polygon_of.get(ring).copied().flatten());
        let around: BTreeSet<usize> = around.collect();
        let before = written_before.checked_sub(1).filter(|before| around.contains(before));
        let polygon = before.or_else(|| around.first().copied());
        match polygon.and_then(|polygon| polygons.get_mut(polygon)) {
            Some(polygon) => polygon.push(at),
            None => {
                let text = Text::new(
                    "逆时针的环不在任何外环之内，按外环读取",
                    "a ring that runs counter-clockwise, as holes do, lies in no exterior; it was read as an exterior",
                );
                findings.push(fault(file, Code::ShpRing, in_record(record, text)));
                if let Some(of) = polygon_of.get_mut(at) {
                    *of = Some(polygons.len());
                }
                polygons.push(vec![at]);
                if let Some(ring) = rings.get_mut(at) {
                    *ring = turned(std::mem::take(ring));
                }
            }
        }
    }
    let mut taken = |at: usize| rings.get_mut(at).map(std::mem::take).unwrap_or_default();
    let polygon = |rings: Vec<usize>| rings.into_iter().map(&mut taken).collect();
    Some(polygons.into_iter().map(polygon).collect())
}

fn too_much() -> Text {
    Text::new(
        "应能由图形看出内环各在哪个外环之内，实有的环需要的比较次数超过上限；图形未读取",
        "expected holes whose exteriors can be found, found rings that need more comparisons than the limit; the shape was not read",
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by trying every hole with every exterior.
    fn naive(rings: Vec<Vec<Vertex>>) -> Vec<Vec<Vec<Vertex>>> {
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
            let mut order = written_before.checked_sub(1).into_iter().chain(0..polygons.len());
            let exterior = |at: &usize| polygons.get(*at).and_then(|polygon| polygon.first());
            let around = order.find(|at| exterior(at).is_some_and(|ring| is_around(ring, &hole)));
            match around.and_then(|at| polygons.get_mut(at)) {
                Some(polygon) => polygon.push(hole),
                None => polygons.push(vec![turned(hole)]),
            }
        }
        polygons
    }

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

    /// Rings of small whole numbers, many of which touch, cross and hold each other; the same for the same seed.
    fn some_rings(seed: u64) -> Vec<Vec<Vertex>> {
        let mut state = seed;
        let mut number = |below: u64| {
            // D. Knuth's MMIX generator.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        (0..2 + number(7))
            .map(|_| {
                let (corners, size) = (3 + number(4), 2 + number(12));
                let (left, low) = (number(8), number(8));
                let mut ring: Vec<Vertex> = (0..corners)
                    .map(|_| ((left + number(size)) as f64, (low + number(size)) as f64, None))
                    .collect();
                if number(5) > 0 {
                    ring.extend(ring.first().copied());
                }
                ring
            })
            .collect()
    }

    #[test]
    fn holes_go_where_a_look_at_every_edge_puts_them() {
        let mut holed = 0;
        for seed in 0..3_000 {
            let rings = some_rings(seed);
            let mut findings = Vec::new();
            let mut looks = Looks::for_vertices(0);
            let grouped = group(rings.clone(), "a.shp", 1, &mut looks, &mut findings);
            let expected = naive(rings.clone());
            holed += usize::from(expected.iter().any(|polygon| polygon.len() > 1));
            assert_eq!(grouped.as_ref(), Some(&expected), "{seed}: {rings:?}");
        }
        assert!(holed > 500, "{holed}");
    }

    #[test]
    fn rings_that_need_too_many_looks_are_said_and_not_read() {
        let ring = |size: f64, turn: bool| {
            let mut ring = [[0.0, 0.0], [0.0, size], [size, size], [size, 0.0], [0.0, 0.0]];
            if turn {
                ring.reverse();
            }
            ring.map(|[x, y]| (x, y, None)).to_vec()
        };
        let rings = vec![ring(10.0, false), ring(5.0, true)];
        for (looks, read) in [(1_000, true), (10, false)] {
            let mut findings = Vec::new();
            let mut looks = Looks::of(looks);
            let grouped = group(rings.clone(), "a.shp", 7, &mut looks, &mut findings);
            assert_eq!(grouped.is_some(), read);
            assert_eq!(findings.len(), usize::from(!read));
            for finding in findings {
                assert_eq!(finding.code, Code::ShpRecord);
                assert!(finding.message.en.starts_with("record 7: expected holes whose exteriors"));
            }
        }
        // Exteriors alone need none.
        let grouped =
            group(vec![ring(10.0, false)], "a.shp", 1, &mut Looks::of(0), &mut Vec::new());
        assert!(grouped.is_some_and(|polygons| polygons.len() == 1));
    }
}
