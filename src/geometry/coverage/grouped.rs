//! [`groups`]: which edges have to be overlaid together, and which need not.
//!
//! Edges left over after cancelling lie in places far apart. Two places that do not touch are independent of each other
//! unless one lies within a region of the other; then what is known of the one from afar is a winding number. So each
//! place is overlaid by itself, and a place that changed is overlaid again without the others.

use std::ops::ControlFlow;

use super::super::Plane;
use super::boxes::for_each_meeting;
use super::ground::{Extent, GroundEdge, Slabs};
use super::traced::{Directed, Operand, Wanted};

/// Edges that are overlaid together.
#[derive(Debug)]
pub(super) struct Group {
    /// Their indices, in order.
    pub(super) edges: Vec<usize>,
    /// How often the operands wind around all of it, by edges of other groups.
    pub(super) base: [i32; 2],
}

impl Group {
    /// The members of a list that belong to the group.
    pub(super) fn of<T: Copy>(&self, list: &[T]) -> Vec<T> {
        self.edges.iter().filter_map(|index| list.get(*index)).copied().collect()
    }
}

/// Edges as near as this are overlaid together, in units of the plane: a micrometre, far more than the overlay moves
/// anything.
pub(super) const fn touch(plane: Plane) -> [f64; 2] {
    match plane {
        Plane::Degrees => [1e-11; 2],
        Plane::Metres => [1e-6; 2],
    }
}

/// Parts closed chains into groups, so that the regions of the whole are those of the groups.
///
/// `offset` is added to the winding numbers everywhere.
pub(super) fn groups(
    edges: &[Directed],
    plane: Plane,
    wanted: Wanted,
    offset: [i32; 2],
) -> Vec<Group> {
    let parts = components(edges, touch(plane));
    let mut part_of = vec![0; edges.len()];
    for (part, members) in parts.iter().enumerate() {
        for index in members {
            if let Some(slot) = part_of.get_mut(*index) {
                *slot = part;
            }
        }
    }
    let boxes: Vec<Option<Extent>> = parts
        .iter()
        .map(|members| extent_of(members.iter().filter_map(|at| edges.get(*at))))
        .collect();
    let ground: Vec<GroundEdge> = edges
        .iter()
        .zip(&part_of)
        .map(|(edge, part)| GroundEdge {
            from: edge.from,
            to: edge.to,
            ring: 2 * part + side(edge.side),
        })
        .collect();
    let slabs = Slabs::of(&ground);
    let mut sets = Sets::new(parts.len());
    let mut bases = Vec::with_capacity(parts.len());
    let mut inside: Vec<Option<Extent>> = vec![None; parts.len()];
    for (part, members) in parts.iter().enumerate() {
        let first = members.first().and_then(|index| edges.get(*index));
        let base = first.map_or(offset, |edge| {
            [0, 1].map(|operand| {
                let others = |edge: &GroundEdge| edge.ring % 2 == operand && edge.ring / 2 != part;
                let winding = slabs.winding(&ground, edge.from, others);
                winding + offset.get(operand).copied().unwrap_or_default()
            })
        });
        bases.push(base);
        if let Some(slot) = inside.get_mut(part).filter(|_| is_in_region(base, wanted)) {
            *slot = boxes.get(part).copied().flatten();
        }
    }
    // What lies in a region that others bound goes with all that may be around it.
    let _ = for_each_meeting(&inside, &boxes, |[part, other]| {
        let pair = inside.get(part).copied().flatten().zip(boxes.get(other).copied().flatten());
        if part != other && pair.is_some_and(|(own, extent)| extent.contains(&own)) {
            sets.unite(part, other);
        }
        ControlFlow::Continue(())
    });
    let mut united: Vec<(usize, usize)> =
        (0..parts.len()).map(|part| (sets.lowest(part), part)).collect();
    united.sort_unstable();
    let members = |chunk: &[(usize, usize)]| {
        let mut edges: Vec<usize> =
            chunk.iter().filter_map(|(_, part)| parts.get(*part)).flatten().copied().collect();
        edges.sort_unstable();
        let base = match chunk {
            [(_, only)] => bases.get(*only).copied().unwrap_or(offset),
            _ => offset,
        };
        Group { edges, base }
    };
    united.chunk_by(|a, b| a.0 == b.0).map(members).collect()
}

/// Closed chains with a ring around them for each time that others wind around them.
pub(super) fn framed(mut edges: Vec<Directed>, base: [i32; 2]) -> Vec<Directed> {
    let given = edges.len();
    for (times, side) in base.into_iter().zip([Operand::First, Operand::Second]) {
        let ring = ring_around(edges.get(..given).unwrap_or_default(), times > 0, side);
        for _ in 0..times.unsigned_abs() {
            edges.extend_from_slice(&ring);
        }
    }
    edges
}

/// A ring around everything, counter-clockwise for one winding more.
pub(super) fn ring_around(edges: &[Directed], is_more: bool, side: Operand) -> Vec<Directed> {
    let Some(all) = extent_of(edges.iter()) else { return Vec::new() };
    let room = (all.high[0] - all.low[0]).max(all.high[1] - all.low[1]);
    let low = all.low.map(|number| number - room);
    let high = all.high.map(|number| number + room);
    let ring = if is_more {
        [low, [high[0], low[1]], high, [low[0], high[1]]]
    } else {
        [low, [low[0], high[1]], high, [high[0], low[1]]]
    };
    let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
    pairs.map(|(a, b)| Directed { from: *a, to: *b, side }).collect()
}

pub(super) fn is_in_region([first, second]: [i32; 2], wanted: Wanted) -> bool {
    match wanted {
        Wanted::Positive => first > 0,
        Wanted::Negative => first < 0,
        Wanted::FirstWithoutSecond => first > 0 && second <= 0,
        Wanted::Both => first > 0 && second > 0,
    }
}

pub(super) const fn side(operand: Operand) -> usize {
    match operand {
        Operand::First => 0,
        Operand::Second => 1,
    }
}

fn extent_of<'e>(edges: impl Iterator<Item = &'e Directed>) -> Option<Extent> {
    Extent::of(edges.flat_map(|edge| [edge.from, edge.to]))
}

/// Edges that hang together, boxes no further apart than `reach`; members and parts in order.
pub(super) fn components(edges: &[Directed], reach: [f64; 2]) -> Vec<Vec<usize>> {
    let boxes: Vec<Extent> = edges
        .iter()
        .map(|edge| {
            let own = Extent { low: edge.from, high: edge.from }.with(edge.to);
            Extent {
                low: [own.low[0] - reach[0], own.low[1] - reach[1]],
                high: [own.high[0] + reach[0], own.high[1] + reach[1]],
            }
        })
        .collect();
    hanging_together(&boxes)
}

/// Boxes that hang together; members and parts in order.
pub(super) fn hanging_together(boxes: &[Extent]) -> Vec<Vec<usize>> {
    let mut sets = Sets::new(boxes.len());
    let Cells { entries, .. } = in_cells(boxes);
    for cell in entries.chunk_by(|a, b| a.cell == b.cell) {
        for (at, entry) in cell.iter().enumerate() {
            let Some(own) = boxes.get(entry.index) else { continue };
            let after = cell.iter().skip(at + 1);
            for other in after.take_while(|other| other.west <= own.high[0]) {
                if boxes.get(other.index).is_some_and(|extent| extent.meets(own)) {
                    sets.unite(entry.index, other.index);
                }
            }
        }
    }
    let mut parts: Vec<(usize, usize)> =
        (0..boxes.len()).map(|edge| (sets.lowest(edge), edge)).collect();
    parts.sort_unstable();
    let members = |chunk: &[(usize, usize)]| chunk.iter().map(|(_, edge)| *edge).collect();
    parts.chunk_by(|a, b| a.0 == b.0).map(members).collect()
}

/// A box in one of the cells that it reaches into.
pub(super) struct InCell {
    pub(super) cell: [i64; 2],
    pub(super) west: f64,
    pub(super) index: usize,
}

/// Boxes by cell, and from west to east.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) entries: Vec<InCell>,
    pub(super) size: f64,
    pub(super) origin: [f64; 2],
}

/// Cells as large as a box is on average, larger where long boxes would be listed too often.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
pub(super) fn in_cells(boxes: &[Extent]) -> Cells {
    let Some(origin) = boxes.first().map(|own| own.low) else { return Cells::default() };
    let count = boxes.len() as f64;
    let mean = |axis: fn(&Extent) -> f64| boxes.iter().map(axis).sum::<f64>() / count;
    let mut size = mean(|own| own.high[0] - own.low[0])
        .max(mean(|own| own.high[1] - own.low[1]))
        .max(f64::MIN_POSITIVE);
    let cells = |own: &Extent, size: f64| {
        let cell = |at: f64, axis: f64| ((at - axis) / size).floor();
        let west = cell(own.low[0], origin[0]);
        let south = cell(own.low[1], origin[1]);
        [[west, south], [cell(own.high[0], origin[0]), cell(own.high[1], origin[1])]]
    };
    let entries = |size: f64| {
        let number = |own: &Extent| {
            let [low, high] = cells(own, size);
            (high[0] - low[0] + 1.0) * (high[1] - low[1] + 1.0)
        };
        boxes.iter().map(number).sum::<f64>()
    };
    while entries(size) > 12.0 * count {
        size *= 2.0;
    }
    let mut all = Vec::with_capacity(2 * boxes.len());
    for (index, own) in boxes.iter().enumerate() {
        let [low, high] = cells(own, size);
        for x in low[0] as i64..=high[0] as i64 {
            for y in low[1] as i64..=high[1] as i64 {
                all.push(InCell { cell: [x, y], west: own.low[0], index });
            }
        }
    }
    all.sort_unstable_by(|a, b| {
        a.cell.cmp(&b.cell).then(a.west.total_cmp(&b.west)).then(a.index.cmp(&b.index))
    });
    Cells { entries: all, size, origin }
}

/// Disjoint sets of numbers; each is known by its lowest.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(count: usize) -> Sets {
        Sets((0..count).collect())
    }

    pub(super) fn lowest(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(above) = self.0.get(at).copied().filter(|above| *above != at) {
            let next = self.0.get(above).copied().unwrap_or(above);
            if let Some(slot) = self.0.get_mut(at) {
                *slot = next;
            }
            at = next;
        }
        at
    }

    pub(super) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.lowest(a), self.lowest(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(slot) = self.0.get_mut(high) {
            *slot = low;
        }
    }
}
