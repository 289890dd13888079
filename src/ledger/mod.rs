//! The dynamic ledger (动态调整台账): events, the state they add up to on a day, and the movements between
//! two days.
//!
//! A state is a fold over events; nothing else is stored. [`replay`] sorts the events that were known by
//! their effective days and applies one after another; what a state does not allow is a finding and is not
//! applied.

mod act;
mod adjusted_groups;
mod adjusted_roll_forward;
mod adjustments;
mod alternatives;
mod apply;
mod as_of;
mod assertion;
mod assertions;
mod balances;
mod components;
mod correction;
mod credit_movement;
mod entry;
mod event;
mod event_index;
pub mod event_table;
mod families;
mod group;
mod journal_places;
mod knowledge;
mod lineage;
mod lint;
mod loaded_ledger;
mod movement;
mod name_table;
mod parcel_history;
mod plan_chain;
mod prospect_state;
mod provenance;
mod published;
mod ranks;
mod replacement;
mod replay;
mod revitalized;
mod roll_forward;
mod rounded;
mod state;
mod steps;

pub use act::Act;
pub(crate) use adjusted_groups::AdjustedGroups;
pub use adjusted_groups::{AdjustedGroupRollForward, AdjustedGroupRollForwards};
pub use adjusted_roll_forward::{
    AdjustedRollForward, AdjustedTable, PriorPeriodAdjustment, adjusted_roll_forward,
};
pub use adjustments::{
    Adjustment, AdjustmentKind, Adjustments, AreaDifference, ChangeSet, FieldChange, adjustments,
    adjustments_in,
};
pub use as_of::AsOf;
pub use assertion::{AssertedBalance, BalanceAssertion};
pub use assertions::{AssertionResult, Explanation, assertions};
pub use credit_movement::{CreditKind, FloorCreditMovement, LandCreditMovement};
pub use entry::{Entry, EntryClass, EntryId, EntryStay, StrikeOff, StrikeOffReason};
pub use event::{Actor, Event, EventId};
pub use group::{Group, GroupFilter, GroupKey, Grouping};
pub use knowledge::{Difference, DifferenceReason, EventDifference, Knowledge, difference};
pub use lineage::LineageStep;
pub use lint::{LintOptions, RequiredField, Requirement, RequirementMoment, lint};
pub use loaded_ledger::LoadedLedger;
pub use movement::{
    FloorKind, FloorMovement, Movement, MovementKind, VacancyKind, VacancyMovement,
};
pub use parcel_history::{ParcelEvent, ParcelHistory, Standing, parcel_history};
pub use prospect_state::{ProspectChange, ProspectState};
pub use provenance::{ValueSource, provenance};
pub(crate) use published::Published;
pub use replacement::{EntryShare, Replacement, ReplacementKind, Successor};
pub use replay::{History, opening_state, replay, replay_days};
pub use revitalized::{
    GroupTotal, LandCredit, MethodTotal, Revitalized, RevitalizedLand, RevitalizedSpace,
    RevitalizedTotal,
};
pub use roll_forward::{GroupRollForward, GroupRollForwards, RollForward, RollForwardLine, Stock};
pub use rounded::RoundedRollForward;
pub use state::{
    AdoptedBoundary, Closing, LedgerState, PlanState, Proposal, RegisteredParcel, SpaceState,
    StatedBalance,
};
pub(crate) use steps::{Step, StepChange, Thing, known_on, said_otherwise, steps_after};
