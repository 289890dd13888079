//! A region for many questions: whether a position lies in it, and whether its border runs through a box.
//!
//! **Method.** The edges are sorted into strips of the region's height, in each of them as runs of edges that hang together.
//! Of a run east of a position it does not matter which of its edges a line to the east crosses: an odd number if its ends
//! lie on two sides of the line, else an even one. Only a run above or below the position is gone through, so that a border
//! of thousands of edges along one strip costs little more than its runs.

use super::ground::{self, Extent};
use crate::geometry::coverage::Belts;
use crate::geometry::{MultiPolygon, PlanePosition};

/// The edges of a shape, sorted into strips of its height.
#[derive(Debug)]
pub(super) struct Region {
    extent: Option<Extent>,
    edges: Vec<[[f64; 2]; 2]>,
    /// The edges that reach into each strip.
    strips: Vec<Vec<Run>>,
    belts: Belts,
}

/// Edges that hang together, one behind the other.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// The first, and the one after the last.
    edges: [usize; 2],
    /// From where to where they reach, with room for the rounding of a crossing.
    west: f64,
    east: f64,
}

/// Edges of a run at most.
const LONGEST: usize = 32;

/// A crossing is worked out to better than this share of its number.
const ROUNDING: f64 = 1e-12;

impl Region {
    /// The region that the rings of a shape enclose by the even-odd rule; rings that are not finite are left out.
    pub(super) fn of<P: PlanePosition>(shape: &MultiPolygon<P>) -> Region {
        let mut edges = Vec::new();
        for (_, ring) in ground::rings(shape) {
            let Some(ring) = ground::open(ring) else { continue };
            edges.extend(ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| [*a, *b]));
        }
        let extent = Extent::of(edges.iter().map(|[from, _]| *from));
        let belts = Belts::of(edges.iter().copied());
        let mut region = Region { extent, edges, strips: Vec::new(), belts };
        // Edges that reach over many strips would fill them all: then fewer strips.
        let mut strips = region.edges.len().clamp(1, 4096);
        loop {
            region.strips = vec![Vec::new(); strips];
            let reach = |[[_, from], [_, to]]: &[[f64; 2]; 2]| {
                region.strip_range(from.min(*to), from.max(*to))
            };
            let entries: usize =
                region.edges.iter().map(reach).map(|(first, last)| last - first + 1).sum();
            if strips == 1 || entries <= region.edges.len().saturating_mul(8) {
                break;
            }
            strips /= 2;
        }
        let mut before = None;
        for (at, edge) in region.edges.iter().enumerate() {
            let [from, to] = *edge;
            let hangs_on = before.replace(to) == Some(from);
            let (first, last) = region.strip_range(from[1].min(to[1]), from[1].max(to[1]));
            for strip in region.strips.iter_mut().take(last + 1).skip(first) {
                match strip.last_mut().filter(|run| hangs_on && run.takes(at)) {
                    Some(run) => run.extend(edge),
                    None => strip.push(Run::of(at, edge)),
                }
            }
        }
        region
    }

    /// Whether a position lies inside; on the border either may be said.
    pub(super) fn contains(&self, [x, y]: [f64; 2]) -> bool {
        let Some(extent) = self.extent else { return false };
        if !ground::is_finite([x, y]) || extent.is_apart(&Extent { min: [x, y], max: [x, y] }) {
            return false;
        }
        let (strip, _) = self.strip_range(y, y);
        let runs = self.strips.get(strip).into_iter().flatten();
        runs.filter(|run| self.crosses(run, [x, y])).count() % 2 == 1
    }

    /// Whether the edges of a run cross the line from a position to the east an odd number of times.
    fn crosses(&self, run: &Run, [x, y]: [f64; 2]) -> bool {
        let [start, end] = run.edges;
        let edges = self.edges.get(start..end).unwrap_or_default();
        if run.east < x {
            return false;
        }
        if x < run.west {
            let ends = edges.first().zip(edges.last());
            return ends.is_some_and(|([[_, from], _], [_, [_, to]])| (*from > y) != (*to > y));
        }
        edges.iter().filter(|edge| crosses(edge, [x, y])).count() % 2 == 1
    }

    /// Whether the border may run through a box: `false` is certain.
    pub(super) fn borders(&self, area: &Extent) -> bool {
        let is_apart = self.extent.is_none_or(|extent| extent.is_apart(area));
        if is_apart || self.belts.are_clear_of(area.min, area.max) {
            return false;
        }
        let ([_, south], [_, north]) = (area.min, area.max);
        let (first, last) = self.strip_range(south, north);
        let ([west, _], [east, _]) = (area.min, area.max);
        let runs = self.strips.iter().take(last + 1).skip(first).flatten();
        let mut edges = runs
            .filter(|run| run.west <= east && west <= run.east)
            .flat_map(|run| self.edges.get(run.edges[0]..run.edges[1]).unwrap_or_default());
        edges.any(|edge| Extent::of(*edge).is_some_and(|own| !own.is_apart(area)))
    }

    /// The strips from the one that holds `low` to the one that holds `high`.
    fn strip_range(&self, low: f64, high: f64) -> (usize, usize) {
        let Some(Extent { min: [_, south], max: [_, north] }) = self.extent else { return (0, 0) };
        let count = self.strips.len() as f64;
        let height = (north - south).max(f64::MIN_POSITIVE);
        let strip = |y: f64| ((y - south) / height * count).clamp(0.0, count - 1.0) as usize;
        (strip(low), strip(high))
    }
}

/// Whether an edge crosses the line from a position to the east.
fn crosses([[x1, y1], [x2, y2]]: &[[f64; 2]; 2], [x, y]: [f64; 2]) -> bool {
    (*y1 > y) != (*y2 > y) && x < x1 + (x2 - x1) * ((y - y1) / (y2 - y1))
}

impl Run {
    fn of(at: usize, edge: &[[f64; 2]; 2]) -> Run {
        let mut run = Run { edges: [at, at], west: f64::INFINITY, east: f64::NEG_INFINITY };
        run.extend(edge);
        run
    }

    /// Whether an edge that hangs on the one before may be the next.
    fn takes(&self, at: usize) -> bool {
        let [start, end] = self.edges;
        end == at && end - start < LONGEST
    }

    fn extend(&mut self, [[from, _], [to, _]]: &[[f64; 2]; 2]) {
        self.edges[1] += 1;
        let room = ROUNDING * (from.abs() + to.abs());
        self.west = self.west.min(from.min(*to) - room);
        self.east = self.east.max(from.max(*to) + room);
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test that fails should panic")]
mod tests {
    use super::*;

    /// Rings with jagged sides, some crossing themselves, some on a lattice: positions on corners, on the lattice and
    /// elsewhere, and boxes, against every edge one by one.
    #[test]
    fn as_by_every_edge() {
        let mut seed = 20_261_201_u64;
        let mut next = |below: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % below) as f64
        };
        let mut found = [[0; 2]; 2];
        for case in 0..120 {
            let (unit, origin) = [(1.0, [0.0, 0.0]), (1e-6, [113.3, 34.8])][case % 2];
            let mut shape = MultiPolygon::<[f64; 2]>::default();
            shape.push_polygon();
            for ring in 0..=case % 3 {
                let mut corners = Vec::new();
                let sides = 1 + next(90) as u32;
                for [across, along] in [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]] {
                    for step in 0..sides {
                        let far = f64::from(step) * 4.0 + next(4);
                        let start = if across + along > 0.0 { 0.0 } else { f64::from(sides) * 4.0 };
                        let side: f64 = if across + along > 0.0 { across } else { -along };
                        let near = next(3) + f64::from(sides) * 4.0 * (1.0 - side.max(0.0));
                        let near = if ring == 2 { next(300) } else { near };
                        let [x, y] = [
                            if across == 0.0 { near } else { start + across * far },
                            if along == 0.0 { near } else { start + along * far },
                        ];
                        corners.push([origin[0] + x * unit, origin[1] + y * unit]);
                    }
                }
                shape.push_ring(corners);
            }
            let region = Region::of(&shape);
            let corners: Vec<[f64; 2]> = region.edges.iter().map(|[from, _]| *from).collect();
            let extent = Extent::of(corners.iter().copied()).map(|own| (own.min, own.max));
            let Some((min, max)) = extent else { continue };
            for query in 0..400 {
                let corner =
                    corners.get(next(corners.len() as u64) as usize).copied().unwrap_or(min);
                let share = [next(1 << 20), next(1 << 20)].map(|n| n / f64::from(1 << 20));
                let anywhere = [0, 1]
                    .map(|axis| min[axis] + (max[axis] - min[axis]) * (share[axis] * 1.2 - 0.1));
                let at = match query % 4 {
                    0 => corner,
                    1 => [corner[0], anywhere[1]],
                    2 => [anywhere[0], corner[1]],
                    _ => anywhere,
                };
                let crossed = region.edges.iter().filter(|edge| crosses(edge, at)).count();
                let is_inside = crossed % 2 == 1;
                assert_eq!(region.contains(at), is_inside, "{case}: {at:?} {shape:?}");
                let area = Extent { min: at, max: [0, 1].map(|axis| at[axis] + next(4) * unit) };
                let meets = |edge: &[[f64; 2]; 2]| {
                    Extent::of(*edge).is_some_and(|own| !own.is_apart(&area))
                };
                let is_near = region.edges.iter().any(meets);
                // The belts may know that the border passes a box by whose edges' boxes it meets.
                assert!(is_near || !region.borders(&area), "{case}: {area:?}");
                let clear = region.belts.are_clear_of(area.min, area.max);
                assert_eq!(region.borders(&area), is_near && !clear, "{case}: {area:?}");
                found[usize::from(is_inside)][usize::from(is_near)] += 1;
            }
        }
        assert!(found.iter().flatten().all(|count| *count > 100), "{found:?}");
    }
}
