//! Puts acknowledgements beside the findings they are for.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::numbered;
use crate::Workers;
use crate::finding::{Acknowledgement, Code, Finding, Text, counted};

/// Sorts and numbers the findings, marks those that are acknowledged on the day, and gives the findings about the
/// acknowledgements themselves. What cannot be judged without a day is added to `not_checked`.
pub(super) fn apply(
    findings: &mut [Finding],
    acknowledgements: Vec<Acknowledgement>,
    day: Option<Date>,
    not_checked: &mut Vec<Text>,
    workers: Workers,
) -> Vec<Finding> {
    numbered::sort_and_number(findings, workers);
    let mut by_print: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(print) = &finding.fingerprint {
            by_print.insert(print, index);
        }
    }
    let found: Vec<Option<usize>> = acknowledgements
        .iter()
        .map(|given| by_print.get(given.fingerprint.as_str()).copied())
        .collect();
    for finding in findings.iter_mut() {
        finding.acknowledged = None;
    }
    let mut expired = Vec::new();
    let mut more = Vec::new();
    let mut undecided = BTreeSet::new();
    for (given, found) in acknowledgements.into_iter().zip(found) {
        let Some(finding) = found.and_then(|index| findings.get_mut(index)) else {
            more.push(unmatched(&given));
            continue;
        };
        let holds = match (given.until, day) {
            (None, _) => true,
            (Some(_), Some(day)) => given.holds_on(day),
            (Some(_), None) => {
                undecided.insert(given.fingerprint);
                continue;
            }
        };
        if !holds {
            expired.push((found, given));
        } else if finding.acknowledged.is_none() {
            finding.acknowledged = Some(given);
        }
    }
    for (index, given) in expired {
        let finding = index.and_then(|index| findings.get(index));
        // One that was renewed has not run out.
        if let Some(finding) = finding.filter(|finding| finding.acknowledged.is_none()) {
            more.push(run_out(finding, &given));
        }
    }
    if !undecided.is_empty() {
        let count = undecided.len();
        not_checked.push(Text::new(
            format!("{count} 项认可有截止日期，而未给出检查日期，未予采用"),
            format!(
                "{} not applied",
                counted(
                    count,
                    "acknowledgement has a last day; without a day of the check it was",
                    "acknowledgements have a last day; without a day of the check they were"
                )
            ),
        ));
    }
    more
}

/// The finding that it matched is open again.
fn run_out(finding: &Finding, given: &Acknowledgement) -> Finding {
    let until = given.until.map(|day| day.to_string()).unwrap_or_default();
    let (code, by, reason) = (finding.code, &given.by, &given.reason);
    let message = Text::new(
        format!("{by}对 {code} 的认可（{reason}）截至 {until}，已过期"),
        format!("the acknowledgement of {code} by {by} ({reason}) ran out on {until}"),
    );
    let mut expired = Finding::new(Code::AcknowledgementExpired, message).at(finding.place.clone());
    expired.subjects.clone_from(&finding.subjects);
    expired
}

/// No finding has its fingerprint: what it accepted was mended, or changed.
fn unmatched(given: &Acknowledgement) -> Finding {
    let (print, by, reason) = (&given.fingerprint, &given.by, &given.reason);
    let message = Text::new(
        format!("{by}的认可（{reason}）不对应任何问题：{print}"),
        format!("the acknowledgement by {by} ({reason}) matches no finding: {print}"),
    );
    Finding::new(Code::AcknowledgementUnmatched, message).about(print.as_str())
}
