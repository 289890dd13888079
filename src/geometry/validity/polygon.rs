//! The rings of one polygon: each with itself, each with the others, and whether they leave one interior.

use std::ops::Range;

use super::between::{Along, Between, are_equal, between, stretches};
use super::connected::Sound;
use super::contact::Contacts;
use super::locate::{Depth, Locator, Sides};
use super::measure::{Common, Measures};
use super::predicate::{Point, crossing_point, lexical, same};
use super::rings::{Rings, defect, defect_between};
use super::sweep::Nesting;
use super::{Defect, DefectGeometry, DefectKind};

/// So many holes are looked for in others one by one, where a sweep does not tell.
const MAX_LOCATED: usize = 5_000_000;

/// The exterior ring of a polygon whose holes are judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shell {
    /// The first of the rings.
    Present,
    /// It has no position: every hole is outside.
    Empty,
    /// It cannot be judged itself.
    Unusable,
}

/// One polygon under judgement.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) rings: &'a Rings,
    /// The rings of the polygon.
    pub(super) range: Range<usize>,
    pub(super) shell: Shell,
    pub(super) contacts: &'a Contacts,
    pub(super) nesting: &'a Nesting,
    pub(super) locator: Locator<'a>,
    pub(super) measures: &'a mut Measures,
    pub(super) defects: &'a mut Vec<Defect>,
    /// For each ring: it crosses itself or runs along itself.
    pub(super) crossed: Vec<bool>,
    /// For each ring: it is no sound hole for other reasons.
    pub(super) faulty: Vec<bool>,
    /// Pairs of rings with a stretch in common and nothing else: they bound the interior as one ring does.
    pub(super) joined: Vec<[usize; 2]>,
    /// Whether no ring comes to a position twice and no two cross or run along each other: then the order of a
    /// sweep can be trusted.
    pub(super) simple: bool,
    pub(super) stopped: bool,
}

impl Judge<'_> {
    pub(super) fn judge(&mut self) {
        if !self.contacts.is_empty() {
            self.own_contacts();
        }
        let mut settled = Vec::new();
        if self.range.len() > 1 && !self.contacts.is_empty() {
            for between in between(self.rings, self.contacts, |_, _| true) {
                self.simple = false;
                if self.settle(&between) {
                    settled.push(between.rings);
                }
            }
        }
        // Of a search given up it is not known which rings have been spoken of.
        if !self.contacts.stopped {
            self.nesting(&settled);
        }
        if self.range.len() > 1 && !self.contacts.visits.is_empty() {
            let sound: Vec<bool> =
                self.crossed.iter().zip(&self.faulty).map(|(a, b)| !a && !b).collect();
            let rings = Sound { first: self.range.start, sound: &sound, joined: &self.joined };
            super::connected::disconnections(self.rings, &rings, self.contacts, self.defects);
        }
    }

    fn flag(&mut self, ring: usize) {
        let at = ring - self.range.start;
        // The exterior ring stays what holes are judged by.
        if (at > 0 || self.shell != Shell::Present)
            && let Some(slot) = self.faulty.get_mut(at)
        {
            *slot = true;
        }
    }

    fn is_crossed(&self, ring: usize) -> bool {
        self.crossed.get(ring - self.range.start).copied().unwrap_or(false)
    }

    fn cross(&mut self, ring: usize) {
        if let Some(slot) = self.crossed.get_mut(ring - self.range.start) {
            *slot = true;
        }
    }

    /// Reports a defect of an edge and another.
    fn push(
        &mut self,
        kind: DefectKind,
        edges: [usize; 2],
        at: Point,
        shown: (Option<f64>, DefectGeometry),
    ) {
        self.defects.push(defect_between(self.rings, kind, edges, at, shown));
    }

    /// Where rings meet themselves.
    fn own_contacts(&mut self) {
        let rings = self.rings;
        let contacts = self.contacts;
        let is_own = |[a, b]: [usize; 2]| rings.ring_of(a) == rings.ring_of(b);
        for &edges in contacts.crossings.iter().filter(|edges| is_own(**edges)) {
            let at = crossing_point(rings.edge(edges[0]), rings.edge(edges[1]));
            self.push(DefectKind::RingCrossing, edges, at, (None, DefectGeometry::Point(at)));
            self.cross(rings.ring_of(edges[0]));
        }
        let own: Vec<_> = contacts.overlaps.iter().filter(|o| is_own(o.edges)).copied().collect();
        let ring = |edge: usize| rings.ring_of(edge);
        for overlaps in own.chunk_by(|a, b| ring(a.edges[0]) == ring(b.edges[0])) {
            for stretch in stretches(rings, overlaps, Along::First) {
                let length = self.measures.length(&stretch.line);
                let at = stretch.line.first().copied().unwrap_or_default();
                let shown = (Some(length), DefectGeometry::Line(stretch.line));
                self.push(DefectKind::Neck, stretch.edges, at, shown);
                self.cross(ring(stretch.edges[0]));
            }
        }
        let mut ends: Vec<(usize, Point)> =
            own.iter().flat_map(|o| [o.from, o.to].map(|p| (ring(o.edges[0]), p))).collect();
        let order = |a: &(usize, Point), b: &(usize, Point)| a.0.cmp(&b.0).then(lexical(a.1, b.1));
        ends.sort_unstable_by(order);
        for touch in contacts.touches() {
            let at = touch.first().map_or([0.0; 2], |visit| visit.0);
            let mut visits: Vec<_> = touch.iter().map(|visit| visit.1).collect();
            visits.sort_by_key(|visit| (ring(visit.edge()), *visit));
            for own in visits.chunk_by(|a, b| ring(a.edge()) == ring(b.edge())) {
                let Some((first, later)) = own.split_first() else { continue };
                if later.is_empty() {
                    continue;
                }
                let here = ring(first.edge());
                self.simple = false;
                if ends.binary_search_by(|end| order(end, &(here, at))).is_ok() {
                    continue;
                }
                for visit in later {
                    let edges = [first.edge(), visit.edge()];
                    self.push(DefectKind::RingTouch, edges, at, (None, DefectGeometry::Point(at)));
                }
            }
        }
    }

    /// Judges two rings that cross or have stretches in common; whether nothing is left to be said about them.
    fn settle(&mut self, between: &Between) -> bool {
        let rings = self.rings;
        let [a, b] = between.rings.map(|ring| rings.ring(ring));
        let shell = a.is_shell();
        let [a_index, b_index] = between.rings;
        if between.crossings.is_empty() && are_equal(rings, &a, &b) {
            let area = self.measures.ring(rings.points_of(&b));
            let edges = [b.start, a.start];
            let shown = (Some(area), DefectGeometry::Ring(rings.points_of(&b).to_vec()));
            self.push(DefectKind::HoleDuplicate, edges, rings.point(b.start), shown);
            self.flag(b_index);
            return true;
        }
        let partly = if shell { DefectKind::HoleCrossesShell } else { DefectKind::HolesOverlap };
        let is_crossed = self.is_crossed(a_index) || self.is_crossed(b_index);
        if let Some(&(at, [edge, other])) = between.crossings.first() {
            let common = if shell { Common::FirstOnly } else { Common::Both };
            let measure = if is_crossed {
                None
            } else {
                self.measures.region(&[rings.points_of(&b)], &[rings.points_of(&a)], common)
            };
            let points = between.crossings.iter().map(|crossing| crossing.0).collect();
            self.push(partly, [other, edge], at, (measure, DefectGeometry::Points(points)));
            self.flag(a_index);
            self.flag(b_index);
            return true;
        }
        let lines = stretches(rings, &between.overlaps, Along::Second);
        let (mut of_b, mut of_a) = (Sides::default(), Sides::default());
        if !is_crossed {
            of_b = self.locator.sides(&b, &a, Depth::All);
            of_a = self.locator.sides(&a, &b, Depth::All);
        }
        if of_b.inside && of_b.outside.is_some() {
            // They change sides along a stretch.
            let common = if shell { Common::FirstOnly } else { Common::Both };
            let measure =
                self.measures.region(&[rings.points_of(&b)], &[rings.points_of(&a)], common);
            let ends: Vec<Point> =
                lines.iter().filter_map(|line| line.line.last().copied()).collect();
            let Some((line, at)) = lines.first().zip(ends.first()) else { return true };
            let edges = [line.edges[1], line.edges[0]];
            self.push(partly, edges, *at, (measure, DefectGeometry::Points(ends.clone())));
            self.flag(a_index);
            self.flag(b_index);
            return true;
        }
        if (shell && of_b.outside.is_some()) || (!shell && (of_b.inside || of_a.inside)) {
            // Outside, or one in the other: said once, below.
            self.flag(if !shell && of_a.inside { a_index } else { b_index });
            return false;
        }
        self.joined.push([a_index, b_index]);
        for line in lines {
            let length = self.measures.length(&line.line);
            let at = line.line.first().copied().unwrap_or_default();
            let edges = [line.edges[1], line.edges[0]];
            let shown = (Some(length), DefectGeometry::Line(line.line));
            self.push(DefectKind::HoleSharesEdge, edges, at, shown);
        }
        true
    }

    /// Which holes lie outside the exterior ring, and which in another hole.
    fn nesting(&mut self, settled: &[[usize; 2]]) {
        let rings = self.rings;
        let present = self.shell == Shell::Present;
        let holes = self.range.start + usize::from(present)..self.range.end;
        if holes.is_empty() {
            return;
        }
        if self.shell == Shell::Empty {
            for hole in holes.clone() {
                self.outside(hole, rings.ring(hole).start);
            }
            return;
        }
        let around = self.nesting.around.as_ref().filter(|_| self.simple);
        if let Some(around) = around.cloned() {
            for hole in holes {
                let up = |ring: usize| around.get(ring - self.range.start).copied().flatten();
                let is_hole = |ring: &usize| !rings.ring(*ring).is_shell();
                let outer = up(hole);
                let is_in_shell =
                    std::iter::successors(outer, |ring| up(*ring)).any(|ring| !is_hole(&ring));
                if present && !is_in_shell {
                    let vertex = self.outmost(hole, self.range.start);
                    self.outside(hole, vertex);
                } else if let Some(outer) = outer.filter(is_hole) {
                    self.nested(hole, outer);
                }
            }
            return;
        }
        self.nesting_by_positions(present, holes, settled);
    }

    /// The same, each pair of rings by itself.
    fn nesting_by_positions(&mut self, present: bool, holes: Range<usize>, settled: &[[usize; 2]]) {
        let rings = self.rings;
        let mut is_outside = vec![false; holes.len()];
        let is_settled = |a: usize, b: usize| settled.binary_search(&[a.min(b), a.max(b)]).is_ok();
        if present && !self.is_crossed(self.range.start) {
            let shell = self.range.start;
            for (hole, is_outside) in holes.clone().zip(&mut is_outside) {
                if self.is_crossed(hole) || is_settled(shell, hole) {
                    continue;
                }
                let (outer, inner) = (rings.ring(shell), rings.ring(hole));
                if self.locator.sides(&inner, &outer, Depth::First).outside.is_some() {
                    *is_outside = true;
                    let vertex = self.outmost(hole, shell);
                    self.outside(hole, vertex);
                }
            }
        }
        let candidates = enclosing_boxes(rings, holes.clone(), &mut self.stopped);
        for of_inner in candidates.chunk_by(|a, b| a.0 == b.0) {
            let Some((inner, _)) = of_inner.first().copied() else { continue };
            let outside = is_outside.get(inner - holes.start).copied().unwrap_or(false);
            if self.is_crossed(inner) || outside {
                continue;
            }
            let ring = rings.ring(inner);
            let mut innermost: Option<(f64, usize)> = None;
            for &(_, outer) in of_inner {
                if self.is_crossed(outer) || is_settled(outer, inner) {
                    continue;
                }
                let other = rings.ring(outer);
                if self.locator.sides(&ring, &other, Depth::First).inside {
                    let area = self.measures.ring(rings.points_of(&other));
                    if innermost.is_none_or(|(least, _)| area < least) {
                        innermost = Some((area, outer));
                    }
                }
            }
            if let Some((_, outer)) = innermost {
                self.nested(inner, outer);
            }
        }
    }

    /// A vertex of a hole that lies outside the exterior ring, if one does.
    fn outmost(&mut self, hole: usize, shell: usize) -> usize {
        let (hole, shell) = (self.rings.ring(hole), self.rings.ring(shell));
        let outside = self.locator.sides(&hole, &shell, Depth::First).outside;
        outside.unwrap_or(hole.start)
    }

    fn outside(&mut self, hole: usize, vertex: usize) {
        self.flag(hole);
        let ring = self.rings.ring(hole);
        let mut found =
            defect(DefectKind::HoleOutside, self.rings.place(vertex), self.rings.point(vertex));
        found.geometry = DefectGeometry::Ring(self.rings.points_of(&ring).to_vec());
        self.defects.push(found);
    }

    fn nested(&mut self, hole: usize, outer: usize) {
        self.flag(hole);
        let (ring, outer) = (self.rings.ring(hole), self.rings.ring(outer));
        let area = self.measures.ring(self.rings.points_of(&ring));
        let shown = (Some(area), DefectGeometry::Ring(self.rings.points_of(&ring).to_vec()));
        let at = self.rings.point(ring.start);
        self.push(DefectKind::HoleNested, [ring.start, outer.start], at, shown);
    }
}

/// Pairs of rings (inner, outer) where the box of one lies in that of the other, by inner.
pub(super) fn enclosing_boxes(
    rings: &Rings,
    some: impl Iterator<Item = usize>,
    stopped: &mut bool,
) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = some.collect();
    order.sort_by(|a, b| rings.ring(*a).low[0].total_cmp(&rings.ring(*b).low[0]).then(a.cmp(b)));
    let mut active: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for &ring in &order {
        let own = rings.ring(ring);
        active.retain(|other| rings.ring(*other).high[0] >= own.low[0]);
        for &other in &active {
            let outer = rings.ring(other);
            if outer.may_contain(&own) {
                pairs.push((ring, other));
            }
            // Boxes that begin at the same x come in any order.
            if same([outer.low[0], 0.0], [own.low[0], 0.0]) && own.may_contain(&outer) {
                pairs.push((other, ring));
            }
        }
        if pairs.len() > MAX_LOCATED {
            *stopped = true;
            break;
        }
        active.push(ring);
    }
    pairs.sort_unstable();
    pairs
}
