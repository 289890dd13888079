//! Idle land in law (闲置土地): Order 53 and the statute above it.
//!
//! [`assess_idle_land`] is the whole decision. A fact that is not known is never guessed: the assessment holds every verdict
//! that some completion of the facts leads to, and the facts to ask for.

mod clocks;
mod decision;
mod facts;
mod fee;
mod hearing;
mod holder_restriction;
mod menu;
mod procedure;
mod procedure_terms;
mod reason;
mod verdict;

pub use clocks::{Clock, ClockKind, ClockState, idle_land_clocks};
pub use decision::{IdleLandAssessment, IdleLandOutcome, assess_idle_land};
pub use facts::{
    AgreedStart, Commencement, Filing, IdleLandFacts, LandRight, MissingFact, Suspension,
};
pub use fee::{IdleLandFee, idle_land_fee};
pub use hearing::{HearingClocks, UndatedClock, WorkingDayCount, hearing_clocks};
pub use holder_restriction::{HolderRestriction, holder_restriction};
pub(crate) use menu::revised_plan;
pub use menu::{MenuItem, Permission, disposal_menu};
pub use procedure::{ProcedureRecord, ProcedureStep};
pub use procedure_terms::{ProcedureTerms, WorkingDayTerm};
pub use reason::{Answer, Reason};
pub use verdict::{Consequence, IdleLandVerdict};
