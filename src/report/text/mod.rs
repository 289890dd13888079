//! The report as text (文本报告): aligned tables that fit 100 columns, in Chinese or English.

mod adjustments;
mod assessment;
pub(super) mod assessments;
mod books;
mod changes;
mod control;
pub(super) mod control_values;
pub(super) mod evaluation;
mod event_table;
pub(super) mod findings;
mod import;
mod journal;
pub(super) mod ledger;
mod matching;
pub(super) mod page;
mod plan_due;
mod plan_list;
mod plan_page;
pub(super) mod plans;
pub(super) mod revitalized;
mod rulebook;
mod schema;
mod simulation;
pub(super) mod table;
pub(super) mod uncertainty;
pub(super) mod zone;

use super::Report;
use crate::finding::Language;
use page::Page;

/// Prints a report.
///
/// Every total equals the sum of the rows above it, to the last digit shown. What was not looked at is said at
/// the end.
#[must_use]
pub fn render(report: &Report, language: Language) -> String {
    let mut page = Page::new(language);
    zone::print_head(report, &mut page);
    zone::print_areas(report, &mut page);
    ledger::print(report, &mut page);
    ledger::print_entries(report, &mut page);
    assessments::print(report, &mut page);
    revitalized::print(report, &mut page);
    plans::print(report, &mut page);
    zone::print_indicators(report, &mut page);
    evaluation::print(report, &mut page);
    findings::print(report, &mut page);
    page.finish()
}

/// Prints areas of features as a table; `unit` is what the area column is in.
pub use zone::render_areas;

pub use adjustments::render_adjustments;
pub use assessment::render_assessment;
pub use books::{
    render_assertions, render_lint, render_parcel_history, render_roll_forwards, render_state,
};
pub use changes::render_changes;
pub use event_table::render_event_table;
pub use import::render_import;
pub use journal::render_verification;
pub use matching::{MatchingDetail, render_matching};
pub use plan_due::render_plans_due;
pub use plan_list::render_plan_list;
pub use plan_page::render_plan;
pub use rulebook::render_rulebook;
pub use schema::render_schemas;
pub use simulation::render_simulation;
