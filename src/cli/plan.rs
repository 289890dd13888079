//! `landledger plan`.

mod due;
mod graph;
mod list;
mod matching;
mod show;
mod simulate;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use landledger::finding::Language;
use landledger::ledger::{History, LedgerState, replay};
use landledger::plan::{PlanId, StallRule};
use landledger::store::Journal;
use landledger::{Error, Result};

use super::ledger::books;
use super::{FormatArgument, day, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The district folder
    folder: PathBuf,
    #[command(subcommand)]
    command: PlanCommand,
}

#[derive(Debug, Subcommand)]
enum PlanCommand {
    /// Every plan with its status, slip, next step and lead unit, and how much of the ledger they cover (方案清单)
    List(list::Arguments),
    /// Everything about one plan: contents, history, milestones, evidence, runs, prospects (方案详情)
    Show(show::Arguments),
    /// What is overdue, due in 30 and in 90 days, stalled or at risk, and which fallbacks are triggered (到期与预警)
    Due(due::Arguments),
    /// The life-cycle of plans as a drawing (方案状态图)
    Graph(graph::Arguments),
    /// Which firm could take which vacant space or plot, and who gets what together (供需匹配)
    Match(matching::Arguments),
    /// Carry out plans on paper: the indicators of the zone before and after, and the share of each plot (方案模拟)
    Simulate(simulate::Arguments),
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let folder = &arguments.folder;
    match &arguments.command {
        PlanCommand::List(arguments) => list::run(folder, arguments, language),
        PlanCommand::Show(arguments) => show::run(folder, arguments, language),
        PlanCommand::Due(arguments) => due::run(folder, arguments, language),
        PlanCommand::Graph(arguments) => graph::run(arguments, language),
        PlanCommand::Match(arguments) => matching::run(folder, arguments, language),
        PlanCommand::Simulate(arguments) => simulate::run(folder, arguments, language),
    }
}

/// The day, and as known when.
#[derive(Debug, Args)]
struct When {
    /// The day, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// As known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

/// When a plan is stalled.
#[derive(Debug, Args)]
struct Stall {
    /// A plan without an event for more than so many days is stalled [default: none is said to be]
    #[arg(long, value_name = "DAYS")]
    stall: Option<u16>,
}

impl Stall {
    fn rule(&self) -> Option<StallRule> {
        self.stall.map(StallRule::after_days)
    }
}

/// The books of a folder on a day.
struct Books {
    journal: Journal,
    history: History,
}

impl Books {
    /// Reads them, and says on standard error what was found.
    fn read(folder: &Path, when: &When, language: Language) -> Result<Books> {
        let journal = books::read(folder, language)?;
        let mut history = replay(&journal.events, books::as_of(when.on, when.known));
        books::locate(&mut history.findings, &journal);
        output::say_findings(&history.findings, language);
        Ok(Books { journal, history })
    }

    fn state(&self) -> &LedgerState {
        &self.history.state
    }

    fn exit_code(&self) -> ExitCode {
        books::exit_code(&self.journal, &self.history.findings)
    }
}

/// An id that is of no plan on the day; the message names those that are.
fn unknown_plan(state: &LedgerState, id: &PlanId, folder: &Path) -> Error {
    let day = state.as_of.effective;
    let ids: Vec<&str> = state.plans.keys().map(PlanId::as_str).collect();
    let list = format!("landledger plan {} list --on {day}", folder.display());
    let expected = if ids.is_empty() {
        (
            format!("{day} 已登记的方案，当日一个也没有"),
            format!("a plan in the books on {day}, of which there is none"),
        )
    } else {
        let ids = ids.join(" ");
        (
            format!("{day} 已登记的方案：{ids}；详见 {list}"),
            format!("a plan in the books on {day}: {ids}; see {list}"),
        )
    };
    Error::argument("PLAN", expected, id.to_string())
}
