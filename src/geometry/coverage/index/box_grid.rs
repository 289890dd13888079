//! [`BoxGrid`]: which boxes meet a box.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ground::Extent;

/// A box over more cells than this is held against everything.
const CELLS: f64 = 64.0;

/// Boxes by the cells that they reach into.
#[derive(Debug, Default)]
pub(super) struct BoxGrid {
    /// The width of a cell, in units of the plane; set by the first boxes.
    size: f64,
    boxes: BTreeMap<u32, Extent>,
    cells: BTreeMap<[i64; 2], BTreeSet<u32>>,
    large: BTreeSet<u32>,
    /// As many boxes as there were when the size was set.
    sized_for: usize,
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
        if self.boxes.len() > self.sized_for.saturating_mul(2) {
            self.resize();
        } else {
            self.list(of, own);
        }
    }

    pub(super) fn remove(&mut self, of: u32) {
        let Some(own) = self.boxes.remove(&of) else { return };
        if self.large.remove(&of) {
            return;
        }
        for cell in self.cells_of(own).into_iter().flatten() {
            if let Some(listed) = self.cells.get_mut(&cell) {
                listed.remove(&of);
                if listed.is_empty() {
                    self.cells.remove(&cell);
                }
            }
        }
    }

    /// The boxes that meet a box, in order.
    pub(super) fn meeting(&self, own: Extent) -> BTreeSet<u32> {
        let meets = |of: &&u32| self.boxes.get(of).is_some_and(|extent| extent.meets(&own));
        let Some(cells) = self.cells_of(own) else {
            return self.boxes.keys().filter(meets).copied().collect();
        };
        let listed = cells.iter().filter_map(|cell| self.cells.get(cell)).flatten();
        listed.chain(&self.large).filter(meets).copied().collect()
    }

    /// Cells twice as large as a box is on average.
    #[allow(clippy::cast_precision_loss)]
    fn resize(&mut self) {
        let count = self.boxes.len() as f64;
        let span = |own: &Extent| (own.high[0] - own.low[0]).max(own.high[1] - own.low[1]);
        self.size = (2.0 * self.boxes.values().map(span).sum::<f64>() / count).max(1e-9);
        self.sized_for = self.boxes.len();
        self.cells.clear();
        self.large.clear();
        for (of, own) in self.boxes.clone() {
            self.list(of, own);
        }
    }

    fn list(&mut self, of: u32, own: Extent) {
        match self.cells_of(own) {
            Some(cells) => {
                for cell in cells {
                    self.cells.entry(cell).or_default().insert(of);
                }
            }
            None => {
                self.large.insert(of);
            }
        }
    }

    /// `None` for too many.
    #[allow(clippy::cast_possible_truncation)]
    fn cells_of(&self, own: Extent) -> Option<Vec<[i64; 2]>> {
        let cell = |number: f64| (number / self.size).floor();
        let ([west, south], [east, north]) = (own.low.map(cell), own.high.map(cell));
        let count = (east - west + 1.0) * (north - south + 1.0);
        if !(count <= CELLS && [west, south, east, north].iter().all(|n| n.abs() < 9e15)) {
            return None;
        }
        let rows = south as i64..=north as i64;
        let columns = west as i64..=east as i64;
        Some(columns.flat_map(|x| rows.clone().map(move |y| [x, y])).collect())
    }
}
