//! The schemas, made from the types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{SchemaFile, geojson, print, tidy};
use crate::finding::Finding;
use crate::indicator::EvaluationInputs;
use crate::law::Rulebook;
use crate::ledger::Event;
use crate::report::Report;
use crate::report::check::{CheckDiff, CheckReport};
use crate::store::{ChangeFile, Head};

/// Makes a schema from the types: the text that stands in [`SchemaFile::text`]. `None` for a name that is none of
/// [`SchemaFile::ALL`].
///
/// ```
/// use landledger::schema::{SchemaFile, generate};
///
/// let file = SchemaFile::named("finding").unwrap();
/// assert_eq!(generate("finding").unwrap(), file.text);
/// ```
#[must_use]
pub fn generate(name: &str) -> Option<String> {
    let file = SchemaFile::named(name)?;
    let mut schema = match name {
        "zone" => geojson::zone(read()),
        "parcels" => geojson::parcels(read()),
        "ledger-line" => ledger_line(read()),
        "rulebook" => read().into_root_schema_for::<Rulebook>(),
        "evaluation" => read().into_root_schema_for::<EvaluationInputs>(),
        "change" => read().into_root_schema_for::<ChangeFile>(),
        "report" => written::<Report>(),
        "check-report" => written::<CheckReport>(),
        "check-diff" => written::<CheckDiff>(),
        "finding" => written::<Finding>(),
        _ => return None,
    };
    tidy::descriptions(&mut schema);
    tidy::plain_json(&mut schema);
    let (zh, en) = (file.of.zh, file.of.en);
    let title = if zh == en { en.to_owned() } else { format!("{en} ({zh})") };
    schema.insert("$id".into(), format!("urn:landledger:{name}:{}", file.version).into());
    schema.insert("title".into(), format!("{title}, version {}", file.version).into());
    Some(print::pretty(schema.as_value()))
}

/// What is read: members that may be left out, numbers where a decimal string is written.
fn read() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_deserialize().into_generator()
}

/// What is written: every member that always stands there is required, and null stands nowhere but where it means something.
fn written<T: JsonSchema>() -> Schema {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>();
    tidy::no_null(&mut schema);
    schema
}

/// An event and the journal's own members.
fn ledger_line(mut generator: SchemaGenerator) -> Schema {
    let chain = generator.subschema_for::<Head>();
    let mut schema = generator.into_root_schema_for::<Event>();
    let own = [
        (
            "journal",
            json_schema!({
                "description": "The version of the format; in the first line only, where it may be left out.",
                "const": 1,
            }),
        ),
        (
            "more",
            json_schema!({
                "description": "How many lines of the same act follow; absent from its last line.",
                "type": "integer",
                "minimum": 1,
                "maximum": 9_999_999_999_u64,
            }),
        ),
        (
            "chain",
            json_schema!({
                "description": "SHA-256 of the chain of the line above and this line without it; the last member.",
                "allOf": [chain],
            }),
        ),
    ];
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.extend(own.map(|(name, schema)| (name.to_owned(), schema.to_value())));
    }
    schema
}
