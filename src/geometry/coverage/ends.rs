//! [`Ends`]: where edges end that are left, told from most other positions at a glance.
//!
//! **Method.** A position has one bit among a number of them, by its hash; it is set if an edge that is left ends there. A bit
//! that is not set is a proof that none does; one that is set may be that of another position (Bloom 1970, with one hash).
//! On a map of parcels nearly all shapes are passed by after a look at a bit of each vertex.
//!
//! **Bound.** One in [`BITS`] of other positions at most is taken for an end.

use super::super::{MultiPolygon, PlanePosition};

/// Bits for each end.
const BITS: usize = 16;

/// Positions where an edge that is left may end (剩余界线的端点).
#[derive(Debug)]
pub(super) struct Ends {
    /// A power of two of them.
    bits: Vec<u64>,
}

impl Ends {
    /// The ends of so many edges, as their bits.
    pub(super) fn of(edges: impl Iterator<Item = [u64; 4]>, count: usize) -> Ends {
        let words = (count.saturating_mul(2 * BITS) / 64 + 1).next_power_of_two();
        let mut ends = Ends { bits: vec![0; words] };
        for [x, y, u, v] in edges {
            for at in [[x, y], [u, v]] {
                let (word, bit) = ends.place(at);
                if let Some(word) = ends.bits.get_mut(word) {
                    *word |= bit;
                }
            }
        }
        ends
    }

    /// Any position may be one.
    pub(super) fn everywhere() -> Ends {
        Ends { bits: vec![u64::MAX] }
    }

    /// Whether an edge of a shape may be left: one that has both of its ends here.
    pub(super) fn may_have<P: PlanePosition>(&self, shape: &MultiPolygon<P>) -> bool {
        shape.rings().any(|ring| {
            let mut before = ring.last().is_some_and(|last| self.may_be(last.xy()));
            ring.iter().any(|at| {
                let here = self.may_be(at.xy());
                std::mem::replace(&mut before, here) && here
            })
        })
    }

    fn may_be(&self, [x, y]: [f64; 2]) -> bool {
        // −0 is 0, as in the edges.
        let (word, bit) = self.place([x + 0.0, y + 0.0].map(f64::to_bits));
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(&self, [x, y]: [u64; 2]) -> (usize, u64) {
        // The fractions of π, as good as any.
        let product = u128::from(x ^ 0x243f_6a88_85a3_08d3) * u128::from(y ^ 0x1319_8a2e_0370_7344);
        let hash = (product >> 64) as u64 ^ product as u64;
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::super::land::for_each_edge;
    use super::*;

    /// Shapes with one or two rings, closed or not, on a small lattice with a minus zero in it; for each set of edges that
    /// are left, a shape that has one of them must not be passed by, and most of those that have none are.
    #[test]
    fn no_shape_with_an_edge_that_is_left_is_passed_by() {
        let mut seed = 20_261_201_u64;
        let mut next = |below: u64| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed % below
        };
        let (mut passed, mut without) = (0, 0);
        for _ in 0..300 {
            let shapes: Vec<MultiPolygon<[f64; 2]>> = (0..20)
                .map(|_| {
                    let mut shape = MultiPolygon::default();
                    for _ in 0..=next(2) {
                        shape.push_polygon();
                        let mut ring: Vec<[f64; 2]> = (0..3 + next(4))
                            .map(|_| [next(40) as f64 * -0.0 + next(40) as f64, -(next(40) as f64)])
                            .collect();
                        ring.extend(ring.first().copied().filter(|_| next(2) == 0));
                        shape.push_ring(ring);
                    }
                    shape
                })
                .collect();
            let edges = |shape: &MultiPolygon<[f64; 2]>| {
                let mut edges = Vec::new();
                for_each_edge(shape, |[x, y], [u, v]| edges.push([x, y, u, v].map(f64::to_bits)));
                edges
            };
            let left: Vec<[u64; 4]> =
                shapes.iter().flat_map(edges).filter(|_| next(25) == 0).collect();
            let ends = Ends::of(left.iter().copied(), left.len());
            for shape in &shapes {
                assert!(Ends::everywhere().may_have(shape));
                if edges(shape).iter().any(|edge| left.contains(edge)) {
                    assert!(ends.may_have(shape), "{shape:?} {left:?}");
                } else {
                    without += 1;
                    passed += usize::from(!ends.may_have(shape));
                }
            }
        }
        assert!(without > 1_000 && passed * 10 > without * 8, "{passed} of {without}");
    }
}
