//! [`Blocks`]: rows that come one after another.

use super::row::Row;

/// Rows in blocks of one size: nothing is copied as they grow, and blocks are used again.
#[derive(Debug, Clone, Default)]
pub(super) struct Blocks {
    open: Vec<Row>,
    full: Vec<Vec<Row>>,
    emptied: Vec<Vec<Row>>,
}

const BLOCK: usize = 512;

impl Blocks {
    /// Adds a row.
    #[inline]
    pub(super) fn push(&mut self, row: Row) {
        if self.open.len() == self.open.capacity() {
            let next = self.emptied.pop().unwrap_or_else(|| Vec::with_capacity(BLOCK));
            let full = std::mem::replace(&mut self.open, next);
            if !full.is_empty() {
                self.full.push(full);
            }
        }
        self.open.push(row);
    }

    /// The rows, in the order in which they came, in runs.
    #[inline]
    pub(super) fn runs(&self) -> impl Iterator<Item = &[Row]> {
        self.full.iter().map(Vec::as_slice).chain([self.open.as_slice()])
    }

    /// The rows, in the order in which they came.
    #[inline]
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.runs().flatten()
    }

    /// Leaves the rows out, and keeps their room for others; takes over that of `more`.
    pub(super) fn empty(&mut self, more: Blocks) {
        let Blocks { open, full, emptied } = more;
        let own = std::mem::take(&mut self.full);
        let blocks = own.into_iter().chain(full).chain([std::mem::take(&mut self.open), open]);
        self.emptied.extend(emptied);
        self.emptied.extend(blocks.filter(|block| block.capacity() > 0).map(|mut block| {
            block.clear();
            block
        }));
    }

    /// Lets room go that is not used.
    pub(super) fn shrink(&mut self) {
        self.emptied = Vec::new();
    }
}
