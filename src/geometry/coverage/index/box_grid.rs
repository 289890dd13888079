//! [`BoxGrid`]: which boxes meet a box.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ground::Extent;

/// Cell sizes are powers of two, so many of them to the last digits of a coordinate at most: cells have whole numbers.
const DIGITS: i32 = 48;

/// Boxes by the cells that they reach into.
///
/// **Method.** A grid for each power of two: a box is listed where cells are as wide as it is, in at most four of them. So boxes
/// of any sizes, one as wide as the Earth among them, are found as fast as if all were alike.
#[derive(Debug, Default)]
pub(super) struct BoxGrid {
    boxes: BTreeMap<u32, Extent>,
    /// By the exponent of the width of their cells.
    grids: BTreeMap<i32, BTreeMap<[i64; 2], BTreeSet<u32>>>,
    /// Boxes without an end: held against everything.
    endless: BTreeSet<u32>,
}

impl BoxGrid {
    pub(super) fn get(&self, of: u32) -> Option<Extent> {
        self.boxes.get(&of).copied()
    }

    pub(super) fn values(&self) -> impl Iterator<Item = Extent> {
        self.boxes.values().copied()
    }

    pub(super) fn insert(&mut self, of: u32, own: Extent) {
        self.remove(of);
        self.boxes.insert(of, own);
        let Some(level) = level(&own) else {
            self.endless.insert(of);
            return;
        };
        let grid = self.grids.entry(level).or_default();
        for cell in Cells::of(&own, level).each() {
            grid.entry(cell).or_default().insert(of);
        }
    }

    pub(super) fn remove(&mut self, of: u32) {
        let Some(own) = self.boxes.remove(&of) else { return };
        let Some(level) = level(&own) else {
            self.endless.remove(&of);
            return;
        };
        let Some(grid) = self.grids.get_mut(&level) else { return };
        for cell in Cells::of(&own, level).each() {
            if let Some(listed) = grid.get_mut(&cell) {
                listed.remove(&of);
                if listed.is_empty() {
                    grid.remove(&cell);
                }
            }
        }
        if grid.is_empty() {
            self.grids.remove(&level);
        }
    }

    /// The boxes that meet a box, in order.
    pub(super) fn meeting(&self, own: Extent) -> BTreeSet<u32> {
        let meets = |of: &&u32| self.boxes.get(of).is_some_and(|extent| extent.meets(&own));
        let mut found: BTreeSet<u32> = self.endless.iter().filter(meets).copied().collect();
        for (level, grid) in &self.grids {
            let cells = Cells::of(&own, *level);
            if cells.are_fewer_than(grid.len()) {
                let listed = cells.each().filter_map(|cell| grid.get(&cell));
                found.extend(listed.flatten().filter(meets).copied());
            } else {
                let listed = grid.iter().filter(|(cell, _)| cells.contain(cell));
                found.extend(listed.flat_map(|(_, listed)| listed).filter(meets).copied());
            }
        }
        found
    }
}

/// The exponent of the width of a box, or of the least width at its coordinates; `None` without an end.
#[allow(clippy::cast_possible_truncation)]
fn level(own: &Extent) -> Option<i32> {
    let [width, height] = [0, 1].map(|axis: usize| {
        let at = |numbers: [f64; 2]| numbers.get(axis).copied().unwrap_or_default();
        at(own.high) - at(own.low)
    });
    let corners = [own.low, own.high];
    let far = corners.as_flattened().iter().fold(0.0_f64, |far, number| far.max(number.abs()));
    let is_finite = corners.as_flattened().iter().all(|number| number.is_finite());
    let exponent = |number: f64| number.max(f64::MIN_POSITIVE).log2().ceil();
    let level = exponent(width.max(height)).max(exponent(far) - f64::from(DIGITS));
    // Twice the least and half the most that a float can be.
    (is_finite && (-1021.0..=1022.0).contains(&level)).then_some(level as i32)
}

/// Cells from one to another, both included.
#[derive(Debug, Clone, Copy)]
struct Cells {
    low: [i64; 2],
    high: [i64; 2],
}

impl Cells {
    #[allow(clippy::cast_possible_truncation)]
    fn of(own: &Extent, level: i32) -> Cells {
        let size = 2.0_f64.powi(level);
        // What lies beyond the numbers of cells ends at the last of them.
        let cell = |number: f64| (number / size).floor() as i64;
        Cells { low: own.low.map(cell), high: own.high.map(cell) }
    }

    fn each(self) -> impl Iterator<Item = [i64; 2]> {
        let ([west, south], [east, north]) = (self.low, self.high);
        (west..=east).flat_map(move |x| (south..=north).map(move |y| [x, y]))
    }

    fn are_fewer_than(&self, count: usize) -> bool {
        let spans = self.low.iter().zip(&self.high);
        let [x, y] = [0, 1].map(|axis| {
            let span = spans.clone().nth(axis);
            span.map_or(0, |(low, high)| i128::from(*high) - i128::from(*low) + 1)
        });
        i128::try_from(count).is_ok_and(|count| x.saturating_mul(y) < count)
    }

    fn contain(&self, [x, y]: &[i64; 2]) -> bool {
        let ([west, south], [east, north]) = (self.low, self.high);
        (west..=east).contains(x) && (south..=north).contains(y)
    }
}

#[cfg(test)]
#[allow(clippy::cast_precision_loss, reason = "tests")]
mod tests {
    use super::*;

    /// SplitMix64, from 0 to 1.
    fn next(state: &mut u64) -> f64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Sizes over 30 powers of ten, points and boxes without an end among them; the naive twin holds each against all.
    #[test]
    fn those_are_found_that_meet() {
        let mut state = 7;
        let mut grid = BoxGrid::default();
        let mut known: BTreeMap<u32, Extent> = BTreeMap::new();
        let mut met = 0;
        for step in 0..3000_u32 {
            let size = match step % 50 {
                0 => 0.0,
                1 => f64::INFINITY,
                2 => 1e300,
                _ => 10.0_f64.powf(next(&mut state) * 30.0 - 22.0),
            };
            let at = [113.0, -34.0].map(|middle| middle + (next(&mut state) - 0.5) * 1e-3);
            let own = Extent { low: at, high: at.map(|number| number + size * next(&mut state)) };
            let own = if own.high.iter().any(|number| number.is_nan()) {
                Extent { high: [f64::INFINITY; 2], ..own }
            } else {
                own
            };
            let found = grid.meeting(own);
            let wanted = known.iter().filter(|(_, other)| other.meets(&own));
            assert!(found.iter().eq(wanted.map(|(of, _)| of)), "{own:?}");
            met += found.len();
            let of = step % 700;
            if step % 3 == 0 {
                grid.remove(of);
                known.remove(&of);
            } else {
                grid.insert(of, own);
                known.insert(of, own);
            }
            assert_eq!(grid.get(of), known.get(&of).copied());
        }
        assert!(met > 1000, "{met}");
        known.keys().for_each(|of| grid.remove(*of));
        assert!(grid.boxes.is_empty() && grid.grids.is_empty() && grid.endless.is_empty());
    }

    /// By hand: a box as wide as a cell, from the middle of one to that of the next, is in two by two of them; the cells of
    /// smaller boxes are not made larger by it.
    #[test]
    fn a_box_is_in_four_cells_at_most() {
        let mut grid = BoxGrid::default();
        grid.insert(1, Extent { low: [0.5, 0.5], high: [1.5, 1.5] });
        grid.insert(2, Extent { low: [0.5, 0.5], high: [3.85e7, 3.85e7] });
        let cells: Vec<(i32, usize)> =
            grid.grids.iter().map(|(at, grid)| (*at, grid.len())).collect();
        assert_eq!(cells, [(0, 4), (26, 1)]);
    }
}
