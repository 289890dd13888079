//! The schema of the check report refuses what no report has.

use landledger::finding::Code;

use crate::check_findings::{maximal, source};
use crate::schema_files::Validator;

#[test]
fn a_report_with_something_more_something_else_or_something_less_is_refused() {
    let validator = Validator::named("check-report");
    let report = serde_json::to_value(maximal(&source())).unwrap();
    validator.must_accept(&report, "every member");
    let mut more = report.clone();
    more["findings"][0]["more"] = 1.into();
    let mut other = report.clone();
    other["findings"][0]["severity"] = "fatal".into();
    let mut less = report.clone();
    less["summary"].as_object_mut().unwrap().remove("notes");
    let mut newer = report.clone();
    newer["version"] = 2.into();
    for document in [more, other, less, newer] {
        assert!(!validator.accepts(&document));
    }
}

#[test]
fn ids_of_codes_fit_the_pattern() {
    // ^[a-z0-9]+(-[a-z0-9]+)*$
    for code in Code::ALL {
        let word = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        assert!(code.id().split('-').all(word), "{code}");
    }
}
