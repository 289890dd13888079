//! Balance assertions that do not hold.

use super::Subject;
use crate::finding::{Code, Finding, Text};
use crate::ledger::{AssertionResult, Explanation, assertions};
use crate::units::QuantityError;

/// One finding for every assertion that the ledger does not bear out, with the event that explains it.
pub(super) fn differing(subject: &Subject<'_>) -> Result<Vec<Finding>, QuantityError> {
    let results = assertions(subject.events, subject.as_of)?;
    Ok(results.iter().filter(|result| !result.holds()).map(finding).collect())
}

fn finding(result: &AssertionResult) -> Finding {
    let name = result.stated.assertion.balance.name();
    let (asserted, computed, difference) = (result.asserted, result.computed, result.difference);
    let (zh, en) = match &result.explained_by {
        Some(Explanation::ChangedLater(event)) => (
            format!("；核对时相符，其后由事项 {event} 改变"),
            format!("; it held when it was stated, and event {event} changed it since"),
        ),
        Some(Explanation::SameAmount(event)) => (
            format!("；差额与事项 {event} 的变动相同"),
            format!("; event {event} moves just as much"),
        ),
        None => (String::new(), String::new()),
    };
    let message = Text::new(
        format!(
            "{} 日终{}应为 {asserted}，台账计得 {computed}，差 {difference}{zh}",
            result.stated.day, name.zh
        ),
        format!(
            "{} at the end of {}: expected {asserted}, found {computed}, a difference of {difference}{en}",
            name.en, result.stated.day
        ),
    );
    let found = Finding::new(Code::LedgerBalanceDiffers, message);
    // First the line that says it, as with events that are refused.
    let stated = &result.stated;
    let found = found.about(stated.said_by().as_str());
    let found = if stated.said_by.is_none() { found } else { found.about(stated.event.as_str()) };
    match &result.explained_by {
        Some(Explanation::ChangedLater(event) | Explanation::SameAmount(event)) => {
            found.about(event.as_str())
        }
        None => found,
    }
}
