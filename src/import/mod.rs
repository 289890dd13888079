//! Import (导入试算): what a ledger sheet would change, as proposed events, and what it leaves open.
//!
//! Values in, a [`Proposal`] out: nothing is written here. A row of the new sheet is matched with what was there before
//! by its keys; what two keys contradict, or two rows claim, is a question and never guessed. The rules stand in
//! [`docs::sheet`](crate::docs::sheet).

mod acts;
mod change;
mod facts;
mod matching;
mod outlines;
mod parts;
mod proposal;
mod propose;
mod question;
mod record;

pub use change::{ChangeKind, ChangedValue, ProposedChange};
pub use matching::{Confidence, Conflict, Match, MatchKey};
pub use outlines::{Outlines, read_outlines};
pub use proposal::{Proposal, Summary, SummaryLine};
pub use propose::{Before, ImportRequest, propose};
pub use question::{Candidate, Question, QuestionKind, StatedValue};
pub use record::RecordReference;
