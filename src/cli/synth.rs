//! `landledger synth`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use landledger::finding::{Language, counted};
use landledger::synth::{
    PlantedZone, SynthOptions, SynthRegisters, SynthScope, SyntheticZone, generate,
};
use landledger::{Error, Result};

use super::{output, progress};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder to write; it must not exist yet, or be empty
    folder: PathBuf,
    /// How many parcels
    #[arg(long, value_name = "N", default_value_t = SynthOptions::shangjie().parcels)]
    parcels: usize,
    /// Another seed gives another zone
    #[arg(long, value_name = "S", default_value_t = SynthOptions::shangjie().seed)]
    seed: u64,
    /// How many entries the ledger ever has [default: 16 for 100 parcels]
    #[arg(long, value_name = "N")]
    entries: Option<usize>,
    /// Write a part of the folder only
    #[arg(long, value_enum)]
    only: Option<PartArgument>,
    /// Plant defects of every kind into the map, and write the list of them here (a new file)
    #[arg(long, value_name = "FILE")]
    defects: Option<PathBuf>,
}

/// A part of a district folder.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum PartArgument {
    /// zone.geojson and parcels.geojson, without the journal
    Map,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let mut options = SynthOptions::new(arguments.parcels, arguments.seed);
    if let Some(entries) = arguments.entries {
        options.entries = entries;
    }
    if let Some(PartArgument::Map) = arguments.only {
        options.scope = SynthScope::Map;
    }
    if arguments.defects.is_some() {
        options.registers = SynthRegisters::Complete;
    }
    let steps = progress::steps(&["generating", "writing"]);
    steps.begin(0);
    let made = generate(&options)?;
    let planted = arguments.defects.as_ref().map(|_| made.plant()).transpose()?;
    steps.begin(1);
    match (&planted, &arguments.defects) {
        (Some(planted), Some(file)) => {
            // The list first: a folder of defects without it would be of no use, and neither the other way round.
            write_truth(planted, file)?;
            if let Err(error) = made.write_planted_to(planted, &arguments.folder) {
                let name = file.display().to_string();
                std::fs::remove_file(file).map_err(|error| Error::writing(name, error))?;
                return Err(error);
            }
        }
        _ => made.write_to(&arguments.folder)?,
    }
    steps.finish();
    output::say(&said(arguments, &made, planted.as_ref(), language));
    Ok(ExitCode::SUCCESS)
}

/// Writes the truth list into a file that is not there yet.
fn write_truth(planted: &PlantedZone, file: &std::path::Path) -> Result<()> {
    let name = file.display().to_string();
    let failed = |error: std::io::Error| Error::writing(&name, error);
    let out = std::fs::File::create_new(file).map_err(failed)?;
    let mut out = std::io::BufWriter::new(out);
    serde_json::to_writer_pretty(&mut out, &planted.truth).map_err(|error| failed(error.into()))?;
    std::io::Write::write_all(&mut out, b"\n").map_err(failed)?;
    std::io::Write::flush(&mut out).map_err(failed)
}

fn said(
    arguments: &Arguments,
    made: &SyntheticZone,
    planted: Option<&PlantedZone>,
    language: Language,
) -> String {
    let folder = arguments.folder.display();
    let (parcels, events) = (made.parcels.len(), made.events.len());
    let is_map = made.options.scope == SynthScope::Map;
    let mut text = match (language, is_map) {
        (Language::Zh, false) => {
            format!("{folder}：{parcels} 宗地，{events} 条事项，均为合成数据")
        }
        (Language::Zh, true) => format!("{folder}：{parcels} 宗地，均为合成数据，无台账事项"),
        (Language::En, false) => format!(
            "{folder}: {}, {}, synthetic",
            counted(parcels, "parcel", "parcels"),
            counted(events, "event", "events")
        ),
        (Language::En, true) => {
            format!(
                "{folder}: {}, synthetic, without a journal",
                counted(parcels, "parcel", "parcels")
            )
        }
    };
    if let (Some(planted), Some(file)) = (planted, &arguments.defects) {
        let (file, defects) = (file.display(), planted.truth.defects.len());
        let decoys = planted.truth.decoys.len();
        text += &match language {
            Language::Zh => {
                format!("\n图中植入 {defects} 处缺陷、{decoys} 处干扰项，清单见 {file}")
            }
            Language::En => {
                format!(
                    "\n{} and {} planted into the map, listed in {file}",
                    counted(defects, "defect", "defects"),
                    counted(decoys, "decoy", "decoys")
                )
            }
        };
    } else if !is_map {
        text += &match language {
            Language::Zh => format!("\n下一步：landledger report {folder} --on 2024-06-30"),
            Language::En => format!("\nnext: landledger report {folder} --on 2024-06-30"),
        };
    }
    text
}
