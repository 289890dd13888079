//! The lint of a ledger: what its rules allow and somebody should look at all the same.

mod balances;
mod clock;
mod days;
mod holders;
mod listed_area;
mod options;
mod plans;
mod prospects;
mod relapse;
mod required;
mod still_listed;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::correction::resolve;
use super::{Act, AsOf, Event, EventId, History, replay};
use crate::finding::Finding;
use crate::units::QuantityError;

pub use options::{LintOptions, RequiredField, Requirement, RequirementMoment};

/// What a lint looks at.
struct Subject<'a> {
    events: &'a [Event],
    history: &'a History,
    as_of: AsOf,
    options: &'a LintOptions,
    /// What holds by that day and is not refused, in the order of days.
    holding: Vec<Holding<'a>>,
}

/// An act that holds.
struct Holding<'a> {
    /// The event whose line says it: the event itself, or its last correction.
    event: &'a Event,
    day: Date,
    act: &'a Act,
}

impl<'a> Holding<'a> {
    fn all(events: &'a [Event], history: &History, as_of: AsOf) -> Vec<Holding<'a>> {
        let by_id: BTreeMap<&EventId, &Event> = events.iter().rev().map(|e| (&e.id, e)).collect();
        let refused = history.refused();
        let mut slots = resolve(events, as_of.known, &mut Vec::new());
        slots.retain(|slot| {
            slot.day <= as_of.effective && !refused.contains_key(slot.said_by.as_str())
        });
        slots.sort_by_key(|slot| slot.day);
        let holding = slots.into_iter().filter_map(|slot| {
            let event = by_id.get(slot.said_by).copied()?;
            Some(Holding { event, day: slot.day, act: slot.act })
        });
        holding.collect()
    }
}

/// Judges a ledger as of a day (台账体检): what is allowed and yet looks wrong.
///
/// The findings stand in the order of their kinds, and within a kind of their subjects. The events that the ledger refuses
/// are not repeated here; [`replay`] finds them.
///
/// # Findings
///
/// `ledger-balance-differs`, `ledger-still-listed`, `ledger-listed-exceeds`, `ledger-still-vacant`, `ledger-no-plan`, `ledger-clock-missing`,
/// `ledger-relapse`, `ledger-holder-repeated`, `ledger-day-implausible`, `ledger-dates-reversed`, `ledger-field-missing`,
/// `ledger-plans-overlap`, `ledger-plan-open`, `ledger-plan-evidence`, `ledger-fallback-due`, `ledger-prospect-place`.
///
/// # Errors
///
/// [`QuantityError`] if the sum that an assertion is held against is larger than a quantity can be.
///
/// ```
/// use landledger::calendar::parse_day;
/// use landledger::ledger::{AsOf, Event, LintOptions, lint};
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted",
///          "registered_area_m2":"20000.00"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"entry-listed":
///         {"entry":"T1","parcel":"410106001001GB00012","class":"idle",
///          "causes":[{"code":"hoarding","side":"enterprise"}],"land_area_m2":"12000.00"}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
///
/// let found = lint(&events, AsOf::day(parse_day("2023-06-30")?), &LintOptions::default())?;
/// // Idle since when? No agreement says a day of commencement or of handover.
/// assert!(found.iter().any(|finding| finding.code.id() == "ledger-clock-missing"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lint(
    events: &[Event],
    as_of: AsOf,
    options: &LintOptions,
) -> Result<Vec<Finding>, QuantityError> {
    let history = replay(events, as_of);
    let holding = Holding::all(events, &history, as_of);
    let subject = Subject { events, history: &history, as_of, options, holding };
    let mut findings = balances::differing(&subject)?;
    findings.extend(still_listed::revitalized_but_listed(&subject));
    findings.extend(listed_area::exceeding(&subject)?);
    findings.extend(still_listed::struck_off_but_vacant(&subject));
    findings.extend(still_listed::struck_off_without_plan(&subject));
    findings.extend(clock::missing(&subject));
    findings.extend(relapse::soon(&subject));
    findings.extend(holders::repeated(&subject));
    findings.extend(days::implausible(&subject));
    findings.extend(days::reversed(&subject));
    findings.extend(required::missing(&subject));
    findings.extend(plans::overlapping(&subject));
    findings.extend(plans::left_open(&subject));
    findings.extend(plans::without_evidence(&subject));
    findings.extend(plans::fallback_due(&subject));
    findings.extend(prospects::out_of_place(&subject));
    Ok(findings)
}
