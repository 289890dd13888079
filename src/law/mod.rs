//! Law and policy as data: instruments, causes, methods; nothing here knows geometry or files.
//!
//! What a person reads as a rule carries a [`Citation`]; what no instrument fixes is not here.

mod article;
mod boundary_point;
mod cause;
mod citation;
mod control;
mod document;
mod evaluation_indicator;
mod evaluation_standard;
mod evaluation_standard_error;
mod fire_class;
mod idle_land;
mod method;
mod provision;
mod rulebook;
mod threshold;
mod zone_kind;

pub use article::Article;
pub use boundary_point::BoundaryPointClass;
pub use cause::{Cause, CauseCode, Side, Verification};
pub use citation::Citation;
pub use control::{ControlEdition, ControlValue, ControlValues, FloorAreaRatioTable};
pub use document::Document;
pub use evaluation_indicator::EvaluationIndicator;
pub use evaluation_standard::{
    EvaluationGoal, EvaluationStandard, EvaluationSubgoal, EvaluationTable, PotentialIdeal,
    ScoreDirection, ScoredIndicator,
};
pub use evaluation_standard_error::EvaluationStandardError;
pub use fire_class::FireClass;
pub(crate) use idle_land::revised_plan;
pub use idle_land::{
    AgreedStart, Answer, Clock, ClockKind, ClockState, Commencement, Consequence, Filing,
    HearingClocks, HolderRestriction, IdleLandAssessment, IdleLandFacts, IdleLandFee,
    IdleLandOutcome, IdleLandVerdict, LandRight, MenuItem, MissingFact, Permission,
    ProcedureRecord, ProcedureStep, ProcedureTerms, Reason, Suspension, UndatedClock,
    WorkingDayCount, WorkingDayTerm, assess_idle_land, disposal_menu, hearing_clocks,
    holder_restriction, idle_land_clocks, idle_land_fee,
};
pub use method::{EvidenceKind, Method, MethodAnchor, Precondition};
pub use provision::Provision;
pub use rulebook::{
    Combination, Comparison, CriteriaGroup, CriteriaSet, Criterion, CriterionBasis,
    CriterionResult, LowEfficiencyAssessment, LowEfficiencyFacts, LowEfficiencyFigures,
    LowEfficiencyUse, Metric, MetricUnit, MissingLowEfficiencyFact, ProductionState, Rulebook,
    RulebookIdentity, RulebookStanding, assess_low_efficiency,
};
pub use threshold::{Assurance, Threshold, ThresholdValue};
pub(crate) use threshold::{BOUNDARY_POINT_LIMIT, ZONE_INDUSTRIAL_SHARE, ZONE_RESIDENTIAL_SHARE};
pub use zone_kind::{ZoneAttribute, ZoneKind};
