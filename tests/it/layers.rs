//! The layer table of the architecture notes, held against the `crate::` paths of every source file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → layer; a file may name modules of its own layer or of a lower one. Modules that share a layer and
/// may not name each other differ in their second number; `facts` may only name those to their left.
const LAYERS: &[(&str, u32)] = &[
    ("units", 10),
    ("calendar", 10),
    ("codes", 10),
    ("workers", 10),
    ("finding", 20),
    ("error", 20),
    ("law", 30),
    ("geometry", 31),
    ("zone", 40),
    ("parcel", 41),
    ("plan", 42),
    ("space", 43),
    ("ledger", 50),
    ("indicator", 60),
    ("assessment", 60),
    ("matching", 61),
    ("check", 70),
    ("read", 80),
    ("write", 80),
    ("report", 80),
    ("store", 80),
    ("convert", 80),
    ("import", 80),
    ("synth", 80),
    ("schema", 80),
];

fn layer(module: &str) -> Option<u32> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

fn allowed(from: u32, to: u32) -> bool {
    // Law and geometry do not know each other.
    to <= from && (from, to) != (31, 30)
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn source_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The modules that a text names as `crate::module`, doc comments left out: links do not make a dependency.
fn named(text: &str) -> BTreeSet<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = code.collect::<Vec<_>>().join("\n");
    let word = |rest: &str| {
        rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>()
    };
    let mut modules = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split_once('}').map_or(group, |(inside, _)| inside);
            modules.extend(group.split(',').map(|name| word(name.trim())));
        } else {
            modules.insert(word(rest));
        }
    }
    modules.retain(|name| !name.is_empty());
    modules
}

#[test]
fn every_file_names_only_its_own_layer_and_lower_ones() {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (file, text) in source_files() {
        let module = file.split('/').next().unwrap().trim_end_matches(".rs");
        if matches!(module, "lib" | "main" | "cli" | "docs") {
            continue;
        }
        let Some(own) = layer(module) else { panic!("{file}: module {module} is in no layer") };
        seen.insert(module.to_owned());
        for other in named(&text) {
            match layer(&other) {
                Some(layer) if allowed(own, layer) => {}
                Some(_) => {
                    faults.push(format!("{file} names crate::{other}, which is not below it"))
                }
                // `crate::Error` and `crate::Result` begin with a capital and leave no word behind.
                None => faults.push(format!("{file} names crate::{other}, which is in no layer")),
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    let table: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(seen, table, "the table names modules that do not exist, or lacks some");
}

#[test]
fn the_layer_test_would_notice() {
    let named: Vec<String> =
        named("use crate::{ledger::x, units};\ncrate::report::y();\n/// [crate::store]\n")
            .into_iter()
            .collect();
    assert_eq!(named, ["ledger", "report", "units"]);
    assert!(!allowed(layer("geometry").unwrap(), layer("law").unwrap()));
    assert!(!allowed(layer("law").unwrap(), layer("geometry").unwrap()));
    assert!(!allowed(layer("zone").unwrap(), layer("parcel").unwrap()));
    assert!(allowed(layer("space").unwrap(), layer("plan").unwrap()));
}

#[test]
fn the_library_reads_no_clock_and_no_environment() {
    let banned =
        ["std::time", "std::env", "SystemTime", "Instant::now", "Zoned::now", "HashMap", "HashSet"];
    let mut faults = Vec::new();
    for (file, text) in source_files() {
        if file.starts_with("cli/") || file == "main.rs" {
            continue;
        }
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            faults.extend(
                banned.iter().filter(|word| line.contains(**word)).map(|w| format!("{file}: {w}")),
            );
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn no_float_in_ledger_plans_spaces_and_law() {
    let mut faults = Vec::new();
    for (file, text) in source_files() {
        let exact = ["ledger/", "plan/", "space/", "law/", "matching/"]
            .iter()
            .any(|room| file.starts_with(room));
        if exact && (text.contains("f64") || text.contains("f32")) {
            faults.push(file);
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn files_are_short_enough_to_read_in_one_sitting() {
    let long: Vec<String> = source_files()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > 600)
        .map(|(file, text)| format!("{file}: {} lines", text.lines().count()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

/// The top level has the agreed names only; hidden files, the lock file, licences and what a build makes aside.
#[test]
fn the_top_level_has_the_agreed_names() {
    const NAMES: [&str; 10] = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "benches",
        "fixtures",
        "src",
        "target",
        "tests",
    ];
    let entries = fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let others: Vec<String> =
        names.filter(|name| !name.starts_with('.') && !NAMES.contains(&name.as_str())).collect();
    assert_eq!(others, Vec::<String>::new());
}
