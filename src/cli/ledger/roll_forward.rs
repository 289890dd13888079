//! `landledger ledger DIR roll-forward`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::ledger::Grouping;
use landledger::report::{RollForwards, text};
use landledger::units::AreaUnit;
use landledger::{Error, Result};

use super::books;
use crate::cli::{FormatArgument, day, output};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// First day, as 2024-01-01
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Date,
    /// Last day, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Date,
    /// Cut into periods
    #[arg(long, value_enum)]
    every: Option<Every>,
    /// Tables by group; several are told apart together: class,town
    #[arg(long, value_enum, value_delimiter = ',', value_name = "GROUPING")]
    by: Vec<By>,
    /// As known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    /// Unit of land area in text: m2, mu, hm2 or km2; rounded so that every table adds up
    #[arg(long, default_value = "m2")]
    unit: AreaUnit,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Every {
    Month,
    Quarter,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Class,
    Cause,
    Side,
    Town,
    Block,
    Method,
}

impl From<By> for Grouping {
    fn from(by: By) -> Grouping {
        match by {
            By::Class => Grouping::Class,
            By::Cause => Grouping::Cause,
            By::Side => Grouping::Side,
            By::Town => Grouping::Town,
            By::Block => Grouping::Block,
            By::Method => Grouping::Method,
        }
    }
}

pub(super) fn run(folder: &Path, arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let (from, to) = (arguments.from, arguments.to);
    let whole = Period::through(from, to).map_err(|error| {
        let expected = (error.expected_zh(), error.expected_en());
        let found = (format!("{from}，晚于 --to {to}"), format!("{from} after --to {to}"));
        Error::argument("--from", expected, found)
    })?;
    let periods: Vec<Period> = match arguments.every {
        None => vec![whole],
        Some(Every::Month) => whole.split_by_month().collect(),
        Some(Every::Quarter) => whole.split_by_quarter().collect(),
    };
    let by: Vec<Grouping> = arguments.by.iter().map(|by| Grouping::from(*by)).collect();
    let journal = books::read(folder, language)?;
    let rows = RollForwards::build(&journal.events, &periods, &by, arguments.known)?;
    match arguments.format {
        FormatArgument::Text => {
            output::print(&text::render_roll_forwards(&rows, arguments.unit, language)?)?;
        }
        FormatArgument::Json => output::print_json(&rows)?,
    }
    Ok(books::exit_code(&journal, &[]))
}
