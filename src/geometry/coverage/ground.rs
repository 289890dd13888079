//! [`Ground`]: land with a border, indexed once, and asked about one box at a time.

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};

use super::super::Plane;
use super::belts::Belts;
use super::same::same;
use super::sum::Sum;
use super::traced::{Directed, Operand, Wanted, trace};

/// Land inside a border: a zone, its blocks, declared land. Overlapping parts count once.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// Interior on the left, ring by ring.
    edges: Vec<GroundEdge>,
    rings: Vec<GroundRing>,
    slabs: Slabs,
    belts: Belts,
    area: Sum,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct GroundEdge {
    pub(super) from: [f64; 2],
    pub(super) to: [f64; 2],
    pub(super) ring: usize,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct GroundRing {
    /// The first edge of the ring, and the one after its last.
    pub(super) edges: [usize; 2],
    pub(super) kind: RingKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RingKind {
    Outer,
    Hole,
}

/// A box: west, south, east, north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    pub(super) low: [f64; 2],
    pub(super) high: [f64; 2],
}

impl Extent {
    /// `None` for no position.
    pub(super) fn of(positions: impl IntoIterator<Item = [f64; 2]>) -> Option<Extent> {
        positions.into_iter().fold(None, |extent: Option<Extent>, at| {
            Some(extent.map_or(Extent { low: at, high: at }, |extent| extent.with(at)))
        })
    }

    pub(super) fn with(self, [x, y]: [f64; 2]) -> Extent {
        Extent {
            low: [self.low[0].min(x), self.low[1].min(y)],
            high: [self.high[0].max(x), self.high[1].max(y)],
        }
    }

    /// What two boxes have in common.
    pub(super) fn common(&self, other: &Extent) -> Option<Extent> {
        self.meets(other).then(|| Extent {
            low: [self.low[0].max(other.low[0]), self.low[1].max(other.low[1])],
            high: [self.high[0].min(other.high[0]), self.high[1].min(other.high[1])],
        })
    }

    /// Whether another box lies within it.
    pub(super) fn contains(&self, other: &Extent) -> bool {
        self.low[0] <= other.low[0]
            && other.high[0] <= self.high[0]
            && self.low[1] <= other.low[1]
            && other.high[1] <= self.high[1]
    }

    pub(super) fn meets(&self, other: &Extent) -> bool {
        self.low[0] <= other.high[0]
            && other.low[0] <= self.high[0]
            && self.low[1] <= other.high[1]
            && other.low[1] <= self.high[1]
    }
}

/// What a box sees of a ground.
#[derive(Debug)]
pub(super) enum Patch {
    /// No border: the whole box lies inside.
    Inside,
    /// No border: the whole box lies outside.
    Outside,
    /// Closed chains with the winding numbers of the ground everywhere in the box.
    Border(Vec<PatchEdge>),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct PatchEdge {
    pub(super) from: [f64; 2],
    pub(super) to: [f64; 2],
    /// The edge of the ground; `None` for what only closes the chain, outside the box.
    pub(super) edge: Option<usize>,
}

impl Ground {
    /// The ground that closed chains wind around a positive number of times.
    pub(super) fn of(chains: &[Directed], plane: Plane) -> Ground {
        let union = trace(chains, plane, Wanted::Positive);
        let mut ground = Ground::default();
        for region in &union.regions {
            for (at, ring) in region.rings().into_iter().enumerate() {
                let start = ground.edges.len();
                let number = ground.rings.len();
                let ends = ring.iter().cycle().skip(1);
                let edges = ring.iter().zip(ends).filter(|(from, to)| !same(**from, **to));
                ground.edges.extend(edges.map(|(a, b)| GroundEdge {
                    from: *a,
                    to: *b,
                    ring: number,
                }));
                ground.area.add(plane.ring_area(&ring));
                ground.rings.push(GroundRing {
                    edges: [start, ground.edges.len()],
                    kind: if at == 0 { RingKind::Outer } else { RingKind::Hole },
                });
            }
        }
        ground.slabs = Slabs::of(&ground.edges);
        ground.belts = Belts::of(ground.edges.iter().map(|edge| [edge.from, edge.to]));
        ground
    }

    /// Its area, m².
    pub(super) fn area(&self) -> f64 {
        self.area.total()
    }

    pub(super) fn ring_of(&self, edge: usize) -> Option<&GroundRing> {
        self.edges.get(edge).and_then(|edge| self.rings.get(edge.ring))
    }

    /// The border, as edges of one operand.
    pub(super) fn directed(&self, side: Operand) -> impl Iterator<Item = Directed> + '_ {
        self.edges.iter().map(move |edge| Directed { from: edge.from, to: edge.to, side })
    }

    /// Whether a position outside the land is shut in by it: in a hole, not beyond.
    pub(super) fn is_in_hole(&self, at: [f64; 2]) -> bool {
        let outer = |edge: &GroundEdge| {
            self.rings.get(edge.ring).is_some_and(|ring| ring.kind == RingKind::Outer)
        };
        self.slabs.winding(&self.edges, at, outer) > 0
    }

    /// What a box sees.
    ///
    /// Near edges are taken whole and as they are; each chain of them is closed by a way around the box, and what
    /// winding that adds to the box is taken off again. So the answer for a parcel depends on the border near it
    /// and on one winding number, and on nothing else.
    pub(super) fn patch(&self, extent: &Extent) -> Patch {
        let near = if self.belts.are_clear_of(extent.low, extent.high) {
            Vec::new()
        } else {
            self.slabs.near(&self.edges, extent)
        };
        let at = extent.low;
        let everywhere = self.slabs.winding(&self.edges, at, |_| true);
        if near.is_empty() {
            return if everywhere > 0 { Patch::Inside } else { Patch::Outside };
        }
        let mut patch: Vec<PatchEdge> = Vec::with_capacity(near.len() + 16);
        for index in &near {
            let Some(edge) = self.edges.get(*index) else { continue };
            patch.push(PatchEdge { from: edge.from, to: edge.to, edge: Some(*index) });
        }
        let frame = frame_around(extent, &patch);
        let has = |index: usize| near.binary_search(&index).is_ok();
        let mut ways = Vec::new();
        let mut start = None;
        for index in &near {
            let Some(ring) = self.ring_of(*index) else { continue };
            let [first, end] = ring.edges;
            let before = if *index == first { end - 1 } else { index - 1 };
            let after = if index + 1 == end { first } else { index + 1 };
            if !has(before) {
                start = Some(*index);
            }
            if !has(after) {
                // The chain may have begun at the far end of the ring.
                let begun = start.filter(|start| *start >= first).or_else(|| {
                    let mut at = end - 1;
                    while at > *index && has(at.saturating_sub(1)) {
                        at -= 1;
                    }
                    Some(at)
                });
                let ends =
                    self.edges.get(*index).zip(begun.and_then(|begun| self.edges.get(begun)));
                if let Some((last, first)) = ends {
                    ways.push([last.to, first.from]);
                }
                start = None;
            }
        }
        for [from, to] in ways {
            close(&mut patch, extent, &frame, from, to);
        }
        let here: i32 = patch.iter().map(|edge| crossing(edge.from, edge.to, at)).sum();
        let missing = everywhere - here;
        for _ in 0..missing.abs() {
            let [a, b, c, d] = corners(&frame);
            let ring = if missing > 0 { [a, b, c, d] } else { [d, c, b, a] };
            let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
            patch.extend(pairs.map(|(a, b)| PatchEdge { from: *a, to: *b, edge: None }));
        }
        Patch::Border(patch)
    }
}

/// A box around all, with room on every side.
fn frame_around(extent: &Extent, edges: &[PatchEdge]) -> Extent {
    let all = edges.iter().fold(*extent, |all, edge| all.with(edge.from).with(edge.to));
    let [west, south] = all.low;
    let [east, north] = all.high;
    // Twice the size, and never less than the spacing of numbers that large.
    let room = (east - west).max(north - south).max(east.abs().max(north.abs()) * 1e-12);
    Extent { low: [west - room, south - room], high: [east + room, north + room] }
}

fn corners(frame: &Extent) -> [[f64; 2]; 4] {
    let ([west, south], [east, north]) = (frame.low, frame.high);
    [[west, south], [east, south], [east, north], [west, north]]
}

/// A way from one position outside a box to another, around the box.
fn close(
    patch: &mut Vec<PatchEdge>,
    extent: &Extent,
    frame: &Extent,
    from: [f64; 2],
    to: [f64; 2],
) {
    let ((exit, side_from), (entry, side_to)) =
        (way_out(extent, frame, from), way_out(extent, frame, to));
    let corners = corners(frame);
    let mut way = vec![from, exit];
    // Counter-clockwise along the frame: sides 0 south, 1 east, 2 north, 3 west, each ending at the next corner.
    let behind = side_from == side_to && {
        let forward = match side_from {
            0 => entry[0] >= exit[0],
            1 => entry[1] >= exit[1],
            2 => entry[0] <= exit[0],
            _ => entry[1] <= exit[1],
        };
        !forward
    };
    let turns = if behind { 4 } else { (side_to + 4 - side_from) % 4 };
    for turn in 1..=turns {
        way.extend(corners.get((side_from + turn) % 4));
    }
    way.push(entry);
    way.push(to);
    let pairs = way.iter().zip(way.iter().skip(1)).filter(|(a, b)| !same(**a, **b));
    patch.extend(pairs.map(|(a, b)| PatchEdge { from: *a, to: *b, edge: None }));
}

/// Straight away from the box to the frame: where, and on which side.
fn way_out(extent: &Extent, frame: &Extent, [x, y]: [f64; 2]) -> ([f64; 2], usize) {
    if x > extent.high[0] {
        ([frame.high[0], y], 1)
    } else if x < extent.low[0] {
        ([frame.low[0], y], 3)
    } else if y > extent.high[1] {
        ([x, frame.high[1]], 2)
    } else {
        ([x, frame.low[1]], 0)
    }
}

/// +1 for an edge that passes upwards to the right of a position, −1 downwards.
pub(super) fn crossing(a: [f64; 2], b: [f64; 2], at: [f64; 2]) -> i32 {
    let upwards = a[1] <= at[1] && at[1] < b[1];
    let downwards = b[1] <= at[1] && at[1] < a[1];
    if !upwards && !downwards {
        return 0;
    }
    let coord = |[x, y]: [f64; 2]| Coord { x, y };
    match RobustKernel::orient2d(coord(a), coord(b), coord(at)) {
        Orientation::CounterClockwise if upwards => 1,
        Orientation::Clockwise if downwards => -1,
        _ => 0,
    }
}

/// Edges by bands of y.
#[derive(Debug, Default)]
pub(super) struct Slabs {
    south: f64,
    height: f64,
    starts: Vec<usize>,
    listed: Vec<usize>,
}

impl Slabs {
    pub(super) fn of(edges: &[GroundEdge]) -> Slabs {
        let Some(extent) = Extent::of(edges.iter().flat_map(|edge| [edge.from, edge.to])) else {
            return Slabs::default();
        };
        let span = extent.high[1] - extent.low[1];
        // As many bands as edges, fewer where long edges would be listed too often.
        let mut count = edges.len().clamp(1, 1 << 16);
        let rises: f64 = edges.iter().map(|edge| (edge.to[1] - edge.from[1]).abs()).sum();
        #[allow(clippy::cast_precision_loss)]
        while count > 1 && rises / span * count as f64 > 8.0 * edges.len() as f64 {
            count /= 2;
        }
        #[allow(clippy::cast_precision_loss)]
        let height = (span / count as f64).max(f64::MIN_POSITIVE);
        let mut slabs =
            Slabs { south: extent.low[1], height, starts: vec![0; count + 1], listed: Vec::new() };
        let reach = |edge: &GroundEdge| {
            slabs.range(edge.from[1].min(edge.to[1]), edge.from[1].max(edge.to[1]))
        };
        let reaches: Vec<[usize; 2]> = edges.iter().map(reach).collect();
        // Counted first, then each edge put in its places: in order within every band.
        for [low, high] in &reaches {
            for slab in *low..=*high {
                if let Some(start) = slabs.starts.get_mut(slab + 1) {
                    *start += 1;
                }
            }
        }
        let mut sum = 0;
        for start in &mut slabs.starts {
            sum += *start;
            *start = sum;
        }
        let mut next = slabs.starts.clone();
        slabs.listed = vec![0; sum];
        for (index, [low, high]) in reaches.iter().enumerate() {
            for place in next.iter_mut().take(high + 1).skip(*low) {
                if let Some(slot) = slabs.listed.get_mut(*place) {
                    *slot = index;
                }
                *place += 1;
            }
        }
        slabs
    }

    fn range(&self, low: f64, high: f64) -> [usize; 2] {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let slab = |y: f64| ((y - self.south) / self.height).max(0.0) as usize;
        let last = self.starts.len().saturating_sub(2);
        [slab(low).min(last), slab(high).min(last)]
    }

    fn listed(&self, slab: usize) -> &[usize] {
        match (self.starts.get(slab), self.starts.get(slab + 1)) {
            (Some(start), Some(end)) => self.listed.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The edges whose boxes meet a box, in order.
    fn near(&self, edges: &[GroundEdge], extent: &Extent) -> Vec<usize> {
        let mut near = Vec::new();
        let [first, last] = self.range(extent.low[1], extent.high[1]);
        for slab in first..=last {
            for index in self.listed(slab) {
                let Some(edge) = edges.get(*index) else { continue };
                let own = Extent { low: edge.from, high: edge.from }.with(edge.to);
                // Each edge in the first of its bands that the box sees.
                if own.meets(extent) && self.range(own.low[1], own.low[1])[0].max(first) == slab {
                    near.push(*index);
                }
            }
        }
        near.sort_unstable();
        near
    }

    pub(super) fn winding(
        &self,
        edges: &[GroundEdge],
        at: [f64; 2],
        counts: impl Fn(&GroundEdge) -> bool,
    ) -> i32 {
        let [slab, _] = self.range(at[1], at[1]);
        let listed = self.listed(slab).iter().filter_map(|index| edges.get(*index));
        let listed = listed.filter(|edge| counts(edge));
        listed.map(|edge| crossing(edge.from, edge.to, at)).sum()
    }
}
