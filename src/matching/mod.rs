//! Matching (供需匹配): vacant spaces and plots for the firms that may come, with the reason for every choice.
//!
//! [`MatchingInput`] holds the offers and the prospects of a day, from a ledger ([`MatchingInput::from_state`]) or from a
//! program's own rows; [`MatchingInput::run`] gives a [`Matching`].
//!
//! 1. **Judge**: each offer is held against each need ([`Check`]). Failing a hard requirement excludes, with the reason. A
//!    fact that is not known is neither met nor failed: the offer is then [`Standing::Possible`], with what to ask.
//! 2. **Rank**: by standing, then [`Score`] (0 to 1000, whole numbers), then surplus of floor area, then ids.
//! 3. **Combine**: units of one parcel that are too small alone ([`CombinationLimits`] says within which bounds).
//! 4. **Assign**: all prospects at once, no offer twice. What is greatest is, in this order: the number of prospects with a
//!    place that is known to fit; the number of further ones with a possible place; the sum of scores. [`Optimality`] says
//!    whether that is proved.
//!
//! # What is optimal
//!
//! With single spaces and plots only, the answer is an optimum, proved by dual prices ([`assignment::Certificate`]). With
//! combinations the problem is weighted set packing, which has no fast exact method: branch and bound within a stated number
//! of nodes finds an optimum over *the candidates listed*, or says by how much it may fall short. Combinations that are not
//! listed (more units, a larger surplus than the first few) are not part of the claim.

pub mod assignment;
mod candidate;
mod check;
mod combine;
mod fact;
mod input;
mod judge;
mod offer;
mod pack;
mod run;
mod score;

pub use candidate::{Candidate, Exclusion, Standing};
pub use check::{Check, Outcome};
pub use combine::{CombinationLimits, SearchExtent};
pub use fact::Fact;
pub use input::{LeftOut, MatchingInput, WhyLeftOut};
pub use offer::{Offer, OfferId, PlotOffer, SpaceOffer};
pub use pack::{Optimality, Worth};
pub use run::{Alternative, Assigned, Matching, ProspectMatch};
pub use score::Score;
