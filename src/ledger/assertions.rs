//! Balance assertions held against the ledger: asserted, computed, difference, and what explains it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::balances::figures;
use super::journal_places::JournalPlaces;
use super::knowledge::{Side, difference_between};
use super::roll_forward::Moves;
use super::{
    AsOf, AssertedBalance, Event, EventDifference, EventId, FloorCreditMovement, FloorMovement,
    History, LandCreditMovement, Movement, StatedBalance, Stock, VacancyMovement, replay,
};
use crate::units::{Figure, QuantityError};

/// A balance assertion and what the ledger says (余额核对结果).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AssertionResult {
    /// What was asserted.
    pub stated: StatedBalance,
    /// The asserted figure: a number of things, or m².
    pub asserted: Figure,
    /// The figure of the ledger at the end of the day, as now known.
    pub computed: Figure,
    /// Computed less asserted.
    pub difference: Figure,
    /// The first event that explains a difference; `None` if there is none, or none explains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained_by: Option<Explanation>,
}

/// Which event explains a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Explanation {
    /// The assertion held when it was written; this was recorded later, or changed by what was.
    ChangedLater(EventId),
    /// The assertion never held; this event moves the stock by just the difference, one way or the other.
    SameAmount(EventId),
}

impl AssertionResult {
    /// Whether the ledger says what was asserted.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.difference.is_zero()
    }
}

/// Holds every balance assertion that is known against the ledger, in the order of their days.
///
/// The ledger is replayed once, and the figures of all assertions come of one pass over its movements. Those that differ cost
/// one replay more for each distinct place in the journal at which they were written: assertions with nothing between them
/// but other assertions, closings and acknowledgements share it. Each of them then looks once through the movements for the
/// event that explains it.
///
/// # Errors
///
/// [`QuantityError`] if a sum is larger than a quantity can be.
pub fn assertions(events: &[Event], as_of: AsOf) -> Result<Vec<AssertionResult>, QuantityError> {
    let history = replay(events, as_of);
    let stated: Vec<&StatedBalance> = history.state.assertions.iter().collect();
    let computed = figures(&history, &stated)?;
    let results = stated.iter().zip(computed).map(|(stated, computed)| result(stated, computed));
    let mut results = results.collect::<Result<Vec<AssertionResult>, _>>()?;
    explain(events, &history, &mut results)?;
    Ok(results)
}

fn result(stated: &StatedBalance, computed: Decimal) -> Result<AssertionResult, QuantityError> {
    let asserted = asserted(stated.assertion.balance);
    Ok(AssertionResult {
        stated: stated.clone(),
        asserted: Figure::from_number(asserted)?,
        computed: Figure::from_number(computed)?,
        difference: Figure::from_number(computed - asserted)?,
        explained_by: None,
    })
}

fn asserted(balance: AssertedBalance) -> Decimal {
    match balance {
        AssertedBalance::Entries(count)
        | AssertedBalance::Spaces(count)
        | AssertedBalance::VacantSpaces(count) => count.into(),
        AssertedBalance::LandAreaM2(area) | AssertedBalance::RevitalizedLandAreaM2(area) => {
            area.square_metres()
        }
        AssertedBalance::FloorAreaM2(area)
        | AssertedBalance::VacantFloorAreaM2(area)
        | AssertedBalance::RevitalizedFloorAreaM2(area) => area.square_metres(),
    }
}

/// Says of each assertion that differs which event explains it.
fn explain(
    events: &[Event],
    history: &History,
    results: &mut [AssertionResult],
) -> Result<(), QuantityError> {
    let mut differing: BTreeMap<usize, Vec<&mut AssertionResult>> = BTreeMap::new();
    let places = JournalPlaces::of(events);
    for result in results.iter_mut().filter(|result| !result.holds()) {
        let above = places.above(result.stated.said_by());
        differing.entry(above).or_default().push(result);
    }
    let now = Side::of(history, events);
    for (above, results) in differing {
        let above = events.get(..above).unwrap_or(events);
        let last = results.last().map_or(Date::MAX, |result| result.stated.day);
        let history_then = replay(above, AsOf::day(last));
        let then = Side::of(&history_then, above);
        let stated: Vec<&StatedBalance> = results.iter().map(|result| &result.stated).collect();
        let figures_then = figures(&history_then, &stated)?;
        for (result, figure_then) in results.into_iter().zip(figures_then) {
            let stated = &result.stated;
            result.explained_by = if figure_then == asserted(stated.assertion.balance) {
                let (day, part) = (stated.day, &stated.assertion.of);
                let since = difference_between(&then, &now, day, part)?;
                changed_first(&since.events, stated.assertion.balance, &places)
                    .map(Explanation::ChangedLater)
            } else {
                moves_as_much(history, stated, result.difference.number())
                    .map(Explanation::SameAmount)
            };
        }
    }
    Ok(())
}

/// The first in the order of the journal that moved the figure.
fn changed_first(
    since: &[EventDifference],
    balance: AssertedBalance,
    places: &JournalPlaces<'_>,
) -> Option<EventId> {
    let moved = since.iter().filter(|row| !figure(balance, row).is_zero());
    let said = moved.map(|row| row.said_by.as_ref().unwrap_or(&row.event));
    said.min_by_key(|event| places.of_event(event)).cloned()
}

/// What an event contributes to the figure that an assertion is about, later less earlier.
fn figure(balance: AssertedBalance, row: &EventDifference) -> Decimal {
    match balance {
        AssertedBalance::Entries(_) => row.entries.count.into(),
        AssertedBalance::LandAreaM2(_) => row.entries.area.square_metres(),
        AssertedBalance::Spaces(_) => row.floor.count.into(),
        AssertedBalance::FloorAreaM2(_) => row.floor.area.square_metres(),
        AssertedBalance::VacantSpaces(_) => row.vacancy.count.into(),
        AssertedBalance::VacantFloorAreaM2(_) => row.vacancy.area.square_metres(),
        AssertedBalance::RevitalizedFloorAreaM2(_) => row.revitalized_floor.area.square_metres(),
        AssertedBalance::RevitalizedLandAreaM2(_) => row.revitalized_land.area.square_metres(),
    }
}

/// The first event, in the order of movements, that moves the figure by as much as it differs.
fn moves_as_much(
    history: &History,
    stated: &StatedBalance,
    difference: Decimal,
) -> Option<EventId> {
    let mut by_event: Vec<(&EventId, Decimal)> = Vec::new();
    for (event, amount) in amounts(history, stated) {
        match by_event.last_mut() {
            Some((last, sum)) if *last == event => *sum += amount,
            _ => by_event.push((event, amount)),
        }
    }
    let same = by_event.into_iter().find(|(_, amount)| amount.abs() == difference.abs());
    same.map(|(event, _)| event.clone())
}

/// What each event that counts moves in the figure, in the order of movements.
fn amounts<'h>(history: &'h History, stated: &'h StatedBalance) -> Vec<(&'h EventId, Decimal)> {
    fn of<'h, M: Moves + 'h>(
        history: &'h History,
        stated: &StatedBalance,
        figure: impl Fn(Stock<M::Area>) -> Decimal,
    ) -> Vec<(&'h EventId, Decimal)> {
        let until = M::until(history, stated.day).iter();
        let meant = until.filter(|movement| stated.assertion.of.admits(movement.group()));
        meant.map(|movement| (movement.event(), figure(movement.stock()))).collect()
    }
    match stated.assertion.balance {
        AssertedBalance::Entries(_) => of::<Movement>(history, stated, |s| s.count.into()),
        AssertedBalance::LandAreaM2(_) => {
            of::<Movement>(history, stated, |s| s.area.square_metres())
        }
        AssertedBalance::Spaces(_) => of::<FloorMovement>(history, stated, |s| s.count.into()),
        AssertedBalance::FloorAreaM2(_) => {
            of::<FloorMovement>(history, stated, |s| s.area.square_metres())
        }
        AssertedBalance::VacantSpaces(_) => {
            of::<VacancyMovement>(history, stated, |s| s.count.into())
        }
        AssertedBalance::VacantFloorAreaM2(_) => {
            of::<VacancyMovement>(history, stated, |s| s.area.square_metres())
        }
        AssertedBalance::RevitalizedFloorAreaM2(_) => {
            of::<FloorCreditMovement>(history, stated, |s| s.area.square_metres())
        }
        AssertedBalance::RevitalizedLandAreaM2(_) => {
            of::<LandCreditMovement>(history, stated, |s| s.area.square_metres())
        }
    }
}
