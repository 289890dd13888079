//! What was known when: figures as first published, as now known, and the events that explain the difference.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::correction::resolve;
use super::roll_forward::{Moves, opposite, plus};
use super::{
    Act, AsOf, Event, EventId, FloorCreditMovement, FloorMovement, GroupFilter, History,
    LandCreditMovement, Movement, Stock, VacancyMovement, replay,
};
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
    /// Spaces that count as revitalized and their floor area (performance), later less earlier.
    pub revitalized_floor: Stock<FloorAreaChange>,
    /// Entries that count as revitalized and their land area (statutory), later less earlier.
    pub revitalized_land: Stock<AreaChange>,
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
    /// Spaces that count as revitalized and their floor area (performance), before and after.
    pub revitalized_floor: [Stock<FloorAreaChange>; 2],
    /// Entries that count as revitalized and their land area (statutory), before and after.
    pub revitalized_land: [Stock<AreaChange>; 2],
    /// The events whose contribution differs, by day and id.
    pub events: Vec<EventDifference>,
}

/// Compares what two states of knowledge say of the end of a day (差异说明): two replays up to that day.
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
    let histories = [before, after].map(|known| replay(known.part(events), known.as_of(day)));
    let [old, new] = &histories;
    let (old, new) = (Side::of(old, before.part(events)), Side::of(new, after.part(events)));
    difference_between(&old, &new, day, &GroupFilter::default())
}

/// What one state of knowledge says: a history, which events it rests on, and by which it lost others.
pub(super) struct Side<'e> {
    history: &'e History,
    /// On which day each event counts, and which event says so.
    said: BTreeMap<&'e EventId, (Date, &'e EventId)>,
    /// The last retraction of each event that was retracted.
    retracted: BTreeMap<&'e EventId, &'e EventId>,
}

impl<'e> Side<'e> {
    /// A history and the events that it was replayed from, to whatever day.
    pub(super) fn of(history: &'e History, events: &'e [Event]) -> Side<'e> {
        let known = history.state.as_of.known;
        let slots = resolve(events, known, &mut Vec::new());
        let said = slots.into_iter().map(|slot| (slot.id, (slot.day, slot.said_by))).collect();
        let events = events.iter().filter(|e| known.is_none_or(|day| e.recorded.date() <= day));
        let retracted = events.filter_map(|event| match &event.act {
            Act::EventRetracted { event: of } => Some((of, &event.id)),
            _ => None,
        });
        Side { history, said, retracted: retracted.collect() }
    }
}

/// Compares the end of a day, for a part of the stocks, in one pass over the movements of each side; both were replayed to
/// that day or a later one.
pub(super) fn difference_between(
    old: &Side<'_>,
    new: &Side<'_>,
    day: Date,
    part: &GroupFilter,
) -> Result<Difference, QuantityError> {
    let mut rows: BTreeMap<&EventId, Row> = BTreeMap::new();
    let sides = [old.history, new.history];
    let entries = add_up::<Movement>(sides, day, part, &mut rows, |row| &mut row.entries)?;
    let floor = add_up::<FloorMovement>(sides, day, part, &mut rows, |row| &mut row.floor)?;
    let vacancy = add_up::<VacancyMovement>(sides, day, part, &mut rows, |row| &mut row.vacancy)?;
    let revitalized_floor =
        add_up::<FloorCreditMovement>(sides, day, part, &mut rows, |row| &mut row.credited_floor)?;
    let revitalized_land =
        add_up::<LandCreditMovement>(sides, day, part, &mut rows, |row| &mut row.credited_land)?;
    rows.retain(|_, row| *row != Row::default());
    let rows = rows.into_iter().filter_map(|(event, row)| explained(event, row, old, new));
    let mut events: Vec<EventDifference> = rows.collect();
    events.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.event.cmp(&b.event)));
    Ok(Difference { day, entries, floor, vacancy, revitalized_floor, revitalized_land, events })
}

impl Knowledge<'_> {
    /// The events that are known, but for those recorded after the day of [`Knowledge::Day`].
    pub(super) fn part<'e>(&self, events: &'e [Event]) -> &'e [Event] {
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

    pub(super) fn as_of(&self, day: Date) -> AsOf {
        AsOf { effective: day, known: self.day() }
    }
}

/// What an event does to the stocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Row {
    entries: Stock<AreaChange>,
    floor: Stock<FloorAreaChange>,
    vacancy: Stock<FloorAreaChange>,
    credited_floor: Stock<FloorAreaChange>,
    credited_land: Stock<AreaChange>,
}

/// One stock on both sides; what each event moves, later less earlier, is added to its row.
fn add_up<'h, M: Moves + 'h>(
    sides: [&'h History; 2],
    day: Date,
    part: &GroupFilter,
    rows: &mut BTreeMap<&'h EventId, Row>,
    stock_of: impl Fn(&mut Row) -> &mut Stock<M::Area>,
) -> Result<[Stock<M::Area>; 2], QuantityError> {
    let mut totals = [Stock::default(); 2];
    for ((history, sign), total) in sides.into_iter().zip([-1, 1]).zip(&mut totals) {
        for movement in M::until(history, day).iter().filter(|m| part.admits(m.group())) {
            let stock = movement.stock();
            *total = plus::<M>(*total, stock)?;
            let signed = if sign < 0 { opposite::<M>(stock) } else { stock };
            let sum = stock_of(rows.entry(movement.event()).or_default());
            *sum = plus::<M>(*sum, signed)?;
        }
    }
    Ok(totals)
}

fn explained(event: &EventId, row: Row, old: &Side<'_>, new: &Side<'_>) -> Option<EventDifference> {
    let [before, after] = [old, new].map(|side| side.said.get(event).copied());
    let (reason, said_by) = match (before, after) {
        (None, after) => (DifferenceReason::RecordedLater, after.map(|(_, by)| by)),
        (Some(_), None) => (DifferenceReason::Retracted, new.retracted.get(event).copied()),
        (Some((_, before)), Some((_, after))) if before != after => {
            (DifferenceReason::Corrected, Some(after))
        }
        _ => (DifferenceReason::Consequence, None),
    };
    let (day, _) = after.or(before)?;
    Some(EventDifference {
        event: event.clone(),
        day,
        reason,
        said_by: said_by.filter(|by| *by != event).cloned(),
        entries: row.entries,
        floor: row.floor,
        vacancy: row.vacancy,
        revitalized_floor: row.credited_floor,
        revitalized_land: row.credited_land,
    })
}
