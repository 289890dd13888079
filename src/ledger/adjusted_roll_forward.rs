//! Roll-forwards of a period that follows a closed one: opening as published, prior-period adjustments, movements, closing.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::knowledge::{Side, difference_between};
use super::published::{Published, PublishedBefore, ShownPeriod, closing_before, place};
use super::roll_forward::{Moves, opposite, plus, whole};
use super::{
    AsOf, Closing, CreditKind, Event, EventDifference, EventId, FloorCreditMovement, FloorKind,
    FloorMovement, GroupFilter, History, LandCreditMovement, Movement, MovementKind, RollForward,
    Stock, VacancyKind, VacancyMovement, replay,
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
    /// Spaces that count as revitalized, and their floor area (performance).
    pub revitalized_floor: AdjustedTable<CreditKind, FloorAreaChange>,
    /// Entries that count as revitalized, and their land area (statutory).
    pub revitalized_land: AdjustedTable<CreditKind, AreaChange>,
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
/// `known` (`None`: all that was ever recorded). A period that is closed itself is shown as it was published. The ledger is
/// replayed once; once more if the period is closed, and once more if it follows a closing.
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
    let history = replay(events, AsOf { effective: Date::MAX, known });
    Published::new(events, &history).period(period).adjusted_roll_forward()
}

impl History {
    /// The same from a history that was replayed from these events to the last day there is, or to one after the closing
    /// that counts. One replay, of the lines above that closing; none if the period does not follow one.
    ///
    /// # Errors
    ///
    /// [`QuantityError`] if a sum is larger than a quantity can be.
    pub fn adjusted_roll_forward(
        &self,
        events: &[Event],
        period: Period,
    ) -> Result<AdjustedRollForward, QuantityError> {
        let closing = closing_before(self, period);
        let above = closing.and_then(|closing| {
            let events = events.get(..place(events, closing)?)?;
            Some((closing, events, replay(events, AsOf::day(closing.through))))
        });
        let before = above.as_ref().map(|(closing, events, history)| PublishedBefore {
            closing,
            history,
            events,
        });
        let history = self;
        ShownPeriod { period, history, events, is_closed: false, before }.adjusted_roll_forward()
    }
}

impl ShownPeriod<'_> {
    pub(crate) fn adjusted_roll_forward(&self) -> Result<AdjustedRollForward, QuantityError> {
        let since = match &self.before {
            None => None,
            Some(PublishedBefore { closing, history, events }) => {
                let old = Side::of(history, events);
                let new = Side::of(self.history, self.events);
                Some(difference_between(&old, &new, closing.through, &GroupFilter::default())?)
            }
        };
        // What was published of each stock.
        let entries = since.as_ref().map(|since| since.entries[0]);
        let floor = since.as_ref().map(|since| since.floor[0]);
        let vacancy = since.as_ref().map(|since| since.vacancy[0]);
        let floor_credits = since.as_ref().map(|since| since.revitalized_floor[0]);
        let land_credits = since.as_ref().map(|since| since.revitalized_land[0]);
        Ok(AdjustedRollForward {
            closing: self.before.as_ref().map(|before| before.closing.clone()),
            entries: self.table::<Movement>(entries)?,
            floor: self.table::<FloorMovement>(floor)?,
            vacancy: self.table::<VacancyMovement>(vacancy)?,
            revitalized_floor: self.table::<FloorCreditMovement>(floor_credits)?,
            revitalized_land: self.table::<LandCreditMovement>(land_credits)?,
            adjustments: since
                .map_or_else(Vec::new, |since| adjustments(self.events, since.events)),
        })
    }

    fn table<M: Moves>(
        &self,
        published: Option<Stock<M::Area>>,
    ) -> Result<AdjustedTable<M::Kind, M::Area>, QuantityError> {
        let table = whole(self.period, M::all(self.history))?;
        let Some(published) = published else {
            let (published, adjustment) = (table.opening, Stock::default());
            return Ok(AdjustedTable { published, adjustment, table });
        };
        let adjustment = plus::<M>(table.opening, opposite::<M>(published))?;
        Ok(AdjustedTable { published, adjustment, table })
    }
}

fn adjustments(events: &[Event], since: Vec<EventDifference>) -> Vec<PriorPeriodAdjustment> {
    let by_id: BTreeMap<&EventId, &Event> = events.iter().map(|event| (&event.id, event)).collect();
    let said =
        |row: &EventDifference| by_id.get(row.said_by.as_ref().unwrap_or(&row.event)).copied();
    let rows = since.into_iter().filter_map(|difference| {
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
