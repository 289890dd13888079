//! `landledger plan DIR graph`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use landledger::Result;
use landledger::finding::Language;
use landledger::plan::lifecycle::{dot, mermaid};

use crate::cli::output;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The notation of the drawing, the same for every folder
    #[arg(long, value_enum, default_value = "mermaid")]
    form: GraphForm,
}

/// The notation of a drawing.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum GraphForm {
    /// A Mermaid state diagram
    Mermaid,
    /// A graph of Graphviz
    Dot,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let drawing = match arguments.form {
        GraphForm::Mermaid => mermaid(language),
        GraphForm::Dot => dot(language),
    };
    output::print(&drawing)?;
    Ok(ExitCode::SUCCESS)
}
