//! `landledger export --xlsx` and the import of what it wrote, run as a user runs them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::scratch::Scratch;

#[track_caller]
fn run(arguments: &[&str], status: i32) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_landledger")).args(arguments).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
    (String::from_utf8(output.stdout).unwrap(), error)
}

fn folder() -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/shangjie");
    folder.display().to_string()
}

#[test]
fn f08_a_workbook_is_exported_and_imported() {
    let scratch = Scratch::new("command-workbook");
    let file = |name: &str| scratch.path().join(name).display().to_string();
    let (folder, zh, en) = (folder(), file("zh.xlsx"), file("en.xlsx"));
    for (language, out) in [("zh", &zh), ("en", &en)] {
        let (text, _) =
            run(&["--lang", language, "export", &folder, "--on", "2024-06-30", "--xlsx", out], 0);
        assert_eq!(text, "");
        let (text, _) = run(&["ledger", &folder, "import", out, "--effective", "2024-06-30"], 0);
        assert!(text.contains("可追加的事项\n  没有"), "{text}");
    }
    // What is there is never written over.
    let (_, error) = run(&["export", &folder, "--on", "2024-06-30", "--xlsx", &zh], 2);
    assert!(error.contains("--xlsx"), "{error}");
    // Another sheet of the same workbook, and one that is not there.
    let import = ["ledger", &folder, "import", &zh, "--effective", "2024-06-30", "--sheet"];
    let (_, error) = run(&[&import[..], &["台帐"]].concat(), 2);
    assert!(
        error.contains("“台帐”") && error.contains("台账、方案、厂房、期初期末、问题、依据"),
        "{error}"
    );
    let (_, error) = run(&[&["--lang", "en"], &import[..], &["Nowhere"]].concat(), 2);
    assert!(
        error.contains("expected a sheet \"Nowhere\"") && error.contains("sheet-workbook"),
        "{error}"
    );
    let (_, error) = run(&[&import[..], &["依据"]].concat(), 2);
    assert!(error.contains("zh.xlsx 依据!A1") && error.contains("sheet-heading"), "{error}");
    // Wrong files.
    let bytes = std::fs::read(&zh).unwrap();
    for (name, bytes) in [
        ("cut.xlsx", bytes[..bytes.len() / 2].to_vec()),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        ("empty.xlsx", Vec::new()),
        ("picture.xlsx", b"\x89PNG\r\n\x1A\n\x00\x00\xFF".to_vec()),
    ] {
        let wrong = scratch.write(name, bytes).display().to_string();
        let (text, error) =
            run(&["ledger", &folder, "import", &wrong, "--effective", "2024-06-30"], 2);
        assert!(text.is_empty() && error.contains(name), "{error}");
    }
}
