//! [`EventStore`]: what a place that keeps events promises.

use super::Head;
use super::acts::StoredAct;
use super::error::StoreError;
use crate::ledger::Event;

/// A place that keeps the events of one ledger (事项存储): the journal file, memory, or an embedder's own database.
///
/// # What an implementation promises
///
/// - **Ordered.** Acts are read in the order in which they were appended, and the events of an act in the order in
///   which they were given. Nothing is ever changed, removed or inserted in between.
/// - **Whole.** Of an act either all events are there or none: to every reader at every moment, and after a crash.
/// - **Durable.** When `append` returns `Ok`, the act survives a crash of the process and of the machine. When it
///   returns an error other than [`StoreError::InDoubt`], nothing of the act is there, and never will be.
/// - **Built on what was read.** `append` does nothing unless the head is `base`: two writers that have read the same
///   head cannot both succeed. The comparison and the append are one step (one transaction, one lock).
/// - **One head.** The head behind an act is [`Head::after`]: all stores give the same acts the same heads, so that an
///   anchor printed from one can be verified in the other, and [`Journal::write_acts`](super::Journal::write_acts) of
///   what a database holds is the journal with that head. Keep the head beside each act; it need not be worked out
///   again.
/// - **Reading does not block** writers, and sees the acts up to some head, whole.
///
/// What the events say is not the store's business: ask [`refusals`](super::refusals()) before appending.
///
/// In a database, one table does it: `act(number integer primary key, head text unique, base text unique, lines text)`.
/// The unique `base` makes the second of two writers fail.
pub trait EventStore {
    /// The head of the last act; [`Head::EMPTY`] without acts.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    fn head(&self) -> Result<Head, StoreError>;

    /// Appends events as one act behind `base`, and gives back the new head once the act is durable; no events, no
    /// act, and `base` is the new head.
    ///
    /// # Errors
    ///
    /// [`StoreError::HeadMoved`] if the head is not `base`, whether or not there are events; else as writing fails.
    fn append(&mut self, base: Head, events: &[Event]) -> Result<Head, StoreError>;

    /// The acts behind `after`, in order; [`Head::EMPTY`] for all.
    ///
    /// # Errors
    ///
    /// [`StoreError::HeadUnknown`] if there never was such a head. An error within the iteration ends it.
    fn acts_after(
        &self,
        after: Head,
    ) -> Result<Box<dyn Iterator<Item = Result<StoredAct, StoreError>> + '_>, StoreError>;

    /// Every event, in order.
    ///
    /// # Errors
    ///
    /// As [`EventStore::acts_after`].
    fn events(&self) -> Result<Vec<Event>, StoreError> {
        let mut events = Vec::new();
        for act in self.acts_after(Head::EMPTY)? {
            events.extend(act?.events);
        }
        Ok(events)
    }
}
