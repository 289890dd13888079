//! `landledger plan DIR simulate`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use landledger::Result;
use landledger::finding::Language;
use landledger::indicator::{MeasuredLand, simulate_with_inputs};
use landledger::plan::PlanId;
use landledger::report::text;
use landledger::store::District;

use super::{Books, When, unknown_plan};
use crate::cli::{FormatArgument, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The ids of the plans that are carried out on paper
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PlanId>,
    #[command(flatten)]
    when: When,
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let books = Books::read(folder, &arguments.when, language)?;
    let state = books.state();
    if let Some(id) = arguments.plans.iter().find(|id| !state.plans.contains_key(*id)) {
        return Err(unknown_plan(state, id, folder));
    }
    let district = District::open(folder)?;
    let land = MeasuredLand::on(&district.zone, &district.parcels, arguments.when.on);
    let inputs = district.evaluation_inputs.unwrap_or_default();
    let simulation = simulate_with_inputs(state, &land, &inputs, &arguments.plans)?;
    match arguments.when.format {
        FormatArgument::Text => output::print(&text::render_simulation(&simulation, language))?,
        FormatArgument::Json => output::print_json(&simulation)?,
    }
    Ok(books.exit_code())
}
