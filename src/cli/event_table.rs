//! `landledger event-table`.

use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::ledger::event_table::{EventTable, TableRollForward, TableState};
use landledger::read::event_table::{self, ReadOptions};
use landledger::report::{EventTableSummary, text};
use landledger::write::event_table::{write_invalid, write_roll_forward, write_state};
use landledger::{Error, Result, Workers};

use super::{FormatArgument, day, output, progress};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// CSV with a header, or JSON lines; an event a row
    file: PathBuf,
    /// First day that rows may speak of, and of the roll-forward, as 2012-01-01
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Date,
    /// Last day that rows may speak of, and of the roll-forward
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Date,
    /// The day at whose end the parcels are shown
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// The state as known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    /// The periods of the roll-forward
    #[arg(long, value_enum, default_value = "quarter")]
    every: Every,
    /// The roll-forward by so many characters of the parcel code: 9 are a town or street
    #[arg(long, value_name = "N", default_value_t = 9)]
    division: usize,
    /// Write invalid.csv, state.csv and roll.csv into this folder, which must not exist yet, or be empty
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// How many threads to use; all processors unless said otherwise. The result is the same
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Every {
    Month,
    Quarter,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let whole = period(arguments)?;
    let periods: Vec<Period> = match arguments.every {
        Every::Month => whole.split_by_month().collect(),
        Every::Quarter => whole.split_by_quarter().collect(),
    };
    if let Some(folder) = &arguments.out {
        make_empty(folder)?;
    }
    let steps = progress::steps(&["reading", "answering"]);
    steps.begin(0);
    let mut options = ReadOptions::new(whole);
    options.workers = arguments.threads.map_or_else(Workers::available, Workers::new);
    let table = event_table::open(&arguments.file, &options)?;
    steps.begin(1);
    let summary = answer(arguments, &table, whole, &periods)?;
    steps.finish();
    match arguments.format {
        FormatArgument::Text => output::print(&text::render_event_table(&summary, language))?,
        FormatArgument::Json => output::print_json(&summary)?,
    }
    let code = if summary.invalid.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    // A table of gigabytes would be taken apart row by row, for nothing.
    std::mem::forget(table);
    Ok(code)
}

fn period(arguments: &Arguments) -> Result<Period> {
    let (from, to) = (arguments.from, arguments.to);
    Period::through(from, to).map_err(|error| {
        let expected = (error.expected_zh(), error.expected_en());
        let found = (format!("{from}，晚于 --to {to}"), format!("{from} after --to {to}"));
        Error::argument("--from", expected, found)
    })
}

/// Asks the table, and writes what it says.
fn answer(
    arguments: &Arguments,
    table: &EventTable,
    whole: Period,
    periods: &[Period],
) -> Result<EventTableSummary> {
    let (on, last) = (arguments.on, whole.last_day());
    let out = arguments.out.as_deref();
    let write = |name: &str, write: &dyn Fn(fs::File) -> io::Result<()>| {
        let Some(file) = out.map(|folder| folder.join(name)) else { return Ok(()) };
        let opened = output::create_new("--out", &file)?;
        write(opened).map_err(|error| Error::writing(file.display().to_string(), error))
    };
    let roll = || -> Result<TableRollForward<'_>> {
        let roll_forward = table.roll_forward(last, periods, arguments.division)?;
        write("roll.csv", &|file| write_roll_forward(&roll_forward, file))?;
        Ok(roll_forward)
    };
    let state = || -> Result<TableState<'_>> {
        write("invalid.csv", &|file| write_invalid(table.invalid(), file))?;
        let state = table.state(on, arguments.known.unwrap_or(last));
        write("state.csv", &|file| write_state(&state, file))?;
        Ok(state)
    };
    // The two questions are independent; writing the answers takes as long as finding them.
    if arguments.threads == Some(NonZeroUsize::MIN) {
        return Ok(EventTableSummary::of(table, &state()?, &roll()?));
    }
    let (state, roll_forward) = thread::scope(|scope| {
        let roll_forward = scope.spawn(roll);
        (state(), roll_forward.join())
    });
    match roll_forward {
        Ok(roll_forward) => Ok(EventTableSummary::of(table, &state?, &roll_forward?)),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// A folder for results: new, or empty.
fn make_empty(folder: &Path) -> Result<()> {
    let shown = folder.display().to_string();
    fs::create_dir_all(folder).map_err(|error| Error::writing(shown.clone(), error))?;
    let mut entries = fs::read_dir(folder).map_err(|error| Error::reading(shown.clone(), error))?;
    if entries.next().is_some() {
        let expected = ("新文件夹或空文件夹", "a new or an empty folder");
        let found = (format!("{shown}，其中已有文件"), format!("{shown}, which holds files"));
        return Err(Error::argument("--out", expected, found));
    }
    Ok(())
}
