//! `landledger export`, run as a user runs it: what it asks for, what it says, what it leaves alone.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::scratch::Scratch;

#[track_caller]
fn run(arguments: &[&str], status: i32) -> (String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie");
    let output = Command::new(env!("CARGO_BIN_EXE_landledger"))
        .arg("export")
        .arg(folder)
        .args(["--on", "2024-06-30"])
        .args(arguments)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
    (String::from_utf8(output.stdout).unwrap(), error)
}

#[test]
fn an_export_to_nowhere_is_refused() {
    let (_, error) = run(&[], 2);
    for form in ["--xlsx", "--geopackage", "--shapefile", "--geoparquet"] {
        assert!(error.contains(form), "{error}");
    }
}

#[test]
fn an_export_says_what_it_wrote_and_touches_nothing_that_is_there() {
    let scratch = Scratch::new("command-export");
    let shown = |name: &str| scratch.path().join(name).display().to_string();
    let (layers, taken) = (shown("layers"), shown("taken"));
    let (text, said) = run(&["--shapefile", &layers], 0);
    assert_eq!(text, "");
    assert!(said.contains(&format!("{layers}：已写出，截至 2024-06-30")), "{said}");
    let (_, said) = run(&["--shapefile", &layers, "--lang", "en"], 2);
    assert!(said.contains("expected the name of a new folder") && said.contains(&layers), "{said}");
    // A name that is taken stops the run before anything is written.
    fs::write(&taken, "mine").unwrap();
    let other = shown("other");
    for form in ["--xlsx", "--geopackage", "--geoparquet"] {
        let (_, said) = run(&["--shapefile", &other, form, &taken], 2);
        assert!(said.contains(form) && said.contains("已经存在"), "{said}");
        assert!(!Path::new(&other).exists(), "{form}");
    }
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
}

#[cfg(not(feature = "xlsx"))]
#[test]
fn a_form_that_was_left_out_says_how_to_get_it() {
    let (_, said) = run(&["--xlsx", "never.xlsx", "--lang", "en"], 2);
    assert!(said.contains("a command built with --features cli,xlsx"), "{said}");
}
