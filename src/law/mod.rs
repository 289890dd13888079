//! Law and policy as data: instruments, causes, methods; nothing here knows geometry or files.
//!
//! What a person reads as a rule carries a [`Citation`]; what no instrument fixes is not here.

mod article;
mod cause;
mod citation;
mod document;
mod idle_land;
mod method;
mod rulebook;
mod threshold;

pub use article::Article;
pub use cause::{Cause, CauseCode, Side, Verification};
pub use citation::Citation;
pub use document::Document;
pub use idle_land::{
    AgreedStart, Answer, Clock, ClockKind, ClockState, Commencement, Consequence, Filing,
    IdleLandAssessment, IdleLandFacts, IdleLandFee, IdleLandOutcome, IdleLandVerdict, LandRight,
    MenuItem, MissingFact, Permission, ProcedureRecord, ProcedureStep, Reason, Suspension,
    assess_idle_land, disposal_menu, idle_land_clocks, idle_land_fee,
};
pub use method::Method;
pub use rulebook::{
    Combination, Comparison, CriteriaGroup, CriteriaSet, Criterion, CriterionBasis,
    CriterionResult, LowEfficiencyAssessment, LowEfficiencyFacts, LowEfficiencyFigures,
    LowEfficiencyUse, Metric, MetricUnit, MissingLowEfficiencyFact, Rulebook, RulebookIdentity,
    RulebookStanding, assess_low_efficiency,
};
pub(crate) use threshold::{
    ADMINISTRATIVE_LAND_AT_MOST, ADMINISTRATIVE_LAND_AT_MOST_2023, BUILDING_COEFFICIENT_AT_LEAST,
    STOREY_COUNTS_TWICE_ABOVE, STOREY_COUNTS_TWICE_ABOVE_2023,
};
pub use threshold::{Assurance, Threshold, ThresholdValue};
