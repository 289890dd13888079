//! The report (台账报告): rows first, formats second.
//!
//! [`Report::build`] makes every row from values; [`text`] prints them in Chinese or English; the JSON form is
//! the report itself, through serde, and reads back into the same types. [`check`] holds the report of a check, [`catalogue`] the
//! list of everything that can be found.

mod adjustments;
mod areas;
mod assessments;
mod build;
pub mod catalogue;
mod changes;
pub mod check;
#[cfg(any(feature = "html", feature = "geopackage"))]
pub(crate) mod colours;
mod datum;
#[cfg(feature = "html")]
pub mod drawing;
mod event_tables;
#[cfg(feature = "html")]
pub mod html;
mod map;
mod map_layers;
mod plans;
mod roll_forwards;
mod rows;
pub mod text;
mod uncertainty;
mod version;

pub use adjustments::{AdjustmentReport, LandFlow, LandFlowKind, MovedLand, ParcelLand};
pub use areas::{AreaReport, FeatureArea};
pub use assessments::{AssessmentSummary, ClockRow, DisagreementRow, LandRow};
pub use build::ReportInput;
pub use changes::ChangeReport;
#[cfg(any(feature = "html", feature = "geopackage"))]
pub use colours::Fill;
pub use datum::{DatumCandidate, DatumEvidence};
pub use event_tables::{EventTableSummary, Hundredths, InvalidRows, RollForwardTotal};
pub use map_layers::{
    MapColumn, MapColumnKind, MapEntry, MapFinding, MapFloorArea, MapGeometry, MapGeometryKind,
    MapLayers, MapParcel, MapPlace, MapPlan, MapRow, MapTable, MapValue, PlanTiming, provenance,
};
pub use plans::{DueRow, FallbackRow, PlanList, PlanPage, PlansDue, WatchedRow};
pub use roll_forwards::{PeriodRollForward, RollForwards};
pub use rows::{
    AreaRow, BoundaryRow, EntryRow, MilestoneRow, ParcelTotals, PlanMoveRow, PlanRow,
    PlanStatusRow, ProspectRow, Report, ZoneHeader,
};
pub use uncertainty::{MapUncertainty, RateError};
