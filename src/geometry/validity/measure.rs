//! Lengths and areas of what is wrong.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::overlay::FloatOverlay;

use super::predicate::Point;
use crate::geometry::Plane;

/// Shapes of more vertices together are not overlaid for a measure.
const MAX_VERTICES: usize = 50_000;
/// So many vertices are overlaid for one shape in all.
const MAX_TOTAL: usize = 1_000_000;

/// Measures in metres and m², as long as they cost little beside the search.
#[derive(Debug)]
pub(super) struct Measures {
    plane: Plane,
    left: usize,
}

/// What two regions are asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Common {
    /// What both cover.
    Both,
    /// What the first covers and the second does not.
    FirstOnly,
}

impl Measures {
    pub(super) fn new(plane: Plane) -> Measures {
        Measures { plane, left: MAX_TOTAL }
    }

    /// The length of a line, metres.
    pub(super) fn length(&self, line: &[Point]) -> f64 {
        line.iter().zip(line.iter().skip(1)).map(|(a, b)| self.plane.distance(*a, *b)).sum()
    }

    /// The area of a ring, m².
    pub(super) fn ring(&self, ring: &[Point]) -> f64 {
        self.plane.ring_area(ring).abs()
    }

    /// The area of what two regions have in common, m²; each given as rings, the exterior first. `None` if they are
    /// too large to be measured on the way.
    pub(super) fn region(
        &mut self,
        first: &[&[Point]],
        second: &[&[Point]],
        common: Common,
    ) -> Option<f64> {
        let vertices = first.iter().chain(second).map(|ring| ring.len()).sum::<usize>();
        if vertices > MAX_VERTICES {
            return None;
        }
        self.left = self.left.checked_sub(vertices)?;
        let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
        for p in first.iter().chain(second).copied().flatten() {
            low = [low[0].min(p[0]), low[1].min(p[1])];
            high = [high[0].max(p[0]), high[1].max(p[1])];
        }
        let middle = [(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0];
        let extent = (high[0] - low[0]).max(high[1] - low[1]);
        // To a unit square and back: the grid of the overlay is then as fine as it can be.
        if !extent.is_normal() {
            return None;
        }
        let paths = |rings: &[&[Point]]| {
            rings.iter().enumerate().map(|(at, ring)| directed(at, ring, middle, extent)).collect()
        };
        let (first, second): (Vec<Vec<Point>>, Vec<Vec<Point>>) = (paths(first), paths(second));
        let mut overlay = FloatOverlay::<[f64; 2], i64>::from_subj_and_clip(&first, &second);
        let rule = match common {
            Common::Both => OverlayRule::Intersect,
            Common::FirstOnly => OverlayRule::Difference,
        };
        let shapes = overlay.overlay(rule, FillRule::Positive);
        let back = |p: &Point| [p[0] * extent + middle[0], p[1] * extent + middle[1]];
        let rings: Vec<Vec<Point>> =
            shapes.iter().flatten().map(|ring| ring.iter().map(back).collect()).collect();
        Some(self.plane.region_area(&rings).max(0.0))
    }
}

/// A ring around its middle, counter-clockwise if it is the first, clockwise if not.
fn directed(at: usize, ring: &[Point], middle: Point, extent: f64) -> Vec<Point> {
    let scaled = |p: &Point| [(p[0] - middle[0]) / extent, (p[1] - middle[1]) / extent];
    let mut ring: Vec<Point> = ring.iter().map(scaled).collect();
    let area = Plane::Metres.ring_area(&ring);
    if (area < 0.0) == (at == 0) {
        ring.reverse();
    }
    ring
}
