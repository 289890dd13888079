//! The figures stated for the evaluation of a zone: `evaluation.toml`.

use super::{Source, json, toml};
use crate::finding::Finding;
use crate::indicator::EvaluationInputs;

/// Reads the figures that the evaluation of a zone asks and no ledger knows (评价填报数据), as TOML with the keys of
/// [`EvaluationInputs`].
///
/// A file with an error is not used at all: `None`, and the findings say what is wrong.
///
/// # Findings
///
/// `file-empty`, `not-utf8`, `toml-malformed`, `duplicate-key`, `json-too-deep`; `member-invalid` for the first key or value that
/// does not fit.
///
/// ```
/// use jiff::civil::date;
/// use landledger::read::{Source, read_evaluation_inputs};
///
/// let source = Source::new(
///     "evaluation.toml",
///     "[[resident_population]]\nvalue = 12000\non = 2023-12-31\nsource = { number = \"统计年鉴 2024\" }\n",
/// );
/// let (inputs, findings) = read_evaluation_inputs(&source);
/// assert!(findings.is_empty());
/// assert_eq!(inputs.unwrap().resident_population[0].on, date(2023, 12, 31));
///
/// let (none, findings) = read_evaluation_inputs(&Source::new("evaluation.toml", "residents = []\n"));
/// assert_eq!((none, findings[0].place.line), (None, Some(1)));
/// ```
#[must_use]
pub fn read_evaluation_inputs(source: &Source) -> (Option<EvaluationInputs>, Vec<Finding>) {
    let parsed = toml::parse(source);
    let mut findings = parsed.findings;
    if let Some(root) = parsed.root.filter(|_| findings.is_empty()) {
        match json::decode::<EvaluationInputs>(&root, "") {
            Ok(inputs) => return (Some(inputs), findings),
            Err(error) => findings.push(error.into_finding(source)),
        }
    }
    Finding::sort(&mut findings);
    (None, findings)
}
