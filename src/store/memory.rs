//! [`MemoryStore`]: events in memory, for tests and for programs that load and save by themselves.

use super::Head;
use super::acts::StoredAct;
use super::error::StoreError;
use super::event_store::EventStore;
use crate::ledger::Event;

/// Events in memory (内存存储): an [`EventStore`] that is durable for as long as it lives.
///
/// ```
/// use landledger::ledger::Event;
/// use landledger::store::{EventStore, Head, MemoryStore, StoreError};
///
/// let event: Event = serde_json::from_str(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00","act":{"space-vacated":{"space":"S1"}}}"#,
/// )
/// .unwrap();
/// let mut store = MemoryStore::new();
/// let head = store.append(Head::EMPTY, &[event.clone()])?;
/// // Whoever has not read that yet is refused.
/// assert!(matches!(store.append(Head::EMPTY, &[event]), Err(StoreError::HeadMoved { .. })));
/// assert_eq!(store.head()?, head);
/// # Ok::<(), StoreError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MemoryStore {
    acts: Vec<StoredAct>,
}

impl MemoryStore {
    /// A store without events.
    #[must_use]
    pub const fn new() -> MemoryStore {
        MemoryStore { acts: Vec::new() }
    }

    fn last(&self) -> Head {
        self.acts.last().map_or(Head::EMPTY, |act| act.head)
    }
}

impl EventStore for MemoryStore {
    fn head(&self) -> Result<Head, StoreError> {
        Ok(self.last())
    }

    fn append(&mut self, base: Head, events: &[Event]) -> Result<Head, StoreError> {
        let head = self.last();
        if base != head {
            return Err(StoreError::HeadMoved { base, head });
        }
        let next = head.after(events)?;
        if !events.is_empty() {
            self.acts.push(StoredAct::new(events.to_vec(), next));
        }
        Ok(next)
    }

    fn acts_after(
        &self,
        after: Head,
    ) -> Result<Box<dyn Iterator<Item = Result<StoredAct, StoreError>> + '_>, StoreError> {
        let first = match self.acts.iter().position(|act| act.head == after) {
            Some(at) => at + 1,
            None if after == Head::EMPTY => 0,
            None => return Err(StoreError::HeadUnknown { head: after }),
        };
        Ok(Box::new(self.acts.iter().skip(first).cloned().map(Ok)))
    }
}
