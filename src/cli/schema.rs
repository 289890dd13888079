//! `landledger schema`.

use std::process::ExitCode;

use clap::Args;
use landledger::finding::Language;
use landledger::report::text;
use landledger::schema::SchemaFile;
use landledger::{Error, Result};

use super::output;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// One schema, as parcels; without it, the list of all
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    match &arguments.name {
        Some(name) => {
            let expected = (
                "格式定义的名称，见 landledger schema",
                "the name of a schema; see landledger schema",
            );
            let file = SchemaFile::named(name)
                .ok_or_else(|| Error::argument("NAME", expected, name.as_str()))?;
            output::print(file.text)?;
        }
        None => output::print(&text::render_schemas(language))?,
    }
    Ok(ExitCode::SUCCESS)
}
