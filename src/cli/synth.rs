//! `landledger synth`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use landledger::Result;
use landledger::finding::Language;
use landledger::synth::{SynthOptions, generate};

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
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let mut options = SynthOptions::new(arguments.parcels, arguments.seed);
    if let Some(entries) = arguments.entries {
        options.entries = entries;
    }
    let steps = progress::steps(&["generating", "writing"]);
    steps.begin(0);
    let made = generate(&options)?;
    steps.begin(1);
    made.write_to(&arguments.folder)?;
    steps.finish();
    let folder = arguments.folder.display();
    let (parcels, events) = (made.parcels.len(), made.events.len());
    output::say(&match language {
        Language::Zh => format!(
            "{folder}：{parcels} 宗地，{events} 条事项，均为合成数据\n下一步：landledger report {folder} --on 2024-06-30"
        ),
        Language::En => format!(
            "{folder}: {parcels} parcels, {events} events, synthetic\nnext: landledger report {folder} --on 2024-06-30"
        ),
    });
    Ok(ExitCode::SUCCESS)
}
