//! Roll-forwards of a period that follows a closed one: opening as published, prior-period adjustments, movements, closing.

use std::collections::BTreeMap;
use std::ops::Neg;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::knowledge::difference;
use super::{
    AsOf, Closing, Difference, Event, EventDifference, EventId, FloorKind, History, Knowledge,
    MovementKind, RollForward, Stock, VacancyKind, replay,
};
use crate::calendar::{self, Period};
use crate::law::{Cause, Document};
use crate::units::{AreaChange, FloorAreaChange, QuantityError};

/// A roll-forward whose opening is that of the closed period before it (期初期末表，含以前期间调整).
///
/// For each stock: `published + adjustment = table.opening`, and from there the table runs as always. What was recorded
/// after the closing and is true of a day before the period is in `adjustment`, with its true day in `adjustments`.
/// Without a closing on the day before the period nothing was published, and every adjustment is zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdjustedRollForward {
    /// The closing of the period before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// Entries on the ledger and their land area.
    pub entries: AdjustedTable<MovementKind, AreaChange>,
    /// Surveyed spaces and their floor area.
    pub floor: AdjustedTable<FloorKind, FloorAreaChange>,
    /// Vacant spaces and their floor area.
    pub vacancy: AdjustedTable<VacancyKind, FloorAreaChange>,
    /// Prior-period adjustments (以前期间调整), event by event; they sum to the adjustment of each stock.
    pub adjustments: Vec<PriorPeriodAdjustment>,
}

/// One stock of an [`AdjustedRollForward`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AdjustedTable<K, A> {
    /// The stock on the day before the period, as published when that day was closed.
    pub published: Stock<A>,
    /// What is known of that day since.
    pub adjustment: Stock<A>,
    /// The roll-forward as now known.
    pub table: RollForward<K, A>,
}

/// A fact of a closed period that was recorded, corrected or retracted after the closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PriorPeriodAdjustment {
    /// The event, its true day, why it differs from what was published, and by how much.
    pub difference: EventDifference,
    /// When that was recorded; for a consequence of other events, when the event itself was.
    #[serde(with = "calendar::moment")]
    pub recorded: DateTime,
    /// The document that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Why it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// What else is said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The roll-forward of a period, from what was published when the period before it was closed, as known by the end of
/// `known` (`None`: all that was ever recorded). A period that is closed itself is shown as it was published.
///
/// ```
/// use landledger::calendar::{Period, parse_day};
/// use landledger::ledger::{Event, adjusted_roll_forward};
///
/// // Listed in June, but recorded after June was closed.
/// let journal = [
///     r#"{"id":"E1","effective":"2023-01-01","recorded":"2023-01-02T09:00:00","act":{"parcel-registered":
///         {"parcel":"410106001001GB00012","facts":{"name":"A1","town":"410106001","tenure":"granted"}}}}"#,
///     r#"{"id":"E2","effective":"2023-07-05","recorded":"2023-07-05T09:00:00","act":{"period-closed":
///         {"through":"2023-06-30"}}}"#,
///     r#"{"id":"E3","effective":"2023-06-10","recorded":"2023-07-20T09:00:00","act":{"entry-listed":
///         {"entry":"T1","parcel":"410106001001GB00012","class":"idle",
///          "causes":[{"code":"hoarding","side":"enterprise"}],"land_area_m2":"12000.00"}}}"#,
/// ];
/// let events: Vec<Event> = journal.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
///
/// let third_quarter = Period::through(parse_day("2023-07-01")?, parse_day("2023-09-30")?)?;
/// let found = adjusted_roll_forward(&events, third_quarter, None)?;
/// assert_eq!(found.entries.published.count, 0);
/// assert_eq!(found.entries.adjustment.area.to_string(), "12000.00");
/// assert_eq!(found.entries.table.opening.count, 1);
/// assert_eq!(found.adjustments[0].difference.day, parse_day("2023-06-10")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`QuantityError`] if a sum is larger than a quantity can be.
pub fn adjusted_roll_forward(
    events: &[Event],
    period: Period,
    known: Option<Date>,
) -> Result<AdjustedRollForward, QuantityError> {
    // A period may be closed long after its end: the closings of every day count.
    let history = replay(events, AsOf { effective: Date::MAX, known });
    match history.published(events, period) {
        Some(part) => {
            let published = replay(part, AsOf { effective: Date::MAX, known });
            published.adjusted_roll_forward(part, period)
        }
        None => history.adjusted_roll_forward(events, period),
    }
}

impl History {
    /// For a period that is closed itself, the events that were known when it was: those above its closing. What was
    /// recorded later is an adjustment of the period that was open then, and of no other.
    pub(crate) fn published<'e>(&self, events: &'e [Event], period: Period) -> Option<&'e [Event]> {
        let own = self.state.closings.iter().find(|own| own.through == period.last_day())?;
        let at = events.iter().position(|event| event.id == own.event)?;
        events.get(..at)
    }
}

impl History {
    /// The same from a history that was replayed from these events to the last day there is, or to one after the closing
    /// that counts.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn adjusted_roll_forward(
        &self,
        events: &[Event],
        period: Period,
    ) -> Result<AdjustedRollForward, QuantityError> {
        let closing = period.day_before().and_then(|day| {
            self.state.closings.iter().find(|closing| closing.through == day).cloned()
        });
        let entries = self.roll_forward(period)?;
        let floor = self.floor_roll_forward(period)?;
        let vacancy = self.vacancy_roll_forward(period)?;
        let Some(closing) = closing else {
            return Ok(AdjustedRollForward {
                closing: None,
                entries: unadjusted(entries),
                floor: unadjusted(floor),
                vacancy: unadjusted(vacancy),
                adjustments: Vec::new(),
            });
        };
        let now = self.state.as_of.known.map_or(Knowledge::Now, Knowledge::Day);
        let since = difference(events, closing.through, Knowledge::Before(&closing.event), now)?;
        Ok(AdjustedRollForward {
            entries: adjusted(since.entries, Neg::neg, add_land, entries)?,
            floor: adjusted(since.floor, Neg::neg, add_floor, floor)?,
            vacancy: adjusted(since.vacancy, Neg::neg, add_floor, vacancy)?,
            adjustments: adjustments(events, since),
            closing: Some(closing),
        })
    }
}

fn add_land(a: AreaChange, b: AreaChange) -> Result<AreaChange, QuantityError> {
    AreaChange::try_sum([a, b])
}

fn add_floor(a: FloorAreaChange, b: FloorAreaChange) -> Result<FloorAreaChange, QuantityError> {
    FloorAreaChange::try_sum([a, b])
}

fn unadjusted<K, A: Copy + Default>(table: RollForward<K, A>) -> AdjustedTable<K, A> {
    AdjustedTable { published: table.opening, adjustment: Stock::default(), table }
}

fn adjusted<K, A: Copy>(
    [published, now]: [Stock<A>; 2],
    opposite: impl Fn(A) -> A,
    add: impl Fn(A, A) -> Result<A, QuantityError>,
    table: RollForward<K, A>,
) -> Result<AdjustedTable<K, A>, QuantityError> {
    let adjustment = Stock {
        count: now.count.saturating_sub(published.count),
        area: add(now.area, opposite(published.area))?,
    };
    Ok(AdjustedTable { published, adjustment, table })
}

fn adjustments(events: &[Event], since: Difference) -> Vec<PriorPeriodAdjustment> {
    let by_id: BTreeMap<&EventId, &Event> = events.iter().map(|event| (&event.id, event)).collect();
    let said =
        |row: &EventDifference| by_id.get(row.said_by.as_ref().unwrap_or(&row.event)).copied();
    let rows = since.events.into_iter().filter_map(|difference| {
        let event = said(&difference)?;
        Some(PriorPeriodAdjustment {
            recorded: event.recorded,
            document: event.document.clone(),
            cause: event.cause.clone(),
            note: event.note.clone(),
            difference,
        })
    });
    rows.collect()
}
