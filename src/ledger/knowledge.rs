//! What was known when: figures as first published, as now known, and the events that explain the difference.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::correction::resolve;
use super::roll_forward::{Moves, plus};
use super::{Act, AsOf, Event, EventId, GroupFilter, History, Stock, replay};
use crate::calendar;
use crate::units::{AreaChange, FloorAreaChange, QuantityError};

/// How much of a journal is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Knowledge<'a> {
    /// All of it (现在所知).
    Now,
    /// What was recorded by the end of a day (截至某日所知).
    Day(Date),
    /// The lines above that of an event, as of a closing: what was published then (关账时所知).
    Before(&'a EventId),
}

/// What one event contributes to the stocks of a day, under two states of knowledge (差异说明).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EventDifference {
    /// The event whose contribution differs.
    pub event: EventId,
    /// The day from which it is true, as now known; for a retracted event, as known before.
    #[serde(with = "calendar::day")]
    pub day: Date,
    /// Why it differs.
    pub reason: DifferenceReason,
    /// The event that says so, where it is another: the correction or the retraction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<EventId>,
    /// Entries on the ledger and their land area, later less earlier.
    pub entries: Stock<AreaChange>,
    /// Surveyed spaces and their floor area, later less earlier.
    pub floor: Stock<FloorAreaChange>,
    /// Vacant spaces and their floor area, later less earlier.
    pub vacancy: Stock<FloorAreaChange>,
}

/// Why the contribution of an event differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DifferenceReason {
    /// It was recorded after (补记).
    RecordedLater,
    /// It was corrected after (更正).
    Corrected,
    /// It was retracted after (撤销).
    Retracted,
    /// Other events changed what it does: a strike-off takes another area off, or is refused (连带变化).
    Consequence,
}

/// The stocks as published and as now known, and what explains the difference, event by event.
///
/// The rows sum to the differences, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Difference {
    /// The day at whose end the stocks are taken.
    #[serde(with = "calendar::day")]
    pub day: Date,
    /// Entries and land area, as known before and as known after.
    pub entries: [Stock<AreaChange>; 2],
    /// Surveyed spaces and floor area, before and after.
    pub floor: [Stock<FloorAreaChange>; 2],
    /// Vacant spaces and floor area, before and after.
    pub vacancy: [Stock<FloorAreaChange>; 2],
    /// The events whose contribution differs, by day and id.
    pub events: Vec<EventDifference>,
}

/// Compares what two states of knowledge say of the end of a day (差异说明).
///
/// ```
/// use jiff::civil::date;
/// use landledger::ledger::{DifferenceReason, Event, Knowledge, difference};
///
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted"}}}}"#,
///     r#"{"id":"E2","effective":"2023-05-10","recorded":"2023-07-20T09:00:00","act":{"entry-listed":
///         {"entry":"T1","parcel":"410106001001GB00012","class":"idle",
///          "causes":[{"code":"hoarding","side":"enterprise"}],"land_area_m2":"12000.00"}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
///
/// // The figure for June, as published at its end and as now known.
/// let june = date(2023, 6, 30);
/// let found = difference(&events, june, Knowledge::Day(june), Knowledge::Now)?;
/// assert_eq!((found.entries[0].count, found.entries[1].count), (0, 1));
/// assert_eq!(found.events[0].reason, DifferenceReason::RecordedLater);
/// # Ok::<(), landledger::units::QuantityError>(())
/// ```
///
/// # Errors
///
/// [`QuantityError`] if a sum is larger than a quantity can be.
pub fn difference(
    events: &[Event],
    day: Date,
    before: Knowledge<'_>,
    after: Knowledge<'_>,
) -> Result<Difference, QuantityError> {
    difference_of(events, day, before, after, &GroupFilter::default())
}

/// The same for a part of the stocks.
pub(super) fn difference_of(
    events: &[Event],
    day: Date,
    before: Knowledge<'_>,
    after: Knowledge<'_>,
    part: &GroupFilter,
) -> Result<Difference, QuantityError> {
    let mut rows: BTreeMap<EventId, Row> = BTreeMap::new();
    let mut totals = [Row::default(); 2];
    for ((known, sign), total) in [(before, -1), (after, 1)].into_iter().zip(&mut totals) {
        let history = known.replay(events, day);
        for movement in history.movements.iter().filter(|m| part.admits(&m.group)) {
            let row = rows.entry(movement.event.clone()).or_default();
            count(&mut total.entries, &mut row.entries, movement, sign)?;
        }
        for movement in history.floor.iter().filter(|m| part.admits(&m.group)) {
            let row = rows.entry(movement.event.clone()).or_default();
            count(&mut total.floor, &mut row.floor, movement, sign)?;
        }
        for movement in history.vacancy.iter().filter(|m| part.admits(&m.group)) {
            let row = rows.entry(movement.event.clone()).or_default();
            count(&mut total.vacancy, &mut row.vacancy, movement, sign)?;
        }
    }
    rows.retain(|_, row| *row != Row::default());
    let said = [before, after].map(|known| known.said(events));
    let rows = rows.into_iter().filter_map(|(event, row)| explained(event, row, &said, events));
    let mut rows: Vec<EventDifference> = rows.collect();
    rows.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.event.cmp(&b.event)));
    let [old, new] = totals;
    Ok(Difference {
        day,
        entries: [old.entries, new.entries],
        floor: [old.floor, new.floor],
        vacancy: [old.vacancy, new.vacancy],
        events: rows,
    })
}

impl Knowledge<'_> {
    /// The events that are known, but for those recorded after the day of [`Knowledge::Day`].
    fn part<'e>(&self, events: &'e [Event]) -> &'e [Event] {
        let end = match self {
            Knowledge::Before(id) => events.iter().position(|event| event.id == **id),
            Knowledge::Now | Knowledge::Day(_) => None,
        };
        end.and_then(|end| events.get(..end)).unwrap_or(events)
    }

    fn day(&self) -> Option<Date> {
        match self {
            Knowledge::Day(day) => Some(*day),
            Knowledge::Now | Knowledge::Before(_) => None,
        }
    }

    /// Replays what is known, up to a day.
    pub(super) fn replay(&self, events: &[Event], day: Date) -> History {
        replay(self.part(events), AsOf { effective: day, known: self.day() })
    }

    /// On which day each event counts, and which event says so.
    fn said<'e>(&self, events: &'e [Event]) -> BTreeMap<&'e EventId, (Date, &'e EventId)> {
        let slots = resolve(self.part(events), self.day(), &mut Vec::new());
        slots.into_iter().map(|slot| (slot.id, (slot.day, slot.said_by))).collect()
    }
}

/// What an event does to the stocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Row {
    entries: Stock<AreaChange>,
    floor: Stock<FloorAreaChange>,
    vacancy: Stock<FloorAreaChange>,
}

fn count<M: Moves>(
    total: &mut Stock<M::Area>,
    row: &mut Stock<M::Area>,
    movement: &M,
    sign: i64,
) -> Result<(), QuantityError> {
    let stock = movement.stock();
    *total = plus::<M>(*total, stock)?;
    let signed = if sign < 0 {
        Stock { count: stock.count.saturating_neg(), area: M::opposite(stock.area) }
    } else {
        stock
    };
    *row = plus::<M>(*row, signed)?;
    Ok(())
}

fn explained(
    event: EventId,
    row: Row,
    said: &[BTreeMap<&EventId, (Date, &EventId)>; 2],
    events: &[Event],
) -> Option<EventDifference> {
    let [old, new] = said.each_ref().map(|said| said.get(&event).copied());
    let (reason, said_by) = match (old, new) {
        (None, new) => (DifferenceReason::RecordedLater, new.map(|(_, by)| by)),
        (Some(_), None) => (DifferenceReason::Retracted, retraction(events, &event)),
        (Some((_, old)), Some((_, new))) if old != new => (DifferenceReason::Corrected, Some(new)),
        _ => (DifferenceReason::Consequence, None),
    };
    let (day, _) = new.or(old)?;
    let said_by = said_by.filter(|by| **by != event).cloned();
    let Row { entries, floor, vacancy } = row;
    Some(EventDifference { event, day, reason, said_by, entries, floor, vacancy })
}

/// The event that retracted another.
fn retraction<'e>(events: &'e [Event], event: &EventId) -> Option<&'e EventId> {
    let is_it = |act: &Act| matches!(act, Act::EventRetracted { event: of } if of == event);
    events.iter().rev().find(|other| is_it(&other.act)).map(|other| &other.id)
}
