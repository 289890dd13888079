//! A region for many questions: whether a position lies in it, and whether its border runs through a box.

use super::ground::{self, Extent};
use crate::geometry::coverage::Belts;
use crate::geometry::{MultiPolygon, PlanePosition};

/// The edges of a shape, sorted into strips of its height.
#[derive(Debug)]
pub(super) struct Region {
    extent: Option<Extent>,
    edges: Vec<[[f64; 2]; 2]>,
    /// The edges that reach into each strip.
    strips: Vec<Vec<usize>>,
    belts: Belts,
}

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
        for (at, [[_, from], [_, to]]) in region.edges.iter().enumerate() {
            let (first, last) = region.strip_range(from.min(*to), from.max(*to));
            for strip in region.strips.iter_mut().take(last + 1).skip(first) {
                strip.push(at);
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
        let edges = self.strips.get(strip).into_iter().flatten();
        let crossed = edges.filter_map(|at| self.edges.get(*at)).filter(|edge| {
            let [[x1, y1], [x2, y2]] = **edge;
            (y1 > y) != (y2 > y) && x < x1 + (x2 - x1) * ((y - y1) / (y2 - y1))
        });
        crossed.count() % 2 == 1
    }

    /// Whether the border may run through a box: `false` is certain.
    pub(super) fn borders(&self, area: &Extent) -> bool {
        let is_apart = self.extent.is_none_or(|extent| extent.is_apart(area));
        if is_apart || self.belts.are_clear_of(area.min, area.max) {
            return false;
        }
        let ([_, south], [_, north]) = (area.min, area.max);
        let (first, last) = self.strip_range(south, north);
        let strips = self.strips.iter().take(last + 1).skip(first);
        let mut edges = strips.flatten().filter_map(|at| self.edges.get(*at));
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
