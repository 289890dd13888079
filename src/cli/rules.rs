//! `landledger rules`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use landledger::finding::{Code, Language};
use landledger::report::catalogue::{self, Catalogue, CatalogueRow};
use landledger::report::text;
use landledger::{Error, Result};

use super::{output, rulebook};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// One code in full, as ring-not-closed
    code: Option<String>,
    /// Also list the criteria of low-efficiency land of this rulebook
    #[arg(long, value_name = "FILE", conflicts_with = "code")]
    rulebook: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: RulesFormat,
}

/// The form of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RulesFormat {
    /// Aligned tables
    Text,
    /// One JSON document
    Json,
    /// The page of the documentation
    Markdown,
    /// The page of the documentation on numbers of the law
    Thresholds,
}

pub(super) fn run(arguments: &Arguments, language: Language) -> Result<ExitCode> {
    let Some(id) = &arguments.code else {
        let file = arguments.rulebook.as_deref();
        let rulebook = file.map(|file| rulebook::read(file, language)).transpose()?;
        match arguments.format {
            RulesFormat::Text => {
                let criteria = rulebook.map(|rulebook| text::render_rulebook(&rulebook, language));
                output::print(&(catalogue::render(language) + &criteria.unwrap_or_default()))?;
            }
            RulesFormat::Json => {
                let all = Catalogue::all();
                let all = match &rulebook {
                    Some(rulebook) => all.with_rulebook(rulebook),
                    None => all,
                };
                output::print_json(&all)?;
            }
            RulesFormat::Markdown if rulebook.is_some() => {
                let expected =
                    ("text 或 json（有 --rulebook 时）", "text or json, with --rulebook");
                return Err(Error::argument("--format", expected, "markdown"));
            }
            RulesFormat::Markdown => output::print(&catalogue::markdown())?,
            RulesFormat::Thresholds => output::print(&catalogue::thresholds_markdown())?,
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(rule) = Code::from_id(id).and_then(Code::rule) else {
        let expected =
            ("问题代码，见 landledger rules", "the code of a finding; see landledger rules");
        return Err(Error::argument("CODE", expected, id.as_str()));
    };
    match arguments.format {
        RulesFormat::Text => output::print(&catalogue::render_rule(rule, language))?,
        RulesFormat::Json => output::print_json(&CatalogueRow::of(rule))?,
        RulesFormat::Markdown | RulesFormat::Thresholds => {
            let expected = ("text 或 json（只看一个代码时）", "text or json, for one code");
            return Err(Error::argument("--format", expected, "a page"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
