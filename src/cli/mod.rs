//! Arguments, one file a command.

mod area;
mod assess;
mod check;
mod convert;
mod event_table;
mod export;
mod input;
mod ledger;
pub(crate) mod output;
mod plan;
mod progress;
mod report;
mod rulebook;
mod rules;
mod schema;
mod synth;
mod temporary_file;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use landledger::calendar::{Period, PeriodError, parse_day};
use landledger::finding::Language;
use landledger::{Error, Result};

/// The ledger of idle and low-efficiency land of a development zone (闲置低效用地动态调整台账).
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Command {
    /// Language of text output and of messages
    #[arg(long, value_enum, default_value = "zh", global = true)]
    lang: LanguageArgument,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Report on a district folder for a day and the period that ends with it (台账报告)
    Report(report::Arguments),
    /// Whether a parcel is idle or low-efficiency land on a day, why, and what may be done (闲置低效用地研判)
    Assess(assess::Arguments),
    /// Areas of the features of a GeoJSON or boundary-point TXT file (面积计算)
    Area(area::Arguments),
    /// Check a GeoJSON file of parcels: every finding with its place and what to do next (数据检查)
    Check(check::Arguments),
    /// The catalogue of findings: what each code means and what to do next (问题目录)
    Rules(rules::Arguments),
    /// The ledger of a district folder: what changed, its journal, change files (台账)
    Ledger(ledger::Arguments),
    /// A register's movements as one flat table: rows that do not count, state of a day, roll-forward (登记事项表)
    EventTable(event_table::Arguments),
    /// The plans of a district folder: what is due, who fits where, what if they were carried out (一宗一策方案)
    Plan(plan::Arguments),
    /// JSON Schemas of the files of a district folder, of events, reports and findings (数据格式)
    Schema(schema::Arguments),
    /// Make a synthetic district to try things on (合成示例)
    Synth(synth::Arguments),
    /// A district folder as of a day for other programs: Excel, GeoPackage, Shapefile, GeoParquet (导出)
    Export(export::Arguments),
    /// Convert between GeoJSON, boundary-point TXT and Shapefile without loss (格式转换)
    Convert(convert::Arguments),
}

impl Command {
    /// The language that was asked for.
    pub(crate) fn language(&self) -> Language {
        self.lang.into()
    }

    pub(crate) fn run(&self) -> Result<ExitCode> {
        let language = self.language();
        match &self.action {
            Action::Report(arguments) => report::run(arguments, language),
            Action::Assess(arguments) => assess::run(arguments, language),
            Action::Area(arguments) => area::run(arguments, language),
            Action::Convert(arguments) => convert::run(arguments, language),
            Action::Export(arguments) => export::run(arguments, language),
            Action::Check(arguments) => check::run(arguments, language),
            Action::Ledger(arguments) => ledger::run(arguments, language),
            Action::EventTable(arguments) => event_table::run(arguments, language),
            Action::Plan(arguments) => plan::run(arguments, language),
            Action::Rules(arguments) => rules::run(arguments, language),
            Action::Schema(arguments) => schema::run(arguments, language),
            Action::Synth(arguments) => synth::run(arguments, language),
        }
    }
}

/// The language of text output.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LanguageArgument {
    /// Chinese
    Zh,
    /// English
    En,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Language {
        match argument {
            LanguageArgument::Zh => Language::Zh,
            LanguageArgument::En => Language::En,
        }
    }
}

/// The form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatArgument {
    /// Aligned tables
    Text,
    /// One JSON document
    Json,
}

/// A day as an argument.
fn day(text: &str) -> Result<Date, String> {
    parse_day(text).map_err(|error| error.to_string())
}

/// The period of `--from` and `--on`.
fn period(from: Option<Date>, on: Date) -> Result<Period> {
    let from = from.unwrap_or_else(|| on.first_of_year());
    Period::through(from, on).map_err(|error| {
        match error {
            // The one day that no period can end with, as it has no day after it.
            PeriodError::OutOfRange => {
                let expected = ("早于 9999-12-31 的日期", "a day before 9999-12-31");
                Error::argument("--on", expected, on.to_string())
            }
            _ => {
                let expected = (error.expected_zh(), error.expected_en());
                let found = (format!("{from}，晚于 --on {on}"), format!("{from} after --on {on}"));
                Error::argument("--from", expected, found)
            }
        }
    })
}
