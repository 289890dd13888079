//! The figures stated for the evaluation of a zone: `evaluation.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::json::{self, Node};
use super::{Source, toml};
use crate::finding::{Code, Finding, Text};
use crate::indicator::{EvaluationInputs, Stated};

/// Reads the figures that the evaluation of a zone asks and no ledger knows (评价填报数据), as TOML with the keys of
/// [`EvaluationInputs`].
///
/// A file with an error is not used at all: `None`, and the findings say what is wrong.
///
/// # Findings
///
/// `file-empty`, `not-utf8`, `toml-malformed`, `duplicate-key`, `json-too-deep`; `member-invalid` for the first key or value that
/// does not fit, then for every day that a list has twice, as one figure would hide the other, and for tax of another day than the
/// last of its year, as the indicator asks for the tax of a whole calendar year.
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
            Ok(inputs) => {
                findings.extend(repeated(source, &root, &inputs));
                findings.extend(within_year(source, &root, &inputs));
                if findings.is_empty() {
                    return (Some(inputs), findings);
                }
            }
            Err(error) => findings.push(error.into_finding(source)),
        }
    }
    Finding::sort(&mut findings);
    (None, findings)
}

const TAX: &str = "secondary_and_tertiary_tax_yuan";

/// The second of two figures of one list and day.
fn repeated(source: &Source, root: &Node<'_>, inputs: &EvaluationInputs) -> Vec<Finding> {
    let lists = [
        ("attribute", days(&inputs.attribute)),
        ("resident_population", days(&inputs.resident_population)),
        ("ready_unbuilt_m2", days(&inputs.ready_unbuilt)),
        ("expired_m2", days(&inputs.expired)),
        ("suppliable_m2", days(&inputs.suppliable)),
        ("high_tech_m2", days(&inputs.high_tech)),
        (TAX, days(&inputs.secondary_and_tertiary_tax)),
    ];
    let mut findings = Vec::new();
    for (key, days) in lists {
        let mut first: BTreeMap<Date, usize> = BTreeMap::new();
        for (at, day) in days.into_iter().enumerate() {
            let before = *first.entry(day).or_insert(at);
            if before == at {
                continue;
            }
            let [one, other] = [before, at].map(|at| line(source, root, &pointer(key, at)));
            let message = Text::new(
                format!("应为 {key} 未填报过的日期，实为 {day}：第 {one} 行和第 {other} 行重复"),
                format!(
                    "expected a day that {key} has once, found {day} in line {one} and line {other}"
                ),
            );
            findings.push(found(source, root, pointer(key, at), message));
        }
    }
    findings
}

/// Tax that is not of the last day of its year.
fn within_year(source: &Source, root: &Node<'_>, inputs: &EvaluationInputs) -> Vec<Finding> {
    let days = days(&inputs.secondary_and_tertiary_tax).into_iter().enumerate();
    let within = days.filter(|(_, day)| *day != day.last_of_year());
    let finding = |(at, day): (usize, Date)| {
        let last = day.last_of_year();
        let message = Text::new(
            format!("应为税收所属年度的最后一日 {last}（指标按全年税收计算），实为 {day}"),
            format!(
                "expected {last}, the last day of the year, as the tax of a whole year is asked for, found {day}"
            ),
        );
        found(source, root, pointer(TAX, at), message)
    };
    within.map(finding).collect()
}

fn days<T>(stated: &[Stated<T>]) -> Vec<Date> {
    stated.iter().map(|stated| stated.on).collect()
}

fn pointer(key: &str, at: usize) -> String {
    format!("/{key}/{at}/on")
}

fn line(source: &Source, root: &Node<'_>, pointer: &str) -> u32 {
    source.place(root.at(pointer).unwrap_or(root).span).line.unwrap_or_default()
}

fn found(source: &Source, root: &Node<'_>, pointer: String, message: Text) -> Finding {
    let node = root.at(&pointer).unwrap_or(root);
    let place = source.place(node.span).pointer(pointer);
    Finding::new(Code::MemberInvalid, message).at(place)
}
