//! The schemas of `src/docs/schemas/`: made from the types, whole, and what an independent validator (the crate `boon`) makes of
//! the files of this repository by them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use landledger::schema::SchemaFile;
use serde_json::Value;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path(name: &str) -> PathBuf {
    root().join(format!("src/docs/schemas/{name}.schema.json"))
}

/// A schema, ready to be held against documents.
pub(crate) struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    pub(crate) fn named(name: &str) -> Validator {
        let schema: Value = serde_json::from_str(&fs::read_to_string(path(name)).unwrap()).unwrap();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource("schema.json", schema).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap();
        Validator { schemas, index }
    }

    pub(crate) fn accepts(&self, document: &Value) -> bool {
        self.schemas.validate(document, self.index).is_ok()
    }

    #[track_caller]
    pub(crate) fn must_accept(&self, document: &Value, what: &str) {
        if let Err(error) = self.schemas.validate(document, self.index) {
            panic!("{what}: {error:#}");
        }
    }
}

#[test]
fn f06_every_schema_is_a_schema_with_its_version_and_a_file() {
    let names: BTreeSet<String> = SchemaFile::ALL.iter().map(|file| file.name.to_owned()).collect();
    let files = fs::read_dir(root().join("src/docs/schemas")).unwrap();
    let files: BTreeSet<String> = files
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.strip_suffix(".schema.json").unwrap().to_owned())
        .collect();
    assert_eq!(names, files);
    for file in SchemaFile::ALL {
        assert_eq!(file.text, fs::read_to_string(path(file.name)).unwrap(), "{}", file.name);
        let schema: Value = serde_json::from_str(file.text).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("urn:landledger:{}:{}", file.name, file.version));
        // The compiler holds it against the meta-schema.
        Validator::named(file.name);
    }
}

#[test]
fn f06_every_member_and_definition_is_described_in_words() {
    for file in SchemaFile::ALL {
        let schema: Value = serde_json::from_str(file.text).unwrap();
        let mut bare = Vec::new();
        undescribed(&schema, "", &mut bare);
        assert_eq!(bare, Vec::<String>::new(), "{}", file.name);
        // Rustdoc is not for readers of JSON.
        for markup in ["[`", "](", "```", "# Basis", "# Units"] {
            assert!(!file.text.contains(markup), "{}: {markup}", file.name);
        }
    }
}

/// Members and definitions without a description, where neither a name in their place says what they are.
fn undescribed(schema: &Value, at: &str, bare: &mut Vec<String>) {
    let Value::Object(object) = schema else { return };
    for key in ["properties", "$defs"] {
        for (name, member) in object.get(key).and_then(Value::as_object).into_iter().flatten() {
            let at = format!("{at}/{key}/{name}");
            let says = ["description", "$ref", "const", "pattern"]
                .iter()
                .any(|key| member.get(key).is_some());
            // What narrows a member that is described beside it, and the inside of a variant.
            let within = at.contains("/oneOf/") || at.contains("/contains/");
            if !says && !within {
                bare.push(at.clone());
            }
            undescribed(member, &at, bare);
        }
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        for (index, item) in
            object.get(key).and_then(Value::as_array).into_iter().flatten().enumerate()
        {
            undescribed(item, &format!("{at}/{key}/{index}"), bare);
        }
    }
    for key in ["items", "contains"] {
        object
            .get(key)
            .into_iter()
            .for_each(|item| undescribed(item, &format!("{at}/{key}"), bare));
    }
}

/// `UPDATE_EXPECT=1 cargo test --features cli,schema --test it schema_files` writes the files anew.
#[cfg(feature = "schema")]
#[test]
fn f06_the_files_are_what_the_types_say() {
    for file in SchemaFile::ALL {
        let made = landledger::schema::generate(file.name).unwrap();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(path(file.name), &made).unwrap();
        }
        let kept = fs::read_to_string(path(file.name)).unwrap();
        assert!(
            made == kept,
            "{}: the types say something else; run UPDATE_EXPECT=1 cargo test --features cli,schema --test it schema_files",
            file.name
        );
    }
    assert_eq!(landledger::schema::generate("parcel"), None);
}
