//! The history of a parcel: every event that concerns it, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::apply::{Subject, subjects};
use super::{Act, Actor, AsOf, EntryId, Event, EventId, History, ValueSource, provenance, replay};
use crate::calendar::{self, PartialDay};
use crate::codes::ParcelCode;
use crate::finding::Text;
use crate::law::{Cause, Document};
use crate::plan::PlanId;
use crate::space::SpaceId;

/// What happened to a parcel and to all that stands on it (宗地沿革), as known on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParcelHistory {
    /// The parcel.
    pub parcel: ParcelCode,
    /// Parcels that gave way to it, and so on back to the first.
    pub ancestors: Vec<ParcelCode>,
    /// Parcels that its land is in now, if it has ended.
    pub heirs: Vec<ParcelCode>,
    /// The events that concern it, in the order in which they take effect; those that correct others stand behind them.
    pub events: Vec<ParcelEvent>,
    /// The facts that hold in the end, each with the event that brought it.
    pub values: Vec<ValueSource>,
}

/// One event in the history of a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParcelEvent {
    /// The event.
    pub event: EventId,
    /// Its place among the events of the journal, from 1.
    pub number: usize,
    /// The day from which it says it is true.
    pub effective: PartialDay,
    /// When it was recorded.
    #[serde(with = "calendar::moment")]
    pub recorded: DateTime,
    /// What happened, as the journal has it.
    pub act: Act,
    /// What became of it.
    pub standing: Standing,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Who recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Actor>,
    /// Why it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// What else it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Standing {
    /// It holds (有效).
    Holds,
    /// Another event says what it should have said (已更正).
    Corrected(EventId),
    /// Another event took it back (已撤销).
    Retracted(EventId),
    /// It says what another should have said, or takes it back (更正事项).
    Correction(EventId),
    /// The ledger refused it (未采用).
    Refused(Text),
}

impl Standing {
    /// The standing in Chinese and English.
    #[must_use]
    pub fn name(&self) -> Text {
        match self {
            Standing::Holds => Text::new("有效", "holds"),
            Standing::Corrected(by) => {
                Text::new(format!("已由 {by} 更正"), format!("corrected by {by}"))
            }
            Standing::Retracted(by) => {
                Text::new(format!("已由 {by} 撤销"), format!("retracted by {by}"))
            }
            Standing::Correction(of) => Text::new(format!("更正 {of}"), format!("about {of}")),
            Standing::Refused(_) => Text::new("未采用", "refused"),
        }
    }
}

/// Every event about a parcel, its entries and spaces, and the plans for it, as known by the end of `known` (`None`: all that
/// was ever recorded).
///
/// ```
/// use landledger::ledger::{Event, Standing, parcel_history};
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-05-11T09:00:00","act":{"entry-listed":
///         {"entry":"T1","parcel":"410106001001GB00012","class":"idle",
///          "causes":[{"code":"hoarding","side":"enterprise"}],"land_area_m2":"12000.00"}}}"#,
///     r#"{"id":"E3","effective":"2023-06-01","recorded":"2023-06-01T09:00:00","act":{"event-retracted":{"event":"E2"}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
///
/// let history = parcel_history(&events, &"410106001001GB00012".parse()?, None);
/// assert_eq!(history.events[1].standing, Standing::Retracted("E3".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn parcel_history(events: &[Event], parcel: &ParcelCode, known: Option<Date>) -> ParcelHistory {
    let history = replay(events, AsOf { effective: Date::MAX, known });
    let mut concerned = Concerned::of(*parcel, &history);
    let known_events = || {
        let numbered = events.iter().enumerate();
        numbered.filter(|(_, event)| known.is_none_or(|known| event.recorded.date() <= known))
    };
    let by_id: BTreeMap<&EventId, &Event> = known_events().map(|(_, e)| (&e.id, e)).collect();
    // Also what the ledger refused, or what is no longer said.
    known_events().for_each(|(_, event)| concerned.add(&event.act));
    let followed = |of: &EventId| -> bool {
        let mut act = by_id.get(of).map(|event| &event.act);
        // A correction leads to an event, and that, if it decides a proposal, to the proposal.
        for _ in 0..3 {
            let Some(now) = act else { return false };
            if concerned.by(now) {
                return true;
            }
            act = match now {
                Act::EventCorrected { event: of, .. }
                | Act::EventRetracted { event: of }
                | Act::ProposalConfirmed { event: of }
                | Act::ProposalVoided { event: of } => by_id.get(of).map(|event| &event.act),
                _ => None,
            };
        }
        false
    };
    // Of several the one recorded last counts.
    let mut fixed: BTreeMap<&EventId, Standing> = BTreeMap::new();
    for (_, event) in known_events() {
        match &event.act {
            Act::EventCorrected { event: of, .. } => {
                fixed.insert(of, Standing::Corrected(event.id.clone()));
            }
            Act::EventRetracted { event: of } => {
                fixed.insert(of, Standing::Retracted(event.id.clone()));
            }
            _ => {}
        }
    }
    let refused = history.refused();
    let mut rows = Vec::new();
    for (at, event) in known_events() {
        let concerns = match &event.act {
            Act::EventCorrected { event: of, act } => concerned.by(act) || followed(of),
            Act::EventRetracted { event: of }
            | Act::ProposalConfirmed { event: of }
            | Act::ProposalVoided { event: of } => followed(of),
            act => concerned.by(act),
        };
        if !concerns {
            continue;
        }
        let refusal = refused.get(event.id.as_str());
        let standing = match (&event.act, refusal) {
            (_, Some(refusal)) => Standing::Refused(refusal.message.clone()),
            (Act::EventCorrected { event: of, .. } | Act::EventRetracted { event: of }, None) => {
                Standing::Correction(of.clone())
            }
            (_, None) => fixed.get(&event.id).cloned().unwrap_or(Standing::Holds),
        };
        rows.push(ParcelEvent {
            event: event.id.clone(),
            number: at.saturating_add(1),
            effective: event.effective,
            recorded: event.recorded,
            act: event.act.clone(),
            standing,
            document: event.document.clone(),
            actor: event.actor.clone(),
            cause: event.cause.clone(),
            note: event.note.clone(),
        });
    }
    rows.sort_by_key(|row| (row.effective.first_day(), row.number));
    ParcelHistory {
        parcel: *parcel,
        ancestors: history.state.ancestors(parcel).into_iter().collect(),
        heirs: history.state.present_heirs(parcel).into_iter().collect(),
        events: rows,
        values: provenance(events, parcel, AsOf { effective: Date::MAX, known }),
    }
}

/// What the history of a parcel is about.
struct Concerned {
    parcel: ParcelCode,
    entries: BTreeSet<EntryId>,
    spaces: BTreeSet<SpaceId>,
    plans: BTreeSet<PlanId>,
}

impl Concerned {
    /// Whatever ever stood on the parcel.
    fn of(parcel: ParcelCode, history: &History) -> Concerned {
        let state = &history.state;
        let entries = history.movements.iter().filter(|m| m.parcel == parcel);
        let spaces = history.floor.iter().filter(|m| m.parcel == parcel);
        let plans = state.plans.values().filter(|plan| plan.plan.parcels.contains(&parcel));
        Concerned {
            parcel,
            entries: entries.map(|m| m.entry.clone()).collect(),
            spaces: spaces.map(|m| m.space.clone()).collect(),
            plans: plans.map(|plan| plan.plan.id.clone()).collect(),
        }
    }

    /// What an act says stands on the parcel, whether it holds or not.
    fn add(&mut self, act: &Act) {
        match act {
            Act::EntryListed { entry, parcel, .. } if *parcel == self.parcel => {
                self.entries.insert(entry.clone());
            }
            Act::SpaceSurveyed { space, .. } if space.parcel == self.parcel => {
                self.spaces.insert(space.id.clone());
            }
            Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan }
                if plan.parcels.contains(&self.parcel) =>
            {
                self.plans.insert(plan.id.clone());
            }
            Act::Together { acts } => acts.iter().for_each(|act| self.add(act)),
            Act::Proposed { act, .. } | Act::EventCorrected { act, .. } => self.add(act),
            _ => {}
        }
    }

    fn by(&self, act: &Act) -> bool {
        let named = match act {
            Act::EntryListed { parcel, .. } => *parcel == self.parcel,
            Act::SpaceSurveyed { space, .. } => space.parcel == self.parcel,
            Act::PlanDrafted { plan } | Act::PlanAdopted { plan } | Act::PlanRevised { plan } => {
                plan.parcels.contains(&self.parcel)
            }
            // A firm that takes the parcel, or a space on it.
            Act::ProspectAdvanced { spaces, plots, .. } => {
                plots.contains(&self.parcel) || spaces.iter().any(|id| self.spaces.contains(id))
            }
            Act::Together { acts } => acts.iter().any(|act| self.by(act)),
            Act::Proposed { act, .. } => self.by(act),
            _ => false,
        };
        named
            || subjects(act).into_iter().any(|subject| match subject {
                Subject::Parcel(code) => *code == self.parcel,
                Subject::Entry(id) => self.entries.contains(id),
                Subject::Space(id) => self.spaces.contains(id),
                Subject::Plan(id) => self.plans.contains(id),
                Subject::Prospect(_) => false,
            })
    }
}
