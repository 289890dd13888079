//! Outlines: the rings around a set of faces, found by cancelling the edges that two of them share.

use std::collections::BTreeMap;

use super::face::{Point, twice_area};

/// The rings around these faces, outer ones counter-clockwise and first, holes clockwise.
///
/// Faces that touch in a vertex only are kept apart at it: the way turns as far left as it can.
pub(super) fn around(faces: &[Vec<Point>]) -> Vec<Vec<Point>> {
    let mut edges: Vec<(Point, Point)> = Vec::new();
    for ring in faces {
        let next = ring.iter().skip(1).chain(ring.first());
        edges.extend(ring.iter().zip(next).map(|(a, b)| (*a, *b)));
    }
    edges.sort_unstable();
    let single = |edge: &&(Point, Point)| edges.binary_search(&(edge.1, edge.0)).is_err();
    let mut from: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    for (a, b) in edges.iter().filter(single) {
        from.entry(*a).or_default().push(*b);
    }
    let mut rings = Vec::new();
    while let Some((start, ends)) = from.iter().find(|(_, ends)| !ends.is_empty()) {
        let (start, Some(mut at)) = (*start, ends.last().copied()) else { break };
        let mut ring = vec![start];
        let mut before = start;
        take(&mut from, start, at);
        while at != start {
            ring.push(at);
            let Some(next) = leftmost(&from, before, at) else { break };
            take(&mut from, at, next);
            (before, at) = (at, next);
        }
        rings.push(ring);
    }
    rings.sort_by_key(|ring| std::cmp::Reverse(twice_area(ring)));
    rings
}

fn take(from: &mut BTreeMap<Point, Vec<Point>>, a: Point, b: Point) {
    if let Some(ends) = from.get_mut(&a) {
        ends.retain(|end| *end != b);
        if ends.is_empty() {
            from.remove(&a);
        }
    }
}

fn leftmost(from: &BTreeMap<Point, Vec<Point>>, before: Point, at: Point) -> Option<Point> {
    let ends = from.get(&at)?;
    if let [only] = ends.as_slice() {
        return Some(*only);
    }
    let turn = |end: &Point| {
        let (ux, uy) = (i128::from(at.x - before.x), i128::from(at.y - before.y));
        let (vx, vy) = (i128::from(end.x - at.x), i128::from(end.y - at.y));
        ux * vy - uy * vx
    };
    ends.iter().max_by_key(|end| turn(end)).copied()
}
