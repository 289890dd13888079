//! [`RecordSource`]: the records of a file, read again when they are asked for.

use super::super::{Places, Record};

/// The records of a file that is not held in memory, by number in the order of the file.
///
/// What cannot be read again any more is left out: whoever reads remembers why, and the result counts for nothing.
pub(crate) trait RecordSource<P> {
    /// Reads records again; `judge` is handed them in the order of `numbers`, with places for them and for the zone.
    fn read(&self, numbers: &[usize], shapes: Shapes, judge: &mut Judge<'_, P>);

    /// Places of records as wholes, for which nothing is read.
    fn outlines(&self, numbers: &[usize], judge: &mut dyn FnMut(&dyn Places));
}

/// What is done with records that were read again, and with their places.
pub(crate) type Judge<'j, P> = dyn for<'r> FnMut(&[Record<'r, P>], &dyn Places) + 'j;

/// Whether the shapes of records that are read again are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shapes {
    Kept,
    /// The records are handed on without any.
    Dropped,
}
