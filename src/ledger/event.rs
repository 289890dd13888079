//! Events: immutable facts with two dates, the words in which a ledger is written.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::Act;
use crate::calendar::{self, PartialDay};
use crate::codes::id_type;
use crate::law::{Cause, Document};

id_type! {
    /// Id of an event (事项编号).
    EventId
}

/// Who recorded an event, by role (经办角色); persons are not modelled.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Actor(pub String);

/// An event of the ledger (台账事项).
///
/// In JSON the act is an object with one member, whose key names the kind:
///
/// ```
/// use landledger::ledger::{Act, Event};
///
/// let event: Event = serde_json::from_str(
///     r#"{"id":"E1","effective":"2024-03-01","recorded":"2024-03-04T09:30:00",
///         "act":{"space-vacated":{"space":"S1"}}}"#,
/// )
/// .unwrap();
/// assert!(matches!(event.act, Act::SpaceVacated { .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Event {
    /// Id, unique in the journal.
    pub id: EventId,
    /// The day from whose beginning the event is true (生效日); of a month or a year the first day.
    pub effective: PartialDay,
    /// When it was written down (记录时间), local time.
    #[cfg_attr(feature = "schema", schemars(with = "calendar::schema::Moment"))]
    #[serde(with = "calendar::moment")]
    pub recorded: DateTime,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Who wrote it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Actor>,
    /// Why it happened, and on whose side the cause lies (事由).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// What else is to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What happened.
    pub act: Act,
}

impl Event {
    /// An event without document, actor, cause and note.
    #[must_use]
    pub fn new(
        id: EventId,
        effective: impl Into<PartialDay>,
        recorded: DateTime,
        act: Act,
    ) -> Event {
        let effective = effective.into();
        Event { id, effective, recorded, document: None, actor: None, cause: None, note: None, act }
    }

    /// The day from whose beginning the event is true. A balance is asserted at an end: of a month or a year it is the last
    /// day.
    #[must_use]
    pub fn day(&self) -> Date {
        let act = match &self.act {
            Act::EventCorrected { act, .. } => act,
            act => act,
        };
        match act {
            Act::BalanceAsserted { .. } => self.effective.last_day(),
            _ => self.effective.first_day(),
        }
    }
}
