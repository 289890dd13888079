//! `landledger ledger DIR assert`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::Result;
use landledger::finding::Language;
use landledger::ledger::{Act, AssertedBalance, BalanceAssertion, assertions};
use landledger::report::text;
use landledger::units::{Area, FloorArea};

use super::books;
use super::record::{self, Recording};
use crate::cli::{FormatArgument, day, output};

/// Without a figure: holds every assertion of the journal against the ledger. With one: writes it down as an event.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    figure: FigureArguments,
    #[command(flatten)]
    recording: Recording,
    /// Without a figure: as known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day, conflicts_with = "Figure")]
    known: Option<Date>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

#[derive(Debug, Args)]
#[group(id = "Figure", multiple = false, requires = "id")]
struct FigureArguments {
    /// Entries on the ledger at the end of --effective
    #[arg(long, value_name = "COUNT")]
    entries: Option<u32>,
    /// Their land area
    #[arg(long, value_name = "M2")]
    land_area_m2: Option<Area>,
    /// Surveyed spaces that exist
    #[arg(long, value_name = "COUNT")]
    spaces: Option<u32>,
    /// Their floor area
    #[arg(long, value_name = "M2")]
    floor_area_m2: Option<FloorArea>,
    /// Spaces that stand vacant
    #[arg(long, value_name = "COUNT")]
    vacant_spaces: Option<u32>,
    /// Their floor area
    #[arg(long, value_name = "M2")]
    vacant_floor_area_m2: Option<FloorArea>,
    /// Floor area that counts as revitalized, really in use again
    #[arg(long, value_name = "M2")]
    revitalized_floor_area_m2: Option<FloorArea>,
    /// Land area that counts as revitalized, its disposal finished
    #[arg(long, value_name = "M2")]
    revitalized_land_area_m2: Option<Area>,
}

impl FigureArguments {
    fn balance(&self) -> Option<AssertedBalance> {
        let land = self.land_area_m2.map(AssertedBalance::LandAreaM2);
        let floor = self.floor_area_m2.map(AssertedBalance::FloorAreaM2);
        let vacant = self.vacant_floor_area_m2.map(AssertedBalance::VacantFloorAreaM2);
        let credited_floor =
            self.revitalized_floor_area_m2.map(AssertedBalance::RevitalizedFloorAreaM2);
        let credited_land =
            self.revitalized_land_area_m2.map(AssertedBalance::RevitalizedLandAreaM2);
        self.entries
            .map(AssertedBalance::Entries)
            .or(land)
            .or(self.spaces.map(AssertedBalance::Spaces))
            .or(floor)
            .or(self.vacant_spaces.map(AssertedBalance::VacantSpaces))
            .or(vacant)
            .or(credited_floor)
            .or(credited_land)
    }
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    if let Some(balance) = arguments.figure.balance() {
        let act = Act::BalanceAsserted { assertion: BalanceAssertion::new(balance) };
        return record::run(folder, &arguments.recording, act, arguments.format, language);
    }
    let journal = books::read(folder, language)?;
    let as_of = books::as_of(Date::MAX, arguments.known);
    let results = assertions(&journal.events, as_of)?;
    match arguments.format {
        FormatArgument::Text => output::print(&text::render_assertions(&results, language))?,
        FormatArgument::Json => output::print_json(&results)?,
    }
    let held = results.iter().all(landledger::ledger::AssertionResult::holds);
    Ok(if held { books::exit_code(&journal, &[]) } else { ExitCode::from(1) })
}
