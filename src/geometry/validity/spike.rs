//! Spikes: where a ring turns back along the edge it came by.

use super::predicate::{Point, lexical, same, same_direction};

/// A spike taken out of a ring.
#[derive(Debug, Clone)]
pub(super) struct Spike {
    /// The vertex at its tip, and that at its foot, as given.
    pub(super) tip: u32,
    pub(super) base: u32,
    /// From foot to tip.
    pub(super) path: Vec<Point>,
}

/// A ring taken apart into spikes and what is left.
#[derive(Debug, Clone, Default)]
pub(super) struct Spikes {
    pub(super) rest: Vec<(Point, u32)>,
    pub(super) spikes: Vec<Spike>,
}

/// A vertex on the stack, with the spike that was last taken off there.
#[derive(Debug, Clone, Copy)]
struct Corner {
    at: Point,
    given: u32,
    spike: Option<usize>,
}

impl Spikes {
    /// Takes tips off until none is left. A spike of several edges comes off piece by piece and is put together.
    pub(super) fn of(ring: &[Point], given: &[u32]) -> Spikes {
        let mut result = Spikes::default();
        let mut stack: Vec<Corner> = Vec::with_capacity(ring.len());
        for (at, given) in ring.iter().zip(given) {
            stack.push(Corner { at: *at, given: *given, spike: None });
            while let [.., a, b, c] = stack.as_slice() {
                let Some(kept) = result.turn_back(*a, *b, *c) else { break };
                stack.truncate(stack.len() - 3);
                stack.extend(kept.into_iter().flatten());
            }
        }
        let mut front = 0;
        // The same around the place where the ring was cut open.
        loop {
            let open = stack.get(front..).unwrap_or_default();
            let (first, second, before, last) = match open {
                [first, second, .., before, last] => (*first, *second, *before, *last),
                [first, second, last] => (*first, *second, *second, *last),
                _ => break,
            };
            if let Some(kept) = result.turn_back(before, last, first) {
                stack.truncate(stack.len() - 2);
                match kept {
                    [Some(a), Some(b)] => {
                        stack.push(a);
                        set(&mut stack, front, b);
                    }
                    [a, _] => {
                        if let Some(a) = a {
                            set(&mut stack, front, a);
                        }
                    }
                }
            } else if let Some(kept) = result.turn_back(last, first, second) {
                front += 1;
                match kept {
                    [Some(a), Some(b)] => {
                        set_last(&mut stack, a);
                        set(&mut stack, front, b);
                    }
                    [a, _] => {
                        stack.pop();
                        if let Some(a) = a {
                            set(&mut stack, front, a);
                        }
                    }
                }
            } else {
                break;
            }
        }
        let rest = stack.get(front..).unwrap_or_default();
        result.rest = rest.iter().map(|corner| (corner.at, corner.given)).collect();
        result
    }

    /// If the way turns back at `b`: what is left of `a` and `c`, one corner if they are one position.
    fn turn_back(&mut self, a: Corner, b: Corner, c: Corner) -> Option<[Option<Corner>; 2]> {
        if same(a.at, b.at) || !same_direction(b.at, a.at, c.at) {
            return None;
        }
        // The foot is the nearer of the two.
        let outward = lexical(b.at, a.at);
        let a_is_nearer = lexical(a.at, c.at) == outward;
        let foot = if a_is_nearer { a } else { c };
        let spike = match b.spike {
            Some(at) => {
                if let Some(spike) = self.spikes.get_mut(at) {
                    spike.path.insert(0, foot.at);
                    spike.base = foot.given;
                }
                at
            }
            None => {
                let path = vec![foot.at, b.at];
                self.spikes.push(Spike { tip: b.given, base: foot.given, path });
                self.spikes.len() - 1
            }
        };
        if same(a.at, c.at) {
            return Some([Some(Corner { spike: Some(spike), ..a }), None]);
        }
        let mark = |corner: Corner, is_foot: bool| {
            let spike = if is_foot { Some(spike) } else { corner.spike };
            Some(Corner { spike, ..corner })
        };
        Some([mark(a, a_is_nearer), mark(c, !a_is_nearer)])
    }
}

fn set(stack: &mut [Corner], at: usize, corner: Corner) {
    if let Some(slot) = stack.get_mut(at) {
        *slot = corner;
    }
}

fn set_last(stack: &mut [Corner], corner: Corner) {
    if let Some(slot) = stack.last_mut() {
        *slot = corner;
    }
}
