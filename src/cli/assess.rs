//! `landledger assess`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use landledger::assessment::assess;
use landledger::codes::ParcelCode;
use landledger::finding::Language;
use landledger::ledger::replay;
use landledger::report::text;
use landledger::{Error, Result};

use super::ledger::books;
use super::{FormatArgument, day, output, rulebook};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The district folder
    folder: PathBuf,
    /// The code of the parcel, of 19 characters
    parcel: ParcelCode,
    /// The day of the assessment, as 2024-06-30
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Date,
    /// As known at the end of this day [default: all that was ever recorded]
    #[arg(long, value_name = "DAY", value_parser = day)]
    known: Option<Date>,
    /// The criteria of low-efficiency land [default: rulebook.toml of the folder, if it has one]
    #[arg(long, value_name = "FILE")]
    rulebook: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: FormatArgument,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let rulebook = match &arguments.rulebook {
        Some(file) => Some(rulebook::read(file, language)?),
        None => rulebook::of_folder(&arguments.folder, language)?,
    };
    let journal = books::read(&arguments.folder, language)?;
    let mut history = replay(&journal.events, books::as_of(arguments.on, arguments.known));
    books::locate(&mut history.findings, &journal);
    let parcel = &arguments.parcel;
    let Some(assessment) = assess(&history.state, parcel, rulebook.as_ref())? else {
        let heirs: Vec<String> =
            history.state.heirs(parcel).iter().map(ToString::to_string).collect();
        let (zh, en) = if heirs.is_empty() {
            (parcel.to_string(), parcel.to_string())
        } else {
            let heirs = heirs.join(" ");
            (
                format!("{parcel}，其土地现为 {heirs}"),
                format!("{parcel}, whose land is now {heirs}"),
            )
        };
        let expected = (
            format!("{} 已登记且存续的宗地", arguments.on),
            format!("a parcel that is registered on {}", arguments.on),
        );
        return Err(Error::argument("PARCEL", (&*expected.0, &*expected.1), (zh, en)));
    };
    match arguments.format {
        FormatArgument::Text => output::print(&text::render_assessment(&assessment, language))?,
        FormatArgument::Json => output::print_json(&assessment)?,
    }
    Ok(books::exit_code(&journal, &[]))
}
