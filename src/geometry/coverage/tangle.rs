//! [`Tangle`]: a place where borders cross so often that working them out would take all memory.

use std::cmp::Ordering;

use super::Region;
use super::ground::Extent;
use super::grouped::{Cells, in_cells};
use super::same::same;
use super::traced::{Directed, Operand};

/// A place where borders meet more than 1 000 000 times (界线过密处), which is not examined: a thousand parcels over one
/// another still are.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tangle {
    /// The box around it.
    pub region: Region,
    /// How many edges it has.
    pub edges: usize,
}

/// Places where edges meet beyond which a place is a tangle: each takes some hundred bytes.
const MEETINGS: usize = 1_000_000;

/// The same for the rings of one shape, if it is to stand for land.
const MEETINGS_OF_ONE: usize = 100_000;

/// Pairs of edges in one cell that are looked at to count them.
const COMPARISONS: usize = 300_000_000;

impl Tangle {
    /// The tangle that edges are, if they are one.
    pub(super) fn of(edges: &[Directed]) -> Option<Tangle> {
        if !is_tangled(edges, MEETINGS) {
            return None;
        }
        let all = Extent::of(edges.iter().flat_map(|edge| [edge.from, edge.to]))?;
        Some(Tangle::within(all, edges.len()))
    }

    fn within(Extent { low: [west, south], high: [east, north] }: Extent, edges: usize) -> Tangle {
        let ring = vec![[west, south], [east, south], [east, north], [west, north]];
        Tangle { region: Region { rings: vec![ring] }, edges }
    }

    /// Those whose boxes meet as one, from west to east.
    pub(super) fn settle(tangles: &mut Vec<Tangle>) {
        let mut settled: Vec<(Extent, usize)> = Vec::new();
        for tangle in tangles.drain(..) {
            let corners = tangle.region.rings.into_iter().flatten();
            let Some(mut own) = Extent::of(corners) else { continue };
            let mut edges = tangle.edges;
            while let Some(at) = settled.iter().position(|(other, _)| other.meets(&own)) {
                let (other, others) = settled.swap_remove(at);
                own = own.with(other.low).with(other.high);
                edges = edges.max(others);
            }
            settled.push((own, edges));
        }
        tangles.extend(settled.into_iter().map(|(own, edges)| Tangle::within(own, edges)));
        tangles.sort_by(|a, b| a.region.compare_starts(&b.region));
    }
}

/// Whether rings meet themselves and each other so often, 100 000 times, that they bound no land.
pub(crate) fn are_tangled(rings: &[Vec<[f64; 2]>]) -> bool {
    let edges = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let directed =
        |(a, b): (&[f64; 2], &[f64; 2])| Directed { from: *a, to: *b, side: Operand::First };
    is_tangled(&edges.map(directed).collect::<Vec<_>>(), MEETINGS_OF_ONE)
}

/// Whether edges meet more often than can be worked out.
fn is_tangled(edges: &[Directed], limit: usize) -> bool {
    // So few cannot.
    if edges.len().saturating_mul(edges.len()) / 2 <= limit {
        return false;
    }
    // Copies of an edge are one, whichever way they run.
    let order = |[a, b]: &[[f64; 2]; 2], [c, d]: &[[f64; 2]; 2]| {
        let pairs = a.iter().chain(b).zip(c.iter().chain(d));
        pairs.map(|(m, n)| m.total_cmp(n)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    let upwards = |edge: &Directed| {
        let (there, back) = ([edge.from, edge.to], [edge.to, edge.from]);
        if order(&there, &back).is_le() { there } else { back }
    };
    let is_usable = |edge: &[[f64; 2]; 2]| edge.iter().flatten().all(|n| n.is_finite());
    let mut edges: Vec<[[f64; 2]; 2]> = edges.iter().map(upwards).filter(is_usable).collect();
    edges.sort_unstable_by(order);
    edges.dedup_by(|a, b| order(a, b).is_eq());
    let boxes: Vec<Extent> =
        edges.iter().map(|[from, to]| Extent { low: *from, high: *from }.with(*to)).collect();
    let Cells { entries, size, origin } = in_cells(&boxes);
    let (mut meetings, mut comparisons) = (0_usize, 0_usize);
    for cell in entries.chunk_by(|a, b| a.cell == b.cell) {
        for (at, entry) in cell.iter().enumerate() {
            let pair = |index: usize| Some((boxes.get(index)?, edges.get(index)?));
            let Some((own, edge)) = pair(entry.index) else { continue };
            let after = cell.iter().skip(at + 1);
            for other in after.take_while(|other| other.west <= own.high[0]) {
                comparisons += 1;
                let Some((extent, other)) = pair(other.index) else { continue };
                let Some(common) = own.common(extent) else { continue };
                // In the first of the cells that have both.
                let first = [0, 1].map(|axis: usize| {
                    let at = |numbers: [f64; 2]| numbers.get(axis).copied().unwrap_or_default();
                    ((at(common.low) - at(origin)) / size).floor() as i64
                });
                meetings += usize::from(first == entry.cell && meet(edge, other, &common));
            }
            if meetings > limit || comparisons > COMPARISONS {
                return true;
            }
        }
    }
    false
}

/// Whether two edges whose boxes have a box in common meet, other than in an end of both.
fn meet(one: &[[f64; 2]; 2], other: &[[f64; 2]; 2], common: &Extent) -> bool {
    let side = |[a, b]: &[[f64; 2]; 2], [x, y]: [f64; 2]| {
        (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
    };
    let ([a, b], [c, d]) = (*one, *other);
    let sides = [side(one, c), side(one, d), side(other, a), side(other, b)];
    let [a, b, c, d] = sides.map(|side| if side > 0.0 { 1 } else { -i8::from(side < 0.0) });
    let is_apart = a * b > 0 || c * d > 0;
    let is_chain = one.iter().any(|end| other.contains(end));
    let run_along = [a, b, c, d] == [0; 4] && !same(common.low, common.high);
    !is_apart && (!is_chain || run_along)
}
