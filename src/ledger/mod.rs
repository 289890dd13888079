//! The dynamic ledger (动态调整台账): events, the state they add up to on a day, and the movements between
//! two days.
//!
//! A state is a fold over events; nothing else is stored. [`replay`] sorts the events that were known by
//! their effective days and applies one after another; what a state does not allow is a finding and is not
//! applied.

mod apply;
mod as_of;
mod correction;
mod entry;
mod event;
mod movement;
mod replay;
mod revitalized;
mod roll_forward;
mod state;

pub use as_of::AsOf;
pub use entry::{Entry, EntryClass, EntryId, EntryStay, StrikeOff, StrikeOffReason};
pub use event::{Act, Actor, Event, EventId};
pub use movement::{Movement, MovementKind, VacancyKind, VacancyMovement};
pub use replay::{History, opening_state, replay};
pub use revitalized::{
    LandCredit, MethodTotal, Revitalized, RevitalizedLand, RevitalizedSpace, RevitalizedTotal,
};
pub use roll_forward::{RollForward, RollForwardLine, Stock};
pub use state::{LedgerState, PlanState, RegisteredParcel, SpaceState};
