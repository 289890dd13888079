//! Which rings are around a position, without a look at every edge of every ring.

use std::collections::BTreeMap;

use super::Vertex;

/// How many edges may still be looked at. What realistic files need grows with n log n; a file that is made to need more stops
/// here.
#[derive(Debug)]
pub(super) struct Looks {
    left: u64,
}

/// For any file, and for each vertex that it has.
const FOR_ANY: u64 = 300_000_000;
const FOR_EACH_VERTEX: u64 = 200;

impl Looks {
    /// As many as a file of so many vertices may need.
    pub(super) fn for_vertices(vertices: usize) -> Looks {
        let vertices = u64::try_from(vertices).unwrap_or(u64::MAX);
        Looks { left: vertices.saturating_mul(FOR_EACH_VERTEX).saturating_add(FOR_ANY) }
    }

    #[cfg(test)]
    pub(super) const fn of(left: u64) -> Looks {
        Looks { left }
    }

    fn take(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        Some(())
    }
}

/// The edges of rings, found by the heights that they span: sorted by the lower end, with the highest upper end of each part of
/// the list beside its middle.
pub(super) struct Edges {
    edges: Vec<Edge>,
    highest: Vec<f64>,
}

#[derive(Clone, Copy)]
struct Edge {
    ring: usize,
    from: (f64, f64),
    to: (f64, f64),
}

impl Edge {
    fn low(&self) -> f64 {
        self.from.1.min(self.to.1)
    }

    fn high(&self) -> f64 {
        self.from.1.max(self.to.1)
    }
}

/// How a ring lies to a position: on how many sides of it so far, and whether it runs through it.
#[derive(Default, Clone, Copy)]
struct Lie {
    is_odd: bool,
    is_on_edge: bool,
}

impl Edges {
    pub(super) fn of(rings: &[Vec<Vertex>]) -> Edges {
        let of_ring = |(ring, vertices): (usize, &Vec<Vertex>)| {
            let next = vertices.iter().skip(1).chain(vertices.first());
            let edges = vertices.iter().zip(next).map(|((ax, ay, _), (bx, by, _))| Edge {
                ring,
                from: (*ax, *ay),
                to: (*bx, *by),
            });
            edges.collect::<Vec<_>>()
        };
        let mut edges: Vec<Edge> = rings.iter().enumerate().flat_map(of_ring).collect();
        edges.sort_by(|one, two| one.low().total_cmp(&two.low()));
        let mut highest = vec![f64::NEG_INFINITY; edges.len()];
        mark_highest(&edges, &mut highest);
        Edges { edges, highest }
    }

    /// For each ring that holds a vertex of this one, or has it on its border, how many of them. `None` if that needs more
    /// looks than there are.
    pub(super) fn around(
        &self,
        ring: &[Vertex],
        looks: &mut Looks,
    ) -> Option<BTreeMap<usize, usize>> {
        let mut held = BTreeMap::new();
        for (x, y, _) in ring {
            let mut lies: BTreeMap<usize, Lie> = BTreeMap::new();
            self.at_height(*y, looks, &mut |edge| {
                meet(lies.entry(edge.ring).or_default(), edge, (*x, *y));
            })?;
            for (ring, _) in lies.iter().filter(|(_, lie)| lie.is_odd || lie.is_on_edge) {
                *held.entry(*ring).or_insert(0_usize) += 1;
            }
        }
        Some(held)
    }

    /// Every edge that reaches a height.
    fn at_height(&self, y: f64, looks: &mut Looks, found: &mut impl FnMut(&Edge)) -> Option<()> {
        // Parts of the list that are still to be looked at; each halves, so that there are never many.
        let mut parts = vec![(0, self.edges.len())];
        while let Some((start, end)) = parts.pop() {
            let middle = start + (end - start) / 2;
            let (Some(edge), Some(highest)) = (self.edges.get(middle), self.highest.get(middle))
            else {
                continue;
            };
            if start == end || *highest < y {
                continue;
            }
            looks.take()?;
            parts.push((start, middle));
            if edge.low() <= y {
                if edge.high() >= y {
                    found(edge);
                }
                parts.push((middle + 1, end));
            }
        }
        Some(())
    }
}

/// The highest upper end of the list, which is kept at its middle; the same for both halves.
fn mark_highest(edges: &[Edge], highest: &mut [f64]) -> f64 {
    let middle = edges.len() / 2;
    let Some(own) = edges.get(middle).map(Edge::high) else { return f64::NEG_INFINITY };
    let (before, after) = edges.split_at(middle);
    let (highest_before, highest_after) = highest.split_at_mut(middle);
    let Some((at_middle, highest_after)) = highest_after.split_first_mut() else { return own };
    let most = own
        .max(mark_highest(before, highest_before))
        .max(mark_highest(after.split_first().map_or(&[], |(_, rest)| rest), highest_after));
    *at_middle = most;
    most
}

/// One more edge of a ring that may be around a position: to the right of it, or through it.
fn meet(lie: &mut Lie, edge: &Edge, (x, y): (f64, f64)) {
    let ((ax, ay), (bx, by)) = (edge.from, edge.to);
    let cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    lie.is_on_edge |= cross.abs() <= f64::EPSILON * (bx - ax).abs().max((by - ay).abs())
        && (ax.min(bx)..=ax.max(bx)).contains(&x)
        && (ay.min(by)..=ay.max(by)).contains(&y);
    if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
        lie.is_odd = !lie.is_odd;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square, counter-clockwise, closed.
    fn square(x: f64, y: f64, side: f64) -> Vec<Vertex> {
        [[0.0, 0.0], [side, 0.0], [side, side], [0.0, side], [0.0, 0.0]]
            .map(|[dx, dy]| (x + dx, y + dy, None))
            .to_vec()
    }

    /// Looks at edges for one vertex, on average, in a field of squares with a hole each.
    fn looks_a_vertex(side: u32) -> f64 {
        let cells = || (0..side).flat_map(|x| (0..side).map(move |y| (f64::from(x), f64::from(y))));
        let exteriors = cells().map(|(x, y)| square(x * 10.0, y * 10.0, 8.0));
        let holes: Vec<_> =
            cells().map(|(x, y)| square(x * 10.0 + 2.0, y * 10.0 + 2.0, 3.0)).collect();
        let edges = Edges::of(&exteriors.chain(holes.iter().cloned()).collect::<Vec<_>>());
        let mut looks = Looks::of(u64::MAX);
        for (at, hole) in holes.iter().enumerate() {
            let around = edges.around(hole, &mut looks);
            // Its own square and itself, with all five vertices.
            let itself = holes.len() + at;
            assert_eq!(around, Some(BTreeMap::from([(at, 5), (itself, 5)])));
        }
        (u64::MAX - looks.left) as f64 / (5 * holes.len()) as f64
    }

    #[test]
    fn looks_grow_with_what_lies_at_the_same_height_and_not_with_all() {
        let (few, many) = (looks_a_vertex(10), looks_a_vertex(40));
        // 16 times the squares, 4 times as many in a row: by the naive way 16 times the looks.
        assert!(many < 6.0 * few, "{few} {many}");
    }

    #[test]
    fn a_file_that_needs_too_many_looks_stops() {
        let edges = Edges::of(&[square(0.0, 0.0, 10.0)]);
        let needed = {
            let mut looks = Looks::of(1_000);
            assert!(edges.around(&square(1.0, 1.0, 2.0), &mut looks).is_some());
            1_000 - looks.left
        };
        for (left, enough) in [(needed, true), (needed - 1, false)] {
            let around = edges.around(&square(1.0, 1.0, 2.0), &mut Looks::of(left));
            assert_eq!(around.is_some(), enough, "{left}");
        }
    }
}
