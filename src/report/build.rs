//! Makes the rows of a report from values.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::map::{self, MapFigures};
use super::plans::{plan_rows, plan_statuses, prospect_rows};
use super::{
    AssessmentSummary, BoundaryRow, EntryRow, MapUncertainty, PlanMoveRow, Report, ZoneHeader,
};
use crate::assessment::{assess_all_land, check_plan, method_findings, plan_methods};
use crate::calendar::Period;
use crate::codes::ParcelCode;
use crate::error::Result;
use crate::finding::{Finding, SourceFile, Text};
use crate::indicator::{
    BaseQuantities, EvaluationInputs, Group, PlanCoverage, ZoneContradiction, ZoneEvaluation,
    ledger_summary, vacancy_rates, zone_indicators,
};
use crate::law::{BoundaryPointClass, EvaluationStandard, Rulebook};
use crate::ledger::{AsOf, Entry, EntryId, Event, LedgerState, Revitalized, opening_state, replay};
use crate::parcel::Parcel;
use crate::plan::{PlanId, StallRule};
use crate::workers::Workers;
use crate::zone::Zone;

/// What a report is made from: values of an embedding program, or those of a district folder.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReportInput<'a> {
    /// The zone.
    pub zone: &'a Zone,
    /// The parcels of the map.
    pub parcels: &'a [Parcel],
    /// The events of the ledger, in the order of recording.
    pub events: &'a [Event],
    /// The criteria of low-efficiency land, control values and standard of evaluation that the report goes by, and names.
    pub rulebook: Option<&'a Rulebook>,
    /// What was found while reading.
    pub findings: Vec<Finding>,
    /// The files that were read.
    pub sources: Vec<SourceFile>,
    /// The chain of the journal's last line.
    pub ledger_head: Option<String>,
    /// The standard that the zone is scored by, where it is not the rulebook's.
    pub evaluation: Option<&'a EvaluationStandard>,
    /// Stated figures that the evaluation asks and the ledger does not know.
    pub evaluation_inputs: Option<&'a EvaluationInputs>,
    /// How well the boundary points of the map are surveyed.
    pub boundary_points: BoundaryPointClass,
    /// When a plan is stalled; without a rule none is said to be.
    pub stall: Option<StallRule>,
    /// How many threads may make it; the report is the same.
    pub workers: Workers,
}

impl<'a> ReportInput<'a> {
    /// Values in memory, without files.
    #[must_use]
    pub const fn new(
        zone: &'a Zone,
        parcels: &'a [Parcel],
        events: &'a [Event],
    ) -> ReportInput<'a> {
        ReportInput {
            zone,
            parcels,
            events,
            rulebook: None,
            findings: Vec::new(),
            sources: Vec::new(),
            ledger_head: None,
            evaluation: None,
            evaluation_inputs: None,
            boundary_points: BoundaryPointClass::First,
            stall: None,
            workers: Workers::ONE,
        }
    }
}

impl Report {
    /// The version of the JSON form that this crate writes.
    pub const VERSION: u32 = 1;

    /// Makes the report for the last day of `period`, with the movements of the period.
    ///
    /// # Errors
    ///
    /// If sums are larger than a quantity can be.
    pub fn build(input: ReportInput<'_>, period: Period) -> Result<Report> {
        let on = period.last_day();
        let history = replay(input.events, AsOf::day(on));
        let state = &history.state;
        let boundary = input.zone.boundary_on(on);
        // What the map measures, and what the law makes of the books, ask nothing of each other.
        let ((before, figures, uncertainty), (assessments, methods)) = input.workers.both(
            || {
                let (declared, parcels) = (&input.zone.non_parcel, input.parcels);
                (
                    opening_state(input.events, period, None),
                    map::measure(boundary, declared, parcels, state),
                    MapUncertainty::of(boundary, declared, parcels, state, input.boundary_points),
                )
            },
            || {
                let assessments = assess_all_land(state, input.rulebook)
                    .and_then(|assessments| AssessmentSummary::of(&assessments));
                (assessments, method_check(input.events, state))
            },
        );
        let mut findings = input.findings;
        findings.extend(history.findings.iter().cloned());
        let MapFigures { zone_areas, parcels, land, findings: map_findings } = figures?;
        findings.extend(map_findings);
        let no_inputs = EvaluationInputs::default();
        let inputs = input.evaluation_inputs.unwrap_or(&no_inputs);
        let base = BaseQuantities::with_inputs(state, &land, inputs);
        let standard = input
            .evaluation
            .or_else(|| input.rulebook.and_then(|rulebook| rulebook.evaluation.as_ref()));
        let evaluation = ZoneEvaluation::of(&base, inputs, standard, on);
        findings.extend(evaluation.contradictions.iter().map(ZoneContradiction::finding));
        let assessments = assessments?;
        findings.extend(methods?);
        Finding::sort(&mut findings);
        let groups =
            [Group::Class, Group::Cause, Group::Side, Group::Town, Group::Block, Group::YearListed];
        let summaries = groups.map(|group| ledger_summary(state, group));
        let plans = plan_rows(state, on, input.stall);
        let open_plans = open_plans(state);
        let entries: Vec<EntryRow> =
            state.open_entries().filter_map(|entry| entry_row(state, entry, &open_plans)).collect();
        Ok(Report {
            version: Report::VERSION,
            on,
            period,
            zone: zone_header(input.zone, on),
            rulebook: input.rulebook.map(Rulebook::identity),
            sources: input.sources,
            ledger_head: input.ledger_head,
            zone_areas,
            parcels,
            uncertainty,
            summaries: summaries.into_iter().collect::<Result<_, _>>()?,
            uncovered: uncovered(&entries),
            entries,
            assessments,
            roll_forward: history.roll_forward(period)?,
            vacancy: history.vacancy_roll_forward(period)?,
            indicators: zone_indicators(&base),
            evaluation,
            vacancy_rates: vacancy_rates(state),
            plan_statuses: plan_statuses(&plans),
            plans,
            plan_coverage: PlanCoverage::of(state)?,
            plan_moves: plan_moves(state, period),
            prospects: prospect_rows(state),
            revitalized: Revitalized::between(period, &before, state)?,
            findings,
            not_checked: not_checked(input.rulebook, input.stall),
        })
    }
}

fn zone_header(zone: &Zone, on: Date) -> ZoneHeader {
    let boundary = zone.boundary_on(on).map(|version| BoundaryRow {
        approved_area: version.approved_area,
        document: version.document.clone(),
        effective: version.effective,
        blocks: version.blocks.iter().map(|block| block.name.clone()).collect(),
    });
    ZoneHeader { name: zone.name.clone(), division: zone.division, boundary }
}

fn entry_row(
    state: &LedgerState,
    entry: &Entry,
    open_plans: &BTreeMap<ParcelCode, &PlanId>,
) -> Option<EntryRow> {
    let facts = state.parcels.get(&entry.parcel).map(|parcel| &parcel.facts);
    Some(EntryRow {
        entry: entry.id.clone(),
        parcel: entry.parcel,
        name: facts.map(|facts| facts.name.clone()).unwrap_or_default(),
        town: facts.map(|facts| facts.town),
        block: facts.and_then(|facts| facts.block.clone()),
        class: entry.class,
        causes: entry.causes.clone(),
        land_area: entry.land_area,
        since: entry.listed_since()?,
        relapses: entry.relapses() as u64,
        plan: open_plans.get(&entry.parcel).map(|plan| (*plan).clone()),
    })
}

fn uncovered(entries: &[EntryRow]) -> Vec<EntryId> {
    entries.iter().filter(|row| row.plan.is_none()).map(|row| row.entry.clone()).collect()
}

/// For each parcel the first of its open plans, by id.
fn open_plans(state: &LedgerState) -> BTreeMap<ParcelCode, &PlanId> {
    let mut plans = BTreeMap::new();
    for (id, plan) in &state.plans {
        if plan.progress.status().is_active() {
            for parcel in &plan.plan.parcels {
                plans.entry(*parcel).or_insert(id);
            }
        }
    }
    plans
}

/// Whether the law opens the methods of plans: of those in preparation as of the day, of active ones as of the day on which
/// they were adopted, or revised.
fn method_check(events: &[Event], state: &LedgerState) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let plans = state.plans.iter();
    for (_, plan) in plans.clone().filter(|(_, plan)| plan.progress.status().is_in_preparation()) {
        findings.extend(check_plan(state, &plan.plan)?);
    }
    let active = plans.filter(|(_, plan)| plan.progress.status().is_active());
    let active: Vec<PlanId> = active.map(|(id, _)| id.clone()).collect();
    for (id, verdicts) in plan_methods(events, state, &active)? {
        findings.extend(method_findings(&id, &verdicts));
    }
    Ok(findings)
}

fn plan_moves(state: &LedgerState, period: Period) -> Vec<PlanMoveRow> {
    let changes = state.plans.iter().flat_map(|(id, plan)| {
        let own = plan.progress.history.iter().filter(|change| period.contains(change.on));
        own.map(move |change| PlanMoveRow { plan: id.clone(), change: change.clone() })
    });
    let mut rows: Vec<PlanMoveRow> = changes.collect();
    // Stable: the moves of a plan on one day keep their order.
    rows.sort_by_key(|row| row.change.on);
    rows
}

/// What a reader might take for granted and this report did not look at.
fn not_checked(rulebook: Option<&Rulebook>, stall: Option<StallRule>) -> Vec<Text> {
    let without_rulebook = rulebook.is_none().then_some((
        "宗地是否为低效用地（没有给出认定标准）",
        "whether a parcel is low-efficiency land (no criteria were given)",
    ));
    let without_rule = stall.is_none().then_some((
        "方案是否停滞（未给出停滞天数）",
        "whether a plan is stalled (no rule for it was given)",
    ));
    let texts = [without_rulebook, without_rule];
    let texts = texts.into_iter().flatten().map(|(zh, en)| Text::new(zh, en));
    std::iter::once(gaps_not_checked()).chain(texts).collect()
}

/// A report does not look at the map as a whole: a check of it does.
pub(super) fn gaps_not_checked() -> Text {
    Text::new("宗地之间的重叠和空隙", "overlaps and gaps between parcels")
}
