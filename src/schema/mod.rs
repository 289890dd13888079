//! JSON Schemas (draft 2020-12) of what is read and written (数据格式), for programs in any language.
//!
//! Every schema is a file of `src/docs/schemas/`, made from the types of this library and kept there, so that it can be used
//! without it: [`SchemaFile::ALL`]. What may be relied on, and when a version grows, says
//! [the page of formats](crate::docs::formats).
//!
//! With the feature `schema` the types say themselves what they are, and `generate` makes the files anew.

#[cfg(feature = "schema")]
mod documents;
#[cfg(feature = "schema")]
mod geojson;
#[cfg(feature = "schema")]
mod print;
#[cfg(feature = "schema")]
mod tidy;

use crate::finding::Text;

#[cfg(feature = "schema")]
pub use documents::generate;

/// A schema that is part of this library (数据格式定义).
///
/// ```
/// use landledger::schema::SchemaFile;
///
/// let parcels = SchemaFile::named("parcels").unwrap();
/// let schema: serde_json::Value = serde_json::from_str(parcels.text)?;
/// assert_eq!(schema["$id"], "urn:landledger:parcels:1");
/// assert_eq!(parcels.of.en, "parcels.geojson");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemaFile {
    /// Its name, as the command takes it.
    pub name: &'static str,
    /// The version of the form that it describes.
    pub version: u32,
    /// What it describes, in Chinese and in English.
    pub of: Description,
    /// The schema, as JSON text.
    pub text: &'static str,
}

/// What a schema describes, in two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Description {
    /// As a text that is owned.
    #[must_use]
    pub fn text(self) -> Text {
        Text::new(self.zh, self.en)
    }
}

macro_rules! schemas {
    ($($name:literal, $version:expr, $zh:literal, $en:literal;)*) => {
        &[$(SchemaFile {
            name: $name,
            version: $version,
            of: Description { zh: $zh, en: $en },
            text: include_str!(concat!("../docs/schemas/", $name, ".schema.json")),
        }),*]
    };
}

impl SchemaFile {
    /// Every schema: the files of a district folder first, then what is exchanged, then what is written.
    pub const ALL: &'static [SchemaFile] = schemas! {
        "zone", 1, "zone.geojson", "zone.geojson";
        "parcels", 1, "parcels.geojson", "parcels.geojson";
        "ledger-line", 1, "ledger.jsonl 的一行", "a line of ledger.jsonl";
        "rulebook", 1, "rulebook.toml（以 JSON 表示）", "rulebook.toml, as JSON";
        "evaluation", 1, "evaluation.toml（以 JSON 表示）", "evaluation.toml, as JSON";
        "change", crate::store::ChangeFile::VERSION, "变更包", "a change file";
        "report", crate::report::Report::VERSION, "report --format json 的报告", "report --format json";
        "check-report", crate::report::check::CheckReport::VERSION, "check --format json 的报告", "check --format json";
        "check-diff", crate::report::check::CheckDiff::VERSION, "check --diff --format json 的比对", "check --diff --format json";
        "finding", 1, "一条问题", "one finding";
    };

    /// The schema with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static SchemaFile> {
        SchemaFile::ALL.iter().find(|file| file.name == name)
    }
}
