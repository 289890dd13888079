//! The polygons of one shape, each with the others: they may touch at single positions only.

use std::ops::Range;

use super::between::{Along, Between, Stretch, are_equal, between, stretches};
use super::contact::Contacts;
use super::locate::{Depth, Locator};
use super::measure::{Common, Measures};
use super::polygon::enclosing_boxes;
use super::predicate::{Point, lexical};
use super::rings::{Ring, Rings, defect_between};
use super::sweep::Nesting;
use super::{Defect, DefectGeometry, DefectKind};

/// All polygons under judgement.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    pub(super) rings: &'a Rings,
    /// The rings of each polygon that has an exterior ring, which comes first.
    pub(super) parts: &'a [Part],
    pub(super) contacts: &'a Contacts,
    pub(super) nesting: &'a Nesting,
    pub(super) locator: Locator<'a>,
    pub(super) measures: &'a mut Measures,
    pub(super) defects: &'a mut Vec<Defect>,
    /// Whether each polygon by itself is sound, and no two cross or run along each other: then the order of a
    /// sweep can be trusted.
    pub(super) sound: bool,
    pub(super) stopped: bool,
}

/// One polygon.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) rings: Range<usize>,
    /// A ring of it crosses itself.
    pub(super) crossed: bool,
}

/// What is to be said about two polygons that cross or have stretches in common.
enum Verdict {
    Overlap(Vec<(Point, [usize; 2])>),
    Duplicate,
    Shared(Vec<Stretch>),
    /// One may lie in the other: said once, later.
    Open,
}

impl Parts<'_> {
    pub(super) fn judge(&mut self) {
        let mut settled: Vec<[usize; 2]> = Vec::new();
        if !self.contacts.is_empty() {
            let mut pairs = between(self.rings, self.contacts, |a, b| {
                a.polygon != b.polygon && (a.is_shell() || b.is_shell())
            });
            let polygons = |pair: &Between| pair.rings.map(|ring| self.rings.ring(ring).polygon);
            pairs.sort_by_key(polygons);
            let groups: Vec<&[Between]> =
                pairs.chunk_by(|a, b| polygons(a) == polygons(b)).collect();
            for group in groups {
                let Some(polygons) = group.first().map(polygons) else { continue };
                let [Some(a), Some(b)] = polygons.map(|polygon| self.part(polygon)) else {
                    continue;
                };
                self.sound = false;
                let verdict = self.settle(&a, &b, group);
                if self.say(&a, &b, verdict) {
                    settled.push([a.rings.start, b.rings.start]);
                }
            }
        }
        settled.sort_unstable();
        // Of a search given up it is not known which rings have been spoken of.
        if !self.contacts.stopped {
            self.nesting(&settled);
        }
    }

    fn part(&self, polygon: usize) -> Option<Part> {
        let of = |part: &Part| self.rings.ring(part.rings.start).polygon;
        let at = self.parts.binary_search_by_key(&polygon, of).ok()?;
        self.parts.get(at).cloned()
    }

    fn settle(&mut self, a: &Part, b: &Part, group: &[Between]) -> Verdict {
        let rings = self.rings;
        let mut crossings: Vec<_> =
            group.iter().flat_map(|between| between.crossings.iter().copied()).collect();
        if !crossings.is_empty() {
            crossings.sort_unstable_by(|a, b| lexical(a.0, b.0).then(a.1.cmp(&b.1)));
            return Verdict::Overlap(crossings);
        }
        let (shell_a, shell_b) = (rings.ring(a.rings.start), rings.ring(b.rings.start));
        let is_shells = |between: &Between| between.rings == [a.rings.start, b.rings.start];
        if group.iter().any(is_shells) && are_equal(rings, &shell_a, &shell_b) {
            if self.are_equal(a, b) {
                return Verdict::Duplicate;
            }
            return Verdict::Overlap(vec![(
                rings.point(shell_b.start),
                [shell_a.start, shell_b.start],
            )]);
        }
        let mut lines = Vec::new();
        let mut open = false;
        for between in group {
            let shared = stretches(rings, &between.overlaps, Along::Second);
            let [first, second] = between.rings.map(|ring| rings.ring(ring));
            let (one, other) = if second.is_shell() { (second, first) } else { (first, second) };
            if !a.crossed && !b.crossed {
                let sides = self.locator.sides(&one, &other, Depth::All);
                if sides.inside && sides.outside.is_some() {
                    let end = |line: &Stretch| Some((line.line.last().copied()?, line.edges));
                    return Verdict::Overlap(shared.iter().filter_map(end).collect());
                }
                open |= if other.is_shell() {
                    sides.inside || self.locator.sides(&other, &one, Depth::All).inside
                } else {
                    sides.outside.is_some()
                };
            }
            lines.extend(shared);
        }
        if open { Verdict::Open } else { Verdict::Shared(lines) }
    }

    /// Whether two polygons with the same exterior ring have the same holes.
    fn are_equal(&self, a: &Part, b: &Part) -> bool {
        let holes = |part: &Part| {
            let mut holes: Vec<Ring> =
                part.rings.clone().skip(1).map(|ring| self.rings.ring(ring)).collect();
            holes.sort_by(|a, b| lexical(a.low, b.low).then(lexical(a.high, b.high)));
            holes
        };
        let (a, b) = (holes(a), holes(b));
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| are_equal(self.rings, a, b))
    }

    /// Whether something was said.
    fn say(&mut self, a: &Part, b: &Part, verdict: Verdict) -> bool {
        let rings = self.rings;
        match verdict {
            Verdict::Overlap(crossings) => {
                let measure = if a.crossed || b.crossed {
                    None
                } else {
                    let region = |part: &Part| -> Vec<&[Point]> {
                        part.rings.clone().map(|ring| rings.points_of(&rings.ring(ring))).collect()
                    };
                    self.measures.region(&region(a), &region(b), Common::Both)
                };
                let Some(&(at, [other, edge])) = crossings.first() else { return true };
                let points = crossings.iter().map(|crossing| crossing.0).collect();
                let shown = (measure, DefectGeometry::Points(points));
                self.push(DefectKind::PartsOverlap, [edge, other], at, shown);
            }
            Verdict::Duplicate => {
                let region = b
                    .rings
                    .clone()
                    .map(|ring| self.measures.ring(rings.points_of(&rings.ring(ring))));
                let area = region.enumerate().map(|(at, area)| if at == 0 { area } else { -area });
                let shown = self.whole(b, area.sum());
                let edges = [b, a].map(|part| rings.ring(part.rings.start).start);
                self.push(DefectKind::PartDuplicate, edges, rings.point(edges[0]), shown);
            }
            Verdict::Shared(lines) => {
                for line in lines {
                    let length = self.measures.length(&line.line);
                    let at = line.line.first().copied().unwrap_or_default();
                    let shown = (Some(length), DefectGeometry::Line(line.line));
                    let edges = [line.edges[1], line.edges[0]];
                    self.push(DefectKind::PartsShareEdge, edges, at, shown);
                }
            }
            Verdict::Open => return false,
        }
        true
    }

    fn whole(&self, part: &Part, area: f64) -> (Option<f64>, DefectGeometry) {
        let ring = self.rings.ring(part.rings.start);
        (Some(area), DefectGeometry::Ring(self.rings.points_of(&ring).to_vec()))
    }

    fn push(
        &mut self,
        kind: DefectKind,
        edges: [usize; 2],
        at: Point,
        shown: (Option<f64>, DefectGeometry),
    ) {
        self.defects.push(defect_between(self.rings, kind, edges, at, shown));
    }

    /// Which polygon lies in which, and not in a hole of it.
    fn nesting(&mut self, settled: &[[usize; 2]]) {
        let rings = self.rings;
        if let Some(around) = self.nesting.around.as_ref().filter(|_| self.sound) {
            let inside: Vec<(usize, usize)> = self
                .parts
                .iter()
                .filter_map(|part| {
                    let outer = around.get(part.rings.start).copied().flatten()?;
                    rings.ring(outer).is_shell().then_some((part.rings.start, outer))
                })
                .collect();
            for (inner, outer) in inside {
                self.nested(inner, outer);
            }
            return;
        }
        let shells = self.parts.iter().filter(|part| !part.crossed).map(|part| part.rings.start);
        let candidates = enclosing_boxes(rings, shells, &mut self.stopped);
        for of_inner in candidates.chunk_by(|a, b| a.0 == b.0) {
            let mut innermost: Option<(f64, usize)> = None;
            for &(inner, outer) in of_inner {
                let pair = [inner.min(outer), inner.max(outer)];
                if settled.binary_search(&pair).is_ok() || !self.is_in(inner, outer) {
                    continue;
                }
                let area = self.measures.ring(rings.points_of(&rings.ring(outer)));
                if innermost.is_none_or(|(least, _)| area < least) {
                    innermost = Some((area, outer));
                }
            }
            if let (Some((inner, _)), Some((_, outer))) = (of_inner.first(), innermost) {
                self.nested(*inner, outer);
            }
        }
    }

    /// Whether an exterior ring lies in another and in none of its holes.
    fn is_in(&mut self, inner: usize, outer: usize) -> bool {
        let (ring, shell) = (self.rings.ring(inner), self.rings.ring(outer));
        if !self.locator.sides(&ring, &shell, Depth::First).inside {
            return false;
        }
        let Some(part) = self.part(shell.polygon) else { return false };
        !part.rings.skip(1).any(|hole| {
            let hole = self.rings.ring(hole);
            hole.may_contain(&ring)
                && self.locator.sides(&ring, &hole, Depth::First).outside.is_none()
        })
    }

    fn nested(&mut self, inner: usize, outer: usize) {
        let (ring, outer) = (self.rings.ring(inner), self.rings.ring(outer));
        let area = self.measures.ring(self.rings.points_of(&ring));
        let shown = (Some(area), DefectGeometry::Ring(self.rings.points_of(&ring).to_vec()));
        let edges = [ring.start, outer.start];
        self.push(DefectKind::PartNested, edges, self.rings.point(ring.start), shown);
    }
}
