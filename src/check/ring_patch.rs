//! The steps that make one geometry into another: no more of it is named than what differs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::finding::PatchStep;
use crate::geometry::coverage::{InsertedVertex, PlainShape, turn};

type Ring = Vec<[f64; 2]>;

/// A geometry of a document.
pub(super) struct GeometryText<'a> {
    /// The JSON pointer of the geometry; empty for a document that is one.
    pointer: &'a str,
    is_multi: bool,
    /// The heights by position.
    heights: BTreeMap<[u64; 2], f64>,
}

impl<'a> GeometryText<'a> {
    /// The geometry whose first ring has this pointer, and the height of each point.
    ///
    /// `None` for a pointer that is not that of a GeoJSON polygon.
    pub(super) fn new(
        first_ring: &'a str,
        shape: &PlainShape,
        heights: &[Option<f64>],
    ) -> Option<GeometryText<'a>> {
        let multi = first_ring.strip_suffix("/coordinates/0/0");
        let pointer = multi.or_else(|| first_ring.strip_suffix("/coordinates/0"))?;
        let heights = shape.points().iter().zip(heights);
        let heights = heights.filter_map(|(at, height)| Some((key(*at), (*height)?)));
        Some(GeometryText { pointer, is_multi: multi.is_some(), heights: heights.collect() })
    }

    /// A position, with the height that it has here or, if it is new here, there.
    fn position(&self, at: [f64; 2], other: &GeometryText<'_>) -> Value {
        let height = [self, other].iter().find_map(|text| text.heights.get(&key(at)).copied());
        Value::from_iter(at.into_iter().chain(height))
    }

    fn polygon(&self, polygon: usize) -> String {
        let base = self.pointer;
        if self.is_multi {
            format!("{base}/coordinates/{polygon}")
        } else {
            format!("{base}/coordinates")
        }
    }

    /// The steps that add corners to rings.
    pub(super) fn insert(
        &self,
        inserted: &[InsertedVertex],
        other: &GeometryText<'_>,
    ) -> Vec<PatchStep> {
        // From the last to the first, so that no step moves the place of a later one.
        let steps = inserted.iter().rev().map(|one| {
            let InsertedVertex { polygon, ring, vertex, at } = *one;
            let path = format!("{}/{ring}/{}", self.polygon(polygon), vertex.saturating_add(1));
            PatchStep::add(path, self.position(at, other))
        });
        steps.collect()
    }

    /// The steps that make `old`, which stands here, into `new`: rings that do not change are not named, and of those
    /// that do only the positions that differ, unless rings come or go.
    pub(super) fn change(
        &self,
        old: &PlainShape,
        new: &PlainShape,
        other: &GeometryText<'_>,
    ) -> Vec<PatchStep> {
        let (old, mut new) = (polygons(old), polygons(new));
        if !self.is_multi && new.len() > 1 {
            let all: Value = new.iter().map(|polygon| self.polygon_value(polygon, other)).collect();
            return vec![
                PatchStep::replace(format!("{}/type", self.pointer), "MultiPolygon"),
                PatchStep::replace(format!("{}/coordinates", self.pointer), all),
            ];
        }
        let count = old.len();
        let mut changed: Vec<(usize, Vec<Ring>)> = Vec::new();
        for (index, polygon) in old.into_iter().enumerate() {
            let own = canonical_polygon(&polygon);
            match new.iter().position(|other| canonical_polygon(other) == own) {
                Some(same) => drop(new.remove(same)),
                None => changed.push((index, polygon)),
            }
        }
        let mut steps = Vec::new();
        let mut gone = Vec::new();
        for (index, polygon) in &changed {
            let shared =
                |at: &usize| new.get(*at).map_or(0, |other| common_corners(polygon, other));
            // Of several with as many corners in common, the first.
            match (0..new.len()).rev().max_by_key(shared) {
                Some(heir) => {
                    let heir = new.remove(heir);
                    steps.extend(self.change_polygon(&self.polygon(*index), polygon, heir, other));
                }
                None => gone.push(*index),
            }
        }
        // Additions at one place stand in front of those before them.
        for polygon in new.iter().rev() {
            let path = format!("{}/coordinates/{count}", self.pointer);
            steps.push(PatchStep::add(path, self.polygon_value(polygon, other)));
        }
        steps.extend(gone.iter().rev().map(|index| PatchStep::remove(self.polygon(*index))));
        steps
    }

    fn change_polygon(
        &self,
        pointer: &str,
        old: &[Ring],
        new: Vec<Ring>,
        other: &GeometryText<'_>,
    ) -> Vec<PatchStep> {
        let mut new = new.into_iter();
        let (Some((old_shell, old_holes)), Some(new_shell)) = (old.split_first(), new.next())
        else {
            return Vec::new();
        };
        let mut new_holes: Vec<Ring> = new.collect();
        let mut changed: Vec<(usize, &Ring)> = Vec::new();
        for (index, hole) in (1..).zip(old_holes) {
            let own = canonical(hole);
            match new_holes.iter().position(|other| canonical(other) == own) {
                Some(same) => drop(new_holes.remove(same)),
                None => changed.push((index, hole)),
            }
        }
        let mut steps = Vec::new();
        let mut gone = Vec::new();
        for (index, hole) in changed {
            let shared = |at: &usize| {
                let heir = new_holes.get(*at).map(std::slice::from_ref).unwrap_or_default();
                common_corners(std::slice::from_ref(hole), heir)
            };
            match (0..new_holes.len()).rev().max_by_key(shared) {
                Some(heir) => {
                    let heir = new_holes.remove(heir);
                    steps.extend(self.change_ring(
                        &format!("{pointer}/{index}"),
                        hole,
                        heir,
                        other,
                    ));
                }
                None => gone.push(index),
            }
        }
        for hole in new_holes.iter().rev() {
            let path = format!("{pointer}/{}", old.len());
            steps.push(PatchStep::add(path, self.ring_value(hole, other)));
        }
        steps
            .extend(gone.iter().rev().map(|index| PatchStep::remove(format!("{pointer}/{index}"))));
        if canonical(old_shell) != canonical(&new_shell) {
            steps.extend(self.change_ring(&format!("{pointer}/0"), old_shell, new_shell, other));
        }
        steps
    }

    /// A ring keeps its direction, and its first corner if that stays.
    fn change_ring(
        &self,
        pointer: &str,
        old: &Ring,
        mut new: Ring,
        other: &GeometryText<'_>,
    ) -> Vec<PatchStep> {
        if (turn(old) > 0.0) != (turn(&new) > 0.0) {
            new.reverse();
        }
        let is_closed = old.len() > 1 && old.first() == old.last();
        let corners = if is_closed { old.len().saturating_sub(1) } else { old.len() };
        let places: BTreeMap<[u64; 2], usize> =
            old.iter().take(corners).enumerate().map(|(at, corner)| (key(*corner), at)).collect();
        let place = |corner: &[f64; 2]| places.get(&key(*corner)).copied();
        let first = new.iter().enumerate().filter_map(|(at, corner)| Some((place(corner)?, at)));
        if let Some((_, at)) = first.min() {
            new.rotate_left(at);
        }
        // Corners of both, in both from first to last: between two of them stands what differs.
        let mut stays: Vec<(usize, usize)> = Vec::new();
        for (at, corner) in new.iter().enumerate() {
            if let Some(here) = place(corner)
                && stays.last().is_none_or(|(before, _)| *before < here)
            {
                stays.push((here, at));
            }
        }
        let count = new.len();
        if is_closed {
            if stays.first() == Some(&(0, 0)) {
                stays.push((corners, count));
            }
            new.extend(new.first().copied());
        }
        stays.push((old.len(), new.len()));
        let mut steps = Vec::new();
        let mut ends = stays.iter().rev().peekable();
        while let Some((old_end, new_end)) = ends.next() {
            let (old_start, new_start) = match ends.peek() {
                Some((old, new)) => (old.saturating_add(1), new.saturating_add(1)),
                None => (0, 0),
            };
            let there = new.get(new_start..*new_end).unwrap_or_default();
            let both = there.len().min(old_end.saturating_sub(old_start));
            let more = there.get(both..).unwrap_or_default();
            for corner in more.iter().rev() {
                let path = format!("{pointer}/{old_end}");
                steps.push(PatchStep::add(path, self.position(*corner, other)));
            }
            for at in (old_start.saturating_add(both)..*old_end).rev() {
                steps.push(PatchStep::remove(format!("{pointer}/{at}")));
            }
            for (at, corner) in (old_start..).zip(there.iter().take(both)) {
                let path = format!("{pointer}/{at}");
                steps.push(PatchStep::replace(path, self.position(*corner, other)));
            }
        }
        steps
    }

    fn polygon_value(&self, polygon: &[Ring], other: &GeometryText<'_>) -> Value {
        polygon.iter().map(|ring| self.ring_value(ring, other)).collect()
    }

    fn ring_value(&self, ring: &Ring, other: &GeometryText<'_>) -> Value {
        ring.iter().chain(ring.first()).map(|at| self.position(*at, other)).collect()
    }
}

fn key(at: [f64; 2]) -> [u64; 2] {
    // −0 is 0.
    at.map(|number| (number + 0.0).to_bits())
}

fn polygons(shape: &PlainShape) -> Vec<Vec<Ring>> {
    shape.polygons().map(|polygon| polygon.rings().map(<[_]>::to_vec).collect()).collect()
}

/// A ring from its lowest corner on, not closed, in the direction of the lower of the two corners beside it: what
/// closes it and where it starts do not matter.
fn canonical(ring: &Ring) -> Vec<[u64; 2]> {
    let mut keys: Vec<[u64; 2]> = ring.iter().map(|at| key(*at)).collect();
    keys.dedup();
    if keys.len() > 1 && keys.first() == keys.last() {
        keys.pop();
    }
    let lowest = keys.iter().enumerate().min_by_key(|(_, key)| **key).map_or(0, |(at, _)| at);
    keys.rotate_left(lowest);
    if keys.get(1) > keys.last() {
        keys.reverse();
        keys.rotate_right(1);
    }
    keys
}

/// The exterior ring, then the interior rings in any order.
fn canonical_polygon(polygon: &[Ring]) -> (Vec<[u64; 2]>, Vec<Vec<[u64; 2]>>) {
    let mut rings = polygon.iter().map(canonical);
    let shell = rings.next().unwrap_or_default();
    let mut holes: Vec<_> = rings.collect();
    holes.sort_unstable();
    (shell, holes)
}

fn common_corners(a: &[Ring], b: &[Ring]) -> usize {
    let of_a: BTreeSet<[u64; 2]> = a.iter().flatten().map(|at| key(*at)).collect();
    b.iter().flatten().filter(|at| of_a.contains(&key(**at))).count()
}
