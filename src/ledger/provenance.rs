//! Where each value of a parcel's facts comes from.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::correction::{carried_out, resolve};
use super::{Act, AsOf, Event, EventId, replay};
use crate::calendar;
use crate::codes::ParcelCode;
use crate::finding::fields;
use crate::parcel::ParcelFacts;

/// A value of a parcel's facts, and the event that brought it (数据来源).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ValueSource {
    /// The member of the facts as in JSON: `registered_area_m2`, `holder.name`, `years[2023].tax_yuan`.
    pub field: String,
    /// Its value as a text.
    pub value: String,
    /// The event whose line says it: of those that restate it unchanged, the first.
    pub event: EventId,
    /// The day since which it holds.
    #[serde(with = "calendar::day")]
    pub since: Date,
}

/// The facts of a parcel as of a day, each value with the event that brought it; in the order of the facts. Empty if the
/// parcel was not registered. With [`crate::store::Journal::place`] an event leads to its file and line.
///
/// ```
/// use landledger::calendar::parse_day;
/// use landledger::ledger::{AsOf, Event, provenance};
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"facts-revised":
///         {"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted",
///          "registered_area_m2":"20000.00"}}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
///
/// let values = provenance(&events, &"410106001001GB00012".parse()?, AsOf::day(parse_day("2023-12-31")?));
/// let said: Vec<(&str, &str)> = values.iter().map(|v| (v.field.as_str(), v.event.as_str())).collect();
/// assert_eq!(said, [("name", "E1"), ("town", "E1"), ("tenure", "E1"), ("registered_area_m2", "E2")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn provenance(events: &[Event], parcel: &ParcelCode, as_of: AsOf) -> Vec<ValueSource> {
    let history = replay(events, as_of);
    let refused = history.refused();
    let mut slots = resolve(events, as_of.known, &mut Vec::new());
    slots.retain(|slot| slot.day <= as_of.effective);
    slots.sort_by_key(|slot| slot.day);
    let mut facts: Option<ParcelFacts> = None;
    let mut sources: Vec<ValueSource> = Vec::new();
    for slot in carried_out(&slots).filter(|slot| !refused.contains_key(slot.said_by.as_str())) {
        if !state(slot.act, parcel, &mut facts) {
            continue;
        }
        let Some(now) = &facts else { continue };
        let mut known: BTreeMap<String, ValueSource> =
            sources.into_iter().map(|source| (source.field.clone(), source)).collect();
        sources = fields(now)
            .into_iter()
            .map(|(field, value)| match known.remove(&field) {
                Some(source) if source.value == value => source,
                _ => ValueSource { field, value, event: slot.said_by.clone(), since: slot.day },
            })
            .collect();
    }
    sources
}

/// States the facts anew, if the act is about them.
fn state(act: &Act, parcel: &ParcelCode, facts: &mut Option<ParcelFacts>) -> bool {
    match act {
        Act::ParcelRegistered { parcel: of, facts: new }
        | Act::FactsRevised { parcel: of, facts: new }
            if of == parcel =>
        {
            *facts = Some(ParcelFacts::clone(new));
        }
        Act::AgreementMade { parcel: of, agreement } if of == parcel => {
            let Some(facts) = facts else { return false };
            facts.agreements.push((**agreement).clone());
        }
        Act::ParcelsReplaced { replacement } => {
            let Some(to) = replacement.to.iter().find(|to| to.parcel == *parcel) else {
                return false;
            };
            *facts = Some(ParcelFacts::clone(&to.facts));
        }
        Act::Together { acts } => {
            let mut stated = false;
            for act in acts {
                stated |= state(act, parcel, facts);
            }
            return stated;
        }
        _ => return false,
    }
    true
}
