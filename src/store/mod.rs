//! Where a district's data is kept: the folder of plain files that people can read, diff and mail.
//!
//! The library works on values; the folder is one store among others that an embedder may write. [`Journal`] reads a
//! whole journal, [`JournalFile`] appends to one, [`verify()`] says whether it is as it was written; [`EventStore`] is
//! what they promise, for programs that keep events in a database of their own. The format is specified in
//! [`docs::journal`](crate::docs::journal). [`ChangeFile`] carries what one folder has to another that has not,
//! see [`docs::change_file`](crate::docs::change_file).

mod acts;
mod change;
mod district;
mod error;
mod event_store;
mod head;
mod journal;
mod journal_file;
mod line;
mod memory;
mod raw_lines;
mod refusals;
mod tail;
mod verdict;
mod verify;
mod walk;

pub use acts::{Acts, StoredAct};
pub use change::{
    AppliedChange, ChangeError, ChangeFile, ChangeWrite, FeatureChange, JournalBase, ZoneChange,
};
pub use district::District;
pub use error::StoreError;
pub use event_store::EventStore;
pub use head::{Head, HeadError};
pub use journal::Journal;
pub use journal_file::{JournalFile, Repair};
pub use memory::MemoryStore;
pub use refusals::refusals;
pub use verify::{Anchor, Verification, verify, verify_file};
