//! The rows of a report, as the JSON form has them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AssessmentSummary, MapUncertainty};
use crate::calendar::{self, Period};
use crate::codes::{DivisionCode, ParcelCode};
use crate::finding::{Finding, SourceFile, Text};
use crate::geometry::EdgeModel;
use crate::indicator::{Indicator, LedgerSummary, PlanCoverage, ZoneEvaluation};
use crate::law::{Cause, Document, Method, RulebookIdentity};
use crate::ledger::{EntryClass, EntryId, MovementKind, Revitalized, RollForward, VacancyKind};
use crate::plan::{
    MilestoneStep, PlanId, PlanStatus, PlanWatch, ProspectId, ProspectStage, StatusChange,
    Suspended,
};
use crate::space::SpaceId;
use crate::units::{Area, AreaChange, FloorArea, FloorAreaChange, GivenArea};

/// A report on a zone for a day and the period that ends with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Report {
    /// Version of this form, [`Report::VERSION`]; another is not read.
    #[cfg_attr(feature = "schema", schemars(extend("const" = Report::VERSION)))]
    #[serde(deserialize_with = "super::version::known::<{ Report::VERSION }, _>")]
    pub version: u32,
    /// The day that the figures are of.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub on: Date,
    /// The period of the movements.
    pub period: Period,
    /// The zone.
    pub zone: ZoneHeader,
    /// The criteria of low-efficiency land that the district applies, where it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rulebook: Option<RulebookIdentity>,
    /// The files that were read.
    pub sources: Vec<SourceFile>,
    /// The chain of the journal's last line; absent where there is none.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger_head: Option<String>,
    /// The area of the zone's boundary by each method.
    pub zone_areas: Vec<AreaRow>,
    /// The parcels together.
    pub parcels: ParcelTotals,
    /// How well the areas and rates of the map are known; absent without a boundary in force, and
    /// where a parcel of the map cannot be measured in its plane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<MapUncertainty>,
    /// The entries on the ledger by class, cause, side, town, block and year listed.
    pub summaries: Vec<LedgerSummary>,
    /// The entries on the ledger, by id.
    pub entries: Vec<EntryRow>,
    /// What the law makes of the parcels: their status, how the ledger stands to it, which terms end.
    pub assessments: AssessmentSummary,
    /// Entries and their land area over the period.
    pub roll_forward: RollForward<MovementKind, AreaChange>,
    /// Vacant floor area over the period.
    pub vacancy: RollForward<VacancyKind, FloorAreaChange>,
    /// Indicators of the zone.
    pub indicators: Vec<Indicator>,
    /// Vacancy of surveyed spaces by number and by land, beside `vacancy-rate` by floor area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vacancy_rates: Vec<Indicator>,
    /// Evaluation of the zone: kind, contradictions, score, potentials.
    pub evaluation: ZoneEvaluation,
    /// Plans by status.
    pub plan_statuses: Vec<PlanStatusRow>,
    /// The plans, by id.
    pub plans: Vec<PlanRow>,
    /// How much of the ledger an active plan covers.
    pub plan_coverage: PlanCoverage,
    /// The moves of plans in the period, by day and plan.
    pub plan_moves: Vec<PlanMoveRow>,
    /// Entries on the ledger for whose parcel there is no open plan, by id.
    pub uncovered: Vec<EntryId>,
    /// The prospects, by id.
    pub prospects: Vec<ProspectRow>,
    /// What the period brought back into use.
    pub revitalized: Revitalized,
    /// What was found in the data.
    pub findings: Vec<Finding>,
    /// What was not looked at, so that silence does not look like a pass.
    pub not_checked: Vec<Text>,
}

/// The zone that a report is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ZoneHeader {
    /// Its name.
    pub name: String,
    /// The district that it lies in.
    pub division: DivisionCode,
    /// The boundary in force; absent before the first version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<BoundaryRow>,
}

/// The boundary version in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BoundaryRow {
    /// Approved area, as the document gives it.
    pub approved_area: GivenArea,
    /// The approval document.
    pub document: Document,
    /// First day of this version.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub effective: Date,
    /// Named blocks.
    pub blocks: Vec<String>,
}

/// The area of one shape by one method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AreaRow {
    /// The edges between vertices: the method.
    pub edges: EdgeModel,
    /// The ellipsoid that the area lies on or was projected from.
    pub ellipsoid: String,
    /// The Gauss-Krüger zone in whose plane the edges are straight, for the methods that have one; the areas of the parcels
    /// are of the same zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The area, m², two decimals.
    #[serde(rename = "area_m2")]
    pub area: Area,
    /// The area less the approved area, m²; absent without a boundary document.
    #[serde(default, rename = "less_approved_m2", skip_serializing_if = "Option::is_none")]
    pub less_approved: Option<AreaChange>,
    /// Why it differs from the other methods.
    pub explanation: Text,
}

/// The parcels of the zone together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParcelTotals {
    /// Parcels in the books.
    pub registered: u64,
    /// Of these, parcels without a registered area.
    pub without_area: u64,
    /// Registered area of the others, m².
    #[serde(rename = "registered_area_m2")]
    pub registered_area: Area,
    /// Parcels on the map.
    pub mapped: u64,
    /// Their plane area, m².
    #[serde(rename = "plane_area_m2")]
    pub plane_area: Area,
    /// Their area by the survey method, m².
    #[serde(rename = "survey_area_m2")]
    pub survey_area: Area,
    /// Parcels on the map that lie in the zone (99 % of their area or more).
    pub inside: u64,
    /// Parcels that lie partly in it.
    pub partly: u64,
    /// Parcels that lie outside (1 % or less in it).
    pub outside: u64,
}

/// One entry on the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EntryRow {
    /// Id of the entry.
    pub entry: EntryId,
    /// Its parcel.
    pub parcel: ParcelCode,
    /// Name of the plot.
    pub name: String,
    /// Town of the plot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<DivisionCode>,
    /// Block of the plot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Class.
    pub class: EntryClass,
    /// Causes, the primary one first.
    pub causes: Vec<Cause>,
    /// Land area on the ledger, m².
    #[serde(rename = "land_area_m2")]
    pub land_area: Area,
    /// On the ledger since.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub since: Date,
    /// How often it came back after a strike-off.
    pub relapses: u64,
    /// The open plan for its parcel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
}

/// Plans in one status.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanStatusRow {
    /// The status.
    pub status: PlanStatus,
    /// How many plans.
    pub count: u64,
    /// Of these, with a milestone overdue.
    pub overdue: u64,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanRow {
    /// Id of the plan.
    pub plan: PlanId,
    /// Its plots.
    pub parcels: Vec<ParcelCode>,
    /// Name of the first plot.
    pub name: String,
    /// Methods in order.
    pub methods: Vec<Method>,
    /// Unit in the lead.
    pub lead_unit: String,
    /// Where it stands.
    pub status: PlanStatus,
    /// The day of its adoption; absent while it is in preparation.
    #[cfg_attr(feature = "schema", schemars(with = "Option<calendar::schema::Day>"))]
    #[serde(default, with = "calendar::optional_day", skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Date>,
    /// The next milestone; absent if all were reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<MilestoneRow>,
    /// Milestones overdue on the day, the longest overdue first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overdue: Vec<MilestoneRow>,
    /// Floor area to be brought back, m².
    #[serde(default, rename = "target_floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub target_floor_area: Option<FloorArea>,
    /// Firms in contact with it.
    pub prospects: Vec<ProspectId>,
    /// The plan that took its place, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<PlanId>,
    /// Which run goes on, from 1: a second one after a relapse.
    pub run: u64,
    /// The suspension that goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Suspended>,
    /// What is late, due soon, stalled or at risk.
    pub watch: PlanWatch,
}

/// A move of a plan in the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanMoveRow {
    /// The plan.
    pub plan: PlanId,
    /// Old and new status, who, when, on what.
    pub change: StatusChange,
}

/// A milestone and how late it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MilestoneRow {
    /// The step.
    pub step: MilestoneStep,
    /// The last day for it.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Day"))]
    #[serde(with = "calendar::day")]
    pub due: Date,
    /// Days past due on the day of the report; negative while it is not due.
    pub days_late: i32,
}

/// One prospect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProspectRow {
    /// Id of the prospect.
    pub prospect: ProspectId,
    /// Name of the firm.
    pub firm: String,
    /// How far the contact has come.
    pub stage: ProspectStage,
    /// Plans that it is in contact with.
    pub plans: Vec<PlanId>,
    /// Floor area that it needs, m².
    #[serde(default, rename = "floor_area_m2", skip_serializing_if = "Option::is_none")]
    pub floor_area: Option<FloorArea>,
    /// Industry in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// The spaces that it has taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spaces: Vec<SpaceId>,
    /// The plots that it has taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plots: Vec<ParcelCode>,
}
