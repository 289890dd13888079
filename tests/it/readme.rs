//! What the README shows is what the program prints.

use std::fs;
use std::path::Path;

use jiff::civil::date;
use landledger::calendar::Period;
use landledger::finding::Language;
use landledger::read::Source;
use landledger::report::check::{CheckRequest, Shown, check, text as check_text};
use landledger::report::text;
use landledger::store::District;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The content of the first fenced block of this kind.
fn block(readme: &str, kind: &str) -> String {
    let (_, rest) = readme.split_once(&format!("```{kind}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_readme_shows_the_beginning_of_the_report() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let shown = block(&readme, "text");
    let district = District::open(root().join("fixtures/shangjie")).unwrap();
    let period = Period::through(date(2024, 1, 1), date(2024, 6, 30)).unwrap();
    let printed = text::render(&district.report(period).unwrap(), Language::En);
    let count = shown.lines().count();
    assert!(count >= 20, "the README shows {count} lines");
    let beginning: Vec<&str> = printed.lines().take(count).collect();
    assert_eq!(shown.lines().collect::<Vec<_>>(), beginning);
}

#[test]
fn the_readme_shows_a_finding_as_the_check_prints_it() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, section) = readme.split_once("## Checking a file of parcels\n").unwrap();
    let command = block(section, "sh");
    let file = command.split_whitespace().find(|word| word.ends_with(".geojson")).unwrap();
    assert_eq!(command, format!("cargo run --features cli -- check {file} --lang en\n"));
    let source = Source::new(file, fs::read(root().join(file)).unwrap());
    let report = check(&CheckRequest::new(&source));
    let printed = check_text::render(&report, &[&source], Language::En, Shown::Some);
    let shown = block(section, "text");
    assert!(shown.lines().count() >= 12 && printed.contains(&shown), "{printed}");
    assert!(report.has_errors());
}

#[test]
fn the_readme_is_two_screens_and_names_the_two_commands() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 150);
    let command = block(&readme, "sh");
    assert_eq!(
        command,
        "cargo run --features cli -- report fixtures/shangjie --from 2024-01-01 --on 2024-06-30\n"
    );
    assert!(readme.contains("```sh\ncargo test --features cli\n```"));
}
