//! Corrections: which act, on which day, each event stands for by the end of a day of knowledge.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::name_table::NameTable;
use super::{Act, Actor, Event, EventId};
use crate::finding::{Code, Finding, Text};
use crate::law::{Cause, Document};

/// An event as it is to be applied: its own act and day, or those of its last correction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effective<'a> {
    pub(super) id: &'a EventId,
    /// The event whose line says it: the event itself, or its last correction.
    pub(super) said_by: &'a EventId,
    pub(super) day: Date,
    /// When that was written down.
    pub(super) recorded: DateTime,
    pub(super) act: &'a Act,
    pub(super) cause: Option<&'a Cause>,
    /// Who wrote it down, and what it rests on.
    pub(super) actor: Option<&'a Actor>,
    pub(super) document: Option<&'a Document>,
}

impl<'a> Effective<'a> {
    /// An event as it stands in its line.
    fn stated(event: &'a Event) -> Effective<'a> {
        Effective {
            id: &event.id,
            said_by: &event.id,
            day: event.day(),
            recorded: event.recorded,
            act: &event.act,
            cause: event.cause.as_ref(),
            actor: event.actor.as_ref(),
            document: event.document.as_ref(),
        }
    }
}

/// Resolves the events recorded by the end of `known`: repeated ids are refused, corrections take the place
/// of what they correct, retractions remove it. Of several corrections the one recorded last counts.
///
/// The result keeps the order of recording of the original events.
pub(super) fn resolve<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    known: Option<Date>,
    findings: &mut Vec<Finding>,
) -> Vec<Effective<'a>> {
    let events = events.into_iter();
    let mut slots: Vec<Option<Effective<'a>>> = Vec::new();
    let mut slot_of: NameTable<&'a EventId, (&'a EventId, Slot)> =
        NameTable::with_room_for(events.size_hint().0);
    let mut last_recorded = None;
    for event in events {
        if known.is_some_and(|known| event.recorded.date() > known) {
            continue;
        }
        if last_recorded.is_some_and(|last| event.recorded < last) {
            findings.push(recorded_backwards(event));
        }
        last_recorded = last_recorded.max(Some(event.recorded));
        let corrected = match &event.act {
            Act::EventCorrected { event: of, .. } | Act::EventRetracted { event: of } => Some(of),
            _ => None,
        };
        // An event does not correct itself: it is looked for among those above.
        let slot = corrected.and_then(|of| slot_of.get(&of));
        let own = corrected.map_or(Slot::Original(slots.len()), |_| Slot::Correction);
        let mut is_new = false;
        slot_of.get_or_insert(&&event.id, || {
            is_new = true;
            (&event.id, own)
        });
        if !is_new {
            findings.push(repeated(event));
            continue;
        }
        let Some(target) = corrected else {
            slots.push(Some(Effective::stated(event)));
            continue;
        };
        match slot {
            Some((id, Slot::Original(at))) => match (replacement(event, id), slots.get_mut(at)) {
                (Ok(effective), Some(place)) => *place = effective,
                (Err(finding), _) => findings.push(*finding),
                (Ok(_), None) => {}
            },
            Some((_, Slot::Correction)) => findings.push(corrects_a_correction(event, target)),
            None => findings.push(unknown(event, target)),
        }
    }
    slots.into_iter().flatten().collect()
}

/// The events as they change the state: a proposal changes nothing, and its confirmation carries out what it proposed.
pub(super) fn carried_out<'a>(events: &[Effective<'a>]) -> impl Iterator<Item = Effective<'a>> {
    let proposed = events.iter().filter_map(|event| match event.act {
        Act::Proposed { act, .. } => Some((event.id, &**act)),
        _ => None,
    });
    let proposed: BTreeMap<&EventId, &Act> = proposed.collect();
    events.iter().filter_map(move |event| {
        let act = match event.act {
            Act::Proposed { .. } => return None,
            Act::ProposalConfirmed { event } => *proposed.get(event)?,
            act => act,
        };
        Some(Effective { act, ..*event })
    })
}

#[derive(Clone, Copy)]
enum Slot {
    /// Index into the list of original events.
    Original(usize),
    Correction,
}

/// What takes the place of the original: the corrected act, or nothing after a retraction.
fn replacement<'a>(
    event: &'a Event,
    id: &'a EventId,
) -> Result<Option<Effective<'a>>, Box<Finding>> {
    let Act::EventCorrected { act, .. } = &event.act else { return Ok(None) };
    if matches!(**act, Act::EventCorrected { .. } | Act::EventRetracted { .. }) {
        return Err(Box::new(corrects_a_correction(event, id)));
    }
    Ok(Some(Effective { id, act, ..Effective::stated(event) }))
}

fn recorded_backwards(event: &Event) -> Finding {
    let message = Text::new(
        format!("事项 {} 的记录时间早于上一条，应按记录先后追加", event.id),
        format!(
            "event {}: expected a recorded time not before the event above it, found {}",
            event.id, event.recorded
        ),
    );
    Finding::new(Code::JournalRecordedBackwards, message).about(event.id.as_str())
}

fn repeated(event: &Event) -> Finding {
    let message = Text::new(
        format!("事项编号 {} 已使用，本条未采用", event.id),
        format!("event {}: expected an id not used before; this event is not used", event.id),
    );
    Finding::new(Code::EventIdRepeated, message).about(event.id.as_str())
}

fn unknown(event: &Event, target: &EventId) -> Finding {
    let message = Text::new(
        format!("事项 {} 更正或撤销的事项 {target} 不存在", event.id),
        format!("event {}: expected an event recorded earlier, found {target}", event.id),
    );
    Finding::new(Code::EventUnknownEvent, message).about(event.id.as_str())
}

fn corrects_a_correction(event: &Event, target: &EventId) -> Finding {
    let message = Text::new(
        format!("事项 {} 指向更正事项 {target}，应指向被更正的原事项", event.id),
        format!(
            "event {}: expected the original event, found {target}, which is itself a correction",
            event.id
        ),
    );
    Finding::new(Code::EventNotAllowed, message).about(event.id.as_str())
}
